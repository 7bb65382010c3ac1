/* Owns stdout: each phase as stable text, and the list of what was published. */
#include <errno.h>
#include <stdio.h>

#include "base/arena.h"
#include "reading.h"

gr_status gr_print_out(gr_str text, gr_diag *diag)
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

gr_status gr_dump_data(const gr_load *load, gr_arena *arena, gr_diag *diag)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_catalogue_dump(gr_load_catalogue(load), &out);
    return gr_print_out(gr_buf_view(&out), diag);
}

gr_status gr_print_export(const gr_load *load, gr_arena *arena, gr_diag *diag)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_catalogue_summarise(gr_load_catalogue(load), &out);
    gr_load_add_ignored(load, &out);
    return gr_print_out(gr_buf_view(&out), diag);
}

gr_status gr_dump_descriptors(const gr_load *load, const gr_order *asked, gr_arena *arena,
                              gr_diag *diag)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    const gr_tnode *const *data = NULL;
    const gr_report_file *reports = NULL;
    size_t n_data = gr_load_data(load, &data);
    size_t n = gr_load_reports(load, &reports);
    for (size_t i = 0; i < n_data && asked->n_reports == 0; i++) {
        gr_template_dump(data[i], &out);
    }
    for (size_t i = 0; i < n; i++) {
        if (gr_orders_want(asked, 1, reports[i].id)) {
            gr_template_dump(reports[i].root, &out);
        }
    }
    return gr_print_out(gr_buf_view(&out), diag);
}

gr_status gr_dump_edition(void *dump, const gr_doc *doc, const gr_arranged *arranged,
                          gr_arena *arena, gr_diag *diag)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    switch (*(const gr_dump *)dump) {
    case GR_DUMP_DOCUMENT:
        gr_doc_dump(doc, &out);
        break;
    case GR_DUMP_PAGES:
        gr_pages_dump(arranged->pages, &out);
        break;
    case GR_DUMP_TAGS:
        gr_tags_dump(arranged->pages, &out);
        break;
    case GR_DUMP_SHEETS:
        if (arranged->sheets != NULL) { /* else it has no workbook: nothing to show */
            gr_sheets_dump(arranged->sheets, &out);
        }
        break;
    case GR_DUMP_NONE:
    case GR_DUMP_DATASET:
    case GR_DUMP_TEMPLATE:
        break; /* never reaches an edition */
    }
    return gr_print_out(gr_buf_view(&out), diag);
}
