#include "chart_priv.h"

/* Values as points on a level line: their place says how much, so that the axis may begin
 * elsewhere than at zero, which is said. One point has its figure beside it, two have theirs at
 * both sides; of more the table or the words below have them. */

#define LINE_WIDTH 500

static void draw_marks(gr_lying *rows, size_t category)
{
    gr_plot *plot = rows->plot;
    bool muted = plot->chart->marked != NULL && !plot->chart->marked[category];
    for (size_t s = 0; s < plot->chart->n_series; s++) {
        size_t index = gr_plot_index(plot, s, category);
        if (plot->present[index]) {
            gr_point at = {gr_lying_far(rows, plot->values[index]),
                           gr_lying_middle(rows, category)};
            gr_pen_mark(&plot->pen, at, s, muted ? plot->space->muted : gr_plot_colour(plot, s));
        }
    }
}

/** Index of the leftmost or rightmost series that has a value; n_series: none has. */
static size_t outermost(const gr_plot *plot, size_t category, bool right)
{
    size_t best = plot->chart->n_series;
    for (size_t s = 0; s < plot->chart->n_series; s++) {
        size_t index = gr_plot_index(plot, s, category);
        if (!plot->present[index]) {
            continue;
        }
        int64_t value = plot->values[index];
        int64_t other = best == plot->chart->n_series
                            ? value
                            : plot->values[gr_plot_index(plot, best, category)];
        best = best == plot->chart->n_series || (right ? value >= other : value < other) ? s : best;
    }
    return best;
}

static void draw_figures(gr_lying *rows, size_t category)
{
    gr_plot *plot = rows->plot;
    size_t n = plot->chart->n_series;
    size_t left = outermost(plot, category, false), right = outermost(plot, category, true);
    for (size_t s = 0; s < n; s++) {
        size_t index = gr_plot_index(plot, s, category);
        gr_str text = gr_plot_figure(plot, s, category)->text;
        if (n > 2) {
            plot->shown[index] = false;
        } else if (s == right) {
            gr_lying_words(rows, category, gr_lying_far(rows, plot->values[index]), 1, text);
        } else if (s == left) {
            gr_lying_words(rows, category, gr_lying_far(rows, plot->values[index]), -1, text);
        } else if (left == n && s == 0) {
            gr_lying_words(rows, category, rows->area.x, 1, text);
        } else {
            plot->shown[index] = false;
        }
    }
}

static gr_status draw(gr_plot *plot, bool joined)
{
    int64_t ends[2];
    gr_mpt figure = gr_plot_widest_figure(plot) + 8000;
    const gr_mpt sides[2] = {plot->chart->n_series == 2 ? figure : 3000,
                             plot->chart->n_series <= 2 ? figure : 3000};
    gr_lying rows;
    gr_lying_ends(plot, ends);
    GR_TRY(gr_lying_open(&rows, plot, ends, sides));
    for (size_t c = 0; c < plot->chart->n_categories; c++) {
        gr_mpt y = gr_lying_middle(&rows, c), from = rows.area.x, to = from + rows.area.width;
        size_t left = outermost(plot, c, false), right = outermost(plot, c, true);
        if (joined && left < plot->chart->n_series) {
            from = gr_lying_far(&rows, plot->values[gr_plot_index(plot, left, c)]);
            to = gr_lying_far(&rows, plot->values[gr_plot_index(plot, right, c)]);
        }
        uint32_t colour = joined ? plot->space->muted : plot->space->grid;
        if (colour != GR_INK_NONE && to > from) {
            (joined ? gr_pen_rule : gr_pen_grid)(&plot->pen, (gr_point){from, y}, (gr_point){to, y},
                                                 colour, joined ? 3 * LINE_WIDTH : LINE_WIDTH);
        }
        draw_marks(&rows, c);
        draw_figures(&rows, c);
    }
    return GR_OK;
}

gr_status gr_draw_dots(gr_plot *plot)
{
    return draw(plot, false);
}

gr_status gr_draw_dumbbell(gr_plot *plot)
{
    if (plot->chart->n_series != 2) {
        return gr_plot_refuse(plot, "type 'dumbbell' joins two series; write two, or use 'dots'");
    }
    return draw(plot, true);
}
