#include "eval/eval.h"

/* Owns missing="p.m.": what stands where a value is missing, and sums of what is known. A sum over
 * values of which some are missing is missing. Where the descriptor says what stands for such a
 * value, the sum of the others is shown with that sign behind it: "€ 1.200 + p.m.". What is missing
 * stays among its operands, first.
 *
 * Only sums are looked into: a difference, a quotient or a field that was worked out from something
 * missing is missing itself. A declared total over others is not looked into either: over fewer of
 * them it could tell what one of them has. */
#include "base/arena.h"
#include "expander_priv.h"
#include "format/value_text.h"

#define NBSP       "\u00A0"
#define MOST_NODES 4000000 /* of an origin that is looked into, counted along each path */

typedef struct parts { /* of a sum */
    gr_arena *arena;
    gr_value *known;
    size_t n_known, cap_known;
    const gr_origin **missing;
    size_t n_missing, cap_missing;
} parts;

/** Whose missing= is for `node`: its own, or for a column that of its table. Shares have none:
 *  nothing of their whole may be missing. */
static const gr_tnode *saying(const gr_tnode *node)
{
    const gr_tnode *at = node;
    bool column = node != NULL && node->kind == GR_E_COLUMN;
    if (!column || gr_tnode_attr(node, "missing") != NULL || gr_tnode_flag(node, "share", false)) {
        return node;
    }
    while (at != NULL && at->kind != GR_E_TABLE) {
        at = at->parent;
    }
    return at == NULL ? node : at;
}

gr_str gr_gap_sign(const gr_tnode *node)
{
    return node == NULL ? GR_LIT("") : gr_str_trim(gr_tnode_value(saying(node), "missing"));
}

static gr_str spoken_of(const gr_tnode *node)
{
    return gr_str_trim(gr_tnode_value(saying(node), "missing-spoken"));
}

static bool take(parts *sum, const gr_origin *origin);

static bool take_operands(parts *sum, const gr_origin *origin)
{
    bool all = true;
    for (size_t i = 0; all && i < origin->n_args; i++) {
        all = take(sum, origin->args[i]);
    }
    return all;
}

static bool is_sum(const gr_origin *origin)
{
    return !origin->opened && origin->n_args > 0 &&
           (origin->op == GR_OP_SUM || origin->op == GR_OP_ADD);
}

/** False when one of the parts is neither a number nor missing. */
static bool take(parts *sum, const gr_origin *origin)
{
    while (origin != NULL && origin->op == GR_OP_CHOOSE && origin->n_args > 0) {
        origin = origin->args[0];
    }
    if (origin == NULL) {
        return false;
    }
    if (origin->value.type == GR_T_MISSING && is_sum(origin)) {
        return take_operands(sum, origin);
    }
    if (origin->value.type == GR_T_MISSING) {
        *GR_PUSH(sum->arena, sum->missing, sum->n_missing, sum->cap_missing, const gr_origin *) =
            origin;
        return true;
    }
    if (!gr_value_is_number(&origin->value)) {
        return origin->value.type == GR_T_NOT_APPLICABLE;
    }
    gr_value known = origin->value;
    known.origin = origin;
    *GR_PUSH(sum->arena, sum->known, sum->n_known, sum->cap_known, gr_value) = known;
    return true;
}

/** The sum tells what is missing in it first. */
static const gr_origin *origin_of(const parts *sum, const gr_origin *whole, gr_value value)
{
    size_t n = sum->n_missing + sum->n_known;
    const gr_origin **args = GR_NEW_N(sum->arena, const gr_origin *, n);
    for (size_t i = 0; i < n; i++) {
        args[i] = i < sum->n_missing ? sum->missing[i] : sum->known[i - sum->n_missing].origin;
    }
    gr_str of = whole->condition.len > 0 ? whole->condition : GR_LIT("operands");
    gr_str detail = gr_str_fmt(sum->arena, GR_FMT ", %zu missing", GR_ARG(of), sum->n_missing);
    value.origin = NULL;
    return gr_origin_inner(sum->arena, GR_OP_SUM, value, args, n, detail);
}

bool gr_gap_known(gr_expander *expander, const gr_value *value, gr_value *out)
{
    const gr_origin *whole = value->origin;
    parts sum = {.arena = expander->arena};
    if (value->type != GR_T_MISSING || whole == NULL || whole->weight > MOST_NODES ||
        !take(&sum, whole) || sum.n_known == 0 || sum.n_missing == 0) {
        return false;
    }
    gr_value known =
        gr_sum_values(expander->context, sum.known, sum.n_known, GR_LIT("what is known"));
    expander->failed |= known.type == GR_T_POISON;
    if (!gr_value_is_number(&known)) {
        return false;
    }
    known.origin = origin_of(&sum, whole, known);
    *out = known;
    return true;
}

gr_str gr_gap_text(gr_expander *expander, gr_str known, gr_str sign)
{
    return gr_str_fmt(expander->arena, GR_FMT NBSP "+" NBSP GR_FMT, GR_ARG(known), GR_ARG(sign));
}

void gr_gap_fill(gr_expander *expander, gr_figure *figure)
{
    gr_str sign = figure->value.type != GR_T_MISSING ? GR_LIT("") : gr_gap_sign(expander->gap);
    if (sign.len == 0) {
        return;
    }
    gr_value known = {.type = GR_T_NONE};
    figure->sign = figure->text = sign;
    figure->spoken = spoken_of(expander->gap);
    if (gr_gap_known(expander, &figure->value, &known)) {
        figure->value = known;
        gr_str text = gr_value_text(expander->arena, &known, figure->format,
                                    &expander->report->house->notation);
        figure->text = gr_gap_text(expander, text, sign);
    }
}
