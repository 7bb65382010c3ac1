/* Owns `griffie migrate --templates`: which files there are, what is written where. All files are
 * read and rewritten in memory before the first one is touched; then what is left is said by
 * whoever checks descriptors. */
#include "migrate/migrate.h"

#include <stdio.h>
#include <sys/stat.h>

#include "base/file.h"
#include "batch_priv.h"
#include "schedule/jobs.h"
#include "source/source.h"
#include "store/folder.h"
#include "style/style_read.h"

#define DEEPEST    16 /* folders in folders */
#define PERMISSION 0777

typedef struct migrated_file {
    gr_str path, below; /* as it is read; below the folder that is migrated */
    gr_str before;
    gr_migration after;
} migrated_file;

typedef struct migrating {
    batch *run;
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
    static const gr_xml_grammar *const grammars[] = {&gr_report_grammar, &gr_data_grammar,
                                                     &gr_source_grammar, &gr_style_grammar,
                                                     &gr_batch_grammar};
    batch *run = m->run;
    uint16_t nr = gr_diag_add_file(run->diag, file->path);
    if (is_text(file)) {
        gr_migrate_text(file->before, nr, run->src, &file->after);
        return GR_OK;
    }
    if (!gr_str_ends(file->path, GR_LIT(".xml"))) {
        file->after = (gr_migration){.bytes = file->before};
        return GR_OK;
    }
    if (!is_utf8(file->before)) {
        gr_diag_report(run->diag, (gr_loc){.file = nr}, GR_CODE_MIGRATE_ENCODING,
                       "save it as UTF-8, without a byte order mark");
        return GR_BAD_INPUT;
    }
    return gr_migrate_descriptor(file->before, nr, grammars, sizeof(grammars) / sizeof(grammars[0]),
                                 &m->totals, run->src, run->diag, &file->after);
}

static gr_status read_one(migrating *m, gr_str below)
{
    migrated_file file = {.path = gr_path_join(m->run->src, m->folder, below), .below = below};
    GR_TRY(gr_file_read(file.path, m->run->limits->descriptor_bytes, m->run->src, m->run->diag,
                        (gr_loc){0}, &file.before));
    if (m->run->request->totals) {
        gr_migrate_find_totals(file.before, is_text(&file) ? NULL : &gr_report_grammar, m->run->src,
                               &m->totals);
    }
    *GR_PUSH(m->run->src, m->files, m->n, m->cap, migrated_file) = file;
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
    gr_str folder = gr_path_join(m->run->src, m->folder, below);
    GR_TRY(gr_folder_list(folder, GR_LIT(""), m->run->src, m->run->diag, &names, &n));
    for (size_t i = 0; i < n; i++) {
        gr_str name = below.len == 0 ? names[i] : gr_path_join(m->run->src, below, names[i]);
        gr_str path = gr_path_join(m->run->src, m->folder, name);
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
static gr_status keep_before(const batch *run, const migrated_file *file)
{
    gr_str kept = gr_str_fmt(run->src, GR_FMT ".bak", GR_ARG(file->path));
    for (unsigned nr = 2; gr_file_exists(kept); nr++) {
        kept = gr_str_fmt(run->src, GR_FMT ".%u.bak", GR_ARG(file->path), nr);
    }
    return gr_file_write_new(kept, file->before, run->diag);
}

/** In one step, with the rights it had. */
static gr_status replace(const batch *run, const migrated_file *file)
{
    struct stat before;
    gr_str next = gr_str_fmt(run->src, GR_FMT ".next", GR_ARG(file->path));
    GR_TRY(keep_before(run, file));
    GR_TRY(gr_file_write_new(next, file->after.bytes, run->diag));
    if (stat(gr_str_dup(run->src, file->path).ptr, &before) == 0) {
        (void)chmod(next.ptr, before.st_mode & PERMISSION);
    }
    return gr_path_rename(next, file->path, run->diag);
}

static gr_str folder_of(gr_str below)
{
    size_t end = below.len;
    while (end > 0 && below.ptr[end - 1] != '/') {
        end--;
    }
    return gr_str_sub(below, 0, end > 0 ? end - 1 : 0);
}

static gr_status write_file(const batch *run, const migrated_file *file)
{
    gr_str to = run->request->migrate_to;
    if (to.len == 0) {
        return is_changed(file) ? replace(run, file) : GR_OK;
    }
    GR_TRY(gr_folders_make(to, folder_of(file->below), run->diag));
    return gr_file_write_new(gr_path_join(run->src, to, file->below), file->after.bytes, run->diag);
}

static gr_status say_changes(const migrating *m)
{
    bool said = true;
    for (size_t i = 0; i < m->n; i++) {
        const migrated_file *file = &m->files[i];
        for (size_t k = 0; k < file->after.n; k++) {
            const gr_migrated *change = &file->after.changes[k];
            said =
                printf(GR_FMT ":%u:%u: " GR_FMT "\n", GR_ARG(file->path), (unsigned)change->at.line,
                       (unsigned)change->at.col, GR_ARG(change->what)) >= 0 &&
                said;
        }
    }
    return said && fflush(stdout) == 0 ? GR_OK : GR_IO_FAILED;
}

/** A folder of somebody else's is not written into. */
static gr_status prepare_target(const batch *run)
{
    gr_str *names = NULL;
    size_t n = 0;
    gr_str to = run->request->migrate_to;
    gr_loc whole = {.file = gr_diag_add_file(run->diag, to)};
    GR_TRY(gr_folder_list(to, GR_LIT(""), run->src, run->diag, &names, &n));
    if (n > 0) {
        gr_diag_report(run->diag, whole, GR_CODE_MIGRATE_TARGET, "name a new one with --to");
        return GR_BAD_INPUT;
    }
    return gr_folder_make(to, run->diag);
}

/** Descriptors; texts as well, where they are rewritten in place. */
static gr_status read_folders(migrating *m)
{
    const batch *run = m->run;
    bool in_place = run->request->migrate_to.len == 0;
    gr_str texts = gr_path_join(run->src, run->input, GR_LIT("texts"));
    m->folder = run->templates;
    m->suffix = in_place ? GR_LIT(".xml") : GR_LIT("");
    gr_status status = read_all(m, GR_LIT(""), 0);
    if (in_place && gr_folder_exists(texts)) {
        m->folder = texts;
        m->suffix = GR_LIT(".md");
        gr_status second = read_all(m, GR_LIT(""), 0);
        status = status == GR_OK ? second : status;
    }
    return status;
}

gr_status batch_migrate_templates(batch *run)
{
    migrating m = {.run = run};
    if (!gr_folder_exists(run->templates)) {
        gr_diag_report(run->diag, (gr_loc){.file = gr_diag_add_file(run->diag, run->templates)},
                       GR_CODE_FILE_MISSING, "the folder with descriptors is expected here");
        return GR_BAD_INPUT;
    }
    GR_TRY(read_folders(&m));
    GR_TRY(rewrite_all(&m));
    if (run->request->migrate_to.len > 0) {
        GR_TRY(prepare_target(run));
    }
    GR_TRY(say_changes(&m));
    for (size_t i = 0; i < m.n; i++) {
        GR_TRY(write_file(run, &m.files[i]));
    }
    run->templates = run->request->migrate_to.len > 0 ? run->request->migrate_to : run->templates;
    return GR_OK;
}
