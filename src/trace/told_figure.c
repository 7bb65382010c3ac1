/* Owns a figure as the index tells it, for whoever reads a document back; and whether a copy that
 * was saved anew still shows what was published. */
#include "base/arena.h"
#include "base/file.h"
#include "base/utf8.h"
#include "store/archive.h"
#include "trace_priv.h"

/** "Bijdragen!D7" */
static void read_cell(gr_str cell, gr_readback_figure *out)
{
    size_t cut = cell.len;
    uint32_t row = 0;
    uint32_t col = 0;
    while (cut > 0 && cell.ptr[cut - 1] != '!') {
        cut--;
    }
    if (cut > 1 && gr_readback_cell(gr_str_sub(cell, cut, SIZE_MAX), &row, &col)) {
        out->sheet = gr_str_sub(cell, 0, cut - 1);
        out->row = row;
        out->col = col;
    }
}

gr_readback_figure gr_told_figure(void *user, size_t nr)
{
    const gr_told_figures *told = user;
    gr_str format = gr_figure_text(told->origins, nr, "format");
    gr_readback_figure out = {.text = gr_figure_text(told->origins, nr, "text"),
                              .sheet = GR_LIT(""),
                              .is_mark = gr_str_is(format, "check") || gr_str_is(format, "outcome"),
                              .drawn = gr_figure_is_drawn(told->origins, nr),
                              .more = gr_figure_goes_on(told->origins, nr)};
    int64_t box[5];
    if (gr_figure_box(told->origins, nr, box) && box[0] > 0 && box[0] <= UINT32_MAX) {
        out.page = (uint32_t)box[0];
        out.left = box[1];
        out.top = box[2];
        out.right = box[3];
        out.bottom = box[4];
    }
    read_cell(gr_figure_text(told->origins, nr, "cell"), &out);
    return out;
}

void gr_told_value(void *user, size_t nr, gr_buf *out)
{
    const gr_told_figures *told = user;
    gr_buf_add(out, gr_figure_text(told->origins, nr, "value"));
}

/* --- a copy that was saved anew --- */

typedef struct comparing {
    gr_told_figures told; /* first, as gr_told_figure() wants it */
    size_t n;
    gr_str text, place, instead; /* of the first that differs */
    bool print;
    gr_arena *arena;
} comparing;

static void note(void *user, size_t nr, gr_str instead)
{
    comparing *c = user;
    if (c->n++ == 0) {
        gr_str cell = gr_figure_text(c->told.origins, nr, "cell");
        c->text = gr_figure_text(c->told.origins, nr, "text");
        c->place = c->print ? gr_figure_place(c->told.origins, nr, c->arena) : cell;
        c->instead = gr_str_dup(c->arena, gr_utf8_shorten(c->arena, instead, 60));
    }
}

static bool read_copy(const gr_trace_question *ask, gr_str path, bool workbook, gr_readback *back)
{
    gr_str bytes = GR_LIT("");
    gr_diag *discarded = gr_diag_new(ask->arena, 1);
    if (workbook) {
        return gr_readback_sheets(back, path);
    }
    return gr_file_read(path, GR_KEPT_BYTES, ask->arena, discarded, (gr_loc){0}, &bytes) == GR_OK &&
           gr_readback_print(back, bytes);
}

void gr_copy_compare(const gr_trace_question *ask, const gr_traced_version *version,
                     const gr_origins *origins)
{
    gr_str path = gr_str_dup(ask->arena, ask->document);
    comparing c = {.told = {origins}, .arena = ask->arena, .print = !version->is_workbook};
    gr_readback back = {.n = gr_json_count(origins->figures),
                        .user = &c,
                        .figure = gr_told_figure,
                        .value = gr_told_value,
                        .differs = note,
                        .formulas_unread = true};
    gr_loc at = {.file = gr_diag_add_file(ask->diag, path)};
    if (!read_copy(ask, path, version->is_workbook, &back)) {
        gr_diag_report(ask->diag, at, GR_CODE_COPY_UNREAD,
                       "another program saved it: it bears the id of version " GR_FMT
                       ", and whether it still shows what that shows cannot be read from it",
                       GR_ARG(version->key));
    } else if (c.n > 0) {
        gr_diag_report(
            ask->diag, at, GR_CODE_COPY_ALTERED,
            "it bears the id of version " GR_FMT
            ", and %zu of %zu figures are others; the first: '" GR_FMT "' should stand at " GR_FMT
            ", and '" GR_FMT "' does; what follows is of the version as it was published",
            GR_ARG(version->key), c.n, back.n_held, GR_ARG(gr_utf8_shorten(ask->arena, c.text, 60)),
            GR_ARG(c.place), GR_ARG(c.instead));
    }
}
