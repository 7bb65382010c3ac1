#ifndef GR_MAIL_OUTBOX_H
#define GR_MAIL_OUTBOX_H
/* The way out of a mail: the mail program of the system, or a folder where it waits for the next
 * run. Nothing here fails: what cannot be sent is a warning. */
#include "base/diag.h"

typedef struct gr_outbox {
    gr_str folder;  /* where mails wait; made when the first one does */
    gr_str program; /* takes a mail on its standard input: /usr/sbin/sendmail */
    gr_diag *diag;
    bool refused; /* a mail was not taken: that was said, and the next ones are not tried in vain */
} gr_outbox;

/** Hands it to the mail program, or keeps it as `<name>.eml`. Only the first failure is a warning.
 */
void gr_outbox_send(gr_outbox *outbox, gr_str name, gr_str bytes);
/** Sends what waits; one warning when some stay. */
void gr_outbox_flush(const gr_outbox *outbox);
/** Mails that wait. */
size_t gr_outbox_count(const gr_outbox *outbox, gr_arena *arena);

#endif
