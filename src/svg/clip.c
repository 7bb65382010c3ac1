/* Owns clips: what is outside of a clipPath is not shown. Several shapes in one are put together
 * into one outline, which is right as long as all go around in the same direction. */
#include "svg_priv.h"

#define MOST_SHAPES 100

static void step_to(const gr_matrix *m, const gr_vector_step *from, gr_vector_step *to)
{
    to->op = from->op;
    gr_matrix_apply(m, from->x1, from->y1, &to->x1, &to->y1);
    gr_matrix_apply(m, from->x2, from->y2, &to->x2, &to->y2);
    gr_matrix_apply(m, from->x, from->y, &to->x, &to->y);
}

static gr_vector_path in_view(gr_svg *svg, const gr_matrix *m, const gr_vector_path *path)
{
    gr_vector_step *steps = GR_NEW_N(svg->arena, gr_vector_step, path->n + 1);
    for (size_t i = 0; i < path->n; i++) {
        step_to(m, &path->steps[i], &steps[i]);
    }
    return (gr_vector_path){steps, path->n, path->evenodd};
}

gr_vector_path gr_svg_box_path(gr_svg *svg, const gr_matrix *m, const gr_fix box[4])
{
    gr_fix right = box[0] + box[2], bottom = box[1] + box[3];
    const gr_vector_step steps[5] = {{.op = GR_PATH_MOVE, .x = box[0], .y = box[1]},
                                     {.op = GR_PATH_LINE, .x = right, .y = box[1]},
                                     {.op = GR_PATH_LINE, .x = right, .y = bottom},
                                     {.op = GR_PATH_LINE, .x = box[0], .y = bottom},
                                     {.op = GR_PATH_CLOSE, .x = box[0], .y = box[1]}};
    return in_view(svg, m, &(gr_vector_path){steps, 5, false});
}

/** Above 0: it goes around to the right, as the eye sees it. Handles count as corners. */
static int direction_of(const gr_vector_path *path)
{
    gr_wide area = 0;
    for (size_t i = 1; i < path->n; i++) {
        const gr_vector_step *a = &path->steps[i - 1], *b = &path->steps[i];
        area += (gr_wide)(a->x >> 8) * (b->y >> 8) - (gr_wide)(b->x >> 8) * (a->y >> 8);
    }
    return area > 0 ? 1 : area < 0 ? -1 : 0;
}

static size_t count_moves(const gr_vector_path *path)
{
    size_t n = 0;
    for (size_t i = 0; i < path->n; i++) {
        n += path->steps[i].op == GR_PATH_MOVE;
    }
    return n;
}

static gr_vector_path joined(gr_svg *svg, const gr_vector_path *a, const gr_vector_path *b)
{
    gr_vector_step *steps = GR_NEW_N(svg->arena, gr_vector_step, a->n + b->n + 1);
    for (size_t i = 0; i < a->n; i++) {
        steps[i] = a->steps[i];
    }
    for (size_t i = 0; i < b->n; i++) {
        steps[a->n + i] = b->steps[i];
    }
    return (gr_vector_path){steps, a->n + b->n, false};
}

/** The next shape of the clip goes to those before. */
static bool put_shape(gr_svg *svg, const gr_svg_elem *elem, size_t nth, const gr_vector_path *shape,
                      gr_vector_path *all)
{
    if (nth == 0) {
        *all = *shape;
        return true;
    }
    if (nth >= MOST_SHAPES) {
        return gr_svg_fails(svg, elem->at, "a clipPath of more than %d shapes; make them one path",
                            MOST_SHAPES);
    }
    if (all->evenodd || shape->evenodd || count_moves(shape) > 1 ||
        (nth == 1 && count_moves(all) > 1) || direction_of(shape) * direction_of(all) < 0) {
        return gr_svg_fails(svg, elem->at,
                            "a clipPath of several shapes that have holes or go around in "
                            "different directions; make it one path");
    }
    *all = joined(svg, all, shape);
    return true;
}

static bool clip_shape(gr_svg *svg, gr_svg_elem *elem, const gr_svg_pass *outer, size_t nth,
                       gr_vector_path *all)
{
    gr_svg_pass pass = *outer;
    gr_svg_elem *shape = elem;
    gr_vector_path path;
    if (!gr_svg_enter(svg, elem, &pass)) {
        return false;
    }
    if (elem->kind == GR_SVG_USE) {
        gr_matrix moved = gr_matrix_none;
        shape = gr_svg_target(svg, elem, gr_svg_attr_value(elem, "href"));
        if (shape == NULL || !gr_svg_length(svg, elem, "x", pass.viewport[0], 0, &moved.e) ||
            !gr_svg_length(svg, elem, "y", pass.viewport[1], 0, &moved.f)) {
            return false;
        }
        pass.to_view = gr_matrix_join(&pass.to_view, &moved);
        if (!gr_svg_enter(svg, shape, &pass)) {
            return false;
        }
    }
    if (gr_svg_elements[shape->kind].role != GR_SVG_SHAPE || pass.look.clip.len > 0) {
        return gr_svg_fails(svg, elem->at, "a clipPath holds shapes, without clips of their own");
    }
    if (!pass.look.shown || !pass.look.visible) {
        return true;
    }
    if (!gr_svg_shape(svg, shape, pass.viewport, &path)) {
        return false;
    }
    path.evenodd = pass.look.clip_evenodd;
    path = in_view(svg, &pass.to_view, &path);
    return put_shape(svg, elem, nth, &path, all);
}

bool gr_svg_clip_of(gr_svg *svg, const gr_svg_elem *elem, const gr_svg_pass *pass,
                    gr_vector_path *out)
{
    gr_svg_elem *clip = gr_svg_target(svg, elem, pass->look.clip);
    gr_svg_pass inside = *pass;
    inside.look = gr_look_first;
    if (clip == NULL) {
        return false;
    }
    if (clip->kind != GR_SVG_CLIP) {
        return gr_svg_fails(svg, elem->at, "clip-path: <%s> is no clipPath",
                            gr_svg_elements[clip->kind].name);
    }
    gr_str units = gr_svg_attr_value(clip, "clipPathUnits");
    if (units.len > 0 && !gr_str_is(units, "userSpaceOnUse")) {
        return gr_svg_fails(svg, clip->at,
                            "clipPathUnits=\"" GR_FMT "\" is not drawn; write the "
                            "shapes in the units of what they clip (userSpaceOnUse)",
                            GR_ARG(units));
    }
    if (!gr_svg_enter(svg, clip, &inside)) {
        return false;
    }
    if (inside.look.clip.len > 0) {
        return gr_svg_fails(svg, clip->at, "a clipPath that is clipped itself; make it one path");
    }
    size_t n = 0;
    *out = (gr_vector_path){0};
    for (gr_svg_elem *e = clip->first; e != NULL; e = e->next) {
        gr_svg_role role = gr_svg_elements[e->kind].role;
        if (role != GR_SVG_GROUP && role != GR_SVG_SHAPE) {
            continue;
        }
        if (!clip_shape(svg, e, &inside, n, out) || svg->failed) {
            return false;
        }
        n += out->n > 0;
    }
    return true;
}
