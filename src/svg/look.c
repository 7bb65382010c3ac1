/* Owns properties: what an element looks like after its attributes, the rules for it and its
 * style=, in that order. A property that would change what is seen, and that we do not draw, is
 * refused unless its value asks for nothing. */
#include <stddef.h>

#include "base/intern.h"
#include "svg_priv.h"

typedef enum reader {
    PAINT,
    COLOUR,
    OPACITY,
    LENGTH,
    NUMBER,
    OFFSET,
    DASHES,
    CAP,
    JOIN,
    RULE,
    DISPLAY,
    VISIBILITY,
    NAMED
} reader;

static const struct property {
    const char *name;
    reader reader;
    size_t at, size;
    bool inherited;
} properties[] = {
#define GR_PROPERTY(name, reader, field, inherited) \
    {name, reader, offsetof(gr_svg_style, field), sizeof(((gr_svg_style *)NULL)->field), inherited},
#include "properties.def"
#undef GR_PROPERTY
};
#define N_PROPERTIES (sizeof properties / sizeof properties[0])

/* Not drawn: fine as long as they ask for nothing. */
static const struct wish {
    const char *name, *harmless;
} wishes[] = {
    {"filter", "none"},
    {"mask", "none"},
    {"marker", "none"},
    {"marker-start", "none"},
    {"marker-mid", "none"},
    {"marker-end", "none"},
    {"mix-blend-mode", "normal"},
    {"vector-effect", "none"},
    {"paint-order", "normal fill stroke markers"},
    {"color-interpolation", "sRGB auto"},
    {"clip", "auto"},
    {"transform", "none"},
    {"transform-origin", "0"},
    {"backdrop-filter", "none"},
    {"mask-image", "none"},
};
#define N_WISHES (sizeof wishes / sizeof wishes[0])

/* About letters, screens and speed: nothing of it is seen in what we draw. */
static const char silent[] =
    "font font-family font-size font-size-adjust font-stretch font-style font-variant font-weight "
    "font-feature-settings font-variation-settings font-kerning font-variant-ligatures "
    "font-variant-caps font-variant-numeric font-variant-position font-variant-alternates "
    "font-variant-east-asian text-anchor text-align text-align-last text-decoration "
    "text-decoration-line text-decoration-style text-decoration-color text-indent text-transform "
    "text-orientation text-rendering text-overflow letter-spacing word-spacing line-height "
    "writing-mode direction unicode-bidi white-space dominant-baseline alignment-baseline "
    "baseline-shift glyph-orientation-horizontal glyph-orientation-vertical kerning inline-size "
    "shape-inside shape-margin shape-padding shape-subtract shape-rendering color-rendering "
    "image-rendering color-interpolation-filters color-profile pointer-events cursor overflow "
    "enable-background solid-color solid-opacity lighting-color flood-color flood-opacity "
    "isolation will-change block-progression";

const gr_svg_style gr_look_first = {
    .fill = {.kind = GR_PAINT_COLOUR, .opacity = GR_OPAQUE},
    .stop = {.kind = GR_PAINT_COLOUR, .opacity = GR_OPAQUE},
    .opacity = GR_OPAQUE,
    .fill_opacity = GR_OPAQUE,
    .stroke_opacity = GR_OPAQUE,
    .stop_opacity = GR_OPAQUE,
    .line = {.width = GR_FIX_ONE, .miter = 4 * GR_FIX_ONE},
    .shown = true,
    .visible = true,
    .clip = {"", 0},
};

typedef struct looking {
    gr_svg *svg;
    const gr_svg_elem *elem;
    const gr_svg_style *outer;
    gr_svg_style *look;
} looking;

bool gr_svg_is_property(gr_str name)
{
    bool met = gr_words_hold(silent, name);
    for (size_t i = 0; i < N_PROPERTIES && !met; i++) {
        met = gr_str_is(name, properties[i].name);
    }
    for (size_t i = 0; i < N_WISHES && !met; i++) {
        met = gr_str_is(name, wishes[i].name);
    }
    return met;
}

gr_str gr_svg_suggest(gr_str name, const char *words)
{
    enum { MOST = 24 };
    gr_str names[MOST + N_PROPERTIES], rest = gr_str_of(words);
    size_t n = 0;
    while (n < MOST && gr_str_split(&rest, ' ', &names[n])) {
        n++;
    }
    for (size_t i = 0; i < N_PROPERTIES; i++) {
        names[n++] = gr_str_of(properties[i].name);
    }
    return gr_suggest(name, names, n);
}

/* ---- values ---- */

static bool read_paint(gr_str value, gr_svg_paint *out)
{
    size_t end = gr_str_starts(value, GR_LIT("url(")) ? gr_str_find(value, GR_LIT(")")) : SIZE_MAX;
    *out = (gr_svg_paint){.kind = GR_PAINT_NONE, .opacity = GR_OPAQUE, .name = GR_LIT("")};
    if (end != SIZE_MAX) { /* what may stand behind it is for when it is not there: refused then */
        out->kind = GR_PAINT_NAMED;
        out->name = gr_str_sub(value, 0, end + 1);
        return true;
    }
    if (gr_str_is(value, "none")) {
        return true;
    }
    bool current = gr_str_is(value, "currentColor") || gr_str_is(value, "currentcolor");
    out->kind = current ? GR_PAINT_CURRENT : GR_PAINT_COLOUR;
    return current || gr_svg_colour(value, &out->colour, &out->opacity);
}

static bool read_length(gr_str value, bool may_be_negative, gr_fix *out)
{
    return !gr_str_ends(value, GR_LIT("%")) && gr_fix_length(value, 0, out) &&
           (may_be_negative || *out >= 0);
}

static bool read_dashes(gr_arena *arena, gr_str value, gr_vector_line *line)
{
    gr_fix *dashes = GR_NEW_N(arena, gr_fix, value.len / 2 + 1);
    gr_fix sum = 0;
    size_t n = 0;
    for (size_t at = 0; !gr_str_is(value, "none") && at < value.len; n++) {
        size_t end = at;
        while (end < value.len &&
               gr_str_find(GR_LIT(", \t\n\r"), gr_str_sub(value, end, 1)) == SIZE_MAX) {
            end++;
        }
        if (!read_length(gr_str_sub(value, at, end - at), false, &dashes[n])) {
            return false;
        }
        sum += dashes[n];
        at = end;
        gr_svg_separator(value, &at);
    }
    line->dashes = dashes;
    line->n_dashes = sum > 0 ? n : 0;
    return true;
}

/** The place of the word among `words`; false: it is none of them. */
static bool read_word(gr_str value, const char *words, uint8_t *out)
{
    gr_str rest = gr_str_of(words), word;
    for (uint8_t i = 0; gr_str_split(&rest, ' ', &word); i++) {
        if (gr_str_eq(word, value)) {
            *out = i;
            return true;
        }
    }
    return false;
}

static bool read_flag(gr_str value, const char *words, bool *out)
{
    uint8_t place = 0;
    bool met = read_word(value, words, &place);
    *out = place != 0;
    return met;
}

static bool read_display(gr_str value, bool *out)
{
    *out = !gr_str_is(value, "none");
    return !*out || gr_words_hold("inline block inline-block list-item run-in compact marker table "
                                  "inherit initial flex grid contents",
                                  value);
}

static bool read_colour(gr_str value, uint32_t *out)
{
    uint16_t opacity = GR_OPAQUE;
    return gr_svg_colour(value, out, &opacity) && opacity == GR_OPAQUE;
}

static bool read_named(gr_str value, gr_str *out)
{
    bool none = gr_str_is(value, "none");
    *out = none ? GR_LIT("") : value;
    return none || (gr_str_starts(value, GR_LIT("url(")) && gr_str_ends(value, GR_LIT(")")));
}

/* A line is read by its first field, whichever that is: see properties.def. */
static bool read_value(looking *l, const struct property *p, gr_str value)
{
    gr_svg_style *look = l->look;
    void *field = (char *)look + p->at;
    switch (p->reader) {
    case PAINT:
        return read_paint(value, field);
    case COLOUR:
        return read_colour(value, &look->colour);
    case OPACITY:
        return gr_svg_opacity(value, field);
    case LENGTH:
        return read_length(value, false, field);
    case NUMBER:
        return gr_fix_parse(value, field) && look->line.miter >= GR_FIX_ONE;
    case OFFSET:
        return read_length(value, true, field);
    case DASHES:
        return read_dashes(l->svg->arena, value, &look->line);
    case CAP:
        return read_word(value, "butt round square", field);
    case JOIN:
        return gr_str_is(value, "miter-clip") || gr_str_is(value, "arcs")
                   ? false
                   : read_word(value, "miter round bevel", field);
    case RULE:
        return read_flag(value, "nonzero evenodd", field);
    case DISPLAY:
        return read_display(value, field);
    case VISIBILITY:
        return gr_str_is(value, "collapse") || read_flag(value, "hidden visible", field);
    case NAMED:
        return read_named(value, field);
    }
    return false;
}

/* ---- one property ---- */

static bool refuse_wish(looking *l, gr_str name, gr_str value)
{
    for (size_t i = 0; i < N_WISHES; i++) {
        if (gr_str_is(name, wishes[i].name) && !gr_words_hold(wishes[i].harmless, value)) {
            return gr_svg_fails(l->svg, l->elem->at,
                                GR_FMT ": " GR_FMT " is not drawn; leave it out, or draw what it "
                                       "does as paths",
                                GR_ARG(name), GR_ARG(value));
        }
    }
    return true;
}

static bool refuse_unknown(looking *l, gr_str name)
{
    gr_str meant = gr_svg_suggest(name, "");
    return gr_svg_fails(l->svg, l->elem->at,
                        meant.len > 0 ? "no property '" GR_FMT "'; did you mean '" GR_FMT "'?"
                                      : "no property '" GR_FMT "'" GR_FMT
                                        " that is drawn; leave it out",
                        GR_ARG(name), GR_ARG(meant));
}

static void inherit(looking *l, const struct property *p)
{
    size_t at = p->at, size = p->size;
    memcpy((char *)l->look + at, (const char *)l->outer + at, size);
}

static bool take(looking *l, gr_str name, gr_str value)
{
    for (size_t i = 0; i < N_PROPERTIES; i++) {
        if (!gr_str_is(name, properties[i].name)) {
            continue;
        }
        if (gr_str_is(value, "inherit")) {
            inherit(l, &properties[i]);
            return true;
        }
        return read_value(l, &properties[i], value) ||
               gr_svg_fails(l->svg, l->elem->at,
                            "'" GR_FMT "' is no value of " GR_FMT " that can be drawn",
                            GR_ARG(value), GR_ARG(name));
    }
    return refuse_wish(l, name, value);
}

static bool take_attrs(looking *l)
{
    for (size_t i = 0; i < l->elem->n_attrs; i++) {
        const gr_svg_attr *attr = &l->elem->attrs[i];
        if (!gr_str_is(attr->name, "transform") && !take(l, attr->name, gr_str_trim(attr->value))) {
            return false;
        }
    }
    return true;
}

static bool take_declarations(void *user, gr_str declarations)
{
    looking *l = user;
    gr_declarations from = {declarations};
    gr_str name, value;
    while (gr_css_next(&from, &name, &value)) {
        bool known = gr_svg_is_property(name) || gr_str_starts(name, GR_LIT("-"));
        if (!(known ? take(l, name, value) : refuse_unknown(l, name))) {
            return false;
        }
    }
    return gr_str_trim(from.rest).len == 0 ||
           gr_svg_fails(l->svg, l->elem->at, "'" GR_FMT "' is no property with a value",
                        GR_ARG(gr_str_trim(from.rest)));
}

bool gr_svg_look(gr_svg *svg, const gr_svg_elem *elem, const gr_svg_style *outer, gr_svg_style *out)
{
    *out = *outer;
    for (size_t i = 0; i < N_PROPERTIES; i++) {
        if (!properties[i].inherited) {
            memcpy((char *)out + properties[i].at, (const char *)&gr_look_first + properties[i].at,
                   properties[i].size);
        }
    }
    looking l = {svg, elem, outer, out};
    return take_attrs(&l) && gr_css_match(svg, elem, take_declarations, &l) &&
           take_declarations(&l, gr_svg_attr_value(elem, "style"));
}
