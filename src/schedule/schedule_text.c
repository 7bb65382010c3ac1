/* Schedules and times as descriptors spell them. */
#include "base/intern.h"
#include "schedule_priv.h"

#define LEAP_YEAR 2000 /* "yearly 02-29" is a schedule */

const char *const gr_weekday_words[7] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
static const char *const rhythm_words[] = {
    [GR_RHYTHM_NONE] = "none",       [GR_RHYTHM_DAILY] = "daily",   [GR_RHYTHM_WEEKLY] = "weekly",
    [GR_RHYTHM_MONTHLY] = "monthly", [GR_RHYTHM_YEARLY] = "yearly",
};
#define N_RHYTHMS (sizeof rhythm_words / sizeof *rhythm_words)

typedef struct parsing {
    gr_arena *arena;
    gr_str text;
    gr_schedule schedule;
    size_t bad; /* byte of the text from which on it is wrong */
    gr_str why;
} parsing;

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The first part of `rest` between `separators`; what is cut off keeps its place in the text. */
static bool cut_word(gr_str *rest, bool at_commas, gr_str *out_word)
{
    size_t from = 0;
    while (from < rest->len &&
           (is_space(rest->ptr[from]) || (at_commas && rest->ptr[from] == ','))) {
        from++;
    }
    size_t to = from;
    while (to < rest->len && !is_space(rest->ptr[to]) && !(at_commas && rest->ptr[to] == ',')) {
        to++;
    }
    *out_word = gr_str_sub(*rest, from, to - from);
    *rest = gr_str_sub(*rest, to, rest->len - to);
    return out_word->len > 0;
}

bool gr_next_word(gr_str *rest, gr_str *out_word)
{
    return cut_word(rest, true, out_word);
}

/** Exactly two digits at byte `at`. */
static bool two_digits(gr_str text, size_t at, unsigned *out)
{
    if (at + 2 > text.len || text.ptr[at] < '0' || text.ptr[at] > '9' || text.ptr[at + 1] < '0' ||
        text.ptr[at + 1] > '9') {
        return false;
    }
    *out = (unsigned)(text.ptr[at] - '0') * 10 + (unsigned)(text.ptr[at + 1] - '0');
    return true;
}

bool gr_clock_parse(gr_str text, uint16_t *out_minute)
{
    unsigned hour, minute;
    if (text.len != 5 || text.ptr[2] != ':' || !two_digits(text, 0, &hour) ||
        !two_digits(text, 3, &minute) || hour > 23 || minute > 59) {
        return false;
    }
    *out_minute = (uint16_t)(hour * 60 + minute);
    return true;
}

void gr_clock_add(uint16_t minute, gr_buf *out)
{
    gr_buf_addf(out, "%02u:%02u", minute / 60u, minute % 60u);
}

/* ---- parts ---- */

static bool refuse(parsing *p, gr_str part, const char *would_do)
{
    p->bad = part.len == 0 ? p->text.len : (size_t)(part.ptr - p->text.ptr);
    p->why = part.len == 0 ? gr_str_fmt(p->arena, "it ends too early; %s", would_do)
                           : gr_str_fmt(p->arena, "'" GR_FMT "': %s", GR_ARG(part), would_do);
    return false;
}

static gr_str near_word(gr_str word, const char *const *words, size_t n)
{
    gr_str candidates[8];
    for (size_t i = 0; i < n; i++) {
        candidates[i] = gr_str_of(words[i]);
    }
    return gr_suggest(word, candidates, n);
}

static bool refuse_word(parsing *p, gr_str word, const char *const *words, size_t n,
                        const char *would_do)
{
    gr_str near = near_word(word, words, n);
    if (near.len > 0) {
        return refuse(p, word,
                      gr_str_fmt(p->arena, "did you mean '" GR_FMT "'?", GR_ARG(near)).ptr);
    }
    return refuse(p, word, would_do);
}

static bool read_rhythm(parsing *p, gr_str word)
{
    for (size_t i = 0; i < N_RHYTHMS; i++) {
        if (gr_str_is(word, rhythm_words[i])) {
            p->schedule.rhythm = (gr_rhythm)i;
            return true;
        }
    }
    return refuse_word(p, word, rhythm_words, N_RHYTHMS,
                       "it begins with daily, weekly, monthly, yearly or none");
}

static bool read_weekday(parsing *p, gr_str word)
{
    for (unsigned i = 0; i < 7; i++) {
        if (gr_str_is(word, gr_weekday_words[i])) {
            p->schedule.weekdays |= (uint8_t)(1u << i);
            return true;
        }
    }
    return refuse_word(p, word, gr_weekday_words, 7,
                       "days of the week are mon, tue, wed, thu, fri, sat and sun");
}

static bool read_day(parsing *p, gr_str word)
{
    unsigned day = 0;
    if (gr_str_is(word, "last")) {
        p->schedule.last_day = true;
        return true;
    }
    bool is_number = (word.len == 1 && word.ptr[0] >= '1' && word.ptr[0] <= '9') ||
                     (word.len == 2 && two_digits(word, 0, &day));
    day = word.len == 1 && is_number ? (unsigned)(word.ptr[0] - '0') : day;
    if (!is_number || day < 1 || day > 31) {
        return refuse(p, word, "days of the month are 1 to 31 and 'last'");
    }
    p->schedule.days |= 1u << (day - 1);
    return true;
}

static bool read_day_of_year(parsing *p, gr_str word)
{
    unsigned month = 0, day = 0;
    bool reads = word.len == 5 && word.ptr[2] == '-' && two_digits(word, 0, &month) &&
                 two_digits(word, 3, &day);
    if (!reads || month < 1 || month > 12 || day < 1) {
        return refuse(p, word, "a day of the year is written month-day, such as 01-02");
    }
    if (day > gr_days_in(LEAP_YEAR, (uint8_t)month)) {
        return refuse(p, word, "that month has no such day");
    }
    p->schedule.month = (uint8_t)month;
    p->schedule.day = (uint8_t)day;
    return true;
}

/* "mon,thu" and "1,15": each part once through `read`; commas hold them together. */
static bool read_list(parsing *p, gr_str list, bool (*read)(parsing *p, gr_str part))
{
    gr_str part;
    if (list.len == 0 || list.ptr[list.len - 1] == ',') {
        return refuse(p, list, "it lacks a day; write them as mon,thu or 1,15 with no spaces");
    }
    while (gr_str_split(&list, ',', &part)) {
        if (part.len == 0) {
            return refuse(p, list, "a comma too many");
        }
        if (!read(p, part)) {
            return false;
        }
    }
    return true;
}

static bool read_days(parsing *p, gr_str *rest)
{
    gr_str word;
    switch (p->schedule.rhythm) {
    case GR_RHYTHM_NONE:
    case GR_RHYTHM_DAILY:
        return true;
    case GR_RHYTHM_WEEKLY:
        (void)cut_word(rest, false, &word);
        return read_list(p, word, read_weekday);
    case GR_RHYTHM_MONTHLY:
        (void)cut_word(rest, false, &word);
        return read_list(p, word, read_day);
    case GR_RHYTHM_YEARLY:
        (void)cut_word(rest, false, &word);
        return read_day_of_year(p, word);
    }
    return false;
}

static bool read_time(parsing *p, gr_str *rest)
{
    gr_str word;
    (void)cut_word(rest, false, &word);
    return gr_clock_parse(word, &p->schedule.minute) ||
           refuse(p, word, "a time is written 04:15, from 00:00 to 23:59");
}

static bool read_all(parsing *p)
{
    gr_str rest = p->text, word;
    (void)cut_word(&rest, false, &word);
    if (!read_rhythm(p, word) || !read_days(p, &rest) ||
        (p->schedule.rhythm != GR_RHYTHM_NONE && !read_time(p, &rest))) {
        return false;
    }
    return !cut_word(&rest, false, &word) || refuse(p, word, "nothing may stand behind the time");
}

bool gr_schedule_parse(gr_str text, gr_arena *arena, gr_schedule *out, size_t *out_bad,
                       gr_str *out_why)
{
    parsing p = {.arena = arena, .text = text};
    if (read_all(&p)) {
        *out = p.schedule;
        return true;
    }
    *out_bad = p.bad;
    *out_why = p.why;
    return false;
}

/* ---- printing ---- */

static void add_days(const gr_schedule *schedule, gr_buf *out)
{
    const char *comma = "";
    for (unsigned i = 0; i < 31; i++) {
        if ((schedule->days >> i & 1u) != 0) {
            gr_buf_addf(out, "%s%u", comma, i + 1);
            comma = ",";
        }
    }
    if (schedule->last_day) {
        gr_buf_addf(out, "%slast", comma);
    }
}

static void add_weekdays(const gr_schedule *schedule, gr_buf *out)
{
    const char *comma = "";
    for (unsigned i = 0; i < 7; i++) {
        if ((schedule->weekdays >> i & 1) != 0) {
            gr_buf_addf(out, "%s%s", comma, gr_weekday_words[i]);
            comma = ",";
        }
    }
}

void gr_schedule_add(const gr_schedule *schedule, gr_buf *out)
{
    gr_buf_addf(out, "%s", rhythm_words[schedule->rhythm]);
    switch (schedule->rhythm) {
    case GR_RHYTHM_NONE:
        return; /* no time of day */
    case GR_RHYTHM_DAILY:
        break;
    case GR_RHYTHM_WEEKLY:
        gr_buf_add_char(out, ' ');
        add_weekdays(schedule, out);
        break;
    case GR_RHYTHM_MONTHLY:
        gr_buf_add_char(out, ' ');
        add_days(schedule, out);
        break;
    case GR_RHYTHM_YEARLY:
        gr_buf_addf(out, " %02u-%02u", schedule->month, schedule->day);
        break;
    }
    gr_buf_add_char(out, ' ');
    gr_clock_add(schedule->minute, out);
}
