#include "chart_priv.h"

/* Each category as one bar of the same length, its parts in proportion. Parts below zero, or that
 * are not known, are of no whole, and refused before. */

#define SEAM 700

static bool fits(const gr_plot *plot, const gr_rect *part, gr_str text)
{
    return gr_plot_width(plot, text) + 6000 <= part->width &&
           plot->space->label_size * 12 / 10 <= part->height;
}

static void draw_part(gr_lying *rows, size_t category, size_t series, const int64_t ends[3])
{
    gr_plot *plot = rows->plot;
    gr_mpt width = rows->area.width;
    gr_rect part = gr_lying_bar(rows, category, rows->scale.low, rows->scale.low);
    gr_mpt from = (gr_mpt)(ends[0] * width / ends[2]), to = (gr_mpt)(ends[1] * width / ends[2]);
    part.x = rows->area.x + from;
    part.width = to - from;
    if (part.width > 0) {
        gr_pen_box(&plot->pen, part, gr_plot_colour(plot, series));
        gr_pen_hatch(&plot->pen, part, series, plot->space->paper);
    }
    if (ends[0] > 0 && part.width > SEAM) {
        gr_pen_rule(&plot->pen, (gr_point){part.x, part.y},
                    (gr_point){part.x, part.y + part.height}, plot->space->paper, SEAM);
    }
    gr_str text = gr_plot_figure(plot, series, category)->text;
    gr_mpt room = gr_plot_width(plot, text) + 4000, high = plot->space->label_size * 12 / 10;
    if (fits(plot, &part, text)) {
        gr_plot_on_colour(plot,
                          (gr_rect){part.x + (part.width - room) / 2,
                                    part.y + (part.height - high) / 2, room, high},
                          text, series);
    } else {
        plot->shown[gr_plot_index(plot, series, category)] = false;
    }
}

static void draw_whole(gr_lying *rows, size_t category)
{
    gr_plot *plot = rows->plot;
    int64_t whole = 0, sum = 0;
    for (size_t s = 0; s < plot->chart->n_series; s++) {
        whole += plot->values[gr_plot_index(plot, s, category)];
    }
    for (size_t s = 0; s < plot->chart->n_series && whole > 0; s++) {
        int64_t value = plot->values[gr_plot_index(plot, s, category)];
        const int64_t ends[3] = {sum, sum + value, whole};
        draw_part(rows, category, s, ends);
        sum += value;
    }
    if (whole == 0) {
        gr_lying_words(rows, category, rows->area.x, 1, plot->chart->zero);
    }
}

gr_status gr_draw_share(gr_plot *plot)
{
    static const gr_mpt sides[2] = {0, 8000};
    static const int64_t ends[2] = {0, 100};
    gr_lying rows;
    if (plot->low < 0 || plot->n_present < plot->chart->n_series * plot->chart->n_categories) {
        return gr_plot_refuse(plot, "a part that is below zero or not known has no share of 100 %");
    }
    if (plot->chart->n_series > 12) {
        return gr_plot_refuse(plot, "more than 12 parts cannot be told apart; use a table");
    }
    GR_TRY(gr_lying_open(&rows, plot, ends, sides));
    for (size_t c = 0; c < plot->chart->n_categories; c++) {
        draw_whole(&rows, c);
    }
    return GR_OK;
}
