#include "chart_priv.h"

/* Owns the text alternative of charts whose every figure is told, category by category: what is
 * drawn of them cannot be summed up in a highest and a lowest. */

void gr_alt_listed(const gr_chart *chart, gr_buf *out)
{
    for (size_t c = 0; c < chart->n_categories; c++) {
        gr_buf_addf(out, "%s" GR_FMT ":", c == 0 ? " " : "; ", GR_ARG(chart->categories[c]));
        for (size_t s = 0; s < chart->n_series; s++) {
            bool titled = chart->n_series > 1 && chart->series[s].title.len > 0;
            gr_buf_addf(out, "%s " GR_FMT "%s" GR_FMT, s == 0 ? "" : ",",
                        GR_ARG(titled ? chart->series[s].title : GR_LIT("")), titled ? " " : "",
                        GR_ARG(chart->series[s].points[c].text));
        }
    }
    gr_buf_add(out, chart->n_categories > 0 ? GR_LIT(".") : GR_LIT(""));
}
