/* Time zones of the system. The only file that knows TZ and the C library's calendar: the library
 * reads one zone at a time, named by the environment, so each question puts TZ there and takes it
 * away again. griffie has no threads. The single fact taken from the library is how far a zone is
 * from UTC at a moment; the rest is counted here, so that a skipped or doubled hour is decided by
 * us and not by mktime. */
#include "base/arena.h"
#include "base/date.h"
#include "schedule_priv.h"

#include <stdio.h>
#include <sys/stat.h>
#include <time.h>

#define ZONE_FOLDER "/usr/share/zoneinfo/"
#define ZONE_BYTES  64
#define DAY_SECONDS 86400
/* Years 1 to 9999: beyond, neither the library nor a date has a meaning. */
#define FIRST_MOMENT (-62135596800)
#define LAST_MOMENT  253402300799

typedef struct zone_path {
    char text[sizeof ZONE_FOLDER + ZONE_BYTES + 1]; /* begins with ':', as TZ wants it */
} zone_path;

/* Names of zones begin with a capital: "right/..." counts leap seconds, "posixrules" is no zone. */
static bool zone_name_fits(gr_str zone)
{
    if (zone.len == 0 || zone.len > ZONE_BYTES || zone.ptr[0] < 'A' || zone.ptr[0] > 'Z' ||
        gr_str_ends(zone, GR_LIT("/")) || gr_str_find(zone, GR_LIT("//")) != SIZE_MAX) {
        return false;
    }
    for (size_t i = 0; i < zone.len; i++) {
        char c = zone.ptr[i];
        bool fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!fits && strchr("/_+-", c) == NULL) {
            return false;
        }
    }
    return true;
}

static zone_path path_of(gr_str zone)
{
    zone_path path;
    (void)snprintf(path.text, sizeof path.text, ":" ZONE_FOLDER GR_FMT, GR_ARG(zone));
    return path;
}

bool gr_zone_known(gr_str zone)
{
    char magic[4] = "";
    if (!zone_name_fits(zone)) {
        return false;
    }
    zone_path path = path_of(zone);
    struct stat info;
    if (stat(path.text + 1, &info) != 0 || !S_ISREG(info.st_mode)) {
        return false;
    }
    FILE *file = fopen(path.text + 1, "rbe");
    bool known = file != NULL && fread(magic, 1, sizeof magic, file) == sizeof magic &&
                 memcmp(magic, "TZif", sizeof magic) == 0;
    if (file != NULL) {
        (void)fclose(file); /* only read */
    }
    return known;
}

static gr_moment clamp(gr_moment at)
{
    return at < FIRST_MOMENT ? FIRST_MOMENT : at > LAST_MOMENT ? LAST_MOMENT : at;
}

/* The environment names a zone as long as one of these is open. */
typedef struct zone_lent {
    bool utc; /* nothing had to be named. An unknown zone is UTC: descriptors with one are refused,
                 so that is nobody's. */
    char *before; /* what the environment named; malloc, NULL: nothing */
} zone_lent;

/** The library reads the zone's file here, and once more when it is given back: who asks for many
 * moments asks them all in between. */
static zone_lent lend(gr_str zone)
{
    if (!zone_name_fits(zone) || gr_str_is(zone, "UTC")) {
        return (zone_lent){.utc = true};
    }
    const char *given = getenv("TZ");
    char *before = given != NULL ? strdup(given) : NULL;
    if (given != NULL && before == NULL) {
        gr_die_oom(strlen(given));
    }
    zone_path path = path_of(zone);
    (void)setenv("TZ", path.text, 1); /* fails for lack of memory only: then UTC is used */
    tzset();
    return (zone_lent){.before = before};
}

static void give_back(zone_lent lent)
{
    if (!lent.utc) {
        (void)(lent.before != NULL ? setenv("TZ", lent.before, 1) : unsetenv("TZ"));
        tzset();
        free(lent.before);
    }
}

static int32_t offset_in(const zone_lent *zone, gr_moment at)
{
    struct tm civil = {0};
    time_t moment = (time_t)clamp(at);
    return !zone->utc && localtime_r(&moment, &civil) != NULL ? (int32_t)civil.tm_gmtoff : 0;
}

int32_t gr_zone_offset(gr_str zone, gr_moment at)
{
    zone_lent lent = lend(zone);
    int32_t offset = offset_in(&lent, at);
    give_back(lent);
    return offset;
}

static gr_day day_of_seconds(int64_t local)
{
    return (gr_day)(local / DAY_SECONDS - (local % DAY_SECONDS < 0 ? 1 : 0));
}

void gr_zone_civil(gr_str zone, gr_moment at, gr_day *out_day, uint16_t *out_minute,
                   int16_t *out_offset)
{
    int32_t offset = gr_zone_offset(zone, at);
    int64_t local = clamp(at) + offset;
    *out_day = day_of_seconds(local);
    *out_minute = (uint16_t)((local - (int64_t)*out_day * DAY_SECONDS) / 60);
    if (out_offset != NULL) {
        *out_offset = (int16_t)(offset / 60);
    }
}

/* The first moment after `from`, at most `to`, with the offset of `to`. Clocks change at most once
 * in between. */
static gr_moment change_between(const zone_lent *zone, gr_moment from, gr_moment to)
{
    int32_t after = offset_in(zone, to);
    while (to - from > 1) {
        gr_moment middle = from + (to - from) / 2;
        if (offset_in(zone, middle) == after) {
            to = middle;
        } else {
            from = middle;
        }
    }
    return to;
}

/* The civil time is reached for the first time: with the offset of before when that comes before
 * the change, else with that of after, and never before the change itself (then it is skipped). */
static gr_moment moment_in(const zone_lent *zone, gr_day day, uint16_t minute)
{
    int64_t local = (int64_t)day * DAY_SECONDS + (int64_t)minute * 60;
    int32_t before = offset_in(zone, local - DAY_SECONDS);
    int32_t after = offset_in(zone, local + DAY_SECONDS);
    if (before == after) {
        return local - before;
    }
    gr_moment change = change_between(zone, local - DAY_SECONDS, local + DAY_SECONDS);
    if (local - before < change) {
        return local - before;
    }
    return local - after > change ? local - after : change;
}

gr_moment gr_zone_moment(gr_str zone, gr_day day, uint16_t minute)
{
    zone_lent lent = lend(zone);
    gr_moment moment = moment_in(&lent, day, minute);
    give_back(lent);
    return moment;
}

/* Years that are looked at for changes of clocks: a fixed span, so that what is said does not
 * depend on the day. */
#define LOOK_FROM  20454 /* 2026-01-01 */
#define LOOK_YEARS 3

static uint16_t minute_of_local(int64_t local)
{
    return (uint16_t)((local - (int64_t)day_of_seconds(local) * DAY_SECONDS) / 60);
}

/* Minute of the day within [from, from + length), which may run past midnight. */
static bool is_within(uint16_t minute, uint16_t from, int32_t length)
{
    int32_t passed = minute - from;
    return (passed < 0 ? passed + GR_MINUTES_OF_DAY : passed) < length;
}

static bool doubtful_in(const zone_lent *zone, uint16_t minute)
{
    gr_moment at = (gr_moment)LOOK_FROM * DAY_SECONDS;
    gr_moment end = at + (gr_moment)LOOK_YEARS * 366 * DAY_SECONDS;
    int32_t before = offset_in(zone, at);
    for (; at < end; at += DAY_SECONDS) {
        int32_t after = offset_in(zone, at + DAY_SECONDS);
        if (after != before) {
            gr_moment change = change_between(zone, at, at + DAY_SECONDS);
            int32_t lower = before < after ? before : after;
            int32_t length = (before < after ? after - before : before - after) / 60;
            if (is_within(minute, minute_of_local(change + lower), length)) {
                return true;
            }
        }
        before = after;
    }
    return false;
}

bool gr_zone_minute_doubtful(gr_str zone, uint16_t minute)
{
    zone_lent lent = lend(zone);
    bool doubtful = doubtful_in(&lent, minute);
    give_back(lent);
    return doubtful;
}
