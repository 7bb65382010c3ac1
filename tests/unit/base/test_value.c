#include "check.h"

#include "base/arena.h"
#include "base/value.h"

#define N_OF(table) (sizeof(table) / sizeof((table)[0]))
#define TEXT(s)                \
    {                          \
        "" s "", sizeof(s) - 1 \
    }

#define BOOL(x)                        \
    {                                  \
        .type = GR_T_BOOL, .as.b = (x) \
    }
#define INT(x)                        \
    {                                 \
        .type = GR_T_INT, .as.i = (x) \
    }
#define DEC(c, s)                                   \
    {                                               \
        .type = GR_T_DECIMAL, .as.dec = {(c), (s) } \
    }
#define EUR(x)                                             \
    {                                                      \
        .type = GR_T_MONEY, .as.money = {(x), {"EUR", 2} } \
    }
#define PERIOD(k, y, n)                                               \
    {                                                                 \
        .type = GR_T_PERIOD, .as.period = { GR_PERIOD_##k, (y), (n) } \
    }

static void stable_text(void **state)
{
    (void)state;
    static const struct {
        gr_value value;
        const char *want;
    } cases[] = {
        {BOOL(true), "true"},
        {BOOL(false), "false"},
        {INT(1610), "1610"},
        {INT(INT64_MIN), "-9223372036854775808"},
        {INT(0), "0"},
        {DEC(303, 1), "30.3"},
        {DEC(3030, 2), "30.3"},
        {DEC(-5, 3), "-0.005"},
        {DEC(0, 6), "0"},
        {DEC(1000, 0), "1000"},
        {DEC(INT64_MIN, 6), "-9223372036854.775808"},
        {EUR(123450), "1234.50 EUR"},
        {EUR(-5), "-0.05 EUR"},
        {EUR(-123450), "-1234.50 EUR"},
        {{.type = GR_T_MONEY, .as.money = {12, {"JPY", 0}}}, "12 JPY"},
        {{.type = GR_T_DATE, .as.day = 19023}, "2022-01-31"},
        {PERIOD(YEAR, 2022, 0), "2022"},
        {PERIOD(SCHOOL, 2021, 0), "2021-2022"},
        {PERIOD(QUARTER, 2022, 3), "2022-Q3"},
        {PERIOD(MONTH, 2022, 3), "2022-03"},
        {{.type = GR_T_TEXT, .as.text = TEXT("inkoop")}, "inkoop"},
        {{.type = GR_T_CODE, .as.code = {TEXT("GM0202"), TEXT("Arnhem")}}, "GM0202"},
        {{.type = GR_T_REF, .as.ref = {NULL, 12}}, "record 12"},
        {{.type = GR_T_MISSING}, "(missing)"},
        {{.type = GR_T_NOT_APPLICABLE}, "(not applicable)"},
        {{.type = GR_T_SUPPRESSED}, "(suppressed)"},
        {{.type = GR_T_NONE}, "(none)"},
        {{.type = GR_T_POISON}, "(failed value)"},
    };
    gr_arena *arena = gr_arena_new(4096);
    for (size_t i = 0; i < N_OF(cases); i++) {
        gr_buf got = gr_buf_make(arena, 100);
        gr_value_add(&cases[i].value, &got);
        check_text(cases[i].want, gr_buf_view(&got), cases[i].want);
    }
    gr_arena_free(arena);
}

/* Each value stands before the next one; `same` says it is equal to the one before. */
static void total_order(void **state)
{
    (void)state;
    static const struct {
        bool same;
        gr_value value;
    } ladder[] = {
        {false, {.type = GR_T_NONE}},
        {false, BOOL(false)},
        {false, BOOL(true)},
        {false, INT(-2)},
        {false, DEC(-15, 1)},
        {false, INT(3)},
        {true, DEC(300, 2)},
        {true, INT(3)},
        {false, DEC(301, 2)},
        {false, EUR(-1)},
        {false, EUR(100)},
        {false, {.type = GR_T_MONEY, .as.money = {1, {"USD", 2}}}},
        {false, {.type = GR_T_DATE, .as.day = -1}},
        {false, {.type = GR_T_DATE, .as.day = 5}},
        {false, PERIOD(SCHOOL, 2021, 0)},
        {false, PERIOD(MONTH, 2022, 1)},
        {false, PERIOD(QUARTER, 2022, 1)},
        {false, PERIOD(YEAR, 2022, 0)},
        {false, PERIOD(QUARTER, 2022, 2)},
        {false, {.type = GR_T_TEXT, .as.text = TEXT("")}},
        {false, {.type = GR_T_TEXT, .as.text = TEXT("a")}},
        {false, {.type = GR_T_CODE, .as.code = {TEXT("a"), TEXT("z")}}},
        {true, {.type = GR_T_CODE, .as.code = {TEXT("a"), TEXT("y")}}},
        {false, {.type = GR_T_CODE, .as.code = {TEXT("b"), TEXT("a")}}},
        {false, {.type = GR_T_REF, .as.ref = {NULL, 1}}},
        {false, {.type = GR_T_REF, .as.ref = {NULL, 2}}},
        {false, {.type = GR_T_MISSING}},
        {true, {.type = GR_T_MISSING}},
        {false, {.type = GR_T_NOT_APPLICABLE}},
        {false, {.type = GR_T_SUPPRESSED}},
        {false, {.type = GR_T_POISON}},
    };
    for (size_t i = 0; i < N_OF(ladder); i++) {
        size_t rung = i; /* of the first value equal to this one */
        while (ladder[rung].same) {
            rung--;
        }
        for (size_t j = 0; j <= i; j++) {
            int want = j >= rung ? 0 : 1;
            print_message("case %zu, %zu\n", i, j);
            int got = gr_value_cmp(&ladder[i].value, &ladder[j].value);
            int back = gr_value_cmp(&ladder[j].value, &ladder[i].value);
            assert_int_equal((got > 0) - (got < 0), want);
            assert_int_equal((back > 0) - (back < 0), -want);
            assert_int_equal(gr_value_eq(&ladder[i].value, &ladder[j].value), want == 0);
        }
    }
}

static void equality_is_stricter_than_order(void **state)
{
    (void)state;
    const int dummies[2] = {0, 0};
    const gr_table *table = (const void *)&dummies[0];
    const gr_table *another = (const void *)&dummies[1];
    const gr_value one = {.type = GR_T_REF, .as.ref = {table, 1}};
    const gr_value other = {.type = GR_T_REF, .as.ref = {another, 1}};
    const gr_value money = EUR(300);
    const gr_value three = INT(3);
    assert_true(gr_value_eq(&one, &one));
    assert_false(gr_value_eq(&one, &other));
    assert_false(gr_value_eq(&money, &three));
}

static void kinds_of_types(void **state)
{
    (void)state;
    static const struct {
        gr_type type;
        const char *name;
        bool number, absent;
    } cases[] = {
        {GR_T_NONE, "none", false, false},
        {GR_T_BOOL, "bool", false, false},
        {GR_T_INT, "int", true, false},
        {GR_T_DECIMAL, "decimal", true, false},
        {GR_T_MONEY, "money", true, false},
        {GR_T_DATE, "date", false, false},
        {GR_T_PERIOD, "period", false, false},
        {GR_T_TEXT, "text", false, false},
        {GR_T_CODE, "code", false, false},
        {GR_T_REF, "ref", false, false},
        {GR_T_MISSING, "missing", false, true},
        {GR_T_SUPPRESSED, "suppressed", false, true},
        {GR_T_NOT_APPLICABLE, "not applicable", false, true},
        {GR_T_POISON, "failed value", false, false},
    };
    for (size_t i = 0; i < N_OF(cases); i++) {
        const gr_value v = {.type = cases[i].type};
        assert_string_equal(gr_type_name(cases[i].type), cases[i].name);
        assert_int_equal(gr_value_is_number(&v), cases[i].number);
        assert_int_equal(gr_value_is_absent(&v), cases[i].absent);
    }
}

static void tenths_of_a_millimetre(void **state)
{
    (void)state;
    assert_int_equal(gr_tenths_of(0), 0);
    assert_int_equal(gr_tenths_of(28346), 100);
    assert_int_equal(gr_tenths_of(141), 0); /* 0.0497 mm */
    assert_int_equal(gr_tenths_of(142), 1);
    for (int64_t tenth = 1; tenth < 4200; tenth++) {
        gr_mpt begin = gr_tenth_begin(tenth);
        assert_int_equal(gr_tenths_of(begin + 1), tenth);
        assert_int_equal(gr_tenths_of(begin - 1), tenth - 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stable_text),
        cmocka_unit_test(total_order),
        cmocka_unit_test(equality_is_stricter_than_order),
        cmocka_unit_test(kinds_of_types),
        cmocka_unit_test(tenths_of_a_millimetre),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
