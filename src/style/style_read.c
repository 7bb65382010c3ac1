#include "style_priv.h"

/* Owns the entry point of house styles, and attributes as values: lengths, colours, flags. */
#include <stdarg.h>

#define LONGEST_MPT 5000000 /* 1.76 m: beyond any sheet, far from overflow in sums of lengths */

const gr_xml_elem *gr_style_next(const gr_xml_elem *parent, gr_style_element kind,
                                 const gr_xml_elem *after)
{
    const gr_xml_elem *elem = gr_xml_next(parent, after);
    while (elem != NULL && elem->rule->kind != (int)kind) {
        elem = gr_xml_next(parent, elem);
    }
    return elem;
}

size_t gr_style_count(const gr_xml_elem *parent, gr_style_element kind)
{
    size_t n = 0;
    for (const gr_xml_elem *e = NULL; (e = gr_style_next(parent, kind, e)) != NULL;) {
        n++;
    }
    return n;
}

bool gr_style_is_own(const gr_style_reading *reading, gr_loc at)
{
    return reading->wish == NULL && at.file == reading->own->at.file;
}

static bool is_set_in_report(const gr_style_reading *reading, gr_loc at)
{
    const gr_style_wish *wish = reading->wish;
    for (size_t i = 0; wish != NULL && i < wish->n_sets; i++) {
        const gr_loc *set = &wish->sets[i].value_at;
        if (set->file == at.file && set->line == at.line && set->col == at.col) {
            return true;
        }
    }
    return false;
}

const gr_named_colour *gr_style_blamed(const gr_style_reading *reading, gr_rgb a, gr_rgb b,
                                       gr_loc at)
{
    bool taken_over = at.file != reading->own->at.file && reading->wish == NULL;
    for (size_t i = 0; i < reading->n_colours; i++) {
        const gr_named_colour *colour = &reading->colours[i];
        bool meets = colour->rgb == a || colour->rgb == b;
        bool own = taken_over && colour->at.file == reading->own->at.file;
        if (meets && (own || is_set_in_report(reading, colour->at))) {
            return colour;
        }
    }
    return NULL;
}

/** Of what is taken over, it may be this style that made it wrong. */
static void note_likeness(gr_style_reading *reading, gr_loc at)
{
    if (is_set_in_report(reading, at)) {
        return;
    }
    if (reading->wish != NULL && reading->wish->n_sets > 0) {
        gr_diag_note(reading->diag, reading->wish->at, "with what the report sets here");
    } else if (reading->wish != NULL) {
        gr_diag_note(reading->diag, reading->wish->at,
                     reading->wish->lang.len > 0 ? "in a language that is asked for here"
                                                 : "as it is asked for here");
    } else if (at.file != reading->own->at.file) {
        gr_diag_note(reading->diag, gr_style_at(reading->own, "like"),
                     "in house style '" GR_FMT "', which is like it",
                     GR_ARG(gr_xml_value(reading->own, "id")));
    }
}

void gr_style_fail(gr_style_reading *reading, gr_loc at, gr_code code, const char *fmt, ...)
{
    reading->failed = true;
    va_list args;
    va_start(args, fmt);
    gr_str detail = gr_str_vfmt(reading->arena, fmt, args);
    va_end(args);
    gr_diag_report(reading->diag, at, code, GR_FMT, GR_ARG(detail));
    note_likeness(reading, at);
}

gr_loc gr_style_at(const gr_xml_elem *elem, const char *attr)
{
    const gr_xml_named *found = gr_xml_find(elem, attr);
    return found == NULL ? elem->at : found->at;
}

gr_mpt gr_style_length(gr_style_reading *reading, const gr_xml_elem *elem, const char *attr,
                       gr_mpt otherwise)
{
    const gr_xml_named *found = gr_xml_find(elem, attr);
    gr_mpt length = 0;
    if (found == NULL || !gr_length_parse(found->value, &length)) {
        return otherwise; /* the grammar has refused what is no length */
    }
    if (length > LONGEST_MPT) {
        gr_style_fail(reading, found->at, GR_CODE_STYLE_VALUE,
                      "'" GR_FMT "' is longer than any page; at most 5000pt", GR_ARG(found->value));
        return otherwise;
    }
    return length;
}

static gr_str nearest_colour(gr_style_reading *reading, gr_str name)
{
    gr_str *names = GR_NEW_N(reading->arena, gr_str, reading->n_colours + 1);
    for (size_t i = 0; i < reading->n_colours; i++) {
        names[i] = reading->colours[i].name;
    }
    return gr_suggest(name, names, reading->n_colours);
}

/** Looked up when it is first asked for, so that a style can change a colour that others name. */
static gr_rgb value_of(gr_style_reading *reading, gr_named_colour *colour, gr_loc at)
{
    const gr_xml_elem *elem = colour->elem;
    if (colour->busy) {
        gr_style_fail(reading, at, GR_CODE_STYLE_VALUE,
                      "colour '" GR_FMT "' is named by its own value; write #rrggbb",
                      GR_ARG(colour->name));
        return GR_NO_COLOUR;
    }
    if (elem != NULL) {
        colour->busy = true;
        colour->rgb = gr_style_colour(reading, elem, "value", GR_NO_COLOUR);
        colour->busy = false;
        colour->elem = NULL;
    }
    return colour->rgb;
}

gr_rgb gr_style_colour_of(gr_style_reading *reading, gr_str written, gr_loc at)
{
    gr_rgb rgb = GR_NO_COLOUR;
    if (gr_str_is(written, "none") || gr_colour_parse(written, &rgb)) {
        return rgb;
    }
    for (size_t i = 0; i < reading->n_colours; i++) {
        if (gr_str_eq(reading->colours[i].name, written)) {
            return value_of(reading, &reading->colours[i], at);
        }
    }
    gr_str meant = nearest_colour(reading, written);
    if (meant.len > 0) {
        gr_style_fail(reading, at, GR_CODE_STYLE_VALUE,
                      "no colour '" GR_FMT "'; did you mean '" GR_FMT "'?", GR_ARG(written),
                      GR_ARG(meant));
    } else {
        gr_style_fail(reading, at, GR_CODE_STYLE_VALUE,
                      "no colour '" GR_FMT "'; define it with <colour name=\"" GR_FMT
                      "\" value=\"#rrggbb\"/>",
                      GR_ARG(written), GR_ARG(written));
    }
    return rgb;
}

gr_rgb gr_style_colour(gr_style_reading *reading, const gr_xml_elem *elem, const char *attr,
                       gr_rgb otherwise)
{
    const gr_xml_named *found = gr_xml_find(elem, attr);
    return found == NULL ? otherwise : gr_style_colour_of(reading, found->value, found->at);
}

bool gr_style_flag(const gr_xml_elem *elem, const char *attr, bool otherwise)
{
    return gr_xml_find(elem, attr) == NULL ? otherwise : gr_xml_flag(elem, attr);
}

gr_str gr_style_text(const gr_xml_elem *elem, const char *attr, const char *otherwise)
{
    const gr_xml_named *found = gr_xml_find(elem, attr);
    return found == NULL ? gr_str_of(otherwise) : found->value;
}

gr_align gr_style_align(const gr_xml_elem *elem, const char *attr, gr_align otherwise)
{
    static const struct word {
        const char *word;
        gr_align align;
    } words[] = {
        {"left", GR_ALIGN_LEFT},       {"right", GR_ALIGN_RIGHT},     {"centre", GR_ALIGN_CENTRE},
        {"justify", GR_ALIGN_JUSTIFY}, {"decimal", GR_ALIGN_DECIMAL},
    };
    gr_str written = gr_xml_value(elem, attr);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (gr_str_is(written, words[i].word)) {
            return words[i].align;
        }
    }
    return otherwise;
}

void gr_style_weight(gr_str weight, bool *out_bold, bool *out_italic)
{
    *out_bold = gr_str_starts(weight, GR_LIT("bold"));
    *out_italic = gr_str_ends(weight, GR_LIT("italic"));
}

void gr_style_check_names(gr_style_reading *reading, const gr_xml_elem *parent,
                          gr_style_element kind)
{
    gr_intern *names = gr_intern_new(reading->arena);
    for (const gr_xml_elem *e = NULL; (e = gr_style_next(parent, kind, e)) != NULL;) {
        uint32_t before = gr_intern_count(names);
        gr_str name = gr_xml_value(e, "name"), lang = gr_xml_value(e, "lang");
        gr_str said = lang.len == 0 ? name
                                    : gr_str_fmt(reading->arena, GR_FMT " " GR_FMT, GR_ARG(name),
                                                 GR_ARG(lang));
        if (gr_intern_add(names, said) < before) {
            gr_style_fail(reading, gr_style_at(e, "name"), GR_CODE_NAME_DUPLICATE,
                          GR_FMT " '" GR_FMT "' is defined already", GR_ARG(e->name), GR_ARG(name));
        }
    }
}

static void read_all(gr_style_reading *reading)
{
    gr_style_read_basics(reading);
    gr_style_read_texts(reading);
    gr_style_read_masters(reading);
    gr_style_read_looks(reading);
    gr_style_check_complete(reading);
    gr_style_check_contrast(reading);
}

gr_status gr_style_compile(gr_style_reading *reading, gr_house_style **out)
{
    reading->house = GR_NEW(reading->arena, gr_house_style);
    gr_style_resolve_parts(reading);
    if (!reading->failed) {
        read_all(reading);
    }
    if (reading->failed) {
        return GR_BAD_INPUT;
    }
    *out = reading->house;
    return GR_OK;
}
