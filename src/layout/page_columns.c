#include "pages_priv.h"

/* Owns pages in columns. Their columns are held until the page is full or ends early: then what
 * stands on it is dealt anew, so that the last columns of a stretch are equally high. A page with
 * notes is not held: they stand at the foot of the column that calls them; nor one that opens with
 * text on a band, as its columns begin lower than the first. */

bool gr_may_hold(const gr_builder *builder, const gr_strip *strips, size_t n)
{
    bool whole = builder->held.n == builder->column; /* columns before this one are held, too */
    for (size_t i = 0; i < n; i++) {
        whole = whole && strips[i].notes.n == 0;
    }
    bool level = builder->n == 0 || builder->drafts[builder->n - 1].lowered == 0;
    return whole && level && builder->master->columns > 1 && builder->notes_left.n == 0;
}

static void remember(gr_layouter *lay, gr_held *held, gr_wrap *wrap)
{
    for (size_t i = 0; i < held->n_states; i++) {
        if (held->states[i].wrap == wrap) {
            return;
        }
    }
    *GR_PUSH(lay->arena, held->states, held->n_states, held->cap_states, gr_wrap_state) =
        (gr_wrap_state){.wrap = wrap, .placed = wrap->placed, .edges = wrap->edges};
}

/* As if they were placed: heads of tables are repeated in the next column. */
static void mark_placed(const gr_strip *strips, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        for (gr_wrap *w = strips[i].wrap; w != NULL; w = w->parent) {
            w->placed = true;
        }
    }
    if (n > 0 && strips[n - 1].wrap != NULL) {
        strips[n - 1].wrap->edges = strips[n - 1].edges;
    }
}

void gr_hold_column(gr_layouter *lay, gr_builder *builder, const gr_strip *strips, size_t n)
{
    gr_held *held = &builder->held;
    for (size_t i = 0; i < n; i++) {
        for (gr_wrap *w = strips[i].wrap; w != NULL; w = w->parent) {
            remember(lay, held, w);
        }
        gr_strips *list = &held->strips;
        *GR_PUSH(lay->arena, list->strips, list->n, list->cap, gr_strip) = strips[i];
    }
    *GR_PUSH(lay->arena, held->ends, held->n, held->cap, size_t) = held->strips.n;
    mark_placed(strips, n);
}

void gr_held_restore(gr_held *held)
{
    for (size_t i = 0; i < held->n_states; i++) {
        held->states[i].wrap->placed = held->states[i].placed;
        held->states[i].wrap->edges = held->states[i].edges;
    }
}

/* True when the columns that end so fit the page, with the heads that are repeated in them. */
static bool ends_fit(gr_held *held, const size_t *ends, size_t n, gr_mpt height)
{
    size_t from = 0;
    gr_held_restore(held);
    for (size_t i = 0; i < n; i++) {
        gr_strip *strips = held->strips.strips + from;
        if (gr_strips_height(strips, ends[i] - from) > height) {
            return false;
        }
        mark_placed(strips, ends[i] - from);
        from = ends[i];
    }
    return from == held->strips.n;
}

void gr_balance_held(gr_layouter *lay, gr_builder *builder, gr_mpt height)
{
    gr_held *held = &builder->held;
    size_t columns = builder->master->columns;
    size_t *ends = GR_NEW_N(lay->arena, size_t, columns);
    size_t n = gr_deal_evenly(&held->strips, columns, height, ends);
    if (held->n > 0 && ends_fit(held, ends, n, height)) {
        held->ends = ends;
        held->n = n;
        held->cap = columns;
    }
}
