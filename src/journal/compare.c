#include "journal/compare.h"

/* Owns the order of a comparison and what it hands back. Must not know how things are matched. */
#include "base/arena.h"
#include "published.h"

static gr_str dup_if_any(gr_arena *arena, gr_str text)
{
    return text.len == 0 ? GR_LIT("") : gr_str_dup(arena, text);
}

void gr_change_add(change_list *list, gr_change change)
{
    gr_arena *arena = list->arena;
    *GR_PUSH(arena, list->items, list->n, list->cap, gr_change) = (gr_change){
        .kind = change.kind,
        .id = gr_str_dup(arena, change.id),
        .where = gr_str_dup(arena, change.where),
        .label = gr_str_dup(arena, change.label),
        .before = gr_str_dup(arena, change.before),
        .after = gr_str_dup(arena, change.after),
        .difference = gr_str_dup(arena, change.difference),
        .before_value = dup_if_any(arena, change.before_value),
        .before_type = dup_if_any(arena, change.before_type),
        .after_value = dup_if_any(arena, change.after_value),
        .after_type = dup_if_any(arena, change.after_type),
        .before_shown = dup_if_any(arena, change.before_shown),
        .after_shown = dup_if_any(arena, change.after_shown),
        .hidden = change.hidden,
        .section = GR_LIT(""),
    };
}

size_t *gr_published_no_twins(gr_arena *scratch, size_t n)
{
    size_t *list = GR_NEW_N(scratch, size_t, n);
    for (size_t i = 0; i < n; i++) {
        list[i] = PUBLISHED_NONE;
    }
    return list;
}

static int by_place(const void *left, const void *right)
{
    const gone_item *a = left;
    const gone_item *b = right;
    if (a->place != b->place) {
        return a->place < b->place ? -1 : 1;
    }
    return (a->nr > b->nr) - (a->nr < b->nr);
}

gone_list gr_published_gone(const size_t *twin, size_t n, gr_arena *scratch)
{
    gone_list gone = {.items = GR_NEW_N(scratch, gone_item, n)};
    size_t place = 0;
    for (size_t i = 0; i < n; i++) {
        if (twin[i] == PUBLISHED_NONE) {
            gone.items[gone.n++] = (gone_item){place, i};
        } else {
            place = twin[i] + 1;
        }
    }
    qsort(gone.items, gone.n, sizeof(*gone.items), by_place);
    return gone;
}

static gr_status compare(gr_str before, gr_str after, gr_arena *scratch, gr_diag *diag,
                         change_list *out)
{
    published old = {0};
    published new = {0};
    GR_TRY(gr_published_read(before, "the older version", scratch, diag, &old));
    GR_TRY(gr_published_read(after, "the newer version", scratch, diag, &new));
    if (old.identity != new.identity) {
        gr_published_forget_ids(&old, scratch);
        gr_published_forget_ids(&new, scratch);
    }
    gr_compare_figures(&old, &new, scratch, out);
    gr_compare_texts(&old, &new, scratch, out);
    gr_mark_sections(&old, &new, scratch, out);
    return GR_OK;
}

gr_status gr_compare(gr_str before, gr_str after, gr_arena *arena, gr_diag *diag, gr_change **out,
                     size_t *out_n)
{
    gr_arena *scratch = gr_arena_new((size_t)256 * 1024);
    change_list changes = {.arena = arena};
    gr_status status = compare(before, after, scratch, diag, &changes);
    gr_arena_free(scratch);
    if (status == GR_OK) {
        *out = changes.items;
        *out_n = changes.n;
    }
    return status;
}
