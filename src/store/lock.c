#include "store/lock.h"

/* Owns the lock files below an output folder. A lock is taken by giving our file its name with
 * link(), which is one step on every file system, NFS too; it is taken over by renaming our file
 * over a stale one. Only one may do that: whoever holds the lock on that very stale file, which is
 * called after its content. No content comes twice, so a stale file that was replaced is never
 * taken for one that stands there. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/file.h"
#include "holder.h"
#include "pack/pack.h"
#include "store/folder.h"

#define LOCK_MODE     0640
#define FOLDER_MODE   0750
#define UNTOLD        INT64_MAX
#define LINE_BYTES    ((size_t)4096)
#define STALE_SECONDS 600 /* not touched for so long: its holder is gone */
#define TOUCH_SECONDS 60
#define SPARE         ".lock." /* our file before it gets its name */
#define NAME_DIGITS   16
#define DEPTH         3  /* taking over may find that somebody died while doing so */
#define ROUNDS        50 /* in which others come and go between two steps of ours */

typedef enum answer { TAKEN, BUSY, REFUSED } answer;

typedef struct taking {
    gr_arena *arena;
    gr_diag *diag;
    int64_t now;    /* by the clock of the file system, which is the clock of all who lock there */
    gr_str line;    /* ours */
    gr_str other;   /* whose lock it is, when it is BUSY */
    unsigned depth; /* locks on stale locks that may still be asked for */
} taking;

static gr_status refuse(gr_diag *diag, gr_str path, gr_code code, const char *why)
{
    gr_loc whole = {.file = gr_diag_add_file(diag, path)};
    gr_diag_report(diag, whole, code, "%s", why);
    return GR_IO_FAILED;
}

static gr_status make_folder(gr_str folder, gr_diag *diag, bool *out_made)
{
    *out_made = mkdir(folder.ptr, FOLDER_MODE) == 0;
    if (!*out_made && errno != EEXIST) {
        return refuse(diag, folder, GR_CODE_OUTPUT_CREATE, strerror(errno));
    }
    if (!gr_folder_exists(folder)) {
        return refuse(diag, folder, GR_CODE_OUTPUT_CREATE, "it is not a folder");
    }
    return GR_OK;
}

static gr_str name_of(gr_str content, gr_arena *arena)
{
    return gr_str_sub(gr_sha256_hex(arena, gr_sha256_of(content)), 0, NAME_DIGITS);
}

static gr_str new_id(gr_arena *arena)
{
    char bytes[16] = {0};
    (void)!getrandom(bytes, sizeof(bytes), 0);
    return name_of((gr_str){bytes, sizeof(bytes)}, arena);
}

/** What a lock file says and when it was last touched. False: there is none. */
static bool read_lock(gr_str path, gr_arena *arena, gr_str *out_text, int64_t *out_touched)
{
    char *bytes = GR_NEW_N(arena, char, LINE_BYTES);
    struct stat facts = {0};
    int fd = open(path.ptr, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0) {
        *out_text = GR_LIT("");
        *out_touched = UNTOLD; /* there, but not for us: as if it were held */
        return errno != ENOENT;
    }
    ssize_t got = read(fd, bytes, LINE_BYTES);
    bool there = fstat(fd, &facts) == 0;
    (void)close(fd);
    *out_text = (gr_str){bytes, got < 0 ? 0 : (size_t)got};
    *out_touched = got < 0 ? UNTOLD : facts.st_mtim.tv_sec;
    return there;
}

/** Our file, under a name of its own; it also tells the time. */
static gr_status make_spare(taking *t, gr_str folder, gr_str *out_path)
{
    struct stat facts = {0};
    gr_str id = new_id(t->arena);
    gr_str path = gr_path_join(t->arena, folder, gr_str_fmt(t->arena, SPARE GR_FMT, GR_ARG(id)));
    int fd = open(path.ptr, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, LOCK_MODE);
    if (fd < 0) {
        return refuse(t->diag, path, GR_CODE_OUTPUT_CREATE, strerror(errno));
    }
    bool good = fstat(fd, &facts) == 0;
    t->now = facts.st_mtim.tv_sec;
    t->line = gr_holder_line(id, t->now, t->arena);
    good = good && write(fd, t->line.ptr, t->line.len) == (ssize_t)t->line.len;
    good = close(fd) == 0 && good;
    if (!good) {
        gr_status status = refuse(t->diag, path, GR_CODE_OUTPUT_WRITE, strerror(errno));
        (void)unlink(path.ptr);
        return status;
    }
    *out_path = path;
    return GR_OK;
}

/** NFS may lose the answer to a link that was made: the count of names knows better. */
static bool give_name(gr_str spare, gr_str path)
{
    struct stat facts = {0};
    if (link(spare.ptr, path.ptr) == 0) {
        return true;
    }
    int why = errno;
    bool given = stat(spare.ptr, &facts) == 0 && facts.st_nlink == 2;
    errno = why;
    return given;
}

/** A file of the future tells nothing of its age: somebody's clock jumped. It ages from now on. */
static bool is_stale(const taking *t, gr_str path, gr_str text, int64_t touched)
{
    gr_holder holder;
    gr_pulse pulse = gr_holder_parse(text, &holder) ? gr_holder_pulse(&holder) : GR_PULSE_NOT_SEEN;
    if (pulse != GR_PULSE_NOT_SEEN) {
        return pulse == GR_PULSE_GONE;
    }
    if (touched != UNTOLD && touched > t->now + TOUCH_SECONDS) {
        gr_path_touch(path);
    }
    return touched < t->now - STALE_SECONDS;
}

static gr_str describe(const taking *t, gr_str text)
{
    gr_holder holder;
    return gr_holder_parse(text, &holder) ? gr_holder_name(&holder, t->arena)
                                          : GR_LIT("somebody who left no name");
}

static void unlink_ours(gr_str path, gr_str line)
{
    gr_arena *arena = gr_arena_new(LINE_BYTES);
    gr_str text = GR_LIT("");
    int64_t touched = 0;
    if (read_lock(path, arena, &text, &touched) && gr_str_eq(text, line)) {
        (void)unlink(path.ptr);
    }
    gr_arena_free(arena);
}

static answer take_name(taking *t, gr_str folder, gr_str path);

/** Replaces the stale file that says `text`, unless somebody else does. `spare` is ours. */
static answer take_over(taking *t, gr_str folder, gr_str path, gr_str spare, gr_str text)
{
    taking over = {.arena = t->arena, .diag = t->diag, .depth = t->depth - 1};
    gr_str name = gr_str_fmt(t->arena, SPARE "over-" GR_FMT, GR_ARG(name_of(text, t->arena)));
    gr_str claim = gr_path_join(t->arena, folder, name);
    gr_str still = GR_LIT("");
    int64_t touched = 0;
    answer got = take_name(&over, folder, claim);
    if (got != TAKEN) {
        return got;
    }
    if (!read_lock(path, t->arena, &still, &touched) || !gr_str_eq(still, text) ||
        !is_stale(t, path, still, touched)) {
        got = BUSY; /* it was replaced meanwhile: look again */
    } else if (rename(spare.ptr, path.ptr) != 0) {
        (void)refuse(t->diag, path, GR_CODE_OUTPUT_CREATE, strerror(errno));
        got = REFUSED;
    }
    unlink_ours(claim, over.line);
    return got;
}

/** One look at the name; *out_again when it may be free by now. */
static answer look(taking *t, gr_str folder, gr_str path, gr_str spare, bool *out_again)
{
    gr_str text = GR_LIT("");
    int64_t touched = 0;
    *out_again = false;
    if (give_name(spare, path)) {
        return TAKEN;
    }
    if (errno != EEXIST && errno != ENOENT) {
        (void)refuse(t->diag, path, GR_CODE_OUTPUT_CREATE, strerror(errno));
        return REFUSED;
    }
    *out_again = true;
    if (!read_lock(path, t->arena, &text, &touched)) {
        return BUSY;
    }
    t->other = describe(t, text);
    if (!is_stale(t, path, text, touched) || t->depth == 0) {
        *out_again = false;
        return BUSY;
    }
    answer got = take_over(t, folder, path, spare, text);
    if (got == TAKEN) {
        gr_loc whole = {.file = gr_diag_add_file(t->diag, path)};
        gr_diag_report(t->diag, whole, GR_CODE_LOCK_LEFT, "it was held by " GR_FMT,
                       GR_ARG(t->other));
    }
    return got;
}

static answer take_name(taking *t, gr_str folder, gr_str path)
{
    gr_str spare = GR_LIT("");
    answer got = BUSY;
    bool again = true;
    t->other = GR_LIT("somebody");
    if (make_spare(t, folder, &spare) != GR_OK) {
        return REFUSED;
    }
    for (int i = 0; got == BUSY && again && i < ROUNDS; i++) {
        got = look(t, folder, path, spare, &again);
    }
    (void)unlink(spare.ptr); /* it has its other name, or needs none */
    return got;
}

/** What takers left that died before their file had its name. */
static void sweep_spares(const taking *t, gr_str folder)
{
    DIR *entries = opendir(folder.ptr);
    for (struct dirent *e = NULL; entries != NULL && (e = readdir(entries)) != NULL;) {
        struct stat facts = {0};
        if (gr_str_starts(gr_str_of(e->d_name), GR_LIT(SPARE)) &&
            fstatat(dirfd(entries), e->d_name, &facts, AT_SYMLINK_NOFOLLOW) == 0 &&
            facts.st_mtim.tv_sec < t->now - STALE_SECONDS) {
            (void)unlinkat(dirfd(entries), e->d_name, 0);
        }
    }
    if (entries != NULL) {
        (void)closedir(entries);
    }
}

static bool is_held(taking *t, gr_str path)
{
    gr_str text = GR_LIT("");
    int64_t touched = 0;
    if (!read_lock(path, t->arena, &text, &touched) || is_stale(t, path, text, touched)) {
        return false;
    }
    t->other = describe(t, text);
    return true;
}

/** True when a shard is at work below `folder`, of another run than `but` (empty: of any). */
static bool are_shards_at_work(taking *t, gr_str folder, gr_str but)
{
    gr_str *runs = NULL;
    size_t n = 0;
    gr_diag *discarded = gr_diag_new(t->arena, 1);
    gr_str shards = gr_path_join(t->arena, folder, GR_LIT(GR_SHARDS));
    bool held = false;
    if (gr_folder_list(shards, GR_LIT(""), t->arena, discarded, &runs, &n) != GR_OK) {
        return false;
    }
    for (size_t i = 0; !held && i < n; i++) {
        gr_str *locks = NULL;
        size_t m = 0;
        gr_str run = gr_path_join(t->arena, shards, runs[i]);
        if (gr_str_eq(runs[i], but) ||
            gr_folder_list(run, GR_LIT(".lock"), t->arena, discarded, &locks, &m) != GR_OK) {
            continue;
        }
        for (size_t k = 0; !held && k < m; k++) {
            held = is_held(t, gr_path_join(t->arena, run, locks[k]));
        }
    }
    return held;
}

typedef struct wish {
    gr_str output, run_id; /* run_id empty: the whole folder */
    gr_str folder, path;   /* of the lock file */
    gr_str whole;          /* the lock on the whole folder */
} wish;

/** Takes the name first and looks for others then: of two that exclude each other and come at the
 *  same time, none goes on, or one. */
static answer take_once(taking *t, const wish *want)
{
    t->depth = DEPTH;
    answer got = take_name(t, want->folder, want->path);
    if (got == TAKEN && (are_shards_at_work(t, want->output, want->run_id) ||
                         (want->run_id.len > 0 && is_held(t, want->whole)))) {
        unlink_ours(want->path, t->line);
        got = BUSY;
    }
    return got;
}

/** Somebody made a folder or a link of that name: no run ends, and no time passes, that frees it.
 */
static bool is_no_file(gr_str path)
{
    struct stat facts = {0};
    return lstat(path.ptr, &facts) == 0 && (S_ISDIR(facts.st_mode) || S_ISLNK(facts.st_mode));
}

static gr_status take(const wish *want, unsigned wait, gr_lock *lock, taking *t)
{
    answer got = take_once(t, want);
    for (; got == BUSY && wait > 0; wait--) {
        (void)sleep(1);
        got = take_once(t, want);
    }
    switch (got) {
    case TAKEN:
        break;
    case BUSY:
        if (is_no_file(want->path)) {
            return refuse(t->diag, want->path, GR_CODE_OUTPUT_LOCKED,
                          "it is no file of griffie's, and nobody holds it; take it away");
        }
        gr_diag_report(t->diag, (gr_loc){.file = gr_diag_add_file(t->diag, want->path)},
                       GR_CODE_OUTPUT_LOCKED,
                       "held by " GR_FMT "; try again when it has finished, or let --wait do so",
                       GR_ARG(t->other));
        return GR_IO_FAILED;
    case REFUSED:
        return GR_IO_FAILED;
    }
    sweep_spares(t, want->folder);
    lock->held = true;
    lock->line = t->line;
    lock->touched = gr_clock_awake_or_not_s();
    return GR_OK;
}

/** A folder that we made goes again when nothing came into it. */
static void remove_empty(const gr_lock *lock)
{
    if (lock->made_folder) {
        (void)rmdir(lock->folder.ptr);
    }
}

gr_status gr_lock_take(gr_str folder, unsigned wait, gr_arena *arena, gr_diag *diag, gr_lock *out)
{
    taking t = {.arena = arena, .diag = diag};
    gr_lock lock = {.folder = gr_str_dup(arena, folder),
                    .path = gr_path_join(arena, folder, GR_LIT(".lock"))};
    const wish want = {.output = lock.folder,
                       .run_id = GR_LIT(""),
                       .folder = lock.folder,
                       .path = lock.path,
                       .whole = lock.path};
    GR_TRY(make_folder(lock.folder, diag, &lock.made_folder));
    gr_status status = take(&want, wait, &lock, &t);
    if (status != GR_OK) {
        remove_empty(&lock);
        return status;
    }
    *out = lock;
    return GR_OK;
}

gr_status gr_lock_take_shard(gr_str folder, gr_str run_id, unsigned shard, unsigned wait,
                             gr_arena *arena, gr_diag *diag, gr_lock *out)
{
    taking t = {.arena = arena, .diag = diag};
    gr_str output = gr_str_dup(arena, folder);
    gr_str below = gr_path_join(arena, GR_LIT(GR_SHARDS), run_id);
    gr_lock lock = {.folder = gr_path_join(arena, output, below)};
    lock.path = gr_path_join(arena, lock.folder, gr_str_fmt(arena, "%u.lock", shard));
    const wish want = {.output = output,
                       .run_id = run_id,
                       .folder = lock.folder,
                       .path = lock.path,
                       .whole = gr_path_join(arena, output, GR_LIT(".lock"))};
    bool made = false; /* stays: other shards come at any moment */
    GR_TRY(make_folder(output, diag, &made));
    GR_TRY(gr_folders_make(output, below, diag));
    GR_TRY(take(&want, wait, &lock, &t));
    *out = lock;
    return GR_OK;
}

bool gr_lock_keep(gr_lock *lock)
{
    int64_t now = gr_clock_awake_or_not_s();
    if (now < lock->touched + TOUCH_SECONDS) {
        return true;
    }
    gr_arena *arena = gr_arena_new(LINE_BYTES);
    gr_str text = GR_LIT("");
    int64_t touched = 0;
    bool there = read_lock(lock->path, arena, &text, &touched);
    bool ours = there && (touched == UNTOLD || gr_str_eq(text, lock->line));
    if (ours) {
        gr_path_touch(lock->path);
        lock->touched = now;
    }
    gr_arena_free(arena);
    return ours;
}

void gr_lock_release(gr_lock *lock)
{
    if (lock->held) {
        unlink_ours(lock->path, lock->line);
        remove_empty(lock); /* only when nothing was published */
    }
    lock->held = false;
}
