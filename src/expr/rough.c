#include "expr_priv.h"

/* Owns numbers that hidden ones have a part in: "ca 114". A total over hidden cells counts each of
 * them for the constant of its rule, and knows between which ends it lies; what is worked out from
 * such a total is worked out for all three. Where the ends do not decide, nothing is said. */
#include <stdlib.h>

#include "base/arena.h"

#define SIDES 2

static const gr_value suppressed = {.type = GR_T_SUPPRESSED};

static gr_value whole(int64_t number)
{
    return (gr_value){.type = GR_T_INT, .as.i = number};
}

/** A plain number counts as one whose ends are itself. */
static gr_rough rough_of(const gr_value *value)
{
    if (value->type == GR_T_ROUGH) {
        return *value->as.rough;
    }
    return (gr_rough){.about = *value, .least = *value, .most = *value};
}

static gr_value made_rough(gr_arena *arena, const gr_rough *rough)
{
    gr_rough *kept = GR_NEW(arena, gr_rough);
    *kept = *rough;
    kept->about.origin = kept->least.origin = kept->most.origin = NULL;
    return (gr_value){.type = GR_T_ROUGH, .as.rough = kept};
}

bool gr_rough_lift(const gr_evaluation *run, gr_value *value)
{
    gr_suppressed_total told = {.about = 0};
    const gr_suppressed *cell = &value->as.suppressed;
    gr_arena *arena = run->context->arena;
    if (value->type != GR_T_SUPPRESSED || cell->table == NULL ||
        !gr_table_suppressed_total(cell->table, cell->column, &cell->row, 1, arena, &told)) {
        return false;
    }
    gr_rough rough = {whole(told.about), whole(told.least), whole(told.most), told.as_range};
    *value = made_rough(arena, &rough);
    return true;
}

/* ---- two values ---- */

static int sign_of(const gr_value *number)
{
    gr_vtype type = {.type = number->type};
    gr_value zero = gr_zero_of(&type);
    if (number->type == GR_T_MONEY) {
        zero.as.money.cur = number->as.money.cur;
    }
    return gr_value_cmp(number, &zero);
}

/** The smallest and largest result of the four pairs of ends. */
static bool find_ends(gr_arena *arena, const gr_sum *sum, const gr_rough sides[SIDES],
                      gr_rough *out)
{
    const gr_value *lefts[] = {&sides[0].least, &sides[0].most};
    const gr_value *rights[] = {&sides[1].least, &sides[1].most};
    for (size_t i = 0; i < (size_t)SIDES * SIDES; i++) {
        gr_value result = {.type = GR_T_NONE};
        if (!gr_work_out_bare(arena, sum, lefts[i / SIDES], rights[i % SIDES], &result)) {
            return false;
        }
        out->least = i == 0 || gr_value_cmp(&result, &out->least) < 0 ? result : out->least;
        out->most = i == 0 || gr_value_cmp(&result, &out->most) > 0 ? result : out->most;
    }
    return true;
}

bool gr_rough_work_out(const gr_evaluation *run, const gr_sum *sum, const gr_value *left,
                       const gr_value *right, gr_value *out)
{
    gr_arena *arena = run->context->arena;
    gr_rough sides[SIDES] = {rough_of(left), rough_of(right)};
    gr_rough result = {.as_range = sides[0].as_range || sides[1].as_range};
    int low = sign_of(&sides[1].least), high = sign_of(&sides[1].most);
    if (sum->op == GR_B_DIV && (low * high <= 0 || sign_of(&sides[1].about) == 0)) {
        *out = suppressed; /* it may be a division by zero */
        return true;
    }
    if (!gr_work_out_bare(arena, sum, &sides[0].about, &sides[1].about, &result.about) ||
        !find_ends(arena, sum, sides, &result)) {
        return false;
    }
    *out = made_rough(arena, &result);
    return true;
}

/** Whether the order of two numbers is known: yes when it is so for all they may be. */
static bool all_hold(gr_binary op, const gr_rough *left, const gr_rough *right)
{
    switch (op) {
    case GR_B_LT:
        return gr_value_cmp(&left->most, &right->least) < 0;
    case GR_B_LE:
        return gr_value_cmp(&left->most, &right->least) <= 0;
    case GR_B_GT:
        return gr_value_cmp(&left->least, &right->most) > 0;
    case GR_B_GE:
        return gr_value_cmp(&left->least, &right->most) >= 0;
    case GR_B_NE:
        return gr_value_cmp(&left->most, &right->least) < 0 ||
               gr_value_cmp(&left->least, &right->most) > 0;
    case GR_B_EQ:
    case GR_B_ADD:
    case GR_B_SUB:
    case GR_B_MUL:
    case GR_B_DIV:
    case GR_B_AND:
    case GR_B_OR:
        break;
    }
    return false; /* equal to one number for sure: never */
}

/** What holds of all when `op` holds of none. */
static gr_binary opposite(gr_binary op)
{
    switch (op) {
    case GR_B_EQ:
        return GR_B_NE;
    case GR_B_LT:
        return GR_B_GE;
    case GR_B_LE:
        return GR_B_GT;
    case GR_B_GT:
        return GR_B_LE;
    case GR_B_GE:
        return GR_B_LT;
    case GR_B_NE:
    case GR_B_ADD:
    case GR_B_SUB:
    case GR_B_MUL:
    case GR_B_DIV:
    case GR_B_AND:
    case GR_B_OR:
        break;
    }
    return GR_B_EQ; /* of which all_hold is never sure */
}

bool gr_rough_decides(gr_binary op, const gr_value *left, const gr_value *right, bool *out)
{
    gr_rough sides[SIDES] = {rough_of(left), rough_of(right)};
    *out = all_hold(op, &sides[0], &sides[1]);
    return *out || all_hold(opposite(op), &sides[0], &sides[1]);
}

/* ---- sums of many ---- */

typedef struct adding { /* the members of a sum, by what they are */
    const gr_evaluation *run;
    gr_rough total;
    gr_suppressed *cells;
    size_t n_cells;
    bool any_rough;
} adding;

static bool add_to(const adding *a, gr_value *total, const gr_value *more)
{
    gr_value sum = {.type = GR_T_NONE};
    gr_sum plus = {.op = GR_B_ADD};
    gr_value left = *total;
    bool fits = gr_work_out_bare(a->run->context->arena, &plus, &left, more, &sum);
    *total = sum;
    return fits;
}

static bool add_rough(adding *a, const gr_rough *more)
{
    a->total.as_range = a->total.as_range || more->as_range;
    return add_to(a, &a->total.about, &more->about) && add_to(a, &a->total.least, &more->least) &&
           add_to(a, &a->total.most, &more->most);
}

/** By table, column and row. Which table comes first makes no difference to the sum. */
static int by_place(const void *left, const void *right)
{
    const gr_suppressed *a = left, *b = right;
    if (a->table != b->table) {
        return (uintptr_t)a->table < (uintptr_t)b->table ? -1 : 1;
    }
    if (a->column != b->column) {
        return a->column < b->column ? -1 : 1;
    }
    return (a->row > b->row) - (a->row < b->row);
}

/** Adds the cells of one column of one table, from `first`; returns how many they are, 0 when
 * nothing may be told of them. */
static size_t add_column(adding *a, size_t first, bool *out_fits)
{
    gr_arena *arena = a->run->context->arena;
    const gr_suppressed *cells = a->cells + first;
    uint32_t *rows = GR_NEW_N(arena, uint32_t, a->n_cells - first);
    gr_suppressed_total told = {.about = 0};
    size_t n = 0;
    while (first + n < a->n_cells && cells[n].table == cells->table &&
           cells[n].column == cells->column) {
        rows[n] = cells[n].row;
        n++;
    }
    if (!gr_table_suppressed_total(cells->table, cells->column, rows, n, arena, &told)) {
        return 0;
    }
    gr_rough more = {whole(told.about), whole(told.least), whole(told.most), told.as_range};
    *out_fits = add_rough(a, &more);
    a->any_rough = a->any_rough || told.least != told.most;
    return n;
}

/** Moves plain numbers and rough ones to the front, hidden cells into `cells`; false when something
 * else is among them, or nothing hidden. */
static bool sort_out(adding *a, gr_value *values, size_t n, size_t *out_n)
{
    size_t kept = 0;
    a->cells = GR_NEW_N(a->run->context->arena, gr_suppressed, n);
    for (size_t i = 0; i < n; i++) {
        const gr_value value = values[i];
        if (value.type == GR_T_SUPPRESSED && value.as.suppressed.table != NULL) {
            a->cells[a->n_cells++] = value.as.suppressed;
        } else if (gr_value_is_number(gr_value_about(&value))) {
            a->any_rough = a->any_rough || value.type == GR_T_ROUGH;
            values[kept++] = value;
        } else {
            return false;
        }
    }
    *out_n = kept;
    qsort(a->cells, a->n_cells, sizeof *a->cells, by_place);
    return a->n_cells > 0 || a->any_rough;
}

static bool has_guarded(const gr_value *values, size_t n)
{
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        any = any || gr_value_is_guarded(&values[i]);
    }
    return any;
}

static bool add_members(adding *a, const gr_value *values, size_t n, gr_value zero)
{
    a->total.about = a->total.least = a->total.most = zero;
    for (size_t i = 0; i < n; i++) {
        gr_rough more = rough_of(&values[i]);
        if (i == 0 && more.about.type == GR_T_MONEY) { /* brings its currency */
            a->total = more;
        } else if (!add_rough(a, &more)) {
            return false;
        }
    }
    return true;
}

bool gr_sum_guarded(const gr_evaluation *run, gr_value *values, size_t n, gr_value zero,
                    size_t *out_n, gr_value *out)
{
    adding a = {.run = run};
    gr_value *members = NULL;
    *out = (gr_value){.type = GR_T_NONE};
    if (!has_guarded(values, n)) {
        return false;
    }
    members = GR_NEW_N(run->context->arena, gr_value, n);
    memcpy(members, values, n * sizeof *values);
    if (!sort_out(&a, members, n, out_n)) {
        return false;
    }
    bool fits = add_members(&a, members, *out_n, zero);
    for (size_t at = 0, here = 0; fits && at < a.n_cells; at += here) {
        here = add_column(&a, at, &fits);
        if (here == 0) {
            return false;
        }
    }
    memcpy(values, members, *out_n * sizeof *values);
    if (fits) {
        *out = a.any_rough ? made_rough(run->context->arena, &a.total) : a.total.about;
    }
    return true;
}
