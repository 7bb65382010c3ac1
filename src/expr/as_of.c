#include "expr/expr.h"

/* Owns as_of(dataset): the date of the data in one dataset. It tells of no record, so anybody may
 * read it. */
#include "base/arena.h"
#include "expr_priv.h"

static const gr_bound *refuse_form(const gr_binding *in, gr_loc at)
{
    gr_diag_report(in->binder->diag, at, GR_CODE_ARGUMENTS,
                   "as_of takes the name of one dataset: as_of(participation); without brackets it "
                   "is the newest date of all exports");
    return NULL;
}

const gr_bound *gr_bind_as_of(const gr_binding *in, const gr_expr *expr)
{
    const gr_expr *arg = expr->as.call.n_args == 1 ? expr->as.call.args[0] : NULL;
    if (arg == NULL || expr->as.call.set != NULL) {
        return refuse_form(in, expr->at);
    }
    if (arg->kind != GR_X_PATH || arg->as.path.n != 1 || arg->as.path.outer) {
        return refuse_form(in, arg->at);
    }
    gr_str name = arg->as.path.parts[0];
    const gr_table *table = gr_catalogue_find(in->binder->catalogue, name);
    if (table == NULL) {
        gr_str *known = NULL;
        size_t n = gr_catalogue_names(in->binder->catalogue, in->binder->arena, &known);
        gr_str advice = gr_advice(in->binder->arena, name, known, n);
        gr_diag_report(in->binder->diag, arg->at, GR_CODE_DATASET_UNKNOWN, "'" GR_FMT "'" GR_FMT,
                       GR_ARG(name), GR_ARG(advice));
        return NULL;
    }
    gr_bound *node = gr_bound_new(in, expr, GR_N_AS_OF, (gr_vtype){.type = GR_T_DATE});
    node->as.dated = table;
    gr_touch(in->binder, gr_table_schema(table));
    return node;
}

/** What is printed is true of all of it, but some of it is newer. */
static void warn_unlike(const gr_evaluation *run, const gr_bound *node, gr_value oldest,
                        gr_value newest)
{
    gr_buf text = gr_buf_make(run->context->arena, SIZE_MAX);
    gr_buf_addf(&text, "'" GR_FMT "' is ", GR_ARG(node->source));
    gr_value_add(&oldest, &text);
    gr_buf_add(&text, GR_LIT(", of its oldest export; its newest is of "));
    gr_value_add(&newest, &text);
    gr_loc at = node->at.line > 0 ? node->at : run->context->at;
    gr_diag_report(run->context->diag, at, GR_CODE_AS_OF_DIFFERS, GR_FMT,
                   GR_ARG(gr_buf_view(&text)));
}

/** An export without a date may be older than the date that is printed. */
static void warn_undated(const gr_evaluation *run, const gr_bound *node, gr_value oldest)
{
    gr_str undated = gr_table_undated(node->as.dated);
    gr_buf text = gr_buf_make(run->context->arena, SIZE_MAX);
    if (oldest.type != GR_T_DATE || undated.len == 0) {
        return;
    }
    gr_buf_addf(&text, "'" GR_FMT "' is ", GR_ARG(node->source));
    gr_value_add(&oldest, &text);
    gr_buf_addf(&text,
                ", and an export of '" GR_FMT "' says no date and may be older; give it one, by "
                "<as-of path=\"...\"/> in its source",
                GR_ARG(undated));
    gr_diag_report(run->context->diag, node->at.line > 0 ? node->at : run->context->at,
                   GR_CODE_AS_OF_PARTLY, GR_FMT, GR_ARG(gr_buf_view(&text)));
}

gr_value gr_run_as_of(const gr_evaluation *run, const gr_bound *node)
{
    gr_value newest = {.type = GR_T_MISSING};
    gr_value oldest = gr_table_as_of(node->as.dated, &newest);
    if (newest.type == GR_T_DATE && newest.as.day != oldest.as.day &&
        !gr_table_schema(node->as.dated)->derived) {
        warn_unlike(run, node, oldest, newest);
    }
    warn_undated(run, node, oldest);
    if (!run->bare) {
        oldest.origin = gr_origin_constant(run->context->arena, oldest);
    }
    return oldest;
}
