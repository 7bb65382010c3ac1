/* Owns the plan of a run: which reports, in which editions. */
#include "base/arena.h"
#include "base/file.h"
#include "base/intern.h"
#include "batch_priv.h"

bool batch_is_wanted(gr_str id, const gr_str *wanted, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (gr_str_eq(id, wanted[i])) {
            return true;
        }
    }
    return n == 0;
}

gr_str batch_names(gr_arena *arena, const gr_str *names, size_t n)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    for (size_t i = 0; i < n; i++) {
        gr_buf_addf(&out, "%s'" GR_FMT "'", i == 0 ? "" : ", ", GR_ARG(names[i]));
    }
    return n == 0 ? GR_LIT("none") : gr_buf_view(&out);
}

static bool edition_wanted(const gr_edition *edition, const gr_job *job)
{
    return batch_is_wanted(edition->id, job->editions, job->n_editions) ||
           (edition->key.len > 0 && batch_is_wanted(edition->key, job->editions, job->n_editions));
}

typedef struct planning {
    batch *run;
    gr_str *ids; /* of all editions, asked for or not: for "did you mean" */
    size_t n, cap;
} planning;

/** Two editions of one name would replace each other; one with a slash would stand elsewhere. */
static gr_status check_id(const batch *run, const gr_edition *all, size_t nr)
{
    gr_str id = all[nr].id;
    gr_loc at = all[nr].record.table == NULL
                    ? (gr_loc){0}
                    : gr_table_place(all[nr].record.table, all[nr].record.row);
    if (!gr_path_is_inside(id) || id.ptr[0] == '.' || memchr(id.ptr, '/', id.len) != NULL) {
        gr_diag_report(run->diag, at, GR_CODE_VALUE_TYPE,
                       "'" GR_FMT "' names an edition but cannot name a folder", GR_ARG(id));
        return GR_BAD_INPUT;
    }
    for (size_t i = 0; i < nr; i++) {
        if (gr_str_eq(all[i].id, id)) {
            gr_diag_report(run->diag, at, GR_CODE_NAME_DUPLICATE,
                           "two editions would be called '" GR_FMT "'", GR_ARG(id));
            return GR_BAD_INPUT;
        }
    }
    return GR_OK;
}

static gr_status plan_report(planning *plan, const batch_report *report, gr_machine *machine)
{
    batch *run = plan->run;
    gr_edition *editions = NULL;
    size_t n = 0;
    GR_TRY(gr_report_editions(report->bound, machine, &editions, &n));
    for (size_t i = 0; i < n; i++) {
        GR_TRY(check_id(run, editions, i));
        *GR_PUSH(run->src, plan->ids, plan->n, plan->cap, gr_str) = editions[i].id;
        *GR_PUSH(run->src, plan->ids, plan->n, plan->cap, gr_str) = editions[i].key;
        if (edition_wanted(&editions[i], run->job)) {
            batch_edition *row =
                GR_PUSH(run->src, run->plan, run->n_plan, run->cap_plan, batch_edition);
            *row = (batch_edition){.report = report, .edition = editions[i], .fate = BATCH_PLANNED};
        }
    }
    return GR_OK;
}

static gr_status check_asked_editions(const planning *plan)
{
    const batch *run = plan->run;
    gr_status status = GR_OK;
    for (size_t i = 0; i < run->job->n_editions; i++) {
        gr_str id = run->job->editions[i];
        gr_str meant = gr_suggest(id, plan->ids, plan->n);
        if (plan->n > 0 && batch_is_wanted(id, plan->ids, plan->n)) {
            continue;
        }
        status = GR_BAD_INPUT;
        if (meant.len > 0) {
            gr_diag_report(run->diag, (gr_loc){0}, GR_CODE_EDITION_UNKNOWN,
                           "'" GR_FMT "'; did you mean '" GR_FMT "'?", GR_ARG(id), GR_ARG(meant));
        } else {
            gr_diag_report(run->diag, (gr_loc){0}, GR_CODE_EDITION_UNKNOWN,
                           "no report has an edition '" GR_FMT "'", GR_ARG(id));
        }
    }
    return status;
}

/** Dumps of a document show one: a second would run on behind it, unmarked. */
static gr_status check_dump(const batch *run)
{
    if (run->job->dump == GR_DUMP_NONE || run->n_plan == 1) {
        return GR_OK;
    }
    gr_diag_report(
        run->diag, (gr_loc){0}, GR_CODE_USAGE,
        "this dump shows one edition, and %zu were asked for; add --report and --edition",
        run->n_plan);
    return GR_BAD_INPUT;
}

gr_status batch_plan_editions(batch *run)
{
    planning plan = {.run = run};
    gr_machine machine = batch_machine(run, run->src, run->diag);
    for (size_t i = 0; i < run->n_reports; i++) {
        if (run->reports[i].bound != NULL) {
            GR_TRY(plan_report(&plan, &run->reports[i], &machine));
        }
    }
    GR_TRY(check_asked_editions(&plan));
    return check_dump(run);
}
