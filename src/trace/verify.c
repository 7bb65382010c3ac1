#include "trace/trace.h"

/* Owns `griffie verify`: what readers see, read back and held against what was worked out. Each
 * figure must stand in the PDF where it was put, glyph by glyph, and in its cell of the workbook.
 */
#include "base/arena.h"
#include "base/file.h"
#include "base/utf8.h"
#include "store/archive.h"
#include "trace_priv.h"

typedef struct verifying {
    gr_told_figures told; /* of that version: first, as gr_told_figure() wants it */
    const gr_verify_question *ask;
    gr_buf *out;
    gr_arena *arena; /* of one version */
    const gr_traced_version *version;
    gr_str path; /* of the file at hand */
    size_t editions, figures, cells, faults;
    bool named; /* the edition that was asked for is there */
} verifying;

static void report(void *user, size_t figure, gr_str shown)
{
    verifying *v = user;
    gr_loc at = {.file = gr_diag_add_file(v->ask->diag, v->path)};
    gr_str place = gr_figure_place(v->told.origins, figure, v->arena);
    gr_str cell = gr_figure_text(v->told.origins, figure, "cell");
    gr_str text = gr_figure_text(v->told.origins, figure, "text");
    v->faults++;
    gr_diag_report(
        v->ask->diag, at, GR_CODE_FIGURE_ALTERED,
        "'" GR_FMT "' should stand at " GR_FMT ", and '" GR_FMT
        "' does; the file is not as it was made: 'griffie render --force' makes it again",
        GR_ARG(gr_utf8_shorten(v->arena, text, 60)),
        GR_ARG(place.len > 0 && !gr_str_ends(v->path, GR_LIT(".xlsx")) ? place : cell),
        GR_ARG(gr_utf8_shorten(v->arena, shown, 60)));
}

/* --- files --- */

static gr_readback readback_of(verifying *v)
{
    return (gr_readback){.n = gr_json_count(v->told.origins->figures),
                         .user = v,
                         .figure = gr_told_figure,
                         .value = gr_told_value,
                         .differs = report};
}

static void refuse_file(verifying *v)
{
    v->faults++;
    gr_diag_report(v->ask->diag, (gr_loc){.file = gr_diag_add_file(v->ask->diag, v->path)},
                   GR_CODE_DOCUMENT_UNREADABLE,
                   "it is not as it was made: 'griffie render --force' makes it again");
}

static void hold_pdf(verifying *v)
{
    gr_readback back = readback_of(v);
    gr_str bytes = GR_LIT("");
    gr_arena *own = gr_arena_new(1);
    if (gr_file_read(v->path, GR_KEPT_BYTES, own, v->ask->diag, (gr_loc){0}, &bytes) != GR_OK) {
        v->faults++;
    } else if (!gr_readback_print(&back, bytes)) {
        refuse_file(v);
    }
    v->figures += back.n_held;
    gr_arena_free(own);
}

static void hold_workbook(verifying *v)
{
    gr_readback back = readback_of(v);
    if (!gr_readback_sheets(&back, v->path)) {
        refuse_file(v);
    }
    v->cells += back.n_held;
}

/* --- versions --- */

static void hold_file(verifying *v, gr_str name)
{
    v->path = gr_str_dup(v->arena, gr_path_join(v->arena, v->version->shown, name));
    if (gr_str_ends(name, GR_LIT(".pdf"))) {
        hold_pdf(v);
    } else if (gr_str_ends(name, GR_LIT(".xlsx"))) {
        hold_workbook(v);
    }
}

static bool is_asked(const verifying *v, const gr_traced_version *version)
{
    gr_str name = gr_path_join(v->arena, version->report, version->edition);
    name =
        version->destination.len == 0 ? name : gr_path_join(v->arena, version->destination, name);
    return v->ask->edition.len == 0 || gr_str_eq(name, v->ask->edition) ||
           gr_str_eq(version->report, v->ask->edition);
}

static void hold_version(void *user, const gr_traced_version *version)
{
    verifying *v = user;
    gr_origins origins = {0};
    v->arena = gr_arena_new(1024 * 1024);
    v->version = version;
    if (is_asked(v, version) && gr_origins_read(version->folder, v->arena, &origins)) {
        const gr_json_value *files = gr_json_member(origins.manifest.root, "files");
        v->told.origins = &origins;
        v->named = true;
        v->editions++;
        for (size_t i = 0; i < gr_json_count(files); i++) {
            hold_file(v, gr_json_text_of(gr_json_member(gr_json_at(files, i), "name")));
        }
        gr_origins_free(&origins);
    }
    gr_arena_free(v->arena);
}

gr_status gr_answer_verify(const gr_verify_question *ask, gr_buf *out, size_t *out_faults)
{
    verifying v = {.ask = ask, .out = out, .path = GR_LIT("")};
    gr_each_version(&ask->store, true, ask->arena, hold_version, &v);
    if (ask->edition.len > 0 && !v.named) {
        gr_diag_report(ask->diag, (gr_loc){0}, GR_CODE_DOCUMENT_UNKNOWN,
                       "'" GR_FMT "' is no report and no REPORT/EDITION that stands in '" GR_FMT
                       "' and was made by this griffie",
                       GR_ARG(ask->edition), GR_ARG(ask->store.output));
        return GR_BAD_INPUT;
    }
    gr_buf_addf(out, "%zu editions read back: %zu figures in print, %zu cells, %zu differences\n",
                v.editions, v.figures, v.cells, v.faults);
    *out_faults = v.faults;
    return GR_OK;
}
