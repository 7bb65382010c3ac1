#include "chart_priv.h"

/* From one level to another by steps: levels stand on zero, a step where the one before it ended. A
 * step down is hatched, and its figure has a minus: colour is not the only carrier. */

#define MOST_STEPS 60 /* so many values of 10^11 are still placed within 64 bits */
#define LINK_WIDTH 500

/** Where each bar begins and ends. */
static void walk(const gr_plot *plot, int64_t (*out)[2])
{
    int64_t at = 0;
    for (size_t c = 0; c < plot->chart->n_categories; c++) {
        bool level = plot->chart->levels != NULL && plot->chart->levels[c];
        out[c][0] = level ? 0 : at;
        at = (level ? 0 : at) + (plot->present[c] ? plot->values[c] : 0);
        out[c][1] = at;
    }
}

static void reach(const gr_plot *plot, int64_t (*bars)[2], int64_t out[2])
{
    for (size_t c = 0; c < plot->chart->n_categories; c++) {
        for (size_t i = 0; i < 2; i++) {
            out[0] = bars[c][i] < out[0] ? bars[c][i] : out[0];
            out[1] = bars[c][i] > out[1] ? bars[c][i] : out[1];
        }
    }
}

static void draw_step(gr_lying *rows, size_t category, const int64_t bar[2])
{
    gr_plot *plot = rows->plot;
    bool level = plot->chart->levels != NULL && plot->chart->levels[category];
    gr_rect rect = gr_lying_bar(rows, category, bar[0], bar[1]);
    if (rect.width > 0) {
        gr_pen_box(&plot->pen, rect, level ? gr_plot_colour(plot, 0) : plot->space->muted);
        gr_pen_hatch(&plot->pen, rect, !level && bar[1] < bar[0] ? 1 : 0, plot->space->paper);
    }
    gr_mpt end = gr_lying_far(rows, bar[1]);
    if (category + 1 < plot->chart->n_categories) {
        gr_rect next = gr_lying_bar(rows, category + 1, bar[1], bar[1]);
        gr_pen_rule(&plot->pen, (gr_point){end, rect.y}, (gr_point){end, next.y + next.height},
                    plot->space->axis, LINK_WIDTH);
    }
    bool before = bar[1] < 0 && bar[0] <= 0;
    gr_lying_words(rows, category, before ? rect.x : rect.x + rect.width, before ? -1 : 1,
                   gr_plot_figure(plot, 0, category)->text);
}

gr_status gr_draw_waterfall(gr_plot *plot)
{
    const gr_chart *chart = plot->chart;
    if (chart->n_series > 1 || chart->n_categories > MOST_STEPS) {
        return gr_plot_refuse(plot, "a waterfall has one series and at most 60 steps; use a table");
    }
    int64_t(*bars)[2] = gr_arena_alloc(plot->arena, chart->n_categories, sizeof *bars, 8);
    int64_t ends[2] = {0, 0};
    gr_lying rows;
    walk(plot, bars);
    reach(plot, bars, ends);
    gr_mpt figure = gr_plot_widest_figure(plot) + 8000;
    const gr_mpt sides[2] = {ends[0] < 0 ? figure : 0, figure};
    GR_TRY(gr_lying_open(&rows, plot, ends, sides));
    for (size_t c = 0; c < chart->n_categories; c++) {
        draw_step(&rows, c, bars[c]);
    }
    return GR_OK;
}
