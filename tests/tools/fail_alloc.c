/* Preloaded by tests/tools/libraries.sh: lets one allocation of the whole process fail, those of the
 * libraries too. GRIFFIE_ALLOC=<n> names it, counted from main on; 0 only prints how many there are. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

typedef int main_fn(int, char **, char **);
typedef int start_fn(main_fn *, int, char **, void (*)(void), void (*)(void), void (*)(void), void *);

extern void *__libc_malloc(size_t bytes);
extern void *__libc_calloc(size_t count, size_t bytes);
extern void *__libc_realloc(void *old, size_t bytes);

static main_fn *real_main;
static bool armed;
static long asked, failing;

static bool strikes(void)
{
    if (!armed || ++asked != failing) {
        return false;
    }
    errno = ENOMEM;
    return true;
}

void *malloc(size_t bytes)
{
    return strikes() ? NULL : __libc_malloc(bytes);
}

void *calloc(size_t count, size_t bytes)
{
    return strikes() ? NULL : __libc_calloc(count, bytes);
}

void *realloc(void *old, size_t bytes)
{
    return strikes() ? NULL : __libc_realloc(old, bytes);
}

static int armed_main(int argc, char **argv, char **environment)
{
    const char *wish = getenv("GRIFFIE_ALLOC");
    failing = wish == NULL ? 0 : strtol(wish, NULL, 10);
    armed = true;
    int status = real_main(argc, argv, environment);
    armed = false;
    if (failing == 0) {
        (void)fprintf(stderr, "%ld\n", asked);
    }
    return status;
}

/* The C library's entry: what starts before main (loader, constructors) is not ours to mend. */
int __libc_start_main(main_fn *program, int argc, char **argv, void (*init)(void),
                      void (*fini)(void), void (*loader)(void), void *stack);
int __libc_start_main(main_fn *program, int argc, char **argv, void (*init)(void),
                      void (*fini)(void), void (*loader)(void), void *stack)
{
    start_fn *start = NULL;
    *(void **)&start = dlsym(RTLD_NEXT, "__libc_start_main");
    real_main = program;
    return start(armed_main, argc, argv, init, fini, loader, stack);
}
