/* Drawings as form XObjects: paths in units of their view, to a hundredth, y downwards. What is in
 * a group that is seen through as a whole is a form in the form. */
#include "base/arena.h"
#include "pdf_priv.h"
#include "svg/svg.h"

enum { VECTOR_LEVEL = 9 };

typedef struct seen { /* what an /ExtGState says */
    uint16_t fill, stroke;
    unsigned mask; /* form of a fading gradient; 0: none */
} seen;

typedef struct pen_state { /* what the graphics state holds */
    gr_rgb fill, stroke;
    gr_vector_line line; /* as it was written: lengths of the view */
    uint16_t fill_opacity, stroke_opacity;
} pen_state;

typedef struct art { /* one form being made */
    gr_pdf *pdf;
    const gr_vector *vector;
    bool artifact;
    gr_buf out;
    gr_buf patterns, forms; /* of its /Resources */
    size_t n_patterns, n_forms;
    seen *states;
    size_t n_states, cap_states;
    pen_state pen;
} art;

typedef struct form_way {
    bool group, artifact;
} form_way;
static unsigned make_form(gr_pdf *pdf, const gr_vector *vector, const gr_vector_node *nodes,
                          form_way way);

static void add_hundredth(gr_buf *out, gr_fix value)
{
    int64_t whole = value / GR_FIX_ONE, rest = value % GR_FIX_ONE;
    int64_t half = value < 0 ? -GR_FIX_ONE / 2 : GR_FIX_ONE / 2;
    gr_add_places(out, whole * 100 + (rest * 100 + half) / GR_FIX_ONE, 2);
    gr_buf_add_char(out, ' ');
}

/** Lengths of the drawing itself, which its matrix may make a thousand times as large. */
static void add_fine(gr_buf *out, gr_fix value)
{
    int64_t whole = value / GR_FIX_ONE, rest = value % GR_FIX_ONE;
    gr_add_places(out, whole * 1000000 + rest * 1000000 / GR_FIX_ONE, 6);
    gr_buf_add_char(out, ' ');
}

/** m NULL: as it stands. */
static void add_point(art *a, const gr_matrix *m, gr_fix x, gr_fix y)
{
    if (m == NULL) {
        add_fine(&a->out, x);
        add_fine(&a->out, y);
        return;
    }
    gr_matrix_apply(m, x, y, &x, &y);
    add_hundredth(&a->out, x);
    add_hundredth(&a->out, y);
}

/** The end of the part that begins at `from`. */
static size_t end_of_part(const gr_vector_path *path, size_t from)
{
    size_t end = from + 1;
    while (end < path->n && path->steps[end].op != GR_PATH_MOVE) {
        end++;
    }
    return end;
}

/** One line, there and back: readers of PDF fill it a pixel wide, SVG does not. */
static bool is_flat(const gr_vector_path *path, size_t from, size_t end)
{
    const gr_vector_step *first = &path->steps[from];
    bool across = true, down = true;
    size_t lines = 0;
    for (size_t i = from + 1; i < end; i++) {
        const gr_vector_step *step = &path->steps[i];
        bool curve = step->op == GR_PATH_CURVE;
        across = across && !curve && step->y == first->y;
        down = down && !curve && step->x == first->x;
        lines += step->op == GR_PATH_LINE ? 1 : curve ? 2 : 0;
    }
    return lines < 2 || across || down;
}

static bool has_flat_part(const gr_vector_path *path)
{
    for (size_t from = 0; from < path->n; from = end_of_part(path, from)) {
        if (is_flat(path, from, end_of_part(path, from))) {
            return true;
        }
    }
    return false;
}

static void add_path(art *a, const gr_vector_path *path, const gr_matrix *m)
{
    static const char *const signs[] = {
        [GR_PATH_MOVE] = "m\n", [GR_PATH_LINE] = "l\n", [GR_PATH_CURVE] = "c\n"};
    for (size_t i = 0; i < path->n; i++) {
        const gr_vector_step *step = &path->steps[i];
        if (step->op == GR_PATH_CLOSE) {
            gr_buf_add(&a->out, GR_LIT("h\n"));
            continue;
        }
        if (step->op == GR_PATH_CURVE) {
            add_point(a, m, step->x1, step->y1);
            add_point(a, m, step->x2, step->y2);
        }
        add_point(a, m, step->x, step->y);
        gr_buf_add(&a->out, gr_str_of(signs[step->op]));
    }
}

/* ---- how it is painted ---- */

static void choose_state(art *a, seen wanted)
{
    size_t i = 0;
    while (i < a->n_states &&
           !(a->states[i].fill == wanted.fill && a->states[i].stroke == wanted.stroke &&
             a->states[i].mask == wanted.mask)) {
        i++;
    }
    if (i == a->n_states) {
        *GR_PUSH(a->pdf->arena, a->states, a->n_states, a->cap_states, seen) = wanted;
    }
    gr_buf_addf(&a->out, "/G%zu gs\n", i);
    a->pen.fill_opacity = wanted.fill;
    a->pen.stroke_opacity = wanted.stroke;
}

static void choose_opacity(art *a, uint16_t fill, uint16_t stroke)
{
    if (a->pen.fill_opacity != fill || a->pen.stroke_opacity != stroke) {
        choose_state(a, (seen){fill, stroke, 0});
    }
}

/** The gradient as grey, in a form of its own: where it is black nothing is seen. */
static unsigned mask_of(art *a, const gr_gradient *g)
{
    gr_pdf *pdf = a->pdf;
    gr_buf entries = gr_buf_make(pdf->work, SIZE_MAX / 2);
    gr_buf bytes = gr_buf_make(pdf->work, SIZE_MAX / 2);
    gr_buf_add(&entries, GR_LIT("/Type/XObject/Subtype/Form/BBox[0 0 "));
    add_hundredth(&entries, a->vector->view_width);
    add_hundredth(&entries, a->vector->view_height);
    gr_buf_add(&entries, GR_LIT("]/Group<</S/Transparency/CS/DeviceGray/I true>>"
                                "/Resources<</Shading<</S0 "));
    gr_shading_add(&entries, g, true);
    gr_buf_add(&entries, GR_LIT(">>>>"));
    gr_add_matrix(&bytes, &g->to_view);
    gr_buf_add(&bytes, GR_LIT("cm /S0 sh\n"));
    return gr_stream_new(pdf, gr_buf_view(&entries), gr_buf_view(&bytes), VECTOR_LEVEL);
}

static void choose_pattern(art *a, const gr_gradient *g, bool stroke)
{
    gr_buf_addf(&a->patterns, "/P%zu<</PatternType 2/Matrix[", a->n_patterns);
    gr_add_matrix(&a->patterns, &g->to_view);
    gr_buf_add(&a->patterns, GR_LIT("]/Shading"));
    gr_shading_add(&a->patterns, g, false);
    gr_buf_add(&a->patterns, GR_LIT(">>"));
    gr_buf_addf(&a->out, stroke ? "/Pattern CS/P%zu SCN\n" : "/Pattern cs/P%zu scn\n",
                a->n_patterns++);
    *(stroke ? &a->pen.stroke : &a->pen.fill) = GR_NO_COLOUR;
}

/** Colour or gradient; a gradient that fades leaves a mask behind, so the caller stands in q. */
static void choose_paint(art *a, const gr_vector_paint *paint, bool stroke)
{
    gr_rgb *held = stroke ? &a->pen.stroke : &a->pen.fill;
    const gr_gradient *g = paint->gradient;
    if (g == NULL) {
        if (*held != paint->colour) {
            gr_add_colour(&a->out, paint->colour, stroke ? "RG" : "rg");
            *held = paint->colour;
        }
        return;
    }
    if (g->fades) {
        choose_state(a, (seen){paint->opacity, paint->opacity, mask_of(a, g)});
    } else {
        uint16_t opacity = (uint16_t)((uint32_t)paint->opacity * g->stops[0].opacity / GR_OPAQUE);
        choose_opacity(a, stroke ? a->pen.fill_opacity : opacity,
                       stroke ? opacity : a->pen.stroke_opacity);
    }
    choose_pattern(a, g, stroke);
}

/* ---- lines ---- */

static gr_fix grown(gr_fix length, int64_t scale)
{
    const int64_t one = (int64_t)1 << 20;
    return length / one * (scale >> 12) + length % one * (scale >> 12) / one;
}

/** Where the dashes begin is never before the line. */
static void add_dashes(art *a, const gr_vector_line *line, int64_t scale)
{
    gr_fix round = 0;
    gr_buf_add_char(&a->out, '[');
    size_t n = line->n_dashes % 2 == 0 ? line->n_dashes : 2 * line->n_dashes;
    for (size_t i = 0; i < n; i++) { /* readers differ over an odd number of them */
        gr_fix dash = line->dashes[i % line->n_dashes];
        add_fine(&a->out, grown(dash, scale));
        round += dash;
    }
    gr_buf_add(&a->out, GR_LIT("] "));
    gr_fix from = round > 0 ? line->dash_from % round : 0;
    add_fine(&a->out, grown(from < 0 ? from + round : from, scale));
    gr_buf_add(&a->out, GR_LIT("d\n"));
}

static void choose_line(art *a, const gr_vector_line *line, int64_t scale)
{
    gr_vector_line *held = &a->pen.line;
    gr_fix width = grown(line->width, scale);
    if (held->width != width) {
        add_fine(&a->out, width);
        gr_buf_add(&a->out, GR_LIT("w\n"));
    }
    if (held->cap != line->cap) {
        gr_buf_addf(&a->out, "%d J\n", line->cap);
    }
    if (held->join != line->join) {
        gr_buf_addf(&a->out, "%d j\n", line->join);
    }
    if (held->miter != line->miter && line->join == 0) {
        add_fine(&a->out, line->miter);
        gr_buf_add(&a->out, GR_LIT("M\n"));
    }
    if (line->n_dashes > 0 || held->n_dashes > 0) {
        add_dashes(a, line, scale);
    }
    gr_fix miter = line->join == 0 ? line->miter : held->miter;
    *held = *line;
    held->width = width;
    held->miter = miter;
}

/** A pen that its matrix makes oval is moved in that matrix. */
static void add_stroke(art *a, const gr_vector_node *node)
{
    int64_t scale = gr_matrix_scale(&node->to_view);
    pen_state before = a->pen;
    choose_opacity(a, a->pen.fill_opacity, node->stroke.opacity);
    choose_paint(a, &node->stroke, true);
    if (scale > 0) {
        choose_line(a, &node->line, scale);
        add_path(a, &node->path, &node->to_view);
        gr_buf_add(&a->out, GR_LIT("S\n"));
        return;
    }
    gr_buf_add(&a->out, GR_LIT("q "));
    before = a->pen;
    gr_add_matrix(&a->out, &node->to_view);
    gr_buf_add(&a->out, GR_LIT("cm\n"));
    choose_line(a, &node->line, (int64_t)1 << 32);
    add_path(a, &node->path, NULL);
    gr_buf_add(&a->out, GR_LIT("S Q\n"));
    a->pen = before;
}

static bool is_masked(const gr_vector_paint *paint)
{
    return paint->paints && paint->gradient != NULL && paint->gradient->fades;
}

static void add_fill(art *a, const gr_vector_node *node)
{
    const gr_vector_path *path = &node->path;
    size_t end = 0, n = 0;
    for (size_t from = 0; from < path->n; from = end) {
        end = end_of_part(path, from);
        if (is_flat(path, from, end)) {
            continue;
        }
        if (n++ == 0) {
            choose_opacity(a, node->fill.opacity, a->pen.stroke_opacity);
            choose_paint(a, &node->fill, false);
        }
        add_path(a, &(gr_vector_path){path->steps + from, end - from, false}, &node->to_view);
    }
    gr_buf_add(&a->out, n == 0 ? GR_LIT("") : path->evenodd ? GR_LIT("f*\n") : GR_LIT("f\n"));
}

/** Both at once is the same as one after the other only while nothing is seen through. */
static bool is_at_once(const gr_vector_node *node)
{
    return node->fill.paints && node->stroke.paints && node->fill.gradient == NULL &&
           node->stroke.gradient == NULL && node->fill.opacity == GR_OPAQUE &&
           node->stroke.opacity == GR_OPAQUE && gr_matrix_scale(&node->to_view) > 0 &&
           !has_flat_part(&node->path);
}

static void in_state(art *a, const gr_vector_node *node, bool masked,
                     void (*add)(art *, const gr_vector_node *))
{
    pen_state before = a->pen;
    gr_buf_add(&a->out, masked ? GR_LIT("q\n") : GR_LIT(""));
    add(a, node);
    if (masked) {
        gr_buf_add(&a->out, GR_LIT("Q\n"));
        a->pen = before;
    }
}

static void add_shape(art *a, const gr_vector_node *node)
{
    if (is_at_once(node)) {
        choose_opacity(a, GR_OPAQUE, GR_OPAQUE);
        choose_paint(a, &node->fill, false);
        choose_paint(a, &node->stroke, true);
        choose_line(a, &node->line, gr_matrix_scale(&node->to_view));
        add_path(a, &node->path, &node->to_view);
        gr_buf_add(&a->out, node->path.evenodd ? GR_LIT("B*\n") : GR_LIT("B\n"));
        return;
    }
    if (node->fill.paints) {
        in_state(a, node, is_masked(&node->fill), add_fill);
    }
    if (node->stroke.paints) {
        in_state(a, node, is_masked(&node->stroke), add_stroke);
    }
}

/* ---- groups ---- */

static void add_group(art *a, const gr_vector_node *node)
{
    gr_vector_node one = *node; /* without its own opacity and clips */
    one.next = NULL;
    one.opacity = GR_OPAQUE;
    one.n_clips = 0;
    gr_buf_addf(&a->forms, "/X%zu %u 0 R", a->n_forms,
                make_form(a->pdf, a->vector, &one, (form_way){true, a->artifact}));
    choose_opacity(a, node->opacity, a->pen.stroke_opacity);
    gr_buf_addf(&a->out, "/X%zu Do\n", a->n_forms++);
}

static void add_node(art *a, const gr_vector_node *node);

static void add_nodes(art *a, const gr_vector_node *nodes)
{
    for (const gr_vector_node *node = nodes; node != NULL; node = node->next) {
        add_node(a, node);
    }
}

static void add_node(art *a, const gr_vector_node *node)
{
    pen_state before = a->pen;
    if (node->n_clips > 0) {
        gr_buf_add(&a->out, GR_LIT("q\n"));
    }
    for (size_t i = 0; i < node->n_clips; i++) {
        const gr_matrix view = {.a = (int64_t)1 << 32, .d = (int64_t)1 << 32};
        add_path(a, &node->clips[i], &view);
        gr_buf_add(&a->out, node->clips[i].evenodd ? GR_LIT("W* n\n") : GR_LIT("W n\n"));
    }
    if (node->opacity < GR_OPAQUE) {
        add_group(a, node);
    } else if (node->first != NULL) {
        add_nodes(a, node->first);
    } else {
        add_shape(a, node);
    }
    if (node->n_clips > 0) {
        gr_buf_add(&a->out, GR_LIT("Q\n"));
        a->pen = before;
    }
}

static void add_state(gr_buf *out, size_t i, const seen *state)
{
    gr_buf_addf(out, "/G%zu<</ca ", i);
    gr_add_length(out, state->fill);
    gr_buf_add(out, GR_LIT("/CA "));
    gr_add_length(out, state->stroke);
    if (state->mask > 0) {
        gr_buf_addf(out, "/SMask<</S/Luminosity/G %u 0 R>>", state->mask);
    }
    gr_buf_add(out, GR_LIT(">>"));
}

static void add_resources(const art *a, gr_buf *out)
{
    gr_buf_add(out, GR_LIT("/Resources<<"));
    if (a->n_states > 0) {
        gr_buf_add(out, GR_LIT("/ExtGState<<"));
        for (size_t i = 0; i < a->n_states; i++) {
            add_state(out, i, &a->states[i]);
        }
        gr_buf_add(out, GR_LIT(">>"));
    }
    if (a->n_patterns > 0) {
        gr_buf_addf(out, "/Pattern<<" GR_FMT ">>", GR_ARG(gr_buf_view(&a->patterns)));
    }
    if (a->n_forms > 0) {
        gr_buf_addf(out, "/XObject<<" GR_FMT ">>", GR_ARG(gr_buf_view(&a->forms)));
    }
    gr_buf_add(out, GR_LIT(">>"));
}

/** Black on the page is what a form begins with only when it says so. */
static art begin(gr_pdf *pdf, const gr_vector *vector)
{
    return (art){.pdf = pdf,
                 .vector = vector,
                 .out = gr_buf_make(pdf->work, SIZE_MAX / 2),
                 .patterns = gr_buf_make(pdf->work, SIZE_MAX / 2),
                 .forms = gr_buf_make(pdf->work, SIZE_MAX / 2),
                 .pen = {.fill = GR_NO_COLOUR,
                         .stroke = GR_NO_COLOUR,
                         .line = {.width = -1, .miter = -1, .cap = 3, .join = 3},
                         .fill_opacity = GR_OPAQUE,
                         .stroke_opacity = GR_OPAQUE}};
}

static unsigned make_form(gr_pdf *pdf, const gr_vector *vector, const gr_vector_node *nodes,
                          form_way way)
{
    art a = begin(pdf, vector);
    bool marked = way.group && way.artifact;
    a.artifact = way.artifact;
    gr_buf_add(&a.out, marked ? GR_LIT("/Artifact BMC\n") : GR_LIT(""));
    add_nodes(&a, nodes);
    gr_buf_add(&a.out, marked ? GR_LIT("EMC\n") : GR_LIT(""));
    gr_buf entries = gr_buf_make(pdf->work, SIZE_MAX / 2);
    gr_buf_add(&entries, GR_LIT("/Type/XObject/Subtype/Form/BBox[0 0 "));
    add_hundredth(&entries, vector->view_width);
    add_hundredth(&entries, vector->view_height);
    gr_buf_add(&entries, GR_LIT("]"));
    if (way.group) {
        gr_buf_add(&entries, GR_LIT("/Group<</S/Transparency/CS/DeviceRGB/I true>>"));
    }
    add_resources(&a, &entries);
    return gr_stream_new(pdf, gr_buf_view(&entries), gr_buf_view(&a.out), VECTOR_LEVEL);
}

unsigned gr_vector_object(gr_pdf *pdf, const gr_vector *vector, bool artifact)
{
    return make_form(pdf, vector, vector->first, (form_way){false, artifact});
}
