#ifndef GR_BASE_FAULT_H
#define GR_BASE_FAULT_H
/* Injected failures: GR_FAIL=write:3 lets the third checked write fail. Armed by `cli` only.
 * `alloc` counts what arenas ask of the system, `malloc` all that the program and its libraries do
 * (see src/cli/memory.c). */
#include "base/str.h"

typedef enum gr_fault {
    GR_FAULT_OPEN,
    GR_FAULT_WRITE,
    GR_FAULT_ALLOC,
    GR_FAULT_MALLOC,
    GR_FAULT_DIE,     /* this process ends before a step of publishing, as by SIGKILL */
    GR_FAULT_WORD,    /* a worker sends a word that there is not */
    GR_FAULT_LIBRARY, /* a library that is opened late (base/late.h) is not there */
    GR_FAULT_LABEL,   /* a foreign value passes unseen: the walk over what was made must notice */
    GR_FAULT_FIGURE,  /* a document is read back as if it showed another figure */
    GR_FAULT__COUNT
} gr_fault;
bool gr_fault_arm(gr_str spec);       /* "write:3"; false when not understood */
bool gr_fault_strikes(gr_fault what); /* called where the thing is about to be done */
void gr_fault_forget(gr_fault what);  /* in a process whose attempts do not count */

#endif
