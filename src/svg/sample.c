/* Owns what colour a drawing has at a point: its shapes laid over each other, in order. For judging
 * what stands on it; edges are sharp, and lines end and bend round. */
#include "svg_priv.h"

#define CURVE_STEPS 12 /* a curve is taken as so many lines */

typedef struct spot { /* the point, and what its path does there */
    gr_fix x, y;
    int around; /* how often the path goes around it */
    unsigned crossings;
    gr_fix reach; /* half the width of its line; 0: none */
    bool on_line;
} spot;

static void meet(spot *s, gr_fix x1, gr_fix y1, gr_fix x2, gr_fix y2)
{
    gr_wide side = (gr_wide)(x2 - x1) * (s->y - y1) - (gr_wide)(s->x - x1) * (y2 - y1);
    bool down = y1 <= s->y && y2 > s->y && side > 0, up = y1 > s->y && y2 <= s->y && side < 0;
    s->around += down ? 1 : up ? -1 : 0;
    s->crossings += down || up ? 1 : 0;
    if (s->reach == 0 || s->on_line) {
        return;
    }
    gr_wide dx = x2 - x1, dy = y2 - y1, square = dx * dx + dy * dy;
    gr_wide along = dx * (s->x - x1) + dy * (s->y - y1);
    along = along < 0 ? 0 : along > square ? square : along;
    int64_t part = square == 0 ? 0 : (int64_t)(along / ((square >> 20) + 1)); /* 1/2^20 */
    gr_wide off_x = x1 + dx * part / GR_FIX_ONE - s->x, off_y = y1 + dy * part / GR_FIX_ONE - s->y;
    s->on_line = off_x * off_x + off_y * off_y <= (gr_wide)s->reach * s->reach;
}

static gr_fix on_curve(const gr_fix p[4], int64_t i)
{
    int64_t j = CURVE_STEPS - i, all = (int64_t)CURVE_STEPS * CURVE_STEPS * CURVE_STEPS;
    return (gr_fix)(((gr_wide)p[0] * j * j * j + (gr_wide)p[1] * 3 * j * j * i +
                     (gr_wide)p[2] * 3 * j * i * i + (gr_wide)p[3] * i * i * i) /
                    all);
}

static void meet_curve(spot *s, gr_fix x, gr_fix y, const gr_vector_step *step)
{
    const gr_fix xs[4] = {x, step->x1, step->x2, step->x}, ys[4] = {y, step->y1, step->y2, step->y};
    for (int64_t i = 1; i <= CURVE_STEPS; i++) {
        gr_fix to_x = on_curve(xs, i), to_y = on_curve(ys, i);
        meet(s, x, y, to_x, to_y);
        x = to_x;
        y = to_y;
    }
}

/** Closes each part, as fills do; a line along that edge is there only when the path says so. */
static void close_part(spot *s, gr_fix x, gr_fix y, gr_fix to_x, gr_fix to_y)
{
    gr_fix reach = s->reach;
    s->reach = 0;
    meet(s, x, y, to_x, to_y);
    s->reach = reach;
}

static void follow(spot *s, const gr_vector_path *path)
{
    gr_fix x = 0, y = 0, from_x = 0, from_y = 0;
    for (size_t i = 0; i < path->n; i++) {
        const gr_vector_step *step = &path->steps[i];
        if (step->op == GR_PATH_MOVE) {
            close_part(s, x, y, from_x, from_y);
            from_x = step->x;
            from_y = step->y;
        } else if (step->op == GR_PATH_CURVE) {
            meet_curve(s, x, y, step);
        } else {
            meet(s, x, y, step->x, step->y);
        }
        x = step->x;
        y = step->y;
    }
    close_part(s, x, y, from_x, from_y);
}

static bool is_inside(const spot *s, bool evenodd)
{
    return evenodd ? s->crossings % 2 == 1 : s->around != 0;
}

static uint32_t blend(uint32_t over, uint32_t under, uint32_t opacity)
{
    uint32_t out = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
        uint32_t a = over >> shift & 0xFF, b = under >> shift & 0xFF;
        out |= (a * opacity + b * (GR_OPAQUE - opacity) + GR_OPAQUE / 2) / GR_OPAQUE << shift;
    }
    return out;
}

/** Thousandths of the way along the gradient. */
static int64_t way_along(const gr_gradient *g, gr_fix x, gr_fix y)
{
    if (!g->radial) {
        gr_wide dx = g->x2 - g->x1, dy = g->y2 - g->y1;
        return (int64_t)(((x - g->x1) * dx + (y - g->y1) * dy) * 1000 / (dx * dx + dy * dy));
    }
    /* from the focus through the point to the circle: a quadratic */
    gr_wide dx = x - g->x1, dy = y - g->y1, fx = g->x1 - g->x2, fy = g->y1 - g->y2;
    gr_wide a = (dx * dx + dy * dy) >> 20, b = (dx * fx + dy * fy) >> 20;
    gr_wide c = ((gr_wide)g->r * g->r - fx * fx - fy * fy) >> 20;
    if (a == 0) {
        return 0;
    }
    gr_wide root = gr_root((b >> 4) * (b >> 4) + (a >> 4) * (c >> 4)) * (gr_wide)16;
    gr_wide far = root - b;
    return far <= 0 ? 1000 : (int64_t)(a * 1000 / far);
}

static uint32_t colour_of(const gr_vector_paint *paint, gr_fix x, gr_fix y, uint32_t *opacity)
{
    const gr_gradient *g = paint->gradient;
    gr_matrix back;
    *opacity = paint->opacity;
    if (g == NULL || !gr_matrix_invert(&g->to_view, &back)) {
        return paint->colour;
    }
    gr_matrix_apply(&back, x, y, &x, &y);
    int64_t at = way_along(g, x, y);
    size_t i = 0;
    while (i < g->n && g->stops[i].at <= at) {
        i++;
    }
    const gr_gradient_stop *to = &g->stops[i < g->n ? i : g->n - 1];
    const gr_gradient_stop *from = i > 0 ? &g->stops[i - 1] : to;
    uint32_t part = to->at > from->at
                        ? (uint32_t)(at - from->at) * GR_OPAQUE / (uint32_t)(to->at - from->at)
                        : GR_OPAQUE;
    uint32_t seen = (to->opacity * part + from->opacity * (GR_OPAQUE - part)) / GR_OPAQUE;
    *opacity = *opacity * seen / GR_OPAQUE;
    return blend(to->colour, from->colour, part);
}

static uint32_t shape_over(const gr_vector_node *node, gr_fix x, gr_fix y, uint32_t ground)
{
    gr_matrix back;
    uint32_t opacity = 0;
    if (!gr_matrix_invert(&node->to_view, &back)) {
        return ground;
    }
    spot s = {.reach = node->stroke.paints ? node->line.width / 2 : 0};
    gr_matrix_apply(&back, x, y, &s.x, &s.y);
    follow(&s, &node->path);
    if (node->fill.paints && is_inside(&s, node->path.evenodd)) {
        uint32_t colour = colour_of(&node->fill, x, y, &opacity);
        ground = blend(colour, ground, opacity);
    }
    if (s.on_line) {
        uint32_t colour = colour_of(&node->stroke, x, y, &opacity);
        ground = blend(colour, ground, opacity);
    }
    return ground;
}

static bool is_clipped(const gr_vector_node *node, gr_fix x, gr_fix y)
{
    for (size_t i = 0; i < node->n_clips; i++) {
        spot s = {.x = x, .y = y};
        follow(&s, &node->clips[i]);
        if (!is_inside(&s, node->clips[i].evenodd)) {
            return true;
        }
    }
    return false;
}

/* As deep as elements stand in each other, which is limited. */
static uint32_t all_over(const gr_vector_node *node, gr_fix x, gr_fix y, uint32_t ground)
{
    for (; node != NULL; node = node->next) {
        if (is_clipped(node, x, y)) {
            continue;
        }
        uint32_t over = node->first != NULL ? all_over(node->first, x, y, ground)
                                            : shape_over(node, x, y, ground);
        ground = blend(over, ground, node->opacity);
    }
    return ground;
}

uint32_t gr_vector_colour(const gr_vector *vector, gr_fix x, gr_fix y, uint32_t ground)
{
    return all_over(vector->first, x, y, ground);
}
