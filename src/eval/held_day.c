#include "eval/eval.h"

/* Owns the day on which records hold in a report: its at=, over its parameters. All sets over
 * datasets with valid= are seen on that day, those that choose the editions as well. */
#include "bind_priv.h"
#include "expr/reads.h"

/** The parameters of a report, in sight of each other only. */
static const gr_scope *scope_of_parameters(const gr_preparing *prep)
{
    const gr_scope *scope = NULL;
    const gr_tnode *child = prep->report->root->first;
    for (; child != NULL; child = child->next) {
        const gr_tattr *value = gr_tnode_attr(child, "value");
        if (child->kind == GR_E_PARAMETER && value != NULL && value->bound != NULL) {
            const gr_variable *named = value->bound;
            gr_scope *next = GR_NEW(prep->arena, gr_scope);
            *next = (gr_scope){scope, gr_tnode_value(child, "name"), named->type, named->slot};
            scope = next;
        }
    }
    return scope;
}

void gr_prepare_held_day(gr_preparing *prep)
{
    gr_held_day *day = &prep->binder->held_day;
    *day = (gr_held_day){.known = gr_tnode_attr(prep->report->root, "at") != NULL};
    if (day->known) {
        day->slot = prep->report->held_slot = prep->binder->n_slots++;
    }
}

static void note_read(void *user, const gr_read *read)
{
    const gr_schema **first = user;
    *first = read->schema;
}

static const gr_bound *bind_day(gr_preparing *prep, const gr_tattr *at)
{
    gr_vtype type = {.type = GR_T_NONE};
    const gr_schema *read = NULL;
    const gr_bound *bound =
        gr_bind_unjudged(prep->binder, at->as.expr, scope_of_parameters(prep), &type);
    if (bound == NULL) {
        gr_diag_note(prep->binder->diag, at->at,
                     "at= of a report is worked out from its parameters");
        prep->failed = true;
        return NULL;
    }
    gr_bound_reads(bound, note_read, &read);
    if (read != NULL) {
        gr_prepare_refuse(prep, at->at, GR_CODE_HELD_DAY,
                          "'" GR_FMT "' reads '" GR_FMT "'; at= is a day, or is worked out from "
                          "parameters: at=\"date(year, 12, 31)\"",
                          GR_ARG(at->value), GR_ARG(read->name));
    } else if (type.type != GR_T_DATE) {
        gr_str said = gr_vtype_text(prep->arena, &type);
        gr_prepare_refuse(prep, at->at, GR_CODE_TYPE_MISMATCH,
                          "'" GR_FMT "' is " GR_FMT ", where a day must stand: at=\"2022-12-31\", "
                          "or at=\"date(year, 12, 31)\"",
                          GR_ARG(at->value), GR_ARG(said));
    }
    return bound;
}

void gr_prepare_held_end(gr_preparing *prep)
{
    gr_tattr *at = gr_tnode_attr(prep->report->root, "at");
    bool idle = !prep->binder->held_day.used && !prep->failed;
    if (at == NULL) {
        return;
    }
    prep->binder->held_day = (gr_held_day){0}; /* at= itself is worked out on no day */
    at->bound = bind_day(prep, at);
    if (idle && !prep->failed) {
        gr_prepare_refuse(prep, at->at, GR_CODE_HELD_ALWAYS,
                          "nothing in '" GR_FMT
                          "' reads a dataset with valid= on the day of the report; leave at= out, "
                          "or say valid= in the source of what it is meant for",
                          GR_ARG(prep->report->id));
    }
}

gr_status gr_report_fill_held_day(const gr_report *report, gr_eval_context *context)
{
    const gr_tattr *at = gr_tnode_attr(report->root, "at");
    const gr_tnode *node = report->root->first;
    if (at == NULL) {
        return GR_OK;
    }
    for (; node != NULL; node = node->next) {
        const gr_tattr *value = gr_tnode_attr(node, "value");
        if (node->kind == GR_E_PARAMETER && value != NULL) {
            const gr_variable *named = value->bound;
            context->slots[named->slot] = (gr_slot){.value = named->value};
        }
    }
    context->at = at->at;
    gr_value day = gr_expr_value(context, at->bound, NULL);
    if (day.type == GR_T_POISON) {
        return GR_BAD_INPUT;
    }
    if (day.type != GR_T_DATE) {
        gr_diag_report(context->diag, at->at, GR_CODE_HELD_DAY,
                       "'" GR_FMT "' is missing, so it is not known which records hold",
                       GR_ARG(at->value));
        return GR_BAD_INPUT;
    }
    context->slots[report->held_slot] = (gr_slot){.value = day};
    return GR_OK;
}
