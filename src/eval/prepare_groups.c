/* Owns the binding of by=, others= and others-if=: by what records are cut into groups, and which
 * of these go together. */
#include "base/arena.h"
#include "bind_priv.h"

/** What is worked out with a key must be able to stand for no key at all: a title. */
static void check_others_key(gr_preparing *prep, const gr_tattr *by, gr_type key)
{
    if (key == GR_T_TEXT || key == GR_T_CODE || key == GR_T_REF || key == GR_T_POISON) {
        return;
    }
    gr_prepare_refuse(prep, by->at, GR_CODE_OTHERS,
                      "others go together under a title, and '" GR_FMT
                      "' is %s; write by=\"text(" GR_FMT ")\"",
                      GR_ARG(by->value), gr_type_said(key), GR_ARG(by->value));
}

/** The type that the variable has: a group of the records that `type` was one of. */
static gr_vtype group_type(const gr_vtype *type, const gr_vtype *key, bool rest)
{
    gr_vtype out = {.type = key->type,
                    .schema = type->schema,
                    .group = true,
                    .loop = true,
                    .rest = rest,
                    .label = gr_label_join(type->label, key->label),
                    .codes = key->codes,
                    .currency = key->currency,
                    .key_schema = key->schema};
    out.label.own_row = type->label.own_row;
    return out;
}

gr_group_rule *gr_prepare_cut(gr_preparing *prep, const gr_tnode *node, const gr_set *set,
                              const gr_scope *scope, gr_vtype *type)
{
    const gr_tattr *by = gr_tnode_attr(node, "by");
    const gr_tattr *others = gr_tnode_attr(node, "others-if");
    if (by == NULL) {
        return NULL;
    }
    gr_vtype key = {.type = GR_T_NONE};
    gr_group_rule *cut = GR_NEW(prep->arena, gr_group_rule);
    cut->node = node;
    cut->at = by->at;
    cut->set = set->source;
    cut->by = by->value;
    cut->in_order = set->n_sorts > 0;
    cut->key = gr_bind_row_expr(prep->binder, by->as.expr, scope, type->schema, &key);
    prep->failed |= cut->key == NULL;
    if (cut->key == NULL) {
        key.type = GR_T_POISON;
    }
    cut->key_type = key.type;
    if (others != NULL) {
        check_others_key(prep, by, key.type);
    }
    *type = group_type(type, &key, others != NULL);
    return cut;
}

void gr_prepare_others(gr_preparing *prep, const gr_tnode *node, gr_group_rule *cut,
                       const gr_scope *scope)
{
    const gr_tattr *others = gr_tnode_attr(node, "others-if");
    if (cut == NULL) {
        return;
    }
    cut->slot = scope->slot;
    if (others != NULL) {
        cut->others = gr_bind_as(prep->binder, others->as.expr, scope, GR_T_BOOL);
        prep->failed |= cut->others == NULL;
    }
}
