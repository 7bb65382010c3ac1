#include "check.h"

#include "pdf/content_of.h"
#include "pdf/unpacked.h"

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
        cmocka_unit_test(many_pages),
        cmocka_unit_test(broken_pages_are_refused),
        cmocka_unit_test(no_text_at_all_is_a_file_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
