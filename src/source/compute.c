/* value= of fields and where= of a dataset: parsed and bound while the descriptor is read. What
 * they may name is said here, before `expr` sees them: the fields above, and `file`. */
#include "compute_priv.h"
#include "syntax/expression.h"

#define DEPTH_MOST 64 /* as in every expression of a descriptor */

static const gr_str file_name = {"file", 4};

/* ---- what an expression names ---- */

typedef struct naming { /* an expression whose names are looked at */
    const gr_describing *describing;
    const gr_schema *schema;
    size_t n_above; /* columns that it may name */
    bool **needs;   /* of the columns above */
    bool *needed;   /* what is found */
    bool fits;
} naming;

static void refuse(naming *n, gr_loc at, gr_code code, const char *what, gr_str name, gr_str advice)
{
    n->fits = false;
    gr_diag_report(n->describing->diag, at, code, "'" GR_FMT "' %s" GR_FMT, GR_ARG(name), what,
                   GR_ARG(advice));
}

static void look_at_name(naming *n, const gr_path *path)
{
    gr_str name = path->parts[0];
    size_t column = gr_schema_column(n->schema, name);
    if (path->n > 1) {
        refuse(n, path->at[1], GR_CODE_COMPUTED_READS,
               "has no fields here: an expression of a source sees its own record; derive what "
               "needs others",
               name, GR_LIT(""));
    } else if (column < n->n_above) {
        n->needed[column] = true;
        for (size_t i = 0; i < column && n->needs[column] != NULL; i++) {
            n->needed[i] = n->needed[i] || n->needs[column][i];
        }
    } else if (column != SIZE_MAX) {
        refuse(n, path->at[0], GR_CODE_COMPUTED_READS,
               "stands further down: a field is computed of those above it; move it up", name,
               GR_LIT(""));
    } else if (!gr_str_eq(name, file_name)) {
        gr_str *names = GR_NEW_N(n->describing->arena, gr_str, n->n_above + 1);
        for (size_t i = 0; i < n->n_above; i++) {
            names[i] = n->schema->columns[i].name;
        }
        names[n->n_above] = file_name;
        bool all = n->n_above == n->schema->n_columns;
        refuse(n, path->at[0], GR_CODE_FIELD_UNKNOWN,
               all ? "is no field of its records (a text stands between quotes)"
                   : "is no field above this one (a text stands between quotes)",
               name, gr_did_you_mean(name, names, n->n_above + 1, n->describing->arena));
    }
}

static void look_at(naming *n, const gr_expr *expr);

static void look_at_call(naming *n, const gr_expr *expr)
{
    if (expr->as.call.set != NULL || gr_str_is(expr->as.call.name, "as_of")) {
        refuse(n, expr->at, GR_CODE_COMPUTED_READS,
               "looks at other records; an expression of a source sees its own: derive it, or "
               "use <group>",
               expr->source, GR_LIT(""));
        return;
    }
    for (size_t i = 0; i < expr->as.call.n_args; i++) {
        look_at(n, expr->as.call.args[i]);
    }
}

/* As deep as expressions may be. */
static void look_at(naming *n, const gr_expr *expr)
{
    switch (expr->kind) {
    case GR_X_LITERAL:
    case GR_X_NONE:
        break;
    case GR_X_PATH:
        look_at_name(n, &expr->as.path);
        break;
    case GR_X_NEGATE:
    case GR_X_NOT:
        look_at(n, expr->as.operand);
        break;
    case GR_X_BINARY:
        look_at(n, expr->as.binary.left);
        look_at(n, expr->as.binary.right);
        break;
    case GR_X_CHOICE:
        look_at(n, expr->as.choice.test);
        look_at(n, expr->as.choice.yes);
        look_at(n, expr->as.choice.no);
        break;
    case GR_X_MISSING:
        look_at(n, expr->as.missing.operand);
        break;
    case GR_X_CALL:
        look_at_call(n, expr);
        break;
    case GR_X_RELATION:
    case GR_X_AGGREGATE:
        refuse(n, expr->at, GR_CODE_COMPUTED_READS,
               "looks at other records; an expression of a source sees its own: derive it, or "
               "use <group>",
               expr->source, GR_LIT(""));
        break;
    }
}

/* ---- binding ---- */

typedef struct written { /* where an attribute stands */
    const gr_xml_elem *elem;
    const gr_xml_named *named;
} written;

static gr_loc place_of(const void *user, size_t offset)
{
    const written *w = user;
    return gr_xml_value_place(w->elem->tree, w->named->raw, offset);
}

typedef struct binding { /* of a dataset */
    const gr_describing *describing;
    gr_plan *plan;
    gr_computing *computing;
    gr_binder binder;
    const gr_scope *scope; /* the fields above */
} binding;

/** Parsed, and its names looked at; NULL after a report. */
static const gr_expr *read_expr(binding *b, const gr_xml_elem *elem, const gr_xml_named *named,
                                size_t n_above, bool *needed)
{
    gr_arena *arena = b->describing->arena;
    written *where = GR_NEW(arena, written);
    *where = (written){elem, named};
    gr_phrases none = {0};
    gr_parse parse = {arena, b->describing->diag, &none, DEPTH_MOST};
    const gr_expr *expr = NULL;
    gr_text_place place = {place_of, where};
    if (gr_expr_parse(&parse, named->value, place, &expr, NULL, NULL) != GR_OK) {
        return NULL;
    }
    naming n = {b->describing, b->plan->schema, n_above, b->computing->needs, needed, true};
    look_at(&n, expr);
    return n.fits ? expr : NULL;
}

/** A text that is written out must be a code of the list. */
static bool fits_codes(const binding *b, const gr_expr *expr, const gr_column *column)
{
    bool is_text = expr->kind == GR_X_LITERAL && expr->as.literal.type == GR_T_TEXT;
    if (column->type != GR_T_CODE || column->codes == NULL || !is_text) {
        return true;
    }
    gr_value value;
    gr_plain plain;
    gr_field_form form = {.column = column, .mark = '.'};
    if (gr_field_read(&form, expr->as.literal.as.text, b->describing->arena, &value, &plain)) {
        return true;
    }
    gr_field_refuse(&form, expr->as.literal.as.text, expr->at, b->describing->arena,
                    b->describing->diag);
    return false;
}

/** A reference takes its key and a code its code, as text. */
static const gr_bound *bind_value(binding *b, const gr_expr *expr, const gr_column *column)
{
    bool by_text = column->type == GR_T_REF || column->type == GR_T_CODE;
    gr_vtype type = {.type = GR_T_NONE};
    if (!by_text) {
        return gr_bind_as(&b->binder, expr, b->scope, column->type);
    }
    const gr_bound *bound = gr_bind_expr(&b->binder, expr, b->scope, &type);
    if (bound == NULL || type.type == GR_T_TEXT || type.type == column->type) {
        return bound != NULL && fits_codes(b, expr, column) ? bound : NULL;
    }
    gr_diag_report(b->describing->diag, expr->at, GR_CODE_TYPE_MISMATCH,
                   "'" GR_FMT "' is %s, and a %s is made of a text", GR_ARG(expr->source),
                   gr_type_said(type.type), gr_type_said(column->type));
    return NULL;
}

static void bind_field(binding *b, const gr_xml_elem *elem, size_t column)
{
    gr_column *of = &b->plan->schema->columns[column];
    const gr_xml_named *named = gr_xml_find(elem, "value");
    b->computing->needs[column] = GR_NEW_N(b->describing->arena, bool, column + 1);
    const gr_expr *expr = read_expr(b, elem, named, column, b->computing->needs[column]);
    const gr_bound *bound = expr == NULL ? NULL : bind_value(b, expr, of);
    b->computing->values[column] = bound;
    of->explain = gr_computing_explain;
    of->explained_by = b->computing;
    of->explained_at = named->at;
}

static void add_to_scope(binding *b, const gr_column *column)
{
    gr_vtype type = gr_vtype_of_column(column);
    if (column->type == GR_T_REF) { /* its record may not have been read yet */
        type = (gr_vtype){.type = GR_T_TEXT};
    }
    b->scope = gr_scope_add(&b->binder, b->scope, column->name, type);
}

/** What a condition reads has its sign by other fields: these are read with it. */
static void add_signs(const gr_computing *computing, bool *needed, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; needed[i] && computing->of_negative[i] != NULL && k < n; k++) {
            needed[k] = needed[k] || computing->of_negative[i][k];
        }
    }
}

static void bind_where(binding *b, const gr_xml_elem *elem, const gr_xml_named *named)
{
    size_t n = b->plan->schema->n_columns;
    b->computing->where_at = named->at;
    b->computing->of_where = GR_NEW_N(b->describing->arena, bool, n);
    const gr_expr *expr = read_expr(b, elem, named, n, b->computing->of_where);
    if (expr != NULL) {
        b->computing->where = gr_bind_as(&b->binder, expr, b->scope, GR_T_BOOL);
        add_signs(b->computing, b->computing->of_where, n);
    }
}

/** negative="side = 'C'": it sees all fields that are read, and of the others those above. */
static void bind_negative(binding *b, const gr_xml_elem *elem, size_t column)
{
    const gr_xml_named *named = gr_xml_find(elem, "negative");
    size_t n = b->plan->schema->n_columns;
    bool *needed = GR_NEW_N(b->describing->arena, bool, n);
    const gr_expr *expr = read_expr(b, elem, named, n, needed);
    if (expr == NULL || !gr_negative_fits(b->describing, b->plan, column, named, needed)) {
        return;
    }
    b->computing->of_negative[column] = needed;
    b->computing->negative[column] = gr_bind_as(&b->binder, expr, b->scope, GR_T_BOOL);
    b->plan->fields[column].has_sign = b->computing->negative[column] != NULL;
}

static void bind_negatives(binding *b, const gr_xml_elem *elem)
{
    size_t i = 0;
    for (const gr_xml_elem *field = gr_xml_next(elem, NULL); field != NULL;
         field = gr_xml_next(elem, field)) {
        if (field->rule->kind != GR_SOURCE_FIELD || i == b->plan->schema->n_columns) {
            continue;
        }
        if (gr_xml_find(field, "negative") != NULL) {
            bind_negative(b, field, i);
        }
        i++;
    }
}

static bool has_any(const gr_xml_elem *elem)
{
    bool any = gr_xml_find(elem, "where") != NULL;
    for (const gr_xml_elem *field = gr_xml_next(elem, NULL); field != NULL;
         field = gr_xml_next(elem, field)) {
        any = any || gr_xml_find(field, "value") != NULL || gr_xml_find(field, "negative") != NULL;
    }
    return any;
}

void gr_read_computed(const gr_describing *describing, const gr_xml_elem *elem, gr_plan *plan)
{
    gr_arena *arena = describing->arena;
    if (!has_any(elem)) {
        return;
    }
    size_t n = plan->schema->n_columns;
    gr_computing *computing = GR_NEW(arena, gr_computing);
    *computing = (gr_computing){.plan = plan,
                                .arena = arena,
                                .values = GR_NEW_N(arena, const gr_bound *, n),
                                .needs = GR_NEW_N(arena, bool *, n),
                                .negative = GR_NEW_N(arena, const gr_bound *, n),
                                .of_negative = GR_NEW_N(arena, bool *, n),
                                .unheard = gr_diag_new(arena, 1)};
    binding b = {describing,
                 plan,
                 computing,
                 {.arena = arena,
                  .diag = describing->diag,
                  .catalogue = gr_catalogue_new(arena),
                  .data = true},
                 NULL};
    plan->computing = computing;
    b.scope = gr_scope_add(&b.binder, NULL, file_name, (gr_vtype){.type = GR_T_TEXT});
    size_t i = 0;
    for (const gr_xml_elem *field = gr_xml_next(elem, NULL); field != NULL && i < n;
         field = gr_xml_next(elem, field)) {
        if (field->rule->kind != GR_SOURCE_FIELD) {
            continue;
        }
        if (gr_xml_find(field, "value") != NULL) {
            bind_field(&b, field, i);
        }
        add_to_scope(&b, &plan->schema->columns[i++]);
    }
    bind_negatives(&b, elem);
    const gr_xml_named *where = gr_xml_find(elem, "where");
    if (where != NULL) {
        bind_where(&b, elem, where);
    }
    computing->n_slots = b.binder.n_slots;
}

/* ---- fields that no path reads ---- */

bool gr_field_is_made(const gr_describing *describing, const gr_xml_elem *elem, gr_plan *plan,
                      size_t field)
{
    static const char *const reads[] = {
        "path", "default",       "notation", "decimals", "open-end", "pattern", "years-from",
        "zone", "currency-from", "true",     "false",    "missing",  "binary",  "negative"};
    const gr_xml_named *value = gr_xml_find(elem, "value");
    const gr_xml_named *count = gr_xml_find(elem, "count");
    const gr_xml_named *by = value != NULL ? value : count;
    if (by == NULL) {
        return false;
    }
    for (size_t i = 0; i < sizeof reads / sizeof reads[0]; i++) {
        const gr_xml_named *other = gr_xml_find(elem, reads[i]);
        if (other != NULL) {
            gr_diag_report(describing->diag, other->at, GR_CODE_ATTRIBUTE_VALUE,
                           "%s= says how a field is read, and this one has " GR_FMT
                           "=; leave one of them out",
                           reads[i], GR_ARG(by->name));
        }
    }
    if (value != NULL && count != NULL) {
        gr_diag_report(describing->diag, count->at, GR_CODE_ATTRIBUTE_VALUE,
                       "a field is computed (value=) or counted (count=), not both");
    }
    gr_column *column = &plan->schema->columns[field];
    plan->fields[field] = (gr_plan_field){
        .tried = gr_str_fmt(describing->arena, "'" GR_FMT "'", GR_ARG(by->value)),
        .at = by->at,
        .made = value != NULL                    ? GR_FIELD_COMPUTED
                : gr_str_is(by->value, "parent") ? GR_FIELD_COUNTED_IN_PARENT
                                                 : GR_FIELD_COUNTED_IN_FILE,
    };
    if (value == NULL) {
        column->ordinal = true;
        if (column->type != GR_T_INT) {
            gr_diag_report(describing->diag, elem->at, GR_CODE_ATTRIBUTE_VALUE,
                           "what is counted is type=\"integer\"");
        }
    }
    return true;
}
