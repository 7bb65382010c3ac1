/* What stands on stderr when a command is over: which lines, and when there are none. */
#include "check.h"

#include "base/arena.h"
#include "notify/run_end.h"

#define NOON 1656676800 /* 1 July 2022, 12:00 UTC */

static const gr_job daily = {.id = {"dossiers", 8},
                             .schedule = {.rhythm = GR_RHYTHM_DAILY, .minute = 255}};
static const gr_jobs batch_of_it = {.id = {"night", 5}, .zone = {"UTC", 3}, .jobs = &daily, .n = 1};
static const gr_order orders[] = {{.job = {"dossiers", 8}}, {.job = {"papers", 6}}};

static gr_plan_row row_of(const char *edition, gr_edition_outcome outcome)
{
    return (gr_plan_row){.order = orders,
                         .report = GR_LIT("dossier"),
                         .edition = {.id = gr_str_of(edition)},
                         .outcome = outcome};
}

static gr_run_end end_of(gr_exit result, gr_arena *arena)
{
    return (gr_run_end){.exit = result,
                        .publishes = true,
                        .diag = gr_diag_new(arena, 5),
                        .output = GR_LIT("output"),
                        .state = GR_LIT(""),
                        .jobs = &batch_of_it,
                        .began = NOON};
}

static gr_str said(const gr_run_end *end, gr_arena *arena)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_run_end_add(end, &out);
    return gr_buf_view(&out);
}

static gr_str mailed(const gr_run_end *end, bool heard, gr_arena *arena)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_run_end_add_mail(end, heard, &out);
    return gr_buf_view(&out);
}

static void a_run_that_went_well_says_nothing(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(4096);
    gr_plan_row row = row_of("renkum", GR_EDITION_PUBLISHED);
    gr_run_end end = end_of(GR_EXIT_OK, arena);
    end.rows = &row;
    end.n_rows = 1;
    check_text("well", said(&end, arena), "");
    check_text("well, by mail", mailed(&end, false, arena), "");
    end.counts = true;
    check_text("counted", said(&end, arena), "1 edition: 1 published, 0 unchanged, 0 failed\n");
    end.checks = true;
    row.outcome = GR_EDITION_MADE;
    check_text("checked", said(&end, arena), "1 edition: 1 in order, 0 failed\n");
    gr_arena_free(arena);
}

static void what_is_left_out_is_named(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(4096);
    gr_order asked[] = {orders[0], orders[1]};
    const gr_plan_row rows[] = {
        row_of("ede", GR_EDITION_FAILED), row_of("renkum", GR_EDITION_PUBLISHED),
        row_of("rheden", GR_EDITION_FAILED), row_of("zeist", GR_EDITION_BLOCKED)};
    gr_run_end end = end_of(GR_EXIT_BLOCKED, arena);
    asked[1].left_out = true;
    end.orders = asked;
    end.n_orders = 2;
    end.rows = rows;
    end.n_rows = 4;
    check_text("left out", said(&end, arena),
               "griffie: jobs not made: papers\n"
               "griffie: dossier: not published: ede, rheden\n"
               "griffie: dossier: not published, blocked by a control: zeist\n");
    end.checks = true;
    check_text("not in order", said(&end, arena),
               "griffie: jobs not in order: papers\n"
               "griffie: dossier: not in order: ede, rheden\n"
               "griffie: dossier: blocked by a control: zeist\n");
    end.checks = false;
    end.number = 12;
    end.state = GR_LIT("kept");
    check_text("by mail", mailed(&end, false, arena),
               "griffie: run 12 of night: 3 of 4 editions not published, and 1 of 2 jobs not made "
               "(exit status 4)\n"
               "griffie: jobs not made: papers\n"
               "griffie: dossier: not published: ede, rheden\n"
               "griffie: dossier: not published, blocked by a control: zeist\n"
               "griffie: what was published before still stands in 'output', as it was\n"
               "griffie: to do: mend the figures that do not agree, or the data that are not as "
               "promised; the next run makes these editions again\n"
               "griffie: all messages: griffie log 12 --output 'output' --state 'kept'\n");
    gr_arena_free(arena);
}

static void promises_are_named(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(4096);
    gr_plan_row rows[] = {row_of("ede", GR_EDITION_REFUSED),
                          row_of("renkum", GR_EDITION_PUBLISHED)};
    gr_run_end end = end_of(GR_EXIT_BLOCKED, arena);
    end.rows = rows;
    end.n_rows = 2;
    check_text("refused", said(&end, arena),
               "griffie: dossier: not published, refused by a promise of the data: ede\n");
    end.counts = true;
    rows[1].degraded = true;
    check_text("counted", said(&end, arena),
               "griffie: dossier: not published, refused by a promise of the data: ede\n"
               "2 editions: 1 published, 0 unchanged, 0 failed, 1 refused by a promise of the "
               "data; 1 of them draft by a promise of the data\n");
    rows[0].outcome = GR_EDITION_PUBLISHED;
    end.counts = false;
    end.exit = GR_EXIT_DEGRADED;
    end.number = 12;
    end.state = GR_LIT("kept");
    check_text("by mail", mailed(&end, false, arena),
               "griffie: run 12 of night: published, and 1 of 2 editions a draft (exit status 5)\n"
               "griffie: to do: see to the data that are not as promised; the next run makes these "
               "editions again\n"
               "griffie: all messages: griffie log 12 --output 'output' --state 'kept'\n");
    gr_arena_free(arena);
}

static void nothing_begun_leaves_all_as_it_was(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(4096);
    gr_run_end end = end_of(GR_EXIT_DATA, arena);
    gr_diag *diag = gr_diag_new(arena, 5);
    gr_diag_report(diag, (gr_loc){0}, GR_CODE_USAGE, "so");
    end.diag = diag;
    assert_true(gr_str_ends(said(&end, arena),
                            GR_LIT("griffie: nothing was published; 'output' is as it was\n")));
    end.publishes = false;
    assert_true(gr_str_find(said(&end, arena), GR_LIT("as it was")) == SIZE_MAX);
    gr_arena_free(arena);
}

static void warnings_are_mailed_once(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(4096);
    gr_run_end end = end_of(GR_EXIT_OK, arena);
    gr_diag *diag = gr_diag_new(arena, 5);
    gr_diag_report(diag, (gr_loc){0}, GR_CODE_DEADLINE_MISSED, "so");
    end.diag = diag;
    gr_str text = mailed(&end, false, arena);
    assert_true(gr_str_starts(text, GR_LIT("griffie: published, with warnings (exit status 0)\n")));
    check_text("heard", mailed(&end, true, arena), "");
    gr_arena_free(arena);
}

static void who_waits_hears_when_the_next_job_is(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(4096);
    gr_run_end end = end_of(GR_EXIT_OK, arena);
    end.nothing_due = true;
    check_text("waits", said(&end, arena),
               "griffie: nothing is due, and nothing was made; the next is job 'dossiers' at "
               "2022-07-02T04:15:00+00:00. --now makes all jobs, whether or not they are due\n");
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_that_went_well_says_nothing),
        cmocka_unit_test(what_is_left_out_is_named),
        cmocka_unit_test(promises_are_named),
        cmocka_unit_test(nothing_begun_leaves_all_as_it_was),
        cmocka_unit_test(warnings_are_mailed_once),
        cmocka_unit_test(who_waits_hears_when_the_next_job_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
