/* Owns what `provenance` is told of an edition. */
#include "base/arena.h"
#include "edition_priv.h"

const gr_figure_cell *gr_edition_cells(const edition_work *work)
{
    const gr_sheet_plan *plan = work->arranged.sheets;
    gr_figure_cell *cells = NULL;
    for (size_t i = 0; plan != NULL && i < plan->n; i++) {
        for (size_t k = 0; k < plan->sheets[i].n_cells; k++) {
            const gr_sheet_cell *cell = &plan->sheets[i].cells[k];
            if (cell->shows > 0) {
                cells = cells == NULL ? GR_NEW_N(work->arena, gr_figure_cell, work->doc->n_figures)
                                      : cells;
                cells[cell->shows - 1] =
                    (gr_figure_cell){plan->sheets[i].name, cell->row, cell->col};
            }
        }
    }
    return cells;
}

static gr_version_facts facts_of(const edition_work *work)
{
    const gr_edition_setup *by = work->setup;
    const gr_plan_row *row = work->row;
    const gr_opened_style *style = gr_load_style_of(by->load, work->doc->house);
    gr_str *formats = GR_NEW_N(work->arena, gr_str, gr_n_outputs);
    gr_version_facts facts = {
        .doc = work->doc,
        .catalogue = gr_load_catalogue(by->load),
        .report = row->report,
        .edition = row->edition.id,
        .edition_name = row->edition.name,
        .input = by->inputs.input,
        .templates = by->inputs.templates,
        .engine = by->engine,
        .report_sha256 = row->source->bound->sha256,
        .style_sha256 = style->sha256,
        .font_sha256 = style->font_sha256,
        .formats = formats,
        .document_id = work->document_id,
        .period = row->order->period.name,
        .asked_style = by->style,
        .pages = work->arranged.pages == NULL ? 0 : work->arranged.pages->n,
        .spots = work->arranged.spots,
        .keeps_inputs = by->archive,
        .inputs = by->kept,
        .n_inputs = by->n_kept,
        .own_inputs = work->inputs,
        .n_own_inputs = work->n_inputs,
    };
    facts.n_exports = gr_load_exports_read(by->load, &facts.exports);
    for (size_t i = 0; i < gr_n_outputs; i++) {
        if (work->made[i]) {
            formats[facts.n_formats++] = gr_str_of(gr_outputs[i].name);
        }
    }
    return facts;
}

gr_status gr_edition_key(const edition_work *work, gr_str *out_used, gr_str *out_key)
{
    const gr_version_facts facts = facts_of(work);
    return gr_version_used(&facts, work->arena, work->diag, out_used, out_key);
}

void gr_edition_published(const edition_work *work, void (*take)(void *user, gr_str piece),
                          void *user)
{
    const gr_version_facts facts = facts_of(work);
    gr_version_published(&facts, take, user);
}

gr_str gr_edition_document_id(const edition_work *work)
{
    const gr_version_facts facts = facts_of(work);
    return gr_version_document_id(&facts, work->used, work->arena);
}

static void add_piece(void *user, gr_str piece)
{
    gr_buf *text = user;
    gr_buf_add(text, piece);
}

gr_str gr_edition_published_text(const edition_work *work)
{
    gr_buf text = gr_buf_make(work->arena, SIZE_MAX);
    gr_edition_published(work, add_piece, &text);
    return gr_buf_view(&text);
}

gr_str gr_edition_origins(const edition_work *work)
{
    const gr_version_facts facts = facts_of(work);
    return gr_version_origins(&facts, work->arena);
}

void gr_edition_places(const edition_work *work, void (*take)(void *user, gr_str piece), void *user)
{
    gr_version_facts facts = facts_of(work);
    facts.cells = work->cells;
    gr_version_places(&facts, work->diag, take, user);
}

gr_str gr_edition_public_manifest(const edition_work *work, const gr_version_file *files, size_t n)
{
    const gr_version_facts facts = facts_of(work);
    return gr_version_public_manifest(&facts, files, n, work->arena);
}

gr_str gr_edition_manifest(const edition_work *work, const gr_version_file *files, size_t n)
{
    const gr_version_facts facts = facts_of(work);
    return gr_version_manifest(&facts, files, n, work->arena);
}
