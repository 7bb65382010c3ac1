/* Elements that are cut out of what passes, wherever it is cut; attributes and entities. */
#include "check.h"

#include "base/arena.h"
#include "sheets_priv.h"

static const char xml[] =
    "<cols><col/></cols><c r=\"A1\"/><c r=\"B1\" t=\"n\"><f>1&lt;2</f><v>7</v></c>"
    "<ct/><c\nr=\"C1\"><v/></c>";
static const char *const wanted[] = {
    "<c r=\"A1\"/>", "<c r=\"B1\" t=\"n\"><f>1&lt;2</f><v>7</v></c>", "<c\nr=\"C1\"><v/></c>"};

static void test_pieces(void **state)
{
    (void)state;
    for (size_t size = 1; size < sizeof(xml); size++) {
        gr_arena *arena = gr_arena_new(1024);
        gr_pieces pieces = {.buf = gr_buf_make(arena, SIZE_MAX)};
        gr_str cell = GR_LIT("");
        size_t n = 0;
        for (size_t at = 0; at < sizeof(xml) - 1; at += size) {
            gr_pieces_add(&pieces, gr_str_sub(gr_str_of(xml), at, size));
            while (gr_pieces_cut(&pieces, "<c", "</c>", &cell)) {
                assert_true(n < sizeof(wanted) / sizeof(wanted[0]));
                check_text("cell", cell, wanted[n++]);
            }
        }
        assert_int_equal(n, sizeof(wanted) / sizeof(wanted[0]));
        gr_arena_free(arena);
    }
}

static void test_attributes(void **state)
{
    (void)state;
    gr_str cell = GR_LIT("<c s=\"1\" r=\"D7\" rt=\"x\" t=\"s\"><v t=\"no\">1</v></c>");
    check_text("r", gr_cell_attribute(cell, "r"), "D7");
    check_text("t", gr_cell_attribute(cell, "t"), "s");
    check_text("none", gr_cell_attribute(cell, "v"), "");
}

static const struct {
    const char *text, *want;
} plain[] = {
    {"a &amp; b", "a & b"},
    {"&lt;&gt;&quot;&apos;", "<>\"'"},
    {"&#233;&#xe9;&#xE9;", "ééé"},
    {"&amp;lt;", "&lt;"},
    {"&nbsp;", "&nbsp;"},
    {"&#0;&#xD800;", "&#0;&#xD800;"},
    {"&#1114112;", "&#1114112;"},
    {"&", "&"},
    {"geen", "geen"},
};

static void test_plain(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1024);
    for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++) {
        check_text(plain[i].text, gr_plain_text(gr_str_of(plain[i].text), arena), plain[i].want);
    }
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_pieces),
                                       cmocka_unit_test(test_attributes),
                                       cmocka_unit_test(test_plain)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
