/* The fingerprint of what could be read: what makes it another one, and what does not. */
#include <utime.h>

#include "in_folder.h"

#include "base/limits.h"
#include "load/fingerprint.h"

static void write_text(const world *w, const char *name, const char *text)
{
    FILE *file = fopen(world_path(w, name).ptr, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static world open_folders(gr_read_folders *out)
{
    world w = world_open();
    const char *const names[] = {"input", "input/texts", "templates", "fonts", "patterns"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        world_add_folder(&w, names[i]);
    }
    write_text(&w, "input/a.xml", "one");
    write_text(&w, "input/texts/b.md", "two");
    write_text(&w, "templates/c.xml", "three");
    write_text(&w, "fonts/d.ttf", "four");
    *out = (gr_read_folders){world_path(&w, "input"), world_path(&w, "templates"),
                             world_path(&w, "fonts"), world_path(&w, "patterns")};
    return w;
}

static gr_str print_of(const world *w, const gr_read_folders *folders, const char *asked)
{
    gr_str hex = GR_LIT("");
    assert_int_equal(
        gr_fingerprint(folders, gr_str_of(asked), &gr_default_limits, w->arena, w->diag, &hex),
        GR_OK);
    assert_int_equal(hex.len, 64);
    return hex;
}

static gr_str files_of(const world *w, const gr_read_folders *folders)
{
    gr_str hex = GR_LIT("");
    assert_int_equal(gr_fingerprint_of_files(folders, w->arena, w->diag, &hex), GR_OK);
    return hex;
}

static void age(const world *w, const char *name)
{
    const struct utimbuf times = {1000000000, 1000000000};
    assert_int_equal(utime(world_path(w, name).ptr, &times), 0);
}

static void content_counts_and_not_time(void **state)
{
    (void)state;
    gr_read_folders folders;
    world w = open_folders(&folders);
    gr_str before = print_of(&w, &folders, "job a\n");
    gr_str files = files_of(&w, &folders);
    age(&w, "input/a.xml");
    assert_true(gr_str_eq(print_of(&w, &folders, "job a\n"), before));
    assert_false(gr_str_eq(files_of(&w, &folders), files)); /* it was touched all the same */
    write_text(&w, "input/texts/b.md", "too");
    assert_false(gr_str_eq(print_of(&w, &folders, "job a\n"), before));
    write_text(&w, "input/texts/b.md", "two");
    assert_true(gr_str_eq(print_of(&w, &folders, "job a\n"), before));
    world_close(&w);
}

static void names_and_what_is_asked_count(void **state)
{
    (void)state;
    gr_read_folders folders;
    world w = open_folders(&folders);
    gr_str before = print_of(&w, &folders, "job a\n");
    assert_false(gr_str_eq(print_of(&w, &folders, "job b\n"), before));
    assert_int_equal(
        rename(world_path(&w, "templates/c.xml").ptr, world_path(&w, "templates/e.xml").ptr), 0);
    assert_false(gr_str_eq(print_of(&w, &folders, "job a\n"), before));
    world_close(&w);
}

static void fonts_count_by_size_and_time(void **state)
{
    (void)state;
    gr_read_folders folders;
    world w = open_folders(&folders);
    age(&w, "fonts/d.ttf");
    gr_str before = print_of(&w, &folders, "");
    gr_str files = files_of(&w, &folders);
    write_text(&w, "fonts/d.ttf", "FOUR");
    age(&w, "fonts/d.ttf");
    assert_true(
        gr_str_eq(print_of(&w, &folders, ""), before)); /* packages bring others otherwise */
    write_text(&w, "fonts/d.ttf", "FOUR!");
    age(&w, "fonts/d.ttf");
    assert_false(gr_str_eq(print_of(&w, &folders, ""), before));
    assert_true(gr_str_eq(files_of(&w, &folders), files)); /* fonts are no part of that */
    world_close(&w);
}

static void what_cannot_be_read_is_told(void **state)
{
    (void)state;
    gr_read_folders folders;
    world w = open_folders(&folders);
    gr_str hex = GR_LIT("as it was");
    gr_limits limits = gr_default_limits;
    limits.export_bytes = 2;
    assert_int_equal(gr_fingerprint(&folders, GR_LIT(""), &limits, w.arena, w.diag, &hex),
                     GR_OVER_LIMIT);
    assert_int_equal(gr_diag_count(w.diag, GR_ERROR), 1);
    check_text("untouched", hex, "as it was");
    world_close(&w);
}

static void days_count_where_they_end_something(void **state)
{
    static const struct {
        const char *text;
        bool counts;
    } cases[] = {
        {"<grid head='Nr' until='blank'/>", false},
        {"<p>until='2022-12-31' fresh=</p>", false},
        {"<promise rows='1..'/><field name='fresh'/>", false},
        {"<waivers until='2022-12-31'/>", false},
        {"<waiver check='x' until='2022-12-31'/>", true},
        {"<waiver\n until = '2022-12-31'/>", true},
        {"<g:waiver check='x'/>", true},
        {"<promise id='x'\n  fresh = '45 days'/>", true},
        {"<", false},
    };
    (void)state;
    gr_read_folders folders;
    world w = open_folders(&folders);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        write_text(&w, "templates/c.xml", cases[i].text);
        bool counts = gr_descriptors_count_days(folders.templates, &gr_default_limits, w.arena);
        if (counts != cases[i].counts) {
            fail_msg("%s", cases[i].text);
        }
    }
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(content_counts_and_not_time),
        cmocka_unit_test(names_and_what_is_asked_count),
        cmocka_unit_test(fonts_count_by_size_and_time),
        cmocka_unit_test(what_cannot_be_read_is_told),
        cmocka_unit_test(days_count_where_they_end_something),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
