#ifndef GR_TRACE_TRACE_H
#define GR_TRACE_TRACE_H
/* Where a printed figure comes from, and where a record is printed. Both read what versions say of
 * themselves (origins.json, published.json, manifest.json in the state folder), and change nothing.
 */
#include "base/diag.h"
#include "base/origin.h"
#include "store/place.h"

/** Exports that are read again for the records behind sums that were made while they were read. */
typedef struct gr_group_name {
    gr_str dataset, key;
} gr_group_name;
typedef struct gr_group_reading {
    const gr_str *paths, *names; /* content, and by which name it was read */
    size_t n;
    const gr_group_name *groups; /* whose checksums are asked for */
    size_t n_groups;
    gr_str *checksums; /* sixteen digits, as an origin tells them; empty: there is no such group */
    void (*member)(void *user, size_t nr, gr_str dataset, gr_str key, uint32_t line);
    void *user;
    gr_arena *arena;
} gr_group_reading;
typedef struct gr_group_reader {
    void *user;
    /** False: they cannot be read by the descriptors at hand. */
    bool (*read)(void *user, const gr_group_reading *what);
} gr_group_reader;

typedef struct gr_row_figure {
    gr_str id, text;
    const gr_origin *origin; /* whole; NULL: it has none */
    const gr_diag *files;    /* names the files of its places */
} gr_row_figure;
/** Rows of long tables, which are worked out again: nothing is kept of where they come from. */
typedef struct gr_row_reading {
    gr_str report, edition, destination, key, used; /* of which version */
    gr_arena *arena;
    /** Whether a figure is asked for. */
    bool (*wants)(void *user, const gr_row_figure *figure);
    /** Where it comes from: origins.json with this figure alone. */
    void (*found)(void *user, gr_str origins);
    void *user;
} gr_row_reading;
typedef struct gr_row_reader {
    void *user;
    /** False: exports and descriptors at hand do not give the rows of that version. */
    bool (*read)(void *user, const gr_row_reading *what);
} gr_row_reader;

typedef struct gr_trace_question { /* lent for the time of a call */
    gr_store store;
    gr_str document; /* a file, wherever it is and whatever it is called, or REPORT/EDITION */
    gr_str figure;   /* its id, its text, or PAGE:X,Y in millimetres from the top left */
    gr_str input, templates; /* folders: exports as they are now, where the archive has none */
    gr_group_reader groups;
    gr_row_reader rows;
    uint32_t nr;   /* of several that are meant, this one; 0: all are listed */
    uint32_t most; /* operands told of each operation */
    bool all;      /* all of them, and the lines of the exports */
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
    gr_str input, templates;
    gr_group_reader groups;
    gr_row_reader rows;
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
