/* Owns reading JSON by path. Must not know what the members mean. */
#include "base/arena.h"
#include "journal/compare.h"
#include "memory.h"

sqlite3 *memory_open(void)
{
    sqlite3 *db = NULL;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(":memory:", &db, flags, NULL) != SQLITE_OK) {
        gr_die_oom(0);
    }
    return db;
}

void memory_close(sqlite3 *db)
{
    (void)sqlite3_close(db);
}

bool memory_end(query *q)
{
    bool good = query_close(q);
    if ((q->rc & 0xFF) == SQLITE_NOMEM) {
        gr_die_oom(0);
    }
    return good;
}

bool memory_is_json(sqlite3 *db, gr_str text)
{
    if (memchr(text.ptr, '\0', text.len) != NULL) {
        return false;
    }
    query q = query_make(db, "SELECT json_valid(?)");
    query_text(&q, text);
    bool valid = query_step(&q) && query_next_int(&q) != 0;
    return memory_end(&q) && valid;
}

/* Numbers as they are written: a database would make binary fractions of them. */
static const char member[] =
    "SELECT CASE json_type(?1, ?2) WHEN 'text' THEN ?1 ->> ?2 ELSE ?1 -> ?2 END"
    " WHERE coalesce(json_type(?1, ?2), 'null') <> 'null'";
static const char elements[] =
    "SELECT CASE type WHEN 'real' THEN ?1 -> fullkey WHEN 'true' THEN 'true' WHEN 'false'"
    " THEN 'false' WHEN 'null' THEN 'null' ELSE value END FROM json_each(?1, ?2)";

bool gr_json_find(gr_str json, const char *path, gr_arena *arena, gr_str *out)
{
    sqlite3 *db = memory_open();
    bool found = false;
    if (memory_is_json(db, json)) {
        query q = query_make(db, member);
        query_text(&q, json);
        query_text(&q, gr_str_of(path));
        gr_str text = GR_LIT("");
        found = query_step(&q);
        if (found) {
            text = query_next_text(&q, arena);
        }
        found = memory_end(&q) && found;
        *out = found ? text : *out;
    }
    memory_close(db);
    return found;
}

static bool is_array(sqlite3 *db, gr_str json, const char *path)
{
    query q = query_make(db, "SELECT json_type(?1, ?2) IS 'array'");
    query_text(&q, json);
    query_text(&q, gr_str_of(path));
    bool array = query_step(&q) && query_next_int(&q) != 0;
    return memory_end(&q) && array;
}

bool gr_json_list(gr_str json, const char *path, gr_arena *arena, gr_str **out, size_t *out_n)
{
    sqlite3 *db = memory_open();
    bool found = memory_is_json(db, json) && is_array(db, json, path);
    gr_str *items = NULL;
    size_t n = 0;
    size_t cap = 0;
    if (found) {
        query q = query_make(db, elements);
        query_text(&q, json);
        query_text(&q, gr_str_of(path));
        while (query_step(&q)) {
            *GR_PUSH(arena, items, n, cap, gr_str) = query_next_text(&q, arena);
        }
        found = memory_end(&q);
    }
    if (found) {
        *out = items;
        *out_n = n;
    }
    memory_close(db);
    return found;
}
