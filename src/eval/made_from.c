/* Owns which records the figures of a document come from: counted by export and by dataset, and
 * what their amounts add up to. Own records and shared ones only: how many others there are, and
 * what theirs add up to, is nobody's business who reads this. What reports may not read has no
 * part. */
#include "base/arena.h"
#include "base/origin_walk.h"
#include "expander_priv.h"
#include "expr/reads.h"
#include "format/value_text.h"

typedef struct used_table {
    const gr_table *table;
    uint8_t *rows;   /* a bit each */
    uint8_t **cells; /* of a column the same; NULL: no figure comes from it */
} used_table;

typedef struct long_table { /* its rows are records */
    const gr_node *node;
    const gr_table *table;
    uint32_t n;
    bool *shows; /* of each column of the dataset */
} long_table;

struct gr_made_from {
    gr_arena *arena;
    const gr_catalogue *catalogue;
    used_table *tables; /* as in the catalogue */
    used_table *last;   /* that a field was of */
    long_table *longs;
    size_t n_longs, cap_longs;
};

gr_made_from *gr_made_from_new(gr_arena *arena, const gr_catalogue *catalogue)
{
    gr_made_from *made = GR_NEW(arena, gr_made_from);
    size_t n = gr_catalogue_count(catalogue);
    *made = (gr_made_from){
        .arena = arena, .catalogue = catalogue, .tables = GR_NEW_N(arena, used_table, n + 1)};
    for (size_t i = 0; i < n; i++) {
        made->tables[i].table = gr_catalogue_at(catalogue, i);
    }
    return made;
}

static used_table *used_of(gr_made_from *made, gr_str dataset)
{
    size_t n = gr_catalogue_count(made->catalogue);
    if (made->last != NULL && gr_str_eq(gr_table_schema(made->last->table)->name, dataset)) {
        return made->last;
    }
    for (size_t i = 0; i < n; i++) {
        if (gr_str_eq(gr_table_schema(made->tables[i].table)->name, dataset)) {
            made->last = &made->tables[i];
            return &made->tables[i];
        }
    }
    return NULL;
}

static uint8_t *bits_new(gr_made_from *made, const used_table *used)
{
    return GR_NEW_N(made->arena, uint8_t, gr_table_rows(used->table) / 8 + 1);
}

static void mark(uint8_t *bits, uint32_t row)
{
    bits[row / 8] = (uint8_t)(bits[row / 8] | 1U << row % 8);
}

static bool is_marked(const uint8_t *bits, uint32_t row)
{
    return ((unsigned)bits[row / 8] >> row % 8 & 1U) != 0;
}

/** Of an export, and open to reports. */
static bool is_told(const gr_table *table)
{
    return !gr_table_schema(table)->derived && gr_table_sealed_by(table).len == 0;
}

static void mark_row(gr_made_from *made, used_table *used, uint32_t row)
{
    used->rows = used->rows == NULL ? bits_new(made, used) : used->rows;
    mark(used->rows, row);
}

static void mark_cell(gr_made_from *made, used_table *used, uint32_t row, size_t column)
{
    if (used->cells == NULL) {
        used->cells = GR_NEW_N(made->arena, uint8_t *, gr_table_schema(used->table)->n_columns);
    }
    if (used->cells[column] == NULL) {
        used->cells[column] = bits_new(made, used);
    }
    mark(used->cells[column], row);
}

/* --- figures --- */

static void take_leaf(gr_made_from *made, const gr_doc *doc, const gr_origin *leaf)
{
    if (!gr_may_be_cited(doc, leaf)) {
        return;
    }
    used_table *used = used_of(made, leaf->dataset);
    if (used == NULL || !is_told(used->table)) {
        return;
    }
    uint32_t row = gr_table_find(used->table, leaf->key);
    size_t column = gr_schema_column(gr_table_schema(used->table), leaf->name);
    if (row != UINT32_MAX && column != SIZE_MAX) {
        mark_row(made, used, row);
        mark_cell(made, used, row, column);
    }
}

static void take_figures(gr_made_from *made, const gr_doc *doc)
{
    gr_arena *scratch = gr_arena_new(1 << 16);
    gr_origin_walk walk = {.arena = scratch};
    for (size_t i = 0; i < doc->n_figures; i++) {
        const gr_origin *node = NULL;
        gr_walk_add(&walk, doc->figures[i]->value.origin);
        while ((node = gr_walk_next(&walk)) != NULL) {
            if (gr_ops[node->op].kind == GR_OP_KIND_LEAF) {
                take_leaf(made, doc, node);
            }
            gr_walk_enter(&walk, node);
        }
    }
    gr_arena_free(scratch);
}

/* --- long tables --- */

void gr_made_from_rows(gr_made_from *made, const gr_node *table, const gr_rows *rows)
{
    size_t n = gr_table_schema(rows->table)->n_columns;
    *GR_PUSH(made->arena, made->longs, made->n_longs, made->cap_longs, long_table) =
        (long_table){table, rows->table, rows->n, GR_NEW_N(made->arena, bool, n)};
    used_table *used = used_of(made, gr_table_schema(rows->table)->name);
    for (uint32_t i = 0; used != NULL && is_told(used->table) && i < rows->n; i++) {
        mark_row(made, used, rows->rows[i]);
    }
}

typedef struct column_reads {
    gr_made_from *made;
    const gr_rows *rows;
} column_reads;

static void take_read(void *user, const gr_read *read)
{
    column_reads *of = user;
    used_table *used = used_of(of->made, gr_table_schema(of->rows->table)->name);
    bool own = used != NULL && read->schema == gr_table_schema(used->table);
    if (!own || read->column == SIZE_MAX || read->within != NULL) {
        return;
    }
    of->made->longs[of->made->n_longs - 1].shows[read->column] = true;
    if (!is_told(used->table)) {
        return;
    }
    for (uint32_t i = 0; i < of->rows->n; i++) {
        mark_cell(of->made, used, of->rows->rows[i], read->column);
    }
}

void gr_made_from_column(gr_made_from *made, const gr_rows *rows, const gr_bound *bound)
{
    column_reads of = {made, rows};
    gr_bound_reads(bound, take_read, &of);
}

/* --- what the document says --- */

static bool add_value(gr_value *sum, const gr_value *value)
{
    if (sum->type == GR_T_NONE) {
        *sum = *value;
        return true;
    }
    if (value->type == GR_T_MONEY) {
        return gr_money_add(sum->as.money, value->as.money, &sum->as.money);
    }
    return gr_decimal_add(sum->as.dec, value->as.dec, &sum->as.dec);
}

/** Of amounts and decimals; NONE for others, of what the descriptor says does not add up, when one
 * of them is hidden, or when they do not add up to a number. */
static gr_value sum_of(const used_table *used, size_t column)
{
    gr_value sum = {.type = GR_T_NONE};
    gr_type type = gr_table_schema(used->table)->columns[column].type;
    if (gr_table_schema(used->table)->columns[column].mixed) {
        return sum;
    }
    if ((type != GR_T_MONEY && type != GR_T_DECIMAL) ||
        gr_table_sealed_column(used->table, column).len > 0) {
        return sum;
    }
    for (uint32_t row = 0; row < gr_table_rows(used->table); row++) {
        if (!is_marked(used->cells[column], row)) {
            continue;
        }
        gr_value value = gr_table_bare(used->table, row, column);
        bool hidden = value.type == GR_T_SUPPRESSED || value.type == GR_T_ROUGH;
        if (hidden || (value.type == type && !add_value(&sum, &value))) {
            return (gr_value){.type = GR_T_NONE};
        }
    }
    return sum;
}

static gr_str title_of(gr_str title, gr_str name)
{
    return title.len > 0 ? title : name;
}

static uint32_t count(const used_table *used, const uint8_t *bits)
{
    uint32_t n = 0;
    for (uint32_t row = 0; row < gr_table_rows(used->table); row++) {
        n += is_marked(bits, row) ? 1 : 0;
    }
    return n;
}

static gr_doc_field field_of(const gr_doc *doc, const used_table *used, size_t column)
{
    const gr_column *is = &gr_table_schema(used->table)->columns[column];
    gr_doc_field field = {.records = count(used, used->cells[column]),
                          .title = title_of(is->title, is->name),
                          .sum = sum_of(used, column),
                          .sum_text = GR_LIT("")};
    if (is->mixed && is->type != GR_T_INT) {
        field.sum_text = gr_label_text(doc->house, "sum-mixed");
    }
    if (field.sum.type == GR_T_NONE) {
        return field;
    }
    field.format = gr_format_of_type((gr_vtype){.type = is->type});
    if (is->type == GR_T_MONEY && field.sum.as.money.minor % 100 != 0) {
        field.format.kind = GR_FORMAT_CENTS;
    }
    field.sum_text = gr_value_text(doc->arena, &field.sum, field.format, &doc->house->notation);
    return field;
}

static gr_str date_text(const gr_doc *doc, const gr_value *date)
{
    const gr_format format = {GR_FORMAT_DATE, GR_PLACES_OWN};
    return date->type == GR_T_DATE ? gr_value_text(doc->arena, date, format, &doc->house->notation)
                                   : GR_LIT("");
}

static gr_doc_dataset dataset_of(const gr_doc *doc, const used_table *used)
{
    const gr_schema *schema = gr_table_schema(used->table);
    gr_doc_field *fields = GR_NEW_N(doc->arena, gr_doc_field, schema->n_columns);
    gr_doc_dataset is = {.title = title_of(schema->title, schema->name), .fields = fields};
    is.as_of = gr_table_as_of(used->table, NULL);
    is.as_of_text = date_text(doc, &is.as_of);
    is.records = count(used, used->rows);
    for (size_t i = 0; used->cells != NULL && i < schema->n_columns; i++) {
        if (used->cells[i] != NULL) {
            fields[is.n_fields++] = field_of(doc, used, i);
        }
    }
    return is;
}

static gr_cited cite_long(const gr_doc *doc, const long_table *is)
{
    const gr_schema *schema = gr_table_schema(is->table);
    const gr_value n = {.type = GR_T_INT, .as.i = is->n};
    const gr_format format = {GR_FORMAT_NUMBER, 0};
    gr_value as_of = gr_table_as_of(is->table, NULL);
    gr_str number = gr_value_text(doc->arena, &n, format, &doc->house->notation);
    gr_buf fields = gr_buf_make(doc->arena, SIZE_MAX);
    gr_citation *cited = GR_NEW(doc->arena, gr_citation);
    for (size_t i = 0; i < schema->n_columns; i++) {
        const gr_column *column = &schema->columns[i];
        if (is->shows[i]) {
            gr_buf_add(&fields, fields.len > 0 ? GR_LIT(", ") : GR_LIT(""));
            gr_buf_add(&fields, title_of(column->title, column->name));
        }
    }
    *cited = (gr_citation){title_of(schema->title, schema->name), gr_buf_view(&fields),
                           date_text(doc, &as_of),
                           gr_str_fmt(doc->arena, GR_FMT "\xc2\xa0" GR_FMT, GR_ARG(number),
                                      GR_ARG(gr_label_text(doc->house, "origin-records")))};
    return (gr_cited){.items = cited, .n = 1};
}

bool gr_made_from_long(const gr_made_from *made, const gr_doc *doc, const gr_node *table,
                       gr_cited *out)
{
    for (size_t i = 0; i < made->n_longs; i++) {
        if (made->longs[i].node == table) {
            *out = cite_long(doc, &made->longs[i]);
            return true;
        }
    }
    return false;
}

static void count_exports(const gr_made_from *made, uint32_t *by_file)
{
    for (size_t i = 0; i < gr_catalogue_count(made->catalogue); i++) {
        const used_table *used = &made->tables[i];
        for (uint32_t row = 0; used->rows != NULL && row < gr_table_rows(used->table); row++) {
            by_file[gr_table_place(used->table, row).file] += is_marked(used->rows, row) ? 1 : 0;
        }
    }
}

/** All of them; those that no figure comes from may be another's, and count nothing. */
static void tell_exports(const gr_made_from *made, gr_doc *doc)
{
    const gr_export *exports = NULL;
    size_t n = gr_catalogue_exports(made->catalogue, &exports);
    gr_doc_export *told = GR_NEW_N(doc->arena, gr_doc_export, n);
    gr_arena *scratch = gr_arena_new(1 << 16);
    uint32_t *by_file = GR_NEW_N(scratch, uint32_t, (size_t)UINT16_MAX + 1);
    count_exports(made, by_file);
    for (size_t i = 0; i < n; i++) {
        const gr_export *from = &exports[i];
        told[i] = (gr_doc_export){from->file, from->title, date_text(doc, &from->as_of),
                                  from->as_of, by_file[from->nr]};
    }
    doc->exports = told;
    doc->n_exports = n;
    gr_arena_free(scratch);
}

void gr_made_from_tell(gr_made_from *made, bool counted, gr_doc *doc)
{
    size_t n = gr_catalogue_count(made->catalogue);
    gr_doc_dataset *datasets = GR_NEW_N(doc->arena, gr_doc_dataset, n);
    if (counted) {
        take_figures(made, doc);
    }
    for (size_t i = 0; i < n; i++) {
        if (made->tables[i].rows != NULL) {
            datasets[doc->n_datasets++] = dataset_of(doc, &made->tables[i]);
        }
    }
    doc->datasets = datasets;
    tell_exports(made, doc);
}
