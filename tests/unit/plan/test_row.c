/* Rows as processes and shards tell each other of them: what is written is read, and what is not
 * whole, or names what no folder may be called, is not. */
#include "base/arena.h"
#include "check.h"
#include "plan/row.h"

static gr_plan_row a_row(const gr_order *order, gr_diag *diag)
{
    return (gr_plan_row){
        .order = order,
        .report = GR_LIT("dossier"),
        .title = GR_LIT("Overdracht\tdossier"),
        .edition = {.key = GR_LIT("gm0274"), .id = GR_LIT("renkum"), .name = GR_LIT("Renkum")},
        .outcome = GR_EDITION_STAGED,
        .key = GR_LIT("0123abcd"),
        .documents = GR_LIT("a.pdf\na.xlsx\n"),
        .waived = GR_LIT("0"),
        .diag = diag,
        .duration_ms = 4711};
}

static void a_row_comes_back(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1024);
    const gr_order order = {.job = GR_LIT("nightly"), .destination = GR_LIT("2023")};
    gr_diag *diag = gr_diag_new(arena, 10);
    gr_buf bytes = gr_buf_make(arena, SIZE_MAX);
    gr_plan_row read = {0};
    gr_diag_report(diag, (gr_loc){0}, GR_CODE_USAGE, "said of it");
    const gr_plan_row row = a_row(&order, diag);
    gr_row_pack(&row, &bytes);
    gr_buf_add(&bytes, GR_LIT("rest"));
    gr_str rest = gr_buf_view(&bytes);
    assert_true(gr_row_unpack(&rest, 10, arena, &read));
    check_text("rest", rest, "rest");
    check_text("job", read.order->job, "nightly");
    check_text("destination", read.order->destination, "2023");
    check_text("report", read.report, "dossier");
    check_text("title", read.title, "Overdracht\tdossier");
    check_text("edition", read.edition.id, "renkum");
    check_text("owner", read.edition.key, "gm0274");
    check_text("name", read.edition.name, "Renkum");
    check_text("key", read.key, "0123abcd");
    check_text("documents", read.documents, "a.pdf\na.xlsx\n");
    check_text("waived", read.waived, "0");
    assert_int_equal(read.outcome, GR_EDITION_STAGED);
    assert_int_equal(read.duration_ms, 4711);
    assert_int_equal(gr_diag_count(read.diag, GR_ERROR), 1);
    assert_null(read.source);
    gr_arena_free(arena);
}

static void a_part_of_a_row_is_none(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1024);
    const gr_order order = {.job = GR_LIT(""), .destination = GR_LIT("")};
    gr_buf bytes = gr_buf_make(arena, SIZE_MAX);
    gr_plan_row read = {.duration_ms = 1};
    const gr_plan_row row = a_row(&order, NULL);
    gr_row_pack(&row, &bytes);
    for (size_t i = 0; i < bytes.len; i++) {
        gr_str part = gr_str_sub(gr_buf_view(&bytes), 0, i);
        assert_false(gr_row_unpack(&part, 10, arena, &read));
        assert_int_equal(read.duration_ms, 1); /* untouched */
    }
    gr_str whole = gr_buf_view(&bytes);
    assert_true(gr_row_unpack(&whole, 10, arena, &read));
    assert_null(read.diag);
    gr_arena_free(arena);
}

static void names_lead_nowhere_else(void **state)
{
    (void)state;
    static const struct {
        const char *report, *edition, *key;
        bool good;
    } cases[] = {
        {"dossier", "renkum", "0123", true},  {"dossier", "renkum", "", true},
        {"../dossier", "renkum", "", false},  {"", "renkum", "", false},
        {"dossier", "..", "", false},         {"dossier", "a/b", "", false},
        {"dossier", "renkum", "../x", false}, {"dossier", "renkum", ".part", false},
        {".hidden", "renkum", "0123", false}, {"dossier", "", "0123", false},
    };
    gr_arena *arena = gr_arena_new(1024);
    const gr_order order = {.job = GR_LIT(""), .destination = GR_LIT("")};
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        gr_buf bytes = gr_buf_make(arena, SIZE_MAX);
        gr_plan_row row = a_row(&order, NULL);
        gr_plan_row read = {0};
        row.report = gr_str_of(cases[i].report);
        row.edition.id = gr_str_of(cases[i].edition);
        row.key = gr_str_of(cases[i].key);
        gr_row_pack(&row, &bytes);
        gr_str rest = gr_buf_view(&bytes);
        if (gr_row_unpack(&rest, 10, arena, &read) != cases[i].good) {
            print_error("case %zu\n", i);
            fail();
        }
    }
    gr_arena_free(arena);
}

static void rows_are_counted_by_report_and_outcome(void **state)
{
    (void)state;
    const gr_plan_row rows[] = {
        {.report = GR_LIT("a"), .outcome = GR_EDITION_PUBLISHED},
        {.report = GR_LIT("b"), .outcome = GR_EDITION_PUBLISHED},
        {.report = GR_LIT("b"), .outcome = GR_EDITION_FAILED},
    };
    assert_int_equal(gr_rows_count(rows, 3, GR_LIT(""), GR_EDITION_PUBLISHED), 2);
    assert_int_equal(gr_rows_count(rows, 3, GR_LIT("b"), GR_EDITION_PUBLISHED), 1);
    assert_int_equal(gr_rows_count(rows, 3, GR_LIT("c"), GR_EDITION_PUBLISHED), 0);
    assert_int_equal(gr_rows_count(rows, 0, GR_LIT(""), GR_EDITION_FAILED), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_comes_back),
        cmocka_unit_test(a_part_of_a_row_is_none),
        cmocka_unit_test(names_lead_nowhere_else),
        cmocka_unit_test(rows_are_counted_by_report_and_outcome),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
