#ifndef GR_LOOKBACK_LOOKBACK_H
#define GR_LOOKBACK_LOOKBACK_H
/* Commands that look back: what stands, what it was made from, what became of it. They read the
 * state folder and the journal, never an export or a descriptor, and change nothing. */
#include "base/diag.h"
#include "store/place.h"

typedef struct gr_question { /* lent for the time of a call */
    gr_store store;
    const gr_str *words; /* report and edition, or a run */
    size_t n_words;
    gr_str figure; /* id; empty: none */
    /* `why`: these two versions. Empty: the one that stands there; the one before that */
    gr_str key, from;
    uint32_t most; /* rows; 0: all */
    bool json;     /* lines for machines */
    gr_arena *arena;
    gr_diag *diag;
} gr_question;
/* The answer, for stdout; of no use when they fail. */
/** What a version was made from that another was not. */
GR_MUST_USE gr_status gr_answer_why(const gr_question *ask, gr_buf *out);
/** What became of editions, run by run; or one figure through time. */
GR_MUST_USE gr_status gr_answer_history(const gr_question *ask, gr_buf *out);
/** The last run, or the one asked for. */
GR_MUST_USE gr_status gr_answer_log(const gr_question *ask, gr_buf *out);

/** "2023/annual-report": a report that a job with the destination 2023 makes. */
void gr_split_destination(gr_str word, gr_str *out_destination, gr_str *out_report);
/** An edition that people name, in the output folder or the one destination below it that has it.
 *  REPORT_UNKNOWN or EDITION_UNKNOWN when there is none, or more than one. */
GR_MUST_USE gr_status gr_find_edition(const gr_store *store, gr_str report, gr_str edition,
                                      gr_arena *arena, gr_diag *diag, gr_place *out);
/** Ids of editions of a report (empty: of all) that have versions, in the output folder and all
 *  destinations below it; in no order, some twice. How many. */
size_t gr_published_editions(const gr_store *store, gr_str report, gr_arena *arena, gr_str **out);
/** state/journal.db */
gr_str gr_journal_path(gr_str state, gr_arena *arena);

#endif
