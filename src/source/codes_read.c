/* Lists of codes: each with what people call it, in one language or in several. */
#include "base/intern.h"
#include "language/language.h"
#include "source_priv.h"

/** Whether there is such a language; what is none is said. */
static bool is_language(const gr_describing *describing, gr_str tag, gr_loc at)
{
    gr_tag_part part = GR_TAG_ALL_KNOWN;
    gr_str chars = tag;
    bool formed = tag.len > 1;
    for (size_t i = 0; i < tag.len; i++) {
        unsigned char c = (unsigned char)tag.ptr[i], small = c | 0x20;
        formed = formed && ((small >= 'a' && small <= 'z') || (i > 2 && (c == '-' || c <= '9')));
    }
    if (formed &&
        gr_language_unknown(describing->arena, tag, describing->diag, at, &part, &chars) != GR_OK) {
        return false; /* ICU is not there, which was said */
    }
    if (formed && (part == GR_TAG_ALL_KNOWN || part == GR_TAG_RARE)) {
        return true;
    }
    gr_diag_report(describing->diag, at, GR_CODE_LANGUAGE_UNKNOWN,
                   "'" GR_FMT "' in label." GR_FMT "=; write a tag such as label.en or label.de",
                   GR_ARG(chars), GR_ARG(tag));
    return false;
}

static void read_labels(const gr_describing *describing, const gr_xml_elem *elem,
                        gr_code_words *words)
{
    const gr_str stem = GR_LIT("label.");
    gr_code_label *labels = NULL;
    size_t n = 0, cap = 0;
    for (size_t i = 0; i < elem->n_attrs; i++) {
        const gr_xml_named *attr = &elem->attrs[i];
        gr_str tag = gr_str_sub(attr->name, stem.len, SIZE_MAX);
        if (gr_str_starts(attr->name, stem) && is_language(describing, tag, attr->at)) {
            *GR_PUSH(describing->arena, labels, n, cap, gr_code_label) =
                (gr_code_label){tag, attr->value};
        }
    }
    words->labels = labels;
    words->n_labels = n;
}

static void read_code(const gr_describing *describing, const gr_xml_elem *elem,
                      const gr_code_list *before, gr_code_text *out, gr_code_words *out_words)
{
    gr_str code = gr_xml_value(elem, "value");
    gr_str label = gr_xml_value(elem, "label");
    for (size_t i = 0; i < before->n; i++) {
        if (gr_str_eq(before->codes[i].code, code)) {
            gr_diag_report(describing->diag, elem->at, GR_CODE_NAME_DUPLICATE, "code '" GR_FMT "'",
                           GR_ARG(code));
        }
    }
    *out = (gr_code_text){code, label.len > 0 ? label : code};
    *out_words = (gr_code_words){.at = elem->at, .labelled = label.len > 0};
    read_labels(describing, elem, out_words);
}

void gr_read_codes(const gr_describing *describing, const gr_xml_elem *elem)
{
    gr_source *source = describing->source;
    gr_code_list list = {.name = gr_xml_value(elem, "name"), .at = elem->at};
    gr_code_text *codes = NULL;
    gr_code_words *words = NULL;
    size_t cap = 0, n_words = 0, cap_words = 0;
    for (const gr_xml_elem *code = gr_xml_next(elem, NULL); code != NULL;
         code = gr_xml_next(elem, code)) {
        gr_code_text text;
        gr_code_words said;
        list.codes = codes;
        read_code(describing, code, &list, &text, &said);
        *GR_PUSH(describing->arena, codes, list.n, cap, gr_code_text) = text;
        *GR_PUSH(describing->arena, words, n_words, cap_words, gr_code_words) = said;
        list.translated = list.translated || said.n_labels > 0;
    }
    list.codes = codes;
    list.words = words;
    for (size_t i = 0; i < source->n_codes; i++) {
        if (gr_str_eq(source->codes[i].name, list.name)) {
            gr_diag_report(describing->diag, elem->at, GR_CODE_NAME_DUPLICATE,
                           "<codes> named '" GR_FMT "'", GR_ARG(list.name));
        }
    }
    *GR_PUSH(describing->arena, source->codes, source->n_codes, source->cap_codes, gr_code_list) =
        list;
}
