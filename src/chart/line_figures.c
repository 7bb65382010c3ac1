#include <string.h>

#include "chart_priv.h"

/* Owns where the figures of a line chart stand: clear of all lines, marks and other figures. The
 * highest is placed first, and keeps its figure in any case. */

#define MOST_FIGURES 60 /* of one line */
#define MOST_SHARED  24 /* of several */

gr_point gr_line_point(const gr_line_chart *lines, size_t series, size_t category)
{
    const gr_rect *area = &lines->area;
    int64_t value = lines->plot->values[gr_plot_index(lines->plot, series, category)];
    gr_mpt y = gr_scale_place(&lines->scale, value, area->y + area->height, area->y);
    return (gr_point){area->x + lines->band * (gr_mpt)category + lines->band / 2, y};
}

typedef struct figure_spots { /* places found, by gr_plot_index */
    gr_line_chart *lines;
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
    return bottom + GR_LINE_WIDTH > box.y && top - GR_LINE_WIDTH < box.y + box.height;
}

/** No mark and no line of a series runs through the box. */
static bool is_clear_of(const gr_line_chart *lines, gr_rect box, size_t series)
{
    const gr_plot *plot = lines->plot;
    bool before = false;
    for (size_t c = 0; c < plot->chart->n_categories; c++) {
        bool now = plot->present[gr_plot_index(plot, series, c)];
        if (!now) {
            before = false;
            continue;
        }
        gr_point at = gr_line_point(lines, series, c);
        gr_rect mark = {at.x - GR_MARK_ROOM, at.y - GR_MARK_ROOM, 2 * GR_MARK_ROOM,
                        2 * GR_MARK_ROOM};
        if (!apart(box, mark) ||
            (before && is_crossed(box, gr_line_point(lines, series, c - 1), at))) {
            return false;
        }
        before = true;
    }
    return true;
}

static bool is_clear(const figure_spots *f, gr_rect box)
{
    const gr_line_chart *lines = f->lines;
    const gr_chart *chart = lines->plot->chart;
    gr_mpt bottom = lines->area.y + lines->area.height;
    gr_mpt right = lines->named ? lines->area.x + lines->area.width : lines->plot->space->width;
    if (box.x < lines->area.x || box.x + box.width > right || box.y < 0 ||
        box.y + box.height > bottom + GR_LINE_WIDTH) {
        return false;
    }
    for (size_t i = 0; i < chart->n_series * chart->n_categories; i++) {
        if (f->placed[i] && !apart(box, f->boxes[i])) {
            return false;
        }
    }
    for (size_t s = 0; s < chart->n_series; s++) {
        if (!is_clear_of(lines, box, s)) {
            return false;
        }
    }
    return true;
}

static void take_place(figure_spots *f, size_t i, gr_rect box)
{
    const gr_chart_space *space = f->lines->plot->space;
    f->boxes[i] = box;
    f->spots[i] =
        (gr_text_spot){box.x, box.y + space->label_size * 75 / 100, -1, false, space->text};
    f->placed[i] = true;
}

static gr_rect figure_box(const figure_spots *f, size_t s, size_t c)
{
    const gr_plot *plot = f->lines->plot;
    return (gr_rect){.width = gr_plot_width(plot, gr_plot_figure(plot, s, c)->text),
                     .height = plot->space->label_size * 95 / 100};
}

/** Above, below and in the corners: the first place that is free. An absent value has its sign at
 * the foot of its gap. */
static bool place_figure(figure_spots *f, size_t s, size_t c)
{
    static const int ways[][2] = {{0, -1}, {0, 1},  {1, -1}, {-1, -1}, {1, 1},
                                  {-1, 1}, {0, -2}, {0, 2},  {1, 0},   {-1, 0}};
    gr_line_chart *lines = f->lines;
    gr_plot *plot = lines->plot;
    size_t own = gr_plot_index(plot, s, c);
    gr_rect box = figure_box(f, s, c);
    gr_mpt size = plot->space->label_size, high = box.height, near = GR_MARK_ROOM + 200;
    gr_point at = {lines->area.x + lines->band * (gr_mpt)c + lines->band / 2,
                   lines->area.y + lines->area.height - high - 1000};
    if (plot->present[own]) {
        at = gr_line_point(lines, s, c);
    }
    for (size_t i = 0; i < (plot->present[own] ? sizeof ways / sizeof ways[0] : 1); i++) {
        int dx = ways[i][0], dy = plot->present[own] ? ways[i][1] : 0;
        box.x = dx > 0 ? at.x + near : dx < 0 ? at.x - near - box.width : at.x - box.width / 2;
        gr_mpt away = near + (dy == 2 || dy == -2 ? size / 2 : 0);
        box.y = dy > 0 ? at.y + away : dy < 0 ? at.y - away - high : at.y - high / 2;
        if (is_clear(f, box)) {
            take_place(f, own, box);
            return true;
        }
    }
    return false;
}

typedef enum telling { TELLS_LITTLE, TELLS_ABSENT, TELLS_END, TELLS_LOW, TELLS_HIGH } telling;

static telling telling_of(const gr_plot *plot, size_t s, size_t c)
{
    size_t own = gr_plot_index(plot, s, c), n = plot->chart->n_categories;
    if (!plot->present[own]) {
        return TELLS_ABSENT;
    }
    bool first = plot->chart->n_series == 1, last = true;
    for (size_t i = 0; i < n; i++) {
        bool there = plot->present[gr_plot_index(plot, s, i)];
        first = first && (i >= c || !there);
        last = last && (i <= c || !there);
    }
    return plot->values[own] == plot->high  ? TELLS_HIGH
           : plot->values[own] == plot->low ? TELLS_LOW
           : first || last                  ? TELLS_END
                                            : TELLS_LITTLE;
}

/** Places all figures that tell at least so much, those that tell most first. */
static bool place_figures(figure_spots *f, const telling *tells, telling least)
{
    const gr_chart *chart = f->lines->plot->chart;
    size_t n = chart->n_categories, all = chart->n_series * n;
    bool complete = true;
    memset(f->placed, 0, all * sizeof *f->placed);
    for (int level = TELLS_HIGH; level >= (int)least; level--) {
        for (size_t i = 0; i < all; i++) {
            complete = ((int)tells[i] != level || place_figure(f, i / n, i % n)) && complete;
        }
    }
    return complete;
}

/** The highest point keeps its figure: above it, wherever that is within the drawing. */
static void keep_highest(figure_spots *f, const telling *tells)
{
    const gr_line_chart *lines = f->lines;
    const gr_chart *chart = lines->plot->chart;
    size_t n = chart->n_categories, all = chart->n_series * n, first = all;
    for (size_t i = all; i > 0; i--) {
        if (tells[i - 1] == TELLS_HIGH) {
            first = i - 1;
            if (f->placed[first]) {
                return;
            }
        }
    }
    if (first == all) {
        return;
    }
    gr_rect box = figure_box(f, first / n, first % n);
    gr_point at = gr_line_point(lines, first / n, first % n);
    gr_mpt left = at.x - box.width / 2, most = lines->plot->space->width - box.width;
    box.x = left < 0 ? 0 : left > most ? most : left;
    box.y = at.y - GR_MARK_ROOM - 200 - box.height;
    bool free = box.x >= 0 && box.y >= 0;
    for (size_t i = 0; i < all; i++) {
        free = free && (!f->placed[i] || apart(box, f->boxes[i]));
    }
    if (free) {
        take_place(f, first, box);
    }
}

void gr_line_figures(gr_line_chart *lines)
{
    gr_plot *plot = lines->plot;
    size_t n = plot->chart->n_categories, all = plot->chart->n_series * n;
    figure_spots f = {lines, GR_NEW_N(plot->arena, gr_rect, all),
                      GR_NEW_N(plot->arena, gr_text_spot, all), GR_NEW_N(plot->arena, bool, all)};
    telling *tells = GR_NEW_N(plot->arena, telling, all);
    for (size_t i = 0; i < all; i++) {
        tells[i] = telling_of(plot, i / n, i % n);
    }
    bool few = all <= (plot->chart->n_series == 1 ? MOST_FIGURES : MOST_SHARED);
    if (!few || !place_figures(&f, tells, TELLS_LITTLE)) {
        (void)place_figures(&f, tells, TELLS_ABSENT);
    }
    keep_highest(&f, tells);
    for (size_t i = 0; i < all; i++) {
        plot->shown[i] = f.placed[i];
        if (f.placed[i]) {
            gr_pen_label(&plot->pen, gr_plot_figure(plot, i / n, i % n)->text, f.spots[i]);
        }
    }
}
