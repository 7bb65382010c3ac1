/* What a worker frees it has again without the system, which would hand out zeroed pages anew. */
#include "check.h"

#include <stdlib.h>
#include <unistd.h>

#include "process/process.h"

#define BUFFERS      64U
#define BUFFER_BYTES 100000U

static void buffers_come_and_go_inside_the_heap(void **state)
{
    (void)state;
    void *buffers[BUFFERS];
    gr_process_widen_heap();
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
    const void *end = sbrk(0);
#endif
    for (size_t round = 0; round < 2; round++) {
        for (size_t i = 0; i < BUFFERS; i++) {
            buffers[i] = malloc(BUFFER_BYTES);
            assert_non_null(buffers[i]);
        }
        for (size_t i = 0; i < BUFFERS; i++) {
            free(buffers[i]);
        }
    }
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
    assert_ptr_equal(sbrk(0), end);
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(buffers_come_and_go_inside_the_heap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
