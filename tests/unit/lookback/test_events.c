/* What a scheduled run tells programs, line by line: they read it, so that it is stable. */
#include "base/arena.h"
#include "base/clock.h"
#include "check.h"
#include "lookback/events.h"

#define NOON 1656676800 /* 1 July 2022, 12:00 UTC */

static char said[4096];

static void say(gr_str line)
{
    size_t from = strlen(said);
    assert_true(from + line.len < sizeof(said));
    memcpy(said + from, line.ptr, line.len);
    said[from + line.len] = '\0';
}

static gr_events events_of(gr_arena *arena)
{
    said[0] = '\0';
    return (gr_events){.json = true,
                       .zone = GR_LIT("Europe/Amsterdam"),
                       .clock = {.began = NOON, .started_ms = 1000},
                       .say = say,
                       .arena = arena};
}

static const gr_order order = {.job = {"papers", 6}, .destination = {"", 0}};
static const gr_plan_row row = {.order = &order,
                                .report = {"dossier", 7},
                                .edition = {.id = {"renkum", 6}},
                                .outcome = GR_EDITION_PUBLISHED,
                                .key = {"aaaa", 4},
                                .duration_ms = 12};

static void programs_read_json(void **state)
{
    (void)state;
    static const gr_clock_reading later = {.now = NOON, .elapsed_ms = 4000};
    gr_arena *arena = gr_arena_new(4096);
    const gr_events events = events_of(arena);
    const gr_journal_run run = {.id = 7,
                                .batch = GR_LIT("nightly"),
                                .jobs = GR_LIT("papers"),
                                .published = 1,
                                .warned = 2,
                                .degraded = 3,
                                .refused = 4};
    gr_diag *diag = gr_diag_new(arena, 5);
    gr_diag_report(diag, (gr_loc){0}, GR_CODE_DEADLINE_MISSED, "so");
    gr_clock_stand_at(&later);
    gr_event_began(&events, &run);
    gr_event_row(&events, &row);
    gr_event_ended(&events, &run, GR_EXIT_SOME_FAILED, diag);
    gr_clock_stand_at(NULL);
    gr_str rest = gr_str_of(said), line = GR_LIT("");
    assert_true(gr_str_split(&rest, '\n', &line));
    check_text("began", line,
               "{\"event\": \"began\", \"run\": 7, \"batch\": \"nightly\", \"jobs\": \"papers\", "
               "\"at\": \"2022-07-01T14:00:03+02:00\"}");
    assert_true(gr_str_split(&rest, '\n', &line));
    check_text(
        "edition", line,
        "{\"event\": \"edition\", \"job\": \"papers\", \"report\": \"dossier\", \"edition\": "
        "\"renkum\", \"status\": \"published\", \"key\": \"aaaa\", \"ms\": 12, \"at\": "
        "\"2022-07-01T14:00:03+02:00\"}");
    assert_true(gr_str_split(&rest, '\n', &line));
    assert_true(gr_str_starts(line, GR_LIT("{\"event\": \"message\", \"level\": \"warning\", ")));
    assert_true(gr_str_split(&rest, '\n', &line));
    check_text(
        "ended", line,
        "{\"event\": \"ended\", \"run\": 7, \"exit\": 1, \"published\": 1, \"unchanged\": 0, "
        "\"warned\": 2, \"degraded\": 3, \"blocked\": 0, \"refused\": 4, \"failed\": 0, \"at\": "
        "\"2022-07-01T14:00:03+02:00\"}");
    gr_arena_free(arena);
}

static void people_read_a_line_an_edition(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(4096);
    const gr_journal_run run = {.batch = GR_LIT("nightly"), .jobs = GR_LIT("papers")};
    gr_events events = events_of(arena);
    events.json = false;
    gr_event_row(&events, &row);
    check_text("not asked for", gr_str_of(said), "");
    events.by_line = true;
    gr_event_began(&events, &run);
    gr_event_row(&events, &row);
    gr_event_ended(&events, &run, GR_EXIT_OK, gr_diag_new(arena, 1));
    check_text("line", gr_str_of(said), "published  dossier/renkum\n");
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(programs_read_json),
        cmocka_unit_test(people_read_a_line_an_edition),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
