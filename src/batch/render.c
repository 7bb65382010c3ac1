/* Owns `griffie render`: the documents that its words choose are made and published now. */
#include "base/arena.h"
#include "base/file.h"
#include "check.h"
#include "make_now.h"
#include "plan/jobs.h"

typedef struct rendering {
    const gr_session *session;
    const gr_render_request *request;
    gr_folders folders;
    gr_order *asked;
    gr_work work;
} rendering;

/* --- which formats --- */

static const gr_jobs *read_jobs(const rendering *r)
{
    const gr_session *session = r->session;
    const gr_jobs *jobs = NULL;
    gr_diag *discarded = gr_diag_new(session->arena, 1); /* `check` says what is wrong in it */
    gr_status status =
        gr_jobs_read(r->folders.batch, session->limits, session->arena, discarded, &jobs);
    if (status != GR_OK && jobs == NULL) {
        gr_loc whole = {.file = gr_diag_add_file(session->diag, r->folders.batch)};
        gr_diag_report(session->diag, whole, GR_CODE_FORMATS_OF_JOB,
                       "it cannot be read, so all formats are made; 'griffie check' says what is "
                       "wrong in it, --format says which to make");
    }
    return jobs;
}

/** One that is not in order may have asked for other formats of what is made. */
static void tell_faulty(const rendering *r, const gr_jobs *jobs, const gr_work *work)
{
    for (size_t i = 0; i < jobs->n; i++) {
        const gr_job *job = &jobs->jobs[i];
        size_t k = 0;
        while (k < work->n_rows && !gr_str_eq(work->rows[k].report, job->report.name)) {
            k++;
        }
        if (job->faulty && k < work->n_rows) {
            gr_diag_report(r->session->diag,
                           (gr_loc){.file = gr_diag_add_file(r->session->diag, jobs->file),
                                    .line = job->at.line,
                                    .col = job->at.col},
                           GR_CODE_FORMATS_OF_JOB,
                           "job '" GR_FMT "' is not in order, so it is not asked; 'griffie check' "
                           "says what is wrong in it, --format says which to make",
                           GR_ARG(job->id));
        }
    }
}

/** When nobody names any: those of the job that makes the edition in the same folder, so that a run
 *  finds what it would make, and neither undoes the other. */
static void take_formats_of_jobs(const rendering *r, gr_work *work)
{
    gr_arena *arena = r->session->arena;
    if (r->asked->n_formats > 0 || !gr_file_exists(r->folders.batch)) {
        return;
    }
    const gr_jobs *jobs = read_jobs(r);
    if (jobs != NULL) {
        tell_faulty(r, jobs, work);
    }
    for (size_t i = 0; jobs != NULL && i < work->n_rows; i++) {
        gr_plan_row *row = &work->rows[i];
        const gr_job *job = gr_job_of_row(jobs, row, arena);
        if (job != NULL && job->n_formats > 0) {
            gr_order *order = GR_NEW(arena, gr_order);
            *order = *row->order;
            order->formats = job->formats;
            order->n_formats = job->n_formats;
            row->order = order;
        }
    }
}

/* --- making them --- */

static gr_reading_setup reading_of(const rendering *r)
{
    gr_reading_setup reading = gr_reading_of(r->session, &r->folders);
    reading.files.style = r->request->choice.style;
    reading.files.on = r->request->choice.on;
    return reading;
}

static gr_status load(void *user, gr_work *work, gr_loaded *out)
{
    const rendering *r = user;
    bool done = false;
    gr_reading_setup reading = reading_of(r);
    reading.publishes = true;
    GR_TRY(gr_reading_plan(&reading, work, &out->load, &done));
    take_formats_of_jobs(r, work);
    out->setup = gr_editions_of(&reading, r->session, out->load);
    out->setup.force = r->request->force;
    out->setup.by_name = r->asked->n_reports > 0 && r->asked->n_editions > 0;
    return GR_OK;
}

static gr_exit publish(void *user, gr_lock *lock)
{
    rendering *r = user;
    gr_roles roles = gr_roles_of(r->session, r->request->workers, r->request->limits);
    roles.user = r;
    roles.load = load;
    roles.lock = lock;
    roles.strict = r->request->strict;
    return gr_make_now(r->session, &roles, &r->work);
}

static gr_exit show(const rendering *r, gr_ending *ending)
{
    gr_trial trial = {.reading = reading_of(r),
                      .asked = r->asked,
                      .dump = r->request->dump,
                      .life = {.by = GR_LIT(""), .because = GR_LIT("")},
                      .strict = r->request->strict};
    ending->words.counts = false;
    return gr_try_editions(r->session, &trial, ending);
}

gr_exit gr_answer_render(const gr_session *session, const gr_request *request, gr_ending *ending)
{
    const gr_render_request *render = &request->of.render;
    rendering r = {.session = session,
                   .request = render,
                   .folders = gr_folders_of(&render->folders, session->arena),
                   .asked = gr_order_of_choice(&render->choice, session->arena)};
    r.asked->keep = render->keep;
    r.work = (gr_work){.orders = r.asked, .n_orders = 1};
    if (render->dump != GR_DUMP_NONE) {
        return show(&r, ending);
    }
    const gr_locked locked = {
        .user = &r, .work = publish, .read = &r.folders, .wait = render->wait};
    ending->words.publishes = true;
    gr_exit result = gr_with_lock(session, &locked);
    gr_ending_take(ending, &r.work);
    return result;
}
