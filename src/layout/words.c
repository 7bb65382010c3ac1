#include "layout_priv.h"

/* Owns how text becomes boxes, glue and penalties: words, spaces, and the places inside a word
 * where a line may end. A word is shaped as a whole and cut between glyphs, so kerning stays. */

#define COST_HYPHEN        168 /* a hyphen that is not in the text, in justified text */
#define COST_HYPHEN_RAGGED 200
#define COST_NEAR_END      14   /* % more for each letter a piece of a word has less than ... */
#define LETTERS_APART      4    /* ... these; one that begins a line counts for two */
#define COST_LAST_WORD     5000 /* a piece of the last word alone on the last line, ragged text */
#define COST_AFTER_HYPHEN  30   /* behind one that is */
#define COST_ADDRESS       80   /* inside a web address */
#define ENDS_IN_ADDRESS    "/.@-_?&=#+~:;," /* behind which a line of it may end */
#define COST_CHUNK         2000             /* inside a word of hundreds of letters */
#define LETTERS_OF_PIECE   2   /* least of them on both sides of a hyphen: not "e-" alone */
#define SHORTEST_WORD      5   /* bytes; shorter ones are never hyphenated */
#define LONGEST_WORD       200 /* bytes; longer ones are shaped in pieces */
#define SOFT_HYPHEN        0x00AD
#define ZERO_WIDTH_SPACE   0x200B
#define FILL               100000000 /* glue that fills any line, 1/1000 pt */

void gr_write_item(gr_writer *writer, gr_break_item item, gr_token token)
{
    gr_para *para = writer->para;
    gr_arena *arena = writer->lay->paras;
    size_t n = para->n;
    *GR_PUSH(arena, para->tokens, n, para->cap_tokens, gr_token) = token;
    *GR_PUSH(arena, para->items, para->n, para->cap_items, gr_break_item) = item;
}

static const gr_run *only_run(const gr_shaped *shaped)
{
    return shaped->n > 0 ? &shaped->runs[0] : NULL;
}

/* What the font takes off or adds where a space follows a letter, or a letter a space. */
static gr_mpt kern_of(gr_writer *writer, gr_str pair)
{
    /* what the font lacks is said of the word, not of this */
    const gr_shaped *shaped =
        gr_text_shape(writer->lay->text, writer->ink->face, writer->ink->lang, pair);
    const gr_run *run = only_run(shaped);
    int32_t kern = 0;
    for (size_t i = 0; run != NULL && i < run->n; i++) {
        kern += run->glyphs[i].advance - run->glyphs[i].natural;
    }
    return gr_text_length(kern, writer->ink->size);
}

/* The space at the end of what is written becomes narrower or wider by what the next word asks. */
static void kern_before_word(gr_writer *writer, gr_str word)
{
    gr_para *para = writer->para;
    gr_break_item *last = para->n > 0 ? &para->items[para->n - 1] : NULL;
    if (last == NULL || last->kind != GR_BREAK_GLUE ||
        para->tokens[para->n - 1].ink != writer->ink) {
        return;
    }
    char pair[8] = " ";
    size_t length = 0;
    (void)gr_utf8_step(word, &length);
    memcpy(pair + 1, word.ptr, length);
    last->width += kern_of(writer, (gr_str){pair, length + 1});
}

static gr_mpt kern_behind_word(gr_writer *writer)
{
    if (writer->last_ink != writer->ink || writer->n_last == 0) {
        return 0;
    }
    char pair[8];
    memcpy(pair, writer->last, writer->n_last);
    pair[writer->n_last] = ' ';
    return kern_of(writer, (gr_str){pair, writer->n_last + 1u});
}

static void keep_last_sign(gr_writer *writer, gr_str word)
{
    size_t from = word.len - 1;
    while (from > 0 && ((unsigned char)word.ptr[from] & 0xC0) == 0x80) {
        from--;
    }
    writer->n_last = (uint8_t)(word.len - from);
    memcpy(writer->last, word.ptr + from, writer->n_last);
    writer->last_ink = writer->ink;
    writer->last_word = word;
}

void gr_write_space(gr_writer *writer)
{
    if (writer->after_space) {
        return;
    }
    const gr_shaped *space = gr_shape_text(writer->lay, writer->ink, GR_LIT(" "), writer->node);
    gr_mpt width = gr_shaped_width(space, writer->ink->size);
    gr_write_item(writer,
                  (gr_break_item){.kind = GR_BREAK_GLUE,
                                  .width = width + kern_behind_word(writer),
                                  .stretch = width / 2,
                                  .shrink = width / 3},
                  (gr_token){.ink = writer->ink, .run = only_run(space), .n = 1});
    writer->after_space = true;
}

static void drop_last_spaces(gr_para *para)
{
    while (para->n > 0 && para->items[para->n - 1].kind == GR_BREAK_GLUE) {
        para->n--;
    }
}

/* The last line is filled with white, then ended. Its penalty carries a space: the words of two
 * lines of one paragraph must not grow together when the text is copied. */
static void write_fill(gr_writer *writer, gr_token end)
{
    drop_last_spaces(writer->para);
    gr_token none = {0};
    gr_write_item(writer, (gr_break_item){.kind = GR_BREAK_PENALTY, .penalty = GR_BREAK_NEVER},
                  none);
    gr_write_item(writer, (gr_break_item){.kind = GR_BREAK_GLUE, .stretch = FILL}, none);
    gr_write_item(writer, (gr_break_item){.kind = GR_BREAK_PENALTY, .penalty = GR_BREAK_FORCED},
                  end);
    writer->after_space = true;
}

void gr_write_line_end(gr_writer *writer)
{
    const gr_shaped *space = gr_shape_text(writer->lay, writer->ink, GR_LIT(" "), writer->node);
    write_fill(writer, (gr_token){.ink = writer->ink, .run = only_run(space), .n = 1});
}

/* The last word of ragged text is rarely hyphenated. In justified text it is left to the line
 * breaking: to keep it whole would stretch the lines before it. */
static void keep_last_word(gr_para *para)
{
    if (para->style->align == GR_ALIGN_JUSTIFY) {
        return;
    }
    for (size_t i = para->n; i > 0 && para->items[i - 1].kind != GR_BREAK_GLUE; i--) {
        if (para->items[i - 1].hyphen) {
            para->items[i - 1].penalty = COST_LAST_WORD;
        }
    }
}

void gr_write_end(gr_writer *writer)
{
    drop_last_spaces(writer->para);
    keep_last_word(writer->para);
    if (writer->para->n > 0) {
        write_fill(writer, (gr_token){0});
    }
}

static bool is_letter(uint32_t sign)
{
    return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') ||
           (sign >= 0xC0 && sign < 0x2000);
}

static bool is_small(char c)
{
    return c >= 'a' && c <= 'z';
}

/* A dot between two letters and two small ones: voorbeeld.nl, but not "o.a." nor "art.7". */
static bool names_host(gr_str word)
{
    for (size_t i = 2; i + 2 < word.len; i++) {
        bool before = is_letter((unsigned char)word.ptr[i - 1]) &&
                      (is_letter((unsigned char)word.ptr[i - 2]) || word.ptr[i - 2] == '-');
        if (word.ptr[i] == '.' && before && is_small(word.ptr[i + 1]) &&
            is_small(word.ptr[i + 2])) {
            return true;
        }
    }
    return false;
}

/* Of the web, of mail, of a host: copied by readers letter by letter, so a line end within it gets
 * no hyphen. */
static bool is_address(gr_str word)
{
    return gr_str_find(word, GR_LIT("://")) != SIZE_MAX || gr_str_starts(word, GR_LIT("www.")) ||
           gr_str_find(word, GR_LIT("@")) != SIZE_MAX || names_host(word);
}

/* Letters of `word` from byte `at` on, or before it; no further than counts. */
static int32_t letters_beside(gr_str word, size_t at, bool before)
{
    int32_t n = 0;
    while (n < LETTERS_APART && (before ? at > 0 : at < word.len)) {
        unsigned char byte = (unsigned char)word.ptr[before ? at - 1 : at];
        bool letter = byte >= 'A'; /* behind ASCII nearly everything is */
        if (!letter) {
            break;
        }
        n += (byte & 0xC0) != 0x80 ? 1 : 0;
        at = before ? at - 1 : at + 1;
    }
    return n;
}

/* A hyphen that splits off little of a word costs more. */
static int32_t hyphen_cost(const gr_writer *writer, gr_str word, size_t at)
{
    bool justified = writer->para->style->align == GR_ALIGN_JUSTIFY;
    int32_t lacking =
        3 * LETTERS_APART - letters_beside(word, at, true) - 2 * letters_beside(word, at, false);
    int32_t cost = justified ? COST_HYPHEN : COST_HYPHEN_RAGGED;
    return cost * (100 + COST_NEAR_END * lacking) / 100;
}

typedef struct cutter { /* a word, its glyphs, and how far it has been written */
    gr_writer *writer;
    gr_str word;
    const gr_shaped *shaped;
    size_t written;
    const size_t *hyphens; /* positions, ascending */
    size_t n_hyphens;
    bool address;
} cutter;

/* Spaces with a width of their own, behind which a line may end (UAX 14, class BA); no-break and
 * figure space are not among them. */
static bool is_wide_space(uint32_t sign)
{
    return sign == 0x1680 || (sign >= 0x2000 && sign <= 0x2006) ||
           (sign >= 0x2008 && sign <= 0x200A) || sign == 0x205F || sign == 0x3000;
}

/* Whether a hyphen, slash or dash that ends before byte `at` stands between two words, and not
 * behind one letter (e-mail, x-as) or before one (vitamine-C). */
static bool has_whole_pieces(gr_str word, size_t at)
{
    size_t sign = at - 1;
    while (sign > 0 && ((unsigned char)word.ptr[sign] & 0xC0) == 0x80) {
        sign--;
    }
    return letters_beside(word, sign, true) >= LETTERS_OF_PIECE &&
           letters_beside(word, at, false) >= LETTERS_OF_PIECE;
}

/* What a line end costs behind `sign`, at byte `at`; GR_BREAK_NEVER: it is none. */
static int32_t cost_between(const cutter *cut, size_t at, uint32_t left, uint32_t sign,
                            uint32_t right)
{
    if (sign == ZERO_WIDTH_SPACE || sign == SOFT_HYPHEN) {
        return sign == SOFT_HYPHEN ? hyphen_cost(cut->writer, cut->word, at) : 0;
    }
    if (cut->address && sign < 0x80 && strchr(ENDS_IN_ADDRESS, (int)sign) != NULL && right != '/') {
        return COST_ADDRESS;
    }
    if (is_wide_space(sign)) {
        return 0;
    }
    bool joins = sign == '-' || sign == '/' || sign == 0x2010 || sign == 0x2013 || sign == 0x2014;
    return joins && is_letter(left) && is_letter(right) && has_whole_pieces(cut->word, at)
               ? COST_AFTER_HYPHEN
               : GR_BREAK_NEVER;
}

static void write_glyphs(cutter *cut, const gr_run *run, size_t base, size_t to)
{
    size_t first = run->n, n = 0;
    int32_t before = 0, through = 0;
    for (size_t i = 0; i < run->n; i++) {
        size_t at = base + run->glyphs[i].cluster;
        if (at >= cut->written && at < to) {
            first = first == run->n ? i : first;
            n++;
            through += run->glyphs[i].advance;
        } else if (first == run->n) {
            before += run->glyphs[i].advance;
        }
    }
    if (n == 0) {
        return;
    }
    gr_mpt size = cut->writer->ink->size;
    gr_mpt width = gr_text_length(before + through, size) - gr_text_length(before, size);
    gr_write_item(cut->writer, (gr_break_item){.kind = GR_BREAK_BOX, .width = width},
                  (gr_token){.ink = cut->writer->ink,
                             .run = run,
                             .first = (uint32_t)first,
                             .n = (uint32_t)n,
                             .shows = cut->writer->shows,
                             .figure = cut->writer->figure});
}

static void write_until(cutter *cut, size_t to)
{
    size_t base = 0;
    for (size_t i = 0; i < cut->shaped->n; i++) {
        write_glyphs(cut, &cut->shaped->runs[i], base, to);
        base += cut->shaped->runs[i].chars.len;
    }
    cut->written = to;
}

/* A ligature is never cut. */
static bool between_glyphs(const gr_shaped *shaped, size_t at)
{
    size_t base = 0;
    for (size_t i = 0; i < shaped->n; i++) {
        const gr_run *run = &shaped->runs[i];
        for (size_t j = 0; j < run->n; j++) {
            if (base + run->glyphs[j].cluster < at && base + run->glyphs[j].cluster_end > at) {
                return false;
            }
        }
        base += run->chars.len;
    }
    return true;
}

static void write_break(cutter *cut, size_t at, int32_t cost, bool hyphen)
{
    if (at == 0 || at >= cut->word.len || !between_glyphs(cut->shaped, at)) {
        return;
    }
    write_until(cut, at);
    gr_break_item item = {.kind = GR_BREAK_PENALTY, .penalty = cost, .hyphen = hyphen};
    item.dash = cut->word.ptr[at - 1] == '-';
    gr_token token = {0};
    if (hyphen) {
        const gr_shaped *sign =
            gr_shape_text(cut->writer->lay, cut->writer->ink, GR_LIT("-"), cut->writer->node);
        item.width = gr_shaped_width(sign, cut->writer->ink->size);
        token = (gr_token){.ink = cut->writer->ink, .run = only_run(sign), .n = 1};
    }
    gr_write_item(cut->writer, item, token);
}

static void write_breaks(cutter *cut)
{
    uint32_t left = 0, sign = 0;
    size_t next_hyphen = 0;
    for (size_t at = 0; at < cut->word.len;) {
        size_t here = at;
        uint32_t right = gr_utf8_step(cut->word, &at);
        int32_t cost = cost_between(cut, here, left, sign, right);
        while (next_hyphen < cut->n_hyphens && cut->hyphens[next_hyphen] < here) {
            next_hyphen++;
        }
        if (cost < GR_BREAK_NEVER) {
            write_break(cut, here, cost, sign == SOFT_HYPHEN);
        } else if (next_hyphen < cut->n_hyphens && cut->hyphens[next_hyphen] == here) {
            write_break(cut, here, hyphen_cost(cut->writer, cut->word, here), true);
        }
        left = sign;
        sign = right;
    }
}

static void write_piece(gr_writer *writer, gr_str word, bool address)
{
    gr_layouter *lay = writer->lay;
    cutter cut = {.writer = writer,
                  .word = word,
                  .address = address,
                  .shaped = gr_shape_text(lay, writer->ink, word, writer->node)};
    gr_mark mark = gr_arena_mark(lay->scratch);
    if (!writer->figure && !writer->code && !address && writer->para->style->hyphenate &&
        word.len >= SHORTEST_WORD) {
        size_t *positions = NULL;
        cut.n_hyphens =
            gr_text_hyphenate(lay->text, writer->ink->lang, word, lay->scratch, &positions);
        cut.hyphens = positions;
    }
    if (!writer->figure) {
        write_breaks(&cut);
    }
    write_until(&cut, word.len);
    gr_arena_rewind(lay->scratch, mark);
}

void gr_write_word(gr_writer *writer, gr_str word)
{
    bool address = is_address(word);
    while (word.len > LONGEST_WORD) {
        size_t end = LONGEST_WORD;
        while (end > 0 && ((unsigned char)word.ptr[end] & 0xC0) == 0x80) {
            end--;
        }
        end = end == 0 ? LONGEST_WORD : end;
        write_piece(writer, gr_str_sub(word, 0, end), address);
        gr_write_item(writer, (gr_break_item){.kind = GR_BREAK_PENALTY, .penalty = COST_CHUNK},
                      (gr_token){0});
        word = gr_str_sub(word, end, word.len - end);
    }
    if (word.len > 0) {
        kern_before_word(writer, word);
        gr_join_space(writer, word);
        write_piece(writer, word, address);
        keep_last_sign(writer, word);
        writer->begun = true;
        writer->after_space = false;
    }
}

/** Spaces of code, at the beginning of a line or between its words; how many bytes. */
static size_t write_spaces(gr_writer *writer, gr_str chars)
{
    size_t n = 0;
    while (n < chars.len && chars.ptr[n] == ' ') {
        n++;
    }
    bool begins = writer->para->n == 0;
    size_t signs = begins || n == 0 ? n : n - 1;
    gr_write_word(writer, gr_str_sub(chars, 0, signs));
    if (!begins || n == 0) {
        gr_write_space(writer);
    }
    return n == 0 ? gr_str_white(chars, 0) : n;
}

void gr_place_text(gr_writer *writer, gr_str chars)
{
    size_t from = 0;
    for (size_t at = 0; at < chars.len;) {
        size_t white = gr_str_white(chars, at);
        if (white == 0) {
            at++;
            continue;
        }
        gr_write_word(writer, gr_str_sub(chars, from, at - from));
        if (writer->code) { /* all spaces but the last are signs like others */
            at += write_spaces(writer, gr_str_sub(chars, at, SIZE_MAX));
            from = at;
            continue;
        }
        gr_write_space(writer);
        at += white;
        from = at;
    }
    gr_write_word(writer, gr_str_sub(chars, from, chars.len - from));
}

static gr_mpt clamped(int64_t width)
{
    return width > FILL ? FILL : (gr_mpt)width;
}

typedef struct width_scan { /* of what stands without a line end so far, and the longest of each */
    int64_t word, line, whole, figure, piece;
    int64_t longest_word, longest_line, longest_whole, longest_figure, longest_piece;
} width_scan;

static int64_t longer(int64_t left, int64_t right)
{
    return left > right ? left : right;
}

static void scan_item(width_scan *scan, const gr_break_item *item, const gr_token *token)
{
    bool figure = item->kind == GR_BREAK_BOX && token->figure;
    bool ends = item->kind == GR_BREAK_GLUE ||
                (item->kind == GR_BREAK_PENALTY && item->penalty < GR_BREAK_NEVER);
    bool breaks = ends && !item->hyphen;
    bool forced = item->kind == GR_BREAK_PENALTY && item->penalty == GR_BREAK_FORCED;
    gr_mpt width = item->kind == GR_BREAK_BOX ? item->width : 0;
    scan->word = breaks ? 0 : scan->word + width;
    scan->whole = breaks ? 0 : scan->whole + (figure ? width : 0);
    scan->figure = breaks || token->gap ? 0 : scan->figure + (figure ? width : 0);
    scan->line = forced ? 0 : scan->line + (item->kind == GR_BREAK_PENALTY ? 0 : item->width);
    scan->longest_word = longer(scan->longest_word, scan->word);
    scan->longest_whole = longer(scan->longest_whole, scan->whole);
    scan->longest_figure = longer(scan->longest_figure, scan->figure);
    scan->longest_line = longer(scan->longest_line, scan->line);
    scan->piece += token->gap ? 0 : width + (item->hyphen ? item->width : 0);
    scan->longest_piece = longer(scan->longest_piece, scan->piece);
    scan->piece = ends || token->gap ? 0 : scan->piece;
}

gr_widths gr_para_widths(const gr_para *para)
{
    width_scan scan = {0};
    for (size_t i = 0; i < para->n; i++) {
        scan_item(&scan, &para->items[i], &para->tokens[i]);
    }
    return (gr_widths){.min = clamped(scan.longest_word),
                       .pref = clamped(scan.longest_line),
                       .whole = clamped(scan.longest_whole),
                       .figure = clamped(scan.longest_figure),
                       .piece = clamped(scan.longest_piece)};
}
