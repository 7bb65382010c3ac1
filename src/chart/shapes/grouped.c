#include "chart_priv.h"

/* Bars of several series side by side. */
gr_status gr_draw_grouped(gr_plot *plot)
{
    return gr_bars_draw(plot, GR_BARS_STANDING);
}
