#include "expr_priv.h"

/* Owns which rows of a column hold a value: chains by hash, in row order, built at first use over
 * all rows. It only narrows down: whoever walks a chain compares for himself. */
#include "base/arena.h"

#define FEWEST_ROWS 32 /* below this, walking the table is as fast */
#define NO_ROW      UINT32_MAX

struct gr_row_index {
    const gr_table *table;
    size_t column;
    gr_arena *arena; /* of the binder: outlives editions */
    uint32_t n_rows; /* of the table when it was built */
    uint32_t n_heads;
    uint32_t *heads, *nexts;
    gr_row_index *next; /* of the binder's list */
};

gr_row_index *gr_row_index_find(gr_binder *binder, const gr_table *table, size_t column)
{
    gr_row_index *index = binder->indexes;
    while (index != NULL && (index->table != table || index->column != column)) {
        index = index->next;
    }
    if (index == NULL) {
        index = GR_NEW(binder->arena, gr_row_index);
        *index = (gr_row_index){
            .table = table, .column = column, .arena = binder->arena, .next = binder->indexes};
        binder->indexes = index;
    }
    return index;
}

static bool has_text(gr_type type)
{
    return type == GR_T_TEXT || type == GR_T_CODE;
}

static bool is_whole(gr_type type)
{
    return type == GR_T_INT || type == GR_T_YEAR;
}

bool gr_row_index_hashes(const gr_vtype *column, const gr_vtype *sought)
{
    if (column->type == GR_T_REF) {
        return sought->type == GR_T_REF || sought->type == GR_T_TEXT;
    }
    if (has_text(column->type)) {
        return has_text(sought->type) || (column->type == GR_T_TEXT && sought->type == GR_T_REF);
    }
    return is_whole(column->type) && is_whole(sought->type);
}

/** Values that can be equal have one hash: a record that of its key, a code that of its text. */
static bool hash_of(const gr_value *value, uint64_t *out)
{
    if (value->type == GR_T_REF) {
        *out = gr_str_hash(gr_table_key(value->as.ref.table, value->as.ref.row));
    } else if (value->type == GR_T_TEXT) {
        *out = gr_str_hash(value->as.text);
    } else if (value->type == GR_T_CODE) {
        *out = gr_str_hash(value->as.code.code);
    } else if (is_whole(value->type)) {
        *out = (uint64_t)value->as.i * UINT64_C(0x9E3779B97F4A7C15) >> 32;
    } else {
        return false;
    }
    return true;
}

/** From the last row to the first, so that every chain runs in row order. Absent values are in
 * none: they are equal to nothing. */
static void build(gr_row_index *index, uint32_t n_rows)
{
    index->n_rows = n_rows;
    index->n_heads = n_rows;
    index->heads = GR_NEW_N(index->arena, uint32_t, n_rows);
    index->nexts = GR_NEW_N(index->arena, uint32_t, n_rows);
    for (uint32_t i = 0; i < n_rows; i++) {
        index->heads[i] = NO_ROW;
    }
    for (uint32_t row = n_rows; row-- > 0;) {
        gr_value value = gr_table_bare(index->table, row, index->column);
        uint64_t hash = 0;
        if (hash_of(&value, &hash)) {
            uint32_t *head = &index->heads[hash % n_rows];
            index->nexts[row] = *head;
            *head = row;
        }
    }
}

bool gr_row_index_first(gr_row_index *index, const gr_value *value, uint32_t *out_row)
{
    uint32_t n_rows = gr_table_rows(index->table);
    uint64_t hash = 0;
    if (n_rows < FEWEST_ROWS || !hash_of(value, &hash)) {
        return false;
    }
    if (index->n_rows != n_rows) {
        build(index, n_rows);
    }
    *out_row = index->heads[hash % index->n_heads];
    return true;
}

uint32_t gr_row_index_next(const gr_row_index *index, uint32_t row)
{
    return index->nexts[row];
}
