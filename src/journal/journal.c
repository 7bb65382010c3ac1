#include "journal/journal.h"

/* Owns opening and closing the file of the history, and what becomes of one that cannot be used.
 * Must not know rows.
 *
 * The file may lie on a network disk and the process may be killed at any time. Hence the rollback
 * journal and never the write-ahead log, whose shared memory only works on one machine; no memory
 * mapping, which turns a lost disk into a signal; synchronous=FULL, since the order of writes is
 * not certain there: the price is a few flushes an edition. A lock is awaited for some seconds
 * only: who holds it longer is a reader, and a history is not worth a late document. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/num.h"
#include "journal_priv.h"

#define PATIENCE_MS 5000
#define FILE_MODE   0640
#define CHECKED_BYTES                                                          \
    ((off_t)32 * 1024 * 1024) /* read in full when opened: a tenth of a second \
                               */

/* What a file turns out to be. */
typedef enum verdict {
    VERDICT_ABSENT, /* not there, or empty */
    VERDICT_OURS,   /* of this version or an older one */
    VERDICT_NEWER,
    VERDICT_FOREIGN, /* a database, but not a journal */
    VERDICT_DAMAGED,
    VERDICT_REFUSED /* the system, or another process, does not let us see */
} verdict;

const char *gr_journal_engine(void)
{
    return "SQLite " SQLITE_VERSION;
}

gr_loc gr_journal_place(const gr_journal *journal, gr_diag *diag)
{
    return (gr_loc){.file = gr_diag_add_file(diag, journal->shown)};
}

static gr_journal *journal_new(gr_str path, gr_journal_mode mode)
{
    gr_arena *arena = gr_arena_new(4096);
    gr_journal *journal = GR_NEW(arena, gr_journal);
    bool rooted = gr_str_starts(path, GR_LIT("/")) || gr_str_starts(path, GR_LIT("./"));
    *journal = (gr_journal){
        .arena = arena,
        .shown = gr_str_dup(arena, path),
        .path = gr_str_fmt(arena, "%s" GR_FMT, rooted ? "" : "./", GR_ARG(path)),
        .mode = mode,
        .waiting_arena = gr_arena_new(4096),
    };
    return journal;
}

static void journal_free(gr_journal *journal)
{
    if (journal->db != NULL) {
        (void)sqlite3_close(journal->db); /* no statement outlives its function */
    }
    gr_arena_free(journal->waiting_arena);
    gr_arena_free(journal->arena);
}

/** Nothing in a file that we did not write ourselves may act: no triggers, no views, no functions
 *  in its schema, no file format tricks; and what is only looked at is not folded together. */
static bool be_careful(sqlite3 *db)
{
    static const struct {
        int option, value;
    } options[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
        {SQLITE_DBCONFIG_ENABLE_VIEW, 0},      {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_DQS_DML, 0},          {SQLITE_DBCONFIG_DQS_DDL, 0},
        {SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1},
    };
    for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
        if (sqlite3_db_config(db, options[i].option, options[i].value, NULL) != SQLITE_OK) {
            return false;
        }
    }
    (void)sqlite3_busy_timeout(db, PATIENCE_MS);
    return gr_query_run(db, "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;"
                            "PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON");
}

/** Readers open for writing too where they may: only then can SQLite take back what a killed run
 *  left half done. They are kept from writing by query_only. */
static bool open_database(gr_journal *journal)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
    return sqlite3_open_v2(journal->path.ptr, &journal->db, flags, NULL) == SQLITE_OK &&
           sqlite3_extended_result_codes(journal->db, 1) == SQLITE_OK && be_careful(journal->db);
}

/** Judges by the last failure: only SQLite's certain "no database" and "malformed" count as damage;
 *  a locked file, a full disk or a lost network say nothing about what is in it. */
static verdict after_failure(sqlite3 *db)
{
    int code = sqlite3_errcode(db) & 0xFF;
    return code == SQLITE_CORRUPT || code == SQLITE_NOTADB ? VERDICT_DAMAGED : VERDICT_REFUSED;
}

static verdict judge_header(sqlite3 *db)
{
    const int64_t unknown = INT64_MIN; /* both numbers in the header have 32 bits */
    int64_t objects = gr_query_number(db, "SELECT count(*) FROM sqlite_schema", unknown);
    if (objects == unknown) {
        return after_failure(db);
    }
    int64_t application = gr_query_number(db, "PRAGMA application_id", unknown);
    if (application == unknown) {
        return after_failure(db);
    }
    int64_t version = gr_query_number(db, "PRAGMA user_version", unknown);
    if (version == unknown) {
        return after_failure(db);
    }
    if (application == 0 && version == 0 && objects == 0) {
        return VERDICT_ABSENT;
    }
    if (application != JOURNAL_APPLICATION || version < 0) {
        return VERDICT_FOREIGN;
    }
    return version > JOURNAL_VERSION ? VERDICT_NEWER : VERDICT_OURS;
}

static verdict judge_file(gr_journal *journal, off_t *out_bytes)
{
    struct stat found;
    if (stat(journal->path.ptr, &found) != 0) {
        return errno == ENOENT || errno == ENOTDIR ? VERDICT_ABSENT : VERDICT_REFUSED;
    }
    if (!S_ISREG(found.st_mode)) {
        errno = S_ISDIR(found.st_mode) ? EISDIR : EINVAL;
        return VERDICT_REFUSED;
    }
    *out_bytes = found.st_size;
    if (!open_database(journal)) {
        return after_failure(journal->db);
    }
    verdict found_header = judge_header(journal->db);
    /* SQLite takes a file of one byte for an empty one, which it writes over. */
    return found_header == VERDICT_ABSENT && found.st_size == 1 ? VERDICT_DAMAGED : found_header;
}

/** What quick_check says of a page that could not be read is text too, and that need not be damage:
 *  only SQLITE_CORRUPT is. */
static verdict judge_check(gr_str said)
{
    if (gr_str_is(said, "ok")) {
        return VERDICT_OURS;
    }
    const gr_str mark = GR_LIT("error code=");
    size_t at = gr_str_find(said, mark);
    gr_str rest = at == SIZE_MAX ? GR_LIT("") : gr_str_sub(said, at + mark.len, SIZE_MAX);
    gr_str code = GR_LIT("");
    int64_t number = SQLITE_CORRUPT;
    bool is_other = gr_str_split(&rest, '\n', &code) && gr_int_parse(code, &number) &&
                    (number & 0xFF) != SQLITE_CORRUPT;
    return is_other ? VERDICT_REFUSED : VERDICT_DAMAGED;
}

/** A whole file is read when it is small; of a large one the tables that a run leans on. */
static verdict check_content(gr_journal *journal, off_t bytes)
{
    static const char *const large[] = {"PRAGMA quick_check('run')",
                                        "PRAGMA quick_check('series')"};
    static const char *const small[] = {"PRAGMA quick_check(1)"};
    const char *const *checks = bytes > CHECKED_BYTES ? large : small;
    size_t n = bytes > CHECKED_BYTES ? sizeof(large) / sizeof(large[0]) : 1;
    verdict found = VERDICT_OURS;
    for (size_t i = 0; i < n && found == VERDICT_OURS; i++) {
        query q = gr_query_make(journal->db, checks[i]);
        found = gr_query_step(&q) ? judge_check(gr_query_next_text(&q, journal->arena))
                                  : VERDICT_DAMAGED;
        found = gr_query_close(&q) ? found : after_failure(journal->db);
    }
    return found;
}

/** What the last failure was, for a message: the system's word when SQLite was not asked yet. */
static const char *cause(const gr_journal *journal)
{
    return journal->db == NULL ? strerror(errno) : sqlite3_errmsg(journal->db);
}

static bool create_file(const gr_journal *journal)
{
    int fd = open(journal->path.ptr, O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY, FILE_MODE);
    return fd >= 0 && close(fd) == 0;
}

static void report_lost(const gr_journal *journal, gr_diag *diag)
{
    gr_diag_report(diag, gr_journal_place(journal, diag), GR_CODE_JOURNAL_WRITE,
                   "%s; the documents do not need it, but this run will not be in it",
                   cause(journal));
}

/** Makes the file when it is not there, brings it up to date and checks it. */
static verdict prepare(gr_journal *journal)
{
    off_t bytes = 0;
    verdict found = judge_file(journal, &bytes);
    if (found == VERDICT_ABSENT && journal->db == NULL) {
        if (!create_file(journal)) {
            return VERDICT_REFUSED;
        }
        found = judge_file(journal, &bytes);
    }
    if (found == VERDICT_OURS) {
        found = check_content(journal, bytes);
    }
    if (found != VERDICT_ABSENT && found != VERDICT_OURS) {
        return found;
    }
    if (!gr_query_run(journal->db, "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL") ||
        !gr_journal_migrate(journal->db, gr_journal_steps, JOURNAL_VERSION)) {
        return after_failure(journal->db);
    }
    if (!gr_journal_has_tables(journal->db)) {
        return (sqlite3_errcode(journal->db) & 0xFF) == SQLITE_ERROR ? VERDICT_DAMAGED
                                                                     : after_failure(journal->db);
    }
    return VERDICT_OURS;
}

bool gr_journal_set_aside(gr_journal *journal, const char *what, gr_diag *diag)
{
    gr_str name = GR_LIT("");
    (void)sqlite3_close(journal->db);
    journal->db = NULL;
    if (!gr_journal_put_aside(journal->path, journal->arena, &name)) {
        gr_diag_report(diag, gr_journal_place(journal, diag), GR_CODE_JOURNAL_WRITE,
                       "the file %s and cannot be put aside: %s; move it away", what,
                       strerror(errno));
        return false;
    }
    gr_diag_report(diag, gr_journal_place(journal, diag), GR_CODE_JOURNAL_ASIDE,
                   "the file %s; it is kept as '" GR_FMT "'", what, GR_ARG(name));
    return true;
}

static void report_newer(const gr_journal *journal, gr_diag *diag)
{
    gr_diag_report(diag, gr_journal_place(journal, diag), GR_CODE_JOURNAL_NEWER,
                   "version %lld, this griffie knows %d; nothing is added to it until griffie is "
                   "brought up to date",
                   (long long)gr_query_number(journal->db, "PRAGMA user_version", 0),
                   JOURNAL_VERSION);
}

/** True when `journal` can be used. */
static bool open_for_write(gr_journal *journal, gr_diag *diag)
{
    verdict found = prepare(journal);
    if (found == VERDICT_DAMAGED || found == VERDICT_FOREIGN) {
        const char *what = found == VERDICT_DAMAGED ? "is damaged" : "is no history of griffie";
        if (!gr_journal_set_aside(journal, what, diag)) {
            return false;
        }
        found = prepare(journal);
    }
    if (found == VERDICT_NEWER) {
        report_newer(journal, diag);
    } else if (found != VERDICT_OURS) {
        report_lost(journal, diag);
    }
    return found == VERDICT_OURS;
}

static gr_status refuse_read(const gr_journal *journal, const char *why, gr_diag *diag)
{
    gr_diag_report(diag, gr_journal_place(journal, diag), GR_CODE_JOURNAL_READ, "%s", why);
    return GR_IO_FAILED;
}

/** OK with `*out_usable` false: there is no history to read. */
static gr_status open_for_read(gr_journal *journal, gr_diag *diag, bool *out_usable)
{
    off_t bytes = 0;
    switch (judge_file(journal, &bytes)) {
    case VERDICT_ABSENT:
        return GR_OK;
    case VERDICT_NEWER:
        report_newer(journal, diag);
        return GR_OK;
    case VERDICT_FOREIGN:
        return refuse_read(journal, "the file is no history of griffie", diag);
    case VERDICT_DAMAGED:
        return refuse_read(journal, "the file is damaged; the next run begins a new one", diag);
    case VERDICT_REFUSED:
        return refuse_read(journal, cause(journal), diag);
    case VERDICT_OURS:
        break;
    }
    int64_t version = gr_query_number(journal->db, "PRAGMA user_version", JOURNAL_VERSION);
    if (version < 1) {
        return refuse_read(journal, "of an older version; the next run brings it up to date", diag);
    }
    if (!gr_journal_view_older(journal->db, (int)version) ||
        !gr_query_run(journal->db, "PRAGMA query_only = ON") ||
        !gr_journal_has_tables(journal->db)) {
        return refuse_read(journal, cause(journal), diag);
    }
    *out_usable = true;
    return GR_OK;
}

/** SQLite is opened late, and may not be there: a run goes on without history. */
static gr_status lack_library(const gr_journal *journal, const char *phrase, gr_diag *diag)
{
    if (journal->mode != GR_JOURNAL_WRITE) {
        return refuse_read(journal, phrase, diag);
    }
    gr_diag_report(diag, gr_journal_place(journal, diag), GR_CODE_JOURNAL_WRITE,
                   "%s; the documents do not need it, but this run will not be in it", phrase);
    return GR_OK;
}

gr_status gr_journal_open(gr_str path, gr_journal_mode mode, gr_diag *diag, gr_journal **out)
{
    gr_journal *journal = journal_new(path, mode);
    gr_status status = GR_OK;
    bool usable = false;
    char missing[300];
    if (!gr_late_open_or_say(&gr_sqlite_late, missing, sizeof(missing))) {
        status = lack_library(journal, missing, diag);
    } else if (mode == GR_JOURNAL_WRITE) {
        usable = open_for_write(journal, diag);
    } else {
        status = open_for_read(journal, diag, &usable);
    }
    if (!usable) {
        journal_free(journal);
        journal = NULL;
    }
    if (status == GR_OK) {
        *out = journal;
    }
    return status;
}

void gr_journal_close(gr_journal *journal)
{
    if (journal != NULL) {
        gr_journal_flush(journal);
        journal_free(journal);
    }
}
