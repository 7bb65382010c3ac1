/* What a version says of itself, read again: whether it is whole, for which day it was made, and
 * what its readers may know. */
#include "standing.h"

#include "provenance/records.h"
#include "provenance/version.h"

static const char two_files[] = "{\n  \"order\": {\"on\": \"2023-03-14\"},\n  \"files\": ["
                                "{\"name\": \"r.txt\", \"bytes\": 3, \"sha256\": \"0a\"}, "
                                "{\"name\": \"used.tsv\", \"bytes\": 2, \"sha256\": \"0b\"}]\n}\n";

static standing whole(void)
{
    standing s = standing_open();
    standing_add(&s, "a", "one");
    standing_write_in(&s, "a", "files/manifest.json", "{}");
    standing_write_in(&s, "a", "used.tsv", "u\n");
    standing_write_in(&s, "a", "manifest.json", two_files);
    return s;
}

static bool stands(const standing *s, const char *key)
{
    return gr_version_stands(&s->place, gr_str_of(key), s->w.arena);
}

static void one_that_is_whole(void **state)
{
    (void)state;
    standing s = whole();
    assert_true(stands(&s, "a"));
    assert_false(stands(&s, "b"));
    assert_false(stands(&s, ""));
    standing_close(&s);
}

static void one_that_is_not(void **state)
{
    (void)state;
    static const struct {
        const char *file, *text; /* NULL: it is gone */
    } cases[] = {
        {"files/r.txt", NULL},
        {"files/r.txt", "longer"},
        {"used.tsv", NULL},
        {"used.tsv", ""},
        {"name", NULL},
        {"name", "a/b\n"},
        {"files/manifest.json", NULL},
        {"manifest.json", NULL},
        {"manifest.json", "{\"files\": []}"},
        {"manifest.json", "{\"files\": [{\"name\": \"r.txt\"}]}"},
        {"manifest.json", "{\"files\": [{\"bytes\": 3}]}"},
        {"manifest.json", "{\"files\": [{\"name\": \"../a/used.tsv\", \"bytes\": 2}]}"},
        {"manifest.json", "{\"files\": [{\"name\": \"r.txt\", \"bytes\": \"three\"}]}"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        standing s = whole();
        if (cases[i].text != NULL) {
            standing_write_in(&s, "a", cases[i].file, cases[i].text);
        } else {
            gr_str path = gr_version_path(&s.place, GR_LIT("a"), cases[i].file, s.w.arena);
            assert_int_equal(unlink(path.ptr), 0);
        }
        if (stands(&s, "a")) {
            print_error("case %zu: %s\n", i, cases[i].file);
            fail();
        }
        standing_close(&s);
    }
}

static void the_day_that_it_was_made_for(void **state)
{
    (void)state;
    standing s = whole();
    gr_arena *arena = s.w.arena;
    gr_value day = gr_version_day_made_for(&s.place, GR_LIT("a"), arena);
    check_text("as it says", gr_day_text(day, arena), "2023-03-14");
    day = gr_version_day_made_for(&s.place, GR_LIT("b"), arena);
    check_text("there is none", gr_day_text(day, arena), "");
    check_text("no date",
               gr_day_text(gr_manifest_day(GR_LIT("{\"order\": {\"on\": \"x\"}}"), arena), arena),
               "");
    standing_close(&s);
}

static void whether_it_can_be_made_again(void **state)
{
    (void)state;
    standing s = whole();
    assert_false(gr_version_has_inputs(&s.place, GR_LIT("a"), s.w.arena));
    standing_write_in(&s, "a", "manifest.json", "{\n  \"files\": [],\n  \"inputs\": [\n  ]\n}\n");
    assert_true(gr_version_has_inputs(&s.place, GR_LIT("a"), s.w.arena));
    assert_false(gr_version_has_inputs(&s.place, GR_LIT("b"), s.w.arena));
    standing_close(&s);
}

/** The name of a public folder follows from its files, in their order, and from nothing else. */
static void names_follow_from_files(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(4096);
    gr_version_file files[] = {{GR_LIT("a"), GR_LIT("01"), 1}, {GR_LIT("b"), GR_LIT("02"), 1}};
    gr_str name = gr_version_public_name(files, 2, arena);
    assert_int_equal(name.len, 16);
    files[0].bytes = 9;
    assert_true(gr_str_eq(gr_version_public_name(files, 2, arena), name));
    assert_false(gr_str_eq(gr_version_public_name(files, 1, arena), name));
    files[1].sha256 = GR_LIT("03");
    assert_false(gr_str_eq(gr_version_public_name(files, 2, arena), name));
    files[1].sha256 = GR_LIT("02");
    files[1].name = GR_LIT("c");
    assert_false(gr_str_eq(gr_version_public_name(files, 2, arena), name));
    gr_arena_free(arena);
}

static void what_readers_may_know(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(4096);
    const gr_version_file file = {GR_LIT("r.pdf"), GR_LIT("0a"), 7};
    gr_public_facts facts = {.report = GR_LIT("r"),
                             .edition = GR_LIT("region"),
                             .as_of = GR_LIT("2022-12-31"),
                             .on = GR_LIT(""),
                             .life = GR_LIT("")};
    check_text("a concept", gr_public_manifest_text(&facts, &file, 1, arena),
               "{\n  \"public-manifest\": 1,\n  \"report\": \"r\",\n  \"edition\": \"region\",\n"
               "  \"as-of\": \"2022-12-31\",\n  \"files\": [\n"
               "    { \"name\": \"r.pdf\", \"bytes\": 7, \"sha256\": \"0a\" }\n  ]\n}\n");
    facts.on = GR_LIT("2023-03-14");
    facts.life = GR_LIT("{\"life\": 1}\n");
    check_text(
        "a release for a day", gr_public_manifest_text(&facts, &file, 1, arena),
        "{\n  \"public-manifest\": 1,\n  \"report\": \"r\",\n  \"edition\": \"region\",\n"
        "  \"as-of\": \"2022-12-31\",\n  \"on\": \"2023-03-14\",\n  \"life\": {\"life\": 1},\n"
        "  \"files\": [\n"
        "    { \"name\": \"r.pdf\", \"bytes\": 7, \"sha256\": \"0a\" }\n  ]\n}\n");
    gr_arena_free(arena);
}

static void which_records_there_were(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(4096);
    const gr_str published = GR_LIT("{\"records\": {\"large.ones\": \"\\n0a\\n0b\\n\"}}");
    gr_str records = GR_LIT("untouched");
    assert_false(gr_records_of(published, GR_LIT("large"), arena, &records));
    check_text("another", records, "untouched");
    assert_true(gr_records_of(published, GR_LIT("large.ones"), arena, &records));
    assert_true(gr_records_have(records, GR_LIT("0a"), arena));
    assert_true(gr_records_have(records, GR_LIT("0b"), arena));
    assert_false(gr_records_have(records, GR_LIT("0"), arena));
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_that_is_whole),
        cmocka_unit_test(one_that_is_not),
        cmocka_unit_test(the_day_that_it_was_made_for),
        cmocka_unit_test(whether_it_can_be_made_again),
        cmocka_unit_test(names_follow_from_files),
        cmocka_unit_test(what_readers_may_know),
        cmocka_unit_test(which_records_there_were),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
