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
    const char *name, *feeds; /* a letter for each feed: values, spans, points, boxes */
} shown[] = {
    {"rows", "vsp"}, {"as", "vsp"},    {"category", "vsp"}, {"value", "v"},
    {"start", "s"},  {"end", "s"},     {"x", "p"},          {"y", "p"},
    {"left", "p"},   {"right", "p"},   {"bottom", "p"},     {"top", "p"},
    {"lowest", "p"}, {"highest", "p"}, {"format", "v"},     {"unit", "vsp"},
};
static const char feed_letters[] = {
    [GR_FEED_VALUES] = 'v', [GR_FEED_SPANS] = 's', [GR_FEED_POINTS] = 'p', [GR_FEED_BOXES] = 'b'};

static gr_chart_feed feed_of(const gr_tnode *node)
{
    for (size_t i = 0; i < GR_CHART__COUNT; i++) {
        if (gr_str_is(gr_tnode_value(node, "type"), gr_chart_names[i])) {
            return gr_chart_feeds[i];
        }
    }
    return GR_FEED_VALUES;
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
        if (strchr(feeds, feed_letters[gr_chart_feeds[i]]) != NULL) {
            gr_buf_addf(&out, "%s%s", out.len > 0 ? ", " : "", gr_chart_names[i]);
        }
    }
    return gr_buf_view(&out);
}

static void check_shown(gr_reading *reading, const gr_tnode *node, gr_chart_feed feed)
{
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++) {
        const gr_tattr *attr = gr_tnode_attr(node, shown[i].name);
        if (attr == NULL || strchr(shown[i].feeds, feed_letters[feed]) != NULL) {
            continue;
        }
        reading->failed = true;
        gr_diag_report(reading->with.diag, attr->at, GR_CODE_ATTRIBUTE_IDLE,
                       "'%s': a chart of type '" GR_FMT "' does not show it; leave it out (it is "
                       "for " GR_FMT ")",
                       shown[i].name, GR_ARG(gr_tnode_value(node, "type")),
                       GR_ARG(types_that_show(reading, shown[i].feeds)));
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

static void check_children(gr_reading *reading, const gr_tnode *node, gr_chart_feed feed)
{
    for (const gr_tnode *child = node->first; child != NULL; child = child->next) {
        bool diagram = child->kind == GR_E_DIAGRAM_BOX || child->kind == GR_E_DIAGRAM_EDGE;
        bool fits = feed == GR_FEED_BOXES ? diagram : feed == GR_FEED_VALUES && !diagram;
        if (!fits) {
            reading->failed = true;
            gr_diag_report(reading->with.diag, child->at, GR_CODE_ATTRIBUTE_VALUE,
                           "'%s' in a chart of type '" GR_FMT "'; leave it out",
                           gr_element_names[child->kind], GR_ARG(gr_tnode_value(node, "type")));
        }
    }
}

void gr_check_chart(gr_reading *reading, const gr_tnode *node)
{
    gr_chart_feed feed = feed_of(node);
    for (size_t i = 0; needed[feed][i] != NULL; i++) {
        if (gr_tnode_attr(node, needed[feed][i]) == NULL) {
            lacks(reading, node,
                  gr_str_fmt(reading->with.arena, "'%s' on 'chart'", needed[feed][i]));
        }
    }
    if (feed == GR_FEED_VALUES && gr_tnode_attr(node, "value") == NULL && node->first == NULL) {
        lacks(reading, node, GR_LIT("'value' on 'chart', or 'series' in it"));
    } else if (feed == GR_FEED_BOXES && node->first == NULL) {
        lacks(reading, node, GR_LIT("a 'box' in 'chart'"));
    }
    check_children(reading, node, feed);
    check_shown(reading, node, feed);
    check_ends(reading, node);
}
