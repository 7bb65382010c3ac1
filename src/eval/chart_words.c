#include "eval/eval.h"

/* Owns the words of a chart: those of the house style that its text alternative is made of, and
 * that alternative itself, unless the descriptor gives one. */
#include "expander_priv.h"

/** Of a type whose every figure is told; empty: of another. */
static gr_str kind_of(const gr_house_style *house, gr_chart_type type)
{
    static const char *const labels[GR_CHART__COUNT] = {
        [GR_CHART_WATERFALL] = "alt-waterfall", [GR_CHART_BULLET] = "alt-bullet",
        [GR_CHART_SHARE] = "alt-shares",        [GR_CHART_DOTS] = "alt-dots",
        [GR_CHART_DUMBBELL] = "alt-dumbbell",
    };
    return labels[type] == NULL ? GR_LIT("") : gr_label_text(house, labels[type]);
}

static gr_chart_words words_of(const gr_house_style *house, const gr_chart *chart)
{
    return (gr_chart_words){
        .kind = kind_of(house, chart->type),
        .chart = gr_label_text(house, "alt-chart"),
        .highest = gr_label_text(house, "alt-highest"),
        .equal = gr_label_text(house, "alt-equal"),
        .both = gr_label_text(house, "alt-both"),
        .lowest = gr_label_text(house, "alt-lowest"),
        .total = gr_label_text(house, "alt-total"),
        .from = gr_label_text(house, "alt-from"),
        .to = gr_label_text(house, "alt-to"),
        .share = gr_label_text(house, "alt-share"),
        .see_table = gr_label_text(house, "see-table"),
        .until = gr_label_text(house, "alt-until"),
        .across = gr_label_text(house, "alt-across"),
        .up = gr_label_text(house, "alt-up"),
        .diagram = gr_label_text(house, "alt-diagram"),
        .boxes = gr_label_text(house, "alt-boxes"),
        .edges = gr_label_text(house, "alt-edges"),
        .zero = chart->zero,
        .without = chart->without,
        .cut = chart->cut,
        .milestone = gr_label_text(house, "alt-milestone"),
        .tree = gr_label_text(house, "alt-tree"),
        .phases = gr_label_text(house, "alt-phases"),
        .phase = gr_label_text(house, "alt-phase"),
        .of = gr_label_text(house, "alt-of"),
        .within = gr_label_text(house, "alt-within"),
        .back = gr_label_text(house, "alt-back"),
        .between = gr_label_text(house, "alt-between"),
        .here = chart->here,
    };
}

gr_str gr_chart_write_alt(gr_expander *expander, const gr_tnode *node, gr_chart *chart)
{
    gr_chart_words words = words_of(expander->report->house, chart);
    if (gr_chart_feeds[chart->type] == GR_FEED_BOXES) {
        chart->outline = gr_chart_outline(chart, &words, expander->arena, &chart->n_outline);
    }
    chart->own_alt = gr_tnode_attr(node, "alt") != NULL;
    if (chart->own_alt) {
        return gr_expander_text(expander, node, "alt");
    }
    return gr_chart_alt(chart, &words, expander->arena);
}
