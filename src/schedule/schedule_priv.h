#ifndef GR_SCHEDULE_PRIV_H
#define GR_SCHEDULE_PRIV_H
/* Reading a batch descriptor: one struct travels through the files that read its parts. */
#include "base/arena.h"
#include "schedule/calendar.h"
#include "schedule/jobs.h"
#include "xml/tree.h"

#define GR_BATCH_MAILER   "/usr/sbin/sendmail" /* where every mail server puts one */
#define GR_MINUTES_OF_DAY 1440
#define GR_BATCH_ID_BYTES 64 /* of batches and jobs: unit files are named after both */

typedef enum gr_batch_kind { /* of elements of the descriptor */
                             GR_BATCH_ROOT,
                             GR_BATCH_LIMITS,
                             GR_BATCH_MAIL,
                             GR_BATCH_METRICS,
                             GR_BATCH_DEFAULTS,
                             GR_BATCH_JOB,
                             GR_BATCH_RECIPIENT
} gr_batch_kind;

typedef struct gr_jobs_reading {
    gr_jobs *jobs;
    gr_arena *arena;
    gr_diag *diag;
} gr_jobs_reading;

/* ---- jobs.c ---- */

void gr_attr_refuse(const gr_jobs_reading *reading, const gr_xml_named *named,
                    const char *would_do);

/* ---- schedule_text.c ---- */

/** "04:15" to minutes; false when it is no time of a day. */
bool gr_clock_parse(gr_str text, uint16_t *out_minute);
void gr_clock_add(uint16_t minute, gr_buf *out); /* 04:15 */
/** False with what is wrong, from which byte on. "none" is RHYTHM_NONE. */
bool gr_schedule_parse(gr_str text, gr_arena *arena, gr_schedule *out, size_t *out_bad,
                       gr_str *out_why);
/** Next word of `rest`, cut at white space and commas; false when there is none. */
bool gr_next_word(gr_str *rest, gr_str *out_word);
extern const char *const gr_weekday_words[7]; /* "mon" first */

/* ---- recipients.c ---- */

/** One address of mail: false with what is wrong. ASCII only: other servers need not know more. */
bool gr_address_parse(gr_str text, const char **out_why);
/** Says it at the value. */
/** False after a report. */
bool gr_address_check(const gr_jobs_reading *reading, const gr_xml_named *address);
/** The recipients inside `elem` (<defaults> or <job>) behind those that `job` has. */
void gr_recipients_read(const gr_jobs_reading *reading, const gr_xml_elem *elem, gr_job *job);
/** Marks those of the defaults who are told of an edition that this job does not name: they may be
 *  of others. */
void gr_recipients_fit(const gr_jobs_reading *reading, const gr_xml_elem *elem, gr_job *job);

/* ---- job_read.c ---- */

/** What <defaults> and <job> have in common, laid over what `job` has. */
void gr_job_settings_read(const gr_jobs_reading *reading, const gr_xml_elem *elem, gr_job *job);
void gr_job_read(const gr_jobs_reading *reading, const gr_xml_elem *elem, gr_job *job);

/* ---- zone.c ---- */

/** Seconds east of UTC. */
int32_t gr_zone_offset(gr_str zone, gr_moment at);

/* ---- calendar.c ---- */

/** True when clocks of the zone skip or repeat this minute of the day now and then. */
bool gr_zone_minute_doubtful(gr_str zone, uint16_t minute);
uint8_t gr_days_in(int32_t year, uint8_t month);

/* ---- on_calendar.c ---- */

/** The OnCalendar= lines of a timer: several when one cannot say it. */
void gr_on_calendar_add(const gr_schedule *schedule, gr_str zone, gr_buf *out);

#endif
