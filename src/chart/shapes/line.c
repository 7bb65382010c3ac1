#include "chart_priv.h"

/* Lines over categories in order. Each ends in the name of its series, with its mark; marks differ
 * in shape. The axis starts at zero unless that would flatten the lines; an absent value breaks its
 * line. Names of categories stand under the axis on as many lines as they need, or are turned; only
 * where there are more of them than lines of type every second, third, ... is named. Figures stand
 * where no line and no other figure runs through them, the highest first; when not all of them have
 * such a place, only those that tell most are tried. What is not named or said is told (rest.c). */

#define GRID_WIDTH  350
#define GAP         5000
#define MOST_SERIES 8
#define NARROW      150000
#define NAME_MARK   9000  /* a mark before the name of its series */
#define GOOD_LINES  4     /* of a name under the axis; a longer one is turned, ... */
#define MOST_LINES  12    /* ... unless that is no use */
#define LOW         90000 /* a drawing of little height */
#define BREAK       2500  /* half of the width of the sign */
#define LEAST_AREA  30000 /* height of the lines themselves, when names take more than the rest */

/* --- grid --- */

static void draw_grid(gr_line_chart *lines)
{
    gr_plot *plot = lines->plot;
    const gr_rect *area = &lines->area;
    int64_t first = gr_scale_first(&lines->scale);
    bool nothing = plot->low == 0 && plot->high == 0; /* a second tick would be made up */
    int64_t last = nothing ? first : lines->scale.high;
    for (int64_t tick = first; tick <= last; tick += lines->scale.step) {
        gr_mpt y = gr_scale_place(&lines->scale, tick, area->y + area->height, area->y);
        bool base = tick == (plot->low < 0 && plot->high >= 0 ? 0 : first);
        gr_pen_grid(&plot->pen, (gr_point){area->x, y}, (gr_point){area->x + area->width, y},
                    base ? plot->space->axis : plot->space->grid, base ? 700 : GRID_WIDTH);
        gr_pen_label(
            &plot->pen, gr_tick_text(plot, &lines->scale, tick),
            (gr_text_spot){area->x - GAP, y + gr_plot_middle(plot), 1, false, plot->space->text});
    }
}

/** Little room, where words about the axis would take that of figures: its sign says it alone. */
static bool is_low(const gr_plot *plot)
{
    return plot->space->height < LOW;
}

/** The axis is broken off, where the first figures leave room for the sign. */
static void draw_break(gr_line_chart *lines)
{
    gr_plot *plot = lines->plot;
    gr_point foot = {lines->area.x, lines->area.y + lines->area.height};
    gr_mpt room = (lines->band - gr_plot_widest_figure(plot)) / 2;
    if (!gr_scale_is_cut(plot) || (!is_low(plot) && room < 2 * BREAK)) {
        return;
    }
    gr_pen_move(&plot->pen, foot);
    gr_pen_draw(&plot->pen, (gr_point){foot.x, foot.y - BREAK});
    gr_pen_draw(&plot->pen, (gr_point){foot.x - BREAK, foot.y - BREAK * 3 / 2});
    gr_pen_draw(&plot->pen, (gr_point){foot.x + BREAK, foot.y - BREAK * 5 / 2});
    gr_pen_draw(&plot->pen, (gr_point){foot.x, foot.y - BREAK * 3});
    gr_pen_draw(&plot->pen, (gr_point){foot.x, foot.y - BREAK * 4});
    gr_pen_end(&plot->pen, (gr_shape_ink){GR_INK_NONE, plot->space->axis, 700});
}

/** "x € 1.000; de as begint niet bij nul" */
static void draw_unit(gr_plot *plot, gr_rect *area)
{
    const gr_chart *chart = plot->chart;
    gr_str words = chart->unit;
    if (gr_scale_is_cut(plot) && chart->cut.len > 0 && !is_low(plot)) {
        words = chart->unit.len == 0 ? gr_word_capital(chart->cut, plot->arena)
                                     : gr_str_fmt(plot->arena, GR_FMT "; " GR_FMT,
                                                  GR_ARG(chart->unit), GR_ARG(chart->cut));
    }
    gr_plot_words(plot, area, words);
}

/** Every second, third, ... name: what is left out is told. */
static void draw_thinned(gr_line_chart *lines)
{
    gr_plot *plot = lines->plot;
    const gr_rect *area = &lines->area;
    size_t every = (size_t)((gr_plot_widest_category(plot) + GAP) / lines->band) + 1;
    for (size_t c = 0; c < plot->chart->n_categories; c++) {
        gr_mpt middle = area->x + lines->band * (gr_mpt)c + lines->band / 2;
        gr_mpt half = gr_plot_width(plot, plot->chart->categories[c]) / 2;
        plot->named[c] = c % every == 0 && middle >= half && middle + half <= plot->space->width;
        if (plot->named[c]) {
            gr_mpt y = area->y + area->height + plot->space->label_leading + GAP / 2;
            gr_pen_label(&plot->pen, plot->chart->categories[c],
                         (gr_text_spot){middle, y, 0, false, plot->space->text});
        }
    }
}

/** Read from the foot up, its end at the axis. */
static void draw_turned(gr_line_chart *lines, size_t c, gr_mpt middle)
{
    gr_plot *plot = lines->plot;
    const gr_wrapped *name = &lines->names[c];
    gr_mpt leading = plot->space->label_leading, top = lines->area.y + lines->area.height + GAP;
    gr_mpt first = middle + gr_plot_middle(plot) - leading * (gr_mpt)(name->n - 1) / 2;
    for (size_t i = 0; i < name->n; i++) {
        gr_mpt width = gr_plot_width(plot, name->lines[i]);
        gr_text_spot spot = {first + leading * (gr_mpt)i, top + (name->n > 1 ? name->width : width),
                             -1, false, plot->space->text};
        gr_pen_piece(&plot->pen, name->lines[i], spot, name->hyphens[i], true);
    }
}

static void draw_names(gr_line_chart *lines)
{
    gr_plot *plot = lines->plot;
    const gr_rect *area = &lines->area;
    if (lines->way == GR_NAMES_THINNED) {
        draw_thinned(lines);
        return;
    }
    for (size_t c = 0; c < plot->chart->n_categories; c++) {
        gr_mpt middle = area->x + lines->band * (gr_mpt)c + lines->band / 2;
        gr_mpt top = area->y + area->height + plot->space->label_leading + GAP / 2;
        gr_mpt high = gr_wrapped_height(plot, &lines->names[c]) - plot->space->label_leading;
        if (lines->way == GR_NAMES_TURNED) {
            draw_turned(lines, c, middle);
            continue;
        }
        gr_plot_lines(plot, &lines->names[c],
                      (gr_text_spot){middle, top - gr_plot_middle(plot) + high / 2, 0, false,
                                     plot->space->text});
    }
}

/* --- lines --- */

static void draw_line(gr_line_chart *lines, size_t series)
{
    gr_plot *plot = lines->plot;
    bool open = false;
    for (size_t c = 0; c < plot->chart->n_categories; c++) {
        if (!plot->present[gr_plot_index(plot, series, c)]) {
            open = false;
            continue;
        }
        gr_point at = gr_line_point(lines, series, c);
        if (open) {
            gr_pen_draw(&plot->pen, at);
        } else {
            gr_pen_move(&plot->pen, at);
        }
        open = true;
    }
    gr_pen_end(&plot->pen,
               (gr_shape_ink){GR_INK_NONE, gr_plot_colour(plot, series), GR_LINE_WIDTH});
}

static void draw_marks(gr_line_chart *lines, size_t series)
{
    gr_plot *plot = lines->plot;
    for (size_t c = 0; c < plot->chart->n_categories; c++) {
        if (plot->present[gr_plot_index(plot, series, c)]) {
            gr_pen_mark(&plot->pen, gr_line_point(lines, series, c), series,
                        gr_plot_colour(plot, series));
        }
    }
}

/* --- names of series at the end of their lines --- */

typedef struct end_name {
    size_t series;
    gr_point end;   /* of its line */
    gr_mpt y, half; /* of its middle; half of its height */
} end_name;

static size_t last_present(const gr_plot *plot, size_t series)
{
    size_t c = plot->chart->n_categories;
    while (c > 0 && !plot->present[gr_plot_index(plot, series, c - 1)]) {
        c--;
    }
    return c;
}

/** From the top down. A line without any point is named at the foot. */
static size_t gather_names(const gr_line_chart *lines, end_name *names)
{
    const gr_rect *area = &lines->area;
    size_t n = 0;
    for (size_t s = 0; s < lines->plot->chart->n_series; s++) {
        size_t last = last_present(lines->plot, s);
        gr_point end = {area->x + area->width + GAP + GR_MARK_ROOM, area->y + area->height};
        if (last > 0) {
            end = gr_line_point(lines, s, last - 1);
        }
        end_name name = {s, end, end.y, gr_wrapped_height(lines->plot, &lines->titles[s]) / 2};
        size_t at = n++;
        for (; at > 0 && names[at - 1].y > name.y; at--) {
            names[at] = names[at - 1];
        }
        names[at] = name;
    }
    return n;
}

/** Down from the top, then up from the bottom: apart, in the order of the lines. */
static void spread(end_name *names, size_t n, const gr_rect *area)
{
    for (size_t i = 0; i < n; i++) {
        gr_mpt least = i == 0 ? names[0].half : names[i - 1].y + names[i - 1].half + names[i].half;
        names[i].y = names[i].y < least ? least : names[i].y;
    }
    for (size_t i = n; i > 0; i--) {
        gr_mpt most = i == n ? area->y + area->height : names[i].y - names[i].half;
        most -= i == n ? 0 : names[i - 1].half;
        names[i - 1].y = names[i - 1].y > most ? most : names[i - 1].y;
    }
}

/** The mark of the series and its name; a thin line leads to the end of its line, unless that is
 * right beside it. */
static void draw_end_name(gr_line_chart *lines, const end_name *name, gr_mpt x)
{
    gr_plot *plot = lines->plot;
    uint32_t colour = gr_plot_colour(plot, name->series);
    gr_point mark = {x + GR_MARK_ROOM, name->y};
    gr_pen_rule(&plot->pen, name->end, mark, colour, GRID_WIDTH);
    gr_pen_mark(&plot->pen, mark, name->series, colour);
    gr_plot_lines(plot, &lines->titles[name->series],
                  (gr_text_spot){x + NAME_MARK, name->y, -1, false, plot->space->text});
}

static void draw_end_names(gr_line_chart *lines)
{
    end_name names[MOST_SERIES];
    if (!lines->named) {
        return;
    }
    size_t n = gather_names(lines, names);
    spread(names, n, &lines->area);
    for (size_t i = 0; i < n; i++) {
        draw_end_name(lines, &names[i], lines->area.x + lines->area.width + GAP);
    }
}

/* --- room --- */

static gr_scale scale_of(const gr_plot *plot, unsigned ticks)
{
    int64_t low = gr_scale_is_cut(plot) || plot->low < 0 ? plot->low : 0;
    int64_t high = plot->high < 0 ? 0 : plot->high;
    return low < 0 ? gr_scale_snug(low, high, ticks) : gr_scale_make(low, high, ticks);
}

/** Names at the ends of lines, or, where they would take too much of the drawing, in a legend. */
static void make_titles(gr_line_chart *lines, gr_rect *area)
{
    gr_plot *plot = lines->plot;
    gr_mpt most = area->width / 3, widest = 0, height = 0;
    bool broken = false;
    lines->titles = GR_NEW_N(plot->arena, gr_wrapped, plot->chart->n_series);
    for (size_t s = 0; s < plot->chart->n_series; s++) {
        gr_wrapped *title = &lines->titles[s];
        *title = gr_plot_wrap(plot, plot->chart->series[s].title, most);
        widest = title->width > widest ? title->width : widest;
        height += gr_wrapped_height(plot, title);
        broken = broken || title->broken || (title->n > 1 && area->width < NARROW);
    }
    lines->named = lines->named && !broken && height <= area->height / 2;
    if (lines->named) {
        area->width -= widest + NAME_MARK + GAP;
    } else {
        gr_plot_legend(plot, area);
    }
}

/** What is left of the area for the lines, above names of that height. */
static void measure_area(gr_line_chart *lines, gr_rect area)
{
    gr_plot *plot = lines->plot;
    gr_mpt leading = plot->space->label_leading;
    area.height -= lines->below + GAP;
    area.y += leading; /* figures over the highest point */
    area.height -= leading;
    gr_mpt n = area.height / (3 * leading);
    lines->scale = scale_of(plot, n < 2 ? 2 : n > 6 ? 6 : (unsigned)n);
    gr_mpt ticks = gr_tick_widest(plot, &lines->scale) + GAP;
    area.x += ticks;
    area.width -= ticks;
    lines->area = area;
    lines->band = area.width / (gr_mpt)plot->chart->n_categories;
}

/** Wraps names to `width`; their largest number of lines, and whether one broke within a word. */
static size_t wrap_names(gr_line_chart *lines, gr_mpt width, gr_mpt *out_widest, bool *out_broken)
{
    const gr_plot *plot = lines->plot;
    size_t most = 1;
    *out_widest = 0;
    *out_broken = false;
    for (size_t c = 0; c < plot->chart->n_categories; c++) {
        gr_wrapped *name = &lines->names[c];
        *name = gr_plot_wrap(plot, plot->chart->categories[c], width);
        most = name->n > most ? name->n : most;
        *out_widest = name->width > *out_widest ? name->width : *out_widest;
        *out_broken = *out_broken || name->broken;
    }
    return most;
}

/** Turned names, on as many lines as their bands have room for; their height, 0: no room. */
static gr_mpt turn_names(gr_line_chart *lines)
{
    gr_mpt leading = lines->plot->space->label_leading, widest;
    bool broken;
    for (gr_mpt fifths = 2; fifths <= 4; fifths++) {
        size_t n = wrap_names(lines, lines->plot->space->height * fifths / 5, &widest, &broken);
        if (leading * (gr_mpt)n <= lines->band && !broken) {
            return widest + GAP / 2;
        }
    }
    return 0;
}

/** How names stand under bands of that width; the height that takes. */
static gr_mpt place_names(gr_line_chart *lines)
{
    const gr_plot *plot = lines->plot;
    gr_mpt leading = plot->space->label_leading, size = plot->space->label_size, widest;
    bool broken;
    size_t n = wrap_names(lines, lines->band - GAP, &widest, &broken);
    bool broad = widest <= lines->band - GAP && (!broken || lines->band > 6 * size);
    lines->way = GR_NAMES_LEVEL;
    if (broad && n <= GOOD_LINES) {
        return leading * (gr_mpt)n;
    }
    gr_mpt most = plot->space->most_height, turned = turn_names(lines);
    most = (most > plot->height ? most : plot->height) / 2;
    lines->way = GR_NAMES_TURNED;
    if (turned > 0 && turned <= most) {
        return turned;
    }
    bool level = broad && n <= MOST_LINES && leading * (gr_mpt)n <= most;
    lines->way = level ? GR_NAMES_LEVEL : GR_NAMES_THINNED;
    (void)wrap_names(lines, lines->band - GAP, &widest, &broken);
    return leading * (lines->way == GR_NAMES_LEVEL ? (gr_mpt)n : 1);
}

/** The width of the bands and the height of names below them hang together: what names need is only
 * ever added to. */
static gr_status measure_room(gr_line_chart *lines, gr_rect area)
{
    gr_plot *plot = lines->plot;
    lines->names = GR_NEW_N(plot->arena, gr_wrapped, plot->chart->n_categories);
    make_titles(lines, &area);
    lines->below = plot->space->label_leading;
    for (int i = 0; i < 3; i++) {
        measure_area(lines, area);
        if (lines->band < 1000) {
            return GR_OK; /* too little, which the caller says */
        }
        gr_mpt below = place_names(lines);
        lines->below = below > lines->below ? below : lines->below;
        gr_mpt others = plot->height - area.height + lines->below + GAP;
        if (lines->below > plot->space->label_leading) { /* names must not flatten the lines */
            gr_mpt before = plot->height, most = plot->space->most_height;
            gr_mpt least = plot->space->height / 2, head = others + plot->space->label_leading;
            least = least < most - head ? least : most - head;
            GR_TRY(gr_plot_need(plot, head + (least > LEAST_AREA ? least : LEAST_AREA)));
            area.height += plot->height - before;
        }
    }
    measure_area(lines, area);
    return GR_OK;
}

gr_status gr_draw_line(gr_plot *plot)
{
    gr_rect area = {0, 0, plot->space->width, plot->height};
    gr_line_chart lines = {.plot = plot, .named = plot->chart->n_series > 1};
    if (plot->chart->n_series > MOST_SERIES) {
        return gr_plot_refuse(plot, "more than 8 lines cannot be told apart; use several charts");
    }
    draw_unit(plot, &area);
    GR_TRY(measure_room(&lines, area));
    if (lines.band < 1000 || lines.area.height < 10000) {
        return gr_plot_small(plot, GR_LIT("too little for its lines and their names"));
    }
    draw_grid(&lines);
    draw_break(&lines);
    draw_names(&lines);
    for (size_t s = 0; s < plot->chart->n_series; s++) {
        draw_line(&lines, s);
        draw_marks(&lines, s);
    }
    gr_line_figures(&lines);
    draw_end_names(&lines);
    return GR_OK;
}
