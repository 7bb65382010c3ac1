/* Bytes that are lost or turned anywhere in the file: the journal opens or begins anew, takes a
 * run, reads it back, and never loses the file it was given; readers report or read. */
#include <sqlite3.h>

#include "journal_files.h"
#include "query.h"

#define FLIPS 200

static gr_str sample(place *p)
{
    gr_journal *journal = open_journal(p, GR_JOURNAL_WRITE);
    for (int i = 0; i < 3; i++) {
        gr_journal_run run = run_row("j", i);
        gr_journal_begin(journal, &run, p->diag);
        for (int e = 0; e < 4; e++) {
            gr_str name = gr_str_fmt(p->arena, "edition-%d", e);
            gr_journal_edition row =
                edition_row(run.id, name.ptr, "k", figures_of(p->arena, 40, i + e));
            gr_journal_add_edition(journal, &row, p->diag);
            gr_journal_message message = {run.id,         GR_LIT(""), GR_LIT("note"),
                                          GR_LIT("L102"), GR_LIT(""), GR_LIT("a message")};
            gr_journal_add_message(journal, &message, p->diag);
        }
        run.exit = 0;
        gr_journal_end(journal, &run, p->diag);
    }
    gr_journal_close(journal);
    check_silent(p);
    return read_bytes(p, p->path);
}

/** Every way to read; each succeeds or reports. */
static void read_all(place *p, gr_journal *journal)
{
    gr_history_query all = {.report = GR_LIT(""), .edition = GR_LIT("")};
    gr_history_query one = {
        .report = GR_LIT("dossier"), .edition = GR_LIT("edition-1"), .figure = GR_LIT("f7")};
    gr_journal_run *runs = NULL;
    gr_journal_edition *editions = NULL;
    gr_journal_message *messages = NULL;
    gr_figure_past *past = NULL;
    size_t n = 0;
    gr_status statuses[] = {
        gr_journal_runs(journal, &all, p->arena, p->diag, &runs, &n),
        gr_journal_editions(journal, &all, p->arena, p->diag, &editions, &n),
        gr_journal_messages(journal, 1, p->arena, p->diag, &messages, &n),
        gr_journal_figure(journal, &one, p->arena, p->diag, &past, &n),
    };
    bool failed = false;
    for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++) {
        assert_true(statuses[i] == GR_OK || statuses[i] == GR_IO_FAILED);
        failed = failed || statuses[i] != GR_OK;
    }
    assert_int_equal(failed, gr_diag_count(p->diag, GR_ERROR) > 0);
    (void)gr_journal_last_done(journal, GR_LIT("nightly"), GR_LIT("j"));
    (void)gr_journal_last_key(journal, GR_LIT(""), GR_LIT("dossier"), GR_LIT("edition-1"),
                              p->arena);
}

static void reader_survives(place *p, gr_str bytes)
{
    gr_journal *journal = NULL;
    gr_status status = gr_journal_open(p->path, GR_JOURNAL_READ, p->diag, &journal);
    assert_true(status == GR_OK || status == GR_IO_FAILED);
    assert_int_equal(status != GR_OK, gr_diag_count(p->diag, GR_ERROR) > 0);
    (void)said(p);
    read_all(p, journal);
    gr_journal_close(journal);
    assert_true(gr_str_eq(bytes, read_bytes(p, p->path)));
    (void)said(p);
}

/** True when the file was put aside, at once or while it was written. */
static bool writer_survives(place *p, gr_str bytes)
{
    gr_journal *journal = open_journal(p, GR_JOURNAL_WRITE);
    gr_journal_run run = run_row("j", 9);
    gr_journal_begin(journal, &run, p->diag);
    gr_journal_edition row = edition_row(run.id, "edition-1", "k", figures_of(p->arena, 40, 99));
    gr_journal_add_edition(journal, &row, p->diag);
    run.exit = 0;
    gr_journal_end(journal, &run, p->diag);
    assert_int_equal(gr_diag_count(p->diag, GR_ERROR), 0);
    assert_true(gr_diag_count(p->diag, GR_WARNING) <= 1);
    if (gr_diag_count(p->diag, GR_WARNING) == 0) {
        assert_int_equal(gr_journal_last_done(journal, GR_LIT("nightly"), GR_LIT("j")), 9);
    }
    gr_journal_close(journal);
    gr_str aside = gr_str_fmt(p->arena, GR_FMT ".damaged-1", GR_ARG(p->path));
    bool was_set_aside = gr_file_exists(aside);
    if (was_set_aside) {
        assert_true(gr_diag_has(p->diag, GR_CODE_JOURNAL_ASIDE));
        bool while_written = gr_str_find(said(p), GR_LIT("turned out")) != SIZE_MAX;
        assert_true(while_written || gr_str_eq(read_bytes(p, aside), bytes));
    }
    (void)said(p);
    return was_set_aside;
}

/** One damaged file through both; memory is given back, there are hundreds of them. */
static bool survives(place *p, gr_str bytes)
{
    place each = *p;
    each.arena = gr_arena_new(65536);
    each.diag = gr_diag_new(each.arena, 50);
    place_empty(&each);
    write_bytes(each.path, bytes);
    reader_survives(&each, bytes);
    bool aside = writer_survives(&each, bytes);
    gr_arena_free(each.arena);
    return aside;
}

static void truncated_anywhere(void **state)
{
    (void)state;
    place p = place_make();
    gr_str whole = sample(&p);
    assert_true(whole.len > (size_t)8 * 4096);
    for (size_t n = 0; n < whole.len; n += n < 600 ? 97 : 2039) {
        bool aside = survives(&p, gr_str_sub(whole, 0, n));
        if (aside != (n > 0)) {
            print_error("cut to %zu bytes\n", n);
            fail();
        }
    }
    assert_false(survives(&p, whole));
    place_free(&p);
}

static void flipped_anywhere(void **state)
{
    (void)state;
    place p = place_make();
    gr_str whole = sample(&p);
    char *bytes = GR_NEW_N(p.arena, char, whole.len);
    size_t n_aside = 0;
    for (size_t i = 0; i < FLIPS; i++) {
        /* the header byte by byte, then all over the file */
        size_t at = i < 100 ? i : (i * 7919 * 31) % whole.len;
        memcpy(bytes, whole.ptr, whole.len);
        bytes[at] = (char)(bytes[at] ^ (i % 3 == 0 ? 0x01 : i % 3 == 1 ? 0x80 : 0xFF));
        n_aside += survives(&p, (gr_str){bytes, whole.len}) ? 1 : 0;
    }
    /* most of a page is text, where a flip is another text; the rest is noticed */
    print_message("%zu of %d put aside\n", n_aside, FLIPS);
    assert_true(n_aside > FLIPS / 20);
    place_free(&p);
}

static void wiped_pages(void **state)
{
    (void)state;
    place p = place_make();
    gr_str whole = sample(&p);
    char *bytes = GR_NEW_N(p.arena, char, whole.len);
    for (size_t page = 0; page < whole.len / 4096; page++) {
        memcpy(bytes, whole.ptr, whole.len);
        memset(bytes + page * 4096, page % 2 == 0 ? 0 : 0xA7, 4096);
        assert_true(survives(&p, (gr_str){bytes, whole.len}));
    }
    place_free(&p);
}

/** Number of the first page of a table, from 1. */
static size_t page_of(const place *p, const char *table)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(p->path.ptr, &db), SQLITE_OK);
    query q = gr_query_make(db, "SELECT rootpage FROM sqlite_schema WHERE name = ?");
    gr_query_text(&q, gr_str_of(table));
    assert_true(gr_query_step(&q));
    int64_t page = gr_query_next_int(&q);
    assert_true(gr_query_close(&q));
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    return (size_t)page;
}

/* Of a file too large to read each night, the tables that a run leans on are read. */
static void a_large_file(void **state)
{
    (void)state;
    static const struct {
        const char *table;
        bool noticed;
    } wiped[] = {{"run", true}, {"series", true}, {"message", false}};
    place p = place_make();
    (void)sample(&p);
    gr_buf text = gr_buf_make(p.arena, SIZE_MAX);
    while (text.len < (size_t)34 * 1024 * 1024) {
        gr_buf_add(&text, GR_LIT("a message that has no end, which nobody would write or read; "));
    }
    gr_journal *journal = open_journal(&p, GR_JOURNAL_WRITE);
    gr_journal_message message = {1,          GR_LIT(""), GR_LIT("note"),
                                  GR_LIT(""), GR_LIT(""), gr_buf_view(&text)};
    gr_journal_add_message(journal, &message, p.diag);
    gr_journal_close(journal);
    gr_journal_close(open_journal(&p, GR_JOURNAL_WRITE));
    check_silent(&p);
    for (size_t i = 0; i < sizeof(wiped) / sizeof(wiped[0]); i++) {
        gr_str whole = read_bytes(&p, p.path);
        size_t page = page_of(&p, wiped[i].table);
        gr_str broken = gr_str_dup(p.arena, whole);
        memset((char *)(uintptr_t)broken.ptr + (page - 1) * 4096, 0x5A, 4096);
        write_bytes(p.path, broken);
        journal = open_journal(&p, GR_JOURNAL_WRITE);
        assert_non_null(journal);
        gr_journal_close(journal);
        assert_int_equal(gr_diag_has(p.diag, GR_CODE_JOURNAL_ASIDE), wiped[i].noticed);
        (void)said(&p);
        write_bytes(p.path, whole);
    }
    place_free(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(truncated_anywhere),
        cmocka_unit_test(flipped_anywhere),
        cmocka_unit_test(wiped_pages),
        cmocka_unit_test(a_large_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
