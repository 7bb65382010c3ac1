/* Owns what the file looks like, version by version. Must not know who writes or reads rows. A
 * released step is never changed: a new version is a new step, and JOURNAL_VERSION plus one. */
#include "base/arena.h"
#include "journal_priv.h"

/* Figures are kept by change: a row says from which edition on a figure had this text and value
 * (NULL: it was gone), and stands until a later row of that figure. Of a document that changes in
 * three places a night that is three rows and not twenty thousand. */
static const char version_1[] =
    "CREATE TABLE run("
    "  id INTEGER PRIMARY KEY, command TEXT NOT NULL, batch TEXT NOT NULL, jobs TEXT NOT NULL,"
    "  engine TEXT NOT NULL, inputs TEXT NOT NULL, began INTEGER NOT NULL, ended INTEGER NOT NULL,"
    "  exit INTEGER NOT NULL, published INTEGER NOT NULL, unchanged INTEGER NOT NULL,"
    "  warned INTEGER NOT NULL, blocked INTEGER NOT NULL, failed INTEGER NOT NULL) STRICT;"
    "CREATE INDEX run_by_batch ON run(batch);"
    "CREATE TABLE series("
    "  id INTEGER PRIMARY KEY, report TEXT NOT NULL, edition TEXT NOT NULL,"
    "  destination TEXT NOT NULL, UNIQUE(report, edition, destination)) STRICT;"
    "CREATE TABLE edition("
    "  id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES run(id),"
    "  series INTEGER NOT NULL REFERENCES series(id), job TEXT NOT NULL, status TEXT NOT NULL,"
    "  key TEXT NOT NULL, before TEXT NOT NULL, life TEXT NOT NULL, files TEXT NOT NULL,"
    "  figures INTEGER NOT NULL, at INTEGER NOT NULL, duration_ms INTEGER NOT NULL) STRICT;"
    "CREATE INDEX edition_by_run ON edition(run);"
    "CREATE INDEX edition_by_series ON edition(series);"
    "CREATE TABLE figure("
    "  series INTEGER NOT NULL REFERENCES series(id), id TEXT NOT NULL,"
    "  edition INTEGER NOT NULL REFERENCES edition(id), text TEXT, value TEXT,"
    "  PRIMARY KEY(series, id, edition)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE message("
    "  id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES run(id), edition TEXT NOT NULL,"
    "  level TEXT NOT NULL, code TEXT NOT NULL, place TEXT NOT NULL, text TEXT NOT NULL) STRICT;"
    "CREATE INDEX message_by_run ON message(run);";

/* Who released or withdrew an edition, on which day that was decided, and why. */
static const char version_2[] = "ALTER TABLE edition ADD COLUMN by TEXT NOT NULL DEFAULT '';"
                                "ALTER TABLE edition ADD COLUMN on_day TEXT NOT NULL DEFAULT '';"
                                "ALTER TABLE edition ADD COLUMN because TEXT NOT NULL DEFAULT ''";

/* Editions that promises of their data made drafts, or refused. */
static const char version_3[] = "ALTER TABLE run ADD COLUMN degraded INTEGER NOT NULL DEFAULT 0;"
                                "ALTER TABLE run ADD COLUMN refused INTEGER NOT NULL DEFAULT 0";

const char *const gr_journal_steps[JOURNAL_VERSION] = {version_1, version_2, version_3};

/** The mark that a file of this version has. */
static bool write_mark(sqlite3 *db, int version)
{
    char mark[96];
    (void)snprintf(mark, sizeof(mark), "PRAGMA application_id = %d; PRAGMA user_version = %d",
                   JOURNAL_APPLICATION, version);
    return gr_query_run(db, mark);
}

/** In one transaction, so that a file is never between two versions. */
bool gr_journal_migrate(sqlite3 *db, const char *const *steps, int n)
{
    if (gr_query_number(db, "PRAGMA user_version", -1) == n) {
        return true;
    }
    if (!gr_query_run(db, "BEGIN IMMEDIATE")) {
        return false;
    }
    /* another process may have done it between our look and our lock */
    int64_t version = gr_query_number(db, "PRAGMA user_version", -1);
    bool good = version >= 0 && version <= n;
    for (int64_t i = version; good && i < n; i++) {
        good = gr_query_run(db, steps[i]);
    }
    /* closing the file takes unfinished steps back */
    return good && write_mark(db, n) && gr_query_run(db, "COMMIT");
}

/** Views in memory stand before the tables of their names: the file is left as it is. */
bool gr_journal_view_older(sqlite3 *db, int version)
{
    bool runs = version >= 3 ||
                gr_query_run(db, "PRAGMA temp_store = MEMORY; CREATE TEMP VIEW run AS SELECT *,"
                                 " 0 AS degraded, 0 AS refused FROM main.run");
    return runs && (version >= 2 ||
                    gr_query_run(db, "CREATE TEMP VIEW edition AS SELECT *,"
                                     " '' AS by, '' AS on_day, '' AS because FROM main.edition"));
}

bool gr_journal_has_tables(sqlite3 *db)
{
    static const char *const probes[] = {
        "SELECT id, command, batch, jobs, engine, inputs, began, ended, exit, published, unchanged,"
        " warned, degraded, blocked, refused, failed FROM run LIMIT 0",
        "SELECT id, report, edition, destination FROM series LIMIT 0",
        "SELECT id, run, series, job, status, key, before, life, files, figures, at, duration_ms,"
        " by, on_day, because FROM edition LIMIT 0",
        "SELECT series, id, edition, text, value FROM figure LIMIT 0",
        "SELECT id, run, edition, level, code, place, text FROM message LIMIT 0",
    };
    for (size_t i = 0; i < sizeof(probes) / sizeof(probes[0]); i++) {
        if (!gr_query_run(db, probes[i])) {
            return false;
        }
    }
    return true;
}
