#ifndef GR_BASE_PRIV_H
#define GR_BASE_PRIV_H
/* The inside of a report list: kept by diag.c, printed by diag_print.c. */
#include "base/diag.h"

typedef struct diag_note {
    gr_loc at;
    gr_str text;
    struct diag_note *next;
} diag_note;

typedef struct diag_report {
    gr_loc at;
    gr_code code;
    gr_str detail;
    bool open;    /* the place and the first bytes of the detail may be read by everybody */
    size_t words; /* how many */
    diag_note *first, *last;
    uint32_t again; /* more of its kind in the file: gr_diag_of */
    size_t nr;      /* order of arrival */
} diag_report;

typedef struct diag_kind { /* what is told once: gr_diag_of */
    const void *thing;
    uint16_t file;
    gr_code code;
    uint64_t words;     /* stamp of its detail, but for what stands between quotes */
    diag_report *first; /* NULL: it was not kept */
} diag_kind;

struct gr_diag {
    gr_arena *arena;
    unsigned max_errors;
    unsigned counts[GR_ERROR + 1]; /* by level; errors include those not shown */
    unsigned not_shown;
    struct gr_intern *paths; /* file number minus one */
    gr_str *hashes;          /* by file number minus one: of what was read; empty: not read */
    size_t n_hashes, cap_hashes;
    struct gr_intern *seen; /* what was reported, to keep identical reports once */
    diag_report **reports;
    size_t n_reports, cap;
    const void *thing; /* what reports are of; NULL: nothing in particular */
    diag_kind *kinds;
    size_t n_kinds, cap_kinds;
    diag_report *latest; /* takes notes; NULL when the last report was not kept */
};

/** Counts the report and keeps a copy without notes, when there is room for it. Its detail must
 * live as long as the list. */
void gr_diag_keep(gr_diag *diag, const diag_report *said);
/** diag_kinds.c: the report is of a kind that was told often enough; it is only counted. */
bool gr_diag_counts(gr_diag *diag, gr_loc at, gr_code code, gr_str detail);
/** It is of a kind that was told before, of which it becomes a note. */
bool gr_diag_joins(gr_diag *diag, const diag_report *said);
void gr_diag_begin_kind(gr_diag *diag, const diag_report *said, diag_report *kept);
void gr_diag_attach(gr_diag *diag, diag_report *report, gr_loc at, gr_str text);

#endif
