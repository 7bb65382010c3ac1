#include "style_priv.h"

/* Owns text styles: what each says itself, what it takes over through `like`, and the defaults. */

#define LEAST_LINES  2
#define MOST_LINES   20
#define SMALLEST_MPT 2000 /* letters below 2 pt are a slip of the unit */
#define LARGEST_MPT  500000
#define RULE_MPT     500
#define NOT_SAID     (-1)

typedef enum visit { NOT_YET, BUSY, DONE } visit;

typedef struct unresolved {
    const gr_xml_elem *elem;
    visit visited;
} unresolved;

typedef struct text_styles {
    gr_style_reading *reading;
    gr_intern *names; /* id: index into both arrays */
    unresolved *parts;
    gr_style *styles;
    size_t n;
} text_styles;

static const gr_style defaults = {
    .family = {"", 0},
    .size = NOT_SAID,
    .leading = NOT_SAID,
    .align = GR_ALIGN_LEFT,
    .widows = LEAST_LINES,
    .orphans = LEAST_LINES,
    .colour = 0,
    .on = GR_NO_COLOUR,
    .rule_below = GR_NO_COLOUR,
    .rule_width = RULE_MPT,
};

static void read_lengths(gr_style_reading *reading, const gr_xml_elem *e, gr_style *style)
{
    style->space_before = gr_style_length(reading, e, "space-before", style->space_before);
    style->space_after = gr_style_length(reading, e, "space-after", style->space_after);
    style->indent = gr_style_length(reading, e, "indent", style->indent);
    style->first_indent = gr_style_length(reading, e, "first-indent", style->first_indent);
    style->rule_width = gr_style_length(reading, e, "rule-width", style->rule_width);
    style->rule_gap = gr_style_length(reading, e, "rule-gap", style->rule_gap);
}

/** A leading that was made for another size is not taken over: 20 pt on lines of 14 pt overlap. */
static void read_size(gr_style_reading *reading, const gr_xml_elem *e, gr_style *style)
{
    bool size = gr_xml_find(e, "size") != NULL;
    bool leading = gr_xml_find(e, "leading") != NULL;
    style->size = gr_style_length(reading, e, "size", style->size);
    if (size && !leading) {
        style->leading = (gr_mpt)((int64_t)style->size * 13 / 10);
    }
    style->leading = gr_style_length(reading, e, "leading", style->leading);
    if (size && (style->size < SMALLEST_MPT || style->size > LARGEST_MPT)) {
        gr_style_fail(reading, gr_style_at(e, "size"), GR_CODE_STYLE_VALUE,
                      "letters are between 2pt and 500pt");
    } else if (leading && style->leading < style->size / 2) {
        gr_style_fail(reading, gr_style_at(e, "leading"), GR_CODE_STYLE_VALUE,
                      "lines would overlap: leading must be at least half the size");
    } else if (leading && style->leading < style->size &&
               gr_style_is_own(reading, gr_style_at(e, "leading"))) {
        gr_diag_report_open(reading->diag, gr_style_at(e, "leading"), GR_CODE_LEADING_TIGHT,
                            "text style '" GR_FMT "': lines of letters of %ld.%ld pt come every "
                            "%ld.%ld pt, and touch; 1.2 to 1.5 times the size reads well",
                            GR_ARG(style->name), (long)(style->size / 1000),
                            (long)(style->size / 100 % 10), (long)(style->leading / 1000),
                            (long)(style->leading / 100 % 10));
    }
}

static uint8_t read_lines(gr_style_reading *reading, const gr_xml_elem *e, const char *attr,
                          uint8_t otherwise)
{
    int64_t lines = gr_xml_int(e, attr, otherwise);
    if (lines < LEAST_LINES || lines > MOST_LINES) {
        gr_style_fail(reading, gr_style_at(e, attr), GR_CODE_STYLE_VALUE, "%s is %d to %d lines",
                      attr, LEAST_LINES, MOST_LINES);
        return otherwise;
    }
    return (uint8_t)lines;
}

static void read_keeping(gr_style_reading *reading, const gr_xml_elem *e, gr_style *style)
{
    style->hyphenate = gr_style_flag(e, "hyphenate", style->hyphenate);
    style->keep_next = gr_style_flag(e, "keep-next", style->keep_next);
    style->keep_together = gr_style_flag(e, "keep-together", style->keep_together);
    style->widows = read_lines(reading, e, "widows", style->widows);
    style->orphans = read_lines(reading, e, "orphans", style->orphans);
}

/** Lays what the element says over what `style` has. */
static void read_text_style(gr_style_reading *reading, const gr_xml_elem *e, gr_style *style)
{
    style->name = gr_xml_value(e, "name");
    style->family = gr_xml_find(e, "family") == NULL ? style->family : gr_xml_value(e, "family");
    if (gr_xml_find(e, "weight") != NULL) {
        gr_style_weight(gr_xml_value(e, "weight"), &style->bold, &style->italic);
    }
    style->align = gr_style_align(e, "align", style->align);
    style->colour = gr_style_colour(reading, e, "colour", style->colour);
    style->at = gr_xml_find(e, "colour") != NULL ? gr_style_at(e, "colour") : e->at;
    if (style->colour == GR_NO_COLOUR && gr_str_is(gr_xml_value(e, "colour"), "none")) {
        gr_style_fail(reading, gr_style_at(e, "colour"), GR_CODE_STYLE_VALUE,
                      "letters must have a colour");
    }
    style->on = gr_style_colour(reading, e, "on", style->on);
    style->rule_below = gr_style_colour(reading, e, "rule-below", style->rule_below);
    read_lengths(reading, e, style);
    read_size(reading, e, style);
    read_keeping(reading, e, style);
}

static void refuse_unknown(text_styles *all, const gr_xml_elem *e, gr_str like)
{
    gr_str *names = GR_NEW_N(all->reading->arena, gr_str, all->n);
    for (size_t i = 0; i < all->n; i++) {
        names[i] = gr_xml_value(all->parts[i].elem, "name");
    }
    gr_str meant = gr_suggest(like, names, all->n);
    gr_style_fail(all->reading, gr_style_at(e, "like"), GR_CODE_STYLE_UNKNOWN,
                  meant.len > 0 ? "'" GR_FMT "'; did you mean '" GR_FMT "'?"
                                : "'" GR_FMT "'" GR_FMT "; no text style has that name",
                  GR_ARG(like), GR_ARG(meant));
}

static void resolve(text_styles *all, size_t i, unsigned depth);

/** The style that `like` names, resolved; the defaults when there is none or it is of no use. */
static gr_style base_of(text_styles *all, const gr_xml_elem *e, unsigned depth)
{
    uint32_t base = 0;
    gr_str like = gr_xml_value(e, "like");
    if (gr_xml_find(e, "like") == NULL) {
        return defaults;
    }
    if (!gr_intern_find(all->names, like, &base)) {
        refuse_unknown(all, e, like);
        return defaults;
    }
    if (all->parts[base].visited == BUSY || depth >= all->reading->max_depth) {
        gr_style_fail(all->reading, gr_style_at(e, "like"), GR_CODE_STYLE_VALUE,
                      all->parts[base].visited == BUSY
                          ? "'" GR_FMT "' is like this one in turn; a chain of 'like' must end"
                          : "'" GR_FMT "' is the end of a chain of 'like' that is too long",
                      GR_ARG(like));
        return defaults;
    }
    resolve(all, base, depth + 1);
    return all->styles[base];
}

static void resolve(text_styles *all, size_t i, unsigned depth)
{
    if (all->parts[i].visited != NOT_YET) {
        return;
    }
    all->parts[i].visited = BUSY;
    gr_style style = base_of(all, all->parts[i].elem, depth);
    read_text_style(all->reading, all->parts[i].elem, &style);
    all->styles[i] = style;
    all->parts[i].visited = DONE;
}

static void collect(text_styles *all)
{
    const gr_xml_elem *root = all->reading->root;
    size_t n = gr_style_count(root, GR_S_TEXT_STYLE);
    all->parts = GR_NEW_N(all->reading->arena, unresolved, n);
    all->styles = GR_NEW_N(all->reading->arena, gr_style, n);
    all->names = gr_intern_new(all->reading->arena);
    for (const gr_xml_elem *e = NULL; (e = gr_style_next(root, GR_S_TEXT_STYLE, e)) != NULL;) {
        /* a second one of the same name was reported and is left out */
        if (gr_intern_add(all->names, gr_xml_value(e, "name")) == all->n) {
            all->parts[all->n++].elem = e;
        }
    }
}

static bool has_font(const gr_house_style *house, const gr_style *style, bool any_weight)
{
    for (size_t i = 0; i < house->n_fonts; i++) {
        const gr_font_file *font = &house->fonts[i];
        bool same_face = font->bold == style->bold && font->italic == style->italic;
        if (gr_str_eq(font->family, style->family) && (any_weight || same_face)) {
            return true;
        }
    }
    return false;
}

/** A missing face or family is said at the first style that wants it. */
static bool wanted_before(const text_styles *all, size_t i, bool any_weight)
{
    const gr_style *style = &all->styles[i];
    for (size_t k = 0; k < i; k++) {
        const gr_style *other = &all->styles[k];
        bool same_face = other->bold == style->bold && other->italic == style->italic;
        if (gr_str_eq(other->family, style->family) && (any_weight || same_face)) {
            return true;
        }
    }
    return false;
}

static const char *face_name(const gr_style *style)
{
    if (style->bold) {
        return style->italic ? "bold-italic" : "bold";
    }
    return style->italic ? "italic" : "regular";
}

static void check_font(text_styles *all, size_t i)
{
    const gr_xml_elem *e = all->parts[i].elem;
    const gr_style *style = &all->styles[i];
    bool lacks = style->family.len == 0 || style->size == NOT_SAID;
    if (lacks && gr_xml_find(e, "like") == NULL) {
        gr_style_fail(all->reading, e->at, GR_CODE_STYLE_INCOMPLETE,
                      "text style '" GR_FMT "' has no %s, neither itself nor through 'like'",
                      GR_ARG(style->name), style->family.len == 0 ? "family" : "size");
    }
    bool family = has_font(all->reading->house, style, true);
    if (lacks || has_font(all->reading->house, style, false) || wanted_before(all, i, !family)) {
        return;
    }
    if (!family) {
        gr_style_fail(all->reading, gr_style_at(e, "family"), GR_CODE_STYLE_VALUE,
                      "no font of family '" GR_FMT "'; each family has its 'font' elements",
                      GR_ARG(style->family));
        return;
    }
    gr_style_fail(all->reading, gr_style_at(e, "weight"), GR_CODE_STYLE_INCOMPLETE,
                  "text style '" GR_FMT "' wants a %s font of family '" GR_FMT "'",
                  GR_ARG(style->name), face_name(style), GR_ARG(style->family));
}

static void read_link_colour(gr_style_reading *reading)
{
    const gr_xml_elem *link = gr_style_next(reading->root, GR_S_LINK, NULL);
    const gr_style *paragraph = reading->house->styles[GR_STYLE_PARAGRAPH];
    gr_rgb otherwise = paragraph == NULL ? 0 : paragraph->colour;
    reading->house->link_colour =
        link == NULL ? otherwise : gr_style_colour(reading, link, "colour", otherwise);
}

/* Few documents go so deep or need these: what is not given looks as the one before it. */
static void fill_levels(gr_house_style *house)
{
    static const gr_style_id deep[] = {
        GR_STYLE_HEADING_4,  GR_STYLE_HEADING_5,  GR_STYLE_HEADING_6, GR_STYLE_CONTENTS_4,
        GR_STYLE_CONTENTS_5, GR_STYLE_CONTENTS_6, GR_STYLE_PULL_QUOTE};
    for (size_t i = 0; i < sizeof deep / sizeof deep[0]; i++) {
        if (house->styles[deep[i]] == NULL) {
            house->styles[deep[i]] = house->styles[deep[i] - 1];
        }
    }
}

void gr_style_read_texts(gr_style_reading *reading)
{
    text_styles all = {.reading = reading};
    gr_style_check_names(reading, reading->root, GR_S_TEXT_STYLE);
    collect(&all);
    for (size_t i = 0; i < all.n; i++) {
        resolve(&all, i, 0);
    }
    for (size_t i = 0; i < all.n; i++) {
        check_font(&all, i);
    }
    reading->house->all_styles = all.styles;
    reading->house->n_styles = all.n;
    for (size_t i = 0; i < GR_STYLE__COUNT; i++) {
        reading->house->styles[i] = gr_style_find(reading->house, gr_str_of(gr_style_names[i]));
    }
    fill_levels(reading->house);
    read_link_colour(reading);
}
