/* Who would never hear anything: a line for an edition that none of its jobs makes. */
#include "base/arena.h"
#include "check.h"
#include "plan/recipients.h"

typedef struct trial {
    const char *editions[2]; /* that the jobs make; NULL: none */
    bool left_out;           /* the second job is */
    size_t made;             /* jobs that are due */
    bool good;
    const char *says;
} trial;

static void check_trial(const trial *t, gr_arena *arena)
{
    const gr_recipient lines[] = {
        {.address = GR_LIT("griffier@renkum.example"),
         .edition = GR_LIT("renkum"),
         .at = {1, 5, 1}},
        {.address = GR_LIT("all@mgr.example"), .edition = GR_LIT(""), .at = {1, 6, 1}},
    };
    const gr_job jobs_of[] = {
        {.id = GR_LIT("first"), .recipients = lines, .n_recipients = 2},
        {.id = GR_LIT("second"), .recipients = lines, .n_recipients = 2}, /* of <defaults> */
    };
    const gr_jobs jobs = {.jobs = jobs_of, .n = 2};
    gr_order orders[] = {{.job = GR_LIT("first")},
                         {.job = GR_LIT("second"), .left_out = t->left_out}};
    gr_plan_row rows[2];
    size_t n = 0;
    for (size_t i = 0; i < 2; i++) {
        if (t->editions[i] != NULL) {
            rows[n++] =
                (gr_plan_row){.order = &orders[i], .edition = {.id = gr_str_of(t->editions[i])}};
        }
    }
    gr_diag *diag = gr_diag_new(arena, 10);
    const gr_audience_setup setup = {.jobs = &jobs,
                                     .orders = orders,
                                     .n_orders = t->made,
                                     .rows = rows,
                                     .n_rows = n,
                                     .idle = GR_CODE_RECIPIENT_IDLE,
                                     .arena = arena,
                                     .diag = diag};
    gr_buf said = gr_buf_make(arena, SIZE_MAX);
    assert_int_equal(gr_recipients_check(&setup), t->good);
    gr_diag_print(diag, &said);
    assert_int_equal(gr_diag_has(diag, GR_CODE_RECIPIENT_IDLE), !t->good);
    if (t->says != NULL && gr_str_find(gr_buf_view(&said), gr_str_of(t->says)) == SIZE_MAX) {
        fail_msg("'%s' is not in: " GR_FMT, t->says, GR_ARG(gr_buf_view(&said)));
    }
}

static void lines_are_held_against_the_plan(void **state)
{
    (void)state;
    static const trial trials[] = {
        {{"renkum", NULL}, false, 2, true, NULL},
        {{NULL, "renkum"}, false, 2, true, NULL}, /* one of its jobs is enough */
        {{"renkun", "rheden"}, false, 2, false, "; did you mean 'renkun'?"},
        {{"abc", NULL}, false, 2, false, "no job makes 'renkum', so 'griffier@renkum.example'"},
        {{"abc", NULL}, true, 2, true, NULL},  /* nobody knows what the second would make */
        {{"abc", NULL}, false, 1, true, NULL}, /* nor here: it is not due */
    };
    gr_arena *arena = gr_arena_new(1024);
    for (size_t i = 0; i < sizeof(trials) / sizeof(trials[0]); i++) {
        check_trial(&trials[i], arena);
    }
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(lines_are_held_against_the_plan)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
