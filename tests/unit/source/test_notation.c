/* Numbers as exports write them, under a notation: each to its value, or refused with its code. */
#include "try.h"

typedef struct number {
    const char *notation, *type, *text, *want; /* want: the value in the dump, or a code */
} number;

#define NL   "decimal=',' group='.' minus='trailing' currency='EUR \xE2\x82\xAC'"
#define PAR  "decimal=',' group='.' minus='parentheses' currency='EUR euro eur \xE2\x82\xAC'"
#define EN   "decimal='.' group=','"
#define FR   "decimal=',' group='space'"
#define CH   "decimal='.' group=\"'\""
#define EXP  "decimal='.' exponent='yes'"
#define PCT  "decimal=',' percent='share'"
#define PTS  "decimal=',' percent='points' minus='trailing'"
#define EURO "\xE2\x82\xAC"

static const number numbers[] = {
    {NL, "money", "1.234,50", "1234.50"},
    {NL, "money", "1234,50", "1234.50"},
    {NL, "money", "1.234.567,5", "1234567.50"},
    {NL, "money", "1.234", "1234.00"},
    {NL, "money", "12,5000", "12.50"},
    {NL, "money", "12,500000000", "12.50"},
    {NL, "money", "5,00-", "-5.00"},
    {NL, "money", "5,00 -", "-5.00"},
    {NL, "money", "0,00-", "0.00"},
    {NL, "money", EURO " 1.234,50", "1234.50"},
    {NL, "money", EURO "1.234,50-", "-1234.50"},
    {NL, "money", "1.234,50 EUR", "1234.50"},
    {NL, "money", "1.234,50- EUR", "-1234.50"},
    {NL, "money", EURO "&#160;5", "5.00"},
    {NL, "money", "5,00\xE2\x88\x92", "-5.00"},
    {NL, "money", "-5,00", "D296"},
    {NL, "money", "(5,00)", "D296"},
    {NL, "money", "5,00--", "D202"},
    {NL, "money", "USD 5,00", "D299"},
    {NL, "money", "$5", "D299"},
    {NL, "money", "5 GBP", "D299"},
    {NL, "money", "EUR 5 USD", "D202"},
    {NL, "money", EURO " 5 EUR", "D202"},
    {NL, "money", EURO, "D202"},
    {NL, "money", "-", "D204"},
    {NL, "money", "12.34", "D295"},
    {NL, "money", "1234.567", "D295"},
    {NL, "money", "0.123", "D295"},
    {NL, "money", "1.234567", "D295"},
    {NL, "money", "1.234.56", "D295"},
    {NL, "money", "1,234.50", "D295"},
    {NL, "money", "1,50,00", "D295"},
    {NL, "money", ",50", "D295"},
    {NL, "money", "1 234,50", "D295"},
    {NL, "money", "1,255", "D205"},
    {NL, "money", "99.999.999.999.999.999.999", "D205"},
    {NL, "money", "1E3", "D297"},
    {NL, "money", "5%", "D298"},
    {NL, "money", "NaN", "D204"},
    {NL, "money", "+5", "D202"},
    {NL, "decimal", EURO " 5", "D299"},
    {NL, "decimal", "5%", "D298"},
    {NL, "decimal", "1.234,567800", "1234.5678"},
    {NL, "decimal", "1,50000000", "1.5"},
    {NL, "decimal", "1,12345678", "D205"},
    {NL, "integer", "164.096", "164096"},
    {NL, "integer", "12-", "-12"},
    {NL, "integer", "12,0", "D202"},
    {NL, "ratio", "25/31", "25/31"},
    {NL, "ratio", "25/0", "D202"},
    {PAR, "money", "(1.234,50)", "-1234.50"},
    {PAR, "money", "(" EURO " 5)", "-5.00"},
    {PAR, "money", EURO " (5)", "-5.00"},
    {PAR, "money", "(5) euro", "-5.00"},
    {PAR, "money", "(5", "D202"},
    {PAR, "money", "((5))", "D202"},
    {PAR, "money", "(5-)", "D202"},
    {PAR, "money", "-5", "D296"},
    {EN, "money", "-1,234.50", "-1234.50"},
    {EN, "money", "- 5", "-5.00"},
    {EN, "money", "1.234,50", "D295"},
    {EN, "money", "5-", "D296"},
    {EN, "money", EURO " 5", "D299"},
    {EN, "money", "EUR 5", "D299"},
    {FR, "money", "1 234 567,50", "1234567.50"},
    {FR, "money", "1&#160;234,50", "1234.50"},
    {FR, "money",
     "1\xE2\x80\xAF"
     "234,50",
     "1234.50"},
    {FR, "money", "12 34", "D295"},
    {CH, "money", "1'234.50", "1234.50"},
    {CH, "money", "1'23.50", "D295"},
    {EXP, "decimal", "1.5E3", "1500"},
    {EXP, "decimal", "1.5e-3", "0.0015"},
    {EXP, "decimal", "-2E-2", "-0.02"},
    {EXP, "decimal", "1.25E+1", "12.5"},
    {EXP, "money", "1.23456E2", "D205"},
    {EXP, "decimal", "1E-9", "D205"},
    {EXP, "decimal", "1E30", "D205"},
    {EXP, "decimal", "1E999999999999", "D202"},
    {EXP, "decimal", "1E", "D202"},
    {EXP, "integer", "1E3", "1000"},
    {EXP, "integer", "15E-1", "D202"},
    {PCT, "decimal", "12,5%", "0.125"},
    {PCT, "decimal", "150,0 %", "1.5"},
    {PCT, "decimal", "-3%", "-0.03"},
    {PCT, "decimal", "0%", "0"},
    {PCT, "decimal", "12,5", "D298"},
    {PCT, "decimal", "0", "D298"},
    {PCT, "decimal", "5%%", "D202"},
    {PCT, "decimal", "%5", "D202"},
    {PCT, "money", "5%", "D298"},
    {PCT, "money", "5", "5.00"},
    {PTS, "decimal", "12,5%", "12.5"},
    {PTS, "decimal", "12,5%-", "-12.5"},
    {PTS, "decimal", "12,5-%", "-12.5"},
};

static void a_number_is_read_as_declared_or_refused(void **state)
{
    (void)state;
    unsigned faults = 0;
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        const number *n = &numbers[i];
        try t = try_make();
        gr_str source =
            gr_str_fmt(t.arena,
                       "<source xmlns='urn:griffie:source:1' id='s' notation='n'><match root='r'/>"
                       "<notation name='n' %s/><dataset name='d' records='row' key='id' "
                       "shared='yes'><field name='id' type='text'/><field name='v' type='%s'/>"
                       "</dataset></source>",
                       n->notation, n->type);
        gr_str input = gr_str_fmt(t.arena, "<r><row id='1'><v>%s</v></row></r>", n->text);
        write_text(&t, "sources/s.xml", source.ptr);
        write_text(&t, "input/i.xml", input.ptr);
        bool refused = n->want[0] == 'D';
        gr_status status = try_run(&t);
        const char *unit = strcmp(n->type, "money") == 0 ? " EUR" : "";
        gr_str want = refused ? gr_str_fmt(t.arena, "[%s]", n->want)
                              : gr_str_fmt(t.arena, "= 1 | %s%s\n", n->want, unit);
        gr_str got = refused ? try_said(&t) : try_dump(&t);
        if ((status == GR_OK) == refused || gr_str_find(got, want) == SIZE_MAX) {
            faults++;
            print_error("%s '%s': want %s, got " GR_FMT GR_FMT "\n", n->type, n->text, n->want,
                        GR_ARG(try_said(&t)), GR_ARG(got));
        }
        try_free(&t);
    }
    assert_int_equal(faults, 0);
}

/** As long as one value may be: no number, and no harm. */
static void a_long_text_is_refused(void **state)
{
    (void)state;
    try t = try_make();
    gr_buf input = gr_buf_make(t.arena, SIZE_MAX);
    gr_buf_add(&input, GR_LIT("<r><row id='1'><v>1,"));
    for (unsigned i = 0; i < 100000; i++) {
        gr_buf_add_char(&input, '1');
    }
    gr_buf_addf(&input, "</v></row></r>%c", '\0');
    write_text(&t, "sources/s.xml",
               "<source xmlns='urn:griffie:source:1' id='s'><match root='r'/>"
               "<notation name='n' decimal=','/><dataset name='d' records='row' key='id' "
               "shared='yes'><field name='id' type='text'/><field name='v' type='decimal' "
               "notation='n'/></dataset></source>");
    write_text(&t, "input/i.xml", gr_buf_view(&input).ptr);
    assert_int_equal(try_run(&t), GR_BAD_INPUT);
    try_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_is_read_as_declared_or_refused),
        cmocka_unit_test(a_long_text_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
