#ifndef GR_DATASET_TABLE_H
#define GR_DATASET_TABLE_H
/* Typed records of one dataset, and all datasets of a run (the catalogue). Filled while loading,
 * read-only afterwards. The only maker of leaves of the origin graph. */
#include "base/origin.h"
#include "dataset/schema.h"
#include "dataset/small.h"

typedef struct gr_catalogue gr_catalogue;

/** `arena` outlives everything read from the tables. */
GR_NEVER_NULL gr_catalogue *gr_catalogue_new(gr_arena *arena);
/** Adds an empty table for `schema` (borrowed). NULL after a NAME_DUPLICATE report. */
gr_table *gr_catalogue_add(gr_catalogue *catalogue, const gr_schema *schema, gr_diag *diag);
gr_table *gr_catalogue_find(const gr_catalogue *catalogue, gr_str name); /* NULL: none */
size_t gr_catalogue_count(const gr_catalogue *catalogue);
gr_table *gr_catalogue_at(const gr_catalogue *catalogue, size_t index); /* in order of adding */
size_t gr_catalogue_names(const gr_catalogue *catalogue, gr_arena *arena, gr_str **out_names);
/** Resolves the targets of reference columns of all schemas added since the last call; unknown
 *  ones are reported (DATASET_UNKNOWN). Needs no rows: part of binding. */
GR_MUST_USE gr_status gr_catalogue_link_schemas(gr_catalogue *catalogue, gr_diag *diag);
/** After reading: builds key indexes (KEY_DUPLICATE names both places), turns reference texts into
 *  records (REFERENCE_MISSING, with "did you mean" over the keys), reports empty datasets
 *  (TABLE_EMPTY). All faults in one go. Works on the tables added since the last call, but for
 * derived ones that are not computed yet: those are linked one by one, by gr_table_link. */
GR_MUST_USE gr_status gr_catalogue_link_rows(gr_catalogue *catalogue, gr_diag *diag);
/** The same for one table, right after it was computed. */
GR_MUST_USE gr_status gr_table_link(gr_table *table, gr_diag *diag);
/** All is read and computed: what finds texts that are there already is dropped; of a long export
 * it is a quarter. Who adds a record afterwards has it made again. */
void gr_catalogue_rest(gr_catalogue *catalogue);
/** After reading: OWNERS_TOO_FEW where totals need more owners than there are. */
GR_MUST_USE gr_status gr_catalogue_check_totals(const gr_catalogue *catalogue, gr_diag *diag);

/** Records of it were refused while reading, and that was said: a reference to what is therefore
 *  not there is not reported again, nor that the table is empty. */
void gr_table_mark_incomplete(gr_table *table);

const gr_schema *gr_table_schema(const gr_table *table);
uint32_t gr_table_rows(const gr_table *table);

/** Appends a record: one value a column, MISSING where left out; REF columns take the key as
 *  TEXT. `computed` (derived datasets only, else NULL) is the origin of each value.
 *  ROWS_LIMIT past `max_rows`; FIELD_ABSENT when a key or owner column says nothing; VALUE_TYPE,
 * VALUE_CODE when a column cannot hold its value (whole numbers fit decimals, a code may come as
 * TEXT, a reference as REF). A refused record leaves no row. Texts are copied. A SUPPRESSED value
 * drops its `computed`: nothing may lead to what it hides. */
GR_MUST_USE gr_status gr_table_append(gr_table *table, gr_loc at, const gr_value *values,
                                      const gr_origin *const *computed, uint32_t max_rows,
                                      gr_diag *diag);

/** A record that is made will bring this text in a column: memory may be asked for where it is
 * looked for. Texts and their order stay as they are until then. */
void gr_table_expect_text(gr_table *table, size_t column, gr_str text);

/** Adds a record to its group: `values` holds the fields of the key, then what the record adds to
 *  each other column. The first of a group makes its row, as gr_table_append does. VALUE_OVERFLOW
 *  when a sum gets too large: it stays as it was. What is wrong may be said, and returned, when a
 * few more have come, or in the end. */
GR_MUST_USE gr_status gr_table_gather(gr_table *table, gr_loc at, const gr_value *values,
                                      uint32_t max_rows, gr_diag *diag);
/** An export ends: the cells of its groups hold their sums, which they do not before. */
GR_MUST_USE gr_status gr_table_gathered(gr_table *table, gr_diag *diag);
typedef void gr_member_fn(void *user, gr_str dataset, gr_str key, gr_loc at);
/** From here on `take` is told of each record that goes into a group: which one, and where the
 * record stands. */
void gr_catalogue_watch(gr_catalogue *catalogue, gr_member_fn *take, void *user);
/** NULL: its rows are no groups. */
const gr_group_members *gr_table_members(const gr_table *table, uint32_t row);
/** Records behind all rows; as many as there are rows when these are no groups. */
uint64_t gr_table_records(const gr_table *table);
/** VALUE_CODE when the column is of codes and `value` is none of them. */
GR_MUST_USE gr_status gr_column_check_code(const gr_column *column, const gr_value *value,
                                           gr_loc at, gr_diag *diag);

/** The last record appended has its column's `fallback`, for its export says nothing there; of
 * groups it is only counted. */
void gr_table_note_fallback(gr_table *table, size_t column);
/** Records of which the export says nothing in a column that has a `fallback`. */
uint32_t gr_table_fallbacks(const gr_table *table, size_t column);

/** The last record appended has a sign of missing in this column of its export. */
void gr_table_note_sign(gr_table *table, size_t column);
uint32_t gr_table_signs(const gr_table *table, size_t column); /* how many have */

/** Records of an export that a condition left out: they are not so, or it cannot be known. */
void gr_table_note_passed(gr_table *table, uint32_t not_taken, uint32_t not_decided);
/** The cell with its origin leaf, which is made in `arena`. REF cells come as GR_T_REF, or as the
 * TEXT of their key before gr_catalogue_link_rows. Absent values have a leaf too; only POISON has
 * none. The leaf of a fallback or of what was computed while reading says so, and stands where the
 * descriptor gives it. */
gr_value gr_table_value(const gr_table *table, uint32_t row, size_t column, gr_arena *arena);
/** The same of a cell that was worked out, when who asks knows how (NULL: it was read). */
gr_value gr_table_value_by(const gr_table *table, uint32_t row, size_t column, const gr_origin *how,
                           gr_arena *arena);
/** The cell without an origin: for indexes, sorting, dumps. */
gr_value gr_table_bare(const gr_table *table, uint32_t row, size_t column);
gr_str gr_table_key(const gr_table *table, uint32_t row); /* "inkoop/2022": parts joined by "/" */
/** What an export writes for the record in a reference: of records that hold for a time the day is
 * no part of it. */
gr_str gr_table_key_asked(const gr_table *table, uint32_t row, gr_arena *arena);
/** What the record is known by in another run: its key, or, where that counts places, "~" and a
 * stamp of all its other fields. */
gr_str gr_table_identity(const gr_table *table, uint32_t row, gr_arena *arena);
gr_loc gr_table_place(const gr_table *table, uint32_t row);
/** Key of the owning record; empty when shared. */
gr_str gr_table_owner(const gr_table *table, uint32_t row);
/** Row with this key (the first, if several have it), or UINT32_MAX. Works while rows are added. */
uint32_t gr_table_find(const gr_table *table, gr_str key);

/** Hidden cells whose sum may be told: those of the rows `i` with group_of[i] = this group. */
typedef struct gr_suppressed_group {
    uint32_t n; /* of its cells are hidden */
    bool exact; /* `sum` may be told */
    int64_t sum;
} gr_suppressed_group;
typedef struct gr_suppressed_column { /* a column of small numbers, some of them hidden */
    size_t column;
    gr_small_rule rule;
    const uint32_t *group_of; /* of each row; NULL: no sum is ever told */
    const gr_suppressed_group *groups;
    uint32_t n_groups;
} gr_suppressed_column;
/** What is known of hidden cells together: about, at least, at most. */
typedef struct gr_suppressed_total {
    int64_t about, least, most; /* all the same when it is exact */
    bool as_range;
} gr_suppressed_total;
/** Says of a column, after all records were appended, what may be told of its SUPPRESSED cells;
 * `said` is copied, what it points at is borrowed. */
void gr_table_suppress(gr_table *table, const gr_suppressed_column *said);
/** What may be told of these cells of the column together; `rows` ascend and may hold one twice.
 * False: nothing, as of fields that are hidden along with a number. */
bool gr_table_suppressed_total(const gr_table *table, size_t column, const uint32_t *rows, size_t n,
                               gr_arena *scratch, gr_suppressed_total *out);

/** An export that its records may come from was read; `date` is a DATE, or MISSING. */
void gr_table_note_as_of(gr_table *table, const gr_value *date);
/** Date of its data: of several exports the oldest that says one, of derived data that of what they
 *  are worked out from; MISSING when none does. `*out_newest` (may be NULL) is the newest of its
 * own exports: another one when these differ. */
gr_value gr_table_as_of(const gr_table *table, gr_value *out_newest);
/** The first dataset that it is worked out from, or itself, of which an export says no date; empty:
 * there is none. */
gr_str gr_table_undated(const gr_table *table);

/** What an export says of some of its records; for a promise of its schema. */
void gr_table_note_total(gr_table *table, const gr_stated_total *stated);
size_t gr_table_totals(const gr_table *table, const gr_stated_total **out);

/** Its records hold what dataset `by` hides: reports may not read them. */
void gr_table_seal(gr_table *table, gr_str by);
gr_str gr_table_sealed_by(const gr_table *table); /* empty: it is open */
/** One of its columns is worked out from what is hidden: `why` says so, as "is worked out from
 * ...". */
void gr_table_seal_column(gr_table *table, size_t column, gr_str why);
/** Why reports may not read the column; empty: they may. Of a sealed table only the key is open. */
gr_str gr_table_sealed_column(const gr_table *table, size_t column);

/** The export a table was read from, for the "made from" sheet and the as-of date. */
typedef struct gr_export {
    gr_str file;    /* name below the input folder */
    gr_str source;  /* id of the source descriptor */
    gr_str title;   /* its title                   */
    gr_value as_of; /* DATE, or MISSING            */
    uint32_t records;
    uint32_t not_taken;   /* records that a condition of the descriptor leaves out */
    uint32_t not_decided; /* and those for which it reads what is missing          */
    gr_loc as_of_at;      /* where the export says so   */
    gr_str unread;        /* columns of its sheets that no field reads: 'Nr', 'Naam' */
    bool distrusted;      /* no document is dated by it: a promise of its date is broken */
    uint16_t nr;          /* gr_loc.file of its records */
} gr_export;
void gr_catalogue_add_export(gr_catalogue *catalogue, const gr_export *exported); /* texts copied */
void gr_catalogue_distrust(gr_catalogue *catalogue, size_t nr);
size_t gr_catalogue_exports(const gr_catalogue *catalogue, const gr_export **out_exports);

/** name, columns with types, then one line a record: stable, for --dump=dataset. */
void gr_catalogue_dump(const gr_catalogue *catalogue, gr_buf *out);
/** What one export yields: of each of its datasets the number of records, the sum of each number,
 *  how many values are missing, and the first records. Those of other sources are incomplete. */
void gr_catalogue_summarise(const gr_catalogue *catalogue, gr_buf *out);

#endif
