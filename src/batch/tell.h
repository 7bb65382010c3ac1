#ifndef GR_BATCH_TELL_H
#define GR_BATCH_TELL_H
/* What a run tells when it is over, besides its exit status: a page, mails, figures. None of it can
 * make a run fail: what cannot be told is a warning. */
#include "night.h"

typedef struct batch_tale { /* of one run that is over */
    const gr_jobs *jobs;
    /* NULL: none can be read; English words then, and no page */
    const gr_house_style *house;
    gr_exit result;
    gr_moment at;
} batch_tale;

/* tell.c */
/** All of it, at the end of a nightly run. */
void batch_tell(batch *run, gr_exit result);
/** output/index.html anew: after `release` and `collect`, which have no night. */
void batch_tell_index(batch *run, const gr_jobs *jobs, gr_exit result);
/** One sentence on the run as a whole: name of a label. */
const char *batch_outcome_label(const batch *run, const batch_tale *tale);
/** Nothing of this run was published, for a reason that is not of one edition. */
bool batch_all_failed(const batch_tale *tale);
gr_str batch_label(const batch_tale *tale, const char *name);
/** "22 november 2026, 04:15", in the zone of the batch and the language of the style. */
gr_str batch_moment_text(const batch_tale *tale, gr_moment at, gr_arena *arena);
/* Who reads a message. Figures are read by owners of the run only (base/diag.h). */
typedef enum batch_reader {
    BATCH_READS_EDITION, /* of one edition, or of the index page */
    BATCH_READS_JOB,     /* of all editions: every place as well */
    BATCH_READS_ALL
} batch_reader;
/** "input/amounts.xml:3:7: not well-formed: ...": one report on one line. */
gr_str batch_report_line(const gr_diag_row *report, batch_reader reader, gr_arena *arena);
/** The whole file in one step, brought to the disk. Empty, or why not. */
gr_str batch_write_whole(gr_str path, gr_str bytes, bool for_all, gr_arena *arena);

/* index.c */
void batch_index(batch *run, const batch_tale *tale);

/* standing.c: what stands below the output folder, whoever made it */
typedef struct batch_standing { /* one edition of one report */
    gr_str destination, report, edition;
    size_t job;           /* row of the descriptor that makes it; its number of rows: none does */
    gr_str key;           /* of the version that the link leads to; empty: none */
    gr_str manifest;      /* its manifest.json; empty: none */
    const batch_row *row; /* of this run; NULL: not made in it */
} batch_standing;
/** Editions of this run, and those that stand in the folders of the jobs; by job, report and
 * edition, the region's first. */
size_t batch_standings(batch *run, const gr_jobs *jobs, gr_arena *arena, batch_standing **out);
gr_str batch_version_file(const batch *run, const batch_standing *one, gr_str key, const char *name,
                          gr_arena *arena);

/** As its documents call it, or its id. */
gr_str batch_standing_title(const batch_standing *list, size_t n, gr_arena *arena);
/** As people call the edition. */
gr_str batch_edition_name(const batch_tale *tale, const batch_row *row, gr_str manifest,
                          gr_str edition, gr_arena *arena);

/* metrics.c */
void batch_metrics(batch *run, const batch_tale *tale);

/* mail.c */
void batch_mails(batch *run, const batch_tale *tale);

/* message.c: a mail as bytes (RFC 5322, 2045, 2047, 2231) */
typedef struct batch_attachment {
    gr_str path; /* where it stands; not told */
    gr_str name, bytes;
} batch_attachment;
typedef struct batch_message {
    gr_str from, to, reply_to; /* addresses that were checked; reply_to may be empty */
    gr_str subject, text;      /* UTF-8; lines of the text end in a newline */
    gr_str id;                 /* what stands between '<' and '>' */
    gr_moment at;
    gr_str zone;
    const batch_attachment *files;
    size_t n_files;
} batch_message;
gr_str batch_message_bytes(const batch_message *message, gr_arena *arena);

/* outbox.c: what could not be sent waits in state/outbox and is tried again */
/** Mails of earlier runs; one warning when some stay. */
void batch_outbox_flush(batch *run, const gr_jobs *jobs);
/** Hands it to the mail program, or puts it into the outbox. Only the first failure is a warning;
 *  `out_refused` tells the next call not to try in vain. */
void batch_mail_send(batch *run, const gr_jobs *jobs, gr_str name, gr_str bytes, bool *out_refused);
size_t batch_outbox_count(const batch *run, gr_arena *arena);

/** A due job that is not ready by its deadline. */
bool batch_is_late(const batch *run, const batch_due *due, gr_moment *out_deadline);

#endif
