/* The files of a version: each has a name of its own, is read whole, or said to be unreadable. */
#include "in_folder.h"
#include "store/version_file.h"

static void test_names(void **state)
{
    (void)state;
    for (int i = 0; i < GR_VERSION_PART__COUNT; i++) {
        assert_true(gr_version_part_name((gr_version_part)i).len > 0);
        for (int k = 0; k < i; k++) {
            assert_false(gr_str_eq(gr_version_part_name((gr_version_part)i),
                                   gr_version_part_name((gr_version_part)k)));
        }
    }
}

static void test_read(void **state)
{
    (void)state;
    world w = world_open();
    gr_str text = GR_LIT("untouched");
    world_add_file(&w, GR_USED_TABLE);
    assert_int_equal(gr_version_read(w.folder, GR_VERSION_USED, w.arena, w.diag, &text), GR_OK);
    check_text("read", text, "text");
    assert_true(gr_version_find(w.folder, GR_VERSION_USED, w.arena, &text));
    text = GR_LIT("untouched");
    assert_false(gr_version_find(w.folder, GR_VERSION_LIFE, w.arena, &text));
    check_text("there is none", text, "untouched");
    assert_int_equal(gr_diag_count(w.diag, GR_NOTE), 0);
    assert_int_not_equal(gr_version_read(w.folder, GR_VERSION_LIFE, w.arena, w.diag, &text), GR_OK);
    assert_int_equal(gr_diag_count(w.diag, GR_ERROR), 1);
    world_close(&w);
}

/** A name is a line; who writes more there wants something else. */
static void test_too_large(void **state)
{
    (void)state;
    world w = world_open();
    gr_str text = GR_LIT("");
    gr_buf long_name = gr_buf_make(w.arena, SIZE_MAX);
    for (int i = 0; i < 257; i++) {
        gr_buf_add_char(&long_name, 'a');
    }
    assert_int_equal(
        gr_file_write_new(world_path(&w, GR_NAME_FILE), gr_buf_view(&long_name), w.diag), GR_OK);
    assert_false(gr_version_find(w.folder, GR_VERSION_NAME, w.arena, &text));
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_read),
        cmocka_unit_test(test_too_large),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
