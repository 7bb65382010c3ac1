#include "case_file.h"

#include "base/utf8.h"
#include "syntax/expression.h"

/** What was reported first, as `error T101 1:5 detail`. */
static gr_str first_report(gr_arena *arena, const gr_diag *diag)
{
    gr_buf printed = gr_buf_make(arena, SIZE_MAX);
    gr_diag_print(diag, &printed);
    gr_str rest = gr_buf_view(&printed);
    gr_str line = GR_LIT("");
    (void)gr_str_split(&rest, '\n', &line);
    size_t text = gr_str_find(line, GR_LIT(": error: "));
    size_t tag = line.len - 6; /* " [T101]" */
    gr_str place = gr_str_sub(line, 2, text - 2);
    gr_str detail = gr_str_sub(line, text + 9, tag - text - 10);
    detail = gr_str_sub(detail, gr_str_find(detail, GR_LIT(": ")) + 2, SIZE_MAX);
    return gr_str_fmt(arena, "error " GR_FMT " " GR_FMT " " GR_FMT,
                      GR_ARG(gr_str_sub(line, tag + 1, 4)), GR_ARG(place), GR_ARG(detail));
}

/** The place of a byte in code points, as the readers of files give it. */
static gr_loc place_in(const void *user, size_t offset)
{
    const gr_str *text = user;
    return (gr_loc){1, 1, (uint32_t)gr_utf8_count(gr_str_sub(*text, 0, offset)) + 1};
}

static gr_status parse_as_named(const gr_parse *with, gr_str input, gr_buf *out)
{
    const gr_expr *expr = NULL;
    const gr_set *set = NULL;
    const gr_pattern *pattern = NULL;
    gr_str text = gr_str_sub(input, gr_str_find(input, GR_LIT(":")) + 1, SIZE_MAX);
    gr_text_place place = {place_in, &text};
    if (gr_str_starts(input, GR_LIT("set:"))) {
        GR_TRY(gr_set_parse(with, text, place, &set));
        gr_set_dump(set, out);
    } else if (gr_str_starts(input, GR_LIT("pattern:"))) {
        GR_TRY(gr_pattern_parse(with, text, place, &pattern));
        gr_pattern_dump(pattern, out);
    } else {
        place.user = &input;
        GR_TRY(gr_expr_parse(with, input, place, &expr, NULL, NULL));
        gr_expr_dump(expr, out);
    }
    return GR_OK;
}

static bool run_case(gr_arena *arena, const gr_case *one, gr_str *out_got)
{
    static const gr_str known[] = {{"takes part", 10}, {"takes part in", 13}, {"is lid van", 10}};
    const gr_phrases phrases = {known, 3};
    gr_diag *diag = gr_diag_new(arena, 10);
    (void)gr_diag_add_file(diag, GR_LIT("x"));
    const gr_parse with = {arena, diag, &phrases, 64};
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_status status = parse_as_named(&with, one->input, &out);
    unsigned errors = gr_diag_count(diag, GR_NOTE);
    *out_got = status == GR_OK ? gr_buf_view(&out) : first_report(arena, diag);
    return errors == (status == GR_OK ? 0u : 1u);
}

static void cases(void **state)
{
    (void)state;
    run_cases("expr_syntax.txt", run_case);
}

/** n times `part`, then `tail`. */
static gr_str repeated(gr_arena *arena, const char *part, size_t n, const char *tail)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    for (size_t i = 0; i < n; i++) {
        gr_buf_add(&out, gr_str_of(part));
    }
    gr_buf_add(&out, gr_str_of(tail));
    return gr_buf_view(&out);
}

static void depth_is_bounded(void **state)
{
    (void)state;
    static const struct {
        const char *part, *tail;
        size_t fits; /* so many parts fit in a depth of 64 */
    } table[] = {
        {"a + ", "a", 63}, {"not ", "a", 63}, {"-", "a", 63},          {"a and ", "a", 63},
        {"(", "a", 63},    {"f(", "a", 63},   {"if a then ", "a", 63},
    };
    const gr_loc start = {0, 1, 1};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        gr_arena *arena = gr_arena_new(1 << 16);
        gr_diag *diag = gr_diag_new(arena, 10);
        const gr_parse with = {arena, diag, NULL, 64};
        const gr_text_place place = {gr_place_plain, &start};
        const gr_expr *expr = NULL;
        gr_str deep = repeated(arena, table[i].part, 100000, table[i].tail);
        assert_int_equal(gr_expr_parse(&with, deep, place, &expr, NULL, NULL), GR_BAD_INPUT);
        assert_null(expr);
        assert_true(gr_diag_has(diag, GR_CODE_EXPR_SYNTAX));
        if (table[i].part[0] == 'a') {
            gr_str fits = repeated(arena, table[i].part, table[i].fits, table[i].tail);
            gr_str over = repeated(arena, table[i].part, table[i].fits + 1, table[i].tail);
            assert_int_equal(gr_expr_parse(&with, fits, place, &expr, NULL, NULL), GR_OK);
            assert_int_equal(gr_expr_parse(&with, over, place, &expr, NULL, NULL), GR_BAD_INPUT);
        }
        gr_arena_free(arena);
    }
}

static void formats(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool ok;
        gr_format format;
    } table[] = {
        {"euro", true, {GR_FORMAT_EURO, GR_PLACES_OWN}},
        {"number(1)", true, {GR_FORMAT_NUMBER, 1}},
        {" percent(2) ", true, {GR_FORMAT_PERCENT, 2}},
        {"approx-million", true, {GR_FORMAT_APPROX_MILLION, GR_PLACES_OWN}},
        {"", false, {0, 0}},
        {"number(", false, {0, 0}},
        {"number()", false, {0, 0}},
        {"number(-1)", false, {0, 0}},
        {"number(7)", false, {0, 0}},
        {"number(1)x", false, {0, 0}},
        {"date(1)", false, {0, 0}},
        {"Euro", false, {0, 0}},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        gr_format format = {GR_FORMAT_CHECK, 9};
        print_message("case %s\n", table[i].text);
        assert_int_equal(gr_format_parse(gr_str_of(table[i].text), &format), table[i].ok);
        assert_int_equal(format.kind, table[i].ok ? table[i].format.kind : GR_FORMAT_CHECK);
        assert_int_equal(format.places, table[i].ok ? table[i].format.places : 9);
    }
}

/** Sources and places are what origins and messages quote. */
static void sources(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1 << 12);
    gr_diag *diag = gr_diag_new(arena, 10);
    const gr_loc start = {3, 7, 11};
    const gr_parse with = {arena, diag, NULL, 64};
    const gr_expr *expr = NULL;
    bool has_format = false;
    gr_format format = {GR_FORMAT_PLAIN, 0};
    gr_str text = GR_LIT(" (a + b) * sum( c of d where e ) as cents");
    assert_int_equal(gr_expr_parse(&with, text, (gr_text_place){gr_place_plain, &start}, &expr,
                                   &format, &has_format),
                     GR_OK);
    assert_true(has_format);
    assert_int_equal(format.kind, GR_FORMAT_CENTS);
    check_text("whole", expr->source, "(a + b) * sum( c of d where e )");
    check_text("left", expr->as.binary.left->source, "a + b");
    const gr_expr *sum = expr->as.binary.right;
    check_text("set", sum->as.aggregate.set->source, "d where e");
    check_text("call", sum->source, "sum( c of d where e )");
    assert_int_equal(sum->at.file, 3);
    assert_int_equal(sum->at.line, 7);
    assert_int_equal(sum->at.col, 11 + 11);
    assert_int_equal(expr->at.col, 11 + 9); /* the operator */
    assert_int_equal(sum->as.aggregate.set->where->as.path.at[0].col, 11 + 29);
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases),
        cmocka_unit_test(depth_is_bounded),
        cmocka_unit_test(formats),
        cmocka_unit_test(sources),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
