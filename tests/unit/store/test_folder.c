#include <fcntl.h>

#include "in_folder.h"

static void test_make(void **state)
{
    (void)state;
    world w = world_open();
    assert_int_equal(gr_folder_make(world_path(&w, "a"), w.diag), GR_OK);
    assert_int_equal(gr_folder_make(world_path(&w, "a"), w.diag), GR_OK);
    assert_int_equal(gr_diag_count(w.diag, GR_NOTE), 0);
    world_add_file(&w, "file");
    assert_int_equal(gr_folder_make(world_path(&w, "file"), w.diag), GR_IO_FAILED);
    assert_true(gr_diag_has(w.diag, GR_CODE_OUTPUT_CREATE));
    assert_int_equal(gr_folder_make(world_path(&w, "none/a"), w.diag), GR_IO_FAILED);
    world_close(&w);
}

static void test_link(void **state)
{
    (void)state;
    world w = world_open();
    gr_str link = world_path(&w, "link");
    gr_str spare = world_path(&w, ".link.next");
    assert_int_equal(gr_link_make(link, GR_LIT("one"), spare, w.diag), GR_OK);
    assert_true(gr_link_leads_below(link, GR_LIT("one")));
    world_add_file(&w, ".link.next"); /* of a run that died */
    assert_int_equal(gr_link_make(link, GR_LIT("two"), spare, w.diag), GR_OK);
    assert_true(gr_link_leads_below(link, GR_LIT("two")));
    assert_false(gr_link_leads_below(link, GR_LIT("one")));
    assert_false(gr_file_exists(spare));
    world_close(&w);
}

/** What somebody put where a link should come stays. */
static void test_link_refused(void **state)
{
    (void)state;
    world w = world_open();
    world_add_folder(&w, "mine");
    world_add_file(&w, "mine/file");
    assert_int_equal(
        gr_link_make(world_path(&w, "mine"), GR_LIT("one"), world_path(&w, ".next"), w.diag),
        GR_IO_FAILED);
    assert_true(gr_diag_has(w.diag, GR_CODE_OUTPUT_CREATE));
    assert_true(gr_file_exists(world_path(&w, "mine/file")));
    world_close(&w);
}

static void test_remove(void **state)
{
    (void)state;
    world w = world_open();
    world_add_folder(&w, "root");
    world_add_folder(&w, "root/a");
    world_add_folder(&w, "root/a/b");
    world_add_file(&w, "root/a/b/file");
    world_add_file(&w, "outside");
    assert_int_equal(symlink("../../outside", world_path(&w, "root/a/link").ptr), 0);
    gr_str root = world_path(&w, "root");
    assert_false(gr_remove_below(root, GR_LIT("../outside"), w.arena));
    assert_false(gr_remove_below(root, world_path(&w, "outside"), w.arena));
    assert_true(gr_remove_below(root, GR_LIT("a"), w.arena));
    assert_true(gr_remove_below(root, GR_LIT("a"), w.arena)); /* gone is gone */
    assert_true(gr_file_exists(world_path(&w, "outside")));
    assert_true(gr_folder_exists(root));
    assert_false(gr_folder_exists(world_path(&w, "root/a")));
    world_close(&w);
}

static void test_age(void **state)
{
    (void)state;
    world w = world_open();
    gr_str *names = NULL;
    world_add_folder(&w, "a");
    world_add_folder(&w, "b");
    world_add_folder(&w, ".hidden");
    world_add_file(&w, "file");
    const struct timespec old[2] = {{.tv_sec = 1000}, {.tv_sec = 1000}};
    assert_int_equal(utimensat(AT_FDCWD, world_path(&w, "b").ptr, old, 0), 0);
    assert_int_equal(gr_folders_by_age(w.folder, w.arena, &names), 2);
    check_text("newest first", names[0], "a");
    assert_int_equal(utimensat(AT_FDCWD, world_path(&w, "a").ptr, old, 0), 0);
    gr_path_touch(world_path(&w, "b"));
    assert_int_equal(gr_folders_by_age(w.folder, w.arena, &names), 2);
    check_text("touched", names[0], "b");
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_make),         cmocka_unit_test(test_link),
        cmocka_unit_test(test_link_refused), cmocka_unit_test(test_remove),
        cmocka_unit_test(test_age),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
