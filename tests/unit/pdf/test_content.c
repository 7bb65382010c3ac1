#include "check.h"

#include "pdf/unpacked.h"
#include "pdf_priv.h"

static void everything_is_written(void **state)
{
    (void)state;
    static const char *const wanted[] = {
        /* content */
        "/H1<</MCID 0>>BDC\nBT\n/F0 10 Tf\n56.69 771.89 Td\n",
        "/Artifact<</Type/Pagination/Subtype/Header/Attached[/Top]>>BDC\n",
        "/Artifact<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>BDC\n",
        "/Artifact<</Type/Layout>>BDC\n",
        "/Artifact<</Type/Background>>BDC\n0 .353 .549 rg\n0 821.89 595.276 20 re f\nEMC\n",
        ".6 .6 .6 RG\n.5 w\n",
        " l S\n",
        " m\n",
        " c\nh\nB\n",
        "q 50 0 0 40 ",
        "q 0 -40 50 0 ", /* taken on its side */
        " cm /I0 Do Q\n",
        "/I3 Do Q",
        "/Subtype/Watermark>>BDC\nq 1 0 0 1 560 341.89 cm /X0 Do Q\nEMC\n",
        "/Type/XObject/Subtype/Form/Resources<<>>/BBox[-20 0 20 300]/Filter",
        "\n0 0 0 rg\n-20 0 m\n0 300 l\n5 200 6 100 20 0 c\nh\nf\n",
        "/X0 ",
        /* pages and links */
        "/MediaBox[0 0 595.276 841.89]",
        "/Tabs/S",
        "/StructParents 2",
        "/A<</S/URI/URI(https://example.org/pad?q=a\\(b\\)&r=%C3%A9)>>",
        "/Dest[",
        "/XYZ null 781.89 null]",
        "/Type/Annot/Subtype/Link/F 4/Border[0 0 0]",
        "/StructParent 3",
        "/Contents<FEFF004E006100610072002000640065",
        /* structure */
        "/Type/StructTreeRoot",
        "/Limits[0 4]/Nums[0[",
        "/IDTree",
        "/S/Figure",
        "/Alt<FEFF0047007200610066",
        "/A<</O/Layout/Placement/Block/BBox[56.693 ",
        "/A<</O/List/ListNumbering/Disc>>",
        "/A<</O/Table/Scope/Column/ColSpan 2>>",
        "/A<</O/Table/Scope/Row>>",
        "/A<</O/Table/Headers[(#",
        "/Lang(en)",
        "/T<FEFF006B006F0070>",
        "/S/TD",
        "<</Type/MCR/Pg ",
        "<</Type/OBJR/Obj ",
        /* catalogue and outline */
        "/MarkInfo <<\n/Marked true",
        "/DisplayDocTitle true",
        "/Lang (nl",
        "/PageMode /UseOutlines",
        "/SE ",
        "/S/GTS_PDFA1",
        "<pdfuaid:part>1</pdfuaid:part>",
        "Begroting 2022 &lt;concept&gt; &amp; €",
        "<xmp:CreateDate>2022-03-01T00:00:00Z</xmp:CreateDate>",
        "/CreationDate(D:20220301000000Z)",
        /* fonts and images */
        "+OpenSans/Encoding/Identity-H",
        "/CIDToGIDMap ",
        "><006600660069>\n",
        "><00AD>\n",
        "><00A0>\n",
        "/Filter/DCTDecode",
        "/ColorSpace/DeviceRGB/SMask ",
        "/ColorSpace/DeviceGray",
    };
    sample *s = malloc(sizeof(*s));
    assert_true(make_sample(s));
    gr_str text = unpacked(s->arena, emitted(s));
    size_t missing = 0;
    for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
        if (gr_str_find(text, gr_str_of(wanted[i])) == SIZE_MAX) {
            print_error("not there: %s\n", wanted[i]);
            missing++;
        }
    }
    assert_int_equal(missing, 0);
    drop_sample(s);
    free(s);
}

static void what_is_repeated_is_written_once(void **state)
{
    (void)state;
    sample *s = malloc(sizeof(*s));
    assert_true(make_sample(s));
    gr_str text = unpacked(s->arena, emitted(s));
    size_t drawn = 0, named = 0;
    for (size_t at = 0; at < text.len; at++) {
        gr_str rest = gr_str_sub(text, at, text.len - at);
        drawn += gr_str_starts(rest, GR_LIT("5 200 6 100 20 0 c"));
        named += gr_str_starts(rest, GR_LIT("/X0 Do"));
    }
    assert_int_equal(drawn, 1);
    assert_int_equal(named, SAMPLE_PAGES);
    drop_sample(s);
    free(s);
}

static void the_life_is_in_the_metadata(void **state)
{
    (void)state;
    static const char *const wanted[] = {
        "<xmp:Label>gecorrigeerd</xmp:Label>",
        "<xmpMM:VersionID>3</xmpMM:VersionID>",
        "<dc:date><rdf:Seq><rdf:li>2022-05-09T00:00:00Z</rdf:li></rdf:Seq></dc:date>",
        "<life:status>corrected</life:status>\n<life:version>3</life:version>\n"
        "<life:date>2022-05-09T00:00:00Z</life:date>\n<life:by>raad &amp; college</life:by>\n"
        "<life:because>een totaal</life:because>",
        "<pdfaSchema:prefix>life</pdfaSchema:prefix>",
        "/Status<FEFF006700650063006F",
        "/Version<FEFF0033>",
    };
    sample *s = malloc(sizeof(*s));
    assert_true(make_sample(s));
    gr_str plain = unpacked(s->arena, emitted(s));
    s->pages.status = GR_LIT("gecorrigeerd");
    s->pages.life = (gr_life){.status = GR_LIFE_CORRECTED,
                              .version = 3,
                              .date = gr_day_of((gr_civil){2022, 5, 9}),
                              .by = GR_LIT("raad & college"),
                              .because = GR_LIT("een totaal")};
    gr_str text = unpacked(s->arena, emitted(s));
    for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
        if (gr_str_find(text, gr_str_of(wanted[i])) == SIZE_MAX) {
            print_error("not there: %s\n", wanted[i]);
            fail();
        }
    }
    assert_int_equal(gr_str_find(plain, GR_LIT("life")), SIZE_MAX);
    drop_sample(s);
    free(s);
}

static bool ends_with_operator(gr_str line, const char *operator)
{
    gr_str word = gr_str_of(operator);
    return gr_str_ends(line, word) &&
           (line.len == word.len || strchr(" ])", line.ptr[line.len - word.len - 1]) != NULL);
}

/* Nothing is drawn outside a marked sequence, and all that is opened is closed. */
static void check_page(gr_str content)
{
    static const char *const painting[] = {"TJ", "S", "f", "B", "Q"};
    gr_str line;
    int marked = 0;
    int text = 0;
    while (gr_str_split(&content, '\n', &line)) {
        marked += gr_str_ends(line, GR_LIT("BDC")) ? 1 : 0;
        marked -= gr_str_is(line, "EMC") ? 1 : 0;
        text += gr_str_is(line, "BT") ? 1 : 0;
        text -= gr_str_is(line, "ET") ? 1 : 0;
        assert_true(marked >= 0 && marked <= 2 && text >= 0 && text <= 1);
        for (size_t i = 0; i < sizeof(painting) / sizeof(painting[0]); i++) {
            assert_true(!ends_with_operator(line, painting[i]) || marked > 0);
        }
    }
    assert_int_equal(marked, 0);
    assert_int_equal(text, 0);
}

/* A file to be written into `bytes`, and its pages. */
static gr_pdf *opened(sample *s, gr_buf *bytes)
{
    static const gr_pdf_options options = {.producer = {"griffie 0.1.0", 13}};
    *bytes = gr_buf_make(s->arena, 100000000);
    gr_pdf *pdf = NULL;
    assert_int_equal(gr_pdf_open_bytes(bytes, &options, s->faces.text, s->faces.diag, &pdf), GR_OK);
    for (size_t i = 0; i < s->pages.n; i++) {
        (void)gr_pdf_add_page(pdf, s->pages.pages[i].width, s->pages.pages[i].height);
    }
    return pdf;
}

static gr_str content_of(gr_pdf *pdf, const gr_pages *pages, size_t page)
{
    gr_buf out = gr_buf_make(pdf->arena, 1000000);
    gr_content content;
    gr_content_begin(&content, pdf, page, &out);
    for (size_t i = 0; i < pages->pages[page].n; i++) {
        gr_content_add(&content, &pages->pages[page].items[i]);
    }
    gr_content_end(&content);
    gr_buf_add_char(&out, '\0');
    return gr_buf_view(&out);
}

static void all_content_is_marked(void **state)
{
    (void)state;
    sample *s = malloc(sizeof(*s));
    assert_true(make_sample(s));
    gr_buf bytes;
    gr_pdf *pdf = opened(s, &bytes);
    for (size_t p = 0; p < s->pages.n; p++) {
        gr_str content = content_of(pdf, &s->pages, p);
        assert_true(content.len > 100);
        check_page(gr_str_sub(content, 0, content.len - 1));
    }
    gr_pdf_discard(pdf);
    drop_sample(s);
    free(s);
}

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

static void many_pages(void **state)
{
    (void)state;
    enum {
        PAGES = 300
    }; /* more than a node of the page tree, and than a leaf of the parent tree, holds */
    sample *s = malloc(sizeof(*s));
    assert_true(make_sample(s));
    gr_page *pages = GR_NEW_N(s->arena, gr_page, PAGES);
    for (size_t i = 0; i < PAGES; i++) {
        pages[i] = s->sheets[1 + i % 2];
    }
    s->pages.pages = pages;
    s->pages.n = PAGES;
    gr_pdf_facts facts = {0};
    gr_str bytes = emitted(s);
    assert_true(gr_pdf_inspect(bytes, s->arena, &facts));
    assert_int_equal(facts.pages, PAGES);
    gr_str text = unpacked(s->arena, bytes);
    assert_true(gr_str_find(text, GR_LIT("/Limits[128 255]/Nums[128[")) != SIZE_MAX);
    drop_sample(s);
    free(s);
}

static void broken_pages_are_refused(void **state)
{
    (void)state;
    static const gr_pdf_options options = {.producer = {"griffie 0.1.0", 13}};
    sample *s = malloc(sizeof(*s));
    assert_true(make_sample(s));
    gr_str bytes = GR_LIT("before");
    s->pages.root->first->index = 0;
    assert_int_equal(gr_pdf_make(&s->pages, &options, s->arena, s->faces.diag, &bytes), GR_BUG);
    assert_true(gr_diag_has(s->faces.diag, GR_CODE_OUTPUT_VERIFY));
    s->pages.root->first->index = 1;
    gr_text *dummy = gr_text_dummy();
    s->pages.text = dummy;
    assert_int_equal(gr_pdf_make(&s->pages, &options, s->arena, s->faces.diag, &bytes), GR_BUG);
    assert_true(gr_diag_has(s->faces.diag, GR_CODE_FONT_FORM));
    check_text("untouched", bytes, "before");
    gr_text_close(dummy);
    drop_sample(s);
    free(s);
}

static void no_text_at_all_is_a_file_too(void **state)
{
    (void)state;
    sample *s = malloc(sizeof(*s));
    assert_true(make_sample(s));
    s->sheets[0].n = 0;
    s->pages.n = 1;
    s->pages.n_outline = 0;
    gr_pdf_facts facts = {0};
    assert_true(gr_pdf_inspect(emitted(s), s->arena, &facts));
    assert_int_equal(facts.pages, 1);
    drop_sample(s);
    free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_is_written),
        cmocka_unit_test(what_is_repeated_is_written_once),
        cmocka_unit_test(the_life_is_in_the_metadata),
        cmocka_unit_test(all_content_is_marked),
        cmocka_unit_test(glyphs_are_where_they_were_placed),
        cmocka_unit_test(lines_of_a_paragraph_share_a_text_object),
        cmocka_unit_test(many_pages),
        cmocka_unit_test(broken_pages_are_refused),
        cmocka_unit_test(no_text_at_all_is_a_file_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
