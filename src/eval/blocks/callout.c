#include "base/arena.h"
#include "expander_priv.h"
#include "template/report_rows.h"

/* A boxed remark. Its sign stands in the text as well, so that colour is not the only carrier. */

static const gr_xml_attr_rule callout_attrs[] = {
    COMMON,
    KEPT,
    FLOATS,
    REPEATED,
    PATTERN("title", "its title"),
    CHOICE("kind", "info warning action", "what kind of remark: its word stands before it"),
    NAME("look", "a box look of the house style; without kind= no word stands in it"),
    LAST,
};
static const gr_xml_rule rules[] = {
    {"callout", GR_E_CALLOUT, GR_XML_ELEMENTS, "%block", callout_attrs, "a boxed remark"},
};
const gr_xml_part gr_grammar_callout = {rules, N_OF(rules), "block"};

static const char *kind_of(const gr_tnode *node)
{
    gr_str kind = gr_tnode_value(node, "kind");
    if (gr_str_is(kind, "warning")) {
        return "warning";
    }
    return gr_str_is(kind, "action") ? "action" : "info";
}

/** A look that is named says how it looks, a kind which word stands before it. */
static void put_on(gr_expander *expander, const gr_tnode *node, gr_node *box)
{
    const gr_box_look *named =
        gr_box_look_find(expander->report->house, gr_tnode_value(node, "look"));
    if (named != NULL) {
        gr_box_look *look = GR_NEW(expander->arena, gr_box_look);
        *look = *named;
        look->sign = gr_tnode_attr(node, "kind") != NULL ? box->as.box.look->sign : GR_LIT("");
        box->as.box.look = look;
    }
}

/** A list or a table has no line of its own for the sign: it stands above it, as a title would. */
static gr_status set_sign_above(gr_expander *expander, gr_node *box)
{
    gr_node *rest = box->first, *last = box->last, *line = NULL;
    box->first = box->last = NULL;
    GR_TRY(
        gr_expander_add_styled(expander, box, GR_K_PARAGRAPH, box->at, GR_STYLE_BOX_TITLE, &line));
    GR_TRY(gr_expander_add_text(expander, line, gr_str_trim(box->as.box.look->sign), box->at));
    line->next = rest;
    box->last = last;
    return GR_OK;
}

/** Without a title the sign opens the first paragraph. */
static gr_status lead_with_sign(gr_expander *expander, gr_node *box)
{
    gr_node *first = box->first;
    gr_str sign = box->as.box.look->sign;
    if (first == NULL || sign.len == 0) {
        return GR_OK;
    }
    if (first->kind != GR_K_PARAGRAPH) {
        return set_sign_above(expander, box);
    }
    gr_node *rest = first->first, *last = first->last;
    first->first = first->last = NULL;
    gr_str lead = gr_str_fmt(expander->arena, GR_FMT "\xc2\xa0", GR_ARG(sign));
    GR_TRY(gr_expander_add_text(expander, first, lead, box->at));
    if (rest != NULL) {
        first->first->next = rest;
        first->last = last;
    }
    return GR_OK;
}

gr_status gr_write_callout(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    gr_node *box = NULL;
    if (node->first == NULL && gr_tnode_attr(node, "title") == NULL) {
        (void)gr_check_words(expander, NULL, node->at,
                             "a callout without title and text; write them, or leave it out");
        return GR_OK;
    }
    GR_TRY(gr_write_box(expander, node, kind_of(node), GR_BOX_ASIDE, into, &box));
    put_on(expander, node, box);
    gr_figure_place outer = gr_expander_enter(expander, node, box);
    GR_TRY(gr_write_box_title(expander, node, box));
    bool titled = box->first != NULL;
    GR_TRY(gr_expand_mixed(expander, node, box, GR_STYLE_BOX_TEXT));
    if (!titled) {
        GR_TRY(lead_with_sign(expander, box));
    }
    gr_expander_leave(expander, outer);
    gr_drop_if_empty(into, box);
    return GR_OK;
}
