#include "check.h"

#include "base/arena.h"
#include "pack/pack.h"

static gr_str sample(gr_arena *arena, size_t n, bool noisy)
{
    char *bytes = GR_NEW_N(arena, char, n + 1);
    uint32_t seed = 5;
    for (size_t i = 0; i < n; i++) {
        seed = seed * 1664525u + 1013904223u;
        bytes[i] = (char)(noisy ? seed >> 24 : i % 7);
    }
    return (gr_str){bytes, n};
}

static void what_goes_in_comes_out(void **state)
{
    (void)state;
    static const size_t sizes[] = {0, 1, 2, 100, 65536, 1000000};
    static const int levels[] = {1, 6, 9, 12};
    gr_arena *arena = gr_arena_new(4096);
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        for (size_t l = 0; l < sizeof(levels) / sizeof(levels[0]); l++) {
            for (int noisy = 0; noisy < 2; noisy++) {
                gr_str bytes = sample(arena, sizes[i], noisy != 0);
                gr_str packed = gr_deflate(arena, bytes, levels[l]);
                assert_true(gr_str_eq(packed, gr_deflate(arena, bytes, levels[l])));
                assert_int_equal((unsigned char)packed.ptr[0], 0x78);
                gr_str back = GR_LIT("before");
                assert_true(gr_inflate(arena, packed, sizes[i], &back));
                assert_true(gr_str_eq(back, bytes));
                assert_true(noisy || sizes[i] < 100 || packed.len < sizes[i]);
            }
        }
    }
    gr_arena_free(arena);
}

/* Sizes and levels mixed: nothing of one piece is in the next. */
static void one_packer_packs_many_pieces(void **state)
{
    (void)state;
    static const size_t sizes[] = {1000, 300000, 0, 70, 300000};
    gr_arena *arena = gr_arena_new(4096);
    gr_packer *packer = gr_packer_new();
    for (size_t i = 0; i < 2 * sizeof(sizes) / sizeof(sizes[0]); i++) {
        int level = i % 3 == 0 ? 9 : 6;
        gr_str bytes = sample(arena, sizes[i / 2], i % 2 != 0);
        gr_str packed = gr_packer_deflate(packer, bytes, level);
        assert_true(gr_str_eq(packed, gr_deflate(arena, bytes, level)));
    }
    gr_packer_free(packer);
    gr_packer_free(NULL);
    gr_arena_free(arena);
}

static void too_large_or_damaged_is_refused(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(4096);
    gr_str packed = gr_deflate(arena, sample(arena, 5000, false), 6);
    gr_str out = GR_LIT("before");
    assert_true(gr_inflate(arena, packed, 5000, &out));
    out = GR_LIT("before");
    assert_false(gr_inflate(arena, packed, 4999, &out));
    for (size_t keep = 0; keep < packed.len; keep++) {
        assert_false(gr_inflate(arena, gr_str_sub(packed, 0, keep), 5000, &out));
    }
    char *bytes = GR_NEW_N(arena, char, packed.len);
    for (size_t at = 0; at < packed.len * 8; at++) {
        memcpy(bytes, packed.ptr, packed.len);
        bytes[at / 8] = (char)(bytes[at / 8] ^ (1 << at % 8));
        gr_str changed = GR_LIT("before");
        bool accepted = gr_inflate(arena, (gr_str){bytes, packed.len}, 1 << 20, &changed);
        /* only the bits of the header that say how hard the packer tried may differ */
        assert_true(!accepted || changed.len == 5000);
    }
    check_text("untouched", out, "before");
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_goes_in_comes_out),
        cmocka_unit_test(one_packer_packs_many_pieces),
        cmocka_unit_test(too_large_or_damaged_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
