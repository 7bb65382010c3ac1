#include "chart_priv.h"

/* Owns what stands in boxes of diagrams, trees and strips of phases: a title, a text under it, and
 * a strip for the kind, hatched as its swatch in the legend is, so that colour is not all. */

#define STRIP 7000 /* width of the strip of a kind */

static gr_mpt strip_of(const gr_chart_box *box)
{
    return box->kind > 0 ? STRIP : 0;
}

gr_box_words gr_box_wrap(const gr_plot *plot, const gr_chart_box *box, gr_mpt width, bool bold)
{
    gr_mpt room = width - GR_BOX_PAD - strip_of(box);
    return (gr_box_words){.title = bold ? gr_plot_wrap_bold(plot, box->title, room)
                                        : gr_plot_wrap(plot, box->title, room),
                          .text = gr_plot_wrap(plot, box->text, room),
                          .bold = bold};
}

gr_mpt gr_box_height(const gr_plot *plot, const gr_box_words *words)
{
    return gr_wrapped_height(plot, &words->title) + gr_wrapped_height(plot, &words->text) +
           2 * GR_BOX_PAD;
}

gr_mpt gr_box_natural(const gr_plot *plot, const gr_chart_box *box)
{
    const gr_chart_space *space = plot->space;
    gr_mpt title = box->title.len == 0 ? 0 : space->measure(space->user, box->title, true);
    gr_mpt text = gr_plot_width(plot, box->text);
    gr_mpt width = title > text ? title : text;
    width = width > GR_MOST_LABEL ? GR_MOST_LABEL : width;
    return width + 2 * GR_BOX_PAD + strip_of(box);
}

bool gr_boxes_bold(const gr_plot *plot, const gr_rect *rects)
{
    for (size_t i = 0; i < plot->chart->n_boxes; i++) {
        const gr_chart_box *box = &plot->chart->boxes[i];
        gr_mpt width = rects[i].width - GR_BOX_PAD - strip_of(box);
        if (gr_plot_wrap_bold(plot, box->title, width).broken) {
            return false;
        }
    }
    return true;
}

uint32_t gr_plot_tint(const gr_plot *plot, size_t series)
{
    const gr_chart_space *space = plot->space;
    bool known = space->tints != NULL && space->n_colours > 0;
    return known ? space->tints[series % space->n_colours] : space->paper;
}

gr_box_ink gr_box_plain(const gr_plot *plot, const gr_chart_box *box)
{
    size_t series = box->kind > 0 ? box->kind - 1u : 0;
    uint32_t fill = box->kind > 0 ? gr_plot_tint(plot, series) : plot->space->paper;
    return (gr_box_ink){fill, gr_plot_colour(plot, series), plot->space->text};
}

static void draw_strip(gr_plot *plot, const gr_chart_box *box, gr_rect rect)
{
    gr_rect strip = {rect.x, rect.y, STRIP, rect.height};
    if (box->kind > 0) {
        gr_pen_box(&plot->pen, strip, gr_plot_colour(plot, box->kind - 1u));
        gr_pen_hatch(&plot->pen, strip, box->kind - 1u, plot->space->paper);
    }
}

void gr_box_draw(gr_plot *plot, const gr_chart_box *box, gr_rect rect, const gr_box_words *words,
                 gr_box_ink ink)
{
    gr_mpt leading = plot->space->label_leading;
    gr_pen_frame(&plot->pen, rect, (gr_shape_ink){ink.fill, ink.stroke, GR_BOX_LINE});
    draw_strip(plot, box, rect);
    gr_mpt strip = strip_of(box);
    gr_text_spot spot = {rect.x + strip + (rect.width - strip) / 2, 0, 0, words->bold, ink.text};
    gr_mpt all = leading * (gr_mpt)(words->title.n + words->text.n);
    gr_mpt first = rect.y + (rect.height - all) / 2;
    spot.y = first + leading * (gr_mpt)words->title.n / 2;
    gr_plot_lines(plot, &words->title, spot);
    spot.y = first + leading * (gr_mpt)words->title.n + leading * (gr_mpt)words->text.n / 2;
    spot.bold = false;
    gr_plot_lines(plot, &words->text, spot);
}
