#include "base/origin.h"

/* Owns the graph behind a figure: making nodes and walking them. Must not know expressions or
 * tables. Recursion is as deep as the graph, which `limits.nesting` bounds. */
#include "base/arena.h"

#define MEMBERS_SHOWN 3

const gr_op_info gr_ops[GR_OP__COUNT] = {
#define GR_OP(ID, name, kind) [GR_OP_##ID] = { name, kind },
#include "base/ops.def"
#undef GR_OP
};

const gr_origin *gr_origin_constant(gr_arena *arena, gr_value value)
{
    return gr_origin_inner(arena, GR_OP_CONSTANT, value, NULL, 0, GR_LIT(""));
}

const gr_origin *gr_origin_inner(gr_arena *arena, gr_op op, gr_value value,
                                 const gr_origin *const *args, size_t n_args, gr_str detail)
{
    const gr_str empty = GR_LIT("");
    const gr_origin **copies = GR_NEW_N(arena, const gr_origin *, n_args);
    for (size_t i = 0; i < n_args; i++) {
        copies[i] = args[i];
    }
    gr_origin *node = GR_NEW(arena, gr_origin);
    *node = (gr_origin){ .op = op,
                         .value = value,
                         .dataset = empty,
                         .key = empty,
                         .name = empty,
                         .owner = empty,
                         .condition = detail,
                         .args = copies,
                         .n_args = n_args };
    node->value.origin = NULL;
    return node;
}

static bool is_leaf(const gr_origin *origin)
{
    return gr_ops[origin->op].kind == GR_OP_KIND_LEAF;
}

bool gr_origin_leaves(const gr_origin *origin, bool into_derived, gr_leaf_fn *visit, void *user)
{
    if (origin == NULL) {
        return true; /* an operand that had no value */
    }
    if (is_leaf(origin)) {
        if (!visit(user, origin)) {
            return false;
        }
        if (!into_derived) {
            return true;
        }
    }
    for (size_t i = 0; i < origin->n_args; i++) {
        if (!gr_origin_leaves(origin->args[i], into_derived, visit, user)) {
            return false;
        }
    }
    return true;
}

/** Looks for owned leaves; false as soon as a second owner is met. `*sole` is empty before the
 *  first. A shared leaf that was computed is looked into: it could be a copy of somebody's. */
static bool has_one_owner(const gr_origin *origin, gr_str *sole)
{
    if (origin == NULL) {
        return true;
    }
    if (is_leaf(origin) && origin->owner.len > 0) {
        if (sole->len == 0) {
            *sole = origin->owner;
        }
        return gr_str_eq(*sole, origin->owner);
    }
    for (size_t i = 0; i < origin->n_args; i++) {
        if (!has_one_owner(origin->args[i], sole)) {
            return false;
        }
    }
    return true;
}

bool gr_origin_breaks_isolation(const gr_origin *origin, gr_str edition, gr_str *out_owner)
{
    gr_str sole = GR_LIT("");
    if (edition.len == 0 || !has_one_owner(origin, &sole) || sole.len == 0 ||
        gr_str_eq(sole, edition)) {
        return false;
    }
    *out_owner = sole;
    return true;
}

static void add_leaf(const gr_origin *leaf, gr_buf *out)
{
    gr_buf_add(out, leaf->dataset);
    if (leaf->key.len > 0) {
        gr_buf_addf(out, "[" GR_FMT "]", GR_ARG(leaf->key));
    }
    gr_buf_addf(out, "." GR_FMT, GR_ARG(leaf->name));
}

static void add_constant(const gr_origin *origin, gr_buf *out)
{
    const char *quote = origin->value.type == GR_T_TEXT ? "'" : "";
    gr_buf_add(out, gr_str_of(quote));
    gr_value_add(&origin->value, out);
    gr_buf_add(out, gr_str_of(quote));
}

static void add_origin(const gr_origin *origin, gr_buf *out);

/** At most `shown` operands, the rest as "...". */
static void add_operands(const gr_origin *origin, const char *between, size_t shown, gr_buf *out)
{
    for (size_t i = 0; i < origin->n_args; i++) {
        gr_buf_add(out, gr_str_of(i == 0 ? "" : between));
        if (i == shown) {
            gr_buf_add(out, GR_LIT("..."));
            break;
        }
        add_origin(origin->args[i], out);
    }
}

/** "sum(11 of contributions where module = inkoop: a, b, c, ...)" */
static void add_aggregate(const gr_origin *origin, gr_buf *out)
{
    gr_buf_addf(out, "%s(%zu", gr_ops[origin->op].name, origin->n_args);
    if (origin->condition.len > 0) {
        gr_buf_addf(out, " of " GR_FMT, GR_ARG(origin->condition));
    }
    if (origin->n_args > 0) {
        gr_buf_add(out, GR_LIT(": "));
        add_operands(origin, ", ", MEMBERS_SHOWN, out);
    }
    gr_buf_add_char(out, ')');
}

static bool stands_between(gr_op op)
{
    return op == GR_OP_ADD || op == GR_OP_SUB || op == GR_OP_MUL || op == GR_OP_DIV;
}

static void add_inner(const gr_origin *origin, gr_buf *out)
{
    const char *name = gr_ops[origin->op].name;
    if (stands_between(origin->op)) {
        gr_str between = gr_str_fmt(out->arena, " %s ", name);
        gr_buf_add_char(out, '(');
        add_operands(origin, between.ptr, SIZE_MAX, out);
    } else {
        gr_str shown = origin->condition.len > 0 ? origin->condition : gr_str_of(name);
        gr_buf_addf(out, GR_FMT "(", GR_ARG(shown));
        add_operands(origin, ", ", SIZE_MAX, out);
    }
    gr_buf_add_char(out, ')');
}

static void add_origin(const gr_origin *origin, gr_buf *out)
{
    if (origin == NULL) {
        gr_buf_add(out, GR_LIT("(none)"));
        return;
    }
    switch (gr_ops[origin->op].kind) {
    case GR_OP_KIND_LEAF:
        add_leaf(origin, out);
        break;
    case GR_OP_KIND_AGGREGATE:
        add_aggregate(origin, out);
        break;
    case GR_OP_KIND_INNER:
        if (origin->op == GR_OP_CONSTANT) {
            add_constant(origin, out);
        } else {
            add_inner(origin, out);
        }
        break;
    }
}

void gr_origin_dump(const gr_origin *origin, gr_buf *out)
{
    add_origin(origin, out);
    /* Only at the top: a leaf inside a sum would drag its whole computation along. */
    if (origin != NULL && is_leaf(origin) && origin->n_args > 0) {
        gr_buf_add(out, GR_LIT(" <- "));
        add_operands(origin, ", ", MEMBERS_SHOWN, out);
    }
}
