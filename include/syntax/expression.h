#ifndef GR_SYNTAX_EXPRESSION_H
#define GR_SYNTAX_EXPRESSION_H
/* The descriptor language as parsed: expressions, sets, patterns. Names are still text here; `expr`
 * binds them. The grammar is in docs/descriptors.md. */
#include "base/diag.h"
#include "base/notation.h"
#include "base/value.h"

typedef struct gr_expr gr_expr;
typedef struct gr_set gr_set;

typedef enum gr_expr_kind {
    GR_X_LITERAL,
    GR_X_NONE, /* the word none */
    GR_X_PATH,
    GR_X_NEGATE,
    GR_X_NOT,
    GR_X_BINARY,
    GR_X_CHOICE,
    GR_X_MISSING, /* a is missing; `negated` for is not missing */
    GR_X_RELATION,
    GR_X_CALL,
    GR_X_AGGREGATE
} gr_expr_kind;

typedef enum gr_binary {
    GR_B_ADD,
    GR_B_SUB,
    GR_B_MUL,
    GR_B_DIV, /* with `places`; GR_PLACES_OWN: exact */
    GR_B_EQ,
    GR_B_NE,
    GR_B_LT,
    GR_B_LE,
    GR_B_GT,
    GR_B_GE,
    GR_B_AND,
    GR_B_OR
} gr_binary;

typedef enum gr_aggregate {
    GR_A_SUM,
    GR_A_COUNT,
    GR_A_MIN,
    GR_A_MAX,
    GR_A_AVERAGE,
    GR_A_FIRST
} gr_aggregate;

typedef struct gr_path { /* line.module.name: parts with their places */
    const gr_str *parts;
    const gr_loc *at;
    size_t n;
    bool outer; /* written with $: never a field of the record at hand */
} gr_path;

struct gr_expr {
    gr_expr_kind kind;
    bool maybe;    /* LITERAL: maybe 'x', a key or code that need not exist */
    gr_loc at;     /* BINARY, RELATION, MISSING: the operator; else where it begins */
    gr_str source; /* as written, for messages and origins */
    union {
        gr_value literal; /* origin NULL: the binder makes a constant of it */
        gr_path path;
        const gr_expr *operand; /* NEGATE, NOT */
        struct {
            gr_binary op;
            uint8_t places;
            const gr_expr *left, *right;
        } binary;
        struct {
            const gr_expr *test, *yes, *no;
        } choice;
        struct {
            const gr_expr *operand;
            bool negated;
        } missing;
        struct {
            gr_str phrase;
            const gr_expr *left, *right;
        } relation;
        struct {
            gr_str name;
            const gr_expr *const *args; /* join(v of set, ...): args[0] is of each row of `set` */
            size_t n_args;
            const gr_set *set;
        } call;
        struct {
            gr_aggregate op;
            const gr_expr *value; /* NULL for count */
            const gr_set *set;
            uint8_t places; /* AVERAGE; GR_PLACES_OWN: exact */
        } aggregate;
    } as;
};

typedef struct gr_sort {
    const gr_expr *key;
    bool descending;
} gr_sort;

struct gr_set {
    gr_loc at;
    gr_str source;      /* as written */
    bool all;           /* rows of every owner */
    gr_path base;       /* a dataset, or a variable that is a group */
    gr_str codes;       /* codes(age): the list whose codes these are; empty: none */
    const gr_expr *day; /* records that hold then: at a day, during a period; NULL: not said */
    bool during;
    const gr_expr *where; /* NULL: no condition */
    const gr_sort *sorts;
    size_t n_sorts;
    uint32_t take; /* 0: all of them */
};

typedef struct gr_piece { /* of a pattern: fixed text, or a figure */
    gr_str text;
    const gr_expr *expr; /* NULL for fixed text */
    gr_format format;    /* meaningful when has_format */
    bool has_format;
    gr_loc at;
} gr_piece;
typedef struct gr_pattern {
    const gr_piece *pieces;
    size_t n;
    gr_str source;
    gr_loc at;
} gr_pattern;

/** Where a text came from: gives the place of a byte of it. Filled by whoever cuts the text out. */
typedef struct gr_text_place {
    gr_loc (*place)(const void *user, size_t offset);
    const void *user;
} gr_text_place;
/** A gr_text_place for text that stands on one line, byte by byte, from `user` (a gr_loc). */
gr_loc gr_place_plain(const void *start, size_t offset);

/** Phrases of relations ("takes part in") that the parser should know. */
typedef struct gr_phrases {
    const gr_str *phrases;
    size_t n;
} gr_phrases;

typedef struct gr_parse { /* what parsing needs, passed as one */
    gr_arena *arena;
    gr_diag *diag;
    const gr_phrases *phrases;
    unsigned max_depth;
} gr_parse;

/* Each reports (EXPR_SYNTAX, PATTERN_SYNTAX, FORMAT_NAME) at the exact place and returns
 * GR_BAD_INPUT; the out value is then untouched. An expression may end in `as format`
 * where `out_format` is not NULL. */
GR_MUST_USE gr_status gr_expr_parse(const gr_parse *parse, gr_str text, gr_text_place place,
                                    const gr_expr **out, gr_format *out_format,
                                    bool *out_has_format);
GR_MUST_USE gr_status gr_set_parse(const gr_parse *parse, gr_str text, gr_text_place place,
                                   const gr_set **out);
GR_MUST_USE gr_status gr_pattern_parse(const gr_parse *parse, gr_str text, gr_text_place place,
                                       const gr_pattern **out);
/** `number(1)`: name and places; false when it is no format. */
bool gr_format_parse(gr_str text, gr_format *out);

/* For tests and dumps: expressions fully bracketed, sets in braces, texts in quotes. */
void gr_expr_dump(const gr_expr *expr, gr_buf *out);
void gr_set_dump(const gr_set *set, gr_buf *out);
void gr_pattern_dump(const gr_pattern *pattern, gr_buf *out);

/* Stamps of these texts, for the identity of figures: brackets and white space make no difference.
 * They stand in records of versions, so the texts are never changed without a new number there. */
uint32_t gr_expr_stamp(const gr_expr *expr);
uint32_t gr_set_stamp(const gr_set *set); /* of which records they are; their order is left out */

#endif
