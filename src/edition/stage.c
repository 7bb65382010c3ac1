/* Owns the writing of a version: into a folder of its own in the state folder, what readers will
 * have apart from the rest, every file read back, all of it on the disk when this says it is whole.
 * Publishes nothing (batch/publish.c). Must not know what is in a document. */
#include "base/arena.h"
#include "base/file.h"
#include "edition_priv.h"
#include "provenance/life.h"
#include "store/folder.h"
#include "store/suppressed_places.h"
#include "store/version.h"
#include "store/version_file.h"

#define FILES_MAX 16

typedef struct listed { /* files that were written and read back */
    edition_file files[FILES_MAX];
    size_t n;
} listed;

typedef struct stage {
    const edition_work *work;
    gr_place place;
    gr_str part;       /* kept/<key>.part */
    gr_str files;      /* part/files: what readers will have */
    listed shown, own; /* in files, in part */
    gr_str name;       /* of the public folder */
} stage;

static gr_status open_stage(stage *s, gr_str part)
{
    const edition_work *work = s->work;
    gr_str below = gr_path_join(work->arena, s->place.below, part);
    gr_str whole = gr_path_join(work->arena, s->place.versions, below);
    gr_str rest = gr_str_sub(whole, work->setup->store.state.len + 1, SIZE_MAX);
    GR_TRY(gr_folders_make(work->setup->store.state, rest, work->diag));
    return gr_folder_make(s->files, work->diag);
}

static gr_status write_document(stage *s, const gr_output *format)
{
    const edition_work *work = s->work;
    gr_str name = gr_str_fmt(work->arena, GR_FMT "%s", GR_ARG(work->doc->file), format->ending);
    gr_str path = gr_path_join(work->arena, s->files, name);
    gr_output_setup setup = gr_edition_output_setup(work, s->files);
    gr_edition_embed(work, format, s->shown.files, s->shown.n, &setup);
    GR_TRY(format->write(&work->arranged, &setup, path));
    GR_TRY(gr_path_sync(path, work->diag)); /* a library wrote it */
    return gr_edition_verify(work, format, &setup, path, &s->shown.files[s->shown.n++]);
}

static gr_status write_documents(stage *s, bool embedding)
{
    const edition_work *work = s->work;
    for (size_t i = 0; i < gr_n_outputs; i++) {
        if (work->made[i] && gr_edition_embeds_any(work, &gr_outputs[i]) == embedding) {
            GR_TRY(write_document(s, &gr_outputs[i]));
        }
    }
    return GR_OK;
}

static gr_status write_text(const stage *s, listed *list, gr_str folder, const char *name,
                            gr_str text)
{
    gr_str path = gr_path_join(s->work->arena, folder, gr_str_of(name));
    GR_TRY(gr_file_write_new(path, text, s->work->diag));
    return gr_edition_verify(s->work, NULL, NULL, path, &list->files[list->n++]);
}

typedef struct leaving { /* a text on its way to a file */
    gr_file *file;
    gr_diag *diag;
    gr_status status;
} leaving;

static void take_piece(void *user, gr_str piece)
{
    leaving *to = user;
    if (to->status == GR_OK) {
        to->status = gr_file_write(to->file, piece, to->diag);
    }
}

/** As write_text, of what is told piece by piece and never held whole. */
static gr_status write_told(stage *s, const char *name,
                            void (*tell)(const edition_work *work,
                                         void (*take)(void *user, gr_str piece), void *user))
{
    const edition_work *work = s->work;
    gr_str path = gr_path_join(work->arena, s->part, gr_str_of(name));
    leaving to = {.file = gr_file_create(path, work->diag), .diag = work->diag, .status = GR_OK};
    if (to.file == NULL) {
        return GR_IO_FAILED;
    }
    tell(work, take_piece, &to);
    if (to.status != GR_OK) {
        gr_file_discard(to.file);
        return to.status;
    }
    GR_TRY(gr_file_commit(to.file, work->diag));
    return gr_edition_verify(work, NULL, NULL, path, &s->own.files[s->own.n++]);
}

static size_t facts_of(const listed *list, gr_version_file *out)
{
    for (size_t i = 0; i < list->n; i++) {
        out[i] = list->files[i].is;
    }
    return list->n;
}

static int by_file_name(const void *left, const void *right)
{
    return gr_str_cmp(((const gr_version_file *)left)->name,
                      ((const gr_version_file *)right)->name);
}

/** For readers: names, sizes, hashes. What the folder is called follows from it. */
static gr_status write_public_manifest(stage *s)
{
    gr_version_file files[FILES_MAX];
    size_t n = facts_of(&s->shown, files);
    qsort(files, n, sizeof(files[0]), by_file_name);
    gr_str text = gr_edition_public_manifest(s->work, files, n);
    GR_TRY(write_text(s, &s->shown, s->files, GR_MANIFEST, text));
    files[n++] = s->shown.files[s->shown.n - 1].is;
    s->name = gr_version_public_name(files, n, s->work->arena);
    return GR_OK;
}

/** For griffie: the same of all files, and what they were made from. */
static gr_status write_manifest(stage *s)
{
    gr_version_file files[2 * FILES_MAX];
    size_t n = facts_of(&s->shown, files) - 1; /* not the public one, which comes last */
    n += facts_of(&s->own, files + n);
    GR_TRY(write_text(s, &s->own, s->part, GR_MANIFEST, gr_edition_manifest(s->work, files, n)));
    gr_str name = gr_str_fmt(s->work->arena, GR_FMT "\n", GR_ARG(s->name));
    return write_text(s, &s->own, s->part, GR_NAME_FILE, name);
}

static int by_name(const void *left, const void *right)
{
    return gr_str_cmp(((const edition_file *)left)->is.name,
                      ((const edition_file *)right)->is.name);
}

/** A library may have left something behind; it must not be published with the rest. */
static gr_status check_names(const stage *s, listed *list, gr_str folder, size_t folders)
{
    gr_str *names = NULL;
    size_t n = 0;
    size_t met = 0;
    qsort(list->files, list->n, sizeof(list->files[0]), by_name);
    GR_TRY(gr_folder_list(folder, GR_LIT(""), s->work->arena, s->work->diag, &names, &n));
    for (size_t i = 0; i < n && met < list->n; i++) {
        met += gr_str_eq(names[i], list->files[met].is.name) ? 1 : 0;
    }
    if (met != list->n || n != list->n + folders) {
        gr_loc whole = {.file = gr_diag_add_file(s->work->diag, folder)};
        gr_diag_report(s->work->diag, whole, GR_CODE_OUTPUT_VERIFY,
                       "%zu files found where %zu were written", n, list->n);
        return GR_BUG;
    }
    return GR_OK;
}

static gr_status write_own(stage *s)
{
    const edition_work *work = s->work;
    GR_TRY(write_told(s, GR_ORIGINS_FILE, gr_edition_places));
    GR_TRY(write_told(s, GR_PUBLISHED_FILE, gr_edition_published));
    GR_TRY(write_text(s, &s->own, s->part, GR_USED_TABLE, work->used));
    gr_str places = gr_load_suppressed_places(work->setup->load);
    if (places.len > 0) {
        GR_TRY(write_text(s, &s->own, s->part, GR_PLACES_FILE, places));
    }
    if (gr_life_is_released(&work->doc->life)) {
        gr_str life = gr_life_text(&work->doc->life, work->arena);
        GR_TRY(write_text(s, &s->own, s->part, GR_LIFE_FILE, life));
    }
    return write_manifest(s);
}

static gr_status write_all(stage *s, gr_str part)
{
    GR_TRY(open_stage(s, part));
    GR_TRY(write_documents(s, false));
    GR_TRY(write_documents(s, true)); /* the files that go into these are there now */
    GR_TRY(write_public_manifest(s));
    GR_TRY(write_own(s));
    GR_TRY(check_names(s, &s->shown, s->files, 0));
    GR_TRY(check_names(s, &s->own, s->part, 1));
    GR_TRY(gr_path_sync(s->files, s->work->diag));
    return gr_path_sync(s->part, s->work->diag);
}

gr_status gr_edition_stage(const edition_work *work, gr_str key)
{
    gr_arena *arena = work->arena;
    stage s = {.work = work, .place = gr_edition_place(work)};
    gr_str name = gr_str_fmt(arena, GR_FMT GR_PART, GR_ARG(key));
    s.part = gr_version_folder(&s.place, name, arena);
    s.files = gr_version_files(&s.place, name, arena);
    (void)gr_version_remove(&s.place, name, arena); /* of a run that died */
    gr_status status = write_all(&s, name);
    if (status != GR_OK) {
        (void)gr_version_remove(&s.place, name, arena);
    }
    return status;
}
