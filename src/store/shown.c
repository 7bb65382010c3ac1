#include "store/shown.h"

/* Owns the record of what readers saw. A line stays as long as its version is there, or the one of
 * the line before, whose end it tells. */
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/num.h"
#include "store/folder.h"

#define SHOWN        "shown"
#define RECORD_BYTES ((size_t)16 * 1024 * 1024)

typedef struct line {
    gr_str key;
    int64_t at;
} line;
typedef struct record {
    line *lines;
    size_t n, cap;
} record;

static gr_str path_of(const gr_place *place, gr_arena *arena)
{
    return gr_path_join(arena, place->kept, GR_LIT(SHOWN));
}

static void add(record *r, gr_arena *arena, gr_str key, int64_t at)
{
    *GR_PUSH(arena, r->lines, r->n, r->cap, line) = (line){key, at};
}

/** What an older griffie left: the times of the folders, and none for what nobody saw. */
static record read_times(const gr_place *place, gr_arena *arena)
{
    record r = {0};
    gr_str *keys = NULL;
    size_t n = gr_folders_by_age(place->kept, arena, &keys);
    for (size_t i = n; i > 0; i--) {
        struct stat facts = {0};
        bool known = stat(gr_version_folder(place, keys[i - 1], arena).ptr, &facts) == 0;
        if (known && facts.st_mtime != 0 && !gr_str_ends(keys[i - 1], GR_LIT(GR_PART))) {
            add(&r, arena, keys[i - 1], facts.st_mtime);
        }
    }
    return r;
}

static record read_record(const gr_place *place, gr_arena *arena)
{
    record r = {0};
    gr_diag *discarded = gr_diag_new(arena, 1);
    gr_str rest = GR_LIT("");
    gr_str text = GR_LIT("");
    gr_str path = path_of(place, arena);
    if (!gr_file_exists(path) ||
        gr_file_read(path, RECORD_BYTES, arena, discarded, (gr_loc){0}, &rest) != GR_OK) {
        return read_times(place, arena);
    }
    while (gr_str_split(&rest, '\n', &text)) {
        gr_str key = GR_LIT("");
        int64_t at = 0;
        if (gr_str_split(&text, '\t', &key) && key.len > 0 && gr_path_is_inside(key) &&
            gr_int_parse(text, &at)) {
            add(&r, arena, key, at);
        }
    }
    return r;
}

static bool is_there(const gr_place *place, gr_str key, gr_arena *arena)
{
    return gr_folder_exists(gr_version_folder(place, key, arena));
}

static gr_status write_record(const gr_place *place, const record *r, gr_arena *arena,
                              gr_diag *diag)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_str path = path_of(place, arena);
    gr_str part = gr_str_fmt(arena, GR_FMT GR_PART, GR_ARG(path));
    bool before = false;
    for (size_t i = 0; i < r->n; i++) {
        bool there = is_there(place, r->lines[i].key, arena) || i + 1 == r->n;
        if (there || before) {
            gr_buf_addf(&out, GR_FMT "\t%lld\n", GR_ARG(r->lines[i].key),
                        (long long)r->lines[i].at);
        }
        before = there;
    }
    (void)unlink(part.ptr); /* of a run that was killed */
    GR_TRY(gr_file_write_new(part, gr_buf_view(&out), diag));
    return gr_path_rename(part, path, diag);
}

gr_status gr_shown_begin(const gr_place *place, gr_arena *arena, gr_diag *diag)
{
    if (gr_file_exists(path_of(place, arena))) {
        return GR_OK;
    }
    const record r = read_times(place, arena);
    return write_record(place, &r, arena, diag);
}

gr_status gr_shown_add(const gr_place *place, gr_str key, int64_t at, gr_arena *arena,
                       gr_diag *diag)
{
    record r = read_record(place, arena);
    bool recorded = gr_file_exists(path_of(place, arena));
    if (recorded && r.n > 0 && gr_str_eq(r.lines[r.n - 1].key, key) &&
        !gr_place_is_withdrawn(place, arena)) {
        return GR_OK;
    }
    add(&r, arena, key, at);
    return write_record(place, &r, arena, diag);
}

void gr_shown_leave(const gr_place *place, gr_arena *arena)
{
    gr_str *names = NULL;
    struct stat facts = {0};
    gr_str path = path_of(place, arena);
    if (stat(path.ptr, &facts) == 0 && facts.st_size == 0 &&
        gr_folders_in(place->kept, arena, &names) == 0) {
        (void)unlink(path.ptr);
    }
}

/* --- asked --- */

static bool is_listed(const gr_shown_version *list, size_t n, gr_str key)
{
    for (size_t i = 0; i < n; i++) {
        if (gr_str_eq(list[i].key, key)) {
            return true;
        }
    }
    return false;
}

size_t gr_versions_shown(const gr_place *place, gr_arena *arena, gr_shown_version **out)
{
    const record r = read_record(place, arena);
    gr_shown_version *list = GR_NEW_N(arena, gr_shown_version, r.n);
    size_t n = 0;
    for (size_t i = r.n; i > 0; i--) {
        const line *one = &r.lines[i - 1];
        if (!is_listed(list, n, one->key) && is_there(place, one->key, arena)) {
            list[n++] = (gr_shown_version){one->key, one->at, i < r.n ? r.lines[i].at : -1};
        }
    }
    *out = list;
    return n;
}

size_t gr_versions_unseen(const gr_place *place, gr_arena *arena, gr_str **out)
{
    gr_shown_version *seen = NULL;
    size_t n_seen = gr_versions_shown(place, arena, &seen);
    size_t kept = 0;
    size_t n = gr_folders_in(place->kept, arena, out);
    for (size_t i = 0; i < n; i++) {
        (*out)[kept] = (*out)[i];
        kept +=
            gr_str_ends((*out)[i], GR_LIT(GR_PART)) || is_listed(seen, n_seen, (*out)[i]) ? 0 : 1;
    }
    return kept;
}

bool gr_version_was_shown(const gr_place *place, gr_str key, gr_arena *arena)
{
    gr_shown_version *seen = NULL;
    size_t n = gr_versions_shown(place, arena, &seen);
    return is_listed(seen, n, key);
}

int64_t gr_version_since(const gr_place *place, gr_str key, gr_arena *arena)
{
    gr_shown_version *seen = NULL;
    size_t n = gr_versions_shown(place, arena, &seen);
    for (size_t i = 0; i < n; i++) {
        if (gr_str_eq(seen[i].key, key)) {
            return seen[i].since;
        }
    }
    return 0;
}
