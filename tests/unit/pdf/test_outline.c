/* Bookmarks: each hangs below the last one of a higher level. */
#include "check.h"

#include "pdf/unpacked.h"

#define CHAPTER "FEFF0042006500670072006F00740069006E006700200032003000320032" /* level 1 */
#define SECTION "FEFF004B006F007300740065006E0020002820AC0029"                 /* level 2 */
#define DEEP    "FEFF0044006900650070"                                         /* level 4 */
#define LAST    "FEFF0053006C006F0074"                                         /* level 1 */

/** What an entry of the bookmark with that title says, as "9 0 R"; empty: it has none. */
static gr_str entry_of(gr_str text, const char *title, const char *name)
{
    size_t at = 0, begin = SIZE_MAX, end = 0;
    while ((at = gr_str_find(gr_str_sub(text, end, SIZE_MAX), GR_LIT("/Parent "))) != SIZE_MAX) {
        begin = end + at;
        while (begin > 0 && !gr_str_starts(gr_str_sub(text, begin, SIZE_MAX), GR_LIT("<<"))) {
            begin--;
        }
        end += at + 8;
        gr_str dict = gr_str_sub(text, begin, SIZE_MAX);
        dict = gr_str_sub(dict, 0, gr_str_find(dict, GR_LIT(">>")));
        if (gr_str_find(dict, gr_str_of(title)) != SIZE_MAX) {
            size_t found = gr_str_find(dict, gr_str_of(name));
            gr_str value = found == SIZE_MAX ? GR_LIT("") : gr_str_sub(dict, found, SIZE_MAX);
            value = gr_str_sub(value, strlen(name), SIZE_MAX);
            return gr_str_trim(gr_str_sub(value, 0, gr_str_find(value, GR_LIT("R"))));
        }
    }
    fail_msg("no bookmark %s", title);
    return GR_LIT("");
}

static void bookmarks_hang_below_each_other(void **state)
{
    (void)state;
    sample *s = malloc(sizeof(*s));
    assert_true(s != NULL && make_sample(s));
    gr_str text = unpacked(s->arena, emitted(s));
    gr_str root = entry_of(text, CHAPTER, "/Parent"), chapter = entry_of(text, SECTION, "/Parent");
    gr_str section = entry_of(text, DEEP, "/Parent");
    assert_true(root.len > 0);
    assert_true(gr_str_eq(entry_of(text, LAST, "/Parent"), root));
    assert_true(gr_str_eq(entry_of(text, LAST, "/Prev"), chapter));
    assert_true(gr_str_eq(entry_of(text, CHAPTER, "/First"), entry_of(text, CHAPTER, "/Last")));
    assert_true(gr_str_eq(entry_of(text, CHAPTER, "/First"), section));
    assert_false(gr_str_eq(chapter, root));
    assert_false(gr_str_eq(section, chapter));
    drop_sample(s);
    free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bookmarks_hang_below_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
