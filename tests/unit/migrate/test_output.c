/* An output folder of griffie 0.1: its version stands in the state folder, what it said of itself
 * is no longer among public files, and readers have what they had. */
#include "in_folder.h"

#include "migrate/output.h"
#include "store/version.h"

#define OLD "output/.gen/r/e/0123456789abcdef"

static void write_text(const world *w, const char *name, const char *text)
{
    FILE *file = fopen(world_path(w, name).ptr, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static world open_old(gr_store *out)
{
    static const char *const folders[] = {"state",       "output",        "output/r",
                                          "output/.gen", "output/.gen/r", "output/.gen/r/e",
                                          OLD,           "output/.outbox"};
    world w = world_open();
    for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
        world_add_folder(&w, folders[i]);
    }
    write_text(&w, OLD "/r.pdf", "a document");
    write_text(&w, OLD "/used.tsv", "value\tsecret of others\n");
    write_text(&w, OLD "/manifest.json", "{\"report\": \"r\", \"edition\": \"e\"}\n");
    write_text(&w, "output/.outbox/1.eml", "a mail");
    assert_int_equal(symlink("../.gen/r/e/0123456789abcdef", world_path(&w, "output/r/e").ptr), 0);
    *out = (gr_store){.output = world_path(&w, "output"), .state = world_path(&w, "state")};
    return w;
}

static void all_of_it_stands_in_two_folders(void **state)
{
    (void)state;
    gr_store store;
    world w = open_old(&store);
    gr_moved moved = {77, 77};
    const gr_place place = gr_place_at(&store, GR_LIT(""), GR_LIT("r"), GR_LIT("e"), w.arena);
    const gr_str key = GR_LIT("0123456789abcdef");
    assert_int_equal(gr_migrate_output(&store, w.arena, w.diag, &moved), GR_OK);
    assert_int_equal(moved.versions, 1);
    assert_int_equal(moved.editions, 1);
    assert_true(gr_str_eq(gr_place_current(&place, w.arena), key));
    assert_true(gr_version_is_shown(&place, key, w.arena));
    assert_true(gr_file_exists(gr_version_path(&place, key, "used.tsv", w.arena)));
    assert_true(gr_file_exists(gr_path_join(w.arena, place.link, GR_LIT("r.pdf"))));
    assert_false(gr_file_exists(gr_path_join(w.arena, place.link, GR_LIT("used.tsv"))));
    assert_false(gr_folder_exists(world_path(&w, OLD)));
    assert_true(gr_file_exists(world_path(&w, "state/outbox/1.eml")));
    assert_false(gr_folder_exists(world_path(&w, "output/.outbox")));
    assert_int_equal(gr_migrate_output(&store, w.arena, w.diag, &moved), GR_OK);
    assert_int_equal(moved.versions, 0); /* nothing is left to do */
    assert_true(gr_version_is_shown(&place, key, w.arena));
    world_close(&w);
}

static void two_releases_are_for_people_to_settle(void **state)
{
    (void)state;
    gr_store store;
    world w = open_old(&store);
    gr_moved moved = {77, 77};
    const char *const life =
        "{\"status\": \"adopted\", \"version\": 1, \"date\": \"2022-01-01\"}\n";
    const gr_place place = gr_place_at(&store, GR_LIT(""), GR_LIT("r"), GR_LIT("e"), w.arena);
    gr_str other = gr_version_folder(&place, GR_LIT("fedcba9876543210"), w.arena);
    write_text(&w, OLD "/life.json", life);
    assert_int_equal(
        gr_folders_make(store.state, gr_str_sub(other, store.state.len + 1, SIZE_MAX), w.diag),
        GR_OK);
    gr_str below = gr_str_sub(other, w.folder.len + 1, SIZE_MAX);
    write_text(&w, gr_path_join(w.arena, below, GR_LIT("life.json")).ptr, life);
    assert_int_equal(gr_migrate_output(&store, w.arena, w.diag, &moved), GR_BAD_INPUT);
    assert_true(gr_diag_has(w.diag, GR_CODE_LAYOUT_BOTH));
    assert_true(gr_file_exists(world_path(&w, OLD "/used.tsv"))); /* nothing was touched */
    assert_int_equal(moved.versions, 77);
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_of_it_stands_in_two_folders),
        cmocka_unit_test(two_releases_are_for_people_to_settle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
