#include "eval/eval.h"

/* Owns what becomes of abbreviations and terms where they are used, once an edition is written:
 * each abbreviation gets its full words for who listens, and at its first use in running text they
 * are printed too. A walk in reading order, over texts of descriptors, of Markdown and of data
 * alike.
 */
#include "base/arena.h"
#include "base/intern.h"
#include "words_priv.h"

typedef struct marking {
    gr_expander *expander;
    gr_glossary *words;
    bool lists; /* what is marked is in a list of them */
} marking;

typedef struct spot { /* where a text stands */
    gr_node *block;   /* the nearest that a link can lead to */
    bool running;     /* words may be written out */
    bool own;         /* in the language of the document, and no code */
} spot;

/* --- what is said around a use --- */

static bool same_but_capital(gr_str a, gr_str b)
{
    return a.len == b.len && a.len > 0 && (a.ptr[0] | 0x20) == (b.ptr[0] | 0x20) &&
           gr_str_eq(gr_str_sub(a, 1, SIZE_MAX), gr_str_sub(b, 1, SIZE_MAX));
}

/* "Uitvoeringsinstituut (UWV)", "UWV (Uitvoeringsinstituut)": the author did it. */
static bool is_written_out(const gr_explained *word, gr_str before, gr_str behind)
{
    gr_str open = GR_LIT(" (");
    if (gr_str_ends(before, open) && before.len >= word->full.len + open.len) {
        size_t from = before.len - open.len - word->full.len;
        return same_but_capital(gr_str_sub(before, from, word->full.len), word->full);
    }
    return gr_str_starts(behind, open) &&
           same_but_capital(gr_str_sub(behind, open.len, word->full.len), word->full);
}

/* What stands in front of `node` in its paragraph. */
static gr_str text_before(gr_arena *arena, const gr_node *node)
{
    gr_str text = GR_LIT("");
    for (; node->parent != NULL && gr_kinds[node->kind].role == GR_ROLE_INLINE;
         node = node->parent) {
        gr_buf part = gr_buf_make(arena, SIZE_MAX);
        for (const gr_node *one = node->parent->first; one != NULL && one != node;
             one = one->next) {
            if (one->kind != GR_K_NOTE) {
                gr_buf_add(&part, gr_node_text(one, arena));
            }
        }
        gr_buf_add(&part, text);
        text = gr_buf_view(&part);
    }
    return text;
}

static bool begins_sentence(gr_str before)
{
    before = gr_str_trim(before);
    return before.len == 0 || gr_str_ends(before, GR_LIT(".")) ||
           gr_str_ends(before, GR_LIT("!")) || gr_str_ends(before, GR_LIT("?"));
}

/* --- nodes --- */

static void append(gr_node *parent, gr_node *node)
{
    node->next = NULL;
    *(parent->last == NULL ? &parent->first : &parent->last->next) = node;
    parent->last = node;
}

static gr_status add_text(const marking *m, gr_node *into, gr_str text, gr_loc at)
{
    return text.len == 0 ? GR_OK : gr_expander_add_text(m->expander, into, text, at);
}

static gr_status add_marked(const marking *m, gr_node *into, const gr_explained *word, gr_str text,
                            gr_loc at)
{
    gr_node *span = NULL;
    GR_TRY(gr_expander_add(m->expander, into, GR_K_SPAN, at, &span));
    span->as.span.expansion = word->full;
    return gr_expander_add_text(m->expander, span, text, at);
}

static gr_status add_written_out(const marking *m, gr_node *into, const gr_explained *word,
                                 gr_str text, bool begins, gr_loc at)
{
    gr_str full = word->full;
    gr_eval_context *context = m->expander->context;
    if (begins) {
        GR_TRY(gr_as_sentence(context, full, &full));
    }
    full = gr_str_fmt(m->expander->arena, GR_FMT " (", GR_ARG(full));
    GR_TRY(gr_expander_add_text(m->expander, into, full, at));
    GR_TRY(add_marked(m, into, word, text, at));
    return gr_expander_add_text(m->expander, into, GR_LIT(")"), at);
}

/* --- one text --- */

typedef struct found {
    gr_explained *word;
    size_t len;
    bool attached;
} found;

static bool is_plain_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The longest that stands there. */
static found find_at(const marking *m, gr_str text, size_t at)
{
    found best = {.word = NULL};
    if (at > 0 && is_plain_letter(text.ptr[at - 1])) {
        return best; /* no word begins here: most of a text is told so at once */
    }
    for (size_t w = 0; w < m->words->n; w++) {
        gr_explained *word = &m->words->words[w];
        for (size_t f = 0; f < word->n_forms; f++) {
            bool attached = false;
            if (word->forms[f].text.len > best.len &&
                gr_word_at(text, at, word->forms[f], &attached)) {
                best = (found){word, word->forms[f].text.len, attached};
            }
        }
    }
    return best;
}

static void note_use(const marking *m, gr_explained *word, const spot *at)
{
    word->first = word->used || m->lists ? word->first : at->block;
    word->used = true;
}

static gr_status mark_use(const marking *m, gr_node *into, const found *is, gr_str text, size_t at,
                          gr_str before, const spot *where, gr_loc loc)
{
    gr_explained *word = is->word;
    gr_str use = gr_str_sub(text, at, is->len), behind = gr_str_sub(text, at + is->len, SIZE_MAX);
    bool first = !word->used || !word->written;
    gr_buf all = gr_buf_make(m->expander->arena, SIZE_MAX);
    gr_buf_add(&all, before);
    gr_buf_add(&all, gr_str_sub(text, 0, at));
    note_use(m, word, where);
    bool authors = where->running && is_written_out(word, gr_buf_view(&all), behind);
    bool write = first && word->write_out && where->running && !is->attached && !m->lists;
    word->written = word->written || authors || write;
    if (write && !authors) {
        return add_written_out(m, into, word, use, begins_sentence(gr_buf_view(&all)), loc);
    }
    return add_marked(m, into, word, use, loc);
}

static void tell_unknown(const marking *m, gr_str text, gr_loc loc)
{
    gr_glossary *words = m->words;
    gr_str word;
    for (size_t at = 0; gr_word_capitals(text, &at, &word);) {
        size_t from = (size_t)(word.ptr - text.ptr);
        bool told = find_at(m, text, from).word != NULL;
        for (size_t i = 0; i < words->n_told && !told; i++) {
            told = gr_str_eq(words->told[i], word);
        }
        if (told) {
            continue;
        }
        gr_arena *arena = m->expander->doc->arena;
        *GR_PUSH(arena, words->told, words->n_told, words->cap_told, gr_str) = word;
        gr_str *names = GR_NEW_N(arena, gr_str, words->n);
        for (size_t i = 0; i < words->n; i++) {
            names[i] = words->words[i].forms[0].text;
        }
        gr_str meant = gr_suggest(word, names, words->n);
        gr_diag_report_halves(m->expander->context->diag, loc, GR_CODE_ABBREVIATION_UNKNOWN,
                              GR_LIT(""),
                              "'" GR_FMT "'; %s" GR_FMT "%s<abbreviation short=\"" GR_FMT
                              "\" full=...>, or known=\"yes\" when everybody knows it",
                              GR_ARG(word), meant.len > 0 ? "did you mean '" : "", GR_ARG(meant),
                              meant.len > 0 ? "'? Else write " : "write ", GR_ARG(word));
    }
}

static gr_status mark_text(const marking *m, gr_node *node, gr_node *into, const spot *where)
{
    gr_str text = node->as.text.chars, before = GR_LIT("");
    size_t from = 0;
    bool begun = false;
    for (size_t at = 0; at < text.len; at++) {
        found is = find_at(m, text, at);
        if (is.word == NULL) {
            continue;
        }
        if (is.word->full.len == 0) { /* nothing is said of it here */
            note_use(m, is.word, where);
            at += is.len - 1;
            continue;
        }
        if (!begun) {
            before = text_before(m->expander->arena, node);
            begun = true;
        }
        GR_TRY(add_text(m, into, gr_str_sub(text, from, at - from), node->at));
        GR_TRY(mark_use(m, into, &is, text, at, before, where, node->at));
        from = at + is.len;
        at = from - 1;
    }
    if (!begun) {
        append(into, node);
        return GR_OK;
    }
    return add_text(m, into, gr_str_sub(text, from, SIZE_MAX), node->at);
}

/* Words that come from data stay one figure: they are told to who listens, and not written out. */
static void mark_figure(const marking *m, gr_node *node, const spot *where)
{
    gr_str text = node->as.figure.figure->text;
    gr_type type = node->as.figure.figure->value.type;
    if (type != GR_T_TEXT && type != GR_T_REF && type != GR_T_CODE) {
        return;
    }
    gr_buf full = gr_buf_make(m->expander->arena, SIZE_MAX);
    bool any = false;
    for (size_t at = 0; at < text.len; at++) {
        found is = find_at(m, text, at);
        bool told = is.word != NULL && is.word->full.len > 0;
        if (is.word != NULL) {
            note_use(m, is.word, where);
        }
        any = any || told;
        gr_buf_add(&full, told ? is.word->full : gr_str_sub(text, at, is.len > 0 ? is.len : 1));
        at += is.len > 0 ? is.len - 1 : 0;
    }
    if (any) {
        node->as.figure.expansion = gr_buf_view(&full);
    }
}

/* --- the walk --- */

/* Words that name something, or stand apart: a label is not the place to explain one. */
static bool is_label(const marking *m, const gr_node *paragraph)
{
    static const gr_style_id labels[] = {
        GR_STYLE_TITLE,      GR_STYLE_SUBTITLE,   GR_STYLE_META,      GR_STYLE_SOURCE,
        GR_STYLE_TILE_VALUE, GR_STYLE_TILE_LABEL, GR_STYLE_TILE_NOTE, GR_STYLE_QUOTE,
        GR_STYLE_PULL_QUOTE, GR_STYLE_QUOTE_BY,   GR_STYLE_QUESTION,  GR_STYLE_BOX_TITLE,
        GR_STYLE_EVENT_DATE};
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
        if (paragraph->style == m->expander->report->house->styles[labels[i]]) {
            return true;
        }
    }
    const gr_node *item = paragraph->parent;
    return item->kind == GR_K_ITEM && gr_list_has_words(item->parent) && item->first == paragraph;
}

static spot inside(const marking *m, gr_node *node, spot where)
{
    gr_kind kind = node->kind;
    bool in_cell = where.block != NULL && where.block->kind == GR_K_TABLE;
    if (gr_kinds[kind].role == GR_ROLE_BLOCK && !in_cell) {
        where.block = node;
    }
    if (kind == GR_K_PARAGRAPH) {
        where.running = where.running && !in_cell && !is_label(m, node);
    } else if (kind == GR_K_HEADING || kind == GR_K_CAPTION || kind == GR_K_CELL ||
               kind == GR_K_REMARK || kind == GR_K_NOTE || kind == GR_K_LINK ||
               (kind == GR_K_BOX && node->as.box.role >= GR_BOX_QUOTE &&
                node->as.box.role != GR_BOX_ASIDE)) {
        where.running = false;
    }
    if (kind == GR_K_SPAN && (node->as.span.lang.len > 0 || node->as.span.code)) {
        where.own = false;
    }
    where.own = where.own && kind != GR_K_CODE;
    return where;
}

static bool is_filled_later(const marking *m, const gr_node *node)
{
    for (size_t i = 0; i < m->words->n_lists; i++) {
        if (m->words->lists[i].list == node) {
            return true;
        }
    }
    return false;
}

static gr_status walk(const marking *m, gr_node *node, spot where)
{
    gr_node *child = node->first, *next = NULL;
    where = inside(m, node, where);
    node->first = node->last = NULL;
    for (; child != NULL; child = next) {
        next = child->next;
        if (child->kind == GR_K_TEXT && where.own) {
            gr_str text = child->as.text.chars;
            if (m->words->explains && !m->lists) {
                tell_unknown(m, text, child->at);
            }
            GR_TRY(mark_text(m, child, node, &where));
            continue;
        }
        append(node, child);
        if (child->kind == GR_K_FIGURE) {
            mark_figure(m, child, &where);
        } else if (child->first != NULL && !is_filled_later(m, child)) {
            GR_TRY(walk(m, child, where));
        }
    }
    return GR_OK;
}

gr_status gr_words_mark(gr_expander *expander, gr_node *top, bool lists)
{
    const marking m = {.expander = expander, .words = expander->words, .lists = lists};
    return walk(&m, top, (spot){.block = NULL, .running = true, .own = true});
}
