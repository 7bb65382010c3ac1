#ifndef GR_MIGRATE_MIGRATE_H
#define GR_MIGRATE_MIGRATE_H
/* Descriptors and texts of before, in the words that today's rules ask for. Bytes in, bytes out:
 * every byte that is not changed stays, comments and white space with it. What was migrated is left
 * as it is the next time. Only what keeps its meaning is written; the rest is said by whoever binds
 * descriptors. */
#include "base/diag.h"
#include "base/limits.h"
#include "xml/grammar.h"

typedef struct gr_migrated { /* one change */
    gr_loc at;               /* in the file as it was */
    gr_str what;             /* "'favourable(a)' is 'outcome(a) != 'N'' now" */
} gr_migrated;

typedef struct gr_migration {
    gr_str bytes; /* of the file as it should be */
    const gr_migrated *changes;
    size_t n;
} gr_migration;

/** Totals over all owners' records that reports print, and the fields by which: found in one pass
 * over all files, to be declared in a second one. Whether others may read them is a decision; this
 * only writes it down. */
typedef struct gr_total_asked {
    gr_str dataset;
    gr_str fields; /* with spaces between; empty: of all records */
} gr_total_asked;
typedef struct gr_totals_asked {
    gr_total_asked *items;
    size_t n, cap;
} gr_totals_asked;
/** Those of a report's descriptor; of a Markdown text when `report` is NULL. */
void gr_migrate_find_totals(gr_str bytes, const gr_xml_grammar *report, gr_arena *arena,
                            gr_totals_asked *totals);

/** A descriptor that `diag` knows as `file`. BAD_INPUT, after reports, when none of the n grammars
 * fits. Datasets in it declare the totals of `declare` (may be NULL). */
GR_MUST_USE gr_status gr_migrate_descriptor(gr_str bytes, uint16_t file,
                                            const gr_xml_grammar *const *grammars, size_t n,
                                            const gr_totals_asked *declare, gr_arena *arena,
                                            gr_diag *diag, gr_migration *out);
/** A Markdown text. */
void gr_migrate_text(gr_str bytes, uint16_t file, gr_arena *arena, gr_migration *out);

#endif
