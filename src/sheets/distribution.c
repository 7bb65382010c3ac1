#include "distribution_priv.h"

/* Owns the sheet of distributions: how an amount was divided by largest remainders, as a
 * spreadsheet works it out. Everybody first takes the whole units he is certain of; who is cut off
 * most gets one of those that are left, and of two that are cut off alike the one whose turn is
 * first. Other figures in a table refer to the cells here, so that an amount or a weight that is
 * changed moves all parts. Hare's method of largest remainders.
 *
 * Whole numbers are exact in a spreadsheet below 2^53; a distribution that could go beyond stays a
 * value, as does one whose weights its readers may not know. */
#include "base/visited.h"

#define EXACT_MOST   ((__extension__(__int128) 1) << 53)
#define MOST_MEMBERS 1000 /* each looks at all others */

/* --- which parts there are --- */

/** What only passes a quantity on: names it has, a sum over one record. */
static bool passes(const gr_origin *origin)
{
    return origin->n_args > 0 &&
           (origin->op == GR_OP_LEAF || origin->op == GR_OP_FIRST || origin->op == GR_OP_CHOOSE ||
            (origin->op == GR_OP_SUM && origin->n_args == 1));
}

/** The part that a cell shows; NULL: none, or more than one. */
static const gr_origin *part_in(const gr_origin *origin)
{
    while (origin != NULL && passes(origin)) {
        origin = origin->args[0];
    }
    return origin != NULL && origin->op == GR_OP_SHARE ? origin : NULL;
}

/** Each division has a sum of weights of its own. */
static void take_part(gr_sheet_draft *draft, const gr_origin *part, const gr_cell_spot *spot,
                      gr_visited *divisions)
{
    uint32_t *division = gr_visited_number(divisions, part->args[2], draft->scratch);
    if (*division == 0) {
        *division = (uint32_t)draft->n_divided + 1;
    }
    *GR_PUSH(draft->arena, draft->divided, draft->n_divided, draft->cap_divided, gr_divided) =
        (gr_divided){.part = part,
                     .division = *division,
                     .nr = (uint32_t)draft->n_divided,
                     .shown = part_in(spot->origin) == part ? spot : NULL};
}

static bool is_part(const gr_origin *origin)
{
    return origin->op == GR_OP_SHARE && origin->n_args == 5 && origin->value.type == GR_T_MONEY &&
           origin->args[0] != NULL && origin->args[2] != NULL;
}

static void find_parts(gr_sheet_draft *draft, const gr_cell_spot *spot, gr_visited *seen,
                       gr_visited *divisions)
{
    const gr_origin **stack = NULL;
    size_t n = 0, cap = 0;
    *GR_PUSH(draft->scratch, stack, n, cap, const gr_origin *) = spot->origin;
    while (n > 0) {
        const gr_origin *node = stack[--n];
        if (node == NULL || !gr_visited_add(seen, node, draft->scratch)) {
            continue;
        }
        if (is_part(node)) {
            take_part(draft, node, spot, divisions);
        }
        for (size_t i = node->n_args; i > 0; i--) { /* the first comes off first */
            *GR_PUSH(draft->scratch, stack, n, cap, const gr_origin *) = node->args[i - 1];
        }
    }
}

static int by_division(const void *left, const void *right)
{
    const gr_divided *a = left, *b = right;
    uint32_t first = a->division != b->division ? a->division : a->nr;
    uint32_t second = a->division != b->division ? b->division : b->nr;
    return (first > second) - (first < second);
}

size_t gr_part_turn(const gr_divided *one)
{
    return (size_t)one->part->args[4]->value.as.i - 1;
}

bool gr_distribution_cell(const gr_sheet_draft *draft, const gr_origin *part, gr_area *out)
{
    for (size_t i = 0; i < draft->n_divided; i++) {
        if (draft->divided[i].part == part && draft->divided[i].at.first_row > 0) {
            *out = draft->divided[i].at;
            return true;
        }
    }
    return false;
}

/* --- whether cells can do it --- */

static gr_decimal number_of(const gr_value *value)
{
    return value->type == GR_T_INT ? (gr_decimal){value->as.i, 0} : value->as.dec;
}

static bool scale_weights(gr_sharing_out *d)
{
    size_t n = d->weights->n_args;
    d->scale = 0;
    for (size_t i = 0; i < n; i++) {
        const gr_origin *weight = d->weights->args[i];
        if (weight == NULL ||
            (weight->value.type != GR_T_INT && weight->value.type != GR_T_DECIMAL)) {
            return false;
        }
        uint8_t own = number_of(&weight->value).scale;
        d->scale = own > d->scale ? own : d->scale;
    }
    d->scaled = GR_NEW_N(d->draft->arena, int64_t, n);
    for (size_t i = 0; i < n; i++) {
        gr_decimal fitted = {0, 0};
        if (!gr_decimal_round(number_of(&d->weights->args[i]->value), d->scale, GR_ROUND_DOWN,
                              &fitted)) {
            return false;
        }
        d->scaled[i] = fitted.coef;
    }
    return true;
}

/** All products and quotients stay below 2^53. */
static bool is_exact(const gr_sharing_out *d)
{
    gr_wide sum = 0, units = gr_sharing_units(d);
    for (size_t i = 0; i < d->weights->n_args; i++) {
        sum += d->scaled[i];
    }
    return sum > 0 && sum < EXACT_MOST && units < EXACT_MOST && units * sum < EXACT_MOST;
}

static bool may_be_known(const gr_sharing_out *d)
{
    const gr_doc *doc = d->draft->doc;
    return doc->owner.len == 0 ||
           (gr_origin_foreign(d->total, doc->owner_dataset, doc->owner) == NULL &&
            gr_origin_foreign(d->weights, doc->owner_dataset, doc->owner) == NULL);
}

/** What the document shows is what is worked out here. */
static bool agrees(const gr_sharing_out *d)
{
    for (size_t i = d->first; i < d->end; i++) {
        const gr_divided *one = &d->draft->divided[i];
        size_t turn = gr_part_turn(one);
        if (turn >= d->weights->n_args || d->parts[turn].minor != one->part->value.as.money.minor) {
            return false;
        }
    }
    return true;
}

static bool open_division(gr_sharing_out *d)
{
    const gr_origin *part = d->draft->divided[d->first].part;
    d->total = part->args[0];
    d->weights = part->args[2];
    d->unit = part->args[3]->value.as.money;
    if (d->weights->op != GR_OP_SUM || d->total->value.type != GR_T_MONEY ||
        d->weights->n_args > MOST_MEMBERS || !may_be_known(d) || !scale_weights(d) ||
        !is_exact(d)) {
        return false;
    }
    d->parts = GR_NEW_N(d->draft->arena, gr_money, d->weights->n_args);
    return gr_money_share(d->total->value.as.money, d->scaled, d->weights->n_args, d->unit.minor,
                          d->draft->arena, d->parts) &&
           agrees(d);
}

/** So that whoever looks for cells around one finds the table that it stands in. */
static void note_table(const gr_sharing_out *d, size_t first_cell, uint32_t first_row)
{
    gr_sheet_draft *draft = d->draft;
    gr_node *node = gr_node_new(draft->arena, NULL, GR_K_TABLE, (gr_loc){0});
    node->as.table.n_cols = N_COLUMNS;
    *GR_PUSH(draft->arena, draft->tables, draft->n_tables, draft->cap_tables, gr_placed) =
        (gr_placed){.node = node,
                    .sheet = (uint32_t)(d->sheet - draft->sheets),
                    .first_cell = first_cell,
                    .end_cell = d->sheet->sheet.n_cells,
                    .first_row = first_row,
                    .body_row = d->first_row};
    d->sheet->n_tables++;
}

static void note_cells(const gr_sharing_out *d)
{
    uint32_t sheet = (uint32_t)(d->sheet - d->draft->sheets);
    for (size_t i = d->first; i < d->end; i++) {
        gr_divided *one = &d->draft->divided[i];
        uint32_t row = d->first_row + (uint32_t)gr_part_turn(one);
        one->at = (gr_area){sheet, row, row, COLUMN_PART, COLUMN_PART};
    }
}

static gr_status write_division(gr_sharing_out *d)
{
    uint32_t first_row = d->sheet->next_row;
    size_t first_cell = d->sheet->sheet.n_cells;
    GR_TRY(gr_sharing_write(d, first_row));
    note_table(d, first_cell, first_row);
    note_cells(d);
    d->sheet->next_row = d->sum_row + 2;
    return GR_OK;
}

/** A part that was first met in a sum may have a cell of its own as well. */
static void find_cells(gr_sheet_draft *draft, size_t n_spots)
{
    gr_visited numbers = {0};
    for (size_t i = 0; i < draft->n_divided; i++) {
        *gr_visited_number(&numbers, draft->divided[i].part, draft->scratch) = (uint32_t)i + 1;
    }
    for (size_t i = 0; i < n_spots && draft->n_divided > 0; i++) {
        const gr_cell_spot *spot = &draft->spots[i];
        const gr_origin *part = spot->aside ? NULL : part_in(spot->origin);
        uint32_t nr = part == NULL ? 0 : *gr_visited_number(&numbers, part, draft->scratch);
        if (nr > 0 &&
            (draft->divided[nr - 1].shown == NULL || draft->divided[nr - 1].shown->aside)) {
            draft->divided[nr - 1].shown = spot;
        }
    }
}

static void find_all_parts(gr_sheet_draft *draft)
{
    gr_visited seen = {0}, divisions = {0};
    size_t n_spots = draft->n_spots;
    for (size_t i = 0; i < n_spots; i++) {
        find_parts(draft, &draft->spots[i], &seen, &divisions);
    }
    find_cells(draft, n_spots);
    if (draft->n_divided > 0) {
        qsort(draft->divided, draft->n_divided, sizeof *draft->divided, by_division);
    }
}

gr_status gr_draft_distributions(gr_sheet_draft *draft)
{
    gr_draft_sheet *sheet = NULL;
    find_all_parts(draft);
    for (size_t first = 0, end = 0; first < draft->n_divided; first = end) {
        while (end < draft->n_divided &&
               draft->divided[end].division == draft->divided[first].division) {
            end++;
        }
        gr_sharing_out d = {.draft = draft, .first = first, .end = end};
        if (!open_division(&d)) {
            continue;
        }
        if (sheet == NULL) {
            sheet =
                gr_draft_sheet_add(draft, gr_label_text(draft->doc->house, "distribution-sheet"));
        }
        d.sheet = sheet;
        GR_TRY(write_division(&d));
    }
    return GR_OK;
}
