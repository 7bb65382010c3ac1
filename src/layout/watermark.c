#include "pages_priv.h"

/* Owns the word on the pages of a concept: under everything but the bands, an artifact. Its letters
 * are drawn as shapes, so that no search finds them and no copied text has them in it.
 *
 * Across: along the diagonal of the page, as large as WIDE of the page allows. Margin: upright in
 * the middle of the outer margin, to be read from below, its capitals TALL of the margin wide. A
 * direction is a whole vector (along, up) of length `norm`: exact, and the same everywhere. Pages
 * of one master share the drawing. */

#define WIDE      800  /* 1/1000 of width and height of the page */
#define TALL      300  /* 1/1000 of the margin */
#define SPACING   120  /* between letters in the margin, 1/1000 of the size */
#define LONG      800  /* 1/1000 of the height, for a word in the margin */
#define LEAST_MPT 4000 /* a margin narrower than 4 pt has no room for it */

typedef struct word { /* in 1/1000 of the size, along its own base line */
    gr_path_step *steps;
    size_t n, cap;
    int64_t length, height; /* height: of capitals */
} word;

typedef struct turn { /* to the page: size, direction, where its middle goes */
    gr_mpt size, x, y;
    int64_t along, up, norm;
} turn;

static int64_t root_of(int64_t square)
{
    int64_t root = 0;
    for (int64_t bit = (int64_t)1 << 30; bit > 0; bit /= 2) {
        if ((root + bit) * (root + bit) <= square) {
            root += bit;
        }
    }
    return root;
}

static void add_glyph(gr_layouter *lay, const gr_run *run, const gr_glyph *glyph, word *to)
{
    gr_path_step *steps = NULL;
    gr_mark mark = gr_arena_mark(lay->scratch);
    size_t n = gr_glyph_outline(lay->text, run->face, glyph->id, lay->scratch, &steps);
    gr_mpt x = (gr_mpt)to->length + glyph->x_offset;
    for (size_t i = 0; i < n; i++) {
        gr_path_step step = steps[i];
        step.x1 += x;
        step.x2 += x;
        step.x += x;
        *GR_PUSH(lay->arena, to->steps, to->n, to->cap, gr_path_step) = step;
    }
    gr_arena_rewind(lay->scratch, mark);
}

static word shape_word(gr_layouter *lay, int32_t spacing)
{
    gr_ink ink = gr_style_ink(lay, lay->house->watermark.style);
    gr_str text = gr_label_text(lay->house, "watermark");
    const gr_shaped *shaped = gr_shape_text(lay, &ink, text, lay->doc->root);
    word made = {.height = gr_face_metrics(lay->text, ink.face).cap_height};
    for (size_t i = 0; i < shaped->n; i++) {
        const gr_run *run = &shaped->runs[i];
        for (size_t j = 0; j < run->n; j++) {
            add_glyph(lay, run, &run->glyphs[j], &made);
            made.length += run->glyphs[j].advance + spacing;
        }
    }
    made.length -= made.length > 0 ? spacing : 0;
    return made;
}

/** To 1/10 pt: the word is on every page, and nobody sees more of it. */
static gr_mpt coarse(int64_t length)
{
    int64_t half = length < 0 ? -50 : 50;
    return (gr_mpt)((length + half) / 100 * 100);
}

/** Page is y downwards, letters upwards. */
static void place(const turn *to, const word *shape, gr_mpt x, gr_mpt y, gr_mpt *out_x,
                  gr_mpt *out_y)
{
    int64_t right = ((int64_t)2 * x - shape->length) * to->size / 2000;
    int64_t above = ((int64_t)2 * y - shape->height) * to->size / 2000;
    *out_x = coarse((right * to->along - above * to->up) / to->norm);
    *out_y = coarse(-(right * to->up + above * to->along) / to->norm);
}

static gr_mpt smaller(int64_t a, int64_t b)
{
    return (gr_mpt)(a < b ? a : b);
}

/** The largest size whose corners stay within WIDE of the page. */
static turn over_the_page(const gr_master *master, const word *shape)
{
    turn to = {.x = master->width / 2,
               .y = master->height / 2,
               .along = master->width / 100,
               .up = master->height / 100};
    to.norm = root_of(to.along * to.along + to.up * to.up);
    int64_t wide = shape->length * to.along + shape->height * to.up;
    int64_t high = shape->length * to.up + shape->height * to.along;
    to.size = smaller((int64_t)master->width * WIDE * to.norm / wide,
                      (int64_t)master->height * WIDE * to.norm / high);
    return to;
}

static turn in_the_margin(const gr_master *master, const word *shape)
{
    return (turn){.x = master->width - master->outer / 2,
                  .y = master->height / 2,
                  .up = 1,
                  .norm = 1,
                  .size = smaller((int64_t)master->outer * TALL / shape->height,
                                  (int64_t)master->height * LONG / shape->length)};
}

/** The word as it stands on right pages; nothing when it has no letters. */
static gr_item draw_word(gr_layouter *lay, const gr_master *master)
{
    bool across = lay->house->watermark.across;
    gr_item item = {.kind = GR_ITEM_PATH, .owner = gr_decoration(GR_ARTIFACT_WATERMARK)};
    word shape = shape_word(lay, across ? 0 : SPACING);
    if (shape.n == 0 || shape.length <= 0 || shape.height <= 0) {
        return item;
    }
    turn to = across ? over_the_page(master, &shape) : in_the_margin(master, &shape);
    for (size_t i = 0; i < shape.n; i++) {
        gr_path_step *step = &shape.steps[i];
        place(&to, &shape, step->x1, step->y1, &step->x1, &step->y1);
        place(&to, &shape, step->x2, step->y2, &step->x2, &step->y2);
        place(&to, &shape, step->x, step->y, &step->x, &step->y);
    }
    item.x = to.x;
    item.y = to.y;
    item.as.path.steps = shape.steps;
    item.as.path.n = shape.n;
    item.as.path.fill = master->watermark;
    item.as.path.stroke = GR_NO_COLOUR;
    item.as.path.repeated = true;
    return item;
}

/** Drawn once for all pages of a master: they share its steps. */
static gr_item word_of(gr_layouter *lay, gr_builder *builder, const gr_master *master)
{
    for (size_t i = 0; i < builder->n_words; i++) {
        if (builder->words[i].master == master) {
            return builder->words[i].item;
        }
    }
    gr_item item = draw_word(lay, master);
    *GR_PUSH(lay->arena, builder->words, builder->n_words, builder->cap_words, gr_page_word) =
        (gr_page_word){.master = master, .item = item};
    return item;
}

void gr_draw_watermark(gr_layouter *lay, gr_builder *builder, size_t page)
{
    gr_page_draft *draft = &builder->drafts[page];
    const gr_master *master = draft->master;
    bool across = lay->house->watermark.across;
    if (lay->doc->life.status != GR_LIFE_CONCEPT || master->watermark == GR_NO_COLOUR ||
        (!across && master->outer < LEAST_MPT)) {
        return;
    }
    gr_item item = word_of(lay, builder, master);
    if (!across && master->sides && page % 2 == 1) {
        item.x = master->outer / 2;
    }
    if (item.as.path.n > 0) {
        gr_items_add(lay, &draft->items, item);
    }
}
