/* Every place exact: a seeded writer knows where it put each tag, the reader must say the same. */
#include "reading.h"

#define ELEMENTS 20000

typedef struct writer {
    gr_buf text;
    gr_loc here;
    gr_loc *starts, *ends; /* in the order of the events */
    size_t n_starts, n_ends;
    uint64_t seed;
} writer;

static unsigned draw(writer *w, unsigned n)
{
    w->seed = w->seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(w->seed >> 33) % n;
}

static void put(writer *w, const char *text)
{
    gr_str s = gr_str_of(text);
    gr_buf_add(&w->text, s);
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c == '\n') {
            w->here.line++;
            w->here.col = 1;
        } else if ((c & 0xC0) != 0x80) {
            w->here.col++;
        }
    }
}

static void put_one_of(writer *w, const char *const *pieces, size_t n)
{
    put(w, pieces[draw(w, (unsigned)n)]);
}

/* Element number i with some attributes, text and what may stand between tags. */
static void put_element(writer *w, bool in_lines)
{
    static const char *const between[] = {"",
                                          "<!-- < é > -->",
                                          "<![CDATA[<x a='>'>]]>",
                                          "<?p <q> ?>",
                                          "tekst",
                                          "&amp;&#x20AC;",
                                          "ÄÖ€𝄞",
                                          "  "};
    static const char *const attributes[] = {
        "", " a='x&gt;y'", " b=\"2>3 '\"", " c='é€𝄞'", " d='&lt;'", " e = '1'", "  "};
    static const char *const lines[] = {"\n", "\r\n\t", "\n\n\n", " \n "};
    static const char *const broken[] = {"\n f='1'", "\r\n f='1\n2'", "\n"};
    put_one_of(w, between, 8);
    if (in_lines) {
        put_one_of(w, lines, 4);
    }
    w->starts[w->n_starts++] = w->here;
    put(w, "<r");
    put_one_of(w, attributes, 7);
    if (in_lines && draw(w, 4) == 0) {
        put_one_of(w, broken, 3);
    }
    if (draw(w, 3) == 0) {
        w->ends[w->n_ends++] = w->starts[w->n_starts - 1];
        put(w, "/>");
        return;
    }
    put(w, ">");
    put_one_of(w, between, 8);
    w->ends[w->n_ends++] = w->here;
    put(w, draw(w, 5) == 0 ? "</r >" : "</r>");
}

static writer write_file(gr_arena *arena, uint64_t seed, bool in_lines)
{
    writer w = {.text = gr_buf_make(arena, 100000000), .here = {0, 1, 1}, .seed = seed};
    w.starts = GR_NEW_N(arena, gr_loc, ELEMENTS + 1);
    w.ends = GR_NEW_N(arena, gr_loc, ELEMENTS + 1);
    put(&w, in_lines ? "<?xml version='1.0'?>\r\n\n" : "<?xml version='1.0'?>");
    w.starts[w.n_starts++] = w.here;
    put(&w, "<root a='x&gt;y'>");
    for (size_t i = 0; i < ELEMENTS; i++) {
        put_element(&w, in_lines);
    }
    w.ends[w.n_ends++] = w.here;
    put(&w, "</root>\n");
    return w;
}

typedef struct follower {
    const writer *written;
    size_t starts, ends, wrong, asked;
    unsigned every; /* asks at every n-th tag only, as a source does at records */
} follower;

static void compare(follower *f, gr_xml_reader *reader, gr_loc want)
{
    if (f->asked++ % f->every != 0) {
        return;
    }
    uint32_t line = gr_xml_line(reader);
    gr_loc got = gr_xml_place(reader);
    if (got.line != want.line || got.col != want.col || line != want.line ||
        gr_xml_line(reader) != line) {
        if (f->wrong++ == 0) {
            print_error("%u:%u (line %u), want %u:%u\n", got.line, got.col, line, want.line,
                        want.col);
        }
    }
}

static gr_status at_start(void *user, gr_xml_reader *reader, const gr_xml_start *element)
{
    follower *f = user;
    (void)element;
    compare(f, reader, f->written->starts[f->starts++]);
    return GR_OK;
}

/* In text the place is that of the last tag. */
static gr_status at_text(void *user, gr_xml_reader *reader, gr_str chars)
{
    follower *f = user;
    (void)chars;
    uint32_t line = gr_xml_line(reader);
    f->wrong += f->every == 1 && line != gr_xml_place(reader).line;
    return GR_OK;
}

static gr_status at_end(void *user, gr_xml_reader *reader, gr_str name)
{
    follower *f = user;
    (void)name;
    compare(f, reader, f->written->ends[f->ends++]);
    return GR_OK;
}

static void follow(uint64_t seed, bool in_lines, unsigned every)
{
    reading r = reading_make();
    writer w = write_file(r.arena, seed, in_lines);
    follower f = {.written = &w, .every = every};
    gr_xml_handler handler = {.user = &f, .start = at_start, .text = at_text, .end = at_end};
    gr_status status =
        gr_xml_read_bytes(gr_buf_view(&w.text), r.file, &gr_default_limits, &handler, r.diag);
    check_text("said", said(&r), "");
    assert_int_equal(status, GR_OK);
    assert_int_equal(f.starts, ELEMENTS + 1);
    assert_int_equal(f.ends, ELEMENTS + 1);
    assert_int_equal(f.wrong, 0);
    gr_arena_free(r.arena);
}

static void test_many_lines(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        follow(seed, true, 1);
    }
    follow(4, true, 7);
    follow(5, true, 5000);
}

static void test_one_line(void **state)
{
    (void)state;
    follow(6, false, 1);
    follow(7, false, 100);
}

/* libxml2's own line numbers of nodes stop at 65,535. */
static void test_far_lines(void **state)
{
    (void)state;
    reading r = reading_make();
    r.with_places = true;
    gr_buf text = gr_buf_make(r.arena, 1000000);
    gr_buf_add(&text, GR_LIT("<a>"));
    for (size_t i = 0; i < 200000; i++) {
        gr_buf_add_char(&text, '\n');
    }
    gr_buf_add(&text, GR_LIT("é<b/>\n</b></a>"));
    r.events.max_bytes = 300000;
    assert_int_equal(read_with(&r, gr_buf_view(&text), &gr_default_limits), GR_BAD_INPUT);
    assert_true(gr_str_ends(gr_buf_view(&r.events), GR_LIT("é(b@200001:2 )b@200001:2 \n")));
    assert_true(
        gr_str_find(said(&r),
                    GR_LIT(":200002:1: error: not well-formed: </b> closes <a> of line 1;")) !=
        SIZE_MAX);
    gr_arena_free(r.arena);
}

/* Tags, comments and texts longer than a block of reading, at every shift against its border. */
static void test_borders(void **state)
{
    (void)state;
    for (size_t shift = 0; shift < 40; shift++) {
        reading r = reading_make();
        r.with_places = true;
        gr_buf text = gr_buf_make(r.arena, 1000000);
        gr_buf_add(&text, GR_LIT("<a><!--"));
        while (text.len < 65536 - 20 - shift) {
            gr_buf_add_char(&text, '\n');
        }
        gr_buf_add(&text, GR_LIT("-->é<b\n c='€'>𝄞</b><c/>\n</a>"));
        uint32_t line = (uint32_t)(65536 - 20 - shift - 7 + 1);
        assert_int_equal(read_with(&r, gr_buf_view(&text), &gr_default_limits), GR_OK);
        gr_str want =
            gr_str_fmt(r.arena, "(a@1:1 é(b c=[€]@%u:5 𝄞)b@%u:9 (c@%u:13 )c@%u:13 \n)a@%u:1 ", line,
                       line + 1, line + 1, line + 1, line + 2);
        check_text("border", gr_buf_view(&r.events), want.ptr);
        gr_arena_free(r.arena);
    }
}

typedef struct late_asker {
    reading r;
    size_t passed; /* bytes of text */
} late_asker;

static gr_status ask_in_text(void *user, gr_xml_reader *reader, gr_str chars)
{
    late_asker *asker = user;
    asker->passed += chars.len;
    if (asker->passed > 200000) {
        asker->r.events.len = 0;
        add_place(&asker->r, reader);
    }
    return GR_OK;
}

/* Asked for the first time when the tag has long left the window. */
static void test_long_text(void **state)
{
    (void)state;
    late_asker asker = {.r = reading_make()};
    reading *r = &asker.r;
    gr_xml_handler handler = {.user = &asker, .text = ask_in_text};
    gr_buf text = gr_buf_make(r->arena, 1000000);
    gr_buf_add(&text, GR_LIT("<a>\n<b/>é <b\n>"));
    while (text.len < 300000) {
        gr_buf_add(&text, GR_LIT("tekst\n"));
    }
    gr_buf_add(&text, GR_LIT("</b></a>"));
    r->with_places = true;
    assert_int_equal(
        gr_xml_read_bytes(gr_buf_view(&text), r->file, &gr_default_limits, &handler, r->diag),
        GR_OK);
    check_text("place", gr_buf_view(&r->events), "@2:7 ");
    gr_arena_free(r->arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_many_lines), cmocka_unit_test(test_one_line),
        cmocka_unit_test(test_far_lines), cmocka_unit_test(test_borders),
        cmocka_unit_test(test_long_text)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
