#include "output/output.h"

/* Owns the rows of base/outputs.def: what each format does. Must not know how: their rooms do. */
#include "base/arena.h"
#include "pdf/pdf.h"
#include "spots.h"
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

static gr_layout_setup layout_of(const gr_output_setup *setup, const gr_page_sink *sink)
{
    return (gr_layout_setup){.text = setup->text,
                             .limits = setup->limits,
                             .arena = setup->arena,
                             .diag = setup->diag,
                             .sink = sink};
}

static gr_status pdf_arrange(const gr_doc *doc, const gr_output_setup *setup, gr_arranged *out)
{
    const gr_layout_setup layout = layout_of(setup, NULL);
    out->doc = doc;
    out->spots = GR_NEW_N(setup->arena, gr_figure_spot, doc->n_figures + 1);
    if (setup->written_only) {
        out->pages = GR_NEW(setup->arena, gr_pages);
        return GR_OK;
    }
    return gr_layout_run(doc, &layout, &out->pages);
}

typedef struct pdf_stream { /* a file that is written while its pages are made */
    const gr_output_setup *setup;
    gr_pdf_options options;
    gr_str path;
    gr_pdf *pdf;
    gr_arena *arena;
    gr_figure_spot *spots; /* of the document's figures */
    size_t n_figures;
    bool *drawn; /* by number of the element: something on a page belongs to it */
    size_t n;
} pdf_stream;

static gr_status begin(void *user)
{
    pdf_stream *s = user;
    gr_pdf_discard(s->pdf);
    s->pdf = NULL;
    s->n = 0;
    memset(s->spots, 0, s->n_figures * sizeof(*s->spots));
    return gr_pdf_open(s->path, &s->options, s->setup->text, s->setup->diag, &s->pdf);
}

static gr_status add(void *user, gr_mpt width, gr_mpt height)
{
    (void)gr_pdf_add_page(((pdf_stream *)user)->pdf, width, height);
    return GR_OK;
}

static void note_drawn(pdf_stream *s, const gr_elem *elem)
{
    if (elem->index >= s->n) {
        size_t n = 2 * ((size_t)elem->index + 1024);
        s->drawn = gr_arena_resize(s->arena, s->drawn, s->n, n);
        memset(s->drawn + s->n, 0, n - s->n);
        s->n = n;
    }
    s->drawn[elem->index] = true;
}

static gr_status fill(void *user, size_t page, const gr_item *items, size_t n, bool running)
{
    pdf_stream *s = user;
    for (size_t i = 0; i < n; i++) {
        if (items[i].owner.elem != NULL) {
            note_drawn(s, items[i].owner.elem);
        }
    }
    gr_spots_note(s->spots, page, items, n);
    return gr_pdf_fill_page(s->pdf, page, items, n, running);
}

static gr_status fill_running(void *user, size_t page, const gr_item *items, size_t n)
{
    return gr_pdf_fill_running(((pdf_stream *)user)->pdf, page, items, n);
}

/** Elements that the file should have: those that hold something, and cells in any case. */
static bool count_held(const gr_elem *elem, const pdf_stream *s, size_t *n)
{
    bool drawn = elem->index < s->n && s->drawn[elem->index];
    bool held = elem->parent == NULL || drawn || elem->tag == GR_TAG_TD || elem->tag == GR_TAG_TH;
    for (const gr_elem *child = elem->first; child != NULL; child = child->next) {
        held = count_held(child, s, n) || held;
    }
    *n += held ? 1 : 0;
    return held;
}

static gr_status lay_out(pdf_stream *s, const gr_doc *doc, gr_pages **out_pages)
{
    const gr_page_sink sink = {
        .user = s, .begin = begin, .add = add, .fill = fill, .running = fill_running};
    gr_layout_setup layout = layout_of(s->setup, &sink);
    layout.arena = s->arena; /* elements are half of what a long table takes: they end with it */
    gr_status status = gr_layout_run(doc, &layout, out_pages);
    if (status != GR_OK) {
        gr_pdf_discard(s->pdf);
    }
    return status;
}

static void settle_links(const pdf_stream *s, const gr_pages *pages)
{
    gr_pdf_target *targets = GR_NEW_N(s->arena, gr_pdf_target, pages->n_spots + 1);
    for (size_t i = 0; i < pages->n_spots; i++) {
        targets[i] = (gr_pdf_target){.page = pages->spots[i].page, .y = pages->spots[i].y};
    }
    gr_pdf_settle_links(s->pdf, targets, pages->n_spots);
}

static gr_status pdf_write(const gr_arranged *arranged, const gr_output_setup *setup, gr_str path)
{
    pdf_stream s = {.setup = setup,
                    .options = {.producer = GR_LIT(PRODUCER),
                                .document_id = setup->document_id,
                                .embedded = setup->embedded,
                                .n_embedded = setup->n_embedded},
                    .path = path,
                    .spots = arranged->spots,
                    .n_figures = arranged->doc->n_figures,
                    .arena = gr_arena_new(64 * 1024)};
    gr_pages *pages = NULL;
    gr_pdf_counts counts;
    gr_status status = lay_out(&s, arranged->doc, &pages);
    if (status == GR_OK) {
        settle_links(&s, pages);
        status = gr_pdf_finish(s.pdf, pages, &counts);
        (void)count_held(pages->root, &s, &pages->n_held);
        *arranged->pages = (gr_pages){.n = pages->n, .n_held = pages->n_held};
    }
    gr_arena_free(s.arena);
    return status;
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
    if (facts.pages != pages->n || facts.elements != pages->n_held) {
        return refuse(setup->diag, path,
                      gr_str_fmt(arena, "%u pages and %u elements, laid out were %zu and %zu",
                                 facts.pages, facts.elements, pages->n, pages->n_held));
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

#define pdf_streams false

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
    arranged->sheets->document_id = setup->document_id;
    return gr_xlsx_write(arranged->sheets, path, setup->scratch, setup->diag);
}

static gr_status xlsx_verify(const gr_arranged *arranged, const gr_output_setup *setup, gr_str path,
                             gr_str bytes)
{
    (void)bytes;
    gr_xlsx_facts want = gr_xlsx_expected(arranged->sheets);
    gr_str why = GR_LIT("");
    gr_arena *arena = gr_arena_new(64 * 1024);
    bool whole = gr_workbook_check(path, &want, arena, &why);
    gr_status status = whole ? GR_OK : refuse(setup->diag, path, why);
    gr_arena_free(arena);
    return status;
}

#define xlsx_streams true
#define xlsx_embeds  NULL

const gr_output gr_outputs[] = {
#define GR_OUTPUT(name, mime, label)                              \
    {#name,        "." #name,      name##_wanted, name##_arrange, \
     name##_write, name##_streams, name##_verify, name##_embeds},
#include "base/outputs.def"
#undef GR_OUTPUT
};
const size_t gr_n_outputs = sizeof(gr_outputs) / sizeof(gr_outputs[0]);

void gr_outputs_done(const gr_output_setup *setup)
{
    gr_text_settle(setup->text);
}
