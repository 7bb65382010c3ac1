#ifndef GR_SVG_SVG_H
#define GR_SVG_SVG_H
/* Drawings: SVG read into a list of filled and stroked paths, and nothing behind it knows XML. What
 * cannot be shown as it is meant is refused with its place; nothing is ever fetched. All numbers
 * are whole: coordinates of the drawing's view count 1/2^20, turns and scales 1/2^32. */
#include "base/diag.h"
#include "base/limits.h"
#include "base/path.h"

typedef int64_t gr_fix; /* 1/2^20 */
#define GR_FIX_ONE   ((gr_fix)1 << 20)
#define GR_VIEW_SIDE 1000 /* units of the longer side of a view */
#define GR_OPAQUE    1000 /* opacities count thousandths */

/** x' = a x + c y + e, y' = b x + d y + f */
typedef struct gr_matrix {
    int64_t a, b, c, d; /* 1/2^32 */
    gr_fix e, f;
} gr_matrix;

typedef struct gr_vector_step { /* CURVE uses all three points, the others the last one */
    gr_path_op op;
    gr_fix x1, y1, x2, y2, x, y;
} gr_vector_step;
typedef struct gr_vector_path {
    const gr_vector_step *steps;
    size_t n;
    bool evenodd;
} gr_vector_path;

typedef struct gr_gradient_stop {
    uint16_t at;      /* thousandths of the way; never less than the stop before */
    uint16_t opacity; /* of GR_OPAQUE */
    uint32_t colour;  /* 0xRRGGBB */
} gr_gradient_stop;
typedef struct gr_gradient {
    bool radial;
    gr_fix x1, y1, x2, y2, r; /* linear: from, to; radial: focus, centre and radius */
    gr_matrix to_view;
    const gr_gradient_stop *stops; /* at least two */
    size_t n;
    bool fades; /* the stops differ in opacity */
} gr_gradient;
typedef struct gr_vector_paint {
    bool paints;
    uint32_t colour;             /* when there is no gradient */
    uint16_t opacity;            /* of GR_OPAQUE; on top of what the stops say */
    const gr_gradient *gradient; /* NULL: one colour */
} gr_vector_paint;

typedef struct gr_vector_line { /* how a path is stroked; lengths before `to_view` */
    gr_fix width, miter, dash_from;
    const gr_fix *dashes;
    size_t n_dashes;
    uint8_t cap, join; /* as PDF counts them: 0 butt, miter; 1 round; 2 square, bevel */
} gr_vector_line;

typedef struct gr_vector_node gr_vector_node;
struct gr_vector_node {          /* a shape, or what is in a group */
    const gr_vector_path *clips; /* in the view: what is outside of any is not shown */
    size_t n_clips;
    uint16_t opacity;            /* of all in it together */
    const gr_vector_node *first; /* of a group; NULL: a shape */
    const gr_vector_node *next;
    gr_vector_path path; /* before `to_view` */
    gr_matrix to_view;
    gr_vector_paint fill, stroke;
    gr_vector_line line;
};
typedef struct gr_vector {
    gr_mpt width, height;           /* of its own: what the file asks for, a pixel is 3/4 pt */
    gr_fix view_width, view_height; /* the longer one is GR_VIEW_SIDE; y downwards */
    const gr_vector_node *first;    /* drawn in order; NULL: it shows nothing */
} gr_vector;

/** Whether bytes that are neither PNG nor JPEG are meant as a drawing. */
bool gr_svg_is(gr_str bytes);
/** VECTOR_FORM at its place in the file, with a note of `blame`; XML_* when it is not well-formed.
 */
GR_MUST_USE gr_status gr_svg_read(gr_str path, gr_str bytes, const gr_limits *limits,
                                  gr_arena *arena, gr_diag *diag, gr_loc blame,
                                  const gr_vector **out);

/** Colour of the drawing over `ground` at a point of its view; `ground` where it shows nothing. */
uint32_t gr_vector_colour(const gr_vector *vector, gr_fix x, gr_fix y, uint32_t ground);
/** Where a point of one lies in what the matrix leads to. */
void gr_matrix_apply(const gr_matrix *m, gr_fix x, gr_fix y, gr_fix *out_x, gr_fix *out_y);
/** The factor by which all lengths grow, of 2^32; 0: not the same in every direction. */
int64_t gr_matrix_scale(const gr_matrix *m);

#endif
