#include <string.h>

#include "chart_priv.h"

/* Lines over categories in order. Each ends in the name of its series, with its mark; marks differ
 * in shape. The axis starts at zero unless that would flatten the lines; an absent value breaks its
 * line. A single line has its figures, each where neither the line nor another figure runs through
 * it; when not all of them have such a place, only the first, the last, the highest and the lowest
 * are said. */

#define GRID_WIDTH   350
#define LINE_WIDTH   1600
#define GAP          5000
#define MOST_SERIES  8
#define MOST_FIGURES 60
#define MARK_ROOM    3200 /* half of what a mark takes */
#define NARROW       150000
#define NAME_MARK    9000 /* a mark before the name of its series */

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
    int64_t first = gr_scale_first(&lines->scale);
    bool nothing = plot->low == 0 && plot->high == 0; /* a second tick would be made up */
    int64_t last = nothing ? first : lines->scale.high;
    for (int64_t tick = first; tick <= last; tick += lines->scale.step) {
        gr_mpt y = gr_scale_place(&lines->scale, tick, area->y + area->height, area->y);
        bool base = tick == (plot->low < 0 && plot->high >= 0 ? 0 : first);
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

/* --- figures of a single line --- */

typedef struct figure_spots { /* places found, one a category */
    line_chart *lines;
    gr_rect *boxes;
    gr_text_spot *spots;
    bool *placed;
} figure_spots;

static bool apart(gr_rect a, gr_rect b)
{
    return a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y ||
           b.y + b.height <= a.y;
}

/** Height of the segment from `a` to `b` at `x`, which lies between them. */
static gr_mpt height_at(gr_point a, gr_point b, gr_mpt x)
{
    return b.x == a.x ? a.y : a.y + (gr_mpt)((int64_t)(b.y - a.y) * (x - a.x) / (b.x - a.x));
}

/** Whether the line from `a` to `b` (to its right) runs through the box. */
static bool is_crossed(gr_rect box, gr_point a, gr_point b)
{
    gr_mpt left = box.x > a.x ? box.x : a.x, right = box.x + box.width;
    right = right < b.x ? right : b.x;
    if (left > right) {
        return false;
    }
    gr_mpt one = height_at(a, b, left), other = height_at(a, b, right);
    gr_mpt top = one < other ? one : other, bottom = one < other ? other : one;
    return bottom + LINE_WIDTH > box.y && top - LINE_WIDTH < box.y + box.height;
}

static bool is_clear(const figure_spots *f, gr_rect box)
{
    const line_chart *lines = f->lines;
    const gr_plot *plot = lines->plot;
    gr_mpt bottom = lines->area.y + lines->area.height;
    if (box.x < lines->area.x || box.x + box.width > plot->space->width || box.y < 0 ||
        box.y + box.height > bottom + LINE_WIDTH) {
        return false;
    }
    for (size_t c = 0; c < plot->chart->n_categories; c++) {
        if (f->placed[c] && !apart(box, f->boxes[c])) {
            return false;
        }
        if (!plot->present[c]) {
            continue;
        }
        gr_point at = point_of(lines, 0, c);
        gr_rect mark = {at.x - MARK_ROOM, at.y - MARK_ROOM, 2 * MARK_ROOM, 2 * MARK_ROOM};
        bool joined = c > 0 && plot->present[c - 1];
        if (!apart(box, mark) || (joined && is_crossed(box, point_of(lines, 0, c - 1), at))) {
            return false;
        }
    }
    return true;
}

/** Above, below and in the corners: the first place that is free. An absent value has its sign at
 * the foot of its gap. */
static bool place_figure(figure_spots *f, size_t c)
{
    static const int8_t ways[][2] = {{0, -1}, {0, 1},  {1, -1}, {-1, -1}, {1, 1},
                                     {-1, 1}, {0, -2}, {0, 2},  {1, 0},   {-1, 0}};
    line_chart *lines = f->lines;
    gr_plot *plot = lines->plot;
    gr_mpt width = gr_plot_width(plot, gr_plot_figure(plot, 0, c)->text);
    gr_mpt size = plot->space->label_size, high = size * 95 / 100, near = MARK_ROOM + 200;
    gr_point at = {lines->area.x + lines->band * (gr_mpt)c + lines->band / 2,
                   lines->area.y + lines->area.height - high - 1000};
    if (plot->present[c]) {
        at = point_of(lines, 0, c);
    }
    for (size_t i = 0; i < (plot->present[c] ? sizeof ways / sizeof ways[0] : 1); i++) {
        int dx = ways[i][0], dy = plot->present[c] ? ways[i][1] : 0;
        gr_mpt x = dx > 0 ? at.x + near : dx < 0 ? at.x - near - width : at.x - width / 2;
        gr_mpt away = near + (dy == 2 || dy == -2 ? size / 2 : 0);
        gr_mpt y = dy > 0 ? at.y + away : dy < 0 ? at.y - away - high : at.y - high / 2;
        f->boxes[c] = (gr_rect){x, y, width, high};
        if (is_clear(f, f->boxes[c])) {
            f->spots[c] = (gr_text_spot){x, y + size * 75 / 100, -1, false, plot->space->text};
            return f->placed[c] = true;
        }
    }
    return false;
}

/** The ends of the line and its extremes, and every sign of an absent value. */
static void find_telling(const gr_plot *plot, bool *telling)
{
    size_t n = plot->chart->n_categories, first = n, last = n, low = n, high = n;
    for (size_t c = 0; c < n; c++) {
        telling[c] = !plot->present[c];
        if (plot->present[c]) {
            first = first == n ? c : first;
            last = c;
            low = low == n && plot->values[c] == plot->low ? c : low;
            high = high == n && plot->values[c] == plot->high ? c : high;
        }
    }
    if (first < n) {
        telling[first] = telling[last] = telling[low] = telling[high] = true;
    }
}

/** Places figures, those that tell most first; `all`: every one of them. */
static bool place_figures(figure_spots *f, const bool *telling, bool all)
{
    size_t n = f->lines->plot->chart->n_categories;
    bool complete = true;
    memset(f->placed, 0, n * sizeof *f->placed);
    for (size_t c = 0; c < n; c++) {
        complete = (!telling[c] || place_figure(f, c)) && complete;
    }
    for (size_t c = 0; all && c < n; c++) {
        complete = (f->placed[c] || place_figure(f, c)) && complete;
    }
    return complete;
}

static void draw_figures(line_chart *lines)
{
    gr_plot *plot = lines->plot;
    size_t n = plot->chart->n_categories;
    if (plot->chart->n_series > 1) {
        return;
    }
    figure_spots f = {lines, GR_NEW_N(plot->arena, gr_rect, n),
                      GR_NEW_N(plot->arena, gr_text_spot, n), GR_NEW_N(plot->arena, bool, n)};
    bool *telling = GR_NEW_N(plot->arena, bool, n);
    find_telling(plot, telling);
    if (n > MOST_FIGURES || !place_figures(&f, telling, true)) {
        (void)place_figures(&f, telling, false);
    }
    for (size_t c = 0; c < n; c++) {
        if (f.placed[c]) {
            gr_pen_label(&plot->pen, gr_plot_figure(plot, 0, c)->text, f.spots[c]);
        }
    }
}

/* --- names of series at the end of their lines --- */

typedef struct end_name {
    size_t series;
    gr_point end; /* of its line */
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
        gr_point end = point_of(lines, s, last - 1);
        end_name name = {s, end, end.y};
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

/** The mark of the series and its name; a thin line leads to the end of its line, unless that is
 * right beside it. */
static void draw_end_name(line_chart *lines, const end_name *name, gr_mpt x)
{
    gr_plot *plot = lines->plot;
    uint32_t colour = gr_plot_colour(plot, name->series);
    gr_point mark = {x + MARK_ROOM, name->y};
    gr_str title = plot->chart->series[name->series].title;
    gr_pen_rule(&plot->pen, name->end, mark, colour, GRID_WIDTH);
    gr_pen_mark(&plot->pen, mark, name->series, colour);
    x += NAME_MARK;
    gr_pen_label(&plot->pen, gr_plot_fit(plot, title, plot->space->width - x),
                 (gr_text_spot){x, name->y + gr_plot_middle(plot), -1, false, plot->space->text});
}

static void draw_end_names(line_chart *lines)
{
    gr_plot *plot = lines->plot;
    end_name names[MOST_SERIES];
    if (!lines->named) {
        return;
    }
    size_t n = gather_names(lines, names);
    spread(names, n, plot->space->label_leading, lines->area.y + lines->area.height);
    for (size_t i = 0; i < n; i++) {
        draw_end_name(lines, &names[i], lines->area.x + lines->area.width + GAP);
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
    bool flat = plot->high > plot->low && plot->low > 0 && plot->low > plot->high - plot->high / 4;
    int64_t low = flat || plot->low < 0 ? plot->low : 0;
    int64_t high = plot->high < 0 ? 0 : plot->high;
    return low < 0 ? gr_scale_snug(low, high, ticks) : gr_scale_make(low, high, ticks);
}

/** Names at the ends of lines, or, where they would take too much of the width, in a legend. */
static void make_names(line_chart *lines, gr_rect *area)
{
    gr_mpt names = widest_title(lines->plot), most = area->width / 3;
    if (lines->named && names > most && area->width < NARROW) {
        gr_plot_legend(lines->plot, area);
        lines->named = false;
    } else if (lines->named) {
        area->width -= (names > most ? most : names) + NAME_MARK + GAP;
    }
}

static void measure_room(line_chart *lines, gr_rect area)
{
    gr_plot *plot = lines->plot;
    gr_mpt leading = plot->space->label_leading;
    bool single = plot->chart->n_series == 1;
    make_names(lines, &area);
    area.height -= leading + GAP;                  /* names of categories */
    gr_mpt above = single ? leading : leading / 2; /* figures over the highest point */
    area.y += above;
    area.height -= above;
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
        return gr_plot_small(plot, GR_LIT("too little for its lines and their names"));
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
