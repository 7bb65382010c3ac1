#include "written.h"

#include "base/file.h"
#include "eval/grammar.h"
#include "template/template.h"

#define DATA GR_SOURCE_DIR "/tests/unit/template/data/descriptors"

typedef struct fixture {
    gr_arena *arena;
    gr_diag *diag;
    gr_phrases phrases;
} fixture;

static fixture begin(void)
{
    fixture f = {.arena = gr_arena_new(1 << 14)};
    f.diag = gr_diag_new(f.arena, 50);
    assert_int_equal(
        gr_template_phrases(gr_str_of(DATA), &gr_default_limits, f.arena, f.diag, &f.phrases),
        GR_OK);
    return f;
}

static gr_status read_it(const fixture *f, gr_str path, gr_tnode **out)
{
    return gr_template_read(path,
                            &(gr_template_setup){.report = &gr_report_grammar,
                                                 .phrases = &f->phrases,
                                                 .limits = &gr_default_limits,
                                                 .arena = f->arena,
                                                 .diag = f->diag},
                            out);
}

static void end(fixture *f)
{
    gr_arena_free(f->arena);
}

static gr_str bytes_of(fixture *f, const char *name)
{
    gr_str text = GR_LIT("");
    gr_str path = gr_path_join(f->arena, GR_LIT(DATA), gr_str_of(name));
    assert_int_equal(gr_file_read(path, 1 << 20, f->arena, f->diag, (gr_loc){0}, &text), GR_OK);
    return text;
}

static void phrases_of_a_folder(void **state)
{
    (void)state;
    fixture f = begin();
    assert_int_equal(f.phrases.n, 1);
    check_text("phrase", f.phrases.phrases[0], "takes part in");
    assert_int_equal(gr_diag_count(f.diag, GR_NOTE), 0);
    end(&f);
}

static void whole_descriptors(void **state)
{
    (void)state;
    static const char *const names[][2] = {{"report.xml", "report.dump"},
                                           {"data.xml", "data.dump"}};
    for (size_t i = 0; i < 2; i++) {
        fixture f = begin();
        gr_tnode *root = NULL;
        gr_buf dump = gr_buf_make(f.arena, SIZE_MAX);
        gr_str path = gr_path_join(f.arena, GR_LIT(DATA), gr_str_of(names[i][0]));
        gr_status status = read_it(&f, path, &root);
        check_text(names[i][0], all_reports(f.arena, f.diag), "");
        assert_int_equal(status, GR_OK);
        gr_template_dump(root, &dump);
        check_text(names[i][0], gr_buf_view(&dump), bytes_of(&f, names[i][1]).ptr);
        end(&f);
    }
}

/** A report that holds `block`, in a file the caller removes. */
static gr_str written_report(fixture *f, const char *block)
{
    return written_file(
        f->arena, gr_str_fmt(f->arena,
                             "<report xmlns='urn:griffie:report:1' id='r' title='t' style='s'>\n"
                             "%s\n</report>\n",
                             block));
}

static void faults(void **state)
{
    (void)state;
    static const struct {
        const char *block;
        const char *want; /* line:col and text of each report, in order */
    } table[] = {
        {"<p if='a ='>{b +} c {d}</p>\n<p>{e</p>",
         "2:11 a value expected; 2:17 a value expected; 3:4 '{' without its '}'"},
        {"<p if='a &lt; b &amp;&amp; c'/>", "2:17 write 'and'"},
        {"<each name='m' of='modules'><p each='x'/></each>", "2:38 'of' beside 'each' on 'p'"},
        {"<p of='modules'/>", "2:8 'each' beside 'of' on 'p'"},
        {"<p each='m' of='modules' by='a b'/>", "2:32 an operator or the end expected"},
        {"<p each='where' of='m'/>", "2:10 'where' is a word of the language"},
        {"<p each='a-1' of='m'/>", "2:10 'a-1' can't be written in an expression"},
        {"<let name='a.b' value='1'/>", "2:12 'a.b' can't be written in an expression"},
        {"<table><column value='a' as='eruo'/></table>", "2:30 'eruo'; did you mean 'euro'?"},
        {"<table><column value='a as euro' as='cents'/></table>",
         "2:38 'value' says its format already"},
        {"<chart type='bar' title='t' rows='r' category='c'/>", "2:1 'value' on 'chart'"},
        {"<chart type='bar' title='t' rows='r' category='c' value='v' format='x'/>",
         "2:69 'x'; for instance euro"},
        {"<table><row><cell value='a'>b</cell></row></table>", "2:29 'cell' has a 'value'"},
        {"<p><a>x</a></p>", "2:4 'a' wants either"},
        {"<p><a href='x' to='y'>x</a></p>", "2:4 'a' wants either"},
        {"<let name='t' value='a as euro'/>", "2:24 a format ('as') can't stand here"},
    };
    unsigned wrong = 0;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        fixture f = begin();
        gr_tnode untouched = {.kind = GR_E_DATA};
        gr_tnode *root = &untouched;
        gr_str path = written_report(&f, table[i].block);
        gr_status status = read_it(&f, path, &root);
        (void)remove(path.ptr);
        assert_int_equal(status, GR_BAD_INPUT);
        assert_ptr_equal(root, &untouched);
        wrong += !said_exactly(table[i].block, f.arena, f.diag, table[i].want);
        end(&f);
    }
    assert_int_equal(wrong, 0);
}

/** White space is that of a text, not of the XML's indentation. */
static void white_space(void **state)
{
    (void)state;
    static const struct {
        const char *block, *want;
    } table[] = {
        {"<p>  a\n\t b  </p>", "p\n  #text \"a b\"\n"},
        {"<p>a <b>b</b> c</p>", "p\n  #text \"a \"\n  b\n    #text \"b\"\n  #text \" c\"\n"},
        {"<p>a <b> b </b> c </p>", "p\n  #text \"a \"\n  b\n    #text \"b \"\n  #text \"c\"\n"},
        {"<p> <b> b </b> </p>", "p\n  b\n    #text \"b\"\n"},
        {"<p>a<b>b</b>c</p>", "p\n  #text \"a\"\n  b\n    #text \"b\"\n  #text \"c\"\n"},
        {"<p>{a} {b}  c </p>", "p\n  #text {a} \" \" {b} \" c\"\n"},
        {"<p>a <br/> b</p>", "p\n  #text \"a\"\n  br\n  #text \"b\"\n"},
        {"<p>a <b>b</b> <br/></p>", "p\n  #text \"a \"\n  b\n    #text \"b\"\n  br\n"},
        {"<p>a <note> n </note> b</p>",
         "p\n  #text \"a \"\n  note\n    #text \"n\"\n  #text \" b\"\n"},
        {"<p>{'a  b'}  </p>", "p\n  #text {'a  b'}\n"},
        {"<p>a\xC2\xA0 b</p>", "p\n  #text \"a\xC2\xA0 b\"\n"},
        {"<p> \n </p>", "p\n"},
        {"<list><item> a <p> b </p> c </item></list>",
         "list\n  item\n    #text \"a\"\n    p\n      #text \"b\"\n    #text \"c\"\n"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        fixture f = begin();
        gr_tnode *root = NULL;
        gr_buf dump = gr_buf_make(f.arena, SIZE_MAX);
        gr_str path = written_report(&f, table[i].block);
        gr_status status = read_it(&f, path, &root);
        (void)remove(path.ptr);
        assert_int_equal(status, GR_OK);
        gr_template_dump(root->first, &dump);
        check_text(table[i].block, gr_buf_view(&dump), table[i].want);
        end(&f);
    }
}

static void asking_nodes(void **state)
{
    (void)state;
    fixture f = begin();
    gr_tnode *node = gr_tnode_new(f.arena, NULL, GR_E_CELL, (gr_loc){1, 2, 3});
    (void)gr_tnode_add_attr(f.arena, node, GR_LIT("header"), GR_LIT("yes"), (gr_loc){1, 4, 5},
                            GR_XML_A_FLAG);
    (void)gr_tnode_add_attr(f.arena, node, GR_LIT("wide"), GR_LIT("no"), (gr_loc){1, 4, 9},
                            GR_XML_A_FLAG);
    assert_true(gr_tnode_flag(node, "header", false) && !gr_tnode_flag(node, "wide", true));
    assert_true(gr_tnode_flag(node, "other", true));
    assert_int_equal(gr_tnode_place(node, "wide").col, 9);
    assert_int_equal(gr_tnode_place(node, "other").col, 3);
    check_text("value", gr_tnode_value(node, "header"), "yes");
    check_text("no value", gr_tnode_value(node, "other"), "");
    assert_null(gr_tnode_attr(node, "other"));
    end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(phrases_of_a_folder),
        cmocka_unit_test(whole_descriptors),
        cmocka_unit_test(faults),
        cmocka_unit_test(white_space),
        cmocka_unit_test(asking_nodes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
