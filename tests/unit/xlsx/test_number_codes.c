#include "sheets/book.h"
#include "xlsx_text.h"

/* Number formats by value and format of the document, and the escape of text. */

#define NBSP "\u00A0"

static void codes_follow_formats(void **state)
{
    (void)state;
    static const struct {
        gr_value value;
        gr_format format;
        const char *code;
    } cases[] = {
        {{.type = GR_T_MONEY, .as.money = {57333400, {"EUR", 2}}},
         {GR_FORMAT_EURO, GR_PLACES_OWN},
         "[>-0.5]\"€" NBSP "\"#,##0;\"€" NBSP "-\"#,##0"},
        {{.type = GR_T_MONEY, .as.money = {150, {"EUR", 2}}},
         {GR_FORMAT_CENTS, GR_PLACES_OWN},
         "[>-0.005]\"€" NBSP "\"#,##0.00;\"€" NBSP "-\"#,##0.00"},
        {{.type = GR_T_MONEY, .as.money = {150, {"USD", 2}}},
         {GR_FORMAT_EURO, GR_PLACES_OWN},
         "[>-0.5]\"USD" NBSP "\"#,##0;\"USD" NBSP "-\"#,##0"},
        {{.type = GR_T_MONEY, .as.money = {57333400, {"EUR", 2}}},
         {GR_FORMAT_THOUSANDS, GR_PLACES_OWN},
         "[>-500]#,##0,;\"-\"#,##0,"},
        {{.type = GR_T_INT, .as.i = 5}, {GR_FORMAT_THOUSANDS, 1}, "[>-50]#,##0.0,;\"-\"#,##0.0,"},
        {{.type = GR_T_MONEY, .as.money = {57333400, {"EUR", 2}}},
         {GR_FORMAT_NUMBER, GR_PLACES_OWN},
         "[>-0.5]#,##0;\"-\"#,##0"},
        {{.type = GR_T_MONEY, .as.money = {57333401, {"EUR", 2}}},
         {GR_FORMAT_NUMBER, GR_PLACES_OWN},
         "[>-0.005]#,##0.00;\"-\"#,##0.00"},
        {{.type = GR_T_DECIMAL, .as.dec = {303, 1}},
         {GR_FORMAT_NUMBER, GR_PLACES_OWN},
         "[>-0.05]#,##0.0;\"-\"#,##0.0"},
        {{.type = GR_T_DECIMAL, .as.dec = {303, 1}},
         {GR_FORMAT_NUMBER, 2},
         "[>-0.005]#,##0.00;\"-\"#,##0.00"},
        {{.type = GR_T_DECIMAL, .as.dec = {303, 1}},
         {GR_FORMAT_PLAIN, GR_PLACES_OWN},
         "[>-0.05]0.0;\"-\"0.0"},
        {{.type = GR_T_INT, .as.i = 2025}, {GR_FORMAT_PLAIN, GR_PLACES_OWN}, "[>-0.5]0;\"-\"0"},
        {{.type = GR_T_INT, .as.i = 11},
         {GR_FORMAT_ORDINAL, GR_PLACES_OWN},
         "[>-0.5]0\"e\";\"-\"0\"e\""},
        {{.type = GR_T_DECIMAL, .as.dec = {239, 4}},
         {GR_FORMAT_PERCENT, 1},
         "[>-0.0005]#,##0.0%;\"-\"#,##0.0%"},
        {{.type = GR_T_DECIMAL, .as.dec = {239, 4}},
         {GR_FORMAT_PERCENT, GR_PLACES_OWN},
         "[>-0.00005]#,##0.00%;\"-\"#,##0.00%"},
        {{.type = GR_T_DECIMAL, .as.dec = {239, 2}},
         {GR_FORMAT_POINTS, 2},
         "[>-0.005]#,##0.00\"%\";\"-\"#,##0.00\"%\""},
        {{.type = GR_T_DECIMAL, .as.dec = {303, 1}},
         {GR_FORMAT_FTE, GR_PLACES_OWN},
         "[>-0.05]#,##0.0\"" NBSP "fte\";\"-\"#,##0.0\"" NBSP "fte\""},
        {{.type = GR_T_MONEY, .as.money = {170000000, {"EUR", 2}}},
         {GR_FORMAT_MILLION, GR_PLACES_OWN},
         "[>-50000]\"€" NBSP "\"#,##0.0,,\"" NBSP "miljoen\";\"€" NBSP "-\"#,##0.0,,\"" NBSP
         "miljoen\""},
        {{.type = GR_T_INT, .as.i = 9960000},
         {GR_FORMAT_MILLION, GR_PLACES_OWN},
         "[>-500000]#,##0,,\"" NBSP "miljoen\";\"-\"#,##0,,\"" NBSP "miljoen\""},
        {{.type = GR_T_INT, .as.i = -90000},
         {GR_FORMAT_MILLION, GR_PLACES_OWN},
         "[>-5000]#,##0.00,,\"" NBSP "miljoen\";\"-\"#,##0.00,,\"" NBSP "miljoen\""},
        {{.type = GR_T_INT, .as.i = 400},
         {GR_FORMAT_MILLION, GR_PLACES_OWN},
         "[>-0.5]#,##0;\"-\"#,##0"},
        {{.type = GR_T_DATE, .as.day = 20000},
         {GR_FORMAT_DATE, GR_PLACES_OWN},
         "[$-413]d\\ mmmm\\ yyyy"},
        {{.type = GR_T_DATE, .as.day = 20000},
         {GR_FORMAT_PLAIN, GR_PLACES_OWN},
         "[$-413]d\\ mmmm\\ yyyy"},
        {{.type = GR_T_DATE, .as.day = 20000},
         {GR_FORMAT_DATE_SHORT, GR_PLACES_OWN},
         "dd\\-mm\\-yyyy"},
        {{.type = GR_T_DATE, .as.day = 20000},
         {GR_FORMAT_DAY_MONTH, GR_PLACES_OWN},
         "[$-413]d\\ mmmm"},
        {{.type = GR_T_DATE, .as.day = 20000},
         {GR_FORMAT_MONTH_YEAR, GR_PLACES_OWN},
         "[$-413]mmmm\\ yyyy"},
        {{.type = GR_T_NOT_APPLICABLE},
         {GR_FORMAT_EURO, GR_PLACES_OWN},
         "[>-0.5]\"€" NBSP "\"#,##0;\"€" NBSP "-\"#,##0"},
        {{.type = GR_T_MISSING}, {GR_FORMAT_PERCENT, 1}, "[>-0.0005]#,##0.0%;\"-\"#,##0.0%"},
        {{.type = GR_T_SUPPRESSED}, {GR_FORMAT_EURO, GR_PLACES_OWN}, "@"},
    };
    book b = book_new();
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        gr_sheet_cell cell = {
            .value = cases[i].value, .format = cases[i].format, .text = GR_LIT("x")};
        gr_str code = gr_number_code(&cell, &b.doc->house->notation, b.arena);
        check_text(cases[i].code, code, cases[i].code);
    }
    gr_arena_free(b.arena);
}

/** A sum of what is known says so, below zero too. */
static void sign_of_missing_follows(void **state)
{
    (void)state;
    book b = book_new();
    gr_sheet_cell cell = {.value = {.type = GR_T_MONEY, .as.money = {120000, gr_euro}},
                          .format = {GR_FORMAT_EURO, GR_PLACES_OWN},
                          .text = GR_LIT("x"),
                          .besides = GR_LIT("p.m.")};
    gr_str code = gr_number_code(&cell, &b.doc->house->notation, b.arena);
    check_text("known sum", code,
               "[>-0.5]\"€" NBSP "\"#,##0\"" NBSP "+" NBSP "p.m.\";\"€" NBSP "-\"#,##0\"" NBSP
               "+" NBSP "p.m.\"");
    gr_arena_free(b.arena);
}

static void escapes_only_what_looks_escaped(void **state)
{
    (void)state;
    static const struct {
        const char *text, *escaped;
    } cases[] = {
        {"gewoon", "gewoon"},
        {"_x000D_", "_x005F_x000D_"},
        {"a_x00e9_b_x00E9_", "a_x005F_x00e9_b_x005F_x00E9_"},
        {"_x000G_ _x00D_ _x000D", "_x000G_ _x00D_ _x000D"},
        {"__x0041__", "__x005F_x0041__"},
    };
    gr_arena *arena = gr_arena_new(1 << 12);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        check_text(cases[i].text, gr_escaped_text(gr_str_of(cases[i].text), arena),
                   cases[i].escaped);
    }
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_follow_formats),
        cmocka_unit_test(sign_of_missing_follows),
        cmocka_unit_test(escapes_only_what_looks_escaped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
