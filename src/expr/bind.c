#include "expr/bind.h"

/* Owns the walk over parsed expressions, scopes, and the nodes that need little thought. Paths,
 * comparisons, calls and sets have files of their own. Must not run anything. */
#include "base/arena.h"
#include "expr_priv.h"

const gr_scope *gr_scope_add(gr_binder *binder, const gr_scope *outer, gr_str name, gr_vtype type)
{
    gr_scope *scope = GR_NEW(binder->arena, gr_scope);
    *scope = (gr_scope){outer, name, type, binder->n_slots++};
    return scope;
}

const gr_scope *gr_scope_of_slot(const gr_scope *scope, uint32_t slot)
{
    while (scope != NULL && scope->slot != slot) {
        scope = scope->outer;
    }
    return scope;
}

const gr_scope *gr_scope_find(const gr_scope *scope, gr_str name)
{
    while (scope != NULL && !gr_str_eq(scope->name, name)) {
        scope = scope->outer;
    }
    return scope;
}

gr_bound *gr_bound_new(const gr_binding *in, const gr_expr *expr, gr_bound_kind kind, gr_vtype type)
{
    gr_bound *node = GR_NEW(in->binder->arena, gr_bound);
    node->kind = kind;
    node->at = expr->at;
    node->source = expr->source;
    node->type = type;
    return node;
}

static const gr_bound *bind_constant(const gr_binding *in, const gr_expr *expr, gr_value value)
{
    gr_vtype type = {.type = value.type};
    gr_bound *node = gr_bound_new(in, expr, GR_N_CONSTANT, type);
    value.origin = gr_origin_constant(in->binder->arena, value);
    node->as.constant = value;
    return node;
}

const gr_bound *gr_bind_widen(const gr_binding *in, const gr_bound *node, gr_type to)
{
    gr_bound *wide = GR_NEW(in->binder->arena, gr_bound);
    *wide = (gr_bound){.kind = GR_N_WIDEN,
                       .at = node->at,
                       .source = node->source,
                       .label = node->label,
                       .type = {.type = to},
                       .as.operand = node};
    return wide;
}

static bool is_exact(gr_type type)
{
    return gr_is_plain_number(type) || type == GR_T_RATIO;
}

static const gr_bound *refuse_type(const gr_binding *in, const gr_bound *node, const char *wanted)
{
    gr_str type = gr_vtype_text(in->binder->arena, &node->type);
    gr_diag_report(in->binder->diag, node->at, GR_CODE_TYPE_MISMATCH,
                   "'" GR_FMT "' is " GR_FMT ", where %s must stand", GR_ARG(node->source),
                   GR_ARG(type), wanted);
    return NULL;
}

static const gr_bound *bind_flag(const gr_binding *in, const gr_expr *expr)
{
    const gr_bound *node = gr_bind_node(in, expr);
    if (node != NULL && node->type.type != GR_T_BOOL) {
        return refuse_type(in, node, "yes or no");
    }
    return node;
}

/** A negative constant is a constant: `amount > -5` compares with one. */
static const gr_bound *negative_constant(const gr_binding *in, const gr_expr *expr,
                                         const gr_bound *operand)
{
    gr_value value = operand->as.constant;
    if (value.type == GR_T_INT) {
        value.as.i = -value.as.i; /* a written number is never the smallest there is */
    } else {
        value.as.dec.coef = -value.as.dec.coef;
    }
    return bind_constant(in, expr, value);
}

static const gr_bound *bind_negate(const gr_binding *in, const gr_expr *expr)
{
    const gr_bound *operand = gr_bind_node(in, expr->as.operand);
    if (operand == NULL) {
        return NULL;
    }
    if (!is_exact(operand->type.type) && operand->type.type != GR_T_MONEY) {
        return refuse_type(in, operand, "a number or an amount");
    }
    if (operand->kind == GR_N_CONSTANT && operand->type.type != GR_T_MONEY) {
        return negative_constant(in, expr, operand);
    }
    gr_bound *node = gr_bound_new(in, expr, GR_N_NEGATE, operand->type);
    node->as.operand = operand;
    return node;
}

static const gr_bound *bind_not(const gr_binding *in, const gr_expr *expr)
{
    const gr_bound *operand = bind_flag(in, expr->as.operand);
    if (operand == NULL) {
        return NULL;
    }
    gr_bound *node = gr_bound_new(in, expr, GR_N_NOT, operand->type);
    node->as.operand = operand;
    return node;
}

static const gr_bound *bind_logic(const gr_binding *in, const gr_expr *expr)
{
    const gr_bound *left = bind_flag(in, expr->as.binary.left);
    const gr_bound *right = bind_flag(in, expr->as.binary.right);
    if (left == NULL || right == NULL) {
        return NULL;
    }
    gr_bound *node = gr_bound_new(in, expr, GR_N_LOGIC, left->type);
    node->as.binary = (gr_bound_binary){expr->as.binary.op, 0, left, right};
    return node;
}

static const gr_bound *bind_binary(const gr_binding *in, const gr_expr *expr)
{
    switch (expr->as.binary.op) {
    case GR_B_ADD:
    case GR_B_SUB:
    case GR_B_MUL:
    case GR_B_DIV:
        return gr_bind_arithmetic(in, expr);
    case GR_B_EQ:
    case GR_B_NE:
    case GR_B_LT:
    case GR_B_LE:
    case GR_B_GT:
    case GR_B_GE:
        return gr_bind_comparison(in, expr);
    case GR_B_AND:
    case GR_B_OR:
        return bind_logic(in, expr);
    }
    return NULL;
}

/** Makes both branches one type: a whole number widens, `none` stands beside anything. */
static bool match_branches(const gr_binding *in, const gr_bound **yes, const gr_bound **no)
{
    gr_type left = (*yes)->type.type;
    gr_type right = (*no)->type.type;
    if (left == GR_T_NONE || right == GR_T_NONE) {
        return true;
    }
    bool numbers = is_exact(left) && is_exact(right);
    if (left != right && numbers) {
        gr_type wide = left == GR_T_RATIO || right == GR_T_RATIO ? GR_T_RATIO : GR_T_DECIMAL;
        *yes = left != wide ? gr_bind_widen(in, *yes, wide) : *yes;
        *no = right != wide ? gr_bind_widen(in, *no, wide) : *no;
        return true;
    }
    bool same = left == right;
    same = same && (left != GR_T_REF || gr_same_schema(&(*yes)->type, &(*no)->type));
    return same && (left != GR_T_CODE || gr_same_codes(&(*yes)->type, &(*no)->type));
}

/** A sign for what is missing is no value of the column: what is added up must stay a number. */
static gr_str missing_remedy(const gr_binding *in, const gr_bound *test, const gr_bound *yes,
                             const gr_bound *no)
{
    bool sign_first = yes->kind == GR_N_CONSTANT && yes->type.type == GR_T_TEXT;
    const gr_bound *sign = sign_first ? yes : no, *figure = sign_first ? no : yes;
    bool asks = gr_str_find(test->source, GR_LIT(" missing")) != SIZE_MAX;
    bool fits = asks && sign->kind == GR_N_CONSTANT && sign->type.type == GR_T_TEXT &&
                (is_exact(figure->type.type) || figure->type.type == GR_T_MONEY ||
                 figure->type.type == GR_T_DATE);
    return fits ? gr_str_fmt(in->binder->arena,
                             "; in a column, tile or line write value=\"" GR_FMT
                             "\" missing=\"" GR_FMT "\" for what is not known yet",
                             GR_ARG(figure->source), GR_ARG(sign->as.constant.as.text))
                : GR_LIT("");
}

static const gr_bound *refuse_branches(const gr_binding *in, const gr_bound *test,
                                       const gr_bound *yes, const gr_bound *no)
{
    gr_str left = gr_vtype_text(in->binder->arena, &yes->type);
    gr_str right = gr_vtype_text(in->binder->arena, &no->type);
    gr_str remedy = missing_remedy(in, test, yes, no);
    gr_diag_report(in->binder->diag, no->at, GR_CODE_TYPE_MISMATCH,
                   "'" GR_FMT "' is " GR_FMT " and '" GR_FMT "' is " GR_FMT
                   "; both sides of a choice have one type" GR_FMT,
                   GR_ARG(yes->source), GR_ARG(left), GR_ARG(no->source), GR_ARG(right),
                   GR_ARG(remedy));
    return NULL;
}

static const gr_bound *bind_choice(const gr_binding *in, const gr_expr *expr)
{
    const gr_bound *test = bind_flag(in, expr->as.choice.test);
    const gr_bound *yes = gr_bind_node(in, expr->as.choice.yes);
    const gr_bound *no = gr_bind_node(in, expr->as.choice.no);
    if (test == NULL || yes == NULL || no == NULL) {
        return NULL;
    }
    yes = gr_bind_adapt(in, yes, &no->type);
    no = yes == NULL ? NULL : gr_bind_adapt(in, no, &yes->type);
    if (no == NULL) {
        return NULL;
    }
    if (!match_branches(in, &yes, &no)) {
        return refuse_branches(in, test, yes, no);
    }
    gr_vtype type = yes->type.type == GR_T_NONE ? no->type : yes->type;
    gr_keep_places_of_choice(&type, &yes->type, &no->type);
    gr_bound *node = gr_bound_new(in, expr, GR_N_CHOICE, type);
    node->as.choice.test = test;
    node->as.choice.yes = yes;
    node->as.choice.no = no;
    return node;
}

static const gr_bound *bind_missing(const gr_binding *in, const gr_expr *expr)
{
    bool outer = in->binder->takes_paragraphs;
    in->binder->takes_paragraphs = true;
    const gr_bound *operand = gr_bind_node(in, expr->as.missing.operand);
    in->binder->takes_paragraphs = outer;
    if (operand == NULL) {
        return NULL;
    }
    gr_bound *node = gr_bound_new(in, expr, GR_N_MISSING, (gr_vtype){.type = GR_T_BOOL});
    node->as.missing.operand = operand;
    node->as.missing.negated = expr->as.missing.negated;
    return node;
}

static const gr_relation *find_relation(const gr_binder *binder, gr_str phrase)
{
    for (size_t i = 0; i < binder->n_relations; i++) {
        if (gr_str_eq(binder->relations[i].phrase, phrase)) {
            return &binder->relations[i];
        }
    }
    return NULL;
}

/** What to write for the key of a record: `edition` for `edition.id`. */
static gr_str record_for_key(const gr_binding *in, const gr_bound *node, const gr_vtype *want)
{
    const gr_bound_path *path = &node->as.path;
    const gr_schema *schema =
        node->kind == GR_N_PATH && path->n > 0 ? path->schemas[path->n - 1] : NULL;
    bool key = schema != NULL && schema == want->schema && schema->n_key == 1 &&
               schema->key[0] == path->columns[path->n - 1];
    gr_str part = key ? schema->columns[schema->key[0]].name : GR_LIT("");
    if (!key || node->source.len <= part.len + 1 || !gr_str_ends(node->source, part)) {
        return gr_str_fmt(in->binder->arena,
                          "a relation is between records, not their keys: name the record by a "
                          "reference or a loop, or find it by \"where %s = ...\"",
                          want->schema != NULL && want->schema->n_key == 1
                              ? want->schema->columns[want->schema->key[0]].name.ptr
                              : "key");
    }
    gr_str record = gr_str_sub(node->source, 0, node->source.len - part.len - 1);
    return gr_str_fmt(in->binder->arena, "write '" GR_FMT "', the record itself", GR_ARG(record));
}

/** `node` must be a record of the dataset that `column` of the relation points at. */
static bool fits_side(const gr_binding *in, const gr_relation *relation, size_t column,
                      const gr_bound *node)
{
    gr_vtype want = gr_vtype_of_column(&relation->of->columns[column]);
    if (node->type.type == GR_T_REF && gr_same_schema(&node->type, &want)) {
        return true;
    }
    gr_arena *arena = in->binder->arena;
    gr_str wanted = gr_vtype_text(arena, &want);
    gr_str type = gr_vtype_text(arena, &node->type);
    gr_str remedy = node->type.type == GR_T_TEXT
                        ? gr_str_fmt(arena, "; " GR_FMT, GR_ARG(record_for_key(in, node, &want)))
                        : GR_LIT("");
    gr_diag_report(in->binder->diag, node->at, GR_CODE_TYPE_MISMATCH,
                   "'" GR_FMT "' is " GR_FMT ", where " GR_FMT " must stand" GR_FMT,
                   GR_ARG(node->source), GR_ARG(type), GR_ARG(wanted), GR_ARG(remedy));
    return false;
}

static const gr_bound *bind_relation(const gr_binding *in, const gr_expr *expr)
{
    const gr_relation *relation = find_relation(in->binder, expr->as.relation.phrase);
    const gr_bound *left = gr_bind_node(in, expr->as.relation.left);
    const gr_bound *right = gr_bind_node(in, expr->as.relation.right);
    if (relation == NULL) {
        gr_diag_report(in->binder->diag, expr->at, GR_CODE_NAME_UNKNOWN,
                       "relation '" GR_FMT "'; it must be declared before it is used",
                       GR_ARG(expr->as.relation.phrase));
        return NULL;
    }
    if (relation->sealed.len > 0) {
        gr_diag_report(in->binder->diag, expr->at, GR_CODE_SEALED_FIELD,
                       "'" GR_FMT "' " GR_FMT "; relate the records of that one",
                       GR_ARG(relation->phrase), GR_ARG(relation->sealed));
        return NULL;
    }
    if (left == NULL || right == NULL) {
        return NULL;
    }
    bool left_fits = left->type.type == GR_T_NONE || fits_side(in, relation, relation->left, left);
    bool right_fits = fits_side(in, relation, relation->right, right);
    if (!left_fits || !right_fits) {
        return NULL;
    }
    const gr_bound *day = NULL;
    if (!gr_bind_relation_day(in, expr, relation, &day)) {
        return NULL;
    }
    gr_row_scope rows = {.schema = relation->of};
    gr_binding row = {in->binder, in->scope, &rows};
    const gr_table *table = gr_catalogue_find(in->binder->catalogue, relation->of->name);
    gr_touch_relation(in->binder, relation);
    gr_bound *node = gr_bound_new(in, expr, GR_N_RELATION, (gr_vtype){.type = GR_T_BOOL});
    node->as.relation =
        (gr_bound_relation){relation, table, gr_row_index_find(in->binder, table, relation->left),
                            left,     right, day == NULL ? NULL : gr_bind_held(&row, day)};
    return node;
}

static const gr_bound *bind_kind(const gr_binding *in, const gr_expr *expr)
{
    switch (expr->kind) {
    case GR_X_LITERAL:
        if (expr->maybe) {
            return gr_refuse_maybe(in, expr);
        }
        return bind_constant(in, expr, expr->as.literal);
    case GR_X_NONE:
        return bind_constant(in, expr, (gr_value){.type = GR_T_NONE});
    case GR_X_PATH:
        return gr_bind_path(in, expr);
    case GR_X_NEGATE:
        return bind_negate(in, expr);
    case GR_X_NOT:
        return bind_not(in, expr);
    case GR_X_BINARY:
        return bind_binary(in, expr);
    case GR_X_CHOICE:
        return bind_choice(in, expr);
    case GR_X_MISSING:
        return bind_missing(in, expr);
    case GR_X_RELATION:
        return bind_relation(in, expr);
    case GR_X_CALL:
        return gr_bind_call(in, expr);
    case GR_X_AGGREGATE:
        return gr_bind_aggregate(in, expr);
    }
    return NULL;
}

/** Every node gets its label here, from those of its parts. */
const gr_bound *gr_bind_node(const gr_binding *in, const gr_expr *expr)
{
    const gr_bound *node = bind_kind(in, expr);
    if (node == NULL || !in->binder->eyes.owned) {
        return node;
    }
    gr_bound *labelled = GR_NEW(in->binder->arena, gr_bound);
    *labelled = *node;
    if (node->kind == GR_N_AGGREGATE) {
        labelled->as.aggregate.total = gr_total_find(in, node);
    }
    labelled->label = gr_label_of(in, labelled);
    labelled->label.known = gr_expr_known(in, expr);
    return labelled;
}

static const gr_bound *with_type(const gr_bound *bound, gr_vtype *out_type)
{
    if (bound != NULL && out_type != NULL) {
        *out_type = bound->type;
        out_type->label = bound->label;
    }
    return bound;
}

/** NULL after a report when it may not leave this room. */
static const gr_bound *judged(gr_binder *binder, const gr_bound *bound)
{
    bool passes = bound == NULL || gr_judge(binder, bound->label, bound->at, bound->source);
    return passes ? bound : NULL;
}

const gr_bound *gr_bind_expr(gr_binder *binder, const gr_expr *expr, const gr_scope *scope,
                             gr_vtype *out_type)
{
    gr_binding in = {binder, scope, NULL};
    return with_type(judged(binder, gr_bind_node(&in, expr)), out_type);
}

const gr_bound *gr_bind_unjudged(gr_binder *binder, const gr_expr *expr, const gr_scope *scope,
                                 gr_vtype *out_type)
{
    gr_binding in = {binder, scope, NULL};
    return with_type(gr_bind_node(&in, expr), out_type);
}

gr_known gr_condition_known(gr_binder *binder, const gr_expr *expr, const gr_scope *scope)
{
    gr_binding in = {binder, scope, NULL};
    return gr_expr_known(&in, expr);
}

const gr_bound *gr_bind_row_expr(gr_binder *binder, const gr_expr *expr, const gr_scope *scope,
                                 const gr_schema *schema, gr_vtype *out_type)
{
    gr_row_scope row = {schema, NULL, gr_label_of_seen(binder, schema)};
    gr_binding in = {binder, scope, &row};
    return with_type(judged(binder, gr_bind_node(&in, expr)), out_type);
}

const gr_bound *gr_bind_as(gr_binder *binder, const gr_expr *expr, const gr_scope *scope,
                           gr_type want)
{
    gr_binding in = {binder, scope, NULL};
    gr_vtype wanted = {.type = want};
    const gr_bound *node = judged(binder, gr_bind_node(&in, expr));
    if (node == NULL || node->type.type == want) {
        return node;
    }
    if ((want == GR_T_DECIMAL && node->type.type == GR_T_INT) ||
        (want == GR_T_RATIO && gr_is_plain_number(node->type.type))) {
        return gr_bind_widen(&in, node, want);
    }
    if (want == GR_T_DECIMAL && node->type.type == GR_T_RATIO) {
        return refuse_type(&in, node, "a decimal (write round(..., 4), or declare a ratio)");
    }
    /* codes cannot be adapted to: which list is not said */
    const gr_bound *fitted = want == GR_T_CODE ? node : gr_bind_adapt(&in, node, &wanted);
    if (fitted == NULL || fitted->type.type == want) {
        return fitted;
    }
    return refuse_type(&in, node, gr_type_said(want));
}

const gr_bound_set *gr_bind_set(gr_binder *binder, const gr_set *set, const gr_scope *scope)
{
    gr_binding in = {binder, scope, NULL};
    const gr_bound_set *bound = gr_bind_set_in(&in, set);
    bool passes = bound == NULL || gr_judge(binder, bound->label, bound->at, bound->source);
    return passes ? bound : NULL;
}

gr_str gr_bound_source(const gr_bound *bound)
{
    return bound->source;
}

const gr_schema *gr_bound_set_schema(const gr_bound_set *set)
{
    return set->schema;
}
