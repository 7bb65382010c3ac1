#ifndef GR_PROVENANCE_RECORDS_H
#define GR_PROVENANCE_RECORDS_H
/* Which records there were when a version was made, so that a later one can tell a record that is
 * new from one that is used for the first time. Keys are kept as stamps, in published.json. */
#include "dataset/table.h"
#include "json/write.h"

/** The member "records" of the object that is open; `catalogue` may be NULL. */
void gr_records_add(const gr_catalogue *catalogue, gr_json *json);

/** The keys that the version of this published.json had in a dataset, each with a line end before
 * and behind it. False: it does not say, as of large datasets. */
bool gr_records_of(gr_str published, gr_str dataset, gr_arena *arena, gr_str *out);
bool gr_records_have(gr_str records, gr_str key, gr_arena *scratch);

#endif
