#include "document_priv.h"

/* Owns what is true of a kind of node. Must not know how any of them looks. */

const gr_kind_info gr_kinds[GR_K__COUNT] = {
#define GR_NODE(ID, name, role, holds) [GR_K_##ID] = {#name, role, holds},
#include "document/node_kinds.def"
#undef GR_NODE
};

/* Which parts belong to which whole; the roles alone would let a list hold a row. */
static const struct {
    gr_kind whole, part;
} parts[] = {
    {GR_K_LIST, GR_K_ITEM},    {GR_K_TABLE, GR_K_CAPTION}, {GR_K_TABLE, GR_K_ROW},
    {GR_K_TABLE, GR_K_REMARK}, {GR_K_ROW, GR_K_CELL},      {GR_K_CHART, GR_K_CAPTION},
    {GR_K_CHART, GR_K_REMARK}, {GR_K_IMAGE, GR_K_CAPTION},
};

static bool has_part(gr_kind whole, gr_kind part)
{
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (parts[i].whole == whole && parts[i].part == part) {
            return true;
        }
    }
    return false;
}

/* What may stand in a cell instead of words. */
static bool is_cell_block(gr_kind kind)
{
    return kind == GR_K_PARAGRAPH || kind == GR_K_LIST || kind == GR_K_IMAGE || kind == GR_K_BOX ||
           kind == GR_K_STRIP;
}

bool gr_kind_may_hold(gr_kind parent, gr_kind child)
{
    if (parent == GR_K_CELL && is_cell_block(child)) {
        return true;
    }
    switch (gr_kinds[parent].holds) {
    case GR_HOLDS_NOTHING:
        return false;
    case GR_HOLDS_BLOCKS:
        return gr_kinds[child].role == GR_ROLE_BLOCK;
    case GR_HOLDS_PARTS:
        return has_part(parent, child);
    case GR_HOLDS_INLINES:
        return gr_kinds[child].role == GR_ROLE_INLINE;
    }
    return false;
}
