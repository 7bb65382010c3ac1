#include "batch/batch.h"

/* Owns the order of a run and its exit status. Must not know how any step works. */
#include <sys/stat.h>

#include "base/arena.h"
#include "base/file.h"
#include "batch_priv.h"
#include "lock.h"

#define SRC_BLOCK_BYTES ((size_t)1024 * 1024)
#define FILES_MASK      027 /* councils' figures are for owner and group: 0640 and 0750 */

static gr_str without_slash(gr_str folder)
{
    while (folder.len > 1 && gr_str_ends(folder, GR_LIT("/"))) {
        folder.len--;
    }
    return folder;
}

static batch make_run(const gr_job *job, gr_arena *src)
{
    const gr_limits *limits = &gr_default_limits;
    return (batch){
        .job = job,
        .limits = limits,
        .input = without_slash(job->input),
        .templates = without_slash(job->templates),
        .output = without_slash(job->output),
        .src = src,
        .diag = gr_diag_new(src, limits->errors),
        .catalogue = gr_catalogue_new(src),
    };
}

static gr_exit exit_of(gr_status status, const gr_diag *diag)
{
    static const gr_code usage[] = {GR_CODE_USAGE, GR_CODE_REPORT_UNKNOWN, GR_CODE_EDITION_UNKNOWN,
                                    GR_CODE_FORMAT_UNKNOWN};
    for (size_t i = 0; i < sizeof(usage) / sizeof(usage[0]); i++) {
        if (gr_diag_has(diag, usage[i])) {
            return GR_EXIT_USAGE;
        }
    }
    if (gr_diag_has(diag, GR_CODE_OUTPUT_LOCKED)) {
        return GR_EXIT_LOCKED;
    }
    switch (status) {
    case GR_OK:
        return GR_EXIT_OK;
    case GR_BAD_INPUT:
    case GR_OVER_LIMIT: /* what could not be read tells nothing of what is in it */
        return gr_diag_has(diag, GR_CODE_FILE_UNREADABLE) ? GR_EXIT_IO : GR_EXIT_DATA;
    case GR_IO_FAILED:
        return gr_diag_has(diag, GR_CODE_OUTPUT_CREATE) ? GR_EXIT_CREATE : GR_EXIT_IO;
    case GR_BUG:
        break;
    }
    return GR_EXIT_BUG;
}

static gr_status check_folder(batch *run, gr_str folder, const char *what)
{
    if (gr_folder_exists(folder)) {
        return GR_OK;
    }
    gr_loc whole = {.file = gr_diag_add_file(run->diag, folder)};
    gr_diag_report(run->diag, whole, GR_CODE_FILE_MISSING, "%s", what);
    return GR_BAD_INPUT;
}

static gr_status check_folders(batch *run)
{
    gr_status templates = check_folder(run, run->templates,
                                       "the folder with descriptors is expected "
                                       "here; name it with --templates");
    gr_status input = check_folder(run, run->input,
                                   "the folder with exports is expected here; name "
                                   "it with --input");
    return templates == GR_OK ? input : templates;
}

/** Everything before the first edition; *out_done when the job asked for no more than this. */
static gr_status prepare(batch *run, bool *out_done)
{
    GR_TRY(check_folders(run));
    gr_status sources = batch_read_sources(run);
    gr_status templates =
        batch_read_templates(run); /* also after bad sources: all faults at once */
    GR_TRY(sources);
    GR_TRY(templates);
    if (run->job->dump == GR_DUMP_TEMPLATE) {
        *out_done = true;
        return batch_dump_template(run);
    }
    GR_TRY(batch_bind(run));
    GR_TRY(batch_load(run));
    if (run->job->dump == GR_DUMP_DATASET) {
        *out_done = true;
        return batch_dump_data(run);
    }
    return batch_plan_editions(run);
}

/** Reports point into descriptors, which many editions share: say in which one to look. */
static gr_str seen_in(const batch *run, const batch_edition *row)
{
    if (run->n_plan == 1) {
        return GR_LIT("");
    }
    return gr_str_fmt(run->src, "first seen in " GR_FMT "/" GR_FMT, GR_ARG(row->report->id),
                      GR_ARG(row->edition.id));
}

static void make_edition(batch *run, batch_edition *row)
{
    gr_arena *arena = gr_arena_new(SRC_BLOCK_BYTES / 16);
    gr_diag *diag = gr_diag_new(arena, run->limits->errors);
    for (uint16_t i = 1; gr_diag_file(run->diag, i).len > 0; i++) {
        (void)gr_diag_add_file(diag, gr_diag_file(run->diag, i)); /* places keep their numbers */
    }
    row->fate = batch_edition_run(run, row, diag);
    gr_diag_merge(run->diag, diag, seen_in(run, row));
    gr_arena_free(arena);
}

static size_t count_fate(const batch *run, batch_fate fate)
{
    size_t n = 0;
    for (size_t i = 0; i < run->n_plan; i++) {
        n += run->plan[i].fate == fate ? 1 : 0;
    }
    return n;
}

/** Nothing could be written at all: that is no matter of single editions. */
static bool output_refused(const batch *run)
{
    bool code = gr_diag_has(run->diag, GR_CODE_OUTPUT_CREATE) ||
                gr_diag_has(run->diag, GR_CODE_OUTPUT_WRITE);
    return code && count_fate(run, BATCH_FAILED) + count_fate(run, BATCH_BLOCKED) == run->n_plan;
}

static gr_exit exit_of_editions(const batch *run)
{
    if (output_refused(run)) {
        return exit_of(GR_IO_FAILED, run->diag);
    }
    if (count_fate(run, BATCH_BLOCKED) > 0) {
        return GR_EXIT_BLOCKED;
    }
    if (count_fate(run, BATCH_FAILED) > 0) {
        return GR_EXIT_SOME_FAILED;
    }
    bool warned = gr_diag_count(run->diag, GR_WARNING) > 0;
    return run->job->strict && warned ? GR_EXIT_WARNINGS : GR_EXIT_OK;
}

static bool publishes(const gr_job *job)
{
    return !job->check_only && job->dump == GR_DUMP_NONE;
}

static gr_exit make_editions(batch *run)
{
    if (publishes(run->job)) {
        batch_publish_sweep(run);
    }
    for (size_t i = 0; i < run->n_plan; i++) {
        batch_progress(run, i);
        make_edition(run, &run->plan[i]);
    }
    batch_progress_end(run);
    return exit_of_editions(run);
}

static gr_exit run_prepared(batch *run)
{
    bool done = false;
    gr_status status = prepare(run, &done);
    if (status != GR_OK || done) {
        return exit_of(status, run->diag);
    }
    return make_editions(run);
}

static gr_exit run_locked(batch *run)
{
    batch_lock lock = {.fd = -1};
    (void)umask(FILES_MASK);
    gr_status status = batch_lock_take(run->output, run->src, run->diag, &lock);
    if (status != GR_OK) {
        return exit_of(status, run->diag);
    }
    gr_exit result = run_prepared(run);
    batch_lock_release(&lock);
    return result;
}

static gr_exit check_source(batch *run)
{
    gr_status status = batch_read_sources(run);
    if (status == GR_OK) {
        status = batch_load_one(run, run->job->source_file);
    }
    return exit_of(status, run->diag);
}

static gr_exit run_job(batch *run)
{
    if (run->job->source_file.len > 0) {
        return check_source(run);
    }
    return publishes(run->job) ? run_locked(run) : run_prepared(run);
}

gr_exit gr_batch_run(const gr_job *job)
{
    gr_arena *src = gr_arena_new(SRC_BLOCK_BYTES);
    batch run = make_run(job, src);
    gr_exit result = run_job(&run);
    batch_print_reports(&run);
    batch_print_summary(&run);
    batch_styles_close(&run);
    gr_arena_free(src);
    return result;
}
