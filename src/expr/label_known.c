/* Owns what is known of a condition before anything is read: yes and no as they are written or
 * given by a parameter; in an edition that has an owner `region` is no and `edition` is there. What
 * can't be reached then is not judged. */
#include "label_priv.h"

/** The slot of the variable that a bare name means; UINT32_MAX when it means something else. */
static uint32_t slot_of_name(const gr_binding *in, const gr_expr *expr, const gr_scope **out_scope)
{
    const gr_path *path = &expr->as.path;
    if (expr->kind != GR_X_PATH || path->n != 1) {
        return UINT32_MAX;
    }
    for (const gr_row_scope *row = path->outer ? NULL : in->rows; row != NULL; row = row->outer) {
        if (gr_schema_column(row->schema, path->parts[0]) != SIZE_MAX) {
            return UINT32_MAX;
        }
    }
    *out_scope = gr_scope_find(in->scope, path->parts[0]);
    return *out_scope == NULL ? UINT32_MAX : (*out_scope)->slot;
}

static gr_known known_name(const gr_binding *in, const gr_expr *expr)
{
    const gr_scope *scope = NULL;
    uint32_t slot = slot_of_name(in, expr, &scope);
    if (slot == UINT32_MAX) {
        return GR_KNOWN_NOT;
    }
    bool region = in->binder->eyes.report && slot == in->binder->eyes.region_slot;
    return region ? GR_KNOWN_NO : scope->type.label.known;
}

static bool is_edition(const gr_binding *in, const gr_expr *expr)
{
    const gr_scope *scope = NULL;
    uint32_t slot = in->binder->eyes.report ? slot_of_name(in, expr, &scope) : UINT32_MAX;
    return slot != UINT32_MAX &&
           (slot == in->binder->eyes.edition_slot || slot == in->binder->eyes.each_slot);
}

static gr_known opposite(gr_known known)
{
    return known == GR_KNOWN_NOT ? known : known == GR_KNOWN_YES ? GR_KNOWN_NO : GR_KNOWN_YES;
}

static gr_known known_pair(const gr_binding *in, const gr_expr *expr)
{
    gr_binary op = expr->as.binary.op;
    const gr_expr *left = expr->as.binary.left;
    const gr_expr *right = expr->as.binary.right;
    if (op == GR_B_EQ || op == GR_B_NE) {
        bool asked = (is_edition(in, left) && right->kind == GR_X_NONE) ||
                     (is_edition(in, right) && left->kind == GR_X_NONE);
        return !asked ? GR_KNOWN_NOT : op == GR_B_EQ ? GR_KNOWN_NO : GR_KNOWN_YES;
    }
    if (op != GR_B_AND && op != GR_B_OR) {
        return GR_KNOWN_NOT;
    }
    gr_known decisive = op == GR_B_AND ? GR_KNOWN_NO : GR_KNOWN_YES;
    gr_known sides[2] = {gr_expr_known(in, left), gr_expr_known(in, right)};
    if (sides[0] == decisive || sides[1] == decisive) {
        return decisive;
    }
    bool both = sides[0] != GR_KNOWN_NOT && sides[1] != GR_KNOWN_NOT;
    return both ? opposite(decisive) : GR_KNOWN_NOT;
}

static gr_known known_choice(const gr_binding *in, const gr_expr *expr)
{
    gr_known test = gr_expr_known(in, expr->as.choice.test);
    if (test == GR_KNOWN_NOT) {
        return test;
    }
    return gr_expr_known(in, test == GR_KNOWN_YES ? expr->as.choice.yes : expr->as.choice.no);
}

gr_known gr_value_known(const gr_value *value)
{
    return value->type != GR_T_BOOL ? GR_KNOWN_NOT : value->as.b ? GR_KNOWN_YES : GR_KNOWN_NO;
}

gr_known gr_expr_known(const gr_binding *in, const gr_expr *expr)
{
    if (!in->binder->eyes.owned) {
        return GR_KNOWN_NOT;
    }
    switch (expr->kind) {
    case GR_X_PATH:
        return known_name(in, expr);
    case GR_X_NOT:
        return opposite(gr_expr_known(in, expr->as.operand));
    case GR_X_BINARY:
        return known_pair(in, expr);
    case GR_X_CHOICE:
        return known_choice(in, expr);
    case GR_X_MISSING:
        if (!is_edition(in, expr->as.missing.operand)) {
            return GR_KNOWN_NOT;
        }
        return expr->as.missing.negated ? GR_KNOWN_YES : GR_KNOWN_NO;
    case GR_X_LITERAL:
        return gr_value_known(&expr->as.literal);
    case GR_X_NONE:
    case GR_X_NEGATE:
    case GR_X_RELATION:
    case GR_X_CALL:
    case GR_X_AGGREGATE:
        return GR_KNOWN_NOT;
    }
    return GR_KNOWN_NOT;
}
