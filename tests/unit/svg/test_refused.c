#include "check.h"

#include "base/arena.h"
#include "svg/svg.h"

/* What is in <svg viewBox="0 0 10 10"> on line 1, and what is said of it: place, then words; NULL:
 * it is drawn. */
static const struct {
    const char *inside, *told;
} cases[] = {
    {"<path d='M0 0L1 1'/>", NULL},
    {"\n <text>Doetinchem</text>", "2:2|<text>: letters in it are no text"},
    {"<image href='a.png'/>", "1:68|<image>: a picture in a drawing"},
    {"<foreignObject/>", "1:68|<foreignObject>: leave it out"},
    {"<script>x()</script>", "1:68|<script>: leave it out; a page does not run"},
    {"<g><animate/></g>", "1:71|<animate>: leave it out; paper does not move"},
    {"<a href='#x'/>", "1:68|<a>: a drawing is no link"},
    {"<switch/>", "1:68|<switch>: leave only the branch"},
    {"<rekt/>", "1:68|<rekt> is none of SVG's elements; did you mean <rect>?"},
    {"<rect widht='3'/>", "1:68|<rect> has no 'widht'; did you mean 'width'?"},
    {"<rect onclick='x()'/>", "1:68|onclick= would run a program"},
    {"<rect strok='red'/>", "1:68|<rect> has no 'strok'; did you mean 'stroke'?"},
    {"<rect fill='grean'/>", "1:68|'grean' is no value of fill"},
    {"<rect fill='url(#no)' width='1' height='1'/>",
     "1:68|'url(#no)': no element of this drawing has that id"},
    {"<rect fill='url(other.svg#a)' width='1' height='1'/>",
     "1:68|'url(other.svg#a)' is in another file"},
    {"<use href='other.svg#a'/>", "1:68|'other.svg#a' is in another file"},
    {"<defs><filter id='f'><feBlend/></filter></defs>", NULL},
    {"<rect filter='url(#f)'/>", "1:68|filter: url(#f) is not drawn"},
    {"<rect style='mask:url(#m)'/>", "1:68|mask: url(#m) is not drawn"},
    {"<rect style='mix-blend-mode: multiply'/>", "1:68|mix-blend-mode: multiply is not drawn"},
    {"<rect style='fil: red'/>", "1:68|no property 'fil'; did you mean 'fill'?"},
    {"<rect style='fill'/>", "1:68|'fill' is no property with a value"},
    {"<rect style='font-family: Lato; -inkscape-stroke: none; fill: red'/>", NULL},
    {"<style>@import url(x.css);</style>", "1:68|'@import url(x.css);': rules that depend"},
    {"<style>g rect {fill: red}</style>", "1:68|the rule for 'g rect' is not understood"},
    {"<style>rect {fill: red</style>", "1:68|a rule without { or } at 'rect {fill: red'"},
    {"<g transform='turn(3)'/>", "1:68|transform=\"turn(3)\" is none that is known"},
    {"<path d='M0 0L1'/>", "1:68|d= ends where a number should stand"},
    {"<path d='M0 0L1 1 ! 3'/>", "1:68|d= is no path from character 10 on: '! 3'"},
    {"<polygon points='1 1 2'/>", "1:68|points= has no pair of numbers"},
    {"<rect width='3em' height='1'/>", "1:68|width=\"3em\" is no length"},
    {"<g id='a'><use href='#a'/></g>", "1:78|<use> of what it stands in itself"},
    {"<use href='#a'/><clipPath id='a'/>", "1:68|<use> of <clipPath>, which is not drawn"},
    {"<linearGradient id='a' spreadMethod='repeat'><stop/></linearGradient>"
     "<rect fill='url(#a)' width='1' height='1'/>",
     "1:68|spreadMethod=\"repeat\" is not drawn"},
    {"<linearGradient id='a' href='#a'/><rect fill='url(#a)' width='1' height='1'/>",
     "1:68|a gradient that takes from itself"},
    {"<rect fill='url(#a)' width='1' height='1'/><g id='a'/>", "1:111|<g> is no gradient"},
    {"<clipPath id='a' clipPathUnits='objectBoundingBox'/><rect clip-path='url(#a)'/>",
     "1:68|clipPathUnits=\"objectBoundingBox\" is not drawn"},
    {"<clipPath id='a'><path d='M0 0h4v4h-4z M1 1h1v1z'/><rect width='9' height='9'/></clipPath>"
     "<rect clip-path='url(#a)' width='1' height='1'/>",
     "1:119|a clipPath of several shapes that have holes"},
    {"<rect width='1' height='1' transform='scale(9999999)'/>", "1:68|it reaches further than"},
    {"<svg viewBox='0 0 0 1'/>", "1:68|viewBox=\"0 0 0 1\" is not four numbers"},
    {"<svg viewBox='0 0 1 1' preserveAspectRatio='left'/>", "1:68|preserveAspectRatio= is none"},
    {"<note xmlns='urn:other'><text/></note><metadata><x/></metadata>", NULL},
};

static void each_is_told_with_its_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        gr_arena *arena = gr_arena_new(65536);
        gr_diag *diag = gr_diag_new(arena, 10);
        gr_str text =
            gr_str_fmt(arena,
                       "<svg xmlns='http://www.w3.org/2000/svg'     viewBox='0 0 10 10'   >%s"
                       "</svg>",
                       cases[i].inside);
        const gr_vector *vector = NULL;
        gr_status status = gr_svg_read(GR_LIT("a.svg"), text, &gr_default_limits, arena, diag,
                                       (gr_loc){0}, &vector);
        gr_diag_row row = {.place = GR_LIT(""), .text = GR_LIT("")};
        gr_str met = GR_LIT("");
        if (gr_diag_at(diag, 0, arena, &row)) {
            met = gr_str_fmt(arena, GR_FMT "|" GR_FMT, GR_ARG(row.place), GR_ARG(row.text));
        }
        gr_str want =
            cases[i].told == NULL ? GR_LIT("") : gr_str_fmt(arena, "a.svg:%s", cases[i].told);
        size_t bar = gr_str_find(want, GR_LIT("|"));
        gr_str words = bar == SIZE_MAX ? want : gr_str_sub(want, bar + 1, want.len);
        bool placed = gr_str_starts(met, gr_str_sub(want, 0, bar));
        if ((status == GR_OK) != (cases[i].told == NULL) || !placed ||
            gr_str_find(met, words) == SIZE_MAX) {
            print_error("%s\n  " GR_FMT "\n  " GR_FMT "\n", cases[i].inside, GR_ARG(met),
                        GR_ARG(want));
            fail();
        }
        gr_arena_free(arena);
    }
}

static gr_status read_text(gr_arena *arena, const char *text, size_t steps, const char **tag)
{
    gr_diag *diag = gr_diag_new(arena, 10);
    gr_limits limits = gr_default_limits;
    limits.vector_steps = steps;
    const gr_vector *vector = NULL;
    gr_status status =
        gr_svg_read(GR_LIT("a.svg"), gr_str_of(text), &limits, arena, diag, (gr_loc){0}, &vector);
    gr_diag_row row = {.tag = ""};
    (void)gr_diag_at(diag, 0, arena, &row);
    *tag = row.tag;
    return status;
}

#define SVG "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'>"

static void what_is_small_stays_small(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(65536);
    const char *tag = "";
    const char *laughs = SVG "<g id='a'><path d='M0 0h1v1'/></g>"
                             "<g id='b'><use href='#a'/><use href='#a'/><use href='#a'/></g>"
                             "<g id='c'><use href='#b'/><use href='#b'/><use href='#b'/></g>"
                             "<use href='#c'/><use href='#c'/></svg>";
    assert_int_equal(read_text(arena, laughs, 1000, &tag), GR_OK);
    assert_int_equal(read_text(arena, laughs, 60, &tag), GR_OVER_LIMIT);
    assert_string_equal(tag, "L129");
    gr_arena_free(arena);
}

static void a_doctype_is_passed_over_unless_it_declares(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(65536);
    const char *tag = "";
    assert_int_equal(read_text(arena,
                               "<?xml version='1.0'?>\n<!-- a -->\n<!DOCTYPE svg PUBLIC 'a>' "
                               "\"http://example.org/x.dtd\">\n" SVG "</svg>",
                               100, &tag),
                     GR_OK);
    assert_int_equal(read_text(arena, "<!DOCTYPE svg [<!ENTITY a 'b'>]>" SVG "</svg>", 100, &tag),
                     GR_BAD_INPUT);
    assert_string_equal(tag, "X102");
    assert_int_equal(
        read_text(arena, "<!DOCTYPE svg SYSTEM 'x.dtd'>" SVG "<g id='&a;'/></svg>", 100, &tag),
        GR_BAD_INPUT);
    assert_string_equal(tag, "X101");
    gr_arena_free(arena);
}

static void points_have_colours(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(65536);
    gr_diag *diag = gr_diag_new(arena, 10);
    const gr_vector *v = NULL;
    gr_str text = GR_LIT("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'>"
                         "<linearGradient id='a'><stop stop-color='#000'/>"
                         "<stop offset='1' stop-color='#fff'/></linearGradient>"
                         "<rect width='4' height='4' fill='#102030'/>"
                         "<rect x='4' width='4' height='4' fill='#000' opacity='.5'/>"
                         "<rect y='5' width='10' height='4' fill='url(#a)'/>"
                         "<path d='M8 0v4' stroke='red' stroke-width='1'/></svg>");
    assert_int_equal(
        gr_svg_read(GR_LIT("a.svg"), text, &gr_default_limits, arena, diag, (gr_loc){0}, &v),
        GR_OK);
    const gr_fix unit = 100 * GR_FIX_ONE;
    assert_int_equal(gr_vector_colour(v, 2 * unit, 2 * unit, 0xFFFFFF), 0x102030);
    assert_int_equal(gr_vector_colour(v, 5 * unit, 2 * unit, 0xFFFFFF), 0x808080);
    assert_int_equal(gr_vector_colour(v, 8 * unit, 2 * unit, 0xFFFFFF), 0xFF0000);
    assert_int_equal(gr_vector_colour(v, 2 * unit, 9 * unit + unit / 2, 0xABCDEF), 0xABCDEF);
    uint32_t grey = gr_vector_colour(v, 5 * unit, 7 * unit, 0) & 0xFF;
    assert_true(grey > 120 && grey < 136);
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_is_told_with_its_place),
        cmocka_unit_test(what_is_small_stays_small),
        cmocka_unit_test(a_doctype_is_passed_over_unless_it_declares),
        cmocka_unit_test(points_have_colours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
