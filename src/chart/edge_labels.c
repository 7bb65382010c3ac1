#include "chart_priv.h"

/* Owns what stands on arrows: labels, or numbers that stand for them. Each keeps clear of boxes, of
 * what stands on other arrows, and of those; only a number may stand on another arrow, where there
 * is no other place for it. */

#define PAD        2500 /* beside the words of a label */
#define MOST_LINES 3    /* of a label; what is longer is read better below */
#define STUB       3000 /* that must be seen of a line behind a label, besides its head */

typedef struct labelling {
    gr_diagram *d;
    bool strict; /* clear of other arrows too */
    size_t nr;   /* the arrow at work */
    gr_wrapped words;
} labelling;

static bool is_open(const labelling *all, gr_rect rect)
{
    const gr_diagram *d = all->d;
    const gr_chart *chart = d->plot->chart;
    if (rect.x < 0 || rect.x + rect.width > d->plot->space->width) {
        return false;
    }
    if (d->on_arrows && (rect.y < 0 || rect.y + rect.height > d->plot->height)) {
        return false;
    }
    for (size_t i = 0; i < chart->n_boxes; i++) {
        if (gr_rects_overlap(rect, d->boxes[i])) {
            return false;
        }
    }
    for (size_t i = 0; i < chart->n_edges; i++) {
        bool taken = i < all->nr && d->labels[i].width > 0 && gr_rects_overlap(rect, d->labels[i]);
        if (taken || (all->strict && i != all->nr && gr_edge_crosses(&d->lines[i], rect))) {
            return false;
        }
    }
    return true;
}

static gr_mpt distance(gr_mpt a, gr_mpt b)
{
    return a < b ? b - a : a - b;
}

static gr_mpt length_of(const gr_edge_line *line, size_t part)
{
    gr_point a = line->points[part - 1], b = line->points[part];
    return distance(a.x, b.x) + distance(a.y, b.y);
}

/** The parts of a line, 1 to n - 1, longest first. */
static void by_length(const gr_edge_line *line, size_t *out)
{
    for (size_t i = 1; i < line->n; i++) {
        size_t at = i - 1;
        for (; at > 0 && length_of(line, out[at - 1]) < length_of(line, i); at--) {
            out[at] = out[at - 1];
        }
        out[at] = i;
    }
}

static gr_point point_at(const gr_edge_line *line, size_t part, int percent)
{
    gr_point a = line->points[part - 1], b = line->points[part];
    return (gr_point){a.x + (gr_mpt)((int64_t)(b.x - a.x) * percent / 100),
                      a.y + (gr_mpt)((int64_t)(b.y - a.y) * percent / 100)};
}

static gr_rect circle_at(gr_point at)
{
    gr_mpt side = 2 * GR_EDGE_NUMBER + 1000;
    return (gr_rect){at.x - side / 2, at.y - side / 2, side, side};
}

/** Words in the middle of a part leave enough of it to be seen. */
static bool label_fits(const labelling *all, size_t part, gr_rect rect)
{
    const gr_edge_line *line = &all->d->lines[all->nr];
    gr_point a = line->points[part - 1], b = line->points[part];
    bool first = part == 1, last = part + 1 == line->n, level = a.y == b.y;
    gr_mpt from = STUB + (first ? GR_EDGE_HEAD : 0), to = STUB + (last ? GR_EDGE_HEAD : 0);
    gr_mpt low = level ? (a.x < b.x ? a.x : b.x) : (a.y < b.y ? a.y : b.y);
    gr_mpt high = low + length_of(line, part);
    gr_mpt begin = level ? rect.x : rect.y, size = level ? rect.width : rect.height;
    gr_mpt most = from > to ? from : to;
    return begin >= low + most && begin + size <= high - most;
}

static gr_rect words_at(const labelling *all, gr_point at)
{
    gr_mpt width = all->words.width + 2 * PAD;
    gr_mpt height = gr_wrapped_height(all->d->plot, &all->words);
    return (gr_rect){at.x - width / 2, at.y - height / 2, width, height};
}

static bool find_spot(labelling *all)
{
    static const int places[] = {50, 35, 65, 20, 80}; /* percent of a part */
    const gr_edge_line *line = &all->d->lines[all->nr];
    size_t parts[sizeof line->points / sizeof line->points[0]];
    by_length(line, parts);
    for (size_t i = 0; i + 1 < line->n; i++) {
        for (size_t p = 0; p < sizeof places / sizeof places[0]; p++) {
            gr_point at = point_at(line, parts[i], places[p]);
            gr_rect rect = all->d->on_arrows ? words_at(all, at) : circle_at(at);
            bool fits = !all->d->on_arrows || label_fits(all, parts[i], rect);
            if (fits && is_open(all, rect)) {
                all->d->labels[all->nr] = rect;
                return true;
            }
        }
    }
    return false;
}

/** A label on one line, else on more and narrower ones; never broken within a word. */
static bool find_label(labelling *all)
{
    static const gr_mpt widths[] = {150000, 100000, 75000, 55000};
    gr_str label = all->d->plot->chart->edges[all->nr].label;
    all->strict = true;
    for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++) {
        all->words = gr_plot_wrap(all->d->plot, label, widths[i]);
        if (!all->words.broken && all->words.n <= MOST_LINES && find_spot(all)) {
            all->d->label_lines[all->nr] = all->words;
            return true;
        }
    }
    return false;
}

static bool find_number(labelling *all)
{
    all->strict = true;
    if (find_spot(all)) {
        return true;
    }
    all->strict = false;
    return find_spot(all);
}

bool gr_edge_labels_place(gr_diagram *d)
{
    const gr_chart *chart = d->plot->chart;
    labelling all = {.d = d};
    d->labels = GR_NEW_N(d->plot->arena, gr_rect, chart->n_edges);
    d->label_lines = GR_NEW_N(d->plot->arena, gr_wrapped, chart->n_edges);
    for (all.nr = 0; all.nr < chart->n_edges; all.nr++) {
        if (chart->edges[all.nr].label.len > 0 &&
            !(d->on_arrows ? find_label(&all) : find_number(&all))) {
            return false;
        }
    }
    return true;
}

void gr_edge_labels_draw(gr_diagram *d)
{
    gr_plot *plot = d->plot;
    unsigned nr = 0;
    for (size_t i = 0; i < plot->chart->n_edges; i++) {
        gr_rect at = d->labels[i];
        gr_point middle = {at.x + at.width / 2, at.y + at.height / 2};
        if (at.width > 0 && d->on_arrows) {
            gr_pen_box(&plot->pen, at, plot->space->paper);
            gr_plot_lines(plot, &d->label_lines[i],
                          (gr_text_spot){middle.x, middle.y, 0, false, plot->space->text});
        } else if (at.width > 0) {
            gr_edge_number(plot, middle, ++nr);
        }
    }
}
