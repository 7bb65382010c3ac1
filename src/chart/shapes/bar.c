#include "chart_priv.h"

/* Bars of one series. */
gr_status gr_draw_bar(gr_plot *plot)
{
    if (plot->chart->n_series > 1) {
        return gr_plot_refuse(plot, "type 'bar' shows one series; type 'grouped' shows several");
    }
    return gr_bars_draw(plot, GR_BARS_STANDING);
}
