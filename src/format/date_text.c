#include "format_priv.h"

/* Owns how dates and periods read. Must not know numbers. */
#include "base/arena.h"

gr_str gr_date_text(gr_arena *arena, gr_day day, gr_format_kind kind, const gr_language *language)
{
    gr_civil civil = gr_civil_of(day);
    const char *month = language->months[civil.month - 1];
    if (kind == GR_FORMAT_DATE_SHORT) {
        return gr_str_fmt(arena, "%02d-%02d-%04d", civil.day, civil.month, (int)civil.year);
    }
    if (kind == GR_FORMAT_DAY_MONTH) {
        return gr_str_fmt(arena, "%d %s", civil.day, month);
    }
    if (kind == GR_FORMAT_MONTH_YEAR) {
        return gr_str_fmt(arena, "%s %d", month, (int)civil.year);
    }
    return gr_str_fmt(arena, "%d %s %d", civil.day, month, (int)civil.year);
}

static gr_str quarter_text(gr_arena *arena, gr_period period, gr_format_kind kind,
                           const gr_language *language)
{
    int year = (int)period.year;
    if (kind == GR_FORMAT_PERIOD_SHORT) {
        return gr_str_fmt(arena, "Q%d %d", period.nr, year);
    }
    if (kind == GR_FORMAT_PERIOD_ORDINAL) {
        gr_str suffix = gr_ordinal_suffix(language, period.nr);
        return gr_str_fmt(arena, "%d" GR_FMT " %s %d", period.nr, GR_ARG(suffix), language->quarter,
                          year);
    }
    return gr_str_fmt(arena, "%s %d", language->quarters[period.nr - 1], year);
}

gr_str gr_period_text(gr_arena *arena, gr_period period, gr_format_kind kind,
                      const gr_language *language)
{
    int year = (int)period.year;
    const char *const *months =
        kind == GR_FORMAT_PERIOD_SHORT ? language->months_short : language->months;
    switch (period.kind) {
    case GR_PERIOD_YEAR:
        break;
    case GR_PERIOD_SCHOOL:
        return gr_str_fmt(arena, "%d-%d", year, year + 1);
    case GR_PERIOD_QUARTER:
        return quarter_text(arena, period, kind, language);
    case GR_PERIOD_MONTH:
        return gr_str_fmt(arena, "%s %d", months[period.nr - 1], year);
    }
    return gr_str_fmt(arena, "%d", year);
}
