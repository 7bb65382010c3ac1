#include "check.h"

#include "svg_priv.h"

static gr_arena *arena;

static int open_arena(void **state)
{
    (void)state;
    arena = gr_arena_new(65536);
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    gr_arena_free(arena);
    return 0;
}

/* Steps as text, to a tenth: "M1 2 L3 4 C.. Z". */
static gr_str steps_of(const char *data, size_t *out_stop)
{
    gr_svg svg = {.limits = &gr_default_limits, .arena = arena, .diag = gr_diag_new(arena, 10)};
    gr_svg_pen pen = {.svg = &svg};
    gr_buf out = gr_buf_make(arena, 65536);
    *out_stop = gr_svg_path(&pen, gr_str_of(data));
    for (size_t i = 0; i < pen.n; i++) {
        const gr_vector_step *s = &pen.steps[i];
        const gr_fix values[6] = {s->x1, s->y1, s->x2, s->y2, s->x, s->y};
        gr_buf_addf(&out, "%s%c", i > 0 ? " " : "", "MLCZ"[s->op]);
        for (size_t k = s->op == GR_PATH_CURVE ? 0 : 4; k < 6 && s->op != GR_PATH_CLOSE; k++) {
            int64_t tenths =
                (values[k] * 10 + (values[k] < 0 ? -GR_FIX_ONE : GR_FIX_ONE) / 2) / GR_FIX_ONE;
            int64_t size = tenths < 0 ? -tenths : tenths;
            gr_buf_addf(&out, "%s%s%ld.%ld", k == 4 || k == 0 ? "" : " ", tenths < 0 ? "-" : "",
                        (long)(size / 10), (long)(size % 10));
            if (s->op == GR_PATH_CURVE && k == 3) {
                gr_buf_add_char(&out, ' ');
            }
        }
    }
    return gr_buf_view(&out);
}

static const struct {
    const char *data, *steps;
} paths[] = {
    {"M1 2L3 4", "M1.0 2.0 L3.0 4.0"},
    {"M1,2 3,4", "M1.0 2.0 L3.0 4.0"},
    {"m1 2 3 4z", "M1.0 2.0 L4.0 6.0 Z"},
    {"M1-2-3.5.5", "M1.0 -2.0 L-3.5 0.5"},
    {"M1e1 2E-1h+3v-4", "M10.0 0.2 L13.0 0.2 L13.0 -3.8"},
    {"M0 0H5V6h-1v-1", "M0.0 0.0 L5.0 0.0 L5.0 6.0 L4.0 6.0 L4.0 5.0"},
    {"M0 0C1 2 3 4 5 6S7 8 9 10", "M0.0 0.0 C1.0 2.0 3.0 4.0 5.0 6.0 C7.0 8.0 7.0 8.0 9.0 10.0"},
    {"M0 0S1 2 3 4", "M0.0 0.0 C0.0 0.0 1.0 2.0 3.0 4.0"},
    {"M0 0Q3 6 6 0T12 0", "M0.0 0.0 C2.0 4.0 4.0 4.0 6.0 0.0 C8.0 -4.0 10.0 -4.0 12.0 0.0"},
    {"M0 0C1 1 2 2 3 3T6 6", "M0.0 0.0 C1.0 1.0 2.0 2.0 3.0 3.0 C3.0 3.0 4.0 4.0 6.0 6.0"},
    {"M1 1L2 2ZL3 3", "M1.0 1.0 L2.0 2.0 Z M1.0 1.0 L3.0 3.0"},
    {"M1 1h2zm1 1h1", "M1.0 1.0 L3.0 1.0 Z M2.0 2.0 L3.0 2.0"},
    {"M10 0A10 10 0 0 1 0 10", "M10.0 0.0 C10.0 5.5 5.5 10.0 0.0 10.0"},
    {"M10 0A10 10 0 00-10 0",
     "M10.0 0.0 C10.0 -5.5 5.5 -10.0 0.0 -10.0 C-5.5 -10.0 -10.0 -5.5 -10.0 0.0"},
    {"M0 0a1 1 0 0110 0", "M0.0 0.0 C0.0 -2.8 2.2 -5.0 5.0 -5.0 C7.8 -5.0 10.0 -2.8 10.0 0.0"},
    {"M0 0A0 5 0 0 1 3 4", "M0.0 0.0 L3.0 4.0"},
    {"M0 0A5 5 0 0 1 0 0L1 1", "M0.0 0.0 L1.0 1.0"},
    {"", ""},
    {"  M 1 1 ", "M1.0 1.0"},
};

static void paths_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        size_t stop = 0;
        gr_str met = steps_of(paths[i].data, &stop);
        if (!gr_str_is(met, paths[i].steps) || stop != SIZE_MAX) {
            fail_msg("%s: " GR_FMT " (stops at %zu)", paths[i].data, GR_ARG(met), stop);
        }
    }
}

static const struct {
    const char *data;
    size_t stop;
} faults[] = {
    {"L1 1", 0},   {"M1", 2},        {"M1 1 L2", 7},
    {"M1 1x", 4},  {"M1 1 Z 2", 7},  {"M0 0A1 1 0 2 1 3 3", 11},
    {"M1e9 0", 1}, {"M1 1,,2 2", 5},
};

static void faults_have_a_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        size_t stop = 0;
        (void)steps_of(faults[i].data, &stop);
        if (stop != faults[i].stop) {
            fail_msg("%s: stops at %zu", faults[i].data, stop);
        }
    }
}

static int64_t off(int64_t a, int64_t b)
{
    return a > b ? a - b : b - a;
}

static void turns_are_exact_enough(void **state)
{
    (void)state;
    const int64_t one = INT64_C(1) << 32;
    assert_true(off(gr_sine(GR_TURN / 12), one / 2) <= 16); /* 30 degrees */
    assert_true(off(gr_cosine(GR_TURN / 6), one / 2) <= 16);
    assert_true(off(gr_sine(GR_TURN / 4), one) <= 16);
    assert_true(off(gr_sine(-GR_TURN / 8), -INT64_C(3037000500)) <= 16);
    for (int64_t angle = 0; angle < GR_TURN; angle += GR_TURN / 360) {
        int64_t back = gr_angle_of(gr_cosine(angle), gr_sine(angle));
        int64_t apart = off(back, angle);
        assert_true(apart <= 16 || apart >= GR_TURN - 16);
    }
    assert_int_equal(gr_root((gr_wide)1 << 100), INT64_C(1) << 50);
    assert_int_equal(gr_root(15), 3);
}

static void matrices_are_undone(void **state)
{
    (void)state;
    gr_matrix m, back;
    assert_true(gr_matrix_parse(GR_LIT("translate(3 4) rotate(30) scale(2,.5) skewX(10)"), &m));
    assert_true(gr_matrix_invert(&m, &back));
    gr_fix x = 0, y = 0;
    gr_matrix_apply(&m, 7 * GR_FIX_ONE, 9 * GR_FIX_ONE, &x, &y);
    gr_matrix_apply(&back, x, y, &x, &y);
    assert_true(off(x, 7 * GR_FIX_ONE) <= 8 && off(y, 9 * GR_FIX_ONE) <= 8);
    assert_false(gr_matrix_parse(GR_LIT("turn(3)"), &m));
    assert_false(gr_matrix_parse(GR_LIT("scale(1 2 3)"), &m));
    assert_false(gr_matrix_parse(GR_LIT("translate(3"), &m));
    assert_true(gr_matrix_parse(GR_LIT("scale(2 3)"), &m));
    assert_int_equal(gr_matrix_scale(&m), 0);
    assert_true(gr_matrix_parse(GR_LIT("rotate(33) scale(2)"), &m));
    assert_true(off(gr_matrix_scale(&m), INT64_C(2) << 32) <= 64);
}

static void curves_reach_where_they_turn(void **state)
{
    (void)state;
    const gr_vector_step steps[2] = {{.op = GR_PATH_MOVE},
                                     {.op = GR_PATH_CURVE,
                                      .y1 = 4 * GR_FIX_ONE,
                                      .x2 = 3 * GR_FIX_ONE,
                                      .y2 = 4 * GR_FIX_ONE,
                                      .x = 3 * GR_FIX_ONE}};
    gr_fix b[4];
    assert_true(gr_path_bounds(&(gr_vector_path){steps, 2, false}, b));
    assert_int_equal(b[1], 0);
    assert_true(off(b[3], 3 * GR_FIX_ONE) <= 64); /* not the handles' four */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_are_read),
        cmocka_unit_test(faults_have_a_place),
        cmocka_unit_test(turns_are_exact_enough),
        cmocka_unit_test(matrices_are_undone),
        cmocka_unit_test(curves_reach_where_they_turn),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
