/* Any bytes as an export, read with the descriptor in tests/fuzz/sources: typed records or a
 * report, never more rows than allowed, and the same each time. */
#include <unistd.h>

#include "base/arena.h"
#include "require.h"
#include "source/source.h"

#define ROWS_MOST 50

/* The reader of exports opens names, so the bytes have to be a file; one per process. */
static char export_path[] = "/tmp/griffie-fuzz-XXXXXX";

typedef struct fixed_part { /* what does not change between inputs */
    gr_arena *arena;
    gr_catalogue *described; /* only for its schemas */
    gr_sources *sources;
    gr_limits limits;
    int fd; /* of export_path */
} fixed_part;

static void remove_export(void)
{
    (void)unlink(export_path);
}

static fixed_part make_fixed(void)
{
    fixed_part fixed = {.arena = gr_arena_new(65536), .limits = gr_default_limits};
    gr_diag *diag = gr_diag_new(fixed.arena, 10);
    fixed.limits.rows = ROWS_MOST;
    fixed.described = gr_catalogue_new(fixed.arena);
    require(gr_sources_read(GR_LIT(GR_SOURCE_DIR "/tests/fuzz/sources"), &fixed.limits,
                            fixed.described, fixed.arena, diag, &fixed.sources) == GR_OK);
    require(gr_catalogue_link_schemas(fixed.described, diag) == GR_OK);
    fixed.fd = mkstemp(export_path);
    require(fixed.fd >= 0 && atexit(remove_export) == 0);
    return fixed;
}

static gr_catalogue *empty_catalogue(const fixed_part *fixed, gr_arena *arena, gr_diag *diag)
{
    gr_catalogue *catalogue = gr_catalogue_new(arena);
    for (size_t i = 0; i < gr_catalogue_count(fixed->described); i++) {
        const gr_schema *schema = gr_table_schema(gr_catalogue_at(fixed->described, i));
        require(gr_catalogue_add(catalogue, schema, diag) != NULL);
    }
    require(gr_catalogue_link_schemas(catalogue, diag) == GR_OK);
    return catalogue;
}

static void check_tables(const gr_catalogue *catalogue, gr_arena *arena)
{
    for (size_t i = 0; i < gr_catalogue_count(catalogue); i++) {
        const gr_table *table = gr_catalogue_at(catalogue, i);
        require(gr_table_rows(table) <= ROWS_MOST);
        for (uint32_t row = 0; row < gr_table_rows(table); row++) {
            require(gr_table_find(table, gr_table_key(table, row)) != UINT32_MAX);
            for (size_t column = 0; column < gr_table_schema(table)->n_columns; column++) {
                require(gr_table_value(table, row, column, arena).origin != NULL);
            }
        }
    }
}

/* What came of it, as text: the records, and what was said. */
static gr_str load(const fixed_part *fixed, gr_arena *arena)
{
    gr_diag *diag = gr_diag_new(arena, 20);
    gr_catalogue *catalogue = empty_catalogue(fixed, arena, diag);
    gr_status status = gr_sources_load_file(fixed->sources, gr_str_of(export_path),
                                            GR_LIT("export"), &fixed->limits, catalogue, diag);
    if (status == GR_OK) {
        status = gr_catalogue_link_rows(catalogue, diag);
    }
    require((status == GR_OK) == (gr_diag_count(diag, GR_ERROR) == 0));
    if (status == GR_OK) {
        check_tables(catalogue, arena);
    }
    gr_buf out = gr_buf_make(arena, SIZE_MAX / 4);
    gr_catalogue_dump(catalogue, &out);
    gr_diag_print(diag, &out);
    return gr_buf_view(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static fixed_part fixed;
    if (fixed.arena == NULL) {
        fixed = make_fixed();
    }
    require(ftruncate(fixed.fd, 0) == 0 && pwrite(fixed.fd, data, size, 0) == (ssize_t)size);
    gr_arena *arena = gr_arena_new(65536);
    gr_str first = load(&fixed, arena);
    require(gr_str_eq(first, load(&fixed, arena)));
    gr_arena_free(arena);
    return 0;
}
