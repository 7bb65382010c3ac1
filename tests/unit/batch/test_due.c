/* Which jobs a run makes: those that are due, those that were asked for, and none that cannot be.
 */
#include "base/arena.h"
#include "check.h"
#include "due.h"

#define NOON 1656676800 /* 1 July 2022, 12:00 UTC */

static const gr_named paper = {.name = {"paper", 5}};
static const gr_job jobs_of[] = {
    {.id = {"daily", 5}, .schedule = {.rhythm = GR_RHYTHM_DAILY, .minute = 255}},
    {.id = {"always", 6}},
    {.id = {"broken", 6}, .formats = &paper, .n_formats = 1},
};
static const gr_jobs jobs = {
    .id = {"night", 5}, .file = {"batch.xml", 9}, .zone = {"UTC", 3}, .jobs = jobs_of, .n = 3};

static gr_due_setup setup_of(gr_arena *arena)
{
    return (gr_due_setup){
        .jobs = &jobs, .now = NOON, .arena = arena, .diag = gr_diag_new(arena, 5)};
}

static void what_cannot_be_made_is_left_out(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(4096);
    const gr_due_setup setup = setup_of(arena);
    gr_due_list list = {0};
    assert_int_equal(gr_due_choose(&setup, &list), GR_OK);
    assert_int_equal(list.n, 3);
    check_text("first", list.items[0].job->id, "daily");
    check_text("first, as an order", list.orders[0].job, "daily");
    assert_false(list.orders[0].left_out);
    assert_false(list.orders[1].left_out);
    assert_true(list.orders[2].left_out);
    assert_true(gr_diag_has(setup.diag, GR_CODE_FORMAT_UNKNOWN));
    gr_arena_free(arena);
}

static void only_what_was_asked_for(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(4096);
    const gr_str ids[] = {GR_LIT("always"), GR_LIT("nightly")};
    gr_due_setup setup = setup_of(arena);
    gr_due_list list = {0};
    setup.asked = (gr_words){.items = ids, .n = 1};
    setup.on = (gr_value){.type = GR_T_DATE, .as.day = 31};
    assert_int_equal(gr_due_choose(&setup, &list), GR_OK);
    assert_int_equal(list.n, 1);
    assert_ptr_equal(list.items[0].job, &jobs_of[1]);
    assert_int_equal(list.orders[0].on.as.day, 31);
    setup.asked.n = 2;
    assert_int_equal(gr_due_choose(&setup, &list), GR_BAD_INPUT);
    assert_true(gr_diag_has(setup.diag, GR_CODE_JOB_UNKNOWN));
    gr_arena_free(arena);
}

static void late_is_who_is_awaited(void **state)
{
    (void)state;
    const gr_job job = {.id = GR_LIT("a"), .has_deadline = true, .deadline = 300};
    const gr_moment due = NOON - (12 * 60 - 255) * 60; /* 04:15; the deadline is at 05:00 */
    gr_moment deadline = 0;
    gr_due one = {.job = &job, .due = due, .awaited = true};
    assert_false(gr_due_is_late(&jobs, &one, due + 45 * 60, &deadline));
    assert_int_equal(deadline, due + 45 * 60);
    assert_true(gr_due_is_late(&jobs, &one, due + 45 * 60 + 1, &deadline));
    one.awaited = false;
    assert_false(gr_due_is_late(&jobs, &one, due + 45 * 60 + 1, &deadline));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_cannot_be_made_is_left_out),
        cmocka_unit_test(only_what_was_asked_for),
        cmocka_unit_test(late_is_who_is_awaited),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
