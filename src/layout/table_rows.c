#include "layout_priv.h"

/* Owns how rows become strips: cells to lines, heights, spans. Rows that a cell spans wait until
 * it ends; then all of them are known and become strips that stay together. */

static gr_tag tag_of(const gr_node *cell, gr_row_role role)
{
    return role == GR_ROW_HEAD || cell->as.cell.header ? GR_TAG_TH : GR_TAG_TD;
}

/* Body cells point at their heads where a reader could not work them out: heads that span, or
 * heads in several rows. */
static void link_heads(gr_layouter *lay, gr_table_draft *table, gr_elem *cell, size_t col,
                       const gr_elem *row_head)
{
    size_t n = 0, most = 1;
    for (uint16_t i = 0; i < cell->colspan; i++) {
        most += table->cols[col + i].n_heads;
    }
    const gr_elem **heads = GR_NEW_N(lay->arena, const gr_elem *, most);
    for (uint16_t i = 0; i < cell->colspan; i++) {
        const gr_table_col *c = &table->cols[col + i];
        for (size_t j = 0; j < c->n_heads; j++) {
            if (n == 0 || heads[n - 1] != c->heads[j]) {
                heads[n++] = c->heads[j];
            }
        }
    }
    if (row_head != NULL) {
        heads[n++] = row_head;
    }
    cell->headers = heads;
    cell->n_headers = n;
}

static void name_head(gr_layouter *lay, gr_table_draft *table, gr_elem *elem)
{
    elem->id = gr_str_fmt(lay->arena, "t%lu-h%lu", (unsigned long)table->number,
                          (unsigned long)++table->n_ids);
}

static gr_elem *cell_elem(gr_layouter *lay, gr_table_draft *table, const gr_node *cell,
                          gr_row_role role, gr_elem *row, size_t col)
{
    bool pulled = table->node->as.table.source != NULL;
    gr_elem *elem = gr_elem_add(lay, row, tag_of(cell, role), pulled ? table->node : cell);
    elem->colspan = gr_table_colspan(table, cell, col);
    elem->rowspan = cell->as.cell.rowspan;
    if (elem->tag == GR_TAG_TH) {
        elem->scope = role == GR_ROW_HEAD ? GR_SCOPE_COLUMN : GR_SCOPE_ROW;
    }
    if (elem->tag == GR_TAG_TH && table->linked) {
        name_head(lay, table, elem);
    }
    for (uint16_t i = 0; role == GR_ROW_HEAD && i < elem->colspan; i++) {
        gr_table_col *c = &table->cols[col + i];
        *GR_PUSH(lay->arena, c->heads, c->n_heads, c->cap_heads, const gr_elem *) = elem;
    }
    return elem;
}

static gr_mpt span_width(const gr_table_draft *table, size_t col, uint16_t span)
{
    gr_mpt width = 0;
    for (uint16_t i = 0; i < span; i++) {
        width += table->cols[col + i].width;
    }
    return width;
}

/* Figures of a column end their whole part at one place. */
static gr_mpt free_behind(const gr_layouter *lay, const gr_table_draft *table, const gr_para *para,
                          size_t col, gr_mpt width)
{
    gr_decimal_widths own = gr_decimal_measure(lay, para);
    if (!own.digits) {
        return 0;
    }
    gr_mpt behind = table->cols[col].fraction - own.fraction;
    gr_mpt most = width - own.whole - own.fraction;
    behind = behind < most ? behind : most;
    return behind > 0 ? behind : 0;
}

static gr_lines *cell_lines(gr_layouter *lay, const gr_table_draft *table, const gr_node *cell,
                            gr_elem *elem, size_t col)
{
    bool head = cell->parent->as.row.role == GR_ROW_HEAD;
    gr_elem *text = gr_calls_note(cell) ? gr_elem_add(lay, elem, GR_TAG_P, elem->node) : elem;
    gr_mark mark = gr_arena_mark(lay->paras);
    gr_para *para = gr_para_make(
        lay, &(gr_para_spec){.node = cell,
                             .style = cell->style,
                             .text = GR_LIT(""),
                             .elem = text,
                             .note_elem = elem,
                             .colour = head ? table->look->head_colour : GR_NO_COLOUR});
    gr_mpt pad = table->look->pad_x, indent = cell->style->indent;
    gr_measure measure = {.x = table->cols[col].x + pad + indent,
                          .width = span_width(table, col, elem->colspan) - 2 * pad - indent,
                          .align = gr_cell_align(table, cell, col)};
    if (measure.align == GR_ALIGN_DECIMAL && elem->colspan == 1) {
        measure.last = free_behind(lay, table, para, col, measure.width);
    }
    gr_lines *lines = gr_para_lines(lay, para, &measure);
    gr_arena_rewind(lay->paras, mark);
    return lines;
}

static void add_cell(gr_layouter *lay, gr_table_draft *table, const gr_node *cell, gr_elem *elem,
                     size_t col)
{
    gr_lines *lines = cell_lines(lay, table, cell, elem, col);
    size_t n = lines->n > 0 ? lines->n : 1; /* an empty row is as high as a full one */
    *GR_PUSH(lay->arena, table->cells, table->n_cells, table->cap_cells, gr_cell_box) =
        (gr_cell_box){.col = col,
                      .row = table->n_rows - 1,
                      .colspan = elem->colspan,
                      .rowspan = elem->rowspan > 1 ? elem->rowspan : 1,
                      .head = cell->parent->as.row.role == GR_ROW_HEAD,
                      .lines = lines,
                      .height = (gr_mpt)n * lines->leading + 2 * table->look->pad_y};
}

static gr_elem *row_parent(gr_layouter *lay, gr_table_draft *table, gr_row_role role)
{
    gr_elem **part = role == GR_ROW_HEAD ? &table->head : &table->body;
    if (*part == NULL) {
        *part = gr_elem_add(lay, table->elem, role == GR_ROW_HEAD ? GR_TAG_THEAD : GR_TAG_TBODY,
                            table->node);
    }
    return *part;
}

void gr_table_add_row(gr_layouter *lay, gr_table_draft *table, const gr_node *row)
{
    gr_row_role role = row->as.row.role;
    const gr_elem *row_head = NULL;
    bool pulled = table->node->as.table.source != NULL;
    gr_elem *tr =
        gr_elem_add(lay, row_parent(lay, table, role), GR_TAG_TR, pulled ? table->node : row);
    *GR_PUSH(lay->arena, table->rows, table->n_rows, table->cap_rows, gr_row_box) =
        (gr_row_box){.role = role};
    size_t col = 0;
    for (const gr_node *cell = row->first; cell != NULL; cell = cell->next) {
        col = gr_table_next_col(table, col);
        if (col >= table->n_cols) {
            break;
        }
        gr_elem *elem = cell_elem(lay, table, cell, role, tr, col);
        if (role != GR_ROW_HEAD && table->linked) {
            link_heads(lay, table, elem, col, row_head);
            row_head = row_head == NULL && elem->tag == GR_TAG_TH ? elem : row_head;
        }
        add_cell(lay, table, cell, elem, col);
        col += elem->colspan;
    }
    gr_table_take_row(lay, table, row);
}

bool gr_table_group_done(const gr_table_draft *table)
{
    for (size_t i = 0; i < table->n_cols; i++) {
        if (table->busy[i] > 0) {
            return false;
        }
    }
    return true;
}

/* A cell over several rows that is higher than they are makes the last of them higher. */
static void measure_heights(gr_table_draft *table)
{
    for (size_t i = 0; i < table->n_cells; i++) {
        const gr_cell_box *cell = &table->cells[i];
        gr_row_box *row = &table->rows[cell->row];
        if (cell->rowspan == 1 && cell->height > row->height) {
            row->height = cell->height;
        }
    }
    for (size_t i = 0; i < table->n_cells; i++) {
        const gr_cell_box *cell = &table->cells[i];
        size_t last = cell->row + cell->rowspan - 1u;
        last = last < table->n_rows ? last : table->n_rows - 1;
        gr_mpt height = 0;
        for (size_t r = cell->row; r <= last; r++) {
            height += table->rows[r].height;
        }
        table->rows[last].height += height < cell->height ? cell->height - height : 0;
    }
}

static gr_mpt spanned_height(const gr_table_draft *table, const gr_cell_box *cell)
{
    gr_mpt height = 0;
    for (size_t r = cell->row; r < cell->row + cell->rowspan && r < table->n_rows; r++) {
        height += table->rows[r].height;
    }
    return height;
}

/* Heads stand on the rule under them, all else hangs from the top of its row. */
static gr_mpt cell_top(const gr_table_draft *table, const gr_cell_box *cell)
{
    return table->look->pad_y + (cell->head ? spanned_height(table, cell) - cell->height : 0);
}

/* Lines that begin in the slice; of a cell that spans rows, all of them in its first row. */
static void add_cell_lines(gr_layouter *lay, const gr_table_draft *table, const gr_cell_box *cell,
                           const gr_mpt slice[2], gr_strip *strip)
{
    for (size_t i = 0; i < cell->lines->n; i++) {
        gr_mpt top = cell_top(table, cell) + (gr_mpt)i * cell->lines->leading;
        const gr_line *line = &cell->lines->lines[i];
        if (cell->rowspan > 1 ? slice[0] > 0 : top < slice[0] || top >= slice[1]) {
            continue;
        }
        gr_items_add_all(lay, &strip->items, &line->items, 0, top - slice[0]);
        gr_notes_add_all(lay, &strip->notes, &line->notes);
        if (strip->baseline == 0) {
            strip->baseline = top - slice[0] + cell->lines->baseline;
        }
    }
}

static void add_row_lines(gr_layouter *lay, const gr_table_draft *table, size_t row,
                          const gr_mpt slice[2], gr_strip *strip)
{
    gr_table_draw(lay, table, row, slice, &strip->items);
    for (size_t i = 0; i < table->n_cells; i++) {
        if (table->cells[i].row == row) {
            add_cell_lines(lay, table, &table->cells[i], slice, strip);
        }
    }
}

static gr_strip make_slice(gr_layouter *lay, const gr_table_draft *table, size_t row,
                           const gr_mpt slice[2])
{
    gr_strip strip = {.height = slice[1] - slice[0], .node = table->node};
    gr_table_fill(lay, table, row, slice, &strip.items);
    add_row_lines(lay, table, row, slice, &strip);
    return strip;
}

/* Rows that stay together are one drawing: cells that span them must not lie under later fills. */
static gr_strip make_rows(gr_layouter *lay, const gr_table_draft *table, gr_mpt height)
{
    gr_strip strip = {.height = height, .node = table->node};
    gr_mpt top = 0;
    for (size_t r = 0; r < table->n_rows; r++) {
        gr_mpt slice[2] = {0, table->rows[r].height};
        gr_items row = {0};
        gr_table_fill(lay, table, r, slice, &row);
        gr_items_add_all(lay, &strip.items, &row, 0, top);
        top += table->rows[r].height;
    }
    top = 0;
    for (size_t r = 0; r < table->n_rows; r++) {
        gr_mpt slice[2] = {0, table->rows[r].height};
        gr_strip row = {0};
        add_row_lines(lay, table, r, slice, &row);
        gr_items_add_all(lay, &strip.items, &row.items, 0, top);
        gr_notes_add_all(lay, &strip.notes, &row.notes);
        strip.baseline = r == 0 ? row.baseline : strip.baseline;
        top += table->rows[r].height;
    }
    return strip;
}

/* A row may be cut at `y` when no line of any of its cells is hit. */
static bool clear_at(const gr_table_draft *table, size_t row, gr_mpt y)
{
    for (size_t i = 0; i < table->n_cells; i++) {
        const gr_cell_box *cell = &table->cells[i];
        gr_mpt from = y - cell_top(table, cell), leading = cell->lines->leading;
        if (cell->row == row && from > 0 && from < (gr_mpt)cell->lines->n * leading &&
            from % leading != 0) {
            return false;
        }
    }
    return true;
}

/* End of the slice that starts at `from`: the next line end of some cell where all are clear. */
static gr_mpt next_cut(const gr_table_draft *table, size_t row, gr_mpt from)
{
    gr_mpt cut = table->rows[row].height;
    for (size_t i = 0; i < table->n_cells; i++) {
        const gr_cell_box *cell = &table->cells[i];
        for (size_t j = 1; cell->row == row && j < cell->lines->n; j++) {
            gr_mpt y = cell_top(table, cell) + (gr_mpt)j * cell->lines->leading;
            if (y > from && y < cut && clear_at(table, row, y)) {
                cut = y;
                break;
            }
        }
    }
    return cut;
}

static void push(gr_layouter *lay, gr_strips *list, gr_strip strip)
{
    *GR_PUSH(lay->arena, list->strips, list->n, list->cap, gr_strip) = strip;
}

/* A row that would leave half a page empty is cut between its lines. */
static void push_slices(gr_layouter *lay, const gr_table_draft *table, size_t row, gr_strips *list)
{
    gr_mpt height = table->rows[row].height;
    gr_mpt slice[2] = {0, next_cut(table, row, 0)};
    for (size_t i = 0;; i++) {
        gr_strip strip = make_slice(lay, table, row, slice);
        bool near_end = i < 2 || slice[1] >= height;
        strip.penalty = i == 0 ? 0 : near_end ? GR_BREAK_NEVER : GR_COST_APART;
        push(lay, list, strip);
        if (slice[1] >= height) {
            return;
        }
        slice[0] = slice[1];
        slice[1] = next_cut(table, row, slice[0]);
    }
}

static void push_rows(gr_layouter *lay, const gr_table_draft *table, gr_strips *list)
{
    for (size_t r = 0; r < table->n_rows; r++) {
        gr_mpt slice[2] = {0, table->rows[r].height};
        gr_strip strip = make_slice(lay, table, r, slice);
        strip.penalty = r == 0 ? 0 : GR_COST_APART;
        push(lay, list, strip);
    }
}

gr_strips gr_table_group(gr_layouter *lay, gr_table_draft *table)
{
    gr_strips list = {0};
    gr_mpt together = 0;
    measure_heights(table);
    for (size_t r = 0; r < table->n_rows; r++) {
        together += table->rows[r].height;
    }
    if (together <= table->page_height / 2) {
        push(lay, &list, make_rows(lay, table, together));
    } else if (table->n_rows == 1) {
        push_slices(lay, table, 0, &list);
    } else {
        push_rows(lay, table, &list);
    }
    bool body = table->n_rows > 0 && table->rows[0].role != GR_ROW_HEAD;
    table->n_groups += body ? 1 : 0;
    table->n_rows = table->n_cells = 0;
    return list;
}
