#include "base/arena.h"
#include "base/file.h"
#include "expander_priv.h"
#include "template/report_rows.h"

/* A file from the input folder that goes with the document. It is embedded as it is: nobody here
 * opens it. Where it stands in the report prints nothing: <attachments> does. */

static const gr_xml_attr_rule attachment_attrs[] = {
    EXPR("if", "attached when yes"),
    REPEATED,
    PATH_NEEDED("file", "file below the input folder"),
    FLAG("shared", "yes: these files are for everybody, whoever they are named after"),
    PATTERN_NEEDED("title", "what readers are told it is"),
    CHOICE("relationship", gr_relationship_choice, "what it is to the document"),
    CHOICE("mode", "attached listed", "listed: it is named, but not in the PDF"),
    LAST,
};
static const gr_xml_rule rules[] = {
    {"attachment", GR_E_ATTACHMENT, GR_XML_EMPTY, NULL, attachment_attrs,
     "a file that goes with the document"},
};
const gr_xml_part gr_grammar_attachment = {rules, N_OF(rules), "block"};

static gr_str name_of(gr_str path)
{
    gr_str part = path;
    while (gr_str_split(&path, '/', &part)) {
    }
    return part;
}

static gr_status refuse(gr_expander *expander, const gr_tattr *file, gr_str path)
{
    gr_diag_report_halves(expander->context->diag, file->at, GR_CODE_FILE_MISSING, GR_LIT(""),
                          "'" GR_FMT "' below the input folder", GR_ARG(path));
    expander->failed = true;
    return GR_OK;
}

static gr_status refuse_title(gr_expander *expander, const gr_tnode *node)
{
    gr_diag_report_open(expander->context->diag, gr_tnode_place(node, "title"),
                        GR_CODE_ATTRIBUTE_VALUE, "it is empty here; say what the file is");
    expander->failed = true;
    return GR_OK;
}

static gr_status read_file(gr_expander *expander, gr_str path, gr_loc at, gr_str *out_bytes)
{
    gr_diag *diag = expander->context->diag;
    size_t most = expander->report->limits->attachment_bytes;
    size_t left = most - expander->attached.bytes;
    gr_status status = gr_file_read(path, left, expander->doc->arena, diag, at, out_bytes);
    if (status == GR_OVER_LIMIT) {
        gr_diag_note(diag, (gr_loc){0},
                     "the files in one document may be %zu bytes together; mode=\"listed\" names a "
                     "file and leaves it out",
                     most);
    }
    return status;
}

static void warn_of_form(gr_expander *expander, gr_loc at, gr_str name)
{
    gr_diag_report_halves(expander->context->diag, at, GR_CODE_ATTACHMENT_FORM, GR_LIT(""),
                          "'" GR_FMT
                          "' does not begin as such a file does; readers may be unable to open "
                          "it",
                          GR_ARG(name));
}

static gr_relationship relationship_of(const gr_tnode *node)
{
    gr_str word = gr_tnode_value(node, "relationship");
    for (size_t i = 0; i < GR_RELATIONSHIP__COUNT; i++) {
        if (gr_str_is(word, gr_relationship_names[i])) {
            return (gr_relationship)i;
        }
    }
    return GR_RELATIONSHIP_UNSPECIFIED;
}

gr_status gr_write_attachment(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    (void)into;
    const gr_tattr *file = gr_tnode_attr(node, "file");
    gr_str path = gr_expander_plain(expander, file->bound);
    gr_str full = gr_path_join(expander->arena, expander->report->input_folder, path);
    if (!gr_path_is_inside(path) || !gr_file_exists(full)) {
        return refuse(expander, file, path);
    }
    if (!gr_expander_may_read(expander, file->at, full, path)) {
        return GR_OK;
    }
    gr_attachment made = {.name = name_of(path),
                          .path = path,
                          .title = gr_expander_text(expander, node, "title"),
                          .relationship = relationship_of(node),
                          .embedded = !gr_str_is(gr_tnode_value(node, "mode"), "listed"),
                          .bytes = GR_LIT("")};
    if (gr_utf8_is_blank(made.title)) {
        return refuse_title(expander, node);
    }
    if (made.embedded) {
        GR_TRY(read_file(expander, full, file->at, &made.bytes));
    }
    gr_media media = gr_media_of(made.name, made.bytes);
    made.media = media.type;
    if (made.embedded && !media.as_named) {
        warn_of_form(expander, file->at, made.name);
    }
    gr_expander_attach(expander, made, file->at);
    return GR_OK;
}
