#include "base/arena.h"

/* Owns blocks of memory in a chain, newest first. Must not know what is kept in them. */
#include <sys/mman.h>
#include <unistd.h>

#include "base/fault.h"

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(address, size)   ((void)(address), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(address, size) ((void)(address), (void)(size))
#endif

#define EXIT_OUT_OF_MEMORY 71
#define FIRST_CAPACITY     8
#define SMALLEST_BLOCK     256
/* An arena that holds much has blocks so large that the system gives each apart from the heap: else
 * what stays would stand between what comes and goes, and keep that from being used again. */
#define MUCH        ((size_t)4 << 20)
#define LARGE_BLOCK ((size_t)1 << 20)

typedef struct block {
    struct block *older;
    size_t capacity, used; /* bytes */
    alignas(max_align_t) unsigned char bytes[];
} block;

struct gr_arena {
    block *newest; /* NULL before the first allocation */
    size_t block_bytes;
    size_t taken;
};

_Noreturn void gr_die_oom(size_t wanted_bytes)
{
    (void)fprintf(stderr, "griffie: out of memory (%zu bytes wanted)\n", wanted_bytes);
    /* Not exit(): a worker would flush what its parent still has in its buffers. */
    _Exit(EXIT_OUT_OF_MEMORY);
}

static void *from_system(size_t bytes)
{
    void *memory = gr_fault_strikes(GR_FAULT_ALLOC) ? NULL : malloc(bytes);
    if (memory == NULL) {
        gr_die_oom(bytes);
    }
    return memory;
}

gr_arena *gr_arena_new(size_t block_bytes)
{
    gr_arena *arena = from_system(sizeof(*arena));
    *arena = (gr_arena){
        .block_bytes = block_bytes < SMALLEST_BLOCK ? SMALLEST_BLOCK : block_bytes,
        .taken = sizeof(*arena),
    };
    return arena;
}

static void drop_newest(gr_arena *arena)
{
    block *gone = arena->newest;
    arena->newest = gone->older;
    arena->taken -= sizeof(*gone) + gone->capacity;
    ASAN_UNPOISON_MEMORY_REGION(gone->bytes, gone->capacity);
    free(gone);
}

void gr_arena_free(gr_arena *arena)
{
    if (arena == NULL) {
        return;
    }
    while (arena->newest != NULL) {
        drop_newest(arena);
    }
    free(arena);
}

/** Bytes to skip in `b` so that what follows is aligned. */
static size_t padding(const block *b, size_t align)
{
    uintptr_t next = (uintptr_t)b->bytes + b->used;
    return (size_t)(-next & (align - 1));
}

static bool has_space(const block *b, size_t bytes, size_t align)
{
    if (b == NULL) {
        return false;
    }
    size_t left = b->capacity - b->used;
    size_t skip = padding(b, align);
    return skip <= left && bytes <= left - skip;
}

static void add_block(gr_arena *arena, size_t at_least)
{
    size_t usual =
        arena->taken >= MUCH && arena->block_bytes < LARGE_BLOCK ? LARGE_BLOCK : arena->block_bytes;
    size_t capacity = at_least > usual ? at_least : usual;
    if (capacity > SIZE_MAX - sizeof(block)) {
        gr_die_oom(capacity);
    }
    block *fresh = from_system(sizeof(block) + capacity);
    fresh->older = arena->newest;
    fresh->capacity = capacity;
    fresh->used = 0;
    ASAN_POISON_MEMORY_REGION(fresh->bytes, capacity);
    arena->newest = fresh;
    arena->taken += sizeof(block) + capacity;
}

void *gr_arena_alloc_raw(gr_arena *arena, size_t count, size_t size, size_t align)
{
    size_t bytes = 0;
    if (__builtin_mul_overflow(count, size, &bytes) || bytes > SIZE_MAX - align) {
        gr_die_oom(SIZE_MAX);
    }
    if (!has_space(arena->newest, bytes, align)) {
        add_block(arena, bytes + align);
    }
    block *b = arena->newest;
    unsigned char *start = b->bytes + b->used + padding(b, align);
    b->used = (size_t)(start - b->bytes) + bytes;
    ASAN_UNPOISON_MEMORY_REGION(start, bytes);
    return start;
}

void *gr_arena_alloc(gr_arena *arena, size_t count, size_t size, size_t align)
{
    void *start = gr_arena_alloc_raw(arena, count, size, align);
    memset(start, 0, count * size); /* the space may have been used before a rewind */
    return start;
}

/** True when nothing was taken behind `bytes`. */
static bool is_last(const gr_arena *arena, const void *bytes, size_t size)
{
    const block *b = arena->newest;
    return b != NULL && (const unsigned char *)bytes + size == b->bytes + b->used;
}

bool gr_arena_stretch(gr_arena *arena, void *bytes, size_t from, size_t to)
{
    block *b = arena->newest;
    if (!is_last(arena, bytes, from) || to - from > b->capacity - b->used) {
        return false;
    }
    ASAN_UNPOISON_MEMORY_REGION(b->bytes + b->used, to - from);
    b->used += to - from;
    return true;
}

/** A block that holds nothing else, as long as `to` asks; the system moves it without a copy. */
static void *regrown(gr_arena *arena, size_t to)
{
    block *b = arena->newest;
    if (to > SIZE_MAX - sizeof(block) || gr_fault_strikes(GR_FAULT_ALLOC)) {
        gr_die_oom(to);
    }
    ASAN_UNPOISON_MEMORY_REGION(b->bytes, b->capacity);
    block *moved = realloc(b, sizeof(block) + to);
    if (moved == NULL) {
        gr_die_oom(to);
    }
    arena->taken += to - moved->capacity;
    moved->capacity = moved->used = to;
    arena->newest = moved;
    return moved->bytes;
}

void *gr_arena_resize(gr_arena *arena, void *bytes, size_t from, size_t to)
{
    if (bytes != NULL && (to <= from || gr_arena_stretch(arena, bytes, from, to))) {
        return bytes;
    }
    if (bytes != NULL && bytes == arena->newest->bytes && is_last(arena, bytes, from)) {
        return regrown(arena, to);
    }
    void *larger = gr_arena_alloc_raw(arena, to, 1, 1);
    if (bytes != NULL) {
        memcpy(larger, bytes, from);
    }
    return larger;
}

/** Under sanitizers nobody reads behind the last element of a list, where there is room for more.
 */
static void *next_only(void *items, size_t count, size_t capacity, size_t size)
{
    char *next = (char *)items + count * size;
    ASAN_POISON_MEMORY_REGION(next, (capacity - count) * size);
    ASAN_UNPOISON_MEMORY_REGION(next, size);
    return items;
}

void *gr_arena_grow(gr_arena *arena, void *items, size_t count, size_t *capacity, size_t size,
                    size_t align)
{
    if (count < *capacity && items != NULL) {
        ASAN_UNPOISON_MEMORY_REGION((char *)items + count * size, size);
        return items;
    }
    size_t wanted = *capacity < FIRST_CAPACITY ? FIRST_CAPACITY : *capacity;
    if (items != NULL && __builtin_mul_overflow(wanted, (size_t)2, &wanted)) {
        gr_die_oom(SIZE_MAX);
    }
    size_t had = *capacity * size;
    if (items != NULL && wanted <= SIZE_MAX / size &&
        gr_arena_stretch(arena, items, had, wanted * size)) {
        memset((char *)items + had, 0, wanted * size - had);
        *capacity = wanted;
        return next_only(items, count, wanted, size);
    }
    char *larger = gr_arena_alloc_raw(arena, wanted, size, align);
    size_t kept = items == NULL ? 0 : count * size;
    if (kept > 0) {
        memcpy(larger, items, kept);
    }
    memset(larger + kept, 0, wanted * size - kept);
    *capacity = wanted;
    return next_only(larger, count, wanted, size);
}

void gr_arena_discard(void *bytes, size_t n)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t from = ((uintptr_t)bytes + page - 1) & ~(page - 1);
    uintptr_t to = ((uintptr_t)bytes + n) & ~(page - 1);
    if (from < to) {
        (void)madvise((void *)from, to - from, MADV_DONTNEED); /* a wish */
    }
    ASAN_POISON_MEMORY_REGION(bytes, n);
}

void gr_arena_adopt(gr_arena *arena, gr_arena *other)
{
    block **last = &arena->newest;
    while (*last != NULL) {
        last = &(*last)->older;
    }
    *last = other->newest;
    arena->taken += other->taken - sizeof(*other);
    free(other);
}

gr_mark gr_arena_mark(const gr_arena *arena)
{
    block *b = arena->newest;
    return (gr_mark){.block = b, .used = b == NULL ? 0 : b->used};
}

void gr_arena_rewind(gr_arena *arena, gr_mark mark)
{
    while (arena->newest != mark.block) {
        drop_newest(arena);
    }
    block *b = arena->newest;
    if (b != NULL) {
        ASAN_POISON_MEMORY_REGION(b->bytes + mark.used, b->capacity - mark.used);
        b->used = mark.used;
    }
}

size_t gr_arena_bytes(const gr_arena *arena)
{
    return arena->taken;
}
