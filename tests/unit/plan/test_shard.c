/* The file of a shard, and how the rows of a plan are dealt out and held against each other. */
#include "base/arena.h"
#include "check.h"
#include "plan/shard.h"

static const gr_order order = {.job = {"nightly", 7}, .destination = {"", 0}};

static gr_plan_row row_of(const char *edition, gr_edition_outcome outcome)
{
    return (gr_plan_row){.order = &order,
                         .report = GR_LIT("dossier"),
                         .title = GR_LIT("Dossier"),
                         .edition = {GR_LIT(""), gr_str_of(edition), gr_str_of(edition)},
                         .outcome = outcome,
                         .key = GR_LIT("0123"),
                         .documents = GR_LIT(""),
                         .waived = GR_LIT("")};
}

static gr_str bytes_of(gr_arena *arena, gr_edition_outcome outcome)
{
    gr_shard_job jobs[] = {{GR_LIT("nightly"), GR_LIT("2026-11-22"), 1795316400, true, true},
                           {GR_LIT("weekly"), GR_LIT(""), -1, false, false}};
    gr_plan_row rows[] = {row_of("renkum", outcome), row_of("arnhem", GR_EDITION_FAILED)};
    const gr_shard shard = {.run_id = GR_LIT("night"),
                            .nr = 2,
                            .of = 3,
                            .engine = GR_LIT("griffie"),
                            .inputs = GR_LIT("ffff"),
                            .began = 1795316401,
                            .jobs = jobs,
                            .n_jobs = 2,
                            .rows = rows,
                            .n = 2,
                            .diag = gr_diag_new(arena, 10)};
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_shard_pack(&shard, &out);
    return gr_buf_view(&out);
}

static void a_shard_comes_back(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1024);
    gr_shard read = {0};
    assert_true(gr_shard_unpack(bytes_of(arena, GR_EDITION_STAGED), 10, arena, &read));
    check_text("run", read.run_id, "night");
    assert_int_equal(read.nr, 2);
    assert_int_equal(read.of, 3);
    check_text("engine", read.engine, "griffie");
    check_text("inputs", read.inputs, "ffff");
    assert_int_equal(read.began, 1795316401);
    assert_int_equal(read.n_jobs, 2);
    check_text("job", read.jobs[0].id, "nightly");
    check_text("on", read.jobs[0].on, "2026-11-22");
    assert_true(read.jobs[0].awaited);
    assert_true(read.jobs[0].left_out && !read.jobs[1].left_out);
    assert_int_equal(read.jobs[1].due, -1);
    assert_int_equal(read.n, 2);
    check_text("edition", read.rows[1].edition.id, "arnhem");
    assert_int_equal(read.rows[0].outcome, GR_EDITION_STAGED);
    gr_arena_free(arena);
}

/** Cut, longer, of another version, or with what no shard says. */
static void other_bytes_are_none(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1024);
    gr_shard read = {.nr = 9};
    gr_str whole = bytes_of(arena, GR_EDITION_STAGED);
    for (size_t i = 0; i < whole.len; i++) {
        assert_false(gr_shard_unpack(gr_str_sub(whole, 0, i), 10, arena, &read));
    }
    gr_buf longer = gr_buf_make(arena, SIZE_MAX);
    gr_buf_add(&longer, whole);
    gr_buf_add_char(&longer, 'x');
    assert_false(gr_shard_unpack(gr_buf_view(&longer), 10, arena, &read));
    gr_buf other = gr_buf_make(arena, SIZE_MAX);
    gr_buf_add(&other, GR_LIT("griffie-shard 2\n"));
    gr_buf_add(&other, gr_str_sub(whole, 16, SIZE_MAX));
    assert_false(gr_shard_unpack(gr_buf_view(&other), 10, arena, &read));
    assert_false(gr_shard_unpack(bytes_of(arena, GR_EDITION_PUBLISHED), 10, arena, &read));
    assert_false(gr_shard_unpack(bytes_of(arena, GR_EDITION_PLANNED), 10, arena, &read));
    assert_int_equal(read.nr, 9); /* untouched */
    gr_arena_free(arena);
}

static void rows_are_dealt_out_in_turn(void **state)
{
    (void)state;
    for (unsigned of = 1; of <= 4; of++) {
        for (size_t n = 0; n <= 9; n++) {
            gr_shard shards[4] = {0};
            gr_plan_row rows[9];
            for (unsigned nr = 1; nr <= of; nr++) {
                for (size_t i = 0; i < n; i++) {
                    rows[i] = (gr_plan_row){.duration_ms = (uint32_t)i};
                }
                shards[nr - 1].n = gr_shard_choose(rows, n, nr, of);
                for (size_t i = 0; i < shards[nr - 1].n; i++) {
                    assert_int_equal(rows[i].duration_ms, nr - 1 + i * of);
                }
            }
            assert_true(gr_shards_add_up(shards, of));
            shards[0].n += 2;
            assert_int_equal(gr_shards_add_up(shards, of), of == 1);
        }
    }
}

static void jobs_are_the_same_by_their_ids(void **state)
{
    (void)state;
    gr_shard_job ab[] = {{.id = GR_LIT("a")}, {.id = GR_LIT("b")}};
    gr_shard_job ac[] = {{.id = GR_LIT("a")}, {.id = GR_LIT("c")}};
    const gr_shard one = {.jobs = ab, .n_jobs = 2};
    const gr_shard other = {.jobs = ac, .n_jobs = 2};
    const gr_shard shorter = {.jobs = ab, .n_jobs = 1};
    assert_true(gr_shards_have_same_jobs(&one, &one));
    assert_false(gr_shards_have_same_jobs(&one, &other));
    assert_false(gr_shards_have_same_jobs(&one, &shorter));
}

static void shards_of_one_night_are_found_by_its_date(void **state)
{
    (void)state;
    static const struct {
        const char *asked, *zone, *want; /* NULL: it can name no folder */
    } cases[] = {
        {"", "UTC", "2022-06-30"},
        {"", "Europe/Amsterdam", "2022-07-01"}, /* half past one there */
        {"July_1.b", "UTC", "July_1.b"},
        {".b", "UTC", NULL},
        {"a/b", "UTC", NULL},
        {"a b", "UTC", NULL},
        {"0123456789012345678901234567890123456789012345678901234567890123", "UTC",
         "0123456789012345678901234567890123456789012345678901234567890123"},
        {"01234567890123456789012345678901234567890123456789012345678901234", "UTC", NULL},
    };
    const gr_moment at = 1656631800; /* 2022-06-30 23:30 UTC */
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        gr_arena *arena = gr_arena_new(4096);
        gr_diag *diag = gr_diag_new(arena, 5);
        gr_str id = GR_LIT("untouched");
        gr_status status = gr_shards_run_id(gr_str_of(cases[i].asked), gr_str_of(cases[i].zone), at,
                                            arena, diag, &id);
        print_message("'%s' in %s\n", cases[i].asked, cases[i].zone);
        assert_int_equal(status, cases[i].want == NULL ? GR_BAD_INPUT : GR_OK);
        check_text("id", id, cases[i].want == NULL ? "untouched" : cases[i].want);
        assert_int_equal(gr_diag_has(diag, GR_CODE_USAGE), cases[i].want == NULL);
        gr_arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_shard_comes_back),
        cmocka_unit_test(other_bytes_are_none),
        cmocka_unit_test(rows_are_dealt_out_in_turn),
        cmocka_unit_test(jobs_are_the_same_by_their_ids),
        cmocka_unit_test(shards_of_one_night_are_found_by_its_date),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
