#include "layout_priv.h"

/* Owns lists of placed items and how simple ones are made. Must not know blocks. */

static gr_arena *arena_of(const gr_layouter *lay, const gr_items *list)
{
    return list->arena == NULL ? lay->passing : list->arena;
}

void gr_items_add(gr_layouter *lay, gr_items *list, gr_item item)
{
    *GR_PUSH(arena_of(lay, list), list->items, list->n, list->cap, gr_item) = item;
}

static gr_item moved(gr_item item, gr_mpt x, gr_mpt y)
{
    item.x += x;
    item.y += y;
    if (item.kind == GR_ITEM_RULE) {
        item.as.rule.x2 += x;
        item.as.rule.y2 += y;
    }
    return item;
}

void gr_items_room(gr_layouter *lay, gr_items *list, size_t more)
{
    if (list->cap - list->n >= more) {
        return;
    }
    size_t least = list->n + more, twice = 2 * list->cap;
    size_t cap = least > twice ? least : twice;
    if (list->cap > 0 && gr_arena_stretch(arena_of(lay, list), list->items,
                                          list->cap * sizeof(gr_item), cap * sizeof(gr_item))) {
        list->cap = cap;
        return;
    }
    gr_item *items = GR_ROOM_N(arena_of(lay, list), gr_item, cap);
    if (list->n > 0) {
        memcpy(items, list->items, list->n * sizeof items[0]);
    }
    list->items = items;
    list->cap = cap;
}

void gr_items_add_all(gr_layouter *lay, gr_items *to, const gr_items *from, gr_mpt x, gr_mpt y)
{
    gr_items_room(lay, to, from->n);
    for (size_t i = 0; i < from->n; i++) {
        gr_items_add(lay, to, moved(from->items[i], x, y));
    }
}

void gr_items_lower(gr_items *list, size_t from, gr_mpt y)
{
    for (size_t i = from; i < list->n; i++) {
        list->items[i] = moved(list->items[i], 0, y);
    }
}

void gr_notes_add_all(gr_layouter *lay, gr_notes *to, const gr_notes *from)
{
    for (size_t i = 0; i < from->n; i++) {
        *GR_PUSH(lay->passing, to->notes, to->n, to->cap, const gr_note_body *) = from->notes[i];
    }
}

static const gr_run *copied(gr_arena *arena, const gr_run *of)
{
    gr_run *run = GR_NEW(arena, gr_run);
    gr_glyph *glyphs = GR_ROOM_N(arena, gr_glyph, of->n);
    for (size_t i = 0; i < of->n; i++) {
        glyphs[i] = of->glyphs[i];
    }
    *run = *of;
    run->glyphs = glyphs;
    run->chars = gr_str_dup(arena, of->chars);
    return run;
}

void gr_items_own_words(gr_arena *arena, gr_items *items)
{
    const gr_run *last = NULL, *copy = NULL;
    for (size_t i = 0; i < items->n; i++) {
        gr_item *item = &items->items[i];
        if (item->kind != GR_ITEM_TEXT || item->as.text.run == NULL) {
            continue; /* a page number has none yet */
        }
        copy = item->as.text.run == last ? copy : copied(arena, item->as.text.run);
        last = item->as.text.run;
        item->as.text.run = copy;
    }
}

gr_item gr_rect_item(gr_owner owner, gr_mpt x, gr_mpt y, gr_mpt width, gr_mpt height, gr_rgb fill)
{
    return (gr_item){.kind = GR_ITEM_RECT,
                     .owner = owner,
                     .x = x,
                     .y = y,
                     .as.rect = {.width = width, .height = height, .fill = fill}};
}

gr_item gr_rule_item(gr_owner owner, gr_mpt x, gr_mpt y, gr_mpt x2, gr_mpt y2, gr_mpt width,
                     gr_rgb colour)
{
    return (gr_item){.kind = GR_ITEM_RULE,
                     .owner = owner,
                     .x = x,
                     .y = y,
                     .as.rule = {.x2 = x2, .y2 = y2, .width = width, .colour = colour}};
}

/* Of a hyphen that is not in the text only a sign remains: {-}. */
void gr_item_add_text(const gr_item *item, gr_buf *out)
{
    const gr_run *run = item->as.text.run;
    if (item->as.text.actual.len > 0) {
        gr_buf_add(out, GR_LIT("{-}"));
        return;
    }
    size_t n = item->as.text.n;
    for (size_t i = 0; i < n; i++) {
        const gr_glyph *glyph = &run->glyphs[item->as.text.first + (run->rtl ? n - 1 - i : i)];
        bool again = i > 0 && (run->rtl ? glyph + 1 : glyph - 1)->cluster == glyph->cluster;
        if (!again) {
            gr_buf_add(out,
                       gr_str_sub(run->chars, glyph->cluster, glyph->cluster_end - glyph->cluster));
        }
    }
}
