#ifndef GR_LOOKBACK_PRIV_H
#define GR_LOOKBACK_PRIV_H
/* What `history` and `log` share: the journal opened for reading, and how moments and columns look.
 */
#include "journal/journal.h"
#include "lookback/lookback.h"
#include "json/write.h"

typedef struct gr_past_column {
    const char *head;
    bool right; /* numbers */
} gr_past_column;
typedef struct gr_past_table { /* aligned text: as wide as what stands in it */
    const gr_past_column *columns;
    size_t n_columns;
    gr_arena *arena;
    gr_str *cells;
    size_t n, cap;
} gr_past_table;
void gr_past_add(
    gr_past_table *table,
    gr_str cell); /* the next one, row by row; what would steer a terminal is taken out */
void gr_past_print(const gr_past_table *table, gr_buf *out);

/** "2026-11-22 03:00:12Z"; 0: nothing. RFC 3339 allows the space, and people read it better. */
gr_str gr_past_moment(int64_t at, gr_arena *arena);
/** "2026-11-22T03:00:12+00:00": for machines. */
void gr_past_add_moment(gr_json *json, const char *name, int64_t at); /* null when it is 0 */

/** "by algemeen bestuur on 2023-06-30 because: tabel 3", of what was released or withdrawn; empty:
 *  nobody decided it, or nobody said so. */
gr_str gr_past_decision(const gr_journal_edition *row, gr_arena *arena);
/** The same for machines: "by", "decided", "because", as far as they are known. */
void gr_past_add_decision(gr_json *json, const gr_journal_edition *row);

/** *out NULL: there is none yet, and `answer` says so. */
GR_MUST_USE gr_status gr_past_open(const gr_question *ask, gr_buf *answer, gr_journal **out);

#endif
