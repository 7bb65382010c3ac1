#include "chart_priv.h"

/* Owns diagrams, trees and phases in words: in the text alternative, and as the nested list that
 * stands where no drawing has room. Nothing that is drawn is left out of either. */

/** Ends a sentence, unless a name has done so: "Scalabor B.V." */
static void add_stop(gr_buf *out)
{
    char last = out->len > 0 ? out->ptr[out->len - 1] : '.';
    if (last != '.' && last != '?' && last != '!') {
        gr_buf_add_char(out, '.');
    }
}

/** "Algemeen bestuur (bestuur; één lid per gemeente)". */
static void add_box(const gr_chart *chart, const gr_chart_box *box, gr_buf *out)
{
    const char *before = " (";
    gr_buf_add(out, box->title);
    if (box->kind > 0) {
        gr_buf_addf(out, "%s" GR_FMT, before, GR_ARG(chart->kinds[box->kind - 1]));
        before = "; ";
    }
    if (box->text.len > 0) {
        gr_buf_addf(out, "%s" GR_FMT, before, GR_ARG(box->text));
        before = "; ";
    }
    gr_buf_add(out, before[0] == ';' ? GR_LIT(")") : GR_LIT(""));
}

/** "van A naar B: label", "van A naar B en terug", "tussen A en B". */
static void add_edge(const gr_chart *chart, const gr_chart_edge *edge, const gr_chart_words *words,
                     gr_buf *out)
{
    bool none = edge->heads == GR_ARROW_NONE;
    gr_buf_addf(out, GR_FMT " " GR_FMT " " GR_FMT " " GR_FMT,
                GR_ARG(none ? words->between : words->from), GR_ARG(chart->boxes[edge->from].title),
                GR_ARG(none ? words->both : words->to), GR_ARG(chart->boxes[edge->to].title));
    if (edge->heads == GR_ARROW_BOTH) {
        gr_buf_addf(out, " " GR_FMT, GR_ARG(words->back));
    }
    if (edge->label.len > 0) {
        gr_buf_addf(out, ": " GR_FMT, GR_ARG(edge->label));
    }
}

/** "Fase 2 van 4, hier zijn we nu: Koers bepalen (wat kiezen wij)". */
static void add_phase(const gr_chart *chart, size_t nr, const gr_chart_words *words, gr_buf *out)
{
    const gr_chart_box *box = &chart->boxes[nr];
    gr_alt_capital(out, words->phase);
    gr_buf_addf(out, " %zu " GR_FMT " %zu", nr + 1, GR_ARG(words->of), chart->n_boxes);
    if (box->here) {
        gr_buf_addf(out, ", " GR_FMT, GR_ARG(words->here));
    }
    gr_buf_add(out, GR_LIT(": "));
    add_box(chart, box, out);
}

/* --- the text alternative --- */

/** Boxes of one frame, or of none, in the order of the drawing. */
static void add_boxes_of(const gr_chart *chart, size_t frame, gr_buf *out)
{
    const char *before = ": ";
    for (size_t i = 0; i < chart->n_boxes; i++) {
        if (chart->boxes[i].frame == frame) {
            gr_buf_add(out, gr_str_of(before));
            add_box(chart, &chart->boxes[i], out);
            before = "; ";
        }
    }
    add_stop(out);
}

static bool has_boxes(const gr_chart *chart, size_t frame)
{
    for (size_t i = 0; i < chart->n_boxes; i++) {
        if (chart->boxes[i].frame == frame) {
            return true;
        }
    }
    return false;
}

/** A frame without boxes is not drawn; a lane is. */
static bool is_drawn(const gr_chart *chart, size_t nr)
{
    return chart->lanes || has_boxes(chart, nr + 1);
}

static void alt_diagram(const gr_chart *chart, const gr_chart_words *words, gr_buf *out)
{
    unsigned nr = 0;
    if (has_boxes(chart, 0)) {
        gr_buf_add_char(out, ' ');
        gr_alt_capital(out, words->boxes);
        add_boxes_of(chart, 0, out);
    }
    for (size_t i = 0; i < chart->n_frames; i++) {
        if (!is_drawn(chart, i)) {
            continue;
        }
        gr_buf_add_char(out, ' ');
        gr_alt_capital(out, words->within);
        gr_buf_addf(out, " " GR_FMT, GR_ARG(chart->frames[i].title));
        add_boxes_of(chart, i + 1, out);
    }
    gr_buf_add(out, chart->n_edges > 0 ? GR_LIT(" ") : GR_LIT(""));
    gr_alt_capital(out, chart->n_edges > 0 ? words->edges : GR_LIT(""));
    for (size_t i = 0; i < chart->n_edges; i++) {
        gr_buf_add(out, i == 0 ? GR_LIT(": ") : GR_LIT("; "));
        if (chart->edges[i].label.len > 0) {
            gr_buf_addf(out, "%u. ", ++nr);
        }
        add_edge(chart, &chart->edges[i], words, out);
    }
    add_stop(out);
}

/** "1. Vraag. 1.1. Tak. 1.1.1. Uitspraak. 1.2. ...": where each hangs is heard from its number. */
static void alt_tree(const gr_chart *chart, gr_buf *out)
{
    unsigned numbers[UINT8_MAX] = {0};
    for (size_t i = 0; i < chart->n_boxes; i++) {
        const gr_chart_box *box = &chart->boxes[i];
        size_t depth = box->depth < UINT8_MAX - 1 ? box->depth : UINT8_MAX - 2;
        numbers[depth]++;
        numbers[depth + 1] = 0;
        gr_buf_add_char(out, ' ');
        for (size_t d = 0; d <= depth; d++) {
            gr_buf_addf(out, "%u.", numbers[d]);
        }
        gr_buf_add_char(out, ' ');
        add_box(chart, box, out);
        add_stop(out);
    }
}

void gr_alt_boxes(const gr_chart *chart, const gr_chart_words *words, gr_buf *out)
{
    if (chart->type == GR_CHART_TREE) {
        alt_tree(chart, out);
        return;
    }
    if (chart->type == GR_CHART_DIAGRAM) {
        alt_diagram(chart, words, out);
        return;
    }
    for (size_t i = 0; i < chart->n_boxes; i++) {
        gr_buf_add_char(out, ' ');
        add_phase(chart, i, words, out);
        add_stop(out);
    }
}

/* --- a nested list --- */

typedef struct outline {
    const gr_chart *chart;
    const gr_chart_words *words;
    gr_arena *arena;
    gr_chart_line *lines;
    size_t n, cap;
} outline;

static void add_line(outline *o, gr_buf text, size_t depth)
{
    *GR_PUSH(o->arena, o->lines, o->n, o->cap, gr_chart_line) =
        (gr_chart_line){gr_buf_view(&text), (uint16_t)depth};
}

static void line_of_text(outline *o, gr_str text, size_t depth)
{
    gr_buf line = gr_buf_make(o->arena, SIZE_MAX);
    gr_alt_capital(&line, text);
    add_line(o, line, depth);
}

static void lines_of_boxes(outline *o, size_t frame, size_t depth)
{
    for (size_t i = 0; i < o->chart->n_boxes; i++) {
        const gr_chart_box *box = &o->chart->boxes[i];
        gr_buf line = gr_buf_make(o->arena, SIZE_MAX);
        if (o->chart->type == GR_CHART_PHASES) {
            add_phase(o->chart, i, o->words, &line);
        } else {
            add_box(o->chart, box, &line);
        }
        if (box->frame == frame) {
            add_line(o, line, depth + box->depth);
        }
    }
}

static void lines_of_edges(outline *o)
{
    if (o->chart->n_edges > 0) {
        line_of_text(o, o->words->edges, 0);
    }
    for (size_t i = 0; i < o->chart->n_edges; i++) {
        gr_buf line = gr_buf_make(o->arena, SIZE_MAX);
        add_edge(o->chart, &o->chart->edges[i], o->words, &line);
        add_line(o, line, 1);
    }
}

const gr_chart_line *gr_chart_outline(const gr_chart *chart, const gr_chart_words *words,
                                      gr_arena *arena, size_t *out_n)
{
    outline o = {.chart = chart, .words = words, .arena = arena};
    lines_of_boxes(&o, 0, 0);
    for (size_t i = 0; i < chart->n_frames; i++) {
        if (!is_drawn(chart, i)) {
            continue;
        }
        gr_buf line = gr_buf_make(arena, SIZE_MAX);
        gr_buf_add(&line, chart->frames[i].title);
        add_line(&o, line, 0);
        lines_of_boxes(&o, i + 1, 1);
    }
    lines_of_edges(&o);
    *out_n = o.n;
    return o.lines;
}
