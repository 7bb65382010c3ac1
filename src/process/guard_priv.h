#ifndef GR_PROCESS_GUARD_PRIV_H
#define GR_PROCESS_GUARD_PRIV_H
/* What the halves of the guard tell each other. */
#include "process/guard.h"

/* Sanitizers look at their own process as a debugger does, and call more than we do. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define GR_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) || \
    __has_feature(thread_sanitizer)
#define GR_SANITIZED 1
#endif
#endif
#ifndef GR_SANITIZED
#define GR_SANITIZED 0
#endif

int gr_landlock_version(void);                /* 0: this kernel has none */
const char *gr_seccomp_version(char out[32]); /* of the library, "2.5.4"; NULL: it is not there */

#endif
