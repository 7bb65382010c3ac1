#include "template_priv.h"

/* Owns the phrases of relations: reading them before any expression is parsed, and their form. */
#include "base/file.h"
#include "xml/xml.h"

typedef struct finding { /* one folder being looked through */
    gr_arena *arena;
    gr_str *phrases;
    size_t n, cap;
} finding;

bool gr_name_in_expression(gr_str name)
{
    return name.len > 0 && gr_name_bytes(name, 0) == name.len &&
           (name.ptr[0] < '0' || name.ptr[0] > '9');
}

gr_str gr_phrase_plain(gr_arena *arena, gr_str text)
{
    gr_buf out = gr_buf_make(arena, text.len);
    for (size_t i = 0; i < text.len; i++) {
        char c =
            text.ptr[i] == '\t' || text.ptr[i] == '\n' || text.ptr[i] == '\r' ? ' ' : text.ptr[i];
        bool second = c == ' ' && (out.len == 0 || out.ptr[out.len - 1] == ' ');
        if (!second) {
            gr_buf_add_char(&out, c);
        }
    }
    return gr_str_trim(gr_buf_view(&out));
}

bool gr_phrase_fits(gr_str phrase)
{
    gr_str word = GR_LIT("");
    gr_str rest = gr_str_trim(phrase);
    bool first = true;
    bool own_word = false; /* at least one that is not of the language */
    while (gr_str_split(&rest, ' ', &word)) {
        if (word.len > 0 && !gr_name_in_expression(word)) {
            return false;
        }
        bool reserved = gr_word_reserved(word);
        bool may_begin = !reserved || gr_str_is(word, "is") || gr_str_is(word, "in");
        if (first && !may_begin) {
            return false;
        }
        own_word = own_word || (word.len > 0 && !reserved);
        first = false;
    }
    return own_word;
}

static gr_status start_element(void *user, gr_xml_reader *reader, const gr_xml_start *element)
{
    (void)reader;
    finding *found = user;
    for (size_t i = 0; i < element->n_attrs; i++) {
        bool phrase = gr_str_is(element->ns, gr_data_grammar.ns) &&
                      gr_str_is(element->name, gr_element_names[GR_E_RELATION]) &&
                      gr_str_is(element->attrs[i].name, "phrase");
        gr_str text = gr_phrase_plain(found->arena, element->attrs[i].value);
        if (phrase && gr_phrase_fits(text)) {
            *GR_PUSH(found->arena, found->phrases, found->n, found->cap, gr_str) = text;
        }
    }
    return GR_OK;
}

static gr_status skip_text(void *user, gr_xml_reader *reader, gr_str chars)
{
    (void)user;
    (void)reader;
    (void)chars;
    return GR_OK;
}

gr_status gr_template_phrases(gr_str folder, const gr_limits *limits, gr_arena *arena,
                              gr_diag *diag, gr_phrases *out)
{
    finding found = {.arena = arena};
    gr_diag *unheard =
        gr_diag_new(arena, 1); /* what is wrong is said when a file is read in full */
    const gr_xml_handler handler = {&found, start_element, skip_text, skip_text};
    gr_str *names = NULL;
    size_t n = 0;
    GR_TRY(gr_folder_list(folder, GR_LIT(".xml"), arena, diag, &names, &n));
    for (size_t i = 0; i < n; i++) {
        gr_str path = gr_path_join(arena, folder, names[i]);
        gr_status status =
            gr_xml_read_file(path, gr_diag_add_file(unheard, path), limits, &handler, unheard);
        if (status == GR_IO_FAILED) { /* the next attempt may succeed, and then nobody would tell */
            gr_diag_report(diag, (gr_loc){.file = gr_diag_add_file(diag, path)},
                           GR_CODE_FILE_UNREADABLE, "its phrases are needed");
            return GR_IO_FAILED;
        } /* a file that breaks off gives the phrases before the break */
    }
    *out = (gr_phrases){found.phrases, found.n};
    return GR_OK;
}
