#include "session.h"

/* Owns what a command begins with: its folders, its clock, its lock. */
#include <sys/stat.h>

#include "base/arena.h"
#include "base/file.h"
#include "edition/guards.h"
#include "pack/pack.h"
#include "process/build.h"
#include "schedule/jobs.h"
#include "store/state.h"

#define PROGRAM_BYTES ((size_t)1024 * 1024 * 1024)
#define BUILD_DIGITS  16
#define FILES_MASK    027 /* councils' figures are for owner and group: 0640 and 0750 */

gr_str gr_without_slash(gr_str folder)
{
    while (folder.len > 1 && gr_str_ends(folder, GR_LIT("/"))) {
        folder.len--;
    }
    return folder;
}

gr_folders gr_folders_of(const gr_folders *asked, gr_arena *arena)
{
    gr_folders folders = {.input = gr_without_slash(asked->input),
                          .templates = gr_without_slash(asked->templates),
                          .fonts = asked->fonts,
                          .batch = asked->batch};
    if (folders.batch.len == 0) {
        folders.batch = gr_path_join(arena, folders.templates, GR_LIT("batch.xml"));
    }
    return folders;
}

/** What names a build: the number that its linker made of it, and how long the file is, as
 * something may have been put behind it since; of a program without a number all its bytes. */
static gr_str bytes_of_build(gr_str program, gr_arena *scratch)
{
    struct stat facts = {0};
    gr_buf name = gr_buf_make(scratch, SIZE_MAX);
    gr_str all = GR_LIT("");
    gr_buf_add(&name, gr_build_id());
    if (program.len == 0) {
        return all;
    }
    if (name.len > 0 && stat(gr_str_dup(scratch, program).ptr, &facts) == 0) {
        gr_buf_addf(&name, "%lld", (long long)facts.st_size);
        return gr_buf_view(&name);
    }
    gr_diag *discarded = gr_diag_new(scratch, 1);
    (void)!gr_file_read(program, PROGRAM_BYTES, scratch, discarded, (gr_loc){0}, &all);
    return all;
}

/** Two builds of one version may differ: what is in the program is part of its name. */
static gr_str engine_of(gr_str program, gr_arena *arena)
{
    gr_arena *scratch = gr_arena_new(1);
    gr_str bytes = bytes_of_build(program, scratch);
    gr_str build = GR_LIT("unknown");
    if (bytes.len > 0) {
        build = gr_str_sub(gr_sha256_hex(scratch, gr_sha256_of(bytes)), 0, BUILD_DIGITS);
    }
    gr_str engine = gr_str_fmt(arena, "griffie %s, build " GR_FMT, GR_VERSION, GR_ARG(build));
    gr_arena_free(scratch);
    return engine;
}

gr_session gr_session_of(const gr_invocation *call, gr_arena *arena)
{
    const gr_limits *limits = &gr_default_limits;
    gr_str output = gr_without_slash(call->output);
    gr_str state =
        call->state.len > 0 ? gr_without_slash(call->state) : gr_state_default(output, arena);
    return (gr_session){
        .call = call,
        .store = {.output = output, .state = state},
        .limits = limits,
        .engine = engine_of(call->program, arena),
        .clock = {.began = call->now, .started_ms = gr_clock_elapsed_ms()},
        .arena = arena,
        .diag = gr_diag_new(arena, limits->errors),
    };
}

void gr_ending_take(gr_ending *ending, const gr_work *work)
{
    ending->words.orders = work->orders;
    ending->words.n_orders = work->n_orders;
    ending->words.rows = work->rows;
    ending->words.n_rows = work->n_rows;
    ending->stopped_by = work->stopped_by;
}

gr_status gr_batch_read(const gr_session *session, gr_str path, const gr_jobs **out)
{
    *out = NULL;
    return gr_jobs_read(path, session->limits, session->arena, session->diag, out);
}

gr_status gr_session_open_state(const gr_session *session, const gr_folders *read, bool look,
                                gr_state *out)
{
    gr_str others[2];
    if (read != NULL) {
        others[0] = read->input;
        others[1] = read->templates;
    }
    const gr_state_setup setup = {.output = session->store.output,
                                  .state = session->store.state,
                                  .others = others,
                                  .n_others = read == NULL ? 0 : sizeof(others) / sizeof(others[0]),
                                  .look = look};
    return gr_state_open(&setup, session->arena, session->diag, out);
}

gr_exit gr_with_lock(const gr_session *session, const gr_locked *locked)
{
    gr_lock lock = {.held = false};
    gr_state state = {0};
    gr_arena *arena = session->arena;
    gr_diag *diag = session->diag;
    (void)umask(FILES_MASK);
    gr_status status = gr_session_open_state(session, locked->read, false, &state);
    if (status == GR_OK) {
        status = gr_lock_take(session->store.state, locked->wait, arena, diag, &lock);
    }
    if (status != GR_OK) {
        return gr_exit_of(status, diag);
    }
    status = gr_state_join(&state, arena, diag);
    if (!locked->mails) {
        gr_guard_publisher(&session->store, GR_LIT(""), diag);
    }
    gr_exit result = status == GR_OK ? locked->work(locked->user, &lock) : gr_exit_of(status, diag);
    gr_state_leave(&state, lock.path, arena);
    gr_lock_release(&lock);
    return result;
}
