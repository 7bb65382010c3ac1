#include "check.h"

#include "inspect_priv.h"
#include "pdf/sample.h"
#include "pdf_priv.h"

static gr_str emitted(sample *s)
{
    static const gr_pdf_options options = {.producer = {"griffie 0.1.0", 13}};
    gr_str bytes = GR_LIT("");
    assert_int_equal(gr_pdf_make(&s->pages, &options, s->arena, s->faces.diag, &bytes), GR_OK);
    return bytes;
}

/* The streams of a file one after another, unpacked, and what stands between them. */
static gr_str unpacked(gr_arena *arena, gr_str bytes)
{
    gr_buf out = gr_buf_make(arena, 100000000);
    for (size_t at = 0; at < bytes.len; at++) {
        gr_indirect object;
        bool begins =
            at > 0 && bytes.ptr[at - 1] == '\n' && bytes.ptr[at] >= '0' && bytes.ptr[at] <= '9';
        gr_str stream;
        if (begins && gr_object_at(bytes, at, &object)) {
            gr_buf_add(&out, object.dict);
            gr_buf_add_char(&out, '\n');
            gr_buf_add(&out, gr_unpack(arena, &object, 10000000, &stream) ? stream : object.stream);
            gr_buf_add_char(&out, '\n');
        }
    }
    return gr_buf_view(&out);
}

static void everything_is_written(void **state)
{
    (void)state;
    static const char *const wanted[] = {
        /* content */
        "/H1<</MCID 0>>BDC\nBT\n/F0 10 Tf\n56.693 771.89 Td\n",
        "/Artifact<</Type/Pagination/Subtype/Header/Attached[/Top]>>BDC\n",
        "/Artifact<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>BDC\n",
        "/Artifact<</Type/Layout>>BDC\n",
        "/Artifact<</Type/Background>>BDC\n0 .353 .549 rg\n0 821.89 595.276 20 re f\nEMC\n",
        ".6 .6 .6 RG\n.5 w\n",
        " l S\n",
        " m\n",
        " c\nh\nB\n",
        "q 50 0 0 40 ",
        " cm /I0 Do Q\n",
        "/I3 Do Q",
        /* pages and links */
        "/MediaBox[0 0 595.276 841.89]",
        "/Tabs /S",
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

static void all_content_is_marked(void **state)
{
    (void)state;
    sample *s = malloc(sizeof(*s));
    assert_true(make_sample(s));
    gr_pdf pdf = {.pages = &s->pages, .arena = s->arena, .diag = s->faces.diag};
    assert_int_equal(gr_document_open(&pdf), GR_OK);
    assert_int_equal(gr_tags_open(&pdf), GR_OK);
    gr_fonts_collect(&pdf);
    assert_int_equal(gr_fonts_embed(&pdf), GR_OK);
    for (size_t p = 0; p < s->pages.n; p++) {
        gr_buf out = gr_buf_make(s->arena, 1000000);
        gr_content content;
        gr_content_begin(&content, &pdf, p, &out);
        for (size_t i = 0; i < s->pages.pages[p].n; i++) {
            gr_content_add(&content, &s->pages.pages[p].items[i]);
        }
        gr_content_end(&content);
        assert_true(out.len > 100);
        check_page(gr_buf_view(&out));
    }
    gr_document_close(&pdf);
    drop_sample(s);
    free(s);
}

/* Adds up what a reader of the PDF does with "[(codes)n(codes)]TJ": 1/100 of 1/1000 em. */
static int64_t width_of_array(gr_str line, const gr_pdf_font *font)
{
    int64_t width = 0;
    size_t at = 1;
    while (at < line.len && line.ptr[at] != ']') {
        if (line.ptr[at] != '(') {
            char *end = NULL;
            width -= 100 * strtol(line.ptr + at, &end, 10);
            at = (size_t)(end - line.ptr);
            continue;
        }
        unsigned code = 0;
        unsigned half = 0;
        for (at++; line.ptr[at] != ')'; at++) {
            at += line.ptr[at] == '\\' ? 1 : 0;
            char byte = line.ptr[at] == 'r' && line.ptr[at - 1] == '\\' ? '\r' : line.ptr[at];
            code = (code << 8 | (unsigned char)byte) & 0xFFFF;
            half ^= 1;
            width += half == 0 ? font->widths[code] : 0;
        }
        at++;
    }
    return width;
}

static void check_width(gr_face face)
{
    sample *s = malloc(sizeof(*s));
    assert_true(make_sample(s));
    gr_buf words = gr_buf_make(s->arena, 100000);
    for (int i = 0; i < 299; i++) {
        gr_buf_add(&words, GR_LIT("AVATAR Ty. We kwaliteit; "));
    }
    s->page = 2;
    put(s, gr_owned_by(s->pages.root), face, 10000, gr_str_dup(s->arena, gr_buf_view(&words)).ptr);
    const gr_item *text = &s->items[2][s->sheets[2].n - 1];
    gr_pdf pdf = {.pages = &s->pages, .arena = s->arena, .diag = s->faces.diag};
    assert_int_equal(gr_document_open(&pdf), GR_OK);
    assert_int_equal(gr_tags_open(&pdf), GR_OK);
    gr_fonts_collect(&pdf);
    assert_int_equal(gr_fonts_embed(&pdf), GR_OK);
    gr_buf out = gr_buf_make(s->arena, 1000000);
    gr_content content;
    gr_content_begin(&content, &pdf, 2, &out);
    gr_content_add_text(&content, text);
    gr_buf_add_char(&out, '\0');
    gr_str all = gr_buf_view(&out);
    size_t from = gr_str_find(all, GR_LIT("["));
    int64_t width = width_of_array(gr_str_sub(all, from, all.len - from), pdf.fonts[face]);
    int64_t off = width - 100 * (int64_t)text->as.text.run->advance;
    print_message("face %u: off by %lld of %d\n", face, (long long)off,
                  text->as.text.run->advance * 100);
    assert_true(off > -150 && off < 150);
    assert_true(text->as.text.run->face == face && gr_str_find(all, GR_LIT("(")) < all.len);
    gr_document_close(&pdf);
    drop_sample(s);
    free(s);
}

static void text_is_as_wide_as_it_was_shaped(void **state)
{
    (void)state;
    for (gr_face face = 0; face < 4; face++) {
        check_width(face);
    }
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
        cmocka_unit_test(all_content_is_marked),
        cmocka_unit_test(text_is_as_wide_as_it_was_shaped),
        cmocka_unit_test(many_pages),
        cmocka_unit_test(broken_pages_are_refused),
        cmocka_unit_test(no_text_at_all_is_a_file_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
