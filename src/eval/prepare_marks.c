#include "eval/eval.h"

/* Owns the binding of mark=, mark-rows= and mark-cells=: which of them run over records, and the
 * looks of the house style that they name. */
#include "base/arena.h"
#include "base/intern.h"
#include "bind_priv.h"

bool gr_is_mark(const gr_tattr *attr)
{
    return attr->kind == GR_XML_A_EXPR &&
           (gr_str_is(attr->name, "mark") || gr_str_is(attr->name, "mark-rows") ||
            gr_str_is(attr->name, "mark-cells"));
}

bool gr_is_row_mark(const gr_tnode *node, const gr_tattr *attr)
{
    return gr_is_mark(attr) && (node->kind == GR_E_CHART || !gr_str_is(attr->name, "mark"));
}

gr_str gr_mark_look_name(const gr_tnode *node)
{
    gr_str name = gr_tnode_value(node, "mark-look");
    return name.len > 0 ? name : GR_LIT("own");
}

void gr_prepare_marks(gr_preparing *prep, const gr_tnode *node)
{
    const gr_house_style *house = prep->report->house;
    const gr_tattr *mark = NULL;
    for (size_t i = 0; i < node->n_attrs && mark == NULL; i++) {
        mark = gr_is_mark(&node->attrs[i]) ? &node->attrs[i] : NULL;
    }
    if (house == NULL || mark == NULL ||
        gr_mark_look_find(house, gr_mark_look_name(node)) != NULL) {
        return;
    }
    gr_str *names = GR_NEW_N(prep->arena, gr_str, house->n_mark_looks + 1);
    for (size_t i = 0; i < house->n_mark_looks; i++) {
        names[i] = house->mark_looks[i].name;
    }
    gr_str advice = gr_advice(prep->arena, gr_mark_look_name(node), names, house->n_mark_looks);
    gr_prepare_refuse(prep, gr_tnode_place(node, "mark-look"), GR_CODE_STYLE_UNKNOWN,
                      "look of marks '" GR_FMT "'; the house style '" GR_FMT
                      "' does not have it" GR_FMT "%s",
                      GR_ARG(gr_mark_look_name(node)), GR_ARG(house->id), GR_ARG(advice),
                      house->n_mark_looks == 0 ? "; give it a <mark-look>" : "");
}
