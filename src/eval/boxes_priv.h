#ifndef GR_EVAL_BOXES_PRIV_H
#define GR_EVAL_BOXES_PRIV_H
/* Boxes of a diagram, a tree or a strip of phases while they are gathered: blocks/chart_boxes.c
 * writes them down as their elements say, box_places.c and box_trees.c see whether they fit. */
#include "expander_priv.h"

typedef struct gr_box_made {
    gr_chart_box box;
    const gr_tnode *node; /* that made it */
    gr_str in, parent;    /* names of a frame and of a box, as written; empty: none */
} gr_box_made;

typedef struct gr_boxes {
    gr_expander *expander;
    const gr_tnode *node; /* the element at work */
    gr_chart *chart;
    gr_box_made *items;
    gr_chart_frame *frames;
    const gr_tnode **frame_nodes;
    gr_chart_edge *edges;
    gr_str *kinds;
    size_t n, cap, n_frames, cap_frames, cap_nodes, n_nodes, n_edges, cap_edges, n_kinds, cap_kinds;
    uint16_t frame, parent; /* 1 + index of the frame, of the box around the element; 0: none */
    bool failed;
} gr_boxes;

/** `what` is for everybody; `own`, names that may be made of figures, is the owner's. */
void gr_boxes_refuse(gr_boxes *d, gr_loc at, gr_code code, const char *what, gr_str own);
/** "'x'", with the name among `names` that is meant, or with all of them when they are few. */
gr_str gr_boxes_meant(const gr_boxes *d, gr_str name, const gr_str *names, size_t n);

/* --- box_places.c --- */
/** Frames of boxes that say in=; rows of lanes; and that no box hides, or stands in, what it must
 *  not. */
void gr_boxes_place(gr_boxes *d);

/* --- box_trees.c --- */
/** Boxes with each behind the one it hangs on. */
void gr_boxes_grow(gr_boxes *d);
/** One of the phases is at work. */
void gr_boxes_phases(gr_boxes *d);

#endif
