/* What is put right of a run that died, and of a link that was lost. */
#include "standing.h"

#include "lookback/mend.h"
#include "store/number.h"

#define NIGHT 1795316603 /* 2026-11-22 03:03:23Z */

static const char adopted[] = "{\"status\": \"adopted\", \"version\": 1, \"date\": \"2026-11-20\"}";

static standing one_version(const char *life)
{
    standing s = standing_open();
    standing_add(&s, "aaaa", "aaaa");
    standing_write_in(&s, "aaaa", "manifest.json",
                      "{\"files\": [{\"name\": \"r.txt\", \"bytes\": 4}]}");
    standing_write_in(&s, "aaaa", "files/manifest.json", "{}");
    if (life[0] != '\0') {
        standing_write_in(&s, "aaaa", "life.json", life);
    }
    standing_show(&s, "aaaa", NIGHT);
    return s;
}

static void mend(standing *s)
{
    gr_mend_shown(&s->store, GR_LIT(""), NIGHT + 60, s->w.arena, s->w.diag);
}

static gr_str shown(const standing *s)
{
    return gr_place_shown(&s->place, s->w.arena);
}

static void a_released_version_without_its_link_is_shown_again(void **state)
{
    (void)state;
    standing s = one_version(adopted);
    assert_true(shown(&s).len > 0);
    assert_int_equal(unlink(s.place.link.ptr), 0);
    assert_true(shown(&s).len == 0);
    mend(&s);
    assert_true(shown(&s).len > 0);
    standing_said(&s, "r/region");
    assert_true(gr_diag_has(s.w.diag, GR_CODE_VERSION_BACK));
    standing_close(&s);
}

static void another_is_left_to_the_next_run(void **state)
{
    (void)state;
    standing s = one_version("");
    assert_int_equal(unlink(s.place.link.ptr), 0);
    mend(&s);
    assert_true(shown(&s).len == 0);
    assert_int_equal(gr_diag_count(s.w.diag, GR_NOTE), 0);
    standing_close(&s);
}

static void what_was_not_done_behind_a_link_is_done(void **state)
{
    (void)state;
    standing s = one_version("");
    assert_false(gr_version_number_is_given(&s.place, GR_LIT("aaaa"), s.w.arena));
    mend(&s);
    assert_true(gr_version_number_is_given(&s.place, GR_LIT("aaaa"), s.w.arena));
    standing_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_released_version_without_its_link_is_shown_again),
        cmocka_unit_test(another_is_left_to_the_next_run),
        cmocka_unit_test(what_was_not_done_behind_a_link_is_done),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
