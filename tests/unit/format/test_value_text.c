#include "format/value_text.h"

#include "base/date.h"
#include "case_file.h"

/** The word before the first space; `rest` moves behind it. */
static gr_str word(gr_str *rest)
{
    gr_str first = GR_LIT("");
    (void)gr_str_split(rest, ' ', &first);
    return first;
}

static bool read_number(gr_str type, gr_str text, gr_value *out)
{
    if (gr_str_is(type, "money")) {
        out->type = GR_T_MONEY;
        return gr_money_parse(text, '.', gr_euro, &out->as.money);
    }
    if (gr_str_is(type, "int")) {
        out->type = GR_T_INT;
        return gr_int_parse(text, &out->as.i);
    }
    if (gr_str_is(type, "ratio")) {
        out->type = GR_T_RATIO;
        return gr_ratio_parse(text, '.', &out->as.ratio);
    }
    out->type = GR_T_DECIMAL;
    return gr_str_is(type, "number") && gr_decimal_parse(text, '.', &out->as.dec);
}

static bool read_absent(gr_str type, gr_value *out)
{
    static const struct {
        const char *name;
        gr_type type;
    } names[] = {{"missing", GR_T_MISSING},
                 {"not-applicable", GR_T_NOT_APPLICABLE},
                 {"suppressed", GR_T_SUPPRESSED},
                 {"none", GR_T_NONE},
                 {"poison", GR_T_POISON}};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (gr_str_is(type, names[i].name)) {
            out->type = names[i].type;
            return true;
        }
    }
    return false;
}

static bool read_value(gr_str type, gr_str text, gr_value *out)
{
    if (gr_str_is(type, "date")) {
        out->type = GR_T_DATE;
        return gr_date_parse(text, &out->as.day);
    }
    if (gr_str_is(type, "period")) {
        out->type = GR_T_PERIOD;
        return gr_period_parse(text, &out->as.period);
    }
    if (gr_str_is(type, "bool")) {
        *out = (gr_value){.type = GR_T_BOOL, .as.b = gr_str_is(text, "yes")};
        return true;
    }
    if (gr_str_is(type, "text")) {
        *out = (gr_value){.type = GR_T_TEXT, .as.text = text};
        return true;
    }
    if (gr_str_is(type, "code")) {
        gr_code_text code = {.label = GR_LIT("")};
        (void)gr_str_split(&text, '=', &code.code);
        code.label = text;
        *out = (gr_value){.type = GR_T_CODE, .as.code = code};
        return true;
    }
    return read_absent(type, out) || read_number(type, text, out);
}

static bool read_format(gr_str text, gr_format *out)
{
    gr_str name = GR_LIT("");
    (void)gr_str_split(&text, '(', &name);
    out->places = text.len > 0 ? (uint8_t)(text.ptr[0] - '0') : GR_PLACES_OWN;
    for (int kind = 0; kind < GR_FORMAT__COUNT; kind++) {
        if (gr_str_is(name, gr_format_facts[kind].name)) {
            out->kind = (gr_format_kind)kind;
            return true;
        }
    }
    return false;
}

static gr_notation sample_notation(const char *language)
{
    return (gr_notation){
        .language = gr_language_find(gr_str_of(language)),
        .decimal_mark = GR_LIT(","),
        .group_mark = GR_LIT("."),
        .money_gap = GR_LIT("\u00A0"),
        .percent_gap = GR_LIT(""),
        .minus = GR_LIT("\u2212"),
        .missing = GR_LIT("."),
        .not_applicable = GR_LIT("n.v.t."),
        .suppressed = GR_LIT("x"),
        .nothing = GR_LIT("–"),
    };
}

static bool run_text(gr_arena *arena, const gr_case *one, gr_str *out_got)
{
    gr_notation notation = sample_notation("nl");
    gr_str rest = one->input;
    gr_str type = word(&rest);
    gr_str value_text = word(&rest);
    gr_str as = word(&rest);
    gr_value value = {.type = GR_T_NONE};
    gr_format format = {GR_FORMAT_PLAIN, GR_PLACES_OWN};
    if (!gr_str_is(as, "as") || !read_value(type, value_text, &value) ||
        !read_format(rest, &format)) {
        print_error("case not understood: " GR_FMT "\n", GR_ARG(one->input));
        return false;
    }
    *out_got = gr_value_text(arena, &value, format, &notation);
    return true;
}

static void text_of_every_kind(void **state)
{
    (void)state;
    run_cases("number_text.txt", run_text);
}

/** Another house style changes marks, gaps and words: nothing of them is in the code. */
static void notation_is_obeyed(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(4096);
    gr_notation notation = sample_notation("en");
    notation.decimal_mark = GR_LIT(".");
    notation.group_mark = GR_LIT(" ");
    notation.money_gap = GR_LIT("");
    notation.percent_gap = GR_LIT(" ");
    notation.minus = GR_LIT("-");
    gr_value amount = {.type = GR_T_MONEY, .as.money = {-123456789, gr_euro}};
    gr_value tunis = {.type = GR_T_MONEY, .as.money = {1234500, {"TND", 3}}};
    gr_value ratio = {.type = GR_T_DECIMAL, .as.dec = {125, 3}};
    gr_value yes = {.type = GR_T_BOOL, .as.b = true};
    const struct {
        const gr_value *value;
        gr_format format;
        const char *want;
    } cases[] = {
        {&amount, {GR_FORMAT_CENTS, GR_PLACES_OWN}, "€-1 234 567.89"},
        {&amount, {GR_FORMAT_APPROX_MILLION, GR_PLACES_OWN}, "about\u00A0€-1.2\u00A0million"},
        {&tunis, {GR_FORMAT_EURO, GR_PLACES_OWN}, "TND\u00A01 235"},
        {&ratio, {GR_FORMAT_PERCENT, 1}, "12.5 %"},
        {&yes, {GR_FORMAT_CHECK, GR_PLACES_OWN}, "yes"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        check_text("notation", gr_value_text(arena, cases[i].value, cases[i].format, &notation),
                   cases[i].want);
    }
    gr_arena_free(arena);
}

static void english_ordinals_end_as_they_should(void **state)
{
    (void)state;
    static const struct {
        int64_t number;
        const char *want;
    } cases[] = {{1, "1st"},     {2, "2nd"},     {3, "3rd"},     {4, "4th"},     {10, "10th"},
                 {11, "11th"},   {12, "12th"},   {13, "13th"},   {21, "21st"},   {22, "22nd"},
                 {101, "101st"}, {111, "111th"}, {112, "112th"}, {123, "123rd"}, {-1, "\u22121st"}};
    gr_arena *arena = gr_arena_new(4096);
    gr_notation notation = sample_notation("en");
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        gr_value value = {.type = GR_T_INT, .as.i = cases[i].number};
        gr_format ordinal = {GR_FORMAT_ORDINAL, GR_PLACES_OWN};
        check_text("ordinal", gr_value_text(arena, &value, ordinal, &notation), cases[i].want);
    }
    gr_arena_free(arena);
}

/** Two values a type, so that each format of it looks like no other on one of them. */
static const gr_value looked_at[] = {
    {.type = GR_T_MONEY, .as.money = {123456789012, {"EUR", 2}}},
    {.type = GR_T_INT, .as.i = 12345678},
    {.type = GR_T_INT, .as.i = 11},
    {.type = GR_T_DECIMAL, .as.dec = {1234567825, 2}},
    {.type = GR_T_DECIMAL, .as.dec = {33, 2}},
    {.type = GR_T_DATE, .as.day = 20244},
    {.type = GR_T_PERIOD, .as.period = {GR_PERIOD_QUARTER, 2025, 4}},
};
#define N_LOOKED_AT (sizeof looked_at / sizeof looked_at[0])

/** On a value that both can show. */
static bool differ(gr_arena *arena, gr_format_kind a, gr_format_kind b)
{
    const gr_notation notation = sample_notation("nl");
    bool met = false;
    for (size_t i = 0; i < N_LOOKED_AT; i++) {
        const gr_value *value = &looked_at[i];
        if (gr_format_fits(a, value->type) && gr_format_fits(b, value->type)) {
            const gr_format one = {a, GR_PLACES_OWN}, other = {b, GR_PLACES_OWN};
            met = true;
            if (!gr_str_eq(gr_value_text(arena, value, one, &notation),
                           gr_value_text(arena, value, other, &notation))) {
                return true;
            }
        }
    }
    return !met;
}

/** What formats.def has and `format` does not know looks like another. Dates are written in full
 * anyway; of checks and outcomes the document draws the sign. */
static void formats_look_like_no_other(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(4096);
    for (int a = 0; a < GR_FORMAT__COUNT; a++) {
        for (int b = a + 1; b < GR_FORMAT__COUNT; b++) {
            bool same = a == GR_FORMAT_PLAIN && b == GR_FORMAT_DATE;
            if (!same && !differ(arena, (gr_format_kind)a, (gr_format_kind)b)) {
                fail_msg("%s looks like %s", gr_format_facts[b].name, gr_format_facts[a].name);
            }
        }
    }
    gr_arena_free(arena);
}

static void millions_have_the_places_of_their_size(void **state)
{
    (void)state;
    static const struct {
        int64_t number;
        uint8_t places;
        gr_decimal want;
    } cases[] = {{70000, GR_PLACES_OWN, {7, 2}},     {95000, GR_PLACES_OWN, {1, 1}},
                 {1700000, GR_PLACES_OWN, {17, 1}},  {9950000, GR_PLACES_OWN, {10, 0}},
                 {54000000, GR_PLACES_OWN, {54, 0}}, {-9950000, GR_PLACES_OWN, {-10, 0}},
                 {4999, GR_PLACES_OWN, {0, 2}},      {1700000, 3, {1700, 3}}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        gr_decimal got = gr_in_millions((gr_decimal){cases[i].number, 0}, cases[i].places);
        assert_int_equal(got.coef == 0 ? 0 : got.coef, cases[i].want.coef);
        assert_int_equal(got.scale, cases[i].want.scale);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_of_every_kind),
        cmocka_unit_test(notation_is_obeyed),
        cmocka_unit_test(english_ordinals_end_as_they_should),
        cmocka_unit_test(formats_look_like_no_other),
        cmocka_unit_test(millions_have_the_places_of_their_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
