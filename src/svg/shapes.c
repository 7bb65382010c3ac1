/* Owns basic shapes as paths, and how far a path reaches. */
#include "svg_priv.h"

#define ROUND(r) ((gr_fix)((gr_wide)(r)*579115 / GR_FIX_ONE)) /* handle of a quarter: 0.5522847 */

typedef struct measure {
    gr_svg *svg;
    const gr_svg_elem *elem;
    const gr_fix *viewport;
    bool fine;
} measure;

static gr_fix length(measure *m, const char *name, gr_fix whole)
{
    gr_fix out = 0;
    m->fine = gr_svg_length(m->svg, m->elem, name, whole, 0, &out) && m->fine;
    return out;
}

static gr_fix across(measure *m, const char *name)
{
    return length(m, name, m->viewport[0]);
}

static gr_fix down(measure *m, const char *name)
{
    return length(m, name, m->viewport[1]);
}

/** Percent of neither width nor height: of the diagonal, over the root of two. */
static gr_fix radius(measure *m, const char *name)
{
    gr_wide square =
        (gr_wide)m->viewport[0] * m->viewport[0] + (gr_wide)m->viewport[1] * m->viewport[1];
    return length(m, name, gr_root(square / 2));
}

/** A quarter around a corner: from here to x, y, along the axis first or not. */
static void corner(gr_svg_pen *pen, gr_fix x, gr_fix y, bool along)
{
    gr_fix dx = ROUND(x - pen->x), dy = ROUND(y - pen->y);
    const gr_fix p[6] = {along ? pen->x + dx : pen->x,
                         along ? pen->y : pen->y + dy,
                         along ? x : x - dx,
                         along ? y - dy : y,
                         x,
                         y};
    gr_svg_curve(pen, p);
}

static void add_ellipse(gr_svg_pen *pen, gr_fix x, gr_fix y, gr_fix rx, gr_fix ry)
{
    if (rx <= 0 || ry <= 0) {
        return;
    }
    gr_svg_move(pen, x + rx, y);
    corner(pen, x, y + ry, false);
    corner(pen, x - rx, y, true);
    corner(pen, x, y - ry, false);
    corner(pen, x + rx, y, true);
    gr_svg_close(pen);
}

static void add_rounded(gr_svg_pen *pen, const gr_fix box[4], gr_fix rx, gr_fix ry)
{
    gr_fix right = box[0] + box[2], bottom = box[1] + box[3];
    gr_svg_move(pen, box[0] + rx, box[1]);
    gr_svg_line(pen, right - rx, box[1]);
    corner(pen, right, box[1] + ry, true);
    gr_svg_line(pen, right, bottom - ry);
    corner(pen, right - rx, bottom, false);
    gr_svg_line(pen, box[0] + rx, bottom);
    corner(pen, box[0], bottom - ry, true);
    gr_svg_line(pen, box[0], box[1] + ry);
    corner(pen, box[0] + rx, box[1], false);
    gr_svg_close(pen);
}

static void add_rect(measure *m, gr_svg_pen *pen)
{
    const gr_fix box[4] = {across(m, "x"), down(m, "y"), across(m, "width"), down(m, "height")};
    gr_fix rx = across(m, "rx"), ry = down(m, "ry");
    rx =
        gr_svg_has(m->elem, "rx") && !gr_str_is(gr_svg_attr_value(m->elem, "rx"), "auto") ? rx : ry;
    ry =
        gr_svg_has(m->elem, "ry") && !gr_str_is(gr_svg_attr_value(m->elem, "ry"), "auto") ? ry : rx;
    if (box[2] <= 0 || box[3] <= 0) {
        return;
    }
    rx = rx > box[2] / 2 ? box[2] / 2 : rx;
    ry = ry > box[3] / 2 ? box[3] / 2 : ry;
    if (rx > 0 && ry > 0) {
        add_rounded(pen, box, rx, ry);
        return;
    }
    gr_svg_move(pen, box[0], box[1]);
    gr_svg_line(pen, box[0] + box[2], box[1]);
    gr_svg_line(pen, box[0] + box[2], box[1] + box[3]);
    gr_svg_line(pen, box[0], box[1] + box[3]);
    gr_svg_close(pen);
}

static bool add_points(measure *m, gr_svg_pen *pen, bool closes)
{
    gr_str text = gr_svg_attr_value(m->elem, "points");
    size_t at = 0;
    gr_svg_skip(text, &at);
    while (at < text.len && !m->svg->failed) {
        gr_fix x = 0, y = 0;
        bool two = gr_fix_step(text, &at, &x);
        gr_svg_separator(text, &at);
        if (!two || !gr_fix_step(text, &at, &y)) {
            return gr_svg_fails(m->svg, m->elem->at,
                                "points= has no pair of numbers at character %zu", at + 1);
        }
        if (pen->n == 0) {
            gr_svg_move(pen, x, y);
        } else {
            gr_svg_line(pen, x, y);
        }
        gr_svg_separator(text, &at);
    }
    if (closes && pen->n > 0) {
        gr_svg_close(pen);
    }
    return true;
}

static bool add_path(measure *m, gr_svg_pen *pen)
{
    gr_str data = gr_svg_attr_value(m->elem, "d");
    size_t stop = gr_str_is(gr_str_trim(data), "none") ? SIZE_MAX : gr_svg_path(pen, data);
    if (stop == SIZE_MAX) {
        return true;
    }
    if (stop >= data.len) {
        return gr_svg_fails(m->svg, m->elem->at, "d= ends where a number should stand");
    }
    return gr_svg_fails(m->svg, m->elem->at, "d= is no path from character %zu on: '" GR_FMT "'",
                        stop + 1, GR_ARG(gr_str_sub(data, stop, 12)));
}

static void add_line(measure *m, gr_svg_pen *pen)
{
    gr_svg_move(pen, across(m, "x1"), down(m, "y1"));
    gr_svg_line(pen, across(m, "x2"), down(m, "y2"));
}

bool gr_svg_shape(gr_svg *svg, const gr_svg_elem *elem, const gr_fix viewport[2],
                  gr_vector_path *out)
{
    gr_svg_pen pen = {.svg = svg, .at = elem->at};
    measure m = {svg, elem, viewport, true};
    if (elem->kind == GR_SVG_RECT) {
        add_rect(&m, &pen);
    } else if (elem->kind == GR_SVG_CIRCLE) {
        gr_fix r = radius(&m, "r");
        add_ellipse(&pen, across(&m, "cx"), down(&m, "cy"), r, r);
    } else if (elem->kind == GR_SVG_ELLIPSE) {
        gr_fix rx = across(&m, gr_svg_has(elem, "rx") ? "rx" : "ry");
        add_ellipse(&pen, across(&m, "cx"), down(&m, "cy"), rx,
                    down(&m, gr_svg_has(elem, "ry") ? "ry" : "rx"));
    } else if (elem->kind == GR_SVG_LINE) {
        add_line(&m, &pen);
    } else if (elem->kind == GR_SVG_PATH) {
        m.fine = add_path(&m, &pen);
    } else {
        m.fine = add_points(&m, &pen, elem->kind == GR_SVG_POLYGON);
    }
    *out = (gr_vector_path){.steps = pen.steps, .n = pen.n};
    return m.fine && !svg->failed;
}

/* ---- how far it reaches ---- */

static void take_in(gr_fix out[4], bool *any, gr_fix x, gr_fix y)
{
    out[0] = !*any || x < out[0] ? x : out[0];
    out[1] = !*any || y < out[1] ? y : out[1];
    out[2] = !*any || x > out[2] ? x : out[2];
    out[3] = !*any || y > out[3] ? y : out[3];
    *any = true;
}

/** One axis of a curve at t, 1/2^16. */
static gr_fix on_curve(const gr_fix p[4], int64_t t)
{
    const int64_t one = 1 << 16, s = one - t;
    gr_wide sum = (gr_wide)p[0] * s * s * s + (gr_wide)3 * p[1] * s * s * t +
                  (gr_wide)3 * p[2] * s * t * t + (gr_wide)p[3] * t * t * t;
    return (gr_fix)(sum >> 48);
}

/** Where the curve turns back along one axis: up to two t. */
static size_t turns_of(const gr_fix p[4], int64_t out[2])
{
    gr_wide a = (gr_wide)p[3] - 3 * (gr_wide)p[2] + 3 * (gr_wide)p[1] - p[0];
    gr_wide b = 2 * ((gr_wide)p[2] - 2 * (gr_wide)p[1] + p[0]), c = (gr_wide)p[1] - p[0];
    size_t n = 0;
    gr_wide roots[2] = {-1, -1};
    if (a == 0) {
        roots[0] = b == 0 ? -1 : -c * 65536 / b;
    } else if (b * b >= 4 * a * c) {
        gr_wide root = gr_root(b * b - 4 * a * c);
        roots[0] = (-b + root) * 32768 / a;
        roots[1] = (-b - root) * 32768 / a;
    }
    for (size_t i = 0; i < 2; i++) {
        if (roots[i] > 0 && roots[i] < 65536) {
            out[n++] = (int64_t)roots[i];
        }
    }
    return n;
}

static void take_curve(gr_fix out[4], bool *any, gr_fix x, gr_fix y, const gr_vector_step *s)
{
    const gr_fix xs[4] = {x, s->x1, s->x2, s->x}, ys[4] = {y, s->y1, s->y2, s->y};
    for (int axis = 0; axis < 2; axis++) {
        int64_t t[2];
        size_t n = turns_of(axis == 0 ? xs : ys, t);
        for (size_t i = 0; i < n; i++) {
            take_in(out, any, on_curve(xs, t[i]), on_curve(ys, t[i]));
        }
    }
}

bool gr_path_bounds(const gr_vector_path *path, gr_fix out[4])
{
    bool any = false;
    gr_fix x = 0, y = 0;
    for (size_t i = 0; i < path->n; i++) {
        const gr_vector_step *step = &path->steps[i];
        if (step->op == GR_PATH_CURVE) {
            take_curve(out, &any, x, y, step);
        }
        take_in(out, &any, step->x, step->y);
        x = step->x;
        y = step->y;
    }
    return any;
}
