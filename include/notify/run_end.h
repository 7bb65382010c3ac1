#ifndef GR_NOTIFY_RUN_END_H
#define GR_NOTIFY_RUN_END_H
/* What stands on stderr when a command is over: its reports, and what became of what was asked. */
#include "base/exit.h"
#include "plan/row.h"

typedef struct gr_run_end { /* lent for the time of a call */
    gr_print_form form;
    gr_exit exit;
    bool checks;    /* it only looked: editions are in order or not, none is published */
    bool publishes; /* documents were to be published */
    bool counts;    /* people look on: how many editions there are of each kind */
    const gr_diag *diag;
    const gr_order *orders;
    size_t n_orders;
    const gr_plan_row *rows;
    size_t n_rows;
    gr_str output, state; /* folders as they were named; state empty: beside the other */
    const gr_jobs *jobs;  /* of a scheduled run; NULL: none is known */
    int64_t number;       /* of the run in the journal; 0: it is not there */
    bool nothing_due;     /* somebody who waits is to hear when the next job is */
    gr_moment began;
} gr_run_end;

/** For whoever looks on: all reports, and a line on each report and job that was left out. */
void gr_run_end_add(const gr_run_end *end, gr_buf *out);
/** For cron and systemd: one text of at most 40 lines or so that can be mailed as it is, with what
 *  is to be done. Nothing when nobody is needed; `heard`: its warnings were mailed before. */
void gr_run_end_add_mail(const gr_run_end *end, bool heard, gr_buf *out);

#endif
