/* Editions as people name them: where they stand, and what is said when they stand nowhere, or in
 * more than one place. */
#include "in_folder.h"
#include "lookback/lookback.h"

static void add_versions(const world *w, const char *below)
{
    assert_int_equal(gr_folders_make(world_path(w, ""), gr_str_of(below), w->diag), GR_OK);
}

static gr_store folders(const world *w)
{
    return (gr_store){.output = world_path(w, "output"), .state = world_path(w, "state")};
}

static void test_split(void **state)
{
    (void)state;
    static const struct {
        const char *word, *destination, *report;
    } cases[] = {
        {"annual-report", "", "annual-report"},
        {"2023/annual-report", "2023", "annual-report"},
        {"a/b/c", "a/b", "c"},
        {"../annual-report", "", "../annual-report"}, /* no folder of ours: an unknown report */
        {"/annual-report", "", "/annual-report"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        gr_str destination = GR_LIT("?");
        gr_str report = GR_LIT("?");
        gr_split_destination(gr_str_of(cases[i].word), &destination, &report);
        check_text(cases[i].word, destination, cases[i].destination);
        check_text(cases[i].word, report, cases[i].report);
    }
}

static void test_found(void **state)
{
    (void)state;
    world w = world_open();
    const gr_store store = folders(&w);
    gr_place place = {0};
    add_versions(&w, "state/.versions/dossier/renkum/k");
    add_versions(&w, "state/destinations/2023/.versions/dossier/arnhem/k");
    assert_int_equal(
        gr_find_edition(&store, GR_LIT("dossier"), GR_LIT("renkum"), w.arena, w.diag, &place),
        GR_OK);
    check_text("in the output folder", place.below, "dossier/renkum");
    check_text("its folder", place.root, store.output.ptr);
    assert_int_equal(
        gr_find_edition(&store, GR_LIT("dossier"), GR_LIT("arnhem"), w.arena, w.diag, &place),
        GR_OK);
    check_text("in the one destination", place.root, world_path(&w, "output/2023").ptr);
    assert_int_equal(gr_diag_count(w.diag, GR_NOTE), 0);
    world_close(&w);
}

static void test_not_found(void **state)
{
    (void)state;
    static const struct {
        const char *report, *edition, *said;
    } cases[] = {
        {"dossier", "renkm", "did you mean 'renkum'?"},
        {"dosier", "renkum", "did you mean 'dossier'?"},
        {"dossier", "arnhem", "'2023', '2024'"}, /* it stands in both */
        {"2025/dossier", "arnhem", "nothing of 'dossier'"},
        {"dossier", "../renkum", "nothing of"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        world w = world_open();
        const gr_store store = folders(&w);
        gr_place place = {.below = GR_LIT("untouched")};
        gr_diag_row row = {0};
        add_versions(&w, "state/.versions/dossier/renkum/k");
        add_versions(&w, "state/destinations/2023/.versions/dossier/arnhem/k");
        add_versions(&w, "state/destinations/2024/.versions/dossier/arnhem/k");
        assert_int_equal(gr_find_edition(&store, gr_str_of(cases[i].report),
                                         gr_str_of(cases[i].edition), w.arena, w.diag, &place),
                         GR_BAD_INPUT);
        assert_true(gr_diag_at(w.diag, 0, w.arena, &row));
        if (gr_str_find(row.text, gr_str_of(cases[i].said)) == SIZE_MAX) {
            print_error("case %zu: " GR_FMT "\n", i, GR_ARG(row.text));
            fail();
        }
        check_text("untouched", place.below, "untouched");
        world_close(&w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_split),
        cmocka_unit_test(test_found),
        cmocka_unit_test(test_not_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
