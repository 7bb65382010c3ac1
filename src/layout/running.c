#include "pages_priv.h"

/* Owns what stands on every page of a master: running heads and feet. All of it is an artifact: a
 * screen reader skips it. */

#define BETWEEN \
    12000 /* least distance between a piece at the left and one at the right, 1/1000 pt */

typedef struct running_at { /* the page a line is made for */
    gr_layouter *lay;
    const gr_page_draft *draft;
    size_t page, n_pages;
} running_at;

static void add_piece(const running_at *at, const gr_running_piece *piece, gr_buf *out)
{
    const gr_doc *doc = at->lay->doc;
    switch (piece->field) {
    case GR_FIELD_TEXT:
        gr_buf_add(out, piece->text);
        break;
    case GR_FIELD_PAGE:
        gr_buf_addf(out, "%zu", at->page + 1);
        break;
    case GR_FIELD_PAGES:
        gr_buf_addf(out, "%zu", at->n_pages > 0 ? at->n_pages : at->page + 1);
        break;
    case GR_FIELD_TITLE:
        gr_buf_add(out, doc->title);
        break;
    case GR_FIELD_SUBTITLE:
        gr_buf_add(out, doc->subtitle);
        break;
    case GR_FIELD_SECTION:
        if (at->draft->chapter != GR_NO_HEADING) {
            gr_buf_add(out, at->lay->headings[at->draft->chapter].title);
        }
        break;
    }
}

static gr_str running_text(const running_at *at, const gr_running *line)
{
    gr_buf text = gr_buf_make(at->lay->passing, SIZE_MAX);
    for (size_t i = 0; i < line->n_pieces; i++) {
        add_piece(at, &line->pieces[i], &text);
    }
    return gr_str_trim(gr_buf_view(&text));
}

static gr_mpt text_width(gr_layouter *lay, const gr_ink *ink, gr_str text)
{
    return gr_shaped_width(gr_shape_text(lay, ink, text, lay->doc->root), ink->size);
}

static bool begins_char(gr_str text, size_t at)
{
    return ((unsigned char)text.ptr[at] & 0xC0) != 0x80;
}

/* Where the search for what fits begins: nothing that is twice as wide will, whatever its letters
 * do to each other. Trying each end of a long text would shape it as often as it has words. */
static size_t likely_end(gr_layouter *lay, const gr_ink *ink, gr_str text, gr_mpt width)
{
    size_t end = text.len;
    for (size_t half = end / 2; half > 0; half = end / 2) {
        while (half > 0 && !begins_char(text, half)) {
            half--;
        }
        if (half == 0 || text_width(lay, ink, (gr_str){text.ptr, half}) <= 2 * width) {
            break;
        }
        end = half;
    }
    return end;
}

/* The longest beginning of a text that fits with an ellipsis behind it, cut at words or at signs;
 * empty: none. */
static gr_str beginning(gr_layouter *lay, const gr_ink *ink, gr_str text, gr_mpt width, bool words)
{
    for (size_t end = likely_end(lay, ink, text, width); end-- > 1;) {
        if (words ? text.ptr[end] != ' ' : !begins_char(text, end)) {
            continue;
        }
        gr_str part = gr_str_trim((gr_str){text.ptr, end});
        gr_str shown = gr_str_fmt(lay->passing, GR_FMT "…", GR_ARG(part));
        if (text_width(lay, ink, shown) <= width) {
            return shown;
        }
    }
    return GR_LIT("");
}

static bool has_section(const gr_running *line)
{
    bool has = false;
    for (size_t i = 0; i < line->n_pieces; i++) {
        has = has || line->pieces[i].field == GR_FIELD_SECTION;
    }
    return has;
}

/* A line is said once a chapter that it names, or once a document. */
static bool is_told(const running_at *at, const gr_running *line, uint32_t chapter)
{
    gr_layouter *lay = at->lay;
    for (size_t i = 0; i < lay->n_cut_lines; i++) {
        if (lay->cut_lines[i].line == line && lay->cut_lines[i].chapter == chapter) {
            return true;
        }
    }
    *GR_PUSH(lay->keep, lay->cut_lines, lay->n_cut_lines, lay->cap_cut_lines, gr_cut_line) =
        (gr_cut_line){.line = line, .chapter = chapter};
    return false;
}

/* What the line is of stands in a descriptor and in data: the words are the owner's. */
static void report_cut(const running_at *at, const gr_running *line, gr_str text, gr_mpt needed,
                       gr_mpt width)
{
    gr_layouter *lay = at->lay;
    uint32_t chapter = has_section(line) ? at->draft->chapter : GR_NO_HEADING;
    if (at->n_pages == 0 || is_told(at, line, chapter)) {
        return;
    }
    const gr_node *node = chapter == GR_NO_HEADING ? lay->doc->root : lay->headings[chapter].node;
    gr_str words = gr_str_fmt(
        lay->keep,
        "it needs %ld pt and has %ld pt on page %zu; write the "
        "title shorter, or give the line more room in master '" GR_FMT "' (fewer "
        "lines beside it, smaller type)",
        (long)(needed / 1000), (long)(width / 1000), at->page + 1, GR_ARG(at->draft->master->name));
    gr_diag_report_halves(lay->diag, node->at, GR_CODE_RUNNING_CUT, words, "'" GR_FMT "'",
                          GR_ARG(text));
    for (const gr_node *part = node->first; chapter != GR_NO_HEADING && part != NULL;
         part = part->next) {
        gr_note_record(lay, part, GR_LIT(""));
    }
}

static gr_str shortened(const running_at *at, const gr_ink *ink, const gr_running *line,
                        gr_mpt width)
{
    gr_str text = running_text(at, line);
    gr_mpt needed = text.len == 0 ? 0 : text_width(at->lay, ink, text);
    if (needed <= width) {
        return text;
    }
    report_cut(at, line, text, needed, width);
    gr_str shown = beginning(at->lay, ink, text, width, true);
    return shown.len > 0 ? shown : beginning(at->lay, ink, text, width, false);
}

enum side { LEFT, CENTRE, RIGHT, SIDES };

static enum side side_of(gr_align align)
{
    if (align == GR_ALIGN_CENTRE) {
        return CENTRE;
    }
    return align == GR_ALIGN_RIGHT ? RIGHT : LEFT;
}

typedef struct running_lines { /* all heads, or all feet: they stand on the same height */
    const gr_running *lines;
    size_t n;
    gr_mpt y;
    gr_artifact kind;
} running_lines;

static bool shows(const running_at *at, const gr_running *line)
{
    return !at->draft->first || line->first;
}

/* Two that do not fit side by side have half each, and what one of them leaves goes to the other.
 */
static gr_mpt width_beside(gr_mpt other, gr_mpt width)
{
    gr_mpt half = (width - BETWEEN) / 2;
    return other == 0 ? width : width - BETWEEN - (other < half ? other : half);
}

/* What stands in the middle has a third, and more where that leaves the others what they want. */
static gr_mpt width_of_centre(const gr_mpt wanted[SIDES], gr_mpt width)
{
    gr_mpt beside = wanted[LEFT] > wanted[RIGHT] ? wanted[LEFT] : wanted[RIGHT];
    gr_mpt most = beside == 0 ? width : width - 2 * (beside + BETWEEN);
    gr_mpt third = (width - 2 * BETWEEN) / 3;
    most = most > third ? most : third;
    return wanted[CENTRE] < most ? wanted[CENTRE] : most;
}

static void share_width(const running_at *at, const running_lines *all, gr_mpt out_widths[SIDES])
{
    const gr_master *master = at->draft->master;
    gr_mpt width = master->width - master->inner - master->outer, wanted[SIDES] = {0};
    for (size_t i = 0; i < all->n; i++) {
        const gr_running *line = &all->lines[i];
        gr_ink ink = gr_style_ink(at->lay, line->style);
        gr_mpt own = shows(at, line) ? text_width(at->lay, &ink, running_text(at, line)) : 0;
        enum side side = side_of(line->align);
        wanted[side] = wanted[side] > own ? wanted[side] : own;
    }
    out_widths[CENTRE] = width_of_centre(wanted, width);
    gr_mpt beside = (width - out_widths[CENTRE]) / 2 - BETWEEN;
    bool middle = wanted[CENTRE] > 0;
    out_widths[LEFT] = middle ? beside : width_beside(wanted[RIGHT], width);
    out_widths[RIGHT] = middle ? beside : width_beside(wanted[LEFT], width);
}

/* On a left page what stands at the outer side stands at the left. */
static gr_align turned(const gr_master *master, gr_align align, size_t page)
{
    if (!master->sides || page % 2 == 0 || align == GR_ALIGN_CENTRE) {
        return align;
    }
    return align == GR_ALIGN_RIGHT ? GR_ALIGN_LEFT : GR_ALIGN_RIGHT;
}

static void draw_line(const running_at *at, const gr_running *line, gr_mpt width,
                      const running_lines *all, gr_items *out)
{
    const gr_master *master = at->draft->master;
    gr_ink ink = gr_style_ink(at->lay, line->style);
    gr_str text = shortened(at, &ink, line, width);
    const gr_shaped *shaped = gr_shape_text(at->lay, &ink, text, at->lay->doc->root);
    gr_mpt free_width =
        master->width - master->inner - master->outer - gr_shaped_width(shaped, ink.size);
    gr_align align = turned(master, line->align, at->page);
    gr_mpt x = master->inner + gr_side_shift(master, at->page);
    if (align == GR_ALIGN_RIGHT) {
        x += free_width;
    } else if (align == GR_ALIGN_CENTRE) {
        x += free_width / 2;
    }
    (void)gr_add_shaped(at->lay, shaped, &ink, gr_decoration(all->kind), x, all->y, out);
}

static void draw_lines(const running_at *at, const running_lines *all, gr_items *out)
{
    gr_mpt widths[SIDES];
    share_width(at, all, widths);
    for (size_t i = 0; i < all->n; i++) {
        const gr_running *line = &all->lines[i];
        if (shows(at, line)) {
            draw_line(at, line, widths[side_of(line->align)], all, out);
        }
    }
}

static bool counts(const gr_page_draft *draft, const gr_running *lines, size_t n)
{
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; (!draft->first || lines[i].first) && k < lines[i].n_pieces; k++) {
            any = any || lines[i].pieces[k].field == GR_FIELD_PAGES;
        }
    }
    return any;
}

bool gr_running_counts(const gr_page_draft *draft)
{
    const gr_master *master = draft->master;
    return counts(draft, master->heads, master->n_heads) ||
           counts(draft, master->feet, master->n_feet);
}

void gr_draw_running(gr_layouter *lay, gr_page_draft *draft, size_t page, size_t n_pages)
{
    running_at at = {.lay = lay, .draft = draft, .page = page, .n_pages = n_pages};
    const gr_master *master = draft->master;
    running_lines heads = {master->heads, master->n_heads, master->head_y, GR_ARTIFACT_HEADER};
    running_lines feet = {master->feet, master->n_feet, master->height - master->foot_y,
                          GR_ARTIFACT_FOOTER};
    draw_lines(&at, &heads, &draft->items);
    draw_lines(&at, &feet, &draft->items);
}
