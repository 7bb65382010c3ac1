/* A version that was released stays, whatever the data become; the run says what would differ, and
 * what is no difference. */
#include "making.h"

#include "provenance/life.h"
#include "store/version.h"

#define RENKUM "renkum"

static gr_plan_row make_renkum(making *m)
{
    size_t nr = 0;
    while (!gr_str_is(m->rows[nr].edition.id, RENKUM)) {
        nr++;
        assert_true(nr < m->n);
    }
    return making_make(m, nr);
}

/** Renkum's edition, adopted and shown. */
static gr_place release(making *m)
{
    bool moved = false;
    gr_str key = GR_LIT("");
    making_open(m);
    making_copy(m);
    making_replace(m, "templates/reports/dossier.xml", "author=", "life=\"yes\" author=");
    making_replace(m, "templates/reports/dossier.xml", "<p>Alle",
                   "<p>Gemeenten per {as_of(municipalities)}.</p><p>Alle");
    making_load(m);
    m->setup.life = (gr_life){.status = GR_LIFE_ADOPTED,
                              .version = 1,
                              .date = 19000,
                              .by = GR_LIT("de raad"),
                              .because = GR_LIT("")};
    const gr_plan_row row = make_renkum(m);
    const gr_place place = gr_row_place(&m->setup.store, &row, m->w.arena);
    assert_int_equal(row.outcome, GR_EDITION_STAGED);
    assert_int_equal(gr_version_complete(&place, row.key, m->w.arena, m->w.diag, &key), GR_OK);
    assert_int_equal(gr_version_show(&place, key, m->setup.now, m->w.arena, m->w.diag, &moved),
                     GR_OK);
    assert_true(gr_version_is_released(&place, key, m->w.arena));
    m->setup.life = (gr_life){0};
    return place;
}

static gr_str said(const making *m)
{
    gr_buf out = gr_buf_make(m->w.arena, SIZE_MAX);
    gr_diag_print(m->diag, &out);
    return gr_buf_view(&out);
}

static void it_stays_and_the_run_says_what_differs(void **state)
{
    (void)state;
    static const struct {
        const char *file, *from, *to, *says; /* says NULL: nothing is different */
    } cases[] = {
        {"input/amounts.xml", "1000000", "1000000", NULL},
        {"input/amounts.xml", "as-of=\"2022-06-30\"", "as-of=\"2022-07-01\"", NULL},
        {"input/organisation.xml", "as-of=\"2022-01-01\"", "as-of=\"2022-02-01\"", NULL},
        {"templates/reports/dossier.xml", "repeat", "repeat", NULL},
        {"input/amounts.xml", "1000000", "1100000", "figures and 0 texts would be others"},
        {"input/texts/inkoop/tasks.md", "koopt zorg in", "koopt geen zorg in",
         "0 figures and 1 text would be others"},
        {"input/texts/inkoop/tasks.md", "gemeenten.", "gemeenten.\n\nEen alinea erbij.",
         "0 figures and 1 text would be others"},
        {"input/organisation.xml", "Inkoop Zorg", "Inkoop", "would be others than in the adopted"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        making m;
        const gr_place place = release(&m);
        gr_str before = gr_place_current(&place, m.w.arena);
        if (!gr_str_is(gr_str_of(cases[i].from), "repeat")) {
            making_replace(&m, cases[i].file, cases[i].from, cases[i].to);
        }
        making_load(&m);
        m.setup.engine = GR_LIT("another griffie"); /* that is no difference */
        m.setup.force = true;                       /* nor does it force anything */
        const gr_plan_row row = make_renkum(&m);
        gr_edition_outcome want = cases[i].says == NULL ? GR_EDITION_UNCHANGED : GR_EDITION_DIFFERS;
        if (row.outcome != want || (cases[i].says != NULL &&
                                    gr_str_find(said(&m), gr_str_of(cases[i].says)) == SIZE_MAX)) {
            fail_msg("case %zu: outcome %d, said: " GR_FMT, i, (int)row.outcome, GR_ARG(said(&m)));
        }
        assert_true(gr_str_eq(gr_place_current(&place, m.w.arena), before));
        making_close(&m);
    }
}

static void what_would_differ_has_its_sheet(void **state)
{
    (void)state;
    making m;
    const gr_place place = release(&m);
    making_replace(&m, "input/amounts.xml", "1000000", "1100000");
    making_load(&m);
    const gr_plan_row row = make_renkum(&m);
    const gr_place sheets = gr_place_of_changes(&place, m.w.arena);
    gr_str part = gr_str_fmt(m.w.arena, GR_FMT GR_PART, GR_ARG(row.key));
    gr_str json = gr_version_path(&sheets, part, "files/changes.json", m.w.arena);
    assert_int_equal(row.outcome, GR_EDITION_DIFFERS);
    assert_true(gr_str_find(making_read(&m, json), GR_LIT("\"number\": 1")) != SIZE_MAX);
    assert_false(gr_folder_exists(gr_version_folder(&place, part, m.w.arena)));
    making_close(&m);
}

#define HEADING \
    "{ \"where\": \"Inkoop Zorg\", \"text\": \"Inkoop Zorg\", \"shown\": \"Inkoop Zorg\" },\n"
#define TITLE     "\"text\": \"Bijdragen aan {…}\", \"shown\": \"Bijdragen aan"
#define TITLE_NR  "\"text\": \"Tabel 1: Bijdragen aan {…}\", \"shown\": \"Tabel 1: Bijdragen aan"
#define TITLE_ALL "\"text\": \"Alle bijdragen aan {…}\", \"shown\": \"Alle bijdragen aan"
#define REFERENCE "participation\tgm0274/inkoop\tmunicipality\tgm0274"

/** Versions of an older griffie knew titles with their number and headings as no text, and told a
 *  reference as the place of its record. */
static void what_an_older_griffie_told_otherwise_is_no_difference(void **state)
{
    (void)state;
    static const struct {
        const char *file, *from, *to;
        bool older, same;
    } cases[] = {
        {"published.json", TITLE, TITLE_NR, true, true},
        {"published.json", TITLE, TITLE_NR, false, false},
        {"published.json", TITLE, TITLE_ALL, true, false},
        {"published.json", HEADING, "", true, true},
        {"published.json", HEADING, "", false, false},
        {"published.json", "koopt zorg in voor", "koopt in voor", true, false},
        {"used.tsv", REFERENCE, "participation\tgm0274/inkoop\tmunicipality\trecord 2", true, true},
        {"used.tsv", REFERENCE, "participation\tgm0274/inkoop\tmunicipality\trecord 2", false,
         false},
        {"used.tsv", REFERENCE, "participation\tgm0274/inkoop\tmunicipality\tgm0275", true, false},
        {"used.tsv", "report\tdossier", "report\tdossiers", false, true}, /* a means, no data */
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        making m;
        const gr_place place = release(&m);
        gr_str below =
            gr_str_sub(gr_version_folder(&place, gr_place_current(&place, m.w.arena), m.w.arena),
                       m.w.folder.len + 1, SIZE_MAX);
        gr_str published = gr_path_join(m.w.arena, below, GR_LIT("published.json"));
        gr_str file = gr_path_join(m.w.arena, below, gr_str_of(cases[i].file));
        if (cases[i].older) {
            making_replace(&m, published.ptr, "\"identity\": 2", "\"identity\": 1");
        }
        making_replace(&m, file.ptr, cases[i].from, cases[i].to);
        m.setup.engine = GR_LIT("another griffie"); /* so that the key is another */
        const gr_plan_row row = make_renkum(&m);
        if ((row.outcome == GR_EDITION_UNCHANGED) != cases[i].same) {
            fail_msg("case %zu: outcome %d, said: " GR_FMT, i, (int)row.outcome, GR_ARG(said(&m)));
        }
        making_close(&m);
    }
}

static void what_is_not_shown_any_more_is_told(void **state)
{
    (void)state;
    making m;
    const gr_place place = release(&m);
    assert_int_equal(unlink(place.link.ptr), 0);
    const gr_plan_row row = make_renkum(&m);
    assert_int_equal(row.outcome, GR_EDITION_FAILED);
    assert_true(gr_diag_has(m.diag, GR_CODE_VERSION_FILES));
    making_close(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_stays_and_the_run_says_what_differs),
        cmocka_unit_test(what_would_differ_has_its_sheet),
        cmocka_unit_test(what_an_older_griffie_told_otherwise_is_no_difference),
        cmocka_unit_test(what_is_not_shown_any_more_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
