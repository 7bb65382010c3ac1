/* Owns what is read from the journal. Must not know how it is written. Rows come newest first; a
 * caller that wants more asks for those before the last row it has, so that rows which are added
 * meanwhile shift nothing. */
#include "base/arena.h"
#include "journal_priv.h"

static bool is_read(const gr_journal *journal)
{
    return journal != NULL && journal->db != NULL;
}

/** Ends a query; what went wrong in it is a report. */
static gr_status end_reading(gr_journal *journal, query *q, gr_diag *diag)
{
    if (gr_query_close(q)) {
        return GR_OK;
    }
    gr_diag_report(diag, gr_journal_place(journal, diag), GR_CODE_JOURNAL_READ, "%s",
                   sqlite3_errmsg(journal->db));
    return GR_IO_FAILED;
}

static void bind_history(query *q, const gr_history_query *wanted)
{
    gr_query_text(q, wanted->report);
    gr_query_text(q, wanted->edition);
    gr_query_int(q, wanted->run);
    gr_query_int(q, wanted->before);
    gr_query_int(q, wanted->most > 0 ? (int64_t)wanted->most : -1);
}

static gr_journal_run take_run(query *q, gr_arena *arena)
{
    gr_journal_run row = {.id = gr_query_next_int(q)};
    row.command = gr_query_next_text(q, arena);
    row.batch = gr_query_next_text(q, arena);
    row.jobs = gr_query_next_text(q, arena);
    row.engine = gr_query_next_text(q, arena);
    row.inputs = gr_query_next_text(q, arena);
    row.began = gr_query_next_int(q);
    row.ended = gr_query_next_int(q);
    row.exit = (int)gr_query_next_int(q);
    row.published = (uint32_t)gr_query_next_int(q);
    row.unchanged = (uint32_t)gr_query_next_int(q);
    row.warned = (uint32_t)gr_query_next_int(q);
    row.degraded = (uint32_t)gr_query_next_int(q);
    row.blocked = (uint32_t)gr_query_next_int(q);
    row.refused = (uint32_t)gr_query_next_int(q);
    row.failed = (uint32_t)gr_query_next_int(q);
    return row;
}

gr_status gr_journal_runs(gr_journal *journal, const gr_history_query *wanted, gr_arena *arena,
                          gr_diag *diag, gr_journal_run **out, size_t *out_n)
{
    gr_journal_run *rows = NULL;
    size_t n = 0;
    size_t cap = 0;
    gr_journal_flush(journal);
    if (is_read(journal)) {
        query q = gr_query_make(
            journal->db,
            "SELECT id, command, batch, jobs, engine, inputs, began, ended, exit, published,"
            " unchanged, warned, degraded, blocked, refused, failed FROM run"
            " WHERE ((?1 = '' AND ?2 = '') OR EXISTS (SELECT 1 FROM edition e"
            "   JOIN series s ON s.id = e.series WHERE e.run = run.id"
            "   AND (?1 = '' OR s.report = ?1) AND (?2 = '' OR s.edition = ?2)))"
            " AND (?3 = 0 OR id = ?3) AND (?4 = 0 OR id < ?4) ORDER BY id DESC LIMIT ?5");
        bind_history(&q, wanted);
        while (gr_query_step(&q)) {
            *GR_PUSH(arena, rows, n, cap, gr_journal_run) = take_run(&q, arena);
        }
        GR_TRY(end_reading(journal, &q, diag));
    }
    *out = rows;
    *out_n = n;
    return GR_OK;
}

static gr_journal_edition take_edition(query *q, gr_arena *arena)
{
    gr_journal_edition row = {.id = gr_query_next_int(q), .figures = GR_LIT("")};
    row.run = gr_query_next_int(q);
    row.job = gr_query_next_text(q, arena);
    row.report = gr_query_next_text(q, arena);
    row.edition = gr_query_next_text(q, arena);
    row.destination = gr_query_next_text(q, arena);
    row.status = gr_query_next_text(q, arena);
    row.key = gr_query_next_text(q, arena);
    row.before = gr_query_next_text(q, arena);
    row.life = gr_query_next_text(q, arena);
    row.files = gr_query_next_text(q, arena);
    row.at = gr_query_next_int(q);
    row.duration_ms = (uint32_t)gr_query_next_int(q);
    row.by = gr_query_next_text(q, arena);
    row.on = gr_query_next_text(q, arena);
    row.because = gr_query_next_text(q, arena);
    return row;
}

/* By the run, by the series or by age: each has its own index, and one statement for all would use
 * none of them. */
#define EDITION_ROWS                                                                               \
    "SELECT e.id, e.run, e.job, s.report, s.edition, s.destination, e.status, e.key, e.before,"    \
    " e.life, e.files, e.at, e.duration_ms, e.by, e.on_day, e.because FROM edition e JOIN series " \
    "s ON s.id = e.series WHERE "
#define EDITION_ORDER \
    " AND (?3 = 0 OR e.run = ?3) AND (?4 = 0 OR e.id < ?4) ORDER BY e.id DESC LIMIT ?5"

static const char *edition_rows(const gr_history_query *wanted)
{
    if (wanted->run != 0) {
        return EDITION_ROWS "e.run = ?3 AND (?1 = '' OR s.report = ?1)"
                            " AND (?2 = '' OR s.edition = ?2)" EDITION_ORDER;
    }
    if (wanted->report.len > 0) {
        return EDITION_ROWS "e.series IN (SELECT id FROM series WHERE report = ?1"
                            " AND (?2 = '' OR edition = ?2))" EDITION_ORDER;
    }
    return EDITION_ROWS "(?1 = '' OR s.report = ?1) AND (?2 = '' OR s.edition = ?2)" EDITION_ORDER;
}

gr_status gr_journal_editions(gr_journal *journal, const gr_history_query *wanted, gr_arena *arena,
                              gr_diag *diag, gr_journal_edition **out, size_t *out_n)
{
    gr_journal_edition *rows = NULL;
    size_t n = 0;
    size_t cap = 0;
    gr_journal_flush(journal);
    if (is_read(journal)) {
        query q = gr_query_make(journal->db, edition_rows(wanted));
        bind_history(&q, wanted);
        while (gr_query_step(&q)) {
            *GR_PUSH(arena, rows, n, cap, gr_journal_edition) = take_edition(&q, arena);
        }
        GR_TRY(end_reading(journal, &q, diag));
    }
    *out = rows;
    *out_n = n;
    return GR_OK;
}

static gr_journal_message take_message(query *q, gr_arena *arena)
{
    gr_journal_message row = {.run = gr_query_next_int(q)};
    row.edition = gr_query_next_text(q, arena);
    row.level = gr_query_next_text(q, arena);
    row.code = gr_query_next_text(q, arena);
    row.place = gr_query_next_text(q, arena);
    row.text = gr_query_next_text(q, arena);
    return row;
}

gr_status gr_journal_messages(gr_journal *journal, gr_run_id run, gr_arena *arena, gr_diag *diag,
                              gr_journal_message **out, size_t *out_n)
{
    gr_journal_message *rows = NULL;
    size_t n = 0;
    size_t cap = 0;
    gr_journal_flush(journal);
    if (is_read(journal)) {
        query q = gr_query_make(journal->db, "SELECT run, edition, level, code, place, text"
                                             " FROM message WHERE run = ? ORDER BY id");
        gr_query_int(&q, run);
        while (gr_query_step(&q)) {
            *GR_PUSH(arena, rows, n, cap, gr_journal_message) = take_message(&q, arena);
        }
        GR_TRY(end_reading(journal, &q, diag));
    }
    *out = rows;
    *out_n = n;
    return GR_OK;
}

int64_t gr_journal_last_done(gr_journal *journal, gr_str batch, gr_str job)
{
    if (!is_read(journal)) {
        return 0;
    }
    query q = gr_query_make(journal->db,
                            "SELECT began FROM run WHERE batch = ?1 AND exit IN (0, 1, 3, 4, 5)"
                            " AND instr(' ' || jobs || ' ', ' ' || ?2 || ' ') > 0"
                            " ORDER BY id DESC LIMIT 1");
    gr_query_text(&q, batch);
    gr_query_text(&q, job);
    int64_t moment = gr_query_step(&q) ? gr_query_next_int(&q) : 0;
    return gr_query_close(&q) ? moment : 0;
}

static gr_str last_key(gr_journal *journal, const char *statement, const gr_str series[3],
                       gr_arena *arena)
{
    if (!is_read(journal)) {
        return GR_LIT("");
    }
    query q = gr_query_make(journal->db, statement);
    for (size_t i = 0; i < 3; i++) {
        gr_query_text(&q, series[i]);
    }
    gr_str key = gr_query_step(&q) ? gr_query_next_text(&q, arena) : GR_LIT("");
    return gr_query_close(&q) ? key : GR_LIT("");
}

#define KEYS_OF_SERIES                                                                       \
    "SELECT e.key FROM series s JOIN edition e ON e.series = s.id"                           \
    " JOIN run r ON r.id = e.run WHERE s.report = ? AND s.edition = ? AND s.destination = ?" \
    " AND e.key <> ''"
#define LAST_OF_THEM " ORDER BY e.id DESC LIMIT 1"

gr_str gr_journal_last_key(gr_journal *journal, gr_str destination, gr_str report, gr_str edition,
                           gr_arena *arena)
{
    const gr_str series[] = {report, edition, destination};
    return last_key(journal, KEYS_OF_SERIES LAST_OF_THEM, series, arena);
}

gr_str gr_journal_last_told(gr_journal *journal, gr_str destination, gr_str report, gr_str edition,
                            gr_arena *arena)
{
    const gr_str series[] = {report, edition, destination};
    return last_key(journal,
                    KEYS_OF_SERIES
                    " AND r.command NOT IN ('release', 'withdraw')"
                    " AND e.status NOT IN ('failed', 'blocked', 'refused')" LAST_OF_THEM,
                    series, arena);
}

gr_status gr_journal_figure(gr_journal *journal, const gr_history_query *wanted, gr_arena *arena,
                            gr_diag *diag, gr_figure_past **out, size_t *out_n)
{
    gr_figure_past *rows = NULL;
    size_t n = 0;
    size_t cap = 0;
    gr_journal_flush(journal);
    if (is_read(journal)) {
        query q = gr_query_make(
            journal->db,
            "SELECT e.at, e.key, f.text, f.value FROM series s JOIN edition e ON e.series = s.id"
            " JOIN figure f ON f.series = s.id AND f.id = ?3 AND f.edition ="
            "   (SELECT max(g.edition) FROM figure g WHERE g.series = s.id AND g.id = ?3"
            "    AND g.edition <= e.id)"
            " WHERE s.report = ?1 AND s.edition = ?2 AND e.figures = 1 AND f.text IS NOT NULL"
            " ORDER BY e.id DESC LIMIT ?4");
        gr_query_text(&q, wanted->report);
        gr_query_text(&q, wanted->edition);
        gr_query_text(&q, wanted->figure);
        gr_query_int(&q, wanted->most > 0 ? (int64_t)wanted->most : -1);
        while (gr_query_step(&q)) {
            gr_figure_past row = {.at = gr_query_next_int(&q)};
            row.key = gr_query_next_text(&q, arena);
            row.text = gr_query_next_text(&q, arena);
            row.value = gr_query_next_text(&q, arena);
            *GR_PUSH(arena, rows, n, cap, gr_figure_past) = row;
        }
        GR_TRY(end_reading(journal, &q, diag));
    }
    *out = rows;
    *out_n = n;
    return GR_OK;
}
