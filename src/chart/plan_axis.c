#include "plan_priv.h"

/* Owns the axis of time of a planner: which cells it has, how they are called, where a day lies.
 * Months are counted from the year 0. */

#define GRID_WIDTH  350
#define TODAY_WIDTH 1000
#define MOST_CELLS  72
#define NAME_GAP    2500 /* that names of cells keep from each other */

static int32_t month_of(gr_day day)
{
    gr_civil civil = gr_civil_of(day);
    return civil.year * 12 + civil.month - 1;
}

static gr_day day_of(int32_t month)
{
    return gr_day_of((gr_civil){month / 12, (uint8_t)(month % 12 + 1), 1});
}

static gr_day cell_begin(gr_day day, int32_t months)
{
    int32_t month = month_of(day);
    return day_of(month - month % months);
}

static gr_day cell_end(gr_day day, int32_t months)
{
    int32_t month = month_of(day);
    return day_of(month - month % months + months);
}

void gr_plan_whole_cells(const gr_plan_axis *axis, gr_day *first, gr_day *last)
{
    *first = *first < axis->low ? *first : cell_begin(*first, axis->months);
    *last = *last >= axis->end ? *last : cell_end(*last, axis->months) - 1;
}

gr_mpt gr_plan_place(const gr_plan_draft *draft, gr_day day)
{
    const gr_plan_axis *axis = &draft->axis;
    int64_t passed = (int64_t)day - axis->low, all = (int64_t)axis->end - axis->low;
    passed = passed < 0 ? 0 : passed > all ? all : passed;
    return (gr_mpt)(passed * draft->plot.space->width / all);
}

static gr_str first_letter(gr_arena *arena, const char *name)
{
    char letter = name[0] >= 'a' && name[0] <= 'z' ? (char)(name[0] - 'a' + 'A') : name[0];
    return gr_str_dup(arena, (gr_str){&letter, 1});
}

static gr_str cell_name(const gr_notation *notation, gr_arena *arena, int32_t month, int32_t months,
                        uint8_t brief)
{
    const gr_language *language = notation->language;
    if (months == 12) {
        return gr_str_fmt(arena, "%d", (int)(month / 12));
    }
    if (months == 3) {
        int quarter = month % 12 / 3;
        return brief == 0   ? gr_str_of(language->quarters[quarter])
               : brief == 1 ? gr_str_fmt(arena, "%s%d", language->quarter_short, quarter + 1)
                            : gr_str_fmt(arena, "%d", quarter + 1);
    }
    return brief == 0   ? gr_str_of(language->months[month % 12])
           : brief == 1 ? gr_str_of(language->months_short[month % 12])
                        : first_letter(arena, language->months[month % 12]);
}

/** Names fit their cells, when every month is taken to be of equal length. */
static bool fits(const gr_plan_draft *draft, int32_t months, uint8_t brief)
{
    const gr_plot *plot = &draft->plot;
    int32_t first = month_of(cell_begin(draft->plan->first, months));
    int32_t end = month_of(cell_end(draft->plan->last, months));
    if ((end - first) / months > MOST_CELLS) {
        return false;
    }
    gr_mpt cell = (gr_mpt)((int64_t)plot->space->width * months * 9 / 10 / (end - first));
    for (int32_t month = first; month < end && month < first + 12; month += months) {
        gr_str name = cell_name(plot->space->notation, plot->arena, month, months, brief);
        if (gr_plot_width(plot, name) + NAME_GAP > cell) {
            return false;
        }
    }
    return true;
}

typedef struct way { /* to name cells */
    uint8_t months, brief;
} way;

void gr_plan_choose_axis(gr_plan_draft *draft)
{
    static const way asked[] = {{1, 0}, {1, 1}, {1, 2}, {3, 0}, {3, 1}, {3, 2}, {12, 0}};
    static const way free[] = {{1, 0}, {1, 1}, {3, 0}, {3, 1}, {12, 0}};
    bool open = draft->plan->unit == GR_PLAN_AUTO;
    const way *ways = open ? free : asked;
    size_t at = 0, last = (open ? sizeof free : sizeof asked) / sizeof(way) - 1;
    int32_t least = open                                   ? 1
                    : draft->plan->unit == GR_PLAN_MONTH   ? 1
                    : draft->plan->unit == GR_PLAN_QUARTER ? 3
                                                           : 12;
    while (at < last &&
           (ways[at].months < least || !fits(draft, ways[at].months, ways[at].brief))) {
        at++;
    }
    draft->axis = (gr_plan_axis){.months = ways[at].months,
                                 .brief = ways[at].brief,
                                 .low = cell_begin(draft->plan->first, ways[at].months),
                                 .end = cell_end(draft->plan->last, ways[at].months),
                                 .coarser = !open && ways[at].months > least};
}

/* --- head --- */

static void name_cell(gr_plan_draft *draft, int32_t month, int32_t end, gr_mpt y, bool bold)
{
    gr_plot *plot = &draft->plot;
    gr_mpt left = gr_plan_place(draft, day_of(month)), right = gr_plan_place(draft, day_of(end));
    gr_str name = cell_name(plot->space->notation, plot->arena, month,
                            bold ? 12 : draft->axis.months, bold ? 0 : draft->axis.brief);
    if (plot->space->measure(plot->space->user, name, bold) <= right - left) {
        gr_pen_label(&plot->pen, name,
                     (gr_text_spot){left + (right - left) / 2, y, 0, bold, plot->space->text});
    }
}

/** Each year is named, or where they are narrow every second, third, ... */
static int32_t years_named(const gr_plan_draft *draft)
{
    const gr_chart_space *space = draft->plot.space;
    int32_t months = month_of(draft->axis.end) - month_of(draft->axis.low);
    gr_mpt name = space->measure(space->user, GR_LIT("2000"), true) + NAME_GAP;
    gr_mpt year = (gr_mpt)((int64_t)space->width * 12 / months);
    return draft->axis.months < 12 || year <= 0 ? 1 : (name - 1) / year + 1;
}

static void name_years(gr_plan_draft *draft, gr_mpt y)
{
    int32_t end = month_of(draft->axis.end), every = 12 * years_named(draft);
    for (int32_t month = month_of(draft->axis.low); month < end;) {
        int32_t next = month - month % 12 + every;
        name_cell(draft, month, next < end ? next : end, y, true);
        month = next;
    }
}

/** The day that the line is at, over it, and within the drawing. */
static void name_today(gr_plan_draft *draft, gr_mpt y)
{
    gr_plot *plot = &draft->plot;
    gr_mpt x = gr_plan_place(draft, draft->plan->today);
    gr_mpt half = gr_plot_width(plot, draft->plan->today_text) / 2, all = plot->space->width;
    gr_mpt middle = x < half ? half : x > all - half ? all - half : x;
    gr_pen_label(&plot->pen, draft->plan->today_text,
                 (gr_text_spot){middle, y, 0, false, plot->space->text});
}

static bool shows_today(const gr_plan_draft *draft)
{
    const gr_planner *plan = draft->plan;
    return plan->has_today && plan->today >= draft->axis.low && plan->today < draft->axis.end;
}

gr_status gr_plan_draw_head(gr_plan_draft *draft)
{
    gr_plot *plot = &draft->plot;
    gr_mpt leading = plot->space->label_leading, y = plot->space->label_size;
    if (draft->axis.coarser) {
        gr_diag_report_open(plot->diag, plot->at, GR_CODE_PLAN_UNIT,
                            "it shows %s; make the planner wider, show fewer years (from=, "
                            "until=), or ask for that",
                            draft->axis.months == 3 ? "quarters" : "years");
    }
    if (shows_today(draft)) {
        name_today(draft, y);
        y += leading;
    }
    name_years(draft, y);
    if (draft->axis.months < 12) {
        y += leading;
        for (int32_t month = month_of(draft->axis.low); month < month_of(draft->axis.end);
             month += draft->axis.months) {
            name_cell(draft, month, month + draft->axis.months, y, false);
        }
    }
    plot->height = y + leading - plot->space->label_size;
    return GR_OK;
}

/* --- lines --- */

size_t gr_plan_lines(const gr_planner *plan, const gr_chart_space *space, gr_arena *arena,
                     gr_plan_line **out)
{
    gr_plan_draft draft = {.plot = {.space = space, .arena = arena}, .plan = plan};
    size_t n = 0;
    gr_plan_choose_axis(&draft);
    int32_t first = month_of(draft.axis.low), end = month_of(draft.axis.end);
    *out = GR_NEW_N(arena, gr_plan_line, (size_t)((end - first) / draft.axis.months) + 2);
    for (int32_t month = first; month <= end; month += draft.axis.months) {
        bool year = month % 12 == 0;
        (*out)[n++] = (gr_plan_line){gr_plan_place(&draft, day_of(month)),
                                     year ? 2 * GRID_WIDTH : GRID_WIDTH, space->grid};
    }
    if (shows_today(&draft)) {
        (*out)[n++] = (gr_plan_line){gr_plan_place(&draft, plan->today), TODAY_WIDTH, space->text};
    }
    return n;
}

void gr_plan_draw_lines(gr_plan_draft *draft, bool today)
{
    gr_plot *plot = &draft->plot;
    gr_plan_line *lines = NULL;
    size_t n = gr_plan_lines(draft->plan, plot->space, plot->arena, &lines);
    size_t n_grid = shows_today(draft) ? n - 1 : n;
    for (size_t i = today ? n_grid : 0; i < (today ? n : n_grid); i++) {
        gr_pen_grid(&plot->pen, (gr_point){lines[i].x, 0}, (gr_point){lines[i].x, plot->height},
                    lines[i].colour, lines[i].width);
    }
}

/* --- cells of a workbook --- */

size_t gr_plan_cells(const gr_planner *plan, const gr_notation *notation, gr_arena *arena,
                     gr_plan_cell **out)
{
    int32_t months = plan->unit == GR_PLAN_MONTH ? 1 : plan->unit == GR_PLAN_YEAR ? 12 : 3;
    int32_t all = month_of(plan->last) - month_of(plan->first);
    months = all / months > GR_PLAN_SHEET_CELLS ? 12 : months;
    int32_t first = month_of(cell_begin(plan->first, months));
    int32_t end = month_of(cell_end(plan->last, months));
    size_t n = 0;
    *out = GR_NEW_N(arena, gr_plan_cell, (size_t)((end - first) / months) + 1);
    for (int32_t month = first; month < end; month += months) {
        (*out)[n++] = (gr_plan_cell){.first = day_of(month),
                                     .last = day_of(month + months) - 1,
                                     .name = cell_name(notation, arena, month, months, 1),
                                     .year = month / 12};
    }
    return n;
}

bool gr_plan_span(const gr_planner_row *rows, size_t n, gr_planner *plan)
{
    bool any = false;
    for (size_t r = 0; r < n; r++) {
        for (size_t i = 0; i < rows[r].n; i++) {
            const gr_plan_item *item = &rows[r].items[i];
            bool open = item->dated && gr_civil_of(item->first).year == GR_YEAR_FIRST;
            bool endless = item->dated && gr_civil_of(item->last).year == GR_YEAR_LAST;
            if (!item->dated) {
                continue;
            }
            gr_day first = open ? item->last : item->first,
                   last = endless ? item->first : item->last;
            plan->first = !any || first < plan->first ? first : plan->first;
            plan->last = !any || last > plan->last ? last : plan->last;
            any = true;
        }
    }
    return any;
}
