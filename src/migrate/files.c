#include "migrate/files.h"

/* Owns which files there are, and what is written where. Must not know what is rewritten in them.
 */
#include <sys/stat.h>

#include "base/arena.h"
#include "base/file.h"
#include "migrate/migrate.h"
#include "store/folder.h"

#define DEEPEST    16 /* folders in folders */
#define PERMISSION 0777

typedef struct migrated_file {
    gr_str path, below; /* as it is read; below the folder that is migrated */
    gr_str before;
    gr_migration after;
} migrated_file;

typedef struct migrating {
    const gr_migrate_setup *by;
    gr_str folder; /* that is read at the moment */
    gr_str suffix; /* .xml of descriptors, .md of texts; empty: everything, to be copied */
    migrated_file *files;
    size_t n, cap;
    gr_totals_asked totals; /* of all reports and texts, when they are to be declared */
} migrating;

/* --- reading --- */

static bool is_utf8(gr_str bytes)
{
    gr_str head = gr_str_sub(bytes, 0, gr_str_find(bytes, GR_LIT("?>")));
    size_t named =
        gr_str_starts(bytes, GR_LIT("<?xml")) ? gr_str_find(head, GR_LIT("encoding=")) : SIZE_MAX;
    gr_str name = named == SIZE_MAX ? GR_LIT("UTF-8") : gr_str_sub(head, named + 10, 5);
    return bytes.len > 0 && (unsigned char)bytes.ptr[0] < 0x80 &&
           (gr_str_is(name, "UTF-8") || gr_str_is(name, "utf-8"));
}

static bool is_text(const migrated_file *file)
{
    return gr_str_ends(file->path, GR_LIT(".md"));
}

static gr_status rewrite(const migrating *m, migrated_file *file)
{
    const gr_migrate_setup *by = m->by;
    uint16_t nr = gr_diag_add_file(by->diag, file->path);
    if (is_text(file)) {
        gr_migrate_text(file->before, nr, by->arena, &file->after);
        return GR_OK;
    }
    if (!gr_str_ends(file->path, GR_LIT(".xml"))) {
        file->after = (gr_migration){.bytes = file->before};
        return GR_OK;
    }
    if (!is_utf8(file->before)) {
        gr_diag_report(by->diag, (gr_loc){.file = nr}, GR_CODE_MIGRATE_ENCODING,
                       "save it as UTF-8, without a byte order mark");
        return GR_BAD_INPUT;
    }
    return gr_migrate_descriptor(file->before, nr, by->grammars, by->n_grammars, &m->totals,
                                 by->arena, by->diag, &file->after);
}

static gr_status read_one(migrating *m, gr_str below)
{
    migrated_file file = {.path = gr_path_join(m->by->arena, m->folder, below), .below = below};
    GR_TRY(gr_file_read(file.path, m->by->limits->descriptor_bytes, m->by->arena, m->by->diag,
                        (gr_loc){0}, &file.before));
    if (m->by->report != NULL) {
        gr_migrate_find_totals(file.before, is_text(&file) ? NULL : m->by->report, m->by->arena,
                               &m->totals);
    }
    *GR_PUSH(m->by->arena, m->files, m->n, m->cap, migrated_file) = file;
    return GR_OK;
}

/** When all are read: what one declares, others ask. */
static gr_status rewrite_all(const migrating *m)
{
    gr_status result = GR_OK;
    for (size_t i = 0; i < m->n; i++) {
        gr_status status = rewrite(m, &m->files[i]);
        result = result == GR_OK ? status : result;
    }
    return result;
}

/** Files in `below` and its folders; faults of all of them are told. */
static gr_status read_all(migrating *m, gr_str below, unsigned depth)
{
    gr_str *names = NULL;
    size_t n = 0;
    gr_status result = GR_OK;
    gr_str folder = gr_path_join(m->by->arena, m->folder, below);
    GR_TRY(gr_folder_list(folder, GR_LIT(""), m->by->arena, m->by->diag, &names, &n));
    for (size_t i = 0; i < n; i++) {
        gr_str name = below.len == 0 ? names[i] : gr_path_join(m->by->arena, below, names[i]);
        gr_str path = gr_path_join(m->by->arena, m->folder, name);
        gr_status status = GR_OK;
        if (gr_folder_exists(path) && depth < DEEPEST) {
            status = read_all(m, name, depth + 1);
        } else if (gr_file_exists(path) && gr_str_ends(name, m->suffix)) {
            status = read_one(m, name);
        }
        result = result == GR_OK ? status : result;
    }
    return result;
}

/* --- writing --- */

static bool is_changed(const migrated_file *file)
{
    return file->after.n > 0;
}

/** What stood there is beside it; a name that is taken is of an earlier migration, and stays. */
static gr_status keep_before(const gr_migrate_setup *by, const migrated_file *file)
{
    gr_str kept = gr_str_fmt(by->arena, GR_FMT ".bak", GR_ARG(file->path));
    for (unsigned nr = 2; gr_file_exists(kept); nr++) {
        kept = gr_str_fmt(by->arena, GR_FMT ".%u.bak", GR_ARG(file->path), nr);
    }
    return gr_file_write_new(kept, file->before, by->diag);
}

/** In one step, with the rights it had. */
static gr_status replace(const gr_migrate_setup *by, const migrated_file *file)
{
    struct stat before;
    gr_str next = gr_str_fmt(by->arena, GR_FMT ".next", GR_ARG(file->path));
    GR_TRY(keep_before(by, file));
    GR_TRY(gr_file_write_new(next, file->after.bytes, by->diag));
    if (stat(gr_str_dup(by->arena, file->path).ptr, &before) == 0) {
        (void)chmod(next.ptr, before.st_mode & PERMISSION);
    }
    return gr_path_rename(next, file->path, by->diag);
}

static gr_str folder_of(gr_str below)
{
    size_t end = below.len;
    while (end > 0 && below.ptr[end - 1] != '/') {
        end--;
    }
    return gr_str_sub(below, 0, end > 0 ? end - 1 : 0);
}

static gr_status write_file(const gr_migrate_setup *by, const migrated_file *file)
{
    gr_str to = by->to;
    if (to.len == 0) {
        return is_changed(file) ? replace(by, file) : GR_OK;
    }
    GR_TRY(gr_folders_make(to, folder_of(file->below), by->diag));
    return gr_file_write_new(gr_path_join(by->arena, to, file->below), file->after.bytes, by->diag);
}

static gr_status say_changes(const migrating *m)
{
    gr_buf lines = gr_buf_make(m->by->arena, SIZE_MAX);
    for (size_t i = 0; i < m->n; i++) {
        const migrated_file *file = &m->files[i];
        for (size_t k = 0; k < file->after.n; k++) {
            const gr_migrated *change = &file->after.changes[k];
            gr_buf_addf(&lines, GR_FMT ":%u:%u: " GR_FMT "\n", GR_ARG(file->path),
                        (unsigned)change->at.line, (unsigned)change->at.col, GR_ARG(change->what));
        }
    }
    return m->by->say(m->by->user, gr_buf_view(&lines), m->by->diag);
}

/** A folder of somebody else's is not written into. */
static gr_status prepare_target(const gr_migrate_setup *by)
{
    gr_str *names = NULL;
    size_t n = 0;
    gr_str to = by->to;
    gr_loc whole = {.file = gr_diag_add_file(by->diag, to)};
    GR_TRY(gr_folder_list(to, GR_LIT(""), by->arena, by->diag, &names, &n));
    if (n > 0) {
        gr_diag_report(by->diag, whole, GR_CODE_MIGRATE_TARGET, "name a new one with --to");
        return GR_BAD_INPUT;
    }
    return gr_folder_make(to, by->diag);
}

/** Descriptors; texts as well, where they are rewritten in place. */
static gr_status read_folders(migrating *m)
{
    const gr_migrate_setup *by = m->by;
    bool in_place = by->to.len == 0;
    m->folder = by->templates;
    m->suffix = in_place ? GR_LIT(".xml") : GR_LIT("");
    gr_status status = read_all(m, GR_LIT(""), 0);
    if (in_place && gr_folder_exists(by->texts)) {
        m->folder = by->texts;
        m->suffix = GR_LIT(".md");
        gr_status second = read_all(m, GR_LIT(""), 0);
        status = status == GR_OK ? second : status;
    }
    return status;
}

gr_status gr_migrate_files(const gr_migrate_setup *setup)
{
    migrating m = {.by = setup};
    if (!gr_folder_exists(setup->templates)) {
        gr_loc whole = {.file = gr_diag_add_file(setup->diag, setup->templates)};
        gr_diag_report(setup->diag, whole, GR_CODE_FILE_MISSING,
                       "the folder with descriptors is expected here");
        return GR_BAD_INPUT;
    }
    GR_TRY(read_folders(&m));
    GR_TRY(rewrite_all(&m));
    if (setup->to.len > 0) {
        GR_TRY(prepare_target(setup));
    }
    GR_TRY(say_changes(&m));
    for (size_t i = 0; i < m.n; i++) {
        GR_TRY(write_file(setup, &m.files[i]));
    }
    return GR_OK;
}
