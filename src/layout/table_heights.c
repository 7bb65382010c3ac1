#include "table_priv.h"

/* Owns how high the rows of a group are, and where its cells stand in it. Must not know where the
 * group is cut. */

/** After heights from `first` on have changed. A group is asked for its places far more often. */
static void settle_tops(gr_table_draft *table, size_t first)
{
    for (size_t r = first; r < table->n_rows; r++) {
        const gr_row_box *above = r == 0 ? NULL : &table->rows[r - 1];
        table->rows[r].top = above == NULL ? 0 : above->top + above->height;
    }
}

gr_mpt gr_table_row_top(const gr_table_draft *table, size_t row)
{
    if (row < table->n_rows) {
        return table->rows[row].top;
    }
    const gr_row_box *last = table->n_rows == 0 ? NULL : &table->rows[table->n_rows - 1];
    return last == NULL ? 0 : last->top + last->height;
}

gr_mpt gr_table_group_height(const gr_table_draft *table)
{
    return gr_table_row_top(table, table->n_rows);
}

/* A group that will be cut: rows as high as whole lines, so that lines of all cells end together.
 */
static void align_lines(gr_table_draft *table)
{
    gr_mpt leading = table->n_cells > 0 ? table->cells[0].leading : 0;
    for (size_t r = 0; r < table->n_rows && leading > 0; r++) {
        gr_mpt over = table->rows[r].height % leading;
        table->rows[r].height += over > 0 ? leading - over : 0;
    }
}

/* A cell over several rows that is higher than they are makes the last of them higher. */
static void fit_heights(gr_table_draft *table)
{
    for (size_t i = 0; i < table->n_cells; i++) {
        const gr_cell_box *cell = &table->cells[i];
        gr_row_box *row = &table->rows[cell->row];
        if (cell->rowspan == 1 && cell->height > row->height) {
            row->height = cell->height;
        }
    }
    settle_tops(table, 0);
    for (size_t i = 0; i < table->n_cells; i++) {
        const gr_cell_box *cell = &table->cells[i];
        size_t last = cell->row + cell->rowspan - 1u;
        last = last < table->n_rows ? last : table->n_rows - 1;
        gr_mpt height = gr_table_row_top(table, last + 1) - gr_table_row_top(table, cell->row);
        if (height < cell->height) {
            table->rows[last].height += cell->height - height;
            settle_tops(table, last + 1);
        }
    }
}

/* Blocks of a group that will be cut stand on the lines of the cells beside them. */
static bool snap_cells(gr_table_draft *table)
{
    bool any = false;
    for (size_t i = 0; i < table->n_cells; i++) {
        gr_cell_box *cell = &table->cells[i];
        if (cell->lines == NULL) {
            gr_cell_snap(cell);
            cell->height = gr_cell_height(cell) + 2 * table->look->pad_y;
            any = true;
        }
    }
    return any;
}

void gr_table_measure_heights(gr_table_draft *table)
{
    fit_heights(table);
    if (gr_table_group_height(table) > table->page_height / 2 && snap_cells(table)) {
        fit_heights(table);
    }
    if (table->n_rows > 1 && gr_table_group_height(table) > table->page_height / 2) {
        align_lines(table);
        settle_tops(table, 0);
    }
}

/* Place in the group. Heads stand on the rule under them, all else hangs from the top of its row.
 */
gr_mpt gr_cell_top(const gr_table_draft *table, const gr_cell_box *cell)
{
    gr_mpt top = gr_table_row_top(table, cell->row);
    gr_mpt spanned = gr_table_row_top(table, cell->row + cell->rowspan) - top;
    return top + table->look->pad_y + (cell->head ? spanned - cell->height : 0);
}
