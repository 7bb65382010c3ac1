#include "check.h"

#include "text/faces.h"

/* A letter as a path: it begins somewhere, is closed, and stays within its box. */
static void letters_are_closed_and_have_their_height(void **state)
{
    (void)state;
    static const struct {
        const char *chars;
        size_t closed;
    } cases[] = {{"O", 2}, {"I", 1}, {"B", 3}, {" ", 0}};
    test_faces faces;
    assert_true(open_faces(&faces));
    int32_t cap = gr_face_metrics(faces.text, 0).cap_height;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const gr_shaped *shaped =
            gr_text_shape(faces.text, 0, GR_LIT("nl"), gr_str_of(cases[i].chars));
        gr_path_step *steps = NULL;
        size_t n =
            gr_glyph_outline(faces.text, 0, shaped->runs[0].glyphs[0].id, faces.arena, &steps);
        size_t closed = 0;
        for (size_t j = 0; j < n; j++) {
            closed += steps[j].op == GR_PATH_CLOSE ? 1 : 0;
            assert_true(steps[j].y >= -30 && steps[j].y <= cap + 30);
            assert_true(steps[j].x >= -30 && steps[j].x <= 1000);
        }
        print_message("case %zu: %s\n", i, cases[i].chars);
        assert_int_equal(closed, cases[i].closed);
    }
    close_faces(&faces);
}

static void the_dummy_draws_boxes(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1024);
    gr_text *dummy = gr_text_dummy();
    gr_path_step *steps = NULL;
    assert_int_equal(gr_glyph_outline(dummy, 0, 'a', arena, &steps), 5);
    assert_int_equal(steps[0].op, GR_PATH_MOVE);
    assert_int_equal(steps[4].op, GR_PATH_CLOSE);
    gr_text_close(dummy);
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_are_closed_and_have_their_height),
        cmocka_unit_test(the_dummy_draws_boxes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
