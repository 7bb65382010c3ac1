#ifndef GR_BASE_WAIVER_H
#define GR_BASE_WAIVER_H
/* Failures of controls and promises that somebody explains, and holds back until a day. They are
 * declared in data descriptors; whoever judges a failure asks here first. */
#include "base/diag.h"
#include "base/value.h"

typedef enum gr_waived_kind { /* what a waiver is of */
                              GR_WAIVED_PROMISE,
                              GR_WAIVED_OF_DATA, /* a control of a data descriptor */
                              GR_WAIVED_OF_REPORT
} gr_waived_kind;

typedef struct gr_waiver {
    gr_str check;        /* id of the control or promise */
    gr_str dataset, key; /* the one record that it is for; empty: whatever the failure is of */
    gr_str by, because;
    gr_day until; /* the last day on which it holds */
    gr_loc at;
    gr_waived_kind kind;
    bool expired; /* it holds nothing back, which was told */
    bool asked;   /* what it is of was judged in this run; not of reports */
    bool told;    /* that it can hold nothing back */
    bool used;    /* it held a failure back while exports were judged; not of reports */
} gr_waiver;

typedef struct gr_waivers { /* in the order in which they stand */
    gr_waiver *list;
    size_t n;
    bool of_all; /* a control of a data descriptor has an id: a waiver of it is one of every
                    document */
} gr_waivers;

/** Is asked for each record that a failure may be of. */
typedef bool gr_waiver_concerns_fn(const void *user, const gr_waiver *waiver);
/** The one that holds back the failure `check`; SIZE_MAX: none does. `concerns`: for those of one
 * record; NULL: the failure is of no single record, and they do not hold. `waivers` may be NULL. */
size_t gr_waiver_find(const gr_waivers *waivers, gr_str check, gr_waiver_concerns_fn *concerns,
                      const void *user);
/** "2026-12-31" */
gr_str gr_waiver_until(const gr_waiver *waiver, gr_arena *arena);
/** What was held back, and why: CHECK_WAIVED. `what` is found in data, and for who runs griffie;
 * `at` is that of the control or promise. */
void gr_waiver_tell(const gr_waiver *waiver, gr_str what, gr_loc at, gr_diag *diag);

#endif
