#include "sheets_priv.h"

/* Owns the sheet of controls: what was controlled, in words; both sides, live where what they are
 * made of has cells; and the verdict, worked out from the two cells beside it. */

enum {
    COLUMN_WORDS,
    COLUMN_THAT,
    COLUMN_EQUALS,
    COLUMN_TOLERANCE,
    COLUMN_VERDICT,
    COLUMN_WAIVED, /* only where one is */
    N_COLUMNS
};

#define RATIO_PLACES 9 /* quotients are exact here, and doubles in a spreadsheet */

typedef struct listing {
    gr_sheet_draft *draft;
    gr_draft_sheet *sheet;
    const gr_doc_control *control;
} listing;

static gr_sheet_cell text_cell(const listing *list, uint16_t col, gr_str text)
{
    return gr_cell_of_text(list->sheet->next_row, col, GR_CELL_BODY, text);
}

static gr_str label(const listing *list, const char *name)
{
    return gr_label_text(list->draft->doc->house, name);
}

static gr_status put(listing *list, gr_sheet_cell cell)
{
    return gr_draft_cell(list->draft, list->sheet, cell, (gr_loc){0});
}

static uint16_t columns_of(const gr_doc *doc)
{
    return doc->n_waived > 0 ? N_COLUMNS : COLUMN_WAIVED;
}

static gr_status put_head(listing *list)
{
    static const char *const labels[N_COLUMNS] = {"control",         "control-that",
                                                  "control-equals",  "control-tolerance",
                                                  "control-verdict", "waived"};
    const gr_house_style *house = list->draft->doc->house;
    for (uint16_t i = 0; i < columns_of(list->draft->doc); i++) {
        gr_sheet_cell cell = text_cell(list, i, label(list, labels[i]));
        bool number = i != COLUMN_WORDS && i < COLUMN_VERDICT;
        cell.style = GR_CELL_HEAD;
        cell.align = number ? GR_ALIGN_RIGHT : GR_ALIGN_LEFT;
        cell.indented = i == COLUMN_VERDICT; /* else it touches the head before it */
        cell.look = house->n_table_looks > 0 ? &house->table_looks[0] : NULL;
        GR_TRY(put(list, cell));
    }
    list->sheet->next_row++;
    return GR_OK;
}

/* --- sides --- */

/** As a number or a day that a cell can hold; else it is words. */
static bool is_typed(const gr_doc_side *side)
{
    bool number = gr_value_is_number(&side->value) && gr_cell_is_exact(&side->value);
    return number || side->value.type == GR_T_DATE;
}

static void ask(listing *list, const gr_doc_side *side)
{
    gr_sheet_draft *draft = list->draft;
    if (side->value.origin == NULL || !gr_value_is_number(&side->value) || !is_typed(side)) {
        return;
    }
    *GR_PUSH(draft->arena, draft->spots, draft->n_spots, draft->cap_spots, gr_cell_spot) =
        (gr_cell_spot){.origin = side->value.origin,
                       .sheet = (uint32_t)(list->sheet - draft->sheets),
                       .cell = (uint32_t)list->sheet->sheet.n_cells - 1,
                       .table = (uint32_t)draft->n_tables,
                       .aside = true};
}

static gr_status put_side(listing *list, const gr_doc_side *side, uint16_t col)
{
    gr_sheet_cell cell = text_cell(list, col, side->text);
    cell.align = GR_ALIGN_RIGHT;
    if (is_typed(side)) {
        cell.value = side->value;
        cell.format = side->format;
    }
    GR_TRY(put(list, cell));
    ask(list, side);
    return GR_OK;
}

/* --- the verdict --- */

static void add_text(gr_buf *out, gr_str text)
{
    gr_buf_add_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        gr_buf_add(out, text.ptr[i] == '"' ? GR_LIT("\"\"") : gr_str_sub(text, i, 1));
    }
    gr_buf_add_char(out, '"');
}

static void add_cell(const listing *list, gr_buf *out, uint32_t col)
{
    gr_add_cell_name(out, list->sheet->next_row, col);
}

static uint8_t places_of(const gr_value *value)
{
    return value->type == GR_T_MONEY     ? value->as.money.cur.digits
           : value->type == GR_T_DECIMAL ? value->as.dec.scale
           : value->type == GR_T_RATIO   ? RATIO_PLACES
                                         : 0;
}

/** Rounded to the places that the sides have: doubles that should be equal differ far behind them.
 */
static void add_numbers(const listing *list, gr_buf *out)
{
    const gr_doc_control *c = list->control;
    uint8_t places = places_of(&c->that.value), others = places_of(&c->equals.value);
    gr_buf_add(out, GR_LIT("ABS(ROUND("));
    add_cell(list, out, COLUMN_THAT);
    gr_buf_add_char(out, '-');
    add_cell(list, out, COLUMN_EQUALS);
    gr_buf_addf(out, ",%u))<=", places > others ? places : others);
    if (is_typed(&c->tolerance)) {
        add_cell(list, out, COLUMN_TOLERANCE);
    } else {
        gr_buf_add_char(out, '0');
    }
}

/** What decides, over the cells of the row; false: cells do not say it, as of numbers that are not
 * told. */
static bool add_test(const listing *list, gr_buf *out)
{
    const gr_doc_control *c = list->control;
    bool numbers = gr_value_is_number(&c->that.value) && gr_value_is_number(&c->equals.value);
    bool dates = c->that.value.type == GR_T_DATE && c->equals.value.type == GR_T_DATE;
    if (!c->compares && c->that.value.type == GR_T_BOOL) {
        add_cell(list, out, COLUMN_THAT);
        gr_buf_add_char(out, '=');
        add_text(out, label(list, "yes-spoken"));
        return true;
    }
    if (numbers && is_typed(&c->that) && is_typed(&c->equals)) {
        add_numbers(list, out);
        return true;
    }
    if (dates) {
        add_cell(list, out, COLUMN_THAT);
        gr_buf_add_char(out, '=');
        add_cell(list, out, COLUMN_EQUALS);
        return true;
    }
    if (c->that.value.type == GR_T_TEXT && c->equals.value.type == GR_T_TEXT) {
        gr_buf_add(out, GR_LIT("EXACT("));
        add_cell(list, out, COLUMN_THAT);
        gr_buf_add_char(out, ',');
        add_cell(list, out, COLUMN_EQUALS);
        gr_buf_add_char(out, ')');
        return true;
    }
    return false;
}

static gr_status put_verdict(listing *list)
{
    const gr_doc_control *c = list->control;
    gr_sheet_cell cell =
        text_cell(list, COLUMN_VERDICT, label(list, c->held ? "control-holds" : "control-fails"));
    gr_buf formula = gr_buf_make(list->draft->arena, SIZE_MAX);
    cell.indented = true;
    gr_buf_add(&formula, GR_LIT("=IF("));
    if (add_test(list, &formula)) {
        gr_buf_add_char(&formula, ',');
        add_text(&formula, label(list, "control-holds"));
        gr_buf_add_char(&formula, ',');
        add_text(&formula, label(list, "control-fails"));
        gr_buf_add_char(&formula, ')');
        cell.formula = gr_buf_view(&formula);
    }
    return put(list, cell);
}

static gr_status put_control(listing *list)
{
    const gr_doc_control *c = list->control;
    GR_TRY(put(list, text_cell(list, COLUMN_WORDS, c->because)));
    GR_TRY(put_side(list, &c->that, COLUMN_THAT));
    GR_TRY(put_side(list, &c->equals, COLUMN_EQUALS));
    GR_TRY(put_side(list, &c->tolerance, COLUMN_TOLERANCE));
    GR_TRY(put_verdict(list));
    if (c->waived != SIZE_MAX) {
        GR_TRY(put(list, text_cell(list, COLUMN_WAIVED, list->draft->doc->waived[c->waived].text)));
    }
    list->sheet->next_row++;
    return GR_OK;
}

/** So that whoever looks for cells around one finds the table that it stands in. */
static void note_table(const listing *list, size_t first_cell)
{
    gr_sheet_draft *draft = list->draft;
    gr_node *node = gr_node_new(draft->arena, NULL, GR_K_TABLE, (gr_loc){0});
    node->as.table.n_cols = columns_of(draft->doc);
    *GR_PUSH(draft->arena, draft->tables, draft->n_tables, draft->cap_tables, gr_placed) =
        (gr_placed){.node = node,
                    .sheet = (uint32_t)(list->sheet - draft->sheets),
                    .first_cell = first_cell,
                    .end_cell = list->sheet->sheet.n_cells,
                    .first_row = 0,
                    .body_row = 1};
}

gr_status gr_draft_controls(gr_sheet_draft *draft)
{
    const gr_doc *doc = draft->doc;
    if (doc->n_controls == 0) {
        return GR_OK;
    }
    gr_draft_sheet *sheet = gr_draft_sheet_add(draft, gr_label_text(doc->house, "controls-sheet"));
    listing list = {.draft = draft, .sheet = sheet};
    GR_TRY(put_head(&list));
    for (size_t i = 0; i < doc->n_controls; i++) {
        list.control = &doc->controls[i];
        GR_TRY(put_control(&list));
    }
    note_table(&list, 0);
    sheet->n_tables = 1;
    sheet->head_end = 1;
    return GR_OK;
}
