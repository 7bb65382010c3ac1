/* Owns numbers and lengths as SVG writes them. */
#include "svg_priv.h"

#define MOST_DIGITS 17 /* that count; more say nothing a coordinate could show */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_white(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

void gr_svg_skip(gr_str text, size_t *at)
{
    while (*at < text.len && is_white(text.ptr[*at])) {
        (*at)++;
    }
}

void gr_svg_separator(gr_str text, size_t *at)
{
    gr_svg_skip(text, at);
    if (*at < text.len && text.ptr[*at] == ',') {
        (*at)++;
        gr_svg_skip(text, at);
    }
}

typedef struct digits { /* value * 10^tens */
    int64_t value;
    int tens, n;
    bool any;
} digits;

static void take_digits(gr_str text, size_t *at, bool behind, digits *to)
{
    for (; *at < text.len && is_digit(text.ptr[*at]); (*at)++) {
        int digit = text.ptr[*at] - '0';
        bool counts = to->n < MOST_DIGITS;
        to->any = true;
        if (counts) {
            to->value = to->value * 10 + digit;
            to->n += to->value > 0 ? 1 : 0;
        }
        to->tens += (counts ? 0 : 1) - (behind ? 1 : 0);
    }
}

/** "e-3", if it is one: in "1em" it is not. */
static void take_exponent(gr_str text, size_t *at, digits *to)
{
    size_t i = *at;
    int power = 0;
    if (i >= text.len || (text.ptr[i] != 'e' && text.ptr[i] != 'E')) {
        return;
    }
    i++;
    bool minus = i < text.len && text.ptr[i] == '-';
    i += i < text.len && (text.ptr[i] == '-' || text.ptr[i] == '+') ? 1 : 0;
    if (i >= text.len || !is_digit(text.ptr[i])) {
        return;
    }
    for (; i < text.len && is_digit(text.ptr[i]); i++) {
        power = power < 1000 ? power * 10 + (text.ptr[i] - '0') : power;
    }
    to->tens += minus ? -power : power;
    *at = i;
}

static bool to_fix(const digits *from, bool minus, gr_fix *out)
{
    gr_wide value = (gr_wide)from->value << 20;
    for (int i = 0; i < from->tens && value != 0; i++) {
        value *= 10;
        if (value > GR_FIX_MOST) {
            return false;
        }
    }
    gr_wide by = 1;
    for (int i = 0; i > from->tens && by <= value; i--) {
        by *= 10;
    }
    value = (value + by / 2) / by;
    if (value > GR_FIX_MOST) {
        return false;
    }
    *out = minus ? -(gr_fix)value : (gr_fix)value;
    return true;
}

bool gr_fix_step(gr_str text, size_t *at, gr_fix *out)
{
    size_t i = *at;
    digits met = {0};
    bool minus = i < text.len && text.ptr[i] == '-';
    i += i < text.len && (text.ptr[i] == '-' || text.ptr[i] == '+') ? 1 : 0;
    take_digits(text, &i, false, &met);
    if (i < text.len && text.ptr[i] == '.') {
        size_t dot = i++;
        bool before = met.any;
        met.any = false;
        take_digits(text, &i, true, &met);
        i = met.any ? i : dot + (before ? 1 : 0);
        met.any = met.any || before;
    }
    if (!met.any) {
        return false;
    }
    take_exponent(text, &i, &met);
    if (!to_fix(&met, minus, out)) {
        return false;
    }
    *at = i;
    return true;
}

bool gr_fix_parse(gr_str text, gr_fix *out)
{
    size_t at = 0;
    text = gr_str_trim(text);
    return gr_fix_step(text, &at, out) && at == text.len;
}

gr_fix gr_fix_mul(gr_fix a, gr_fix b)
{
    return (gr_fix)(((gr_wide)a * b + GR_FIX_ONE / 2) >> 20);
}

gr_fix gr_fix_div(gr_fix a, gr_fix b)
{
    gr_wide result = (gr_wide)a * GR_FIX_ONE / b;
    gr_wide most = (gr_wide)GR_FIX_MOST * 16;
    return (gr_fix)(result > most ? most : result < -most ? -most : result);
}

bool gr_fix_length(gr_str text, gr_fix whole, gr_fix *out)
{
    static const struct unit { /* pixels = value * times / by */
        const char *name;
        int times, by;
    } units[] = {{"", 1, 1},    {"px", 1, 1},      {"pt", 4, 3},     {"pc", 16, 1},
                 {"in", 96, 1}, {"cm", 9600, 254}, {"mm", 960, 254}, {"Q", 240, 254}};
    size_t at = 0;
    gr_fix value = 0;
    text = gr_str_trim(text);
    if (!gr_fix_step(text, &at, &value)) {
        return false;
    }
    gr_str unit = gr_str_sub(text, at, text.len);
    if (gr_str_is(unit, "%")) {
        *out = (gr_fix)((gr_wide)value * whole / (100 * GR_FIX_ONE));
        return true;
    }
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (gr_str_is(unit, units[i].name)) {
            *out = (gr_fix)((gr_wide)value * units[i].times / units[i].by);
            return true;
        }
    }
    return false;
}

bool gr_svg_length(gr_svg *svg, const gr_svg_elem *elem, const char *name, gr_fix whole,
                   gr_fix otherwise, gr_fix *out)
{
    gr_str text = gr_svg_attr_value(elem, name);
    *out = otherwise;
    if (!gr_svg_has(elem, name) || gr_str_is(text, "auto") || gr_fix_length(text, whole, out)) {
        return true;
    }
    return gr_svg_fails(svg, elem->at,
                        "%s=\"" GR_FMT "\" is no length; a number up to ten million, with px, pt, "
                        "pc, mm, cm, in or %% behind it or nothing",
                        name, GR_ARG(text));
}

bool gr_svg_opacity(gr_str text, uint16_t *out)
{
    gr_fix value = 0;
    if (!gr_fix_length(text, GR_FIX_ONE, &value)) {
        return false;
    }
    value = value < 0 ? 0 : value > GR_FIX_ONE ? GR_FIX_ONE : value;
    *out = (uint16_t)((value * GR_OPAQUE + GR_FIX_ONE / 2) >> 20);
    return true;
}
