#include "eval/eval.h"

/* Owns what composite blocks are made of: boxes with a title, captions, tables of text. */
#include "base/arena.h"
#include "expander_priv.h"

void gr_drop_if_empty(gr_node *into, gr_node *child)
{
    gr_node **link = &into->first;
    gr_node *before = NULL;
    if (child->first != NULL) {
        return;
    }
    while (*link != child) {
        before = *link;
        link = &before->next;
    }
    *link = child->next;
    into->last = into->last == child ? before : into->last;
}

/* --- words --- */

bool gr_check_words(gr_expander *expander, const gr_node *node, gr_loc at, const char *remedy)
{
    if (expander->cell_refused || (node != NULL && !gr_says_nothing(expander, node))) {
        expander->cell_refused = false;
        return true;
    }
    gr_diag_report_open(expander->context->diag, at, GR_CODE_WORDS_ABSENT, "%s", remedy);
    expander->failed = true;
    return false;
}

bool gr_says_nothing(gr_expander *expander, const gr_node *node)
{
    for (const gr_node *child = node->first; child != NULL; child = child->next) {
        gr_kind kind = child->kind;
        bool words = kind == GR_K_TEXT || kind == GR_K_FIGURE || kind == GR_K_SPAN ||
                     kind == GR_K_LINK || kind == GR_K_PARAGRAPH;
        bool nothing = words ? gr_utf8_is_blank(gr_node_text(child, expander->arena))
                             : kind == GR_K_LINE_BREAK;
        if (!nothing) {
            return false;
        }
    }
    return true;
}

void gr_drop_if_blank(gr_expander *expander, gr_node *into, gr_node *child)
{
    if (gr_says_nothing(expander, child)) {
        child->first = child->last = NULL;
        gr_drop_if_empty(into, child);
    }
}

/* --- boxes --- */

/* A quotation has no box of its own in most house styles; its text style carries it. */
static const gr_box_look bare_look = {.name = {"bare", 4},
                                      .fill = GR_NO_COLOUR,
                                      .border = GR_NO_COLOUR,
                                      .bar = GR_NO_COLOUR,
                                      .sign = {"", 0}};

GR_MUST_USE gr_status gr_write_box(gr_expander *expander, const gr_tnode *node, const char *look,
                                   gr_box_role role, gr_node *into, gr_node **out_box)
{
    gr_node *box = NULL;
    GR_TRY(gr_expander_add_styled(expander, into, GR_K_BOX, node->at, GR_STYLE_BOX_TEXT, &box));
    box->as.box.role = role;
    box->as.box.look = gr_box_look_find(expander->report->house, gr_str_of(look));
    if (box->as.box.look == NULL) {
        box->as.box.look = &bare_look;
    }
    *out_box = box;
    return GR_OK;
}

void gr_make_box_head(const gr_expander *expander, gr_node *paragraph)
{
    unsigned level = expander->heads.level + 1u;
    for (const gr_node *outer = paragraph->parent->parent; outer != NULL; outer = outer->parent) {
        const gr_node *first = outer->kind == GR_K_BOX ? outer->first : NULL;
        level += first != NULL && first->kind == GR_K_PARAGRAPH && first->as.paragraph.head > 0;
    }
    paragraph->as.paragraph.head = (uint8_t)(level < GR_HEADING_LEVELS ? level : GR_HEADING_LEVELS);
}

GR_MUST_USE gr_status gr_write_box_title(gr_expander *expander, const gr_tnode *node, gr_node *box)
{
    gr_node *title = NULL;
    gr_str sign = box->as.box.look->sign;
    if (gr_utf8_is_blank(gr_expander_text(expander, node, "title"))) {
        return GR_OK;
    }
    gr_loc at = gr_tnode_place(node, "title");
    GR_TRY(gr_expander_add_styled(expander, box, GR_K_PARAGRAPH, at, GR_STYLE_BOX_TITLE, &title));
    gr_make_box_head(expander, title);
    title->style = box->as.box.look->title != NULL ? box->as.box.look->title : title->style;
    if (sign.len > 0) {
        gr_str lead = gr_str_fmt(expander->arena, GR_FMT "\xc2\xa0", GR_ARG(sign));
        GR_TRY(gr_expander_add_text(expander, title, lead, at));
    }
    return gr_expander_attr(expander, title, node, "title");
}

/* --- captions --- */

GR_MUST_USE gr_status gr_write_caption(gr_expander *expander, const gr_tnode *node,
                                       const char *attr, const gr_caption_number *number,
                                       gr_node *into, gr_node **out_caption)
{
    gr_node *caption = NULL;
    gr_loc at = gr_tnode_place(node, attr);
    GR_TRY(gr_expander_add_styled(expander, into, GR_K_CAPTION, at, GR_STYLE_CAPTION, &caption));
    if (number != NULL) {
        caption->as.caption.number = number->number;
        gr_str word = gr_label_text(expander->report->house, number->label);
        gr_str lead = gr_str_fmt(expander->arena, GR_FMT "\xc2\xa0" GR_FMT ": ", GR_ARG(word),
                                 GR_ARG(number->text));
        GR_TRY(gr_expander_add_text(expander, caption, lead, at));
    }
    gr_ref_name(expander, into, number == NULL ? NULL : number->label,
                number == NULL ? GR_LIT("") : number->text);
    *out_caption = caption;
    const gr_node *lead = caption->last;
    GR_TRY(gr_expander_attr(expander, caption, node, attr));
    if (number != NULL) {
        const gr_node words = {.kind = GR_K_CAPTION, .first = lead->next};
        (void)gr_check_words(expander, &words, at,
                             "nothing would stand behind its number; write it, or leave it out");
    }
    return GR_OK;
}

/* --- tables of text --- */

GR_MUST_USE gr_status gr_write_plain_cell(gr_expander *expander, gr_node *row, gr_loc at,
                                          bool header, gr_style_id style, gr_node **out_cell)
{
    gr_node *cell = NULL;
    GR_TRY(gr_expander_add_styled(expander, row, GR_K_CELL, at, style, &cell));
    cell->as.cell.header = header;
    *out_cell = cell;
    return GR_OK;
}

static const gr_table_look *look_of(const gr_expander *expander, const char *name)
{
    const gr_house_style *house = expander->report->house;
    const gr_table_look *look = gr_table_look_find(house, gr_str_of(name));
    return look == NULL ? gr_table_look_find(house, GR_LIT("plain")) : look;
}

static gr_status write_label_row(gr_expander *expander, const gr_text_table *kind, gr_node *table)
{
    gr_node *row = NULL;
    GR_TRY(gr_expander_add_styled(expander, table, GR_K_ROW, table->at, GR_STYLE_CELL_HEAD, &row));
    row->as.row.role = GR_ROW_HEAD;
    for (size_t i = 0; i < kind->n_labels; i++) {
        gr_node *cell = NULL;
        gr_str label = gr_label_text(expander->report->house, kind->labels[i]);
        GR_TRY(gr_write_plain_cell(expander, row, table->at, true, GR_STYLE_CELL_HEAD, &cell));
        GR_TRY(gr_expander_add_text(expander, cell, label, table->at));
    }
    return GR_OK;
}

static void describe(gr_expander *expander, const gr_text_table *kind, gr_node *table)
{
    gr_col *cols = GR_NEW_N(expander->arena, gr_col, kind->n_labels);
    for (size_t i = 0; i < kind->n_labels; i++) {
        cols[i].format = (gr_format){GR_FORMAT_PLAIN, GR_PLACES_OWN};
    }
    cols[0].header = true;
    table->as.table.cols = cols;
    table->as.table.n_cols = kind->n_labels;
    table->as.table.n_head_rows = 1;
    table->as.table.look = look_of(expander, kind->look);
    table->as.table.repeat_head = true;
}

static gr_status write_title(gr_expander *expander, const gr_tnode *node, gr_node *table)
{
    gr_node *caption = NULL;
    if (gr_tnode_attr(node, "title") == NULL) {
        return GR_OK;
    }
    GR_TRY(gr_write_caption(expander, node, "title", NULL, table, &caption));
    table->as.table.title = gr_node_text(caption, expander->arena);
    gr_drop_if_blank(expander, table, caption);
    return GR_OK;
}

GR_MUST_USE gr_status gr_open_text_table(gr_expander *expander, const gr_tnode *node,
                                         const gr_text_table *kind, gr_node *into,
                                         gr_node **out_table)
{
    gr_node *table = NULL;
    GR_TRY(gr_expander_add_styled(expander, into, GR_K_TABLE, node->at, GR_STYLE_CELL, &table));
    (void)gr_expander_enter(expander, node, table); /* the caller leaves again */
    *out_table = table;
    describe(expander, kind, table);
    GR_TRY(write_title(expander, node, table));
    return write_label_row(expander, kind, table);
}

GR_MUST_USE gr_status gr_write_text_table(gr_expander *expander, const gr_tnode *node,
                                          gr_text_table kind, gr_node *into)
{
    gr_node *table = NULL;
    gr_figure_place outer = expander->place;
    GR_TRY(gr_open_text_table(expander, node, &kind, into, &table));
    const gr_node *heads = table->last;
    GR_TRY(gr_expand_parts(expander, node, kind.part, table, kind.write_row));
    if (table->last == heads) { /* heads over nothing */
        table->first = NULL;
        gr_drop_if_empty(into, table);
    }
    gr_expander_leave(expander, outer);
    return GR_OK;
}
