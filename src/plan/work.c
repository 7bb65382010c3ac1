#include "plan/work.h"

#include "plan/waived.h"

/* Owns the exit status of a run that went through: from what became of its editions. */
#include "base/arena.h"

/** Reports point into descriptors, which many editions share: say in which one to look. */
static gr_str seen_in(const gr_work *work, const gr_plan_row *row, gr_arena *arena)
{
    if (work->n_rows == 1) {
        return GR_LIT("");
    }
    return gr_str_fmt(arena, "first seen in " GR_FMT "/" GR_FMT, GR_ARG(row->report),
                      GR_ARG(row->edition.id));
}

/** In the order of the plan, whoever was ready first. */
static void join_reports(const gr_work *work, gr_arena *arena, gr_diag *diag)
{
    for (size_t i = 0; i < work->n_rows; i++) {
        if (work->rows[i].diag != NULL) {
            gr_diag_merge(diag, work->rows[i].diag, seen_in(work, &work->rows[i], arena));
        }
    }
}

bool gr_is_wrong_besides(const gr_diag *diag, gr_arena *arena)
{
    gr_diag_row row = {0};
    for (size_t i = 0; gr_diag_at(diag, i, arena, &row); i++) {
        if (row.level == GR_ERROR && strcmp(row.tag, gr_codes[GR_CODE_CHECK_FAILED].tag) != 0 &&
            strcmp(row.tag, gr_codes[GR_CODE_PROMISE_REFUSES].tag) != 0) {
            return true;
        }
    }
    return false;
}

size_t gr_work_count(const gr_work *work, gr_edition_outcome outcome)
{
    return gr_rows_count(work->rows, work->n_rows, GR_LIT(""), outcome);
}

static size_t count_missed(const gr_work *work)
{
    size_t n = 0;
    for (size_t i = 0; i < work->n_rows; i++) {
        n += gr_outcome_is_missed(work->rows[i].outcome) ? 1 : 0;
    }
    return n;
}

static bool any_degraded(const gr_work *work)
{
    for (size_t i = 0; i < work->n_rows; i++) {
        if (work->rows[i].degraded) {
            return true;
        }
    }
    return false;
}

/** Nothing could be written at all: that is no matter of single editions. */
static bool output_refused(const gr_work *work, const gr_diag *diag)
{
    bool code = gr_diag_has(diag, GR_CODE_OUTPUT_CREATE) || gr_diag_has(diag, GR_CODE_OUTPUT_WRITE);
    return code && count_missed(work) == work->n_rows;
}

gr_exit gr_exit_of_work(const gr_work *work, bool strict, gr_arena *arena, gr_diag *diag)
{
    join_reports(work, arena, diag);
    if (!work->partly) { /* else who collects them says it */
        gr_waived_tell(work, arena, diag);
    }
    if (output_refused(work, diag)) {
        return gr_exit_of(GR_IO_FAILED, diag);
    }
    if (gr_diag_has(diag, GR_CODE_ISOLATION)) {
        return GR_EXIT_BUG; /* what is promised to owners was broken: louder than one failed edition
                             */
    }
    if (gr_work_count(work, GR_EDITION_BLOCKED) + gr_work_count(work, GR_EDITION_REFUSED) > 0) {
        return GR_EXIT_BLOCKED;
    }
    if (gr_work_count(work, GR_EDITION_FAILED) > 0 ||
        gr_orders_left_out(work->orders, work->n_orders) > 0 || work->wrong_besides ||
        gr_diag_has(diag, GR_CODE_WAIVER_EXPIRED)) {
        return GR_EXIT_SOME_FAILED;
    }
    if (any_degraded(work)) {
        return GR_EXIT_DEGRADED;
    }
    bool warned = gr_diag_count(diag, GR_WARNING) > 0;
    return strict && warned ? GR_EXIT_WARNINGS : GR_EXIT_OK;
}
