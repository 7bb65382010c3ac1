#include "eval/eval.h"

/* Owns the rows of a table too big to hold as nodes: for each its key and what its cells print, as
 * bytes. What is the same for all cells of a column stands once, in the column: its look, its
 * format and the ends of its figures' names. Where a value came from is not kept: it is worked out
 * again by whoever asks (trace).
 *
 * The bytes are the same for the same rows, on any machine: provenance hashes them. */
#include "base/arena.h"
#include "table_plan_priv.h"

#define BLOCK_BYTES ((size_t)64 * 1024)

enum { /* of a cell, before its parts */
       HAS_FIGURE = 1,
       TEXT_IS_VALUE = 2, /* what is printed is the text itself */
       HAS_SIGN = 4,      /* missing="...": what stands for it, and is spoken for it */
       HAS_CARRIED = 8,
       OWN_NAME = 16, /* its name is not made as those of its column are */
       IS_FIELD = 32  /* a text that stands in the record itself */
};

typedef struct packed_column {
    gr_loc cell_at, figure_at;
    const gr_style *style;
    gr_align align;
    bool header;
    gr_format format;
    gr_str head, tail; /* of figures' names, around what names the record */
    gr_currency currency;
    gr_str field; /* of the record, that IS_FIELD means */
} packed_column;

struct gr_packed_rows {
    const gr_table_plan *plan;
    gr_arena *arena;
    packed_column *columns;
    gr_str *blocks;                    /* each of whole rows */
    size_t n_blocks, cap_blocks, left; /* left: bytes free behind the last one */
    gr_buf row;                        /* the one at work */
    gr_value *kept; /* values that bytes do not tell: references, what is hidden */
    size_t n_kept, cap_kept;
    size_t before; /* bytes of a row's key before what names the record */
    bool begun;
    size_t block; /* where reading stands: the block, and its rest */
    gr_str rest;
};

gr_packed_rows *gr_packed_rows_new(const gr_table_plan *plan, gr_arena *arena)
{
    gr_packed_rows *rows = GR_NEW(arena, gr_packed_rows);
    rows->plan = plan;
    rows->arena = arena;
    rows->columns = GR_NEW_N(arena, packed_column, plan->n_cols);
    rows->row = gr_buf_make(arena, SIZE_MAX);
    rows->rest = GR_LIT("");
    return rows;
}

/* --- numbers and texts --- */

static void put(gr_buf *out, uint64_t number)
{
    while (number >= 0x80) {
        gr_buf_add_char(out, (char)(unsigned char)(number | 0x80));
        number >>= 7;
    }
    gr_buf_add_char(out, (char)(unsigned char)number);
}

static void put_signed(gr_buf *out, int64_t number) /* small ones are short, whatever their sign */
{
    put(out, (uint64_t)number << 1 ^ (number < 0 ? UINT64_MAX : 0));
}

static void put_text(gr_buf *out, gr_str text)
{
    put(out, text.len);
    gr_buf_add(out, text);
}

static uint64_t take(gr_str *rest)
{
    uint64_t number = 0;
    unsigned char byte = 0x80;
    for (unsigned shift = 0; (byte & 0x80U) != 0; shift += 7) {
        byte = (unsigned char)rest->ptr[0];
        number |= (uint64_t)(byte & 0x7FU) << shift;
        *rest = gr_str_sub(*rest, 1, SIZE_MAX);
    }
    return number;
}

static int64_t take_signed(gr_str *rest)
{
    uint64_t number = take(rest);
    return (int64_t)(number >> 1 ^ ((number & 1) != 0 ? UINT64_MAX : 0));
}

static gr_str take_text(gr_str *rest)
{
    size_t len = (size_t)take(rest);
    gr_str text = gr_str_sub(*rest, 0, len);
    *rest = gr_str_sub(*rest, len, SIZE_MAX);
    return text;
}

/* --- values --- */

static void put_kept(gr_packed_rows *rows, const gr_value *value)
{
    gr_value *kept = GR_PUSH(rows->arena, rows->kept, rows->n_kept, rows->cap_kept, gr_value);
    *kept = gr_value_keep(rows->arena, value);
    kept->origin = NULL;
    put(&rows->row, rows->n_kept - 1);
}

static void put_money(gr_packed_rows *rows, const packed_column *column, gr_money money)
{
    bool usual = memcmp(&money.cur, &column->currency, sizeof(money.cur)) == 0;
    put(&rows->row, usual ? 0 : 1);
    if (!usual) {
        put_text(&rows->row, (gr_str){money.cur.code, sizeof(money.cur.code)});
        put(&rows->row, money.cur.digits);
    }
    put_signed(&rows->row, money.minor);
}

static void put_value(gr_packed_rows *rows, const packed_column *column, const gr_value *value,
                      unsigned flags)
{
    gr_buf *out = &rows->row;
    put(out, (uint64_t)value->type);
    switch (value->type) {
    case GR_T_BOOL:
        put(out, value->as.b ? 1 : 0);
        return;
    case GR_T_INT:
    case GR_T_YEAR:
        put_signed(out, value->as.i);
        return;
    case GR_T_DECIMAL:
        put(out, value->as.dec.scale);
        put_signed(out, value->as.dec.coef);
        return;
    case GR_T_MONEY:
        put_money(rows, column, value->as.money);
        return;
    case GR_T_RATIO:
        put_signed(out, value->as.ratio.part);
        put_signed(out, value->as.ratio.whole);
        return;
    case GR_T_DATE:
        put_signed(out, value->as.day);
        return;
    case GR_T_PERIOD:
        put(out, (uint64_t)value->as.period.kind);
        put_signed(out, value->as.period.year);
        put(out, value->as.period.nr);
        return;
    case GR_T_TEXT:
        put_text(out, (flags & TEXT_IS_VALUE) != 0 ? GR_LIT("") : value->as.text);
        return;
    case GR_T_CODE:
        put_text(out, value->as.code.code);
        put_text(out, value->as.code.label);
        return;
    case GR_T_REF:
    case GR_T_SUPPRESSED:
    case GR_T_ROUGH:
        put_kept(rows, value);
        return;
    case GR_T_NONE:
    case GR_T_MISSING:
    case GR_T_NOT_APPLICABLE:
    case GR_T_POISON:
        return;
    }
}

static gr_money take_money(const packed_column *column, gr_str *rest)
{
    gr_money money = {.cur = column->currency};
    if (take(rest) != 0) {
        gr_str code = take_text(rest);
        memcpy(money.cur.code, code.ptr, sizeof(money.cur.code));
        money.cur.digits = (uint8_t)take(rest);
    }
    money.minor = take_signed(rest);
    return money;
}

static gr_period take_period(gr_str *rest)
{
    gr_period period = {.kind = (gr_period_kind)take(rest)};
    period.year = (int32_t)take_signed(rest);
    period.nr = (uint8_t)take(rest);
    return period;
}

static gr_value take_value(const gr_packed_rows *rows, const packed_column *column, gr_str *rest)
{
    gr_value value = {.type = (gr_type)take(rest)};
    switch (value.type) {
    case GR_T_BOOL:
        value.as.b = take(rest) != 0;
        break;
    case GR_T_INT:
    case GR_T_YEAR:
        value.as.i = take_signed(rest);
        break;
    case GR_T_DECIMAL:
        value.as.dec.scale = (uint8_t)take(rest);
        value.as.dec.coef = take_signed(rest);
        break;
    case GR_T_MONEY:
        value.as.money = take_money(column, rest);
        break;
    case GR_T_RATIO:
        value.as.ratio.part = take_signed(rest);
        value.as.ratio.whole = take_signed(rest);
        break;
    case GR_T_DATE:
        value.as.day = (gr_day)take_signed(rest);
        break;
    case GR_T_PERIOD:
        value.as.period = take_period(rest);
        break;
    case GR_T_TEXT:
        value.as.text = take_text(rest);
        break;
    case GR_T_CODE:
        value.as.code.code = take_text(rest);
        value.as.code.label = take_text(rest);
        break;
    case GR_T_REF:
    case GR_T_SUPPRESSED:
    case GR_T_ROUGH:
        return rows->kept[take(rest)];
    case GR_T_NONE:
    case GR_T_MISSING:
    case GR_T_NOT_APPLICABLE:
    case GR_T_POISON:
        break;
    }
    return value;
}

/* --- what a column's cells have in common: known from the first row --- */

static void begin_column(gr_packed_rows *rows, packed_column *column, const gr_node *cell,
                         gr_str word)
{
    const gr_figure *figure = cell->as.cell.figure;
    *column = (packed_column){.cell_at = cell->at,
                              .figure_at = cell->at,
                              .style = cell->style,
                              .align = cell->as.cell.align,
                              .header = cell->as.cell.header,
                              .head = GR_LIT(""),
                              .tail = GR_LIT(""),
                              .field = GR_LIT("")};
    if (figure == NULL) {
        return;
    }
    const gr_origin *origin = figure->value.origin;
    size_t at = word.len == 0 ? SIZE_MAX : gr_str_find(figure->id, word);
    if (at != SIZE_MAX) {
        column->head = gr_str_dup(rows->arena, gr_str_sub(figure->id, 0, at));
        column->tail = gr_str_dup(rows->arena, gr_str_sub(figure->id, at + word.len, SIZE_MAX));
    }
    column->figure_at = cell->first->at;
    column->format = figure->format;
    if (figure->value.type == GR_T_MONEY) {
        column->currency = figure->value.as.money.cur;
    }
    if (origin != NULL && origin->op == GR_OP_LEAF) {
        column->field = origin->name;
    }
}

static void begin(gr_packed_rows *rows, const gr_node *row)
{
    gr_str table = gr_str_fmt(rows->arena, GR_FMT GR_FMT, GR_ARG(rows->plan->place.block),
                              GR_ARG(rows->plan->place.path));
    bool below = gr_str_starts(row->as.row.key, table);
    rows->begun = true;
    rows->before = below ? table.len : 0;
    size_t i = 0;
    for (const gr_node *cell = row->first; cell != NULL; cell = cell->next) {
        begin_column(rows, &rows->columns[i++], cell,
                     gr_str_sub(row->as.row.key, rows->before, SIZE_MAX));
    }
}

/* --- rows in --- */

/** Its name is what names the record, between the ends that all names of the column have. */
static bool is_usual_name(const packed_column *column, gr_str id, gr_str word)
{
    return word.len > 0 && id.len == column->head.len + word.len + column->tail.len &&
           gr_str_starts(id, column->head) && gr_str_ends(id, column->tail) &&
           gr_str_eq(gr_str_sub(id, column->head.len, word.len), word);
}

static bool is_field(const gr_packed_rows *rows, const packed_column *column,
                     const gr_origin *origin, uint32_t record)
{
    const gr_table *table = rows->plan->lines.rows.table;
    return origin != NULL && origin->op == GR_OP_LEAF && column->field.len > 0 &&
           gr_str_eq(origin->name, column->field) &&
           gr_str_eq(origin->dataset, gr_table_schema(table)->name) &&
           gr_str_eq(origin->key, gr_table_key(table, record));
}

static unsigned flags_of(const gr_packed_rows *rows, const packed_column *column,
                         const gr_node *cell, gr_str word, uint32_t record)
{
    const gr_figure *figure = cell->as.cell.figure;
    unsigned flags = cell->as.cell.carried.len > 0 ? HAS_CARRIED : 0;
    if (figure == NULL) {
        return flags;
    }
    bool text = figure->value.type == GR_T_TEXT;
    flags |= HAS_FIGURE;
    flags |= text && gr_str_eq(figure->text, figure->value.as.text) ? TEXT_IS_VALUE : 0U;
    flags |= figure->sign.len > 0 || figure->spoken.len > 0 ? HAS_SIGN : 0U;
    flags |= is_usual_name(column, figure->id, word) ? 0U : OWN_NAME;
    flags |= text && is_field(rows, column, figure->value.origin, record) ? IS_FIELD : 0U;
    return flags;
}

static void put_cell(gr_packed_rows *rows, const packed_column *column, const gr_node *cell,
                     gr_str word, uint32_t record)
{
    gr_buf *out = &rows->row;
    const gr_figure *figure = cell->as.cell.figure;
    unsigned flags = flags_of(rows, column, cell, word, record);
    put(out, flags);
    if ((flags & HAS_CARRIED) != 0) {
        put_text(out, cell->as.cell.carried);
    }
    if (figure == NULL) {
        return;
    }
    put_value(rows, column, &figure->value, flags);
    put_text(out, figure->text);
    if ((flags & HAS_SIGN) != 0) {
        put_text(out, figure->sign);
        put_text(out, figure->spoken);
    }
    if ((flags & OWN_NAME) != 0) {
        put_text(out, figure->id);
    }
}

/** Copies the row at work behind the others. */
static void keep_row(gr_packed_rows *rows)
{
    gr_str row = gr_buf_view(&rows->row);
    if (row.len > rows->left) {
        rows->left = row.len > BLOCK_BYTES ? row.len : BLOCK_BYTES;
        char *bytes = gr_arena_alloc(rows->arena, rows->left, 1, 1);
        *GR_PUSH(rows->arena, rows->blocks, rows->n_blocks, rows->cap_blocks, gr_str) =
            (gr_str){bytes, 0};
    }
    gr_str *last = &rows->blocks[rows->n_blocks - 1];
    memcpy((char *)(uintptr_t)last->ptr + last->len, row.ptr, row.len);
    last->len += row.len;
    rows->left -= row.len;
}

/** While its origin is still known. */
static void show_to_watch(const gr_packed_rows *rows, const gr_node *cell)
{
    const gr_eval_context *context = rows->plan->expander->context;
    if (context->rows_seen != NULL && cell->as.cell.figure != NULL) {
        context->rows_seen->figure(context->rows_seen->user, context, cell->as.cell.figure,
                                   cell->first == NULL ? cell->at : cell->first->at);
    }
}

void gr_packed_rows_add(gr_packed_rows *rows, const gr_node *row, uint32_t record)
{
    if (!rows->begun) {
        begin(rows, row);
    }
    gr_str word = gr_str_sub(row->as.row.key, rows->before, SIZE_MAX);
    rows->row.len = 0;
    put_text(&rows->row, row->as.row.key);
    size_t i = 0;
    for (const gr_node *cell = row->first; cell != NULL; cell = cell->next) {
        show_to_watch(rows, cell);
        put_cell(rows, &rows->columns[i++], cell, word, record);
    }
    keep_row(rows);
}

/* --- rows out --- */

void gr_packed_rows_restart(gr_packed_rows *rows)
{
    rows->block = 0;
    rows->rest = rows->n_blocks == 0 ? GR_LIT("") : rows->blocks[0];
}

bool gr_packed_rows_block(const gr_packed_rows *rows, size_t nr, gr_str *out)
{
    if (nr >= rows->n_blocks) {
        return false;
    }
    *out = rows->blocks[nr];
    return true;
}

static gr_str name_of(const packed_column *column, gr_str word, gr_arena *arena)
{
    char *name = gr_arena_alloc(arena, column->head.len + word.len + column->tail.len + 1, 1, 1);
    memcpy(name, column->head.ptr, column->head.len);
    memcpy(name + column->head.len, word.ptr, word.len);
    memcpy(name + column->head.len + word.len, column->tail.ptr, column->tail.len);
    return (gr_str){name, column->head.len + word.len + column->tail.len};
}

/** A text of the record, so that a sign that no font has can be told with its place. */
static const gr_origin *field_leaf(const gr_packed_rows *rows, const packed_column *column,
                                   const gr_value *value, uint32_t record, gr_arena *arena)
{
    const gr_table *table = rows->plan->lines.rows.table;
    size_t field = gr_schema_column(gr_table_schema(table), column->field);
    gr_value whole = gr_table_value(table, record, field, arena);
    return whole.type == value->type ? whole.origin : NULL;
}

static gr_status take_cell(gr_packed_rows *rows, const packed_column *column, gr_node *row,
                           uint32_t record)
{
    gr_expander *expander = rows->plan->expander;
    gr_str *rest = &rows->rest;
    unsigned flags = (unsigned)take(rest);
    gr_node *cell = gr_node_new(expander->arena, row, GR_K_CELL, column->cell_at);
    cell->style = column->style;
    cell->as.cell.align = column->align;
    cell->as.cell.header = column->header;
    if ((flags & HAS_CARRIED) != 0) {
        cell->as.cell.carried = take_text(rest);
    }
    if ((flags & HAS_FIGURE) == 0) {
        return GR_OK;
    }
    gr_figure *figure = GR_NEW(expander->arena, gr_figure);
    figure->value = take_value(rows, column, rest);
    figure->format = column->format;
    figure->text = take_text(rest);
    figure->sign = (flags & HAS_SIGN) != 0 ? take_text(rest) : GR_LIT("");
    figure->spoken = (flags & HAS_SIGN) != 0 ? take_text(rest) : GR_LIT("");
    figure->id =
        (flags & OWN_NAME) != 0
            ? take_text(rest)
            : name_of(column, gr_str_sub(row->as.row.key, rows->before, SIZE_MAX), expander->arena);
    if ((flags & TEXT_IS_VALUE) != 0) {
        figure->value.as.text = figure->text;
    }
    if ((flags & IS_FIELD) != 0) {
        figure->value.origin = field_leaf(rows, column, &figure->value, record, expander->arena);
    }
    cell->as.cell.figure = figure;
    return gr_expander_show(expander, cell, figure, column->figure_at);
}

gr_status gr_packed_rows_next(gr_packed_rows *rows, uint32_t record, gr_node *row)
{
    if (rows->rest.len == 0) {
        rows->rest = rows->blocks[++rows->block];
    }
    row->as.row.key = take_text(&rows->rest);
    for (size_t i = 0; i < rows->plan->n_cols; i++) {
        GR_TRY(take_cell(rows, &rows->columns[i], row, record));
    }
    return GR_OK;
}
