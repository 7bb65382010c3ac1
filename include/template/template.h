#ifndef GR_TEMPLATE_TEMPLATE_H
#define GR_TEMPLATE_TEMPLATE_H
/* Data and report descriptors (and Markdown texts) as one kind of tree: elements with parsed
 * attributes, runs of text as patterns. What names mean is found out by `expr`; what elements mean,
 * by `derive` and `eval`. */
#include "syntax/expression.h"
#include "xml/tree.h"

typedef enum gr_element {
#define GR_ELEMENT(ID, name) GR_E_##ID,
#include "template/elements.def"
#undef GR_ELEMENT
    GR_E__COUNT
} gr_element;
extern const char *const gr_element_names[GR_E__COUNT];

typedef struct gr_tattr {
    gr_str name, value; /* value as written (entities resolved) */
    gr_loc at;
    gr_xml_attr_kind kind;
    union { /* by kind; the others have `value` only */
        const gr_expr *expr;
        const gr_set *set;
        const gr_pattern *pattern; /* PATTERN and PATH */
    } as;
    /* EXPR: its format, written at its end or in as= (column, cell, tile) or format= (chart) beside
     * it; those attributes have it as well. A column's total= is a CHOICE when it says sum or none.
     */
    gr_format format;
    bool has_format;
    const void *bound; /* what `expr` made of it: a gr_bound, gr_bound_set or gr_bound_pattern */
} gr_tattr;

typedef struct gr_tnode gr_tnode;
struct gr_tnode {
    gr_element kind;
    gr_loc at;
    gr_tattr *attrs;
    size_t n_attrs;
    const gr_pattern *run; /* RUN: its text */
    const void *run_bound; /* RUN: a gr_bound_pattern */
    uint8_t level;         /* HEADING: 1..6 */
    gr_tnode *parent, *first, *last, *next;
};

/** Attribute by name, or NULL when it is not given. */
gr_tattr *gr_tnode_attr(const gr_tnode *node, const char *name);
gr_str gr_tnode_value(const gr_tnode *node, const char *name); /* empty when not given */
bool gr_tnode_flag(const gr_tnode *node, const char *name, bool otherwise);
/** Where attribute `name` stands, else the element itself. */
gr_loc gr_tnode_place(const gr_tnode *node, const char *name);

extern const gr_xml_grammar gr_data_grammar;

/** Relations must be known before expressions are parsed: reads the phrases of all data
 *  descriptors in `folder` (a light first pass; faults are reported by the second). */
GR_MUST_USE gr_status gr_template_phrases(gr_str folder, const gr_limits *limits, gr_arena *arena,
                                          gr_diag *diag, gr_phrases *out);

typedef struct gr_template_setup {
    const gr_xml_grammar *report;   /* it stands beside the blocks, in `eval`; NULL: no reports */
    const gr_xml_grammar *fragment; /* of files that are included */
    gr_str folder;                  /* where these are: that of all descriptors */
    gr_str lang;                    /* of a report in several: which of them; empty: the first */
    const gr_phrases *phrases;
    const gr_limits *limits;
    gr_arena *arena; /* the tree's */
    gr_diag *diag;
} gr_template_setup;
/** One descriptor: its root is GR_E_DATA or GR_E_REPORT. Goes on after an expression it can't
 *  parse, to tell all; then returns GR_BAD_INPUT. */
GR_MUST_USE gr_status gr_template_read(gr_str path, const gr_template_setup *setup,
                                       gr_tnode **out_root);

/** For `markdown`, which builds the same nodes. Appends to parent (may be NULL). */
gr_tnode *gr_tnode_new(gr_arena *arena, gr_tnode *parent, gr_element kind, gr_loc at);
gr_tattr *gr_tnode_add_attr(gr_arena *arena, gr_tnode *node, gr_str name, gr_str value, gr_loc at,
                            gr_xml_attr_kind kind);

void gr_template_dump(const gr_tnode *root, gr_buf *out); /* one node a line, for --dump=template */

#endif
