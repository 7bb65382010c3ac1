#include "long_book.h"

/* Rows of long tables are not held: what the plan says of them is what it says of held ones. */

static void long_rows_are_as_held_ones(void **state)
{
    (void)state;
    for (unsigned ratios = 0; ratios < 2; ratios++) {
        book held = long_book(false, ratios == 1), pulled_one = long_book(true, ratios == 1);
        const gr_sheet_plan *a = book_plan(&held), *b = book_plan(&pulled_one);
        assert_int_equal(b->sheets[0].n_long, 1);
        assert_int_equal(b->sheets[0].n_cells, a->sheets[0].n_cells - (size_t)12 * 6);
        check_text("plan", plan_text(&pulled_one, b), plan_text(&held, a).ptr);
        gr_arena_free(held.arena);
        gr_arena_free(pulled_one.arena);
    }
}

/** How many bytes a plan takes does not depend on how many rows it has. */
static void rows_leave_nothing_behind(void **state)
{
    (void)state;
    size_t taken[2] = {0, 0};
    for (size_t k = 0; k < 2; k++) {
        book b = book_new();
        gr_node *table = table_new(&b, "Lang", "", "hd");
        for (size_t i = 0; i < (k == 0 ? 4 : 60); i++) {
            gr_node *row = row_new(&b, table, GR_ROW_BODY);
            words_new(&b, row, "naam");
            figure_new(&b, row, euros(100), as_euro, "€ 1");
        }
        (void)pulled(&b, table);
        gr_arena *arena = gr_arena_new(64);
        gr_sheet_plan *plan = NULL;
        assert_int_equal(gr_sheets_plan(b.doc, &b.limits, arena, b.diag, &plan), GR_OK);
        taken[k] = gr_arena_bytes(arena);
        gr_arena_free(arena);
        gr_arena_free(b.arena);
    }
    assert_true(taken[1] - taken[0] < 60 * sizeof(gr_sheet_cell));
}

static gr_node *amounts_new(book *b, const gr_value *values, size_t n, gr_value total)
{
    gr_node *table = table_new(b, "Lang", "", "d");
    for (size_t i = 0; i < n; i++) {
        figure_new(b, row_new(b, table, GR_ROW_BODY), values[i], as_number, "1");
    }
    figure_new(b, row_new(b, table, GR_ROW_TOTAL), total, as_number, "6");
    (void)pulled(b, table);
    return table;
}

/** A total is a formula only when the column, reckoned exactly, is what it shows. */
static void totals_are_proven(void **state)
{
    (void)state;
    const gr_value third = {.type = GR_T_RATIO, .as.ratio = {1, 3}};
    const struct {
        gr_value values[3], total;
        bool summed; /* its column */
        const char *formula;
    } cases[] = {
        {{whole(1), whole(2), whole(3)}, whole(6), true, "=SUM(A1:A3)"},
        {{whole(1), whole(2), whole(3)}, whole(7), true, ""},
        {{whole(1), whole(2), whole(3)}, whole(6), false, ""},
        {{decimal(15, 1), whole(2), euros(250)}, whole(6), true, "=SUM(A1:A3)"},
        {{third, third, third}, whole(1), true, "=SUM(A1:A3)"},
        {{whole(1), absent(GR_T_MISSING), whole(3)}, whole(4), true, "=SUM(A1:A3)"},
        {{whole(1), absent(GR_T_SUPPRESSED), whole(3)}, whole(4), true, ""},
        {{whole(1), days(2025, 1, 1), whole(3)}, whole(4), true, ""},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        print_message("case %zu\n", i);
        book b = book_new();
        gr_node *table = amounts_new(&b, cases[i].values, 3, cases[i].total);
        gr_col *cols = GR_NEW_N(b.arena, gr_col, 1);
        cols[0].summed = cases[i].summed;
        table->as.table.cols = cols;
        const gr_sheet *sheet = &book_plan(&b)->sheets[0];
        assert_int_equal(sheet->n_cells, 1);
        check_text("formula", sheet->cells[0].formula, cases[i].formula);
        assert_int_equal(sheet->cells[0].note.len > 0, sheet->cells[0].formula.len == 0);
        gr_arena_free(b.arena);
    }
}

/** A sum over tables above and below does not go over what stands in a long one. */
static void sums_do_not_cross_them(void **state)
{
    (void)state;
    book b = book_new();
    gr_value a = field(&b, whole(1), "a", "v"), c = field(&b, whole(3), "c", "v");
    figure_new(&b, row_new(&b, table_new(&b, "Lang", "", "d"), GR_ROW_BODY), a, as_number, "1");
    const gr_value between[] = {whole(5), whole(5)};
    (void)amounts_new(&b, between, 2, whole(10));
    gr_node *last = table_new(&b, "Lang", "", "d");
    figure_new(&b, row_new(&b, last, GR_ROW_BODY), c, as_number, "3");
    const gr_value both[] = {a, c};
    figure_new(&b, row_new(&b, last, GR_ROW_TOTAL), made(&b, whole(4), GR_OP_SUM, both, 2),
               as_number, "4");
    const gr_sheet *sheet = &book_plan(&b)->sheets[0];
    check_text("total", sheet->cells[sheet->n_cells - 1].formula, "=SUM(A1,A7)");
    gr_arena_free(b.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(long_rows_are_as_held_ones),
        cmocka_unit_test(rows_leave_nothing_behind),
        cmocka_unit_test(totals_are_proven),
        cmocka_unit_test(sums_do_not_cross_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
