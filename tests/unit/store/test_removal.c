/* The record of what went: a line for each thing that is gone, none for what is still there, also
 * after a run that died in between. */
#include "standing.h"

#include "store/retention.h"

static gr_removal removal(const char *path)
{
    return (gr_removal){.when = GR_LIT("2026-11-22 03:00:00Z"),
                        .what = GR_LIT("version"),
                        .rule = GR_LIT("keep=1"),
                        .edition = GR_LIT("r/region"),
                        .version = GR_LIT("a"),
                        .sha256 = GR_LIT(""),
                        .name = GR_LIT(""),
                        .path = gr_str_of(path)};
}

static gr_str lines_of(const standing *s, const char *const *paths, size_t n)
{
    gr_buf out = gr_buf_make(s->w.arena, SIZE_MAX);
    for (size_t i = 0; i < n; i++) {
        const gr_removal one = removal(paths[i]);
        gr_removal_add(&one, &out);
    }
    return gr_buf_view(&out);
}

static void what_is_gone_is_written_down(void **state)
{
    (void)state;
    static const char *const paths[] = {"gone", "there"};
    standing s = standing_open();
    gr_arena *arena = s.w.arena;
    gr_removal found = {.rule = GR_LIT("untouched")};
    standing_write(&s, "state/there", "x");
    gr_str lines = lines_of(&s, paths, 2);
    assert_int_equal(gr_removals_begin(s.store.state, lines, arena, s.w.diag), GR_OK);
    assert_int_equal(gr_removals_read(s.store.state, arena).len, 0);
    assert_int_equal(gr_removals_end(s.store.state, arena, s.w.diag), GR_OK);
    gr_str known = gr_removals_read(s.store.state, arena);
    check_text("the one that is gone", known,
               "2026-11-22 03:00:00Z\tversion\tkeep=1\tr/region\ta\t-\t-\tgone\n");
    assert_false(gr_removal_find(known, GR_LIT("there"), &found));
    check_text("untouched", found.rule, "untouched");
    assert_true(gr_removal_find(known, GR_LIT("gone"), &found));
    check_text("in words", gr_removal_text(&found, arena),
               "went on 2026-11-22 03:00:00Z by keep=1");
    assert_false(standing_has(&s, "state/removing.tsv"));
    assert_int_equal(gr_removals_end(s.store.state, arena, s.w.diag), GR_OK); /* nothing to do */
    standing_close(&s);
}

/** A run died between the two; the next one that removes something finishes it first. */
static void a_run_that_died(void **state)
{
    (void)state;
    static const char *const first[] = {"one"};
    static const char *const second[] = {"two"};
    standing s = standing_open();
    gr_arena *arena = s.w.arena;
    gr_removal found;
    standing_write(&s, "state/removed.tsv", "a torn li");
    assert_int_equal(gr_removals_begin(s.store.state, lines_of(&s, first, 1), arena, s.w.diag),
                     GR_OK);
    assert_int_equal(gr_removals_begin(s.store.state, lines_of(&s, second, 1), arena, s.w.diag),
                     GR_OK);
    assert_true(gr_removal_find(gr_removals_read(s.store.state, arena), GR_LIT("one"), &found));
    gr_str before = gr_removals_read(s.store.state, arena);
    standing_write(&s, "state/removing.tsv",
                   gr_str_dup(arena, lines_of(&s, first, 1)).ptr); /* it died behind the record */
    assert_int_equal(gr_removals_end(s.store.state, arena, s.w.diag), GR_OK);
    assert_true(gr_str_eq(gr_removals_read(s.store.state, arena), before)); /* once */
    standing_close(&s);
}

static void lines_that_are_none(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "a\tb\tc\td\te\tf\tg\n",
        "a\tb\tc\td\te\tf\tg\tpath\tmore\n",
        "a\tb\tc\td\te\tf\tg\t../path\n",
        "path\n",
    };
    gr_removal found;
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        assert_false(gr_removal_find(gr_str_of(lines[i]), GR_LIT("path"), &found));
        assert_false(gr_removal_find(gr_str_of(lines[i]), GR_LIT("../path"), &found));
    }
}

static void the_last_one_below(void **state)
{
    (void)state;
    static const char *const paths[] = {"v/r/a", "v/r/b", "v/r", "v/r/b/c", "v/rest/d", "w/r/e"};
    standing s = standing_open();
    gr_removal found = {.path = GR_LIT("")};
    gr_str lines = lines_of(&s, paths, sizeof(paths) / sizeof(paths[0]));
    assert_true(gr_removal_last_below(lines, GR_LIT("v/r"), &found));
    check_text("right in it", found.path, "v/r/b");
    assert_false(gr_removal_last_below(lines, GR_LIT("v/re"), &found));
    standing_close(&s);
}

static void a_version_that_is_there_did_not_go(void **state)
{
    (void)state;
    static const char *const paths[] = {".versions/r/region/a", ".versions/r/region/b"};
    standing s = standing_open();
    gr_removal found;
    gr_str lines = lines_of(&s, paths, 2);
    gr_str folder = s.store.state;
    standing_add(&s, "a", "one"); /* it was made again */
    assert_false(gr_version_went(lines, folder, &s.place, GR_LIT("a"), s.w.arena, &found));
    assert_true(gr_version_went(lines, folder, &s.place, GR_LIT("b"), s.w.arena, &found));
    assert_false(gr_version_went(lines, folder, &s.place, GR_LIT("c"), s.w.arena, &found));
    assert_false(gr_version_went(lines, folder, &s.place, GR_LIT(""), s.w.arena, &found));
    standing_close(&s);
}

/* --- a file that stands alone --- */

static void a_file_is_replaced_whole(void **state)
{
    (void)state;
    struct stat facts;
    standing s = standing_open();
    gr_str path = world_path(&s.w, "page");
    standing_write(&s, "page.next", "of a run that died");
    check_text("new", gr_file_replace(path, GR_LIT("one"), false, s.w.arena), "");
    check_text("read", standing_read(&s, "page"), "one");
    assert_int_equal(stat(path.ptr, &facts), 0);
    assert_int_equal(facts.st_mode & 0007, 0);
    check_text("again", gr_file_replace(path, GR_LIT("two"), true, s.w.arena), "");
    check_text("read", standing_read(&s, "page"), "two");
    assert_int_equal(stat(path.ptr, &facts), 0);
    assert_int_equal(facts.st_mode & 0777, 0644);
    assert_false(standing_has(&s, "page.next"));
    standing_write(&s, "folder/x", "in the way");
    gr_str why = gr_file_replace(world_path(&s.w, "folder"), GR_LIT("x"), false, s.w.arena);
    assert_true(why.len > 0);
    assert_false(standing_has(&s, "folder.next"));
    standing_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_gone_is_written_down),
        cmocka_unit_test(a_run_that_died),
        cmocka_unit_test(lines_that_are_none),
        cmocka_unit_test(the_last_one_below),
        cmocka_unit_test(a_version_that_is_there_did_not_go),
        cmocka_unit_test(a_file_is_replaced_whole),
    };
    (void)umask(027); /* as the program does */
    return cmocka_run_group_tests(tests, NULL, NULL);
}
