#ifndef GR_TEMPLATE_READ_H
#define GR_TEMPLATE_READ_H
/* What the readers of descriptors share: attributes, mixed text, and what no grammar table can say.
 */
#include "base/arena.h"
#include "template/template.h"

/** White space across the runs and inline elements of one paragraph. */
typedef struct gr_spacing {
    bool after_space; /* the next white space would be a second one, or a leading one */
    gr_piece *ends;   /* the last piece when it ends in a space, for the end of the paragraph */
    gr_tnode *ends_run;
    gr_pattern *ends_pattern; /* its text, of which `ends` is the last piece */
    gr_tnode *ends_before;    /* the child before ends_run, NULL: it is the first */
} gr_spacing;

typedef struct gr_languages { /* of a report; n 0: it is made in one */
    gr_str *list;
    size_t n;
    gr_str now;
    bool other, fallback; /* other: not the first; fallback: what is lacking is taken from that */
    bool told;            /* of a report that is made in one: it says words in another */
    unsigned inside;      /* in so many elements that stand in the other one */
} gr_languages;

typedef struct gr_reading { /* one descriptor being read */
    gr_parse with;
    gr_spacing spacing;
    gr_languages languages;
    bool failed; /* something was reported */
} gr_reading;

gr_loc gr_place_in_tree(const void *user, size_t offset);
typedef struct gr_tree_text { /* `user` of gr_place_in_tree */
    const gr_xml_tree *tree;
    uint32_t raw;
} gr_tree_text;

/* template_unfold.c */
/** Definitions, uses and files that are included, put in their places; `root` itself when there are
 * none. */
gr_status gr_unfold(const gr_template_setup *setup, gr_xml_elem *root, gr_xml_elem **out);
/* template_attrs.c */
void gr_read_attrs(gr_reading *reading, gr_tnode *node, const gr_xml_elem *elem);
/** What the grammar tables cannot say: attributes that need one another, names an expression can't
 * use. */
void gr_check_node(gr_reading *reading, const gr_tnode *node);
/* language_tag.c */
/** Reports a tag that has not the form of one, or that names no language there is. */
gr_status gr_check_language(const gr_parse *with, gr_str tag, gr_loc at);
bool gr_is_language_tag(gr_str tag);
/* template_place.c */
/** Attributes and pages that would do nothing where they stand. */
void gr_check_places(gr_reading *reading, const gr_tnode *node);
/* template_chart.c */
void gr_check_chart(gr_reading *reading, const gr_tnode *node);
/* template_text.c */
void gr_read_run(gr_reading *reading, gr_tnode *parent, const gr_xml_elem *elem,
                 const gr_xml_content_item *item);
void gr_spacing_begin(gr_spacing *spacing);
void gr_spacing_end(gr_spacing *spacing); /* drops the trailing space of a paragraph */
void gr_spacing_after_figure(gr_spacing *spacing);

#endif
