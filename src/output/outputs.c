#include "output/output.h"

/* Owns the rows of base/outputs.def: what each format does. Must not know how: their rooms do. */
#include "base/arena.h"
#include "pdf/pdf.h"
#include "store/folder.h"
#include "xlsx/xlsx.h"

#define PRODUCER "griffie " GR_VERSION

static gr_status refuse(gr_diag *diag, gr_str path, gr_str detail)
{
    gr_loc whole = {.file = gr_diag_add_file(diag, path)};
    gr_diag_report(diag, whole, GR_CODE_OUTPUT_VERIFY, GR_FMT, GR_ARG(detail));
    return GR_BUG;
}

/* --- pdf --- */

static bool pdf_wanted(const gr_doc *doc)
{
    (void)doc;
    return true;
}

static gr_status pdf_arrange(const gr_doc *doc, const gr_output_setup *setup, gr_arranged *out)
{
    const gr_layout_setup layout = {
        .text = setup->text, .limits = setup->limits, .arena = setup->arena, .diag = setup->diag};
    return gr_layout_run(doc, &layout, &out->pages);
}

static gr_status pdf_write(const gr_arranged *arranged, const gr_output_setup *setup, gr_str path)
{
    const gr_pdf_options options = {
        .producer = GR_LIT(PRODUCER), .embedded = setup->embedded, .n_embedded = setup->n_embedded};
    gr_pdf *pdf = NULL;
    gr_pdf_counts counts;
    GR_TRY(gr_pdf_open(path, &options, arranged->pages->text, setup->diag, &pdf));
    gr_status status = gr_pdf_fill_all(pdf, arranged->pages);
    if (status != GR_OK) {
        gr_pdf_discard(pdf);
        return status;
    }
    return gr_pdf_finish(pdf, arranged->pages, &counts);
}

/** Elements that the file should have: those that hold something, and cells in any case. */
static bool count_held(const gr_elem *elem, const bool *drawn, size_t *n)
{
    bool held = elem->parent == NULL || drawn[elem->index] || elem->tag == GR_TAG_TD ||
                elem->tag == GR_TAG_TH;
    for (const gr_elem *child = elem->first; child != NULL; child = child->next) {
        held = count_held(child, drawn, n) || held;
    }
    *n += held ? 1 : 0;
    return held;
}

static size_t held_elements(const gr_pages *pages, gr_arena *arena)
{
    size_t n = 0;
    bool *drawn = GR_NEW_N(arena, bool, pages->n_elems);
    for (size_t i = 0; i < pages->n; i++) {
        for (size_t k = 0; k < pages->pages[i].n; k++) {
            const gr_elem *elem = pages->pages[i].items[k].owner.elem;
            if (elem != NULL) {
                drawn[elem->index] = true;
            }
        }
    }
    (void)count_held(pages->root, drawn, &n);
    return n;
}

static bool same_embedded(const gr_pdf_facts *facts, const gr_output_setup *setup)
{
    bool same = facts->n_embedded == setup->n_embedded;
    for (size_t i = 0; same && i < facts->n_embedded; i++) {
        same = gr_str_eq(facts->embedded[i], setup->embedded[i].bytes);
    }
    return same;
}

static gr_status hold_against(const gr_pages *pages, const gr_output_setup *setup, gr_str path,
                              gr_str bytes, gr_arena *arena)
{
    gr_pdf_facts facts = {0};
    if (!gr_pdf_inspect(bytes, arena, &facts)) {
        return refuse(setup->diag, path, GR_LIT("it does not open"));
    }
    size_t elements = held_elements(pages, arena);
    if (facts.pages != pages->n || facts.elements != elements) {
        return refuse(setup->diag, path,
                      gr_str_fmt(arena, "%u pages and %u elements, laid out were %zu and %zu",
                                 facts.pages, facts.elements, pages->n, elements));
    }
    if (!same_embedded(&facts, setup)) {
        return refuse(setup->diag, path, GR_LIT("the files in it are not those that were put in"));
    }
    return GR_OK;
}

static gr_status pdf_verify(const gr_arranged *arranged, const gr_output_setup *setup, gr_str path,
                            gr_str bytes)
{
    gr_arena *arena = gr_arena_new(64 * 1024);
    gr_status status = hold_against(arranged->pages, setup, path, bytes, arena);
    gr_arena_free(arena);
    return status;
}

static bool pdf_embeds(const gr_doc *doc, const gr_output *other)
{
    bool workbook = false;
    for (size_t i = 0; i < doc->n_attachments; i++) {
        workbook = workbook || doc->attachments[i].from == GR_FROM_WORKBOOK;
    }
    return workbook && strcmp(other->name, "xlsx") == 0;
}

/* --- xlsx --- */

static bool xlsx_wanted(const gr_doc *doc)
{
    return gr_doc_has_sheets(doc);
}

static gr_status xlsx_arrange(const gr_doc *doc, const gr_output_setup *setup, gr_arranged *out)
{
    return gr_sheets_plan(doc, setup->limits, setup->arena, setup->diag, &out->sheets);
}

static gr_status xlsx_write(const gr_arranged *arranged, const gr_output_setup *setup, gr_str path)
{
    return gr_xlsx_write(arranged->sheets, path, setup->scratch, setup->diag);
}

static gr_status xlsx_verify(const gr_arranged *arranged, const gr_output_setup *setup, gr_str path,
                             gr_str bytes)
{
    gr_xlsx_facts want = gr_xlsx_expected(arranged->sheets);
    gr_str why = GR_LIT("");
    if (!gr_workbook_check(bytes, &want, setup->arena, &why)) {
        return refuse(setup->diag, path, why);
    }
    return GR_OK;
}

#define xlsx_embeds NULL

const gr_output gr_outputs[] = {
#define GR_OUTPUT(name, mime, label) \
    {#name, "." #name, name##_wanted, name##_arrange, name##_write, name##_verify, name##_embeds},
#include "base/outputs.def"
#undef GR_OUTPUT
};
const size_t gr_n_outputs = sizeof(gr_outputs) / sizeof(gr_outputs[0]);

void gr_outputs_done(const gr_output_setup *setup)
{
    gr_text_settle(setup->text);
}
