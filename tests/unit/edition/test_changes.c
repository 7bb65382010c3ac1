/* When a change sheet is made: there is a version before, figures can be known again, and something
 * in print differs. */
#include "making.h"

#include "store/version.h"

static gr_plan_row make_renkum(making *m)
{
    size_t nr = 0;
    while (!gr_str_is(m->rows[nr].edition.id, "renkum")) {
        nr++;
        assert_true(nr < m->n);
    }
    return making_make(m, nr);
}

static gr_place publish(making *m)
{
    bool moved = false;
    gr_str key = GR_LIT("");
    making_open(m);
    making_copy(m);
    making_load(m);
    const gr_plan_row row = make_renkum(m);
    const gr_place place = gr_row_place(&m->setup.store, &row, m->w.arena);
    assert_int_equal(gr_version_complete(&place, row.key, m->w.arena, m->w.diag, &key), GR_OK);
    assert_int_equal(gr_version_show(&place, key, m->setup.now, m->w.arena, m->w.diag, &moved),
                     GR_OK);
    return place;
}

/** A file of the sheet that was staged for this key. */
static gr_str sheet_file(const making *m, const gr_place *place, gr_str key, const char *name)
{
    const gr_place sheets = gr_place_of_changes(place, m->w.arena);
    gr_str part = gr_str_fmt(m->w.arena, GR_FMT GR_PART, GR_ARG(key));
    return gr_version_path(&sheets, part, name, m->w.arena);
}

static void the_first_version_has_none(void **state)
{
    (void)state;
    making m;
    const gr_place place = publish(&m);
    const gr_place sheets = gr_place_of_changes(&place, m.w.arena);
    assert_false(gr_folder_exists(sheets.kept));
    making_close(&m);
}

static void figures_that_differ_have_one(void **state)
{
    (void)state;
    making m;
    const gr_named pdf = {.name = GR_LIT("pdf")};
    const gr_place place = publish(&m);
    making_replace(&m, "input/amounts.xml", "1000000", "1100000");
    m.order.formats = &pdf;
    m.order.n_formats = 1;
    making_load(&m);
    const gr_plan_row row = make_renkum(&m);
    gr_str json = making_read(&m, sheet_file(&m, &place, row.key, "files/changes.json"));
    assert_int_equal(row.outcome, GR_EDITION_STAGED);
    assert_true(gr_str_find(json, GR_LIT("\"number\": 1")) != SIZE_MAX);
    assert_true(gr_str_find(json, GR_LIT("\"number\": 2")) != SIZE_MAX);
    assert_true(gr_file_exists(sheet_file(&m, &place, row.key, "name")));
    gr_str *names = NULL;
    size_t n = 0;
    assert_int_equal(gr_folder_list(sheet_file(&m, &place, row.key, "files"), GR_LIT(""), m.w.arena,
                                    m.w.diag, &names, &n),
                     GR_OK);
    assert_int_equal(n, 2); /* changes.json and the format that was asked for */
    assert_true(gr_str_ends(names[0], GR_LIT(".json")) || gr_str_ends(names[1], GR_LIT(".pdf")));
    making_close(&m);
}

static void what_looks_the_same_has_none(void **state)
{
    (void)state;
    making m;
    const gr_place place = publish(&m);
    m.setup.engine = GR_LIT("another griffie");
    const gr_plan_row row = make_renkum(&m);
    assert_int_equal(row.outcome, GR_EDITION_STAGED);
    assert_false(gr_file_exists(sheet_file(&m, &place, row.key, "name")));
    assert_int_equal(gr_diag_count(m.diag, GR_WARNING), 0);
    making_close(&m);
}

/** Another version, of other data, over one whose published.json has `with` for `what`. */
static gr_plan_row make_after(making *m, const gr_place *place, const char *what, const char *with)
{
    gr_str kept =
        gr_version_path(place, gr_place_current(place, m->w.arena), "published.json", m->w.arena);
    gr_str name = gr_str_dup(m->w.arena, gr_str_sub(kept, m->w.folder.len + 1, SIZE_MAX));
    making_replace(m, name.ptr, what, with);
    making_replace(m, "input/amounts.xml", "1000000", "1100000");
    making_load(m);
    return make_renkum(m);
}

static void figures_of_other_ids_are_told_of(void **state)
{
    (void)state;
    making m;
    const gr_place place = publish(&m);
    const gr_plan_row row = make_after(&m, &place, "\"identity\": 2", "\"identity\": 1");
    assert_int_equal(row.outcome, GR_EDITION_STAGED); /* the version is made all the same */
    assert_true(gr_diag_has(m.diag, GR_CODE_CHANGES_OTHER_IDS));
    assert_false(gr_file_exists(sheet_file(&m, &place, row.key, "name")));
    making_close(&m);
}

static void a_sheet_that_cannot_be_made_is_left_out(void **state)
{
    (void)state;
    making m;
    const gr_place place = publish(&m);
    const gr_plan_row row = make_after(&m, &place, "\"figures\": [", "\"figures\": {");
    assert_int_equal(row.outcome, GR_EDITION_STAGED);
    assert_true(gr_diag_has(m.diag, GR_CODE_CHANGES_LEFT_OUT) ||
                gr_diag_has(m.diag, GR_CODE_CHANGES_OTHER_IDS));
    assert_int_equal(gr_diag_count(m.diag, GR_ERROR), 0);
    assert_false(gr_file_exists(sheet_file(&m, &place, row.key, "name")));
    making_close(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_version_has_none),
        cmocka_unit_test(figures_that_differ_have_one),
        cmocka_unit_test(what_looks_the_same_has_none),
        cmocka_unit_test(figures_of_other_ids_are_told_of),
        cmocka_unit_test(a_sheet_that_cannot_be_made_is_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
