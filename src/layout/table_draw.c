#include "table_priv.h"

/* Owns what is drawn of a table besides its text: fills, rules, the rail of a timeline. */

#define DOT_RADIUS 2400 /* 1/1000 pt */
#define BAR_HEIGHT 2600
#define CURVE      552 /* control points of a quarter of a circle, 1/1000 of the radius */

static gr_rgb fill_of(const gr_table_draft *table, gr_row_role role)
{
    const gr_table_look *look = table->look;
    switch (role) {
    case GR_ROW_HEAD:
        return look->head_fill;
    case GR_ROW_GROUP:
        return look->group_fill;
    case GR_ROW_TOTAL:
        return look->total_fill;
    case GR_ROW_SUBTOTAL:
        return GR_NO_COLOUR;
    case GR_ROW_BODY:
        break;
    }
    return table->n_groups % 2 == 1 ? look->stripe : GR_NO_COLOUR;
}

typedef struct pen {
    gr_layouter *lay;
    const gr_table_draft *table;
    gr_items *out;
} pen;

static void rule(const pen *p, gr_mpt x, gr_mpt x2, gr_mpt y, gr_mpt width, gr_rgb colour)
{
    if (colour != GR_NO_COLOUR && width > 0 && x2 > x) {
        gr_items_add(p->lay, p->out,
                     gr_rule_item(gr_decoration(GR_ARTIFACT_LAYOUT), x, y, x2, y, width, colour));
    }
}

/* True when a cell of this group goes on below `row` in column `col`. */
static bool goes_on(const gr_table_draft *table, size_t row, size_t col)
{
    for (size_t i = 0; i < table->n_cells; i++) {
        const gr_cell_box *cell = &table->cells[i];
        if (cell->row <= row && cell->row + cell->rowspan > row + 1 && cell->col <= col &&
            cell->col + cell->colspan > col) {
            return true;
        }
    }
    return false;
}

/* The rule under a row, left out under cells that go on. */
static void rule_below(const pen *p, size_t row, gr_mpt y)
{
    const gr_table_draft *table = p->table;
    for (size_t col = 0; col < table->n_cols;) {
        size_t end = col;
        while (end < table->n_cols && !goes_on(table, row, end)) {
            end++;
        }
        if (end > col) {
            const gr_table_col *last = &table->cols[end - 1];
            rule(p, table->cols[col].x, last->x + last->width, y, table->look->rule_width,
                 table->look->rule);
        }
        col = end > col ? end : col + 1;
    }
}

/* Under a head over several columns a rule shows which ones. */
static void rule_head_spans(const pen *p, size_t row, gr_mpt y)
{
    const gr_table_draft *table = p->table;
    const gr_table_look *look = table->look;
    gr_rgb colour = look->head_fill != GR_NO_COLOUR ? look->head_colour : look->head_rule;
    for (size_t i = 0; i < table->n_cells; i++) {
        const gr_cell_box *cell = &table->cells[i];
        if (cell->row == row && cell->colspan > 1 && cell->rowspan == 1) {
            const gr_table_col *last = &table->cols[cell->col + cell->colspan - 1u];
            rule(p, table->cols[cell->col].x + look->pad_x, last->x + last->width - look->pad_x, y,
                 look->rule_width, colour);
        }
    }
}

static void draw_rules(const pen *p, size_t row, bool top, gr_mpt bottom)
{
    const gr_table_draft *table = p->table;
    const gr_table_look *look = table->look;
    gr_row_role role = table->rows[row].role;
    gr_mpt right = table->x + table->width;
    bool last_head = role == GR_ROW_HEAD && row + 1 == table->n_rows;
    if (top && role == GR_ROW_TOTAL) {
        rule(p, table->x, right, 0, look->total_rule_width, look->total_rule);
    } else if (top && role == GR_ROW_SUBTOTAL) {
        rule(p, table->x, right, 0, look->rule_width, look->total_rule);
    }
    if (last_head && bottom > 0) {
        rule(p, table->x, right, bottom, look->head_rule_width, look->head_rule);
    } else if (role == GR_ROW_HEAD && bottom > 0) {
        rule_head_spans(p, row, bottom);
    } else if (bottom > 0) {
        rule_below(p, row, bottom);
    }
}

static void dot(const pen *p, gr_mpt x, gr_mpt y, gr_rgb colour)
{
    gr_mpt r = DOT_RADIUS, c = DOT_RADIUS * CURVE / 1000;
    gr_path_step *s = GR_NEW_N(p->lay->arena, gr_path_step, 6);
    s[0] = (gr_path_step){.op = GR_PATH_MOVE, .x = r};
    s[1] = (gr_path_step){GR_PATH_CURVE, r, c, c, r, 0, r};
    s[2] = (gr_path_step){GR_PATH_CURVE, -c, r, -r, c, -r, 0};
    s[3] = (gr_path_step){GR_PATH_CURVE, -r, -c, -c, -r, 0, -r};
    s[4] = (gr_path_step){GR_PATH_CURVE, c, -r, r, -c, r, 0};
    s[5] = (gr_path_step){.op = GR_PATH_CLOSE};
    gr_items_add(
        p->lay, p->out,
        (gr_item){.kind = GR_ITEM_PATH,
                  .owner = gr_decoration(GR_ARTIFACT_LAYOUT),
                  .x = x,
                  .y = y,
                  .as.path = {.steps = s, .n = 6, .fill = colour, .stroke = GR_NO_COLOUR}});
}

/* A line between date and event, with a dot on the first line of each. */
static void draw_rail(const pen *p, size_t row, const gr_mpt slice[2])
{
    const gr_table_draft *table = p->table;
    const gr_table_look *look = table->look;
    gr_rgb colour = look->head_rule != GR_NO_COLOUR ? look->head_rule : look->rule;
    if (!look->rail || table->n_cols < 2 || colour == GR_NO_COLOUR || table->n_cells == 0 ||
        table->rows[row].role == GR_ROW_HEAD) {
        return;
    }
    gr_mpt x = table->cols[1].x, middle = look->pad_y + table->cells[0].lines->leading / 2;
    gr_mpt from = table->n_groups == 0 && slice[0] == 0 ? middle : 0;
    gr_items_add(p->lay, p->out,
                 gr_rule_item(gr_decoration(GR_ARTIFACT_LAYOUT), x, from, x, slice[1] - slice[0],
                              look->rule_width > 0 ? look->rule_width : 500, colour));
    if (slice[0] == 0) {
        dot(p, x, middle, colour);
    }
}

/* Both draw the slice [slice[0], slice[1]) of a row at its own top. */
void gr_table_fill(gr_layouter *lay, const gr_table_draft *table, size_t row, const gr_mpt slice[2],
                   gr_items *out)
{
    gr_rgb fill = fill_of(table, table->rows[row].role);
    if (fill != GR_NO_COLOUR) {
        gr_items_add(lay, out,
                     gr_rect_item(gr_decoration(GR_ARTIFACT_LAYOUT), table->x, 0, table->width,
                                  slice[1] - slice[0], fill));
    }
    for (size_t i = 0; i < table->n_cells; i++) {
        const gr_cell_box *cell = &table->cells[i];
        const gr_table_col *first = &table->cols[cell->col];
        const gr_table_col *last = first + cell->colspan - 1;
        if (cell->fill != GR_NO_COLOUR && cell->row <= row && row < cell->row + cell->rowspan) {
            gr_items_add(lay, out,
                         gr_rect_item(gr_decoration(GR_ARTIFACT_LAYOUT), first->x, 0,
                                      last->x + last->width - first->x, slice[1] - slice[0],
                                      cell->fill));
        }
    }
}

void gr_table_draw_edge(gr_layouter *lay, const gr_table_draft *table, size_t row, gr_items *out)
{
    pen p = {.lay = lay, .table = table, .out = out};
    const gr_mpt slice[2] = {1, 1 + table->look->pad_y}; /* neither begins nor ends the row */
    gr_table_fill(lay, table, row, slice, out);
    draw_rail(&p, row, slice);
}

/* Under its figure, where the row ends; from the same edge in all rows of its column. The number
 * says what it shows, so that it is decoration to who listens. */
static void draw_bars(const pen *p, size_t row, gr_mpt bottom)
{
    const gr_table_draft *table = p->table;
    gr_mpt pad = table->look->pad_y, high = pad > BAR_HEIGHT + 600 ? BAR_HEIGHT : pad - 600;
    for (size_t i = 0; i < table->n_cells && high > 0; i++) {
        const gr_cell_box *cell = &table->cells[i];
        const gr_table_col *first = &table->cols[cell->col];
        const gr_table_col *last = first + cell->colspan - 1;
        gr_mpt room = last->x + last->width - first->x - 2 * table->look->pad_x;
        if (cell->bar <= 0 || cell->bar_of <= 0 || cell->row + cell->rowspan != row + 1) {
            continue;
        }
        gr_mpt length = (gr_mpt)(room * cell->bar / cell->bar_of);
        gr_items_add(p->lay, p->out,
                     gr_rect_item(gr_decoration(GR_ARTIFACT_LAYOUT), first->x + table->look->pad_x,
                                  bottom - high - 400, length, high, cell->bar_colour));
    }
}

void gr_table_draw(gr_layouter *lay, const gr_table_draft *table, size_t row, const gr_mpt slice[2],
                   gr_items *out)
{
    pen p = {.lay = lay, .table = table, .out = out};
    bool ends = slice[1] == table->rows[row].height;
    draw_rules(&p, row, slice[0] == 0, ends ? slice[1] - slice[0] : 0);
    draw_rail(&p, row, slice);
    if (ends) {
        draw_bars(&p, row, slice[1] - slice[0]);
    }
    gr_planner_lines(lay, table, row, slice, out);
}
