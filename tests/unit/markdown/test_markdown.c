#include "check.h"

#include "base/arena.h"
#include "base/fault.h"
#include "base/file.h"
#include "markdown/markdown.h"

static gr_status parse(gr_arena *arena, gr_diag *diag, gr_str text, gr_tnode **out)
{
    static const gr_str phrases[] = {{"takes part in", 13}};
    const gr_phrases known = {phrases, 1};
    const gr_parse with = {arena, diag, &known, 64};
    const gr_loc start = {gr_diag_add_file(diag, GR_LIT("x.md")), 1, 1};
    return gr_markdown_parse(text, start, &with, out);
}

static gr_str dump_of(gr_arena *arena, const gr_tnode *root)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_template_dump(root, &out);
    return gr_buf_view(&out);
}

static gr_str reports(gr_arena *arena, const gr_diag *diag)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_diag_print(diag, &out);
    return gr_buf_view(&out);
}

/** First of all: it stays open. */
static void without_its_library(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(4096);
    gr_diag *diag = gr_diag_new(arena, 5);
    gr_tnode *root = NULL;
    assert_true(gr_fault_arm(GR_LIT("library:1")));
    assert_int_equal(parse(arena, diag, GR_LIT("tekst"), &root), GR_IO_FAILED);
    assert_true(gr_diag_has(diag, GR_CODE_LIBRARY_ABSENT));
    assert_null(root);
    gr_arena_free(arena);
}

static void accepted(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } table[] = {
        {"", "each\n"},
        {"\xEF\xBB\xBF# Kop", "each\n  heading 1\n    #text \"Kop\"\n"},
        {"Een\ntwee  drie  \nvier\n\nvijf", "each\n  p\n    #text \"Een twee drie\"\n    br\n    "
                                            "#text \"vier\"\n  p\n    #text \"vijf\"\n"},
        {"a\r\nb {c}\r\n", "each\n  p\n    #text \"a b \" {c}\n"},
        {"### Kop {m.name}\n", "each\n  heading 3\n    #text \"Kop \" {m.name}\n"},
        {"Intro:\na. een\nb. twee\n",
         "each\n  p\n    #text \"Intro:\"\n  list type=letter\n    item\n      "
         "#text \"een\"\n    item\n      #text \"twee\"\n"},
        {"- a. een\n  twee\n", "each\n  list type=bullet\n    item\n      #text \"a. een twee\"\n"},
        {"- a. een *x*b. twee\n",
         "each\n  list type=bullet\n    item\n      #text \"a. een \"\n      i\n        #text "
         "\"x\"\n      #text \"b. twee\"\n"},
        {"i) een\n\nii) twee\niii) drie\n", "each\n  list type=roman\n    item\n      #text "
                                            "\"een\"\n    item\n      #text \"twee\"\n    item\n"
                                            "      #text \"drie\"\n"},
        {"1. een\n   a. onder\n   b. nog\n2. twee\n",
         "each\n  list type=number\n    item\n      #text \"een\"\n      list "
         "type=letter\n        item\n"
         "          #text \"onder\"\n        item\n          #text \"nog\"\n    item\n      #text "
         "\"twee\"\n"},
        {"1. een\n2. twee\n\na. los\nb. ook\n",
         "each\n  list type=number\n    item\n      #text \"een\"\n    item\n      #text "
         "\"twee\"\n  list "
         "type=letter\n    item\n      #text \"los\"\n    item\n      #text \"ook\"\n"},
        {"> a. in citaat\n> b. twee\n", "each\n  quote\n    list type=letter\n      item\n        "
                                        "#text \"in citaat\"\n      item\n"
                                        "        #text \"twee\"\n"},
        {">  i) diep\n>\n>  ii) nog\n\na. los\nb. ook\n",
         "each\n  quote\n    list type=roman\n      item\n        #text \"diep\"\n      item\n"
         "        #text \"nog\"\n  list type=letter\n    item\n      #text \"los\"\n    item\n     "
         " "
         "#text \"ook\"\n"},
        {"> a. Jansen\n\nb. later\n", "each\n  quote\n    #text \"a. Jansen\"\n  p\n    #text \"b. "
                                      "later\"\n"},
        {"4. vier\n5. vijf\n",
         "each\n  list type=number start=4\n    item\n      #text \"vier\"\n    item\n      #text "
         "\"vijf\"\n"},
        {"1. een\n1. twee\n",
         "each\n  list type=number\n    item\n      #text \"een\"\n    item\n      #text "
         "\"twee\"\n"},
        {"i. een\nii. twee\n\nx\n\niii. drie\n",
         "each\n  list type=roman\n    item\n      #text \"een\"\n    item\n      #text \"twee\"\n"
         "  p\n    #text \"x\"\n  list type=roman start=3\n    item\n      #text \"drie\"\n"},
        {"A) een\nB) twee\n\nx\n\nC) drie\nD) vier\n",
         "each\n  list type=capital\n    item\n      #text \"een\"\n    item\n      #text "
         "\"twee\"\n  p\n    #text \"x\"\n  list type=capital start=3\n    item\n      #text "
         "\"drie\"\n    item\n      #text \"vier\"\n"},
        {"a | b\n--|-:\n1 | *2*\n\n: c {#t}\n", "each\n  table id=[\"t\"] title=[\"c\"]\n    "
                                                "column title=[\"a\"]\n    column title=[\"b\"] "
                                                "align=right\n    row\n      cell\n        #text "
                                                "\"1\"\n      cell\n        i\n          #text "
                                                "\"2\"\n"},
        {"![een *d*](y.png \"f\")\n",
         "each\n  image file=[\"y.png\"] alt=[\"een d\"] caption=[\"f\"]\n"},
        {"A\n: b\n\nC\n: d\n: e\n",
         "each\n  definitions\n    definition term=[\"A\"]\n      #text \"b\"\n    definition "
         "term=[\"C\"]\n      p\n        #text \"d\"\n      p\n        #text \"e\"\n"},
        {"`a\\*b`\n\n```\na. x\n# z\n```\n",
         "each\n  p\n    code\n      #text \"a\\*b\"\n  code-block\n    #text \"a. x\n# z\n\"\n"},
        {"- [x] een\n- [ ] twee {#t}\n",
         "each\n  list type=check\n    item done=true\n      #text \"een\"\n    item id=[\"t\"]\n"
         "      #text \"twee\"\n"},
        {"&#42;a b&#x2A; &ast;c &lowbar;d e&#95;\n", "each\n  p\n    #text \"*a b* *c _d e_\"\n"},
        {"[w][De  BRON] [De\nbron]\n\n[de bron]: https://e.nl/\n",
         "each\n  p\n    a href=[\"https://e.nl/\"]\n      #text \"w\"\n    #text \" \"\n    a "
         "href=[\"https://e.nl/\"]\n      #text \"De bron\"\n"},
        {"[w][STRASSE\xC3\x8B]\n\n[stra\xC3\x9F"
         "e\xC3\xAB]: https://e.nl/\n",
         "each\n  p\n    a href=[\"https://e.nl/\"]\n      #text \"w\"\n"},
        {"2 * 3 \\*a a_b_c [x]\\(y)", "each\n  p\n    #text \"2 * 3 *a a_b_c [x](y)\"\n"},
        {"A. Jansen is er.\n", "each\n  p\n    #text \"A. Jansen is er.\"\n"},
        {"a. alleen\n\nEen alinea.\n\nb. later\n",
         "each\n  p\n    #text \"a. alleen\"\n  p\n    #text \"Een alinea.\"\n  p\n    #text \"b. "
         "later\"\n"},
        {"Kop\n---\n", "each\n  heading 2\n    #text \"Kop\"\n"},
        {"a **b *c*** _d_",
         "each\n  p\n    #text \"a \"\n    b\n      #text \"b \"\n      i\n        #text \"c\"\n"
         "    #text \" \"\n    i\n      #text \"d\"\n"},
        {"{a + b as euro}", "each\n  p\n    #text {(a + b) as euro}\n"},
        {"**{a}**b *{c}*",
         "each\n  p\n    b\n      #text {a}\n    #text \"b \"\n    i\n      #text {c}\n"},
        {"{a}{b} {c}", "each\n  p\n    #text {a} {b} \" \" {c}\n"},
        {"{a *\nb}\nc", "each\n  p\n    #text {(a * b)} \" c\"\n"},
        {"{'*x*'} en {'}'}", "each\n  p\n    #text {'*x*'} \" en \" {'}'}\n"},
        {"{{a}} {{{b}}}", "each\n  p\n    #text \"{a} {\" {b} \"}\"\n"},
        {"{if edition takes part in m then 'ja' else 'nee'}",
         "each\n  p\n    #text {(if (edition [takes part in] m) then 'ja' else 'nee')}\n"},
        {"- een\n- twee\n", "each\n  list type=bullet\n    item\n      #text \"een\"\n    item\n   "
                            "   #text \"twee\"\n"},
        {"1. een\n\n   meer\n   - sub\n2. twee\n",
         "each\n  list type=number\n    item\n      #text \"een\"\n      p\n        #text "
         "\"meer\"\n"
         "      list type=bullet\n        item\n          #text \"sub\"\n    item\n      #text "
         "\"twee\"\n"},
        {"> een\n> twee\n", "each\n  quote\n    #text \"een twee\"\n"},
        {"> een\n>\n> twee\n",
         "each\n  quote\n    p\n      #text \"een\"\n    p\n      #text \"twee\"\n"},
        {"[w {x}](https://e.nl/{y}) [s](#T-{z}) <mailto:a@b.nl>",
         "each\n  p\n    a href=[\"https://e.nl/\" {y}]\n      #text \"w \" {x}\n    #text \" \"\n"
         "    a to=[\"T-\" {z}]\n      #text \"s\"\n    #text \" \"\n"
         "    a href=[\"mailto:a@b.nl\"]\n      #text \"mailto:a@b.nl\"\n"},
        {"[w][r]\n\n[r]: {u}\n", "each\n  p\n    a href=[{u}]\n      #text \"w\"\n"},
        {"a[^n] b[^1].\n\n[^1]: Twee\n[^n]: Een *i*\n  {c}\n",
         "each\n  p\n    #text \"a\"\n    note id=1\n      #text \"Een \"\n      i\n        #text "
         "\"i\"\n"
         "      #text \" \" {c}\n    #text \" b\"\n    note id=2\n      #text \"Twee\"\n    #text "
         "\".\"\n"},
        {"a[^n] b[^n]\n\n[^n]: Een\n",
         "each\n  p\n    #text \"a\"\n    note id=1\n      #text \"Een\"\n    #text \" b\"\n"
         "    noteref to=1\n"},
        {"\"q\" -- 'r' ... &amp; &eacute; \\* a | b",
         "each\n  p\n    #text \"\"q\" -- 'r' ... & é * a | b\"\n"},
        {"3 < 4 > 2", "each\n  p\n    #text \"3 < 4 > 2\"\n"},
    };
    unsigned wrong = 0;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        gr_arena *arena = gr_arena_new(1 << 14);
        gr_diag *diag = gr_diag_new(arena, 50);
        gr_tnode *root = NULL;
        gr_status status = parse(arena, diag, gr_str_of(table[i].text), &root);
        gr_str got = status == GR_OK ? dump_of(arena, root) : reports(arena, diag);
        if (!gr_str_is(got, table[i].want) || gr_diag_count(diag, GR_NOTE) > 0) {
            print_error("case %zu: %s\n  got\n" GR_FMT "  want\n%s\n", i, table[i].text,
                        GR_ARG(got), table[i].want);
            wrong++;
        }
        gr_arena_free(arena);
    }
    assert_int_equal(wrong, 0);
}

static void refused(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        gr_code code;
        uint32_t line, col; /* of the first report */
        unsigned n;
        const char *advice;
    } table[] = {
        {"a\n\n<div>x</div>\n", GR_CODE_TEXT_FORM, 3, 1, 1, "HTML, comments too"},
        {"a\n\n<!-- {x} -->\n", GR_CODE_TEXT_FORM, 3, 1, 1, "HTML, comments too"},
        {"a. een\nb. twee\nd. vier\n", GR_CODE_TEXT_FORM, 3, 1, 1, "without gaps"},
        {"C. Jansen\nD. Smit\n", GR_CODE_TEXT_FORM, 1, 1, 1, "begin at A."},
        {"1) een\na. twee\nb. drie\n", GR_CODE_TEXT_FORM, 2, 1, 1, "two kinds of list"},
        {"- a. een\n  b. twee\n", GR_CODE_TEXT_FORM, 1, 3, 1, "in the line of another sign"},
        {"een <b>x", GR_CODE_TEXT_FORM, 1, 5, 1, "HTML; use Markdown"},
        {"a\n\n    code\n", GR_CODE_TEXT_FORM, 3, 5, 1, "four spaces"},
        {"```\n```\n", GR_CODE_TEXT_FORM, 1, 1, 1, "code without words"},
        {"a\n\n***\n", GR_CODE_TEXT_FORM, 3, 1, 1, "a rule"},
        {"a | b\n--|--\n1 | 2 | 3\n", GR_CODE_TEXT_FORM, 3, 1, 1, "more cells"},
        {"een ![x](y.png)", GR_CODE_TEXT_FORM, 1, 5, 1, "a paragraph of its own"},
        {"~~weg~~", GR_CODE_TEXT_FORM, 1, 1, 1, "struck out"},
        {"0. nul\n", GR_CODE_TEXT_FORM, 1, 1, 1, "begins at 1"},
        {"2022. jaar\n\n4000. veel\n", GR_CODE_TEXT_FORM, 3, 1, 1, "does not follow"},
        {"1. een\n2. twee\n4. vier\n", GR_CODE_TEXT_FORM, 3, 1, 1, "does not follow"},
        {"c. drie\nd. vier\nf. zes\n", GR_CODE_TEXT_FORM, 1, 1, 1, "goes on from no list"},
        {"a\nb **c\n", GR_CODE_TEXT_FORM, 2, 3, 1, "its other half"},
        {"- a\n  *b\n", GR_CODE_TEXT_FORM, 2, 3, 1, "its other half"},
        {"bedrag* en\n", GR_CODE_TEXT_FORM, 1, 7, 1, "its other half"},
        {"a\n\n[r]: http://b\n[r]: http://c\n", GR_CODE_TEXT_FORM, 4, 1, 1, "already"},
        {"[a][R]\n\n[r]: http://b\n[R]: http://c\n", GR_CODE_TEXT_FORM, 4, 1, 1, "already"},
        {"a\n\n[r]: http://b\n", GR_CODE_TEXT_FORM, 3, 1, 1, "nothing refers to [r]"},
        {"a &#42;b c*\n", GR_CODE_TEXT_FORM, 1, 11, 1, "its other half"},
        {"[Let op: [a](b c)\n", GR_CODE_TEXT_FORM, 1, 1, 1, "a link that does not end"},
        {"#\n", GR_CODE_TEXT_FORM, 1, 1, 1, "a heading without words"},
        {"[a](b.html)", GR_CODE_TEXT_FORM, 1, 1, 1, "a link goes to"},
        {"[a](javascript:x)", GR_CODE_TEXT_FORM, 1, 1, 1, "a link goes to"},
        {"[a](<>)", GR_CODE_TEXT_FORM, 1, 1, 1, "a link goes to"},
        {"[a](http://b 'c')", GR_CODE_TEXT_FORM, 1, 1, 1, "a title"},
        {"[](http://b)", GR_CODE_TEXT_FORM, 1, 1, 1, "without words"},
        {"a[^x] b", GR_CODE_TEXT_FORM, 1, 2, 1, "footnote [^x] has no text"},
        {"a\n\n[^x]: b\n", GR_CODE_TEXT_FORM, 3, 1, 1, "nothing refers to footnote [^x]"},
        {"a[^x]\n\n[^x]: b\n[^x]: c\n", GR_CODE_TEXT_FORM, 4, 1, 1, "has a text already"},
        {"a[^x]\n\n[^x]: c[^x]\n", GR_CODE_TEXT_FORM, 3, 8, 1, "a footnote within a footnote"},
        {"a[^x]\n\n[^x]: c\n\n    d\n", GR_CODE_TEXT_FORM, 3, 7, 1, "one paragraph"},
        {"ab {c +} d", GR_CODE_EXPR_SYNTAX, 1, 8, 1, "a value expected"},
        {"é{c +} {d", GR_CODE_EXPR_SYNTAX, 1, 6, 2, "a value expected"},
        {"a {b\n\nc}", GR_CODE_PATTERN_SYNTAX, 1, 3, 2, "'{' without its '}'"},
        {"a {b\n \t\r\nc}", GR_CODE_PATTERN_SYNTAX, 1, 3, 2, "'{' without its '}'"},
        {"a {b\n\t\nc}", GR_CODE_PATTERN_SYNTAX, 1, 3, 2, "'{' without its '}'"},
        {"a } b", GR_CODE_PATTERN_SYNTAX, 1, 3, 1, "'}' without its '{'"},
        {"a \\{ b", GR_CODE_PATTERN_SYNTAX, 1, 4, 1, "without a backslash"},
        {"a {} b", GR_CODE_PATTERN_SYNTAX, 1, 3, 1, "nothing between the braces"},
        {"a\n b {c as eruo}", GR_CODE_FORMAT_NAME, 2, 10, 1, "did you mean 'euro'?"},
        {"a\xEE\x80\x80\xEE\x80\x81 b\xEE\x80\x80", GR_CODE_TEXT_PRIVATE, 1, 2, 2, "U+E000"},
        {"a &#xE000; &#57345;", GR_CODE_TEXT_PRIVATE, 1, 3, 2, "entity"},
        {"a\xFF", GR_CODE_TEXT_FORM, 1, 2, 1, "not UTF-8"},
        {"a\x01", GR_CODE_TEXT_FORM, 1, 2, 1, "control character U+0001"},
    };
    unsigned wrong = 0;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        gr_arena *arena = gr_arena_new(1 << 14);
        gr_diag *diag = gr_diag_new(arena, 50);
        gr_tnode untouched = {.kind = GR_E_DATA};
        gr_tnode *root = &untouched;
        gr_status status = parse(arena, diag, gr_str_of(table[i].text), &root);
        gr_str said = reports(arena, diag);
        gr_str place = gr_str_fmt(arena, "x.md:%u:%u: error", table[i].line, table[i].col);
        bool right = status == GR_BAD_INPUT && root == &untouched &&
                     gr_diag_has(diag, table[i].code) && gr_str_starts(said, place) &&
                     gr_str_find(said, gr_str_of(table[i].advice)) != SIZE_MAX &&
                     gr_diag_count(diag, GR_NOTE) == table[i].n;
        if (!right) {
            print_error("case %zu: %s\n  want " GR_FMT " %s (%u)\n  got\n" GR_FMT "\n", i,
                        table[i].text, GR_ARG(place), table[i].advice, table[i].n, GR_ARG(said));
            wrong++;
        }
        gr_arena_free(arena);
    }
    assert_int_equal(wrong, 0);
}

/** Text of the n-th cell of a row of a table in the manual. */
static gr_str cell_of(gr_str row, unsigned n)
{
    gr_str cell = row;
    for (unsigned i = 0; i <= n; i++) {
        size_t at = gr_str_find(row, GR_LIT(" | "));
        cell = gr_str_sub(row, 0, at);
        row = at == SIZE_MAX ? GR_LIT("") : gr_str_sub(row, at + 3, SIZE_MAX);
    }
    return gr_str_trim(cell);
}

/** An example as a text: without its quotes, with its lines, its bars not escaped. */
static gr_str example_of(gr_arena *arena, gr_str cell)
{
    static const char quotes[] = "`` ", line_end[] = "\xE2\x8F\x8E";
    gr_str text = gr_str_sub(cell, sizeof quotes - 1, cell.len - 2 * (sizeof quotes - 1));
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    for (size_t i = 0; i < text.len;) {
        gr_str rest = gr_str_sub(text, i, SIZE_MAX);
        bool end = gr_str_starts(rest, gr_str_of(line_end));
        bool bar = gr_str_starts(rest, GR_LIT("\\|"));
        gr_buf_add_char(&out, end ? '\n' : bar ? '|' : text.ptr[i]);
        i += end ? sizeof line_end - 1 : bar ? 2 : 1;
    }
    gr_buf_add_char(&out, '\n');
    return gr_buf_view(&out);
}

static bool form_holds(gr_str example, gr_str outcome)
{
    gr_arena *arena = gr_arena_new(1 << 14);
    gr_diag *diag = gr_diag_new(arena, 50);
    gr_tnode *root = NULL;
    gr_status status = parse(arena, diag, example, &root);
    gr_str said = reports(arena, diag);
    bool refused = gr_str_starts(outcome, GR_LIT("refused"));
    bool warned = gr_str_starts(outcome, GR_LIT("warning"));
    bool known = refused || warned || gr_str_starts(outcome, GR_LIT("printed"));
    bool right = known && (status == GR_OK) == !refused && (said.len > 0) == (refused || warned);
    if (!right) {
        print_error("example: " GR_FMT "  outcome: " GR_FMT "\n" GR_FMT, GR_ARG(example),
                    GR_ARG(outcome), GR_ARG(said));
    }
    gr_arena_free(arena);
    return right;
}

/** The manual lists every form; each example does what its row says. */
static void forms_of_the_manual(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1 << 16);
    gr_diag *diag = gr_diag_new(arena, 1);
    gr_str manual = {"", 0};
    assert_int_equal(gr_file_read(GR_LIT(GR_SOURCE_DIR "/docs/descriptors.md"), 1 << 24, arena,
                                  diag, (gr_loc){0}, &manual),
                     GR_OK);
    size_t from = gr_str_find(manual, GR_LIT("### Forms of Markdown"));
    assert_true(from != SIZE_MAX);
    gr_str rest = gr_str_sub(manual, from, SIZE_MAX), row = {"", 0};
    rest = gr_str_sub(rest, 0, gr_str_find(rest, GR_LIT("\n## ")));
    unsigned forms = 0, wrong = 0;
    while (gr_str_split(&rest, '\n', &row)) {
        gr_str example = cell_of(row, 1);
        if (gr_str_starts(row, GR_LIT("| ")) && gr_str_starts(example, GR_LIT("`` "))) {
            gr_str outcome = cell_of(row, 2);
            forms++;
            wrong += form_holds(example_of(arena, example), outcome) ? 0 : 1;
        }
    }
    gr_arena_free(arena);
    assert_true(forms > 40);
    assert_int_equal(wrong, 0);
}

static void nul_bytes(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1 << 14);
    gr_diag *diag = gr_diag_new(arena, 50);
    gr_tnode *root = NULL;
    assert_int_equal(parse(arena, diag, GR_LIT("a\0b"), &root), GR_BAD_INPUT);
    assert_true(gr_diag_has(diag, GR_CODE_TEXT_FORM));
    gr_arena_free(arena);
}

/** Every figure has its own place, wherever cmark moves it. */
static void places_of_figures(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1 << 14);
    gr_diag *diag = gr_diag_new(arena, 50);
    gr_tnode *root = NULL;
    gr_str text = GR_LIT("é {{ {a +\n b}[^n]\n\n- x {c}\n\n[^n]: y\n  {d}\n");
    assert_int_equal(parse(arena, diag, text, &root), GR_OK);
    const gr_tnode *paragraph = root->first;
    const gr_piece *a = &paragraph->first->run->pieces[1];
    assert_true(a->at.line == 1 && a->at.col == 6);
    assert_true(a->expr->as.binary.right->at.line == 2 && a->expr->as.binary.right->at.col == 2);
    const gr_piece *d = &paragraph->first->next->first->run->pieces[1];
    assert_true(d->at.line == 7 && d->at.col == 3);
    const gr_tnode *item = paragraph->next->first;
    assert_true(item->at.line == 4 && item->at.col == 1);
    assert_true(item->first->run->pieces[1].at.line == 4 &&
                item->first->run->pieces[1].at.col == 5);
    gr_arena_free(arena);
}

/** Nested and repeated forms end in good time, with a report or without. */
static void hostile(void **state)
{
    (void)state;
    static const char *const parts[] = {">", "- ", "*a ", "**a", "[",  "![", "[^a]", "{a}",
                                        "`", "<",  "_a",  "1. ", "\\", "&#", "{{",   "a|"};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        gr_arena *arena = gr_arena_new(1 << 16);
        gr_diag *diag = gr_diag_new(arena, 50);
        gr_tnode *root = NULL;
        gr_buf text = gr_buf_make(arena, SIZE_MAX);
        for (size_t n = 0; n < 2000; n++) {
            gr_buf_add(&text, gr_str_of(parts[i]));
        }
        gr_status status = parse(arena, diag, gr_buf_view(&text), &root);
        assert_int_equal(status == GR_OK, gr_diag_count(diag, GR_ERROR) == 0);
        gr_arena_free(arena);
    }
}

static void most_figures(void **state)
{
    (void)state;
    for (size_t extra = 0; extra < 2; extra++) {
        gr_arena *arena = gr_arena_new(1 << 16);
        gr_diag *diag = gr_diag_new(arena, 50);
        gr_tnode *root = NULL;
        gr_buf text = gr_buf_make(arena, SIZE_MAX);
        for (size_t n = 0; n < 6400 + extra; n++) {
            gr_buf_add(&text, GR_LIT("{a}\n"));
        }
        assert_int_equal(parse(arena, diag, gr_buf_view(&text), &root),
                         extra == 0 ? GR_OK : GR_BAD_INPUT);
        assert_int_equal(gr_diag_count(diag, GR_ERROR), extra);
        gr_arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_its_library),
        cmocka_unit_test(accepted),
        cmocka_unit_test(refused),
        cmocka_unit_test(nul_bytes),
        cmocka_unit_test(places_of_figures),
        cmocka_unit_test(hostile),
        cmocka_unit_test(most_figures),
        cmocka_unit_test(forms_of_the_manual),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
