/* Words for yes and no, signs of missing, doubles and currencies, as exports write them: each to
 * its value, or refused. */
#include "try.h"

typedef struct sign {
    const char *source, *how, *row, *want; /* of <source>: a <notation>; of the field; the record */
} sign;

#define BOOL   "type='boolean'"
#define WORDS  "true=\"ja J 'zeker wel' 1\" false='nee N 0'"
#define DOUBLE "type='decimal' binary='yes'"
#define MONEY  "type='money' binary='yes'"
#define FROM   "type='money' currency-from='@c'"

static const sign signs[] = {
    {"", BOOL, "<v>yes</v>", "true"},
    {"", BOOL, "<v>ja</v>", "D202"},
    {"", BOOL " " WORDS, "<v>ja</v>", "true"},
    {"", BOOL " " WORDS, "<v>J</v>", "true"},
    {"", BOOL " " WORDS, "<v>zeker  wel</v>", "true"},
    {"", BOOL " " WORDS, "<v>1</v>", "true"},
    {"", BOOL " " WORDS, "<v>N</v>", "false"},
    {"", BOOL " " WORDS, "<v>0</v>", "false"},
    {"", BOOL " " WORDS, "<v>yes</v>", "D202"},
    {"", BOOL " " WORDS, "<v>true</v>", "D202"},
    {"", BOOL " " WORDS, "<v>JA</v>", "D202"},
    {"", BOOL " " WORDS, "<v>zeker</v>", "D202"},
    {"", BOOL " " WORDS " default='nee'", "", "false"},
    {"", BOOL " " WORDS " default='no'", "", "D202"},
    {WORDS, BOOL, "<v>ja</v>", "true"},
    {WORDS, BOOL, "<v>yes</v>", "D202"},
    {WORDS, BOOL " true='x' false='y'", "<v>x</v>", "true"},
    {WORDS, BOOL " true='x' false='y'", "<v>ja</v>", "D202"},

    {"", "type='money' optional='yes' missing='- n.v.t. .'", "<v>-</v>", "(missing)"},
    {"", "type='money' optional='yes' missing='- n.v.t. .'", "<v> n.v.t. </v>", "(missing)"},
    {"", "type='money' optional='yes' missing='- n.v.t. .'", "<v>.</v>", "(missing)"},
    {"", "type='money' optional='yes' missing='- n.v.t. .'", "<v>5</v>", "5.00 EUR"},
    {"", "type='money' optional='yes' missing='- n.v.t. .'", "<v>N.V.T.</v>", "D202"},
    {"", "type='money' missing='-'", "<v>-</v>", "D230"},
    {"", "type='money' missing='-' default='3'", "<v>-</v>", "3.00 EUR"},
    {"", "type='text' optional='yes' missing=\"'niet bekend'\"", "<v>niet bekend</v>", "(missing)"},
    {"", "type='text' optional='yes' missing=\"'niet bekend'\"", "<v>niet</v>", "niet"},
    {"", "type='date' optional='yes' missing='0000-00-00'", "<v>0000-00-00</v>", "(missing)"},
    {"", "type='text' optional='yes'", "<v>-</v>", "-"},
    {"missing='-'", "type='integer' optional='yes'", "<v>-</v>", "(missing)"},
    {"missing='-'", "type='text' optional='yes'", "<v>-</v>", "(missing)"},
    {"missing='-'", "type='text'", "<v>-</v>", "D230"},
    {"missing='-'", "type='text' missing=''", "<v>-</v>", "-"},
    {"missing='-'", "type='text' missing='x' optional='yes'", "<v>-</v>", "-"},
    {"missing='-' decimal=','", "type='decimal' optional='yes'", "<v>1,5</v>", "1.5"},

    {"", DOUBLE, "<v>1234.5600000000001</v>", "1234.56"},
    {"", DOUBLE, "<v>0.30000000000000004</v>", "0.3"},
    {"", DOUBLE, "<v>2.6999999999999997</v>", "2.7"},
    {"", DOUBLE, "<v>-2.6999999999999997</v>", "-2.7"},
    {"", DOUBLE, "<v>9.9999999999999999</v>", "10"},
    {"", DOUBLE, "<v>999999.99999999999</v>", "1000000"},
    {"", DOUBLE, "<v>0.88890000000000002</v>", "0.8889"},
    {"", DOUBLE, "<v>1.5E3</v>", "1500"},
    {"", DOUBLE, "<v>1.2345600000000001E3</v>", "1234.56"},
    {"", DOUBLE, "<v>1E-05</v>", "0.00001"},
    {"", DOUBLE, "<v>0</v>", "0"},
    {"", DOUBLE, "<v>-0</v>", "0"},
    {"", DOUBLE, "<v>0.333333333333333</v>", "D205"},
    {"", DOUBLE, "<v>5.551115123125783E-17</v>", "D205"},
    {"", DOUBLE, "<v>123456789012345678</v>", "123456789012346000"},
    {"", DOUBLE, "<v>153.818</v>", "153.818"},
    {"", DOUBLE, "<v>NaN</v>", "D204"},
    {"", DOUBLE, "<v>INF</v>", "D204"},
    {"", "type='decimal'", "<v>1234.5600000000001</v>", "D205"},
    {"", MONEY, "<v>1234.5600000000001</v>", "1234.56 EUR"},
    {"", MONEY, "<v>-0.57999999999999996</v>", "-0.58 EUR"},
    {"", MONEY, "<v>1234.565</v>", "D205"},
    {"decimal=',' binary='yes'", "type='money'", "<v>1234,5600000000001</v>", "1234.56 EUR"},
    {"decimal=',' binary='yes'", "type='money' binary='no'", "<v>1234,5600000000001</v>", "D205"},
    {"decimal=',' group='.'", MONEY, "<v>1.234,5600000000001</v>", "1234.56 EUR"},

    {"", FROM, "<v c='EUR'>5</v>", "5.00 EUR"},
    {"", FROM, "<v c=' EUR '>5</v>", "5.00 EUR"},
    {"", FROM, "<v c='USD'>5</v>", "D299"},
    {"", FROM, "<v c='eur'>5</v>", "D299"},
    {"", FROM, "<v c=''>5</v>", "D299"},
    {"", FROM, "<v>5</v>", "D299"},
    {"decimal='.' currency='euro'", FROM, "<v c='euro'>5</v>", "5.00 EUR"},
    {"decimal='.' currency='euro'", FROM, "<v c='USD'>EUR 5</v>", "D299"},
    {"", "type='money' currency-from='../c'", "<c>EUR</c><v>5</v>", "5.00 EUR"},
    {"", "type='money' currency-from='../c'", "<v>5</v><c>USD</c>", "D299"},
    {"", "type='money' currency-from='../c/@code'", "<c code='EUR'/><v>5</v>", "5.00 EUR"},
    {"", "type='money' currency-from='../../@c'", "<v>5</v>", "5.00 EUR"},
    {"", FROM " optional='yes'", "<v c='USD'/>", "(missing)"},
    {"", FROM " optional='yes'", "", "(missing)"},
    {"", FROM " default='3'", "<v c='USD'/>", "3.00 EUR"},
};

static void a_sign_means_what_is_declared(void **state)
{
    (void)state;
    unsigned faults = 0;
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        const sign *s = &signs[i];
        try t = try_make();
        bool named = s->source[0] != '\0';
        gr_str notation = gr_str_fmt(t.arena, named ? "<notation name='n' %s/>" : "%s", s->source);
        gr_str source = gr_str_fmt(
            t.arena,
            "<source xmlns='urn:griffie:source:1' id='s'%s><match root='r'/>" GR_FMT
            "<dataset name='d' records='row' key='id' shared='yes'><field name='id' type='text' "
            "path='@id'/><field name='v' path='v' %s/></dataset><ignore path='c'/>"
            "<ignore path='@c'/></source>",
            named ? " notation='n'" : "", GR_ARG(notation), s->how);
        gr_str input = gr_str_fmt(t.arena, "<r c='EUR'><row id='1'>%s</row></r>", s->row);
        write_text(&t, "sources/s.xml", source.ptr);
        write_text(&t, "input/i.xml", input.ptr);
        bool refused = s->want[0] == 'D';
        gr_status status = try_run(&t);
        gr_str want = gr_str_fmt(t.arena, refused ? "[%s]" : "= 1 | %s\n", s->want);
        gr_str got = refused ? try_said(&t) : try_dump(&t);
        if ((status == GR_OK) == refused || gr_str_find(got, want) == SIZE_MAX) {
            faults++;
            print_error("%s %s '%s': want %s, got " GR_FMT GR_FMT "\n", s->source, s->how, s->row,
                        s->want, GR_ARG(try_said(&t)), GR_ARG(got));
        }
        try_free(&t);
    }
    assert_int_equal(faults, 0);
}

/** Counted, and shown with the dataset; what follows a record is not counted with it. */
static void signs_of_missing_are_counted(void **state)
{
    (void)state;
    try t = try_make();
    write_text(
        &t, "sources/s.xml",
        "<source xmlns='urn:griffie:source:1' id='s'><match root='r'/><dataset name='d' "
        "records='g/row' key='id' shared='yes'><field name='id' type='text'/><field name='v' "
        "type='integer' optional='yes' missing='- .'/><field name='w' path='../@w' "
        "type='integer' missing='-' default='7'/></dataset></source>");
    write_text(&t, "input/i.xml",
               "<r><g w='-'><row id='1' v='-'/><row id='2' v='.'/><row id='3'/></g>"
               "<g w='5'><row id='4' v='1'/></g></r>");
    assert_int_equal(try_run(&t), GR_OK);
    gr_str got = try_dump(&t);
    assert_true(gr_str_find(got, GR_LIT("v int optional missing by sign in 2 records\n")) !=
                SIZE_MAX);
    assert_true(gr_str_find(got, GR_LIT("w int default 7 in 3 records missing by sign in 3 records"
                                        "\n")) != SIZE_MAX);
    try_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sign_means_what_is_declared),
        cmocka_unit_test(signs_of_missing_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
