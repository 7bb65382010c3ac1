/* Owns transforms, and how a drawing is fitted into its view. */
#include "svg_priv.h"

const gr_matrix gr_matrix_none = {.a = GR_TURN_ONE, .d = GR_TURN_ONE};

static int64_t held(gr_wide value, int64_t most)
{
    return (int64_t)(value > most ? most : value < -most ? -most : value);
}

static gr_fix shifted(gr_wide sum)
{
    return held((sum + (GR_TURN_ONE / 2)) >> 32, GR_FIX_MOST * 16);
}

void gr_matrix_apply(const gr_matrix *m, gr_fix x, gr_fix y, gr_fix *out_x, gr_fix *out_y)
{
    gr_fix new_x =
        held((gr_wide)shifted((gr_wide)m->a * x + (gr_wide)m->c * y) + m->e, GR_FIX_MOST * 16);
    *out_y = held((gr_wide)shifted((gr_wide)m->b * x + (gr_wide)m->d * y) + m->f, GR_FIX_MOST * 16);
    *out_x = new_x;
}

static int64_t joined(int64_t a, int64_t b, int64_t c, int64_t d)
{
    gr_wide sum = ((gr_wide)a * b + (gr_wide)c * d + GR_TURN_ONE / 2) >> 32;
    return held(sum, INT64_MAX / 4);
}

gr_matrix gr_matrix_join(const gr_matrix *outer, const gr_matrix *inner)
{
    gr_matrix m = {.a = joined(outer->a, inner->a, outer->c, inner->b),
                   .b = joined(outer->b, inner->a, outer->d, inner->b),
                   .c = joined(outer->a, inner->c, outer->c, inner->d),
                   .d = joined(outer->b, inner->c, outer->d, inner->d)};
    gr_matrix_apply(outer, inner->e, inner->f, &m.e, &m.f);
    return m;
}

bool gr_matrix_invert(const gr_matrix *m, gr_matrix *out)
{
    gr_wide area = ((gr_wide)m->a * m->d - (gr_wide)m->b * m->c) >> 32;
    if (area == 0) {
        return false;
    }
    const int64_t most = INT64_MAX / 4;
    *out = (gr_matrix){.a = held((gr_wide)m->d * GR_TURN_ONE / area, most),
                       .b = held(-(gr_wide)m->b * GR_TURN_ONE / area, most),
                       .c = held(-(gr_wide)m->c * GR_TURN_ONE / area, most),
                       .d = held((gr_wide)m->a * GR_TURN_ONE / area, most)};
    gr_matrix linear = *out;
    gr_matrix_apply(&linear, -m->e, -m->f, &out->e, &out->f);
    return true;
}

int64_t gr_matrix_scale(const gr_matrix *m)
{
    int64_t along = gr_root((gr_wide)m->a * m->a + (gr_wide)m->b * m->b);
    int64_t down = gr_root((gr_wide)m->c * m->c + (gr_wide)m->d * m->d);
    gr_wide corner = ((gr_wide)m->a * m->c + (gr_wide)m->b * m->d) >> 32;
    gr_wide off = corner < 0 ? -corner : corner;
    int64_t differ = along > down ? along - down : down - along;
    bool even = differ <= (along >> 13) && off <= ((gr_wide)along * along >> 45);
    return even ? along : 0;
}

/* ---- transform= ---- */

static int64_t turn_of(gr_fix value)
{
    return held((gr_wide)value * (1 << 12), INT64_MAX / 4);
}

static gr_matrix rotation(gr_fix degrees, gr_fix x, gr_fix y)
{
    int64_t angle = gr_angle_of_degrees(degrees);
    gr_matrix turned = {.a = gr_cosine(angle), .b = gr_sine(angle)};
    turned.c = -turned.b;
    turned.d = turned.a;
    gr_matrix there = gr_matrix_none, back = gr_matrix_none;
    there.e = x;
    there.f = y;
    back.e = -x;
    back.f = -y;
    turned = gr_matrix_join(&there, &turned);
    return gr_matrix_join(&turned, &back);
}

static bool skew(gr_fix degrees, int64_t *out)
{
    int64_t angle = gr_angle_of_degrees(degrees);
    int64_t across = gr_cosine(angle);
    if (across < (1 << 12) && across > -(1 << 12)) {
        return false;
    }
    *out = held((gr_wide)gr_sine(angle) * GR_TURN_ONE / across, INT64_MAX / 4);
    return true;
}

static bool make_matrix(gr_str name, const gr_fix v[6], size_t n, gr_matrix *out)
{
    *out = gr_matrix_none;
    if (gr_str_is(name, "matrix") && n == 6) {
        *out = (gr_matrix){turn_of(v[0]), turn_of(v[1]), turn_of(v[2]), turn_of(v[3]), v[4], v[5]};
    } else if (gr_str_is(name, "translate") && (n == 1 || n == 2)) {
        out->e = v[0];
        out->f = n > 1 ? v[1] : 0;
    } else if (gr_str_is(name, "scale") && (n == 1 || n == 2)) {
        out->a = turn_of(v[0]);
        out->d = turn_of(n > 1 ? v[1] : v[0]);
    } else if (gr_str_is(name, "rotate") && (n == 1 || n == 3)) {
        *out = rotation(v[0], n > 1 ? v[1] : 0, n > 1 ? v[2] : 0);
    } else if (gr_str_is(name, "skewX") && n == 1) {
        return skew(v[0], &out->c);
    } else if (gr_str_is(name, "skewY") && n == 1) {
        return skew(v[0], &out->b);
    } else {
        return false;
    }
    return true;
}

bool gr_matrix_parse(gr_str text, gr_matrix *out)
{
    *out = gr_matrix_none;
    for (size_t at = 0; gr_svg_separator(text, &at), at < text.len;) {
        size_t open = at, n = 0;
        gr_fix v[6] = {0};
        while (open < text.len && text.ptr[open] != '(') {
            open++;
        }
        gr_str name = gr_str_trim(gr_str_sub(text, at, open - at));
        at = open + 1;
        for (gr_svg_skip(text, &at); n < 6 && gr_fix_step(text, &at, &v[n]); n++) {
            gr_svg_separator(text, &at);
        }
        gr_matrix next;
        if (at >= text.len || text.ptr[at] != ')' || !make_matrix(name, v, n, &next)) {
            return false;
        }
        at++;
        *out = gr_matrix_join(out, &next);
    }
    return true;
}

/* ---- views ---- */

/** 0, 1/2 or all of what is left over. */
static gr_fix placed(gr_str word, const char *axis, gr_fix left_over)
{
    size_t at = gr_str_find(word, gr_str_of(axis));
    gr_str where = at == SIZE_MAX ? GR_LIT("") : gr_str_sub(word, at + 1, 3);
    return gr_str_is(where, "Min") ? 0 : gr_str_is(where, "Mid") ? left_over / 2 : left_over;
}

static bool is_place(gr_str word)
{
    return gr_words_hold("xMinYMin xMidYMin xMaxYMin xMinYMid xMidYMid xMaxYMid xMinYMax xMidYMax "
                         "xMaxYMax",
                         word);
}

bool gr_view_fit(gr_str how, const gr_fix box[4], gr_fix width, gr_fix height, gr_matrix *out,
                 bool *out_cut)
{
    gr_str rest = gr_str_trim(how), word = GR_LIT("xMidYMid"), more = GR_LIT("");
    if (rest.len > 0) {
        (void)gr_str_split(&rest, ' ', &word);
        more = gr_str_trim(rest);
    }
    bool slice = gr_str_is(more, "slice"), stretch = gr_str_is(word, "none");
    if ((!stretch && !is_place(word)) || !(more.len == 0 || slice || gr_str_is(more, "meet"))) {
        return false;
    }
    *out_cut = slice && !stretch;
    int64_t across = held((gr_wide)width * GR_TURN_ONE / box[2], INT64_MAX / 4);
    int64_t down = held((gr_wide)height * GR_TURN_ONE / box[3], INT64_MAX / 4);
    if (!stretch) {
        bool first = slice ? across > down : across < down;
        across = down = first ? across : down;
    }
    *out = (gr_matrix){.a = across, .d = down};
    gr_fix shown[2], corner[2];
    gr_matrix_apply(out, box[2], box[3], &shown[0], &shown[1]);
    gr_matrix_apply(out, box[0], box[1], &corner[0], &corner[1]);
    out->e = (stretch ? 0 : placed(word, "x", width - shown[0])) - corner[0];
    out->f = (stretch ? 0 : placed(word, "Y", height - shown[1])) - corner[1];
    return true;
}
