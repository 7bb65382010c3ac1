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

#define DEPTH_MOST 8 /* keys that refer to keys; a circle would have no end */

static bool is_volatile(const gr_schema *schema, unsigned depth)
{
    bool is = false;
    for (size_t i = 0; i < schema->n_key && !is && depth < DEPTH_MOST; i++) {
        const gr_column *column = &schema->columns[schema->key[i]];
        is = column->ordinal || (column->type == GR_T_REF && column->target != NULL &&
                                 is_volatile(column->target, depth + 1));
    }
    return is;
}

bool gr_schema_is_volatile(const gr_schema *schema)
{
    return is_volatile(schema, 0);
}
