/* `log`: a run, what became of it and what it said; which run, and what is said of none. */
#include "standing.h"

#include "journal/journal.h"
#include "lookback/lookback.h"

#define NIGHT 1795316603 /* 2026-11-22 03:03:23Z */

typedef struct past {
    standing s;
    gr_journal *journal;
} past;

static past begin(void)
{
    past p = {.s = standing_open()};
    gr_str path = gr_journal_path(p.s.store.state, p.s.w.arena);
    assert_int_equal(gr_journal_open(path, GR_JOURNAL_WRITE, p.s.w.diag, &p.journal), GR_OK);
    return p;
}

static gr_journal_run add_run(past *p, const char *command, const char *jobs)
{
    gr_journal_run run = {.command = gr_str_of(command),
                          .batch = GR_LIT("nightly"),
                          .jobs = gr_str_of(jobs),
                          .engine = GR_LIT("griffie"),
                          .inputs = GR_LIT("abc"),
                          .began = NIGHT};
    gr_journal_begin(p->journal, &run, p->s.w.diag);
    return run;
}

static void add_message(past *p, gr_run_id run, const char *edition, const char *place)
{
    const gr_journal_message message = {.run = run,
                                        .edition = gr_str_of(edition),
                                        .level = GR_LIT("warning"),
                                        .code = GR_LIT("B001"),
                                        .place = gr_str_of(place),
                                        .text = GR_LIT("odd")};
    gr_journal_add_message(p->journal, &message, p->s.w.diag);
}

static void end_run(past *p, gr_journal_run *run, int status)
{
    run->ended = NIGHT + 60;
    run->exit = status;
    gr_journal_end(p->journal, run, p->s.w.diag);
}

static gr_question about(past *p, const gr_str *words)
{
    gr_journal_close(p->journal);
    p->journal = NULL;
    return (gr_question){.store = p->s.store,
                         .words = words,
                         .n_words = words == NULL ? 0 : 1,
                         .figure = GR_LIT(""),
                         .most = 20,
                         .arena = p->s.w.arena,
                         .diag = p->s.w.diag};
}

static gr_str answer(const gr_question *ask)
{
    gr_buf out = gr_buf_make(ask->arena, SIZE_MAX);
    assert_int_equal(gr_answer_log(ask, &out), GR_OK);
    assert_int_equal(gr_diag_count(ask->diag, GR_NOTE), 0);
    return gr_buf_view(&out);
}

/** All that a run can have come to, and the last message is one too many. */
static past a_night(void)
{
    past p = begin();
    gr_journal_run run = add_run(&p, "run", "dossiers summary");
    run.published = 1;
    run.unchanged = 2;
    run.warned = 3;
    run.degraded = 6;
    run.blocked = 4;
    run.refused = 7;
    run.failed = 5;
    add_message(&p, run.id, "r/region", "a.xml:3:1");
    add_message(&p, run.id, "", "");
    add_message(&p, run.id, "r/region", "");
    end_run(&p, &run, 3);
    return p;
}

static void for_people(void **state)
{
    (void)state;
    past p = a_night();
    gr_question ask = about(&p, NULL);
    ask.most = 2;
    check_text("a night", answer(&ask),
               "run 1: run of dossiers summary, began 2026-11-22 03:03:23Z, exit status 3, took 60 "
               "s\n"
               "  1 published, 2 unchanged, 3 published with remarks, 6 published "
               "as drafts, 4 blocked by a control, 7 refused by a promise, 5 "
               "failed\n"
               "  r/region: a.xml:3:1: warning: odd [B001]\n"
               "  warning: odd [B001]\n"
               "  and 1 more\n");
    ask.most = 3;
    assert_true(gr_str_ends(answer(&ask), GR_LIT("\n  r/region: warning: odd [B001]\n")));
    ask.most = 0; /* all */
    assert_true(gr_str_ends(answer(&ask), GR_LIT("\n  r/region: warning: odd [B001]\n")));
    standing_close(&p.s);
}

/** Texts of exports may have any sign in them; machines get all of them. */
static void no_sign_steers_a_terminal(void **state)
{
    (void)state;
    past p = begin();
    gr_journal_run run = add_run(&p, "run", "dossiers");
    add_message(&p, run.id, "r/\u202eregion", "a\nb.xml:3:1");
    end_run(&p, &run, 0);
    gr_question ask = about(&p, NULL);
    assert_true(
        gr_str_ends(answer(&ask), GR_LIT("\n  r/ region: a b.xml:3:1: warning: odd [B001]\n")));
    ask.json = true;
    assert_true(gr_str_find(answer(&ask), GR_LIT("\"r/\\u202eregion\"")) != SIZE_MAX);
    standing_close(&p.s);
}

static void for_machines(void **state)
{
    (void)state;
    past p = a_night();
    gr_question ask = about(&p, NULL);
    ask.json = true;
    check_text(
        "a night", answer(&ask),
        "{\"run\": 1, \"command\": \"run\", \"batch\": \"nightly\", \"jobs\": \"dossiers "
        "summary\", "
        "\"engine\": \"griffie\", \"began\": \"2026-11-22T03:03:23+00:00\", \"ended\": "
        "\"2026-11-22T03:04:23+00:00\", \"exit\": 3, \"published\": 1, \"unchanged\": 2, "
        "\"warned\": 3, "
        "\"degraded\": 6, \"blocked\": 4, \"refused\": 7, \"failed\": 5, \"withdrawn\": 0, "
        "\"released\": 0}\n"
        "{\"edition\": \"r/region\", \"level\": \"warning\", \"code\": \"B001\", \"place\": "
        "\"a.xml:3:1\", \"text\": \"odd\"}\n"
        "{\"edition\": \"\", \"level\": \"warning\", \"code\": \"B001\", \"place\": \"\", "
        "\"text\": "
        "\"odd\"}\n"
        "{\"edition\": \"r/region\", \"level\": \"warning\", \"code\": \"B001\", \"place\": \"\", "
        "\"text\": \"odd\"}\n");
    standing_close(&p.s);
}

static void one_at_work(void **state)
{
    (void)state;
    past p = begin();
    (void)add_run(&p, "render", "");
    gr_question ask = about(&p, NULL);
    check_text("or died", answer(&ask),
               "run 1: render, began 2026-11-22 03:03:23Z, not ended: it is at work, or died\n"
               "  no edition was made\n"
               "  it had nothing to say\n");
    ask.json = true;
    assert_true(gr_str_find(answer(&ask), GR_LIT("\"ended\": null, \"exit\": -1,")) != SIZE_MAX);
    standing_close(&p.s);
}

static void what_was_withdrawn(void **state)
{
    (void)state;
    past p = begin();
    gr_journal_run run = add_run(&p, "withdraw", "");
    const gr_journal_edition row = {.run = run.id,
                                    .job = GR_LIT(""),
                                    .report = GR_LIT("r"),
                                    .edition = GR_LIT("region"),
                                    .destination = GR_LIT(""),
                                    .status = GR_LIT("withdrawn"),
                                    .key = GR_LIT("aaaa"),
                                    .before = GR_LIT(""),
                                    .life = GR_LIT(""),
                                    .files = GR_LIT("[]"),
                                    .figures = GR_LIT(""),
                                    .at = NIGHT};
    gr_journal_add_edition(p.journal, &row, p.s.w.diag);
    end_run(&p, &run, 0);
    gr_question ask = about(&p, NULL);
    assert_true(gr_str_find(answer(&ask), GR_LIT("\n  r/region was withdrawn\n")) != SIZE_MAX);
    ask.json = true;
    assert_true(gr_str_find(answer(&ask), GR_LIT("\"withdrawn\": 1, \"released\": 0}")) !=
                SIZE_MAX);
    standing_close(&p.s);
}

static void what_was_released(void **state)
{
    (void)state;
    past p = begin();
    gr_journal_run run = add_run(&p, "release", "");
    const gr_journal_edition row = {.run = run.id,
                                    .report = GR_LIT("r"),
                                    .edition = GR_LIT("region"),
                                    .status = GR_LIT(GR_RELEASED_WORD),
                                    .key = GR_LIT("aaaa"),
                                    .life = GR_LIT("corrected"),
                                    .files = GR_LIT("[]"),
                                    .by = GR_LIT("griffie"),
                                    .on = GR_LIT("2023-09-01"),
                                    .because = GR_LIT("tabel 3"),
                                    .at = NIGHT};
    gr_journal_add_edition(p.journal, &row, p.s.w.diag);
    end_run(&p, &run, 0);
    gr_question ask = about(&p, NULL);
    assert_true(gr_str_find(answer(&ask),
                            GR_LIT("r/region was released as corrected by griffie on 2023-09-01 "
                                   "because: tabel 3\n")) != SIZE_MAX);
    ask.json = true;
    assert_true(gr_str_find(answer(&ask), GR_LIT("\"withdrawn\": 0, \"released\": 1}")) !=
                SIZE_MAX);
    standing_close(&p.s);
}

/** The last one, when none is asked for. */
static void which_run(void **state)
{
    (void)state;
    static const gr_str first[] = {{"1", 1}};
    past p = begin();
    for (int i = 0; i < 2; i++) {
        gr_journal_run run = add_run(&p, i == 0 ? "run" : "render", "");
        end_run(&p, &run, 0);
    }
    gr_question ask = about(&p, NULL);
    assert_true(gr_str_starts(answer(&ask), GR_LIT("run 2: render,")));
    ask.words = first;
    ask.n_words = 1;
    assert_true(gr_str_starts(answer(&ask), GR_LIT("run 1: run,")));
    standing_close(&p.s);
}

static void no_such_run(void **state)
{
    (void)state;
    static const char *const words[] = {"3", "0", "-1", "last", "1x"};
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        const gr_str word = gr_str_of(words[i]);
        past p = a_night();
        gr_question ask = about(&p, &word);
        gr_buf out = gr_buf_make(ask.arena, SIZE_MAX);
        assert_int_equal(gr_answer_log(&ask, &out), GR_BAD_INPUT);
        assert_true(gr_diag_has(ask.diag, GR_CODE_USAGE));
        assert_int_equal(out.len, 0);
        standing_close(&p.s);
    }
}

static void no_run_yet(void **state)
{
    (void)state;
    past p = begin();
    gr_question ask = about(&p, NULL);
    check_text("nothing", answer(&ask), "no run was written down yet\n");
    standing_close(&p.s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(for_people),
        cmocka_unit_test(for_machines),
        cmocka_unit_test(no_sign_steers_a_terminal),
        cmocka_unit_test(one_at_work),
        cmocka_unit_test(what_was_withdrawn),
        cmocka_unit_test(what_was_released),
        cmocka_unit_test(which_run),
        cmocka_unit_test(no_such_run),
        cmocka_unit_test(no_run_yet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
