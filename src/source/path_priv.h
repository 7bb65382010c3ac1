#ifndef GR_PATH_PRIV_H
#define GR_PATH_PRIV_H
/* Paths of a source descriptor as they are written: "module/line", "../@id", "Amt[@Ccy='EUR'] |
 * Sum". A small part of XPath, chosen so that an export can be read once, as a stream. */
#include "base/arena.h"
#include "base/str.h"

#define GR_PATH_STEPS 64 /* of one path: elements of an export are no deeper */

typedef struct gr_path_name {
    gr_str prefix, local; /* prefix empty: none; local "*": any */
} gr_path_name;
typedef enum gr_path_reads { /* what is read of the element a path leads to */
                             GR_READ_TEXT,
                             GR_READ_ATTRIBUTE,
                             GR_READ_NAME
} gr_path_reads;
typedef enum gr_source_path_op { /* of a predicate */
                                 GR_TEST_IS,
                                 GR_TEST_IS_NOT,
                                 GR_TEST_STANDS, /* [@name], [child] */
                                 GR_TEST_POSITION,
                                 GR_TEST_LAST
} gr_source_path_op;
typedef struct gr_path_test {
    gr_source_path_op op;
    const gr_path_name *steps; /* from the element that is tested to what is compared */
    size_t n_steps;
    gr_path_reads reads;    /* TEXT or ATTRIBUTE */
    gr_path_name attribute; /* ATTRIBUTE */
    gr_str literal;         /* IS, IS_NOT */
    uint32_t position;      /* from 1 */
    bool or_next;           /* it or the next one */
    size_t at;              /* in the text of the path */
} gr_path_test;
typedef struct gr_source_path_step {
    gr_path_name name;
    const gr_path_test *tests; /* all of them must hold, in this order */
    size_t n_tests;
    gr_str text; /* as written, predicates included */
    size_t at;
} gr_source_path_step;
typedef struct gr_source_path {
    size_t ups; /* leading ../ */
    const gr_source_path_step *steps;
    size_t n_steps;
    gr_path_reads reads;
    gr_path_name attribute; /* ATTRIBUTE */
    gr_str text;            /* as written */
    size_t at;
} gr_source_path;
typedef struct gr_path_list { /* alternatives: a | b */
    const gr_source_path *items;
    size_t n;
} gr_path_list;

typedef enum gr_path_use { GR_PATH_RECORDS, GR_PATH_FIELD, GR_PATH_IGNORE } gr_path_use;
typedef struct gr_path_fault {
    size_t at; /* byte of the text */
    gr_str why;
} gr_path_fault;

/** False with what is wrong, from which byte on. The result lives in `arena` and points into
 * `text`. */
bool gr_path_parse(gr_str text, gr_path_use use, gr_arena *arena, gr_path_list *out,
                   gr_path_fault *out_fault);
/** True when both lists of predicates say the same. */
bool gr_path_tests_eq(const gr_source_path_step *a, const gr_source_path_step *b);

/* ---- path_tests.c ---- */

typedef struct gr_path_reader { /* a path on its way from text */
    gr_str text;
    size_t at;
    gr_path_use use;
    gr_arena *arena;
    gr_path_fault *fault;
} gr_path_reader;

/** Always false, so that it can be returned. */
bool gr_path_refuse(gr_path_reader *reader, size_t at, const char *why);
void gr_path_space(gr_path_reader *reader);
/** Steps over `token` when it stands here. */
bool gr_path_take(gr_path_reader *reader, const char *token);
/** A name, prefix:name, or with `any` also `*` and prefix:*; false, without a report: none here. */
bool gr_path_name_here(gr_path_reader *reader, bool any, gr_path_name *out);
/** Predicates behind the name of a step; they may be none. */
bool gr_path_tests_here(gr_path_reader *reader, gr_source_path_step *step);

#endif
