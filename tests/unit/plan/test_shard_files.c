/* Files of shards held against each other: what is not there, and what does not belong together. */
#include "check.h"
#include "in_folder.h"
#include "plan/shard_files.h"
#include "store/folder.h"

static const gr_order order = {.job = {"nightly", 7}, .destination = {"", 0}};

typedef struct made { /* as one shard says it */
    unsigned nr, of;
    const char *run_id, *engine, *inputs, *job, *on;
    size_t rows;
} made;
static const made first = {1, 2, "night", "griffie", "ffff", "nightly", "2026-11-22", 2};

static void add_shard(const world *w, const char *name, made m)
{
    gr_shard_job job = {.id = gr_str_of(m.job), .on = gr_str_of(m.on)};
    gr_plan_row rows[3];
    for (size_t i = 0; i < m.rows; i++) {
        rows[i] = (gr_plan_row){.order = &order,
                                .report = GR_LIT("dossier"),
                                .title = GR_LIT("Dossier"),
                                .edition = {GR_LIT(""), GR_LIT("renkum"), GR_LIT("Renkum")},
                                .outcome = GR_EDITION_FAILED,
                                .key = GR_LIT(""),
                                .documents = GR_LIT(""),
                                .waived = GR_LIT("")};
    }
    const gr_shard shard = {.run_id = gr_str_of(m.run_id),
                            .nr = m.nr,
                            .of = m.of,
                            .engine = gr_str_of(m.engine),
                            .inputs = gr_str_of(m.inputs),
                            .jobs = &job,
                            .n_jobs = 1,
                            .rows = rows,
                            .n = m.rows,
                            .diag = gr_diag_new(w->arena, 10)};
    gr_buf out = gr_buf_make(w->arena, SIZE_MAX);
    gr_shard_pack(&shard, &out);
    assert_int_equal(gr_file_write_new(world_path(w, name), gr_buf_view(&out), w->diag), GR_OK);
}

/** What is said of the second shard, when the first is as it should be. */
static void check_second(const made *second, const char *name, const char *want)
{
    world w = world_open();
    gr_shard *shards = NULL;
    gr_diag_row said = {.text = GR_LIT("")};
    const gr_shard_files files = {.folder = world_path(&w, ""),
                                  .run_id = GR_LIT("night"),
                                  .engine = GR_LIT("griffie"),
                                  .n = 2,
                                  .errors = 10,
                                  .arena = w.arena,
                                  .diag = w.diag};
    add_shard(&w, "1-of-2.shard", first);
    if (second != NULL) {
        add_shard(&w, name, *second);
    }
    gr_status status = gr_shards_read(&files, &shards);
    (void)gr_diag_at(w.diag, 0, w.arena, &said);
    if (want[0] == '\0') {
        check_text("second", said.text, "");
        assert_int_equal(status, GR_OK);
        assert_int_equal(shards[1].nr, 2);
        assert_int_equal(gr_diag_count(w.diag, GR_ERROR), 0);
    } else {
        assert_int_equal(status, GR_BAD_INPUT);
        assert_null(shards);
        assert_true(gr_str_find(said.text, gr_str_of(want)) != SIZE_MAX);
    }
    world_close(&w);
}

static void test_belong_together(void **state)
{
    (void)state;
    static const struct {
        made second;
        const char *want;
    } cases[] = {
        {{2, 2, "night", "griffie", "ffff", "nightly", "2026-11-22", 2}, ""},
        {{2, 2, "night", "griffie", "ffff", "nightly", "2026-11-22", 1}, ""},
        {{1, 2, "night", "griffie", "ffff", "nightly", "2026-11-22", 2}, "another shard"},
        {{2, 3, "night", "griffie", "ffff", "nightly", "2026-11-22", 2}, "another shard"},
        {{2, 2, "noon", "griffie", "ffff", "nightly", "2026-11-22", 2}, "another shard"},
        {{2, 2, "night", "other", "ffff", "nightly", "2026-11-22", 2}, "another build"},
        {{2, 2, "night", "griffie", "eeee", "nightly", "2026-11-22", 2}, "other exports"},
        {{2, 2, "night", "griffie", "ffff", "weekly", "2026-11-22", 2}, "other exports"},
        {{2, 2, "night", "griffie", "ffff", "nightly", "2026-11-23", 2}, "was made for 2026-11-23"},
        {{2, 2, "night", "griffie", "ffff", "nightly", "2026-11-22", 3}, "of one plan"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        check_second(&cases[i].second, "2-of-2.shard", cases[i].want);
    }
}

static void test_absent(void **state)
{
    (void)state;
    check_second(NULL, "", "shard 2 of 2");
    check_second(&first, "2-of-3.shard", "shard 2 of 2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_belong_together),
                                       cmocka_unit_test(test_absent)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
