/* Hidden places go from a version that is published to the state folder, and only then. */
#include "in_folder.h"

#include "store/suppressed_places.h"

static void write_text(gr_str path, const char *text)
{
    FILE *file = fopen(path.ptr, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static gr_place place_of(const world *w, gr_str *out_state)
{
    const gr_store store = {.output = world_path(w, "output"), .state = world_path(w, "state")};
    *out_state = store.state;
    gr_place place = gr_place_at(&store, GR_LIT(""), GR_LIT("r"), GR_LIT("e"), w->arena);
    world_add_folder(w, "state");
    gr_str below = gr_str_sub(gr_version_folder(&place, GR_LIT("k1"), w->arena),
                              store.state.len + 1, SIZE_MAX);
    assert_int_equal(gr_folders_make(store.state, below, w->diag), GR_OK);
    return place;
}

static gr_str read_places(const world *w, gr_str state)
{
    gr_str text = GR_LIT("?");
    assert_int_equal(gr_suppressed_places_read(state, w->arena, w->diag, &text), GR_OK);
    return text;
}

static void a_series_begins_with_none(void **state)
{
    (void)state;
    world w = world_open();
    check_text("no state folder", read_places(&w, GR_LIT("")), "");
    check_text("none yet", read_places(&w, w.folder), "");
    world_close(&w);
}

static void a_published_version_takes_its_places_along(void **state)
{
    (void)state;
    world w = world_open();
    gr_str folder = GR_LIT("");
    const gr_place place = place_of(&w, &folder);
    const gr_str key = GR_LIT("k1");
    assert_int_equal(gr_suppressed_places_advance(folder, &place, key, w.arena, w.diag), GR_OK);
    check_text("a version without any", read_places(&w, folder), "");
    write_text(gr_version_path(&place, key, GR_PLACES_FILE, w.arena), "one\n");
    check_text("not published", read_places(&w, folder), "");
    assert_int_equal(gr_suppressed_places_advance(folder, &place, key, w.arena, w.diag), GR_OK);
    check_text("published", read_places(&w, folder), "one\n");
    write_text(world_path(&w, "state/" GR_PLACES_FILE GR_PART), "half"); /* of a run that died */
    write_text(gr_version_path(&place, key, GR_PLACES_FILE, w.arena), "two\n");
    assert_int_equal(gr_suppressed_places_advance(folder, &place, key, w.arena, w.diag), GR_OK);
    check_text("again", read_places(&w, folder), "two\n");
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_series_begins_with_none),
        cmocka_unit_test(a_published_version_takes_its_places_along),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
