/* Owns parity: what a table shows in print stands in the workbook too, figure for figure, when the
 * table is also a sheet. Both come from one tree; this finds the day on which one of them leaves
 * something out. */
#include "output/parity.h"

#include "base/arena.h"
#include "base/intern.h"

typedef struct comparing {
    gr_arena *arena;
    gr_diag *diag;
    gr_intern *values; /* of all cells of the workbook */
    uint32_t *left;    /* how often each was not yet found in print */
    gr_status status;
} comparing;

static gr_str value_text(const comparing *c, const gr_value *value)
{
    gr_buf text = gr_buf_make(c->arena, SIZE_MAX);
    gr_value_add(value, &text);
    return gr_buf_view(&text);
}

/** Words and dates may be written otherwise in a cell; numbers may not. */
static bool is_number(const gr_value *value)
{
    return gr_value_is_number(value);
}

static void count_cell(comparing *c, const gr_value *value)
{
    gr_str text = value_text(c, value);
    uint32_t nr = 0;
    if (!gr_intern_find(c->values, text, &nr)) {
        nr = gr_intern_add(c->values, text);
    }
    c->left[nr]++;
}

static void count_cells(comparing *c, const gr_sheet_plan *plan)
{
    size_t n = 0;
    for (size_t i = 0; i < plan->n; i++) {
        n += plan->sheets[i].n_cells;
    }
    c->left = GR_NEW_N(c->arena, uint32_t, n);
    for (size_t i = 0; i < plan->n; i++) {
        for (size_t k = 0; k < plan->sheets[i].n_cells; k++) {
            if (is_number(&plan->sheets[i].cells[k].value)) {
                count_cell(c, &plan->sheets[i].cells[k].value);
            }
        }
    }
}

static void find_figure(comparing *c, const gr_node *table, const gr_figure *figure)
{
    uint32_t nr = 0;
    if (gr_intern_find(c->values, value_text(c, &figure->value), &nr) && c->left[nr] > 0) {
        c->left[nr]--;
        return;
    }
    gr_diag_report(c->diag, table->at, GR_CODE_OUTPUT_VERIFY,
                   "'" GR_FMT "' is printed in table '" GR_FMT "' (" GR_FMT
                   ") but does not stand in the workbook",
                   GR_ARG(figure->text), GR_ARG(table->as.table.title), GR_ARG(figure->id));
    c->status = GR_BUG;
}

/** Rows of a pulled table are not held: its workbook is counted when it is read back. */
static void compare_table(comparing *c, const gr_node *table)
{
    for (const gr_node *row = table->first; row != NULL; row = row->next) {
        for (const gr_node *cell = row->kind == GR_K_ROW ? row->first : NULL; cell != NULL;
             cell = cell->next) {
            if (cell->as.cell.figure != NULL && is_number(&cell->as.cell.figure->value)) {
                find_figure(c, table, cell->as.cell.figure);
            }
        }
    }
}

static void compare_tables(comparing *c, const gr_node *node)
{
    if (node->kind == GR_K_TABLE && node->as.table.sheet.len > 0) {
        compare_table(c, node);
    }
    for (const gr_node *child = node->first; child != NULL; child = child->next) {
        compare_tables(c, child);
    }
}

gr_status gr_output_parity(const gr_doc *doc, const gr_sheet_plan *plan, gr_diag *diag)
{
    gr_arena *arena = gr_arena_new(64 * 1024);
    comparing c = {.arena = arena, .diag = diag, .values = gr_intern_new(arena), .status = GR_OK};
    count_cells(&c, plan);
    compare_tables(&c, doc->root);
    gr_arena_free(arena);
    return c.status;
}
