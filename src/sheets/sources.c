#include "sheets_priv.h"

/* Owns the last sheet: which document this is, from which exports it was made, and from which of
 * their records and fields its figures come. */

enum { COLUMN_TITLE, COLUMN_FILE, COLUMN_AS_OF, COLUMN_RECORDS, COLUMN_SUM };

typedef struct listing {
    gr_sheet_draft *draft;
    gr_draft_sheet *sheet;
} listing;

static gr_sheet_cell text_cell(uint16_t col, gr_cell_style style, gr_str text)
{
    return gr_cell_of_text(0, col, style, text);
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

static gr_status put_head(listing *list, const char *const *labels, size_t n)
{
    const gr_house_style *house = list->draft->doc->house;
    for (size_t i = 0; i < n; i++) {
        gr_sheet_cell cell = text_cell((uint16_t)i, GR_CELL_HEAD, gr_label_text(house, labels[i]));
        cell.align = i >= COLUMN_AS_OF ? GR_ALIGN_RIGHT : GR_ALIGN_LEFT;
        cell.look = house->n_table_looks > 0 ? &house->table_looks[0] : NULL;
        GR_TRY(put(list, cell));
    }
    list->sheet->next_row++;
    return GR_OK;
}

static gr_status put_date(listing *list, gr_str text, gr_value date)
{
    gr_sheet_cell cell = text_cell(COLUMN_AS_OF, GR_CELL_BODY, text);
    cell.value = date;
    cell.format = (gr_format){GR_FORMAT_DATE, GR_PLACES_OWN};
    cell.align = GR_ALIGN_RIGHT;
    return put(list, cell);
}

static gr_status put_count(listing *list, uint32_t n)
{
    gr_sheet_cell cell =
        text_cell(COLUMN_RECORDS, GR_CELL_BODY, gr_str_fmt(list->draft->arena, "%u", n));
    cell.value = (gr_value){.type = GR_T_INT, .as.i = n};
    cell.format = (gr_format){GR_FORMAT_NUMBER, GR_PLACES_OWN};
    cell.align = GR_ALIGN_RIGHT;
    return put(list, cell);
}

static gr_status put_export(listing *list, const gr_doc_export *export)
{
    GR_TRY(put(list, text_cell(COLUMN_TITLE, GR_CELL_BODY, export->title)));
    GR_TRY(put(list, text_cell(COLUMN_FILE, GR_CELL_BODY, export->file)));
    GR_TRY(put_date(list, export->as_of_text, export->as_of));
    GR_TRY(put_count(list, export->records));
    list->sheet->next_row++;
    return GR_OK;
}

/** A sum that a spreadsheet cannot hold exactly is text. */
static gr_status put_sum(listing *list, const gr_doc_field *field)
{
    gr_sheet_cell cell = text_cell(COLUMN_SUM, GR_CELL_BODY, field->sum_text);
    cell.align = GR_ALIGN_RIGHT;
    if (field->sum.type != GR_T_NONE && gr_cell_is_exact(&field->sum)) {
        cell.value = field->sum;
        cell.format = field->format;
    }
    return put(list, cell);
}

static gr_status put_field(listing *list, const gr_doc_dataset *dataset, const gr_doc_field *field)
{
    GR_TRY(put(list, text_cell(COLUMN_TITLE, GR_CELL_BODY, dataset->title)));
    GR_TRY(put(list, text_cell(COLUMN_FILE, GR_CELL_BODY, field->title)));
    GR_TRY(put_date(list, dataset->as_of_text, dataset->as_of));
    GR_TRY(put_count(list, field->records));
    GR_TRY(put_sum(list, field));
    list->sheet->next_row++;
    return GR_OK;
}

static gr_status put_exports(listing *list)
{
    static const char *const labels[] = {
        [COLUMN_TITLE] = "dataset",
        [COLUMN_FILE] = "export",
        [COLUMN_AS_OF] = "as-of",
        [COLUMN_RECORDS] = "records",
    };
    const gr_doc *doc = list->draft->doc;
    bool headed = false;
    for (size_t i = 0; i < doc->n_exports; i++) {
        if (doc->exports[i].records == 0) {
            continue;
        }
        if (!headed) {
            GR_TRY(put_head(list, labels, sizeof(labels) / sizeof(labels[0])));
        }
        headed = true;
        GR_TRY(put_export(list, &doc->exports[i]));
    }
    return GR_OK;
}

/** Each field that figures come from, and what it adds up to over those records. */
static gr_status put_datasets(listing *list)
{
    static const char *const labels[] = {
        [COLUMN_TITLE] = "dataset",   [COLUMN_FILE] = "field", [COLUMN_AS_OF] = "as-of",
        [COLUMN_RECORDS] = "records", [COLUMN_SUM] = "sum",
    };
    const gr_doc *doc = list->draft->doc;
    if (doc->n_datasets == 0) {
        return GR_OK;
    }
    list->sheet->next_row++;
    GR_TRY(put_head(list, labels, sizeof(labels) / sizeof(labels[0])));
    for (size_t i = 0; i < doc->n_datasets; i++) {
        for (size_t k = 0; k < doc->datasets[i].n_fields; k++) {
            GR_TRY(put_field(list, &doc->datasets[i], &doc->datasets[i].fields[k]));
        }
    }
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

static gr_status put_waived(listing *list, const gr_doc_waived *waived)
{
    GR_TRY(put(list, text_cell(0, GR_CELL_BODY, gr_label_text(list->draft->doc->house, "waived"))));
    GR_TRY(put(list, text_cell(1, GR_CELL_BODY, waived->text)));
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
    for (size_t i = 0; i < doc->n_waived; i++) {
        GR_TRY(put_waived(&list, &doc->waived[i]));
    }
    list.sheet->next_row++;
    GR_TRY(put_exports(&list));
    return put_datasets(&list);
}
