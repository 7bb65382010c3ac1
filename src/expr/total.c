#include "expr_priv.h"

/* Owns whether a declared total may be shown, when the records are there.
 *
 * The fields of totals-by= cut the records of a dataset into cells, and every total is a union of
 * cells: its condition can tell no two records of a cell apart. A cell is safe for a reader when
 * enough other owners have a part in it, and none of them nearly all of it. What is not safe by
 * itself is only shown together: a total has either none or all of the unsafe cells in it, and
 * those only if they are safe as one. So whatever is added and subtracted, what comes out is never
 * less than a safe cell, or all unsafe ones at once. It is judged for each field by itself, as
 * totals of sums of fields can be taken apart too.
 *
 * Where nobody else has a part nothing is shown either: 0 would say so of each of them, and would
 * tell a withheld total apart from one of nothing.
 *
 * A total in derived data goes to readers who are not known: it must be safe for any one of the
 * owners, and unsafe cells are not put together, as each reader would put others together. */
#include "base/arena.h"
#include "base/intern.h"
#include "total_priv.h"

#define PLACES 6 /* amounts are compared in millionths: the most places a number has */

typedef gr_wide wide;
__extension__ typedef unsigned __int128 part; /* what one owner has of a cell, without its sign */

typedef struct standing { /* of the owners in a cell, or in several as one */
    uint32_t n;           /* owners with a part */
    part all, largest, second;
} standing;

/* ---- cells ---- */

static gr_str cell_name(const gr_total_cells *cells, const gr_table *table, uint32_t row)
{
    const gr_schema *schema = gr_table_schema(table);
    gr_buf name = gr_buf_make(cells->arena, SIZE_MAX);
    for (size_t i = 0; i < schema->n_totals_by; i++) {
        gr_value value = gr_table_bare(table, row, schema->totals_by[i]);
        gr_buf part_name = gr_buf_make(cells->arena, SIZE_MAX);
        if (value.type == GR_T_REF) {
            gr_buf_add(&part_name, gr_table_key(value.as.ref.table, value.as.ref.row));
        } else {
            gr_value_add(&value, &part_name);
        }
        gr_buf_addf(&name, "%d:%zu:" GR_FMT, (int)value.type, part_name.len,
                    GR_ARG(gr_buf_view(&part_name)));
    }
    return gr_buf_view(&name);
}

static int by_cell_and_owner(const void *a, const void *b)
{
    const gr_total_row *left = a, *right = b;
    if (left->cell != right->cell) {
        return left->cell < right->cell ? -1 : 1;
    }
    if (left->owner != right->owner) {
        return left->owner < right->owner ? -1 : 1;
    }
    return left->row < right->row ? -1 : left->row > right->row;
}

/** At first use, when all records are there; kept for all editions. */
static void cut_into_cells(gr_total_cells *cells)
{
    uint32_t n = gr_table_rows(cells->table);
    gr_intern *names = gr_intern_new(cells->arena);
    cells->owners = gr_intern_new(cells->arena);
    cells->rows = GR_NEW_N(cells->arena, gr_total_row, n);
    cells->of_row = GR_NEW_N(cells->arena, gr_total_row, n);
    for (uint32_t row = 0; row < n; row++) {
        cells->of_row[row] =
            (gr_total_row){row, gr_intern_add(names, cell_name(cells, cells->table, row)),
                           gr_intern_add(cells->owners, gr_table_owner(cells->table, row))};
        cells->rows[row] = cells->of_row[row];
    }
    if (n > 0) {
        qsort(cells->rows, n, sizeof *cells->rows, by_cell_and_owner);
    }
    cells->n_rows = n;
    cells->n = gr_intern_count(names);
}

gr_total_cells *gr_total_cells_find(gr_binder *binder, const gr_table *table)
{
    gr_total_cells *cells = binder->cells;
    while (cells != NULL && cells->table != table) {
        cells = cells->next;
    }
    if (cells == NULL) {
        cells = GR_NEW(binder->arena, gr_total_cells);
        *cells = (gr_total_cells){.table = table, .arena = binder->arena, .next = binder->cells};
        binder->cells = cells;
    }
    return cells;
}

gr_total_state *gr_total_state_new(gr_arena *arena)
{
    gr_total_state *state = GR_NEW(arena, gr_total_state);
    state->arena = arena;
    return state;
}

/* ---- who has how much ---- */

static wide scaled(int64_t coef, uint8_t scale)
{
    wide number = coef;
    for (; scale < PLACES; scale++) {
        number *= 10;
    }
    return number;
}

/** What a record adds to its owner's part; a record without a value adds none. */
static wide amount_of(const gr_table *table, uint32_t row, size_t field)
{
    if (field == SIZE_MAX) {
        return 1; /* it is counted */
    }
    gr_value value = gr_table_bare(table, row, field);
    if (value.type == GR_T_INT) {
        return scaled(value.as.i, 0);
    }
    if (value.type == GR_T_DECIMAL) {
        return scaled(value.as.dec.coef, value.as.dec.scale);
    }
    return value.type == GR_T_MONEY ? value.as.money.minor : 0;
}

static void add_part(standing *s, wide sum)
{
    part own = (part)(sum < 0 ? -sum : sum);
    s->n += own > 0 ? 1 : 0;
    s->all += own;
    if (own > s->largest) {
        s->second = s->largest;
        s->largest = own;
    } else if (own > s->second) {
        s->second = own;
    }
}

/** For any reader: the largest part is best guessed by the second largest owner, who knows its own.
 */
static bool is_safe(const gr_schema *schema, standing s, bool every_reader)
{
    uint32_t n = every_reader && s.n > 0 ? s.n - 1 : s.n;
    part others = every_reader ? s.all - s.second : s.all;
    return n >= schema->least_owners && s.largest * 100 <= others * schema->dominance;
}

/** Sums by owner of rows that stand sorted by owner. */
typedef struct summing {
    const gr_total_cells *cells;
    size_t field;
    uint32_t reader;
    wide *sums; /* by owner */
} summing;

static standing stand(const summing *s, const gr_total_row *rows, size_t n)
{
    standing out = {0};
    for (size_t i = 0; i < n; i++) {
        if (rows[i].owner != s->reader) {
            s->sums[rows[i].owner] += amount_of(s->cells->table, rows[i].row, s->field);
        }
    }
    /* owners of few rows among many owners: clear what was touched only */
    for (size_t i = 0; i < n; i++) {
        uint32_t owner = rows[i].owner;
        add_part(&out, s->sums[owner]);
        s->sums[owner] = 0;
    }
    return out;
}

/* ---- what is safe for a reader ---- */

static void judge_cells(gr_total_state *state, const gr_total *total, const summing *s)
{
    const gr_total_cells *cells = s->cells;
    const gr_schema *schema = gr_table_schema(cells->table);
    gr_total_field *field = &state->fields[state->n_fields++];
    size_t n_pool = 0;
    for (uint32_t first = 0; first < cells->n_rows;) {
        uint32_t cell = cells->rows[first].cell, end = first;
        while (end < cells->n_rows && cells->rows[end].cell == cell) {
            end++;
        }
        field->safe[cell] =
            is_safe(schema, stand(s, &cells->rows[first], end - first), total->every_reader);
        for (; first < end; first++) {
            if (!field->safe[cell] && cells->rows[first].owner != s->reader) {
                state->pool[n_pool++] = cells->rows[first];
            }
        }
    }
    field->n_unsafe = (uint32_t)n_pool;
    field->pool_safe =
        !total->every_reader && is_safe(schema, stand(s, state->pool, n_pool), false);
}

/** Room for a verdict, once: editions come and go, and use it one after the other. */
static void make_room(const gr_total *total)
{
    gr_total_state *state = total->state;
    const gr_total_cells *cells = total->cells;
    size_t n_fields = total->n_fields + 1;
    state->fields = GR_NEW_N(state->arena, gr_total_field, n_fields);
    for (size_t i = 0; i < n_fields; i++) {
        state->fields[i].safe = GR_NEW_N(state->arena, bool, cells->n);
    }
    state->pool = GR_NEW_N(state->arena, gr_total_row, cells->n_rows);
    state->sums = GR_NEW_N(state->arena, gr_wide, gr_intern_count(cells->owners));
    state->n_rows = cells->n_rows;
}

static uint32_t reader_of(const gr_total_cells *cells, const gr_eval_context *context)
{
    const gr_schema *schema = gr_table_schema(cells->table);
    uint32_t reader = UINT32_MAX;
    bool has_part = context->owner != NULL &&
                    schema->columns[schema->owner_column].target == context->owner &&
                    gr_intern_find(cells->owners, context->edition, &reader);
    return has_part ? reader : UINT32_MAX;
}

/** The verdict on all cells, once for each edition. */
static void judge_for(const gr_evaluation *run, const gr_total *total)
{
    gr_total_state *state = total->state;
    gr_total_cells *cells = total->cells;
    if (cells->owners == NULL || cells->n_rows != gr_table_rows(cells->table)) {
        cut_into_cells(cells);
    }
    bool room = state->fields != NULL && state->n_rows == cells->n_rows;
    if (room && gr_str_eq(state->reader, run->context->edition) &&
        state->owner == run->context->owner) {
        return;
    }
    if (!room) {
        make_room(total);
    }
    state->told = false;
    state->reader = run->context->edition;
    state->owner = run->context->owner;
    state->reader_owner = reader_of(cells, run->context);
    state->n_fields = 0;
    summing s = {cells, SIZE_MAX, state->reader_owner, state->sums};
    if (total->counts) {
        judge_cells(state, total, &s);
    }
    for (size_t i = 0; i < total->n_fields; i++) {
        s.field = total->fields[i];
        judge_cells(state, total, &s);
    }
}

/** Of one field: none of the unsafe cells is in it, or all of them and they are safe as one. */
static bool holds(const gr_total *total, const gr_total_field *field, const gr_rows *rows)
{
    uint32_t n_others = 0, n_unsafe = 0;
    for (uint32_t i = 0; i < rows->n; i++) {
        const gr_total_row *row = &total->cells->of_row[rows->rows[i]];
        if (row->owner != total->state->reader_owner) {
            n_others++;
            n_unsafe += field->safe[row->cell] ? 0 : 1;
        }
    }
    return n_others > 0 && (n_unsafe == 0 || (field->pool_safe && n_unsafe == field->n_unsafe));
}

/* ---- telling ---- */

/** The widest of its fields: how many others have a part, and how much the largest has. */
static gr_total_seen see(const gr_evaluation *run, const gr_bound *node, const gr_rows *rows)
{
    const gr_total *total = node->as.aggregate.total;
    gr_arena *arena = run->context->arena;
    gr_total_row *list = GR_NEW_N(arena, gr_total_row, rows->n);
    for (uint32_t i = 0; i < rows->n; i++) {
        list[i] = total->cells->of_row[rows->rows[i]];
    }
    summing s = {total->cells, total->n_fields > 0 ? total->fields[0] : SIZE_MAX,
                 total->state->reader_owner,
                 GR_NEW_N(arena, wide, gr_intern_count(total->cells->owners))};
    standing stands = stand(&s, list, rows->n);
    const gr_schema *schema = gr_table_schema(total->cells->table);
    part share = stands.all == 0 ? 0 : (stands.largest * 100 + stands.all - 1) / stands.all;
    return (gr_total_seen){.at = node->at,
                           .source = node->source,
                           .dataset = schema->name,
                           .owners = stands.n,
                           .least = schema->least_owners,
                           .share = (uint32_t)share,
                           .dominance = schema->dominance};
}

static void tell(const gr_evaluation *run, const gr_bound *node, const gr_total_seen *seen)
{
    gr_eval_context *context = run->context;
    gr_str reader =
        context->edition.len > 0
            ? gr_str_fmt(context->arena, "the edition of '" GR_FMT "'", GR_ARG(context->edition))
            : GR_LIT("what every owner reads");
    const char *why = seen->owners == 0            ? "no other has a part in it"
                      : seen->owners < seen->least ? "too few others have a part in it"
                      : seen->share > seen->dominance
                          ? "one other has too large a part of it"
                          : "with other totals it would give a smaller one away";
    gr_diag_report(context->diag, node->at.line > 0 ? node->at : context->at,
                   GR_CODE_TOTAL_WITHHELD,
                   "'" GR_FMT "' is not shown in " GR_FMT ": %s (least-owners=\"%u\", "
                   "dominance=\"%u\" of '" GR_FMT "')",
                   GR_ARG(node->source), GR_ARG(reader), why, seen->least, seen->dominance,
                   GR_ARG(seen->dataset));
}

bool gr_total_withheld(const gr_evaluation *run, const gr_bound *node, const gr_rows *rows)
{
    const gr_total *total = node->as.aggregate.total;
    gr_eval_context *context = run->context;
    if (total == NULL || (context->owner == NULL && !total->every_reader)) {
        return false;
    }
    judge_for(run, total);
    gr_total_state *state = total->state;
    bool shown = true;
    for (size_t i = 0; i < state->n_fields; i++) {
        shown = shown && holds(total, &state->fields[i], rows);
    }
    if (shown && context->totals == NULL) {
        return false;
    }
    gr_total_seen seen = see(run, node, rows);
    seen.shown = shown;
    if (context->totals != NULL) {
        *GR_PUSH(context->totals->arena, context->totals->list, context->totals->n,
                 context->totals->cap, gr_total_seen) = seen;
    }
    if (!shown && !state->told) {
        tell(run, node, &seen);
        state->told = true;
    }
    return !shown;
}
