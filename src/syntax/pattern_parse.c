#include "syntax_priv.h"

/* Owns texts with {expressions}: where each begins and ends, and the doubled braces. Must not know
 * what stands between the braces. */

typedef struct scan { /* one pattern being read */
    const gr_parse *with;
    gr_str text;
    gr_text_place place;
    gr_piece *pieces;
    size_t n, cap;
    gr_buf fixed; /* text since the last figure, doubled braces made single */
    size_t fixed_from;
    bool failed;
} scan;

static gr_loc loc_at(const scan *s, size_t offset)
{
    return s->place.place(s->place.user, offset);
}

static void refuse(scan *s, size_t at, const char *advice)
{
    s->failed = true;
    gr_diag_report(s->with->diag, loc_at(s, at), GR_CODE_PATTERN_SYNTAX, "%s", advice);
}

static void add_fixed(scan *s, size_t at, gr_str text)
{
    if (s->fixed.len == 0) {
        s->fixed_from = at;
    }
    gr_buf_add(&s->fixed, text);
}

static void close_fixed(scan *s)
{
    if (s->fixed.len == 0) {
        return;
    }
    gr_piece *piece = GR_PUSH(s->with->arena, s->pieces, s->n, s->cap, gr_piece);
    *piece = (gr_piece){.text = gr_str_dup(s->with->arena, gr_buf_view(&s->fixed)),
                        .at = loc_at(s, s->fixed_from)};
    s->fixed.len = 0;
}

size_t gr_figure_end(gr_str text, size_t open)
{
    bool quoted = false;
    for (size_t at = open + 1; at < text.len; at++) {
        char c = text.ptr[at];
        quoted = c == '\'' ? !quoted : quoted;
        if (!quoted && c == '}') {
            return at;
        }
        if (!quoted && c == '{') {
            break;
        }
    }
    return SIZE_MAX;
}

typedef struct shifted { /* a text inside another one */
    gr_text_place outer;
    size_t by;
} shifted;

static gr_loc place_shifted(const void *user, size_t offset)
{
    const shifted *s = user;
    return s->outer.place(s->outer.user, s->by + offset);
}

/** The figure whose brace is at `open`; the byte behind it. A bad one is reported and left out. */
static size_t read_figure(scan *s, size_t open)
{
    size_t close = gr_figure_end(s->text, open);
    if (close == SIZE_MAX) {
        refuse(s, open, "'{' without its '}'; a brace itself is written {{");
        return s->text.len;
    }
    gr_str inside = gr_str_sub(s->text, open + 1, close - open - 1);
    if (gr_str_trim(inside).len == 0) {
        refuse(s, open, "nothing between the braces; a brace itself is written {{ or }}");
        return close + 1;
    }
    shifted shift = {s->place, open + 1};
    gr_piece piece = {.at = loc_at(s, open), .text = GR_LIT("")};
    gr_status status = gr_expr_parse(s->with, inside, (gr_text_place){place_shifted, &shift},
                                     &piece.expr, &piece.format, &piece.has_format);
    if (status != GR_OK) {
        s->failed = true;
        return close + 1;
    }
    close_fixed(s);
    *GR_PUSH(s->with->arena, s->pieces, s->n, s->cap, gr_piece) = piece;
    return close + 1;
}

static bool doubled(gr_str text, size_t at)
{
    return at + 1 < text.len && text.ptr[at + 1] == text.ptr[at];
}

/** One step: a brace of some kind, or the text up to the next one. */
static size_t read_some(scan *s, size_t at)
{
    char c = s->text.ptr[at];
    if ((c == '{' || c == '}') && doubled(s->text, at)) {
        add_fixed(s, at, gr_str_sub(s->text, at, 1));
        return at + 2;
    }
    if (c == '{') {
        return read_figure(s, at);
    }
    if (c == '}') {
        refuse(s, at, "'}' without its '{'; a brace itself is written }}");
        return at + 1;
    }
    size_t end = at;
    while (end < s->text.len && s->text.ptr[end] != '{' && s->text.ptr[end] != '}') {
        end++;
    }
    add_fixed(s, at, gr_str_sub(s->text, at, end - at));
    return end;
}

gr_status gr_pattern_parse(const gr_parse *parse, gr_str text, gr_text_place place,
                           const gr_pattern **out)
{
    scan s = {.with = parse,
              .text = text,
              .place = place,
              .fixed = gr_buf_make(parse->arena, SIZE_MAX / 4)};
    size_t at = 0;
    while (at < text.len) {
        at = read_some(&s, at);
    }
    close_fixed(&s);
    if (s.failed) {
        return GR_BAD_INPUT;
    }
    gr_pattern *pattern = GR_NEW(parse->arena, gr_pattern);
    *pattern = (gr_pattern){s.pieces, s.n, text, loc_at(&s, 0)};
    *out = pattern;
    return GR_OK;
}
