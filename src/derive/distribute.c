/* Owns dividing an amount by weights: parts are whole units and add up to the total exactly. Must
 * not know which key of distribution a municipality agreed on: weights are an expression. */
#include "base/arena.h"
#include "derive_priv.h"

typedef struct sharing { /* one record of the set, being divided */
    const gr_deriving *deriving;
    const gr_derived *derived;
    gr_ref part;
    gr_rows among;
    uint32_t *turns; /* numbers in `among`, by the keys of these records: who goes first when parts
                        are cut off alike must not hang on the order of an export */
    gr_value total;
    gr_value *weights;
    gr_value all_weights;     /* their sum, with its origin */
    gr_money *shares;         /* not used when the total is absent */
    const gr_origin *unit;    /* what each part is a number of; as above */
    const gr_origin **places; /* of each record, its place in `turns`, from 1; as above */
} sharing;

static gr_eval_context *context_of(const sharing *s)
{
    return s->deriving->context;
}

static gr_str part_key(const sharing *s)
{
    return gr_table_key(s->part.table, s->part.row);
}

static gr_status refuse_weights(const sharing *s, const char *why)
{
    gr_diag *diag = context_of(s)->diag;
    gr_diag_report(diag, s->derived->at, GR_CODE_WEIGHTS_EMPTY,
                   "'" GR_FMT "' of '" GR_FMT "': %s '" GR_FMT "'", GR_ARG(part_key(s)),
                   GR_ARG(s->derived->schema->name), why,
                   GR_ARG(s->derived->distribution->among_text));
    gr_diag_note(diag, gr_table_place(s->part.table, s->part.row), "what would be divided");
    return GR_BAD_INPUT;
}

static gr_status refuse_weight(const sharing *s, uint32_t i, const char *why)
{
    gr_diag *diag = context_of(s)->diag;
    gr_str key = gr_table_key(s->among.table, s->among.rows[i]);
    gr_diag_report(diag, s->derived->at, GR_CODE_WEIGHT_VALUE,
                   "that of '" GR_FMT "' for '" GR_FMT "' is %s; it must be zero or more",
                   GR_ARG(key), GR_ARG(part_key(s)), why);
    gr_diag_note(diag, gr_table_place(s->among.table, s->among.rows[i]), "who gets a part");
    return GR_BAD_INPUT;
}

static gr_decimal number_of(const gr_value *value)
{
    return value->type == GR_T_INT ? (gr_decimal){value->as.i, 0} : value->as.dec;
}

/** The records at hand become those of the i-th part. */
static void stand_at(const sharing *s, uint32_t i)
{
    context_of(s)->slots[s->derived->distribution->to_slot].value =
        gr_record_value(context_of(s), s->among.table, s->among.rows[i]);
}

static gr_status weigh(sharing *s)
{
    gr_eval_context *context = context_of(s);
    gr_status status = GR_OK;
    s->weights = GR_NEW_N(context->arena, gr_value, s->among.n);
    for (uint32_t i = 0; i < s->among.n; i++) {
        stand_at(s, i);
        s->weights[i] = gr_expr_value(context, s->derived->distribution->weight, NULL);
        if (s->weights[i].type == GR_T_POISON) {
            status = GR_BAD_INPUT;
        } else if (gr_value_is_absent(&s->weights[i])) {
            status = refuse_weight(s, i, gr_type_said(s->weights[i].type));
        } else if (!gr_value_is_number(&s->weights[i])) {
            status = refuse_weight(s, i, "only known roughly, over hidden numbers");
        } else if (number_of(&s->weights[i]).coef < 0) {
            status = refuse_weight(s, i, "below zero");
        }
    }
    return status;
}

typedef struct turn {
    gr_str key;
    uint32_t nr;
} turn;

/** Keys differ, so nothing is left to chance. */
static int by_key(const void *left, const void *right)
{
    const turn *a = left, *b = right;
    return gr_str_cmp(a->key, b->key);
}

static void take_turns(sharing *s)
{
    gr_arena *arena = context_of(s)->arena;
    turn *turns = GR_NEW_N(arena, turn, s->among.n);
    for (uint32_t i = 0; i < s->among.n; i++) {
        turns[i] = (turn){gr_table_key(s->among.table, s->among.rows[i]), i};
    }
    qsort(turns, s->among.n, sizeof *turns, by_key);
    s->turns = GR_NEW_N(arena, uint32_t, s->among.n);
    for (uint32_t i = 0; i < s->among.n; i++) {
        s->turns[i] = turns[i].nr;
    }
}

/** In turn, so that who is told of them sees who goes first. */
static gr_value add_weights(const sharing *s)
{
    gr_eval_context *context = context_of(s);
    gr_value *weights = GR_NEW_N(context->arena, gr_value, s->among.n);
    for (uint32_t i = 0; i < s->among.n; i++) {
        weights[i] = s->weights[s->turns[i]];
    }
    return gr_sum_values(context, weights, s->among.n, s->derived->distribution->among_text);
}

static uint8_t finest_scale(const sharing *s)
{
    uint8_t scale = 0;
    for (uint32_t i = 0; i < s->among.n; i++) {
        uint8_t own = number_of(&s->weights[i]).scale;
        scale = own > scale ? own : scale;
    }
    return scale;
}

/** Weights as whole numbers, in the ratio they have: 0.5 and 1.25 become 50 and 125. */
static gr_status scale_weights(const sharing *s, int64_t *out)
{
    uint8_t scale = finest_scale(s);
    for (uint32_t i = 0; i < s->among.n; i++) {
        gr_decimal fitted = {0, 0};
        if (!gr_decimal_round(number_of(&s->weights[s->turns[i]]), scale, GR_ROUND_DOWN, &fitted)) {
            return refuse_weight(s, s->turns[i], "too large beside the decimals of the others");
        }
        out[i] = fitted.coef;
    }
    return GR_OK;
}

static int64_t minor_units(gr_currency currency)
{
    int64_t units = 1;
    for (uint8_t i = 0; i < currency.digits; i++) {
        units *= 10;
    }
    return units;
}

static gr_status divide(sharing *s)
{
    gr_eval_context *context = context_of(s);
    gr_money total = s->total.as.money;
    int64_t *weights = GR_NEW_N(context->arena, int64_t, s->among.n);
    int64_t unit = s->derived->distribution->whole_units ? minor_units(total.cur) : 1;
    gr_money *shares = GR_NEW_N(context->arena, gr_money, s->among.n);
    s->shares = GR_NEW_N(context->arena, gr_money, s->among.n);
    GR_TRY(scale_weights(s, weights));
    if (!gr_money_share(total, weights, s->among.n, unit, context->arena, shares)) {
        return refuse_weights(s, "all weights are zero among");
    }
    s->places = GR_NEW_N(context->arena, const gr_origin *, s->among.n);
    for (uint32_t i = 0; i < s->among.n; i++) {
        s->shares[s->turns[i]] = shares[i];
        s->places[s->turns[i]] =
            gr_origin_constant(context->arena, (gr_value){.type = GR_T_INT, .as.i = i + 1});
    }
    s->unit = gr_origin_constant(context->arena,
                                 (gr_value){.type = GR_T_MONEY, .as.money = {unit, total.cur}});
    return GR_OK;
}

/** A part says how it came about: total x own weight / all weights, in whole units, and whose turn
 *  it was. */
static gr_value share_value(const sharing *s, uint32_t i)
{
    const gr_origin *args[] = {s->total.origin, s->weights[i].origin, s->all_weights.origin,
                               s->unit, s->unit == NULL ? NULL : s->places[i]};
    gr_value value = {.type = s->total.type};
    size_t n_args = s->total.type == GR_T_SUPPRESSED ? 0 : s->unit == NULL ? 3 : 5;
    if (value.type == GR_T_MONEY) {
        value.as.money = s->shares[i];
    }
    value.origin =
        gr_origin_inner(context_of(s)->arena, GR_OP_SHARE, value, args, n_args, GR_LIT(""));
    return value;
}

static gr_status append_parts(const sharing *s)
{
    const gr_distribution *distribution = s->derived->distribution;
    gr_arena *arena = context_of(s)->arena;
    gr_value *values = GR_NEW_N(arena, gr_value, s->derived->schema->n_columns);
    for (uint32_t i = 0; i < s->among.n; i++) {
        stand_at(s, i);
        GR_TRY(gr_derived_fields(s->deriving, s->derived, values));
        values[distribution->share_column] = share_value(s, i);
        if (distribution->weight_column != SIZE_MAX) {
            values[distribution->weight_column] = s->weights[i];
        }
        gr_loc at = gr_table_place(s->among.table, s->among.rows[i]);
        GR_TRY(gr_derived_append(s->deriving, s->derived, at, values));
    }
    return GR_OK;
}

gr_status gr_distribute(const gr_deriving *deriving, const gr_derived *derived, gr_ref part)
{
    const gr_distribution *distribution = derived->distribution;
    sharing s = {.deriving = deriving, .derived = derived, .part = part};
    deriving->context->at = derived->at;
    s.total = gr_expr_value(deriving->context, distribution->total, NULL);
    if (s.total.type == GR_T_POISON) {
        return GR_BAD_INPUT;
    }
    if (s.total.type == GR_T_ROUGH) { /* parts of it would not add up to it */
        s.total = (gr_value){.type = GR_T_SUPPRESSED};
    }
    GR_TRY(gr_set_rows(deriving->context, distribution->among, &s.among));
    if (s.among.n == 0) {
        return refuse_weights(&s, "no records among");
    }
    take_turns(&s);
    GR_TRY(weigh(&s));
    s.all_weights = add_weights(&s);
    if (s.all_weights.type == GR_T_POISON) {
        return GR_BAD_INPUT;
    }
    if (s.total.type == GR_T_MONEY) {
        GR_TRY(divide(&s));
    }
    return append_parts(&s);
}
