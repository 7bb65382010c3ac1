#include "derive/derive.h"

/* Owns the order of work: relations, datasets as they stand, checks; and computing one record after
 * the other. Must not know how an amount is divided. */
#include "base/arena.h"
#include "derive_priv.h"

/* ---- binding ---- */

static bool is_dataset(const gr_tnode *node)
{
    return node->kind == GR_E_DERIVE || node->kind == GR_E_DISTRIBUTE;
}

static void count_elements(const gr_tnode *const *roots, size_t n, gr_derivations *out)
{
    for (size_t i = 0; i < n; i++) {
        for (const gr_tnode *node = roots[i]->first; node != NULL; node = node->next) {
            out->n += is_dataset(node) ? 1 : 0;
            out->n_checks += node->kind == GR_E_CHECK ? 1 : 0;
        }
    }
}

static gr_status bind_datasets(const gr_tnode *const *roots, size_t n, gr_binder *binder,
                               gr_catalogue *catalogue, gr_derivations *out)
{
    gr_status status = GR_OK;
    gr_derived *next = out->list;
    for (size_t i = 0; i < n; i++) {
        for (const gr_tnode *node = roots[i]->first; node != NULL; node = node->next) {
            if (is_dataset(node) && gr_derived_bind(node, binder, catalogue, next++) != GR_OK) {
                status = GR_BAD_INPUT;
            }
        }
    }
    return status;
}

static gr_status bind_checks(const gr_tnode *const *roots, size_t n, gr_binder *binder,
                             gr_derivations *out)
{
    gr_status status = GR_OK;
    gr_control *next = out->checks;
    for (size_t i = 0; i < n; i++) {
        for (const gr_tnode *node = roots[i]->first; node != NULL; node = node->next) {
            if (node->kind == GR_E_CHECK && gr_control_bind(node, binder, NULL, next++) != GR_OK) {
                status = GR_BAD_INPUT;
            }
        }
    }
    return status;
}

gr_status gr_derive_bind(const gr_tnode *const *roots, size_t n, gr_binder *binder,
                         gr_catalogue *catalogue, gr_derivations **out)
{
    gr_derivations *made = GR_NEW(binder->arena, gr_derivations);
    count_elements(roots, n, made);
    made->list = GR_NEW_N(binder->arena, gr_derived, made->n);
    made->checks = GR_NEW_N(binder->arena, gr_control, made->n_checks);
    made->outcomes = GR_NEW_N(binder->arena, gr_control_outcome, made->n_checks);
    for (size_t i = 0; i < made->n_checks; i++) {
        made->outcomes[i].waiver = SIZE_MAX;
    }
    /* sources first: relations and sets walk along their references */
    bool sources = gr_catalogue_link_schemas(catalogue, binder->diag) == GR_OK;
    gr_relation *relations = NULL;
    bool related = gr_relations_bind(roots, n, binder, &relations) == GR_OK;
    binder->data = true;
    bool datasets = bind_datasets(roots, n, binder, catalogue, made) == GR_OK;
    bool checks = bind_checks(roots, n, binder, made) == GR_OK;
    binder->data = false;
    if (!sources || !related || !datasets || !checks) {
        return GR_BAD_INPUT;
    }
    made->lookups = binder->lookups;
    *out = made;
    return gr_derive_seal(made, binder, relations);
}

/* ---- running ---- */

gr_value gr_record_value(gr_eval_context *context, const gr_table *table, uint32_t row)
{
    gr_value key = gr_table_value(table, row, gr_table_schema(table)->key[0], context->arena);
    return (gr_value){.type = GR_T_REF, .origin = key.origin, .as.ref = {table, row}};
}

/** A value that is left out where the descriptor does not say optional="yes". */
static gr_status refuse_missing(const gr_deriving *deriving, const gr_derived *derived,
                                const gr_column *column)
{
    gr_ref record = gr_derived_from(deriving, derived);
    gr_str key = derived->cut == NULL ? gr_table_key(record.table, record.row)
                                      : deriving->context->slots[derived->slot].said;
    gr_diag *diag = deriving->context->diag;
    gr_diag_of(diag, column);
    gr_diag_report(diag, column->at, GR_CODE_FIELD_ABSENT,
                   "'" GR_FMT "' of '" GR_FMT "' at '" GR_FMT "'; if that can be right, say "
                   "optional=\"yes\", or leave it out: where ... is not missing",
                   GR_ARG(column->name), GR_ARG(derived->schema->name), GR_ARG(key));
    gr_diag_note(diag, gr_table_place(record.table, record.row),
                 derived->cut == NULL ? "the record" : "the first record of the group");
    gr_diag_of(diag, NULL);
    return GR_BAD_INPUT;
}

gr_status gr_derived_fields(const gr_deriving *deriving, const gr_derived *derived,
                            gr_value *values)
{
    gr_status status = GR_OK;
    for (size_t i = 0; i < derived->schema->n_columns; i++) {
        const gr_column *column = &derived->schema->columns[i];
        if (derived->values[i] == NULL) {
            continue; /* share or weight */
        }
        deriving->context->at = column->at;
        values[i] = gr_expr_value(deriving->context, derived->values[i], NULL);
        if (values[i].type == GR_T_POISON) {
            status = GR_BAD_INPUT;
        } else if (values[i].type == GR_T_MISSING && !column->optional) {
            status = refuse_missing(deriving, derived, column);
        }
    }
    return status;
}

gr_status gr_derived_append(const gr_deriving *deriving, const gr_derived *derived, gr_loc at,
                            const gr_value *values)
{
    gr_eval_context *context = deriving->context;
    size_t n = derived->schema->n_columns;
    const gr_origin **computed = GR_NEW_N(context->arena, const gr_origin *, n);
    for (size_t i = 0; i < n; i++) {
        computed[i] = values[i].origin;
    }
    return gr_table_append(derived->table, at, values, computed, deriving->limits->rows,
                           context->diag);
}

/** From the record or the group at hand. */
static gr_status make_record(const gr_deriving *deriving, const gr_derived *derived)
{
    gr_eval_context *context = deriving->context;
    gr_ref from = gr_derived_from(deriving, derived);
    gr_value *values = GR_NEW_N(context->arena, gr_value, derived->schema->n_columns);
    GR_TRY(gr_derived_fields(deriving, derived, values));
    gr_loc at = gr_table_place(from.table, from.row);
    gr_waiting_list *waiting = derived->waiting;
    if (waiting != NULL) { /* what is joined depends on all of them */
        *GR_PUSH(context->arena, waiting->rows, waiting->n, waiting->cap, gr_waiting) =
            (gr_waiting){at, values};
        return GR_OK;
    }
    return gr_derived_append(deriving, derived, at, values);
}

static gr_status derive_record(const gr_deriving *deriving, const gr_derived *derived, gr_ref from)
{
    gr_eval_context *context = deriving->context;
    context->slots[derived->slot].value = gr_record_value(context, from.table, from.row);
    return derived->distribution != NULL ? gr_distribute(deriving, derived, from)
                                         : make_record(deriving, derived);
}

/** Goes on after a record that failed, to tell all, but not past a limit. */
static gr_status derive_dataset(const gr_deriving *deriving, const gr_derived *derived)
{
    gr_status status = GR_OK;
    gr_rows rows = {.n = 0};
    deriving->context->at = derived->at;
    deriving->context->discreet = derived->discreet;
    GR_TRY(gr_set_rows(deriving->context, derived->of, &rows));
    if (derived->cut != NULL) {
        status = gr_derive_groups(deriving, derived, rows, make_record);
    }
    for (uint32_t i = 0; derived->cut == NULL && i < rows.n; i++) {
        gr_status made = derive_record(deriving, derived, (gr_ref){rows.table, rows.rows[i]});
        if (made == GR_OVER_LIMIT || deriving->context->steps_left == 0) {
            return made == GR_OK ? GR_OVER_LIMIT : made;
        }
        status = made == GR_OK ? status : made;
    }
    GR_TRY(status);
    if (derived->waiting != NULL) {
        GR_TRY(gr_suppress(deriving, derived));
    }
    return gr_table_link(derived->table, deriving->context->diag);
}

void gr_derive_know_places(gr_derivations *derivations, gr_str places)
{
    derivations->places_before = places;
}

gr_str gr_derive_places(const gr_derivations *derivations, gr_arena *arena)
{
    return derivations->places == NULL ? GR_LIT("") : gr_places_text(derivations->places, arena);
}

gr_status gr_derive_run(gr_derivations *derivations, gr_eval_context *context,
                        gr_catalogue *catalogue, const gr_limits *limits)
{
    (void)catalogue; /* its tables were added when binding */
    GR_TRY(gr_places_read(derivations->places_before, context->arena, context->diag,
                          &derivations->places));
    gr_deriving deriving = {context, limits, derivations->places};
    const gr_notation *of_messages = context->notation;
    context->notation = NULL; /* data are the same for every house style */
    for (size_t i = 0; i < derivations->n; i++) {
        GR_TRY(derive_dataset(&deriving, &derivations->list[i]));
    }
    context->notation = of_messages;
    gr_lookups_tell(derivations->lookups, context->diag);
    return GR_OK;
}

bool gr_derive_check_waived(const gr_derivations *derivations, size_t waiver)
{
    for (size_t i = 0; i < derivations->n_checks; i++) {
        if (derivations->outcomes[i].waiver == waiver) {
            return true;
        }
    }
    return false;
}

gr_status gr_derive_check(const gr_derivations *derivations, gr_eval_context *context,
                          bool *out_held)
{
    bool all_held = true;
    for (size_t i = 0; i < derivations->n_checks; i++) {
        gr_control_outcome *outcome = &derivations->outcomes[i];
        context->discreet = derivations->checks[i].suppressed_by.len > 0;
        GR_TRY(gr_control_run(&derivations->checks[i], context, outcome));
        all_held = all_held && (outcome->held || outcome->waiver != SIZE_MAX ||
                                derivations->checks[i].severity == GR_CONTROL_REMARKED);
    }
    context->discreet = false;
    *out_held = all_held;
    return GR_OK;
}

size_t gr_derive_controls(const gr_derivations *derivations, const gr_control **out,
                          const gr_control_outcome **out_outcomes)
{
    *out = derivations == NULL ? NULL : derivations->checks;
    *out_outcomes = derivations == NULL ? NULL : derivations->outcomes;
    return derivations == NULL ? 0 : derivations->n_checks;
}
