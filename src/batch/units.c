/* Owns `griffie schedule`: the batch descriptor as systemd units in a folder, or as crontab lines
 * on stdout. Must not know what they look like (schedule/units.h). */
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "night.h"
#include "schedule/units.h"
#include "store/folder.h"

/** Units are read elsewhere than where they are printed: their names of folders are absolute. */
static gr_str absolute(const batch *run, gr_str path)
{
    char now[PATH_MAX];
    if (gr_str_starts(path, GR_LIT("/")) || getcwd(now, sizeof(now)) == NULL) {
        return path;
    }
    while (gr_str_starts(path, GR_LIT("./"))) {
        path = gr_str_sub(path, 2, SIZE_MAX);
    }
    return gr_path_join(run->src, gr_str_dup(run->src, gr_str_of(now)), path);
}

static gr_unit_setup setup_of(const batch *run)
{
    return (gr_unit_setup){.program = run->request->program,
                           .input = absolute(run, run->input),
                           .templates = absolute(run, run->templates),
                           .output = absolute(run, run->output),
                           .state = absolute(run, run->store.state),
                           .fonts = absolute(run, run->request->fonts),
                           .user = run->request->user};
}

/** An older unit of that name is replaced: they are printed, not written by hand. */
static gr_status write_units(const batch *run, const gr_jobs *jobs, const gr_unit_setup *setup)
{
    gr_unit_file *files = NULL;
    size_t n = 0;
    gr_buf names = gr_buf_make(run->src, SIZE_MAX);
    gr_units_systemd(jobs, setup, run->src, &files, &n);
    GR_TRY(gr_folder_make(run->request->units, run->diag));
    for (size_t i = 0; i < n; i++) {
        gr_str path = gr_path_join(run->src, run->request->units, files[i].name);
        gr_str part = gr_str_fmt(run->src, GR_FMT ".part", GR_ARG(path));
        (void)unlink(part.ptr);
        GR_TRY(gr_file_write_new(part, files[i].text, run->diag));
        GR_TRY(gr_path_rename(part, path, run->diag));
        gr_buf_addf(&names, GR_FMT "\n", GR_ARG(path));
    }
    return batch_print(gr_buf_view(&names), run->diag);
}

gr_exit batch_schedule(batch *run)
{
    const gr_jobs *jobs = NULL;
    gr_status status = batch_read_jobs(run, &jobs);
    if (status == GR_OK) {
        const gr_unit_setup setup = setup_of(run);
        gr_buf lines = gr_buf_make(run->src, SIZE_MAX);
        gr_units_crontab(jobs, &setup, &lines);
        status = gr_units_check(&setup, run->diag);
        if (status != GR_OK) {
            return batch_exit_of(status, run->diag);
        }
        status = run->request->units.len > 0 ? write_units(run, jobs, &setup)
                                             : batch_print(gr_buf_view(&lines), run->diag);
    }
    return batch_exit_of(status, run->diag);
}
