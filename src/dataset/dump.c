/* The catalogue as stable text: all of it, for --dump=dataset and tests; or what one export yields.
 */
#include "dataset_priv.h"

#define ROWS_SHOWN 10 /* of a dataset, in a summary */

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
        gr_buf_add(out, GR_LIT(" shared"));
    } else {
        gr_buf_addf(out, " owner " GR_FMT, GR_ARG(schema->columns[schema->owner_column].name));
    }
}

/* Of an export or a dataset: what a condition of the descriptor left out. */
static void add_passed(uint32_t not_taken, uint32_t not_decided, gr_buf *out)
{
    if (not_taken > 0) {
        gr_buf_addf(out, ", %lu left out by where=", (unsigned long)not_taken);
    }
    if (not_decided > 0) {
        gr_buf_addf(out, ", %lu left out because where= reads what they do not say",
                    (unsigned long)not_decided);
    }
}

static bool is_summed(gr_type type)
{
    return type == GR_T_INT || type == GR_T_DECIMAL || type == GR_T_MONEY;
}

/** False: too large. */
static bool add_to(gr_value *sum, const gr_value *value)
{
    gr_decimal whole = {.coef = value->as.i};
    if (sum->type == GR_T_MONEY) {
        return gr_money_add(sum->as.money, value->as.money, &sum->as.money);
    }
    return gr_decimal_add(sum->as.dec, value->type == GR_T_INT ? whole : value->as.dec,
                          &sum->as.dec);
}

/** ", sum 1250000.00 EUR, 3 missing": what a total in the export can be held against. */
static void add_facts(const gr_catalogue *catalogue, const gr_table *table, size_t column,
                      gr_buf *out)
{
    const gr_column *about = &table->schema->columns[column];
    gr_value sum = {.type = about->type == GR_T_MONEY ? GR_T_MONEY : GR_T_DECIMAL};
    if (about->type == GR_T_MONEY) {
        sum.as.money.cur = about->currency;
    }
    unsigned long absent = 0;
    bool fits = is_summed(about->type);
    for (uint32_t row = 0; row < table->n_rows; row++) {
        gr_value value = gr_cell_load(table, row, column);
        absent += gr_value_is_absent(&value) ? 1 : 0;
        fits = fits && (gr_value_is_absent(&value) || add_to(&sum, &value));
    }
    if (fits) {
        gr_buf_add(out, GR_LIT(", sum "));
        add_cell(&sum, out);
    } else if (is_summed(about->type)) {
        gr_buf_add(out, GR_LIT(", sum too large"));
    }
    if (absent > 0) {
        gr_buf_addf(out, ", %lu missing", absent);
    }
    const gr_table *target =
        about->type == GR_T_REF ? gr_catalogue_find(catalogue, about->target_name) : NULL;
    if (target != NULL && target->incomplete) {
        gr_buf_add(out, GR_LIT(", not looked up: it is read from other exports"));
    }
}

static void add_rows(const gr_table *table, uint32_t n, gr_buf *out)
{
    for (uint32_t row = 0; row < n; row++) {
        for (size_t i = 0; i < table->schema->n_columns; i++) {
            gr_value value = gr_cell_load(table, row, i);
            gr_buf_add(out, i == 0 ? GR_LIT("  = ") : GR_LIT(" | "));
            add_cell(&value, out);
        }
        gr_buf_add_char(out, '\n');
    }
}

static void add_table(const gr_table *table, gr_buf *out)
{
    add_head(table->schema, out);
    add_passed(table->n_not_taken, table->n_not_decided, out);
    gr_buf_add_char(out, '\n');
    for (size_t i = 0; i < table->schema->n_columns; i++) {
        add_column(&table->schema->columns[i], out);
        add_fallback(table, i, out);
        add_signs(table, i, out);
        gr_buf_add_char(out, '\n');
    }
    add_rows(table, table->n_rows, out);
}

/** ": 3 records", ": 2 groups of 3 records". */
static void add_count(const gr_table *table, gr_buf *out)
{
    unsigned long long n = gr_table_records(table);
    gr_buf_add(out, GR_LIT(": "));
    if (table->schema->grouped) {
        gr_buf_addf(out, "%lu group%s of ", (unsigned long)table->n_rows,
                    table->n_rows == 1 ? "" : "s");
    }
    gr_buf_addf(out, "%llu record%s", n, n == 1 ? "" : "s");
}

static void summarise_table(const gr_catalogue *catalogue, const gr_table *table, gr_buf *out)
{
    uint32_t shown = table->n_rows < ROWS_SHOWN ? table->n_rows : ROWS_SHOWN;
    add_head(table->schema, out);
    add_count(table, out);
    add_passed(table->n_not_taken, table->n_not_decided, out);
    gr_buf_add_char(out, '\n');
    for (size_t i = 0; i < table->schema->n_columns; i++) {
        add_column(&table->schema->columns[i], out);
        add_fallback(table, i, out);
        add_signs(table, i, out);
        add_facts(catalogue, table, i, out);
        gr_buf_add_char(out, '\n');
    }
    add_rows(table, shown, out);
    if (shown < table->n_rows) {
        gr_buf_addf(out, "  ... and %lu more\n", (unsigned long)(table->n_rows - shown));
    }
}

static void add_export(const gr_export *exported, gr_buf *out)
{
    gr_buf_addf(out, "export " GR_FMT " through " GR_FMT ": %lu records", GR_ARG(exported->file),
                GR_ARG(exported->source), (unsigned long)exported->records);
    add_passed(exported->not_taken, exported->not_decided, out);
    if (exported->as_of.type == GR_T_DATE) {
        gr_buf_add(out, GR_LIT(", as of "));
        gr_value_add(&exported->as_of, out);
    }
    if (exported->unread.len > 0) {
        gr_buf_addf(out, ", columns that no field reads: " GR_FMT, GR_ARG(exported->unread));
    }
    gr_buf_add_char(out, '\n');
}

void gr_catalogue_dump(const gr_catalogue *catalogue, gr_buf *out)
{
    for (size_t i = 0; i < catalogue->n_exports; i++) {
        add_export(&catalogue->exports[i], out);
    }
    for (size_t i = 0; i < catalogue->n_tables; i++) {
        add_table(catalogue->tables[i], out);
    }
}

void gr_catalogue_summarise(const gr_catalogue *catalogue, gr_buf *out)
{
    for (size_t i = 0; i < catalogue->n_exports; i++) {
        add_export(&catalogue->exports[i], out);
    }
    for (size_t i = 0; i < catalogue->n_tables; i++) {
        const gr_table *table = catalogue->tables[i];
        if (table->n_rows > 0 || (!table->incomplete && !table->schema->derived)) {
            summarise_table(catalogue, table, out);
        }
    }
}
