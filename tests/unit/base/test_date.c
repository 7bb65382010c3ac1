#include "check.h"

#include "base/date.h"

#define N_OF(table) (sizeof(table) / sizeof((table)[0]))

static void known_days(void **state)
{
    (void)state;
    static const struct {
        gr_civil civil;
        gr_day day;
        uint8_t weekday;
    } cases[] = {
        {{1970, 1, 1}, 0, 4},      {{1969, 12, 31}, -1, 3},    {{2000, 2, 29}, 11016, 2},
        {{2000, 3, 1}, 11017, 3},  {{2022, 1, 31}, 19023, 1},  {{2025, 6, 5}, 20244, 4},
        {{1900, 1, 1}, -25567, 1}, {{2200, 12, 31}, 84370, 3}, {{1, 1, 1}, -719162, 1},
        {{0, 3, 1}, -719468, 3},   {{-1, 12, 31}, -719529, 5},
    };
    for (size_t i = 0; i < N_OF(cases); i++) {
        print_message("case %zu\n", i);
        gr_civil back = gr_civil_of(cases[i].day);
        assert_int_equal(gr_day_of(cases[i].civil), cases[i].day);
        assert_int_equal(back.year, cases[i].civil.year);
        assert_int_equal(back.month, cases[i].civil.month);
        assert_int_equal(back.day, cases[i].civil.day);
        assert_int_equal(gr_weekday(cases[i].day), cases[i].weekday);
    }
}

static bool is_leap(int32_t year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/** Walks day by day with a calendar of its own. */
static void every_day_from_1600_to_2400(void **state)
{
    (void)state;
    static const uint8_t lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    gr_civil civil = {1600, 1, 1};
    uint8_t weekday = 6; /* a Saturday */
    for (gr_day day = -135140; civil.year < 2400; day++) {
        gr_civil got = gr_civil_of(day);
        assert_true(got.year == civil.year && got.month == civil.month && got.day == civil.day);
        assert_true(gr_day_of(civil) == day && gr_weekday(day) == weekday);
        weekday = (uint8_t)(weekday % 7 + 1);
        int last = lengths[civil.month - 1] + (civil.month == 2 && is_leap(civil.year));
        if (++civil.day > last) {
            civil.day = 1;
            civil.year += civil.month == 12;
            civil.month = (uint8_t)(civil.month % 12 + 1);
        }
    }
}

static void date_text(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool ok;
        gr_day day;
    } cases[] = {
        {"2022-01-31", true, 19023},
        {"2022-01-31T00:00:00", true, 19023},
        {"2022-01-31T23:59:59", true, 19023},
        {"2000-02-29", true, 11016},
        {"1900-01-01", true, -25567},
        {"2200-12-31", true, 84370},
        {"1848-11-03", true, -44253},
        {"0001-01-01", true, -719162},
        {"9999-12-31", true, 2932896},
        {"0000-12-31", false, 0},
        {"10000-01-01", false, 0},
        {"1900-02-29", false, 0},
        {"2022-02-30", false, 0},
        {"2022-04-31", false, 0},
        {"2022-00-01", false, 0},
        {"2022-13-01", false, 0},
        {"2022-01-00", false, 0},
        {"2022-01-32", false, 0},
        {"2022-1-31", false, 0},
        {"2022-01-3", false, 0},
        {"2022/01/31", false, 0},
        {"31-01-2022", false, 0},
        {"2022-01-31 ", false, 0},
        {"2022-01-31T", false, 0},
        {"2022-01-31T24:00:00", false, 0},
        {"2022-01-31T00:60:00", false, 0},
        {"2022-01-31T00:00:60", false, 0},
        {"2022-01-31 00:00:00", false, 0},
        {"2022-01-31T00:00:00Z", false, 0},
        {"", false, 0},
    };
    for (size_t i = 0; i < N_OF(cases); i++) {
        print_message("case %zu: %s\n", i, cases[i].text);
        gr_day got = 99;
        assert_int_equal(gr_date_parse(gr_str_of(cases[i].text), &got), cases[i].ok);
        assert_int_equal(got, cases[i].ok ? cases[i].day : 99);
    }
}

static void periods(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        gr_period period;
        gr_civil first, last;
    } cases[] = {
        {"2022", {GR_PERIOD_YEAR, 2022, 0}, {2022, 1, 1}, {2022, 12, 31}},
        {"2021-2022", {GR_PERIOD_SCHOOL, 2021, 0}, {2021, 8, 1}, {2022, 7, 31}},
        {"2022-Q1", {GR_PERIOD_QUARTER, 2022, 1}, {2022, 1, 1}, {2022, 3, 31}},
        {"2022-Q4", {GR_PERIOD_QUARTER, 2022, 4}, {2022, 10, 1}, {2022, 12, 31}},
        {"2024-02", {GR_PERIOD_MONTH, 2024, 2}, {2024, 2, 1}, {2024, 2, 29}},
        {"2024-12", {GR_PERIOD_MONTH, 2024, 12}, {2024, 12, 1}, {2024, 12, 31}},
    };
    for (size_t i = 0; i < N_OF(cases); i++) {
        print_message("case %zu: %s\n", i, cases[i].text);
        gr_period got = {0};
        assert_true(gr_period_parse(gr_str_of(cases[i].text), &got));
        assert_int_equal(got.kind, cases[i].period.kind);
        assert_int_equal(got.year, cases[i].period.year);
        assert_int_equal(got.nr, cases[i].period.nr);
        assert_int_equal(gr_period_first(got), gr_day_of(cases[i].first));
        assert_int_equal(gr_period_last(got), gr_day_of(cases[i].last));
    }
}

static void what_is_no_period(void **state)
{
    (void)state;
    static const char *const bad[] = {"",          "22",        "0000",     "0000-Q1", "2022-",
                                      "2022-Q0",   "2022-Q5",   "2022-00",  "2022-13", "2021-2023",
                                      "2022-2021", "2022Q3",    "2022-Q33", "2022-3",  "2022 ",
                                      "9999-0000", "2022-01-01"};
    for (size_t i = 0; i < N_OF(bad); i++) {
        print_message("case %zu: %s\n", i, bad[i]);
        gr_period got = {GR_PERIOD_MONTH, 99, 9};
        assert_false(gr_period_parse(gr_str_of(bad[i]), &got));
        assert_int_equal(got.year, 99);
    }
}

static void years(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t year; /* 0: it is none */
    } cases[] = {{"2022", 2022}, {"1", 1},     {"0987", 987},   {"9999", 9999}, {"0", 0},
                 {"0000", 0},    {"10000", 0}, {"", 0},         {"-1", 0},      {"2022 ", 0},
                 {"2022.0", 0},  {"MMXX", 0},  {"2021-2022", 0}};
    for (size_t i = 0; i < N_OF(cases); i++) {
        print_message("case %zu: %s\n", i, cases[i].text);
        int64_t got = 77;
        assert_int_equal(gr_year_parse(gr_str_of(cases[i].text), &got), cases[i].year > 0);
        assert_int_equal(got, cases[i].year > 0 ? cases[i].year : 77);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_days),
        cmocka_unit_test(years),
        cmocka_unit_test(every_day_from_1600_to_2400),
        cmocka_unit_test(date_text),
        cmocka_unit_test(periods),
        cmocka_unit_test(what_is_no_period),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
