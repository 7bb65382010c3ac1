/* Patterns of dates, periods and years: "dd-mm-yyyy" to the parts it has, or what is wrong with it.
 * Small letters are parts, other signs stand for themselves, and letters that are no part stand
 * between quotes, so that a misspelt part is never taken for text. */
#include "day_priv.h"

typedef struct gr_day_word {
    const char *run;
    gr_day_part part;
} gr_day_word;
static const gr_day_word words[] = {
    {"yyyy", GR_DAY_YEAR},    {"yy", GR_DAY_YEAR_SHORT},  {"mm", GR_DAY_MONTH},
    {"m", GR_DAY_MONTH_ANY},  {"mmm", GR_DAY_MONTH_NAME}, {"mmmm", GR_DAY_MONTH_NAME},
    {"dd", GR_DAY_DAY},       {"d", GR_DAY_DAY_ANY},      {"ddd", GR_DAY_WEEKDAY},
    {"dddd", GR_DAY_WEEKDAY}, {"q", GR_DAY_QUARTER},      {"qq", GR_DAY_QUARTER_00},
    {"hh", GR_DAY_HOUR},      {"ss", GR_DAY_SECOND},      {"z", GR_DAY_ZONE},
    {"Z", GR_DAY_ZONE},
};
static const char literal_capitals[] = "TPQKW"; /* of 2022-01-31T00:00, P03, Q3, K3, W12 */

bool gr_day_has(const gr_day_form *form, gr_day_part part)
{
    for (size_t i = 0; i < form->n_steps; i++) {
        if (form->steps[i].part == part) {
            return true;
        }
    }
    return false;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static const char *add_step(gr_day_form *form, gr_day_part part, gr_str literal)
{
    if (form->n_steps == GR_DAY_STEPS) {
        return "a pattern with so many parts is no date";
    }
    form->steps[form->n_steps++] = (gr_day_step){part, literal};
    return NULL;
}

static const char *why_unknown(char c)
{
    return c == 'D' || c == 'M' || c == 'Y' || c == 'H' || c == 'S'
               ? "parts are written in small letters: dd-mm-yyyy hh:mm:ss"
           : c == 'j' || c == 'J'
               ? "the letters are those of English: yyyy for the year, as in dd-mm-yyyy"
               : "no part of a date; parts are yyyy yy mm m mmm dd d ddd q qq hh ss and z, and "
                 "letters that stand for themselves have quotes around them";
}

/** A run of one letter, which has to be a part. */
static const char *take_run(gr_day_form *form, gr_str pattern, size_t *at)
{
    size_t end = *at;
    while (end < pattern.len && pattern.ptr[end] == pattern.ptr[*at]) {
        end++;
    }
    gr_str run = gr_str_sub(pattern, *at, end - *at);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (gr_str_is(run, words[i].run)) {
            gr_day_part part = words[i].part;
            bool minutes = part == GR_DAY_MONTH && gr_day_has(form, GR_DAY_HOUR) &&
                           !gr_day_has(form, GR_DAY_MINUTE);
            *at = end;
            return add_step(form, minutes ? GR_DAY_MINUTE : part, run);
        }
    }
    return why_unknown(pattern.ptr[*at]);
}

static const char *take_quoted(gr_day_form *form, gr_str pattern, size_t *at)
{
    size_t len = gr_str_find(gr_str_sub(pattern, *at + 1, SIZE_MAX), GR_LIT("'"));
    if (len == SIZE_MAX || len == 0) {
        return "a text between quotes ends with a quote: yyyy'JJ00'";
    }
    gr_str literal = gr_str_sub(pattern, *at + 1, len);
    *at += len + 2;
    return add_step(form, GR_DAY_LITERAL, literal);
}

static const char *take_step(gr_day_form *form, gr_str pattern, size_t *at)
{
    char c = pattern.ptr[*at];
    if (c == '\'') {
        return take_quoted(form, pattern, at);
    }
    if (c >= '0' && c <= '9') {
        return "figures that stand for themselves have quotes around them: yyyy'00'";
    }
    if (is_letter(c) && strchr(literal_capitals, c) == NULL) {
        return take_run(form, pattern, at);
    }
    *at += 1;
    return add_step(form, GR_DAY_LITERAL, gr_str_sub(pattern, *at - 1, 1));
}

/* ---- what belongs together ---- */

static size_t count(const gr_day_form *form, gr_day_part a, gr_day_part b, gr_day_part c)
{
    size_t n = 0;
    for (size_t i = 0; i < form->n_steps; i++) {
        gr_day_part part = form->steps[i].part;
        n += part == a || part == b || part == c ? 1 : 0;
    }
    return n;
}

static bool is_digits(gr_day_part part)
{
    return part != GR_DAY_LITERAL && part != GR_DAY_MONTH_NAME && part != GR_DAY_WEEKDAY &&
           part != GR_DAY_ZONE;
}

static bool runs_on(const gr_day_form *form)
{
    for (size_t i = 0; i + 1 < form->n_steps; i++) {
        gr_day_part part = form->steps[i].part;
        const gr_day_step *next = &form->steps[i + 1];
        bool figure = next->part == GR_DAY_LITERAL && next->literal.ptr[0] >= '0' &&
                      next->literal.ptr[0] <= '9';
        if ((part == GR_DAY_MONTH_ANY || part == GR_DAY_DAY_ANY) &&
            (is_digits(next->part) || figure)) {
            return true;
        }
    }
    return false;
}

static const char *judge_date(size_t years, size_t months, size_t days)
{
    return years != 1 || months != 1 || days != 1
               ? "a date has a year, a month and a day, each once: dd-mm-yyyy"
               : NULL;
}

static const char *judge_period(const gr_day_form *form, size_t years, size_t months, size_t days)
{
    size_t quarters = count(form, GR_DAY_QUARTER, GR_DAY_QUARTER_00, GR_DAY_QUARTER);
    bool timed = count(form, GR_DAY_HOUR, GR_DAY_SECOND, GR_DAY_ZONE) > 0;
    if (days > 0 || timed || gr_day_has(form, GR_DAY_WEEKDAY)) {
        return "a period has no days: yyyy-mm, yyyyQq or yyyy; read a day as a date";
    }
    if (months + quarters > 1 || years == 0 || years > 2 || (years == 2 && months + quarters > 0)) {
        return "a period is a year, a year with a month (yyyymm) or a quarter (yyyyQq), or a "
               "school year (yyyy-yyyy)";
    }
    if (years == 2 && !gr_day_has(form, GR_DAY_YEAR)) {
        return "a school year has its first year in full: yyyy/yy";
    }
    return NULL;
}

static const char *judge(const gr_day_form *form, gr_type type)
{
    size_t years = count(form, GR_DAY_YEAR, GR_DAY_YEAR_SHORT, GR_DAY_YEAR);
    size_t months = count(form, GR_DAY_MONTH, GR_DAY_MONTH_ANY, GR_DAY_MONTH_NAME);
    size_t days = count(form, GR_DAY_DAY, GR_DAY_DAY_ANY, GR_DAY_DAY);
    size_t others = count(form, GR_DAY_QUARTER, GR_DAY_QUARTER_00, GR_DAY_QUARTER);
    for (gr_day_part part = GR_DAY_WEEKDAY; part <= GR_DAY_ZONE; part++) {
        if (count(form, part, part, part) > 1) {
            return "the same part stands in it twice";
        }
    }
    if (runs_on(form)) {
        return "figures right behind one figure or two: write dd or mm, or a sign in between";
    }
    if (type == GR_T_YEAR) {
        bool more = months + days + others > 0 || gr_day_has(form, GR_DAY_HOUR) || years != 1;
        return more ? "a year has the part yyyy only, with other signs between quotes: yyyy'JJ00'"
                    : NULL;
    }
    if (type == GR_T_DATE && others > 0) {
        return "a date has no quarters; type=\"period\" does";
    }
    return type == GR_T_DATE ? judge_date(years, months, days)
                             : judge_period(form, years, months, days);
}

bool gr_day_pattern(gr_str pattern, gr_type type, gr_day_form *out, size_t *out_bad,
                    const char **out_why)
{
    bool serial = gr_str_is(pattern, "serial");
    *out = (gr_day_form){.pattern = pattern, .count = GR_DAYS_PATTERN};
    *out_bad = 0;
    *out_why = NULL;
    if (serial || gr_str_is(pattern, "serial-1904")) {
        out->count = serial ? GR_DAYS_SERIAL : GR_DAYS_SERIAL_04;
        *out_why = type == GR_T_DATE ? NULL : "the numbers of spreadsheets are dates";
        return *out_why == NULL;
    }
    size_t at = 0;
    while (at < pattern.len && *out_why == NULL) {
        *out_bad = at;
        *out_why = take_step(out, pattern, &at);
    }
    if (*out_why == NULL) {
        *out_bad = 0;
        *out_why = pattern.len == 0 ? "an empty pattern says nothing" : judge(out, type);
    }
    return *out_why == NULL;
}
