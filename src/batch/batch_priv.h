#ifndef GR_BATCH_PRIV_H
#define GR_BATCH_PRIV_H
/* One run and what its steps leave for the next. Everything here lives in the arena `src`; what
 * belongs to one edition is made and freed by room `edition`. */
#include "batch/batch.h"
#include "edition/edition.h"

typedef struct batch_night batch_night; /* night.h */

typedef struct batch {
    const gr_request *request;
    const gr_limits *limits;
    gr_str input, templates, output;      /* folders, without a slash at the end */
    gr_store store;                       /* output, and the state folder that belongs to it */
    unsigned memory_mib, edition_seconds; /* limits of a worker */
    gr_arena *src;
    gr_diag *diag;
    gr_load *load; /* what was read; NULL: nothing yet */
    gr_order *orders;
    size_t n_orders;
    bool wrong_besides; /* by night: what was read has errors, perhaps of jobs that are not due */
    gr_str engine;      /* version and build of this program */
    batch_night *night; /* NULL: no nightly run */
    int64_t started_ms; /* by gr_clock_elapsed_ms */
    bool archive;       /* what is read is kept, so that editions can be made again */
    const struct gr_kept_file *inputs; /* what was read, when it is kept: load/inputs.h */
    size_t n_inputs;
    gr_str laid_out; /* rebuild: folder with what else was read, fonts and patterns; empty: none */
    int stopped_by;  /* signal that ended the run; 0: none */
    struct gr_lock *lock; /* kept while the run is at work; NULL: it holds none */
    gr_plan_row *plan;
    size_t n_plan, cap_plan;
    int64_t making_since_ms; /* by the same: when the first edition was begun; 0: not yet */
    size_t n_listed;         /* rows whose documents were named on stdout */
} batch;

/* The steps of a run, in this order. */
void batch_order_words(batch *run); /* orders.c: the command line as an order */
/** All of them up to the plan; *out_done when the request asked for no more than a dump. */
GR_MUST_USE gr_status batch_prepare(batch *run, bool *out_done); /* prepare.c */
/** For the steps of room `load`; a run needs it once. */
void batch_open_load(batch *run); /* prepare.c */
/** `check --source`: what this export yields. */
gr_exit batch_check_source(batch *run); /* prepare.c */
/** Checks and dumps: all editions in this process, which writes nothing. */
gr_exit batch_check_editions(batch *run); /* batch.c */

/* orders.c */
/** True when one of the orders asks for the report. */
bool batch_report_asked(const batch *run, gr_str id);

/** True when documents are written: not for checks and dumps. */
bool batch_publishes(const gr_request *request);
/** What all editions of the run have in common; after batch_prepare. */
gr_edition_setup batch_edition_setup(batch *run); /* facts.c */
/** Where files are, and are kept; lists in run->src. */
gr_inputs_setup batch_inputs_setup(const batch *run);                               /* facts.c */
gr_place batch_place_of(const batch *run, const gr_plan_row *row, gr_arena *arena); /* facts.c */

/* publish.c: the supervisor's part */
/** Gives the staged version its name and moves the edition's link to it. */
GR_MUST_USE gr_status batch_publish(const batch *run, const gr_plan_row *row, gr_diag *diag);
/** The same in two steps, for shards: the name only, which the row's key becomes; then the link. */
GR_MUST_USE gr_status batch_publish_name(const batch *run, gr_plan_row *row, gr_diag *diag);
GR_MUST_USE gr_status batch_publish_named(const batch *run, const gr_plan_row *row, gr_diag *diag);
/** Takes away versions of the plan's editions that got a name and were never shown: of shards that
 * were run again, or never collected. */
void batch_publish_forget(const batch *run);
/** Takes away what dead runs left, and what this one did not publish; shows again what was released
 * and is not shown. */
void batch_publish_sweep(batch *run);

gr_str batch_engine(const gr_request *request, gr_arena *arena);

/* roles.c: the processes of a run */
/** Loads in a process of its own, makes all editions in workers, publishes them. */
gr_exit batch_roles_run(batch *run);

/* guard.c: what processes go without (process/guard.h). A guard that is not to be had is said once.
 */
/** Writes only in the two folders, and in that of the file `figures`, unless that is empty.
 * Programs that take mails cannot be started any more. */
void batch_guard_supervisor(const batch *run, gr_str figures);
/** The same, unless there may be mails: the program that takes them may need rights. */
void batch_guard_night(const batch *run);
/** Who reads what others wrote. Writes only in the state folder, or nowhere when nothing is
 * published. */
void batch_guard_loader(const batch *run);
/** Reads only what the run is about. When styles are known, before exports and texts are read. */
void batch_guard_reading(const batch *run);

/* check_jobs.c */
/** The batch descriptor, after the others; `prepared`: they are in order, so that jobs are planned
 * as well. Bad ones are left out. */
GR_MUST_USE gr_status batch_check_jobs(batch *run, bool prepared);
/** After the plan: reports lines of recipients whose edition none of their jobs makes, by night as
 *  warnings; false when there are such. */
bool batch_check_recipients(const batch *run);

/* night.c */
gr_exit batch_night_run(batch *run);

/* withdraw.c; with the lock held */
gr_exit batch_withdraw_run(batch *run);
gr_exit batch_migrate(batch *run); /* migrate.c */
/** What shells complete. */
gr_exit batch_names(batch *run); /* names.c */

struct gr_state; /* store/state.h */
/** The run's two folders; `look`: nothing will be written. */
GR_MUST_USE gr_status batch_state_open(const batch *run, bool look, struct gr_state *out);

/** The clock at this moment: the request's, and what has passed since. */
gr_moment batch_now(const batch *run);

/* batch.c, settle.c: outcomes */
/** A row's worker is done with it: publishes what was staged, tells who listens. */
void batch_settle(batch *run, gr_plan_row *row);
/** What a descriptor names wrongly is no wrong invocation. */
gr_exit batch_exit_of(gr_status status, const gr_diag *diag);
gr_exit batch_exit_of_editions(const batch *run);
size_t batch_count(const batch *run, gr_str report,
                   gr_edition_outcome outcome); /* report empty: all */
/* dumps.c */
/** `filled`: only what has rows. */
GR_MUST_USE gr_status batch_dump_data(const batch *run, bool filled);
GR_MUST_USE gr_status batch_dump_template(const batch *run);
/** Of an edition, as gr_edition_setup asks for it. */
gr_status batch_dump_edition(void *run, const gr_doc *doc, const gr_arranged *arranged,
                             gr_arena *arena, gr_diag *diag);
/** Writes to stdout at once; reports OUTPUT_WRITE. */
GR_MUST_USE gr_status batch_print(gr_str text, gr_diag *diag);

/* progress.c, closing.c: stderr */
/** A row was begun with, `done` are behind us. */
void batch_progress(batch *run, size_t done, const gr_plan_row *row);
void batch_progress_end(const batch *run);
/** Reports and what became of it all; for `run --quiet` nothing, or one text that can be mailed. */
void batch_print_end(const batch *run, gr_exit result);

#endif
