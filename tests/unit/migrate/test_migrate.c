#include "check.h"

#include "base/arena.h"
#include "base/diag.h"
#include "migrate/migrate.h"

#define N_OF(table) (sizeof(table) / sizeof((table)[0]))

static int start(void **state)
{
    *state = gr_arena_new(4096);
    return 0;
}

static int end(void **state)
{
    gr_arena_free(*state);
    return 0;
}

static const gr_xml_attr_rule cell_attrs[] = {{"value", GR_XML_A_EXPR, false, NULL, ""},
                                              {"rows", GR_XML_A_SET, false, NULL, ""},
                                              {"title", GR_XML_A_PATTERN, false, NULL, ""},
                                              {"as", GR_XML_A_TEXT, false, NULL, ""},
                                              {0}};
static const gr_xml_attr_rule suppress_attrs[] = {{"field", GR_XML_A_NAME, false, NULL, ""},
                                                  {"below", GR_XML_A_INT, false, NULL, ""},
                                                  {"totals", GR_XML_A_TEXT, false, NULL, ""},
                                                  {0}};
static const gr_xml_attr_rule label_attrs[] = {
    {"name", GR_XML_A_NAME, false, NULL, ""}, {"text", GR_XML_A_TEXT, false, NULL, ""}, {0}};
static const gr_xml_attr_rule dataset_attrs[] = {{"name", GR_XML_A_NAME, false, NULL, ""},
                                                 {"owner", GR_XML_A_NAME, false, NULL, ""},
                                                 {"least-owners", GR_XML_A_INT, false, NULL, ""},
                                                 {"totals-by", GR_XML_A_TEXT, false, NULL, ""},
                                                 {0}};
static const gr_xml_attr_rule common_attrs[] = {{"if", GR_XML_A_EXPR, false, NULL, ""}, {0}};
static const gr_xml_rule rules[] = {
    {"r", 0, GR_XML_MIXED, "r suppress label dataset", cell_attrs, ""},
    {"suppress", 1, GR_XML_EMPTY, NULL, suppress_attrs, ""},
    {"label", 2, GR_XML_TEXT, NULL, label_attrs, ""},
    {"dataset", 3, GR_XML_EMPTY, NULL, dataset_attrs, ""}};
static const gr_xml_grammar grammar = {.ns = "urn:x",
                                       .root = "r",
                                       .common = common_attrs,
                                       .rules = rules,
                                       .n_rules = sizeof rules / sizeof rules[0]};

static gr_migration migrate(gr_arena *arena, const char *text)
{
    const gr_xml_grammar *const grammars[] = {&grammar};
    gr_diag *diag = gr_diag_new(arena, 50);
    gr_migration out = {0};
    uint16_t file = gr_diag_add_file(diag, GR_LIT("r.xml"));
    assert_int_equal(
        gr_migrate_descriptor(gr_str_of(text), file, grammars, 1, NULL, arena, diag, &out), GR_OK);
    return out;
}

static void what_is_written(void **state)
{
    static const struct {
        const char *before, *after;
        size_t changes;
    } cases[] = {
        /* a choice between signs is the outcome itself */
        {"<r xmlns='urn:x' value=\"if favourable(a - b) then 'V' else 'N'\"/>",
         "<r xmlns='urn:x' value=\"outcome(a - b)\"/>", 1},
        {"<r xmlns='urn:x' value=\"if unfavourable( a ) then 'N' else 'V' as plain\"/>",
         "<r xmlns='urn:x' value=\"outcome( a ) as plain\"/>", 1},
        {"<r xmlns='urn:x' value='if favourable(a) then &apos;V&apos; else &#39;N&#39;'/>",
         "<r xmlns='urn:x' value='outcome(a)'/>", 1},
        {"<r xmlns='urn:x' title=\"Is {if favourable(f(a, (b))) then 'V' else 'N'}, "
         "{{favourable(a)}}\"/>",
         "<r xmlns='urn:x' title=\"Is {outcome(f(a, (b)))}, {{favourable(a)}}\"/>", 1},
        /* anything else keeps its meaning */
        {"<r xmlns='urn:x' value=\"if favourable(a) then 'voordeel' else 'nadeel'\"/>",
         "<r xmlns='urn:x' value=\"if outcome(a) != 'N' then 'voordeel' else 'nadeel'\"/>", 1},
        {"<r xmlns='urn:x' value=\"if favourable(a) then 'V' else 'N' + '!'\"/>",
         "<r xmlns='urn:x' value=\"if outcome(a) != 'N' then 'V' else 'N' + '!'\"/>", 1},
        {"<r xmlns='urn:x' rows=\"x where not unfavourable(a) and b\"/>",
         "<r xmlns='urn:x' rows=\"x where not (outcome(a) = 'N') and b\"/>", 1},
        {"<r xmlns='urn:x' value='favourable(a) = favourable(b)'/>",
         "<r xmlns='urn:x' value='(outcome(a) != &apos;N&apos;) = (outcome(b) != &apos;N&apos;)'/>",
         2},
        {"<r xmlns='urn:x' value=\"if favourable(if unfavourable(a) then b else c) then 'V' else "
         "'N'\"/>",
         "<r xmlns='urn:x' value=\"outcome(if outcome(a) = 'N' then b else c)\"/>", 2},
        /* text, between comments and in CDATA too */
        {"<r xmlns='urn:x'>a {favourable(a)} <!-- {favourable(a)} --> {favourable(a &lt; b)} "
         "<![CDATA[{favourable(a < b)}]]></r>",
         "<r xmlns='urn:x'>a {outcome(a) != 'N'} <!-- {favourable(a)} --> {outcome(a &lt; b) != "
         "'N'} <![CDATA[{outcome(a < b) != 'N'}]]></r>",
         3},
        /* a quotient in percents is rounded once */
        {"<r xmlns='urn:x' value='a.x / b.y to 4' as='percent(1)'/>",
         "<r xmlns='urn:x' value='a.x / b.y' as='percent(1)'/>", 1},
        {"<r xmlns='urn:x' title='{first(a / b to 6 of set where c = 1) as percent(2)} {a /sum(x "
         "of (y))  to 3 as percent}'/>",
         "<r xmlns='urn:x' title='{first(a / b of set where c = 1) as percent(2)} {a /sum(x of "
         "(y)) as percent}'/>",
         2},
        {"<r xmlns='urn:x' value='if b = 0 then none else a / (b - $c) to 3 as percent(1)'/>",
         "<r xmlns='urn:x' value='if b = 0 then none else a / (b - $c) as percent(1)'/>", 1},
        {"<r xmlns='urn:x' value='if b > 0 then a / b to 3 else none as percent(1)'/>",
         "<r xmlns='urn:x' value='if b > 0 then a / b else none as percent(1)'/>", 1},
        {"<r xmlns='urn:x' value='average(a of set where b = 1 to 3) as percent(1)'/>",
         "<r xmlns='urn:x' value='average(a of set where b = 1) as percent(1)'/>", 1},
        {"<r xmlns='urn:x' value='a / b to 4' as='number(2)'/>", NULL, 0},
        {"<r xmlns='urn:x' value='a / b to 4'/>", NULL, 0},
        {"<r xmlns='urn:x' value='a / b to 4 + c / d to 4' as='percent(1)'/>", NULL, 0},
        {"<r xmlns='urn:x' value='a - b / c to 4 as percent(1)'/>", NULL, 0},
        {"<r xmlns='urn:x' value='sum(a / b to 4 of set)' as='percent(1)'/>", NULL, 0},
        {"<r xmlns='urn:x' value='average(a of set to 4) + 1' as='percent(1)'/>", NULL, 0},
        {"<r xmlns='urn:x' value='(a / b to 4) * 2' as='percent(1)'/>", NULL, 0},
        {"<r xmlns='urn:x' value='a / b to 4 * 2' as='percent(1)'/>", NULL, 0},
        {"<r xmlns='urn:x' value='a &lt; b / c to 4' as='percent(1)'/>", NULL, 0},
        /* attributes that say nothing any more */
        {"<r xmlns='urn:x'>\n  <suppress field=\"n\"\n      totals = 'a, b'  below=\"5\"/>\n</r>",
         "<r xmlns='urn:x'>\n  <suppress field=\"n\"  below=\"5\"/>\n</r>", 1},
        {"<r xmlns='urn:x'>\n  <label text='a > b' name='changes-where'/>\n  <label "
         "name=\"x\"/></r>",
         "<r xmlns='urn:x'>\n  <label name=\"x\"/></r>", 1},
        {"<r xmlns='urn:x'><label name='changes-where'></label> <label name='changes-where' > "
         "</label ></r>",
         "<r xmlns='urn:x'></r>", 2},
        /* what stays */
        {"<r xmlns='urn:x' title=\"favourable(a)\" as=\"favourable(a)\" value=\"favourable + "
         "'favourable(a)'\"/>",
         NULL, 0},
        {"<r xmlns='urn:x' value=\"favourable(a\"/>", NULL, 0},
        {"<?xml version='1.0'?>\r\n<!-- \xc3\xa9 -->\r\n<r xmlns='urn:x'  value = \"outcome(a)\" "
         "></r>\r\n",
         NULL, 0},
    };
    for (size_t i = 0; i < N_OF(cases); i++) {
        const char *after = cases[i].after == NULL ? cases[i].before : cases[i].after;
        gr_migration once = migrate(*state, cases[i].before);
        check_text(cases[i].before, once.bytes, after);
        assert_int_equal(once.n, cases[i].changes);
        gr_migration twice = migrate(*state, after);
        check_text("again", twice.bytes, after);
        assert_int_equal(twice.n, 0);
    }
}

static void places_and_words(void **state)
{
    gr_migration out = migrate(*state, "<r xmlns='urn:x'>\n\xc3\xa9 {favourable(a)}\n<r value=\"if "
                                       "favourable(b) then 'V' else 'N'\"/></r>");
    assert_int_equal(out.n, 2);
    check_text("first", out.changes[0].what, "'favourable(a)' is 'outcome(a) != 'N'' now");
    assert_int_equal(out.changes[0].at.line, 2);
    assert_int_equal(out.changes[0].at.col, 4);
    assert_int_equal(out.changes[1].at.line, 3);
    assert_int_equal(out.changes[1].at.col, 11);
}

static void texts_are_rewritten_between_braces_only(void **state)
{
    gr_migration out = {0};
    gr_migrate_text(
        GR_LIT("favourable(a) {favourable(a)} {{favourable(a)}} <b> & {unfavourable(c)}\n"), 1,
        *state, &out);
    check_text("text", out.bytes,
               "favourable(a) {outcome(a) != 'N'} {{favourable(a)}} <b> & {outcome(c) = 'N'}\n");
    assert_int_equal(out.n, 2);
    gr_migrate_text(GR_LIT("open {favourable(a"), 1, *state, &out);
    check_text("open", out.bytes, "open {favourable(a");
}

static void totals_are_declared_where_that_was_asked(void **state)
{
    static const char report[] =
        "<r xmlns='urn:x' value='sum(a of all parts where year = 2022 and module.id = m.key)'>"
        "{count(all parts where not (big) and year &lt; 3)} {max(a of all most)} {all}"
        "<r if='region' value='sum(a of all hidden)'/><r value='average(a of all costs to 2)'/>"
        "<r value='sum(a of all own where owner = $m)'/></r>";
    static const char before[] =
        "<r xmlns='urn:x'><dataset name='parts' owner='place' /><dataset name='most' "
        "owner='place'/>"
        "<dataset name='hidden' owner='place'/><dataset owner='place' name='costs'/>"
        "<dataset name='own' owner='owner'/><dataset name='parts'/></r>";
    static const char after[] =
        "<r xmlns='urn:x'><dataset name='parts' owner='place' least-owners=\"3\" totals-by=\"year "
        "module big\" />"
        "<dataset name='most' owner='place'/><dataset name='hidden' owner='place'/>"
        "<dataset owner='place' least-owners=\"3\" name='costs'/><dataset name='own' "
        "owner='owner'/>"
        "<dataset name='parts'/></r>";
    const gr_xml_grammar *const grammars[] = {&grammar};
    gr_diag *diag = gr_diag_new(*state, 50);
    gr_totals_asked totals = {0};
    gr_migration out = {0};
    gr_migrate_find_totals(gr_str_of(report), &grammar, *state, &totals);
    assert_int_equal(
        gr_migrate_descriptor(gr_str_of(before), 1, grammars, 1, &totals, *state, diag, &out),
        GR_OK);
    check_text("declared", out.bytes, after);
    assert_int_equal(out.n, 2);
    assert_int_equal(
        gr_migrate_descriptor(gr_str_of(after), 1, grammars, 1, &totals, *state, diag, &out),
        GR_OK);
    assert_int_equal(out.n, 0);
    totals = (gr_totals_asked){0};
    gr_migrate_find_totals(GR_LIT("Samen {sum(a of all parts) as euro}."), NULL, *state, &totals);
    assert_int_equal(totals.n, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_written, start, end),
        cmocka_unit_test_setup_teardown(places_and_words, start, end),
        cmocka_unit_test_setup_teardown(totals_are_declared_where_that_was_asked, start, end),
        cmocka_unit_test_setup_teardown(texts_are_rewritten_between_braces_only, start, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
