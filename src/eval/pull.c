#include "eval/eval.h"

/* Owns tables too big to hold. Every row is made once, in memory that is given back at once, so
 * that faults are told, isolation holds and sums are known before anything is laid out; what it
 * prints is kept as bytes (packed_rows.c), of which layout, sheets and the version's key are given
 * rows again. The variables around the table are kept as they are now, for its total.
 *
 * A sum over such a table keeps no leaf of each row: partial sums stand in its origin as constants.
 * Each row was held against isolation by itself, and what is shown of no single other owner adds up
 * to nothing else. */
#include "base/arena.h"
#include "table_plan_priv.h"

#define BIG_ROWS 5000
#define CHUNK    1000 /* rows between two partial sums */

typedef struct pulled_table {
    gr_table_plan plan;
    gr_expander expander;
    gr_eval_context context;
    gr_edition edition;
    gr_packed_rows *rows;
    uint32_t next;
    bool has_total, total_given;
} pulled_table;

typedef struct partials { /* sums so far of one column */
    gr_value *values;
    size_t n, cap;
} partials;

bool gr_table_is_big(const gr_table_plan *plan)
{
    return plan->set != NULL && plan->set->cut == NULL && plan->levels == NULL &&
           plan->lines.n > BIG_ROWS;
}

/* --- rows on demand --- */

static gr_status restart(void *user)
{
    pulled_table *pull = user;
    pull->next = 0;
    pull->total_given = false;
    pull->context.steps_left = pull->expander.report->limits->steps;
    gr_packed_rows_restart(pull->rows);
    return GR_OK;
}

static void work_in(pulled_table *pull, gr_arena *arena)
{
    pull->expander.arena = pull->context.arena = arena;
}

static gr_status make_total(pulled_table *pull, gr_node **out_row)
{
    GR_TRY(gr_table_row(&pull->plan, GR_ROW_TOTAL, pull->plan.node->at, out_row));
    return gr_table_total_row(&pull->plan, *out_row);
}

static gr_status next_row(void *user, gr_arena *arena, gr_node **out_row)
{
    pulled_table *pull = user;
    work_in(pull, arena);
    *out_row = NULL;
    if (pull->next < pull->plan.lines.rows.n) {
        uint32_t record = pull->plan.lines.rows.rows[pull->next++];
        GR_TRY(gr_table_row(&pull->plan, GR_ROW_BODY, pull->plan.node->at, out_row));
        return gr_packed_rows_next(pull->rows, record, *out_row);
    }
    bool wanted = pull->has_total && !pull->total_given;
    pull->total_given = true;
    return wanted ? make_total(pull, out_row) : GR_OK;
}

static gr_status total(void *user, gr_arena *arena, gr_node **out_row)
{
    pulled_table *pull = user;
    work_in(pull, arena);
    *out_row = NULL;
    return pull->has_total ? make_total(pull, out_row) : GR_OK;
}

static bool block(void *user, size_t nr, gr_str *out)
{
    const pulled_table *pull = user;
    return gr_packed_rows_block(pull->rows, nr, out);
}

/* --- the first pass --- */

static void keep_partial(pulled_table *pull, partials *sums, const gr_value *sum)
{
    gr_arena *kept = pull->expander.doc->arena;
    gr_value partial = gr_value_keep(kept, sum);
    partial.origin = gr_origin_constant(kept, *sum);
    *GR_PUSH(kept, sums->values, sums->n, sums->cap, gr_value) = partial;
}

static void add_partial(pulled_table *pull, size_t column, partials *sums)
{
    gr_tcol *col = &pull->plan.cols[column];
    if (col->n_figures == 0) {
        return;
    }
    gr_value sum =
        gr_sum_values(&pull->context, col->figures, col->n_figures, pull->plan.set->source);
    pull->expander.failed |= sum.type == GR_T_POISON;
    gr_value known = {.type = GR_T_NONE};
    if (gr_gap_sign(col->node).len > 0 && gr_gap_known(&pull->expander, &sum, &known)) {
        keep_partial(pull, sums, &known);
    }
    if (sum.type != GR_T_POISON) {
        keep_partial(pull, sums, &sum);
    }
    col->n_figures = 0;
}

static void add_partials(pulled_table *pull, partials *sums)
{
    for (size_t i = 0; i < pull->plan.n_cols; i++) {
        add_partial(pull, i, &sums[i]);
    }
}

static gr_status make_row(pulled_table *pull, uint32_t index)
{
    gr_node *row = NULL;
    GR_TRY(gr_expander_step(&pull->expander, pull->plan.node->at));
    GR_TRY(gr_table_row(&pull->plan, GR_ROW_BODY, pull->plan.node->at, &row));
    GR_TRY(gr_table_record(&pull->plan, index, row));
    gr_packed_rows_add(pull->rows, row, pull->plan.lines.rows.rows[index]);
    return GR_OK;
}

static gr_status make_all(pulled_table *pull, gr_arena *scratch, partials *sums)
{
    gr_mark start = gr_arena_mark(scratch);
    work_in(pull, scratch);
    for (uint32_t i = 0; i < pull->plan.lines.rows.n; i++) {
        GR_TRY(make_row(pull, i));
        if ((i + 1) % CHUNK == 0) {
            add_partials(pull, sums);
            gr_arena_rewind(scratch, start);
        }
    }
    add_partials(pull, sums);
    return GR_OK;
}

static gr_status first_pass(pulled_table *pull)
{
    gr_arena *scratch = gr_arena_new(1 << 18);
    partials *sums = GR_NEW_N(pull->expander.doc->arena, partials, pull->plan.n_cols);
    gr_status status = make_all(pull, scratch, sums);
    gr_arena_free(scratch);
    pull->context.arena = pull->expander.doc->arena; /* nothing may point at the rows gone */
    for (size_t i = 0; i < pull->plan.n_cols; i++) {
        gr_tcol *col = &pull->plan.cols[i];
        col->figures = sums[i].values;
        col->n_figures = sums[i].n;
    }
    pull->plan.summed = true;
    return status;
}

static pulled_table *make_pull(gr_table_plan *plan)
{
    const gr_expander *expander = plan->expander;
    gr_arena *arena = expander->doc->arena;
    pulled_table *made = GR_NEW(arena, pulled_table);
    made->plan = *plan;
    made->expander = *expander;
    made->context = *expander->context;
    made->edition = *expander->edition;
    made->context.slots = GR_NEW_N(arena, gr_slot, expander->report->n_slots);
    memcpy(made->context.slots, expander->context->slots,
           expander->report->n_slots * sizeof(gr_slot));
    made->plan.expander = &made->expander;
    made->expander.context = &made->context;
    made->expander.edition = &made->edition;
    made->expander.pulling = true;
    made->rows = gr_packed_rows_new(&made->plan, arena);
    return made;
}

/** Its figures are in no list, so that nobody sees later which records they come from. */
static void note_made_from(const gr_table_plan *plan)
{
    gr_made_from *made = plan->expander->made_from;
    gr_made_from_rows(made, plan->table, &plan->lines.rows);
    for (size_t i = 0; i < plan->n_cols; i++) {
        if (plan->cols[i].value != NULL) {
            gr_made_from_column(made, &plan->lines.rows, plan->cols[i].value->bound);
        }
    }
}

GR_MUST_USE gr_status gr_table_pull(gr_table_plan *plan)
{
    gr_expander *expander = plan->expander;
    pulled_table *pull = make_pull(plan);
    GR_TRY(gr_table_total(plan, &pull->has_total));
    gr_status status = first_pass(pull);
    expander->failed |= pull->expander.failed;
    expander->broken |= pull->expander.broken;
    expander->context->steps_left = pull->context.steps_left;
    GR_TRY(status);
    GR_TRY(restart(pull));
    note_made_from(plan);
    gr_row_source *source = GR_NEW(expander->doc->arena, gr_row_source);
    *source = (gr_row_source){next_row, restart, block, total, pull, plan->lines.rows.n};
    plan->table->as.table.source = source;
    plan->n_body = plan->lines.rows.n;
    return GR_OK;
}
