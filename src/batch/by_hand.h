#ifndef GR_BATCH_BY_HAND_H
#define GR_BATCH_BY_HAND_H
/* What somebody does to an edition besides the scheduled runs, and what is left of it: a run of its
 * own in the journal, and the index page. With the lock held. */
#include "session.h"
#include "tell.h"

typedef struct gr_deed {
    const gr_session *session;
    const gr_folders *folders;
    const char *label;    /* of the page: what somebody did */
    gr_journal *journal;  /* NULL: none to be had; then nothing is written down */
    gr_journal_run entry; /* in it */
} gr_deed;
/** Opens the journal and begins a run in it. */
gr_deed gr_deed_begin(const gr_session *session, const gr_folders *folders, const char *command,
                      const char *label);
/** Ends that run, and writes the index page anew, when there is one. */
void gr_deed_end(gr_deed *deed, gr_exit result, const gr_work *work);

#endif
