#include "base/arena.h"
#include "base/moment.h"
#include "planner_priv.h"
#include "template/report_rows.h"

/* A planner: activities under each other, in tracks or not, and their bars and milestones along one
 * axis of time. It is a table of two columns, so that its rows are parted between pages with their
 * head above them; the second column is drawn. */

static const gr_xml_attr_rule planner_attrs[] = {
    COMMON,
    REPEATED,
    PATTERN("title", "caption"),
    PATTERN("from", "the axis begins here: 2024, Q1 2024"),
    PATTERN("until", "the axis ends here"),
    PATTERN("year", "year of times that say none"),
    EXPR("today", "a date: a line through all rows"),
    CHOICE("unit", "month quarter year", "cells of the axis; as they fit when not given"),
    FLAG("whole", "yes: bars fill the cells that they touch"),
    PATTERN("statuses", "statuses in the order of their colours, with a comma between"),
    PATTERN("head", "what stands above the names"),
    LENGTH("names", "width of the names"),
    PATTERN("sheet", "name of the worksheet; without it the planner is no sheet"),
    PATTERN("source", "where it comes from"),
    NAME("look", "table look of the house style"),
    LAST,
};
static const gr_xml_attr_rule track_attrs[] = {
    COMMON,
    REPEATED,
    PATTERN_NEEDED("title", "what stands above its activities"),
    LAST,
};
static const gr_xml_attr_rule activity_attrs[] = {
    COMMON,
    REPEATED,
    PATTERN_NEEDED("title", "its name"),
    LAST,
};
static const gr_xml_attr_rule bar_attrs[] = {
    EXPR("if", "shown when yes"),
    REPEATED,
    PATTERN("title", "what stands in it or beside it"),
    PATTERN("when", "its time: Q2 2024, januari t/m juni 2024, {e.period}"),
    PATTERN("from", "instead of when: when it begins"),
    PATTERN("until", "and when it ends"),
    PATTERN("status", "its status: a colour and a pattern"),
    LAST,
};
static const gr_xml_attr_rule milestone_attrs[] = {
    EXPR("if", "shown when yes"),
    REPEATED,
    PATTERN("title", "what happens"),
    PATTERN("when", "its day, or its time: 1 juli 2024, begin september, {e.date}"),
    PATTERN("status", "its status: a colour"),
    LAST,
};
static const gr_xml_rule rules[] = {
    {"planner", GR_E_PLANNER, GR_XML_ELEMENTS, "track activity", planner_attrs, "a planner"},
    {"track", GR_E_TRACK, GR_XML_ELEMENTS, "activity", track_attrs, "activities that go together"},
    {"activity", GR_E_ACTIVITY, GR_XML_ELEMENTS, "bar milestone", activity_attrs,
     "a row of a planner"},
    {"bar", GR_E_BAR, GR_XML_EMPTY, NULL, bar_attrs, "a stretch of time"},
    {"milestone", GR_E_MILESTONE, GR_XML_EMPTY, NULL, milestone_attrs, "a moment"},
};
const gr_xml_part gr_grammar_planner = {rules, N_OF(rules), "block"};

/* --- rows --- */

static gr_status add_strip(gr_expander *expander, gr_node *cell, gr_plan_part part,
                           gr_plan_strip **out)
{
    gr_node *node = NULL;
    GR_TRY(
        gr_expander_add_styled(expander, cell, GR_K_STRIP, cell->at, GR_STYLE_CHART_LABEL, &node));
    *out = GR_NEW(expander->arena, gr_plan_strip);
    **out = (gr_plan_strip){.plan = expander->planning->plan, .part = part, .alt = GR_LIT("")};
    node->as.strip.spec = *out;
    return GR_OK;
}

static gr_status add_row(gr_expander *expander, gr_row_role role, gr_loc at, gr_node **out)
{
    gr_style_id style = role == GR_ROW_HEAD ? GR_STYLE_CELL_HEAD : GR_STYLE_CELL;
    GR_TRY(gr_expander_add_styled(expander, expander->planning->table, GR_K_ROW, at, style, out));
    (*out)->as.row.role = role;
    return GR_OK;
}

static gr_status write_activity(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    gr_planning *planning = expander->planning;
    gr_node *row = NULL, *name = NULL, *cell = NULL;
    (void)into;
    GR_TRY(add_row(expander, GR_ROW_BODY, node->at, &row));
    gr_figure_place outer = gr_expander_enter(expander, node, row);
    GR_TRY(gr_write_plain_cell(expander, row, node->at, true, GR_STYLE_CELL, &name));
    GR_TRY(gr_expander_attr(expander, name, node, "title"));
    (void)gr_check_words(expander, name, gr_tnode_place(node, "title"),
                         "an activity without a name; write it, or leave the row out with if=");
    GR_TRY(gr_write_plain_cell(expander, row, node->at, false, GR_STYLE_CELL, &cell));
    gr_planned_row *one = GR_PUSH(expander->arena, planning->rows, planning->n_rows,
                                  planning->cap_rows, gr_planned_row);
    *one = (gr_planned_row){.track = planning->track};
    one->drawn.name = gr_str_trim(gr_node_text(name, expander->arena));
    GR_TRY(add_strip(expander, cell, GR_PLAN_ROW, &one->strip));
    one->shown = cell->last;
    for (const gr_tnode *child = node->first; child != NULL; child = child->next) {
        if (child->kind == GR_E_BAR || child->kind == GR_E_MILESTONE) {
            GR_TRY(gr_expander_repeat(expander, child, row,
                                      child->kind == GR_E_BAR ? gr_write_plan_bar
                                                              : gr_write_plan_milestone));
        }
    }
    gr_expander_leave(expander, outer);
    return GR_OK;
}

/** A head over its activities; over none there is none. */
static gr_status write_track(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    gr_planning *planning = expander->planning;
    gr_node *row = NULL, *cell = NULL;
    GR_TRY(add_row(expander, GR_ROW_GROUP, node->at, &row));
    gr_figure_place outer = gr_expander_enter(expander, node, row);
    GR_TRY(gr_write_plain_cell(expander, row, node->at, true, GR_STYLE_CELL_HEAD, &cell));
    cell->style = gr_expander_style(expander, GR_STYLE_CELL);
    cell->as.cell.colspan = 2;
    GR_TRY(gr_expander_attr(expander, cell, node, "title"));
    (void)gr_check_words(expander, cell, gr_tnode_place(node, "title"),
                         "a track without a name; write it, or leave it out with if=");
    planning->track = gr_str_trim(gr_node_text(cell, expander->arena));
    GR_TRY(gr_expand_parts(expander, node, GR_E_ACTIVITY, into, write_activity));
    planning->track = GR_LIT("");
    gr_expander_leave(expander, outer);
    if (planning->table->last == row) {
        row->first = NULL;
        gr_drop_if_empty(planning->table, row);
    }
    return GR_OK;
}

static gr_status write_rows(gr_expander *expander)
{
    gr_planning *planning = expander->planning;
    bool any = false;
    for (const gr_tnode *child = planning->node->first; child != NULL; child = child->next) {
        if (child->kind == GR_E_TRACK || child->kind == GR_E_ACTIVITY) {
            any = true;
            GR_TRY(gr_expander_repeat(expander, child, planning->table,
                                      child->kind == GR_E_TRACK ? write_track : write_activity));
        }
    }
    if (!any) {
        (void)gr_check_words(expander, NULL, planning->node->at,
                             "<planner> without <activity>; write one, or leave it out");
    }
    return GR_OK;
}

/* --- around them --- */

static gr_status write_head(gr_expander *expander, gr_plan_strip **out)
{
    gr_planning *planning = expander->planning;
    gr_node *row = NULL, *cell = NULL;
    gr_loc at = planning->node->at;
    GR_TRY(add_row(expander, GR_ROW_HEAD, at, &row));
    GR_TRY(gr_write_plain_cell(expander, row, at, true, GR_STYLE_CELL_HEAD, &cell));
    if (gr_tnode_attr(planning->node, "head") != NULL) {
        GR_TRY(gr_expander_attr(expander, cell, planning->node, "head"));
    }
    if (gr_says_nothing(expander, cell)) {
        gr_str label = gr_label_text(expander->report->house, "plan-activity");
        GR_TRY(gr_expander_add_text(expander, cell, label, at));
    }
    GR_TRY(gr_write_plain_cell(expander, row, at, true, GR_STYLE_CELL_HEAD, &cell));
    return add_strip(expander, cell, GR_PLAN_HEAD, out);
}

static gr_status write_caption(gr_expander *expander, const gr_tnode *node, gr_node *table)
{
    gr_node *caption = NULL;
    if (gr_tnode_attr(node, "title") == NULL) {
        return GR_OK;
    }
    gr_caption_number number = gr_caption_count(expander, false);
    GR_TRY(gr_write_caption(expander, node, "title", &number, table, &caption));
    table->as.table.title = gr_expander_text(expander, node, "title");
    return GR_OK;
}

static void describe(gr_expander *expander, const gr_tnode *node, gr_node *table)
{
    gr_str look = gr_tnode_value(node, "look");
    gr_col *cols = GR_NEW_N(expander->arena, gr_col, 2);
    cols[0] = (gr_col){.header = true,
                       .width = gr_tnode_length(node, "names"),
                       .format = {GR_FORMAT_PLAIN, GR_PLACES_OWN}};
    cols[1] = (gr_col){.format = {GR_FORMAT_PLAIN, GR_PLACES_OWN}};
    table->as.table.cols = cols;
    table->as.table.n_cols = 2;
    table->as.table.n_head_rows = 1;
    table->as.table.repeat_head = true;
    table->as.table.look =
        gr_table_look_find(expander->report->house, look.len > 0 ? look : GR_LIT("plain"));
    table->as.table.sheet = gr_expander_text(expander, node, "sheet");
}

/** The legend stands below, as a row of its own; words that say the same stand in each row. */
static gr_status write_legend(gr_expander *expander)
{
    gr_planning *planning = expander->planning;
    gr_node *row = NULL, *cell = NULL;
    gr_plan_strip *strip = NULL;
    if (!planning->with_status) {
        return GR_OK;
    }
    GR_TRY(add_row(expander, GR_ROW_BODY, planning->node->at, &row));
    GR_TRY(gr_write_plain_cell(expander, row, row->at, true, GR_STYLE_CELL, &cell));
    GR_TRY(gr_expander_add_text(expander, cell,
                                gr_label_text(expander->report->house, "plan-legend"), row->at));
    GR_TRY(gr_write_plain_cell(expander, row, row->at, false, GR_STYLE_CELL, &cell));
    GR_TRY(add_strip(expander, cell, GR_PLAN_LEGEND, &strip));
    gr_buf alt = gr_buf_make(expander->arena, SIZE_MAX);
    for (size_t i = 0; i < planning->n_statuses; i++) {
        gr_buf_add(&alt, i > 0 ? GR_LIT(", ") : GR_LIT(""));
        gr_buf_add(&alt, planning->statuses[i]);
    }
    strip->alt = gr_buf_view(&alt);
    return GR_OK;
}

static gr_status write_source(gr_expander *expander, const gr_tnode *node, gr_node *table)
{
    gr_node *remark = NULL;
    gr_loc at = gr_tnode_place(node, "source");
    if (gr_utf8_is_blank(gr_expander_text(expander, node, "source"))) {
        return GR_OK;
    }
    GR_TRY(gr_expander_add_styled(expander, table, GR_K_REMARK, at, GR_STYLE_SOURCE, &remark));
    gr_str lead = gr_str_fmt(expander->arena, GR_FMT " ",
                             GR_ARG(gr_label_text(expander->report->house, "source")));
    GR_TRY(gr_expander_add_text(expander, remark, lead, at));
    return gr_expander_attr(expander, remark, node, "source");
}

/* --- what it says of itself --- */

static void read_words(gr_expander *expander, gr_planning *planning)
{
    const gr_house_style *house = expander->report->house;
    gr_planner *plan = planning->plan;
    plan->milestone = gr_label_text(house, "alt-milestone");
    plan->undated = gr_label_text(house, "plan-undated");
    plan->until = gr_label_text(house, "alt-until");
    plan->nothing = gr_label_text(house, "plan-nothing");
    plan->no_status = gr_label_text(house, "plan-no-status");
    plan->today_text = GR_LIT("");
    planning->since = gr_label_text(house, "plan-since");
    planning->track = GR_LIT("");
}

static void read_year(gr_expander *expander, gr_planning *planning)
{
    int64_t year = 0;
    gr_str text = gr_str_trim(gr_expander_text(expander, planning->node, "year"));
    if (text.len > 0 && !gr_year_parse(text, &year)) {
        gr_diag_report_open(expander->context->diag, gr_tnode_place(planning->node, "year"),
                            GR_CODE_PLAN_TIME, "'" GR_FMT "': write a year, such as 2024",
                            GR_ARG(gr_utf8_shorten(expander->arena, text, 80)));
        expander->failed = true;
    }
    planning->year = (int32_t)year;
}

static void read_unit(gr_planning *planning)
{
    gr_str unit = gr_tnode_value(planning->node, "unit");
    gr_planner *plan = planning->plan;
    plan->unit = gr_str_is(unit, "month")     ? GR_PLAN_MONTH
                 : gr_str_is(unit, "quarter") ? GR_PLAN_QUARTER
                 : gr_str_is(unit, "year")    ? GR_PLAN_YEAR
                                              : GR_PLAN_AUTO;
    plan->whole = gr_tnode_flag(planning->node, "whole", false);
}

static void read_statuses(gr_expander *expander, gr_planning *planning)
{
    gr_str rest = gr_expander_text(expander, planning->node, "statuses"), one;
    while (gr_str_split(&rest, ',', &one)) {
        one = gr_str_trim(one);
        if (one.len > 0) {
            *GR_PUSH(expander->arena, planning->statuses, planning->n_statuses,
                     planning->cap_statuses, gr_str) = one;
            planning->statuses_given = true;
        }
    }
    size_t most = expander->report->house->chart.n_colours;
    if (planning->n_statuses > most && most > 0) {
        gr_diag_report_open(expander->context->diag, gr_tnode_place(planning->node, "statuses"),
                            GR_CODE_CHART_COLOURS,
                            "house style '" GR_FMT "' has %zu; add one to 'colours' on its "
                            "'chart-look', or use fewer statuses",
                            GR_ARG(expander->report->house->id), most);
        expander->failed = true;
    }
}

static void read_today(gr_expander *expander, gr_planning *planning)
{
    const gr_rule *rule = gr_tnode_rule(planning->node, "today");
    gr_planner *plan = planning->plan;
    if (rule == NULL) {
        return;
    }
    gr_loc at = gr_tnode_place(planning->node, "today");
    gr_value value = gr_expander_value(expander, rule, NULL, at);
    plan->has_today = value.type == GR_T_DATE;
    if (plan->has_today) {
        gr_str id = gr_expander_identity(expander, rule->stamp, rule->format);
        gr_figure day = gr_expander_point(expander, &value, rule->format, id, at);
        plan->today = value.as.day;
        plan->today_text = gr_str_fmt(expander->arena, GR_FMT " " GR_FMT,
                                      GR_ARG(gr_label_text(expander->report->house, "plan-today")),
                                      GR_ARG(day.text));
    }
}

/* --- the span of its axis, once all is known --- */

static bool set_span(gr_expander *expander, const gr_plan_time *from, const gr_plan_time *until)
{
    gr_planning *planning = expander->planning;
    gr_planner *plan = planning->plan;
    gr_planner_row *rows = GR_NEW_N(expander->arena, gr_planner_row, planning->n_rows + 1);
    for (size_t i = 0; i < planning->n_rows; i++) {
        rows[i] = planning->rows[i].drawn;
    }
    bool known = gr_plan_span(rows, planning->n_rows, plan);
    bool whole = from->dated && until->dated;
    if (expander->failed) {
        return false; /* told: nothing will be drawn */
    }
    if (!known && !whole) {
        gr_diag_report_open(expander->context->diag, planning->node->at, GR_CODE_PLAN_TIME,
                            "nothing in this planner has a time; say from= and until= for its "
                            "axis");
        expander->failed = true;
        return false;
    }
    plan->first = from->dated ? from->first : plan->first;
    plan->last = until->dated ? until->last : plan->last;
    plan->first = plan->first > plan->last && !from->dated ? plan->last : plan->first;
    plan->last = plan->last < plan->first && !until->dated ? plan->first : plan->last;
    if (plan->last < plan->first) {
        gr_diag_report_open(expander->context->diag, gr_tnode_place(planning->node, "until"),
                            GR_CODE_PLAN_TURNED, "'" GR_FMT "' comes before '" GR_FMT "'",
                            GR_ARG(gr_utf8_shorten(expander->arena, until->text, 80)),
                            GR_ARG(gr_utf8_shorten(expander->arena, from->text, 80)));
        expander->failed = true;
        return false;
    }
    return true;
}

/** What is drawn of each row, and what is read out for it. */
static void settle_rows(gr_expander *expander)
{
    gr_planning *planning = expander->planning;
    planning->plan->statuses = planning->statuses;
    planning->plan->n_statuses = planning->with_status ? planning->n_statuses : 0;
    planning->plan->some_without = planning->with_status && planning->without_status;
    for (size_t r = 0; r < planning->n_rows; r++) {
        gr_planned_row *row = &planning->rows[r];
        gr_plan_item *items = GR_NEW_N(expander->arena, gr_plan_item, row->n_items + 1);
        for (size_t i = 0; i < row->n_items; i++) {
            items[i] = row->items[i].drawn;
        }
        row->drawn.items = items;
        row->drawn.n = row->n_items;
        row->shown->as.strip.figures = row->figures;
        row->shown->as.strip.n_figures = row->n_figures;
        gr_planner_row *drawn = GR_NEW(expander->arena, gr_planner_row);
        *drawn = row->drawn;
        row->strip->row = drawn;
        row->strip->alt = gr_utf8_searchable(
            expander->arena, gr_plan_row_words(planning->plan, drawn, expander->arena));
    }
}

static gr_str head_words(gr_expander *expander)
{
    const gr_planner *plan = expander->planning->plan;
    const gr_notation *notation = &expander->report->house->notation;
    gr_plan_cell *cells = NULL;
    size_t n = gr_plan_cells(plan, notation, expander->arena, &cells);
    gr_str years = cells[0].year == cells[n - 1].year
                       ? gr_str_fmt(expander->arena, "%d", (int)cells[0].year)
                       : gr_str_fmt(expander->arena, "%d " GR_FMT " %d", (int)cells[0].year,
                                    GR_ARG(plan->until), (int)cells[n - 1].year);
    return plan->today_text.len == 0 ? years
                                     : gr_str_fmt(expander->arena, GR_FMT "; " GR_FMT,
                                                  GR_ARG(years), GR_ARG(plan->today_text));
}

static gr_status write_content(gr_expander *expander, gr_node *into)
{
    gr_planning *planning = expander->planning;
    gr_plan_strip *head = NULL;
    GR_TRY(write_caption(expander, planning->node, planning->table));
    GR_TRY(write_head(expander, &head));
    GR_TRY(write_rows(expander));
    if (planning->n_rows == 0) { /* heads over nothing */
        planning->table->first = NULL;
        gr_drop_if_empty(into, planning->table);
        return GR_OK;
    }
    gr_plan_time from = gr_plan_time_of(expander, planning->node, "from");
    gr_plan_time until = gr_plan_time_of(expander, planning->node, "until");
    settle_rows(expander);
    if (!set_span(expander, &from, &until)) {
        planning->table->first = NULL;
        gr_drop_if_empty(into, planning->table);
        return GR_OK; /* told */
    }
    head->alt = head_words(expander);
    GR_TRY(write_legend(expander));
    GR_TRY(write_source(expander, planning->node, planning->table));
    return planning->table->as.table.sheet.len > 0 ? gr_plan_sheet(expander) : GR_OK;
}

gr_status gr_write_planner(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    gr_planning planning = {.node = node, .plan = GR_NEW(expander->arena, gr_planner)};
    GR_TRY(gr_expander_add_styled(expander, into, GR_K_TABLE, node->at, GR_STYLE_CELL,
                                  &planning.table));
    gr_figure_place outer = gr_expander_enter(expander, node, planning.table);
    expander->n_tables++;
    if (planning.table->anchor.len == 0) {
        gr_str name = gr_str_fmt(expander->arena, "T%u", (unsigned)expander->n_tables);
        gr_anchor_auto(expander, planning.table, name);
    }
    bool failed = expander->failed; /* before it: what is wrong here is told all the same */
    expander->planning = &planning;
    expander->failed = false;
    read_words(expander, &planning);
    read_year(expander, &planning);
    read_unit(&planning);
    read_statuses(expander, &planning);
    read_today(expander, &planning);
    describe(expander, node, planning.table);
    gr_status status = write_content(expander, into);
    expander->planning = NULL;
    expander->failed |= failed;
    gr_expander_leave(expander, outer);
    return status;
}
