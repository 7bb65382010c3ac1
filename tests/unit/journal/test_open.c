/* Which files become a journal, which are put aside and which are left alone; and what a file
 * system that refuses costs: one warning. */
#include <sqlite3.h>

#include "base/fault.h"
#include "journal_files.h"
#include "journal_priv.h"

/** A file made by SQL alone, as another program or an older version would leave it. */
static void make_file(const place *p, const char *sql)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(p->path.ptr, &db), SQLITE_OK);
    assert_true(gr_query_run(db, sql));
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static int64_t ask_file(const place *p, const char *sql)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(p->path.ptr, &db), SQLITE_OK);
    int64_t answer = gr_query_number(db, sql, -1);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    return answer;
}

static void write_one_run(place *p, gr_journal *journal)
{
    gr_journal_run run = run_row("j", 7);
    gr_journal_begin(journal, &run, p->diag);
    gr_journal_edition row = edition_row(run.id, "renkum", "k", figures_of(p->arena, 3, 5));
    gr_journal_add_edition(journal, &row, p->diag);
    gr_journal_end(journal, &run, p->diag);
}

static size_t count_runs(place *p, gr_journal *journal)
{
    gr_history_query all = {.report = GR_LIT(""), .edition = GR_LIT("")};
    gr_journal_run *rows = NULL;
    size_t n = 0;
    assert_int_equal(gr_journal_runs(journal, &all, p->arena, p->diag, &rows, &n), GR_OK);
    return n;
}

/** First of all: the library stays open. */
static void without_its_library(void **state)
{
    (void)state;
    place p = place_make();
    gr_journal *journal = NULL;
    assert_true(gr_fault_arm(GR_LIT("library:1")));
    assert_null(open_journal(&p, GR_JOURNAL_WRITE));
    assert_int_equal(gr_diag_count(p.diag, GR_ERROR), 0);
    check_said(&p, "cannot be loaded");
    assert_true(gr_fault_arm(GR_LIT("library:1")));
    assert_int_equal(gr_journal_open(p.path, GR_JOURNAL_READ, p.diag, &journal), GR_IO_FAILED);
    check_said(&p, "cannot be loaded");
    place_free(&p);
}

static void makes_and_keeps(void **state)
{
    (void)state;
    place p = place_make();
    assert_null(open_journal(&p, GR_JOURNAL_READ));
    assert_false(gr_file_exists(p.path)); /* reading makes nothing */
    for (size_t i = 0; i < 3; i++) {
        gr_journal *journal = open_journal(&p, GR_JOURNAL_WRITE);
        assert_non_null(journal);
        assert_int_equal(count_runs(&p, journal), i);
        write_one_run(&p, journal);
        gr_journal_close(journal);
    }
    struct stat made;
    assert_int_equal(stat(p.path.ptr, &made), 0);
    assert_int_equal(made.st_mode & 0137, 0); /* not for others to read */
    assert_int_equal(ask_file(&p, "PRAGMA user_version"), JOURNAL_VERSION);
    assert_int_equal(ask_file(&p, "PRAGMA application_id"), JOURNAL_APPLICATION);
    assert_int_equal(ask_file(&p, "SELECT count(*) FROM pragma_journal_mode"
                                  " WHERE journal_mode = 'delete'"),
                     1);
    assert_int_equal(ask_file(&p, "SELECT count(*) FROM sqlite_schema WHERE type = 'table'"
                                  " AND sql NOT LIKE '%STRICT%'"),
                     0);
    check_silent(&p);
    place_free(&p);
}

static void readers_write_nothing(void **state)
{
    (void)state;
    place p = place_make();
    gr_journal *journal = open_journal(&p, GR_JOURNAL_WRITE);
    write_one_run(&p, journal);
    gr_journal_close(journal);
    gr_str before = read_bytes(&p, p.path);
    journal = open_journal(&p, GR_JOURNAL_READ);
    write_one_run(&p, journal);
    assert_int_equal(count_runs(&p, journal), 1);
    assert_false(gr_query_run(journal->db, "DELETE FROM run"));
    gr_journal_close(journal);
    assert_true(gr_str_eq(before, read_bytes(&p, p.path)));
    check_silent(&p);
    place_free(&p);
}

/* Another program may have turned the log on: it does no good on a network disk, so it goes. */
static void takes_the_log_off(void **state)
{
    (void)state;
    place p = place_make();
    gr_journal *journal = open_journal(&p, GR_JOURNAL_WRITE);
    write_one_run(&p, journal);
    gr_journal_close(journal);
    make_file(&p, "PRAGMA journal_mode = WAL; UPDATE run SET exit = 3");
    for (int mode = 0; mode < 2; mode++) {
        journal = open_journal(&p, mode == 0 ? GR_JOURNAL_READ : GR_JOURNAL_WRITE);
        assert_int_equal(gr_journal_last_done(journal, GR_LIT("nightly"), GR_LIT("j")), 7);
        gr_journal_close(journal);
    }
    gr_str bytes = read_bytes(&p, p.path);
    assert_true(bytes.ptr[18] == 1 && bytes.ptr[19] == 1); /* no log, says the header */
    check_silent(&p);
    place_free(&p);
}

typedef struct file_case {
    const char *name, *sql; /* NULL sql: the file holds `name` as it is */
    const char *said_write, *said_read;
    bool aside, usable;
    gr_status read;
} file_case;
#define OLD_MARK "PRAGMA application_id = 0x6772666A; PRAGMA user_version = "
static const file_case files[] = {
    {"", NULL, "", "", false, true, GR_OK},
    {"x", NULL, "is damaged; it is kept as", "the file is damaged", true, true, GR_IO_FAILED},
    {"A text of some length that was once called history.db and is no database at all.", NULL,
     "[O110]", "[O113]", true, true, GR_IO_FAILED},
    {"a database of no tables", "CREATE TABLE t(a); DROP TABLE t", "", "", false, true, GR_OK},
    {"someone's tables", "CREATE TABLE t(a); INSERT INTO t VALUES(1)",
     "is no history of griffie; it is kept as", "no history of griffie", true, true, GR_IO_FAILED},
    {"someone's application", "PRAGMA application_id = 5", "no history of griffie",
     "no history of griffie", true, true, GR_IO_FAILED},
    {"someone's log", "PRAGMA journal_mode = WAL; CREATE TABLE t(a); INSERT INTO t VALUES(1)",
     "no history of griffie", "no history of griffie", true, true, GR_IO_FAILED},
    {"version 0", OLD_MARK "0", "", "of an older version; the next run", false, true, GR_IO_FAILED},
    {"newer", OLD_MARK "4; CREATE TABLE t(a)", "version 4, this griffie knows 3", "[O111]", false,
     false, GR_OK},
    {"ours without tables", OLD_MARK "3", "is damaged", "no such table", true, true, GR_IO_FAILED},
    {"ours with a view for a table", OLD_MARK "3; CREATE VIEW run AS SELECT 1", "is damaged",
     "[O113]", true, true, GR_IO_FAILED},
};

static void file_of(const place *p, const file_case *c)
{
    place_empty(p);
    if (c->sql == NULL) {
        write_bytes(p->path, gr_str_of(c->name));
    } else {
        make_file(p, c->sql);
    }
}

static void judges_files(void **state)
{
    (void)state;
    place p = place_make();
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        const file_case *c = &files[i];
        file_of(&p, c);
        gr_str before = read_bytes(&p, p.path);
        gr_journal sentinel;
        gr_journal *journal = &sentinel;
        assert_int_equal(gr_journal_open(p.path, GR_JOURNAL_READ, p.diag, &journal), c->read);
        assert_true(journal == (c->read == GR_OK ? NULL : &sentinel));
        assert_int_equal(gr_diag_count(p.diag, GR_ERROR), c->read == GR_OK ? 0 : 1);
        check_said(&p, c->said_read);
        assert_true(gr_str_eq(before, read_bytes(&p, p.path)));

        journal = open_journal(&p, GR_JOURNAL_WRITE);
        assert_int_equal(gr_diag_count(p.diag, GR_ERROR), 0);
        assert_int_equal(gr_diag_count(p.diag, GR_WARNING), c->said_write[0] == '\0' ? 0 : 1);
        check_said(&p, c->said_write);
        assert_true((journal != NULL) == c->usable);
        write_one_run(&p, journal);
        gr_journal_close(journal);
        check_silent(&p);
        gr_str aside = gr_str_fmt(p.arena, GR_FMT ".damaged-1", GR_ARG(p.path));
        assert_true(gr_file_exists(aside) == c->aside);
        if (c->aside || !c->usable) { /* not a byte is lost */
            assert_true(gr_str_eq(before, read_bytes(&p, c->aside ? aside : p.path)));
        }
        journal = c->usable ? open_journal(&p, GR_JOURNAL_READ) : NULL;
        assert_int_equal(count_runs(&p, journal), c->usable ? 1 : 0);
        gr_journal_close(journal);
        check_silent(&p);
    }
    place_free(&p);
}

/* One that knows nothing of releases is taken over with its rows. */
static void takes_over_the_first_version(void **state)
{
    (void)state;
    place p = place_make();
    gr_buf sql = gr_buf_make(p.arena, SIZE_MAX);
    gr_buf_addf(
        &sql,
        "%s; " OLD_MARK "1; INSERT INTO run VALUES(1, 'run', 'b', 'j', 'e', 'i', 7, 8, 0, 1,"
        " 0, 0, 0, 0); INSERT INTO series VALUES(1, 'dossier', 'renkum', '');"
        " INSERT INTO edition VALUES(1, 1, 1, 'j', 'published', 'k', '', 'concept', '[]', 0,"
        " 7, 5)",
        gr_journal_steps[0]);
    make_file(&p, gr_str_dup(p.arena, gr_buf_view(&sql)).ptr);
    for (int write = 0; write <= 2; write++) { /* read as it is, brought up to date, read again */
        gr_journal *journal = open_journal(&p, write == 1 ? GR_JOURNAL_WRITE : GR_JOURNAL_READ);
        gr_journal_edition *rows = NULL;
        size_t n = 0;
        const gr_history_query all = {.report = GR_LIT(""), .edition = GR_LIT("")};
        assert_int_equal(gr_journal_editions(journal, &all, p.arena, p.diag, &rows, &n), GR_OK);
        assert_int_equal(n, 1);
        check_text("key", rows[0].key, "k");
        check_text("by", rows[0].by, "");
        gr_journal_run *runs = NULL;
        assert_int_equal(gr_journal_runs(journal, &all, p.arena, p.diag, &runs, &n), GR_OK);
        assert_int_equal(n, 1);
        assert_int_equal(runs[0].published, 1);
        assert_int_equal(runs[0].degraded + runs[0].refused + runs[0].failed, 0);
        gr_journal_close(journal);
        assert_int_equal(ask_file(&p, "PRAGMA user_version"), write == 0 ? 1 : 3);
        check_silent(&p);
    }
    place_free(&p);
}

static void puts_aside_again_and_again(void **state)
{
    (void)state;
    place p = place_make();
    for (unsigned i = 1; i <= 3; i++) {
        write_bytes(p.path, gr_str_fmt(p.arena, "damage %u", i));
        gr_journal_close(open_journal(&p, GR_JOURNAL_WRITE));
        gr_str aside = gr_str_fmt(p.arena, GR_FMT ".damaged-%u", GR_ARG(p.path), i);
        check_text("kept", read_bytes(&p, aside), gr_str_fmt(p.arena, "damage %u", i).ptr);
    }
    place_free(&p);
}

/* SQLite would play it back into the file that is begun in place of the damaged one. */
static void takes_the_rollback_journal_along(void **state)
{
    (void)state;
    place p = place_make();
    write_bytes(p.path, GR_LIT("no database, longer than the hundred bytes of a header: "
                               "0123456789012345678901234567890123456789012345678901234567890"));
    gr_str rollback = gr_str_fmt(p.arena, GR_FMT "-journal", GR_ARG(p.path));
    write_bytes(rollback, GR_LIT("pages of another file"));
    gr_journal_close(open_journal(&p, GR_JOURNAL_WRITE));
    check_said(&p, "[O110]");
    assert_false(gr_file_exists(rollback));
    place_free(&p);
}

/* ---- older versions: hand-made steps */
static const char *const steps[] = {
    "CREATE TABLE a(x INTEGER) STRICT; INSERT INTO a VALUES(1)",
    "ALTER TABLE a ADD COLUMN y INTEGER NOT NULL DEFAULT 5; UPDATE a SET x = x + 1",
    "CREATE TABLE b(z INTEGER) STRICT; INSERT INTO b SELECT x + y FROM a",
};
static const char *const broken_steps[] = {
    "CREATE TABLE a(x INTEGER) STRICT; INSERT INTO a VALUES(1)",
    "UPDATE a SET x = 99; INSERT INTO nowhere VALUES(1)",
};

static void migrates_step_by_step(void **state)
{
    (void)state;
    for (int from = 0; from <= 3; from++) {
        sqlite3 *db = NULL;
        assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
        assert_true(gr_journal_migrate(db, steps, from));
        assert_int_equal(gr_query_number(db, "PRAGMA user_version", -1), from);
        assert_true(gr_journal_migrate(db, steps, 3));
        assert_int_equal(gr_query_number(db, "PRAGMA user_version", -1), 3);
        assert_int_equal(gr_query_number(db, "PRAGMA application_id", -1), JOURNAL_APPLICATION);
        assert_int_equal(gr_query_number(db, "SELECT z FROM b", -1), 7);
        assert_int_equal(gr_query_number(db, "SELECT count(*) FROM a", -1), 1);
        assert_false(gr_journal_migrate(db, steps, 2)); /* never back */
        assert_int_equal(sqlite3_close(db), SQLITE_OK);
    }
}

static void a_broken_step_leaves_the_version_before(void **state)
{
    (void)state;
    place p = place_make();
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(p.path.ptr, &db), SQLITE_OK);
    assert_true(gr_journal_migrate(db, broken_steps, 1));
    assert_false(gr_journal_migrate(db, broken_steps, 2));
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    assert_int_equal(ask_file(&p, "PRAGMA user_version"), 1);
    assert_int_equal(ask_file(&p, "SELECT x FROM a"), 1);
    place_free(&p);
}

/* ---- a file system that refuses */
static void refuses_quietly(void **state)
{
    (void)state;
    place p = place_make();
    gr_str paths[] = {
        gr_path_join(p.arena, p.folder, GR_LIT("nowhere/history.db")),
        p.folder,
        GR_LIT("/dev/null"),
        GR_LIT("/proc/history.db"),
        GR_LIT(""),
    };
    for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        gr_journal sentinel;
        gr_journal *journal = &sentinel;
        assert_int_equal(gr_journal_open(paths[i], GR_JOURNAL_WRITE, p.diag, &journal), GR_OK);
        assert_null(journal);
        assert_int_equal(gr_diag_count(p.diag, GR_ERROR), 0);
        assert_int_equal(gr_diag_count(p.diag, GR_WARNING), 1);
        check_said(&p, "[O112]");
    }
    place_free(&p);
}

static void another_process_holds_it(void **state)
{
    (void)state;
    place p = place_make();
    gr_journal *journal = open_journal(&p, GR_JOURNAL_WRITE);
    write_one_run(&p, journal);
    sqlite3 *other = NULL;
    assert_int_equal(sqlite3_open(p.path.ptr, &other), SQLITE_OK);
    assert_true(gr_query_run(other, "BEGIN EXCLUSIVE"));
    assert_int_equal(sqlite3_busy_timeout(journal->db, 1), SQLITE_OK);
    write_one_run(&p, journal);
    assert_int_equal(gr_diag_count(p.diag, GR_NOTE), 1); /* and no more than that */
    check_said(&p, "database is locked");
    assert_true(gr_query_run(other, "COMMIT"));
    assert_int_equal(sqlite3_close(other), SQLITE_OK);
    write_one_run(&p, journal);
    check_silent(&p);
    assert_int_equal(count_runs(&p, journal), 1);
    gr_journal_close(journal);
    place_free(&p);
}

/* The limit on pages fails as a full disk does. */
static void a_full_disk_is_one_warning(void **state)
{
    (void)state;
    place p = place_make();
    gr_journal *journal = open_journal(&p, GR_JOURNAL_WRITE);
    write_one_run(&p, journal);
    assert_true(gr_query_run(journal->db, "PRAGMA max_page_count = 20"));
    gr_journal_run run = run_row("j", 8);
    gr_journal_begin(journal, &run, p.diag);
    for (int i = 0; i < 5; i++) {
        gr_journal_edition row = edition_row(run.id, "arnhem", "k", figures_of(p.arena, 3000, i));
        gr_journal_add_edition(journal, &row, p.diag);
        gr_journal_message message = {run.id,     GR_LIT(""), GR_LIT("note"),
                                      GR_LIT(""), GR_LIT(""), GR_LIT("text")};
        gr_journal_add_message(journal, &message, p.diag);
    }
    gr_journal_end(journal, &run, p.diag);
    assert_int_equal(gr_diag_count(p.diag, GR_NOTE), 1);
    check_said(&p, "full");
    gr_journal_close(journal);
    journal = open_journal(&p, GR_JOURNAL_WRITE); /* what was whole before is whole */
    assert_int_equal(count_runs(&p, journal), 2);
    check_text(
        "arnhem",
        gr_journal_last_key(journal, GR_LIT(""), GR_LIT("dossier"), GR_LIT("arnhem"), p.arena), "");
    check_text(
        "renkum",
        gr_journal_last_key(journal, GR_LIT(""), GR_LIT("dossier"), GR_LIT("renkum"), p.arena),
        "k");
    gr_journal_close(journal);
    check_silent(&p);
    place_free(&p);
}

static void figures_that_are_no_json(void **state)
{
    (void)state;
    place p = place_make();
    gr_journal *journal = open_journal(&p, GR_JOURNAL_WRITE);
    gr_journal_run run = run_row("j", 8);
    gr_journal_begin(journal, &run, p.diag);
    gr_journal_edition row = edition_row(run.id, "renkum", "k", GR_LIT("{\"figures\": ["));
    gr_journal_add_edition(journal, &row, p.diag);
    check_said(&p, "malformed JSON");
    gr_journal_close(journal);
    place_free(&p);
}

/* Found while it is written: put aside at once, so that the next run begins anew. */
static void damage_while_it_is_open(void **state)
{
    (void)state;
    place p = place_make();
    gr_journal *journal = open_journal(&p, GR_JOURNAL_WRITE);
    write_one_run(&p, journal);
    gr_str bytes = read_bytes(&p, p.path);
    char *broken = GR_NEW_N(p.arena, char, bytes.len);
    memcpy(broken, bytes.ptr, bytes.len);
    memset(broken + 4096, 0x5A, bytes.len - 4096);
    broken[27]++; /* the change counter: nothing in a cache counts any more */
    write_bytes(p.path, (gr_str){broken, bytes.len});
    write_one_run(&p, journal);
    check_said(&p, "turned out to be damaged");
    assert_int_equal(count_runs(&p, journal), 0);
    write_one_run(&p, journal);
    gr_journal_close(journal);
    check_silent(&p);
    assert_false(gr_file_exists(p.path));
    place_free(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_its_library),
        cmocka_unit_test(makes_and_keeps),
        cmocka_unit_test(readers_write_nothing),
        cmocka_unit_test(takes_the_log_off),
        cmocka_unit_test(judges_files),
        cmocka_unit_test(takes_over_the_first_version),
        cmocka_unit_test(puts_aside_again_and_again),
        cmocka_unit_test(takes_the_rollback_journal_along),
        cmocka_unit_test(migrates_step_by_step),
        cmocka_unit_test(a_broken_step_leaves_the_version_before),
        cmocka_unit_test(refuses_quietly),
        cmocka_unit_test(another_process_holds_it),
        cmocka_unit_test(a_full_disk_is_one_warning),
        cmocka_unit_test(figures_that_are_no_json),
        cmocka_unit_test(damage_while_it_is_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
