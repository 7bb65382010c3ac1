/* Gradients as shadings: two points or two circles, and the colours between them as functions. */
#include "pdf_priv.h"
#include "svg/svg.h"

void gr_add_places(gr_buf *out, int64_t value, unsigned places)
{
    char text[32];
    size_t at = sizeof text;
    uint64_t size = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    bool digits = false; /* behind the point */
    for (unsigned i = 0; i < places; i++, size /= 10) {
        digits = digits || size % 10 != 0;
        if (digits) {
            text[--at] = (char)('0' + size % 10);
        }
    }
    if (digits) {
        text[--at] = '.';
    }
    bool minus = value < 0 && (digits || size > 0);
    do {
        text[--at] = (char)('0' + size % 10);
        size /= 10;
    } while (size > 0);
    if (minus) {
        text[--at] = '-';
    }
    gr_buf_add(out, (gr_str){text + at, sizeof text - at});
}

static void add_fix(gr_buf *out, gr_fix value)
{
    const int64_t million = 1000000;
    int64_t whole = value / GR_FIX_ONE, rest = value % GR_FIX_ONE;
    gr_add_places(out, whole * million + rest * million / GR_FIX_ONE, 6);
    gr_buf_add_char(out, ' ');
}

void gr_add_matrix(gr_buf *out, const gr_matrix *m)
{
    const int64_t turns[4] = {m->a, m->b, m->c, m->d}, million = 1000000;
    for (size_t i = 0; i < 4; i++) {
        int64_t whole = turns[i] / ((int64_t)1 << 32), rest = turns[i] % ((int64_t)1 << 32);
        gr_add_places(out, whole * million + rest / (1 << 12) * million / (1 << 20), 6);
        gr_buf_add_char(out, ' ');
    }
    add_fix(out, m->e);
    add_fix(out, m->f);
}

static void add_stop(gr_buf *out, const gr_gradient_stop *stop, bool fading)
{
    gr_buf_add_char(out, '[');
    for (int shift = 16; shift >= 0 && !fading; shift -= 8) {
        gr_add_length(out, ((stop->colour >> shift & 0xFF) * 1000 + 127) / 255);
        gr_buf_add_char(out, ' ');
    }
    if (fading) {
        gr_add_length(out, stop->opacity);
    }
    gr_buf_add_char(out, ']');
}

static void add_part(gr_buf *out, const gr_gradient_stop *from, const gr_gradient_stop *to,
                     bool fading)
{
    gr_buf_add(out, GR_LIT("<</FunctionType 2/Domain[0 1]/N 1/C0"));
    add_stop(out, from, fading);
    gr_buf_add(out, GR_LIT("/C1"));
    add_stop(out, to, fading);
    gr_buf_add(out, GR_LIT(">>"));
}

/* Stops at one place are a step: there is no part between them. */
static void add_functions(gr_buf *out, const gr_gradient *g, bool fading)
{
    size_t n = 0;
    const gr_gradient_stop *before = &g->stops[0];
    gr_gradient_stop first = *before;
    first.at = 0;
    gr_buf_add(out, GR_LIT("<</FunctionType 3/Domain[0 1]/Functions["));
    if (before->at > 0) {
        add_part(out, &first, before, fading);
        n++;
    }
    for (size_t i = 1; i < g->n; before = &g->stops[i++]) {
        if (g->stops[i].at > before->at) {
            add_part(out, before, &g->stops[i], fading);
            n++;
        }
    }
    if (before->at < 1000) {
        add_part(out, before, before, fading);
        n++;
    }
    gr_buf_add(out, GR_LIT("]/Bounds["));
    uint16_t last = 0;
    for (size_t i = 0; i < g->n; i++) {
        if (g->stops[i].at > last && g->stops[i].at < 1000) {
            last = g->stops[i].at;
            gr_add_length(out, last);
            gr_buf_add_char(out, ' ');
        }
    }
    gr_buf_add(out, GR_LIT("]/Encode["));
    for (size_t i = 0; i < n; i++) {
        gr_buf_add(out, GR_LIT("0 1 "));
    }
    gr_buf_add(out, GR_LIT("]>>"));
}

void gr_shading_add(gr_buf *out, const gr_gradient *g, bool fading)
{
    gr_buf_addf(out, "<</ShadingType %d/ColorSpace/%s/Extend[true true]/Coords[", g->radial ? 3 : 2,
                fading ? "DeviceGray" : "DeviceRGB");
    add_fix(out, g->x1);
    add_fix(out, g->y1);
    if (g->radial) {
        gr_buf_add(out, GR_LIT("0 "));
    }
    add_fix(out, g->x2);
    add_fix(out, g->y2);
    if (g->radial) {
        add_fix(out, g->r);
    }
    gr_buf_add(out, GR_LIT("]/Function"));
    add_functions(out, g, fading);
    gr_buf_add(out, GR_LIT(">>"));
}
