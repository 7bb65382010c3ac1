#include "expr_priv.h"

/* Owns aggregates and joined text: many records to one value. The operands of the origin are those
 * of the members; the set, as the descriptor words it, is its condition. */
#include "base/arena.h"
#include "format/value_text.h"

static gr_value poison(void)
{
    return (gr_value){.type = GR_T_POISON};
}

/** Of a group also which records it has: "g where year = 2022 (g: lines by module: wsp)". */
static gr_str said_set(const gr_evaluation *run, const gr_bound_set *set)
{
    if (set->table != NULL || run->bare) {
        return set->source;
    }
    gr_str said = run->context->slots[set->slot].said;
    return said.len == 0 ? set->source
                         : gr_str_fmt(run->context->arena, GR_FMT " (" GR_FMT ")",
                                      GR_ARG(set->source), GR_ARG(said));
}

/** `value` for each of the first `n` rows. */
static gr_value *values_of(const gr_evaluation *run, const gr_bound *value, const gr_rows *rows,
                           uint32_t n)
{
    gr_value *values = GR_NEW_N(run->context->arena, gr_value, n);
    for (uint32_t i = 0; i < n; i++) {
        gr_record_frame frame = {{rows->table, rows->rows[i]}, run->frame};
        gr_evaluation inner = {run->context, &frame, run->bare};
        values[i] = gr_run_node(&inner, value);
    }
    return values;
}

/** A counted record stands in the origin by its key, so that isolation sees whose it is. */
static gr_value count_rows(const gr_evaluation *run, const gr_bound *node, const gr_rows *rows)
{
    gr_arena *arena = run->context->arena;
    gr_value *keys = run->bare ? NULL : GR_NEW_N(arena, gr_value, rows->n);
    for (uint32_t i = 0; keys != NULL && i < rows->n; i++) {
        size_t key = gr_table_schema(rows->table)->key[0];
        keys[i] = gr_table_value(rows->table, rows->rows[i], key, arena);
    }
    gr_made made = {GR_OP_COUNT, keys, rows->n, said_set(run, node->as.aggregate.set)};
    return gr_made_value(run, (gr_value){.type = GR_T_INT, .as.i = rows->n}, &made);
}

static gr_value extreme(const gr_value *values, size_t n, bool largest)
{
    gr_value best = values[0];
    for (size_t i = 1; i < n; i++) {
        int order = gr_value_cmp(&values[i], &best);
        if (largest ? order > 0 : order < 0) {
            best = values[i];
        }
    }
    return best;
}

static gr_value refuse_total(const gr_evaluation *run, const gr_bound *node)
{
    return gr_run_fail(run, node->at, GR_CODE_ARITHMETIC,
                       gr_str_fmt(run->context->arena,
                                  "'" GR_FMT "' is too large, or mixes currencies",
                                  GR_ARG(node->source)));
}

static gr_value add_members(const gr_evaluation *run, const gr_bound *node, const gr_made *made)
{
    gr_value total = {.type = GR_T_NONE};
    gr_vtype type = node->as.aggregate.value->type;
    bool fits = gr_add_up(made->args, made->n_args, gr_zero_of(&type), &total);
    return fits ? total : refuse_total(run, node);
}

static gr_value average(const gr_evaluation *run, const gr_bound *node, const gr_made *made)
{
    gr_value total = add_members(run, node, made);
    if (total.type == GR_T_POISON) {
        return total;
    }
    gr_evaluation bare = {run->context, run->frame, true};
    gr_value n = {.type = GR_T_INT, .as.i = (int64_t)made->n_args};
    gr_sum quotient = {GR_B_DIV, node->as.aggregate.places, node->at, node->source};
    return gr_work_out(&bare, &quotient, &total, &n);
}

static gr_op origin_op(gr_aggregate op)
{
    static const gr_op ops[] = {
        [GR_A_SUM] = GR_OP_SUM, [GR_A_COUNT] = GR_OP_COUNT,     [GR_A_MIN] = GR_OP_MIN,
        [GR_A_MAX] = GR_OP_MAX, [GR_A_AVERAGE] = GR_OP_AVERAGE, [GR_A_FIRST] = GR_OP_FIRST,
    };
    return ops[op];
}

static gr_value combine(const gr_evaluation *run, const gr_bound *node, const gr_made *made)
{
    switch (node->as.aggregate.op) {
    case GR_A_SUM:
        return add_members(run, node, made);
    case GR_A_AVERAGE:
        return average(run, node, made);
    case GR_A_MIN:
        return extreme(made->args, made->n_args, false);
    case GR_A_MAX:
        return extreme(made->args, made->n_args, true);
    case GR_A_COUNT:
    case GR_A_FIRST:
        return made->args[0];
    }
    return poison();
}

/** A total that hidden numbers have a part in; its operands are those that are shown. */
static bool run_guarded_sum(const gr_evaluation *run, const gr_bound *node, gr_value *values,
                            size_t n, gr_value *out)
{
    gr_vtype type = node->as.aggregate.value->type;
    size_t n_shown = 0;
    gr_value total = {.type = GR_T_NONE};
    if (!gr_sum_guarded(run, values, n, gr_zero_of(&type), &n_shown, &total)) {
        return false;
    }
    gr_made made = {GR_OP_SUM, values, n_shown, said_set(run, node->as.aggregate.set)};
    *out = total.type == GR_T_NONE ? refuse_total(run, node) : gr_made_value(run, total, &made);
    return true;
}

/** The highest, lowest or average of numbers that are only known roughly is not known. */
static gr_type unknown_among(gr_aggregate op, const gr_value *values, size_t n)
{
    for (size_t i = 0; op != GR_A_FIRST && i < n; i++) {
        if (values[i].type == GR_T_ROUGH) {
            return GR_T_SUPPRESSED;
        }
    }
    return gr_swallowing(values, n);
}

/** A declared total may be shown, whoever's records it is made of. */
static gr_value opened(const gr_evaluation *run, const gr_bound *node, gr_value value)
{
    if (node->as.aggregate.total != NULL && value.origin != NULL) {
        value.origin = gr_origin_opened(run->context->arena, value.origin);
    }
    return value;
}

gr_value gr_run_aggregate(const gr_evaluation *run, const gr_bound *node)
{
    gr_aggregate op = node->as.aggregate.op;
    gr_rows rows = {.n = 0};
    if (gr_run_set(run, node->as.aggregate.set, &rows) != GR_OK) {
        return poison();
    }
    if (gr_total_withheld(run, node, &rows)) {
        gr_made suppressed = {origin_op(op), NULL, 0, said_set(run, node->as.aggregate.set)};
        return gr_swallowed(run, GR_T_SUPPRESSED, &suppressed);
    }
    if (op == GR_A_COUNT) {
        return opened(run, node, count_rows(run, node, &rows));
    }
    uint32_t n = op == GR_A_FIRST && rows.n > 1 ? 1 : rows.n;
    gr_value *values = values_of(run, node->as.aggregate.value, &rows, n);
    n = op == GR_A_FIRST ? n : (uint32_t)gr_keep_applicable(values, n);
    gr_value total = {.type = GR_T_NONE};
    if (op == GR_A_SUM && run_guarded_sum(run, node, values, n, &total)) {
        return opened(run, node, total);
    }
    gr_made made = {origin_op(op), values, n, said_set(run, node->as.aggregate.set)};
    gr_type swallowing = unknown_among(op, values, n);
    if (n == 0 && op != GR_A_SUM) {
        swallowing = GR_T_NOT_APPLICABLE;
    }
    if (swallowing != GR_T_NONE) {
        return gr_swallowed(run, swallowing, &made);
    }
    return opened(run, node, gr_made_value(run, combine(run, node, &made), &made));
}

/* ---- joined text ---- */

static gr_str join_members(const gr_evaluation *run, const gr_bound *node, const gr_value *values,
                           uint32_t n, const gr_value *separators)
{
    gr_arena *arena = run->context->arena;
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    for (uint32_t i = 0; i < n; i++) {
        if (i > 0) {
            gr_buf_add(&out, separators[i + 1 == n ? 1 : 0].as.text);
        }
        gr_buf_add(&out,
                   gr_value_text(arena, &values[i], gr_format_of_type(node->as.join.value->type),
                                 run->context->notation));
    }
    return gr_buf_view(&out);
}

gr_value gr_run_join(const gr_evaluation *run, const gr_bound *node)
{
    gr_value separators[2] = {gr_run_node(run, node->as.join.between),
                              gr_run_node(run, node->as.join.last)};
    gr_rows rows = {.n = 0};
    if (gr_run_set(run, node->as.join.set, &rows) != GR_OK) {
        return poison();
    }
    gr_value *values = values_of(run, node->as.join.value, &rows, rows.n);
    gr_made made = {GR_OP_TEXT, values, rows.n, said_set(run, node->as.join.set)};
    gr_type swallowing = gr_swallowing(values, rows.n);
    if (swallowing == GR_T_NONE) {
        swallowing = gr_swallowing(separators, 2);
    }
    if (swallowing != GR_T_NONE) {
        return gr_swallowed(run, swallowing, &made);
    }
    gr_value text = {.type = GR_T_TEXT,
                     .as.text = join_members(run, node, values, rows.n, separators)};
    return gr_made_value(run, text, &made);
}

gr_status gr_pattern_text(gr_eval_context *context, const gr_bound_pattern *pattern, gr_str *out)
{
    gr_buf text = gr_buf_make(context->arena, SIZE_MAX);
    for (size_t i = 0; i < pattern->n; i++) {
        const gr_bound_piece *piece = &pattern->pieces[i];
        if (piece->bound == NULL) {
            gr_buf_add(&text, piece->text);
            continue;
        }
        gr_value value = gr_expr_value(context, piece->bound, NULL);
        if (value.type == GR_T_POISON) {
            return context->steps_left == 0 ? GR_OVER_LIMIT : GR_BAD_INPUT;
        }
        gr_buf_add(&text, gr_value_text(context->arena, &value, piece->format, context->notation));
    }
    *out = gr_buf_view(&text);
    return GR_OK;
}
