#include "check.h"

#include "base/moment.h"

#define N_OF(table) (sizeof(table) / sizeof((table)[0]))

static gr_str day_text(gr_day day, char *room)
{
    gr_civil civil = gr_civil_of(day);
    int n = snprintf(room, 16, "%04d-%02d-%02d", (int)civil.year, civil.month, civil.day);
    return (gr_str){room, (size_t)n};
}

static void what_is_understood(void **state)
{
    (void)state;
    static const struct {
        const char *text, *first, *last;
    } cases[] = {
        /* whole years and their parts */
        {"2024", "2024-01-01", "2024-12-31"},
        {"Q2 2024", "2024-04-01", "2024-06-30"},
        {"2024-Q2", "2024-04-01", "2024-06-30"},
        {"Q3/Q4 2024", "2024-07-01", "2024-12-31"},
        {"Q3 en Q4 van 2024", "2024-07-01", "2024-12-31"},
        {"2e kwartaal 2024", "2024-04-01", "2024-06-30"},
        {"2e en 3e kwartaal 2024", "2024-04-01", "2024-09-30"},
        {"derde kwartaal van 2024", "2024-07-01", "2024-09-30"},
        {"kwartaal 4 2024", "2024-10-01", "2024-12-31"},
        {"K1 2025", "2025-01-01", "2025-03-31"},
        {"second quarter of 2024", "2024-04-01", "2024-06-30"},
        {"H1 2024", "2024-01-01", "2024-06-30"},
        {"eerste helft 2024", "2024-01-01", "2024-06-30"},
        {"tweede halfjaar van 2024", "2024-07-01", "2024-12-31"},
        {"first half of 2024", "2024-01-01", "2024-06-30"},
        {"voorjaar 2024", "2024-03-01", "2024-05-31"},
        {"zomer 2024", "2024-06-01", "2024-08-31"},
        {"najaar 2024", "2024-09-01", "2024-11-30"},
        {"Autumn 2024", "2024-09-01", "2024-11-30"},
        {"winter 2024-2025", "2024-12-01", "2025-02-28"},
        {"schooljaar 2024-2025", "2024-08-01", "2025-07-31"},
        /* begin, middle, end */
        {"begin 2024", "2024-01-01", "2024-03-31"},
        {"medio 2024", "2024-05-01", "2024-08-31"},
        {"mid-2024", "2024-05-01", "2024-08-31"},
        {"eind 2025", "2025-10-01", "2025-12-31"},
        {"end of 2025", "2025-10-01", "2025-12-31"},
        {"begin september 2023", "2023-09-01", "2023-09-10"},
        {"half juni 2024", "2024-06-11", "2024-06-20"},
        {"Eind februari 2024", "2024-02-21", "2024-02-29"},
        {"begin Q2 2024", "2024-04-01", "2024-04-30"},
        {"medio tweede kwartaal 2024", "2024-05-01", "2024-05-31"},
        {"eind H1 2024", "2024-05-01", "2024-06-30"},
        /* months, weeks, days */
        {"juni 2024", "2024-06-01", "2024-06-30"},
        {"2024-06", "2024-06-01", "2024-06-30"},
        {"jun. 2024", "2024-06-01", "2024-06-30"},
        {"mei/juni 2024", "2024-05-01", "2024-06-30"},
        {"week 24 2024", "2024-06-10", "2024-06-16"},
        {"week 1 2025", "2024-12-30", "2025-01-05"},
        {"1 juli 2024", "2024-07-01", "2024-07-01"},
        {"1 aug 2025", "2025-08-01", "2025-08-01"},
        {"maandag 1 juli 2024", "2024-07-01", "2024-07-01"},
        {"July 1, 2024", "2024-07-01", "2024-07-01"},
        {"1st July 2024", "2024-07-01", "2024-07-01"},
        {"2024-07-01", "2024-07-01", "2024-07-01"},
        {"1-7-2024", "2024-07-01", "2024-07-01"},
        {"01-07-2024", "2024-07-01", "2024-07-01"},
        {"1\xc2\xa0juli\xc2\xa0"
         "2024",
         "2024-07-01", "2024-07-01"},
        {"22 en 25 mei 2023", "2023-05-22", "2023-05-25"},
        {"22, 23 en 25 mei 2023", "2023-05-22", "2023-05-25"},
        {"22-25 mei 2023", "2023-05-22", "2023-05-25"},
        /* from, to */
        {"januari t/m juni 2024", "2024-01-01", "2024-06-30"},
        {"van januari tot en met juni 2024", "2024-01-01", "2024-06-30"},
        {"from January to June 2024", "2024-01-01", "2024-06-30"},
        {"Jan\xe2\x80\x93Jun 2024", "2024-01-01", "2024-06-30"},
        {"Jan \xe2\x80\x93 Jun 2024", "2024-01-01", "2024-06-30"},
        {"2024 t/m 2026", "2024-01-01", "2026-12-31"},
        {"2024-2027", "2024-01-01", "2027-12-31"},
        {"november t/m februari 2025", "2024-11-01", "2025-02-28"},
        {"november 2024 t/m februari", "2024-11-01", "2025-02-28"},
        {"Q4/Q1 2025", "2024-10-01", "2025-03-31"},
        {"15 juli t/m 3 augustus 2024", "2024-07-15", "2024-08-03"},
        {"1-1-2024 t/m 30-6-2024", "2024-01-01", "2024-06-30"},
        {"2024-01-01 - 2024-06-30", "2024-01-01", "2024-06-30"},
        {"eind juni t/m begin juli 2024", "2024-06-21", "2024-07-10"},
        {"vanaf Q2 2024", "2024-04-01", "9999-12-31"},
        {"tot en met 2024", "0001-01-01", "2024-12-31"},
    };
    for (size_t i = 0; i < N_OF(cases); i++) {
        char room[16];
        gr_moment moment = {0};
        print_message("%s\n", cases[i].text);
        assert_int_equal(gr_moment_parse(gr_str_of(cases[i].text), 0, &moment), GR_MOMENT_FINE);
        assert_true(gr_str_is(day_text(moment.first, room), cases[i].first));
        assert_true(gr_str_is(day_text(moment.last, room), cases[i].last));
    }
}

static void what_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        gr_moment_fault fault;
    } cases[] = {
        {"", GR_MOMENT_WORDS},
        {"nader te bepalen", GR_MOMENT_WORDS},
        {"voor de zomer", GR_MOMENT_WORDS},
        {"2024 2025", GR_MOMENT_WORDS},
        {"Q5 2024", GR_MOMENT_WORDS},
        {"q2-plan 2024", GR_MOMENT_WORDS},
        {"begin 3 mei 2024", GR_MOMENT_WORDS},
        {"medio zomer 2024", GR_MOMENT_WORDS},
        {"1 juli 24", GR_MOMENT_WORDS},
        {"1/7/2024", GR_MOMENT_NO_MONTH},
        {"juni", GR_MOMENT_NO_YEAR},
        {"Q3/Q4", GR_MOMENT_NO_YEAR},
        {"2021 t/m Q1", GR_MOMENT_NO_YEAR},
        {"22 en 25", GR_MOMENT_NO_MONTH},
        {"31 april 2024", GR_MOMENT_NO_DAY},
        {"30 februari 2024", GR_MOMENT_NO_DAY},
        {"5e kwartaal 2024", GR_MOMENT_NO_DAY},
        {"week 53 2024", GR_MOMENT_NO_DAY},
        {"dinsdag 1 juli 2024", GR_MOMENT_WEEKDAY},
        {"winter 2024", GR_MOMENT_WINTER},
        {"winter", GR_MOMENT_WINTER},
        {"2024-2025", GR_MOMENT_TWO_YEARS},
        {"2024/2025", GR_MOMENT_TWO_YEARS},
        {"tot juli 2024", GR_MOMENT_UP_TO},
        {"januari tot juli 2024", GR_MOMENT_UP_TO},
        {"until July 2024", GR_MOMENT_UP_TO},
        {"25-22 mei 2023", GR_MOMENT_BACKWARDS},
        {"juni 2024 t/m januari 2024", GR_MOMENT_BACKWARDS},
        {"2025 t/m 2024", GR_MOMENT_BACKWARDS},
        {"31-2-2024", GR_MOMENT_NO_DAY},
        {"2024-02-30", GR_MOMENT_NO_DAY},
        {"99-99-2024", GR_MOMENT_NO_DAY},
    };
    for (size_t i = 0; i < N_OF(cases); i++) {
        gr_moment moment = {.first = 7};
        print_message("%s\n", cases[i].text);
        assert_int_equal(gr_moment_parse(gr_str_of(cases[i].text), 0, &moment), cases[i].fault);
        assert_int_equal(moment.first, 7);
        assert_true(gr_moment_remedy(cases[i].fault)[0] != '\0');
    }
}

static void words_without_a_year_take_the_one_that_is_said(void **state)
{
    (void)state;
    gr_moment moment = {0};
    char room[16];
    assert_int_equal(gr_moment_parse(GR_LIT("begin september"), 2023, &moment), GR_MOMENT_FINE);
    assert_true(gr_str_is(day_text(moment.first, room), "2023-09-01"));
    assert_int_equal(gr_moment_parse(GR_LIT("november t/m februari"), 2023, &moment),
                     GR_MOMENT_FINE);
    assert_true(gr_str_is(day_text(moment.last, room), "2024-02-29"));
    assert_int_equal(gr_moment_parse(GR_LIT("1 januari 2024"), 2023, &moment), GR_MOMENT_FINE);
    assert_true(gr_str_is(day_text(moment.first, room), "2024-01-01"));
}

/** Every day is understood as it is printed. */
static void each_day_of_a_leap_year(void **state)
{
    (void)state;
    static const char *const months[] = {"januari",   "februari", "maart",    "april",
                                         "mei",       "juni",     "juli",     "augustus",
                                         "september", "oktober",  "november", "december"};
    for (gr_day day = gr_day_of((gr_civil){2024, 1, 1}); day < gr_day_of((gr_civil){2025, 1, 1});
         day++) {
        char text[40];
        gr_moment moment = {0};
        gr_civil civil = gr_civil_of(day);
        int n = snprintf(text, sizeof text, "%d %s %d", civil.day, months[civil.month - 1],
                         (int)civil.year);
        assert_int_equal(gr_moment_parse((gr_str){text, (size_t)n}, 0, &moment), GR_MOMENT_FINE);
        assert_int_equal(moment.first, day);
        assert_int_equal(moment.last, day);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_understood),
        cmocka_unit_test(what_is_refused),
        cmocka_unit_test(words_without_a_year_take_the_one_that_is_said),
        cmocka_unit_test(each_day_of_a_leap_year),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
