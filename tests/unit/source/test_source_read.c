/* What can be wrong in a source descriptor, each with its place. */
#include "try.h"

#define HEAD "<source xmlns='urn:griffie:source:1' id='s'><match root='r'/>\n"
#define DATA "<dataset name='d' records='row' key='id' shared='yes'>\n"
#define ID   "<field name='id' type='text'/>"
#define TAIL "</dataset></source>"

typedef struct faulty {
    const char *name, *descriptor, *want;
} faulty;

static const faulty cases[] = {
    {"fine", HEAD DATA ID TAIL, ""},
    {"all that may be said",
     "<source xmlns='urn:griffie:source:1' id='s' title='T' required='no' decimal='comma'>"
     "<match root='r' namespace='n'/><match root='q'/><as-of path='head/@date'/>"
     "<dataset name='d' title='D' records='.' key='id  at' owner='o' empty='yes'>"
     "<field name='id' type='text'/><field name='at' type='date' path='a/b/@c'/>"
     "<field name='o' type='reference' to='d'/><field name='c' type='code' codes='c'/>"
     "<field name='m' type='money' currency='EUR' optional='yes'/></dataset>"
     "<codes name='c'><code value='x' label='X'/></codes><ignore path='*'/><ignore path='a/@*'/>"
     "</source>",
     ""},
    {"another kind", "<report xmlns='urn:griffie:report:1'/>",
     "unknown kind or version of descriptor"},
    {"a typo", HEAD "<dateset/>" DATA ID TAIL, "did you mean 'dataset'?"},
    {"no match", "<source xmlns='urn:griffie:source:1' id='s'>\n" DATA ID TAIL,
     "sources/s.xml:1:1: error: missing element: source 's' needs a <match> [X205]"},
    {"no dataset", HEAD "</source>", "source 's' needs a <dataset> [X205]"},
    {"no field", HEAD DATA TAIL,
     "sources/s.xml:2:1: error: missing element: dataset 'd' needs a <field>"},
    {"two fields of a name", HEAD DATA ID "\n" ID TAIL,
     "sources/s.xml:4:1: error: name given twice: field 'id' in 'd' [T210]"},
    {"a dot in a field", HEAD DATA ID "\n<field name='a.b' type='text'/>" TAIL,
     "sources/s.xml:4:15: error: attribute value not accepted: 'a.b': a name has no dots"},
    {"a code without list", HEAD DATA ID "\n<field name='c' type='code'/>" TAIL,
     "sources/s.xml:4:1: error: missing attribute: a field with type=\"code\" needs codes="},
    {"no such list",
     HEAD "<codes name='kinds'><code value='x'/></codes>" DATA ID
          "\n<field name='c' type='code' codes='kids'/>" TAIL,
     "sources/s.xml:4:36: error: unknown name: no <codes> named 'kids' in this source; did you "
     "mean 'kinds'? [T201]"},
    {"a reference to nothing", HEAD DATA ID "\n<field name='c' type='reference'/>" TAIL,
     "a field with type=\"reference\" needs to="},
    {"a text with codes", HEAD DATA ID "\n<field name='c' type='text' codes='x'/>" TAIL,
     "sources/s.xml:4:36: error: attribute value not accepted: codes= goes with type=\"code\" "
     "only"},
    {"a date with a currency", HEAD DATA ID "\n<field name='c' type='date' currency='EUR'/>" TAIL,
     "currency= goes with type=\"money\" only"},
    {"an unknown type", HEAD DATA ID "\n<field name='c' type='number'/>" TAIL,
     "sources/s.xml:4:23: error: attribute value"},
    {"a key of no field", HEAD "<dataset name='d' records='row' key='id idd' shared='yes'>" ID TAIL,
     "sources/s.xml:2:41: error: unknown field: 'idd' is not a field of 'd'; did you mean 'id'? "
     "[T204]"},
    {"an optional key", HEAD DATA "<field name='id' type='text' optional='yes'/>" TAIL,
     "sources/s.xml:2:38: error: attribute value not accepted: 'id' tells records or owners apart, "
     "so it may not be optional"},
    {"an empty key", HEAD "<dataset name='d' records='row' key=' ' shared='yes'>" ID TAIL,
     "key= names the fields that identify a record"},
    {"nobody's", HEAD "<dataset name='d' records='row' key='id'>" ID TAIL,
     "sources/s.xml:2:1: error: missing attribute: say whose the records of 'd' are: owner= with a "
     "reference field, or shared=\"yes\""},
    {"shared='no'", HEAD "<dataset name='d' records='row' key='id' shared='no'>" ID TAIL,
     "say whose the records"},
    {"owned and shared",
     HEAD "<dataset name='d' records='row' key='id' owner='id' shared='yes'>" ID TAIL,
     "sources/s.xml:2:49: error: attribute value not accepted: records have an owner or are "
     "shared, not both"},
    {"an unknown owner", HEAD "<dataset name='d' records='row' key='id' owner='di'>" ID TAIL,
     "sources/s.xml:2:49: error: unknown field: 'di' is not a field of 'd'; did you mean 'id'?"},
    {"a text as owner", HEAD "<dataset name='d' records='row' key='id' owner='id'>" ID TAIL,
     "the owner is a field with type=\"reference\"; 'id' is not"},
    {"records of attributes",
     HEAD "<dataset name='d' records='row/@x' key='id' shared='yes'>" ID TAIL,
     "sources/s.xml:2:32: error: attribute value not accepted: 'row/@x': records are elements, not "
     "attributes"},
    {"two slashes", HEAD DATA ID "\n<field name='c' type='text' path='x//y'/>" TAIL,
     "sources/s.xml:4:37: error: attribute value not accepted: 'x//y': // would search at any "
     "depth; write each element on the way"},
    {"an attribute inside", HEAD DATA ID "\n<field name='c' type='text' path='@x/y'/>" TAIL,
     "'@x/y': an attribute ends a path"},
    {"up in the middle", HEAD DATA ID "\n<field name='c' type='text' path='x/../@y'/>" TAIL,
     "'x/../@y': ../ may stand at the beginning of a field's path only"},
    {"up and out", HEAD DATA ID "\n<field name='c' type='text' path='../../@y'/>" TAIL,
     "sources/s.xml:4:35: error: attribute value not accepted: '../../@y' steps out of the root "
     "element"},
    {"an ignored text", HEAD "<ignore path='.'/>" DATA ID TAIL,
     "sources/s.xml:2:15: error: attribute value not accepted"},
    {"two codes of a value",
     HEAD "<codes name='k'><code value='x'/>\n<code value='x'/></codes>" DATA ID TAIL,
     "sources/s.xml:3:1: error: name given twice: code 'x'"},
    {"two lists of a name", HEAD "<codes name='k'/>\n<codes name='k'/>" DATA ID TAIL,
     "sources/s.xml:3:1: error: name given twice: <codes> named 'k'"},
    {"two dates", HEAD "<as-of path='@a'/>\n<as-of path='@b'/>" DATA ID TAIL,
     "sources/s.xml:3:1: error: name given twice: a second <as-of>; the data has one date"},
    {"two datasets of a name", HEAD DATA ID "</dataset>\n" DATA ID TAIL,
     "sources/s.xml:4:1: error: name given twice: a dataset 'd' exists already [T210]"},
    {"an unknown target", HEAD DATA ID "\n<field name='c' type='reference' to='dd'/>" TAIL,
     "sources/s.xml:4:1: error: unknown dataset: 'dd' in 'd.c'; did you mean 'd'? [T202]"},
    {"a field inside another dataset",
     HEAD DATA ID "\n<field name='sum' type='text' path='line/@sum'/></dataset>"
                  "<dataset name='l' records='row/line' key='nr' shared='yes'><field name='nr' "
                  "type='text'/>" TAIL,
     "sources/s.xml:4:37: error: attribute value not accepted: 'line/@sum' enters the records of "
     "'l' [X204]"},
};

static void faults_are_told_with_their_place(void **state)
{
    (void)state;
    unsigned failed = 0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        try t = try_make();
        write_text(&t, "sources/s.xml", cases[i].descriptor);
        gr_status status = try_describe(&t);
        gr_str said = try_said(&t);
        bool fine = cases[i].want[0] == '\0';
        if (status != (fine ? GR_OK : GR_BAD_INPUT) || (fine && said.len > 0) ||
            gr_str_find(said, gr_str_of(cases[i].want)) == SIZE_MAX) {
            print_error("case %s\n  want %s\n  got  " GR_FMT "\n", cases[i].name, cases[i].want,
                        GR_ARG(said));
            failed++;
        }
        try_free(&t);
    }
    assert_int_equal(failed, 0);
}

static void rivals_are_refused(void **state)
{
    (void)state;
    try t = try_make();
    write_text(&t, "sources/a.xml", HEAD DATA ID TAIL);
    write_text(&t, "sources/b.xml",
               "<source xmlns='urn:griffie:source:1' id='s'>\n<match root='r' namespace='n'/>"
               "<dataset name='e' records='row' key='id' shared='yes'>" ID TAIL);
    assert_int_equal(try_describe(&t), GR_BAD_INPUT);
    check_text("rivals", try_said(&t),
               "sources/b.xml:1:1: error: name given twice: source 's' [T210]\n"
               "sources/a.xml:1:1: note: the first one\n"
               "sources/b.xml:2:1: error: name given twice: two sources read 'r'; tell them apart "
               "by namespace=, by files= (names) or by has= (what only one of them holds) "
               "[T210]\n"
               "sources/a.xml:1:45: note: the other one\n");
    try_free(&t);
}

static void namespaces_tell_sources_apart(void **state)
{
    (void)state;
    try t = try_make();
    write_text(
        &t, "sources/a.xml",
        "<source xmlns='urn:griffie:source:1' id='a'><match root='r' namespace='m'/>" DATA ID TAIL);
    write_text(&t, "sources/b.xml",
               "<source xmlns='urn:griffie:source:1' id='b'><match root='r' namespace='n'/>"
               "<dataset name='e' records='row' key='id' shared='yes'>" ID TAIL);
    assert_int_equal(try_describe(&t), GR_OK);
    try_free(&t);
}

static void a_folder_without_descriptors_is_told(void **state)
{
    (void)state;
    try t = try_make();
    assert_int_equal(try_describe(&t), GR_BAD_INPUT);
    check_text(
        "none", try_said(&t),
        "sources: error: file not found: no source descriptor (*.xml) in this folder [D101]\n");
    assert_null(t.sources);
    try_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(faults_are_told_with_their_place),
        cmocka_unit_test(rivals_are_refused),
        cmocka_unit_test(namespaces_tell_sources_apart),
        cmocka_unit_test(a_folder_without_descriptors_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
