/* One cell: a typed value into a tag and a number, and back. */
#include <assert.h>

#include "base/arena.h"
#include "dataset_priv.h"

/* A period in 32 bits: kind, number within the year, year. Years of four digits are far inside. */
#define YEAR_BITS 24
#define YEAR_ZERO (1 << (YEAR_BITS - 1))

static uint32_t pack_period(gr_period period)
{
    uint32_t year = (uint32_t)(period.year + YEAR_ZERO);
    assert(year < (1U << YEAR_BITS) && period.nr < 16U);
    return (uint32_t)period.kind << 28 | (uint32_t)period.nr << YEAR_BITS | year;
}

static gr_period unpack_period(uint32_t packed)
{
    return (gr_period){
        .kind = (gr_period_kind)(packed >> 28),
        .nr = (uint8_t)(packed >> YEAR_BITS & 0xFU),
        .year = (int32_t)(packed & ((1U << YEAR_BITS) - 1U)) - YEAR_ZERO,
    };
}

gr_cells *gr_table_cells(const gr_table *table, uint32_t row, size_t column)
{
    return &table->chunks[row / CHUNK_ROWS]->columns[column];
}

static uint8_t absent_tag(gr_type type)
{
    if (type == GR_T_NOT_APPLICABLE) {
        return CELL_NOT_APPLICABLE;
    }
    return type == GR_T_POISON ? CELL_POISON : CELL_MISSING;
}

static bool same_currency(gr_currency a, gr_currency b)
{
    return a.digits == b.digits && memcmp(a.code, b.code, sizeof a.code) == 0;
}

static size_t code_index(const gr_code_list *list, gr_str code)
{
    for (size_t i = 0; i < list->n; i++) {
        if (gr_str_eq(list->codes[i].code, code)) {
            return i;
        }
    }
    return SIZE_MAX;
}

static gr_status refuse_type(const gr_table *table, const gr_column *column, const gr_value *value,
                             gr_loc at, gr_diag *diag)
{
    bool foreign = column->type == GR_T_MONEY && value->type == GR_T_MONEY;
    gr_diag_of(diag, column);
    gr_diag_report(diag, at, GR_CODE_VALUE_TYPE, "'" GR_FMT "' of '" GR_FMT "' holds %s, not %s",
                   GR_ARG(column->name), GR_ARG(table->schema->name),
                   foreign ? column->currency.code : gr_type_said(column->type),
                   foreign ? value->as.money.cur.code : gr_type_said(value->type));
    gr_diag_of(diag, NULL);
    return GR_BAD_INPUT;
}

static bool store_wide(const gr_column *column, const gr_value *value, int64_t *out,
                       uint8_t *out_tag)
{
    if (column->type == GR_T_MONEY) {
        if (value->type != GR_T_MONEY || !same_currency(value->as.money.cur, column->currency)) {
            return false;
        }
        *out = value->as.money.minor;
        return true;
    }
    if (value->type == GR_T_INT) { /* whole numbers are decimals too */
        *out = value->as.i;
        return true;
    }
    if (column->type != GR_T_DECIMAL || value->type != GR_T_DECIMAL) {
        return false;
    }
    *out = value->as.dec.coef;
    *out_tag = value->as.dec.scale;
    return true;
}

/* References stay texts until all records are there: gr_catalogue_link_rows. */
static bool store_reference(gr_table *table, const gr_value *value, uint32_t *out, uint8_t *out_tag)
{
    if (value->type != GR_T_TEXT && value->type != GR_T_REF) {
        return false;
    }
    gr_str key = value->type == GR_T_TEXT ? value->as.text
                                          : gr_table_key(value->as.ref.table, value->as.ref.row);
    *out = gr_intern_add(table->catalogue->texts, key);
    *out_tag = CELL_KEY;
    return true;
}

static bool store_narrow(gr_table *table, const gr_column *column, const gr_value *value,
                         uint32_t *out)
{
    if (value->type != column->type) {
        return false;
    }
    if (column->type == GR_T_BOOL) {
        *out = value->as.b ? 1U : 0U;
    } else if (column->type == GR_T_DATE) {
        *out = (uint32_t)value->as.day;
    } else if (column->type == GR_T_PERIOD) {
        *out = pack_period(value->as.period);
    } else if (column->type == GR_T_RATIO) { /* two numbers in one cell: as text */
        gr_buf *scratch = &table->catalogue->key;
        scratch->len = 0;
        gr_value_add(value, scratch);
        *out = gr_intern_add(table->catalogue->texts, gr_buf_view(scratch));
    } else if (column->type == GR_T_YEAR) {
        *out = (uint32_t)value->as.i;
    } else {
        *out = gr_intern_add(table->catalogue->texts, value->as.text);
    }
    return true;
}

/** One field has one kind of period: years and quarters in one column can be neither ordered nor
 * added up. */
static gr_status check_kind(gr_table *table, size_t column, const gr_value *value, gr_loc at,
                            gr_diag *diag)
{
    static const char *const kinds[] = {[GR_PERIOD_YEAR] = "a year",
                                        [GR_PERIOD_SCHOOL] = "a school year",
                                        [GR_PERIOD_QUARTER] = "a quarter",
                                        [GR_PERIOD_MONTH] = "a month"};
    if (table->periods == NULL) {
        table->periods =
            GR_NEW_N(table->catalogue->arena, gr_first_period, table->schema->n_columns);
    }
    gr_first_period *first = &table->periods[column];
    gr_period_kind kind = value->as.period.kind;
    if (!first->known) {
        *first = (gr_first_period){true, kind, at};
    }
    if (first->kind == kind) {
        return GR_OK;
    }
    gr_buf text = gr_buf_make(table->catalogue->arena, SIZE_MAX);
    gr_value_add(value, &text);
    gr_diag_report(diag, at, GR_CODE_PERIOD_MIXED,
                   "'" GR_FMT "' in '" GR_FMT "' of '" GR_FMT
                   "' is %s, and there was %s before; use one kind, or type=\"text\" where it is "
                   "only printed",
                   GR_ARG(gr_buf_view(&text)), GR_ARG(table->schema->columns[column].name),
                   GR_ARG(table->schema->name), kinds[kind], kinds[first->kind]);
    gr_diag_note(diag, first->at, "%s", kinds[first->kind]);
    return GR_BAD_INPUT;
}

static gr_status store_code(const gr_column *column, const gr_value *value, gr_loc at,
                            gr_diag *diag, uint32_t *out)
{
    gr_str code = value->type == GR_T_CODE ? value->as.code.code : value->as.text;
    size_t index = code_index(column->codes, code);
    if (index == SIZE_MAX) {
        gr_diag_of(diag, column);
        gr_diag_report(diag, at, GR_CODE_VALUE_CODE, "'" GR_FMT "' is not a code of '" GR_FMT "'",
                       GR_ARG(gr_text_quoted(code)), GR_ARG(column->codes->name));
        gr_diag_of(diag, NULL);
        return GR_BAD_INPUT;
    }
    *out = (uint32_t)index;
    return GR_OK;
}

gr_status gr_column_check_code(const gr_column *column, const gr_value *value, gr_loc at,
                               gr_diag *diag)
{
    uint32_t index;
    bool is_code = column->type == GR_T_CODE && column->codes != NULL &&
                   (value->type == GR_T_CODE || value->type == GR_T_TEXT);
    return is_code ? store_code(column, value, at, diag, &index) : GR_OK;
}

/** What is hidden keeps which cell it was, so that a copy of it counts in a total like the first; 0
 * when it is this cell. */
static int64_t keep(gr_table *table, const gr_value *value)
{
    if (value->type == GR_T_SUPPRESSED && value->as.suppressed.table == NULL) {
        return 0;
    }
    gr_value *kept =
        GR_PUSH(table->catalogue->arena, table->kept, table->n_kept, table->cap_kept, gr_value);
    *kept = gr_value_keep(table->catalogue->arena, value);
    kept->origin = NULL;
    return (int64_t)table->n_kept; /* its place, and one */
}

/** True when the cell holds no plain value, and was stored. */
static bool store_signs(gr_table *table, gr_cells *cells, uint32_t i, const gr_value *value)
{
    if (value->type == GR_T_SUPPRESSED || (value->type == GR_T_ROUGH && cells->wide != NULL)) {
        cells->tags[i] = value->type == GR_T_ROUGH ? CELL_ROUGH : CELL_SUPPRESSED;
        if (cells->wide != NULL) {
            cells->wide[i] = keep(table, value);
        }
        return true;
    }
    if (value->type == GR_T_NONE || value->type == GR_T_POISON || gr_value_is_absent(value)) {
        cells->tags[i] = absent_tag(value->type);
        return true;
    }
    return false;
}

gr_status gr_cell_store(gr_table *table, uint32_t row, size_t column, const gr_value *value,
                        gr_loc at, gr_diag *diag)
{
    const gr_column *kind = &table->schema->columns[column];
    gr_cells *cells = gr_table_cells(table, row, column);
    uint32_t i = row % CHUNK_ROWS;
    if (store_signs(table, cells, i, value)) {
        return GR_OK;
    }
    uint8_t tag = 0;
    bool fits;
    if (kind->type == GR_T_CODE && (value->type == GR_T_CODE || value->type == GR_T_TEXT)) {
        GR_TRY(store_code(kind, value, at, diag, &cells->narrow[i]));
        fits = true;
    } else if (cells->wide != NULL) {
        fits = store_wide(kind, value, &cells->wide[i], &tag);
    } else if (kind->type == GR_T_REF) {
        fits = store_reference(table, value, &cells->narrow[i], &tag);
    } else {
        fits = store_narrow(table, kind, value, &cells->narrow[i]);
    }
    cells->tags[i] = tag;
    if (fits && kind->type == GR_T_PERIOD) {
        return check_kind(table, column, value, at, diag);
    }
    return fits ? GR_OK : refuse_type(table, kind, value, at, diag);
}

void gr_cell_store_text(gr_table *table, uint32_t row, size_t column, gr_str text, uint64_t hash)
{
    gr_cells *cells = gr_table_cells(table, row, column);
    bool is_key = table->schema->columns[column].type == GR_T_REF;
    cells->tags[row % CHUNK_ROWS] = is_key ? CELL_KEY : 0;
    cells->narrow[row % CHUNK_ROWS] = gr_intern_add_hashed(table->catalogue->texts, text, hash);
}

static gr_value load_absent(uint8_t tag)
{
    gr_type type = tag == CELL_NOT_APPLICABLE ? GR_T_NOT_APPLICABLE
                   : tag == CELL_POISON       ? GR_T_POISON
                                              : GR_T_MISSING;
    return (gr_value){.type = type};
}

static gr_value load_wide(const gr_column *column, int64_t number, uint8_t tag)
{
    gr_value value = {.type = column->type};
    if (column->type == GR_T_MONEY) {
        value.as.money = (gr_money){number, column->currency};
    } else if (column->type == GR_T_DECIMAL) {
        value.as.dec = (gr_decimal){number, tag};
    } else {
        value.as.i = number;
    }
    return value;
}

static gr_value load_narrow(const gr_table *table, size_t column, uint32_t number)
{
    const gr_column *kind = &table->schema->columns[column];
    gr_value value = {.type = kind->type};
    if (kind->type == GR_T_BOOL) {
        value.as.b = number != 0;
    } else if (kind->type == GR_T_DATE) {
        value.as.day = (gr_day)number;
    } else if (kind->type == GR_T_PERIOD) {
        value.as.period = unpack_period(number);
    } else if (kind->type == GR_T_RATIO) {
        gr_str text = gr_intern_text(table->catalogue->texts, number);
        if (!gr_ratio_parse(text, '.', &value.as.ratio)) {
            assert(false && "a ratio is stored as it reads");
        }
    } else if (kind->type == GR_T_YEAR) {
        value.as.i = number;
    } else if (kind->type == GR_T_CODE) {
        value.as.code = kind->codes->codes[number];
    } else if (kind->type == GR_T_REF) {
        value.as.ref = (gr_ref){table->targets[column], number};
    } else {
        value.as.text = gr_intern_text(table->catalogue->texts, number);
    }
    return value;
}

static gr_value load_suppressed(const gr_table *table, uint32_t row, size_t column)
{
    const gr_cells *cells = gr_table_cells(table, row, column);
    int64_t place = cells->wide == NULL ? 0 : cells->wide[row % CHUNK_ROWS];
    return place > 0 ? table->kept[place - 1]
                     : (gr_value){.type = GR_T_SUPPRESSED,
                                  .as.suppressed = {table, row, (uint32_t)column}};
}

gr_value gr_cell_load(const gr_table *table, uint32_t row, size_t column)
{
    const gr_cells *cells = gr_table_cells(table, row, column);
    uint32_t i = row % CHUNK_ROWS;
    uint8_t tag = cells->tags[i];
    if (tag == CELL_KEY) {
        return (gr_value){.type = GR_T_TEXT,
                          .as.text = gr_intern_text(table->catalogue->texts, cells->narrow[i])};
    }
    if (tag == CELL_SUPPRESSED || tag == CELL_ROUGH) {
        return load_suppressed(table, row, column);
    }
    if (tag > GR_DEC_MAX_SCALE) {
        return load_absent(tag);
    }
    return cells->wide != NULL ? load_wide(&table->schema->columns[column], cells->wide[i], tag)
                               : load_narrow(table, column, cells->narrow[i]);
}
