#include "formula_priv.h"

/* Owns cells in which something is missing. A figure that is missing because an operand is shows
 * the sign of that until the operand is filled in: IF(COUNT(C4)<1,"?",B4-C4). A sum of what is
 * known shows its sign only when nothing is known; as long as one of its missing operands is not
 * filled in the sign stands behind its number. */

const gr_origin *gr_origin_chosen(const gr_origin *origin)
{
    while (origin != NULL && origin->op == GR_OP_CHOOSE && origin->n_args > 0) {
        origin = origin->args[0];
    }
    return origin;
}

bool gr_origin_adds(const gr_origin *origin)
{
    return origin->n_args > 0 && (origin->op == GR_OP_SUM || origin->op == GR_OP_ADD);
}

typedef struct absentees { /* cells with a sign where a number may come */
    gr_building *b;
    gr_fx *cells;
    size_t cap;
    bool all; /* each has a cell */
} absentees;

static gr_fx *count_of(gr_building *b)
{
    gr_fx *fx = gr_fx_new(b, GR_FX_COUNT, 0);
    fx->args = NULL;
    return fx;
}

static void add_cell(absentees *gone, const gr_fx *cell)
{
    *GR_PUSH(gone->b->draft->scratch, gone->cells->args, gone->cells->n_args, gone->cap,
             const gr_fx *) = cell;
}

/* --- of a formula --- */

static bool is_missing(const gr_building *b, const gr_fx *fx)
{
    const gr_sheet_cell *cell =
        gr_cell_at(b->draft, fx->area.sheet, fx->area.first_row, fx->area.first_col);
    return cell != NULL && cell->value.type == GR_T_MISSING;
}

/** Cells in which something is missing, once each. */
static void gather(absentees *gone, const gr_fx *fx)
{
    if (fx->kind == GR_FX_CELL && is_missing(gone->b, fx)) {
        add_cell(gone, fx);
    }
    for (uint32_t row = fx->area.first_row; fx->kind == GR_FX_AREA && row <= fx->area.last_row;
         row++) {
        for (uint32_t col = fx->area.first_col; col <= fx->area.last_col; col++) {
            const gr_fx *one = gr_fx_area(gone->b, (gr_area){fx->area.sheet, row, row, col, col});
            gather(gone, one);
        }
    }
    for (size_t i = 0; i < fx->n_args; i++) {
        gather(gone, fx->args[i]);
    }
}

static const gr_fx *number(gr_building *b, size_t n)
{
    gr_fx *fx = gr_fx_new(b, GR_FX_NUMBER, 0);
    fx->number = (gr_decimal){(int64_t)n, 0};
    return fx;
}

static const gr_fx *compared(gr_building *b, gr_fx_kind kind, const gr_fx *left, size_t with)
{
    gr_fx *fx = gr_fx_new(b, kind, 2);
    fx->args[0] = left;
    fx->args[1] = number(b, with);
    return fx;
}

const gr_fx *gr_fx_missing(gr_building *b)
{
    const gr_sheet_cell *asking = &b->draft->sheets[b->asker->sheet].sheet.cells[b->asker->cell];
    const gr_fx *working = gr_fx_build(b, b->asker->origin);
    absentees gone = {.b = b, .cells = count_of(b)};
    if (working == NULL) {
        return NULL;
    }
    gather(&gone, working);
    size_t n = gone.cells->n_args;
    if (n == 0) {
        return NULL;
    }
    gr_fx_gather(b->draft, gone.cells);
    gr_fx *sign = gr_fx_new(b, GR_FX_TEXT, 0);
    sign->text = asking->text;
    gr_fx *fx = gr_fx_new(b, GR_FX_IF, 3);
    bool known = asking->besides.len > 0; /* a sum shows what is known of it */
    fx->args[0] = compared(b, known ? GR_FX_EQ : GR_FX_LT, gone.cells, known ? 0 : n);
    fx->args[1] = sign;
    fx->args[2] = working;
    return fx;
}

/* --- of a sum of what is known --- */

#define DEPTH_MAX 40 /* of sums in sums */

static void take(absentees *gone, const gr_origin *origin, unsigned depth);

static void take_operands(absentees *gone, const gr_origin *sum, unsigned depth)
{
    for (size_t i = 0; i < sum->n_args; i++) {
        const gr_origin *arg = gr_origin_chosen(sum->args[i]);
        if (arg != NULL && arg->value.type == GR_T_MISSING) {
            take(gone, arg, depth);
        }
    }
}

/** The cells of what is missing in a sum, or where one has none the cell of that sum. */
static void take(absentees *gone, const gr_origin *origin, unsigned depth)
{
    gr_building *b = gone->b;
    size_t before = gone->cells->n_args;
    bool sum = gr_origin_adds(origin) && depth > 0, all = gone->all;
    if (sum) {
        take_operands(gone, origin, depth - 1);
    }
    if (sum && gone->all == all) {
        return;
    }
    const gr_cell_spot *spot = gr_spots_find(b->index, gr_form_of(b->forms, origin), b->asker);
    gone->cells->n_args = before;
    gone->all = all && spot != NULL;
    if (spot != NULL) {
        add_cell(gone, gr_fx_cell(b, spot));
    }
}

gr_str gr_fx_complete(gr_building *b)
{
    absentees gone = {.b = b, .cells = count_of(b), .all = true};
    take_operands(&gone, gr_origin_chosen(b->asker->origin), DEPTH_MAX);
    size_t n = gone.cells->n_args;
    if (!gone.all || n == 0) {
        return GR_LIT("");
    }
    gr_fx_gather(b->draft, gone.cells);
    return gr_fx_text(b->draft, compared(b, GR_FX_EQ, gone.cells, n), b->asker->sheet, true,
                      b->draft->arena);
}

static bool is_missing_in(gr_building *b, const gr_origin *whole, const gr_origin *leaf)
{
    gr_form form = gr_form_of(b->forms, leaf);
    for (size_t i = 0; i < whole->n_args; i++) {
        const gr_origin *arg = gr_origin_chosen(whole->args[i]);
        if (arg != NULL && arg->value.type == GR_T_MISSING && gr_form_of(b->forms, arg) == form) {
            return true;
        }
    }
    return false;
}

static bool lacks_with(gr_building *b, const gr_origin *part, const gr_origin *whole,
                       unsigned depth)
{
    part = gr_origin_chosen(part);
    if (part == NULL || part->value.type != GR_T_MISSING || depth == 0) {
        return false;
    }
    if (!gr_origin_adds(part)) {
        return is_missing_in(b, whole, part);
    }
    for (size_t i = 0; i < part->n_args; i++) {
        if (!lacks_with(b, part->args[i], whole, depth - 1)) {
            return false;
        }
    }
    return true;
}

bool gr_fx_lacks_with(gr_building *b, const gr_origin *part, const gr_origin *whole)
{
    whole = gr_origin_chosen(whole);
    return whole != NULL && lacks_with(b, part, whole, DEPTH_MAX);
}
