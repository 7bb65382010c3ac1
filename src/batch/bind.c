/* Owns the order in which names get their meaning: schemas, relations and derived datasets,
 * reports. All of it before the first record is read. */
#include "base/arena.h"
#include "batch_priv.h"

static gr_status bind_reports(batch *run)
{
    const gr_report_setup setup = {.binder = &run->binder,
                                   .texts = &run->text_store,
                                   .style = batch_style_find,
                                   .style_user = run,
                                   .input_folder = run->input,
                                   .limits = run->limits};
    gr_status result = GR_OK;
    for (size_t i = 0; i < run->n_reports; i++) {
        batch_report *report = &run->reports[i];
        if (batch_is_wanted(report->id, run->job->reports, run->job->n_reports)) {
            gr_status status = gr_report_bind(report->root, &setup, run->src, &report->bound);
            result = result == GR_OK ? status : result;
        }
    }
    return result;
}

gr_status batch_bind(batch *run)
{
    run->binder = (gr_binder){.arena = run->src, .diag = run->diag, .catalogue = run->catalogue};
    run->text_store = (gr_texts){.matching = batch_texts_matching, .user = run};
    /* Derived datasets have their columns even when a field is wrong, so reports are bound after
     * bad ones as well: all faults at once. */
    gr_status derived =
        gr_derive_bind(run->data, run->n_data, &run->binder, run->catalogue, &run->derivations);
    gr_status reports = bind_reports(run);
    GR_TRY(derived);
    GR_TRY(reports);
    return batch_styles_open(run);
}
