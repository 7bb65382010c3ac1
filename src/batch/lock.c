#include "lock.h"

/* Owns output/.lock. */
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

#define LOCK_MODE   0640
#define FOLDER_MODE 0750

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

/** True when `fd` is still the file of that name: the holder before us may have removed it. */
static bool is_current(int fd, gr_str path)
{
    struct stat held;
    struct stat named;
    return fstat(fd, &held) == 0 && stat(path.ptr, &named) == 0 && held.st_ino == named.st_ino &&
           held.st_dev == named.st_dev;
}

static gr_status lock_file(gr_str path, unsigned wait, gr_diag *diag, int *out_fd)
{
    for (;;) {
        int fd = open(path.ptr, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, LOCK_MODE);
        if (fd < 0) {
            return refuse(diag, path, GR_CODE_OUTPUT_CREATE, strerror(errno));
        }
        if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
            bool busy = errno == EWOULDBLOCK;
            const char *why = busy ? "try again when it has finished" : strerror(errno);
            (void)close(fd);
            if (busy && wait > 0) {
                wait--;
                (void)sleep(1);
                continue;
            }
            return refuse(diag, path, busy ? GR_CODE_OUTPUT_LOCKED : GR_CODE_OUTPUT_CREATE, why);
        }
        if (is_current(fd, path)) {
            *out_fd = fd;
            return GR_OK;
        }
        (void)close(fd);
    }
}

gr_status batch_lock_take(gr_str folder, unsigned wait, gr_arena *arena, gr_diag *diag,
                          batch_lock *out)
{
    batch_lock lock = {.fd = -1,
                       .folder = gr_str_dup(arena, folder),
                       .path = gr_path_join(arena, folder, GR_LIT(".lock"))};
    GR_TRY(make_folder(lock.folder, diag, &lock.made_folder));
    GR_TRY(lock_file(lock.path, wait, diag, &lock.fd));
    *out = lock;
    return GR_OK;
}

void batch_lock_release(batch_lock *lock)
{
    (void)unlink(lock->path.ptr); /* while it is held: see is_current */
    (void)close(lock->fd);
    lock->fd = -1;
    if (lock->made_folder) {
        (void)rmdir(lock->folder.ptr); /* only when nothing was published */
    }
}
