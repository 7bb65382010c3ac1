/* Archived files: those that no version lists go when a run is over, and none as long as one of the
 * versions cannot be read. */
#include "standing.h"

#include "lookback/retention.h"
#include "plan/order.h"
#include "store/archive.h"
#include "store/retention.h"

#define NIGHT 1795316400 /* 2026-11-22 03:00:00Z */
#define DAY   86400

static const char *const hashes[] = {
    "aa00000000000000000000000000000000000000000000000000000000000001",
    "aa00000000000000000000000000000000000000000000000000000000000002",
    "bb00000000000000000000000000000000000000000000000000000000000003",
    "cc00000000000000000000000000000000000000000000000000000000000004",
};

static gr_str archived(const standing *s, size_t nr)
{
    gr_str path = gr_archive_path(s->store.state, gr_str_of(hashes[nr]), s->w.arena);
    return gr_str_dup(s->w.arena, gr_str_sub(path, s->w.folder.len + 1, SIZE_MAX));
}

/** `folder`: of a version, below the state folder. It was made from that one file. */
static void list_file(const standing *s, const char *folder, size_t nr)
{
    standing_write(s, gr_str_fmt(s->w.arena, "state/%s/manifest.json", folder).ptr,
                   gr_str_fmt(s->w.arena,
                              "{\"files\": [{\"name\": \"r.txt\"}],\n  \"inputs\": [{\"folder\": "
                              "\"input\", \"path\": \"a%zu.xml\", \"bytes\": 1, \"sha256\": "
                              "\"%s\"}]}",
                              nr, hashes[nr])
                       .ptr);
}

/** Versions, each made from a file of its own: b is shown, a was until 40 days ago, and one stands
 * in a destination below another; the one before b was made from the same file. Nothing lists the
 * last file. */
static standing begin(void)
{
    standing s = standing_open();
    standing_add(&s, "a", "pa");
    standing_add(&s, "b", "pb");
    standing_add(&s, "z", "pz");
    standing_show(&s, "a", NIGHT - 99 * DAY);
    standing_show(&s, "z", NIGHT - 40 * DAY);
    standing_show(&s, "b", NIGHT - DAY);
    list_file(&s, ".versions/r/region/a", 0);
    list_file(&s, ".versions/r/region/b", 1);
    list_file(&s, ".versions/r/region/z", 1);
    list_file(&s, "destinations/2023/draft/.versions/r/region/c", 2);
    for (size_t i = 0; i < sizeof(hashes) / sizeof(hashes[0]); i++) {
        standing_write(&s, archived(&s, i).ptr, "x");
    }
    return s;
}

static void retain(const standing *s, unsigned keep_days)
{
    const gr_order order = {
        .destination = GR_LIT(""), .keep = keep_days == 0 ? 9 : 0, .keep_days = keep_days};
    const gr_retention how = {s->store, NIGHT, s->w.arena, s->w.diag};
    gr_retain_all(&how, &order, 1);
}

/** Which of the archived files are left: "012". */
static void check_left(const standing *s, const char *want)
{
    gr_buf out = gr_buf_make(s->w.arena, SIZE_MAX);
    for (size_t i = 0; i < sizeof(hashes) / sizeof(hashes[0]); i++) {
        if (standing_has(s, archived(s, i).ptr)) {
            gr_buf_addf(&out, "%zu", i);
        }
    }
    check_text("left", gr_buf_view(&out), want);
}

static void what_nobody_needs_goes(void **state)
{
    (void)state;
    standing s = begin();
    list_file(&s, ".versions/r/region.changes/b", 3); /* no edition: it needs nothing */
    list_file(&s, ".versions/r/region/d.part", 3);    /* nobody's */
    retain(&s, 30);
    check_left(&s, "12");
    assert_int_equal(gr_diag_count(s.w.diag, GR_NOTE), 0);
    gr_str lines = gr_removals_read(s.store.state, s.w.arena);
    gr_removal went;
    assert_true(gr_removal_find(lines, gr_str_sub(archived(&s, 0), 6, SIZE_MAX), &went));
    check_text("what it was called", went.name, "input/a0.xml");
    check_text("which it was", went.sha256, hashes[0]);
    check_text("why", went.rule, "keep-days, no version needs it");
    assert_true(gr_removal_find(lines, gr_str_sub(archived(&s, 3), 6, SIZE_MAX), &went));
    check_text("nobody knew what it was called", went.name, "-");
    standing_close(&s);
}

static void without_an_age_all_stay(void **state)
{
    (void)state;
    standing s = begin();
    retain(&s, 0);
    check_left(&s, "0123");
    standing_close(&s);
}

static void a_version_that_cannot_be_read_keeps_all(void **state)
{
    (void)state;
    static const char *const manifests[] = {
        NULL, /* there is none */
        "{\"files\": [",
        "{\"files\": []}",
        "{\"files\": [{\"name\": \"r\"}], \"inputs\": [{\"path\": \"a\"}]}",
        "{\"files\": [{\"name\": \"r\"}], \"inputs\": [{\"sha256\": \"aa\"}]}",
    };
    static const char place[] = "state/destinations/2023/draft/.versions/r/region/c/manifest.json";
    for (size_t i = 0; i < sizeof(manifests) / sizeof(manifests[0]); i++) {
        standing s = begin();
        if (manifests[i] == NULL) {
            assert_int_equal(unlink(world_path(&s.w, place).ptr), 0);
        } else {
            standing_write(&s, place, manifests[i]);
        }
        retain(&s, 30);
        check_left(&s, "0123");
        assert_true(gr_diag_has(s.w.diag, GR_CODE_ARCHIVE_STAYS));
        standing_said(&s, "region/c/manifest.json");
        standing_close(&s);
    }
}

/** Of such a version nothing was archived. */
static void a_manifest_without_inputs_needs_nothing(void **state)
{
    (void)state;
    standing s = begin();
    standing_write(&s, "state/destinations/2023/draft/.versions/r/region/c/manifest.json",
                   "{\"files\": [{\"name\": \"r\"}]}");
    retain(&s, 30);
    check_left(&s, "1");
    standing_close(&s);
}

static void a_record_that_cannot_be_written_keeps_all(void **state)
{
    (void)state;
    standing s = begin();
    world_add_folder(&s.w, "state/removing.tsv");
    retain(&s, 30);
    check_left(&s, "0123");
    assert_true(gr_diag_has(s.w.diag, GR_CODE_RETENTION_RECORD));
    assert_true(standing_has(&s, "state/.versions/r/region/a"));
    standing_close(&s);
}

/** What a dead run left half made is nobody's. */
static void parts_go_and_sheets_with_their_versions(void **state)
{
    (void)state;
    standing s = begin();
    standing_write(&s, "state/.versions/r/region/d.part/name", "pd\n");
    standing_write(&s, "state/.versions/r/region.changes/a/files/x.json", "{}");
    standing_write(&s, "state/.versions/r/region.changes/b/files/x.json", "{}");
    retain(&s, 30);
    assert_false(standing_has(&s, "state/.versions/r/region/d.part"));
    assert_false(standing_has(&s, "state/.versions/r/region/a"));
    assert_false(standing_has(&s, "state/.versions/r/region.changes/a"));
    assert_true(standing_has(&s, "state/.versions/r/region/b"));
    assert_true(standing_has(&s, "state/.versions/r/region.changes/b"));
    standing_close(&s);
}

/** An order is about its reports and editions only. */
static void others_are_left_alone(void **state)
{
    (void)state;
    const gr_named other = {.name = GR_LIT("other")};
    for (int i = 0; i < 2; i++) {
        standing s = begin();
        const gr_order order = {.destination = GR_LIT(""),
                                .reports = &other,
                                .n_reports = i == 0 ? 1 : 0,
                                .editions = &other,
                                .n_editions = i == 1 ? 1 : 0,
                                .keep = 0,
                                .keep_days = 1};
        const gr_retention how = {s.store, NIGHT, s.w.arena, s.w.diag};
        gr_retain_all(&how, &order, 1);
        assert_true(standing_has(&s, "state/.versions/r/region/a"));
        check_left(&s, "012");
        standing_close(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_nobody_needs_goes),
        cmocka_unit_test(without_an_age_all_stay),
        cmocka_unit_test(a_version_that_cannot_be_read_keeps_all),
        cmocka_unit_test(a_manifest_without_inputs_needs_nothing),
        cmocka_unit_test(a_record_that_cannot_be_written_keeps_all),
        cmocka_unit_test(parts_go_and_sheets_with_their_versions),
        cmocka_unit_test(others_are_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
