/* Owns `griffie check`, and what `render --dump` and `migrate` look at: every edition is made, and
 * nothing is kept. */
#include "check.h"

#include "base/arena.h"
#include "base/file.h"
#include "edition/guards.h"
#include "progress.h"

/** Dumps of a document show one: a second would run on behind it, unmarked. */
static gr_status check_dump(gr_dump dump, size_t n, gr_diag *diag)
{
    if (dump == GR_DUMP_NONE || n == 1) {
        return GR_OK;
    }
    gr_diag_report(
        diag, (gr_loc){0}, GR_CODE_USAGE,
        "this dump shows one edition, and %zu were asked for; add --report and --edition", n);
    return GR_BAD_INPUT;
}

static void make_all(const gr_session *session, const gr_edition_setup *setup, bool shows_line,
                     const gr_work *work)
{
    gr_moving_line line = {.shown = shows_line};
    for (size_t i = 0; i < work->n_rows; i++) {
        gr_plan_row *row = &work->rows[i];
        gr_line_move(&line, i, work->n_rows, row);
        row->diag = gr_diag_new(session->arena, session->limits->errors);
        for (uint16_t k = 1; gr_diag_file(session->diag, k).len > 0; k++) { /* numbers stay */
            (void)gr_diag_add_file(row->diag, gr_diag_file(session->diag, k));
        }
        gr_edition_make(setup, row, session->arena, row->diag);
    }
    gr_line_end(&line);
}

static gr_exit look_at(const gr_session *session, gr_trial *trial, gr_load *load, gr_work *work)
{
    gr_edition_setup setup = gr_editions_of(&trial->reading, session, load);
    setup.life = trial->life;
    setup.user = &trial->dump;
    setup.show = trial->dump == GR_DUMP_NONE ? NULL : gr_dump_edition;
    setup.only_document = trial->dump == GR_DUMP_DOCUMENT;
    make_all(session, &setup, trial->line, work);
    return gr_exit_of_work(work, trial->strict, session->arena, session->diag);
}

static gr_status try_jobs(const gr_session *session, const gr_trial *trial, gr_load *load,
                          bool planned, gr_work *work)
{
    const gr_jobs_trial jobs = {.batch = trial->reading.batch,
                                .templates = trial->reading.files.templates,
                                .fonts = trial->reading.files.fonts,
                                .on = trial->asked->on,
                                .now = session->clock.began,
                                .load = load,
                                .planned = planned};
    return trial->jobs && gr_file_exists(jobs.batch) ? gr_try_jobs(session, &jobs, work) : GR_OK;
}

gr_exit gr_try_editions(const gr_session *session, gr_trial *trial, gr_ending *ending)
{
    bool done = false;
    gr_load *load = NULL;
    gr_work work = {.orders = trial->asked, .n_orders = 1};
    trial->reading.asked = trial->asked;
    trial->reading.dump = trial->dump;
    gr_guard_reader(GR_LIT(""), session->diag);
    gr_status status = gr_reading_plan(&trial->reading, &work, &load, &done);
    if (status == GR_OK && !done) {
        status = check_dump(trial->dump, work.n_rows, session->diag);
    }
    gr_status jobs = try_jobs(session, trial, load, status == GR_OK && !done, &work);
    gr_exit result = status != GR_OK || jobs != GR_OK || done
                         ? gr_exit_of(status == GR_OK ? jobs : status, session->diag)
                         : look_at(session, trial, load, &work);
    gr_ending_take(ending, &work);
    gr_load_close(load);
    return result;
}

static gr_exit show_export(const gr_session *session, gr_reading_setup *reading)
{
    gr_guard_reader(GR_LIT(""), session->diag);
    return gr_exit_of(gr_reading_one_export(reading), session->diag);
}

gr_exit gr_answer_check(const gr_session *session, const gr_request *request, gr_ending *ending)
{
    const gr_check_request *check = &request->of.check;
    const gr_folders folders = gr_folders_of(&check->folders, session->arena);
    gr_trial trial = {.reading = gr_reading_of(session, &folders),
                      .asked = gr_order_of_choice(&check->choice, session->arena),
                      .dump = check->dump,
                      .life = check->life,
                      .jobs = check->choice.reports.n == 0 && check->types.len == 0 &&
                              check->dump == GR_DUMP_NONE,
                      .strict = check->strict,
                      .line = session->call->terminal && !session->call->quiet &&
                              check->dump == GR_DUMP_NONE};
    trial.reading.files.style = check->choice.style;
    trial.reading.files.on = check->choice.on;
    trial.reading.export = check->export;
    trial.reading.types = check->types;
    trial.reading.confidentiality = check->confidentiality;
    ending->words.checks = true;
    ending->words.counts = ending->words.counts && check->dump == GR_DUMP_NONE;
    return check->export.len > 0 ? show_export(session, &trial.reading)
                                 : gr_try_editions(session, &trial, ending);
}
