/* Owns the summary that a run which is over is told from: values, so that who tells it needs
 * neither the run nor its journal. */
#include "tell.h"

#include "base/arena.h"
#include "edition/edition.h"
#include "load/houses.h"
#include "lookback/changed.h"
#include "json/read.h"

#define LINES_MOST 5 /* figures that a mail tells */

static gr_run_summary summary_of(const gr_finished *run)
{
    const gr_houses all = gr_load_houses(&(gr_houses_setup){.templates = run->templates,
                                                            .fonts = run->fonts,
                                                            .limits = run->limits,
                                                            .wanted = run->jobs->style,
                                                            .at = run->jobs->style_at,
                                                            .arena = run->arena,
                                                            .diag = run->diag});
    return (gr_run_summary){.jobs = run->jobs,
                            .house = all.house,
                            .houses = all.list,
                            .n_houses = all.n,
                            .output = run->store.output,
                            .number = run->number,
                            .exit = (int)run->exit,
                            .all_failed = run->exit >= GR_EXIT_USAGE,
                            .by_hand = run->by_hand,
                            .began = run->clock.began,
                            .ended = gr_run_clock_now(run->clock),
                            .diag = run->diag};
}

gr_standing_setup gr_standing_of(const gr_finished *run, gr_arena *arena)
{
    return (gr_standing_setup){.store = run->store,
                               .jobs = run->jobs,
                               .journal = run->journal,
                               .rows = run->rows,
                               .n_rows = run->n_rows,
                               .arena = arena};
}

typedef struct filling {
    const gr_finished *run;
    gr_run_summary *summary;
    gr_standing *standing; /* what stands there; none when no mail is sent */
    size_t n_standing;
} filling;

/** Of what stands there of a row's edition; empty: nothing, or no mail is sent. */
static gr_str manifest_of(const filling *f, const gr_plan_row *row)
{
    gr_str manifest = GR_LIT("");
    for (size_t i = 0; i < f->n_standing; i++) {
        manifest = f->standing[i].row == row ? f->standing[i].manifest : manifest;
    }
    return manifest;
}

static gr_str name_of(const filling *f, const gr_plan_row *row)
{
    gr_str manifest = manifest_of(f, row);
    return gr_standing_name(row, manifest, row->edition.id,
                            gr_run_label(f->summary, "index-region"), f->run->arena);
}

static bool stands(const filling *f, const gr_plan_row *row)
{
    const gr_place place = gr_row_place(&f->run->store, row, f->run->arena);
    return gr_outcome_is_missed(row->outcome) && gr_place_current(&place, f->run->arena).len > 0;
}

/** What a mail says of a new version: what its change sheet says. */
static const gr_run_changes *changes_of(const filling *f, const gr_plan_row *row)
{
    gr_changed found = {0};
    gr_arena *arena = f->run->arena;
    const gr_place place = gr_row_place(&f->run->store, row, arena);
    if (!row->news || f->n_standing == 0 ||
        !gr_edition_changed(&place, LINES_MOST, arena, &found)) {
        return NULL;
    }
    gr_run_changes *changes = GR_NEW(arena, gr_run_changes);
    *changes = (gr_run_changes){.figures = found.figures,
                                .added = found.added,
                                .gone = found.gone,
                                .texts = found.texts,
                                .lines = found.lines,
                                .n_lines = found.n_lines,
                                .folder = found.folder,
                                .names = found.names,
                                .n_names = found.n_names};
    return changes;
}

static void add_editions(filling *f)
{
    const gr_finished *run = f->run;
    gr_run_edition *editions = GR_NEW_N(run->arena, gr_run_edition, run->n_rows);
    for (size_t i = 0; i < run->n_rows; i++) {
        const gr_plan_row *row = &run->rows[i];
        editions[i] =
            (gr_run_edition){.job = row->order->job,
                             .destination = row->order->destination,
                             .report = row->report,
                             .id = row->edition.id,
                             .key = row->edition.key,
                             .name = name_of(f, row),
                             .outcome = row->outcome,
                             .status = gr_row_status(row),
                             .news = row->news,
                             .documents = row->documents,
                             .changes = changes_of(f, row),
                             .diag = row->diag,
                             .stands = stands(f, row),
                             .standing = gr_standing_documents(manifest_of(f, row), run->arena)};
    }
    f->summary->editions = editions;
    f->summary->n_editions = run->n_rows;
}

/** Of documents that stand there, this job's or another's of the same report. */
static gr_str title_of(const filling *f, const gr_job *job)
{
    for (size_t i = 0; i < f->n_standing; i++) {
        if (gr_str_eq(f->standing[i].report, job->report.name)) {
            return gr_standing_title(&f->standing[i], 1, f->run->arena);
        }
    }
    return job->report.name.len > 0 ? job->report.name : job->id;
}

/** Likewise; empty: nobody knows, before a document of it stands there. */
static gr_str lang_of(const filling *f, const gr_job *job)
{
    gr_str lang = GR_LIT("");
    for (size_t i = 0; i < f->n_standing && lang.len == 0; i++) {
        if (gr_str_eq(f->standing[i].report, job->report.name) && f->standing[i].manifest.len > 0) {
            (void)gr_json_find(f->standing[i].manifest, "$.lang", f->run->arena, &lang);
        }
    }
    return lang;
}

static void add_due(filling *f)
{
    const gr_finished *run = f->run;
    const gr_due_list *list = &run->due;
    gr_run_job *due = GR_NEW_N(run->arena, gr_run_job, list->n);
    for (size_t i = 0; i < list->n; i++) {
        due[i] = (gr_run_job){.job = list->items[i].job,
                              .title = title_of(f, list->items[i].job),
                              .lang = lang_of(f, list->items[i].job),
                              .left_out = list->orders[i].left_out};
        due[i].late = gr_due_is_late(run->jobs, &list->items[i], gr_run_clock_now(run->clock),
                                     &due[i].deadline);
    }
    f->summary->due = due;
    f->summary->n_due = list->n;
}

/** Of this run, when the job was in it and it went through; else by the journal. 0: never. */
static gr_moment last_success(const filling *f, const gr_job *job)
{
    const gr_due_list *due = &f->run->due;
    for (size_t i = 0; i < due->n; i++) {
        if (due->items[i].job == job && !f->summary->all_failed && !due->orders[i].left_out) {
            return f->summary->began;
        }
    }
    return gr_journal_last_done(f->run->journal, f->run->jobs->id, job->id);
}

static void add_past(filling *f)
{
    const gr_jobs *jobs = f->run->jobs;
    gr_moment *last = GR_NEW_N(f->run->arena, gr_moment, jobs->n);
    for (size_t i = 0; jobs->metrics.len > 0 && i < jobs->n; i++) {
        last[i] = last_success(f, &jobs->jobs[i]);
    }
    f->summary->last_success = last;
}

gr_run_summary gr_summary_of(const gr_finished *run)
{
    gr_run_summary summary = summary_of(run);
    filling f = {.run = run, .summary = &summary};
    if (run->jobs->sender.len > 0) {
        const gr_standing_setup setup = gr_standing_of(run, run->arena);
        f.n_standing = gr_standings(&setup, &f.standing);
    }
    add_editions(&f);
    add_due(&f);
    add_past(&f);
    return summary;
}
