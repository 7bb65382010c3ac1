#include "expr_priv.h"

/* Owns lookup(module of account_map by account, cost_centre): a mapping asked for what it has for
 * some values. Its entries are read when the first value is looked up; what no entry fits is
 * counted. Must not know what entries look like: dataset/mapping.h does. */
#include "base/arena.h"
#include "dataset/mapping.h"

struct gr_lookup {
    const gr_table *table;
    const gr_table *target; /* of a reference: whose key `other` is */
    size_t column;
    gr_loc at;
    gr_arena *arena; /* of the binder */
    const gr_mapping *mapping;
    bool failed;        /* its entries were refused, and that was said */
    uint32_t n_others;  /* values that no entry fits */
    gr_str first_other; /* the first of them */
    gr_loc first_at;    /* the record that has it; no line: none is at hand */
    gr_lookup *next;    /* of the binder */
};

const gr_schema *gr_lookup_schema(const gr_lookup *lookup)
{
    return gr_table_schema(lookup->table);
}

/* ---- binding ---- */

static const gr_bound *refuse(const gr_binding *in, gr_loc at, gr_str why)
{
    gr_diag_report(in->binder->diag, at, GR_CODE_LOOKUP_FORM, GR_FMT, GR_ARG(why));
    return NULL;
}

static bool is_name(const gr_expr *expr)
{
    return expr->kind == GR_X_PATH && expr->as.path.n == 1 && !expr->as.path.outer;
}

static bool is_dataset(const gr_set *set)
{
    return set->base.n == 1 && !set->base.outer && !set->all && set->where == NULL &&
           set->n_sorts == 0 && set->take == 0;
}

/** NULL after a report. */
static const gr_table *find_mapping(const gr_binding *in, const gr_expr *expr)
{
    const gr_set *set = expr->as.call.set;
    gr_arena *arena = in->binder->arena;
    const char *form =
        "lookup(field of mapping by value, value): a field, the name of a mapping, and "
        "a value for each field of its key";
    if (set == NULL || expr->as.call.n_args < 2 || !is_name(expr->as.call.args[0]) ||
        !is_dataset(set)) {
        (void)refuse(in, expr->at, gr_str_of(form));
        return NULL;
    }
    gr_str name = set->base.parts[0];
    const gr_table *table = gr_catalogue_find(in->binder->catalogue, name);
    if (table == NULL) {
        gr_str *known = NULL;
        size_t n = gr_catalogue_names(in->binder->catalogue, arena, &known);
        gr_str advice = gr_advice(arena, name, known, n);
        gr_diag_report(in->binder->diag, set->at, GR_CODE_DATASET_UNKNOWN, "'" GR_FMT "'" GR_FMT,
                       GR_ARG(name), GR_ARG(advice));
        return NULL;
    }
    if (!gr_table_schema(table)->mapping) {
        (void)refuse(in, set->at,
                     gr_str_fmt(arena,
                                "'" GR_FMT "' is no mapping; say mapping=\"yes\" on its dataset, "
                                "or take first(... of " GR_FMT " where ...)",
                                GR_ARG(name), GR_ARG(name)));
        return NULL;
    }
    return table;
}

static bool takes(gr_type type)
{
    return type == GR_T_TEXT || type == GR_T_CODE || type == GR_T_REF || type == GR_T_INT ||
           type == GR_T_YEAR;
}

/** A field of the key that stands at another place than its name: likely a slip. */
static bool is_displaced(const gr_schema *schema, const gr_expr *arg, size_t nr)
{
    if (arg->kind != GR_X_PATH) {
        return false;
    }
    size_t column = gr_schema_column(schema, arg->as.path.parts[arg->as.path.n - 1]);
    for (size_t i = 0; column != SIZE_MAX && i < schema->n_key; i++) {
        if (schema->key[i] == column) {
            return i != nr;
        }
    }
    return false;
}

static gr_str key_names(const gr_schema *schema, gr_arena *arena)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    for (size_t i = 0; i < schema->n_key; i++) {
        gr_buf_addf(&out, "%s" GR_FMT, i > 0 ? ", " : "",
                    GR_ARG(schema->columns[schema->key[i]].name));
    }
    return gr_buf_view(&out);
}

/** NULL after a report. */
static const gr_bound **bind_values(const gr_binding *in, const gr_expr *expr,
                                    const gr_schema *schema)
{
    gr_arena *arena = in->binder->arena;
    size_t n = expr->as.call.n_args - 1;
    if (n != schema->n_key) {
        gr_str names = key_names(schema, arena);
        (void)refuse(in, expr->at,
                     gr_str_fmt(arena,
                                "the key of '" GR_FMT "' is " GR_FMT ": by takes %zu "
                                "value%s, here %s %zu",
                                GR_ARG(schema->name), GR_ARG(names), schema->n_key,
                                schema->n_key == 1 ? "" : "s", n == 1 ? "is" : "are", n));
        return NULL;
    }
    const gr_bound **values = GR_NEW_N(arena, const gr_bound *, n);
    for (size_t i = 0; i < n; i++) {
        const gr_expr *arg = expr->as.call.args[i + 1];
        values[i] = gr_bind_node(in, arg);
        if (values[i] == NULL) {
            return NULL;
        }
        if (!takes(values[i]->type.type)) {
            gr_str said = gr_vtype_text(arena, &values[i]->type);
            (void)refuse(in, arg->at,
                         gr_str_fmt(arena,
                                    "a mapping is asked by texts, codes, records and whole "
                                    "numbers; '" GR_FMT "' is " GR_FMT,
                                    GR_ARG(arg->source), GR_ARG(said)));
            return NULL;
        }
        if (is_displaced(schema, arg, i)) {
            gr_str names = key_names(schema, arena);
            (void)refuse(in, arg->at,
                         gr_str_fmt(arena,
                                    "values stand in the order of the key of '" GR_FMT
                                    "': by " GR_FMT,
                                    GR_ARG(schema->name), GR_ARG(names)));
            return NULL;
        }
    }
    return values;
}

/** SIZE_MAX after a report. */
static size_t bind_column(const gr_binding *in, const gr_expr *field, const gr_schema *schema)
{
    gr_str name = field->as.path.parts[0];
    size_t column = gr_schema_column(schema, name);
    if (column == SIZE_MAX) {
        gr_str *names = NULL;
        size_t n = gr_schema_names(schema, in->binder->arena, &names);
        gr_str advice = gr_advice(in->binder->arena, name, names, n);
        gr_diag_report(in->binder->diag, field->at, GR_CODE_FIELD_UNKNOWN,
                       "'" GR_FMT "' in dataset '" GR_FMT "'" GR_FMT, GR_ARG(name),
                       GR_ARG(schema->name), GR_ARG(advice));
        return SIZE_MAX;
    }
    for (size_t i = 0; i < schema->n_key; i++) {
        if (schema->key[i] == column) {
            (void)refuse(in, field->at,
                         gr_str_fmt(in->binder->arena,
                                    "'" GR_FMT "' says what an entry is for; "
                                    "look up another field",
                                    GR_ARG(name)));
            return SIZE_MAX;
        }
    }
    return column;
}

const gr_bound *gr_bind_lookup(const gr_binding *in, const gr_expr *expr)
{
    gr_binder *binder = in->binder;
    if (!binder->data) {
        return refuse(in, expr->at,
                      GR_LIT("lookup stands in data descriptors: make it a field of a derived "
                             "dataset, so that it is done once and what fits nothing is counted"));
    }
    const gr_table *table = find_mapping(in, expr);
    if (table == NULL) {
        return NULL;
    }
    const gr_schema *schema = gr_table_schema(table);
    const gr_bound **values = bind_values(in, expr, schema);
    size_t column = values == NULL ? SIZE_MAX : bind_column(in, expr->as.call.args[0], schema);
    if (column == SIZE_MAX) {
        return NULL;
    }
    gr_lookup *lookup = GR_NEW(binder->arena, gr_lookup);
    *lookup = (gr_lookup){.table = table,
                          .column = column,
                          .at = expr->at,
                          .arena = binder->arena,
                          .next = binder->lookups};
    const gr_schema *target = schema->columns[column].target;
    lookup->target = target == NULL ? NULL : gr_catalogue_find(binder->catalogue, target->name);
    binder->lookups = lookup;
    gr_bound *node =
        gr_bound_new(in, expr, GR_N_LOOKUP, gr_vtype_of_column(&schema->columns[column]));
    node->as.call.args = values;
    node->as.call.n_args = schema->n_key;
    node->as.call.lookup = lookup;
    return node;
}

/* ---- running ---- */

/** What is missing is an empty text, which only * fits. */
static gr_str as_text(const gr_value *value, gr_arena *arena)
{
    switch (value->type) {
    case GR_T_TEXT:
        return value->as.text;
    case GR_T_CODE:
        return value->as.code.code;
    case GR_T_REF:
        return gr_table_key(value->as.ref.table, value->as.ref.row);
    case GR_T_INT:
    case GR_T_YEAR:
        return gr_str_fmt(arena, "%lld", (long long)value->as.i);
    case GR_T_NONE:
    case GR_T_BOOL:
    case GR_T_DECIMAL:
    case GR_T_MONEY:
    case GR_T_RATIO:
    case GR_T_DATE:
    case GR_T_PERIOD:
    case GR_T_MISSING:
    case GR_T_NOT_APPLICABLE:
    case GR_T_SUPPRESSED:
    case GR_T_ROUGH:
    case GR_T_POISON:
        break;
    }
    return GR_LIT("");
}

/** "account '4711', cost_centre 'K09'" */
static gr_str shown(const gr_evaluation *run, const gr_lookup *lookup, const gr_str *values)
{
    const gr_schema *schema = gr_table_schema(lookup->table);
    gr_buf out = gr_buf_make(run->context->arena, SIZE_MAX);
    for (size_t i = 0; i < schema->n_key; i++) {
        gr_buf_addf(&out, "%s" GR_FMT " '" GR_FMT "'", i > 0 ? ", " : "",
                    GR_ARG(schema->columns[schema->key[i]].name), GR_ARG(values[i]));
    }
    return gr_buf_view(&out);
}

typedef struct gr_asked { /* a mapping, asked for some values */
    const gr_bound *node;
    const gr_str *values;
    gr_loc record; /* that has the first of them; no line: it is none of a record */
} gr_asked;

/** The record that is at hand, or that the first value was read from. */
static gr_loc record_of(const gr_evaluation *run, const gr_value *value)
{
    if (run->frame != NULL) {
        return gr_table_place(run->frame->row.table, run->frame->row.row);
    }
    return value->origin != NULL && value->origin->op == GR_OP_LEAF ? value->origin->at
                                                                    : (gr_loc){0};
}

static gr_value fail(const gr_evaluation *run, const gr_asked *asked, gr_code code, gr_str why)
{
    gr_value failed = gr_run_fail(run, asked->node->at, code, why);
    if (run->frame == NULL && asked->record.line > 0) {
        gr_diag_note(run->context->diag, asked->record, "the record");
    }
    return failed;
}

static gr_value refuse_tie(const gr_evaluation *run, const gr_asked *asked, uint32_t row,
                           uint32_t rival)
{
    const gr_lookup *lookup = asked->node->as.call.lookup;
    gr_value failed =
        fail(run, asked, GR_CODE_MAPPING_ENTRY,
             gr_str_fmt(run->context->arena,
                        "two entries of '" GR_FMT "' fit " GR_FMT ", and none of both is the more "
                        "specific one; write an entry for what they share",
                        GR_ARG(gr_lookup_schema(lookup)->name),
                        GR_ARG(shown(run, lookup, asked->values))));
    gr_diag_note(run->context->diag, gr_table_place(lookup->table, row), "one");
    gr_diag_note(run->context->diag, gr_table_place(lookup->table, rival), "the other");
    return failed;
}

static void count_other(const gr_evaluation *run, gr_lookup *lookup, const gr_asked *asked)
{
    if (lookup->n_others++ == 0) {
        lookup->first_other = gr_str_dup(lookup->arena, shown(run, lookup, asked->values));
        lookup->first_at = asked->record;
    }
}

static gr_value refuse_none(const gr_evaluation *run, const gr_asked *asked)
{
    const gr_lookup *lookup = asked->node->as.call.lookup;
    const gr_schema *schema = gr_lookup_schema(lookup);
    const gr_column *column = &schema->columns[lookup->column];
    bool may_keep = schema->n_key == 1 && column->type == GR_T_TEXT;
    return fail(run, asked, GR_CODE_MAPPING_NONE,
                gr_str_fmt(run->context->arena,
                           "no entry of '" GR_FMT "' fits " GR_FMT
                           "; write one, or say at its field '" GR_FMT "' what then holds: "
                           "to-other=%s",
                           GR_ARG(schema->name), GR_ARG(shown(run, lookup, asked->values)),
                           GR_ARG(column->name), may_keep ? " or no-match=\"keep\"" : ""));
}

/** What the descriptor says of values that no entry fits. */
static gr_value no_entry(const gr_evaluation *run, const gr_asked *asked)
{
    gr_lookup *lookup = asked->node->as.call.lookup;
    const gr_column *column = &gr_lookup_schema(lookup)->columns[lookup->column];
    gr_str other = column->keeps ? asked->values[0] : column->other;
    gr_value value = {.type = GR_T_TEXT, .as.text = other};
    if (other.len == 0) {
        return refuse_none(run, asked);
    }
    if (lookup->target != NULL) {
        uint32_t row = gr_table_find(lookup->target, other);
        if (row == UINT32_MAX) {
            return gr_run_fail(
                run, column->at, GR_CODE_REFERENCE_MISSING,
                gr_str_fmt(run->context->arena, "to-other=\"" GR_FMT "\" is not a key of " GR_FMT,
                           GR_ARG(other), GR_ARG(gr_table_schema(lookup->target)->name)));
        }
        value = (gr_value){.type = GR_T_REF, .as.ref = {lookup->target, row}};
    }
    count_other(run, lookup, asked);
    return value;
}

static gr_value find_value(const gr_evaluation *run, const gr_asked *asked)
{
    gr_lookup *lookup = asked->node->as.call.lookup;
    uint32_t row = UINT32_MAX;
    uint32_t rival = UINT32_MAX;
    if (lookup->mapping == NULL && !lookup->failed) {
        lookup->mapping = gr_mapping_new(lookup->table, lookup->arena, run->context->diag);
        lookup->failed = lookup->mapping == NULL;
    }
    if (lookup->failed) {
        return (gr_value){.type = GR_T_POISON};
    }
    if (!gr_mapping_find(lookup->mapping, asked->values, &row, &rival)) {
        return refuse_tie(run, asked, row, rival);
    }
    return row == UINT32_MAX
               ? no_entry(run, asked)
               : gr_table_value(lookup->table, row, lookup->column, run->context->arena);
}

gr_value gr_run_lookup(const gr_evaluation *run, const gr_bound *node)
{
    size_t n = node->as.call.n_args;
    gr_arena *arena = run->context->arena;
    gr_value *args = GR_NEW_N(arena, gr_value, n + 1);
    gr_str *values = GR_NEW_N(arena, gr_str, n);
    for (size_t i = 0; i < n; i++) {
        args[i + 1] = gr_run_node(run, node->as.call.args[i]);
        values[i] = as_text(&args[i + 1], arena);
    }
    gr_type type = gr_swallowing(args + 1, n);
    if (type == GR_T_SUPPRESSED || type == GR_T_POISON) {
        gr_made made = {GR_OP_CALL, args + 1, n, node->source};
        return gr_swallowed(run, type, &made);
    }
    gr_asked asked = {node, values, record_of(run, &args[1])};
    args[0] = find_value(run, &asked);
    if (args[0].type == GR_T_POISON) {
        return args[0];
    }
    bool found = args[0].origin != NULL; /* else it is what the descriptor says, or a value kept */
    gr_made made = {GR_OP_CALL, found ? args : args + 1, found ? n + 1 : n, node->source};
    return gr_made_value(run, args[0], &made);
}

void gr_lookups_tell(const struct gr_lookup *lookups, gr_diag *diag)
{
    for (const gr_lookup *lookup = lookups; lookup != NULL; lookup = lookup->next) {
        const gr_column *column = &gr_lookup_schema(lookup)->columns[lookup->column];
        if (lookup->n_others == 0) {
            continue;
        }
        bool one = lookup->n_others == 1;
        gr_diag_report(diag, lookup->at, GR_CODE_MAPPING_OTHER,
                       "%lu record%s of which no entry of '" GR_FMT "' fits %s%s" GR_FMT
                       "%s; the first has " GR_FMT,
                       (unsigned long)lookup->n_others, one ? "" : "s",
                       GR_ARG(gr_lookup_schema(lookup)->name),
                       column->keeps ? one ? "keeps its value" : "keep their value"
                       : one         ? "goes"
                                     : "go",
                       column->keeps ? "" : " to '", GR_ARG(column->other),
                       column->keeps ? "" : "'", GR_ARG(lookup->first_other));
        if (lookup->first_at.line > 0) {
            gr_diag_note(diag, lookup->first_at, "the first");
        }
    }
}
