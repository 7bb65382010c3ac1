#include "formula_priv.h"

/* Owns how the working of a figure becomes a formula: each operation as a spreadsheet writes it,
 * each operand as the cell that shows it, or itself when it is constant, or what it was made of. A
 * first record stands for that record, a field of a derived dataset for how it was computed. Counts
 * stay values. */

#define NODES_MAX 2000000 /* of one formula: rows of a dataset, twice */
#define DEPTH_MAX 40      /* spreadsheets nest 64 levels */

static const gr_fx *build(gr_building *b, const gr_origin *origin, unsigned depth);

gr_fx *gr_fx_new(gr_building *b, gr_fx_kind kind, size_t n_args)
{
    gr_fx *fx = GR_NEW(b->draft->scratch, gr_fx);
    fx->kind = kind;
    fx->n_args = n_args;
    fx->args = GR_NEW_N(b->draft->scratch, const gr_fx *, n_args);
    return fx;
}

const gr_fx *gr_fx_area(gr_building *b, gr_area area)
{
    bool one = area.first_row == area.last_row && area.first_col == area.last_col;
    gr_fx *fx = gr_fx_new(b, one ? GR_FX_CELL : GR_FX_AREA, 0);
    fx->area = area;
    b->refers = true;
    return fx;
}

const gr_fx *gr_fx_cell(gr_building *b, const gr_cell_spot *spot)
{
    const gr_sheet_cell *cell = &b->draft->sheets[spot->sheet].sheet.cells[spot->cell];
    return gr_fx_area(b, (gr_area){spot->sheet, cell->row, cell->row, cell->col, cell->col});
}

static bool exact_number(const gr_value *value, gr_decimal *out)
{
    if (value->type == GR_T_INT || value->type == GR_T_YEAR) {
        *out = (gr_decimal){value->as.i, 0};
    } else if (value->type == GR_T_DECIMAL) {
        *out = value->as.dec;
    } else if (value->type == GR_T_MONEY) {
        *out = gr_money_decimal(value->as.money);
    } else {
        return false;
    }
    return true;
}

/* --- operands --- */

/** Numbers as they are, words in quotes; what is not applicable as its sign. */
static const gr_fx *constant(gr_building *b, const gr_value *value)
{
    gr_fx *fx = gr_fx_new(b, GR_FX_NUMBER, 0);
    if (exact_number(value, &fx->number)) {
        return fx;
    }
    fx->kind = GR_FX_TEXT;
    fx->text = value->as.text;
    if (value->type == GR_T_NOT_APPLICABLE) {
        fx->text = b->draft->doc->house->notation.not_applicable;
    } else if (value->type != GR_T_TEXT) {
        return NULL;
    }
    return fx;
}

static const gr_fx *built_once(gr_building *b, const gr_origin *origin, unsigned depth)
{
    gr_arena *arena = b->draft->scratch;
    uint32_t place = *gr_visited_number(&b->seen, origin, arena);
    if (place > 0) {
        return b->made[place - 1];
    }
    const gr_fx *fx = build(b, origin, depth + 1);
    *GR_PUSH(arena, b->made, b->n_made, b->cap_made, const gr_fx *) = fx;
    *gr_visited_number(&b->seen, origin, arena) = (uint32_t)b->n_made;
    return fx;
}

/** In a total a sum over one row stays a sum, as its other rows may only have no figure yet. */
static bool is_open_list(const gr_building *b, const gr_origin *origin)
{
    return b->asker->total && origin->op == GR_OP_SUM && origin->n_args == 1;
}

/** An operand: its cell, itself when it is constant, else what it was made of. */
static const gr_fx *operand(gr_building *b, const gr_origin *origin, unsigned depth)
{
    if (origin == NULL || depth > DEPTH_MAX || b->nodes_left == 0) {
        return NULL;
    }
    b->nodes_left--;
    if (origin->op == GR_OP_CONSTANT) {
        return constant(b, &origin->value);
    }
    const gr_cell_spot *spot = gr_spots_find(b->index, gr_form_of(b->forms, origin), b->asker);
    return spot != NULL && !is_open_list(b, origin) ? gr_fx_cell(b, spot)
                                                    : built_once(b, origin, depth);
}

static const gr_fx *operation(gr_building *b, const gr_origin *origin, gr_fx_kind kind,
                              unsigned depth)
{
    gr_fx *fx = gr_fx_new(b, kind, origin->n_args);
    bool all = fx->n_args > 0;
    for (size_t i = 0; i < origin->n_args; i++) { /* all: whether one of them has a cell is asked */
        fx->args[i] = operand(b, origin->args[i], depth);
        all = all && fx->args[i] != NULL;
    }
    return all ? fx : NULL;
}

static const gr_fx *of_two(gr_building *b, const gr_origin *origin, gr_fx_kind kind, unsigned depth)
{
    return origin->n_args == 2 ? operation(b, origin, kind, depth) : NULL;
}

static const gr_fx *first_operand(gr_building *b, const gr_origin *origin, unsigned depth)
{
    return origin->n_args > 0 ? operand(b, origin->args[0], depth) : NULL;
}

/* --- rounding --- */

static uint8_t places_of(const gr_value *value)
{
    gr_decimal number = {0, 0};
    return exact_number(value, &number) ? number.scale : 0;
}

static const gr_fx *rounded(gr_building *b, const gr_fx *of, uint8_t places)
{
    if (of == NULL) {
        return NULL;
    }
    gr_fx *fx = gr_fx_new(b, GR_FX_ROUND, 1);
    fx->args[0] = of;
    fx->places = places;
    return fx;
}

/** Exact when it is a ratio, else rounded to its places: those of a missing one are not known. */
static const gr_fx *quotient(gr_building *b, const gr_origin *origin, const gr_fx *of)
{
    if (origin->value.type == GR_T_MISSING) {
        return NULL;
    }
    bool exact = origin->value.type == GR_T_RATIO;
    return exact ? of : rounded(b, of, places_of(&origin->value));
}

/** Products are rounded where exact numbers are: amounts to their cents, numbers to the places
 * kept. */
static const gr_fx *product(gr_building *b, const gr_origin *origin, unsigned depth)
{
    const gr_fx *fx = of_two(b, origin, GR_FX_MUL, depth);
    if (fx == NULL || origin->value.type == GR_T_MISSING) {
        return NULL;
    }
    unsigned places =
        places_of(&origin->args[0]->value) + (unsigned)places_of(&origin->args[1]->value);
    uint8_t kept =
        origin->value.type == GR_T_MONEY ? origin->value.as.money.cur.digits : GR_DEC_MAX_SCALE;
    if (origin->value.type == GR_T_RATIO) {
        return fx; /* exact */
    }
    bool by_ratio =
        origin->args[0]->value.type == GR_T_RATIO || origin->args[1]->value.type == GR_T_RATIO;
    return by_ratio || places > kept ? rounded(b, fx, kept) : fx;
}

static const gr_fx *rounding(gr_building *b, const gr_origin *origin, unsigned depth)
{
    if (origin->n_args != 2 || origin->args[1] == NULL || origin->args[1]->value.type != GR_T_INT) {
        return NULL;
    }
    int64_t places = origin->args[1]->value.as.i;
    bool sensible = places >= 0 && places <= GR_DEC_MAX_SCALE;
    return sensible ? rounded(b, operand(b, origin->args[0], depth), (uint8_t)places) : NULL;
}

/* --- lists --- */

static bool is_sum_of_cell(const gr_fx *fx)
{
    return fx->kind == GR_FX_SUM && fx->n_args == 1 && fx->args[0]->kind == GR_FX_CELL;
}

/** A sum of what is known is made of that alone. */
static bool is_left_out(const gr_origin *list, size_t i)
{
    return gr_value_is_number(&list->value) && list->args[i] != NULL &&
           list->args[i]->value.type == GR_T_MISSING;
}

static const gr_fx *gap(gr_building *b, const gr_origin *missing)
{
    const gr_cell_spot *spot = gr_spots_find(b->index, gr_form_of(b->forms, missing), b->asker);
    return spot != NULL ? gr_fx_cell(b, spot) : NULL;
}

static const gr_fx *list(gr_building *b, const gr_origin *origin, gr_fx_kind kind, unsigned depth)
{
    gr_fx *fx = gr_fx_new(b, kind, origin->n_args);
    fx->n_args = 0;
    for (size_t i = 0; i < origin->n_args; i++) {
        bool left_out = is_left_out(origin, i); /* its cell is counted once it is filled in */
        const gr_fx *one = left_out ? gap(b, origin->args[i]) : operand(b, origin->args[i], depth);
        if (one == NULL && left_out) {
            continue;
        }
        if (one == NULL) {
            return NULL;
        }
        bool alone = kind == GR_FX_SUM && is_sum_of_cell(one);
        fx->args[fx->n_args++] = alone ? one->args[0] : one;
    }
    if (fx->n_args == 0) {
        return NULL;
    }
    if (b->learns) {
        gr_members_note(b, fx);
    } else {
        gr_members_complete(b, fx);
        gr_fx_gather(b->draft, fx);
    }
    b->list_nr++;
    return fx;
}

/** The sum of one cell elsewhere is that cell; a total over one row stays a sum, as rows may be
 * added. */
static const gr_fx *sum(gr_building *b, const gr_origin *origin, unsigned depth)
{
    const gr_fx *fx = list(b, origin, GR_FX_SUM, depth);
    bool alone = fx != NULL && is_sum_of_cell(fx);
    return alone && fx->args[0]->area.sheet != b->asker->sheet ? fx->args[0] : fx;
}

/* --- choices --- */

static const gr_fx *comparison(gr_building *b, const gr_origin *origin, unsigned depth)
{
    static const struct {
        const char *sign;
        gr_fx_kind kind;
    } signs[] = {{"=", GR_FX_EQ},  {"!=", GR_FX_NE}, {"<", GR_FX_LT},
                 {"<=", GR_FX_LE}, {">", GR_FX_GT},  {">=", GR_FX_GE}};
    for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
        if (gr_str_is(origin->condition, signs[i].sign)) {
            return of_two(b, origin, signs[i].kind, depth);
        }
    }
    return NULL;
}

/** The side that decided may stand alone: then the other one is not known. */
static const gr_fx *logic(gr_building *b, const gr_origin *origin, unsigned depth)
{
    if (gr_str_is(origin->condition, "not")) {
        return operation(b, origin, GR_FX_NOT, depth);
    }
    bool and_word = gr_str_is(origin->condition, "and");
    return and_word || gr_str_is(origin->condition, "or")
               ? of_two(b, origin, and_word ? GR_FX_AND : GR_FX_OR, depth)
               : NULL;
}

/** Decided by a number: IF, when both sides are known. Else what was chosen stays so. */
static const gr_fx *choice(gr_building *b, const gr_origin *origin, unsigned depth)
{
    const gr_origin *test = origin->n_args > 1 ? origin->args[1] : NULL;
    if (test == NULL || !gr_form_decides(b->forms, test)) {
        return first_operand(b, origin, depth);
    }
    if (origin->n_args < 3 || test->value.type != GR_T_BOOL) {
        return NULL;
    }
    bool yes = test->value.as.b;
    gr_fx *fx = gr_fx_new(b, GR_FX_IF, 3);
    fx->args[0] = operand(b, test, depth);
    fx->args[1] = operand(b, origin->args[yes ? 0 : 2], depth);
    fx->args[2] = operand(b, origin->args[yes ? 2 : 0], depth);
    return fx->args[0] != NULL && fx->args[1] != NULL && fx->args[2] != NULL ? fx : NULL;
}

static const gr_fx *sign_of(gr_building *b, gr_outcome outcome)
{
    gr_fx *fx = gr_fx_new(b, GR_FX_TEXT, 0);
    fx->text = gr_outcome_sign(outcome, &b->draft->doc->house->notation);
    return fx;
}

static const gr_fx *if_fx(gr_building *b, gr_fx_kind compares, const gr_fx *number,
                          const gr_fx *yes, const gr_fx *no)
{
    gr_fx *test = gr_fx_new(b, compares, 2);
    test->args[0] = number;
    test->args[1] = gr_fx_new(b, GR_FX_NUMBER, 0); /* 0 */
    gr_fx *fx = gr_fx_new(b, GR_FX_IF, 3);
    fx->args[0] = test;
    fx->args[1] = yes;
    fx->args[2] = no;
    return fx;
}

/** IF(F4>0,"V",IF(F4<0,"N","–")) */
static const gr_fx *outcome(gr_building *b, const gr_origin *origin, unsigned depth)
{
    const gr_origin *amount = origin->n_args == 1 ? origin->args[0] : NULL;
    if (amount == NULL || depth > DEPTH_MAX) {
        return NULL;
    }
    const gr_cell_spot *spot = gr_spots_find(b->index, gr_form_of(b->forms, amount), b->asker);
    const gr_fx *of = spot != NULL ? gr_fx_cell(b, spot) : gr_fx_simplest(b, amount);
    if (of == NULL) {
        return NULL;
    }
    const gr_fx *rest =
        if_fx(b, GR_FX_LT, of, sign_of(b, GR_OUTCOME_LOSS), sign_of(b, GR_OUTCOME_EVEN));
    return if_fx(b, GR_FX_GT, of, sign_of(b, GR_OUTCOME_GAIN), rest);
}

/** Where all parts are worked out, as none of them can be by itself. */
static const gr_fx *part_of(gr_building *b, const gr_origin *origin)
{
    gr_area at;
    return gr_distribution_cell(b->draft, origin, &at) ? gr_fx_area(b, at) : NULL;
}

/* --- by operation --- */

static const gr_fx *build(gr_building *b, const gr_origin *origin, unsigned depth)
{
    switch (origin->op) {
    case GR_OP_LEAF: /* one operand: how a derived field was computed */
    case GR_OP_FIRST:
        return first_operand(b, origin, depth);
    case GR_OP_CHOOSE:
        return choice(b, origin, depth);
    case GR_OP_ADD:
        return of_two(b, origin, GR_FX_ADD, depth);
    case GR_OP_SUB:
        return of_two(b, origin, GR_FX_SUB, depth);
    case GR_OP_MUL:
        return product(b, origin, depth);
    case GR_OP_DIV:
        return quotient(b, origin, of_two(b, origin, GR_FX_DIV, depth));
    case GR_OP_NEG:
        return operation(b, origin, GR_FX_NEG, depth);
    case GR_OP_ROUND:
        return rounding(b, origin, depth);
    case GR_OP_SUM:
        return sum(b, origin, depth);
    case GR_OP_MIN:
        return list(b, origin, GR_FX_MIN, depth);
    case GR_OP_MAX:
        return list(b, origin, GR_FX_MAX, depth);
    case GR_OP_AVERAGE:
        return quotient(b, origin, list(b, origin, GR_FX_AVERAGE, depth));
    case GR_OP_OUTCOME:
        return outcome(b, origin, depth);
    case GR_OP_COMPARE:
        return comparison(b, origin, depth);
    case GR_OP_LOGIC:
        return logic(b, origin, depth);
    case GR_OP_SHARE:
        return part_of(b, origin);
    case GR_OP_CONSTANT:
    case GR_OP_TEXT:
    case GR_OP_FITTED: /* all rows have a part in how it is rounded */
    case GR_OP_CALL:
    case GR_OP_COUNT:
    case GR_OP__COUNT:
        break;
    }
    return NULL;
}

const gr_fx *gr_fx_build(gr_building *b, const gr_origin *origin)
{
    b->nodes_left = NODES_MAX;
    b->list_nr = 0;
    b->seen = (gr_visited){0};
    b->n_made = b->cap_made = 0;
    return build(b, origin, 0);
}
