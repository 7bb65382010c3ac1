#ifndef GR_LOOKBACK_SHOWN_H
#define GR_LOOKBACK_SHOWN_H
/* What readers can open of each edition, and what it is: for the index page. */
#include "base/life.h"
#include "lookback/standing.h"

typedef struct gr_shown_file {
    gr_str href; /* relative to the output folder, not escaped */
    uint64_t bytes;
} gr_shown_file;
typedef struct gr_shown_edition { /* one of this run, or that stands below the output folder */
    gr_str id, name;
    const gr_plan_row *row; /* of this run; NULL: not made in it */
    gr_str last;            /* word of how it ended when it was last made; empty: not known */
    bool withdrawn;
    gr_life_status life;
    gr_str version;
    gr_str as_of;                             /* "2022-12-31"; else nothing is shown */
    int64_t published;                        /* since when; 0: nothing stands there */
    const gr_shown_file *documents, *changes; /* changes: its change sheet */
    size_t n_documents, n_changes;
    uint32_t changed_figures; /* in this run */
} gr_shown_edition;
typedef struct gr_shown_report {
    gr_str id, title;
    const gr_shown_edition *editions;
    size_t n;
} gr_shown_report;

/** All that stands there or was made in this run, by job, report and edition; `region`: what
 *  readers call the region's edition. */
size_t gr_shown_reports(const gr_standing_setup *setup, gr_str region, gr_shown_report **out);

#endif
