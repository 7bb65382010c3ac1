#include "in_folder.h"
#include "lock.h"

static void test_one_at_a_time(void **state)
{
    (void)state;
    world w = world_open();
    gr_str output = world_path(&w, "output");
    batch_lock first = {.fd = -1};
    batch_lock second = {.fd = -1};
    assert_int_equal(batch_lock_take(output, 0, w.arena, w.diag, &first), GR_OK);
    assert_int_equal(batch_lock_take(output, 0, w.arena, w.diag, &second), GR_IO_FAILED);
    assert_true(gr_diag_has(w.diag, GR_CODE_OUTPUT_LOCKED));
    assert_int_equal(second.fd, -1);
    batch_lock_release(&first);
    assert_false(gr_folder_exists(output)); /* made by the lock, and nothing was published */
    assert_int_equal(batch_lock_take(output, 0, w.arena, w.diag, &second), GR_OK);
    batch_lock_release(&second);
    world_close(&w);
}

/** The file of a run that died locks nothing. */
static void test_left_behind(void **state)
{
    (void)state;
    world w = world_open();
    batch_lock lock = {.fd = -1};
    world_add_folder(&w, "output");
    world_add_file(&w, "output/.lock");
    world_add_file(&w, "output/mine");
    assert_int_equal(batch_lock_take(world_path(&w, "output"), 0, w.arena, w.diag, &lock), GR_OK);
    batch_lock_release(&lock);
    assert_false(gr_file_exists(world_path(&w, "output/.lock")));
    assert_true(gr_file_exists(world_path(&w, "output/mine")));
    world_close(&w);
}

static void test_refused(void **state)
{
    (void)state;
    world w = world_open();
    batch_lock lock = {.fd = -1};
    world_add_file(&w, "output");
    assert_int_equal(batch_lock_take(world_path(&w, "output"), 0, w.arena, w.diag, &lock),
                     GR_IO_FAILED);
    assert_true(gr_diag_has(w.diag, GR_CODE_OUTPUT_CREATE));
    assert_int_equal(lock.fd, -1);
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_one_at_a_time),
                                       cmocka_unit_test(test_left_behind),
                                       cmocka_unit_test(test_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
