#include "layout_priv.h"

/* Owns what stands where a diagram finds no room: boxes and arrows as a nested list of the same
 * words. Its nodes are of this layout alone. */

typedef struct list_maker {
    gr_layouter *lay;
    const gr_node *chart;
    const gr_style *style;
    const gr_chart_line *lines;
    size_t n, at; /* at: the next line */
} list_maker;

static gr_node *add_node(const list_maker *m, gr_node *into, gr_kind kind)
{
    gr_node *node = GR_NEW(m->lay->arena, gr_node);
    *node = (gr_node){
        .kind = kind, .at = m->chart->at, .style = m->style, .anchor = GR_LIT(""), .parent = into};
    if (into != NULL) {
        *(into->first == NULL ? &into->first : &into->last->next) = node;
        into->last = node;
    }
    return node;
}

/** A list of the lines at `depth`, each with those below it in a list of its own. */
static gr_node *make_list(list_maker *m, gr_node *into, size_t depth)
{
    gr_node *list = add_node(m, into, GR_K_LIST);
    list->as.list.type = GR_LIST_BULLET;
    list->as.list.level = (uint8_t)(depth < GR_LIST_LEVELS ? depth + 1 : GR_LIST_LEVELS);
    list->as.list.sign = GR_LIT("");
    while (m->at < m->n && m->lines[m->at].depth >= depth) {
        gr_node *item = add_node(m, list, GR_K_ITEM);
        gr_node *text = add_node(m, add_node(m, item, GR_K_PARAGRAPH), GR_K_TEXT);
        text->as.text.chars = m->lines[m->at++].text;
        if (m->at < m->n && m->lines[m->at].depth > depth) {
            (void)make_list(m, item, depth + 1);
        }
    }
    return list;
}

gr_status gr_lay_outline(gr_layouter *lay, const gr_node *chart, gr_flow *flow)
{
    const gr_chart *spec = chart->as.chart.spec;
    gr_style *style = GR_NEW(lay->arena, gr_style);
    *style = *lay->house->styles[GR_STYLE_SOURCE];
    style->hyphenate = true; /* it stands in a narrow place */
    list_maker maker = {lay, chart, style, spec->outline, spec->n_outline, 0};
    return gr_lay_list(lay, make_list(&maker, NULL, 0), flow);
}
