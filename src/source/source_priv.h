#ifndef GR_SOURCE_PRIV_H
#define GR_SOURCE_PRIV_H
/* A source descriptor, compiled. Its paths are the tree of spot_priv.h. */
#include "base/arena.h"
#include "base/intern.h"
#include "source/source.h"
#include "spot_priv.h"
#include "xml/xml.h"

typedef enum gr_source_kind { /* of elements of the descriptor */
                              GR_SOURCE_ROOT,
                              GR_SOURCE_MATCH,
                              GR_SOURCE_NAMESPACE,
                              GR_SOURCE_AS_OF,
                              GR_SOURCE_NOTATION,
                              GR_SOURCE_MISSING,
                              GR_SOURCE_CODES,
                              GR_SOURCE_CODE,
                              GR_SOURCE_DATASET,
                              GR_SOURCE_FIELD,
                              GR_SOURCE_GRID,
                              GR_SOURCE_PROMISE,
                              GR_SOURCE_GROUP,
                              GR_SOURCE_SUM,
                              GR_SOURCE_COUNT,
                              GR_SOURCE_IGNORE
} gr_source_kind;

typedef struct gr_grid gr_grid;               /* grid_priv.h */
typedef struct gr_computing gr_computing;     /* compute_priv.h */
typedef struct gr_number_form gr_number_form; /* notation_priv.h */
typedef struct gr_day_form gr_day_form;       /* day_priv.h */
typedef struct gr_notation_set gr_notation_set;
typedef struct gr_signs { /* words of an export with one meaning */
    gr_str *items;
    size_t n, cap;
} gr_signs;
typedef struct gr_yes_no { /* words for yes and for no; both have some */
    const gr_signs *yes, *no;
} gr_yes_no;

typedef struct gr_writing { /* how the texts of a field are written; NULL: as griffie itself does */
    const gr_number_form *numbers;
    const gr_day_form *days;
    const gr_yes_no *yes_no;
    const gr_signs *missing; /* signs that say "missing" */
} gr_writing;

typedef enum gr_field_made { /* where its value comes from */
                             GR_FIELD_READ,
                             GR_FIELD_COMPUTED,        /* value= */
                             GR_FIELD_COUNTED_IN_FILE, /* count= */
                             GR_FIELD_COUNTED_IN_PARENT
} gr_field_made;
typedef struct gr_plan_field {
    gr_field_made made;
    gr_str tried;          /* as a message names it: '@nr', or '@nr' or 'nr'  */
    gr_loc at;             /* of the path in the descriptor                   */
    bool is_ancestors;     /* it stands in an ancestor of the record: ../     */
    bool may_follow;       /* and may come behind the record                  */
    bool is_ahead;         /* ahead="yes": it does not                        */
    unsigned anchor_depth; /* of that ancestor                                */
    bool has_open_end;
    gr_day open_end;     /* the date that stands for "no end": not applicable */
    bool three_decimals; /* decimals="3": its mark marks no thousands */
    gr_writing writing;
    bool has_sign;      /* negative= says whether its number is below zero */
    bool asks_currency; /* the text behind the columns says the currency of this amount */
} gr_plan_field;
typedef struct gr_group_plan { /* of a dataset whose rows are groups of records */
    gr_schema *schema;         /* of the groups */
    size_t *from;              /* a column: which field of the record; SIZE_MAX: it counts them */
} gr_group_plan;
typedef struct gr_doubles gr_doubles; /* doubles.c */
struct gr_plan { /* how one dataset is filled; the date of the data is one too, with one record */
    gr_schema *schema;    /* of its records */
    gr_group_plan *group; /* NULL: each record is a row */
    bool is_as_of;
    const gr_promise *promises; /* of its dataset, in the order of the descriptor */
    size_t n_promises;
    const gr_promise *total_of; /* its one field is what the export says of a sum; else NULL */
    bool empty;                 /* empty="yes": as opposed to a source that need not be there */
    size_t nr;                  /* index in gr_source.plans */
    gr_source_start *starts;
    size_t n_starts;         /* where its records begin */
    gr_grid *grid;           /* its records are rows of a sheet; NULL: elements */
    gr_plan_field *fields;   /* a column, and behind them one a column for currencies of amounts */
    size_t n_texts;          /* columns, or twice as many when an amount asks its currency */
    bool may_wait;           /* a field may follow the record */
    const gr_xml_elem *elem; /* where it is described */
    gr_plan *same;           /* the plan whose schema it shares, in another source; or NULL */
    gr_doubles *unique;      /* fields in which no two records agree; NULL: not asked */
    gr_doubles *once;        /* fields that one file brings; NULL: not asked */
    gr_computing *computing; /* NULL: nothing is computed, and every record is taken */
};

typedef struct gr_match {
    gr_str root, ns;                 /* ns empty: any */
    gr_str files;                    /* patterns of names (files_priv.h) */
    gr_str has;                      /* path of what it must hold; empty: nothing more */
    gr_str has_steps, has_attribute; /* its parts */
    gr_loc at;
} gr_match;
typedef struct gr_ignore { /* "note", "line/note", "@id", "*": the end of a path, any length */
    const gr_source_name *steps;
    size_t n_steps;
    bool is_attribute;
    bool is_text; /* "line/text()" */
    gr_source_name attribute;
    const gr_source_path_step *last; /* as written */
    const gr_source_test *tests;     /* of attributes of the last element */
    size_t n_tests;
    gr_str path;        /* as it was written, one of several */
    unsigned long *met; /* how often it left something out */
} gr_ignore;

typedef struct gr_nil { /* <missing>: an attribute that says that a value is missing */
    gr_source_name attribute;
    gr_str value;
} gr_nil;

typedef struct gr_source {
    gr_str id, title;
    gr_loc at;
    bool required;
    char mark;            /* decimal mark of its numbers */
    const char *encoding; /* of its exports, whatever they declare; NULL: as they declare */
    gr_match *matches;
    size_t n_matches, cap_matches;
    const gr_notation_set *notation; /* of fields that name none; NULL: none */
    const gr_notation_set **notations;
    size_t n_notations, cap_notations;
    gr_code_list *codes;
    size_t n_codes, cap_codes;
    gr_plan **plans;
    size_t n_plans, cap_plans;
    gr_ignore *ignores;
    size_t n_ignores, cap_ignores;
    gr_nil *nils;
    size_t n_nils, cap_nils;
    const gr_namespace **namespaces;
    size_t n_namespaces, cap_namespaces;
    gr_source_spot *root;
    gr_source_slot *slots; /* all of them */
    unsigned n_spots, max_depth;
    size_t n_ways, n_tests;
    const gr_xml_elem *elem; /* its descriptor */
} gr_source;

struct gr_sources {
    gr_source *items;
    size_t n, cap;
};

typedef struct gr_describing { /* a descriptor being read */
    gr_source *source;
    gr_catalogue *catalogue;
    gr_arena *arena;
    gr_diag *diag;
    gr_plan *same; /* while a dataset with same= is read: the one that it is the same as */
} gr_describing;
typedef struct gr_path_origin { /* where a path is written */
    const gr_xml_elem *elem;
    const gr_xml_named *named; /* NULL: it is made of the name of the field */
} gr_path_origin;

/* ---- namespace.c ---- */

void gr_read_namespace(const gr_describing *describing, const gr_xml_elem *elem);
/** False after a report: the prefix is not declared. */
bool gr_name_resolve(const gr_describing *describing, const gr_path_origin *origin,
                     const gr_path_name *written, bool is_attribute, gr_source_name *out);
bool gr_namespace_has(const gr_namespace *ns, gr_str uri);
/** An element of an export; `root_ns` is the namespace of its root element. */
bool gr_element_is(const gr_source_name *name, gr_str root_ns, gr_str ns, gr_str local);
bool gr_attribute_is(const gr_source_name *name, const gr_xml_attr *attr);
bool gr_source_name_eq(const gr_source_name *a, const gr_source_name *b);
/** True after a report: the root element is of a namespace that has a prefix, and what stands with
 * it and without it in paths would be the same element. */
bool gr_namespace_clash(const gr_source *source, gr_str root_ns, gr_diag *diag);
/** "c:date", as in the descriptor. */
gr_str gr_source_name_text(const gr_source_name *name, gr_arena *arena);

/* ---- spot.c ---- */

/** The way one step below `above`; made when new. NULL after a report. */
gr_source_way *gr_way_enter(const gr_describing *describing, const gr_path_origin *origin,
                            gr_source_way *above, const gr_source_path_step *step);
/** `step` NULL: without predicates. */
gr_source_way *gr_way_add(const gr_describing *describing, gr_source_spot *spot,
                          gr_source_way *above, const gr_source_path_step *step);
/** Something is read on it: its elements are expected. */
void gr_way_expect(gr_source_way *way);
/** The spot of an element below `spot`; that of `*` when none has its name. NULL: none. */
const gr_source_spot *gr_spot_child(const gr_source_spot *spot, gr_str root_ns, gr_str ns,
                                    gr_str local);
/** "@name" of attributes and "name" of elements that may stand at `spot`, for "did you mean". */
size_t gr_spot_names(const gr_source_spot *spot, gr_arena *arena, gr_str **out);
/** "module/line" for messages; the name of the root element for the root itself. */
gr_str gr_spot_path(const gr_source_spot *spot, gr_arena *arena);

/* ---- field_path.c ---- */

/** False after a report. */
bool gr_read_path(const gr_describing *describing, const gr_path_origin *origin, gr_path_use use,
                  gr_path_list *out);
/** records= of a dataset, to the starts of its plan; false after a report. */
bool gr_read_records(const gr_describing *describing, const gr_path_origin *origin, gr_plan *plan);
/** A record of the plan, which has room for one more start, begins where the way ends. */
void gr_add_start(gr_plan *plan, gr_source_way *way);
/** path= of a field to slots, when all starts are known; false after a report. */
bool gr_field_path(const gr_describing *describing, const gr_xml_elem *elem, gr_plan *plan,
                   size_t field);
/** The path of what goes with a field, from each element that this field reads, to slots for the
 * text `text` of the record; false after a report. */
bool gr_path_beside(const gr_describing *describing, const gr_path_origin *origin, gr_plan *plan,
                    size_t field, size_t text);
/** What a predicate compares with, as values of exports are read: single-spaced, composed. */
bool gr_plain_literal(const gr_describing *describing, const gr_path_origin *origin, gr_str text,
                      gr_str *out);
/** equals= of a promise: the one field of `plan`, in an element above the records of `records`;
 * false after a report. */
bool gr_total_path(const gr_describing *describing, const gr_path_origin *origin,
                   const gr_plan *records, gr_plan *plan);
/** Fields that pass through records of another dataset; once all datasets are known. */
void gr_check_spots(const gr_source *source, gr_diag *diag);

/* ---- ignore.c ---- */

void gr_read_ignore(const gr_describing *describing, const gr_xml_elem *elem);
typedef struct gr_seen {        /* an element or attribute that no field reads */
    const gr_source_spot *spot; /* of the element above it, or that has it */
    const gr_str *names;        /* of the open elements, by their depth */
    gr_str root_ns, ns, local;  /* local "text()": text */
    bool is_attribute;
    const gr_xml_start *element; /* it, or that has it; NULL for text */
} gr_seen;
/** True when an `<ignore>` covers it. */
bool gr_source_ignores(const gr_source *source, const gr_seen *seen);
/** The same, and says its name: what a path with * is then not for. */
bool gr_source_ignores_by_name(const gr_source *source, const gr_seen *seen);
/** The counter of the `<ignore>` that covers whatever has this name in this place, whatever else it
 * holds; NULL: none, or one has to look each time. */
unsigned long *gr_source_ignores_always(const gr_source *source, const gr_seen *seen);

/* ---- dataset_read.c ---- */

void gr_read_dataset(gr_describing *describing, const gr_xml_elem *elem);
/** The column of this name; SIZE_MAX after a report. */
size_t gr_find_field(const gr_describing *describing, const gr_schema *schema, gr_str name,
                     gr_loc at);
/** The columns that an attribute names, with a space between; what is wrong with it is reported. */
size_t gr_read_columns_named(const gr_describing *describing, const gr_xml_elem *elem,
                             const char *attribute, const gr_schema *schema, size_t **out);
void gr_refuse_dot(const gr_describing *describing, const gr_xml_elem *elem);
void gr_read_as_of(gr_describing *describing, const gr_xml_elem *elem);
/** Place of `part`, which is a piece of the attribute's value. */
gr_loc gr_part_place(const gr_xml_elem *elem, const gr_xml_named *named, gr_str part);
/** The next <field> of a dataset after `after` (NULL: the first). */
const gr_xml_elem *gr_next_field(const gr_xml_elem *dataset, const gr_xml_elem *after);
/** A plan without a place yet. */
gr_plan *gr_add_plan(const gr_describing *describing, gr_schema *schema);

/* ---- currency.c ---- */

/** currency-from= of a field whose path is read. */
void gr_read_currency_from(const gr_describing *describing, const gr_xml_elem *elem, gr_plan *plan,
                           size_t field);

/* ---- same.c ---- */

/** Datasets with same=, once those of all sources are known. */
void gr_read_same(gr_sources *sources, gr_describing *describing);
/** Whether another source fills the dataset of this plan too. */
bool gr_plan_is_shared(const gr_sources *sources, const gr_plan *plan);

/* ---- mapping_read.c ---- */

/** mapping= of a dataset, to-other= and no-match= of its fields; its columns, key and owner are
 * known. */
void gr_read_mapping(const gr_describing *describing, const gr_xml_elem *elem, gr_schema *schema);
/** valid_read.c: valid= of a dataset, when its key is known. */
void gr_read_valid(const gr_describing *describing, const gr_xml_elem *elem, gr_schema *schema);
/** reference_read.c: at= of the reference fields, when columns, groups and owner are known. */
void gr_read_references(const gr_describing *describing, const gr_xml_elem *elem, gr_schema *schema,
                        const gr_group_plan *group);
/** doubles.c: unique= and once=. */
void gr_read_doubles(const gr_describing *describing, const gr_xml_elem *elem, gr_plan *plan);

/* ---- nil.c ---- */

/** The text of an element that says that its value is missing; no export holds it. */
extern const gr_str gr_nil_text;
bool gr_is_nil(gr_str text);
/** Whether it may say that a value is missing, and whether it does. */
bool gr_nil_attribute(const gr_source *source, const gr_xml_attr *attr, bool *out_says);
bool gr_element_is_nil(const gr_source *source, const gr_xml_start *element);
void gr_read_nil(const gr_describing *describing, const gr_xml_elem *elem);

/* ---- fallback.c ---- */

/** default= of a field, to the `fallback` of its column; what is wrong with it is reported. */
void gr_read_fallback(const gr_describing *describing, const gr_xml_elem *elem, gr_plan *plan,
                      size_t field);

/* ---- promise_read.c ---- */

/** The <promise> elements of a dataset, to its schema; what is wrong with them is reported. */
void gr_read_promises(gr_describing *describing, const gr_xml_elem *elem, gr_plan *plan);
/** Promises of all datasets together: ids, and dates that nothing says. */
void gr_check_promises(const gr_source *source, const gr_sources *others, gr_diag *diag);

/* ---- negative.c ---- */

/** False after a report: negative= may not stand at this field, or not read what it `needed`. */
bool gr_negative_fits(const gr_describing *describing, const gr_plan *plan, size_t field,
                      const gr_xml_named *named, const bool *needed);

/* ---- compute.c ---- */

/** value= of the fields and where= of a dataset, once its columns and fields are known. */
void gr_read_computed(const gr_describing *describing, const gr_xml_elem *elem, gr_plan *plan);
/** True when value= or count= says what the field is; then no path reads it. */
bool gr_field_is_made(const gr_describing *describing, const gr_xml_elem *elem, gr_plan *plan,
                      size_t field);

/* ---- group_read.c ---- */

/** What the dataset holds: groups when it has a <group>, else its records. */
gr_schema *gr_read_group(const gr_describing *describing, const gr_xml_elem *dataset,
                         gr_schema *records, gr_group_plan **out_plan);
/** The records have the owner of their group. */
void gr_group_owner(const gr_group_plan *plan, gr_schema *records);
/** Once the fields are read: what stands in the groups where a record says nothing. */
void gr_group_fallbacks(const gr_plan *plan);
/** What the dataset of the plan holds: groups, or its records. */
const gr_schema *gr_plan_rows(const gr_plan *plan);
/** The field of the records that this column of its rows is of; SIZE_MAX: it counts them. */
size_t gr_plan_field_behind(const gr_plan *plan, size_t column);

/* ---- match_read.c ---- */

void gr_read_codes(const gr_describing *describing, const gr_xml_elem *elem);
void gr_read_match(const gr_describing *describing, const gr_xml_elem *elem);
/** Sources of one name, and those of which every file of one could be for another. */
void gr_check_rivals(const gr_sources *sources, const gr_source *source, gr_diag *diag);

/* ---- idle.c ---- */

/** Warns of notations, lists of codes and prefixes that nothing in the descriptor uses. */
void gr_check_idle(const gr_describing *describing, const gr_xml_elem *root);

/* ---- stream.c ---- */

typedef struct gr_import { /* one export on its way into tables */
    const gr_source *source;
    gr_str path, name;
    const gr_limits *limits;
    gr_catalogue *catalogue;
    gr_diag *diag;
    uint16_t file;
} gr_import;
GR_MUST_USE gr_status gr_import_run(const gr_import *import);

/* ---- field_value.c ---- */

typedef struct gr_field_form { /* how the texts of a field are written */
    const gr_column *column;
    gr_writing writing;
    char mark; /* decimal mark where there is no notation */
} gr_field_form;
typedef struct gr_plain { /* a text without what only its notation knows */
    gr_str text;
    char mark;    /* decimal mark in it */
    bool as_were; /* its places are those of the export, not those of a percentage or exponent */
} gr_plain;
/** Text of a field, white space already single, to its value; silent. */
bool gr_field_read(const gr_field_form *form, gr_str text, gr_arena *scratch, gr_value *out,
                   gr_plain *out_plain);
/** Says why gr_field_read did not read `text`. */
void gr_field_refuse(const gr_field_form *form, gr_str text, gr_loc at, gr_arena *scratch,
                     gr_diag *diag);

/* ---- notation_read.c ---- */

void gr_read_notation(const gr_describing *describing, const gr_xml_elem *elem);
/** notation= of the source; once all its <notation> are read. */
void gr_source_notation(const gr_describing *describing, const gr_xml_elem *root);
/** How a field is written, by its own attributes, its notation and that of the source. */
gr_writing gr_field_writing(const gr_describing *describing, const gr_xml_elem *elem, gr_type type);

/* ---- notation.c ---- */

/** False when `text` is not a number in this notation. */
bool gr_notation_plain(const gr_number_form *notation, gr_type type, gr_str text, gr_arena *arena,
                       gr_plain *out);

/* ---- notation_refuse.c ---- */

void gr_notation_refuse(const gr_field_form *form, gr_str text, gr_loc at, gr_arena *scratch,
                        gr_diag *diag);

/* ---- thousands.c ---- */

typedef struct gr_marks { /* of one column of one file: numbers that have a mark */
    uint32_t n;
    bool decimals; /* one of them cannot be a mark of thousands */
    gr_str first;
    gr_loc at;
} gr_marks;
/** `shown`: the number as the export has it. */
void gr_marks_note(gr_marks *marks, const gr_plain *plain, gr_str shown, gr_loc at,
                   gr_arena *arena);
/** True after a report: the marks of this column are likely those of thousands. */
bool gr_marks_refuse(const gr_marks *marks, const gr_plan *plan, size_t field, gr_diag *diag);

/* ---- midnights.c ---- */

typedef struct gr_midnights { /* of one column of one file: moments that name their zone */
    uint32_t n;
    bool others; /* one of them cannot be midnight here */
    gr_str first;
    gr_loc at;
} gr_midnights;
void gr_midnights_note(gr_midnights *midnights, const gr_day_form *form, gr_str text, gr_loc at,
                       gr_arena *arena);
/** True after a report: they are likely midnights that were written as those of Greenwich. */
bool gr_midnights_refuse(const gr_midnights *midnights, const gr_plan *plan, size_t field,
                         gr_diag *diag);

/* ---- words.c ---- */

/** "; did you mean 'total'?", or nothing. */
gr_str gr_did_you_mean(gr_str name, const gr_str *candidates, size_t n, gr_arena *arena);
/** What a message may quote of a value: at most 40 characters, then "...". */
gr_str gr_quoted(gr_str text, gr_arena *arena);
/** ASCII with one space between words: it stays as it is, single-spaced and composed. Not the empty
 * text. */
bool gr_is_plain(gr_str text);
/** Runs of white space become one space, none at the ends; in place. */
gr_str gr_single_spaced(char *text, size_t len);

#endif
