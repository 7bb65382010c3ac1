/* Exports to tables: path forms, types, and everything that can be wrong in an export. */
#include "try.h"

#define HEAD "<source xmlns='urn:griffie:source:1' id='s'><match root='r'/>"
#define DATA "<dataset name='d' records='row' key='id' shared='yes'><field name='id' type='text'/>"
#define TAIL "</dataset></source>"

typedef struct export_case {
    const char *name, *descriptor, *input,
        *want; /* want: what is said, or the records of the dump */
} export_case;

static const char budgets[] =
    "<source xmlns='urn:griffie:source:1' id='budgets' title='Begrotingen'>"
    "<match root='budgets' namespace='urn:griffie:input:1'/><as-of path='@as-of'/>"
    "<codes name='direction'><code value='income' label='baten'/><code value='expense' "
    "label='lasten'/></codes>"
    "<dataset name='modules' title='Modules' records='module' key='id' shared='yes'>"
    "<field name='id' type='text'/><field name='name' path='name' type='text'/>"
    "<field name='fte' path='team/@fte' type='decimal' optional='yes'/>"
    "<field name='people' path='team/people' type='integer' optional='yes'/></dataset>"
    "<dataset name='budget_lines' records='module/line' key='module year nr' shared='yes'>"
    "<field name='module' path='../@id' type='reference' to='modules'/>"
    "<field name='year' path='../../@year' type='period'/><field name='nr' path='@nr' "
    "type='integer'/>"
    "<field name='direction' type='code' codes='direction'/>"
    "<field name='name' path='name' type='text' optional='yes'/>"
    "<field name='amount' path='amount' type='money' optional='yes'/></dataset>"
    "<ignore path='note'/></source>";

static const char budgets_export[] =
    "<budgets xmlns='urn:griffie:input:1' as-of='2022-01-31' year='2022'>\n"
    " <module id='inkoop'>\n"
    "  <line nr='1' direction='income'><name>Bijdragen</name><amount>1700000.50</amount></line>\n"
    "  <name>  Inkoop\n   &amp; beheer </name><note>weg <b/></note>\n"
    "  <line nr='2'><amount/><direction><![CDATA[expense]]></direction></line>\n"
    "  <team fte='13.5'><people>14</people></team>\n"
    " </module>\n"
    " <module id='rbl' name=''><name>RBL</name><team/></module>\n"
    "</budgets>";

static void nested_datasets_are_read_from_one_export(void **state)
{
    (void)state;
    try t = try_make();
    write_text(&t, "sources/s.xml", budgets);
    gr_str export_text = gr_str_of(budgets_export);
    size_t surplus = gr_str_find(export_text, GR_LIT(" name=''"));
    gr_str fine = gr_str_fmt(t.arena, GR_FMT GR_FMT, GR_ARG(gr_str_sub(export_text, 0, surplus)),
                             GR_ARG(gr_str_sub(export_text, surplus + 8, SIZE_MAX)));
    write_text(&t, "input/b.xml", fine.ptr);
    assert_int_equal(try_run(&t), GR_OK);
    check_text("said", try_said(&t), "");
    gr_str want =
        gr_str_fmt(t.arena,
                   "export b.xml through budgets: 4 records, as of 2022-01-31\n"
                   "dataset modules \"Modules\" key id shared\n"
                   "  id text\n  name text\n  fte decimal optional\n  people %s optional\n"
                   "  = inkoop | Inkoop & beheer | 13.5 | 14\n"
                   "  = rbl | RBL | (missing) | (missing)\n"
                   "dataset budget_lines key module year nr shared\n"
                   "  module %s to modules\n  year period\n  nr %s\n  direction code of direction\n"
                   "  name text optional\n  amount money EUR optional\n"
                   "  = inkoop | 2022 | 1 | income | Bijdragen | 1700000.50 EUR\n"
                   "  = inkoop | 2022 | 2 | expense | (missing) | (missing)\n",
                   gr_type_name(GR_T_INT), gr_type_name(GR_T_REF), gr_type_name(GR_T_INT));
    check_text("dump", try_dump(&t), want.ptr);
    const gr_table *lines = gr_catalogue_find(t.catalogue, GR_LIT("budget_lines"));
    check_text("key", gr_table_key(lines, 1), "inkoop/2022/2");
    assert_int_equal(gr_table_place(lines, 1).line, 6);
    assert_int_equal(gr_table_place(lines, 1).col, 3);
    try_free(&t);
}

#define FIELD(type) HEAD DATA "<field name='v' path='v' type='" type "'/>" TAIL
#define COMMA(type)                                                                      \
    "<source xmlns='urn:griffie:source:1' id='s' decimal='comma'><match root='r'/>" DATA \
    "<field name='v' path='v' type='" type "'/>" TAIL
#define DEFAULT(type, text) \
    HEAD DATA "<field name='v' path='v' type='" type "' default='" text "'/>" TAIL
#define VALUE(text) "<r><row id='1'><v>" text "</v></row></r>"
#define LONG_NUMBER "000000000000000000000000000000000000000001"

/* Good: the line of the record in the dump. */
static const export_case good[] = {
    {"text", FIELD("text"), VALUE(" a\n  b\t"), "1 | a b"},
    {"spaces where eight bytes end", FIELD("text"), VALUE("1234567  9 bcdefg  \n"),
     "1 | 1234567 9 bcdefg"},
    {"a tab in the second eight", FIELD("text"), VALUE("123456789\tb"), "1 | 123456789 b"},
    {"a space in front of eight", FIELD("text"), VALUE(" 2345678"), "1 | 2345678"},
    {"a mark apart from its letter", FIELD("text"), VALUE("12345678e\xCC\x81"),
     "1 | 12345678\xC3\xA9"},
    {"integer", FIELD("integer"), VALUE("-42"), "1 | -42"},
    {"decimal", FIELD("decimal"), VALUE("0.123456"), "1 | 0.123456"},
    {"decimal comma", COMMA("decimal"), VALUE("1234,5"), "1 | 1234.5"},
    {"money", FIELD("money"), VALUE("-1234.5"), "1 | -1234.50 EUR"},
    {"money comma", COMMA("money"), VALUE("1234,50"), "1 | 1234.50 EUR"},
    {"date", FIELD("date"), VALUE("2022-01-31"), "1 | 2022-01-31"},
    {"year", FIELD("period"), VALUE("2022"), "1 | 2022"},
    {"school year", FIELD("period"), VALUE("2021-2022"), "1 | 2021-2022"},
    {"quarter", FIELD("period"), VALUE("2022-Q3"), "1 | 2022-Q3"},
    {"month", FIELD("period"), VALUE("2022-03"), "1 | 2022-03"},
    {"yes", FIELD("boolean"), VALUE("yes"), "1 | true"},
    {"true", FIELD("boolean"), VALUE("true"), "1 | true"},
    {"1", FIELD("boolean"), VALUE("1"), "1 | true"},
    {"no", FIELD("boolean"), VALUE("no"), "1 | false"},
    {"false", FIELD("boolean"), VALUE("false"), "1 | false"},
    {"0", FIELD("boolean"), VALUE("0"), "1 | false"},
    {"default, absent", DEFAULT("money", "1234.5"), "<r><row id='1'/></r>",
     "  v money EUR default 1234.50 EUR in 1 record\n  = 1 | 1234.50 EUR"},
    {"default, empty", DEFAULT("money", "0"), VALUE(" "),
     "  v money EUR default 0.00 EUR in 1 record\n  = 1 | 0.00 EUR"},
    {"default, given", DEFAULT("money", "0"), VALUE("7"),
     "  v money EUR default 0.00 EUR in 0 records\n  = 1 | 7.00 EUR"},
    {"default of some records", DEFAULT("text", " geen   team "),
     "<r><row id='1'/><row id='2'><v>a</v></row><row id='3'/></r>",
     "  v text default geen team in 2 records\n  = 1 | geen team\n  = 2 | a\n  = 3 | geen team"},
    {"default, as the source writes",
     "<source xmlns='urn:griffie:source:1' id='s' decimal='comma'><match root='r'/>" DATA
     "<field name='v' path='v' type='decimal' default='1,5'/>" TAIL,
     "<r><row id='1'/></r>", "= 1 | 1.5"},
    {"default of a date, no end",
     HEAD DATA "<field name='v' path='v' type='date' open-end='9999-12-31' "
               "default='9999-12-31'/>" TAIL,
     "<r><row id='1'/></r>", "= 1 | (not applicable)"},
    {"default in a key",
     HEAD "<dataset name='d' records='row' key='id v' shared='yes'><field name='id' type='text'/>"
          "<field name='v' type='text' default='-'/>" TAIL,
     "<r><row id='1'/><row id='1' v='2'/></r>", "= 1 | -\n  = 1 | 2"},
    {"default of a parent's attribute",
     HEAD "<dataset name='d' records='g/row' key='id' shared='yes'><field name='id' type='text'/>"
          "<field name='v' path='../@v' type='year' default='2022'/>" TAIL,
     "<r><g v='2021'><row id='1'/></g><g><row id='2'/></g></r>", "= 1 | 2021\n  = 2 | 2022"},
    {"own text", HEAD DATA "<field name='v' path='.' type='text'/>" TAIL,
     "<r><row id='1'> x </row></r>", "1 | x"},
    {"two fields of one attribute", HEAD DATA "<field name='v' path='@id' type='integer'/>" TAIL,
     "<r><row id='1'/></r>", "1 | 1"},
    {"the root is the record",
     HEAD "<dataset name='d' records='.' key='id' shared='yes'><field name='id' type='text'/>" TAIL,
     "<r><id>1</id></r>", "= 1"},
    {"containers on the way",
     HEAD "<dataset name='d' records='a/b/row' key='id' shared='yes'><field name='id' type='text' "
          "path='../../@x'/>" TAIL,
     "<r><a x='1'><b><row/></b></a><a x='2'><b><row/></b><b/></a></r>", "= 1\n  = 2"},
    {"a name with letters beyond ASCII",
     HEAD "<dataset name='d' records='caf&#233;' key='id' shared='yes'><field name='id' "
          "type='text' path='_x'/>" TAIL,
     "<r><caf\u00e9><_x>1</_x></caf\u00e9></r>", "= 1"},
    {"ignored elements and attributes",
     HEAD "<ignore path='x'/><ignore path='row/@y'/><ignore path='@z'/>" DATA TAIL,
     "<r z=''><x><row id='9'/></x><row id='1' y='' z=''><x y='1'>t</x></row></r>", "= 1"},
    {"all surplus ignored", HEAD "<ignore path='*'/>" DATA TAIL,
     "<r a=''>t<b/><row id='1' c=''>t</row></r>", "= 1"},
};

static void good_exports_are_read(void **state)
{
    (void)state;
    unsigned failed = 0;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        try t = try_make();
        write_text(&t, "sources/s.xml", good[i].descriptor);
        write_text(&t, "input/a.xml", good[i].input);
        gr_status status = try_run(&t);
        gr_str want = gr_str_fmt(t.arena, "%s\n", good[i].want);
        if (status != GR_OK || !gr_str_ends(try_dump(&t), want)) {
            print_error("case %s: " GR_FMT GR_FMT "\n", good[i].name, GR_ARG(try_said(&t)),
                        GR_ARG(try_dump(&t)));
            failed++;
        }
        try_free(&t);
    }
    assert_int_equal(failed, 0);
}

static void a_default_has_the_place_of_its_descriptor(void **state)
{
    (void)state;
    try t = try_make();
    write_text(&t, "sources/s.xml", DEFAULT("integer", "3"));
    write_text(&t, "input/a.xml", "<r><row id='1'/>\n<row id='2'><v>4</v></row></r>");
    assert_int_equal(try_run(&t), GR_OK);
    const gr_table *table = gr_catalogue_find(t.catalogue, GR_LIT("d"));
    static const char *const want[] = {"d[1].v (default) at sources/s.xml:1",
                                       "d[2].v at input/a.xml:2"};
    for (uint32_t row = 0; row < 2; row++) {
        const gr_origin *origin = gr_table_value(table, row, 1, t.arena).origin;
        gr_buf told = gr_buf_make(t.arena, 1000);
        gr_origin_dump(origin, &told);
        gr_buf_addf(&told, " at " GR_FMT ":%u", GR_ARG(gr_diag_file(t.diag, origin->at.file)),
                    (unsigned)origin->at.line);
        check_text("origin", gr_buf_view(&told), want[row]);
    }
    assert_int_equal(gr_table_fallbacks(table, 1), 1);
    assert_int_equal(gr_table_fallbacks(table, 0), 0);
    try_free(&t);
}

/* Bad: what is said, at which place. */
#define AT "input/a.xml:1:16: error: "
static const export_case bad[] = {
    {"a comma", FIELD("decimal"), VALUE("1,5"),
     AT
     "number with a wrong decimal mark: '1,5' in 'v' has a comma; this source writes 1.5 [D203]\n"},
    {"a point", COMMA("money"), VALUE("1.5"),
     AT
     "number with a wrong decimal mark: '1.5' in 'v' has a point; this source writes 1,5 [D203]\n"},
    {"a long comma", FIELD("decimal"), VALUE(LONG_NUMBER ",5"),
     AT "number with a wrong decimal mark: '0000000000000000000000000000000000000000...' in 'v' "
        "has a comma; this source writes 0000000000000000000000000000000000000000... [D203]\n"},
    {"NaN", FIELD("decimal"), VALUE("NaN"),
     AT "not a number: 'NaN' in 'v'; leave it out if there is none [D204]\n"},
    {"-inf", FIELD("money"), VALUE("-INF"),
     AT "not a number: '-INF' in 'v'; leave it out if there is none [D204]\n"},
    {"null", FIELD("integer"), VALUE("null"),
     AT "not a number: 'null' in 'v'; leave it out if there is none [D204]\n"},
    {"a dash", FIELD("money"), VALUE("-"),
     AT "not a number: '-' in 'v'; leave it out if there is none [D204]\n"},
    {"a spreadsheet's error", FIELD("money"), VALUE("#REF!"),
     AT "not a number: '#REF!' in 'v'; leave it out if there is none [D204]\n"},
    {"a third decimal", FIELD("money"), VALUE("1.234"),
     AT "number too large or too precise: '1.234' in 'v' has 3 decimals; money has at most 2 "
        "[D205]\n"},
    {"a seventh decimal", FIELD("decimal"), VALUE("1.2345678"),
     AT "number too large or too precise: '1.2345678' in 'v' has 7 decimals; a decimal has at most "
        "6 [D205]\n"},
    {"too large", FIELD("decimal"), VALUE("99999999999999999999"),
     AT
     "number too large or too precise: '99999999999999999999' in 'v' has too many digits [D205]\n"},
    {"too large an integer", FIELD("integer"), VALUE("99999999999999999999"),
     AT
     "number too large or too precise: '99999999999999999999' in 'v' has too many digits [D205]\n"},
    {"thousands", FIELD("money"), VALUE("1.234,50"),
     AT "value does not fit its type: '1.234,50' in 'v' is not written as 1234.50: no thousands "
        "separators, unless a <notation group=\"...\"> declares them [D202]\n"},
    {"thousands with comma", COMMA("money"), VALUE("1.234,50"),
     AT "value does not fit its type: '1.234,50' in 'v' is not written as 1234,50: no thousands "
        "separators, unless a <notation group=\"...\"> declares them [D202]\n"},
    {"an exponent", FIELD("decimal"), VALUE("1e3"),
     AT "value does not fit its type: '1e3' in 'v' is not a number such as 1234.50 [D202]\n"},
    {"words with comma", COMMA("decimal"), VALUE("veel"),
     AT "value does not fit its type: 'veel' in 'v' is not a number such as 1234,50 [D202]\n"},
    {"a fraction", FIELD("integer"), VALUE("1.5"),
     AT "value does not fit its type: '1.5' in 'v' is not a whole number: digits only [D202]\n"},
    {"a date of habit", FIELD("date"), VALUE("31-01-2022"),
     AT "value does not fit its type: '31-01-2022' in 'v' is not a date such as 2022-01-31; "
        "pattern=\"dd-mm-yyyy\" "
        "would read it [D202]\n"},
    {"a period", FIELD("period"), VALUE("2022-2024"),
     AT "value does not fit its type: '2022-2024' in 'v' is not a period such as 2022, 2021-2022, "
        "2022-Q3 or 2022-03 [D202]\n"},
    {"a flag", FIELD("boolean"), VALUE("ja"),
     AT "value does not fit its type: 'ja' in 'v' is not yes or no (or true, false, 1, 0); other "
        "words are declared by true= and false= [D202]\n"},
    {"a code",
     HEAD "<codes name='k'><code value='income'/><code value='expense'/></codes>" DATA
          "<field name='v' type='code' codes='k'/>" TAIL,
     VALUE("incom"),
     AT
     "unknown code: 'incom' in 'v' is not one of income, expense; did you mean 'income'? [D206]\n"},
    {"many codes",
     HEAD "<codes name='k'><code value='a'/><code value='b'/><code value='c'/><code "
          "value='d'/><code value='e'/><code value='f'/><code value='g'/><code value='h'/><code "
          "value='i'/><code value='j'/></codes>" DATA
          "<field name='v' type='code' codes='k'/>" TAIL,
     VALUE("zzzz"),
     AT "unknown code: 'zzzz' in 'v' is not one of a, b, c, d, e, f, g, h, ... [D206]\n"},
    {"a field left out", FIELD("text"), "<r>\n <row id='1'/></r>",
     "input/a.xml:2:2: error: field without a value: 'v' in a record of 'd': there is no 'v' "
     "[D201]\n"},
    {"an attribute left out", HEAD DATA TAIL, "<r>\n <row/></r>",
     "input/a.xml:2:2: error: field without a value: 'id' in a record of 'd': there is no '@id' "
     "or 'id' [D201]\n"},
    {"an attribute without a value", HEAD DATA TAIL, "<r><row id=''/></r>",
     "input/a.xml:1:4: error: field without a value: 'id' in a record of 'd': '@id' or 'id' is "
     "empty [D201]\n"},
    {"an empty field", FIELD("money"), VALUE(" "),
     AT "field without a value: 'v' in a record of 'd': 'v' is empty [D201]\n"},
    {"an unknown element", HEAD DATA "<field name='total' type='text' optional='yes'/>" TAIL,
     "<r><row id='1'><totl/></row></r>",
     AT "unknown element or field in a record: 'totl' in 'row': no field of source 's' reads it "
        "and no <ignore> names it; did you mean 'total'? [D209]\n"},
    {"an unknown attribute", HEAD DATA TAIL, "<r><row id='1' idd='2'/></r>",
     "input/a.xml:1:4: error: unknown element or field in a record: '@idd' in 'row': no field of "
     "source 's' reads it and no <ignore> names it; did you mean '@id'? [D209]\n"},
    {"an attribute of a container", HEAD DATA TAIL, "<r x='1'><row id='1'/></r>",
     "input/a.xml:1:1: error: unknown element or field in a record: '@x' in 'r': no field of "
     "source 's' reads it and no <ignore> names it [D209]\n"},
    {"an element that no <ignore> means",
     HEAD "<ignore path='x'/><ignore path='row/@y'/>" DATA TAIL, "<r><row id='1'><much/></row></r>",
     "input/a.xml:1:16: error: unknown element or field in a record: 'much' in 'row': no field of "
     "source 's' reads it and no <ignore> names it [D209]\n"},
    {"an attribute that no <ignore> means",
     HEAD "<ignore path='y'/><ignore path='row/@x'/><ignore path='other/@y'/>" DATA TAIL,
     "<r><row id='1' y=''/></r>",
     "input/a.xml:1:4: error: unknown element or field in a record: '@y' in 'row': no field of "
     "source 's' reads it and no <ignore> names it [D209]\n"},
    {"surplus is said once", HEAD DATA TAIL,
     "<r><row id='1'><much/></row><row id='2'><much/></row></r>",
     AT "unknown element or field in a record: 'much' in 'row': no field of source 's' reads it "
        "and no <ignore> names it [D209]\n"},
    {"stray text", HEAD DATA TAIL, "<r><row id='1'>hallo</row></r>",
     "input/a.xml:1:4: error: unknown element or field in a record: text 'hallo' in 'row': no "
     "field of source 's' reads the text of this element, and no <ignore path=\"row/text()\"/> "
     "leaves it out [D209]\n"},
    {"an element twice", FIELD("text"), "<r><row id='1'><v>a</v>\n<v>b</v></row></r>",
     "input/a.xml:2:1: error: field with more than one value: 'v' in a record of 'd' stands there "
     "again; path= takes one of them by its position ('a[1]') or by what it holds ('a[@b='x']'), "
     "or they are records themselves "
     "[D212]\ninput/a.xml:1:16: note: the first value\n"},
    {"attribute and element", HEAD DATA TAIL, "<r><row id='1'><id>2</id></row></r>",
     AT "field with more than one value: 'id' in a record of 'd' has a value in two of the places "
        "that it may be read from; one of them may stand in a record: path= names which "
        "[D212]\ninput/a.xml:1:4: note: the first value\n"},
    {"a parent's attribute, said once",
     HEAD "<dataset name='d' records='g/row' key='n id' shared='yes'><field name='n' "
          "type='integer' path='../@n'/><field name='id' type='text'/>" TAIL,
     "<r><g n='x'><row id='1'/><row id='2'/></g></r>",
     "input/a.xml:1:4: error: value does not fit its type: 'x' in 'n' is not a whole number: "
     "digits only [D202]\n"},
    {"a parent's attribute does not leak",
     HEAD "<dataset name='d' records='g/row' key='n id' shared='yes'><field name='n' "
          "type='integer' path='../@n'/><field name='id' type='text'/>" TAIL,
     "<r><g n='1'><row id='1'/></g>\n<g><row id='2'/></g></r>",
     "input/a.xml:2:4: error: field without a value: 'n' in a record of 'd': there is no '../@n' "
     "[D201]\n"},
    {"a date of the data", HEAD "<as-of path='@at'/>" DATA TAIL,
     "<r at='gisteren'><row id='1'/></r>",
     "input/a.xml:1:1: error: value does not fit its type: 'gisteren' in 'as-of' is not a date "
     "such as 2022-01-31 [D202]\n"},
    {"no date of the data", HEAD "<as-of path='head/date'/>" DATA TAIL, "<r><row id='1'/></r>",
     "input/a.xml:1:1: error: field without a value: 'as-of' in a record of 'as-of': there is no "
     "'head/date' [D201]\n"},
    {"all of a file in one go", FIELD("date"),
     "<r><row id='1'><v>a</v></row>\n<row id='2'><v>b</v></row>\n<row id='3'><v>c</v></row></r>",
     AT "value does not fit its type: 'a' in 'v' is not a date such as 2022-01-31 (3 times) "
        "[D202]\n"
        "input/a.xml:2:13: note: also 'b' in 'v' is not a date such as 2022-01-31\n"
        "input/a.xml:3:13: note: also 'c' in 'v' is not a date such as 2022-01-31\n"},
    {"a key twice", HEAD DATA TAIL, "<r><row id='1'/>\n<row id='1'/></r>",
     "input/a.xml:2:1: error: duplicate key: '1' in d [D207]\ninput/a.xml:1:4: note: the first "
     "record with this key\n"},
    {"a reference to nothing", HEAD DATA "<field name='to' type='reference' to='d'/>" TAIL,
     "<r><row id='inkoop' to='inkop'/></r>",
     "input/a.xml:1:4: error: reference to a record that is not there: 'inkop' is not a key of d; "
     "did you mean 'inkoop'? [D208]\n"},
    {"no records", HEAD DATA TAIL, "<r/>",
     "sources/s.xml:1:62: error: dataset without records: 'd'; if that can be right, say "
     "empty=\"yes\" [D210]\n"},
    {"not well-formed", HEAD DATA TAIL, "<r><row id='1'></r>", "input/a.xml:1:"},
};

static void bad_exports_are_refused_with_their_place(void **state)
{
    (void)state;
    unsigned failed = 0;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        try t = try_make();
        write_text(&t, "sources/s.xml", bad[i].descriptor);
        write_text(&t, "input/a.xml", bad[i].input);
        gr_status status = try_run(&t);
        gr_str said = try_said(&t);
        bool whole = gr_str_ends(gr_str_of(bad[i].want), GR_LIT("\n"));
        if (status != GR_BAD_INPUT || (whole && !gr_str_is(said, bad[i].want)) ||
            !gr_str_starts(said, gr_str_of(bad[i].want))) {
            print_error("case %s\n  want %s\n  got  " GR_FMT "\n", bad[i].name, bad[i].want,
                        GR_ARG(said));
            failed++;
        }
        try_free(&t);
    }
    assert_int_equal(failed, 0);
}

static void limits_are_kept_on_both_sides(void **state)
{
    (void)state;
    for (size_t over = 0; over < 2; over++) {
        try t = try_make();
        t.limits.rows = 2;
        t.limits.value_bytes = 5;
        write_text(&t, "sources/s.xml", FIELD("text"));
        write_text(&t, "input/a.xml",
                   "<r><row id='1'><v>12345</v></row><row id='12345'><v>1</v></row></r>");
        if (over == 1) {
            write_text(&t, "input/a.xml",
                       "<r><row id='1'><v>123456</v></row>\n<row id='123456'><v>1</v></row>\n"
                       "<row id='1'><v>1</v></row><row id='2'><v>1</v></row><row "
                       "id='3'><v>1</v></row></r>");
        }
        assert_int_equal(try_run(&t), over == 1 ? GR_OVER_LIMIT : GR_OK);
        check_text(
            "limits", try_said(&t),
            over == 0
                ? ""
                : "input/a.xml:1:16: error: XML larger than allowed: the text of 'v' is longer "
                  "than 5 bytes [X105]\n"
                  "input/a.xml:2:1: error: XML larger than allowed: the text of 'id' is longer "
                  "than 5 bytes [X105]\n"
                  "input/a.xml:3:53: error: more records than allowed: 'd' may hold 2 [D211]\n");
        try_free(&t);
    }
}

static void reading_stops_when_enough_is_said(void **state)
{
    (void)state;
    try t = try_make();
    t.limits.errors = 2;
    write_text(&t, "sources/s.xml", FIELD("date"));
    write_text(&t, "input/a.xml",
               "<r><row id='1'><v>a</v></row><row id='2'><v>2022-02-31</v></row><row "
               "id='3'><v>2022-13-01</v></row></r>");
    assert_int_equal(try_run(&t), GR_BAD_INPUT);
    assert_int_equal(gr_diag_count(t.diag, GR_ERROR), 2);
    try_free(&t);
}

/* A hundred thousand records, in one that is open all the while; memory beside the table is flat.
 */
static void many_records_stream_through(void **state)
{
    (void)state;
    enum { MANY = 100000 };
    try t = try_make();
    write_text(&t, "sources/s.xml",
               HEAD "<dataset name='whole' records='.' key='title' shared='yes'><field "
                    "name='title' type='text'/></dataset>"
                    "<dataset name='d' records='part/row' key='part id' shared='yes'><field "
                    "name='part' path='../@nr' type='integer'/>"
                    "<field name='id' type='integer'/><field name='v' path='v' "
                    "type='money'/><field name='w' path='w' type='text'/>" TAIL);
    FILE *file = fopen("input/a.xml", "wb");
    assert_non_null(file);
    fprintf(file, "<r><title>Alles</title>");
    for (int i = 0; i < MANY; i++) {
        fprintf(file, "%s<row id='%d'><v>%d.25</v><w>steeds hetzelfde</w></row>%s",
                i % 10 == 0 ? "<part nr='7'>" : "", i, i, i % 10 == 9 ? "</part>\n" : "");
    }
    fprintf(file, "</r>");
    assert_int_equal(fclose(file), 0);
    assert_int_equal(try_run(&t), GR_OK);
    const gr_table *table = gr_catalogue_find(t.catalogue, GR_LIT("d"));
    assert_int_equal(gr_table_rows(table), MANY);
    assert_int_equal(gr_table_bare(table, 99999, 2).as.money.minor, 9999925);
    assert_int_equal(gr_table_find(table, GR_LIT("7/54321")), 54321);
    assert_int_equal(gr_table_place(table, 54321).line, 5433);
    check_text("outer record", gr_table_bare(gr_catalogue_at(t.catalogue, 0), 0, 0).as.text,
               "Alles");
    assert_true(gr_arena_bytes(t.arena) < (size_t)MANY * 200); /* table and index */
    try_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nested_datasets_are_read_from_one_export),
        cmocka_unit_test(good_exports_are_read),
        cmocka_unit_test(a_default_has_the_place_of_its_descriptor),
        cmocka_unit_test(bad_exports_are_refused_with_their_place),
        cmocka_unit_test(limits_are_kept_on_both_sides),
        cmocka_unit_test(reading_stops_when_enough_is_said),
        cmocka_unit_test(many_records_stream_through),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
