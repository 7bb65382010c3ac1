/* What is written down of a version: of each figure and each text, below which headings it stands,
 * in which row, and what it is about. */
#include "edition/making.h"

#include "base/fault.h"
#include "edition/edition.h"
#include "provenance/version.h"
#include "store/version.h"
#include "json/read.h"
#include "json/write.h"

#define REPORT                                                                            \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                                        \
    "<report xmlns=\"urn:griffie:report:1\" id=\"dossier\" style=\"plain\" lang=\"nl\" "  \
    "title=\"Proef\" author=\"De regio\">\n"                                              \
    "<editions region=\"yes\" file=\"dossier\"/>\n"                                       \
    "<p>Vooraf: {count(municipalities)} gemeenten.</p>\n"                                 \
    "<section title=\"Geld\"><p>Samen {sum(amount of distributions) as euro}.</p>\n"      \
    "<section title=\"Deel\"><p>Nog <b>vet {count(modules)}</b> modules.</p>\n"           \
    "<table id=\"T\" title=\"Wie\" rows=\"modules sort by name\" as=\"m\" sheet=\"Wie\">" \
    "<column title=\"Module\" value=\"m.name\" header=\"yes\"/>"                          \
    "<columns title=\"Deelname\"><column title=\"Aantal\" "                               \
    "value=\"count(participation where module = $m)\"/></columns>"                        \
    "<column title=\"Sinds\" value=\"m.from as date\"/></table></section></section>\n"    \
    "<section title=\"Slot\"><p>Dat is {count(municipalities) + 1}.</p></section>\n"      \
    "</report>\n"

static gr_str published(making *m)
{
    making_open(m);
    making_copy(m);
    making_write(world_path(&m->w, "templates/reports/dossier.xml"), GR_LIT(REPORT));
    making_load(m);
    const gr_plan_row row = making_make(m, 0);
    if (row.outcome != GR_EDITION_STAGED) {
        gr_buf said = gr_buf_make(m->w.arena, SIZE_MAX);
        gr_diag_print(m->diag, &said);
        fail_msg(GR_FMT, GR_ARG(gr_buf_view(&said)));
    }
    const gr_place place = gr_row_place(&m->setup.store, &row, m->w.arena);
    gr_str part = gr_str_fmt(m->w.arena, GR_FMT GR_PART, GR_ARG(row.key));
    return making_read(m, gr_version_path(&place, part, "published.json", m->w.arena));
}

static void figures_stand_where_they_stand(void **state)
{
    (void)state;
    making m;
    gr_str text = published(&m);
    static const char *const wanted[] = {
        "\"where\": \"\", \"row\": \"d/",
        "\"label\": \"Vooraf: 3 gemeenten.\", \"text\": \"3\"",
        "\"where\": \"Geld\", \"row\": \"d/",
        "\"value\": \"1250000.00 EUR\", \"type\": \"money\"",
        "\"where\": \"Geld, Deel\", \"row\": \"d/",
        "\"label\": \"Nog vet 2 modules.\", \"text\": \"2\"",
        "\"where\": \"Geld, Deel\", \"row\": \"T/inkoop\", \"label\": \"Inkoop Zorg, Module\"",
        "\"label\": \"Inkoop Zorg, Deelname, Aantal\", \"text\": \"3\"",
        "\"label\": \"Inkoop Zorg, Sinds\"",
        "\"row\": \"T/wsp\", \"label\": \"WerkgeversServicepunt, Deelname, Aantal\"",
        "\"where\": \"Slot\", \"row\": \"d/",
        "\"label\": \"Dat is 4.\", \"text\": \"4\"",
    };
    for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
        if (gr_str_find(text, gr_str_of(wanted[i])) == SIZE_MAX) {
            fail_msg("not there: %s\n" GR_FMT, wanted[i], GR_ARG(text));
        }
    }
    making_close(&m);
}

static void texts_stand_once(void **state)
{
    (void)state;
    making m;
    gr_str text = published(&m);
    static const char *const wanted[] = {
        "|Vooraf: {…} gemeenten.",
        "Geld|Geld",
        "Geld|Samen {…}.",
        "Geld, Deel|Geld, Deel",
        "Geld, Deel|Nog vet {…} modules.",
        "Geld, Deel|Wie",
        "Slot|Slot",
        "Slot|Dat is {…}.",
    };
    gr_str rest = gr_str_sub(text, gr_str_find(text, GR_LIT("\"texts\"")), SIZE_MAX);
    for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
        gr_str both = gr_str_of(wanted[i]), where = GR_LIT("");
        assert_true(gr_str_split(&both, '|', &where));
        gr_str line = gr_str_fmt(m.w.arena, "{ \"where\": \"" GR_FMT "\", \"text\": \"" GR_FMT "\"",
                                 GR_ARG(where), GR_ARG(both));
        size_t at = gr_str_find(rest, GR_LIT("{ \"where\""));
        rest = gr_str_sub(rest, at, SIZE_MAX);
        if (!gr_str_starts(rest, line)) {
            fail_msg(GR_FMT " is not next in " GR_FMT, GR_ARG(line), GR_ARG(rest));
        }
        rest = gr_str_sub(rest, line.len, SIZE_MAX);
    }
    assert_true(gr_str_find(rest, GR_LIT("{ \"where\"")) == SIZE_MAX);
    making_close(&m);
}

#define LINES 600

static void open_long(making *m)
{
    making_open(m);
    making_copy(m);
    gr_buf report = gr_buf_make(m->w.arena, SIZE_MAX);
    gr_buf_add(&report, GR_LIT("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                               "<report xmlns=\"urn:griffie:report:1\" id=\"dossier\" "
                               "style=\"plain\" lang=\"nl\" title=\"Proef\" author=\"Regio\">\n"
                               "<editions region=\"yes\" file=\"dossier\"/>\n"));
    for (unsigned i = 0; i < LINES; i++) {
        gr_buf_addf(&report, "<p>Regel %u: {count(municipalities) + %u} van de gemeenten.</p>\n", i,
                    i);
    }
    gr_buf_add(&report, GR_LIT("</report>\n"));
    making_write(world_path(&m->w, "templates/reports/dossier.xml"), gr_buf_view(&report));
    making_load(m);
}

static gr_str part_of(const making *m, const gr_plan_row *row, const char *name)
{
    const gr_place place = gr_row_place(&m->setup.store, row, m->w.arena);
    gr_str part = gr_str_fmt(m->w.arena, GR_FMT GR_PART, GR_ARG(row->key));
    return gr_version_path(&place, part, name, m->w.arena);
}

/** Longer than a piece: it leaves while the document is walked, and is whole. */
static void a_long_one_is_whole(void **state)
{
    (void)state;
    making m;
    open_long(&m);
    const gr_plan_row row = making_make(&m, 0);
    assert_int_equal(row.outcome, GR_EDITION_STAGED);
    static const char *const names[] = {"published.json", "origins.json"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        gr_str text = making_read(&m, part_of(&m, &row, names[i]));
        gr_json_tree tree = gr_json_read(text);
        assert_true(text.len > 2 * GR_JSON_PIECE);
        const gr_json_value *figures = gr_json_member(tree.root, "figures");
        assert_int_equal(gr_json_count(figures), LINES);
        gr_json_free(&tree);
    }
    making_close(&m);
}

/** Whichever piece the disk refuses: there is no version then. */
static void a_refused_piece_is_noticed(void **state)
{
    (void)state;
    making m;
    gr_plan_row row = {.outcome = GR_EDITION_FAILED};
    unsigned failed = 0;
    open_long(&m);
    while (row.outcome == GR_EDITION_FAILED) {
        assert_true(gr_fault_arm(gr_str_fmt(m.w.arena, "write:%u", failed + 1)));
        row = making_make(&m, 0);
        gr_fault_forget(GR_FAULT_WRITE);
        bool there = gr_file_exists(part_of(&m, &row, "published.json"));
        assert_int_equal(there, row.outcome == GR_EDITION_STAGED);
        failed += row.outcome == GR_EDITION_FAILED ? 1 : 0;
        assert_true(failed < 100);
    }
    assert_int_equal(row.outcome, GR_EDITION_STAGED);
    assert_true(failed > 20);
    making_close(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_stand_where_they_stand), cmocka_unit_test(texts_stand_once),
        cmocka_unit_test(a_long_one_is_whole), cmocka_unit_test(a_refused_piece_is_noticed)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
