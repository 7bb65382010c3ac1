#include "document/document.h"
#include "template_read.h"

/* Owns what a chart must hold: it depends on what its type shows. */

static const char *const needed[][5] = {
    [GR_FEED_VALUES] = {"rows", "category"},
    [GR_FEED_SPANS] = {"rows", "category", "start"},
    [GR_FEED_POINTS] = {"rows", "category", "x", "y"},
    [GR_FEED_BOXES] = {NULL},
};

/* What only charts of some kinds show; all others fit each. */
static const struct {
    const char *name, *feeds; /* letters of charts: see letter_of */
} shown[] = {
    {"rows", "vwbsp"}, {"as", "vwbsp"},        {"category", "vwbsp"}, {"value", "vwb"},
    {"start", "s"},    {"target", "b"},        {"opening", "w"},      {"opening-title", "w"},
    {"closing", "w"},  {"closing-title", "w"}, {"end", "s"},          {"x", "p"},
    {"y", "p"},        {"left", "p"},          {"right", "p"},        {"bottom", "p"},
    {"top", "p"},      {"lowest", "p"},        {"highest", "p"},      {"format", "vwb"},
    {"unit", "vwbsp"}, {"height", "vwbspd"},   {"toward", "t"},       {"widths", "d"},
    {"mark", "vwbsp"},
};

/* The same for what stands in charts of boxes. */
static const struct {
    const char *name, *feeds;
} box_shown[] = {
    {"row", "d"},   {"column", "d"}, {"columns", "d"}, {"in", "d"},
    {"kind", "dt"}, {"parent", "t"}, {"current", "h"}, {"id", "dt"},
};

/** What a type shows: values, spans, points, a diagram, a tree, phases, steps, values with targets.
 */
static char letter_of(size_t type)
{
    static const char feeds[] = {[GR_FEED_VALUES] = 'v',
                                 [GR_FEED_SPANS] = 's',
                                 [GR_FEED_POINTS] = 'p',
                                 [GR_FEED_BOXES] = 'd'};
    return type == GR_CHART_TREE        ? 't'
           : type == GR_CHART_PHASES    ? 'h'
           : type == GR_CHART_WATERFALL ? 'w'
           : type == GR_CHART_BULLET    ? 'b'
                                        : feeds[gr_chart_feeds[type]];
}

static size_t type_of(const gr_tnode *node)
{
    for (size_t i = 0; i < GR_CHART__COUNT; i++) {
        if (gr_str_is(gr_tnode_value(node, "type"), gr_chart_names[i])) {
            return i;
        }
    }
    return GR_CHART_BAR;
}

static void lacks(gr_reading *reading, const gr_tnode *node, gr_str what)
{
    reading->failed = true;
    gr_diag_report(reading->with.diag, node->at, GR_CODE_ATTRIBUTE_MISSING,
                   GR_FMT "; type '" GR_FMT "' needs it", GR_ARG(what),
                   GR_ARG(gr_tnode_value(node, "type")));
}

/** The types that show an attribute, as its remedy names them. */
static gr_str types_that_show(const gr_reading *reading, const char *feeds)
{
    gr_buf out = gr_buf_make(reading->with.arena, SIZE_MAX);
    for (size_t i = 0; i < GR_CHART__COUNT; i++) {
        if (strchr(feeds, letter_of(i)) != NULL) {
            gr_buf_addf(&out, "%s%s", out.len > 0 ? ", " : "", gr_chart_names[i]);
        }
    }
    return gr_buf_view(&out);
}

/** `node` is the chart, or stands in it. */
static void refuse_idle(gr_reading *reading, const gr_tnode *chart, const gr_tnode *node,
                        const char *name, const char *feeds)
{
    const gr_tattr *attr = gr_tnode_attr(node, name);
    if (attr == NULL || strchr(feeds, letter_of(type_of(chart))) != NULL) {
        return;
    }
    reading->failed = true;
    gr_diag_report(reading->with.diag, attr->at, GR_CODE_ATTRIBUTE_IDLE,
                   "'%s': a chart of type '" GR_FMT "' does not show it; leave it out (it is "
                   "for " GR_FMT ")",
                   name, GR_ARG(gr_tnode_value(chart, "type")),
                   GR_ARG(types_that_show(reading, feeds)));
}

static void check_shown(gr_reading *reading, const gr_tnode *node)
{
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++) {
        refuse_idle(reading, node, node, shown[i].name, shown[i].feeds);
    }
}

/** Both ends of the axes, or none. */
static void check_ends(gr_reading *reading, const gr_tnode *node)
{
    bool low = gr_tnode_attr(node, "lowest") != NULL, high = gr_tnode_attr(node, "highest") != NULL;
    if (low != high) {
        lacks(reading, node,
              low ? GR_LIT("'highest' beside 'lowest'") : GR_LIT("'lowest' beside 'highest'"));
    }
}

/* --- charts of boxes --- */

static bool is_around(const gr_tnode *node)
{
    return node->kind == GR_E_DIAGRAM_FRAME || node->kind == GR_E_DIAGRAM_LANE;
}

/** A box that stands in an element has said where it belongs. */
static void check_said_twice(gr_reading *reading, const gr_tnode *box, const char *name)
{
    const gr_tattr *attr = gr_tnode_attr(box, name);
    if (attr != NULL && box->parent->kind != GR_E_CHART) {
        reading->failed = true;
        gr_diag_report(
            reading->with.diag, attr->at, GR_CODE_DIAGRAM_FORM,
            "'%s' of a box that stands in a '%s'; leave it out, or put the box beside it", name,
            gr_element_names[box->parent->kind]);
    }
}

static void check_box(gr_reading *reading, const gr_tnode *chart, const gr_tnode *box, bool lanes)
{
    static const char *const places[] = {"row", "column"};
    for (size_t i = 0; i < sizeof box_shown / sizeof box_shown[0]; i++) {
        refuse_idle(reading, chart, box, box_shown[i].name, box_shown[i].feeds);
    }
    check_said_twice(reading, box, "in");
    check_said_twice(reading, box, "parent");
    for (size_t i = lanes ? 1 : 0; type_of(chart) == GR_CHART_DIAGRAM && i < 2; i++) {
        if (gr_tnode_attr(box, places[i]) == NULL) {
            reading->failed = true;
            gr_diag_report(reading->with.diag, box->at, GR_CODE_ATTRIBUTE_MISSING,
                           "'%s' on 'box'; a box of a diagram says where it stands", places[i]);
        }
    }
}

/** Elements that a type can show. */
static bool fits_in(const gr_tnode *chart, const gr_tnode *child)
{
    size_t type = type_of(chart);
    if (child->kind == GR_E_DIAGRAM_BOX) {
        return gr_chart_feeds[type] == GR_FEED_BOXES &&
               (child->parent->kind != GR_E_DIAGRAM_BOX || type == GR_CHART_TREE);
    }
    if (child->kind == GR_E_DIAGRAM_EDGE || is_around(child)) {
        return type == GR_CHART_DIAGRAM;
    }
    return letter_of(type) == 'v';
}

static void check_children(gr_reading *reading, const gr_tnode *chart, const gr_tnode *node,
                           bool lanes)
{
    for (const gr_tnode *child = node->first; child != NULL; child = child->next) {
        if (!fits_in(chart, child)) {
            reading->failed = true;
            gr_diag_report(reading->with.diag, child->at, GR_CODE_ATTRIBUTE_VALUE,
                           "'%s'%s in a chart of type '" GR_FMT "'; leave it out%s",
                           gr_element_names[child->kind],
                           node->kind == GR_E_DIAGRAM_BOX ? " in a box" : "",
                           GR_ARG(gr_tnode_value(chart, "type")),
                           node->kind == GR_E_DIAGRAM_BOX ? ", or use type=\"tree\"" : "");
            continue;
        }
        if (child->kind == GR_E_DIAGRAM_BOX) {
            check_box(reading, chart, child, lanes);
        }
        check_children(reading, chart, child, lanes);
    }
}

/** Frames or lanes: a box stands in one of them. */
static bool check_around(gr_reading *reading, const gr_tnode *chart)
{
    const gr_tnode *first = NULL;
    for (const gr_tnode *child = chart->first; child != NULL; child = child->next) {
        if (!is_around(child)) {
            continue;
        }
        if (first != NULL && first->kind != child->kind) {
            reading->failed = true;
            gr_diag_report(reading->with.diag, child->at, GR_CODE_DIAGRAM_FORM,
                           "frames and lanes in one chart; use one of them, or two charts");
            break;
        }
        first = child;
    }
    return first != NULL && first->kind == GR_E_DIAGRAM_LANE;
}

/** Whole numbers from 1 to 100 with a space between. */
static void check_widths(gr_reading *reading, const gr_tnode *chart)
{
    const gr_tattr *attr = gr_tnode_attr(chart, "widths");
    gr_str text = attr == NULL ? GR_LIT("1") : attr->value;
    unsigned number = 0;
    bool fits = text.len > 0;
    for (size_t i = 0; fits && i <= text.len; i++) {
        bool end = i == text.len || text.ptr[i] == ' ';
        bool digit = !end && text.ptr[i] >= '0' && text.ptr[i] <= '9';
        number = digit ? number * 10 + (unsigned)(text.ptr[i] - '0') : number;
        fits = (digit && number <= 100) || (end && number > 0);
        number = end ? 0 : number;
    }
    if (!fits) {
        reading->failed = true;
        gr_diag_report(reading->with.diag, attr->at, GR_CODE_DIAGRAM_FORM,
                       "'widths' is a whole number from 1 to 100 for each column, with one space "
                       "between, as in \"2 1 1\"");
    }
}

/** Attributes that go together: a level and its name, a value and its target. */
static void check_pairs(gr_reading *reading, const gr_tnode *node)
{
    static const char *const pairs[][2] = {{"opening", "opening-title"},
                                           {"closing", "closing-title"}};
    for (size_t i = 0; i < 2; i++) {
        for (size_t k = 0; k < 2; k++) {
            if (gr_tnode_attr(node, pairs[i][k]) != NULL &&
                gr_tnode_attr(node, pairs[i][1 - k]) == NULL) {
                lacks(reading, node,
                      gr_str_fmt(reading->with.arena, "'%s' beside '%s'", pairs[i][1 - k],
                                 pairs[i][k]));
            }
        }
    }
    char letter = letter_of(type_of(node));
    if ((letter == 'w' || letter == 'b') && gr_tnode_attr(node, "value") == NULL) {
        lacks(reading, node, GR_LIT("'value' on 'chart'"));
    }
    if (letter == 'b' && gr_tnode_attr(node, "target") == NULL) {
        lacks(reading, node, GR_LIT("'target' on 'chart'"));
    }
}

void gr_check_chart(gr_reading *reading, const gr_tnode *node)
{
    gr_chart_feed feed = gr_chart_feeds[type_of(node)];
    for (size_t i = 0; needed[feed][i] != NULL; i++) {
        if (gr_tnode_attr(node, needed[feed][i]) == NULL) {
            lacks(reading, node,
                  gr_str_fmt(reading->with.arena, "'%s' on 'chart'", needed[feed][i]));
        }
    }
    check_pairs(reading, node);
    if (letter_of(type_of(node)) == 'v' && gr_tnode_attr(node, "value") == NULL &&
        node->first == NULL) {
        lacks(reading, node, GR_LIT("'value' on 'chart', or 'series' in it"));
    } else if (feed == GR_FEED_BOXES && node->first == NULL) {
        lacks(reading, node, GR_LIT("a 'box' in 'chart'"));
    }
    check_children(reading, node, node, check_around(reading, node));
    check_widths(reading, node);
    check_shown(reading, node);
    check_ends(reading, node);
}
