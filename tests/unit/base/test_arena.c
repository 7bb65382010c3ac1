#include "check.h"

#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fault.h"

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#define IS_CLOSED(address) (__asan_address_is_poisoned(address) != 0)
#endif

static void memory_is_zeroed_and_aligned(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(256);
    static const size_t aligns[] = {1, 2, 8, 16, 64, 1, 16};
    for (size_t round = 0; round < 50; round++) {
        for (size_t i = 0; i < sizeof(aligns) / sizeof(aligns[0]); i++) {
            unsigned char *p = gr_arena_alloc(arena, 3, 7, aligns[i]);
            assert_int_equal((uintptr_t)p % aligns[i], 0);
            for (size_t b = 0; b < 21; b++) {
                assert_int_equal(p[b], 0);
                p[b] = 0xAA;
            }
        }
    }
    assert_non_null(gr_arena_alloc(arena, 0, 8, 8));
    gr_arena_free(arena);
    gr_arena_free(NULL);
}

static void rewind_gives_back_and_clears(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1024);
    gr_mark start = gr_arena_mark(arena);
    size_t empty = gr_arena_bytes(arena);
    int *kept = GR_NEW(arena, int);
    *kept = 7;
    gr_mark mark = gr_arena_mark(arena);
    size_t before = gr_arena_bytes(arena);
    unsigned char *scratch = GR_NEW_N(arena, unsigned char, 100);
    memset(scratch, 0xFF, 100);
    for (int i = 0; i < 10; i++) {
        (void)GR_NEW_N(arena, char, 5000); /* each larger than a block */
    }
    assert_true(gr_arena_bytes(arena) > before + 50000);
    gr_arena_rewind(arena, mark);
    assert_int_equal(gr_arena_bytes(arena), before);
    assert_int_equal(*kept, 7);
    unsigned char *again = GR_NEW_N(arena, unsigned char, 100);
    assert_ptr_equal(again, scratch);
    assert_int_equal(again[99], 0);
    gr_arena_rewind(arena, start);
    assert_int_equal(gr_arena_bytes(arena), empty);
    gr_arena_free(arena);
}

static void lists_grow_and_keep_their_elements(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(256);
    size_t *items = NULL;
    size_t count = 0;
    size_t cap = 0;
    for (size_t i = 0; i < 1000; i++) {
        *GR_PUSH(arena, items, count, cap, size_t) = i * 3;
    }
    assert_int_equal(count, 1000);
    assert_true(cap >= 1000 && cap < 3000);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(items[i], i * 3);
    }
    gr_arena_free(arena);
}

/* What is last in its block gets longer where it stands; what is alone in one takes it along. */
static void the_last_bytes_grow_where_they_stand(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1024);
    char *bytes = gr_arena_resize(arena, NULL, 0, 100);
    memset(bytes, 'a', 100);
    assert_ptr_equal(gr_arena_resize(arena, bytes, 100, 300), bytes);
    assert_true(gr_arena_stretch(arena, bytes, 300, 400));
    assert_false(gr_arena_stretch(arena, bytes, 400, 5000));
    size_t before = gr_arena_bytes(arena);
    bytes = gr_arena_resize(arena, bytes, 400, 5000);
    assert_true(gr_arena_bytes(arena) < before + 5000); /* its block went with it */
    assert_int_equal(bytes[99], 'a');
    bytes[4999] = 'z';
    char *behind = gr_arena_alloc(arena, 10, 1, 1);
    assert_false(gr_arena_stretch(arena, bytes, 5000, 5001));
    assert_ptr_not_equal(gr_arena_resize(arena, bytes, 5000, 6000), bytes);
    assert_int_equal(bytes[4999], 'z'); /* it stays, as something stands behind it */
    assert_int_equal(behind[9], 0);
    gr_arena_free(arena);
}

static void a_list_that_is_last_keeps_its_place(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(4096);
    int *items = NULL;
    size_t count = 0;
    size_t cap = 0;
    *GR_PUSH(arena, items, count, cap, int) = 1;
    const int *first = items;
    for (int i = 0; i < 100; i++) {
        *GR_PUSH(arena, items, count, cap, int) = i;
    }
    assert_ptr_equal(items, first);
    gr_arena_free(arena);
}

static void overflow_in_size(gr_arena *arena)
{
    (void)gr_arena_alloc(arena, SIZE_MAX / 2, 3, 1);
}

static void block_too_large(gr_arena *arena)
{
    (void)gr_arena_alloc(arena, SIZE_MAX - 20, 1, 16);
}

static void capacity_cannot_double(gr_arena *arena)
{
    char one = 0;
    size_t cap = SIZE_MAX / 2 + 1;
    (void)gr_arena_grow(arena, &one, cap, &cap, 1, 1);
}

static void injected_failure(gr_arena *arena)
{
    if (gr_fault_arm(GR_LIT("alloc:2"))) {
        (void)gr_arena_alloc(arena, 5000, 1, 1);
        (void)gr_arena_alloc(arena, 5000, 1, 1);
    }
}

typedef void fatal_fn(gr_arena *arena);

static int exit_status_of(fatal_fn *act)
{
    pid_t child = fork();
    if (child == 0) {
        if (freopen("/dev/null", "w", stderr) != NULL) {
            act(gr_arena_new(256));
        }
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void exhaustion_ends_the_process(void **state)
{
    (void)state;
    static fatal_fn *const acts[] = {overflow_in_size, block_too_large, capacity_cannot_double,
                                     injected_failure};
    for (size_t i = 0; i < sizeof(acts) / sizeof(acts[0]); i++) {
        print_message("case %zu\n", i);
        assert_int_equal(exit_status_of(acts[i]), 71);
    }
}

/** Sanitizers see who goes one too far, also where a list has room for more. */
static void what_is_behind_a_list_is_closed(void **state)
{
    (void)state;
#if defined(IS_CLOSED)
    gr_arena *arena = gr_arena_new(256);
    int64_t *items = NULL;
    size_t n = 0, cap = 0;
    for (int64_t i = 0; i < 100; i++) {
        *GR_PUSH(arena, items, n, cap, int64_t) = i;
        assert_false(IS_CLOSED(&items[n - 1]));
        assert_true(n == cap || IS_CLOSED(&items[n]));
    }
    gr_arena_free(arena);
#else
    skip();
#endif
}

/** The system has whole pages back, and only those: what stands beside them stays. */
static void what_is_discarded_leaves_its_neighbours(void **state)
{
    (void)state;
    static const size_t sizes[] = {0, 1, 100, 4096, 5000, 70000};
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        gr_arena *arena = gr_arena_new(200000);
        char *before = gr_arena_alloc(arena, 1, 5000, 1);
        char *middle = gr_arena_alloc(arena, 1, sizes[i] + 1, 1);
        char *behind = gr_arena_alloc(arena, 1, 5000, 1);
        memset(before, 'b', 5000);
        memset(middle, 'm', sizes[i] + 1);
        memset(behind, 'a', 5000);
        gr_arena_discard(middle, sizes[i]);
        assert_true(middle[sizes[i]] == 'm');
        for (size_t k = 0; k < 5000; k++) {
            assert_true(before[k] == 'b' && behind[k] == 'a');
        }
        gr_arena_free(arena);
    }
}

/** An arena that holds much takes little from the system for each block, and counts all of it. */
static void blocks_grow_with_what_is_held(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1000);
    size_t taken = gr_arena_bytes(arena), steps = 0, largest = 0;
    while (gr_arena_bytes(arena) < ((size_t)8 << 20)) {
        (void)gr_arena_alloc(arena, 1, 500, 1);
        size_t more = gr_arena_bytes(arena) - taken;
        steps += more > 0 ? 1 : 0;
        largest = more > largest ? more : largest;
        taken += more;
    }
    assert_true(largest >= (size_t)1 << 20 && steps > 1000);
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_discarded_leaves_its_neighbours),
        cmocka_unit_test(blocks_grow_with_what_is_held),
        cmocka_unit_test(memory_is_zeroed_and_aligned),
        cmocka_unit_test(rewind_gives_back_and_clears),
        cmocka_unit_test(lists_grow_and_keep_their_elements),
        cmocka_unit_test(the_last_bytes_grow_where_they_stand),
        cmocka_unit_test(a_list_that_is_last_keeps_its_place),
        cmocka_unit_test(exhaustion_ends_the_process),
        cmocka_unit_test(what_is_behind_a_list_is_closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
