/* libharu's part: the document, its bookmarks, its catalogue. After an error libharu
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

gr_status gr_document_open(gr_pdf *pdf)
{
    pdf->doc = HPDF_NewEx(keep_first_error, NULL, NULL, 0, pdf);
    if (pdf->doc == NULL) {
        gr_die_oom(sizeof(*pdf->doc));
    }
    pdf->doc->pdf_version = HPDF_VER_17;
    HPDF_SetPagesConfiguration(pdf->doc, PAGES_A_NODE);
    return gr_document_check(pdf, GR_LIT("the page tree"));
}

void gr_document_close(gr_pdf *pdf)
{
    if (pdf->doc != NULL) {
        HPDF_Free(pdf->doc);
        pdf->doc = NULL;
    }
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
    gr_buf digits = gr_buf_make(pdf->work, LONGEST_TITLE);
    gr_buf_add(&digits, GR_LIT("FEFF"));
    gr_add_utf16(&digits, text);
    HPDF_BYTE *bytes = GR_NEW_N(pdf->work, HPDF_BYTE, digits.len / 2);
    for (size_t i = 0; i < digits.len / 2 * 2; i++) {
        int c = (unsigned char)digits.ptr[i];
        int value = c >= 'A' ? c - 'A' + 10 : c - '0';
        bytes[i / 2] = (HPDF_BYTE)(bytes[i / 2] << 4 | value);
    }
    return or_die(HPDF_Binary_New(pdf->doc->mmgr, bytes, (HPDF_UINT)(digits.len / 2)));
}

/* [page /XYZ null top null]: libharu's own function refuses the zoom factor 0, "as it is". */
static HPDF_Array destination(gr_pdf *pdf, const gr_outline *mark)
{
    HPDF_Array to = or_die(HPDF_Array_New(pdf->doc->mmgr));
    HPDF_Array_Add(to, gr_sheet_at(pdf, mark->page)->raw);
    HPDF_Array_AddName(to, "XYZ");
    HPDF_Array_Add(to, or_die(HPDF_Null_New(pdf->doc->mmgr)));
    HPDF_Array_AddNumber(to, (HPDF_INT32)((gr_from_foot(pdf, mark->page, mark->y) + 999) / 1000));
    HPDF_Array_Add(to, or_die(HPDF_Null_New(pdf->doc->mmgr)));
    return to;
}

/* A reference to what libharu does not hold. All that it reads of an object is its number, until
 * the document is closed. */
static void *reference_to(gr_pdf *pdf, unsigned number)
{
    HPDF_Null_Rec *object = GR_NEW(pdf->arena, HPDF_Null_Rec);
    object->header.obj_class = HPDF_OCLASS_NULL;
    object->header.obj_id = number | HPDF_OTYPE_INDIRECT;
    return object;
}

static HPDF_Outline add_bookmark(gr_pdf *pdf, HPDF_Outline parent, const gr_outline *mark)
{
    HPDF_Outline made = HPDF_CreateOutline(pdf->doc, parent, "-", NULL);
    if (made == NULL) {
        return parent;
    }
    HPDF_Dict_RemoveElement(made, "Type");
    HPDF_Dict_Add(made, "Title", text_string(pdf, mark->title));
    HPDF_Dict_Add(made, "Dest", destination(pdf, mark));
    return made;
}

HPDF_Outline *gr_outline_add(gr_pdf *pdf)
{
    enum { LEVELS = 10 };
    HPDF_Outline open[LEVELS + 1] = {NULL}; /* the last bookmark of each level; a gap is bridged */
    const gr_pages *about = pdf->about;
    HPDF_Outline *made = GR_NEW_N(pdf->arena, HPDF_Outline, about->n_outline);
    for (size_t i = 0; i < about->n_outline; i++) {
        const gr_outline *mark = &about->outline[i];
        size_t level = mark->level < 1 ? 1 : mark->level > LEVELS ? LEVELS : mark->level;
        if (mark->page >= pdf->sheets.n) {
            continue;
        }
        made[i] = open[level] = add_bookmark(pdf, open[level - 1], mark);
        for (size_t below = level + 1; below <= LEVELS; below++) {
            open[below] = open[level];
        }
    }
    if (about->n_outline > 0) {
        HPDF_Dict_AddName(pdf->doc->catalog, "PageMode", "UseOutlines");
    }
    return made;
}

void gr_outline_point(gr_pdf *pdf, HPDF_Outline const *made)
{
    for (size_t i = 0; i < pdf->about->n_outline; i++) {
        const gr_elem *elem = pdf->about->outline[i].elem;
        unsigned number = elem == NULL ? 0 : gr_tag_number(pdf, elem);
        if (made[i] != NULL && number > 0) {
            HPDF_Dict_Add(made[i], "SE", reference_to(pdf, number));
        }
    }
}

void gr_pdf_catalogue_add(gr_pdf *pdf, const char *key, unsigned number)
{
    HPDF_Dict_Add(pdf->doc->catalog, key, reference_to(pdf, number));
}

void gr_pdf_catalogue_list(gr_pdf *pdf, const char *key, const unsigned *numbers, size_t n)
{
    HPDF_Array list = or_die(HPDF_Array_New(pdf->doc->mmgr));
    for (size_t i = 0; i < n; i++) {
        HPDF_Array_Add(list, reference_to(pdf, numbers[i]));
    }
    HPDF_Dict_Add(pdf->doc->catalog, key, list);
}

static void add_switch(gr_pdf *pdf, const char *group, const char *key)
{
    HPDF_Dict made = or_die(HPDF_Dict_New(pdf->doc->mmgr));
    HPDF_Dict_AddBoolean(made, key, HPDF_TRUE);
    HPDF_Dict_Add(pdf->doc->catalog, group, made);
}

/* Slides fill the window, one at a time. */
static void add_preferences(gr_pdf *pdf)
{
    HPDF_Dict made = or_die(HPDF_Dict_New(pdf->doc->mmgr));
    HPDF_Dict_AddBoolean(made, "DisplayDocTitle", HPDF_TRUE);
    HPDF_Dict_Add(pdf->doc->catalog, "ViewerPreferences", made);
    if (pdf->about->slides) {
        HPDF_Dict_AddBoolean(made, "FitWindow", HPDF_TRUE);
        HPDF_Dict_AddName(pdf->doc->catalog, "PageLayout", "SinglePage");
    }
}

void gr_catalogue_finish(gr_pdf *pdf, unsigned output_intent)
{
    HPDF_MMgr memory = pdf->doc->mmgr;
    add_switch(pdf, "MarkInfo", "Marked");
    add_preferences(pdf);
    gr_str lang = gr_str_dup(pdf->arena, pdf->about->lang);
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
    *kept = gr_str_dup(pdf->arena, body);
    HPDF_Dict_RemoveElement(pdf->doc->info, "Producer");
    pdf->doc->info->attr = kept;
    pdf->doc->info->write_fn = write_info;
}

unsigned gr_numbers_close(gr_pdf *pdf)
{
    return pdf->next_number = pdf->doc->xref->entries->count;
}

gr_status gr_document_end(gr_pdf *pdf)
{
    gr_rest_write(pdf);
    return gr_out_end(pdf, gr_raw_number(pdf->doc->catalog), gr_raw_number(pdf->doc->info));
}

const char *gr_pdf_engine(void)
{
    return "libharu " HPDF_VERSION_TEXT;
}
