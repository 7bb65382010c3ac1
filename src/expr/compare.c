#include "expr_priv.h"

/* Owns comparisons and relations. Must not know arithmetic. */
#include "base/arena.h"

static gr_value yes_or_no(const gr_evaluation *run, bool yes, const gr_made *made)
{
    return gr_made_value(run, (gr_value){.type = GR_T_BOOL, .as.b = yes}, made);
}

static gr_str sign_of(gr_binary op)
{
    static const char *const signs[] = {[GR_B_EQ] = "=",  [GR_B_NE] = "!=", [GR_B_LT] = "<",
                                        [GR_B_LE] = "<=", [GR_B_GT] = ">",  [GR_B_GE] = ">="};
    return gr_str_of(signs[op]);
}

/** The text a value is compared by when the other side is text. */
static gr_str name_of(const gr_value *value)
{
    if (value->type == GR_T_REF) {
        return gr_table_key(value->as.ref.table, value->as.ref.row);
    }
    return value->type == GR_T_CODE ? value->as.code.code : value->as.text;
}

static bool equal(const gr_value *left, const gr_value *right)
{
    bool by_name =
        left->type != right->type && (left->type == GR_T_TEXT || right->type == GR_T_TEXT);
    if (left->type == GR_T_NONE || right->type == GR_T_NONE) {
        return left->type == right->type;
    }
    return by_name ? gr_str_eq(name_of(left), name_of(right)) : gr_value_eq(left, right);
}

static bool holds(gr_binary op, const gr_value *left, const gr_value *right)
{
    if (op == GR_B_EQ || op == GR_B_NE) {
        return equal(left, right) == (op == GR_B_EQ);
    }
    int order = gr_value_cmp(left, right);
    if (op == GR_B_LT) {
        return order < 0;
    }
    if (op == GR_B_LE) {
        return order <= 0;
    }
    return op == GR_B_GT ? order > 0 : order >= 0;
}

static bool is_quarter_or_so(const gr_value *value)
{
    return value->type == GR_T_PERIOD && value->as.period.kind != GR_PERIOD_YEAR;
}

/** A year beside a period is the period of that year. */
static gr_value as_period(const gr_value *value)
{
    if (value->type != GR_T_YEAR) {
        return *value;
    }
    gr_period year = {GR_PERIOD_YEAR, (int32_t)value->as.i, 0};
    return (gr_value){.type = GR_T_PERIOD, .as.period = year};
}

/** Periods meet their own kind only: a quarter is neither before nor after its year, and never it.
 */
static bool same_kind(gr_value *left, gr_value *right)
{
    if (left->type == GR_T_PERIOD || right->type == GR_T_PERIOD) {
        *left = as_period(left);
        *right = as_period(right);
    }
    return left->type != GR_T_PERIOD || right->type != GR_T_PERIOD ||
           left->as.period.kind == right->as.period.kind;
}

static gr_value refuse_kinds(const gr_evaluation *run, const gr_bound *node, const gr_value *sides)
{
    gr_arena *arena = run->context->arena;
    gr_buf values = gr_buf_make(arena, SIZE_MAX);
    gr_value_add(&sides[0], &values);
    gr_buf_add(&values, GR_LIT(" and "));
    gr_value_add(&sides[1], &values);
    bool years = !is_quarter_or_so(&sides[0]) || !is_quarter_or_so(&sides[1]);
    return gr_run_fail(run, node->at, GR_CODE_PERIOD_KINDS,
                       gr_str_fmt(arena, "'" GR_FMT "' with " GR_FMT "%s", GR_ARG(node->source),
                                  GR_ARG(gr_buf_view(&values)),
                                  years ? "; compare their years: year(...)" : ""));
}

/** `first(...) = none`: what is not applicable is the record that is not there. */
static void take_for_none(const gr_bound *beside, gr_value *value)
{
    if (beside->type.type == GR_T_NONE && value->type == GR_T_NOT_APPLICABLE) {
        value->type = GR_T_NONE;
    }
}

gr_value gr_run_comparison(const gr_evaluation *run, const gr_bound *node)
{
    const gr_bound_binary *binary = &node->as.binary;
    gr_value sides[2] = {gr_run_node(run, binary->left), gr_run_node(run, binary->right)};
    gr_made made = {GR_OP_COMPARE, sides, 2, sign_of(binary->op)};
    take_for_none(binary->right, &sides[0]);
    take_for_none(binary->left, &sides[1]);
    gr_type swallowing = gr_swallowing(sides, 2);
    bool yes = false;
    if (swallowing == GR_T_NONE && (sides[0].type == GR_T_ROUGH || sides[1].type == GR_T_ROUGH)) {
        bool known = gr_rough_decides(binary->op, &sides[0], &sides[1], &yes);
        return known ? yes_or_no(run, yes, &made) : gr_swallowed(run, GR_T_SUPPRESSED, &made);
    }
    if (swallowing == GR_T_NONE && !same_kind(&sides[0], &sides[1])) {
        return refuse_kinds(run, node, sides);
    }
    if (swallowing == GR_T_NONE) {
        return yes_or_no(run, holds(binary->op, &sides[0], &sides[1]), &made);
    }
    /* Of what is hidden "no" would be a guess, and `not` of it another one. */
    if (swallowing == GR_T_SUPPRESSED || (run->context->undecided && swallowing != GR_T_POISON)) {
        return gr_swallowed(run, swallowing, &made);
    }
    return swallowing == GR_T_POISON ? (gr_value){.type = GR_T_POISON}
                                     : yes_or_no(run, false, &made);
}

/* ---- relations ---- */

static bool is_ref_to(const gr_value *cell, const gr_value *record)
{
    return cell->type == GR_T_REF && gr_value_eq(cell, record);
}

/** Rows that may hold the left record: a chain of the index, or all of them. */
static uint32_t first_row(const gr_bound_relation *relation, const gr_value *left, bool *out_chain)
{
    uint32_t row = gr_table_rows(relation->table) > 0 ? 0 : UINT32_MAX;
    *out_chain = gr_row_index_first(relation->by_left, left, &row);
    return row;
}

static uint32_t next_row(const gr_bound_relation *relation, uint32_t row, bool chain)
{
    if (chain) {
        return gr_row_index_next(relation->by_left, row);
    }
    return row + 1 < gr_table_rows(relation->table) ? row + 1 : UINT32_MAX;
}

/** The first record of the relation that joins the two; UINT32_MAX: there is none. */
static gr_status find_joining(const gr_evaluation *run, const gr_bound_relation *bound,
                              const gr_value *sides, uint32_t *out_row)
{
    const gr_relation *relation = bound->relation;
    bool chain = false;
    uint32_t row = first_row(bound, &sides[0], &chain);
    for (; row != UINT32_MAX; row = next_row(bound, row, chain)) {
        gr_value left = gr_table_bare(bound->table, row, relation->left);
        gr_value right = gr_table_bare(bound->table, row, relation->right);
        bool joins = is_ref_to(&left, &sides[0]) && is_ref_to(&right, &sides[1]);
        gr_record_frame frame = {{bound->table, row}, NULL};
        gr_evaluation bare = {run->context, &frame, true};
        if (joins && bound->held != NULL) {
            GR_TRY(gr_run_true(&bare, bound->held, &joins));
        }
        if (joins && relation->where != NULL) {
            GR_TRY(gr_run_true(&bare, relation->where, &joins));
        }
        if (joins) {
            break;
        }
    }
    *out_row = row;
    return GR_OK;
}

/** `none` on the left takes part in everything: that is the region. */
gr_value gr_run_relation(const gr_evaluation *run, const gr_bound *node)
{
    const gr_bound_relation *relation = &node->as.relation;
    gr_value args[3] = {gr_run_node(run, relation->left), gr_run_node(run, relation->right)};
    gr_made made = {GR_OP_LOGIC, args, 2, relation->relation->phrase};
    if (gr_swallowing(args, 2) == GR_T_POISON) {
        return (gr_value){.type = GR_T_POISON};
    }
    if (args[0].type == GR_T_NONE || args[0].type == GR_T_NOT_APPLICABLE) {
        made.n_args = 0;
        return yes_or_no(run, true, &made);
    }
    if (args[0].type != GR_T_REF || args[1].type != GR_T_REF) {
        made.n_args = 0;
        return yes_or_no(run, false, &made);
    }
    uint32_t row = UINT32_MAX;
    if (find_joining(run, relation, args, &row) != GR_OK) {
        return (gr_value){.type = GR_T_POISON};
    }
    if (row != UINT32_MAX && !run->bare) {
        args[2] =
            gr_table_value(relation->table, row, relation->relation->left, run->context->arena);
        made.n_args = 3;
    }
    return yes_or_no(run, row != UINT32_MAX, &made);
}
