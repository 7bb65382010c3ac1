#ifndef GR_BASE_LATE_H
#define GR_BASE_LATE_H
/* Foreign libraries that few runs need: opened by name when something is first asked of them,
 * because binding them all takes longer than making a small report. src/cmake/Late.cmake writes the
 * table of each, and the header through which a room calls it. */
#include "base/diag.h"

typedef struct gr_late {
    const char *file;         /* what programs know the library by ("libzip.so.4") */
    const char *package;      /* Debian's package that it is in; "": not known */
    const char *const *names; /* of what is called */
    size_t n;
    void *calls; /* as many pointers to functions, once open */
    bool open;
} gr_late;

/** Opens the library, or reports LIBRARY_ABSENT at `at`: `what` ("reading Markdown") needs it. A
 * room asks this where it can still say no. */
GR_MUST_USE gr_status gr_late_open(gr_late *library, gr_diag *diag, gr_loc at, const char *what);
/** The same for who has no report to write into: false, and `out` gets a phrase that says what is
 * missing and which package brings it. */
GR_MUST_USE bool gr_late_open_or_say(gr_late *library, char *out, size_t room);
/** Opens the library, or ends the process with that phrase and status 71: for a call that nobody
 * asked after before. */
void gr_late_need(gr_late *library);

#endif
