/* When a schedule is due. Days are gone through one by one: the longest wait is a year, and a day
 * costs a few comparisons. Only days that fit are turned into moments, for that asks the zone. */
#include "schedule/calendar.h"

#include "base/date.h"
#include "schedule_priv.h"

/* From 29 February to the last day of the next one is 366 days at most; a little more, because the
 * search begins a day early. */
#define DAYS_SEARCHED 370

uint8_t gr_days_in(int32_t year, uint8_t month)
{
    gr_civil next = month == 12 ? (gr_civil){year + 1, 1, 1} : (gr_civil){year, month + 1u, 1};
    return (uint8_t)(gr_day_of(next) - gr_day_of((gr_civil){year, month, 1}));
}

/* A day that the month lacks is its last day: then every later one falls on it. */
static bool is_month_day(const gr_schedule *schedule, gr_civil civil)
{
    bool is_last = civil.day == gr_days_in(civil.year, civil.month);
    uint32_t from_here_on = schedule->days >> (civil.day - 1);
    return (from_here_on & 1u) != 0 || (is_last && (schedule->last_day || from_here_on != 0));
}

static bool is_year_day(const gr_schedule *schedule, gr_civil civil)
{
    uint8_t most = gr_days_in(civil.year, schedule->month);
    return civil.month == schedule->month &&
           civil.day == (schedule->day < most ? schedule->day : most);
}

static bool is_due_day(const gr_schedule *schedule, gr_day day)
{
    switch (schedule->rhythm) {
    case GR_RHYTHM_NONE:
        return false;
    case GR_RHYTHM_DAILY:
        return true;
    case GR_RHYTHM_WEEKLY:
        return (schedule->weekdays >> (gr_weekday(day) - 1) & 1) != 0;
    case GR_RHYTHM_MONTHLY:
        return is_month_day(schedule, gr_civil_of(day));
    case GR_RHYTHM_YEARLY:
        return is_year_day(schedule, gr_civil_of(day));
    }
    return false;
}

bool gr_schedule_last(const gr_schedule *schedule, gr_str zone, gr_moment now, gr_moment *out)
{
    gr_day today;
    uint16_t minute;
    gr_zone_civil(zone, now, &today, &minute, NULL);
    for (gr_day day = today + 1; day >= today - DAYS_SEARCHED; day--) {
        if (is_due_day(schedule, day)) {
            gr_moment due = gr_zone_moment(zone, day, schedule->minute);
            if (due <= now) {
                *out = due;
                return true;
            }
        }
    }
    return false;
}

bool gr_schedule_next(const gr_schedule *schedule, gr_str zone, gr_moment now, gr_moment *out)
{
    gr_day today;
    uint16_t minute;
    gr_zone_civil(zone, now, &today, &minute, NULL);
    for (gr_day day = today - 1; day <= today + DAYS_SEARCHED; day++) {
        if (is_due_day(schedule, day)) {
            gr_moment due = gr_zone_moment(zone, day, schedule->minute);
            if (due > now) {
                *out = due;
                return true;
            }
        }
    }
    return false;
}

bool gr_schedule_due(const gr_schedule *schedule, gr_str zone, gr_moment last_done, gr_moment now)
{
    gr_moment due = 0;
    if (schedule->rhythm == GR_RHYTHM_NONE || last_done > now) {
        return true;
    }
    return gr_schedule_last(schedule, zone, now, &due) && due > last_done;
}

gr_moment gr_deadline_of(const gr_job *job, gr_str zone, gr_moment due)
{
    gr_day day;
    uint16_t minute;
    gr_zone_civil(zone, due, &day, &minute, NULL);
    gr_moment deadline = gr_zone_moment(zone, day, job->deadline);
    return deadline >= due ? deadline : gr_zone_moment(zone, day + 1, job->deadline);
}

void gr_moment_add(gr_moment at, gr_str zone, gr_buf *out)
{
    gr_day day;
    uint16_t minute;
    int16_t east;
    gr_zone_civil(zone, at, &day, &minute, &east);
    gr_civil civil = gr_civil_of(day);
    int64_t second = (at + (gr_moment)gr_zone_offset(zone, at)) % 60;
    unsigned away = (unsigned)(east < 0 ? -east : east);
    gr_buf_addf(out, "%04d-%02u-%02uT%02u:%02u:%02u%c%02u:%02u", (int)civil.year, civil.month,
                civil.day, minute / 60u, minute % 60u,
                (unsigned)(second < 0 ? second + 60 : second), east < 0 ? '-' : '+', away / 60,
                away % 60);
}
