/* The bytes of one page: the drawing verbs, and around them the marked sequences that say what each
 * belongs to. A sequence goes on while the owner stays the same. */
#include "pdf_priv.h"
#include "svg/svg.h"

void gr_content_begin(gr_content *content, gr_pdf *pdf, size_t page, gr_buf *out)
{
    *content = (gr_content){
        .pdf = pdf,
        .page = page,
        .height = gr_sheet_at(pdf, page)->height,
        .out = out,
        .fill = 0, /* black, as every page starts */
        .stroke = 0,
        .line_width = 1000,
    };
}

void gr_content_end(gr_content *content)
{
    gr_text_end(content);
    if (content->open) {
        gr_buf_add(content->out, GR_LIT("EMC\n"));
        content->open = false;
    }
}

static void open_artifact(gr_content *c, gr_artifact kind)
{
    switch (kind) {
    case GR_ARTIFACT_HEADER:
        gr_buf_add(c->out,
                   GR_LIT("/Artifact<</Type/Pagination/Subtype/Header/Attached[/Top]>>BDC\n"));
        break;
    case GR_ARTIFACT_FOOTER:
        gr_buf_add(c->out,
                   GR_LIT("/Artifact<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>BDC\n"));
        break;
    case GR_ARTIFACT_BACKGROUND:
        gr_buf_add(c->out, GR_LIT("/Artifact<</Type/Background>>BDC\n"));
        break;
    case GR_ARTIFACT_WATERMARK:
        gr_buf_add(c->out, GR_LIT("/Artifact<</Type/Pagination/Subtype/Watermark>>BDC\n"));
        break;
    case GR_ARTIFACT_NONE:
    case GR_ARTIFACT_LAYOUT:
        gr_buf_add(c->out, GR_LIT("/Artifact<</Type/Layout>>BDC\n"));
        break;
    }
}

static void open_sequence(gr_content *c, gr_owner owner)
{
    if (c->open && c->owner.elem == owner.elem && c->owner.artifact == owner.artifact) {
        return;
    }
    gr_content_end(c);
    if (owner.elem == NULL) {
        open_artifact(c, owner.artifact);
    } else {
        uint32_t mark = gr_tags_mark(c->pdf, c->page, owner.elem);
        gr_buf_add_char(c->out, '/');
        gr_buf_add(c->out, gr_str_of(gr_tag_names[owner.elem->tag]));
        gr_buf_add(c->out, GR_LIT("<</MCID "));
        gr_add_number(c->out, mark);
        gr_buf_add(c->out, GR_LIT(">>BDC\n"));
    }
    c->owner = owner;
    c->open = true;
}

static void choose_fill(gr_content *c, gr_rgb colour)
{
    if (colour != c->fill) {
        gr_text_pause(c);
        gr_add_colour(c->out, colour, "rg");
        c->fill = colour;
    }
}

static void choose_stroke(gr_content *c, gr_rgb colour, gr_mpt width)
{
    if (colour != c->stroke) {
        gr_add_colour(c->out, colour, "RG");
        c->stroke = colour;
    }
    if (width != c->line_width) {
        gr_add_length(c->out, width);
        gr_buf_add(c->out, GR_LIT(" w\n"));
        c->line_width = width;
    }
}

/* "x y ", y turned to count from the foot of the page. */
static void add_point(gr_content *c, gr_mpt x, gr_mpt y)
{
    gr_add_length(c->out, x);
    gr_buf_add_char(c->out, ' ');
    gr_add_length(c->out, c->height - y);
    gr_buf_add_char(c->out, ' ');
}

static void add_size(gr_content *c, gr_mpt width, gr_mpt height)
{
    gr_add_length(c->out, width);
    gr_buf_add_char(c->out, ' ');
    gr_add_length(c->out, height);
    gr_buf_add_char(c->out, ' ');
}

static void add_rule(gr_content *c, const gr_item *item)
{
    choose_stroke(c, item->as.rule.colour, item->as.rule.width);
    add_point(c, item->x, item->y);
    gr_buf_add(c->out, GR_LIT("m "));
    add_point(c, item->as.rule.x2, item->as.rule.y2);
    gr_buf_add(c->out, GR_LIT("l S\n"));
}

static void add_rect(gr_content *c, const gr_item *item)
{
    choose_fill(c, item->as.rect.fill);
    add_point(c, item->x, item->y + item->as.rect.height);
    add_size(c, item->as.rect.width, item->as.rect.height);
    gr_buf_add(c->out, GR_LIT("re f\n"));
}

static void add_step(gr_content *c, const gr_item *item, const gr_path_step *step)
{
    switch (step->op) {
    case GR_PATH_MOVE:
        add_point(c, item->x + step->x, item->y + step->y);
        gr_buf_add(c->out, GR_LIT("m\n"));
        break;
    case GR_PATH_LINE:
        add_point(c, item->x + step->x, item->y + step->y);
        gr_buf_add(c->out, GR_LIT("l\n"));
        break;
    case GR_PATH_CURVE:
        add_point(c, item->x + step->x1, item->y + step->y1);
        add_point(c, item->x + step->x2, item->y + step->y2);
        add_point(c, item->x + step->x, item->y + step->y);
        gr_buf_add(c->out, GR_LIT("c\n"));
        break;
    case GR_PATH_CLOSE:
        gr_buf_add(c->out, GR_LIT("h\n"));
        break;
    }
}

void gr_content_add_path(gr_content *c, const gr_item *item)
{
    bool fills = item->as.path.fill != GR_NO_COLOUR;
    bool strokes = item->as.path.stroke != GR_NO_COLOUR && item->as.path.stroke_width > 0;
    if (fills) {
        choose_fill(c, item->as.path.fill);
    }
    if (strokes) {
        choose_stroke(c, item->as.path.stroke, item->as.path.stroke_width);
    }
    for (size_t i = 0; i < item->as.path.n; i++) {
        add_step(c, item, &item->as.path.steps[i]);
    }
    gr_buf_addf(c->out, "%s\n", fills && strokes ? "B" : fills ? "f" : "S");
}

static void add_form(gr_content *c, const gr_item *item)
{
    size_t name = gr_form_use(c->pdf, item);
    gr_buf_add(c->out, GR_LIT("q 1 0 0 1 "));
    add_point(c, item->x, item->y);
    gr_buf_addf(c->out, "cm /X%zu Do Q\n", name);
}

/* Where a spot of the samples is shown, both as parts of the whole from the left and from the top:
 * across = start + along * x + down * y, and the same for how far below the top. */
typedef struct turn {
    int start, along, down;                   /* across */
    int below_start, below_along, below_down; /* below the top */
} turn;

static turn turn_of(const gr_image *image)
{
    static const turn turns[] = {
        {0, 1, 0, 0, 0, 1}, {1, -1, 0, 0, 0, 1}, {1, -1, 0, 1, 0, -1}, {0, 1, 0, 1, 0, -1},
        {0, 0, 1, 0, 1, 0}, {1, 0, -1, 0, 1, 0}, {1, 0, -1, 1, -1, 0}, {0, 0, 1, 1, -1, 0},
    };
    return turns[image->turn >= 1 && image->turn <= 8 ? image->turn - 1 : 0];
}

/* What stands out of its box is cut off. */
static void begin_image(gr_content *c, const gr_item *item)
{
    gr_buf_add(c->out, GR_LIT("q "));
    if (item->as.image.cut_x > 0 || item->as.image.cut_y > 0) {
        add_point(c, item->x, item->y + item->as.image.height);
        add_size(c, item->as.image.width, item->as.image.height);
        gr_buf_add(c->out, GR_LIT("re W n "));
    }
}

/* The view of the drawing, its corner at the upper left, becomes the box of the image. */
static void add_vector(gr_content *c, const gr_item *item)
{
    const gr_vector *vector = item->as.image.image->vector;
    size_t name = gr_image_use(c->pdf, item->as.image.image, item->owner.elem == NULL);
    const int64_t millionths = (int64_t)1000 * GR_FIX_ONE; /* of a point a unit of the view */
    gr_mpt width = item->as.image.width + 2 * item->as.image.cut_x;
    gr_mpt height = item->as.image.height + 2 * item->as.image.cut_y;
    begin_image(c, item);
    gr_add_places(c->out, width * millionths / vector->view_width, 6);
    gr_buf_add(c->out, GR_LIT(" 0 0 "));
    gr_add_places(c->out, -(height * millionths / vector->view_height), 6);
    gr_buf_add_char(c->out, ' ');
    add_point(c, item->x - item->as.image.cut_x, item->y - item->as.image.cut_y);
    gr_buf_addf(c->out, "cm /I%zu Do Q\n", name);
}

/* The unit square, its corner at the lower left, becomes the box of the image. */
static void add_image(gr_content *c, const gr_item *item)
{
    if (item->as.image.image->vector != NULL) {
        add_vector(c, item);
        return;
    }
    size_t name = gr_image_use(c->pdf, item->as.image.image, item->owner.elem == NULL);
    turn t = turn_of(item->as.image.image);
    gr_mpt width = item->as.image.width + 2 * item->as.image.cut_x;
    gr_mpt height = item->as.image.height + 2 * item->as.image.cut_y;
    begin_image(c, item);
    add_size(c, width * t.along, -height * t.below_along);
    add_size(c, -width * t.down, height * t.below_down);
    add_point(c, item->x - item->as.image.cut_x + width * (t.start + t.down),
              item->y - item->as.image.cut_y + height * (t.below_start + t.below_down));
    gr_buf_addf(c->out, "cm /I%zu Do Q\n", name);
}

/* What would leave no mark: a sequence without marks would be an element without content. */
static bool is_invisible(const gr_item *item)
{
    switch (item->kind) {
    case GR_ITEM_TEXT:
        return item->as.text.n == 0;
    case GR_ITEM_RULE:
        return item->as.rule.colour == GR_NO_COLOUR;
    case GR_ITEM_RECT:
        return item->as.rect.fill == GR_NO_COLOUR;
    case GR_ITEM_PATH:
        return item->as.path.n == 0 ||
               (item->as.path.fill == GR_NO_COLOUR &&
                (item->as.path.stroke == GR_NO_COLOUR || item->as.path.stroke_width <= 0));
    case GR_ITEM_IMAGE:
        return item->as.image.image == NULL;
    case GR_ITEM_LINK:
        return true;
    }
    return true;
}

void gr_content_add(gr_content *content, const gr_item *item)
{
    if (is_invisible(item)) {
        return;
    }
    open_sequence(content, item->owner);
    if (item->kind != GR_ITEM_TEXT) {
        gr_text_end(content);
    }
    switch (item->kind) {
    case GR_ITEM_TEXT:
        choose_fill(content, item->as.text.colour);
        gr_content_add_text(content, item);
        break;
    case GR_ITEM_RULE:
        add_rule(content, item);
        break;
    case GR_ITEM_RECT:
        add_rect(content, item);
        break;
    case GR_ITEM_PATH:
        if (item->as.path.repeated) {
            add_form(content, item);
        } else {
            gr_content_add_path(content, item);
        }
        break;
    case GR_ITEM_IMAGE:
        add_image(content, item);
        break;
    case GR_ITEM_LINK:
        break; /* an annotation: links.c */
    }
}
