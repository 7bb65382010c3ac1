#include "query.h"

/* Owns how we speak to SQLite. Must not know what is stored. */
#include "base/arena.h"

query gr_query_make(sqlite3 *db, const char *sql)
{
    query q = {.db = db};
    q.rc = sqlite3_prepare_v2(db, sql, -1, &q.stmt, NULL);
    return q;
}

static void keep(query *q, int rc)
{
    if (q->rc == SQLITE_OK) {
        q->rc = rc;
    }
}

void gr_query_text(query *q, gr_str text)
{
    q->bound++;
    if (q->rc == SQLITE_OK) {
        const char *ptr = text.ptr == NULL ? "" : text.ptr; /* left out is empty, not NULL */
        keep(q, sqlite3_bind_text64(q->stmt, q->bound, ptr, text.len, SQLITE_STATIC, SQLITE_UTF8));
    }
}

void gr_query_int(query *q, int64_t number)
{
    q->bound++;
    if (q->rc == SQLITE_OK) {
        keep(q, sqlite3_bind_int64(q->stmt, q->bound, number));
    }
}

bool gr_query_step(query *q)
{
    q->column = 0;
    if (q->rc != SQLITE_OK) {
        return false;
    }
    int rc = sqlite3_step(q->stmt);
    keep(q, rc == SQLITE_ROW || rc == SQLITE_DONE ? SQLITE_OK : rc);
    return rc == SQLITE_ROW;
}

gr_str gr_query_next_text(query *q, gr_arena *arena)
{
    bool is_null = sqlite3_column_type(q->stmt, q->column) == SQLITE_NULL;
    /* The text first: asking for the length may convert it, and the length is that of the result.
     */
    const unsigned char *text = sqlite3_column_text(q->stmt, q->column);
    int bytes = sqlite3_column_bytes(q->stmt, q->column);
    q->column++;
    if (text == NULL) {
        keep(q, is_null ? SQLITE_OK : SQLITE_NOMEM);
        return GR_LIT("");
    }
    return gr_str_dup(arena, (gr_str){(const char *)text, (size_t)bytes});
}

int64_t gr_query_next_int(query *q)
{
    return sqlite3_column_int64(q->stmt, q->column++);
}

bool gr_query_close(query *q)
{
    int rc = sqlite3_finalize(q->stmt);
    q->stmt = NULL;
    keep(q, rc);
    return q->rc == SQLITE_OK;
}

bool gr_query_run(sqlite3 *db, const char *sql)
{
    return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

int64_t gr_query_number(sqlite3 *db, const char *sql, int64_t otherwise)
{
    query q = gr_query_make(db, sql);
    int64_t number = gr_query_step(&q) ? gr_query_next_int(&q) : otherwise;
    return gr_query_close(&q) ? number : otherwise;
}
