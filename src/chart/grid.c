#include "chart_priv.h"

/* Owns where rules of a grid stop: no label is crossed by one. Labels are known when all is drawn,
 * so this comes last. */

#define AROUND 1500 /* of paper between a rule and a label */

static gr_rect label_rect(const gr_plot *plot, const gr_shape *label)
{
    const gr_chart_space *space = plot->space;
    gr_mpt width = space->measure(space->user, label->text, label->bold);
    gr_mpt up = space->label_size * 78 / 100, high = space->label_size;
    if (label->turned) {
        return (gr_rect){label->x - up, label->y - width, high, width};
    }
    gr_mpt left = label->anchor < 0 ? 0 : label->anchor == 0 ? width / 2 : width;
    return (gr_rect){label->x - left, label->y - up, width, high};
}

typedef struct span {
    gr_mpt from, to;
} span;

/** What a label takes off a rule; false when they do not meet. */
static bool meets(gr_rect label, gr_point from, gr_point to, span *out)
{
    bool level = from.y == to.y;
    gr_mpt at = level ? from.y : from.x, side = level ? label.y : label.x;
    gr_mpt thick = level ? label.height : label.width;
    gr_mpt near = level ? label.x : label.y, length = level ? label.width : label.height;
    *out = (span){near - AROUND, near + length + AROUND};
    return at > side && at < side + thick;
}

static void add_part(gr_shape_pen *pen, const gr_shape *rule, bool level, span part)
{
    gr_mpt at = level ? rule->steps[0].y : rule->steps[0].x;
    if (part.to > part.from) {
        gr_pen_rule(pen, level ? (gr_point){part.from, at} : (gr_point){at, part.from},
                    level ? (gr_point){part.to, at} : (gr_point){at, part.to}, rule->stroke,
                    rule->stroke_width);
    }
}

/** The label that takes the first piece off the rule behind `from`; its end, or false. */
static bool first_taken(const gr_rect *labels, size_t n, gr_point from, gr_point to, span *out)
{
    bool level = from.y == to.y, found = false;
    *out = (span){0, 0};
    gr_mpt start = level ? from.x : from.y, end = level ? to.x : to.y;
    for (size_t i = 0; i < n; i++) {
        span one;
        if (meets(labels[i], from, to, &one) && one.to > start && one.from < end &&
            (!found || one.from < out->from)) {
            *out = one;
            found = true;
        }
    }
    return found;
}

static void add_rule(gr_shape_pen *pen, const gr_shape *rule, const gr_rect *labels, size_t n)
{
    gr_point a = {rule->steps[0].x, rule->steps[0].y}, b = {rule->steps[1].x, rule->steps[1].y};
    bool level = a.y == b.y, back = level ? b.x < a.x : b.y < a.y;
    gr_point from = back ? b : a, to = back ? a : b;
    span taken = {0, 0};
    while (first_taken(labels, n, from, to, &taken)) {
        add_part(pen, rule, level, (span){level ? from.x : from.y, taken.from});
        *(level ? &from.x : &from.y) = taken.to;
    }
    add_part(pen, rule, level, (span){level ? from.x : from.y, level ? to.x : to.y});
}

void gr_grid_clear(gr_plot *plot)
{
    gr_shape_pen *pen = &plot->pen, old = *pen;
    gr_rect *labels = GR_NEW_N(plot->arena, gr_rect, old.n);
    size_t n = 0;
    for (size_t i = 0; i < old.n; i++) {
        if (old.shapes[i].kind == GR_SHAPE_LABEL) {
            labels[n++] = label_rect(plot, &old.shapes[i]);
        }
    }
    *pen = (gr_shape_pen){.arena = old.arena};
    for (size_t i = 0; i < old.n; i++) {
        if (old.shapes[i].cut) {
            add_rule(pen, &old.shapes[i], labels, n);
        } else {
            *GR_PUSH(pen->arena, pen->shapes, pen->n, pen->cap, gr_shape) = old.shapes[i];
        }
    }
}
