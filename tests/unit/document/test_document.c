/* Building, walking, dumping, and the invariants a tree must keep. */
#include "document/tree.h"

static gr_arena *arena;
static gr_diag *diag;
static gr_doc *doc;

static int start(void **state)
{
    (void)state;
    arena = gr_arena_new(4096);
    diag = gr_diag_new(arena, 50);
    doc = gr_doc_new(arena, plain_house(arena), 1000);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    gr_arena_free(arena);
    return 0;
}

static gr_node *add(gr_node *parent, gr_kind kind)
{
    return gr_node_new(arena, parent, kind, (gr_loc){1, (uint32_t)kind + 1, 1});
}

static gr_node *heading(uint8_t level)
{
    gr_node *node = add(doc->root, GR_K_HEADING);
    node->as.heading.level = level;
    return node;
}

static void holds_only_what_fits(void **state)
{
    (void)state;
    static const struct {
        gr_kind parent, child;
        gr_status want;
    } cases[] = {
        {GR_K_DOCUMENT, GR_K_SECTION, GR_OK}, {GR_K_DOCUMENT, GR_K_TEXT, GR_BUG},
        {GR_K_LIST, GR_K_ITEM, GR_OK},        {GR_K_LIST, GR_K_ROW, GR_BUG},
        {GR_K_TABLE, GR_K_ROW, GR_OK},        {GR_K_TABLE, GR_K_CELL, GR_BUG},
        {GR_K_ROW, GR_K_CELL, GR_OK},         {GR_K_CELL, GR_K_PARAGRAPH, GR_OK},
        {GR_K_CELL, GR_K_SIGN, GR_OK},        {GR_K_CELL, GR_K_TABLE, GR_BUG},
        {GR_K_BOX, GR_K_TABLE, GR_OK},        {GR_K_CELL, GR_K_SECTION, GR_BUG},
        {GR_K_CONTENTS, GR_K_TEXT, GR_BUG},   {GR_K_PARAGRAPH, GR_K_NOTE, GR_OK},
        {GR_K_IMAGE, GR_K_CAPTION, GR_OK},    {GR_K_TEXT, GR_K_TEXT, GR_BUG},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        gr_node *parent = add(NULL, cases[i].parent);
        gr_status got = gr_doc_add(doc, parent, cases[i].child, (gr_loc){0}, diag, NULL);
        if (got != cases[i].want) {
            fail_msg("case %zu: got %d", i, (int)got);
        }
        assert_int_equal(parent->first != NULL, cases[i].want == GR_OK);
    }
}

static void stops_at_the_limit(void **state)
{
    (void)state;
    doc->max_nodes = 2;
    assert_int_equal(gr_doc_add(doc, doc->root, GR_K_PARAGRAPH, (gr_loc){0}, diag, NULL), GR_OK);
    gr_node *untouched = doc->root;
    assert_int_equal(gr_doc_add(doc, doc->root, GR_K_PARAGRAPH, (gr_loc){0}, diag, &untouched),
                     GR_OVER_LIMIT);
    assert_ptr_equal(untouched, doc->root);
    assert_true(gr_diag_has(diag, GR_CODE_NODES_LIMIT));
}

/* --- invariants: each case breaks one thing --- */
static void sound(void)
{
    heading(1);
    heading(2);
    heading(1)->anchor = GR_LIT("a");
    add(add(doc->root, GR_K_PARAGRAPH), GR_K_LINK)->as.link.to = GR_LIT("a");
    add_table_node(arena, doc->root, 2);
}
static void style_lost(void)
{
    heading(1)->style = NULL;
}
static void level_gap(void)
{
    heading(1);
    heading(3);
}
static void anchor_twice(void)
{
    heading(1)->anchor = GR_LIT("a");
    heading(1)->anchor = GR_LIT("a");
}
static void link_to_nothing(void)
{
    add(add(doc->root, GR_K_PARAGRAPH), GR_K_LINK)->as.link.to = GR_LIT("gone");
}
static void page_of_nothing(void)
{
    add(add(doc->root, GR_K_PARAGRAPH), GR_K_PAGE_REF)->as.page_ref.to = GR_LIT("gone");
}
static void row_short(void)
{
    gr_node *table = add_table_node(arena, doc->root, 1);
    table->last->first->next = NULL;
}
static void span_too_wide(void)
{
    add_table_node(arena, doc->root, 1)->last->last->as.cell.colspan = 2;
}
static void span_below_the_end(void)
{
    add_table_node(arena, doc->root, 1)->last->last->as.cell.rowspan = 2;
}
static void head_row_late(void)
{
    add_table_node(arena, doc->root, 1)->last->as.row.role = GR_ROW_HEAD;
}
static void wrong_child(void)
{
    add(doc->root, GR_K_ROW);
}
static void spans_that_fit(void)
{
    gr_node *table = add_table_node(arena, doc->root, 2);
    gr_node *first = table->first->next;
    first->first->as.cell.rowspan = 2;
    first->next->first = first->next->last;
}

static void check_finds(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        void (*build)(void);
        gr_status want;
        gr_code code;
    } cases[] = {
        {"sound", sound, GR_OK, GR_CODE__COUNT},
        {"spans that fit", spans_that_fit, GR_OK, GR_CODE__COUNT},
        {"style lost", style_lost, GR_BUG, GR_CODE_TREE_BROKEN},
        {"level gap", level_gap, GR_BUG, GR_CODE_TREE_BROKEN},
        {"anchor twice", anchor_twice, GR_BAD_INPUT, GR_CODE_NAME_DUPLICATE},
        {"link to nothing", link_to_nothing, GR_BAD_INPUT, GR_CODE_TARGET_UNKNOWN},
        {"page of nothing", page_of_nothing, GR_BAD_INPUT, GR_CODE_TARGET_UNKNOWN},
        {"row short", row_short, GR_BUG, GR_CODE_TREE_BROKEN},
        {"span too wide", span_too_wide, GR_BUG, GR_CODE_TREE_BROKEN},
        {"span below the end", span_below_the_end, GR_BUG, GR_CODE_TREE_BROKEN},
        {"head row late", head_row_late, GR_BUG, GR_CODE_TREE_BROKEN},
        {"wrong child", wrong_child, GR_BUG, GR_CODE_TREE_BROKEN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        doc = gr_doc_new(arena, plain_house(arena), 1000);
        diag = gr_diag_new(arena, 50);
        cases[i].build();
        gr_status got = gr_doc_check(doc, diag);
        bool told = cases[i].code == GR_CODE__COUNT || gr_diag_has(diag, cases[i].code);
        if (got != cases[i].want || !told) {
            fail_msg("%s: status %d", cases[i].name, (int)got);
        }
    }
}

static void dump_is_stable(void **state)
{
    (void)state;
    doc->report = GR_LIT("r");
    doc->title = GR_LIT("Een \"titel\"");
    gr_node *head = heading(1);
    head->anchor = GR_LIT("s1");
    head->as.heading.number = GR_LIT("1");
    head->as.heading.listed = true;
    add_text_node(arena, head, GR_LIT("Kop\nregel"));
    gr_node *p = add(doc->root, GR_K_PARAGRAPH);
    gr_value amount = {.type = GR_T_MONEY, .as.money = {57333400, gr_euro}};
    amount.origin = gr_origin_constant(arena, amount);
    gr_node *figure = add(p, GR_K_FIGURE);
    figure->as.figure.figure =
        gr_doc_add_figure(doc, (gr_figure){.id = GR_LIT("p1.f1"),
                                           .value = amount,
                                           .format = {GR_FORMAT_EURO, GR_PLACES_OWN},
                                           .text = GR_LIT("€ 573.334")});
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_doc_dump(doc, &out);
    check_text("dump", gr_buf_view(&out),
               "document report=\"r\" title=\"Een \\\"titel\\\"\" lang=\"nl\"\n"
               "  heading 1 number=\"1\" [plain] #s1\n"
               "    text \"Kop\\nregel\"\n"
               "  paragraph [plain]\n"
               "    figure p1.f1 money 573334.00 EUR as euro \"€ 573.334\" <- 573334.00 EUR\n");
    assert_int_equal(doc->n_figures, 1);
}

/* --- rows, held and pulled --- */
typedef struct counter {
    int at, end;
} counter;
static gr_status next_row(void *user, gr_arena *scratch, gr_node **out_row)
{
    counter *count = user;
    if (count->at == count->end) {
        *out_row = NULL;
        return GR_OK;
    }
    gr_node *row = gr_node_new(scratch, NULL, GR_K_ROW, (gr_loc){0});
    row->as.row.role = GR_ROW_BODY;
    gr_node *cell = gr_node_new(scratch, row, GR_K_CELL, (gr_loc){0});
    add_text_node(scratch, cell, gr_str_fmt(scratch, "pulled %d", count->at++));
    *out_row = row;
    return GR_OK;
}
static gr_status restart(void *user)
{
    ((counter *)user)->at = 0;
    return GR_OK;
}

static gr_str all_rows(const gr_node *table)
{
    gr_arena *scratch = gr_arena_new(1024);
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_row_cursor cursor;
    assert_int_equal(gr_rows_open(table, scratch, &cursor), GR_OK);
    for (;;) {
        const gr_node *row = NULL;
        assert_int_equal(gr_rows_next(&cursor, &row), GR_OK);
        if (row == NULL) {
            break;
        }
        gr_buf_add(&out, gr_node_text(row, arena));
        gr_buf_add_char(&out, '|');
    }
    gr_arena_free(scratch);
    return gr_buf_view(&out);
}

static void cursor_walks_both_kinds(void **state)
{
    (void)state;
    gr_node *held = add_table_node(arena, doc->root, 2);
    check_text("held", all_rows(held), "0.0 0.1|1.0 1.1|2.0 2.1|");
    gr_node *pulled = add_table_node(arena, doc->root, 0);
    counter count = {0, 3};
    gr_row_source source = {.next = next_row, .restart = restart, .user = &count};
    pulled->as.table.source = &source;
    check_text("pulled", all_rows(pulled), "0.0 0.1|pulled 0|pulled 1|pulled 2|");
    check_text("pulled again", all_rows(pulled), "0.0 0.1|pulled 0|pulled 1|pulled 2|");
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_doc_dump(doc, &out);
    assert_int_not_equal(gr_str_find(gr_buf_view(&out), GR_LIT("pulled 2")), SIZE_MAX);
}

static void text_leaves_notes_out(void **state)
{
    (void)state;
    gr_node *item = add(NULL, GR_K_ITEM);
    gr_node *p = add(item, GR_K_PARAGRAPH);
    add_text_node(arena, p, GR_LIT("een"));
    add_text_node(arena, add(p, GR_K_NOTE), GR_LIT("noot"));
    add(p, GR_K_LINE_BREAK);
    add_text_node(arena, add(p, GR_K_SPAN), GR_LIT("twee"));
    add_text_node(arena, add(item, GR_K_PARAGRAPH), GR_LIT("drie"));
    check_text("text", gr_node_text(item, arena), "een twee drie");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(holds_only_what_fits, start, stop),
        cmocka_unit_test_setup_teardown(stops_at_the_limit, start, stop),
        cmocka_unit_test_setup_teardown(check_finds, start, stop),
        cmocka_unit_test_setup_teardown(dump_is_stable, start, stop),
        cmocka_unit_test_setup_teardown(cursor_walks_both_kinds, start, stop),
        cmocka_unit_test_setup_teardown(text_leaves_notes_out, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
