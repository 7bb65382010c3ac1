#include "bind_priv.h"

/* Owns what attach= and <attachment> need elsewhere in the report. */

void gr_prepare_attach(gr_preparing *prep, const gr_tnode *root)
{
    if (gr_root_attaches(root, "workbook") && !prep->report->has_sheets) {
        gr_diag_report(prep->binder->diag, gr_tnode_place(root, "attach"), GR_CODE_ATTRIBUTE_VALUE,
                       "'workbook': there is none, as no table of this report has a sheet=");
        prep->failed = true;
    }
    const gr_tattr *guard = gr_tnode_attr(root, "protect-workbook");
    if (guard != NULL && !prep->report->has_sheets) {
        gr_diag_report_open(prep->binder->diag, guard->at, GR_CODE_ATTRIBUTE_IDLE,
                            "'protect-workbook': this report has no workbook, as no table or chart "
                            "of it has a sheet=; give one, or leave it out");
        prep->failed = true;
    }
}

void gr_prepare_attachment(gr_preparing *prep, const gr_tnode *node)
{
    if (gr_str_is(gr_tnode_value(node, "mode"), "listed") && !prep->report->lists_attachments) {
        gr_diag_report(prep->binder->diag, gr_tnode_place(node, "mode"), GR_CODE_ELEMENT_MISSING,
                       "'attachments': a file that is only listed would be named nowhere; put "
                       "<attachments/> where the list is to stand");
        prep->failed = true;
    }
}
