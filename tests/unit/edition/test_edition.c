/* One edition: what it leaves in the state folder and in its row, and that it publishes nothing. */
#include "making.h"

#include "base/fault.h"
#include "provenance/version.h"
#include "store/version.h"

static bool stands(const making *m, const gr_place *place, gr_str key, const char *name)
{
    return gr_file_exists(gr_version_path(place, key, name, m->w.arena));
}

static gr_str part_of(const making *m, gr_str key)
{
    return gr_str_fmt(m->w.arena, GR_FMT GR_PART, GR_ARG(key));
}

static size_t entries(const making *m, const char *folder)
{
    gr_str *names = NULL;
    size_t n = 0;
    assert_int_equal(
        gr_folder_list(world_path(&m->w, folder), GR_LIT(""), m->w.arena, m->w.diag, &names, &n),
        GR_OK);
    return n;
}

static void a_staged_edition_is_whole_and_not_published(void **state)
{
    (void)state;
    static const char *const own[] = {"manifest.json", "published.json", "origins.json", "used.tsv",
                                      "name"};
    making m;
    making_open(&m);
    const gr_plan_row row = making_make(&m, 0);
    const gr_place place = gr_row_place(&m.setup.store, &row, m.w.arena);
    gr_str part = part_of(&m, row.key);
    assert_int_equal(row.outcome, GR_EDITION_STAGED);
    assert_int_equal(row.key.len, 16);
    check_text("documents", row.documents, "dossier-regio-2022.pdf\ndossier-regio-2022.xlsx\n");
    for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++) {
        assert_true(stands(&m, &place, part, own[i]));
    }
    assert_true(stands(&m, &place, part, "files/dossier-regio-2022.pdf"));
    assert_true(stands(&m, &place, part, "files/dossier-regio-2022.xlsx"));
    assert_true(stands(&m, &place, part, "files/manifest.json"));
    assert_int_equal(entries(&m, "output"), 0);
    making_close(&m);
}

static void the_same_data_make_the_same_version(void **state)
{
    (void)state;
    making m;
    bool moved = false;
    gr_str key = GR_LIT("");
    making_open(&m);
    const gr_plan_row first = making_make(&m, 1);
    const gr_place place = gr_row_place(&m.setup.store, &first, m.w.arena);
    assert_int_equal(gr_version_complete(&place, first.key, m.w.arena, m.w.diag, &key), GR_OK);
    assert_int_equal(making_make(&m, 1).outcome,
                     GR_EDITION_STAGED); /* it stands there; not shown yet */
    assert_false(gr_folder_exists(gr_version_folder(&place, part_of(&m, key), m.w.arena)));
    assert_int_equal(gr_version_show(&place, key, 1, m.w.arena, m.w.diag, &moved), GR_OK);
    const gr_plan_row second = making_make(&m, 1);
    assert_int_equal(second.outcome, GR_EDITION_UNCHANGED);
    assert_true(gr_str_eq(second.key, first.key));
    m.setup.force = true;
    assert_int_equal(making_make(&m, 1).outcome, GR_EDITION_STAGED);
    m.setup.force = false;
    m.setup.engine = GR_LIT("another griffie");
    assert_false(gr_str_eq(making_make(&m, 1).key, first.key));
    making_close(&m);
}

static void what_was_withdrawn_waits_for_its_name(void **state)
{
    (void)state;
    making m;
    making_open(&m);
    const gr_plan_row row = making_make(&m, 1);
    const gr_place place = gr_row_place(&m.setup.store, &row, m.w.arena);
    gr_str key = GR_LIT("");
    assert_int_equal(gr_version_complete(&place, row.key, m.w.arena, m.w.diag, &key), GR_OK);
    assert_int_equal(gr_place_withdraw(&place, GR_LIT("{}"), m.w.arena, m.w.diag), GR_OK);
    assert_int_equal(making_make(&m, 1).outcome, GR_EDITION_UNCHANGED);
    assert_true(gr_diag_has(m.diag, GR_CODE_WITHDRAWN));
    m.setup.by_name = true;
    assert_int_equal(making_make(&m, 1).outcome, GR_EDITION_STAGED);
    making_close(&m);
}

static void a_state_folder_that_refuses_fails_the_edition(void **state)
{
    (void)state;
    making m;
    making_open(&m);
    world_add_file(&m.w, "state/.versions"); /* where a folder should come */
    const gr_plan_row row = making_make(&m, 0);
    assert_int_equal(row.outcome, GR_EDITION_FAILED);
    assert_true(gr_diag_count(m.diag, GR_ERROR) > 0);
    assert_int_equal(entries(&m, "output"), 0);
    assert_int_equal(entries(&m, "state"), 0); /* no name without a dot */
    making_close(&m);
}

/** The part of a run that died has whatever that run came to: none of it may be published. */
static void what_a_dead_run_left_is_not_in_it(void **state)
{
    (void)state;
    making m;
    making_open(&m);
    const gr_plan_row row = making_make(&m, 1);
    const gr_place place = gr_row_place(&m.setup.store, &row, m.w.arena);
    gr_str part = part_of(&m, row.key);
    making_write(gr_version_path(&place, part, "files/left.pdf", m.w.arena), GR_LIT("x"));
    making_write(gr_version_path(&place, part, "left", m.w.arena), GR_LIT("x"));
    assert_int_equal(making_make(&m, 1).outcome, GR_EDITION_STAGED);
    assert_false(stands(&m, &place, part, "files/left.pdf") || stands(&m, &place, part, "left"));
    assert_true(stands(&m, &place, part, "manifest.json"));
    making_close(&m);
}

/** Each call that the system can refuse, one after the other: nothing half made is left. */
static void what_fails_leaves_nothing(void **state)
{
    (void)state;
    making m;
    making_open(&m);
    gr_plan_row row = {.outcome = GR_EDITION_FAILED};
    unsigned failed = 0;
    for (unsigned n = 1; row.outcome == GR_EDITION_FAILED; n++) {
        assert_true(gr_fault_arm(gr_str_fmt(m.w.arena, "write:%u", n)));
        row = making_make(&m, 1);
        gr_fault_forget(GR_FAULT_WRITE);
        const gr_place place = gr_row_place(&m.setup.store, &row, m.w.arena);
        bool there = gr_folder_exists(gr_version_folder(&place, part_of(&m, row.key), m.w.arena));
        assert_int_equal(there, row.outcome == GR_EDITION_STAGED);
        failed += row.outcome == GR_EDITION_FAILED ? 1 : 0;
        assert_true(n < 1000);
    }
    assert_true(failed > 5);
    making_close(&m);
}

/** What is to be kept is made anew when the version that stands there was made without. */
static void a_version_without_its_inputs(void **state)
{
    (void)state;
    making m;
    bool moved = false;
    gr_str key = GR_LIT("");
    making_open(&m);
    gr_plan_row row = making_make(&m, 1);
    const gr_place place = gr_row_place(&m.setup.store, &row, m.w.arena);
    assert_int_equal(gr_version_complete(&place, row.key, m.w.arena, m.w.diag, &key), GR_OK);
    assert_int_equal(gr_version_show(&place, key, 1, m.w.arena, m.w.diag, &moved), GR_OK);
    assert_int_equal(making_make(&m, 1).outcome, GR_EDITION_UNCHANGED);
    m.setup.archive = true;
    assert_int_equal(making_make(&m, 1).outcome, GR_EDITION_STAGED);
    assert_true(gr_version_has_inputs(&place, part_of(&m, key), m.w.arena));
    assert_int_equal(gr_version_complete(&place, row.key, m.w.arena, m.w.diag, &key), GR_OK);
    assert_int_equal(gr_version_show(&place, key, 2, m.w.arena, m.w.diag, &moved), GR_OK);
    assert_int_equal(making_make(&m, 1).outcome, GR_EDITION_UNCHANGED); /* as <key>-2 */
    making_close(&m);
}

/** Readers' files that somebody harmed are made whole, though nothing changed. */
static void harmed_files_are_made_again(void **state)
{
    (void)state;
    static const char *const files[] = {"files/manifest.json", "published.json"};
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        making m;
        bool moved = false;
        gr_str key = GR_LIT("");
        making_open(&m);
        const gr_plan_row row = making_make(&m, 1);
        const gr_place place = gr_row_place(&m.setup.store, &row, m.w.arena);
        assert_int_equal(gr_version_complete(&place, row.key, m.w.arena, m.w.diag, &key), GR_OK);
        assert_int_equal(gr_version_show(&place, key, 1, m.w.arena, m.w.diag, &moved), GR_OK);
        assert_int_equal(unlink(gr_version_path(&place, key, files[i], m.w.arena).ptr), 0);
        assert_int_equal(making_make(&m, 1).outcome, GR_EDITION_STAGED);
        assert_true(stands(&m, &place, part_of(&m, key), files[i]));
        making_close(&m);
    }
}

typedef struct shown {
    unsigned documents, pages, texts;
    char text[200];
} shown;

static gr_status show(void *user, const gr_doc *doc, const gr_arranged *arranged, gr_arena *arena,
                      gr_diag *diag)
{
    (void)arena;
    (void)diag;
    shown *s = user;
    s->documents += doc != NULL ? 1 : 0;
    s->pages += arranged->pages != NULL ? 1 : 0;
    return GR_OK;
}

static gr_status tell(void *user, gr_str text, gr_diag *diag)
{
    (void)diag;
    shown *s = user;
    s->texts++;
    memcpy(s->text, text.ptr, text.len < sizeof(s->text) ? text.len : sizeof(s->text) - 1);
    return GR_OK;
}

static void what_is_not_published_is_shown(void **state)
{
    (void)state;
    making m;
    shown s = {0};
    making_open(&m);
    m.setup.publishes = false;
    m.setup.user = &s;
    assert_int_equal(making_make(&m, 0).outcome,
                     GR_EDITION_MADE); /* nobody looks: that is no fault */
    m.setup.show = show;
    m.setup.tell = tell;
    assert_int_equal(making_make(&m, 0).outcome, GR_EDITION_MADE);
    assert_int_equal(s.documents, 1);
    assert_int_equal(s.pages, 1);
    assert_int_equal(s.texts, 1);
    assert_true(
        gr_str_starts(gr_str_of(s.text), GR_LIT("edition: dossier/region, everybody's figures")));
    m.setup.only_document = true;
    assert_int_equal(making_make(&m, 0).outcome, GR_EDITION_MADE);
    assert_int_equal(s.documents, 2);
    assert_int_equal(s.pages, 1);
    assert_int_equal(entries(&m, "state"), 0);
    making_close(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_staged_edition_is_whole_and_not_published),
        cmocka_unit_test(the_same_data_make_the_same_version),
        cmocka_unit_test(what_was_withdrawn_waits_for_its_name),
        cmocka_unit_test(a_state_folder_that_refuses_fails_the_edition),
        cmocka_unit_test(what_a_dead_run_left_is_not_in_it),
        cmocka_unit_test(what_fails_leaves_nothing),
        cmocka_unit_test(a_version_without_its_inputs),
        cmocka_unit_test(harmed_files_are_made_again),
        cmocka_unit_test(what_is_not_published_is_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
