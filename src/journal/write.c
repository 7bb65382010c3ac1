/* Owns what a run leaves in the journal. Must not know how it is read. Each call is one
 * transaction, unless what it says can wait: a process that is killed leaves whole editions. After
 * a failure nothing more is written, so that a full disk costs one warning and no time. */
#include "base/arena.h"
#include "journal_priv.h"

#define EDITIONS_WAITING 64 /* at most: so many a run that is killed may lose */

static bool write_edition(sqlite3 *db, const gr_journal_edition *row);

static bool is_written(const gr_journal *journal)
{
    return journal != NULL && journal->db != NULL && !journal->silent &&
           journal->mode == GR_JOURNAL_WRITE;
}

static bool write_message(sqlite3 *db, const gr_journal_message *row)
{
    query q = gr_query_make(db, "INSERT INTO message(run, edition, level, code, place, text)"
                                " VALUES(?, ?, ?, ?, ?, ?)");
    gr_query_int(&q, row->run);
    gr_query_text(&q, row->edition);
    gr_query_text(&q, row->level);
    gr_query_text(&q, row->code);
    gr_query_text(&q, row->place);
    gr_query_text(&q, row->text);
    (void)gr_query_step(&q);
    return gr_query_close(&q);
}

static bool write_waiting(const gr_journal *journal)
{
    for (const journal_waiting *m = journal->first; m != NULL; m = m->next) {
        if (!(m->is_edition ? write_edition(journal->db, &m->edition)
                            : write_message(journal->db, &m->message))) {
            return false;
        }
    }
    return true;
}

static void forget_waiting(gr_journal *journal)
{
    journal->first = NULL;
    journal->last = NULL;
    journal->n_editions = 0;
    gr_arena_free(journal->waiting_arena);
    journal->waiting_arena = gr_arena_new(4096);
}

static bool begin(gr_journal *journal)
{
    return gr_query_run(journal->db, "BEGIN IMMEDIATE") && write_waiting(journal);
}

static void take_back(sqlite3 *db)
{
    if (sqlite3_get_autocommit(db) == 0) {
        (void)gr_query_run(db,
                           "ROLLBACK"); /* if this fails too, the next process to open it does it */
    }
}

/** Ends the transaction of a call: all of it or nothing, and the report when it is nothing. */
static void finish(gr_journal *journal, bool good, gr_diag *diag)
{
    if (good && gr_query_run(journal->db, "COMMIT")) {
        forget_waiting(journal);
        return;
    }
    int code = sqlite3_errcode(journal->db) & 0xFF;
    gr_str why = gr_str_dup(journal->arena, gr_str_of(sqlite3_errmsg(journal->db)));
    journal->silent = true;
    forget_waiting(journal);
    take_back(journal->db);
    if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB) {
        (void)gr_journal_set_aside(journal, "turned out to be damaged", diag);
        return;
    }
    gr_diag_report(diag, gr_journal_place(journal, diag), GR_CODE_JOURNAL_WRITE,
                   GR_FMT
                   "; the documents do not need it, but what this run does from here on will "
                   "not be in it",
                   GR_ARG(why));
}

static void bind_counts(query *q, const gr_journal_run *run)
{
    gr_query_int(q, run->ended);
    gr_query_int(q, run->exit);
    gr_query_int(q, run->published);
    gr_query_int(q, run->unchanged);
    gr_query_int(q, run->warned);
    gr_query_int(q, run->degraded);
    gr_query_int(q, run->blocked);
    gr_query_int(q, run->refused);
    gr_query_int(q, run->failed);
}

static bool insert_run(sqlite3 *db, const gr_journal_run *run)
{
    query q =
        gr_query_make(db, "INSERT INTO run(command, batch, jobs, engine, inputs, began, ended,"
                          " exit, published, unchanged, warned, degraded, blocked, refused, failed)"
                          " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    gr_query_text(&q, run->command);
    gr_query_text(&q, run->batch);
    gr_query_text(&q, run->jobs);
    gr_query_text(&q, run->engine);
    gr_query_text(&q, run->inputs);
    gr_query_int(&q, run->began);
    bind_counts(&q, run);
    (void)gr_query_step(&q);
    return gr_query_close(&q);
}

void gr_journal_begin(gr_journal *journal, gr_journal_run *run, gr_diag *diag)
{
    run->id = 0;
    run->ended = 0;
    run->exit = -1;
    if (!is_written(journal)) {
        return;
    }
    bool good = begin(journal) && insert_run(journal->db, run);
    gr_run_id id = sqlite3_last_insert_rowid(journal->db);
    finish(journal, good, diag);
    run->id = journal->silent ? 0 : id;
}

static bool update_run(sqlite3 *db, const gr_journal_run *run)
{
    query q = gr_query_make(db, "UPDATE run SET ended = ?, exit = ?, published = ?, unchanged = ?,"
                                " warned = ?, degraded = ?, blocked = ?, refused = ?, failed = ?,"
                                " inputs = ?, jobs = ? WHERE id = ?");
    bind_counts(&q, run);
    gr_query_text(&q, run->inputs);
    gr_query_text(&q, run->jobs);
    gr_query_int(&q, run->id);
    (void)gr_query_step(&q);
    return gr_query_close(&q);
}

void gr_journal_end(gr_journal *journal, const gr_journal_run *run, gr_diag *diag)
{
    if (is_written(journal)) {
        finish(journal, begin(journal) && update_run(journal->db, run), diag);
    }
}

static void wait(gr_journal *journal, journal_waiting entry)
{
    journal_waiting *waiting = GR_NEW(journal->waiting_arena, journal_waiting);
    *waiting = entry;
    if (journal->last == NULL) {
        journal->first = waiting;
    } else {
        journal->last->next = waiting;
    }
    journal->last = waiting;
}

void gr_journal_add_message(gr_journal *journal, const gr_journal_message *row, gr_diag *diag)
{
    (void)diag; /* it waits; what fails is said by the call that writes it */
    if (!is_written(journal)) {
        return;
    }
    gr_arena *arena = journal->waiting_arena;
    const gr_journal_message kept = {
        .run = row->run,
        .edition = gr_str_dup(arena, row->edition),
        .level = gr_str_dup(arena, row->level),
        .code = gr_str_dup(arena, row->code),
        .place = gr_str_dup(arena, row->place),
        .text = gr_str_dup(arena, row->text),
    };
    wait(journal, (journal_waiting){.message = kept});
}

void gr_journal_flush(gr_journal *journal)
{
    if (!is_written(journal) || journal->first == NULL) {
        return;
    }
    if (begin(journal) && gr_query_run(journal->db, "COMMIT")) {
        forget_waiting(journal);
    } else {
        take_back(journal->db);
    }
}

/** The series of an edition: its report, edition and destination, through all runs; 0: failed. */
static int64_t series_of(sqlite3 *db, const gr_journal_edition *row)
{
    static const char *const statements[] = {
        "INSERT INTO series(report, edition, destination) VALUES(?, ?, ?) ON CONFLICT DO NOTHING",
        "SELECT id FROM series WHERE report = ? AND edition = ? AND destination = ?",
    };
    int64_t series = 0;
    for (size_t i = 0; i < sizeof(statements) / sizeof(statements[0]); i++) {
        query q = gr_query_make(db, statements[i]);
        gr_query_text(&q, row->report);
        gr_query_text(&q, row->edition);
        gr_query_text(&q, row->destination);
        series = gr_query_step(&q) ? gr_query_next_int(&q) : 0;
        if (!gr_query_close(&q)) {
            return 0;
        }
    }
    return series;
}

static bool insert_edition(sqlite3 *db, const gr_journal_edition *row, int64_t series)
{
    query q =
        gr_query_make(db, "INSERT INTO edition(run, series, job, status, key, before, life, files,"
                          " figures, at, duration_ms, by, on_day, because)"
                          " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    gr_query_int(&q, row->run);
    gr_query_int(&q, series);
    gr_query_text(&q, row->job);
    gr_query_text(&q, row->status);
    gr_query_text(&q, row->key);
    gr_query_text(&q, row->before);
    gr_query_text(&q, row->life);
    gr_query_text(&q, row->files);
    gr_query_int(&q, row->figures.len > 0 ? 1 : 0);
    gr_query_int(&q, row->at);
    gr_query_int(&q, row->duration_ms);
    gr_query_text(&q, row->by);
    gr_query_text(&q, row->on);
    gr_query_text(&q, row->because);
    (void)gr_query_step(&q);
    return gr_query_close(&q);
}

/** Figures that are new or another than the last time, then those that are gone. */
static bool insert_figures(sqlite3 *db, gr_str json, int64_t series, int64_t edition)
{
    static const char *const statements[] = {
        "WITH new(id, text, value) AS (SELECT value ->> '$.id', coalesce(value ->> '$.text', ''),"
        "   coalesce(value ->> '$.value', '') FROM json_each(?3, ?4))"
        " INSERT OR IGNORE INTO figure(series, id, edition, text, value)"
        " SELECT ?1, id, ?2, text, value FROM new WHERE id IS NOT NULL AND (text, value) IS NOT"
        "   (SELECT old.text, old.value FROM figure old WHERE old.series = ?1 AND old.id = new.id"
        "    ORDER BY old.edition DESC LIMIT 1)",
        "INSERT INTO figure(series, id, edition, text, value) SELECT ?1, id, ?2, NULL, NULL"
        " FROM (SELECT id, max(edition), text FROM figure WHERE series = ?1 GROUP BY id)"
        " WHERE text IS NOT NULL AND id NOT IN (SELECT value ->> '$.id' FROM json_each(?3, ?4)"
        "   WHERE value ->> '$.id' IS NOT NULL)",
    };
    bool is_list = gr_str_starts(gr_str_trim(json), GR_LIT("["));
    for (size_t i = 0; i < sizeof(statements) / sizeof(statements[0]); i++) {
        query q = gr_query_make(db, statements[i]);
        gr_query_int(&q, series);
        gr_query_int(&q, edition);
        gr_query_text(&q, json);
        gr_query_text(&q, is_list ? GR_LIT("$") : GR_LIT("$.figures"));
        (void)gr_query_step(&q);
        if (!gr_query_close(&q)) {
            return false;
        }
    }
    return true;
}

static bool write_edition(sqlite3 *db, const gr_journal_edition *row)
{
    int64_t series = series_of(db, row);
    if (series == 0 || !insert_edition(db, row, series)) {
        return false;
    }
    int64_t edition = sqlite3_last_insert_rowid(db);
    return row->figures.len == 0 || insert_figures(db, row->figures, series, edition);
}

static void let_wait(gr_journal *journal, const gr_journal_edition *row)
{
    gr_arena *arena = journal->waiting_arena;
    gr_journal_edition kept = *row;
    gr_str *texts[] = {&kept.job,     &kept.report, &kept.edition, &kept.destination, &kept.status,
                       &kept.key,     &kept.before, &kept.life,    &kept.by,          &kept.on,
                       &kept.because, &kept.files,  &kept.figures};
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        *texts[i] = gr_str_dup(arena, *texts[i]);
    }
    wait(journal, (journal_waiting){.is_edition = true, .edition = kept});
    journal->n_editions++;
}

void gr_journal_add_edition(gr_journal *journal, const gr_journal_edition *row, gr_diag *diag)
{
    if (!is_written(journal)) {
        return;
    }
    bool stands = gr_str_is(row->status, "unchanged") && row->figures.len == 0;
    if (stands && journal->n_editions < EDITIONS_WAITING) {
        let_wait(journal, row);
    } else {
        finish(journal, begin(journal) && write_edition(journal->db, row), diag);
    }
}
