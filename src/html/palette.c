#include "html_priv.h"

/* Owns the colours of the page. The house style has colours for paper only; those for a dark screen
 * are made from them. Whatever is written somewhere is held against what it may stand on. */

#define WHITE       0xFFFFFFu
#define BLACK       0x000000u
#define LEAST_TEXT  450 /* contrast, in 1/100 */
#define LEAST_NIGHT 600
#define LEAST_SHAPE 300
#define STEPS       16 /* of a mixture */

static uint32_t mix_channel(gr_rgb a, gr_rgb b, unsigned shift, uint32_t part)
{
    uint32_t from = a >> shift & 0xFF, to = b >> shift & 0xFF;
    return ((from * (STEPS - part) + to * part + STEPS / 2) / STEPS) << shift;
}

/* `part` sixteenths of b in a. */
static gr_rgb mix(gr_rgb a, gr_rgb b, uint32_t part)
{
    return mix_channel(a, b, 16, part) | mix_channel(a, b, 8, part) | mix_channel(a, b, 0, part);
}

static gr_rgb either(gr_rgb colour, gr_rgb otherwise)
{
    return colour == GR_NO_COLOUR ? otherwise : colour;
}

static bool stands_out(gr_rgb colour, const gr_html_palette *palette, int64_t least)
{
    return gr_contrast(colour, palette->colours[GR_HTML_GROUND]) >= least &&
           gr_contrast(colour, palette->colours[GR_HTML_RAISED]) >= least;
}

/* What can be read on `ground`, which comes with an ink of its own. */
static gr_rgb ink_on(gr_rgb ground, gr_rgb wanted)
{
    if (gr_contrast(wanted, ground) >= LEAST_TEXT) {
        return wanted;
    }
    return gr_contrast(WHITE, ground) >= gr_contrast(BLACK, ground) ? WHITE : BLACK;
}

static gr_rgb bar_of(const gr_house_style *house, const char *box, gr_rgb otherwise)
{
    const gr_box_look *look = gr_box_look_find(house, gr_str_of(box));
    return look == NULL ? otherwise : either(look->bar, otherwise);
}

/* The style's own colours, before anybody asked whether they can be read. */
static gr_html_palette wanted(const gr_house_style *house)
{
    static const gr_table_look no_table = {.head_fill = GR_NO_COLOUR,
                                           .head_colour = GR_NO_COLOUR,
                                           .rule = GR_NO_COLOUR,
                                           .head_rule = GR_NO_COLOUR};
    const gr_table_look *table = gr_table_look_find(house, GR_LIT("plain"));
    const gr_box_look *tile = gr_box_look_find(house, GR_LIT("tile"));
    const gr_style *title = house->styles[GR_STYLE_TITLE];
    gr_rgb ink = house->styles[GR_STYLE_PARAGRAPH]->colour;
    gr_rgb accent = house->styles[GR_STYLE_HEADING_1]->colour;
    gr_rgb stripe = bar_of(house, "tile", accent);
    table = table == NULL ? &no_table : table;
    return (gr_html_palette){{
        [GR_HTML_GROUND] = WHITE,
        [GR_HTML_RAISED] = tile == NULL ? WHITE : either(tile->fill, WHITE),
        [GR_HTML_RULE] = either(table->rule, mix(WHITE, ink, 4)),
        [GR_HTML_INK] = ink,
        [GR_HTML_SOFT] = house->styles[GR_STYLE_SOURCE]->colour,
        [GR_HTML_ACCENT] = accent,
        [GR_HTML_LINK] = house->link_colour,
        [GR_HTML_ALARM] = bar_of(house, "warning", stripe),
        [GR_HTML_GOOD] = bar_of(house, "action", accent),
        [GR_HTML_BANNER] = title->on,
        [GR_HTML_BANNER_INK] = title->colour,
        [GR_HTML_STRIPE] = stripe,
        [GR_HTML_HEAD] = table->head_fill,
        [GR_HTML_HEAD_INK] = either(table->head_colour, house->styles[GR_STYLE_CELL_HEAD]->colour),
        [GR_HTML_HEAD_RULE] = either(table->head_rule, accent),
    }};
}

/* Banner and head of a table: their fill as the style has it; without one, the page's ground. */
static void settle_fills(gr_html_palette *palette)
{
    gr_rgb *colours = palette->colours;
    if (colours[GR_HTML_BANNER] == GR_NO_COLOUR) {
        colours[GR_HTML_BANNER] = colours[GR_HTML_GROUND];
        colours[GR_HTML_BANNER_INK] = colours[GR_HTML_ACCENT];
    }
    if (colours[GR_HTML_HEAD] == GR_NO_COLOUR) {
        colours[GR_HTML_HEAD] = colours[GR_HTML_GROUND];
        colours[GR_HTML_HEAD_INK] = colours[GR_HTML_INK];
    }
    colours[GR_HTML_BANNER_INK] = ink_on(colours[GR_HTML_BANNER], colours[GR_HTML_BANNER_INK]);
    colours[GR_HTML_HEAD_INK] = ink_on(colours[GR_HTML_HEAD], colours[GR_HTML_HEAD_INK]);
}

static const gr_html_colour letters[] = {GR_HTML_SOFT, GR_HTML_ACCENT, GR_HTML_LINK, GR_HTML_ALARM,
                                         GR_HTML_GOOD};
#define N_LETTERS (sizeof letters / sizeof letters[0])

gr_html_palette gr_html_light(const gr_house_style *house)
{
    gr_html_palette palette = wanted(house);
    gr_rgb *colours = palette.colours;
    if (gr_contrast(colours[GR_HTML_INK], WHITE) < LEAST_TEXT) {
        colours[GR_HTML_INK] = BLACK;
    }
    if (gr_contrast(colours[GR_HTML_INK], colours[GR_HTML_RAISED]) < LEAST_TEXT) {
        colours[GR_HTML_RAISED] = WHITE;
    }
    for (size_t i = 0; i < N_LETTERS; i++) {
        if (!stands_out(colours[letters[i]], &palette, LEAST_TEXT)) {
            colours[letters[i]] = colours[GR_HTML_INK];
        }
    }
    settle_fills(&palette);
    return palette;
}

/* The colour at full strength with a third of white: its hue, bright. */
static gr_rgb bright(gr_rgb colour)
{
    uint32_t red = colour >> 16 & 0xFF, green = colour >> 8 & 0xFF, blue = colour & 0xFF;
    uint32_t most = red > green ? red : green;
    most = most > blue ? most : blue;
    if (most == 0) {
        return WHITE;
    }
    gr_rgb full = red * 255 / most << 16 | green * 255 / most << 8 | blue * 255 / most;
    return mix(full, WHITE, 6);
}

/* As little light as will do. White itself always does: the ground is darker than half. */
static gr_rgb lighter(gr_rgb colour, const gr_html_palette *palette, int64_t least)
{
    gr_rgb from = colour, to = bright(colour);
    if (!stands_out(to, palette, least)) {
        from = to;
        to = WHITE;
    }
    uint32_t part = 0;
    while (part < STEPS && !stands_out(mix(from, to, part), palette, least)) {
        part++;
    }
    return mix(from, to, part);
}

/* The ground is a dark shade of the house's ink: blue ink makes a dark blue page. */
gr_html_palette gr_html_dark(const gr_house_style *house)
{
    gr_html_palette palette = wanted(house);
    gr_rgb *colours = palette.colours;
    const gr_html_palette day = gr_html_light(house);
    gr_rgb ink = day.colours[GR_HTML_INK];
    colours[GR_HTML_GROUND] = mix(mix(ink, BLACK, 7), WHITE, 1);
    colours[GR_HTML_RAISED] = mix(colours[GR_HTML_GROUND], WHITE, 1);
    colours[GR_HTML_RULE] = mix(colours[GR_HTML_GROUND], WHITE, 4);
    colours[GR_HTML_INK] = mix(WHITE, colours[GR_HTML_GROUND], 1);
    colours[GR_HTML_STRIPE] = lighter(colours[GR_HTML_STRIPE], &palette, LEAST_SHAPE);
    colours[GR_HTML_HEAD_RULE] = lighter(colours[GR_HTML_HEAD_RULE], &palette, LEAST_SHAPE);
    for (size_t i = 0; i < N_LETTERS; i++) {
        bool plain = day.colours[letters[i]] == ink; /* black stays what running text is */
        gr_rgb light = lighter(colours[letters[i]], &palette, LEAST_NIGHT);
        colours[letters[i]] = plain ? colours[GR_HTML_INK] : light;
    }
    settle_fills(&palette);
    return palette;
}
