/* Trees, phases, frames and lanes: made-up ones keep clear of each other; what they say in words.
 */
#include "chart/sample.h"

static uint32_t seed;

static uint32_t pick(uint32_t n)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 16) % n;
}

static gr_str name_of(void)
{
    static const char *const words[] = {"Raad", "Algemeen bestuur", "Wat verandert er om ons heen",
                                        "Werkgevers zoeken steeds meer mensen in alle vakken", "B"};
    return gr_str_of(words[pick(5)]);
}

/** Boxes in the order that a tree has: each behind the one it hangs on, depth first. */
static void add_branch(gr_chart_box *boxes, size_t *n, uint16_t parent, uint16_t depth)
{
    uint32_t twigs = depth == 0 ? 1 : depth == 3 ? 0 : 1 + pick(3);
    for (uint32_t i = 0; i < twigs; i++) {
        boxes[(*n)++] = (gr_chart_box){.title = name_of(),
                                       .text = pick(4) == 0 ? GR_LIT("met een uitleg") : GR_LIT(""),
                                       .parent = parent,
                                       .depth = depth};
        add_branch(boxes, n, (uint16_t)*n, (uint16_t)(depth + 1));
    }
}

static gr_chart random_tree(uint32_t number)
{
    seed = number * 7919 + 1;
    gr_chart_box *boxes = GR_NEW_N(arena, gr_chart_box, 64);
    gr_chart chart = {.type = GR_CHART_TREE, .boxes = boxes, .down = pick(3) == 0};
    add_branch(boxes, &chart.n_boxes, 0, 0);
    return chart;
}

static gr_chart random_phases(uint32_t number)
{
    seed = number * 7919 + 1;
    gr_chart_box *boxes = GR_NEW_N(arena, gr_chart_box, 8);
    gr_chart chart = {.type = GR_CHART_PHASES,
                      .boxes = boxes,
                      .n_boxes = 1 + pick(7),
                      .here = GR_LIT("hier zijn we nu")};
    for (size_t i = 0; i < chart.n_boxes; i++) {
        boxes[i].title = name_of();
        boxes[i].text = pick(2) == 0 ? GR_LIT("en wat er dan gebeurt") : GR_LIT("");
    }
    boxes[pick((uint32_t)chart.n_boxes)].here = true;
    return chart;
}

/** Two frames beside each other, or three lanes, with arrows between their boxes. */
static gr_chart random_frames(uint32_t number)
{
    seed = number * 7919 + 1;
    gr_chart_box *boxes = GR_NEW_N(arena, gr_chart_box, 12);
    gr_chart_edge *edges = GR_NEW_N(arena, gr_chart_edge, 6);
    gr_chart_frame *frames = GR_NEW_N(arena, gr_chart_frame, 3);
    gr_chart chart = {.type = GR_CHART_DIAGRAM, .boxes = boxes, .edges = edges, .frames = frames};
    static const gr_str kinds[] = {{"bestuur", 7}, {"raad", 4}};
    chart.lanes = pick(2) == 0;
    chart.n_frames = chart.lanes ? 3 : 2;
    chart.kinds = kinds;
    chart.n_kinds = 2;
    for (uint16_t f = 0; f < chart.n_frames; f++) {
        frames[f] = (gr_chart_frame){GR_LIT(""), name_of(), 1};
        for (uint16_t i = 0; i < 3; i++) {
            uint16_t row = chart.lanes ? f : i, column = chart.lanes ? i : f;
            boxes[chart.n_boxes++] = (gr_chart_box){.title = name_of(),
                                                    .text = GR_LIT(""),
                                                    .row = (uint16_t)(row + 1),
                                                    .column = (uint16_t)(column + 1),
                                                    .columns = 1,
                                                    .frame = (uint16_t)(f + 1),
                                                    .kind = (uint16_t)pick(3)};
        }
    }
    for (uint32_t n = pick(6); n > 0; n--) {
        uint16_t from = (uint16_t)pick((uint32_t)chart.n_boxes);
        uint16_t to = (uint16_t)((from + 1 + pick((uint32_t)chart.n_boxes - 1)) % chart.n_boxes);
        edges[chart.n_edges++] = (gr_chart_edge){
            from, to, pick(2) == 0 ? GR_LIT("") : GR_LIT("vraagt"), (gr_arrow)pick(3)};
    }
    return chart;
}

static bool is_box(const gr_shape *shape, box *out)
{
    if (shape->kind != GR_SHAPE_PATH || shape->n_steps != 5 || shape->stroke_width != 1400) {
        return false;
    }
    const gr_path_step *steps = shape->steps;
    *out = (box){steps[0].x, steps[2].x, steps[0].y, steps[2].y};
    return true;
}

static void check_boxes(const char *name, const gr_shapes *shapes)
{
    box one, other;
    for (size_t i = 0; i < shapes->n; i++) {
        for (size_t k = 0; k < i && is_box(&shapes->shapes[i], &one); k++) {
            if (is_box(&shapes->shapes[k], &other) && overlap(one, other)) {
                fail_msg("%s: boxes at %d,%d and %d,%d", name, one.left / 1000, one.top / 1000,
                         other.left / 1000, other.top / 1000);
            }
        }
    }
}

static void check_all(gr_chart (*make)(uint32_t number), const char *what, unsigned least)
{
    static const gr_mpt widths[] = {200000, 300000, 460000};
    unsigned drawn = 0, all = 0;
    for (uint32_t number = 0; number < 200; number++) {
        gr_arena *outer = arena;
        arena = gr_arena_new(4096);
        for (size_t w = 0; w < 3; w++, all++) {
            gr_chart chart = make(number);
            gr_chart_space space = space_of(widths[w], 150000);
            gr_shapes shapes;
            gr_diag *own = gr_diag_new(arena, 5);
            space.most_height = 700000;
            assert_int_equal(gr_chart_draw(&chart, &space, (gr_loc){0}, arena, own, &shapes),
                             GR_OK);
            assert_int_equal(shapes.left_out, gr_diag_has(own, GR_CODE_CHART_SMALL));
            if (shapes.left_out) {
                continue;
            }
            drawn++;
            gr_str name = gr_str_dup(arena, gr_str_fmt(arena, "%s %u", what, (unsigned)number));
            check_labels(name.ptr, &shapes);
            check_paths(name.ptr, &shapes);
            check_boxes(name.ptr, &shapes);
        }
        gr_arena_free(arena);
        arena = outer;
    }
    if (drawn * 100 < all * least) {
        fail_msg("%s: %u of %u drawn", what, drawn, all);
    }
}

static void trees_keep_apart(void **state)
{
    (void)state;
    check_all(random_tree, "tree", 50);
}

static void phases_keep_apart(void **state)
{
    (void)state;
    check_all(random_phases, "phases", 95);
}

static void frames_keep_apart(void **state)
{
    (void)state;
    check_all(random_frames, "frames", 70);
}

/* --- in words --- */

static const gr_chart_words words = {.from = {"van", 3},
                                     .to = {"naar", 4},
                                     .both = {"en", 2},
                                     .boxes = {"vakken", 6},
                                     .edges = {"pijlen", 6},
                                     .diagram = {"schema", 6},
                                     .tree = {"boom", 4},
                                     .phases = {"stappen", 7},
                                     .phase = {"fase", 4},
                                     .of = {"van", 3},
                                     .here = {"hier zijn we nu", 15},
                                     .between = {"tussen", 6},
                                     .back = {"en terug", 8},
                                     .within = {"in", 2}};

static gr_str outline_of(const gr_chart *chart)
{
    size_t n = 0;
    const gr_chart_line *lines = gr_chart_outline(chart, &words, arena, &n);
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    for (size_t i = 0; i < n; i++) {
        gr_buf_addf(&out, "%s%u " GR_FMT, i == 0 ? "" : "\n", (unsigned)lines[i].depth,
                    GR_ARG(lines[i].text));
    }
    return gr_buf_view(&out);
}

static void a_tree_is_told_by_numbers(void **state)
{
    (void)state;
    const gr_chart_box boxes[] = {
        {.title = GR_LIT("Wat speelt er?"), .text = GR_LIT("")},
        {.title = GR_LIT("Aanbod"), .text = GR_LIT(""), .parent = 1, .depth = 1},
        {.title = GR_LIT("Krimp"), .text = GR_LIT("tot 2050"), .parent = 2, .depth = 2},
        {.title = GR_LIT("Rijk"), .text = GR_LIT(""), .parent = 1, .depth = 1}};
    gr_chart chart = {
        .type = GR_CHART_TREE, .title = GR_LIT("Kaart"), .boxes = boxes, .n_boxes = 4};
    check_text("tree", gr_chart_alt(&chart, &words, arena),
               "Boom: Kaart. 1. Wat speelt er? 1.1. Aanbod. 1.1.1. Krimp (tot 2050). 1.2. Rijk.");
    check_text("outline", outline_of(&chart),
               "0 Wat speelt er?\n1 Aanbod\n2 Krimp (tot 2050)\n1 Rijk");
}

static void phases_say_where_we_are(void **state)
{
    (void)state;
    const gr_chart_box boxes[] = {
        {.title = GR_LIT("Kiezen"), .text = GR_LIT("")},
        {.title = GR_LIT("Doen"), .text = GR_LIT("en zien"), .here = true}};
    gr_chart chart = {
        .type = GR_CHART_PHASES, .title = GR_LIT("Weg"), .boxes = boxes, .n_boxes = 2};
    check_text(
        "phases", gr_chart_alt(&chart, &words, arena),
        "Stappen: Weg. Fase 1 van 2: Kiezen. Fase 2 van 2, hier zijn we nu: Doen (en zien).");
    check_text("outline", outline_of(&chart),
               "0 Fase 1 van 2: Kiezen\n0 Fase 2 van 2, hier zijn we nu: Doen (en zien)");
}

static void frames_and_arrows_are_told(void **state)
{
    (void)state;
    static const gr_str kinds[] = {{"bestuur", 7}};
    const gr_chart_frame frames[] = {{GR_LIT("m"), GR_LIT("MGR"), 1},
                                     {GR_LIT("l"), GR_LIT("Leeg"), 1}};
    const gr_chart_box boxes[] = {
        {.title = GR_LIT("Raad"), .text = GR_LIT(""), .row = 1, .column = 1, .columns = 1},
        {.title = GR_LIT("AB"),
         .text = GR_LIT("elf leden"),
         .row = 2,
         .column = 1,
         .columns = 1,
         .frame = 1,
         .kind = 1}};
    const gr_chart_edge edges[] = {{0, 1, GR_LIT("vraagt"), GR_ARROW_BOTH},
                                   {1, 0, GR_LIT(""), GR_ARROW_NONE}};
    gr_chart chart = {.type = GR_CHART_DIAGRAM,
                      .title = GR_LIT("Wie"),
                      .boxes = boxes,
                      .n_boxes = 2,
                      .frames = frames,
                      .n_frames = 2,
                      .kinds = kinds,
                      .n_kinds = 1,
                      .edges = edges,
                      .n_edges = 2};
    check_text(
        "frames", gr_chart_alt(&chart, &words, arena),
        "Schema: Wie. Vakken: Raad. In MGR: AB (bestuur; elf leden). Pijlen: 1. van Raad naar "
        "AB en terug: vraagt; tussen AB en Raad.");
    check_text("outline", outline_of(&chart),
               "0 Raad\n0 MGR\n1 AB (bestuur; elf leden)\n0 Pijlen\n1 van Raad naar AB en terug: "
               "vraagt\n1 tussen AB en Raad");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(trees_keep_apart, start, stop),
        cmocka_unit_test_setup_teardown(phases_keep_apart, start, stop),
        cmocka_unit_test_setup_teardown(frames_keep_apart, start, stop),
        cmocka_unit_test_setup_teardown(a_tree_is_told_by_numbers, start, stop),
        cmocka_unit_test_setup_teardown(phases_say_where_we_are, start, stop),
        cmocka_unit_test_setup_teardown(frames_and_arrows_are_told, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
