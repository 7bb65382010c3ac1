#include "check.h"

#include "output/parity.h"
#include "sheets/book.h"

static void the_workbook_has_each_number(void **state)
{
    (void)state;
    book b = contributions_book();
    gr_diag *diag = gr_diag_new(b.arena, 10);
    assert_int_equal(gr_output_parity(b.doc, book_plan(&b), diag), GR_OK);
    gr_arena_free(b.arena);
}

static void a_number_that_is_lost_is_found(void **state)
{
    (void)state;
    book b = contributions_book();
    gr_diag *diag = gr_diag_new(b.arena, 10);
    gr_sheet_plan *plan = book_plan(&b);
    unsigned lost = 0;
    for (size_t i = 0; i < plan->sheets[0].n_cells; i++) {
        gr_value *value = &plan->sheets[0].cells[i].value;
        if (value->type == GR_T_MONEY && value->as.money.minor == -150) {
            value->as.money.minor = -151;
            lost++;
        }
    }
    assert_int_equal(lost, 1);
    assert_int_equal(gr_output_parity(b.doc, plan, diag), GR_BUG);
    assert_true(gr_diag_has(diag, GR_CODE_OUTPUT_VERIFY));
    gr_arena_free(b.arena);
}

static gr_node *first_of(gr_node *node, gr_kind kind)
{
    while (node != NULL && node->kind != kind) {
        node = node->next;
    }
    return node;
}

/** A number that is printed twice stands in the workbook twice. */
static void a_number_that_is_lost_once_is_found(void **state)
{
    (void)state;
    book b = contributions_book();
    gr_diag *diag = gr_diag_new(b.arena, 10);
    gr_sheet_plan *plan = book_plan(&b);
    gr_node *cells[2] = {NULL, NULL};
    size_t n = 0;
    for (gr_node *table = first_of(b.doc->root->first, GR_K_TABLE); table != NULL && n < 2;
         table = NULL) {
        for (gr_node *row = table->first; row != NULL && n < 2; row = row->next) {
            for (gr_node *cell = row->kind == GR_K_ROW ? row->first : NULL; cell != NULL && n < 2;
                 cell = cell->next) {
                if (cell->as.cell.figure != NULL &&
                    cell->as.cell.figure->value.type == GR_T_MONEY) {
                    cells[n++] = cell;
                }
            }
        }
    }
    assert_int_equal(n, 2);
    cells[1]->as.cell.figure = cells[0]->as.cell.figure;
    assert_int_equal(gr_output_parity(b.doc, plan, diag), GR_BUG);
    assert_true(gr_diag_has(diag, GR_CODE_OUTPUT_VERIFY));
    gr_arena_free(b.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_workbook_has_each_number),
                                       cmocka_unit_test(a_number_that_is_lost_is_found),
                                       cmocka_unit_test(a_number_that_is_lost_once_is_found)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
