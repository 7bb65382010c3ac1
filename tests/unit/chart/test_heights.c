/* One chart has one height: that which was asked for, whatever its data are in one edition and the
 * next. Only what needs more takes more. */
#include "chart/sample.h"

static const int64_t few[] = {3, 7, 5, 4, 6, 8}, none[] = {ABSENT, 1, ABSENT, 1, ABSENT, 1};
static const int64_t zeros[] = {0, 0, 0, 0, 0, 0}, wide[] = {1, 90000, 3, 2, 80000, 7};
static const int64_t *const numbers[] = {few, none, zeros, wide};
static const gr_mpt asked[] = {120000, 170000, 260000, 400000};
static const char *const names[] = {"J", "Een naam van een post ",
                                    "Arbeidsongeschiktheidsverzekering "};

static unsigned n_drawn, n_left_out;

static gr_mpt height_of(const gr_chart *chart, gr_mpt height)
{
    gr_chart_space space = space_of(460000, height);
    space.most_height = 600000;
    gr_shapes shapes;
    assert_int_equal(gr_chart_draw(chart, &space, (gr_loc){0}, arena, diag, &shapes), GR_OK);
    if (shapes.left_out) { /* which is told */
        n_left_out++;
        return height;
    }
    n_drawn++;
    check_labels(gr_chart_names[chart->type], &shapes);
    check_paths(gr_chart_names[chart->type], &shapes);
    return shapes.height;
}

static size_t series_of(gr_chart_type type)
{
    bool one = type == GR_CHART_BAR || type == GR_CHART_DONUT;
    bool pair = type == GR_CHART_BULLET || type == GR_CHART_SHARE || type == GR_CHART_DUMBBELL ||
                type == GR_CHART_QUADRANT || type == GR_CHART_GROUPED || type == GR_CHART_STACKED;
    return one || !pair ? 1 : 2;
}

static void check_kind(gr_chart_type type)
{
    for (size_t n = 1; n <= 3; n++) {
        for (size_t i = 0; i < 4 * 3 * 4; i++) {
            const chart_sample sample = {
                gr_chart_names[type], type, series_of(type), n, names[i % 3], numbers[i / 3 % 4]};
            gr_chart chart = chart_of(&sample);
            bool empty = (type == GR_CHART_GANTT && n == 1 && i / 3 % 4 == 1) ||
                         (type == GR_CHART_SHARE && i / 3 % 4 == 1); /* of no whole: refused */
            chart.height = asked[i / 12];
            gr_mpt height = empty ? asked[i / 12] : height_of(&chart, asked[i / 12]);
            if (height != asked[i / 12]) {
                fail_msg("'%s' of %zu is %d high, not %d", sample.name, n, (int)height,
                         (int)asked[i / 12]);
            }
        }
    }
}

static void each_kind_keeps_its_height(void **state)
{
    (void)state;
    for (int type = 0; type < GR_CHART__COUNT; type++) {
        if (gr_chart_feeds[type] != GR_FEED_BOXES) {
            check_kind((gr_chart_type)type);
        }
    }
    assert_true(n_drawn > 20 * n_left_out);
}

static void diagrams_keep_it(void **state)
{
    (void)state;
    const gr_chart_box boxes[] = {{.name = GR_LIT("a"),
                                   .title = GR_LIT("Raad"),
                                   .text = GR_LIT(""),
                                   .row = 1,
                                   .column = 1,
                                   .columns = 1},
                                  {.name = GR_LIT("b"),
                                   .title = GR_LIT("College"),
                                   .text = GR_LIT("bestuur"),
                                   .row = 1,
                                   .column = 2,
                                   .columns = 1},
                                  {.name = GR_LIT("c"),
                                   .title = GR_LIT("Commissie"),
                                   .text = GR_LIT(""),
                                   .row = 2,
                                   .column = 1,
                                   .columns = 2}};
    const gr_chart_edge edges[] = {{0, 1, GR_LIT("benoemt"), GR_ARROW_TO},
                                   {0, 2, GR_LIT(""), GR_ARROW_TO}};
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
        gr_chart chart = {.type = GR_CHART_DIAGRAM, .boxes = boxes, .edges = edges};
        chart.height = asked[i];
        for (size_t n = 1; n <= 3; n++) {
            chart.n_boxes = n;
            chart.n_edges = n - 1;
            assert_int_equal(height_of(&chart, asked[i]), asked[i]);
        }
    }
}

/** Nobody asked: a planning and a diagram are as high as what they show. */
static void content_has_its_own(void **state)
{
    (void)state;
    const chart_sample sample = {"two", GR_CHART_GANTT, 1, 2, "Taak ", few};
    gr_chart chart = chart_of(&sample);
    assert_true(height_of(&chart, 400000) < 120000);
}

/** At the ends of their lines while they take at most half of the height; else in a row. */
static void names_of_many_lines_stand_in_a_legend(void **state)
{
    (void)state;
    static const int64_t many[] = {5, 9, 2, 7, 4, 4, 8, 1, 3, 6, 5, 9, 2, 7, 4, 4,
                                   8, 1, 3, 6, 5, 9, 2, 7, 4, 4, 8, 1, 3, 6, 5, 9};
    for (size_t n = 2; n <= 8; n += 6) {
        const chart_sample sample = {"line", GR_CHART_LINE, n, 4, "Jaar ", many};
        gr_chart chart = chart_of(&sample);
        gr_chart_space space = space_of(460000, 170000);
        gr_shapes shapes;
        assert_int_equal(gr_chart_draw(&chart, &space, (gr_loc){0}, arena, diag, &shapes), GR_OK);
        const gr_shape *one = first_label(&shapes, "Reeks 1");
        const gr_shape *two = first_label(&shapes, "Reeks 2");
        assert_non_null(one);
        assert_non_null(two);
        assert_int_equal(one->x == two->x, n == 2);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_kind_keeps_its_height, start, stop),
        cmocka_unit_test_setup_teardown(diagrams_keep_it, start, stop),
        cmocka_unit_test_setup_teardown(content_has_its_own, start, stop),
        cmocka_unit_test_setup_teardown(names_of_many_lines_stand_in_a_legend, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
