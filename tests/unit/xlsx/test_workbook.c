#include "check.h"

#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "sheets/book.h"
#include "workbook.h"

/* A real workbook, and every way a write that was lost in a temporary file can leave it. */

typedef struct opened {
    book book;
    gr_xlsx_facts want;
    gr_zip_entry *entries;
    size_t n;
} opened;

static opened open_real(gr_arena *arena)
{
    opened o = {.book = contributions_book()};
    char folder[] = "/tmp/griffie-workbook-XXXXXX";
    assert_non_null(mkdtemp(folder));
    gr_str path = gr_path_join(arena, gr_str_of(folder), GR_LIT("a.xlsx"));
    o.book.doc->root->first->as.table.flat = true; /* a list has a part of its own */
    const gr_sheet_plan *plan = book_plan(&o.book);
    assert_non_null(plan->sheets[0].list);
    gr_str bytes = GR_LIT("");
    assert_int_equal(gr_xlsx_write(plan, path, gr_str_of(folder), o.book.diag), GR_OK);
    assert_int_equal(gr_file_read(path, 1 << 24, arena, o.book.diag, (gr_loc){0}, &bytes), GR_OK);
    assert_int_equal(unlink(path.ptr), 0);
    assert_int_equal(rmdir(folder), 0);
    assert_true(gr_zip_read(arena, bytes, 1 << 24, &o.entries, &o.n));
    o.want = gr_xlsx_expected(plan);
    return o;
}

static bool is_whole(const opened *o, gr_arena *arena)
{
    gr_str why = GR_LIT("");
    const gr_parts parts = {o->entries, o->n, NULL};
    bool whole = gr_workbook_is_whole(&parts, &o->want, arena, &why);
    assert_int_equal(why.len == 0, whole); /* a refusal says why */
    return whole;
}

static void each_part_is_needed_and_read_to_its_end(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1 << 16);
    opened o = open_real(arena);
    assert_true(o.want.strings > 0);
    assert_true(is_whole(&o, arena));
    for (size_t i = 0; i < o.n; i++) {
        gr_zip_entry part = o.entries[i];
        print_message("part %s\n", part.name.ptr);
        o.entries[i].name = GR_LIT("elsewhere");
        assert_false(is_whole(&o, arena));
        o.entries[i].name = part.name;
        const size_t cuts[] = {0, 1, part.bytes.len / 2, gr_str_trim(part.bytes).len - 1};
        for (size_t k = 0; k < sizeof(cuts) / sizeof(cuts[0]); k++) {
            o.entries[i].bytes = gr_str_sub(part.bytes, 0, cuts[k]);
            assert_false(is_whole(&o, arena));
        }
        gr_zip_entry next = o.entries[(i + 1) % o.n];
        if (!gr_str_ends(part.name, GR_LIT(".rels")) || !gr_str_ends(next.name, GR_LIT(".rels"))) {
            o.entries[i].bytes = next.bytes;
            assert_false(is_whole(&o, arena));
        }
        o.entries[i].bytes = part.bytes;
    }
    assert_true(is_whole(&o, arena));
    gr_arena_free(o.book.arena);
    gr_arena_free(arena);
}

static gr_str without(gr_arena *arena, gr_str text, const char *from, const char *to)
{
    size_t start = gr_str_find(text, gr_str_of(from));
    assert_true(start != SIZE_MAX);
    gr_str rest = gr_str_sub(text, start, SIZE_MAX);
    size_t end = gr_str_find(rest, gr_str_of(to));
    assert_true(end != SIZE_MAX);
    return gr_str_fmt(arena, GR_FMT GR_FMT, GR_ARG(gr_str_sub(text, 0, start)),
                      GR_ARG(gr_str_sub(rest, end + strlen(to), SIZE_MAX)));
}

/** Well-formed, but something is gone from the middle. */
static void what_is_lost_in_the_middle_is_missed(void **state)
{
    (void)state;
    static const struct {
        const char *part, *from, *to;
    } cases[] = {
        {"[Content_Types].xml", "<Override", "/>"},
        {"_rels/.rels", "<Relationship ", "/>"},
        {"xl/workbook.xml", "<sheet ", "/>"},
        {"xl/_rels/workbook.xml.rels", "<Relationship ", "/>"},
        {"xl/styles.xml", "<font>", "</font>"},
        {"xl/styles.xml", "<xf ", "/>"},
        {"xl/sharedStrings.xml", "<si>", "</si>"},
        {"xl/sharedStrings.xml", " count=\"", "\""},
        {"xl/worksheets/sheet1.xml", "<c ", "</c>"},
        {"xl/worksheets/sheet1.xml", "<f>", "</f>"},
    };
    gr_arena *arena = gr_arena_new(1 << 16);
    opened o = open_real(arena);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        print_message("case %zu: %s in %s\n", i, cases[i].from, cases[i].part);
        for (size_t k = 0; k < o.n; k++) {
            gr_str all = o.entries[k].bytes;
            if (gr_str_is(o.entries[k].name, cases[i].part)) {
                o.entries[k].bytes = without(arena, all, cases[i].from, cases[i].to);
                assert_false(is_whole(&o, arena));
            }
            o.entries[k].bytes = all;
        }
    }
    assert_true(is_whole(&o, arena));
    gr_arena_free(o.book.arena);
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_part_is_needed_and_read_to_its_end),
        cmocka_unit_test(what_is_lost_in_the_middle_is_missed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
