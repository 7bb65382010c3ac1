#ifndef GR_TESTS_SHEETS_BOOK_H
#define GR_TESTS_SHEETS_BOOK_H
/* Documents with tables, made by hand. */
#include "base/arena.h"
#include "base/date.h"
#include "check.h"
#include "sheets/sheets.h"

static const gr_format as_plain = {GR_FORMAT_PLAIN, GR_PLACES_OWN};
static const gr_format as_euro = {GR_FORMAT_EURO, GR_PLACES_OWN};
static const gr_format as_number = {GR_FORMAT_NUMBER, GR_PLACES_OWN};
static const gr_format as_date = {GR_FORMAT_DATE, GR_PLACES_OWN};
static const gr_format as_check = {GR_FORMAT_CHECK, GR_PLACES_OWN};

static const gr_style book_style = {
    .name = {"cell", 4}, .size = 10000, .leading = 14000, .colour = 0xFFFFFF};
static const gr_table_look book_look = {
    .name = {"plain", 5},
    .head_fill = 0x1F3864,
    .head_colour = GR_NO_COLOUR,
    .stripe = GR_NO_COLOUR,
    .total_fill = 0xEEEEEE,
    .group_fill = GR_NO_COLOUR,
    .head_rule = GR_NO_COLOUR,
    .rule = GR_NO_COLOUR,
    .total_rule = 0x000000,
};
static const gr_label book_labels[] = {
    {{"sources-sheet", 13}, {"Herkomst", 8}},
    {{"dataset", 7}, {"Gegevens", 8}},
    {{"as-of", 5}, {"Stand per", 9}},
    {{"records", 7}, {"Aantal regels", 13}},
};

typedef struct book {
    gr_arena *arena;
    gr_diag *diag;
    gr_doc *doc;
    gr_limits limits;
} book;

static inline gr_value days(int32_t year, uint8_t month, uint8_t day)
{
    return (gr_value){.type = GR_T_DATE, .as.day = gr_day_of((gr_civil){year, month, day})};
}
static inline gr_value euros(int64_t cents)
{
    return (gr_value){.type = GR_T_MONEY, .as.money = {cents, gr_euro}};
}
static inline gr_value whole(int64_t number)
{
    return (gr_value){.type = GR_T_INT, .as.i = number};
}
static inline gr_value decimal(int64_t coef, uint8_t scale)
{
    return (gr_value){.type = GR_T_DECIMAL, .as.dec = {coef, scale}};
}
static inline gr_value absent(gr_type type)
{
    return (gr_value){.type = type};
}

static inline book book_new(void)
{
    book made = {.arena = gr_arena_new(1 << 16), .limits = gr_default_limits};
    gr_house_style *house = GR_NEW(made.arena, gr_house_style);
    house->lang = GR_LIT("nl");
    house->notation =
        (gr_notation){.language = gr_language_find(GR_LIT("nl")), .money_gap = GR_LIT("\u00A0")};
    house->table_looks = &book_look;
    house->n_table_looks = 1;
    house->labels = book_labels;
    house->n_labels = sizeof(book_labels) / sizeof(book_labels[0]);
    for (size_t i = 0; i < GR_STYLE__COUNT; i++) {
        house->styles[i] = &book_style;
    }
    made.diag = gr_diag_new(made.arena, 50);
    made.doc = gr_doc_new(made.arena, house, 100000);
    made.doc->title = GR_LIT("Overdrachtsdossier");
    made.doc->edition = GR_LIT("region");
    made.doc->lang = GR_LIT("nl");
    made.doc->as_of = days(2025, 6, 5);
    return made;
}

/** One letter a column: h row head, d figures that a total sums, t text. */
static inline gr_node *table_new(book *b, const char *sheet, const char *title, const char *kinds)
{
    gr_node *table = gr_node_new(b->arena, b->doc->root, GR_K_TABLE, (gr_loc){0});
    size_t n = strlen(kinds);
    gr_col *cols = GR_NEW_N(b->arena, gr_col, n);
    for (size_t i = 0; i < n; i++) {
        cols[i].header = kinds[i] == 'h';
        cols[i].summed = kinds[i] == 'd';
    }
    table->as.table.cols = cols;
    table->as.table.n_cols = n;
    table->as.table.look = &book_look;
    table->as.table.sheet = gr_str_of(sheet);
    table->as.table.title = gr_str_of(title);
    return table;
}

static inline gr_node *row_new(book *b, gr_node *table, gr_row_role role)
{
    gr_node *row = gr_node_new(b->arena, table, GR_K_ROW, (gr_loc){0});
    row->as.row.role = role;
    table->as.table.n_head_rows += role == GR_ROW_HEAD ? 1 : 0;
    return row;
}

static inline gr_node *cell_new(book *b, gr_node *row)
{
    gr_node *cell = gr_node_new(b->arena, row, GR_K_CELL, (gr_loc){0});
    cell->as.cell.colspan = cell->as.cell.rowspan = 1;
    return cell;
}

static inline gr_node *words_new(book *b, gr_node *parent, const char *words)
{
    gr_node *node = parent->kind == GR_K_ROW ? cell_new(b, parent) : parent;
    gr_node *text = gr_node_new(b->arena, node, GR_K_TEXT, (gr_loc){0});
    text->as.text.chars = gr_str_of(words);
    return node;
}

static inline gr_node *figure_new(book *b, gr_node *row, gr_value value, gr_format format,
                                  const char *text)
{
    gr_node *cell = cell_new(b, row);
    gr_node *node = gr_node_new(b->arena, cell, GR_K_FIGURE, (gr_loc){0});
    gr_figure figure = {
        .id = GR_LIT("f"), .value = value, .format = format, .text = gr_str_of(text)};
    cell->as.cell.figure = node->as.figure.figure = gr_doc_add_figure(b->doc, figure);
    cell->as.cell.align = GR_ALIGN_RIGHT;
    return cell;
}

static inline gr_node *remark_new(book *b, gr_node *table, const char *words)
{
    gr_node *remark = gr_node_new(b->arena, table, GR_K_REMARK, (gr_loc){0});
    return words_new(b, remark, words);
}

/** The value with itself as a field of a record. */
static inline gr_value field(book *b, gr_value value, const char *key, const char *name)
{
    gr_origin *leaf = GR_NEW(b->arena, gr_origin);
    *leaf = (gr_origin){.op = GR_OP_LEAF,
                        .value = value,
                        .dataset = GR_LIT("contributions"),
                        .key = gr_str_of(key),
                        .name = gr_str_of(name),
                        .owner = GR_LIT(""),
                        .condition = GR_LIT("")};
    gr_origin_weigh(leaf);
    value.origin = leaf;
    return value;
}

static inline gr_value constant(book *b, gr_value value)
{
    value.origin = gr_origin_constant(b->arena, value);
    return value;
}

static inline gr_value made(book *b, gr_value value, gr_op op, const gr_value *args, size_t n)
{
    const gr_origin *origins[16] = {NULL};
    for (size_t i = 0; i < n; i++) {
        origins[i] = args[i].origin;
    }
    value.origin = gr_origin_inner(b->arena, op, value, origins, n, GR_LIT(""));
    return value;
}

static inline gr_sheet_plan *book_plan(book *b)
{
    gr_sheet_plan *plan = NULL;
    assert_int_equal(gr_sheets_plan(b->doc, &b->limits, b->arena, b->diag, &plan), GR_OK);
    return plan;
}

static inline gr_str plan_text(book *b, const gr_sheet_plan *plan)
{
    gr_buf out = gr_buf_make(b->arena, SIZE_MAX);
    gr_sheets_dump(plan, &out);
    return gr_buf_view(&out);
}

/** Contributions of three municipalities with a total; `kinds` of cells that occur in reports. */
static inline book contributions_book(void)
{
    static const char *const names[] = {"Arnhem", "Doesburg", "Duiven"};
    static const char *const keys[] = {"gm0202", "gm0221", "gm0226"};
    static const int64_t cents[] = {57333400, 4219600, -150};
    static const char *const texts[] = {"€ 573.334", "€ 42.196", "€ −2"};
    book b = book_new();
    gr_node *table = table_new(&b, "Bijdragen", "Bijdrage per gemeente, inkoop", "hdt");
    gr_node *head = row_new(&b, table, GR_ROW_HEAD);
    words_new(&b, head, "Gemeente");
    words_new(&b, head, "Bijdrage");
    words_new(&b, head, "Neemt deel");
    gr_value amounts[3];
    for (size_t i = 0; i < 3; i++) {
        gr_node *row = row_new(&b, table, GR_ROW_BODY);
        amounts[i] = field(&b, euros(cents[i]), keys[i], "amount");
        words_new(&b, row, names[i]);
        figure_new(&b, row, amounts[i], as_euro, texts[i]);
        gr_node *check = cell_new(&b, row);
        gr_node *sign = gr_node_new(b.arena, check, GR_K_SIGN, (gr_loc){0});
        sign->as.sign.chars = i == 1 ? GR_LIT("–") : GR_LIT("✓");
        sign->as.sign.spoken = i == 1 ? GR_LIT("nee") : GR_LIT("ja");
        sign->as.sign.value = (gr_value){.type = GR_T_BOOL, .as.b = i != 1};
    }
    gr_node *total = row_new(&b, table, GR_ROW_TOTAL);
    words_new(&b, total, "Totaal");
    gr_value sum = made(&b, euros(61552850), GR_OP_SUM, amounts, 3);
    figure_new(&b, total, sum, as_euro, "€ 615.529");
    cell_new(&b, total);
    remark_new(&b, table, "Bron: begroting 2025");
    gr_doc_export *exports = GR_NEW(b.arena, gr_doc_export);
    *exports = (gr_doc_export){.file = GR_LIT("begroting.xml"),
                               .title = GR_LIT("Begroting 2025"),
                               .as_of_text = GR_LIT("1 mei 2025"),
                               .as_of = days(2025, 5, 1),
                               .records = 1234};
    b.doc->exports = exports;
    b.doc->n_exports = 1;
    return b;
}

#endif
