/* Owns whether letters can be told from what lies under them, where they stand at last: a title
 * that runs beyond its band, a table on a coloured page. The colours of a house style are held
 * against each other when it is read; only the finished page shows which of them meet. WCAG 2.1,
 * success criterion 1.4.3.
 *
 * A word is looked at between its base line and the height of capitals: at both ends, in the
 * middle, and inside each rectangle that it touches. What was drawn last there is its ground; paper
 * is white. Over a picture, or inside a shape that is no rectangle, nothing is known and nothing is
 * said. */
#include "layout_priv.h"

#define PAPER       0xFFFFFFu
#define LEAST_TEXT  450 /* contrast, in 1/100 */
#define LEAST_LARGE 300
#define LARGE_MPT   18000
#define LARGE_BOLD  14000
#define MOST_TOLD   20

typedef struct area {
    gr_mpt left, top, right, bottom;
} area;

typedef struct judge { /* the page at hand, and what was said of the pages so far */
    gr_layouter *lay;
    const gr_page *page;
    size_t number; /* of the page, from 1 */
    struct {
        gr_rgb ink, ground;
    } told[MOST_TOLD];
    size_t n_told;
} judge;

static area letters_of(const judge *of, const gr_item *item)
{
    const gr_run *run = item->as.text.run;
    int32_t advance = 0;
    for (size_t i = 0; i < item->as.text.n; i++) {
        advance += run->glyphs[item->as.text.first + i].advance;
    }
    int32_t height = gr_face_metrics(of->lay->text, run->face).cap_height;
    gr_mpt size = item->as.text.size;
    return (area){item->x, item->y - gr_text_length(height, size),
                  item->x + gr_text_length(advance, size), item->y};
}

static bool is_blank(const gr_item *item)
{
    const gr_run *run = item->as.text.run;
    for (size_t i = 0; i < item->as.text.n; i++) {
        const gr_glyph *glyph = &run->glyphs[item->as.text.first + i];
        for (size_t at = glyph->cluster; at < glyph->cluster_end; at++) {
            size_t white = gr_str_white(run->chars, at);
            if (white == 0) {
                return false;
            }
            at += white - 1;
        }
    }
    return true;
}

static bool holds(gr_mpt x, gr_mpt y, area of)
{
    return x >= of.left && x < of.right && y >= of.top && y < of.bottom;
}

static area area_of(const gr_item *item)
{
    gr_mpt width = item->kind == GR_ITEM_RECT ? item->as.rect.width : item->as.image.width;
    gr_mpt height = item->kind == GR_ITEM_RECT ? item->as.rect.height : item->as.image.height;
    return (area){item->x, item->y, item->x + width, item->y + height};
}

static area bounds_of_path(const gr_item *item)
{
    area all = {INT32_MAX, INT32_MAX, INT32_MIN, INT32_MIN};
    for (size_t i = 0; i < item->as.path.n; i++) {
        const gr_path_step *step = &item->as.path.steps[i];
        gr_mpt x = item->x + step->x, y = item->y + step->y;
        if (step->op != GR_PATH_CLOSE) {
            all = (area){x < all.left ? x : all.left, y < all.top ? y : all.top,
                         x > all.right ? x : all.right, y > all.bottom ? y : all.bottom};
        }
    }
    return all;
}

/* Colour of the page at a point, under item `above`; GR_NO_COLOUR: not known. */
static gr_rgb ground_at(const judge *of, size_t above, gr_mpt x, gr_mpt y)
{
    for (size_t i = above; i-- > 0;) {
        const gr_item *item = &of->page->items[i];
        if (item->kind == GR_ITEM_RECT && item->as.rect.fill != GR_NO_COLOUR &&
            holds(x, y, area_of(item))) {
            return item->as.rect.fill;
        }
        bool image = item->kind == GR_ITEM_IMAGE && holds(x, y, area_of(item));
        bool path = item->kind == GR_ITEM_PATH && item->as.path.fill != GR_NO_COLOUR &&
                    item->owner.artifact != GR_ARTIFACT_WATERMARK &&
                    holds(x, y, bounds_of_path(item));
        if (image || path) {
            return GR_NO_COLOUR;
        }
    }
    return PAPER;
}

static int64_t least_for(const judge *of, const gr_item *item)
{
    gr_mpt size = item->as.text.size;
    bool bold = gr_face_is_bold(of->lay->text, item->as.text.run->face);
    return size >= LARGE_MPT || (bold && size >= LARGE_BOLD) ? LEAST_LARGE : LEAST_TEXT;
}

/* The text style that these letters have; NULL: they are a link's, a chart's or a look's. */
static const gr_style *style_of(const judge *of, const gr_item *item)
{
    const gr_house_style *house = of->lay->house;
    for (size_t i = 0; i < house->n_styles; i++) {
        const gr_style *style = &house->all_styles[i];
        gr_face face = gr_text_face(of->lay->text, style->family, style->bold, style->italic);
        if (style->colour == item->as.text.colour && style->size == item->as.text.size &&
            face == item->as.text.run->face) {
            return style;
        }
    }
    return NULL;
}

static bool was_told(judge *of, gr_rgb ink, gr_rgb ground)
{
    for (size_t i = 0; i < of->n_told; i++) {
        if (of->told[i].ink == ink && of->told[i].ground == ground) {
            return true;
        }
    }
    if (of->n_told < MOST_TOLD) {
        of->told[of->n_told].ink = ink;
        of->told[of->n_told].ground = ground;
        of->n_told++;
    }
    return of->n_told == MOST_TOLD;
}

static void tell(judge *of, const gr_item *item, gr_rgb ground, int64_t contrast)
{
    gr_rgb ink = item->as.text.colour;
    int64_t least = least_for(of, item);
    if (was_told(of, ink, ground)) {
        return;
    }
    const gr_style *style = style_of(of, item);
    const gr_elem *elem = item->owner.elem;
    gr_loc there = elem != NULL && elem->node != NULL ? elem->node->at : of->lay->house->at;
    gr_diag_report_halves(
        of->lay->diag, style != NULL ? style->at : there, GR_CODE_CONTRAST_PLACED,
        gr_str_fmt(of->lay->arena,
                   "letters #%06x %s" GR_FMT "%s stand on #%06x on page %zu, %ld mm from the "
                   "top: contrast %d.%d:1, at least %d.%d:1",
                   (unsigned)ink, style != NULL ? "of text style '" : "",
                   GR_ARG(style != NULL ? style->name : GR_LIT("")), style != NULL ? "'" : "",
                   (unsigned)ground, of->number, (long)(item->y / 2835), (int)(contrast / 100),
                   (int)(contrast / 10 % 10), (int)(least / 100), (int)(least / 10 % 10)),
        "make the text shorter, the band higher or with-text=\"grow\", or use a style or master "
        "that is meant for it");
    if (style != NULL && elem != NULL && elem->node != NULL) {
        gr_diag_note(of->lay->diag, there, "the letters are of this");
    }
    of->lay->worst = GR_BAD_INPUT;
}

static bool judge_point(judge *of, size_t which, gr_mpt x, gr_mpt y)
{
    const gr_item *item = &of->page->items[which];
    gr_rgb ground = ground_at(of, which, x, y);
    int64_t contrast =
        ground == GR_NO_COLOUR ? LEAST_TEXT : gr_contrast(item->as.text.colour, ground);
    if (contrast >= least_for(of, item)) {
        return true;
    }
    tell(of, item, ground, contrast);
    return false;
}

static void judge_word(judge *of, size_t which)
{
    area letters = letters_of(of, &of->page->items[which]);
    gr_mpt middle = letters.top + (letters.bottom - letters.top) / 2;
    gr_mpt inner = letters.right - letters.left > 4 ? 1 : 0;
    bool clear = judge_point(of, which, letters.left + inner, middle) &&
                 judge_point(of, which, (letters.left + letters.right) / 2, letters.top) &&
                 judge_point(of, which, (letters.left + letters.right) / 2, letters.bottom - 1) &&
                 judge_point(of, which, letters.right - inner, middle);
    for (size_t i = 0; clear && i < which; i++) {
        const gr_item *item = &of->page->items[i];
        if (item->kind != GR_ITEM_RECT) {
            continue;
        }
        area box = area_of(item);
        area both = {box.left > letters.left ? box.left : letters.left,
                     box.top > letters.top ? box.top : letters.top,
                     box.right < letters.right ? box.right : letters.right,
                     box.bottom < letters.bottom ? box.bottom : letters.bottom};
        if (both.left < both.right && both.top < both.bottom) {
            clear = judge_point(of, which, both.left + (both.right - both.left) / 2,
                                both.top + (both.bottom - both.top) / 2);
        }
    }
}

void gr_judge_pages(gr_layouter *lay, const gr_pages *pages)
{
    judge all = {.lay = lay};
    for (size_t p = 0; p < pages->n; p++) {
        all.page = &pages->pages[p];
        all.number = p + 1;
        for (size_t i = 0; i < all.page->n; i++) {
            const gr_item *item = &all.page->items[i];
            if (item->kind == GR_ITEM_TEXT && !is_blank(item)) {
                judge_word(&all, i);
            }
        }
    }
}
