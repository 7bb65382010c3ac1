/* Pages that leave as they are finished: what came is what is kept without a sink, each page once,
 * and nothing of a round that could not hold. */
#include "sample.h"

enum { MOST_PAGES = 64 };

typedef struct taken {
    size_t n_pages, n_begun;
    size_t items[MOST_PAGES]; /* of each page, running lines included */
    bool filled[MOST_PAGES], follows[MOST_PAGES];
    bool refuses;
} taken;

static gr_status begin(void *user)
{
    taken *t = user;
    *t = (taken){.n_begun = t->n_begun + 1, .refuses = t->refuses};
    return GR_OK;
}

static gr_status add_page(void *user, gr_mpt width, gr_mpt height)
{
    taken *t = user;
    assert_true(width > 0 && height > 0 && t->n_pages < MOST_PAGES);
    t->n_pages++;
    return GR_OK;
}

static gr_status fill(void *user, size_t page, const gr_item *items, size_t n, bool running)
{
    taken *t = user;
    assert_true(page < t->n_pages && !t->filled[page]);
    for (size_t i = 0; i < n; i++) {
        assert_true(items[i].kind != GR_ITEM_TEXT || items[i].as.text.run != NULL);
    }
    t->filled[page] = true;
    t->follows[page] = running;
    t->items[page] = n;
    return t->refuses ? GR_IO_FAILED : GR_OK;
}

static gr_status running(void *user, size_t page, const gr_item *items, size_t n)
{
    taken *t = user;
    assert_true(items != NULL && t->follows[page]);
    t->follows[page] = false;
    t->items[page] += n;
    return GR_OK;
}

static void lay_out(sample *s, taken *t)
{
    const gr_page_sink sink = {
        .user = t, .begin = begin, .add = add_page, .fill = fill, .running = running};
    gr_layout_setup setup = {.text = s->text,
                             .limits = &gr_default_limits,
                             .arena = s->arena,
                             .diag = s->diag,
                             .sink = &sink};
    s->status = gr_layout_run(s->doc, &setup, &s->pages);
}

static void add_chapters(sample *s, const char *named_before)
{
    (void)add(s, s->doc->root, GR_K_CONTENTS, GR_STYLE_PARAGRAPH);
    if (named_before != NULL) {
        gr_node *p = add_para(s, s->doc->root, "zie bladzijde ");
        gr_node *ref = add(s, p, GR_K_PAGE_REF, GR_STYLE_PARAGRAPH);
        ref->as.page_ref.to = gr_str_of(named_before);
    }
    for (unsigned i = 0; i < 9; i++) {
        (void)add(s, s->doc->root, GR_K_PAGE_BREAK, GR_STYLE_PARAGRAPH);
        (void)add_heading(s, s->doc->root, 1, "Kop");
        gr_node *p = add_para(s, s->doc->root, "een woord of vier");
        p->anchor = i == 7 ? GR_LIT("zeven") : GR_LIT("");
    }
}

static void check_same(const char *named_before, size_t rounds)
{
    sample *s = sample_new();
    taken t = {0};
    add_chapters(s, named_before);
    run(s);
    assert_int_equal(s->status, GR_OK);
    const gr_pages *kept = s->pages;
    lay_out(s, &t);
    assert_int_equal(s->status, GR_OK);
    assert_int_equal(t.n_begun, rounds);
    assert_int_equal(t.n_pages, kept->n);
    assert_int_equal(s->pages->n, kept->n);
    assert_true(s->pages->pages == NULL);
    for (size_t i = 0; i < kept->n; i++) {
        assert_true(t.filled[i] && !t.follows[i]);
        assert_int_equal(t.items[i], kept->pages[i].n);
    }
    sample_free(s);
}

static void pages_come_once_in_one_round(void **state)
{
    (void)state;
    check_same(NULL, 1);
}

static void a_page_that_is_named_before_it_is_found_asks_for_a_second_round(void **state)
{
    (void)state;
    check_same("zeven", 2);
}

static void what_the_sink_refuses_ends_the_layout(void **state)
{
    (void)state;
    sample *s = sample_new();
    taken t = {.refuses = true};
    (void)add_para(s, s->doc->root, "een woord of vier");
    lay_out(s, &t);
    assert_int_equal(s->status, GR_IO_FAILED);
    assert_int_equal(t.n_pages, 1);
    sample_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_come_once_in_one_round),
        cmocka_unit_test(a_page_that_is_named_before_it_is_found_asks_for_a_second_round),
        cmocka_unit_test(what_the_sink_refuses_ends_the_layout),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
