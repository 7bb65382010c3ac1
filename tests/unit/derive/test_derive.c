#include "derive/derive.h"

#include "derive/desk.h"

/* Derived datasets, relations and controls: what they yield, and what is said about those that
 * cannot be. */

#define TEAM                                                                                \
    "<derive name='team' each='m' of='modules' key='module' shared='yes'>\n"                \
    "<field name='module' type='reference' to='modules' value='m'/>\n"                      \
    "<field name='towns' type='integer' value='count(participation where module = $m)'/>\n" \
    "<field name='people' type='decimal'\n"                                                 \
    " value='sum(municipality.inhabitants of participation where module = $m)'/>\n"         \
    "</derive>\n"
#define RELATION \
    "<relation phrase='takes part in' of='participation' left='municipality' right='module'/>\n"

static void records_are_computed_and_linked(void **state)
{
    (void)state;
    static const struct {
        const char *descriptor, *table, *key, *column, *want, *origin;
    } cases[] = {
        {TEAM, "team", "wsp", "module", "wsp", "team[wsp].module <- modules[wsp].id"},
        {TEAM, "team", "wsp", "towns", "9", NULL},
        {TEAM, "team", "beheer", "people", "456088", NULL},
        {TEAM, "team", "wsp", "people", "386997",
         "team[wsp].people <- sum(9 of participation where module = $m: "
         "municipalities[gm0202].inhabitants, municipalities[gm0221].inhabitants, "
         "municipalities[gm0226].inhabitants, ...)"},
        /* a derived dataset is read by the next one, through its references */
        {TEAM "<derive name='size' each='t' of='team where towns &lt; 10' key='module'"
              " shared='yes'><field name='module' type='reference' to='modules'"
              " value='t.module'/><field name='each' type='decimal'"
              " value='t.people / t.towns to 1'/><field name='name' type='text'"
              " value='t.module.name'/></derive>",
         "size", "inburgering", "each", "42999.7",
         "size[inburgering].each <- (team[inburgering].people / team[inburgering].towns)"},
        {RELATION "<derive name='who' each='p' of='municipalities' key='town' shared='yes'>"
                  "<field name='town' type='reference' to='municipalities' value='p'/>"
                  "<field name='wsp' type='boolean' value=\"p takes part in"
                  " first(module of participation where module = 'wsp')\"/></derive>",
         "who", "gm0274", "wsp", "false", NULL},
        {"<relation phrase='takes part in' of='participation' left='municipality' right='module'"
         " where=\"municipality != 'gm0202'\"/>"
         "<derive name='who' each='p' of='participation' key='nr' shared='yes'>"
         "<field name='nr' type='text' value='p.nr'/>"
         "<field name='joins' type='boolean' value='p.municipality takes part in p.module'/>"
         "</derive>",
         "who", "gm0202-wsp", "joins", "false", NULL},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        desk d = desk_run(cases[i].descriptor);
        check_text("report", desk_report(&d), "");
        assert_int_equal(d.ran, GR_OK);
        check_text(cases[i].column, desk_cell(&d, cases[i].table, cases[i].key, cases[i].column),
                   cases[i].want);
        if (cases[i].origin != NULL) {
            check_text(cases[i].column,
                       desk_origin(&d, cases[i].table, cases[i].key, cases[i].column),
                       cases[i].origin);
        }
        desk_free(&d);
    }
}

#define ONE(ATTRS, FIELDS) \
    "<derive name='one' each='m' of='modules' " ATTRS ">\n" FIELDS "</derive>\n"
#define KEYED  "key='module' shared='yes'"
#define MODULE "<field name='module' type='reference' to='modules' value='m'/>\n"

static bool differs(const desk *d, const char *name, const char *want)
{
    gr_str got = desk_report(d);
    if (gr_str_is(got, want)) {
        return false;
    }
    print_error("%s\n  got  " GR_FMT "\n  want %s\n", name, GR_ARG(got), want);
    return true;
}

static void faults_are_told_before_anything_is_computed(void **state)
{
    (void)state;
    unsigned wrong = 0;
    static const struct {
        const char *descriptor, *want;
    } cases[] = {
        {ONE(KEYED, MODULE "<field name='n' type='text' value='m.nam'/>"),
         "4:38: error: unknown field: 'nam' in dataset 'modules'; did you mean 'name'? [T204]"},
        {ONE(KEYED, MODULE "<field name='n' type='money' value='m.name'/>"),
         "4:37: error: types do not go together: 'm.name' is text, where money must stand [T207]"},
        {ONE(KEYED, "<field name='module' type='reference' to='municipalities' value='m'/>"),
         "3:66: error: types do not go together: 'm' is a record of modules, field 'module' refers "
         "to municipalities [T207]"},
        {ONE(KEYED, "<field name='module' type='reference' value='m'/>"),
         "3:1: error: missing attribute: to= of field 'module': the dataset it refers to [X203]"},
        {ONE(KEYED, "<field name='module' type='reference' to='moduls' value='m'/>"),
         "3:1: error: unknown dataset: 'moduls' in 'one.module'; did you mean 'modules'? [T202]"},
        {ONE("key='modul' shared='yes'", MODULE),
         "2:47: error: unknown field: 'modul' in dataset 'one'; did you mean 'module'? [T204]"},
        {ONE("key='module'", MODULE),
         "2:1: error: missing attribute: 'one' says either owner= (a reference field) or "
         "shared=\"yes\": whose are its rows? [X203]"},
        {ONE("key='module' shared='yes' owner='module'", MODULE),
         "2:1: error: missing attribute: 'one' says either owner= (a reference field) or "
         "shared=\"yes\": whose are its rows? [X203]"},
        {ONE("key='module' owner='modul'", MODULE),
         "2:62: error: unknown field: 'modul' in dataset 'one'; did you mean 'module'? [T204]"},
        {ONE("key='module' owner='n'", MODULE "<field name='n' type='text' value='m.name'/>"),
         "2:62: error: types do not go together: 'n' is text; an owner is a reference [T207]"},
        {ONE(KEYED, MODULE MODULE), "4:1: error: name given twice: field 'module' of 'one' [T210]"},
        {ONE(KEYED, MODULE "<field name='c' type='code' codes='colours' value=\"'red'\"/>"),
         "4:36: error: unknown name: list of codes 'colours': no field of a source has it [T201]"},
        {ONE(KEYED, MODULE) ONE(KEYED, MODULE), "5:1: error: name given twice: "
                                                "a dataset 'one' exists already [T210]"},
        {"<derive name='one' each='m' of='moduls' key='m' shared='yes'>"
         "<field name='m' type='text' value='m.id'/></derive>",
         "2:33: error: unknown dataset: 'moduls'; did you mean 'modules'? [T202]"},
        /* what stands on a dataset with a fault is not blamed for it */
        {ONE(KEYED, MODULE
             "<field name='n' type='text' value='m.nam'/>") "<check that='count(one)' equals='4' "
                                                            "because='alle modules'/>",
         "4:38: error: unknown field: 'nam' in dataset 'modules'; did you mean 'name'? [T204]"},
        {"<relation phrase='takes part in' of='participaton' left='municipality' right='module'/>",
         "2:38: error: unknown dataset: 'participaton' of a relation, which goes over datasets "
         "that "
         "are read; did you mean 'participation'? [T202]"},
        {"<relation phrase='takes part in' of='participation' left='town' right='module'/>",
         "2:59: error: unknown field: 'town' in dataset 'participation' [T204]"},
        {"<relation phrase='takes part in' of='participation' left='nr' right='module'/>",
         "2:59: error: types do not go together: 'nr' is text; a side of a relation is a "
         "reference: declare it in dataset 'participation' as type=\"reference\" to=\"...\", the "
         "dataset whose key it holds [T207]"},
        {RELATION RELATION, "3:19: error: name given twice: relation 'takes part in' [T210]"},
        {"<relation phrase='takes part in' of='participation' left='municipality' right='module'"
         " where='module.name'/>",
         "2:95: error: types do not go together: a condition is yes or no; 'module.name' is text "
         "[T207]"},
        {"<check that='count(modules)' equals=\"'vier'\" because='vier'/>",
         "2:38: error: types do not go together: 'count(modules)' is integer and ''vier'' is text; "
         "these cannot be compared [T207]"},
        {"<check that='count(modules)' because='vier'/>",
         "2:14: error: types do not go together: 'count(modules)' is integer, where yes or no must "
         "stand [T207]"},
        {"<distribute name='parts' each='a' of='distributions' total='a.module' to='p'"
         " among='participation' weight='p.nr' key='nr' shared='yes'>"
         "<field name='nr' type='text' value='p.nr'/><share name='amount'/></distribute>",
         "2:61: error: types do not go together: 'a.module' is a record of modules, where money "
         "must stand [T207]"},
        {"<distribute name='parts' each='a' of='distributions' total='a.amount' to='p'"
         " among='participation' weight='p.nr' key='nr' shared='yes'>"
         "<field name='nr' type='text' value='p.nr'/><share name='amount'/></distribute>",
         "2:108: error: types do not go together: a weight is a number; 'p.nr' is text [T207]"},
        {"<distribute name='parts' each='a' of='distributions' total='a.amount' to='p'"
         " among='participation' weight='1' key='nr' shared='yes'>"
         "<field name='nr' type='text' value='p.nr'/></distribute>",
         "2:1: error: missing element: share in 'parts': the field that holds the part [X205]"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        desk d = desk_run(cases[i].descriptor);
        wrong += differs(&d, cases[i].descriptor, cases[i].want) ? 1 : 0;
        assert_int_equal(d.bound, GR_BAD_INPUT);
        assert_null(d.derivations);
        desk_free(&d);
    }
    assert_int_equal(wrong, 0);
}

static void faults_of_the_data_are_told(void **state)
{
    (void)state;
    static const struct {
        const char *descriptor, *want;
    } cases[] = {
        {"<derive name='one' each='a' of='odd_amounts' key='id' shared='yes'>\n"
         "<field name='id' type='text' value='a.id'/>\n"
         "<field name='amount' type='money' value='a.amount'/></derive>",
         "4:1: error: field without a value: 'amount' of 'one' at 'missing'; if that can be right, "
         "say optional=\"yes\", or leave it out: where ... is not missing [D201]"},
        {"<derive name='one' each='a' of='odd_amounts' key='id' shared='yes'>\n"
         "<field name='id' type='text' value='a.id'/>\n"
         "<field name='x' type='decimal' value='1 / (2 - 2) to 1'/></derive>",
         "4:41: error: division by zero: '1 / (2 - 2) to 1' with 1 and 0; test the divisor first: "
         "if x = 0 then none else ... [E105]"},
        {"<derive name='one' each='a' of='odd_amounts' key='module' shared='yes'>\n"
         "<field name='module' type='reference' to='modules' value='a.module'/></derive>",
         "case:101:1: error: duplicate key: 'inkoop' in one [D207]"},
        {"<derive name='one' each='a' of=\"odd_amounts where id = 'x'\" key='id' shared='yes'>\n"
         "<field name='id' type='text' value='a.id'/></derive>",
         "2:1: error: dataset without records: 'one'; if that can be right, say empty=\"yes\" "
         "[D210]"},
        {"<derive name='one' each='a' of='modules' key='town' shared='yes'>\n"
         "<field name='town' type='reference' to='municipalities' value=\"'gm0303'\"/></derive>",
         "case:100:1: error: reference to a record that is not there: 'gm0303' is not a key of "
         "municipalities; did you mean 'gm0202'? (4 times) [D208]"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        desk d = desk_run(cases[i].descriptor);
        check_text(cases[i].descriptor, desk_report(&d), cases[i].want);
        assert_int_equal(d.bound, GR_OK);
        assert_int_equal(d.ran, GR_BAD_INPUT);
        desk_free(&d);
    }
}

static void optional_and_empty_are_obeyed(void **state)
{
    (void)state;
    desk d = desk_run(
        "<derive name='one' each='a' of='odd_amounts' key='id' shared='yes'>"
        "<field name='id' type='text' value='a.id'/>"
        "<field name='amount' type='money' optional='yes' value='a.amount'/></derive>"
        "<derive name='two' each='a' of=\"odd_amounts where id = 'x'\" key='id' shared='yes'"
        " empty='yes'><field name='id' type='text' value='a.id'/></derive>");
    assert_int_equal(d.ran, GR_OK);
    check_text("missing", desk_cell(&d, "one", "missing", "amount"), "(missing)");
    check_text("hidden", desk_origin(&d, "one", "hidden", "amount"), "one[hidden].amount");
    assert_int_equal(gr_table_rows(desk_table(&d, "two")), 0);
    desk_free(&d);
}

static void controls_hold_or_say_why(void **state)
{
    (void)state;
    static const struct {
        const char *descriptor, *want; /* empty: it holds */
    } cases[] = {
        {"<check that='sum(amount of distributions)' equals='3870000' because='totaal'/>", ""},
        {"<check that='sum(amount of distributions)' equals='3870001' because='bijdragen tellen "
         "op'/>",
         "2:1: error: control failed: bijdragen tellen op: 'sum(amount of distributions)' is "
         "€\u00A03.870.000, '3870001' is €\u00A03.870.001, difference €\u00A01 [E101]"},
        {"<check that='sum(amount of distributions)' equals='3870001' tolerance='1' because='x'/>",
         ""},
        {"<check that='sum(amount of distributions)' equals='3870001.01' tolerance='1'"
         " because='afronding'/>",
         "2:1: error: control failed: afronding: 'sum(amount of distributions)' is "
         "€\u00A03.870.000,00, '3870001.01' is €\u00A03.870.001,01, difference €\u00A01,01 [E101]"},
        {"<check that='count(modules)' equals='5' because='modules'/>",
         "2:1: error: control failed: modules: 'count(modules)' is 4, '5' is 5, difference 1 "
         "[E101]"},
        {"<check that='count(modules)' equals='4.0' because='modules'/>", ""},
        {"<check that='count(modules)' equals='5.5' tolerance='1.5' because='modules'/>", ""},
        {"<check that='count(modules) = 5' because='vijf modules'/>",
         "2:1: error: control failed: vijf modules: 'count(modules)' is 4, and must be 5 [E101]"},
        {"<check that='count(modules) = 4' because='vier modules'/>", ""},
        {"<check that='first(name of modules)' equals=\"'Inkoop'\" because='naam'/>",
         "2:1: error: control failed: naam: 'first(name of modules)' is Inkoop Zorg, ''Inkoop'' is "
         "Inkoop [E101]"},
        {"<check that=\"first(amount of odd_amounts where id = 'missing')\" equals='0'"
         " because='ontbreekt'/>",
         "2:1: error: control failed: ontbreekt: 'first(amount of odd_amounts where id = "
         "'missing')' is missing, '0' is €\u00A00 [E101]"},
        {"<check that='sum(amount of odd_amounts)' equals='0' because='verborgen'/>",
         "2:1: error: control failed: verborgen: 'sum(amount of odd_amounts)' is suppressed, '0' "
         "is "
         "€\u00A00 [E101]"},
        {"<check that=\"first(name of modules where id = 'x')\""
         " equals=\"first(name of modules where id = 'y')\" because='niets'/>",
         ""},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        desk d = desk_run(cases[i].descriptor);
        assert_int_equal(d.bound, GR_OK);
        check_text(cases[i].descriptor, desk_report(&d), cases[i].want);
        assert_int_equal(d.ran, cases[i].want[0] == '\0' ? GR_OK : GR_BAD_INPUT);
        desk_free(&d);
    }
}

/** One failed control does not hide the next. */
static void all_controls_are_run(void **state)
{
    (void)state;
    desk d = desk_run("<check that='count(modules)' equals='5' because='a'/>"
                      "<check that='count(modules)' equals='6' because='b'/>");
    assert_int_equal(d.ran, GR_BAD_INPUT);
    assert_int_equal(gr_diag_count(d.w->diag, GR_ERROR), 2);
    desk_free(&d);
}

/** The contribution of one council is refused in the edition of another, a total over all is not.
 */
static void shares_are_isolated(void **state)
{
    (void)state;
    desk d = desk_run(DESK_CONTRIBUTIONS("euro"));
    world *w = d.w;
    static const struct {
        const char *expression, *edition, *breaks;
    } cases[] = {
        {"sum(amount of contributions where municipality = 'gm0202')", "gm0202", NULL},
        {"sum(amount of all contributions)", "gm0202", "gm0221"},
        {"sum(amount of all contributions where municipality = 'gm0226')", "gm0202", "gm0226"},
        {"count(all contributions where municipality = 'gm0226')", "gm0202", "gm0226"},
        {"first(amount of all contributions where municipality = 'gm0226') * 2", "gm0202",
         "gm0226"},
        {"sum(amount of all contributions where municipality = 'gm0226')", "gm0226", NULL},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const gr_bound *bound = world_bind(w, gr_str_of(cases[i].expression), NULL);
        assert_non_null(bound);
        world_edition(w, gr_str_of(cases[i].edition));
        gr_value value = gr_expr_value(&w->context, bound, NULL);
        const gr_origin *found =
            gr_origin_foreign(value.origin, GR_LIT("municipalities"), w->context.edition);
        check_text(cases[i].expression, found == NULL ? GR_LIT("") : found->owner,
                   cases[i].breaks == NULL ? "" : cases[i].breaks);
    }
    desk_free(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_are_computed_and_linked),
        cmocka_unit_test(faults_are_told_before_anything_is_computed),
        cmocka_unit_test(faults_of_the_data_are_told),
        cmocka_unit_test(optional_and_empty_are_obeyed),
        cmocka_unit_test(controls_hold_or_say_why),
        cmocka_unit_test(all_controls_are_run),
        cmocka_unit_test(shares_are_isolated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
