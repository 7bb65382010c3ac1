#ifndef GR_CHANGES_CAUSES_H
#define GR_CHANGES_CAUSES_H
/* What changed in the data between two versions, as readers of this edition may know it. */
#include "changes/changes.h"
#include "dataset/table.h"

typedef struct gr_changes_data {
    const gr_catalogue *catalogue; /* of the newer version */
    gr_str owner;  /* key of the edition's owner; empty: the region, which sees all */
    gr_str owners; /* dataset that this key is of */
    gr_str used_before, used_now; /* used.tsv */
    gr_str published_before;
} gr_changes_data;
/** Fills causes, others, untold and form_changed; facts->doc is known. Strings live in `arena`. */
void gr_changes_find_causes(const gr_changes_data *data, gr_arena *arena, gr_changes_facts *facts);

#endif
