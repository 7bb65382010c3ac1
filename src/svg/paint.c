/* Owns gradients: where their stops come from, and how their points lie in the view. */
#include "svg_priv.h"

#define MOST_LINKS 16 /* from gradient to gradient */

typedef struct chain { /* a gradient and those it takes from, itself first */
    const gr_svg_elem *links[MOST_LINKS];
    size_t n;
} chain;

static bool follow(gr_svg *svg, const gr_svg_elem *from, chain *out)
{
    *out = (chain){.n = 0};
    for (const gr_svg_elem *e = from;; e = gr_svg_target(svg, e, gr_svg_attr_value(e, "href"))) {
        if (e == NULL) {
            return false;
        }
        if (e->kind != GR_SVG_LINEAR && e->kind != GR_SVG_RADIAL) {
            return gr_svg_fails(svg, e->at, "<%s> is no gradient; only colours and gradients paint",
                                gr_svg_elements[e->kind].name);
        }
        if (out->n == MOST_LINKS) {
            return gr_svg_fails(svg, from->at,
                                "a gradient that takes from itself, or from more than %d others",
                                MOST_LINKS);
        }
        out->links[out->n++] = e;
        if (!gr_svg_has(e, "href")) {
            return true;
        }
    }
}

/** The value of the nearest that says it; empty: none does. */
static gr_str inherited(const chain *links, const char *name)
{
    for (size_t i = 0; i < links->n; i++) {
        if (gr_svg_has(links->links[i], name)) {
            return gr_svg_attr_value(links->links[i], name);
        }
    }
    return GR_LIT("");
}

/* ---- stops ---- */

typedef struct stops {
    gr_gradient_stop *list;
    size_t n, cap;
} stops;

static bool read_stop(gr_svg *svg, const gr_svg_elem *elem, const gr_svg_style *outer, stops *to)
{
    gr_svg_style look;
    gr_fix at = 0;
    if (!gr_svg_look(svg, elem, outer, &look)) {
        return false;
    }
    gr_str offset = gr_svg_attr_value(elem, "offset");
    if (offset.len > 0 && !gr_fix_length(offset, GR_FIX_ONE, &at)) {
        return gr_svg_fails(svg, elem->at,
                            "offset=\"" GR_FMT "\" is neither a number nor a "
                            "percentage",
                            GR_ARG(offset));
    }
    if (look.stop.kind == GR_PAINT_NAMED || look.stop.kind == GR_PAINT_NONE) {
        return gr_svg_fails(svg, elem->at, "the colour of a stop is a colour");
    }
    at = at < 0 ? 0 : at > GR_FIX_ONE ? GR_FIX_ONE : at;
    uint16_t place = (uint16_t)((at * 1000 + GR_FIX_ONE / 2) >> 20);
    uint16_t before = to->n > 0 ? to->list[to->n - 1].at : 0;
    uint32_t opacity = (uint32_t)look.stop_opacity * look.stop.opacity / GR_OPAQUE;
    *GR_PUSH(svg->arena, to->list, to->n, to->cap, gr_gradient_stop) = (gr_gradient_stop){
        .at = place < before ? before : place,
        .colour = look.stop.kind == GR_PAINT_CURRENT ? look.colour : look.stop.colour,
        .opacity = (uint16_t)opacity};
    return ++svg->n_visits <= svg->limits->vector_steps ||
           gr_svg_limit(svg, elem->at, "more stops than a drawing may have");
}

static bool read_stops(gr_svg *svg, const chain *links, const gr_svg_style *outer, stops *to)
{
    for (size_t i = 0; i < links->n && to->n == 0; i++) {
        gr_svg_style look;
        if (!gr_svg_look(svg, links->links[i], outer, &look)) {
            return false;
        }
        for (const gr_svg_elem *e = links->links[i]->first; e != NULL; e = e->next) {
            if (e->kind == GR_SVG_STOP && !read_stop(svg, e, &look, to)) {
                return false;
            }
        }
    }
    return true;
}

/* ---- points ---- */

typedef struct points {
    gr_svg *svg;
    const gr_svg_elem *elem;
    const chain *links;
    const gr_fix *whole; /* width and height that percentages count of */
    bool fine;
} points;

static gr_fix point(points *p, const char *name, int axis, const char *otherwise)
{
    gr_str text = inherited(p->links, name);
    gr_fix out = 0;
    if (!gr_fix_length(text.len > 0 ? text : gr_str_of(otherwise), p->whole[axis], &out)) {
        p->fine =
            gr_svg_fails(p->svg, p->elem->at, "%s=\"" GR_FMT "\" is no length", name, GR_ARG(text));
    }
    return out;
}

static gr_fix focus(points *p, const char *name, int axis, gr_fix centre)
{
    return inherited(p->links, name).len > 0 ? point(p, name, axis, "50%") : centre;
}

/** A focus outside of the circle is put on its edge, nearly. */
static void keep_inside(gr_gradient *g)
{
    gr_fix dx = g->x1 - g->x2, dy = g->y1 - g->y2;
    int64_t off = gr_root((gr_wide)dx * dx + (gr_wide)dy * dy);
    gr_fix most = g->r - g->r / 64;
    if (off > most && off > 0) {
        g->x1 = g->x2 + (gr_fix)((gr_wide)dx * most / off);
        g->y1 = g->y2 + (gr_fix)((gr_wide)dy * most / off);
    }
}

static void place_points(points *p, gr_gradient *g)
{
    if (g->radial) {
        g->x2 = point(p, "cx", 0, "50%");
        g->y2 = point(p, "cy", 1, "50%");
        gr_wide square = (gr_wide)p->whole[0] * p->whole[0] + (gr_wide)p->whole[1] * p->whole[1];
        const gr_fix across[2] = {gr_root(square / 2), 0};
        const gr_fix *whole = p->whole;
        p->whole = across;
        g->r = point(p, "r", 0, "50%");
        p->whole = whole;
        g->x1 = focus(p, "fx", 0, g->x2);
        g->y1 = focus(p, "fy", 1, g->y2);
        keep_inside(g);
        return;
    }
    g->x1 = point(p, "x1", 0, "0%");
    g->y1 = point(p, "y1", 1, "0%");
    g->x2 = point(p, "x2", 0, "100%");
    g->y2 = point(p, "y2", 1, "0%");
}

/** Unit square to the box of what is painted; false: it has no area, and nothing is painted. */
static bool join_box(const gr_vector_path *path, gr_matrix *m)
{
    gr_fix b[4];
    if (!gr_path_bounds(path, b) || b[2] <= b[0] || b[3] <= b[1]) {
        return false;
    }
    const gr_matrix box = {
        .a = (b[2] - b[0]) * (1 << 12), .d = (b[3] - b[1]) * (1 << 12), .e = b[0], .f = b[1]};
    *m = gr_matrix_join(m, &box);
    return true;
}

static bool check_ways(gr_svg *svg, const gr_svg_elem *elem, const chain *links)
{
    gr_str spread = inherited(links, "spreadMethod"), units = inherited(links, "gradientUnits");
    gr_str inner = inherited(links, "fr");
    if (spread.len > 0 && !gr_str_is(spread, "pad")) {
        return gr_svg_fails(svg, elem->at,
                            "spreadMethod=\"" GR_FMT "\" is not drawn; write its "
                            "stops as often as they are to be seen",
                            GR_ARG(spread));
    }
    if (inner.len > 0 && !gr_words_hold("0 0%", inner)) {
        return gr_svg_fails(svg, elem->at, "fr= is not drawn; leave it out");
    }
    return units.len == 0 || gr_words_hold("objectBoundingBox userSpaceOnUse", units) ||
           gr_svg_fails(svg, elem->at, "gradientUnits is objectBoundingBox or userSpaceOnUse");
}

static bool settle(gr_svg *svg, const gr_svg_pass *pass, const gr_vector_path *path,
                   const chain *links, gr_gradient *g, bool *empty)
{
    const gr_fix one[2] = {GR_FIX_ONE, GR_FIX_ONE};
    const gr_svg_elem *elem = links->links[0];
    bool user = gr_str_is(inherited(links, "gradientUnits"), "userSpaceOnUse");
    points p = {svg, elem, links, user ? pass->viewport : one, true};
    gr_matrix own;
    g->to_view = pass->to_view;
    g->radial = elem->kind == GR_SVG_RADIAL;
    if (!gr_matrix_parse(inherited(links, "gradientTransform"), &own)) {
        return gr_svg_fails(svg, elem->at, "gradientTransform= is no transform");
    }
    *empty = !user && !join_box(path, &g->to_view);
    g->to_view = gr_matrix_join(&g->to_view, &own);
    place_points(&p, g);
    return p.fine;
}

static void paint_plain(const gr_gradient_stop *stop, gr_vector_paint *out)
{
    out->colour = stop->colour;
    out->opacity = (uint16_t)((uint32_t)out->opacity * stop->opacity / GR_OPAQUE);
}

static bool paint_gradient(gr_svg *svg, const gr_svg_elem *elem, const gr_svg_pass *pass,
                           const gr_vector_path *path, gr_vector_paint *out)
{
    chain links;
    stops met = {0};
    gr_gradient *g = GR_NEW(svg->arena, gr_gradient);
    if (!follow(svg, elem, &links) || !check_ways(svg, elem, &links) ||
        !read_stops(svg, &links, &gr_look_first, &met)) {
        return false;
    }
    bool empty = met.n == 0;
    if (!settle(svg, pass, path, &links, g, &empty)) {
        return false;
    }
    g->stops = met.list;
    g->n = met.n;
    gr_matrix back;
    bool point = g->radial ? g->r <= 0 : g->x1 == g->x2 && g->y1 == g->y2;
    out->paints = !empty && met.n > 0;
    if (!out->paints) {
        return true;
    }
    for (size_t i = 1; i < met.n; i++) {
        g->fades = g->fades || met.list[i].opacity != met.list[0].opacity;
    }
    if (met.n == 1 || point || !gr_matrix_invert(&g->to_view, &back)) {
        paint_plain(&met.list[met.n - 1], out);
        return true;
    }
    out->gradient = g;
    return true;
}

bool gr_svg_paint_of(gr_svg *svg, const gr_svg_elem *elem, const gr_svg_pass *pass,
                     const gr_svg_paint *paint, const gr_vector_path *path, gr_vector_paint *out)
{
    out->paints = paint->kind != GR_PAINT_NONE;
    out->colour = paint->kind == GR_PAINT_CURRENT ? pass->look.colour : paint->colour;
    out->opacity = (uint16_t)((uint32_t)out->opacity * paint->opacity / GR_OPAQUE);
    if (paint->kind != GR_PAINT_NAMED) {
        return true;
    }
    const gr_svg_elem *target = gr_svg_target(svg, elem, paint->name);
    return target != NULL && paint_gradient(svg, target, pass, path, out);
}
