#include "check.h"

#include <unistd.h>

#include "base/file.h"
#include "pack/pack.h"
#include "sheets/long_book.h"
#include "xlsx/xlsx.h"

/* Rows of long tables are written in another way than held ones, and say the same: one XML is made
 * of the other by giving each cell its text and taking away what a row has only when it is held. */

typedef struct unpacked {
    gr_zip_entry *entries;
    size_t n;
} unpacked;

static unpacked written(gr_arena *arena, book *b)
{
    unpacked made = {NULL, 0};
    char folder[] = "/tmp/griffie-long-XXXXXX";
    assert_non_null(mkdtemp(folder));
    gr_str path = gr_path_join(arena, gr_str_of(folder), GR_LIT("a.xlsx"));
    const gr_sheet_plan *plan = book_plan(b);
    gr_xlsx_facts want = gr_xlsx_expected(plan);
    gr_str bytes = GR_LIT(""), why = GR_LIT("");
    assert_int_equal(gr_xlsx_write(plan, path, gr_str_of(folder), b->diag), GR_OK);
    assert_int_equal(gr_file_read(path, 1 << 24, arena, b->diag, (gr_loc){0}, &bytes), GR_OK);
    assert_true(gr_workbook_check(path, &want, arena, &why));
    want.numbers++;
    assert_false(gr_workbook_check(path, &want, arena, &why));
    assert_int_equal(unlink(path.ptr), 0);
    assert_int_equal(rmdir(folder), 0);
    assert_false(gr_workbook_check(path, &want, arena, &why));
    assert_true(gr_zip_read(arena, bytes, 1 << 24, &made.entries, &made.n));
    return made;
}

static gr_str part(const unpacked *of, const char *name)
{
    for (size_t i = 0; i < of->n; i++) {
        if (gr_str_is(of->entries[i].name, name)) {
            return of->entries[i].bytes;
        }
    }
    fail_msg("no part %s", name);
    return GR_LIT("");
}

/** Up to `end`, which is taken off as well. */
static gr_str take_to(gr_str *rest, const char *end)
{
    size_t at = gr_str_find(*rest, gr_str_of(end));
    gr_str before = gr_str_sub(*rest, 0, at);
    *rest = at == SIZE_MAX ? GR_LIT("") : gr_str_sub(*rest, at + strlen(end), SIZE_MAX);
    return before;
}

static gr_str shared(const unpacked *of, gr_str number)
{
    gr_str rest = part(of, "xl/sharedStrings.xml");
    int64_t left = 0;
    assert_true(gr_int_parse(number, &left));
    for (; left >= 0; left--) {
        (void)take_to(&rest, "<si>");
    }
    return take_to(&rest, "</si>");
}

/** A sheet as one that is not held has it. */
static gr_str inlined(gr_arena *arena, const unpacked *of)
{
    gr_str rest = part(of, "xl/worksheets/sheet1.xml");
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    while (rest.len > 0) {
        gr_str before = take_to(&rest, " t=\"s\"><v>");
        gr_buf_add(&out, before);
        if (rest.len > 0) {
            gr_str number = take_to(&rest, "</v>");
            gr_buf_addf(&out, " t=\"inlineStr\"><is>" GR_FMT "</is>", GR_ARG(shared(of, number)));
        }
    }
    gr_str all = gr_buf_view(&out);
    gr_buf bare = gr_buf_make(arena, SIZE_MAX);
    while (all.len > 0) {
        gr_buf_add(&bare, take_to(&all, " spans=\""));
        (void)take_to(&all, "\"");
    }
    return gr_buf_view(&bare);
}

/** Looks are numbered in the order in which they are met, which is not that of cells for both. */
static gr_str without_looks(gr_arena *arena, gr_str xml)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    while (xml.len > 0) {
        gr_buf_add(&out, take_to(&xml, " s=\""));
        (void)take_to(&xml, "\"");
    }
    return gr_buf_view(&out);
}

static void both_ways_say_the_same(void **state)
{
    (void)state;
    for (unsigned ratios = 0; ratios < 2; ratios++) {
        gr_arena *arena = gr_arena_new(1 << 16);
        book held = long_book(false, ratios == 1), longer = long_book(true, ratios == 1);
        unpacked a = written(arena, &held), b = written(arena, &longer);
        gr_str want = without_looks(arena, inlined(arena, &a));
        gr_str got = without_looks(arena, part(&b, "xl/worksheets/sheet1.xml"));
        check_text("sheet", got, gr_str_dup(arena, want).ptr);
        assert_true(gr_str_find(got, GR_LIT("mergeCells")) != SIZE_MAX);
        gr_arena_free(held.arena);
        gr_arena_free(longer.arena);
        gr_arena_free(arena);
    }
}

/** The library prints some numbers as the floating point they are near to. */
static void numbers_stand_exactly(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1 << 16);
    book b = book_new();
    gr_node *row = row_new(&b, table_new(&b, "Lang", "", "dddddd"), GR_ROW_BODY);
    figure_new(&b, row, decimal(99999999999999, 3), as_number, "a");
    figure_new(&b, row, decimal(-5, 6), as_number, "b");
    figure_new(&b, row, whole(999999999999999), as_number, "c");
    figure_new(&b, row, decimal(120, 2), as_number, "d");
    figure_new(&b, row, decimal(0, 2), as_number, "e");
    figure_new(&b, row, euros(-100), as_number, "f");
    (void)pulled(&b, row->parent);
    unpacked made = written(arena, &b);
    gr_str xml = without_looks(arena, part(&made, "xl/worksheets/sheet1.xml"));
    gr_str want = GR_LIT("<row r=\"1\"><c r=\"A1\"><v>99999999999.999</v></c>"
                         "<c r=\"B1\"><v>-0.000005</v></c><c r=\"C1\"><v>999999999999999</v></c>"
                         "<c r=\"D1\"><v>1.2</v></c><c r=\"E1\"><v>0</v></c>"
                         "<c r=\"F1\"><v>-1</v></c></row>");
    assert_true(gr_str_find(xml, want) != SIZE_MAX);
    gr_arena_free(b.arena);
    gr_arena_free(arena);
}

static void the_same_bytes_each_time(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1 << 16);
    book one = long_book(true, true), two = long_book(true, true);
    unpacked a = written(arena, &one), b = written(arena, &two);
    assert_int_equal(a.n, b.n);
    for (size_t i = 0; i < a.n; i++) {
        assert_true(gr_str_eq(a.entries[i].bytes, b.entries[i].bytes));
    }
    gr_arena_free(one.arena);
    gr_arena_free(two.arena);
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_ways_say_the_same),
        cmocka_unit_test(numbers_stand_exactly),
        cmocka_unit_test(the_same_bytes_each_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
