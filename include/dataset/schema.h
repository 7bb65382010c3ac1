#ifndef GR_DATASET_SCHEMA_H
#define GR_DATASET_SCHEMA_H
/* What a dataset holds: typed columns, its key, whose its rows are. Known before a row is read. */
#include "base/diag.h"
#include "base/value.h"
#include "dataset/promise.h"

typedef struct gr_schema gr_schema;

typedef struct gr_code_label { /* what people call a code in one language */
    gr_str lang, label;
} gr_code_label;
typedef struct gr_code_words { /* what the descriptor says of a code */
    gr_loc at;
    bool labelled;               /* else its label is the code itself, in all languages */
    const gr_code_label *labels; /* in other languages */
    size_t n_labels;
} gr_code_words;
typedef struct gr_code_list { /* allowed codes and their labels, in the descriptor's order */
    gr_str name;
    const gr_code_text *codes;
    size_t n;
    const gr_code_words *words; /* of each; NULL: griffie's own, in the language at hand */
    bool translated;            /* some have labels in other languages */
    gr_loc at;
} gr_code_list;

/** How the value of a column in a row was worked out; made in `arena`. NULL: it cannot be told. */
typedef const gr_origin *gr_explain_fn(const void *user, const gr_table *table, uint32_t row,
                                       size_t column, gr_arena *arena);

typedef struct gr_column {
    gr_str name;
    gr_str title;              /* what people call it; empty: the name */
    gr_text_form form;         /* TEXT: of whole paragraphs, whose line ends were kept */
    gr_type type;              /* BOOL INT DECIMAL MONEY RATIO DATE PERIOD YEAR TEXT CODE REF */
    gr_currency currency;      /* MONEY */
    const gr_code_list *codes; /* CODE */
    gr_str target_name;        /* REF: the dataset pointed at */
    const gr_schema *target;   /* REF: resolved by gr_catalogue_link */
    /* REF to records that hold for a time: the day on which the one that is meant held. */
    gr_str day;        /* at=, as written; empty: none is said */
    size_t day_column; /* the DATE column of its own record that has it; SIZE_MAX: */
    gr_day day_fixed;  /* always this one */
    gr_loc day_at;
    bool by_record; /* REF, derived: its value is a record, not the text of a key */
    bool optional;  /* may be missing */
    gr_str summed;  /* of a group: the field of its records that is added up; empty:
                       they are counted, or it is of the key */
    bool mixed;     /* its values do not add up to anything: rates, or numbers in several units */
    bool ordinal;   /* counts places in the export: says nothing of which record it is */
    /* What a record of an export holds where it says nothing; NULL: the export has to say it. */
    const gr_value *fallback;
    gr_loc fallback_at; /* where the descriptor says it */
    gr_str other;       /* of a mapping: its value where no entry fits; empty: that is refused */
    bool keeps;         /* of a mapping: what no entry fits is its own value */
    /* Worked out from the other fields of its record while that was read; NULL: it was read. */
    gr_explain_fn *explain;
    const void *explained_by; /* its `user` */
    gr_loc explained_at;      /* where the descriptor says how */
    gr_loc at;                /* where it is declared */
} gr_column;

struct gr_schema {
    gr_str name, title; /* title: what people call it; empty: the name */
    gr_column *columns;
    size_t n_columns;
    const size_t *key; /* columns that identify a record; n_key >= 1 */
    size_t n_key;
    /* Its records hold for a time: from a day to a day, both included, or open. A key may come
     * again when the times are apart; the first day is the last part of `key`, and may say nothing.
     */
    bool held;
    size_t held_from, held_until; /* DATE columns; only when held */
    bool mapping;                 /* its key says what its records are for: dataset/mapping.h */
    bool shared;                  /* rows belong to nobody in particular */
    size_t owner_column;          /* a REF column; only when not shared */
    /* What others may be told of owned rows: sums, counts and averages over all of them, when at
     * least so many others have a part and none of them more than so much of it. */
    bool totals;             /* such totals are declared */
    uint32_t least_owners;   /* 3 or more */
    uint32_t dominance;      /* percent, 1 to 99 */
    const size_t *totals_by; /* columns that may pick their rows; never the owner */
    size_t n_totals_by;
    gr_loc totals_at;
    const gr_schema *const
        *made_of; /* derived: owned datasets read in whole or in part, theirs too */
    size_t n_made_of;
    const gr_schema *const *inputs; /* derived: those of exports that it is worked out from */
    size_t n_inputs;
    const gr_schema *const *asked; /* derived: the mappings that things are looked up in for it;
                                      they do not date it */
    size_t n_asked;
    bool declassified; /* shared, and made of owned rows: said to be public, and why */
    gr_str because;
    const gr_promise *promises; /* of an export: what its records keep to */
    size_t n_promises;
    bool derived;
    const gr_code_list *of_codes; /* its records are the codes of a list; else NULL */
    bool grouped;                 /* its rows are groups of records: gr_table_gather */
    gr_str where; /* the condition that the records behind it meet, as written; empty: none */
    bool may_be_empty;
    gr_loc at;
};

/** Its key counts places: another record has it once one was put before it. A key that refers to
 * such a record does so too. */
bool gr_schema_is_volatile(const gr_schema *schema);
/** Index of a column, or SIZE_MAX. */
size_t gr_schema_column(const gr_schema *schema, gr_str name);
/** Names of all columns, for "did you mean". */
size_t gr_schema_names(const gr_schema *schema, gr_arena *arena, gr_str **out_names);

typedef struct gr_totals_word { /* an attribute as written */
    bool given;
    gr_str text;
    gr_loc at;
} gr_totals_word;
typedef struct gr_totals_words { /* least-owners=, dominance=, totals-by= of a dataset */
    gr_str dataset;
    gr_totals_word least, dominance, by;
} gr_totals_words;
/** What a descriptor says of totals over the rows of others, when its columns and owner are known.
 *  TOTALS_FORM or FIELD_UNKNOWN when it cannot be meant; all faults in one go. */
GR_MUST_USE gr_status gr_schema_totals(gr_schema *schema, const gr_totals_words *words,
                                       gr_arena *arena, gr_diag *diag);

#endif
