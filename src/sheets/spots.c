#include "sheets_priv.h"

/* Owns the index from origins to the cells that show them. A leaf is made anew each time a field is
 * read, so leaves are told by their text; other nodes are shared, so by themselves. */

typedef struct entry {
    const gr_spot *spot;
    struct entry *next; /* in the order of the workbook */
} entry;

struct gr_spot_index {
    const gr_draft *draft;
    entry **buckets;
    size_t mask;
};

static bool is_leaf(const gr_origin *origin)
{
    return gr_ops[origin->op].kind == GR_OP_KIND_LEAF;
}

/** Only chooses a bucket: no order that anybody sees depends on it. */
static uint64_t hash_of(const gr_origin *origin)
{
    if (!is_leaf(origin)) {
        return ((uintptr_t)origin >> 4) * UINT64_C(0x9E3779B97F4A7C15) >> 16;
    }
    uint64_t hash = gr_str_hash(origin->dataset);
    hash = hash * 31 + gr_str_hash(origin->key);
    return hash * 31 + gr_str_hash(origin->name);
}

static bool is_same(const gr_origin *a, const gr_origin *b)
{
    if (a == b) {
        return true;
    }
    return is_leaf(a) && is_leaf(b) && gr_str_eq(a->key, b->key) && gr_str_eq(a->name, b->name) &&
           gr_str_eq(a->dataset, b->dataset);
}

gr_spot_index *gr_spots_index(const gr_draft *draft, gr_arena *arena)
{
    size_t n = 16;
    while (n < draft->n_spots * 2) {
        n *= 2;
    }
    gr_spot_index *index = GR_NEW(arena, gr_spot_index);
    *index = (gr_spot_index){draft, GR_NEW_N(arena, entry *, n), n - 1};
    for (size_t i = draft->n_spots; i > 0; i--) {
        entry *made = GR_NEW(arena, entry);
        entry **bucket = &index->buckets[hash_of(draft->spots[i - 1].shown) & index->mask];
        *made = (entry){&draft->spots[i - 1], *bucket};
        *bucket = made;
    }
    return index;
}

static const gr_sheet_cell *cell_of(const gr_draft *draft, const gr_spot *spot)
{
    return &draft->sheets[spot->sheet].sheet.cells[spot->cell];
}

enum { UNFIT, ELSEWHERE_CHOSEN, ELSEWHERE, SAME_TABLE, IN_LINE };

/** Two cells that show one thing, each by a choice, must not refer to each other: such a cell
 * refers only to one that shows the thing itself. All other references go down the graph, so none
 * go round. */
static bool would_go_round(const gr_spot *spot, const gr_spot *asker)
{
    return spot->origin != spot->shown && is_same(spot->shown, asker->shown);
}

static int nearness(const gr_draft *draft, const gr_spot *spot, const gr_spot *asker)
{
    if (spot == asker || would_go_round(spot, asker)) {
        return UNFIT;
    }
    if (spot->table != asker->table) {
        return spot->origin == spot->shown ? ELSEWHERE : ELSEWHERE_CHOSEN;
    }
    const gr_sheet_cell *a = cell_of(draft, spot);
    const gr_sheet_cell *b = cell_of(draft, asker);
    return a->row == b->row || a->col == b->col ? IN_LINE : SAME_TABLE;
}

const gr_spot *gr_spots_find(const gr_spot_index *index, const gr_origin *origin,
                             const gr_spot *asker)
{
    const gr_spot *best = NULL;
    int nearest = UNFIT;
    bool several = false;
    for (const entry *e = index->buckets[hash_of(origin) & index->mask]; e != NULL; e = e->next) {
        int near = is_same(e->spot->shown, origin) ? nearness(index->draft, e->spot, asker) : UNFIT;
        several = near > nearest ? false : several || (near == nearest && near != UNFIT);
        if (near > nearest) {
            best = e->spot;
            nearest = near;
        }
    }
    return nearest < SAME_TABLE && several ? NULL : best;
}
