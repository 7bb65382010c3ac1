#include "chart_priv.h"

/* Owns names that take several lines. */

/** Length of the most words from the start of `text` that fit `width`; at least one word. */
static size_t words_that_fit(const gr_plot *plot, gr_str text, gr_mpt width)
{
    size_t fits = 0;
    for (size_t at = 1; at <= text.len; at++) {
        if (at < text.len && text.ptr[at] != ' ') {
            continue;
        }
        if (fits > 0 && gr_plot_width(plot, gr_str_sub(text, 0, at)) > width) {
            break;
        }
        fits = at;
    }
    return fits;
}

gr_lines gr_plot_wrap(const gr_plot *plot, gr_str text, gr_mpt width, size_t most)
{
    gr_str *lines = GR_NEW_N(plot->arena, gr_str, most);
    gr_lines out = {lines, 0, 0, false};
    gr_str rest = gr_str_trim(text);
    while (rest.len > 0 && out.n < most) {
        size_t len = out.n + 1 == most ? rest.len : words_that_fit(plot, rest, width);
        gr_str line = gr_plot_fit(plot, gr_str_sub(rest, 0, len), width);
        gr_mpt wide = gr_plot_width(plot, line);
        out.cut |= line.len != len || line.ptr != rest.ptr;
        out.width = wide > out.width ? wide : out.width;
        lines[out.n++] = line;
        rest = gr_str_trim(gr_str_sub(rest, len, SIZE_MAX));
    }
    return out;
}

void gr_plot_lines(gr_plot *plot, const gr_lines *lines, gr_text_spot spot)
{
    gr_mpt leading = plot->space->label_leading;
    gr_mpt first = spot.y + gr_plot_middle(plot) - leading * (gr_mpt)(lines->n - 1) / 2;
    for (size_t i = 0; i < lines->n; i++) {
        spot.y = first + leading * (gr_mpt)i;
        gr_pen_label(&plot->pen, lines->lines[i], spot);
    }
}
