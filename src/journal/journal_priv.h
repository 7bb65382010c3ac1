#ifndef GR_JOURNAL_PRIV_H
#define GR_JOURNAL_PRIV_H
/* The inside of an open journal: opened by journal.c, written by write.c, read by read.c. */
#include "journal/journal.h"
#include "query.h"

/* Messages, and editions that stand as they stood, wait for the next one that does not, or the end,
 * so that they cost no transaction of their own: each flushes the disk four times. */
typedef struct journal_waiting {
    bool is_edition;
    gr_journal_edition edition; /* without figures */
    gr_journal_message message;
    struct journal_waiting *next;
} journal_waiting;

struct gr_journal {
    gr_arena *arena;
    sqlite3 *db;  /* NULL: put aside while it was written */
    gr_str shown; /* the path as it was given, for reports */
    gr_str path;  /* as SQLite wants it: "./" before a relative one, so that no name is special */
    gr_journal_mode mode;
    bool silent; /* a write failed and was reported: nothing more is written */
    gr_arena *waiting_arena;
    journal_waiting *first, *last;
    unsigned n_editions; /* that wait */
};

/* journal.c */
gr_loc gr_journal_place(const gr_journal *journal, gr_diag *diag);
/** Closes the file, puts it aside and says so; false when that did not work, which is said as well.
 *  The journal then has no database: it is written and read no more. */
bool gr_journal_set_aside(gr_journal *journal, const char *what, gr_diag *diag);

/* schema.c */
#define JOURNAL_APPLICATION 0x6772666A /* "grfj" in the header of the file */
#define JOURNAL_VERSION     3
extern const char *const gr_journal_steps[JOURNAL_VERSION]; /* [i] turns version i into i + 1 */
/** Takes `db` from the version it has to `n`, each step in a transaction of its own: a process that
 *  is killed leaves a file of one version or of the next. */
bool gr_journal_migrate(sqlite3 *db, const char *const *steps, int n);
/** A file of an older version is read as one of today. */
bool gr_journal_view_older(sqlite3 *db, int version);
/** True when every table and column is there. */
bool gr_journal_has_tables(sqlite3 *db);

/* write.c */
/** Writes what waits, when that can be done: before rows are read, and before the file is closed.
 */
void gr_journal_flush(gr_journal *journal);

/* aside.c */
/** Renames the file and what SQLite keeps beside it; false when the system refuses. */
bool gr_journal_put_aside(gr_str path, gr_arena *arena, gr_str *out_name);

#endif
