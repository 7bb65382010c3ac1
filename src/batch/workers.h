#ifndef GR_BATCH_WORKERS_H
#define GR_BATCH_WORKERS_H
/* Editions made by the loader's workers, and the words that the processes of a run tell each other.
 */
#include "batch_priv.h"

typedef enum batch_word {
    WORD_ROW,    /* loader: a row of the plan                                      */
    WORD_LOADED, /* loader: a status, and what was said while reading; the plan is complete */
    WORD_TAKEN,  /* loader: a worker began with a row                              */
    WORD_MADE    /* worker: a row, what became of it, what was said                */
} batch_word;

/** Hands every row of the plan to a worker and sends what becomes of it to `channel`. A worker that
 *  dies, hangs or grows beyond its limits is one failed row. Ends early when the supervisor is
 *  gone. */
void batch_make_all(batch *run, int channel);

/* What a worker says about a row, and the supervisor reads. */
void batch_row_pack(size_t nr, const gr_plan_row *row, gr_buf *out);
/** Fills the row that it names. False when it is not whole. */
GR_MUST_USE bool batch_row_unpack(batch *run, gr_str body, size_t *out_nr);

#endif
