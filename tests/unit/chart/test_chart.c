/* Charts: numbers in, shapes out. Geometry is held against rules with a face whose letters are all
 * half as wide as they are high; the text alternative against words. */
#include "chart/chart.h"

#include "base/arena.h"
#include "base/diag.h"
#include "check.h"

#define SIZE 8000

static gr_arena *arena;
static gr_diag *diag;

static int start(void **state)
{
    (void)state;
    arena = gr_arena_new(4096);
    diag = gr_diag_new(arena, 50);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    gr_arena_free(arena);
    return 0;
}

static gr_mpt count_letters(gr_str text)
{
    gr_mpt n = 0;
    for (size_t i = 0; i < text.len; i++) {
        n += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
    }
    return n;
}

static gr_mpt measure(void *user, gr_str text, bool bold)
{
    (void)user;
    (void)bold;
    return count_letters(text) * SIZE / 2;
}

static const gr_notation notation = {
    .decimal_mark = {",", 1},
    .group_mark = {".", 1},
    .money_gap = {"", 0},
    .percent_gap = {"", 0},
    .minus = {"-", 1},
    .missing = {".", 1},
    .nothing = {"-", 1},
};

static gr_chart_space space_of(gr_mpt width, gr_mpt height)
{
    static const uint32_t colours[] = {0x1d4f91, 0xe0a020, 0x3a7d44};
    return (gr_chart_space){.width = width,
                            .height = height,
                            .label_size = SIZE,
                            .label_leading = SIZE * 14 / 10,
                            .measure = measure,
                            .colours = colours,
                            .n_colours = 3,
                            .grid = 0xdddddd,
                            .axis = 0x666666,
                            .text = 0x222222,
                            .paper = 0xffffff,
                            .notation = &notation};
}

#define ABSENT INT64_MIN

static gr_figure figure_of(int64_t number)
{
    gr_figure figure = {.id = GR_LIT("f"), .format = {GR_FORMAT_NUMBER, GR_PLACES_OWN}};
    figure.value.type = GR_T_INT;
    figure.value.as.i = number;
    figure.text = gr_str_fmt(arena, "%d", (int)number);
    if (number == ABSENT) {
        figure.value.type = GR_T_MISSING;
        figure.text = GR_LIT(".");
    }
    return figure;
}

typedef struct chart_sample {
    const char *name;
    gr_chart_type type;
    size_t n_series, n_categories;
    const char *category; /* "%d" is its number */
    const int64_t *numbers;
} chart_sample;

static gr_chart chart_of(const chart_sample *sample)
{
    gr_str *categories = GR_NEW_N(arena, gr_str, sample->n_categories);
    gr_series *series = GR_NEW_N(arena, gr_series, sample->n_series);
    for (size_t c = 0; c < sample->n_categories; c++) {
        categories[c] = gr_str_fmt(arena, "%s%zu", sample->category, c + 1);
    }
    for (size_t s = 0; s < sample->n_series; s++) {
        gr_figure *points = GR_NEW_N(arena, gr_figure, sample->n_categories);
        for (size_t c = 0; c < sample->n_categories; c++) {
            points[c] = figure_of(sample->numbers[s * sample->n_categories + c]);
        }
        series[s] = (gr_series){gr_str_fmt(arena, "Reeks %zu", s + 1), points};
    }
    return (gr_chart){.type = sample->type,
                      .title = GR_LIT("Titel"),
                      .unit = GR_LIT("aantal"),
                      .categories = categories,
                      .n_categories = sample->n_categories,
                      .series = series,
                      .n_series = sample->n_series,
                      .alt = GR_LIT(""),
                      .table_anchor = GR_LIT("")};
}

static const int64_t few[] = {3, 7, 5};
static const int64_t two_few[] = {3, 7, 5, 4, 6, 8};
static const int64_t signs[] = {-40, 70, 5, 0, -100};
static const int64_t gaps[] = {10, ABSENT, 30, 25, 5, 6, ABSENT, 12};
static const int64_t big[] = {573334, 42253, 94798,  171272, 175193, 116495,
                              163347, 5583,  141032, 55914,  160779};
static const int64_t flat[] = {757, 760, 749, 771, 755, 768};
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
    {"donut, long names", GR_CHART_DONUT, 1, 5, "Een naam die nooit naast de ring past ", big},
};

static const gr_mpt widths[] = {220000, 300000, 460000, 700000};
static const gr_mpt heights[] = {120000, 170000, 260000};

typedef struct box {
    gr_mpt left, right, top, bottom;
} box;

static box box_of(const gr_shape *label)
{
    gr_mpt width = measure(NULL, label->text, label->bold);
    gr_mpt left = label->anchor < 0   ? label->x
                  : label->anchor > 0 ? label->x - width
                                      : label->x - width / 2;
    return (box){left, left + width, label->y - SIZE * 7 / 10, label->y + SIZE / 5};
}

static bool overlap(box a, box b)
{
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

static void check_labels(const char *name, const gr_shapes *shapes)
{
    for (size_t i = 0; i < shapes->n; i++) {
        const gr_shape *one = &shapes->shapes[i];
        if (one->kind != GR_SHAPE_LABEL) {
            continue;
        }
        box own = box_of(one);
        if (own.left < -10 || own.top < -10 || own.right > shapes->width + 10 ||
            own.bottom > shapes->height + 10) {
            fail_msg("%s %d x %d: label '" GR_FMT "' leaves the drawing", name, shapes->width,
                     shapes->height, GR_ARG(one->text));
        }
        for (size_t j = 0; j < i; j++) {
            const gr_shape *other = &shapes->shapes[j];
            if (other->kind == GR_SHAPE_LABEL && overlap(own, box_of(other))) {
                fail_msg("%s %d x %d: '" GR_FMT "' runs into '" GR_FMT "'", name, shapes->width,
                         shapes->height, GR_ARG(one->text), GR_ARG(other->text));
            }
        }
    }
}

static void check_paths(const char *name, const gr_shapes *shapes)
{
    for (size_t i = 0; i < shapes->n; i++) {
        for (size_t k = 0; k < shapes->shapes[i].n_steps; k++) {
            const gr_path_step *step = &shapes->shapes[i].steps[k];
            if (step->op != GR_PATH_CLOSE &&
                (step->x < -3000 || step->y < -3000 || step->x > shapes->width + 3000 ||
                 step->y > shapes->height + 3000)) {
                fail_msg("%s %d x %d: a path leaves the drawing at %d %d", name, shapes->width,
                         shapes->height, step->x, step->y);
            }
        }
    }
}

static void labels_keep_apart(void **state)
{
    (void)state;
    unsigned drawn = 0, refused = 0;
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        gr_chart chart = chart_of(&samples[i]);
        for (size_t w = 0; w < 4; w++) {
            for (size_t h = 0; h < 3; h++) {
                gr_chart_space space = space_of(widths[w], heights[h]);
                gr_shapes shapes;
                gr_diag *own = gr_diag_new(arena, 5);
                if (gr_chart_draw(&chart, &space, (gr_loc){0}, arena, own, &shapes) != GR_OK) {
                    assert_true(gr_diag_has(own, GR_CODE_CHART_DATA));
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

static void refuses(void **state)
{
    (void)state;
    static const int64_t none[] = {ABSENT, ABSENT};
    static const int64_t zeros[] = {0, 0};
    static const int64_t minus[] = {5, -5};
    static const chart_sample cases[] = {
        {"nothing present", GR_CHART_BAR, 1, 2, "x", none},
        {"empty ring", GR_CHART_DONUT, 1, 2, "x", zeros},
        {"negative slice", GR_CHART_DONUT, 1, 2, "x", minus},
        {"two series of bars", GR_CHART_BAR, 2, 3, "x", two_few},
        {"two rings", GR_CHART_DONUT, 2, 3, "x", two_few},
        {"no categories", GR_CHART_LINE, 1, 0, "x", few},
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

/* --- the shapes themselves, as text --- */

static void add_step(const gr_path_step *step, gr_buf *out)
{
    static const char *const letters[] = {"M", "L", "C", "Z"};
    gr_buf_addf(out, " %s", letters[step->op]);
    if (step->op == GR_PATH_CURVE) {
        gr_buf_addf(out, "%d,%d ", step->x1 / 1000, step->y1 / 1000);
    }
    if (step->op != GR_PATH_CLOSE) {
        gr_buf_addf(out, "%d,%d", step->x / 1000, step->y / 1000);
    }
}

static gr_str text_of(const gr_shapes *shapes)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    for (size_t i = 0; i < shapes->n; i++) {
        const gr_shape *shape = &shapes->shapes[i];
        if (shape->kind == GR_SHAPE_LABEL) {
            gr_buf_addf(&out, "'" GR_FMT "' %d,%d\n", GR_ARG(shape->text), shape->x / 1000,
                        shape->y / 1000);
            continue;
        }
        gr_buf_addf(&out, "%s", shape->fill == 0xFF000000u ? "stroke" : "fill");
        for (size_t k = 0; k < shape->n_steps; k++) {
            add_step(&shape->steps[k], &out);
        }
        gr_buf_add_char(&out, '\n');
    }
    return gr_buf_view(&out);
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

static const gr_shape *first_label(const gr_shapes *shapes, const char *text)
{
    for (size_t i = 0; i < shapes->n; i++) {
        if (shapes->shapes[i].kind == GR_SHAPE_LABEL && gr_str_is(shapes->shapes[i].text, text)) {
            return &shapes->shapes[i];
        }
    }
    return NULL;
}

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

static void shares_add_up(void **state)
{
    (void)state;
    static const int64_t thirds[] = {1, 1, 1};
    const chart_sample sample = {"thirds", GR_CHART_DONUT, 1, 3, "D", thirds};
    gr_chart chart = chart_of(&sample);
    gr_chart_space space = space_of(400000, 200000);
    gr_shapes shapes;
    assert_int_equal(gr_chart_draw(&chart, &space, (gr_loc){0}, arena, diag, &shapes), GR_OK);
    assert_non_null(first_label(&shapes, "D1 34%"));
    assert_non_null(first_label(&shapes, "D2 33%"));
    assert_non_null(first_label(&shapes, "D3 33%"));
}

static void alt_says_what_is_seen(void **state)
{
    (void)state;
    const gr_chart_words words = {
        .chart = GR_LIT("grafiek"),
        .highest = GR_LIT("hoogste"),
        .lowest = GR_LIT("laagste"),
        .total = GR_LIT("totaal"),
        .from = GR_LIT("van"),
        .to = GR_LIT("naar"),
        .share = GR_LIT("aandeel"),
        .see_table = GR_LIT("De cijfers staan in de tabel."),
    };
    static const int64_t only[] = {ABSENT, 4};
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
        {{"one present", GR_CHART_LINE, 1, 2, "J", only},
         "Grafiek: Titel (aantal). Hoogste: J2, 4."},
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
        cmocka_unit_test_setup_teardown(refuses, start, stop),
        cmocka_unit_test_setup_teardown(shapes_are_stable, start, stop),
        cmocka_unit_test_setup_teardown(bars_start_at_zero, start, stop),
        cmocka_unit_test_setup_teardown(shares_add_up, start, stop),
        cmocka_unit_test_setup_teardown(alt_says_what_is_seen, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
