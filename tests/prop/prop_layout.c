/* Random documents of all kinds of blocks: every word lands exactly once and in reading order,
 * nothing leaves its page, keeps hold, and laying out ends at any page height. */
#include "document/document.h"
#include "layout/layout.h"
#include "layout/sample.h"
#include "seeded.h"
#include "text/text.h"

#define MAX_DEPTH 3

typedef struct maker {
    sample *s;
    uint64_t *seed;
    unsigned words; /* numbered in reading order: "w1", "w2", ... */
    unsigned notes;
    gr_node *note_at[8]; /* waiting for their words, which are read after the paragraph */
    size_t n_notes;
    bool plain; /* headings and paragraphs only */
    bool noted; /* paragraphs and tables, with notes */
} maker;

static unsigned pick(maker *m, unsigned n)
{
    return (unsigned)(next_random(m->seed) % n);
}

static void add_words(maker *m, gr_node *parent, unsigned n)
{
    gr_buf text = gr_buf_make(m->s->arena, SIZE_MAX);
    for (unsigned i = 0; i < n; i++) {
        gr_buf_addf(&text, "%sw%u", i == 0 && pick(m, 3) > 0 ? "" : " ", ++m->words);
        for (unsigned pad = pick(m, 10); pad > 4; pad--) {
            gr_buf_add_char(&text, 'x');
        }
    }
    gr_buf_add_char(&text, pick(m, 2) == 0 ? ' ' : '.');
    add_text(m->s, parent, gr_str_dup(m->s->arena, gr_buf_view(&text)).ptr);
}

static void add_inlines(maker *m, gr_node *parent, unsigned n)
{
    sample *s = m->s;
    m->n_notes = 0;
    add_words(m, parent, n);
    add_text(s, parent, " ");
    switch (m->plain ? 9 : pick(m, 10)) {
    case 0: {
        gr_node *span = add(s, parent, GR_K_SPAN, GR_STYLE_PARAGRAPH);
        span->as.span.lang = pick(m, 2) == 0 ? GR_LIT("en") : GR_LIT("");
        add_words(m, span, 3);
        break;
    }
    case 1: {
        gr_node *link = add(s, parent, GR_K_LINK, GR_STYLE_PARAGRAPH);
        link->as.link.uri = GR_LIT("https://example.org");
        add_words(m, link, 1 + pick(m, 12));
        break;
    }
    case 2:
        add(s, parent, GR_K_LINE_BREAK, GR_STYLE_PARAGRAPH);
        add_words(m, parent, 2);
        break;
    case 3: {
        gr_node *note = add(s, parent, GR_K_NOTE, GR_STYLE_NOTE);
        note->as.note.number = (uint16_t)++m->notes;
        m->note_at[m->n_notes++] = note;
        add_text(s, parent, " ");
        add_words(m, parent, 2);
        break;
    }
    default:
        break;
    }
    for (size_t i = 0; i < m->n_notes; i++) {
        add_words(m, m->note_at[i], 1 + pick(m, 30));
    }
}

static void make_blocks(maker *m, gr_node *parent, unsigned depth, unsigned n);

static void make_paragraph(maker *m, gr_node *parent)
{
    gr_node *p =
        add(m->s, parent, GR_K_PARAGRAPH, pick(m, 4) == 0 ? GR_STYLE_QUOTE : GR_STYLE_PARAGRAPH);
    add_inlines(m, p, 1 + pick(m, 80));
}

static void make_list(maker *m, gr_node *parent, unsigned depth)
{
    gr_node *list = add(m->s, parent, GR_K_LIST, GR_STYLE_PARAGRAPH);
    list->as.list.type = (gr_list_type)pick(m, 3);
    list->as.list.level = 1;
    for (unsigned i = 1 + pick(m, 4); i > 0; i--) {
        gr_node *item = add(m->s, list, GR_K_ITEM, GR_STYLE_LIST_ITEM);
        make_blocks(m, item, depth + 1, 1 + pick(m, 2));
    }
}

static void make_cells(maker *m, gr_node *row, size_t n, gr_style_id style)
{
    for (size_t i = 0; i < n; i++) {
        gr_node *cell = add(m->s, row, GR_K_CELL, style);
        cell->as.cell.align = (gr_align)pick(m, 5);
        add_inlines(m, cell, pick(m, 9));
    }
}

static void make_table(maker *m, gr_node *parent)
{
    static gr_col cols[6];
    size_t n = 1 + pick(m, 6);
    gr_node *t = add_table(m->s, parent, cols, n);
    if (pick(m, 2) == 0) {
        add_words(m, add(m->s, t, GR_K_CAPTION, GR_STYLE_CAPTION), 3);
    }
    for (unsigned i = pick(m, 3); i > 0; i--) {
        gr_node *row = add_row(m->s, t, GR_ROW_HEAD, "");
        make_cells(m, row, n, GR_STYLE_CELL_HEAD);
    }
    for (unsigned i = 1 + pick(m, 25); i > 0; i--) {
        gr_row_role role = i == 1 ? GR_ROW_TOTAL : pick(m, 6) == 0 ? GR_ROW_GROUP : GR_ROW_BODY;
        gr_node *row = add_row(m->s, t, role, "");
        make_cells(m, row, n, GR_STYLE_CELL);
    }
    if (pick(m, 2) == 0) {
        add_words(m, add(m->s, t, GR_K_REMARK, GR_STYLE_SOURCE), 4);
    }
}

static void make_boxes(maker *m, gr_node *parent, unsigned depth)
{
    gr_node *grid = parent;
    unsigned n = 1;
    if (pick(m, 2) == 0) {
        grid = add(m->s, parent, GR_K_GRID, GR_STYLE_PARAGRAPH);
        grid->as.grid.columns = (uint8_t)(1 + pick(m, 4));
        n = 1 + pick(m, 5);
    }
    for (unsigned i = 0; i < n; i++) {
        gr_node *box = add(m->s, grid, GR_K_BOX, GR_STYLE_PARAGRAPH);
        box->as.box.look = &m->s->tile;
        make_blocks(m, box, depth + 1, 1 + pick(m, 2));
    }
}

static void make_heading(maker *m, gr_node *parent)
{
    gr_node *h = add_heading(m->s, parent, 1, "");
    add_words(m, h, 2);
    h->as.heading.listed = false;
}

static void make_block(maker *m, gr_node *parent, unsigned depth)
{
    if (m->noted) {
        if (pick(m, 3) == 0) {
            make_table(m, parent);
        } else {
            make_paragraph(m, parent);
        }
        return;
    }
    unsigned kind = m->plain ? pick(m, 3) : depth >= MAX_DEPTH ? 0 : pick(m, 10);
    if (kind == 1 && depth == 0) {
        make_heading(m, parent);
        make_paragraph(m, parent);
    } else if (kind == 3) {
        make_list(m, parent, depth);
    } else if (kind == 4) {
        make_table(m, parent);
    } else if (kind == 5) {
        make_boxes(m, parent, depth);
    } else if (kind == 6) {
        gr_node *columns = add(m->s, parent, GR_K_COLUMNS, GR_STYLE_PARAGRAPH);
        columns->as.columns.count = (uint8_t)(1 + pick(m, 3));
        make_blocks(m, columns, depth + 1, 1 + pick(m, 4));
    } else if (kind == 7 && depth == 0) {
        gr_node *section = add(m->s, parent, GR_K_SECTION, GR_STYLE_PARAGRAPH);
        section->as.section.start = (gr_page_start)pick(m, 3);
        section->as.section.master = pick(m, 4) == 0 ? &m->s->wide : NULL;
        make_blocks(m, section, 0, 1 + pick(m, 3));
    } else {
        make_paragraph(m, parent);
    }
}

static void make_blocks(maker *m, gr_node *parent, unsigned depth, unsigned n)
{
    for (unsigned i = 0; i < n; i++) {
        make_block(m, parent, depth);
    }
}

/* Numbers of the words in `text`, in order, must be 1, 2, ... words. */
static void check_words(gr_str text, unsigned words)
{
    unsigned expected = 1;
    for (size_t i = 0; i + 1 < text.len; i++) {
        if (text.ptr[i] == 'w' && text.ptr[i + 1] >= '0' && text.ptr[i + 1] <= '9') {
            unsigned number = 0;
            for (i++; i < text.len && text.ptr[i] >= '0' && text.ptr[i] <= '9'; i++) {
                number = number * 10 + (unsigned)(text.ptr[i] - '0');
            }
            assert_int_equal(number, expected);
            expected++;
        }
    }
    assert_int_equal(expected, words + 1);
}

static void check_inside(const gr_page *page, const gr_item *item)
{
    if (item->x < 0 || item->y < 0 || item->x > page->width || item->y > page->height) {
        print_error("kind %d at %d %d of %d %d\n", (int)item->kind, item->x, item->y, page->width,
                    page->height);
    }
    assert_true(item->x >= 0 && item->y >= 0 && item->x <= page->width && item->y <= page->height);
    if (item->kind == GR_ITEM_RECT) {
        assert_true(item->x + item->as.rect.width <= page->width);
        assert_true(item->y + item->as.rect.height <= page->height);
    } else if (item->kind == GR_ITEM_TEXT) {
        const gr_master *master = page->master;
        assert_true(item->owner.elem == NULL || item->y <= page->height - master->bottom);
        assert_true(item->owner.elem == NULL || item->y >= master->top);
    }
}

static void check_page_items(const gr_pages *pages)
{
    for (size_t i = 0; i < pages->n; i++) {
        for (size_t j = 0; j < pages->pages[i].n; j++) {
            check_inside(&pages->pages[i], &pages->pages[i].items[j]);
        }
    }
}

typedef struct foot { /* lines of one element at an end of a page */
    const gr_elem *elem;
    unsigned lines;
} foot;

static foot lines_at_foot(const gr_page *page)
{
    foot last = {0};
    gr_mpt y = -1;
    for (size_t j = page->n; j > 0; j--) {
        const gr_item *item = &page->items[j - 1];
        if (item->kind != GR_ITEM_TEXT || item->owner.elem == NULL) {
            continue;
        }
        if (last.elem != NULL && item->owner.elem != last.elem) {
            break;
        }
        last.elem = item->owner.elem;
        last.lines += item->y != y ? 1 : 0;
        y = item->y;
    }
    return last;
}

static unsigned lines_at_top(const gr_page *page, const gr_elem *elem)
{
    unsigned lines = 0;
    gr_mpt y = -1;
    for (size_t j = 0; j < page->n && page->items[j].owner.elem == elem; j++) {
        lines += page->items[j].y != y ? 1 : 0;
        y = page->items[j].y;
    }
    return lines;
}

/* Of headings and paragraphs: no heading ends a page, no paragraph leaves one line behind. */
static void check_keeps(const gr_pages *pages)
{
    for (size_t i = 0; i + 1 < pages->n; i++) {
        foot last = lines_at_foot(&pages->pages[i]);
        if (last.elem == NULL) {
            fail_msg("page %zu ends without content", i + 1);
            return;
        }
        assert_true(last.elem->tag != GR_TAG_H1);
        unsigned rest = lines_at_top(&pages->pages[i + 1], last.elem);
        assert_true(rest == 0 || (rest >= 2 && last.lines >= 2));
        assert_int_equal(pages->pages[i + 1].items[0].owner.elem != NULL, true);
    }
}

/* A note stands on the page that calls it, when a page is high enough for both. */
static void check_notes(const gr_pages *pages)
{
    for (size_t i = 0; i < pages->n; i++) {
        for (size_t j = 0; j < pages->pages[i].n; j++) {
            const gr_item *item = &pages->pages[i].items[j];
            if (item->kind == GR_ITEM_LINK && item->as.link.uri.len == 0) {
                assert_int_equal(item->as.link.page, i);
            }
        }
    }
}

static bool clipped(const sample *s)
{
    return gr_diag_has(s->diag, GR_CODE_CLIPPED);
}

static void check_document(uint64_t *seed, unsigned nr)
{
    sample *s = sample_new();
    bool plain = nr % 3 == 0;
    s->look.head_fill = 0xeef2f7; /* links stand in heads as well */
    s->look.head_colour = 0;
    maker m = {.s = s, .seed = seed, .plain = plain, .noted = nr % 3 == 1};
    s->styles[GR_STYLE_QUOTE].align = plain ? GR_ALIGN_LEFT : GR_ALIGN_JUSTIFY;
    make_blocks(&m, s->doc->root, 0, 1 + pick(&m, 12));
    static const int heights[] = {200, 150, 420, 800};
    for (size_t i = 0; i < sizeof heights / sizeof heights[0]; i++) {
        s->master.height = s->wide.height = heights[i] * PT;
        s->master.columns = !plain && pick(&m, 5) == 0 ? 2 : 1;
        run(s);
        if (gr_diag_has(s->diag, GR_CODE_COLUMNS_WIDE) ||
            gr_diag_has(s->diag, GR_CODE_WORDS_LOST)) {
            assert_int_equal(s->status, GR_BAD_INPUT);
            break;
        }
        assert_int_equal(s->status, GR_OK);
        check_page_items(s->pages);
        if (!clipped(s)) {
            check_words(tags_text(s), m.words);
        }
        if (plain) {
            check_keeps(s->pages);
        }
        if (m.noted && heights[i] >= 800 && !gr_diag_has(s->diag, GR_CODE_TOO_WIDE)) {
            check_notes(s->pages);
        }
    }
    sample_free(s);
}

static void documents(void **state)
{
    (void)state;
    uint64_t seed = seed_of_run();
    unsigned n = is_long_tier() ? 5000 : 150;
    for (unsigned i = 0; i < n; i++) {
        uint64_t own = seed + i;
        check_document(&own, i);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(documents)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
