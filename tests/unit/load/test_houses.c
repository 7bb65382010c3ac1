#include "check.h"

#include "base/arena.h"
#include "base/diag.h"
#include "load/houses.h"

/* The styles of the samples: large, mgr, sober. */
static gr_houses read_samples(gr_arena *arena, gr_diag *diag, gr_str folder, gr_str wanted)
{
    const gr_houses_setup setup = {.templates = folder,
                                   .fonts = GR_LIT("/usr/share/fonts"),
                                   .limits = &gr_default_limits,
                                   .wanted = wanted,
                                   .arena = arena,
                                   .diag = diag};
    return gr_load_houses(&setup);
}

static void the_one_that_is_named(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(0);
    gr_diag *diag = gr_diag_new(arena, 10);
    gr_str samples = GR_LIT(GR_SOURCE_DIR "/templates");
    gr_houses any = read_samples(arena, diag, samples, GR_LIT(""));
    assert_int_equal(any.n, 4);
    assert_ptr_equal(any.house, any.list[0]);
    gr_houses sober = read_samples(arena, diag, samples, GR_LIT("sober"));
    check_text("named", sober.house->id, "sober");
    assert_int_equal(gr_diag_count(diag, GR_WARNING), 0);
    gr_arena_free(arena);
}

static void another_has_the_words_and_it_is_said(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(0);
    gr_diag *diag = gr_diag_new(arena, 10);
    gr_houses all =
        read_samples(arena, diag, GR_LIT(GR_SOURCE_DIR "/templates"), GR_LIT("festive"));
    assert_ptr_equal(all.house, all.list[0]);
    assert_int_equal(gr_diag_count(diag, GR_WARNING), 1);
    assert_true(gr_diag_has(diag, GR_CODE_STYLE_ELSE));
    gr_houses none = read_samples(arena, diag, GR_LIT("/nowhere"), GR_LIT("festive"));
    assert_null(none.house);
    assert_int_equal(none.n, 0);
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_one_that_is_named),
        cmocka_unit_test(another_has_the_words_and_it_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
