/* Any bytes as a ZIP file: refused, or read within the limit and the same each time. */
#include "base/arena.h"
#include "pack/pack.h"
#include "require.h"

#define UNPACKED_BYTES ((size_t)256 * 1024)

static size_t check_entries(const gr_zip_entry *entries, size_t n)
{
    size_t total = 0;
    for (size_t i = 0; i < n; i++) {
        require(entries[i].name.ptr != NULL && entries[i].bytes.ptr != NULL);
        require(gr_str_hash(entries[i].name) != 1 && gr_str_hash(entries[i].bytes) != 1);
        total += entries[i].bytes.len;
    }
    return total;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    gr_arena *arena = gr_arena_new(65536);
    gr_str bytes = {size > 0 ? (const char *)data : "", size};
    gr_zip_entry *entries = NULL;
    gr_zip_entry *again = NULL;
    size_t n = 0;
    size_t n_again = 0;
    bool good = gr_zip_read(arena, bytes, UNPACKED_BYTES, &entries, &n);
    require(good || (entries == NULL && n == 0));
    require(check_entries(entries, n) <= UNPACKED_BYTES);
    require(gr_zip_read(arena, bytes, UNPACKED_BYTES, &again, &n_again) == good && n_again == n);
    for (size_t i = 0; i < n; i++) {
        require(gr_str_eq(entries[i].name, again[i].name));
        require(gr_str_eq(entries[i].bytes, again[i].bytes));
    }
    gr_arena_free(arena);
    return 0;
}
