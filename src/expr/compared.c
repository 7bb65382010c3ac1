#include "expr/expr.h"

/* Owns what of a condition is told when it does not hold: its first comparison that fails. */
#include "expr_priv.h"

static const char *words_of(const gr_bound *node)
{
    switch (node->as.binary.op) {
    case GR_B_EQ:
        return "must be";
    case GR_B_NE:
        return "must not be";
    case GR_B_LT:
        return "must be less than";
    case GR_B_LE:
        return "must be at most";
    case GR_B_GT:
        return "must be more than";
    case GR_B_GE:
        return "must be at least";
    case GR_B_ADD:
    case GR_B_SUB:
    case GR_B_MUL:
    case GR_B_DIV:
    case GR_B_AND:
    case GR_B_OR:
        break;
    }
    return NULL;
}

static bool is_constant(const gr_bound *node)
{
    while (node->kind == GR_N_WIDEN || node->kind == GR_N_NEGATE) {
        node = node->as.operand;
    }
    return node->kind == GR_N_CONSTANT;
}

bool gr_failed_comparison(gr_eval_context *context, const gr_bound *condition, gr_compared *out)
{
    if (condition->kind == GR_N_LOGIC && condition->as.binary.op == GR_B_AND) {
        gr_value left = gr_expr_value(context, condition->as.binary.left, NULL);
        bool held = left.type == GR_T_BOOL && left.as.b;
        return gr_failed_comparison(
            context, held ? condition->as.binary.right : condition->as.binary.left, out);
    }
    if (condition->kind != GR_N_COMPARE) {
        return false;
    }
    const gr_bound *left = condition->as.binary.left, *right = condition->as.binary.right;
    *out = (gr_compared){.left = gr_expr_value(context, left, NULL),
                         .right = gr_expr_value(context, right, NULL),
                         .left_text = left->source,
                         .right_text = is_constant(right) ? GR_LIT("") : right->source,
                         .must = words_of(condition)};
    return out->must != NULL && out->left.type != GR_T_POISON && out->right.type != GR_T_POISON;
}
