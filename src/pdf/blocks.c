/* Lists that grow by blocks and never move: of some there are hundreds of thousands, and doubling
 * in an arena would leave the old copies behind. */
#include "pdf_priv.h"

enum { MEMBERS_A_BLOCK = 512 };

gr_blocks gr_blocks_make(gr_arena *arena, size_t size)
{
    return (gr_blocks){.arena = arena, .size = size};
}

void *gr_blocks_reach(gr_blocks *rows, size_t index)
{
    while (index / MEMBERS_A_BLOCK >= rows->n_blocks) {
        *GR_PUSH(rows->arena, rows->blocks, rows->n_blocks, rows->cap_blocks, char *) =
            gr_arena_alloc(rows->arena, MEMBERS_A_BLOCK, rows->size, alignof(max_align_t));
    }
    rows->n = index >= rows->n ? index + 1 : rows->n;
    return gr_blocks_at(rows, index);
}

void *gr_blocks_add(gr_blocks *rows)
{
    return gr_blocks_reach(rows, rows->n);
}

void *gr_blocks_at(const gr_blocks *rows, size_t index)
{
    return rows->blocks[index / MEMBERS_A_BLOCK] + index % MEMBERS_A_BLOCK * rows->size;
}
