#ifndef GR_UNFOLD_PRIV_H
#define GR_UNFOLD_PRIV_H
/* Reuse in descriptors: what is defined where, and how a use is put in its place. */
#include "template_read.h"

#define GR_UNFOLD_DEEP 8 /* blocks and files within each other */

typedef struct gr_definition {
    gr_str name;
    const gr_xml_elem *elem; /* <define> */
    bool used, own;          /* own: of the descriptor itself, so that it is there to be used */
} gr_definition;

typedef struct gr_fragment {
    gr_str path;             /* below the templates folder */
    const gr_xml_elem *root; /* NULL: it cannot be read, which was told */
} gr_fragment;

typedef struct gr_unfolding {
    const gr_template_setup *by;
    gr_definition *defs;
    size_t n_defs, cap_defs;
    gr_fragment *fragments;
    size_t n_fragments, cap_fragments;
    size_t n_elems;
    bool failed, too_many;
    bool lost_use; /* a <use> named what nobody defines */
} gr_unfolding;

typedef struct gr_unfold_scene gr_unfold_scene;
struct gr_unfold_scene { /* in which body what is copied stands */
    const gr_unfold_scene *outer;
    const gr_xml_elem *body; /* <define> or <fragment>; NULL: the descriptor itself */
    const gr_xml_elem *use;  /* that stands for it */
    gr_str name;
};

const gr_xml_elem *gr_unfold_next(const gr_xml_elem *parent, gr_element kind,
                                  const gr_xml_elem *after);
gr_loc gr_unfold_at(const gr_xml_elem *e, const char *attr);
GR_PRINTF(4, 5)
void gr_unfold_refuse(gr_unfolding *u, gr_loc at, gr_code code, const char *fmt, ...);

/* unfold_names.c: what there is to use */
/** Definitions and files that are included, from here on down. */
void gr_unfold_collect(gr_unfolding *u, const gr_xml_elem *root, bool own);
gr_definition *gr_unfold_find(gr_unfolding *u, gr_str name);               /* NULL: there is none */
const gr_xml_elem *gr_unfold_fragment(const gr_unfolding *u, gr_str path); /* its root, or NULL */
void gr_unfold_refuse_unknown(gr_unfolding *u, const gr_xml_elem *use, gr_str name);
void gr_unfold_tell_unused(const gr_unfolding *u);
gr_str gr_unfold_listed(const gr_unfolding *u, const gr_str *names, size_t n); /* "a, b" */

#endif
