/* Owns which figure somebody means: one by its id, those of a text, those at a place on a page. */
#include "base/arena.h"
#include "base/intern.h"
#include "base/num.h"
#include "base/utf8.h"
#include "trace_priv.h"

#define NEAR_TENTHS 5 /* of a millimetre that a place may be beside a figure */
#define LIKE_LISTED 5 /* texts that hold what was asked for */
#define SOFT_HYPHEN 0xAD
#define MINUS_SIGN  0x2212

static void add_hit(gr_figure_hits *hits, size_t figure, gr_arena *arena)
{
    *GR_PUSH(arena, hits->items, hits->n, hits->cap, size_t) = figure;
}

/* --- by its text --- */

static bool is_space(uint32_t sign)
{
    return sign == ' ' || sign == 0xA0 || (sign >= 0x2000 && sign <= 0x200A) || sign == 0x202F;
}

/** As it is typed: with plain spaces, one at a time, and a plain minus. */
gr_str gr_figure_typed(gr_str text, gr_arena *arena)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    bool spaced = true;
    for (size_t at = 0; at < text.len;) {
        size_t length = 0;
        uint32_t sign = gr_utf8_step(gr_str_sub(text, at, SIZE_MAX), &length);
        at += length == 0 ? 1 : length;
        if (is_space(sign)) {
            gr_buf_add(&out, spaced ? GR_LIT("") : GR_LIT(" "));
        } else if (sign == MINUS_SIGN) {
            gr_buf_add_char(&out, '-');
        } else if (sign != SOFT_HYPHEN) {
            gr_utf8_add(&out, sign);
        }
        spaced = is_space(sign);
    }
    return gr_str_trim(gr_buf_view(&out));
}

static void find_by_text(const gr_trace_question *ask, const gr_origins *origins,
                         gr_figure_hits *out)
{
    gr_str asked = gr_figure_typed(ask->figure, ask->arena);
    for (size_t i = 0; i < gr_json_count(origins->figures); i++) {
        if (gr_str_eq(gr_figure_typed(gr_figure_text(origins, i, "text"), ask->arena), asked)) {
            add_hit(out, i, ask->arena);
        }
    }
}

static void find_by_id(const gr_trace_question *ask, const gr_origins *origins, gr_figure_hits *out)
{
    for (size_t i = 0; i < gr_json_count(origins->figures); i++) {
        if (gr_str_eq(gr_figure_text(origins, i, "id"), ask->figure)) {
            add_hit(out, i, ask->arena);
        }
    }
}

static void find_by_cell(const gr_trace_question *ask, const gr_origins *origins,
                         gr_figure_hits *out)
{
    for (size_t i = 0; i < gr_json_count(origins->figures); i++) {
        if (gr_str_eq(gr_figure_text(origins, i, "cell"), ask->figure)) {
            add_hit(out, i, ask->arena);
        }
    }
}

/* --- by its place --- */

typedef struct place { /* in 1/10 mm */
    int64_t page, x, y;
} place;

/** "66.8": in tenths; what is finer is left out. */
static bool read_tenths(gr_str text, int64_t *out)
{
    gr_decimal read = {0};
    gr_decimal rounded = {0};
    if (!gr_decimal_parse(text, '.', &read) || read.coef < 0 ||
        !gr_decimal_round(read, 1, GR_ROUND_DOWN, &rounded)) {
        return false;
    }
    *out = rounded.coef;
    return true;
}

static bool read_place(gr_str text, place *out)
{
    gr_str page = GR_LIT("");
    gr_str x = GR_LIT("");
    return gr_str_split(&text, ':', &page) && gr_str_split(&text, ',', &x) &&
           gr_int_parse(page, &out->page) && out->page > 0 && read_tenths(x, &out->x) &&
           read_tenths(text, &out->y);
}

static int64_t beyond(int64_t at, int64_t from, int64_t to)
{
    return at < from ? from - at : at > to ? at - to : 0;
}

/** How far a place is from a figure: 0 within it; INT64_MAX: on another page. */
static int64_t distance(const gr_origins *origins, size_t figure, const place *at)
{
    int64_t box[5];
    if (!gr_figure_box(origins, figure, box) || box[0] != at->page) {
        return INT64_MAX;
    }
    int64_t x = beyond(at->x, box[1], box[3]);
    int64_t y = beyond(at->y, box[2], box[4]);
    return x > y ? x : y;
}

static void find_by_place(const gr_trace_question *ask, const gr_origins *origins, const place *at,
                          gr_figure_hits *out)
{
    for (size_t i = 0; i < gr_json_count(origins->figures); i++) {
        if (distance(origins, i, at) <= NEAR_TENTHS) {
            add_hit(out, i, ask->arena);
        }
    }
}

/* --- none --- */

static gr_status refuse_place(const gr_trace_question *ask, const gr_origins *origins,
                              const place *at)
{
    size_t nearest = SIZE_MAX;
    int64_t least = INT64_MAX;
    for (size_t i = 0; i < gr_json_count(origins->figures); i++) {
        int64_t far = distance(origins, i, at);
        nearest = far < least ? i : nearest;
        least = far < least ? far : least;
    }
    if (nearest == SIZE_MAX) {
        gr_diag_report(ask->diag, (gr_loc){0}, GR_CODE_FIGURE_UNKNOWN,
                       "no figure stands on page %lld; places are PAGE:X,Y in millimetres from the "
                       "left and from the top, and page 1 is the first sheet",
                       (long long)at->page);
    } else {
        gr_str text = gr_figure_text(origins, nearest, "text");
        gr_diag_report(ask->diag, (gr_loc){0}, GR_CODE_FIGURE_UNKNOWN,
                       "none stands at " GR_FMT "; the nearest is '" GR_FMT "' at " GR_FMT,
                       GR_ARG(ask->figure),
                       GR_ARG(gr_utf8_harmless(ask->arena, gr_utf8_shorten(ask->arena, text, 60))),
                       GR_ARG(gr_figure_place(origins, nearest, ask->arena)));
    }
    return GR_BAD_INPUT;
}

/** "'€ 12.345', '€ 12.345.000'": texts that hold what was asked for. */
static gr_str like(const gr_trace_question *ask, const gr_str *texts, size_t n)
{
    gr_buf out = gr_buf_make(ask->arena, SIZE_MAX);
    gr_str asked = gr_figure_typed(ask->figure, ask->arena);
    gr_intern *seen = gr_intern_new(ask->arena);
    for (size_t i = 0; i < n && asked.len > 1 && gr_intern_count(seen) < LIKE_LISTED; i++) {
        uint32_t known = 0;
        if (gr_str_find(texts[i], asked) != SIZE_MAX && !gr_intern_find(seen, texts[i], &known)) {
            (void)gr_intern_add(seen, texts[i]);
            gr_buf_addf(&out, "%s'" GR_FMT "'", out.len > 0 ? ", " : "",
                        GR_ARG(gr_utf8_shorten(ask->arena, texts[i], 60)));
        }
    }
    return gr_utf8_harmless(ask->arena, gr_buf_view(&out));
}

static gr_status refuse_text(const gr_trace_question *ask, const gr_origins *origins)
{
    size_t n = gr_json_count(origins->figures);
    gr_str *texts = GR_NEW_N(ask->arena, gr_str, n + 1);
    for (size_t i = 0; i < n; i++) {
        texts[i] = gr_figure_typed(gr_figure_text(origins, i, "text"), ask->arena);
    }
    gr_str held = like(ask, texts, n);
    gr_str meant = held.len > 0 ? GR_LIT("") : gr_suggest(ask->figure, texts, n);
    gr_str hint = held.len > 0 ? gr_str_fmt(ask->arena, "; there is " GR_FMT, GR_ARG(held))
                  : meant.len > 0
                      ? gr_str_fmt(ask->arena, "; did you mean '" GR_FMT "'?", GR_ARG(meant))
                      : GR_LIT("");
    gr_diag_report(ask->diag, (gr_loc){0}, GR_CODE_FIGURE_UNKNOWN,
                   "'" GR_FMT
                   "' is no id of a figure, nor the whole text of one of the %zu that are "
                   "known, nor a place (PAGE:X,Y, or Sheet!D7)" GR_FMT,
                   GR_ARG(ask->figure), n, GR_ARG(hint));
    return GR_BAD_INPUT;
}

gr_status gr_figures_find(const gr_trace_question *ask, const gr_origins *origins, bool silent,
                          gr_figure_hits *out)
{
    place at = {0};
    bool placed = read_place(ask->figure, &at);
    *out = (gr_figure_hits){0};
    find_by_id(ask, origins, out);
    if (out->n == 0) {
        find_by_cell(ask, origins, out);
    }
    if (out->n == 0) {
        find_by_text(ask, origins, out);
        out->by_text = out->n > 0;
    }
    if (out->n == 0 && placed) {
        find_by_place(ask, origins, &at, out);
    }
    if (out->n == 0 && !silent) {
        return placed ? refuse_place(ask, origins, &at) : refuse_text(ask, origins);
    }
    return GR_OK;
}
