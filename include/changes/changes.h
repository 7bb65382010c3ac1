#ifndef GR_CHANGES_CHANGES_H
#define GR_CHANGES_CHANGES_H
/* The change sheet as a document: what changed in the data, and what differs between two versions
 * of an edition because of it. */
#include "document/document.h"
#include "journal/compare.h"

typedef enum gr_changes_cause_kind {
    GR_CHANGES_VALUE, /* a value in an export is another */
    GR_CHANGES_NEW,   /* a record that was not there */
    GR_CHANGES_GONE,
    GR_CHANGES_DATE /* an export is of another day */
} gr_changes_cause_kind;

typedef struct gr_changes_cause { /* of this edition's owner, or of nobody in particular */
    gr_changes_cause_kind kind;
    gr_str label;         /* "Maatstaf per gemeente: Inwoners, Rozendaal" */
    gr_str before, after; /* as used.tsv has them */
    gr_value was, is;     /* the same, typed; NONE: it is neither number nor date */
    gr_format format;
} gr_changes_cause;

typedef struct gr_changes_version { /* how it is told from others */
    uint32_t number;                /* of the versions that were published, from 1; 0: not known */
    gr_str day;                     /* when it was published: "2022-12-31"; empty: not known */
    gr_str as_of;                   /* of its data; empty: not known */
    gr_str on;                      /* the day it is for; empty: it is the same for any */
    gr_str status, life_number;     /* its life: "adopted", "2"; empty: none */
} gr_changes_version;

typedef struct gr_changes_facts {
    const gr_doc *doc; /* the newer version: its style, title and formats */
    gr_changes_version before, now;
    bool data_only; /* the newer one is no version: a released one stands, and stays */
    const gr_changes_cause *causes;
    size_t n_causes;
    bool others;       /* data of other owners changed as well */
    bool untold;       /* numbers that are not shown changed as well */
    bool day_changed;  /* it is for another day */
    bool form_changed; /* the report, its texts or its pictures are others */
    const gr_change *changes;
    size_t n;
} gr_changes_facts;
/** In `arena`, which must live as long as the document; it points into the newer one. Tables of
 *  more than some hundreds of rows are cut, and say so. */
GR_MUST_USE gr_status gr_changes_document(const gr_changes_facts *facts, size_t max_nodes,
                                          gr_arena *arena, gr_diag *diag, gr_doc **out);

/** The same for programs: changes.json. */
gr_str gr_changes_json(const gr_changes_facts *facts, gr_arena *arena);

/** A value as gr_value_add wrote it, of the type gr_type_name named. False: it is no number and no
 *  date. */
bool gr_changes_value(gr_str text, gr_str type, gr_arena *arena, gr_value *out);

#endif
