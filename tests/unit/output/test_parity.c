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

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_workbook_has_each_number),
                                       cmocka_unit_test(a_number_that_is_lost_is_found)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
