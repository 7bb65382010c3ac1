#ifndef GR_EXPR_LABEL_H
#define GR_EXPR_LABEL_H
/* Whose figures a value is made of: the part of a static type that keeps one owner's figures from
 * another's edition. Worked out while names are bound, before a record is read. */
#include "dataset/table.h"

/** How far a value may go in an edition that has an owner; the larger one wins where values meet.
 */
typedef enum gr_label_level {
    GR_LABEL_NONE,   /* constants, shared datasets, declared totals    */
    GR_LABEL_OWN,    /* rows of the edition's owner                    */
    GR_LABEL_FOREIGN /* anything that another owner's row has a part in */
} gr_label_level;
extern const char *const gr_label_names[]; /* "none", "own", "foreign" */

/** What a condition is in every edition that has an owner, as far as that is known unread. */
typedef enum gr_known { GR_KNOWN_NOT, GR_KNOWN_NO, GR_KNOWN_YES } gr_known;

typedef struct gr_taint gr_taint;
struct gr_taint { /* a step of the way by which a value became foreign, nearest first */
    gr_loc at;
    gr_code code;  /* what it is reported as */
    gr_str what;   /* "'all inh' has rows of every owner" */
    gr_str remedy; /* what to write instead; of the last step of the way */
    const gr_taint *from;
};

typedef struct gr_owner_label {
    gr_label_level level;
    gr_known known;
    bool own_row; /* of records and groups of an owned dataset: they are the edition's owner's */
    bool other;   /* depends on a record of the editions' dataset that need not be the edition */
    const gr_taint *why; /* FOREIGN */
} gr_owner_label;

/** For whose eyes that is meant which is bound. Zero: for everybody's, nothing is judged. */
typedef struct gr_eyes {
    bool owned; /* what is foreign is refused */
    /* Reports: dataset of the editions' records; NULL while it is not known. Derived data: that of
     * the owners of the records that are made; NULL: they are shared. */
    const gr_schema *owner;
    bool report; /* `edition` means something; else a dataset is derived */
    uint32_t edition_slot, each_slot, region_slot; /* of a report */
    const struct gr_bound *row_owner; /* derived data: who owns the record that is made, or NULL */
    bool making; /* the set that derived records are made from is bound: its rows own themselves */
    unsigned dead; /* > 0: inside what no edition with an owner shows */
} gr_eyes;

gr_owner_label gr_label_join(gr_owner_label a, gr_owner_label b);

#endif
