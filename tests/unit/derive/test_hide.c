#include "derive/derive.h"

#include "derive/desk.h"

/* Small numbers: what is hidden, what is hidden beside it, which totals may still be said, and that
 * no hidden number follows from all totals together, which is held against other tables that would
 * have the same ones. */

#define CLIENTS(SUPPRESS)                                                                         \
    "<derive name='clients' each='c' of='counts' key='nr' shared='yes'>\n"                        \
    "<field name='nr' type='text' value='c.nr'/>\n"                                               \
    "<field name='town' type='text' value='c.town'/>\n"                                           \
    "<field name='age' type='text' value='c.age'/>\n"                                             \
    "<field name='number' type='integer' value='c.number' optional='yes'/>\n"                     \
    "<field name='half' type='decimal' value='c.number / 2 to 1' optional='yes'/>\n"              \
    "<suppress field='number' with='half' " SUPPRESS "/></derive>\n"                              \
    "<derive name='sums' each='c' of='clients' key='nr' shared='yes'>\n"                          \
    "<field name='nr' type='text' value='c.nr'/>\n"                                               \
    "<field name='whole' type='integer' optional='yes' value='sum(number of clients)'/>\n"        \
    "<field name='town' type='integer' optional='yes' value='sum(number of clients where town = " \
    "$c.town)'/>"                                                                                 \
    "<field name='age' type='integer' optional='yes' value='sum(number of clients where age = "   \
    "$c.age)'/>"                                                                                  \
    "<field name='pair' type='integer' optional='yes' value='sum(number of clients take 2)'/>"    \
    "<field name='mean' type='decimal' optional='yes' value='average(number of clients to 1)'/>"  \
    "</derive>\n"

static gr_str column_text(const desk *d, const char *table_name, const char *column)
{
    const gr_table *table = desk_table(d, table_name);
    gr_buf out = gr_buf_make(d->w->arena, SIZE_MAX);
    for (uint32_t i = 0; i < gr_table_rows(table); i++) {
        gr_str cell = desk_cell(d, table_name, gr_table_key(table, i).ptr, column);
        gr_buf_addf(&out, "%s" GR_FMT, i > 0 ? " " : "",
                    GR_ARG(gr_str_is(cell, "(suppressed)") ? GR_LIT("x") : cell));
    }
    return gr_buf_view(&out);
}

static void numbers_hide(void **state)
{
    (void)state;
    static const struct {
        const char *name, *lines, *suppress;
        const char *numbers, *all, *towns;
    } cases[] = {
        {"nothing small", "1;A;j;7\n2;B;j;9", "below='5'", "7 9", "16 16", "7 9"},
        {"zero is shown", "1;A;j;0\n2;B;j;9", "below='5'", "0 9", "9 9", "0 9"},
        {"one small takes the smallest along", "1;A;j;3\n2;B;j;9\n3;C;j;8", "below='5'", "x 9 x",
         "20 20 20", "x 9 x"},
        {"two small are enough", "1;A;j;3\n2;B;j;9\n3;C;j;4", "below='5'", "x 9 x", "16 16 16",
         "x 9 x"},
        {"two that together are small are not", "1;A;j;1\n2;B;j;9\n3;C;j;2\n4;D;j;12", "below='5'",
         "x x x 12", "24 24 24 24", "x x x 12"},
        {"all as large as small can be", "1;A;j;4\n2;B;j;4\n3;C;j;9", "below='5'", "x x x",
         "17 17 17", "x x x"},
        {"zero may be hidden", "1;A;j;0\n2;B;j;9\n3;C;j;12", "below='5' zero='yes'", "x x 12",
         "21 21 21", "x x 12"},
        {"nothing to hide behind", "1;A;j;3\n2;A;o;0", "below='5'", "x x", "x x", "x x"},
        {"missing is no number", "1;A;j;\n2;B;j;3\n3;C;j;8\n4;D;j;9", "below='5'",
         "(missing) x x 9", "x x x x", "(missing) x x 9"},
        {"totals of towns", "1;A;j;3\n2;A;o;20\n3;B;j;30\n4;B;o;40", "below='5' totals='town'",
         "x x 30 40", "93 93 93 93", "23 23 70 70"},
        {"rows and columns", "1;A;j;3\n2;A;o;20\n3;B;j;30\n4;B;o;40\n5;C;j;50\n6;C;o;60",
         "below='5' totals='town, age'", "x x x x 50 60", "203 203 203 203 203 203",
         "23 23 70 70 110 110"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        desk_count_lines = cases[i].lines;
        gr_str body = {CLIENTS("%s"), sizeof(CLIENTS("%s")) - 1};
        size_t at = gr_str_find(body, GR_LIT("%s"));
        world *w = world_start();
        gr_str text = gr_str_fmt(w->arena, "%.*s%s%s", (int)at, body.ptr, cases[i].suppress,
                                 body.ptr + at + 2);
        desk d = desk_run(text.ptr);
        if (d.ran != GR_OK) {
            fail_msg("%s: " GR_FMT, cases[i].name, GR_ARG(desk_report(&d)));
        }
        check_text(cases[i].name, column_text(&d, "clients", "number"), cases[i].numbers);
        check_text(cases[i].name, column_text(&d, "sums", "whole"), cases[i].all);
        check_text(cases[i].name, column_text(&d, "sums", "town"), cases[i].towns);
        desk_free(&d);
        world_free(w);
    }
    desk_count_lines = "c1;A;jong;1";
}

static void what_goes_with_it_hides_too(void **state)
{
    (void)state;
    desk_count_lines = "1;A;j;3\n2;B;j;9\n3;C;j;8";
    desk d = desk_run(CLIENTS("below='5'"));
    assert_int_equal(d.ran, GR_OK);
    check_text("half", column_text(&d, "clients", "half"), "x 4.5 x");
    check_text("a sum over some of them", column_text(&d, "sums", "pair"), "x x x");
    check_text("an average", column_text(&d, "sums", "mean"), "x x x");
    check_text("origin", desk_origin(&d, "sums", "1", "whole"),
               "sums[1].whole <- sum(0 of clients)");
    desk_free(&d);
    desk_count_lines = "c1;A;jong;1";
}

/* --- held against other tables --- */

#define SIDE  4
#define CELLS (SIDE * SIDE)

/** Whether the totals of rows and columns leave the hidden number at `one` open: some of the hidden
 * numbers can go up or down by one, this one among them, and no total changes. */
static bool is_open(const bool *hidden, size_t one, int8_t *shift, size_t at)
{
    if (at < CELLS) {
        for (int8_t by = -1; by <= 1; by++) {
            shift[at] = by;
            bool fits = (hidden[at] || by == 0) && (at != one || by == 1);
            int sum = 0;
            for (size_t c = at - at % SIDE; c <= at; c++) {
                sum += shift[c];
            }
            fits = fits && (at % SIDE != SIDE - 1 || sum == 0);
            if (fits && is_open(hidden, one, shift, at + 1)) {
                return true;
            }
        }
        shift[at] = 0;
        return false;
    }
    for (size_t c = 0; c < SIDE; c++) {
        int sum = 0;
        for (size_t r = 0; r < SIDE; r++) {
            sum += shift[r * SIDE + c];
        }
        if (sum != 0) {
            return false;
        }
    }
    return true;
}

static void no_number_follows_from_totals(void **state)
{
    (void)state;
    uint32_t seed = 20221122;
    for (size_t round = 0; round < 150; round++) {
        char lines[CELLS * 24];
        size_t len = 0;
        for (size_t i = 0; i < CELLS; i++) {
            seed = seed * 1664525U + 1013904223U;
            unsigned number = (seed >> 16) % 4 == 0 ? 1 + (seed >> 20) % 4 : 5 + (seed >> 20) % 30;
            len += (size_t)snprintf(lines + len, sizeof lines - len, "%s%zu;T%zu;A%zu;%u",
                                    i > 0 ? "\n" : "", i, i / SIDE, i % SIDE, number);
        }
        desk_count_lines = lines;
        desk d = desk_run(CLIENTS("below='5' totals='town, age'"));
        assert_int_equal(d.ran, GR_OK);
        bool hidden[CELLS];
        const gr_table *table = desk_table(&d, "clients");
        for (uint32_t i = 0; i < CELLS; i++) {
            hidden[i] = gr_table_bare(table, i, 3).type == GR_T_SUPPRESSED;
        }
        for (size_t i = 0; i < CELLS; i++) {
            int8_t shift[CELLS] = {0};
            if (hidden[i] && !is_open(hidden, i, shift, 0)) {
                fail_msg("round %zu: number %zu follows from the totals of\n%s", round, i, lines);
            }
        }
        assert_null(strchr(column_text(&d, "sums", "town").ptr, 'x'));
        desk_free(&d);
    }
    desk_count_lines = "c1;A;jong;1";
}

static void faults_are_told(void **state)
{
    (void)state;
    static const struct {
        const char *body, *want;
    } cases[] = {
        {CLIENTS("below='1'"), "8:45: error: attribute value not accepted: below=\"1\" hides "
                               "nothing; 5 hides 1 to 4 [X204]"},
        {CLIENTS("below='5' totals='twon'"),
         "8:56: error: unknown field: 'twon' in dataset 'clients'; did you mean 'town'? [T204]"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        desk d = desk_run(cases[i].body);
        assert_int_equal(d.bound, GR_BAD_INPUT);
        gr_str said = desk_report(&d);
        if (!gr_str_starts(said, gr_str_of(cases[i].want))) {
            fail_msg("got " GR_FMT, GR_ARG(said));
        }
        desk_free(&d);
    }
}

static void reports_may_not_read_what_is_hidden(void **state)
{
    (void)state;
    desk d = desk_run(CLIENTS("below='5'"));
    check_text("sealed", gr_table_sealed_by(desk_table(&d, "counts")), "clients");
    check_text("open", gr_table_sealed_by(desk_table(&d, "clients")), "");
    desk_free(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_hide),
        cmocka_unit_test(what_goes_with_it_hides_too),
        cmocka_unit_test(no_number_follows_from_totals),
        cmocka_unit_test(faults_are_told),
        cmocka_unit_test(reports_may_not_read_what_is_hidden),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
