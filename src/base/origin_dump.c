#include "base/origin_walk.h"

/* Owns the text form of an origin. It is as long as the graph has edges: a node that is an operand
 * more than once is told once, under a number. So is one that lies deep, which keeps the recursion
 * flat. */
#include "base/arena.h"

#define MEMBERS_SHOWN 3
#define NODES_SHOWN   1000
#define NESTING_SHOWN 16

typedef struct dump {
    gr_arena *arena;
    gr_buf *out;
    gr_visited uses;        /* how often a node is an operand of what is shown */
    gr_visited numbers;     /* of the nodes that are told apart, from 1 */
    const gr_origin **told; /* in the order of their numbers */
    size_t n_told, cap_told, n_shown;
} dump;

static bool is_leaf(const gr_origin *origin)
{
    return gr_ops[origin->op].kind == GR_OP_KIND_LEAF;
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/** Operands that are shown. Only at the top a leaf says how it was made: within a sum it would drag
 *  its whole computation along. */
static size_t n_shown_of(const gr_origin *origin, bool top)
{
    switch (gr_ops[origin->op].kind) {
    case GR_OP_KIND_LEAF:
        return top ? smaller(origin->n_args, MEMBERS_SHOWN) : 0;
    case GR_OP_KIND_AGGREGATE:
        return smaller(origin->n_args, MEMBERS_SHOWN);
    case GR_OP_KIND_INNER:
        break;
    }
    return origin->n_args;
}

static void count_uses(dump *d, const gr_origin *origin)
{
    gr_origin_walk walk = {.arena = d->arena};
    gr_walk_add(&walk, origin);
    const gr_origin *node = gr_walk_next(&walk);
    for (size_t n = 0; node != NULL && n < NODES_SHOWN; node = gr_walk_next(&walk), n++) {
        for (size_t i = n_shown_of(node, n == 0); i > 0; i--) {
            const gr_origin *arg = node->args[i - 1];
            if (arg != NULL) {
                (*gr_visited_number(&d->uses, arg, d->arena))++;
                gr_walk_add(&walk, arg);
            }
        }
    }
}

static void add_leaf(const gr_origin *leaf, gr_buf *out)
{
    gr_buf_add(out, leaf->dataset);
    if (leaf->key.len > 0) {
        gr_buf_addf(out, "[" GR_FMT "]", GR_ARG(leaf->key));
    }
    gr_buf_addf(out, "." GR_FMT, GR_ARG(leaf->name));
    if (leaf->condition.len > 0) {
        gr_buf_addf(out, " (" GR_FMT ")", GR_ARG(leaf->condition));
    }
}

static void add_constant(const gr_origin *origin, gr_buf *out)
{
    const char *quote = origin->value.type == GR_T_TEXT ? "'" : "";
    gr_buf_add(out, gr_str_of(quote));
    gr_value_add(&origin->value, out);
    gr_buf_add(out, gr_str_of(quote));
}

static void add_operand(dump *d, const gr_origin *origin, unsigned nesting);

/** At most MEMBERS_SHOWN of them unless `all`, the rest as "...". */
static void add_operands(dump *d, const gr_origin *origin, const char *between, bool all,
                         unsigned nesting)
{
    for (size_t i = 0; i < origin->n_args; i++) {
        gr_buf_add(d->out, gr_str_of(i == 0 ? "" : between));
        if ((!all && i == MEMBERS_SHOWN) || d->n_shown >= NODES_SHOWN) {
            gr_buf_add(d->out, GR_LIT("..."));
            break;
        }
        add_operand(d, origin->args[i], nesting + 1);
    }
}

/** "sum(11 of contributions where module = inkoop: a, b, c, ...)" */
static void add_aggregate(dump *d, const gr_origin *origin, unsigned nesting)
{
    gr_buf_addf(d->out, "%s(%zu", gr_ops[origin->op].name, origin->n_args);
    if (origin->condition.len > 0) {
        gr_buf_addf(d->out, " of " GR_FMT, GR_ARG(origin->condition));
    }
    if (origin->n_args > 0) {
        gr_buf_add(d->out, GR_LIT(": "));
        add_operands(d, origin, ", ", false, nesting);
    }
    gr_buf_add_char(d->out, ')');
}

static bool stands_between(gr_op op)
{
    return op == GR_OP_ADD || op == GR_OP_SUB || op == GR_OP_MUL || op == GR_OP_DIV;
}

static void add_inner(dump *d, const gr_origin *origin, unsigned nesting)
{
    const char *name = gr_ops[origin->op].name;
    if (origin->op == GR_OP_CONSTANT) {
        add_constant(origin, d->out);
        return;
    }
    if (stands_between(origin->op)) {
        gr_str between = gr_str_fmt(d->arena, " %s ", name);
        gr_buf_add_char(d->out, '(');
        add_operands(d, origin, between.ptr, true, nesting);
    } else {
        gr_str shown = origin->condition.len > 0 ? origin->condition : gr_str_of(name);
        gr_buf_addf(d->out, GR_FMT "(", GR_ARG(shown));
        add_operands(d, origin, ", ", true, nesting);
    }
    gr_buf_add_char(d->out, ')');
}

static void add_node(dump *d, const gr_origin *origin, unsigned nesting)
{
    switch (gr_ops[origin->op].kind) {
    case GR_OP_KIND_LEAF:
        add_leaf(origin, d->out);
        break;
    case GR_OP_KIND_AGGREGATE:
        add_aggregate(d, origin, nesting);
        break;
    case GR_OP_KIND_INNER:
        add_inner(d, origin, nesting);
        break;
    }
}

/** Leaves and constants are as short as a number would be. */
static bool is_told_apart(dump *d, const gr_origin *origin, unsigned nesting)
{
    if (is_leaf(origin) || origin->op == GR_OP_CONSTANT) {
        return false;
    }
    return nesting > NESTING_SHOWN || *gr_visited_number(&d->uses, origin, d->arena) > 1;
}

static void add_operand(dump *d, const gr_origin *origin, unsigned nesting)
{
    if (origin == NULL) {
        gr_buf_add(d->out, GR_LIT("(none)"));
        return;
    }
    if (!is_told_apart(d, origin, nesting)) {
        d->n_shown++;
        add_node(d, origin, nesting);
        return;
    }
    uint32_t *number = gr_visited_number(&d->numbers, origin, d->arena);
    if (*number == 0) {
        *GR_PUSH(d->arena, d->told, d->n_told, d->cap_told, const gr_origin *) = origin;
        *number = (uint32_t)d->n_told;
    }
    gr_buf_addf(d->out, "#%u", *number);
}

static void add_told(dump *d)
{
    for (size_t i = 0; i < d->n_told; i++) {
        if (d->n_shown++ >= NODES_SHOWN) {
            gr_buf_add(d->out, GR_LIT("; ..."));
            return;
        }
        gr_buf_addf(d->out, "; #%zu = ", i + 1);
        add_node(d, d->told[i], 0);
    }
}

void gr_origin_dump(const gr_origin *origin, gr_buf *out)
{
    dump d = {.arena = gr_arena_new(1 << 14), .out = out};
    if (origin != NULL) {
        count_uses(&d, origin);
    }
    add_operand(&d, origin, 0);
    if (origin != NULL && is_leaf(origin) && origin->n_args > 0) {
        gr_buf_add(out, GR_LIT(" <- "));
        add_operands(&d, origin, ", ", false, 0);
    }
    add_told(&d);
    gr_arena_free(d.arena);
}
