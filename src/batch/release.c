/* Owns `griffie release`: what is released, from what, and with which life an edition is evaluated.
 * Publishing a release is publishing (publish.c). */
#include "base/arena.h"
#include "base/file.h"
#include "by_hand.h"
#include "lookback/record.h"
#include "lookback/version.h"
#include "make_now.h"
#include "plan/jobs.h"
#include "provenance/life.h"
#include "reading.h"

#define SECONDS_IN_A_DAY 86400
#define KEEP             3 /* older versions that were not released; as `render` has it */

typedef struct releasing {
    const gr_session *session;
    const gr_release_request *request;
    gr_folders folders;
    gr_order *asked; /* as the version that stands there was asked for */
    gr_str style;    /* the same */
    gr_work work;
} releasing;

/* --- whether it can be --- */

static gr_status refuse(const releasing *r, const gr_plan_row *row, gr_str why)
{
    gr_diag_report(r->session->diag, (gr_loc){0}, GR_CODE_RELEASE_ORDER,
                   GR_FMT "/" GR_FMT ": " GR_FMT, GR_ARG(row->report), GR_ARG(row->edition.id),
                   GR_ARG(why));
    return GR_BAD_INPUT;
}

static gr_status check_report(const gr_plan_row *row, gr_diag *diag)
{
    const gr_report_file *file = row->source->bound->file;
    if (!gr_report_has_life(row->source->bound->report)) {
        gr_diag_report(diag, file->root->at, GR_CODE_LIFE_NONE,
                       "life=\"yes\" on <report> gives the documents of '" GR_FMT "' one",
                       GR_ARG(file->id));
        return GR_BAD_INPUT;
    }
    return GR_OK;
}

/** Where it stands is told by its id: the key of an owner would look elsewhere. */
static gr_status check_id(const gr_plan_row *row, gr_str asked, gr_diag *diag)
{
    if (!gr_str_eq(row->edition.id, asked)) {
        gr_diag_report(diag, (gr_loc){0}, GR_CODE_EDITION_UNKNOWN,
                       "'" GR_FMT "' is called '" GR_FMT "' here", GR_ARG(asked),
                       GR_ARG(row->edition.id));
        return GR_BAD_INPUT;
    }
    return GR_OK;
}

/** Where jobs make it; *out_here: there, or nobody knows. */
static gr_str places_of_jobs(const releasing *r, const gr_plan_row *row, bool *out_here)
{
    const gr_jobs *jobs = NULL;
    gr_arena *arena = r->session->arena;
    gr_str path = r->folders.batch;
    gr_diag *discarded = gr_diag_new(arena, 1); /* scheduled runs say what is wrong with it */
    bool unknown = gr_file_exists(path) &&
                   gr_jobs_read(path, r->session->limits, arena, discarded, &jobs) != GR_OK;
    gr_str places =
        jobs == NULL ? GR_LIT("")
                     : gr_jobs_places(jobs, row->report, row->order->destination, arena, out_here);
    *out_here = *out_here || unknown;
    return places;
}

/** A slip in the name of a destination would release a second document beside the right one. */
static gr_status check_destination(const releasing *r, const gr_plan_row *row,
                                   const gr_place *place)
{
    bool here = false;
    gr_arena *arena = r->session->arena;
    bool stands = gr_place_current(place, arena).len > 0 || gr_place_last(place, arena).len > 0;
    gr_str elsewhere = places_of_jobs(r, row, &here);
    if (stands || here || (row->order->destination.len == 0 && elsewhere.len == 0)) {
        return GR_OK;
    }
    gr_str folder = gr_path_join(arena, r->session->store.output, row->order->destination);
    return refuse(
        r, row,
        gr_str_fmt(arena,
                   "nothing of it stands in '" GR_FMT "', and no job makes it there%s" GR_FMT,
                   GR_ARG(folder), elsewhere.len == 0 ? "" : "; jobs make ", GR_ARG(elsewhere)));
}

static gr_life asked_life(const releasing *r)
{
    gr_life life = r->request->life;
    if (life.date == 0) { /* not given: today, in Greenwich */
        life.date = (gr_day)(r->session->clock.began / SECONDS_IN_A_DAY);
    }
    return life;
}

/** Holds what is asked against what stands there, and fills the row's life. */
static gr_status check_row(const releasing *r, gr_plan_row *row)
{
    gr_arena *arena = r->session->arena;
    gr_diag *diag = r->session->diag;
    const gr_place place = gr_row_place(&r->session->store, row, arena);
    const gr_life asked = asked_life(r);
    gr_life now = {0};
    gr_str why = GR_LIT("");
    GR_TRY(check_id(row, r->request->of.edition, diag));
    GR_TRY(check_report(row, diag));
    GR_TRY(check_destination(r, row, &place));
    GR_TRY(gr_place_life(&place, arena, diag, &now));
    return gr_life_next(&now, &asked, arena, &row->source->edition.life, &why)
               ? GR_OK
               : refuse(r, row, why);
}

/* --- making it --- */

static gr_status load(void *user, gr_work *work, gr_loaded *out)
{
    const releasing *r = user;
    bool done = false;
    gr_reading_setup reading = gr_reading_of(r->session, &r->folders);
    reading.files.style = r->style;
    reading.publishes = true;
    GR_TRY(gr_reading_plan(&reading, work, &out->load, &done));
    for (size_t i = 0; i < work->n_rows; i++) {
        GR_TRY(check_row(r, &work->rows[i]));
    }
    out->setup = gr_editions_of(&reading, r->session, out->load);
    out->setup.inputs.archive.sure = true;
    out->setup.releases = true;
    out->setup.life = r->request->life;
    return gr_keep_inputs(work, &out->setup);
}

/** The journal and the page follow. */
static void write_down(const releasing *r, gr_exit result)
{
    const gr_session *session = r->session;
    gr_deed deed = gr_deed_begin(session, &r->folders, "release", "run-released");
    const gr_record record = {.store = session->store,
                              .journal = deed.journal,
                              .run = deed.entry.id,
                              .diag = session->diag};
    for (size_t i = 0; i < r->work.n_rows; i++) {
        gr_record_release(&record, &r->work.rows[i], gr_run_clock_now(session->clock));
    }
    gr_deed_end(&deed, result, &r->work);
}

static gr_exit publish(void *user, gr_lock *lock)
{
    releasing *r = user;
    gr_roles roles = gr_roles_of(r->session, 0, r->request->limits);
    roles.user = r;
    roles.load = load;
    roles.lock = lock;
    gr_exit result = gr_make_now(r->session, &roles, &r->work);
    if (r->work.stopped_by == 0 && gr_work_count(&r->work, GR_EDITION_PUBLISHED) > 0) {
        write_down(r, result);
    }
    return result;
}

gr_exit gr_answer_release(const gr_session *session, const gr_request *request, gr_ending *ending)
{
    const gr_release_request *release = &request->of.release;
    const gr_choice all = {.style = GR_LIT("")};
    releasing r = {.session = session,
                   .request = release,
                   .folders = gr_folders_of(&release->folders, session->arena),
                   .asked = gr_order_of_choice(&all, session->arena),
                   .style = GR_LIT("")};
    r.asked->keep = KEEP;
    gr_order_of_version(&session->store, release->of.report, release->of.edition, GR_LIT(""),
                        session->arena, r.asked, &r.style);
    r.work = (gr_work){.orders = r.asked, .n_orders = 1};
    const gr_locked locked = {
        .user = &r, .work = publish, .read = &r.folders, .wait = release->wait};
    ending->words.publishes = true;
    gr_exit result = gr_with_lock(session, &locked);
    gr_ending_take(ending, &r.work);
    return result;
}
