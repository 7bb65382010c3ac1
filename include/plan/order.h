#ifndef GR_PLAN_ORDER_H
#define GR_PLAN_ORDER_H
/* What is asked for in one go: by a job of the batch descriptor, or by the command line. Names
 * only: they are held against what there is when that was read. */
#include "base/value.h"
#include "schedule/calendar.h"
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
    gr_loc on_control_at; /* line 0: nobody said */
    bool left_out;        /* it cannot be made, which was told: the others of the night are */
} gr_order;

/** The order of a job for a day; "last-year" is then the year before that day, also when that night
 *  was missed. */
gr_order gr_order_of_job(const gr_job *job, gr_value on, gr_arena *arena);
/** The civil day, in the zone of the batch, on which a schedule asked at `due`. */
gr_value gr_day_of_due(const gr_jobs *jobs, gr_moment due);
/** The order of this job in this destination; NULL: none is. */
const gr_order *gr_order_find(const gr_order *orders, size_t n, gr_str job, gr_str destination);
/** One of the orders asks for the report. */
bool gr_orders_want(const gr_order *orders, size_t n, gr_str report);

typedef struct gr_due { /* a job that is to be made */
    const gr_job *job;
    gr_moment due; /* moment of its schedule that asked for it; the run's own without a schedule */
    bool awaited;  /* somebody waits for it by the deadline: not the first time, nor with --now */
} gr_due;
/** `last`: when it went through (0: never); `at_once`: also when no schedule asks. False: it is not
 *  due now. */
bool gr_job_due(const gr_jobs *jobs, const gr_job *job, gr_moment last, bool at_once, gr_moment now,
                gr_due *out);

/** How many are left out. */
size_t gr_orders_left_out(const gr_order *orders, size_t n);

/** The names of a command line, which have no places. */
const gr_named *gr_names_without_places(const gr_str *names, size_t n, gr_arena *arena);
/** True when `id` is one of the n `wanted`, or there are none. */
bool gr_is_wanted(gr_str id, const gr_named *wanted, size_t n);
bool gr_is_one_of(gr_str id, const gr_str *names, size_t n);
/** "'a', 'b'", or "none": what there is, for messages. */
gr_str gr_names_listed(gr_arena *arena, const gr_str *names, size_t n);

#endif
