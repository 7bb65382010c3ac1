/* Owns `griffie schedule`: the batch descriptor as systemd units in a folder, or as crontab lines
 * on stdout. Must not know what they look like (schedule/units.h). */
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "schedule/units.h"
#include "session.h"
#include "store/folder.h"

/** Units are read elsewhere than where they are printed: their names of folders are absolute. */
static gr_str absolute(gr_str path, gr_arena *arena)
{
    char now[PATH_MAX];
    if (gr_str_starts(path, GR_LIT("/")) || getcwd(now, sizeof(now)) == NULL) {
        return path;
    }
    while (gr_str_starts(path, GR_LIT("./"))) {
        path = gr_str_sub(path, 2, SIZE_MAX);
    }
    return gr_path_join(arena, gr_str_dup(arena, gr_str_of(now)), path);
}

static gr_unit_setup setup_of(const gr_session *session, const gr_folders *folders, gr_str user)
{
    gr_arena *arena = session->arena;
    return (gr_unit_setup){.program = session->call->program,
                           .input = absolute(folders->input, arena),
                           .templates = absolute(folders->templates, arena),
                           .output = absolute(session->store.output, arena),
                           .state = absolute(session->store.state, arena),
                           .fonts = absolute(folders->fonts, arena),
                           .user = user};
}

/** An older unit of that name is replaced: they are printed, not written by hand. */
static gr_status write_units(const gr_session *session, gr_str folder, const gr_jobs *jobs,
                             const gr_unit_setup *setup)
{
    gr_unit_file *files = NULL;
    size_t n = 0;
    gr_buf names = gr_buf_make(session->arena, SIZE_MAX);
    gr_units_systemd(jobs, setup, session->arena, &files, &n);
    GR_TRY(gr_folder_make(folder, session->diag));
    for (size_t i = 0; i < n; i++) {
        gr_str path = gr_path_join(session->arena, folder, files[i].name);
        gr_str part = gr_str_fmt(session->arena, GR_FMT ".part", GR_ARG(path));
        (void)unlink(part.ptr);
        GR_TRY(gr_file_write_new(part, files[i].text, session->diag));
        GR_TRY(gr_path_rename(part, path, session->diag));
        gr_buf_addf(&names, GR_FMT "\n", GR_ARG(path));
    }
    return gr_print_out(gr_buf_view(&names), session->diag);
}

gr_exit gr_answer_schedule(const gr_session *session, const gr_request *request, gr_ending *ending)
{
    const gr_schedule_request *asked = &request->of.schedule;
    const gr_folders folders = gr_folders_of(&asked->folders, session->arena);
    const gr_jobs *jobs = NULL;
    gr_diag *diag = session->diag;
    (void)ending;
    gr_status status = gr_batch_read(session, folders.batch, &jobs);
    if (status != GR_OK) { /* all of it, or nothing */
        return gr_exit_of(status, diag);
    }
    const gr_unit_setup setup = setup_of(session, &folders, asked->user);
    gr_buf lines = gr_buf_make(session->arena, SIZE_MAX);
    gr_units_crontab(jobs, &setup, &lines);
    status = gr_units_check(&setup, diag);
    if (status == GR_OK) {
        status = asked->units.len > 0 ? write_units(session, asked->units, jobs, &setup)
                                      : gr_print_out(gr_buf_view(&lines), diag);
    }
    return gr_exit_of(status, diag);
}
