#include "store/retention.h"

/* Owns the record of what went. A torn last line, of a machine that lost power, is closed with a
 * line end and stays: readers pass over it. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "store/folder.h"

#define REMOVED      "removed.tsv"
#define REMOVING     "removing.tsv"
#define RECORD_BYTES ((size_t)1024 * 1024 * 1024)
#define COLUMNS      8
#define RECORD_MODE  0600

void gr_removal_add(const gr_removal *removal, gr_buf *lines)
{
    const gr_str columns[COLUMNS] = {removal->when,    removal->what,    removal->rule,
                                     removal->edition, removal->version, removal->sha256,
                                     removal->name,    removal->path};
    for (size_t i = 0; i < COLUMNS; i++) {
        gr_buf_addf(lines, "%s" GR_FMT, i == 0 ? "" : "\t",
                    GR_ARG(columns[i].len == 0 ? GR_LIT("-") : columns[i]));
    }
    gr_buf_add_char(lines, '\n');
}

static bool parse(gr_str line, gr_removal *out)
{
    gr_str columns[COLUMNS];
    size_t n = 0;
    while (n < COLUMNS && gr_str_split(&line, '\t', &columns[n])) {
        n++;
    }
    if (n < COLUMNS || line.len > 0 || !gr_path_is_inside(columns[COLUMNS - 1])) {
        return false;
    }
    *out = (gr_removal){columns[0], columns[1], columns[2], columns[3],
                        columns[4], columns[5], columns[6], columns[7]};
    return true;
}

static gr_str read_file(gr_str state, const char *name, gr_arena *arena)
{
    gr_diag *discarded = gr_diag_new(arena, 1);
    gr_str bytes = GR_LIT("");
    gr_str path = gr_path_join(arena, state, gr_str_of(name));
    bool there = gr_file_exists(path) &&
                 gr_file_read(path, RECORD_BYTES, arena, discarded, (gr_loc){0}, &bytes) == GR_OK;
    return there ? bytes : GR_LIT("");
}

gr_str gr_removals_read(gr_str state, gr_arena *arena)
{
    return read_file(state, REMOVED, arena);
}

static bool has_line(gr_str lines, gr_str wanted)
{
    gr_str line = GR_LIT("");
    while (gr_str_split(&lines, '\n', &line)) {
        if (gr_str_eq(line, wanted)) {
            return true;
        }
    }
    return false;
}

static bool write_all(int file, gr_str bytes)
{
    while (bytes.len > 0) {
        ssize_t n = write(file, bytes.ptr, bytes.len);
        if (n < 0 && errno != EINTR) {
            return false;
        }
        bytes = gr_str_sub(bytes, n < 0 ? 0 : (size_t)n, SIZE_MAX);
    }
    return true;
}

static gr_status append(gr_str state, gr_str lines, gr_arena *arena, gr_diag *diag)
{
    gr_str path = gr_path_join(arena, state, GR_LIT(REMOVED));
    int file = open(path.ptr, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, RECORD_MODE);
    bool written = file >= 0 && write_all(file, lines) && fsync(file) == 0;
    int why = errno;
    if (file >= 0) {
        written = close(file) == 0 && written;
    }
    if (!written) {
        gr_loc whole = {.file = gr_diag_add_file(diag, path)};
        gr_diag_report(diag, whole, GR_CODE_OUTPUT_WRITE, "%s", strerror(why));
        return GR_IO_FAILED;
    }
    return gr_path_sync(state, diag);
}

/** A link counts as being there, wherever it leads. */
static bool is_there(gr_str state, gr_str path, gr_arena *arena)
{
    struct stat facts;
    return lstat(gr_path_join(arena, state, path).ptr, &facts) == 0 || errno != ENOENT;
}

gr_status gr_removals_end(gr_str state, gr_arena *arena, gr_diag *diag)
{
    gr_str begun_path = gr_path_join(arena, state, GR_LIT(REMOVING));
    gr_str known = gr_removals_read(state, arena);
    gr_str begun = read_file(state, REMOVING, arena);
    gr_str line = GR_LIT("");
    gr_buf gone = gr_buf_make(arena, SIZE_MAX);
    if (!gr_file_exists(begun_path)) {
        return GR_OK;
    }
    if (known.len > 0 && !gr_str_ends(known, GR_LIT("\n"))) {
        gr_buf_add_char(&gone, '\n');
    }
    while (gr_str_split(&begun, '\n', &line)) {
        gr_removal one;
        if (parse(line, &one) && !is_there(state, one.path, arena) && !has_line(known, line)) {
            gr_buf_addf(&gone, GR_FMT "\n", GR_ARG(line));
        }
    }
    if (gone.len > 0) {
        GR_TRY(append(state, gr_buf_view(&gone), arena, diag));
    }
    if (unlink(begun_path.ptr) != 0) {
        gr_loc whole = {.file = gr_diag_add_file(diag, begun_path)};
        gr_diag_report(diag, whole, GR_CODE_OUTPUT_WRITE, "removing it: %s", strerror(errno));
        return GR_IO_FAILED;
    }
    return gr_path_sync(state, diag);
}

gr_status gr_removals_begin(gr_str state, gr_str lines, gr_arena *arena, gr_diag *diag)
{
    GR_TRY(gr_removals_end(state, arena, diag));
    GR_TRY(gr_file_write_new(gr_path_join(arena, state, GR_LIT(REMOVING)), lines, diag));
    return gr_path_sync(state, diag);
}

bool gr_removal_find(gr_str lines, gr_str path, gr_removal *out)
{
    gr_str line = GR_LIT("");
    bool found = false;
    while (gr_str_split(&lines, '\n', &line)) {
        gr_removal one;
        if (parse(line, &one) && gr_str_eq(one.path, path)) {
            *out = one;
            found = true;
        }
    }
    return found;
}

bool gr_removal_last_below(gr_str lines, gr_str folder, gr_removal *out)
{
    gr_str line = GR_LIT("");
    bool found = false;
    while (gr_str_split(&lines, '\n', &line)) {
        gr_removal one;
        if (parse(line, &one) && gr_str_starts(one.path, folder) && one.path.len > folder.len &&
            one.path.ptr[folder.len] == '/' &&
            gr_str_find(gr_str_sub(one.path, folder.len + 1, SIZE_MAX), GR_LIT("/")) == SIZE_MAX) {
            *out = one;
            found = true;
        }
    }
    return found;
}

gr_str gr_removal_text(const gr_removal *removal, gr_arena *arena)
{
    return gr_str_fmt(arena, "%swent on " GR_FMT " by " GR_FMT,
                      gr_str_is(removal->what, GR_DOCUMENTS_WENT) ? "its documents " : "",
                      GR_ARG(removal->when), GR_ARG(removal->rule));
}

bool gr_version_went(gr_str lines, gr_str state, const gr_place *place, gr_str key, gr_arena *arena,
                     gr_removal *out)
{
    gr_str gone = gr_version_folder(place, key, arena);
    if (lines.len == 0 || key.len == 0) {
        return false;
    }
    gone = gr_folder_exists(gone) ? gr_version_files(place, key, arena) : gone;
    return !gr_folder_exists(gone) &&
           gr_removal_find(lines, gr_str_sub(gone, state.len + 1, SIZE_MAX), out);
}
