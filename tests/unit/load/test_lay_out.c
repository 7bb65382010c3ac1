/* What a version was made from comes back from the archive whole, or is told, file by file; nothing
 * is written outside the folder that was given. */
#include "in_folder.h"

#include "load/lay_out.h"
#include "pack/pack.h"
#include "store/archive.h"

typedef struct laying {
    world w;
    gr_lay_out_setup setup;
} laying;

static gr_str hash_of(const laying *l, const char *text)
{
    return gr_sha256_hex(l->w.arena, gr_sha256_of(gr_str_of(text)));
}

/** An archive with two files. */
static laying open_laying(void)
{
    static const char *const texts[] = {"export", "font"};
    laying l = {.w = world_open()};
    world_add_folder(&l.w, "state");
    world_add_folder(&l.w, "into");
    l.setup = (gr_lay_out_setup){.state = world_path(&l.w, "state"),
                                 .into = world_path(&l.w, "into"),
                                 .manifest_path = world_path(&l.w, "manifest.json"),
                                 .arena = l.w.arena,
                                 .diag = l.w.diag};
    const gr_archive archive = {.state = l.setup.state};
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        const gr_kept_file file = {.folder = "input",
                                   .path = GR_LIT("x"),
                                   .sha256 = hash_of(&l, texts[i]),
                                   .bytes = strlen(texts[i])};
        gr_str from = world_path(&l.w, texts[i]);
        assert_int_equal(gr_file_write_new(from, gr_str_of(texts[i]), l.w.diag), GR_OK);
        assert_int_equal(gr_archive_add(&archive, &file, from, l.w.arena, l.w.diag), GR_OK);
    }
    return l;
}

static gr_str listed(const laying *l, const char *folder, const char *path, gr_str sha256)
{
    return gr_str_fmt(l->w.arena,
                      "{\"folder\": \"%s\", \"path\": \"%s\", \"sha256\": \"" GR_FMT "\"}", folder,
                      path, GR_ARG(sha256));
}

static gr_status lay_out(laying *l, gr_str first, gr_str second)
{
    l->setup.manifest = gr_str_fmt(l->w.arena, "{\"inputs\": [" GR_FMT "%s" GR_FMT "]}",
                                   GR_ARG(first), second.len > 0 ? ", " : "", GR_ARG(second));
    return gr_lay_out(&l->setup);
}

static void files_come_back_where_they_were(void **state)
{
    (void)state;
    laying l = open_laying();
    assert_int_equal(lay_out(&l, listed(&l, "input", "texts/a.md", hash_of(&l, "export")),
                             listed(&l, "files", "usr/share/f.ttf", hash_of(&l, "font"))),
                     GR_OK);
    assert_true(gr_file_exists(world_path(&l.w, "into/input/texts/a.md")));
    assert_true(gr_file_exists(world_path(&l.w, "into/files/usr/share/f.ttf")));
    world_close(&l.w);
}

static void all_that_is_missing_is_told(void **state)
{
    (void)state;
    laying l = open_laying();
    assert_int_equal(lay_out(&l, listed(&l, "input", "a.xml", hash_of(&l, "never kept")),
                             listed(&l, "input", "b.xml", hash_of(&l, "nor this"))),
                     GR_BAD_INPUT);
    assert_int_equal(gr_diag_count(l.w.diag, GR_ERROR), 2);
    assert_true(gr_diag_has(l.w.diag, GR_CODE_ARCHIVE_MISSING));
    world_close(&l.w);
}

static void what_was_damaged_is_not_taken(void **state)
{
    (void)state;
    laying l = open_laying();
    gr_str sha256 = hash_of(&l, "export");
    FILE *file = fopen(gr_archive_path(l.setup.state, sha256, l.w.arena).ptr, "w");
    assert_non_null(file);
    assert_true(fputs("expert", file) >= 0);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(lay_out(&l, listed(&l, "input", "a.xml", sha256), GR_LIT("")), GR_BAD_INPUT);
    assert_false(gr_file_exists(world_path(&l.w, "into/input/a.xml")));
    world_close(&l.w);
}

static void nothing_is_written_elsewhere(void **state)
{
    (void)state;
    static const struct {
        const char *folder, *path;
    } cases[] = {{"..", "a.xml"},       {"output", "a.xml"},         {"", "a.xml"},
                 {"input", "../a.xml"}, {"input", "/tmp/griffie-a"}, {"input", "b/../../a.xml"}};
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        laying l = open_laying();
        gr_str line = listed(&l, cases[i].folder, cases[i].path, hash_of(&l, "export"));
        assert_int_equal(lay_out(&l, line, GR_LIT("")), GR_BAD_INPUT);
        assert_false(gr_file_exists(world_path(&l.w, "a.xml")));
        assert_false(gr_file_exists(world_path(&l.w, "into/a.xml")));
        world_close(&l.w);
    }
}

static void a_version_that_does_not_say_is_told(void **state)
{
    (void)state;
    laying l = open_laying();
    assert_int_equal(lay_out(&l, GR_LIT(""), GR_LIT("")), GR_BAD_INPUT);
    assert_int_equal(gr_diag_count(l.w.diag, GR_ERROR), 1);
    l.setup.manifest = GR_LIT("{}");
    assert_int_equal(gr_lay_out(&l.setup), GR_BAD_INPUT);
    assert_int_equal(
        lay_out(&l, listed(&l, "input", "a.xml", GR_LIT("../../../../etc/passwd")), GR_LIT("")),
        GR_BAD_INPUT);
    world_close(&l.w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_come_back_where_they_were),
        cmocka_unit_test(all_that_is_missing_is_told),
        cmocka_unit_test(what_was_damaged_is_not_taken),
        cmocka_unit_test(nothing_is_written_elsewhere),
        cmocka_unit_test(a_version_that_does_not_say_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
