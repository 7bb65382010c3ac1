#include "chart_priv.h"

/* Parts of each category on top of each other, with their total. */

#define MOST_PARTS 12 /* more cannot be told apart, and their sum might not fit 64 bits */

gr_status gr_draw_stacked(gr_plot *plot)
{
    if (plot->low < 0) {
        return gr_plot_refuse(plot, "a negative part in a stack; use 'grouped'");
    }
    if (plot->chart->n_series > MOST_PARTS) {
        return gr_plot_refuse(plot, "more than 12 parts cannot be told apart; use a table");
    }
    return gr_bars_draw(plot, GR_BARS_STACKED);
}
