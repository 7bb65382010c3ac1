/* Owns colours as CSS writes them: names, #rgb, #rrggbb, both with an opacity, rgb() and rgba(). */
#include "svg_priv.h"

static const struct named {
    const char *name;
    uint32_t colour;
} named[] = {
#define GR_NAMED(name, colour) {name, colour},
#include "colours.def"
#undef GR_NAMED
};

static int digit_of(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

static bool hex(gr_str digits, uint32_t *out, uint16_t *out_opacity)
{
    bool brief = digits.len == 3 || digits.len == 4;
    uint32_t parts[4] = {0, 0, 0, 255};
    if (!brief && digits.len != 6 && digits.len != 8) {
        return false;
    }
    size_t n = brief ? digits.len : digits.len / 2;
    for (size_t i = 0; i < n; i++) {
        int high = digit_of(digits.ptr[brief ? i : 2 * i]);
        int low = digit_of(digits.ptr[brief ? i : 2 * i + 1]);
        if (high < 0 || low < 0) {
            return false;
        }
        parts[i] = (uint32_t)(high * 16 + low);
    }
    *out = parts[0] << 16 | parts[1] << 8 | parts[2];
    *out_opacity = (uint16_t)((parts[3] * GR_OPAQUE + 127) / 255);
    return true;
}

/** 0 to 255, or 0% to 100%. */
static bool part(gr_str text, size_t *at, uint32_t *out)
{
    gr_fix value = 0;
    if (!gr_fix_step(text, at, &value)) {
        return false;
    }
    if (*at < text.len && text.ptr[*at] == '%') {
        (*at)++;
        value = (gr_fix)((gr_wide)value * 255 / 100);
    }
    value = (value + GR_FIX_ONE / 2) >> 20;
    *out = value < 0 ? 0 : value > 255 ? 255 : (uint32_t)value;
    return true;
}

static bool function(gr_str inside, uint32_t *out, uint16_t *out_opacity)
{
    uint32_t parts[3] = {0};
    size_t at = 0;
    gr_svg_skip(inside, &at);
    for (size_t i = 0; i < 3; i++) {
        if (!part(inside, &at, &parts[i])) {
            return false;
        }
        gr_svg_separator(inside, &at);
    }
    if (at < inside.len && inside.ptr[at] == '/') {
        at++;
    }
    *out = parts[0] << 16 | parts[1] << 8 | parts[2];
    *out_opacity = GR_OPAQUE;
    gr_str rest = gr_str_sub(inside, at, inside.len);
    return rest.len == 0 || gr_svg_opacity(rest, out_opacity);
}

static bool same_name(gr_str text, const char *name)
{
    size_t len = strlen(name);
    bool same = len == text.len;
    for (size_t i = 0; same && i < len; i++) {
        char c = text.ptr[i];
        same = (c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c) == name[i];
    }
    return same;
}

bool gr_svg_colour(gr_str text, uint32_t *out, uint16_t *out_opacity)
{
    *out_opacity = GR_OPAQUE;
    if (gr_str_starts(text, GR_LIT("#"))) {
        return hex(gr_str_sub(text, 1, text.len), out, out_opacity);
    }
    size_t open = gr_str_find(text, GR_LIT("("));
    if (open != SIZE_MAX && gr_str_ends(text, GR_LIT(")"))) {
        gr_str name = gr_str_sub(text, 0, open);
        return (same_name(name, "rgb") || same_name(name, "rgba")) &&
               function(gr_str_sub(text, open + 1, text.len - open - 2), out, out_opacity);
    }
    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++) {
        if (same_name(text, named[i].name)) {
            *out = named[i].colour;
            return true;
        }
    }
    *out = 0;
    *out_opacity = 0;
    return same_name(text, "transparent");
}
