/* Records that go into groups: what each adds, and what the totals of the export are held against,
 * since a row of groups does not say between which totals its records stood. */
#include "record_priv.h"

/** Totals of these records have plans, and so fillings, of their own, behind this one. */
static void link_totals(gr_records *records, gr_filling *filling)
{
    const gr_plan *plan = filling->plan;
    for (size_t i = 0; i < records->source->n_plans; i++) {
        const gr_promise *of = records->source->plans[i]->total_of;
        for (size_t k = 0; of != NULL && k < plan->n_promises; k++) {
            if (of == &plan->promises[k]) {
                records->fillings[i].next_total = filling->totals;
                filling->totals = &records->fillings[i];
            }
        }
    }
}

void gr_gathering_begin(gr_records *records, gr_filling *filling)
{
    const gr_group_plan *group = filling->plan->group;
    if (group != NULL) {
        filling->grouped = GR_NEW_N(records->kept, gr_value, group->schema->n_columns);
        link_totals(records, filling);
    }
}

static gr_decimal number_of(const gr_value *value)
{
    if (value->type == GR_T_MONEY) {
        return gr_money_decimal(value->as.money);
    }
    return value->type == GR_T_DECIMAL ? value->as.dec : (gr_decimal){.coef = value->as.i};
}

static void add_to_totals(const gr_filling *filling)
{
    for (gr_filling *total = filling->totals; total != NULL; total = total->next_total) {
        gr_gathered *gathered = &total->gathered;
        size_t column = total->plan->total_of->sum;
        const gr_value *part = column == GR_NO_COLUMN ? NULL : &filling->grouped[column];
        gathered->n++;
        if (part != NULL && gr_value_is_number(part)) {
            gathered->too_large |= !gr_decimal_add(gathered->sum, number_of(part), &gathered->sum);
        }
    }
}

/** Fields that are in no group are held against their codes here; others when they are stored. */
static gr_status check_codes(gr_records *records, const gr_filling *filling)
{
    const gr_schema *schema = filling->plan->schema;
    for (size_t i = 0; i < schema->n_columns; i++) {
        GR_TRY(gr_column_check_code(&schema->columns[i], &filling->values[i], filling->at,
                                    records->diag));
    }
    return GR_OK;
}

gr_status gr_gathering_add(gr_records *records, gr_filling *filling)
{
    const gr_group_plan *group = filling->plan->group;
    GR_TRY(check_codes(records, filling));
    for (size_t i = 0; i < group->schema->n_columns; i++) {
        filling->grouped[i] = group->from[i] == SIZE_MAX ? (gr_value){.type = GR_T_INT, .as.i = 1}
                                                         : filling->values[group->from[i]];
    }
    GR_TRY(gr_table_gather(filling->table, filling->at, filling->grouped,
                           records->import->limits->rows, records->diag));
    for (size_t i = 0; i < group->schema->n_columns; i++) {
        if (group->from[i] != SIZE_MAX) {
            gr_records_note_silence(filling, group->from[i], i);
        }
    }
    add_to_totals(filling);
    filling->n_appended++;
    return GR_OK;
}

gr_status gr_gathering_end(const gr_records *records)
{
    for (size_t i = 0; i < records->source->n_plans; i++) {
        if (records->fillings[i].grouped != NULL) {
            GR_TRY(gr_table_gathered(records->fillings[i].table, records->diag));
        }
    }
    return GR_OK;
}
