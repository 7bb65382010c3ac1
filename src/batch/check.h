#ifndef GR_BATCH_CHECK_H
#define GR_BATCH_CHECK_H
/* Editions made to be looked at: in this process, which writes nothing. */
#include "reading.h"

typedef struct gr_trial {
    gr_reading_setup reading;
    gr_order *asked; /* by the words of the command */
    gr_dump dump;
    gr_life life; /* as if all documents were released so; NONE: as they are */
    bool jobs;    /* the batch descriptor is looked at as well, if there is one */
    bool strict;  /* warnings make GR_EXIT_WARNINGS */
    bool line;    /* people look on: how far it is */
} gr_trial;
gr_exit gr_try_editions(const gr_session *session, gr_trial *trial, gr_ending *ending);

/* check_jobs.c: what would keep a job from being made at night, or somebody from being told */
typedef struct gr_jobs_trial {
    gr_str batch;            /* the descriptor; it is there */
    gr_str templates, fonts; /* folders: of house styles */
    gr_value on;             /* DATE: the day jobs are made for */
    gr_moment now;
    gr_load *load; /* NULL: nothing could be read */
    bool planned;  /* descriptors and exports are in order, so that jobs are planned as well */
} gr_jobs_trial;
/** The jobs as orders, which `work` gets, and as a plan, of which it gets the editions that it has
 *  not. Bad ones are left out, which fails. */
GR_MUST_USE gr_status gr_try_jobs(const gr_session *session, const gr_jobs_trial *trial,
                                  gr_work *work);

#endif
