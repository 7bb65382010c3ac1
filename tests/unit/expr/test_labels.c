#include "expr/expr.h"

#include "world.h"

/* How labels flow: one case for each kind of expression, of set and of condition. */

#define NONE    GR_LABEL_NONE
#define OWN     GR_LABEL_OWN
#define FOREIGN GR_LABEL_FOREIGN

static uint32_t slot_of(const world *w, const char *name)
{
    const gr_scope *scope = w->scope;
    while (!gr_str_is(scope->name, name)) {
        scope = scope->outer;
    }
    return scope->slot;
}

/** costs declare totals by module; region is a name, as in a report. */
static world *world_with_eyes(void)
{
    world *w = world_new();
    gr_table *table = gr_catalogue_find(w->catalogue, GR_LIT("contributions"));
    gr_schema *schema = GR_NEW(w->arena, gr_schema);
    size_t *by = GR_NEW(w->arena, size_t);
    *by = 2; /* module */
    *schema = *gr_table_schema(table);
    schema->name = GR_LIT("costs");
    schema->totals = true;
    schema->least_owners = 3;
    schema->dominance = 85;
    schema->totals_by = by;
    schema->n_totals_by = 1;
    world_rows(w, schema,
               "c1;arnhem;inkoop;100\nc2;duiven;inkoop;200\nc3;renkum;inkoop;300\n"
               "c4;zevenaar;inkoop;250\nc5;arnhem;beheer;100\nc6;duiven;beheer;9000\n"
               "c7;renkum;beheer;1\nc8;zevenaar;beheer;2\nc9;arnhem;rbl;5\nc10;duiven;rbl;6");
    const gr_column links[] = {column_of("id", GR_T_TEXT), refers("cost", "costs"),
                               refers("municipality", "municipalities")};
    world_rows(w, world_schema(w, "links", links, 3), "1;c2;arnhem");
    assert_int_equal(gr_catalogue_link_schemas(w->catalogue, w->diag), GR_OK);
    assert_int_equal(gr_catalogue_link_rows(w->catalogue, w->diag), GR_OK);
    w->scope = gr_scope_add(&w->binder, w->scope, GR_LIT("region"), (gr_vtype){.type = GR_T_BOOL});
    w->context.slots = GR_NEW_N(w->arena, gr_slot, w->binder.n_slots);
    w->binder.eyes = (gr_eyes){.owned = true,
                               .report = true,
                               .owner = record_of(w, "municipalities").schema,
                               .edition_slot = slot_of(w, "edition"),
                               .each_slot = slot_of(w, "edition"),
                               .region_slot = slot_of(w, "region")};
    return w;
}

static const gr_bound *bind(world *w, const char *text, gr_vtype *out_type)
{
    const gr_expr *expr = NULL;
    gr_parse parse = world_parse(w);
    assert_int_equal(gr_expr_parse(&parse, gr_str_of(text), world_place(w), &expr, NULL, NULL),
                     GR_OK);
    return gr_bind_unjudged(&w->binder, expr, w->scope, out_type);
}

static const struct {
    const char *expression;
    gr_label_level level;
    gr_known known;
} flows[] = {
    /* what names read */
    {"5", NONE, GR_KNOWN_NOT},
    {"year", NONE, GR_KNOWN_NOT},
    {"edition.name", NONE, GR_KNOWN_NOT},
    {"first(name of municipalities)", NONE, GR_KNOWN_NOT},
    {"first(amount of costs)", OWN, GR_KNOWN_NOT},
    {"first(amount of all costs)", FOREIGN, GR_KNOWN_NOT},
    {"first(municipality.name of costs)", OWN, GR_KNOWN_NOT},
    {"first(cost.amount of links)", FOREIGN, GR_KNOWN_NOT},
    {"first(municipality.name of links)", NONE, GR_KNOWN_NOT},
    /* every kind of operation takes the worst of its parts */
    {"-first(amount of all costs)", FOREIGN, GR_KNOWN_NOT},
    {"first(amount of costs) + max(amount of all costs)", FOREIGN, GR_KNOWN_NOT},
    {"first(amount of costs) * 2", OWN, GR_KNOWN_NOT},
    {"max(amount of costs) > max(amount of all costs)", FOREIGN, GR_KNOWN_NOT},
    {"max(amount of costs) > 3", OWN, GR_KNOWN_NOT},
    {"not (max(amount of all costs) > 3)", FOREIGN, GR_KNOWN_NOT},
    {"max(amount of all costs) > 3 and year = 2022", FOREIGN, GR_KNOWN_NOT},
    {"year = 2022 or max(amount of all costs) > 3", FOREIGN, GR_KNOWN_NOT},
    {"if max(amount of all costs) > 3 then 1 else 2", FOREIGN, GR_KNOWN_NOT},
    {"if year = 2022 then max(amount of all costs) else max(amount of costs)", FOREIGN,
     GR_KNOWN_NOT},
    {"first(amount of all costs) is missing", FOREIGN, GR_KNOWN_NOT},
    {"text(max(amount of all costs))", FOREIGN, GR_KNOWN_NOT},
    {"round(max(amount of costs), 0)", OWN, GR_KNOWN_NOT},
    {"join(nr of all costs, ',')", FOREIGN, GR_KNOWN_NOT},
    {"join(name of modules, text(max(amount of all costs)))", FOREIGN, GR_KNOWN_NOT},
    {"join(nr of costs, ',')", OWN, GR_KNOWN_NOT},
    {"edition takes part in first(module of all costs)", FOREIGN, GR_KNOWN_NOT},
    {"edition takes part in module", NONE, GR_KNOWN_NOT},
    /* sets: condition, order, sets in sets */
    {"count(modules where max(amount of all costs) > 3)", FOREIGN, GR_KNOWN_NOT},
    {"first(name of modules sort by max(amount of all costs))", FOREIGN, GR_KNOWN_NOT},
    {"count(costs where amount > max(amount of all costs))", FOREIGN, GR_KNOWN_NOT},
    {"count(costs where amount > max(amount of costs) / 2 to 2)", OWN, GR_KNOWN_NOT},
    {"count(costs sort by amount take 1)", OWN, GR_KNOWN_NOT},
    {"sum(count(costs where module = id) of modules)", OWN, GR_KNOWN_NOT},
    {"max(max(amount of all costs) of modules)", FOREIGN, GR_KNOWN_NOT},
    /* own rows by name */
    {"max(amount of all costs where municipality = edition)", OWN, GR_KNOWN_NOT},
    {"max(amount of all costs where amount > 3 and edition = municipality)", OWN, GR_KNOWN_NOT},
    {"max(amount of all costs where municipality = edition or amount > 3)", FOREIGN, GR_KNOWN_NOT},
    {"count(costs where municipality = edition)", OWN, GR_KNOWN_NOT},
    {"count(costs where municipality != edition)", FOREIGN, GR_KNOWN_NOT},
    {"count(costs where municipality = 'duiven')", FOREIGN, GR_KNOWN_NOT},
    {"count(modules where count(costs where municipality.name > 'B' and module = id) > 0)", FOREIGN,
     GR_KNOWN_NOT},
    {"count(costs sort by municipality)", OWN, GR_KNOWN_NOT},
    {"count(municipalities where id = 'duiven')", NONE, GR_KNOWN_NOT},
    /* declared totals */
    {"sum(amount of all costs)", NONE, GR_KNOWN_NOT},
    {"count(all costs)", NONE, GR_KNOWN_NOT},
    {"average(amount - amount + amount of all costs to 2)", NONE, GR_KNOWN_NOT},
    {"sum(amount of all costs where module = $module)", NONE, GR_KNOWN_NOT},
    {"sum(amount of all costs where module.name != 'RBL' and not (module is missing))", NONE,
     GR_KNOWN_NOT},
    {"sum(amount of all costs where module = $module and max(amount of costs) > 3)", FOREIGN,
     GR_KNOWN_NOT},
    {"sum(amount of costs) / sum(amount of all costs)", OWN, GR_KNOWN_NOT},
    {"max(sum(amount of all costs where module = id) of modules)", NONE, GR_KNOWN_NOT},
    {"sum(amount of all contributions)", FOREIGN, GR_KNOWN_NOT}, /* declares none */
    {"sum(amount of all costs where amount > 3)", FOREIGN, GR_KNOWN_NOT},
    {"sum(amount of all costs where municipality != edition)", FOREIGN, GR_KNOWN_NOT},
    {"sum(amount of all costs where municipality.name > 'B')", FOREIGN, GR_KNOWN_NOT},
    {"sum(amount of all costs sort by amount take 2)", FOREIGN, GR_KNOWN_NOT},
    {"sum(amount of all costs sort by module)", FOREIGN, GR_KNOWN_NOT},
    {"sum(amount * 2 of all costs)", FOREIGN, GR_KNOWN_NOT},
    {"sum(if module = $module then amount else 0 of all costs)", FOREIGN, GR_KNOWN_NOT},
    {"max(amount of all costs where module = $module)", FOREIGN, GR_KNOWN_NOT},
    /* what is known: the region's branches are not judged */
    {"region", NONE, GR_KNOWN_NO},
    {"not region", NONE, GR_KNOWN_YES},
    {"edition is missing", NONE, GR_KNOWN_NO},
    {"edition is not missing", NONE, GR_KNOWN_YES},
    {"edition = none", NONE, GR_KNOWN_NO},
    {"none != edition", NONE, GR_KNOWN_YES},
    {"region and max(amount of all costs) > 3", NONE, GR_KNOWN_NO},
    {"not region or max(amount of all costs) > 3", NONE, GR_KNOWN_YES},
    {"max(amount of all costs) > 3 and region", FOREIGN, GR_KNOWN_NO},
    {"not region and max(amount of all costs) > 3", FOREIGN, GR_KNOWN_NOT},
    {"if region then max(amount of all costs) else max(amount of costs)", OWN, GR_KNOWN_NOT},
    {"if not region then max(amount of all costs) else max(amount of costs)", FOREIGN,
     GR_KNOWN_NOT},
    {"if edition = none then region else not region", NONE, GR_KNOWN_YES},
};

static void labels_flow(void **state)
{
    (void)state;
    world *w = world_with_eyes();
    for (size_t i = 0; i < sizeof(flows) / sizeof(flows[0]); i++) {
        gr_vtype type = {.type = GR_T_NONE};
        assert_non_null(bind(w, flows[i].expression, &type));
        if (type.label.level != flows[i].level || type.label.known != flows[i].known) {
            print_error("case %zu: %s is %s, known %d\n", i, flows[i].expression,
                        gr_label_names[type.label.level], (int)type.label.known);
        }
        assert_int_equal(type.label.level, flows[i].level);
        assert_int_equal(type.label.known, flows[i].known);
        assert_true((type.label.why != NULL) == (type.label.level == FOREIGN));
    }
    world_free(w);
}

/** Nothing has a label where everybody may look. */
static void nobody_is_judged_without_eyes(void **state)
{
    (void)state;
    world *w = world_with_eyes();
    w->binder.eyes = (gr_eyes){.owned = false};
    for (size_t i = 0; i < sizeof(flows) / sizeof(flows[0]); i++) {
        gr_vtype type = {.type = GR_T_NONE};
        assert_non_null(bind(w, flows[i].expression, &type));
        assert_int_equal(type.label.level, NONE);
    }
    world_free(w);
}

/** Owners are dataset and key: nothing is own in an edition for a module. */
static void other_owners_are_others(void **state)
{
    (void)state;
    static const struct {
        const char *expression;
        gr_label_level level;
    } cases[] = {{"first(amount of costs)", FOREIGN},
                 {"first(amount of costs where municipality = 'arnhem')", FOREIGN},
                 {"sum(amount of costs)", FOREIGN},
                 {"sum(amount of all costs)", NONE},
                 {"first(name of modules)", NONE}};
    world *w = world_with_eyes();
    w->binder.eyes.owner = record_of(w, "modules").schema;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        gr_vtype type = {.type = GR_T_NONE};
        assert_non_null(bind(w, cases[i].expression, &type));
        assert_int_equal(type.label.level, cases[i].level);
    }
    world_free(w);
}

/** Which totals are shown to arnhem, where nobody, one or all of the cells are safe. */
static void totals_need_enough_others(void **state)
{
    (void)state;
    static const struct {
        const char *expression, *edition;
        bool shown;
    } cases[] = {
        {"sum(amount of all costs where module = 'inkoop')", "arnhem", true},
        {"count(all costs where module = 'inkoop')", "arnhem", true},
        {"sum(amount of all costs where module = 'beheer')", "arnhem", false}, /* one has it all */
        {"count(all costs where module = 'beheer')", "arnhem", true},          /* of three others */
        {"average(amount of all costs where module = 'beheer' to 2)", "arnhem", false},
        {"sum(amount of all costs where module = 'rbl')", "arnhem", false}, /* one other */
        {"count(all costs where module = 'rbl')", "arnhem", false},
        {"sum(amount of all costs)", "arnhem", false}, /* less inkoop: too few */
        {"sum(amount of all costs where module != 'inkoop')", "arnhem", false},
        {"sum(amount of all costs where module != 'rbl')", "arnhem", false},
        {"count(all costs where module != 'rbl')", "arnhem", true},
        {"count(all costs)", "arnhem", false},
        {"count(all costs where year = 1999)", "arnhem", false}, /* nobody */
        {"sum(amount of all costs)", "", true},                  /* the region */
        {"sum(amount of all costs where module = 'rbl')", "", true},
    };
    world *w = world_with_eyes();
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const gr_bound *bound = bind(w, cases[i].expression, NULL);
        assert_non_null(bound);
        world_edition(w, gr_str_of(cases[i].edition));
        w->context.slots[2].value = (gr_value){.type = GR_T_INT, .as.i = 2022};
        gr_value value = gr_expr_value(&w->context, bound, NULL);
        if ((value.type != GR_T_SUPPRESSED) != cases[i].shown) {
            print_error("case %zu: %s in '%s'\n", i, cases[i].expression, cases[i].edition);
        }
        assert_int_equal(value.type != GR_T_SUPPRESSED, cases[i].shown);
    }
    world_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_flow),
        cmocka_unit_test(nobody_is_judged_without_eyes),
        cmocka_unit_test(other_owners_are_others),
        cmocka_unit_test(totals_need_enough_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
