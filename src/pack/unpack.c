/* Owns reading what is packed. The packed file is read by us and handed on in blocks, so that
 * libarchive opens nothing. What a file says of its own size is not believed: bytes are counted. */
#include <errno.h>
#include <fcntl.h>
#include <libdeflate.h>
#include <locale.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/utf8.h"
#include "late_archive.h"
#include "pack/unpack.h"

#define BLOCK_BYTES ((size_t)64 * 1024)
#define SMALL_BYTES ((size_t)1024 * 1024) /* so much may come of any file */
#define GZIP_TAIL   8                     /* checksum and size of what was packed */

struct gr_unpacking {
    struct archive *archive;
    int fd;
    gr_arena *arena;
    gr_diag *diag;
    gr_loc blame;
    char *block;
    off_t at;          /* where the packed file is read next */
    size_t fed;        /* bytes of it since the member began */
    size_t given;      /* bytes of the member */
    bool gzip;         /* libarchive does not look at its checksum: we do */
    uint32_t sum;      /* CRC 32 of what was given */
    const char *fault; /* errno as text, when the packed file cannot be read */
};

static gr_status refuse(const gr_unpacking *u, gr_code code, const char *why)
{
    gr_diag_report(u->diag, u->blame, code, "%s", why);
    return code == GR_CODE_ARCHIVE_LIMIT ? GR_OVER_LIMIT : GR_BAD_INPUT;
}

static gr_status refuse_broken(const gr_unpacking *u)
{
    if (u->fault != NULL) {
        gr_diag_report(u->diag, u->blame, GR_CODE_FILE_UNREADABLE, "%s", u->fault);
        return GR_IO_FAILED;
    }
    return refuse(u, GR_CODE_ARCHIVE_BROKEN,
                  "it is damaged or incomplete; was it fetched or written completely?");
}

/* ---- how libarchive reads the file ---- */

static la_ssize_t feed(struct archive *archive, void *user, const void **out)
{
    gr_unpacking *u = user;
    ssize_t got = -1;
    (void)archive;
    do {
        got = pread(u->fd, u->block, BLOCK_BYTES, u->at);
    } while (got < 0 && errno == EINTR);
    if (got < 0) {
        u->fault = strerror(errno);
        return ARCHIVE_FATAL;
    }
    u->at += got;
    u->fed += (size_t)got;
    *out = u->block;
    return got;
}

static la_int64_t seek(struct archive *archive, void *user, la_int64_t offset, int whence)
{
    gr_unpacking *u = user;
    off_t end = lseek(u->fd, 0, SEEK_END);
    off_t from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? u->at : end;
    (void)archive;
    if (end < 0 || from + offset < 0) {
        return ARCHIVE_FATAL;
    }
    u->at = from + offset;
    return u->at;
}

static gr_unpacking *start(int fd, bool gzip, gr_arena *arena, gr_loc blame, gr_diag *diag)
{
    gr_unpacking *u = GR_NEW(arena, gr_unpacking);
    *u = (gr_unpacking){.fd = fd, .arena = arena, .diag = diag, .blame = blame, .gzip = gzip};
    if (gr_late_open(&gr_archive_late, diag, blame, "reading a packed file") != GR_OK) {
        return NULL;
    }
    u->block = GR_NEW_N(arena, char, BLOCK_BYTES);
    u->archive = archive_read_new();
    if (u->archive == NULL) {
        gr_die_oom(0);
    }
    bool ready = (gzip ? archive_read_support_filter_gzip(u->archive) == ARCHIVE_OK &&
                             archive_read_support_format_raw(u->archive) == ARCHIVE_OK
                       : archive_read_support_format_zip_seekable(u->archive) == ARCHIVE_OK) &&
                 archive_read_set_callback_data(u->archive, u) == ARCHIVE_OK &&
                 archive_read_set_read_callback(u->archive, feed) == ARCHIVE_OK &&
                 archive_read_set_seek_callback(u->archive, seek) == ARCHIVE_OK &&
                 archive_read_open1(u->archive) == ARCHIVE_OK;
    if (!ready) {
        (void)refuse_broken(u);
        gr_unpack_close(u);
        return NULL;
    }
    return u;
}

void gr_unpack_close(gr_unpacking *u)
{
    if (u != NULL && u->archive != NULL) {
        (void)archive_read_free(u->archive);
        u->archive = NULL;
    }
}

/* ---- members ---- */

/** libarchive turns names into those of the locale, which is C: for this it is one with UTF-8. A
 * warning is about a name that is not even that; whoever asks for it looks at it. */
static int next_header(gr_unpacking *u, struct archive_entry **out)
{
    locale_t wide = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    locale_t before = uselocale(wide);
    int got = archive_read_next_header(u->archive, out);
    if (got == ARCHIVE_OK || got == ARCHIVE_WARN) {
        (void)archive_entry_pathname(*out); /* kept in the entry */
        got = ARCHIVE_OK;
    }
    (void)uselocale(before);
    if (wide != (locale_t)0) {
        freelocale(wide);
    }
    return got;
}

/** The next member that is a file; its name is empty at the end. */
static gr_status next_member(gr_unpacking *u, gr_member *out, bool *out_encrypted)
{
    struct archive_entry *entry = NULL;
    int got = ARCHIVE_OK;
    *out = (gr_member){GR_LIT(""), 0};
    while ((got = next_header(u, &entry)) == ARCHIVE_OK) {
        gr_str whole = gr_str_of(archive_entry_pathname(entry));
        if (archive_entry_filetype(entry) != AE_IFREG) {
            continue;
        }
        if (!gr_path_is_inside(whole) || gr_utf8_valid(whole) < whole.len) {
            return refuse(u, GR_CODE_ARCHIVE_BROKEN,
                          "a member has a name that is no path below a folder, in UTF-8; pack it "
                          "again");
        }
        *out = (gr_member){gr_str_dup(u->arena, whole), (uint64_t)archive_entry_size(entry)};
        *out_encrypted = archive_entry_is_encrypted(entry) != 0;
        return GR_OK;
    }
    return got == ARCHIVE_EOF ? GR_OK : refuse_broken(u);
}

/** Of two with one name only the first would ever be read, and twice. */
static bool has_name(const gr_member *members, size_t n, gr_str name)
{
    for (size_t i = 0; i < n; i++) {
        if (gr_str_eq(members[i].name, name)) {
            return true;
        }
    }
    return false;
}

static gr_status list(gr_unpacking *u, gr_member **out, size_t *out_n)
{
    size_t cap = 0;
    for (;;) {
        gr_member member;
        bool encrypted = false;
        GR_TRY(next_member(u, &member, &encrypted));
        if (member.name.len == 0) {
            return GR_OK;
        }
        if (has_name(*out, *out_n, member.name)) {
            gr_diag_report(u->diag, u->blame, GR_CODE_ARCHIVE_BROKEN,
                           "two members are called '" GR_FMT "'; pack it again with one of them",
                           GR_ARG(member.name));
            return GR_BAD_INPUT;
        }
        if (*out_n == GR_UNPACK_MEMBERS) {
            return refuse(u, GR_CODE_ARCHIVE_LIMIT, "more than 64 members; pack fewer in a file");
        }
        *GR_PUSH(u->arena, *out, *out_n, cap, gr_member) = member;
    }
}

gr_status gr_unpack_list(gr_str path, gr_arena *arena, gr_diag *diag, gr_member **out,
                         size_t *out_n)
{
    gr_loc whole = {.file = gr_diag_add_file(diag, path)};
    int fd = open(gr_str_dup(arena, path).ptr, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    *out = NULL;
    *out_n = 0;
    if (fd < 0) {
        gr_diag_report(diag, whole, GR_CODE_FILE_UNREADABLE, "%s",
                       errno == ELOOP ? "it is a symbolic link; put the file itself there"
                                      : strerror(errno));
        return GR_IO_FAILED;
    }
    gr_unpacking *u = start(fd, false, arena, whole, diag);
    gr_status status = u == NULL ? GR_BAD_INPUT : list(u, out, out_n);
    gr_unpack_close(u);
    (void)close(fd); /* only read from */
    return status;
}

/** Stands before the bytes of `member`. */
static gr_status find_member(gr_unpacking *u, gr_str member)
{
    bool encrypted = false;
    gr_member found;
    do {
        GR_TRY(next_member(u, &found, &encrypted));
        if (found.name.len == 0) {
            return refuse(u, GR_CODE_FILE_MISSING, "the archive has no such member");
        }
    } while (!gr_str_eq(found.name, member));
    if (encrypted) {
        return refuse(u, GR_CODE_ARCHIVE_BROKEN,
                      "it is encrypted; pack it without a password, as nobody is there at night");
    }
    return GR_OK;
}

gr_unpacking *gr_unpack_open(int fd, gr_str member, gr_arena *arena, gr_loc blame, gr_diag *diag)
{
    gr_unpacking *u = start(fd, member.len == 0, arena, blame, diag);
    if (u == NULL) {
        return NULL;
    }
    struct archive_entry *entry = NULL;
    gr_status status = GR_OK;
    if (!u->gzip) {
        status = find_member(u, member);
    } else if (archive_read_next_header(u->archive, &entry) != ARCHIVE_OK) {
        status = refuse_broken(u);
    }
    if (status != GR_OK) {
        gr_unpack_close(u);
        return NULL;
    }
    u->fed = BLOCK_BYTES; /* the block at hand may hold all of it */
    return u;
}

/* ---- bytes ---- */

static uint32_t little(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
           (uint32_t)bytes[3] << 24;
}

/** Its last bytes say what was packed; several pieces one after another say it of the last only. */
static gr_status check_gzip(const gr_unpacking *u)
{
    unsigned char tail[GZIP_TAIL];
    off_t end = lseek(u->fd, 0, SEEK_END);
    if (end < GZIP_TAIL || pread(u->fd, tail, sizeof(tail), end - GZIP_TAIL) != GZIP_TAIL) {
        return refuse_broken(u);
    }
    if (little(tail) != u->sum || little(tail + 4) != (uint32_t)u->given) {
        return refuse(u, GR_CODE_ARCHIVE_BROKEN,
                      "its checksum is not that of what is in it: it is damaged, was packed twice, "
                      "or holds several files one after another; pack it again");
    }
    return GR_OK;
}

/** How large it may be at all is for whoever reads it to say. */
static gr_status check_ratio(const gr_unpacking *u)
{
    if (u->given > SMALL_BYTES && u->given / GR_UNPACK_RATIO > u->fed) {
        return refuse(u, GR_CODE_ARCHIVE_LIMIT,
                      "what is in it is more than 200 times as large as what it is packed in; if "
                      "that is right, deliver it unpacked");
    }
    return GR_OK;
}

gr_status gr_unpack_read(gr_unpacking *u, char *into, size_t room, size_t *out_n)
{
    la_ssize_t got = archive_read_data(u->archive, into, room);
    *out_n = 0;
    if (got < 0) { /* a warning too: a checksum that is wrong is no more to libarchive */
        return refuse_broken(u);
    }
    u->given += (size_t)got;
    u->sum = u->gzip ? libdeflate_crc32(u->sum, into, (size_t)got) : 0;
    *out_n = (size_t)got;
    GR_TRY(check_ratio(u));
    return got == 0 && u->gzip ? check_gzip(u) : GR_OK;
}

const char *gr_unpack_engine(void)
{
    return "libarchive " ARCHIVE_VERSION_ONLY_STRING;
}
