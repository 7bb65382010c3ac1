#ifndef GR_JOURNAL_QUERY_H
#define GR_JOURNAL_QUERY_H
/* One statement: values are bound and columns taken in order, and the first failure sticks, so that
 * a call that was refused is noticed once, at gr_query_close. */
#include "base/str.h"
#include "late_sqlite.h"

typedef struct query {
    sqlite3 *db;
    sqlite3_stmt *stmt; /* NULL after a failure to prepare */
    int bound, column;
    int rc;
} query;

query gr_query_make(sqlite3 *db, const char *sql);
void gr_query_text(query *q, gr_str text); /* must live until gr_query_close */
void gr_query_int(query *q, int64_t number);
bool gr_query_step(query *q); /* true: a row */
/** The next column. NULL is the empty text and 0. */
gr_str gr_query_next_text(query *q, gr_arena *arena);
int64_t gr_query_next_int(query *q);
/** False when anything went wrong since gr_query_make; sqlite3_errmsg then tells what. */
bool gr_query_close(query *q);
bool gr_query_run(sqlite3 *db, const char *sql); /* statements without values or rows */
/** The first column of the first row of a statement without values; `otherwise` when there is none.
 */
int64_t gr_query_number(sqlite3 *db, const char *sql, int64_t otherwise);

#endif
