#include "derive/derive.h"

/* Owns by= of a derived dataset: one record for each group of records with the same value, in the
 * order of these values, or of their first records where the set is sorted. Whose records they may
 * be is bind_owner.c's business: a group has records of one owner only where all have. */
#include "base/arena.h"
#include "derive_priv.h"

/* --- binding --- */

bool gr_derived_cut(const gr_tnode *node, gr_binder *binder, gr_derived *derived, gr_vtype *type)
{
    const gr_tattr *by = gr_tnode_attr(node, "by");
    const gr_set *set = gr_tnode_attr(node, "of")->as.set;
    gr_vtype key = {.type = GR_T_NONE};
    if (by == NULL) {
        return true;
    }
    gr_derive_cut *cut = GR_NEW(binder->arena, gr_derive_cut);
    *cut = (gr_derive_cut){
        .at = by->at, .set = set->source, .by = by->value, .in_order = set->n_sorts > 0};
    cut->key = gr_bind_row_expr(binder, by->as.expr, NULL, type->schema, &key);
    derived->cut = cut;
    *type = (gr_vtype){.type = cut->key == NULL ? GR_T_POISON : key.type,
                       .schema = type->schema,
                       .group = true,
                       .loop = true,
                       .label = gr_label_join(type->label, key.label),
                       .codes = key.codes,
                       .currency = key.currency,
                       .key_schema = key.schema};
    return cut->key != NULL;
}

/* --- groups of records --- */

static gr_status refuse_hidden(const gr_deriving *deriving, const gr_derive_cut *cut)
{
    gr_diag_report(deriving->context->diag, cut->at, GR_CODE_GROUP_HIDDEN,
                   "'" GR_FMT "' is hidden for some records, and which group they are in would "
                   "tell it; group by something else, or leave them out with 'where'",
                   GR_ARG(cut->by));
    return GR_BAD_INPUT;
}

static gr_status take_keys(const gr_deriving *deriving, const gr_derive_cut *cut, gr_rows rows,
                           gr_value *keys)
{
    deriving->context->at = cut->at;
    for (uint32_t i = 0; i < rows.n; i++) {
        gr_ref row = {rows.table, rows.rows[i]};
        keys[i] = gr_expr_value(deriving->context, cut->key, &row);
        if (keys[i].type == GR_T_POISON) {
            return deriving->context->steps_left == 0 ? GR_OVER_LIMIT : GR_BAD_INPUT;
        }
        if (gr_value_is_guarded(&keys[i])) {
            return refuse_hidden(deriving, cut);
        }
    }
    return GR_OK;
}

static gr_status order_of(const gr_deriving *deriving, const gr_derive_cut *cut,
                          const gr_group *groups, uint32_t n, uint32_t *order)
{
    gr_value *keys = GR_NEW_N(deriving->context->arena, gr_value, n);
    for (uint32_t i = 0; i < n; i++) {
        keys[i] = groups[i].key;
        order[i] = i;
    }
    return cut->in_order ? GR_OK : gr_keys_order(deriving->context, keys, n, order);
}

/** Which records they are, for the origin of what is worked out from them. */
static gr_str said_of(gr_arena *arena, const gr_derive_cut *cut, const gr_value *key)
{
    gr_buf said = gr_buf_make(arena, SIZE_MAX);
    gr_buf_addf(&said, GR_FMT " by " GR_FMT ": ", GR_ARG(cut->set), GR_ARG(cut->by));
    if (key->type == GR_T_REF) {
        gr_buf_add(&said, gr_table_key(key->as.ref.table, key->as.ref.row));
    } else {
        gr_value_add(key, &said);
    }
    return gr_buf_view(&said);
}

/** The record at hand, or the first one of the group at hand. */
gr_ref gr_derived_from(const gr_deriving *deriving, const gr_derived *derived)
{
    const gr_slot *slot = &deriving->context->slots[derived->slot];
    return derived->cut == NULL ? slot->value.as.ref
                                : (gr_ref){slot->rows.table, slot->rows.rows[0]};
}

gr_status gr_derive_groups(const gr_deriving *deriving, const gr_derived *derived, gr_rows rows,
                           gr_derive_fn *make)
{
    gr_eval_context *context = deriving->context;
    const gr_derive_cut *cut = derived->cut;
    gr_value *keys = GR_NEW_N(context->arena, gr_value, rows.n);
    gr_group *groups = NULL;
    gr_status status = GR_OK;
    GR_TRY(take_keys(deriving, cut, rows, keys));
    uint32_t n = (uint32_t)gr_rows_group(rows, keys, context->arena, &groups);
    uint32_t *order = GR_NEW_N(context->arena, uint32_t, n);
    GR_TRY(order_of(deriving, cut, groups, n, order));
    for (uint32_t i = 0; i < n; i++) {
        const gr_group *one = &groups[order[i]];
        context->slots[derived->slot] = (gr_slot){.value = one->key,
                                                  .rows = one->members,
                                                  .said = said_of(context->arena, cut, &one->key),
                                                  .nr = i + 1,
                                                  .of = n};
        gr_status made = make(deriving, derived);
        if (made == GR_OVER_LIMIT || context->steps_left == 0) {
            return made == GR_OK ? GR_OVER_LIMIT : made;
        }
        status = made == GR_OK ? status : made;
    }
    return status;
}
