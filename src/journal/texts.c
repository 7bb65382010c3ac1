/* Owns which texts of two documents are the same one, and how their changes are told. Must not know
 * JSON. A text has no id. Equal texts in the order of both documents are the same; between two of
 * them, what only the older has and what only the newer has stand for each other, first for first,
 * when they stand under the same heading: those were reworded. */
#include "base/arena.h"
#include "base/intern.h"
#include "published.h"

/** Without the number of the heading: a chapter that moves up keeps its name. */
static gr_str heading_name(gr_str where)
{
    size_t n = 0;
    while (n < where.len && ((where.ptr[n] >= '0' && where.ptr[n] <= '9') || where.ptr[n] == '.')) {
        n++;
    }
    bool numbered = n > 0 && n < where.len && where.ptr[n] == ' ';
    return numbered ? gr_str_sub(where, n + 1, SIZE_MAX) : where;
}

static number_list number_texts(const published *doc, gr_intern *numbers, gr_arena *scratch)
{
    uint32_t *list = GR_NEW_N(scratch, uint32_t, doc->n_texts);
    for (size_t i = 0; i < doc->n_texts; i++) {
        list[i] = gr_intern_add(numbers, doc->texts[i].text);
    }
    return (number_list){list, doc->n_texts};
}

/** An order of two documents that does not depend on which is the older: their comparison takes the
 *  same way through them in both directions. */
static bool goes_first(const published *a, const published *b)
{
    if (a->n_texts != b->n_texts) {
        return a->n_texts < b->n_texts;
    }
    int order = 0;
    for (size_t i = 0; i < a->n_texts && order == 0; i++) {
        order = gr_str_cmp(a->texts[i].text, b->texts[i].text);
    }
    return order <= 0;
}

static void match_equal(published *before, published *after, gr_arena *scratch)
{
    bool in_order = goes_first(before, after);
    published *a = in_order ? before : after;
    published *b = in_order ? after : before;
    gr_intern *numbers = gr_intern_new(scratch);
    number_list list_a = number_texts(a, numbers, scratch);
    number_list list_b = number_texts(b, numbers, scratch);
    a->text_twin = GR_NEW_N(scratch, size_t, a->n_texts);
    b->text_twin = published_no_twins(scratch, b->n_texts);
    common_sequence(list_a, list_b, scratch, a->text_twin);
    for (size_t i = 0; i < a->n_texts; i++) {
        if (a->text_twin[i] != PUBLISHED_NONE) {
            b->text_twin[a->text_twin[i]] = i;
        }
    }
}

/* Between two equal texts: [old, old_end) of the older and [new, new_end) of the newer document. */
typedef struct gap {
    size_t old, old_end, new, new_end;
} gap;

typedef struct pairing {
    published *before, *after;
    gr_intern *headings;
    size_t *first; /* by number of the heading: its first text in the gap that has no twin yet */
    size_t *next;  /* by text of the older document: the next under the same heading */
} pairing;

static uint32_t heading_nr(const pairing *p, const published_text *text)
{
    return gr_intern_add(p->headings, heading_name(text->where));
}

static void pair_gap(const pairing *p, gap g)
{
    for (size_t i = g.old_end; i-- > g.old;) {
        uint32_t heading = heading_nr(p, &p->before->texts[i]);
        p->next[i] = p->first[heading];
        p->first[heading] = i;
    }
    for (size_t j = g.new; j < g.new_end; j++) {
        uint32_t heading = heading_nr(p, &p->after->texts[j]);
        size_t i = p->first[heading];
        if (i != PUBLISHED_NONE) {
            p->first[heading] = p->next[i];
            p->before->text_twin[i] = j;
            p->after->text_twin[j] = i;
        }
    }
    for (size_t i = g.old; i < g.old_end; i++) {
        p->first[heading_nr(p, &p->before->texts[i])] = PUBLISHED_NONE;
    }
}

static void pair_reworded(published *before, published *after, gr_arena *scratch)
{
    const size_t n_old = before->n_texts;
    const size_t n_new = after->n_texts;
    pairing p = {.before = before, .after = after, .headings = gr_intern_new(scratch)};
    p.first = published_no_twins(scratch, n_old + n_new);
    p.next = GR_NEW_N(scratch, size_t, n_old);
    gap g = {0};
    while (g.old < n_old || g.new < n_new) {
        for (g.old_end = g.old; g.old_end < n_old; g.old_end++) {
            if (before->text_twin[g.old_end] != PUBLISHED_NONE) {
                break;
            }
        }
        g.new_end = g.old_end < n_old ? before->text_twin[g.old_end] : n_new;
        pair_gap(&p, g);
        g.old = g.old_end < n_old ? g.old_end + 1 : n_old;
        g.new = g.new_end < n_new ? g.new_end + 1 : n_new;
    }
}

static gr_change text_change(gr_change_kind kind, gr_str where)
{
    return (gr_change){
        .kind = kind,
        .id = GR_LIT(""),
        .where = where,
        .label = GR_LIT(""),
        .before = GR_LIT(""),
        .after = GR_LIT(""),
        .difference = GR_LIT(""),
    };
}

static void tell_gone(const published_text *old, change_list *out)
{
    gr_change change = text_change(GR_CHANGE_TEXT_GONE, old->where);
    change.before = old->text;
    change_add(out, change);
}

static void tell_added(const published_text *new, change_list *out)
{
    gr_change change = text_change(GR_CHANGE_TEXT_ADDED, new->where);
    change.after = new->text;
    change_add(out, change);
}

static void tell_reworded(const published_text *old, const published_text *new, change_list *out)
{
    gr_change change = text_change(GR_CHANGE_TEXT, new->where);
    change.before = old->text;
    change.after = new->text;
    if (!gr_str_eq(old->text, new->text)) {
        change_add(out, change);
    }
}

void compare_texts(published *before, published *after, gr_arena *scratch, change_list *out)
{
    match_equal(before, after, scratch);
    pair_reworded(before, after, scratch);
    gone_list gone = published_gone(before->text_twin, before->n_texts, scratch);
    size_t told = 0;
    for (size_t i = 0; i <= after->n_texts; i++) {
        for (; told < gone.n && gone.items[told].place == i; told++) {
            tell_gone(&before->texts[gone.items[told].nr], out);
        }
        if (i == after->n_texts) {
            break;
        }
        const published_text *new = &after->texts[i];
        size_t twin = after->text_twin[i];
        if (twin == PUBLISHED_NONE) {
            tell_added(new, out);
        } else {
            tell_reworded(&before->texts[twin], new, out);
        }
    }
}
