#include "in_folder.h"
#include "store/version.h"
#include "store/version_file.h"

/** One that has no name, or an odd one, would be shown under none: nobody would know it again. */
static void test_show_without_name(void **state)
{
    (void)state;
    static const char *const names[] = {"", "\n", "../fremd\n", "a/b\n"};
    for (size_t i = 0; i <= sizeof(names) / sizeof(names[0]); i++) {
        world w = world_open();
        const gr_store store = {.output = world_path(&w, "output"),
                                .state = world_path(&w, "state")};
        const gr_place place =
            gr_place_at(&store, GR_LIT(""), GR_LIT("r"), GR_LIT("region"), w.arena);
        bool moved = false;
        assert_int_equal(
            gr_folders_make(world_path(&w, ""), GR_LIT("state/.versions/r/region/k/files"), w.diag),
            GR_OK);
        assert_int_equal(gr_folders_make(world_path(&w, ""), GR_LIT("output/r"), w.diag), GR_OK);
        world_add_file(&w, "state/.versions/r/region/k/files/r.pdf");
        gr_str name = gr_version_path(&place, GR_LIT("k"), GR_NAME_FILE, w.arena);
        if (i > 0) {
            assert_int_equal(gr_file_write_new(name, gr_str_of(names[i - 1]), w.diag), GR_OK);
        }
        assert_int_not_equal(gr_version_show(&place, GR_LIT("k"), 1, w.arena, w.diag, &moved),
                             GR_OK);
        assert_true(gr_diag_count(w.diag, GR_ERROR) > 0);
        assert_int_equal(gr_place_shown(&place, w.arena).len, 0);
        assert_false(gr_folder_exists(place.home));
        world_close(&w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_show_without_name)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
