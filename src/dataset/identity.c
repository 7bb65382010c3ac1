/* Owns what a record is known by from one run to the next. Its key is, unless that counts places in
 * the export: then a record that is put before others gives each of them the key of the one before.
 * Such records are known by what they say, so that two that say the same are not told apart, and
 * one that says something else is another one. */
#include "base/arena.h"
#include "dataset/table.h"

static void add_value(const gr_table *table, uint32_t row, size_t column, gr_buf *out)
{
    gr_value value = gr_table_bare(table, row, column);
    gr_buf_add_char(out, '\t');
    if (value.type == GR_T_REF) {
        gr_buf_add(out, gr_table_identity(value.as.ref.table, value.as.ref.row, out->arena));
    } else {
        gr_value_add(&value, out);
    }
}

gr_str gr_table_identity(const gr_table *table, uint32_t row, gr_arena *arena)
{
    const gr_schema *schema = gr_table_schema(table);
    if (!gr_schema_is_volatile(schema)) {
        return gr_table_key(table, row);
    }
    gr_arena *scratch = gr_arena_new(1024);
    gr_buf said = gr_buf_make(scratch, SIZE_MAX);
    for (size_t i = 0; i < schema->n_columns; i++) {
        if (!schema->columns[i].ordinal) {
            add_value(table, row, i, &said);
        }
    }
    gr_str identity = gr_str_fmt(arena, "~%08x", (unsigned)gr_str_stamp(0, gr_buf_view(&said)));
    gr_arena_free(scratch);
    return identity;
}
