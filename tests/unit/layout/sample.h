#ifndef GR_TESTS_LAYOUT_SAMPLE_H
#define GR_TESTS_LAYOUT_SAMPLE_H
/* A small house style for the dummy face (every sign half its size wide), and short ways to build
 * documents by hand. Lengths in 1/1000 pt. */
#include "check.h"

#include "base/limits.h"
#include "document/document.h"
#include "layout/layout.h"

#define PT 1000

typedef struct sample {
    gr_arena *arena;
    gr_diag *diag;
    gr_text *text;
    gr_doc *doc;
    gr_pages *pages;
    gr_status status;
    gr_style styles[GR_STYLE__COUNT];
    gr_master master, wide;
    gr_running heads[2], feet[1];
    gr_table_look look, timeline;
    gr_box_look tile, warning;
    gr_house_style house;
} sample;

static inline void sample_styles(sample *s)
{
    for (size_t i = 0; i < GR_STYLE__COUNT; i++) {
        s->styles[i] = (gr_style){.name = gr_str_of(gr_style_names[i]),
                                  .family = GR_LIT("text"),
                                  .size = 10 * PT,
                                  .leading = 12 * PT,
                                  .space_after = 6 * PT,
                                  .widows = 2,
                                  .orphans = 2,
                                  .rule_below = GR_NO_COLOUR};
        s->house.styles[i] = &s->styles[i];
    }
    for (size_t i = GR_STYLE_CELL; i <= GR_STYLE_CELL_TOTAL; i++) {
        s->styles[i].space_after = 0;
    }
    s->styles[GR_STYLE_HEADING_1].space_before = 18 * PT;
    s->styles[GR_STYLE_HEADING_1].size = 20 * PT;
    s->styles[GR_STYLE_HEADING_1].leading = 24 * PT;
    s->styles[GR_STYLE_LIST_ITEM].space_after = 2 * PT;
    s->styles[GR_STYLE_NOTE].size = 8 * PT;
    s->styles[GR_STYLE_NOTE].leading = 10 * PT;
    s->styles[GR_STYLE_NOTE].space_after = 0;
    s->styles[GR_STYLE_CAPTION].space_after = 3 * PT;
    s->styles[GR_STYLE_CONTENTS_1].space_after = 0;
    s->styles[GR_STYLE_CONTENTS_2].space_after = 0;
    s->styles[GR_STYLE_CONTENTS_2].indent = 10 * PT;
}

static inline void sample_house(sample *s)
{
    s->master = (gr_master){.name = GR_LIT("body"),
                            .width = 300 * PT,
                            .height = 200 * PT,
                            .top = 30 * PT,
                            .bottom = 30 * PT,
                            .inner = 20 * PT,
                            .outer = 20 * PT,
                            .columns = 1,
                            .column_gap = 10 * PT,
                            .head_y = 15 * PT,
                            .foot_y = 15 * PT};
    s->wide = s->master;
    s->wide.name = GR_LIT("wide");
    s->wide.width = 400 * PT;
    s->look = (gr_table_look){.name = GR_LIT("plain"),
                              .head_fill = 0x1d4f91,
                              .head_colour = 0xffffff,
                              .stripe = GR_NO_COLOUR,
                              .total_fill = GR_NO_COLOUR,
                              .group_fill = GR_NO_COLOUR,
                              .rule = 0xcccccc,
                              .head_rule = GR_NO_COLOUR,
                              .total_rule = 0x1d4f91,
                              .rule_width = 500,
                              .total_rule_width = PT,
                              .pad_x = 4 * PT,
                              .pad_y = 2 * PT};
    s->tile = (gr_box_look){.name = GR_LIT("tile"),
                            .fill = 0xeef2f7,
                            .border = GR_NO_COLOUR,
                            .bar = 0x1d4f91,
                            .bar_width = 3 * PT,
                            .pad_x = 7 * PT,
                            .pad_y = 5 * PT,
                            .gap = 10 * PT,
                            .sign = GR_LIT("")};
    s->house.masters = &s->master;
    s->house.n_masters = 1;
    s->house.bullets[0] = s->house.bullets[1] = s->house.bullets[2] = GR_LIT("•");
    s->house.list_indent = 12 * PT;
    s->house.link_colour = 0x1d4f91;
    s->house.lang = GR_LIT("nl");
    s->house.notation.decimal_mark = GR_LIT(",");
}

static inline sample *sample_new(void)
{
    gr_arena *arena = gr_arena_new(1 << 16);
    sample *s = GR_NEW(arena, sample);
    s->arena = arena;
    s->diag = gr_diag_new(arena, 50);
    s->text = gr_text_dummy();
    sample_styles(s);
    sample_house(s);
    s->doc = gr_doc_new(arena, &s->house, 1000000);
    s->doc->title = GR_LIT("Dossier");
    s->doc->master = &s->master;
    return s;
}

static inline void sample_free(sample *s)
{
    gr_text_close(s->text);
    gr_arena_free(s->arena);
}

static inline gr_node *add(sample *s, gr_node *parent, gr_kind kind, gr_style_id style)
{
    gr_node *node = NULL;
    gr_loc at = {.file = 0, .line = (uint32_t)s->doc->n_nodes, .col = 1};
    assert_int_equal(gr_doc_add(s->doc, parent, kind, at, s->diag, &node), GR_OK);
    node->style = &s->styles[style];
    return node;
}

static inline gr_node *add_text(sample *s, gr_node *parent, const char *chars)
{
    gr_node *text = add(s, parent, GR_K_TEXT, GR_STYLE_PARAGRAPH);
    text->style = parent->style;
    text->as.text.chars = gr_str_of(chars);
    return text;
}

static inline gr_node *add_para(sample *s, gr_node *parent, const char *chars)
{
    gr_node *p = add(s, parent, GR_K_PARAGRAPH, GR_STYLE_PARAGRAPH);
    add_text(s, p, chars);
    return p;
}

static inline gr_node *add_heading(sample *s, gr_node *parent, uint8_t level, const char *chars)
{
    gr_node *h = add(s, parent, GR_K_HEADING, (gr_style_id)(GR_STYLE_HEADING_1 + level - 1));
    h->as.heading.level = level;
    h->as.heading.listed = true;
    add_text(s, h, chars);
    return h;
}

static inline gr_node *add_table(sample *s, gr_node *parent, const gr_col *cols, size_t n_cols)
{
    gr_node *t = add(s, parent, GR_K_TABLE, GR_STYLE_PARAGRAPH);
    t->as.table.cols = cols;
    t->as.table.n_cols = n_cols;
    t->as.table.look = &s->look;
    t->as.table.repeat_head = true;
    return t;
}

/* Cells are divided by '|'. */
static inline gr_node *add_row(sample *s, gr_node *table, gr_row_role role, const char *cells)
{
    static const gr_style_id styles[] = {
        [GR_ROW_HEAD] = GR_STYLE_CELL_HEAD,   [GR_ROW_BODY] = GR_STYLE_CELL,
        [GR_ROW_GROUP] = GR_STYLE_CELL_GROUP, [GR_ROW_SUBTOTAL] = GR_STYLE_CELL_SUBTOTAL,
        [GR_ROW_TOTAL] = GR_STYLE_CELL_TOTAL,
    };
    gr_node *row = add(s, table, GR_K_ROW, styles[role]);
    gr_str rest = gr_str_of(cells), part;
    row->as.row.role = role;
    table->as.table.n_head_rows += role == GR_ROW_HEAD ? 1 : 0;
    for (size_t i = 0; gr_str_split(&rest, '|', &part); i++) {
        gr_node *cell = add(s, row, GR_K_CELL, styles[role]);
        cell->as.cell.align = role == GR_ROW_HEAD || i >= table->as.table.n_cols
                                  ? GR_ALIGN_LEFT
                                  : table->as.table.cols[i].align;
        cell->as.cell.header = i < table->as.table.n_cols && table->as.table.cols[i].header;
        if (part.len > 0) {
            add_text(s, cell, gr_str_dup(s->arena, part).ptr);
        }
    }
    return row;
}

static inline gr_pages *run(sample *s)
{
    gr_layout_setup setup = {
        .text = s->text, .limits = &gr_default_limits, .arena = s->arena, .diag = s->diag};
    s->status = gr_layout_run(s->doc, &setup, &s->pages);
    return s->pages;
}

static inline gr_str pages_text(sample *s)
{
    gr_buf out = gr_buf_make(s->arena, SIZE_MAX);
    gr_pages_dump(s->pages, &out);
    return gr_buf_view(&out);
}

static inline gr_str tags_text(sample *s)
{
    gr_buf out = gr_buf_make(s->arena, SIZE_MAX);
    gr_tags_dump(s->pages, &out);
    return gr_buf_view(&out);
}

#endif
