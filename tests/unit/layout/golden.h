#ifndef GR_TESTS_GOLDEN_H
#define GR_TESTS_GOLDEN_H
/* Small documents with the dummy face; pages and tags as text against golden/<case>.txt.
 * GR_BLESS=1 rewrites them. */
#include "base/file.h"
#include "sample.h"

typedef struct golden {
    const char *name;
    void (*build)(sample *s);
} golden;

static inline gr_str outcome(sample *s)
{
    gr_buf said = gr_buf_make(s->arena, SIZE_MAX);
    gr_diag_print(s->diag, &said);
    return gr_str_fmt(s->arena, GR_FMT "\n" GR_FMT "\n" GR_FMT, GR_ARG(pages_text(s)),
                      GR_ARG(tags_text(s)), GR_ARG(gr_buf_view(&said)));
}

static inline void bless(const char *path, gr_str text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fwrite(text.ptr, 1, text.len, file);
    assert_int_equal(fclose(file), 0);
}

static inline void check_golden(const golden *c)
{
    sample *s = sample_new();
    gr_str path = gr_str_fmt(s->arena, GR_SOURCE_DIR "/tests/unit/layout/golden/%s.txt", c->name);
    c->build(s);
    assert_int_equal(gr_doc_check(s->doc, s->diag), GR_OK);
    run(s);
    if (s->status != GR_OK) {
        gr_buf said = gr_buf_make(s->arena, SIZE_MAX);
        gr_diag_print(s->diag, &said);
        fail_msg("%s: " GR_FMT, c->name, GR_ARG(gr_buf_view(&said)));
    }
    gr_str got = outcome(s), want = GR_LIT("");
    if (getenv("GR_BLESS") != NULL) {
        bless(path.ptr, got);
    } else {
        assert_int_equal(gr_file_read(path, 1 << 24, s->arena, s->diag, (gr_loc){0}, &want), GR_OK);
        check_text(c->name, got, want.ptr);
    }
    sample_free(s);
}

#endif
