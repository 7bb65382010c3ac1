#include "chart_priv.h"

/* What was reached against what was meant to be: a bar from zero, and a stroke at the target. */

#define STROKE 2000

/** "12 (streefwaarde 15)" */
static gr_str words_of(const gr_plot *plot, size_t category)
{
    const gr_chart *chart = plot->chart;
    return gr_str_fmt(plot->arena, GR_FMT " (" GR_FMT " " GR_FMT ")",
                      GR_ARG(gr_plot_figure(plot, 0, category)->text),
                      GR_ARG(chart->series[1].title),
                      GR_ARG(gr_plot_figure(plot, 1, category)->text));
}

static void draw_bullet(gr_lying *rows, size_t category, gr_str words)
{
    gr_plot *plot = rows->plot;
    size_t target = gr_plot_index(plot, 1, category);
    int64_t value = plot->present[category] ? plot->values[category] : 0;
    int64_t far = value > 0 ? value : 0;
    gr_rect bar = gr_lying_bar(rows, category, 0, value);
    bool muted = plot->chart->marked != NULL && !plot->chart->marked[category];
    if (bar.width > 0) {
        gr_pen_box(&plot->pen, bar, muted ? plot->space->muted : gr_plot_colour(plot, 0));
    }
    if (plot->present[target]) {
        gr_mpt at = gr_lying_far(rows, plot->values[target]);
        gr_mpt more = bar.height / 4;
        gr_pen_rule(&plot->pen, (gr_point){at, bar.y - more},
                    (gr_point){at, bar.y + bar.height + more}, plot->space->text, STROKE);
        far = plot->values[target] > far ? plot->values[target] : far;
    }
    gr_lying_words(rows, category, gr_lying_far(rows, far), 1, words);
}

gr_status gr_draw_bullet(gr_plot *plot)
{
    const gr_chart *chart = plot->chart;
    if (chart->n_series != 2) {
        return gr_plot_refuse(plot, "type 'bullet' has a value and a target");
    }
    gr_str *words = GR_NEW_N(plot->arena, gr_str, chart->n_categories);
    gr_mpt sides[2] = {0, 0};
    for (size_t c = 0; c < chart->n_categories; c++) {
        words[c] = words_of(plot, c);
        gr_mpt width = gr_plot_width(plot, words[c]) + 6000;
        sides[1] = width > sides[1] ? width : sides[1];
    }
    const int64_t ends[2] = {plot->low < 0 ? plot->low : 0, plot->high > 0 ? plot->high : 0};
    gr_lying rows;
    GR_TRY(gr_lying_open(&rows, plot, ends, sides));
    for (size_t c = 0; c < chart->n_categories; c++) {
        draw_bullet(&rows, c, words[c]);
    }
    return GR_OK;
}
