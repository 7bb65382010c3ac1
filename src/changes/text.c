/* Owns how a reworded text is told: words that only one side has stand in bold between square
 * brackets, of which a screen reader says what they mean; in a workbook the brackets are left. Of
 * long stretches that are the same, only the sentences at their ends are told. */
#include "base/arena.h"
#include "base/utf8.h"
#include "changes_priv.h"

#define STRETCH    12U  /* words; a longer one that is the same on both sides is cut */
#define ENDS       5U   /* words of it that are left at each end, and the rest of their sentence */
#define WORDS_MOST 160U /* of one side, so that a row stays below a page */
#define TEXT_BYTES 1000U

typedef struct side {
    gr_str *words; /* as they are shown */
    bool *kept;    /* the other side has them too */
    size_t n;
} side;

static size_t split(gr_str text, gr_arena *arena, gr_str **out)
{
    gr_str *words = GR_NEW_N(arena, gr_str, text.len / 2 + 1);
    gr_str word = GR_LIT("");
    size_t n = 0;
    while (gr_str_split(&text, ' ', &word)) {
        if (word.len > 0) {
            words[n++] = word;
        }
    }
    *out = words;
    return n;
}

/** False when the shown words are not those that were compared. */
static bool open_side(const gr_changes_writing *w, gr_str text, gr_str shown, gr_str other,
                      side *out)
{
    size_t n = 0;
    gr_words_kept(text, other, w->arena, &out->kept, &n);
    out->n = split(shown, w->arena, &out->words);
    return n == out->n;
}

static gr_status add_sign(gr_changes_writing *w, gr_node *cell, const char *chars,
                          const char *spoken)
{
    gr_node *sign = NULL;
    GR_TRY(gr_doc_add(w->doc, cell, GR_K_SIGN, (gr_loc){0}, w->diag, &sign));
    sign->as.sign.chars = gr_str_of(chars);
    sign->as.sign.spoken = gr_changes_label(w, spoken);
    return GR_OK;
}

static gr_str join(const gr_changes_writing *w, const side *s, size_t from, size_t to)
{
    gr_buf out = gr_buf_make(w->arena, SIZE_MAX);
    for (size_t i = from; i < to; i++) {
        gr_buf_add(&out, i == from ? GR_LIT("") : GR_LIT(" "));
        gr_buf_add(&out, s->words[i]);
    }
    return gr_buf_view(&out);
}

static gr_status add_marked(gr_changes_writing *w, gr_node *cell, gr_str text, const char *spoken)
{
    gr_node *bold = NULL;
    GR_TRY(add_sign(w, cell, "[", spoken));
    GR_TRY(gr_doc_add(w->doc, cell, GR_K_SPAN, (gr_loc){0}, w->diag, &bold));
    bold->as.span.bold = true;
    GR_TRY(gr_changes_add_text(w, bold, text));
    return add_sign(w, cell, "]", "changes-mark-end");
}

static bool ends_sentence(gr_str word)
{
    return gr_str_ends(word, GR_LIT(".")) || gr_str_ends(word, GR_LIT("?")) ||
           gr_str_ends(word, GR_LIT("!")) || gr_str_ends(word, GR_LIT(":"));
}

/** A stretch that both sides have: where it is long, the sentences at its ends, and at the edges of
 *  the text one of them. `*told`: of its words. */
static gr_str same_text(const gr_changes_writing *w, const side *s, size_t from, size_t to,
                        size_t *told)
{
    size_t head = from == 0 ? 0 : from + ENDS;
    size_t tail = to == s->n ? to : to < ENDS ? 0 : to - ENDS;
    while (head > from && head < to && !ends_sentence(s->words[head - 1])) {
        head++;
    }
    while (tail < to && tail > from && !ends_sentence(s->words[tail - 1])) {
        tail--;
    }
    bool all = from == 0 && to == s->n && to <= WORDS_MOST; /* only the other side has more */
    if (all || to - from <= STRETCH || head + STRETCH >= tail + ENDS) {
        *told = to - from;
        return join(w, s, from, to);
    }
    gr_str first = join(w, s, from, head), last = join(w, s, tail, to);
    *told = head - from + to - tail;
    return gr_str_fmt(w->arena, GR_FMT "%s…%s" GR_FMT, GR_ARG(first), first.len > 0 ? " " : "",
                      last.len > 0 ? " " : "", GR_ARG(last));
}

static gr_status add_side(gr_changes_writing *w, gr_node *cell, const side *s, const char *spoken)
{
    size_t told = 0;
    for (size_t from = 0; from < s->n && told < WORDS_MOST;) {
        size_t to = from + 1;
        while (to < s->n && s->kept[to] == s->kept[from] && to - from < WORDS_MOST) {
            to++;
        }
        if (from > 0) {
            GR_TRY(gr_changes_add_text(w, cell, GR_LIT(" ")));
        }
        size_t n = to - from;
        GR_TRY(s->kept[from] ? gr_changes_add_text(w, cell, same_text(w, s, from, to, &n))
                             : add_marked(w, cell, join(w, s, from, to), spoken));
        told += n;
        from = to;
    }
    return GR_OK;
}

static gr_status add_whole(gr_changes_writing *w, gr_node *row, gr_str text)
{
    gr_str shown =
        text.len == 0 ? w->house->notation.nothing : gr_utf8_shorten(w->arena, text, TEXT_BYTES);
    return gr_changes_add_cell(w, row, false, GR_STYLE_CELL, shown, NULL);
}

gr_status gr_changes_add_reworded(gr_changes_writing *w, gr_node *table, const gr_change *change)
{
    gr_node *row = NULL;
    gr_node *was = NULL;
    gr_node *is = NULL;
    side before = {0};
    side after = {0};
    GR_TRY(gr_changes_add_row(w, table, &row));
    if (change->kind != GR_CHANGE_TEXT ||
        !open_side(w, change->before, change->before_shown, change->after, &before) ||
        !open_side(w, change->after, change->after_shown, change->before, &after)) {
        GR_TRY(add_whole(w, row, change->before_shown));
        return add_whole(w, row, change->after_shown);
    }
    GR_TRY(gr_changes_add_cell(w, row, false, GR_STYLE_CELL, GR_LIT(""), &was));
    GR_TRY(add_side(w, was, &before, "changes-mark-gone"));
    GR_TRY(gr_changes_add_cell(w, row, false, GR_STYLE_CELL, GR_LIT(""), &is));
    return add_side(w, is, &after, "changes-mark-new");
}
