/* The exit status of a run that went through: the worst that became of its editions. */
#include "base/arena.h"
#include "check.h"
#include "plan/work.h"

typedef struct trial {
    const char *name;
    gr_edition_outcome outcomes[2];
    bool left_out, besides, warned, strict;
    gr_exit want;
} trial;

static const trial trials[] = {
    {"well", {GR_EDITION_PUBLISHED, GR_EDITION_UNCHANGED}, false, false, false, true, GR_EXIT_OK},
    {"a warning",
     {GR_EDITION_PUBLISHED, GR_EDITION_PUBLISHED},
     false,
     false,
     true,
     false,
     GR_EXIT_OK},
    {"a warning that counts",
     {GR_EDITION_PUBLISHED, GR_EDITION_PUBLISHED},
     false,
     false,
     true,
     true,
     GR_EXIT_WARNINGS},
    {"one failed",
     {GR_EDITION_FAILED, GR_EDITION_PUBLISHED},
     false,
     false,
     true,
     true,
     GR_EXIT_SOME_FAILED},
    {"blocked is louder",
     {GR_EDITION_FAILED, GR_EDITION_BLOCKED},
     false,
     false,
     false,
     false,
     GR_EXIT_BLOCKED},
    {"a job was left out",
     {GR_EDITION_PUBLISHED, GR_EDITION_PUBLISHED},
     true,
     false,
     false,
     false,
     GR_EXIT_SOME_FAILED},
    {"something else is wrong",
     {GR_EDITION_PUBLISHED, GR_EDITION_PUBLISHED},
     false,
     true,
     false,
     false,
     GR_EXIT_SOME_FAILED},
};

static void the_worst_is_told(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(trials) / sizeof(trials[0]); i++) {
        const trial *t = &trials[i];
        gr_arena *arena = gr_arena_new(4096);
        gr_diag *diag = gr_diag_new(arena, 5);
        gr_order order = {.job = GR_LIT("a"), .left_out = t->left_out};
        gr_plan_row rows[] = {{.order = &order, .report = GR_LIT("r"), .outcome = t->outcomes[0]},
                              {.order = &order, .report = GR_LIT("r"), .outcome = t->outcomes[1]}};
        if (t->warned) {
            rows[1].diag = gr_diag_new(arena, 5);
            rows[1].edition.id = GR_LIT("renkum");
            gr_diag_report(rows[1].diag, (gr_loc){0}, GR_CODE_DEADLINE_MISSED, "so");
        }
        const gr_work work = {.orders = &order,
                              .n_orders = 1,
                              .rows = rows,
                              .n_rows = 2,
                              .wrong_besides = t->besides};
        print_message("%s\n", t->name);
        assert_int_equal(gr_exit_of_work(&work, t->strict, arena, diag), t->want);
        assert_int_equal(gr_diag_count(diag, GR_WARNING), t->warned ? 1 : 0); /* joined */
        gr_arena_free(arena);
    }
}

static void a_promise_is_told_by_its_worst(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        gr_edition_outcome first;
        bool draft, strict;
        gr_exit want;
    } cases[] = {
        {"refused", GR_EDITION_REFUSED, false, false, GR_EXIT_BLOCKED},
        {"refused is louder than a draft", GR_EDITION_REFUSED, true, false, GR_EXIT_BLOCKED},
        {"failed is louder than a draft", GR_EDITION_FAILED, true, false, GR_EXIT_SOME_FAILED},
        {"a draft", GR_EDITION_PUBLISHED, true, false, GR_EXIT_DEGRADED},
        {"a draft is louder than warnings", GR_EDITION_PUBLISHED, true, true, GR_EXIT_DEGRADED},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        gr_arena *arena = gr_arena_new(4096);
        gr_plan_row rows[] = {
            {.report = GR_LIT("r"), .outcome = cases[i].first},
            {.report = GR_LIT("r"), .outcome = GR_EDITION_UNCHANGED, .degraded = cases[i].draft}};
        const gr_work work = {.rows = rows, .n_rows = 2};
        print_message("%s\n", cases[i].name);
        assert_int_equal(gr_exit_of_work(&work, cases[i].strict, arena, gr_diag_new(arena, 5)),
                         cases[i].want);
        check_text(cases[i].name, gr_edition_status_word(gr_row_status(&rows[1])),
                   cases[i].draft ? "degraded" : "unchanged");
        gr_arena_free(arena);
    }
}

static void output_that_is_refused_is_no_matter_of_editions(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(4096);
    gr_diag *diag = gr_diag_new(arena, 5);
    gr_plan_row rows[] = {{.report = GR_LIT("r"), .outcome = GR_EDITION_FAILED},
                          {.report = GR_LIT("r"), .outcome = GR_EDITION_PUBLISHED}};
    gr_work work = {.rows = rows, .n_rows = 2};
    gr_diag_report(diag, (gr_loc){0}, GR_CODE_OUTPUT_CREATE, "so");
    assert_int_equal(gr_exit_of_work(&work, false, arena, diag), GR_EXIT_SOME_FAILED);
    rows[1].outcome = GR_EDITION_BLOCKED;
    assert_int_equal(gr_exit_of_work(&work, false, arena, diag), GR_EXIT_CREATE);
    assert_int_equal(gr_work_count(&work, GR_EDITION_BLOCKED), 1);
    gr_arena_free(arena);
}

static void isolation_is_louder_than_all(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(4096);
    gr_diag *diag = gr_diag_new(arena, 5);
    gr_plan_row row = {.report = GR_LIT("r"), .outcome = GR_EDITION_BLOCKED};
    const gr_work work = {.rows = &row, .n_rows = 1};
    gr_diag_report(diag, (gr_loc){0}, GR_CODE_ISOLATION, "so");
    assert_int_equal(gr_exit_of_work(&work, false, arena, diag), GR_EXIT_BUG);
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_worst_is_told),
        cmocka_unit_test(a_promise_is_told_by_its_worst),
        cmocka_unit_test(output_that_is_refused_is_no_matter_of_editions),
        cmocka_unit_test(isolation_is_louder_than_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
