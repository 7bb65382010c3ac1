#include "trace/trace.h"

/* Owns `griffie verify`: what readers see, read back and held against what was worked out. Each
 * figure must stand in the PDF where it was put, glyph by glyph, and in its cell of the workbook.
 */
#include "base/arena.h"
#include "base/file.h"
#include "base/intern.h"
#include "base/utf8.h"
#include "pdf/read.h"
#include "store/archive.h"
#include "trace_priv.h"

#define BESIDE 2 /* 1/10 mm that a glyph may begin before its figure's box */

typedef struct letter {
    int32_t x, y; /* 1/10 mm */
    bool placed;
    gr_str chars;
} letter;

typedef struct verifying {
    const gr_verify_question *ask;
    gr_buf *out;
    gr_arena *arena; /* of one version */
    const gr_traced_version *version;
    const gr_origins *origins;
    gr_str path; /* of the file at hand */
    letter *letters;
    size_t n, cap;
    size_t *pages; /* first letter of each page, and one behind the last */
    size_t n_pages, cap_pages;
    size_t editions, figures, cells, faults;
    bool named; /* the edition that was asked for is there */
} verifying;

static void report(verifying *v, size_t figure, gr_str shown)
{
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

static bool is_kept(uint32_t sign)
{
    return sign > ' ' && sign != 0xA0 && sign != 0xAD && !(sign >= 0x2000 && sign <= 0x200F) &&
           sign != 0x202F && sign != 0x2060;
}

/** Without white space and what lines end in. */
static void add_bare(gr_str text, gr_buf *out)
{
    for (size_t at = 0; at < text.len;) {
        size_t length = 0;
        uint32_t sign = gr_utf8_step(gr_str_sub(text, at, SIZE_MAX), &length);
        at += length == 0 ? 1 : length;
        if (is_kept(sign)) {
            gr_utf8_add(out, sign);
        }
    }
}

static gr_str bare(const verifying *v, gr_str text)
{
    gr_buf out = gr_buf_make(v->arena, SIZE_MAX);
    add_bare(text, &out);
    return gr_buf_view(&out);
}

/* --- pdf --- */

static int32_t tenths(gr_mpt length)
{
    return (int32_t)(((int64_t)length * 10000 + 1417323) / 2834646);
}

static void take_glyph(void *user, const gr_pdf_glyph *glyph)
{
    verifying *v = user;
    while (v->n_pages < glyph->page) {
        *GR_PUSH(v->arena, v->pages, v->n_pages, v->cap_pages, size_t) = v->n;
    }
    *GR_PUSH(v->arena, v->letters, v->n, v->cap, letter) = (letter){
        tenths(glyph->x), tenths(glyph->y), glyph->placed, gr_str_dup(v->arena, glyph->chars)};
}

/** Letters that begin in a box; with `loose` also those of which only the line is known. */
static gr_str letters_in(const verifying *v, const int64_t box[5], bool loose)
{
    gr_buf out = gr_buf_make(v->arena, SIZE_MAX);
    size_t from = (size_t)box[0] <= v->n_pages ? v->pages[box[0] - 1] : v->n;
    size_t to = (size_t)box[0] < v->n_pages ? v->pages[box[0]] : v->n;
    for (size_t i = from; i < to; i++) {
        const letter *l = &v->letters[i];
        bool line = l->y >= box[2] && l->y <= box[4];
        bool within = l->x >= box[1] - BESIDE && l->x < box[3];
        if (line && (loose || within)) {
            add_bare(l->chars, &out);
        }
    }
    return gr_buf_view(&out);
}

static bool line_is_loose(const verifying *v, const int64_t box[5])
{
    size_t from = (size_t)box[0] <= v->n_pages ? v->pages[box[0] - 1] : v->n;
    size_t to = (size_t)box[0] < v->n_pages ? v->pages[box[0]] : v->n;
    for (size_t i = from; i < to; i++) {
        const letter *l = &v->letters[i];
        if (!l->placed && l->y >= box[2] && l->y <= box[4]) {
            return true;
        }
    }
    return false;
}

/** Marks ("✓") stand for what their figure says. */
static bool stands_in_letters(const verifying *v, size_t figure)
{
    gr_str format = gr_figure_text(v->origins, figure, "format");
    return !gr_str_is(format, "check") && !gr_str_is(format, "outcome") &&
           !gr_figure_is_drawn(v->origins, figure);
}

static void hold_figures(verifying *v)
{
    for (size_t i = 0; i < gr_json_count(v->origins->figures); i++) {
        gr_mark mark = gr_arena_mark(v->arena);
        int64_t box[5];
        if (gr_figure_box(v->origins, i, box) && box[0] > 0 && stands_in_letters(v, i)) {
            gr_str want = bare(v, gr_figure_text(v->origins, i, "text"));
            gr_str shown = letters_in(v, box, line_is_loose(v, box));
            v->figures++;
            if (gr_str_find(shown, want) == SIZE_MAX) {
                report(v, i, shown);
            }
        }
        gr_arena_rewind(v->arena, mark);
    }
}

static void hold_pdf(verifying *v, gr_str bytes)
{
    v->letters = NULL;
    v->pages = NULL;
    v->n = v->cap = v->n_pages = v->cap_pages = 0;
    if (!gr_pdf_read_text(bytes, take_glyph, v)) {
        v->faults++;
        gr_diag_report(v->ask->diag, (gr_loc){.file = gr_diag_add_file(v->ask->diag, v->path)},
                       GR_CODE_DOCUMENT_UNREADABLE,
                       "it is not as it was made: 'griffie render --force' makes it again");
        return;
    }
    hold_figures(v);
}

/* --- workbook --- */

static void hold_cell(verifying *v, size_t figure, gr_cells_read *cells)
{
    gr_str name = gr_figure_text(v->origins, figure, "cell");
    gr_str text = gr_figure_text(v->origins, figure, "text");
    uint32_t nr = 0;
    if (name.len == 0) {
        return;
    }
    v->cells++;
    if (!gr_intern_find(cells->names, name, &nr)) {
        report(v, figure, GR_LIT("(nothing)"));
        return;
    }
    const gr_cell_read *cell = &cells->items[nr];
    gr_str format = gr_figure_text(v->origins, figure, "format");
    bool sign = gr_str_is(format, "check") || gr_str_is(format, "outcome");
    bool blank = text.len == 0 && cell->value.len == 0;
    bool same = blank ? true
                : cell->words
                    ? sign || gr_str_eq(bare(v, cell->value), bare(v, text))
                    : gr_cell_has_number(cell->value, gr_figure_text(v->origins, figure, "value"));
    if (!same) {
        report(v, figure, cell->value);
    }
}

static void hold_workbook(verifying *v, gr_str bytes)
{
    gr_cells_read cells = {0};
    if (!gr_workbook_read(bytes, v->arena, &cells)) {
        v->faults++;
        gr_diag_report(v->ask->diag, (gr_loc){.file = gr_diag_add_file(v->ask->diag, v->path)},
                       GR_CODE_DOCUMENT_UNREADABLE,
                       "it is not as it was made: 'griffie render --force' makes it again");
        return;
    }
    for (size_t i = 0; i < gr_json_count(v->origins->figures); i++) {
        hold_cell(v, i, &cells);
    }
}

/* --- versions --- */

static void hold_file(verifying *v, gr_str name)
{
    gr_str bytes = GR_LIT("");
    bool pdf = gr_str_ends(name, GR_LIT(".pdf"));
    if (!pdf && !gr_str_ends(name, GR_LIT(".xlsx"))) {
        return;
    }
    v->path = gr_str_dup(v->arena, gr_path_join(v->arena, v->version->shown, name));
    if (gr_file_read(v->path, GR_KEPT_BYTES, v->arena, v->ask->diag, (gr_loc){0}, &bytes) !=
        GR_OK) {
        v->faults++;
    } else if (pdf) {
        hold_pdf(v, bytes);
    } else {
        hold_workbook(v, bytes);
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
