#ifndef GR_DATASET_PRIV_H
#define GR_DATASET_PRIV_H
/* How records are kept. A table is a list of chunks of 256 rows: a growing array would leave half
 * of its memory behind as garbage in the arena. A cell is a tag and a number; texts are interned
 * once for the whole catalogue. */
#include "base/intern.h"
#include "dataset/table.h"

#define CHUNK_ROWS 256U

/* Tag of a cell. A value carries its number of decimal places (0 for all types but decimal). */
#define CELL_KEY            0xF0U /* a reference that is still the text of its key */
#define CELL_MISSING        0xF1U
#define CELL_NOT_APPLICABLE 0xF2U
#define CELL_SUPPRESSED     0xF3U
#define CELL_POISON         0xF4U
#define CELL_ROUGH          0xF5U /* and its place in `kept` */

typedef struct gr_cells { /* one column of one chunk */
    uint8_t *tags;
    int64_t *wide;              /* INT DECIMAL MONEY; else NULL */
    uint32_t *narrow;           /* all others: flag, day, packed period, text id, code index, row */
    const gr_origin **computed; /* derived datasets only, else NULL */
    bool *fallbacks; /* a row: the export says nothing; columns with one only, else NULL */
} gr_cells;

typedef struct gr_chunk {
    gr_loc at[CHUNK_ROWS];
    uint32_t key_ids[CHUNK_ROWS];    /* of a row: number of its key in gr_table.keys        */
    uint32_t first_rows[CHUNK_ROWS]; /* of a key: the first row that has it; ids <= rows    */
    gr_cells columns[];
} gr_chunk;

typedef struct gr_first_period { /* of a column: what the others must be like */
    bool known;
    gr_period_kind kind;
    gr_loc at;
} gr_first_period;

typedef struct gr_gathering gr_gathering; /* gather.c */

#define GR_MOST_TEXTS 24     /* of a record that are looked for at once: in the first columns */
typedef struct gr_expected { /* gr_table_expect_text, since the last record */
    uint32_t which;          /* a bit a column */
    gr_str texts[GR_MOST_TEXTS];
    uint64_t hashes[GR_MOST_TEXTS];
} gr_expected;

struct gr_table {
    gr_catalogue *catalogue;
    const gr_schema *schema;
    const gr_table **targets; /* a column; NULL but for linked references */
    gr_chunk **chunks;
    size_t n_chunks, cap_chunks;
    uint32_t n_rows;
    uint32_t n_not_taken, n_not_decided; /* gr_table_note_passed */
    bool incomplete;                     /* gr_table_mark_incomplete */
    gr_suppressed_column *suppressed;    /* columns that hide small numbers */
    size_t n_suppressed, cap_suppressed;
    gr_value *kept; /* ROUGH values, and SUPPRESSED ones that were copied: cells hold their place */
    size_t n_kept, cap_kept;
    gr_str sealed_by;         /* zero: open */
    gr_str *sealed_columns;   /* why each is; NULL: none */
    gr_gathering *gathering;  /* NULL: its rows are no groups, or none has come by */
    gr_first_period *periods; /* a column; NULL before the first period */
    gr_intern *keys;
    gr_expected expected;
    gr_value oldest, newest; /* as-of dates of its exports; NONE: none says one */
    bool undated;            /* one of its exports says none */
    uint32_t *signs;         /* a column: records with a sign of missing; NULL: none has */
    uint32_t *fallbacks;     /* a column of groups: records that say nothing; NULL: none */
    gr_stated_total *stated; /* what its exports say of sums */
    size_t n_stated, cap_stated;
};

struct gr_catalogue {
    gr_arena *arena;
    gr_table **tables;
    size_t n_tables, cap_tables;
    size_t n_linked_schemas, n_linked_rows; /* tables that link_* has seen */
    gr_intern *texts;
    gr_export *exports;
    size_t n_exports, cap_exports;
    gr_member_fn *watch; /* NULL: nobody asks which records are in a group */
    void *watcher;
    gr_buf key; /* scratch for joining a key; its bytes are copied by the intern table */
};

/** Puts `value` into the cell; VALUE_TYPE, VALUE_CODE when the column cannot hold it. */
GR_MUST_USE gr_status gr_cell_store(gr_table *table, uint32_t row, size_t column,
                                    const gr_value *value, gr_loc at, gr_diag *diag);
/** Of a column of texts or of references, whose keys are texts until all records are there. */
void gr_cell_store_text(gr_table *table, uint32_t row, size_t column, gr_str text, uint64_t hash);
gr_value gr_cell_load(const gr_table *table, uint32_t row, size_t column);
/** HELD_OVERLAP, HELD_TURNED: times of records with one key that meet, and those that end before
 * they begin. False after a report. */
bool gr_held_check(const gr_table *table, gr_arena *scratch, gr_diag *diag);
/** What is asked for by a key without a day, and a day. */
typedef struct gr_held_index gr_held_index;
GR_NEVER_NULL gr_held_index *gr_held_index_new(const gr_table *table, gr_arena *arena);
/** The record of `key` that holds on `day`, or UINT32_MAX; then `*out_other` is a record of the key
 * that holds at another time, UINT32_MAX when it has none. */
uint32_t gr_held_find(const gr_held_index *index, gr_str key, gr_day day, uint32_t *out_other);
/** "from 2020-01-01 until 2021-12-31", as far as the record says so. */
gr_str gr_held_said(const gr_table *table, uint32_t row, gr_arena *arena);
/** The beginning of a key or code as a message may quote it: at most 40 characters. */
gr_str gr_text_quoted(gr_str text);
/** True when the export says nothing there, and the cell has its column's `fallback`. */
bool gr_table_is_fallback(const gr_table *table, uint32_t row, size_t column);
/** Bytes that are equal for equal values, and end where they end. */
void gr_value_pack(const gr_value *value, gr_buf *out);
/** "sum of amount over 12 records where ..." */
gr_str gr_members_text(const gr_table *table, uint32_t row, size_t column, gr_arena *arena);
gr_cells *gr_table_cells(const gr_table *table, uint32_t row, size_t column);

#endif
