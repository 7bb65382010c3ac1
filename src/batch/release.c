/* Owns `griffie release`: what is released, from what, and with which life an edition is evaluated.
 * Publishing a release is publishing (publish.c). */
#include "release.h"
#include "base/arena.h"
#include "base/file.h"
#include "lookback/lookback.h"
#include "store/version_file.h"
#include "json/read.h"

#define SECONDS_IN_A_DAY 86400

/* --- what is asked, as an order --- */

static const gr_named *one_name(const batch *run, gr_str name)
{
    gr_named *out = GR_NEW(run->src, gr_named);
    *out = (gr_named){.name = name};
    return out;
}

/** Formats, period, day and house style as the version says it was asked for. */
static void ask_the_same(batch *run, gr_str manifest, gr_order *order)
{
    gr_str style = GR_LIT("");
    gr_str *names = NULL;
    size_t n = 0;
    if (gr_json_list(manifest, "$.order.formats", run->src, &names, &n)) {
        gr_named *formats = GR_NEW_N(run->src, gr_named, n);
        for (size_t i = 0; i < n; i++) {
            formats[i] = (gr_named){.name = names[i]};
        }
        order->formats = formats;
        order->n_formats = n;
    }
    (void)gr_json_find(manifest, "$.order.period", run->src, &order->period.name);
    order->on = gr_manifest_day(manifest, run->src);
    if (gr_json_find(manifest, "$.order.style", run->src, &style) && style.len > 0) {
        gr_request *request = GR_NEW(run->src, gr_request);
        *request = *run->request;
        request->style = style;
        run->request = request;
    }
}

void batch_order_version(batch *run, gr_str report, gr_str edition, gr_str key, gr_order *order)
{
    gr_str manifest = GR_LIT("");
    gr_split_destination(report, &order->destination, &report);
    order->reports = one_name(run, report);
    order->n_reports = 1;
    order->editions = one_name(run, edition);
    order->n_editions = 1;
    const gr_plan_row row = {.order = order, .report = report, .edition = {.id = edition}};
    const gr_place place = batch_place_of(run, &row, run->src);
    gr_str version = key.len > 0 ? key : gr_place_current(&place, run->src);
    version = version.len > 0 ? version : gr_place_last(&place, run->src);
    gr_str folder = gr_version_folder(&place, version, run->src);
    if (version.len > 0 && gr_version_find(folder, GR_VERSION_MANIFEST, run->src,
                                           &manifest)) { /* else: as the report says */
        ask_the_same(run, manifest, order);
    }
}

void batch_release_order(batch *run, gr_order *order)
{
    const gr_request *request = run->request;
    run->archive = true;
    batch_order_version(run, request->words[0], request->words[1], GR_LIT(""), order);
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

/** "'2023/annual-report'": where jobs make it; empty: no job does. */
static gr_str places_of_jobs(const batch *run, const gr_plan_row *row, bool *out_here)
{
    const gr_jobs *jobs = NULL;
    gr_diag *unheard = gr_diag_new(run->src, 1); /* nightly runs say what is wrong with it */
    gr_str path = gr_path_join(run->src, run->templates, GR_LIT("batch.xml"));
    gr_buf places = gr_buf_make(run->src, SIZE_MAX);
    *out_here = gr_file_exists(path) &&
                gr_jobs_read(path, run->limits, run->src, unheard, &jobs) != GR_OK; /* who knows */
    for (size_t i = 0; jobs != NULL && i < jobs->n; i++) {
        const gr_night_job *job = &jobs->jobs[i];
        if (gr_str_eq(job->report.name, row->report)) {
            *out_here = *out_here || gr_str_eq(job->destination, row->order->destination);
            gr_buf_addf(&places, "%s'" GR_FMT "'", places.len == 0 ? "" : ", ",
                        GR_ARG(gr_path_join(run->src, job->destination, row->report)));
        }
    }
    return gr_buf_view(&places);
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
