#ifndef GR_TRACE_TRACE_H
#define GR_TRACE_TRACE_H
/* Where a printed figure comes from, and where a record is printed. Both read what versions say of
 * themselves (origins.json, published.json, manifest.json in the state folder), and change nothing.
 */
#include "base/diag.h"
#include "store/place.h"

typedef struct gr_trace_question { /* lent for the time of a call */
    gr_store store;
    gr_str document; /* a file, wherever it is and whatever it is called, or REPORT/EDITION */
    gr_str figure;   /* its id, its text, or PAGE:X,Y in millimetres from the top left */
    gr_str input, templates; /* folders: exports as they are now, where the archive has none */
    uint32_t nr;             /* of several that are meant, this one; 0: all are listed */
    uint32_t most;           /* operands told of each operation */
    bool all;                /* all of them, and the lines of the exports */
    bool others; /* also what belongs to other owners than the document is for: the run's owner's */
    bool json;   /* a line for each figure */
    gr_arena *arena;
    gr_diag *diag;
} gr_trace_question;
/** The answer, for stdout. DOCUMENT_UNKNOWN, FIGURE_UNKNOWN, ORIGINS_OLD. */
GR_MUST_USE gr_status gr_answer_trace(const gr_trace_question *ask, gr_buf *out);

typedef struct gr_where_question { /* the same */
    gr_store store;
    const gr_str *words; /* EXPORT:LINE, or a dataset, a key and perhaps a field */
    size_t n_words;
    uint32_t most; /* figures told of each edition; 0: all */
    bool json;
    gr_arena *arena;
    gr_diag *diag;
} gr_where_question;
/** Every figure that a record has a part in, of the versions that readers see. */
GR_MUST_USE gr_status gr_answer_where_used(const gr_where_question *ask, gr_buf *out);

typedef struct gr_verify_question { /* the same */
    gr_store store;
    gr_str edition; /* [DESTINATION/]REPORT[/EDITION]; empty: all that readers see */
    gr_arena *arena;
    gr_diag *diag;
} gr_verify_question;
/** Documents and workbooks read back, each figure held against what was worked out. FIGURE_ALTERED
 *  and DOCUMENT_UNREADABLE for each difference; *out_faults: how many there are. */
GR_MUST_USE gr_status gr_answer_verify(const gr_verify_question *ask, gr_buf *out,
                                       size_t *out_faults);

#endif
