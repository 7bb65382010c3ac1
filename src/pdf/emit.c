/* Pages to a file, step by step: pages leave as they are finished, and what is said about all of
 * them comes at the end. */
#include "pdf_priv.h"

enum { KEPT_BLOCK_BYTES = 64 * 1024, WORK_BLOCK_BYTES = 64 * 1024 };

/** Into one of the two. */
GR_NEVER_NULL static gr_pdf *open_file(const gr_pdf_options *options, gr_text *text, gr_file *file,
                                       gr_buf *bytes, gr_diag *diag)
{
    gr_arena *arena = gr_arena_new(KEPT_BLOCK_BYTES);
    gr_pdf *pdf = GR_NEW(arena, gr_pdf);
    *pdf = (gr_pdf){.text = text, .options = *options, .diag = diag, .arena = arena};
    pdf->work = gr_arena_new(WORK_BLOCK_BYTES);
    pdf->content = gr_buf_make(arena, SIZE_MAX / 2);
    pdf->entries = gr_buf_make(arena, SIZE_MAX / 2);
    pdf->sheets = gr_blocks_make(arena, sizeof(gr_file_page));
    pdf->links = gr_blocks_make(arena, sizeof(gr_pdf_link));
    gr_tags_open(pdf);
    gr_out_open(pdf, file, bytes);
    return pdf;
}

static void close_file(gr_pdf *pdf)
{
    gr_document_close(pdf);
    gr_out_close(pdf);
    gr_tags_close(pdf);
    gr_arena_free(pdf->work);
    gr_arena_free(pdf->arena);
}

static gr_status begin_file(gr_pdf *pdf)
{
    GR_TRY(gr_document_open(pdf));
    pdf->resources = gr_number_new(pdf);
    gr_out_begin(pdf);
    return pdf->out.status;
}

size_t gr_pdf_add_page(gr_pdf *pdf, gr_mpt width, gr_mpt height)
{
    gr_sheet_add(pdf, width, height);
    return pdf->sheets.n - 1;
}

static gr_str content_of(gr_pdf *pdf, size_t page, const gr_item *items, size_t n)
{
    gr_content content;
    pdf->content.len = 0;
    gr_content_begin(&content, pdf, page, &pdf->content);
    for (size_t i = 0; i < n; i++) {
        gr_content_add(&content, &items[i]);
    }
    gr_content_end(&content);
    return gr_buf_view(&pdf->content);
}

static gr_status end_page(gr_pdf *pdf, size_t page)
{
    gr_status status = gr_document_check(pdf, gr_str_fmt(pdf->work, "page %zu", page + 1));
    return status == GR_OK ? pdf->out.status : status;
}

static gr_status refuse_page(gr_pdf *pdf, size_t page)
{
    gr_diag_report(pdf->diag, (gr_loc){0}, GR_CODE_OUTPUT_VERIFY,
                   "page %zu is filled already; only running lines may follow, where they were "
                   "announced",
                   page + 1);
    return GR_BUG;
}

gr_status gr_pdf_fill_page(gr_pdf *pdf, size_t page, const gr_item *items, size_t n, bool running)
{
    const gr_file_page *sheet = gr_sheet_at(pdf, page);
    if (sheet->filled || sheet->running > 0) {
        return refuse_page(pdf, page);
    }
    gr_mark before = gr_arena_mark(pdf->work);
    gr_str content = content_of(pdf, page, items, n);
    gr_str annotations = gr_links_note(pdf, page, items, n);
    gr_sheet_fill(pdf, page, content, annotations, running);
    gr_status status = end_page(pdf, page);
    gr_arena_rewind(pdf->work, before);
    return status;
}

gr_status gr_pdf_fill_running(gr_pdf *pdf, size_t page, const gr_item *items, size_t n)
{
    gr_file_page *sheet = gr_sheet_at(pdf, page);
    uint32_t marks = sheet->n_marks;
    gr_mark before = gr_arena_mark(pdf->work);
    gr_str content = content_of(pdf, page, items, n);
    if (sheet->running == 0 || sheet->filled || sheet->n_marks != marks) {
        return refuse_page(pdf, page);
    }
    gr_stream_write(pdf, sheet->running, GR_LIT(""), content, GR_PDF_LEVEL);
    sheet->filled = true;
    gr_status status = end_page(pdf, page);
    gr_arena_rewind(pdf->work, before);
    return status;
}

static void write_resources(gr_pdf *pdf)
{
    gr_buf body = gr_buf_make(pdf->work, SIZE_MAX / 2);
    gr_buf_add(&body, GR_LIT("/Font<<"));
    for (size_t i = 0; i < pdf->n_fonts; i++) {
        if (pdf->fonts[i] != NULL) {
            gr_buf_addf(&body, "/F%zu %u 0 R", i, pdf->fonts[i]->number);
        }
    }
    gr_buf_add(&body, GR_LIT(">>"));
    if (pdf->n_images + pdf->n_forms > 0) {
        gr_buf_add(&body, GR_LIT("/XObject<<"));
        for (size_t i = 0; i < pdf->n_images; i++) {
            gr_buf_addf(&body, "/I%zu %u 0 R", i, pdf->images[i].number);
        }
        for (size_t i = 0; i < pdf->n_forms; i++) {
            gr_buf_addf(&body, "/X%zu %u 0 R", i, pdf->forms[i].number);
        }
        gr_buf_add(&body, GR_LIT(">>"));
    }
    gr_object_write(pdf, pdf->resources, gr_buf_view(&body));
}

static gr_status check_filled(gr_pdf *pdf)
{
    for (size_t i = 0; i < pdf->sheets.n; i++) {
        if (!gr_sheet_at(pdf, i)->filled) {
            gr_diag_report(pdf->diag, (gr_loc){0}, GR_CODE_OUTPUT_VERIFY,
                           "page %zu of %zu was never filled", i + 1, pdf->sheets.n);
            return GR_BUG;
        }
    }
    return GR_OK;
}

/* Else the file would be one that no reader of PDF/A accepts. */
gr_status gr_objects_check(gr_pdf *pdf, size_t n)
{
    enum { MOST_OBJECTS = 8388607 }; /* ISO 19005-2, 6.1.13 */
    if (n <= MOST_OBJECTS) {
        return GR_OK;
    }
    gr_diag_report_open(pdf->diag, (gr_loc){0}, GR_CODE_OUTPUT_VERIFY,
                        "the PDF would have %zu objects, and PDF/A allows %d; split the report", n,
                        MOST_OBJECTS);
    return GR_OVER_LIMIT;
}

/* Numbers of structure elements stand behind all that libharu gives: bookmarks, which it numbers,
 * are made before and led to their elements after. */
static gr_status end_file(gr_pdf *pdf)
{
    GR_TRY(check_filled(pdf));
    GR_TRY(gr_fonts_embed(pdf));
    write_resources(pdf);
    gr_links_write(pdf);
    gr_attachments_add(pdf);
    gr_metadata_add(pdf);
    GR_TRY(gr_tags_plan(pdf));
    gr_tag_numbers numbers = gr_tag_trees_take(pdf);
    gr_pdf_catalogue_add(pdf, "StructTreeRoot", numbers.root);
    struct _HPDF_Dict_Rec **bookmarks = gr_outline_add(pdf);
    gr_tags_number(pdf, gr_numbers_close(pdf));
    GR_TRY(gr_objects_check(pdf, pdf->next_number)); /* before all of them are written */
    gr_outline_point(pdf, bookmarks);
    GR_TRY(gr_document_check(pdf, GR_LIT("the end")));
    gr_tag_trees_write(pdf, &numbers);
    gr_tags_write(pdf, numbers.root);
    gr_tags_close(pdf);
    GR_TRY(gr_document_end(pdf));
    return gr_document_check(pdf, GR_LIT("writing"));
}

static gr_status opened(gr_pdf *pdf, gr_pdf **out)
{
    gr_status status = begin_file(pdf);
    if (status != GR_OK) {
        gr_pdf_discard(pdf);
        return status;
    }
    *out = pdf;
    return GR_OK;
}

gr_status gr_pdf_open(gr_str path, const gr_pdf_options *options, gr_text *text, gr_diag *diag,
                      gr_pdf **out)
{
    gr_file *file = gr_file_create(path, diag);
    if (file == NULL) {
        return GR_IO_FAILED;
    }
    return opened(open_file(options, text, file, NULL, diag), out);
}

gr_status gr_pdf_open_bytes(gr_buf *bytes, const gr_pdf_options *options, gr_text *text,
                            gr_diag *diag, gr_pdf **out)
{
    return opened(open_file(options, text, NULL, bytes, diag), out);
}

gr_status gr_pdf_finish(gr_pdf *pdf, const gr_pages *about, gr_pdf_counts *out)
{
    pdf->about = about;
    gr_status status = end_file(pdf);
    if (status != GR_OK) {
        gr_pdf_discard(pdf);
        return status;
    }
    gr_pdf_counts counts = {.pages = pdf->sheets.n, .elements = pdf->tags.plan.n_objects};
    gr_file *file = pdf->out.file;
    gr_diag *diag = pdf->diag;
    close_file(pdf);
    if (file != NULL) {
        GR_TRY(gr_file_commit(file, diag));
    }
    *out = counts;
    return GR_OK;
}

void gr_pdf_discard(gr_pdf *pdf)
{
    if (pdf != NULL) {
        gr_file *file = pdf->out.file;
        close_file(pdf);
        gr_file_discard(file);
    }
}

gr_status gr_pdf_fill_all(gr_pdf *pdf, const gr_pages *pages)
{
    for (size_t i = 0; i < pages->n; i++) {
        (void)gr_pdf_add_page(pdf, pages->pages[i].width, pages->pages[i].height);
    }
    for (size_t i = 0; i < pages->n; i++) {
        GR_TRY(gr_pdf_fill_page(pdf, i, pages->pages[i].items, pages->pages[i].n, false));
    }
    return GR_OK;
}

gr_status gr_pdf_make(const gr_pages *pages, const gr_pdf_options *options, gr_arena *arena,
                      gr_diag *diag, gr_str *out_bytes)
{
    gr_buf bytes = gr_buf_make(arena, SIZE_MAX / 2);
    gr_pdf *pdf = NULL;
    gr_pdf_counts counts;
    GR_TRY(gr_pdf_open_bytes(&bytes, options, pages->text, diag, &pdf));
    gr_status status = gr_pdf_fill_all(pdf, pages);
    if (status != GR_OK) {
        gr_pdf_discard(pdf);
        return status;
    }
    GR_TRY(gr_pdf_finish(pdf, pages, &counts));
    *out_bytes = gr_buf_view(&bytes);
    return GR_OK;
}
