/* Owns reading the phrases of relations before any expression is parsed. */
#include "base/arena.h"
#include "base/file.h"
#include "syntax/names.h"
#include "template/template.h"
#include "xml/xml.h"

typedef struct finding { /* one folder being looked through */
    gr_arena *arena;
    gr_str *phrases;
    size_t n, cap;
} finding;

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
    gr_diag *discarded =
        gr_diag_new(arena, 1); /* what is wrong is said when a file is read in full */
    const gr_xml_handler handler = {
        .user = &found, .start = start_element, .text = skip_text, .end = skip_text};
    gr_str *names = NULL;
    size_t n = 0;
    GR_TRY(gr_folder_list(folder, GR_LIT(".xml"), arena, diag, &names, &n));
    for (size_t i = 0; i < n; i++) {
        gr_str path = gr_path_join(arena, folder, names[i]);
        gr_status status =
            gr_xml_read_file(path, gr_diag_add_file(discarded, path), limits, &handler, discarded);
        if (status == GR_IO_FAILED) { /* the next attempt may succeed, and then nobody would tell */
            gr_diag_report(diag, (gr_loc){.file = gr_diag_add_file(diag, path)},
                           GR_CODE_FILE_UNREADABLE, "its phrases are needed");
            return GR_IO_FAILED;
        } /* a file that breaks off gives the phrases before the break */
    }
    *out = (gr_phrases){found.phrases, found.n};
    return GR_OK;
}
