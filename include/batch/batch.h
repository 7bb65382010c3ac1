#ifndef GR_BATCH_BATCH_H
#define GR_BATCH_BATCH_H
/* The composition root: one run from input to published editions. The only room that sees
 * everybody, and the only one that prints, knows the environment and writes under output/. */
#include "base/diag.h"
#include "base/exit.h"
#include "base/life.h"
#include "base/limits.h"
#include "base/value.h"

typedef enum gr_dump {
    GR_DUMP_NONE,
    GR_DUMP_DATASET,
    GR_DUMP_TEMPLATE,
    GR_DUMP_DOCUMENT,
    GR_DUMP_PAGES,
    GR_DUMP_TAGS,
    GR_DUMP_SHEETS
} gr_dump;

typedef enum gr_command { /* src/cli/commands.def names them */
                          GR_COMMAND_RENDER,
                          GR_COMMAND_CHECK,
                          GR_COMMAND_RUN,
                          GR_COMMAND_SCHEDULE,
                          GR_COMMAND_WHY,
                          GR_COMMAND_HISTORY,
                          GR_COMMAND_LOG,
                          GR_COMMAND_RELEASE,
                          GR_COMMAND_REBUILD,
                          GR_COMMAND_COLLECT,
                          GR_COMMAND_MIGRATE,
                          GR_COMMAND_WITHDRAW,
                          GR_COMMAND_NAMES, /* for completion by shells */
                          GR_COMMAND__COUNT
} gr_command;

typedef struct gr_request { /* what the command line asks */
    gr_command command;
    gr_str input, templates, output; /* folders */
    bool output_named;               /* by who asks: migrate moves things in it then */
    gr_str state;                    /* folder; empty: beside the output folder */
    gr_str fonts;                    /* where relative font files of styles are looked for */
    gr_str jobs_file;                /* the batch descriptor; empty: templates/batch.xml */
    const gr_str *jobs;              /* run: ids; none: those that are due */
    size_t n_jobs;
    const gr_str *reports; /* ids; none: all */
    size_t n_reports;
    const gr_str *editions; /* ids or owner keys; none: all */
    size_t n_editions;
    const gr_str *formats; /* names of formats; none: all */
    size_t n_formats;
    gr_str style;         /* id of the house style for all reports; empty: what each report names */
    bool strict;          /* warnings make GR_EXIT_WARNINGS */
    gr_str source_file;   /* check --source: show what this export yields; empty: no */
    bool confidentiality; /* check: tells what each edition says of other owners */
    gr_str types;         /* check --types: an expression; empty: none */
    gr_dump dump; /* to stdout instead of publishing; of a document: needs one report and one
                     edition */
    /* check: as if all documents were released so. release: what they become; version 0 is the next
     */
    gr_life life;
    gr_value
        on; /* DATE: the day documents are made for; else that of the schedule, or of the data */
    unsigned workers;             /* processes that make editions; 0: one for each core */
    unsigned memory_mib, seconds; /* of a worker, for an edition; 0: 4096 MiB, 900 seconds */
    bool at_once;                 /* run: jobs are made whether due or not */
    bool force;                   /* editions whose data did not change are made all the same */
    unsigned wait;                /* seconds for a run that is busy to end */
    unsigned shard,
        shards;    /* run --shard: 1..shards; 0: no shards. collect: shards that must be there */
    gr_str run_id; /* what the shards of one run have in common; empty: the night's date */
    const gr_str *words; /* behind the command: report and edition, or a run */
    size_t n_words;
    bool totals;           /* migrate: datasets declare the totals over others that reports print */
    gr_str migrate_to;     /* migrate: folder for what is rewritten; empty: in place */
    gr_str units;          /* schedule: folder for systemd units; empty: crontab lines on stdout */
    gr_str user;           /* schedule: the services' user */
    gr_str figure;         /* history: id of a figure; empty: none */
    uint32_t most;         /* why, history, log: rows */
    gr_str key;            /* rebuild: which version; empty: the current one */
    bool verify;           /* rebuild: compare only */
    bool json;             /* events as lines of JSON on stdout */
    bool quiet;            /* nothing on stdout, no progress: what cron wants */
    bool terminal, colour; /* progress and colour on stderr */
    bool in_journal;       /* stderr is read by systemd's journal: lines begin with a priority */
    unsigned keep;         /* older generations kept */
    int64_t now;           /* seconds since 1970 UTC: the only clock, read by `cli` */
    gr_str program;        /* absolute name of this program, for what starts it again */
} gr_request;
/** Any command. */
gr_exit gr_batch_run(const gr_request *request);
/** The version of griffie and of each library it was built with, a line each, into `out`. */
void gr_batch_versions(gr_buf *out);

#endif
