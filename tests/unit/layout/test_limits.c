/* What is too much, too high, too wide or not in the font; and tables whose rows are pulled. */
#include "base/file.h"
#include "sample.h"

#define PULLED_ROWS 5000

typedef struct row_maker {
    sample *s;
    unsigned made;
} row_maker;

static gr_status restart(void *user)
{
    row_maker *maker = user;
    maker->made = 0;
    return GR_OK;
}

static gr_node *new_cell(gr_arena *arena, gr_node *row, const gr_style *style, gr_str text)
{
    gr_node *cell = gr_node_new(arena, row, GR_K_CELL, (gr_loc){0});
    cell->style = style;
    gr_node *chars = gr_node_new(arena, cell, GR_K_TEXT, (gr_loc){0});
    chars->as.text.chars = text;
    return cell;
}

/* A head, then numbered rows; each lives in `arena`, which is rewound for the next. */
static gr_status next(void *user, gr_arena *arena, gr_node **out_row)
{
    row_maker *maker = user;
    unsigned nr = maker->made++;
    if (nr > PULLED_ROWS) {
        *out_row = NULL;
        return GR_OK;
    }
    const gr_style *style = &maker->s->styles[nr == 0 ? GR_STYLE_CELL_HEAD : GR_STYLE_CELL];
    gr_node *row = gr_node_new(arena, NULL, GR_K_ROW, (gr_loc){0});
    row->as.row.role = nr == 0 ? GR_ROW_HEAD : GR_ROW_BODY;
    row->style = style;
    new_cell(arena, row, style, nr == 0 ? GR_LIT("Regel") : gr_str_fmt(arena, "r%u", nr));
    new_cell(arena, row, style, nr == 0 ? GR_LIT("Bedrag") : gr_str_fmt(arena, "%u,00", nr * 7919));
    *out_row = row;
    return GR_OK;
}

/* Every row once and in order, as its text is read from the pages after the rows are gone. */
static void pulled_rows(void **state)
{
    (void)state;
    static const gr_col cols[] = {{.header = true}, {.align = GR_ALIGN_DECIMAL}};
    sample *s = sample_new();
    row_maker maker = {.s = s};
    gr_row_source source = {.next = next, .restart = restart, .user = &maker};
    gr_node *t = add_table(s, s->doc->root, cols, 2);
    t->as.table.source = &source;
    t->as.table.n_head_rows = 1;
    run(s);
    assert_int_equal(s->status, GR_OK);
    gr_str rest = tags_text(s), line;
    unsigned expected = 1;
    while (gr_str_split(&rest, '\n', &line)) {
        gr_str want = gr_str_fmt(s->arena, "\"r%u\"", expected);
        expected += gr_str_eq(gr_str_trim(line), want) ? 1 : 0;
    }
    assert_int_equal(expected, PULLED_ROWS + 1);
    assert_int_equal(gr_diag_count(s->diag, GR_WARNING), 0);
    sample_free(s);
}

static gr_status broken(void *user, gr_arena *arena, gr_node **out_row)
{
    sample *s = user;
    (void)arena;
    (void)out_row;
    gr_diag_report(s->diag, (gr_loc){0}, GR_CODE_ARITHMETIC, "a row");
    return GR_BAD_INPUT;
}

static gr_status nothing_to_restart(void *user)
{
    (void)user;
    return GR_OK;
}

static void failing_source(void **state)
{
    (void)state;
    static const gr_col cols[] = {{.header = true}};
    sample *s = sample_new();
    gr_row_source source = {.next = broken, .restart = nothing_to_restart, .user = s};
    add_table(s, s->doc->root, cols, 1)->as.table.source = &source;
    assert_null(run(s));
    assert_int_equal(s->status, GR_BAD_INPUT);
    sample_free(s);
}

static void too_many_pages(void **state)
{
    (void)state;
    for (unsigned limit = 2; limit <= 3; limit++) {
        sample *s = sample_new();
        gr_limits limits = gr_default_limits;
        limits.pages = limit;
        for (int i = 0; i < 3; i++) {
            add_para(s, s->doc->root, "Een bladzijde.");
            add(s, s->doc->root, GR_K_PAGE_BREAK, GR_STYLE_PARAGRAPH);
        }
        gr_layout_setup setup = {
            .text = s->text, .limits = &limits, .arena = s->arena, .diag = s->diag};
        gr_pages *pages = NULL;
        gr_status status = gr_layout_run(s->doc, &setup, &pages);
        assert_int_equal(status, limit < 3 ? GR_OVER_LIMIT : GR_OK);
        assert_int_equal(gr_diag_has(s->diag, GR_CODE_PAGES_LIMIT), limit < 3);
        assert_int_equal(pages == NULL, limit < 3);
        sample_free(s);
    }
}

/* A line that is higher than a page: by a little only white is lost, by more its words. */
static void clipped(void **state)
{
    (void)state;
    for (int lost = 0; lost < 2; lost++) {
        sample *s = sample_new();
        gr_mpt body = s->master.height - s->master.top - s->master.bottom;
        s->styles[GR_STYLE_TITLE].leading = lost ? 3 * body : body + PT;
        gr_node *p = add_para(s, s->doc->root, "hoger dan een bladzijde");
        p->style = &s->styles[GR_STYLE_TITLE];
        add_para(s, s->doc->root, "daarna");
        run(s);
        assert_int_equal(s->status, lost ? GR_BAD_INPUT : GR_OK);
        assert_int_equal(gr_diag_has(s->diag, GR_CODE_WORDS_LOST), lost);
        assert_int_equal(gr_diag_has(s->diag, GR_CODE_CLIPPED), !lost);
        assert_int_equal(s->pages == NULL, lost);
        sample_free(s);
    }
}

/* Columns of next to nothing still end, and keep their words. */
static void narrow_columns(void **state)
{
    (void)state;
    static const gr_col cols[] = {{.width = 1}, {.width = 900 * PT}, {.width = 0}};
    sample *s = sample_new();
    gr_node *t = add_table(s, s->doc->root, cols, 3);
    add_row(s, t, GR_ROW_BODY, "onhaalbaar|breed|smal");
    run(s);
    assert_int_equal(s->status, GR_OK);
    assert_true(gr_diag_has(s->diag, GR_CODE_TOO_WIDE));
    assert_true(gr_str_find(tags_text(s), GR_LIT("\"onhaalbaar\"")) != SIZE_MAX);
    sample_free(s);
}

static void one_endless_word(void **state)
{
    (void)state;
    sample *s = sample_new();
    gr_buf word = gr_buf_make(s->arena, SIZE_MAX);
    for (int i = 0; i < 100000; i++) {
        gr_buf_add_char(&word, (char)('a' + i % 26));
    }
    add_para(s, s->doc->root, gr_str_dup(s->arena, gr_buf_view(&word)).ptr);
    run(s);
    assert_int_equal(s->status, GR_OK);
    assert_true(s->pages->n > 100);
    sample_free(s);
}

#define FONT "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"

static void missing_glyph(void **state)
{
    (void)state;
    sample *s = sample_new();
    gr_face_file file = {.family = GR_LIT("text"), .path = GR_LIT(FONT)};
    if (!gr_file_exists(file.path)) {
        sample_free(s);
        skip();
    }
    assert_int_equal(gr_file_read(file.path, 1 << 24, s->arena, s->diag, (gr_loc){0}, &file.bytes),
                     GR_OK);
    gr_text_close(s->text);
    assert_int_equal(gr_text_open(&file, 1, GR_LIT(""), s->diag, &s->text), GR_OK);
    add_para(s, s->doc->root, "teken 丕 ontbreekt");
    s->pages = NULL;
    run(s);
    assert_int_equal(s->status, GR_BAD_INPUT);
    assert_null(s->pages);
    gr_buf said = gr_buf_make(s->arena, SIZE_MAX);
    gr_diag_print(s->diag, &said);
    assert_true(gr_str_find(gr_buf_view(&said), GR_LIT("U+4E15 '丕'")) != SIZE_MAX);
    sample_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pulled_rows),    cmocka_unit_test(failing_source),
        cmocka_unit_test(too_many_pages), cmocka_unit_test(clipped),
        cmocka_unit_test(narrow_columns), cmocka_unit_test(one_endless_word),
        cmocka_unit_test(missing_glyph),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
