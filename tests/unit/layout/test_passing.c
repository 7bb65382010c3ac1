/* Memory that goes with the pages: what is freed when, and that pages do not need what was freed.
 */
#include "passing.h"
#include "sample.h"

enum { A_LOT = 1 << 18 };

static void generations_are_freed_in_their_order(void **state)
{
    (void)state;
    gr_arena *keep = gr_arena_new(1024);
    gr_passing *passing = gr_passing_new(keep, NULL);
    (void)GR_NEW_N(gr_passing_restart(passing), char, A_LOT);
    uint32_t first = gr_passing_number(passing);
    (void)GR_NEW_N(gr_passing_begin(passing), char, A_LOT);
    assert_true(gr_passing_number(passing) > first);
    size_t both = gr_passing_bytes(passing);
    gr_passing_free(passing, first, UINT32_MAX);
    assert_int_equal(gr_passing_bytes(passing), both);
    gr_passing_free(passing, gr_passing_number(passing), UINT32_MAX);
    assert_true(gr_passing_bytes(passing) < both && gr_passing_bytes(passing) >= A_LOT);
    gr_passing_free(passing, UINT32_MAX, UINT32_MAX); /* the one at hand stays */
    assert_true(gr_passing_bytes(passing) >= A_LOT);
    gr_passing_end(passing);
    gr_arena_free(keep);
}

static void a_table_lives_until_its_last_strip_is_placed(void **state)
{
    (void)state;
    gr_arena *keep = gr_arena_new(1024);
    gr_passing *passing = gr_passing_new(keep, NULL);
    (void)gr_passing_restart(passing);
    gr_arena *apart = gr_passing_apart(passing);
    (void)GR_NEW_N(apart, char, A_LOT);
    (void)GR_NEW_N(gr_passing_begin(passing), char, A_LOT);
    (void)gr_passing_begin(passing);
    gr_passing_free(passing, UINT32_MAX, UINT32_MAX);
    assert_true(gr_passing_bytes(passing) >= A_LOT); /* it is open */
    gr_passing_close(passing, apart);
    uint32_t last = gr_passing_number(passing);
    gr_passing_free(passing, last, UINT32_MAX);
    assert_true(gr_passing_bytes(passing) >= A_LOT); /* its last strips are as old */
    (void)GR_NEW_N(gr_passing_begin(passing), char, A_LOT);
    (void)GR_NEW_N(gr_passing_begin(passing), char, 1);
    gr_passing_free(passing, UINT32_MAX, UINT32_MAX);
    assert_true(gr_passing_bytes(passing) < A_LOT);
    gr_passing_end(passing);
    gr_arena_free(keep);
}

static size_t bytes_for(unsigned paragraphs)
{
    sample *s = sample_new();
    for (unsigned i = 0; i < paragraphs; i++) {
        add_text(s, add(s, s->doc->root, GR_K_PARAGRAPH, GR_STYLE_PARAGRAPH), "een woord of vier");
    }
    size_t before = gr_arena_bytes(s->arena);
    run(s);
    assert_int_equal(s->status, GR_OK);
    size_t bytes = gr_arena_bytes(s->arena) - before;
    sample_free(s);
    return bytes;
}

/* What stays of a page is its list of items: lines and strips are gone. */
static void pages_keep_their_items_and_no_more(void **state)
{
    (void)state;
    size_t items = 1000 * 7 * sizeof(gr_item); /* four words, three spaces */
    size_t bytes = bytes_for(2000) - bytes_for(1000);
    assert_true(bytes >= items && bytes < items + 1000 * (sizeof(gr_elem) + 200));
}

/* Contents before what they name, on two pages. */
static void contents_have_their_numbers(void **state)
{
    (void)state;
    sample *s = sample_new();
    (void)add(s, s->doc->root, GR_K_CONTENTS, GR_STYLE_PARAGRAPH);
    for (unsigned i = 0; i < 12; i++) {
        (void)add(s, s->doc->root, GR_K_PAGE_BREAK, GR_STYLE_PARAGRAPH);
        (void)add_heading(s, s->doc->root, 1, "Kop");
    }
    run(s);
    assert_int_equal(s->status, GR_OK);
    gr_str pages = pages_text(s);
    assert_true(gr_str_find(pages, GR_LIT("\" 3\"\n")) != SIZE_MAX);
    assert_true(gr_str_find(pages, GR_LIT("\" 14\"\n")) != SIZE_MAX);
    assert_true(gr_str_find(pages, GR_LIT(" 00\"")) == SIZE_MAX);
    sample_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(generations_are_freed_in_their_order),
        cmocka_unit_test(a_table_lives_until_its_last_strip_is_placed),
        cmocka_unit_test(pages_keep_their_items_and_no_more),
        cmocka_unit_test(contents_have_their_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
