#include "pictures.h"

#include "svg/svg.h"

/* Owns pictures as they lie on pages: what of them is seen in their box, scrims as drawings of one
 * rectangle, and what colour they have where letters stand on them. */

struct gr_picture {
    gr_str path;
    const gr_image *image;
    struct gr_picture *next;
};

gr_status gr_picture_read(gr_layouter *lay, gr_str path, gr_loc at, const gr_image **out)
{
    for (const struct gr_picture *p = lay->pictures; p != NULL; p = p->next) {
        if (gr_str_eq(p->path, path)) {
            *out = p->image;
            return GR_OK;
        }
    }
    GR_TRY(gr_image_read(path, lay->setup->limits, lay->setup->arena, lay->diag, at, out));
    struct gr_picture *picture = GR_NEW(lay->setup->arena, struct gr_picture);
    *picture = (struct gr_picture){gr_str_dup(lay->setup->arena, path), *out, lay->pictures};
    lay->pictures = picture;
    return GR_OK;
}

static void turned_size(const gr_image *image, int64_t *width, int64_t *height)
{
    bool on_its_side = image->turn >= 5;
    *width = on_its_side ? image->height : image->width;
    *height = on_its_side ? image->width : image->height;
}

static gr_item picture_item(gr_layouter *lay, const gr_band *band, gr_mpt x)
{
    gr_item item = {.kind = GR_ITEM_IMAGE,
                    .owner = gr_decoration(GR_ARTIFACT_BACKGROUND),
                    .x = x,
                    .y = band->y,
                    .as.image = {.width = band->width, .height = band->height}};
    gr_status status = gr_picture_read(lay, band->picture, band->at, &item.as.image.image);
    if (status != GR_OK) {
        lay->worst = status;
        return item;
    }
    int64_t across = 0, down = 0, width = band->width, height = band->height;
    turned_size(item.as.image.image, &across, &down);
    bool wide = across * height > down * width; /* wider than its box */
    if (band->fit == GR_FIT_COVER) {
        int64_t over = wide ? height * across / down - width : width * down / across - height;
        item.as.image.cut_x = wide ? (gr_mpt)(over / 2) : 0;
        item.as.image.cut_y = wide ? 0 : (gr_mpt)(over / 2);
    } else if (band->fit == GR_FIT_CONTAIN) {
        item.as.image.width = (gr_mpt)(wide ? width : height * across / down);
        item.as.image.height = (gr_mpt)(wide ? width * down / across : height);
        item.x += (band->width - item.as.image.width) / 2;
        item.y += (band->height - item.as.image.height) / 2;
    }
    return item;
}

/** One rectangle, seen through, that fades towards a side of it. */
static const gr_image *scrim_of(gr_arena *arena, const gr_band *band)
{
    const gr_fix side = GR_VIEW_SIDE * GR_FIX_ONE;
    const uint16_t opacity = (uint16_t)(band->opacity * 10);
    gr_vector *vector = GR_NEW(arena, gr_vector);
    gr_vector_node *node = GR_NEW(arena, gr_vector_node);
    gr_vector_step *steps = GR_NEW_N(arena, gr_vector_step, 5);
    steps[0] = (gr_vector_step){.op = GR_PATH_MOVE};
    steps[1] = (gr_vector_step){.op = GR_PATH_LINE, .x = side};
    steps[2] = (gr_vector_step){.op = GR_PATH_LINE, .x = side, .y = side};
    steps[3] = (gr_vector_step){.op = GR_PATH_LINE, .y = side};
    steps[4] = (gr_vector_step){.op = GR_PATH_CLOSE};
    *node = (gr_vector_node){.opacity = GR_OPAQUE,
                             .path = {.steps = steps, .n = 5},
                             .to_view = {.a = (int64_t)1 << 32, .d = (int64_t)1 << 32},
                             .fill = {.paints = true, .colour = band->colour, .opacity = opacity}};
    if (band->fade != GR_FADE_NONE) {
        gr_gradient *g = GR_NEW(arena, gr_gradient);
        gr_gradient_stop *stops = GR_NEW_N(arena, gr_gradient_stop, 2);
        stops[0] = (gr_gradient_stop){.opacity = GR_OPAQUE, .colour = band->colour};
        stops[1] = (gr_gradient_stop){.at = 1000, .colour = band->colour};
        *g = (gr_gradient){.x1 = band->fade == GR_FADE_LEFT ? side : 0,
                           .y1 = band->fade == GR_FADE_UP ? side : 0,
                           .x2 = band->fade == GR_FADE_RIGHT ? side : 0,
                           .y2 = band->fade == GR_FADE_DOWN ? side : 0,
                           .to_view = node->to_view,
                           .stops = stops,
                           .n = 2,
                           .fades = true};
        node->fill.gradient = g;
    }
    *vector = (gr_vector){.width = band->width,
                          .height = band->height,
                          .view_width = side,
                          .view_height = side,
                          .first = node};
    gr_image *image = GR_NEW(arena, gr_image);
    *image = (gr_image){.width = (uint32_t)band->width,
                        .height = (uint32_t)band->height,
                        .turn = 1,
                        .vector = vector,
                        .jpeg = GR_LIT(""),
                        .path = GR_LIT("")};
    return image;
}

/** Each scrim once, so that it is once in the file. */
static const gr_image *scrim_once(gr_layouter *lay, const gr_band *band)
{
    gr_str name = {(const char *)&band, sizeof band};
    for (const struct gr_picture *p = lay->pictures; p != NULL; p = p->next) {
        if (gr_str_eq(p->path, name)) {
            return p->image;
        }
    }
    struct gr_picture *picture = GR_NEW(lay->setup->arena, struct gr_picture);
    *picture = (struct gr_picture){gr_str_dup(lay->setup->arena, name),
                                   scrim_of(lay->setup->arena, band), lay->pictures};
    lay->pictures = picture;
    return picture->image;
}

gr_item gr_band_item(gr_layouter *lay, const gr_band *band, gr_mpt x)
{
    if (band->picture.len > 0) {
        return picture_item(lay, band, x);
    }
    bool opaque = band->opacity == 0 || band->opacity == 100; /* 0: nothing is said */
    if (opaque && band->fade == GR_FADE_NONE) {
        return gr_rect_item(gr_decoration(GR_ARTIFACT_BACKGROUND), x, band->y, band->width,
                            band->height, band->colour);
    }
    return (gr_item){
        .kind = GR_ITEM_IMAGE,
        .owner = gr_decoration(GR_ARTIFACT_BACKGROUND),
        .x = x,
        .y = band->y,
        .as.image = {.width = band->width, .height = band->height, .image = scrim_once(lay, band)}};
}

void gr_item_stretch(gr_item *band, gr_mpt height)
{
    if (band->kind == GR_ITEM_RECT) {
        band->as.rect.height = height;
    } else {
        band->as.image.height = height;
    }
}

bool gr_picture_is_clear(const gr_item *item)
{
    const gr_image *image = item->as.image.image;
    return image != NULL && (image->vector != NULL || image->alpha != NULL);
}

/** Column and row of the samples for a part of the shown image, 1/2^20 each way. */
static size_t sample_at(const gr_image *image, int64_t across, int64_t down)
{
    const int64_t one = GR_FIX_ONE;
    const int64_t x[8] = {across, one - across, one - across, across,
                          down,   down,         one - down,   one - down};
    const int64_t y[8] = {down,   down,         one - down,   one - down,
                          across, one - across, one - across, across};
    int turn = image->turn >= 1 && image->turn <= 8 ? image->turn - 1 : 0;
    int64_t column = x[turn] * image->width / one, row = y[turn] * image->height / one;
    column = column < image->width ? column : image->width - 1;
    row = row < image->height ? row : image->height - 1;
    return (size_t)(row < 0 ? 0 : row) * image->width + (size_t)(column < 0 ? 0 : column);
}

static gr_rgb blended(const uint8_t *sample, unsigned channels, unsigned opacity, gr_rgb ground)
{
    gr_rgb out = 0;
    for (unsigned i = 0; i < 3; i++) {
        unsigned under = ground >> (16 - 8 * i) & 0xFF, over = sample[channels == 1 ? 0 : i];
        out = out << 8 | (over * opacity + under * (255 - opacity) + 127) / 255;
    }
    return out;
}

gr_rgb gr_picture_colour(const gr_item *item, gr_mpt x, gr_mpt y, gr_rgb ground)
{
    const gr_image *image = item->as.image.image;
    int64_t full_x = item->as.image.width + 2 * (int64_t)item->as.image.cut_x;
    int64_t full_y = item->as.image.height + 2 * (int64_t)item->as.image.cut_y;
    if (image == NULL || full_x <= 0 || full_y <= 0) {
        return ground;
    }
    int64_t across = (x - item->x + (int64_t)item->as.image.cut_x) * GR_FIX_ONE / full_x;
    int64_t down = (y - item->y + (int64_t)item->as.image.cut_y) * GR_FIX_ONE / full_y;
    if (image->vector != NULL) {
        const gr_vector *v = image->vector;
        gr_fix in_x = v->view_width / GR_VIEW_SIDE * across / GR_FIX_ONE * GR_VIEW_SIDE;
        gr_fix in_y = v->view_height / GR_VIEW_SIDE * down / GR_FIX_ONE * GR_VIEW_SIDE;
        return ground == GR_NO_COLOUR ? ground : gr_vector_colour(v, in_x, in_y, ground);
    }
    size_t at = sample_at(image, across, down);
    unsigned opacity = image->alpha == NULL ? 255 : image->alpha[at];
    if (image->samples == NULL || (opacity < 255 && ground == GR_NO_COLOUR)) {
        return GR_NO_COLOUR;
    }
    return blended(image->samples + at * image->channels, image->channels, opacity, ground);
}
