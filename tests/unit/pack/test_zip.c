#include "check.h"

#include <unistd.h>

#include "base/arena.h"
#include "pack/pack.h"

/* A ZIP of two stored entries: a.txt with "Hoi", map/b.txt with nothing. */
static const unsigned char stored[] = {
    'P', 'K',  3,   4,    20,   0,    0,    0, 0,  0,    0, 0,  0x21, 0,   0xfe, 0xab, 0xc3, 0x57,
    3,   0,    0,   0,    3,    0,    0,    0, 5,  0,    0, 0,  'a',  '.', 't',  'x',  't',  'H',
    'o', 'i',  'P', 'K',  3,    4,    20,   0, 0,  0,    0, 0,  0,    0,   0x21, 0,    0,    0,
    0,   0,    0,   0,    0,    0,    0,    0, 0,  0,    9, 0,  0,    0,   'm',  'a',  'p',  '/',
    'b', '.',  't', 'x',  't',  'P',  'K',  1, 2,  20,   3, 20, 0,    0,   0,    0,    0,    0,
    0,   0x21, 0,   0xfe, 0xab, 0xc3, 0x57, 3, 0,  0,    0, 3,  0,    0,   0,    5,    0,    0,
    0,   0,    0,   0,    0,    0,    0,    0, 0,  0x80, 1, 0,  0,    0,   0,    'a',  '.',  't',
    'x', 't',  'P', 'K',  1,    2,    20,   3, 20, 0,    0, 0,  0,    0,   0,    0,    0x21, 0,
    0,   0,    0,   0,    0,    0,    0,    0, 0,  0,    0, 0,  9,    0,   0,    0,    0,    0,
    0,   0,    0,   0,    0,    0,    0x80, 1, 38, 0,    0, 0,  'm',  'a', 'p',  '/',  'b',  '.',
    't', 'x',  't', 'P',  'K',  5,    6,    0, 0,  0,    0, 2,  0,    2,   0,    106,  0,    0,
    0,   77,   0,   0,    0,    0,    0,
};

static void entries_come_out(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(4096);
    gr_zip_entry *entries = NULL;
    size_t n = 0;
    gr_str zip = {(const char *)stored, sizeof(stored)};
    assert_true(gr_zip_read(arena, zip, 3, &entries, &n));
    assert_int_equal(n, 2);
    check_text("name", entries[0].name, "a.txt");
    check_text("bytes", entries[0].bytes, "Hoi");
    check_text("name", entries[1].name, "map/b.txt");
    check_text("bytes", entries[1].bytes, "");
    entries = NULL;
    assert_false(gr_zip_read(arena, zip, 2, &entries, &n));
    assert_null(entries);
    gr_arena_free(arena);
}

static void add_piece(void *user, gr_str piece)
{
    gr_buf_add(user, piece);
}

/** As a file, piece by piece: the same names and bytes, the same refusals. */
static void a_file_is_walked(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(4096);
    char path[] = "/tmp/griffie-zip-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, stored, sizeof(stored)), sizeof(stored));
    gr_zip *zip = gr_zip_file_open(gr_str_of(path));
    assert_non_null(zip);
    assert_int_equal(gr_zip_count(zip), 2);
    check_text("name", gr_zip_name(zip, 1), "map/b.txt");
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    assert_true(gr_zip_walk(zip, 0, 3, add_piece, &out));
    check_text("bytes", gr_buf_view(&out), "Hoi");
    assert_true(gr_zip_walk(zip, 1, 0, add_piece, &out));
    assert_false(gr_zip_walk(zip, 0, 2, add_piece, &out));
    assert_false(gr_zip_walk(zip, 2, 3, add_piece, &out));
    gr_zip_close(zip);
    assert_int_equal(pwrite(fd, "X", 1, 36), 1); /* in the content of the first */
    zip = gr_zip_file_open(gr_str_of(path));
    assert_non_null(zip);
    assert_false(gr_zip_walk(zip, 0, 3, add_piece, &out));
    gr_zip_close(zip);
    assert_int_equal(ftruncate(fd, 50), 0);
    assert_null(gr_zip_file_open(gr_str_of(path)));
    assert_int_equal(close(fd), 0);
    assert_int_equal(unlink(path), 0);
    assert_null(gr_zip_file_open(gr_str_of(path)));
    gr_arena_free(arena);
}

static void damage_is_noticed(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(4096);
    gr_zip_entry *entries = NULL;
    size_t n = 0;
    for (size_t keep = 0; keep < sizeof(stored); keep++) {
        assert_false(gr_zip_read(arena, (gr_str){(const char *)stored, keep}, 100, &entries, &n));
    }
    for (size_t at = 0; at < sizeof(stored) * 8; at++) {
        char bytes[sizeof(stored)];
        memcpy(bytes, stored, sizeof(stored));
        bytes[at / 8] = (char)(bytes[at / 8] ^ (1 << at % 8));
        bool read = gr_zip_read(arena, (gr_str){bytes, sizeof(bytes)}, 100, &entries, &n);
        bool in_content = at / 8 >= 35 && at / 8 < 38;
        assert_false(read && in_content);
    }
    assert_false(gr_zip_read(arena, GR_LIT(""), 100, &entries, &n));
    assert_false(gr_zip_read(arena, GR_LIT("PK is not enough for a file"), 100, &entries, &n));
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_come_out),
        cmocka_unit_test(damage_is_noticed),
        cmocka_unit_test(a_file_is_walked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
