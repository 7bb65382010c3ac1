/* Descriptors: what a tree holds, what is said of one that breaks its grammar, places in values. */
#include "base/file.h"
#include "base/utf8.h"
#include "reading.h"
#include "xml/tree.h"

enum { DATASET, FIELD, NOTE, EMPHASIS, BREAK, REPORT, TITLE };

/* clang-format off */
static const gr_xml_attr_rule dataset_attrs[] = {
    {"name", GR_XML_A_NAME, true, NULL, "how expressions call it"},
    {"file", GR_XML_A_PATH, false, NULL, "export"},
    {"width", GR_XML_A_LENGTH, false, NULL, "width"},
    {"tint", GR_XML_A_COLOUR, false, NULL, "colour"},
    {"rows", GR_XML_A_INT, false, NULL, "most rows"},
    {"shared", GR_XML_A_FLAG, false, NULL, "of nobody"},
    {"kind", GR_XML_A_CHOICE, false, "income cost stock", "what it is"},
    {NULL, GR_XML_A_TEXT, false, NULL, NULL}};
/* clang-format on */
/* clang-format off */
static const gr_xml_attr_rule common_attrs[] = {{"if", GR_XML_A_EXPR, false, NULL, "condition"},
                                                {NULL, GR_XML_A_TEXT, false, NULL, NULL}};
/* clang-format on */
/* clang-format off */
static const gr_xml_attr_rule title_attrs[] = {{"lang", GR_XML_A_TEXT, false, NULL, "language"},
                                               {NULL, GR_XML_A_TEXT, false, NULL, NULL}};
/* clang-format on */
/* clang-format off */
static const gr_xml_rule rules[] = {
    {"report", REPORT, GR_XML_ELEMENTS, "title %block", NULL, "root"},
    {"title", TITLE, GR_XML_TEXT, NULL, title_attrs, "title"},
    {"dataset", DATASET, GR_XML_ELEMENTS, "field", dataset_attrs, "data"},
    {"field", FIELD, GR_XML_EMPTY, NULL, NULL, "column"},
    {"note", NOTE, GR_XML_MIXED, "%inline", NULL, "text"},
    {"emphasis", EMPHASIS, GR_XML_MIXED, "%inline", NULL, "text"},
    {"break", BREAK, GR_XML_EMPTY, NULL, NULL, "new line"}};
/* clang-format on */
static const gr_xml_group groups[] = {{"%block", "dataset note"}, {"%inline", "emphasis break"}};
static const gr_xml_grammar report = {.ns = "urn:griffie:report:3",
                                      .root = "report",
                                      .rules = rules,
                                      .n_rules = 7,
                                      .groups = groups,
                                      .n_groups = 2,
                                      .common = common_attrs};
static const gr_xml_grammar style = {.ns = "urn:griffie:style:1", .root = "style"};
static const gr_xml_grammar *const both[] = {&style, &report};

#define HEAD "<report xmlns='urn:griffie:report:3'>"

static gr_status tree_of(reading *r, const char *text, gr_xml_elem **out_root)
{
    return gr_xml_tree_read_bytes(gr_str_of(text), r->file, both, 2, &gr_default_limits, r->arena,
                                  r->diag, out_root);
}

typedef struct fault {
    const char *name, *text, *want; /* all that is said */
} fault;
#define FILE_NAME "no such file.xml"

/* clang-format off */
static const fault faults[] = {
    {"no namespace", "<report/>",
     FILE_NAME ":1:1: error: unknown kind or version of descriptor: 'report' has no namespace; it "
               "should begin with <style xmlns=\"urn:griffie:style:1\"> or <report "
               "xmlns=\"urn:griffie:report:3\"> [X207]\n"},
    {"old version", "\n <report xmlns='urn:griffie:report:2'/>",
     FILE_NAME ":2:2: error: unknown kind or version of descriptor: 'urn:griffie:report:2'; this "
               "griffie reads 'urn:griffie:report:3'; 'griffie migrate' brings an older "
               "descriptor to it, a newer one needs a newer griffie [X207]\n"},
    {"root", "<reprot xmlns='urn:griffie:report:3'/>",
     FILE_NAME ":1:1: error: unknown element: 'reprot' as outermost element; with this namespace "
               "it must be 'report' [X201]\n"},
    {"element, near", HEAD "\n <datset name='a'><x/>text</datset></report>",
     FILE_NAME
     ":2:2: error: unknown element: 'datset' in 'report'; did you mean 'dataset'? [X201]\n"},
    {"element, far", HEAD "<zzzzzz/></report>",
     FILE_NAME ":1:38: error: unknown element: 'zzzzzz' in 'report'; here may stand: title, "
               "dataset, note [X201]\n"},
    {"element, elsewhere", HEAD "<break/></report>",
     FILE_NAME ":1:38: error: element out of its place: 'break' is known, but not allowed in "
               "'report'; it may stand in note, emphasis; here may stand: title, dataset, note "
               "[T315]\n"},
    {"element, other namespace", HEAD "<note xmlns='u'/></report>",
     FILE_NAME
     ":1:38: error: unknown element: 'note' is of another namespace than 'report' [X201]\n"},
    {"attribute, near", HEAD "<dataset\n\tname='a' fiel='b'/></report>",
     FILE_NAME
     ":2:17: error: unknown attribute: 'fiel' on 'dataset'; did you mean 'file'? [X202]\n"},
    {"attribute, far", HEAD "<note zzzzzz='é'/></report>",
     FILE_NAME ":1:52: error: unknown attribute: 'zzzzzz' on 'note'; it may carry: if [X202]\n"},
    {"attribute, foreign", HEAD "<note xmlns:x='u' x:if='1'/></report>",
     FILE_NAME ":1:62: error: unknown attribute: 'x:if' on 'note'; did you mean 'if'? [X202]\n"},
    {"attribute, elsewhere", HEAD "<note name='a'/></report>",
     FILE_NAME ":1:50: error: attribute out of its place: 'name' is known, but not allowed on "
               "'note'; it may stand on dataset; this may carry: if [T316]\n"},
    {"attribute, missing", HEAD "<dataset/></report>",
     FILE_NAME ":1:38: error: missing attribute: 'name' on 'dataset'; add name=\"...\": how "
               "expressions call it [X203]\n"},
    {"stray text", HEAD "\n  één twee drie vier vijf<title/>\n</report>",
     FILE_NAME ":2:3: error: text where only elements may stand: 'één twee drie vier v...' in "
               "'report'; put it in an element or remove it [X206]\n"},
    {"text in an empty element", HEAD "<dataset name='a'><field> x </field></dataset></report>",
     FILE_NAME ":1:64: error: text where only elements may stand: 'x' in 'field', which must be "
               "empty; remove it [X206]\n"},
    {"all in one go", HEAD "<x1/><dataset/><note y='1'/></report>",
     FILE_NAME ":1:38: error: unknown element: 'x1' in 'report'; here may stand: title, dataset, "
               "note [X201]\n" FILE_NAME
               ":1:43: error: missing attribute: 'name' on 'dataset'; add name=\"...\": how "
               "expressions call it [X203]\n" FILE_NAME
               ":1:62: error: unknown attribute: 'y' on 'note'; it may carry: if [X202]\n"}};
/* clang-format on */

static void test_faults(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        reading r = reading_make();
        gr_xml_elem *root = NULL;
        assert_int_equal(tree_of(&r, faults[i].text, &root), GR_BAD_INPUT);
        assert_true(root == NULL || root->faults == gr_diag_count(r.diag, GR_ERROR));
        assert_int_equal(root == NULL, gr_diag_has(r.diag, GR_CODE_NAMESPACE_UNKNOWN) ||
                                           gr_str_find(gr_str_of(faults[i].want),
                                                       GR_LIT("outermost")) != SIZE_MAX);
        check_text(faults[i].name, said(&r), faults[i].want);
        gr_arena_free(r.arena);
    }
}

typedef struct value_case {
    const char *attribute; /* as it stands in the tag */
    const char *accepted;  /* part of what is said; NULL: fits */
} value_case;
/* clang-format off */
static const value_case values[] = {
    {"file='a/b.xml'", NULL},
    {"file='../b.xml'", "a file name is needed that stays in its own folder"},
    {"file=''", "a file name is needed"},
    {"width='4.5mm'", NULL},
    {"width='12'", "such as 12pt, 4.5mm or 1cm"},
    {"tint='#12aBcd'", NULL},
    {"tint='accent'", NULL},
    {"tint='#12'", "a colour is needed: #1a2b3c"},
    {"rows='0'", NULL},
    {"rows='-1'", "a whole number is needed, such as 3"},
    {"rows='1.5'", "a whole number is needed, such as 3"},
    {"shared='no'", NULL},
    {"shared='true'", "accepted is 'yes' or 'no'"},
    {"kind='stock'", NULL},
    {"kind='cots'", "did you mean 'cost'? accepted is 'income', 'cost' or 'stock'"},
    {"kind='zzzz'", "; accepted is 'income', 'cost' or 'stock'"},
    {"if='1 &lt; 2'", NULL},
    {"xml:space='preserve' xml:id='a' xml:lang='nl'", NULL}};
/* clang-format on */

static void test_values(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        reading r = reading_make();
        gr_xml_elem *root = NULL;
        gr_str text =
            gr_str_fmt(r.arena, HEAD "<dataset name='a' %s/></report>", values[i].attribute);
        bool fits = tree_of(&r, text.ptr, &root) == GR_OK;
        if (fits != (values[i].accepted == NULL) ||
            (!fits && (!gr_diag_has(r.diag, GR_CODE_ATTRIBUTE_VALUE) ||
                       gr_str_find(said(&r), gr_str_of(values[i].accepted)) == SIZE_MAX))) {
            print_error("%s: " GR_FMT "\n", values[i].attribute, GR_ARG(said(&r)));
            fail();
        }
        gr_arena_free(r.arena);
    }
}

static void add_tree(const gr_xml_elem *elem, gr_buf *out)
{
    gr_buf_addf(out, "<" GR_FMT " %u:%u", GR_ARG(elem->name), elem->at.line, elem->at.col);
    for (size_t i = 0; i < elem->n_attrs; i++) {
        gr_buf_addf(out, " " GR_FMT "=%u:%u" GR_FMT, GR_ARG(elem->attrs[i].name),
                    elem->attrs[i].at.line, elem->attrs[i].at.col, GR_ARG(elem->attrs[i].value));
    }
    gr_buf_add_char(out, '>');
    for (const gr_xml_content_item *item = elem->content; item != NULL; item = item->next) {
        if (item->elem != NULL) {
            assert_ptr_equal(item->elem->parent, elem);
            assert_ptr_equal(item->elem->self, item);
            add_tree(item->elem, out);
        } else {
            gr_buf_addf(out, "[%u:%u" GR_FMT "]", item->at.line, item->at.col, GR_ARG(item->text));
        }
    }
    gr_buf_add_char(out, '/');
}

static void test_content(void **state)
{
    (void)state;
    reading r = reading_make();
    gr_xml_elem *root = NULL;
    assert_int_equal(
        tree_of(&r,
                "<?xml version=\"1.0\"?>\n<!-- ö -->" HEAD "\n"
                "  <title xml:lang='nl'>A &amp; <![CDATA[<B>]]></title>\n"
                "  <dataset if=\"a\n&gt; 1\" name = 'x'>\n  </dataset>\n"
                "  <note>é <!-- c --> ü<emphasis>in</emphasis> <break/>\n</note>\n</report>",
                &root),
        GR_OK);
    gr_buf out = gr_buf_make(r.arena, 10000);
    add_tree(root, &out);
    check_text("content", gr_buf_view(&out),
               "<report 2:11><title 3:3 lang=3:20nl>[3:24A & <B>]/"
               "<dataset 4:3 if=4:16a > 1 name=5:17x>/"
               "<note 7:3>[7:9é  ü]<emphasis 7:23>[7:33in]/[7:46 ]<break 7:47>/[7:55\n]//");
    assert_true(gr_str_is(gr_xml_text(gr_xml_child(root, "note"), r.arena), "é  üin"));
    gr_arena_free(r.arena);
}

static void test_asking(void **state)
{
    (void)state;
    reading r = reading_make();
    gr_xml_elem *root = NULL;
    assert_int_equal(
        tree_of(&r, HEAD "<note/><dataset name='a' rows='7' shared='yes'/><note/></report>", &root),
        GR_OK);
    const gr_xml_elem *data = gr_xml_child(root, "dataset");
    assert_non_null(data);
    assert_int_equal(data->rule->kind, DATASET);
    assert_null(gr_xml_child(root, "title"));
    assert_int_equal(gr_xml_int(data, "rows", 3), 7);
    assert_int_equal(gr_xml_int(root, "rows", 3), 3);
    assert_true(gr_xml_flag(data, "shared"));
    assert_false(gr_xml_flag(root, "shared"));
    assert_true(gr_str_is(gr_xml_value(data, "name"), "a"));
    assert_int_equal(gr_xml_value(root, "name").len, 0);
    assert_null(gr_xml_find(data, "if"));
    assert_ptr_equal(gr_xml_next(root, NULL)->rule, &rules[4]);
    assert_ptr_equal(gr_xml_next(root, gr_xml_next(root, NULL)), data);
    assert_null(gr_xml_next(root, gr_xml_next(root, data)));
    gr_arena_free(r.arena);
}

/* The k-th 'X' of a normalised text must be found at the k-th 'X' of the file. */
static void check_each_x(const gr_xml_tree *tree, gr_str value, uint32_t raw, const gr_loc *want,
                         size_t n)
{
    size_t seen = 0;
    for (size_t i = 0; i < value.len; i++) {
        if (value.ptr[i] == 'X') {
            gr_loc at = gr_xml_value_place(tree, raw, i);
            assert_true(seen < n);
            if (at.line != want[seen].line || at.col != want[seen].col) {
                print_error("X %zu of '" GR_FMT "': %u:%u, want %u:%u\n", seen, GR_ARG(value),
                            at.line, at.col, want[seen].line, want[seen].col);
                fail();
            }
            seen++;
        }
    }
    assert_int_equal(seen, n);
}

static void test_value_places(void **state)
{
    (void)state;
    reading r = reading_make();
    gr_xml_elem *root = NULL;
    assert_int_equal(
        tree_of(&r,
                HEAD "\r\n<note if=\"X&amp;X&#233;X\r\nX&#x20AC;X\r\n\r\n éX\">X&lt;X<!-- X&X -->"
                     "X<![CDATA[X&amp;<!--X]]>X<?pi X?>\r\nX</note></report>",
                &root),
        GR_OK);
    const gr_xml_elem *note = gr_xml_child(root, "note");
    const gr_xml_named *attr = gr_xml_find(note, "if");
    static const gr_loc in_value[] = {{1, 2, 11}, {1, 2, 17}, {1, 2, 24},
                                      {1, 3, 1},  {1, 3, 10}, {1, 5, 3}};
    static const gr_loc in_text[] = {{1, 5, 6},  {1, 5, 11}, {1, 5, 24}, {1, 5, 34},
                                     {1, 5, 44}, {1, 5, 48}, {1, 6, 1}};
    check_each_x(root->tree, attr->value, attr->raw, in_value, 6);
    check_each_x(root->tree, note->content->text, note->content->raw, in_text, 7);
    /* inside a character: where it begins */
    assert_int_equal(gr_xml_value_place(root->tree, attr->raw, 4).col, 18);
    assert_int_equal(gr_xml_value_place(root->tree, attr->raw, 16).col, 2);
    gr_arena_free(r.arena);
}

/* Thousands of figures in one long line: each place must not cost the way from its beginning. */
static void test_places_in_a_long_line(void **state)
{
    (void)state;
    static const gr_str figure = {"<!-- --> \xC3\xA9 {x} &amp;&#233;", 27};
    enum { FIGURES = 20000, MEANT = 11, CHARACTERS = 26 };
    reading r = reading_make();
    gr_buf text = gr_buf_make(r.arena, SIZE_MAX);
    gr_buf_add(&text, GR_LIT(HEAD "<note>"));
    size_t first = gr_utf8_count(gr_buf_view(&text)) + 1;
    for (size_t i = 0; i < FIGURES; i++) {
        gr_buf_add(&text, figure);
    }
    gr_buf_add(&text, GR_LIT("</note></report>"));
    gr_limits wide = gr_default_limits;
    wide.descriptor_bytes = 8U << 20;
    gr_xml_elem *root = NULL;
    clock_t start = clock();
    assert_int_equal(
        gr_xml_tree_read_bytes(gr_buf_view(&text), r.file, both, 2, &wide, r.arena, r.diag, &root),
        GR_OK);
    const gr_xml_content_item *item = gr_xml_child(root, "note")->content;
    assert_int_equal(item->text.len, FIGURES * MEANT);
    for (size_t i = 0; i < FIGURES; i++) {
        size_t k = i % 2 == 0 ? i : FIGURES - i; /* to and fro */
        gr_loc at = gr_xml_value_place(root->tree, item->raw, k * MEANT + 1);
        assert_int_equal(at.col, first + k * CHARACTERS + 9);
    }
    assert_true((clock() - start) / CLOCKS_PER_SEC < 2);
    gr_arena_free(r.arena);
}

static void test_recoded(void **state)
{
    (void)state;
    reading r = reading_make();
    gr_xml_elem *root = NULL;
    assert_int_equal(
        tree_of(&r,
                "<?xml version='1.0' encoding='windows-1252'?>" HEAD
                "<title>\x80\xE9\x93<!-- \xE9 -->\x94</title><note if='\x80\xE9 1'/></report>",
                &root),
        GR_OK);
    check_text("text", gr_xml_text(root, r.arena), "€é“”");
    const gr_xml_named *attr = gr_xml_find(gr_xml_child(root, "note"), "if");
    assert_int_equal(attr->at.col, 122);
    assert_int_equal(gr_xml_value_place(root->tree, attr->raw, 6).col, 125);
    gr_arena_free(r.arena);
}

static void test_files(void **state)
{
    (void)state;
    reading r = reading_make();
    gr_xml_elem *root = NULL;
    assert_int_equal(gr_xml_tree_read(GR_LIT("/no/such/file"), both, 2, &gr_default_limits, r.arena,
                                      r.diag, &root),
                     GR_BAD_INPUT);
    assert_true(gr_diag_has(r.diag, GR_CODE_FILE_MISSING));
    assert_null(root);
    gr_limits small = gr_default_limits;
    small.descriptor_bytes = 10;
    assert_int_equal(gr_xml_tree_read_bytes(GR_LIT(HEAD "</report>"), r.file, both, 2, &small,
                                            r.arena, r.diag, &root),
                     GR_OVER_LIMIT);
    assert_null(root);
    gr_arena_free(r.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_faults),       cmocka_unit_test(test_values),
        cmocka_unit_test(test_content),      cmocka_unit_test(test_asking),
        cmocka_unit_test(test_value_places), cmocka_unit_test(test_places_in_a_long_line),
        cmocka_unit_test(test_recoded),      cmocka_unit_test(test_files)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
