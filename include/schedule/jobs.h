#ifndef GR_SCHEDULE_JOBS_H
#define GR_SCHEDULE_JOBS_H
/* The batch descriptor (urn:griffie:batch:1): which reports are made when, for whom, and what
 * happens when a control fails. Knows no report: names are held against what there is by `batch`.
 */
#include "base/diag.h"
#include "base/limits.h"
#include "xml/grammar.h"

extern const gr_xml_grammar gr_batch_grammar;

typedef enum gr_rhythm {
    GR_RHYTHM_NONE, /* no schedule: made in every run */
    GR_RHYTHM_DAILY,
    GR_RHYTHM_WEEKLY,
    GR_RHYTHM_MONTHLY,
    GR_RHYTHM_YEARLY
} gr_rhythm;

/** "daily 04:15", "weekly mon,thu 04:15", "monthly 1,15 04:15", "monthly last 04:15",
 *  "yearly 01-02 04:15", "yearly 02-29 05:00" (in other years on the last day of that month). */
typedef struct gr_schedule {
    gr_rhythm rhythm;
    uint8_t weekdays;   /* WEEKLY: bit 0 is Monday */
    uint32_t days;      /* MONTHLY: bit 0 is the 1st; a day that a month lacks is its last day */
    bool last_day;      /* MONTHLY: "last" */
    uint8_t month, day; /* YEARLY: 1..12, 1..31 */
    uint16_t minute;    /* of the day, in the zone of the batch */
} gr_schedule;

typedef enum gr_on_control {                    /* when a control of an edition fails */
                             GR_CONTROL_BLOCKS, /* the edition is not published and the last version
                                                   stays, but for what controls only remark */
                             GR_CONTROL_WARNS,  /* it is published, and the run says so, but for
                                                   what controls themselves forbid */
                             GR_CONTROL_BLOCKS_ALL, /* on-control="block": remarks block as well */
                             GR_CONTROL_PASSES      /* it was published before: nothing blocks */
} gr_on_control;

typedef enum gr_tell_when { GR_TELL_FAILURE, GR_TELL_CHANGE, GR_TELL_ALWAYS } gr_tell_when;
typedef enum gr_tell_with { GR_TELL_TEXT, GR_TELL_LINKS, GR_TELL_DOCUMENTS } gr_tell_with;
typedef struct gr_recipient {
    gr_str address; /* of mail: one address, no display name */
    gr_str edition; /* told of this edition only; empty: of the whole job */
    gr_tell_when when;
    gr_tell_with with; /* DOCUMENTS: the changed documents are attached */
    gr_str lang;       /* "en": of the mail's words; empty: the job's, else the report's */
    bool inherited;    /* of the defaults, and nobody knows yet whether the job makes its edition */
    bool figures; /* an owner of the run: reads all of its messages, with figures of everybody and
                     hidden numbers; never of one edition only */
    gr_loc at;
} gr_recipient;

typedef struct gr_named { /* a name with its place, to be held against what there is */
    gr_str name;
    gr_loc at;
} gr_named;

typedef struct gr_job {
    bool faulty; /* what it says cannot be, which was told: it cannot be made */
    gr_str id;   /* "at-line-7" of a faulty one that has none */
    gr_loc at;
    gr_named report;          /* empty: of a faulty one that names none */
    const gr_named *editions; /* none: all */
    size_t n_editions;
    const gr_named *formats; /* none: all */
    size_t n_formats;
    gr_str period; /* "2022", "this-year", "last-year", "next-year"; empty: as the report says */
    gr_loc period_at;
    gr_str destination; /* folder below the output folder; empty: the output folder itself */
    gr_str lang;        /* of mails about it; empty: the report's */
    gr_loc lang_at;
    gr_schedule schedule;
    bool has_deadline;
    uint16_t deadline; /* minute of the day: published by then, or somebody is warned */
    gr_on_control on_control;
    gr_loc on_control_at;           /* its own, or that of the defaults */
    unsigned keep;                  /* older versions */
    unsigned keep_days;             /* days that they are kept; 0: whatever their age */
    const gr_recipient *recipients; /* those of the defaults first */
    size_t n_recipients;
} gr_job;

typedef struct gr_jobs {
    gr_str id, file;
    gr_str title; /* as people call it: over the index page, in subjects of mails; else the id */
    gr_str style; /* house style of the index page, whose words mails use; empty: the only one */
    gr_loc style_at;
    gr_str zone;      /* "Europe/Amsterdam": schedules and deadlines are in it */
    gr_str sender;    /* From: of mails; empty: no mail is sent */
    gr_str reply_to;  /* empty: none */
    gr_str mailer;    /* the program that takes mails on its standard input */
    gr_str link_base; /* in front of links in mails: "https://intern.example/documenten"; empty:
                         file names */
    gr_str metrics;   /* file for Prometheus' textfile collector: a whole path; empty: none */
    gr_loc metrics_at;
    unsigned memory_mib;      /* a worker's limit */
    unsigned edition_seconds; /* a worker's time for one edition */
    bool archive;             /* inputs are kept, so that editions can be made again */
    const gr_job *jobs;
    size_t n;
} gr_jobs;

/** Reads one batch descriptor; all lives in `arena`. Job ids are unique, defaults are filled in,
 *  times exist ("24:00" does not), addresses have the shape of one. Warns of schedules in an hour
 * that clocks of the zone skip or repeat (02:00 to 03:00 in Europe/Amsterdam). When nothing is
 * wrong but jobs, be it with the grammar, it fails too, and *out is set all the same: these are
 * marked, the others can be made. */
GR_MUST_USE gr_status gr_jobs_read(gr_str path, const gr_limits *limits, gr_arena *arena,
                                   gr_diag *diag, const gr_jobs **out);
void gr_schedule_add(const gr_schedule *schedule, gr_buf *out); /* as descriptors spell it */
void gr_jobs_dump(const gr_jobs *jobs, gr_buf *out); /* stable text, for tests and --dump=batch */

#endif
