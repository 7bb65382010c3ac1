#ifndef GR_BATCH_MAKE_NOW_H
#define GR_BATCH_MAKE_NOW_H
/* Editions that are made by the processes of a run (edition/roles.h), and published. */
#include "edition/roles.h"
#include "settle.h"

/** What a session gives for it; limits as by default, unless there are others. */
gr_roles gr_roles_of(const gr_session *session, unsigned workers, gr_worker_limits limits);
/** Makes them; each is settled when it is ready. */
gr_exit gr_make(gr_roles *roles, gr_settling *settling, gr_work *work);
/** The same of what somebody asks for by hand: what dead runs left is put right before, what was
 * not published goes afterwards, documents are named on stdout. Under the lock only. */
gr_exit gr_make_now(const gr_session *session, gr_roles *roles, gr_work *work);

#endif
