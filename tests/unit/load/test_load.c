/* From files to a plan: the steps on the small case of the goldens, and what each of them refuses.
 */
#include "in_folder.h"

#include "load/load.h"

#define BASE GR_LIT(GR_SOURCE_DIR "/tests/golden/_base")

typedef struct loading {
    gr_arena *arena;
    gr_diag *diag;
    gr_load_setup setup;
    gr_load *load;
} loading;

static loading begin(gr_str templates)
{
    loading l = {.arena = gr_arena_new(4096)};
    l.diag = gr_diag_new(l.arena, 50);
    l.setup = (gr_load_setup){.input = gr_path_join(l.arena, BASE, GR_LIT("input")),
                              .templates = templates,
                              .fonts = GR_LIT("/usr/share/fonts"),
                              .laid_out = GR_LIT(""),
                              .style = GR_LIT(""),
                              .now = 1656669600,
                              .limits = &gr_default_limits,
                              .arena = l.arena,
                              .diag = l.diag};
    l.load = gr_load_open(&l.setup);
    return l;
}

static loading begin_base(void)
{
    return begin(GR_LIT(GR_SOURCE_DIR "/tests/golden/_base/templates"));
}

static void end(loading *l)
{
    gr_load_close(l->load);
    gr_arena_free(l->arena);
}

static gr_str said(const loading *l)
{
    gr_buf out = gr_buf_make(l->arena, SIZE_MAX);
    gr_diag_print(l->diag, &out);
    return gr_buf_view(&out);
}

static void check_says(const loading *l, const char *what)
{
    if (gr_str_find(said(l), gr_str_of(what)) == SIZE_MAX) {
        fail_msg("'%s' is not in: " GR_FMT, what, GR_ARG(said(l)));
    }
}

static gr_order order_of(const gr_named *reports, const gr_named *editions)
{
    return (gr_order){.job = GR_LIT(""),
                      .reports = reports,
                      .n_reports = reports == NULL ? 0 : 1,
                      .editions = editions,
                      .n_editions = editions == NULL ? 0 : 1,
                      .period = {.name = GR_LIT("")},
                      .destination = GR_LIT("")};
}

static gr_status load_all(loading *l, gr_order *orders, size_t n, gr_plan_row **rows,
                          size_t *n_rows)
{
    GR_TRY(gr_load_descriptors(l->load, orders, n));
    GR_TRY(gr_load_bind(l->load, orders, n));
    GR_TRY(gr_load_exports(l->load, GR_LIT("")));
    return gr_load_plan(l->load, orders, n, rows, n_rows);
}

static void steps_lead_to_a_plan(void **state)
{
    (void)state;
    loading l = begin_base();
    const gr_named report = {.name = GR_LIT("dossier")};
    gr_order all = order_of(&report, NULL);
    const gr_version_export *exports = NULL;
    gr_plan_row *rows = NULL;
    size_t n = 0;
    assert_int_equal(load_all(&l, &all, 1, &rows, &n), GR_OK);
    assert_true(n > 1);
    check_text("first", rows[0].report, "dossier");
    check_text("region", rows[0].edition.id, "region");
    for (size_t i = 0; i < n; i++) {
        const struct gr_edition_source *source = rows[i].source;
        assert_ptr_equal(rows[i].order, &all);
        assert_int_equal(rows[i].outcome, GR_EDITION_PLANNED);
        assert_true(gr_str_eq(source->edition.id, rows[i].edition.id));
        assert_int_equal(source->bound->file->sha256.len, 64);
        assert_non_null(gr_load_style_of(l.load, gr_report_style(source->bound->report))->text);
    }
    assert_int_equal(gr_load_exports_read(l.load, &exports), 2);
    assert_int_equal(exports[0].sha256.len, 64);
    end(&l);
}

static void editions_are_those_that_were_asked(void **state)
{
    (void)state;
    loading l = begin_base();
    const gr_named region = {.name = GR_LIT("region")};
    gr_order one = order_of(NULL, &region);
    gr_plan_row *rows = NULL;
    size_t n = 0;
    assert_int_equal(load_all(&l, &one, 1, &rows, &n), GR_OK);
    assert_int_equal(n, 1);
    check_text("edition", rows[0].edition.id, "region");
    assert_null(rows[0].source->edition.record.table);
    end(&l);
}

static void unknown_names_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *report, *edition, *says;
    } cases[] = {
        {"dosier", NULL, "'dosier'; did you mean 'dossier'?"},
        {"zzz", NULL, "'zzz'; there is 'dossier'"},
        {"dossier", "regoin", "'regoin'; did you mean 'region'?"},
        {"dossier", "zzz", "no report has an edition 'zzz'"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        loading l = begin_base();
        const gr_named report = {.name = gr_str_of(cases[i].report)};
        const gr_named edition = {.name = cases[i].edition == NULL ? GR_LIT("")
                                                                   : gr_str_of(cases[i].edition)};
        gr_order order = order_of(&report, cases[i].edition == NULL ? NULL : &edition);
        gr_plan_row *rows = NULL;
        size_t n = 77;
        assert_int_equal(load_all(&l, &order, 1, &rows, &n), GR_BAD_INPUT);
        check_says(&l, cases[i].says);
        assert_null(rows); /* untouched */
        assert_int_equal(n, 77);
        end(&l);
    }
}

static void two_orders_may_not_write_to_one_place(void **state)
{
    (void)state;
    const gr_named report = {.name = GR_LIT("dossier")};
    gr_order both[] = {order_of(&report, NULL), order_of(&report, NULL)};
    gr_plan_row *rows = NULL;
    size_t n = 0;
    loading l = begin_base();
    assert_int_equal(load_all(&l, both, 2, &rows, &n), GR_BAD_INPUT);
    check_says(&l, "two jobs make 'dossier/region'");
    end(&l);
    l = begin_base();
    both[1].destination = GR_LIT("elders");
    assert_int_equal(load_all(&l, both, 2, &rows, &n), GR_OK);
    assert_int_equal(n % 2, 0);
    assert_ptr_equal(rows[n - 1].order, &both[1]); /* the second binding is of its own */
    assert_ptr_not_equal(rows[0].source->bound->report, rows[n - 1].source->bound->report);
    assert_ptr_equal(rows[0].source->bound->file, rows[n - 1].source->bound->file);
    end(&l);
}

static void what_a_report_needs_is_told_at_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *style, *fonts, *period, *says;
        bool without_texts;
    } cases[] = {
        {"plan", "/usr/share/fonts", "", "no house style 'plan'; did you mean 'plain'?", false},
        {"zzz", "/usr/share/fonts", "", "no house style 'zzz'; in '", false},
        {"", "/nowhere", "", "plain.xml:3:46: error: font file not found", false},
        {"", "/usr/share/fonts", "2021", "report 'dossier' has no parameter with period", false},
        {"", "/usr/share/fonts", "", "no file fits 'texts/{module.id}/tasks.md' below '", true},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        world w = world_open();
        gr_load_setup setup = begin_base().setup;
        loading l = {.arena = setup.arena, .diag = setup.diag, .setup = setup};
        gr_order all = order_of(NULL, NULL);
        l.setup.style = gr_str_of(cases[i].style);
        l.setup.fonts = gr_str_of(cases[i].fonts);
        l.setup.input = cases[i].without_texts ? w.folder : l.setup.input;
        l.load = gr_load_open(&l.setup);
        all.period.name = gr_str_of(cases[i].period);
        assert_int_equal(gr_load_descriptors(l.load, &all, 1), GR_OK);
        assert_int_equal(gr_load_bind(l.load, &all, 1), GR_BAD_INPUT);
        check_says(&l, cases[i].says);
        end(&l);
        world_close(&w);
    }
}

static void days_that_nobody_looks_at_are_told(void **state)
{
    (void)state;
    loading l = begin_base();
    gr_order all = order_of(NULL, NULL);
    l.setup.on = (gr_value){.type = GR_T_DATE, .as.day = 19000};
    l.load = gr_load_open(&l.setup);
    assert_int_equal(gr_load_descriptors(l.load, &all, 1), GR_OK);
    assert_int_equal(gr_load_bind(l.load, &all, 1), GR_OK);
    assert_true(gr_diag_has(l.diag, GR_CODE_ON_UNUSED));
    end(&l);
}

static void fonts_are_opened_for_styles_that_are_used(void **state)
{
    (void)state;
    loading l = begin_base();
    const gr_named nobody = {.name = GR_LIT("dossier")};
    gr_order one = order_of(&nobody, NULL);
    const gr_opened_style *styles = NULL;
    assert_int_equal(gr_load_descriptors(l.load, &one, 1), GR_OK);
    assert_int_equal(gr_load_styles(l.load, &styles), 1);
    assert_null(styles[0].text); /* not yet */
    assert_int_equal(gr_load_bind(l.load, NULL, 0), GR_OK);
    assert_null(styles[0].text); /* no report is asked for */
    end(&l);
    l = begin_base();
    assert_int_equal(gr_load_descriptors(l.load, &one, 1), GR_OK);
    assert_int_equal(gr_load_bind(l.load, &one, 1), GR_OK);
    assert_int_equal(gr_load_styles(l.load, &styles), 1);
    assert_non_null(styles[0].text);
    assert_int_equal(styles[0].sha256.len, 64);
    for (size_t i = 0; i < styles[0].house->n_fonts; i++) {
        assert_int_equal(styles[0].font_sha256[i].len, 64);
    }
    gr_load_close(l.load);
    assert_null(styles[0].text);
    end(&l); /* twice is no harm */
}

static void all_faults_are_told_at_once(void **state)
{
    (void)state;
    world w = world_open();
    world_add_folder(&w, "sources");
    world_add_folder(&w, "data");
    world_add_folder(&w, "styles");
    world_add_folder(&w, "reports");
    world_add_file(&w, "sources/a.xml"); /* none of these is XML */
    world_add_file(&w, "styles/b.xml");
    world_add_file(&w, "reports/c.xml");
    loading l = begin(w.folder);
    gr_order all = order_of(NULL, NULL);
    assert_int_equal(gr_load_descriptors(l.load, &all, 1), GR_BAD_INPUT);
    check_says(&l, "/sources/a.xml:1");
    check_says(&l, "/styles/b.xml:1");
    check_says(&l, "/reports/c.xml:1");
    end(&l);
    world_close(&w);
}

static void one_export_needs_no_report(void **state)
{
    (void)state;
    loading l = begin_base();
    gr_buf dump = gr_buf_make(l.arena, SIZE_MAX);
    gr_str path = gr_path_join(l.arena, l.setup.input, GR_LIT("organisation.xml"));
    bool was_read = false;
    assert_int_equal(gr_load_one_export(l.load, path, &was_read), GR_OK);
    assert_true(was_read);
    gr_catalogue_summarise(gr_load_catalogue(l.load), &dump);
    assert_true(gr_str_find(gr_buf_view(&dump), GR_LIT("municipalities")) != SIZE_MAX);
    assert_true(gr_str_find(gr_buf_view(&dump), GR_LIT("amounts")) == SIZE_MAX);
    end(&l);
}

static void a_type_is_told_with_its_owner(void **state)
{
    (void)state;
    loading l = begin_base();
    gr_order all = order_of(NULL, NULL);
    gr_buf out = gr_buf_make(l.arena, SIZE_MAX);
    assert_int_equal(gr_load_descriptors(l.load, &all, 1), GR_OK);
    assert_int_equal(gr_load_bind(l.load, &all, 1), GR_OK);
    assert_int_equal(gr_load_tell_types(l.load, GR_LIT("1 + 1"), &out), GR_OK);
    assert_true(gr_str_starts(gr_buf_view(&out), GR_LIT("dossier: integer")));
    assert_int_equal(gr_load_tell_types(l.load, GR_LIT("nobody.knows"), &out), GR_BAD_INPUT);
    end(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_lead_to_a_plan),
        cmocka_unit_test(editions_are_those_that_were_asked),
        cmocka_unit_test(unknown_names_are_refused),
        cmocka_unit_test(two_orders_may_not_write_to_one_place),
        cmocka_unit_test(what_a_report_needs_is_told_at_its_place),
        cmocka_unit_test(days_that_nobody_looks_at_are_told),
        cmocka_unit_test(fonts_are_opened_for_styles_that_are_used),
        cmocka_unit_test(all_faults_are_told_at_once),
        cmocka_unit_test(one_export_needs_no_report),
        cmocka_unit_test(a_type_is_told_with_its_owner),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
