/* Words go with the pages: what a sink gets is what is kept without one, glyph for glyph, also
 * where words have to stay (contents, heads that are repeated, labels of lists, carried totals),
 * and what is held for words does not grow with the document. Under the sanitizer a generation has
 * few words, so that one that is gone too early is found. */
#include "sample.h"

enum { MOST_PAGES = 2000 };

typedef struct seen {
    uint64_t sum[MOST_PAGES]; /* of all that stands on a page */
    size_t n;
    const gr_text *text;
    size_t first_bytes; /* held for words when the first page came */
} seen;

static uint64_t sum_of(uint64_t sum, const gr_item *items, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const gr_run *run = items[i].kind == GR_ITEM_TEXT ? items[i].as.text.run : NULL;
        for (size_t k = 0; run != NULL && k < items[i].as.text.n; k++) {
            const gr_glyph *glyph = &run->glyphs[items[i].as.text.first + k];
            sum = sum * 31 + glyph->id * 7 + (unsigned char)run->chars.ptr[glyph->cluster];
        }
        sum = sum * 31 + (uint32_t)items[i].x * UINT64_C(3) + (uint32_t)items[i].y;
    }
    return sum;
}

static gr_status begin(void *user)
{
    *(seen *)user = (seen){.text = ((seen *)user)->text};
    return GR_OK;
}

static gr_status add_page(void *user, gr_mpt width, gr_mpt height)
{
    seen *to = user;
    to->first_bytes = to->n == 0 ? gr_text_bytes(to->text) : to->first_bytes;
    assert_true(width > 0 && height > 0 && to->n < MOST_PAGES);
    to->n++;
    return GR_OK;
}

static gr_status take(void *user, size_t page, const gr_item *items, size_t n, bool running)
{
    (void)running;
    ((seen *)user)->sum[page] = sum_of(((seen *)user)->sum[page], items, n);
    return GR_OK;
}

static gr_status take_running(void *user, size_t page, const gr_item *items, size_t n)
{
    return take(user, page, items, n, false);
}

static void lay_out(sample *s, seen *to)
{
    to->text = s->text;
    const gr_page_sink sink = {
        .user = to, .begin = begin, .add = add_page, .fill = take, .running = take_running};
    gr_layout_setup setup = {.text = s->text,
                             .limits = &gr_default_limits,
                             .arena = s->arena,
                             .diag = s->diag,
                             .sink = &sink};
    assert_int_equal(gr_layout_run(s->doc, &setup, &s->pages), GR_OK);
}

/* Ten words, each its own. */
static const char *words(sample *s, unsigned from)
{
    gr_buf text = gr_buf_make(s->arena, SIZE_MAX);
    for (unsigned i = from; i < from + 10; i++) {
        gr_buf_addf(&text, "%sw%u", i == from ? "" : " ", i);
    }
    return gr_str_dup(s->arena, gr_buf_view(&text)).ptr;
}

static void add_long_table(sample *s, unsigned n)
{
    static const gr_col cols[] = {{.header = true}, {.align = GR_ALIGN_RIGHT}};
    gr_node *table = add_table(s, s->doc->root, cols, 2);
    gr_node *caption = add(s, table, GR_K_CAPTION, GR_STYLE_CAPTION);
    add_text(s, caption, "Een tabel die doorgaat");
    table->as.table.carry = true;
    add_row(s, table, GR_ROW_HEAD, "Naam|Bedrag");
    for (unsigned i = 0; i < n; i++) {
        gr_str cells = gr_str_fmt(s->arena, "naam%u|%u,00", i, 100000 + i);
        gr_node *row = add_row(s, table, GR_ROW_BODY, gr_str_dup(s->arena, cells).ptr);
        row->last->as.cell.carried = gr_str_fmt(s->arena, "%u", 900000 + i);
    }
}

static void add_list(sample *s, gr_node *parent, unsigned n, uint8_t level)
{
    gr_node *list = add(s, parent, GR_K_LIST, GR_STYLE_LIST_ITEM);
    list->as.list.type = GR_LIST_NUMBER;
    list->as.list.level = level;
    for (unsigned i = 0; i < n; i++) {
        gr_node *item = add(s, list, GR_K_ITEM, GR_STYLE_LIST_ITEM);
        if (level == 1 && i % 3 == 0) {
            add_list(s, item, 2, 2); /* two labels on one line */
        } else {
            (void)add_para(s, item, words(s, (level * 50000) + i * 10));
        }
    }
}

static void pages_are_those_that_are_kept(void **state)
{
    (void)state;
    sample *s = sample_new();
    static seen came;
    (void)add(s, s->doc->root, GR_K_CONTENTS, GR_STYLE_PARAGRAPH);
    for (unsigned i = 0; i < 30; i++) {
        (void)add_heading(s, s->doc->root, 1, words(s, 1000000 + i * 10));
        (void)add_para(s, s->doc->root, words(s, i * 10));
    }
    add_long_table(s, 400);
    add_list(s, s->doc->root, 60, 1);
    add_long_table(s, 30);
    lay_out(s, &came);
    const gr_pages *kept = run(s);
    assert_int_equal(s->status, GR_OK);
    assert_int_equal(came.n, kept->n);
    assert_true(kept->n > 40);
    for (size_t i = 0; i < kept->n; i++) {
        assert_true(came.sum[i] == sum_of(0, kept->pages[i].items, kept->pages[i].n));
    }
    sample_free(s);
}

static size_t bytes_of(unsigned n, bool table)
{
    static seen came;
    sample *s = sample_new();
    if (table) {
        add_long_table(s, n / 4);
    }
    for (unsigned i = 0; !table && i < n; i += 10) {
        (void)add_para(s, s->doc->root, words(s, i));
    }
    lay_out(s, &came);
    size_t bytes = gr_text_bytes(s->text);
    sample_free(s);
    return bytes;
}

static void what_is_held_for_words_does_not_grow_with_the_document(void **state)
{
    (void)state;
    for (int table = 0; table < 2; table++) {
        size_t less = bytes_of(15000, table), more = bytes_of(30000, table);
        assert_true(more < less + less / 2);
    }
}

/** A table is measured before its first row is placed. */
static void nor_with_what_is_measured(void **state)
{
    (void)state;
    static seen came;
    size_t bytes[2];
    for (unsigned i = 0; i < 2; i++) {
        sample *s = sample_new();
        add_long_table(s, 4000 * (i + 1));
        lay_out(s, &came);
        bytes[i] = came.first_bytes;
        sample_free(s);
    }
    assert_true(bytes[0] > 0 && bytes[1] < bytes[0] + bytes[0] / 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_are_those_that_are_kept),
        cmocka_unit_test(what_is_held_for_words_does_not_grow_with_the_document),
        cmocka_unit_test(nor_with_what_is_measured),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
