/* Owns what the supervisor understands of what it is told: nothing that is not whole, and nothing
 * about rows that are not in the plan. */
#include "base/arena.h"
#include "base/packed.h"
#include "edition/workers.h"

bool gr_hear_row(gr_plan_heard *plan, gr_str body)
{
    gr_plan_row row = {0};
    if (!gr_row_unpack(&body, plan->errors, plan->arena, &row)) {
        return false;
    }
    row.order = gr_order_find(plan->orders, plan->n_orders, row.order->job, row.order->destination);
    if (row.order == NULL || row.outcome != GR_EDITION_PLANNED) {
        return false;
    }
    *GR_PUSH(plan->arena, plan->rows, plan->n, plan->cap, gr_plan_row) = row;
    return true;
}

static bool hear_left_out(const gr_plan_heard *plan, gr_str *body)
{
    uint64_t n = 0;
    bool good = gr_unpack_number(body, &n) && n == plan->n_orders;
    for (size_t i = 0; good && i < plan->n_orders; i++) {
        uint64_t left_out = 0;
        good = gr_unpack_number(body, &left_out) && left_out <= 1;
        plan->orders[i].left_out = left_out == 1;
    }
    return good;
}

bool gr_hear_loaded(const gr_plan_heard *plan, gr_str body, gr_diag *diag, gr_status *out)
{
    uint64_t status = 0;
    if (!gr_unpack_number(&body, &status) || status > GR_BUG || !hear_left_out(plan, &body) ||
        !gr_diag_unpack(&body, diag)) {
        return false;
    }
    *out = (gr_status)status;
    return true;
}

bool gr_hear_taken(const gr_plan_heard *plan, gr_str body, size_t *out_nr)
{
    uint64_t nr = 0;
    if (!gr_unpack_number(&body, &nr) || nr >= plan->n) {
        return false;
    }
    *out_nr = (size_t)nr;
    return true;
}

bool gr_hear_made(gr_plan_heard *plan, gr_str body, size_t *out_nr)
{
    uint64_t nr = 0;
    gr_plan_row made = {0};
    if (!gr_unpack_number(&body, &nr) || nr >= plan->n ||
        !gr_row_unpack(&body, plan->errors, plan->arena, &made) || made.diag == NULL) {
        return false;
    }
    gr_plan_row *row = &plan->rows[nr];
    row->diag = made.diag;
    row->waived = made.waived;
    row->outcome = made.outcome;
    row->degraded = made.degraded;
    row->key = made.key;
    row->documents = made.documents;
    row->duration_ms = made.duration_ms;
    *out_nr = (size_t)nr;
    return true;
}
