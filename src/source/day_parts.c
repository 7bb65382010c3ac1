/* What a date, a period or a year says, part by part, as its pattern or ISO 8601 has it. */
#include "base/notation.h"
#include "day_priv.h"

typedef struct gr_day_cursor {
    gr_str text;
    size_t at;
} gr_day_cursor;

static bool more(const gr_day_cursor *cursor)
{
    return cursor->at < cursor->text.len;
}

static bool take_sign(gr_day_cursor *cursor, char sign)
{
    if (!more(cursor) || cursor->text.ptr[cursor->at] != sign) {
        return false;
    }
    cursor->at++;
    return true;
}

/** From `least` to `most` digits. */
static bool take_figures(gr_day_cursor *cursor, size_t least, size_t most, int32_t *out)
{
    size_t n = 0;
    int32_t number = 0;
    while (n < most && cursor->at + n < cursor->text.len &&
           cursor->text.ptr[cursor->at + n] >= '0' && cursor->text.ptr[cursor->at + n] <= '9') {
        number = number * 10 + (cursor->text.ptr[cursor->at + n] - '0');
        n++;
    }
    cursor->at += n;
    *out = number;
    return n >= least;
}

/* ---- names ---- */

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool same_word(gr_str text, const char *name, size_t len)
{
    if (text.len != len) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        if (small(text.ptr[i]) != small(name[i])) {
            return false;
        }
    }
    return true;
}

static gr_str take_letters(gr_day_cursor *cursor)
{
    size_t from = cursor->at;
    while (more(cursor) && small(cursor->text.ptr[cursor->at]) >= 'a' &&
           small(cursor->text.ptr[cursor->at]) <= 'z') {
        cursor->at++;
    }
    return gr_str_sub(cursor->text, from, cursor->at - from);
}

/** Whole or as three letters, in Dutch or English; the languages agree where both know a word. */
static bool take_month(gr_day_cursor *cursor, int32_t *out)
{
    static const char *const tags[] = {"nl", "en"};
    gr_str word = take_letters(cursor);
    for (size_t i = 0; i < 2; i++) {
        const gr_language *language = gr_language_find(gr_str_of(tags[i]));
        for (int32_t month = 0; month < 12; month++) {
            const char *name = language->months[month];
            const char *brief = language->months_short[month];
            if (same_word(word, name, strlen(name)) || same_word(word, brief, strlen(brief))) {
                *out = month + 1;
                return true;
            }
        }
    }
    *out = 9;
    return same_word(word, "sept", 4);
}

static bool take_weekday(gr_day_cursor *cursor, uint8_t *out)
{
    gr_str word = take_letters(cursor);
    const gr_language *dutch = gr_language_find(GR_LIT("nl"));
    const gr_language *english = gr_language_find(GR_LIT("en"));
    for (uint8_t day = 0; day < 7; day++) {
        const char *nl = dutch->weekdays[day];
        const char *en = english->weekdays[day];
        if (same_word(word, nl, strlen(nl)) || same_word(word, nl, 2) ||
            same_word(word, en, strlen(en)) || same_word(word, en, 3)) {
            *out = day + 1;
            return true;
        }
    }
    return false;
}

/* ---- times and zones ---- */

static bool take_hour(gr_day_cursor *cursor, gr_day_read *out)
{
    int32_t hour = 0;
    bool taken = take_figures(cursor, 2, 2, &hour) && hour < 24;
    out->minute = (out->minute < 0 ? 0 : out->minute) + hour * 60;
    return taken;
}

static bool take_minute(gr_day_cursor *cursor, gr_day_read *out)
{
    int32_t minute = 0;
    bool taken = take_figures(cursor, 2, 2, &minute) && minute < 60;
    out->minute = (out->minute < 0 ? 0 : out->minute) + minute;
    return taken;
}

/** Seconds say nothing of the day; 60 is a leap second. */
static bool take_second(gr_day_cursor *cursor, gr_day_read *out)
{
    if (!take_figures(cursor, 2, 2, &out->second) || out->second > 60) {
        return false;
    }
    size_t before = cursor->at;
    if (take_sign(cursor, '.') || take_sign(cursor, ',')) {
        size_t from = cursor->at;
        while (more(cursor) && cursor->text.ptr[cursor->at] >= '0' &&
               cursor->text.ptr[cursor->at] <= '9') {
            cursor->at++;
        }
        cursor->at = cursor->at == from ? before : cursor->at;
    }
    return true;
}

/** "+01:00", "-0500", "+01": at most 14 hours, as far as zones go. */
static bool take_offset(gr_day_cursor *cursor, int32_t *out)
{
    bool west = take_sign(cursor, '-');
    int32_t hours = 0;
    int32_t minutes = 0;
    if ((!west && !take_sign(cursor, '+')) || !take_figures(cursor, 2, 2, &hours)) {
        return false;
    }
    bool colon = take_sign(cursor, ':');
    size_t from = cursor->at;
    if ((!take_figures(cursor, 2, 2, &minutes) && (colon || cursor->at != from)) || minutes > 59 ||
        hours * 60 + minutes > 14 * 60) {
        return false;
    }
    *out = (west ? -1 : 1) * (hours * 60 + minutes);
    return true;
}

static bool take_zone(gr_day_cursor *cursor, gr_day_read *out)
{
    static const char *const greenwich[] = {"Z", "UTC", "GMT"};
    gr_day_cursor ahead = *cursor;
    gr_str word = take_letters(&ahead);
    out->has_zone = true;
    for (size_t i = 0; i < sizeof greenwich / sizeof greenwich[0]; i++) {
        if (gr_str_is(word, greenwich[i])) {
            *cursor = ahead;
            return true;
        }
    }
    return take_offset(cursor, &out->offset);
}

/* ---- whole texts ---- */

static bool take_iso(gr_day_cursor *cursor, gr_day_read *out)
{
    if (!take_figures(cursor, 4, 4, &out->year) || !take_sign(cursor, '-') ||
        !take_figures(cursor, 2, 2, &out->month) || !take_sign(cursor, '-') ||
        !take_figures(cursor, 2, 2, &out->day)) {
        return false;
    }
    if (take_sign(cursor, 'T') || take_sign(cursor, ' ')) {
        if (!take_hour(cursor, out) || !take_sign(cursor, ':') || !take_minute(cursor, out) ||
            (take_sign(cursor, ':') && !take_second(cursor, out))) {
            return false;
        }
        (void)take_sign(cursor, ' '); /* 2022-01-31 08:00:00 +01:00 */
        return !more(cursor) ? cursor->text.ptr[cursor->at - 1] != ' ' : take_zone(cursor, out);
    }
    return !more(cursor) || take_zone(cursor, out);
}

static bool take_literal(gr_day_cursor *cursor, gr_str literal)
{
    if (!gr_str_starts(gr_str_sub(cursor->text, cursor->at, SIZE_MAX), literal)) {
        return false;
    }
    cursor->at += literal.len;
    return true;
}

static bool take_step(gr_day_cursor *cursor, const gr_day_step *step, gr_day_read *out)
{
    int32_t *year = out->year < 0 ? &out->year : &out->second_year;
    switch (step->part) {
    case GR_DAY_LITERAL:
        return take_literal(cursor, step->literal);
    case GR_DAY_YEAR:
        return take_figures(cursor, 4, 4, year);
    case GR_DAY_YEAR_SHORT:
        return take_figures(cursor, 2, 2, year);
    case GR_DAY_MONTH:
        return take_figures(cursor, 2, 2, &out->month);
    case GR_DAY_MONTH_ANY:
        return take_figures(cursor, 1, 2, &out->month);
    case GR_DAY_MONTH_NAME:
        return take_month(cursor, &out->month);
    case GR_DAY_DAY:
        return take_figures(cursor, 2, 2, &out->day);
    case GR_DAY_DAY_ANY:
        return take_figures(cursor, 1, 2, &out->day);
    case GR_DAY_WEEKDAY:
        return take_weekday(cursor, &out->weekday);
    case GR_DAY_QUARTER:
        return take_figures(cursor, 1, 1, &out->quarter);
    case GR_DAY_QUARTER_00:
        return take_figures(cursor, 2, 2, &out->quarter);
    case GR_DAY_HOUR:
        return take_hour(cursor, out);
    case GR_DAY_MINUTE:
        return take_minute(cursor, out);
    case GR_DAY_SECOND:
        return take_second(cursor, out);
    case GR_DAY_ZONE:
        return take_zone(cursor, out);
    }
    return false;
}

bool gr_day_parts(const gr_day_form *form, gr_str text, gr_day_read *out)
{
    gr_day_cursor cursor = {text, 0};
    *out = (gr_day_read){
        .year = -1, .second_year = -1, .month = -1, .day = -1, .quarter = -1, .minute = -1};
    if (form->count == GR_DAYS_ISO) {
        return take_iso(&cursor, out) && !more(&cursor);
    }
    for (size_t i = 0; i < form->n_steps; i++) {
        if (!take_step(&cursor, &form->steps[i], out)) {
            return false;
        }
    }
    return !more(&cursor);
}
