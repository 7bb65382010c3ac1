#include "plan/shard_files.h"

/* Owns whether the shards of a run are all there, and of one run. */
#include "base/arena.h"
#include "base/file.h"

#define FILE_BYTES ((size_t)1024 * 1024 * 1024)

gr_status gr_shards_differ(gr_str path, const char *why, gr_diag *diag)
{
    gr_loc whole = {.file = gr_diag_add_file(diag, path)};
    gr_diag_report(diag, whole, GR_CODE_SHARDS_DIFFER, "%s", why);
    return GR_BAD_INPUT;
}

static gr_status read_shard(const gr_shard_files *files, gr_str path, gr_shard *out)
{
    gr_str bytes = GR_LIT("");
    GR_TRY(gr_file_read(path, FILE_BYTES, files->arena, files->diag, (gr_loc){0}, &bytes));
    if (!gr_shard_unpack(bytes, files->errors, files->arena, out)) {
        return gr_shards_differ(path, "it is not what a shard of this version of griffie writes",
                                files->diag);
    }
    gr_diag_merge(files->diag, out->diag, GR_LIT(""));
    return GR_OK;
}

/** "2", "2 and 5", "1, 2 and 5" */
static gr_status check_there(const gr_shard_files *files)
{
    gr_arena *arena = files->arena;
    unsigned *absent = GR_NEW_N(arena, unsigned, files->n);
    unsigned n = 0;
    for (unsigned i = 1; i <= files->n; i++) {
        gr_str path = gr_path_join(arena, files->folder, gr_shard_file(i, files->n, arena));
        if (!gr_file_exists(path)) {
            absent[n++] = i;
        }
    }
    gr_buf list = gr_buf_make(arena, SIZE_MAX);
    for (unsigned i = 0; i < n; i++) {
        gr_buf_addf(&list, "%s%u", i == 0 ? "" : i + 1 == n ? " and " : ", ", absent[i]);
    }
    if (n == 0) {
        return GR_OK;
    }
    gr_diag_report(files->diag, (gr_loc){0}, GR_CODE_SHARDS_ABSENT,
                   "of '" GR_FMT "': %s " GR_FMT " of %u; run %s again, then collect",
                   GR_ARG(files->run_id), n == 1 ? "shard" : "shards", GR_ARG(gr_buf_view(&list)),
                   files->n, n == 1 ? "it" : "them");
    return GR_BAD_INPUT;
}

/** Of one job, all editions are for one day: a run that passed midnight has two. */
static gr_status check_days(const gr_shard *first, const gr_shard *s, gr_str path,
                            const gr_shard_files *files)
{
    for (size_t i = 0; i < s->n_jobs; i++) {
        gr_str on = s->jobs[i].on;
        if (!gr_str_eq(on, first->jobs[i].on)) {
            gr_str why = gr_str_fmt(files->arena,
                                    "its job '" GR_FMT "' was made for " GR_FMT
                                    ", that of shard 1 for " GR_FMT
                                    "; run the shards again, all of them with one --on",
                                    GR_ARG(s->jobs[i].id), GR_ARG(on), GR_ARG(first->jobs[i].on));
            return gr_shards_differ(path, why.ptr, files->diag);
        }
    }
    return GR_OK;
}

static gr_status read_all(const gr_shard_files *files, gr_shard *shards)
{
    gr_arena *arena = files->arena;
    for (unsigned i = 0; i < files->n; i++) {
        gr_str path = gr_path_join(arena, files->folder, gr_shard_file(i + 1, files->n, arena));
        gr_shard *s = &shards[i];
        const gr_shard *first = &shards[0];
        GR_TRY(read_shard(files, path, s));
        if (s->nr != i + 1 || s->of != files->n || !gr_str_eq(s->run_id, files->run_id)) {
            return gr_shards_differ(path, "it is the file of another shard", files->diag);
        }
        if (!gr_str_eq(s->engine, files->engine)) {
            return gr_shards_differ(
                path, "another build of griffie made it; run all shards again with this one",
                files->diag);
        }
        if (!gr_str_eq(s->inputs, first->inputs) || !gr_shards_have_same_jobs(s, first)) {
            return gr_shards_differ(
                path,
                "it was made from other exports, descriptors, fonts or jobs than shard "
                "1; run the shards again",
                files->diag);
        }
        GR_TRY(check_days(&shards[0], s, path, files));
    }
    if (!gr_shards_add_up(shards, files->n)) {
        return gr_shards_differ(files->folder, "the shards do not have the editions of one plan",
                                files->diag);
    }
    return GR_OK;
}

gr_status gr_shards_read(const gr_shard_files *files, gr_shard **out)
{
    gr_shard *shards = GR_NEW_N(files->arena, gr_shard, files->n);
    GR_TRY(check_there(files));
    GR_TRY(read_all(files, shards));
    *out = shards;
    return GR_OK;
}
