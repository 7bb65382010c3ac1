#include "base/arena.h"
#include "expander_priv.h"
#include "template/report_rows.h"

/* A chart: categories from records with values, spans or points, or a diagram; and words for who
 * cannot see it. */

static const gr_xml_attr_rule chart_attrs[] = {
    COMMON,
    KEPT,
    FLOATS,
    REPEATED,
    CHOICE_NEEDED("type", gr_chart_choice, "what kind of chart"),
    PATTERN_NEEDED("title", "caption"),
    SET("rows", "a category for each of these, or with 'by' for each group"),
    NAME("as", "name of the record of a category; row when not given"),
    EXPR("category", "name of the category"),
    EXPR("value", "the value, when there is one series"),
    EXPR("target", "bullet: what the value was to be"),
    EXPR("opening", "waterfall: the level that it begins at"),
    PATTERN("opening-title", "waterfall: name of that level"),
    EXPR("closing", "waterfall: the level that its steps lead to"),
    PATTERN("closing-title", "waterfall: name of that level"),
    EXPR("start", "gantt: when it begins, a date or a period"),
    EXPR("end", "gantt: when it ends; without it, the end of a period or one day"),
    EXPR("x", "quadrant: how far right it stands"),
    EXPR("y", "quadrant: how high it stands"),
    PATTERN("left", "quadrant: what the left end means"),
    PATTERN("right", "quadrant: what the right end means"),
    PATTERN("bottom", "quadrant: what the lower end means"),
    PATTERN("top", "quadrant: what the upper end means"),
    EXPR("lowest", "quadrant: where both axes begin"),
    EXPR("highest", "quadrant: where both axes end"),
    TEXT("format", "format of the values"),
    PATTERN("table", "id of the table with the same figures"),
    PATTERN("alt", "text alternative; written from the data when not given"),
    PATTERN("unit", "what the values are in"),
    PATTERN("sheet", "name of the worksheet that has it too, drawn from cells"),
    LENGTH("height", "height of the plot"),
    EXPR("mark", "yes: this category stands out among the others"),
    MARK_LOOK,
    CHOICE("toward", "right down", "tree: where its branches grow; right when not given"),
    TEXT("widths", "diagram: shares of the width for its columns: 2 1 1"),
    LAST,
};
static const gr_xml_attr_rule series_attrs[] = {
    EXPR("if", "shown when yes"),
    REPEATED,
    PATTERN_NEEDED("title", "name of the series"),
    EXPR_NEEDED("value", "its value in each category"),
    LAST,
};
static const gr_xml_attr_rule box_attrs[] = {
    EXPR("if", "shown when yes"),
    REPEATED,
    PATTERN("id", "name for arrows, and for boxes that hang on it"),
    PATTERN_NEEDED("title", "what stands in it"),
    PATTERN("text", "what stands under the title"),
    PATTERN("kind", "what it is one of: has a colour, explained in a legend"),
    EXPR("row", "diagram: from the top, 1 or more; in a lane from its top"),
    EXPR("column", "diagram: from the left, 1 or more"),
    EXPR("columns", "diagram: columns it spans"),
    PATTERN("in", "diagram: id of the frame or lane it stands in"),
    PATTERN("parent", "tree: id of the box it hangs on"),
    EXPR("current", "phases: yes when this one is at work now"),
    LAST,
};
static const gr_xml_attr_rule edge_attrs[] = {
    EXPR("if", "shown when yes"),
    REPEATED,
    PATTERN_NEEDED("from", "id of the box it leaves"),
    PATTERN_NEEDED("to", "id of the box it points to"),
    PATTERN("label", "what it means; stands on it, or below with a number"),
    CHOICE("arrow", "to both none", "its heads; to when not given"),
    LAST,
};
static const gr_xml_attr_rule frame_attrs[] = {
    EXPR("if", "shown when yes"),        REPEATED, PATTERN("id", "name for boxes that stand in it"),
    PATTERN_NEEDED("title", "its name"), LAST,
};
static const gr_xml_rule rules[] = {
    {"chart", GR_E_CHART, GR_XML_ELEMENTS, "series box edge frame lane", chart_attrs, "a chart"},
    {"series", GR_E_SERIES, GR_XML_EMPTY, NULL, series_attrs, "a row of values"},
    {"box", GR_E_DIAGRAM_BOX, GR_XML_ELEMENTS, "box", box_attrs,
     "a box; in a tree with boxes in it"},
    {"edge", GR_E_DIAGRAM_EDGE, GR_XML_EMPTY, NULL, edge_attrs, "an arrow of a diagram"},
    {"frame", GR_E_DIAGRAM_FRAME, GR_XML_ELEMENTS, "box", frame_attrs, "a frame around boxes"},
    {"lane", GR_E_DIAGRAM_LANE, GR_XML_ELEMENTS, "box", frame_attrs, "a lane with boxes"},
};
const gr_xml_part gr_grammar_chart = {rules, N_OF(rules), "block"};

typedef struct chart_plot {
    gr_expander *expander;
    const gr_tnode *node;
    gr_shown_rows lines;
    gr_chart *chart;
    gr_series *series; /* chart->series, while it grows */
    size_t cap_series;
    bool *marked; /* chart->marked, while it is filled */
} chart_plot;

static gr_chart_type type_of(const gr_tnode *node)
{
    gr_str type = gr_tnode_value(node, "type");
    for (int i = 0; i < GR_CHART__COUNT; i++) {
        if (gr_str_is(type, gr_chart_names[i])) {
            return (gr_chart_type)i;
        }
    }
    return GR_CHART_BAR;
}

/** Of the category at hand. */
static gr_str point_identity(const chart_plot *plot, uint32_t stamp, gr_format format)
{
    const gr_figure_place outer = plot->expander->place;
    gr_place_slot(plot->expander, plot->lines.set->slot);
    gr_str id = gr_expander_identity(plot->expander, stamp, format);
    plot->expander->place = outer;
    return id;
}

/** Whether the category at hand stands out; all its marks are in one look. */
static gr_status fill_mark(chart_plot *plot, size_t category)
{
    gr_chart *chart = plot->chart;
    const gr_mark_look *look = NULL;
    GR_TRY(gr_mark_of(plot->expander, plot->node, "mark", &look));
    if (look != NULL && chart->marked == NULL) {
        plot->marked = GR_NEW_N(plot->expander->arena, bool, plot->lines.n);
        chart->marked = plot->marked;
        chart->mark_sign = look->sign;
        chart->mark_said = look->said;
    }
    if (look != NULL) {
        plot->marked[category] = true;
    }
    return GR_OK;
}

static gr_status fill_categories(chart_plot *plot)
{
    const gr_tattr *attr = gr_tnode_attr(plot->node, "category");
    const gr_rule *rule = attr->bound;
    gr_str *categories = GR_NEW_N(plot->expander->arena, gr_str, plot->lines.n);
    const gr_origin **sources = GR_NEW_N(plot->expander->arena, const gr_origin *, plot->lines.n);
    for (uint32_t i = 0; i < plot->lines.n; i++) {
        gr_ref record = {NULL, 0};
        const gr_ref *row = gr_shown_rows_enter(plot->expander, &plot->lines, i, &record);
        gr_value value = gr_expander_value(plot->expander, rule, row, attr->at);
        categories[i] = GR_LIT("");
        sources[i] = value.origin;
        GR_TRY(fill_mark(plot, i));
        if (value.type != GR_T_POISON) {
            gr_str id = point_identity(plot, rule->stamp, rule->format);
            gr_figure point = gr_expander_point(plot->expander, &value, rule->format, id, attr->at);
            categories[i] = gr_str_spaced(plot->expander->arena, point.text);
        }
    }
    plot->chart->categories = categories;
    plot->chart->sources = sources;
    plot->chart->n_categories = plot->lines.n;
    return GR_OK;
}

static void fill_points(chart_plot *plot, const gr_tnode *node, const char *name, gr_series *series)
{
    gr_expander *expander = plot->expander;
    const gr_tattr *attr = gr_tnode_attr(node, name);
    const gr_rule *rule = attr->bound;
    gr_figure *points = GR_NEW_N(expander->arena, gr_figure, plot->lines.n);
    for (uint32_t i = 0; i < plot->lines.n; i++) {
        gr_ref record = {NULL, 0};
        const gr_ref *row = gr_shown_rows_enter(expander, &plot->lines, i, &record);
        gr_value value = gr_expander_value(expander, rule, row, attr->at);
        if (value.type == GR_T_POISON) {
            value = (gr_value){.type = GR_T_MISSING};
        }
        gr_str id = point_identity(plot, rule->stamp, rule->format);
        points[i] = gr_expander_point(expander, &value, rule->format, id, attr->at);
    }
    series->points = points;
}

static gr_series *add_series(chart_plot *plot)
{
    gr_chart *chart = plot->chart;
    gr_series *one =
        GR_PUSH(plot->expander->arena, plot->series, chart->n_series, plot->cap_series, gr_series);
    chart->series = plot->series;
    return one;
}

/** Each series has a colour of its own, or could be taken for another. */
static bool has_colour(chart_plot *plot, const gr_tnode *child)
{
    const gr_house_style *house = plot->expander->report->house;
    if (plot->chart->n_series < house->chart.n_colours || house->chart.n_colours == 0) {
        return true;
    }
    gr_diag_report_open(plot->expander->context->diag, child->at, GR_CODE_CHART_COLOURS,
                        "house style '" GR_FMT "' has %zu; add one to 'colours' on its "
                        "'chart-look', or show fewer series",
                        GR_ARG(house->id), house->chart.n_colours);
    plot->expander->failed = true;
    return false;
}

/** A series for each turn of the element's loop in which its `if` holds; false in *out_more when
 *  there are as many as colours. */
static gr_status fill_element(chart_plot *plot, const gr_tnode *child, bool *out_more)
{
    gr_expander *expander = plot->expander;
    const gr_figure_place outer = expander->place;
    gr_turns turns;
    GR_TRY(gr_turns_open(expander, child, &turns));
    for (size_t i = 0; *out_more && i < turns.n; i++) {
        bool passes = false;
        GR_TRY(gr_expander_step(expander, child->at));
        gr_turns_enter(expander, &turns, i);
        GR_TRY(gr_expander_passes(expander, child, &passes));
        *out_more = !passes || has_colour(plot, child); /* told once */
        if (passes && *out_more) {
            gr_series *one = add_series(plot);
            one->title = gr_expander_text(expander, child, "title");
            fill_points(plot, child, "value", one);
        }
        expander->place = outer;
    }
    return GR_OK;
}

/** Values: the chart's own, or series of its elements. */
static gr_status fill_values(chart_plot *plot)
{
    const gr_tnode *node = plot->node;
    bool more = true;
    if (gr_tnode_attr(node, "value") != NULL) {
        gr_series *only = add_series(plot);
        only->title = plot->chart->type == GR_CHART_BULLET ? GR_LIT("") : plot->chart->title;
        fill_points(plot, node, "value", only);
    }
    if (gr_tnode_attr(node, "target") != NULL) {
        gr_series *target = add_series(plot);
        target->title = gr_label_text(plot->expander->report->house, "target");
        fill_points(plot, node, "target", target);
    }
    for (const gr_tnode *child = node->first; more && child != NULL; child = child->next) {
        if (child->kind == GR_E_SERIES) {
            GR_TRY(fill_element(plot, child, &more));
        }
    }
    return GR_OK;
}

/** Spans and points: a series for each of two attributes of the chart. */
static void fill_pair(chart_plot *plot, const char *first, const char *second)
{
    const char *const names[] = {first, second};
    for (size_t i = 0; i < 2; i++) {
        if (gr_tnode_attr(plot->node, names[i]) != NULL) {
            gr_series *one = add_series(plot);
            one->title = gr_str_of(names[i]);
            fill_points(plot, plot->node, names[i], one);
        }
    }
}

/** Amounts, and numbers that are none, have no axis in common; nor have amounts in two currencies.
 */
static bool is_alike(const gr_value *a, const gr_value *b)
{
    bool money = a->type == GR_T_MONEY;
    return money == (b->type == GR_T_MONEY) &&
           (!money ||
            memcmp(a->as.money.cur.code, b->as.money.cur.code, sizeof a->as.money.cur.code) == 0);
}

static void check_kinds(chart_plot *plot)
{
    const gr_chart *chart = plot->chart;
    const gr_figure *first = NULL;
    for (size_t s = 0; s < chart->n_series; s++) {
        for (size_t c = 0; c < chart->n_categories; c++) {
            const gr_figure *one = &chart->series[s].points[c];
            const gr_value *value = gr_value_about(&one->value);
            if (!gr_value_is_number(value)) {
                continue;
            }
            if (first == NULL) {
                first = one;
            } else if (!is_alike(value, gr_value_about(&first->value))) {
                gr_diag_report_halves(
                    plot->expander->context->diag, plot->node->at, GR_CODE_CHART_KINDS,
                    GR_LIT("they have no axis in common; make a chart of each"),
                    GR_FMT " and " GR_FMT, GR_ARG(first->text), GR_ARG(one->text));
                plot->expander->failed = true;
                return;
            }
        }
    }
}

static gr_figure total_of(chart_plot *plot, size_t category)
{
    gr_expander *expander = plot->expander;
    const gr_chart *chart = plot->chart;
    gr_ref record = {NULL, 0};
    (void)gr_shown_rows_enter(expander, &plot->lines, (uint32_t)category, &record);
    gr_value *values = GR_NEW_N(expander->arena, gr_value, chart->n_series);
    size_t n = 0;
    for (size_t s = 0; s < chart->n_series; s++) {
        const gr_value *value = &chart->series[s].points[category].value;
        if (value->type != GR_T_NOT_APPLICABLE) {
            values[n++] = *value; /* a missing or hidden part makes the total missing or hidden */
        }
    }
    gr_value sum = gr_sum_values(expander->context, values, n, plot->lines.set->source);
    expander->failed |= sum.type == GR_T_POISON;
    gr_format format = chart->series[0].points[category].format;
    gr_str id = point_identity(plot, gr_str_stamp(0, GR_LIT("total")), format);
    return gr_expander_point(expander, &sum, format, id, plot->node->at);
}

static void fill_totals(chart_plot *plot)
{
    gr_chart *chart = plot->chart;
    if (chart->type != GR_CHART_STACKED || chart->n_series == 0) {
        return;
    }
    gr_figure *totals = GR_NEW_N(plot->expander->arena, gr_figure, chart->n_categories);
    for (size_t c = 0; c < chart->n_categories; c++) {
        totals[c] = total_of(plot, c);
    }
    chart->totals = totals;
}

static gr_status fill_series(chart_plot *plot)
{
    gr_chart_feed feed = gr_chart_feeds[plot->chart->type];
    GR_TRY(fill_categories(plot));
    if (feed == GR_FEED_SPANS) {
        fill_pair(plot, "start", "end");
        return GR_OK;
    }
    if (feed == GR_FEED_POINTS) {
        fill_pair(plot, "x", "y");
        return GR_OK;
    }
    GR_TRY(fill_values(plot));
    check_kinds(plot);
    fill_totals(plot);
    gr_chart_fit_kind(plot->expander, plot->node, plot->chart);
    return GR_OK;
}

/** Ends of the axes: what they mean, and, when both are given, where they are. */
static void fill_axes(chart_plot *plot)
{
    gr_expander *expander = plot->expander;
    const gr_tnode *node = plot->node;
    gr_chart *chart = plot->chart;
    chart->left = gr_expander_text(expander, node, "left");
    chart->right = gr_expander_text(expander, node, "right");
    chart->bottom = gr_expander_text(expander, node, "bottom");
    chart->top = gr_expander_text(expander, node, "top");
    const gr_rule *lowest = gr_tnode_rule(node, "lowest"),
                  *highest = gr_tnode_rule(node, "highest");
    if (lowest != NULL && highest != NULL) {
        chart->lowest = gr_expander_value(expander, lowest, NULL, gr_tnode_place(node, "lowest"));
        chart->highest =
            gr_expander_value(expander, highest, NULL, gr_tnode_place(node, "highest"));
        chart->bounded = gr_value_is_number(&chart->lowest) && gr_value_is_number(&chart->highest);
    }
}

static gr_status refuse(gr_expander *expander, const gr_tnode *node, const char *what)
{
    gr_diag_report_open(expander->context->diag, gr_tnode_place(node, "rows"), GR_CODE_CHART_DATA,
                        "%s", what);
    expander->failed = true;
    return GR_OK;
}

static gr_status open_rows(chart_plot *plot, bool *out_drawable)
{
    gr_expander *expander = plot->expander;
    const gr_tattr *rows = gr_tnode_attr(plot->node, "rows");
    expander->context->at = rows->at;
    *out_drawable = false;
    gr_status status = gr_shown_rows_open(expander, rows->bound, &plot->lines);
    if (status != GR_OK || plot->lines.failed) {
        expander->failed |= status == GR_BAD_INPUT; /* told; what else is wrong is told as well */
        return status == GR_BAD_INPUT ? GR_OK : status;
    }
    if (plot->lines.n == 0) {
        return refuse(expander, plot->node, "no records to draw");
    }
    if (plot->lines.n > expander->report->limits->chart_points) {
        gr_str what =
            gr_str_fmt(expander->doc->arena, "%u categories, and a chart may have %u; use a table",
                       plot->lines.n, expander->report->limits->chart_points);
        return refuse(expander, plot->node, what.ptr);
    }
    *out_drawable = true;
    return GR_OK;
}

static gr_status fill_chart(chart_plot *plot)
{
    gr_expander *expander = plot->expander;
    const gr_tnode *node = plot->node;
    gr_chart *chart = plot->chart;
    chart->title = gr_expander_text(expander, node, "title");
    chart->unit = gr_expander_text(expander, node, "unit");
    chart->table_anchor = gr_expander_text(expander, node, "table");
    chart->height = gr_tnode_length(node, "height");
    chart->zero = gr_label_text(expander->report->house, "all-zero");
    chart->without = gr_label_text(expander->report->house, "without-value");
    chart->rest = gr_label_text(expander->report->house, "chart-rest");
    chart->cut = gr_label_text(expander->report->house, "axis-cut");
    chart->total = gr_label_text(expander->report->house, "alt-total");
    chart->here = gr_label_text(expander->report->house, "phase-here");
    fill_axes(plot);
    if (gr_chart_feeds[chart->type] != GR_FEED_BOXES) {
        GR_TRY(fill_series(plot));
    }
    chart->alt = gr_utf8_searchable(expander->arena,
                                    gr_chart_write_alt(plot->expander, plot->node, plot->chart));
    return GR_OK;
}

static gr_status add_chart(chart_plot *plot, gr_node *into)
{
    gr_expander *expander = plot->expander;
    const gr_tnode *node = plot->node;
    gr_node *made = NULL, *caption = NULL;
    GR_TRY(
        gr_expander_add_styled(expander, into, GR_K_CHART, node->at, GR_STYLE_CHART_LABEL, &made));
    gr_figure_place outer = gr_expander_enter(expander, node, made);
    expander->n_charts++;
    if (made->anchor.len == 0) {
        gr_str name = gr_str_fmt(expander->arena, "C%u", (unsigned)expander->n_charts);
        gr_anchor_auto(expander, made, name);
    }
    made->as.chart.spec = plot->chart;
    made->as.chart.sheet = gr_expander_text(expander, node, "sheet");
    gr_caption_number number = gr_caption_count(expander, true);
    GR_TRY(gr_write_caption(expander, node, "title", &number, made, &caption));
    GR_TRY(fill_chart(plot));
    gr_expander_leave(expander, outer);
    return GR_OK;
}

gr_status gr_write_chart(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    chart_plot plot = {.expander = expander, .node = node};
    bool drawable = false;
    plot.chart = GR_NEW(expander->arena, gr_chart);
    plot.chart->type = type_of(node);
    if (gr_chart_feeds[plot.chart->type] == GR_FEED_BOXES) {
        GR_TRY(gr_fill_diagram(expander, node, plot.chart, &drawable));
    } else {
        GR_TRY(open_rows(&plot, &drawable));
    }
    return drawable ? add_chart(&plot, into) : GR_OK;
}
