#include "base/date.h"
#include "chart_priv.h"

/* Tasks on an axis of time, each from its first day to its last, with its dates beside the bar, or
 * within it where they can be read, never over it. Tasks of one name share a row, and have lanes of
 * it where they or their dates would meet. The axis counts months, quarters or years: the finest
 * whose names fit. */
#include <assert.h>

#define GAP         4000
#define GRID_WIDTH  350
#define MOST_CELLS  60
#define THICKEST    13000
#define WIDEST_BAND 28000
#define MOST_LANES  100 /* of a row: more than a page has lines */

typedef struct span { /* of a lane that is taken */
    gr_mpt from, to;
    size_t lane;
} span;

typedef struct task {
    gr_day first, last;
    bool present;
    gr_str dates, brief; /* brief: where there is no room */
    size_t row, lane;
    gr_mpt from, to; /* its bar, or the room of its mark or its sign */
    gr_str label;    /* empty: it found no place */
    gr_mpt at;       /* where that begins */
    bool inside;
} task;

typedef struct task_row { /* tasks of one name */
    gr_str name;
    gr_wrapped lines;
    size_t lanes;
    gr_mpt top, height;
    span *taken;
    size_t n_taken, cap_taken;
} task_row;

typedef struct time_axis { /* one way to name the cells of the axis */
    int months;            /* of one cell */
    bool brief;
} time_axis;

typedef struct gantt_chart {
    gr_plot *plot;
    task *tasks;
    task_row *rows;
    size_t n_rows;
    gr_day low, high; /* first day of the axis, first day behind it */
    gr_rect area;     /* of the tasks */
    gr_mpt names;
    time_axis axis;
} gantt_chart;

/* --- tasks --- */

static bool days_of(const gr_value *value, gr_day *out_first, gr_day *out_last)
{
    if (value->type == GR_T_DATE) {
        *out_first = *out_last = value->as.day;
    } else if (value->type == GR_T_PERIOD) {
        *out_first = gr_period_first(value->as.period);
        *out_last = gr_period_last(value->as.period);
    } else {
        return false;
    }
    return true;
}

static void add_brief(const gr_plot *plot, gr_day day, gr_buf *out)
{
    gr_civil civil = gr_civil_of(day);
    gr_buf_addf(out, "%d %s %d", civil.day,
                plot->space->notation->language->months_short[civil.month - 1], civil.year);
}

/** "4 okt 2022 - 28 feb 2023" */
static gr_str brief_of(const gr_plot *plot, const task *one)
{
    gr_buf out = gr_buf_make(plot->arena, SIZE_MAX);
    add_brief(plot, one->first, &out);
    if (one->last > one->first) {
        gr_buf_add(&out, GR_LIT(" \xe2\x80\x93 "));
        add_brief(plot, one->last, &out);
    }
    return gr_buf_view(&out);
}

static gr_status load_task(gantt_chart *gantt, size_t nr)
{
    gr_plot *plot = gantt->plot;
    const gr_figure *start = gr_plot_figure(plot, 0, nr);
    const gr_figure *end = plot->chart->n_series > 1 ? gr_plot_figure(plot, 1, nr) : NULL;
    task *one = &gantt->tasks[nr];
    gr_day first_of_end;
    one->dates = start->text;
    one->present = days_of(&start->value, &one->first, &one->last);
    if (one->present && end != NULL && days_of(&end->value, &first_of_end, &one->last) &&
        !gr_str_eq(start->text, end->text)) {
        one->dates = gr_str_fmt(plot->arena, GR_FMT " \xe2\x80\x93 " GR_FMT, GR_ARG(start->text),
                                GR_ARG(end->text));
    }
    one->brief = one->present ? brief_of(plot, one) : one->dates;
    if (one->present && one->last < one->first) {
        gr_diag_report_halves(plot->diag, plot->at, GR_CODE_CHART_DATA, GR_LIT(""),
                              "'" GR_FMT "' ends before it starts: " GR_FMT,
                              GR_ARG(plot->chart->categories[nr]), GR_ARG(one->dates));
        return GR_BAD_INPUT;
    }
    return GR_OK;
}

static gr_status load_tasks(gantt_chart *gantt)
{
    gr_plot *plot = gantt->plot;
    size_t found = 0;
    gantt->tasks = GR_NEW_N(plot->arena, task, plot->chart->n_categories);
    for (size_t i = 0; i < plot->chart->n_categories; i++) {
        GR_TRY(load_task(gantt, i));
        const task *one = &gantt->tasks[i];
        if (!one->present) {
            continue;
        }
        gantt->low = found == 0 || one->first < gantt->low ? one->first : gantt->low;
        gantt->high = found == 0 || one->last > gantt->high ? one->last : gantt->high;
        found++;
    }
    return found == 0 ? gr_plot_refuse(plot, "no task with a start") : GR_OK;
}

/* --- the axis; months are counted from the year 0 --- */

static int month_of(gr_day day)
{
    gr_civil civil = gr_civil_of(day);
    return civil.year * 12 + civil.month - 1;
}

static gr_day day_of(int month)
{
    return gr_day_of((gr_civil){month / 12, (uint8_t)(month % 12 + 1), 1});
}

static int first_month(const gantt_chart *gantt, time_axis axis)
{
    int month = month_of(gantt->low);
    return month - month % axis.months;
}

static int end_month(const gantt_chart *gantt, time_axis axis)
{
    int month = month_of(gantt->high);
    return month - month % axis.months + axis.months;
}

static gr_mpt place_of(const gantt_chart *gantt, gr_day day)
{
    int64_t passed = day - gantt->low, all = gantt->high - gantt->low;
    assert(all > 0); /* a chart without tasks is refused, and an axis has a length */
    return gantt->area.x + (gr_mpt)(passed * gantt->area.width / all);
}

static gr_str cell_name(const gantt_chart *gantt, time_axis axis, int month)
{
    const gr_language *language = gantt->plot->space->notation->language;
    if (axis.months == 12) {
        return gr_str_fmt(gantt->plot->arena, "%d", month / 12);
    }
    if (axis.months == 3) {
        int quarter = month % 12 / 3;
        return axis.brief
                   ? gr_str_fmt(gantt->plot->arena, "%s%d", language->quarter_short, quarter + 1)
                   : gr_str_of(language->quarters[quarter]);
    }
    return gr_str_of(axis.brief ? language->months_short[month % 12]
                                : language->months[month % 12]);
}

/** Names fit their cells, when every month is taken to be of equal length. */
static bool axis_fits(const gantt_chart *gantt, time_axis axis)
{
    int first = first_month(gantt, axis), end = end_month(gantt, axis);
    if ((end - first) / axis.months > MOST_CELLS) {
        return false;
    }
    gr_mpt cell = (gr_mpt)((int64_t)gantt->area.width * axis.months * 9 / 10 / (end - first));
    for (int month = first; month < end; month += axis.months) {
        if (gr_plot_width(gantt->plot, cell_name(gantt, axis, month)) + GAP > cell) {
            return false;
        }
    }
    return true;
}

static void choose_axis(gantt_chart *gantt)
{
    static const time_axis ways[] = {{1, false}, {1, true}, {3, false}, {3, true}, {12, false}};
    size_t at = 0;
    while (at < 4 && !axis_fits(gantt, ways[at])) {
        at++;
    }
    gantt->axis = ways[at];
    int first = first_month(gantt, gantt->axis), end = end_month(gantt, gantt->axis);
    gantt->low = day_of(first);
    gantt->high = day_of(end);
}

/** A name in the middle of its cell; that of several years stands at their beginning. */
static void draw_cell_name(gantt_chart *gantt, int month, int end, gr_mpt y, bool bold)
{
    gr_plot *plot = gantt->plot;
    time_axis axis = bold ? (time_axis){12, false} : gantt->axis;
    gr_mpt left = place_of(gantt, day_of(month)), right = place_of(gantt, day_of(end));
    gr_str name = cell_name(gantt, axis, month);
    if (plot->space->measure(plot->space->user, name, bold) <= right - left) {
        bool several = end - month > 12;
        gr_mpt x = several ? left + GRID_WIDTH + 1000 : left + (right - left) / 2;
        gr_pen_label(&plot->pen, name,
                     (gr_text_spot){x, y, (int8_t)(several ? -1 : 0), bold, plot->space->text});
    }
}

/** Each year is named, or where they are narrow every second, third, ... */
static int years_named(const gantt_chart *gantt)
{
    const gr_plot *plot = gantt->plot;
    int months = month_of(gantt->high) - month_of(gantt->low);
    gr_mpt name = plot->space->measure(plot->space->user, GR_LIT("2000"), true) + GAP;
    gr_mpt year = (gr_mpt)((int64_t)gantt->area.width * 12 / months);
    return gantt->axis.months < 12 || year <= 0 ? 1 : (name - 1) / year + 1;
}

/** Years above, their months or quarters below, and a line where each begins. */
static void draw_axis(gantt_chart *gantt)
{
    gr_plot *plot = gantt->plot;
    const gr_rect *area = &gantt->area;
    int first = month_of(gantt->low), end = month_of(gantt->high);
    gr_mpt leading = plot->space->label_leading, bottom = area->y + area->height;
    gr_mpt names = area->y - GAP, years = gantt->axis.months < 12 ? names - leading : names;
    for (int month = first; month <= end; month += gantt->axis.months) {
        gr_mpt x = place_of(gantt, day_of(month));
        bool year = month % 12 == 0;
        gr_pen_grid(&plot->pen, (gr_point){x, year ? years - leading * 7 / 10 : area->y},
                    (gr_point){x, bottom}, plot->space->grid, year ? 2 * GRID_WIDTH : GRID_WIDTH);
        if (month < end && gantt->axis.months < 12) {
            draw_cell_name(gantt, month, month + gantt->axis.months, names, false);
        }
    }
    int every = 12 * years_named(gantt);
    for (int month = first; month < end;) {
        int next = month - month % 12 + every;
        draw_cell_name(gantt, month, next < end ? next : end, years, true);
        month = next;
    }
    gr_pen_rule(&plot->pen, (gr_point){area->x, area->y},
                (gr_point){area->x + area->width, area->y}, plot->space->axis, 2 * GRID_WIDTH);
}

/* --- lanes: where bars and their dates stand --- */

/** A row for each name, in the order in which they come. */
static void gather_rows(gantt_chart *gantt)
{
    const gr_chart *chart = gantt->plot->chart;
    gantt->rows = GR_NEW_N(gantt->plot->arena, task_row, chart->n_categories);
    for (size_t i = 0; i < chart->n_categories; i++) {
        size_t row = 0;
        while (row < gantt->n_rows && !gr_str_eq(gantt->rows[row].name, chart->categories[i])) {
            row++;
        }
        if (row == gantt->n_rows) {
            gantt->rows[gantt->n_rows++] = (task_row){.name = chart->categories[i]};
        }
        gantt->tasks[i].row = row;
    }
}

static bool is_free(const gantt_chart *gantt, const task_row *row, span one)
{
    bool inside = one.from >= gantt->area.x && one.to <= gantt->area.x + gantt->area.width;
    for (size_t i = 0; i < row->n_taken; i++) {
        const span *other = &row->taken[i];
        if (other->lane == one.lane && one.from < other->to && other->from < one.to) {
            return false;
        }
    }
    return inside;
}

static void take(const gantt_chart *gantt, task_row *row, span one)
{
    *GR_PUSH(gantt->plot->arena, row->taken, row->n_taken, row->cap_taken, span) = one;
}

/** Right of the bar, else left of it, else within, where its colour lets it be read. */
static bool place_label(const gantt_chart *gantt, task_row *row, task *one, gr_str text)
{
    const gr_chart_space *space = gantt->plot->space;
    gr_mpt width = gr_plot_width(gantt->plot, text);
    const gr_mpt starts[] = {one->to + GAP, one->from - GAP - width};
    one->label = text;
    for (size_t i = 0; i < 2; i++) {
        span wanted = {starts[i], starts[i] + width, one->lane};
        if (is_free(gantt, row, wanted)) {
            take(gantt, row, (span){wanted.from - GAP, wanted.to + GAP, one->lane});
            one->at = starts[i];
            return true;
        }
    }
    one->inside = one->present && width + 2 * GAP <= one->to - one->from &&
                  space->on_colours != NULL && space->on_colours[0] != GR_INK_NONE;
    one->at = one->from + (one->to - one->from - width) / 2;
    return one->inside;
}

/** A lane of the row, or one more, where the bar is free, and its dates, or with `bare` not. */
static bool find_lane(gantt_chart *gantt, task *one, bool more, bool bare)
{
    task_row *row = &gantt->rows[one->row];
    size_t end = row->lanes + (more ? 1 : 0);
    for (size_t lane = more ? row->lanes : 0; lane < end; lane++) {
        const gr_str texts[] = {one->dates, one->brief};
        span bar = {one->from, one->to, lane};
        one->lane = lane;
        if (!is_free(gantt, row, bar)) {
            continue;
        }
        for (size_t i = 0; i < 2 && !bare; i++) {
            if (place_label(gantt, row, one, texts[i])) {
                take(gantt, row, bar);
                return true;
            }
        }
        one->label = GR_LIT("");
        if (bare) {
            take(gantt, row, bar);
            return true;
        }
    }
    return false;
}

static gr_status place_task(gantt_chart *gantt, size_t nr)
{
    gr_plot *plot = gantt->plot;
    task *one = &gantt->tasks[nr];
    task_row *row = &gantt->rows[one->row];
    gr_mpt end = gantt->area.x + gantt->area.width;
    one->from = one->to = gantt->area.x;
    if (one->present) {
        one->from = place_of(gantt, one->first);
        one->to = place_of(gantt, one->last + 1);
    }
    if (one->present && one->first == one->last) { /* a mark, within the axis */
        gr_mpt middle = one->from + (one->to - one->from) / 2;
        middle = middle < gantt->area.x + GAP ? gantt->area.x + GAP : middle;
        middle = middle > end - GAP ? end - GAP : middle;
        one->from = middle - GAP;
        one->to = middle + GAP;
    }
    if (!find_lane(gantt, one, false, false) && !find_lane(gantt, one, true, false)) {
        bool bare = find_lane(gantt, one, false, true) || find_lane(gantt, one, true, true);
        gr_rest_figures(plot, nr);
        if (!bare || row->lanes > MOST_LANES) {
            return gr_plot_small(plot, GR_LIT("too little for tasks of one name; show fewer"));
        }
    }
    row->lanes = one->lane >= row->lanes ? one->lane + 1 : row->lanes;
    return GR_OK;
}

/* --- bars --- */

static void draw_task(gantt_chart *gantt, size_t nr)
{
    gr_plot *plot = gantt->plot;
    const task *one = &gantt->tasks[nr];
    const task_row *row = &gantt->rows[one->row];
    assert(gantt->rows != NULL);
    gr_mpt lane = row->height / (gr_mpt)row->lanes;
    gr_mpt middle = row->top + lane * (gr_mpt)one->lane + lane / 2;
    gr_mpt thick = lane * 6 / 10 > THICKEST ? THICKEST : lane * 6 / 10;
    if (one->present && one->first == one->last) {
        gr_point at = {one->from + GAP, middle};
        gr_pen_mark(&plot->pen, at, 3, gr_plot_colour(plot, 0));
    } else if (one->present) {
        gr_rect bar = {one->from, middle - thick / 2, one->to - one->from, thick};
        gr_pen_box(&plot->pen, bar, gr_plot_colour(plot, 0));
    }
    gr_pen_label(&plot->pen, one->label,
                 (gr_text_spot){one->at, middle + gr_plot_middle(plot), -1, false,
                                one->inside ? plot->space->on_colours[0] : plot->space->text});
}

/* --- room --- */

/** What rows need at least; `line` for each lane. */
static gr_mpt least_height(const gantt_chart *gantt, size_t nr, gr_mpt line)
{
    const task_row *row = &gantt->rows[nr];
    gr_mpt lanes = line * (gr_mpt)row->lanes;
    gr_mpt names = gr_wrapped_height(gantt->plot, &row->lines);
    names += row->lines.n > 1 ? GAP : 0;
    return lanes > names ? lanes : names;
}

/** Rows share the height that is left, up to a comfortable measure: more only when the chart asks
 * for its height. */
static gr_status share_height(gantt_chart *gantt, gr_mpt head, gr_mpt line)
{
    gr_plot *plot = gantt->plot;
    gr_mpt all = 0, n = (gr_mpt)gantt->n_rows;
    assert(n > 0); /* a chart without tasks is refused */
    for (size_t i = 0; i < gantt->n_rows; i++) {
        all += least_height(gantt, i, line);
        all = all > GR_MOST_LABEL ? GR_MOST_LABEL : all;
    }
    GR_TRY(gr_plot_need(plot, gantt->area.y + head + all));
    gantt->area.y += head;
    bool asked = plot->chart->height > 0;
    gr_mpt more = (plot->height - gantt->area.y - all) / n, most = WIDEST_BAND - line;
    more = more > most && !asked ? (most > 0 ? most : 0) : more;
    gr_mpt top = gantt->area.y;
    for (size_t i = 0; i < gantt->n_rows; i++) {
        gantt->rows[i].top = top;
        gantt->rows[i].height = least_height(gantt, i, line) + more;
        top += gantt->rows[i].height;
    }
    gantt->area.height = top - gantt->area.y;
    plot->height = asked ? plot->height : top;
    return GR_OK;
}

static gr_status measure_room(gantt_chart *gantt)
{
    gr_plot *plot = gantt->plot;
    gr_rect area = {0, 0, plot->space->width, plot->height};
    gr_mpt leading = plot->space->label_leading;
    gr_mpt widest = gr_plot_widest_category(plot), most = area.width / 3;
    if (plot->chart->n_categories > 1000) {
        return gr_plot_refuse(plot, "too many tasks to name; use a table");
    }
    gr_plot_unit(plot, &area);
    gather_rows(gantt);
    for (size_t i = 0; i < gantt->n_rows; i++) {
        gr_wrapped *lines = &gantt->rows[i].lines;
        *lines = gr_plot_wrap(plot, gantt->rows[i].name, widest > most ? most : widest);
        gantt->names = lines->width > gantt->names ? lines->width : gantt->names;
    }
    area.x = gantt->names + 2 * GAP;
    area.width -= area.x + 500;
    gantt->area = area;
    choose_axis(gantt);
    for (size_t i = 0; i < plot->chart->n_categories; i++) {
        GR_TRY(place_task(gantt, i));
    }
    gr_mpt head = (gantt->axis.months < 12 ? 2 : 1) * leading + GAP;
    return share_height(gantt, head, leading * 12 / 10);
}

gr_status gr_draw_gantt(gr_plot *plot)
{
    gantt_chart gantt = {.plot = plot};
    GR_TRY(load_tasks(&gantt));
    GR_TRY(measure_room(&gantt));
    draw_axis(&gantt);
    for (size_t i = 0; i < gantt.n_rows; i++) {
        const task_row *row = &gantt.rows[i];
        gr_plot_lines(plot, &row->lines,
                      (gr_text_spot){0, row->top + row->height / 2, -1, false, plot->space->text});
    }
    for (size_t i = 0; i < plot->chart->n_categories; i++) {
        draw_task(&gantt, i);
    }
    return GR_OK;
}
