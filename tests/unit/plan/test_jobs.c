/* Jobs held against what is asked of them, and against what there is. */
#include "base/arena.h"
#include "check.h"
#include "plan/jobs.h"

static const gr_named pdf = {.name = {"pdf", 3}};
static const gr_named paper = {.name = {"paper", 5}, .at = {1, 7, 3}};
static const gr_named towns[] = {{.name = {"renkum", 6}}, {.name = {"gm0228", 6}}};
static const gr_job jobs_of[] = {
    {.id = {"old", 3},
     .report = {.name = {"dossier", 7}},
     .destination = {"", 0},
     .formats = &paper,
     .n_formats = 1},
    {.id = {"year", 4}, .report = {.name = {"dossier", 7}}, .destination = {"2023", 4}},
    {.id = {"towns", 5},
     .report = {.name = {"dossier", 7}},
     .destination = {"", 0},
     .editions = towns,
     .n_editions = 2,
     .formats = &pdf,
     .n_formats = 1},
    {.id = {"bad", 3}, .report = {.name = {"papers", 6}}, .destination = {"", 0}, .faulty = true},
};
static const gr_jobs jobs = {.file = {"batch.xml", 9}, .jobs = jobs_of, .n = 4};

static gr_str said(const gr_diag *diag, gr_arena *arena)
{
    gr_diag_row row = {.text = GR_LIT("")};
    return gr_diag_at(diag, 0, arena, &row) ? row.text : GR_LIT("");
}

static void an_unknown_job_is_told(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(4096);
    const gr_str asked[] = {GR_LIT("towns"), GR_LIT("tonws"), GR_LIT("xyzzy")};
    gr_diag *diag = gr_diag_new(arena, 5);
    assert_true(gr_jobs_have(&jobs, asked, 1, arena, diag));
    check_text("known", said(diag, arena), "");
    assert_false(gr_jobs_have(&jobs, asked, 2, arena, diag));
    assert_true(gr_str_ends(said(diag, arena), GR_LIT("'tonws'; did you mean 'towns'?")));
    diag = gr_diag_new(arena, 5);
    assert_false(gr_jobs_have(&jobs, &asked[2], 1, arena, diag));
    assert_true(
        gr_str_ends(said(diag, arena),
                    GR_LIT("'xyzzy'; in 'batch.xml' there is 'old', 'year', 'towns', 'bad'")));
    gr_arena_free(arena);
}

static void a_format_that_is_not_there_keeps_a_job_from_being_made(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(4096);
    gr_diag *diag = gr_diag_new(arena, 5);
    assert_int_equal(gr_job_check(&jobs_of[2], arena, diag), GR_OK);
    assert_int_equal(gr_job_check(&jobs_of[3], arena, diag), GR_BAD_INPUT); /* it was told */
    check_text("told before", said(diag, arena), "");
    assert_int_equal(gr_job_check(&jobs_of[0], arena, diag), GR_BAD_INPUT);
    assert_true(gr_diag_has(diag, GR_CODE_FORMAT_UNKNOWN));
    gr_arena_free(arena);
}

static void the_job_of_an_edition_is_the_one_that_can_make_it_there(void **state)
{
    (void)state;
    static const struct {
        const char *report, *id, *key;
        const gr_job *want;
    } cases[] = {
        {"dossier", "renkum", "gm0274", &jobs_of[2]}, /* not `old`, nor the one in 2023 */
        {"dossier", "ede", "gm0228", &jobs_of[2]},    /* by its key */
        {"dossier", "region", "", NULL},
        {"papers", "region", "", NULL},
    };
    gr_arena *arena = gr_arena_new(4096);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const gr_plan_row row = {
            .report = gr_str_of(cases[i].report),
            .edition = {.id = gr_str_of(cases[i].id), .key = gr_str_of(cases[i].key)}};
        print_message("%s/%s\n", cases[i].report, cases[i].id);
        assert_ptr_equal(gr_job_of_row(&jobs, &row, arena), cases[i].want);
    }
    gr_arena_free(arena);
}

static void places_are_those_of_all_jobs(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(4096);
    bool here = false;
    gr_str places = gr_jobs_places(&jobs, GR_LIT("dossier"), GR_LIT("2022"), arena, &here);
    check_text("places", places, "'dossier', '2023/dossier', 'dossier'");
    assert_false(here);
    (void)gr_jobs_places(&jobs, GR_LIT("dossier"), GR_LIT("2023"), arena, &here);
    assert_true(here);
    here = false;
    check_text("none", gr_jobs_places(&jobs, GR_LIT("others"), GR_LIT(""), arena, &here), "");
    assert_false(here);
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_unknown_job_is_told),
        cmocka_unit_test(a_format_that_is_not_there_keeps_a_job_from_being_made),
        cmocka_unit_test(the_job_of_an_edition_is_the_one_that_can_make_it_there),
        cmocka_unit_test(places_are_those_of_all_jobs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
