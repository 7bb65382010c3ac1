/* Owns the order in which a run loads what it needs: up to the plan, or to what it was asked to
 * show instead. Must not know how anything is loaded (room `load`). */
#include "base/arena.h"
#include "base/file.h"
#include "night.h"
#include "release.h"
#include "store/suppressed_places.h"

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

void batch_open_load(batch *run)
{
    const gr_request *request = run->request;
    const gr_load_setup setup = {.input = run->input,
                                 .templates = run->templates,
                                 .fonts = request->fonts,
                                 .laid_out = run->laid_out,
                                 .style = request->style,
                                 .each_alone = run->night != NULL,
                                 .on = request->on,
                                 .now = request->now,
                                 .limits = run->limits,
                                 .arena = run->src,
                                 .diag = run->diag};
    run->load = gr_load_open(&setup);
}

static gr_status load_exports(batch *run)
{
    gr_str before = GR_LIT("");
    GR_TRY(gr_suppressed_places_read(run->store.state, run->src, run->diag, &before));
    return gr_load_exports(run->load, before);
}

static gr_status tell_types(const batch *run)
{
    gr_buf out = gr_buf_make(run->src, SIZE_MAX);
    GR_TRY(gr_load_tell_types(run->load, run->request->types, &out));
    return batch_print(gr_buf_view(&out), run->diag);
}

static gr_status tell_datasets(const batch *run)
{
    gr_buf out = gr_buf_make(run->src, SIZE_MAX);
    gr_confidential_datasets(gr_load_catalogue(run->load), run->diag, &out);
    return batch_print(gr_buf_view(&out), run->diag);
}

/** Dumps of a document show one: a second would run on behind it, unmarked. */
static gr_status check_dump(const batch *run)
{
    if (run->request->dump == GR_DUMP_NONE || run->n_plan == 1) {
        return GR_OK;
    }
    gr_diag_report(
        run->diag, (gr_loc){0}, GR_CODE_USAGE,
        "this dump shows one edition, and %zu were asked for; add --report and --edition",
        run->n_plan);
    return GR_BAD_INPUT;
}

static gr_status keep_inputs(batch *run)
{
    const gr_inputs_setup setup = batch_inputs_setup(run);
    gr_kept_file *inputs = NULL;
    if (run->n_plan > 0) {
        GR_TRY(gr_inputs_keep(&setup, run->load, &inputs, &run->n_inputs));
        run->inputs = inputs;
    }
    return GR_OK;
}

gr_status batch_prepare(batch *run, bool *out_done)
{
    GR_TRY(check_folders(run));
    batch_open_load(run);
    GR_TRY(gr_load_descriptors(run->load, run->orders, run->n_orders));
    if (run->request->dump == GR_DUMP_TEMPLATE) {
        *out_done = true;
        return batch_dump_template(run);
    }
    batch_guard_reading(run);
    GR_TRY(gr_load_bind(run->load, run->orders, run->n_orders));
    if (run->request->types.len > 0) {
        *out_done = true;
        return tell_types(run);
    }
    GR_TRY(load_exports(run));
    if (run->request->confidentiality) {
        GR_TRY(tell_datasets(run));
    }
    if (run->request->dump == GR_DUMP_DATASET) {
        *out_done = true;
        return batch_dump_data(run, false);
    }
    GR_TRY(gr_load_plan(run->load, run->orders, run->n_orders, &run->plan, &run->n_plan));
    batch_take_job_formats(run);
    GR_TRY(check_dump(run));
    if (run->night != NULL) {
        (void)batch_check_recipients(run); /* it warns; documents are made all the same */
    }
    GR_TRY(batch_release_plan(run));
    return run->archive ? keep_inputs(run) : GR_OK;
}

gr_exit batch_check_source(batch *run)
{
    batch_guard_loader(run);
    batch_open_load(run);
    batch_guard_reading(run);
    gr_status status = gr_load_one_export(run->load, run->request->source_file);
    if (status == GR_OK) {
        status = batch_dump_data(run, true);
    }
    return batch_exit_of(status, run->diag);
}
