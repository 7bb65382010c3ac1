/* What dead runs left goes; what readers see, what can come back in one way only, and what is
 * nobody's business stays. */
#include "standing.h"

#include "store/changes.h"
#include "store/number.h"

#define KEPT "state/.versions/r/region/"
#define GEN  "output/.gen/r/region/"

static void sweep(const standing *s)
{
    gr_store_sweep(&s->store, GR_LIT(""), s->w.arena, s->w.diag);
}

static void link_to(const standing *s, const char *target, const char *name)
{
    assert_int_equal(symlink(target, world_path(&s->w, name).ptr), 0);
}

static bool is_link(const standing *s, const char *name)
{
    char target[8];
    return readlink(world_path(&s->w, name).ptr, target, sizeof(target)) > 0;
}

static void left_by_dead_runs(void **state)
{
    (void)state;
    standing s = standing_open();
    standing_add(&s, "a", "one");
    standing_add(&s, "b", "two");
    standing_show(&s, "a", 1);
    standing_show(&s, "b", 2);
    standing_add(&s, "c.part", "half");
    standing_write(&s, GEN "half.part/r.txt", "half");
    standing_write(&s, GEN "unknown/r.txt", "nobody knows it");
    standing_write(&s, "state/id.17.part", "half");
    standing_write(&s, "state/mine", "stays");
    link_to(&s, "../.gen/r/region/x", "output/r/.region.next");
    link_to(&s, "c", KEPT ".current.next");
    sweep(&s);
    static const char *const gone[] = {KEPT "c.part", GEN "half.part", GEN "unknown", GEN "one",
                                       "state/id.17.part"};
    static const char *const stay[] = {KEPT "a/files/r.txt", KEPT "b/files/r.txt", KEPT "shown",
                                       GEN "two/r.txt",      "output/r/region",    "state/mine"};
    for (size_t i = 0; i < sizeof(gone) / sizeof(gone[0]); i++) {
        assert_false(standing_has(&s, gone[i]));
    }
    for (size_t i = 0; i < sizeof(stay) / sizeof(stay[0]); i++) {
        assert_true(standing_has(&s, stay[i]));
    }
    assert_false(is_link(&s, "output/r/.region.next"));
    assert_false(is_link(&s, KEPT ".current.next"));
    assert_int_equal(gr_diag_count(s.w.diag, GR_NOTE), 0);
    standing_close(&s);
}

/** Somebody restored a part of a backup: a released document that the state folder has not. */
static void what_was_released_stays(void **state)
{
    (void)state;
    standing s = standing_open();
    standing_add(&s, "a", "one");
    standing_show(&s, "a", 1);
    standing_write(&s, GEN "old/manifest.json", "{\n  \"life\": {\"status\": \"adopted\"}\n}\n");
    standing_write(&s, GEN "other/manifest.json", "{\n  \"files\": []\n}\n");
    sweep(&s);
    assert_true(standing_has(&s, GEN "old"));
    assert_false(standing_has(&s, GEN "other"));
    standing_write(&s, GEN "two/manifest.json", "{\n  \"life\": {\"status\": \"adopted\"}\n}\n");
    standing_add(&s, "b", "two"); /* the state folder has its files */
    sweep(&s);
    assert_false(standing_has(&s, GEN "two"));
    standing_close(&s);
}

static void links_of_others_stay(void **state)
{
    (void)state;
    standing s = standing_open();
    standing_add(&s, "a", "one");
    standing_show(&s, "a", 1);
    link_to(&s, "/elsewhere", "output/r/.region.next");
    sweep(&s);
    assert_true(is_link(&s, "output/r/.region.next"));
    standing_close(&s);
}

static void empty_folders_go(void **state)
{
    (void)state;
    standing s = standing_open();
    assert_int_equal(gr_folders_make(s.w.folder, GR_LIT("output/.gen/r/region"), s.w.diag), GR_OK);
    assert_true(standing_has(&s, KEPT "shown"));
    sweep(&s);
    assert_false(standing_has(&s, "output/.gen"));
    assert_false(standing_has(&s, "state/.versions"));
    assert_true(standing_has(&s, "output"));
    standing_close(&s);
}

/* --- change sheets, which stand as versions do --- */

static void add_sheet(const standing *s, const char *key, const char *text)
{
    standing_write(
        s, gr_str_fmt(s->w.arena, "state/.versions/r/region.changes/%s/files/c.txt", key).ptr,
        text);
    standing_write(s, gr_str_fmt(s->w.arena, "state/.versions/r/region.changes/%s/name", key).ptr,
                   text);
}

static void a_sheet_goes_with_its_version(void **state)
{
    (void)state;
    standing s = standing_open();
    gr_arena *arena = s.w.arena;
    standing_add(&s, "b", "two");
    assert_int_equal(gr_changes_name(&s.place, GR_LIT("b"), GR_LIT("b"), arena, s.w.diag), GR_OK);
    check_text("no sheet", gr_changes_folder(&s.place, arena), "");
    add_sheet(&s, "b.part", "sheet");
    add_sheet(&s, "b-2", "against another before it");
    add_sheet(&s, "gone", "of a version that is gone");
    assert_int_equal(gr_changes_name(&s.place, GR_LIT("b"), GR_LIT("b-2"), arena, s.w.diag), GR_OK);
    check_text("named", standing_read(&s, "state/.versions/r/region.changes/b-2/name"), "sheet");
    assert_int_equal(rename(world_path(&s.w, KEPT "b").ptr, world_path(&s.w, KEPT "b-2").ptr), 0);
    gr_changes_show(&s.place, GR_LIT("b-2"), 7, arena, s.w.diag);
    check_text("shown", gr_changes_folder(&s.place, arena), "r/region.changes");
    check_text("file", standing_read(&s, "output/r/region.changes/c.txt"), "sheet");
    assert_false(standing_has(&s, "state/.versions/r/region.changes/gone"));
    standing_add(&s, "c", "three");
    assert_int_equal(gr_changes_name(&s.place, GR_LIT("c"), GR_LIT("c"), arena, s.w.diag), GR_OK);
    gr_changes_show(&s.place, GR_LIT("c"), 8, arena, s.w.diag); /* which has none */
    check_text("hidden", gr_changes_folder(&s.place, arena), "");
    assert_true(standing_has(&s, "state/.versions/r/region.changes/b-2"));
    assert_int_equal(gr_diag_count(s.w.diag, GR_NOTE), 0);
    standing_close(&s);
}

static void a_sheet_that_cannot_be_shown_is_a_warning(void **state)
{
    (void)state;
    standing s = standing_open();
    standing_add(&s, "b", "two");
    add_sheet(&s, "b", "sheet");
    standing_write(&s, "output/r/region.changes/mine", "x");
    gr_changes_show(&s.place, GR_LIT("b"), 7, s.w.arena, s.w.diag);
    assert_true(gr_diag_has(s.w.diag, GR_CODE_CHANGES_LEFT_OUT));
    assert_int_equal(gr_diag_count(s.w.diag, GR_ERROR), 0);
    assert_true(standing_has(&s, "output/r/region.changes/mine"));
    standing_close(&s);
}

/* --- numbers --- */

static void check_number(const standing *s, const char *version, uint32_t number, const char *day)
{
    const gr_version_number given = gr_version_number_of(&s->place, gr_str_of(version), s->w.arena);
    assert_int_equal(given.number, number);
    check_text(version, given.day, day);
}

static void give(const standing *s, const char *before, const char *version, bool seen, int day)
{
    gr_version_number_give(&s->place, gr_str_of(before), gr_str_of(version), seen,
                           (int64_t)day * 86400 + 100, s->w.arena);
}

static void numbers_of_versions(void **state)
{
    (void)state;
    standing s = standing_open();
    standing_add(&s, "a", "one");
    standing_show(&s, "a", 1);
    check_number(&s, "a", 0, "");
    give(&s, "", "a", true, 0);
    check_number(&s, "a", 1, "1970-01-01");
    assert_true(gr_version_number_is_given(&s.place, GR_LIT("a"), s.w.arena));
    standing_write_in(&s, "", "number.part", "of a run that died");
    give(&s, "a", "b", true, 1);
    check_number(&s, "b", 2, "1970-01-02");
    assert_false(gr_version_number_is_given(&s.place, GR_LIT("a"), s.w.arena));
    give(&s, "b", "b", true, 9); /* nothing came */
    check_number(&s, "b", 2, "1970-01-02");
    give(&s, "b", "c", false, 5); /* readers have the same files */
    check_number(&s, "c", 2, "1970-01-02");
    check_number(&s, "d", 3, ""); /* it came, and was not written down */
    check_number(&s, "", 0, "");
    give(&s, "d", "e", true, 3);
    check_number(&s, "e", 4, "1970-01-04");
    assert_false(standing_has(&s, KEPT "number.part"));
    standing_close(&s);
}

static void lines_that_are_no_number(void **state)
{
    (void)state;
    static const char *const lines[] = {"", "x\t1970-01-01\ta\n", "0\t1970-01-01\ta\n",
                                        "4294967295\t1970-01-01\ta\n", "-1\t1970-01-01\ta\n"};
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        standing s = standing_open();
        standing_write_in(&s, "", "number", lines[i]);
        check_number(&s, "a", 0, "");
        standing_close(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(left_by_dead_runs),
        cmocka_unit_test(what_was_released_stays),
        cmocka_unit_test(links_of_others_stay),
        cmocka_unit_test(empty_folders_go),
        cmocka_unit_test(a_sheet_goes_with_its_version),
        cmocka_unit_test(a_sheet_that_cannot_be_shown_is_a_warning),
        cmocka_unit_test(numbers_of_versions),
        cmocka_unit_test(lines_that_are_no_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
