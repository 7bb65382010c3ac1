#include "eval/eval.h"

/* Owns that a table which a chart names has the chart's figures: what finds no place in the
 * drawing is left to it, and who cannot see the drawing is sent there. A figure is looked for in
 * the row, or the column, that begins with its category; where no cell is called so, in all of the
 * table. Values are compared, not how they are printed. */
#include "base/arena.h"
#include "expander_priv.h"

#define MOST_NAMED 3 /* figures in a message */

typedef struct table_cell {
    size_t row, col, cols;
    gr_str text; /* trimmed */
    const gr_node *node;
} table_cell;

typedef struct table_cells {
    gr_arena *arena;
    table_cell *cells;
    size_t n, cap;
    bool pulled; /* its rows are not held */
} table_cells;

typedef struct searching { /* one chart in its table */
    gr_expander *expander;
    const gr_chart *chart;
    table_cells table;
    gr_buf lost; /* the first figures that are not there */
    size_t n_lost;
} searching;

static const gr_node *table_called(const gr_expander *expander, gr_str anchor)
{
    const gr_node *root = expander->doc->root;
    for (const gr_node *node = root; node != NULL; node = gr_node_after(node, root)) {
        if (node->kind == GR_K_TABLE && gr_str_eq(node->anchor, anchor)) {
            return node;
        }
    }
    return NULL;
}

/** Cells with the number of their row and column. A cell that spans rows is not counted in the rows
 * below, where the column of a cell can be too low by one: more cells are then looked at, not
 * fewer. */
static void gather_cells(table_cells *table, const gr_node *node)
{
    size_t row = 0;
    table->pulled = node->as.table.source != NULL;
    for (const gr_node *line = node->first; line != NULL; line = line->next) {
        size_t col = 0;
        for (const gr_node *cell = line->first; line->kind == GR_K_ROW && cell != NULL;
             cell = cell->next) {
            size_t cols = cell->as.cell.colspan > 0 ? cell->as.cell.colspan : 1;
            gr_str text = gr_str_trim(gr_node_text(cell, table->arena));
            *GR_PUSH(table->arena, table->cells, table->n, table->cap, table_cell) =
                (table_cell){row, col, cols, text, cell};
            col += cols;
        }
        row += line->kind == GR_K_ROW ? 1 : 0;
    }
}

static bool is_value(const gr_figure *figure, const gr_value *value)
{
    return figure != NULL && gr_value_eq(&figure->value, value);
}

static bool shows(const gr_node *cell, const gr_value *value)
{
    if (is_value(cell->as.cell.figure, value)) {
        return true;
    }
    for (const gr_node *node = cell; node != NULL; node = gr_node_after(node, cell)) {
        if (node->kind == GR_K_FIGURE && is_value(node->as.figure.figure, value)) {
            return true;
        }
    }
    return false;
}

/** Cells of a row or a column that begins with the category; of all where none does. */
static bool is_beside(const table_cell *cell, const table_cell *named)
{
    return cell->row == named->row ||
           (cell->col < named->col + named->cols && named->col < cell->col + cell->cols);
}

static bool has_value(const table_cells *table, gr_str category, const gr_value *value)
{
    bool named = false;
    for (size_t i = 0; i < table->n; i++) {
        if (!gr_str_eq(table->cells[i].text, category)) {
            continue;
        }
        named = true;
        for (size_t k = 0; k < table->n; k++) {
            if (is_beside(&table->cells[k], &table->cells[i]) &&
                shows(table->cells[k].node, value)) {
                return true;
            }
        }
    }
    for (size_t k = 0; !named && k < table->n; k++) {
        if (shows(table->cells[k].node, value)) {
            return true;
        }
    }
    return false;
}

static bool is_compared(const gr_value *value)
{
    return gr_value_is_number(value) || value->type == GR_T_DATE || value->type == GR_T_PERIOD;
}

static void look_for(searching *s, const gr_series *series, size_t category)
{
    const gr_figure *figure = &series->points[category];
    gr_str name = s->chart->categories[category];
    if (!is_compared(&figure->value) || has_value(&s->table, name, &figure->value)) {
        return;
    }
    if (s->n_lost++ < MOST_NAMED) {
        gr_buf_addf(&s->lost, "%s" GR_FMT ": " GR_FMT, s->lost.len > 0 ? "; " : "", GR_ARG(name),
                    GR_ARG(figure->text));
    }
}

static void check_chart(gr_expander *expander, const gr_node *node)
{
    const gr_chart *chart = node->as.chart.spec;
    const gr_node *table = table_called(expander, chart->table_anchor);
    searching s = {.expander = expander, .chart = chart, .table = {.arena = expander->arena}};
    if (table == NULL) {
        return; /* told elsewhere, or it is another block */
    }
    s.lost = gr_buf_make(expander->arena, SIZE_MAX);
    gather_cells(&s.table, table);
    for (size_t i = 0; !s.table.pulled && i < chart->n_series; i++) {
        for (size_t c = 0; c < chart->n_categories; c++) {
            look_for(&s, &chart->series[i], c);
        }
    }
    if (s.n_lost == 0) {
        return;
    }
    gr_str words = gr_str_fmt(expander->arena,
                              "%zu of its figures are not in table '" GR_FMT
                              "', where its readers are sent for them; show them there, draw "
                              "what is there, or leave 'table' out",
                              s.n_lost, GR_ARG(chart->table_anchor));
    gr_diag_report_halves(expander->context->diag, node->at, GR_CODE_CHART_TABLE, words,
                          GR_FMT "%s", GR_ARG(gr_buf_view(&s.lost)),
                          s.n_lost > MOST_NAMED ? "; ..." : "");
    expander->failed = true;
}

void gr_chart_tables_check(gr_expander *expander)
{
    const gr_node *root = expander->doc->root;
    for (const gr_node *node = root; node != NULL; node = gr_node_after(node, root)) {
        if (node->kind == GR_K_CHART && node->as.chart.spec != NULL &&
            node->as.chart.spec->table_anchor.len > 0) {
            check_chart(expander, node);
        }
    }
}
