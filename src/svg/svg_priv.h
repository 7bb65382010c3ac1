#ifndef GR_SVG_PRIV_H
#define GR_SVG_PRIV_H
/* Inside of room svg.
 *   tree (libxml2's events -> elements) -> css, look (what holds for each) -> draw (walks what is
 *   shown) -> shapes, path, arc (geometry), paint (gradients), clip -> gr_vector
 * A fault is reported where it is met, the first one ends the reading. */
#include "base/arena.h"
#include "svg/svg.h"

__extension__ typedef __int128 gr_wide;
#define GR_TURN_ONE ((int64_t)1 << 32) /* of the linear part of a matrix */
#define GR_FIX_MOST ((gr_fix)10000000 * GR_FIX_ONE)

typedef enum gr_svg_kind {
#define GR_SVG(ID, name, role, attrs) GR_SVG_##ID,
#include "elements.def"
#undef GR_SVG
    GR_SVG__COUNT
} gr_svg_kind;
typedef enum gr_svg_role {
    GR_SVG_GROUP,   /* what is in it is drawn */
    GR_SVG_SHAPE,   /* is drawn itself */
    GR_SVG_DEFINES, /* is used by name */
    GR_SVG_SILENT,  /* says nothing that is drawn */
    GR_SVG_IDLE,    /* not supported, harmless as long as nothing refers to it */
    GR_SVG_REFUSED  /* never */
} gr_svg_role;
typedef struct gr_svg_info {
    const char *name;
    gr_svg_role role;
    const char *attrs; /* of REFUSED: what to do instead */
} gr_svg_info;
extern const gr_svg_info gr_svg_elements[GR_SVG__COUNT];

typedef struct gr_svg_attr {
    gr_str name, value;
} gr_svg_attr;
typedef struct gr_svg_elem gr_svg_elem;
struct gr_svg_elem {
    gr_svg_kind kind;
    gr_loc at;
    const gr_svg_attr *attrs;
    size_t n_attrs;
    gr_str id, text; /* text: of <style> */
    gr_svg_elem *parent, *first, *last, *next;
    gr_svg_elem *next_named; /* in a list of all that have an id */
    bool open;               /* being drawn: it may not refer to itself */
};

#define GR_SVG_NAMES 1024 /* a power of two */
typedef struct gr_svg_rule gr_svg_rule;
typedef struct gr_svg {
    const gr_limits *limits;
    gr_arena *arena;
    gr_diag *diag;
    gr_loc blame;
    uint16_t file;
    gr_svg_elem *root;
    gr_svg_elem *named[GR_SVG_NAMES]; /* by hash of their id, newest first */
    size_t n_rules;
    size_t n_elems;
    gr_svg_rule *rules; /* by weight, then by place */
    size_t n_steps, n_visits;
    unsigned uses;
    bool failed;
    gr_status status;
} gr_svg;
/** Reports the first fault, and is false. */
GR_PRINTF(3, 4) bool gr_svg_fails(gr_svg *svg, gr_loc at, const char *fmt, ...);
bool gr_svg_limit(gr_svg *svg, gr_loc at, const char *what);

/* tree.c */
GR_MUST_USE gr_status gr_svg_tree(gr_svg *svg, gr_str bytes);
gr_str gr_svg_attr_value(const gr_svg_elem *elem, const char *name); /* empty: not given */
bool gr_svg_has(const gr_svg_elem *elem, const char *name);
/** The element that "#name" or "url(#name)" means; NULL, and reported, when there is none. */
gr_svg_elem *gr_svg_target(gr_svg *svg, const gr_svg_elem *from, gr_str reference);
gr_svg_kind gr_svg_kind_of(gr_str name); /* GR_SVG__COUNT: none */
bool gr_svg_check_attrs(gr_svg *svg, const gr_svg_elem *elem);
bool gr_words_hold(const char *words, gr_str word);

/* number.c: all move `at` behind what they read; false: not of that form, or too large */
void gr_svg_skip(gr_str text, size_t *at);      /* white space */
void gr_svg_separator(gr_str text, size_t *at); /* white space, a comma, white space */
bool gr_fix_step(gr_str text, size_t *at, gr_fix *out);
bool gr_fix_parse(gr_str text, gr_fix *out); /* a number and nothing else */
/** A length; percent of `whole`. */
bool gr_fix_length(gr_str text, gr_fix whole, gr_fix *out);
/** The attribute as a length; `otherwise` when it is not given. */
bool gr_svg_length(gr_svg *svg, const gr_svg_elem *elem, const char *name, gr_fix whole,
                   gr_fix otherwise, gr_fix *out);
bool gr_svg_opacity(gr_str text, uint16_t *out);
gr_fix gr_fix_mul(gr_fix a, gr_fix b);
gr_fix gr_fix_div(gr_fix a, gr_fix b); /* b is not 0 */

/* angle.c: angles count 1/2^32 of a turn */
#define GR_TURN ((int64_t)1 << 32)
int64_t gr_sine(int64_t angle); /* 1/2^32 */
int64_t gr_cosine(int64_t angle);
int64_t gr_angle_of(int64_t x, int64_t y); /* 0 .. 2^32 - 1 */
int64_t gr_root(gr_wide square);           /* rounded down */
int64_t gr_angle_of_degrees(gr_fix degrees);

/* matrix.c */
extern const gr_matrix gr_matrix_none;
gr_matrix gr_matrix_join(const gr_matrix *outer, const gr_matrix *inner); /* inner first */
bool gr_matrix_invert(const gr_matrix *m, gr_matrix *out);                /* false: flat */
bool gr_matrix_parse(gr_str text, gr_matrix *out);                        /* of transform= */
/** How what is in `box` (x, y, width, height) is shown in width x height, as
 * preserveAspectRatio= says; *out_cut: it may stand out. False: the value is not one. */
bool gr_view_fit(gr_str how, const gr_fix box[4], gr_fix width, gr_fix height, gr_matrix *out,
                 bool *out_cut);

/* path.c, arc.c, shapes.c */
typedef struct gr_svg_pen {
    gr_svg *svg;
    gr_loc at; /* of the element */
    gr_vector_step *steps;
    size_t n, cap;
    gr_fix x, y, start_x, start_y;
} gr_svg_pen;
void gr_svg_move(gr_svg_pen *pen, gr_fix x, gr_fix y);
void gr_svg_line(gr_svg_pen *pen, gr_fix x, gr_fix y);
void gr_svg_curve(gr_svg_pen *pen, const gr_fix p[6]);
void gr_svg_close(gr_svg_pen *pen);
typedef struct gr_svg_arc {
    gr_fix rx, ry, turned; /* degrees */
    bool large, sweep;
    gr_fix x, y;
} gr_svg_arc;
void gr_svg_add_arc(gr_svg_pen *pen, gr_svg_arc arc);
/** Byte where it stops to be path data; SIZE_MAX: all of it is. */
size_t gr_svg_path(gr_svg_pen *pen, gr_str data);
/** The outline of a shape; false: reported. */
bool gr_svg_shape(gr_svg *svg, const gr_svg_elem *elem, const gr_fix viewport[2],
                  gr_vector_path *out);
/** left, top, right, bottom; false: nothing in it. */
bool gr_path_bounds(const gr_vector_path *path, gr_fix out[4]);

/* colour.c */
bool gr_svg_colour(gr_str text, uint32_t *out, uint16_t *out_opacity);

/* css.c */
bool gr_css_read(gr_svg *svg, const gr_svg_elem *style);
typedef struct gr_declarations { /* "a: b; c: d" one after another */
    gr_str rest;
} gr_declarations;
/** False at the end, and at what is none: then `rest` is not empty. */
bool gr_css_next(gr_declarations *from, gr_str *out_name, gr_str *out_value);
typedef bool gr_css_visit(void *user, gr_str declarations);
/** Declarations of all rules for the element, the weakest first. */
bool gr_css_match(const gr_svg *svg, const gr_svg_elem *elem, gr_css_visit *visit, void *user);

/* look.c: properties */
typedef struct gr_svg_paint {
    enum { GR_PAINT_NONE, GR_PAINT_COLOUR, GR_PAINT_CURRENT, GR_PAINT_NAMED } kind;
    uint32_t colour;
    uint16_t opacity;
    gr_str name; /* url(#...) */
} gr_svg_paint;
typedef struct gr_svg_style {
    gr_svg_paint fill, stroke, stop;
    uint32_t colour; /* currentColor */
    uint16_t opacity, fill_opacity, stroke_opacity, stop_opacity;
    gr_vector_line line;
    bool fill_evenodd, clip_evenodd, shown, visible;
    gr_str clip; /* url(#...); empty: none */
} gr_svg_style;
extern const gr_svg_style gr_look_first;
/** What holds for an element in one that looks like `outer`. */
bool gr_svg_look(gr_svg *svg, const gr_svg_elem *elem, const gr_svg_style *outer,
                 gr_svg_style *out);
bool gr_svg_is_property(gr_str name);
/** The nearest name of a property or of `words`; empty: none is near. */
gr_str gr_svg_suggest(gr_str name, const char *words);

/* paint.c, clip.c, draw.c */
typedef struct gr_svg_pass { /* what an element is drawn in */
    gr_matrix to_view;
    gr_svg_style look;
    gr_fix viewport[2];
    unsigned depth;
} gr_svg_pass;
bool gr_svg_paint_of(gr_svg *svg, const gr_svg_elem *elem, const gr_svg_pass *pass,
                     const gr_svg_paint *paint, const gr_vector_path *path, gr_vector_paint *out);
bool gr_svg_clip_of(gr_svg *svg, const gr_svg_elem *elem, const gr_svg_pass *pass,
                    gr_vector_path *out);
gr_vector_path gr_svg_box_path(gr_svg *svg, const gr_matrix *m, const gr_fix box[4]);
bool gr_svg_draw(gr_svg *svg, gr_vector *out);
bool gr_svg_view_box(gr_svg *svg, const gr_svg_elem *elem, gr_fix box[4], bool *given);
bool gr_svg_enter(gr_svg *svg, const gr_svg_elem *elem, gr_svg_pass *pass); /* its transform */

#endif
