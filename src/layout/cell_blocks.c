#include "table_priv.h"

/* Owns cells that hold blocks: they are laid into a flow of their own, whose strips take the place
 * of lines. Must not know how rows are cut, only where its strips may be parted. */

#define STRIP_WIDTH 2000000 /* of a planner: all that there is beside its names */

/* Between blocks in a cell: half a line, less before a list, which belongs to the words above it.
 */
static gr_mpt gap_before(const gr_node *cell, const gr_node *block)
{
    return cell->style->leading / (block->kind == GR_K_LIST ? 4 : 2);
}

static void stack_up(gr_strips *strips)
{
    gr_stack stack = {0};
    for (size_t i = 0; i < strips->n; i++) {
        strips->strips[i].y = gr_stack_add(&stack, &strips->strips[i]);
    }
}

GR_MUST_USE gr_status gr_cell_strips(gr_layouter *lay, const gr_node *cell, gr_elem *elem,
                                     const gr_measure *measure, gr_mpt page_height, gr_strips *out)
{
    gr_flow flow = {.x = measure->x,
                    .width = measure->width > 0 ? measure->width : 1,
                    .elem = elem,
                    .height = page_height};
    for (const gr_node *child = cell->first; child != NULL; child = child->next) {
        flow.gap = child == cell->first ? 0 : gap_before(cell, child);
        GR_TRY(gr_lay_block(lay, child, &flow));
    }
    *out = flow.list;
    stack_up(out);
    return GR_OK;
}

void gr_cell_snap(gr_cell_box *cell)
{
    gr_mpt grid = cell->leading, down = 0;
    for (size_t i = 0; grid > 0 && i < cell->strips.n; i++) {
        gr_strip *strip = &cell->strips.strips[i];
        strip->y += down;
        gr_mpt over = strip->y % grid;
        down += over > 0 ? grid - over : 0;
        strip->y += over > 0 ? grid - over : 0;
    }
}

size_t gr_cell_pieces(const gr_cell_box *cell)
{
    return cell->lines != NULL ? cell->lines->n : cell->strips.n;
}

gr_mpt gr_cell_piece_top(const gr_cell_box *cell, size_t nr)
{
    if (cell->lines == NULL) {
        return cell->strips.strips[nr].y;
    }
    return cell->tops != NULL ? cell->tops[nr] : (gr_mpt)nr * cell->leading;
}

void gr_cell_lower(gr_arena *arena, gr_cell_box *cell, size_t nr, gr_mpt top)
{
    gr_mpt down = top - gr_cell_piece_top(cell, nr);
    size_t n = gr_cell_pieces(cell);
    if (cell->lines != NULL && cell->tops == NULL) {
        gr_mpt *tops = GR_NEW_N(arena, gr_mpt, n);
        for (size_t i = 0; i < n; i++) {
            tops[i] = (gr_mpt)i * cell->leading;
        }
        cell->tops = tops;
    }
    for (size_t i = nr; i < n; i++) {
        if (cell->lines != NULL) {
            cell->tops[i] += down;
        } else {
            cell->strips.strips[i].y += down;
        }
    }
}

gr_mpt gr_cell_piece_end(const gr_cell_box *cell, size_t nr)
{
    return gr_cell_piece_top(cell, nr) +
           (cell->lines != NULL ? cell->leading : cell->strips.strips[nr].height);
}

gr_mpt gr_cell_height(const gr_cell_box *cell)
{
    size_t n = gr_cell_pieces(cell);
    return n == 0 ? cell->leading : gr_cell_piece_end(cell, n - 1);
}

/* ---- widths ---- */

typedef struct texts_of_cell {
    gr_layouter *lay;
    gr_cell_text_fn *visit;
    void *user;
} texts_of_cell;

static void visit_texts(const texts_of_cell *to, const gr_node *node, gr_mpt around)
{
    if (node->kind == GR_K_PARAGRAPH || node->kind == GR_K_CAPTION) {
        gr_mark mark = gr_arena_mark(to->lay->paras);
        gr_para *para = gr_para_make(to->lay, &(gr_para_spec){.node = node,
                                                              .style = node->style,
                                                              .text = GR_LIT(""),
                                                              .colour = GR_NO_COLOUR});
        to->visit(to->user, para, around);
        gr_arena_rewind(to->lay->paras, mark);
        return;
    }
    gr_mpt inside = around + (node->kind == GR_K_LIST ? gr_list_room(to->lay, node) : 0);
    for (const gr_node *child = node->first; child != NULL; child = child->next) {
        visit_texts(to, child, inside);
    }
}

void gr_cell_texts(gr_layouter *lay, const gr_node *cell, gr_cell_text_fn *visit, void *user)
{
    const texts_of_cell to = {lay, visit, user};
    visit_texts(&to, cell, 0);
}

/** Of one that asks for no width, half a column of text: its own size is known when it is read. */
static gr_mpt image_width(const gr_node *image)
{
    return image->as.image.width > 0 ? image->as.image.width : 113400; /* 40 mm */
}

gr_mpt gr_cell_image(const gr_node *cell)
{
    gr_mpt widest = 0;
    for (const gr_node *node = cell; node != NULL; node = gr_node_after(node, cell)) {
        gr_mpt width = node->kind == GR_K_IMAGE   ? image_width(node)
                       : node->kind == GR_K_STRIP ? STRIP_WIDTH
                                                  : 0;
        widest = width > widest ? width : widest;
    }
    return widest;
}
