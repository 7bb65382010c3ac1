#ifndef GR_BASE_ARENA_H
#define GR_BASE_ARENA_H
/* Memory that dies together. Knows nothing else. */
#include <stdalign.h>

#include "base/fwd.h"

GR_NEVER_NULL gr_arena *gr_arena_new(size_t block_bytes);
void gr_arena_free(gr_arena *arena); /* NULL is fine; every pointer from it dies */

/** Zeroed, aligned, alive until free or a rewind past it. Never NULL: exhaustion and
 *  count*size overflow end the process in gr_die_oom, the only place that decides that. */
GR_NEVER_NULL void *gr_arena_alloc(gr_arena *arena, size_t count, size_t size, size_t align);
#define GR_NEW(arena, T)      ((T *)gr_arena_alloc((arena), 1, sizeof(T), alignof(T)))
#define GR_NEW_N(arena, T, n) ((T *)gr_arena_alloc((arena), (n), sizeof(T), alignof(T)))

/** The same, but what is in it is not said: for who writes all of it at once. */
GR_NEVER_NULL void *gr_arena_alloc_raw(gr_arena *arena, size_t count, size_t size, size_t align);
#define GR_ROOM_N(arena, T, n) ((T *)gr_arena_alloc_raw((arena), (n), sizeof(T), alignof(T)))
/** Makes the `from` bytes that came out of the arena `to` bytes long where they stand; false: more
 *  was taken since, or the block is full. What is new is not zeroed. */
bool gr_arena_stretch(gr_arena *arena, void *bytes, size_t from, size_t to);
/** The same for bytes that nobody else points to: where they cannot be stretched they move, with
 * all of their block when it holds nothing else. NULL `bytes`: none yet. */
GR_NEVER_NULL void *gr_arena_resize(gr_arena *arena, void *bytes, size_t from, size_t to);

/** Room for one more element in an arena-held array: returns `items` itself while it has room or
 *  can be made longer where it stands, else a copy of twice the capacity (the old one stays in the
 *  arena until that is freed). */
GR_NEVER_NULL void *gr_arena_grow(gr_arena *arena, void *items, size_t count, size_t *capacity,
                                  size_t size, size_t align);
/** `GR_PUSH(arena, list, count, cap, T)` is the address of the next free element; count grows. */
#define GR_PUSH(arena, items, count, cap, T)                                                 \
    ((items) = (T *)gr_arena_grow((arena), (items), (count), &(cap), sizeof(T), alignof(T)), \
     &(items)[(count)++])

/** What stands in `n` bytes out of an arena is not needed any more: the system has the whole pages
 *  among them back. Nobody may read them again. */
void gr_arena_discard(void *bytes, size_t n);

/** What was taken from `other` lives as long as `arena`, whatever is rewound; `other` is gone. */
void gr_arena_adopt(gr_arena *arena, gr_arena *other);

/** Scratch: mark, work, rewind. */
typedef struct gr_mark {
    void *block;
    size_t used;
} gr_mark;
gr_mark gr_arena_mark(const gr_arena *arena);
void gr_arena_rewind(gr_arena *arena, gr_mark mark);

size_t gr_arena_bytes(const gr_arena *arena); /* taken from the system, for limits and statistics */
_Noreturn void gr_die_oom(size_t wanted_bytes); /* one line on stderr, exit status 71 */

#endif
