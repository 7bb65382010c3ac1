#include "sheets_priv.h"

/* Owns how a sheet says what its figures come from: dataset, fields, which records, and the day of
 * the data; a line for each. It is text, and no figure. */
#include "base/utf8.h"

#define LINES_MOST 8   /* of one figure; more are counted by the last sheet */
#define LINE_BYTES 240 /* of one */

static const gr_cited *cited_of(const gr_sheet_draft *draft, const gr_sheet_cell *cell)
{
    bool shown = gr_value_is_number(&cell->value) || cell->value.type == GR_T_DATE ||
                 gr_value_is_absent(&cell->value);
    bool told = draft->doc->cited != NULL && cell->shows > 0 && shown;
    return told ? &draft->doc->cited[cell->shows - 1] : NULL;
}

/** "Begrotingsregels, lasten: 12 records (31 december 2022)" */
static void add_citation(gr_sheet_draft *draft, const gr_citation *is, gr_buf *out)
{
    gr_str line = gr_str_fmt(draft->scratch, GR_FMT ", " GR_FMT ": " GR_FMT, GR_ARG(is->dataset),
                             GR_ARG(is->fields), GR_ARG(is->records));
    gr_buf_add(out, out->len > 0 ? GR_LIT("\n") : GR_LIT(""));
    gr_buf_add(out, gr_utf8_shorten(draft->scratch, line, LINE_BYTES));
    if (is->as_of_text.len > 0) {
        gr_buf_addf(out, " (" GR_FMT ")", GR_ARG(is->as_of_text));
    }
}

/** Empty when no record has a part. */
static gr_str origins_text(gr_sheet_draft *draft, const gr_sheet_cell *cell)
{
    const gr_cited *cited = cited_of(draft, cell);
    gr_buf text = gr_buf_make(draft->arena, SIZE_MAX);
    size_t n = cited == NULL ? 0 : cited->n;
    for (size_t i = 0; i < n && i < LINES_MOST; i++) {
        add_citation(draft, &cited->items[i], &text);
    }
    if (n > LINES_MOST || (cited != NULL && cited->more > 0)) {
        gr_buf_add(&text, GR_LIT("\n…"));
    }
    if (cited != NULL && cited->others) {
        gr_buf_add(&text, text.len > 0 ? GR_LIT("\n") : GR_LIT(""));
        gr_buf_add(&text, gr_label_text(draft->doc->house, "origin-others"));
    }
    return gr_buf_view(&text);
}

void gr_note_origins(gr_sheet_draft *draft, gr_sheet_cell *cell)
{
    gr_str text = origins_text(draft, cell);
    if (text.len > 0) {
        cell->note = gr_str_fmt(draft->arena, GR_FMT "%s" GR_FMT, GR_ARG(cell->note),
                                cell->note.len > 0 ? "\n" : "", GR_ARG(text));
    }
}

void gr_row_origins_add(gr_sheet_draft *draft, gr_row_origins *row, const gr_sheet_cell *cell)
{
    gr_str text = origins_text(draft, cell);
    gr_str title = row->titles[cell->col];
    if (text.len == 0) {
        return;
    }
    for (size_t i = 0; i < row->n; i++) {
        struct gr_row_line *line = &row->lines[i];
        if (gr_str_eq(line->text, text)) {
            line->titles =
                gr_str_fmt(draft->arena, GR_FMT ", " GR_FMT, GR_ARG(line->titles), GR_ARG(title));
            return;
        }
    }
    *GR_PUSH(draft->arena, row->lines, row->n, row->cap, struct gr_row_line) =
        (struct gr_row_line){title, text};
}

gr_str gr_row_origins_text(gr_sheet_draft *draft, const gr_row_origins *row)
{
    gr_buf out = gr_buf_make(draft->arena, SIZE_MAX);
    for (size_t i = 0; i < row->n; i++) {
        const struct gr_row_line *line = &row->lines[i];
        gr_buf_add(&out, i > 0 ? GR_LIT("\n") : GR_LIT(""));
        gr_buf_addf(&out, GR_FMT "%s" GR_FMT, GR_ARG(line->titles),
                    line->titles.len > 0 ? ": " : "", GR_ARG(line->text));
    }
    return gr_buf_view(&out);
}
