/* Owns `griffie schedule`: the batch descriptor as systemd units in a folder, or as crontab lines
 * on stdout. Must not know what they look like (schedule/units.h). */
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/utf8.h"
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

/** A name as accounts have it (useradd(8)), or a number; what else stands there would be read as
 * more than a name, by cron and by systemd. */
static bool is_account(gr_str user)
{
    bool plain = user.len <= 32 && (user.len == 0 || user.ptr[0] != '-');
    for (size_t i = 0; plain && i < user.len; i++) {
        char c = user.ptr[i];
        plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                c == '_' || c == '-' || c == '.';
    }
    return plain;
}

/** Also of the folder that we stand in, which no word of the command named. */
static gr_status check_words(const batch *run, const gr_unit_setup *setup)
{
    const gr_str paths[] = {setup->program, setup->input, setup->templates,
                            setup->output,  setup->state, setup->fonts};
    for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        if (gr_utf8_steers(paths[i])) {
            gr_diag_report(run->diag, (gr_loc){0}, GR_CODE_USAGE,
                           "the folder '" GR_FMT "' has a line end or control sign in its name, "
                           "which no unit and no line for cron can say; give it another name",
                           GR_ARG(paths[i]));
            return GR_BAD_INPUT;
        }
    }
    if (!is_account(setup->user)) {
        gr_diag_report(run->diag, (gr_loc){0}, GR_CODE_USAGE,
                       "--user '" GR_FMT "' is no name of an account: letters, digits, '_', '-' "
                       "and '.', at most 32",
                       GR_ARG(setup->user));
        return GR_BAD_INPUT;
    }
    return GR_OK;
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
        status = check_words(run, &setup);
        if (status != GR_OK) {
            return batch_exit_of(status, run->diag);
        }
        status = run->request->units.len > 0 ? write_units(run, jobs, &setup)
                                             : batch_print(gr_buf_view(&lines), run->diag);
    }
    return batch_exit_of(status, run->diag);
}
