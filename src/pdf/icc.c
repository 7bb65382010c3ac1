/* The sRGB colour space as an ICC profile of version 4.2: three primaries, and the curve as a
 * formula, so the profile is numbers from the standard and nothing is computed. All numbers are
 * s15Fixed16. */
#include "pdf_priv.h"

static void add_u32(gr_buf *out, uint32_t value)
{
    for (int shift = 24; shift >= 0; shift -= 8) {
        gr_buf_add_char(out, (char)(value >> shift & 0xFF));
    }
}

static void add_numbers(gr_buf *out, const char *type, const uint32_t *values, size_t n)
{
    gr_buf_addf(out, "%s", type);
    add_u32(out, 0);
    for (size_t i = 0; i < n; i++) {
        add_u32(out, values[i]);
    }
}

/* A text in one language, as mluc wants it: UTF-16. */
static void add_words(gr_buf *out, const char *ascii)
{
    size_t length = strlen(ascii);
    gr_buf_addf(out, "mluc");
    add_u32(out, 0);
    add_u32(out, 1);  /* one language */
    add_u32(out, 12); /* bytes of its entry */
    gr_buf_addf(out, "enUS");
    add_u32(out, (uint32_t)(2 * length));
    add_u32(out, 28); /* where the text begins */
    for (size_t i = 0; i < length; i++) {
        gr_buf_add_char(out, '\0');
        gr_buf_add_char(out, ascii[i]);
    }
    while (out->len % 4 != 0) {
        gr_buf_add_char(out, '\0');
    }
}

static const uint32_t white[] = {0xF6D6, 0x10000, 0xD32D}; /* D50 */
static const uint32_t primaries[3][3] = {
    /* adapted to D50 */
    {0x6FA2, 0x38F5, 0x0390},
    {0x6299, 0xB785, 0x18DA},
    {0x24A0, 0x0F84, 0xB6CF},
};
static const uint32_t adaptation[] = {
    /* D65 to D50, Bradford */
    0x00010C42, 0x000005DE, 0xFFFFF325, 0x00000793, 0x0000FD90,
    0xFFFFFBA1, 0xFFFFFDA2, 0x000003DC, 0x0000C06E,
};
/* Function type 3: (a x + b)^g from d on, c x below; g = 2.4, a = 1/1.055, b = 0.055/1.055, c =
 * 1/12.92 */
static const uint32_t curve[] = {0x00030000, 0x00026666, 0xF2A7, 0x0D59, 0x13D0, 0x0A5B};

typedef struct part { /* a tag of the profile; several may point at one */
    const char *name;
    uint32_t from, length;
} part;
enum { PARTS = 10, HEADER_BYTES = 128, BODY_FROM = HEADER_BYTES + 4 + 12 * PARTS };

static part begin(const gr_buf *body, const char *name)
{
    return (part){.name = name, .from = (uint32_t)(BODY_FROM + body->len)};
}

static part end(const gr_buf *body, part made)
{
    made.length = (uint32_t)(BODY_FROM + body->len) - made.from;
    return made;
}

static void add_header(gr_buf *out, uint32_t size)
{
    add_u32(out, size);
    add_u32(out, 0);
    add_u32(out, 0x04200000);
    gr_buf_addf(out, "mntrRGB XYZ ");
    static const uint32_t made[] = {0x07D00001, 0x00010000,
                                    0x00000000}; /* 2000-01-01: a constant */
    for (size_t i = 0; i < 3; i++) {
        add_u32(out, made[i]);
    }
    gr_buf_addf(out, "acsp");
    for (size_t i = 0; i < 7; i++) { /* platform, flags, maker, model, attributes (8), intent */
        add_u32(out, 0);
    }
    for (size_t i = 0; i < 3; i++) {
        add_u32(out, white[i]);
    }
    while (out->len < HEADER_BYTES) {
        gr_buf_add_char(out, '\0');
    }
}

static void add_body(gr_buf *body, part *parts)
{
    static const char *const names[] = {"rXYZ", "gXYZ", "bXYZ"};
    static const char *const curves[] = {"rTRC", "gTRC", "bTRC"};
    size_t n = 0;
    part open = begin(body, "desc");
    add_words(body, "sRGB");
    parts[n++] = end(body, open);
    open = begin(body, "cprt");
    add_words(body, "No copyright, use freely");
    parts[n++] = end(body, open);
    open = begin(body, "wtpt");
    add_numbers(body, "XYZ ", white, 3);
    parts[n++] = end(body, open);
    open = begin(body, "chad");
    add_numbers(body, "sf32", adaptation, 9);
    parts[n++] = end(body, open);
    for (size_t i = 0; i < 3; i++) {
        open = begin(body, names[i]);
        add_numbers(body, "XYZ ", primaries[i], 3);
        parts[n++] = end(body, open);
    }
    open = begin(body, curves[0]);
    add_numbers(body, "para", curve, 6);
    open = end(body, open);
    for (size_t i = 0; i < 3; i++) {
        open.name = curves[i];
        parts[n++] = open;
    }
}

gr_str gr_srgb_profile(gr_arena *arena)
{
    part parts[PARTS];
    gr_buf body = gr_buf_make(arena, 4096);
    add_body(&body, parts);
    gr_buf out = gr_buf_make(arena, 4096);
    add_header(&out, (uint32_t)(BODY_FROM + body.len));
    add_u32(&out, PARTS);
    for (size_t i = 0; i < PARTS; i++) {
        gr_buf_addf(&out, "%s", parts[i].name);
        add_u32(&out, parts[i].from);
        add_u32(&out, parts[i].length);
    }
    gr_buf_add(&out, gr_buf_view(&body));
    return gr_buf_view(&out);
}
