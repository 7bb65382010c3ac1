/* A disk that fails at any call: each read, write, flush, lock and file name of a run fails once,
 * and then from there on. The run goes on with at most one warning, no good file is put aside, and
 * the next run finds all that was written whole. The same for memory that ends. */
#include <sqlite3.h>

#include "journal_files.h"

/* ---- a file system that fails: the system's own, with a count in front of each call */
typedef struct failing {
    sqlite3_vfs vfs;
    sqlite3_vfs *real;
    long left;      /* calls until it fails; below zero: never */
    bool from_then; /* not once but from then on */
} failing;

typedef struct failing_file {
    sqlite3_file base;
    failing *disk;
    sqlite3_file *real; /* right behind this */
} failing_file;

static bool fails_now(failing *disk)
{
    if (disk->left < 0) {
        return false;
    }
    if (disk->left > 0) {
        disk->left--;
        return false;
    }
    disk->left = disk->from_then ? 0 : -1;
    return true;
}

static failing_file *mine(sqlite3_file *file)
{
    return (failing_file *)(void *)file;
}

/** The result of `call` on the real file, unless it is its turn to fail. */
#define PASS_ON(file, code, call) (fails_now(mine(file)->disk) ? (code) : mine(file)->real->call)

static int f_close(sqlite3_file *f)
{
    return mine(f)->real->pMethods->xClose(mine(f)->real);
}

static int f_read(sqlite3_file *f, void *to, int n, sqlite3_int64 at)
{
    return PASS_ON(f, SQLITE_IOERR_READ, pMethods->xRead(mine(f)->real, to, n, at));
}

static int f_write(sqlite3_file *f, const void *from, int n, sqlite3_int64 at)
{
    return PASS_ON(f, SQLITE_FULL, pMethods->xWrite(mine(f)->real, from, n, at));
}

static int f_truncate(sqlite3_file *f, sqlite3_int64 size)
{
    return PASS_ON(f, SQLITE_IOERR_TRUNCATE, pMethods->xTruncate(mine(f)->real, size));
}

static int f_sync(sqlite3_file *f, int flags)
{
    return PASS_ON(f, SQLITE_IOERR_FSYNC, pMethods->xSync(mine(f)->real, flags));
}

static int f_size(sqlite3_file *f, sqlite3_int64 *size)
{
    return PASS_ON(f, SQLITE_IOERR_FSTAT, pMethods->xFileSize(mine(f)->real, size));
}

static int f_lock(sqlite3_file *f, int level)
{
    return PASS_ON(f, SQLITE_IOERR_LOCK, pMethods->xLock(mine(f)->real, level));
}

static int f_unlock(sqlite3_file *f, int level)
{
    return mine(f)->real->pMethods->xUnlock(mine(f)->real, level);
}

static int f_reserved(sqlite3_file *f, int *out)
{
    return PASS_ON(f, SQLITE_IOERR_CHECKRESERVEDLOCK,
                   pMethods->xCheckReservedLock(mine(f)->real, out));
}

static int f_control(sqlite3_file *f, int what, void *arg)
{
    return mine(f)->real->pMethods->xFileControl(mine(f)->real, what, arg);
}

static int f_sector(sqlite3_file *f)
{
    return mine(f)->real->pMethods->xSectorSize(mine(f)->real);
}

static int f_features(sqlite3_file *f)
{
    (void)f;
    return 0;
}

static const sqlite3_io_methods methods = {
    .iVersion = 1,
    .xClose = f_close,
    .xRead = f_read,
    .xWrite = f_write,
    .xTruncate = f_truncate,
    .xSync = f_sync,
    .xFileSize = f_size,
    .xLock = f_lock,
    .xUnlock = f_unlock,
    .xCheckReservedLock = f_reserved,
    .xFileControl = f_control,
    .xSectorSize = f_sector,
    .xDeviceCharacteristics = f_features,
};

static failing *disk_of(sqlite3_vfs *vfs)
{
    return vfs->pAppData;
}

static int v_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
    failing *disk = disk_of(vfs);
    failing_file *f = mine(file);
    *f = (failing_file){.disk = disk, .real = (sqlite3_file *)(void *)(f + 1)};
    if (fails_now(disk)) {
        return SQLITE_CANTOPEN;
    }
    int rc = disk->real->xOpen(disk->real, name, f->real, flags, out);
    f->base.pMethods = f->real->pMethods == NULL ? NULL : &methods;
    return rc;
}

static int v_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
    failing *disk = disk_of(vfs);
    return fails_now(disk) ? SQLITE_IOERR_DELETE : disk->real->xDelete(disk->real, name, sync);
}

static int v_access(sqlite3_vfs *vfs, const char *name, int flags, int *out)
{
    failing *disk = disk_of(vfs);
    return fails_now(disk) ? SQLITE_IOERR_ACCESS
                           : disk->real->xAccess(disk->real, name, flags, out);
}

static int v_path(sqlite3_vfs *vfs, const char *name, int n, char *out)
{
    return disk_of(vfs)->real->xFullPathname(disk_of(vfs)->real, name, n, out);
}

static void disk_register(failing *disk)
{
    disk->real = sqlite3_vfs_find(NULL);
    disk->vfs = *disk->real;
    disk->vfs.szOsFile = (int)sizeof(failing_file) + disk->real->szOsFile;
    disk->vfs.zName = "failing";
    disk->vfs.pAppData = disk;
    disk->vfs.xOpen = v_open;
    disk->vfs.xDelete = v_delete;
    disk->vfs.xAccess = v_access;
    disk->vfs.xFullPathname = v_path;
    disk->left = -1;
    assert_int_equal(sqlite3_vfs_register(&disk->vfs, 1), SQLITE_OK);
}

static void disk_forget(failing *disk)
{
    assert_int_equal(sqlite3_vfs_unregister(&disk->vfs), SQLITE_OK);
    assert_int_equal(sqlite3_vfs_register(disk->real, 1), SQLITE_OK);
}

/* ---- runs on it */
static void run_once(place *p, int64_t began)
{
    gr_journal *journal = open_journal(p, GR_JOURNAL_WRITE);
    gr_journal_run run = run_row("j", began);
    gr_journal_begin(journal, &run, p->diag);
    gr_journal_edition row = edition_row(run.id, "renkum", "k", figures_of(p->arena, 30, 5));
    gr_journal_message message = {run.id,         GR_LIT(""), GR_LIT("note"),
                                  GR_LIT("L102"), GR_LIT(""), GR_LIT("a message")};
    gr_journal_add_message(journal, &message, p->diag);
    gr_journal_add_edition(journal, &row, p->diag);
    run.exit = 0;
    gr_journal_end(journal, &run, p->diag);
    gr_journal_close(journal);
}

/** Reads it all while it may fail; what fails is said. */
static void read_once(place *p)
{
    gr_journal *journal = NULL;
    gr_history_query all = {.report = GR_LIT(""), .edition = GR_LIT("")};
    gr_journal_edition *rows = NULL;
    size_t n = 0;
    gr_status status = gr_journal_open(p->path, GR_JOURNAL_READ, p->diag, &journal);
    if (status == GR_OK) {
        status = gr_journal_editions(journal, &all, p->arena, p->diag, &rows, &n);
    }
    assert_int_equal(status == GR_OK, gr_diag_count(p->diag, GR_NOTE) == 0);
    gr_journal_close(journal);
}

static size_t count_editions(place *p)
{
    gr_journal *journal = open_journal(p, GR_JOURNAL_READ);
    gr_history_query all = {.report = GR_LIT(""), .edition = GR_LIT("")};
    gr_journal_edition *rows = NULL;
    size_t n = 0;
    assert_int_equal(gr_journal_editions(journal, &all, p->arena, p->diag, &rows, &n), GR_OK);
    gr_journal_close(journal);
    return n;
}

/** A run that failed somewhere left one warning at most and lost nothing. */
static void check_after(place *p, size_t before)
{
    bool aside = gr_diag_has(p->diag, GR_CODE_JOURNAL_ASIDE);
    unsigned reports = gr_diag_count(p->diag, GR_NOTE);
    unsigned errors = gr_diag_count(p->diag, GR_ERROR);
    gr_str text = said(p);
    if (aside || reports > 1 || errors > 0) {
        print_error("said: " GR_FMT "\n", GR_ARG(text));
        fail();
    }
    size_t now = count_editions(p);
    assert_true(now == before || now == before + 1);
    check_silent(p);
}

/** False when the n-th call was never reached. */
static bool fails_at(const place *shared, failing *disk, long n, bool from_then)
{
    place p = *shared;
    p.arena = gr_arena_new(65536);
    p.diag = gr_diag_new(p.arena, 50);
    place_empty(&p);
    disk->left = -1;
    if (n % 2 == 0) { /* else the file is made by the run that fails */
        run_once(&p, 1);
    }
    size_t before = n % 2 == 0 ? 1 : 0;
    disk->left = n / 2;
    disk->from_then = from_then;
    run_once(&p, 2);
    bool reached = disk->left == -1 || (from_then && disk->left == 0);
    disk->left = -1;
    check_after(&p, before);
    before = gr_file_exists(p.path) ? count_editions(&p) : 0;
    disk->left = n / 2;
    read_once(&p);
    (void)said(&p);
    disk->left = -1;
    run_once(&p, 3);
    check_silent(&p);
    assert_int_equal(count_editions(&p), before + 1);
    gr_arena_free(p.arena);
    return reached;
}

static void a_disk_that_fails_anywhere(void **state)
{
    (void)state;
    place p = place_make();
    failing disk = {0};
    disk_register(&disk);
    for (int from_then = 0; from_then < 2; from_then++) {
        long n = 0;
        while (fails_at(&p, &disk, n, from_then == 1)) {
            n += from_then == 1 ? 7 : 3;
        }
        print_message("%ld calls\n", n / 2);
        assert_true(n > 100);
    }
    disk_forget(&disk);
    place_free(&p);
}

/* The limit is on what SQLite takes in all: from nothing to enough. */
static void memory_that_ends(void **state)
{
    (void)state;
    place p = place_make();
    run_once(&p, 1);
    check_silent(&p);
    size_t editions = 1;
    unsigned failed = 0;
    for (sqlite3_int64 limit = 2000; limit < 400000; limit += limit / 9) {
        (void)sqlite3_hard_heap_limit64(limit);
        run_once(&p, 2);
        failed += gr_diag_count(p.diag, GR_WARNING);
        assert_false(gr_diag_has(p.diag, GR_CODE_JOURNAL_ASIDE));
        (void)said(&p);
        read_once(&p);
        (void)said(&p);
        (void)sqlite3_hard_heap_limit64(0);
        size_t now = count_editions(&p);
        assert_true(now == editions || now == editions + 1);
        editions = now;
        check_silent(&p);
    }
    print_message("%u failed, %zu editions\n", failed, editions);
    assert_true(failed > 5 && editions > 1);
    place_free(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_disk_that_fails_anywhere),
        cmocka_unit_test(memory_that_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
