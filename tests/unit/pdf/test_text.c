/* Where the text of a page is drawn, as a reader of the file would find it. */
#include "check.h"

#include "pdf/content_of.h"

/* A reader of the PDF, by its definition of the text operators: tells where each glyph is drawn.
 * Lengths in 1/100000 millipoint, as widths (1/100 of 1/1000 em) times sizes are. */
enum { GRAIN = 100000, MOST_OPERANDS = 6 };
typedef struct reader {
    gr_pdf *pdf;
    gr_str rest;
    gr_pdf_font *font;
    int64_t size, rise, x, line_x, line_y; /* millipoints, but x */
    int64_t operands[MOST_OPERANDS];       /* thousandths */
    size_t n_operands;
    const gr_item *const *items; /* the text that was given, in order */
    size_t n_items, item, glyph; /* what must come next */
    int64_t advance;             /* of the item's glyphs so far */
    int64_t worst;               /* millipoints */
} reader;

static void note_off(reader *r, int64_t off)
{
    off = off < 0 ? -off : off;
    r->worst = off > r->worst ? off : r->worst;
}

static void read_glyph(reader *r, unsigned code)
{
    assert_true(r->item < r->n_items);
    const gr_item *item = r->items[r->item];
    const gr_run *run = item->as.text.run;
    size_t first = item->as.text.first;
    const gr_glyph *glyph = &run->glyphs[first + r->glyph];
    assert_ptr_equal(r->font, r->pdf->fonts[run->face]);
    assert_int_equal(r->size, item->as.text.size);
    assert_int_equal(code, gr_font_code(r->pdf, r->font, item, first + r->glyph));
    int64_t x = (int64_t)item->x * GRAIN + (r->advance + glyph->x_offset) * 100 * r->size;
    int64_t y = 841890 - (int64_t)item->y + gr_text_length(glyph->y_offset, item->as.text.size);
    note_off(r, (r->x - x) / GRAIN);
    note_off(r, r->line_y + r->rise - y);
    r->x += (int64_t)r->font->codes[code].width * r->size;
    r->advance += glyph->advance;
    if (++r->glyph == item->as.text.n) {
        r->item++;
        r->glyph = 0;
        r->advance = 0;
    }
}

static void read_string(reader *r)
{
    unsigned code = 0;
    unsigned half = 0;
    size_t at = 1;
    for (; r->rest.ptr[at] != ')'; at++) {
        at += r->rest.ptr[at] == '\\' ? 1 : 0;
        bool escaped = r->rest.ptr[at - 1] == '\\' && r->rest.ptr[at] == 'r';
        code = (code << 8 | (unsigned char)(escaped ? '\r' : r->rest.ptr[at])) & 0xFFFF;
        half ^= 1;
        if (half == 0) {
            read_glyph(r, code);
        }
    }
    assert_int_equal(half, 0);
    r->rest = gr_str_sub(r->rest, at + 1, r->rest.len);
}

static void read_operator(reader *r, gr_str word)
{
    const int64_t *o = r->operands;
    if (gr_str_is(word, "BT")) {
        r->line_x = r->line_y = r->x = 0;
    } else if (gr_str_is(word, "Td")) {
        r->line_x += o[0];
        r->line_y += o[1];
        r->x = r->line_x * GRAIN;
    } else if (gr_str_is(word, "Tf")) {
        r->size = o[0];
    } else if (gr_str_is(word, "Ts")) {
        r->rise = o[0];
    } else if (gr_str_starts(word, GR_LIT("/F")) && word.len > 2 && word.ptr[2] <= '9') {
        r->font = r->pdf->fonts[strtol(word.ptr + 2, NULL, 10)];
        return;
    }
    r->n_operands = 0;
}

static void read_number(reader *r, bool in_array)
{
    int64_t value = 0; /* thousandths */
    int64_t part = 0;  /* what a digit behind the point counts */
    bool minus = r->rest.ptr[0] == '-';
    size_t at = minus ? 1 : 0;
    for (; strchr(".0123456789", r->rest.ptr[at]) != NULL; at++) {
        int64_t digit = r->rest.ptr[at] - '0';
        if (r->rest.ptr[at] == '.') {
            part = 100;
        } else if (part == 0) {
            value = value * 10 + digit * 1000;
        } else {
            value += digit * part;
            part /= 10;
        }
    }
    value = minus ? -value : value;
    r->rest = gr_str_sub(r->rest, at, r->rest.len);
    if (in_array) {
        r->x -= value / 10 * r->size;
    } else if (r->n_operands < MOST_OPERANDS) {
        r->operands[r->n_operands++] = value;
    }
}

static void read_page(reader *r)
{
    bool in_array = false;
    while (r->rest.len > 1) { /* a zero ends it */
        char c = r->rest.ptr[0];
        if (c == '(') {
            read_string(r);
        } else if (strchr("-.0123456789", c) != NULL) {
            read_number(r, in_array);
        } else if (strchr(" \n[]", c) != NULL) {
            in_array = c == '[' || (in_array && c != ']');
            r->rest = gr_str_sub(r->rest, 1, r->rest.len);
        } else {
            size_t n = strcspn(r->rest.ptr + 1, " \n[](") + 1;
            read_operator(r, gr_str_sub(r->rest, 0, n));
            r->rest = gr_str_sub(r->rest, n, r->rest.len);
        }
    }
}

static int64_t worst_of_page(gr_pdf *pdf, const gr_pages *pages, size_t page)
{
    const gr_page *from = &pages->pages[page];
    const gr_item **items = GR_NEW_N(pdf->arena, const gr_item *, from->n + 1);
    reader r = {.pdf = pdf, .items = items, .rest = content_of(pdf, pages, page)};
    for (size_t i = 0; i < from->n; i++) {
        if (from->items[i].kind == GR_ITEM_TEXT && from->items[i].as.text.n > 0) {
            items[r.n_items++] = &from->items[i];
        }
    }
    read_page(&r);
    assert_int_equal(r.item, r.n_items);
    return r.worst;
}

/* Words and spaces as layout places them: an item each, over many lines, faces and sizes mixed. */
static void add_words(sample *s, gr_face face)
{
    static const char *const words[] = {"AVATAR", " ", "Ty.", " ", "We", "(kwaliteit)\\", " "};
    gr_elem *p = elem(s, s->pages.root, GR_TAG_P);
    for (size_t i = 0; i < 300; i++) {
        gr_face other = (gr_face)((face + (i % 40 > 33 ? 1 : 0)) % 4);
        put(s, gr_owned_by(p), other, i % 90 > 80 ? 7777 : 10000, words[i % 7]);
        s->x += (gr_mpt)(i % 5) * 12; /* gaps wider than the glyphs say: they add up */
        if (i % 30 == 29) {
            new_line(s);
        }
    }
    s->pages.n_elems = s->n_elems;
}

static void glyphs_are_where_they_were_placed(void **state)
{
    (void)state;
    for (gr_face face = 0; face < 4; face++) {
        sample *s = malloc(sizeof(*s));
        assert_true(make_sample(s));
        new_page(s);
        add_words(s, face);
        gr_buf bytes;
        gr_pdf *pdf = opened(s, &bytes);
        for (size_t page = 0; page < SAMPLE_PAGES; page++) {
            assert_in_range(worst_of_page(pdf, &s->pages, page), 0, 49);
        }
        gr_pdf_discard(pdf);
        drop_sample(s);
        free(s);
    }
}

static size_t count(gr_str text, const char *what)
{
    size_t n = 0;
    for (size_t at; (at = gr_str_find(text, gr_str_of(what))) != SIZE_MAX; n++) {
        text = gr_str_sub(text, at + 1, text.len);
    }
    return n;
}

/* 300 words and spaces on ten lines: one text object, a move for each line, fonts where they
 * change. */
static void lines_of_a_paragraph_share_a_text_object(void **state)
{
    (void)state;
    sample *s = malloc(sizeof(*s));
    assert_true(make_sample(s));
    new_page(s);
    s->sheets[s->page].n = 0;
    add_words(s, 0);
    gr_buf bytes;
    gr_pdf *pdf = opened(s, &bytes);
    gr_str content = content_of(pdf, &s->pages, s->page);
    assert_int_equal(count(content, "BT\n"), 1);
    assert_int_equal(count(content, " Td\n"), 10);
    assert_int_equal(count(content, "\n0 -14 Td\n"), 9);
    assert_int_equal(count(content, " rg\n"), 1);
    assert_in_range(count(content, " Tf\n"), 10, 40);
    gr_pdf_discard(pdf);
    drop_sample(s);
    free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(glyphs_are_where_they_were_placed),
        cmocka_unit_test(lines_of_a_paragraph_share_a_text_object),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
