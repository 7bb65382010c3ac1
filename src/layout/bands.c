#include "pages_priv.h"
#include "pictures.h"
#include "zoom.h"

/* Owns bands, and how they give way to the text that opens a page: the paragraphs and headings at
 * its top whose style says `on`, up to the first block that does not. A band that they begin on
 * grows down with them, bands that touch its lower edge move along, and the body begins below. A
 * band is never less high than the house style says, nor does it leave its page. */

#define LEAST_BODY 56693 /* two centimetres: a band that leaves less is a ground, not a head */
#define TOUCHING   100   /* 0.1 pt: lengths in millimetres are rounded apart */

typedef enum role { STILL, GROWS, MOVES } role;

typedef struct opening { /* the text that opens a page; lengths from the top of the page */
    const gr_page_draft *draft;
    gr_region region;
    gr_mpt end;   /* of its last line */
    role *roles;  /* of the bands of the master */
    gr_mpt shift; /* of their lower edges: the same for all, so that they stay together */
    gr_mpt below; /* end of the lowest that has a role; 0: none has */
} opening;

static bool is_shown(const gr_page_draft *draft, const gr_band *band)
{
    return draft->first ? band->first : band->rest;
}

static gr_mpt edge_of(const gr_band *band)
{
    return band->y + band->height;
}

static bool begins_on(const gr_band *band, gr_region text)
{
    return band->y <= text.y && text.y < edge_of(band) && band->x < text.x + text.width &&
           text.x < band->x + band->width;
}

static bool grows(const opening *text, const gr_band *band, gr_rgb on)
{
    bool own = band->colour == on && begins_on(band, text->region);
    return is_shown(text->draft, band) &&
           (band->with_text == GR_BAND_GROWS || (band->with_text == GR_BAND_AUTO && own));
}

/* Those that hang on one that goes down are not left behind. */
static bool hangs(const opening *text, size_t i)
{
    const gr_band *bands = text->draft->master->bands;
    for (size_t k = 0; k < text->draft->master->n_bands; k++) {
        gr_mpt between = bands[i].y - edge_of(&bands[k]);
        bool touching = between >= -TOUCHING && between <= TOUCHING;
        if (touching && (text->roles[k] == GROWS || (k < i && text->roles[k] == MOVES))) {
            return true;
        }
    }
    return false;
}

static void give_roles(opening *text, gr_rgb on)
{
    const gr_master *master = text->draft->master;
    for (size_t i = 0; i < master->n_bands; i++) {
        text->roles[i] = grows(text, &master->bands[i], on) ? GROWS : STILL;
    }
    for (size_t i = 0; i < master->n_bands; i++) {
        const gr_band *band = &master->bands[i];
        bool along =
            band->with_text == GR_BAND_MOVES || (band->with_text == GR_BAND_AUTO && hangs(text, i));
        if (text->roles[i] == STILL && along && is_shown(text->draft, band)) {
            text->roles[i] = MOVES;
        }
    }
}

/* A band that hangs on another has no wish of its own. */
static void measure(opening *text)
{
    const gr_master *master = text->draft->master;
    for (size_t i = 0; i < master->n_bands; i++) {
        const gr_band *band = &master->bands[i];
        bool wants = text->roles[i] == GROWS ||
                     (text->roles[i] == MOVES && band->with_text == GR_BAND_MOVES);
        gr_mpt edge = text->roles[i] == GROWS ? edge_of(band) : band->y;
        gr_mpt shift = wants ? text->end + band->pad - edge : 0;
        text->shift = shift > text->shift ? shift : text->shift;
    }
    for (size_t i = 0; i < master->n_bands; i++) {
        gr_mpt edge = edge_of(&master->bands[i]) + text->shift;
        if (text->roles[i] != STILL && edge > text->below) {
            text->below = edge;
        }
    }
}

static bool opens(const gr_strip *strip)
{
    const gr_node *node = strip->node;
    return strip->wrap == NULL && node != NULL &&
           (node->kind == GR_K_PARAGRAPH || node->kind == GR_K_HEADING) && node->style != NULL &&
           node->style->on != GR_NO_COLOUR;
}

static size_t count_opening(const gr_strip *strips, size_t n)
{
    size_t k = 0;
    while (k < n && opens(&strips[k])) {
        k++;
    }
    return k;
}

/* Of `n` strips, at least one, at the top of the page at hand. */
static opening opening_of(gr_layouter *lay, const gr_builder *builder, const gr_strip *strips,
                          size_t n)
{
    opening text = {.draft = &builder->drafts[builder->n - 1], .region = gr_region_now(builder)};
    gr_zoom zoom = gr_zoom_of(builder->master);
    text.region = (gr_region){.x = gr_zoomed(text.region.x, zoom),
                              .y = gr_zoomed(text.region.y, zoom),
                              .width = gr_zoomed(text.region.width, zoom),
                              .height = gr_zoomed(text.region.height, zoom)};
    text.end = text.region.y + gr_zoomed(gr_strips_height(strips, n), zoom);
    text.roles = GR_NEW_N(lay->scratch, role, text.draft->master->n_bands);
    give_roles(&text, strips[0].node->style->on);
    measure(&text);
    return text;
}

/* Bands are given for a right page; a left page has their mirror image. */
void gr_draw_bands(gr_layouter *lay, gr_page_draft *draft, size_t page)
{
    const gr_master *master = draft->master;
    bool left = master->sides && page % 2 == 1;
    for (size_t i = 0; i < master->n_bands; i++) {
        const gr_band *band = &master->bands[i];
        if (is_shown(draft, band)) {
            gr_mpt x = left ? master->width - band->x - band->width : band->x;
            gr_items_add(lay, &draft->items, gr_band_item(lay, band, x));
        }
    }
}

static gr_mpt smaller(gr_mpt a, gr_mpt b)
{
    return a < b ? a : b;
}

void gr_grow_bands(gr_layouter *lay, const gr_builder *builder, const gr_strip *strips, size_t n)
{
    size_t opening_strips = builder->column > 0 ? 0 : count_opening(strips, n);
    if (opening_strips == 0) {
        return;
    }
    gr_mark mark = gr_arena_mark(lay->scratch);
    opening text = opening_of(lay, builder, strips, opening_strips);
    const gr_master *master = text.draft->master;
    gr_item *item = text.draft->items.items; /* bands were drawn first */
    for (size_t i = 0; i < master->n_bands; i++) {
        const gr_band *band = &master->bands[i];
        if (!is_shown(text.draft, band)) {
            continue;
        }
        if (text.roles[i] == GROWS) {
            gr_item_stretch(item, smaller(band->height + text.shift, master->height - band->y));
        } else if (text.roles[i] == MOVES) {
            item->y = smaller(band->y + text.shift, master->height - band->height);
        }
        item++;
    }
    gr_arena_rewind(lay->scratch, mark);
}

/* White between the bands and the body: a line, or what its first block asks for itself. */
static gr_mpt gap_below(const gr_layouter *lay, const gr_strip *strip)
{
    gr_mpt line = lay->house->styles[GR_STYLE_PARAGRAPH]->leading;
    const gr_node *node = strip->node;
    bool heading = node != NULL && node->kind == GR_K_HEADING;
    gr_mpt own = heading && node->style != NULL ? node->style->space_before : 0;
    return own > line ? own : line;
}

static gr_mpt *gap_above(gr_strip *strip)
{
    gr_wrap *wrap = strip->wrap;
    while (wrap != NULL && wrap->parent != NULL) {
        wrap = wrap->parent;
    }
    return wrap != NULL ? &wrap->before : &strip->before;
}

/* Where the body may begin, from the top of the region as blocks see it; 0: anywhere. */
static gr_mpt body_top(gr_layouter *lay, const gr_builder *builder, const gr_strip *strips,
                       size_t n, gr_mpt gap)
{
    gr_mark mark = gr_arena_mark(lay->scratch);
    opening text = opening_of(lay, builder, strips, n);
    gr_arena_rewind(lay->scratch, mark);
    gr_zoom zoom = gr_zoom_of(builder->master);
    gr_mpt top = text.below + gr_zoomed(gap, zoom) - text.region.y;
    return text.below == 0 || top + LEAST_BODY > text.region.height ? 0 : gr_unzoomed(top, zoom);
}

void gr_clear_bands(gr_layouter *lay, const gr_builder *builder, gr_strip *strips, size_t at)
{
    if (builder->column > 0 || at == 0 || count_opening(strips, at + 1) != at) {
        return;
    }
    gr_mpt top = body_top(lay, builder, strips, at, gap_below(lay, &strips[at]));
    gr_mpt wanted = top - gr_strips_height(strips, at);
    gr_mpt *gap = gap_above(&strips[at]);
    *gap = *gap > wanted ? *gap : wanted;
    builder->drafts[builder->n - 1].lowered = top;
}

gr_mpt gr_opening_height(gr_layouter *lay, const gr_builder *builder, const gr_strip *strips,
                         size_t n)
{
    bool all = builder->column == 0 && n > 0 && count_opening(strips, n) == n;
    gr_mpt line = lay->house->styles[GR_STYLE_PARAGRAPH]->leading;
    return all ? body_top(lay, builder, strips, n, line) : 0;
}
