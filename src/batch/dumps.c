/* Owns stdout: each phase as stable text, and the list of what was published. */
#include <errno.h>
#include <stdio.h>

#include "base/arena.h"
#include "batch_priv.h"

gr_status batch_print(gr_str text, gr_diag *diag)
{
    if (fwrite(text.ptr, 1, text.len, stdout) != text.len || fflush(stdout) != 0) {
        if (errno == EPIPE) { /* `| head`: who read it has seen enough */
            return GR_OK;
        }
        gr_diag_report(diag, (gr_loc){0}, GR_CODE_OUTPUT_WRITE, "standard output: %s",
                       strerror(errno));
        return GR_IO_FAILED;
    }
    return GR_OK;
}

gr_status batch_dump_data(const batch *run)
{
    gr_buf out = gr_buf_make(run->src, SIZE_MAX);
    gr_catalogue_dump(run->catalogue, &out);
    return batch_print(gr_buf_view(&out), run->diag);
}

gr_status batch_dump_source(const batch *run)
{
    gr_buf out = gr_buf_make(run->src, SIZE_MAX);
    gr_catalogue_dump_filled(run->catalogue, &out);
    return batch_print(gr_buf_view(&out), run->diag);
}

gr_status batch_dump_template(const batch *run)
{
    gr_buf out = gr_buf_make(run->src, SIZE_MAX);
    for (size_t i = 0; i < run->n_data && run->request->n_reports == 0; i++) {
        gr_template_dump(run->data[i], &out);
    }
    for (size_t i = 0; i < run->n_reports; i++) {
        if (batch_report_asked(run, run->reports[i].id)) {
            gr_template_dump(run->reports[i].root, &out);
        }
    }
    return batch_print(gr_buf_view(&out), run->diag);
}

gr_status batch_dump_edition(const batch_work *work)
{
    gr_buf out = gr_buf_make(work->arena, SIZE_MAX);
    switch (work->run->request->dump) {
    case GR_DUMP_DOCUMENT:
        gr_doc_dump(work->doc, &out);
        break;
    case GR_DUMP_PAGES:
        gr_pages_dump(work->arranged.pages, &out);
        break;
    case GR_DUMP_TAGS:
        gr_tags_dump(work->arranged.pages, &out);
        break;
    case GR_DUMP_SHEETS:
        if (work->arranged.sheets != NULL) { /* else it has no workbook: nothing to show */
            gr_sheets_dump(work->arranged.sheets, &out);
        }
        break;
    case GR_DUMP_NONE:
    case GR_DUMP_DATASET:
    case GR_DUMP_TEMPLATE:
        break; /* never reaches an edition */
    }
    return batch_print(gr_buf_view(&out), work->diag);
}
