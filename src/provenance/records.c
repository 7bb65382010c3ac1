/* Owns the list of records in a version. Derived datasets are left out: their records follow from
 * the others. */
#include "provenance/records.h"

#include "base/arena.h"
#include "json/read.h"

#define RECORDS_MOST 5000U /* of a dataset; a larger one is not listed */

/** Keys with line ends around them: no key has one. */
static gr_str keys_of(const gr_table *table, gr_arena *arena)
{
    gr_buf keys = gr_buf_make(arena, SIZE_MAX);
    gr_buf_add_char(&keys, '\n');
    for (uint32_t row = 0; row < gr_table_rows(table); row++) {
        gr_buf_add(&keys, gr_table_identity(table, row, arena));
        gr_buf_add_char(&keys, '\n');
    }
    return gr_buf_view(&keys);
}

void gr_records_add(const gr_catalogue *catalogue, gr_json *json)
{
    gr_arena *scratch = gr_arena_new(64 * 1024);
    size_t n = catalogue == NULL ? 0 : gr_catalogue_count(catalogue);
    gr_json_object(json, "records", GR_JSON_INDENTED);
    for (size_t i = 0; i < n; i++) {
        const gr_table *table = gr_catalogue_at(catalogue, i);
        const gr_schema *schema = gr_table_schema(table);
        if (schema->derived || gr_table_rows(table) > RECORDS_MOST) {
            continue;
        }
        gr_json_text(json, gr_str_dup(scratch, schema->name).ptr, keys_of(table, scratch));
    }
    gr_json_close(json);
    gr_arena_free(scratch);
}

bool gr_records_of(gr_str published, gr_str dataset, gr_arena *arena, gr_str *out)
{
    gr_str path = gr_str_fmt(arena, "$.records.\"" GR_FMT "\"", GR_ARG(dataset));
    return gr_json_find(published, path.ptr, arena, out);
}

bool gr_records_have(gr_str records, gr_str key, gr_arena *scratch)
{
    gr_str wanted = gr_str_fmt(scratch, "\n" GR_FMT "\n", GR_ARG(key));
    return gr_str_find(records, wanted) != SIZE_MAX;
}
