#ifndef GR_LOOKBACK_RECORD_H
#define GR_LOOKBACK_RECORD_H
/* What a run writes into the journal about its editions, to be looked up later. */
#include "journal/journal.h"
#include "plan/row.h"
#include "store/place.h"

typedef struct gr_record {
    gr_store store;
    gr_journal *journal; /* NULL: none to be had */
    gr_run_id run;
    gr_diag *diag; /* of the run */
} gr_record;
/** Also finds whether it is news. `before`: key of the version that stood there before this run;
 * empty: none. `at`: seconds since 1970 UTC. */
void gr_record_row(const gr_record *record, gr_plan_row *row, gr_str before, int64_t at);
/** Of `griffie release`: who decided it, when and why, as the version says that stands there. */
void gr_record_release(const gr_record *record, const gr_plan_row *row, int64_t at);
/** What was said of the run as a whole. */
void gr_record_messages(const gr_record *record);

#endif
