#include "chart_priv.h"

/* Owns bars, standing or lying. They stand when every category name fits under its bars and every
 * figure over its bar; else they lie, names at the left, on as many lines as they need, figures at
 * the end of each bar. Bars start at zero, always. An absent value shows its sign where the bar
 * would begin. Where they are too narrow to lie beside their names these stand above them. Where
 * room is short the axis is left out first, then figures, with a warning. */

#define GRID_WIDTH    350
#define AXIS_WIDTH    700
#define GAP           4000 /* between text and what it belongs to */
#define MOST_STANDING 30
#define LEAST_FAR     20000 /* of the longest bar */
#define LEAST_SIDE    10000 /* of all bars together */

typedef struct bar_chart { /* lengths along the value axis are "far", across it "side" */
    gr_plot *plot;
    gr_rect area; /* of the bars themselves */
    gr_scale scale;
    gr_mpt *starts;    /* where each category begins, across; one more: where the last ends */
    gr_mpt band, bar;  /* side of the smallest category, of a bar */
    gr_wrapped *lines; /* names, when they lie */
    gr_mpt names; /* where names end (lying) or stand (upright), beyond figures of negative bars */
    bool lying, labelled, stacked;
    bool ticked; /* its axis is named */
    bool above;  /* lying bars have their names above them */
} bar_chart;

/** Bars of one category beside each other, one at least. */
static size_t bars_beside(const bar_chart *bars)
{
    size_t n = bars->plot->chart->n_series;
    return bars->stacked || n == 0 ? 1 : n;
}

static int64_t from_zero_low(const gr_plot *plot)
{
    return plot->low < 0 ? plot->low : 0;
}

static int64_t from_zero_high(const gr_plot *plot)
{
    return plot->high > 0 ? plot->high : 0;
}

/** Place of a value on the value axis. */
static gr_mpt far_of(const bar_chart *bars, int64_t value)
{
    const gr_rect *area = &bars->area;
    if (bars->lying) {
        return gr_scale_place(&bars->scale, value, area->x, area->x + area->width);
    }
    return gr_scale_place(&bars->scale, value, area->y + area->height, area->y);
}

/* --- grid and axis --- */

static void draw_across(bar_chart *bars, int64_t value, uint32_t colour, gr_mpt width)
{
    const gr_rect *area = &bars->area;
    gr_mpt far = far_of(bars, value);
    gr_point from = {area->x, far}, to = {area->x + area->width, far};
    if (bars->lying) {
        from = (gr_point){far, area->y};
        to = (gr_point){far, area->y + area->height};
    }
    gr_pen_grid(&bars->plot->pen, from, to, colour, width);
}

static void draw_tick(bar_chart *bars, int64_t tick)
{
    const gr_chart_space *space = bars->plot->space;
    gr_str text = gr_tick_text(bars->plot, &bars->scale, tick);
    gr_mpt far = far_of(bars, tick);
    gr_text_spot spot = {bars->area.x - GAP, far + gr_plot_middle(bars->plot), 1, false,
                         space->text};
    if (bars->lying) {
        spot = (gr_text_spot){far, bars->area.y + bars->area.height + space->label_leading, 0,
                              false, space->text};
    }
    gr_pen_label(&bars->plot->pen, text, spot);
}

static void draw_grid(bar_chart *bars)
{
    const gr_plot *plot = bars->plot;
    bool nothing = plot->low == 0 && plot->high == 0; /* a second tick would be made up */
    int64_t last = nothing ? 0 : bars->scale.high;
    if (!bars->ticked) {
        return;
    }
    for (int64_t tick = gr_scale_first(&bars->scale); tick <= last; tick += bars->scale.step) {
        if (tick != 0) {
            draw_across(bars, tick, plot->space->grid, GRID_WIDTH);
        }
        draw_tick(bars, tick);
    }
}

/* --- bars and their figures --- */

static gr_mpt band_of(const bar_chart *bars, size_t category)
{
    return bars->starts[category + 1] - bars->starts[category];
}

/** Height that names above their bars take. */
static gr_mpt name_above(const bar_chart *bars, size_t category)
{
    return bars->above ? gr_wrapped_height(bars->plot, &bars->lines[category]) : 0;
}

/** The bar between two values; `nr` counts the bars of a category. */
static gr_rect bar_of(const bar_chart *bars, size_t nr, size_t category, int64_t from, int64_t to)
{
    gr_mpt used = bars->bar * (gr_mpt)bars_beside(bars), top = name_above(bars, category);
    gr_mpt room = band_of(bars, category) - top - used;
    gr_mpt side =
        bars->starts[category] + top + (bars->above ? 0 : room / 2) + bars->bar * (gr_mpt)nr;
    gr_mpt start = far_of(bars, from), end = far_of(bars, to);
    gr_mpt near = start < end ? start : end, length = start < end ? end - start : start - end;
    gr_mpt thick = bars->bar > 2000 ? bars->bar - 500 : bars->bar; /* a sliver of paper between */
    if (bars->lying) {
        return (gr_rect){near, bars->area.y + side, length, thick};
    }
    return (gr_rect){bars->area.x + side, near, thick, length};
}

static void label_bar(bar_chart *bars, gr_rect bar, const gr_figure *figure, bool negative)
{
    gr_plot *plot = bars->plot;
    gr_text_spot spot = {.colour = plot->space->text, .bold = bars->stacked};
    if (bars->lying) {
        spot.x = negative ? bar.x - GAP : bar.x + bar.width + GAP;
        spot.y = bar.y + bar.height / 2 + gr_plot_middle(plot);
        spot.anchor = negative ? 1 : -1;
    } else {
        spot.x = bar.x + bar.width / 2;
        spot.y = negative ? bar.y + bar.height + plot->space->label_size : bar.y - GAP / 2;
    }
    gr_pen_label(&plot->pen, figure->text, spot);
}

static void fill_bar(bar_chart *bars, gr_rect bar, size_t series, size_t category)
{
    gr_plot *plot = bars->plot;
    if (bar.width > 0 && bar.height > 0) {
        gr_pen_box(&plot->pen, bar, gr_plot_item_colour(plot, series, category));
        gr_pen_hatch(&plot->pen, bar, series, plot->space->paper);
    }
}

static int64_t value_at(const gr_plot *plot, size_t series, size_t category)
{
    size_t index = gr_plot_index(plot, series, category);
    return plot->present[index] ? plot->values[index] : 0;
}

static void draw_bar(bar_chart *bars, size_t series, size_t category)
{
    gr_plot *plot = bars->plot;
    size_t index = gr_plot_index(plot, series, category);
    int64_t value = value_at(plot, series, category);
    gr_rect bar = bar_of(bars, series, category, 0, value);
    fill_bar(bars, bar, series, category);
    if (bars->labelled || !plot->present[index]) {
        label_bar(bars, bar, gr_plot_figure(plot, series, category), value < 0);
    } else {
        plot->shown[index] = false;
    }
}

/** The figure of a part within it. */
static void label_part(bar_chart *bars, gr_rect part, size_t series, size_t category)
{
    gr_plot *plot = bars->plot;
    gr_str text = gr_plot_figure(plot, series, category)->text;
    gr_mpt width = gr_plot_width(plot, text) + GAP, height = plot->space->label_size * 12 / 10;
    if (width + GAP > part.width || height + GAP > part.height) {
        plot->shown[gr_plot_index(plot, series, category)] = false;
        return;
    }
    gr_plot_on_colour(plot,
                      (gr_rect){part.x + (part.width - width) / 2,
                                part.y + (part.height - height) / 2, width, height},
                      text, series);
}

static void draw_stack(bar_chart *bars, size_t category)
{
    gr_plot *plot = bars->plot;
    int64_t sum = 0;
    for (size_t s = 0; s < plot->chart->n_series; s++) {
        int64_t value = value_at(plot, s, category);
        gr_rect part = bar_of(bars, 0, category, sum, sum + value);
        fill_bar(bars, part, s, category);
        label_part(bars, part, s, category);
        sum += value;
        if (s > 0 && value > 0 && sum > value) { /* a seam of paper between parts */
            gr_mpt far = far_of(bars, sum - value);
            gr_point from = {part.x, far}, to = {part.x + part.width, far};
            if (bars->lying) {
                from = (gr_point){far, part.y};
                to = (gr_point){far, part.y + part.height};
            }
            gr_pen_rule(&plot->pen, from, to, plot->space->paper, AXIS_WIDTH);
        }
    }
    if (bars->labelled && plot->chart->totals != NULL) {
        for (size_t s = 0; sum == 0 && s < plot->chart->n_series; s++) { /* parts of no more */
            plot->shown[gr_plot_index(plot, s, category)] = true;
        }
        label_bar(bars, bar_of(bars, 0, category, 0, sum), &plot->chart->totals[category], false);
    } else {
        plot->summed[category] = plot->chart->totals == NULL;
    }
}

static void draw_name(bar_chart *bars, size_t category)
{
    gr_plot *plot = bars->plot;
    gr_mpt start = bars->starts[category], middle = start + band_of(bars, category) / 2;
    gr_text_spot spot = {bars->names, bars->area.y + middle, 1, false, plot->space->text};
    if (bars->above) {
        gr_mpt high = name_above(bars, category), lift = plot->space->label_leading / 2;
        lift = lift - plot->space->label_size + gr_plot_middle(plot); /* as close to the bar */
        spot = (gr_text_spot){GAP / 2, bars->area.y + start + high / 2 - lift, -1, false,
                              plot->space->text};
    }
    if (bars->lying) {
        gr_plot_lines(plot, &bars->lines[category], spot);
        return;
    }
    gr_pen_label(&plot->pen, plot->chart->categories[category],
                 (gr_text_spot){bars->area.x + middle, bars->names, 0, false, plot->space->text});
}

static void draw_all(bar_chart *bars)
{
    const gr_chart *chart = bars->plot->chart;
    draw_grid(bars);
    for (size_t c = 0; c < chart->n_categories; c++) {
        for (size_t s = 0; !bars->stacked && s < chart->n_series; s++) {
            draw_bar(bars, s, c);
        }
        if (bars->stacked) {
            draw_stack(bars, c);
        }
        draw_name(bars, c);
    }
    draw_across(bars, 0, bars->plot->space->axis, AXIS_WIDTH);
}

/* --- room --- */

/** What a category takes across its bars at least: `line` for the bars, and its name. */
static gr_mpt least_of(const bar_chart *bars, size_t category, gr_mpt line)
{
    if (!bars->lying) {
        return 0;
    }
    gr_mpt name = gr_wrapped_height(bars->plot, &bars->lines[category]);
    bool beside = !bars->above && bars->lines[category].n > 1 && name + GAP > line;
    return bars->above ? name + line : beside ? name + GAP : line;
}

static gr_mpt least_of_all(const bar_chart *bars, gr_mpt line)
{
    gr_mpt sum = 0;
    for (size_t c = 0; c < bars->plot->chart->n_categories; c++) {
        sum += least_of(bars, c, line);
        sum = sum > GR_MOST_LABEL ? GR_MOST_LABEL : sum;
    }
    return sum;
}

/** What the bars of a category need at least. */
static gr_mpt least_line(const bar_chart *bars)
{
    gr_mpt n = (gr_mpt)bars_beside(bars);
    return bars->plot->space->label_size * n * (n > 1 ? 12 : 11) / 10;
}

/** All categories take the same, unless names of some need more. */
static bool is_even(const bar_chart *bars, gr_mpt line, gr_mpt band)
{
    bool even = !bars->above;
    for (size_t c = 0; c < bars->plot->chart->n_categories; c++) {
        even = even && least_of(bars, c, line) <= band;
    }
    return even;
}

static void share_side(bar_chart *bars, gr_mpt side)
{
    size_t categories = bars->plot->chart->n_categories;
    gr_mpt n = (gr_mpt)bars_beside(bars);
    gr_mpt thickest = bars->stacked && !bars->lying ? 56000 : 28000; /* room for figures of parts */
    gr_mpt line = bars->lying ? least_line(bars) : 0, band = side / (gr_mpt)categories;
    bool even = is_even(bars, line, band);
    gr_mpt more = even ? band : (side - least_of_all(bars, line)) / (gr_mpt)categories;
    bars->starts[0] = 0;
    for (size_t c = 0; c < categories; c++) {
        gr_mpt least = even ? 0 : least_of(bars, c, line);
        bars->starts[c + 1] = bars->starts[c] + least + more;
    }
    bars->band = even ? band : line + more;
    gr_mpt widest = n == 1 && !bars->above ? bars->band * 62 / 100 : bars->band * 80 / 100;
    bars->bar = widest / n;
    bars->bar = bars->bar > thickest ? thickest : bars->bar;
}

/** Widest figure at the end of a bar. */
static gr_mpt widest_figure(const bar_chart *bars)
{
    const gr_plot *plot = bars->plot;
    gr_mpt widest = 0;
    if (!bars->stacked) {
        return gr_plot_widest_figure(plot);
    }
    for (size_t c = 0; plot->chart->totals != NULL && c < plot->chart->n_categories; c++) {
        gr_str text = plot->chart->totals[c].text;
        gr_mpt width = plot->space->measure(plot->space->user, text, true);
        widest = width > widest ? width : widest;
    }
    return widest;
}

static unsigned ticks_in(gr_mpt length, gr_mpt each)
{
    gr_mpt n = length / (each > 0 ? each : 1);
    return n < 1 ? 1 : n > 6 ? 6 : (unsigned)n;
}

static void stand(bar_chart *bars, gr_rect area)
{
    gr_plot *plot = bars->plot;
    gr_mpt leading = plot->space->label_leading;
    bars->lying = false;
    bars->ticked = true;
    bars->names = area.y + area.height - GAP;
    area.height -= leading + GAP; /* names */
    area.y += leading;            /* figures over the highest bar */
    area.height -= leading;
    if (plot->low < 0) {
        area.height -= leading; /* figures under the lowest */
    }
    unsigned ticks_high = ticks_in(area.height, 3 * leading);
    if (area.height >= 3 * leading && ticks_high < 2) {
        ticks_high = 2; /* one step alone may be twice as high as any bar */
    }
    bars->scale = gr_scale_snug(from_zero_low(plot), from_zero_high(plot), ticks_high);
    gr_mpt ticks = gr_tick_widest(plot, &bars->scale) + GAP;
    area.x += ticks;
    area.width -= ticks;
    bars->area = area;
    share_side(bars, area.width);
}

/** Names fit under their bars, and the figures of one series over them. */
static bool may_stand(bar_chart *bars)
{
    const gr_plot *plot = bars->plot;
    gr_mpt figure = widest_figure(bars), gap = GAP / 2;
    bool one = bars_beside(bars) == 1;
    bars->labelled = figure + gap <= (one ? bars->band : bars->bar);
    bool names = gr_plot_widest_category(plot) + gap <= bars->band;
    return names && (bars->labelled || !one) && plot->chart->n_categories <= MOST_STANDING &&
           bars->area.height > 2 * plot->space->label_leading;
}

/** Width of names beside lying bars; 0 when they stand above them. */
static gr_mpt names_beside(const bar_chart *bars, gr_mpt width)
{
    gr_mpt names = gr_plot_widest_category(bars->plot), most = width * 2 / 5;
    return bars->above ? 0 : (names > most ? most : names) + GAP;
}

/** Names as broad as they may be: beside their bars, or above them. */
static void wrap_names(bar_chart *bars, gr_mpt width)
{
    const gr_plot *plot = bars->plot;
    gr_mpt room = bars->above ? width - GAP / 2 : names_beside(bars, width) - GAP;
    for (size_t c = 0; c < plot->chart->n_categories; c++) {
        bars->lines[c] = gr_plot_wrap(plot, plot->chart->categories[c], room);
    }
}

/** Names, bars and figures fit beside each other. */
static bool has_room(const bar_chart *bars, gr_mpt width)
{
    gr_mpt figure = widest_figure(bars) + GAP;
    gr_mpt sides = figure + (bars->plot->low < 0 ? figure : 0);
    return width - names_beside(bars, width) - sides >= LEAST_FAR;
}

static void lie(bar_chart *bars, gr_rect area)
{
    gr_plot *plot = bars->plot;
    gr_mpt names = names_beside(bars, area.width), figure = widest_figure(bars) + GAP;
    bars->labelled = true;
    area.height -= bars->ticked ? plot->space->label_leading + GAP : 0;
    bars->names = names - GAP;
    bool roomy = has_room(bars, area.width);
    int64_t low = from_zero_low(plot), high = from_zero_high(plot);
    gr_scale wide = gr_scale_snug(low, high, 6);
    gr_mpt tick = gr_tick_widest(plot, &wide);
    gr_mpt left = names + (plot->low < 0 && roomy ? figure : 0);
    area.x += left;
    area.width -= left + (roomy ? figure : tick / 2 + GAP);
    bars->scale = gr_scale_snug(low, high, ticks_in(area.width, tick * 2));
    bars->area = area;
    share_side(bars, area.height);
    bool thick = bars_beside(bars) == 1 || bars->bar >= plot->space->label_size * 95 / 100;
    bars->labelled = roomy && thick;
}

/** Stacks reach as high as their sums. */
static void measure_stacks(gr_plot *plot)
{
    plot->low = plot->high = 0;
    for (size_t c = 0; c < plot->chart->n_categories; c++) {
        int64_t sum = 0;
        for (size_t s = 0; s < plot->chart->n_series; s++) {
            sum += value_at(plot, s, c);
        }
        plot->high = sum > plot->high ? sum : plot->high;
    }
}

/** A line for each lying category, and for each of its bars nearly one, or what its name needs; the
 * axis is named when there is height left for it. */
static gr_status make_room(bar_chart *bars, gr_rect *area)
{
    gr_plot *plot = bars->plot;
    gr_mpt others = plot->height - area->height, axis = plot->space->label_leading + GAP;
    gr_mpt most = plot->space->most_height;
    most = most > plot->height ? most : plot->height;
    if (plot->chart->n_categories > 1000) {
        return gr_plot_refuse(plot, "too many categories to name; use a table");
    }
    bars->lying = true;
    bool narrow = !has_room(bars, area->width);
    bars->above = narrow;
    wrap_names(bars, area->width);
    if (narrow && others + least_of_all(bars, least_line(bars)) > most) {
        bars->above = false;
        wrap_names(bars, area->width);
    }
    gr_mpt lines = least_of_all(bars, least_line(bars));
    bool said = bars->above && has_room(bars, area->width); /* no axis through the names */
    bars->ticked = !said && others + axis + lines <= most;
    GR_TRY(gr_plot_need(plot, others + (bars->ticked ? axis : 0) + lines));
    area->height = plot->height - area->y;
    return GR_OK;
}

/** Whether bars that lie have room for all their figures. */
static bool lies_labelled(bar_chart *bars, const gr_rect *area)
{
    const gr_plot *plot = bars->plot;
    gr_mpt axis = plot->space->label_leading + GAP, most = plot->space->most_height;
    most = most > plot->height ? most : plot->height;
    bars->lying = true;
    wrap_names(bars, area->width);
    gr_mpt lines = plot->height - area->height + axis + least_of_all(bars, least_line(bars));
    bars->lying = false;
    return has_room(bars, area->width) && lines <= most;
}

/** Bars that stand may leave figures to the table of their chart; without one they lie down. */
static bool stands(bar_chart *bars, const gr_rect *area)
{
    return may_stand(bars) && (bars->labelled || bars->plot->chart->table_anchor.len > 0 ||
                               !lies_labelled(bars, area));
}

gr_status gr_bars_draw(gr_plot *plot, gr_bars_how how)
{
    gr_rect area = {0, 0, plot->space->width, plot->height};
    bar_chart bars = {.plot = plot, .stacked = how == GR_BARS_STACKED};
    if (bars.stacked) {
        measure_stacks(plot);
    }
    gr_plot_unit(plot, &area);
    gr_plot_legend(plot, &area);
    bars.starts = GR_NEW_N(plot->arena, gr_mpt, plot->chart->n_categories + 1);
    bars.lines = GR_NEW_N(plot->arena, gr_wrapped, plot->chart->n_categories);
    stand(&bars, area);
    if (how == GR_BARS_LYING || !stands(&bars, &area)) {
        GR_TRY(make_room(&bars, &area));
        lie(&bars, area);
    }
    if (bars.area.width < LEAST_FAR || bars.area.height < LEAST_SIDE) {
        return gr_plot_small(plot, GR_LIT("too little for its bars; show fewer series"));
    }
    draw_all(&bars);
    return GR_OK;
}
