#ifndef GR_NOTIFY_REASONS_H
#define GR_NOTIFY_REASONS_H
/* Messages in the words of their readers: what the message means, and what would mend it. */
#include "base/report_line.h"
#include "notify/notify.h"

typedef struct gr_told_message {
    gr_str said;   /* a sentence in the words of the summary's house style */
    gr_str todo;   /* what would mend it, likewise; empty: nothing is to be done */
    gr_str detail; /* "templates/reports/dossier.xml:14:5 [E101]": place, the message itself, which
                      is English, and its tag, as far as the reader may know it */
} gr_told_message;

gr_told_message gr_tell_message(const gr_run_summary *run, const gr_diag_row *row, gr_reader reader,
                                gr_arena *arena);
bool gr_same_message(const gr_told_message *a, const gr_told_message *b);

#endif
