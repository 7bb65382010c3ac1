#include "chart/plan.h"
#include "table_priv.h"

/* Owns what makes a table a planner on the page: how its two columns share the width, and the lines
 * of its axis between one strip and the next. Must not know what is drawn in a strip. */

#define MOST_NAMES 3 /* names take one part of so many */

/** The strip in a row of a table; NULL: it has none. */
static const gr_node *strip_of(const gr_node *row)
{
    const gr_node *cell = row->kind == GR_K_ROW && row->first != NULL ? row->first->next : NULL;
    const gr_node *block = cell == NULL ? NULL : cell->first;
    return block != NULL && block->kind == GR_K_STRIP ? block : NULL;
}

static const gr_node *first_strip(const gr_node *table)
{
    for (const gr_node *row = table->first; row != NULL; row = row->next) {
        const gr_node *strip = strip_of(row);
        if (strip != NULL) {
            return strip;
        }
    }
    return NULL;
}

void gr_planner_widths(gr_table_draft *table, gr_mpt width)
{
    if (table->n_cols != 2 || first_strip(table->node) == NULL) {
        return;
    }
    gr_table_col *names = &table->cols[0];
    gr_mpt asked = table->node->as.table.cols[0].width;
    gr_mpt most = asked > 0 ? asked : width / MOST_NAMES;
    gr_mpt wanted = asked > 0 ? asked : names->pref < most ? names->pref : most;
    wanted = wanted < names->floor ? names->floor : wanted;
    wanted = wanted > width / 2 ? width / 2 : wanted;
    names->width = wanted;
    table->cols[1].width = width - wanted;
}

static void add_line(gr_layouter *lay, const gr_plan_line *line, gr_mpt left, gr_mpt from,
                     gr_mpt to, gr_items *out)
{
    if (to > from) {
        gr_items_add(lay, out,
                     gr_rule_item(gr_decoration(GR_ARTIFACT_LAYOUT), left + line->x, from,
                                  left + line->x, to, line->width, line->colour));
    }
}

/** The strip of a row: where it stands in the row, and its node. */
static const gr_cell_box *strip_box(const gr_table_draft *table, size_t row, const gr_node **out)
{
    for (size_t i = 0; i < table->n_cells; i++) {
        const gr_cell_box *cell = &table->cells[i];
        if (cell->row == row && cell->col == 1 && cell->lines == NULL && cell->strips.n == 1 &&
            cell->strips.strips[0].node != NULL &&
            cell->strips.strips[0].node->kind == GR_K_STRIP) {
            *out = cell->strips.strips[0].node;
            return cell;
        }
    }
    return NULL;
}

void gr_planner_lines(gr_layouter *lay, const gr_table_draft *table, size_t row,
                      const gr_mpt slice[2], gr_items *out)
{
    const gr_node *node = NULL;
    const gr_cell_box *box = strip_box(table, row, &node);
    if (box == NULL || node->as.strip.spec->part != GR_PLAN_ROW) {
        return;
    }
    gr_mpt pad = table->look->pad_x, left = table->cols[1].x + pad;
    gr_chart_space space = gr_strip_space(lay, node, table->cols[1].width - 2 * pad);
    gr_plan_line *lines = NULL;
    size_t n = gr_plan_lines(node->as.strip.spec->plan, &space, lay->passing, &lines);
    gr_mpt top = table->look->pad_y, end = top + gr_cell_height(box);
    for (size_t i = 0; i < n; i++) { /* the strip has its own between these */
        add_line(lay, &lines[i], left, 0, (top < slice[1] ? top : slice[1]) - slice[0], out);
        add_line(lay, &lines[i], left, (end > slice[0] ? end : slice[0]) - slice[0],
                 slice[1] - slice[0], out);
    }
}
