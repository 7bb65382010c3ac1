/* The number of this build is the one that its file has. */
#include "check.h"

#include "base/arena.h"
#include "base/file.h"
#include "process/build.h"

static void is_what_the_linker_wrote_into_the_file(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(4096);
    gr_diag *diag = gr_diag_new(arena, 1);
    gr_str file = GR_LIT("");
    gr_str id = gr_build_id();
    assert_int_equal(id.len, 20);
    assert_int_equal(
        gr_file_read(GR_LIT("/proc/self/exe"), 1 << 28, arena, diag, (gr_loc){0}, &file), GR_OK);
    size_t at = gr_str_find(file, id);
    assert_in_range(at, 16, file.len);
    assert_memory_equal(file.ptr + at - 4, "GNU", 4); /* who wrote the note stands before it */
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_what_the_linker_wrote_into_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
