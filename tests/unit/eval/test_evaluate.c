/* What dumps do not show: pulled rows, limits, editions, names of files. */
#include <unistd.h>

#include "base/fault.h"
#include "eval/fixture.h"

static world *w;
static gr_report *report;
static gr_doc *doc;
static bool blocked;

/** Binds a report with this content; its file lives as long as the call. */
static void bind_text(const char *attrs, const char *content)
{
    char folder[] = "/tmp/griffie-eval-XXXXXX";
    w = world_new();
    assert_non_null(mkdtemp(folder));
    gr_str path = gr_path_join(w->arena, gr_str_of(folder), GR_LIT("report.xml"));
    gr_str xml = gr_str_fmt(w->arena,
                            "<report xmlns=\"urn:griffie:report:1\" id=\"proef\" title=\"Proef\" "
                            "style=\"huis\">%s%s</report>",
                            attrs, content);
    gr_file *file = gr_file_create(path, w->diag);
    assert_non_null(file);
    assert_int_equal(gr_file_write(file, xml, w->diag), GR_OK);
    assert_int_equal(gr_file_commit(file, w->diag), GR_OK);
    report = bind_report(w, path);
    (void)unlink(path.ptr);
    (void)rmdir(folder);
    add_rows(w);
}

#define EACH \
    "<editions region=\"yes\" each=\"e\" of=\"municipalities\" file=\"Proef {e.name} 1/2\"/>"

static gr_status evaluate(size_t index)
{
    gr_edition *editions = NULL;
    size_t n = 0;
    doc = NULL;
    assert_non_null(report);
    assert_int_equal(gr_report_editions(report, &w->context, &editions, &n), GR_OK);
    assert_true(index < n);
    return gr_report_evaluate(report, &editions[index], w->catalogue, &w->context, w->arena, &doc,
                              &blocked);
}

static int stop(void **state)
{
    (void)state;
    gr_arena_free(w->arena);
    return 0;
}

/* --- rows that are pulled --- */

typedef struct walked {
    unsigned heads, body, totals;
    gr_str last;
} walked;

static walked walk(const gr_node *table)
{
    walked seen = {.last = GR_LIT("")};
    gr_arena *scratch = gr_arena_new(1 << 14);
    gr_row_cursor cursor;
    const gr_node *row = NULL;
    assert_int_equal(gr_rows_open(table, scratch, &cursor), GR_OK);
    for (;;) {
        assert_int_equal(gr_rows_next(&cursor, &row), GR_OK);
        if (row == NULL) {
            break;
        }
        seen.heads += row->as.row.role == GR_ROW_HEAD;
        seen.body += row->as.row.role == GR_ROW_BODY;
        seen.totals += row->as.row.role == GR_ROW_TOTAL;
        seen.last = gr_node_text(row, w->arena);
    }
    gr_arena_free(scratch);
    return seen;
}

static const char big_table[] =
    "<section each=\"m\" of=\"modules take 2\"><table title=\"Veel\" rows=\"numbers\"><column "
    "title=\"Nr {m.name}\" value=\"nr\" header=\"yes\"/><column title=\"Bedrag\" value=\"amount + "
    "row.amount\" total=\"sum\"/><column value=\"m.name\"/></table></section>";

static void big_tables_are_pulled(void **state)
{
    (void)state;
    bind_text("", big_table);
    assert_int_equal(evaluate(0), GR_OK);
    const gr_node *table = doc->root->first->first;
    assert_non_null(table->as.table.source);
    for (int round = 0; round < 2; round++) {
        walked seen = walk(table);
        assert_int_equal(seen.heads, 1);
        assert_int_equal(seen.body, 12000);
        assert_int_equal(seen.totals, 1);
        check_text("total", seen.last, "Totaal € 144.012.000 ");
    }
    assert_true(doc->n_nodes < 100);
    assert_true(doc->n_figures < 100);
}

/** A table is walked after the loop it stands in has gone on: its variables must be those of its
 * turn. */
static void pulled_rows_remember(void **state)
{
    (void)state;
    bind_text("", big_table);
    assert_int_equal(evaluate(0), GR_OK);
    const gr_node *tables[] = {doc->root->first->first, doc->root->last->first};
    static const char *const want[] = {"1 € 2 Inkoop", "1 € 2 RBL"};
    gr_arena *scratch = gr_arena_new(1 << 14);
    for (size_t i = 0; i < 2; i++) {
        gr_row_cursor cursor;
        const gr_node *row = NULL;
        assert_int_equal(gr_rows_open(tables[i], scratch, &cursor), GR_OK);
        assert_int_equal(gr_rows_next(&cursor, &row), GR_OK);
        assert_int_equal(gr_rows_next(&cursor, &row), GR_OK);
        check_text("first row", gr_node_text(row, w->arena), want[i]);
    }
    gr_arena_free(scratch);
}

/* --- what was kept of a row is what it printed --- */

#define ALIKE                                                                              \
    "<column title=\"a\" value=\"nr\" header=\"yes\"/>"                                    \
    "<column title=\"b\" value=\"amount\" as=\"cents\" total=\"sum\"/>"                    \
    "<column title=\"c\" value=\"nr * 1.25 - 3\" as=\"number(2)\"/>"                       \
    "<column title=\"d\" value=\"nr &lt; 5\" as=\"check\"/>"                               \
    "<column title=\"e\" value=\"nr / 7\" as=\"percent(1)\"/>"                             \
    "<column title=\"f\" value=\"if nr = 3 then 'drie' else first(what of events)\"/>"     \
    "<column title=\"g\" value=\"first(day of events)\" as=\"date-short\"/>"               \
    "<column title=\"h\" value=\"first(before of contributions where amount &lt; 6000)\" " \
    "as=\"cents\" missing=\"p.m.\" missing-spoken=\"nog niet bekend\"/>"                   \
    "<column title=\"i\" value=\"sum(amount of contributions) - nr * sum(amount of "       \
    "contributions)\" as=\"euro\"/></table>"

static gr_str figure_text(const gr_figure *figure)
{
    gr_buf value = gr_buf_make(w->arena, SIZE_MAX);
    gr_value_add(&figure->value, &value);
    return gr_str_fmt(w->arena,
                      "%s " GR_FMT " %d.%d '" GR_FMT "' '" GR_FMT "' '" GR_FMT "' " GR_FMT,
                      gr_type_name(figure->value.type), GR_ARG(gr_buf_view(&value)),
                      (int)figure->format.kind, (int)figure->format.places, GR_ARG(figure->text),
                      GR_ARG(figure->sign), GR_ARG(figure->spoken), GR_ARG(figure->id));
}

static void check_same_cell(const gr_node *held, const gr_node *made)
{
    assert_true(made->style == held->style && made->at.line == held->at.line);
    assert_int_equal(made->as.cell.align, held->as.cell.align);
    assert_int_equal(made->as.cell.header, held->as.cell.header);
    assert_int_equal(made->as.cell.colspan, 1);
    check_text("carried", made->as.cell.carried, held->as.cell.carried.ptr);
    check_text("figure", figure_text(made->as.cell.figure), figure_text(held->as.cell.figure).ptr);
    assert_int_equal(made->first->kind, held->first->kind);
    check_text("text", gr_node_text(made, w->arena), gr_node_text(held, w->arena).ptr);
    if (held->first->kind == GR_K_SIGN) {
        check_text("spoken", made->first->as.sign.spoken, held->first->as.sign.spoken.ptr);
        assert_true(gr_value_eq(&made->first->as.sign.value, &held->first->as.sign.value));
    }
}

static void kept_rows_are_as_they_were(void **state)
{
    (void)state;
    bind_text("", "<table title=\"x\" carry=\"yes\" rows=\"numbers take 50\">" ALIKE
                  "<table title=\"x\" carry=\"yes\" rows=\"numbers\">" ALIKE);
    assert_int_equal(evaluate(0), GR_OK);
    const gr_node *first = doc->root->first, *second = first->next;
    assert_null(first->as.table.source);
    gr_arena *scratch = gr_arena_new(1 << 14);
    gr_row_cursor held, made;
    const gr_node *row = NULL, *kept = NULL;
    assert_int_equal(gr_rows_open(first, scratch, &held), GR_OK);
    assert_int_equal(gr_rows_open(second, scratch, &made), GR_OK);
    for (size_t i = 0; i <= 50; i++) { /* the head as well */
        assert_int_equal(gr_rows_next(&held, &row), GR_OK);
        assert_int_equal(gr_rows_next(&made, &kept), GR_OK);
        const gr_node *cell = kept->first;
        for (const gr_node *was = row->first; i > 0 && was != NULL; was = was->next) {
            check_same_cell(was, cell);
            cell = cell->next;
        }
        assert_true(i == 0 || cell == NULL);
    }
    gr_arena_free(scratch);
}

/** Its rows are told as one. */
static void long_tables_have_one_origin(void **state)
{
    (void)state;
    bind_text("", "<table title=\"x\" sheet=\"y\" sheet-origins=\"notes\" rows=\"numbers\">"
                  "<column title=\"a\" value=\"amount\" as=\"euro\"/></table><origins/>");
    assert_int_equal(evaluate(0), GR_OK);
    assert_true(gr_diag_has(w->diag, GR_CODE_ORIGINS_LONG));
    const gr_node *list = doc->root->last;
    assert_int_equal(list->kind, GR_K_TABLE);
    assert_ptr_equal(list->first->next, list->last); /* the heads, and one row */
    gr_str text = gr_node_text(list->last, w->arena);
    assert_true(gr_str_find(text, GR_LIT("numbers")) != SIZE_MAX);
    assert_true(gr_str_find(text, GR_LIT("amount")) != SIZE_MAX);
    assert_true(gr_str_find(text, GR_LIT("records")) != SIZE_MAX);
}

static void long_tables_have_no_marks(void **state)
{
    (void)state;
    bind_text("", "<table title=\"x\" rows=\"numbers\">"
                  "<column title=\"a\" value=\"amount\" as=\"euro\" mark=\"1 = 1\"/></table>");
    assert_int_equal(evaluate(0), GR_BAD_INPUT);
    assert_true(gr_diag_has(w->diag, GR_CODE_MARK_LONG));
}

/** Rows that nobody holds are no way round. */
static void pulled_rows_are_judged(void **state)
{
    (void)state;
    bind_text(EACH,
              "<table rows=\"numbers\"><column value=\"if nr = 11000 then first(amount of all "
              "contributions) else amount\"/></table>");
    assert_null(report);
    assert_true(gr_diag_has(w->diag, GR_CODE_FOREIGN));
}

/** Should binding let something through, the walk over what was made stops the edition. */
static void what_binding_misses_is_noticed(void **state)
{
    (void)state;
    assert_true(gr_fault_arm(GR_LIT("label:1")));
    bind_text(EACH,
              "<table rows=\"numbers\"><column value=\"if nr = 11000 then first(amount of all "
              "contributions) else amount\"/></table>");
    assert_int_equal(evaluate(2), GR_BUG);
    assert_true(gr_diag_has(w->diag, GR_CODE_ISOLATION));
    assert_null(doc);
    assert_int_equal(evaluate(0), GR_OK); /* the region sees all */
}

/* --- limits, on both sides --- */

static void limits_hold(void **state)
{
    (void)state;
    static const char nested[] = "<each name=\"a\" of=\"modules\"><each name=\"b\" of=\"modules\">"
                                 "<p>x</p></each></each>";
    static const struct {
        const char *name;
        size_t nodes, steps;
        unsigned nesting, columns;
        gr_status want;
        gr_code code;
    } cases[] = {
        {"all right", 19, 100, 3, 10, GR_OK, GR_CODE__COUNT},
        {"nodes", 18, 100, 3, 10, GR_OVER_LIMIT, GR_CODE_NODES_LIMIT},
        {"steps", 19, 15, 3, 10, GR_OVER_LIMIT, GR_CODE_STEPS_LIMIT},
        {"nesting", 19, 100, 2, 10, GR_OVER_LIMIT, GR_CODE_ROWS_TOO_DEEP},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        bind_text("", nested);
        w->limits.nodes = cases[i].nodes;
        w->limits.nesting = cases[i].nesting;
        w->context.steps_left = cases[i].steps;
        gr_status got = evaluate(0);
        if (got != cases[i].want ||
            (cases[i].code != GR_CODE__COUNT && !gr_diag_has(w->diag, cases[i].code))) {
            fail_msg("%s: status %d", cases[i].name, (int)got);
        }
        assert_true((doc == NULL) == (got != GR_OK));
        gr_arena_free(w->arena);
    }
    bind_text(
        "", "<table rows=\"modules\"><column each=\"m\" of=\"modules\" value=\"m.name\"/></table>");
    w->limits.columns = 2;
    assert_int_equal(evaluate(0), GR_OVER_LIMIT);
}

static void origins_have_bounds(void **state)
{
    (void)state;
    static const char body[] = "<let name=\"a\" value=\"sum(amount of numbers where nr &lt; 9)\"/>"
                               "<let name=\"b\" value=\"a + a\"/><p>{b + b}</p>";
    static const struct { /* b + b is 2 deep above the sum of 8 fields: 4 levels, 11 nodes */
        uint32_t depth, nodes;
        gr_status want;
    } cases[] = {{4, 11, GR_OK}, {3, 11, GR_BAD_INPUT}, {4, 10, GR_BAD_INPUT}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        bind_text("", body);
        w->limits.origin_depth = cases[i].depth;
        w->limits.origin_nodes = cases[i].nodes;
        assert_int_equal(evaluate(0), cases[i].want);
        assert_true(gr_diag_has(w->diag, GR_CODE_ORIGIN_LIMIT) == (cases[i].want != GR_OK));
        if (i + 1 < sizeof cases / sizeof cases[0]) {
            gr_arena_free(w->arena);
        }
    }
}

/* --- editions --- */

static void editions_are_listed(void **state)
{
    (void)state;
    static const struct {
        const char *editions, *want;
    } cases[] = {
        {"", "region=; "},
        {EACH, "region=; arnhem=gm0202; renkum=gm0274; rozendaal=gm0277; "},
        {"<editions each=\"m\" of=\"municipalities where name != 'Renkum'\"/>",
         "arnhem=gm0202; rozendaal=gm0277; "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        gr_edition *editions = NULL;
        size_t n = 0;
        bind_text(cases[i].editions, "<p>x</p>");
        assert_int_equal(gr_report_editions(report, &w->context, &editions, &n), GR_OK);
        gr_buf out = gr_buf_make(w->arena, SIZE_MAX);
        for (size_t k = 0; k < n; k++) {
            gr_buf_addf(&out, GR_FMT "=" GR_FMT "; ", GR_ARG(editions[k].id),
                        GR_ARG(editions[k].key));
        }
        check_text(cases[i].editions, gr_buf_view(&out), cases[i].want);
        if (i + 1 < sizeof cases / sizeof cases[0]) {
            gr_arena_free(w->arena);
        }
    }
}

static void editions_of_one_name_are_refused(void **state)
{
    (void)state;
    gr_edition *editions = NULL;
    size_t n = 0;
    bind_text(EACH, "<p>x</p>");
    append(w, "municipalities", (gr_value[]){text("gm9999"), text("RENKUM.")}, 9);
    append(w, "municipalities", (gr_value[]){text("gm9998"), text("Renkum.")}, 9);
    assert_int_equal(gr_report_editions(report, &w->context, &editions, &n), GR_BAD_INPUT);
    assert_true(gr_diag_has(w->diag, GR_CODE_NAME_DUPLICATE));
    assert_null(editions);
}

static void facts_are_filled(void **state)
{
    (void)state;
    bind_text(EACH, "<p>{sum(amount of contributions)}</p>");
    assert_int_equal(evaluate(1), GR_OK);
    check_text("file", doc->file, "proef-arnhem-1-2");
    check_text("edition", doc->edition, "arnhem");
    check_text("language", doc->lang, "nl");
    check_text("master", doc->master->name, "body");
    assert_int_equal(doc->n_exports, 1);
    check_text("as of", doc->exports[0].as_of_text, "31 december 2022");
    assert_false(gr_report_has_sheets(report));
}

/** Two editions from one bound report: nothing of the first stays behind. */
static void editions_do_not_mix(void **state)
{
    (void)state;
    bind_text(EACH, "<p>{edition.name} {sum(amount of contributions)}</p>");
    assert_int_equal(evaluate(3), GR_OK);
    check_text("third", gr_node_text(doc->root, w->arena), "Rozendaal € 12.164");
    assert_int_equal(evaluate(2), GR_OK);
    check_text("second", gr_node_text(doc->root, w->arena), "Renkum € 206.495");
    assert_int_equal(evaluate(0), GR_OK);
    check_text("region", gr_node_text(doc->root, w->arena), "n.v.t. € 1.867.685");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(big_tables_are_pulled, stop),
        cmocka_unit_test_teardown(pulled_rows_remember, stop),
        cmocka_unit_test_teardown(kept_rows_are_as_they_were, stop),
        cmocka_unit_test_teardown(long_tables_have_one_origin, stop),
        cmocka_unit_test_teardown(long_tables_have_no_marks, stop),
        cmocka_unit_test_teardown(pulled_rows_are_judged, stop),
        cmocka_unit_test_teardown(what_binding_misses_is_noticed, stop),
        cmocka_unit_test_teardown(limits_hold, stop),
        cmocka_unit_test_teardown(origins_have_bounds, stop),
        cmocka_unit_test_teardown(editions_are_listed, stop),
        cmocka_unit_test_teardown(editions_of_one_name_are_refused, stop),
        cmocka_unit_test_teardown(facts_are_filled, stop),
        cmocka_unit_test_teardown(editions_do_not_mix, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
