/* Rows that stand for groups of records: their fields of the key, and sums and counts that grow
 * while records come by. Of a record nothing is kept but its part in them, its place when it is the
 * first or the last, and its part in the checksum. */
#include "base/arena.h"
#include "dataset_priv.h"

#define FNV_START 0xCBF29CE484222325U /* FNV-1a of 64 bits, a number at a time */
#define FNV_PRIME 0x100000001B3U

struct gr_gathering {
    gr_intern *keys; /* packed values of the key; their numbers lead to `rows` */
    uint32_t *rows;  /* UINT32_MAX: it was refused, and that was said */
    size_t n_rows, cap_rows;
    gr_group_members **chunks; /* CHUNK_ROWS rows each */
    size_t n_chunks, cap_chunks;
    gr_buf packed;    /* scratch */
    uint32_t last_id; /* of the record before: exports often come in order; UINT32_MAX: none */
};

static gr_gathering *gathering_of(gr_table *table)
{
    gr_arena *arena = table->catalogue->arena;
    if (table->gathering == NULL) {
        table->gathering = GR_NEW(arena, gr_gathering);
        *table->gathering = (gr_gathering){.keys = gr_intern_new(arena),
                                           .packed = gr_buf_make(arena, SIZE_MAX),
                                           .last_id = UINT32_MAX};
    }
    return table->gathering;
}

/* ---- which group ---- */

static void pack_text(gr_str text, gr_buf *out)
{
    uint32_t len = (uint32_t)text.len;
    gr_buf_add(out, (gr_str){(const char *)&len, sizeof(len)});
    gr_buf_add(out, text);
}

/** Equal values, equal bytes; what follows is told apart. */
void gr_value_pack(const gr_value *value, gr_buf *out)
{
    gr_buf_add_char(out, (char)value->type);
    if (value->type == GR_T_TEXT) {
        pack_text(value->as.text, out);
    } else if (value->type == GR_T_CODE) {
        pack_text(value->as.code.code, out);
    } else if (value->type == GR_T_INT || value->type == GR_T_YEAR) {
        gr_buf_add(out, (gr_str){(const char *)&value->as.i, sizeof(value->as.i)});
    } else if (!gr_value_is_absent(value)) {
        size_t from = out->len;
        gr_value_add(value, out); /* ends where the next type stands: no such text holds one */
        uint32_t len = (uint32_t)(out->len - from);
        gr_buf_add(out, (gr_str){(const char *)&len, sizeof(len)});
    }
}

static uint32_t find_group(gr_table *table, const gr_value *values, bool *out_new)
{
    gr_gathering *gathering = gathering_of(table);
    gr_buf *packed = &gathering->packed;
    packed->len = 0;
    for (size_t i = 0; i < table->schema->n_key; i++) {
        gr_value_pack(&values[table->schema->key[i]], packed);
    }
    gr_str key = gr_buf_view(packed);
    if (gathering->last_id != UINT32_MAX &&
        gr_str_eq(gr_intern_text(gathering->keys, gathering->last_id), key)) {
        *out_new = false;
        return gathering->last_id;
    }
    uint32_t before = gr_intern_count(gathering->keys);
    gathering->last_id = gr_intern_add(gathering->keys, key);
    *out_new = gathering->last_id == before;
    return gathering->last_id;
}

/* ---- what is added up ---- */

static gr_status refuse_size(const gr_table *table, uint32_t row, size_t column, gr_loc at,
                             gr_diag *diag)
{
    gr_diag_report(diag, at, GR_CODE_VALUE_OVERFLOW,
                   "with this record the sum '" GR_FMT "' of '" GR_FMT "' in '" GR_FMT
                   "' has too many digits",
                   GR_ARG(table->schema->columns[column].name), GR_ARG(gr_table_key(table, row)),
                   GR_ARG(table->schema->name));
    return GR_BAD_INPUT;
}

static bool add_values(const gr_value *a, const gr_value *b, gr_value *out)
{
    *out = *a;
    if (a->type == GR_T_DECIMAL && b->type == GR_T_INT) {
        return gr_decimal_add(a->as.dec, (gr_decimal){.coef = b->as.i}, &out->as.dec);
    }
    if (a->type == GR_T_MONEY) {
        return gr_money_add(a->as.money, b->as.money, &out->as.money);
    }
    if (a->type == GR_T_DECIMAL) {
        return gr_decimal_add(a->as.dec, b->as.dec, &out->as.dec);
    }
    return !__builtin_add_overflow(a->as.i, b->as.i, &out->as.i);
}

/** What is missing makes the sum missing; what does not apply is left out. */
static gr_status add_to_cell(gr_table *table, uint32_t row, size_t column, const gr_value *part,
                             gr_loc at, gr_diag *diag)
{
    gr_value sum = gr_cell_load(table, row, column);
    gr_value next = *part;
    if (sum.type == GR_T_MISSING || part->type == GR_T_NOT_APPLICABLE) {
        return GR_OK;
    }
    bool both = gr_value_is_number(&sum) && gr_value_is_number(part);
    if (both && !add_values(&sum, part, &next)) {
        return refuse_size(table, row, column, at, diag);
    }
    return gr_cell_store(table, row, column, &next, at, diag);
}

/* ---- members ---- */

static uint64_t mixed(uint64_t sum, uint64_t number)
{
    return (sum ^ number) * FNV_PRIME;
}

static uint64_t part_of(const gr_value *value)
{
    if (value->type == GR_T_MONEY) {
        return (uint64_t)value->as.money.minor;
    }
    if (value->type == GR_T_DECIMAL) {
        return (uint64_t)value->as.dec.coef;
    }
    return value->type == GR_T_INT ? (uint64_t)value->as.i : UINT64_MAX; /* missing */
}

static gr_group_members *members_of(const gr_table *table, uint32_t row)
{
    return &table->gathering->chunks[row / CHUNK_ROWS][row % CHUNK_ROWS];
}

static void note_member(const gr_table *table, uint32_t row, gr_loc at, const gr_value *values)
{
    gr_group_members *members = members_of(table, row);
    if (members->n++ == 0) {
        members->first = at;
        members->checksum = FNV_START;
    }
    members->last = at;
    if (table->catalogue->watch != NULL) {
        table->catalogue->watch(table->catalogue->watcher, table->schema->name,
                                gr_table_key(table, row), at);
    }
    members->checksum = mixed(mixed(members->checksum, at.line), at.col);
    for (size_t i = table->schema->n_key; i < table->schema->n_columns; i++) {
        members->checksum = mixed(members->checksum, part_of(&values[i]));
    }
}

void gr_catalogue_watch(gr_catalogue *catalogue, gr_member_fn *take, void *user)
{
    catalogue->watch = take;
    catalogue->watcher = user;
}

const gr_group_members *gr_table_members(const gr_table *table, uint32_t row)
{
    return table->gathering == NULL ? NULL : members_of(table, row);
}

uint64_t gr_table_records(const gr_table *table)
{
    uint64_t n = 0;
    for (uint32_t row = 0; table->gathering != NULL && row < table->n_rows; row++) {
        n += members_of(table, row)->n;
    }
    return table->schema->grouped ? n : table->n_rows;
}

/* ---- a record ---- */

static gr_status begin_group(gr_table *table, gr_loc at, const gr_value *values, uint32_t max_rows,
                             gr_diag *diag)
{
    gr_gathering *gathering = table->gathering;
    gr_arena *arena = table->catalogue->arena;
    uint32_t row = table->n_rows;
    uint32_t *place =
        GR_PUSH(arena, gathering->rows, gathering->n_rows, gathering->cap_rows, uint32_t);
    *place = UINT32_MAX;
    GR_TRY(gr_table_append(table, at, values, NULL, max_rows, diag));
    *place = row;
    if (row / CHUNK_ROWS == gathering->n_chunks) {
        *GR_PUSH(arena, gathering->chunks, gathering->n_chunks, gathering->cap_chunks,
                 gr_group_members *) = GR_NEW_N(arena, gr_group_members, CHUNK_ROWS);
    }
    note_member(table, row, at, values);
    return GR_OK;
}

gr_status gr_table_gather(gr_table *table, gr_loc at, const gr_value *values, uint32_t max_rows,
                          gr_diag *diag)
{
    bool is_new;
    uint32_t id = find_group(table, values, &is_new);
    if (is_new) {
        return begin_group(table, at, values, max_rows, diag);
    }
    uint32_t row = table->gathering->rows[id];
    if (row == UINT32_MAX) {
        return GR_BAD_INPUT; /* its first record was refused, with a report */
    }
    for (size_t i = table->schema->n_key; i < table->schema->n_columns; i++) {
        GR_TRY(add_to_cell(table, row, i, &values[i], at, diag));
    }
    note_member(table, row, at, values);
    return GR_OK;
}

gr_str gr_members_text(const gr_table *table, uint32_t row, size_t column, gr_arena *arena)
{
    const gr_group_members *m = gr_table_members(table, row);
    const gr_column *kind = &table->schema->columns[column];
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    if (kind->summed.len > 0) {
        gr_buf_addf(&out, "sum of " GR_FMT " over ", GR_ARG(kind->summed));
    }
    gr_buf_addf(&out, "%llu record%s", (unsigned long long)m->n, m->n == 1 ? "" : "s");
    if (table->schema->where.len > 0) {
        gr_buf_addf(&out, " where " GR_FMT, GR_ARG(table->schema->where));
    }
    return gr_buf_view(&out);
}
