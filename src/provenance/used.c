/* Owns the meaning of the lines of used.tsv, and their comparison. Both texts are sorted by bytes,
 * and a tab sorts before anything that a column may hold, so one walk over both finds all. */
#include "provenance/used.h"

const char *const gr_used_words[GR_USED__COUNT] = {
    [GR_USED_DAY] = "on",          [GR_USED_VALUE] = "value",   [GR_USED_DERIVED] = "derived",
    [GR_USED_EXPORT] = "export",   [GR_USED_REPORT] = "report", [GR_USED_STYLE] = "style",
    [GR_USED_FONT] = "font",       [GR_USED_FILE] = "file",     [GR_USED_ROWS] = "rows",
    [GR_USED_FORMATS] = "formats", [GR_USED_ENGINE] = "engine", [GR_USED_DOCUMENT] = "document",
};
/* columns behind the word that say what it is about; those behind them say how it was */
static const size_t key_columns[GR_USED__COUNT] = {
    [GR_USED_VALUE] = 3, [GR_USED_DERIVED] = 3, [GR_USED_EXPORT] = 1, [GR_USED_REPORT] = 1,
    [GR_USED_STYLE] = 1, [GR_USED_FONT] = 1,    [GR_USED_FILE] = 1,   [GR_USED_ROWS] = 1,
};

typedef struct fact {
    gr_used_kind kind;
    gr_str head; /* the word and its key, as the line has them */
    gr_str key, value;
} fact;

typedef struct reader {
    gr_str rest;
    fact now;
    bool at_end;
} reader;

/** Cuts the word and n columns off the line; a line with fewer is all key. */
static void cut(gr_str line, size_t word, size_t n, fact *out)
{
    size_t at = word;
    for (size_t i = 0; i < n && at < line.len; i++) {
        size_t tab = gr_str_find(gr_str_sub(line, at + 1, SIZE_MAX), GR_LIT("\t"));
        at = tab == SIZE_MAX ? line.len : at + 1 + tab;
    }
    out->head = gr_str_sub(line, 0, at);
    out->key = gr_str_sub(out->head, word + 1, SIZE_MAX);
    out->value = gr_str_sub(line, at + 1, SIZE_MAX);
}

static bool read_fact(gr_str line, fact *out)
{
    size_t word = gr_str_find(line, GR_LIT("\t"));
    for (size_t kind = 0; kind < GR_USED__COUNT && word != SIZE_MAX; kind++) {
        if (gr_str_is(gr_str_sub(line, 0, word), gr_used_words[kind])) {
            out->kind = (gr_used_kind)kind;
            cut(line, word, key_columns[kind], out);
            return true;
        }
    }
    return false;
}

static void step(reader *r)
{
    gr_str line = GR_LIT("");
    do {
        r->at_end = !gr_str_split(&r->rest, '\n', &line);
    } while (!r->at_end && !read_fact(line, &r->now));
}

/** Order of two heads as their lines stand: "font\ta" before "font\ta b", as the tab behind it. */
static int compare_heads(const reader *a, const reader *b)
{
    if (a->at_end || b->at_end) {
        return (a->at_end ? 1 : 0) - (b->at_end ? 1 : 0);
    }
    return gr_str_cmp(a->now.head, b->now.head);
}

typedef struct differences {
    gr_arena *arena;
    gr_used_difference *items;
    size_t n, cap;
} differences;

static void add(differences *list, const fact *of, gr_used_change change, gr_str before,
                gr_str after)
{
    *GR_PUSH(list->arena, list->items, list->n, list->cap, gr_used_difference) =
        (gr_used_difference){of->kind, change, of->key, before, after};
}

void gr_used_compare(gr_str before, gr_str after, gr_arena *arena, gr_used_difference **out,
                     size_t *out_n)
{
    differences list = {.arena = arena};
    reader old = {.rest = before};
    reader new = {.rest = after};
    step(&old);
    step(&new);
    while (!old.at_end || !new.at_end) {
        int order = compare_heads(&old, &new);
        if (order < 0) {
            add(&list, &old.now, GR_USED_GONE, old.now.value, GR_LIT(""));
            step(&old);
        } else if (order > 0) {
            add(&list, &new.now, GR_USED_NEW, GR_LIT(""), new.now.value);
            step(&new);
        } else {
            if (!gr_str_eq(old.now.value, new.now.value)) {
                add(&list, &new.now, GR_USED_CHANGED, old.now.value, new.now.value);
            }
            step(&old);
            step(&new);
        }
    }
    *out = list.items;
    *out_n = list.n;
}
