#include "chart_priv.h"

/* Boxes in rows and columns, with arrows between them. A box is as high as its texts need, and so
 * is its row. An arrow with a label has a number, which is explained under the drawing. */

#define GAP        4000
#define PAD        6000
#define WIDEST     190000 /* of a box */
#define LANE       9000   /* height that a level run takes in a band */
#define WIDE_LANE  16000  /* the same, with numbers on arrows */
#define LEAST_BAND 16000
#define MOST_BAND  44000
#define FRAME      700

typedef struct box_text {
    gr_wrapped title, text;
    bool bold;
} box_text;

/* --- size --- */

static size_t last_line(const gr_chart *chart, bool rows)
{
    size_t last = 1;
    for (size_t i = 0; i < chart->n_boxes; i++) {
        const gr_chart_box *box = &chart->boxes[i];
        size_t end = rows ? box->row : (size_t)box->column + box->columns - 1;
        last = end > last ? end : last;
    }
    return last;
}

static bool has_level_edge(const gr_chart *chart)
{
    for (size_t i = 0; i < chart->n_edges; i++) {
        if (chart->boxes[chart->edges[i].from].row == chart->boxes[chart->edges[i].to].row) {
            return true;
        }
    }
    return false;
}

static gr_mpt between(gr_mpt value, gr_mpt least, gr_mpt most)
{
    return value < least ? least : value > most ? most : value;
}

static gr_status share_width(gr_diagram *d)
{
    const gr_chart *chart = d->plot->chart;
    d->n_rows = last_line(chart, true);
    d->n_columns = last_line(chart, false);
    if (d->n_rows > GR_CHART_MOST_LINES || d->n_columns > 2 * GR_CHART_MOST_LINES) {
        return gr_plot_refuse(d->plot, "more rows or columns than a diagram may have");
    }
    d->column = d->plot->space->width / (gr_mpt)d->n_columns;
    d->gap = has_level_edge(chart) ? between(d->column / 3, 26000, 90000)
                                   : between(d->column / 8, 6000, 20000);
    if (d->column - d->gap < 30000) {
        return gr_plot_small(
            d->plot, GR_LIT("too little for so many boxes beside each other; use more rows"));
    }
    return GR_OK;
}

/** Place and width of a box; its row says height and top. */
static void place_across(gr_diagram *d, size_t nr)
{
    const gr_chart_box *box = &d->plot->chart->boxes[nr];
    gr_mpt room = d->column * box->columns;
    gr_mpt width = room - d->gap > WIDEST ? WIDEST : room - d->gap;
    d->boxes[nr].width = width;
    d->boxes[nr].x = d->column * (box->column - 1) + (room - width) / 2;
}

static gr_mpt height_of(const gr_plot *plot, const box_text *text)
{
    return gr_wrapped_height(plot, &text->title) + gr_wrapped_height(plot, &text->text) + 2 * PAD;
}

/** Titles are bold, unless that would break one of them within a word. */
static bool may_be_bold(const gr_diagram *d)
{
    const gr_chart *chart = d->plot->chart;
    for (size_t i = 0; i < chart->n_boxes; i++) {
        gr_mpt width = d->boxes[i].width - PAD;
        if (gr_plot_wrap_bold(d->plot, chart->boxes[i].title, width).broken) {
            return false;
        }
    }
    return true;
}

static box_text *wrap_texts(gr_diagram *d)
{
    gr_plot *plot = d->plot;
    const gr_chart *chart = plot->chart;
    box_text *texts = GR_NEW_N(plot->arena, box_text, chart->n_boxes);
    for (size_t i = 0; i < chart->n_boxes; i++) {
        place_across(d, i);
    }
    bool bold = may_be_bold(d);
    for (size_t i = 0; i < chart->n_boxes; i++) {
        const gr_chart_box *box = &chart->boxes[i];
        gr_mpt width = d->boxes[i].width - PAD;
        texts[i].bold = bold;
        texts[i].title = bold ? gr_plot_wrap_bold(plot, box->title, width)
                              : gr_plot_wrap(plot, box->title, width);
        texts[i].text = gr_plot_wrap(plot, box->text, width);
        gr_mpt *height = &d->heights[box->row - 1], own = height_of(plot, &texts[i]);
        *height = own > *height ? own : *height;
    }
    return texts;
}

/** What is left of the height that was asked for: between rows, or of one row in its boxes. */
static void fill_height(gr_diagram *d, gr_mpt left)
{
    gr_mpt inner = (gr_mpt)d->n_rows - 1;
    if (inner == 0) {
        d->heights[0] += left;
        return;
    }
    for (size_t r = 1; r < d->n_rows; r++) {
        d->bands[r] += left / inner;
    }
    d->bands[1] += left % inner;
}

/** Bands as high as their runs need, and what is left of the height up to a comfortable measure. */
static gr_status share_height(gr_diagram *d, gr_mpt top, gr_mpt below)
{
    gr_mpt used = top + below + FRAME, inner = d->n_rows > 1 ? (gr_mpt)d->n_rows - 1 : 1;
    gr_mpt lane = below > 0 ? WIDE_LANE : LANE;
    for (size_t r = 0; r <= d->n_rows; r++) {
        bool outer = r == 0 || r == d->n_rows;
        gr_mpt lanes = (gr_mpt)d->lanes[r];
        d->bands[r] = outer ? lanes * lane : between((lanes + 1) * lane, LEAST_BAND, 1 << 20);
        used += d->bands[r] + (r < d->n_rows ? d->heights[r] : 0);
    }
    GR_TRY(gr_plot_need(d->plot, used));
    gr_mpt more = (d->plot->height - used) / inner, y = top + FRAME / 2;
    if (d->plot->chart->height > 0) {
        fill_height(d, d->plot->height - used);
        more = 0;
    }
    for (size_t r = 0; r < d->n_rows; r++) {
        if (r > 0) {
            gr_mpt room = MOST_BAND - d->bands[r];
            d->bands[r] += room <= 0 ? 0 : room < more ? room : more;
        }
        d->tops[r] = y + d->bands[r];
        y = d->tops[r] + d->heights[r];
    }
    d->tops[d->n_rows] = y + d->bands[d->n_rows];
    d->plot->height = d->tops[d->n_rows] + below + FRAME / 2;
    return GR_OK;
}

/* --- boxes --- */

static void draw_box(gr_diagram *d, size_t nr, const box_text *text)
{
    gr_plot *plot = d->plot;
    gr_rect *rect = &d->boxes[nr];
    gr_mpt leading = plot->space->label_leading;
    gr_pen_frame(&plot->pen, *rect,
                 (gr_shape_ink){plot->space->paper, gr_plot_colour(plot, 0), 2 * FRAME});
    gr_text_spot spot = {rect->x + rect->width / 2, 0, 0, text->bold, plot->space->text};
    gr_mpt all = leading * (gr_mpt)(text->title.n + text->text.n);
    gr_mpt first = rect->y + (rect->height - all) / 2;
    spot.y = first + leading * (gr_mpt)text->title.n / 2;
    gr_plot_lines(plot, &text->title, spot);
    spot.y = first + leading * (gr_mpt)text->title.n + leading * (gr_mpt)text->text.n / 2;
    spot.bold = false;
    gr_plot_lines(plot, &text->text, spot);
}

/* --- what the numbers mean --- */

static gr_wrapped *wrap_labels(const gr_plot *plot, gr_mpt *out_height)
{
    const gr_chart *chart = plot->chart;
    gr_wrapped *labels = GR_NEW_N(plot->arena, gr_wrapped, chart->n_edges);
    gr_mpt height = 0;
    for (size_t i = 0; i < chart->n_edges; i++) {
        labels[i] = gr_plot_wrap(plot, chart->edges[i].label,
                                 plot->space->width - 2 * GR_EDGE_NUMBER - GAP);
        gr_mpt own = gr_wrapped_height(plot, &labels[i]), least = 2 * GR_EDGE_NUMBER + GAP / 2;
        if (labels[i].n > 0) {
            height += own > least ? own : least;
            height = height > GR_MOST_LABEL ? GR_MOST_LABEL : height;
        }
    }
    *out_height = height > 0 ? height + 2 * GAP : 0;
    return labels;
}

static void draw_labels(gr_plot *plot, const gr_wrapped *labels, gr_mpt top)
{
    gr_mpt leading = plot->space->label_leading, y = top + 2 * GAP;
    unsigned nr = 0;
    for (size_t i = 0; i < plot->chart->n_edges; i++) {
        if (labels[i].n == 0) {
            continue;
        }
        gr_mpt own = leading * (gr_mpt)labels[i].n, least = 2 * GR_EDGE_NUMBER + GAP / 2;
        own = own > least ? own : least;
        gr_edge_number(plot, (gr_point){GR_EDGE_NUMBER + FRAME, y + own / 2}, ++nr);
        gr_plot_lines(
            plot, &labels[i],
            (gr_text_spot){2 * GR_EDGE_NUMBER + GAP, y + own / 2, -1, false, plot->space->text});
        y += own;
    }
}

gr_status gr_draw_diagram(gr_plot *plot)
{
    const gr_chart *chart = plot->chart;
    gr_diagram d = {.plot = plot};
    gr_rect area = {0, 0, plot->space->width, plot->height};
    gr_mpt below = 0;
    if (chart->n_boxes == 0) {
        return gr_plot_refuse(plot, "no boxes to draw");
    }
    gr_plot_unit(plot, &area);
    GR_TRY(share_width(&d));
    d.boxes = GR_NEW_N(plot->arena, gr_rect, chart->n_boxes);
    const box_text *texts = wrap_texts(&d);
    gr_wrapped *labels = wrap_labels(plot, &below);
    gr_edges_count(&d);
    GR_TRY(share_height(&d, area.y, below));
    for (size_t i = 0; i < chart->n_boxes; i++) {
        d.boxes[i].y = d.tops[chart->boxes[i].row - 1];
        d.boxes[i].height = d.heights[chart->boxes[i].row - 1];
    }
    for (size_t i = 0; i < chart->n_boxes; i++) {
        draw_box(&d, i, &texts[i]);
    }
    GR_TRY(gr_edges_draw(&d));
    draw_labels(plot, labels, d.tops[d.n_rows]);
    return GR_OK;
}
