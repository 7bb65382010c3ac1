/* Lengths that are drawn are the values, to the thousandth of a point: for any numbers, what a bar
 * takes of the axis is what its value is of the axis' end. */
#include "chart/sample.h"

#define COLOUR_ONE 0x1d4f91

static uint64_t seed = 20221;

static int64_t next_number(int64_t most)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (int64_t)(seed >> 33) % most;
}

static gr_shapes draw(const gr_chart *chart)
{
    gr_chart_space space = space_of(400000, 200000);
    gr_shapes shapes;
    space.most_height = 600000;
    space.muted = COLOUR_ONE;
    assert_int_equal(gr_chart_draw(chart, &space, (gr_loc){0}, arena, diag, &shapes), GR_OK);
    assert_false(shapes.left_out);
    return shapes;
}

/** Widths of the filled boxes in the first colour, in order. */
static size_t widths_of(const gr_shapes *shapes, gr_mpt *out, size_t most)
{
    size_t n = 0;
    for (size_t i = 0; i < shapes->n && n < most; i++) {
        const gr_shape *one = &shapes->shapes[i];
        if (one->kind == GR_SHAPE_PATH && one->fill == COLOUR_ONE && one->n_steps == 5) {
            gr_mpt width = one->steps[1].x - one->steps[0].x;
            if (width != 7000) { /* a swatch of the legend */
                out[n++] = width;
            }
        }
    }
    return n;
}

#define BARS 5

/** Each against the first: w[i] / w[0] = v[i] / v[0], within one unit at both ends. */
static void check_ratios(const gr_mpt *widths, const int64_t *values, size_t n, bool rounded)
{
    for (size_t i = 1; i < n; i++) {
        int64_t off = widths[i] * values[0] - widths[0] * values[i];
        int64_t within = 2 * (values[0] + values[i]) + (rounded ? widths[0] + widths[i] : 0);
        if (off > within || off < -within) {
            fail_msg("%d for %d, %d for %d", (int)widths[i], (int)values[i], (int)widths[0],
                     (int)values[0]);
        }
    }
}

static void try_type(gr_chart_type type)
{
    int64_t numbers[2 * BARS];
    gr_mpt widths[BARS] = {0};
    for (size_t i = 0; i < 2 * BARS; i++) {
        numbers[i] = 1000 + next_number(90000);
    }
    const chart_sample sample = {
        gr_chart_names[type], type, type == GR_CHART_WATERFALL ? 1 : 2, BARS, "J", numbers};
    gr_chart chart = chart_of(&sample);
    gr_shapes shapes = draw(&chart);
    size_t n = widths_of(&shapes, widths, BARS);
    assert_int_equal(n, BARS);
    if (type != GR_CHART_SHARE) {
        check_ratios(widths, numbers, BARS, false);
        return;
    }
    for (size_t i = 0; i < BARS; i++) { /* in 1/100,000 of its whole, which all are as long as */
        numbers[i] = numbers[i] * 100000 / (numbers[i] + numbers[BARS + i]);
    }
    check_ratios(widths, numbers, BARS, true);
}

static void lengths_are_the_values(void **state)
{
    (void)state;
    static const gr_chart_type types[] = {GR_CHART_WATERFALL, GR_CHART_BULLET, GR_CHART_SHARE};
    for (size_t i = 0; i < 3 * 200; i++) {
        try_type(types[i % 3]);
    }
}

/** A step begins where the one before it ended; a level stands on zero. */
static void steps_lead_on(void **state)
{
    (void)state;
    static const int64_t numbers[] = {100, -30, 50, 120};
    static const bool levels[] = {true, false, false, true};
    const chart_sample sample = {"waterfall", GR_CHART_WATERFALL, 1, 4, "S", numbers};
    gr_chart chart = chart_of(&sample);
    chart.levels = levels;
    gr_shapes shapes = draw(&chart);
    gr_mpt ends[4][2] = {{0}};
    size_t n = 0;
    for (size_t i = 0; i < shapes.n && n < 4; i++) {
        const gr_shape *one = &shapes.shapes[i];
        if (one->kind == GR_SHAPE_PATH && one->fill == COLOUR_ONE && one->n_steps == 5) {
            ends[n][0] = one->steps[0].x;
            ends[n++][1] = one->steps[1].x;
        }
    }
    assert_int_equal(n, 4);
    assert_int_equal(ends[1][1], ends[0][1]); /* down from the level */
    assert_int_equal(ends[2][0], ends[1][0]); /* up from there */
    assert_int_equal(ends[2][1], ends[3][1]); /* to the last level */
    assert_int_equal(ends[0][0], ends[3][0]); /* both from zero */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(lengths_are_the_values, start, stop),
        cmocka_unit_test_setup_teardown(steps_lead_on, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
