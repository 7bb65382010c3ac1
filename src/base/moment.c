#include "moment_priv.h"

/* Owns what moments mean: parts that stand beside each other, what one of them leaves to the next,
 * and the days that they come to. Nothing is guessed: what may be read in two ways is refused. */

#define MOST_PARTS 12

typedef enum part_kind {
    PART_LOOSE, /* a number: a day, a quarter or a half, as the next part says */
    PART_DAY,
    PART_DATE, /* a whole one: it has its year */
    PART_MONTH,
    PART_QUARTER,
    PART_HALF,
    PART_SEASON,
    PART_WEEK,
    PART_YEAR,
    PART_SCHOOL
} part_kind;

typedef enum year_from { YEAR_OWN, YEAR_OF_NEXT, YEAR_OF_LAST } year_from;

typedef struct part {
    part_kind kind;
    int32_t nr, month, year; /* year 0: it says none */
    int8_t third;            /* begin, middle, end; -1: all of it */
    uint8_t weekday;         /* 0: it says none */
    year_from from;
    bool bare; /* "2024" alone */
    gr_day first, last;
} part;

typedef struct reading {
    const gr_moment_token *at;
    part parts[MOST_PARTS];
    size_t n;
    bool joined_by_year_signs; /* by - or / */
} reading;

static bool take(reading *reader, gr_moment_token_kind kind, int32_t *out)
{
    if (reader->at->kind != kind) {
        return false;
    }
    *out = reader->at++->nr;
    return true;
}

static bool skip(reading *reader, gr_moment_token_kind kind)
{
    int32_t nr;
    return take(reader, kind, &nr);
}

/* --- one part --- */

/** "2024-2025" behind a season or a school year; the first of both. */
static bool take_two_years(reading *reader, int32_t *out)
{
    const gr_moment_token *at = reader->at;
    bool sign = at[0].kind == GR_TOKEN_YEAR &&
                (at[1].kind == GR_TOKEN_DASH || at[1].kind == GR_TOKEN_SLASH);
    if (!sign || at[2].kind != GR_TOKEN_YEAR || at[2].nr != at[0].nr + 1) {
        return false;
    }
    *out = at[0].nr;
    reader->at += 3;
    return true;
}

/** A number, and what it counts: "1 juli", "1e kwartaal", or nothing yet. */
static bool take_counted(reading *reader, part *one)
{
    bool ordinal = reader->at->kind == GR_TOKEN_ORDINAL;
    if (!take(reader, GR_TOKEN_NUMBER, &one->nr) && !take(reader, GR_TOKEN_ORDINAL, &one->nr)) {
        return false;
    }
    int32_t unit = 0;
    one->kind = PART_LOOSE;
    if (take(reader, GR_TOKEN_MONTH, &one->month)) {
        one->kind = PART_DAY;
    } else if (ordinal && reader->at->nr == 0 && take(reader, GR_TOKEN_QUARTER, &unit)) {
        one->kind = PART_QUARTER;
    } else if (ordinal && ((reader->at->nr == 0 && take(reader, GR_TOKEN_HALF, &unit)) ||
                           take(reader, GR_TOKEN_HALF_WORD, &unit))) {
        one->kind = PART_HALF;
    }
    return true;
}

/** "juli", "July 1" */
static bool take_month(reading *reader, part *one)
{
    if (!take(reader, GR_TOKEN_MONTH, &one->month)) {
        return false;
    }
    bool day = reader->at[0].kind == GR_TOKEN_NUMBER || reader->at[0].kind == GR_TOKEN_ORDINAL;
    one->kind = day && reader->at[1].kind != GR_TOKEN_MONTH ? PART_DAY : PART_MONTH;
    if (one->kind == PART_DAY) {
        one->nr = reader->at++->nr;
    }
    return true;
}

/** "Q3", "kwartaal 3", "H1" */
static bool take_piece_of_year(reading *reader, part *one)
{
    bool quarter = reader->at->kind == GR_TOKEN_QUARTER;
    if (!take(reader, GR_TOKEN_QUARTER, &one->nr) && !take(reader, GR_TOKEN_HALF, &one->nr)) {
        return false;
    }
    one->kind = quarter ? PART_QUARTER : PART_HALF;
    return one->nr > 0 || (quarter && take(reader, GR_TOKEN_NUMBER, &one->nr));
}

static bool take_written(reading *reader, part *one)
{
    int32_t nr = 0;
    if (take(reader, GR_TOKEN_DAY, &one->first)) {
        one->last = one->first;
        one->kind = PART_DATE;
        one->year = one->first == GR_MOMENT_NO_SUCH_DAY ? 1 : gr_civil_of(one->first).year;
        return true;
    }
    if (!take(reader, GR_TOKEN_PERIOD, &nr)) {
        return false;
    }
    one->year = nr / 100;
    nr %= 100;
    one->kind = nr > 20 ? PART_QUARTER : PART_MONTH;
    one->nr = nr > 20 ? nr - 20 : 0;
    one->month = nr > 20 ? 0 : nr;
    return true;
}

static bool take_core(reading *reader, part *one)
{
    if (take_written(reader, one) || take_counted(reader, one) || take_month(reader, one) ||
        take_piece_of_year(reader, one)) {
        return true;
    }
    if (take(reader, GR_TOKEN_SEASON, &one->nr)) {
        one->kind = PART_SEASON;
        return true;
    }
    if (skip(reader, GR_TOKEN_WEEK)) {
        one->kind = PART_WEEK;
        return take(reader, GR_TOKEN_NUMBER, &one->nr);
    }
    if (skip(reader, GR_TOKEN_SCHOOL)) {
        one->kind = PART_SCHOOL;
        return take_two_years(reader, &one->year);
    }
    one->kind = PART_YEAR;
    one->bare = one->third < 0;
    return take(reader, GR_TOKEN_YEAR, &one->year);
}

/** "2024", "van 2024", ", 2024" behind what has no year of its own. */
static void take_year(reading *reader, part *one)
{
    const gr_moment_token *at = reader->at;
    bool word = at->kind == GR_TOKEN_OF || at->kind == GR_TOKEN_COMMA;
    const gr_moment_token *year = word ? at + 1 : at;
    if (one->year > 0 || year->kind != GR_TOKEN_YEAR) {
        return;
    }
    if (one->kind == PART_SEASON && one->nr == 3) {
        reader->at = year;
        if (!take_two_years(reader, &one->year)) {
            one->year = -1; /* of which winter is not said */
            reader->at = year + 1;
        }
        return;
    }
    one->year = year->nr;
    reader->at = year + 1;
}

static gr_moment_fault read_part(reading *reader)
{
    int32_t third = -1, weekday = 0;
    if (reader->n == MOST_PARTS) {
        return GR_MOMENT_WORDS;
    }
    part *one = &reader->parts[reader->n++];
    (void)take(reader, GR_TOKEN_WEEKDAY, &weekday);
    if (take(reader, GR_TOKEN_PART, &third) || take(reader, GR_TOKEN_HALF_WORD, &third)) {
        (void)(skip(reader, GR_TOKEN_DASH) || skip(reader, GR_TOKEN_OF));
    }
    *one = (part){.third = (int8_t)third, .weekday = (uint8_t)weekday};
    if (!take_core(reader, one)) {
        return reader->at->kind == GR_TOKEN_UP_TO ? GR_MOMENT_UP_TO : GR_MOMENT_WORDS;
    }
    take_year(reader, one);
    bool whole = one->kind == PART_DATE || one->kind == PART_DAY || one->kind == PART_LOOSE;
    bool pieces = one->kind == PART_SEASON || one->kind == PART_WEEK || one->kind == PART_SCHOOL;
    if ((third >= 0 && (whole || pieces)) || (weekday > 0 && !whole)) {
        return GR_MOMENT_WORDS;
    }
    return GR_MOMENT_FINE;
}

static bool skip_joint(reading *reader)
{
    if (skip(reader, GR_TOKEN_DASH) || skip(reader, GR_TOKEN_SLASH)) {
        reader->joined_by_year_signs = true;
        return true;
    }
    if (skip(reader, GR_TOKEN_COMMA)) {
        (void)skip(reader, GR_TOKEN_AND);
        return true;
    }
    return skip(reader, GR_TOKEN_TO) || skip(reader, GR_TOKEN_AND);
}

static gr_moment_fault read_parts(reading *reader)
{
    do {
        gr_moment_fault fault = read_part(reader);
        if (fault != GR_MOMENT_FINE) {
            return fault;
        }
    } while (skip_joint(reader));
    const part *parts = reader->parts;
    bool two = reader->n == 2 && reader->joined_by_year_signs && parts[0].bare && parts[1].bare;
    if (two && parts[1].year == parts[0].year + 1) {
        return GR_MOMENT_TWO_YEARS;
    }
    return reader->at->kind == GR_TOKEN_END     ? GR_MOMENT_FINE
           : reader->at->kind == GR_TOKEN_UP_TO ? GR_MOMENT_UP_TO
                                                : GR_MOMENT_WORDS;
}

/* --- what parts leave to each other --- */

/** "22 en 25 mei", "2e en 3e kwartaal" */
static gr_moment_fault settle_loose(reading *reader)
{
    for (size_t i = reader->n; i-- > 0;) {
        part *one = &reader->parts[i];
        if (one->kind != PART_LOOSE) {
            continue;
        }
        const part *next = i + 1 < reader->n ? &reader->parts[i + 1] : NULL;
        bool counted = next != NULL && (next->kind == PART_DAY || next->kind == PART_QUARTER ||
                                        next->kind == PART_HALF);
        if (!counted || one->year != 0) {
            return GR_MOMENT_NO_MONTH;
        }
        one->kind = next->kind;
        one->month = next->month;
    }
    return GR_MOMENT_FINE;
}

static gr_moment_fault settle_years(reading *reader, int32_t otherwise)
{
    for (size_t i = reader->n; i-- > 0;) {
        part *one = &reader->parts[i];
        if (one->year == 0 && i + 1 < reader->n) {
            one->year = reader->parts[i + 1].year;
            one->from = YEAR_OF_NEXT;
        }
    }
    for (size_t i = 0; i < reader->n; i++) {
        part *one = &reader->parts[i];
        if (one->year == 0) {
            bool leaves =
                i > 0 && !reader->parts[i - 1].bare; /* "2021 t/m Q1" says no year of Q1 */
            one->year = leaves ? reader->parts[i - 1].year : otherwise;
            one->from = leaves ? YEAR_OF_LAST : YEAR_OWN;
        }
        if (one->kind == PART_SEASON && one->nr == 3 && one->year <= 0) {
            return GR_MOMENT_WINTER;
        }
        if (one->year == 0) {
            return GR_MOMENT_NO_YEAR;
        }
    }
    return GR_MOMENT_FINE;
}

/* --- days --- */

/** Months are counted from 1 and may lie beyond 12. */
static void set_months(part *one, int32_t from, int32_t n)
{
    int32_t end = from + n - 1; /* 0 is January */
    one->first =
        gr_day_of((gr_civil){one->year + (from - 1) / 12, (uint8_t)((from - 1) % 12 + 1), 1});
    one->last = gr_day_of((gr_civil){one->year + end / 12, (uint8_t)(end % 12 + 1), 1}) - 1;
}

/** A third of a month, a quarter or half a year; of a year its first and last three months and the
 *  four in its middle. */
static void set_third(part *one)
{
    static const uint8_t begins[] = {1, 5, 10}, lasts[] = {3, 4, 3};
    int32_t third = one->third;
    if (one->kind == PART_MONTH) {
        set_months(one, one->month, 1);
        gr_day first = one->first;
        one->last = third == 2 ? one->last : first + 10 * third + 9;
        one->first = first + 10 * third;
    } else if (one->kind == PART_QUARTER) {
        set_months(one, one->nr * 3 - 2 + third, 1);
    } else if (one->kind == PART_HALF) {
        set_months(one, one->nr * 6 - 5 + 2 * third, 2);
    } else {
        set_months(one, begins[third], lasts[third]);
    }
}

static bool set_day(part *one)
{
    gr_civil civil = {one->year, (uint8_t)one->month, (uint8_t)one->nr};
    if (one->nr < 1 || one->nr > 31) {
        return false;
    }
    one->first = one->last = gr_day_of(civil);
    return gr_civil_of(one->first).month == civil.month;
}

/** ISO 8601: weeks begin on Monday; the first has 4 January in it. */
static bool set_week(part *one)
{
    gr_day fourth = gr_day_of((gr_civil){one->year, 1, 4});
    one->first = fourth - gr_weekday(fourth) + 1 + 7 * (one->nr - 1);
    one->last = one->first + 6;
    return one->nr >= 1 && gr_civil_of(one->first + 3).year == one->year;
}

static bool set_days(part *one)
{
    if (one->third >= 0) {
        set_third(one);
        return true;
    }
    switch (one->kind) {
    case PART_DATE:
        return one->first != GR_MOMENT_NO_SUCH_DAY;
    case PART_LOOSE:
    case PART_DAY:
        return set_day(one);
    case PART_WEEK:
        return set_week(one);
    case PART_MONTH:
        set_months(one, one->month, 1);
        return true;
    case PART_QUARTER:
        set_months(one, one->nr * 3 - 2, 3);
        return one->nr >= 1 && one->nr <= 4;
    case PART_HALF:
        set_months(one, one->nr * 6 - 5, 6);
        return one->nr >= 1 && one->nr <= 2;
    case PART_SEASON:
        set_months(one, 3 + 3 * one->nr, 3);
        return true;
    case PART_YEAR:
        set_months(one, 1, 12);
        return true;
    case PART_SCHOOL:
        set_months(one, 8, 12);
        return true;
    }
    return false;
}

/** "november t/m februari 2025" begins in 2024; days of one month do not move. */
static void cross_year(reading *reader)
{
    for (size_t i = reader->n; i-- > 1;) {
        part *one = &reader->parts[i - 1], *next = &reader->parts[i];
        bool earlier = next->first < one->first && one->month != next->month;
        bool pieces = one->kind == PART_QUARTER && next->first < one->first;
        if (one->from == YEAR_OF_NEXT && (earlier || pieces)) {
            one->year--;
            (void)set_days(one);
        }
    }
    for (size_t i = 1; i < reader->n; i++) {
        part *one = &reader->parts[i];
        const part *before = &reader->parts[i - 1];
        if (one->from == YEAR_OF_LAST && one->first < before->first &&
            one->month != before->month) {
            one->year++;
            (void)set_days(one);
        }
    }
}

static gr_moment_fault settle_days(reading *reader)
{
    for (size_t i = 0; i < reader->n; i++) {
        if (!set_days(&reader->parts[i])) {
            return GR_MOMENT_NO_DAY;
        }
    }
    cross_year(reader);
    for (size_t i = 0; i < reader->n; i++) {
        const part *one = &reader->parts[i];
        if (i > 0 && one->first < reader->parts[i - 1].first) {
            return GR_MOMENT_BACKWARDS;
        }
        if (one->weekday > 0 && gr_weekday(one->first) != one->weekday) {
            return GR_MOMENT_WEEKDAY;
        }
    }
    return GR_MOMENT_FINE;
}

/* --- all of it --- */

static gr_moment_fault read_all(reading *reader, int32_t year)
{
    gr_moment_fault fault = read_parts(reader);
    fault = fault == GR_MOMENT_FINE ? settle_loose(reader) : fault;
    fault = fault == GR_MOMENT_FINE ? settle_years(reader, year) : fault;
    return fault == GR_MOMENT_FINE ? settle_days(reader) : fault;
}

gr_moment_fault gr_moment_parse(gr_str text, int32_t year, gr_moment *out)
{
    gr_moment_token tokens[GR_MOMENT_TOKENS];
    size_t n = 0;
    if (!gr_moment_tokens(text, tokens, &n)) {
        return GR_MOMENT_WORDS;
    }
    reading reader = {.at = tokens};
    bool since = skip(&reader, GR_TOKEN_SINCE), until = !since && skip(&reader, GR_TOKEN_TO);
    (void)(!since && !until && skip(&reader, GR_TOKEN_OF));
    gr_moment_fault fault = read_all(&reader, year);
    if (fault != GR_MOMENT_FINE) {
        return fault;
    }
    gr_moment moment = {.first = reader.parts[0].first, .last = reader.parts[0].last};
    for (size_t i = 1; i < reader.n; i++) {
        gr_day last = reader.parts[i].last;
        moment.last = last > moment.last ? last : moment.last;
    }
    moment.since = since && reader.n == 1;
    moment.until = until;
    moment.last = moment.since ? gr_day_of((gr_civil){GR_YEAR_LAST, 12, 31}) : moment.last;
    moment.first = until ? gr_day_of((gr_civil){GR_YEAR_FIRST, 1, 1}) : moment.first;
    *out = moment;
    return GR_MOMENT_FINE;
}

size_t gr_moment_day_first(gr_str text, gr_moment_token *out)
{
    gr_str rest = text, day, month, year;
    if (!gr_str_split(&rest, '-', &day) || !gr_str_split(&rest, '-', &month) ||
        !gr_str_split(&rest, '-', &year) || year.len != 4 || day.len < 1 || day.len > 2 ||
        month.len < 1 || month.len > 2) {
        return 0;
    }
    int64_t numbers[3];
    if (!gr_year_parse(year, &numbers[0]) || !gr_year_parse(month, &numbers[1]) ||
        !gr_year_parse(day, &numbers[2]) || numbers[1] > 12 || numbers[2] > 31) {
        return 0;
    }
    gr_civil civil = {(int32_t)numbers[0], (uint8_t)numbers[1], (uint8_t)numbers[2]};
    *out = (gr_moment_token){GR_TOKEN_DAY, gr_day_of(civil)};
    return gr_civil_of(out->nr).month == civil.month ? text.len : 0;
}

const char *gr_moment_remedy(gr_moment_fault fault)
{
    static const char *const remedies[] = {
        [GR_MOMENT_FINE] = "",
        [GR_MOMENT_WORDS] = "write a day, week, month, quarter, half, season or year, such as "
                            "'1 juli 2024', 'Q3/Q4 2024', 'begin september 2024', 'medio 2024' or "
                            "'juni t/m september 2024'; leave it out where no time is known",
        [GR_MOMENT_NO_YEAR] = "of which year? write it, or say year= for all that have none",
        [GR_MOMENT_NO_MONTH] = "of which month? write '22 en 25 mei 2024'",
        [GR_MOMENT_NO_DAY] = "there is no such day, week or part of a year",
        [GR_MOMENT_WEEKDAY] = "that day is another day of the week; mend it, or leave the "
                              "weekday out",
        [GR_MOMENT_WINTER] = "a winter lies in two years; write 'winter 2024-2025'",
        [GR_MOMENT_TWO_YEARS] = "two years, or a school year? write '2024 t/m 2025' or "
                                "'schooljaar 2024-2025'",
        [GR_MOMENT_UP_TO] = "with that time, or without it? write 't/m', and the last day, month "
                            "or year that belongs to it",
        [GR_MOMENT_BACKWARDS] = "it ends before it begins"};
    return remedies[fault];
}
