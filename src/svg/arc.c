/* Owns arcs of ellipses, as curves. An arc is turned upright and made a part of the unit circle:
 * there its two ends are opposite points around the middle of the chord, and the centre lies on the
 * line through that middle across the chord. (SVG 1.1, appendix F.6.) */
#include "svg_priv.h"

#define ONE     ((int64_t)1 << 30) /* radius of the unit circle */
#define QUARTER (GR_TURN / 4)

typedef struct circle {
    gr_fix rx, ry, x, y;  /* of the ellipse; x, y: its centre */
    int64_t sine, cosine; /* of its turn */
    int64_t from, by;     /* angles */
} circle;

static void put(const circle *c, int64_t u, int64_t v, gr_fix *x, gr_fix *y)
{
    gr_fix across = (gr_fix)((gr_wide)u * c->rx / ONE), down = (gr_fix)((gr_wide)v * c->ry / ONE);
    *x = c->x + (gr_fix)(((gr_wide)across * c->cosine - (gr_wide)down * c->sine) >> 32);
    *y = c->y + (gr_fix)(((gr_wide)across * c->sine + (gr_wide)down * c->cosine) >> 32);
}

/** Curves of at most a quarter each; the handle of one is 4/3 tan(angle / 4) long. */
static void bend_around(gr_svg_pen *pen, const circle *c, gr_fix x, gr_fix y)
{
    int64_t size = c->by < 0 ? -c->by : c->by;
    int64_t parts = size == 0 ? 1 : (size + QUARTER - 1) / QUARTER;
    for (int64_t i = 0; i < parts; i++) {
        int64_t from = c->from + c->by * i / parts, to = c->from + c->by * (i + 1) / parts;
        int64_t quarter = (to - from) / 4;
        int64_t reach =
            (int64_t)((gr_wide)4 * ONE * gr_sine(quarter) / ((gr_wide)3 * gr_cosine(quarter)));
        int64_t u1 = gr_cosine(from) / 4, v1 = gr_sine(from) / 4;
        int64_t u2 = gr_cosine(to) / 4, v2 = gr_sine(to) / 4;
        gr_fix p[6];
        put(c, u1 - v1 * reach / ONE, v1 + u1 * reach / ONE, &p[0], &p[1]);
        put(c, u2 + v2 * reach / ONE, v2 - u2 * reach / ONE, &p[2], &p[3]);
        put(c, u2, v2, &p[4], &p[5]);
        if (i + 1 == parts) { /* where it was asked to end, to the last bit */
            p[4] = x;
            p[5] = y;
        }
        gr_svg_curve(pen, p);
    }
}

/** Half of the chord on the unit circle, in `scale`; false: it is too long for that. */
static bool half_chord(gr_fix along, gr_fix down, const circle *c, int64_t scale, int64_t out[2])
{
    gr_wide u = (gr_wide)along * scale / c->rx, v = (gr_wide)down * scale / c->ry;
    const gr_wide most = (gr_wide)1 << 60;
    out[0] = (int64_t)(u > most ? most : u < -most ? -most : u);
    out[1] = (int64_t)(v > most ? most : v < -most ? -most : v);
    return u < most && u > -most && v < most && v > -most;
}

/** Radii that do not reach are made longer, so that the chord is a diameter. */
static void reach_out(circle *c, gr_fix along, gr_fix down, int64_t chord[2])
{
    const int64_t scale = (int64_t)1 << 16;
    (void)half_chord(along, down, c, scale, chord);
    int64_t length = gr_root((gr_wide)chord[0] * chord[0] + (gr_wide)chord[1] * chord[1]);
    length = length > 0 ? length : 1;
    c->rx = (gr_fix)((gr_wide)c->rx * length / scale);
    c->ry = (gr_fix)((gr_wide)c->ry * length / scale);
    chord[0] = (int64_t)((gr_wide)chord[0] * ONE / length);
    chord[1] = (int64_t)((gr_wide)chord[1] * ONE / length);
}

static void place_centre(circle *c, const gr_svg_pen *pen, const gr_svg_arc *arc)
{
    gr_fix dx = (pen->x - arc->x) / 2, dy = (pen->y - arc->y) / 2;
    gr_fix along = (gr_fix)(((gr_wide)c->cosine * dx + (gr_wide)c->sine * dy) >> 32);
    gr_fix down = (gr_fix)(((gr_wide)c->cosine * dy - (gr_wide)c->sine * dx) >> 32);
    int64_t chord[2], off[2] = {0, 0};
    bool fits = half_chord(along, down, c, ONE, chord);
    gr_wide square = (gr_wide)chord[0] * chord[0] + (gr_wide)chord[1] * chord[1];
    const gr_wide one = (gr_wide)ONE * ONE;
    if (!fits || square >= one) {
        reach_out(c, along, down, chord);
    } else if (square > 0) {
        int64_t ratio = gr_root((one - square) * ONE / square * ONE); /* 1/2^30 */
        int64_t side = arc->large != arc->sweep ? 1 : -1;
        off[0] = side * (int64_t)((gr_wide)chord[1] * ratio / ONE);
        off[1] = -side * (int64_t)((gr_wide)chord[0] * ratio / ONE);
    }
    c->x = c->y = 0;
    put(c, off[0], off[1], &dx, &dy);
    c->x = dx + arc->x + (pen->x - arc->x) / 2;
    c->y = dy + arc->y + (pen->y - arc->y) / 2;
    c->from = gr_angle_of(chord[0] - off[0], chord[1] - off[1]);
    c->by = (gr_angle_of(-chord[0] - off[0], -chord[1] - off[1]) - c->from) & (GR_TURN - 1);
    c->by -= arc->sweep ? 0 : GR_TURN;
}

void gr_svg_add_arc(gr_svg_pen *pen, gr_svg_arc arc)
{
    circle c = {.rx = arc.rx < 0 ? -arc.rx : arc.rx, .ry = arc.ry < 0 ? -arc.ry : arc.ry};
    if (pen->x == arc.x && pen->y == arc.y) {
        return;
    }
    if (c.rx == 0 || c.ry == 0) {
        gr_svg_line(pen, arc.x, arc.y);
        return;
    }
    int64_t angle = gr_angle_of_degrees(arc.turned);
    c.sine = gr_sine(angle);
    c.cosine = gr_cosine(angle);
    place_centre(&c, pen, &arc);
    bend_around(pen, &c, arc.x, arc.y);
}
