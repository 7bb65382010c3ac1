#ifndef GR_MIGRATE_PRIV_H
#define GR_MIGRATE_PRIV_H
/* What the files of room `migrate` share: one file at work, and an expression in it. */
#include "migrate/migrate.h"

typedef struct gr_edit {
    size_t from, to; /* bytes of the file that go */
    gr_str now;      /* and what comes there */
} gr_edit;

typedef struct gr_rewriting { /* one file */
    gr_arena *arena;
    gr_str bytes;
    uint16_t file;
    gr_edit *edits;
    size_t n_edits, cap_edits;
    gr_migrated *changes;
    size_t n_changes, cap_changes;
    gr_totals_asked *find;          /* totals are looked for, nothing is rewritten */
    const gr_totals_asked *declare; /* may be NULL */
} gr_rewriting;

/** Bytes [from, to) of the file become `now`. */
void gr_rewrite(gr_rewriting *at, size_t from, size_t to, gr_str now);
/** One line about what was rewritten at byte `from`. */
GR_PRINTF(3, 4) void gr_rewrite_say(gr_rewriting *at, size_t from, const char *fmt, ...);

/* --- spelled.c: an expression as it is meant, and where each of its bytes stands in the file ---
 */

typedef struct gr_spelled {
    gr_str text;        /* without entities */
    const size_t *from; /* by byte of `text`, and one behind its last: bytes of the file */
    bool xml;           /* signs of XML are written as entities */
    char quote;         /* around it in the file; 0: none */
} gr_spelled;

/** Bytes [from, to) of the file; of an attribute with its quote, of XML's text or of a plain one.
 */
gr_spelled gr_spell(const gr_rewriting *at, size_t from, size_t to, bool xml, char quote);
/** A text in single quotes as the language wants it, for that place in the file. */
gr_str gr_spell_quoted(const gr_rewriting *at, const gr_spelled *in, const char *text);

typedef enum gr_word_kind {
    GR_WORD_END,
    GR_WORD_NAME,
    GR_WORD_NUMBER,
    GR_WORD_TEXT,
    GR_WORD_SIGN
} gr_word_kind;
typedef struct gr_expr_word { /* of an expression; a sign of two characters is two words but for !=
                               * <= >=
                               */
    gr_word_kind kind;
    size_t from, to;
} gr_expr_word;
/** The words between bytes `from` and `to` of an expression; the last one is END. */
const gr_expr_word *gr_words_of(const gr_spelled *in, size_t from, size_t to, gr_arena *arena,
                                size_t *out_n);
bool gr_word_is(const gr_spelled *in, const gr_expr_word *word, const char *text);
/** The word behind the parenthesis that closes the one at `open`; n when none does. */
size_t gr_words_behind(const gr_spelled *in, const gr_expr_word *words, size_t n, size_t open);

/* --- rewrites --- */

typedef struct gr_expression {
    const gr_spelled *in;
    const gr_expr_word *words;
    size_t n;        /* END among them */
    bool in_percent; /* a format of percents stands beside it */
} gr_expression;

/* --- totals.c --- */
/** Sums, counts and averages over `all` of a dataset, into at->find. */
void gr_find_totals(const gr_rewriting *at, const gr_expression *expr);
/** What the dataset must declare for at->declare: fields with spaces between; false when nothing.
 */
bool gr_totals_of(const gr_rewriting *at, gr_str dataset, gr_str owner, gr_str *out_fields);

void gr_rewrite_outcomes(gr_rewriting *at, const gr_expression *expr); /* outcome.c */
void gr_rewrite_ratios(gr_rewriting *at, const gr_expression *expr);   /* ratio.c */

#endif
