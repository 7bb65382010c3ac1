#include "base/arena.h"
#include "eval_priv.h"

/* A chart: categories from records, one value or several series, and words for who cannot see it.
 */

typedef struct chart_plot {
    gr_author *author;
    const gr_tnode *node;
    const gr_row_set *set;
    gr_rows rows;
    gr_chart *chart;
    gr_str id;
    bool failed; /* its rows are not known; it has been told */
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

static void enter_row(const chart_plot *plot, gr_ref row)
{
    plot->author->machine->slots[plot->set->slot] =
        (gr_slot){.value = gr_ref_value(plot->author->arena, row.table, row.row)};
}

static void fill_categories(chart_plot *plot)
{
    const gr_tattr *attr = gr_tnode_attr(plot->node, "category");
    const gr_rule *rule = attr->bound;
    gr_str *categories = GR_NEW_N(plot->author->arena, gr_str, plot->rows.n);
    for (uint32_t i = 0; i < plot->rows.n; i++) {
        gr_ref row = {plot->rows.table, plot->rows.rows[i]};
        enter_row(plot, row);
        gr_value value = gr_author_value(plot->author, rule, &row, attr->at);
        categories[i] = GR_LIT("");
        if (value.type != GR_T_POISON) {
            gr_str id = gr_str_fmt(plot->author->arena, GR_FMT "." GR_FMT ".name", GR_ARG(plot->id),
                                   GR_ARG(gr_table_key(row.table, row.row)));
            categories[i] = gr_author_point(plot->author, &value, rule->format, id, attr->at).text;
        }
    }
    plot->chart->categories = categories;
    plot->chart->n_categories = plot->rows.n;
}

/** Points of one series; `nr` tells the series apart in the ids of its figures. */
static void fill_points(chart_plot *plot, const gr_tnode *node, gr_series *series, size_t nr)
{
    gr_author *author = plot->author;
    const gr_tattr *attr = gr_tnode_attr(node, "value");
    const gr_rule *rule = attr->bound;
    gr_figure *points = GR_NEW_N(author->arena, gr_figure, plot->rows.n);
    for (uint32_t i = 0; i < plot->rows.n; i++) {
        gr_ref row = {plot->rows.table, plot->rows.rows[i]};
        enter_row(plot, row);
        gr_value value = gr_author_value(author, rule, &row, attr->at);
        if (value.type == GR_T_POISON) {
            value = (gr_value){.type = GR_T_MISSING};
        }
        gr_str id = gr_str_fmt(author->arena, GR_FMT "." GR_FMT ".%zu", GR_ARG(plot->id),
                               GR_ARG(gr_table_key(row.table, row.row)), nr);
        points[i] = gr_author_point(author, &value, rule->format, id, attr->at);
    }
    series->points = points;
}

static gr_status fill_series(chart_plot *plot)
{
    const gr_tnode *node = plot->node;
    gr_series *series = NULL;
    size_t n = 0, cap = 0;
    if (gr_tnode_attr(node, "value") != NULL) {
        gr_series *only = GR_PUSH(plot->author->arena, series, n, cap, gr_series);
        only->title = plot->chart->title;
        fill_points(plot, node, only, n);
    }
    for (const gr_tnode *child = node->first; child != NULL; child = child->next) {
        bool passes = false;
        GR_TRY(gr_author_passes(plot->author, child, &passes));
        if (passes && child->kind == GR_E_SERIES) {
            gr_series *one = GR_PUSH(plot->author->arena, series, n, cap, gr_series);
            one->title = gr_author_text(plot->author, child, "title");
            fill_points(plot, child, one, n);
        }
    }
    plot->chart->series = series;
    plot->chart->n_series = n;
    return GR_OK;
}

static gr_str write_alt(const chart_plot *plot)
{
    const gr_house_style *house = plot->author->report->house;
    gr_chart_words words = {
        .chart = gr_label_text(house, "alt-chart"),
        .highest = gr_label_text(house, "alt-highest"),
        .lowest = gr_label_text(house, "alt-lowest"),
        .total = gr_label_text(house, "alt-total"),
        .from = gr_label_text(house, "alt-from"),
        .to = gr_label_text(house, "alt-to"),
        .share = gr_label_text(house, "alt-share"),
        .see_table = gr_label_text(house, "see-table"),
    };
    if (gr_tnode_attr(plot->node, "alt") != NULL) {
        return gr_author_text(plot->author, plot->node, "alt");
    }
    return gr_chart_alt(plot->chart, &words, plot->author->arena);
}

static gr_status refuse(gr_author *author, const gr_tnode *node, const char *what)
{
    gr_diag_report(author->machine->diag, gr_tnode_place(node, "rows"), GR_CODE_CHART_DATA, "%s",
                   what);
    author->failed = true;
    return GR_OK;
}

static gr_status open_rows(chart_plot *plot)
{
    gr_author *author = plot->author;
    const gr_tattr *rows = gr_tnode_attr(plot->node, "rows");
    plot->set = rows->bound;
    author->machine->at = rows->at;
    gr_status status = gr_set_rows(author->machine, plot->set->set, &plot->rows);
    plot->failed = status == GR_BAD_INPUT;
    author->failed |= plot->failed;
    return plot->failed ? GR_OK : status;
}

static gr_status fill_chart(chart_plot *plot)
{
    gr_author *author = plot->author;
    const gr_tnode *node = plot->node;
    gr_chart *chart = plot->chart;
    *chart = (gr_chart){.type = type_of(node),
                        .title = gr_author_text(author, node, "title"),
                        .unit = gr_author_text(author, node, "unit"),
                        .table_anchor = gr_author_text(author, node, "table"),
                        .height = gr_tnode_length(node, "height")};
    fill_categories(plot);
    GR_TRY(fill_series(plot));
    chart->alt = write_alt(plot);
    return GR_OK;
}

gr_status gr_write_chart(gr_author *author, const gr_tnode *node, gr_node *into)
{
    chart_plot plot = {.author = author, .node = node};
    gr_node *made = NULL, *caption = NULL;
    GR_TRY(open_rows(&plot));
    if (plot.rows.n == 0) {
        return plot.failed ? GR_OK : refuse(author, node, "no records to draw");
    }
    if (plot.rows.n > author->report->limits->chart_points) {
        return refuse(author, node, "more categories than a chart may have; use a table");
    }
    GR_TRY(gr_author_add_styled(author, into, GR_K_CHART, node->at, GR_STYLE_CHART_LABEL, &made));
    gr_place outer = gr_author_enter(author, node, made);
    author->n_charts++;
    if (made->anchor.len == 0) {
        made->anchor = gr_str_fmt(author->arena, "C%u", (unsigned)author->n_charts);
        author->place = (gr_place){.anchor = made->anchor};
    }
    plot.id = made->anchor;
    plot.chart = GR_NEW(author->arena, gr_chart);
    made->as.chart.spec = plot.chart;
    author->n_figures++;
    GR_TRY(gr_write_caption(author, node, "title", "figure", author->n_figures, made, &caption));
    GR_TRY(fill_chart(&plot));
    gr_author_leave(author, outer);
    return GR_OK;
}
