/* Owns relations: words that say that two records go together. Must not run them: `expr` does. */
#include "base/arena.h"
#include "base/intern.h"
#include "derive_priv.h"

gr_str gr_derived_advice(gr_arena *arena, gr_str name, const gr_str *candidates, size_t n)
{
    gr_str meant = gr_suggest(name, candidates, n);
    if (meant.len == 0) {
        return GR_LIT("");
    }
    return gr_str_fmt(arena, "; did you mean '" GR_FMT "'?", GR_ARG(meant));
}

static const gr_schema *find_dataset(const gr_tnode *node, const gr_binder *binder)
{
    gr_str name = gr_tnode_value(node, "of");
    const gr_table *table = gr_catalogue_find(binder->catalogue, name);
    if (table != NULL) {
        return gr_table_schema(table);
    }
    gr_str *names = NULL;
    size_t n = gr_catalogue_names(binder->catalogue, binder->arena, &names);
    gr_str advice = gr_derived_advice(binder->arena, name, names, n);
    gr_diag_report(binder->diag, gr_tnode_place(node, "of"), GR_CODE_DATASET_UNKNOWN,
                   "'" GR_FMT "' of a relation, which goes over datasets that are read" GR_FMT,
                   GR_ARG(name), GR_ARG(advice));
    return NULL;
}

/** The reference field that attribute `side` names. */
static gr_status find_side(const gr_tnode *node, const gr_binder *binder, const gr_schema *schema,
                           const char *side, size_t *out)
{
    gr_str name = gr_tnode_value(node, side);
    gr_loc at = gr_tnode_place(node, side);
    size_t column = gr_schema_column(schema, name);
    if (column == SIZE_MAX) {
        gr_str *names = NULL;
        size_t n = gr_schema_names(schema, binder->arena, &names);
        gr_str advice = gr_derived_advice(binder->arena, name, names, n);
        gr_diag_report(binder->diag, at, GR_CODE_FIELD_UNKNOWN,
                       "'" GR_FMT "' in dataset '" GR_FMT "'" GR_FMT, GR_ARG(name),
                       GR_ARG(schema->name), GR_ARG(advice));
        gr_diag_note(binder->diag, schema->at, "dataset '" GR_FMT "' is declared here",
                     GR_ARG(schema->name));
        return GR_BAD_INPUT;
    }
    if (schema->columns[column].type != GR_T_REF) {
        gr_diag_report(
            binder->diag, at, GR_CODE_TYPE_MISMATCH,
            "'" GR_FMT "' is %s; a side of a relation is a reference: declare it in dataset "
            "'" GR_FMT "' as type=\"reference\" to=\"...\", the dataset whose key it holds",
            GR_ARG(name), gr_type_said(schema->columns[column].type), GR_ARG(schema->name));
        return GR_BAD_INPUT;
    }
    *out = column;
    return GR_OK;
}

static gr_status bind_where(const gr_tnode *node, gr_binder *binder, gr_relation *relation)
{
    const gr_tattr *where = gr_tnode_attr(node, "where");
    if (where == NULL) {
        return GR_OK;
    }
    gr_vtype type = {.type = GR_T_NONE};
    relation->where = gr_bind_row_expr(binder, where->as.expr, NULL, relation->of, &type);
    if (relation->where == NULL) {
        return GR_BAD_INPUT;
    }
    if (type.type != GR_T_BOOL) {
        gr_diag_report(binder->diag, where->at, GR_CODE_TYPE_MISMATCH,
                       "a condition is yes or no; '" GR_FMT "' is %s", GR_ARG(where->value),
                       gr_type_said(type.type));
        return GR_BAD_INPUT;
    }
    return GR_OK;
}

static gr_status bind_relation(const gr_tnode *node, gr_binder *binder, gr_relation *out)
{
    *out = (gr_relation){.phrase = gr_tnode_value(node, "phrase")};
    for (size_t i = 0; i < binder->n_relations; i++) {
        if (gr_str_eq(binder->relations[i].phrase, out->phrase)) {
            gr_diag_report(binder->diag, gr_tnode_place(node, "phrase"), GR_CODE_NAME_DUPLICATE,
                           "relation '" GR_FMT "'", GR_ARG(out->phrase));
            return GR_BAD_INPUT;
        }
    }
    out->of = find_dataset(node, binder);
    if (out->of == NULL) {
        return GR_BAD_INPUT;
    }
    GR_TRY(find_side(node, binder, out->of, "left", &out->left));
    GR_TRY(find_side(node, binder, out->of, "right", &out->right));
    return bind_where(node, binder, out);
}

static size_t count_relations(const gr_tnode *const *roots, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        for (const gr_tnode *node = roots[i]->first; node != NULL; node = node->next) {
            count += node->kind == GR_E_RELATION ? 1 : 0;
        }
    }
    return count;
}

gr_status gr_relations_bind(const gr_tnode *const *roots, size_t n, gr_binder *binder,
                            gr_relation **out)
{
    gr_relation *relations = GR_NEW_N(binder->arena, gr_relation, count_relations(roots, n));
    gr_status status = GR_OK;
    binder->relations = *out = relations;
    binder->n_relations = 0;
    for (size_t i = 0; i < n; i++) {
        for (const gr_tnode *node = roots[i]->first; node != NULL; node = node->next) {
            if (node->kind != GR_E_RELATION) {
                continue;
            }
            if (bind_relation(node, binder, &relations[binder->n_relations]) != GR_OK) {
                status = GR_BAD_INPUT;
                continue;
            }
            binder->n_relations++;
        }
    }
    return status;
}
