/* Owns the writing of a version: into a folder of its own, every file read back, all of it on the
 * disk when this room says it is whole. Publishes nothing (publish.c). Must not know what is in a
 * document. */
#include "base/arena.h"
#include "base/file.h"
#include "batch_priv.h"
#include "release.h"
#include "store/folder.h"

#define FILES_MAX 16

typedef struct stage {
    const batch_work *work;
    gr_place place;
    gr_str part; /* home/<key>.part */
    batch_file files[FILES_MAX];
    size_t n;
} stage;

static gr_status open_stage(const stage *s)
{
    const batch_work *work = s->work;
    gr_diag *diag = work->diag;
    GR_TRY(gr_folders_make(work->run->output, work->row->order->destination, diag));
    GR_TRY(gr_folder_make(s->place.gen, diag));
    GR_TRY(gr_folder_make(gr_path_join(work->arena, s->place.gen, work->row->report), diag));
    GR_TRY(gr_folder_make(s->place.home, diag));
    return gr_folder_make(s->part, diag);
}

static gr_status write_document(stage *s, const gr_output *format)
{
    const batch_work *work = s->work;
    gr_str name = gr_str_fmt(work->arena, GR_FMT "%s", GR_ARG(work->doc->file), format->ending);
    gr_str path = gr_path_join(work->arena, s->part, name);
    gr_output_setup setup = batch_output_setup(work, s->part);
    batch_carry(work, format, s->files, s->n, &setup);
    GR_TRY(format->write(&work->arranged, &setup, path));
    GR_TRY(gr_path_sync(path, work->diag)); /* a library wrote it */
    return batch_verify(work, format, &setup, path, &s->files[s->n++]);
}

static gr_status write_documents(stage *s, bool carriers)
{
    const batch_work *work = s->work;
    for (size_t i = 0; i < gr_n_outputs; i++) {
        if (work->made[i] && batch_carries_any(work, &gr_outputs[i]) == carriers) {
            GR_TRY(write_document(s, &gr_outputs[i]));
        }
    }
    return GR_OK;
}

static gr_status write_text(stage *s, const char *name, gr_str text)
{
    gr_str path = gr_path_join(s->work->arena, s->part, gr_str_of(name));
    GR_TRY(gr_file_write_new(path, text, s->work->diag));
    return batch_verify(s->work, NULL, NULL, path, &s->files[s->n++]);
}

static gr_status write_origins(stage *s)
{
    gr_arena *arena = gr_arena_new(1024 * 1024); /* the text: its parts rewind the other one */
    gr_status status = write_text(s, "origins.json", batch_origins_text(s->work, true, arena));
    gr_arena_free(arena);
    return status;
}

static gr_status write_manifest(stage *s)
{
    gr_version_file files[FILES_MAX];
    for (size_t i = 0; i < s->n; i++) {
        files[i] = s->files[i].is;
    }
    return write_text(s, "manifest.json", batch_manifest(s->work, files, s->n));
}

static int by_name(const void *left, const void *right)
{
    return gr_str_cmp(((const batch_file *)left)->is.name, ((const batch_file *)right)->is.name);
}

/** A library may have left something behind; it must not be published with the rest. */
static gr_status check_names(stage *s)
{
    gr_str *names = NULL;
    size_t n = 0;
    qsort(s->files, s->n, sizeof(s->files[0]), by_name);
    GR_TRY(gr_folder_list(s->part, GR_LIT(""), s->work->arena, s->work->diag, &names, &n));
    bool same = n == s->n;
    for (size_t i = 0; same && i < n; i++) {
        same = gr_str_eq(names[i], s->files[i].is.name);
    }
    if (!same) {
        gr_loc whole = {.file = gr_diag_add_file(s->work->diag, s->part)};
        gr_diag_report(s->work->diag, whole, GR_CODE_OUTPUT_VERIFY,
                       "%zu files found where %zu were written", n, s->n);
        return GR_BUG;
    }
    return GR_OK;
}

static gr_status write_all(stage *s)
{
    GR_TRY(open_stage(s));
    GR_TRY(write_documents(s, false));
    GR_TRY(write_documents(s, true)); /* the files that go into these are there now */
    GR_TRY(write_origins(s));
    GR_TRY(write_text(s, "published.json", batch_published(s->work)));
    GR_TRY(write_text(s, "used.tsv", s->work->used));
    if (gr_life_is_released(&s->work->doc->life)) {
        GR_TRY(write_text(s, GR_LIFE_FILE, gr_life_text(&s->work->doc->life, s->work->arena)));
    }
    GR_TRY(write_manifest(s));
    GR_TRY(check_names(s));
    return gr_path_sync(s->part, s->work->diag);
}

gr_status batch_stage(const batch_work *work, gr_str key)
{
    gr_arena *arena = work->arena;
    stage s = {.work = work, .place = batch_place_of(work->run, work->row, arena)};
    gr_str name = gr_str_fmt(arena, GR_FMT GR_PART, GR_ARG(key));
    gr_str part = gr_path_join(arena, s.place.below, name);
    s.part = gr_path_join(arena, s.place.home, name);
    (void)gr_remove_below(s.place.gen, part, arena); /* of a run that died */
    gr_status status = write_all(&s);
    if (status != GR_OK) {
        (void)gr_remove_below(s.place.gen, part, arena);
    }
    return status;
}
