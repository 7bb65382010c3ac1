/* Dates, periods and years of a form to values, and what to say of those that are none. */
#include "day_priv.h"

#define SERIAL_LEAP    60      /* 1900-02-29, which never was */
#define SERIAL_LAST    2958465 /* 9999-12-31 */
#define SERIAL_04_LAST 2957003
#define DAYS_TO_1900   (-25568) /* serial 1 is 1900-01-01 */
#define DAYS_TO_1904   (-24107)
#define SERIAL_MOST    10 /* figures */

static const gr_day_form iso;

static bool refuse(gr_day_read *read, const char *why)
{
    read->why = why;
    return false;
}

/* ---- years ---- */

/** Two figures to the year in the hundred years from `years_from`. */
static bool whole_year(const gr_day_form *form, gr_day_read *read)
{
    if (gr_day_has(form, GR_DAY_YEAR_SHORT) && !gr_day_has(form, GR_DAY_YEAR)) {
        int32_t from = form->years_from;
        int32_t year = from - from % 100 + read->year;
        read->year = year < from ? year + 100 : year;
    }
    if (read->year < GR_YEAR_FIRST || read->year > GR_YEAR_LAST) {
        return refuse(read, "there is no year 0; years run from 0001 to 9999");
    }
    return true;
}

/* ---- dates ---- */

static bool civil_day(gr_day_read *read, gr_day *out)
{
    static const uint8_t days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (read->month < 1 || read->month > 12) {
        return refuse(read, "there is no such month");
    }
    if (read->day < 1 || read->day > days[read->month - 1]) {
        return refuse(read, "its month has no such day");
    }
    gr_civil civil = {read->year, (uint8_t)read->month, (uint8_t)read->day};
    *out = gr_day_of(civil);
    if (gr_civil_of(*out).day != civil.day) {
        return refuse(read, "that year has no 29 February");
    }
    if (read->weekday != 0 && read->weekday != gr_weekday(*out)) {
        return refuse(read, "that day is another day of the week");
    }
    return true;
}

/** Whole days before the mark; what stands behind it is the time of the day. */
static bool serial_day(const gr_day_form *form, gr_str text, gr_day_read *read, gr_day *out)
{
    int64_t number = 0;
    size_t n = 0;
    while (n < text.len && n < SERIAL_MOST && text.ptr[n] >= '0' && text.ptr[n] <= '9') {
        number = number * 10 + (text.ptr[n++] - '0');
    }
    size_t end = n;
    if (end < text.len && (text.ptr[end] == '.' || text.ptr[end] == ',')) {
        do {
            end++;
        } while (end < text.len && text.ptr[end] >= '0' && text.ptr[end] <= '9');
        end = end == n + 1 ? n : end;
    }
    bool since_1904 = form->count == GR_DAYS_SERIAL_04;
    if (n == 0 || end != text.len || number > (since_1904 ? SERIAL_04_LAST : SERIAL_LAST)) {
        return false;
    }
    if (!since_1904 && number == 0) {
        return refuse(read, "0 is no day in a spreadsheet that counts from 1900; a time of the day "
                            "has no date");
    }
    if (!since_1904 && number == SERIAL_LEAP) {
        return refuse(read, "60 is 29 February 1900 in a spreadsheet, a day that never was");
    }
    *out = since_1904 ? (gr_day)number + DAYS_TO_1904
                      : (gr_day)number + DAYS_TO_1900 - (number > SERIAL_LEAP ? 1 : 0);
    return true;
}

static bool read_day(const gr_day_form *form, gr_str text, gr_day_read *read, gr_day *out)
{
    *read = (gr_day_read){0};
    if (form->count == GR_DAYS_SERIAL || form->count == GR_DAYS_SERIAL_04) {
        return serial_day(form, text, read, out);
    }
    return gr_day_parts(form, text, read) && whole_year(form, read) && civil_day(read, out) &&
           gr_day_in_zone(form->zone, read, out, &read->why);
}

/* ---- periods ---- */

static bool read_school(gr_day_read *read, gr_period *out)
{
    bool brief = read->second_year < 100;
    int32_t next = brief ? (read->year + 1) % 100 : read->year + 1;
    *out = (gr_period){GR_PERIOD_SCHOOL, read->year, 0};
    return read->second_year == next ||
           refuse(read, "a school year ends in the year after the one it begins in");
}

static bool read_period(const gr_day_form *form, gr_str text, gr_day_read *read, gr_period *out)
{
    *read = (gr_day_read){0};
    if (!gr_day_parts(form, text, read) || !whole_year(form, read)) {
        return false;
    }
    if (read->second_year >= 0) {
        return read_school(read, out);
    }
    if (read->month >= 0) {
        *out = (gr_period){GR_PERIOD_MONTH, read->year, (uint8_t)read->month};
        return (read->month >= 1 && read->month <= 12) ||
               refuse(read, "there is no such month; the opening or closing of a year (00, 13) is "
                            "no period: read it as a text, or leave it out with where=");
    }
    if (read->quarter >= 0) {
        *out = (gr_period){GR_PERIOD_QUARTER, read->year, (uint8_t)read->quarter};
        return (read->quarter >= 1 && read->quarter <= 4) ||
               refuse(read, "there is no such quarter");
    }
    *out = (gr_period){GR_PERIOD_YEAR, read->year, 0};
    return true;
}

static bool read_value(const gr_day_form *form, gr_type type, gr_str text, gr_day_read *read,
                       gr_value *out)
{
    *out = (gr_value){.type = type};
    if (type == GR_T_DATE) {
        return read_day(form, text, read, &out->as.day);
    }
    if (type == GR_T_PERIOD) {
        return read_period(form, text, read, &out->as.period);
    }
    *read = (gr_day_read){0};
    bool fits = gr_day_parts(form, text, read) && whole_year(form, read);
    out->as.i = read->year;
    return fits;
}

bool gr_day_value(const gr_day_form *form, gr_type type, gr_str text, gr_value *out)
{
    gr_day_read read;
    return read_value(form != NULL ? form : &iso, type, text, &read, out);
}

/* ---- what is wrong ---- */

/** 31-01-2022 where mm-dd-yyyy is said: the pattern that would do, or nothing. */
static const char *other_order(const gr_day_form *form, gr_type type, gr_str text)
{
    static const char *const patterns[] = {
        "dd-mm-yyyy", "yyyy-mm-dd", "mm/dd/yyyy", "dd/mm/yyyy", "d-m-yyyy",
        "d/m/yyyy",   "yyyymmdd",   "dd.mm.yyyy", "mm-dd-yyyy", "yyyy-mm-dd hh:mm:ss",
        "yyyymm",     "yyyy-mm",    "yyyyQq",     "yyyy-Pmm",   "yyyy/mm"};
    for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++) {
        gr_day_form other;
        size_t bad = 0;
        const char *why = NULL;
        gr_value value;
        if (gr_day_pattern(gr_str_of(patterns[i]), type, &other, &bad, &why) &&
            !gr_str_is(form->pattern, patterns[i]) && gr_day_value(&other, type, text, &value)) {
            return patterns[i];
        }
    }
    return NULL;
}

static gr_str how_written(const gr_day_form *form, gr_type type, gr_arena *scratch)
{
    switch (form->count) {
    case GR_DAYS_ISO:
        return GR_LIT("a date such as 2022-01-31");
    case GR_DAYS_SERIAL:
        return GR_LIT("the number of a day in a spreadsheet: 44592 is 2022-01-31");
    case GR_DAYS_SERIAL_04:
        return GR_LIT("the number of a day in a spreadsheet that counts from 1904: 43130 is "
                      "2022-01-31");
    case GR_DAYS_PATTERN:
        break;
    }
    return gr_str_fmt(scratch, "a %s as " GR_FMT, gr_type_said(type), GR_ARG(form->pattern));
}

void gr_day_refuse(const gr_field_form *form, gr_str text, gr_loc at, gr_arena *scratch,
                   gr_diag *diag)
{
    const gr_day_form *days = form->writing.days != NULL ? form->writing.days : &iso;
    gr_type type = form->column->type;
    gr_day_read read;
    gr_value value;
    (void)read_value(days, type, text, &read, &value);
    gr_str why = read.why != NULL ? gr_str_fmt(scratch, ": %s", read.why) : GR_LIT("");
    const char *other =
        read.why == NULL || days->count == GR_DAYS_PATTERN ? other_order(days, type, text) : NULL;
    gr_str shown = gr_quoted(text, scratch);
    gr_str hint =
        other != NULL ? gr_str_fmt(scratch, "; pattern=\"%s\" would read it", other) : GR_LIT("");
    gr_diag_report(diag, at, GR_CODE_VALUE_TYPE,
                   "'" GR_FMT "' in '" GR_FMT "' is not " GR_FMT GR_FMT GR_FMT, GR_ARG(shown),
                   GR_ARG(form->column->name), GR_ARG(how_written(days, type, scratch)),
                   GR_ARG(why), GR_ARG(hint));
}
