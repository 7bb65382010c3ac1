#include "layout_priv.h"

/* Owns how the tokens of a paragraph become lines of items at their place. Where lines end is
 * chosen by text/line_break; here the white space is dealt out. */

typedef struct setting { /* one line while it is set */
    gr_layouter *lay;
    const gr_para *para;
    gr_line *line;
    gr_mpt x, baseline;
    gr_mpt top, height;
    int64_t slack;          /* to deal out over the glue that is still to come; negative: to take */
    int64_t glue;           /* how many spaces are still to come */
    const gr_ink *link_ink; /* stretch of a link that is open; NULL: none */
    gr_mpt link_x;
    bool alone; /* the only line of its paragraph */
} setting;

static void close_link(setting *set)
{
    if (set->link_ink != NULL) {
        const gr_mpt box[4] = {set->link_x, set->top, set->x, set->top + set->height};
        gr_add_link(set->lay, set->link_ink, box, set->baseline, &set->line->items);
        set->link_ink = NULL;
    }
}

static void follow_link(setting *set, const gr_ink *ink)
{
    const gr_link_to *open = set->link_ink == NULL ? NULL : set->link_ink->link;
    const gr_link_to *next = ink == NULL ? NULL : ink->link;
    if (open != next) {
        close_link(set);
        if (next != NULL) {
            set->link_ink = ink;
            set->link_x = set->x;
        }
    }
}

static void put_glyphs(setting *set, const gr_token *token, gr_str actual)
{
    const gr_ink *ink = token->ink;
    gr_items_add(set->lay, &set->line->items,
                 (gr_item){.kind = GR_ITEM_TEXT,
                           .owner = gr_owned_by(ink->elem),
                           .x = set->x,
                           .y = set->baseline - ink->raise,
                           .as.text = {.run = token->run,
                                       .first = token->first,
                                       .n = token->n,
                                       .size = ink->size,
                                       .colour = ink->colour,
                                       .shows = token->shows,
                                       .actual = actual}});
}

static gr_mpt share_of_slack(setting *set)
{
    if (set->glue <= 0) {
        return 0;
    }
    int64_t share = set->slack / set->glue;
    set->slack -= share;
    set->glue--;
    return (gr_mpt)share;
}

static void note_token(setting *set, const gr_token *token)
{
    if (token->note != NULL) {
        gr_notes *notes = &set->line->notes;
        *GR_PUSH(set->lay->passing, notes->notes, notes->n, notes->cap, const gr_note_body *) =
            token->note;
    }
}

static void set_token(setting *set, const gr_break_item *item, const gr_token *token)
{
    note_token(set, token);
    if (item->kind == GR_BREAK_PENALTY || token->run == NULL) {
        return;
    }
    follow_link(set, token->ink);
    put_glyphs(set, token, GR_LIT(""));
    set->x += item->width + (item->kind == GR_BREAK_GLUE ? share_of_slack(set) : 0);
}

typedef struct extent {   /* tokens of a line, white space at both ends left out */
    size_t from, to, end; /* [from, to); the line ends at item `end` */
    int64_t width, shrink, glue;
} extent;

static extent line_extent(const gr_para *para, size_t from, size_t end)
{
    extent e = {.from = from, .to = end, .end = end};
    while (e.from < end && para->items[e.from].kind != GR_BREAK_BOX &&
           para->tokens[e.from].note == NULL) {
        e.from++;
    }
    while (e.to > e.from && para->items[e.to - 1].kind != GR_BREAK_BOX &&
           para->tokens[e.to - 1].note == NULL) {
        e.to--;
    }
    for (size_t i = e.from; i < e.to; i++) {
        bool glue = para->items[i].kind == GR_BREAK_GLUE;
        e.width += para->items[i].kind == GR_BREAK_PENALTY ? 0 : para->items[i].width;
        e.shrink += glue ? para->items[i].shrink : 0;
        e.glue += glue ? 1 : 0;
    }
    if (end < para->n && para->items[end].hyphen) {
        e.width += para->items[end].width;
    }
    return e;
}

/* Items that the line will hold: its text, and the areas and underlines of links in it. */
static size_t count_items(const gr_para *para, const extent *e)
{
    size_t n = 1; /* what follows the last word */
    const gr_link_to *open = NULL;
    for (size_t i = e->from; i < e->to; i++) {
        const gr_token *token = &para->tokens[i];
        if (token->run == NULL || para->items[i].kind == GR_BREAK_PENALTY) {
            continue;
        }
        n++;
        if (token->ink->link != open) {
            open = token->ink->link;
            n += open == NULL || open->lined ? 0 : open->plain ? 1 : 2;
        }
    }
    return n;
}

/* What follows the last word: the hyphen, or a space that is only heard and copied. */
static void set_end(setting *set, const extent *e)
{
    if (e->end >= set->para->n || e->to == e->from) {
        return;
    }
    const gr_break_item *item = &set->para->items[e->end];
    const gr_token *token = &set->para->tokens[e->end];
    if (token->run != NULL) {
        put_glyphs(set, token, item->hyphen ? GR_LIT("\xC2\xAD") : GR_LIT(""));
        set->x += item->hyphen ? item->width : 0;
        set->line->hyphenated = item->hyphen;
    }
}

static gr_mpt start_of_line(gr_align align, int64_t free_width)
{
    int64_t room = free_width > 0 ? free_width : 0;
    switch (align) {
    case GR_ALIGN_RIGHT:
    case GR_ALIGN_DECIMAL:
        return (gr_mpt)room;
    case GR_ALIGN_CENTRE:
        return (gr_mpt)(room / 2);
    case GR_ALIGN_LEFT:
    case GR_ALIGN_JUSTIFY:
        break;
    }
    return 0;
}

static bool is_last(const gr_para *para, size_t end)
{
    return end >= para->n || para->items[end].penalty == GR_BREAK_FORCED;
}

/* Tokens of a line that is read in both directions: their places go from left to right, but they
 * are put down as they are read, and so they come out of the file. */
static void set_both_ways(setting *set, const extent *e)
{
    gr_arena *scratch = set->lay->scratch;
    const gr_token *tokens = set->para->tokens + e->from;
    size_t n = e->to - e->from;
    gr_mpt *x = GR_NEW_N(scratch, gr_mpt, n);
    uint8_t *levels = GR_NEW_N(scratch, uint8_t, n);
    uint32_t *order = GR_NEW_N(scratch, uint32_t, n);
    for (size_t i = 0; i < n; i++) {
        levels[i] = tokens[i].level;
    }
    gr_text_visual_order(levels, n, order);
    for (size_t i = 0; i < n; i++) {
        const gr_break_item *item = &set->para->items[e->from + order[i]];
        x[order[i]] = set->x;
        if (item->kind != GR_BREAK_PENALTY && tokens[order[i]].run != NULL) {
            follow_link(set, tokens[order[i]].ink);
            set->x += item->width + (item->kind == GR_BREAK_GLUE ? share_of_slack(set) : 0);
        }
    }
    close_link(set);
    gr_mpt end = set->x;
    for (size_t i = 0; i < n; i++) {
        set->x = x[i];
        note_token(set, &tokens[i]);
        if (set->para->items[e->from + i].kind != GR_BREAK_PENALTY && tokens[i].run != NULL) {
            put_glyphs(set, &tokens[i], GR_LIT(""));
        }
    }
    set->x = end;
}

/* A text of several lines that is read from right to left begins at the right. */
static gr_align align_of(const gr_para *para, gr_align asked, bool alone)
{
    bool to_left = asked == GR_ALIGN_LEFT || asked == GR_ALIGN_JUSTIFY;
    return para->rtl && !alone && to_left ? GR_ALIGN_RIGHT : asked;
}

static void set_line(setting *set, const extent *e, const gr_measure *measure, gr_mpt indent)
{
    int64_t free_width = (int64_t)measure->width - measure->last - indent - e->width;
    bool stretched = measure->align == GR_ALIGN_JUSTIFY && !is_last(set->para, e->end);
    if (free_width < 0) {
        set->slack = -free_width < e->shrink ? free_width : -e->shrink;
    } else if (stretched) {
        set->slack = free_width;
    }
    set->glue = set->slack == 0 ? 0 : e->glue;
    set->x = measure->x + indent +
             start_of_line(align_of(set->para, measure->align, set->alone), free_width);
    set->line->width = (gr_mpt)(e->width + set->slack);
    gr_items_room(set->lay, &set->line->items, count_items(set->para, e));
    if (set->para->turns) {
        set_both_ways(set, e);
    }
    for (size_t i = e->from; i < e->to && !set->para->turns; i++) {
        set_token(set, &set->para->items[i], &set->para->tokens[i]);
    }
    set_end(set, e);
    close_link(set);
}

static size_t break_lines(gr_layouter *lay, gr_para *para, const gr_measure *measure,
                          gr_line_end **out_ends)
{
    gr_mpt width = measure->width - measure->last - para->hang;
    width = width > 1 ? width : 1;
    gr_split_wide(lay, para, width);
    gr_break_rules rules = {.width = width,
                            .first = measure->first - para->hang,
                            .justify = measure->align == GR_ALIGN_JUSTIFY,
                            .hyphens_in_a_row = 2};
    return gr_break_lines(para->items, para->n, &rules, lay->scratch, out_ends);
}

gr_lines *gr_para_lines(gr_layouter *lay, gr_para *para, const gr_measure *measure)
{
    gr_mark mark = gr_arena_mark(lay->scratch);
    gr_line_end *ends = NULL;
    gr_lines *lines = GR_NEW(lay->passing, gr_lines);
    lines->leading = para->style->leading;
    lines->baseline = gr_style_baseline(lay, para->style);
    lines->n = para->n == 0 ? 0 : break_lines(lay, para, measure, &ends);
    lines->lines = GR_NEW_N(lay->passing, gr_line, lines->n + 1);
    size_t from = 0;
    for (size_t i = 0; i < lines->n; i++) {
        extent e = line_extent(para, from, ends[i].item);
        setting set = {.lay = lay,
                       .para = para,
                       .line = &lines->lines[i],
                       .baseline = lines->baseline,
                       .height = lines->leading,
                       .alone = lines->n == 1};
        set_line(&set, &e, measure, i == 0 ? measure->first : para->hang);
        from = ends[i].item + 1;
    }
    gr_arena_rewind(lay->scratch, mark);
    return lines;
}
