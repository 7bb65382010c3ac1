#include "table_priv.h"

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
    size_t n = 0, most = 1 + table->n_group_heads;
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
    for (size_t i = 0; i < table->n_group_heads; i++) {
        heads[n++] = table->group_heads[i];
    }
    if (row_head != NULL) {
        heads[n++] = row_head;
    }
    gr_elem_more *more = gr_elem_own(lay, cell);
    more->headers = heads;
    more->n_headers = n;
}

static void name_head(gr_layouter *lay, gr_table_draft *table, gr_elem *elem)
{
    gr_elem_own(lay, elem)->id = gr_str_fmt(lay->arena, "t%lu-h%lu", (unsigned long)table->number,
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
        *GR_PUSH(table->arena, c->heads, c->n_heads, c->cap_heads, const gr_elem *) = elem;
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
gr_mpt gr_table_free_behind(const gr_layouter *lay, const gr_table_draft *table,
                            const gr_para *para, size_t col, gr_mpt width)
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

static gr_measure measure_of(const gr_table_draft *table, const gr_node *cell, size_t col,
                             uint16_t colspan)
{
    gr_mpt pad = table->look->pad_x, indent = cell->style->indent;
    return (gr_measure){.x = table->cols[col].x + pad + indent,
                        .width = span_width(table, col, colspan) - 2 * pad - indent,
                        .align = gr_cell_align(table, cell, col)};
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
    gr_measure measure = measure_of(table, cell, col, elem->colspan);
    if (measure.align == GR_ALIGN_DECIMAL && elem->colspan == 1) {
        measure.last = gr_table_free_behind(lay, table, para, col, measure.width);
    }
    gr_lines *lines = gr_para_lines(lay, para, &measure);
    gr_arena_rewind(lay->paras, mark);
    return lines;
}

static gr_status add_cell(gr_layouter *lay, gr_table_draft *table, const gr_node *cell,
                          gr_elem *elem, size_t col)
{
    gr_cell_box box = {.col = col,
                       .row = table->n_rows - 1,
                       .colspan = elem->colspan,
                       .rowspan = elem->rowspan > 1 ? elem->rowspan : 1,
                       .head = cell->parent->as.row.role == GR_ROW_HEAD,
                       .leading = cell->style->leading};
    if (gr_cell_has_blocks(cell)) {
        gr_measure measure = measure_of(table, cell, col, elem->colspan);
        GR_TRY(gr_cell_strips(lay, cell, elem, &measure, table->page_height, &box.strips));
    } else {
        box.lines = cell_lines(lay, table, cell, elem, col);
        box.leading = box.lines->leading;
    }
    box.height = gr_cell_height(&box) + 2 * table->look->pad_y;
    *GR_PUSH(table->arena, table->cells, table->n_cells, table->cap_cells, gr_cell_box) = box;
    return GR_OK;
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

/** A group ends where one of its level or above begins, and behind its sums. */
static void end_groups(gr_table_draft *table, const gr_node *row, bool before)
{
    gr_row_role role = row->as.row.role;
    bool ends = before ? role == GR_ROW_GROUP || role == GR_ROW_TOTAL : role == GR_ROW_SUBTOTAL;
    size_t left = role == GR_ROW_TOTAL ? 0 : row->as.row.level;
    if (ends && table->n_group_heads > left) {
        table->n_group_heads = left;
    }
}

/** The head of the row: of one above that reaches down to it; NULL: none yet. */
static const gr_elem *head_from_above(gr_table_draft *table)
{
    if (table->span_rows == 0) {
        return NULL;
    }
    table->span_rows--;
    return table->span_head;
}

/** The cell, when it is a head: it names the one above it, whose heads it has with that. */
static const gr_elem *take_head(gr_table_draft *table, const gr_elem *cell, const gr_elem *above)
{
    if (cell->tag == GR_TAG_TH && cell->rowspan > 1) {
        table->span_head = cell;
        table->span_rows = cell->rowspan - 1U;
    }
    return cell->tag == GR_TAG_TH ? cell : above;
}

static void begin_group_of(gr_table_draft *table, gr_row_role role, const gr_elem *cell)
{
    bool head = role == GR_ROW_GROUP && cell->tag == GR_TAG_TH;
    if (head && table->n_group_heads < GR_TABLE_LEVELS) {
        table->group_heads[table->n_group_heads++] = cell;
    }
}

gr_status gr_table_add_row(gr_layouter *lay, gr_table_draft *table, const gr_node *row)
{
    gr_row_role role = row->as.row.role;
    const gr_elem *above = head_from_above(table), *row_head = above;
    bool pulled = table->node->as.table.source != NULL;
    gr_elem *tr =
        gr_elem_add(lay, row_parent(lay, table, role), GR_TAG_TR, pulled ? table->node : row);
    *GR_PUSH(table->arena, table->rows, table->n_rows, table->cap_rows, gr_row_box) =
        (gr_row_box){.role = role,
                     .named = row->anchor.len > 0,
                     .anchor = row->anchor.len > 0 ? gr_anchor_id(lay, row->anchor) : 0};
    const gr_elem *first = NULL;
    size_t col = 0;
    end_groups(table, row, true);
    for (const gr_node *cell = row->first; cell != NULL; cell = cell->next) {
        col = gr_table_next_col(table, col);
        if (col >= table->n_cols) {
            break;
        }
        gr_elem *elem = cell_elem(lay, table, cell, role, tr, col);
        if (role != GR_ROW_HEAD && table->linked) {
            link_heads(lay, table, elem, col, row_head);
            row_head = row_head == above ? take_head(table, elem, above) : row_head;
        }
        GR_TRY(add_cell(lay, table, cell, elem, col));
        gr_table_note_carried(table, cell, col);
        col += elem->colspan;
        first = first == NULL ? elem : first;
    }
    end_groups(table, row, false);
    if (first != NULL) {
        begin_group_of(table, role, first);
    }
    gr_table_take_row(lay, table, row);
    return GR_OK;
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

static bool cuts_strip(const gr_cell_box *cell, gr_mpt y)
{
    for (size_t i = 0; i < cell->strips.n; i++) {
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
        if (inside && (cell->lines == NULL ? cuts_strip(cell, from) : from % cell->leading != 0)) {
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

/* The first end of a line of the cell, or of its row, behind `from` and before `cut` where all
 * cells are clear; else `cut`. */
static gr_mpt first_cut(const gr_table_draft *table, const gr_cell_box *cell, gr_mpt from,
                        gr_mpt cut)
{
    gr_mpt top = gr_cell_top(table, cell), end = gr_table_row_top(table, cell->row + 1);
    if (end > from && end < cut && clear_at(table, end)) {
        cut = end;
    }
    gr_mpt y = top;
    for (size_t i = 1; i < gr_cell_pieces(cell) && y < cut; i++) {
        y = top + gr_cell_piece_top(cell, i);
        if (y > from && y < cut && clear_at(table, y)) {
            return y;
        }
    }
    return cut;
}

/* End of the slice that starts at `from`. */
static gr_mpt next_cut(const gr_table_draft *table, gr_mpt from)
{
    gr_mpt cut = gr_table_group_height(table);
    for (size_t i = 0; i < table->n_cells; i++) {
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

/* Rows that would leave half a page empty are cut between them, and between their lines. */
static void push_slices(gr_layouter *lay, const gr_table_draft *table, gr_strips *list)
{
    gr_mpt height = gr_table_group_height(table);
    gr_mpt slice[2] = {0, next_cut(table, 0)};
    for (size_t i = 0;; i++) {
        gr_strip strip = make_slice(lay, table, slice);
        bool near_end = (i < 2 || slice[1] >= height) && !ends_row(table, slice[0]);
        strip.penalty = i == 0 ? 0 : near_end ? GR_BREAK_NEVER : GR_COST_APART;
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
    if (together <= table->page_height / 2) {
        push(lay, &list, make_slice(lay, table, (gr_mpt[2]){0, together}));
    } else {
        push_slices(lay, table, &list);
    }
    bool body = table->n_rows > 0 && table->rows[0].role != GR_ROW_HEAD;
    table->n_groups += body ? 1 : 0;
    table->n_rows = table->n_cells = 0;
    return list;
}
