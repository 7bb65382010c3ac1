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

/* What a cell over several rows says stands whole beside its first rows when it is short; of more
 * lines than this none lies across the end of a row, where the page may end. */
#define SHORT_LABEL 4

/* True when one of its lines was moved below the end of a row. */
static bool step_over(gr_table_draft *table, gr_cell_box *cell)
{
    gr_mpt top = gr_cell_top(table, cell);
    size_t row = cell->row;
    bool moved = false;
    for (size_t i = 0; i < gr_cell_pieces(cell) && row + 1 < cell->row + (size_t)cell->rowspan;) {
        gr_mpt end = gr_table_row_top(table, row + 1);
        gr_mpt from = top + gr_cell_piece_top(cell, i), to = top + gr_cell_piece_end(cell, i);
        if (to <= end) {
            i++;
            continue;
        }
        row++;
        if (from < end + table->look->pad_y) {
            gr_cell_lower(table->arena, cell, i, end + table->look->pad_y - top);
            moved = true;
        }
    }
    cell->height = gr_cell_height(cell) + 2 * table->look->pad_y;
    return moved;
}

/* Each time the rows are as high as that makes them; what is then still across an end, stays. */
static void step_over_ends(gr_table_draft *table)
{
    bool moved = table->n_rows > 1;
    for (size_t round = 0; moved && round < table->n_rows; round++) {
        moved = false;
        for (size_t i = 0; i < table->n_cells; i++) {
            gr_cell_box *cell = &table->cells[i];
            bool longer = cell->rowspan > 1 && !cell->head && gr_cell_pieces(cell) > SHORT_LABEL;
            moved |= longer && step_over(table, cell);
        }
        fit_heights(table);
    }
}

gr_mpt gr_table_most_whole(const gr_table_draft *table)
{
    bool head = table->n_rows > 0 && table->rows[0].role == GR_ROW_HEAD;
    return head ? table->page_height / 2 : table->page_height / 5;
}

void gr_table_measure_heights(gr_table_draft *table)
{
    fit_heights(table);
    if (gr_table_group_height(table) <= gr_table_most_whole(table)) {
        return;
    }
    if (gr_table_group_height(table) > table->page_height / 2 && snap_cells(table)) {
        fit_heights(table);
    }
    step_over_ends(table);
}

/* Place in the group. Heads stand on the rule under them, all else hangs from the top of its row.
 */
gr_mpt gr_cell_top(const gr_table_draft *table, const gr_cell_box *cell)
{
    gr_mpt top = gr_table_row_top(table, cell->row);
    gr_mpt spanned = gr_table_row_top(table, cell->row + cell->rowspan) - top;
    return top + table->look->pad_y + (cell->head ? spanned - cell->height : 0);
}
