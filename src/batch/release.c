/* Owns `griffie release`: what is released, from what, and with which life an edition is evaluated.
 * Publishing a release is publishing (publish.c). */
#include "release.h"
#include "base/arena.h"
#include "base/file.h"
#include "lookback/version.h"
#include "night.h"
#include "plan/jobs.h"

#define SECONDS_IN_A_DAY 86400

/* --- what is asked, as an order --- */

void batch_ask_style(batch *run, gr_str style)
{
    if (style.len > 0) {
        gr_request *request = GR_NEW(run->src, gr_request);
        *request = *run->request;
        request->style = style;
        run->request = request;
    }
}

void batch_release_order(batch *run, gr_order *order)
{
    const gr_request *request = run->request;
    gr_str style = GR_LIT("");
    run->archive = true;
    gr_order_of_version(&run->store, request->words[0], request->words[1], GR_LIT(""), run->src,
                        order, &style);
    batch_ask_style(run, style);
}

/* --- whether it can be --- */

static gr_status refuse(const batch *run, const gr_plan_row *row, gr_str why)
{
    gr_diag_report(run->diag, (gr_loc){0}, GR_CODE_RELEASE_ORDER, GR_FMT "/" GR_FMT ": " GR_FMT,
                   GR_ARG(row->report), GR_ARG(row->edition.id), GR_ARG(why));
    return GR_BAD_INPUT;
}

static gr_status check_report(const batch *run, const gr_plan_row *row)
{
    const gr_report_file *file = row->source->bound->file;
    if (!gr_report_has_life(row->source->bound->report)) {
        gr_diag_report(run->diag, file->root->at, GR_CODE_LIFE_NONE,
                       "life=\"yes\" on <report> gives the documents of '" GR_FMT "' one",
                       GR_ARG(file->id));
        return GR_BAD_INPUT;
    }
    return GR_OK;
}

/** Where it stands is told by its id: the key of an owner would look elsewhere. */
static gr_status check_id(const batch *run, const gr_plan_row *row)
{
    if (!gr_str_eq(row->edition.id, run->request->words[1])) {
        gr_diag_report(run->diag, (gr_loc){0}, GR_CODE_EDITION_UNKNOWN,
                       "'" GR_FMT "' is called '" GR_FMT "' here", GR_ARG(run->request->words[1]),
                       GR_ARG(row->edition.id));
        return GR_BAD_INPUT;
    }
    return GR_OK;
}

/** Where jobs make it; *out_here: there, or nobody knows. */
static gr_str places_of_jobs(const batch *run, const gr_plan_row *row, bool *out_here)
{
    const gr_jobs *jobs = NULL;
    gr_diag *discarded = gr_diag_new(run->src, 1); /* nightly runs say what is wrong with it */
    gr_str path = batch_jobs_path(run);
    bool unknown = gr_file_exists(path) &&
                   gr_jobs_read(path, run->limits, run->src, discarded, &jobs) != GR_OK;
    gr_str places = jobs == NULL ? GR_LIT("")
                                 : gr_jobs_places(jobs, row->report, row->order->destination,
                                                  run->src, out_here);
    *out_here = *out_here || unknown;
    return places;
}

/** A slip in the name of a destination would release a second document beside the right one. */
static gr_status check_destination(const batch *run, const gr_plan_row *row, const gr_place *place)
{
    bool here = false;
    bool stands =
        gr_place_current(place, run->src).len > 0 || gr_place_last(place, run->src).len > 0;
    gr_str elsewhere = places_of_jobs(run, row, &here);
    if (stands || here || (row->order->destination.len == 0 && elsewhere.len == 0)) {
        return GR_OK;
    }
    return refuse(run, row,
                  gr_str_fmt(run->src,
                             "nothing of it stands in '" GR_FMT
                             "', and no job makes it there%s" GR_FMT,
                             GR_ARG(gr_path_join(run->src, run->output, row->order->destination)),
                             elsewhere.len == 0 ? "" : "; jobs make ", GR_ARG(elsewhere)));
}

static gr_life asked_life(const gr_request *request)
{
    gr_life life = request->life;
    if (life.date == 0) { /* not given: today, in Greenwich */
        life.date = (gr_day)(request->now / SECONDS_IN_A_DAY);
    }
    return life;
}

gr_status batch_release_plan(batch *run)
{
    if (run->request->command != GR_COMMAND_RELEASE) {
        return GR_OK;
    }
    for (size_t i = 0; i < run->n_plan; i++) {
        gr_plan_row *row = &run->plan[i];
        const gr_place place = batch_place_of(run, row, run->src);
        const gr_life asked = asked_life(run->request);
        gr_life now = {0};
        gr_str why = GR_LIT("");
        GR_TRY(check_id(run, row));
        GR_TRY(check_report(run, row));
        GR_TRY(check_destination(run, row, &place));
        GR_TRY(gr_place_life(&place, run->src, run->diag, &now));
        if (!gr_life_next(&now, &asked, run->src, &row->source->edition.life, &why)) {
            return refuse(run, row, why);
        }
    }
    return GR_OK;
}
