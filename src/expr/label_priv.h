#ifndef GR_EXPR_LABEL_PRIV_H
#define GR_EXPR_LABEL_PRIV_H
/* What the files that own labels share; the binder sees only what expr_priv.h names. */
#include "expr_priv.h"

/** FOREIGN, with the way there copied into the binder's arena. */
gr_owner_label gr_label_foreign(const gr_binding *in, gr_taint taint);
/** What to write instead of reading rows of `schema` that may be another's. */
gr_str gr_label_way_out(const gr_binding *in, const gr_schema *schema);
bool gr_label_is_edition(const gr_binding *in, const gr_bound *node); /* the word itself */
/** The edition; while data are derived, the owner of the record that is made. */
bool gr_label_is_owner(const gr_binding *in, const gr_bound *node);
/** `field = edition` or `field != edition` of a record at hand. */
bool gr_label_asks_edition(const gr_binding *in, const gr_bound *node);
/** Whether an expression over the records of `schema` looks into owned records. */
bool gr_label_reads_owned(const gr_bound *node, const gr_schema *schema);
/** A look at each node of an expression, the outer before the inner, with the records at hand
 * there. True when one of them was what was looked for. */
typedef enum gr_walked { GR_WALK_ON, GR_WALK_PAST, GR_WALK_FOUND } gr_walked;
typedef gr_walked gr_node_fn(void *user, const gr_bound *node, const gr_row_scope *rows);
bool gr_label_walk(const gr_bound *node, const gr_row_scope *rows, gr_node_fn *visit, void *user);
const gr_row_scope *gr_row_outwards(const gr_row_scope *rows, uint32_t n);
gr_owner_label gr_label_of_aggregate(const gr_binding *in, const gr_bound *node);
/** Why this aggregate over rows of all owners is no declared total; empty: it is one. */
gr_str gr_total_refused(const gr_binding *in, const gr_bound *node);

#endif
