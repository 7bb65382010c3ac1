/* Diagrams: boxes and arrows of many made-up arrangements keep clear of each other. */
#include "chart/sample.h"

static uint32_t seed;

static uint32_t pick(uint32_t n)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 16) % n;
}

/** Up to four rows with up to four boxes, and arrows between any two of them. */
static gr_chart random_diagram(uint32_t number)
{
    seed = number * 7919 + 1;
    gr_chart_box *boxes = GR_NEW_N(arena, gr_chart_box, 16);
    gr_chart_edge *edges = GR_NEW_N(arena, gr_chart_edge, 8);
    gr_chart chart = {.type = GR_CHART_DIAGRAM, .boxes = boxes, .edges = edges};
    uint32_t rows = 1 + pick(4), n_edges = pick(8);
    for (uint32_t r = 0; r < rows; r++) {
        uint32_t n = 1 + pick(4);
        for (uint32_t c = 0; c < n; c++) {
            gr_str title = gr_str_fmt(arena, "Vak %u met een naam", (unsigned)chart.n_boxes);
            boxes[chart.n_boxes++] =
                (gr_chart_box){.title = title,
                               .text = pick(3) == 0 ? GR_LIT("en een uitleg") : GR_LIT(""),
                               .row = (uint16_t)(r + 1),
                               .column = (uint16_t)(c + 1),
                               .columns = (uint16_t)(c + 1 == n ? 1 + pick(2) : 1)};
        }
    }
    for (uint32_t i = 0; i < n_edges && chart.n_boxes > 1; i++) {
        uint16_t from = (uint16_t)pick((uint32_t)chart.n_boxes);
        uint16_t to = (uint16_t)((from + 1 + pick((uint32_t)chart.n_boxes - 1)) % chart.n_boxes);
        gr_str label = pick(2) == 0 ? GR_LIT("") : GR_LIT("geeft advies over de begroting");
        edges[chart.n_edges++] = (gr_chart_edge){from, to, label, (gr_arrow)pick(3)};
    }
    return chart;
}

/** Four straight strokes that make a closed figure: a box. */
static bool is_box(const gr_shape *shape, box *out)
{
    if (shape->kind != GR_SHAPE_PATH || shape->n_steps != 5 || shape->stroke == 0xFF000000u ||
        shape->stroke_width != 1400) {
        return false;
    }
    const gr_path_step *steps = shape->steps;
    *out = (box){steps[0].x, steps[2].x, steps[0].y, steps[2].y};
    return steps[4].op == GR_PATH_CLOSE;
}

static bool is_arrow(const gr_shape *shape)
{
    return shape->kind == GR_SHAPE_PATH && shape->fill == 0xFF000000u && shape->n_steps >= 2 &&
           shape->steps[shape->n_steps - 1].op == GR_PATH_LINE;
}

static bool runs_into(const gr_shape *arrow, box other)
{
    for (size_t i = 1; i < arrow->n_steps; i++) {
        const gr_path_step *a = &arrow->steps[i - 1], *b = &arrow->steps[i];
        box run = {a->x < b->x ? a->x : b->x, (a->x < b->x ? b->x : a->x) + 1,
                   a->y < b->y ? a->y : b->y, (a->y < b->y ? b->y : a->y) + 1};
        box inner = {other.left + 100, other.right - 100, other.top + 100, other.bottom - 100};
        if (overlap(run, inner)) {
            return true;
        }
    }
    return false;
}

static void check_arrows(const char *name, const gr_shapes *shapes)
{
    for (size_t i = 0; i < shapes->n; i++) {
        box one;
        if (!is_box(&shapes->shapes[i], &one)) {
            continue;
        }
        for (size_t k = 0; k < shapes->n; k++) {
            if (is_arrow(&shapes->shapes[k]) && runs_into(&shapes->shapes[k], one)) {
                fail_msg("%s: an arrow runs through the box at %d,%d", name, one.left / 1000,
                         one.top / 1000);
            }
        }
    }
}

static void boxes_and_arrows_keep_apart(void **state)
{
    (void)state;
    static const gr_mpt widths[] = {300000, 460000};
    unsigned drawn = 0, all = 0;
    for (uint32_t number = 0; number < 400; number++) {
        gr_arena *outer = arena;
        arena = gr_arena_new(4096);
        gr_chart chart = random_diagram(number);
        for (size_t w = 0; w < 2; w++, all++) {
            gr_chart_space space = space_of(widths[w], 150000);
            space.most_height = 600000;
            gr_shapes shapes;
            gr_diag *own = gr_diag_new(arena, 5);
            if (gr_chart_draw(&chart, &space, (gr_loc){0}, arena, own, &shapes) != GR_OK) {
                assert_true(gr_diag_has(own, GR_CODE_CHART_DATA));
                continue;
            }
            drawn++;
            gr_str name = gr_str_dup(arena, gr_str_fmt(arena, "diagram %u", (unsigned)number));
            check_labels(name.ptr, &shapes);
            check_paths(name.ptr, &shapes);
            check_arrows(name.ptr, &shapes);
        }
        gr_arena_free(arena);
        arena = outer;
    }
    if (drawn * 10 < all * 9) {
        fail_msg("%u of %u drawn", drawn, all);
    }
}

/* --- what a small one looks like, and what it says --- */

static const gr_chart_box relation_boxes[] = {
    {.name = {"g", 1},
     .title = {"Gemeenten", 9},
     .text = {"", 0},
     .row = 1,
     .column = 2,
     .columns = 1},
    {.name = {"m", 1},
     .title = {"MGR", 3},
     .text = {"werkgever", 9},
     .row = 2,
     .column = 1,
     .columns = 1},
    {.name = {"s", 1},
     .title = {"Scalabor B.V.", 13},
     .text = {"", 0},
     .row = 2,
     .column = 3,
     .columns = 1},
};
static const gr_chart_edge relation_edges[] = {
    {0, 2, {"aanwijzing", 10}, GR_ARROW_TO},
    {0, 1, {"regeling", 8}, GR_ARROW_TO},
    {1, 2, {"", 0}, GR_ARROW_TO},
};

static gr_chart relation(void)
{
    return (gr_chart){.type = GR_CHART_DIAGRAM,
                      .title = GR_LIT("Titel"),
                      .boxes = relation_boxes,
                      .n_boxes = 3,
                      .edges = relation_edges,
                      .n_edges = 3};
}

static void shapes_are_stable(void **state)
{
    (void)state;
    static const char *const want =
#include "chart/golden_diagram.inc"
        ;
    gr_chart chart = relation();
    gr_chart_space space = space_of(300000, 150000);
    gr_shapes shapes;
    assert_int_equal(gr_chart_draw(&chart, &space, (gr_loc){0}, arena, diag, &shapes), GR_OK);
    check_text("relation", text_of(&shapes), want);
}

/** All of the height that there is, unless rows are 44 pt apart then. */
static void rows_stand_apart(void **state)
{
    (void)state;
    for (gr_mpt height = 80000; height <= 200000; height += 40000) {
        gr_chart chart = relation();
        gr_chart_space space = space_of(300000, height);
        gr_shapes shapes;
        box one, first = {0};
        gr_mpt between = 0;
        chart.n_edges = 0;
        assert_int_equal(gr_chart_draw(&chart, &space, (gr_loc){0}, arena, diag, &shapes), GR_OK);
        for (size_t i = 0, n = 0; i < shapes.n; i++) {
            if (is_box(&shapes.shapes[i], &one)) {
                first = n == 0 ? one : first;
                between = n == 1 ? one.top - first.bottom : between;
                n++;
            }
        }
        assert_true(between == 44000 ? shapes.height <= height : shapes.height == height);
        assert_int_equal(between == 44000, height > 100000);
    }
}

static void alt_names_boxes_and_arrows(void **state)
{
    (void)state;
    const gr_chart_words words = {.from = GR_LIT("van"),
                                  .to = GR_LIT("naar"),
                                  .diagram = GR_LIT("schema"),
                                  .boxes = GR_LIT("vakken"),
                                  .edges = GR_LIT("pijlen")};
    gr_chart chart = relation();
    check_text(
        "relation", gr_chart_alt(&chart, &words, arena),
        "Schema: Titel. Vakken: Gemeenten; MGR (werkgever); Scalabor B.V. Pijlen: 1. van "
        "Gemeenten naar Scalabor B.V.: aanwijzing; 2. van Gemeenten naar MGR: regeling; van MGR "
        "naar Scalabor B.V.");
    chart.n_edges = 0;
    check_text("no arrows", gr_chart_alt(&chart, &words, arena),
               "Schema: Titel. Vakken: Gemeenten; MGR (werkgever); Scalabor B.V.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(boxes_and_arrows_keep_apart, start, stop),
        cmocka_unit_test_setup_teardown(shapes_are_stable, start, stop),
        cmocka_unit_test_setup_teardown(rows_stand_apart, start, stop),
        cmocka_unit_test_setup_teardown(alt_names_boxes_and_arrows, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
