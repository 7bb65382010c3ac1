/* Owns the exit status of a run: from what was said and what became of its editions. */
#include "batch_priv.h"

gr_exit batch_exit_of(gr_status status, const gr_diag *diag)
{
    static const gr_code usage[] = {GR_CODE_USAGE,           GR_CODE_REPORT_UNKNOWN,
                                    GR_CODE_EDITION_UNKNOWN, GR_CODE_FORMAT_UNKNOWN,
                                    GR_CODE_VERSION_WENT,    GR_CODE_JOB_UNKNOWN,
                                    GR_CODE_RELEASE_ORDER,   GR_CODE_WITHDRAW};
    for (size_t i = 0; i < sizeof(usage) / sizeof(usage[0]); i++) {
        if (gr_diag_has_unplaced(diag, usage[i])) {
            return GR_EXIT_USAGE;
        }
    }
    if (gr_diag_has(diag, GR_CODE_OUTPUT_LOCKED)) {
        return GR_EXIT_LOCKED;
    }
    switch (status) {
    case GR_OK:
        return GR_EXIT_OK;
    case GR_BAD_INPUT:
    case GR_OVER_LIMIT: /* what could not be read tells nothing of what is in it */
        return gr_diag_has(diag, GR_CODE_FILE_UNREADABLE) ? GR_EXIT_IO : GR_EXIT_DATA;
    case GR_IO_FAILED:
        return gr_diag_has(diag, GR_CODE_OUTPUT_CREATE) ? GR_EXIT_CREATE : GR_EXIT_IO;
    case GR_BUG:
        break;
    }
    return GR_EXIT_BUG;
}

/** Reports point into descriptors, which many editions share: say in which one to look. */
static gr_str seen_in(const batch *run, const gr_plan_row *row)
{
    if (run->n_plan == 1) {
        return GR_LIT("");
    }
    return gr_str_fmt(run->src, "first seen in " GR_FMT "/" GR_FMT, GR_ARG(row->report),
                      GR_ARG(row->edition.id));
}

/** In the order of the plan, whoever was ready first. */
static void join_reports(const batch *run)
{
    for (size_t i = 0; i < run->n_plan; i++) {
        if (run->plan[i].diag != NULL) {
            gr_diag_merge(run->diag, run->plan[i].diag, seen_in(run, &run->plan[i]));
        }
    }
}

size_t batch_count(const batch *run, gr_str report, gr_edition_outcome outcome)
{
    return gr_rows_count(run->plan, run->n_plan, report, outcome);
}

/** Nothing could be written at all: that is no matter of single editions. */
static bool output_refused(const batch *run)
{
    bool code = gr_diag_has(run->diag, GR_CODE_OUTPUT_CREATE) ||
                gr_diag_has(run->diag, GR_CODE_OUTPUT_WRITE);
    return code && batch_count(run, GR_LIT(""), GR_EDITION_FAILED) +
                           batch_count(run, GR_LIT(""), GR_EDITION_BLOCKED) ==
                       run->n_plan;
}

gr_exit batch_exit_of_editions(const batch *run)
{
    join_reports(run);
    if (output_refused(run)) {
        return batch_exit_of(GR_IO_FAILED, run->diag);
    }
    if (gr_diag_has(run->diag, GR_CODE_ISOLATION)) {
        return GR_EXIT_BUG; /* what is promised to owners was broken: louder than one failed edition
                             */
    }
    if (batch_count(run, GR_LIT(""), GR_EDITION_BLOCKED) > 0) {
        return GR_EXIT_BLOCKED;
    }
    if (batch_count(run, GR_LIT(""), GR_EDITION_FAILED) > 0 ||
        gr_orders_left_out(run->orders, run->n_orders) > 0 || run->wrong_besides) {
        return GR_EXIT_SOME_FAILED;
    }
    bool warned = gr_diag_count(run->diag, GR_WARNING) > 0;
    return run->request->strict && warned ? GR_EXIT_WARNINGS : GR_EXIT_OK;
}
