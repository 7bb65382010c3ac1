/* Attribute values of the simple kinds. Expressions, sets and patterns are read where they are
 * understood, in `template`. */
#include "base/arena.h"
#include "base/file.h"
#include "base/intern.h"
#include "base/num.h"
#include "xml_priv.h"

#define MAX_LENGTH_COEF ((int64_t)1000000000000) /* keeps the products below within 64 bits */

typedef struct unit { /* 1 unit = numerator / denominator, in 1/1000 pt; an inch is 72 pt, 25.4 mm
                       */
    const char *name;
    int64_t numerator, denominator;
} unit;
static const unit units[] = {{"pt", 1000, 1}, {"mm", 720000, 254}, {"cm", 7200000, 254}};

bool gr_length_parse(gr_str text, int32_t *out_mpt)
{
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        gr_decimal number;
        if (!gr_str_ends(text, gr_str_of(units[i].name))) {
            continue;
        }
        if (!gr_decimal_parse(gr_str_sub(text, 0, text.len - 2), '.', &number) || number.coef < 0 ||
            number.coef > MAX_LENGTH_COEF) {
            return false;
        }
        int64_t below = units[i].denominator;
        for (uint8_t places = 0; places < number.scale; places++) {
            below *= 10;
        }
        int64_t mpt = (number.coef * units[i].numerator + below / 2) / below;
        if (mpt > INT32_MAX) {
            return false;
        }
        *out_mpt = (int32_t)mpt;
        return true;
    }
    return false;
}

static int hex_digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

bool gr_colour_parse(gr_str text, uint32_t *out_rgb)
{
    uint32_t rgb = 0;
    if (text.len != 7 || text.ptr[0] != '#') {
        return false;
    }
    for (size_t i = 1; i < text.len; i++) {
        int digit = hex_digit(text.ptr[i]);
        if (digit < 0) {
            return false;
        }
        rgb = rgb << 4 | (uint32_t)digit;
    }
    *out_rgb = rgb;
    return true;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool gr_name_valid(gr_str text)
{
    if (text.len == 0 || !is_letter(text.ptr[0])) {
        return false;
    }
    for (size_t i = 1; i < text.len; i++) {
        char c = text.ptr[i];
        if (!is_letter(c) && !(c >= '0' && c <= '9') && c != '-' && c != '_' && c != '.') {
            return false;
        }
    }
    return true;
}

static bool choice_fits(const gr_xml_attr_rule *rule, gr_str value, gr_arena *arena,
                        gr_str *out_accepted)
{
    gr_str *words = NULL;
    size_t n = gr_xml_words(rule->choices, arena, &words);
    gr_buf list = gr_buf_make(arena, 400);
    for (size_t i = 0; i < n; i++) {
        if (gr_str_eq(words[i], value)) {
            return true;
        }
        gr_buf_addf(&list, "%s'" GR_FMT "'",
                    i == 0       ? ""
                    : i + 1 == n ? " or "
                                 : ", ",
                    GR_ARG(words[i]));
    }
    gr_str near = gr_suggest(value, words, n);
    *out_accepted = near.len > 0
                        ? gr_str_fmt(arena, "did you mean '" GR_FMT "'? accepted is " GR_FMT,
                                     GR_ARG(near), GR_ARG(gr_buf_view(&list)))
                        : gr_str_fmt(arena, "accepted is " GR_FMT, GR_ARG(gr_buf_view(&list)));
    return false;
}

static bool words_fit(const gr_xml_attr_rule *rule, gr_str value, gr_arena *arena,
                      gr_str *out_accepted)
{
    gr_str word = value;
    bool some = false;
    while (gr_str_split(&value, ' ', &word)) {
        if (word.len > 0 && !choice_fits(rule, word, arena, out_accepted)) {
            return false;
        }
        some = some || word.len > 0;
    }
    return some || choice_fits(rule, word, arena, out_accepted);
}

static bool whole_number(gr_str value)
{
    int64_t number;
    return gr_int_parse(value, &number) && number >= 0;
}

bool gr_xml_value_fits(const gr_xml_attr_rule *rule, gr_str value, gr_arena *arena,
                       gr_str *out_accepted)
{
    int32_t mpt;
    uint32_t rgb;
    switch (rule->kind) {
    case GR_XML_A_TEXT:
    case GR_XML_A_EXPR:
    case GR_XML_A_SET:
    case GR_XML_A_PATTERN:
        return true;
    case GR_XML_A_CHOICE:
        return choice_fits(rule, value, arena, out_accepted);
    case GR_XML_A_WORDS:
        return words_fit(rule, value, arena, out_accepted);
    case GR_XML_A_NAME:
        *out_accepted =
            GR_LIT("a name begins with a letter and holds letters, digits, '-', '_' and '.'");
        return gr_name_valid(value);
    case GR_XML_A_FLAG:
        *out_accepted = GR_LIT("accepted is 'yes' or 'no'");
        return gr_str_is(value, "yes") || gr_str_is(value, "no");
    case GR_XML_A_INT:
        *out_accepted = GR_LIT("a whole number is needed, such as 3");
        return whole_number(value);
    case GR_XML_A_LENGTH:
        *out_accepted = GR_LIT("a length is needed, such as 12pt, 4.5mm or 1cm");
        return gr_length_parse(value, &mpt);
    case GR_XML_A_COLOUR:
        *out_accepted =
            GR_LIT("a colour is needed: #1a2b3c, or the name of one in the house style");
        return gr_colour_parse(value, &rgb) || gr_name_valid(value);
    case GR_XML_A_PATH:
        *out_accepted = GR_LIT("a file name is needed that stays in its own folder, without '..'");
        return value.len > 0 && gr_path_is_inside(value);
    }
    return true;
}
