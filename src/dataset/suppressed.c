/* Owns what a table still says of cells whose values were hidden: some of them together. Must not
 * know which totals a report prints, or decide which sums may be told. */
#include "base/arena.h"
#include "dataset_priv.h"

void gr_table_suppress(gr_table *table, const gr_suppressed_column *said)
{
    *GR_PUSH(table->catalogue->arena, table->suppressed, table->n_suppressed, table->cap_suppressed,
             gr_suppressed_column) = *said;
}

static const gr_suppressed_column *find_column(const gr_table *table, size_t column)
{
    for (size_t i = 0; i < table->n_suppressed; i++) {
        if (table->suppressed[i].column == column) {
            return &table->suppressed[i];
        }
    }
    return NULL;
}

/** Adds the sums of groups whose hidden cells are all here; returns the number of cells that are
 * not covered by them. A cell that is asked for twice is not looked up: its group is not whole. */
static int64_t add_exact(const gr_suppressed_column *said, const uint32_t *rows, size_t n,
                         gr_arena *scratch, int64_t *sum)
{
    uint32_t *here = GR_NEW_N(scratch, uint32_t, said->n_groups);
    int64_t rest = (int64_t)n;
    for (size_t i = 0; i < n; i++) {
        bool twice = (i > 0 && rows[i] == rows[i - 1]) || (i + 1 < n && rows[i] == rows[i + 1]);
        here[said->group_of[rows[i]]] += twice ? 0 : 1;
    }
    for (uint32_t g = 0; g < said->n_groups; g++) {
        const gr_suppressed_group *group = &said->groups[g];
        if (group->exact && here[g] == group->n) {
            *sum += group->sum;
            rest -= group->n;
        }
    }
    return rest;
}

bool gr_table_suppressed_total(const gr_table *table, size_t column, const uint32_t *rows, size_t n,
                               gr_arena *scratch, gr_suppressed_total *out)
{
    const gr_suppressed_column *said = find_column(table, column);
    int64_t sum = 0, rest = (int64_t)n;
    if (said == NULL) {
        return false;
    }
    if (said->group_of != NULL) {
        rest = add_exact(said, rows, n, scratch, &sum);
    }
    *out = (gr_suppressed_total){.about = sum + rest * said->rule.about,
                                 .least = sum + rest * said->rule.least,
                                 .most = sum + rest * (said->rule.below - 1),
                                 .as_range = said->rule.as_range};
    return true;
}

void gr_table_seal(gr_table *table, gr_str by)
{
    table->sealed_by = by;
}

gr_str gr_table_sealed_by(const gr_table *table)
{
    return table->sealed_by.len > 0 ? table->sealed_by : GR_LIT("");
}

void gr_table_seal_column(gr_table *table, size_t column, gr_str why)
{
    if (table->sealed_columns == NULL) {
        table->sealed_columns = GR_NEW_N(table->catalogue->arena, gr_str, table->schema->n_columns);
    }
    table->sealed_columns[column] = why;
}

static bool is_key(const gr_schema *schema, size_t column)
{
    bool key = false;
    for (size_t i = 0; i < schema->n_key; i++) {
        key = key || schema->key[i] == column;
    }
    return key;
}

gr_str gr_table_sealed_column(const gr_table *table, size_t column)
{
    if (table->sealed_columns != NULL && table->sealed_columns[column].len > 0) {
        return table->sealed_columns[column];
    }
    if (table->sealed_by.len == 0 || is_key(table->schema, column)) {
        return GR_LIT("");
    }
    return gr_str_fmt(table->catalogue->arena, "is among what '" GR_FMT "' hides small numbers of",
                      GR_ARG(table->sealed_by));
}
