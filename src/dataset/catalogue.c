/* All datasets of a run, by name, and the exports they were read from. */
#include "base/arena.h"
#include "dataset_priv.h"

gr_catalogue *gr_catalogue_new(gr_arena *arena)
{
    gr_catalogue *catalogue = GR_NEW(arena, gr_catalogue);
    catalogue->arena = arena;
    catalogue->texts = gr_intern_new(arena);
    catalogue->key = gr_buf_make(arena, SIZE_MAX);
    return catalogue;
}

gr_table *gr_catalogue_add(gr_catalogue *catalogue, const gr_schema *schema, gr_diag *diag)
{
    const gr_table *same = gr_catalogue_find(catalogue, schema->name);
    if (same != NULL) {
        gr_diag_report(diag, schema->at, GR_CODE_NAME_DUPLICATE,
                       "a dataset '" GR_FMT "' exists already", GR_ARG(schema->name));
        gr_diag_note(diag, same->schema->at, "the first '" GR_FMT "'", GR_ARG(schema->name));
        return NULL;
    }
    gr_table *table = GR_NEW(catalogue->arena, gr_table);
    table->catalogue = catalogue;
    table->schema = schema;
    table->targets = GR_NEW_N(catalogue->arena, const gr_table *, schema->n_columns);
    table->keys = gr_intern_new(catalogue->arena);
    *GR_PUSH(catalogue->arena, catalogue->tables, catalogue->n_tables, catalogue->cap_tables,
             gr_table *) = table;
    return table;
}

void gr_catalogue_rest(gr_catalogue *catalogue)
{
    gr_intern_rest(catalogue->texts);
}

gr_table *gr_catalogue_find(const gr_catalogue *catalogue, gr_str name)
{
    for (size_t i = 0; i < catalogue->n_tables; i++) {
        if (gr_str_eq(catalogue->tables[i]->schema->name, name)) {
            return catalogue->tables[i];
        }
    }
    return NULL;
}

size_t gr_catalogue_count(const gr_catalogue *catalogue)
{
    return catalogue->n_tables;
}

gr_table *gr_catalogue_at(const gr_catalogue *catalogue, size_t index)
{
    return catalogue->tables[index];
}

size_t gr_catalogue_names(const gr_catalogue *catalogue, gr_arena *arena, gr_str **out_names)
{
    gr_str *names = GR_NEW_N(arena, gr_str, catalogue->n_tables);
    for (size_t i = 0; i < catalogue->n_tables; i++) {
        names[i] = catalogue->tables[i]->schema->name;
    }
    *out_names = names;
    return catalogue->n_tables;
}

void gr_catalogue_add_export(gr_catalogue *catalogue, const gr_export *exported)
{
    gr_export *own = GR_PUSH(catalogue->arena, catalogue->exports, catalogue->n_exports,
                             catalogue->cap_exports, gr_export);
    *own = *exported;
    own->file = gr_str_dup(catalogue->arena, exported->file);
    own->source = gr_str_dup(catalogue->arena, exported->source);
    own->title = gr_str_dup(catalogue->arena, exported->title);
    own->unread = gr_str_dup(catalogue->arena, exported->unread);
}

void gr_catalogue_distrust(gr_catalogue *catalogue, size_t nr)
{
    catalogue->exports[nr].distrusted = true;
}

size_t gr_catalogue_exports(const gr_catalogue *catalogue, const gr_export **out_exports)
{
    *out_exports = catalogue->exports;
    return catalogue->n_exports;
}
