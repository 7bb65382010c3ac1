/* Files: what is opened, how much is read, and that they stay what they were. */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "reading.h"

typedef struct fixture {
    reading r;
    char folder[64];
    unsigned starts;
    gr_str path;
} fixture;

static void put_file(fixture *f, gr_str bytes)
{
    FILE *file = fopen(f->path.ptr, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, file), bytes.len);
    assert_int_equal(fclose(file), 0);
}

static fixture fixture_make(void)
{
    fixture f = {.r = reading_make(), .folder = "/tmp/griffie-xml-XXXXXX"};
    assert_non_null(mkdtemp(f.folder));
    f.path = gr_str_fmt(f.r.arena, "%s/export.xml", f.folder);
    return f;
}

static void fixture_end(fixture *f)
{
    (void)unlink(f->path.ptr);
    assert_int_equal(rmdir(f->folder), 0);
    gr_arena_free(f->r.arena);
}

static gr_status read_it(fixture *f, const gr_limits *limits)
{
    gr_xml_handler handler = reading_handler(&f->r);
    return gr_xml_read_file(f->path, f->r.file, limits, &handler, f->r.diag);
}

/* Every way of cutting the text into blocks gives the same events: 64 KiB borders in characters. */
static void test_same_as_bytes(void **state)
{
    (void)state;
    for (size_t shift = 0; shift < 4; shift++) {
        fixture f = fixture_make();
        reading other = reading_make();
        gr_buf text = gr_buf_make(f.r.arena, 10000000);
        gr_buf_add(&text, gr_str_sub(GR_LIT("<aaaa>"), 0, 1 + shift));
        gr_buf_add(&text, GR_LIT("a b='é'>"));
        while (text.len < 200000) {
            gr_buf_add(&text, GR_LIT("𝄞<c/>é"));
        }
        gr_buf_addf(&text, "</" GR_FMT "a>", GR_ARG(gr_str_sub(GR_LIT("aaaa"), 0, shift)));
        put_file(&f, gr_buf_view(&text));
        f.r.with_places = other.with_places = true;
        assert_int_equal(read_it(&f, &gr_default_limits), GR_OK);
        assert_int_equal(read_with(&other, gr_buf_view(&text), &gr_default_limits), GR_OK);
        assert_true(gr_str_eq(gr_buf_view(&f.r.events), gr_buf_view(&other.events)));
        gr_arena_free(other.arena);
        fixture_end(&f);
    }
}

static void test_wide_file(void **state)
{
    (void)state;
    fixture f = fixture_make();
    gr_buf text = gr_buf_make(f.r.arena, 10000000);
    gr_buf_add(&text, (gr_str){"\xFF\xFE<\0a\0>\0 \0", 10});
    for (size_t i = 0; i < 50000; i++) {
        gr_buf_add(&text, (gr_str){"\x34\xD8\x1E\xDD", 4});
    }
    gr_buf_add(&text, (gr_str){"<\0/\0a\0>\0", 8});
    put_file(&f, gr_buf_view(&text));
    f.r.with_places = true;
    gr_status status = read_it(&f, &gr_default_limits);
    check_text("said", said(&f.r), "");
    assert_int_equal(status, GR_OK);
    assert_true(gr_str_ends(gr_buf_view(&f.r.events), GR_LIT("𝄞𝄞)a@1:50005 ")));
    fixture_end(&f);
}

static void test_marked_file(void **state)
{
    (void)state;
    fixture f = fixture_make();
    put_file(&f, GR_LIT("\xEF\xBB\xBF<a>é</a>"));
    assert_int_equal(read_it(&f, &gr_default_limits), GR_OK);
    check_text("events", gr_buf_view(&f.r.events), "(aé)a");
    fixture_end(&f);
}

static void test_refused(void **state)
{
    (void)state;
    fixture f = fixture_make();
    assert_int_equal(read_it(&f, &gr_default_limits), GR_BAD_INPUT);
    assert_true(gr_diag_has(f.r.diag, GR_CODE_FILE_MISSING));
    assert_int_equal(symlink("/etc/hostname", f.path.ptr), 0);
    assert_int_equal(read_it(&f, &gr_default_limits), GR_IO_FAILED);
    assert_true(gr_str_find(said(&f.r), GR_LIT("file cannot be read: it is a symbolic link")) !=
                SIZE_MAX);
    assert_int_equal(unlink(f.path.ptr), 0);
    assert_int_equal(mkfifo(f.path.ptr, 0600), 0);
    assert_int_equal(read_it(&f, &gr_default_limits), GR_IO_FAILED);
    assert_true(gr_str_find(said(&f.r), GR_LIT("file cannot be read: it is not a regular file")) !=
                SIZE_MAX);
    assert_int_equal(f.r.events.len, 0);
    fixture_end(&f);
}

static void test_size(void **state)
{
    (void)state;
    fixture f = fixture_make();
    gr_limits limits = gr_default_limits;
    put_file(&f, GR_LIT("<a></a>"));
    limits.export_bytes = 7;
    assert_int_equal(read_it(&f, &limits), GR_OK);
    limits.export_bytes = 6;
    assert_int_equal(read_it(&f, &limits), GR_OVER_LIMIT);
    assert_true(gr_diag_has(f.r.diag, GR_CODE_FILE_LIMIT));
    assert_int_equal(read_with(&f.r, GR_LIT("<a></a>"), &limits), GR_OVER_LIMIT);
    fixture_end(&f);
}

static gr_status append_once(void *user, gr_xml_reader *reader, const gr_xml_start *element)
{
    fixture *f = user;
    (void)reader;
    if (gr_str_is(element->name, "grow")) {
        int fd = open(f->path.ptr, O_WRONLY | O_APPEND);
        assert_int_equal(write(fd, "\n", 1), 1);
        assert_int_equal(close(fd), 0);
    }
    return GR_OK;
}

/* An exporter that is still writing: what was read is well-formed, but may not be all. */
static void test_changed(void **state)
{
    (void)state;
    fixture f = fixture_make();
    gr_xml_handler handler = {.user = &f, .start = append_once};
    put_file(&f, GR_LIT("<a></a>"));
    assert_int_equal(gr_xml_read_file(f.path, f.r.file, &gr_default_limits, &handler, f.r.diag),
                     GR_OK);
    put_file(&f, GR_LIT("<a><grow/></a>"));
    assert_int_equal(gr_xml_read_file(f.path, f.r.file, &gr_default_limits, &handler, f.r.diag),
                     GR_IO_FAILED);
    assert_true(gr_diag_has(f.r.diag, GR_CODE_XML_CHANGED));
    fixture_end(&f);
}

static gr_status want_first(void *user, gr_xml_reader *reader, const gr_xml_start *element)
{
    fixture *f = user;
    check_text("namespace", element->ns, "urn:x");
    check_text("name", element->name, "export");
    assert_int_equal(gr_xml_offset(reader), strlen("<!-- x --><p:export xmlns:p='urn:x'"));
    f->starts++;
    gr_xml_enough(reader);
    return GR_OK;
}

static void test_enough(void **state)
{
    (void)state;
    fixture f = fixture_make();
    gr_xml_handler handler = {.user = &f, .start = want_first};
    put_file(&f, GR_LIT("<!-- x --><p:export xmlns:p='urn:x'><a></b>"));
    assert_int_equal(gr_xml_read_file(f.path, f.r.file, &gr_default_limits, &handler, f.r.diag),
                     GR_OK);
    assert_int_equal(f.starts, 1);
    check_text("said", said(&f.r), "");
    put_file(&f, GR_LIT("no xml"));
    assert_int_equal(gr_xml_read_file(f.path, f.r.file, &gr_default_limits, &handler, f.r.diag),
                     GR_BAD_INPUT);
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_as_bytes), cmocka_unit_test(test_wide_file),
        cmocka_unit_test(test_marked_file),   cmocka_unit_test(test_refused),
        cmocka_unit_test(test_size),          cmocka_unit_test(test_changed),
        cmocka_unit_test(test_enough)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
