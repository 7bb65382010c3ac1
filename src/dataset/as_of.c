/* Owns the dates of datasets: those of the exports that they come from, in however many steps. */
#include "dataset_priv.h"

static bool is_before(const gr_value *date, const gr_value *other)
{
    return other->type != GR_T_DATE || date->as.day < other->as.day;
}

void gr_table_note_as_of(gr_table *table, const gr_value *date)
{
    if (date->type != GR_T_DATE) {
        table->undated = true;
        return;
    }
    gr_value day = {.type = GR_T_DATE, .as.day = date->as.day};
    if (is_before(&day, &table->oldest)) {
        table->oldest = day;
    }
    if (table->newest.type != GR_T_DATE || is_before(&table->newest, &day)) {
        table->newest = day;
    }
}

static void take_older(const gr_value *date, gr_value *in_out)
{
    if (date->type == GR_T_DATE && is_before(date, in_out)) {
        *in_out = *date;
    }
}

gr_value gr_table_as_of(const gr_table *table, gr_value *out_newest)
{
    gr_value oldest = {.type = GR_T_MISSING};
    gr_value newest = oldest;
    take_older(&table->oldest, &oldest);
    take_older(&table->newest, &newest);
    for (size_t i = 0; i < table->schema->n_inputs; i++) {
        gr_str name = table->schema->inputs[i]->name;
        const gr_table *input = gr_catalogue_find(table->catalogue, name);
        if (input != NULL) {
            take_older(&input->oldest, &oldest);
        }
    }
    if (out_newest != NULL) {
        *out_newest = newest;
    }
    return oldest;
}

gr_str gr_table_undated(const gr_table *table)
{
    if (table->undated) {
        return table->schema->name;
    }
    for (size_t i = 0; i < table->schema->n_inputs; i++) {
        gr_str name = table->schema->inputs[i]->name;
        const gr_table *input = gr_catalogue_find(table->catalogue, name);
        if (input != NULL && input->undated) {
            return name;
        }
    }
    return GR_LIT("");
}
