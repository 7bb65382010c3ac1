/* Which older versions go: by their number, by their age, and what never does. */
#include "in_folder.h"
#include "lookback/retention.h"
#include "store/retention.h"
#include "store/shown.h"
#include "store/version.h"

#define DAY 86400

typedef struct kept {
    world w;
    gr_store store;
    gr_place place;
} kept;

/** Versions "a", "b", ...: one was shown each day, from day 1 on; "u" by nobody. */
static kept begin(size_t n)
{
    kept k = {.w = world_open()};
    k.store = (gr_store){.output = world_path(&k.w, "output"), .state = world_path(&k.w, "state")};
    k.place = gr_place_at(&k.store, GR_LIT(""), GR_LIT("r"), GR_LIT("region"), k.w.arena);
    assert_int_equal(
        gr_folders_make(world_path(&k.w, ""), GR_LIT("state/.versions/r/region"), k.w.diag), GR_OK);
    assert_int_equal(gr_shown_begin(&k.place, k.w.arena, k.w.diag), GR_OK);
    for (size_t i = 0; i < n; i++) {
        gr_str key = gr_str_fmt(k.w.arena, "%c", (char)('a' + i));
        world_add_folder(
            &k.w, gr_str_fmt(k.w.arena, "state/.versions/r/region/" GR_FMT, GR_ARG(key)).ptr);
        assert_int_equal(gr_shown_add(&k.place, key, (int64_t)(i + 1) * DAY, k.w.arena, k.w.diag),
                         GR_OK);
    }
    world_add_folder(&k.w, "state/.versions/r/region/u");
    return k;
}

static gr_str left(const kept *k)
{
    gr_str *names = NULL;
    gr_buf out = gr_buf_make(k->w.arena, SIZE_MAX);
    size_t n = gr_folders_in(k->place.kept, k->w.arena, &names);
    for (size_t i = 0; i < n; i++) {
        gr_buf_add(&out, names[i]);
    }
    return gr_buf_view(&out);
}

static void test_which(void **state)
{
    (void)state;
    static const struct {
        unsigned keep, keep_days;
        int day;
        bool released; /* "b" */
        const char *left;
    } cases[] = {
        {9, 0, 99, false, "abcdeu"}, /* enough room */
        {2, 0, 99, false, "cde"},    /* the newest older ones; what nobody saw is the oldest */
        {0, 0, 99, false, "e"},
        {2, 0, 99, true, "bcde"}, /* what was released never goes, and is not counted */
        {9, 2, 6, false, "cdeu"}, /* b ended on day 3, before day 4 */
        {9, 2, 99, false, "deu"}, /* the one before is needed: it is what "why" tells of */
        {1, 2, 99, false, "de"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        kept k = begin(5);
        const gr_order order = {.keep = cases[i].keep, .keep_days = cases[i].keep_days};
        const gr_retention how = {k.store, (int64_t)cases[i].day * DAY, k.w.arena, k.w.diag};
        if (cases[i].released) {
            world_add_file(&k.w, "state/.versions/r/region/b/life.json");
        }
        gr_retain_edition(&how, &order, &k.place, GR_LIT("e"));
        if (!gr_str_is(left(&k), cases[i].left)) {
            print_error("case %zu: " GR_FMT ", not %s\n", i, GR_ARG(left(&k)), cases[i].left);
            fail();
        }
        world_close(&k.w);
    }
}

/** More that nobody saw, of runs that died, than readers saw. */
static void test_unseen(void **state)
{
    (void)state;
    kept k = begin(1);
    const gr_order order = {.keep = 1};
    const gr_retention how = {k.store, 99 * DAY, k.w.arena, k.w.diag};
    world_add_folder(&k.w, "state/.versions/r/region/v");
    world_add_folder(&k.w, "state/.versions/r/region/w");
    gr_retain_edition(&how, &order, &k.place, GR_LIT(""));
    check_text("nothing stands there: all stay", left(&k), "auvw");
    gr_retain_edition(&how, &order, &k.place, GR_LIT("a"));
    check_text("one of them stays", left(&k), "au");
    world_close(&k.w);
}

static void test_record(void **state)
{
    (void)state;
    kept k = begin(2);
    const gr_order order = {.keep = 0};
    const gr_retention how = {k.store, 1795316400, k.w.arena, k.w.diag};
    gr_removal went;
    gr_retain_edition(&how, &order, &k.place, GR_LIT("b"));
    gr_str lines = gr_removals_read(k.store.state, k.w.arena);
    assert_true(gr_version_went(lines, k.store.state, &k.place, GR_LIT("a"), k.w.arena, &went));
    check_text("rule", went.rule, "keep=0");
    check_text("edition", went.edition, "r/region");
    check_text("when", went.when, "2026-11-22 03:00:00Z");
    assert_false(gr_version_went(lines, k.store.state, &k.place, GR_LIT("b"), k.w.arena, &went));
    world_close(&k.w);
}

static bool has(const kept *k, const char *path)
{
    return gr_file_exists(
        world_path(&k->w, gr_str_fmt(k->w.arena, "state/.versions/r/region/%s", path).ptr));
}

/** By number what can be made again loses its documents only; by age all of it goes. */
static void test_bare(void **state)
{
    (void)state;
    kept k = begin(4);
    gr_order order = {.keep = 0};
    const gr_retention how = {k.store, 99 * DAY, k.w.arena, k.w.diag};
    gr_removal went;
    static const char *const files[] = {"b/name", "b/origins.json", "b/used.tsv", "b/files/r.pdf"};
    world_add_folder(&k.w, "state/.versions/r/region/b/files");
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        world_add_file(&k.w, gr_str_fmt(k.w.arena, "state/.versions/r/region/%s", files[i]).ptr);
    }
    gr_str manifest = world_path(&k.w, "state/.versions/r/region/b/manifest.json");
    assert_int_equal(
        gr_file_write_new(manifest, GR_LIT("{\"inputs\": [{\"path\": \"x\"}]}"), k.w.diag), GR_OK);
    for (int i = 0; i < 2; i++) { /* a second time there is nothing to do */
        gr_retain_edition(&how, &order, &k.place, GR_LIT("d"));
        check_text("left", left(&k), "bd");
        assert_true(has(&k, "b/manifest.json") && has(&k, "b/used.tsv"));
        assert_false(has(&k, "b/name") || has(&k, "b/origins.json") || has(&k, "b/files/r.pdf"));
        assert_true(gr_version_is_bare(&k.place, GR_LIT("b"), k.w.arena));
    }
    gr_str lines = gr_removals_read(k.store.state, k.w.arena);
    assert_true(gr_version_went(lines, k.store.state, &k.place, GR_LIT("b"), k.w.arena, &went));
    check_text("what", went.what, GR_DOCUMENTS_WENT);
    assert_true(gr_str_starts(gr_removal_text(&went, k.w.arena), GR_LIT("its documents went on")));
    assert_int_equal(gr_shown_add(&k.place, GR_LIT("e"), 5 * DAY, k.w.arena, k.w.diag), GR_OK);
    order.keep_days = 9;
    world_add_folder(&k.w, "state/.versions/r/region/e");
    gr_retain_edition(&how, &order, &k.place, GR_LIT("e"));
    check_text("too old", left(&k), "e");
    lines = gr_removals_read(k.store.state, k.w.arena);
    assert_true(gr_version_went(lines, k.store.state, &k.place, GR_LIT("b"), k.w.arena, &went));
    check_text("what", went.what, GR_VERSION_WENT);
    assert_int_equal(gr_diag_count(k.w.diag, GR_NOTE), 0);
    world_close(&k.w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_which),
        cmocka_unit_test(test_unseen),
        cmocka_unit_test(test_record),
        cmocka_unit_test(test_bare),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
