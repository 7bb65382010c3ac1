/* Rows that stand for groups of records: their fields of the key, and sums and counts that grow
 * while records come by. Of a record nothing is kept but its part in them, its place when it is the
 * first or the last, and its part in the checksum. */
#include "base/arena.h"
#include "dataset_priv.h"

#define FNV_START 0xCBF29CE484222325U /* FNV-1a of 64 bits, a number at a time */
#define FNV_PRIME 0x100000001B3U

/* All that a record touches of its group stands together, sums too: groups come in any order, and
 * each place that is not at hand costs more than the addition. The cells of the table are filled
 * when the export ends. */
typedef struct group {
    uint32_t row; /* UINT32_MAX: it was refused, and that was said */
    uint32_t key_bytes;
    gr_group_members members;
    uint64_t here;  /* a bit for each of the first sums: 1: it is in `sums`, 0: in its cell */
    int64_t sums[]; /* of whole numbers and amounts; behind them the packed values of the key */
} group;
#define MOST_HERE 64

typedef struct slot {
    group *held;   /* NULL: free */
    uint64_t hash; /* others are told apart without looking at them */
} slot;

/* A record that has come and is not added yet. Its group is nowhere at hand, as groups come in any
 * order; while the records behind it are read, the memory has time to bring it. */
typedef struct waiting {
    gr_loc at;
    gr_value *values; /* a column; texts of the key are those of `key` */
    gr_buf key;       /* packed */
    size_t *ends;     /* of the values in it */
    uint64_t hash;
    uint32_t max_rows;
} waiting;
#define MOST_WAITING 3

struct gr_gathering {
    waiting waiting[MOST_WAITING]; /* a ring */
    size_t oldest, n_waiting;
    slot *slots; /* open addressing, at most half full */
    size_t n_slots, n_held;
    size_t n_sums;  /* that may be in the group itself */
    group **groups; /* a row */
    size_t n_groups, cap_groups;
};

#define FIRST_SLOTS 64

static gr_gathering *gathering_of(gr_table *table)
{
    gr_arena *arena = table->catalogue->arena;
    size_t n = table->schema->n_columns - table->schema->n_key;
    if (table->gathering == NULL) {
        table->gathering = GR_NEW(arena, gr_gathering);
        *table->gathering = (gr_gathering){.slots = GR_NEW_N(arena, slot, FIRST_SLOTS),
                                           .n_slots = FIRST_SLOTS,
                                           .n_sums = n < MOST_HERE ? n : MOST_HERE};
        for (size_t i = 0; i < MOST_WAITING; i++) {
            waiting *w = &table->gathering->waiting[i];
            w->key = gr_buf_make(arena, SIZE_MAX);
            w->ends = GR_NEW_N(arena, size_t, table->schema->n_key);
            w->values = GR_NEW_N(arena, gr_value, table->schema->n_columns);
        }
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

static char *key_of(const gr_gathering *gathering, group *g)
{
    return (char *)&g->sums[gathering->n_sums];
}

/** The slot of the group with this key, or the free one where it belongs. */
static slot *slot_of(const gr_gathering *gathering, gr_str key, uint64_t hash)
{
    for (size_t at = (size_t)hash;; at++) {
        slot *place = &gathering->slots[at & (gathering->n_slots - 1)];
        if (place->held == NULL ||
            (place->hash == hash && place->held->key_bytes == key.len &&
             memcmp(key_of(gathering, place->held), key.ptr, key.len) == 0)) {
            return place;
        }
    }
}

static void double_slots(gr_gathering *gathering, gr_arena *arena)
{
    slot *before = gathering->slots;
    size_t n = gathering->n_slots;
    gathering->n_slots = 2 * n;
    gathering->slots = GR_NEW_N(arena, slot, 2 * n);
    for (size_t i = 0; i < n; i++) {
        size_t at = (size_t)before[i].hash;
        while (before[i].held != NULL &&
               gathering->slots[at & (gathering->n_slots - 1)].held != NULL) {
            at++;
        }
        if (before[i].held != NULL) {
            gathering->slots[at & (gathering->n_slots - 1)] = before[i];
        }
    }
}

static group *add_group(gr_gathering *gathering, gr_arena *arena, gr_str key, uint64_t hash)
{
    if (key.len > UINT32_MAX) {
        gr_die_oom(SIZE_MAX);
    }
    if (2 * (gathering->n_held + 1) > gathering->n_slots) {
        double_slots(gathering, arena);
    }
    size_t bytes = sizeof(group) + gathering->n_sums * sizeof(int64_t) + key.len;
    group *g = gr_arena_alloc(arena, 1, bytes, alignof(group));
    g->row = UINT32_MAX;
    g->key_bytes = (uint32_t)key.len;
    memcpy(key_of(gathering, g), key.ptr, key.len);
    *slot_of(gathering, key, hash) = (slot){g, hash};
    gathering->n_held++;
    return g;
}

static group *find_group(gr_table *table, const waiting *w, bool *out_new)
{
    gr_gathering *gathering = table->gathering;
    gr_str key = gr_buf_view(&w->key);
    group *found = slot_of(gathering, key, w->hash)->held;
    *out_new = found == NULL;
    return found != NULL ? found : add_group(gathering, table->catalogue->arena, key, w->hash);
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

/** Whole numbers and amounts of the column's currency, which need nothing but their number. */
static bool is_plain(const gr_column *column, const gr_value *value, int64_t *out)
{
    if (value->type == GR_T_MONEY && column->type == GR_T_MONEY) {
        *out = value->as.money.minor;
        return value->as.money.cur.digits == column->currency.digits &&
               memcmp(value->as.money.cur.code, column->currency.code,
                      sizeof column->currency.code) == 0;
    }
    *out = value->as.i;
    return value->type == GR_T_INT && column->type == GR_T_INT;
}

/** Back into the cell, for what is not plain. */
static gr_status settle(gr_table *table, group *g, size_t nr, gr_loc at, gr_diag *diag)
{
    size_t column = table->schema->n_key + nr;
    const gr_column *kind = &table->schema->columns[column];
    gr_value sum = {.type = kind->type, .as.i = g->sums[nr]};
    if (kind->type == GR_T_MONEY) {
        sum.as.money = (gr_money){g->sums[nr], kind->currency};
    }
    return gr_cell_store(table, g->row, column, &sum, at, diag);
}

static gr_status add_part(gr_table *table, group *g, size_t nr, const gr_value *part, gr_loc at,
                          gr_diag *diag)
{
    size_t column = table->schema->n_key + nr;
    uint64_t bit = nr < MOST_HERE ? UINT64_C(1) << nr : 0;
    int64_t number = 0;
    if ((g->here & bit) == 0) {
        return add_to_cell(table, g->row, column, part, at, diag);
    }
    if (!is_plain(&table->schema->columns[column], part, &number)) {
        GR_TRY(settle(table, g, nr, at, diag));
        g->here &= ~bit;
        return add_to_cell(table, g->row, column, part, at, diag);
    }
    if (__builtin_add_overflow(g->sums[nr], number, &number)) {
        return refuse_size(table, g->row, column, at, diag);
    }
    g->sums[nr] = number;
    return GR_OK;
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

static void note_member(const gr_table *table, group *g, gr_loc at, const gr_value *values)
{
    gr_group_members *members = &g->members;
    if (members->n++ == 0) {
        members->first = at;
        members->checksum = FNV_START;
    }
    members->last = at;
    if (table->catalogue->watch != NULL) {
        table->catalogue->watch(table->catalogue->watcher, table->schema->name,
                                gr_table_key(table, g->row), at);
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
    return table->gathering == NULL ? NULL : &table->gathering->groups[row]->members;
}

uint64_t gr_table_records(const gr_table *table)
{
    uint64_t n = 0;
    for (uint32_t row = 0; table->gathering != NULL && row < table->n_rows; row++) {
        n += table->gathering->groups[row]->members.n;
    }
    return table->schema->grouped ? n : table->n_rows;
}

/* ---- a record ---- */

static gr_status begin_group(gr_table *table, group *g, const waiting *w, gr_diag *diag)
{
    gr_gathering *gathering = table->gathering;
    const gr_schema *schema = table->schema;
    uint32_t row = table->n_rows;
    GR_TRY(gr_table_append(table, w->at, w->values, NULL, w->max_rows, diag));
    g->row = row;
    *GR_PUSH(table->catalogue->arena, gathering->groups, gathering->n_groups, gathering->cap_groups,
             group *) = g;
    for (size_t i = 0; i < gathering->n_sums; i++) {
        size_t column = schema->n_key + i;
        bool here = is_plain(&schema->columns[column], &w->values[column], &g->sums[i]);
        g->here |= (uint64_t)here << i;
    }
    note_member(table, g, w->at, w->values);
    return GR_OK;
}

static gr_status add_oldest(gr_table *table, gr_diag *diag)
{
    gr_gathering *gathering = table->gathering;
    const gr_schema *schema = table->schema;
    const waiting *w = &gathering->waiting[gathering->oldest];
    bool is_new;
    group *g = find_group(table, w, &is_new);
    gathering->oldest = (gathering->oldest + 1) % MOST_WAITING;
    gathering->n_waiting--;
    if (is_new) {
        gr_status status = begin_group(table, g, w, diag);
        gathering->n_waiting = status == GR_OVER_LIMIT ? 0 : gathering->n_waiting;
        return status; /* beyond the limit nothing is added any more */
    }
    if (g->row == UINT32_MAX) {
        return GR_BAD_INPUT; /* its first record was refused, with a report */
    }
    for (size_t i = 0; i < schema->n_columns - schema->n_key; i++) {
        GR_TRY(add_part(table, g, i, &w->values[schema->n_key + i], w->at, diag));
    }
    note_member(table, g, w->at, w->values);
    return GR_OK;
}

/** The texts of the key stand in the packed one too, each as the last of its value; elsewhere they
 * are gone when the record ends. */
static void pack_key(const gr_schema *schema, waiting *w)
{
    w->key.len = 0;
    for (size_t i = 0; i < schema->n_key; i++) {
        gr_value_pack(&w->values[schema->key[i]], &w->key);
        w->ends[i] = w->key.len;
    }
    for (size_t i = 0; i < schema->n_key; i++) {
        gr_value *value = &w->values[schema->key[i]];
        const char *end = w->key.ptr + w->ends[i];
        if (value->type == GR_T_TEXT) {
            value->as.text.ptr = end - value->as.text.len;
        } else if (value->type == GR_T_CODE) {
            value->as.code.code.ptr = end - value->as.code.code.len;
        }
    }
    w->hash = gr_str_hash(gr_buf_view(&w->key));
}

/** What is needed first of the newest one, and of the one before it what that led to. */
static void fetch_groups(const gr_gathering *gathering)
{
    size_t newest = gathering->oldest + gathering->n_waiting - 1;
    const waiting *w = &gathering->waiting[newest % MOST_WAITING];
    GR_FETCH(&gathering->slots[(size_t)w->hash & (gathering->n_slots - 1)]);
    if (gathering->n_waiting > 1) {
        w = &gathering->waiting[(newest - 1) % MOST_WAITING];
        const group *g = gathering->slots[(size_t)w->hash & (gathering->n_slots - 1)].held;
        GR_FETCH(g);
        GR_FETCH((const char *)g + 64);
    }
}

gr_status gr_table_gather(gr_table *table, gr_loc at, const gr_value *values, uint32_t max_rows,
                          gr_diag *diag)
{
    gr_gathering *gathering = gathering_of(table);
    gr_status status = gathering->n_waiting == MOST_WAITING ? add_oldest(table, diag) : GR_OK;
    if (status == GR_OVER_LIMIT) {
        return status;
    }
    waiting *w = &gathering->waiting[(gathering->oldest + gathering->n_waiting) % MOST_WAITING];
    w->at = at;
    w->max_rows = max_rows;
    memcpy(w->values, values, table->schema->n_columns * sizeof *values);
    pack_key(table->schema, w);
    gathering->n_waiting++;
    fetch_groups(gathering);
    return status;
}

gr_status gr_table_gathered(gr_table *table, gr_diag *diag)
{
    gr_gathering *gathering = table->gathering;
    gr_status status = GR_OK;
    while (gathering != NULL && gathering->n_waiting > 0) {
        gr_status added = add_oldest(table, diag);
        status = status == GR_OK ? added : status;
    }
    for (size_t i = 0; gathering != NULL && i < gathering->n_groups; i++) {
        group *g = gathering->groups[i];
        for (size_t nr = 0; nr < gathering->n_sums; nr++) {
            if ((g->here & UINT64_C(1) << nr) != 0) {
                GR_TRY(settle(table, g, nr, g->members.last, diag));
            }
        }
    }
    return status;
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
