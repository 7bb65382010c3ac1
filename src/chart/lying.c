#include "chart_priv.h"

/* Owns what charts of rows have in common: a name at the left of each row, one value axis below
 * all of them, figures beside the marks. Names take lines, rows grow with them; where there is not
 * enough height the axis goes first. */

#define GRID_WIDTH 350
#define AXIS_WIDTH 700
#define GAP        4000
#define LEAST_FAR  20000 /* from one end of the axis to the other */
#define THICKEST   22000

void gr_lying_ends(const gr_plot *plot, int64_t out[2])
{
    bool cut = gr_scale_is_cut(plot);
    out[0] = cut || plot->low < 0 ? plot->low : 0;
    out[1] = plot->high > 0 ? plot->high : 0;
}

gr_mpt gr_lying_far(const gr_lying *lying, int64_t value)
{
    return gr_scale_place(&lying->scale, value, lying->area.x, lying->area.x + lying->area.width);
}

gr_mpt gr_lying_middle(const gr_lying *lying, size_t category)
{
    return lying->area.y + (lying->starts[category] + lying->starts[category + 1]) / 2;
}

gr_rect gr_lying_bar(const gr_lying *lying, size_t category, int64_t from, int64_t to)
{
    gr_mpt start = gr_lying_far(lying, from), end = gr_lying_far(lying, to);
    return (gr_rect){start < end ? start : end, gr_lying_middle(lying, category) - lying->bar / 2,
                     start < end ? end - start : start - end, lying->bar};
}

void gr_lying_words(gr_lying *lying, size_t category, gr_mpt far, int side, gr_str words)
{
    gr_plot *plot = lying->plot;
    gr_mpt y = gr_lying_middle(lying, category) + gr_plot_middle(plot);
    gr_pen_label(&plot->pen, words,
                 (gr_text_spot){far + side * GAP, y, (int8_t)-side, false, plot->space->text});
}

/** Names on lines, and how far down each row begins. */
static gr_mpt wrap_names(gr_lying *lying, gr_mpt width)
{
    gr_plot *plot = lying->plot;
    size_t n = plot->chart->n_categories;
    gr_mpt least = plot->space->label_leading * 13 / 10;
    lying->names = GR_NEW_N(plot->arena, gr_wrapped, n);
    lying->starts = GR_NEW_N(plot->arena, gr_mpt, n + 1);
    for (size_t c = 0; c < n; c++) {
        lying->names[c] = gr_plot_wrap(plot, plot->chart->categories[c], width);
        gr_mpt name = gr_wrapped_height(plot, &lying->names[c]) + GAP;
        lying->starts[c + 1] = lying->starts[c] + (name > least ? name : least);
        if (lying->starts[c + 1] > GR_MOST_LABEL) {
            lying->starts[c + 1] = GR_MOST_LABEL;
        }
    }
    return lying->starts[n];
}

/** What height is left is shared among the rows. */
static void spread(gr_lying *lying, gr_mpt height)
{
    size_t n = lying->plot->chart->n_categories;
    gr_mpt more = height - lying->starts[n], least = height;
    for (size_t c = 1; c <= n; c++) {
        lying->starts[c] += (gr_mpt)((int64_t)more * (int64_t)c / (int64_t)n);
        gr_mpt row = lying->starts[c] - lying->starts[c - 1];
        least = row < least ? row : least;
    }
    lying->bar = least * 62 / 100;
    lying->bar = lying->bar > THICKEST ? THICKEST : lying->bar;
}

static void draw_axis(gr_lying *lying, bool ticked)
{
    gr_plot *plot = lying->plot;
    const gr_rect *area = &lying->area;
    gr_mpt bottom = area->y + area->height;
    bool nothing = plot->low == 0 && plot->high == 0; /* a second tick would be made up */
    int64_t last = nothing && plot->chart->type != GR_CHART_SHARE ? 0 : lying->scale.high;
    for (int64_t tick = gr_scale_first(&lying->scale); tick <= last; tick += lying->scale.step) {
        gr_mpt far = gr_lying_far(lying, tick);
        if (ticked) {
            gr_pen_grid(&plot->pen, (gr_point){far, area->y}, (gr_point){far, bottom},
                        plot->space->grid, GRID_WIDTH);
            gr_pen_label(&plot->pen, gr_tick_text(plot, &lying->scale, tick),
                         (gr_text_spot){far, bottom + plot->space->label_leading, 0, false,
                                        plot->space->text});
        }
    }
    gr_mpt zero = gr_lying_far(lying, lying->scale.low > 0 ? lying->scale.low : 0);
    gr_pen_grid(&plot->pen, (gr_point){zero, area->y}, (gr_point){zero, bottom}, plot->space->axis,
                AXIS_WIDTH);
}

static void draw_names(gr_lying *lying, gr_mpt right)
{
    gr_plot *plot = lying->plot;
    for (size_t c = 0; c < plot->chart->n_categories; c++) {
        gr_plot_lines(
            plot, &lying->names[c],
            (gr_text_spot){right, gr_lying_middle(lying, c), 1, false, plot->space->text});
    }
}

static unsigned ticks_in(const gr_plot *plot, const int64_t ends[2], gr_mpt width)
{
    gr_scale wide = gr_scale_snug(ends[0], ends[1], 6);
    gr_mpt tick = gr_tick_widest(plot, &wide) * 2;
    gr_mpt n = width / (tick > 0 ? tick : 1);
    return n < 1 ? 1 : n > 6 ? 6 : (unsigned)n;
}

static gr_status make_room(gr_lying *lying, gr_rect *area, gr_mpt rows, bool *out_ticked)
{
    gr_plot *plot = lying->plot;
    gr_mpt axis = plot->space->label_leading + GAP, others = plot->height - area->height;
    gr_mpt most = plot->space->most_height > plot->height ? plot->space->most_height : plot->height;
    *out_ticked = others + axis + rows <= most;
    axis = *out_ticked ? axis : 0;
    GR_TRY(gr_plot_need(plot, others + axis + rows));
    area->height = plot->height - area->y - axis;
    return GR_OK;
}

gr_status gr_lying_open(gr_lying *lying, gr_plot *plot, const int64_t ends[2],
                        const gr_mpt sides[2])
{
    gr_rect area = {0, 0, plot->space->width, plot->height};
    bool ticked = false;
    *lying = (gr_lying){.plot = plot};
    if (plot->chart->n_categories > 1000) {
        return gr_plot_refuse(plot, "too many categories to name; use a table");
    }
    gr_plot_unit(plot, &area);
    if (gr_scale_is_cut(plot)) {
        gr_plot_words(plot, &area, gr_word_capital(plot->chart->cut, plot->arena));
    }
    gr_plot_legend(plot, &area);
    gr_mpt widest = gr_plot_widest_category(plot), most = area.width * 2 / 5;
    gr_mpt names = widest > most ? most : widest;
    GR_TRY(make_room(lying, &area, wrap_names(lying, names), &ticked));
    gr_scale wide = gr_scale_snug(ends[0], ends[1], 6);
    gr_mpt tick = gr_tick_widest(plot, &wide) / 2; /* half of it stands beyond either end */
    gr_mpt left = names + GAP + sides[0], right = sides[1] > tick ? sides[1] : tick;
    left = left > tick ? left : tick;
    area.x += left;
    area.width -= left + right;
    if (area.width < LEAST_FAR || area.height <= 0) {
        return gr_plot_small(plot, GR_LIT("too little beside its names and figures; show less"));
    }
    lying->area = area;
    lying->scale = gr_scale_snug(ends[0], ends[1], ticks_in(plot, ends, area.width));
    spread(lying, area.height);
    draw_axis(lying, ticked);
    draw_names(lying, names);
    return GR_OK;
}
