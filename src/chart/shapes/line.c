#include "chart_priv.h"

/* Lines over categories in order. Each ends in the name of its series; marks differ in shape. The
 * axis starts at zero unless that would flatten the lines; an absent value breaks its line. */

#define GRID_WIDTH  350
#define LINE_WIDTH  1600
#define GAP         5000
#define MOST_SERIES 8

typedef struct line_chart {
    gr_plot *plot;
    gr_rect area;
    gr_scale scale;
    gr_mpt band;
    bool named; /* series are named at the end of their lines */
} line_chart;

static gr_point point_of(const line_chart *lines, size_t series, size_t category)
{
    const gr_rect *area = &lines->area;
    int64_t value = lines->plot->values[gr_plot_index(lines->plot, series, category)];
    gr_mpt y = gr_scale_place(&lines->scale, value, area->y + area->height, area->y);
    return (gr_point){area->x + lines->band * (gr_mpt)category + lines->band / 2, y};
}

/* --- grid --- */

static void draw_grid(line_chart *lines)
{
    gr_plot *plot = lines->plot;
    const gr_rect *area = &lines->area;
    for (int64_t tick = lines->scale.low; tick <= lines->scale.high; tick += lines->scale.step) {
        gr_mpt y = gr_scale_place(&lines->scale, tick, area->y + area->height, area->y);
        bool base = tick == lines->scale.low;
        gr_pen_rule(&plot->pen, (gr_point){area->x, y}, (gr_point){area->x + area->width, y},
                    base ? plot->space->axis : plot->space->grid, base ? 700 : GRID_WIDTH);
        gr_pen_label(
            &plot->pen, gr_tick_text(plot, &lines->scale, tick),
            (gr_text_spot){area->x - GAP, y + gr_plot_middle(plot), 1, false, plot->space->text});
    }
}

/** Names of categories; when they do not fit, every second, third, ... */
static void draw_names(line_chart *lines)
{
    gr_plot *plot = lines->plot;
    gr_mpt widest = gr_plot_widest_category(plot) + GAP;
    size_t every = (size_t)(widest / lines->band) + 1;
    for (size_t c = 0; c < plot->chart->n_categories; c += every) {
        gr_mpt room = lines->band * (gr_mpt)every;
        gr_mpt middle = lines->area.x + lines->band * (gr_mpt)c + lines->band / 2;
        gr_mpt to_edge = 2 * (plot->space->width - middle);
        gr_str name =
            gr_plot_fit(plot, plot->chart->categories[c], room < to_edge ? room : to_edge);
        gr_pen_label(&plot->pen, name,
                     (gr_text_spot){middle,
                                    lines->area.y + lines->area.height +
                                        plot->space->label_leading + GAP / 2,
                                    0, false, plot->space->text});
    }
}

/* --- lines --- */

static void draw_line(line_chart *lines, size_t series)
{
    gr_plot *plot = lines->plot;
    bool open = false;
    for (size_t c = 0; c < plot->chart->n_categories; c++) {
        if (!plot->present[gr_plot_index(plot, series, c)]) {
            open = false;
            continue;
        }
        gr_point at = point_of(lines, series, c);
        if (open) {
            gr_pen_draw(&plot->pen, at);
        } else {
            gr_pen_move(&plot->pen, at);
        }
        open = true;
    }
    gr_pen_end(&plot->pen, (gr_ink){GR_INK_NONE, gr_plot_colour(plot, series), LINE_WIDTH});
}

static void draw_marks(line_chart *lines, size_t series)
{
    gr_plot *plot = lines->plot;
    for (size_t c = 0; c < plot->chart->n_categories; c++) {
        if (plot->present[gr_plot_index(plot, series, c)]) {
            gr_pen_mark(&plot->pen, point_of(lines, series, c), series,
                        gr_plot_colour(plot, series));
        }
    }
}

/** How much higher the line is at the neighbour `other` than at `c`; 0 when it has none there. */
static int64_t rise_to(const gr_plot *plot, size_t c, size_t other)
{
    bool drawn = other < plot->chart->n_categories && plot->present[other];
    return drawn ? plot->values[other] - plot->values[c] : 0;
}

/** Where the line leaves room over a point: -1 to its right, when it comes down from the left; 1 to
 *  its left, when it goes up to the right; else 0. */
static int room_over(const gr_plot *plot, size_t c)
{
    int64_t before = rise_to(plot, c, c - 1), after = rise_to(plot, c, c + 1);
    if (before > 0 && after <= 0) {
        return -1;
    }
    return after > 0 && before <= 0 ? 1 : 0;
}

/** Figures stand over the points of a single line, where they fit beside each other; beside a slope
 * when there is room, so that the line does not run through them. */
static void draw_figures(line_chart *lines)
{
    gr_plot *plot = lines->plot;
    gr_mpt widest = gr_plot_widest_figure(plot) + GAP / 2;
    if (plot->chart->n_series > 1 || widest > lines->band) {
        return;
    }
    for (size_t c = 0; c < plot->chart->n_categories; c++) {
        gr_point at = point_of(lines, 0, c);
        int side = 2 * widest > lines->band ? 0 : room_over(plot, c);
        gr_text_spot spot = {at.x, at.y - GAP, (int8_t)side, false, plot->space->text};
        if (!plot->present[c]) {
            spot.y = lines->area.y + lines->area.height - GAP;
        }
        gr_pen_label(&plot->pen, gr_plot_figure(plot, 0, c)->text, spot);
    }
}

/* --- names of series at the end of their lines --- */

typedef struct end_name {
    size_t series;
    gr_mpt y;
} end_name;

static size_t last_present(const gr_plot *plot, size_t series)
{
    size_t c = plot->chart->n_categories;
    while (c > 0 && !plot->present[gr_plot_index(plot, series, c - 1)]) {
        c--;
    }
    return c;
}

static size_t gather_names(const line_chart *lines, end_name *names)
{
    size_t n = 0;
    for (size_t s = 0; s < lines->plot->chart->n_series; s++) {
        size_t last = last_present(lines->plot, s);
        if (last == 0) {
            continue;
        }
        end_name name = {s, point_of(lines, s, last - 1).y};
        size_t at = n++;
        for (; at > 0 && names[at - 1].y > name.y; at--) {
            names[at] = names[at - 1];
        }
        names[at] = name;
    }
    return n;
}

/** Down from the top, then up from the bottom: at least a line apart, in the order of the lines. */
static void spread(end_name *names, size_t n, gr_mpt leading, gr_mpt bottom)
{
    for (size_t i = 1; i < n; i++) {
        gr_mpt least = names[i - 1].y + leading;
        names[i].y = names[i].y < least ? least : names[i].y;
    }
    for (size_t i = n; i > 0; i--) {
        gr_mpt most = i == n ? bottom : names[i].y - leading;
        names[i - 1].y = names[i - 1].y > most ? most : names[i - 1].y;
    }
}

static void draw_end_names(line_chart *lines)
{
    gr_plot *plot = lines->plot;
    end_name names[MOST_SERIES];
    if (!lines->named) {
        return;
    }
    size_t n = gather_names(lines, names);
    gr_mpt x = lines->area.x + lines->area.width + GAP;
    spread(names, n, plot->space->label_leading, lines->area.y + lines->area.height);
    for (size_t i = 0; i < n; i++) {
        gr_str title =
            gr_plot_fit(plot, plot->chart->series[names[i].series].title, plot->space->width - x);
        gr_pen_label(
            &plot->pen, title,
            (gr_text_spot){x, names[i].y + gr_plot_middle(plot), -1, false, plot->space->text});
    }
}

/* --- room --- */

static gr_mpt widest_title(const gr_plot *plot)
{
    gr_mpt widest = 0;
    for (size_t s = 0; s < plot->chart->n_series; s++) {
        gr_mpt width = gr_plot_width(plot, plot->chart->series[s].title);
        widest = width > widest ? width : widest;
    }
    return widest;
}

static gr_scale scale_of(const gr_plot *plot, unsigned ticks)
{
    bool flat = plot->low > 0 && plot->low > plot->high - plot->high / 4;
    int64_t low = flat || plot->low < 0 ? plot->low : 0;
    int64_t high = plot->high < 0 ? 0 : plot->high;
    return gr_scale_make(low, high, ticks);
}

static void measure_room(line_chart *lines, gr_rect area)
{
    gr_plot *plot = lines->plot;
    gr_mpt leading = plot->space->label_leading;
    if (lines->named) {
        gr_mpt names = widest_title(plot), most = area.width / 4;
        area.width -= (names > most ? most : names) + GAP;
    }
    area.height -= leading + GAP; /* names of categories */
    area.y += leading;            /* figures over the highest point */
    area.height -= leading;
    gr_mpt n = area.height / (3 * leading);
    lines->scale = scale_of(plot, n < 2 ? 2 : n > 6 ? 6 : (unsigned)n);
    gr_mpt ticks = gr_tick_widest(plot, &lines->scale) + GAP;
    area.x += ticks;
    area.width -= ticks;
    lines->area = area;
    lines->band = area.width / (gr_mpt)plot->chart->n_categories;
}

gr_status gr_draw_line(gr_plot *plot)
{
    gr_rect area = {0, 0, plot->space->width, plot->height};
    line_chart lines = {.plot = plot, .named = plot->chart->n_series > 1};
    if (plot->chart->n_series > MOST_SERIES) {
        return gr_plot_refuse(plot, "more than 8 lines cannot be told apart; use several charts");
    }
    gr_plot_unit(plot, &area);
    measure_room(&lines, area);
    gr_mpt names = plot->space->label_leading * (gr_mpt)(lines.named ? plot->chart->n_series : 1);
    if (lines.band < 1000 || lines.area.height < names || lines.area.height < 10000) {
        return gr_plot_refuse(plot, "no room for the lines; give the chart more height");
    }
    draw_grid(&lines);
    draw_names(&lines);
    for (size_t s = 0; s < plot->chart->n_series; s++) {
        draw_line(&lines, s);
        draw_marks(&lines, s);
    }
    draw_figures(&lines);
    draw_end_names(&lines);
    return GR_OK;
}
