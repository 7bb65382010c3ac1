/* Figures of a run: the whole file, and by when a job has to go through again. */
#include "check.h"

#include "base/arena.h"
#include "notify/notify.h"

#define NOON 1656676800 /* 1 July 2022, 12:00 UTC */
#define DAY  86400

static const gr_job jobs_of_it[] = {
    {.id = {"dossiers", 8},
     .schedule = {.rhythm = GR_RHYTHM_DAILY, .minute = 4 * 60},
     .has_deadline = true,
     .deadline = 7 * 60},
    {.id = {"letters", 7}, .schedule = {.rhythm = GR_RHYTHM_DAILY, .minute = 5 * 60}}};
static const gr_jobs batch_of_it = {
    .id = {"night", 5}, .zone = {"UTC", 3}, .jobs = jobs_of_it, .n = 2};

static void the_file_is_what_alarms_hang_on(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(4096);
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    const gr_run_edition editions[] = {
        {.status = GR_STATUS_PUBLISHED}, {.status = GR_STATUS_WARNED},
        {.status = GR_STATUS_WARNED},    {.status = GR_STATUS_BLOCKED},
        {.status = GR_STATUS_FAILED},    {.status = GR_STATUS_UNCHANGED},
        {.status = GR_STATUS_UNCHANGED}, {.status = GR_STATUS_UNCHANGED},
        {.status = GR_STATUS_DEGRADED},  {.status = GR_STATUS_REFUSED},
        {.status = GR_STATUS_REFUSED}};
    const gr_moment last[] = {NOON, 0};
    gr_run_metrics(&(gr_run_summary){.jobs = &batch_of_it,
                                     .exit = 4,
                                     .began = NOON,
                                     .ended = NOON + 75,
                                     .editions = editions,
                                     .n_editions = 11,
                                     .last_success = last,
                                     .mails_waiting = 2},
                   &out);
    check_text("all", gr_buf_view(&out),
               "# HELP griffie_last_run_timestamp_seconds When the last run began.\n"
               "# TYPE griffie_last_run_timestamp_seconds gauge\n"
               "griffie_last_run_timestamp_seconds{batch=\"night\"} 1656676800\n"
               "# HELP griffie_last_run_duration_seconds How long the last run took.\n"
               "# TYPE griffie_last_run_duration_seconds gauge\n"
               "griffie_last_run_duration_seconds{batch=\"night\"} 75\n"
               "# HELP griffie_last_run_exit_status Exit status of the last run: 0 is well, 64 and "
               "up published nothing.\n"
               "# TYPE griffie_last_run_exit_status gauge\n"
               "griffie_last_run_exit_status{batch=\"night\"} 4\n"
               "# HELP griffie_mails_waiting Mails that could not be sent yet.\n"
               "# TYPE griffie_mails_waiting gauge\n"
               "griffie_mails_waiting{batch=\"night\"} 2\n"
               "# HELP griffie_last_run_editions Editions of the last run by what became of them.\n"
               "# TYPE griffie_last_run_editions gauge\n"
               "griffie_last_run_editions{batch=\"night\",status=\"published\"} 1\n"
               "griffie_last_run_editions{batch=\"night\",status=\"unchanged\"} 3\n"
               "griffie_last_run_editions{batch=\"night\",status=\"warned\"} 2\n"
               "griffie_last_run_editions{batch=\"night\",status=\"degraded\"} 1\n"
               "griffie_last_run_editions{batch=\"night\",status=\"blocked\"} 1\n"
               "griffie_last_run_editions{batch=\"night\",status=\"refused\"} 2\n"
               "griffie_last_run_editions{batch=\"night\",status=\"failed\"} 1\n"
               "# HELP griffie_job_last_success_timestamp_seconds When the last run began in which "
               "the job went through; 0 is never.\n"
               "# TYPE griffie_job_last_success_timestamp_seconds gauge\n"
               "griffie_job_last_success_timestamp_seconds{batch=\"night\",job=\"dossiers\"} "
               "1656676800\n"
               "griffie_job_last_success_timestamp_seconds{batch=\"night\",job=\"letters\"} 0\n"
               "# HELP griffie_job_deadline_timestamp_seconds By when the job has to go through "
               "again: an alarm when this has passed.\n"
               "# TYPE griffie_job_deadline_timestamp_seconds gauge\n"
               "griffie_job_deadline_timestamp_seconds{batch=\"night\",job=\"dossiers\"} "
               "1656745200\n");
    gr_arena_free(arena);
}

/** Two nights without success: the deadline of the first one stays, and has passed. */
static void a_deadline_that_was_missed_stays(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        gr_moment last;
        const char *want;
    } cases[] = {
        {"went through today", NOON, "job=\"dossiers\"} 1656745200\n"},
        {"not for two days", NOON - 2 * DAY, "job=\"dossiers\"} 1656572400\n"},
        {"never", 0, "job=\"dossiers\"} 1656658800\n"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        gr_arena *arena = gr_arena_new(4096);
        gr_buf out = gr_buf_make(arena, SIZE_MAX);
        const gr_moment last[] = {cases[i].last, NOON};
        gr_run_metrics(&(gr_run_summary){.jobs = &batch_of_it, .began = NOON, .last_success = last},
                       &out);
        gr_str text = gr_buf_view(&out);
        size_t at = gr_str_find(text, GR_LIT("griffie_job_deadline_timestamp_seconds{batch"));
        assert_true(at != SIZE_MAX);
        gr_str line = gr_str_sub(text, at, SIZE_MAX);
        check_text(cases[i].name, gr_str_sub(line, gr_str_find(line, GR_LIT("job=")), SIZE_MAX),
                   cases[i].want);
        gr_arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_file_is_what_alarms_hang_on),
        cmocka_unit_test(a_deadline_that_was_missed_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
