/* What is written can be read, by day and by night, whatever colours a house has. */
#include "house.h"

typedef struct meeting {
    gr_html_colour ink, ground;
} meeting;

static const meeting meetings[] = {
    {GR_HTML_INK, GR_HTML_GROUND},    {GR_HTML_INK, GR_HTML_RAISED},
    {GR_HTML_SOFT, GR_HTML_GROUND},   {GR_HTML_SOFT, GR_HTML_RAISED},
    {GR_HTML_ACCENT, GR_HTML_GROUND}, {GR_HTML_ACCENT, GR_HTML_RAISED},
    {GR_HTML_LINK, GR_HTML_GROUND},   {GR_HTML_ALARM, GR_HTML_GROUND},
    {GR_HTML_ALARM, GR_HTML_RAISED},  {GR_HTML_GOOD, GR_HTML_GROUND},
    {GR_HTML_GOOD, GR_HTML_RAISED},   {GR_HTML_BANNER_INK, GR_HTML_BANNER},
    {GR_HTML_HEAD_INK, GR_HTML_HEAD},
};

static void check_palette(const char *name, gr_html_palette palette)
{
    for (size_t i = 0; i < GR_HTML_COLOUR__COUNT; i++) {
        print_message("%s: colour %zu is %06x\n", name, i, (unsigned)palette.colours[i]);
        assert_true(palette.colours[i] <= 0xFFFFFF);
    }
    for (size_t i = 0; i < sizeof meetings / sizeof meetings[0]; i++) {
        gr_rgb ink = palette.colours[meetings[i].ink];
        gr_rgb ground = palette.colours[meetings[i].ground];
        print_message("%s: %06x on %06x\n", name, (unsigned)ink, (unsigned)ground);
        assert_true(gr_contrast(ink, ground) >= 450);
    }
}

/* One colour everywhere: ink, accent, link, bars, fills. */
static void one_colour(small_house *h, gr_rgb colour)
{
    build_house(h);
    h->text.colour = h->head.colour = h->title.colour = h->title.on = colour;
    h->table.head_fill = h->table.head_colour = colour;
    h->house.link_colour = colour;
    for (size_t i = 0; i < 3; i++) {
        h->boxes[i].fill = h->boxes[i].bar = colour;
    }
}

static void readable(void **state)
{
    (void)state;
    static const gr_rgb colours[] = {0x000000, 0xffffff, 0x777777, 0xff0000, 0xffff00,
                                     0x0000ff, 0x00ff00, 0x0b4f6c, 0xeef4f7, 0x808000};
    small_house h;
    build_house(&h);
    check_palette("house, light", gr_html_light(&h.house));
    check_palette("house, dark", gr_html_dark(&h.house));
    for (size_t i = 0; i < sizeof colours / sizeof colours[0]; i++) {
        one_colour(&h, colours[i]);
        check_palette("one colour, light", gr_html_light(&h.house));
        check_palette("one colour, dark", gr_html_dark(&h.house));
    }
}

static void own_colours(void **state)
{
    (void)state;
    small_house h;
    build_house(&h);
    gr_html_palette light = gr_html_light(&h.house), dark = gr_html_dark(&h.house);
    assert_int_equal(light.colours[GR_HTML_ACCENT], 0x0b4f6c);
    assert_int_equal(light.colours[GR_HTML_RAISED], 0xeef4f7);
    assert_int_equal(light.colours[GR_HTML_BANNER], 0x0b4f6c);
    assert_true(gr_colour_is_darker(dark.colours[GR_HTML_GROUND], 0x303030));
    assert_true(gr_colour_is_darker(light.colours[GR_HTML_ACCENT], dark.colours[GR_HTML_ACCENT]));
    h.head.colour = 0xa0c0d0; /* too pale on white: running text's colour instead */
    assert_int_equal(gr_html_light(&h.house).colours[GR_HTML_ACCENT], 0x202020);
}

static void nothing_filled(void **state)
{
    (void)state;
    small_house h;
    build_house(&h);
    h.title.on = h.table.head_fill = h.table.head_colour = h.table.rule = GR_NO_COLOUR;
    h.title.colour = 0x000000;
    check_palette("no fills, light", gr_html_light(&h.house));
    check_palette("no fills, dark", gr_html_dark(&h.house));
    h.house.n_table_looks = h.house.n_box_looks = 0;
    check_palette("no looks, light", gr_html_light(&h.house));
    check_palette("no looks, dark", gr_html_dark(&h.house));
    gr_html_palette dark = gr_html_dark(&h.house);
    assert_int_equal(dark.colours[GR_HTML_BANNER], dark.colours[GR_HTML_GROUND]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(readable), cmocka_unit_test(own_colours),
                                       cmocka_unit_test(nothing_filled)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
