#ifndef GR_TESTS_IN_FOLDER_H
#define GR_TESTS_IN_FOLDER_H
/* A folder of its own for each test, gone afterwards. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "check.h"
#include "store/folder.h"

typedef struct world {
    gr_arena *arena;
    gr_diag *diag;
    gr_str folder;
} world;

static inline world world_open(void)
{
    char name[] = "/tmp/griffie-batch-XXXXXX";
    assert_non_null(mkdtemp(name));
    gr_arena *arena = gr_arena_new(4096);
    return (world){arena, gr_diag_new(arena, 50), gr_str_dup(arena, gr_str_of(name))};
}

static inline gr_str world_path(const world *w, const char *name)
{
    return gr_path_join(w->arena, w->folder, gr_str_of(name));
}

static inline void world_add_file(const world *w, const char *name)
{
    FILE *file = fopen(world_path(w, name).ptr, "w");
    assert_non_null(file);
    assert_true(fputs("text", file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static inline void world_add_folder(const world *w, const char *name)
{
    assert_int_equal(mkdir(world_path(w, name).ptr, 0750), 0);
}

static inline void world_close(world *w)
{
    gr_str below = gr_str_sub(w->folder, 5, SIZE_MAX); /* behind "/tmp/" */
    assert_true(gr_remove_below(GR_LIT("/tmp"), below, w->arena));
    assert_false(gr_folder_exists(w->folder));
    gr_arena_free(w->arena);
}

#endif
