/* Owns the order in which names get their meaning: schemas, relations and derived datasets,
 * reports. All of it before the first record is read. */
#include "base/arena.h"
#include "batch_priv.h"

/** The value of the parameter that is the report's period. */
static gr_status place_period(const batch *run, const gr_order *order, gr_tnode *root)
{
    for (gr_tnode *child = root->first; child != NULL; child = child->next) {
        if (child->kind == GR_E_PARAMETER && gr_tnode_flag(child, "period", false)) {
            gr_tattr *value = gr_tnode_attr(child, "value");
            if (value == NULL) {
                value = gr_tnode_add_attr(run->src, child, GR_LIT("value"), GR_LIT(""),
                                          order->period.at, GR_XML_A_TEXT);
            }
            value->value = order->period.name;
            value->at = order->period.at;
            return GR_OK;
        }
    }
    gr_diag_report(run->diag, order->period.at, GR_CODE_PERIOD_NONE,
                   "report '" GR_FMT "' has no parameter with period=\"yes\"",
                   GR_ARG(gr_tnode_value(root, "id")));
    return GR_BAD_INPUT;
}

static gr_status bind_report(batch *run, const gr_order *order, batch_report *source)
{
    const gr_report_setup setup = {.binder = &run->binder,
                                   .texts = &run->text_store,
                                   .style = batch_style_find,
                                   .style_user = run,
                                   .input_folder = run->input,
                                   .limits = run->limits};
    gr_tnode *root = source->root;
    gr_report *report = NULL;
    if (source->bound) { /* a second order for it */
        GR_TRY(
            gr_template_read(source->path, &run->phrases, run->limits, run->src, run->diag, &root));
    }
    source->bound = true;
    if (order->period.name.len > 0) {
        GR_TRY(place_period(run, order, root));
    }
    GR_TRY(gr_report_bind(root, &setup, run->src, &report));
    batch_bound *bound = GR_PUSH(run->src, run->bound, run->n_bound, run->cap_bound, batch_bound);
    *bound = (batch_bound){
        .order = order, .source = source, .report = report, .title = gr_report_id(report)};
    return GR_OK;
}

static gr_status bind_reports(batch *run)
{
    gr_status result = GR_OK;
    for (size_t i = 0; i < run->n_orders; i++) {
        const gr_order *order = &run->orders[i];
        for (size_t k = 0; k < run->n_reports; k++) {
            if (gr_is_wanted(run->reports[k].id, order->reports, order->n_reports)) {
                gr_status status = bind_report(run, order, &run->reports[k]);
                result = result == GR_OK ? status : result;
            }
        }
    }
    return result;
}

/** A day that was asked for and that nothing looks at. */
static void check_day(const batch *run)
{
    bool used = false;
    for (size_t i = 0; i < run->n_bound; i++) {
        used = used || gr_report_uses_day(run->bound[i].report);
    }
    for (size_t i = 0; i < run->n_orders; i++) {
        used = used || run->orders[i].period_by_day;
    }
    if (run->request->on.type == GR_T_DATE && !used) {
        gr_diag_report(run->diag, (gr_loc){0}, GR_CODE_ON_UNUSED,
                       "no report of this run depends on a day; uses-date=\"issue\" on <report> "
                       "lets it say on");
    }
}

gr_status batch_bind(batch *run)
{
    run->binder = (gr_binder){.arena = run->src, .diag = run->diag, .catalogue = run->catalogue};
    run->text_store = (gr_texts){.matching = batch_texts_matching, .user = run};
    /* Derived datasets have their columns even when a field is wrong, so reports are bound after
     * bad ones as well: all faults at once. */
    gr_status derived =
        gr_derive_bind(run->data, run->n_data, &run->binder, run->catalogue, &run->derivations);
    gr_status reports = bind_reports(run);
    GR_TRY(derived);
    GR_TRY(reports);
    check_day(run);
    return batch_styles_open(run);
}
