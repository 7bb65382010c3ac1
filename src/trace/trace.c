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

typedef struct found { /* figures of the index, and after them those of rows of long tables */
    gr_figure_hits indexed;
    gr_row_hits *rows;
} found;

static void tell_count(const found *f, gr_buf *out)
{
    size_t all = f->indexed.n + f->rows->all;
    const char *part = f->rows->all > f->rows->n ? ", of which these are the first" : "";
    if (f->indexed.n == 0) {
        gr_buf_addf(out,
                    "%zu figures in rows of long tables%s; --nr N tells of one of them, as does "
                    "its id\n",
                    all, part);
    } else {
        gr_buf_addf(out,
                    "%zu figures%s; --nr N tells of one of them, as does its id or its place\n",
                    all, part);
    }
}

static gr_status tell_found(const gr_trace_question *ask, const gr_traced_version *version,
                            const gr_origins *origins, const found *f, gr_buf *out)
{
    size_t n = f->indexed.n + f->rows->n;
    if (ask->nr > n) {
        gr_diag_report(ask->diag, (gr_loc){0}, GR_CODE_FIGURE_UNKNOWN,
                       "there is no %u-th of them: --nr goes from 1 to %zu", (unsigned)ask->nr, n);
        return GR_BAD_INPUT;
    }
    for (size_t i = 0; i < n; i++) {
        bool in_row = i >= f->indexed.n;
        const gr_origins *of = in_row ? &f->rows->items[i - f->indexed.n] : origins;
        size_t figure = in_row ? 0 : f->indexed.items[i];
        bool chosen = ask->nr == 0 || ask->nr == i + 1;
        if (chosen && (ask->json || ask->nr > 0 || n == 1)) {
            tell(ask, version, of, figure, out);
        } else if (chosen) {
            list_hit(ask, of, i + 1, figure, out);
        }
    }
    if (n > 1 && ask->nr == 0 && !ask->json) {
        tell_count(f, out);
    }
    return GR_OK;
}

/** A text, and what is not in the index, may stand in rows of long tables as well. */
static gr_status look_into_rows(const gr_trace_question *ask, const gr_traced_version *version,
                                const gr_origins *origins, found *f)
{
    bool told =
        f->indexed.n > 0 && (!f->indexed.by_text || (ask->nr > 0 && ask->nr <= f->indexed.n));
    if (told) {
        return GR_OK;
    }
    gr_row_hits_find(ask, version, origins, f->rows);
    if (f->rows->unread && f->indexed.n == 0) {
        return gr_row_hits_refuse(ask, version);
    }
    if (f->rows->unread) {
        gr_row_hits_free(f->rows);
        f->rows->all = 0;
        gr_diag_report(ask->diag, (gr_loc){0}, GR_CODE_ROWS_UNSEEN,
                       "rows of long tables in version " GR_FMT
                       " may have this text as well: they cannot be worked out again, as the "
                       "exports and descriptors at hand give others; name those of then with "
                       "--input and --templates",
                       GR_ARG(version->key));
    }
    return f->indexed.n + f->rows->n > 0 ? GR_OK
                                         : gr_figures_find(ask, origins, false, &f->indexed);
}

gr_status gr_answer_trace(const gr_trace_question *ask, gr_buf *out)
{
    gr_traced_version version = {0};
    gr_origins origins = {0};
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
    found f = {.rows = GR_NEW(ask->arena, gr_row_hits)};
    gr_status status = gr_figures_find(ask, &origins, true, &f.indexed);
    status = status == GR_OK ? look_into_rows(ask, &version, &origins, &f) : status;
    status = status == GR_OK ? tell_found(ask, &version, &origins, &f, out) : status;
    gr_row_hits_free(f.rows);
    gr_origins_free(&origins);
    return status;
}
