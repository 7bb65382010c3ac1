#ifndef GR_BATCH_PRIV_H
#define GR_BATCH_PRIV_H
/* One run and what its steps leave for the next. Everything here lives in the arena `src`; what
 * belongs to one edition is made and freed by run.c. */
#include "batch/batch.h"
#include "load/inputs.h"
#include "output/output.h"

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
    const gr_order *orders;
    size_t n_orders;
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
void batch_order_words(batch *run);       /* orders.c: the command line as an order */
#define BATCH_PLACES_FILE "hidden-places" /* in the state folder, and in a version's own part */
/** Those of all versions that were published: places.c. */
GR_MUST_USE gr_status batch_places_read(const batch *run, gr_str *out);
/** A version is published: what it was made with is what later ones must agree with. */
GR_MUST_USE gr_status batch_places_advance(const gr_store *store, const gr_place *place, gr_str key,
                                           gr_arena *arena, gr_diag *diag);
/** All of them up to the plan; *out_done when the request asked for no more than a dump. */
GR_MUST_USE gr_status batch_prepare(batch *run, bool *out_done); /* batch.c */

/* orders.c */
/** True when one of the orders asks for the report. */
bool batch_report_asked(const batch *run, gr_str id);

/* run.c: one edition, from the datasets to its files */
typedef struct batch_work {
    const batch *run;
    const gr_plan_row *row;
    gr_arena *arena; /* pages, plans, paths: dies with the edition */
    gr_diag *diag;   /* of this edition; its file numbers are those of the run */
    gr_doc *doc;
    gr_arranged arranged;
    gr_str used;               /* what it was made from: see batch_key */
    bool frozen;               /* what stands there was released */
    struct gr_change *changes; /* against a frozen version: for the change sheet; see hold.c */
    size_t n_changes;
    const struct gr_kept_file *inputs; /* images and files of this edition: load/inputs.h */
    size_t n_inputs;
    bool made[8]; /* by row of gr_outputs: asked for, and wanted by the document */
} batch_work;
/** Makes the row's edition as far as it is asked; published it is by the supervisor. Fills what the
 * row says about the outcome, in `arena`. */
void batch_edition_run(const batch *run, gr_plan_row *row, gr_arena *arena, gr_diag *diag);
/** True when documents are written: not for checks and dumps. */
bool batch_publishes(const gr_request *request);
bool batch_format_asked(const gr_order *order, const gr_output *format);
/** `arena`: of the list of files. */
gr_inputs_setup batch_inputs_setup(const batch *run, gr_arena *arena, gr_diag *diag); /* batch.c */
gr_output_setup batch_output_setup(const batch_work *work, gr_str scratch);

/* publish.c, verify.c, carry.c */
typedef struct batch_file {  /* a file of a generation */
    const gr_output *format; /* NULL: no document */
    gr_str content;          /* while the generation is made */
    gr_version_file is;
} batch_file;

gr_place batch_place_of(const batch *run, const gr_plan_row *row, gr_arena *arena); /* facts.c */

/* stage.c: a worker's part; publish.c: the supervisor's */
/** Writes and reads back `<key>.part`. */
GR_MUST_USE gr_status batch_stage(const batch_work *work, gr_str key);
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

/* facts.c: what a version says of itself (provenance/version.h) */
GR_MUST_USE gr_status batch_key(const batch_work *work, gr_str *out_used, gr_str *out_key);
gr_str batch_published(const batch_work *work);
/** In `arena`: it is long. */
gr_str batch_origins_text(const batch_work *work, bool places, gr_arena *arena);
gr_str batch_manifest(const batch_work *work, const gr_version_file *files, size_t n);
gr_str batch_public_manifest(const batch_work *work, const gr_version_file *files, size_t n);
gr_str batch_engine(const gr_request *request, gr_arena *arena);

/** "2023/annual-report": a report that a job with the destination 2023 makes. */
void batch_split_destination(gr_str word, gr_str *out_destination,
                             gr_str *out_report); /* release.c */
/* asked.c: editions that people name, looked for below the output folder and nowhere else */
/** In the output folder, or the one destination below it that has the edition. REPORT_UNKNOWN or
 *  EDITION_UNKNOWN when there is none, or more than one. */
GR_MUST_USE gr_status batch_place_asked(const batch *run, gr_str report, gr_str edition,
                                        gr_place *out);

/* day.c: the day that documents are for; NONE: that of their data */
/** As the version says that it was made. */
gr_value batch_day_of_manifest(gr_str manifest, gr_arena *arena);
gr_value batch_day_of_version(const gr_place *place, gr_str key, gr_arena *arena);
/** That of its order; of a released edition the one that it was released with. */
gr_value batch_day_of_edition(const batch_work *work);
gr_str batch_day_text(gr_value on, gr_arena *arena); /* "2023-03-14"; empty: none */

/* changes.c: the change sheet of a version: PDF, workbook and JSON of what differs from the version
 * that stood there. It is not part of the version, whose bytes do not depend on the one before: it
 * stands as one of `<report>/<edition>.changes`, and readers see that of the version that they see.
 */
/** A worker's part: holds work->doc against the version that stands there and writes what differs
 *  as `<key>.part`; nothing when nothing stands there, or nothing differs. Only a disk that refuses
 * makes it fail; else no sheet is a warning. */
GR_MUST_USE gr_status batch_changes_stage(const batch_work *work, gr_str key);
/* why.c, history.c, log.c: commands that look back; all they find goes to stdout */
GR_MUST_USE gr_status batch_why(const batch *run);
GR_MUST_USE gr_status batch_history(const batch *run);
GR_MUST_USE gr_status batch_log(const batch *run);

/* roles.c, workers.c: the processes of a run */
/** Loads in a process of its own, makes all editions in workers, publishes them. */
gr_exit batch_roles_run(batch *run);

/* night.c */
gr_exit batch_night_run(batch *run);

/* withdraw.c; with the lock held */
gr_exit batch_withdraw_run(batch *run);
/* migrate_output.c: the folders of griffie 0.1 */
gr_exit batch_migrate_output(batch *run);

struct gr_state; /* store/state.h */
/** The run's two folders; `look`: nothing will be written. */
GR_MUST_USE gr_status batch_state_open(const batch *run, bool look, struct gr_state *out);

/* batch.c, settle.c: outcomes */
/** A row's worker is done with it: publishes what was staged, tells who listens. */
void batch_settle(batch *run, gr_plan_row *row);
gr_exit batch_exit_of(gr_status status, const gr_diag *diag);
/** The same; but what a job names wrongly stands in a descriptor: that is no wrong invocation. */
gr_exit batch_exit_of_run(const batch *run, gr_status status);
gr_exit batch_exit_of_editions(const batch *run);
size_t batch_count(const batch *run, gr_str report,
                   gr_edition_outcome outcome); /* report empty: all */
/** Reads a written file back; a document is held against what was arranged (`format` NULL: no
 * document). */
GR_MUST_USE gr_status batch_verify(const batch_work *work, const gr_output *format,
                                   const gr_output_setup *setup, gr_str path, batch_file *out);
/** What another format makes of the document goes into this one. */
bool batch_carries_any(const batch_work *work, const gr_output *format);
/** Gives `setup` the files that go into a document of `format`; `files` are those that were made
 * before. */
void batch_carry(const batch_work *work, const gr_output *format, const batch_file *files, size_t n,
                 gr_output_setup *setup);

/* dumps.c */
/** `filled`: only what has rows. */
GR_MUST_USE gr_status batch_dump_data(const batch *run, bool filled);
/* confidentiality.c: what others are told of owners, for `check` */
GR_MUST_USE gr_status batch_tell_datasets(const batch *run); /* declared public, totals, hidden */
/** What this edition says of owners other than its own. */
GR_MUST_USE gr_status batch_tell_edition(const batch_work *work, const gr_totals_seen *totals);
GR_MUST_USE gr_status batch_dump_template(const batch *run);
GR_MUST_USE gr_status batch_dump_edition(const batch_work *work);
/** Writes to stdout at once; reports OUTPUT_WRITE. */
GR_MUST_USE gr_status batch_print(gr_str text, gr_diag *diag);

/* progress.c, closing.c: stderr */
/** A row was begun with, `done` are behind us. */
void batch_progress(batch *run, size_t done, const gr_plan_row *row);
void batch_progress_end(const batch *run);
/** Reports and what became of it all; for `run --quiet` nothing, or one text that can be mailed. */
void batch_print_end(const batch *run, gr_exit result);

/* migrate.c */
/** Rewrites descriptors, and texts when that is done in place; run->templates is then the folder
 * that was written. */
GR_MUST_USE gr_status batch_migrate_templates(batch *run);

#endif
