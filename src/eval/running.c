#include "eval/eval.h"

/* Owns running="yes": a column whose cells add up its values from the first row on. Each sum is
 * made of the one above it and the value of its row, so that a workbook adds it up in the same
 * way. */
#include "base/arena.h"
#include "table_plan_priv.h"

gr_value gr_table_run_on(gr_table_plan *plan, size_t column, const gr_value *value)
{
    gr_expander *expander = plan->expander;
    gr_tcol *col = &plan->cols[column];
    if (!col->running || value->type == GR_T_POISON) {
        return *value;
    }
    gr_value parts[2] = {col->so_far, *value};
    bool first = col->so_far.type == GR_T_NONE;
    gr_value sum = gr_sum_values(expander->context, first ? &parts[1] : parts, first ? 1 : 2,
                                 plan->set->source);
    expander->failed |= sum.type == GR_T_POISON;
    if (sum.type != GR_T_POISON) {
        gr_arena *kept = expander->doc->arena; /* outlives a pulled row */
        col->so_far = gr_value_keep(kept, &sum);
        if (expander->pulling) {
            col->so_far.origin = gr_origin_constant(kept, sum);
        }
    }
    return sum;
}
