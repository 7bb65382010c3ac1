#include "chart_priv.h"

/* Phases: a strip of chevrons, each with its title; its text stands below it. The one at work is
 * filled, and words above it say so. Where titles do not fit beside each other, the strip goes on
 * in a next line. */

#define TIP        9000 /* how far a chevron points */
#define GAP        3000 /* between chevrons */
#define PAD        5000
#define LEAST_ROOM 34000 /* for words in a chevron */
#define LINE_GAP   12000 /* between lines of a strip */
#define MARKER     5000  /* height of the sign over the phase at work */
#define TEXT_GAP   3000
#define OUTLINE    1000

typedef struct strip {
    gr_plot *plot;
    size_t per_line;
    gr_mpt width; /* of a chevron, with its tip */
    gr_box_words *words;
    bool bold;
} strip;

static size_t n_phases(const strip *s)
{
    return s->plot->chart->n_boxes;
}

static gr_mpt step(const strip *s)
{
    return s->width - TIP + GAP;
}

/** For words: between the notch and the tip. */
static gr_mpt room(const strip *s)
{
    return s->width - 2 * TIP - PAD;
}

static bool wrap_all(strip *s)
{
    bool whole = true;
    for (size_t i = 0; i < n_phases(s); i++) {
        const gr_chart_box *box = &s->plot->chart->boxes[i];
        s->words[i].title = s->bold ? gr_plot_wrap_bold(s->plot, box->title, room(s))
                                    : gr_plot_wrap(s->plot, box->title, room(s));
        s->words[i].text = gr_plot_wrap(s->plot, box->text, step(s) - 2 * GAP);
        whole = whole && !s->words[i].title.broken;
    }
    return whole;
}

static void share_width(strip *s, size_t per_line)
{
    gr_mpt n = (gr_mpt)per_line;
    s->per_line = per_line;
    s->width = (s->plot->space->width - OUTLINE + (n - 1) * (TIP - GAP)) / n;
}

/** The most phases in a line with which no title is broken within a word. */
static bool choose(strip *s)
{
    size_t n = n_phases(s);
    for (size_t lines = 1; lines <= n; lines++) {
        share_width(s, (n + lines - 1) / lines);
        if (room(s) < LEAST_ROOM) {
            continue;
        }
        for (int bold = 1; bold >= 0; bold--) {
            s->bold = bold != 0;
            if (wrap_all(s)) {
                return true;
            }
        }
    }
    return room(s) >= LEAST_ROOM; /* one in a line, words hyphenated */
}

static uint32_t full_ink(const gr_plot *plot)
{
    bool known = plot->space->on_colours != NULL && plot->space->n_colours > 0;
    return known ? plot->space->on_colours[0] : GR_INK_NONE;
}

static void draw_chevron(strip *s, gr_rect at, size_t nr)
{
    gr_plot *plot = s->plot;
    gr_shape_pen *pen = &plot->pen;
    const gr_chart_box *box = &plot->chart->boxes[nr];
    gr_mpt right = at.x + at.width, middle = at.y + at.height / 2, bottom = at.y + at.height;
    bool first = nr == 0, full = box->here && full_ink(plot) != GR_INK_NONE;
    gr_pen_move(pen, (gr_point){at.x, at.y});
    gr_pen_draw(pen, (gr_point){right - TIP, at.y});
    gr_pen_draw(pen, (gr_point){right, middle});
    gr_pen_draw(pen, (gr_point){right - TIP, bottom});
    gr_pen_draw(pen, (gr_point){at.x, bottom});
    if (!first) {
        gr_pen_draw(pen, (gr_point){at.x + TIP, middle});
    }
    gr_pen_close(pen);
    gr_pen_end(pen, (gr_shape_ink){full ? gr_plot_colour(plot, 0) : gr_plot_tint(plot, 0),
                                   gr_plot_colour(plot, 0), box->here ? 2 * OUTLINE : OUTLINE});
    gr_mpt from = first ? at.x : at.x + TIP;
    gr_plot_lines(plot, &s->words[nr].title,
                  (gr_text_spot){from + (right - TIP - from) / 2, middle, 0, s->bold,
                                 full ? full_ink(plot) : plot->space->text});
}

/** "hier zijn we nu", with a sign that points down to the phase; it stays within the drawing. */
static void draw_here(strip *s, gr_rect at, gr_mpt y)
{
    gr_plot *plot = s->plot;
    gr_shape_pen *pen = &plot->pen;
    gr_str here = plot->chart->here;
    gr_mpt middle = at.x + at.width / 2, half = 0;
    half = here.len == 0 ? 0 : plot->space->measure(plot->space->user, here, true) / 2 + 500;
    gr_mpt x = middle - half < 0 ? half : middle;
    x = x + half > plot->space->width ? plot->space->width - half : x;
    gr_pen_label(pen, here,
                 (gr_text_spot){x, y + plot->space->label_size, 0, true, plot->space->text});
    gr_mpt top = y + plot->space->label_leading + 1000;
    gr_pen_move(pen, (gr_point){middle - MARKER, top});
    gr_pen_draw(pen, (gr_point){middle + MARKER, top});
    gr_pen_draw(pen, (gr_point){middle, top + MARKER});
    gr_pen_close(pen);
    gr_pen_end(pen, (gr_shape_ink){gr_plot_colour(plot, 0), GR_INK_NONE, 0});
}

/** Draws, or only measures, the phases from `first` on that stand in one line; its height. */
static gr_mpt lay_line(strip *s, size_t first, gr_mpt top, bool draw)
{
    const gr_plot *plot = s->plot;
    gr_mpt titles = 0, texts = 0, above = 0;
    size_t end = first + s->per_line < n_phases(s) ? first + s->per_line : n_phases(s);
    for (size_t i = first; i < end; i++) {
        gr_mpt title = gr_wrapped_height(plot, &s->words[i].title);
        gr_mpt text = gr_wrapped_height(plot, &s->words[i].text);
        titles = title > titles ? title : titles;
        texts = text > texts ? text : texts;
        above = plot->chart->boxes[i].here ? plot->space->label_leading + MARKER + 3000 : above;
    }
    gr_mpt height = titles + 2 * PAD + 2000, below = texts > 0 ? texts + TEXT_GAP : 0;
    height = height < 2 * TIP ? 2 * TIP : height;
    for (size_t i = first; draw && i < end; i++) {
        gr_rect at = {OUTLINE / 2 + step(s) * (gr_mpt)(i - first), top + above, s->width, height};
        draw_chevron(s, at, i);
        if (plot->chart->boxes[i].here) {
            draw_here(s, at, top);
        }
        gr_mpt own = gr_wrapped_height(plot, &s->words[i].text);
        gr_text_spot spot = {at.x + GAP, at.y + height + TEXT_GAP + own / 2, -1, false,
                             plot->space->text};
        gr_plot_lines(s->plot, &s->words[i].text, spot);
    }
    return above + height + below;
}

static gr_mpt lay_all(strip *s, bool draw)
{
    gr_mpt y = OUTLINE;
    for (size_t i = 0; i < n_phases(s); i += s->per_line) {
        y += i > 0 ? LINE_GAP : 0;
        y += lay_line(s, i, y, draw);
        y = y > GR_MOST_LABEL ? GR_MOST_LABEL : y;
    }
    return y + OUTLINE;
}

gr_status gr_draw_phases(gr_plot *plot)
{
    strip s = {.plot = plot};
    if (plot->chart->n_boxes == 0) {
        return gr_plot_refuse(plot, "no phases to draw");
    }
    s.words = GR_NEW_N(plot->arena, gr_box_words, plot->chart->n_boxes);
    if (!choose(&s)) {
        return gr_plot_small(plot, GR_LIT("too narrow for the names of phases"));
    }
    gr_mpt height = lay_all(&s, false);
    GR_TRY(gr_plot_need(plot, height));
    plot->height = height;
    (void)lay_all(&s, true);
    return GR_OK;
}
