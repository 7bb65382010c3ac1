#include "chart_priv.h"

/* Boxes in rows and columns, with arrows between them. A box is as high as its texts need, and so
 * is its row. Labels stand on their arrows where there is room for all of them; else each arrow
 * with one has a number, which is explained under the drawing. */

#define GAP        4000
#define WIDEST     190000 /* of a box */
#define LANE       9000   /* height that a level run takes in a band */
#define WIDE_LANE  16000  /* the same, with numbers on arrows */
#define LEAST_BAND 16000
#define MOST_BAND  44000
#define FRAME      700
#define FRAMED_GAP 26000 /* between columns when frames stand in it */
#define LEAST_ROOM 30000 /* width of a box */
#define MOST_LABEL 60000 /* width of a label on a level arrow that columns make room for */

/* --- size --- */

static size_t last_line(const gr_chart *chart, bool rows)
{
    size_t last = 1, lanes = 0;
    for (size_t i = 0; i < chart->n_boxes; i++) {
        const gr_chart_box *box = &chart->boxes[i];
        size_t end = rows ? box->row : (size_t)box->column + box->columns - 1;
        last = end > last ? end : last;
    }
    for (size_t i = 0; rows && chart->lanes && i < chart->n_frames; i++) {
        lanes += chart->frames[i].rows;
    }
    return last > lanes ? last : lanes;
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

/** Columns share what lanes leave: alike, or as `widths` says. */
static void cut_columns(gr_diagram *d)
{
    const uint16_t *widths = d->plot->chart->widths;
    int64_t all = 0, before = 0, room = d->plot->space->width - d->left;
    for (size_t c = 0; c < d->n_columns; c++) {
        all += widths == NULL ? 1 : widths[c];
    }
    for (size_t c = 0; c <= d->n_columns; c++) {
        d->edges[c] = d->left + (gr_mpt)(room * before / all);
        before += c == d->n_columns ? 0 : widths == NULL ? 1 : widths[c];
    }
}

static gr_mpt narrowest(const gr_diagram *d)
{
    gr_mpt least = d->edges[1] - d->edges[0];
    for (size_t c = 1; c < d->n_columns; c++) {
        gr_mpt own = d->edges[c + 1] - d->edges[c];
        least = own < least ? own : least;
    }
    return least;
}

/** What labels of level arrows need between their boxes, where these have enough left. */
static gr_mpt label_gap(const gr_diagram *d, gr_mpt column)
{
    const gr_chart *chart = d->plot->chart;
    gr_mpt widest = 0;
    for (size_t i = 0; i < chart->n_edges; i++) {
        const gr_chart_edge *edge = &chart->edges[i];
        bool level = chart->boxes[edge->from].row == chart->boxes[edge->to].row;
        gr_wrapped words = gr_plot_wrap(d->plot, edge->label, level ? MOST_LABEL : 1 << 20);
        level = level && !words.broken && words.n <= 3; /* else it gets a number */
        widest = level && words.width > widest ? words.width : widest;
    }
    gr_mpt gap = widest + 2 * GR_EDGE_HEAD + 4 * GAP;
    return widest > 0 && column - gap >= 2 * LEAST_ROOM ? gap : 0;
}

static gr_status share_width(gr_diagram *d)
{
    const gr_chart *chart = d->plot->chart;
    d->n_rows = last_line(chart, true);
    d->n_columns = last_line(chart, false);
    if (d->n_rows > GR_CHART_MOST_LINES || d->n_columns > GR_MOST_COLUMNS) {
        return gr_plot_refuse(d->plot, "more rows or columns than a diagram may have");
    }
    d->left = gr_frames_left(d);
    cut_columns(d);
    gr_mpt column = (d->plot->space->width - d->left) / (gr_mpt)d->n_columns;
    d->gap = has_level_edge(chart) ? between(column / 3, 26000, 90000)
                                   : between(column / 8, 6000, 20000);
    if (chart->n_frames > 0 && !chart->lanes && d->gap < FRAMED_GAP) {
        d->gap = FRAMED_GAP;
    }
    gr_mpt least = narrowest(d), for_labels = label_gap(d, least);
    d->gap = for_labels > d->gap ? for_labels : d->gap;
    if (least - d->gap < LEAST_ROOM && chart->widths != NULL && column - d->gap >= LEAST_ROOM) {
        return gr_plot_small(d->plot, GR_LIT("too little for the smallest of its 'widths'; make "
                                             "them less unlike"));
    }
    if (least - d->gap < LEAST_ROOM) {
        return gr_plot_small(
            d->plot, GR_LIT("too little for so many boxes beside each other; use more rows"));
    }
    return GR_OK;
}

/** Place and width of a box; its row says height and top. */
static void place_across(gr_diagram *d, size_t nr)
{
    const gr_chart_box *box = &d->plot->chart->boxes[nr];
    gr_mpt from = d->edges[box->column - 1];
    gr_mpt room = d->edges[box->column - 1 + box->columns] - from;
    gr_mpt width = room - d->gap > WIDEST ? WIDEST : room - d->gap;
    d->boxes[nr].width = width;
    d->boxes[nr].x = from + (room - width) / 2;
}

static gr_box_words *wrap_texts(gr_diagram *d)
{
    gr_plot *plot = d->plot;
    const gr_chart *chart = plot->chart;
    gr_box_words *texts = GR_NEW_N(plot->arena, gr_box_words, chart->n_boxes);
    for (size_t i = 0; i < chart->n_boxes; i++) {
        place_across(d, i);
    }
    bool bold = gr_boxes_bold(plot, d->boxes);
    for (size_t i = 0; i < chart->n_boxes; i++) {
        const gr_chart_box *box = &chart->boxes[i];
        texts[i] = gr_box_wrap(plot, box, d->boxes[i].width, bold);
        gr_mpt *height = &d->heights[box->row - 1], own = gr_box_height(plot, &texts[i]);
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

/** A band takes its runs, and what frames the rows beside it. */
static gr_mpt share_bands(gr_diagram *d, gr_mpt lane)
{
    gr_mpt used = 0;
    for (size_t r = 0; r <= d->n_rows; r++) {
        bool outer = r == 0 || r == d->n_rows;
        gr_mpt lanes = (gr_mpt)d->lanes[r], framed = d->before[r] + d->after[r];
        gr_mpt runs = outer ? lanes * lane : between((lanes + 1) * lane, LEAST_BAND, 1 << 20);
        runs = framed > 0 && lanes == 0 && !outer ? GAP : runs;
        d->bands[r] = runs + framed;
        used += d->bands[r] + (r < d->n_rows ? d->heights[r] : 0);
    }
    return used;
}

static gr_mpt lane_height(const gr_diagram *d, gr_mpt below)
{
    gr_mpt label = d->plot->space->label_leading + GR_EDGE_HEAD + 2000;
    return d->on_arrows ? label : below > 0 ? WIDE_LANE : LANE;
}

/** Bands as high as their runs need, and what is left of the height up to a comfortable measure. */
static gr_status share_height(gr_diagram *d, gr_mpt top, gr_mpt below)
{
    gr_mpt inner = d->n_rows > 1 ? (gr_mpt)d->n_rows - 1 : 1;
    gr_mpt used = top + below + FRAME + share_bands(d, lane_height(d, below));
    GR_TRY(gr_plot_need(d->plot, used));
    gr_mpt more = (d->plot->height - used) / inner, y = top + FRAME / 2;
    if (d->plot->chart->height > 0) {
        fill_height(d, d->plot->height - used);
        more = 0;
    }
    for (size_t r = 0; r < d->n_rows; r++) {
        if (r > 0) {
            gr_mpt room = MOST_BAND + d->before[r] + d->after[r] - d->bands[r];
            room = d->plot->chart->lanes ? 0 : room;
            d->bands[r] += room <= 0 ? 0 : room < more ? room : more;
        }
        d->tops[r] = y + d->bands[r];
        y = d->tops[r] + d->heights[r];
    }
    d->tops[d->n_rows] = y + d->bands[d->n_rows];
    d->plot->height = d->tops[d->n_rows] + below + FRAME / 2;
    return GR_OK;
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

/* --- all of it --- */

/** Places of boxes and ways of arrows; false in *out_placed: labels or numbers find no room. */
static gr_status lay_out(gr_diagram *d, gr_mpt top, gr_mpt below, bool *out_placed)
{
    const gr_chart *chart = d->plot->chart;
    gr_edges_count(d);
    gr_frames_rooms(d);
    GR_TRY(share_height(d, top, below));
    for (size_t i = 0; i < chart->n_boxes; i++) {
        d->boxes[i].y = d->tops[chart->boxes[i].row - 1];
        d->boxes[i].height = d->heights[chart->boxes[i].row - 1];
    }
    gr_edges_route(d);
    *out_placed = gr_edge_labels_place(d);
    return GR_OK;
}

static bool has_labels(const gr_chart *chart)
{
    for (size_t i = 0; i < chart->n_edges; i++) {
        if (chart->edges[i].label.len > 0) {
            return true;
        }
    }
    return false;
}

/** First with labels on arrows, where the page is high enough; then with numbers. */
static gr_status arrange(gr_diagram *d, gr_mpt top, gr_mpt below)
{
    gr_diagram numbered = *d;
    gr_plot plain = *d->plot;
    bool placed = false;
    d->on_arrows = has_labels(d->plot->chart);
    if (d->on_arrows) {
        gr_diag *aside = gr_diag_new(d->plot->arena, 1); /* what it lacks the second way tells */
        d->plot->diag = aside;
        gr_status status = lay_out(d, top, 0, &placed);
        d->plot->diag = plain.diag;
        if (status == GR_OK && placed) {
            return GR_OK;
        }
        *d->plot = plain;
        *d = numbered;
    }
    GR_TRY(lay_out(d, top, below, &placed));
    return placed ? GR_OK
                  : gr_plot_small(d->plot, GR_LIT("too little for the numbers of its arrows; use "
                                                  "fewer boxes beside each other"));
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
    gr_plot_kinds(plot, &area);
    GR_TRY(share_width(&d));
    d.boxes = GR_NEW_N(plot->arena, gr_rect, chart->n_boxes);
    const gr_box_words *texts = wrap_texts(&d);
    gr_wrapped *labels = wrap_labels(plot, &below);
    GR_TRY(arrange(&d, area.y, below));
    gr_frames_draw(&d);
    for (size_t i = 0; i < chart->n_boxes; i++) {
        gr_box_draw(plot, &chart->boxes[i], d.boxes[i], &texts[i],
                    gr_box_plain(plot, &chart->boxes[i]));
    }
    gr_edges_draw(&d);
    gr_frames_name(&d);
    gr_edge_labels_draw(&d);
    if (!d.on_arrows) {
        draw_labels(plot, labels, d.tops[d.n_rows]);
    }
    return GR_OK;
}
