#ifndef GR_LOOKBACK_PRIV_H
#define GR_LOOKBACK_PRIV_H
/* What `history` and `log` share: the journal opened for reading, and how moments and columns look.
 */
#include "journal/journal.h"
#include "lookback/lookback.h"
#include "json/write.h"

typedef struct past_column {
    const char *head;
    bool right; /* numbers */
} past_column;
typedef struct past_table { /* aligned text: as wide as what stands in it */
    const past_column *columns;
    size_t n_columns;
    gr_arena *arena;
    gr_str *cells;
    size_t n, cap;
} past_table;
void past_add(past_table *table, gr_str cell); /* the next one, row by row */
void past_print(const past_table *table, gr_buf *out);

/** "2026-11-22 03:00:12Z"; 0: nothing. RFC 3339 allows the space, and people read it better. */
gr_str past_moment(int64_t at, gr_arena *arena);
/** "2026-11-22T03:00:12+00:00": for machines. */
void past_add_moment(gr_json *json, const char *name, int64_t at); /* null when it is 0 */

/** *out NULL: there is none yet, and `answer` says so. */
GR_MUST_USE gr_status past_open(const gr_question *ask, gr_buf *answer, gr_journal **out);

#endif
