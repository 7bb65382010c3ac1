/* Charts: numbers in, shapes out. Geometry is held against rules with a face whose letters are all
 * half as wide as they are high; the text alternative against words. */
#include "chart/sample.h"

static const int64_t few[] = {3, 7, 5};
static const int64_t two_few[] = {3, 7, 5, 4, 6, 8};
static const int64_t signs[] = {-40, 70, 5, 0, -100};
static const int64_t gaps[] = {10, ABSENT, 30, 25, 5, 6, ABSENT, 12};
static const int64_t big[] = {573334, 42253, 94798,  171272, 175193, 116495,
                              163347, 5583,  141032, 55914,  160779};
static const int64_t flat[] = {757, 760, 749, 771, 755, 768};
static const int64_t zeros[] = {0, 0, 0, 0, 0, 0};
static const int64_t giant[] = {97, 1, 1, 0, 1};
static const int64_t many[] = {5, 9, 2, 7, 4, 4, 8, 1, 3, 6, 5, 9, 2, 7, 4, 4, 8, 1, 3, 6,
                               5, 9, 2, 7, 4, 4, 8, 1, 3, 6, 5, 9, 2, 7, 4, 4, 8, 1, 3, 6};
static const int64_t tasks[] = {0, 59, 110, 273, 300, 365, 90, 180, 110, 400, 700, 365};
static const int64_t short_tasks[] = {0, 3, 8, 2, 6, 9};
static const int64_t far_tasks[] = {0, 3000, ABSENT, 2, 6000, 9};
static const int64_t spots[] = {1, 3, 5, 2, 2, 4, 1, 5, 2, 2};
static const int64_t crowd[] = {2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2};
static const int64_t huge[] = {INT64_MAX, 1, INT64_MAX / 2};

static const chart_sample samples[] = {
    {"bar, three", GR_CHART_BAR, 1, 3, "Jaar ", few},
    {"bar, long names", GR_CHART_BAR, 1, 11, "Gemeente met een lange naam ", big},
    {"bar, eleven", GR_CHART_BAR, 1, 11, "Plaats ", big},
    {"bar, signs", GR_CHART_BAR, 1, 5, "A", signs},
    {"bar, signs, long names", GR_CHART_BAR, 1, 5, "Een heel lange naam van een post ", signs},
    {"bar, gaps", GR_CHART_BAR, 1, 8, "G", gaps},
    {"bar, huge", GR_CHART_BAR, 1, 3, "H", huge},
    {"grouped, three", GR_CHART_GROUPED, 2, 3, "Jaar ", two_few},
    {"grouped, gaps", GR_CHART_GROUPED, 2, 4, "G", gaps},
    {"grouped, long names", GR_CHART_GROUPED, 2, 3, "Een heel lange naam van een module die ",
     two_few},
    {"line, one", GR_CHART_LINE, 1, 6, "201", flat},
    {"line, two", GR_CHART_LINE, 2, 3, "202", two_few},
    {"line, two that end alike", GR_CHART_LINE, 2, 3, "202", flat},
    {"line, gaps", GR_CHART_LINE, 2, 4, "202", gaps},
    {"line, long names", GR_CHART_LINE, 1, 11, "Een lange naam ", big},
    {"donut, three", GR_CHART_DONUT, 1, 3, "Deel ", few},
    {"donut, eleven", GR_CHART_DONUT, 1, 11, "Gemeente ", big},
    {"bar, zeros", GR_CHART_BAR, 1, 6, "Jaar ", zeros},
    {"bar, one", GR_CHART_BAR, 1, 1, "Jaar ", few},
    {"bar, forty", GR_CHART_BAR, 1, 40, "Plaats ", many},
    {"line, zeros", GR_CHART_LINE, 2, 3, "Jaar ", zeros},
    {"line, one point", GR_CHART_LINE, 1, 1, "Jaar ", few},
    {"line, eight lines", GR_CHART_LINE, 8, 4, "Jaar ", many},
    {"line, forty", GR_CHART_LINE, 1, 40, "Jaar ", many},
    {"donut, a giant", GR_CHART_DONUT, 1, 5, "Deel ", giant},
    {"donut, one", GR_CHART_DONUT, 1, 1, "Deel ", few},
    {"stacked, three", GR_CHART_STACKED, 2, 3, "Jaar ", two_few},
    {"stacked, gaps", GR_CHART_STACKED, 2, 4, "G", gaps},
    {"stacked, zeros", GR_CHART_STACKED, 2, 3, "G", zeros},
    {"stacked, many parts", GR_CHART_STACKED, 10, 4, "Jaar ", many},
    {"stacked, long names", GR_CHART_STACKED, 2, 3, "Een heel lange naam van een module die ",
     two_few},
    {"horizontal, three", GR_CHART_HORIZONTAL, 1, 3, "Jaar ", few},
    {"horizontal, two", GR_CHART_HORIZONTAL, 2, 3, "Jaar ", two_few},
    {"horizontal, signs", GR_CHART_HORIZONTAL, 1, 5, "Een naam van een post ", signs},
    {"horizontal, forty", GR_CHART_HORIZONTAL, 1, 40, "Plaats ", many},
    {"gantt, six", GR_CHART_GANTT, 2, 6, "Taak ", tasks},
    {"gantt, long names", GR_CHART_GANTT, 2, 6, "Een taak met een heel lange naam die ", tasks},
    {"gantt, days", GR_CHART_GANTT, 2, 3, "Taak ", short_tasks},
    {"gantt, starts only", GR_CHART_GANTT, 1, 12, "Taak ", tasks},
    {"gantt, decades", GR_CHART_GANTT, 1, 6, "Taak ", far_tasks},
    {"quadrant, five", GR_CHART_QUADRANT, 2, 5, "Punt ", spots},
    {"quadrant, signs", GR_CHART_QUADRANT, 2, 2, "Een punt met een lange naam ", signs},
    {"quadrant, a crowd", GR_CHART_QUADRANT, 2, 8, "Punt ", crowd},
    {"quadrant, zeros", GR_CHART_QUADRANT, 2, 3, "P", zeros},
    {"donut, long names", GR_CHART_DONUT, 1, 5, "Een naam die nooit naast de ring past ", big},
};

static const gr_mpt widths[] = {220000, 300000, 460000, 700000};
static const gr_mpt heights[] = {120000, 170000, 260000};

static void labels_keep_apart(void **state)
{
    (void)state;
    unsigned drawn = 0, refused = 0;
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        gr_chart chart = chart_of(&samples[i]);
        for (size_t w = 0; w < 4; w++) {
            for (size_t h = 0; h < 3; h++) {
                gr_chart_space space = space_of(widths[w], heights[h]);
                space.most_height = h == 0 ? 0 : 500000;
                gr_shapes shapes;
                gr_diag *own = gr_diag_new(arena, 5);
                gr_status status = gr_chart_draw(&chart, &space, (gr_loc){0}, arena, own, &shapes);
                assert_int_equal(status, GR_OK);
                assert_true((shapes.left_out || shapes.rest.len > 0) ==
                            gr_diag_has(own, GR_CODE_CHART_SMALL));
                if (shapes.left_out) {
                    refused++;
                    continue;
                }
                drawn++;
                check_labels(samples[i].name, &shapes);
                check_paths(samples[i].name, &shapes);
            }
        }
    }
    /* small drawings may refuse, but a chart that is never drawn would prove nothing */
    assert_true(drawn > refused * 10);
}

static void lines_leave_figures_alone(void **state)
{
    (void)state;
    static const int64_t saw[] = {10, 90, 10, 90, 10, 90}, up[] = {1, 2, 4, 8, 16, 32, 64, 128};
    static const int64_t holes[] = {40, ABSENT, 45, 44, ABSENT, 10, 90, 12};
    static const chart_sample cases[] = {
        {"saw", GR_CHART_LINE, 1, 6, "J", saw},     {"up", GR_CHART_LINE, 1, 8, "J", up},
        {"holes", GR_CHART_LINE, 1, 8, "J", holes}, {"flat", GR_CHART_LINE, 1, 6, "J", flat},
        {"forty", GR_CHART_LINE, 1, 40, "J", many}, {"big", GR_CHART_LINE, 1, 11, "Naam ", big},
        {"two", GR_CHART_LINE, 2, 3, "J", two_few},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        for (size_t w = 0; w < 4; w++) {
            gr_chart chart = chart_of(&cases[i]);
            gr_chart_space space = space_of(widths[w], 170000);
            gr_shapes shapes;
            assert_int_equal(gr_chart_draw(&chart, &space, (gr_loc){0}, arena, diag, &shapes),
                             GR_OK);
            check_uncrossed(cases[i].name, &shapes);
            char last[8];
            (void)snprintf(last, sizeof last, "%d",
                           (int)cases[i].numbers[cases[i].n_categories - 1]);
            assert_true(cases[i].n_series > 1 || first_label(&shapes, last) != NULL);
        }
    }
}

static void little_room_is_enough(void **state)
{
    (void)state;
    static const gr_chart_type types[] = {GR_CHART_BAR,    GR_CHART_HORIZONTAL, GR_CHART_GROUPED,
                                          GR_CHART_LINE,   GR_CHART_DONUT,      GR_CHART_GANTT,
                                          GR_CHART_STACKED};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        const int64_t *numbers = types[i] == GR_CHART_GANTT ? tasks : big;
        const char *name = types[i] == GR_CHART_GANTT   ? "Taak "
                           : types[i] == GR_CHART_DONUT ? "Naam "
                                                        : "Een lange naam ";
        const chart_sample sample = {"least", types[i], 1, 3, name, numbers};
        gr_chart chart = chart_of(&sample);
        gr_chart_space space = space_of(GR_CHART_LEAST_WIDTH, GR_CHART_LEAST_HEIGHT);
        gr_shapes shapes;
        assert_int_equal(gr_chart_draw(&chart, &space, (gr_loc){0}, arena, diag, &shapes), GR_OK);
        if (shapes.left_out) {
            fail_msg("'%s' was left out", gr_chart_names[types[i]]);
        }
        check_labels(gr_chart_names[types[i]], &shapes);
        check_paths(gr_chart_names[types[i]], &shapes);
    }
}

static void no_room_is_told(void **state)
{
    (void)state;
    static const chart_sample cases[] = {
        {"forty", GR_CHART_HORIZONTAL, 1, 40, "x", many},
        {"ring", GR_CHART_DONUT, 1, 40, "x", many},
        {"crowd", GR_CHART_QUADRANT, 2, 8, "Een lange naam ", crowd},
        {"planning", GR_CHART_GANTT, 1, 12, "x", tasks},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        gr_chart chart = chart_of(&cases[i]);
        gr_chart_space space = space_of(GR_CHART_LEAST_WIDTH, GR_CHART_LEAST_HEIGHT);
        gr_shapes shapes = {.n = 0};
        gr_diag *own = gr_diag_new(arena, 5);
        assert_int_equal(gr_chart_draw(&chart, &space, (gr_loc){0}, arena, own, &shapes), GR_OK);
        assert_true(shapes.left_out && shapes.n == 0);
        assert_true(gr_diag_has(own, GR_CODE_CHART_SMALL));
        assert_int_equal(gr_diag_count(own, GR_ERROR), 0);
    }
}

static gr_shapes drawn(const chart_sample *sample)
{
    gr_chart chart = chart_of(sample);
    gr_chart_space space = space_of(400000, 120000);
    gr_shapes shapes;
    assert_int_equal(gr_chart_draw(&chart, &space, (gr_loc){0}, arena, diag, &shapes), GR_OK);
    return shapes;
}

static void nothing_is_said(void **state)
{
    (void)state;
    static const int64_t none[] = {ABSENT, ABSENT}, one_zero[] = {0, ABSENT};
    gr_shapes ring = drawn(&(chart_sample){"ring", GR_CHART_DONUT, 1, 2, "x", zeros});
    assert_non_null(first_label(&ring, "waarden"));
    assert_non_null(first_label(&ring, "zijn nul"));
    assert_non_null(first_label(&ring, "x1 (0); x2 (0)"));
    ring = drawn(&(chart_sample){"hidden", GR_CHART_DONUT, 1, 2, "x", none});
    assert_non_null(first_label(&ring, "Zonder waarde: x1 (.); x2 (.)"));
    ring = drawn(&(chart_sample){"one hidden", GR_CHART_DONUT, 1, 2, "x", one_zero});
    assert_null(first_label(&ring, "zijn nul"));
    gr_shapes bars = drawn(&(chart_sample){"bars", GR_CHART_BAR, 1, 2, "x", zeros});
    assert_non_null(first_label(&bars, "0"));
    assert_null(first_label(&bars, "1"));
    bars = drawn(&(chart_sample){"bars", GR_CHART_BAR, 1, 2, "x", none});
    assert_non_null(first_label(&bars, "."));
    gr_shapes point = drawn(&(chart_sample){"point", GR_CHART_LINE, 1, 1, "x", few});
    assert_non_null(first_label(&point, "0"));
    assert_non_null(first_label(&point, "3"));
}

/** A whole with a hidden part has no shares: they would be of something else. */
static void a_hidden_part_takes_the_shares(void **state)
{
    (void)state;
    static const int64_t parts[] = {10, ABSENT, 30};
    gr_shapes ring = drawn(&(chart_sample){"ring", GR_CHART_DONUT, 1, 3, "Deel ", parts});
    assert_non_null(first_label(&ring, "Deel 1 10"));
    assert_non_null(first_label(&ring, "Deel 3 30"));
    assert_non_null(first_label(&ring, "Zonder waarde: Deel 2 (.)"));
}

static gr_mpt axis_under(const gr_shapes *shapes, const char *category)
{
    const gr_shape *name = first_label(shapes, category), *zero = first_label(shapes, "0");
    assert_non_null(name);
    assert_non_null(zero);
    return name->y - zero->y;
}

static void a_small_negative_keeps_the_axis_short(void **state)
{
    (void)state;
    static const int64_t small[] = {-4, 97, 60}, large[] = {-60, 97, 60};
    gr_shapes shapes = drawn(&(chart_sample){"small", GR_CHART_BAR, 1, 3, "J", small});
    assert_non_null(first_label(&shapes, "100"));
    assert_null(first_label(&shapes, "-100"));
    gr_mpt short_one = axis_under(&shapes, "J1");
    shapes = drawn(&(chart_sample){"large", GR_CHART_BAR, 1, 3, "J", large});
    assert_non_null(first_label(&shapes, "-100"));
    assert_true(short_one < axis_under(&shapes, "J1") - 15000);
}

static void refuses(void **state)
{
    (void)state;
    static const int64_t none[] = {ABSENT, ABSENT};
    static const int64_t minus[] = {5, -5};
    static const chart_sample cases[] = {
        {"negative slice", GR_CHART_DONUT, 1, 2, "x", minus},
        {"two series of bars", GR_CHART_BAR, 2, 3, "x", two_few},
        {"two rings", GR_CHART_DONUT, 2, 3, "x", two_few},
        {"no categories", GR_CHART_LINE, 1, 0, "x", few},
        {"negative part", GR_CHART_STACKED, 1, 2, "x", minus},
        {"too many parts", GR_CHART_STACKED, 13, 1, "x", many},
        {"ends before it starts", GR_CHART_GANTT, 2, 1, "x", minus},
        {"no start", GR_CHART_GANTT, 1, 2, "x", none},
        {"points without y", GR_CHART_QUADRANT, 1, 2, "x", few},
        {"no boxes", GR_CHART_DIAGRAM, 0, 0, "x", few},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        gr_chart chart = chart_of(&cases[i]);
        gr_chart_space space = space_of(400000, 200000);
        gr_shapes shapes = {.width = 77};
        gr_diag *own = gr_diag_new(arena, 5);
        gr_status status = gr_chart_draw(&chart, &space, (gr_loc){0}, arena, own, &shapes);
        if (status != GR_BAD_INPUT || shapes.width != 77 || !gr_diag_has(own, GR_CODE_CHART_DATA)) {
            fail_msg("%s: status %d", cases[i].name, (int)status);
        }
    }
}

static gr_str drawn_text(const chart_sample *sample)
{
    gr_chart chart = chart_of(sample);
    chart.unit = GR_LIT("");
    gr_chart_space space = space_of(200000, 100000);
    gr_shapes shapes;
    assert_int_equal(gr_chart_draw(&chart, &space, (gr_loc){0}, arena, diag, &shapes), GR_OK);
    return text_of(&shapes);
}

static void shapes_are_stable(void **state)
{
    (void)state;
    static const int64_t pair[] = {3, 7};
    static const int64_t four[] = {3, 7, 5, 2};
    static const int64_t later[] = {3, 7, 50, 90};
    static const struct {
        chart_sample sample;
        const char *want;
    } cases[] = {
#include "chart/golden.inc"
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        check_text(cases[i].sample.name, drawn_text(&cases[i].sample), cases[i].want);
    }
}

/* --- rules that a picture must keep --- */

static void bars_start_at_zero(void **state)
{
    (void)state;
    const chart_sample sample = {"flat", GR_CHART_BAR, 1, 6, "J", flat};
    gr_chart chart = chart_of(&sample);
    gr_chart_space space = space_of(400000, 200000);
    gr_shapes shapes;
    assert_int_equal(gr_chart_draw(&chart, &space, (gr_loc){0}, arena, diag, &shapes), GR_OK);
    assert_non_null(first_label(&shapes, "0"));
    assert_non_null(first_label(&shapes, "800"));
    assert_non_null(first_label(&shapes, "757"));
}

static void drawings_grow_when_they_may(void **state)
{
    (void)state;
    const chart_sample sample = {"forty", GR_CHART_HORIZONTAL, 1, 40, "J", many};
    gr_chart chart = chart_of(&sample);
    gr_chart_space space = space_of(400000, 100000);
    gr_shapes shapes;
    space.most_height = 500000;
    assert_int_equal(gr_chart_draw(&chart, &space, (gr_loc){0}, arena, diag, &shapes), GR_OK);
    assert_true(shapes.height > 300000 && shapes.height < 500000);
}

static void totals_stand_on_stacks(void **state)
{
    (void)state;
    const chart_sample sample = {"stacks", GR_CHART_STACKED, 2, 3, "J", two_few};
    gr_chart chart = chart_of(&sample);
    gr_chart_space space = space_of(400000, 200000);
    gr_shapes shapes;
    assert_int_equal(gr_chart_draw(&chart, &space, (gr_loc){0}, arena, diag, &shapes), GR_OK);
    const gr_shape *total = first_label(&shapes, "13"), *part = first_label(&shapes, "6");
    assert_non_null(total);
    assert_non_null(part);
    assert_true(total->bold && total->y < part->y);
}

static void axis_of_time_names_what_fits(void **state)
{
    (void)state;
    static const int64_t spans[][2] = {{0, 80}, {0, 300}, {0, 1000}, {0, 9000}};
    static const char *const names[] = {"maart", "sep",
                                        "kw\xc2\xa0"
                                        "3",
                                        "2030"};
    for (size_t i = 0; i < 4; i++) {
        const chart_sample sample = {"task", GR_CHART_GANTT, 2, 1, "T", spans[i]};
        gr_chart chart = chart_of(&sample);
        gr_chart_space space = space_of(460000, 100000);
        gr_shapes shapes;
        assert_int_equal(gr_chart_draw(&chart, &space, (gr_loc){0}, arena, diag, &shapes), GR_OK);
        if (first_label(&shapes, names[i]) == NULL) {
            fail_msg("no '%s' in an axis of %d days", names[i], (int)spans[i][1]);
        }
    }
}

static void shares_add_up(void **state)
{
    (void)state;
    static const int64_t thirds[] = {1, 1, 1};
    const chart_sample sample = {"thirds", GR_CHART_DONUT, 1, 3, "D", thirds};
    gr_chart chart = chart_of(&sample);
    gr_chart_space space = space_of(400000, 200000);
    gr_shapes shapes;
    assert_int_equal(gr_chart_draw(&chart, &space, (gr_loc){0}, arena, diag, &shapes), GR_OK);
    assert_non_null(first_label(&shapes, "D1 1 (34%)"));
    assert_non_null(first_label(&shapes, "D2 1 (33%)"));
    assert_non_null(first_label(&shapes, "D3 1 (33%)"));
    space.width = 160000;
    assert_int_equal(gr_chart_draw(&chart, &space, (gr_loc){0}, arena, diag, &shapes), GR_OK);
    check_labels("thirds", &shapes);
}

static void alt_says_what_is_seen(void **state)
{
    (void)state;
    const gr_chart_words words = {
        .chart = GR_LIT("grafiek"),
        .highest = GR_LIT("hoogste"),
        .equal = GR_LIT("alle waarden zijn gelijk"),
        .both = GR_LIT("en"),
        .lowest = GR_LIT("laagste"),
        .total = GR_LIT("totaal"),
        .from = GR_LIT("van"),
        .to = GR_LIT("naar"),
        .share = GR_LIT("aandeel"),
        .see_table = GR_LIT("De cijfers staan in de tabel."),
        .until = GR_LIT("tot en met"),
        .across = GR_LIT("van links naar rechts"),
        .up = GR_LIT("van onder naar boven"),
        .diagram = GR_LIT("schema"),
        .boxes = GR_LIT("vakken"),
        .edges = GR_LIT("pijlen"),
        .zero = GR_LIT("alle waarden zijn nul"),
        .without = GR_LIT("zonder waarde"),
        .milestone = GR_LIT("mijlpaal"),
    };
    static const int64_t only[] = {ABSENT, 4}, span[] = {0, 3, 59, 3};
    static const int64_t same[] = {5, 5, 5}, tied[] = {7, 3, 7, 3, 7};
    static const struct {
        chart_sample sample;
        const char *want;
    } cases[] = {
        {{"bar", GR_CHART_BAR, 1, 3, "J", few},
         "Grafiek: Titel (aantal). Hoogste: J2, 7. Laagste: J1, 3."},
        {{"grouped", GR_CHART_GROUPED, 2, 3, "J", two_few},
         "Grafiek: Titel (aantal). Reeks 1: hoogste J2, 7; laagste J1, 3. Reeks 2: hoogste J3, "
         "8; laagste J1, 4."},
        {{"line", GR_CHART_LINE, 1, 3, "J", few},
         "Grafiek: Titel (aantal). Van 3 (J1) naar 5 (J3). Hoogste: J2, 7. Laagste: J1, 3."},
        {{"lines", GR_CHART_LINE, 2, 3, "J", two_few},
         "Grafiek: Titel (aantal). Reeks 1: van 3 (J1) naar 5 (J3); hoogste J2, 7; laagste J1, 3. "
         "Reeks 2: van 4 (J1) naar 8 (J3); hoogste J3, 8; laagste J1, 4."},
        {{"donut", GR_CHART_DONUT, 1, 3, "J", few},
         "Grafiek: Titel (aantal). Aandeel: J1, 3; J2, 7; J3, 5."},
        {{"stacked", GR_CHART_STACKED, 2, 3, "J", two_few},
         "Grafiek: Titel (aantal). Totaal: hoogste J2 en J3, 13; laagste J1, 7. Reeks 1: hoogste "
         "J2, 7; "
         "laagste J1, 3. Reeks 2: hoogste J3, 8; laagste J1, 4."},
        {{"gantt", GR_CHART_GANTT, 2, 2, "Taak ", span},
         "Grafiek: Titel (aantal). Van 1 januari 2022 tot en met 1 maart 2022. Taak 1: 1 januari "
         "2022 "
         "tot en met 1 maart 2022. Taak 2: 4 januari 2022 (mijlpaal)."},
        {{"quadrant", GR_CHART_QUADRANT, 2, 2, "Punt ", span},
         "Grafiek: Titel (aantal). Van links naar rechts: smalle agenda \xe2\x80\x93 brede agenda. "
         "Van onder naar boven: weinig \xe2\x80\x93 veel. Punt 1: 0; 59. Punt 2: 3; 3."},
        {{"all the same", GR_CHART_BAR, 1, 3, "J", same},
         "Grafiek: Titel (aantal). Alle waarden zijn gelijk: 5."},
        {{"ties", GR_CHART_BAR, 1, 5, "J", tied},
         "Grafiek: Titel (aantal). Hoogste: J1, J3 en J5, 7. Laagste: J2 en J4, 3."},
        {{"one present", GR_CHART_LINE, 1, 2, "J", only},
         "Grafiek: Titel (aantal). Hoogste: J2, 4. Zonder waarde: J1 (.)."},
        {{"none", GR_CHART_BAR, 1, 1, "J", only},
         "Grafiek: Titel (aantal). Zonder waarde: J1 (.)."},
        {{"zeros", GR_CHART_BAR, 1, 2, "J", zeros},
         "Grafiek: Titel (aantal). Alle waarden zijn nul."},
        {{"zero ring", GR_CHART_DONUT, 1, 2, "J", zeros},
         "Grafiek: Titel (aantal). Alle waarden zijn nul. Aandeel: J1, 0; J2, 0."},
        {{"zero line", GR_CHART_LINE, 2, 2, "J", zeros},
         "Grafiek: Titel (aantal). Reeks 1: alle waarden zijn nul. Reeks 2: alle waarden zijn "
         "nul."},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        gr_chart chart = chart_of(&cases[i].sample);
        check_text(cases[i].sample.name, gr_chart_alt(&chart, &words, arena), cases[i].want);
    }
    gr_chart chart = chart_of(&cases[0].sample);
    chart.table_anchor = GR_LIT("T1");
    assert_true(
        gr_str_ends(gr_chart_alt(&chart, &words, arena), GR_LIT(" De cijfers staan in de tabel.")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(labels_keep_apart, start, stop),
        cmocka_unit_test_setup_teardown(lines_leave_figures_alone, start, stop),
        cmocka_unit_test_setup_teardown(little_room_is_enough, start, stop),
        cmocka_unit_test_setup_teardown(no_room_is_told, start, stop),
        cmocka_unit_test_setup_teardown(nothing_is_said, start, stop),
        cmocka_unit_test_setup_teardown(a_hidden_part_takes_the_shares, start, stop),
        cmocka_unit_test_setup_teardown(a_small_negative_keeps_the_axis_short, start, stop),
        cmocka_unit_test_setup_teardown(refuses, start, stop),
        cmocka_unit_test_setup_teardown(shapes_are_stable, start, stop),
        cmocka_unit_test_setup_teardown(bars_start_at_zero, start, stop),
        cmocka_unit_test_setup_teardown(shares_add_up, start, stop),
        cmocka_unit_test_setup_teardown(drawings_grow_when_they_may, start, stop),
        cmocka_unit_test_setup_teardown(totals_stand_on_stacks, start, stop),
        cmocka_unit_test_setup_teardown(axis_of_time_names_what_fits, start, stop),
        cmocka_unit_test_setup_teardown(alt_says_what_is_seen, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
