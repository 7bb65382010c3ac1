/* Owns how much of the heap a worker gets at once. Must not know what it is for. */
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "process/process.h"

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)

/* What 45 pages take. Only addresses: of 12 MiB that are not touched nothing is taken. */
#define HEAP_BYTES (12 << 20)
#define STEP_BYTES (1 << 20) /* by which it grows beyond that */
#define PAGE_BYTES \
    ((uintptr_t)2 << 20) /* a large page of x86-64, and of arm64 with pages of 4 KiB */

/** Asks for large pages where the heap has just been lengthened: 5 faults instead of 2,500. */
static void use_large_pages(void)
{
    uintptr_t end = (uintptr_t)sbrk(0);
    uintptr_t from = (end - HEAP_BYTES + PAGE_BYTES - 1) & ~(PAGE_BYTES - 1);
    uintptr_t to = end & ~(PAGE_BYTES - 1);
    if (from < to) {
        (void)madvise((void *)from, to - from, MADV_HUGEPAGE); /* a wish; small pages do as well */
    }
}

void gr_process_widen_heap(void)
{
    /* Buffers of pages come and go: what is given back would be zeroed again at the next. */
    (void)mallopt(M_MMAP_THRESHOLD, STEP_BYTES);
    (void)mallopt(M_TRIM_THRESHOLD, 2 * HEAP_BYTES);
    (void)mallopt(M_TOP_PAD, HEAP_BYTES);
    void *volatile first = malloc(STEP_BYTES / 2); /* more than is left of the heap */
    free(first);
    (void)mallopt(M_TOP_PAD, STEP_BYTES);
    use_large_pages();
}

#else /* another C library, or a sanitizer's malloc */

void gr_process_widen_heap(void)
{
}

#endif
