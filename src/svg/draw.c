/* Owns the walk over what is shown: groups, uses, views within views, clips, and what is counted so
 * that a small file cannot ask for a large drawing. */
#include "svg_priv.h"

#define MOST_USES   16 /* of what uses what uses ... */
#define MOST_NESTED 20 /* PDF/A keeps no more than 28 graphics states, of which pages need some */

typedef struct hanging { /* where the next node goes */
    const gr_vector_node **place;
} hanging;

static void hang(hanging *to, gr_vector_node *node)
{
    *to->place = node;
    to->place = &node->next;
}

static bool draw_all(gr_svg *svg, const gr_svg_elem *in, const gr_svg_pass *pass, hanging *to);
static bool draw(gr_svg *svg, gr_svg_elem *elem, const gr_svg_pass *outer, hanging *to);

bool gr_svg_enter(gr_svg *svg, const gr_svg_elem *elem, gr_svg_pass *pass)
{
    gr_matrix own;
    gr_svg_style outer = pass->look;
    if (!gr_matrix_parse(gr_svg_attr_value(elem, "transform"), &own)) {
        return gr_svg_fails(svg, elem->at, "transform=\"" GR_FMT "\" is none that is known",
                            GR_ARG(gr_svg_attr_value(elem, "transform")));
    }
    pass->to_view = gr_matrix_join(&pass->to_view, &own);
    return gr_svg_look(svg, elem, &outer, &pass->look);
}

static bool is_far(const gr_vector_path *path, const gr_matrix *m)
{
    const gr_fix most = 1000000 * GR_FIX_ONE;
    gr_fix b[4], x = 0, y = 0;
    bool far = false;
    for (int i = 0; gr_path_bounds(path, b) && i < 4 && !far; i++) {
        gr_matrix_apply(m, b[i % 2 == 0 ? 0 : 2], b[i < 2 ? 1 : 3], &x, &y);
        far = x > most || x < -most || y > most || y < -most;
    }
    return far;
}

static bool add_shape(gr_svg *svg, const gr_svg_elem *elem, const gr_svg_pass *pass,
                      gr_vector_node *node)
{
    node->to_view = pass->to_view;
    node->path.evenodd = pass->look.fill_evenodd;
    node->line = pass->look.line;
    node->fill.opacity = pass->look.fill_opacity;
    node->stroke.opacity = pass->look.stroke_opacity;
    if (is_far(&node->path, &node->to_view)) {
        return gr_svg_fails(svg, elem->at,
                            "it reaches further than a thousand times the drawing; "
                            "draw it smaller");
    }
    bool fine = gr_svg_paint_of(svg, elem, pass, &pass->look.fill, &node->path, &node->fill) &&
                gr_svg_paint_of(svg, elem, pass, &pass->look.stroke, &node->path, &node->stroke);
    node->fill.paints = node->fill.paints && elem->kind != GR_SVG_LINE;
    node->stroke.paints = node->stroke.paints && node->line.width > 0;
    return fine;
}

static bool draw_shape(gr_svg *svg, const gr_svg_elem *elem, const gr_svg_pass *pass,
                       gr_vector_node *node, hanging *to)
{
    if (!gr_svg_shape(svg, elem, pass->viewport, &node->path)) {
        return false;
    }
    if (node->path.n == 0 || !pass->look.visible) {
        return true;
    }
    if (!add_shape(svg, elem, pass, node)) {
        return false;
    }
    if (node->fill.paints || node->stroke.paints) {
        hang(to, node);
    }
    return true;
}

/* ---- views within views ---- */

static void add_clip(gr_svg *svg, gr_vector_node *node, gr_vector_path clip)
{
    gr_vector_path *clips = GR_NEW_N(svg->arena, gr_vector_path, node->n_clips + 1);
    for (size_t i = 0; i < node->n_clips; i++) {
        clips[i] = node->clips[i];
    }
    clips[node->n_clips++] = clip;
    node->clips = clips;
}

bool gr_svg_view_box(gr_svg *svg, const gr_svg_elem *elem, gr_fix box[4], bool *given)
{
    gr_str text = gr_svg_attr_value(elem, "viewBox");
    *given = text.len > 0;
    size_t at = 0;
    gr_svg_skip(text, &at);
    for (int i = 0; *given && i < 4; i++) {
        if (!gr_fix_step(text, &at, &box[i])) {
            at = SIZE_MAX;
            break;
        }
        gr_svg_separator(text, &at);
    }
    bool fine = !*given || (at == text.len && box[2] > 0 && box[3] > 0);
    return fine || gr_svg_fails(svg, elem->at,
                                "viewBox=\"" GR_FMT "\" is not four numbers: left, top, width and "
                                "height, of which the last two are more than 0",
                                GR_ARG(text));
}

/** What is inside of an <svg> or <symbol> of this size has a view of its own. */
static bool enter_view(gr_svg *svg, const gr_svg_elem *elem, const gr_fix size[2],
                       gr_svg_pass *pass, gr_vector_node *node)
{
    gr_fix box[4] = {0};
    bool given = false, cut = false;
    gr_matrix fit = gr_matrix_none;
    if (!gr_svg_view_box(svg, elem, box, &given)) {
        return false;
    }
    if (!gr_str_is(gr_svg_attr_value(elem, "overflow"), "visible")) {
        const gr_fix all[4] = {0, 0, size[0], size[1]};
        add_clip(svg, node, gr_svg_box_path(svg, &pass->to_view, all));
    }
    pass->viewport[0] = given ? box[2] : size[0];
    pass->viewport[1] = given ? box[3] : size[1];
    if (given && !gr_view_fit(gr_svg_attr_value(elem, "preserveAspectRatio"), box, size[0], size[1],
                              &fit, &cut)) {
        return gr_svg_fails(svg, elem->at, "preserveAspectRatio= is none that is known");
    }
    pass->to_view = gr_matrix_join(&pass->to_view, &fit);
    return true;
}

static bool place_view(gr_svg *svg, const gr_svg_elem *elem, const gr_svg_elem *sized,
                       gr_svg_pass *pass, gr_vector_node *node, bool *empty)
{
    gr_fix size[2], x = 0, y = 0;
    const gr_fix *outer = pass->viewport;
    const gr_svg_elem *wide = gr_svg_has(sized, "width") ? sized : elem;
    const gr_svg_elem *high = gr_svg_has(sized, "height") ? sized : elem;
    if (!gr_svg_length(svg, wide, "width", outer[0], outer[0], &size[0]) ||
        !gr_svg_length(svg, high, "height", outer[1], outer[1], &size[1]) ||
        !gr_svg_length(svg, elem, "x", outer[0], 0, &x) ||
        !gr_svg_length(svg, elem, "y", outer[1], 0, &y)) {
        return false;
    }
    *empty = size[0] <= 0 || size[1] <= 0;
    gr_matrix moved = gr_matrix_none;
    moved.e = x;
    moved.f = y;
    pass->to_view = gr_matrix_join(&pass->to_view, &moved);
    return *empty || enter_view(svg, elem, size, pass, node);
}

/* ---- groups and uses ---- */

static bool draw_use(gr_svg *svg, const gr_svg_elem *elem, gr_svg_pass *pass, gr_vector_node *node,
                     hanging *to)
{
    gr_svg_elem *target = gr_svg_target(svg, elem, gr_svg_attr_value(elem, "href"));
    gr_matrix moved = gr_matrix_none;
    if (target == NULL || !gr_svg_length(svg, elem, "x", pass->viewport[0], 0, &moved.e) ||
        !gr_svg_length(svg, elem, "y", pass->viewport[1], 0, &moved.f)) {
        return false;
    }
    if (target->open || svg->uses >= MOST_USES) {
        return gr_svg_fails(svg, elem->at,
                            target->open ? "<use> of what it stands in itself"
                                         : "<use> in what is used, more than %d deep",
                            MOST_USES);
    }
    pass->to_view = gr_matrix_join(&pass->to_view, &moved);
    svg->uses++;
    bool fine = true, empty = false;
    if (target->kind == GR_SVG_SYMBOL || target->kind == GR_SVG_SVG) {
        gr_svg_pass inside = *pass;
        target->open = true;
        fine = gr_svg_enter(svg, target, &inside) &&
               place_view(svg, target, elem, &inside, node, &empty) &&
               (empty || !inside.look.shown || draw_all(svg, target, &inside, to));
        target->open = false;
    } else if (gr_svg_elements[target->kind].role == GR_SVG_GROUP ||
               gr_svg_elements[target->kind].role == GR_SVG_SHAPE) {
        fine = draw(svg, target, pass, to);
    } else {
        fine = gr_svg_fails(svg, elem->at, "<use> of <%s>, which is not drawn",
                            gr_svg_elements[target->kind].name);
    }
    svg->uses--;
    return fine;
}

static bool draw_group(gr_svg *svg, gr_svg_elem *elem, gr_svg_pass *pass, gr_vector_node *node,
                       hanging *to)
{
    hanging inside = {&node->first};
    bool empty = false, fine = true;
    if (elem->kind == GR_SVG_USE) {
        fine = draw_use(svg, elem, pass, node, &inside);
    } else if (elem->kind == GR_SVG_SVG) {
        fine = place_view(svg, elem, elem, pass, node, &empty) &&
               (empty || draw_all(svg, elem, pass, &inside));
    } else {
        fine = draw_all(svg, elem, pass, &inside);
    }
    if (fine && node->first != NULL) {
        hang(to, node);
    }
    return fine;
}

static bool draw(gr_svg *svg, gr_svg_elem *elem, const gr_svg_pass *outer, hanging *to)
{
    gr_svg_role role = gr_svg_elements[elem->kind].role;
    if (role != GR_SVG_GROUP && role != GR_SVG_SHAPE) {
        return true;
    }
    if (++svg->n_visits > svg->limits->vector_steps) {
        return gr_svg_limit(svg, elem->at, "more is used, and used again, than a drawing may have");
    }
    gr_svg_pass pass = *outer;
    gr_vector_node *node = GR_NEW(svg->arena, gr_vector_node);
    gr_vector_path clip = {0};
    if (!gr_svg_enter(svg, elem, &pass)) {
        return false;
    }
    node->opacity = pass.look.opacity;
    if (!pass.look.shown || node->opacity == 0) {
        return true;
    }
    if (pass.look.clip.len > 0) {
        if (!gr_svg_clip_of(svg, elem, &pass, &clip)) {
            return false;
        }
        if (clip.n == 0) { /* nothing of it is left */
            return true;
        }
        add_clip(svg, node, clip);
    }
    bool view = elem->kind == GR_SVG_SVG || elem->kind == GR_SVG_USE;
    pass.depth += pass.look.clip.len > 0 || view || node->opacity < GR_OPAQUE ? 1 : 0;
    if (pass.depth > MOST_NESTED) {
        return gr_svg_fails(svg, elem->at,
                            "clips, views and opacities more than %d deep in each "
                            "other",
                            MOST_NESTED);
    }
    elem->open = true;
    bool fine = role == GR_SVG_SHAPE ? draw_shape(svg, elem, &pass, node, to)
                                     : draw_group(svg, elem, &pass, node, to);
    elem->open = false;
    return fine;
}

static bool draw_all(gr_svg *svg, const gr_svg_elem *in, const gr_svg_pass *pass, hanging *to)
{
    for (gr_svg_elem *e = in->first; e != NULL; e = e->next) {
        if (!draw(svg, e, pass, to)) {
            return false;
        }
    }
    return true;
}

/* ---- the whole ---- */

static gr_mpt own_size(gr_fix pixels)
{
    gr_wide mpt = (gr_wide)pixels * 750 / GR_FIX_ONE;
    return (gr_mpt)(mpt > 100000000 ? 100000000 : mpt < 1 ? 1 : mpt);
}

/** width and height of the file, else those of its viewBox. */
static bool size_of(gr_svg *svg, gr_fix size[2])
{
    gr_fix box[4] = {0};
    bool given = false;
    const gr_svg_elem *root = svg->root;
    if (!gr_svg_view_box(svg, root, box, &given)) {
        return false;
    }
    const char *const names[2] = {"width", "height"};
    for (int i = 0; i < 2; i++) {
        gr_str text = gr_svg_attr_value(root, names[i]);
        bool open = text.len == 0 || gr_str_is(text, "auto") || gr_str_ends(text, GR_LIT("%"));
        size[i] = box[2 + i];
        if (!open && !gr_svg_length(svg, root, names[i], 0, 0, &size[i])) {
            return false;
        }
        if (open && given && gr_svg_attr_value(root, names[1 - i]).len > 0 &&
            !gr_str_ends(gr_svg_attr_value(root, names[1 - i]), GR_LIT("%"))) {
            gr_fix other = 0; /* one is given: the other follows */
            if (!gr_svg_length(svg, root, names[1 - i], 0, 0, &other)) {
                return false;
            }
            size[i] = (gr_fix)((gr_wide)other * box[2 + i] / box[3 - i]);
        }
    }
    return (size[0] > 0 && size[1] > 0) ||
           gr_svg_fails(svg, root->at,
                        "how large it is is not said; write viewBox=\"0 0 width height\"");
}

bool gr_svg_draw(gr_svg *svg, gr_vector *out)
{
    gr_fix size[2];
    if (!size_of(svg, size)) {
        return false;
    }
    gr_fix longer = size[0] > size[1] ? size[0] : size[1];
    const gr_wide side = (gr_wide)GR_VIEW_SIDE * GR_FIX_ONE;
    out->width = own_size(size[0]);
    out->height = own_size(size[1]);
    out->view_width = (gr_fix)(side * size[0] / longer);
    out->view_height = (gr_fix)(side * size[1] / longer);
    if (out->view_width < GR_FIX_ONE || out->view_height < GR_FIX_ONE) {
        return gr_svg_fails(svg, svg->root->at, "one side is a thousand times the other");
    }
    gr_svg_pass pass = {.to_view = gr_matrix_none, .look = gr_look_first};
    pass.viewport[0] = size[0];
    pass.viewport[1] = size[1];
    pass.to_view.a = pass.to_view.d = (int64_t)(side * GR_TURN_ONE / longer);
    if (!gr_svg_enter(svg, svg->root, &pass)) {
        return false;
    }
    gr_vector_node *node = GR_NEW(svg->arena, gr_vector_node);
    node->opacity = pass.look.opacity;
    hanging to = {&node->first};
    svg->root->open = true;
    if (!enter_view(svg, svg->root, size, &pass, node) ||
        (pass.look.shown && !draw_all(svg, svg->root, &pass, &to))) {
        return false;
    }
    node->n_clips = 0; /* the view itself is that clip */
    out->first = node->opacity == GR_OPAQUE || node->first == NULL ? node->first : node;
    return true;
}
