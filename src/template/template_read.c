#include "template_read.h"

#include "languages.h"

/* Owns the way from a checked XML tree to template nodes. Must not know what elements mean. */

static void read_content(gr_reading *reading, gr_tnode *node, const gr_xml_elem *elem);

/** These stand inside a paragraph; every other element with text is one of its own. */
static bool inside_paragraph(gr_element kind)
{
    return kind == GR_E_B || kind == GR_E_I || kind == GR_E_A || kind == GR_E_SPAN ||
           kind == GR_E_CODE;
}

static bool inline_element(gr_element kind)
{
    return inside_paragraph(kind) || kind == GR_E_BR || kind == GR_E_NOTE || kind == GR_E_PAGE_OF ||
           kind == GR_E_REF;
}

/** What an element in a text means for the white space around it. */
static void space_around(gr_spacing *spacing, gr_element kind)
{
    if (kind == GR_E_PAGE_OF || kind == GR_E_REF || kind == GR_E_NOTE) {
        gr_spacing_after_figure(spacing);
    } else if (kind == GR_E_BR || !inline_element(kind)) {
        gr_spacing_end(spacing); /* a new line, or a block: the paragraph before it ends */
    }
}

static gr_tnode *read_element(gr_reading *reading, gr_tnode *parent, const gr_xml_elem *elem)
{
    gr_tnode *node =
        gr_tnode_new(reading->with.arena, parent, (gr_element)elem->rule->kind, elem->at);
    gr_read_attrs(reading, node, elem);
    space_around(&reading->spacing, node->kind);
    if (inside_paragraph(node->kind)) {
        read_content(reading, node, elem);
    } else {
        gr_spacing outside = reading->spacing;
        gr_spacing_begin(&reading->spacing);
        read_content(reading, node, elem);
        gr_spacing_end(&reading->spacing);
        reading->spacing = outside;
    }
    gr_check_node(reading, node);
    return node;
}

static void read_content(gr_reading *reading, gr_tnode *node, const gr_xml_elem *elem)
{
    for (const gr_xml_content_item *item = elem->content; item != NULL; item = item->next) {
        if (item->elem != NULL) {
            bool other = reading->languages.other && gr_xml_find(item->elem, "lang") != NULL;
            reading->languages.inside += other ? 1 : 0;
            if (gr_elem_in_language(reading, item)) {
                (void)read_element(reading, node, item->elem);
            }
            reading->languages.inside -= other ? 1 : 0;
        } else {
            gr_read_run(reading, node, elem, item);
        }
    }
}

gr_status gr_template_read(gr_str path, const gr_template_setup *setup, gr_tnode **out_root)
{
    const gr_xml_grammar *const grammars[] = {&gr_data_grammar, setup->report};
    size_t n = setup->report == NULL ? 1 : 2;
    gr_xml_elem *root = NULL;
    GR_TRY(gr_xml_tree_read(path, grammars, n, setup->limits, setup->arena, setup->diag, &root));
    if (setup->fragment != NULL) {
        GR_TRY(gr_unfold(setup, root, &root));
    }
    gr_reading reading = {
        .with = {setup->arena, setup->diag, setup->phrases, setup->limits->nesting},
    };
    gr_languages_read(&reading, root, setup->lang);
    gr_tnode *node = read_element(&reading, NULL, root);
    if (reading.languages.n > 0 && gr_tnode_attr(node, "lang") == NULL) {
        (void)gr_tnode_add_attr(setup->arena, node, GR_LIT("lang"), reading.languages.now, node->at,
                                GR_XML_A_NAME);
    } else if (reading.languages.other) {
        gr_tnode_attr(node, "lang")->value = reading.languages.now;
    }
    if (reading.failed) {
        return GR_BAD_INPUT;
    }
    *out_root = node;
    return GR_OK;
}
