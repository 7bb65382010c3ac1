#ifndef GR_BATCH_SCHEDULED_H
#define GR_BATCH_SCHEDULED_H
/* A run of what jobs of the batch descriptor ask, whether all of it is made here or in shards. */
#include "due.h"
#include "lookback/events.h"
#include "lookback/last_run.h"
#include "session.h"

typedef struct gr_scheduled {
    const gr_session *session;
    gr_folders folders;
    const gr_jobs *jobs; /* NULL: the descriptor cannot be read */
    gr_due_list due;
    gr_work work;
    gr_journal *journal; /* NULL: none to be had */
    gr_journal_run entry;
    gr_str inputs;   /* fingerprint of all that could be read */
    gr_str identity; /* of the files it was taken of, before that; empty: not looked at */
    bool json;       /* events are for machines */
    bool ended;      /* whoever should know was told */
    bool heard;      /* nothing was said that the last run of these jobs did not say as well */
} gr_scheduled;

/** Reads the batch descriptor. */
GR_MUST_USE gr_status gr_scheduled_open(const gr_session *session, const gr_folders *folders,
                                        gr_scheduled *out);
/** Which jobs are due, as orders of its work. */
GR_MUST_USE gr_status gr_scheduled_choose(gr_scheduled *run, gr_words asked, bool at_once,
                                          gr_value on);
/** Of all that could be read, and of what the jobs ask (load/fingerprint.h). */
GR_MUST_USE gr_status gr_scheduled_fingerprint(const gr_scheduled *run, gr_str *out_hex);
/** Of the files alone, as they are now: `identity`. */
GR_MUST_USE gr_status gr_scheduled_identify(gr_scheduled *run);
/** What the runs before it are asked. */
gr_last_run_setup gr_scheduled_last(const gr_scheduled *run);
/** The same guards as those of other commands, unless there may be mails: the program that takes
 *  them may need rights. */
void gr_scheduled_guard(const gr_scheduled *run);
/** Makes the journal's entry, which is begun by gr_journal_begin. */
void gr_scheduled_begin(gr_scheduled *run, const char *command);
/** Counts, writes down and tells how it went. */
void gr_scheduled_end(gr_scheduled *run, gr_exit result);
/** The same of a run that ended before it began, or where nothing was due; unless it was told. */
void gr_scheduled_tell(gr_scheduled *run, gr_exit result);
gr_events gr_scheduled_events(const gr_scheduled *run);
/** What its last words on stderr are about. */
void gr_scheduled_leave(const gr_scheduled *run, gr_exit result, gr_ending *ending);

#endif
