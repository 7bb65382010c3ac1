/* What the processes of a run tell each other: what was told is heard, and what is not whole, or is
 * about rows that are not in the plan, is not. */
#include "making.h"

#include <signal.h>
#include <sys/socket.h>

#include "base/packed.h"
#include "edition/workers.h"
#include "process/channel.h"

typedef struct line {
    int ends[2]; /* who tells, who hears */
    gr_inbox inbox;
} line;

static line line_open(void)
{
    line l = {0};
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, l.ends), 0);
    l.inbox = (gr_inbox){.fd = l.ends[1]};
    return l;
}

static void line_close(line *l)
{
    gr_inbox_close(&l->inbox);
    (void)close(l->ends[0]);
    (void)close(l->ends[1]);
}

static void next_word(line *l, gr_run_word want, gr_str *out_body)
{
    uint32_t word = 0;
    while (!gr_inbox_next(&l->inbox, &word, out_body)) {
        assert_true(gr_inbox_fill(&l->inbox));
    }
    assert_int_equal(word, want);
}

static gr_plan_heard hearing(making *m)
{
    return (gr_plan_heard){.orders = &m->order, .n_orders = 1, .errors = 10, .arena = m->w.arena};
}

static gr_crew crew_of(making *m)
{
    return (gr_crew){.setup = &m->setup,
                     .rows = m->rows,
                     .n = m->n,
                     .orders = &m->order,
                     .n_orders = 1,
                     .diag = m->w.diag};
}

static void the_plan_arrives(void **state)
{
    (void)state;
    making m;
    making_open(&m);
    line l = line_open();
    const gr_crew crew = crew_of(&m);
    gr_plan_heard plan = hearing(&m);
    gr_str body = GR_LIT("");
    gr_status status = GR_BUG;
    gr_diag_report(m.w.diag, (gr_loc){0}, GR_CODE_ON_UNUSED, "said while reading");
    assert_true(gr_crew_tell_plan(&crew, GR_OK, l.ends[0]));
    for (size_t i = 0; i < m.n; i++) {
        next_word(&l, GR_WORD_ROW, &body);
        assert_true(gr_hear_row(&plan, body));
        assert_true(gr_str_eq(plan.rows[i].edition.id, m.rows[i].edition.id));
        assert_ptr_equal(plan.rows[i].order, &m.order);
        assert_null(plan.rows[i].source); /* the supervisor knows no record */
    }
    gr_diag *said = gr_diag_new(m.w.arena, 10);
    next_word(&l, GR_WORD_LOADED, &body);
    assert_true(gr_hear_loaded(&plan, body, said, &status));
    assert_int_equal(status, GR_OK);
    assert_true(gr_diag_has(said, GR_CODE_ON_UNUSED));
    line_close(&l);
    making_close(&m);
}

static void a_plan_that_failed_has_no_rows(void **state)
{
    (void)state;
    making m;
    making_open(&m);
    line l = line_open();
    const gr_crew crew = crew_of(&m);
    gr_str body = GR_LIT("");
    gr_status status = GR_OK;
    m.order.left_out = true;
    assert_true(gr_crew_tell_plan(&crew, GR_OVER_LIMIT, l.ends[0]));
    m.order.left_out = false;
    next_word(&l, GR_WORD_LOADED, &body);
    gr_order order = m.order;
    gr_plan_heard plan = hearing(&m);
    plan.orders = &order;
    assert_true(gr_hear_loaded(&plan, body, m.w.diag, &status));
    assert_true(order.left_out);
    assert_int_equal(status, GR_OVER_LIMIT);
    (void)close(l.ends[1]);
    l.ends[1] = -1;
    assert_false(gr_crew_tell_plan(&crew, GR_OK, l.ends[0])); /* nobody hears it */
    line_close(&l);
    making_close(&m);
}

static void workers_tell_what_they_made(void **state)
{
    (void)state;
    making m;
    making_open(&m);
    m.setup.publishes = false;
    line l = line_open();
    const gr_crew crew = {.setup = &m.setup,
                          .rows = m.rows,
                          .n = 2,
                          .orders = &m.order,
                          .n_orders = 1,
                          .diag = m.w.diag,
                          .workers = 1,
                          .seconds = 300};
    gr_plan_heard plan = hearing(&m);
    gr_str body = GR_LIT("");
    size_t nr = 77;
    assert_true(gr_crew_tell_plan(&crew, GR_OK, l.ends[0]));
    gr_crew_make_all(&crew, l.ends[0]);
    for (size_t i = 0; i < 2; i++) {
        next_word(&l, GR_WORD_ROW, &body);
        assert_true(gr_hear_row(&plan, body));
    }
    next_word(&l, GR_WORD_LOADED, &body);
    for (size_t i = 0; i < 2; i++) {
        next_word(&l, GR_WORD_TAKEN, &body);
        assert_true(gr_hear_taken(&plan, body, &nr));
        assert_int_equal(nr, i);
        next_word(&l, GR_WORD_MADE, &body);
        assert_true(gr_hear_made(&plan, body, &nr));
        assert_int_equal(nr, i);
        assert_int_equal(plan.rows[i].outcome, GR_EDITION_MADE);
        assert_non_null(plan.rows[i].diag);
    }
    line_close(&l);
    making_close(&m);
}

/** A word about row `nr`, with that row. */
static gr_str word_about(const making *m, uint64_t nr, gr_plan_row row)
{
    gr_buf out = gr_buf_make(m->w.arena, SIZE_MAX);
    row.diag = m->w.diag;
    gr_pack_number(&out, nr);
    gr_row_pack(&row, &out);
    return gr_buf_view(&out);
}

static void what_is_not_whole_is_not_heard(void **state)
{
    (void)state;
    making m;
    making_open(&m);
    gr_plan_row row = m.rows[0];
    gr_plan_row known = m.rows[0];
    gr_plan_heard plan = hearing(&m);
    size_t nr = 77;
    row.outcome = GR_EDITION_STAGED;
    row.key = GR_LIT("0123456789abcdef");
    row.documents = GR_LIT("");
    plan.rows = &known;
    plan.n = 1;
    gr_str whole = word_about(&m, 0, row);
    for (size_t len = 0; len < whole.len; len++) {
        assert_false(gr_hear_made(&plan, gr_str_sub(whole, 0, len), &nr));
    }
    assert_false(gr_hear_made(&plan, word_about(&m, 1, row), &nr)); /* of no row */
    assert_int_equal(nr, 77);
    assert_int_equal(known.outcome, GR_EDITION_PLANNED);
    assert_true(gr_hear_made(&plan, whole, &nr));
    assert_int_equal(known.outcome, GR_EDITION_STAGED);
    making_close(&m);
}

static void a_row_of_nobody_is_not_heard(void **state)
{
    (void)state;
    making m;
    making_open(&m);
    const gr_order other = {.job = GR_LIT("job of another"), .destination = GR_LIT("")};
    gr_plan_heard plan = hearing(&m);
    gr_plan_row row = m.rows[0];
    gr_buf made = gr_buf_make(m.w.arena, SIZE_MAX);
    gr_buf strange = gr_buf_make(m.w.arena, SIZE_MAX);
    row.key = row.documents = GR_LIT("");
    row.outcome = GR_EDITION_PUBLISHED; /* by whom? */
    gr_row_pack(&row, &made);
    assert_false(gr_hear_row(&plan, gr_buf_view(&made)));
    row.outcome = GR_EDITION_PLANNED;
    row.order = &other;
    gr_row_pack(&row, &strange);
    assert_false(gr_hear_row(&plan, gr_buf_view(&strange)));
    assert_int_equal(plan.n, 0);
    making_close(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_plan_arrives),
        cmocka_unit_test(a_plan_that_failed_has_no_rows),
        cmocka_unit_test(workers_tell_what_they_made),
        cmocka_unit_test(what_is_not_whole_is_not_heard),
        cmocka_unit_test(a_row_of_nobody_is_not_heard),
    };
    (void)signal(SIGPIPE, SIG_IGN); /* as the program does */
    return cmocka_run_group_tests(tests, NULL, NULL);
}
