#ifndef GR_BATCH_PUBLISH_H
#define GR_BATCH_PUBLISH_H
/* From a staged version to what readers see: the supervisor's part. Under the lock only. */
#include "edition/edition.h"

typedef struct gr_publishing {
    gr_store store;
    int64_t now;      /* of the run: seconds since 1970 UTC */
    bool by_schedule; /* a job with keep-days= keeps its older versions until the run is over */
    gr_arena *arena;  /* of names that outlive a call */
    gr_diag *diag;    /* of what is swept */
} gr_publishing;

/** Gives the staged version its name and moves the edition's link to it. */
GR_MUST_USE gr_status gr_publish(const gr_publishing *how, const gr_plan_row *row, gr_diag *diag);
/** The same in two steps, for shards: the name only, which the row's key becomes; then the link. */
GR_MUST_USE gr_status gr_publish_name(const gr_publishing *how, gr_plan_row *row, gr_diag *diag);
GR_MUST_USE gr_status gr_publish_named(const gr_publishing *how, const gr_plan_row *row,
                                       gr_diag *diag);
/** Takes away versions of these editions that got a name and were never shown: of shards that were
 *  run again, or never collected. */
void gr_publish_forget(const gr_publishing *how, const gr_plan_row *rows, size_t n);
/** Takes away what dead runs left, and what this one did not publish; shows again what was released
 *  and is not shown. Where the orders put their documents. */
void gr_publish_sweep(const gr_publishing *how, const gr_order *orders, size_t n);

#endif
