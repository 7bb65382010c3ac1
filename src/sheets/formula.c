#include "sheets_priv.h"

/* Owns which cells get a formula. The origin of a figure says how it was worked out; where each
 * operand has a cell of its own (or is a constant), the same sum is written with those cells. A
 * formula is kept only when working it out over the cells gives the cell's value exactly:
 * gr_fx_proves.
 *
 * A choice stands for what was chosen, a first record for that record, a field of a derived dataset
 * for how it was computed. Counts, comparisons and distributions stay values. */

#define NODES_MAX \
    2000000          /* of one formula: an origin is shared, so it can be walked more than once */
#define DEPTH_MAX 40 /* spreadsheets nest 64 levels */

typedef struct building {
    gr_draft *draft;
    const gr_spot_index *index;
    const gr_spot *asker;
    size_t nodes_left;
    bool refers; /* to a cell at all */
} building;

static const gr_fx *build(building *b, const gr_origin *origin, unsigned depth);

static gr_fx *new_fx(building *b, gr_fx_kind kind, size_t n_args)
{
    gr_fx *fx = GR_NEW(b->draft->scratch, gr_fx);
    fx->kind = kind;
    fx->n_args = n_args;
    fx->args = GR_NEW_N(b->draft->scratch, const gr_fx *, n_args);
    return fx;
}

static const gr_fx *cell_fx(building *b, uint32_t sheet, uint32_t cell)
{
    gr_fx *fx = new_fx(b, GR_FX_CELL, 0);
    fx->sheet = sheet;
    fx->cell = cell;
    b->refers = true;
    return fx;
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

/** An operand: its cell, itself when it is constant, else what it was made of. */
static const gr_fx *operand(building *b, const gr_origin *origin, unsigned depth)
{
    if (origin == NULL || depth > DEPTH_MAX || b->nodes_left == 0) {
        return NULL;
    }
    b->nodes_left--;
    if (origin->op == GR_OP_CONSTANT) {
        gr_fx *fx = new_fx(b, GR_FX_NUMBER, 0);
        return exact_number(&origin->value, &fx->number) ? fx : NULL;
    }
    const gr_spot *spot = gr_spots_find(b->index, origin, b->asker);
    return spot != NULL ? cell_fx(b, spot->sheet, spot->cell) : build(b, origin, depth + 1);
}

static const gr_fx *operation(building *b, const gr_origin *origin, gr_fx_kind kind, unsigned depth)
{
    gr_fx *fx = new_fx(b, kind, origin->n_args);
    for (size_t i = 0; i < origin->n_args; i++) {
        fx->args[i] = operand(b, origin->args[i], depth);
        if (fx->args[i] == NULL) {
            return NULL;
        }
    }
    return fx->n_args > 0 ? fx : NULL;
}

static uint8_t places_of(const gr_value *value)
{
    gr_decimal number = {0, 0};
    return exact_number(value, &number) ? number.scale : 0;
}

static const gr_fx *rounded(building *b, const gr_fx *of, uint8_t places)
{
    if (of == NULL) {
        return NULL;
    }
    gr_fx *fx = new_fx(b, GR_FX_ROUND, 1);
    fx->args[0] = of;
    fx->places = places;
    return fx;
}

/** Products are rounded where exact numbers are: amounts to their cents, numbers to the places
 * kept. */
static const gr_fx *product(building *b, const gr_origin *origin, unsigned depth)
{
    const gr_fx *fx = operation(b, origin, GR_FX_MUL, depth);
    if (fx == NULL || fx->n_args != 2) {
        return NULL;
    }
    unsigned places =
        places_of(&origin->args[0]->value) + (unsigned)places_of(&origin->args[1]->value);
    uint8_t kept =
        origin->value.type == GR_T_MONEY ? origin->value.as.money.cur.digits : GR_DEC_MAX_SCALE;
    return places > kept ? rounded(b, fx, kept) : fx;
}

static const gr_fx *rounding(building *b, const gr_origin *origin, unsigned depth)
{
    if (origin->n_args != 2 || origin->args[1] == NULL || origin->args[1]->value.type != GR_T_INT) {
        return NULL;
    }
    int64_t places = origin->args[1]->value.as.i;
    bool sensible = places >= 0 && places <= GR_DEC_MAX_SCALE;
    return sensible ? rounded(b, operand(b, origin->args[0], depth), (uint8_t)places) : NULL;
}

static const gr_fx *sum_of_two(building *b, const gr_origin *origin, gr_fx_kind kind,
                               unsigned depth)
{
    return origin->n_args == 2 ? operation(b, origin, kind, depth) : NULL;
}

static const gr_fx *first_operand(building *b, const gr_origin *origin, unsigned depth)
{
    return origin->n_args > 0 ? operand(b, origin->args[0], depth) : NULL;
}

static bool is_sum_of_cell(const gr_fx *fx)
{
    return fx->kind == GR_FX_SUM && fx->n_args == 1 && fx->args[0]->kind == GR_FX_CELL;
}

/** The sum of one cell elsewhere, or within a sum, is that cell; a total over one row stays a sum,
 * as rows may be added. */
static const gr_fx *sum(building *b, const gr_origin *origin, unsigned depth)
{
    const gr_fx *fx = operation(b, origin, GR_FX_SUM, depth);
    for (size_t i = 0; fx != NULL && i < fx->n_args; i++) {
        fx->args[i] = is_sum_of_cell(fx->args[i]) ? fx->args[i]->args[0] : fx->args[i];
    }
    bool alone = fx != NULL && is_sum_of_cell(fx);
    return alone && fx->args[0]->sheet != b->asker->sheet ? fx->args[0] : fx;
}

static const gr_fx *build(building *b, const gr_origin *origin, unsigned depth)
{
    uint8_t places = places_of(&origin->value);
    switch (origin->op) {
    case GR_OP_LEAF: /* one operand: how a derived field was computed */
    case GR_OP_FIRST:
    case GR_OP_CHOOSE:
        return first_operand(b, origin, depth);
    case GR_OP_ADD:
        return sum_of_two(b, origin, GR_FX_ADD, depth);
    case GR_OP_SUB:
        return sum_of_two(b, origin, GR_FX_SUB, depth);
    case GR_OP_MUL:
        return product(b, origin, depth);
    case GR_OP_DIV:
        return rounded(b, sum_of_two(b, origin, GR_FX_DIV, depth), places);
    case GR_OP_NEG:
        return operation(b, origin, GR_FX_NEG, depth);
    case GR_OP_ROUND:
        return rounding(b, origin, depth);
    case GR_OP_SUM:
        return sum(b, origin, depth);
    case GR_OP_MIN:
        return operation(b, origin, GR_FX_MIN, depth);
    case GR_OP_MAX:
        return operation(b, origin, GR_FX_MAX, depth);
    case GR_OP_AVERAGE:
        return rounded(b, operation(b, origin, GR_FX_AVERAGE, depth), places);
    case GR_OP_CONSTANT:
    case GR_OP_OUTCOME:
    case GR_OP_COMPARE:
    case GR_OP_LOGIC:
    case GR_OP_TEXT:
    case GR_OP_SHARE:
    case GR_OP_CALL:
    case GR_OP_COUNT:
    case GR_OP__COUNT:
        break;
    }
    return NULL;
}

static void write_formula(gr_draft *draft, const gr_fx *fx, uint32_t sheet, gr_sheet_cell *cell)
{
    if (fx != NULL && gr_fx_proves(draft, fx, &cell->value)) {
        cell->formula = gr_fx_text(draft, fx, sheet, draft->arena);
    }
}

static void formula_of(gr_draft *draft, const gr_spot_index *index, const gr_spot *spot)
{
    gr_mark mark = gr_arena_mark(draft->scratch);
    building b = {.draft = draft, .index = index, .asker = spot, .nodes_left = NODES_MAX};
    const gr_fx *fx = build(&b, spot->origin, 0);
    if (b.refers) {
        write_formula(draft, fx, spot->sheet, &draft->sheets[spot->sheet].sheet.cells[spot->cell]);
    }
    gr_arena_rewind(draft->scratch, mark);
}

/* --- totals of pulled tables --- */

static bool is_counted(const gr_sheet_cell *cell, uint16_t col)
{
    return cell->style == GR_CELL_BODY && cell->col == col && cell->colspan == 1;
}

/** The sum over the body rows of one column. */
static const gr_fx *column_sum(building *b, const gr_pulled *pulled, uint16_t col)
{
    const gr_sheet_cell *cells = b->draft->sheets[pulled->sheet].sheet.cells;
    size_t n = 0;
    for (size_t i = pulled->first_cell; i < pulled->end_cell; i++) {
        n += is_counted(&cells[i], col) ? 1 : 0;
    }
    gr_fx *fx = new_fx(b, GR_FX_SUM, n);
    fx->n_args = 0;
    for (size_t i = pulled->first_cell; i < pulled->end_cell; i++) {
        if (is_counted(&cells[i], col)) {
            fx->args[fx->n_args++] = cell_fx(b, pulled->sheet, (uint32_t)i);
        }
    }
    return fx->n_args > 0 ? fx : NULL;
}

static void formulas_of_pulled(gr_draft *draft, const gr_pulled *pulled)
{
    gr_sheet_cell *cells = draft->sheets[pulled->sheet].sheet.cells;
    for (size_t i = pulled->first_cell; i < pulled->end_cell; i++) {
        gr_sheet_cell *cell = &cells[i];
        bool summed = cell->style == GR_CELL_TOTAL && cell->col < pulled->table->as.table.n_cols &&
                      pulled->table->as.table.cols[cell->col].summed;
        if (summed && gr_value_is_number(&cell->value)) {
            gr_mark mark = gr_arena_mark(draft->scratch);
            building b = {.draft = draft};
            write_formula(draft, column_sum(&b, pulled, cell->col), pulled->sheet, cell);
            gr_arena_rewind(draft->scratch, mark);
        }
    }
}

void gr_draft_formulas(gr_draft *draft)
{
    const gr_spot_index *index = gr_spots_index(draft, draft->scratch);
    for (size_t i = 0; i < draft->n_spots; i++) {
        formula_of(draft, index, &draft->spots[i]);
    }
    for (size_t i = 0; i < draft->n_pulled; i++) {
        formulas_of_pulled(draft, &draft->pulled[i]);
    }
}
