#include "document/document.h"

/* Owns the walk over rows, held or pulled, and the plain text of a node. */
#include "document_priv.h"

static const gr_node *row_from(const gr_node *node)
{
    while (node != NULL && node->kind != GR_K_ROW) {
        node = node->next;
    }
    return node;
}

GR_MUST_USE gr_status gr_rows_open(const gr_node *table, gr_arena *scratch, gr_row_cursor *out)
{
    const gr_row_source *source = table->as.table.source;
    if (source != NULL) {
        GR_TRY(source->restart(source->user));
    }
    *out = (gr_row_cursor){.table = table,
                           .held = row_from(table->first),
                           .scratch = scratch,
                           .mark = gr_arena_mark(scratch)};
    return GR_OK;
}

GR_MUST_USE gr_status gr_rows_next(gr_row_cursor *cursor, const gr_node **out_row)
{
    const gr_row_source *source = cursor->table->as.table.source;
    const gr_node *held = cursor->held;
    if (held != NULL || source == NULL) {
        cursor->held = held == NULL ? NULL : row_from(held->next);
        *out_row = held;
        return GR_OK;
    }
    gr_arena_rewind(cursor->scratch, cursor->mark);
    gr_node *pulled = NULL;
    GR_TRY(source->next(source->user, cursor->scratch, &pulled));
    *out_row = pulled;
    return GR_OK;
}

bool gr_cell_has_blocks(const gr_node *cell)
{
    return cell->first != NULL && gr_kinds[cell->first->kind].role == GR_ROLE_BLOCK;
}

static void add_own_text(const gr_node *node, gr_buf *out)
{
    if (node->kind == GR_K_TEXT) {
        gr_buf_add(out, node->as.text.chars);
    } else if (node->kind == GR_K_FIGURE) {
        gr_buf_add(out, node->as.figure.figure->text);
    } else if (node->kind == GR_K_SIGN) {
        gr_buf_add(out, node->as.sign.mark ? GR_LIT("") : node->as.sign.chars);
    } else if (node->kind == GR_K_LINE_BREAK) {
        gr_buf_add_char(out, ' ');
    } else if (gr_kinds[node->kind].role != GR_ROLE_INLINE && out->len > 0) {
        gr_buf_add_char(out, ' '); /* words of two blocks do not grow together */
    }
}

static void add_text(const gr_node *node, gr_buf *out)
{
    add_own_text(node, out);
    for (const gr_node *child = node->first; child != NULL; child = child->next) {
        if (child->kind != GR_K_NOTE) {
            add_text(child, out);
        }
    }
}

gr_str gr_node_text(const gr_node *node, gr_arena *arena)
{
    gr_buf text = gr_buf_make(arena, SIZE_MAX);
    add_text(node, &text);
    return gr_buf_view(&text);
}
