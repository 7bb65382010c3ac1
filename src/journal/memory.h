#ifndef GR_JOURNAL_MEMORY_H
#define GR_JOURNAL_MEMORY_H
/* A database in memory, for its JSON functions: we have no JSON reader of our own. */
#include "query.h"

/** Never NULL: it fails only when memory ends, and that ends the process. */
sqlite3 *memory_open(void);
void memory_close(sqlite3 *db);
/** Ends a query; false when it failed on what it was given. Memory that ends, ends the process. */
bool memory_end(query *q);
/** True for text that SQLite reads to its last byte: it would take a NUL for the end. */
bool memory_is_json(sqlite3 *db, gr_str text);

#endif
