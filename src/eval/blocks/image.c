#include "base/arena.h"
#include "base/file.h"
#include "expander_priv.h"
#include "template/report_rows.h"

/* A picture from the input folder. */

static const gr_xml_attr_rule image_attrs[] = {
    COMMON,
    KEPT,
    FLOATS,
    REPEATED,
    PATH_NEEDED("file", "PNG, JPEG or SVG file below the input folder"),
    FLAG("shared", "yes: these files are for everybody, whoever they are named after"),
    PATTERN("alt", "what the image shows"),
    FLAG("decorative", "yes: it shows nothing that the text does not say"),
    LENGTH("width", "width on the page"),
    PATTERN("caption", "what stands under it"),
    LAST,
};
static const gr_xml_rule rules[] = {
    {"image", GR_E_IMAGE, GR_XML_EMPTY, NULL, image_attrs, "a picture"},
};
const gr_xml_part gr_grammar_image = {rules, N_OF(rules), "block"};

static gr_status refuse(gr_expander *expander, const gr_tattr *file, gr_str path)
{
    gr_diag_report_halves(expander->context->diag, file->at, GR_CODE_IMAGE_MISSING, GR_LIT(""),
                          "'" GR_FMT "' below the input folder", GR_ARG(path));
    expander->failed = true;
    return GR_OK;
}

static gr_status write_caption(gr_expander *expander, const gr_tnode *node, gr_node *image)
{
    gr_node *caption = NULL;
    if (gr_tnode_attr(node, "caption") == NULL) {
        return GR_OK;
    }
    gr_caption_number number = gr_caption_count(expander, true);
    if (image->anchor.len == 0) {
        gr_str name = gr_str_fmt(expander->arena, "F" GR_FMT, GR_ARG(number.text));
        gr_anchor_auto(expander, image, name);
    }
    return gr_write_caption(expander, node, "caption", &number, image, &caption);
}

/** What is shown is said in words too, or it is said that there is nothing to say. */
static void check_alt(gr_expander *expander, const gr_tnode *node, const gr_node *image)
{
    bool decorative = gr_tnode_flag(node, "decorative", false);
    bool said = !gr_utf8_is_blank(image->as.image.alt);
    if (said != decorative && !(decorative && gr_tnode_attr(node, "caption") != NULL)) {
        return;
    }
    gr_diag_report_open(
        expander->context->diag, gr_tnode_place(node, said ? "decorative" : "alt"), GR_CODE_ALT,
        said         ? "it has one and is decorative=\"yes\"; leave out either"
        : decorative ? "decorative=\"yes\" and a caption do not go together"
                     : "say in alt=\"...\" what it shows, or decorative=\"yes\" when it "
                       "shows nothing that the text does not say");
    expander->failed = true;
}

gr_status gr_write_image(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    const gr_tattr *file = gr_tnode_attr(node, "file");
    gr_node *image = NULL;
    gr_str path = gr_expander_plain(expander, file->bound);
    gr_str full = gr_path_join(expander->arena, expander->report->input_folder, path);
    if (!gr_path_is_inside(path) || !gr_file_exists(full)) {
        return refuse(expander, file, path);
    }
    if (!gr_expander_may_read(expander, file->at, full, path)) {
        return GR_OK;
    }
    GR_TRY(gr_expander_add_styled(expander, into, GR_K_IMAGE, node->at, GR_STYLE_CAPTION, &image));
    gr_figure_place outer = gr_expander_enter(expander, node, image);
    image->as.image.path = full;
    image->as.image.alt =
        gr_utf8_searchable(expander->arena, gr_expander_text(expander, node, "alt"));
    image->as.image.width = gr_tnode_length(node, "width");
    check_alt(expander, node, image);
    GR_TRY(write_caption(expander, node, image));
    gr_expander_leave(expander, outer);
    return GR_OK;
}
