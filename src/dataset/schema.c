/* Names of columns. */
#include "dataset/schema.h"

#include "base/arena.h"

size_t gr_schema_column(const gr_schema *schema, gr_str name)
{
    for (size_t i = 0; i < schema->n_columns; i++) {
        if (gr_str_eq(schema->columns[i].name, name)) {
            return i;
        }
    }
    return SIZE_MAX;
}

size_t gr_schema_names(const gr_schema *schema, gr_arena *arena, gr_str **out_names)
{
    gr_str *names = GR_NEW_N(arena, gr_str, schema->n_columns);
    for (size_t i = 0; i < schema->n_columns; i++) {
        names[i] = schema->columns[i].name;
    }
    *out_names = names;
    return schema->n_columns;
}
