#include "in_folder.h"
#include "provenance/life.h"

#define CONCEPT   GR_LIFE_CONCEPT
#define OFFERED   GR_LIFE_OFFERED
#define ADOPTED   GR_LIFE_ADOPTED
#define CORRECTED GR_LIFE_CORRECTED
#define NONE      GR_LIFE_NONE

/* Days are 10 for what stands there, 20 for what is asked, unless a case says otherwise. */
static const struct {
    const char *name;
    gr_life_status now;
    uint32_t version;
    gr_life_status asked;
    const char *by, *because;
    gr_day on;
    uint32_t want;   /* version; 0: refused */
    const char *why; /* begins with */
} cases[] = {
    {"offered", NONE, 0, OFFERED, "college", "", 20, 1, ""},
    {"adopted at once", NONE, 0, ADOPTED, "raad", "", 20, 1, ""},
    {"adopted", OFFERED, 1, ADOPTED, "raad", "", 20, 1, ""},
    {"the same day", OFFERED, 1, ADOPTED, "raad", "", 10, 1, ""},
    {"corrected", ADOPTED, 1, CORRECTED, "griffie", "tabel 3", 20, 2, ""},
    {"corrected again", CORRECTED, 2, CORRECTED, "griffie", "tabel 4", 20, 3, ""},
    {"nothing asked", NONE, 0, NONE, "raad", "", 20, 0, "say as what"},
    {"a concept", ADOPTED, 1, CONCEPT, "raad", "", 20, 0, "a concept is"},
    {"nobody", NONE, 0, ADOPTED, "", "", 20, 0, "say who"},
    {"no reason", ADOPTED, 1, CORRECTED, "griffie", "", 20, 0, "a correction says"},
    {"a reason too many", OFFERED, 1, ADOPTED, "raad", "x", 20, 0, "--because goes with"},
    {"a concept corrected", NONE, 0, CORRECTED, "griffie", "x", 20, 0, "it is a concept"},
    {"offered twice", OFFERED, 1, OFFERED, "college", "", 20, 0, "it was offered"},
    {"offered, corrected", OFFERED, 1, CORRECTED, "griffie", "x", 20, 0, "it was offered"},
    {"adopted twice", ADOPTED, 1, ADOPTED, "raad", "", 20, 0, "it was adopted"},
    {"back to offered", ADOPTED, 1, OFFERED, "college", "", 20, 0, "it was adopted"},
    {"back to adopted", CORRECTED, 2, ADOPTED, "raad", "", 20, 0, "it was adopted"},
    {"before", OFFERED, 1, ADOPTED, "raad", "", 9, 0, "it is offered since 1970-01-11"},
};

static void test_next(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1024);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const gr_life now = {.status = cases[i].now, .version = cases[i].version, .date = 10};
        const gr_life asked = {.status = cases[i].asked,
                               .date = cases[i].on,
                               .by = gr_str_of(cases[i].by),
                               .because = gr_str_of(cases[i].because)};
        gr_life then = {0};
        gr_str why = GR_LIT("");
        bool can = gr_life_next(&now, &asked, arena, &then, &why);
        check_text(cases[i].name, gr_str_sub(why, 0, strlen(cases[i].why)), cases[i].why);
        assert_int_equal(can, cases[i].want > 0);
        if (can) {
            assert_int_equal(why.len, 0);
            assert_int_equal(then.version, cases[i].want);
            assert_int_equal(then.status, cases[i].asked);
            assert_int_equal(then.date, cases[i].on);
        }
    }
    gr_arena_free(arena);
}

static void add_text(const world *w, const char *name, gr_str text)
{
    FILE *file = fopen(world_path(w, name).ptr, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(text.ptr, 1, text.len, file), text.len);
    assert_int_equal(fclose(file), 0);
}

static gr_place versions(const world *w)
{
    world_add_folder(w, "plain");
    world_add_folder(w, "adopted");
    world_add_folder(w, "corrected");
    const gr_life adopted = {ADOPTED, 1, 19000, GR_LIT("de \"raad\""), GR_LIT("")};
    const gr_life corrected = {CORRECTED, 2, 19001, GR_LIT("griffie"), GR_LIT("tabel 3\\4")};
    add_text(w, "adopted/life.json", gr_life_text(&adopted, w->arena));
    add_text(w, "corrected/life.json", gr_life_text(&corrected, w->arena));
    return (gr_place){.home = w->folder,
                      .kept = w->folder,
                      .below = GR_LIT("report/region"),
                      .link = world_path(w, "link")};
}

static void test_read(void **state)
{
    (void)state;
    world w = world_open();
    const gr_place place = versions(&w);
    gr_life life = {0};
    assert_int_equal(gr_version_life(&place, GR_LIT("plain"), w.arena, w.diag, &life), GR_OK);
    assert_int_equal(life.status, NONE);
    assert_int_equal(gr_version_life(&place, GR_LIT(""), w.arena, w.diag, &life), GR_OK);
    assert_int_equal(gr_version_life(&place, GR_LIT("adopted"), w.arena, w.diag, &life), GR_OK);
    assert_int_equal(life.status, ADOPTED);
    assert_int_equal(life.date, 19000);
    check_text("by", life.by, "de \"raad\"");
    assert_int_equal(gr_version_life(&place, GR_LIT("corrected"), w.arena, w.diag, &life), GR_OK);
    assert_int_equal(life.version, 2);
    check_text("because", life.because, "tabel 3\\4");
    world_close(&w);
}

/** What may have been released is taken for it, and is never taken for a concept. */
static void test_broken(void **state)
{
    (void)state;
    static const char *const broken[] = {
        "",
        "{}",
        "not JSON",
        "{\"status\": \"concept\", \"version\": 1, \"date\": \"2023-06-30\"}",
        "{\"status\": \"adopted\", \"version\": 0, \"date\": \"2023-06-30\"}",
        "{\"status\": \"adopted\", \"version\": 1, \"date\": \"June\"}",
        "{\"status\": \"adopted\", \"version\": 1}"};
    world w = world_open();
    const gr_place place = versions(&w);
    gr_life life = {0};
    for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
        add_text(&w, "plain/life.json", gr_str_of(broken[i]));
        assert_int_equal(gr_version_life(&place, GR_LIT("plain"), w.arena, w.diag, &life),
                         GR_BAD_INPUT);
    }
    assert_int_equal(unlink(world_path(&w, "plain/life.json").ptr), 0);
    assert_false(gr_version_is_released(&place, GR_LIT("plain"), w.arena));
    add_text(&w, "plain/manifest.json", GR_LIT("{\"files\": [{\"name\": \"life.json\"}]}"));
    assert_true(gr_version_is_released(&place, GR_LIT("plain"), w.arena));
    assert_int_equal(gr_version_life(&place, GR_LIT("plain"), w.arena, w.diag, &life),
                     GR_BAD_INPUT);
    assert_true(gr_diag_has(w.diag, GR_CODE_LIFE_BROKEN));
    world_close(&w);
}

static void test_named_by_manifest(void **state)
{
    (void)state;
    static const struct {
        const char *manifest;
        bool named;
    } manifests[] = {
        {"{\"files\": [{\"name\": \"a.pdf\"}, {\"name\":\"life.json\"}]}", true},
        {"{\"files\": [{\"name\": \"life\\u002ejson\"}]}", true},
        {"{\"title\": \"life.json\", \"files\": [{\"name\": \"a.pdf\"}]}", false},
        {"{\"files\": [{\"name\": \"life.json\"}, {", true}, /* damaged: it may have been */
        {"{\"files\": [{\"name\": \"a.pdf\"}, {", false},
        {"", false},
    };
    for (size_t i = 0; i < sizeof(manifests) / sizeof(manifests[0]); i++) {
        assert_int_equal(gr_manifest_names_life(gr_str_of(manifests[i].manifest)),
                         manifests[i].named);
    }
}

/** That version is shown last, and not at all; empty: none ever was. */
static void stand(const world *w, const char *key)
{
    (void)unlink(world_path(w, "current").ptr);
    if (key[0] != '\0') {
        assert_int_equal(symlink(key, world_path(w, "current").ptr), 0);
    }
}

static void test_successor(void **state)
{
    (void)state;
    static const struct {
        const char *current, *next;
        gr_status want;
    } moves[] = {{"plain", "plain", GR_OK},       {"plain", "adopted", GR_OK},
                 {"adopted", "corrected", GR_OK}, {"adopted", "adopted", GR_OK},
                 {"adopted", "plain", GR_BUG},    {"corrected", "adopted", GR_BUG},
                 {"corrected", "plain", GR_BUG},  {"", "plain", GR_OK}};
    world w = world_open();
    const gr_place place = versions(&w);
    for (size_t i = 0; i < sizeof(moves) / sizeof(moves[0]); i++) {
        stand(&w, moves[i].current);
        assert_int_equal(
            gr_version_check_successor(&place, gr_str_of(moves[i].next), w.arena, w.diag),
            moves[i].want);
    }
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_next), cmocka_unit_test(test_read), cmocka_unit_test(test_broken),
        cmocka_unit_test(test_named_by_manifest), cmocka_unit_test(test_successor)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
