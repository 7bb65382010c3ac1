/* Owns what `griffie migrate` asks: which of its two tasks, and that what is left to do is said. */
#include <sys/stat.h>

#include "base/arena.h"
#include "base/file.h"
#include "check.h"
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
static bool migrates_one_thing(const gr_migrate_request *request, gr_diag *diag)
{
    bool one = request->to.len == 0 && !request->totals &&
               gr_str_is(request->folders.templates, "templates");
    if (!one) {
        gr_diag_report(diag, (gr_loc){0}, GR_CODE_USAGE,
                       "one at a time: --output, or --templates with --to and --declare-totals");
    }
    return one;
}

static gr_status say(void *user, gr_str lines, gr_diag *diag)
{
    (void)user;
    return gr_print_out(lines, diag);
}

static gr_status migrate_templates(const gr_session *session, const gr_migrate_request *request,
                                   const gr_folders *folders)
{
    static const gr_xml_grammar *const grammars[] = {&gr_report_grammar, &gr_data_grammar,
                                                     &gr_source_grammar, &gr_style_grammar,
                                                     &gr_batch_grammar};
    gr_arena *arena = session->arena;
    const gr_migrate_setup setup = {.templates = folders->templates,
                                    .texts = gr_path_join(arena, folders->input, GR_LIT("texts")),
                                    .to = request->to,
                                    .grammars = grammars,
                                    .n_grammars = sizeof(grammars) / sizeof(grammars[0]),
                                    .report = request->totals ? &gr_report_grammar : NULL,
                                    .limits = session->limits,
                                    .arena = arena,
                                    .diag = session->diag,
                                    .say = say};
    return gr_migrate_files(&setup);
}

/* --- an output folder of an older griffie --- */

static gr_status move_output(const gr_session *session)
{
    gr_moved moved = {0};
    const gr_store *store = &session->store;
    GR_TRY(gr_migrate_output(store, session->arena, session->diag, &moved));
    return gr_print_out(gr_str_fmt(session->arena,
                                   "%zu versions of %zu editions are in '" GR_FMT "' now\n",
                                   moved.versions, moved.editions, GR_ARG(store->state)),
                        session->diag);
}

static gr_status with_locks(const gr_session *session, unsigned wait, gr_state *state, gr_lock *old,
                            gr_lock *lock)
{
    const gr_store *store = &session->store;
    gr_arena *arena = session->arena;
    gr_diag *diag = session->diag;
    gr_str example = GR_LIT("");
    GR_TRY(gr_lock_take(store->state, wait, arena, diag, lock));
    GR_TRY(gr_lock_take(store->output, wait, arena, diag, old));
    if (!gr_layout_is_old(store->output, arena, &example)) {
        return gr_print_out(GR_LIT("nothing to do: documents and state are apart\n"), diag);
    }
    state->migrates = true;
    GR_TRY(gr_state_join(state, arena, diag));
    return move_output(session);
}

static gr_exit migrate_output(const gr_session *session, const gr_folders *folders, unsigned wait)
{
    gr_str output = session->store.output;
    gr_state state = {0};
    gr_lock old = {.held = false};
    gr_lock lock = {.held = false};
    (void)umask(FILES_MASK);
    if (!gr_folder_exists(output)) {
        gr_loc whole = {.file = gr_diag_add_file(session->diag, output)};
        gr_diag_report(session->diag, whole, GR_CODE_FILE_MISSING,
                       "the output folder of the older griffie is expected here");
        return GR_EXIT_DATA;
    }
    gr_status status = gr_session_open_state(session, folders, false, &state);
    if (status == GR_OK) {
        status = with_locks(session, wait, &state, &old, &lock);
        gr_lock_release(&old);
        gr_state_leave(&state, lock.path, session->arena);
        gr_lock_release(&lock);
    }
    return gr_exit_of(status, session->diag);
}

/* --- which of the two --- */

/** What is left to do is said by a check of what was written; without exports there is none. */
static gr_exit check(const gr_session *session, const gr_folders *written, gr_ending *ending)
{
    const gr_choice all = {.style = GR_LIT("")};
    gr_trial trial = {.reading = gr_reading_of(session, written),
                      .asked = gr_order_of_choice(&all, session->arena),
                      .life = {.by = GR_LIT(""), .because = GR_LIT("")},
                      .jobs = true,
                      .line = session->call->terminal && !session->call->quiet};
    bool in_order =
        !gr_folder_exists(written->input) || gr_try_editions(session, &trial, ending) == GR_EXIT_OK;
    return in_order && gr_diag_count(session->diag, GR_WARNING) == 0 ? GR_EXIT_OK
                                                                     : GR_EXIT_WARNINGS;
}

gr_exit gr_answer_migrate(const gr_session *session, const gr_request *request, gr_ending *ending)
{
    const gr_migrate_request *migrate = &request->of.migrate;
    const gr_folders folders = gr_folders_of(&migrate->folders, session->arena);
    if (migrate->output_named) {
        return migrates_one_thing(migrate, session->diag)
                   ? migrate_output(session, &folders, migrate->wait)
                   : GR_EXIT_USAGE;
    }
    gr_status status = migrate_templates(session, migrate, &folders);
    if (status != GR_OK) {
        return gr_exit_of(status, session->diag);
    }
    gr_folders asked = migrate->folders;
    asked.templates = migrate->to.len > 0 ? migrate->to : folders.templates;
    const gr_folders written = gr_folders_of(&asked, session->arena);
    return check(session, &written, ending);
}
