#include "syntax_priv.h"

#include "base/arena.h"

/* Owns the fully bracketed text of expressions and sets, which tests compare: (a + (b * c)). */

static const char *const binary_signs[] = {
    [GR_B_ADD] = "+", [GR_B_SUB] = "-", [GR_B_MUL] = "*",   [GR_B_DIV] = "/",
    [GR_B_EQ] = "=",  [GR_B_NE] = "!=", [GR_B_LT] = "<",    [GR_B_LE] = "<=",
    [GR_B_GT] = ">",  [GR_B_GE] = ">=", [GR_B_AND] = "and", [GR_B_OR] = "or",
};
static const char *const aggregate_names[] = {
    [GR_A_SUM] = "sum", [GR_A_COUNT] = "count",     [GR_A_MIN] = "min",
    [GR_A_MAX] = "max", [GR_A_AVERAGE] = "average", [GR_A_FIRST] = "first",
};

static void dump_path(const gr_path *path, gr_buf *out)
{
    gr_buf_add(out, path->outer ? GR_LIT("$") : GR_LIT(""));
    for (size_t i = 0; i < path->n; i++) {
        gr_buf_addf(out, "%s" GR_FMT, i > 0 ? "." : "", GR_ARG(path->parts[i]));
    }
}

static void dump_literal(const gr_value *value, gr_buf *out)
{
    if (value->type != GR_T_TEXT) {
        gr_value_add(value, out);
        return;
    }
    gr_buf_add_char(out, '\'');
    for (size_t i = 0; i < value->as.text.len; i++) {
        char c = value->as.text.ptr[i];
        gr_buf_add(out, c == '\'' ? GR_LIT("''") : (gr_str){&c, 1});
    }
    gr_buf_add_char(out, '\'');
}

static void dump_binary(const gr_expr *e, gr_buf *out)
{
    gr_buf_add_char(out, '(');
    gr_expr_dump(e->as.binary.left, out);
    gr_buf_addf(out, " %s ", binary_signs[e->as.binary.op]);
    gr_expr_dump(e->as.binary.right, out);
    if (e->as.binary.op == GR_B_DIV && e->as.binary.places != GR_PLACES_OWN) {
        gr_buf_addf(out, " to %u", e->as.binary.places);
    }
    gr_buf_add_char(out, ')');
}

static void dump_choice(const gr_expr *e, gr_buf *out)
{
    gr_buf_add(out, GR_LIT("(if "));
    gr_expr_dump(e->as.choice.test, out);
    gr_buf_add(out, GR_LIT(" then "));
    gr_expr_dump(e->as.choice.yes, out);
    gr_buf_add(out, GR_LIT(" else "));
    gr_expr_dump(e->as.choice.no, out);
    gr_buf_add_char(out, ')');
}

static void dump_call(const gr_expr *e, gr_buf *out)
{
    gr_buf_addf(out, GR_FMT "(", GR_ARG(e->as.call.name));
    for (size_t i = 0; i < e->as.call.n_args; i++) {
        gr_buf_add(out, i > 0 ? GR_LIT(", ") : GR_LIT(""));
        gr_expr_dump(e->as.call.args[i], out);
        if (i == 0 && e->as.call.set != NULL) {
            gr_buf_add(out, GR_LIT(" of "));
            gr_set_dump(e->as.call.set, out);
        }
    }
    gr_buf_add_char(out, ')');
}

static void dump_aggregate(const gr_expr *e, gr_buf *out)
{
    gr_buf_addf(out, "%s(", aggregate_names[e->as.aggregate.op]);
    if (e->as.aggregate.value != NULL) {
        gr_expr_dump(e->as.aggregate.value, out);
        gr_buf_add(out, GR_LIT(" of "));
    }
    gr_set_dump(e->as.aggregate.set, out);
    if (e->as.aggregate.op == GR_A_AVERAGE && e->as.aggregate.places != GR_PLACES_OWN) {
        gr_buf_addf(out, " to %u", e->as.aggregate.places);
    }
    gr_buf_add_char(out, ')');
}

static void dump_prefixed(const char *sign, const gr_expr *operand, gr_buf *out)
{
    gr_buf_addf(out, "(%s", sign);
    gr_expr_dump(operand, out);
    gr_buf_add_char(out, ')');
}

static void dump_missing(const gr_expr *e, gr_buf *out)
{
    gr_buf_add_char(out, '(');
    gr_expr_dump(e->as.missing.operand, out);
    gr_buf_add(out, e->as.missing.negated ? GR_LIT(" is not missing)") : GR_LIT(" is missing)"));
}

static void dump_relation(const gr_expr *e, gr_buf *out)
{
    gr_buf_add_char(out, '(');
    gr_expr_dump(e->as.relation.left, out);
    gr_buf_addf(out, " [" GR_FMT "] ", GR_ARG(e->as.relation.phrase));
    gr_expr_dump(e->as.relation.right, out);
    gr_buf_add_char(out, ')');
}

void gr_expr_dump(const gr_expr *expr, gr_buf *out)
{
    switch (expr->kind) {
    case GR_X_LITERAL:
        gr_buf_add(out, expr->maybe ? GR_LIT("maybe ") : GR_LIT(""));
        dump_literal(&expr->as.literal, out);
        return;
    case GR_X_NONE:
        gr_buf_add(out, GR_LIT("none"));
        return;
    case GR_X_PATH:
        dump_path(&expr->as.path, out);
        return;
    case GR_X_NEGATE:
        dump_prefixed("-", expr->as.operand, out);
        return;
    case GR_X_NOT:
        dump_prefixed("not ", expr->as.operand, out);
        return;
    case GR_X_BINARY:
        dump_binary(expr, out);
        return;
    case GR_X_CHOICE:
        dump_choice(expr, out);
        return;
    case GR_X_MISSING:
        dump_missing(expr, out);
        return;
    case GR_X_RELATION:
        dump_relation(expr, out);
        return;
    case GR_X_CALL:
        dump_call(expr, out);
        return;
    case GR_X_AGGREGATE:
        dump_aggregate(expr, out);
        return;
    }
}

void gr_set_dump(const gr_set *set, gr_buf *out)
{
    gr_buf_add(out, set->all ? GR_LIT("{all ") : GR_LIT("{"));
    dump_path(&set->base, out);
    if (set->day != NULL) {
        gr_buf_add(out, set->during ? GR_LIT(" during ") : GR_LIT(" at "));
        gr_expr_dump(set->day, out);
    }
    if (set->where != NULL) {
        gr_buf_add(out, GR_LIT(" where "));
        gr_expr_dump(set->where, out);
    }
    for (size_t i = 0; i < set->n_sorts; i++) {
        gr_buf_add(out, i == 0 ? GR_LIT(" sort by ") : GR_LIT(", "));
        gr_expr_dump(set->sorts[i].key, out);
        gr_buf_add(out, set->sorts[i].descending ? GR_LIT(" descending") : GR_LIT(""));
    }
    if (set->take > 0) {
        gr_buf_addf(out, " take %lu", (unsigned long)set->take);
    }
    gr_buf_add_char(out, '}');
}

/* --- stamps --- */

static uint32_t stamp_of(const gr_buf *text)
{
    return gr_str_stamp(0, gr_buf_view(text));
}

uint32_t gr_expr_stamp(const gr_expr *expr)
{
    gr_arena *scratch = gr_arena_new(1024);
    gr_buf text = gr_buf_make(scratch, SIZE_MAX);
    gr_expr_dump(expr, &text);
    uint32_t stamp = stamp_of(&text);
    gr_arena_free(scratch);
    return stamp;
}

uint32_t gr_set_stamp(const gr_set *set)
{
    gr_arena *scratch = gr_arena_new(1024);
    gr_buf text = gr_buf_make(scratch, SIZE_MAX);
    gr_set which = *set;
    if (set->take == 0) { /* else their order says which of them are taken */
        which.n_sorts = 0;
    }
    gr_set_dump(&which, &text);
    uint32_t stamp = stamp_of(&text);
    gr_arena_free(scratch);
    return stamp;
}

void gr_format_dump(gr_format format, gr_buf *out)
{
    gr_buf_addf(out, "%s", gr_format_facts[format.kind].name);
    if (format.places != GR_PLACES_OWN) {
        gr_buf_addf(out, "(%u)", format.places);
    }
}

void gr_pattern_dump(const gr_pattern *pattern, gr_buf *out)
{
    for (size_t i = 0; i < pattern->n; i++) {
        const gr_piece *piece = &pattern->pieces[i];
        gr_buf_add(out, i > 0 ? GR_LIT(" ") : GR_LIT(""));
        if (piece->expr == NULL) {
            gr_buf_addf(out, "\"" GR_FMT "\"", GR_ARG(piece->text));
            continue;
        }
        gr_buf_add_char(out, '{');
        gr_expr_dump(piece->expr, out);
        if (piece->has_format) {
            gr_buf_add(out, GR_LIT(" as "));
            gr_format_dump(piece->format, out);
        }
        gr_buf_add_char(out, '}');
    }
}
