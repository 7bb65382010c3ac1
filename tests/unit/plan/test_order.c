/* What jobs ask for, and when they are due. */
#include "base/arena.h"
#include "check.h"
#include "plan/order.h"

#define DAY   ((gr_moment)86400)
#define NIGHT ((gr_moment)1795320000) /* 2026-11-22 04:00 in Greenwich */

static const gr_jobs jobs = {.zone = {"UTC", 3}};

static gr_job daily_at_three(void)
{
    return (gr_job){.id = GR_LIT("nightly"),
                    .report = {.name = GR_LIT("dossier")},
                    .period = GR_LIT("last-year"),
                    .destination = GR_LIT("2023"),
                    .schedule = {.rhythm = GR_RHYTHM_DAILY, .minute = 180},
                    .has_deadline = true,
                    .keep = 5};
}

static void a_job_is_due_once_a_schedule(void **state)
{
    (void)state;
    const gr_job job = daily_at_three();
    const struct {
        gr_moment last;
        bool at_once, due, awaited;
    } cases[] = {
        {0, false, true, false},              /* the first time: nobody waits yet */
        {NIGHT - DAY, false, true, true},     /* last night */
        {NIGHT - 1800, false, false, true},   /* this night, after three */
        {NIGHT - 1800, true, true, false},    /* --now */
        {NIGHT - 9 * DAY, false, true, true}, /* nights were missed */
        {NIGHT + DAY, false, true, true},     /* a clock that jumped */
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        gr_due due = {0};
        bool is = gr_job_due(&jobs, &job, cases[i].last, cases[i].at_once, NIGHT, &due);
        if (is != cases[i].due || due.awaited != cases[i].awaited || due.due != NIGHT - 3600) {
            print_error("case %zu\n", i);
            fail();
        }
    }
}

static void a_job_without_schedule_is_due_now(void **state)
{
    (void)state;
    gr_job job = daily_at_three();
    gr_due due = {0};
    job.schedule = (gr_schedule){.rhythm = GR_RHYTHM_NONE};
    assert_true(gr_job_due(&jobs, &job, NIGHT - 1, false, NIGHT, &due));
    assert_int_equal(due.due, NIGHT);
}

static void an_order_asks_what_the_job_asks(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1024);
    gr_job job = daily_at_three();
    const gr_value on = gr_day_of_due(&jobs, NIGHT);
    gr_order order = gr_order_of_job(&job, on, arena);
    check_text("job", order.job, "nightly");
    check_text("report", order.reports[0].name, "dossier");
    check_text("destination", order.destination, "2023");
    check_text("last year", order.period.name, "2025");
    assert_true(order.period_by_day);
    assert_int_equal(order.keep, 5);
    job.period = GR_LIT("2019");
    order = gr_order_of_job(&job, on, arena);
    check_text("as it says", order.period.name, "2019");
    assert_false(order.period_by_day);
    gr_arena_free(arena);
}

static void orders_are_found_by_job_and_destination(void **state)
{
    (void)state;
    const gr_named one = {.name = GR_LIT("a")};
    const gr_order orders[] = {
        {.job = GR_LIT("x"), .destination = GR_LIT(""), .reports = &one, .n_reports = 1},
        {.job = GR_LIT("x"), .destination = GR_LIT("2023"), .reports = &one, .n_reports = 1}};
    assert_ptr_equal(gr_order_find(orders, 2, GR_LIT("x"), GR_LIT("2023")), &orders[1]);
    assert_null(gr_order_find(orders, 2, GR_LIT("y"), GR_LIT("")));
    assert_true(gr_orders_want(orders, 2, GR_LIT("a")));
    assert_false(gr_orders_want(orders, 2, GR_LIT("b")));
    assert_false(gr_orders_want(orders, 0, GR_LIT("a")));
}

static void names(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1024);
    const gr_str ids[] = {GR_LIT("a"), GR_LIT("b")};
    const gr_named *named = gr_names_without_places(ids, 2, arena);
    assert_true(gr_is_wanted(GR_LIT("b"), named, 2));
    assert_false(gr_is_wanted(GR_LIT("c"), named, 2));
    assert_true(gr_is_wanted(GR_LIT("c"), named, 0)); /* none: all */
    assert_true(gr_is_one_of(GR_LIT("a"), ids, 2));
    assert_false(gr_is_one_of(GR_LIT("a"), ids, 0));
    check_text("two", gr_names_listed(arena, ids, 2), "'a', 'b'");
    check_text("none", gr_names_listed(arena, ids, 0), "none");
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_job_is_due_once_a_schedule),
        cmocka_unit_test(a_job_without_schedule_is_due_now),
        cmocka_unit_test(an_order_asks_what_the_job_asks),
        cmocka_unit_test(orders_are_found_by_job_and_destination),
        cmocka_unit_test(names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
