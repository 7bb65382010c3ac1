/* What is in a packed file, told apart from what is in others without keeping any of it. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "pack/pack.h"
#include "pack/unpack.h"

#define BLOCK_BYTES ((size_t)64 * 1024)

static gr_status hash_all(gr_unpacking *unpacking, size_t max_bytes, gr_arena *arena,
                          gr_hashing *hashing)
{
    char *block = GR_NEW_N(arena, char, BLOCK_BYTES);
    size_t n = 0;
    size_t all = 0;
    do {
        GR_TRY(gr_unpack_read(unpacking, block, BLOCK_BYTES, &n));
        gr_hashing_add(hashing, (gr_str){block, n});
        all += n;
    } while (n > 0 && all <= max_bytes);
    return all <= max_bytes ? GR_OK : GR_OVER_LIMIT;
}

gr_status gr_unpack_hash(gr_str path, size_t max_bytes, gr_arena *arena, gr_diag *diag,
                         gr_str *out_hex)
{
    gr_str file;
    gr_str member;
    gr_loc whole = {.file = gr_diag_add_file(diag, path)};
    (void)gr_unpack_split(path, &file, &member);
    int fd = open(gr_str_dup(arena, file).ptr, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        gr_diag_report(diag, whole, GR_CODE_FILE_UNREADABLE, "%s", strerror(errno));
        return GR_IO_FAILED;
    }
    gr_hashing *hashing = gr_hashing_new(arena);
    gr_unpacking *unpacking = gr_unpack_open(fd, member, arena, whole, diag);
    gr_status status =
        unpacking == NULL ? GR_BAD_INPUT : hash_all(unpacking, max_bytes, arena, hashing);
    gr_unpack_close(unpacking);
    (void)close(fd); /* only read from */
    *out_hex = gr_sha256_hex(arena, gr_hashing_end(hashing));
    return status;
}

uint32_t gr_unpack_size(gr_str path)
{
    unsigned char tail[4] = {0};
    char name[PATH_MAX];
    if (path.len >= sizeof name) {
        return 0;
    }
    memcpy(name, path.ptr, path.len);
    name[path.len] = '\0';
    int fd = open(name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    off_t end = fd < 0 ? 0 : lseek(fd, 0, SEEK_END);
    bool told = end > (off_t)sizeof tail &&
                pread(fd, tail, sizeof tail, end - (off_t)sizeof tail) == (ssize_t)sizeof tail;
    if (fd >= 0) {
        (void)close(fd); /* only read from */
    }
    return !told ? 0
                 : (uint32_t)tail[0] | (uint32_t)tail[1] << 8 | (uint32_t)tail[2] << 16 |
                       (uint32_t)tail[3] << 24;
}
