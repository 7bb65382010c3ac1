/* Two texts with a NUL between as published.json: refused, or compared; each that is accepted is
 * equal to itself, and the other way round there are as many changes. The JSON calls take the same.
 */
#include "base/arena.h"
#include "journal/compare.h"
#include "require.h"
#include "json/read.h"

static bool compare(gr_arena *arena, gr_str before, gr_str after, gr_change **out, size_t *out_n)
{
    gr_diag *diag = gr_diag_new(arena, 10);
    gr_status status = gr_compare(before, after, arena, diag, out, out_n);
    require(status == GR_OK || status == GR_BAD_INPUT);
    require((status != GR_OK) == gr_diag_has(diag, GR_CODE_PUBLISHED_FORM));
    return status == GR_OK;
}

static void check_changes(const gr_change *changes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const gr_change *c = &changes[i];
        require(c->kind <= GR_CHANGE_TEXT_GONE);
        require(c->kind == GR_CHANGE_FIGURE || c->difference.len == 0);
        require(c->kind != GR_CHANGE_ADDED || c->before.len == 0);
        require(c->kind != GR_CHANGE_GONE || c->after.len == 0);
        require(c->kind < GR_CHANGE_TEXT || c->id.len == 0);
        require(c->kind != GR_CHANGE_TEXT || !gr_str_eq(c->before, c->after));
    }
}

static void try_json(gr_arena *arena, gr_str text)
{
    gr_str found = GR_LIT("as it was");
    gr_str *items = NULL;
    size_t n = 0;
    bool is_there = gr_json_find(text, "$.life.status", arena, &found);
    require(is_there || gr_str_is(found, "as it was"));
    require(gr_json_list(text, "$.texts", arena, &items, &n) || (items == NULL && n == 0));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    gr_arena *arena = gr_arena_new(65536);
    gr_str all = {size > 0 ? (const char *)data : "", size};
    const void *gap = memchr(all.ptr, '\0', all.len);
    size_t middle = gap == NULL ? all.len : (size_t)((const char *)gap - all.ptr);
    gr_str before = gr_str_sub(all, 0, middle);
    gr_str after = middle < all.len ? gr_str_sub(all, middle + 1, SIZE_MAX) : before;
    gr_change *changes = NULL;
    size_t n = 0;
    size_t n_back = 0;
    if (compare(arena, before, after, &changes, &n)) {
        check_changes(changes, n);
        require(compare(arena, after, before, &changes, &n_back) && n_back == n);
        check_changes(changes, n);
        require(compare(arena, before, before, &changes, &n) && n == 0);
        require(compare(arena, after, after, &changes, &n) && n == 0);
    }
    try_json(arena, before);
    gr_arena_free(arena);
    return 0;
}
