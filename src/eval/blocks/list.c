#include "expander_priv.h"
#include "template/report_rows.h"

/* Lists and their items, three levels deep. */

static const gr_xml_attr_rule list_attrs[] = {
    COMMON,
    REPEATED,
    CHOICE("type", "bullet number letter roman", "what stands before an item"),
    INT("start", "number of its first item"),
    LAST,
};
static const gr_xml_attr_rule item_attrs[] = {
    COMMON,
    REPEATED,
    PATTERN("time", "agenda: when"),
    LAST,
};
static const gr_xml_rule rules[] = {
    {"list", GR_E_LIST, GR_XML_ELEMENTS, "item", list_attrs, "a list"},
    {"item", GR_E_ITEM, GR_XML_MIXED, "%inline %block", item_attrs, "an item"},
};
const gr_xml_part gr_grammar_list = {rules, N_OF(rules), "block"};

/** In a box, items read as the rest of it. */
static gr_style_id style_in(const gr_node *into)
{
    while (into != NULL && into->kind != GR_K_BOX) {
        into = into->parent;
    }
    return into == NULL ? GR_STYLE_LIST_ITEM : GR_STYLE_BOX_TEXT;
}

static gr_status write_item(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    gr_node *item = NULL;
    gr_style_id style = style_in(into);
    GR_TRY(gr_expander_add_styled(expander, into, GR_K_ITEM, node->at, style, &item));
    gr_figure_place place = gr_expander_enter(expander, node, item);
    GR_TRY(gr_expand_mixed(expander, node, item, style));
    gr_expander_leave(expander, place);
    (void)gr_check_words(expander, item, node->at,
                         "nothing would stand beside its sign; write words, or leave the item out");
    return GR_OK;
}

static gr_list_type type_of(const gr_tnode *node)
{
    gr_str type = gr_tnode_value(node, "type");
    if (gr_str_is(type, "number")) {
        return GR_LIST_NUMBER;
    }
    if (gr_str_is(type, "roman")) {
        return GR_LIST_ROMAN;
    }
    return gr_str_is(type, "letter") ? GR_LIST_LETTER : GR_LIST_BULLET;
}

gr_status gr_write_list(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    gr_node *list = NULL;
    if (expander->list_level == 3) {
        gr_diag_report_open(expander->context->diag, node->at, GR_CODE_ROWS_TOO_DEEP,
                            "lists nest to three levels");
        expander->failed = true;
        return GR_OK;
    }
    GR_TRY(gr_expander_add_styled(expander, into, GR_K_LIST, node->at, style_in(into), &list));
    list->as.list.type = type_of(node);
    list->as.list.start = (uint16_t)gr_tnode_int(node, "start", 1);
    list->as.list.level = (uint8_t)++expander->list_level;
    gr_figure_place place = gr_expander_enter(expander, node, list);
    GR_TRY(gr_expand_parts(expander, node, GR_E_ITEM, list, write_item));
    gr_expander_leave(expander, place);
    expander->list_level--;
    gr_drop_if_empty(into, list);
    return GR_OK;
}
