/* Owns parity: what a table shows in print stands in the workbook too, figure for figure, when the
 * table is also a sheet. Both come from one tree; this finds the day on which one of them leaves
 * something out. */
#include "output/parity.h"

#include "base/arena.h"
#include "base/intern.h"

typedef struct comparing {
    gr_arena *arena, *scratch;
    gr_diag *diag;
    gr_intern *values; /* of figures that tables show */
    uint32_t *cells;   /* how many cells of the workbook show each, until it is found in print */
    size_t n, cap;
    gr_status status;
} comparing;

/** In memory that is given back with the next one: a workbook has a million cells. */
static gr_str value_text(const comparing *c, const gr_value *value)
{
    gr_buf text = gr_buf_make(c->scratch, SIZE_MAX);
    gr_value_add(value, &text);
    return gr_buf_view(&text);
}

/** Words and dates may be written otherwise in a cell; numbers may not. */
static bool is_number(const gr_value *value)
{
    return gr_value_is_number(value);
}

static void want_figure(comparing *c, const gr_node *table, const gr_figure *figure)
{
    (void)table;
    if (gr_intern_add(c->values, value_text(c, &figure->value)) == c->n) {
        *GR_PUSH(c->arena, c->cells, c->n, c->cap, uint32_t) = 0;
    }
}

static void count_cell(comparing *c, const gr_value *value)
{
    uint32_t nr = 0;
    gr_mark mark = gr_arena_mark(c->scratch);
    if (is_number(value) && gr_intern_find(c->values, value_text(c, value), &nr)) {
        c->cells[nr]++;
    }
    gr_arena_rewind(c->scratch, mark);
}

/** Rows of long tables too: another table may say what one of them says. */
static gr_status count_cells(comparing *c, const gr_sheet *sheet)
{
    gr_arena *rows = gr_arena_new(1 << 16);
    gr_sheet_walk walk = gr_sheet_walk_open(sheet, rows);
    gr_sheet_row row = {.n = c->n > 0 ? 1 : 0};
    gr_status status = GR_OK;
    while (status == GR_OK && row.n > 0) {
        status = gr_sheet_walk_next(&walk, &row);
        for (size_t i = 0; status == GR_OK && i < row.n; i++) {
            count_cell(c, &row.cells[i].value);
        }
    }
    gr_arena_free(rows);
    return status;
}

static void find_figure(comparing *c, const gr_node *table, const gr_figure *figure)
{
    uint32_t nr = 0;
    if (gr_intern_find(c->values, value_text(c, &figure->value), &nr) && c->cells[nr] > 0) {
        c->cells[nr]--;
        return;
    }
    gr_diag_report(c->diag, table->at, GR_CODE_OUTPUT_VERIFY,
                   "'" GR_FMT "' is printed in table '" GR_FMT "' (" GR_FMT
                   ") but does not stand in the workbook",
                   GR_ARG(figure->text), GR_ARG(table->as.table.title), GR_ARG(figure->id));
    c->status = GR_BUG;
}

typedef void each_figure(comparing *c, const gr_node *table, const gr_figure *figure);

/** A flat sheet has no subtotals: who filters it gets them. */
static bool is_on_sheet(const gr_node *table, const gr_node *row)
{
    return row->kind == GR_K_ROW && !(table->as.table.flat && row->as.row.role == GR_ROW_SUBTOTAL);
}

/** Rows of a pulled table are not held: its workbook is counted when it is read back. */
static void go_through(comparing *c, const gr_node *table, each_figure *each)
{
    for (const gr_node *row = table->first; row != NULL; row = row->next) {
        for (const gr_node *cell = is_on_sheet(table, row) ? row->first : NULL; cell != NULL;
             cell = cell->next) {
            if (cell->as.cell.figure != NULL && is_number(&cell->as.cell.figure->value)) {
                each(c, table, cell->as.cell.figure);
            }
        }
    }
}

static void go_through_tables(comparing *c, const gr_node *node, each_figure *each)
{
    if (node->kind == GR_K_TABLE && node->as.table.sheet.len > 0) {
        go_through(c, node, each);
    }
    for (const gr_node *child = node->first; child != NULL; child = child->next) {
        go_through_tables(c, child, each);
    }
}

gr_status gr_output_parity(const gr_doc *doc, const gr_sheet_plan *plan, gr_diag *diag)
{
    gr_arena *arena = gr_arena_new(64 * 1024);
    comparing c = {.arena = arena,
                   .scratch = gr_arena_new(4096),
                   .diag = diag,
                   .values = gr_intern_new(arena),
                   .status = GR_OK};
    go_through_tables(&c, doc->root, want_figure);
    for (size_t i = 0; i < plan->n && c.status == GR_OK; i++) {
        c.status = count_cells(&c, &plan->sheets[i]);
    }
    if (c.status == GR_OK) {
        go_through_tables(&c, doc->root, find_figure);
    }
    gr_arena_free(c.scratch);
    gr_arena_free(arena);
    return c.status;
}
