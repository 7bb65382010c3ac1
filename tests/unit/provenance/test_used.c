#include "base/arena.h"
#include "check.h"
#include "provenance/used.h"

static const struct {
    const char *name, *before, *after, *want; /* a line a difference */
} cases[] = {
    {"the same", "engine\tgriffie 1\nvalue\ta\tb\tc\t1\n", "engine\tgriffie 1\nvalue\ta\tb\tc\t1\n",
     ""},
    {"nothing", "", "", ""},
    {"a value", "value\ta\tb\tc\t1\n", "value\ta\tb\tc\t2\n", "value changed [a\tb\tc] 1 > 2\n"},
    {"a value that is empty now", "value\ta\tb\tc\t1\n", "value\ta\tb\tc\t\n",
     "value changed [a\tb\tc] 1 > \n"},
    {"a record more and one less", "value\ta\tb\tc\t1\nvalue\ta\td\tc\t1\n",
     "value\ta\td\tc\t1\nvalue\ta\te\tc\t3\n",
     "value gone [a\tb\tc] 1 > \nvalue new [a\te\tc]  > 3\n"},
    {"a key that begins as another", "font\ta\t1\nfont\ta b\t2\n", "font\ta b\t3\n",
     "font gone [a] 1 > \nfont changed [a b] 2 > 3\n"},
    {"one of a kind", "engine\tgriffie 1\nformats\tpdf\n",
     "engine\tgriffie 2\nformats\tpdf\txlsx\n",
     "engine changed [] griffie 1 > griffie 2\nformats changed [] pdf > pdf\txlsx\n"},
    {"several columns", "export\ta.xml\t1 mei\t3 records\n", "export\ta.xml\t1 mei\t4 records\n",
     "export changed [a.xml] 1 mei\t3 records > 1 mei\t4 records\n"},
    {"of a newer griffie", "omen\tx\t1\nvalue\ta\tb\tc\t1\n", "omen\tx\t2\nvalue\ta\tb\tc\t2\n",
     "value changed [a\tb\tc] 1 > 2\n"},
    {"no table at all", "not a table", "value\n\n\t\t\n", ""},
    {"cut off", "value\ta\tb", "value\ta\tb\tc\t1",
     "value gone [a\tb]  > \nvalue new [a\tb\tc]  > 1\n"},
};

static gr_str told(const char *before, const char *after, gr_arena *arena)
{
    static const char *const words[GR_USED_CHANGE__COUNT] = {"changed", "new", "gone"};
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_used_difference *items = NULL;
    size_t n = 0;
    gr_used_compare(gr_str_of(before), gr_str_of(after), arena, &items, &n);
    for (size_t i = 0; i < n; i++) {
        gr_buf_addf(&out, "%s %s [" GR_FMT "] " GR_FMT " > " GR_FMT "\n",
                    gr_used_words[items[i].kind], words[items[i].change], GR_ARG(items[i].key),
                    GR_ARG(items[i].before), GR_ARG(items[i].after));
    }
    return gr_buf_view(&out);
}

static void test_compare(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1024);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        check_text(cases[i].name, told(cases[i].before, cases[i].after, arena), cases[i].want);
    }
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_compare)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
