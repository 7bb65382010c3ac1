#ifndef GR_BASE_FWD_H
#define GR_BASE_FWD_H
/* Forward names, status codes, compiler helpers; the one header any header may include. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct gr_arena gr_arena;
typedef struct gr_diag gr_diag;
typedef struct gr_origin gr_origin;
typedef struct gr_table gr_table;
typedef struct gr_doc gr_doc;
typedef struct gr_node gr_node;
typedef struct gr_pages gr_pages;

#define GR_MUST_USE        __attribute__((warn_unused_result))
#define GR_PRINTF(fmt, va) __attribute__((format(printf, fmt, va)))
#define GR_NEVER_NULL      __attribute__((returns_nonnull))

/** Outcome of anything that can fail. Every value but GR_OK promises that at least one
 *  error-level report already sits in the gr_diag the callee was given. */
typedef enum gr_status {
    GR_OK,
    GR_BAD_INPUT,  /* the user's XML, template or data is wrong     */
    GR_OVER_LIMIT, /* acceptable, but larger than gr_limits allows  */
    GR_IO_FAILED,  /* the operating system refused                  */
    GR_BUG         /* one of our invariants broke                   */
} gr_status;

/** Pass a failure upward. Only where nothing but arena memory has to be released. */
#define GR_TRY(call)                       \
    do {                                   \
        gr_status gr_try_status_ = (call); \
        if (gr_try_status_ != GR_OK) {     \
            return gr_try_status_;         \
        }                                  \
    } while (0)

/** Asks the memory for what stands at `address`, which need not be there: somebody looks soon.
 * Compilers take a function that does nothing else for one that does nothing, hence the second
 * line. */
#define GR_FETCH(address)                        \
    do {                                         \
        __builtin_prefetch(address);             \
        __asm__ volatile("" : : "r"(address) :); \
    } while (0)

#endif
