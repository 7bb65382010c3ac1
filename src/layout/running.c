#include "layout_priv.h"

/* Owns what stands on every page of a master: bands, running heads and feet. All of it is an
 * artifact: a screen reader skips it. */

#define BETWEEN \
    12000 /* least distance between a piece at the left and one at the right, 1/1000 pt */

void gr_draw_bands(gr_layouter *lay, gr_draft *draft)
{
    const gr_master *master = draft->master;
    for (size_t i = 0; i < master->n_bands; i++) {
        const gr_band *band = &master->bands[i];
        if (draft->first ? band->first : band->rest) {
            gr_items_add(lay, &draft->items,
                         gr_rect_item(gr_decoration(GR_ARTIFACT_BACKGROUND), band->x, band->y,
                                      band->width, band->height, band->colour));
        }
    }
}

typedef struct running_at { /* the page a line is made for */
    gr_layouter *lay;
    const gr_draft *draft;
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
        gr_buf_addf(out, "%zu", at->n_pages);
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
    gr_buf text = gr_buf_make(at->lay->arena, SIZE_MAX);
    for (size_t i = 0; i < line->n_pieces; i++) {
        add_piece(at, &line->pieces[i], &text);
    }
    return gr_str_trim(gr_buf_view(&text));
}

static gr_mpt text_width(gr_layouter *lay, const gr_ink *ink, gr_str text)
{
    return gr_shaped_width(gr_shape_text(lay, ink, text, lay->doc->root), ink->size);
}

/* Cuts a text that is too long at a character and says so with an ellipsis. */
static gr_str shortened(gr_layouter *lay, const gr_ink *ink, gr_str text, gr_mpt width)
{
    gr_str shown = text;
    while (text.len > 0 && text_width(lay, ink, shown) > width) {
        do {
            text.len--;
        } while (text.len > 0 && ((unsigned char)text.ptr[text.len] & 0xC0) == 0x80);
        shown = gr_str_fmt(lay->arena, GR_FMT "…", GR_ARG(gr_str_trim(text)));
    }
    return text.len == 0 ? text : shown;
}

/* What a line may take when the others of its kind stand on the same height. */
static gr_mpt width_beside(const running_at *at, const gr_running *lines, size_t n, size_t own)
{
    const gr_master *master = at->draft->master;
    gr_mpt width = master->width - master->inner - master->outer;
    for (size_t i = 0; i < n; i++) {
        if (i != own && lines[i].align != lines[own].align && lines[own].align == GR_ALIGN_LEFT &&
            (!at->draft->first || lines[i].first)) {
            gr_ink ink = gr_style_ink(at->lay, lines[i].style);
            gr_mpt other = text_width(at->lay, &ink, running_text(at, &lines[i]));
            width -= other > 0 ? other + BETWEEN : 0;
        }
    }
    return width;
}

/* On a left page what stands at the outer side stands at the left. */
static gr_align side_of(const gr_master *master, gr_align align, size_t page)
{
    if (!master->sides || page % 2 == 0 || align == GR_ALIGN_CENTRE) {
        return align;
    }
    return align == GR_ALIGN_RIGHT ? GR_ALIGN_LEFT : GR_ALIGN_RIGHT;
}

static void draw_line(const running_at *at, const gr_running *line, gr_mpt width, gr_mpt y,
                      gr_artifact kind, gr_items *out)
{
    const gr_master *master = at->draft->master;
    gr_ink ink = gr_style_ink(at->lay, line->style);
    gr_str text = shortened(at->lay, &ink, running_text(at, line), width);
    const gr_shaped *shaped = gr_shape_text(at->lay, &ink, text, at->lay->doc->root);
    gr_mpt free_width =
        master->width - master->inner - master->outer - gr_shaped_width(shaped, ink.size);
    gr_align align = side_of(master, line->align, at->page);
    gr_mpt x = master->inner + gr_side_shift(master, at->page);
    if (align == GR_ALIGN_RIGHT) {
        x += free_width;
    } else if (align == GR_ALIGN_CENTRE) {
        x += free_width / 2;
    }
    (void)gr_add_shaped(at->lay, shaped, &ink, gr_decoration(kind), x, y, out);
}

void gr_draw_running(gr_layouter *lay, gr_draft *draft, size_t page, size_t n_pages)
{
    running_at at = {.lay = lay, .draft = draft, .page = page, .n_pages = n_pages};
    const gr_master *master = draft->master;
    for (size_t i = 0; i < master->n_heads; i++) {
        if (!draft->first || master->heads[i].first) {
            draw_line(&at, &master->heads[i], width_beside(&at, master->heads, master->n_heads, i),
                      master->head_y, GR_ARTIFACT_HEADER, &draft->items);
        }
    }
    for (size_t i = 0; i < master->n_feet; i++) {
        if (!draft->first || master->feet[i].first) {
            draw_line(&at, &master->feet[i], width_beside(&at, master->feet, master->n_feet, i),
                      master->height - master->foot_y, GR_ARTIFACT_FOOTER, &draft->items);
        }
    }
}
