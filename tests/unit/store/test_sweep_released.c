/* What is swept of the public folders that no link leads to and the state folder does not know. */
#include "in_folder.h"
#include "store/version.h"

static const struct {
    const char *name, *manifest;
    bool stays;
} folders[] = {
    {"a", "{\n  \"files\": []\n}\n", false},
    {"b", "{\n  \"life\": {\"status\": \"adopted\"},\n  \"files\": []\n}\n", true},
    {"c", "{\"life\":{\"status\":\"adopted\"}}", true}, /* whoever wrote it so */
    {"d", "{\n  \"title\": \"\\n  \\\"life\\\": {\"\n}\n", false},
    {"e", "{\n  \"title\": \"a\",\n  \"life\": {\"sta", true}, /* damaged: it may have been */
    {"f", "{\n  \"title\": \"a", false},
};
#define N_FOLDERS (sizeof(folders) / sizeof(folders[0]))

static void test_released_stay(void **state)
{
    (void)state;
    world w = world_open();
    const gr_store store = {.output = world_path(&w, "output"), .state = world_path(&w, "state")};
    assert_int_equal(gr_folders_make(world_path(&w, ""), GR_LIT("state"), w.diag), GR_OK);
    for (size_t i = 0; i < N_FOLDERS; i++) {
        gr_str below = gr_str_fmt(w.arena, "output/.gen/r/region/%s", folders[i].name);
        assert_int_equal(gr_folders_make(world_path(&w, ""), below, w.diag), GR_OK);
        gr_str path =
            world_path(&w, gr_str_fmt(w.arena, GR_FMT "/manifest.json", GR_ARG(below)).ptr);
        FILE *file = fopen(path.ptr, "wb");
        assert_non_null(file);
        assert_true(fputs(folders[i].manifest, file) >= 0 && fclose(file) == 0);
    }
    gr_store_sweep(&store, GR_LIT(""), w.arena, w.diag);
    for (size_t i = 0; i < N_FOLDERS; i++) {
        gr_str path =
            world_path(&w, gr_str_fmt(w.arena, "output/.gen/r/region/%s", folders[i].name).ptr);
        assert_int_equal(gr_folder_exists(path), folders[i].stays);
    }
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_released_stay)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
