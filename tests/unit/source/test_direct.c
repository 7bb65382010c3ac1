/* Values that are made when their text comes are those that are made when their record ends: each
 * export is read twice, once as it is and once with a condition that holds for every record, so
 * that all values wait. Records and what is said have to be the same. */
#include "try.h"

#define HEAD "<source xmlns='urn:griffie:source:1' id='s'%s><match root='r'/>"
#define ROWS "<dataset name='d' records='row' key='%s'%s shared='yes'>"
#define FIELDS(of)                                                                             \
    "<field name='id' path='@id' type='text'/><field name='n' path='n' type='integer'" of "/>" \
    "<field name='x' path='x' type='decimal'" of "/><field name='m' path='m' type='money'" of  \
    "/><field name='day' path='@day' type='date'" of "/>"                                      \
    "<field name='q' path='q' type='period'" of "/><field name='b' path='b' type='boolean'" of \
    "/><field name='t' path='t' type='text'" of "/>"                                           \
    "<field name='up' path='up' type='reference' to='d' optional='yes'/>"
#define OPTIONAL " optional='yes'"
#define LISTED \
    "<field name='id' type='text' default='-'/><field name='n' type='integer' default='1'/>"
#define TAIL   "</dataset></source>"
#define ALWAYS " where=\"file != ''\""

#define NINES "99999999999999999999"
#define WIDE  "aaaaaaaaa aaaaaaaaa aaaaaaaaa aaaaaaaaa aaaaaaaaa "

/* What stands between the tags of the records, each read with fields that may be absent and with
 * fields that may not. */
static const char *const exports[] = {
    "<row id='1' "
    "day='2022-01-31'><n>7</n><x>1.5</x><m>12.50</m><q>2022</q><b>yes</b><t>a</t></row>",
    "<row id='1'/>",
    "<row id=''><n>1</n></row>",
    "<row><n>1</n></row>",
    "<row id='1' day=''><n/><x> </x><m></m><q/><b/><t/></row>",
    "<row id='1'><n> 12\n</n><t>  a\n b </t></row>",
    "<row id='1'><n>007</n><n>8</n></row>",
    "<row id='1'><n>seven</n><n>8</n></row>",
    "<row id='1'><n/><n>8</n></row>",
    "<row id='1'><t>a</t><t>b</t></row>",
    "<row id='1'><t/><t>b</t></row>",
    "<row id='1'><n>1<!-- one -->2</n><t>a<?p?>b</t></row>",
    "<row id='1'><n><![CDATA[3]]></n><t><![CDATA[<a>]]>&amp;&#65;</t></row>",
    "<row id='1'><n>3<more/></n></row>",
    "<row id='1'><t>a<more>b</more>c</t></row>",
    "<row id='1'><t more='1'>a</t></row>",
    "<row id='1'><n>" NINES "</n><x>" NINES NINES "</x><m>" NINES ".00</m></row>",
    "<row id='1'><n>+1</n><x>1,5</x><m>1.234</m></row>",
    "<row id='1'><n>-0</n><x>-0.0</x><m>-0.00</m></row>",
    "<row id='1'><n>1.0</n><x>1e3</x><m>1e3</m></row>",
    "<row id='1' day='2022-02-30'><q>2022-13</q><b>ja</b></row>",
    "<row id='1' day='0000-01-01'/>",
    "<row id='1'><t>" WIDE WIDE WIDE "</t><n>" WIDE WIDE WIDE "</n></row>",
    "<row id='1'><t>e\xCC\x81</t></row><row id='\xC3\xA9'/><row id='e\xCC\x81'/>",
    "<row id='1'><up>2</up></row><row id='2'><up>1</up></row>",
    "<row id='1'><up>3</up></row>",
    "<row id='1'/><row id='1'/>",
    "<row id='1'><n>1</n></row><row id='2'/><row id='3'><n>3</n><t>c</t></row>",
    "<row id='1' xsi:nil='true'/><row id='2'><n xsi:nil='true'/><t xsi:nil='1'/></row>",
    "<row id='1'><n xsi:nil='true'>4</n></row>",
    "<row id='1'><n>1</n>loose</row>",
};

/** What is said of an export and the records that came of it. */
static char *told(const char *descriptor, const char *export_text)
{
    try t = try_make();
    write_text(&t, "sources/s.xml", descriptor);
    write_text(&t, "input/a.xml", export_text);
    gr_status status = try_run(&t);
    gr_str dump = status == GR_OK ? try_dump(&t) : GR_LIT("");
    size_t first = gr_str_find(dump, GR_LIT("\n  = "));
    gr_str text = gr_str_fmt(t.arena, "status %d\n" GR_FMT GR_FMT, (int)status,
                             GR_ARG(try_said(&t)), GR_ARG(gr_str_sub(dump, first, SIZE_MAX)));
    char *kept = strdup(text.ptr);
    assert_non_null(kept);
    try_free(&t);
    return kept;
}

typedef struct way {
    const char *of_source, *key, *fields;
} way;

static const way ways[] = {
    {"", "id", FIELDS(OPTIONAL)},
    {"", "id", FIELDS("")},
    {" decimal='comma'", "id", FIELDS(OPTIONAL)},
    {"", "id n", FIELDS(OPTIONAL)},
    {"", "id n", LISTED "<field name='t' type='text' optional='yes'/>"},
};

static unsigned differ(const way *by, const char *inner)
{
    char descriptor[2][2500];
    char export_text[2000];
    for (unsigned waits = 0; waits < 2; waits++) {
        (void)snprintf(descriptor[waits], sizeof descriptor[waits], HEAD ROWS "%s" TAIL,
                       by->of_source, by->key, waits != 0 ? ALWAYS : "", by->fields);
    }
    (void)snprintf(export_text, sizeof export_text,
                   "<r xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>%s</r>", inner);
    char *direct = told(descriptor[0], export_text);
    char *waited = told(descriptor[1], export_text);
    bool same = strcmp(direct, waited) == 0;
    if (!same) {
        print_error("%s\n%s\nat once: %s\nwaited: %s\n", by->fields, inner, direct, waited);
    }
    free(direct);
    free(waited);
    return same ? 0 : 1;
}

static void values_made_at_once_are_those_that_wait(void **state)
{
    (void)state;
    unsigned n = 0;
    for (size_t i = 0; i < sizeof exports / sizeof exports[0]; i++) {
        for (size_t k = 0; k < sizeof ways / sizeof ways[0]; k++) {
            n += differ(&ways[k], exports[i]);
        }
    }
    assert_int_equal(n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(values_made_at_once_are_those_that_wait)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
