#ifndef GR_BATCH_REQUEST_H
#define GR_BATCH_REQUEST_H
/* What the command line asks: what all commands have, and of each command what is its own. Made by
 * `cli`, lent to `batch` for the time of a command. */
#include "base/life.h"
#include "base/value.h"

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
                          GR_COMMAND_ACCEPT,
                          GR_COMMAND_WITHDRAW,
                          GR_COMMAND_TRACE,
                          GR_COMMAND_WHERE_USED,
                          GR_COMMAND_VERIFY,
                          GR_COMMAND_NAMES, /* for completion by shells */
                          GR_COMMAND__COUNT
} gr_command;

typedef enum gr_dump {
    GR_DUMP_NONE,
    GR_DUMP_DATASET,
    GR_DUMP_TEMPLATE,
    GR_DUMP_DOCUMENT,
    GR_DUMP_PAGES,
    GR_DUMP_TAGS,
    GR_DUMP_SHEETS
} gr_dump;

/* ---- what several commands have ---- */

typedef struct gr_invocation { /* all of them: how griffie was called */
    gr_str output;             /* folder with documents */
    gr_str state;              /* folder; empty: beside the output folder */
    bool quiet;                /* nothing on stdout, no progress: what cron wants */
    bool terminal, colour;     /* progress and colour on stderr */
    bool in_journal; /* stderr is read by systemd's journal: lines begin with a priority */
    int64_t now;     /* seconds since 1970 UTC: the only clock, read by `cli` */
    unsigned cores;  /* of this machine */
    gr_str program;  /* absolute name of this program, for what starts it again */
} gr_invocation;

typedef struct gr_folders {  /* those that read descriptors: where they and exports are */
    gr_str input, templates; /* folders */
    gr_str fonts;            /* where relative font files of styles are looked for */
    gr_str batch;            /* the batch descriptor; empty: batch.xml in the templates */
} gr_folders;

typedef struct gr_words { /* as they were given */
    const gr_str *items;
    size_t n;
} gr_words;

typedef struct gr_choice { /* which documents, in words of the command line */
    gr_words reports;      /* ids; none: all */
    gr_words editions;     /* ids or owner keys; none: all */
    gr_words formats;      /* names of formats; none: all */
    gr_str style; /* id of the house style for all reports; empty: what each report names */
    gr_value on;  /* DATE: the day documents are made for; else that of the data */
} gr_choice;

typedef struct gr_edition_words { /* one edition, as people name it */
    gr_str report, edition;
} gr_edition_words;

typedef struct gr_worker_limits { /* 0: as by default */
    unsigned memory_mib, seconds; /* of a worker, for an edition */
} gr_worker_limits;

typedef struct gr_table_form { /* of what is looked up */
    uint32_t most;             /* rows */
    bool json;                 /* lines of JSON instead of a table */
} gr_table_form;

/* ---- what each has for itself ---- */

typedef struct gr_render_request {
    gr_folders folders;
    gr_choice choice;
    gr_worker_limits limits;
    unsigned workers; /* processes that make editions; 0: one for each core */
    unsigned keep;    /* older generations kept */
    bool force;       /* editions whose data did not change are made all the same */
    unsigned wait;    /* seconds for a run that is busy to end */
    gr_dump dump;     /* to stdout instead of publishing; of a document: needs one report and one
                         edition */
    bool strict;      /* warnings make GR_EXIT_WARNINGS */
} gr_render_request;

typedef struct gr_check_request {
    gr_folders folders;
    gr_choice choice;
    gr_life life;         /* as if all documents were released so */
    gr_str export;        /* show what this one yields, and nothing else; empty: no */
    bool confidentiality; /* tells what each edition says of other owners */
    gr_str types;         /* an expression; empty: none */
    gr_dump dump;
    bool strict;
} gr_check_request;

typedef struct gr_run_request {
    gr_folders folders;
    gr_words jobs; /* ids; none: those that are due */
    bool at_once;  /* jobs are made whether due or not */
    unsigned workers;
    unsigned shard, shards; /* 1..shards; 0: no shards */
    gr_str run_id;          /* what the shards of one run have in common; empty: the night's date */
    bool force;
    unsigned wait;
    bool json;   /* events as lines of JSON on stdout */
    gr_value on; /* DATE: the day documents are made for; else that of the schedule */
    bool strict;
} gr_run_request;

typedef struct gr_schedule_request {
    gr_folders folders;
    gr_str units; /* folder for systemd units; empty: crontab lines on stdout */
    gr_str user;  /* of the services */
} gr_schedule_request;

typedef struct gr_why_request {
    gr_edition_words of;
    gr_str key, from; /* versions; empty: the current one; the one before that */
    gr_table_form form;
} gr_why_request;

typedef struct gr_history_request {
    gr_words words; /* report and edition, or less */
    gr_table_form form;
    gr_str figure; /* id; empty: none */
} gr_history_request;

typedef struct gr_log_request {
    gr_words words; /* the run; none: the last */
    gr_table_form form;
} gr_log_request;

typedef struct gr_release_request {
    gr_folders folders;
    gr_edition_words of;
    gr_worker_limits limits;
    unsigned wait;
    gr_life life; /* what it becomes; version 0 is the next, date 0 is today */
} gr_release_request;

typedef struct gr_rebuild_request {
    gr_folders folders;
    gr_edition_words of;
    gr_worker_limits limits;
    gr_str key;  /* which version; empty: the current one */
    bool verify; /* compare only */
} gr_rebuild_request;

typedef struct gr_collect_request {
    gr_folders folders;
    unsigned shards; /* that must be there */
    gr_str run_id;
    unsigned wait;
} gr_collect_request;

typedef struct gr_migrate_request {
    gr_folders folders;
    bool output_named; /* by who asks: then things in the output folder are moved, and no descriptor
                          is rewritten */
    gr_str to;         /* folder for what is rewritten; empty: in place */
    bool totals;       /* datasets declare the totals over others that reports print */
    unsigned wait;
} gr_migrate_request;

typedef struct gr_accept_request {
    gr_str by, because; /* empty: not said */
    unsigned wait;
} gr_accept_request;

typedef struct gr_withdraw_request {
    gr_folders folders;
    gr_edition_words of;
    gr_str by, because; /* empty: not said */
    unsigned wait;
} gr_withdraw_request;

typedef struct gr_trace_request {
    gr_folders folders; /* exports as they are now */
    gr_words words;     /* a document, and a figure of it */
    unsigned nr;        /* of several that are meant; 0: all are listed */
    bool all, others;   /* lines of the exports; what belongs to other owners */
    gr_table_form form;
} gr_trace_request;

typedef struct gr_where_request {
    gr_folders folders; /* exports as they are now */
    gr_words words;     /* EXPORT:LINE, or a dataset, a key and perhaps a field */
    gr_table_form form;
} gr_where_request;

typedef struct gr_verify_request {
    gr_words words; /* a report, or REPORT/EDITION; none: all */
} gr_verify_request;

typedef struct gr_names_request {
    gr_folders folders;
    gr_words words; /* of what; perhaps of which report */
} gr_names_request;

typedef struct gr_request {
    gr_command command;
    gr_invocation call;
    union {
        gr_render_request render;
        gr_check_request check;
        gr_run_request run;
        gr_schedule_request schedule;
        gr_why_request why;
        gr_history_request history;
        gr_log_request log;
        gr_release_request release;
        gr_rebuild_request rebuild;
        gr_collect_request collect;
        gr_migrate_request migrate;
        gr_accept_request accept;
        gr_withdraw_request withdraw;
        gr_trace_request trace;
        gr_where_request where_used;
        gr_verify_request verify;
        gr_names_request names;
    } of; /* the member of the command */
} gr_request;

#endif
