#ifndef GR_SCHEDULE_CALENDAR_H
#define GR_SCHEDULE_CALENDAR_H
/* When a schedule is due: civil dates, minutes, and the zone they are in. Given the moment, never
 * asks the clock. A moment is seconds since 1970-01-01 UTC. */
#include "base/date.h"
#include "schedule/jobs.h"

typedef int64_t gr_moment;

/** True when the system knows the zone (its time zone files: package tzdata). */
bool gr_zone_known(gr_str zone);
/** Civil date and minute of the day of `at` in `zone`; *out_offset (may be NULL) is minutes east of
 * UTC. */
void gr_zone_civil(gr_str zone, gr_moment at, gr_day *out_day, uint16_t *out_minute,
                   int16_t *out_offset);
/** The moment of a civil time. A time that is skipped when clocks go forward is the moment they
 *  do; one that comes twice is its first. */
gr_moment gr_zone_moment(gr_str zone, gr_day day, uint16_t minute);

/** The last moment at or before `now` at which the schedule was due. False for RHYTHM_NONE. */
bool gr_schedule_last(const gr_schedule *schedule, gr_str zone, gr_moment now, gr_moment *out);
/** The first one after `now`. */
bool gr_schedule_next(const gr_schedule *schedule, gr_str zone, gr_moment now, gr_moment *out);
/** True when something was due since `last_done` (of the last run that went through; a
 *  missed night counts once, however many were missed), or there is no schedule. A `last_done` in
 * the future (a clock that jumped) counts as never. */
bool gr_schedule_due(const gr_schedule *schedule, gr_str zone, gr_moment last_done, gr_moment now);
/** The deadline that belongs to the due moment `due`: that day's, or the next day's when it lies
 * before. */
gr_moment gr_deadline_of(const gr_job *job, gr_str zone, gr_moment due);
/** "2026-11-22T04:15:00+01:00" (RFC 3339), in the zone. */
void gr_moment_add(gr_moment at, gr_str zone, gr_buf *out);

#endif
