#ifndef GR_SPOT_PRIV_H
#define GR_SPOT_PRIV_H
/* All paths of one source in one tree of expected elements, its spots: the reader of an export
 * walks it element by element and never looks at a path again.
 *
 * An element stands at one spot, whatever predicates it meets. Ways tell these apart: each is a
 * path as far as its spot, step by step, and is open while the elements on it meet its predicates.
 * Most spots have one way without any. Fields and records hang on ways. */
#include "base/diag.h"
#include "path_priv.h"

typedef struct gr_plan gr_plan;
typedef struct gr_source_spot gr_source_spot;
typedef struct gr_source_way gr_source_way;
typedef struct gr_source_slot gr_source_slot;
typedef struct gr_source_test gr_source_test;
typedef struct gr_source_start gr_source_start;
typedef struct gr_source_kept gr_source_kept;

typedef struct gr_namespace { /* <namespace>: a prefix of the descriptor */
    gr_str prefix;
    const gr_str *uris; /* versions of one and the same; none: elements without a namespace */
    size_t n_uris;
    gr_loc at;
} gr_namespace;
typedef struct gr_source_name { /* of an element or attribute, its prefix looked up */
    gr_str local;               /* "*": any */
    /* NULL: of an element the namespace of the root element, of an attribute none. */
    const gr_namespace *ns;
} gr_source_name;

struct gr_source_slot { /* a field that reads this element */
    gr_path_reads reads;
    gr_source_name attribute; /* of GR_READ_ATTRIBUTE */
    const gr_plan *plan;
    size_t field; /* or, behind the columns, what says its currency */
    gr_source_way *way;
    /* The element until which the text is kept: the record, or the ancestor that ../ leads to. */
    unsigned keep_depth;
    const gr_source_way *guard; /* nearest predicates below that element; NULL: none */
    gr_source_slot *next, *next_all;
};
struct gr_source_test { /* a predicate; chained where it is answered: at what it compares */
    gr_source_path_op op;
    gr_path_reads reads;
    gr_source_name attribute;
    gr_str literal;
    uint32_t position;
    bool or_next; /* it or the next one */
    size_t nr;    /* within the source */
    const gr_source_way *owner;
    gr_source_test *next;
};
struct gr_source_start { /* a record begins where this way ends */
    gr_plan *plan;
    gr_source_way *way;
    gr_source_start *next;
};
struct gr_source_kept { /* a field that is known while this element is open */
    const gr_plan *plan;
    size_t field;
    gr_source_kept *next;
};
struct gr_source_way {
    gr_source_spot *spot;
    gr_source_way *above;            /* of the parent element */
    const gr_source_way *guard;      /* the nearest with predicates, itself or above; NULL: none */
    const gr_source_path_step *step; /* NULL: the root */
    const gr_source_test *tests;
    size_t n_tests;
    size_t nr;    /* within the source */
    bool by_test; /* only predicates look through it: it makes no element expected */
    gr_loc at;    /* of the step with predicates */
    gr_source_way *next;
};
struct gr_source_spot { /* an element that may stand here */
    gr_source_name name;
    unsigned nr, depth; /* nr: within the source; depth: 0 is the root element */
    gr_source_spot *parent, *first, *last, *next;
    bool any;           /* its name is *: what no other spot here is for */
    bool is_plain;      /* a way without predicates leads here */
    bool counts;        /* elements directly below it are counted */
    bool reads_text;    /* a field or a predicate looks at its text */
    bool reads_more;    /* a field its name, or its text when predicates are met */
    unsigned n_guarded; /* ways with predicates of this very element */
    gr_source_way *ways;
    gr_source_slot *slots;
    gr_source_test *tests;
    gr_source_start *records;
    gr_source_kept *kept;    /* until it ends */
    gr_source_kept *settled; /* after it has ended, they come no more */
};

#endif
