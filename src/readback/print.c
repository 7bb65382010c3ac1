/* Owns figures in print: each must stand where it was put, glyph by glyph. A page is held while it
 * is looked at; pages without figures are not read. */
#include "base/arena.h"
#include "pdf/read.h"
#include "readback_priv.h"

#define BESIDE 2 /* 1/10 mm that a glyph may begin before its figure's box */

typedef struct letter {
    gr_mpt x;
    gr_str chars;
} letter;

typedef struct run { /* letters on one base line, as they were drawn */
    gr_mpt y;
    bool loose; /* of some only the line is known */
    size_t first, n;
} run;

typedef struct waiting { /* a figure, by the page that it stands on */
    uint32_t page;
    uint32_t figure;
} waiting;

typedef struct printing {
    gr_readback *back;
    gr_arena *arena;
    waiting *figures; /* in the order of pages */
    size_t n_figures, next;
    uint32_t page; /* at hand; 0: none yet */
    letter *letters;
    size_t n, cap;
    run *runs;
    size_t n_runs, cap_runs;
    gr_buf want, shown;
} printing;

void gr_readback_place(gr_readback_figure *figure, const gr_figure_spot *spot)
{
    figure->page = spot->page;
    figure->left = gr_tenths_of(spot->left);
    figure->top = gr_tenths_of(spot->top);
    figure->right = gr_tenths_of(spot->right);
    figure->bottom = gr_tenths_of(spot->bottom);
    figure->drawn = spot->drawn;
    figure->more = spot->more;
}

/* --- a page --- */

typedef struct box {
    gr_mpt left, right, top, bottom; /* the last two are in it */
} box;

static box box_of(const gr_readback_figure *figure)
{
    return (box){gr_tenth_begin(figure->left - BESIDE), gr_tenth_begin(figure->right),
                 gr_tenth_begin(figure->top), gr_tenth_begin(figure->bottom + 1) - 1};
}

static void add_letters(printing *p, const box *in, bool loose)
{
    for (size_t i = 0; i < p->n_runs; i++) {
        const run *line = &p->runs[i];
        if (line->y < in->top || line->y > in->bottom) {
            continue;
        }
        for (size_t k = line->first; k < line->first + line->n; k++) {
            const letter *l = &p->letters[k];
            if (!loose && (l->x < in->left || l->x >= in->right)) {
                continue;
            }
            if (l->chars.len == 1 && l->chars.ptr[0] > ' ') {
                gr_buf_add_char(&p->shown, l->chars.ptr[0]);
            } else {
                gr_bare_add(l->chars, &p->shown);
            }
        }
    }
}

static bool is_loose(const printing *p, const box *in)
{
    bool loose = false;
    for (size_t i = 0; i < p->n_runs; i++) {
        const run *line = &p->runs[i];
        loose = loose || (line->loose && line->y >= in->top && line->y <= in->bottom);
    }
    return loose;
}

/** All of it; of what goes on on another page, its beginning is what the page ends in. */
static bool is_shown(const printing *p, bool more)
{
    gr_str want = gr_buf_view(&p->want);
    gr_str shown = gr_buf_view(&p->shown);
    bool found = gr_str_find(shown, want) != SIZE_MAX;
    for (size_t n = want.len; !found && more && n > 0; n--) {
        found = gr_str_ends(shown, gr_str_sub(want, 0, n));
    }
    return found;
}

static void hold_figure(printing *p, size_t nr)
{
    const gr_readback_figure figure = p->back->figure(p->back->user, nr);
    const box in = box_of(&figure);
    p->want.len = p->shown.len = 0;
    gr_bare_add(figure.text, &p->want);
    add_letters(p, &in, is_loose(p, &in));
    p->back->n_held++;
    if (!is_shown(p, figure.more)) {
        p->back->differs(p->back->user, nr,
                         p->shown.len > 0 ? gr_buf_view(&p->shown) : GR_LIT("(nothing)"));
    }
}

/** Figures up to a page, of which nothing more will come. */
static void end_page(printing *p, uint32_t page)
{
    for (; p->next < p->n_figures && p->figures[p->next].page <= page; p->next++) {
        if (p->figures[p->next].page > p->page) { /* there is no such page, or nothing on it */
            p->n_runs = 0;
        }
        hold_figure(p, p->figures[p->next].figure);
    }
    p->n = p->n_runs = 0;
}

static bool wants_page(void *user, uint32_t page)
{
    printing *p = user;
    end_page(p, page - 1);
    p->page = page;
    return p->next < p->n_figures && p->figures[p->next].page == page;
}

static void take_glyph(void *user, const gr_pdf_glyph *glyph)
{
    printing *p = user;
    run *line = p->n_runs > 0 ? &p->runs[p->n_runs - 1] : NULL;
    if (line == NULL || line->y != glyph->y) {
        line = GR_PUSH(p->arena, p->runs, p->n_runs, p->cap_runs, run);
        *line = (run){.y = glyph->y, .first = p->n};
    }
    *GR_PUSH(p->arena, p->letters, p->n, p->cap, letter) = (letter){glyph->x, glyph->chars};
    line->n++;
    line->loose = line->loose || !glyph->placed;
}

/* --- all of them --- */

static int by_page(const void *left, const void *right)
{
    const waiting *a = left;
    const waiting *b = right;
    int order = (a->page > b->page) - (a->page < b->page);
    return order != 0 ? order : (a->figure > b->figure) - (a->figure < b->figure);
}

static void list_figures(printing *p)
{
    p->figures = GR_NEW_N(p->arena, waiting, p->back->n + 1);
    for (size_t i = 0; i < p->back->n; i++) {
        const gr_readback_figure figure = p->back->figure(p->back->user, i);
        if (figure.page > 0 && !figure.is_mark && !figure.drawn) {
            p->figures[p->n_figures++] = (waiting){figure.page, (uint32_t)i};
        }
    }
    qsort(p->figures, p->n_figures, sizeof(p->figures[0]), by_page);
}

bool gr_readback_print(gr_readback *back, gr_str bytes)
{
    gr_arena *arena = gr_arena_new(64 * 1024);
    printing p = {.back = back,
                  .arena = arena,
                  .want = gr_buf_make(arena, SIZE_MAX),
                  .shown = gr_buf_make(arena, SIZE_MAX)};
    list_figures(&p);
    bool read = gr_pdf_read_text(bytes, wants_page, take_glyph, &p);
    if (read) {
        end_page(&p, UINT32_MAX);
    }
    gr_arena_free(arena);
    return read;
}
