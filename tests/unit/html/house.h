#ifndef GR_TESTS_HTML_HOUSE_H
#define GR_TESTS_HTML_HOUSE_H
/* A small house style made by hand; tests change what they are about. */
#include "check.h"

#include "base/arena.h"
#include "html_priv.h"

typedef struct small_house {
    gr_style text, head, title;
    gr_table_look table;
    gr_box_look boxes[3]; /* tile, warning, action */
    gr_font_file fonts[4];
    gr_house_style house;
} small_house;

/* What has no value of its own points into the struct itself: it must not be copied. */
static inline void build_house(small_house *h)
{
    *h = (small_house){
        .text = {.family = GR_LIT("text"), .colour = 0x202020, .on = GR_NO_COLOUR},
        .head = {.family = GR_LIT("display"), .colour = 0x0b4f6c, .on = GR_NO_COLOUR},
        .title = {.family = GR_LIT("display"), .colour = 0xffffff, .on = 0x0b4f6c},
        .table = {.name = GR_LIT("plain"),
                  .head_fill = 0x0b4f6c,
                  .head_colour = 0xffffff,
                  .head_rule = GR_NO_COLOUR,
                  .rule = 0xc5d4dc},
        .boxes = {{.name = GR_LIT("tile"), .fill = 0xeef4f7, .bar = 0xb3470f},
                  {.name = GR_LIT("warning"), .fill = 0xfbf3e9, .bar = 0xb3470f},
                  {.name = GR_LIT("action"), .fill = GR_NO_COLOUR, .bar = 0x35702f}},
        .fonts = {{.family = GR_LIT("text"), .path = GR_LIT("/fonts/Sample-Regular.ttf")},
                  {.family = GR_LIT("text"), .bold = true, .path = GR_LIT("Sample-Bold.ttf")},
                  {.family = GR_LIT("text"), .italic = true, .path = GR_LIT("Sample-Italic.ttf")},
                  {.family = GR_LIT("display"), .path = GR_LIT("/f/odd\");}name.ttf")}},
    };
    h->house = (gr_house_style){
        .id = GR_LIT("small"),
        .lang = GR_LIT("nl"),
        .notation = {.decimal_mark = GR_LIT(","), .group_mark = GR_LIT(".")},
        .link_colour = 0x0f7490,
        .table_looks = &h->table,
        .n_table_looks = 1,
        .box_looks = h->boxes,
        .n_box_looks = 3,
        .fonts = h->fonts,
        .n_fonts = 4,
    };
    for (size_t i = 0; i < GR_STYLE__COUNT; i++) {
        h->house.styles[i] = &h->text;
    }
    h->house.styles[GR_STYLE_HEADING_1] = &h->head;
    h->house.styles[GR_STYLE_TITLE] = &h->title;
}

#endif
