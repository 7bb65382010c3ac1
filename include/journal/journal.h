#ifndef GR_JOURNAL_JOURNAL_H
#define GR_JOURNAL_JOURNAL_H
/* The history: runs, what became of each edition, published figures, messages. One SQLite file that
 * can be lost: what is published stands in the output folder and not here. Moments are seconds
 * since 1970 UTC. */
#include "base/diag.h"

typedef struct gr_journal gr_journal;
typedef int64_t gr_run_id;

typedef enum gr_journal_mode { GR_JOURNAL_READ, GR_JOURNAL_WRITE } gr_journal_mode;
/** Opens, and for WRITE makes, the journal. A file that is no journal or is damaged is put aside
 *  as "<path>.damaged-<n>" with a warning and a new one begun (WRITE); one of a newer version is
 * left alone with a warning and *out is NULL: a run goes on without history. READ of a file that is
 * not there: *out NULL, no report. GR_IO_FAILED only for READ of what cannot be read, which
 * is never one of an older version: it is read as one of today, and a run brings it up to date.
 * WRITE of what the system refuses: a warning and *out NULL. All calls below take NULL and then
 * succeed. An open journal does not pass a fork: the child leaves it alone and does not close it.
 */
GR_MUST_USE gr_status gr_journal_open(gr_str path, gr_journal_mode mode, gr_diag *diag,
                                      gr_journal **out);
void gr_journal_close(gr_journal *journal); /* NULL is fine */

typedef struct gr_journal_run {
    gr_run_id id;   /* given by gr_journal_begin */
    gr_str command; /* "run", "render", "release", "collect" */
    gr_str batch;   /* id of the batch descriptor; empty: none */
    gr_str jobs;    /* ids of its jobs, a space between; at its end of those that went through */
    gr_str engine;  /* version and build */
    gr_str inputs;  /* fingerprint of all inputs */
    int64_t began, ended; /* ended 0: still at work, or died */
    int exit;             /* -1 as long as not ended */
    uint32_t published, unchanged, warned, degraded, blocked, refused, failed;
} gr_journal_run;
/** What became of one edition in one run. */
typedef struct gr_journal_edition {
    int64_t id; /* given when read: for `before` of a query */
    gr_run_id run;
    gr_str job, report, edition, destination; /* destination empty: none */
    gr_str status; /* "published", "unchanged", "warned", "blocked", "failed", "differs"; or of what
                    * somebody did by hand: "released", "withdrawn" */
    gr_str key;    /* of the version that stands there now; empty: none */
    gr_str before; /* of the version before, when this run published; else empty */
    gr_str life;   /* "concept", "offered", "adopted", "corrected"; empty: no life cycle */
    /* What somebody decided, where status is "released" or "withdrawn"; else, or not said: empty */
    gr_str by, on, because; /* whoever it was; the day, "2023-06-30"; one line */
    gr_str files;           /* JSON array of {name, bytes, sha256} */
    /* Text of published.json (compare.h), or its array of figures; empty when not published by this
     * run. Given when written; empty when read: one figure is asked for by gr_journal_figure. */
    gr_str figures;
    int64_t at;
    uint32_t duration_ms;
} gr_journal_edition;
#define GR_RELEASED_WORD  "released"
#define GR_WITHDRAWN_WORD "withdrawn"
typedef struct gr_journal_message {
    gr_run_id run;
    gr_str edition; /* "handover-dossier/renkum"; empty: of the run */
    gr_str level, code, place, text;
} gr_journal_message;

/* Writing. A failure is a warning in `diag` once; later calls then do nothing: a full disk must
 * not stop a publication. Strings are copied. An edition that this run published is one
 * transaction; others and messages wait for it or for the end of the run, so a killed process loses
 * the last few. */
void gr_journal_begin(gr_journal *journal, gr_journal_run *run, gr_diag *diag); /* fills run->id */
void gr_journal_add_edition(gr_journal *journal, const gr_journal_edition *row, gr_diag *diag);
void gr_journal_add_message(gr_journal *journal, const gr_journal_message *row, gr_diag *diag);
void gr_journal_end(gr_journal *journal, const gr_journal_run *run, gr_diag *diag);

/* Reading; rows live in `arena`, newest first unless said otherwise. */
typedef struct gr_history_query {
    gr_str report, edition; /* empty: all */
    gr_str figure;          /* id, for gr_journal_figure only */
    gr_run_id run;          /* 0: all */
    int64_t before;         /* only rows older than the one with this id: the next page; 0: all */
    uint32_t most;          /* rows; 0: all */
} gr_history_query;
GR_MUST_USE gr_status gr_journal_runs(gr_journal *journal, const gr_history_query *query,
                                      gr_arena *arena, gr_diag *diag, gr_journal_run **out,
                                      size_t *out_n);
GR_MUST_USE gr_status gr_journal_editions(gr_journal *journal, const gr_history_query *query,
                                          gr_arena *arena, gr_diag *diag, gr_journal_edition **out,
                                          size_t *out_n);
/** Oldest first, as they were said. */
GR_MUST_USE gr_status gr_journal_messages(gr_journal *journal, gr_run_id run, gr_arena *arena,
                                          gr_diag *diag, gr_journal_message **out, size_t *out_n);
/** When the last run began in which job `job` went through (exit 0, 1, 3, 4 or 5): what became due
 *  while that run was at work is still due. 0: never, or not known. */
int64_t gr_journal_last_done(gr_journal *journal, gr_str batch, gr_str job);
/** Key of the version that was last published as far as the journal knows; empty: none. */
gr_str gr_journal_last_key(gr_journal *journal, gr_str destination, gr_str report, gr_str edition,
                           gr_arena *arena);
/** Key of the version that a run last told of: neither of a release, of which no mail goes out, nor
 *  of an edition that did not come to be. Empty: none. */
gr_str gr_journal_last_told(gr_journal *journal, gr_str destination, gr_str report, gr_str edition,
                            gr_arena *arena);
/** One published figure through time, a row for each version that had it, for `history --figure`.
 *  Of the query: report, edition, figure (all three), most. */
typedef struct gr_figure_past {
    int64_t at;
    gr_str key, text, value;
} gr_figure_past;
GR_MUST_USE gr_status gr_journal_figure(gr_journal *journal, const gr_history_query *query,
                                        gr_arena *arena, gr_diag *diag, gr_figure_past **out,
                                        size_t *out_n);
/** "SQLite 3.40.1": for --version. */
const char *gr_journal_engine(void);

#endif
