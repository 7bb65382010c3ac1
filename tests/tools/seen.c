/* Which lines a program goes through, also in processes that it starts and that may write no file:
 * linked into programs that gcc -fsanitize-coverage=trace-pc made, for seeded_faults.py. Each block
 * that is gone through is a byte that is not 0 at its place in the program, in the file
 * $GR_SEEN/NAME of the program, which all its processes share. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { PLACES = 1 << 25 }; /* bytes: more than any program of ours is long */

extern const char __executable_start[];
void __sanitizer_cov_trace_pc(void);

static unsigned char *seen;

__attribute__((constructor)) static void begin(void)
{
    const char *folder = getenv("GR_SEEN");
    char path[4096];
    if (folder == NULL)
        return;
    snprintf(path, sizeof(path), "%s/%s", folder, program_invocation_short_name);
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0 || ftruncate(file, PLACES) != 0)
        abort();
    void *map = mmap(NULL, PLACES, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (map == MAP_FAILED)
        abort();
    seen = map;
    close(file);
}

void __sanitizer_cov_trace_pc(void)
{
    uintptr_t place = (uintptr_t)__builtin_return_address(0) - (uintptr_t)__executable_start;
    if (seen != NULL && place < PLACES)
        seen[place] = 1;
}
