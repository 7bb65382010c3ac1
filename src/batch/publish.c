/* Owns output/.gen and the links to it: how one edition becomes what readers see. Nothing is ever
 * changed in place. A generation is written into a folder of its own, read back, brought to the
 * disk and named; then the edition's link moves to it by one rename, which is the moment of
 * publication. Whatever fails before that moment leaves the old version where it was. Must not know
 * what is in a document. */
#include <errno.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "batch_priv.h"
#include "folder.h"
#include "pack/pack.h"

#define KEY_DIGITS 16
#define PART       ".part" /* ending of a generation that is not complete */
#define FILES_MAX  16

typedef struct stage {
    const batch_work *work;
    gr_str gen;   /* output/.gen */
    gr_str below; /* report/edition: in gen, and the link in output */
    gr_str home;  /* output/.gen/report/edition */
    gr_str part;  /* home/next.part */
    gr_str links; /* output/report */
    batch_file files[FILES_MAX];
    size_t n;
} stage;

static stage stage_of(const batch_work *work)
{
    gr_arena *arena = work->arena;
    gr_str report = work->edition->report->id;
    stage s = {.work = work};
    s.gen = gr_path_join(arena, work->run->output, GR_LIT(".gen"));
    s.below = gr_path_join(arena, report, work->edition->edition.id);
    s.home = gr_path_join(arena, s.gen, s.below);
    s.part = gr_path_join(arena, s.home, GR_LIT("next" PART));
    s.links = gr_path_join(arena, work->run->output, report);
    return s;
}

static gr_status open_stage(const stage *s)
{
    const batch_work *work = s->work;
    gr_str report = gr_path_join(work->arena, s->gen, work->edition->report->id);
    GR_TRY(batch_folder_make(s->gen, work->diag));
    GR_TRY(batch_folder_make(report, work->diag));
    GR_TRY(batch_folder_make(s->home, work->diag));
    return batch_folder_make(s->part, work->diag);
}

/** What a failed first run made goes as well; folders with generations in them stay. */
static void drop_stage(const stage *s)
{
    gr_arena *arena = s->work->arena;
    (void)batch_remove_below(s->gen, gr_path_join(arena, s->below, GR_LIT("next" PART)), arena);
    (void)rmdir(s->home.ptr);
    (void)rmdir(gr_path_join(arena, s->gen, s->work->edition->report->id).ptr);
    (void)rmdir(s->gen.ptr);
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

static gr_status write_all(stage *s)
{
    const batch_work *work = s->work;
    GR_TRY(write_documents(s, false));
    GR_TRY(write_documents(s, true)); /* the files that go into these are there now */
    gr_str origins = gr_path_join(work->arena, s->part, GR_LIT("origins.json"));
    GR_TRY(batch_origins_write(work, origins));
    GR_TRY(batch_verify(work, NULL, NULL, origins, &s->files[s->n++]));
    gr_str manifest = gr_path_join(work->arena, s->part, GR_LIT("manifest.json"));
    GR_TRY(batch_manifest_write(work, manifest, s->files, s->n));
    GR_TRY(batch_verify(work, NULL, NULL, manifest, &s->files[s->n++]));
    return batch_sync(s->part, work->diag);
}

static int by_name(const void *left, const void *right)
{
    return gr_str_cmp(((const batch_file *)left)->name, ((const batch_file *)right)->name);
}

/** A library may have left something behind; it must not be published with the rest. */
static gr_status check_names(const stage *s)
{
    gr_str *names = NULL;
    size_t n = 0;
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

/** The start of what `sha256sum * | sha256sum` says in the folder. */
static gr_status key_of(stage *s, gr_str *out_key)
{
    gr_arena *arena = s->work->arena;
    gr_buf lines = gr_buf_make(arena, SIZE_MAX);
    qsort(s->files, s->n, sizeof(s->files[0]), by_name);
    GR_TRY(check_names(s));
    for (size_t i = 0; i < s->n; i++) {
        gr_buf_addf(&lines, GR_FMT "  " GR_FMT "\n", GR_ARG(s->files[i].sha256),
                    GR_ARG(s->files[i].name));
    }
    gr_str hex = gr_sha256_hex(arena, gr_sha256_of(gr_buf_view(&lines)));
    *out_key = gr_str_dup(arena, gr_str_sub(hex, 0, KEY_DIGITS));
    return GR_OK;
}

/** Moves the edition's link; the rename in it publishes. */
static gr_status move_link(const stage *s, gr_str target)
{
    const batch_work *work = s->work;
    gr_str id = work->edition->edition.id;
    gr_str link = gr_path_join(work->arena, s->links, id);
    gr_str spare =
        gr_str_fmt(work->arena, GR_FMT "/." GR_FMT ".next", GR_ARG(s->links), GR_ARG(id));
    GR_TRY(batch_folder_make(s->links, work->diag));
    GR_TRY(batch_sync(work->run->output, work->diag));
    GR_TRY(batch_link(link, target, spare, work->diag));
    gr_status status = batch_sync(s->links, work->diag);
    if (status != GR_OK) {
        gr_diag_note(work->diag, (gr_loc){0},
                     "the new version of '" GR_FMT
                     "' stands there, but may not outlive a power cut",
                     GR_ARG(s->below));
    }
    return status;
}

/** Older generations are a convenience: what cannot be removed is a warning. */
static void prune(const stage *s, gr_str current)
{
    gr_str *names = NULL;
    gr_arena *arena = s->work->arena;
    size_t n = batch_folders_by_age(s->home, arena, &names);
    unsigned older = 0;
    for (size_t i = 0; i < n; i++) {
        older += gr_str_eq(names[i], current) ? 0 : 1;
        bool removed = gr_str_eq(names[i], current) || older <= s->work->run->job->keep ||
                       batch_remove_below(s->gen, gr_path_join(arena, s->below, names[i]), arena);
        if (!removed) {
            gr_loc whole = {
                .file = gr_diag_add_file(s->work->diag, gr_path_join(arena, s->home, names[i]))};
            gr_diag_report(s->work->diag, whole, GR_CODE_OUTPUT_LEFT, "%s", strerror(errno));
        }
    }
}

/** The complete stage gets its name, unless a generation of these bytes is there already. */
static gr_status name_stage(const stage *s, gr_str final)
{
    const batch_work *work = s->work;
    if (gr_folder_exists(final)) {
        return GR_OK;
    }
    GR_TRY(batch_rename(s->part, final, work->diag));
    GR_TRY(batch_sync(s->home, work->diag));
    GR_TRY(batch_sync(gr_path_join(work->arena, s->gen, work->edition->report->id), work->diag));
    return batch_sync(s->gen, work->diag);
}

static gr_status publish_stage(stage *s, bool *out_unchanged)
{
    gr_arena *arena = s->work->arena;
    gr_str key = GR_LIT("");
    GR_TRY(open_stage(s));
    GR_TRY(write_all(s));
    GR_TRY(key_of(s, &key));
    gr_str final = gr_path_join(arena, s->home, key);
    gr_str target = gr_str_fmt(arena, "../.gen/" GR_FMT "/" GR_FMT, GR_ARG(s->below), GR_ARG(key));
    gr_str link = gr_path_join(arena, s->work->run->output, s->below);
    *out_unchanged = gr_folder_exists(final) && batch_link_is(link, target);
    if (*out_unchanged) {
        return GR_OK;
    }
    GR_TRY(name_stage(s, final));
    batch_touch(final); /* their times tell in which order generations were current */
    GR_TRY(move_link(s, target));
    prune(s, key);
    return GR_OK;
}

gr_status batch_publish(const batch_work *work, bool *out_unchanged)
{
    stage s = stage_of(work);
    gr_status status = publish_stage(&s, out_unchanged);
    drop_stage(&s);
    return status;
}

/** For sweeping, which is no condition for publishing: a folder that cannot be listed is a warning. */
static size_t list_left(const batch *run, gr_str folder, const char *ending, gr_str **out_names)
{
    size_t n = 0;
    gr_diag *unheard = gr_diag_new(run->src, 1);
    if (gr_folder_list(folder, gr_str_of(ending), run->src, unheard, out_names, &n) != GR_OK) {
        gr_loc whole = { .file = gr_diag_add_file(run->diag, folder) };
        gr_diag_report(run->diag, whole, GR_CODE_OUTPUT_LEFT, "%s", strerror(errno));
    }
    return n;
}

/** Incomplete generations of one edition, left by a run that died. */
static void sweep_edition(const batch *run, gr_str gen, gr_str below)
{
    gr_str *names = NULL;
    size_t n = list_left(run, gr_path_join(run->src, gen, below), PART, &names);
    for (size_t i = 0; i < n; i++) {
        gr_str left = gr_path_join(run->src, below, names[i]);
        if (!batch_remove_below(gen, left, run->src)) {
            gr_loc whole = {.file = gr_diag_add_file(run->diag, gr_path_join(run->src, gen, left))};
            gr_diag_report(run->diag, whole, GR_CODE_OUTPUT_LEFT, "%s", strerror(errno));
        }
    }
}

void batch_publish_sweep(const batch *run)
{
    gr_str gen = gr_path_join(run->src, run->output, GR_LIT(".gen"));
    gr_str *reports = NULL;
    size_t n = list_left(run, gen, "", &reports);
    for (size_t i = 0; i < n; i++) {
        gr_str *editions = NULL;
        size_t m = list_left(run, gr_path_join(run->src, gen, reports[i]), "", &editions);
        for (size_t k = 0; k < m; k++) {
            sweep_edition(run, gen, gr_path_join(run->src, reports[i], editions[k]));
        }
    }
}
