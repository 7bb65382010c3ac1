#include "expander_priv.h"
#include "template/report_rows.h"

/* Lists and their items, four levels deep. */

static const gr_xml_attr_rule list_attrs[] = {
    COMMON,
    KEPT,
    REPEATED,
    CHOICE("type", "bullet number letter roman capital capital-roman circled check",
           "what stands before an item"),
    INT("start", "number of its first item"),
    FLAG("continue", "yes: goes on counting where the list before it ended"),
    TEXT("sign", "of a list of bullets: its own sign"),
    LAST,
};
static const gr_xml_attr_rule item_attrs[] = {
    COMMON,
    REPEATED,
    PATTERN("time", "agenda: when"),
    EXPR("done", "of a list of type check: done when yes"),
    LAST,
};
static const gr_xml_rule rules[] = {
    {"list", GR_E_LIST, GR_XML_ELEMENTS, "item", list_attrs, "a list"},
    {"item", GR_E_ITEM, GR_XML_MIXED, "%inline %block", item_attrs, "an item"},
};
const gr_xml_part gr_grammar_list = {rules, N_OF(rules), "block"};

/** In a box, items read as the rest of it. */
gr_style_id gr_list_style(const gr_node *into)
{
    while (into != NULL && into->kind != GR_K_BOX) {
        into = into->parent;
    }
    return into == NULL ? GR_STYLE_LIST_ITEM : GR_STYLE_BOX_TEXT;
}

static bool is_done(gr_expander *expander, const gr_tnode *node)
{
    const gr_tattr *done = gr_tnode_attr(node, "done");
    bool yes = false;
    if (done != NULL) {
        expander->context->at = done->at;
        expander->failed |= gr_expr_true(expander->context, done->bound, NULL, &yes) != GR_OK;
    }
    return yes;
}

static gr_status write_item(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    gr_node *item = NULL;
    gr_style_id style = gr_list_style(into);
    GR_TRY(gr_expander_add_styled(expander, into, GR_K_ITEM, node->at, style, &item));
    gr_figure_place place = gr_expander_enter(expander, node, item);
    item->as.item.done = is_done(expander, node);
    gr_ref_item(expander, item);
    GR_TRY(gr_expand_mixed(expander, node, item, style));
    gr_expander_leave(expander, place);
    (void)gr_check_words(expander, item, node->at,
                         "nothing would stand beside its sign; write words, or leave the item out");
    return GR_OK;
}

static gr_list_type type_of(const gr_tnode *node)
{
    static const char *const names[] = {
        [GR_LIST_BULLET] = "bullet",   [GR_LIST_NUMBER] = "number",
        [GR_LIST_LETTER] = "letter",   [GR_LIST_ROMAN] = "roman",
        [GR_LIST_CAPITAL] = "capital", [GR_LIST_CAPITAL_ROMAN] = "capital-roman",
        [GR_LIST_CIRCLED] = "circled", [GR_LIST_CHECK] = "check",
    };
    gr_str type = gr_tnode_value(node, "type");
    for (size_t i = 0; i < N_OF(names); i++) {
        if (gr_str_is(type, names[i])) {
            return (gr_list_type)i;
        }
    }
    return GR_LIST_BULLET;
}

static bool counts(const gr_node *list)
{
    gr_list_type type = list->as.list.type;
    return type != GR_LIST_BULLET && type != GR_LIST_CHECK && !gr_list_has_words(list);
}

/** A list with numbers stands before it in the descriptor; which edition has it, its conditions
 * say. */
static bool may_follow(const gr_tnode *node)
{
    const gr_tnode *before = NULL;
    for (const gr_tnode *n = node->parent->first; n != node; n = n->next) {
        bool list = n->kind == GR_E_LIST && gr_tnode_attr(n, "type") != NULL;
        before = list && type_of(n) == type_of(node) ? n : before;
    }
    return before != NULL;
}

static uint16_t refuse_going_on(gr_expander *expander, const gr_tnode *node, const char *why)
{
    gr_diag_report_open(expander->context->diag, gr_tnode_place(node, "continue"),
                        GR_CODE_LIST_CONTINUES, "%s", why);
    expander->failed = true;
    return 1;
}

/** The number behind the last one of the list with numbers before `list` in the same parent. */
static uint16_t going_on(gr_expander *expander, const gr_tnode *node, const gr_node *list)
{
    const gr_node *before = NULL;
    for (const gr_node *n = list->parent->first; n != list; n = n->next) {
        before = n->kind == GR_K_LIST && counts(n) ? n : before;
    }
    if (before == NULL) {
        return may_follow(node)
                   ? 1
                   : refuse_going_on(expander, node,
                                     "no list with numbers stands before it in the same parent; "
                                     "leave continue= out, or give the number with start=");
    }
    if (before->as.list.type != list->as.list.type) {
        return refuse_going_on(expander, node,
                               "the list before it has numbers of another kind; give both the "
                               "same type=, or leave continue= out");
    }
    unsigned next = gr_list_first(before);
    for (const gr_node *item = before->first; item != NULL; item = item->next) {
        next++;
    }
    return next > UINT16_MAX ? UINT16_MAX : (uint16_t)next;
}

/** There are no signs of higher numbers. */
static void check_circles(gr_expander *expander, const gr_node *list)
{
    unsigned number = gr_list_first(list);
    for (const gr_node *item = list->first; item != NULL; item = item->next, number++) {
        if (list->as.list.type == GR_LIST_CIRCLED && number > GR_CIRCLES) {
            gr_diag_report_open(expander->context->diag, item->at, GR_CODE_LIST_CIRCLED,
                                "item %u; there are signs of numbers in circles up to %d; give "
                                "the list type=\"number\"",
                                number, GR_CIRCLES);
            expander->failed = true;
            return;
        }
    }
}

gr_status gr_write_list(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    gr_node *list = NULL;
    if (expander->list_level == GR_LIST_LEVELS) {
        gr_diag_report_open(expander->context->diag, node->at, GR_CODE_ROWS_TOO_DEEP,
                            "lists nest to four levels; make the inner one a list of its own, "
                            "below the text");
        expander->failed = true;
        return GR_OK;
    }
    GR_TRY(gr_expander_add_styled(expander, into, GR_K_LIST, node->at, gr_list_style(into), &list));
    list->as.list.type = type_of(node);
    list->as.list.start = (uint16_t)gr_tnode_int(node, "start", 1);
    list->as.list.sign = gr_str_trim(gr_tnode_value(node, "sign"));
    list->as.list.level = (uint8_t)++expander->list_level;
    if (gr_tnode_flag(node, "continue", false)) {
        list->as.list.start = going_on(expander, node, list);
    }
    gr_figure_place place = gr_expander_enter(expander, node, list);
    GR_TRY(gr_expand_parts(expander, node, GR_E_ITEM, list, write_item));
    gr_expander_leave(expander, place);
    expander->list_level--;
    check_circles(expander, list);
    gr_drop_if_empty(into, list);
    return GR_OK;
}
