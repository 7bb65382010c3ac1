#include "book.h"

/* The plan as text, from documents made by hand. */

static void typed_cells_and_a_live_total(void **state)
{
    (void)state;
    book b = contributions_book();
    check_text("contributions", plan_text(&b, book_plan(&b)),
               "workbook title=\"Overdrachtsdossier\" lang=\"nl\" dated=\"Stand per 1 mei 2025\" "
               "as-of=2025-06-05\n"
               "sheet \"Bijdragen\" rows=7 frozen=2,1 widths=10,12,13 upright\n"
               "  row 1 height=36\n"
               "  A1:C1 title text \"Bijdrage per gemeente, inkoop\"\n"
               "  A2 head text \"Gemeente\"\n"
               "  B2 head text \"Bijdrage\"\n"
               "  C2 head indented text \"Neemt deel\"\n"
               "  A3 body text \"Arnhem\"\n"
               "  B3 body right number 573334.00 EUR as euro \"€ 573.334\" input\n"
               "  C3 body indented text \"ja\"\n"
               "  A4 body text \"Doesburg\"\n"
               "  B4 body right number 42196.00 EUR as euro \"€ 42.196\" input\n"
               "  C4 body indented text \"nee\"\n"
               "  A5 body text \"Duiven\"\n"
               "  B5 body right number -1.50 EUR as euro \"€ −2\" input\n"
               "  C5 body indented text \"ja\"\n"
               "  A6 total text \"Totaal\"\n"
               "  B6 total right number 615528.50 EUR as euro \"€ 615.529\" =SUM(B3:B5)\n"
               "  C6 total blank\n"
               "  A7:C7 remark text \"Bron: begroting 2025\"\n"
               "sheet \"Herkomst\" rows=4 frozen=0,0 widths=16,15,12,15 upright\n"
               "  A1 title text \"Overdrachtsdossier\"\n"
               "  A3 head text \"Gegevens\"\n"
               "  B3 head text \"Export\"\n"
               "  C3 head right text \"Stand per\"\n"
               "  D3 head right text \"Aantal regels\"\n"
               "  A4 body text \"Begroting 2025\"\n"
               "  B4 body text \"begroting.xml\"\n"
               "  C4 body right date 2025-05-01 as date \"1 mei 2025\"\n"
               "  D4 body right number 1234 as number \"1234\"\n");
    gr_arena_free(b.arena);
}

static void note_new(book *b, gr_node *into, const char *words)
{
    gr_node *note = gr_node_new(b->arena, into, GR_K_NOTE, (gr_loc){0});
    (void)words_new(b, note, words);
}

/** A text has its mark, a number stays a number; both have a comment, and the list says all. */
static void footnotes_stand_under_their_table(void **state)
{
    (void)state;
    book b = book_new();
    gr_node *table = table_new(&b, "Noten", "Bijdrage (in euro's)", "hd");
    gr_node *head = row_new(&b, table, GR_ROW_HEAD);
    note_new(&b, words_new(&b, head, "Gemeente"), "Naar de stand van nu.");
    words_new(&b, head, "Bijdrage");
    gr_node *row = row_new(&b, table, GR_ROW_BODY);
    words_new(&b, row, "Arnhem");
    gr_node *cell = figure_new(&b, row, euros(100), as_euro, "€ 1");
    note_new(&b, cell, "Afgerond.");
    note_new(&b, cell, "Voorlopig.");
    remark_new(&b, table, "Bron: begroting 2025");
    gr_str text = plan_text(&b, book_plan(&b));
    size_t end = gr_str_find(text, GR_LIT("sheet \"Herkomst"));
    check_text("notes", gr_str_sub(text, 0, end),
               "workbook title=\"Overdrachtsdossier\" lang=\"nl\" as-of=2025-06-05\n"
               "sheet \"Noten\" rows=7 frozen=2,1 widths=13,10 upright\n"
               "  row 1 height=36\n"
               "  A1:B1 title text \"Bijdrage (in euro's)\"\n"
               "  A2 head text \"Gemeente 1)\" note=\"1) Naar de stand van nu.\"\n"
               "  B2 head text \"Bijdrage\"\n"
               "  A3 body text \"Arnhem\"\n"
               "  B3 body right number 1.00 EUR as euro \"€ 1\" note=\"2) Afgerond.\\n3) "
               "Voorlopig.\"\n"
               "  A4:B4 remark text \"1) Naar de stand van nu.\"\n"
               "  A5:B5 remark text \"2) Afgerond.\"\n"
               "  A6:B6 remark text \"3) Voorlopig.\"\n"
               "  A7:B7 remark text \"Bron: begroting 2025\"\n");
    gr_arena_free(b.arena);
}

static void kinds_of_values(void **state)
{
    (void)state;
    book b = book_new();
    gr_node *table = table_new(&b, "Soorten", "", "t");
    gr_value year = {.type = GR_T_PERIOD, .as.period = {GR_PERIOD_YEAR, 2025, 0}};
    gr_value school = {.type = GR_T_PERIOD, .as.period = {GR_PERIOD_SCHOOL, 2024, 0}};
    gr_value yes = {.type = GR_T_BOOL, .as.b = true};
    const struct {
        gr_value value;
        gr_format format;
        const char *text;
    } cells[] = {
        {days(2025, 6, 5), as_date, "5 juni 2025"},
        {days(1900, 2, 28), as_date, "28 februari 1900"},
        {decimal(303, 1), as_number, "30,3"},
        {year, as_plain, "2025"},
        {school, as_plain, "2024-2025"},
        {yes, as_check, "ja"},
        {absent(GR_T_MISSING), as_number, "."},
        {absent(GR_T_SUPPRESSED), as_number, "x"},
        {{.type = GR_T_TEXT, .as.text = GR_LIT("=1+1")}, as_plain, "=1+1"},
        {{.type = GR_T_CODE, .as.code = {GR_LIT("0274"), GR_LIT("0274")}}, as_plain, "0274"},
    };
    for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
        gr_node *row = row_new(&b, table, GR_ROW_BODY);
        gr_node *cell = figure_new(&b, row, cells[i].value, cells[i].format, cells[i].text);
        cell->as.cell.align = GR_ALIGN_LEFT;
    }
    gr_node *mixed = words_new(&b, row_new(&b, table, GR_ROW_BODY), "samen ");
    gr_node *inside = gr_node_new(b.arena, mixed, GR_K_FIGURE, (gr_loc){0});
    gr_figure figure = {
        .id = GR_LIT("f"), .value = whole(5), .format = as_number, .text = GR_LIT("5")};
    inside->as.figure.figure = gr_doc_add_figure(b.doc, figure);
    gr_node *alone = cell_new(&b, row_new(&b, table, GR_ROW_BODY));
    gr_node_new(b.arena, alone, GR_K_FIGURE, (gr_loc){0})->as.figure.figure =
        inside->as.figure.figure;
    gr_str text = plan_text(&b, book_plan(&b));
    text = gr_str_sub(text, 0, gr_str_find(text, GR_LIT("sheet \"Herkomst")));
    check_text("kinds", text,
               "workbook title=\"Overdrachtsdossier\" lang=\"nl\" as-of=2025-06-05\n"
               "sheet \"Soorten\" rows=12 frozen=0,0 widths=18 upright\n"
               "  A1 body date 2025-06-05 as date \"5 juni 2025\"\n"
               "  A2 body text \"28 februari 1900\"\n"
               "  A3 body number 30.3 as number \"30,3\"\n"
               "  A4 body number 2025 as plain \"2025\"\n"
               "  A5 body text \"2024-2025\"\n"
               "  A6 body text \"ja\"\n"
               "  A7 body text \".\"\n"
               "  A8 body text \"x\"\n"
               "  A9 body text \"=1+1\"\n"
               "  A10 body text \"0274\"\n"
               "  A11 body text \"samen 5\"\n"
               "  A12 body number 5 as number \"5\"\n");
    gr_arena_free(b.arena);
}

/** Spans over rows and columns keep their places; a second table stands under the first. */
static void tables_under_each_other(void **state)
{
    (void)state;
    book b = book_new();
    for (int i = 0; i < 2; i++) {
        gr_node *table = table_new(&b, "Deelname", "", "hdd");
        gr_node *head = row_new(&b, table, GR_ROW_HEAD);
        words_new(&b, head, "Gemeente")->as.cell.rowspan = 2;
        words_new(&b, head, "Jaar")->as.cell.colspan = 2;
        gr_node *below = row_new(&b, table, GR_ROW_HEAD);
        words_new(&b, below, "2024");
        words_new(&b, below, "2025");
        gr_node *group = row_new(&b, table, GR_ROW_GROUP);
        words_new(&b, group, "Midden")->as.cell.colspan = 3;
    }
    gr_str text = plan_text(&b, book_plan(&b));
    text = gr_str_sub(text, 0, gr_str_find(text, GR_LIT("sheet \"Herkomst")));
    check_text("spans", text,
               "workbook title=\"Overdrachtsdossier\" lang=\"nl\" as-of=2025-06-05\n"
               "sheet \"Deelname\" rows=7 frozen=0,0 widths=10,8,8 upright\n"
               "  A1:A2 head text \"Gemeente\"\n"
               "  B1:C1 head text \"Jaar\"\n"
               "  B2 head text \"2024\"\n"
               "  C2 head text \"2025\"\n"
               "  A3:C3 group text \"Midden\"\n"
               "  A5:A6 head text \"Gemeente\"\n"
               "  B5:C5 head text \"Jaar\"\n"
               "  B6 head text \"2024\"\n"
               "  C6 head text \"2025\"\n"
               "  A7:C7 group text \"Midden\"\n");
    gr_arena_free(b.arena);
}

static void names_are_allowed_and_unique(void **state)
{
    (void)state;
    static const struct {
        const char *wanted, *name;
    } cases[] = {
        {"Bijdragen", "Bijdragen"},
        {"bijdragen", "bijdragen (2)"},
        {"Été", "Été"},
        {"été", "été (2)"},
        {"Baten/lasten: 2025?", "Baten-lasten- 2025-"},
        {"'in de zorg'", "in de zorg"},
        {"History", "History-"},
        {"[]", "--"},
        {"Een naam die veel te lang is voor een blad", "Een naam die veel te lang is vo"},
        {"Een naam die veel te lang is voor twee", "Een naam die veel te lang i (2)"},
        {"😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀", "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀"},
        {"Herkomst", "Herkomst"},
    };
    book b = book_new();
    const size_t n = sizeof(cases) / sizeof(cases[0]);
    for (size_t i = 0; i < n; i++) {
        gr_node *table = table_new(&b, cases[i].wanted, "", "t");
        words_new(&b, row_new(&b, table, GR_ROW_BODY), "x");
    }
    const gr_sheet_plan *plan = book_plan(&b);
    assert_int_equal(plan->n, n + 1);
    for (size_t i = 0; i < n; i++) {
        check_text(cases[i].wanted, plan->sheets[i].name, cases[i].name);
    }
    check_text("sources", plan->sheets[n].name, "Herkomst (2)");
    gr_arena_free(b.arena);
}

/* --- limits --- */

static void limits_on_both_sides(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        gr_value value;
        uint32_t rows;
        gr_status status;
    } cases[] = {
        {"15 digits", {.type = GR_T_INT, .as.i = 999999999999999}, 9, GR_OK},
        {"16 digits", {.type = GR_T_INT, .as.i = -1000000000000001}, 9, GR_OVER_LIMIT},
        {"zeros count not", {.type = GR_T_DECIMAL, .as.dec = {1000000000000000000, 6}}, 9, GR_OK},
        {"row within", {.type = GR_T_INT, .as.i = 1}, 4, GR_OK},
        {"row too many", {.type = GR_T_INT, .as.i = 1}, 3, GR_OVER_LIMIT},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        book b = book_new();
        b.doc->edition = GR_LIT("");
        b.limits.rows = cases[i].rows;
        gr_node *table = table_new(&b, "Getallen", "Titel", "t");
        for (int r = 0; r < 3; r++) {
            figure_new(&b, row_new(&b, table, GR_ROW_BODY), cases[i].value, as_number, "getal");
        }
        gr_sheet_plan *plan = NULL;
        gr_status got = gr_sheets_plan(b.doc, &b.limits, b.arena, b.diag, &plan);
        if (got != cases[i].status || gr_diag_has(b.diag, GR_CODE_SHEET_LIMIT) != (got != GR_OK) ||
            (plan != NULL) != (got == GR_OK)) {
            fail_msg("case %s: status %d", cases[i].name, (int)got);
        }
        gr_arena_free(b.arena);
    }
}

static void long_text_is_refused(void **state)
{
    (void)state;
    for (size_t extra = 0; extra < 2; extra++) {
        book b = book_new();
        char *text = GR_NEW_N(b.arena, char, 32768 + extra);
        memset(text, 'a', 32767 + extra);
        gr_node *table = table_new(&b, "Tekst", "", "t");
        words_new(&b, row_new(&b, table, GR_ROW_BODY), text);
        gr_sheet_plan *plan = NULL;
        gr_status got = gr_sheets_plan(b.doc, &b.limits, b.arena, b.diag, &plan);
        assert_int_equal(got, extra > 0 ? GR_OVER_LIMIT : GR_OK);
        assert_int_equal(gr_diag_has(b.diag, GR_CODE_SHEET_LIMIT), extra > 0);
        if (plan != NULL) {
            assert_int_equal(plan->sheets[0].cells[0].text.len, 32767);
            assert_int_equal(plan->sheets[0].widths[0], 60);
        }
        gr_arena_free(b.arena);
    }
}

/* --- a table that is pulled --- */

typedef struct well {
    book *b;
    int next;
    int64_t total;
} well;

static gr_status draw_row(void *user, gr_arena *arena, gr_node **out)
{
    well *w = user;
    *out = NULL;
    if (w->next > 3) {
        return GR_OK;
    }
    bool last = w->next == 3;
    gr_node *row = gr_node_new(arena, NULL, GR_K_ROW, (gr_loc){0});
    row->as.row.role = last ? GR_ROW_TOTAL : GR_ROW_BODY;
    gr_node *cell = gr_node_new(arena, row, GR_K_CELL, (gr_loc){0});
    gr_figure *figure = GR_NEW(arena, gr_figure);
    figure->value = whole(last ? w->total : w->next + 1);
    figure->text = gr_str_fmt(arena, "n%d", w->next++);
    cell->as.cell.figure = figure;
    *out = row;
    return GR_OK;
}

static gr_status back_to_the_top(void *user)
{
    ((well *)user)->next = 0;
    return GR_OK;
}

static void pulled_rows_outlive_their_memory(void **state)
{
    (void)state;
    static const struct {
        int64_t total;
        const char *kinds; /* "d": a column that is summed */
        const char *formula;
    } cases[] = {{6, "d", "=SUM(A1:A3)"}, {7, "d", ""}, {6, "t", ""}};
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        book b = book_new();
        well w = {&b, 2, cases[i].total};
        gr_row_source source = {.next = draw_row, .restart = back_to_the_top, .user = &w};
        gr_node *table = table_new(&b, "Groot", "", cases[i].kinds);
        table->as.table.source = &source;
        const gr_sheet_plan *plan = book_plan(&b);
        const gr_sheet_cell *cells = plan->sheets[0].cells;
        assert_int_equal(plan->sheets[0].n_cells, 4);
        check_text("text", cells[1].text, "n1");
        check_text("formula", cells[3].formula, cases[i].formula);
        assert_int_equal(cells[3].note.len > 0, cells[3].formula.len == 0); /* it says so */
        assert_int_equal(cells[0].note.len + cells[2].note.len, 0);
        gr_arena_free(b.arena);
    }
}

/** In print a table that fits a page begins one when it would be cut. Columns too wide for a page,
 * with letters as wide as they may be, are made smaller; much too wide ones by the program. */
static void pages_begin_with_tables(void **state)
{
    (void)state;
    static const struct {
        size_t rows, columns, n_breaks;
        uint8_t scale;
    } cases[] = {{10, 2, 0, 100},  {30, 2, 2, 100}, {60, 2, 0, 100},
                 {20, 11, 2, 100}, {20, 15, 2, 75}, {20, 40, 0, 0}};
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        book b = book_new();
        char kinds[64] = {0};
        memset(kinds, 't', cases[i].columns);
        for (size_t t = 0; t < 3; t++) {
            gr_node *table = table_new(&b, "Onder elkaar", "Tabel", kinds);
            for (size_t r = 0; r < cases[i].rows && !(cases[i].rows == 10 && t == 2); r++) {
                words_new(&b, row_new(&b, table, GR_ROW_BODY), "x");
            }
        }
        const gr_sheet *sheet = &book_plan(&b)->sheets[0];
        print_message("case %zu\n", i);
        assert_int_equal(sheet->scale, cases[i].scale);
        assert_int_equal(sheet->n_breaks, cases[i].n_breaks);
        for (size_t k = 0; k < sheet->n_breaks; k++) {
            assert_int_equal(sheet->breaks[k], (k + 1) * (cases[i].rows + 2));
        }
        gr_arena_free(b.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(typed_cells_and_a_live_total),
        cmocka_unit_test(footnotes_stand_under_their_table),
        cmocka_unit_test(kinds_of_values),
        cmocka_unit_test(tables_under_each_other),
        cmocka_unit_test(pages_begin_with_tables),
        cmocka_unit_test(names_are_allowed_and_unique),
        cmocka_unit_test(limits_on_both_sides),
        cmocka_unit_test(long_text_is_refused),
        cmocka_unit_test(pulled_rows_outlive_their_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
