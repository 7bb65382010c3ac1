#ifndef GR_TESTS_CHART_SAMPLE_H
#define GR_TESTS_CHART_SAMPLE_H
/* Charts for tests: a face whose letters are all half as wide as they are high, samples from
 * numbers, shapes held against rules and as text. */
#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "chart/chart.h"
#include "check.h"

#define SIZE 8000

static gr_arena *arena;
static gr_diag *diag;

static gr_notation notation = {
    .decimal_mark = {",", 1},
    .group_mark = {".", 1},
    .money_gap = {"", 0},
    .percent_gap = {"", 0},
    .minus = {"-", 1},
    .missing = {".", 1},
    .nothing = {"-", 1},
};

static inline int start(void **state)
{
    (void)state;
    arena = gr_arena_new(4096);
    diag = gr_diag_new(arena, 50);
    notation.language = gr_language_find(GR_LIT("nl"));
    return 0;
}

static inline int stop(void **state)
{
    (void)state;
    gr_arena_free(arena);
    return 0;
}

static inline gr_mpt count_letters(gr_str text)
{
    gr_mpt n = 0;
    for (size_t i = 0; i < text.len; i++) {
        n += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
    }
    return n;
}

static inline gr_mpt measure(void *user, gr_str text, bool bold)
{
    (void)user;
    return count_letters(text) * (bold ? SIZE * 11 / 20 : SIZE / 2);
}

static inline gr_chart_space space_of(gr_mpt width, gr_mpt height)
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

static inline gr_figure figure_of(int64_t number)
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

/** A day, counted from 2022-01-01. */
static inline gr_figure day_of(int64_t number)
{
    gr_figure figure = figure_of(number);
    if (number != ABSENT) {
        gr_day day = gr_day_of((gr_civil){2022, 1, 1}) + (gr_day)number;
        gr_civil civil = gr_civil_of(day);
        figure.value = (gr_value){.type = GR_T_DATE, .as.day = day};
        figure.text = gr_str_fmt(arena, "%d %s %d", civil.day,
                                 notation.language->months[civil.month - 1], civil.year);
    }
    return figure;
}

static inline gr_figure *totals_of(const gr_chart *chart)
{
    gr_figure *totals = GR_NEW_N(arena, gr_figure, chart->n_categories);
    for (size_t c = 0; c < chart->n_categories; c++) {
        int64_t sum = 0;
        for (size_t s = 0; s < chart->n_series; s++) {
            const gr_value *value = &chart->series[s].points[c].value;
            sum += value->type == GR_T_INT ? value->as.i : 0;
        }
        totals[c] = figure_of(sum);
    }
    return totals;
}

typedef struct chart_sample {
    const char *name;
    gr_chart_type type;
    size_t n_series, n_categories;
    const char *category; /* "%d" is its number */
    const int64_t *numbers;
} chart_sample;

static inline gr_chart chart_of(const chart_sample *sample)
{
    gr_str *categories = GR_NEW_N(arena, gr_str, sample->n_categories);
    gr_series *series = GR_NEW_N(arena, gr_series, sample->n_series);
    for (size_t c = 0; c < sample->n_categories; c++) {
        categories[c] = gr_str_fmt(arena, "%s%zu", sample->category, c + 1);
    }
    for (size_t s = 0; s < sample->n_series; s++) {
        gr_figure *points = GR_NEW_N(arena, gr_figure, sample->n_categories);
        for (size_t c = 0; c < sample->n_categories; c++) {
            int64_t number = sample->numbers[s * sample->n_categories + c];
            points[c] = sample->type == GR_CHART_GANTT ? day_of(number) : figure_of(number);
        }
        series[s] = (gr_series){gr_str_fmt(arena, "Reeks %zu", s + 1), points};
    }
    gr_chart chart = {.type = sample->type,
                      .title = GR_LIT("Titel"),
                      .unit = GR_LIT("aantal"),
                      .categories = categories,
                      .n_categories = sample->n_categories,
                      .series = series,
                      .n_series = sample->n_series,
                      .zero = GR_LIT("alle waarden zijn nul"),
                      .without = GR_LIT("zonder waarde"),
                      .rest = GR_LIT("niet in de figuur:"),
                      .total = GR_LIT("totaal"),
                      .alt = GR_LIT(""),
                      .table_anchor = GR_LIT(""),
                      .left = GR_LIT("smalle agenda"),
                      .right = GR_LIT("brede agenda"),
                      .bottom = GR_LIT("weinig"),
                      .top = GR_LIT("veel")};
    chart.totals = sample->type == GR_CHART_STACKED ? totals_of(&chart) : NULL;
    return chart;
}

typedef struct box {
    gr_mpt left, right, top, bottom;
} box;

static inline box box_of(const gr_shape *label)
{
    gr_mpt width = measure(NULL, label->text, label->bold);
    gr_mpt left = label->anchor < 0   ? label->x
                  : label->anchor > 0 ? label->x - width
                                      : label->x - width / 2;
    if (label->turned) {
        return (box){label->x - SIZE * 7 / 10, label->x + SIZE / 5, label->y - width, label->y};
    }
    return (box){left, left + width, label->y - SIZE * 7 / 10, label->y + SIZE / 5};
}

static inline bool overlap(box a, box b)
{
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

static inline void check_labels(const char *name, const gr_shapes *shapes)
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

/** Whether the line from `a` to `b` comes within the box, tried at a hundred places. */
static inline bool passes(box one, const gr_path_step *a, const gr_path_step *b)
{
    for (gr_mpt k = 0; k <= 100; k++) {
        gr_mpt x = a->x + (b->x - a->x) / 100 * k, y = a->y + (b->y - a->y) / 100 * k;
        if (x > one.left && x < one.right && y > one.top && y < one.bottom) {
            return true;
        }
    }
    return false;
}

/** No line of the data, which is thicker than those of the grid, runs through a label. */
static inline void check_uncrossed(const char *name, const gr_shapes *shapes)
{
    for (size_t i = 0; i < shapes->n; i++) {
        const gr_shape *line = &shapes->shapes[i];
        for (size_t j = 0; j < shapes->n; j++) {
            const gr_shape *label = &shapes->shapes[j];
            if (label->kind != GR_SHAPE_LABEL || line->stroke_width < 1000) {
                continue;
            }
            for (size_t k = 1; k < line->n_steps; k++) {
                if (line->steps[k].op == GR_PATH_LINE &&
                    passes(box_of(label), &line->steps[k - 1], &line->steps[k])) {
                    fail_msg("%s %d x %d: a line through '" GR_FMT "'", name, shapes->width,
                             shapes->height, GR_ARG(label->text));
                }
            }
        }
    }
}

static inline void check_paths(const char *name, const gr_shapes *shapes)
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

static inline const gr_shape *first_label(const gr_shapes *shapes, const char *text)
{
    for (size_t i = 0; i < shapes->n; i++) {
        if (shapes->shapes[i].kind == GR_SHAPE_LABEL && gr_str_is(shapes->shapes[i].text, text)) {
            return &shapes->shapes[i];
        }
    }
    return NULL;
}

/* --- the shapes themselves, as text --- */

static inline void add_step(const gr_path_step *step, gr_buf *out)
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

static inline gr_str text_of(const gr_shapes *shapes)
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

#endif
