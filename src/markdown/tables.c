#include "convert.h"

/* Owns tables of texts: the head, what is under it, how columns stand, and the caption, a paragraph
 * below that begins with ": ". A cell that is one figure is that figure; all else is words. */

static bool is_kind(cmark_node *node, const char *name)
{
    return node != NULL && strcmp(cmark_node_get_type_string(node), name) == 0;
}

bool gr_md_is_table(cmark_node *node)
{
    return is_kind(node, "table");
}

bool gr_md_is_caption(cmark_node *node)
{
    cmark_node *text = cmark_node_first_child(node);
    return gr_md_is_table(cmark_node_previous(node)) && text != NULL &&
           cmark_node_get_type(text) == CMARK_NODE_TEXT &&
           gr_str_starts(gr_str_of(cmark_node_get_literal(text)), GR_LIT(": "));
}

static void add_align(gr_md_tree *tree, gr_tnode *column, uint8_t align)
{
    const char *name = align == 'l' ? "left" : align == 'r' ? "right" : "centre";
    if (align != 0) {
        (void)gr_tnode_add_attr(tree->text->parse->arena, column, GR_LIT("align"), gr_str_of(name),
                                column->at, GR_XML_A_CHOICE);
    }
}

static void convert_head(gr_md_tree *tree, cmark_node *table, gr_tnode *into)
{
    const uint8_t *aligns = cmark_gfm_extensions_get_table_alignments(table);
    cmark_node *cell = cmark_node_first_child(cmark_node_first_child(table));
    for (size_t i = 0; cell != NULL; cell = cmark_node_next(cell), i++) {
        gr_tnode *column =
            gr_tnode_new(tree->text->parse->arena, into, GR_E_COLUMN, gr_md_node_place(tree, cell));
        gr_md_add_plain(tree, cell, column, "title",
                        "the head of a column has words and figures only; take the rest out");
        add_align(tree, column, aligns == NULL ? 0 : aligns[i]);
    }
}

/** The only thing in a cell is a figure: the cell shows its value. */
static bool show_figure(gr_md_tree *tree, gr_tnode *cell)
{
    gr_tnode *run = cell->first;
    bool one = run != NULL && run == cell->last && run->kind == GR_E_RUN && run->run->n == 1;
    const gr_piece *piece = one ? &run->run->pieces[0] : NULL;
    if (piece == NULL || piece->expr == NULL) {
        return false;
    }
    gr_tattr *value = gr_tnode_add_attr(tree->text->parse->arena, cell, GR_LIT("value"),
                                        piece->expr->source, piece->at, GR_XML_A_EXPR);
    value->as.expr = piece->expr;
    value->format = piece->format;
    value->has_format = piece->has_format;
    cell->first = cell->last = NULL;
    return true;
}

/** cmark leaves out what stands beyond the last column. */
static void check_width(gr_md_tree *tree, cmark_node *row, size_t n_columns)
{
    gr_str rest = gr_str_sub(tree->text->without, gr_md_node_offset(tree, row), SIZE_MAX);
    gr_str line = gr_str_sub(rest, 0, gr_str_find(rest, GR_LIT("\n")));
    if (gr_md_cells_written(line) > n_columns) {
        gr_md_refuse(tree, row,
                     "a row with more cells than the head has; for a bar in the words write \\|");
    }
}

static void convert_row(gr_md_tree *tree, cmark_node *node, gr_tnode *into)
{
    gr_arena *arena = tree->text->parse->arena;
    gr_tnode *row = gr_tnode_new(arena, into, GR_E_ROW, gr_md_node_place(tree, node));
    for (cmark_node *c = cmark_node_first_child(node); c != NULL; c = cmark_node_next(c)) {
        gr_tnode *cell = gr_tnode_new(arena, row, GR_E_CELL, gr_md_node_place(tree, c));
        gr_md_inlines(tree, c, cell);
        (void)show_figure(tree, cell);
    }
}

static void add_caption(gr_md_tree *tree, cmark_node *paragraph, gr_tnode *table)
{
    cmark_node *text = cmark_node_first_child(paragraph);
    gr_str words = gr_str_sub(gr_str_of(cmark_node_get_literal(text)), 2, SIZE_MAX);
    (void)cmark_node_set_literal(text, gr_str_dup(tree->text->parse->arena, words).ptr);
    gr_md_give_id(tree, paragraph, table);
    gr_md_add_plain(tree, paragraph, table, "title",
                    "a caption has words and figures only; take the rest out");
    (void)cmark_node_set_literal(text, ": "); /* it is known by this */
}

void gr_md_table(gr_md_tree *tree, cmark_node *node, gr_tnode *into)
{
    gr_tnode *table =
        gr_tnode_new(tree->text->parse->arena, into, GR_E_TABLE, gr_md_node_place(tree, node));
    cmark_node *head = cmark_node_first_child(node);
    cmark_node *below = cmark_node_next(node);
    size_t n_columns = cmark_gfm_extensions_get_table_columns(node);
    if (below != NULL && cmark_node_get_type(below) == CMARK_NODE_PARAGRAPH &&
        gr_md_is_caption(below)) {
        add_caption(tree, below, table);
    }
    convert_head(tree, node, table);
    if (cmark_node_next(head) == NULL) {
        gr_md_refuse(tree, node, "a table without rows; write them, or take its head away");
    }
    for (cmark_node *row = cmark_node_next(head); row != NULL; row = cmark_node_next(row)) {
        check_width(tree, row, n_columns);
        convert_row(tree, row, table);
    }
}
