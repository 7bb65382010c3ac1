#include "base/arena.h"
#include "base/date.h"
#include "format/value_text.h"
#include "planner_priv.h"

/* Owns what a planner is in a workbook: a row for each bar and milestone, with its first and last
 * day as dates that can be sorted, and a column for each cell of the axis, filled where it falls.
 * It is a table that stands outside the tree: pages have the drawing. */

typedef struct sheet {
    gr_expander *expander;
    gr_node *table;
    gr_plan_cell *cells;
    size_t n_cells, n_lead; /* n_lead: columns before them */
    bool tracks, years;     /* has a column of tracks; a head row of years above the cells */
} sheet;

static gr_node *add_node(const sheet *to, gr_node *parent, gr_kind kind)
{
    gr_expander *expander = to->expander;
    gr_node *node = gr_node_new(expander->arena, parent, kind, expander->planning->node->at);
    node->style = gr_expander_style(expander, GR_STYLE_CELL);
    return node;
}

static gr_node *add_row(const sheet *to, gr_row_role role)
{
    gr_node *row = add_node(to, to->table, GR_K_ROW);
    row->as.row.role = role;
    return row;
}

static gr_node *add_cell(const sheet *to, gr_node *row, gr_str text)
{
    gr_node *cell = add_node(to, row, GR_K_CELL);
    cell->as.cell.colspan = cell->as.cell.rowspan = 1;
    cell->as.cell.header = row->as.row.role == GR_ROW_HEAD;
    if (text.len > 0) {
        add_node(to, cell, GR_K_TEXT)->as.text.chars = text;
    }
    return cell;
}

static void add_head(const sheet *to, gr_node *row, const char *label)
{
    gr_str text = gr_label_text(to->expander->report->house, label);
    add_cell(to, row, text)->as.cell.rowspan = to->years ? 2 : 1;
}

static void add_years(const sheet *to, gr_node *row)
{
    for (size_t i = 0; i < to->n_cells;) {
        size_t end = i;
        while (end < to->n_cells && to->cells[end].year == to->cells[i].year) {
            end++;
        }
        gr_str year = gr_str_fmt(to->expander->arena, "%d", (int)to->cells[i].year);
        gr_node *cell = add_cell(to, row, year);
        cell->as.cell.colspan = (uint16_t)(end - i);
        cell->as.cell.align = GR_ALIGN_CENTRE;
        i = end;
    }
}

static void add_heads(const sheet *to)
{
    static const char *const labels[] = {"plan-track", "plan-activity", "what",       "when",
                                         "plan-from",  "plan-until",    "plan-status"};
    gr_node *row = add_row(to, GR_ROW_HEAD);
    for (size_t i = to->tracks ? 0 : 1; i < 6; i++) {
        add_head(to, row, labels[i]);
    }
    if (to->expander->planning->with_status) {
        add_head(to, row, labels[6]);
    }
    if (to->years) {
        add_years(to, row);
        row = add_row(to, GR_ROW_HEAD);
    }
    for (size_t i = 0; i < to->n_cells; i++) {
        add_cell(to, row, to->cells[i].name)->as.cell.align = GR_ALIGN_CENTRE;
    }
}

/** The first or last day, as a date; nothing for what has none. */
static void add_day(const sheet *to, gr_node *row, const gr_plan_item *item, bool last,
                    const gr_figure *from)
{
    gr_expander *expander = to->expander;
    gr_day day = last ? item->last : item->first;
    int32_t year = gr_civil_of(day).year;
    gr_node *cell = add_cell(to, row, GR_LIT(""));
    if (!item->dated || year == GR_YEAR_FIRST || year == GR_YEAR_LAST) {
        return;
    }
    gr_value value = {.type = GR_T_DATE, .as.day = day};
    value.origin = from != NULL ? from->value.origin : gr_origin_constant(expander->arena, value);
    gr_figure *figure = GR_NEW(expander->arena, gr_figure);
    *figure = (gr_figure){.id = GR_LIT(""),
                          .value = value,
                          .format = {GR_FORMAT_DATE, GR_PLACES_OWN},
                          .sign = GR_LIT(""),
                          .spoken = GR_LIT("")};
    figure->text =
        gr_value_text(expander->arena, &value, figure->format, &expander->report->house->notation);
    cell->as.cell.figure = figure;
    add_node(to, cell, GR_K_FIGURE)->as.figure.figure = figure;
}

static void add_time(const sheet *to, gr_node *row, const gr_planned_item *one)
{
    gr_str when = one->drawn.dated ? one->drawn.when : to->expander->planning->plan->undated;
    gr_node *cell = add_cell(to, row, one->from == NULL ? when : GR_LIT(""));
    if (one->from != NULL) {
        cell->as.cell.figure = one->from;
        add_node(to, cell, GR_K_FIGURE)->as.figure.figure = one->from;
    }
    add_day(to, row, &one->drawn, false, one->from);
    add_day(to, row, &one->drawn, true, one->from);
}

static void add_marks(const sheet *to, gr_node *row, const gr_plan_item *item)
{
    for (size_t i = 0; i < to->n_cells; i++) {
        const gr_plan_cell *cell = &to->cells[i];
        bool falls =
            item != NULL && item->dated && item->first <= cell->last && item->last >= cell->first;
        gr_str sign = !falls            ? GR_LIT("")
                      : item->milestone ? GR_LIT("\xe2\x97\x86")  /* diamond */
                                        : GR_LIT("\xe2\x96\xa0"); /* square */
        gr_node *made = add_cell(to, row, sign);
        made->as.cell.align = GR_ALIGN_CENTRE;
        made->as.cell.filled = falls && !item->milestone;
    }
}

static gr_str words_of(const sheet *to, const gr_plan_item *item)
{
    const gr_planner *plan = to->expander->planning->plan;
    if (!item->milestone) {
        return item->title;
    }
    return item->title.len == 0 ? plan->milestone
                                : gr_str_fmt(to->expander->arena, GR_FMT " (" GR_FMT ")",
                                             GR_ARG(item->title), GR_ARG(plan->milestone));
}

static void add_item(const sheet *to, const gr_planned_row *of, const gr_planned_item *one)
{
    const gr_planning *planning = to->expander->planning;
    gr_node *row = add_row(to, GR_ROW_BODY);
    if (to->tracks) {
        add_cell(to, row, of->track);
    }
    add_cell(to, row, of->drawn.name)->as.cell.header = true;
    if (one == NULL) { /* an activity for which nothing is planned stands there too */
        for (size_t i = to->tracks ? 2 : 1; i < to->n_lead; i++) {
            add_cell(to, row, i == (to->tracks ? 2U : 1U) ? planning->plan->nothing : GR_LIT(""));
        }
        add_marks(to, row, NULL);
        return;
    }
    add_cell(to, row, words_of(to, &one->drawn));
    add_time(to, row, one);
    if (planning->with_status) {
        size_t status = one->drawn.status;
        add_cell(to, row, status == GR_PLAN_NO_STATUS ? GR_LIT("") : planning->statuses[status]);
    }
    add_marks(to, row, &one->drawn);
}

static void describe(const sheet *to)
{
    const gr_node *shown = to->expander->planning->table;
    size_t n = to->n_lead + to->n_cells;
    gr_col *cols = GR_NEW_N(to->expander->arena, gr_col, n);
    for (size_t i = 0; i < n; i++) {
        cols[i] = (gr_col){.format = {GR_FORMAT_PLAIN, GR_PLACES_OWN},
                           .header = i < (to->tracks ? 2U : 1U)};
    }
    to->table->as.table.cols = cols;
    to->table->as.table.n_cols = n;
    to->table->as.table.n_head_rows = to->years ? 2 : 1;
    to->table->as.table.look = shown->as.table.look;
    to->table->as.table.title = shown->as.table.title;
    to->table->as.table.sheet = shown->as.table.sheet;
}

gr_status gr_plan_sheet(gr_expander *expander)
{
    const gr_planning *planning = expander->planning;
    const gr_notation *notation = &expander->report->house->notation;
    sheet to = {.expander = expander};
    to.n_cells = gr_plan_cells(planning->plan, notation, expander->arena, &to.cells);
    to.years = to.cells[0].last - to.cells[0].first < 360;
    for (size_t i = 0; i < planning->n_rows; i++) {
        to.tracks = to.tracks || planning->rows[i].track.len > 0;
    }
    to.n_lead = 5U + (to.tracks ? 1 : 0) + (planning->with_status ? 1 : 0);
    to.table = add_node(&to, NULL, GR_K_TABLE);
    describe(&to);
    add_heads(&to);
    for (size_t r = 0; r < planning->n_rows; r++) {
        const gr_planned_row *row = &planning->rows[r];
        for (size_t i = 0; i < row->n_items; i++) {
            add_item(&to, row, &row->items[i]);
        }
        if (row->n_items == 0) {
            add_item(&to, row, NULL);
        }
    }
    planning->table->as.table.in_sheet = to.table;
    return GR_OK;
}
