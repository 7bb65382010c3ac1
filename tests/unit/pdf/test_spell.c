#include "check.h"

#include "base/date.h"
#include "pdf_priv.h"

static gr_arena *arena;

static gr_buf fresh(void)
{
    return gr_buf_make(arena, 1000);
}

typedef struct length_case {
    int64_t thousandths;
    const char *want;
} length_case;

static void lengths_are_exact(void **state)
{
    (void)state;
    static const length_case cases[] = {
        {0, "0"},
        {1, ".001"},
        {-1, "-.001"},
        {10, ".01"},
        {100, ".1"},
        {999, ".999"},
        {1000, "1"},
        {-1000, "-1"},
        {12340, "12.34"},
        {595276, "595.276"},
        {841890, "841.89"},
        {INT32_MIN, "-2147483.648"},
        {INT64_MIN, "-9223372036854775.808"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        gr_buf out = fresh();
        gr_add_length(&out, cases[i].thousandths);
        check_text(cases[i].want, gr_buf_view(&out), cases[i].want);
    }
}

static void colours_texts_and_dates(void **state)
{
    (void)state;
    gr_buf out = fresh();
    gr_add_colour(&out, 0x000000, "rg");
    gr_add_colour(&out, 0xFFFFFF, "RG");
    gr_add_colour(&out, 0x804001, "rg");
    check_text("colours", gr_buf_view(&out), "0 0 0 rg\n1 1 1 RG\n.502 .251 .004 rg\n");
    out = fresh();
    gr_add_text(&out, GR_LIT("A€\U0001F680"));
    check_text("text", gr_buf_view(&out), "<FEFF004120ACD83DDE80>");
    out = fresh();
    gr_add_literal(&out, GR_LIT("a(b)\\c\rd\n"));
    check_text("literal", gr_buf_view(&out), "(a\\(b\\)\\\\c\\rd\n)");
    gr_value date = {.type = GR_T_DATE, .as.day = gr_day_of((gr_civil){2022, 3, 1})};
    out = fresh();
    gr_add_date(&out, &date, false);
    gr_add_date(&out, &date, true);
    date.type = GR_T_NONE;
    gr_add_date(&out, &date, true);
    check_text("dates", gr_buf_view(&out),
               "(D:20220301000000Z)2022-03-01T00:00:00Z1970-01-01T00:00:00Z");
}

static uint32_t u32_at(gr_str s, size_t at)
{
    const unsigned char *p = (const unsigned char *)s.ptr + at;
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static void the_colour_profile_is_well_formed(void **state)
{
    (void)state;
    gr_str profile = gr_srgb_profile(arena);
    assert_int_equal(u32_at(profile, 0), profile.len);
    assert_memory_equal(profile.ptr + 12, "mntrRGB XYZ ", 12);
    assert_memory_equal(profile.ptr + 36, "acsp", 4);
    uint32_t n = u32_at(profile, 128);
    assert_int_equal(n, 10);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t from = u32_at(profile, 132 + 12 * i + 4);
        uint32_t length = u32_at(profile, 132 + 12 * i + 8);
        assert_int_equal(from % 4, 0);
        assert_true(from >= 132 + 12 * n && from + length <= profile.len);
    }
    /* the three primaries add up to the white point, within rounding */
    for (size_t axis = 0; axis < 3; axis++) {
        uint32_t sum = 0;
        for (uint32_t i = 4; i < 7; i++) {
            sum += u32_at(profile, u32_at(profile, 132 + 12 * i + 4) + 8 + 4 * axis);
        }
        uint32_t white = u32_at(profile, 68 + 4 * axis);
        assert_true(sum + 16 > white && sum < white + 16);
    }
}

int main(void)
{
    arena = gr_arena_new(65536);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lengths_are_exact),
        cmocka_unit_test(colours_texts_and_dates),
        cmocka_unit_test(the_colour_profile_is_well_formed),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    gr_arena_free(arena);
    return failed;
}
