/* Records: appended one by one while loading, read by row and column afterwards. Here and nowhere
 * else are the leaves of the origin graph made. */
#include <assert.h>

#include "base/arena.h"
#include "dataset/key.h"
#include "dataset_priv.h"

const gr_schema *gr_table_schema(const gr_table *table)
{
    return table->schema;
}

uint32_t gr_table_rows(const gr_table *table)
{
    return table->n_rows;
}

static bool is_wide(gr_type type)
{
    return type == GR_T_INT || type == GR_T_DECIMAL || type == GR_T_MONEY;
}

static void add_chunk(gr_table *table)
{
    const gr_schema *schema = table->schema;
    gr_arena *arena = table->catalogue->arena;
    gr_chunk *chunk = gr_arena_alloc(
        arena, 1, sizeof(gr_chunk) + schema->n_columns * sizeof(gr_cells), alignof(gr_chunk));
    for (size_t i = 0; i < schema->n_columns; i++) {
        gr_cells *cells = &chunk->columns[i];
        cells->tags = GR_NEW_N(arena, uint8_t, CHUNK_ROWS);
        if (is_wide(schema->columns[i].type)) {
            cells->wide = GR_NEW_N(arena, int64_t, CHUNK_ROWS);
        } else {
            cells->narrow = GR_NEW_N(arena, uint32_t, CHUNK_ROWS);
        }
        if (schema->columns[i].fallback != NULL) {
            cells->fallbacks = GR_NEW_N(arena, bool, CHUNK_ROWS);
        }
        if (schema->derived) {
            cells->computed = GR_NEW_N(arena, const gr_origin *, CHUNK_ROWS);
        }
    }
    *GR_PUSH(arena, table->chunks, table->n_chunks, table->cap_chunks, gr_chunk *) = chunk;
}

/* A computed value brings how it was computed; a hidden one must not bring what it hides. */
static void keep_computed(gr_table *table, uint32_t row, const gr_value *values,
                          const gr_origin *const *computed)
{
    for (size_t i = 0; table->schema->derived && i < table->schema->n_columns; i++) {
        gr_cells *cells = gr_table_cells(table, row, i);
        if (cells->computed != NULL) {
            bool known = computed != NULL && values[i].type != GR_T_SUPPRESSED;
            cells->computed[row % CHUNK_ROWS] = known ? computed[i] : NULL;
        }
    }
}

static bool is_text_of(const gr_column *column, const gr_value *value)
{
    return value->type == GR_T_TEXT && (column->type == GR_T_TEXT || column->type == GR_T_REF);
}

void gr_table_expect_text(gr_table *table, size_t column, gr_str text)
{
    gr_expected *expected = &table->expected;
    if (column < GR_MOST_TEXTS) {
        expected->texts[column] = text;
        expected->hashes[column] = gr_str_hash(text);
        expected->which |= UINT32_C(1) << column;
        gr_intern_fetch_slot(table->catalogue->texts, expected->hashes[column]);
    }
}

static uint64_t hash_of(const gr_expected *expected, size_t column, gr_str text)
{
    bool known = (expected->which >> column & 1) != 0 && expected->texts[column].ptr == text.ptr &&
                 expected->texts[column].len == text.len;
    return known ? expected->hashes[column] : gr_str_hash(text);
}

/** Hashes of the texts among the first columns; a bit for each of these in the result. */
static uint32_t look_for_texts(const gr_table *table, const gr_value *values, uint64_t *hashes)
{
    const gr_schema *schema = table->schema;
    const gr_intern *texts = table->catalogue->texts;
    size_t n = schema->n_columns < GR_MOST_TEXTS ? schema->n_columns : GR_MOST_TEXTS;
    uint32_t which = 0;
    for (size_t i = 0; i < n; i++) {
        if (is_text_of(&schema->columns[i], &values[i])) {
            hashes[i] = hash_of(&table->expected, i, values[i].as.text);
            gr_intern_fetch_text(texts, hashes[i]);
            which |= UINT32_C(1) << i;
        }
    }
    return which;
}

/** The plain number of a column of numbers; false: what is it? */
static bool store_number(const gr_column *column, gr_cells *cells, uint32_t i,
                         const gr_value *value)
{
    if (value->type == GR_T_INT && (column->type == GR_T_INT || column->type == GR_T_DECIMAL)) {
        cells->wide[i] = value->as.i;
        cells->tags[i] = 0;
        return true;
    }
    if (value->type == GR_T_DECIMAL && column->type == GR_T_DECIMAL) {
        cells->wide[i] = value->as.dec.coef;
        cells->tags[i] = value->as.dec.scale;
        return true;
    }
    return false;
}

static gr_status store_cells(gr_table *table, uint32_t row, gr_loc at, const gr_value *values,
                             gr_diag *diag)
{
    gr_status status = GR_OK;
    gr_cells *cells = table->chunks[row / CHUNK_ROWS]->columns;
    uint64_t hashes[GR_MOST_TEXTS];
    uint32_t texts = look_for_texts(table, values, hashes);
    table->expected.which = 0;
    for (size_t i = 0; i < table->schema->n_columns; i++) {
        if (i < GR_MOST_TEXTS && (texts >> i & 1) != 0) {
            continue; /* last, when what is looked for is at hand */
        }
        if (store_number(&table->schema->columns[i], &cells[i], row % CHUNK_ROWS, &values[i])) {
            continue;
        }
        gr_status stored = gr_cell_store(table, row, i, &values[i], at, diag);
        if (stored != GR_OK) {
            status = stored;
        }
    }
    for (; texts != 0; texts &= texts - 1) {
        size_t i = (size_t)__builtin_ctz(texts);
        gr_cell_store_text(table, row, i, values[i].as.text, hashes[i]);
    }
    return status;
}

/* The cell must say something: it identifies the record or names its owner. */
static gr_status demand_value(const gr_table *table, uint32_t row, size_t column, gr_diag *diag,
                              gr_value *out)
{
    *out = gr_cell_load(table, row, column);
    if (out->type == GR_T_POISON) {
        return GR_BAD_INPUT; /* its failure is reported */
    }
    if (!gr_value_is_absent(out)) {
        return GR_OK;
    }
    gr_diag_report(diag, gr_table_place(table, row), GR_CODE_FIELD_ABSENT,
                   "'" GR_FMT "' in a record of '" GR_FMT "': it tells records or owners apart",
                   GR_ARG(table->schema->columns[column].name), GR_ARG(table->schema->name));
    return GR_BAD_INPUT;
}

/** A key stands on one line between tabs. */
static gr_status check_part(const gr_table *table, uint32_t row, size_t column, gr_str part,
                            gr_diag *diag)
{
    for (size_t i = 0; i < part.len; i++) {
        unsigned char c = (unsigned char)part.ptr[i];
        if (c >= 0x20 && c != 0x7F) {
            continue;
        }
        gr_diag_report(diag, gr_table_place(table, row), GR_CODE_KEY_SIGN,
                       "'" GR_FMT "' in '" GR_FMT "' of '" GR_FMT
                       "' has a control character; write the value without it",
                       GR_ARG(gr_text_quoted(part)), GR_ARG(table->schema->columns[column].name),
                       GR_ARG(table->schema->name));
        return GR_BAD_INPUT;
    }
    return GR_OK;
}

/** The text of a key of several fields is one part by itself only when it has no other. */
static bool is_whole_key(const gr_column *column)
{
    /* A day that is said by itself is no part of the text. */
    size_t least = column->day.len > 0 ? 2 : 1;
    return column->type == GR_T_REF && column->target != NULL && column->target->n_key > least;
}

/** What held from the beginning has no first day: that part of the key is a "-". */
static bool is_open_start(const gr_table *table, uint32_t row, size_t column)
{
    bool first_day = table->schema->held && column == table->schema->held_from;
    gr_type type = first_day ? gr_cell_load(table, row, column).type : GR_T_DATE;
    return type == GR_T_MISSING || type == GR_T_NOT_APPLICABLE;
}

static gr_status index_key(gr_table *table, uint32_t row, gr_diag *diag)
{
    const gr_schema *schema = table->schema;
    gr_buf *key = &table->catalogue->key;
    key->len = 0;
    for (size_t i = 0; i < schema->n_key; i++) {
        if (i > 0) {
            gr_buf_add_char(key, '/');
        }
        if (is_open_start(table, row, schema->key[i])) {
            gr_buf_add_char(key, '-');
            continue;
        }
        gr_value part;
        GR_TRY(demand_value(table, row, schema->key[i], diag, &part));
        size_t from = key->len;
        if (part.type == GR_T_TEXT) {
            gr_buf_add(key, part.as.text);
        } else if (part.type == GR_T_CODE) {
            gr_buf_add(key, part.as.code.code);
        } else {
            gr_value_add(&part, key);
        }
        gr_str added = gr_str_sub(gr_buf_view(key), from, SIZE_MAX);
        if (schema->columns[schema->key[i]].type != GR_T_REF) { /* its own parts were looked at */
            GR_TRY(check_part(table, row, schema->key[i], added, diag));
        }
        if (schema->n_key > 1 && !is_whole_key(&schema->columns[schema->key[i]])) {
            gr_key_escape(key, from);
        }
    }
    uint32_t before = gr_intern_count(table->keys);
    uint32_t id = gr_intern_add(table->keys, gr_buf_view(key));
    table->chunks[row / CHUNK_ROWS]->key_ids[row % CHUNK_ROWS] = id;
    if (id == before) { /* new; ids never run ahead of rows, so its chunk exists */
        table->chunks[id / CHUNK_ROWS]->first_rows[id % CHUNK_ROWS] = row;
    }
    return GR_OK;
}

gr_status gr_table_append(gr_table *table, gr_loc at, const gr_value *values,
                          const gr_origin *const *computed, uint32_t max_rows, gr_diag *diag)
{
    uint32_t row = table->n_rows;
    assert(computed == NULL || table->schema->derived);
    if (row >= max_rows || row == UINT32_MAX) {
        gr_diag_report(diag, at, GR_CODE_ROWS_LIMIT, "'" GR_FMT "' may hold %lu",
                       GR_ARG(table->schema->name), (unsigned long)max_rows);
        return GR_OVER_LIMIT;
    }
    if (row / CHUNK_ROWS == table->n_chunks) {
        add_chunk(table);
    }
    table->chunks[row / CHUNK_ROWS]->at[row % CHUNK_ROWS] = at;
    GR_TRY(store_cells(table, row, at, values, diag));
    if (!table->schema->shared) {
        gr_value unused;
        GR_TRY(demand_value(table, row, table->schema->owner_column, diag, &unused));
    }
    GR_TRY(index_key(table, row, diag));
    keep_computed(table, row, values, computed);
    table->n_rows++;
    return GR_OK;
}

gr_value gr_table_bare(const gr_table *table, uint32_t row, size_t column)
{
    assert(row < table->n_rows && column < table->schema->n_columns);
    return gr_cell_load(table, row, column);
}

void gr_table_note_passed(gr_table *table, uint32_t not_taken, uint32_t not_decided)
{
    table->n_not_taken += not_taken;
    table->n_not_decided += not_decided;
}

static uint32_t *new_counts(const gr_table *table)
{
    return GR_NEW_N(table->catalogue->arena, uint32_t, table->schema->n_columns);
}

void gr_table_note_fallback(gr_table *table, size_t column)
{
    assert(table->schema->columns[column].fallback != NULL);
    if (table->schema->grouped) {
        table->fallbacks = table->fallbacks != NULL ? table->fallbacks : new_counts(table);
        table->fallbacks[column]++;
        return;
    }
    assert(table->n_rows > 0);
    uint32_t row = table->n_rows - 1;
    gr_table_cells(table, row, column)->fallbacks[row % CHUNK_ROWS] = true;
}

void gr_table_note_sign(gr_table *table, size_t column)
{
    table->signs = table->signs != NULL ? table->signs : new_counts(table);
    table->signs[column]++;
}

uint32_t gr_table_signs(const gr_table *table, size_t column)
{
    return table->signs == NULL ? 0 : table->signs[column];
}

bool gr_table_is_fallback(const gr_table *table, uint32_t row, size_t column)
{
    const gr_cells *cells = gr_table_cells(table, row, column);
    return cells->fallbacks != NULL && cells->fallbacks[row % CHUNK_ROWS];
}

uint32_t gr_table_fallbacks(const gr_table *table, size_t column)
{
    uint32_t n = table->fallbacks == NULL ? 0 : table->fallbacks[column];
    for (uint32_t row = 0; row < table->n_rows; row++) {
        n += gr_table_is_fallback(table, row, column) ? 1 : 0;
    }
    return n;
}

static gr_str owner_dataset(const gr_schema *schema)
{
    return schema->shared ? GR_LIT("") : schema->columns[schema->owner_column].target_name;
}

/** `*operand` lives as long as the leaf. */
static void explain_leaf(const gr_table *table, uint32_t row, size_t column, gr_origin *leaf,
                         gr_arena *arena)
{
    const gr_column *kind = &table->schema->columns[column];
    const gr_cells *cells = gr_table_cells(table, row, column);
    if (cells->computed != NULL && cells->computed[row % CHUNK_ROWS] != NULL) {
        leaf->args = &cells->computed[row % CHUNK_ROWS]; /* lives in the table */
        leaf->n_args = 1;
    }
    if (gr_table_is_fallback(table, row, column)) {
        leaf->condition = GR_LIT("default");
        leaf->at = kind->fallback_at;
    }
    if (table->schema->grouped && column >= table->schema->n_key) {
        leaf->condition = gr_members_text(table, row, column, arena);
        leaf->members = gr_table_members(table, row);
    }
    if (kind->explain != NULL) {
        leaf->condition = GR_LIT("computed");
        leaf->at = kind->explained_at;
    }
}

gr_value gr_table_value(const gr_table *table, uint32_t row, size_t column, gr_arena *arena)
{
    const gr_column *kind = &table->schema->columns[column];
    const gr_origin *how =
        kind->explain == NULL ? NULL : kind->explain(kind->explained_by, table, row, column, arena);
    return gr_table_value_by(table, row, column, how, arena);
}

gr_value gr_table_value_by(const gr_table *table, uint32_t row, size_t column, const gr_origin *how,
                           gr_arena *arena)
{
    gr_value value = gr_table_bare(table, row, column);
    if (value.type == GR_T_POISON) {
        return value;
    }
    gr_origin *leaf = GR_NEW(arena, gr_origin);
    *leaf = (gr_origin){
        .op = GR_OP_LEAF,
        .value = value,
        .dataset = table->schema->name,
        .key = gr_table_key(table, row),
        .name = table->schema->columns[column].name,
        .owner = gr_table_owner(table, row),
        .owner_dataset = owner_dataset(table->schema),
        .opened = table->schema->declassified,
        .at = gr_table_place(table, row),
        .condition = GR_LIT(""),
    };
    explain_leaf(table, row, column, leaf, arena);
    if (how != NULL) {
        const gr_origin **operand = GR_NEW(arena, const gr_origin *);
        *operand = how;
        leaf->args = operand;
        leaf->n_args = 1;
    }
    gr_origin_weigh(leaf);
    value.origin = leaf;
    return value;
}

gr_str gr_table_key(const gr_table *table, uint32_t row)
{
    return gr_intern_text(table->keys, table->chunks[row / CHUNK_ROWS]->key_ids[row % CHUNK_ROWS]);
}

gr_loc gr_table_place(const gr_table *table, uint32_t row)
{
    return table->chunks[row / CHUNK_ROWS]->at[row % CHUNK_ROWS];
}

gr_str gr_table_owner(const gr_table *table, uint32_t row)
{
    if (table->schema->shared) {
        return GR_LIT("");
    }
    gr_value owner = gr_cell_load(table, row, table->schema->owner_column);
    if (owner.type == GR_T_REF) {
        return gr_table_key(owner.as.ref.table, owner.as.ref.row);
    }
    return owner.type == GR_T_TEXT ? owner.as.text : GR_LIT("");
}

uint32_t gr_table_find(const gr_table *table, gr_str key)
{
    uint32_t id;
    if (!gr_intern_find(table->keys, key, &id)) {
        return UINT32_MAX;
    }
    return table->chunks[id / CHUNK_ROWS]->first_rows[id % CHUNK_ROWS];
}
