#include "expander_priv.h"
#include "template/report_rows.h"

/* A Markdown text: which file is meant is known only now. That a file is sound was known at
 * binding; of one that an expression leads to it is told now. Of a text that may be absent, nothing
 * is printed, and a section that would hold only such texts is left out with its heading. */

static const gr_xml_attr_rule text_attrs[] = {
    EXPR("if", "shown when yes"),
    KEPT,
    REPEATED,
    PATH("file", "Markdown file below the input folder"),
    EXPR("value", "or a field that holds paragraphs"),
    PATTERN("part", "name of a part of it, which a line ::: part m12 begins"),
    FLAG("optional", "yes: nothing is printed when it is not there"),
    FLAG("shared", "yes: these files are for everybody, whoever they are named after"),
    LAST,
};
static const gr_xml_rule rules[] = {
    {"text", GR_E_TEXT, GR_XML_EMPTY, NULL, text_attrs, "a text, of a file or of a field"},
};
const gr_xml_part gr_grammar_text = {rules, N_OF(rules), "block"};

/* True when it is not sound, which is told now. */
static bool is_broken(const gr_expander *expander, gr_loc at, const gr_text_file *file)
{
    gr_diag_tell(expander->context->diag, file->said, at, GR_TEXT_ASKED);
    return gr_diag_count(file->said, GR_ERROR) > 0;
}

typedef struct asked_text { /* what a <text> asks for in this edition */
    const gr_text_use *use;
    gr_str path, part;
    gr_loc at;
} asked_text;

static bool has_file(const asked_text *asked)
{
    for (size_t i = 0; i < asked->use->n; i++) {
        if (gr_str_eq(asked->use->files[i].path, asked->path)) {
            return true;
        }
    }
    return false;
}

static asked_text asked_by(gr_expander *expander, const gr_tnode *node)
{
    const gr_tattr *file = gr_tnode_attr(node, "file"), *part = gr_tnode_attr(node, "part");
    const gr_text_use *use = file->bound;
    asked_text asked = {.use = use,
                        .path = gr_expander_plain(expander, use->path),
                        .part = gr_str_trim(gr_expander_text(expander, node, "part")),
                        .at = part == NULL ? file->at : part->at};
    if (use->otherwise != NULL && !has_file(&asked)) {
        asked.path = gr_expander_plain(expander, use->otherwise);
    }
    return asked;
}

static void refuse(gr_expander *expander, const gr_tnode *node, const asked_text *asked)
{
    gr_diag *diag = expander->context->diag;
    expander->failed = true;
    if (!has_file(asked)) {
        gr_diag_report_halves(diag, gr_tnode_place(node, "file"), GR_CODE_TEXT_MISSING, GR_LIT(""),
                              "'" GR_FMT "' below the input folder", GR_ARG(asked->path));
    } else if (asked->part.len == 0 && gr_tnode_attr(node, "part") != NULL) {
        gr_diag_report_halves(diag, asked->at, GR_CODE_TEXT_PART_UNKNOWN, GR_LIT(""),
                              "part= comes out without a name here; leave the text out with if=");
    } else {
        gr_str why = gr_text_refusal(asked->use, asked->path, asked->part, expander->arena);
        gr_diag_report_halves(diag, asked->at, GR_CODE_TEXT_PART_UNKNOWN, GR_LIT(""), GR_FMT,
                              GR_ARG(why));
    }
}

static void tell_empty(gr_expander *expander, const asked_text *asked)
{
    bool whole = asked->part.len == 0;
    gr_diag_report_halves(expander->context->diag, asked->at, GR_CODE_TEXT_EMPTY, GR_LIT(""),
                          "%s" GR_FMT "%s'" GR_FMT
                          "' below the input folder: nothing is printed of it; write it, or leave "
                          "it out with if=",
                          whole ? "" : "part '", GR_ARG(asked->part), whole ? "" : "' of ",
                          GR_ARG(asked->path));
}

/** NULL: it is not there. A part without a name is none. */
static const gr_text_file *find(const asked_text *asked)
{
    bool nameless = asked->use->part != NULL && asked->part.len == 0;
    return nameless ? NULL : gr_text_find(asked->use, asked->path, asked->part);
}

/** With optional="yes", and without words here. */
static bool is_absent(gr_expander *expander, const gr_tnode *node)
{
    if (node->kind != GR_E_TEXT || !gr_tnode_flag(node, "optional", false) ||
        gr_tnode_attr(node, "of") != NULL || gr_tnode_attr(node, "if") != NULL) {
        return false;
    }
    if (gr_tnode_attr(node, "value") != NULL) {
        return gr_text_value_is_absent(expander, node);
    }
    asked_text asked = asked_by(expander, node);
    const gr_text_file *file = find(&asked);
    return file == NULL ? !gr_text_must_be(node, asked.use, asked.path)
                        : file->blocks != NULL && file->blocks->first == NULL;
}

bool gr_holds_absent_texts(gr_expander *expander, const gr_tnode *node)
{
    bool any = false;
    for (const gr_tnode *child = node->first; child != NULL; child = child->next) {
        bool absent = is_absent(expander, child);
        if (!absent && !gr_tnode_is_blank(child)) {
            return false;
        }
        any = any || absent;
    }
    return any;
}

static gr_status write_file(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    asked_text asked = asked_by(expander, node);
    const gr_text_file *file = find(&asked);
    if (file == NULL) {
        if (gr_text_must_be(node, asked.use, asked.path)) {
            refuse(expander, node, &asked);
        }
        return GR_OK;
    }
    if (is_broken(expander, asked.at, file)) {
        expander->failed = true;
        return GR_OK;
    }
    if (file->blocks->first == NULL && !gr_tnode_flag(node, "optional", false)) {
        tell_empty(expander, &asked);
    }
    const gr_figure_place outer = expander->place;
    gr_place_word(expander, asked.path, GR_LIT("text"));
    if (asked.part.len > 0) {
        gr_place_word(expander, asked.part, GR_LIT("part"));
    }
    GR_TRY(gr_expand_blocks(expander, file->blocks, into));
    expander->place = outer;
    return GR_OK;
}

gr_status gr_write_text(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    return gr_tnode_attr(node, "value") != NULL ? gr_write_text_value(expander, node, into)
                                                : write_file(expander, node, into);
}
