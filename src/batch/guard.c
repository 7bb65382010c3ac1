/* Owns which guards stand around the processes of a run: what each may still read, write and call.
 * How a guard is put up is the room `process`. What cannot be put up is said once. */
#include "process/guard.h"
#include "base/arena.h"
#include "batch_priv.h"
#include "night.h"

/** `what` goes unguarded when there is a reason: the rest of a sentence. */
static void tell(const batch *run, const char *what, const char *why)
{
    if (why != NULL) {
        gr_diag_report_open(run->diag, (gr_loc){0}, GR_CODE_GUARD_ABSENT, "%s: %s", what, why);
    }
}

void batch_guard_supervisor(const batch *run, gr_str figures)
{
    gr_str folders[3] = {run->output, run->store.state, figures};
    while (folders[2].len > 1 && !gr_str_ends(folders[2], GR_LIT("/"))) {
        folders[2].len--; /* to the folder of that file */
    }
    tell(run, "rights", gr_guard_rights());
    tell(run, "writing", gr_guard_writes(folders, figures.len > 0 ? 3 : 2, true));
    tell(run, "system calls", gr_guard_calls(GR_GUARD_SUPERVISOR));
}

void batch_guard_night(const batch *run)
{
    const gr_jobs *jobs = run->night->jobs;
    if (jobs->sender.len == 0) {
        batch_guard_supervisor(run, jobs->metrics);
    }
}

void batch_guard_loader(const batch *run)
{
    bool writes = batch_publishes(run->request);
    tell(run, "rights", gr_guard_rights());
    tell(run, "writing", gr_guard_writes(&run->store.state, writes ? 1 : 0, false));
    tell(run, "system calls", gr_guard_calls(GR_GUARD_LOADER));
}

void batch_guard_reading(const batch *run)
{
    gr_str *paths = NULL;
    size_t n = 0;
    size_t cap = 0;
    const gr_str folders[] = {run->input,
                              run->templates,
                              run->output,
                              run->store.state,
                              run->request->fonts,
                              run->laid_out,
                              run->request->jobs_file,
                              run->request->source_file};
    for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
        if (folders[i].len > 0) {
            *GR_PUSH(run->src, paths, n, cap, gr_str) = folders[i];
        }
    }
    const gr_opened_style *styles = NULL;
    size_t n_styles = gr_load_styles(run->load, &styles);
    for (size_t i = 0; i < n_styles; i++) {
        const gr_house_style *house = styles[i].house;
        for (size_t f = 0; f < house->n_fonts; f++) {
            *GR_PUSH(run->src, paths, n, cap, gr_str) = house->fonts[f].path;
        }
    }
    tell(run, "reading", gr_guard_reads(paths, n));
}
