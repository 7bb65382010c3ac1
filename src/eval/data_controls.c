#include "eval/eval.h"

/* Owns which controls of data descriptors a document may list: they look at the records of all
 * owners, and were run before there was an edition. Must not run them. */
#include "expander_priv.h"
#include "expr/reads.h"

static void note_owned(void *user, const gr_read *read)
{
    bool *owned = user;
    *owned |= !read->schema->shared;
}

/** Whether records of owners have a part in it, if only to decide which ones are meant: that a sum
 * over others' records is nothing tells of them as well, and no origin says so. */
static bool looks_at_owned(const gr_control *control)
{
    bool owned = false;
    gr_bound_reads(control->that, note_owned, &owned);
    gr_bound_reads(control->equals, note_owned, &owned);
    gr_bound_reads(control->tolerance, note_owned, &owned);
    return owned;
}

static bool is_foreign(const gr_eval_context *context, const gr_value *side)
{
    return gr_origin_foreign(side->origin, context->owner->name, context->edition) != NULL;
}

/** All of it or nothing: a verdict beside an empty side still says what the side is. */
static bool may_know(const gr_expander *expander, const gr_control *control,
                     const gr_control_outcome *is)
{
    const gr_eval_context *context = expander->context;
    if (is->that.type == GR_T_NONE) { /* a dataset hides its figures */
        return false;
    }
    if (context->owner == NULL) {
        return true;
    }
    return !looks_at_owned(control) && !is_foreign(context, &is->that) &&
           !is_foreign(context, &is->equals) && !is_foreign(context, &is->tolerance);
}

void gr_data_controls_keep(gr_expander *expander)
{
    const gr_report *report = expander->report;
    const gr_control *controls = NULL;
    const gr_control_outcome *outcomes = NULL;
    size_t n = gr_derive_controls(report->derivations, &controls, &outcomes);
    for (size_t i = 0; i < n && report->has_sheets; i++) {
        if (may_know(expander, &controls[i], &outcomes[i])) {
            gr_control_keep(expander, controls[i].because, &controls[i], &outcomes[i]);
        }
    }
}
