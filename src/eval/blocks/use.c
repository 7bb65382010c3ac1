#include "expander_priv.h"
#include "template/report_rows.h"

/* ANY: arguments, by the names that the definition gives them. */
static const gr_xml_attr_rule use_attrs[] = {
    EXPR("if", "shown when yes"),
    KEPT,
    PATTERN("id", "name of its figures"),
    NAME_NEEDED("name", "name of the definition"),
    REPEATED,
    ANY("its arguments, by name"),
    LAST,
};
static const gr_xml_rule rules[] = {
    {"use", GR_E_USE, GR_XML_ELEMENTS, "section %block slide", use_attrs,
     "puts what is defined in its place"},
};
const gr_xml_part gr_grammar_use = {rules, N_OF(rules), "block"};

/** What tells one use from another by itself: which records, which period; not how much. */
static bool is_key(gr_type type)
{
    return type == GR_T_REF || type == GR_T_CODE || type == GR_T_YEAR || type == GR_T_PERIOD;
}

static void place_argument(gr_expander *expander, const gr_argument *argument)
{
    const gr_value *value = &expander->context->slots[argument->slot].value;
    gr_buf text = gr_buf_make(expander->arena, SIZE_MAX);
    if (value->type == GR_T_REF && value->as.ref.table != NULL) {
        gr_place_record(expander, value->as.ref.table, value->as.ref.row);
    } else if (is_key(value->type)) {
        gr_value_add(value, &text);
        gr_place_word(expander, gr_buf_view(&text), argument->name);
    }
}

static gr_status fill(gr_expander *expander, const gr_tnode *node)
{
    const gr_tattr *given = gr_tnode_attr(node, "value");
    const gr_argument *argument = given->bound;
    gr_slot *slot = &expander->context->slots[argument->slot];
    expander->context->at = given->at;
    if (argument->words != NULL) {
        gr_value words = {.type = GR_T_TEXT,
                          .as.text = gr_expander_plain(expander, argument->words)};
        words.origin = gr_origin_constant(expander->arena, words);
        *slot = (gr_slot){.value = words};
        return GR_OK;
    }
    gr_value value = gr_expander_within(
        expander, gr_expr_value(expander->context, argument->bound, NULL), given->at);
    expander->failed |= value.type == GR_T_POISON;
    *slot = (gr_slot){.value = value};
    return GR_OK;
}

/* What is defined elsewhere, with the values that it is given here. Its figures are called by its
 * id, else by the records that it is given: never by where it stands. */
gr_status gr_write_use(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    const gr_figure_place outer = expander->place;
    gr_str id = gr_expander_text(expander, node, "id");
    if (id.len > 0) {
        expander->place = (gr_figure_place){.block = id, .path = GR_LIT("")};
    }
    for (const gr_tnode *child = node->first; child != NULL; child = child->next) {
        if (child->kind == GR_E_ARGUMENT) {
            GR_TRY(fill(expander, child));
            if (id.len == 0) {
                place_argument(expander, gr_tnode_attr(child, "value")->bound);
            }
        }
    }
    gr_status status = gr_expand_blocks(expander, node, into);
    expander->place = outer;
    return status;
}
