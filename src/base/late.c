#include "base/late.h"

/* Owns how a foreign library is opened while the program runs. Its tables are, with the clock and
 * the faults, the only global state: they are filled once and never change. The library stays open.
 * Must not know what is called of it. */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/exit.h"
#include "base/fault.h"

enum { PHRASE_BYTES = 300 };

/** All that is called, or nothing. */
static bool find_all(const gr_late *library, void *handle)
{
    unsigned char *calls = library->calls;
    for (size_t i = 0; i < library->n; i++) {
        void *symbol = dlsym(handle, library->names[i]);
        if (symbol == NULL) {
            return false;
        }
        /* ISO C knows no way from an object's address to a function's */
        memcpy(calls + i * sizeof(symbol), &symbol, sizeof(symbol));
    }
    return true;
}

static bool open_now(gr_late *library)
{
    if (library->open) {
        return true;
    }
    if (gr_fault_strikes(GR_FAULT_LIBRARY)) {
        return false;
    }
    void *handle = dlopen(library->file, RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE);
    if (handle == NULL) {
        const char *why = dlerror();
        if (why != NULL && strstr(why, "No such file") == NULL) {
            gr_die_oom(SIZE_MAX); /* it is there, but there is no room for it */
        }
        return false;
    }
    library->open = find_all(library, handle);
    (void)dlclose(handle);
    return library->open;
}

bool gr_late_open_or_say(gr_late *library, char *out, size_t room)
{
    if (open_now(library)) {
        return true;
    }
    bool known = library->package[0] != '\0';
    (void)snprintf(out, room, "%s, with which griffie was built, cannot be loaded%s%s",
                   library->file, known ? "; install Debian's package " : "; install it",
                   library->package);
    return false;
}

gr_status gr_late_open(gr_late *library, gr_diag *diag, gr_loc at, const char *what)
{
    char phrase[PHRASE_BYTES];
    if (gr_late_open_or_say(library, phrase, sizeof(phrase))) {
        return GR_OK;
    }
    gr_diag_report(diag, at, GR_CODE_LIBRARY_ABSENT, "for %s: %s", what, phrase);
    return GR_IO_FAILED;
}

void gr_late_need(gr_late *library)
{
    char phrase[PHRASE_BYTES];
    if (!gr_late_open_or_say(library, phrase, sizeof(phrase))) {
        (void)fprintf(stderr, "griffie: %s\n", phrase);
        _Exit(GR_EXIT_SYSTEM); /* not exit(): see gr_die_oom */
    }
}
