/* What is kept of what was read: under which folder and hash; and that a file which changed since
 * it was read is refused. */
#include "in_folder.h"

#include "load/inputs.h"
#include "pack/pack.h"

static gr_str keep_one(const world *w, const char *name, const char *text)
{
    FILE *file = fopen(world_path(w, name).ptr, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    return world_path(w, name);
}

static void note_read(const world *w, gr_str path, const char *text)
{
    uint16_t file = gr_diag_add_file(w->diag, path);
    gr_str hex = gr_sha256_hex(w->arena, gr_sha256_of(gr_str_of(text)));
    assert_int_equal(gr_diag_note_read(w->diag, file, hex), GR_OK);
}

static world open_world(gr_inputs_setup *out)
{
    world w = world_open();
    const char *const names[] = {"input", "templates", "state", "laid", "laid/patterns"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        world_add_folder(&w, names[i]);
    }
    *out = (gr_inputs_setup){.archive = {.state = world_path(&w, "state")},
                             .input = world_path(&w, "input"),
                             .templates = world_path(&w, "templates"),
                             .fonts = GR_LIT("/nowhere"),
                             .laid_out = world_path(&w, "laid"),
                             .arena = w.arena,
                             .diag = w.diag};
    return w;
}

/** Nothing is loaded: no style has fonts. */
static gr_load *nothing(const gr_inputs_setup *of)
{
    const gr_load_setup setup = {
        .arena = of->arena, .diag = of->diag, .limits = &gr_default_limits};
    return gr_load_open(&setup);
}

static void files_are_listed_by_folder_and_path(void **state)
{
    (void)state;
    gr_inputs_setup setup;
    world w = open_world(&setup);
    gr_kept_file *list = NULL;
    size_t n = 0;
    note_read(&w, keep_one(&w, "templates/b.xml", "bee"), "bee");
    note_read(&w, keep_one(&w, "input/z.xml", "zed"), "zed");
    note_read(&w, keep_one(&w, "input/a.xml", "aah"), "aah");
    (void)gr_diag_add_file(w.diag, GR_LIT("--types")); /* no file at all */
    (void)keep_one(&w, "laid/patterns/hyph_nl.dic", "UTF-8");
    assert_int_equal(gr_inputs_keep(&setup, nothing(&setup), &list, &n), GR_OK);
    static const char *const want[][2] = {{"input", "a.xml"},
                                          {"input", "z.xml"},
                                          {"patterns", "hyph_nl.dic"},
                                          {"templates", "b.xml"}};
    assert_int_equal(n, 4);
    for (size_t i = 0; i < n; i++) {
        check_text("folder", gr_str_of(list[i].folder), want[i][0]);
        check_text("path", list[i].path, want[i][1]);
        assert_true(gr_file_exists(gr_archive_path(setup.archive.state, list[i].sha256, w.arena)));
    }
    assert_int_equal(list[0].bytes, 3);
    world_close(&w);
}

static void what_changed_since_it_was_read_is_refused(void **state)
{
    (void)state;
    gr_inputs_setup setup;
    world w = open_world(&setup);
    gr_kept_file *list = NULL;
    size_t n = 77;
    note_read(&w, keep_one(&w, "input/a.xml", "other"), "aah");
    assert_int_equal(gr_inputs_keep(&setup, nothing(&setup), &list, &n), GR_BAD_INPUT);
    assert_true(gr_diag_has(w.diag, GR_CODE_XML_CHANGED));
    assert_int_equal(n, 77);
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_are_listed_by_folder_and_path),
        cmocka_unit_test(what_changed_since_it_was_read_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
