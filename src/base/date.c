#include "base/date.h"

/* Owns the calendar. Must not know clocks, time zones or names of months.
 *
 * Day numbers are counted in years that start on 1 March: the leap day is then the last day of the
 * year, and the months from March on follow the pattern 31,30,31,30,31 which (153 m + 2) / 5 sums.
 * 400 such years are always 146097 days. */

#define DAYS_IN_ERA       146097
#define DAYS_TO_1970      719468 /* from 0000-03-01 */
#define SCHOOL_YEAR_MONTH 8      /* the Dutch school year runs from 1 August to 31 July */

static int32_t floor_div(int32_t a, int32_t b)
{
    return a / b - (a % b < 0 ? 1 : 0);
}

gr_day gr_day_of(gr_civil civil)
{
    int32_t year = civil.month <= 2 ? civil.year - 1 : civil.year;
    int32_t era = floor_div(year, 400);
    int32_t year_of_era = year - era * 400;
    int32_t month = (civil.month + 9) % 12; /* 0 is March */
    int32_t day_of_year = (153 * month + 2) / 5 + civil.day - 1;
    int32_t leap_days = year_of_era / 4 - year_of_era / 100;
    return era * DAYS_IN_ERA + year_of_era * 365 + leap_days + day_of_year - DAYS_TO_1970;
}

gr_civil gr_civil_of(gr_day day)
{
    int32_t shifted = day + DAYS_TO_1970;
    int32_t era = floor_div(shifted, DAYS_IN_ERA);
    int32_t day_of_era = shifted - era * DAYS_IN_ERA;
    int32_t passed_leap_days = day_of_era / 1460 - day_of_era / 36524 + day_of_era / 146096;
    int32_t year_of_era = (day_of_era - passed_leap_days) / 365;
    int32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int32_t month = (5 * day_of_year + 2) / 153; /* 0 is March */
    int32_t year = year_of_era + era * 400 + (month >= 10 ? 1 : 0);
    return (gr_civil){
        .year = year,
        .month = (uint8_t)(month < 10 ? month + 3 : month - 9),
        .day = (uint8_t)(day_of_year - (153 * month + 2) / 5 + 1),
    };
}

uint8_t gr_weekday(gr_day day)
{
    int32_t since_monday = day % 7 + 7 + 3; /* 1970-01-01 was a Thursday */
    return (uint8_t)(since_monday % 7 + 1);
}

/** Exactly `n` digits at byte `at`. */
static bool number_at(gr_str text, size_t at, size_t n, int32_t *out)
{
    int32_t number = 0;
    if (at + n > text.len) {
        return false;
    }
    for (size_t i = at; i < at + n; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return false;
        }
        number = number * 10 + (text.ptr[i] - '0');
    }
    *out = number;
    return true;
}

static bool char_at(gr_str text, size_t at, char wanted)
{
    return at < text.len && text.ptr[at] == wanted;
}

static bool year_at(gr_str text, size_t at, int32_t *out)
{
    return number_at(text, at, 4, out) && *out >= GR_YEAR_FIRST && *out <= GR_YEAR_LAST;
}

bool gr_year_parse(gr_str text, int64_t *out)
{
    int32_t year = 0;
    if (text.len == 0 || text.len > 4 || !number_at(text, 0, text.len, &year) ||
        year < GR_YEAR_FIRST) {
        return false;
    }
    *out = year;
    return true;
}

/** "T00:00:00" with any time of the day. */
static bool is_time(gr_str text)
{
    int32_t hour = 0;
    int32_t minute = 0;
    int32_t second = 0;
    return text.len == 9 && char_at(text, 0, 'T') && number_at(text, 1, 2, &hour) &&
           char_at(text, 3, ':') && number_at(text, 4, 2, &minute) && char_at(text, 6, ':') &&
           number_at(text, 7, 2, &second) && hour < 24 && minute < 60 && second < 60;
}

bool gr_date_parse(gr_str text, gr_day *out)
{
    int32_t year = 0;
    int32_t month = 0;
    int32_t day = 0;
    if (!year_at(text, 0, &year) || !char_at(text, 4, '-') || !number_at(text, 5, 2, &month) ||
        !char_at(text, 7, '-') || !number_at(text, 8, 2, &day)) {
        return false;
    }
    gr_str time = gr_str_sub(text, 10, SIZE_MAX);
    if (time.len > 0 && !is_time(time)) {
        return false;
    }
    gr_civil civil = {year, (uint8_t)month, (uint8_t)day};
    if (month < 1 || month > 12 || day < 1 || day > 31) {
        return false;
    }
    gr_day number = gr_day_of(civil);
    if (gr_civil_of(number).day != civil.day) { /* 31 April became 1 May */
        return false;
    }
    *out = number;
    return true;
}

/** What follows the year and its hyphen: "Q3", "03" or "2022". */
static bool parse_part(gr_str part, int32_t year, gr_period *out)
{
    int32_t nr = 0;
    if (part.len == 2 && char_at(part, 0, 'Q') && number_at(part, 1, 1, &nr)) {
        *out = (gr_period){GR_PERIOD_QUARTER, year, (uint8_t)nr};
        return nr >= 1 && nr <= 4;
    }
    if (part.len == 2 && number_at(part, 0, 2, &nr)) {
        *out = (gr_period){GR_PERIOD_MONTH, year, (uint8_t)nr};
        return nr >= 1 && nr <= 12;
    }
    *out = (gr_period){GR_PERIOD_SCHOOL, year, 0};
    return part.len == 4 && year_at(part, 0, &nr) && nr == year + 1;
}

bool gr_period_parse(gr_str text, gr_period *out)
{
    int32_t year = 0;
    if (!year_at(text, 0, &year)) {
        return false;
    }
    gr_period period = {GR_PERIOD_YEAR, year, 0};
    if (text.len > 4) {
        gr_str part = gr_str_sub(text, 5, SIZE_MAX);
        if (!char_at(text, 4, '-') || !parse_part(part, year, &period)) {
            return false;
        }
    }
    *out = period;
    return true;
}

static uint8_t first_month(gr_period period)
{
    switch (period.kind) {
    case GR_PERIOD_YEAR:
        return 1;
    case GR_PERIOD_SCHOOL:
        return SCHOOL_YEAR_MONTH;
    case GR_PERIOD_QUARTER:
        return (uint8_t)(period.nr * 3 - 2);
    case GR_PERIOD_MONTH:
        return period.nr;
    }
    return 1;
}

static int32_t length_in_months(gr_period_kind kind)
{
    switch (kind) {
    case GR_PERIOD_YEAR:
    case GR_PERIOD_SCHOOL:
        return 12;
    case GR_PERIOD_QUARTER:
        return 3;
    case GR_PERIOD_MONTH:
        return 1;
    }
    return 12;
}

gr_day gr_period_first(gr_period period)
{
    return gr_day_of((gr_civil){period.year, first_month(period), 1});
}

gr_day gr_period_last(gr_period period)
{
    int32_t next = first_month(period) - 1 + length_in_months(period.kind); /* 0 is January */
    gr_civil after = {period.year + next / 12, (uint8_t)(next % 12 + 1), 1};
    return gr_day_of(after) - 1;
}
