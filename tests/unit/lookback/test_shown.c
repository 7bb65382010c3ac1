/* What readers can open of an edition, and what is told of it beside its files. */
#include "standing.h"

#include "lookback/shown.h"

static const char manifest[] =
    "{\"as-of\": \"2026-01-31\", \"open-title\": \"Papers\", \"edition-name\": \"Region\","
    " \"files\": [{\"name\": \"r.xlsx\", \"bytes\": 20}, {\"name\": \"r.txt\", \"bytes\": 3},"
    " {\"name\": \"r.pdf\", \"bytes\": 1000}]}";
static const char adopted[] = "{\"life\": {\"status\": \"adopted\", \"version\": \"2\"}}";
static const gr_jobs none = {.id = {"night", 5}};

static gr_standing_setup about(const standing *s)
{
    return (gr_standing_setup){.store = s->store, .jobs = &none, .arena = s->w.arena};
}

static gr_shown_edition only(const gr_standing_setup *setup)
{
    gr_shown_report *reports = NULL;
    assert_int_equal(gr_shown_reports(setup, GR_LIT("everybody"), &reports), 1);
    check_text("report", reports->id, "r");
    assert_int_equal(reports->n, 1);
    return reports->editions[0];
}

static void documents_come_in_the_order_of_the_formats(void **state)
{
    (void)state;
    standing s = standing_open();
    standing_add(&s, "aaaa", "aaaa");
    standing_write_in(&s, "aaaa", "manifest.json", manifest);
    standing_write_in(&s, "aaaa", "published.json", adopted);
    standing_show(&s, "aaaa", 7);
    const gr_standing_setup setup = about(&s);
    const gr_shown_edition got = only(&setup);
    assert_int_equal(got.n_documents, 2);
    check_text("first", got.documents[0].href, "r/region/r.pdf");
    check_text("second", got.documents[1].href, "r/region/r.xlsx");
    assert_int_equal(got.documents[0].bytes, 1000);
    assert_int_equal(got.documents[1].bytes, 20);
    assert_int_equal(got.n_changes, 0);
    check_text("name", got.name, "everybody");
    check_text("day", got.as_of, "2026-01-31");
    check_text("version", got.version, "2");
    assert_int_equal(got.life, GR_LIFE_ADOPTED);
    assert_int_equal(got.published, 7);
    assert_false(got.withdrawn);
    assert_null(got.row);
    standing_close(&s);
}

static void an_edition_that_never_was_has_no_files(void **state)
{
    (void)state;
    standing s = standing_open();
    const gr_order order = {.job = GR_LIT(""), .destination = GR_LIT("")};
    const gr_plan_row row = {.order = &order,
                             .report = GR_LIT("r"),
                             .edition = {.id = GR_LIT("region"), .name = GR_LIT("Region")},
                             .outcome = GR_EDITION_FAILED};
    gr_standing_setup setup = about(&s);
    setup.rows = &row;
    setup.n_rows = 1;
    const gr_shown_edition got = only(&setup);
    assert_ptr_equal(got.row, &row);
    assert_int_equal(got.n_documents, 0);
    assert_int_equal(got.published, 0);
    assert_int_equal(got.life, GR_LIFE_NONE);
    standing_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents_come_in_the_order_of_the_formats),
        cmocka_unit_test(an_edition_that_never_was_has_no_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
