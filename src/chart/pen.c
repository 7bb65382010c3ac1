#include "chart_priv.h"

/* Owns the list of shapes. Knows no data. */

#define HATCH_GAP   3600
#define HATCH_WIDTH 700
#define MARK        2400 /* half of a mark's width */

static gr_path_step *next_step(gr_shape_pen *pen, gr_path_op op)
{
    gr_path_step *step =
        GR_PUSH(pen->arena, pen->steps, pen->n_steps, pen->cap_steps, gr_path_step);
    *step = (gr_path_step){.op = op};
    return step;
}

void gr_pen_move(gr_shape_pen *pen, gr_point to)
{
    gr_path_step *step = next_step(pen, GR_PATH_MOVE);
    step->x = to.x;
    step->y = to.y;
}

void gr_pen_draw(gr_shape_pen *pen, gr_point to)
{
    gr_path_step *step = next_step(pen, GR_PATH_LINE);
    step->x = to.x;
    step->y = to.y;
}

void gr_pen_bend(gr_shape_pen *pen, gr_point first, gr_point second, gr_point to)
{
    gr_path_step *step = next_step(pen, GR_PATH_CURVE);
    *step = (gr_path_step){GR_PATH_CURVE, first.x, first.y, second.x, second.y, to.x, to.y};
}

void gr_pen_close(gr_shape_pen *pen)
{
    (void)next_step(pen, GR_PATH_CLOSE);
}

static gr_shape *next_shape(gr_shape_pen *pen, gr_shape_kind kind)
{
    gr_shape *shape = GR_PUSH(pen->arena, pen->shapes, pen->n, pen->cap, gr_shape);
    *shape = (gr_shape){.kind = kind, .text = GR_LIT("")};
    return shape;
}

void gr_pen_end(gr_shape_pen *pen, gr_shape_ink ink)
{
    gr_shape *shape = next_shape(pen, GR_SHAPE_PATH);
    shape->steps = pen->steps;
    shape->n_steps = pen->n_steps;
    shape->fill = ink.fill;
    shape->stroke = ink.stroke;
    shape->stroke_width = ink.width;
    pen->steps = NULL;
    pen->n_steps = pen->cap_steps = 0;
}

void gr_pen_rule(gr_shape_pen *pen, gr_point from, gr_point to, uint32_t colour, gr_mpt width)
{
    gr_pen_move(pen, from);
    gr_pen_draw(pen, to);
    gr_pen_end(pen, (gr_shape_ink){GR_INK_NONE, colour, width});
}

void gr_pen_grid(gr_shape_pen *pen, gr_point from, gr_point to, uint32_t colour, gr_mpt width)
{
    gr_pen_rule(pen, from, to, colour, width);
    pen->shapes[pen->n - 1].cut = true;
}

void gr_pen_frame(gr_shape_pen *pen, gr_rect rect, gr_shape_ink ink)
{
    gr_mpt right = rect.x + rect.width, bottom = rect.y + rect.height;
    gr_pen_move(pen, (gr_point){rect.x, rect.y});
    gr_pen_draw(pen, (gr_point){right, rect.y});
    gr_pen_draw(pen, (gr_point){right, bottom});
    gr_pen_draw(pen, (gr_point){rect.x, bottom});
    gr_pen_close(pen);
    gr_pen_end(pen, ink);
}

void gr_pen_box(gr_shape_pen *pen, gr_rect rect, uint32_t fill)
{
    gr_pen_frame(pen, rect, (gr_shape_ink){fill, GR_INK_NONE, 0});
}

/* --- hatching --- */

/** The part of the line x + y = sum (or x - y = sum, when falling) that lies in the rectangle. */
static void hatch_line(gr_shape_pen *pen, gr_rect rect, gr_mpt sum, bool falling)
{
    gr_mpt top = rect.y, bottom = rect.y + rect.height;
    gr_mpt x1 = falling ? sum + top : sum - bottom;
    gr_mpt x2 = falling ? sum + bottom : sum - top;
    x1 = x1 < rect.x ? rect.x : x1;
    x2 = x2 > rect.x + rect.width ? rect.x + rect.width : x2;
    if (x1 < x2) {
        gr_pen_move(pen, (gr_point){x1, falling ? x1 - sum : sum - x1});
        gr_pen_draw(pen, (gr_point){x2, falling ? x2 - sum : sum - x2});
    }
}

static void hatch_slanted(gr_shape_pen *pen, gr_rect rect, bool falling)
{
    gr_mpt first = falling ? rect.x - rect.y - rect.height : rect.x + rect.y;
    for (gr_mpt done = HATCH_GAP; done < rect.width + rect.height; done += HATCH_GAP) {
        hatch_line(pen, rect, first + done, falling);
    }
}

static void hatch_level(gr_shape_pen *pen, gr_rect rect)
{
    for (gr_mpt y = rect.y + HATCH_GAP / 2; y < rect.y + rect.height; y += HATCH_GAP) {
        gr_pen_move(pen, (gr_point){rect.x, y});
        gr_pen_draw(pen, (gr_point){rect.x + rect.width, y});
    }
}

void gr_pen_hatch(gr_shape_pen *pen, gr_rect rect, size_t series, uint32_t colour)
{
    size_t pattern = series % 5;
    if (pattern == 1 || pattern == 4) {
        hatch_slanted(pen, rect, false);
    }
    if (pattern == 2 || pattern == 4) {
        hatch_slanted(pen, rect, true);
    }
    if (pattern == 3) {
        hatch_level(pen, rect);
    }
    if (pen->n_steps > 0) {
        gr_pen_end(pen, (gr_shape_ink){GR_INK_NONE, colour, HATCH_WIDTH});
    }
}

/* --- marks --- */

static void mark_corners(gr_shape_pen *pen, gr_point at, const gr_point *corners, size_t n)
{
    gr_pen_move(pen, (gr_point){at.x + corners[0].x, at.y + corners[0].y});
    for (size_t i = 1; i < n; i++) {
        gr_pen_draw(pen, (gr_point){at.x + corners[i].x, at.y + corners[i].y});
    }
}

void gr_pen_mark(gr_shape_pen *pen, gr_point at, size_t series, uint32_t colour)
{
    static const gr_point square[] = {{-2100, -2100}, {2100, -2100}, {2100, 2100}, {-2100, 2100}};
    static const gr_point triangle[] = {{0, -2900}, {2700, 2100}, {-2700, 2100}};
    static const gr_point diamond[] = {{0, -3000}, {3000, 0}, {0, 3000}, {-3000, 0}};
    size_t mark = series % 4;
    if (mark == 1) {
        mark_corners(pen, at, square, 4);
    } else if (mark == 2) {
        mark_corners(pen, at, triangle, 3);
    } else if (mark == 3) {
        mark_corners(pen, at, diamond, 4);
    } else {
        gr_pen_move(pen, gr_circle_point(at, MARK, 0));
        gr_pen_arc(pen, at, MARK, 0, 360000);
    }
    gr_pen_close(pen);
    gr_pen_end(pen, (gr_shape_ink){colour, GR_INK_NONE, 0});
}

void gr_pen_label(gr_shape_pen *pen, gr_str text, gr_text_spot spot)
{
    gr_pen_piece(pen, text, spot, false, false);
}

void gr_pen_piece(gr_shape_pen *pen, gr_str text, gr_text_spot spot, bool hyphen, bool turned)
{
    if (text.len == 0) {
        return;
    }
    gr_shape *shape = next_shape(pen, GR_SHAPE_LABEL);
    shape->fill = shape->stroke = GR_INK_NONE;
    shape->text = text;
    shape->x = spot.x;
    shape->y = spot.y;
    shape->anchor = spot.anchor;
    shape->bold = spot.bold;
    shape->hyphen = hyphen;
    shape->turned = turned;
    shape->colour = spot.colour;
}
