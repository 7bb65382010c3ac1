#include "check.h"

#include <unistd.h>

#include "base/fault.h"
#include "inspect_priv.h"
#include "pdf/sample.h"
#include "pdf_priv.h"

/* Pages that leave in another order than that in which they stand, and in two parts. */

static const gr_pdf_options options = {.producer = {"griffie 0.1.0", 13}};

static sample *begun(gr_buf *bytes, gr_pdf **out)
{
    sample *s = malloc(sizeof(*s));
    assert_true(make_sample(s));
    *bytes = gr_buf_make(s->arena, 100000000);
    assert_int_equal(gr_pdf_open_bytes(bytes, &options, s->faces.text, s->faces.diag, out), GR_OK);
    for (size_t i = 0; i < SAMPLE_PAGES; i++) {
        assert_int_equal(gr_pdf_add_page(*out, s->sheets[i].width, s->sheets[i].height), i);
    }
    return s;
}

static void fill(sample *s, gr_pdf *pdf, size_t page, bool running)
{
    assert_int_equal(gr_pdf_fill_page(pdf, page, s->items[page], s->sheets[page].n, running),
                     GR_OK);
}

static void dropped(sample *s)
{
    drop_sample(s);
    free(s);
}

/* Objects that are no pages, no streams of pages and no groups, unpacked. */
static gr_str objects_of(gr_arena *arena, gr_str bytes)
{
    gr_buf out = gr_buf_make(arena, 100000000);
    for (size_t at = 1; at < bytes.len; at++) {
        gr_indirect object;
        gr_str stream;
        bool begins = bytes.ptr[at - 1] == '\n' && bytes.ptr[at] >= '1' && bytes.ptr[at] <= '9';
        if (begins && gr_object_at(bytes, at, &object) &&
            gr_entry_is(object.dict, GR_LIT("Type"), GR_LIT("/ObjStm")) &&
            gr_unpack(arena, &object, 10000000, &stream)) {
            gr_buf_add(&out, stream);
        }
    }
    return gr_buf_view(&out);
}

/* "/K[7<</Type/MCR/Pg": what stands before the first content that is on another page than the
 * first. */
static gr_str before_the_other_page(gr_str objects)
{
    size_t at = gr_str_find(objects, GR_LIT("<</Type/MCR/Pg"));
    assert_true(at != SIZE_MAX);
    size_t from = at;
    while (objects.ptr[from] != '/') {
        from--;
    }
    return gr_str_sub(objects, from, at - from);
}

static void pages_leave_in_any_order(void **state)
{
    (void)state;
    static const size_t orders[2][SAMPLE_PAGES] = {{0, 1, 2}, {2, 1, 0}};
    gr_str kids[2];
    sample *samples[2];
    for (size_t way = 0; way < 2; way++) {
        gr_buf bytes;
        gr_pdf *pdf = NULL;
        sample *s = samples[way] = begun(&bytes, &pdf);
        for (size_t i = 0; i < SAMPLE_PAGES; i++) {
            fill(s, pdf, orders[way][i], false);
        }
        gr_pdf_counts counts;
        assert_int_equal(gr_pdf_finish(pdf, &s->pages, &counts), GR_OK);
        gr_pdf_facts facts;
        assert_true(gr_pdf_inspect(gr_buf_view(&bytes), s->arena, &facts));
        assert_int_equal(counts.pages, SAMPLE_PAGES);
        assert_int_equal(facts.pages, SAMPLE_PAGES);
        assert_int_equal(counts.elements, s->n_elems - 2); /* a section that holds nothing */
        assert_int_equal(facts.elements, counts.elements);
        kids[way] = before_the_other_page(objects_of(s->arena, gr_buf_view(&bytes)));
    }
    check_text("the paragraph begins on the first page", kids[1],
               gr_str_dup(samples[0]->arena, kids[0]).ptr);
    dropped(samples[0]);
    dropped(samples[1]);
}

static void running_lines_come_last(void **state)
{
    (void)state;
    gr_buf bytes;
    gr_pdf *pdf = NULL;
    sample *s = begun(&bytes, &pdf);
    for (size_t i = 0; i < SAMPLE_PAGES; i++) {
        fill(s, pdf, i, i == 1);
    }
    gr_item foot = s->items[0][2]; /* of the head: an artifact */
    assert_null(foot.owner.elem);
    assert_int_equal(gr_pdf_fill_running(pdf, 1, &foot, 1), GR_OK);
    gr_pdf_counts counts;
    gr_pdf_facts facts;
    assert_int_equal(gr_pdf_finish(pdf, &s->pages, &counts), GR_OK);
    assert_true(gr_pdf_inspect(gr_buf_view(&bytes), s->arena, &facts));
    assert_int_equal(facts.pages, SAMPLE_PAGES);
    gr_str objects = objects_of(s->arena, gr_buf_view(&bytes));
    size_t at = gr_str_find(objects, GR_LIT("/Contents["));
    assert_true(at != SIZE_MAX);
    assert_true(gr_str_find(gr_str_sub(objects, at + 1, objects.len), GR_LIT("/Contents[")) ==
                SIZE_MAX);
    dropped(s);
}

/* The same file whether it was known at once where a link leads or at the end. */
static void links_may_be_settled_late(void **state)
{
    (void)state;
    enum { ANCHOR = 2 };
    static const gr_pdf_target targets[ANCHOR + 1] = {{0}, {0}, {.page = 1, .y = 60000}};
    gr_str files[2];
    sample *samples[2];
    for (size_t late = 0; late < 2; late++) {
        gr_buf bytes;
        gr_pdf *pdf = NULL;
        sample *s = samples[late] = begun(&bytes, &pdf);
        for (size_t page = 0; page < SAMPLE_PAGES; page++) {
            for (size_t i = 0; i < s->sheets[page].n && late == 1; i++) {
                gr_item *item = &s->items[page][i];
                if (item->kind == GR_ITEM_LINK && item->as.link.uri.len == 0) {
                    item->as.link.page = ANCHOR;
                }
            }
            fill(s, pdf, page, false);
        }
        if (late == 1) {
            gr_pdf_settle_links(pdf, targets, ANCHOR + 1);
        }
        gr_pdf_counts counts;
        assert_int_equal(gr_pdf_finish(pdf, &s->pages, &counts), GR_OK);
        files[late] = gr_buf_view(&bytes);
    }
    assert_true(gr_str_eq(files[0], files[1]));
    assert_true(gr_str_find(objects_of(samples[0]->arena, files[0]), GR_LIT("/Dest[")) != SIZE_MAX);
    dropped(samples[0]);
    dropped(samples[1]);
}

static void what_is_left_out_is_refused(void **state)
{
    (void)state;
    gr_buf bytes;
    gr_pdf *pdf = NULL;
    sample *s = begun(&bytes, &pdf);
    fill(s, pdf, 0, false);
    assert_int_equal(gr_pdf_fill_running(pdf, 0, s->items[0], 1), GR_BUG);
    gr_pdf_counts counts = {.pages = 7};
    assert_int_equal(gr_pdf_finish(pdf, &s->pages, &counts), GR_BUG); /* pages are missing */
    assert_int_equal(counts.pages, 7);
    assert_int_equal(gr_diag_count(s->faces.diag, GR_ERROR), 2);
    dropped(s);
}

static void a_running_line_that_never_came_is_refused(void **state)
{
    (void)state;
    gr_buf bytes;
    gr_pdf *pdf = NULL;
    sample *s = begun(&bytes, &pdf);
    for (size_t i = 0; i < SAMPLE_PAGES; i++) {
        fill(s, pdf, i, i == 1);
    }
    gr_pdf_counts counts = {.pages = 7};
    assert_int_equal(gr_pdf_finish(pdf, &s->pages, &counts), GR_BUG);
    assert_true(gr_diag_has(s->faces.diag, GR_CODE_OUTPUT_VERIFY));
    dropped(s);
}

static gr_status written(sample *s, gr_str path)
{
    gr_pdf *pdf = NULL;
    gr_pdf_counts counts;
    GR_TRY(gr_pdf_open(path, &options, s->faces.text, s->faces.diag, &pdf));
    gr_status status = gr_pdf_fill_all(pdf, &s->pages);
    if (status != GR_OK) {
        gr_pdf_discard(pdf);
        return status;
    }
    return gr_pdf_finish(pdf, &s->pages, &counts);
}

/* Whichever write is refused: it is said, and nothing is left. */
static void a_full_disk_is_noticed(void **state)
{
    (void)state;
    char folder[] = "/tmp/test_stream.XXXXXX";
    assert_non_null(mkdtemp(folder));
    sample *s = malloc(sizeof(*s));
    assert_true(make_sample(s));
    gr_str path = gr_str_fmt(s->arena, "%s/a.pdf", folder);
    unsigned refused = 0;
    for (unsigned nth = 1; nth < 50; nth++) {
        assert_true(gr_fault_arm(gr_str_fmt(s->arena, "write:%u", nth)));
        gr_status status = written(s, path);
        bool there = access(path.ptr, F_OK) == 0;
        assert_int_equal(status == GR_OK, there);
        gr_fault_forget(GR_FAULT_WRITE);
        if (status == GR_OK) {
            break;
        }
        assert_true(gr_diag_has(s->faces.diag, GR_CODE_OUTPUT_WRITE));
        refused++;
    }
    assert_in_range(refused, 2, 48);                  /* bytes, and what makes them safe */
    assert_int_equal(written(s, path), GR_IO_FAILED); /* it is there */
    (void)unlink(path.ptr);
    (void)rmdir(folder);
    dropped(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_leave_in_any_order),
        cmocka_unit_test(running_lines_come_last),
        cmocka_unit_test(links_may_be_settled_late),
        cmocka_unit_test(what_is_left_out_is_refused),
        cmocka_unit_test(a_running_line_that_never_came_is_refused),
        cmocka_unit_test(a_full_disk_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
