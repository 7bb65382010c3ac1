#include "markdown_priv.h"

/* Owns the bytes of a text before cmark sees them: what may not stand in one, and the figures,
 * which are cut out so that Markdown cannot touch them. Must not know Markdown. */
#include <stdarg.h>

#include "base/utf8.h"

#define BYTE_ORDER_MARK GR_LIT("\xEF\xBB\xBF")

void gr_md_fail(gr_md_text *text, gr_loc at, gr_code code, const char *fmt, ...)
{
    text->failed = true;
    for (size_t i = 0; i < text->n_told; i++) {
        if (text->told[i].line == at.line && text->told[i].col == at.col) {
            return;
        }
    }
    *GR_PUSH(text->parse->arena, text->told, text->n_told, text->cap_told, gr_loc) = at;
    va_list args;
    va_start(args, fmt);
    gr_str detail = gr_str_vfmt(text->parse->arena, fmt, args);
    va_end(args);
    gr_diag_report(text->parse->diag, at, code, GR_FMT, GR_ARG(detail));
}

gr_loc gr_md_place_at(const gr_md_text *text, size_t cut_offset)
{
    size_t low = 0;
    size_t high = text->n_cuts;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (text->cuts[middle].cut <= cut_offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    size_t original = text->cuts[low].original + (cut_offset - text->cuts[low].cut);
    size_t last = text->lines.bytes.len;
    return gr_lines_place(&text->lines, original < last ? original : last);
}

size_t gr_md_offset(const gr_md_text *text, int line, int column)
{
    size_t index = line < 1 ? 0 : (size_t)line - 1;
    size_t start = text->cut_lines.starts[index < text->cut_lines.n ? index : 0];
    return start + (column < 1 ? 0 : (size_t)column - 1);
}

/* ---- bytes ---- */

static void check_controls(gr_md_text *text, gr_str bytes)
{
    for (size_t i = 0; i < bytes.len && !text->failed; i++) {
        unsigned char c = (unsigned char)bytes.ptr[i];
        bool line_end = c == '\n' || (c == '\r' && i + 1 < bytes.len && bytes.ptr[i + 1] == '\n');
        gr_str rest = gr_str_sub(bytes, i, 2);
        bool ours = gr_str_is(rest, GR_MD_STAR) || gr_str_is(rest, GR_MD_LINE);
        if ((c < 0x20 && c != '\t' && !line_end) || c == 0x7F || ours) {
            gr_md_fail(text, gr_lines_place(&text->lines, i), GR_CODE_TEXT_FORM,
                       "control character U+%04X; take it out",
                       ours ? (unsigned)(unsigned char)rest.ptr[1] : c);
        }
    }
}

/** Private-use characters are our stand-ins: each run of them is said. */
static void check_private(gr_md_text *text, gr_str bytes)
{
    size_t from = 0;
    size_t hit = 0;
    while ((hit = gr_utf8_find_private(gr_str_sub(bytes, from, SIZE_MAX))) != SIZE_MAX) {
        size_t at = from + hit;
        from = at;
        uint32_t c = gr_utf8_step(bytes, &from);
        gr_md_fail(text, gr_lines_place(&text->lines, at), GR_CODE_TEXT_PRIVATE,
                   "U+%04X; it has no meaning outside one font, replace it", (unsigned)c);
        while (gr_utf8_find_private(gr_str_sub(bytes, from, SIZE_MAX)) == 0) {
            (void)gr_utf8_step(bytes, &from);
        }
    }
}

static uint32_t digit_of(char c, uint32_t base)
{
    uint32_t value = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
                     : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a') + 10
                     : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A') + 10
                                            : base;
    return value < base ? value : UINT32_MAX;
}

/** Code point of the entity &#57344; or &#xE000; at `at`, 0 when there is none. */
static uint32_t entity_at(gr_str bytes, size_t at)
{
    gr_str rest = gr_str_sub(bytes, at, SIZE_MAX);
    bool hex = gr_str_starts(rest, GR_LIT("&#x")) || gr_str_starts(rest, GR_LIT("&#X"));
    if (!gr_str_starts(rest, GR_LIT("&#"))) {
        return 0;
    }
    uint32_t code_point = 0;
    uint32_t base = hex ? 16 : 10;
    for (size_t i = hex ? 3 : 2; i < rest.len && code_point <= 0x10FFFF; i++) {
        uint32_t digit = digit_of(rest.ptr[i], base);
        if (digit == UINT32_MAX) {
            return rest.ptr[i] == ';' ? code_point : 0;
        }
        code_point = code_point * base + digit;
    }
    return 0;
}

/** cmark would make a private-use character of it, which would pass for a figure. */
static void check_entities(gr_md_text *text, gr_str bytes)
{
    for (size_t i = 0; i < bytes.len; i++) {
        uint32_t c = bytes.ptr[i] == '&' ? entity_at(bytes, i) : 0;
        bool control = c > 0 && c < 0x20;
        if ((c >= 0xE000 && c <= 0xF8FF) || (c >= 0xF0000 && c <= 0x10FFFF) || control) {
            gr_md_fail(text, gr_lines_place(&text->lines, i), GR_CODE_TEXT_PRIVATE,
                       "an entity that stands for U+%04X; take it out", (unsigned)c);
        }
    }
}

void gr_md_check_bytes(gr_md_text *text)
{
    gr_str bytes = text->lines.bytes;
    size_t valid = gr_utf8_valid(bytes);
    if (valid < bytes.len) {
        gr_md_fail(text, gr_lines_place(&text->lines, valid), GR_CODE_TEXT_FORM,
                   "bytes that are not UTF-8; save the text as UTF-8");
        return;
    }
    check_controls(text, bytes);
    check_private(text, bytes);
    check_entities(text, bytes);
}

/* ---- figures ---- */

typedef struct cutting {
    gr_md_text *text;
    gr_buf out;
    gr_cut *cuts;
    size_t n_cuts, cuts_cap;
    gr_piece *figures;
    size_t n_figures, figures_cap;
    bool too_many; /* said once */
} cutting;

/** Says that what follows in `out` is the file from `original` on. */
static void add_cut(cutting *c, size_t original)
{
    *GR_PUSH(c->text->parse->arena, c->cuts, c->n_cuts, c->cuts_cap, gr_cut) =
        (gr_cut){c->out.len, original};
}

static bool blank_line_within(gr_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        size_t next = i + 1;
        while (text.ptr[i] == '\n' && next < text.len &&
               (text.ptr[next] == ' ' || text.ptr[next] == '\t' || text.ptr[next] == '\r')) {
            next++;
        }
        if (text.ptr[i] == '\n' && next < text.len && text.ptr[next] == '\n') {
            return true;
        }
    }
    return false;
}

/** Byte of the '}' of the figure at `open`, or SIZE_MAX: it must be closed in its paragraph. */
static size_t figure_end(gr_str bytes, size_t open)
{
    bool quoted = false;
    for (size_t at = open + 1; at < bytes.len; at++) {
        char ch = bytes.ptr[at];
        quoted = ch == '\'' ? !quoted : quoted;
        if (!quoted && ch == '}') {
            return blank_line_within(gr_str_sub(bytes, open, at - open)) ? SIZE_MAX : at;
        }
        if (!quoted && ch == '{') {
            break;
        }
    }
    return SIZE_MAX;
}

static void keep_figure(cutting *c, gr_piece figure)
{
    if (c->n_figures >= GR_MOST_FIGURES) {
        if (!c->too_many) {
            gr_md_fail(c->text, figure.at, GR_CODE_TEXT_FORM,
                       "more than %u figures in one text; split it over files", GR_MOST_FIGURES);
        }
        c->too_many = true;
        return;
    }
    gr_utf8_add(&c->out, GR_FIRST_STAND_IN + (uint32_t)c->n_figures);
    *GR_PUSH(c->text->parse->arena, c->figures, c->n_figures, c->figures_cap, gr_piece) = figure;
}

typedef struct figure_place { /* where the text of one figure begins in the file */
    const gr_line_starts *lines;
    size_t from;
} figure_place;

static gr_loc place_in_figure(const void *user, size_t offset)
{
    const figure_place *place = user;
    return gr_lines_place(place->lines, place->from + offset);
}

/** The figure from its '{' at `open` up to its '}' at `close`. */
static void cut_figure(cutting *c, size_t open, size_t close)
{
    figure_place from = {&c->text->lines, open};
    const gr_pattern *pattern = NULL;
    gr_str written = gr_str_sub(c->text->lines.bytes, open, close + 1 - open);
    gr_status status = gr_pattern_parse(c->text->parse, written,
                                        (gr_text_place){place_in_figure, &from}, &pattern);
    if (status != GR_OK) {
        c->text->failed = true;
        return;
    }
    keep_figure(c, pattern->pieces[0]);
}

/** "{#name}" at `open`; the byte behind it. */
static size_t cut_id(cutting *c, size_t open)
{
    gr_md_text *text = c->text;
    gr_str rest = gr_str_sub(text->lines.bytes, open + 2, SIZE_MAX);
    size_t end = gr_str_find(rest, GR_LIT("}"));
    gr_str name = gr_str_sub(rest, 0, end == SIZE_MAX ? 0 : end);
    gr_loc place = gr_lines_place(&text->lines, open);
    if (!gr_name_valid(name)) {
        gr_md_fail(text, place, GR_CODE_PATTERN_SYNTAX,
                   "an id is written {#name}: a letter, then letters, digits, '-', '_' and '.'");
        return open + 2 + (end == SIZE_MAX || end > 80 ? 0 : end + 1);
    }
    *GR_PUSH(text->parse->arena, text->ids, text->n_ids, text->cap_ids, gr_md_id) =
        (gr_md_id){.name = name, .at = c->out.len, .place = place};
    return open + 2 + end + 1;
}

/** A brace of some kind at `at`; the byte behind what it begins. */
static size_t cut_brace(cutting *c, size_t at)
{
    gr_str bytes = c->text->lines.bytes;
    char brace = bytes.ptr[at];
    if (at + 1 < bytes.len && bytes.ptr[at + 1] == brace) {
        gr_buf_add_char(&c->out, brace);
        return at + 2;
    }
    bool id = brace == '{' && at + 1 < bytes.len && bytes.ptr[at + 1] == '#';
    size_t end = brace == '{' && !id ? figure_end(bytes, at) : SIZE_MAX;
    if (id) {
        return cut_id(c, at);
    }
    if (at > 0 && bytes.ptr[at - 1] == '\\') {
        gr_md_fail(c->text, gr_lines_place(&c->text->lines, at), GR_CODE_PATTERN_SYNTAX,
                   "a brace itself is written %c%c, without a backslash", brace, brace);
    } else if (end != SIZE_MAX) {
        cut_figure(c, at, end);
        return end + 1;
    } else {
        gr_md_fail(c->text, gr_lines_place(&c->text->lines, at), GR_CODE_PATTERN_SYNTAX,
                   "'%c' without its '%c'; a brace itself is written %c%c", brace,
                   brace == '{' ? '}' : '{', brace, brace);
    }
    return at + 1;
}

void gr_md_cut(gr_md_text *text)
{
    gr_str bytes = text->lines.bytes;
    cutting c = {.text = text, .out = gr_buf_make(text->parse->arena, SIZE_MAX / 4)};
    size_t at = gr_str_starts(bytes, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.len : 0;
    add_cut(&c, at);
    while (at < bytes.len) {
        size_t end = at;
        while (end < bytes.len &&
               (text->literal || (bytes.ptr[end] != '{' && bytes.ptr[end] != '}'))) {
            end++;
        }
        gr_buf_add(&c.out, gr_str_sub(bytes, at, end - at));
        at = end;
        if (at < bytes.len) {
            at = cut_brace(&c, at);
            add_cut(&c, at);
        }
    }
    text->without = gr_buf_view(&c.out);
    text->cut_lines = gr_lines_of(text->parse->arena, text->without, text->lines.from);
    text->cut_lines.one = text->lines.one;
    text->cuts = c.cuts;
    text->n_cuts = c.n_cuts;
    text->figures = c.figures;
    text->n_figures = c.n_figures;
}
