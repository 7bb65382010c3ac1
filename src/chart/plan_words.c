#include "plan_priv.h"

/* Owns the words of a planner: labels at its signs, and what is read out instead of a row. */

/** Where " 2024" begins at the end of a text; its length when there is no year. */
static size_t year_at(gr_str text)
{
    int64_t year;
    size_t at = text.len < 5 ? text.len : text.len - 4;
    bool space = at < text.len &&
                 (text.ptr[at - 1] == ' ' || (at >= 2 && (unsigned char)text.ptr[at - 1] == 0xA0));
    if (!space || !gr_year_parse(gr_str_sub(text, at, 4), &year)) {
        return text.len;
    }
    return text.ptr[at - 1] == ' ' ? at - 1 : at - 2;
}

gr_str gr_plan_from_to(const gr_planner *plan, gr_str from, gr_str to, gr_arena *arena)
{
    size_t from_at = year_at(from), to_at = year_at(to);
    bool same = from_at < from.len && to_at < to.len &&
                gr_str_eq(gr_str_sub(from, from_at, SIZE_MAX), gr_str_sub(to, to_at, SIZE_MAX));
    if (gr_str_eq(from, to)) {
        return from;
    }
    return gr_str_fmt(arena, GR_FMT " " GR_FMT " " GR_FMT,
                      GR_ARG(same ? gr_str_sub(from, 0, from_at) : from), GR_ARG(plan->until),
                      GR_ARG(to));
}

/** "1 jul"; the axis says which year, but of what lies outside of it. */
static gr_str short_when(const gr_plan_draft *draft, const gr_plan_item *item, bool outside)
{
    const gr_plot *plot = &draft->plot;
    if (outside) {
        return item->when;
    }
    if (item->first == item->last) {
        gr_civil civil = gr_civil_of(item->first);
        return gr_str_fmt(plot->arena, "%d\xc2\xa0%s", civil.day,
                          plot->space->notation->language->months_short[civil.month - 1]);
    }
    return gr_str_sub(item->when, 0, year_at(item->when));
}

gr_str gr_plan_label(const gr_plan_draft *draft, const gr_plan_item *item, bool outside)
{
    gr_arena *arena = draft->plot.arena;
    gr_str title = item->title;
    if (!item->dated) {
        return title.len == 0 ? draft->plan->undated
                              : gr_str_fmt(arena, GR_FMT ": " GR_FMT, GR_ARG(title),
                                           GR_ARG(draft->plan->undated));
    }
    if (!item->milestone && !outside) {
        return title;
    }
    gr_str when = short_when(draft, item, outside);
    return title.len == 0 ? when
                          : gr_str_fmt(arena, GR_FMT ": " GR_FMT, GR_ARG(when), GR_ARG(title));
}

static void add_status(const gr_planner *plan, const gr_plan_item *item, gr_buf *out)
{
    if (item->status != GR_PLAN_NO_STATUS) {
        gr_buf_addf(out, " (" GR_FMT ")", GR_ARG(plan->statuses[item->status]));
    }
}

/** "voorbereiding, januari tot en met juni 2024 (loopt)", "mijlpaal 1 juli 2024: besluit" */
static void add_item(const gr_planner *plan, const gr_plan_item *item, gr_buf *out)
{
    gr_str when = item->dated ? item->when : plan->undated;
    if (item->milestone) {
        gr_buf_addf(out, GR_FMT " " GR_FMT, GR_ARG(plan->milestone), GR_ARG(when));
        gr_buf_addf(out, item->title.len > 0 ? ": " GR_FMT : "" GR_FMT, GR_ARG(item->title));
    } else {
        gr_buf_addf(out, GR_FMT "%s" GR_FMT, GR_ARG(item->title), item->title.len > 0 ? ", " : "",
                    GR_ARG(when));
    }
    add_status(plan, item, out);
}

gr_str gr_plan_row_words(const gr_planner *plan, const gr_planner_row *row, gr_arena *arena)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_buf_addf(&out, GR_FMT ": ", GR_ARG(row->name));
    for (size_t i = 0; i < row->n; i++) {
        gr_buf_add(&out, i > 0 ? GR_LIT("; ") : GR_LIT(""));
        add_item(plan, &row->items[i], &out);
    }
    gr_buf_add(&out, row->n == 0 ? plan->nothing : GR_LIT(""));
    gr_buf_add_char(&out, '.');
    return gr_buf_view(&out);
}
