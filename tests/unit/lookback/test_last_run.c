/* What the last run of the same jobs tells of this one. */
#include "standing.h"

#include "journal/journal.h"
#include "lookback/last_run.h"

#define NIGHT 1795316603 /* 2026-11-22 03:03:23Z */

static const char whole[] = "{\"files\": [{\"name\": \"r.txt\", \"bytes\": \"4\"}]}";

static const gr_order orders[] = {
    {.job = {"papers", 6}, .destination = {"", 0}, .on = {.type = GR_T_MISSING}}};

typedef struct past {
    standing s;
    gr_journal *journal;
    gr_journal_run now; /* the run that asks */
} past;

static gr_journal_run run_of(const char *inputs)
{
    return (gr_journal_run){.command = GR_LIT("run"),
                            .batch = GR_LIT("nightly"),
                            .jobs = GR_LIT("papers"),
                            .engine = GR_LIT("griffie"),
                            .inputs = gr_str_of(inputs),
                            .began = NIGHT};
}

static void add_version(const standing *s, const char *key)
{
    standing_add(s, key, key);
    standing_write_in(s, key, "manifest.json", whole);
    standing_write_in(s, key, "files/manifest.json", "{}");
}

/** One run that published r/region, which stands there. */
static past begin(const char *warning)
{
    past p = {.s = standing_open(), .now = run_of("abc")};
    gr_journal_run run = run_of("abc");
    gr_str path = gr_path_join(p.s.w.arena, p.s.store.state, GR_LIT("journal.db"));
    assert_int_equal(gr_journal_open(path, GR_JOURNAL_WRITE, p.s.w.diag, &p.journal), GR_OK);
    add_version(&p.s, "aaaa");
    standing_show(&p.s, "aaaa", NIGHT);
    gr_journal_begin(p.journal, &run, p.s.w.diag);
    const gr_journal_edition row = {.run = run.id,
                                    .job = GR_LIT("papers"),
                                    .report = GR_LIT("r"),
                                    .edition = GR_LIT("region"),
                                    .destination = GR_LIT(""),
                                    .status = GR_LIT("published"),
                                    .key = GR_LIT("aaaa"),
                                    .before = GR_LIT(""),
                                    .life = GR_LIT(""),
                                    .files = GR_LIT("[]"),
                                    .figures = GR_LIT(""),
                                    .at = NIGHT};
    gr_journal_add_edition(p.journal, &row, p.s.w.diag);
    const gr_journal_message message = {.run = run.id,
                                        .edition = GR_LIT(""),
                                        .level = GR_LIT("warning"),
                                        .code = gr_str_of(gr_codes[GR_CODE_STYLE_ELSE].tag),
                                        .place = GR_LIT(""),
                                        .text = gr_str_of(warning)};
    if (warning[0] != '\0') {
        gr_journal_add_message(p.journal, &message, p.s.w.diag);
    }
    run.ended = NIGHT + 60;
    run.exit = 0;
    gr_journal_end(p.journal, &run, p.s.w.diag);
    return p;
}

static void end(past *p)
{
    gr_journal_close(p->journal);
    standing_close(&p->s);
}

static gr_last_run_setup about(const past *p)
{
    return (gr_last_run_setup){.store = p->s.store,
                               .journal = p->journal,
                               .now = &p->now,
                               .orders = orders,
                               .n_orders = 1,
                               .arena = p->s.w.arena};
}

static bool unchanged(const past *p)
{
    const gr_last_run_setup setup = about(p);
    gr_plan_row *rows = NULL;
    size_t n = 0;
    bool same = gr_nothing_changed(&setup, &rows, &n);
    assert_int_equal(n, same ? 1 : 0);
    if (same) {
        check_text("key", rows[0].key, "aaaa");
        assert_int_equal(rows[0].outcome, GR_EDITION_UNCHANGED);
        assert_ptr_equal(rows[0].order, orders);
    }
    return same;
}

static void the_same_inputs_make_nothing_new(void **state)
{
    (void)state;
    past p = begin("");
    assert_true(unchanged(&p));
    p.now.inputs = GR_LIT("abd");
    assert_false(unchanged(&p));
    p.now = run_of("abc");
    p.now.jobs = GR_LIT("papers others");
    assert_false(unchanged(&p));
    end(&p);
}

static void what_no_longer_stands_is_made_again(void **state)
{
    (void)state;
    past p = begin("");
    add_version(&p.s, "bbbb");
    standing_show(&p.s, "bbbb", NIGHT + 1);
    assert_false(unchanged(&p));
    end(&p);
}

static void what_was_warned_of_is_looked_at_again(void **state)
{
    (void)state;
    past p = begin("so");
    assert_false(unchanged(&p));
    end(&p);
}

static void a_journal_that_is_not_there_knows_nothing(void **state)
{
    (void)state;
    past p = begin("");
    gr_journal *journal = p.journal;
    p.journal = NULL;
    assert_false(unchanged(&p));
    const gr_last_run_setup setup = about(&p);
    assert_false(gr_said_before(&setup, gr_diag_new(p.s.w.arena, 1)));
    p.journal = journal;
    end(&p);
}

static void only_the_same_words_were_said_before(void **state)
{
    (void)state;
    past p = begin("unknown house style: so");
    const gr_last_run_setup setup = about(&p);
    gr_diag_row row = {0};
    char words[100];
    gr_diag *diag = gr_diag_new(p.s.w.arena, 5);
    assert_false(gr_said_before(&setup, diag)); /* that it is over is news */
    gr_diag_report(diag, (gr_loc){0}, GR_CODE_STYLE_ELSE, "so");
    assert_true(gr_diag_at(diag, 0, p.s.w.arena, &row));
    (void)snprintf(words, sizeof(words), GR_FMT, GR_ARG(row.text));
    end(&p);

    p = begin(words);
    const gr_last_run_setup again = about(&p);
    diag = gr_diag_new(p.s.w.arena, 5);
    gr_diag_report(diag, (gr_loc){0}, GR_CODE_STYLE_ELSE, "so");
    assert_true(gr_said_before(&again, diag));
    gr_diag_report(diag, (gr_loc){0}, GR_CODE_DEADLINE_MISSED, "so");
    assert_false(gr_said_before(&again, diag));
    end(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_inputs_make_nothing_new),
        cmocka_unit_test(what_no_longer_stands_is_made_again),
        cmocka_unit_test(what_was_warned_of_is_looked_at_again),
        cmocka_unit_test(a_journal_that_is_not_there_knows_nothing),
        cmocka_unit_test(only_the_same_words_were_said_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
