#ifndef GR_PROCESS_SUPERVISE_H
#define GR_PROCESS_SUPERVISE_H
/* A process that does the work, and this one, which hears of it: what is told arrives as words
 * (process/channel.h), signals that end this process end the other one first, and nothing outlives
 * either. */
#include "base/str.h"

typedef struct gr_supervision {
    void *user;
    /** In the other process, which leads a group of its own; its result is its exit status. */
    int (*work)(void *user, int channel);
    /** A word was told. False: it cannot be; the group is killed, and nothing that it told since is
     *  heard. */
    bool (*hear)(void *user, uint32_t word, gr_str body);
    /** After each wait, which takes keep_ms at most. False: the group is killed, and nothing that
     *  it told since is heard. */
    bool (*keep)(void *user);
    int keep_ms;
} gr_supervision;

typedef struct gr_supervised { /* how it ended */
    int status;                /* as waitpid tells it */
    int stopped_by;            /* SIGINT or SIGTERM, which came to this process; 0: none */
    bool misheard;             /* it was killed for a word that cannot be */
} gr_supervised;

/** Returns when the other process and all that it made are gone, or out of hearing. False: no
 *  process could be started; errno says why. Both signals are blocked until then. */
GR_MUST_USE bool gr_supervise(const gr_supervision *supervision, gr_supervised *out);

#endif
