#ifndef GR_NOTIFY_PAGE_H
#define GR_NOTIFY_PAGE_H
/* What output/index.html says of a run and of all that stands there; how it looks is of `html`. */
#include "base/life.h"
#include "html/index_page.h"
#include "notify/notify.h"

typedef struct gr_shown_edition { /* one of this run, or that stands below the output folder */
    gr_str id, name;
    const gr_run_edition *made; /* in this run; NULL: not */
    gr_str last;                /* word of how it ended when it was last made; empty: not known */
    bool withdrawn;
    gr_life_status life;
    gr_str version;
    gr_str as_of;        /* "2022-12-31"; else nothing is shown */
    gr_moment published; /* 0: nothing stands there */
    const gr_index_link *documents, *changes;
    size_t n_documents, n_changes;
    uint32_t changed_figures; /* in this run */
} gr_shown_edition;
typedef struct gr_shown_report {
    gr_str id, title;
    const gr_shown_edition *editions;
    size_t n;
} gr_shown_report;

/** The whole page. The summary has a house style. */
void gr_run_page(const gr_run_summary *run, const gr_shown_report *reports, size_t n, gr_buf *out);

#endif
