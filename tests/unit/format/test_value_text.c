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
        if (gr_str_is(name, gr_format_names[kind])) {
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_of_every_kind),
        cmocka_unit_test(notation_is_obeyed),
        cmocka_unit_test(english_ordinals_end_as_they_should),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
