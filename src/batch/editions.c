/* Owns the plan of a run: which reports, in which editions. */
#include "base/arena.h"
#include "base/file.h"
#include "base/intern.h"
#include "batch_priv.h"

static bool edition_wanted(const gr_edition *edition, const gr_order *order)
{
    return gr_is_wanted(edition->id, order->editions, order->n_editions) ||
           (edition->key.len > 0 && gr_is_wanted(edition->key, order->editions, order->n_editions));
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

static gr_status plan_report(planning *plan, const batch_bound *bound, gr_machine *machine)
{
    batch *run = plan->run;
    gr_edition *editions = NULL;
    size_t n = 0;
    GR_TRY(gr_report_editions(bound->report, machine, &editions, &n));
    for (size_t i = 0; i < n; i++) {
        GR_TRY(check_id(run, editions, i));
        *GR_PUSH(run->src, plan->ids, plan->n, plan->cap, gr_str) = editions[i].id;
        *GR_PUSH(run->src, plan->ids, plan->n, plan->cap, gr_str) = editions[i].key;
        if (edition_wanted(&editions[i], bound->order)) {
            struct gr_edition_source *source = GR_NEW(run->src, struct gr_edition_source);
            *source = (struct gr_edition_source){.bound = bound, .edition = editions[i]};
            gr_plan_row *row =
                GR_PUSH(run->src, run->plan, run->n_plan, run->cap_plan, gr_plan_row);
            *row = (gr_plan_row){
                .order = bound->order,
                .report = bound->source->id,
                .title = bound->title,
                .edition = {.key = editions[i].key, .id = editions[i].id, .name = editions[i].name},
                .source = source,
                .outcome = GR_EDITION_PLANNED};
        }
    }
    return GR_OK;
}

static gr_status check_edition(const planning *plan, const gr_named *asked)
{
    gr_str meant = gr_suggest(asked->name, plan->ids, plan->n);
    if (gr_is_one_of(asked->name, plan->ids, plan->n)) {
        return GR_OK;
    }
    if (meant.len > 0) {
        gr_diag_report(plan->run->diag, asked->at, GR_CODE_EDITION_UNKNOWN,
                       "'" GR_FMT "'; did you mean '" GR_FMT "'?", GR_ARG(asked->name),
                       GR_ARG(meant));
    } else {
        gr_diag_report(plan->run->diag, asked->at, GR_CODE_EDITION_UNKNOWN,
                       "no report has an edition '" GR_FMT "'", GR_ARG(asked->name));
    }
    return GR_BAD_INPUT;
}

static gr_status plan_order(batch *run, const gr_order *order)
{
    planning plan = {.run = run};
    gr_machine machine = batch_machine(run, run->src, run->diag);
    gr_status status = GR_OK;
    for (size_t i = 0; i < run->n_bound; i++) {
        if (run->bound[i].order == order) {
            GR_TRY(plan_report(&plan, &run->bound[i], &machine));
        }
    }
    for (size_t i = 0; i < order->n_editions; i++) {
        gr_status known = check_edition(&plan, &order->editions[i]);
        status = status == GR_OK ? known : status;
    }
    return status;
}

/** Dumps of a document show one: a second would run on behind it, unmarked. */
static gr_status check_dump(const batch *run)
{
    if (run->request->dump == GR_DUMP_NONE || run->n_plan == 1) {
        return GR_OK;
    }
    gr_diag_report(
        run->diag, (gr_loc){0}, GR_CODE_USAGE,
        "this dump shows one edition, and %zu were asked for; add --report and --edition",
        run->n_plan);
    return GR_BAD_INPUT;
}

/** Two orders may not write to one place: the second would undo the first. */
static gr_status check_places(const batch *run)
{
    gr_intern *places = gr_intern_new(run->src);
    for (size_t i = 0; i < run->n_plan; i++) {
        const gr_plan_row *row = &run->plan[i];
        uint32_t known = 0;
        gr_str place =
            gr_str_fmt(run->src, GR_FMT "/" GR_FMT "/" GR_FMT, GR_ARG(row->order->destination),
                       GR_ARG(row->report), GR_ARG(row->edition.id));
        if (gr_intern_find(places, place, &known)) {
            gr_diag_report(run->diag, row->order->reports[0].at, GR_CODE_NAME_DUPLICATE,
                           "two jobs make '" GR_FMT "/" GR_FMT
                           "'; give one of them another destination, or other editions",
                           GR_ARG(row->report), GR_ARG(row->edition.id));
            return GR_BAD_INPUT;
        }
        (void)gr_intern_add(places, place);
    }
    return GR_OK;
}

gr_status batch_plan_editions(batch *run)
{
    gr_status status = GR_OK;
    for (size_t i = 0; i < run->n_orders; i++) {
        gr_status planned = plan_order(run, &run->orders[i]);
        status = status == GR_OK ? planned : status;
    }
    GR_TRY(status);
    GR_TRY(check_places(run));
    return check_dump(run);
}
