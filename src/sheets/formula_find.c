#include "formula_priv.h"

/* Owns the search for the simplest formula: a total as the range it stands under, a balance as the
 * two cells it stands beside, a quantity that another cell shows as that cell, a result as a few
 * cells above it. Whether cells add up to a quantity is seen by their forms, so nothing here
 * depends on what the figures happen to be. */

#define BESIDE      64   /* cells of a row that a balance is looked for among */
#define NEAR        24   /* cells above that a result is looked for among */
#define MOST_TERMS  4    /* of such a result */
#define END_BITS    15   /* of a form, which is as good as random */
#define MOST_LISTED 1200 /* subtotals in one formula, which has a longest length */

static const gr_sheet_cell *asking_cell(const gr_building *b)
{
    return &b->draft->sheets[b->asker->sheet].sheet.cells[b->asker->cell];
}

static bool is_summed_up(const gr_building *b)
{
    gr_cell_style style = asking_cell(b)->style;
    return style == GR_CELL_TOTAL || style == GR_CELL_SUBTOTAL;
}

/** How the figure was worked out, behind the names it has: fields of derived datasets, first
 *  records. NULL for what is no sum and no difference. */
static const gr_origin *linear(const gr_origin *origin)
{
    while (origin != NULL && (origin->op == GR_OP_LEAF || origin->op == GR_OP_FIRST)) {
        origin = origin->n_args > 0 ? origin->args[0] : NULL;
    }
    bool is = origin != NULL && (origin->op == GR_OP_SUM || origin->op == GR_OP_ADD ||
                                 origin->op == GR_OP_SUB || origin->op == GR_OP_NEG);
    return is && origin->n_args > 0 ? origin : NULL;
}

static bool is_sum(const gr_origin *origin)
{
    const gr_origin *made = linear(origin);
    return made != NULL && (made->op == GR_OP_SUM || made->op == GR_OP_ADD);
}

static const gr_fx *sum_of_area(gr_building *b, gr_area area)
{
    gr_fx *fx = gr_fx_new(b, GR_FX_SUM, 1);
    fx->args[0] = gr_fx_area(b, area);
    return fx;
}

/* --- ranges --- */

/** SUM(B3:B13), also over one row, as rows may be added; a row has two cells at least. */
static const gr_fx *run(gr_building *b, bool down)
{
    gr_area area = {0};
    const gr_origin *origin = b->asker->origin;
    if (!is_sum(origin) || !gr_line_run(b->draft, b->asker, b->asker->form, down, &area)) {
        return NULL;
    }
    bool alone = area.first_row == area.last_row && area.first_col == area.last_col;
    return alone && !(down && is_summed_up(b)) ? NULL : sum_of_area(b, area);
}

/** A total over nothing, above which there is nothing yet. */
static const gr_fx *nothing_yet(gr_building *b)
{
    const gr_origin *origin = b->asker->origin;
    gr_area area = {0};
    bool empty = origin->op == GR_OP_SUM && origin->n_args == 0;
    return empty && is_summed_up(b) && gr_line_absent(b->draft, b->asker, &area)
               ? sum_of_area(b, area)
               : NULL;
}

static const gr_fx *all_subtotals(gr_building *b)
{
    if (b->draft->tables[b->asker->table].n_subtotals < 2) {
        return NULL; /* columns of long tables are not gone through for each of their cells */
    }
    const gr_cell_spot **spots = GR_NEW_N(b->draft->scratch, const gr_cell_spot *, MOST_LISTED);
    size_t n = gr_line_subtotals(b->draft, b->asker, MOST_LISTED, spots);
    gr_form sum = 0;
    for (size_t i = 0; i < n; i++) { /* one of which nothing is known yet is part of it as well */
        sum += spots[i]->absent ? 0 : spots[i]->form;
        if (spots[i]->absent && !gr_fx_lacks_with(b, spots[i]->origin, b->asker->origin)) {
            return NULL;
        }
    }
    if (n < 2 || sum != b->asker->form) {
        return NULL;
    }
    gr_fx *fx = gr_fx_new(b, GR_FX_SUM, n);
    for (size_t i = 0; i < n; i++) {
        fx->args[i] = gr_fx_cell(b, spots[i]);
    }
    gr_fx_gather(b->draft, fx);
    return fx;
}

/* --- a few cells --- */

static const gr_fx *two(gr_building *b, gr_fx_kind kind, const gr_fx *left, const gr_fx *right)
{
    gr_fx *fx = gr_fx_new(b, kind, 2);
    fx->args[0] = left;
    fx->args[1] = right;
    return fx;
}

/** E28-D28 */
static const gr_fx *balance(gr_building *b)
{
    const gr_cell_spot *spots[BESIDE];
    size_t n = linear(b->asker->origin) == NULL
                   ? 0
                   : gr_line_operands(b->draft, b->asker, false, BESIDE, spots);
    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            if (spots[i]->form - spots[j]->form == b->asker->form) {
                return two(b, GR_FX_SUB, gr_fx_cell(b, spots[i]), gr_fx_cell(b, spots[j]));
            }
            if (spots[j]->form - spots[i]->form == b->asker->form) {
                return two(b, GR_FX_SUB, gr_fx_cell(b, spots[j]), gr_fx_cell(b, spots[i]));
            }
            if (spots[j]->form + spots[i]->form == b->asker->form) {
                return two(b, GR_FX_ADD, gr_fx_cell(b, spots[j]), gr_fx_cell(b, spots[i]));
            }
        }
    }
    return NULL;
}

typedef struct ends { /* a form that does not end as one of these is none of them */
    uint8_t seen[1 << (END_BITS - 3)];
} ends;

static void add_end(ends *of, gr_form form)
{
    size_t end = (size_t)form & ((1 << END_BITS) - 1);
    of->seen[end / 8] = (uint8_t)(of->seen[end / 8] | 1u << end % 8);
}

static bool may_be(const ends *of, gr_form form)
{
    size_t end = (size_t)form & ((1 << END_BITS) - 1);
    return (of->seen[end / 8] >> end % 8 & 1) != 0;
}

typedef struct terms { /* of a result: cells above it, from below, each added or taken away */
    gr_building *b;
    const gr_cell_spot *spots[NEAR];
    size_t by_form[NEAR]; /* the cells, by form, alike ones from below */
    size_t n;
    ends pairs; /* what two of the cells give */
    bool minus[MOST_TERMS];
    size_t chosen[MOST_TERMS], n_chosen;
} terms;

static void add_pairs(terms *t, gr_form one, size_t others)
{
    for (size_t i = 0; i < others; i++) {
        gr_form other = t->spots[i]->form;
        add_end(&t->pairs, one + other);
        add_end(&t->pairs, one - other);
        add_end(&t->pairs, other - one);
        add_end(&t->pairs, 0 - one - other);
    }
}

static void order_terms(terms *t)
{
    for (size_t i = 0; i < t->n; i++) {
        size_t at = i;
        for (; at > 0 && t->spots[t->by_form[at - 1]]->form > t->spots[i]->form; at--) {
            t->by_form[at] = t->by_form[at - 1];
        }
        t->by_form[at] = i;
        add_pairs(t, t->spots[i]->form, i);
    }
}

/** The first cell from `from` on with that form; NEAR: there is none. */
static size_t first_with(const terms *t, size_t from, gr_form form)
{
    size_t low = 0, high = t->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2, which = t->by_form[middle];
        gr_form there = t->spots[which]->form;
        if (there < form || (there == form && which < from)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < t->n && t->spots[t->by_form[low]]->form == form ? t->by_form[low] : NEAR;
}

static bool choose_last(terms *t, size_t from, gr_form rest)
{
    size_t plus = first_with(t, from, rest), minus = first_with(t, from, 0 - rest);
    if (plus == NEAR && minus == NEAR) {
        return false;
    }
    t->chosen[t->n_chosen] = plus <= minus ? plus : minus;
    t->minus[t->n_chosen++] = plus > minus;
    return true;
}

/** Chooses `left` more, of those from `from` on, that give `rest`. */
static bool choose(terms *t, size_t from, size_t left, gr_form rest)
{
    if (left == 1) {
        return choose_last(t, from, rest);
    }
    if (left == 2 && !may_be(&t->pairs, rest)) {
        return false;
    }
    for (size_t i = from; *t->b->search_left > 0 && i < t->n; i++) {
        for (int minus = 0; minus < 2; minus++) {
            size_t place = t->n_chosen++;
            (*t->b->search_left)--;
            t->chosen[place] = i;
            t->minus[place] = minus == 1;
            gr_form form = t->spots[i]->form;
            if (choose(t, i + 1, left - 1, minus == 1 ? rest + form : rest - form)) {
                return true;
            }
            t->n_chosen--;
        }
    }
    return false;
}

/** What is added first, each from the top: B28-B29+B30. A sum of some is no such result: written as
 *  it was worked out, it says which are left out. */
static const gr_fx *written(terms *t)
{
    const gr_fx *fx = NULL;
    bool any_minus = false;
    for (size_t i = 0; i < t->n_chosen; i++) {
        any_minus |= t->minus[i];
    }
    if (!any_minus && is_sum(t->b->asker->origin)) {
        return NULL;
    }
    for (size_t i = t->n_chosen; i > 0 && fx == NULL; i--) {
        if (!t->minus[i - 1]) {
            fx = gr_fx_cell(t->b, t->spots[t->chosen[i - 1]]);
            t->chosen[i - 1] = NEAR;
        }
    }
    for (size_t i = t->n_chosen; i > 0 && fx != NULL; i--) {
        size_t chosen = t->chosen[i - 1];
        if (chosen < NEAR) {
            fx = two(t->b, t->minus[i - 1] ? GR_FX_SUB : GR_FX_ADD, fx,
                     gr_fx_cell(t->b, t->spots[chosen]));
        }
    }
    return fx;
}

static const gr_fx *result(gr_building *b)
{
    terms t = {.b = b};
    if (linear(b->asker->origin) == NULL) {
        return NULL;
    }
    t.n = gr_line_operands(b->draft, b->asker, true, NEAR, t.spots);
    order_terms(&t);
    for (size_t most = 2; most <= MOST_TERMS; most++) {
        t.n_chosen = 0;
        if (choose(&t, 0, most, b->asker->form)) {
            return written(&t);
        }
    }
    return NULL;
}

/** Another cell shows the same, worked out somehow. A plain field in a table is no copy. */
static const gr_fx *the_same(gr_building *b)
{
    const gr_origin *origin = b->asker->origin;
    const gr_cell_spot *spot = gr_spots_find(b->index, b->asker->form, b->asker);
    bool plain =
        !b->asker->aside && !b->asker->refers && origin->op == GR_OP_LEAF && linear(origin) == NULL;
    return spot == NULL || plain || origin->op == GR_OP_CONSTANT ? NULL : gr_fx_cell(b, spot);
}

/* --- in order --- */

#define SHORT_CELLS 2
#define SHORT_NODES 16

/** On the sheet of the asker; counts cells down and nodes down; false when there are more. */
static bool is_short(const gr_building *b, const gr_fx *fx, unsigned *cells, unsigned *nodes)
{
    bool cell = fx->kind == GR_FX_CELL || fx->kind == GR_FX_AREA;
    if (*nodes == 0 || (cell && (*cells == 0 || fx->area.sheet != b->asker->sheet))) {
        return false;
    }
    (*nodes)--;
    *cells -= cell ? 1 : 0;
    for (size_t i = 0; i < fx->n_args; i++) {
        if (!is_short(b, fx->args[i], cells, nodes)) {
            return false;
        }
    }
    return true;
}

static const gr_fx *short_working(gr_building *b)
{
    const gr_fx *fx = gr_fx_build(b, b->asker->origin);
    unsigned cells = SHORT_CELLS, nodes = SHORT_NODES;
    return fx != NULL && is_short(b, fx, &cells, &nodes) ? fx : NULL;
}

static const gr_fx *run_first(gr_building *b)
{
    return run(b, is_summed_up(b));
}

static const gr_fx *run_second(gr_building *b)
{
    return run(b, !is_summed_up(b));
}

static const gr_fx *whole_working(gr_building *b)
{
    return gr_fx_build(b, b->asker->origin);
}

static const struct {
    const gr_fx *(*look)(gr_building *b);
    bool for_words; /* else for numbers only */
} ways[] = {
    {run_first, false},    {nothing_yet, false}, {all_subtotals, false},
    {short_working, true}, {balance, false},     {the_same, false},
    {run_second, false},   {result, false},      {whole_working, true},
};

bool gr_fx_find(gr_building *b, unsigned nr, const gr_fx **out)
{
    if (nr >= sizeof(ways) / sizeof(ways[0])) {
        return false;
    }
    *out = b->asker->words && !ways[nr].for_words ? NULL : ways[nr].look(b);
    return true;
}

const gr_fx *gr_fx_simplest(gr_building *b, const gr_origin *origin)
{
    gr_cell_spot quantity = *b->asker;
    quantity.origin = origin;
    quantity.form = gr_form_of(b->forms, origin);
    quantity.size = gr_form_size(b->forms, origin);
    quantity.words = false;
    gr_building own = *b;
    own.asker = &quantity;
    own.seen = (gr_visited){0};
    own.made = NULL;
    own.n_made = own.cap_made = 0;
    const gr_fx *fx = NULL;
    for (unsigned nr = 0; fx == NULL && gr_fx_find(&own, nr, &fx); nr++) {
    }
    b->refers |= own.refers;
    return fx;
}
