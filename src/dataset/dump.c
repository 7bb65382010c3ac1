/* The catalogue as stable text, for --dump=dataset and tests. */
#include "dataset_priv.h"

/* Line ends and the sign between cells would make a dump ambiguous. */
static void add_escaped(gr_str text, gr_buf *out)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '\n') {
            gr_buf_add(out, GR_LIT("\\n"));
        } else if (c == '\t') {
            gr_buf_add(out, GR_LIT("\\t"));
        } else {
            if (c == '|' || c == '\\') {
                gr_buf_add_char(out, '\\');
            }
            gr_buf_add_char(out, c);
        }
    }
}

static void add_cell(const gr_value *value, gr_buf *out)
{
    if (value->type == GR_T_TEXT) {
        add_escaped(value->as.text, out);
    } else if (value->type == GR_T_CODE) {
        add_escaped(value->as.code.code, out);
    } else if (value->type == GR_T_REF) {
        add_escaped(gr_table_key(value->as.ref.table, value->as.ref.row), out);
    } else if (gr_value_is_absent(value) || value->type == GR_T_POISON) {
        gr_buf_addf(out, "(%s)", gr_type_name(value->type));
    } else {
        gr_value_add(value, out);
    }
}

static void add_column(const gr_column *column, gr_buf *out)
{
    gr_buf_addf(out, "  " GR_FMT " %s", GR_ARG(column->name), gr_type_name(column->type));
    if (column->type == GR_T_MONEY) {
        gr_buf_addf(out, " %.3s", column->currency.code);
    } else if (column->type == GR_T_REF) {
        gr_buf_addf(out, " to " GR_FMT, GR_ARG(column->target_name));
    } else if (column->type == GR_T_CODE && column->codes != NULL) {
        gr_buf_addf(out, " of " GR_FMT, GR_ARG(column->codes->name));
    }
    gr_buf_add(out, column->optional ? GR_LIT(" optional") : GR_LIT(""));
}

/* " default 0.00 EUR in 3 records": how much of a column its exports do not say. */
static void add_fallback(const gr_table *table, size_t column, gr_buf *out)
{
    const gr_value *fallback = table->schema->columns[column].fallback;
    if (fallback != NULL) {
        uint32_t n = gr_table_fallbacks(table, column);
        gr_buf_add(out, GR_LIT(" default "));
        add_cell(fallback, out);
        gr_buf_addf(out, " in %lu record%s", (unsigned long)n, n == 1 ? "" : "s");
    }
}

/* " missing by sign in 2 records". */
static void add_signs(const gr_table *table, size_t column, gr_buf *out)
{
    uint32_t n = gr_table_signs(table, column);
    if (n > 0) {
        gr_buf_addf(out, " missing by sign in %lu record%s", (unsigned long)n, n == 1 ? "" : "s");
    }
}

static void add_head(const gr_schema *schema, gr_buf *out)
{
    gr_buf_addf(out, "dataset " GR_FMT, GR_ARG(schema->name));
    if (schema->title.len > 0) {
        gr_buf_add(out, GR_LIT(" \""));
        add_escaped(schema->title, out);
        gr_buf_add_char(out, '"');
    }
    gr_buf_add(out, schema->derived ? GR_LIT(" derived key") : GR_LIT(" key"));
    for (size_t i = 0; i < schema->n_key; i++) {
        gr_buf_addf(out, " " GR_FMT, GR_ARG(schema->columns[schema->key[i]].name));
    }
    if (schema->shared) {
        gr_buf_add(out, GR_LIT(" shared\n"));
    } else {
        gr_buf_addf(out, " owner " GR_FMT "\n", GR_ARG(schema->columns[schema->owner_column].name));
    }
}

static void add_table(const gr_table *table, gr_buf *out)
{
    const gr_schema *schema = table->schema;
    add_head(schema, out);
    for (size_t i = 0; i < schema->n_columns; i++) {
        add_column(&schema->columns[i], out);
        add_fallback(table, i, out);
        add_signs(table, i, out);
        gr_buf_add_char(out, '\n');
    }
    for (uint32_t row = 0; row < table->n_rows; row++) {
        for (size_t i = 0; i < schema->n_columns; i++) {
            gr_value value = gr_cell_load(table, row, i);
            gr_buf_add(out, i == 0 ? GR_LIT("  = ") : GR_LIT(" | "));
            add_cell(&value, out);
        }
        gr_buf_add_char(out, '\n');
    }
}

static void add_export(const gr_export *exported, gr_buf *out)
{
    gr_buf_addf(out, "export " GR_FMT " through " GR_FMT ": %lu records", GR_ARG(exported->file),
                GR_ARG(exported->source), (unsigned long)exported->records);
    if (exported->as_of.type == GR_T_DATE) {
        gr_buf_add(out, GR_LIT(", as of "));
        gr_value_add(&exported->as_of, out);
    }
    gr_buf_add_char(out, '\n');
}

static void add_catalogue(const gr_catalogue *catalogue, uint32_t least_rows, gr_buf *out)
{
    for (size_t i = 0; i < catalogue->n_exports; i++) {
        add_export(&catalogue->exports[i], out);
    }
    for (size_t i = 0; i < catalogue->n_tables; i++) {
        if (catalogue->tables[i]->n_rows >= least_rows) {
            add_table(catalogue->tables[i], out);
        }
    }
}

void gr_catalogue_dump(const gr_catalogue *catalogue, gr_buf *out)
{
    add_catalogue(catalogue, 0, out);
}

void gr_catalogue_dump_filled(const gr_catalogue *catalogue, gr_buf *out)
{
    add_catalogue(catalogue, 1, out);
}
