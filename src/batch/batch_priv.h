#ifndef GR_BATCH_PRIV_H
#define GR_BATCH_PRIV_H
/* One run and what its steps leave for the next. Everything here lives in the arena `src`; what
 * belongs to one edition is made and freed by run.c. */
#include "batch/batch.h"
#include "batch/output.h"
#include "eval/eval.h"
#include "source/source.h"

typedef struct batch_style {
    gr_house_style *house;
    gr_text *text; /* its fonts, opened when a report needs them; NULL before */
} batch_style;

typedef struct batch_report {
    gr_tnode *root;
    gr_str id;
    gr_report *bound; /* NULL: not asked for */
} batch_report;

typedef struct batch_texts { /* files below the input folder, for texts with patterns in their path
                              */
    gr_str *paths;           /* relative, sorted */
    size_t n, cap;
    bool listed;
} batch_texts;

typedef enum batch_fate {
    BATCH_PLANNED, /* its turn has not come */
    BATCH_PUBLISHED,
    BATCH_UNCHANGED, /* the same bytes stand there already */
    BATCH_MADE,      /* only checked or dumped */
    BATCH_FAILED,
    BATCH_BLOCKED, /* by a control */
    BATCH_FATE__COUNT
} batch_fate;

typedef struct batch_edition { /* a row of the plan */
    const batch_report *report;
    gr_edition edition;
    batch_fate fate;
} batch_edition;

typedef struct batch_export { /* what a run read, with its hash: for manifests */
    const gr_export *facts;
    gr_str sha256;
} batch_export;

typedef struct batch {
    const gr_job *job;
    const gr_limits *limits;
    gr_str input, templates, output; /* folders, without a slash at the end */
    gr_arena *src;
    gr_diag *diag;
    gr_catalogue *catalogue;
    gr_sources *sources;
    gr_phrases phrases;
    const gr_tnode **data;
    size_t n_data, cap_data;
    batch_style *styles;
    size_t n_styles, cap_styles;
    batch_report *reports;
    size_t n_reports, cap_reports;
    batch_texts texts;
    gr_texts text_store;
    gr_binder binder;
    gr_derivations *derivations;
    batch_export *exports;
    size_t n_exports;
    batch_edition *plan;
    size_t n_plan, cap_plan;
} batch;

/* The steps of a run, in this order. */
GR_MUST_USE gr_status batch_read_sources(batch *run);   /* load.c      */
GR_MUST_USE gr_status batch_read_templates(batch *run); /* templates.c */
GR_MUST_USE gr_status batch_bind(batch *run);           /* bind.c      */
GR_MUST_USE gr_status batch_load(batch *run);           /* load.c      */
GR_MUST_USE gr_status batch_plan_editions(batch *run);  /* editions.c  */
void batch_publish_sweep(const batch *run);             /* publish.c: what dead runs left */

/* load.c */
/** One export only, for check --source. */
GR_MUST_USE gr_status batch_load_one(batch *run, gr_str path);
/** A machine with empty slots for everything that was bound. */
gr_machine batch_machine(const batch *run, gr_arena *arena, gr_diag *diag);

/* templates.c, texts.c, styles.c */
GR_MUST_USE gr_status batch_read_styles(batch *run);
GR_MUST_USE gr_status batch_texts_matching(void *run, const gr_pattern *pattern, gr_text_file **out,
                                           size_t *out_n);
const gr_house_style *batch_style_find(void *run, gr_str id, gr_loc at);
/** Opens the fonts of the styles that bound reports use. */
GR_MUST_USE gr_status batch_styles_open(batch *run);
gr_text *batch_style_text(const batch *run, const gr_house_style *house);
void batch_styles_close(batch *run);

/* editions.c */
/** "'a', 'b'", or "none": what there is, for messages. */
gr_str batch_names(gr_arena *arena, const gr_str *names, size_t n);
/** True when `id` is one of the n `wanted`, or there are none. */
bool batch_is_wanted(gr_str id, const gr_str *wanted, size_t n);

/* run.c: one edition, from the datasets to its files */
typedef struct batch_work {
    const batch *run;
    const batch_edition *edition;
    gr_arena *arena; /* pages, plans, paths: dies with the edition */
    gr_diag *diag;   /* of this edition; its file numbers are those of the run */
    gr_doc *doc;
    gr_arranged arranged;
    bool made[8]; /* by row of gr_outputs: asked for, and wanted by the document */
} batch_work;
/** Reports go to `diag`. */
batch_fate batch_edition_run(const batch *run, const batch_edition *edition, gr_diag *diag);
bool batch_format_asked(const gr_job *job, const gr_output *format);
gr_output_setup batch_output_setup(const batch_work *work, gr_str scratch);

/* publish.c, verify.c, carry.c, manifest.c, origin_index.c */
typedef struct batch_file { /* a file of a generation */
    const gr_output *format; /* NULL: no document */
    gr_str content;          /* while the generation is made */
    gr_str name, sha256;
    size_t bytes;
} batch_file;
GR_MUST_USE gr_status batch_publish(const batch_work *work, bool *out_unchanged);
/** Reads a written file back; a document is held against what was arranged (`format` NULL: no
 * document). */
GR_MUST_USE gr_status batch_verify(const batch_work *work, const gr_output *format,
                                   const gr_output_setup *setup, gr_str path, batch_file *out);
/** What another format makes of the document goes into this one. */
bool batch_carries_any(const batch_work *work, const gr_output *format);
/** Gives `setup` the files that go into a document of `format`; `files` are those that were made before. */
void batch_carry(const batch_work *work, const gr_output *format, const batch_file *files, size_t n,
                 gr_output_setup *setup);
GR_MUST_USE gr_status batch_manifest_write(const batch_work *work, gr_str path,
                                           const batch_file *files, size_t n);
/** The origin index as text in `arena`. With `places` it says in which file and line a record stands: that
 *  is for the run's owner, and changes with each export. */
gr_str batch_origins_text(const batch_work *work, bool places, gr_arena *arena);
GR_MUST_USE gr_status batch_origins_write(const batch_work *work, gr_str path);
/** Name below the input folder (or the templates folder): no published file says where these stood.
 */
gr_str batch_file_below(const batch *run, gr_str path);

/* dumps.c */
GR_MUST_USE gr_status batch_dump_data(const batch *run);
GR_MUST_USE gr_status batch_dump_source(const batch *run);
GR_MUST_USE gr_status batch_dump_template(const batch *run);
GR_MUST_USE gr_status batch_dump_edition(const batch_work *work);
/** Writes to stdout at once; reports OUTPUT_WRITE. */
GR_MUST_USE gr_status batch_print(gr_str text, gr_diag *diag);

/* progress.c: stderr */
void batch_progress(const batch *run, size_t nr);
void batch_progress_end(const batch *run);
void batch_print_reports(const batch *run);
void batch_print_summary(const batch *run);

#endif
