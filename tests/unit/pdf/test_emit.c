#include "check.h"

#include "pdf/sample.h"
#include "pdf_priv.h"

static const gr_pdf_options options = {.producer = {"griffie 0.1.0", 13}};

static gr_str emitted(sample *s)
{
    gr_str bytes = GR_LIT("");
    assert_int_equal(gr_pdf_make(&s->pages, &options, s->arena, s->faces.diag, &bytes), GR_OK);
    assert_int_equal(gr_diag_count(s->faces.diag, GR_WARNING), 0);
    return bytes;
}

static void the_same_pages_give_the_same_bytes(void **state)
{
    (void)state;
    sample *s = malloc(sizeof(*s));
    sample *again = malloc(sizeof(*again));
    assert_true(make_sample(s) && make_sample(again));
    gr_str first = emitted(s);
    assert_true(first.len > 10000);
    assert_true(gr_str_starts(first, GR_LIT("%PDF-1.7\n")));
    assert_true(gr_str_ends(first, GR_LIT("%%EOF\n")));
    assert_true(gr_str_eq(first, emitted(s)));
    assert_true(gr_str_eq(first, emitted(again)));
    drop_sample(s);
    drop_sample(again);
    free(s);
    free(again);
}

/* test_pdf_emit FILE writes the sample there, for checks with other programs. */
static int write_sample(const char *path)
{
    sample *s = malloc(sizeof(*s));
    gr_str bytes = GR_LIT("");
    bool made = s != NULL && make_sample(s) &&
                gr_pdf_make(&s->pages, &options, s->arena, s->faces.diag, &bytes) == GR_OK;
    FILE *file = made ? fopen(path, "wb") : NULL;
    made = file != NULL && fwrite(bytes.ptr, 1, bytes.len, file) == bytes.len;
    made = file != NULL && fclose(file) == 0 && made;
    drop_sample(s);
    free(s);
    return made ? 0 : 1;
}

static void what_the_library_refuses_is_said(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1 << 12);
    gr_pdf pdf = {.diag = gr_diag_new(arena, 5)};
    assert_int_equal(gr_document_check(&pdf, GR_LIT("page 1")), GR_OK);
    pdf.refused = 0x1025;
    assert_int_equal(gr_document_check(&pdf, GR_LIT("page 1")), GR_BUG);
    assert_true(gr_diag_has(pdf.diag, GR_CODE_PDF_LIBRARY));
    gr_arena_free(arena);
}

static void more_objects_than_a_file_may_have_are_refused(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1 << 12);
    gr_pdf pdf = {.diag = gr_diag_new(arena, 5)};
    assert_int_equal(gr_objects_check(&pdf, 8388607), GR_OK);
    assert_int_equal(gr_diag_count(pdf.diag, GR_WARNING), 0);
    assert_int_equal(gr_objects_check(&pdf, 8388608), GR_OVER_LIMIT);
    assert_true(gr_diag_has(pdf.diag, GR_CODE_OUTPUT_VERIFY));
    gr_arena_free(arena);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_pages_give_the_same_bytes),
        cmocka_unit_test(more_objects_than_a_file_may_have_are_refused),
        cmocka_unit_test(what_the_library_refuses_is_said),
    };
    return argc > 1 ? write_sample(argv[1]) : cmocka_run_group_tests(tests, NULL, NULL);
}
