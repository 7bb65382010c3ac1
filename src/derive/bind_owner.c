/* Owns whose a derived record is while it is bound: which expression names its owner, and whether
 * the records it is made from are that owner's. How labels flow is the business of `expr`. */
#include "base/arena.h"
#include "derive_priv.h"

#define FAULTS_KEPT 1 /* when an expression is bound first, to be bound again with its reports */

static const gr_tnode *owner_field(const gr_tnode *node, const gr_schema *schema)
{
    size_t column = 0;
    for (const gr_tnode *child = node->first; child != NULL; child = child->next) {
        if (child->kind == GR_E_SUPPRESS) {
            continue;
        }
        if (column == schema->owner_column) {
            return child->kind == GR_E_FIELD ? child : NULL;
        }
        column++;
    }
    return NULL;
}

static const gr_schema *owners_of(const gr_binder *binder, const gr_schema *schema)
{
    gr_str name = schema->columns[schema->owner_column].target_name;
    const gr_table *table = gr_catalogue_find(binder->catalogue, name);
    return table == NULL ? NULL : gr_table_schema(table);
}

void gr_owner_open(gr_binder *binder, const gr_schema *schema)
{
    binder->eyes = (gr_eyes){0};
    if (schema->declassified) {
        return;
    }
    binder->eyes = (gr_eyes){.owned = true,
                             .owner = schema->shared ? NULL : owners_of(binder, schema),
                             .making = true,
                             .edition_slot = UINT32_MAX,
                             .each_slot = UINT32_MAX,
                             .region_slot = UINT32_MAX};
}

void gr_owner_close(gr_binder *binder)
{
    binder->eyes = (gr_eyes){0};
}

void gr_owner_bind(const gr_tnode *node, gr_binder *binder, const gr_scope *scope,
                   const gr_schema *schema)
{
    const gr_tnode *field = schema->shared ? NULL : owner_field(node, schema);
    const gr_tattr *value = field == NULL ? NULL : gr_tnode_attr(field, "value");
    gr_diag *heard = binder->diag;
    binder->eyes.making = false;
    if (!binder->eyes.owned || value == NULL) {
        return;
    }
    binder->diag = gr_diag_new(binder->arena, FAULTS_KEPT);
    binder->eyes.row_owner = gr_bind_unjudged(binder, value->as.expr, scope, NULL);
    binder->diag = heard;
}

const gr_scope *gr_owner_scope(gr_binder *binder, const gr_scope *scope, const gr_scope *outer,
                               const gr_bound_set *of)
{
    const gr_schema *schema = gr_bound_set_schema(of);
    gr_scope *again = GR_NEW(binder->arena, gr_scope);
    *again = *scope;
    again->outer = outer;
    again->type.label.own_row = gr_label_owns_slot(binder, schema, scope->slot);
    return again;
}

/** Records of owners make records of the same owners, or records that nobody may read for theirs.
 */
gr_status gr_owner_judge(gr_binder *binder, const gr_tattr *set, const gr_bound_set *of,
                         uint32_t slot)
{
    const gr_schema *schema = gr_bound_set_schema(of);
    bool picks = set->as.set->take > 0;
    if (!binder->eyes.owned || schema->shared ||
        (gr_label_owns_slot(binder, schema, slot) && !picks)) {
        return GR_OK;
    }
    gr_str what = gr_str_fmt(binder->arena,
                             picks ? "'" GR_FMT "' are picked from those of every owner"
                                   : "'" GR_FMT "' has records of every owner",
                             GR_ARG(schema->name));
    gr_str remedy = gr_str_fmt(
        binder->arena,
        "make the owner of a record that of its '" GR_FMT
        "', make one record of each of a shared dataset with totals in it, or say "
        "shared=\"yes\" declassify=\"yes\" because=\"...\" when these figures are public",
        GR_ARG(schema->name));
    gr_taint *why = GR_NEW(binder->arena, gr_taint);
    *why = (gr_taint){set->at, GR_CODE_FOREIGN, what, remedy, NULL};
    gr_owner_label label = {.level = GR_LABEL_FOREIGN, .why = why};
    bool passes = gr_judge(binder, label, set->at, set->value);
    binder->eyes.dead += passes ? 0 : 1; /* one cause, one report */
    return passes ? GR_OK : GR_BAD_INPUT;
}
