#ifndef GR_PLAN_OUTCOME_H
#define GR_PLAN_OUTCOME_H
/* What becomes of one edition of a run. The words are stable: shards write them for each other, the
 * journal keeps them, programs read them. */
#include "base/str.h"

typedef enum gr_edition_outcome {
    GR_EDITION_PLANNED, /* its turn has not come */
    GR_EDITION_STAGED,  /* written and read back, not yet published */
    GR_EDITION_PUBLISHED,
    GR_EDITION_UNCHANGED, /* what stands there was made from the same data by the same means */
    GR_EDITION_MADE,      /* only checked or dumped */
    GR_EDITION_FAILED,
    GR_EDITION_BLOCKED, /* by a control */
    GR_EDITION_REFUSED, /* by a promise of the data that is broken */
    GR_EDITION_DIFFERS, /* what stands there was released and stays; the data are others now */
    GR_EDITION__COUNT
} gr_edition_outcome;
/** "staged", ...: all are different. */
gr_str gr_edition_word(gr_edition_outcome outcome);
/** False: no outcome has this word. */
bool gr_edition_find(gr_str word, gr_edition_outcome *out);

/** It did not come to be, and what stood there stays: failed, blocked or refused. */
bool gr_outcome_is_missed(gr_edition_outcome outcome);

typedef enum gr_edition_status { /* how an edition ended, as people hear it: in lists, the journal,
                                    counts */
                                 GR_STATUS_PUBLISHED,
                                 GR_STATUS_UNCHANGED,
                                 GR_STATUS_WARNED, /* one of these two, and something was said of it
                                                    */
                                 GR_STATUS_DEGRADED, /* one of them, as a draft: a promise of its
                                                        data is broken */
                                 GR_STATUS_BLOCKED,
                                 GR_STATUS_REFUSED,
                                 GR_STATUS_FAILED,
                                 GR_STATUS__COUNT
} gr_edition_status;
/** "published", "unchanged", "warned", "degraded", "blocked", "refused", "failed" */
gr_str gr_edition_status_word(gr_edition_status status);
/** `warned`: something at least as bad as a warning was said of the edition. Whatever did not come
 * to its end failed. */
gr_edition_status gr_status_of_outcome(gr_edition_outcome outcome, bool warned);

#endif
