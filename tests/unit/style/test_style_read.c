#include "written.h"

#include "base/file.h"
#include "style_priv.h"

#define SAMPLE GR_SOURCE_DIR "/tests/unit/style/data/style.xml"

typedef struct fixture {
    gr_arena *arena;
    gr_diag *diag;
    gr_house_style *house;
} fixture;

static fixture begin(void)
{
    fixture f = {.arena = gr_arena_new(1 << 14)};
    f.diag = gr_diag_new(f.arena, 50);
    return f;
}

static gr_status read_style(fixture *f, gr_str path)
{
    return gr_style_read(path, GR_LIT("/usr/share/fonts"), &gr_default_limits, f->arena, f->diag,
                         &f->house);
}

static fixture sample(void)
{
    fixture f = begin();
    gr_status status = read_style(&f, GR_LIT(SAMPLE));
    check_text("sample", all_reports(f.arena, f.diag), "");
    assert_int_equal(status, GR_OK);
    return f;
}

static void basics(void **state)
{
    (void)state;
    fixture f = sample();
    const gr_house_style *house = f.house;
    check_text("id", house->id, "sample");
    check_text("relative font", house->fonts[0].path,
               "/usr/share/fonts/truetype/sample/Sample-Regular.ttf");
    check_text("absolute font", house->fonts[1].path, "/opt/fonts/Sample-Bold.ttf");
    assert_int_equal(house->fonts[1].sha256.len, 64);
    assert_true(house->fonts[1].bold && !house->fonts[1].italic && house->fonts[2].fallback);
    check_text("bullet", house->bullets[2], "·");
    check_text("nothing", house->notation.nothing, "-");
    check_text("minus", house->notation.minus, "\xE2\x88\x92");
    check_text("gap", house->notation.money_gap, "\xC2\xA0");
    check_text("no gap", house->notation.percent_gap, "");
    check_text("check", house->check_sign, "✓");
    check_text("label", gr_label_text(house, "source"), "Bron:");
    check_text("default label", gr_label_text(house, "total"), "Totaal");
    assert_int_equal(house->list_indent, 14173);
    assert_int_equal(house->link_colour, 0x1d4f91);
    gr_arena_free(f.arena);
}

/* docs/descriptors.md, "A style that is like another", and its remark on --style. */
static void likeness(void **state)
{
    (void)state;
    fixture f = begin();
    gr_style_shelf_setup setup = {.folder = GR_LIT(GR_SOURCE_DIR "/tests/unit/style/data"),
                                  .font_folder = GR_LIT("/usr/share/fonts"),
                                  .limits = &gr_default_limits,
                                  .arena = f.arena,
                                  .diag = f.diag};
    gr_style_shelf *shelf = NULL;
    gr_house_style *base = NULL, *over = NULL, *stands = NULL;
    assert_int_equal(gr_style_shelf_read(&setup, &shelf), GR_OK);
    assert_int_equal(gr_style_shelf_count(shelf), 2);
    assert_int_equal(gr_style_shelf_compile(shelf, 0, NULL, &over), GR_OK); /* like.xml */
    assert_int_equal(gr_style_shelf_compile(shelf, 1, NULL, &base), GR_OK); /* style.xml */
    check_text("id", over->id, "like");
    check_text("language", over->lang, "nl");
    check_text("own label", gr_label_text(over, "source"), "Herkomst:");
    check_text("label taken over", gr_label_text(over, "table"), gr_label_text(base, "table").ptr);
    assert_int_equal(over->link_colour, 0x803060); /* the base names 'accent' there */
    assert_int_equal(base->link_colour, 0x1d4f91);
    const gr_style *heading = over->styles[GR_STYLE_HEADING_1];
    assert_int_equal(heading->size, 30000);
    assert_int_equal(heading->leading, 39000);
    assert_true(heading->bold);
    const gr_master *body = gr_master_find(over, GR_LIT("body"));
    assert_int_equal(body->top, gr_master_find(base, GR_LIT("body"))->top);
    assert_int_equal(body->n_heads, 1);
    assert_int_equal(body->n_feet, gr_master_find(base, GR_LIT("body"))->n_feet);
    assert_int_equal(gr_master_find(over, GR_LIT("bare"))->n_heads, 0);
    assert_int_equal(over->n_files, 2);
    assert_true(gr_style_shelf_lacks(shelf, base->id, over->id));
    assert_false(gr_style_shelf_lacks(shelf, over->id, base->id));
    gr_style_wish wish = {.stands_for = over->id, .lang = GR_LIT("")};
    assert_int_equal(gr_style_shelf_compile(shelf, 1, &wish, &stands), GR_OK);
    assert_int_equal(gr_style_find(stands, GR_LIT("programme"))->size,
                     base->styles[GR_STYLE_HEADING_1]->size);
    check_text("reports", all_reports(f.arena, f.diag), "");
    gr_arena_free(f.arena);
}

static void inheritance(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        bool bold, keep_next;
        gr_mpt size, leading, space_after;
        gr_rgb colour;
    } table[] = {
        {"paragraph", false, false, 10000, 14500, 6000, 0x1a1a1a},
        {"heading-1", true, true, 20000, 26000, 6000, 0x1d4f91},
        {"heading-3", true, true, 12000, 15000, 6000, 0x1a1a1a},
        {"lead", false, true, 12000, 15000, 6000, 0x1a1a1a},
        {"contents-title", true, true, 14000, 18200, 6000, 0x1a1a1a},
    };
    fixture f = sample();
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        const gr_style *style = gr_style_find(f.house, gr_str_of(table[i].name));
        print_message("case %s\n", table[i].name);
        assert_non_null(style);
        assert_int_equal(style->bold, table[i].bold);
        assert_int_equal(style->keep_next, table[i].keep_next);
        assert_int_equal(style->size, table[i].size);
        assert_int_equal(style->leading, table[i].leading);
        assert_int_equal(style->space_after, table[i].space_after);
        assert_int_equal(style->colour, table[i].colour);
    }
    const gr_style *quote = f.house->styles[GR_STYLE_QUOTE];
    assert_true(quote->hyphenate && quote->align == GR_ALIGN_JUSTIFY);
    assert_int_equal(quote->widows, 3);
    assert_int_equal(quote->orphans, 2);
    assert_int_equal(quote->rule_below, GR_NO_COLOUR);
    assert_int_equal(f.house->styles[GR_STYLE_RUNNING]->rule_below, 0xc0c0c0);
    gr_arena_free(f.arena);
}

static void masters_and_looks(void **state)
{
    (void)state;
    fixture f = sample();
    const gr_master *body = gr_master_find(f.house, GR_LIT("body"));
    assert_non_null(body);
    assert_int_equal(body->width, 595276);
    assert_int_equal(body->height, 841890);
    assert_int_equal(body->top, 79370);
    assert_int_equal(body->inner, 70866);
    assert_int_equal(body->first_top, 0);
    assert_int_equal(body->columns, 2);
    assert_true(body->n_bands == 1 && !body->bands[0].first && body->bands[0].rest);
    assert_int_equal(body->bands[0].colour, 0x1d4f91);
    assert_int_equal(body->n_heads, 1);
    assert_int_equal(body->heads[0].n_pieces, 4);
    assert_int_equal(body->heads[0].pieces[0].field, GR_FIELD_TITLE);
    check_text("brace", body->heads[0].pieces[1].text, " {");
    assert_int_equal(body->heads[0].pieces[2].field, GR_FIELD_SECTION);
    check_text("brace", body->heads[0].pieces[3].text, "}");
    assert_ptr_equal(body->feet[0].style, f.house->styles[GR_STYLE_RUNNING]);
    assert_true(body->feet[0].align == GR_ALIGN_RIGHT && !body->feet[0].first);
    const gr_table_look *plain = gr_table_look_find(f.house, GR_LIT("plain"));
    assert_int_equal(plain->head_fill, 0x1d4f91);
    assert_int_equal(plain->stripe, GR_NO_COLOUR);
    assert_int_equal(plain->total_rule, GR_NO_COLOUR);
    const gr_box_look *warning = gr_box_look_find(f.house, GR_LIT("warning"));
    assert_true(warning->bar_top);
    check_text("sign", warning->sign, "!");
    assert_int_equal(f.house->chart.n_colours, 3);
    assert_int_equal(f.house->chart.colours[2], 0xff0000);
    assert_null(gr_master_find(f.house, GR_LIT("cover")));
    gr_arena_free(f.arena);
}

/** The sample with its first `from` replaced. */
static gr_str changed(gr_arena *arena, gr_str text, const char *from, const char *to)
{
    size_t at = gr_str_find(text, gr_str_of(from));
    assert_true(at != SIZE_MAX);
    return gr_str_fmt(arena, GR_FMT "%s" GR_FMT, GR_ARG(gr_str_sub(text, 0, at)), to,
                      GR_ARG(gr_str_sub(text, at + strlen(from), SIZE_MAX)));
}

static void faults(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to, *want;
    } table[] = {
        {"lang=\"nl\"", "lang=\"xx\"", "1:72 no words for language 'xx'"},
        {"sha256=\"00", "sha256=\"zz", "3:79 a SHA-256 has 64 digits"},
        {"weight=\"bold\" file", "weight=\"regular\" file",
         "3:3 family 'text' has a regular font already; "
         "15:57 text style 'heading-1' wants a bold font of family 'text'"},
        {"value=\"#c0c0c0\"", "value=\"none\"", "8:30 'none' needs no name"},
        {"value=\"accent\"", "value=\"acent\"", "9:31 no colour 'acent'; did you mean 'accent'?"},
        {"<colour name=\"brand\"", "<colour name=\"none\" value=\"ink\"/><colour name=\"brand\"",
         "9:17 'none' stands for no colour"},
        {"nothing=\"-\"", "group=\",\"", "10:3 the decimal mark must be a sign"},
        {"\"source\"", "\"sorce\"", "11:16 no label 'sorce'; did you mean 'source'?"},
        {"• – ·", "• –", "12:18 three or four signs expected"},
        {"<link colour=\"accent\"/>", "<link colour=\"accent\"/><link colour=\"ink\"/>",
         "13:26 a style has one 'link'"},
        {"like=\"heading-2\"", "like=\"headng-2\"", "17:38 'headng-2'; did you mean 'heading-2'?"},
        {"name=\"paragraph\"", "name=\"paragraph\" like=\"lead\"",
         "16:38 'paragraph' is like this one in turn"},
        {"family=\"text\" size=\"10pt\"", "size=\"10pt\"",
         "14:3 text style 'paragraph' has no family"},
        {"family=\"text\" size=\"10pt\"", "family=\"txt\" size=\"10pt\"",
         "14:40 no font of family 'txt'"},
        {"colour=\"ink\"/>", "colour=\"none\"/>", "14:101 letters must have a colour"},
        {"size=\"20pt\"", "size=\"1pt\"", "15:69 letters are between 2pt and 500pt"},
        {"leading=\"15pt\"", "leading=\"3pt\"", "17:70 lines would overlap"},
        {"widows=\"3\"", "widows=\"1\"", "33:98 widows is 2 to 20 lines"},
        {"text=\"{title} ", "text=\"{titel} ", "49:34 no field 'titel'; did you mean 'title'?"},
        {"pagina {page}", "pagina {page", "50:38 a brace without its other half"},
        {"columns=\"2\"", "columns=\"5\"", "47:43 1 to 4 columns"},
        {"columns=\"2\"", "width=\"9999pt\"", "47:41 longer than any page"},
        {"top=\"28mm\"", "top=\"28mm\" inner=\"150mm\"",
         "47:3 the margins of 'body' leave less than 2 cm"},
        {"top=\"28mm\"", "top=\"270mm\"", "47:3 top and bottom of 'body' leave less than 2 cm"},
        {"<text-style name=\"lead\"", "<text-style name=\"quote\"",
         "46:21 text-style 'quote' is defined already"},
        {"<text-style name=\"meta\" like=\"paragraph\"/>", "", "1:1 no text style meta"},
        {"<master name=\"body\"", "<master name=\"boody\"", "1:1 no page master body"},
        {"<table-look name=\"plain\"", "<table-look name=\"wide\"", "1:1 no table look plain"},
        {"<box-look name=\"slot\" fill=\"paper\"/>", "", "1:1 no box look slot"},
        {"colours=\"accent  ink #ff0000\"", "colours=\"accent ink gren\"",
         "59:24 no colour 'gren'"},
        {"colours=\"accent  ink #ff0000\"", "colours=\"none\"",
         "59:24 a series must have a colour; 59:24 at least one colour expected"},
        {"name=\"source\" like=\"paragraph\"",
         "name=\"source\" like=\"paragraph\" colour=\"#777777\"",
         "23:54 source: contrast 4.4:1 of '#777777' on 'paper' is below 4.5:1; make '#777777' "
         "darker"},
        {"name=\"meta\" like=\"paragraph\"", "name=\"meta\" like=\"paragraph\" on=\"accent\"",
         "20:3 meta: contrast 2.1:1 of 'ink' on 'accent' is below 4.5:1; make 'accent' lighter"},
        {"size=\"20pt\"", "size=\"20pt\" on=\"accent\"", "15:131 heading-1: contrast 1.0:1"},
        {"head-colour=\"paper\"", "head-colour=\"line\"",
         "52:60 cell-head: contrast 4.4:1 of 'line' on 'accent' is below 4.5:1; make 'accent' "
         "darker"},
        {"head-fill=\"accent\" head-colour=\"paper\"", "",
         "52:3 cell-head: contrast 1.0:1 of 'paper' on 'paper'"},
        {"rule=\"line\" total", "stripe=\"accent\" total",
         "52:75 cell: contrast 2.1:1 of 'ink' on 'accent' is below 4.5:1"},
        {"rule=\"line\" total", "group-fill=\"accent\" total", "52:79 cell-group: contrast 2.1:1"},
        {"rule=\"line\" total", "total-fill=\"accent\" total", "52:79 cell-total: contrast 2.1:1"},
        {"name=\"tile\" fill=\"paper\"", "name=\"tile\" fill=\"accent\"",
         "53:31 tile-label: contrast 2.1:1"},
        {"name=\"card\" fill=\"paper\"", "name=\"card\" fill=\"accent\"",
         "54:31 box-title: contrast 2.1:1; 54:31 link: contrast 1.0:1"},
        {"<link colour=\"accent\"/>", "<link colour=\"line\"/>",
         "13:17 link: contrast 1.8:1 of 'line' on 'paper'; 54:31 link; 55:31 link; 56:31 link; "
         "57:34 link; 58:33 link"},
        {"colours=\"accent  ink #ff0000\"", "colours=\"accent line\"",
         "59:24 chart: contrast 1.8:1 of 'line' on 'paper' is below 3.0:1; make 'line' darker"},
    };
    unsigned wrong = 0;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        fixture f = begin();
        gr_str text = GR_LIT("");
        assert_int_equal(gr_file_read(GR_LIT(SAMPLE), 1 << 20, f.arena, f.diag, (gr_loc){0}, &text),
                         GR_OK);
        text = changed(f.arena, text, table[i].from, table[i].to);
        gr_str path = written_file(f.arena, text);
        gr_status status = read_style(&f, path);
        wrong += !said_exactly(table[i].to, f.arena, f.diag, table[i].want);
        (void)remove(path.ptr);
        assert_int_equal(status, GR_BAD_INPUT);
        assert_null(f.house);
        gr_arena_free(f.arena);
    }
    assert_int_equal(wrong, 0);
}

/* Pairs whose contrast is well known, from the examples to the success criterion. */
static void contrast(void **state)
{
    (void)state;
    static const struct {
        gr_rgb a, b;
        int64_t want;
    } table[] = {
        {0x000000, 0xffffff, 2100}, {0xffffff, 0xffffff, 100}, {0x777777, 0xffffff, 447},
        {0x767676, 0xffffff, 454},  {0x949494, 0xffffff, 303}, {0x959595, 0xffffff, 299},
        {0xff0000, 0xffffff, 399},  {0x0000ff, 0xffffff, 859}, {0x00ff00, 0x000000, 1530},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        print_message("case %06x on %06x\n", (unsigned)table[i].a, (unsigned)table[i].b);
        assert_int_equal(gr_contrast(table[i].a, table[i].b), table[i].want);
        assert_int_equal(gr_contrast(table[i].b, table[i].a), table[i].want);
    }
}

static void everything_missing_at_once(void **state)
{
    (void)state;
    fixture f = begin();
    gr_str path = written_file(
        f.arena, GR_LIT("<style xmlns=\"urn:griffie:style:1\" id=\"s\" lang=\"nl\">\n</style>"));
    assert_int_equal(read_style(&f, path), GR_BAD_INPUT);
    (void)remove(path.ptr);
    assert_true(
        said_exactly("empty", f.arena, f.diag,
                     "1:1 no text style paragraph, heading-1, heading-2; 1:1 no page master "
                     "body; 1:1 no table look plain; 1:1 no box look tile, card, slot, "
                     "info, warning, action; 1:1 no element chart-look"));
    gr_arena_free(f.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(basics),
        cmocka_unit_test(likeness),
        cmocka_unit_test(inheritance),
        cmocka_unit_test(masters_and_looks),
        cmocka_unit_test(faults),
        cmocka_unit_test(contrast),
        cmocka_unit_test(everything_missing_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
