/* Orders: no names ask for all; what was asked is held against what there is letter by letter. */
#include "check.h"

#include "base/arena.h"
#include "plan/order.h"

static void no_names_ask_for_all(void **state)
{
    (void)state;
    const gr_named wanted[] = {{.name = GR_LIT("renkum")}, {.name = GR_LIT("rheden")}};
    assert_true(gr_name_is_wanted(GR_LIT("arnhem"), wanted, 0));
    assert_true(gr_name_is_wanted(GR_LIT("rheden"), wanted, 2));
    assert_false(gr_name_is_wanted(GR_LIT("arnhem"), wanted, 2));
    assert_false(gr_name_is_wanted(GR_LIT("renku"), wanted, 2));
}

static void any_order_may_ask(void **state)
{
    (void)state;
    const gr_named one[] = {{.name = GR_LIT("budget")}};
    const gr_order orders[] = {{.reports = one, .n_reports = 1}, {.n_reports = 0}};
    assert_true(gr_orders_ask(orders, 1, GR_LIT("budget")));
    assert_false(gr_orders_ask(orders, 1, GR_LIT("dossier")));
    assert_true(gr_orders_ask(orders, 2, GR_LIT("dossier")));
    assert_false(gr_orders_ask(orders, 0, GR_LIT("budget")));
}

static void names_are_told(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(256);
    const gr_str names[] = {GR_LIT("a"), GR_LIT("b c")};
    check_text("two", gr_names_text(names, 2, arena), "'a', 'b c'");
    check_text("none", gr_names_text(names, 0, arena), "none");
    assert_true(gr_name_is_listed(GR_LIT("b c"), names, 2));
    assert_false(gr_name_is_listed(GR_LIT("b c"), names, 1));
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_names_ask_for_all),
        cmocka_unit_test(any_order_may_ask),
        cmocka_unit_test(names_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
