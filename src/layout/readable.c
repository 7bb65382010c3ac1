/* Owns whether letters can be told from what lies under them, where they stand at last: a title
 * that runs beyond its band, a table on a coloured page. The colours of a house style are held
 * against each other when it is read; only the finished page shows which of them meet. WCAG 2.1,
 * success criterion 1.4.3.
 *
 * A word is looked at between its base line and the height of capitals: at both ends, in the
 * middle, and inside each shape that it touches. What was drawn last there is its ground; paper is
 * white. Over a picture the worst of many points counts. Parts of charts, and the word of a
 * concept in the margin, are looked at as well (1.4.11). */
#include "layout_priv.h"
#include "pictures.h"

#define PAPER          0xFFFFFFu
#define LEAST_TEXT     450 /* contrast, in 1/100 */
#define LEAST_LARGE    300
#define LARGE_MPT      18000
#define LARGE_BOLD     14000
#define CURVE_STEPS    8  /* a curve is taken as so many lines */
#define MARK_STEPS     20 /* points along the word of a concept */
#define PICTURE_ACROSS 32 /* points of letters over a picture */
#define PICTURE_DOWN   6

typedef struct area {
    gr_mpt left, top, right, bottom;
} area;

typedef struct cover { /* what hides the paper: a filled shape, or an image */
    size_t which;      /* item of the page */
    area box;
} cover;

typedef struct judge { /* the page at hand */
    gr_layouter *lay;
    const gr_page *page;
    size_t number; /* of the page, from 1 */
    cover *covers; /* of the items that were gone through, in their order */
    size_t n_covers, cap_covers;
    bool over_picture; /* what is being told */
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
    gr_mpt high = gr_text_length(height, size), wide = gr_text_length(advance, size);
    return item->as.text.turned ? (area){item->x - high, item->y - wide, item->x, item->y}
                                : (area){item->x, item->y - high, item->x + wide, item->y};
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

/* A word across the page is under all text: the house style was held against it. */
static bool is_filled(const gr_item *item)
{
    return item->kind == GR_ITEM_PATH && item->as.path.fill != GR_NO_COLOUR &&
           item->owner.artifact != GR_ARTIFACT_WATERMARK;
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

typedef struct crossing { /* how often a path goes around a point */
    gr_mpt x, y;
    int around;
} crossing;

static void cross(crossing *of, gr_mpt x1, gr_mpt y1, gr_mpt x2, gr_mpt y2)
{
    int64_t side = (int64_t)(x2 - x1) * (of->y - y1) - (int64_t)(of->x - x1) * (y2 - y1);
    if (y1 <= of->y && y2 > of->y && side > 0) {
        of->around++;
    } else if (y1 > of->y && y2 <= of->y && side < 0) {
        of->around--;
    }
}

/* A point of a curve, `i` of CURVE_STEPS on; `p`: its four points along one axis. */
static gr_mpt on_curve(const gr_mpt p[4], int64_t i)
{
    int64_t j = CURVE_STEPS - i, all = (int64_t)CURVE_STEPS * CURVE_STEPS * CURVE_STEPS;
    return (gr_mpt)((j * j * j * p[0] + 3 * j * j * i * p[1] + 3 * j * i * i * p[2] +
                     i * i * i * p[3]) /
                    all);
}

static void cross_curve(crossing *of, gr_mpt x, gr_mpt y, const gr_path_step *step)
{
    const gr_mpt xs[4] = {x, step->x1, step->x2, step->x}, ys[4] = {y, step->y1, step->y2, step->y};
    for (int64_t i = 1; i <= CURVE_STEPS; i++) {
        gr_mpt to_x = on_curve(xs, i), to_y = on_curve(ys, i);
        cross(of, x, y, to_x, to_y);
        x = to_x;
        y = to_y;
    }
}

static bool is_inside(const gr_item *item, gr_mpt x, gr_mpt y)
{
    crossing of = {.x = x - item->x, .y = y - item->y};
    gr_mpt from_x = 0, from_y = 0, at_x = 0, at_y = 0;
    for (size_t i = 0; i < item->as.path.n; i++) {
        const gr_path_step *step = &item->as.path.steps[i];
        if (step->op == GR_PATH_MOVE || step->op == GR_PATH_CLOSE) {
            cross(&of, at_x, at_y, from_x, from_y);
            from_x = step->op == GR_PATH_MOVE ? step->x : from_x;
            from_y = step->op == GR_PATH_MOVE ? step->y : from_y;
            at_x = from_x;
            at_y = from_y;
            continue;
        }
        if (step->op == GR_PATH_LINE) {
            cross(&of, at_x, at_y, step->x, step->y);
        } else {
            cross_curve(&of, at_x, at_y, step);
        }
        at_x = step->x;
        at_y = step->y;
    }
    cross(&of, at_x, at_y, from_x, from_y);
    return of.around != 0;
}

/* Whether the item hides what was drawn before it. */
static bool is_cover(const gr_item *item)
{
    return item->kind == GR_ITEM_IMAGE || is_filled(item) ||
           (item->kind == GR_ITEM_RECT && item->as.rect.fill != GR_NO_COLOUR);
}

static void add_cover(judge *of, size_t which)
{
    const gr_item *item = &of->page->items[which];
    if (is_cover(item)) {
        *GR_PUSH(of->lay->scratch, of->covers, of->n_covers, of->cap_covers, cover) = (cover){
            .which = which,
            .box = item->kind == GR_ITEM_PATH ? bounds_of_path(item) : area_of(item),
        };
    }
}

static gr_rgb ground_at(const judge *of, size_t above, gr_mpt x, gr_mpt y);

static gr_rgb over_picture(const judge *of, const gr_item *item, size_t which, gr_mpt x, gr_mpt y)
{
    gr_rgb under = gr_picture_is_clear(item) ? ground_at(of, which, x, y) : PAPER;
    return gr_picture_colour(item, x, y, under);
}

/* Colour of the page at a point, under item `above`; GR_NO_COLOUR: not known. */
static gr_rgb ground_at(const judge *of, size_t above, gr_mpt x, gr_mpt y)
{
    for (size_t i = of->n_covers; i-- > 0;) {
        const gr_item *item = &of->page->items[of->covers[i].which];
        bool path = item->kind == GR_ITEM_PATH;
        if (of->covers[i].which < above && holds(x, y, of->covers[i].box) &&
            (!path || is_inside(item, x, y))) {
            return path                          ? item->as.path.fill
                   : item->kind == GR_ITEM_IMAGE ? over_picture(of, item, of->covers[i].which, x, y)
                                                 : item->as.rect.fill;
        }
    }
    return PAPER;
}

static bool is_of_chart(const judge *of, gr_rgb colour)
{
    const gr_chart_look *look = &of->lay->house->chart;
    for (size_t i = 0; i < look->n_colours; i++) {
        if (look->colours[i] == colour) {
            return true;
        }
    }
    return false;
}

/* What a part of a chart is drawn in, in a colour of charts; GR_NO_COLOUR: it is none. */
static gr_rgb colour_of_part(const judge *of, const gr_item *item)
{
    const gr_elem *elem = item->owner.elem;
    if (elem == NULL || elem->node == NULL || elem->node->kind != GR_K_CHART) {
        return GR_NO_COLOUR;
    }
    bool path = item->kind == GR_ITEM_PATH, line = path && item->as.path.fill == GR_NO_COLOUR;
    gr_rgb colour = item->kind == GR_ITEM_RECT ? item->as.rect.fill
                    : line                     ? item->as.path.stroke
                    : path                     ? item->as.path.fill
                                               : GR_NO_COLOUR;
    return is_of_chart(of, colour) ? colour : GR_NO_COLOUR;
}

static int64_t least_for(const judge *of, const gr_item *item)
{
    gr_mpt size = item->as.text.size;
    bool bold = gr_face_is_bold(of->lay->text, item->as.text.run->face);
    if (of->over_picture) {
        return LEAST_TEXT;
    }
    return size >= LARGE_MPT || (bold && size >= LARGE_BOLD) ? LEAST_LARGE : LEAST_TEXT;
}

static bool looks_like(const gr_style *style, const gr_item *item)
{
    return style != NULL && style->colour == item->as.text.colour &&
           style->size == item->as.text.size;
}

/* The text style that these letters have, bold words in it too; NULL: they are a link's, a chart's
 * or a look's. */
static const gr_style *style_of(const judge *of, const gr_item *item)
{
    const gr_house_style *house = of->lay->house;
    const gr_elem *elem = item->owner.elem;
    if (elem == NULL && looks_like(house->styles[GR_STYLE_RUNNING], item)) {
        return house->styles[GR_STYLE_RUNNING];
    }
    for (const gr_node *n = elem == NULL ? NULL : elem->node; n != NULL; n = n->parent) {
        if (looks_like(n->style, item)) {
            return n->style;
        }
    }
    for (size_t i = 0; i < house->n_styles; i++) {
        const gr_style *style = &house->all_styles[i];
        gr_face face = gr_text_face(of->lay->text, style->family, style->bold, style->italic);
        if (looks_like(style, item) && face == item->as.text.run->face) {
            return style;
        }
    }
    return NULL;
}

static bool was_told(judge *of, gr_rgb ink, gr_rgb ground)
{
    gr_told *told = &of->lay->told;
    for (size_t i = 0; i < told->n; i++) {
        if (told->pairs[i].ink == ink && told->pairs[i].ground == ground) {
            return true;
        }
    }
    if (told->n < GR_MOST_TOLD) {
        told->pairs[told->n].ink = ink;
        told->pairs[told->n].ground = ground;
        told->n++;
    }
    return told->n == GR_MOST_TOLD;
}

static void tell(judge *of, const gr_item *item, gr_rgb ground, int64_t contrast)
{
    gr_rgb ink = item->as.text.colour;
    int64_t least = least_for(of, item);
    if (was_told(of, ink, of->over_picture ? GR_NO_COLOUR : ground)) {
        return; /* a picture has many colours: once is enough */
    }
    const gr_style *style = style_of(of, item);
    const gr_elem *elem = item->owner.elem;
    gr_loc there = elem != NULL && elem->node != NULL ? elem->node->at : of->lay->house->at;
    gr_diag_report_halves(
        of->lay->diag, style != NULL ? style->at : there, GR_CODE_CONTRAST_PLACED,
        gr_str_fmt(of->lay->arena,
                   "letters #%06x%s" GR_FMT "%s stand on #%06x on page %zu, %ld mm from the "
                   "top: contrast %d.%d:1, at least %d.%d:1",
                   (unsigned)ink, style != NULL ? " of text style '" : "",
                   GR_ARG(style != NULL ? style->name : GR_LIT("")), style != NULL ? "'" : "",
                   (unsigned)ground, of->number, (long)(item->y / 2835), (int)(contrast / 100),
                   (int)(contrast / 10 % 10), (int)(least / 100), (int)(least / 10 % 10)),
        "%s",
        of->over_picture
            ? "that is the worst spot of a picture under them: lay a band with opacity= between "
              "(a scrim), or move the picture"
            : "make the text shorter, the band higher or with-text=\"grow\", or use a style or "
              "master that is meant for it");
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

/** A point of it: the middle of what is filled, the beginning of a line. False: nothing is drawn,
 * as of a line through values of which none is known. */
static bool point_on(const gr_item *item, gr_mpt *out_x, gr_mpt *out_y)
{
    bool rect = item->kind == GR_ITEM_RECT;
    if (!rect && item->as.path.n == 0) {
        return false;
    }
    if (!rect && item->as.path.fill == GR_NO_COLOUR) {
        *out_x = item->x + item->as.path.steps[0].x;
        *out_y = item->y + item->as.path.steps[0].y;
        return true;
    }
    area box = rect ? area_of(item) : bounds_of_path(item);
    *out_x = box.left + (box.right - box.left) / 2;
    *out_y = box.top + (box.bottom - box.top) / 2;
    return true;
}

/* Colours of charts were held against paper; here they stand on something else. */
static void judge_part(judge *of, size_t which, gr_rgb fill)
{
    const gr_item *item = &of->page->items[which];
    gr_mpt x = 0, y = 0;
    if (!point_on(item, &x, &y)) {
        return;
    }
    size_t first = which; /* of the chart: its parts may lie on each other */
    while (first > 0 && of->page->items[first - 1].owner.elem == item->owner.elem) {
        first--;
    }
    gr_rgb ground = ground_at(of, first, x, y);
    bool known = ground != GR_NO_COLOUR && ground != PAPER;
    if (!known || gr_contrast(fill, ground) >= LEAST_LARGE || was_told(of, fill, ground)) {
        return;
    }
    int64_t contrast = gr_contrast(fill, ground);
    gr_diag_report_halves(
        of->lay->diag, item->owner.elem->node->at, GR_CODE_CONTRAST_PLACED,
        gr_str_fmt(of->lay->arena,
                   "a part of a chart, #%06x, stands on #%06x on page %zu: contrast %d.%d:1, at "
                   "least 3.0:1",
                   (unsigned)fill, (unsigned)ground, of->number, (int)(contrast / 100),
                   (int)(contrast / 10 % 10)),
        "put the chart on a page, or in a box, of another colour");
    of->lay->worst = GR_BAD_INPUT;
}

/* What two areas share; nothing when left is not before right, or top not before bottom. */
static area shared(area a, area b)
{
    return (area){a.left > b.left ? a.left : b.left, a.top > b.top ? a.top : b.top,
                  a.right < b.right ? a.right : b.right, a.bottom < b.bottom ? a.bottom : b.bottom};
}

static bool is_over(const judge *of, area letters, bool pictures_only)
{
    for (size_t i = 0; i < of->n_covers; i++) {
        area both = shared(of->covers[i].box, letters);
        bool picture = of->page->items[of->covers[i].which].kind == GR_ITEM_IMAGE;
        if (both.left < both.right && both.top < both.bottom && (picture || !pictures_only)) {
            return true;
        }
    }
    return false;
}

/* Over a picture the worst of many points counts, wherever in the letters it is. */
static void judge_over_picture(judge *of, size_t which, area both)
{
    const gr_item *item = &of->page->items[which];
    gr_rgb worst = GR_NO_COLOUR;
    int64_t least = INT64_MAX;
    for (int64_t i = 0; i < PICTURE_ACROSS * PICTURE_DOWN; i++) {
        int64_t column = i % PICTURE_ACROSS, row = i / PICTURE_ACROSS;
        gr_mpt x = both.left + (gr_mpt)((both.right - both.left) * column / PICTURE_ACROSS);
        gr_mpt y = both.top + (gr_mpt)((both.bottom - both.top) * row / PICTURE_DOWN);
        gr_rgb ground = ground_at(of, which, x, y);
        int64_t contrast =
            ground == GR_NO_COLOUR ? INT64_MAX : gr_contrast(item->as.text.colour, ground);
        worst = contrast < least ? ground : worst;
        least = contrast < least ? contrast : least;
    }
    if (least < LEAST_TEXT) {
        of->over_picture = true;
        tell(of, item, worst, least);
        of->over_picture = false;
    }
}

static void judge_word(judge *of, size_t which)
{
    area letters = letters_of(of, &of->page->items[which]);
    gr_mpt middle = letters.top + (letters.bottom - letters.top) / 2;
    gr_mpt inner = letters.right - letters.left > 4 ? 1 : 0;
    if (is_over(of, letters, true)) {
        judge_over_picture(of, which, letters);
        return;
    }
    bool clear = judge_point(of, which, letters.left + inner, middle);
    if (!is_over(of, letters, false)) {
        return;
    }
    clear = clear && judge_point(of, which, (letters.left + letters.right) / 2, letters.top) &&
            judge_point(of, which, (letters.left + letters.right) / 2, letters.bottom - 1) &&
            judge_point(of, which, letters.right - inner, middle);
    for (size_t i = 0; clear && i < of->n_covers; i++) {
        area both = shared(of->covers[i].box, letters);
        if (both.left < both.right && both.top < both.bottom) {
            clear = judge_point(of, which, both.left + (both.right - both.left) / 2,
                                both.top + (both.bottom - both.top) / 2);
        }
    }
}

/* The word of a concept in the margin; one across the page is light, as text stands on it. */
static void judge_mark(judge *of, size_t which)
{
    const gr_item *item = &of->page->items[which];
    if (item->as.path.n == 0) {
        return;
    }
    area box = bounds_of_path(item);
    gr_rgb ink = item->as.path.fill;
    for (int i = 0; i <= MARK_STEPS; i++) {
        gr_mpt y = box.top + (gr_mpt)((int64_t)(box.bottom - 1 - box.top) * i / MARK_STEPS);
        gr_rgb ground = ground_at(of, which, (box.left + box.right) / 2, y);
        int64_t contrast = ground == GR_NO_COLOUR ? LEAST_LARGE : gr_contrast(ink, ground);
        if (contrast < LEAST_LARGE && !was_told(of, ink, ground)) {
            gr_diag_report_halves(
                of->lay->diag, of->page->master->at, GR_CODE_CONTRAST_PLACED,
                gr_str_fmt(of->lay->arena,
                           "the word of a concept, #%06x, stands on #%06x on page %zu: contrast "
                           "%d.%d:1, at least 3.0:1",
                           (unsigned)ink, (unsigned)ground, of->number, (int)(contrast / 100),
                           (int)(contrast / 10 % 10)),
                "give its 'watermark', or that of this master, a colour that can be seen there");
            of->lay->worst = GR_BAD_INPUT;
        }
    }
}

void gr_judge_page(gr_layouter *lay, const gr_page *page, size_t number)
{
    gr_mark mark = gr_arena_mark(lay->scratch);
    judge of = {.lay = lay, .page = page, .number = number};
    for (size_t i = 0; i < page->n; i++) {
        const gr_item *item = &page->items[i];
        bool is_mark = item->kind == GR_ITEM_PATH && !lay->house->watermark.across &&
                       item->owner.artifact == GR_ARTIFACT_WATERMARK;
        if (is_mark) {
            judge_mark(&of, i);
        } else if (colour_of_part(&of, item) != GR_NO_COLOUR) {
            judge_part(&of, i, colour_of_part(&of, item));
        } else if (item->kind == GR_ITEM_TEXT && !is_blank(item)) {
            judge_word(&of, i);
        }
        add_cover(&of, i);
    }
    gr_arena_rewind(lay->scratch, mark);
}
