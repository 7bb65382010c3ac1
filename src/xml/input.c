/* Where the bytes of an XML text come from. A file is opened once and only if it is a regular
 * file; what it was then must be what it is at the end. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fault.h"
#include "xml_priv.h"

#define BLOCK_BYTES ((size_t)64 * 1024)

static gr_status refuse(const gr_xml_input *input, gr_code code, const char *why)
{
    gr_diag_report(input->diag, (gr_loc){.file = input->file}, code, "%s", why);
    return code == GR_CODE_FILE_MISSING ? GR_BAD_INPUT : GR_IO_FAILED;
}

static gr_status refuse_open(const gr_xml_input *input, int error)
{
    if (error == ENOENT || error == ENOTDIR) {
        return refuse(input, GR_CODE_FILE_MISSING, "check the name and the folder");
    }
    if (error == ELOOP) {
        return refuse(input, GR_CODE_FILE_UNREADABLE,
                      "it is a symbolic link; put the file itself there");
    }
    return refuse(input, GR_CODE_FILE_UNREADABLE, strerror(error));
}

static gr_status refuse_size(const gr_xml_input *input)
{
    gr_diag_report(input->diag, (gr_loc){.file = input->file}, GR_CODE_FILE_LIMIT,
                   "more than %zu bytes; split the export", input->max_bytes);
    return GR_OVER_LIMIT;
}

/** The file as it lies there is what is hashed: it is what is archived. */
static gr_status hash_packed(gr_xml_input *input)
{
    for (off_t at = 0;;) {
        ssize_t got = pread(input->fd, input->block, BLOCK_BYTES, at);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return got == 0 ? GR_OK : refuse_open(input, errno);
        }
        gr_hashing_add(input->hashing, (gr_str){input->block, (size_t)got});
        at += got;
    }
}

static gr_status open_packed(gr_xml_input *input, gr_str file, gr_str member)
{
    input->archive = member.len > 0 ? gr_str_dup(input->arena, file) : GR_LIT("");
    GR_TRY(hash_packed(input));
    input->unpacking =
        gr_unpack_open(input->fd, member, input->arena, (gr_loc){.file = input->file}, input->diag);
    return input->unpacking != NULL ? GR_OK : GR_BAD_INPUT;
}

gr_status gr_xml_input_open(gr_xml_input *input, gr_str path, gr_arena *arena)
{
    gr_str file = path;
    gr_str member = GR_LIT("");
    bool packed = gr_unpack_split(path, &file, &member);
    if (memchr(path.ptr, '\0', path.len) != NULL) {
        return refuse(input, GR_CODE_FILE_MISSING, "the name holds a zero byte");
    }
    input->fd =
        gr_fault_strikes(GR_FAULT_OPEN)
            ? (errno = EIO, -1)
            : open(gr_str_dup(arena, file).ptr, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (input->fd < 0) {
        return refuse_open(input, errno);
    }
    if (fstat(input->fd, &input->before) != 0) {
        return refuse_open(input, errno);
    }
    if (!S_ISREG(input->before.st_mode)) {
        return refuse(input, GR_CODE_FILE_UNREADABLE, "it is not a regular file");
    }
    if ((uintmax_t)input->before.st_size > input->max_bytes) {
        return refuse_size(input);
    }
    input->block = GR_NEW_N(arena, char, BLOCK_BYTES);
    input->arena = arena;
    input->hashing = gr_hashing_new(arena);
    return packed ? open_packed(input, file, member) : GR_OK;
}

/** 0 bytes at the end. */
static gr_status read_more(gr_xml_input *input, size_t *out_n)
{
    char *into = input->block + input->held;
    size_t room = BLOCK_BYTES - input->held;
    if (input->unpacking != NULL) {
        return gr_unpack_read(input->unpacking, into, room, out_n);
    }
    ssize_t got;
    do {
        got = read(input->fd, into, room);
    } while (got < 0 && errno == EINTR);
    if (got < 0) {
        return refuse_open(input, errno);
    }
    gr_hashing_add(input->hashing, (gr_str){into, (size_t)got});
    *out_n = (size_t)got;
    return GR_OK;
}

/* Fills the block as far as the file goes: a short read of a regular file need not be its end. */
static gr_status fill(gr_xml_input *input, bool *out_last)
{
    while (input->held < BLOCK_BYTES) {
        size_t got = 0;
        GR_TRY(read_more(input, &got));
        if (got == 0) {
            *out_last = true;
            return GR_OK;
        }
        input->held += got;
        input->total += got;
        if (input->total > input->max_bytes) {
            return refuse_size(input);
        }
    }
    *out_last = false;
    return GR_OK;
}

gr_status gr_xml_input_next(gr_xml_input *input, gr_str *out_block, bool *out_last)
{
    if (input->fd < 0) {
        if (input->rest.len > input->max_bytes) {
            return refuse_size(input);
        }
        *out_block = gr_str_sub(input->rest, 0, BLOCK_BYTES);
        *out_last = out_block->len == input->rest.len;
        return GR_OK;
    }
    input->held -= input->used;
    memmove(input->block, input->block + input->used, input->held);
    input->used = 0;
    GR_TRY(fill(input, out_last));
    *out_block = (gr_str){input->block, input->held};
    return GR_OK;
}

void gr_xml_input_use(gr_xml_input *input, size_t bytes)
{
    if (input->fd < 0) {
        input->rest = gr_str_sub(input->rest, bytes, input->rest.len);
    } else {
        input->used += bytes;
    }
}

gr_status gr_xml_input_check(const gr_xml_input *input)
{
    struct stat now;
    if (input->fd < 0) {
        return GR_OK;
    }
    if (fstat(input->fd, &now) != 0) {
        return refuse_open(input, errno);
    }
    const struct stat *before = &input->before;
    if (now.st_size == before->st_size && now.st_mtim.tv_sec == before->st_mtim.tv_sec &&
        now.st_mtim.tv_nsec == before->st_mtim.tv_nsec &&
        (input->unpacking != NULL || (uintmax_t)now.st_size == (uintmax_t)input->total)) {
        gr_str hex = gr_sha256_hex(input->arena, gr_hashing_end(input->hashing));
        if (input->archive.len > 0) { /* of which other members are read: from the same bytes? */
            GR_TRY(
                gr_diag_note_read(input->diag, gr_diag_add_file(input->diag, input->archive), hex));
        }
        return gr_diag_note_read(input->diag, input->file, hex);
    }
    gr_diag_report(input->diag, (gr_loc){.file = input->file}, GR_CODE_XML_CHANGED,
                   "wait until the export is complete, then run again");
    return GR_IO_FAILED;
}

void gr_xml_input_close(gr_xml_input *input)
{
    gr_unpack_close(input->unpacking);
    if (input->fd >= 0) {
        (void)close(input->fd); /* only read from: nothing can be lost */
        input->fd = -1;
    }
}
