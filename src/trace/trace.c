#include "trace/trace.h"

/* Owns `griffie trace`: a document, a figure of it, and its chain; several that are meant are
 * listed so that one can be chosen. */
#include "base/arena.h"
#include "base/utf8.h"
#include "trace_priv.h"

#define TEXT_BYTES 60

static void list_hit(const gr_trace_question *ask, const gr_origins *origins, size_t nr,
                     size_t figure, gr_buf *out)
{
    gr_arena *arena = ask->arena;
    gr_str place = gr_figure_place(origins, figure, arena);
    gr_str text = gr_utf8_shorten(arena, gr_figure_text(origins, figure, "text"), TEXT_BYTES);
    gr_str where = gr_figure_said(origins, figure, "where");
    gr_str label = gr_utf8_shorten(arena, gr_figure_said(origins, figure, "label"), TEXT_BYTES);
    gr_str line =
        gr_str_fmt(arena, "%3zu  " GR_FMT "  %s" GR_FMT "  " GR_FMT "%s" GR_FMT "  [" GR_FMT "]",
                   nr, GR_ARG(text),
                   place.len > 0     ? "at "
                   : origins->of_row ? "in a row of a long table"
                                     : "not in print",
                   GR_ARG(place), GR_ARG(where), label.len > 0 ? ": " : "", GR_ARG(label),
                   GR_ARG(gr_figure_text(origins, figure, "id")));
    gr_buf_addf(out, GR_FMT "\n", GR_ARG(gr_utf8_harmless(arena, line)));
}

static void tell(const gr_trace_question *ask, const gr_traced_version *version,
                 const gr_origins *origins, size_t figure, gr_buf *out)
{
    gr_chain chain = {.ask = ask,
                      .version = version,
                      .origins = origins,
                      .figure = figure,
                      .graph = gr_origins_graph(origins, figure, ask->others, ask->arena),
                      .arena = ask->arena,
                      .out = out};
    if (ask->json) {
        gr_chain_tell_json(&chain);
    } else {
        gr_chain_tell(&chain);
    }
}

static gr_status tell_hits(const gr_trace_question *ask, const gr_traced_version *version,
                           const gr_origins *origins, const gr_figure_hits *hits, gr_buf *out)
{
    if (ask->nr > hits->n) {
        gr_diag_report(ask->diag, (gr_loc){0}, GR_CODE_FIGURE_UNKNOWN,
                       "there is no %u-th of them: --nr goes from 1 to %zu", (unsigned)ask->nr,
                       hits->n);
        return GR_BAD_INPUT;
    }
    for (size_t i = 0; i < hits->n; i++) {
        bool chosen = ask->nr == 0 || ask->nr == i + 1;
        if (chosen && (ask->json || ask->nr > 0 || hits->n == 1)) {
            tell(ask, version, origins, hits->items[i], out);
        } else if (chosen) {
            list_hit(ask, origins, i + 1, hits->items[i], out);
        }
    }
    if (hits->n > 1 && ask->nr == 0 && !ask->json) {
        gr_buf_addf(out, "%zu figures; --nr N tells of one of them, as does its id or its place\n",
                    hits->n);
    }
    return GR_OK;
}

static gr_status tell_rows(const gr_trace_question *ask, const gr_traced_version *version,
                           const gr_row_hits *rows, gr_buf *out)
{
    if (ask->nr > rows->n) {
        gr_diag_report(ask->diag, (gr_loc){0}, GR_CODE_FIGURE_UNKNOWN,
                       "there is no %u-th of them: --nr goes from 1 to %zu", (unsigned)ask->nr,
                       rows->n);
        return GR_BAD_INPUT;
    }
    for (size_t i = 0; i < rows->n; i++) {
        bool chosen = ask->nr == 0 || ask->nr == i + 1;
        if (chosen && (ask->json || ask->nr > 0 || rows->n == 1)) {
            tell(ask, version, &rows->items[i], 0, out);
        } else if (chosen) {
            list_hit(ask, &rows->items[i], i + 1, 0, out);
        }
    }
    if (rows->n > 1 && ask->nr == 0 && !ask->json) {
        gr_buf_addf(out,
                    "%zu figures in rows of long tables%s; --nr N tells of one of them, as does "
                    "its id\n",
                    rows->all, rows->all > rows->n ? ", of which these are the first" : "");
    }
    return GR_OK;
}

/** What is not in the index may stand in a row of a long table. */
static gr_status answer_of_rows(const gr_trace_question *ask, const gr_traced_version *version,
                                const gr_origins *origins, gr_buf *out)
{
    gr_figure_hits none = {0};
    gr_row_hits *rows = GR_NEW(ask->arena, gr_row_hits);
    gr_row_hits_find(ask, version, origins, rows);
    gr_status status = rows->unread   ? gr_row_hits_refuse(ask, version)
                       : rows->n == 0 ? gr_figures_find(ask, origins, false, &none)
                                      : tell_rows(ask, version, rows, out);
    for (size_t i = 0; i < rows->n; i++) {
        gr_json_free(&rows->items[i].origins);
    }
    return status;
}

gr_status gr_answer_trace(const gr_trace_question *ask, gr_buf *out)
{
    gr_traced_version version = {0};
    gr_origins origins = {0};
    gr_figure_hits hits = {0};
    GR_TRY(gr_version_of_document(ask, &version));
    if (!gr_origins_read(version.folder, ask->arena, &origins)) {
        gr_diag_report(ask->diag, (gr_loc){.file = gr_diag_add_file(ask->diag, version.folder)},
                       GR_CODE_ORIGINS_OLD,
                       "version '" GR_FMT "' of '" GR_FMT "/" GR_FMT
                       "' was made by an older griffie, "
                       "or only its figures are kept; 'griffie render --force' makes the edition "
                       "again as it is now, 'griffie rebuild --key' as it was",
                       GR_ARG(version.key), GR_ARG(version.report), GR_ARG(version.edition));
        return GR_BAD_INPUT;
    }
    if (version.saved_anew) {
        gr_copy_compare(ask, &version, &origins);
    }
    gr_status status = gr_figures_find(ask, &origins, true, &hits);
    if (status == GR_OK && hits.n == 0) {
        status = answer_of_rows(ask, &version, &origins, out);
    } else if (status == GR_OK) {
        status = tell_hits(ask, &version, &origins, &hits, out);
        if (hits.n > 1 && ask->nr == 0 && !ask->json && gr_version_has_long_tables(ask, &version)) {
            gr_buf_add(
                out, GR_LIT("rows of long tables were not looked through: ask by the id of one\n"));
        }
    }
    gr_origins_free(&origins);
    return status;
}
