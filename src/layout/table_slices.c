#include "table_priv.h"

/* Owns how rows that are set become strips: where a group of them may be cut, what is drawn of each
 * slice, and what is said again where it goes on. Must not know how rows are set. */

static void add_line(gr_layouter *lay, const gr_line *line, gr_mpt top, gr_strip *strip)
{
    gr_items_add_all(lay, &strip->items, &line->items, 0, top);
    gr_notes_add_all(lay, &strip->notes, &line->notes);
}

static void add_strip(gr_layouter *lay, const gr_strip *piece, gr_mpt top, gr_strip *strip)
{
    gr_items_add_all(lay, &strip->items, &piece->items, 0, top);
    gr_notes_add_all(lay, &strip->notes, &piece->notes);
    for (size_t i = 0; i < piece->pins.n; i++) {
        gr_pins *pins = &strip->pins;
        gr_pin *pin = GR_PUSH(lay->passing, pins->pins, pins->n, pins->cap, gr_pin);
        *pin = piece->pins.pins[i];
        pin->y += top;
    }
}

/* Lines, or strips of blocks, that begin in the slice. */
static void add_cell_lines(gr_layouter *lay, const gr_table_draft *table, const gr_cell_box *cell,
                           const gr_mpt slice[2], gr_strip *strip)
{
    gr_mpt first = gr_cell_top(table, cell);
    if (first >= slice[1] || first + gr_cell_height(cell) <= slice[0]) {
        return; /* as most of a long group */
    }
    for (size_t i = 0; i < gr_cell_pieces(cell); i++) {
        gr_mpt top = first + gr_cell_piece_top(cell, i);
        if (top < slice[0] || top >= slice[1]) {
            continue;
        }
        const gr_strip *piece = cell->lines == NULL ? &cell->strips.strips[i] : NULL;
        gr_mpt baseline = piece == NULL ? cell->lines->baseline : piece->baseline;
        if (piece == NULL) {
            add_line(lay, &cell->lines->lines[i], top - slice[0], strip);
        } else {
            add_strip(lay, piece, top - slice[0], strip);
        }
        if (strip->baseline == 0) {
            strip->baseline = top - slice[0] + baseline;
        }
    }
}

typedef void decorate(gr_layouter *lay, const gr_table_draft *table, size_t row,
                      const gr_mpt slice[2], gr_items *out);

/* What of the row that begins at `top` falls into the slice. */
static void add_row_part(gr_layouter *lay, const gr_table_draft *table, size_t row, gr_mpt top,
                         const gr_mpt slice[2], decorate *draw, gr_items *out)
{
    gr_mpt bottom = top + table->rows[row].height;
    gr_mpt from = top > slice[0] ? top : slice[0], to = bottom < slice[1] ? bottom : slice[1];
    if (from >= to) {
        return;
    }
    size_t first = out->n;
    draw(lay, table, row, (gr_mpt[2]){from - top, to - top}, out);
    gr_items_lower(out, first, from - slice[0]);
}

static void pin_row(gr_layouter *lay, const gr_row_box *row, gr_mpt y, gr_pins *pins)
{
    if (row->named) {
        *GR_PUSH(lay->passing, pins->pins, pins->n, pins->cap, gr_pin) =
            (gr_pin){.kind = GR_PIN_ANCHOR, .id = row->anchor, .y = y};
    }
}

/* What a slice will hold, or a little more: text, and a fill and a rule a row. */
static size_t count_items(const gr_table_draft *table, const gr_mpt slice[2])
{
    size_t n = 0;
    for (size_t r = 0; r < table->n_rows && gr_table_row_top(table, r) < slice[1]; r++) {
        n += gr_table_row_top(table, r + 1) > slice[0] ? 2 : 0;
    }
    for (size_t i = 0; i < table->n_cells; i++) {
        const gr_cell_box *cell = &table->cells[i];
        gr_mpt first = gr_cell_top(table, cell);
        bool beside = first >= slice[1] || first + gr_cell_height(cell) <= slice[0];
        for (size_t k = 0; !beside && k < gr_cell_pieces(cell); k++) {
            gr_mpt top = first + gr_cell_piece_top(cell, k);
            const gr_items *items =
                cell->lines != NULL ? &cell->lines->lines[k].items : &cell->strips.strips[k].items;
            n += top >= slice[0] && top < slice[1] ? items->n : 0;
        }
    }
    return n;
}

/* The slice [slice[0], slice[1]) of a group, as one drawing: cells over several rows must not lie
 * under later fills. */
static gr_strip make_slice(gr_layouter *lay, const gr_table_draft *table, const gr_mpt slice[2])
{
    gr_strip strip = {.height = slice[1] - slice[0], .node = table->node, .born = table->born};
    gr_mpt top = 0;
    gr_items_room(lay, &strip.items, count_items(table, slice));
    for (size_t r = 0; r < table->n_rows; top += table->rows[r++].height) {
        add_row_part(lay, table, r, top, slice, gr_table_fill, &strip.items);
    }
    top = 0;
    size_t next = 0; /* cells stand in the order of their rows */
    for (size_t r = 0; r < table->n_rows; top += table->rows[r++].height) {
        add_row_part(lay, table, r, top, slice, gr_table_draw, &strip.items);
        if (top >= slice[0] && top < slice[1]) {
            pin_row(lay, &table->rows[r], top - slice[0], &strip.pins);
        }
        for (; next < table->n_cells && table->cells[next].row == r; next++) {
            add_cell_lines(lay, table, &table->cells[next], slice, &strip);
        }
    }
    return strip;
}

static bool cuts_piece(const gr_cell_box *cell, gr_mpt y)
{
    if (cell->lines != NULL && cell->tops == NULL) {
        return y % cell->leading != 0;
    }
    for (size_t i = 0; i < gr_cell_pieces(cell); i++) {
        if (y > gr_cell_piece_top(cell, i) && y < gr_cell_piece_end(cell, i)) {
            return true;
        }
    }
    return false;
}

/* A group may be cut at `y` when no line of any of its cells is hit. */
static bool clear_at(const gr_table_draft *table, gr_mpt y)
{
    for (size_t i = 0; i < table->n_cells; i++) {
        const gr_cell_box *cell = &table->cells[i];
        gr_mpt from = y - gr_cell_top(table, cell);
        bool inside = from > 0 && from < gr_cell_height(cell);
        if (inside && cuts_piece(cell, from)) {
            return false;
        }
    }
    return true;
}

static bool ends_row(const gr_table_draft *table, gr_mpt y)
{
    size_t row = 0;
    while (row < table->n_rows && gr_table_row_top(table, row) < y) {
        row++;
    }
    return gr_table_row_top(table, row) == y;
}

/* The first line of the cell that begins behind `from` and before `cut` where all cells are clear;
 * else `cut`. */
static gr_mpt first_cut(const gr_table_draft *table, const gr_cell_box *cell, gr_mpt from,
                        gr_mpt cut)
{
    gr_mpt top = gr_cell_top(table, cell), y = top;
    for (size_t i = 1; i < gr_cell_pieces(cell) && y < cut; i++) {
        y = top + gr_cell_piece_top(cell, i);
        if (y > from && y < cut && clear_at(table, y)) {
            return y;
        }
    }
    return cut;
}

/* A row of words that is higher is cut; of blocks, whose lines would have to be moved to those of
 * the cells beside them, from half a page on. */
static gr_mpt most_of_row(const gr_table_draft *table, size_t row)
{
    for (size_t i = 0; i < table->n_cells; i++) {
        if (table->cells[i].row == row && table->cells[i].lines == NULL) {
            return table->page_height / 2;
        }
    }
    return gr_table_most_whole(table);
}

/* End of the slice that starts at `from`: the end of its row, where no cell over several rows has a
 * line across it; in rows that are too high to wait for the next page, the end of a line. */
static gr_mpt next_cut(const gr_table_draft *table, gr_mpt from)
{
    gr_mpt height = gr_table_group_height(table);
    size_t row = 0;
    while (gr_table_row_top(table, row + 1) <= from) {
        row++;
    }
    gr_mpt most = most_of_row(table, row), top = gr_table_row_top(table, row),
           cut = gr_table_row_top(table, ++row);
    while (cut < height && !clear_at(table, cut)) {
        cut = gr_table_row_top(table, ++row);
    }
    for (size_t i = 0; cut - top > most && i < table->n_cells; i++) {
        cut = first_cut(table, &table->cells[i], from, cut);
    }
    return cut;
}

static void push(gr_layouter *lay, gr_strips *list, gr_strip strip)
{
    *GR_PUSH(lay->passing, list->strips, list->n, list->cap, gr_strip) = strip;
}

/* The label of a cell over several rows that was said in full above `from`: as much of it as the
 * rows left can hold. */
static void add_label(gr_layouter *lay, const gr_table_draft *table, const gr_cell_box *cell,
                      gr_mpt from, gr_strips *into)
{
    gr_mpt leading = cell->leading;
    gr_mpt room = gr_table_row_top(table, cell->row + cell->rowspan) - from;
    if (cell->rowspan == 1 || cell->lines == NULL ||
        gr_cell_top(table, cell) + gr_cell_height(cell) > from) {
        return;
    }
    gr_mpt top = ends_row(table, from) ? table->look->pad_y : 0; /* beside it: lines of its row */
    for (size_t i = 0; i < cell->lines->n && top + leading <= room; i++, top += leading) {
        gr_strip line = {.height = leading, .items = cell->lines->lines[i].items};
        line = gr_strip_as_artifact(lay, &line);
        line.y = top;
        push(lay, into, line);
    }
}

static const gr_strips *labels_again(gr_layouter *lay, const gr_table_draft *table, gr_mpt from)
{
    gr_strips *labels = GR_NEW(lay->passing, gr_strips);
    for (size_t i = 0; from > 0 && i < table->n_cells; i++) {
        add_label(lay, table, &table->cells[i], from, labels);
    }
    return labels;
}

/* The padding at both edges of a row that is cut at `y`; NULL where rows end. No rules: a row that
 * goes on is open. */
static const gr_page_edges *edges_at(gr_layouter *lay, const gr_table_draft *table, gr_mpt y)
{
    if (ends_row(table, y)) {
        return NULL;
    }
    size_t row = 0;
    while (gr_table_row_top(table, row + 1) <= y) {
        row++;
    }
    gr_page_edges *edges = GR_NEW(lay->passing, gr_page_edges);
    edges->born = table->born;
    edges->foot.height = edges->head.height = table->look->pad_y;
    gr_table_draw_edge(lay, table, row, &edges->foot.items);
    gr_table_draw_edge(lay, table, row, &edges->head.items);
    return edges;
}

/* Before the slice at `slice`, of which `n` stand above it in its row; two stay together at either
 * end of a row. */
static int32_t cost_before_slice(const gr_table_draft *table, const gr_mpt slice[2], size_t n)
{
    if (slice[0] == 0 || ends_row(table, slice[0])) {
        return slice[0] == 0 ? 0 : GR_COST_FEW;
    }
    return n < 2 || ends_row(table, slice[1]) ? GR_BREAK_NEVER : GR_COST_SPLIT;
}

/* Rows that stay together and would leave too much of a page empty are cut between them, and rows
 * that alone would do so between their lines. */
static void push_slices(gr_layouter *lay, const gr_table_draft *table, gr_strips *list)
{
    gr_mpt height = gr_table_group_height(table);
    gr_mpt slice[2] = {0, next_cut(table, 0)};
    for (size_t n = 0;; n++) {
        n = ends_row(table, slice[0]) ? 0 : n;
        gr_strip strip = make_slice(lay, table, slice);
        strip.penalty = cost_before_slice(table, slice, n);
        strip.repeat = labels_again(lay, table, slice[0]);
        strip.edges = edges_at(lay, table, slice[1]);
        push(lay, list, strip);
        if (slice[1] >= height) {
            return;
        }
        slice[0] = slice[1];
        slice[1] = next_cut(table, slice[0]);
    }
}

gr_strips gr_table_group(gr_layouter *lay, gr_table_draft *table)
{
    gr_strips list = {0};
    gr_table_measure_heights(table);
    gr_mpt together = gr_table_group_height(table);
    if (together <= gr_table_most_whole(table)) {
        push(lay, &list, make_slice(lay, table, (gr_mpt[2]){0, together}));
    } else {
        push_slices(lay, table, &list);
    }
    bool body = table->n_rows > 0 && table->rows[0].role != GR_ROW_HEAD;
    table->n_groups += body ? 1 : 0;
    table->n_rows = table->n_cells = 0;
    return list;
}
