/* Hashes and copies of files of every size around a piece, and what happens to what is not there.
 */
#include "in_folder.h"

#include "pack/file_hash.h"
#include "pack/pack.h"

static void as_of_the_whole(void **state)
{
    (void)state;
    static const size_t sizes[] = {0, 1, 65535, 65536, 65537, 200000};
    world w = world_open();
    char *bytes = GR_NEW_N(w.arena, char, 200000);
    for (size_t i = 0; i < 200000; i++) {
        bytes[i] = (char)(i * 7 % 251);
    }
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        gr_str whole = {bytes, sizes[i]}, hash = GR_LIT(""), copied = GR_LIT(""), back;
        gr_str from = gr_str_fmt(w.arena, GR_FMT "%zu", GR_ARG(world_path(&w, "from")), i);
        gr_str to = gr_str_fmt(w.arena, GR_FMT "%zu", GR_ARG(world_path(&w, "to")), i);
        gr_file *file = gr_file_create(from, w.diag);
        assert_int_equal(gr_file_write(file, whole, w.diag), GR_OK);
        assert_int_equal(gr_file_commit(file, w.diag), GR_OK);
        gr_str want = gr_sha256_hex(w.arena, gr_sha256_of(whole));
        assert_int_equal(gr_file_hash(from, 200000, w.arena, w.diag, &hash), GR_OK);
        check_text("hash", hash, want.ptr);
        assert_int_equal(gr_file_copy(from, to, 200000, w.arena, w.diag, &copied), GR_OK);
        check_text("copied", copied, want.ptr);
        assert_int_equal(gr_file_read(to, 200000, w.arena, w.diag, (gr_loc){0}, &back), GR_OK);
        assert_true(gr_str_eq(back, whole));
    }
    world_close(&w);
}

static void what_cannot_be_read(void **state)
{
    (void)state;
    world w = world_open();
    gr_str hash = GR_LIT("");
    world_add_folder(&w, "folder");
    world_add_file(&w, "large");
    gr_str to = world_path(&w, "to");
    assert_int_equal(gr_file_hash(world_path(&w, "none"), 9, w.arena, w.diag, &hash), GR_BAD_INPUT);
    assert_true(gr_diag_has(w.diag, GR_CODE_FILE_MISSING));
    assert_int_equal(gr_file_copy(world_path(&w, "folder"), to, 9, w.arena, w.diag, &hash),
                     GR_IO_FAILED);
    assert_true(gr_diag_has(w.diag, GR_CODE_FILE_UNREADABLE));
    FILE *file = fopen(world_path(&w, "large").ptr, "w");
    assert_non_null(file);
    assert_true(fputs("ten letters", file) >= 0);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(gr_file_copy(world_path(&w, "large"), to, 9, w.arena, w.diag, &hash),
                     GR_OVER_LIMIT);
    assert_true(gr_diag_has(w.diag, GR_CODE_FILE_LIMIT));
    assert_false(gr_file_exists(to)); /* nothing half copied */
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_of_the_whole),
        cmocka_unit_test(what_cannot_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
