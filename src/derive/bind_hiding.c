/* Owns what <suppress> of a derived dataset says: which number, how small, and whose totals are
 * shown. Must not hide anything. */
#include "base/arena.h"
#include "derive_priv.h"

/** The columns that words with spaces between them name. */
static gr_status find_columns(const gr_tnode *node, const gr_binder *binder,
                              const gr_schema *schema, const char *attr, gr_str words,
                              gr_grouping *out)
{
    gr_status status = GR_OK;
    gr_str rest = gr_str_trim(words), word = GR_LIT("");
    size_t *columns = GR_NEW_N(binder->arena, size_t, rest.len + 1);
    size_t n = 0;
    while (gr_str_split(&rest, ' ', &word)) {
        if (word.len == 0) {
            continue;
        }
        if (gr_derived_column(node, binder, schema, attr, word, &columns[n]) == GR_OK) {
            n++;
        } else {
            status = GR_BAD_INPUT;
        }
    }
    *out = (gr_grouping){columns, n};
    return status;
}

static gr_status find_groupings(const gr_tnode *node, const gr_binder *binder,
                                const gr_schema *schema, gr_hiding *hiding)
{
    gr_status status = GR_OK;
    gr_str rest = gr_tnode_value(node, "totals"), words = GR_LIT("");
    hiding->groupings = GR_NEW_N(binder->arena, gr_grouping, rest.len + 2);
    hiding->n_groupings = 1; /* the total of all rows */
    while (rest.len > 0 && gr_str_split(&rest, ',', &words)) {
        gr_grouping *one = &hiding->groupings[hiding->n_groupings++];
        if (find_columns(node, binder, schema, "totals", words, one) != GR_OK) {
            status = GR_BAD_INPUT;
        }
    }
    return status;
}

static gr_status check_number(const gr_tnode *node, const gr_binder *binder,
                              const gr_schema *schema, const gr_hiding *hiding)
{
    const gr_column *column = &schema->columns[hiding->field];
    if (column->type != GR_T_INT) {
        gr_diag_report(binder->diag, gr_tnode_place(node, "field"), GR_CODE_TYPE_MISMATCH,
                       "'" GR_FMT "' is %s; what is hidden is a count, an integer; name amounts "
                       "that go with it in with=",
                       GR_ARG(column->name), gr_type_name(column->type));
        return GR_BAD_INPUT;
    }
    if (hiding->below < 2) {
        gr_diag_report(binder->diag, gr_tnode_place(node, "below"), GR_CODE_ATTRIBUTE_VALUE,
                       "below=\"%d\" hides nothing; 5 hides 1 to 4", (int)hiding->below);
        return GR_BAD_INPUT;
    }
    return GR_OK;
}

/** Keys and owners tell records apart; they cannot be hidden. */
static gr_status check_with(const gr_tnode *node, const gr_binder *binder, const gr_schema *schema,
                            const gr_hiding *hiding)
{
    for (size_t i = 0; i < hiding->n_with; i++) {
        size_t column = hiding->with[i];
        bool needed = !schema->shared && schema->owner_column == column;
        for (size_t k = 0; k < schema->n_key; k++) {
            needed = needed || schema->key[k] == column;
        }
        if (needed) {
            gr_diag_report(binder->diag, gr_tnode_place(node, "with"), GR_CODE_ATTRIBUTE_VALUE,
                           "'" GR_FMT "' tells records or owners apart and cannot be hidden",
                           GR_ARG(schema->columns[column].name));
            return GR_BAD_INPUT;
        }
    }
    return GR_OK;
}

static gr_status bind_one(const gr_tnode *node, const gr_binder *binder, gr_derived *derived)
{
    const gr_schema *schema = derived->schema;
    gr_hiding *hiding = GR_NEW(binder->arena, gr_hiding);
    gr_grouping with = {NULL, 0};
    derived->hiding = hiding;
    hiding->at = node->at;
    hiding->zeros = gr_tnode_flag(node, "zero", false);
    if (!gr_int_parse(gr_tnode_value(node, "below"), &hiding->below)) {
        hiding->below = 0; /* told below */
    }
    gr_str with_words = gr_tnode_value(node, "with");
    bool found = find_columns(node, binder, schema, "with", with_words, &with) == GR_OK;
    bool groups = find_groupings(node, binder, schema, hiding) == GR_OK;
    hiding->with = with.columns;
    hiding->n_with = with.n;
    GR_TRY(gr_derived_column(node, binder, schema, "field", gr_tnode_value(node, "field"),
                             &hiding->field));
    GR_TRY(check_number(node, binder, schema, hiding));
    GR_TRY(check_with(node, binder, schema, hiding));
    return found && groups ? GR_OK : GR_BAD_INPUT;
}

gr_status gr_hiding_bind(const gr_tnode *derive, const gr_binder *binder, gr_derived *derived)
{
    for (const gr_tnode *child = derive->first; child != NULL; child = child->next) {
        if (child->kind != GR_E_SUPPRESS) {
            continue;
        }
        if (derived->hiding != NULL) {
            gr_diag_report(binder->diag, child->at, GR_CODE_NAME_DUPLICATE,
                           "a second 'suppress' in '" GR_FMT "'; derive another dataset for it",
                           GR_ARG(derived->schema->name));
            return GR_BAD_INPUT;
        }
        GR_TRY(bind_one(child, binder, derived));
    }
    return GR_OK;
}
