#include "plan/order.h"

/* Owns what jobs and command lines ask for, as orders. Must not know how anything is made. */
#include "base/arena.h"
#include "base/date.h"

/** True when the day matters. */
static bool period_of(const gr_job *job, gr_day on, gr_arena *arena, gr_named *out)
{
    static const struct {
        const char *word;
        int years;
    } words[] = {{"last-year", -1}, {"this-year", 0}, {"next-year", 1}};
    *out = (gr_named){.name = job->period, .at = job->period_at};
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (gr_str_is(job->period, words[i].word)) {
            out->name = gr_str_fmt(arena, "%d", gr_civil_of(on).year + words[i].years);
            return true;
        }
    }
    return false;
}

gr_order gr_order_of_job(const gr_job *job, gr_value on, gr_arena *arena)
{
    gr_named period = {.name = GR_LIT("")};
    bool by_day = period_of(job, on.as.day, arena, &period);
    return (gr_order){.job = job->id,
                      .reports = &job->report,
                      .n_reports = 1,
                      .editions = job->editions,
                      .n_editions = job->n_editions,
                      .formats = job->formats,
                      .n_formats = job->n_formats,
                      .period = period,
                      .period_by_day = by_day,
                      .on = on,
                      .destination = job->destination,
                      .keep = job->keep,
                      .keep_days = job->keep_days,
                      .on_control = job->on_control,
                      .on_control_at = job->on_control_at};
}

size_t gr_orders_left_out(const gr_order *orders, size_t n)
{
    size_t left_out = 0;
    for (size_t i = 0; i < n; i++) {
        left_out += orders[i].left_out ? 1 : 0;
    }
    return left_out;
}

gr_value gr_day_of_due(const gr_jobs *jobs, gr_moment due)
{
    gr_value on = {.type = GR_T_DATE};
    uint16_t minute = 0;
    gr_zone_civil(jobs->zone, due, &on.as.day, &minute, NULL);
    return on;
}

bool gr_job_due(const gr_jobs *jobs, const gr_job *job, gr_moment last, bool at_once, gr_moment now,
                gr_due *out)
{
    *out = (gr_due){.job = job, .due = now, .awaited = last > 0 && !at_once && job->has_deadline};
    (void)gr_schedule_last(&job->schedule, jobs->zone, now, &out->due);
    return at_once || gr_schedule_due(&job->schedule, jobs->zone, last, now);
}

const gr_order *gr_order_find(const gr_order *orders, size_t n, gr_str job, gr_str destination)
{
    for (size_t i = 0; i < n; i++) {
        if (gr_str_eq(orders[i].job, job) && gr_str_eq(orders[i].destination, destination)) {
            return &orders[i];
        }
    }
    return NULL;
}

bool gr_orders_want(const gr_order *orders, size_t n, gr_str report)
{
    for (size_t i = 0; i < n; i++) {
        if (gr_is_wanted(report, orders[i].reports, orders[i].n_reports)) {
            return true;
        }
    }
    return false;
}

const gr_named *gr_names_without_places(const gr_str *names, size_t n, gr_arena *arena)
{
    gr_named *out = GR_NEW_N(arena, gr_named, n);
    for (size_t i = 0; i < n; i++) {
        out[i] = (gr_named){.name = names[i]};
    }
    return out;
}

bool gr_is_wanted(gr_str id, const gr_named *wanted, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (gr_str_eq(id, wanted[i].name)) {
            return true;
        }
    }
    return n == 0;
}

bool gr_is_one_of(gr_str id, const gr_str *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (gr_str_eq(id, names[i])) {
            return true;
        }
    }
    return false;
}

gr_str gr_names_listed(gr_arena *arena, const gr_str *names, size_t n)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    for (size_t i = 0; i < n; i++) {
        gr_buf_addf(&out, "%s'" GR_FMT "'", i == 0 ? "" : ", ", GR_ARG(names[i]));
    }
    return n == 0 ? GR_LIT("none") : gr_buf_view(&out);
}
