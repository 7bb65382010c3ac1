/* The way of a version to its readers, and back: what stands where after each step, and after a run
 * that died between two of them. */
#include "standing.h"

#include "store/shown.h"
#include "store/version_file.h"

#define KEPT "state/.versions/r/region/"
#define GEN  "output/.gen/r/region/"

static gr_str shown(const standing *s)
{
    return gr_place_shown(&s->place, s->w.arena);
}

static gr_str current(const standing *s)
{
    return gr_place_current(&s->place, s->w.arena);
}

/** One that has no name, or an odd one, would be shown under none: nobody would know it again. */
static void test_show_without_name(void **state)
{
    (void)state;
    static const char *const names[] = {"", "\n", "../fremd\n", "a/b\n"};
    for (size_t i = 0; i <= sizeof(names) / sizeof(names[0]); i++) {
        standing s = standing_open();
        bool moved = false;
        standing_write_in(&s, "k", "files/r.pdf", "text");
        if (i > 0) {
            standing_write_in(&s, "k", GR_NAME_FILE, names[i - 1]);
        }
        assert_int_not_equal(gr_version_show(&s.place, GR_LIT("k"), 1, s.w.arena, s.w.diag, &moved),
                             GR_OK);
        assert_true(gr_diag_count(s.w.diag, GR_ERROR) > 0);
        assert_int_equal(shown(&s).len, 0);
        assert_false(gr_folder_exists(s.place.home));
        standing_close(&s);
    }
}

static void test_show(void **state)
{
    (void)state;
    standing s = standing_open();
    bool moved = false;
    standing_add(&s, "a", "one");
    standing_add(&s, "b", "two");
    standing_write_in(&s, "", "withdrawn", "why");
    assert_true(gr_place_is_withdrawn(&s.place, s.w.arena));
    assert_int_equal(gr_version_show(&s.place, GR_LIT("a"), 5, s.w.arena, s.w.diag, &moved), GR_OK);
    assert_true(moved);
    assert_false(gr_place_is_withdrawn(&s.place, s.w.arena));
    check_text("the readers' file", standing_read(&s, "output/r/region/r.txt"), "one");
    check_text("the state folder knows it", gr_place_last(&s.place, s.w.arena), "a");
    assert_int_equal(gr_version_since(&s.place, GR_LIT("a"), s.w.arena), 5);
    assert_int_equal(gr_version_show(&s.place, GR_LIT("a"), 6, s.w.arena, s.w.diag, &moved), GR_OK);
    assert_false(moved);
    assert_int_equal(gr_version_since(&s.place, GR_LIT("a"), s.w.arena), 5);
    assert_int_equal(gr_version_show(&s.place, GR_LIT("b"), 7, s.w.arena, s.w.diag, &moved), GR_OK);
    assert_true(moved);
    check_text("the next one", standing_read(&s, "output/r/region/r.txt"), "two");
    check_text("the one before", gr_place_before(&s.place, GR_LIT("b"), s.w.arena), "a");
    assert_int_equal(gr_diag_count(s.w.diag, GR_NOTE), 0);
    standing_close(&s);
}

/** What looks the same moves no link, and is the one that stands there. */
static void test_show_the_same_files(void **state)
{
    (void)state;
    standing s = standing_open();
    bool moved = true;
    standing_add(&s, "a", "one");
    standing_add(&s, "b", "one");
    standing_show(&s, "a", 1);
    assert_int_equal(gr_version_show(&s.place, GR_LIT("b"), 2, s.w.arena, s.w.diag, &moved), GR_OK);
    assert_false(moved);
    check_text("the folder", shown(&s), "one");
    check_text("the version", current(&s), "b");
    standing_close(&s);
}

/** Somebody changed the readers' files: they are there again, in a folder of their own. */
static void test_show_damaged(void **state)
{
    (void)state;
    static const char *const harm[] = {GEN "one/r.txt", GEN "one/more.txt"};
    for (size_t i = 0; i < sizeof(harm) / sizeof(harm[0]); i++) {
        standing s = standing_open();
        standing_add(&s, "a", "one");
        standing_show(&s, "a", 1);
        assert_true(gr_version_is_shown(&s.place, GR_LIT("a"), s.w.arena));
        standing_write(&s, harm[i], "longer than it was");
        assert_false(gr_version_is_shown(&s.place, GR_LIT("a"), s.w.arena));
        standing_show(&s, "a", 2);
        assert_true(gr_version_is_shown(&s.place, GR_LIT("a"), s.w.arena));
        check_text("folder", shown(&s), "one-2");
        check_text("version", current(&s), "a");
        check_text("file", standing_read(&s, "output/r/region/r.txt"), "one");
        assert_false(standing_has(&s, "output/r/region/more.txt"));
        standing_close(&s);
    }
}

static void test_show_without_files(void **state)
{
    (void)state;
    standing s = standing_open();
    bool moved = false;
    standing_write_in(&s, "a", "name", "one\n");
    assert_int_equal(gr_version_show(&s.place, GR_LIT("a"), 1, s.w.arena, s.w.diag, &moved),
                     GR_BAD_INPUT);
    assert_true(gr_diag_has(s.w.diag, GR_CODE_VERSION_FILES));
    assert_false(standing_has(&s, GEN "one.part"));
    assert_false(standing_has(&s, "output/r/region"));
    standing_close(&s);
}

static void test_complete(void **state)
{
    (void)state;
    standing s = standing_open();
    gr_str key = GR_LIT("");
    assert_int_equal(unlink(world_path(&s.w, KEPT "shown").ptr), 0);
    assert_int_equal(gr_version_complete(&s.place, GR_LIT("a"), s.w.arena, s.w.diag, &key), GR_OK);
    check_text("nothing to do", key, "a");
    assert_false(standing_has(&s, KEPT "shown"));
    for (int i = 0; i < 3; i++) {
        static const char *const names[] = {"a", "a-2", "a-3"};
        standing_add(&s, "a.part", "one");
        assert_int_equal(gr_version_complete(&s.place, GR_LIT("a"), s.w.arena, s.w.diag, &key),
                         GR_OK);
        check_text("the next free one", key, names[i]);
        assert_true(standing_has(&s, gr_str_fmt(s.w.arena, KEPT "%s/name", names[i]).ptr));
        assert_false(standing_has(&s, KEPT "a.part"));
    }
    assert_true(standing_has(&s, KEPT "shown"));
    assert_false(gr_version_was_shown(&s.place, GR_LIT("a"), s.w.arena));
    standing_close(&s);
}

static void test_remove(void **state)
{
    (void)state;
    standing s = standing_open();
    standing_add(&s, "a", "one");
    standing_add(&s, "b", "two");
    standing_add(&s, "c", "two"); /* its files are those that are shown */
    standing_show(&s, "a", 1);
    standing_show(&s, "b", 2);
    standing_write_in(&s, "a.gone.part", "x", "of a run that died");
    assert_true(standing_has(&s, GEN "one"));
    assert_true(gr_version_remove(&s.place, GR_LIT("a"), s.w.arena));
    assert_false(standing_has(&s, GEN "one"));
    assert_false(standing_has(&s, KEPT "a"));
    assert_false(standing_has(&s, KEPT "a.gone.part"));
    assert_true(gr_version_remove(&s.place, GR_LIT("c"), s.w.arena));
    assert_true(standing_has(&s, GEN "two/r.txt"));
    standing_add(&s, "d.part", "four");
    assert_true(gr_version_remove(&s.place, GR_LIT("d.part"), s.w.arena));
    assert_false(standing_has(&s, KEPT "d.part"));
    assert_true(gr_version_is_shown(&s.place, GR_LIT("b"), s.w.arena));
    standing_close(&s);
}

/** The link moved, and the run died before the state folder heard of it. */
static void test_overtake(void **state)
{
    (void)state;
    standing s = standing_open();
    gr_str before = GR_LIT("?");
    standing_add(&s, "a", "one");
    standing_add(&s, "b", "two");
    standing_show(&s, "a", 1);
    gr_str record = standing_read(&s, KEPT "shown");
    standing_show(&s, "b", 2);
    standing_write(&s, KEPT "shown", gr_str_dup(s.w.arena, record).ptr);
    assert_int_equal(unlink(world_path(&s.w, KEPT "current").ptr), 0);
    assert_int_equal(symlink("a", world_path(&s.w, KEPT "current").ptr), 0);
    check_text("by the link", current(&s), "b");
    assert_true(gr_version_overtake(&s.place, current(&s), 3, s.w.arena, s.w.diag, &before));
    check_text("before", before, "a");
    check_text("last", gr_place_last(&s.place, s.w.arena), "b");
    assert_int_equal(gr_version_since(&s.place, GR_LIT("b"), s.w.arena), 3);
    assert_false(gr_version_overtake(&s.place, current(&s), 4, s.w.arena, s.w.diag, &before));
    assert_false(gr_version_overtake(&s.place, GR_LIT(""), 4, s.w.arena, s.w.diag, &before));
    standing_write(&s, KEPT "shown",
                   gr_str_dup(s.w.arena, record).ptr); /* only that one is behind */
    assert_true(gr_version_overtake(&s.place, current(&s), 5, s.w.arena, s.w.diag, &before));
    standing_close(&s);
}

static void test_withdraw(void **state)
{
    (void)state;
    standing s = standing_open();
    standing_add(&s, "a", "one");
    standing_show(&s, "a", 1);
    standing_write_in(&s, "", "withdrawn.part", "of a run that died");
    assert_int_equal(gr_place_withdraw(&s.place, GR_LIT("why"), s.w.arena, s.w.diag), GR_OK);
    assert_int_equal(gr_version_hide(&s.place, s.w.arena, s.w.diag), GR_OK);
    check_text("why", standing_read(&s, KEPT "withdrawn"), "why");
    assert_false(standing_has(&s, KEPT "withdrawn.part"));
    assert_int_equal(shown(&s).len, 0);
    assert_true(standing_has(&s, KEPT "a/files/r.txt"));
    assert_int_equal(gr_version_hide(&s.place, s.w.arena, s.w.diag), GR_OK); /* nothing to do */
    standing_show(&s, "a", 9);                                               /* it is shown anew */
    assert_int_equal(gr_version_since(&s.place, GR_LIT("a"), s.w.arena), 9);
    standing_close(&s);
}

/** The state folder knows nothing of what is to be withdrawn: it was lost. */
static void test_withdraw_unknown(void **state)
{
    (void)state;
    standing s = standing_open();
    assert_true(gr_remove_below(s.store.state, GR_LIT(".versions"), s.w.arena));
    assert_int_equal(gr_place_withdraw(&s.place, GR_LIT("why"), s.w.arena, s.w.diag), GR_OK);
    assert_true(gr_place_is_withdrawn(&s.place, s.w.arena));
    standing_close(&s);
}

/** A link of somebody else, which is not ours to remove, shows nothing of ours. */
static void test_link_of_another(void **state)
{
    (void)state;
    standing s = standing_open();
    world_add_folder(&s.w, "output/r");
    assert_int_equal(symlink("../elsewhere", world_path(&s.w, "output/r/region").ptr), 0);
    assert_int_equal(shown(&s).len, 0);
    assert_int_equal(gr_version_hide(&s.place, s.w.arena, s.w.diag), GR_OK);
    char target[64];
    assert_true(readlink(world_path(&s.w, "output/r/region").ptr, target, sizeof(target)) > 0);
    standing_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_show_without_name),
        cmocka_unit_test(test_show),
        cmocka_unit_test(test_show_the_same_files),
        cmocka_unit_test(test_show_damaged),
        cmocka_unit_test(test_show_without_files),
        cmocka_unit_test(test_complete),
        cmocka_unit_test(test_remove),
        cmocka_unit_test(test_overtake),
        cmocka_unit_test(test_withdraw),
        cmocka_unit_test(test_withdraw_unknown),
        cmocka_unit_test(test_link_of_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
