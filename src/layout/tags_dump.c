#include "layout/pages.h"

/* Owns the structure tree as text: what a screen reader gets, in its order. Content of an element
 * stands between its children where it was drawn between theirs. */
#include "layout_priv.h"

typedef struct piece { /* drawn content, in order of drawing */
    const gr_item *item;
    size_t seq;
} piece;
typedef struct content { /* of one element */
    piece *pieces;
    size_t n, cap, printed;
    size_t first; /* seq of the first content in it or below it; SIZE_MAX: none */
} content;
typedef struct tags {
    gr_arena *arena;
    content *contents; /* by index of the element */
    gr_buf *out;
} tags;

static void gather(tags *t, const gr_pages *pages)
{
    size_t seq = 0;
    for (size_t i = 0; i < pages->n; i++) {
        for (size_t j = 0; j < pages->pages[i].n; j++, seq++) {
            const gr_item *item = &pages->pages[i].items[j];
            const gr_elem *elem = item->owner.elem;
            if (elem == NULL) {
                continue;
            }
            content *c = &t->contents[elem->index];
            *GR_PUSH(t->arena, c->pieces, c->n, c->cap, piece) = (piece){.item = item, .seq = seq};
            for (; elem != NULL; elem = elem->parent) {
                c = &t->contents[elem->index];
                c->first = c->first < seq ? c->first : seq;
            }
        }
    }
}

static void indent(gr_buf *out, unsigned depth)
{
    for (unsigned i = 0; i < depth; i++) {
        gr_buf_add(out, GR_LIT("  "));
    }
}

static void add_text_attribute(gr_buf *out, const char *name, gr_str value)
{
    if (value.len > 0) {
        gr_buf_addf(out, " %s=", name);
        gr_add_quoted(value, out);
    }
}

static void add_attributes(gr_buf *out, const gr_elem *elem)
{
    static const char *const scopes[] = {
        [GR_SCOPE_NONE] = "", [GR_SCOPE_ROW] = " scope=row", [GR_SCOPE_COLUMN] = " scope=column"};
    static const char *const numberings[] = {[GR_NUMBERING_NONE] = "",
                                             [GR_NUMBERING_DISC] = " numbering=disc",
                                             [GR_NUMBERING_DECIMAL] = " numbering=decimal",
                                             [GR_NUMBERING_LETTER] = " numbering=letter",
                                             [GR_NUMBERING_ROMAN] = " numbering=roman",
                                             [GR_NUMBERING_CAPITAL] = " numbering=capital",
                                             [GR_NUMBERING_CAPITAL_ROMAN] =
                                                 " numbering=capital-roman"};
    add_text_attribute(out, "id", elem->more->id);
    add_text_attribute(out, "title", elem->more->title);
    add_text_attribute(out, "alt", elem->more->alt);
    add_text_attribute(out, "actual", elem->more->actual);
    add_text_attribute(out, "lang", elem->more->lang);
    add_text_attribute(out, "expansion", elem->more->expansion);
    gr_buf_addf(out, "%s%s", scopes[elem->scope], numberings[elem->numbering]);
    if (elem->colspan > 1) {
        gr_buf_addf(out, " colspan=%u", (unsigned)elem->colspan);
    }
    if (elem->rowspan > 1) {
        gr_buf_addf(out, " rowspan=%u", (unsigned)elem->rowspan);
    }
    for (size_t i = 0; i < elem->more->n_headers; i++) {
        gr_buf_addf(out, "%s" GR_FMT, i == 0 ? " headers=" : ",",
                    GR_ARG(elem->more->headers[i]->more->id));
    }
}

/* Own content drawn before `seq` that was not printed yet. */
static void print_until(tags *t, content *c, size_t seq, unsigned depth)
{
    gr_buf text = gr_buf_make(t->arena, SIZE_MAX);
    size_t drawings = 0, links = 0;
    for (; c->printed < c->n && c->pieces[c->printed].seq < seq; c->printed++) {
        const gr_item *item = c->pieces[c->printed].item;
        if (item->kind == GR_ITEM_TEXT) {
            gr_item_add_text(item, &text);
        } else if (item->kind == GR_ITEM_LINK) {
            links++;
        } else {
            drawings++;
        }
    }
    if (text.len > 0) {
        indent(t->out, depth);
        gr_add_quoted(gr_buf_view(&text), t->out);
        gr_buf_add_char(t->out, '\n');
    }
    if (drawings > 0) {
        indent(t->out, depth);
        gr_buf_addf(t->out, "(%zu drawn)\n", drawings);
    }
    if (links > 0) {
        indent(t->out, depth);
        gr_buf_addf(t->out, "(%zu areas)\n", links);
    }
}

static void print_elem(tags *t, const gr_elem *elem, unsigned depth)
{
    content *c = &t->contents[elem->index];
    indent(t->out, depth);
    gr_buf_addf(t->out, "%s", gr_tag_names[elem->tag]);
    add_attributes(t->out, elem);
    gr_buf_add_char(t->out, '\n');
    for (const gr_elem *child = elem->first; child != NULL; child = child->next) {
        size_t first = t->contents[child->index].first;
        if (first != SIZE_MAX) {
            print_until(t, c, first, depth + 1);
        }
        print_elem(t, child, depth + 1);
    }
    print_until(t, c, SIZE_MAX, depth + 1);
}

void gr_tags_dump(const gr_pages *pages, gr_buf *out)
{
    gr_arena *arena = gr_arena_new(1 << 16);
    tags t = {.arena = arena, .out = out, .contents = GR_NEW_N(arena, content, pages->n_elems)};
    for (size_t i = 0; i < pages->n_elems; i++) {
        t.contents[i].first = SIZE_MAX;
    }
    gather(&t, pages);
    print_elem(&t, pages->root, 0);
    gr_arena_free(arena);
}
