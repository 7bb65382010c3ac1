#include "expander_priv.h"
#include "template/report_rows.h"

/* A Markdown text: which file is meant is known only now. That a file is sound was known at
 * binding; of one that an expression leads to it is told now. */

static const gr_xml_attr_rule text_attrs[] = {
    EXPR("if", "shown when yes"),
    REPEATED,
    PATH_NEEDED("file", "Markdown file below the input folder"),
    FLAG("shared", "yes: these files are for everybody, whoever they are named after"),
    LAST,
};
static const gr_xml_rule rules[] = {
    {"text", GR_E_TEXT, GR_XML_EMPTY, NULL, text_attrs, "a Markdown text"},
};
const gr_xml_part gr_grammar_text = {rules, N_OF(rules), "block"};

static const gr_text_file *find_file(const gr_text_use *use, gr_str path)
{
    for (size_t i = 0; i < use->n; i++) {
        if (gr_str_eq(use->files[i].path, path)) {
            return &use->files[i];
        }
    }
    return NULL;
}

/* True when it is not sound, which is told now. */
static bool is_broken(const gr_expander *expander, const gr_tattr *asked, const gr_text_file *file)
{
    gr_diag_tell(expander->context->diag, file->said, asked->at, GR_TEXT_ASKED);
    return gr_diag_count(file->said, GR_ERROR) > 0;
}

gr_status gr_write_text(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    const gr_tattr *attr = gr_tnode_attr(node, "file");
    const gr_text_use *use = attr->bound;
    gr_str path = gr_expander_plain(expander, use->path);
    const gr_text_file *file = find_file(use, path);
    if (file == NULL) {
        gr_diag_report_halves(expander->context->diag, attr->at, GR_CODE_TEXT_MISSING, GR_LIT(""),
                              "'" GR_FMT "' below the input folder", GR_ARG(path));
        expander->failed = true;
        return GR_OK;
    }
    if (is_broken(expander, attr, file)) {
        expander->failed = true;
        return GR_OK;
    }
    if (file->blocks->first == NULL) {
        gr_diag_report_halves(expander->context->diag, attr->at, GR_CODE_TEXT_EMPTY, GR_LIT(""),
                              "'" GR_FMT
                              "' below the input folder: nothing is printed of it; write it, or "
                              "leave it out with if=",
                              GR_ARG(path));
    }
    const gr_figure_place outer = expander->place;
    gr_place_word(expander, path, GR_LIT("text"));
    GR_TRY(gr_expand_blocks(expander, file->blocks, into));
    expander->place = outer;
    return GR_OK;
}
