#ifndef GR_EVAL_WORDS_PRIV_H
#define GR_EVAL_WORDS_PRIV_H
/* Abbreviations and terms: how they are found in a text, and what an edition knows of them. */
#include "expander_priv.h"

typedef struct gr_word_form { /* one way of writing it */
    gr_str text;
    bool folds; /* of a term: its first letter may be a capital */
} gr_word_form;

/* word_find.c */
/** The form stands at byte `at` of `text` as a word of its own. *out_attached: something is joined
 * to it (UWV-kantoor, NUG'ers), so that nothing can be written between. */
bool gr_word_at(gr_str text, size_t at, gr_word_form form, bool *out_attached);
bool gr_word_in(gr_str text, gr_word_form form);
/** The next word of capitals behind *at that looks like an abbreviation; false: there is none. */
bool gr_word_capitals(gr_str text, size_t *at, gr_str *out);
/** Forms of `main`, and of `also`, which has a "|" between them. */
size_t gr_word_forms(gr_arena *arena, gr_str main, gr_str also, bool folds, gr_word_form **out);

typedef struct gr_explained {
    bool term;
    bool known;     /* everybody knows it: neither explained nor listed */
    bool write_out; /* at its first use in running text */
    gr_word_form *forms;
    size_t n_forms;
    gr_str full, meaning; /* of a term: no `full` */
    gr_loc at;
    bool used, written; /* in this edition, so far */
    gr_node *first;     /* the block in which it was used first */
} gr_explained;

typedef struct gr_glossary_list { /* a <glossary>: its items come when all is written */
    const gr_tnode *node;
    gr_node *list;
} gr_glossary_list;

struct gr_glossary {
    gr_explained *words;
    size_t n, cap;
    gr_glossary_list *lists;
    size_t n_lists, cap_lists;
    gr_str *told; /* abbreviations that nobody explains */
    size_t n_told, cap_told;
    bool explains; /* there is an abbreviation, and what is not explained is to be told */
};

/** word_marks.c: marks all uses of words in `top`, and notes them. `lists`: in what is listed of
 * them, where nothing is written out. */
GR_MUST_USE gr_status gr_words_mark(gr_expander *expander, gr_node *top, bool lists);
/** word_lists.c: items of the <glossary>s, once all uses are known. */
GR_MUST_USE gr_status gr_words_list(gr_expander *expander);

#endif
