#ifndef GR_JOURNAL_PUBLISHED_H
#define GR_JOURNAL_PUBLISHED_H
/* What published.json says, and the steps of holding two of them against each other. */
#include "journal/compare.h"

#define PUBLISHED_NONE SIZE_MAX

typedef struct published_figure {
    gr_str id, where, row, label, text, value, type;
    bool hidden;        /* a hidden number has a part in it */
    size_t next_in_row; /* the next figure without a twin in the same row, or NONE */
    bool follows;       /* another figure of its row comes first and tells it */
    uint32_t row_nr;    /* equal rows of both documents have equal numbers */
} published_figure;

typedef struct published_text {
    gr_str where, text, shown;
} published_text;

typedef struct published {
    int64_t identity; /* how ids are made; 1: by counting places */
    published_figure *figures;
    size_t n_figures, cap_figures;
    size_t *figure_twin; /* place of the same figure in the other document, or NONE */
    published_text *texts;
    size_t n_texts, cap_texts;
    size_t *text_twin;
} published;

typedef struct change_list {
    gr_arena *arena; /* of the caller: strings are copied into it */
    gr_change *items;
    size_t n, cap;
} change_list;

/* Something of the older document without a twin. It is told after what stood before it and is
 * still there. */
typedef struct gone_item {
    size_t place; /* in the newer document, of what it comes before */
    size_t nr;    /* in the older one */
} gone_item;
typedef struct gone_list {
    gone_item *items;
    size_t n;
} gone_list;

/** `which` names the document in a report: "the older version". */
GR_MUST_USE gr_status gr_published_read(gr_str json, const char *which, gr_arena *arena,
                                        gr_diag *diag, published *out);
size_t *gr_published_no_twins(gr_arena *scratch, size_t n); /* n times NONE */
/** Without the numbers of the headings: a chapter that moves up keeps its name. */
gr_str gr_published_heading(gr_str where, gr_arena *arena);
/** Says of what came or went whether the section did, and with which heading. */
void gr_mark_sections(const published *before, const published *after, gr_arena *scratch,
                      change_list *changes);
/** In the order they are told; `twin` is that of the older document. */
gone_list gr_published_gone(const size_t *twin, size_t n, gr_arena *scratch);
/** Figures known by what people see of them, where ids say nothing. */
void gr_published_forget_ids(published *doc, gr_arena *arena);
void gr_change_add(change_list *list, gr_change change); /* its strings are copied */
void gr_compare_figures(published *before, published *after, gr_arena *scratch, change_list *out);
void gr_compare_texts(published *before, published *after, gr_arena *scratch, change_list *out);
/** after - before when both are numbers of one unit, in the notation of gr_value_add; else empty.
 */
gr_str gr_figure_difference(const published_figure *before, const published_figure *after,
                            gr_arena *arena);

typedef struct number_list {
    const uint32_t *at;
    size_t n;
} number_list;
/** out_twin[i] = j: a[i] and b[j] are equal and belong together; NONE: a[i] has no such. The j rise
 *  with the i. Which of several good answers it is depends on which list is called a. */
void gr_common_sequence(number_list a, number_list b, gr_arena *scratch, size_t *out_twin);

/** Thousandths of the words of two texts that both have, in one order. */
unsigned gr_words_alike(gr_str a, gr_str b, gr_arena *scratch);

#endif
