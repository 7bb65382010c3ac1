/* ZIP files in memory, read by libzip: what a workbook holds, for the check after it was written.
 */
#include "late_zip.h"
#include "pack/pack.h"

gr_status gr_zip_open(gr_diag *diag, gr_loc at, const char *what)
{
    return gr_late_open(&gr_zip_late, diag, at, what);
}

static zip_t *open_archive(gr_str bytes)
{
    if (bytes.len == 0) {
        return NULL; /* libzip takes it for an archive without entries */
    }
    zip_source_t *source = zip_source_buffer_create(bytes.ptr, bytes.len, 0, NULL);
    if (source == NULL) {
        gr_die_oom(bytes.len);
    }
    zip_t *archive = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
    if (archive == NULL) {
        zip_source_free(source);
    }
    return archive;
}

/* One entry; `room` is what all entries may still take. The checksum is tested by libzip at the end
 * of the entry, so it is read to there. */
static bool read_entry(zip_t *archive, zip_uint64_t index, gr_arena *arena, size_t *room,
                       gr_zip_entry *out)
{
    zip_stat_t about;
    if (zip_stat_index(archive, index, 0, &about) != 0 || (about.valid & ZIP_STAT_NAME) == 0 ||
        (about.valid & ZIP_STAT_SIZE) == 0 || about.size > *room) {
        return false;
    }
    zip_file_t *file = zip_fopen_index(archive, index, 0);
    if (file == NULL) {
        return false;
    }
    size_t size = (size_t)about.size;
    char *bytes = GR_NEW_N(arena, char, size + 1);
    char beyond = 0;
    bool whole =
        zip_fread(file, bytes, size) == (zip_int64_t)size && zip_fread(file, &beyond, 1) == 0;
    whole = zip_fclose(file) == 0 && whole;
    *room -= size;
    *out = (gr_zip_entry){.name = gr_str_dup(arena, gr_str_of(about.name)), .bytes = {bytes, size}};
    return whole;
}

bool gr_zip_read(gr_arena *arena, gr_str bytes, size_t max_bytes, gr_zip_entry **out, size_t *out_n)
{
    zip_t *archive = open_archive(bytes);
    if (archive == NULL) {
        return false;
    }
    zip_int64_t counted = zip_get_num_entries(archive, 0);
    size_t n = counted > 0 ? (size_t)counted : 0;
    gr_zip_entry *entries = GR_NEW_N(arena, gr_zip_entry, n);
    bool whole = true;
    for (size_t i = 0; whole && i < n; i++) {
        whole = read_entry(archive, i, arena, &max_bytes, &entries[i]);
    }
    zip_discard(archive);
    if (whole) {
        *out = entries;
        *out_n = n;
    }
    return whole;
}

/* --- on disk --- */

#define PIECE_BYTES ((size_t)64 * 1024)

struct gr_zip {
    zip_t *archive;
    gr_arena *arena;
    char *piece;
};

gr_zip *gr_zip_file_open(gr_str path)
{
    gr_arena *arena = gr_arena_new(1024);
    zip_t *archive = zip_open(gr_str_dup(arena, path).ptr, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
    if (archive == NULL) {
        gr_arena_free(arena);
        return NULL;
    }
    gr_zip *zip = GR_NEW(arena, gr_zip);
    *zip = (gr_zip){archive, arena, GR_NEW_N(arena, char, PIECE_BYTES)};
    return zip;
}

void gr_zip_close(gr_zip *zip)
{
    if (zip != NULL) {
        zip_discard(zip->archive);
        gr_arena_free(zip->arena);
    }
}

size_t gr_zip_count(const gr_zip *zip)
{
    zip_int64_t counted = zip_get_num_entries(zip->archive, 0);
    return counted > 0 ? (size_t)counted : 0;
}

gr_str gr_zip_name(const gr_zip *zip, size_t nr)
{
    const char *name = zip_get_name(zip->archive, nr, 0);
    return gr_str_of(name == NULL ? "" : name);
}

bool gr_zip_walk(const gr_zip *zip, size_t nr, size_t max_bytes,
                 void (*take)(void *user, gr_str piece), void *user)
{
    zip_file_t *file = zip_fopen_index(zip->archive, nr, 0);
    if (file == NULL) {
        return false;
    }
    size_t taken = 0;
    zip_int64_t got = 0;
    while (taken <= max_bytes && (got = zip_fread(file, zip->piece, PIECE_BYTES)) > 0) {
        taken += (size_t)got;
        take(user, (gr_str){zip->piece, (size_t)got});
    }
    bool whole = got == 0 && taken <= max_bytes; /* the checksum is tested with the last piece */
    return zip_fclose(file) == 0 && whole;
}

const char *gr_zip_engine(void)
{
    return "libzip " LIBZIP_VERSION;
}
