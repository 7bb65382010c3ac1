/* Owns which texts of two documents are the same one, and how their changes are told. Must not know
 * JSON. A text has no id. Texts that read the same, in the order of both documents, are the
 * same; between two of them, what only the older has and what only the newer has are one text when
 * they stand under the same heading and half of their words are the same: the most alike first.
 * Where only figures in it differ, nothing is told: those are told by themselves. */
#include "base/arena.h"
#include "base/intern.h"
#include "published.h"

#define MATCHES_MOST 4096 /* pairs of texts that are tried between two equal ones */
#define HALF         500  /* thousandths */

static number_list number_texts(const published *doc, gr_intern *numbers, gr_arena *scratch)
{
    uint32_t *list = GR_NEW_N(scratch, uint32_t, doc->n_texts);
    for (size_t i = 0; i < doc->n_texts; i++) {
        list[i] = gr_intern_add(numbers, doc->texts[i].shown);
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
        order = gr_str_cmp(a->texts[i].shown, b->texts[i].shown);
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
    b->text_twin = gr_published_no_twins(scratch, b->n_texts);
    gr_common_sequence(list_a, list_b, scratch, a->text_twin);
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
    gr_arena *scratch;
    gr_intern *headings;
} pairing;

typedef struct match { /* two texts that may be one, reworded */
    size_t old, new;   /* from the start of the gap */
    unsigned alike;    /* thousandths of their words that both have */
} match;

/** The most alike first. The order is the same when the two documents change places. */
static int by_likeness(const void *left, const void *right)
{
    const match *a = left;
    const match *b = right;
    size_t far_a = a->old > a->new ? a->old - a->new : a->new - a->old;
    size_t far_b = b->old > b->new ? b->old - b->new : b->new - b->old;
    if (a->alike != b->alike) {
        return a->alike > b->alike ? -1 : 1;
    }
    if (a->old + a->new != b->old + b->new) {
        return a->old + a->new < b->old + b->new ? -1 : 1;
    }
    if (far_a != far_b) {
        return far_a < far_b ? -1 : 1;
    }
    return (a->old > b->old) - (a->old < b->old);
}

static bool is_small(gap g)
{
    return (g.old_end - g.old) * (g.new_end - g.new) <= MATCHES_MOST;
}

static uint32_t heading_nr(const pairing *p, const published_text *text)
{
    return gr_intern_add(p->headings, gr_published_heading(text->where, p->scratch));
}

/** 0 under other headings. */
static unsigned alike(const pairing *p, size_t old, size_t new)
{
    const published_text *a = &p->before->texts[old];
    const published_text *b = &p->after->texts[new];
    if (heading_nr(p, a) != heading_nr(p, b)) {
        return 0;
    }
    gr_arena *scratch = gr_arena_new(16 * 1024);
    unsigned thousandths = gr_words_alike(a->text, b->text, scratch);
    gr_arena_free(scratch);
    return thousandths;
}

/** Old and new texts of a gap that have half of their words in common; where they are too many to
 *  try, only the first with the first. */
static size_t list_matches(const pairing *p, gap g, match *out)
{
    size_t n = 0;
    for (size_t i = g.old; i < g.old_end; i++) {
        size_t from = is_small(g) ? g.new : g.new + (i - g.old);
        size_t to = is_small(g) || from >= g.new_end ? g.new_end : from + 1;
        for (size_t j = from; j < to; j++) {
            match found = {i - g.old, j - g.new, alike(p, i, j)};
            if (found.alike >= HALF) {
                out[n++] = found;
            }
        }
    }
    return n;
}

static void pair_gap(const pairing *p, gap g)
{
    size_t n_old = g.old_end - g.old;
    size_t n_most = is_small(g) ? n_old * (g.new_end - g.new) : n_old;
    match *matches = GR_NEW_N(p->scratch, match, n_most + 1);
    size_t n = list_matches(p, g, matches);
    qsort(matches, n, sizeof(matches[0]), by_likeness);
    for (size_t k = 0; k < n; k++) {
        size_t i = g.old + matches[k].old;
        size_t j = g.new + matches[k].new;
        if (p->before->text_twin[i] == PUBLISHED_NONE && p->after->text_twin[j] == PUBLISHED_NONE) {
            p->before->text_twin[i] = j;
            p->after->text_twin[j] = i;
        }
    }
}

static void pair_reworded(published *before, published *after, gr_arena *scratch)
{
    const size_t n_old = before->n_texts;
    const size_t n_new = after->n_texts;
    pairing p = {before, after, scratch, gr_intern_new(scratch)};
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
    change.before_shown = old->shown;
    gr_change_add(out, change);
}

static void tell_added(const published_text *new, change_list *out)
{
    gr_change change = text_change(GR_CHANGE_TEXT_ADDED, new->where);
    change.after = new->text;
    change.after_shown = new->shown;
    gr_change_add(out, change);
}

/** A figure in it is not to be told (provenance shows a sign instead), and neither is what it was.
 */
static bool is_hiding(const published_text *text)
{
    return gr_str_find(text->shown, GR_LIT("…")) != SIZE_MAX;
}

static void tell_reworded(const published_text *old, const published_text *new, change_list *out)
{
    gr_change change = text_change(GR_CHANGE_TEXT, new->where);
    change.before = old->text;
    change.after = new->text;
    bool hiding = is_hiding(old) || is_hiding(new);
    change.before_shown = hiding ? old->text : old->shown;
    change.after_shown = hiding ? new->text : new->shown;
    if (!gr_str_eq(old->text, new->text)) {
        gr_change_add(out, change);
    }
}

void gr_compare_texts(published *before, published *after, gr_arena *scratch, change_list *out)
{
    match_equal(before, after, scratch);
    pair_reworded(before, after, scratch);
    gone_list gone = gr_published_gone(before->text_twin, before->n_texts, scratch);
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
