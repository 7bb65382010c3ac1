/* Folders that are migrated: nothing is written before all is known, and what stood there is kept.
 */
#include "in_folder.h"

#include "eval/grammar.h"
#include "migrate/files.h"

#define OLD                                                                                  \
    "<report xmlns=\"urn:griffie:report:1\" id=\"a\" style=\"s\" lang=\"nl\" title=\"T\">\n" \
    "  <p>{if favourable(x) then 'a' else 'b'}</p>\n"                                        \
    "</report>\n"

static void write_text(const world *w, const char *name, const char *text)
{
    FILE *file = fopen(world_path(w, name).ptr, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static gr_str text_of(const world *w, const char *name)
{
    gr_str text = GR_LIT("");
    assert_int_equal(
        gr_file_read(world_path(w, name), 10000, w->arena, w->diag, (gr_loc){0}, &text), GR_OK);
    return text;
}

typedef struct told {
    gr_status answer;
    size_t bytes;
} told;

static gr_status say(void *user, gr_str lines, gr_diag *diag)
{
    (void)diag;
    told *t = user;
    t->bytes += lines.len;
    return t->answer;
}

static gr_migrate_setup setup_of(const world *w, told *t)
{
    static const gr_xml_grammar *const grammars[] = {&gr_report_grammar};
    return (gr_migrate_setup){.templates = world_path(w, "templates"),
                              .texts = world_path(w, "texts"),
                              .to = GR_LIT(""),
                              .grammars = grammars,
                              .n_grammars = 1,
                              .limits = &gr_default_limits,
                              .arena = w->arena,
                              .diag = w->diag,
                              .say = say,
                              .user = t};
}

static world open_folders(void)
{
    world w = world_open();
    world_add_folder(&w, "templates");
    world_add_folder(&w, "templates/reports");
    write_text(&w, "templates/reports/a.xml", OLD);
    write_text(&w, "templates/notes.txt", "not a descriptor");
    return w;
}

static void in_place_keeps_what_stood_there(void **state)
{
    (void)state;
    world w = open_folders();
    told t = {GR_OK, 0};
    const gr_migrate_setup setup = setup_of(&w, &t);
    assert_int_equal(gr_migrate_files(&setup), GR_OK);
    assert_true(t.bytes > 0);
    check_text("kept", text_of(&w, "templates/reports/a.xml.bak"), OLD);
    assert_true(gr_str_find(text_of(&w, "templates/reports/a.xml"), GR_LIT("outcome(x)")) !=
                SIZE_MAX);
    gr_str once = text_of(&w, "templates/reports/a.xml");
    t.bytes = 0;
    assert_int_equal(gr_migrate_files(&setup), GR_OK); /* nothing is left to do */
    assert_int_equal(t.bytes, 0);
    assert_true(gr_str_eq(text_of(&w, "templates/reports/a.xml"), once));
    assert_false(gr_file_exists(world_path(&w, "templates/reports/a.xml.2.bak")));
    world_close(&w);
}

static void a_copy_leaves_what_stands_there(void **state)
{
    (void)state;
    world w = open_folders();
    told t = {GR_OK, 0};
    gr_migrate_setup setup = setup_of(&w, &t);
    setup.to = world_path(&w, "new");
    assert_int_equal(gr_migrate_files(&setup), GR_OK);
    check_text("left", text_of(&w, "templates/reports/a.xml"), OLD);
    check_text("copied", text_of(&w, "new/notes.txt"), "not a descriptor");
    assert_true(gr_str_find(text_of(&w, "new/reports/a.xml"), GR_LIT("outcome(x)")) != SIZE_MAX);
    assert_int_equal(gr_migrate_files(&setup), GR_BAD_INPUT); /* it is somebody's now */
    assert_true(gr_diag_has(w.diag, GR_CODE_MIGRATE_TARGET));
    world_close(&w);
}

static void nothing_is_written_unless_all_can_be_told(void **state)
{
    (void)state;
    world w = open_folders();
    told t = {GR_IO_FAILED, 0};
    gr_migrate_setup setup = setup_of(&w, &t);
    assert_int_equal(gr_migrate_files(&setup), GR_IO_FAILED);
    check_text("untold", text_of(&w, "templates/reports/a.xml"), OLD);
    t.answer = GR_OK;
    write_text(&w, "templates/reports/b.xml",
               "<?xml version=\"1.0\" encoding=\"latin1\"?><report/>");
    assert_int_equal(gr_migrate_files(&setup), GR_BAD_INPUT);
    check_text("one is bad", text_of(&w, "templates/reports/a.xml"), OLD);
    setup.templates = world_path(&w, "nowhere");
    assert_int_equal(gr_migrate_files(&setup), GR_BAD_INPUT);
    assert_true(gr_diag_has(w.diag, GR_CODE_FILE_MISSING));
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_place_keeps_what_stood_there),
        cmocka_unit_test(a_copy_leaves_what_stands_there),
        cmocka_unit_test(nothing_is_written_unless_all_can_be_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
