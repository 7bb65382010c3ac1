#include "style_priv.h"

/* Owns the small facts of a house style: identity, colours, fonts, notation, words, signs. */
#include "base/file.h"
#include "base/gone.h"
#include "base/utf8.h"

#define SHA256_DIGITS   64
#define LEAST_BULLETS   3     /* the fourth level has the third sign */
#define LIST_INDENT_MPT 14173 /* 5 mm */

static void read_identity(gr_style_reading *reading)
{
    gr_house_style *house = reading->house;
    house->at = reading->own->at;
    house->id = gr_xml_value(reading->root, "id");
    house->lang = gr_style_lang(reading);
    house->title = gr_xml_value(reading->root, "title");
    house->notation.language = gr_language_find(house->lang);
    if (house->notation.language == NULL) {
        bool wished = reading->wish != NULL && reading->wish->lang.len > 0;
        gr_style_fail(reading, wished ? reading->wish->at : gr_style_at(reading->root, "lang"),
                      GR_CODE_STYLE_VALUE,
                      "no words for language '" GR_FMT "'; known are nl and en",
                      GR_ARG(house->lang));
    }
}

static void read_colours(gr_style_reading *reading)
{
    gr_style_check_names(reading, reading->root, GR_S_COLOUR);
    for (const gr_xml_elem *e = NULL; (e = gr_style_next(reading->root, GR_S_COLOUR, e)) != NULL;) {
        gr_named_colour colour = {.name = gr_xml_value(e, "name")};
        if (gr_str_is(colour.name, "none")) {
            gr_style_fail(reading, gr_style_at(e, "name"), GR_CODE_STYLE_VALUE,
                          "'none' stands for no colour; choose another name");
        }
        colour.rgb = GR_NO_COLOUR;
        colour.elem = e;
        colour.at = gr_style_at(e, "value");
        if (gr_str_is(gr_xml_value(e, "value"), "none")) {
            gr_style_fail(reading, gr_style_at(e, "value"), GR_CODE_STYLE_VALUE,
                          "a colour is written #rrggbb; 'none' needs no name");
        }
        *GR_PUSH(reading->arena, reading->colours, reading->n_colours, reading->colours_cap,
                 gr_named_colour) = colour;
    }
    for (size_t i = 0; i < reading->n_colours; i++) {
        gr_str name = reading->colours[i].name;
        (void)gr_style_colour_of(reading, name, reading->root->at);
    }
}

static bool is_sha256(gr_str text)
{
    bool hex = text.len == SHA256_DIGITS;
    for (size_t i = 0; hex && i < text.len; i++) {
        char c = text.ptr[i];
        hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
    return hex;
}

static int32_t face_index(gr_style_reading *reading, const gr_xml_elem *e)
{
    const int64_t most = UINT16_MAX;
    int64_t index = gr_xml_int(e, "index", -1);
    if (gr_xml_find(e, "index") != NULL && (index < 0 || index > most)) {
        gr_style_fail(reading, gr_style_at(e, "index"), GR_CODE_STYLE_VALUE,
                      "the faces of a collection are numbered from 0");
        return -1;
    }
    return (int32_t)index;
}

static gr_font_file read_font(gr_style_reading *reading, const gr_xml_elem *e)
{
    gr_str file = gr_xml_value(e, "file");
    gr_font_file font = {
        .family = gr_xml_value(e, "family"),
        .fallback = gr_style_flag(e, "fallback", false),
        .sha256 = gr_xml_value(e, "sha256"),
        .index = face_index(reading, e),
        .at = gr_style_at(e, "file"),
    };
    gr_style_weight(gr_xml_value(e, "weight"), &font.bold, &font.italic);
    bool absolute = gr_str_starts(file, GR_LIT("/"));
    font.path = absolute ? file : gr_path_join(reading->arena, reading->font_folder, file);
    if (file.len == 0) {
        gr_style_fail(reading, font.at, GR_CODE_STYLE_VALUE, "the name of a font file expected");
    }
    if (gr_xml_find(e, "sha256") != NULL && !is_sha256(font.sha256)) {
        gr_style_fail(reading, gr_style_at(e, "sha256"), GR_CODE_STYLE_VALUE,
                      "a SHA-256 has 64 digits 0-9 and a-f, this one has %zu; sha256sum prints it",
                      font.sha256.len);
    }
    return font;
}

static void refuse_second_face(gr_style_reading *reading, const gr_font_file *fonts, size_t n,
                               const gr_xml_elem *e)
{
    for (size_t i = 0; i < n; i++) {
        if (gr_str_eq(fonts[i].family, fonts[n].family) && fonts[i].bold == fonts[n].bold &&
            fonts[i].italic == fonts[n].italic) {
            gr_style_fail(reading, e->at, GR_CODE_NAME_DUPLICATE,
                          "family '" GR_FMT "' has a " GR_FMT " font already",
                          GR_ARG(fonts[n].family), GR_ARG(gr_xml_value(e, "weight")));
            return;
        }
    }
}

static void read_fonts(gr_style_reading *reading)
{
    size_t n = 0;
    gr_font_file *fonts =
        GR_NEW_N(reading->arena, gr_font_file, gr_style_count(reading->root, GR_S_FONT));
    for (const gr_xml_elem *e = NULL; (e = gr_style_next(reading->root, GR_S_FONT, e)) != NULL;) {
        fonts[n] = read_font(reading, e);
        refuse_second_face(reading, fonts, n, e);
        n++;
    }
    reading->house->fonts = fonts;
    reading->house->n_fonts = n;
}

static gr_str gap(bool given)
{
    return given ? GR_LIT("\xC2\xA0") : GR_LIT("");
}

/** What is not given is as people of the language write it; see base/notation.h. */
static void read_notation(gr_style_reading *reading)
{
    gr_notation *notation = &reading->house->notation;
    const gr_xml_elem *e = gr_style_next(reading->root, GR_S_NOTATION, NULL);
    bool english = notation->language != NULL && gr_str_is(GR_LIT("en"), notation->language->tag);
    while (e != NULL && !gr_style_is_for_lang(reading, e)) {
        e = gr_style_next(reading->root, GR_S_NOTATION, e);
    }
    const gr_xml_elem empty = {.n_attrs = 0};
    e = e == NULL ? &empty : e;
    notation->decimal_mark = gr_style_text(e, "decimal", english ? "." : ",");
    notation->group_mark = gr_style_text(e, "group", english ? "," : ".");
    notation->money_gap = gap(gr_style_flag(e, "money-gap", !english));
    notation->percent_gap = gap(gr_style_flag(e, "percent-gap", false));
    notation->minus = gr_style_text(e, "minus", "\xE2\x88\x92");
    notation->missing = gr_style_text(e, "missing", ".");
    notation->not_applicable = gr_style_text(e, "not-applicable", english ? "n/a" : "n.v.t.");
    notation->suppressed = gr_style_text(e, "suppressed", "x");
    notation->nothing = gr_style_text(e, "nothing", "\xE2\x80\x93");
    if (notation->decimal_mark.len == 0 ||
        gr_str_eq(notation->decimal_mark, notation->group_mark)) {
        gr_style_fail(reading, gr_style_at(e, "decimal"), GR_CODE_STYLE_VALUE,
                      "the decimal mark must be a sign, and another one than between thousands");
    }
}

static void check_label(gr_style_reading *reading, const gr_xml_elem *e, gr_str name)
{
    gr_str *names = GR_NEW_N(reading->arena, gr_str, gr_n_label_defaults);
    for (size_t i = 0; i < gr_n_label_defaults; i++) {
        names[i] = gr_label_defaults[i].name;
        if (gr_str_eq(names[i], name)) {
            return;
        }
    }
    if (gr_label_is_gone(name) && !gr_style_is_own(reading, gr_style_at(e, "name"))) {
        return;
    }
    if (gr_label_is_gone(name)) {
        gr_diag_report_open(reading->diag, gr_style_at(e, "name"), GR_CODE_LABEL_GONE,
                            "'" GR_FMT
                            "' is printed nowhere; take it out, or let 'griffie migrate' do so",
                            GR_ARG(name));
        return;
    }
    gr_str meant = gr_suggest(name, names, gr_n_label_defaults);
    gr_style_fail(reading, gr_style_at(e, "name"), GR_CODE_STYLE_VALUE,
                  meant.len > 0 ? "no label '" GR_FMT "'; did you mean '" GR_FMT "'?"
                                : "no label '" GR_FMT "'" GR_FMT,
                  GR_ARG(name), GR_ARG(meant));
}

/** Words of values are printed like numbers, so they stand in the notation. */
static void read_yes_no(gr_house_style *house)
{
    for (size_t i = 0; i < house->n_labels; i++) {
        const gr_label *label = &house->labels[i];
        if (gr_str_is(label->name, "yes")) {
            house->notation.yes = label->text;
        } else if (gr_str_is(label->name, "no")) {
            house->notation.no = label->text;
        }
    }
}

/** The signs of outcomes are printed like numbers, so they stand in the notation. */
static void read_outcomes(gr_house_style *house)
{
    static const char *const names[3] = {"outcome-gain", "outcome-loss", "outcome-even"};
    static const char *const spoken[3] = {"outcome-gain-spoken", "outcome-loss-spoken",
                                          "outcome-even-spoken"};
    for (size_t i = 0; i < house->n_labels; i++) {
        for (size_t k = 0; k < 3; k++) {
            const gr_label *label = &house->labels[i];
            if (gr_str_is(label->name, names[k])) {
                house->notation.outcome[k] = label->text;
            } else if (gr_str_is(label->name, spoken[k])) {
                house->notation.outcome_spoken[k] = label->text;
            }
        }
    }
}

/* Without letters the pages of a concept look like those of what was adopted. */
static void check_watermark(gr_style_reading *reading, const gr_xml_elem *e, gr_label label)
{
    if (gr_str_is(label.name, "watermark") && gr_utf8_is_blank(label.text) &&
        gr_style_is_own(reading, e->at)) {
        gr_diag_report_open(reading->diag, gr_style_at(e, "text"), GR_CODE_WATERMARK_BLANK,
                            "the label 'watermark' has no letters, so nothing on a page says that "
                            "it is a concept; give a word, or leave the label out");
    }
}

static void read_labels(gr_style_reading *reading)
{
    size_t n = 0;
    gr_label *labels =
        GR_NEW_N(reading->arena, gr_label, gr_style_count(reading->root, GR_S_LABEL));
    gr_style_check_names(reading, reading->root, GR_S_LABEL);
    for (const gr_xml_elem *e = NULL; (e = gr_style_next(reading->root, GR_S_LABEL, e)) != NULL;) {
        if (!gr_style_is_for_lang(reading, e)) {
            check_label(reading, e, gr_xml_value(e, "name"));
            continue;
        }
        labels[n] = (gr_label){gr_xml_value(e, "name"), gr_xml_value(e, "text")};
        check_label(reading, e, labels[n].name);
        check_watermark(reading, e, labels[n]);
        n++;
    }
    reading->house->labels = labels;
    reading->house->n_labels = n;
    read_outcomes(reading->house);
    read_yes_no(reading->house);
}

static void read_lists(gr_style_reading *reading)
{
    const gr_xml_elem *e = gr_style_next(reading->root, GR_S_LIST, NULL);
    gr_house_style *house = reading->house;
    gr_str rest = e == NULL ? GR_LIT("") : gr_xml_value(e, "bullets");
    gr_str sign = GR_LIT("");
    size_t n = 0;
    house->list_indent = LIST_INDENT_MPT;
    house->bullets[0] = GR_LIT("\xE2\x80\xA2");
    house->bullets[1] = GR_LIT("\xE2\x80\x93");
    house->bullets[2] = house->bullets[3] = GR_LIT("\xC2\xB7");
    while (gr_str_split(&rest, ' ', &sign)) {
        for (size_t level = n; sign.len > 0 && level < GR_LIST_LEVELS; level++) {
            house->bullets[level] = sign;
        }
        n += sign.len > 0 ? 1 : 0;
    }
    if (e != NULL) {
        house->list_indent = gr_style_length(reading, e, "indent", LIST_INDENT_MPT);
    }
    if (n != 0 && (n < LEAST_BULLETS || n > GR_LIST_LEVELS)) {
        gr_style_fail(reading, gr_style_at(e, "bullets"), GR_CODE_STYLE_VALUE,
                      "three or four signs expected, one a level, with spaces between; found %zu",
                      n);
    }
}

static void read_signs(gr_style_reading *reading)
{
    const gr_xml_elem *check = gr_style_next(reading->root, GR_S_CHECK, NULL);
    const gr_xml_elem empty = {.n_attrs = 0};
    gr_house_style *house = reading->house;
    house->check_sign = check == NULL ? GR_LIT("\xE2\x9C\x93") : gr_xml_value(check, "sign");
    check = check == NULL ? &empty : check;
    house->check_signs[0] = gr_style_text(check, "open", "\xE2\x98\x90");
    house->check_signs[1] = gr_style_text(check, "done", "\xE2\x98\x91");
}

/** These may stand once; a second one would be a change that silently does nothing. */
static void refuse_seconds(gr_style_reading *reading)
{
    static const gr_style_element once[] = {GR_S_NOTATION, GR_S_LIST, GR_S_CHECK, GR_S_LINK,
                                            GR_S_CHART_LOOK};
    for (size_t i = 0; i < sizeof once / sizeof once[0]; i++) {
        const gr_xml_elem *first = gr_style_next(reading->root, once[i], NULL);
        const gr_xml_elem *second =
            first == NULL ? NULL : gr_style_next(reading->root, once[i], first);
        while (second != NULL &&
               !gr_str_eq(gr_xml_value(first, "lang"), gr_xml_value(second, "lang"))) {
            second = gr_style_next(reading->root, once[i], second);
        }
        if (second != NULL) {
            gr_style_fail(reading, second->at, GR_CODE_NAME_DUPLICATE,
                          "a style has one '" GR_FMT "'; put all in the first",
                          GR_ARG(second->name));
        }
    }
}

void gr_style_read_basics(gr_style_reading *reading)
{
    refuse_seconds(reading);
    read_identity(reading);
    read_colours(reading);
    read_fonts(reading);
    read_notation(reading);
    read_labels(reading);
    read_lists(reading);
    read_signs(reading);
}
