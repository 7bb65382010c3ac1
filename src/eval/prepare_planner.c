#include "bind_priv.h"

/* Owns what can be said of a planner before the first record is read. */

void gr_prepare_planner(gr_preparing *prep, const gr_tnode *node)
{
    const gr_rule *today = gr_tnode_rule(node, "today");
    if (today != NULL && today->type.type != GR_T_DATE) {
        gr_prepare_refuse(prep, gr_tnode_place(node, "today"), GR_CODE_PLAN_TODAY,
                          "'" GR_FMT "' is %s; write a date: today=\"on\" (with "
                          "uses-date=\"issue\" on the report), today=\"2024-07-01\", or a field",
                          GR_ARG(gr_tnode_value(node, "today")), gr_type_said(today->type.type));
    }
}
