/* Owns the order in which a run loads what it needs: up to the plan, or to what it was asked to
 * show instead. Must not know how anything is loaded (room `load`). */
#include "base/arena.h"
#include "base/file.h"
#include "contract/contract.h"
#include "edition/guards.h"
#include "reading.h"
#include "store/accepted.h"
#include "store/suppressed_places.h"

gr_reading_setup gr_reading_of(const gr_session *session, const gr_folders *folders)
{
    return (gr_reading_setup){.files = {.input = folders->input,
                                        .templates = folders->templates,
                                        .fonts = folders->fonts,
                                        .laid_out = GR_LIT(""),
                                        .accepted = GR_LIT(""),
                                        .style = GR_LIT(""),
                                        .now = session->clock.began,
                                        .limits = session->limits,
                                        .arena = session->arena,
                                        .diag = session->diag},
                              .store = session->store,
                              .batch = folders->batch,
                              .export = GR_LIT(""),
                              .types = GR_LIT("")};
}

gr_order *gr_order_of_choice(const gr_choice *choice, gr_arena *arena)
{
    gr_order *order = GR_NEW(arena, gr_order);
    *order = (gr_order){
        .job = GR_LIT(""),
        .reports = gr_names_without_places(choice->reports.items, choice->reports.n, arena),
        .n_reports = choice->reports.n,
        .editions = gr_names_without_places(choice->editions.items, choice->editions.n, arena),
        .n_editions = choice->editions.n,
        .formats = gr_names_without_places(choice->formats.items, choice->formats.n, arena),
        .n_formats = choice->formats.n,
        .period = {.name = GR_LIT("")},
        .on = choice->on,
        .destination = GR_LIT(""),
        .on_control = GR_CONTROL_BLOCKS,
    };
    return order;
}

static gr_status check_folder(gr_diag *diag, gr_str folder, const char *what)
{
    if (gr_folder_exists(folder)) {
        return GR_OK;
    }
    gr_loc whole = {.file = gr_diag_add_file(diag, folder)};
    gr_diag_report(diag, whole, GR_CODE_FILE_MISSING, "%s", what);
    return GR_BAD_INPUT;
}

static gr_status check_folders(const gr_load_setup *files)
{
    gr_status templates = check_folder(files->diag, files->templates,
                                       "the folder with descriptors is expected "
                                       "here; name it with --templates");
    gr_status input = check_folder(files->diag, files->input,
                                   "the folder with exports is expected here; name "
                                   "it with --input");
    return templates == GR_OK ? input : templates;
}

/** What this run measured, for `accept`: whoever writes versions has a state folder. */
static gr_status keep_measures(const gr_reading_setup *reading, const gr_load *load)
{
    gr_str before = GR_LIT("");
    gr_buf measures = gr_buf_make(reading->files.arena, SIZE_MAX);
    if (!reading->publishes) {
        return GR_OK;
    }
    gr_load_measures(load, &measures);
    GR_TRY(
        gr_measured_read(reading->store.state, reading->files.arena, reading->files.diag, &before));
    gr_str now = gr_buf_view(&measures);
    return gr_str_eq(now, before) ? GR_OK
                                  : gr_measured_write(reading->store.state, now,
                                                      reading->files.arena, reading->files.diag);
}

static gr_status load_exports(const gr_reading_setup *reading, gr_load *load)
{
    gr_str before = GR_LIT("");
    GR_TRY(gr_suppressed_places_read(reading->store.state, reading->files.arena,
                                     reading->files.diag, &before));
    GR_TRY(gr_load_exports(load, before));
    return keep_measures(reading, load);
}

static gr_status tell_types(const gr_reading_setup *reading, gr_load *load)
{
    gr_buf out = gr_buf_make(reading->files.arena, SIZE_MAX);
    GR_TRY(gr_load_tell_types(load, reading->types, &out));
    return gr_print_out(gr_buf_view(&out), reading->files.diag);
}

static gr_status tell_datasets(const gr_reading_setup *reading, const gr_load *load)
{
    gr_buf out = gr_buf_make(reading->files.arena, SIZE_MAX);
    gr_confidential_datasets(gr_load_catalogue(load), reading->files.diag, &out);
    return gr_print_out(gr_buf_view(&out), reading->files.diag);
}

/** What was accepted is text that people may have changed. Without a state folder nobody knows. */
static gr_status read_accepted(const gr_reading_setup *reading, gr_load_setup *files)
{
    gr_str state = reading->store.state;
    files->accepts = state.len > 0 && gr_folder_exists(state);
    GR_TRY(gr_accepted_read(state, files->arena, files->diag, &files->accepted));
    if (gr_contract_is_measures(files->accepted)) {
        return GR_OK;
    }
    gr_str path = gr_path_join(files->arena, state, GR_LIT(GR_ACCEPTED_FILE));
    gr_loc whole = {.file = gr_diag_add_file(files->diag, path)};
    gr_diag_report(files->diag, whole, GR_CODE_BASELINE_BROKEN,
                   "restore it from a backup; or take it away and let 'griffie accept' write it");
    return GR_BAD_INPUT;
}

static void guard(const gr_reading_setup *reading, const gr_load *load)
{
    const gr_load_setup *files = &reading->files;
    const gr_str paths[] = {files->input,         files->templates, reading->store.output,
                            reading->store.state, files->fonts,     files->laid_out,
                            reading->batch,       reading->export};
    gr_guard_reading(paths, sizeof(paths) / sizeof(paths[0]), load, files->arena, files->diag);
}

gr_status gr_reading_plan(const gr_reading_setup *reading, gr_work *work, gr_load **out,
                          bool *out_done)
{
    const gr_load_setup *files = &reading->files;
    gr_load_setup with_accepted = *files;
    GR_TRY(check_folders(files));
    GR_TRY(read_accepted(reading, &with_accepted));
    gr_load *load = *out = gr_load_open(&with_accepted);
    GR_TRY(gr_load_descriptors(load, work->orders, work->n_orders));
    if (reading->dump == GR_DUMP_TEMPLATE) {
        *out_done = true;
        return gr_dump_descriptors(load, reading->asked, files->arena, files->diag);
    }
    guard(reading, load);
    GR_TRY(gr_load_bind(load, work->orders, work->n_orders));
    if (reading->types.len > 0) {
        *out_done = true;
        return tell_types(reading, load);
    }
    GR_TRY(load_exports(reading, load));
    if (reading->confidentiality) {
        GR_TRY(tell_datasets(reading, load));
    }
    if (reading->dump == GR_DUMP_DATASET) {
        *out_done = true;
        return gr_dump_data(load, files->arena, files->diag);
    }
    return gr_load_plan(load, work->orders, work->n_orders, &work->rows, &work->n_rows);
}

gr_status gr_reading_one_export(const gr_reading_setup *reading)
{
    const gr_load_setup *files = &reading->files;
    gr_load *load = gr_load_open(files);
    guard(reading, load);
    bool was_read = false;
    gr_status status = gr_load_one_export(load, reading->export, &was_read);
    gr_status printed = was_read ? gr_print_export(load, files->arena, files->diag) : GR_OK;
    gr_load_close(load);
    return status == GR_OK ? printed : status;
}
