/* Owns the writing of a version: into a folder of its own, every file read back, all of it on the
 * disk when this room says it is whole. Publishes nothing (publish.c). Must not know what is in a
 * document. */
#include <sys/stat.h>

#include "base/arena.h"
#include "base/file.h"
#include "batch_priv.h"
#include "folder.h"
#include "journal/compare.h"
#include "release.h"
#include "written.h"

#define FILES_MAX      16
#define MANIFEST_BYTES ((size_t)64 * 1024 * 1024)

typedef struct stage {
    const batch_work *work;
    batch_place place;
    gr_str part; /* home/<key>.part */
    batch_file files[FILES_MAX];
    size_t n;
} stage;

static gr_status open_stage(const stage *s)
{
    const batch_work *work = s->work;
    gr_diag *diag = work->diag;
    GR_TRY(batch_folders_make(work->run->output, work->row->order->destination, diag));
    GR_TRY(batch_folder_make(s->place.gen, diag));
    GR_TRY(batch_folder_make(gr_path_join(work->arena, s->place.gen, work->row->report), diag));
    GR_TRY(batch_folder_make(s->place.home, diag));
    return batch_folder_make(s->part, diag);
}

static gr_status write_document(stage *s, const gr_output *format)
{
    const batch_work *work = s->work;
    gr_str name = gr_str_fmt(work->arena, GR_FMT "%s", GR_ARG(work->doc->file), format->ending);
    gr_str path = gr_path_join(work->arena, s->part, name);
    gr_output_setup setup = batch_output_setup(work, s->part);
    batch_carry(work, format, s->files, s->n, &setup);
    GR_TRY(format->write(&work->arranged, &setup, path));
    GR_TRY(batch_sync(path, work->diag)); /* a library wrote it */
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
    GR_TRY(batch_file_write(path, text, s->work->diag));
    return batch_verify(s->work, NULL, NULL, path, &s->files[s->n++]);
}

static gr_status write_origins(stage *s)
{
    gr_str path = gr_path_join(s->work->arena, s->part, GR_LIT("origins.json"));
    GR_TRY(batch_origins_write(s->work, path));
    return batch_verify(s->work, NULL, NULL, path, &s->files[s->n++]);
}

static gr_status write_manifest(stage *s)
{
    gr_str path = gr_path_join(s->work->arena, s->part, GR_LIT("manifest.json"));
    GR_TRY(batch_manifest_write(s->work, path, s->files, s->n));
    return batch_verify(s->work, NULL, NULL, path, &s->files[s->n++]);
}

static int by_name(const void *left, const void *right)
{
    return gr_str_cmp(((const batch_file *)left)->name, ((const batch_file *)right)->name);
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
        same = gr_str_eq(names[i], s->files[i].name);
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
        GR_TRY(write_text(s, BATCH_LIFE, batch_life_text(&s->work->doc->life, s->work->arena)));
    }
    GR_TRY(write_manifest(s));
    GR_TRY(check_names(s));
    return batch_sync(s->part, s->work->diag);
}

gr_status batch_stage(const batch_work *work, gr_str key)
{
    gr_arena *arena = work->arena;
    stage s = {.work = work, .place = batch_place_of(work->run, work->row, arena)};
    gr_str name = gr_str_fmt(arena, GR_FMT BATCH_PART, GR_ARG(key));
    gr_str part = gr_path_join(arena, s.place.below, name);
    s.part = gr_path_join(arena, s.place.home, name);
    (void)batch_remove_below(s.place.gen, part, arena); /* of a run that died */
    gr_status status = write_all(&s);
    if (status != GR_OK) {
        (void)batch_remove_below(s.place.gen, part, arena);
    }
    return status;
}

static bool has_size(gr_str path, gr_str bytes)
{
    struct stat facts;
    int64_t want = 0;
    return gr_int_parse(bytes, &want) && stat(path.ptr, &facts) == 0 && S_ISREG(facts.st_mode) &&
           facts.st_size == want;
}

bool batch_stands(const batch_place *place, gr_str key, gr_arena *arena)
{
    gr_str folder = gr_path_join(arena, place->home, key);
    gr_str manifest = GR_LIT("");
    gr_str *files = NULL;
    size_t n = 0;
    gr_diag *unheard = gr_diag_new(arena, 1);
    bool whole = gr_file_read(gr_path_join(arena, folder, GR_LIT("manifest.json")), MANIFEST_BYTES,
                              arena, unheard, (gr_loc){0}, &manifest) == GR_OK &&
                 gr_json_list(manifest, "$.files", arena, &files, &n) && n > 0;
    for (size_t i = 0; whole && i < n; i++) {
        gr_str name = GR_LIT("");
        gr_str bytes = GR_LIT("");
        whole = gr_json_find(files[i], "$.name", arena, &name) &&
                gr_json_find(files[i], "$.bytes", arena, &bytes) &&
                has_size(gr_path_join(arena, folder, name), bytes);
    }
    return whole;
}
