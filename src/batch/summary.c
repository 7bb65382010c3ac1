/* Owns the summary that a run which is over is told from: values, so that who tells it needs
 * neither the run nor its journal. */
#include "base/arena.h"
#include "base/file.h"
#include "style/style_read.h"
#include "tell.h"

/** That of the batch; without a name the first. When it cannot be had, the page and mails have the
 *  words of another: people hear of the night all the same. A descriptor is read, no font. */
static const gr_house_style *read_house(const batch *run, const gr_jobs *jobs)
{
    const gr_house_style *first = NULL;
    gr_str *files = NULL;
    size_t n = 0;
    gr_diag *unheard = gr_diag_new(run->src, 1); /* whoever makes documents says what is wrong */
    gr_str folder = gr_path_join(run->src, run->templates, GR_LIT("styles"));
    if (gr_folder_list(folder, GR_LIT(".xml"), run->src, unheard, &files, &n) != GR_OK) {
        return NULL;
    }
    for (size_t i = 0; i < n; i++) {
        gr_house_style *house = NULL;
        gr_status status =
            gr_style_read(gr_path_join(run->src, folder, files[i]), run->request->fonts,
                          run->limits, run->src, unheard, &house);
        if (status == GR_OK && (jobs->style.len == 0 || gr_str_eq(house->id, jobs->style))) {
            return house;
        }
        first = status == GR_OK && first == NULL ? house : first;
    }
    if (first != NULL) {
        gr_diag_report(run->diag, jobs->style_at, GR_CODE_STYLE_ELSE,
                       "'" GR_FMT "' cannot be read or is not there; they are in '" GR_FMT
                       "'. Name one of '" GR_FMT "/styles' in style=",
                       GR_ARG(jobs->style), GR_ARG(first->id), GR_ARG(run->templates));
    }
    return first;
}

gr_run_summary batch_summary(const batch *run, const gr_jobs *jobs, gr_exit result)
{
    return (gr_run_summary){.jobs = jobs,
                            .house = read_house(run, jobs),
                            .output = run->output,
                            .number = run->night == NULL ? 0 : run->night->entry.id,
                            .exit = (int)result,
                            .all_failed = result >= GR_EXIT_USAGE,
                            .withdrawal = run->request->command == GR_COMMAND_WITHDRAW,
                            .began = run->request->now,
                            .ended = batch_now(run),
                            .diag = run->diag};
}

gr_standing_setup batch_standing_setup(const batch *run, const gr_jobs *jobs, gr_arena *arena)
{
    return (gr_standing_setup){.store = run->store,
                               .jobs = jobs,
                               .journal = run->night == NULL ? NULL : run->night->journal,
                               .rows = run->plan,
                               .n_rows = run->n_plan,
                               .arena = arena};
}

typedef struct filling {
    batch *run;
    gr_run_summary *summary;
    gr_standing *standing; /* what stands there; none when no mail is sent */
    size_t n_standing;
} filling;

static gr_str name_of(const filling *f, const gr_plan_row *row)
{
    gr_str manifest = GR_LIT("");
    for (size_t i = 0; i < f->n_standing; i++) {
        manifest = f->standing[i].row == row ? f->standing[i].manifest : manifest;
    }
    return gr_standing_name(row, manifest, row->edition.id,
                            gr_run_label(f->summary, "index-region"), f->run->src);
}

static bool stands(const filling *f, const gr_plan_row *row)
{
    const gr_place place = batch_place_of(f->run, row, f->run->src);
    return (row->outcome == GR_EDITION_FAILED || row->outcome == GR_EDITION_BLOCKED) &&
           gr_place_current(&place, f->run->src).len > 0;
}

static void add_editions(filling *f)
{
    const batch *run = f->run;
    gr_run_edition *editions = GR_NEW_N(run->src, gr_run_edition, run->n_plan);
    for (size_t i = 0; i < run->n_plan; i++) {
        const gr_plan_row *row = &run->plan[i];
        editions[i] = (gr_run_edition){.job = row->order->job,
                                       .destination = row->order->destination,
                                       .report = row->report,
                                       .id = row->edition.id,
                                       .name = name_of(f, row),
                                       .outcome = row->outcome,
                                       .told = gr_row_told(row),
                                       .documents = row->documents,
                                       .diag = row->diag,
                                       .stands = stands(f, row)};
    }
    f->summary->editions = editions;
    f->summary->n_editions = run->n_plan;
}

/** Of documents that stand there, this job's or another's of the same report. */
static gr_str title_of(const filling *f, const gr_night_job *job)
{
    for (size_t i = 0; i < f->n_standing; i++) {
        if (gr_str_eq(f->standing[i].report, job->report.name)) {
            return gr_standing_title(&f->standing[i], 1, f->run->src);
        }
    }
    return job->report.name;
}

static void add_due(filling *f)
{
    const batch_night *night = f->run->night;
    gr_run_job *due = GR_NEW_N(f->run->src, gr_run_job, night->n_due);
    for (size_t i = 0; i < night->n_due; i++) {
        due[i] = (gr_run_job){.job = night->due[i].job,
                              .title = title_of(f, night->due[i].job),
                              .left_out = f->run->orders[i].left_out};
        due[i].late = batch_is_late(f->run, &night->due[i], &due[i].deadline);
    }
    f->summary->due = due;
    f->summary->n_due = night->n_due;
}

/** Of this run, when the job was in it and it went through; else by the journal. 0: never. */
static gr_moment last_success(const filling *f, const gr_night_job *job)
{
    const batch_night *night = f->run->night;
    for (size_t i = 0; i < night->n_due; i++) {
        if (night->due[i].job == job && !f->summary->all_failed && !f->run->orders[i].left_out) {
            return f->summary->began;
        }
    }
    return gr_journal_last_done(night->journal, f->summary->jobs->id, job->id);
}

static void add_past(filling *f)
{
    const gr_jobs *jobs = f->summary->jobs;
    gr_moment *last = GR_NEW_N(f->run->src, gr_moment, jobs->n);
    for (size_t i = 0; jobs->metrics.len > 0 && i < jobs->n; i++) {
        last[i] = last_success(f, &jobs->jobs[i]);
    }
    f->summary->last_success = last;
}

void batch_summary_fill(batch *run, gr_run_summary *summary)
{
    filling f = {.run = run, .summary = summary};
    if (summary->jobs->sender.len > 0) {
        const gr_standing_setup setup = batch_standing_setup(run, summary->jobs, run->src);
        f.n_standing = gr_standings(&setup, &f.standing);
    }
    add_editions(&f);
    add_due(&f);
    add_past(&f);
}
