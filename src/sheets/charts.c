#include "sheets_priv.h"

/* Owns charts in a workbook: what a chart shows becomes a table like any other, whose cells refer
 * to those that show the same elsewhere, and below it stands the chart that a spreadsheet draws of
 * these cells. Kinds that spreadsheets do not know keep their figures, or their words, and a line
 * says so. */
#include "chart/chart.h"

#define DRAWING_ROWS 17 /* of 15 points: 340 pixels */

typedef struct charting { /* one on its way to a table */
    gr_sheet_draft *draft;
    const gr_node *node;
    const gr_chart *spec;
    gr_node *table;
} charting;

/** What a spreadsheet draws; of spans it would draw days since 1900. */
static bool is_native(gr_chart_type type)
{
    static const bool natives[GR_CHART__COUNT] = {
        [GR_CHART_BAR] = true,        [GR_CHART_GROUPED] = true, [GR_CHART_STACKED] = true,
        [GR_CHART_HORIZONTAL] = true, [GR_CHART_LINE] = true,    [GR_CHART_DONUT] = true,
        [GR_CHART_QUADRANT] = true,
    };
    return natives[type];
}

/** A number that is told roughly, or not at all, is words in its cell. */
static bool is_told(const gr_chart *spec)
{
    for (size_t s = 0; s < spec->n_series; s++) {
        for (size_t c = 0; c < spec->n_categories; c++) {
            if (gr_value_is_guarded(&spec->series[s].points[c].value)) {
                return false;
            }
        }
    }
    return true;
}

/* --- the table --- */

static gr_node *add_row(charting *c, gr_row_role role)
{
    gr_node *row = gr_node_new(c->draft->arena, c->table, GR_K_ROW, c->node->at);
    row->as.row.role = role;
    return row;
}

static gr_node *add_cell(charting *c, gr_node *row, gr_align align)
{
    gr_node *cell = gr_node_new(c->draft->arena, row, GR_K_CELL, c->node->at);
    cell->as.cell.colspan = cell->as.cell.rowspan = 1;
    cell->as.cell.align = align;
    return cell;
}

static void add_words(charting *c, gr_node *row, gr_align align, gr_str words)
{
    gr_node *cell = add_cell(c, row, align);
    gr_node_new(c->draft->arena, cell, GR_K_TEXT, c->node->at)->as.text.chars = words;
}

/** Absent values are empty cells: a word would be drawn as zero. */
static void add_figure(charting *c, gr_node *row, const gr_figure *figure)
{
    gr_node *cell = add_cell(c, row, GR_ALIGN_RIGHT);
    if (!gr_value_is_absent(&figure->value) || gr_value_is_guarded(&figure->value)) {
        cell->as.cell.figure = figure;
        gr_node_new(c->draft->arena, cell, GR_K_FIGURE, c->node->at)->as.figure.figure = figure;
    }
}

/** Axes are named after their ends, spans after what they are. */
static gr_str head_of(const charting *c, size_t nr)
{
    gr_chart_feed feed = gr_chart_feeds[c->spec->type];
    gr_str from = nr == 0 ? c->spec->left : c->spec->bottom;
    gr_str to = nr == 0 ? c->spec->right : c->spec->top;
    if (feed == GR_FEED_SPANS) {
        return gr_label_text(c->draft->doc->house, nr == 0 ? "plan-from" : "plan-until");
    }
    if (feed == GR_FEED_POINTS && from.len + to.len > 0) {
        return gr_str_fmt(c->draft->arena, GR_FMT "%s" GR_FMT, GR_ARG(from),
                          from.len > 0 && to.len > 0 ? " – " : "", GR_ARG(to));
    }
    return c->spec->series[nr].title;
}

static void add_rows(charting *c)
{
    gr_node *head = add_row(c, GR_ROW_HEAD);
    add_words(c, head, GR_ALIGN_LEFT, GR_LIT(""));
    for (size_t s = 0; s < c->spec->n_series; s++) {
        add_words(c, head, GR_ALIGN_RIGHT, head_of(c, s));
    }
    for (size_t i = 0; i < c->spec->n_categories; i++) {
        gr_node *row = add_row(c, GR_ROW_BODY);
        add_words(c, row, GR_ALIGN_LEFT, c->spec->categories[i]);
        for (size_t s = 0; s < c->spec->n_series; s++) {
            add_figure(c, row, &c->spec->series[s].points[i]);
        }
    }
}

/** Boxes and what joins them, a line each. */
static void add_outline(charting *c)
{
    for (size_t i = 0; i < c->spec->n_outline; i++) {
        const gr_chart_line *line = &c->spec->outline[i];
        gr_buf text = gr_buf_make(c->draft->arena, SIZE_MAX);
        for (uint16_t depth = 0; depth < line->depth; depth++) {
            gr_buf_add(&text, GR_LIT("– "));
        }
        gr_buf_add(&text, line->text);
        add_words(c, add_row(c, GR_ROW_BODY), GR_ALIGN_LEFT, gr_buf_view(&text));
    }
}

static void say_undrawn(charting *c, const char *label)
{
    gr_node *remark = gr_node_new(c->draft->arena, c->table, GR_K_REMARK, c->node->at);
    gr_node_new(c->draft->arena, remark, GR_K_TEXT, c->node->at)->as.text.chars =
        gr_label_text(c->draft->doc->house, label);
}

static void make_table(charting *c, bool drawn)
{
    const gr_house_style *house = c->draft->doc->house;
    const gr_chart *spec = c->spec;
    size_t n = 1 + spec->n_series;
    gr_col *cols = GR_NEW_N(c->draft->arena, gr_col, n);
    cols[0].header = true;
    c->table = gr_node_new(c->draft->arena, NULL, GR_K_TABLE, c->node->at);
    c->table->as.table.cols = cols;
    c->table->as.table.n_cols = n;
    c->table->as.table.look = house->n_table_looks > 0 ? &house->table_looks[0] : NULL;
    c->table->as.table.title = spec->unit.len == 0
                                   ? spec->title
                                   : gr_str_fmt(c->draft->arena, GR_FMT " (" GR_FMT ")",
                                                GR_ARG(spec->title), GR_ARG(spec->unit));
    if (gr_chart_feeds[spec->type] == GR_FEED_BOXES) {
        add_outline(c);
    } else {
        c->table->as.table.n_head_rows = 1;
        add_rows(c);
    }
    if (!drawn) {
        say_undrawn(c, is_native(spec->type) ? "chart-rough" : "chart-drawn");
    }
}

/* --- the chart --- */

/** Cells of the table ask for those that show the same, wherever these stand, and are no operands.
 */
static void set_aside(gr_sheet_draft *draft, size_t first_spot)
{
    for (size_t i = first_spot; i < draft->n_spots; i++) {
        draft->spots[i].aside = true;
    }
}

static void draw(charting *c, gr_draft_sheet *sheet, uint32_t title_row)
{
    gr_sheet *made = &sheet->sheet;
    uint32_t head_row = title_row + (c->table->as.table.title.len > 0 ? 1 : 0);
    uint32_t end_row = sheet->next_row + DRAWING_ROWS;
    *GR_PUSH(c->draft->arena, made->charts, made->n_charts, sheet->cap_charts, gr_sheet_chart) =
        (gr_sheet_chart){.spec = c->spec,
                         .title_row = title_row,
                         .head_row = head_row,
                         .first_row = head_row + 1,
                         .last_row = head_row + (uint32_t)c->spec->n_categories,
                         .at_row = sheet->next_row,
                         .end_row = end_row};
    made->n_rows = end_row > made->n_rows ? end_row : made->n_rows; /* printed with it */
    sheet->next_row = end_row + 1;
}

gr_status gr_draft_chart(gr_sheet_draft *draft, gr_draft_sheet *sheet, const gr_node *chart)
{
    charting c = {.draft = draft, .node = chart, .spec = chart->as.chart.spec};
    bool drawn = is_native(c.spec->type) && is_told(c.spec);
    uint32_t title_row = sheet->next_row;
    size_t first_spot = draft->n_spots;
    make_table(&c, drawn);
    GR_TRY(gr_draft_table(draft, sheet, c.table));
    set_aside(draft, first_spot);
    if (drawn) {
        draw(&c, sheet, title_row);
    }
    return GR_OK;
}
