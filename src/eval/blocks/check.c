#include "expander_priv.h"
#include "template/report_rows.h"

static const gr_xml_attr_rule check_attrs[] = {
    EXPR("if", "controlled when yes"),
    EXPR_NEEDED("that", "what is controlled"),
    EXPR("equals", "what it must be; without it, 'that' must be yes"),
    EXPR("tolerance", "difference that is accepted"),
    TEXT_NEEDED("because", "what the reader is told"),
    CHOICE("severity", "block warn", "block: whatever the job says; warn: a remark"),
    LAST,
};
static const gr_xml_rule rules[] = {
    {"check", GR_E_CHECK, GR_XML_EMPTY, NULL, check_attrs, "a control that blocks the edition"},
};
const gr_xml_part gr_grammar_check = {rules, N_OF(rules), "block"};

/* A control: makes nothing, but blocks the edition when it fails. */
gr_status gr_write_check(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    const gr_control *control = gr_tnode_attr(node, "that")->bound;
    bool held = true;
    (void)into;
    expander->context->at = node->at;
    gr_status status = gr_control_run(control, expander->context, &held);
    if (status == GR_BAD_INPUT) {
        expander->failed = true;
        return GR_OK;
    }
    expander->blocked |= !held && control->severity != GR_CONTROL_REMARKED;
    return status;
}
