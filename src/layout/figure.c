#include "table_priv.h"

/* Owns charts and images: Div > P (the caption), Figure. A caption inside the figure would be
 * hidden by its text alternative. */
#include "chart/plan.h"
#include "pictures.h"

#define IMAGE_DPI      150
#define LEAST_CHART    60000 /* 1/1000 pt */
#define PAPER          0xFFFFFFu
#define LEAST_CONTRAST 450 /* of text, in 1/100: WCAG 2.1, 1.4.3 */

typedef struct figure_flow {
    gr_layouter *lay;
    const gr_node *node;
    gr_flow *flow;
    gr_elem *outer; /* element around */
} figure_flow;

static figure_flow open_figure(gr_layouter *lay, const gr_node *node, gr_flow *flow)
{
    figure_flow f = {.lay = lay, .node = node, .flow = flow, .outer = flow->elem};
    flow->elem = gr_elem_add(lay, flow->elem, GR_TAG_DIV, node);
    gr_flow_display(lay, flow);
    return f;
}

static gr_status close_figure(const figure_flow *f)
{
    gr_flow_cost(f->flow, GR_BREAK_NEVER);
    GR_TRY(gr_lay_parts(f->lay, f->node, GR_K_REMARK, GR_TAG_P, f->flow));
    f->flow->penalty = 0;
    f->flow->elem = f->outer;
    gr_flow_display(f->lay, f->flow);
    return GR_OK;
}

static bool has_part(const gr_node *node, gr_kind kind)
{
    for (const gr_node *part = node->first; part != NULL; part = part->next) {
        if (part->kind == kind) {
            return true;
        }
    }
    return false;
}

gr_mpt gr_made_smaller(gr_layouter *lay, const gr_node *node, const char *what, gr_mpt asked,
                       gr_mpt most)
{
    if (asked <= most) {
        return asked;
    }
    gr_diag_report_open(lay->diag, node->at, GR_CODE_MADE_SMALLER,
                        "%s of %ld pt where there are %ld pt; ask for less or use a larger page",
                        what, (long)(asked / 1000), (long)(most / 1000));
    return most;
}

/* A figure may shrink to three fifths to end a page instead of leaving it half empty. */
#define LEAST_OF_FIGURE 600 /* 1/1000 */

static gr_mpt shrunk(const figure_flow *f, gr_mpt height)
{
    const gr_flow *flow = f->flow;
    gr_mpt below = has_part(f->node, GR_K_REMARK) || f->node->kind == GR_K_IMAGE
                       ? 3 * f->lay->house->styles[GR_STYLE_SOURCE]->leading
                       : 0;
    gr_mpt room = gr_flow_room(f->lay, flow) - flow->gap - below;
    gr_mpt least = (gr_mpt)((int64_t)height * LEAST_OF_FIGURE / 1000);
    return flow->builder != NULL && room < height && room >= least ? room : height;
}

typedef struct label_maker { /* what labels are measured by, and which chart has them */
    gr_layouter *lay;
    const gr_node *node;
} label_maker;

static gr_mpt measure_label(void *user, gr_str text, bool bold)
{
    const label_maker *maker = user;
    gr_layouter *lay = maker->lay;
    const gr_style *style = lay->house->styles[GR_STYLE_CHART_LABEL];
    gr_ink ink = gr_style_ink(lay, style);
    ink.face = gr_text_face(lay->text, style->family, bold || style->bold, style->italic);
    return gr_shaped_width(gr_shape_text(lay, &ink, text, maker->node), ink.size);
}

static size_t hyphenate_label(void *user, gr_str word, size_t **out_positions)
{
    gr_layouter *lay = ((const label_maker *)user)->lay;
    const gr_style *style = lay->house->styles[GR_STYLE_CHART_LABEL];
    return gr_text_hyphenate(lay->text, gr_style_ink(lay, style).lang, word, lay->passing,
                             out_positions);
}

/* A turned label runs up where a level one runs to the right. */
static gr_mpt add_piece(const figure_flow *f, const gr_shape *shape, const gr_ink *ink,
                        gr_elem *elem, gr_mpt along, gr_str text, gr_str actual, gr_items *out)
{
    size_t first = out->n;
    const gr_shaped *shaped = gr_shape_text(f->lay, ink, text, f->node);
    gr_mpt width = gr_add_shaped(f->lay, shaped, ink, gr_owned_by(elem), along, 0, out);
    for (size_t i = first; i < out->n; i++) {
        gr_item *item = &out->items[i];
        gr_mpt at = item->x;
        item->x = f->flow->x + shape->x + (shape->turned ? 0 : at);
        item->y = shape->y - (shape->turned ? at : 0);
        item->as.text.turned = shape->turned;
        item->as.text.actual = actual;
    }
    return along + width;
}

/* What follows it: a hyphen that is not in the text, or a space that is only heard and copied. */
static void add_label(const figure_flow *f, const gr_shape *shape, gr_elem *elem, gr_items *out)
{
    const gr_style *style = f->lay->house->styles[GR_STYLE_CHART_LABEL];
    gr_ink ink = gr_style_ink(f->lay, style);
    ink.face = gr_text_face(f->lay->text, style->family, shape->bold || style->bold, style->italic);
    ink.colour = shape->colour;
    gr_mpt width = gr_shaped_width(gr_shape_text(f->lay, &ink, shape->text, f->node), ink.size);
    gr_mpt left = shape->anchor < 0 || shape->turned ? 0 : shape->anchor == 0 ? width / 2 : width;
    if (shape->hyphen) {
        gr_mpt dash = gr_shaped_width(gr_shape_text(f->lay, &ink, GR_LIT("-"), f->node), ink.size);
        left += left == 0 ? 0 : shape->anchor == 0 ? dash / 2 : dash;
    }
    gr_str none = GR_LIT(""), soft = GR_LIT("\xC2\xAD");
    gr_mpt end = add_piece(f, shape, &ink, elem, -left, shape->text, none, out);
    (void)add_piece(f, shape, &ink, elem, end, shape->hyphen ? GR_LIT("-") : GR_LIT(" "),
                    shape->hyphen ? soft : none, out);
}

static void add_shapes(const figure_flow *f, const gr_shapes *shapes, gr_elem *elem, gr_items *out)
{
    for (size_t i = 0; i < shapes->n; i++) {
        const gr_shape *shape = &shapes->shapes[i];
        if (shape->kind == GR_SHAPE_LABEL) {
            add_label(f, shape, elem, out);
            continue;
        }
        gr_items_add(f->lay, out,
                     (gr_item){.kind = GR_ITEM_PATH,
                               .owner = gr_owned_by(elem),
                               .x = f->flow->x,
                               .as.path = {.steps = shape->steps,
                                           .n = shape->n_steps,
                                           .fill = shape->fill,
                                           .stroke = shape->stroke,
                                           .stroke_width = shape->stroke_width}});
    }
}

/* What can be read on each colour: white paper's, or that of labels on paper. */
static const uint32_t *inks_on(gr_layouter *lay, const gr_chart_look *look, gr_rgb label)
{
    uint32_t *inks = GR_NEW_N(lay->passing, uint32_t, look->n_colours);
    for (size_t i = 0; i < look->n_colours; i++) {
        int64_t light = gr_contrast(PAPER, look->colours[i]);
        int64_t dark = gr_contrast(label, look->colours[i]);
        inks[i] = light >= LEAST_CONTRAST && light >= dark ? PAPER
                  : dark >= LEAST_CONTRAST                 ? label
                                                           : GR_NO_COLOUR;
    }
    return inks;
}

#define TINT 8 /* a light colour has an eighth of the full one, where letters can be read on it */

/* A light one of `colour`, or paper. */
static uint32_t tint_of(gr_rgb colour, gr_rgb label)
{
    uint32_t tint = 0;
    for (unsigned shift = 0; shift < 24; shift += 8) {
        uint32_t part = (colour >> shift) & 0xFF;
        tint |= (255 - (255 - part) / TINT) << shift;
    }
    return gr_contrast(label, tint) >= LEAST_CONTRAST ? tint : PAPER;
}

static const uint32_t *tints_of(gr_layouter *lay, const gr_chart_look *look, gr_rgb label)
{
    uint32_t *tints = GR_NEW_N(lay->passing, uint32_t, look->n_colours);
    for (size_t i = 0; i < look->n_colours; i++) {
        tints[i] = tint_of(look->colours[i], label);
    }
    return tints;
}

static gr_chart_space space_of(gr_layouter *lay, const gr_node *node, gr_mpt width)
{
    const gr_style *label = lay->house->styles[GR_STYLE_CHART_LABEL];
    const gr_chart_look *look = &lay->house->chart;
    label_maker *maker = GR_NEW(lay->passing, label_maker);
    *maker = (label_maker){lay, node};
    return (gr_chart_space){.width = width,
                            .label_size = label->size,
                            .label_leading = label->leading,
                            .measure = measure_label,
                            .hyphenate = hyphenate_label,
                            .user = maker,
                            .colours = look->colours,
                            .on_colours = inks_on(lay, look, label->colour),
                            .tints = tints_of(lay, look, label->colour),
                            .n_colours = look->n_colours,
                            .grid = look->grid,
                            .axis = look->axis,
                            .muted = look->muted,
                            .text = label->colour,
                            .paper = PAPER,
                            .shade = tint_of(look->axis, label->colour),
                            .notation = &lay->house->notation};
}

/* A drawing that would leave a hole at the foot of a page is made again, as much lower as there is
 * room for, when it says all that it said and nothing is wrong with it. */
static gr_status fit_chart(const figure_flow *f, const gr_chart_space *space, gr_shapes *shapes)
{
    gr_layouter *lay = f->lay;
    const gr_node *node = f->node;
    gr_mpt below = shapes->rest.len > 0 ? lay->house->styles[GR_STYLE_SOURCE]->leading : 0;
    gr_mpt room = shrunk(f, shapes->height + below) - below;
    if (room >= shapes->height || shapes->left_out) {
        return GR_OK;
    }
    gr_chart_space lower = *space;
    lower.height -= shapes->height - room;
    lower.height = lower.height < LEAST_CHART ? LEAST_CHART : lower.height;
    lower.most_height = room;
    gr_diag *unsaid = gr_diag_beside(lay->diag, lay->passing);
    gr_shapes made;
    GR_TRY(gr_chart_draw(node->as.chart.spec, &lower, node->at, lay->arena, unsaid, &made));
    bool whole = !made.left_out && made.rest.len == shapes->rest.len && made.height <= room;
    *shapes = whole && gr_diag_count(unsaid, GR_WARNING) == 0 ? made : *shapes;
    return GR_OK;
}

static gr_chart_space chart_space(const figure_flow *f)
{
    gr_layouter *lay = f->lay;
    const gr_node *node = f->node;
    gr_chart_space space = space_of(lay, node, f->flow->width);
    gr_mpt most = f->flow->height * 4 / 5; /* room for caption and remark on the same page */
    gr_mpt asked =
        gr_made_smaller(lay, node, "a chart with a height", node->as.chart.spec->height, most);
    gr_mpt height = asked > 0 ? asked : lay->house->chart.height;
    height = height > most ? most : height;
    space.height = height < LEAST_CHART ? LEAST_CHART : height; /* the same in every edition */
    space.most_height = most;
    return space;
}

gr_chart_space gr_strip_space(gr_layouter *lay, const gr_node *node, gr_mpt width)
{
    gr_chart_space space = space_of(lay, node, width);
    const gr_node *row = node->parent->parent, *table = row->parent;
    gr_rgb head = table->as.table.look->head_colour;
    if (row->as.row.role == GR_ROW_HEAD) {
        space.text = head != GR_NO_COLOUR ? head : node->parent->style->colour;
    }
    return space;
}

/* The height that was asked for is that of the drawing, unless it needs more. */
static void tell_height(const figure_flow *f, const gr_shapes *shapes)
{
    gr_mpt asked = f->node->as.chart.spec->height;
    if (asked > 0 && shapes->height > asked) {
        gr_diag_report_open(f->lay->diag, f->node->at, GR_CODE_CHART_HIGHER,
                            "it was given %ld mm and its names and figures need %ld mm, which it "
                            "takes; ask for as much, or show less",
                            ((long)asked + 1417) / 2835, (long)shapes->height / 2835 + 1);
    }
}

/* `bbox` is relative to the strip until the page is known. */
static gr_status push_figure(const figure_flow *f, gr_strip strip, gr_elem *elem, gr_mpt width)
{
    elem->has_bbox = true;
    gr_mpt *bbox = gr_elem_own(f->lay, elem)->bbox;
    bbox[0] = f->flow->x;
    bbox[2] = f->flow->x + width;
    bbox[3] = strip.height;
    gr_flow_pin(f->lay, f->flow, (gr_pin){.kind = GR_PIN_FIGURE, .bbox = bbox});
    return gr_flow_push(f->lay, f->flow, strip);
}

/* Small print under a drawing, or in its place; caption and remark are no part of it. Its words are
 * hyphenated as those in the drawing are: they stand in as narrow a place. */
static gr_status lay_words(const figure_flow *f, gr_str text)
{
    gr_elem *elem = gr_elem_add(f->lay, f->flow->elem, GR_TAG_P, f->node);
    gr_node *alone = GR_NEW(f->lay->passing, gr_node);
    *alone = *f->node;
    alone->first = alone->last = NULL;
    gr_style *style = GR_NEW(f->lay->passing, gr_style);
    *style = *f->lay->house->styles[GR_STYLE_SOURCE];
    style->hyphenate = true;
    return gr_lay_para(f->lay, f->flow,
                       (gr_para_spec){.node = alone,
                                      .style = style,
                                      .elem = elem,
                                      .note_elem = f->flow->elem,
                                      .text = text,
                                      .colour = GR_NO_COLOUR});
}

gr_status gr_lay_chart(gr_layouter *lay, const gr_node *node, gr_flow *flow)
{
    figure_flow f = open_figure(lay, node, flow);
    GR_TRY(gr_lay_parts(lay, node, GR_K_CAPTION, GR_TAG_P, flow));
    gr_flow_cost(flow, has_part(node, GR_K_CAPTION) ? GR_BREAK_NEVER : 0);
    gr_chart_space space = chart_space(&f);
    gr_shapes shapes;
    GR_TRY(gr_chart_draw(node->as.chart.spec, &space, node->at, lay->arena, lay->diag, &shapes));
    GR_TRY(fit_chart(&f, &space, &shapes));
    gr_str alt = node->as.chart.spec->alt, rest = shapes.rest;
    if (shapes.left_out && node->as.chart.spec->n_outline > 0) {
        GR_TRY(node->as.chart.spec->own_alt ? lay_words(&f, alt) : GR_OK);
        GR_TRY(gr_lay_outline(lay, node, flow));
        return close_figure(&f);
    }
    if (shapes.left_out) {
        gr_str all = rest.len == 0
                         ? alt
                         : gr_str_fmt(lay->passing, GR_FMT " " GR_FMT, GR_ARG(alt), GR_ARG(rest));
        GR_TRY(lay_words(&f, all));
        return close_figure(&f);
    }
    tell_height(&f, &shapes);
    gr_elem *elem = gr_elem_add(lay, flow->elem, GR_TAG_FIGURE, node);
    gr_elem_own(lay, elem)->alt = alt;
    gr_strip strip = {.height = shapes.height, .baseline = space.label_leading, .node = node};
    add_shapes(&f, &shapes, elem, &strip.items);
    GR_TRY(push_figure(&f, strip, elem, shapes.width));
    if (rest.len > 0) {
        gr_flow_cost(flow, GR_BREAK_NEVER);
        GR_TRY(lay_words(&f, rest));
    }
    return close_figure(&f);
}

/* A strip of a planner: on the fill of a head in the colour of its words. */
gr_status gr_lay_strip(gr_layouter *lay, const gr_node *node, gr_flow *flow)
{
    figure_flow f = {.lay = lay, .node = node, .flow = flow, .outer = flow->elem};
    const gr_plan_strip *strip = node->as.strip.spec;
    gr_chart_space space = gr_strip_space(lay, node, flow->width);
    gr_shapes shapes;
    GR_TRY(gr_plan_draw(strip, &space, node->at, lay->arena, lay->diag, &shapes));
    gr_elem *elem = gr_elem_add(lay, flow->elem, GR_TAG_FIGURE, node);
    gr_elem_own(lay, elem)->alt = strip->alt;
    gr_strip made = {.height = shapes.height, .baseline = space.label_leading, .node = node};
    add_shapes(&f, &shapes, elem, &made.items);
    return push_figure(&f, made, elem, shapes.width);
}

/* A photograph that was taken on its side stands upright. */
static int64_t shown_pixels(const gr_image *image, bool across)
{
    bool on_its_side = image->turn >= 5;
    return across == on_its_side ? image->height : image->width;
}

/* Its own size, that of pixels at 150 dpi, or the width asked for; at most the column and most of a
 * page. */
static void image_size(const figure_flow *f, const gr_image *image, gr_mpt out_size[2])
{
    const gr_node *node = f->node;
    const gr_flow *flow = f->flow;
    int64_t across = shown_pixels(image, true), down = shown_pixels(image, false);
    int64_t asked =
        gr_made_smaller(f->lay, node, "an image with a width", node->as.image.width, flow->width);
    int64_t own = image->vector != NULL ? across : across * 72000 / IMAGE_DPI;
    int64_t width = asked > 0 ? asked : own;
    width = width > flow->width ? flow->width : width;
    int64_t height = width * down / across;
    int64_t most = (int64_t)flow->height * 4 / 5;
    if (height > most && asked > 0) {
        (void)gr_made_smaller(f->lay, node, "an image with a height", (gr_mpt)height, (gr_mpt)most);
    }
    most = shrunk(f, (gr_mpt)(most < height ? most : height));
    if (height > most) {
        width = width * most / height;
        height = most;
    }
    out_size[0] = (gr_mpt)(width > 0 ? width : 1);
    out_size[1] = (gr_mpt)(height > 0 ? height : 1);
}

static gr_item image_item(const figure_flow *f, const gr_image *image)
{
    gr_mpt size[2];
    image_size(f, image, size);
    return (gr_item){.kind = GR_ITEM_IMAGE,
                     .x = f->flow->x,
                     .as.image = {.width = size[0], .height = size[1], .image = image}};
}

/* An image without a text alternative is decoration: no element is made for it. */
static gr_status lay_decoration(const figure_flow *f, const gr_image *image)
{
    gr_flow_display(f->lay, f->flow);
    gr_item item = image_item(f, image);
    gr_strip strip = {
        .height = item.as.image.height, .baseline = item.as.image.height, .node = f->node};
    item.owner = gr_decoration(GR_ARTIFACT_LAYOUT);
    gr_items_add(f->lay, &strip.items, item);
    GR_TRY(gr_flow_push(f->lay, f->flow, strip));
    gr_flow_display(f->lay, f->flow);
    return GR_OK;
}

gr_status gr_lay_image(gr_layouter *lay, const gr_node *node, gr_flow *flow)
{
    const gr_image *image = NULL;
    GR_TRY(gr_picture_read(lay, node->as.image.path, node->at, &image));
    if (node->as.image.alt.len == 0) {
        return lay_decoration(&(figure_flow){.lay = lay, .node = node, .flow = flow}, image);
    }
    figure_flow f = open_figure(lay, node, flow);
    gr_item item = image_item(&f, image);
    gr_elem *elem = gr_elem_add(lay, flow->elem, GR_TAG_FIGURE, node);
    gr_elem_own(lay, elem)->alt = node->as.image.alt;
    gr_mpt height = item.as.image.height;
    gr_strip strip = {.height = height, .baseline = height, .node = node};
    item.owner = gr_owned_by(elem);
    gr_items_add(lay, &strip.items, item);
    GR_TRY(push_figure(&f, strip, elem, item.as.image.width));
    if (has_part(node, GR_K_CAPTION)) {
        gr_flow_cost(flow, GR_BREAK_NEVER);
        gr_flow_gap(flow, lay->house->styles[GR_STYLE_CAPTION]->space_after);
        GR_TRY(gr_lay_parts(lay, node, GR_K_CAPTION, GR_TAG_P, flow));
    }
    return close_figure(&f);
}
