#include "base/file.h"

/* Owns every file descriptor below `batch`. Must not know what is in the files. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fault.h"

#define OUTPUT_MODE  0640
#define BUFFER_BYTES ((size_t)64 * 1024)

/** `path` as the system wants it; false with errno when it cannot be one. */
static bool system_path(gr_str path, char out[PATH_MAX])
{
    if (path.len >= PATH_MAX) {
        errno = ENAMETOOLONG;
        return false;
    }
    if (path.len == 0 || memchr(path.ptr, '\0', path.len) != NULL) {
        errno = ENOENT;
        return false;
    }
    memcpy(out, path.ptr, path.len);
    out[path.len] = '\0';
    return true;
}

static int open_path(gr_str path, int flags, mode_t mode)
{
    char name[PATH_MAX];
    if (!system_path(path, name)) {
        return -1;
    }
    if (gr_fault_strikes(GR_FAULT_OPEN)) {
        errno = EIO;
        return -1;
    }
    int fd = -1;
    do {
        fd = open(name, flags | O_CLOEXEC | O_NOCTTY, mode);
    } while (fd < 0 && errno == EINTR);
    return fd;
}

/* What a read failed on, so that one place words the report. */
typedef struct reading {
    gr_str path;
    gr_diag *diag;
    gr_loc blame;
} reading;

static gr_status refuse(const reading *r, gr_code code, gr_status status, const char *why)
{
    if (r->blame.file == 0 && r->blame.line == 0) {
        gr_loc whole = {.file = gr_diag_add_file(r->diag, r->path)};
        gr_diag_report(r->diag, whole, code, "%s", why);
    } else {
        gr_diag_report(r->diag, r->blame, code, "'" GR_FMT "'%s%s", GR_ARG(r->path),
                       why[0] == '\0' ? "" : ": ", why);
    }
    return status;
}

static gr_status refuse_open(const reading *r)
{
    if (errno == ENOENT || errno == ENOTDIR) {
        return refuse(r, GR_CODE_FILE_MISSING, GR_BAD_INPUT, "");
    }
    return refuse(r, GR_CODE_FILE_UNREADABLE, GR_IO_FAILED, strerror(errno));
}

static gr_status refuse_size(const reading *r, off_t size, size_t max_bytes)
{
    char why[80];
    (void)snprintf(why, sizeof(why), "%lld bytes, at most %zu", (long long)size, max_bytes);
    return refuse(r, GR_CODE_FILE_LIMIT, GR_OVER_LIMIT, why);
}

/** Reads until `size` bytes or the end; false with errno when the system refuses. */
static bool read_up_to(int fd, char *bytes, size_t size, size_t *out_len)
{
    size_t len = 0;
    while (len < size) {
        ssize_t n = read(fd, bytes + len, size - len);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            return false;
        }
        if (n == 0) {
            break;
        }
        len += (size_t)n;
    }
    *out_len = len;
    return true;
}

/** A regular file of at most max_bytes, open for reading; -1 after a report. */
static int open_regular(const reading *r, size_t max_bytes, gr_status *out_status, size_t *out_size)
{
    struct stat facts;
    /* O_NONBLOCK: opening a pipe nobody writes to would wait for ever. */
    int fd = open_path(r->path, O_RDONLY | O_NONBLOCK, 0);
    if (fd < 0) {
        *out_status = refuse_open(r);
        return -1;
    }
    if (fstat(fd, &facts) != 0) {
        *out_status = refuse(r, GR_CODE_FILE_UNREADABLE, GR_IO_FAILED, strerror(errno));
    } else if (!S_ISREG(facts.st_mode)) {
        const char *what = S_ISDIR(facts.st_mode) ? "it is a folder" : "it is not a regular file";
        *out_status = refuse(r, GR_CODE_FILE_UNREADABLE, GR_IO_FAILED, what);
    } else if ((uintmax_t)facts.st_size > max_bytes) {
        *out_status = refuse_size(r, facts.st_size, max_bytes);
    } else {
        *out_size = (size_t)facts.st_size;
        return fd;
    }
    (void)close(fd); /* nothing was written: there is nothing it could lose */
    return -1;
}

static gr_status refuse_read(const reading *r, bool changed)
{
    return refuse(r, GR_CODE_FILE_UNREADABLE, GR_IO_FAILED,
                  changed ? "it changed while it was read" : strerror(errno));
}

gr_status gr_file_read(gr_str path, size_t max_bytes, gr_arena *arena, gr_diag *diag, gr_loc blame,
                       gr_str *out_bytes)
{
    const reading r = {path, diag, blame};
    gr_status status = GR_OK;
    size_t size = 0, len = 0;
    int fd = open_regular(&r, max_bytes, &status, &size);
    if (fd < 0) {
        return status;
    }
    char *bytes = GR_ROOM_N(arena, char, size + 1);
    bool read = read_up_to(fd, bytes, size + 1, &len); /* the byte too many shows growth */
    status = read && len == size ? GR_OK : refuse_read(&r, read);
    if (status == GR_OK) {
        bytes[size] = '\0';
        *out_bytes = (gr_str){bytes, size};
    }
    (void)close(fd);
    return status;
}

gr_status gr_file_walk(gr_str path, size_t max_bytes, gr_diag *diag, gr_loc blame,
                       void (*take)(void *user, gr_str piece), void *user)
{
    const reading r = {path, diag, blame};
    gr_status status = GR_OK;
    size_t size = 0, total = 0, len = 0;
    int fd = open_regular(&r, max_bytes, &status, &size);
    if (fd < 0) {
        return status;
    }
    char piece[BUFFER_BYTES];
    bool read = false;
    while ((read = read_up_to(fd, piece, sizeof(piece), &len)) && len > 0 && total <= size) {
        take(user, (gr_str){piece, len});
        total += len;
    }
    status = read && total == size ? GR_OK : refuse_read(&r, read);
    (void)close(fd);
    return status;
}

static bool path_facts(gr_str path, struct stat *out)
{
    char name[PATH_MAX];
    return system_path(path, name) && stat(name, out) == 0;
}

bool gr_file_exists(gr_str path)
{
    struct stat facts;
    return path_facts(path, &facts) && S_ISREG(facts.st_mode);
}

bool gr_folder_exists(gr_str path)
{
    struct stat facts;
    return path_facts(path, &facts) && S_ISDIR(facts.st_mode);
}

gr_str gr_path_join(gr_arena *arena, gr_str folder, gr_str name)
{
    const char *between = folder.len == 0 || gr_str_ends(folder, GR_LIT("/")) ? "" : "/";
    gr_buf path = gr_buf_make(arena, SIZE_MAX);
    gr_buf_add(&path, folder);
    gr_buf_add(&path, gr_str_of(between));
    gr_buf_add(&path, name);
    return gr_str_dup(arena, gr_buf_view(&path));
}

bool gr_path_is_inside(gr_str name)
{
    if (name.len == 0 || name.ptr[0] == '/' || memchr(name.ptr, '\0', name.len) != NULL) {
        return false;
    }
    gr_str part = GR_LIT("");
    while (gr_str_split(&name, '/', &part)) {
        if (gr_str_is(part, "..")) {
            return false;
        }
    }
    return true;
}

bool gr_path_stays_below(gr_str path, gr_str folder)
{
    char name[PATH_MAX];
    char real_path[PATH_MAX];
    char real_folder[PATH_MAX];
    if (!system_path(folder, name) || realpath(name, real_folder) == NULL ||
        !system_path(path, name) || realpath(name, real_path) == NULL) {
        return false;
    }
    size_t len = strlen(real_folder);
    return strncmp(real_path, real_folder, len) == 0 &&
           (real_path[len] == '/' || real_folder[len - 1] == '/');
}

static int by_bytes(const void *left, const void *right)
{
    return gr_str_cmp(*(const gr_str *)left, *(const gr_str *)right);
}

/** NULL with errno. */
static DIR *open_folder(gr_str folder)
{
    char path[PATH_MAX];
    if (!system_path(folder, path)) {
        return NULL;
    }
    if (gr_fault_strikes(GR_FAULT_OPEN)) {
        errno = EIO;
        return NULL;
    }
    return opendir(path);
}

/** The next entry; NULL at the end, or with errno. */
static const struct dirent *next_entry(DIR *entries)
{
    errno = 0;
    return readdir(entries);
}

static gr_status refuse_folder(gr_str folder, gr_diag *diag)
{
    const reading r = {.path = folder, .diag = diag};
    return refuse(&r, GR_CODE_FILE_UNREADABLE, GR_IO_FAILED, strerror(errno));
}

static bool ends_but_for_capitals(gr_str name, gr_str suffix)
{
    bool same = suffix.len > 0 && name.len > suffix.len;
    for (size_t i = 0; same && i < suffix.len; i++) {
        char c = name.ptr[name.len - suffix.len + i];
        same = (c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c) == suffix.ptr[i];
    }
    return same && !gr_str_ends(name, suffix);
}

/** Where capitals do not count the file would have been read: that it is passed over here is said.
 */
static void tell_capitals(gr_str folder, gr_str name, gr_str suffix, gr_arena *arena, gr_diag *diag)
{
    if (ends_but_for_capitals(name, suffix)) {
        gr_loc whole = {.file = gr_diag_add_file(diag, gr_path_join(arena, folder, name))};
        gr_diag_report(diag, whole, GR_CODE_NAME_CAPITALS,
                       "names of files end in '" GR_FMT "' in small letters here; rename it",
                       GR_ARG(suffix));
    }
}

gr_status gr_folder_list(gr_str folder, gr_str suffix, gr_arena *arena, gr_diag *diag,
                         gr_str **out_names, size_t *out_n)
{
    gr_str *names = NULL;
    size_t count = 0;
    size_t cap = 0;
    *out_names = NULL;
    *out_n = 0;
    DIR *entries = open_folder(folder);
    if (entries == NULL) {
        return errno == ENOENT || errno == ENOTDIR ? GR_OK : refuse_folder(folder, diag);
    }
    for (const struct dirent *e = NULL; (e = next_entry(entries)) != NULL;) {
        gr_str name = gr_str_of(e->d_name);
        if (!gr_str_starts(name, GR_LIT(".")) && gr_str_ends(name, suffix)) {
            *GR_PUSH(arena, names, count, cap, gr_str) = gr_str_dup(arena, name);
        } else if (!gr_str_starts(name, GR_LIT("."))) {
            tell_capitals(folder, name, suffix, arena, diag);
        }
    }
    gr_status status = errno == 0 ? GR_OK : refuse_folder(folder, diag);
    (void)closedir(entries);
    GR_TRY(status);
    if (count > 0) {
        qsort(names, count, sizeof(*names), by_bytes);
    }
    *out_names = names;
    *out_n = count;
    return GR_OK;
}

struct gr_file {
    int fd;
    bool failed; /* reported; everything that follows fails silently */
    size_t used; /* bytes waiting in `buffer` */
    gr_str path;
    gr_arena *arena; /* holds this object too */
    char buffer[BUFFER_BYTES];
};

gr_file *gr_file_create(gr_str path, gr_diag *diag)
{
    int fd = open_path(path, O_WRONLY | O_CREAT | O_EXCL, OUTPUT_MODE);
    if (fd < 0) {
        gr_loc whole = {.file = gr_diag_add_file(diag, path)};
        gr_diag_report(diag, whole, GR_CODE_OUTPUT_CREATE, "%s", strerror(errno));
        return NULL;
    }
    gr_arena *arena = gr_arena_new(sizeof(gr_file) + path.len + BUFFER_BYTES / 16);
    gr_file *file = GR_NEW(arena, gr_file);
    file->fd = fd;
    file->arena = arena;
    file->path = gr_str_dup(arena, path);
    return file;
}

static gr_status fail_write(gr_file *file, gr_diag *diag)
{
    gr_loc whole = {.file = gr_diag_add_file(diag, file->path)};
    gr_diag_report(diag, whole, GR_CODE_OUTPUT_WRITE, "%s", strerror(errno));
    file->failed = true;
    return GR_IO_FAILED;
}

static ssize_t write_once(int fd, const char *bytes, size_t len)
{
    if (gr_fault_strikes(GR_FAULT_WRITE)) {
        errno = ENOSPC;
        return -1;
    }
    ssize_t n = write(fd, bytes, len);
    if (n == 0) {
        errno = ENOSPC; /* no progress and no reason: do not try for ever */
        return -1;
    }
    return n;
}

static gr_status write_out(gr_file *file, gr_str bytes, gr_diag *diag)
{
    while (bytes.len > 0) {
        ssize_t n = write_once(file->fd, bytes.ptr, bytes.len);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            return fail_write(file, diag);
        }
        bytes = gr_str_sub(bytes, (size_t)n, SIZE_MAX);
    }
    return GR_OK;
}

static gr_status flush_buffer(gr_file *file, gr_diag *diag)
{
    gr_str waiting = {file->buffer, file->used};
    file->used = 0;
    return write_out(file, waiting, diag);
}

gr_status gr_file_write(gr_file *file, gr_str bytes, gr_diag *diag)
{
    if (file->failed) {
        return GR_IO_FAILED;
    }
    if (bytes.len > BUFFER_BYTES - file->used) {
        GR_TRY(flush_buffer(file, diag));
    }
    if (bytes.len > BUFFER_BYTES) {
        return write_out(file, bytes, diag);
    }
    memcpy(file->buffer + file->used, bytes.ptr, bytes.len);
    file->used += bytes.len;
    return GR_OK;
}

/** False with errno when what was written may not be on the disk. */
static bool sync_once(int fd)
{
    if (gr_fault_strikes(GR_FAULT_WRITE)) {
        errno = EIO;
        return false;
    }
    return fsync(fd) == 0;
}

static gr_status sync_and_close(gr_file *file, gr_diag *diag)
{
    bool synced = sync_once(file->fd);
    while (!synced && errno == EINTR) {
        synced = sync_once(file->fd);
    }
    if (!synced) {
        return fail_write(file, diag);
    }
    int fd = file->fd;
    file->fd = -1; /* whatever close says, the number is no longer ours */
    return close(fd) == 0 ? GR_OK : fail_write(file, diag);
}

gr_status gr_file_commit(gr_file *file, gr_diag *diag)
{
    gr_status status = file->failed ? GR_IO_FAILED : flush_buffer(file, diag);
    if (status == GR_OK) {
        status = sync_and_close(file, diag);
    }
    if (status != GR_OK) {
        gr_file_discard(file);
        return status;
    }
    gr_arena_free(file->arena);
    return GR_OK;
}

void gr_file_discard(gr_file *file)
{
    if (file == NULL) {
        return;
    }
    if (file->fd >= 0) {
        (void)close(file->fd);
    }
    (void)unlink(file->path.ptr);
    gr_arena_free(file->arena);
}
