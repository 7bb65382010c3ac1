/* A system that gives and takes a few bytes at a time, as one over a network may: what is read and
 * written is whole all the same. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "check.h"

#define AT_ONCE 7

/* in the place of the system's */
ssize_t read(int fd, void *bytes, size_t n)
{
    return (ssize_t)syscall(SYS_read, fd, bytes, n > AT_ONCE ? AT_ONCE : n);
}

ssize_t write(int fd, const void *bytes, size_t n)
{
    return (ssize_t)syscall(SYS_write, fd, bytes, n > AT_ONCE ? AT_ONCE : n);
}

static void bit_by_bit(void **state)
{
    (void)state;
    static const char want[] = "a text that is longer than what comes at once";
    char path[] = "/tmp/griffie-short-XXXXXX";
    int made = mkstemp(path);
    gr_arena *arena = gr_arena_new(1024);
    gr_diag *diag = gr_diag_new(arena, 5);
    gr_str text = GR_LIT("");
    assert_true(made >= 0);
    assert_int_equal(close(made), 0);
    assert_int_equal(unlink(path), 0);
    gr_file *file = gr_file_create(gr_str_of(path), diag);
    assert_non_null(file);
    assert_int_equal(gr_file_write(file, gr_str_of(want), diag), GR_OK);
    assert_int_equal(gr_file_commit(file, diag), GR_OK);
    assert_int_equal(gr_file_read(gr_str_of(path), 1024, arena, diag, (gr_loc){0}, &text), GR_OK);
    check_text("whole", text, want);
    assert_int_equal(unlink(path), 0);
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(bit_by_bit)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
