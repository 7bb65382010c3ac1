/* Text of a page: glyphs as two-byte codes. Words of one line go into one array, with corrections
 * where a word does not begin where the font's own widths lead; lines of one sequence go into one
 * text object, each placed from the start of the line before.
 *
 * A correction is reckoned from where the glyph must be, not from the glyph before: what rounding
 * leaves over is seen by the next one, and nothing drifts. What nobody can see is left alone, and a
 * kerned pair has the same number wherever it stands: so a word has the same bytes on each of its
 * places, which is what makes pages small. */
#include "pdf_priv.h"

/* A place in text is counted in GRAIN-ths of a millipoint, so widths (1/100 of 1/1000 em) times
 * sizes are exact. */
enum { GRAIN = 100000, UNIT = 100 /* 1/1000 em, what a correction counts */ };
/* Millipoints a glyph may be off: within a word, and where a word begins. With a rounded correction
 * (half of 1/1000 em) it stays under 50 for text up to 20 pt. */
enum { MOST_OFF = 40, MOST_OFF_AT_START = 30, KERN_UNSEEN = 20 };
enum { WIDEST_GAP_EM = 3 }; /* wider ones begin a line, and so does what lies half an em back */

static void close_string(gr_content *c)
{
    if (c->pen.in_string) {
        gr_buf_add_char(c->out, ')');
        c->pen.in_string = false;
    }
}

static void open_array(gr_content *c)
{
    if (!c->pen.in_array) {
        gr_buf_add_char(c->out, '[');
        c->pen.in_array = true;
    }
}

void gr_text_pause(gr_content *c)
{
    close_string(c);
    if (c->pen.in_array) {
        gr_buf_add(c->out, GR_LIT("]TJ\n"));
        c->pen.in_array = false;
    }
}

static void open_string(gr_content *c)
{
    open_array(c);
    if (!c->pen.in_string) {
        gr_buf_add_char(c->out, '(');
        c->pen.in_string = true;
    }
}

static void raise_to(gr_content *c, gr_mpt rise)
{
    if (rise != c->pen.rise) {
        gr_text_pause(c);
        gr_add_length(c->out, rise);
        gr_buf_add(c->out, GR_LIT(" Ts\n"));
        c->pen.rise = rise;
    }
}

void gr_text_end(gr_content *c)
{
    if (c->pen.open) {
        raise_to(c, 0);
        gr_text_pause(c);
        gr_buf_add(c->out, GR_LIT("ET\n"));
        c->pen.open = false;
    }
}

/* n 1/1000 em to the right. */
static void add_correction(gr_content *c, int64_t n)
{
    if (n != 0) {
        close_string(c);
        open_array(c);
        gr_add_length(c->out, -n * 1000);
        c->pen.at += n * UNIT * c->size;
    }
}

static int64_t rounded_part(int64_t value, int64_t by)
{
    return value < 0 ? -((-value + by / 2) / by) : (value + by / 2) / by;
}

static bool is_off(int64_t by, int64_t most_mpt)
{
    return by > most_mpt * GRAIN || by < -most_mpt * GRAIN;
}

/* The next glyph belongs at `target`; `kern` of that is of this pair of glyphs alone. */
static void correct_to(gr_content *c, int64_t target, int64_t kern, int64_t most_off)
{
    int64_t off = target - c->pen.at;
    int64_t unit = (int64_t)UNIT * c->size;
    int64_t of_pair = is_off(kern, KERN_UNSEEN) ? rounded_part(kern, unit) : 0;
    bool enough = !is_off(off - of_pair * unit, most_off);
    add_correction(c, enough ? of_pair : rounded_part(off, unit));
}

/* Glyph i at `place` (without its offset); `natural`: where the glyph before leads by its own
 * width. Where this one leads. */
static int64_t add_glyph(gr_content *c, const gr_item *item, size_t i, int64_t place,
                         int64_t natural, int64_t most_off)
{
    const gr_glyph *glyph = &item->as.text.run->glyphs[i];
    uint32_t code = gr_font_code(c->pdf, c->font, item, i);
    int64_t target = place + (int64_t)glyph->x_offset * UNIT * c->size;
    raise_to(c, gr_text_length(glyph->y_offset, item->as.text.size));
    correct_to(c, target, target - natural, most_off);
    open_string(c);
    const char bytes[2] = {(char)(code >> 8), (char)(code & 0xFF)};
    gr_add_literal_bytes(c->out, (gr_str){bytes, 2});
    int64_t width = (int64_t)c->font->codes[code].width * c->size;
    c->pen.at += width;
    return target + width;
}

static void add_glyphs(gr_content *c, const gr_item *item)
{
    const gr_run *run = item->as.text.run;
    int64_t place = (int64_t)item->x * GRAIN, natural = place;
    size_t first = item->as.text.first;
    for (size_t i = first; i < first + item->as.text.n; i++) {
        natural = add_glyph(c, item, i, place, natural, i == first ? MOST_OFF_AT_START : MOST_OFF);
        place += (int64_t)run->glyphs[i].advance * UNIT * c->size;
    }
    raise_to(c, 0);
}

/* What is read from right to left is written so too, the pen going back: whoever takes the text out
 * of the file by the order of its content gets it as it is read, and whoever goes by places finds
 * it there as well. */
static void add_glyphs_leftwards(gr_content *c, const gr_item *item)
{
    const gr_run *run = item->as.text.run;
    int64_t place = (int64_t)item->x * GRAIN;
    size_t first = item->as.text.first, end = first + item->as.text.n;
    for (size_t i = first; i < end; i++) {
        place += (int64_t)run->glyphs[i].advance * UNIT * c->size;
    }
    for (size_t i = end; i > first; i--) {
        place -= (int64_t)run->glyphs[i - 1].advance * UNIT * c->size;
        (void)add_glyph(c, item, i - 1, place, place, MOST_OFF_AT_START);
    }
    raise_to(c, 0);
}

static void choose_font(gr_content *c, const gr_item *item)
{
    gr_pdf_font *font = gr_font_of(c->pdf, item->as.text.run->face);
    if (font != c->font || item->as.text.size != c->size) {
        gr_text_pause(c);
        gr_buf_addf(c->out, "/F%u ", font->face);
        gr_add_length(c->out, item->as.text.size);
        gr_buf_add(c->out, GR_LIT(" Tf\n"));
        c->font = font;
        c->size = item->as.text.size;
    }
}

/* True when the item goes on where the pen is: a little further, or nearer by kerning. */
static bool continues_line(const gr_content *c, const gr_item *item)
{
    int64_t gap = (int64_t)item->x * GRAIN - c->pen.at;
    int64_t em = (int64_t)c->size * GRAIN;
    return c->height - item->y == c->pen.baseline && gap > -em / 2 && gap < WIDEST_GAP_EM * em;
}

static void begin_line(gr_content *c, const gr_item *item)
{
    gr_mpt x = gr_hundredths(item->x);
    gr_mpt y = gr_hundredths(c->height - item->y);
    gr_text_pause(c);
    gr_add_length(c->out, (int64_t)x - c->pen.line_x);
    gr_buf_add_char(c->out, ' ');
    gr_add_length(c->out, (int64_t)y - c->pen.line_y);
    gr_buf_add(c->out, GR_LIT(" Td\n"));
    c->pen.line_x = x;
    c->pen.line_y = y;
    c->pen.at = (int64_t)x * GRAIN;
    c->pen.baseline = c->height - item->y;
}

/* Up the page: a text object of its own, in which that is to the right. */
static void add_turned(gr_content *c, const gr_item *item)
{
    gr_item level = *item;
    level.x = 0;
    gr_text_end(c);
    gr_buf_add(c->out, GR_LIT("BT\n"));
    c->pen = (gr_text_pen){.open = true};
    choose_font(c, item);
    gr_buf_add(c->out, GR_LIT("0 1 -1 0 "));
    gr_add_length(c->out, gr_hundredths(item->x));
    gr_buf_add_char(c->out, ' ');
    gr_add_length(c->out, gr_hundredths(c->height - item->y));
    gr_buf_add(c->out, GR_LIT(" Tm\n"));
    if (item->as.text.run->rtl) {
        add_glyphs_leftwards(c, &level);
    } else {
        add_glyphs(c, &level);
    }
    gr_text_end(c);
}

static void add_line_part(gr_content *c, const gr_item *item)
{
    if (item->as.text.turned) {
        add_turned(c, item);
        return;
    }
    bool begins = !c->pen.open;
    if (begins) {
        gr_buf_add(c->out, GR_LIT("BT\n"));
        c->pen = (gr_text_pen){.open = true};
    }
    choose_font(c, item);
    if (begins || !continues_line(c, item)) {
        begin_line(c, item);
    }
    if (item->as.text.run->rtl) {
        add_glyphs_leftwards(c, item);
    } else {
        add_glyphs(c, item);
    }
}

void gr_content_add_text(gr_content *c, const gr_item *item)
{
    if (item->as.text.n == 0) {
        return;
    }
    /* of a single glyph its code says it: see fonts.c */
    bool actual = item->as.text.actual.len > 0 && item->as.text.n > 1;
    if (!actual) {
        add_line_part(c, item);
        return;
    }
    gr_text_end(c);
    gr_buf_add(c->out, GR_LIT("/Span<</ActualText"));
    gr_add_text(c->out, item->as.text.actual);
    gr_buf_add(c->out, GR_LIT(">>BDC\n"));
    add_line_part(c, item);
    gr_text_end(c);
    gr_buf_add(c->out, GR_LIT("EMC\n"));
}
