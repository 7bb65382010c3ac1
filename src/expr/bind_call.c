#include "expr_priv.h"

/* Owns calls: which functions and aggregates there are and what they take. Must not run them. */
#include <assert.h>

#include "base/arena.h"

const gr_function_info gr_functions[GR_F__COUNT] = {
#define GR_FUNCTION(ID, name, params, result, op) \
    [GR_F_##ID] = {#name, params, GR_RESULT_##result, GR_OP_##op},
#include "functions.def"
#undef GR_FUNCTION
};

static const gr_code_text outcomes[] = {
    {{"V", 1}, {"", 0}}, {{"N", 1}, {"", 0}}, {{"-", 1}, {"", 0}}};
const gr_code_list gr_outcome_list = {.name = {"outcome", 7}, .codes = outcomes, .n = 3};

static const char *const aggregate_names[] = {
    [GR_A_SUM] = "sum", [GR_A_COUNT] = "count",     [GR_A_MIN] = "min",
    [GR_A_MAX] = "max", [GR_A_AVERAGE] = "average", [GR_A_FIRST] = "first"};
#define N_AGGREGATES (sizeof(aggregate_names) / sizeof(aggregate_names[0]))

/** Functions that were, and what says it right. */
static const char *successor_of(gr_str name)
{
    bool gone = gr_str_is(name, "favourable") || gr_str_is(name, "unfavourable");
    return gone ? "it calls a difference of zero favourable; write outcome(v), which yields V, N "
                  "or - : outcome(v) = 'V'; 'griffie migrate --templates' writes it"
                : NULL;
}

static const gr_bound *refuse_function(const gr_binding *in, const gr_expr *expr)
{
    const char *successor = successor_of(expr->as.call.name);
    if (successor != NULL) {
        gr_diag_report(in->binder->diag, expr->at, GR_CODE_FUNCTION_GONE, "'" GR_FMT "': %s",
                       GR_ARG(expr->as.call.name), successor);
        return NULL;
    }
    gr_str names[GR_F__COUNT + N_AGGREGATES + 5];
    size_t n = 0;
    for (size_t i = 0; i < GR_F__COUNT; i++) {
        names[n++] = gr_str_of(gr_functions[i].name);
    }
    for (size_t i = 0; i < N_AGGREGATES; i++) {
        names[n++] = gr_str_of(aggregate_names[i]);
    }
    names[n++] = GR_LIT("join");
    names[n++] = GR_LIT("as_of");
    names[n++] = GR_LIT("lookup");
    names[n++] = GR_LIT("position");
    names[n++] = GR_LIT("last");
    gr_str advice = gr_advice(in->binder->arena, expr->as.call.name, names, n);
    gr_diag_report(in->binder->diag, expr->at, GR_CODE_FUNCTION_UNKNOWN, "'" GR_FMT "'" GR_FMT,
                   GR_ARG(expr->as.call.name), GR_ARG(advice));
    return NULL;
}

/** Derived data are the same for every house style, so nothing in them may look like one. */
static bool has_notation(const gr_binding *in, const gr_bound *value, bool grouped)
{
    gr_type type = value->type.type;
    bool alike = type == GR_T_TEXT || type == GR_T_CODE || type == GR_T_REF || type == GR_T_YEAR ||
                 (type == GR_T_INT && !grouped) || type == GR_T_NONE;
    if (!in->binder->data || (alike && value->type.codes != &gr_outcome_list)) {
        return true;
    }
    gr_str name = gr_vtype_text(in->binder->arena, &value->type);
    gr_diag_report(
        in->binder->diag, value->at, GR_CODE_NOTATION_ABSENT,
        "'" GR_FMT "' is " GR_FMT
        ": data say what it is, a report how it looks; keep it in a field of its own and "
        "make the text where it is printed",
        GR_ARG(value->source), GR_ARG(name));
    return false;
}

/* ---- parameters, a letter each ---- */

static const char *param_name(char letter)
{
    static const struct {
        char letter;
        const char *name;
    } names[] = {{'n', "a number"},
                 {'i', "a whole number"},
                 {'t', "a text"},
                 {'c', "a code"},
                 {'d', "a date"},
                 {'y', "a year"},
                 {'m', "a text or a number"},
                 {'a', "a value"},
                 {'q', "a date, a period or a year"}};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (names[i].letter == letter) {
            return names[i].name;
        }
    }
    assert(false && "a letter that functions.def does not explain");
    return "";
}

static bool takes(char letter, gr_type type)
{
    switch (letter) {
    case 'n':
        return gr_is_plain_number(type) || type == GR_T_MONEY || type == GR_T_RATIO;
    case 'i':
        return type == GR_T_INT;
    case 't':
        return type == GR_T_TEXT;
    case 'c':
        return type == GR_T_CODE;
    case 'd':
        return type == GR_T_DATE;
    case 'y':
        return type == GR_T_YEAR || type == GR_T_INT;
    case 'q':
        return type == GR_T_DATE || type == GR_T_PERIOD || type == GR_T_YEAR || type == GR_T_INT;
    case 'm':
        return type == GR_T_TEXT || gr_is_plain_number(type);
    default: /* 'a': a letter, no enum */
        return type != GR_T_NONE && type != GR_T_RATIO;
    }
}

/** "round(a number, a whole number)" */
static gr_str usage(gr_arena *arena, const gr_function_info *info)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_buf_addf(&out, "%s(", info->name);
    for (size_t i = 0; info->params[i] != '\0'; i++) {
        gr_buf_addf(&out, "%s%s", i == 0 ? "" : ", ", param_name(info->params[i]));
    }
    gr_buf_add_char(&out, ')');
    return gr_buf_view(&out);
}

static bool check_count(const gr_binding *in, const gr_expr *expr, const gr_function_info *info)
{
    size_t want = strlen(info->params);
    gr_str form = usage(in->binder->arena, info);
    if (expr->as.call.set != NULL) {
        gr_diag_report(in->binder->diag, expr->at, GR_CODE_ARGUMENTS,
                       "%s takes values, not a set: " GR_FMT, info->name, GR_ARG(form));
        return false;
    }
    if (expr->as.call.n_args != want) {
        gr_diag_report(in->binder->diag, expr->at, GR_CODE_ARGUMENTS,
                       "%s takes %zu, here are %zu: " GR_FMT, info->name, want,
                       expr->as.call.n_args, GR_ARG(form));
        return false;
    }
    return true;
}

static const gr_bound *bind_argument(const gr_binding *in, const gr_expr *arg,
                                     const gr_function_info *info, char letter)
{
    const gr_bound *bound = gr_bind_node(in, arg);
    if (bound == NULL || takes(letter, bound->type.type)) {
        return bound;
    }
    gr_str type = gr_vtype_text(in->binder->arena, &bound->type);
    gr_str form = usage(in->binder->arena, info);
    if (bound->type.type == GR_T_RATIO && letter == 'a') {
        gr_diag_report(in->binder->diag, bound->at, GR_CODE_RATIO_PLACES,
                       "'" GR_FMT "' is a ratio; round it first: %s(round(" GR_FMT ", 2))",
                       GR_ARG(bound->source), info->name, GR_ARG(bound->source));
        return NULL;
    }
    gr_diag_report(in->binder->diag, bound->at, GR_CODE_ARGUMENTS,
                   "'" GR_FMT "' is " GR_FMT ", where %s must stand: " GR_FMT,
                   GR_ARG(bound->source), GR_ARG(type), param_name(letter), GR_ARG(form));
    return NULL;
}

/** A quotient that is rounded is a decimal. */
static gr_vtype same_type(const gr_function_info *info, const gr_vtype *first)
{
    gr_vtype type = {.type = first->type,
                     .currency = first->currency,
                     .quotient = first->quotient,
                     .reckoned = first->reckoned};
    if (info->op == GR_OP_ROUND && first->type == GR_T_RATIO) {
        type.type = GR_T_DECIMAL;
    }
    return type;
}

static gr_vtype result_type(const gr_function_info *info, const gr_vtype *first)
{
    switch (info->result) {
    case GR_RESULT_SAME:
        return same_type(info, first);
    case GR_RESULT_TEXT:
        return (gr_vtype){.type = GR_T_TEXT};
    case GR_RESULT_INT:
        return (gr_vtype){.type = GR_T_INT};
    case GR_RESULT_YEAR:
        return (gr_vtype){.type = GR_T_YEAR};
    case GR_RESULT_DATE:
        return (gr_vtype){.type = GR_T_DATE};
    case GR_RESULT_BOOL:
        return (gr_vtype){.type = GR_T_BOOL};
    case GR_RESULT_DECIMAL:
        return (gr_vtype){.type = GR_T_DECIMAL};
    case GR_RESULT_MONEY:
        return (gr_vtype){.type = GR_T_MONEY};
    case GR_RESULT_OUTCOME:
        return (gr_vtype){.type = GR_T_CODE, .codes = &gr_outcome_list};
    }
    return *first;
}

static const gr_bound *bind_function(const gr_binding *in, const gr_expr *expr, size_t function)
{
    const gr_function_info *info = &gr_functions[function];
    if (!check_count(in, expr, info)) {
        return NULL;
    }
    size_t n = expr->as.call.n_args;
    const gr_bound **args = GR_NEW_N(in->binder->arena, const gr_bound *, n);
    bool fits = true;
    for (size_t i = 0; i < n; i++) {
        args[i] = bind_argument(in, expr->as.call.args[i], info, info->params[i]);
        fits = fits && args[i] != NULL;
    }
    bool says = function == GR_F_LABEL || function == GR_F_TEXT;
    if (fits && says && !gr_codes_have_labels(in->binder, &args[0]->type, args[0]->at)) {
        return NULL;
    }
    if (!fits || (info->op == GR_OP_TEXT && !has_notation(in, args[0], false))) {
        return NULL;
    }
    gr_vtype type = result_type(info, &args[0]->type);
    if (info->op == GR_OP_ROUND) {
        gr_keep_places_of_round(&type, args[0], args[1]);
    }
    gr_bound *node = gr_bound_new(in, expr, GR_N_CALL, type);
    node->as.call.function = (gr_function)function;
    node->as.call.args = args;
    node->as.call.n_args = n;
    return node;
}

/* ---- join ---- */

static const gr_bound *refuse_join(const gr_binding *in, gr_loc at)
{
    gr_diag_report(in->binder->diag, at, GR_CODE_ARGUMENTS,
                   "join(value of set, ', ') or join(value of set, ', ', ' en ')");
    return NULL;
}

/** An argument behind the set: text that does not depend on the rows. */
static const gr_bound *bind_separator(const gr_binding *in, const gr_expr *arg)
{
    const gr_bound *bound = gr_bind_node(in, arg);
    if (bound != NULL && bound->type.type != GR_T_TEXT) {
        return refuse_join(in, bound->at);
    }
    return bound;
}

static const gr_bound *bind_join(const gr_binding *in, const gr_expr *expr)
{
    size_t n = expr->as.call.n_args;
    if (expr->as.call.set == NULL || n < 2 || n > 3) {
        return refuse_join(in, expr->at);
    }
    const gr_bound_set *set = gr_bind_set_in(in, expr->as.call.set);
    const gr_bound *between = bind_separator(in, expr->as.call.args[1]);
    const gr_bound *last = n == 3 ? bind_separator(in, expr->as.call.args[2]) : between;
    if (set == NULL || between == NULL || last == NULL) {
        return NULL;
    }
    gr_row_scope rows = {set->schema, in->rows, set->row_label};
    gr_binding row = {in->binder, in->scope, &rows};
    const gr_bound *value = gr_bind_node(&row, expr->as.call.args[0]);
    if (value == NULL || !gr_codes_have_labels(in->binder, &value->type, value->at) ||
        !has_notation(in, value, true)) {
        return NULL;
    }
    if (value->type.type == GR_T_RATIO) {
        gr_diag_report(in->binder->diag, value->at, GR_CODE_RATIO_PLACES,
                       "'" GR_FMT "' is a ratio; round it first: round(" GR_FMT ", 2)",
                       GR_ARG(value->source), GR_ARG(value->source));
        return NULL;
    }
    gr_bound *node = gr_bound_new(in, expr, GR_N_JOIN, (gr_vtype){.type = GR_T_TEXT});
    node->as.join.value = value;
    node->as.join.between = between;
    node->as.join.last = last;
    node->as.join.set = set;
    return node;
}

const gr_bound *gr_bind_call(const gr_binding *in, const gr_expr *expr)
{
    if (gr_str_is(expr->as.call.name, "join")) {
        return bind_join(in, expr);
    }
    if (gr_str_is(expr->as.call.name, "lookup")) {
        return gr_bind_lookup(in, expr);
    }
    if (gr_str_is(expr->as.call.name, "as_of")) {
        return gr_bind_as_of(in, expr);
    }
    if (gr_names_turn(expr)) {
        return gr_bind_turn(in, expr);
    }
    for (size_t i = 0; i < GR_F__COUNT; i++) {
        if (gr_str_is(expr->as.call.name, gr_functions[i].name)) {
            return bind_function(in, expr, i);
        }
    }
    return refuse_function(in, expr);
}

/* ---- aggregates ---- */

static bool aggregate_takes(gr_aggregate op, gr_type type)
{
    bool number = gr_is_plain_number(type) || type == GR_T_MONEY;
    bool ordered = number || type == GR_T_RATIO;
    switch (op) {
    case GR_A_SUM:
    case GR_A_AVERAGE:
        return number;
    case GR_A_MIN:
    case GR_A_MAX:
        return ordered || type == GR_T_DATE || type == GR_T_PERIOD || type == GR_T_YEAR ||
               type == GR_T_TEXT;
    case GR_A_FIRST:
        return type != GR_T_NONE;
    case GR_A_COUNT:
        return true;
    }
    return false;
}

static gr_vtype aggregate_type(const gr_expr *expr, const gr_bound *value)
{
    gr_aggregate op = expr->as.aggregate.op;
    if (op == GR_A_COUNT) {
        return (gr_vtype){.type = GR_T_INT};
    }
    uint8_t places = expr->as.aggregate.places;
    gr_vtype type = value->type;
    if (op == GR_A_AVERAGE) {
        bool exact = places == GR_PLACES_OWN;
        type.type = type.type == GR_T_MONEY ? GR_T_MONEY : exact ? GR_T_RATIO : GR_T_DECIMAL;
        uint8_t own = exact ? 0 : (uint8_t)(places + 1), of = value->type.quotient;
        type.reckoned = of > 0 && (own == 0 || of < own);
        type.quotient = type.reckoned ? of : own;
    } else {
        type.quotient = value->type.quotient; /* else one of them as it is */
        type.reckoned = type.reckoned || op == GR_A_SUM;
    }
    return type;
}

static const gr_bound *bind_aggregated(const gr_binding *in, const gr_expr *expr,
                                       const gr_bound_set *set)
{
    gr_row_scope rows = {set->schema, in->rows, set->row_label};
    gr_binding row = {in->binder, in->scope, &rows};
    gr_aggregate op = expr->as.aggregate.op;
    const gr_bound *value = gr_bind_node(&row, expr->as.aggregate.value);
    if (value == NULL) {
        return NULL;
    }
    if (!aggregate_takes(op, value->type.type)) {
        gr_str type = gr_vtype_text(in->binder->arena, &value->type);
        gr_diag_report(in->binder->diag, value->at, GR_CODE_TYPE_MISMATCH,
                       "'" GR_FMT "' is " GR_FMT ", which has no %s%s", GR_ARG(value->source),
                       GR_ARG(type), aggregate_names[op],
                       value->type.type == GR_T_RATIO
                           ? "; divide the sums: sum(a of ...) / sum(b of ...)"
                           : "");
        return NULL;
    }
    if (op == GR_A_AVERAGE && value->type.type == GR_T_MONEY && expr->as.aggregate.places > 2) {
        bool exact = expr->as.aggregate.places == GR_PLACES_OWN;
        gr_diag_report(in->binder->diag, expr->at, GR_CODE_TYPE_MISMATCH, "%s",
                       exact ? "an average amount says its decimals: average(v of set to 2)"
                             : "an average amount has at most 2 places: 'to 2'");
        return NULL;
    }
    return value;
}

const gr_bound *gr_bind_aggregate(const gr_binding *in, const gr_expr *expr)
{
    gr_aggregate op = expr->as.aggregate.op;
    const gr_bound_set *set = gr_bind_set_in(in, expr->as.aggregate.set);
    if (set == NULL) {
        return NULL;
    }
    const gr_bound *value = op == GR_A_COUNT ? NULL : bind_aggregated(in, expr, set);
    if (value == NULL && op != GR_A_COUNT) {
        return NULL;
    }
    gr_bound *node = gr_bound_new(in, expr, GR_N_AGGREGATE, aggregate_type(expr, value));
    node->as.aggregate.op = op;
    node->as.aggregate.value = value;
    node->as.aggregate.set = set;
    node->as.aggregate.places = expr->as.aggregate.places;
    return node;
}
