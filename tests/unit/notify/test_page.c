/* What the index page says of editions and of the run. How it looks is held by the tests of html.
 */
#include "check.h"

#include "base/arena.h"
#include "notify/page.h"
#include "style/style_read.h"

#define NOON 1656676800 /* 1 July 2022, 12:00 UTC */

static const gr_jobs batch_of_it = {.id = {"night", 5}, .title = {"Papers", 6}, .zone = {"UTC", 3}};

static gr_house_style *house_of(gr_arena *arena)
{
    gr_house_style *house = NULL;
    gr_diag *diag = gr_diag_new(arena, 10);
    gr_str path = GR_LIT(GR_SOURCE_DIR "/tests/golden/_base/templates/styles/plain.xml");
    assert_int_equal(
        gr_style_read(path, GR_LIT("/usr/share/fonts"), &gr_default_limits, arena, diag, &house),
        GR_OK);
    assert_non_null(house);
    return house;
}

/** The words for `label`, as the house style has them, are on the page. */
static bool says(const gr_run_summary *run, gr_str page, const char *label)
{
    return gr_str_find(page, gr_run_label(run, label)) != SIZE_MAX;
}

/** Of a page with this edition alone: the class of its state. */
static bool has_state(const gr_run_summary *run, gr_shown_edition one, const char *state,
                      gr_arena *arena)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    one.id = one.name = GR_LIT("renkum");
    const gr_shown_report report = {
        .id = GR_LIT("dossier"), .title = GR_LIT("Dossier"), .editions = &one, .n = 1};
    gr_run_page(run, &report, 1, &out);
    gr_str sign = gr_str_fmt(arena, "<span class=\"state %s\">", state);
    return gr_str_find(gr_buf_view(&out), sign) != SIZE_MAX;
}

static void an_edition_has_one_state(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        bool made, withdrawn;
        gr_edition_outcome outcome;
        bool warned;
        const char *last, *want;
    } cases[] = {
        {"new", true, false, GR_EDITION_PUBLISHED, false, "", "published"},
        {"new, with a remark", true, false, GR_EDITION_PUBLISHED, true, "", "warned"},
        {"the same", true, false, GR_EDITION_UNCHANGED, false, "", "unchanged"},
        {"failed", true, false, GR_EDITION_FAILED, false, "", "failed"},
        {"blocked", true, false, GR_EDITION_BLOCKED, false, "", "blocked"},
        {"refused", true, false, GR_EDITION_REFUSED, false, "", "refused"},
        {"refused before", false, false, GR_EDITION_PLANNED, false, "refused", "refused"},
        {"a draft before", false, false, GR_EDITION_PLANNED, false, "degraded", "degraded"},
        {"differs", true, false, GR_EDITION_DIFFERS, true, "", "differs"},
        {"withdrawn", true, true, GR_EDITION_PUBLISHED, false, "", "withdrawn"},
        {"failed before", false, false, GR_EDITION_PLANNED, false, "failed", "failed"},
        {"well before", false, false, GR_EDITION_PLANNED, false, "published", "unchanged"},
        {"not known", false, false, GR_EDITION_PLANNED, false, "", "unchanged"},
    };
    gr_arena *arena = gr_arena_new((size_t)64 * 1024);
    const gr_run_summary run = {.jobs = &batch_of_it, .house = house_of(arena), .ended = NOON};
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        gr_plan_row row = {.outcome = cases[i].outcome, .diag = gr_diag_new(arena, 1)};
        if (cases[i].warned) {
            gr_diag_report(row.diag, (gr_loc){0}, GR_CODE_DEADLINE_MISSED, "so");
        }
        const gr_shown_edition one = {.row = cases[i].made ? &row : NULL,
                                      .withdrawn = cases[i].withdrawn,
                                      .last = gr_str_of(cases[i].last)};
        print_message("%s\n", cases[i].name);
        assert_true(has_state(&run, one, cases[i].want, arena));
    }
    gr_arena_free(arena);
}

static void the_run_has_one_sentence(void **state)
{
    (void)state;
    static const struct {
        gr_edition_outcome outcome;
        gr_edition_status status;
        bool all_failed;
        const char *by_hand;
        size_t n;
        const char *want;
    } cases[] = {
        {GR_EDITION_PUBLISHED, GR_STATUS_PUBLISHED, false, NULL, 1, "run-well"},
        {GR_EDITION_PUBLISHED, GR_STATUS_WARNED, false, NULL, 1, "run-warned"},
        {GR_EDITION_UNCHANGED, GR_STATUS_UNCHANGED, false, NULL, 1, "run-same"},
        {GR_EDITION_FAILED, GR_STATUS_FAILED, false, NULL, 1, "run-some"},
        {GR_EDITION_BLOCKED, GR_STATUS_BLOCKED, false, NULL, 1, "run-some"},
        {GR_EDITION_REFUSED, GR_STATUS_REFUSED, false, NULL, 1, "run-some"},
        {GR_EDITION_PUBLISHED, GR_STATUS_DEGRADED, false, NULL, 1, "run-degraded"},
        {GR_EDITION_PLANNED, GR_STATUS_FAILED, true, NULL, 1, "run-nothing"},
        {GR_EDITION_PLANNED, GR_STATUS_FAILED, false, "run-withdrawn", 0, "run-withdrawn"},
        {GR_EDITION_PUBLISHED, GR_STATUS_PUBLISHED, false, "run-released", 1, "run-released"},
        {GR_EDITION_PLANNED, GR_STATUS_FAILED, false, NULL, 0, "run-well"},
    };
    gr_arena *arena = gr_arena_new((size_t)64 * 1024);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        gr_buf out = gr_buf_make(arena, SIZE_MAX);
        const gr_run_edition made = {.outcome = cases[i].outcome, .status = cases[i].status};
        const gr_run_summary run = {.jobs = &batch_of_it,
                                    .house = house_of(arena),
                                    .ended = NOON,
                                    .all_failed = cases[i].all_failed,
                                    .by_hand = cases[i].by_hand,
                                    .editions = &made,
                                    .n_editions = cases[i].n};
        gr_run_page(&run, NULL, 0, &out);
        for (size_t k = 0; k < sizeof(cases) / sizeof(cases[0]); k++) {
            print_message("%s: %s\n", cases[i].want, cases[k].want);
            assert_int_equal(says(&run, gr_buf_view(&out), cases[k].want),
                             gr_str_is(gr_str_of(cases[i].want), cases[k].want));
        }
    }
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_edition_has_one_state),
        cmocka_unit_test(the_run_has_one_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
