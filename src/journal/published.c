/* Owns reading published.json. Must not know what it is held against. */
#include "published.h"
#include "base/arena.h"
#include "memory.h"

static const char form[] = "SELECT coalesce(json_type(?1, '$.published'), '') = 'integer',"
                           " coalesce(json_extract(?1, '$.published'), 0) = 1"
                           " AND coalesce(json_extract(?1, '$.identity'), 1) IN (1, 2),"
                           " coalesce(json_type(?1, '$.figures'), '') = 'array',"
                           " coalesce(json_type(?1, '$.texts'), 'array') = 'array'";
/* The members we read are texts or lacking: SQLite would make a binary fraction of a number. */
static const char figures[] =
    "SELECT f.type = 'object' AND json_type(f.value, '$.id') IS 'text' AND NOT EXISTS"
    "   (SELECT 1 FROM json_each(f.value) m WHERE m.type NOT IN ('text', 'null')"
    "    AND m.key IN ('where', 'row', 'label', 'text', 'value', 'type', 'hidden')),"
    " f.value ->> '$.id', f.value ->> '$.where', f.value ->> '$.row', f.value ->> '$.label',"
    " f.value ->> '$.text', f.value ->> '$.value', f.value ->> '$.type',"
    " coalesce(f.value ->> '$.hidden', '') = 'yes'"
    " FROM json_each(?, '$.figures') f";
static const char texts[] =
    "SELECT type = 'object' AND json_type(value, '$.text') IS 'text'"
    " AND coalesce(json_type(value, '$.where'), 'null') IN ('text', 'null')"
    " AND coalesce(json_type(value, '$.shown'), 'null') IN ('text', 'null'),"
    " value ->> '$.where', value ->> '$.text', coalesce(value ->> '$.shown', value ->> '$.text')"
    " FROM json_each(?, '$.texts')";

static gr_status refuse(gr_diag *diag, const char *which, const char *what)
{
    gr_diag_report(diag, (gr_loc){0}, GR_CODE_PUBLISHED_FORM, "%s %s", which, what);
    return GR_BAD_INPUT;
}

/** NULL when the text has the form of published.json, else what is wrong with it. */
static const char *fault_of(sqlite3 *db, gr_str json)
{
    static const char *const faults[] = {
        "has no number of its version",
        "was written by a newer griffie",
        "has no list of figures",
        "has no list of texts",
    };
    if (!memory_is_json(db, json)) {
        return "is not JSON";
    }
    const char *fault = NULL;
    query q = query_make(db, form);
    query_text(&q, json);
    bool answered = query_step(&q);
    for (size_t i = 0; answered && i < sizeof(faults) / sizeof(faults[0]); i++) {
        bool good = query_next_int(&q) != 0;
        fault = fault == NULL && !good ? faults[i] : fault;
    }
    return memory_end(&q) && answered ? fault : "is not JSON";
}

static bool read_figures(sqlite3 *db, gr_str json, gr_arena *arena, published *out)
{
    query q = query_make(db, figures);
    query_text(&q, json);
    bool good = true;
    while (good && query_step(&q)) {
        good = query_next_int(&q) != 0;
        published_figure *figure =
            GR_PUSH(arena, out->figures, out->n_figures, out->cap_figures, published_figure);
        *figure = (published_figure){.next_in_row = PUBLISHED_NONE};
        figure->id = query_next_text(&q, arena);
        figure->where = query_next_text(&q, arena);
        figure->row = query_next_text(&q, arena);
        figure->label = query_next_text(&q, arena);
        figure->text = query_next_text(&q, arena);
        figure->value = query_next_text(&q, arena);
        figure->type = query_next_text(&q, arena);
        figure->hidden = query_next_int(&q) != 0;
    }
    return memory_end(&q) && good;
}

static bool read_texts(sqlite3 *db, gr_str json, gr_arena *arena, published *out)
{
    query q = query_make(db, texts);
    query_text(&q, json);
    bool good = true;
    while (good && query_step(&q)) {
        good = query_next_int(&q) != 0;
        published_text *text =
            GR_PUSH(arena, out->texts, out->n_texts, out->cap_texts, published_text);
        text->where = query_next_text(&q, arena);
        text->text = query_next_text(&q, arena);
        text->shown = query_next_text(&q, arena);
    }
    return memory_end(&q) && good;
}

static int64_t identity_of(sqlite3 *db, gr_str json)
{
    query q = query_make(db, "SELECT coalesce(json_extract(?, '$.identity'), 1)");
    query_text(&q, json);
    int64_t identity = query_step(&q) ? query_next_int(&q) : 1;
    return memory_end(&q) ? identity : 1;
}

void published_forget_ids(published *doc, gr_arena *arena)
{
    for (size_t i = 0; i < doc->n_figures; i++) {
        published_figure *f = &doc->figures[i];
        f->id = gr_str_fmt(arena, GR_FMT "\n" GR_FMT "\n" GR_FMT,
                           GR_ARG(published_heading(f->where, arena)), GR_ARG(f->label),
                           GR_ARG(f->text));
        f->type = GR_LIT(""); /* types became more since then: a year was a whole number */
        f->row = GR_LIT("");
        f->value = GR_LIT("");
    }
}

gr_status published_read(gr_str json, const char *which, gr_arena *arena, gr_diag *diag,
                         published *out)
{
    sqlite3 *db = memory_open();
    published read = {0};
    const char *fault = fault_of(db, json);
    if (fault == NULL && !read_figures(db, json, arena, &read)) {
        fault = "has a figure without an id, or with something else than texts";
    }
    if (fault == NULL && !read_texts(db, json, arena, &read)) {
        fault = "has a text that is something else";
    }
    read.identity = fault == NULL ? identity_of(db, json) : 1;
    memory_close(db);
    if (fault != NULL) {
        return refuse(diag, which, fault);
    }
    *out = read;
    return GR_OK;
}
