/* Fields that are computed or counted while records are read, and which records are taken. */
#include "base/origin.h"
#include "cases.h"

#define HEAD "<source xmlns='urn:griffie:source:1' id='s'><match root='r'/>"
#define TAIL "</dataset></source>"
#define ROWS "<dataset name='d' records='g/row' key='id' shared='yes'"
#define FIELDS                                                                         \
    "<field name='id' path='@id' type='text'/><field name='n' path='@n' type='money' " \
    "optional='yes'/><field name='t' path='@t' type='text' optional='yes'/>"
#define VALUE(type, expr) \
    HEAD ROWS ">" FIELDS "<field name='v' type='" type "' value=\"" expr "\"/>" TAIL
#define WHERE(expr) HEAD ROWS " where=\"" expr "\">" FIELDS TAIL
#define ONE         "<r><g><row id='a-1' n='12.50' t='C'/></g></r>"

static const export_case good[] = {
    {"constant", VALUE("text", "'vast'"), ONE, "= a-1 | 12.50 EUR | C | vast"},
    {"whole constant for a decimal", VALUE("decimal", "2"), ONE, "| C | 2"},
    {"constant amount", VALUE("money", "0"), ONE, "| C | 0.00 EUR"},
    {"constant date", VALUE("date", "2025-01-31"), ONE, "| C | 2025-01-31"},
    {"constant flag", VALUE("boolean", "yes"), ONE, "| C | true"},
    {"file", VALUE("text", "file"), ONE, "| C | b-2025.xml"},
    {"year of the file", VALUE("year", "year(integer(substring(file, 3, 4)))"), ONE, "| C | 2025"},
    {"signed", VALUE("money", "if t = 'C' then -n else n"), ONE, "| C | -12.50 EUR"},
    {"joined, and its ends are trimmed", VALUE("text", "' ' + id + ' ' + t + ' '"), ONE,
     "| C | a-1 C"},
    {"of a computed one",
     HEAD ROWS ">" FIELDS "<field name='u' type='text' value=\"part(id, '-', "
               "2)\"/><field name='v' type='integer' value='integer(u) + 1'/>" TAIL,
     ONE, "| 1 | 2"},
    {"missing swallows", VALUE("money' optional='yes", "n * 2"), "<r><g><row id='1'/></g></r>",
     "= 1 | (missing) | (missing) | (missing)"},
    {"empty is missing", VALUE("text' optional='yes", "replace(id, 'x', '')"),
     "<r><g><row id='x'/></g></r>", "= x | (missing) | (missing) | (missing)"},
    {"reference by its key",
     HEAD ROWS "><field name='id' type='text'/><field name='of' type='reference' to='d' "
               "value=\"replace(id, '2', '1')\"/>" TAIL,
     "<r><g><row id='1'/><row id='2'/></g></r>", "= 1 | 1\n  = 2 | 1"},
    {"a reference reads as its key",
     HEAD ROWS "><field name='id' type='text'/><field name='up' path='@of' type='reference' "
               "to='d'/><field name='v' type='text' value=\"up + '!'\"/>" TAIL,
     "<r><g><row id='1' of='1'/></g></r>", "= 1 | 1 | 1!"},
    {"key of it",
     HEAD "<dataset name='d' records='g/row' key='k' shared='yes'><field name='id' type='text'/>"
          "<field name='k' type='text' value=\"id + '-' + file\"/>" TAIL,
     "<r><g><row id='1'/></g></r>", "= 1 | 1-b-2025.xml"},
    {"counted in the file and in the parent",
     HEAD "<dataset name='d' records='g/row' key='nr' shared='yes'><field name='nr' type='integer' "
          "count='file'/><field name='k' type='integer' count='parent'/>" TAIL,
     "<r><g><row/><row/></g><g/><g><row/></g></r>", "= 1 | 1\n  = 2 | 2\n  = 3 | 1"},
    {"counts what is left out",
     HEAD "<dataset name='d' records='g/row' key='nr' shared='yes' where=\"nr != 1 and t = 'a'\">"
          "<field name='nr' type='integer' count='file'/><field name='t' path='@t' "
          "type='text'/>" TAIL,
     "<r><g><row t='a'/><row t='b'/><row t='a'/></g></r>",
     "shared, 2 left out by where=\n  nr int\n  t text\n  = 3 | a"},
    {"where", WHERE("t = 'C'"), "<r><g><row id='1' t='C'/><row id='2' t='D'/></g></r>",
     "shared, 1 left out by where=\n"},
    {"where, missing", WHERE("t != 'D'"),
     "<r><g><row id='1' t='C'/><row id='2'/><row id='3' t='D'/></g></r>",
     "shared, 1 left out by where=, 1 left out because where= reads what they do not say\n"},
    {"where, not missing", WHERE("not (t = 'D')"), "<r><g><row id='1' t='C'/><row id='2'/></g></r>",
     "shared, 1 left out because where= reads what they do not say\n"},
    {"where, missing beside what decides", WHERE("t = 'D' or n > 0"),
     "<r><g><row id='1' n='2'/></g></r>", "= 1 | 2.00 EUR | (missing)"},
    {"where, asked for", WHERE("t is missing"), "<r><g><row id='1'/></g></r>", "= 1 | (missing)"},
    {"what is left out may be wrong elsewhere", WHERE("t = 'C'"),
     "<r><g><row id='1' t='C'/><row n='nonsense' t='D'/></g></r>", "= 1 | (missing) | C"},
    {"where by a computed one",
     HEAD ROWS " where='v > 10'>" FIELDS "<field name='v' type='money' optional='yes' "
               "value='n * 2'/>" TAIL,
     "<r><g><row id='1' n='5'/><row id='2' n='5.01'/></g></r>", "= 2 | 5.01 EUR"},
};

static const export_case bad[] = {
    {"further down",
     HEAD ROWS "><field name='v' type='text' value='id'/><field name='id' type='text'/>" TAIL, ONE,
     "'id' stands further down: a field is computed of those above it; move it up [D120]"},
    {"itself", VALUE("text", "v"), ONE, "'v' stands further down"},
    {"misspelt", VALUE("text", "tt"), ONE,
     "'tt' is no field above this one (a text stands between "
     "quotes); did you mean 't'? [T204]"},
    {"a sum", VALUE("money", "sum(n of d)"), ONE,
     "'sum(n of d)' looks at other records; an expression of a source sees its own: derive it, or "
     "use <group> [D120]"},
    {"a date of data", VALUE("date", "as_of(d)"), ONE, "'as_of(d)' looks at other records"},
    {"a joined set", VALUE("text", "join(t of d, ', ')"), ONE, "looks at other records"},
    {"a field of a field", VALUE("text", "t.name"), ONE, "'t' has no fields here"},
    {"a type", VALUE("money", "t"), ONE, "'t' is text, where money must stand [T207]"},
    {"a reference of a number",
     HEAD ROWS ">" FIELDS "<field name='v' type='reference' to='d' "
               "value='1'/>" TAIL,
     ONE, "'1' is integer, and a reference is made of a text [T207]"},
    {"no code of the list",
     HEAD "<codes name='c'><code value='in'/></codes>" ROWS ">" FIELDS
          "<field name='v' type='code' codes='c' value=\"'out'\"/>" TAIL,
     ONE, "unknown code: 'out' in 'v' is not one of in"},
    {"grammar", VALUE("text", "t +"), ONE, "[T101]"},
    {"read as well", HEAD ROWS ">" FIELDS "<field name='v' path='@v' type='text' value='t'/>" TAIL,
     ONE, "path= says how a field is read, and this one has value=; leave one of them out"},
    {"counted as well",
     HEAD ROWS ">" FIELDS "<field name='v' type='integer' value='1' count='file'/>" TAIL, ONE,
     "a field is computed (value=) or counted (count=), not both"},
    {"counted text", HEAD ROWS ">" FIELDS "<field name='v' type='text' count='file'/>" TAIL, ONE,
     "what is counted is type=\"integer\""},
    {"a condition that is none", WHERE("n"), ONE, "'n' is money, where yes or no must stand"},
    {"a condition on nothing", WHERE("side = 'C'"), ONE, "'side' is no field of its records"},
    {"what is missing", VALUE("money", "n * 2"), "<r><g><row id='1'/></g></r>",
     "input/b-2025.xml:1:7: error: field without a value: 'v' in a record of 'd': what it is "
     "computed of says nothing; if that can be right, say optional=\"yes\" [D201]"},
    {"what cannot be read", VALUE("integer", "integer(id)"), "<r><g>\n<row id='x'/></g></r>",
     "'x' is no whole number such as -12 [T208]\ninput/b-2025.xml:2:1: note: at this record"},
    {"one cause, one report",
     HEAD ROWS ">" FIELDS "<field name='v' type='money' value='n * 2'/>" TAIL,
     "<r><g><row id='1' n='x'/></g></r>", "'x' in 'n'"},
};

static void records_are_worked_out(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        run_case(&good[i], true);
    }
}

static void what_cannot_be_worked_out_is_said(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        run_case(&bad[i], false);
    }
}

/** How a value was made is told from the row: nothing of it was kept. */
static void origins_are_worked_out_again(void **state)
{
    (void)state;
    try t = try_make();
    write_text(&t, "sources/s.xml",
               HEAD ROWS ">" FIELDS "<field name='s' type='money' value=\"if t = 'C' then -n else "
                         "n\"/><field name='v' type='money' value='s + s * 2'/>" TAIL);
    write_text(&t, "input/b-2025.xml", ONE);
    assert_int_equal(try_run(&t), GR_OK);
    const gr_table *table = gr_catalogue_find(t.catalogue, GR_LIT("d"));
    gr_value value = gr_table_value(table, 0, 4, t.arena);
    gr_buf out = gr_buf_make(t.arena, 10000);
    gr_origin_dump(value.origin, &out);
    check_text("origin", gr_buf_view(&out),
               "d[a-1].v (computed) <- (d[a-1].s (computed) + (d[a-1].s (computed) * 2))");
    assert_int_equal(value.origin->at.line, 1);
    check_text("its line is the descriptor's", gr_diag_file(t.diag, value.origin->at.file),
               "sources/s.xml");
    try_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_are_worked_out),
        cmocka_unit_test(what_cannot_be_worked_out_is_said),
        cmocka_unit_test(origins_are_worked_out_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
