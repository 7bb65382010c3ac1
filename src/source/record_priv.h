#ifndef GR_RECORD_PRIV_H
#define GR_RECORD_PRIV_H
/* The records of one export under way: what their fields read, as text with its place, until the
 * record ends; then their values, into the table. Who walks the elements (stream.c)
 * and offers the texts (offer.c) must not know how a value is made of them. */
#include "compute_priv.h"

typedef struct gr_field_text { /* of a field of an open record */
    gr_str text;
    gr_loc at;
    const gr_source_slot *slot; /* that it came by */
    bool given;
    bool taken;   /* its value is made already (direct.c) */
    bool sign;    /* it was one of missing, so `text` is empty */
    bool refused; /* and said so: an ancestor's value not again for every record below it */
    bool settled; /* of an ancestor: not given, and it cannot come any more */
    bool passed;  /* of an ancestor: not given, and a record was made without it */
} gr_field_text;

typedef struct gr_filling { /* a plan and its record under way */
    const gr_plan *plan;
    gr_table *table;      /* NULL: the as-of date */
    gr_field_text *texts; /* a column */
    gr_value *values;
    gr_value *grouped;       /* what the record adds to its group; NULL: it is a row of its own */
    gr_marks *marks;         /* a column */
    gr_midnights *midnights; /* a column */
    gr_loc at;
    uint32_t from;             /* row of the table that the next total begins with */
    struct gr_filling *totals; /* of groups: what the export says of their records, as a list */
    struct gr_filling *next_total;
    gr_gathered gathered;     /* of such a total: records since the one before it */
    gr_eval_context *context; /* of plan->computing, or NULL */
    uint64_t parent,
        counted_parent;             /* numbers of elements: around the record, and the one before */
    int64_t n_in_file, n_in_parent; /* records so far, this one too */
    uint32_t n_appended;
    uint32_t n_held;                     /* records that wait (hold.c) */
    uint32_t n_not_taken, n_not_decided; /* by where=: it is not so; it cannot be known */
} gr_filling;

typedef struct gr_records {
    const gr_import *import;
    const gr_source *source;
    gr_diag *diag;
    gr_arena *kept, *scratch; /* scratch: rewound when the outermost element that needs it ends */
    gr_filling *fillings;     /* a plan */
    gr_value as_of;
    gr_loc as_of_at;
    gr_str unread; /* columns of its sheets that no field reads, for gr_export */
    bool failed;   /* and reported; the rest is read to see what else is wrong */
} gr_records;

/** doubles.c: RECORD_DOUBLE, FILE_DOUBLE for a record that came before; ROWS_LIMIT. */
GR_MUST_USE gr_status gr_doubles_check(gr_records *records, const gr_filling *filling);

/** Fillings for the plans of the source. */
void gr_records_begin(gr_records *records);
/** A record of the plan begins at `at`, inside the element of number `parent`. */
void gr_records_open(gr_records *records, const gr_plan *plan, gr_loc at, uint64_t parent);
/** `text` of the element at `at` is what the field of `slot` reads; it stays in `scratch`. False:
 * it is the second one, which is for the caller to refuse; an empty one of several alternatives is
 * none. */
bool gr_records_offer(gr_records *records, const gr_source_slot *slot, gr_str text, gr_loc at);
void gr_records_refuse_twice(gr_records *records, const gr_source_slot *slot, gr_loc at);
/** The text just offered is longer than a value may be. */
void gr_records_refuse_length(gr_records *records, const gr_source_slot *slot, gr_loc at);
/** The record is made and appended. Not OK: it is of no use to read on. */
GR_MUST_USE gr_status gr_records_close(gr_records *records, gr_filling *filling);
/** An element has ended: the records below it no longer see these fields. */
void gr_records_forget(gr_records *records, const gr_source_kept *list);
/** The text is a sign of missing: the field then holds nothing. False after a report: it has to
 * hold something. (missing.c) */
bool gr_missing_sign(gr_records *records, gr_filling *filling, size_t field);
/** The number of the field gets the sign that the record gives it elsewhere. False after a report.
 * (negative.c) */
bool gr_number_sign(gr_records *records, gr_filling *filling, size_t field);
/** The value of a field that the condition of another one needs; false after a report. (record.c)
 */
bool gr_records_find_value(gr_records *records, gr_filling *filling, size_t field);
/** The record says that this amount is in euros. False after a report: in another currency, or the
 * record does not say. (currency.c) */
bool gr_amount_currency(gr_records *records, gr_filling *filling, size_t field);
/** What is noted of a number or date that was read as `plain`. (record.c) */
void gr_records_note_form(const gr_records *records, gr_filling *filling, size_t field,
                          const gr_plain *plain, gr_str text);
typedef enum gr_direct { /* how a text becomes a value as soon as it comes (direct.c) */
                         GR_DIRECT_NOT,
                         GR_DIRECT_VALUE, /* numbers, dates, codes: gr_direct_value */
                         GR_DIRECT_TEXT   /* texts and keys: gr_direct_text */
} gr_direct;
gr_direct gr_slot_direct(const gr_source_slot *slot);
/** The slot that takes the text of an element so; NULL: none, or others look at it too. */
const gr_source_slot *gr_spot_direct(const gr_source_spot *spot);
/** The text is as the export has it; false, and nothing was done: it is no such value, or the field
 * has one already. */
bool gr_direct_value(gr_records *records, const gr_source_slot *slot, gr_str text, gr_loc at);
/** A plain text (gr_is_plain) in `scratch`; false, and nothing was done: the field has one already.
 */
bool gr_direct_text(gr_records *records, const gr_source_slot *slot, gr_str text, gr_loc at);
/** Where the export said nothing of a field that is now in a column of the table, that is counted.
 * (record.c) */
void gr_records_note_silence(const gr_filling *filling, size_t field, size_t column);
/** Room for what its records add to groups, when they do. (gathering.c) */
void gr_gathering_begin(gr_records *records, gr_filling *filling);
/** The record into its group. */
GR_MUST_USE gr_status gr_gathering_add(gr_records *records, gr_filling *filling);
/** The export ends, well or not: the groups are as it says. */
GR_MUST_USE gr_status gr_gathering_end(const gr_records *records);
/** The export ends: what only all records together tell is judged, and the export is noted. */
GR_MUST_USE gr_status gr_records_end(gr_records *records);

#endif
