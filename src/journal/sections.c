/* Owns headings: what they are called without their numbers, and which sections only one document
 * has. All that is new in a new section is one thing to tell. Must not know figures from texts. */
#include "base/arena.h"
#include "base/intern.h"
#include "published.h"

/** How many bytes of a heading are its number and the space behind it. */
static size_t number_bytes(gr_str text)
{
    size_t n = 0;
    while (n < text.len && ((text.ptr[n] >= '0' && text.ptr[n] <= '9') || text.ptr[n] == '.')) {
        n++;
    }
    return n > 0 && n < text.len && text.ptr[n] == ' ' ? n + 1 : 0;
}

gr_str gr_published_heading(gr_str where, gr_arena *arena)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    while (where.len > 0) {
        size_t skip = number_bytes(where);
        size_t end = gr_str_find(gr_str_sub(where, skip, SIZE_MAX), GR_LIT(", "));
        size_t next = end == SIZE_MAX ? where.len : skip + end + 2;
        gr_buf_add(&out, gr_str_sub(where, skip, next - skip));
        where = gr_str_sub(where, next, SIZE_MAX);
    }
    return gr_buf_view(&out);
}

/** The heading and all those above it. */
static void add_heading(gr_intern *known, gr_str where, gr_arena *scratch)
{
    gr_str name = gr_published_heading(where, scratch);
    for (size_t i = 0; i + 1 < name.len; i++) {
        if (name.ptr[i] == ',' && name.ptr[i + 1] == ' ') {
            (void)gr_intern_add(known, gr_str_sub(name, 0, i));
        }
    }
    (void)gr_intern_add(known, name);
}

static gr_intern *headings_of(const published *doc, gr_arena *scratch)
{
    gr_intern *known = gr_intern_new(scratch);
    gr_str last = GR_LIT("");
    for (size_t i = 0; i < doc->n_figures; i++) {
        if (!gr_str_eq(doc->figures[i].where, last)) {
            last = doc->figures[i].where;
            add_heading(known, last, scratch);
        }
    }
    for (size_t i = 0; i < doc->n_texts; i++) {
        if (!gr_str_eq(doc->texts[i].where, last)) {
            last = doc->texts[i].where;
            add_heading(known, last, scratch);
        }
    }
    return known;
}

/** The highest heading in `where` that the other document has not; empty: it has all of them. */
static gr_str unknown_heading(gr_intern *other, gr_str where, gr_arena *scratch)
{
    gr_str name = gr_published_heading(where, scratch);
    uint32_t nr = 0;
    for (size_t i = 0; i + 1 < name.len; i++) {
        gr_str above = gr_str_sub(name, 0, i);
        if (name.ptr[i] == ',' && name.ptr[i + 1] == ' ' && !gr_intern_find(other, above, &nr)) {
            return above;
        }
    }
    return gr_intern_find(other, name, &nr) ? GR_LIT("") : name;
}

void gr_mark_sections(const published *before, const published *after, gr_arena *scratch,
                      change_list *changes)
{
    gr_intern *old = headings_of(before, scratch);
    gr_intern *new = headings_of(after, scratch);
    for (size_t i = 0; i < changes->n; i++) {
        gr_change *change = &changes->items[i];
        bool came = change->kind == GR_CHANGE_ADDED || change->kind == GR_CHANGE_TEXT_ADDED;
        bool went = change->kind == GR_CHANGE_GONE || change->kind == GR_CHANGE_TEXT_GONE;
        if (came || went) {
            gr_str section = unknown_heading(came ? old : new, change->where, scratch);
            change->section = section.len == 0 ? GR_LIT("") : gr_str_dup(changes->arena, section);
        }
    }
}
