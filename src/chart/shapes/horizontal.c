#include "chart_priv.h"

/* Bars that lie, whatever their names; of one series or several. */
gr_status gr_draw_horizontal(gr_plot *plot)
{
    return gr_bars_draw(plot, GR_BARS_LYING);
}
