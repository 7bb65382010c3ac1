#include "author_priv.h"
#include "base/arena.h"
#include "base/file.h"
#include "template/report_rows.h"

/* A picture from the input folder. */

static const gr_xml_attr_rule image_attrs[] = {
    COMMON,
    REPEATED,
    PATH_NEEDED("file", "PNG or JPEG file below the input folder"),
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

static gr_status refuse(gr_author *author, const gr_tattr *file, gr_str path)
{
    gr_diag_report_halves(author->machine->diag, file->at, GR_CODE_IMAGE_MISSING, GR_LIT(""),
                          "'" GR_FMT "' below the input folder", GR_ARG(path));
    author->failed = true;
    return GR_OK;
}

static gr_status write_caption(gr_author *author, const gr_tnode *node, gr_node *image)
{
    gr_node *caption = NULL;
    if (gr_tnode_attr(node, "caption") == NULL) {
        return GR_OK;
    }
    author->n_figures++;
    return gr_write_caption(author, node, "caption", "figure", author->n_figures, image, &caption);
}

/** What is shown is said in words too, or it is said that there is nothing to say. */
static void check_alt(gr_author *author, const gr_tnode *node, const gr_node *image)
{
    bool decorative = gr_tnode_flag(node, "decorative", false);
    bool said = !gr_utf8_is_blank(image->as.image.alt);
    if (said != decorative && !(decorative && gr_tnode_attr(node, "caption") != NULL)) {
        return;
    }
    gr_diag_report_open(
        author->machine->diag, gr_tnode_place(node, said ? "decorative" : "alt"), GR_CODE_ALT,
        said         ? "it has one and is decorative=\"yes\"; leave out either"
        : decorative ? "decorative=\"yes\" and a caption do not go together"
                     : "say in alt=\"...\" what it shows, or decorative=\"yes\" when it "
                       "shows nothing that the text does not say");
    author->failed = true;
}

gr_status gr_write_image(gr_author *author, const gr_tnode *node, gr_node *into)
{
    const gr_tattr *file = gr_tnode_attr(node, "file");
    gr_node *image = NULL;
    gr_str path = gr_author_plain(author, file->bound);
    gr_str full = gr_path_join(author->arena, author->report->input_folder, path);
    if (!gr_path_is_inside(path) || !gr_file_exists(full)) {
        return refuse(author, file, path);
    }
    if (!gr_author_may_read(author, file->at, full, path)) {
        return GR_OK;
    }
    GR_TRY(gr_author_add_styled(author, into, GR_K_IMAGE, node->at, GR_STYLE_CAPTION, &image));
    gr_figure_place outer = gr_author_enter(author, node, image);
    image->as.image.path = full;
    image->as.image.alt = gr_utf8_searchable(author->arena, gr_author_text(author, node, "alt"));
    image->as.image.width = gr_tnode_length(node, "width");
    check_alt(author, node, image);
    GR_TRY(write_caption(author, node, image));
    gr_author_leave(author, outer);
    return GR_OK;
}
