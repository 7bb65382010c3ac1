/* `history`: what became of editions, run by run, and one figure through time; what is said when
 * there is nothing to tell. */
#include "standing.h"

#include "journal/journal.h"
#include "lookback/lookback.h"
#include "store/retention.h"

#define NIGHT 1795316603 /* 2026-11-22 03:03:23Z */
#define DAY   86400

static gr_journal_edition row(const char *status, const char *key, const char *before, int64_t at)
{
    return (gr_journal_edition){.job = GR_LIT("dossiers"),
                                .report = GR_LIT("r"),
                                .edition = GR_LIT("region"),
                                .destination = GR_LIT(""),
                                .status = gr_str_of(status),
                                .key = gr_str_of(key),
                                .before = gr_str_of(before),
                                .life = GR_LIT("concept"),
                                .files = GR_LIT(""),
                                .figures = GR_LIT(""),
                                .at = at,
                                .duration_ms = 12};
}

/** A run for each row. */
static void write_down(const standing *s, gr_journal_edition *rows, size_t n)
{
    gr_journal *journal = NULL;
    gr_str path = gr_journal_path(s->store.state, s->w.arena);
    assert_int_equal(gr_journal_open(path, GR_JOURNAL_WRITE, s->w.diag, &journal), GR_OK);
    for (size_t i = 0; i < n; i++) {
        gr_journal_run run = {.command = GR_LIT("run"),
                              .batch = GR_LIT("nightly"),
                              .jobs = GR_LIT("dossiers"),
                              .engine = GR_LIT("griffie"),
                              .inputs = GR_LIT("abc"),
                              .began = rows[i].at};
        gr_journal_begin(journal, &run, s->w.diag);
        rows[i].run = run.id;
        gr_journal_add_edition(journal, &rows[i], s->w.diag);
        run.ended = rows[i].at + 2;
        gr_journal_end(journal, &run, s->w.diag);
    }
    gr_journal_close(journal);
}

/** Two nights. What was made in the first went since. */
static void two_nights(const standing *s)
{
    gr_journal_edition rows[] = {row("published", "aaaa", "", NIGHT - DAY),
                                 row("published", "bbbb", "aaaa", NIGHT)};
    const gr_removal went = {.when = GR_LIT("2026-11-22 03:04:00Z"),
                             .what = GR_LIT("version"),
                             .rule = GR_LIT("keep=1"),
                             .edition = GR_LIT("r/region"),
                             .version = GR_LIT("aaaa"),
                             .sha256 = GR_LIT(""),
                             .name = GR_LIT(""),
                             .path = GR_LIT(".versions/r/region/aaaa")};
    gr_buf lines = gr_buf_make(s->w.arena, SIZE_MAX);
    rows[0].figures =
        GR_LIT("{\"published\": 1, \"figures\": [{\"id\": \"f\", \"text\": \"EUR 1\", "
               "\"value\": \"1.00 EUR\"}]}");
    rows[1].figures =
        GR_LIT("{\"published\": 1, \"figures\": [{\"id\": \"f\", \"text\": \"EUR 20\", "
               "\"value\": \"20.00 EUR\"}]}");
    rows[1].files = GR_LIT("[{\"name\":\"r.pdf\"}]");
    rows[1].destination = GR_LIT("2023");
    write_down(s, rows, 2);
    gr_removal_add(&went, &lines);
    standing_write(s, "state/removed.tsv", gr_str_dup(s->w.arena, gr_buf_view(&lines)).ptr);
    standing_write(s, "state/destinations/2023/.versions/r/region/bbbb/manifest.json",
                   "{\"order\": {\"on\": \"2026-11-30\"}}");
}

static gr_question about(const standing *s, const gr_str *words, size_t n)
{
    return (gr_question){.store = s->store,
                         .words = words,
                         .n_words = n,
                         .figure = GR_LIT(""),
                         .most = 20,
                         .arena = s->w.arena,
                         .diag = s->w.diag};
}

static gr_str answer(const gr_question *ask)
{
    gr_buf out = gr_buf_make(ask->arena, SIZE_MAX);
    assert_int_equal(gr_answer_history(ask, &out), GR_OK);
    assert_int_equal(gr_diag_count(ask->diag, GR_NOTE), 0);
    return gr_buf_view(&out);
}

static const gr_str edition[] = {{"r", 1}, {"region", 6}};

static void editions_for_people(void **state)
{
    (void)state;
    standing s = standing_open();
    two_nights(&s);
    gr_question ask = about(&s, edition, 2);
    check_text("newest first", answer(&ask),
               "when                  run  edition        became     life     version\n"
               "2026-11-22 03:03:23Z    2  2023/r/region  published  concept  bbbb for 2026-11-30 "
               "after aaaa\n"
               "2026-11-21 03:03:23Z    1  r/region       published  concept  aaaa (went on "
               "2026-11-22 03:04:00Z by keep=1)\n");
    ask.most = 1;
    gr_str one = answer(&ask);
    assert_true(gr_str_ends(one, GR_LIT("\nolder ones: --most 10\n")));
    assert_true(gr_str_find(one, GR_LIT("bbbb")) != SIZE_MAX);
    standing_close(&s);
}

static void what_was_decided(void **state)
{
    (void)state;
    standing s = standing_open();
    gr_journal_edition rows[] = {row(GR_RELEASED_WORD, "aaaa", "", NIGHT - DAY),
                                 row(GR_WITHDRAWN_WORD, "", "", NIGHT)};
    rows[0].life = GR_LIT("adopted");
    rows[0].by = GR_LIT("algemeen\u202e bestuur");
    rows[0].on = GR_LIT("2026-11-20");
    rows[1].life = GR_LIT("");
    rows[1].because = GR_LIT("tabel 3");
    write_down(&s, rows, 2);
    gr_question ask = about(&s, edition, 2);
    check_text(
        "for people", answer(&ask),
        "when                  run  edition   became     life     version\n"
        "2026-11-22 03:03:23Z    2  r/region  withdrawn           because: tabel 3\n"
        "2026-11-21 03:03:23Z    1  r/region  released   adopted  aaaa, by algemeen  bestuur "
        "on 2026-11-20\n");
    ask.json = true;
    ask.most = 0;
    gr_str lines = answer(&ask);
    assert_true(gr_str_find(lines, GR_LIT("\"by\": \"algemeen\\u202e bestuur\", \"decided\": "
                                          "\"2026-11-20\"")) != SIZE_MAX);
    assert_true(gr_str_find(lines, GR_LIT("\"because\": \"tabel 3\"")) != SIZE_MAX);
    standing_close(&s);
}

static void editions_for_machines(void **state)
{
    (void)state;
    standing s = standing_open();
    two_nights(&s);
    gr_question ask = about(&s, edition, 1);
    ask.json = true;
    check_text(
        "a line each", answer(&ask),
        "{\"run\": 2, \"at\": \"2026-11-22T03:03:23+00:00\", \"job\": \"dossiers\", \"report\": "
        "\"r\", "
        "\"edition\": \"region\", \"destination\": \"2023\", \"status\": \"published\", \"life\": "
        "\"concept\", \"version\": \"bbbb\", \"before\": \"aaaa\", \"on\": \"2026-11-30\", "
        "\"files\": "
        "[{\"name\":\"r.pdf\"}], \"duration-ms\": 12}\n"
        "{\"run\": 1, \"at\": \"2026-11-21T03:03:23+00:00\", \"job\": \"dossiers\", \"report\": "
        "\"r\", "
        "\"edition\": \"region\", \"destination\": \"\", \"status\": \"published\", \"life\": "
        "\"concept\", \"version\": \"aaaa\", \"before\": \"\", \"removed\": "
        "\"2026-11-22 03:04:00Z\", \"removed-by\": \"keep=1\", \"files\": [], \"duration-ms\": "
        "12}\n");
    standing_close(&s);
}

static void one_figure(void **state)
{
    (void)state;
    standing s = standing_open();
    two_nights(&s);
    gr_question ask = about(&s, edition, 2);
    ask.figure = GR_LIT("f");
    check_text("for people", answer(&ask),
               "since                 printed      value  version\n"
               "2026-11-22 03:03:23Z   EUR 20  20.00 EUR  bbbb\n"
               "2026-11-21 03:03:23Z    EUR 1   1.00 EUR  aaaa\n");
    ask.json = true;
    ask.most = 1;
    check_text(
        "for machines", answer(&ask),
        "{\"at\": \"2026-11-22T03:03:23+00:00\", \"text\": \"EUR 20\", \"value\": \"20.00 EUR\", "
        "\"version\": \"bbbb\"}\n");
    ask.json = false;
    ask.figure = GR_LIT("g");
    assert_true(
        gr_str_starts(answer(&ask), GR_LIT("no version that is written down had a figure")));
    standing_close(&s);
}

static void nothing_to_tell(void **state)
{
    (void)state;
    static const gr_str other[] = {{"r", 1}, {"arnhem", 6}};
    standing s = standing_open();
    gr_question ask = about(&s, other, 2);
    assert_true(gr_str_starts(answer(&ask), GR_LIT("no run was written down in '")));
    ask.json = true;
    check_text("no line for machines", answer(&ask), "");
    two_nights(&s);
    check_text("no line of this edition", answer(&ask), "");
    ask.json = false;
    assert_true(gr_str_starts(answer(&ask), GR_LIT("nothing is known of it; ")));
    standing_close(&s);
}

static void a_figure_of_no_edition(void **state)
{
    (void)state;
    standing s = standing_open();
    gr_question ask = about(&s, edition, 1);
    gr_buf out = gr_buf_make(s.w.arena, SIZE_MAX);
    ask.figure = GR_LIT("f");
    assert_int_equal(gr_answer_history(&ask, &out), GR_BAD_INPUT);
    assert_true(gr_diag_has(s.w.diag, GR_CODE_USAGE));
    assert_int_equal(out.len, 0);
    standing_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(editions_for_people), cmocka_unit_test(editions_for_machines),
        cmocka_unit_test(what_was_decided),    cmocka_unit_test(one_figure),
        cmocka_unit_test(nothing_to_tell),     cmocka_unit_test(a_figure_of_no_edition),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
