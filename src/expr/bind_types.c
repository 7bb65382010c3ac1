#include "expr_priv.h"

/* Owns which types go together: arithmetic, comparison, and constants that take the type of what
 * they stand beside. Must not know names. */
#include "base/arena.h"
#include "base/date.h"

bool gr_is_plain_number(gr_type type)
{
    return type == GR_T_INT || type == GR_T_DECIMAL;
}

bool gr_same_schema(const gr_vtype *a, const gr_vtype *b)
{
    return a->schema == b->schema;
}

/** Two sources may each declare a list that people know as one. */
bool gr_same_codes(const gr_vtype *a, const gr_vtype *b)
{
    return a->codes == b->codes ||
           (a->codes != NULL && b->codes != NULL && gr_str_eq(a->codes->name, b->codes->name));
}

gr_vtype gr_vtype_of_column(const gr_column *column)
{
    return (gr_vtype){.type = column->type,
                      .schema = column->target,
                      .codes = column->codes,
                      .currency = column->currency,
                      .form = column->form};
}

gr_str gr_vtype_text(gr_arena *arena, const gr_vtype *type)
{
    if (type->group) {
        return GR_LIT("a group");
    }
    if (type->type == GR_T_REF && type->schema != NULL) {
        return gr_str_fmt(arena, "a record of " GR_FMT, GR_ARG(type->schema->name));
    }
    if (type->type == GR_T_CODE && type->codes != NULL) {
        return gr_str_fmt(arena, "a code of " GR_FMT, GR_ARG(type->codes->name));
    }
    return gr_str_of(gr_type_said(type->type));
}

/* ---- constants ---- */

static const gr_bound *constant_like(const gr_binding *in, const gr_bound *node, gr_vtype type,
                                     gr_value value)
{
    gr_bound *made = GR_NEW(in->binder->arena, gr_bound);
    *made = *node;
    made->type = type;
    made->as.constant = value;
    made->as.constant.origin = gr_origin_constant(in->binder->arena, value);
    return made;
}

static const gr_bound *refuse_code(const gr_binding *in, const gr_bound *node,
                                   const gr_code_list *list)
{
    gr_arena *arena = in->binder->arena;
    gr_str text = node->as.constant.as.text;
    gr_str *codes = GR_NEW_N(arena, gr_str, list->n);
    for (size_t i = 0; i < list->n; i++) {
        codes[i] = list->codes[i].code;
        if (gr_str_eq(list->codes[i].label, text)) {
            gr_diag_report(in->binder->diag, node->at, GR_CODE_VALUE_CODE,
                           "'" GR_FMT "' is what people call it; write '" GR_FMT "'", GR_ARG(text),
                           GR_ARG(codes[i]));
            return NULL;
        }
    }
    gr_str advice = gr_advice(arena, text, codes, list->n);
    gr_diag_report(in->binder->diag, node->at, GR_CODE_VALUE_CODE,
                   "'" GR_FMT "' in codes '" GR_FMT "'" GR_FMT, GR_ARG(text), GR_ARG(list->name),
                   GR_ARG(advice));
    return NULL;
}

static const gr_bound *adapt_code(const gr_binding *in, const gr_bound *node, const gr_vtype *want)
{
    for (size_t i = 0; i < want->codes->n; i++) {
        if (gr_str_eq(want->codes->codes[i].code, node->as.constant.as.text)) {
            gr_value value = {.type = GR_T_CODE, .as.code = want->codes->codes[i]};
            return constant_like(in, node, *want, value);
        }
    }
    return refuse_code(in, node, want->codes);
}

static const gr_bound *adapt_money(const gr_binding *in, const gr_bound *node, const gr_vtype *want)
{
    gr_currency currency = gr_zero_of(want).as.money.cur;
    gr_decimal number = gr_plain_decimal(&node->as.constant);
    gr_decimal fitted = number;
    if (!gr_decimal_round(number, currency.digits, GR_ROUND_DOWN, &fitted) ||
        gr_decimal_cmp(number, fitted) != 0) {
        return node;
    }
    gr_value value = {.type = GR_T_MONEY, .as.money = {fitted.coef, currency}};
    return constant_like(in, node, (gr_vtype){.type = GR_T_MONEY, .currency = currency}, value);
}

static const gr_bound *adapt_period(const gr_binding *in, const gr_bound *node,
                                    const gr_vtype *want)
{
    gr_value value = {.type = GR_T_PERIOD};
    gr_str text = node->as.constant.type == GR_T_TEXT ? node->as.constant.as.text : node->source;
    return gr_period_parse(text, &value.as.period) ? constant_like(in, node, *want, value) : node;
}

/** A whole number beside a year is one, when it can be. */
static const gr_bound *adapt_year(const gr_binding *in, const gr_bound *node, const gr_vtype *want)
{
    gr_value value = {.type = GR_T_YEAR, .as.i = node->as.constant.as.i};
    bool fits = value.as.i >= GR_YEAR_FIRST && value.as.i <= GR_YEAR_LAST;
    return fits ? constant_like(in, node, *want, value) : node;
}

const gr_bound *gr_bind_adapt(const gr_binding *in, const gr_bound *node, const gr_vtype *want)
{
    gr_type type = node->type.type;
    if (node->kind != GR_N_CONSTANT || type == want->type) {
        return node;
    }
    if (want->type == GR_T_CODE && type == GR_T_TEXT && want->codes != NULL) {
        return adapt_code(in, node, want);
    }
    if (want->type == GR_T_MONEY && gr_is_plain_number(type)) {
        return adapt_money(in, node, want);
    }
    if (want->type == GR_T_YEAR && type == GR_T_INT) {
        return adapt_year(in, node, want);
    }
    if (want->type == GR_T_PERIOD && (type == GR_T_INT || type == GR_T_TEXT)) {
        return adapt_period(in, node, want);
    }
    return node;
}

/* ---- arithmetic ---- */

static bool is_exact(gr_type type)
{
    return gr_is_plain_number(type) || type == GR_T_RATIO;
}

/** Exact, unless it says its decimals. */
static gr_vtype quotient_type(const gr_vtype *left, const gr_vtype *right, uint8_t places)
{
    if (left->type == GR_T_MONEY && is_exact(right->type)) {
        gr_vtype amount = *left;
        amount.quotient = (uint8_t)(places + 1);
        amount.reckoned = false;
        return amount;
    }
    bool amounts = left->type == GR_T_MONEY && right->type == GR_T_MONEY;
    if (!amounts && !(is_exact(left->type) && is_exact(right->type))) {
        return (gr_vtype){.type = GR_T_NONE};
    }
    gr_vtype type = {.type = places == GR_PLACES_OWN ? GR_T_RATIO : GR_T_DECIMAL};
    type.quotient = places == GR_PLACES_OWN ? 0 : (uint8_t)(places + 1);
    return type;
}

static gr_vtype amount_like(const gr_vtype *type)
{
    return (gr_vtype){.type = GR_T_MONEY, .currency = type->currency};
}

static gr_vtype product_type(const gr_vtype *left, const gr_vtype *right)
{
    if (left->type == GR_T_MONEY && is_exact(right->type)) {
        return amount_like(left);
    }
    if (right->type == GR_T_MONEY && is_exact(left->type)) {
        return amount_like(right);
    }
    if (is_exact(left->type) && is_exact(right->type) &&
        (left->type == GR_T_RATIO || right->type == GR_T_RATIO)) {
        return (gr_vtype){.type = GR_T_RATIO};
    }
    bool numbers = gr_is_plain_number(left->type) && gr_is_plain_number(right->type);
    bool whole = left->type == GR_T_INT && right->type == GR_T_INT;
    return (gr_vtype){.type = !numbers ? GR_T_NONE : whole ? GR_T_INT : GR_T_DECIMAL};
}

/** A year moves by whole numbers, a date by days; two of one kind are so many years or days apart.
 * NONE: neither is. */
static gr_vtype moment_type(gr_binary op, gr_type left, gr_type right)
{
    gr_type kind = left == GR_T_INT ? right : left;
    bool moved = (left == kind && right == GR_T_INT) ||
                 (op == GR_B_ADD && left == GR_T_INT && right == kind);
    bool apart = op == GR_B_SUB && left == kind && right == kind;
    return (gr_vtype){.type = moved ? kind : apart ? GR_T_INT : GR_T_NONE};
}

static bool is_moment(gr_type type)
{
    return type == GR_T_YEAR || type == GR_T_DATE;
}

static gr_vtype sum_type(gr_binary op, const gr_vtype *left, const gr_vtype *right)
{
    if (is_moment(left->type) || is_moment(right->type)) {
        return moment_type(op, left->type, right->type);
    }
    if (left->type == GR_T_MONEY && right->type == GR_T_MONEY) {
        return amount_like(left);
    }
    if (op == GR_B_ADD && left->type == GR_T_TEXT && right->type == GR_T_TEXT) {
        return *left;
    }
    bool money = left->type == GR_T_MONEY || right->type == GR_T_MONEY ||
                 left->type == GR_T_RATIO || right->type == GR_T_RATIO;
    return money ? (gr_vtype){.type = GR_T_NONE} : product_type(left, right);
}

/** NONE when the operation has no meaning for these types. */
static gr_vtype arithmetic_type(const gr_expr *expr, const gr_vtype *left, const gr_vtype *right)
{
    gr_binary op = expr->as.binary.op;
    if (op == GR_B_DIV) {
        return quotient_type(left, right, expr->as.binary.places);
    }
    return op == GR_B_MUL ? product_type(left, right) : sum_type(op, left, right);
}

static const gr_bound *refuse_pair(const gr_binding *in, const gr_expr *expr, const gr_bound *left,
                                   const gr_bound *right, const char *advice)
{
    gr_str left_type = gr_vtype_text(in->binder->arena, &left->type);
    gr_str right_type = gr_vtype_text(in->binder->arena, &right->type);
    gr_diag_report(in->binder->diag, expr->at, GR_CODE_TYPE_MISMATCH,
                   "'" GR_FMT "' is " GR_FMT " and '" GR_FMT "' is " GR_FMT "%s",
                   GR_ARG(left->source), GR_ARG(left_type), GR_ARG(right->source),
                   GR_ARG(right_type), advice);
    return NULL;
}

/** What to write instead of what has no meaning. */
static const char *advice_for(gr_binary op, const gr_vtype *left, const gr_vtype *right)
{
    bool ratio = left->type == GR_T_RATIO || right->type == GR_T_RATIO;
    if (ratio && (op == GR_B_ADD || op == GR_B_SUB)) {
        return "; quotients are not added up: write (a + b) / c, or round each of them first: "
               "round(a / b, 4)";
    }
    return "; these cannot be worked out together";
}

/** A text and what is none, added. */
static const char *advice_for_text(const gr_binding *in, const gr_bound *other)
{
    gr_arena *arena = in->binder->arena;
    gr_str advice =
        other->type.type == GR_T_REF
            ? gr_str_fmt(arena, "; + joins texts: name a field of it, as " GR_FMT ".name",
                         GR_ARG(other->source))
            : gr_str_fmt(arena, "; + joins texts: write text(" GR_FMT ")", GR_ARG(other->source));
    return gr_str_dup(arena, advice).ptr;
}

static const gr_bound *refuse_arithmetic(const gr_binding *in, const gr_expr *expr,
                                         const gr_bound *left, const gr_bound *right)
{
    gr_binary op = expr->as.binary.op;
    bool joins =
        op == GR_B_ADD && (left->type.type == GR_T_TEXT) != (right->type.type == GR_T_TEXT);
    if (joins) {
        const gr_bound *other = left->type.type == GR_T_TEXT ? right : left;
        return refuse_pair(in, expr, left, right, advice_for_text(in, other));
    }
    return refuse_pair(in, expr, left, right, advice_for(op, &left->type, &right->type));
}

const gr_bound *gr_bind_arithmetic(const gr_binding *in, const gr_expr *expr)
{
    gr_binary op = expr->as.binary.op;
    const gr_bound *left = gr_bind_node(in, expr->as.binary.left);
    const gr_bound *right = gr_bind_node(in, expr->as.binary.right);
    if (left == NULL || right == NULL) {
        return NULL;
    }
    gr_vtype type = arithmetic_type(expr, &left->type, &right->type);
    if (type.type == GR_T_NONE) {
        return refuse_arithmetic(in, expr, left, right);
    }
    if (op == GR_B_DIV && type.type == GR_T_MONEY && expr->as.binary.places == GR_PLACES_OWN) {
        return refuse_pair(in, expr, left, right,
                           "; an amount divided by a number says its decimals: a / b to 2");
    }
    if (op == GR_B_DIV && type.type == GR_T_MONEY && expr->as.binary.places > 2) {
        return refuse_pair(in, expr, left, right, "; an amount has at most 2 places: 'to 2'");
    }
    gr_keep_places(&type, op, left, right);
    gr_bound *node = gr_bound_new(in, expr, GR_N_ARITHMETIC, type);
    node->as.binary = (gr_bound_binary){op, expr->as.binary.places, left, right};
    return node;
}

/* ---- comparison ---- */

static bool refers_and_names(const gr_vtype *a, const gr_vtype *b)
{
    return a->type == GR_T_REF && (b->type == GR_T_TEXT || b->type == GR_T_NONE);
}

/** Years meet whole numbers, and periods that are years. */
static bool meets_year(gr_type other)
{
    return other == GR_T_YEAR || other == GR_T_INT || other == GR_T_PERIOD;
}

static bool comparable(const gr_vtype *a, const gr_vtype *b)
{
    if (a->type == GR_T_YEAR || b->type == GR_T_YEAR) {
        return meets_year(a->type == GR_T_YEAR ? b->type : a->type);
    }
    if (is_exact(a->type) && is_exact(b->type)) {
        return true;
    }
    if (refers_and_names(a, b) || refers_and_names(b, a)) {
        return true;
    }
    if ((a->type == GR_T_CODE && b->type == GR_T_TEXT) ||
        (a->type == GR_T_TEXT && b->type == GR_T_CODE)) {
        return true;
    }
    if (a->type != b->type || a->type == GR_T_NONE) {
        return false;
    }
    if (a->type == GR_T_REF) {
        return gr_same_schema(a, b);
    }
    return a->type != GR_T_CODE || gr_same_codes(a, b);
}

static bool has_order(const gr_vtype *type)
{
    return type->type != GR_T_REF && type->type != GR_T_CODE && type->type != GR_T_BOOL &&
           type->type != GR_T_NONE;
}

static bool same_start(const gr_bound *a, const gr_bound *b)
{
    return a->kind == GR_N_PATH && b->kind == GR_N_PATH &&
           a->as.path.from_row == b->as.path.from_row && a->as.path.start == b->as.path.start;
}

/** Both walk the same columns as far as the shorter goes. */
static bool same_columns(const gr_bound_path *shorter, const gr_bound_path *longer)
{
    for (size_t i = 0; i < shorter->n; i++) {
        if (shorter->columns[i] != longer->columns[i]) {
            return false;
        }
    }
    return true;
}

/** `record.id` where id is the key of that record: the record itself, as text. */
static bool is_key_of(const gr_bound *record, const gr_bound *key)
{
    const gr_schema *schema = record->type.schema;
    return record->type.type == GR_T_REF && schema != NULL && schema->n_key == 1 &&
           key->as.path.n == record->as.path.n + 1 &&
           key->as.path.columns[key->as.path.n - 1] == schema->key[0] &&
           same_columns(&record->as.path, &key->as.path);
}

/** True when both sides are the same thing, so that the answer is known before reading. */
static bool always_same(const gr_bound *left, const gr_bound *right)
{
    if (!same_start(left, right)) {
        return false;
    }
    if (left->as.path.n == right->as.path.n) {
        return same_columns(&left->as.path, &right->as.path);
    }
    return is_key_of(left, right) || is_key_of(right, left);
}

static const gr_bound *refuse_same(const gr_binding *in, const gr_expr *expr, const gr_bound *left,
                                   const gr_bound *right)
{
    const gr_expr *named = expr->as.binary.right;
    const gr_path *path = &named->as.path;
    bool hidden = in->rows != NULL && left->as.path.from_row && !path->outer &&
                  gr_scope_find(in->scope, path->parts[0]) != NULL;
    if (hidden) {
        gr_diag_report(in->binder->diag, expr->at, GR_CODE_ALWAYS_SAME,
                       "'" GR_FMT "' is the field of '" GR_FMT "' on both sides; write $" GR_FMT
                       " for the variable",
                       GR_ARG(path->parts[0]), GR_ARG(in->rows->schema->name),
                       GR_ARG(right->source));
    } else {
        gr_diag_report(in->binder->diag, expr->at, GR_CODE_ALWAYS_SAME,
                       "'" GR_FMT "' and '" GR_FMT "' are the same value", GR_ARG(left->source),
                       GR_ARG(right->source));
    }
    return NULL;
}

static const gr_bound *refuse_comparison(const gr_binding *in, const gr_expr *expr,
                                         const gr_bound *left, const gr_bound *right)
{
    if (comparable(&left->type, &right->type)) {
        return refuse_pair(in, expr, left, right, "; these have no order, only = and !=");
    }
    const gr_bound *record = left->type.type == GR_T_REF ? left : right;
    if (record->type.type == GR_T_REF && record->type.schema != NULL &&
        record->type.schema->of_codes != NULL) {
        return refuse_pair(in, expr, left, right, "; the code is its field: .code behind its name");
    }
    bool year = left->type.type == GR_T_YEAR || right->type.type == GR_T_YEAR;
    bool date = left->type.type == GR_T_DATE || right->type.type == GR_T_DATE;
    return refuse_pair(in, expr, left, right,
                       year && date ? "; compare with the year of the date: year(...)"
                                    : "; these cannot be compared");
}

/** A code that may be absent stays the text it is: that compares with codes as well. */
static const gr_bound *adapt_side(const gr_binding *in, const gr_expr *expr, const gr_bound *node,
                                  const gr_bound *beside)
{
    return expr->maybe ? node : gr_bind_adapt(in, node, &beside->type);
}

const gr_bound *gr_bind_comparison(const gr_binding *in, const gr_expr *expr)
{
    gr_binary op = expr->as.binary.op;
    in->binder->as_called++; /* 'zorg' is what the field says, whatever language is printed */
    const gr_bound *left = gr_bind_compared(in, expr->as.binary.left);
    const gr_bound *right = gr_bind_compared(in, expr->as.binary.right);
    in->binder->as_called--;
    if (left == NULL || right == NULL) {
        return NULL;
    }
    left = adapt_side(in, expr->as.binary.left, left, right);
    right = left == NULL ? NULL : adapt_side(in, expr->as.binary.right, right, left);
    if (right == NULL) {
        return NULL;
    }
    bool ordered = op != GR_B_EQ && op != GR_B_NE;
    if (!comparable(&left->type, &right->type) || (ordered && !has_order(&left->type)) ||
        (ordered && !has_order(&right->type))) {
        return refuse_comparison(in, expr, left, right);
    }
    if (always_same(left, right)) {
        return refuse_same(in, expr, left, right);
    }
    if (!gr_note_keys(in, expr, left, right)) {
        return NULL;
    }
    gr_bound *node = gr_bound_new(in, expr, GR_N_COMPARE, (gr_vtype){.type = GR_T_BOOL});
    node->as.binary = (gr_bound_binary){op, 0, left, right};
    return node;
}

bool gr_bind_sides(gr_binder *binder, const gr_expr *left, const gr_expr *right,
                   const gr_scope *scope, const gr_bound **out_left, const gr_bound **out_right)
{
    gr_binding in = {binder, scope, NULL};
    gr_expr equals = {.kind = GR_X_BINARY, .at = right->at, .source = right->source};
    equals.as.binary.op = GR_B_EQ;
    equals.as.binary.left = left;
    equals.as.binary.right = right;
    const gr_bound *node = gr_bind_comparison(&in, &equals);
    if (node == NULL || !gr_judge(binder, node->as.binary.left->label, left->at, left->source) ||
        !gr_judge(binder, node->as.binary.right->label, right->at, right->source)) {
        return false;
    }
    *out_left = node->as.binary.left;
    *out_right = node->as.binary.right;
    return true;
}
