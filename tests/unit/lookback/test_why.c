/* `why`: what the version that stands there was made from that the one before it was not. */
#include "standing.h"

#include "lookback/lookback.h"

static const gr_str words[] = {{"r", 1}, {"region", 6}};

static const char was[] = "derived\tshares\tr\tpart\t0.5\n"
                          "document\t0a\n"
                          "engine\tgriffie 1\n"
                          "export\tamounts.xml\t2026-01-01\t3 records\n"
                          "export\tteams.xml\t2026-01-01\t2 records\n"
                          "file\tlogo.png\t11\n"
                          "formats\tpdf\n"
                          "on\t2026-11-21\n"
                          "report\tr\t22\n"
                          "rows\tlong\t33\n"
                          "value\tamounts\ta\tsum\t1\n"
                          "value\tamounts\tb\tsum\t2\n";
static const char is[] = "derived\tshares\tr\tpart\t0.6\n"
                         "document\t0b\n"
                         "engine\tgriffie 2\n"
                         "export\tamounts.xml\t2026-02-01\t4 records\n"
                         "file\tplan.png\t12\n"
                         "formats\tpdf\txlsx\n"
                         "on\t2026-11-22\n"
                         "report\tr\t23\n"
                         "rows\tlong\t34\n"
                         "value\tamounts\ta\tsum\t10\n"
                         "value\tamounts\tc\tsum\t3\n";

static void add_version(const standing *s, const char *key, const char *as_of, const char *used)
{
    standing_add(s, key, key);
    standing_write_in(s, key, "used.tsv", used);
    standing_write_in(s, key, "manifest.json",
                      gr_str_fmt(s->w.arena, "{\"as-of\": \"%s\"}", as_of).ptr);
}

static standing two_versions(const char *before, const char *now)
{
    standing s = standing_open();
    add_version(&s, "aaaa", "2026-01-01", before);
    add_version(&s, "bbbb", "2026-02-01", now);
    standing_show(&s, "aaaa", 1);
    standing_show(&s, "bbbb", 2);
    return s;
}

static gr_question about(const standing *s)
{
    return (gr_question){.store = s->store,
                         .words = words,
                         .n_words = 2,
                         .figure = GR_LIT(""),
                         .arena = s->w.arena,
                         .diag = s->w.diag};
}

static gr_str answer(const gr_question *ask)
{
    gr_buf out = gr_buf_make(ask->arena, SIZE_MAX);
    assert_int_equal(gr_answer_why(ask, &out), GR_OK);
    assert_int_equal(gr_diag_count(ask->diag, GR_NOTE), 0);
    return gr_buf_view(&out);
}

static void for_people(void **state)
{
    (void)state;
    standing s = two_versions(was, is);
    const gr_question ask = about(&s);
    check_text("all kinds", answer(&ask),
               "r/region: version bbbb, data as of 2026-02-01; the one before it is aaaa, data as "
               "of 2026-01-01\n"
               "values changed: 1\n"
               "  amounts[a].sum: 1 -> 10\n"
               "values newly used: 1\n"
               "  amounts[c].sum: 3\n"
               "values no longer used: 1\n"
               "  amounts[b].sum: 2\n"
               "tables that are too long to tell: 1\n"
               "  long table long was changed\n"
               "exports: 2\n"
               "  amounts.xml: 2026-01-01, 3 records -> 2026-02-01, 4 records\n"
               "  teams.xml: 2026-01-01, 2 records, is no longer used\n"
               "the day it is made for: 1\n"
               "  on: 2026-11-21 -> 2026-11-22\n"
               "descriptors and files: 3\n"
               "  file logo.png is no longer used\n"
               "  file plan.png is new\n"
               "  report r was changed\n"
               "how it was made: 2\n"
               "  program: griffie 1 -> griffie 2\n"
               "  formats: pdf -> pdf, xlsx\n"
               "worked out from these, changed: 1\n"
               "  shares[r].part: 0.5 -> 0.6\n");
    standing_close(&s);
}

static void so_many_at_most(void **state)
{
    (void)state;
    standing s = two_versions(was, is);
    gr_question ask = about(&s);
    ask.most = 1;
    assert_true(gr_str_find(answer(&ask), GR_LIT("descriptors and files: 3\n"
                                                 "  file logo.png is no longer used\n"
                                                 "  and 2 more\n"
                                                 "how it was made: 2\n")) != SIZE_MAX);
    assert_true(gr_str_find(answer(&ask), GR_LIT("and 0 more")) == SIZE_MAX);
    standing_close(&s);
}

/** Any two that there are; of one that went it is said when and why. */
static void any_two(void **state)
{
    (void)state;
    standing s = two_versions("value\tamounts\ta\tsum\t1\n", "value\tamounts\ta\tsum\t2\n");
    add_version(&s, "cccc", "2026-03-01", "value\tamounts\ta\tsum\t4\n");
    standing_show(&s, "cccc", 3);
    gr_question ask = about(&s);
    ask.from = GR_LIT("aaaa");
    check_text("from the first", answer(&ask),
               "r/region: version cccc, data as of 2026-03-01; compared with aaaa, data as of "
               "2026-01-01\nvalues changed: 1\n  amounts[a].sum: 1 -> 4\n");
    ask.key = GR_LIT("bbbb");
    ask.from = GR_LIT("");
    check_text("another than the last", answer(&ask),
               "r/region: version bbbb, data as of 2026-02-01; the one before it is aaaa, data as "
               "of 2026-01-01\nvalues changed: 1\n  amounts[a].sum: 1 -> 2\n");
    ask.key = GR_LIT("aaaa");
    check_text("the first", answer(&ask), "r/region: there is no version before this one, aaaa\n");
    ask.from = GR_LIT("cccc");
    assert_true(gr_str_find(answer(&ask), GR_LIT("amounts[a].sum: 4 -> 1")) != SIZE_MAX);
    ask.from = GR_LIT("dddd");
    gr_buf out = gr_buf_make(ask.arena, SIZE_MAX);
    assert_int_equal(gr_answer_why(&ask, &out), GR_BAD_INPUT);
    assert_true(gr_diag_has(ask.diag, GR_CODE_EDITION_UNKNOWN));
    standing_close(&s);
}

static void for_machines(void **state)
{
    (void)state;
    standing s = two_versions("value\tamounts\ta\tsum\t1\n", "engine\tgriffie 2\n");
    gr_question ask = about(&s);
    ask.json = true;
    check_text(
        "a line each", answer(&ask),
        "{\"edition\": \"r/region\", \"version\": \"bbbb\", \"before\": \"aaaa\", \"differences\": "
        "2}"
        "\n{\"kind\": \"engine\", \"change\": \"new\", \"key\": \"\", \"before\": \"\", \"after\": "
        "\"griffie 2\"}\n"
        "{\"kind\": \"value\", \"change\": \"gone\", \"key\": \"amounts[a].sum\", \"before\": "
        "\"1\", "
        "\"after\": \"\"}\n");
    standing_close(&s);
}

static void nothing_that_people_know(void **state)
{
    (void)state;
    static const struct {
        const char *before, *now, *said;
    } cases[] = {
        {"document\t0a\n", "document\t0a\n", "\nnothing changed: it was made again by force"},
        {"document\t0a\n", "document\t0b\n", "\nwords, conditions or order; no value changed\n"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        standing s = two_versions(cases[i].before, cases[i].now);
        const gr_question ask = about(&s);
        gr_str told = answer(&ask);
        assert_true(gr_str_find(told, gr_str_of(cases[i].said)) != SIZE_MAX);
        for (size_t k = 0; k < sizeof(cases) / sizeof(cases[0]); k++) {
            bool told_too = gr_str_find(told, gr_str_of(cases[k].said)) != SIZE_MAX;
            assert_int_equal(told_too, i == k);
        }
        standing_close(&s);
    }
}

static void one_version_only(void **state)
{
    (void)state;
    standing s = standing_open();
    const gr_question ask = about(&s);
    add_version(&s, "bbbb", "2026-02-01", is);
    standing_show(&s, "bbbb", 2);
    check_text("the first", answer(&ask), "r/region: there is only one version, bbbb\n");
    standing_write(&s, "state/removed.tsv",
                   "2026-11-22 03:04:00Z\tversion\tkeep=0\tr/region\taaaa\t-\t-\t"
                   ".versions/r/region/aaaa\n"
                   "2026-11-23 03:04:00Z\tversion\tkeep=0\tr/other\tcccc\t-\t-\t"
                   ".versions/r/other/cccc\n");
    check_text("an older one went", answer(&ask),
               "r/region: there is only one version, bbbb\n"
               "  an older one, aaaa, went on 2026-11-22 03:04:00Z by keep=0\n");
    standing_close(&s);
}

static void what_cannot_be_told(void **state)
{
    (void)state;
    standing s = two_versions(was, is);
    const gr_question ask = about(&s);
    gr_buf out = gr_buf_make(s.w.arena, SIZE_MAX);
    assert_int_equal(unlink(world_path(&s.w, "state/.versions/r/region/aaaa/used.tsv").ptr), 0);
    assert_int_not_equal(gr_answer_why(&ask, &out), GR_OK);
    standing_said(&s, "aaaa/used.tsv");
    assert_int_equal(unlink(s.place.link.ptr), 0);
    assert_int_equal(gr_answer_why(&ask, &out), GR_BAD_INPUT);
    standing_said(&s, "no version of 'r/region' stands in");
    standing_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(for_people),
        cmocka_unit_test(so_many_at_most),
        cmocka_unit_test(for_machines),
        cmocka_unit_test(any_two),
        cmocka_unit_test(nothing_that_people_know),
        cmocka_unit_test(one_version_only),
        cmocka_unit_test(what_cannot_be_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
