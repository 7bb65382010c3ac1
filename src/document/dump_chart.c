/* Owns the lines of a chart in the text form of a tree: its facts, series, boxes and edges. */
#include "dump_priv.h"

void gr_dump_chart_facts(gr_buf *out, const gr_node *node)
{
    const gr_chart *chart = node->as.chart.spec;
    gr_buf_addf(out, " %s", gr_chart_names[chart->type]);
    gr_dump_named(out, "title", chart->title);
    gr_dump_named(out, "unit", chart->unit);
    gr_dump_named(out, "table", chart->table_anchor);
    gr_dump_named(out, "sheet", node->as.chart.sheet);
    gr_dump_length(out, "height", chart->height);
    gr_dump_named(out, "left", chart->left);
    gr_dump_named(out, "right", chart->right);
    gr_dump_named(out, "bottom", chart->bottom);
    gr_dump_named(out, "top", chart->top);
    if (chart->bounded) {
        gr_buf_add(out, GR_LIT(" bounds="));
        gr_value_add(&chart->lowest, out);
        gr_buf_add(out, GR_LIT(".."));
        gr_value_add(&chart->highest, out);
    }
    gr_dump_named(out, "alt", chart->alt);
}

static void dump_figures(gr_buf *out, const gr_chart *chart, const gr_figure *figures, int depth)
{
    for (size_t c = 0; figures != NULL && c < chart->n_categories; c++) {
        gr_dump_indent(out, depth);
        gr_buf_add(out, GR_LIT("point "));
        gr_dump_quoted(out, chart->categories[c]);
        gr_dump_figure(out, &figures[c]);
        gr_buf_add_char(out, '\n');
    }
}

static void dump_box(gr_buf *out, const gr_chart *chart, const gr_chart_box *box)
{
    gr_buf_addf(out, "box " GR_FMT " row=%u column=%u columns=%u", GR_ARG(box->name),
                (unsigned)box->row, (unsigned)box->column, (unsigned)box->columns);
    if (box->frame > 0) {
        gr_buf_addf(out, " in=%u", (unsigned)box->frame);
    }
    if (chart->type == GR_CHART_TREE) {
        gr_buf_addf(out, " parent=%u depth=%u", (unsigned)box->parent, (unsigned)box->depth);
    }
    gr_dump_named(out, "title", box->title);
    gr_dump_named(out, "text", box->text);
    gr_dump_named(out, "kind", box->kind > 0 ? chart->kinds[box->kind - 1] : GR_LIT(""));
    gr_buf_add(out, box->here ? GR_LIT(" current\n") : GR_LIT("\n"));
}

static void dump_boxes(gr_buf *out, const gr_chart *chart, int depth)
{
    static const char *const arrows[] = {"->", "<->", "--"};
    for (size_t i = 0; i < chart->n_frames; i++) {
        gr_dump_indent(out, depth);
        gr_buf_addf(out, "%s " GR_FMT, chart->lanes ? "lane" : "frame",
                    GR_ARG(chart->frames[i].name));
        gr_dump_named(out, "title", chart->frames[i].title);
        gr_buf_add_char(out, '\n');
    }
    for (size_t i = 0; i < chart->n_boxes; i++) {
        gr_dump_indent(out, depth);
        dump_box(out, chart, &chart->boxes[i]);
    }
    for (size_t i = 0; i < chart->n_edges; i++) {
        const gr_chart_edge *edge = &chart->edges[i];
        gr_dump_indent(out, depth);
        gr_buf_addf(out, "edge " GR_FMT " %s " GR_FMT, GR_ARG(chart->boxes[edge->from].name),
                    arrows[edge->heads], GR_ARG(chart->boxes[edge->to].name));
        gr_dump_named(out, "label", edge->label);
        gr_buf_add_char(out, '\n');
    }
}

void gr_dump_chart(gr_buf *out, const gr_chart *chart, int depth)
{
    for (size_t s = 0; s < chart->n_series; s++) {
        gr_dump_indent(out, depth);
        gr_buf_add(out, GR_LIT("series "));
        gr_dump_quoted(out, chart->series[s].title);
        gr_buf_add_char(out, '\n');
        dump_figures(out, chart, chart->series[s].points, depth + 1);
    }
    if (chart->totals != NULL) {
        gr_dump_indent(out, depth);
        gr_buf_add(out, GR_LIT("totals\n"));
        dump_figures(out, chart, chart->totals, depth + 1);
    }
    dump_boxes(out, chart, depth);
}
