/* libharu's part: the document, its page tree, its bookmarks, its catalogue. After an error libharu
 * answers every call with that error; the handler keeps the first and returns, and we ask after
 * each page. */
#include <hpdf.h>
#include <hpdf_objects.h>

#include "pdf_priv.h"

enum { PAGES_A_NODE = 50, LONGEST_TITLE = 30000 };

static void keep_first_error(HPDF_STATUS error, HPDF_STATUS detail, void *user)
{
    gr_pdf *pdf = user;
    if (pdf->refused == 0) {
        pdf->refused = error;
        pdf->refused_detail = detail;
    }
}

gr_status gr_document_check(gr_pdf *pdf, gr_str where)
{
    if (pdf->doc != NULL) {
        keep_first_error(pdf->doc->error.error_no, pdf->doc->error.detail_no, pdf);
    }
    if (pdf->refused == 0) {
        return GR_OK;
    }
    gr_diag_report(pdf->diag, (gr_loc){0}, GR_CODE_PDF_LIBRARY,
                   "libharu error 0x%04lx (detail %lu) at " GR_FMT "; the PDF was not made",
                   pdf->refused, pdf->refused_detail, GR_ARG(where));
    return GR_BUG;
}

/* What libharu would spell with floats. The page finds its index in its own /StructParents. */
static HPDF_STATUS write_sheet(HPDF_Dict raw, HPDF_Stream sink)
{
    const gr_pdf *pdf = raw->error->user_data;
    HPDF_Number index = HPDF_Dict_GetItem(raw, "StructParents", HPDF_OCLASS_NUMBER);
    return gr_sink_add(sink, pdf->sheets[index->value].body);
}

static void add_sheet(gr_pdf *pdf, size_t index)
{
    HPDF_Page raw = HPDF_AddPage(pdf->doc);
    if (raw == NULL) {
        return;
    }
    HPDF_Dict_RemoveElement(raw, "MediaBox");
    HPDF_Dict_Add(raw, "Resources", pdf->resources->raw);
    HPDF_Dict_AddNumber(raw, "StructParents", (HPDF_INT32)index);
    HPDF_Dict_AddName(raw, "Tabs", "S");
    raw->write_fn = write_sheet;
    pdf->sheets[index] =
        (gr_file_page){.raw = raw, .number = raw->header.obj_id & 0x00FFFFFF, .body = GR_LIT("")};
}

gr_status gr_document_open(gr_pdf *pdf)
{
    pdf->doc = HPDF_NewEx(keep_first_error, NULL, NULL, 0, pdf);
    if (pdf->doc == NULL) {
        gr_die_oom(sizeof(*pdf->doc));
    }
    pdf->doc->pdf_version = HPDF_VER_17;
    HPDF_SetPagesConfiguration(pdf->doc, PAGES_A_NODE);
    pdf->resources = gr_object_new(pdf);
    pdf->sheets = GR_NEW_N(pdf->arena, gr_file_page, pdf->pages->n);
    for (size_t i = 0; i < pdf->pages->n; i++) {
        add_sheet(pdf, i);
    }
    return gr_document_check(pdf, GR_LIT("the page tree"));
}

void gr_document_close(gr_pdf *pdf)
{
    if (pdf->doc != NULL) {
        HPDF_Free(pdf->doc);
        pdf->doc = NULL;
    }
}

void gr_page_fill(gr_pdf *pdf, size_t page, gr_str content, gr_str annotations)
{
    const gr_page *from = &pdf->pages->pages[page];
    gr_file_page *sheet = &pdf->sheets[page];
    gr_buf body = gr_buf_make(pdf->arena, SIZE_MAX / 2);
    gr_buf_add(&body, GR_LIT("/MediaBox[0 0 "));
    gr_add_length(&body, from->width);
    gr_buf_add_char(&body, ' ');
    gr_add_length(&body, from->height);
    gr_buf_addf(&body, "]");
    if (annotations.len > 0) {
        gr_buf_addf(&body, "/Annots[" GR_FMT "]", GR_ARG(annotations));
    }
    sheet->body = gr_buf_view(&body);
    gr_stream_take_over(pdf, HPDF_Dict_GetItem(sheet->raw, "Contents", HPDF_OCLASS_DICT), content);
}

static void *or_die(void *object)
{
    if (object == NULL) {
        gr_die_oom(sizeof(HPDF_Dict_Rec));
    }
    return object;
}

static HPDF_Binary text_string(gr_pdf *pdf, gr_str text)
{
    /* libharu spells bytes in hex itself: ours are turned back */
    gr_buf digits = gr_buf_make(pdf->arena, LONGEST_TITLE);
    gr_buf_add(&digits, GR_LIT("FEFF"));
    gr_add_utf16(&digits, text);
    HPDF_BYTE *bytes = GR_NEW_N(pdf->arena, HPDF_BYTE, digits.len / 2);
    for (size_t i = 0; i < digits.len / 2 * 2; i++) {
        int c = digits.ptr[i];
        int value = c >= 'A' ? c - 'A' + 10 : c - '0';
        bytes[i / 2] = (HPDF_BYTE)(bytes[i / 2] << 4 | value);
    }
    return or_die(HPDF_Binary_New(pdf->doc->mmgr, bytes, (HPDF_UINT)(digits.len / 2)));
}

/* [page /XYZ null top null]: libharu's own function refuses the zoom factor 0, "as it is". */
static HPDF_Array destination(gr_pdf *pdf, const gr_outline *mark)
{
    const gr_page *page = &pdf->pages->pages[mark->page];
    HPDF_Array to = or_die(HPDF_Array_New(pdf->doc->mmgr));
    HPDF_Array_Add(to, pdf->sheets[mark->page].raw);
    HPDF_Array_AddName(to, "XYZ");
    HPDF_Array_Add(to, or_die(HPDF_Null_New(pdf->doc->mmgr)));
    HPDF_Array_AddNumber(to, (HPDF_INT32)((gr_from_bottom(page, mark->y) + 999) / 1000));
    HPDF_Array_Add(to, or_die(HPDF_Null_New(pdf->doc->mmgr)));
    return to;
}

static HPDF_Outline add_bookmark(gr_pdf *pdf, HPDF_Outline parent, const gr_outline *mark)
{
    HPDF_Outline made = HPDF_CreateOutline(pdf->doc, parent, "-", NULL);
    if (made == NULL) {
        return parent;
    }
    const gr_object *elem = mark->elem != NULL ? gr_tag_object(pdf, mark->elem) : NULL;
    HPDF_Dict_RemoveElement(made, "Type");
    HPDF_Dict_Add(made, "Title", text_string(pdf, mark->title));
    HPDF_Dict_Add(made, "Dest", destination(pdf, mark));
    if (elem != NULL) {
        HPDF_Dict_Add(made, "SE", elem->raw);
    }
    return made;
}

void gr_add_outline(gr_pdf *pdf)
{
    enum { LEVELS = 10 };
    HPDF_Outline open[LEVELS + 1] = {NULL}; /* the last bookmark of each level; a gap is bridged */
    const gr_pages *pages = pdf->pages;
    for (size_t i = 0; i < pages->n_outline; i++) {
        const gr_outline *mark = &pages->outline[i];
        size_t level = mark->level < 1 ? 1 : mark->level > LEVELS ? LEVELS : mark->level;
        if (mark->page >= pages->n) {
            continue;
        }
        open[level] = add_bookmark(pdf, open[level - 1], mark);
        for (size_t below = level + 1; below <= LEVELS; below++) {
            open[below] = open[level];
        }
    }
    if (pages->n_outline > 0) {
        HPDF_Dict_AddName(pdf->doc->catalog, "PageMode", "UseOutlines");
    }
}

void gr_pdf_catalogue_add(gr_pdf *pdf, const char *key, const gr_object *value)
{
    HPDF_Dict_Add(pdf->doc->catalog, key, value->raw);
}

void gr_pdf_catalogue_list(gr_pdf *pdf, const char *key, gr_object *const *values, size_t n)
{
    HPDF_Array list = or_die(HPDF_Array_New(pdf->doc->mmgr));
    for (size_t i = 0; i < n; i++) {
        HPDF_Array_Add(list, values[i]->raw);
    }
    HPDF_Dict_Add(pdf->doc->catalog, key, list);
}

static void add_switch(gr_pdf *pdf, const char *group, const char *key)
{
    HPDF_Dict made = or_die(HPDF_Dict_New(pdf->doc->mmgr));
    HPDF_Dict_AddBoolean(made, key, HPDF_TRUE);
    HPDF_Dict_Add(pdf->doc->catalog, group, made);
}

void gr_catalogue_finish(gr_pdf *pdf, gr_object *output_intent)
{
    HPDF_MMgr memory = pdf->doc->mmgr;
    add_switch(pdf, "MarkInfo", "Marked");
    add_switch(pdf, "ViewerPreferences", "DisplayDocTitle");
    gr_str lang = gr_str_dup(pdf->arena, pdf->pages->lang);
    HPDF_Dict_Add(pdf->doc->catalog, "Lang", or_die(HPDF_String_New(memory, lang.ptr, NULL)));
    gr_pdf_catalogue_list(pdf, "OutputIntents", &output_intent, 1);
}

static HPDF_STATUS write_info(HPDF_Dict raw, HPDF_Stream sink)
{
    const gr_str *body = raw->attr;
    return gr_sink_add(sink, *body);
}

void gr_info_fill(gr_pdf *pdf, gr_str body)
{
    gr_str *kept = GR_NEW(pdf->arena, gr_str);
    *kept = body;
    HPDF_Dict_RemoveElement(pdf->doc->info, "Producer");
    pdf->doc->info->attr = kept;
    pdf->doc->info->write_fn = write_info;
}

const char *gr_pdf_engine(void)
{
    return "libharu " HPDF_VERSION_TEXT;
}
