/* Fonts and patterns are those of the system, or those that were laid out for a version. */
#include "base/arena.h"
#include "check.h"
#include "load/laid_out.h"

static void places_of_system_files_move_with_what_is_laid_out(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1024);
    check_text("system", gr_patterns_folder(GR_LIT(""), arena), "/usr/share/hyphen");
    check_text("laid out", gr_patterns_folder(GR_LIT("/t"), arena), "/t/patterns");
    check_text("font", gr_font_place(GR_LIT(""), GR_LIT("/usr/f.ttf"), arena), "/usr/f.ttf");
    check_text("font laid out", gr_font_place(GR_LIT("/t"), GR_LIT("/usr/f.ttf"), arena),
               "/t/files/usr/f.ttf");
    check_text("font of ours", gr_font_place(GR_LIT("/t"), GR_LIT("/t/fonts/f.ttf"), arena),
               "/t/fonts/f.ttf");
    gr_arena_free(arena);
}

static void below_is_told_by_whole_names(void **state)
{
    (void)state;
    static const struct {
        const char *path, *folder, *rest; /* rest NULL: it is not below */
    } cases[] = {
        {"/a/b.xml", "/a", "b.xml"}, {"/a//b/c", "/a", "b/c"}, {"/a/b", "/a/", "b"},
        {"/ab/c", "/a", NULL},       {"/a", "/a", NULL},       {"/a/", "/a", NULL},
        {"b/c", "/a", NULL},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        gr_str rest = GR_LIT("?");
        bool below = gr_path_is_below(gr_str_of(cases[i].path), gr_str_of(cases[i].folder), &rest);
        assert_int_equal(below, cases[i].rest != NULL);
        if (below) {
            check_text(cases[i].path, rest, cases[i].rest);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_of_system_files_move_with_what_is_laid_out),
        cmocka_unit_test(below_is_told_by_whole_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
