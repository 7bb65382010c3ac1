/* Owns what `griffie migrate` asks: which of its two tasks, and that what is left to do is said. */
#include <sys/stat.h>

#include "base/arena.h"
#include "base/file.h"
#include "batch_priv.h"
#include "eval/grammar.h"
#include "migrate/files.h"
#include "migrate/output.h"
#include "schedule/jobs.h"
#include "source/source.h"
#include "store/folder.h"
#include "store/lock.h"
#include "store/state.h"
#include "style/style_read.h"

#define FILES_MASK 027

/** Words for descriptors beside --output would be passed over. */
static bool migrates_one_thing(const batch *run)
{
    const gr_request *request = run->request;
    bool one = request->migrate_to.len == 0 && !request->totals &&
               gr_str_is(request->templates, "templates");
    if (!one) {
        gr_diag_report(run->diag, (gr_loc){0}, GR_CODE_USAGE,
                       "one at a time: --output, or --templates with --to and --declare-totals");
    }
    return one;
}

static gr_status say(void *user, gr_str lines, gr_diag *diag)
{
    (void)user;
    return batch_print(lines, diag);
}

/** run->templates is then the folder that was written. */
static gr_status migrate_templates(batch *run)
{
    static const gr_xml_grammar *const grammars[] = {&gr_report_grammar, &gr_data_grammar,
                                                     &gr_source_grammar, &gr_style_grammar,
                                                     &gr_batch_grammar};
    const gr_request *request = run->request;
    const gr_migrate_setup setup = {.templates = run->templates,
                                    .texts = gr_path_join(run->src, run->input, GR_LIT("texts")),
                                    .to = request->migrate_to,
                                    .grammars = grammars,
                                    .n_grammars = sizeof(grammars) / sizeof(grammars[0]),
                                    .report = request->totals ? &gr_report_grammar : NULL,
                                    .limits = run->limits,
                                    .arena = run->src,
                                    .diag = run->diag,
                                    .say = say};
    GR_TRY(gr_migrate_files(&setup));
    run->templates = setup.to.len > 0 ? setup.to : run->templates;
    return GR_OK;
}

static gr_status move_output(const batch *run)
{
    gr_moved moved = {0};
    GR_TRY(gr_migrate_output(&run->store, run->src, run->diag, &moved));
    return batch_print(gr_str_fmt(run->src,
                                  "%zu versions of %zu editions are in '" GR_FMT "' now\n",
                                  moved.versions, moved.editions, GR_ARG(run->store.state)),
                       run->diag);
}

static gr_status with_locks(const batch *run, gr_state *state, gr_lock *old, gr_lock *lock)
{
    gr_str example = GR_LIT("");
    GR_TRY(gr_lock_take(run->store.state, run->request->wait, run->src, run->diag, lock));
    GR_TRY(gr_lock_take(run->output, run->request->wait, run->src, run->diag, old));
    if (!gr_layout_is_old(run->output, run->src, &example)) {
        return batch_print(GR_LIT("nothing to do: documents and state are apart\n"), run->diag);
    }
    state->migrates = true;
    GR_TRY(gr_state_join(state, run->src, run->diag));
    return move_output(run);
}

static gr_exit migrate_output(const batch *run)
{
    gr_state state = {0};
    gr_lock old = {.held = false};
    gr_lock lock = {.held = false};
    (void)umask(FILES_MASK);
    if (!gr_folder_exists(run->output)) {
        gr_loc whole = {.file = gr_diag_add_file(run->diag, run->output)};
        gr_diag_report(run->diag, whole, GR_CODE_FILE_MISSING,
                       "the output folder of the older griffie is expected here");
        return GR_EXIT_DATA;
    }
    gr_status status = batch_state_open(run, false, &state);
    if (status == GR_OK) {
        status = with_locks(run, &state, &old, &lock);
        gr_lock_release(&old);
        gr_state_leave(&state, lock.path, run->src);
        gr_lock_release(&lock);
    }
    return batch_exit_of(status, run->diag);
}

/** What is left to do is said by a check of what was written; without exports there is none. */
gr_exit batch_migrate(batch *run)
{
    if (run->request->output_named) {
        return migrates_one_thing(run) ? migrate_output(run) : GR_EXIT_USAGE;
    }
    gr_status status = migrate_templates(run);
    if (status != GR_OK) {
        return batch_exit_of(status, run->diag);
    }
    bool in_order = !gr_folder_exists(run->input) || batch_check_editions(run) == GR_EXIT_OK;
    return in_order && gr_diag_count(run->diag, GR_WARNING) == 0 ? GR_EXIT_OK : GR_EXIT_WARNINGS;
}
