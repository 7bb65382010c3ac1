#include "document/document.h"
#include "template_read.h"

/* Owns what a chart must hold: it depends on what its type shows. */

static const char *const needed[][5] = {
    [GR_FEED_VALUES] = {"rows", "category"},
    [GR_FEED_SPANS] = {"rows", "category", "start"},
    [GR_FEED_POINTS] = {"rows", "category", "x", "y"},
    [GR_FEED_BOXES] = {NULL},
};

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
}
