#include "base/arena.h"
#include "boxes_priv.h"

/* Owns where boxes of a diagram stand: in which frame or lane, and that each place holds one. */

static gr_str two_names(const gr_boxes *d, gr_str one, const char *between, gr_str other)
{
    return gr_str_fmt(d->expander->arena, "'" GR_FMT "'%s'" GR_FMT "'", GR_ARG(one), between,
                      GR_ARG(other));
}

/** What a message calls a box: its id, else its title. */
static gr_str called(const gr_chart_box *box)
{
    return box->name.len > 0 ? box->name : box->title;
}

static gr_str frame_called(const gr_chart_frame *frame)
{
    return frame->name.len > 0 ? frame->name : frame->title;
}

/** The frames of boxes that name them, which may stand behind the boxes. */
static void find_frames(gr_boxes *d)
{
    gr_str *names = GR_NEW_N(d->expander->arena, gr_str, d->n_frames);
    for (size_t i = 0; i < d->n_frames; i++) {
        names[i] = d->frames[i].name;
    }
    for (size_t i = 0; i < d->n; i++) {
        gr_box_made *one = &d->items[i];
        size_t at = 0;
        while (at < d->n_frames && !gr_str_eq(names[at], one->in)) {
            at++;
        }
        if (one->in.len > 0 && at < d->n_frames) {
            one->box.frame = (uint16_t)(at + 1);
        } else if (one->in.len > 0) {
            gr_boxes_refuse(d, gr_tnode_place(one->node, "in"), GR_CODE_DIAGRAM,
                            "no frame or lane of this chart has that id",
                            gr_boxes_meant(d, one->in, names, d->n_frames));
        }
    }
}

/** A box of a lane counts its rows in that; from here on all count from the top. */
static void stack_lanes(gr_boxes *d)
{
    for (size_t i = 0; i < d->n; i++) {
        const gr_chart_box *box = &d->items[i].box;
        if (box->frame == 0) {
            gr_boxes_refuse(d, d->items[i].node->at, GR_CODE_DIAGRAM,
                            "a box outside the lanes; put it in one, or write in= with the id of "
                            "one",
                            gr_str_fmt(d->expander->arena, "'" GR_FMT "'", GR_ARG(called(box))));
            return;
        }
        uint16_t *rows = &d->frames[box->frame - 1].rows;
        *rows = box->row > *rows ? box->row : *rows;
    }
    unsigned row = 0;
    for (size_t f = 0; f < d->n_frames; f++) {
        for (size_t i = 0; i < d->n; i++) {
            gr_chart_box *box = &d->items[i].box;
            box->row = (uint16_t)(box->row + (box->frame == f + 1 ? row : 0));
        }
        row += d->frames[f].rows;
    }
    if (row > GR_CHART_MOST_LINES) {
        gr_boxes_refuse(d, d->frame_nodes[0]->at, GR_CODE_DIAGRAM,
                        "lanes with more than 12 rows together; make two diagrams of it",
                        gr_str_fmt(d->expander->arena, "%u rows", row));
    }
}

/* --- what would hide, or be hidden --- */

typedef struct field { /* rows and columns, first and last */
    unsigned top, bottom, left, right;
} field;

static field field_of(const gr_chart_box *box)
{
    return (field){box->row, box->row, box->column, box->column + box->columns - 1u};
}

static bool share_place(field a, field b)
{
    return a.top <= b.bottom && b.top <= a.bottom && a.left <= b.right && b.left <= a.right;
}

static void check_overlaps(gr_boxes *d)
{
    for (size_t i = 0; i < d->n; i++) {
        for (size_t k = 0; k < i; k++) {
            const gr_chart_box *box = &d->items[i].box, *other = &d->items[k].box;
            if (share_place(field_of(box), field_of(other))) {
                const gr_tnode *node = d->items[i].node;
                const char *attr = gr_tnode_attr(node, "row") != NULL ? "row" : "column";
                gr_boxes_refuse(d, gr_tnode_place(node, attr), GR_CODE_CHART_DATA,
                                "two boxes in one place; give each a row or a column of its own",
                                two_names(d, called(box), " over ", called(other)));
                return;
            }
        }
    }
}

static bool frame_field(const gr_boxes *d, size_t frame, field *out)
{
    bool any = false;
    for (size_t i = 0; i < d->n; i++) {
        field own = field_of(&d->items[i].box);
        if (d->items[i].box.frame != frame + 1) {
            continue;
        }
        out->top = !any || own.top < out->top ? own.top : out->top;
        out->bottom = !any || own.bottom > out->bottom ? own.bottom : out->bottom;
        out->left = !any || own.left < out->left ? own.left : out->left;
        out->right = !any || own.right > out->right ? own.right : out->right;
        any = true;
    }
    return any;
}

/** What stands in a frame and is not of it would be taken for one of its boxes. */
static void check_inside(gr_boxes *d, size_t frame, field own)
{
    for (size_t i = 0; i < d->n; i++) {
        const gr_box_made *one = &d->items[i];
        if (one->box.frame != frame + 1 && share_place(own, field_of(&one->box))) {
            gr_boxes_refuse(
                d, one->node->at, GR_CODE_DIAGRAM,
                "a box that stands between the boxes of a frame and is none of them; "
                "put it in the frame, or in another row or column",
                two_names(d, called(&one->box), " in ", frame_called(&d->frames[frame])));
            return;
        }
    }
    for (size_t other = 0; other < frame; other++) {
        field that = {0};
        if (frame_field(d, other, &that) && share_place(own, that)) {
            gr_boxes_refuse(d, d->frame_nodes[frame]->at, GR_CODE_DIAGRAM,
                            "two frames that overlap; put the boxes of each together",
                            two_names(d, frame_called(&d->frames[frame]), " and ",
                                      frame_called(&d->frames[other])));
            return;
        }
    }
}

static void check_frames(gr_boxes *d)
{
    for (size_t f = 0; f < d->n_frames && !d->failed; f++) {
        field own = {0};
        bool any = frame_field(d, f, &own);
        if (any && !d->chart->lanes) {
            check_inside(d, f, own);
        }
        if (!any) {
            gr_diag_report_halves(
                d->expander->context->diag, d->frame_nodes[f]->at, GR_CODE_DIAGRAM_EMPTY,
                d->chart->lanes ? GR_LIT("a lane that no box stands in stays empty; leave it "
                                         "out with 'if', or put a box in it")
                                : GR_LIT("a frame that no box stands in is not drawn; leave "
                                         "it out with 'if', or put a box in it"),
                "'" GR_FMT "'", GR_ARG(frame_called(&d->frames[f])));
        }
    }
}

/** Each column has its share, and none is for a column that there is not. */
static void check_widths(gr_boxes *d)
{
    const gr_tattr *attr = gr_tnode_attr(d->node, "widths");
    unsigned columns = 1;
    for (size_t i = 0; i < d->n; i++) {
        field own = field_of(&d->items[i].box);
        columns = own.right > columns ? own.right : columns;
    }
    if (attr == NULL) {
        return;
    }
    uint16_t *widths = GR_NEW_N(d->expander->arena, uint16_t, 2 * GR_CHART_MOST_LINES);
    size_t n = 0;
    for (size_t i = 0; i < attr->value.len; i++) { /* digits and spaces, as its reader saw to */
        bool digit = attr->value.ptr[i] != ' ';
        n += digit && (i == 0 || attr->value.ptr[i - 1] == ' ') ? 1 : 0;
        if (digit && n <= 2 * GR_CHART_MOST_LINES) {
            widths[n - 1] = (uint16_t)(widths[n - 1] * 10 + (attr->value.ptr[i] - '0'));
        }
    }
    if (n != columns) {
        gr_boxes_refuse(d, attr->at, GR_CODE_DIAGRAM,
                        "as many widths as there are columns, and no more",
                        gr_str_fmt(d->expander->arena, "%zu widths, and boxes stand in %u columns",
                                   n, columns));
        return;
    }
    d->chart->widths = widths;
}

void gr_boxes_place(gr_boxes *d)
{
    find_frames(d);
    if (d->chart->lanes && !d->failed) {
        stack_lanes(d);
    }
    if (!d->failed) {
        check_overlaps(d);
    }
    check_frames(d);
    if (!d->failed) {
        check_widths(d);
    }
}
