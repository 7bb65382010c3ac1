/* Which version somebody means by a key, what is said when there is none, and how it was asked. */
#include "check.h"
#include "in_folder.h"
#include "lookback/version.h"

static const char manifest[] =
    "{\"order\":{\"formats\":[\"pdf\",\"xlsx\"],\"period\":\"2022\",\"style\":\"house\"}}";

typedef struct stand {
    world w;
    gr_store store;
    gr_place place;
} stand;

/** "aaaa" has a manifest and is current; "bbbb" has none. */
static stand begin(void)
{
    stand s = {.w = world_open()};
    s.store = (gr_store){.output = world_path(&s.w, "output"), .state = world_path(&s.w, "state")};
    s.place = gr_place_at(&s.store, GR_LIT("2023"), GR_LIT("r"), GR_LIT("region"), s.w.arena);
    gr_str below = gr_str_sub(s.place.kept, s.store.state.len + 1, SIZE_MAX);
    world_add_folder(&s.w, "state");
    assert_int_equal(
        gr_folders_make(s.store.state, gr_path_join(s.w.arena, below, GR_LIT("aaaa")), s.w.diag),
        GR_OK);
    assert_int_equal(
        gr_folders_make(s.store.state, gr_path_join(s.w.arena, below, GR_LIT("bbbb")), s.w.diag),
        GR_OK);
    gr_str file = gr_version_path(&s.place, GR_LIT("aaaa"), "manifest.json", s.w.arena);
    assert_int_equal(gr_file_write_new(file, gr_str_of(manifest), s.w.diag), GR_OK);
    return s;
}

static void test_by_its_key(void **state)
{
    (void)state;
    stand s = begin();
    gr_found_version found = {.key = GR_LIT("before")};
    assert_int_equal(
        gr_find_version(&s.store, &s.place, GR_LIT("aaaa"), s.w.arena, s.w.diag, &found), GR_OK);
    check_text("key", found.key, "aaaa");
    check_text("manifest", found.manifest, manifest);
    world_close(&s.w);
}

static void test_none(void **state)
{
    (void)state;
    static const struct {
        const char *key, *want;
    } cases[] = {
        {"", "no 'r/region' was published below"},
        {"cccc", "no version 'cccc' of 'r/region'; there is 'aaaa'"},
        {"../aaaa", "no version '../aaaa'"},
        {"aaaa/", "no version 'aaaa/'"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        stand s = begin();
        gr_diag_row said = {0};
        gr_found_version found = {.key = GR_LIT("before")};
        assert_int_equal(gr_find_version(&s.store, &s.place, gr_str_of(cases[i].key), s.w.arena,
                                         s.w.diag, &found),
                         GR_BAD_INPUT);
        check_text(cases[i].key, found.key, "before");
        assert_true(gr_diag_at(s.w.diag, 0, s.w.arena, &said));
        assert_true(gr_str_find(said.text, gr_str_of(cases[i].want)) != SIZE_MAX);
        world_close(&s.w);
    }
}

static void test_asked_again(void **state)
{
    (void)state;
    stand s = begin();
    gr_order order = {.destination = GR_LIT("")};
    gr_str style = GR_LIT("");
    gr_order_of_version(&s.store, GR_LIT("2023/r"), GR_LIT("region"), GR_LIT("aaaa"), s.w.arena,
                        &order, &style);
    check_text("report", order.reports[0].name, "r");
    check_text("edition", order.editions[0].name, "region");
    check_text("destination", order.destination, "2023");
    assert_int_equal(order.n_formats, 2);
    check_text("format", order.formats[1].name, "xlsx");
    check_text("period", order.period.name, "2022");
    check_text("style", style, "house");
    order = (gr_order){.destination = GR_LIT("")};
    gr_order_of_version(&s.store, GR_LIT("2023/r"), GR_LIT("region"), GR_LIT(""), s.w.arena, &order,
                        &style);
    assert_int_equal(order.n_formats, 0); /* nothing is current: as the report says */
    check_text("no style", style, "");
    world_close(&s.w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_by_its_key),
                                       cmocka_unit_test(test_none),
                                       cmocka_unit_test(test_asked_again)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
