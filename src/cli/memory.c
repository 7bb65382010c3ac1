/* Owns malloc and its kin in the finished program, for the libraries as well: they do not all look
 * at what they get (libxlsxwriter leaves rows out, HarfBuzz draws less, cmark aborts), so that no
 * library may ever see an allocation fail. The process ends instead, with one line and exit status
 * 71, before anything is published. Not in builds with sanitizers, which bring their own; nor in
 * tests. */
#include <errno.h>
#include <stdalign.h>

#include "base/arena.h"
#include "base/fault.h"

/* The C library's own, under the names it keeps for those who replace the public ones. */
/* NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp): see above */
extern void *__libc_malloc(size_t bytes);
extern void *__libc_calloc(size_t count, size_t bytes);
extern void *__libc_realloc(void *old, size_t bytes);
extern void *__libc_memalign(size_t align, size_t bytes);
/* NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp) */

/* Declared here once more: not all are in C17's <stdlib.h>. */
void *memalign(size_t align, size_t bytes);

static void check_fault(size_t bytes)
{
    if (gr_fault_strikes(GR_FAULT_MALLOC)) {
        gr_die_oom(bytes);
    }
}

static void *need(void *memory, size_t bytes)
{
    if (memory == NULL) {
        gr_die_oom(bytes);
    }
    return memory;
}

void *malloc(size_t bytes)
{
    check_fault(bytes);
    return need(__libc_malloc(bytes), bytes);
}

void *calloc(size_t count, size_t bytes)
{
    check_fault(bytes);
    return need(__libc_calloc(count, bytes), bytes);
}

void *realloc(void *old, size_t bytes)
{
    check_fault(bytes);
    void *memory = __libc_realloc(old, bytes);
    return bytes == 0 && old != NULL ? memory : need(memory, bytes); /* that frees */
}

void *reallocarray(void *old, size_t count, size_t bytes)
{
    size_t all = 0;
    if (__builtin_mul_overflow(count, bytes, &all)) {
        gr_die_oom(SIZE_MAX);
    }
    return realloc(old, all);
}

void *memalign(size_t align, size_t bytes)
{
    check_fault(bytes);
    return need(__libc_memalign(align, bytes), bytes);
}

void *aligned_alloc(size_t align, size_t bytes)
{
    return memalign(align, bytes);
}

int posix_memalign(void **out_memory, size_t align, size_t bytes)
{
    if (align % sizeof(void *) != 0 || align == 0 || (align & (align - 1)) != 0) {
        return EINVAL;
    }
    *out_memory = memalign(align, bytes);
    return 0;
}
