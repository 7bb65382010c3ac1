/* An output folder of griffie 0.1: its version stands in the state folder, what it said of itself
 * is no longer among public files, and readers have what they had. */
#include <fcntl.h>

#include "in_folder.h"

#include "migrate/output.h"
#include "store/shown.h"
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

/** Sheets of 0.1 name figures by their place: they are kept, and readers no longer have them. Those
 * of today have the same file, and stay where they are. */
static void sheets_of_then_and_of_today(void **state)
{
    (void)state;
    static const char *const folders[] = {"output/.gen/r/e.changes",
                                          "output/.gen/r/e.changes/old",
                                          "output/.gen/r/e.changes/public",
                                          "state/.versions",
                                          "state/.versions/r",
                                          "state/.versions/r/e.changes",
                                          "state/.versions/r/e.changes/key",
                                          "state/.versions/r/e.changes/key/files"};
    gr_store store;
    world w = open_old(&store);
    gr_moved moved = {77, 77};
    for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
        world_add_folder(&w, folders[i]);
    }
    write_text(&w, "output/.gen/r/e.changes/old/changes.json", "{}");
    write_text(&w, "output/.gen/r/e.changes/public/changes.json", "{}");
    write_text(&w, "state/.versions/r/e.changes/key/name", "public\n");
    write_text(&w, "state/.versions/r/e.changes/key/files/changes.json", "{}");
    assert_int_equal(
        symlink("../.gen/r/e.changes/public", world_path(&w, "output/r/e.changes").ptr), 0);
    assert_int_equal(gr_migrate_output(&store, w.arena, w.diag, &moved), GR_OK);
    assert_int_equal(moved.versions, 1); /* sheets are none */
    assert_int_equal(moved.editions, 1);
    assert_true(
        gr_file_exists(world_path(&w, "state/.versions/r/e.changes/old/files/changes.json")));
    assert_false(gr_folder_exists(world_path(&w, "state/.versions/r/e.changes/public")));
    assert_false(gr_folder_exists(world_path(&w, "output/.gen/r/e.changes/old")));
    world_close(&w);
}

/** What readers have stays what they have when only older sheets were there. */
static void a_sheet_that_was_shown_is_hidden(void **state)
{
    (void)state;
    gr_store store;
    world w = open_old(&store);
    gr_moved moved = {77, 77};
    world_add_folder(&w, "output/.gen/r/e.changes");
    world_add_folder(&w, "output/.gen/r/e.changes/old");
    write_text(&w, "output/.gen/r/e.changes/old/changes.json", "{}");
    assert_int_equal(symlink("../.gen/r/e.changes/old", world_path(&w, "output/r/e.changes").ptr),
                     0);
    assert_int_equal(gr_migrate_output(&store, w.arena, w.diag, &moved), GR_OK);
    struct stat facts;
    assert_int_not_equal(lstat(world_path(&w, "output/r/e.changes").ptr, &facts), 0);
    assert_int_equal(lstat(world_path(&w, "output/r/e").ptr, &facts), 0);
    world_close(&w);
}

/** In the order of the times that 0.1 gave their folders; the public manifest has what readers may
 * know, with the life. */
static void all_versions_in_their_order(void **state)
{
    (void)state;
    static const char older[] = "output/.gen/r/e/fedcba9876543210";
    gr_store store;
    world w = open_old(&store);
    gr_moved moved = {77, 77};
    const struct timespec times[2] = {{.tv_sec = 1000}, {.tv_sec = 1000}};
    const struct timespec later[2] = {{.tv_sec = 2000}, {.tv_sec = 2000}};
    const gr_place place = gr_place_at(&store, GR_LIT(""), GR_LIT("r"), GR_LIT("e"), w.arena);
    gr_shown_version *shown = NULL;
    gr_str manifest = GR_LIT("");
    world_add_folder(&w, older);
    write_text(&w, "output/.gen/r/e/fedcba9876543210/used.tsv", "x\n");
    write_text(&w, "output/.gen/r/e/fedcba9876543210/r.pdf", "an older document");
    write_text(&w, "output/.gen/r/e/fedcba9876543210/manifest.json",
               "{\"report\": \"r\", \"edition\": \"e\", \"as-of\": \"2022-01-01\"}\n");
    write_text(&w, OLD "/life.json", "{\"status\": \"adopted\", \"version\": 3}\n");
    assert_int_equal(utimensat(AT_FDCWD, world_path(&w, older).ptr, times, 0), 0);
    assert_int_equal(utimensat(AT_FDCWD, world_path(&w, OLD).ptr, later, 0), 0);
    assert_int_equal(gr_migrate_output(&store, w.arena, w.diag, &moved), GR_OK);
    assert_int_equal(moved.versions, 2);
    assert_int_equal(moved.editions, 1);
    assert_int_equal(gr_versions_shown(&place, w.arena, &shown), 2);
    check_text("the last one", shown[0].key, "0123456789abcdef");
    assert_int_equal(shown[0].since, 2000);
    check_text("the first one", shown[1].key, "fedcba9876543210");
    assert_int_equal(shown[1].since, 1000);
    assert_true(gr_version_find(place.link, GR_VERSION_MANIFEST, w.arena, &manifest));
    assert_true(gr_str_find(manifest, GR_LIT("\"version\": 3")) != SIZE_MAX);
    assert_true(gr_version_find(gr_version_files(&place, shown[1].key, w.arena),
                                GR_VERSION_MANIFEST, w.arena, &manifest));
    assert_true(gr_str_find(manifest, GR_LIT("2022-01-01")) != SIZE_MAX);
    assert_true(gr_str_find(manifest, GR_LIT("\"life\"")) == SIZE_MAX);
    world_close(&w);
}

/** A folder of the state that is there already gets what is missing in it. */
static void a_migration_that_was_killed(void **state)
{
    (void)state;
    gr_store store;
    world w = open_old(&store);
    gr_moved moved = {77, 77};
    world_add_folder(&w, "state/outbox");
    write_text(&w, "state/outbox/0.eml", "moved already");
    write_text(&w, "output/index.html", "with figures of all");
    world_add_folder(&w, "state/.versions");
    world_add_folder(&w, "state/.versions/r");
    world_add_folder(&w, "state/.versions/r/e");
    world_add_folder(&w, "state/.versions/r/e/0123456789abcdef.part");
    write_text(&w, "state/.versions/r/e/0123456789abcdef.part/half", "x");
    assert_int_equal(gr_migrate_output(&store, w.arena, w.diag, &moved), GR_OK);
    assert_int_equal(moved.versions, 1);
    assert_true(gr_file_exists(world_path(&w, "state/outbox/0.eml")));
    assert_true(gr_file_exists(world_path(&w, "state/outbox/1.eml")));
    assert_false(gr_folder_exists(world_path(&w, "output/.outbox")));
    assert_false(gr_file_exists(world_path(&w, "output/index.html")));
    assert_false(gr_file_exists(world_path(&w, "state/.versions/r/e/0123456789abcdef/half")));
    world_close(&w);
}

static void destinations_of_jobs_too(void **state)
{
    (void)state;
    gr_store store;
    world w = open_old(&store);
    gr_moved moved = {77, 77};
    assert_int_equal(gr_folders_make(w.folder, GR_LIT("output/a/2023"), w.diag), GR_OK);
    assert_int_equal(
        rename(world_path(&w, "output/.gen").ptr, world_path(&w, "output/a/2023/.gen").ptr), 0);
    assert_int_equal(rename(world_path(&w, "output/r").ptr, world_path(&w, "output/a/2023/r").ptr),
                     0);
    const gr_place place = gr_place_at(&store, GR_LIT("a/2023"), GR_LIT("r"), GR_LIT("e"), w.arena);
    assert_int_equal(gr_migrate_output(&store, w.arena, w.diag, &moved), GR_OK);
    assert_int_equal(moved.versions, 1);
    check_text("there", gr_place_current(&place, w.arena), "0123456789abcdef");
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sheets_of_then_and_of_today),
        cmocka_unit_test(a_sheet_that_was_shown_is_hidden),
        cmocka_unit_test(all_versions_in_their_order),
        cmocka_unit_test(a_migration_that_was_killed),
        cmocka_unit_test(destinations_of_jobs_too),
        cmocka_unit_test(all_of_it_stands_in_two_folders),
        cmocka_unit_test(two_releases_are_for_people_to_settle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
