#ifndef GR_BATCH_SESSION_H
#define GR_BATCH_SESSION_H
/* What each command works with, and how it ends. Only the files that answer a command see it whole;
 * the parts that they put together get values of their own. */
#include "base/clock.h"
#include "batch/batch.h"
#include "notify/run_end.h"
#include "plan/work.h"
#include "store/lock.h"
#include "store/place.h"

typedef struct gr_session {
    const gr_invocation *call;
    gr_store store; /* output, and the state folder that belongs to it */
    const gr_limits *limits;
    gr_str engine; /* version and build of this program */
    gr_run_clock clock;
    gr_arena *arena; /* of all that is read and made, but for what belongs to one edition */
    gr_diag *diag;
} gr_session;

typedef struct gr_ending { /* filled by who answers a command */
    gr_run_end words;
    bool mailed; /* words for cron */
    bool heard;  /* what it warns of was mailed before */
    int stopped_by;
} gr_ending;
void gr_ending_take(gr_ending *ending, const gr_work *work);

/** How a command is answered. The request is of that command. */
typedef gr_exit gr_answer_fn(const gr_session *session, const gr_request *request,
                             gr_ending *ending);
gr_answer_fn gr_answer_render;             /* render.c */
gr_answer_fn gr_answer_release;            /* release.c */
gr_answer_fn gr_answer_check;              /* check.c */
gr_answer_fn gr_answer_run;                /* run.c */
gr_answer_fn gr_answer_collect;            /* collect.c */
gr_answer_fn gr_answer_schedule;           /* units.c */
gr_answer_fn gr_answer_rebuild;            /* rebuild.c */
gr_answer_fn gr_answer_accept;             /* accept.c */
gr_answer_fn gr_answer_withdraw;           /* withdraw.c */
gr_answer_fn gr_answer_migrate;            /* migrate.c */
gr_answer_fn gr_answer_verify_command;     /* origins.c */
gr_answer_fn gr_answer_trace_command;      /* origins.c */
gr_answer_fn gr_answer_where_used_command; /* origins.c */
gr_answer_fn gr_answer_names;              /* names.c */

/* session.c */
gr_session gr_session_of(const gr_invocation *call, gr_arena *arena);
/** "a/" is "a". */
gr_str gr_without_slash(gr_str folder);
/** The same of all of them; the batch descriptor is named. */
gr_folders gr_folders_of(const gr_folders *asked, gr_arena *arena);
/** Reads the batch descriptor; *out stays NULL when that cannot be. Bad jobs are an error, and the
 *  others can be had. */
GR_MUST_USE gr_status gr_batch_read(const gr_session *session, gr_str path, const gr_jobs **out);
struct gr_state; /* store/state.h */
/** The two folders; `look`: nothing will be written. Documents and state stand in none of those
 *  that are `read`; NULL: nothing else is. */
GR_MUST_USE gr_status gr_session_open_state(const gr_session *session, const gr_folders *read,
                                            bool look, struct gr_state *out);

typedef struct gr_locked { /* what is done under the lock of the state folder */
    void *user;
    gr_exit (*work)(void *user, gr_lock *lock);
    const gr_folders *read; /* documents are in none of these folders */
    unsigned wait;          /* seconds for a run that is busy to end */
    bool mails;             /* programs may have to be started, to take mails: it guards itself */
} gr_locked;
gr_exit gr_with_lock(const gr_session *session, const gr_locked *locked);

/* dumps.c */
/** Writes to stdout at once; reports OUTPUT_WRITE. */
GR_MUST_USE gr_status gr_print_out(gr_str text, gr_diag *diag);

/* closing.c */
/** Reports and what became of it all, to stderr; for cron nothing, or one text that can be mailed.
 */
void gr_ending_print(const gr_ending *ending, gr_arena *arena);

#endif
