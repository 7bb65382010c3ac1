#include "sheets_priv.h"

/* Owns the proof of a formula: worked out as a spreadsheet would, over the values of the cells it
 * names, but exactly, in fractions. Anything that would overflow 128 bits proves nothing. */

__extension__ typedef __int128 wide;

typedef struct ratio { /* over > 0; lowest terms */
    wide part, over;
} ratio;

/** What a cell or a part of a formula yields. Text in a list is passed over, elsewhere it fails. */
typedef enum yields { YIELDS_NUMBER, YIELDS_TEXT, YIELDS_NOTHING } yields;

static wide common(wide a, wide b)
{
    a = a < 0 ? -a : a;
    while (b != 0) {
        wide rest = a % b;
        a = b;
        b = rest;
    }
    return a == 0 ? 1 : a;
}

static bool reduce(ratio raw, ratio *out)
{
    wide by = common(raw.part, raw.over);
    *out = (ratio){raw.part / by, raw.over / by};
    return true;
}

static bool add(ratio a, ratio b, ratio *out)
{
    wide by = common(a.over, b.over);
    wide left = 0, right = 0;
    ratio raw = {0, 0};
    return !__builtin_mul_overflow(a.part, b.over / by, &left) &&
           !__builtin_mul_overflow(b.part, a.over / by, &right) &&
           !__builtin_add_overflow(left, right, &raw.part) &&
           !__builtin_mul_overflow(a.over, b.over / by, &raw.over) && reduce(raw, out);
}

static bool multiply(ratio a, ratio b, ratio *out)
{
    ratio raw = {0, 0};
    return !__builtin_mul_overflow(a.part, b.part, &raw.part) &&
           !__builtin_mul_overflow(a.over, b.over, &raw.over) && reduce(raw, out);
}

static bool divide(ratio a, ratio b, ratio *out)
{
    if (b.part == 0) {
        return false;
    }
    ratio turned = b.part < 0 ? (ratio){-b.over, -b.part} : (ratio){b.over, b.part};
    return multiply(a, turned, out);
}

static wide ten_to(uint8_t places)
{
    wide power = 1;
    for (uint8_t i = 0; i < places; i++) {
        power *= 10;
    }
    return power;
}

/** Half away from zero, as ROUND does. */
static bool round_to(ratio a, uint8_t places, ratio *out)
{
    wide unit = ten_to(places);
    wide size = 0, twice = 0;
    if (__builtin_mul_overflow(a.part < 0 ? -a.part : a.part, unit, &size) ||
        __builtin_mul_overflow(size % a.over, (wide)2, &twice)) {
        return false;
    }
    wide whole = size / a.over + (twice >= a.over ? 1 : 0);
    return reduce((ratio){a.part < 0 ? -whole : whole, unit}, out);
}

static bool is_less(ratio a, ratio b, bool *out)
{
    ratio difference = {0, 1};
    if (!add(a, (ratio){-b.part, b.over}, &difference)) {
        return false;
    }
    *out = difference.part < 0;
    return true;
}

static ratio of_decimal(gr_decimal number)
{
    ratio exact = {0, 1};
    (void)reduce((ratio){number.coef, ten_to(number.scale)}, &exact);
    return exact;
}

/** False when the value is no number. */
static bool of_value(const gr_value *value, ratio *out)
{
    if (value->type == GR_T_INT) {
        *out = (ratio){value->as.i, 1};
    } else if (value->type == GR_T_DECIMAL) {
        *out = of_decimal(value->as.dec);
    } else if (value->type == GR_T_MONEY) {
        *out = of_decimal(gr_money_decimal(value->as.money));
    } else if (value->type == GR_T_RATIO) {
        *out = (ratio){value->as.ratio.part, value->as.ratio.whole};
    } else {
        return false;
    }
    return true;
}

/** A hidden cell, or one that a hidden number has a part in, never takes part, not even as text: a
 * total over it is a value. */
static yields cell_value(const gr_sheet_draft *draft, const gr_area *at, ratio *out)
{
    const gr_sheet_cell *cell = gr_cell_at(draft, at->sheet, at->first_row, at->first_col);
    if (cell == NULL) {
        return YIELDS_TEXT;
    }
    if (gr_value_is_guarded(&cell->value)) {
        return YIELDS_NOTHING;
    }
    if (gr_sheet_cell_content(cell) == GR_CONTENT_DATE) {
        return YIELDS_NOTHING; /* a day would count as its number */
    }
    return of_value(&cell->value, out) ? YIELDS_NUMBER : YIELDS_TEXT;
}

static yields work_out(const gr_sheet_draft *draft, const gr_fx *fx, ratio *out);

static bool number_of(const gr_sheet_draft *draft, const gr_fx *fx, ratio *out)
{
    return work_out(draft, fx, out) == YIELDS_NUMBER;
}

/* --- lists --- */

typedef struct tally {
    gr_fx_kind kind;
    ratio result;
    int64_t n;
} tally;

/** False when it can't be told; text is passed over. */
static bool count_in(tally *t, yields kind, ratio next)
{
    bool less = false;
    if (kind == YIELDS_TEXT) {
        return true;
    }
    if (kind == YIELDS_NOTHING) {
        return false;
    }
    bool extreme = t->kind == GR_FX_MIN || t->kind == GR_FX_MAX;
    if (extreme && !is_less(next, t->result, &less)) {
        return false;
    }
    if (extreme) {
        t->result = t->n == 0 || less == (t->kind == GR_FX_MIN) ? next : t->result;
    } else if (!add(t->result, next, &t->result)) {
        return false;
    }
    t->n++;
    return true;
}

/* --- long columns --- */

struct gr_tally {
    wide by_scale[GR_DEC_MAX_SCALE + 1]; /* sums of numbers of so many decimals */
    ratio others;
    int64_t n;
    bool untold;
};

gr_tally *gr_tally_new(gr_arena *arena)
{
    gr_tally *made = GR_NEW(arena, gr_tally);
    made->others = (ratio){0, 1};
    return made;
}

static void add_decimal(gr_tally *sums, gr_decimal number)
{
    wide *sum = &sums->by_scale[number.scale];
    sums->untold = sums->untold || __builtin_add_overflow(*sum, (wide)number.coef, sum);
    sums->n++;
}

void gr_tally_add(gr_tally *sums, const gr_sheet_cell *cell)
{
    const gr_value *value = &cell->value;
    ratio number = {0, 1};
    if (gr_value_is_guarded(value) || gr_sheet_cell_content(cell) == GR_CONTENT_DATE) {
        sums->untold = true;
    } else if (value->type == GR_T_INT) {
        add_decimal(sums, (gr_decimal){value->as.i, 0});
    } else if (value->type == GR_T_DECIMAL) {
        add_decimal(sums, value->as.dec);
    } else if (value->type == GR_T_MONEY) {
        add_decimal(sums, gr_money_decimal(value->as.money));
    } else if (of_value(value, &number)) {
        sums->untold = sums->untold || !add(sums->others, number, &sums->others);
        sums->n++;
    }
}

/** A whole column of long rows, or nothing that could be told. */
static bool count_long(const gr_long_rows *rows, const gr_area *area, tally *t)
{
    bool whole =
        area->first_row == rows->first_row && area->last_row == rows->first_row + rows->n - 1 &&
        area->first_col == area->last_col && area->first_col < rows->table->as.table.n_cols;
    const gr_tally *sums = whole ? rows->columns[area->first_col].tally : NULL;
    if (sums == NULL || sums->untold || t->kind != GR_FX_SUM ||
        !add(t->result, sums->others, &t->result)) {
        return false;
    }
    for (uint8_t scale = 0; scale <= GR_DEC_MAX_SCALE; scale++) {
        ratio part = {0, 1};
        (void)reduce((ratio){sums->by_scale[scale], ten_to(scale)}, &part);
        if (!add(t->result, part, &t->result)) {
            return false;
        }
    }
    t->n += sums->n;
    return true;
}

static bool count_area(const gr_sheet_draft *draft, const gr_area *area, tally *t)
{
    const gr_long_rows *rows = gr_long_rows_in(draft, area);
    if (rows != NULL) {
        return count_long(rows, area, t);
    }
    for (uint32_t row = area->first_row; row <= area->last_row; row++) {
        for (uint32_t col = area->first_col; col <= area->last_col; col++) {
            ratio next = {0, 1};
            const gr_area at = {area->sheet, row, row, col, col};
            if (!count_in(t, cell_value(draft, &at, &next), next)) {
                return false;
            }
        }
    }
    return true;
}

/** SUM, MIN, MAX, AVERAGE and COUNT: of the numbers among the arguments; cells with text are passed
 * over.
 */
static bool over_list(const gr_sheet_draft *draft, const gr_fx *fx, ratio *out)
{
    tally t = {fx->kind, {0, 1}, 0};
    for (size_t i = 0; i < fx->n_args; i++) {
        const gr_fx *arg = fx->args[i];
        ratio next = {0, 1};
        bool counted = arg->kind == GR_FX_AREA ? count_area(draft, &arg->area, &t)
                                               : count_in(&t, work_out(draft, arg, &next), next);
        if (!counted) {
            return false;
        }
    }
    if (fx->kind == GR_FX_COUNT) {
        *out = (ratio){t.n, 1};
        return true;
    }
    *out = t.result;
    return fx->kind != GR_FX_AVERAGE || divide(t.result, (ratio){t.n, 1}, out);
}

static bool of_two(const gr_sheet_draft *draft, const gr_fx *fx, ratio *out)
{
    ratio left = {0, 1}, right = {0, 1};
    if (fx->n_args != 2 || !number_of(draft, fx->args[0], &left) ||
        !number_of(draft, fx->args[1], &right)) {
        return false;
    }
    if (fx->kind == GR_FX_MUL) {
        return multiply(left, right, out);
    }
    if (fx->kind == GR_FX_DIV) {
        return divide(left, right, out);
    }
    right.part = fx->kind == GR_FX_SUB ? -right.part : right.part;
    return add(left, right, out);
}

static bool of_one(const gr_sheet_draft *draft, const gr_fx *fx, ratio *out)
{
    ratio inner = {0, 1};
    if (fx->n_args != 1 || !number_of(draft, fx->args[0], &inner)) {
        return false;
    }
    if (fx->kind == GR_FX_ROUND) {
        return round_to(inner, fx->places, out);
    }
    *out = (ratio){-inner.part, inner.over};
    return true;
}

/* --- tests --- */

static bool holds(gr_fx_kind kind, bool less, bool more)
{
    if (less || more) {
        return kind == GR_FX_NE || (less && (kind == GR_FX_LT || kind == GR_FX_LE)) ||
               (more && (kind == GR_FX_GT || kind == GR_FX_GE));
    }
    return kind == GR_FX_EQ || kind == GR_FX_LE || kind == GR_FX_GE;
}

/** A comparison of two numbers, and what AND, OR and NOT make of such. False when it can't be told.
 */
static bool test_of(const gr_sheet_draft *draft, const gr_fx *fx, bool *out)
{
    ratio left = {0, 1}, right = {0, 1};
    if (fx->kind == GR_FX_NOT || fx->kind == GR_FX_AND || fx->kind == GR_FX_OR) {
        bool all = true, any = false;
        for (size_t i = 0; i < fx->n_args; i++) {
            bool one = false;
            if (!test_of(draft, fx->args[i], &one)) {
                return false;
            }
            all = all && one;
            any = any || one;
        }
        *out = fx->kind == GR_FX_NOT ? !any : fx->kind == GR_FX_AND ? all : any;
        return true;
    }
    bool compares = fx->kind >= GR_FX_EQ && fx->kind <= GR_FX_GE;
    bool less = false, more = false;
    if (!compares || !number_of(draft, fx->args[0], &left) ||
        !number_of(draft, fx->args[1], &right) || !is_less(left, right, &less) ||
        !is_less(right, left, &more)) {
        return false;
    }
    *out = holds(fx->kind, less, more);
    return true;
}

/** The side that a choice comes down to, NULL when that can't be told. */
static const gr_fx *chosen(const gr_sheet_draft *draft, const gr_fx *fx)
{
    bool yes = false;
    while (fx->kind == GR_FX_IF) {
        if (!test_of(draft, fx->args[0], &yes)) {
            return NULL;
        }
        fx = fx->args[yes ? 1 : 2];
    }
    return fx;
}

static yields work_out(const gr_sheet_draft *draft, const gr_fx *fx, ratio *out)
{
    bool worked = false;
    switch (fx->kind) {
    case GR_FX_NUMBER:
        *out = of_decimal(fx->number);
        return YIELDS_NUMBER;
    case GR_FX_TEXT:
        return YIELDS_TEXT;
    case GR_FX_CELL:
        return cell_value(draft, &fx->area, out);
    case GR_FX_NEG:
    case GR_FX_ROUND:
        worked = of_one(draft, fx, out);
        break;
    case GR_FX_ADD:
    case GR_FX_SUB:
    case GR_FX_MUL:
    case GR_FX_DIV:
        worked = of_two(draft, fx, out);
        break;
    case GR_FX_SUM:
    case GR_FX_MIN:
    case GR_FX_MAX:
    case GR_FX_AVERAGE:
    case GR_FX_COUNT:
        worked = over_list(draft, fx, out);
        break;
    case GR_FX_IF:
        fx = chosen(draft, fx);
        return fx == NULL ? YIELDS_NOTHING : work_out(draft, fx, out);
    case GR_FX_AREA:
    case GR_FX_AND:
    case GR_FX_OR:
    case GR_FX_NOT:
    case GR_FX_EQ:
    case GR_FX_NE:
    case GR_FX_LT:
    case GR_FX_LE:
    case GR_FX_GT:
    case GR_FX_GE:
        break;
    }
    return worked ? YIELDS_NUMBER : YIELDS_NOTHING;
}

bool gr_fx_proves(const gr_sheet_draft *draft, const gr_fx *fx, const gr_sheet_cell *cell)
{
    ratio worked = {0, 1}, wanted = {0, 1};
    if (!of_value(&cell->value, &wanted)) {
        const gr_fx *side = chosen(draft, fx);
        return side != NULL && side->kind == GR_FX_TEXT && gr_str_eq(side->text, cell->text);
    }
    return number_of(draft, fx, &worked) && worked.part == wanted.part &&
           worked.over == wanted.over;
}
