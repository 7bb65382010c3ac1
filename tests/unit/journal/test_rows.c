/* What is written is read back: newest first, by report, edition, run and page; figures through
 * time; and a journal that is none takes all calls. */
#include "journal_files.h"

static void keeps_runs(void **state)
{
    (void)state;
    place p = place_make();
    gr_journal *journal = open_journal(&p, GR_JOURNAL_WRITE);
    for (int i = 0; i < 5; i++) {
        gr_journal_run run = run_row(i % 2 == 0 ? "dossiers sheets" : "sheets", 100 + i);
        gr_journal_begin(journal, &run, p.diag);
        assert_int_equal(run.id, i + 1);
        run.ended = 200 + i;
        run.exit = i == 4 ? 70 : i % 2;
        run.published = 3;
        run.unchanged = 4;
        run.warned = 5;
        run.blocked = 6;
        run.failed = 7;
        gr_journal_end(journal, &run, p.diag);
    }
    gr_journal_close(journal);
    journal = open_journal(&p, GR_JOURNAL_READ);
    gr_history_query query = {.report = GR_LIT(""), .edition = GR_LIT(""), .most = 2};
    gr_journal_run *rows = NULL;
    size_t n = 0;
    const gr_run_id want[] = {5, 4, 3, 2, 1};
    for (size_t seen = 0; seen < 5; seen += n) {
        assert_int_equal(gr_journal_runs(journal, &query, p.arena, p.diag, &rows, &n), GR_OK);
        assert_true(n > 0 && n <= 2);
        for (size_t i = 0; i < n; i++) {
            assert_int_equal(rows[i].id, want[seen + i]);
            assert_int_equal(rows[i].began, 100 + want[seen + i] - 1);
            assert_int_equal(rows[i].ended, 200 + want[seen + i] - 1);
        }
        query.before = rows[n - 1].id;
    }
    assert_int_equal(rows[0].id, 1);
    check_text("command", rows[0].command, "run");
    check_text("batch", rows[0].batch, "nightly");
    check_text("jobs", rows[0].jobs, "dossiers sheets");
    check_text("engine", rows[0].engine, "griffie 0.1.0");
    check_text("inputs", rows[0].inputs, "abc");
    assert_int_equal(rows[0].exit, 0);
    assert_int_equal(rows[0].published * 10000 + rows[0].unchanged * 1000 + rows[0].warned * 100 +
                         rows[0].blocked * 10 + rows[0].failed,
                     34567);
    /* job: began of the last run that went through; "heets" is no job */
    assert_int_equal(gr_journal_last_done(journal, GR_LIT("nightly"), GR_LIT("dossiers")), 102);
    assert_int_equal(gr_journal_last_done(journal, GR_LIT("nightly"), GR_LIT("sheets")), 103);
    assert_int_equal(gr_journal_last_done(journal, GR_LIT("nightly"), GR_LIT("heets")), 0);
    assert_int_equal(gr_journal_last_done(journal, GR_LIT("weekly"), GR_LIT("sheets")), 0);
    gr_journal_close(journal);
    check_silent(&p);
    place_free(&p);
}

static void exit_codes_that_count(void **state)
{
    (void)state;
    static const int went_through[] = {0, 1, 3, 4, 5};
    place p = place_make();
    gr_journal *journal = open_journal(&p, GR_JOURNAL_WRITE);
    for (int code = -1; code < 80; code++) {
        bool counts = false;
        for (size_t i = 0; i < sizeof(went_through) / sizeof(went_through[0]); i++) {
            counts = counts || went_through[i] == code;
        }
        int64_t last = gr_journal_last_done(journal, GR_LIT("nightly"), GR_LIT("j"));
        gr_journal_run run = run_row("j", 1000 + code);
        gr_journal_begin(journal, &run, p.diag);
        if (code >= 0) { /* -1 died */
            run.exit = code;
            gr_journal_end(journal, &run, p.diag);
        }
        assert_int_equal(gr_journal_last_done(journal, GR_LIT("nightly"), GR_LIT("j")),
                         counts ? 1000 + code : last);
    }
    gr_journal_close(journal);
    place_free(&p);
}

typedef struct edition_query {
    const char *report, *edition;
    gr_run_id run;
    int64_t before;
    uint32_t most;
    const char *want; /* ids of the editions */
    const char *want_runs;
} edition_query;

/* three runs with the editions 1 2 3, 4 5 6, 7 8 9: dossier/renkum, dossier/arnhem, sheet/renkum */
static const edition_query edition_queries[] = {
    {"", "", 0, 0, 0, " 9 8 7 6 5 4 3 2 1", " 3 2 1"},
    {"", "", 0, 0, 2, " 9 8", " 3 2"},
    {"", "", 0, 5, 2, " 4 3", " 3 2"},
    {"", "", 2, 0, 0, " 6 5 4", " 2"},
    {"dossier", "", 0, 0, 0, " 8 7 5 4 2 1", " 3 2 1"},
    {"dossier", "renkum", 0, 0, 0, " 7 4 1", " 3 2 1"},
    {"dossier", "renkum", 0, 7, 1, " 4", " 3"},
    {"dossier", "renkum", 2, 0, 0, " 4", " 2"},
    {"", "renkum", 0, 0, 0, " 9 7 6 4 3 1", " 3 2 1"},
    {"sheet", "arnhem", 0, 0, 0, "", ""},
    {"", "", 9, 0, 0, "", ""},
};

static void fill_editions(place *p, gr_journal *journal)
{
    for (int i = 0; i < 3; i++) {
        gr_journal_run run = run_row("dossiers", 100 + i);
        gr_journal_begin(journal, &run, p->diag);
        gr_journal_edition row = edition_row(run.id, "renkum", "k1", GR_LIT(""));
        gr_journal_add_edition(journal, &row, p->diag);
        row.edition = GR_LIT("arnhem");
        gr_journal_add_edition(journal, &row, p->diag);
        row = (gr_journal_edition){
            .run = run.id,
            .job = GR_LIT("sheets"),
            .report = GR_LIT("sheet"),
            .edition = GR_LIT("renkum"),
            .destination = GR_LIT("/srv/raad"),
            .status = GR_LIT("blocked"),
            .key = gr_str_of(i == 1 ? "k2" : ""),
            .before = GR_LIT("k0"),
            .life = GR_LIT("concept"),
            .files = GR_LIT("[{\"name\": \"é.pdf\"}]"),
            .figures = GR_LIT(""),
            .at = 500 + i,
            .duration_ms = 77,
        };
        gr_journal_add_edition(journal, &row, p->diag);
    }
}

static void finds_editions(void **state)
{
    (void)state;
    place p = place_make();
    gr_journal *journal = open_journal(&p, GR_JOURNAL_WRITE);
    fill_editions(&p, journal);
    gr_journal_edition *rows = NULL;
    gr_journal_run *runs = NULL;
    size_t n = 0;
    for (size_t i = 0; i < sizeof(edition_queries) / sizeof(edition_queries[0]); i++) {
        const edition_query *c = &edition_queries[i];
        gr_history_query query = {.report = gr_str_of(c->report),
                                  .edition = gr_str_of(c->edition),
                                  .run = c->run,
                                  .before = c->before,
                                  .most = c->most};
        gr_buf ids = gr_buf_make(p.arena, SIZE_MAX);
        gr_str name = gr_str_fmt(p.arena, "query %zu", i);
        assert_int_equal(gr_journal_editions(journal, &query, p.arena, p.diag, &rows, &n), GR_OK);
        for (size_t j = 0; j < n; j++) {
            gr_buf_addf(&ids, " %d", (int)rows[j].id);
        }
        check_text(name.ptr, gr_buf_view(&ids), c->want);
        gr_buf run_ids = gr_buf_make(p.arena, SIZE_MAX);
        query.before = 0;
        assert_int_equal(gr_journal_runs(journal, &query, p.arena, p.diag, &runs, &n), GR_OK);
        for (size_t j = 0; j < n; j++) {
            gr_buf_addf(&run_ids, " %d", (int)runs[j].id);
        }
        check_text(name.ptr, gr_buf_view(&run_ids), c->want_runs);
    }
    gr_history_query last = {.report = GR_LIT("sheet"), .edition = GR_LIT("renkum"), .most = 1};
    assert_int_equal(gr_journal_editions(journal, &last, p.arena, p.diag, &rows, &n), GR_OK);
    check_text("job", rows[0].job, "sheets");
    check_text("destination", rows[0].destination, "/srv/raad");
    check_text("status", rows[0].status, "blocked");
    check_text("key", rows[0].key, "");
    check_text("before", rows[0].before, "k0");
    check_text("life", rows[0].life, "concept");
    check_text("files", rows[0].files, "[{\"name\": \"é.pdf\"}]");
    check_text("figures", rows[0].figures, "");
    assert_true(rows[0].run == 3 && rows[0].at == 502 && rows[0].duration_ms == 77);
    /* the key that stands there now: of the last version that has one, in that destination */
    const gr_str sheet = GR_LIT("sheet");
    const gr_str renkum = GR_LIT("renkum");
    check_text("last key",
               gr_journal_last_key(journal, GR_LIT("/srv/raad"), sheet, renkum, p.arena), "k2");
    check_text("elsewhere", gr_journal_last_key(journal, GR_LIT(""), sheet, renkum, p.arena), "");
    gr_journal_close(journal);
    check_silent(&p);
    place_free(&p);
}

static void keeps_messages(void **state)
{
    (void)state;
    place p = place_make();
    gr_journal *journal = open_journal(&p, GR_JOURNAL_WRITE);
    gr_journal_run run = run_row("j", 1);
    gr_journal_begin(journal, &run, p.diag);
    for (int i = 0; i < 4; i++) {
        gr_str text = gr_str_fmt(p.arena, "message %d", i);
        gr_journal_message row = {run.id,         GR_LIT("dossier/renkum"), GR_LIT("warning"),
                                  GR_LIT("L102"), GR_LIT("a.xml:3:4"),      text};
        gr_journal_add_message(journal, &row, p.diag);
        memset((char *)(uintptr_t)text.ptr, 'x', text.len); /* it was copied */
        if (i == 1) {
            gr_journal_edition edition = edition_row(run.id, "renkum", "k", GR_LIT(""));
            gr_journal_add_edition(journal, &edition, p.diag);
        }
    }
    gr_journal_close(journal); /* without an end: what waits is not lost */
    journal = open_journal(&p, GR_JOURNAL_READ);
    gr_journal_message *rows = NULL;
    size_t n = 0;
    assert_int_equal(gr_journal_messages(journal, run.id, p.arena, p.diag, &rows, &n), GR_OK);
    assert_int_equal(n, 4);
    for (size_t i = 0; i < n; i++) {
        check_text("text", rows[i].text, gr_str_fmt(p.arena, "message %zu", i).ptr);
    }
    check_text("edition", rows[3].edition, "dossier/renkum");
    check_text("level", rows[3].level, "warning");
    check_text("code", rows[3].code, "L102");
    check_text("place", rows[3].place, "a.xml:3:4");
    assert_int_equal(rows[3].run, run.id);
    assert_int_equal(gr_journal_messages(journal, 99, p.arena, p.diag, &rows, &n), GR_OK);
    assert_int_equal(n, 0);
    gr_journal_close(journal);
    check_silent(&p);
    place_free(&p);
}

/* What f0 and f1 were in each version; NULL: the version has no such figure. */
typedef struct version {
    const char *edition, *f0, *f1;
} version;
static const version versions[] = {
    {"renkum", "1", "5"},  {"renkum", "1", "6"},  {"arnhem", "8", "8"}, {"renkum", "2", NULL},
    {"renkum", "2", NULL}, {"renkum", NULL, "6"}, {"renkum", "2", "6"},
};

static gr_str version_json(gr_arena *arena, const version *v, bool whole)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_buf_add(&out, whole ? GR_LIT("{\"published\": 1, \"figures\": [") : GR_LIT(" ["));
    const char *values[] = {v->f0, v->f1};
    const char *comma = "";
    for (int i = 0; i < 2; i++) {
        if (values[i] != NULL) {
            gr_buf_addf(&out, "%s{\"id\": \"f%d\", \"text\": \"EUR %s\", \"value\": \"%s\"}", comma,
                        i, values[i], values[i]);
            comma = ", ";
        }
    }
    gr_buf_add(&out, whole ? GR_LIT("]}") : GR_LIT("]"));
    return gr_buf_view(&out);
}

static gr_str past_of(place *p, gr_journal *journal, const char *edition, const char *figure)
{
    gr_figure_past *rows = NULL;
    size_t n = 0;
    gr_buf out = gr_buf_make(p->arena, SIZE_MAX);
    gr_history_query query = {
        .report = GR_LIT("dossier"), .edition = gr_str_of(edition), .figure = gr_str_of(figure)};
    assert_int_equal(gr_journal_figure(journal, &query, p->arena, p->diag, &rows, &n), GR_OK);
    for (size_t i = 0; i < n; i++) {
        gr_buf_addf(&out, GR_FMT "@%d=" GR_FMT "/" GR_FMT " ", GR_ARG(rows[i].key), (int)rows[i].at,
                    GR_ARG(rows[i].text), GR_ARG(rows[i].value));
    }
    return gr_buf_view(&out);
}

static void figures_through_time(void **state)
{
    (void)state;
    place p = place_make();
    gr_journal *journal = open_journal(&p, GR_JOURNAL_WRITE);
    gr_journal_run run = run_row("j", 1);
    gr_journal_begin(journal, &run, p.diag);
    for (size_t i = 0; i < sizeof(versions) / sizeof(versions[0]); i++) {
        const version *v = &versions[i];
        gr_journal_edition row = edition_row(run.id, v->edition, gr_str_fmt(p.arena, "k%zu", i).ptr,
                                             version_json(p.arena, v, i % 2 == 0));
        row.at = (int64_t)i;
        gr_journal_add_edition(journal, &row, p.diag);
        row.figures = GR_LIT(""); /* not published again: no version of its own */
        row.status = GR_LIT("unchanged");
        gr_journal_add_edition(journal, &row, p.diag);
    }
    check_text("f0", past_of(&p, journal, "renkum", "f0"),
               "k6@6=EUR 2/2 k4@4=EUR 2/2 k3@3=EUR 2/2 k1@1=EUR 1/1 k0@0=EUR 1/1 ");
    check_text("f1", past_of(&p, journal, "renkum", "f1"),
               "k6@6=EUR 6/6 k5@5=EUR 6/6 k1@1=EUR 6/6 k0@0=EUR 5/5 ");
    gr_history_query last = {.report = GR_LIT("dossier"),
                             .edition = GR_LIT("renkum"),
                             .figure = GR_LIT("f0"),
                             .most = 2};
    gr_figure_past *rows = NULL;
    size_t n = 0;
    assert_int_equal(gr_journal_figure(journal, &last, p.arena, p.diag, &rows, &n), GR_OK);
    assert_true(n == 2 && gr_str_is(rows[1].key, "k4"));
    check_text("other edition", past_of(&p, journal, "arnhem", "f1"), "k2@2=EUR 8/8 ");
    check_text("no figure", past_of(&p, journal, "renkum", "f2"), "");
    gr_journal_close(journal);
    check_silent(&p);
    place_free(&p);
}

static void none_takes_all_calls(void **state)
{
    (void)state;
    place p = place_make();
    gr_journal_run run = run_row("j", 1);
    gr_journal_begin(NULL, &run, p.diag);
    assert_true(run.id == 0 && run.exit == -1);
    gr_journal_edition edition = edition_row(0, "renkum", "k", GR_LIT(""));
    gr_journal_message message = {0};
    gr_journal_add_edition(NULL, &edition, p.diag);
    gr_journal_add_message(NULL, &message, p.diag);
    gr_journal_end(NULL, &run, p.diag);
    gr_history_query query = {.report = GR_LIT(""), .edition = GR_LIT("")};
    gr_journal_run *runs = &run;
    gr_journal_edition *editions = &edition;
    gr_journal_message *messages = &message;
    size_t n = 7;
    assert_int_equal(gr_journal_runs(NULL, &query, p.arena, p.diag, &runs, &n), GR_OK);
    assert_int_equal(n, 0);
    n = 7;
    assert_int_equal(gr_journal_editions(NULL, &query, p.arena, p.diag, &editions, &n), GR_OK);
    assert_int_equal(n, 0);
    n = 7;
    assert_int_equal(gr_journal_messages(NULL, 1, p.arena, p.diag, &messages, &n), GR_OK);
    assert_int_equal(n, 0);
    check_text("figure", past_of(&p, NULL, "renkum", "f0"), "");
    assert_int_equal(gr_journal_last_done(NULL, GR_LIT(""), GR_LIT("")), 0);
    check_text("key", gr_journal_last_key(NULL, GR_LIT(""), GR_LIT(""), GR_LIT(""), p.arena), "");
    gr_journal_close(NULL);
    assert_true(gr_str_starts(gr_str_of(gr_journal_engine()), GR_LIT("SQLite 3.")));
    check_silent(&p);
    place_free(&p);
}

static size_t editions_seen(place *p, gr_journal *journal)
{
    gr_history_query query = {.report = GR_LIT(""), .edition = GR_LIT("")};
    gr_journal_edition *rows = NULL;
    size_t n = 0;
    assert_int_equal(gr_journal_editions(journal, &query, p->arena, p->diag, &rows, &n), GR_OK);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(rows[i].id, n - i); /* in the order in which they were added */
    }
    return n;
}

/** An edition that stands as it stood is written with the next one that does not, with the 64th
 * after it, or when somebody reads. */
static void what_stands_waits(void **state)
{
    (void)state;
    place p = place_make();
    gr_journal *journal = open_journal(&p, GR_JOURNAL_WRITE);
    gr_journal *other = open_journal(&p, GR_JOURNAL_READ);
    gr_journal_run run = run_row("j", 1);
    gr_journal_begin(journal, &run, p.diag);
    gr_journal_edition stands = edition_row(run.id, "renkum", "k1", GR_LIT(""));
    stands.status = GR_LIT("unchanged");
    gr_journal_edition news = edition_row(run.id, "arnhem", "k2", GR_LIT("[]"));
    gr_journal_add_edition(journal, &stands, p.diag);
    assert_int_equal(editions_seen(&p, other), 0);
    gr_journal_add_edition(journal, &news, p.diag);
    assert_int_equal(editions_seen(&p, other), 2);
    gr_journal_add_edition(journal, &stands, p.diag);
    assert_int_equal(editions_seen(&p, other), 2);
    assert_int_equal(editions_seen(&p, journal), 3);
    for (int i = 0; i < 65; i++) {
        assert_int_equal(editions_seen(&p, other), 3);
        gr_journal_add_edition(journal, &stands, p.diag);
    }
    assert_int_equal(editions_seen(&p, other), 68);
    gr_journal_add_edition(journal, &stands, p.diag);
    gr_journal_close(journal);
    assert_int_equal(editions_seen(&p, other), 69);
    gr_journal_close(other);
    check_silent(&p);
    place_free(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_runs),           cmocka_unit_test(exit_codes_that_count),
        cmocka_unit_test(finds_editions),       cmocka_unit_test(keeps_messages),
        cmocka_unit_test(figures_through_time), cmocka_unit_test(none_takes_all_calls),
        cmocka_unit_test(what_stands_waits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
