#ifndef GR_NOTIFY_NOTIFY_H
#define GR_NOTIFY_NOTIFY_H
/* What a run tells when it is over: a page (page.h), mails, figures for Prometheus, and the words
 * that all of it shares. Everything is told from a summary, which is values only: this room reads
 * no journal, no descriptor and no version, and changes nothing of the run. */
#include "document/style.h"
#include "plan/order.h"
#include "plan/outcome.h"

typedef struct gr_run_changes { /* of the change sheet that readers have beside an edition */
    size_t figures, added, gone, texts; /* rows: added and gone */
    const gr_str *lines; /* some of the figures: "Inwoners, Rozendaal: 1.766 -> 1.788" */
    size_t n_lines;
    gr_str folder;       /* below the destination: "handover-dossier/renkum.changes" */
    const gr_str *names; /* of its documents in that folder */
    size_t n_names;
} gr_run_changes;

typedef struct gr_run_edition { /* one of the plan: an edition of a report */
    gr_str job, destination, report, id;
    gr_str key;  /* of its owner, by which a recipient may name it; empty: none */
    gr_str name; /* as people call it */
    gr_edition_outcome outcome;
    gr_edition_status status; /* how its end is counted */
    bool news; /* readers have another version than the last run told of, whoever published it */
    gr_str documents; /* names of its files for readers, each with a newline behind it */
    const gr_run_changes *changes; /* of news; NULL: there is no sheet */
    const gr_diag *diag;           /* what was said about it; NULL: nothing */
    bool stands;     /* readers have a version of it; known of failed and blocked ones */
    gr_str standing; /* names of the documents of that one, as above */
} gr_run_edition;

typedef struct gr_run_job { /* that was due */
    const gr_job *job;
    gr_str title;  /* of its report, as documents call it */
    gr_str lang;   /* of its report; empty: not known */
    bool late;     /* not ready by the deadline, and somebody waits for it */
    bool left_out; /* it could not be made, for a reason that stands in the run's messages */
    gr_moment deadline;
} gr_run_job;

typedef struct gr_run_summary { /* of one run that is over; all of it is its maker's */
    const gr_jobs *jobs;
    const gr_house_style *house; /* whose words are said; NULL: none can be read, English then */
    const gr_house_style *const *houses; /* all that can be read, for readers of other languages */
    size_t n_houses;
    gr_str output;  /* the output folder */
    int64_t number; /* in the journal; 0: not written down */
    int exit;
    bool all_failed;     /* nothing was published, for a reason that is not of one edition */
    const char *by_hand; /* label of what somebody did besides the nights; NULL: it is a run */
    gr_moment began, ended;
    const gr_run_edition *editions; /* the plan, in its order */
    size_t n_editions;
    const gr_run_job *due;
    size_t n_due;
    const gr_moment *last_success; /* began when; by row of jobs->jobs; 0: never */
    size_t mails_waiting;          /* in the outbox */
    const gr_diag *diag;           /* what was said of the run as a whole */
} gr_run_summary;

/* words.c */
/** A word of the house style (document/labels.def). */
gr_str gr_run_label(const gr_run_summary *run, const char *name);
/** A house style with words in that language: the summary's own, else the first. NULL: there is
 * none; English words are those of no style. */
const gr_house_style *gr_run_house(const gr_run_summary *run, gr_str lang);
bool gr_run_is_english(gr_str lang);
/** Warns of each place in the descriptor that asks for mails in a language that there are no words
 *  in: they are in those of the summary's house style. */
void gr_run_check_languages(const gr_run_summary *run, gr_diag *diag);
/** "22 november 2026, 04:15", in the zone of the batch and the language of the style. */
gr_str gr_run_moment_text(const gr_run_summary *run, gr_moment at, gr_arena *arena);

/* metrics.c */
/** The whole file for Prometheus' textfile collector. Names and labels are stable: alarms hang on
 *  them. */
void gr_run_metrics(const gr_run_summary *run, gr_buf *out);

/* mails.c */
struct gr_outbox;
typedef struct gr_mail_way {
    struct gr_outbox *outbox;
    /** Called before a mail goes out that tells `line` where documents of `edition` are, or brings
     *  them. */
    void (*leaves)(void *whose, const gr_run_edition *edition, const gr_recipient *line);
    void *whose;
} gr_mail_way;
/** One mail for each address that has a reason to be told, in the order of the descriptor. None
 *  when the descriptor names no sender. */
void gr_run_mails(const gr_run_summary *run, const gr_mail_way *way);

#endif
