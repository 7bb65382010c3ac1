#include "sheets_priv.h"

/* Owns the last sheet: which document this is, and from which exports it was made. */

enum { COLUMN_TITLE, COLUMN_FILE, COLUMN_AS_OF, COLUMN_RECORDS };

typedef struct listing {
    gr_sheet_draft *draft;
    gr_draft_sheet *sheet;
} listing;

static gr_sheet_cell text_cell(uint16_t col, gr_cell_style style, gr_str text)
{
    return (gr_sheet_cell){.col = col,
                           .colspan = 1,
                           .rowspan = 1,
                           .style = style,
                           .text = text,
                           .formula = GR_LIT(""),
                           .link = GR_LIT(""),
                           .note = GR_LIT("")};
}

static gr_status put(listing *list, gr_sheet_cell cell)
{
    cell.row = list->sheet->next_row;
    return gr_draft_cell(list->draft, list->sheet, cell, (gr_loc){0});
}

static gr_status put_line(listing *list, gr_str text)
{
    if (text.len == 0) {
        return GR_OK;
    }
    GR_TRY(put(list, text_cell(0, GR_CELL_TITLE, text)));
    list->sheet->next_row++;
    return GR_OK;
}

static gr_status put_head(listing *list)
{
    static const char *const labels[] = {
        [COLUMN_TITLE] = "dataset",
        [COLUMN_FILE] = "export",
        [COLUMN_AS_OF] = "as-of",
        [COLUMN_RECORDS] = "records",
    };
    const gr_house_style *house = list->draft->doc->house;
    for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++) {
        gr_sheet_cell cell = text_cell((uint16_t)i, GR_CELL_HEAD, gr_label_text(house, labels[i]));
        cell.align = i >= COLUMN_AS_OF ? GR_ALIGN_RIGHT : GR_ALIGN_LEFT;
        cell.look = house->n_table_looks > 0 ? &house->table_looks[0] : NULL;
        GR_TRY(put(list, cell));
    }
    list->sheet->next_row++;
    return GR_OK;
}

static gr_status put_export(listing *list, const gr_doc_export *export)
{
    gr_sheet_cell as_of = text_cell(COLUMN_AS_OF, GR_CELL_BODY, export->as_of_text);
    as_of.value = export->as_of;
    as_of.format = (gr_format){GR_FORMAT_DATE, GR_PLACES_OWN};
    as_of.align = GR_ALIGN_RIGHT;
    gr_sheet_cell records = text_cell(COLUMN_RECORDS, GR_CELL_BODY,
                                      gr_str_fmt(list->draft->arena, "%u", export->records));
    records.value = (gr_value){.type = GR_T_INT, .as.i = export->records};
    records.format = (gr_format){GR_FORMAT_NUMBER, GR_PLACES_OWN};
    records.align = GR_ALIGN_RIGHT;
    GR_TRY(put(list, text_cell(COLUMN_TITLE, GR_CELL_BODY, export->title)));
    GR_TRY(put(list, text_cell(COLUMN_FILE, GR_CELL_BODY, export->file)));
    GR_TRY(put(list, as_of));
    GR_TRY(put(list, records));
    list->sheet->next_row++;
    return GR_OK;
}

/** "Versie" and beside it 2, as a number. */
static gr_status put_fact(listing *list, const gr_doc_fact *fact)
{
    gr_sheet_cell value = text_cell(1, GR_CELL_BODY, fact->text);
    value.value = fact->value;
    value.format = fact->format;
    GR_TRY(put(list, text_cell(0, GR_CELL_BODY, fact->label)));
    GR_TRY(put(list, value));
    list->sheet->next_row++;
    return GR_OK;
}

gr_status gr_draft_sources(gr_sheet_draft *draft)
{
    const gr_doc *doc = draft->doc;
    gr_str name = gr_label_text(doc->house, "sources-sheet");
    listing list = {draft, gr_draft_sheet_add(draft, name)};
    GR_TRY(put_line(&list, doc->title));
    if (doc->subtitle.len > 0) {
        GR_TRY(put_line(&list, doc->subtitle));
    }
    for (size_t i = 0; i < doc->n_life_facts; i++) {
        GR_TRY(put_fact(&list, &doc->life_facts[i]));
    }
    list.sheet->next_row++;
    GR_TRY(put_head(&list));
    for (size_t i = 0; i < doc->n_exports; i++) {
        GR_TRY(put_export(&list, &doc->exports[i]));
    }
    return GR_OK;
}
