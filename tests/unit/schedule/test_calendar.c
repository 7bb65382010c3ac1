/* Due moments: zones, skipped and doubled hours, leap days, month ends, clocks that jump; and laws
 * that hold for any schedule in fifty years. GR_SEED replays a failure. */
#include "base/arena.h"
#include "base/date.h"
#include "check.h"
#include "schedule_priv.h"

#include <stdlib.h>
#include <time.h>

#define AMSTERDAM GR_LIT("Europe/Amsterdam")

static gr_schedule schedule_of(gr_arena *arena, const char *text)
{
    gr_schedule schedule = {0};
    size_t bad = 0;
    gr_str why = GR_LIT("");
    if (!gr_schedule_parse(gr_str_of(text), arena, &schedule, &bad, &why)) {
        print_error("%s: " GR_FMT "\n", text, GR_ARG(why));
        fail();
    }
    return schedule;
}

/** "2026-03-29 00:59:59", which is UTC. */
static gr_moment utc(const char *text)
{
    gr_day day = 0;
    assert_true(gr_date_parse((gr_str){text, 10}, &day));
    const char *t = text + 11;
    int hour = (t[0] - '0') * 10 + t[1] - '0', minute = (t[3] - '0') * 10 + t[4] - '0',
        second = (t[6] - '0') * 10 + t[7] - '0';
    return (gr_moment)day * 86400 + hour * 3600 + minute * 60 + second;
}

typedef struct when {
    const char *schedule, *zone, *now, *last, *next; /* now in UTC; the others in the zone */
} when;

/* clang-format off */
static const when cases[] = {
    {"daily 04:15", "UTC", "2026-11-22 04:14:59", "2026-11-21T04:15:00+00:00", "2026-11-22T04:15:00+00:00"},
    {"daily 04:15", "UTC", "2026-11-22 04:15:00", "2026-11-22T04:15:00+00:00", "2026-11-23T04:15:00+00:00"},
    {"daily 04:15", "Europe/Amsterdam", "2026-11-22 03:14:59", "2026-11-21T04:15:00+01:00", "2026-11-22T04:15:00+01:00"},
    {"daily 04:15", "Europe/Amsterdam", "2026-07-22 02:15:00", "2026-07-22T04:15:00+02:00", "2026-07-23T04:15:00+02:00"},
    /* the night of 28 on 29 March 2026 has no 02:00 to 03:00 */
    {"daily 04:15", "Europe/Amsterdam", "2026-03-29 00:00:00", "2026-03-28T04:15:00+01:00", "2026-03-29T04:15:00+02:00"},
    {"daily 02:30", "Europe/Amsterdam", "2026-03-29 00:59:59", "2026-03-28T02:30:00+01:00", "2026-03-29T03:00:00+02:00"},
    {"daily 02:30", "Europe/Amsterdam", "2026-03-29 01:00:00", "2026-03-29T03:00:00+02:00", "2026-03-30T02:30:00+02:00"},
    {"daily 03:00", "Europe/Amsterdam", "2026-03-29 01:00:00", "2026-03-29T03:00:00+02:00", "2026-03-30T03:00:00+02:00"},
    {"daily 01:59", "Europe/Amsterdam", "2026-03-29 00:59:00", "2026-03-29T01:59:00+01:00", "2026-03-30T01:59:00+02:00"},
    /* the night of 24 on 25 October 2026 has it twice: only the first counts */
    {"daily 02:30", "Europe/Amsterdam", "2026-10-25 00:29:59", "2026-10-24T02:30:00+02:00", "2026-10-25T02:30:00+02:00"},
    {"daily 02:30", "Europe/Amsterdam", "2026-10-25 01:30:00", "2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00"},
    {"daily 03:00", "Europe/Amsterdam", "2026-10-25 01:59:59", "2026-10-24T03:00:00+02:00", "2026-10-25T03:00:00+01:00"},
    /* across the date line, and a zone that left out a day (30 December 2011) */
    {"daily 00:30", "Pacific/Auckland", "2026-11-21 11:29:59", "2026-11-21T00:30:00+13:00", "2026-11-22T00:30:00+13:00"},
    {"daily 12:00", "Pacific/Apia", "2011-12-30 09:00:00", "2011-12-29T12:00:00-10:00", "2011-12-31T00:00:00+14:00"},
    {"daily 12:00", "Pacific/Apia", "2011-12-30 10:00:00", "2011-12-31T00:00:00+14:00", "2011-12-31T12:00:00+14:00"},
    /* days of the week: 2026-11-22 is a Sunday */
    {"weekly mon,thu 04:15", "UTC", "2026-11-22 12:00:00", "2026-11-19T04:15:00+00:00", "2026-11-23T04:15:00+00:00"},
    {"weekly sun 23:59", "UTC", "2026-11-22 23:58:59", "2026-11-15T23:59:00+00:00", "2026-11-22T23:59:00+00:00"},
    {"weekly mon 00:30", "Europe/Amsterdam", "2026-11-22 23:29:59", "2026-11-16T00:30:00+01:00", "2026-11-23T00:30:00+01:00"},
    /* days of the month: what a month lacks is its last day, once */
    {"monthly 1,15 04:15", "UTC", "2026-11-22 00:00:00", "2026-11-15T04:15:00+00:00", "2026-12-01T04:15:00+00:00"},
    {"monthly 31 04:15", "UTC", "2026-11-22 00:00:00", "2026-10-31T04:15:00+00:00", "2026-11-30T04:15:00+00:00"},
    {"monthly 29,30,31 04:15", "UTC", "2026-02-28 04:15:00", "2026-02-28T04:15:00+00:00", "2026-03-29T04:15:00+00:00"},
    {"monthly 29 04:15", "UTC", "2028-02-28 12:00:00", "2028-01-29T04:15:00+00:00", "2028-02-29T04:15:00+00:00"},
    {"monthly last 04:15", "UTC", "2028-02-28 12:00:00", "2028-01-31T04:15:00+00:00", "2028-02-29T04:15:00+00:00"},
    {"monthly last 04:15", "UTC", "2026-12-31 04:15:00", "2026-12-31T04:15:00+00:00", "2027-01-31T04:15:00+00:00"},
    {"monthly 30,last 04:15", "UTC", "2026-11-30 04:15:00", "2026-11-30T04:15:00+00:00", "2026-12-30T04:15:00+00:00"},
    /* days of the year */
    {"yearly 01-02 04:15", "UTC", "2026-01-02 04:14:00", "2025-01-02T04:15:00+00:00", "2026-01-02T04:15:00+00:00"},
    {"yearly 12-31 23:59", "Europe/Amsterdam", "2026-12-31 22:59:00", "2026-12-31T23:59:00+01:00", "2027-12-31T23:59:00+01:00"},
    {"yearly 02-29 05:00", "UTC", "2026-11-22 00:00:00", "2026-02-28T05:00:00+00:00", "2027-02-28T05:00:00+00:00"},
    {"yearly 02-29 05:00", "UTC", "2028-02-28 12:00:00", "2027-02-28T05:00:00+00:00", "2028-02-29T05:00:00+00:00"},
    {"yearly 02-29 05:00", "UTC", "2100-03-01 12:00:00", "2100-02-28T05:00:00+00:00", "2101-02-28T05:00:00+00:00"},
    /* before 1970, after 2038 */
    {"daily 04:15", "UTC", "1969-12-31 23:59:59", "1969-12-31T04:15:00+00:00", "1970-01-01T04:15:00+00:00"},
    {"daily 04:15", "Europe/Amsterdam", "2038-01-19 03:14:08", "2038-01-18T04:15:00+01:00", "2038-01-19T04:15:00+01:00"},
    {"daily 04:15", "Europe/Amsterdam", "2060-07-01 12:00:00", "2060-07-01T04:15:00+02:00", "2060-07-02T04:15:00+02:00"},
};
/* clang-format on */

static void check_moment(const when *c, const char *which, gr_moment at, const char *want,
                         gr_arena *arena)
{
    gr_buf text = gr_buf_make(arena, 1000);
    gr_moment_add(at, gr_str_of(c->zone), &text);
    check_text(gr_str_fmt(arena, "%s of %s at %s", which, c->schedule, c->now).ptr,
               gr_buf_view(&text), want);
}

static void finds_neighbours(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(65536);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        gr_schedule schedule = schedule_of(arena, cases[i].schedule);
        gr_moment last = 0, next = 0, now = utc(cases[i].now);
        gr_str zone = gr_str_of(cases[i].zone);
        assert_true(gr_schedule_last(&schedule, zone, now, &last));
        assert_true(gr_schedule_next(&schedule, zone, now, &next));
        check_moment(&cases[i], "last", last, cases[i].last, arena);
        check_moment(&cases[i], "next", next, cases[i].next, arena);
    }
    gr_arena_free(arena);
}

static void nothing_without_schedule(void **state)
{
    (void)state;
    gr_schedule schedule = {.rhythm = GR_RHYTHM_NONE};
    gr_moment at = 12345;
    assert_false(gr_schedule_last(&schedule, AMSTERDAM, 0, &at));
    assert_false(gr_schedule_next(&schedule, AMSTERDAM, 0, &at));
    assert_int_equal(at, 12345);
    assert_true(gr_schedule_due(&schedule, AMSTERDAM, 100, 100));
}

typedef struct done {
    const char *schedule, *last_done, *now;
    bool due;
} done;

static const done dones[] = {
    {"daily 04:15", "1970-01-01 00:00:00", "2026-11-22 12:00:00", true}, /* never yet */
    {"daily 04:15", "2026-11-22 03:14:59", "2026-11-22 03:15:00", true},
    {"daily 04:15", "2026-11-22 03:15:00", "2026-11-22 03:15:00", false},
    {"daily 04:15", "2026-11-22 03:15:01", "2026-11-23 03:14:59", false},
    {"daily 04:15", "2026-11-12 03:20:00", "2026-11-22 12:00:00", true}, /* ten nights missed ... */
    {"daily 04:15", "2026-11-22 12:00:00", "2026-11-22 12:05:00", false}, /* ... are one run */
    {"daily 04:15", "2027-01-01 00:00:00", "2026-11-22 12:00:00", true},  /* a clock that jumped */
    {"monthly last 04:15", "2026-10-31 04:00:00", "2026-11-30 03:14:00", false},
    {"monthly last 04:15", "2026-10-31 04:00:00", "2026-11-30 03:15:00", true},
    /* the doubled hour is due once */
    {"daily 02:30", "2026-10-25 00:31:00", "2026-10-25 01:31:00", false},
};

static void knows_what_is_due(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(65536);
    for (size_t i = 0; i < sizeof dones / sizeof *dones; i++) {
        gr_schedule schedule = schedule_of(arena, dones[i].schedule);
        if (gr_schedule_due(&schedule, AMSTERDAM, utc(dones[i].last_done), utc(dones[i].now)) !=
            dones[i].due) {
            print_error("case %zu: %s done %s now %s\n", i, dones[i].schedule, dones[i].last_done,
                        dones[i].now);
            fail();
        }
    }
    gr_arena_free(arena);
}

static void knows_deadlines(void **state)
{
    (void)state;
    gr_job job = {.has_deadline = true, .deadline = 7 * 60};
    /* the same morning; past midnight; at the very moment; over a change of clocks */
    assert_int_equal(gr_deadline_of(&job, AMSTERDAM, utc("2026-11-22 03:15:00")),
                     utc("2026-11-22 06:00:00"));
    assert_int_equal(gr_deadline_of(&job, AMSTERDAM, utc("2026-11-22 22:00:00")),
                     utc("2026-11-23 06:00:00"));
    assert_int_equal(gr_deadline_of(&job, AMSTERDAM, utc("2026-11-22 06:00:00")),
                     utc("2026-11-22 06:00:00"));
    assert_int_equal(gr_deadline_of(&job, AMSTERDAM, utc("2026-03-28 23:30:00")),
                     utc("2026-03-29 05:00:00"));
}

/* ---- zones ---- */

static void knows_zones(void **state)
{
    (void)state;
    static const char *const known[] = {"Europe/Amsterdam", "UTC", "Etc/GMT+5",
                                        "America/Argentina/Buenos_Aires"};
    static const char *const unknown[] = {"",
                                          "europe/amsterdam",
                                          "Europe",
                                          "Europe/",
                                          "Europe//Amsterdam",
                                          "/etc/passwd",
                                          "../../etc/passwd",
                                          "posixrules",
                                          "right/Europe/Paris",
                                          "Amsterdam",
                                          "tzdata.zi",
                                          "CET-1CEST",
                                          ":UTC",
                                          "Europe/Amsterdam\n"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        assert_true(gr_zone_known(gr_str_of(known[i])));
    }
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
        if (gr_zone_known(gr_str_of(unknown[i]))) {
            print_error("known: %s\n", unknown[i]);
            fail();
        }
    }
}

static void leaves_the_environment_alone(void **state)
{
    (void)state;
    gr_day day;
    uint16_t minute;
    int16_t offset;
    assert_int_equal(setenv("TZ", "America/New_York", 1), 0);
    tzset();
    gr_zone_civil(AMSTERDAM, utc("2026-11-22 23:30:00"), &day, &minute, &offset);
    assert_int_equal(day * 86400 + minute * 60, utc("2026-11-23 00:30:00"));
    assert_int_equal(offset, 60);
    assert_string_equal(getenv("TZ"), "America/New_York");
    struct tm civil;
    time_t noon = (time_t)utc("2026-11-22 12:00:00");
    assert_non_null(localtime_r(&noon, &civil));
    assert_int_equal(civil.tm_hour, 7);
    assert_int_equal(unsetenv("TZ"), 0);
    (void)gr_zone_offset(AMSTERDAM, 0);
    assert_null(getenv("TZ"));
}

/* ---- laws ---- */

static const char *const zones[] = {"Europe/Amsterdam", "UTC",
                                    "America/New_York", "Australia/Lord_Howe",
                                    "Asia/Kathmandu",   "America/St_Johns",
                                    "Pacific/Apia",     "Africa/Casablanca",
                                    "Europe/Dublin",    "America/Sao_Paulo"};
#define N_ZONES (sizeof zones / sizeof *zones)

static uint64_t seed_of_run(void)
{
    const char *given = getenv("GR_SEED");
    return given != NULL ? strtoull(given, NULL, 10) : 20261122;
}

/** xorshift64*; below `limit`. */
static uint32_t random_below(uint64_t *seed, uint32_t limit)
{
    *seed ^= *seed >> 12;
    *seed ^= *seed << 25;
    *seed ^= *seed >> 27;
    return (uint32_t)((*seed * 2685821657736338717u) >> 33) % limit;
}

static gr_schedule random_schedule(uint64_t *seed)
{
    gr_schedule s = {.minute = (uint16_t)random_below(seed, GR_MINUTES_OF_DAY)};
    s.rhythm = (gr_rhythm)(GR_RHYTHM_DAILY + random_below(seed, 4));
    s.weekdays = (uint8_t)(1 + random_below(seed, 127));
    s.days = 1u << random_below(seed, 31) | (random_below(seed, 2) != 0 ? 1u << 30 : 0);
    s.last_day = random_below(seed, 4) == 0;
    s.month = (uint8_t)(1 + random_below(seed, 12));
    s.day = (uint8_t)(1 + random_below(seed, gr_days_in(2000, s.month)));
    return s;
}

static gr_moment random_moment(uint64_t *seed)
{
    return utc("1990-01-01 00:00:00") + (gr_moment)random_below(seed, 50 * 366) * 86400 +
           random_below(seed, 86400);
}

/** No due moment lies between last and next, and each is the other's neighbour. */
static bool laws_hold(const gr_schedule *s, gr_str zone, gr_moment now)
{
    gr_moment last = 0, next = 0, again = 0;
    if (!gr_schedule_last(s, zone, now, &last) || !gr_schedule_next(s, zone, now, &next) ||
        last > now || now >= next) {
        return false;
    }
    bool meets = gr_schedule_next(s, zone, last, &again) && again == next;
    meets = meets && gr_schedule_last(s, zone, next - 1, &again) && again == last;
    meets = meets && gr_schedule_last(s, zone, next, &again) && again == next;
    return meets && gr_schedule_due(s, zone, last - 1, now) && !gr_schedule_due(s, zone, last, now);
}

static void laws(void **state)
{
    (void)state;
    uint64_t seed = seed_of_run();
    gr_arena *arena = gr_arena_new(65536);
    for (size_t i = 0; i < 1500; i++) {
        uint64_t before = seed;
        gr_schedule s = random_schedule(&seed);
        gr_str zone = gr_str_of(zones[random_below(&seed, N_ZONES)]);
        gr_moment now = random_moment(&seed);
        if (!laws_hold(&s, zone, now)) {
            gr_buf text = gr_buf_make(arena, 1000);
            gr_schedule_add(&s, &text);
            gr_buf_add_char(&text, ' ');
            gr_moment_add(now, zone, &text);
            print_error("GR_SEED=%llu: " GR_FMT " in " GR_FMT "\n", (unsigned long long)before,
                        GR_ARG(gr_buf_view(&text)), GR_ARG(zone));
            fail();
        }
    }
    gr_arena_free(arena);
}

/** parse(print(x)) prints the same, and is due at the same moments. */
static void schedules_return(void **state)
{
    (void)state;
    uint64_t seed = seed_of_run();
    gr_arena *arena = gr_arena_new(65536);
    for (size_t i = 0; i < 500; i++) {
        gr_schedule s = random_schedule(&seed);
        gr_buf text = gr_buf_make(arena, 1000), again = gr_buf_make(arena, 1000);
        gr_moment now = random_moment(&seed), next = 0, next_again = 1;
        gr_schedule_add(&s, &text);
        gr_str printed = gr_str_dup(arena, gr_buf_view(&text));
        gr_schedule read = schedule_of(arena, printed.ptr);
        gr_schedule_add(&read, &again);
        check_text("printed again", gr_buf_view(&again), printed.ptr);
        assert_true(gr_schedule_next(&s, GR_LIT("UTC"), now, &next));
        assert_true(gr_schedule_next(&read, GR_LIT("UTC"), now, &next_again));
        assert_int_equal(next, next_again);
    }
    gr_arena_free(arena);
}

/** The definition, minute by minute: the first moment at which clocks show the time or a later one.
 */
static gr_moment first_reached(gr_str zone, gr_day day, uint16_t minute)
{
    int64_t local = (int64_t)day * 86400 + minute * 60;
    gr_moment at = local - 18 * 3600;
    while (at + gr_zone_offset(zone, at) < local) {
        at += 60;
    }
    return at;
}

static void moments_as_defined(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *day;
    } changes[] = {{"Europe/Amsterdam", "2026-03-29"},
                   {"Europe/Amsterdam", "2026-10-25"},
                   {"Australia/Lord_Howe", "2026-10-04"},
                   {"Africa/Casablanca", "2026-02-15"},
                   {"America/St_Johns", "1988-04-03"}};
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        gr_str zone = gr_str_of(changes[i].zone);
        gr_day day = 0;
        assert_true(gr_date_parse(gr_str_of(changes[i].day), &day));
        for (uint16_t minute = 0; minute < 300; minute = (uint16_t)(minute + 15)) {
            assert_int_equal(gr_zone_moment(zone, day, minute), first_reached(zone, day, minute));
        }
    }
}

/** Civil time and back. */
static void moments_return(void **state)
{
    (void)state;
    uint64_t seed = seed_of_run();
    for (size_t i = 0; i < 2000; i++) {
        gr_str zone = gr_str_of(zones[random_below(&seed, N_ZONES)]);
        gr_moment at = random_moment(&seed) / 60 * 60;
        gr_day day;
        uint16_t minute;
        gr_zone_civil(zone, at, &day, &minute, NULL);
        gr_moment back = gr_zone_moment(zone, day, minute);
        /* the second time of a doubled hour gives the first */
        assert_true(back == at || (back < at && at - back <= 2 * 3600));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(finds_neighbours),
                                       cmocka_unit_test(nothing_without_schedule),
                                       cmocka_unit_test(knows_what_is_due),
                                       cmocka_unit_test(knows_deadlines),
                                       cmocka_unit_test(knows_zones),
                                       cmocka_unit_test(leaves_the_environment_alone),
                                       cmocka_unit_test(laws),
                                       cmocka_unit_test(schedules_return),
                                       cmocka_unit_test(moments_as_defined),
                                       cmocka_unit_test(moments_return)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
