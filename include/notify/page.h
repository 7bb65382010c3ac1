#ifndef GR_NOTIFY_PAGE_H
#define GR_NOTIFY_PAGE_H
/* What output/index.html says of a run and of all that stands there; how it looks is of `html`. */
#include "lookback/shown.h"
#include "notify/notify.h"

/** The whole page. The summary has a house style. */
void gr_run_page(const gr_run_summary *run, const gr_shown_report *reports, size_t n, gr_buf *out);

#endif
