#include "store/folder.h"

/* Owns the calls that change folders. Must not know what is in them. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/file.h"
#include "pack/file_hash.h"

#define FILE_BYTES   ((size_t)1024 * 1024 * 1024)
#define FOLDER_MODE  0750
#define FOLDERS_DEEP 16 /* of inputs that were laid out; a version holds files only */

static gr_status refuse(gr_diag *diag, gr_str path, gr_code code, const char *tried)
{
    gr_loc whole = {.file = gr_diag_add_file(diag, path)};
    gr_diag_report(diag, whole, code, "%s: %s", tried, strerror(errno));
    return GR_IO_FAILED;
}

/** Stands in for a kill at this very step, in tests. */
static void may_die(void)
{
    if (gr_fault_strikes(GR_FAULT_DIE)) {
        (void)raise(SIGKILL);
    }
}

/** Stands in for a disk that refuses, in tests. */
static bool is_refused(void)
{
    may_die();
    if (gr_fault_strikes(GR_FAULT_WRITE)) {
        errno = EIO;
        return true;
    }
    return false;
}

gr_status gr_folder_make(gr_str path, gr_diag *diag)
{
    if (is_refused() || (mkdir(path.ptr, FOLDER_MODE) != 0 && errno != EEXIST)) {
        return refuse(diag, path, GR_CODE_OUTPUT_CREATE, "making the folder");
    }
    if (!gr_folder_exists(path)) {
        errno = ENOTDIR;
        return refuse(diag, path, GR_CODE_OUTPUT_CREATE, "making the folder");
    }
    return GR_OK;
}

static bool is_link(gr_str path)
{
    struct stat facts;
    return lstat(path.ptr, &facts) == 0 && S_ISLNK(facts.st_mode);
}

/** The folder that was named may be reached by a link; what stands in it is ours. */
static gr_status refuse_link(gr_str path, gr_diag *diag)
{
    gr_loc whole = {.file = gr_diag_add_file(diag, path)};
    gr_diag_report(diag, whole, GR_CODE_OUTPUT_CREATE,
                   "a folder should stand here, and it is a link; move the link away, and "
                   "griffie makes the folder");
    return GR_IO_FAILED;
}

gr_status gr_folders_make(gr_str root, gr_str below, gr_diag *diag)
{
    gr_arena *arena = gr_arena_new(1024);
    gr_str folder = root;
    gr_str part = GR_LIT("");
    gr_status status = GR_OK;
    while (status == GR_OK && gr_str_split(&below, '/', &part)) {
        folder = gr_path_join(arena, folder, part);
        status = is_link(folder) ? refuse_link(folder, diag) : gr_folder_make(folder, diag);
    }
    gr_arena_free(arena);
    return status;
}

static bool sync_open(int fd)
{
    int result = -1;
    do {
        result = is_refused() ? -1 : fsync(fd);
    } while (result != 0 && errno == EINTR);
    return result == 0;
}

gr_status gr_path_sync(gr_str path, gr_diag *diag)
{
    int fd = open(path.ptr, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) {
        return refuse(diag, path, GR_CODE_OUTPUT_WRITE, "opening it to bring it to the disk");
    }
    gr_status status = GR_OK;
    if (!sync_open(fd)) {
        status = refuse(diag, path, GR_CODE_OUTPUT_WRITE, "bringing it to the disk");
    }
    (void)close(fd); /* read-only: nothing it could lose */
    return status;
}

gr_status gr_path_rename(gr_str from, gr_str to, gr_diag *diag)
{
    if (is_refused() || rename(from.ptr, to.ptr) != 0) {
        return refuse(diag, to, GR_CODE_OUTPUT_CREATE, "giving it its name");
    }
    return GR_OK;
}

/** A link may be replaced; a folder or file of that name is somebody's. */
static bool is_free_for_link(gr_str path)
{
    struct stat facts;
    return lstat(path.ptr, &facts) != 0 || S_ISLNK(facts.st_mode);
}

/** "output/dossier" of "output/dossier/renkum" */
static gr_str folder_of(gr_str path, gr_arena *arena)
{
    while (path.len > 0 && path.ptr[path.len - 1] != '/') {
        path.len--;
    }
    return gr_str_dup(arena, gr_str_sub(path, 0, path.len > 0 ? path.len - 1 : 0));
}

gr_status gr_link_make(gr_str path, gr_str target, gr_str spare, gr_diag *diag)
{
    gr_arena *arena = gr_arena_new(256);
    gr_str folder = folder_of(path, arena);
    gr_status inside = is_link(folder) ? refuse_link(folder, diag) : GR_OK;
    gr_arena_free(arena);
    GR_TRY(inside); /* where it leads, ours would lead to nothing */
    if (!is_free_for_link(path)) {
        errno = EEXIST;
        return refuse(diag, path, GR_CODE_OUTPUT_CREATE,
                      "a link to the new version should come here; move away what stands there");
    }
    if (unlink(spare.ptr) != 0 && errno != ENOENT) {
        return refuse(diag, spare, GR_CODE_OUTPUT_CREATE, "removing what a dead run left");
    }
    if (is_refused() || symlink(target.ptr, spare.ptr) != 0) {
        return refuse(diag, spare, GR_CODE_OUTPUT_CREATE, "making the link");
    }
    gr_status status = gr_path_rename(spare, path, diag);
    if (status != GR_OK) {
        (void)unlink(spare.ptr);
    }
    return status;
}

bool gr_link_leads_below(gr_str path, gr_str folder)
{
    char target[PATH_MAX];
    ssize_t len = readlink(path.ptr, target, sizeof(target));
    return len >= 0 && gr_str_starts((gr_str){target, (size_t)len}, folder);
}

gr_str gr_link_spare(gr_str folder, gr_str name, gr_arena *arena)
{
    return gr_str_fmt(arena, GR_FMT "/." GR_FMT ".next", GR_ARG(folder), GR_ARG(name));
}

static bool remove_entry(int folder, const char *name, unsigned depth);

static bool remove_content(int folder, unsigned depth)
{
    int copy = fcntl(folder, F_DUPFD_CLOEXEC, 0); /* fdopendir takes it over */
    DIR *entries = copy < 0 ? NULL : fdopendir(copy);
    if (entries == NULL) {
        if (copy >= 0) {
            (void)close(copy);
        }
        return false;
    }
    bool all = true;
    for (struct dirent *e = NULL; (e = readdir(entries)) != NULL;) {
        bool real = strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
        all = (!real || remove_entry(folder, e->d_name, depth)) && all;
    }
    (void)closedir(entries);
    return all;
}

static bool remove_entry(int folder, const char *name, unsigned depth)
{
    if (unlinkat(folder, name, 0) == 0) {
        return true;
    }
    if ((errno != EISDIR && errno != EPERM) || depth == 0) {
        return false;
    }
    int inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (inner < 0) {
        return false;
    }
    bool emptied = remove_content(inner, depth - 1);
    (void)close(inner);
    return emptied && unlinkat(folder, name, AT_REMOVEDIR) == 0;
}

/** The folder `below` the folder `root`, each part of it a folder and no link: nothing is removed
 * where a link leads. Negative with errno. `root` is closed. */
static int open_inside(int root, gr_str below, gr_arena *scratch)
{
    gr_str part = GR_LIT("");
    while (root >= 0 && gr_str_split(&below, '/', &part)) {
        int inner = openat(root, gr_str_dup(scratch, part).ptr,
                           O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        int why = errno;
        (void)close(root);
        errno = why;
        root = inner;
    }
    return root;
}

bool gr_remove_below(gr_str root, gr_str below, gr_arena *scratch)
{
    if (!gr_path_is_inside(below)) {
        errno = EINVAL;
        return false;
    }
    size_t name = below.len;
    while (name > 0 && below.ptr[name - 1] != '/') {
        name--;
    }
    int folder = open(gr_str_dup(scratch, root).ptr, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    folder = open_inside(folder, gr_str_sub(below, 0, name > 0 ? name - 1 : 0), scratch);
    if (folder < 0) {
        return errno == ENOENT;
    }
    gr_str last = gr_str_dup(scratch, gr_str_sub(below, name, SIZE_MAX));
    bool removed = remove_entry(folder, last.ptr, FOLDERS_DEEP) || errno == ENOENT;
    (void)close(folder);
    return removed;
}

typedef struct aged {
    gr_str name;
    struct timespec touched;
} aged;

static int newest_first(const void *left, const void *right)
{
    const aged *a = left;
    const aged *b = right;
    if (a->touched.tv_sec != b->touched.tv_sec) {
        return a->touched.tv_sec > b->touched.tv_sec ? -1 : 1;
    }
    if (a->touched.tv_nsec != b->touched.tv_nsec) {
        return a->touched.tv_nsec > b->touched.tv_nsec ? -1 : 1;
    }
    return gr_str_cmp(a->name, b->name);
}

size_t gr_folders_in(gr_str folder, gr_arena *arena, gr_str **out_names)
{
    gr_str *names = NULL;
    size_t n = 0;
    size_t kept = 0;
    gr_diag *discarded = gr_diag_new(arena, 1); /* what cannot be listed has none to remove */
    if (gr_folder_list(folder, GR_LIT(""), arena, discarded, &names, &n) != GR_OK) {
        return 0;
    }
    for (size_t i = 0; i < n; i++) {
        struct stat facts;
        if (lstat(gr_path_join(arena, folder, names[i]).ptr, &facts) == 0 &&
            S_ISDIR(facts.st_mode)) {
            names[kept++] = names[i];
        }
    }
    *out_names = names;
    return kept;
}

size_t gr_folders_by_age(gr_str folder, gr_arena *arena, gr_str **out_names)
{
    gr_str *names = NULL;
    size_t n = gr_folders_in(folder, arena, &names);
    aged *all = GR_NEW_N(arena, aged, n + 1);
    for (size_t i = 0; i < n; i++) {
        struct stat facts = {0};
        (void)lstat(gr_path_join(arena, folder, names[i]).ptr, &facts);
        all[i] = (aged){names[i], facts.st_mtim};
    }
    qsort(all, n, sizeof(*all), newest_first);
    for (size_t i = 0; i < n; i++) {
        names[i] = all[i].name;
    }
    *out_names = names;
    return n;
}

void gr_path_touch(gr_str path)
{
    may_die();
    (void)utimensat(AT_FDCWD, path.ptr, NULL, AT_SYMLINK_NOFOLLOW);
}

gr_status gr_file_write_new(gr_str path, gr_str bytes, gr_diag *diag)
{
    gr_file *file = gr_file_create(path, diag);
    if (file == NULL) {
        return GR_IO_FAILED;
    }
    if (gr_file_write(file, bytes, diag) != GR_OK) {
        gr_file_discard(file);
        return GR_IO_FAILED;
    }
    return gr_file_commit(file, diag);
}

gr_status gr_file_share(gr_str from, gr_str to, gr_diag *diag)
{
    if (!is_refused() && link(from.ptr, to.ptr) == 0) {
        return GR_OK;
    }
    if (errno != EPERM && errno != EOPNOTSUPP && errno != EMLINK && errno != EXDEV) {
        return refuse(diag, to, GR_CODE_OUTPUT_CREATE, "giving it a second name");
    }
    gr_arena *arena = gr_arena_new(1);
    gr_str hash = GR_LIT("");
    gr_status status = gr_file_copy(from, to, FILE_BYTES, arena, diag, &hash);
    gr_arena_free(arena);
    return status;
}
