/* Owns where numbers were hidden in the versions of a series, group by group, and its text: what is
 * kept between two nights. Must not know what a number is: no number stands in it.
 *
 *   griffie hidden places 1
 *   clients.number <tab> municipality <tab> gm0202 <tab> same <tab> gm0202/jong gm0202/oud
 *
 * `same`: these were its places in every version; `other`: they were not, for good. Lines are
 * sorted by bytes; in words %, spaces, tabs and line ends are written as % and two digits. */
#include <stdlib.h>

#include "base/arena.h"
#include "derive_priv.h"

#define HEAD    "griffie hidden places 1"
#define N_WORDS 5

typedef struct line {
    gr_str series, kind, group; /* as words: ready to be written */
    bool same;
    gr_str places;
} line;

struct gr_places {
    gr_arena *arena;
    line *lines;
    size_t n, cap;
    size_t n_before; /* of them are of earlier versions */
};

/* --- words --- */

static void add_word(gr_buf *out, gr_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c <= ' ' || c == '%') {
            gr_buf_addf(out, "%%%02x", c);
        } else {
            gr_buf_add_char(out, (char)c);
        }
    }
}

static gr_str word_of(gr_arena *arena, gr_str text)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    add_word(&out, text);
    return gr_buf_view(&out);
}

static gr_str words_of(gr_arena *arena, const gr_str *keys, size_t n)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    for (size_t i = 0; i < n; i++) {
        gr_buf_add(&out, i > 0 ? GR_LIT(" ") : GR_LIT(""));
        add_word(&out, keys[i]);
    }
    return gr_buf_view(&out);
}

static int by_bytes(const void *a, const void *b)
{
    return gr_str_cmp(*(const gr_str *)a, *(const gr_str *)b);
}

/* --- text --- */

static gr_status refuse(gr_diag *diag, size_t number)
{
    gr_diag_report(diag, (gr_loc){0}, GR_CODE_HIDDEN_PLACES,
                   "line %zu is not 'series, fields, group, same or other, records'; put back the "
                   "file of the last night, or take it away to begin a new series",
                   number);
    return GR_BAD_INPUT;
}

static bool read_line(gr_str text, line *out)
{
    gr_str words[N_WORDS] = {GR_LIT("")}, rest = text;
    size_t n = 0;
    while (n < N_WORDS && gr_str_split(&rest, '\t', &words[n])) {
        n++;
    }
    out->series = words[0];
    out->kind = words[1];
    out->group = words[2];
    out->same = gr_str_is(words[3], "same");
    out->places = words[4].len > 0 ? words[4] : GR_LIT("");
    return n >= N_WORDS - 1 && rest.len == 0 && out->series.len > 0 &&
           (out->same || gr_str_is(words[3], "other"));
}

gr_status gr_places_read(gr_str text, gr_arena *arena, gr_diag *diag, gr_places **out)
{
    gr_places *places = GR_NEW(arena, gr_places);
    gr_str rest = text, next = GR_LIT("");
    places->arena = arena;
    *out = places;
    for (size_t number = 1; rest.len > 0 && gr_str_split(&rest, '\n', &next); number++) {
        line one = {.same = false};
        bool fits = number == 1 ? gr_str_is(next, HEAD) : read_line(next, &one);
        if (!fits) {
            return refuse(diag, number);
        }
        if (number > 1) {
            *GR_PUSH(arena, places->lines, places->n, places->cap, line) = one;
        }
    }
    places->n_before = places->n;
    return GR_OK;
}

static int by_group(const void *a, const void *b)
{
    const line *left = a, *right = b;
    int order = gr_str_cmp(left->series, right->series);
    order = order != 0 ? order : gr_str_cmp(left->kind, right->kind);
    return order != 0 ? order : gr_str_cmp(left->group, right->group);
}

gr_str gr_places_text(const gr_places *places, gr_arena *arena)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    line *lines = GR_NEW_N(arena, line, places->n);
    for (size_t i = 0; i < places->n; i++) {
        lines[i] = places->lines[i];
    }
    if (places->n == 0) {
        return GR_LIT("");
    }
    qsort(lines, places->n, sizeof *lines, by_group);
    gr_buf_add(&out, GR_LIT(HEAD "\n"));
    for (size_t i = 0; i < places->n; i++) {
        gr_buf_addf(&out, GR_FMT "\t" GR_FMT "\t" GR_FMT "\t%s\t" GR_FMT "\n",
                    GR_ARG(lines[i].series), GR_ARG(lines[i].kind), GR_ARG(lines[i].group),
                    lines[i].same ? "same" : "other", GR_ARG(lines[i].places));
    }
    return gr_buf_view(&out);
}

/* --- one version more --- */

/** The line of the group among those of earlier versions; `out_other_kind`: its series had exact
 * totals by other fields, which share numbers with these. */
static line *find_before(gr_places *places, const line *now, bool *out_other_kind)
{
    line *found = NULL;
    for (size_t i = 0; i < places->n_before; i++) {
        line *one = &places->lines[i];
        if (gr_str_eq(one->series, now->series)) {
            bool same_kind = gr_str_eq(one->kind, now->kind);
            *out_other_kind = *out_other_kind || !same_kind;
            found = same_kind && gr_str_eq(one->group, now->group) ? one : found;
        }
    }
    return found;
}

bool gr_places_steady(gr_places *places, const gr_places_of *now)
{
    gr_arena *arena = places->arena;
    gr_str *keys = GR_NEW_N(arena, gr_str, now->n);
    for (size_t i = 0; i < now->n; i++) {
        keys[i] = now->keys[i];
    }
    qsort(keys, now->n, sizeof *keys, by_bytes); /* another order of records is no other place */
    line one = {word_of(arena, now->series), word_of(arena, now->kind), word_of(arena, now->group),
                true, words_of(arena, keys, now->n)};
    bool other_kind = false;
    line *before = find_before(places, &one, &other_kind);
    one.same =
        !other_kind && (before == NULL || (before->same && gr_str_eq(before->places, one.places)));
    if (before != NULL) {
        *before = one;
    } else {
        *GR_PUSH(arena, places->lines, places->n, places->cap, line) = one;
    }
    return one.same;
}
