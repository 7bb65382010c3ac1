/* Owns the expressions of a derived dataset: what each field is computed from, and what a
 * distribution divides. Must not know keys and owners. */
#include "base/arena.h"
#include "derive_priv.h"

/** A reference field may be given the key as text; a code field the code. */
static bool fits(const gr_column *column, const gr_vtype *type)
{
    bool by_text =
        (column->type == GR_T_REF || column->type == GR_T_CODE) && type->type == GR_T_TEXT;
    return type->type == column->type || by_text;
}

static gr_status check_target(const gr_tattr *value, gr_binder *binder, const gr_column *column,
                              const gr_vtype *type)
{
    bool same = type->type != GR_T_REF || column->type != GR_T_REF || type->schema == NULL ||
                gr_str_eq(type->schema->name, column->target_name);
    if (same) {
        return GR_OK;
    }
    gr_diag_report(binder->diag, value->at, GR_CODE_TYPE_MISMATCH,
                   "'" GR_FMT "' is a record of " GR_FMT ", field '" GR_FMT "' refers to " GR_FMT,
                   GR_ARG(value->value), GR_ARG(type->schema->name), GR_ARG(column->name),
                   GR_ARG(column->target_name));
    return GR_BAD_INPUT;
}

static gr_status bind_field(const gr_tnode *node, gr_binder *binder, const gr_scope *scope,
                            gr_column *column, const gr_bound **out)
{
    const gr_tattr *value = gr_tnode_attr(node, "value");
    gr_vtype type = {.type = GR_T_NONE};
    const gr_bound *bound = gr_bind_expr(binder, value->as.expr, scope, &type);
    if (bound == NULL) {
        return GR_BAD_INPUT;
    }
    if (!fits(column, &type)) {
        bound = gr_bind_as(binder, value->as.expr, scope, column->type);
    }
    if (bound == NULL) {
        return GR_BAD_INPUT;
    }
    if (column->type == GR_T_MONEY && type.currency.code[0] != '\0') {
        column->currency = type.currency;
    }
    column->by_record = type.type == GR_T_REF;
    *out = bound;
    return check_target(value, binder, column, &type);
}

gr_status gr_derived_bind_fields(const gr_tnode *node, gr_binder *binder, const gr_scope *scope,
                                 gr_derived *derived)
{
    gr_status status = GR_OK;
    size_t column = 0;
    derived->values = GR_NEW_N(binder->arena, const gr_bound *, derived->schema->n_columns);
    for (const gr_tnode *child = node->first; child != NULL; child = child->next) {
        if (child->kind == GR_E_SUPPRESS || child->kind == GR_E_JOIN) {
            continue;
        }
        if (child->kind == GR_E_FIELD &&
            bind_field(child, binder, scope, &derived->schema->columns[column],
                       &derived->values[column]) != GR_OK) {
            status = GR_BAD_INPUT;
        }
        if (child->kind == GR_E_SHARE && derived->distribution != NULL) {
            derived->distribution->share_column = column;
        }
        if (child->kind == GR_E_WEIGHT && derived->distribution != NULL) {
            derived->distribution->weight_column = column;
        }
        column++;
    }
    return status;
}

static gr_status bind_weight(const gr_tnode *node, gr_binder *binder, const gr_scope *scope,
                             gr_derived *derived)
{
    const gr_tattr *weight = gr_tnode_attr(node, "weight");
    gr_vtype type = {.type = GR_T_NONE};
    derived->distribution->weight = gr_bind_expr(binder, weight->as.expr, scope, &type);
    if (derived->distribution->weight == NULL) {
        return GR_BAD_INPUT;
    }
    if (type.type != GR_T_INT && type.type != GR_T_DECIMAL) {
        gr_diag_report(binder->diag, weight->at, GR_CODE_TYPE_MISMATCH,
                       "a weight is a number; '" GR_FMT "' is %s", GR_ARG(weight->value),
                       gr_type_said(type.type));
        return GR_BAD_INPUT;
    }
    if (derived->distribution->weight_column != SIZE_MAX) {
        derived->schema->columns[derived->distribution->weight_column].type = type.type;
    }
    return GR_OK;
}

static gr_status bind_total(const gr_tnode *node, gr_binder *binder, const gr_scope *scope,
                            gr_derived *derived)
{
    gr_distribution *distribution = derived->distribution;
    distribution->total =
        gr_bind_as(binder, gr_tnode_attr(node, "total")->as.expr, scope, GR_T_MONEY);
    if (distribution->share_column == SIZE_MAX) {
        gr_diag_report(binder->diag, node->at, GR_CODE_ELEMENT_MISSING,
                       "share in '" GR_FMT "': the field that holds the part",
                       GR_ARG(derived->schema->name));
        return GR_BAD_INPUT;
    }
    return distribution->total == NULL ? GR_BAD_INPUT : GR_OK;
}

static const gr_scope *add_record(gr_binder *binder, const gr_scope *outer, gr_str name,
                                  const gr_bound_set *of)
{
    gr_vtype type = {.type = GR_T_REF, .schema = gr_bound_set_schema(of)};
    return gr_scope_add(binder, outer, name, type);
}

static gr_status bind_distribution(const gr_tnode *node, gr_binder *binder, const gr_scope *part,
                                   gr_derived *derived)
{
    const gr_tattr *among = gr_tnode_attr(node, "among");
    gr_distribution *distribution = GR_NEW(binder->arena, gr_distribution);
    *distribution = (gr_distribution){
        .share_column = SIZE_MAX, .weight_column = SIZE_MAX, .among_text = among->value};
    distribution->whole_units = gr_str_is(gr_tnode_value(node, "unit"), "euro");
    derived->distribution = distribution;
    distribution->among = gr_bind_set(binder, among->as.set, part);
    if (distribution->among == NULL) {
        return GR_BAD_INPUT;
    }
    const gr_scope *to = add_record(binder, part, gr_tnode_value(node, "to"), distribution->among);
    distribution->to_slot = to->slot;
    gr_owner_bind(node, binder, to, derived->schema);
    part = gr_owner_scope(binder, part, NULL, derived->of);
    to = gr_owner_scope(binder, to, part, distribution->among);
    bool whose =
        gr_owner_judge(binder, gr_tnode_attr(node, "of"), derived->of, part->slot) == GR_OK;
    whose = gr_owner_judge(binder, among, distribution->among, to->slot) == GR_OK && whose;
    bool fields = gr_derived_bind_fields(node, binder, to, derived) == GR_OK;
    bool total = bind_total(node, binder, part, derived) == GR_OK;
    bool weight = bind_weight(node, binder, to, derived) == GR_OK;
    return whose && fields && total && weight ? GR_OK : GR_BAD_INPUT;
}

static gr_status bind_derivation(const gr_tnode *node, gr_binder *binder, const gr_scope *each,
                                 gr_derived *derived)
{
    gr_owner_bind(node, binder, each, derived->schema);
    each = gr_owner_scope(binder, each, NULL, derived->of);
    bool whose =
        gr_owner_judge(binder, gr_tnode_attr(node, "of"), derived->of, each->slot) == GR_OK;
    bool fields = gr_derived_bind_fields(node, binder, each, derived) == GR_OK;
    return whose && fields ? GR_OK : GR_BAD_INPUT;
}

/** Everything that is computed. */
static gr_status bind_values(const gr_tnode *node, gr_binder *binder, gr_derived *derived)
{
    derived->of = gr_bind_set(binder, gr_tnode_attr(node, "of")->as.set, NULL);
    if (derived->of == NULL) {
        return GR_BAD_INPUT;
    }
    gr_vtype type = {.type = GR_T_REF, .schema = gr_bound_set_schema(derived->of)};
    bool cut = gr_derived_cut(node, binder, derived, &type);
    const gr_scope *each = gr_scope_add(binder, NULL, gr_tnode_value(node, "each"), type);
    if (!cut) {
        return GR_BAD_INPUT;
    }
    derived->slot = each->slot;
    return node->kind == GR_E_DISTRIBUTE ? bind_distribution(node, binder, each, derived)
                                         : bind_derivation(node, binder, each, derived);
}

gr_status gr_derived_bind(const gr_tnode *node, gr_binder *binder, gr_catalogue *catalogue,
                          gr_derived *out)
{
    *out = (gr_derived){.schema = GR_NEW(binder->arena, gr_schema), .at = node->at};
    bool declared = gr_derived_bind_schema(node, binder, out->schema) == GR_OK;
    gr_owner_open(binder, out->schema);
    bool bound = bind_values(node, binder, out) == GR_OK;
    gr_owner_close(binder);
    bound = bound && declared && gr_sources_judge(binder, out) == GR_OK;
    bound = (!declared || gr_suppressions_bind(node, binder, out) == GR_OK) && bound;
    out->table = gr_catalogue_add(catalogue, out->schema, binder->diag);
    bool linked = gr_catalogue_link_schemas(catalogue, binder->diag) == GR_OK;
    return declared && bound && linked && out->table != NULL ? GR_OK : GR_BAD_INPUT;
}
