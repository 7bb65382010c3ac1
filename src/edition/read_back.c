/* Owns what a written document shows, held against what was worked out: an edition whose figures
 * are not in it as they should be is not published. */
#include "base/fault.h"
#include "base/utf8.h"
#include "edition_priv.h"
#include "readback/readback.h"

#define FAULTS_TOLD 5 /* of a file; others are counted */
#define TEXT_BYTES  60

typedef struct holding {
    const edition_work *work;
    gr_str path;
    bool print;     /* else the workbook */
    size_t planted; /* a figure that a test wants to be another, from 1; 0: none */
    size_t faults;
} holding;

/** A sign that looks stand for. */
static bool is_mark(const gr_figure *figure)
{
    return figure->format.kind == GR_FORMAT_CHECK || figure->format.kind == GR_FORMAT_OUTCOME;
}

static gr_readback_figure worked_out(void *user, size_t nr)
{
    const holding *h = user;
    const gr_arranged *arranged = &h->work->arranged;
    const gr_figure *figure = h->work->doc->figures[nr];
    gr_readback_figure out = {
        .text = figure->text, .sheet = GR_LIT(""), .is_mark = is_mark(figure)};
    if (h->print && arranged->spots != NULL) {
        gr_readback_place(&out, &arranged->spots[nr]);
    }
    if (!h->print && h->work->cells != NULL) {
        const gr_figure_cell *cell = &h->work->cells[nr];
        out.sheet = cell->sheet.ptr == NULL ? GR_LIT("") : cell->sheet;
        out.row = cell->row;
        out.col = cell->col;
    }
    if (h->planted == nr + 1) {
        out.text = GR_LIT("planted");
    }
    return out;
}

static void value_of(void *user, size_t nr, gr_buf *out)
{
    const holding *h = user;
    gr_value_add(&h->work->doc->figures[nr]->value, out);
}

static gr_str name_of(gr_str path)
{
    gr_str part = path;
    while (gr_str_split(&path, '/', &part)) {
    }
    return part;
}

/** "page 3", "row 7 of sheet 'Bijdragen'" */
static gr_str place_of(holding *h, size_t nr)
{
    const gr_readback_figure figure = worked_out(h, nr);
    return h->print ? gr_str_fmt(h->work->arena, "page %u", (unsigned)figure.page)
                    : gr_str_fmt(h->work->arena, "row %u of sheet '" GR_FMT "'",
                                 (unsigned)figure.row + 1, GR_ARG(figure.sheet));
}

static void tell(void *user, size_t nr, gr_str instead)
{
    holding *h = user;
    gr_diag *diag = h->work->diag;
    const gr_figure *figure = h->work->doc->figures[nr];
    if (h->faults++ >= FAULTS_TOLD) {
        return;
    }
    const gr_doc_rule *rule = figure->rule == 0 ? NULL : &h->work->doc->rules[figure->rule - 1];
    gr_diag_report(diag, rule == NULL ? (gr_loc){0} : rule->at, GR_CODE_FIGURE_MISPRINTED,
                   "'" GR_FMT "' (" GR_FMT ") should stand in '" GR_FMT "' at " GR_FMT
                   ", and '" GR_FMT
                   "' does; the edition is not published; please report this, with 'griffie "
                   "--version'",
                   GR_ARG(gr_utf8_shorten(h->work->arena, figure->text, TEXT_BYTES)),
                   GR_ARG(figure->id), GR_ARG(name_of(h->path)), GR_ARG(place_of(h, nr)),
                   GR_ARG(gr_utf8_shorten(h->work->arena, instead, TEXT_BYTES)));
}

static gr_status verdict(const holding *h, bool opened)
{
    gr_loc whole = {.file = gr_diag_add_file(h->work->diag, h->path)};
    if (!opened) {
        gr_diag_report(h->work->diag, whole, GR_CODE_OUTPUT_VERIFY,
                       "its figures cannot be read back");
    } else if (h->faults > FAULTS_TOLD) {
        gr_diag_report(h->work->diag, whole, GR_CODE_FIGURE_MISPRINTED,
                       "and %zu other figures are not in it", h->faults - FAULTS_TOLD);
    }
    return opened && h->faults == 0 ? GR_OK : GR_BUG;
}

gr_status gr_edition_read_back(const edition_work *work, const gr_output *format, gr_str path,
                               gr_str bytes)
{
    holding h = {.work = work, .path = path, .print = format->streams == false};
    gr_readback back = {.n = work->doc->n_figures,
                        .user = &h,
                        .figure = worked_out,
                        .value = value_of,
                        .differs = tell};
    bool plants = gr_fault_strikes(GR_FAULT_FIGURE);
    for (size_t i = 0; plants && h.planted == 0 && i < back.n; i++) {
        const gr_readback_figure figure = worked_out(&h, i);
        h.planted = figure.sheet.len > 0 || (figure.page > 0 && !figure.drawn) ? i + 1 : 0;
    }
    bool opened = h.print ? gr_readback_print(&back, bytes) : gr_readback_sheets(&back, path);
    return verdict(&h, opened);
}
