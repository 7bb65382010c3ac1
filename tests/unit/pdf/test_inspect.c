#include "check.h"

#include "inspect_priv.h"
#include "pdf/sample.h"

static gr_str emitted(sample *s)
{
    static const gr_pdf_options options = {.producer = {"griffie 0.1.0", 13}};
    gr_str bytes = GR_LIT("");
    assert_true(make_sample(s));
    assert_int_equal(gr_pdf_make(&s->pages, &options, s->arena, s->faces.diag, &bytes), GR_OK);
    return bytes;
}

static void counts_pages_and_elements(void **state)
{
    (void)state;
    sample *s = malloc(sizeof(*s));
    gr_str bytes = emitted(s);
    gr_pdf_facts facts = {0};
    assert_true(gr_pdf_inspect(bytes, s->arena, &facts));
    assert_int_equal(facts.pages, SAMPLE_PAGES);
    assert_int_equal(facts.elements,
                     s->n_elems - 2); /* the section without text and its paragraph */
    drop_sample(s);
    free(s);
}

/* --- files within the file --- */

static const gr_attachment files[] = {
    {.name = {"b.csv", 5}, .title = {"B", 1}, .media = "text/csv", .bytes = {"a;b\n1;2\n", 8}},
    {.name = {"a\xc3\xa9.pdf", 7},
     .title = {"A (1)", 5},
     .media = "application/pdf",
     .relationship = GR_RELATIONSHIP_SUPPLEMENT,
     .bytes = {"%PDF-1.4\n\0endstream\n", 20}},
    {.name = {"empty.txt", 9}, .title = {"C", 1}, .media = "text/plain", .bytes = {"", 0}},
};
#define N_FILES (sizeof files / sizeof *files)

static gr_str emitted_with_files(sample *s)
{
    const gr_pdf_options options = {
        .producer = GR_LIT("griffie 0.1.0"), .embedded = files, .n_embedded = N_FILES};
    gr_str bytes = GR_LIT("");
    assert_true(make_sample(s));
    assert_int_equal(gr_pdf_make(&s->pages, &options, s->arena, s->faces.diag, &bytes), GR_OK);
    return bytes;
}

static void files_come_back(void **state)
{
    (void)state;
    sample *s = malloc(sizeof(*s));
    sample *again = malloc(sizeof(*again));
    gr_str bytes = emitted_with_files(s);
    gr_pdf_facts facts = {0};
    assert_true(gr_str_eq(bytes, emitted_with_files(again)));
    assert_true(gr_pdf_inspect(bytes, s->arena, &facts));
    assert_int_equal(facts.n_embedded, N_FILES);
    for (size_t i = 0; i < N_FILES; i++) {
        assert_true(gr_str_eq(facts.embedded[i], files[i].bytes));
    }
    assert_true(gr_str_find(bytes, GR_LIT("<pdfaid:part>3<")) != SIZE_MAX);
    assert_true(gr_str_find(bytes, GR_LIT("/Subtype/application#2Fpdf/Params<</Size 20")) !=
                SIZE_MAX);
    /* MD5 of "a;b\n1;2\n" */
    assert_true(gr_str_find(bytes, GR_LIT("/CheckSum<5BDBB6E3E9F1873BC57AEC2932291506>")) !=
                SIZE_MAX);
    drop_sample(s);
    drop_sample(again);
    free(s);
    free(again);
}

/** The first place of `from` in a copy of the file says `to`, of the same length. */
static gr_str changed(sample *s, gr_str bytes, gr_str from, const char *to)
{
    gr_str copy = gr_str_dup(s->arena, bytes);
    char *own = GR_NEW_N(s->arena, char, bytes.len);
    size_t at = gr_str_find(copy, from);
    assert_true(at != SIZE_MAX);
    memcpy(own, bytes.ptr, bytes.len);
    memcpy(own + at, to, from.len);
    return (gr_str){own, bytes.len};
}

static void a_changed_file_within_is_noticed(void **state)
{
    (void)state;
    sample *s = malloc(sizeof(*s));
    gr_str bytes = emitted_with_files(s);
    gr_pdf_facts facts = {0};
    gr_str shorter = changed(s, bytes, GR_LIT("/Params<</Size 20"), "/Params<</Size 19");
    assert_false(gr_pdf_inspect(shorter, s->arena, &facts));
    gr_str other = changed(s, bytes, GR_LIT("%PDF-1.4\n"), "%PDF-1.5\n");
    assert_true(gr_pdf_inspect(other, s->arena, &facts));
    assert_false(gr_str_eq(facts.embedded[1], files[1].bytes));
    gr_str gone = changed(s, bytes, GR_LIT("/Type/EmbeddedFile"), "/Type/EmbeddedBile");
    assert_true(gr_pdf_inspect(gone, s->arena, &facts));
    assert_int_equal(facts.n_embedded, N_FILES - 1);
    drop_sample(s);
    free(s);
}

static void a_cut_file_does_not_open(void **state)
{
    (void)state;
    sample *s = malloc(sizeof(*s));
    gr_str bytes = emitted(s);
    gr_pdf_facts facts = {.pages = 77};
    gr_arena *work = gr_arena_new(65536);
    for (size_t keep = 0; keep < bytes.len - 1; keep += keep + 300 < bytes.len ? 97 : 1) {
        gr_mark mark = gr_arena_mark(work);
        assert_false(gr_pdf_inspect(gr_str_sub(bytes, 0, keep), work, &facts));
        gr_arena_rewind(work, mark);
    }
    assert_int_equal(facts.pages, 77);
    gr_arena_free(work);
    drop_sample(s);
    free(s);
}

static void a_changed_file_does_no_harm(void **state)
{
    (void)state;
    sample *s = malloc(sizeof(*s));
    gr_str bytes = emitted(s);
    char *copy = malloc(bytes.len);
    gr_arena *work = gr_arena_new(65536);
    uint32_t seed = 1;
    size_t refused = 0;
    for (size_t round = 0; round < 1500; round++) {
        memcpy(copy, bytes.ptr, bytes.len);
        for (size_t flips = 1 + round % 3; flips > 0; flips--) {
            seed = seed * 1664525u + 1013904223u;
            size_t at = round % 2 == 0 ? seed % bytes.len : bytes.len - 1 - seed % 700;
            copy[at] = (char)(seed >> 24);
        }
        gr_pdf_facts facts = {0};
        gr_mark mark = gr_arena_mark(work);
        refused += gr_pdf_inspect((gr_str){copy, bytes.len}, work, &facts) ? 0 : 1;
        gr_arena_rewind(work, mark);
    }
    assert_true(refused > 500);
    gr_arena_free(work);
    free(copy);
    drop_sample(s);
    free(s);
}

typedef struct entry_case {
    const char *dict, *key, *want;
} entry_case;

static void entries_are_found(void **state)
{
    (void)state;
    static const entry_case cases[] = {
        {"<</A 1/B 2>>", "B", "2"},
        {"<</A 1/B 2>>", "C", ""},
        {"<</K[1 2<</MCID 3>>]/P 4 0 R>>", "P", "4 0 R"},
        {"<</K[1 2<</MCID 3>>]/P 4 0 R>>", "K", "[1 2<</MCID 3>>]"},
        {"<</ID(a\\)/P 9)/P 4 0 R/S/TD>>", "P", "4 0 R"},
        {"<</T<FEFF0041>/S /TD >>", "S", "/TD"},
        {"<< /A << /S 1 >> /S 2 >>", "S", "2"},
        {"<</A", "A", ""},
        {"<</A[[[[", "A", "[[[["},
        {"<</A(((", "A", "((("},
        {"<<", "A", ""},
        {"", "A", ""},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        check_text(cases[i].dict, gr_entry(gr_str_of(cases[i].dict), gr_str_of(cases[i].key)),
                   cases[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_are_found),
        cmocka_unit_test(counts_pages_and_elements),
        cmocka_unit_test(files_come_back),
        cmocka_unit_test(a_changed_file_within_is_noticed),
        cmocka_unit_test(a_cut_file_does_not_open),
        cmocka_unit_test(a_changed_file_does_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
