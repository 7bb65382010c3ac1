#ifndef GR_BATCH_CHANGES_H
#define GR_BATCH_CHANGES_H
/* The change sheet as a document: what differs between two versions of an edition. */
#include "document/document.h"
#include "journal/compare.h"

typedef struct changes_facts {
    const gr_doc *doc;                   /* the newer version: its style, title and formats */
    gr_str before_as_of;                 /* of the older one: "2022-12-31"; empty: not known */
    gr_str before_status, before_number; /* its life: "adopted", "2"; empty: none */
    bool data_only; /* the newer one is no version: a released one stands, and stays */
    const gr_change *changes;
    size_t n;
} changes_facts;
/** In `arena`, which must live as long as the document; it points into the newer one. Tables of
 *  more than some hundreds of rows are cut, and say so. */
GR_MUST_USE gr_status changes_document(const changes_facts *facts, size_t max_nodes,
                                       gr_arena *arena, gr_diag *diag, gr_doc **out);

/** A value as gr_value_add wrote it, of the type gr_type_name named. False: it is no number and no
 *  date. */
bool changes_value(gr_str text, gr_str type, gr_arena *arena, gr_value *out);

#endif
