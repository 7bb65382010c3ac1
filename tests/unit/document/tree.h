#ifndef GR_TESTS_DOCUMENT_TREE_H
#define GR_TESTS_DOCUMENT_TREE_H
/* A house style with one text style and small trees made by hand. */
#include "check.h"
#include "document/document.h"

static const gr_style plain_style = {.name = {"plain", 5}, .size = 10000, .leading = 14000};
static const gr_table_look plain_look = {.name = {"plain", 5}};

static inline const gr_house_style *plain_house(gr_arena *arena)
{
    gr_house_style *house = GR_NEW(arena, gr_house_style);
    house->id = house->title = GR_LIT("plain");
    house->lang = GR_LIT("nl");
    for (size_t i = 0; i < GR_STYLE__COUNT; i++) {
        house->styles[i] = &plain_style;
    }
    return house;
}

static inline gr_node *add_text_node(gr_arena *arena, gr_node *parent, gr_str chars)
{
    gr_node *text = gr_node_new(arena, parent, GR_K_TEXT, (gr_loc){0});
    text->as.text.chars = chars;
    return text;
}

/** A table of one head row and `n` body rows, two columns. */
static inline gr_node *add_table_node(gr_arena *arena, gr_node *parent, size_t n)
{
    static const gr_col cols[] = {{.header = true}, {.align = GR_ALIGN_DECIMAL}};
    gr_node *table = gr_node_new(arena, parent, GR_K_TABLE, (gr_loc){0});
    table->as.table.cols = cols;
    table->as.table.n_cols = 2;
    table->as.table.n_head_rows = 1;
    table->as.table.look = &plain_look;
    for (size_t i = 0; i <= n; i++) {
        gr_node *row = gr_node_new(arena, table, GR_K_ROW, (gr_loc){0});
        row->as.row.role = i == 0 ? GR_ROW_HEAD : GR_ROW_BODY;
        for (int c = 0; c < 2; c++) {
            gr_node *cell = gr_node_new(arena, row, GR_K_CELL, (gr_loc){0});
            add_text_node(arena, cell, gr_str_fmt(arena, "%zu.%d", i, c));
        }
    }
    return table;
}

#endif
