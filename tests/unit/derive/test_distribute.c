#include "derive/derive.h"

#include "derive/desk.h"

/* Dividing amounts by a key: domain.md A.2.3 to the euro, other units and weights, and every way in
 * which it cannot be done. */

static const struct {
    const char *municipality;
    const char *amounts[4]; /* inkoop, beheer, wsp, inburgering */
} vector[] = {
    {"gm0202", {"573334", "134902", "675692", "27823"}},
    {"gm0221", {"42253", "9942", "49797", "2051"}},
    {"gm0226", {"94798", "22305", "111722", "4600"}},
    {"gm1705", {"171272", "40299", "201849", "8311"}},
    {"gm1734", {"175193", "41222", "206470", "8502"}},
    {"gm0274", {"116495", "27411", NULL, NULL}},
    {"gm0275", {"163347", "38435", "192510", "7927"}},
    {"gm0277", {"5583", "1314", "6581", "271"}},
    {"gm0289", {"141032", "33184", NULL, NULL}},
    {"gm0293", {"55914", "13156", "65896", "2713"}},
    {"gm0299", {"160779", "37830", "189483", "7802"}},
};

static void populations_divide_as_published(void **state)
{
    (void)state;
    desk d = desk_run(DESK_CONTRIBUTIONS("euro") "<check that='sum(amount of contributions)' "
                                                 "equals='sum(amount of distributions)' "
                                                 "because='alles is verdeeld'/>");
    assert_int_equal(d.ran, GR_OK);
    assert_int_equal(gr_diag_count(d.w->diag, GR_NOTE), 0);
    assert_int_equal(gr_table_rows(desk_table(&d, "contributions")), 40);
    for (size_t i = 0; i < sizeof(vector) / sizeof(vector[0]); i++) {
        for (int part = 0; part < 4; part++) {
            if (vector[i].amounts[part] == NULL) {
                continue;
            }
            gr_str key = gr_str_fmt(d.w->arena, "D%d/%s", part + 1, vector[i].municipality);
            gr_str want = gr_str_fmt(d.w->arena, "%s.00 EUR", vector[i].amounts[part]);
            check_text(key.ptr, desk_cell(&d, "contributions", key.ptr, "amount"), want.ptr);
        }
    }
    desk_free(&d);
}

static void a_part_is_owned_and_refers(void **state)
{
    (void)state;
    desk d = desk_run(DESK_CONTRIBUTIONS("euro"));
    const gr_table *table = desk_table(&d, "contributions");
    uint32_t row = gr_table_find(table, GR_LIT("D3/gm0226"));
    check_text("owner", gr_table_owner(table, row), "gm0226");
    check_text("module", desk_cell(&d, "contributions", "D3/gm0226", "module"), "wsp");
    check_text("measure", desk_cell(&d, "contributions", "D3/gm0226", "measure"), "25433");
    check_text("origin", desk_origin(&d, "contributions", "D3/gm0226", "amount"),
               "contributions[D3/gm0226].amount <- share(distributions[D3].amount, "
               "municipalities[gm0226].inhabitants, sum(9 of participation where module = "
               "$part.module: municipalities[gm0202].inhabitants, "
               "municipalities[gm0221].inhabitants, municipalities[gm0226].inhabitants, ...), 1.00 "
               "EUR, 3)");
    desk_free(&d);
}

/** What other units and weights yield, for amounts and keys that a test names. */
#define DIVIDE(AMOUNTS, KIND, UNIT)                                                          \
    "<distribute name='parts' each='part' of='" AMOUNTS "' total='part.amount' to='m'\n"     \
    " among=\"measures where kind = '" KIND "'\" weight='m.number' unit='" UNIT "'\n"        \
    " key='source receiver' shared='yes'>\n"                                                 \
    "<field name='source' type='reference' to='odd_amounts' value='part'/>\n"                \
    "<field name='receiver' type='reference' to='municipalities' value='m.municipality'/>\n" \
    "<share name='amount'/></distribute>\n"

static void units_weights_and_absent_totals(void **state)
{
    (void)state;
    static const struct {
        const char *descriptor, *key, *want, *origin;
    } cases[] = {
        /* 0.5 and 1.25 of 100,01: whole euros, the odd cent to the largest remainder */
        {DIVIDE("odd_amounts", "halves", "euro"), "cents/gm0202", "29.01 EUR", NULL},
        {DIVIDE("odd_amounts", "halves", "euro"), "cents/gm0221", "71.00 EUR", NULL},
        {DIVIDE("odd_amounts", "halves", "euro"), "cents/gm0226", "0.00 EUR", NULL},
        {DIVIDE("odd_amounts", "halves", "cent"), "cents/gm0202", "28.57 EUR", NULL},
        {DIVIDE("odd_amounts", "halves", "cent"), "cents/gm0221", "71.44 EUR", NULL},
        {DIVIDE("odd_amounts", "halves", "cent"), "negative/gm0221", "-71.43 EUR", NULL},
        {DIVIDE("odd_amounts", "halves", "cent"), "zero/gm0202", "0.00 EUR", NULL},
        {DIVIDE("odd_amounts", "halves", "cent"), "missing/gm0202", "(missing)",
         "parts[missing/gm0202].amount <- share(odd_amounts[missing].amount, measures[m1].number, "
         "sum(3 of measures where kind = 'halves': measures[m1].number, measures[m2].number, "
         "measures[m3].number))"},
        {DIVIDE("odd_amounts", "halves", "cent"), "hidden/gm0202", "(suppressed)",
         "parts[hidden/gm0202].amount"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        desk d = desk_run(cases[i].descriptor);
        check_text("report", desk_report(&d), "");
        assert_int_equal(d.ran, GR_OK);
        check_text(cases[i].key, desk_cell(&d, "parts", cases[i].key, "amount"), cases[i].want);
        if (cases[i].origin != NULL) {
            check_text(cases[i].key, desk_origin(&d, "parts", cases[i].key, "amount"),
                       cases[i].origin);
        }
        desk_free(&d);
    }
}

static void what_cannot_be_divided_is_told(void **state)
{
    (void)state;
    static const struct {
        const char *descriptor, *want;
    } cases[] = {
        {DIVIDE("odd_amounts", "nobody", "euro"),
         "2:1: error: nothing to distribute over: 'cents' of 'parts': no records among 'measures "
         "where kind = 'nobody'' [D301]"},
        {DIVIDE("odd_amounts", "zeros", "euro"),
         "2:1: error: nothing to distribute over: 'cents' of 'parts': all weights are zero among "
         "'measures where kind = 'zeros'' [D301]"},
        {DIVIDE("odd_amounts", "below", "euro"),
         "2:1: error: weight cannot be used: that of 'm6' for 'cents' is below zero; it must be "
         "zero or more [D302]"},
        {DIVIDE("odd_amounts", "gap", "euro"),
         "2:1: error: weight cannot be used: that of 'm7' for 'cents' is missing; it must be zero "
         "or more [D302]"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        desk d = desk_run(cases[i].descriptor);
        assert_int_equal(d.bound, GR_OK);
        assert_int_equal(d.ran, GR_BAD_INPUT);
        check_text("report", desk_report(&d), cases[i].want);
        desk_free(&d);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(populations_divide_as_published),
        cmocka_unit_test(a_part_is_owned_and_refers),
        cmocka_unit_test(units_weights_and_absent_totals),
        cmocka_unit_test(what_cannot_be_divided_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
