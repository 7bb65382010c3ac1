#include "bind_priv.h"

/* Owns whether a report may become a draft because of its data, and that its readers are then told.
 */

/** The first promise of a dataset that makes drafts; NULL: none does. */
static const gr_promise *degrading(const gr_schema *schema)
{
    for (size_t i = 0; i < schema->n_promises; i++) {
        if (schema->promises[i].on == GR_BREACH_DEGRADES) {
            return &schema->promises[i];
        }
    }
    return NULL;
}

static bool has_status(const gr_tnode *node)
{
    bool found = node->kind == GR_E_STATUS;
    for (const gr_tnode *child = node->first; child != NULL && !found; child = child->next) {
        found = has_status(child);
    }
    return found;
}

void gr_prepare_caveats(gr_preparing *prep)
{
    gr_report *report = prep->report;
    for (size_t i = 0; i < report->touched.n; i++) {
        const gr_promise *promise = degrading(report->touched.list[i]);
        report->has_promises |= report->touched.list[i]->n_promises > 0;
        if (promise == NULL) {
            continue;
        }
        if (!has_status(report->root)) {
            gr_diag_report_open(prep->binder->diag, report->root->at, GR_CODE_STATUS_ABSENT,
                                "'" GR_FMT "' reads '" GR_FMT "', of which promise '" GR_FMT
                                "' makes drafts; write <status/> where readers see it, on the "
                                "title page",
                                GR_ARG(report->id), GR_ARG(report->touched.list[i]->name),
                                GR_ARG(promise->id));
            gr_diag_note(prep->binder->diag, promise->at, "the promise");
            prep->failed = true;
            report->has_promises = true;
            return;
        }
    }
}
