#ifndef GR_PLAN_ORDER_H
#define GR_PLAN_ORDER_H
/* What is asked for in one go: by a job of the batch descriptor, or by the command line. Names are
 * as they were written, with their place; nobody has held them against what there is. */
#include "base/value.h"
#include "schedule/jobs.h"

typedef struct gr_order {
    gr_str job;              /* id; empty: the command line */
    const gr_named *reports; /* none: all */
    size_t n_reports;
    const gr_named *editions; /* ids or owner keys; none: all */
    size_t n_editions;
    const gr_named *formats; /* none: all */
    size_t n_formats;
    gr_named period;    /* for the report's parameter with period="yes"; empty: as it says */
    bool period_by_day; /* it says "last-year", or the like */
    gr_value on;        /* DATE: the day that documents are for; else that of their data */
    gr_str destination; /* folder below the output folder; empty: itself */
    unsigned keep;      /* older versions */
    unsigned keep_days; /* for so long, after another took their place; 0: for ever */
    gr_on_control on_control;
} gr_order;

/** True when `id` is one of the n `wanted`, or there are none. */
bool gr_name_is_wanted(gr_str id, const gr_named *wanted, size_t n);
bool gr_name_is_listed(gr_str id, const gr_str *names, size_t n);
/** "'a', 'b'", or "none": what there is, for messages. */
gr_str gr_names_text(const gr_str *names, size_t n, gr_arena *arena);
/** True when one of the orders asks for the report. */
bool gr_orders_ask(const gr_order *orders, size_t n, gr_str report);

#endif
