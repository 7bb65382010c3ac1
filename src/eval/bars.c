#include "eval/eval.h"

/* Owns bars in cells: bar="yes" on a column draws what each value is of the largest one in it. All
 * begin at zero; what is not known has none. */
#include "base/arena.h"
#include "table_plan_priv.h"

#define MOST_UNITS 1000000000000 /* 10^12: times a length it still fits 64 bits */
#define PLACES     6             /* of a quotient */

static bool number_of(const gr_node *cell, gr_decimal *out)
{
    const gr_figure *figure = cell->as.cell.figure;
    const gr_value *value = figure == NULL ? NULL : gr_value_about(&figure->value);
    if (value == NULL || !gr_value_is_number(value)) {
        return false;
    }
    if (value->type == GR_T_RATIO) {
        return gr_ratio_round(value->as.ratio, 1, PLACES, out);
    }
    *out = value->type == GR_T_MONEY     ? gr_money_decimal(value->as.money)
           : value->type == GR_T_DECIMAL ? value->as.dec
                                         : (gr_decimal){value->as.i, 0};
    return true;
}

/** In units of 10^-places, of which there may be MOST_UNITS. */
static bool in_units(gr_decimal number, int places, int64_t *out)
{
    int64_t units = number.coef;
    for (int scale = number.scale; scale < places; scale++) {
        if (units > MOST_UNITS || units < -MOST_UNITS) {
            return false;
        }
        units *= 10;
    }
    for (int scale = number.scale; scale > places; scale--) {
        units /= 10;
    }
    *out = units;
    return units <= MOST_UNITS && units >= -MOST_UNITS;
}

/** The cell of a body row in a column; NULL: it has none of its own there. */
static gr_node *cell_in(const gr_node *row, size_t column)
{
    size_t at = 0;
    gr_node *cell = row->kind == GR_K_ROW && row->as.row.role == GR_ROW_BODY ? row->first : NULL;
    while (cell != NULL && at < column) {
        at += cell->as.cell.colspan;
        cell = cell->next;
    }
    return at == column ? cell : NULL;
}

static bool try_places(gr_table_plan *plan, size_t column, int places, int64_t *out_most)
{
    *out_most = 0;
    for (gr_node *row = plan->table->first; row != NULL; row = row->next) {
        gr_node *cell = cell_in(row, column);
        gr_decimal number = {0, 0};
        if (cell == NULL || !number_of(cell, &number)) {
            continue;
        }
        if (!in_units(number, places, &cell->as.cell.bar)) {
            return false;
        }
        *out_most = cell->as.cell.bar > *out_most ? cell->as.cell.bar : *out_most;
    }
    return true;
}

static bool refuse_below_zero(gr_table_plan *plan, size_t column)
{
    for (gr_node *row = plan->table->first; row != NULL; row = row->next) {
        gr_node *cell = cell_in(row, column);
        if (cell == NULL || cell->as.cell.bar >= 0) {
            continue;
        }
        gr_diag_report_halves(plan->expander->context->diag,
                              gr_tnode_place(plan->cols[column].node, "bar"), GR_CODE_CHART_WHOLE,
                              GR_LIT("bars in cells begin at zero and grow to the right; leave "
                                     "bar= out, or show a chart"),
                              GR_FMT, GR_ARG(cell->as.cell.figure->text));
        plan->expander->failed = true;
        return true;
    }
    return false;
}

static void fill_column(gr_table_plan *plan, size_t column)
{
    int64_t most = 0;
    int places = GR_DEC_MAX_SCALE;
    while (!try_places(plan, column, places, &most)) {
        places--;
    }
    if (refuse_below_zero(plan, column)) {
        return;
    }
    for (gr_node *row = plan->table->first; row != NULL; row = row->next) {
        gr_node *cell = cell_in(row, column);
        if (cell != NULL) {
            cell->as.cell.bar_of = most;
        }
    }
}

void gr_table_bars(gr_table_plan *plan)
{
    for (size_t i = 0; i < plan->n_cols && plan->table->as.table.source == NULL; i++) {
        if (gr_tnode_flag(plan->cols[i].node, "bar", false)) {
            fill_column(plan, i);
        }
    }
}
