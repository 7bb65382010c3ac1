#include "style_priv.h"

/* Owns a style in another language than it is written in: which of its words stand in that, and
 * which would be silently in the wrong one. */
#include "base/utf8.h"

gr_str gr_style_lang(const gr_style_reading *reading)
{
    bool wished = reading->wish != NULL && reading->wish->lang.len > 0;
    return wished ? reading->wish->lang : gr_xml_value(reading->root, "lang");
}

static bool is_same(gr_str a, gr_str b)
{
    gr_str one = GR_LIT(""), two = GR_LIT("");
    return gr_str_split(&a, '-', &one) && gr_str_split(&b, '-', &two) && gr_str_eq(one, two);
}

bool gr_style_in_own_lang(const gr_style_reading *reading)
{
    return is_same(gr_style_lang(reading), gr_xml_value(reading->root, "lang"));
}

bool gr_style_is_for_lang(const gr_style_reading *reading, const gr_xml_elem *elem)
{
    return gr_xml_find(elem, "lang") == NULL
               ? gr_style_in_own_lang(reading)
               : is_same(gr_xml_value(elem, "lang"), gr_style_lang(reading));
}

/** Letters outside of braces. */
static bool has_words(gr_str text)
{
    unsigned depth = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        depth += c == '{' ? 1u : 0u;
        depth -= c == '}' && depth > 0 ? 1u : 0u;
        bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
        if (depth == 0 && (letter || (unsigned char)c >= 0xC3)) {
            return true;
        }
    }
    return false;
}

void gr_style_check_words(gr_style_reading *reading, const gr_xml_elem *elem, const char *attr)
{
    gr_str text = gr_xml_value(elem, attr);
    bool said = gr_xml_find(elem, "lang") != NULL;
    if (said || gr_style_in_own_lang(reading) || !has_words(text)) {
        return;
    }
    gr_style_fail(reading, gr_style_at(elem, attr), GR_CODE_STYLE_LANGUAGE,
                  "'" GR_FMT "' is in the language of the style, and a document in '" GR_FMT
                  "' would print it; %s",
                  GR_ARG(text), GR_ARG(gr_style_lang(reading)),
                  elem->rule->kind == GR_S_BOX_LOOK || elem->rule->kind == GR_S_MARK_LOOK
                      ? "write the name of a label in braces, such as {sign-info}"
                      : "write a label in braces, such as {page-of-pages}, or one line for each "
                        "language with lang=");
}

bool gr_style_label(const gr_style_reading *reading, gr_str name, gr_str *out)
{
    for (size_t i = 0; i < gr_n_label_defaults; i++) {
        if (gr_str_eq(gr_label_defaults[i].name, name)) {
            *out = gr_label_text(reading->house, gr_str_dup(reading->arena, name).ptr);
            return true;
        }
    }
    return false;
}
