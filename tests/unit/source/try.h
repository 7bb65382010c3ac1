#ifndef GR_TESTS_SOURCE_TRY_H
#define GR_TESTS_SOURCE_TRY_H
/* A folder of descriptors and one of exports, made afresh for each case, and what came of reading
 * them: the reports without the lines they quote, then the dump. */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "check.h"
#include "source/source.h"

typedef struct
try {
    gr_arena *arena;
    gr_diag *diag;
    gr_catalogue *catalogue;
    gr_sources *sources;
    gr_limits limits;
    char folder[32];
}
try;

static inline void write_text(const try *t, const char *path, const char *text)
{
    gr_str full = gr_str_fmt(t->arena, "%s/%s", t->folder, path);
    FILE *file = fopen(full.ptr, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

/** The current folder becomes a new one with `sources` and `input` in it, so paths are short. */
static inline try try_make(void)
{
    try t = {.arena = gr_arena_new(65536), .folder = "/tmp/griffie-source-XXXXXX"};
    t.diag = gr_diag_new(t.arena, 50);
    t.catalogue = gr_catalogue_new(t.arena);
    t.limits = gr_default_limits;
    assert_non_null(mkdtemp(t.folder));
    assert_int_equal(chdir(t.folder), 0);
    assert_int_equal(mkdir("sources", 0700), 0);
    assert_int_equal(mkdir("input", 0700), 0);
    return t;
}

static inline void remove_files(const try *t, const char *folder)
{
    gr_str *names;
    size_t n = 0;
    assert_int_equal(gr_folder_list(gr_str_of(folder), GR_LIT(""), t->arena, t->diag, &names, &n),
                     GR_OK);
    for (size_t i = 0; i < n; i++) {
        (void)unlink(gr_path_join(t->arena, gr_str_of(folder), names[i]).ptr);
    }
    (void)rmdir(folder);
}

static inline void try_free(try *t)
{
    remove_files(t, "sources");
    remove_files(t, "input");
    assert_int_equal(chdir("/"), 0);
    assert_int_equal(rmdir(t->folder), 0);
    gr_arena_free(t->arena);
}

static inline gr_status try_describe(try *t)
{
    gr_status status = gr_sources_read(GR_LIT("sources"), &t->limits, t->catalogue, t->arena,
                                       t->diag, &t->sources);
    return status != GR_OK ? status : gr_catalogue_link_schemas(t->catalogue, t->diag);
}

/** All of it: descriptors, exports, keys and references. */
static inline gr_status try_run(try *t)
{
    GR_TRY(try_describe(t));
    gr_file_names passed;
    GR_TRY(gr_sources_load(t->sources, GR_LIT("input"), &t->limits, t->catalogue, t->arena, t->diag,
                           &passed));
    return gr_catalogue_link_rows(t->catalogue, t->diag);
}

/** Reports and their notes, one a line, without the lines of the file they quote. */
static inline gr_str try_said(const try *t)
{
    gr_buf printed = gr_buf_make(t->arena, 1000000);
    gr_buf out = gr_buf_make(t->arena, 1000000);
    gr_diag_print(t->diag, &printed);
    gr_str rest = gr_buf_view(&printed);
    gr_str line;
    while (gr_str_split(&rest, '\n', &line)) {
        bool is_note = gr_str_find(line, GR_LIT(": note: ")) != SIZE_MAX;
        if (line.len > 0 && (is_note || !gr_str_starts(line, GR_LIT(" ")))) {
            gr_buf_addf(&out, GR_FMT "\n", GR_ARG(gr_str_trim(line)));
        }
    }
    return gr_buf_view(&out);
}

static inline gr_str try_dump(const try *t)
{
    gr_buf out = gr_buf_make(t->arena, 1000000);
    gr_catalogue_dump(t->catalogue, &out);
    return gr_buf_view(&out);
}

#endif
