/* Owns the declaration of a derived dataset: its columns, key and owner, from what the descriptor
 * says before anything is computed. Must not bind expressions. */
#include "base/arena.h"
#include "dataset/codes.h"
#include "derive_priv.h"

static gr_type declared_type(gr_str name)
{
    static const struct {
        const char *name;
        gr_type type;
    } types[] = {{"text", GR_T_TEXT},   {"integer", GR_T_INT},  {"decimal", GR_T_DECIMAL},
                 {"money", GR_T_MONEY}, {"date", GR_T_DATE},    {"period", GR_T_PERIOD},
                 {"year", GR_T_YEAR},   {"ratio", GR_T_RATIO},  {"boolean", GR_T_BOOL},
                 {"code", GR_T_CODE},   {"reference", GR_T_REF}};
    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        if (gr_str_is(name, types[i].name)) {
            return types[i].type;
        }
    }
    return GR_T_TEXT; /* the grammar lets no other name through */
}

static gr_status declare_codes(const gr_tnode *node, const gr_binder *binder, gr_column *column)
{
    gr_str name = gr_tnode_value(node, "codes");
    column->codes = gr_codes_find(binder->catalogue, name, NULL);
    if (column->codes != NULL) {
        return GR_OK;
    }
    if (name.len == 0) {
        gr_diag_report(binder->diag, node->at, GR_CODE_ATTRIBUTE_MISSING,
                       "codes= of field '" GR_FMT "': the list its codes are from",
                       GR_ARG(column->name));
    } else {
        gr_diag_report(binder->diag, gr_tnode_place(node, "codes"), GR_CODE_NAME_UNKNOWN,
                       "list of codes '" GR_FMT "': no field of a source has it", GR_ARG(name));
    }
    return GR_BAD_INPUT;
}

static gr_status declare_target(const gr_tnode *node, const gr_binder *binder, gr_column *column)
{
    column->target_name = gr_tnode_value(node, "to");
    if (column->target_name.len > 0) {
        return GR_OK;
    }
    gr_diag_report(binder->diag, node->at, GR_CODE_ATTRIBUTE_MISSING,
                   "to= of field '" GR_FMT "': the dataset it refers to", GR_ARG(column->name));
    return GR_BAD_INPUT;
}

static gr_status declare_column(const gr_tnode *node, const gr_binder *binder, gr_column *column)
{
    column->name = gr_tnode_value(node, "name");
    column->title = gr_tnode_value(node, "title");
    column->at = node->at;
    column->currency = gr_euro;
    if (node->kind != GR_E_FIELD) {
        column->type = node->kind == GR_E_SHARE ? GR_T_MONEY : GR_T_DECIMAL;
        column->optional = true; /* a part of what is missing is missing */
        return GR_OK;
    }
    column->type = declared_type(gr_tnode_value(node, "type"));
    column->optional = gr_tnode_flag(node, "optional", false);
    if (column->type == GR_T_CODE) {
        return declare_codes(node, binder, column);
    }
    return column->type == GR_T_REF ? declare_target(node, binder, column) : GR_OK;
}

static gr_status check_unique(const gr_binder *binder, const gr_schema *schema, size_t column)
{
    size_t first = gr_schema_column(schema, schema->columns[column].name);
    if (first >= column) {
        return GR_OK;
    }
    gr_diag_report(binder->diag, schema->columns[column].at, GR_CODE_NAME_DUPLICATE,
                   "field '" GR_FMT "' of '" GR_FMT "'", GR_ARG(schema->columns[column].name),
                   GR_ARG(schema->name));
    gr_diag_note(binder->diag, schema->columns[first].at, "the first one");
    return GR_BAD_INPUT;
}

static bool makes_column(const gr_tnode *node)
{
    return node->kind == GR_E_FIELD || node->kind == GR_E_SHARE || node->kind == GR_E_WEIGHT;
}

static gr_status declare_columns(const gr_tnode *node, const gr_binder *binder, gr_schema *schema)
{
    gr_status status = GR_OK;
    size_t n = 0;
    for (const gr_tnode *child = node->first; child != NULL; child = child->next) {
        n += makes_column(child) ? 1 : 0;
    }
    schema->columns = GR_NEW_N(binder->arena, gr_column, n);
    for (const gr_tnode *child = node->first; child != NULL; child = child->next) {
        if (!makes_column(child)) {
            continue;
        }
        gr_column *column = &schema->columns[schema->n_columns];
        bool declared = declare_column(child, binder, column) == GR_OK;
        schema->n_columns++;
        bool unique = check_unique(binder, schema, schema->n_columns - 1) == GR_OK;
        status = declared && unique ? status : GR_BAD_INPUT;
    }
    return status;
}

gr_status gr_derived_column(const gr_tnode *node, const gr_binder *binder, const gr_schema *schema,
                            const char *attr, gr_str name, size_t *out)
{
    size_t column = gr_schema_column(schema, name);
    if (column != SIZE_MAX) {
        *out = column;
        return GR_OK;
    }
    gr_str *names = NULL;
    size_t n = gr_schema_names(schema, binder->arena, &names);
    gr_str advice = gr_derived_advice(binder->arena, name, names, n);
    gr_diag_report(binder->diag, gr_tnode_place(node, attr), GR_CODE_FIELD_UNKNOWN,
                   "'" GR_FMT "' in dataset '" GR_FMT "'" GR_FMT, GR_ARG(name),
                   GR_ARG(schema->name), GR_ARG(advice));
    return GR_BAD_INPUT;
}

static gr_status declare_key(const gr_tnode *node, const gr_binder *binder, gr_schema *schema)
{
    gr_status status = GR_OK;
    gr_str rest = gr_str_trim(gr_tnode_value(node, "key"));
    gr_str word = GR_LIT("");
    size_t *key = GR_NEW_N(binder->arena, size_t, rest.len + 1);
    while (gr_str_split(&rest, ' ', &word)) {
        if (word.len == 0) {
            continue;
        }
        if (gr_derived_column(node, binder, schema, "key", word, &key[schema->n_key]) == GR_OK) {
            schema->n_key++;
        } else {
            status = GR_BAD_INPUT;
        }
    }
    schema->key = key;
    if (schema->n_key == 0 && status == GR_OK) {
        gr_diag_report(binder->diag, gr_tnode_place(node, "key"), GR_CODE_ATTRIBUTE_VALUE,
                       "key= names the fields that identify a record");
        status = GR_BAD_INPUT;
    }
    return status;
}

static gr_status declare_owner(const gr_tnode *node, const gr_binder *binder, gr_schema *schema)
{
    gr_str owner = gr_tnode_value(node, "owner");
    bool shared = gr_tnode_flag(node, "shared", false);
    schema->shared = true; /* until an owner is known */
    if (shared == (owner.len > 0)) {
        gr_diag_report(binder->diag, node->at, GR_CODE_ATTRIBUTE_MISSING,
                       "'" GR_FMT "' says either owner= (a reference field) or shared=\"yes\": "
                       "whose are its rows?",
                       GR_ARG(schema->name));
        return GR_BAD_INPUT;
    }
    if (shared) {
        return GR_OK;
    }
    GR_TRY(gr_derived_column(node, binder, schema, "owner", owner, &schema->owner_column));
    if (schema->columns[schema->owner_column].type != GR_T_REF) {
        gr_diag_report(binder->diag, gr_tnode_place(node, "owner"), GR_CODE_TYPE_MISMATCH,
                       "'" GR_FMT "' is %s; an owner is a reference", GR_ARG(owner),
                       gr_type_said(schema->columns[schema->owner_column].type));
        return GR_BAD_INPUT;
    }
    schema->shared = false;
    return GR_OK;
}

static gr_totals_word totals_word(const gr_tnode *node, const char *name)
{
    const gr_tattr *attr = gr_tnode_attr(node, name);
    return attr == NULL ? (gr_totals_word){.at = node->at}
                        : (gr_totals_word){true, attr->value, attr->at};
}

static gr_status declare_totals(const gr_tnode *node, const gr_binder *binder, gr_schema *schema)
{
    gr_totals_words words = {.dataset = schema->name,
                             .least = totals_word(node, "least-owners"),
                             .dominance = totals_word(node, "dominance"),
                             .by = totals_word(node, "totals-by")};
    return gr_schema_totals(schema, &words, binder->arena, binder->diag);
}

/** Whoever says that owners' figures are public says why, and of records that everybody reads. */
static gr_status declare_public(const gr_tnode *node, const gr_binder *binder, gr_schema *schema)
{
    schema->declassified = gr_tnode_flag(node, "declassify", false);
    schema->because = gr_str_trim(gr_tnode_value(node, "because"));
    if (schema->declassified && !schema->shared) {
        gr_diag_report(binder->diag, gr_tnode_place(node, "declassify"), GR_CODE_DECLASSIFY_FORM,
                       "the records of '" GR_FMT "' have an owner and stay his; what is public is "
                       "shared=\"yes\"",
                       GR_ARG(schema->name));
        return GR_BAD_INPUT;
    }
    if (schema->declassified != (schema->because.len > 0)) {
        gr_diag_report(binder->diag,
                       gr_tnode_place(node, schema->declassified ? "declassify" : "because"),
                       GR_CODE_DECLASSIFY_FORM,
                       "declassify=\"yes\" and because=\"...\" of '" GR_FMT
                       "' go together: why may everybody see these figures?",
                       GR_ARG(schema->name));
        return GR_BAD_INPUT;
    }
    return GR_OK;
}

gr_status gr_derived_bind_schema(const gr_tnode *node, gr_binder *binder, gr_schema *schema)
{
    schema->name = gr_tnode_value(node, "name");
    schema->title = gr_tnode_value(node, "title");
    schema->at = node->at;
    schema->derived = true;
    schema->may_be_empty = gr_tnode_flag(node, "empty", false);
    bool columns = declare_columns(node, binder, schema) == GR_OK;
    bool key = declare_key(node, binder, schema) == GR_OK;
    bool owner = declare_owner(node, binder, schema) == GR_OK;
    bool totals = !owner || declare_totals(node, binder, schema) == GR_OK;
    bool open = !owner || declare_public(node, binder, schema) == GR_OK;
    return columns && key && owner && totals && open ? GR_OK : GR_BAD_INPUT;
}
