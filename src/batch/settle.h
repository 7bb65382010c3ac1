#ifndef GR_BATCH_SETTLE_H
#define GR_BATCH_SETTLE_H
/* What happens when an edition is ready: it is published, and those who listen are told. */
#include "lookback/events.h"
#include "lookback/record.h"
#include "progress.h"
#include "publish.h"
#include "session.h"

typedef enum gr_settle_way {
    GR_SETTLE_PUBLISHED, /* its version gets a name and is shown */
    GR_SETTLE_NAMED,     /* a shard's: it gets its name; whoever collects shows it */
    GR_SETTLE_SHOWN      /* it has its name */
} gr_settle_way;

typedef struct gr_settling {
    gr_settle_way way;
    gr_publishing publishing;
    const gr_work *work;     /* whose rows are settled */
    bool lists;              /* names of documents on stdout */
    const gr_record *record; /* of a scheduled run; NULL: none, and no events */
    const gr_events *events;
    gr_run_clock clock;  /* of what is recorded */
    gr_moving_line line; /* how far it is, on a terminal */
    size_t n_listed;     /* rows that stdout was told of */
} gr_settling;
/* For gr_roles; `settling`: a gr_settling. */
void gr_settle(void *settling, gr_plan_row *row);
void gr_settling_moved(void *settling, size_t done, size_t n, const gr_plan_row *row);

#endif
