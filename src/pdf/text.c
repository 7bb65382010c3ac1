/* Text of a page: glyphs as two-byte codes, with corrections where the shaped places differ from
 * what the font's own widths add up to. Counted in 1/100 of 1/1000 em, the unit of the widths, so
 * nothing drifts. */
#include "pdf_priv.h"

typedef struct pen {
    gr_content *content;
    gr_buf *out;
    int64_t place; /* where a reader of the PDF is: 1/100 of 1/1000 em from the item's start */
    int32_t rise;  /* 1/1000 em */
    bool in_array, in_string;
} pen;

static void close_string(pen *p)
{
    if (p->in_string) {
        gr_buf_add_char(p->out, ')');
        p->in_string = false;
    }
}

static void close_array(pen *p)
{
    close_string(p);
    if (p->in_array) {
        gr_buf_add(p->out, GR_LIT("]TJ\n"));
        p->in_array = false;
    }
}

static void open_string(pen *p)
{
    if (!p->in_array) {
        gr_buf_add_char(p->out, '[');
        p->in_array = true;
    }
    if (!p->in_string) {
        gr_buf_add_char(p->out, '(');
        p->in_string = true;
    }
}

/* Less than half a unit off is left alone: it comes from rounding, and the next glyph knows it. */
static void move_to(pen *p, int64_t target)
{
    int64_t off = target - p->place;
    if (off > -100 && off < 100) {
        return;
    }
    int64_t units = (off < 0 ? off - 50 : off + 50) / 100;
    close_string(p);
    if (!p->in_array) {
        gr_buf_add_char(p->out, '[');
        p->in_array = true;
    }
    gr_add_length(p->out, -units * 1000);
    p->place += units * 100;
}

static void raise_to(pen *p, int32_t rise, gr_mpt size)
{
    if (rise == p->rise) {
        return;
    }
    close_array(p);
    gr_add_length(p->out, gr_text_length(rise, size));
    gr_buf_add(p->out, GR_LIT(" Ts\n"));
    p->rise = rise;
}

static void add_glyphs(pen *p, const gr_item *item)
{
    const gr_run *run = item->as.text.run;
    const gr_pdf_font *font = p->content->pdf->fonts[run->face];
    int64_t advance = 0; /* 1/1000 em */
    for (size_t i = item->as.text.first; i < item->as.text.first + item->as.text.n; i++) {
        const gr_glyph *glyph = &run->glyphs[i];
        uint32_t code = gr_font_code(font, item, i);
        raise_to(p, glyph->y_offset, item->as.text.size);
        move_to(p, (advance + glyph->x_offset) * 100);
        open_string(p);
        const char bytes[2] = {(char)(code >> 8), (char)(code & 0xFF)};
        gr_add_literal_bytes(p->out, (gr_str){bytes, 2});
        p->place += font->widths[code];
        advance += glyph->advance;
    }
    raise_to(p, 0, item->as.text.size);
    close_array(p);
}

static void choose_font(gr_content *c, const gr_item *item)
{
    const gr_pdf_font *font = c->pdf->fonts[item->as.text.run->face];
    if (font != c->font || item->as.text.size != c->size) {
        gr_buf_addf(c->out, "/F%u ", font->face);
        gr_add_length(c->out, item->as.text.size);
        gr_buf_add(c->out, GR_LIT(" Tf\n"));
        c->font = font;
        c->size = item->as.text.size;
    }
}

void gr_content_add_text(gr_content *c, const gr_item *item)
{
    if (item->as.text.n == 0) {
        return;
    }
    /* of a single glyph its code says it: see fonts.c */
    bool actual = item->as.text.actual.len > 0 && item->as.text.n > 1;
    if (actual) {
        gr_buf_add(c->out, GR_LIT("/Span<</ActualText"));
        gr_add_text(c->out, item->as.text.actual);
        gr_buf_add(c->out, GR_LIT(">>BDC\n"));
    }
    gr_buf_add(c->out, GR_LIT("BT\n"));
    choose_font(c, item);
    gr_add_length(c->out, item->x);
    gr_buf_add_char(c->out, ' ');
    gr_add_length(c->out, gr_from_bottom(c->page, item->y));
    gr_buf_add(c->out, GR_LIT(" Td\n"));
    pen p = {.content = c, .out = c->out};
    add_glyphs(&p, item);
    gr_buf_add(c->out, GR_LIT("ET\n"));
    if (actual) {
        gr_buf_add(c->out, GR_LIT("EMC\n"));
    }
}
