/* Owns the fingerprint of everything a run could read: the quickest way to know that a night has
 * nothing to do. Exports are hashed, not parsed. */
#include <sys/stat.h>

#include "base/arena.h"
#include "base/file.h"
#include "night.h"
#include "pack/pack.h"
#include "release.h"

#define FOLDERS_DEEP 8 /* also ends a circle of links */

typedef struct print {
    const batch *run;
    gr_diag *diag;
    gr_buf lines;
    enum {
        BY_CONTENT,
        BY_DATE,    /* size and time: fonts, which packages bring */
        BY_IDENTITY /* which file it is, and when anything about it last changed */
    } by;
} print;

static void add_facts(print *p, gr_str path, gr_str name)
{
    struct stat facts = {0};
    (void)stat(path.ptr, &facts);
    gr_buf_addf(&p->lines, GR_FMT " %lld %lld.%ld", GR_ARG(name), (long long)facts.st_size,
                (long long)facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec);
    if (p->by == BY_IDENTITY) {
        gr_buf_addf(&p->lines, " %llu %lld.%ld", (unsigned long long)facts.st_ino,
                    (long long)facts.st_ctim.tv_sec, facts.st_ctim.tv_nsec);
    }
    gr_buf_add_char(&p->lines, '\n');
}

static gr_status add_file(print *p, gr_str path, gr_str name)
{
    if (p->by != BY_CONTENT) {
        add_facts(p, path, name);
        return GR_OK;
    }
    gr_arena *scratch = gr_arena_new(1); /* an export may be large: its bytes go at once */
    gr_str bytes = GR_LIT("");
    gr_status status =
        gr_file_read(path, p->run->limits->export_bytes, scratch, p->diag, (gr_loc){0}, &bytes);
    if (status == GR_OK) {
        gr_buf_addf(&p->lines, GR_FMT " " GR_FMT "\n", GR_ARG(name),
                    GR_ARG(gr_sha256_hex(scratch, gr_sha256_of(bytes))));
    }
    gr_arena_free(scratch);
    return status;
}

static gr_status add_folder(print *p, gr_str folder, gr_str below, unsigned depth)
{
    gr_arena *arena = p->run->src;
    gr_str *names = NULL;
    size_t n = 0;
    GR_TRY(
        gr_folder_list(gr_path_join(arena, folder, below), GR_LIT(""), arena, p->diag, &names, &n));
    for (size_t i = 0; i < n; i++) {
        gr_str name = gr_path_join(arena, below, names[i]);
        gr_str path = gr_path_join(arena, folder, name);
        if (!gr_folder_exists(path)) {
            GR_TRY(add_file(p, path, name));
        } else if (depth < FOLDERS_DEEP) {
            GR_TRY(add_folder(p, folder, name, depth + 1));
        }
    }
    return GR_OK;
}

static void add_orders(print *p)
{
    const batch *run = p->run;
    for (size_t i = 0; i < run->n_orders; i++) {
        const gr_order *order = &run->orders[i];
        gr_buf_addf(&p->lines, "job " GR_FMT " " GR_FMT "\n", GR_ARG(order->job),
                    GR_ARG(order->period.name));
    }
    gr_buf_addf(&p->lines, GR_FMT "\n", GR_ARG(run->engine));
    if (run->night != NULL) {
        gr_jobs_dump(run->night->jobs, &p->lines);
    }
}

gr_status batch_fingerprint(const batch *run, gr_diag *diag, gr_str *out_hex)
{
    print p = {
        .run = run, .diag = diag, .lines = gr_buf_make(run->src, SIZE_MAX), .by = BY_CONTENT};
    add_orders(&p);
    GR_TRY(add_folder(&p, run->input, GR_LIT(""), 0));
    GR_TRY(add_folder(&p, run->templates, GR_LIT(""), 0));
    p.by = BY_DATE;
    GR_TRY(add_folder(&p, run->request->fonts, GR_LIT(""), 0));
    GR_TRY(add_folder(&p, batch_hyphen_folder(run), GR_LIT(""), 0));
    *out_hex = gr_sha256_hex(run->src, gr_sha256_of(gr_buf_view(&p.lines)));
    return GR_OK;
}

gr_status batch_identity(const batch *run, gr_diag *diag, gr_str *out_hex)
{
    print p = {
        .run = run, .diag = diag, .lines = gr_buf_make(run->src, SIZE_MAX), .by = BY_IDENTITY};
    GR_TRY(add_folder(&p, run->input, GR_LIT(""), 0));
    GR_TRY(add_folder(&p, run->templates, GR_LIT(""), 0));
    *out_hex = gr_sha256_hex(run->src, gr_sha256_of(gr_buf_view(&p.lines)));
    return GR_OK;
}
