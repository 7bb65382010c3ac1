#include "trace/trace.h"

/* Owns `griffie verify`: what readers see, read back and held against what was worked out. Each
 * figure must stand in the PDF where it was put, glyph by glyph, and in its cell of the workbook.
 */
#include "base/arena.h"
#include "base/file.h"
#include "base/num.h"
#include "base/utf8.h"
#include "readback/readback.h"
#include "store/archive.h"
#include "trace_priv.h"

typedef struct verifying {
    const gr_verify_question *ask;
    gr_buf *out;
    gr_arena *arena; /* of one version */
    const gr_traced_version *version;
    const gr_origins *origins;
    gr_str path; /* of the file at hand */
    size_t editions, figures, cells, faults;
    bool named; /* the edition that was asked for is there */
} verifying;

static void report(void *user, size_t figure, gr_str shown)
{
    verifying *v = user;
    gr_loc at = {.file = gr_diag_add_file(v->ask->diag, v->path)};
    gr_str place = gr_figure_place(v->origins, figure, v->arena);
    gr_str cell = gr_figure_text(v->origins, figure, "cell");
    gr_str text = gr_figure_text(v->origins, figure, "text");
    v->faults++;
    gr_diag_report(
        v->ask->diag, at, GR_CODE_FIGURE_ALTERED,
        "'" GR_FMT "' should stand at " GR_FMT ", and '" GR_FMT
        "' does; the file is not as it was made: 'griffie render --force' makes it again",
        GR_ARG(gr_utf8_shorten(v->arena, text, 60)),
        GR_ARG(place.len > 0 && !gr_str_ends(v->path, GR_LIT(".xlsx")) ? place : cell),
        GR_ARG(gr_utf8_shorten(v->arena, shown, 60)));
}

/* --- a figure as the index tells it --- */

/** "Bijdragen!D7" */
static void read_cell(gr_str cell, gr_readback_figure *out)
{
    size_t cut = cell.len;
    int64_t row = 0;
    while (cut > 0 && cell.ptr[cut - 1] != '!') {
        cut--;
    }
    gr_str place = gr_str_sub(cell, cut, SIZE_MAX);
    uint32_t col = 0;
    size_t at = 0;
    for (; at < place.len && at < 4 && place.ptr[at] >= 'A' && place.ptr[at] <= 'Z'; at++) {
        col = 26 * col + (uint32_t)(place.ptr[at] - 'A') + 1;
    }
    if (cut > 1 && col > 0 && gr_int_parse(gr_str_sub(place, at, SIZE_MAX), &row) && row > 0 &&
        row < UINT32_MAX) {
        out->sheet = gr_str_sub(cell, 0, cut - 1);
        out->row = (uint32_t)row - 1;
        out->col = col - 1;
    }
}

static gr_readback_figure told_figure(void *user, size_t nr)
{
    const verifying *v = user;
    gr_str format = gr_figure_text(v->origins, nr, "format");
    gr_readback_figure out = {.text = gr_figure_text(v->origins, nr, "text"),
                              .sheet = GR_LIT(""),
                              .is_mark = gr_str_is(format, "check") || gr_str_is(format, "outcome"),
                              .drawn = gr_figure_is_drawn(v->origins, nr),
                              .more = gr_figure_goes_on(v->origins, nr)};
    int64_t box[5];
    if (gr_figure_box(v->origins, nr, box) && box[0] > 0 && box[0] <= UINT32_MAX) {
        out.page = (uint32_t)box[0];
        out.left = box[1];
        out.top = box[2];
        out.right = box[3];
        out.bottom = box[4];
    }
    read_cell(gr_figure_text(v->origins, nr, "cell"), &out);
    return out;
}

static void told_value(void *user, size_t nr, gr_buf *out)
{
    const verifying *v = user;
    gr_buf_add(out, gr_figure_text(v->origins, nr, "value"));
}

static gr_readback readback_of(verifying *v)
{
    return (gr_readback){.n = gr_json_count(v->origins->figures),
                         .user = v,
                         .figure = told_figure,
                         .value = told_value,
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
        v->origins = &origins;
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
