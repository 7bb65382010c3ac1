#ifndef GR_EDITION_PRIV_H
#define GR_EDITION_PRIV_H
/* An edition at work, and the steps that it goes through. */
#include "edition/edition.h"
#include "json/read.h"

enum { /* rows of gr_outputs */
#define GR_OUTPUT(name, mime, label) EDITION_FORMAT_##name,
#include "base/outputs.def"
#undef GR_OUTPUT
       EDITION_FORMATS
};

typedef struct edition_work {
    const gr_edition_setup *setup;
    const gr_plan_row *row;
    gr_arena *arena; /* pages, plans, paths: dies with the edition */
    gr_diag *diag;   /* of this edition; its file numbers are those of the run */
    gr_doc *doc;
    gr_arranged arranged;
    const gr_figure_cell *cells; /* where the workbook shows the document's figures; NULL: none */
    gr_str used;                 /* what it was made from: used.tsv */
    gr_str document_id;          /* that its documents bear */
    bool frozen;                 /* what stands there was released */
    struct gr_change *changes;   /* against a frozen version: for the change sheet; see hold.c */
    size_t n_changes;
    const gr_kept_file *inputs; /* images and files of this edition */
    size_t n_inputs;
    bool made[EDITION_FORMATS]; /* by row of gr_outputs: asked for, and wanted by the document */
} edition_work;

typedef struct edition_file { /* a file that was written and read back */
    const gr_output *format;  /* NULL: no document */
    gr_str content;           /* empty when no other format takes it in */
    gr_version_file is;
} edition_file;

gr_place gr_edition_place(const edition_work *work);
bool gr_edition_asks(const edition_work *work, const gr_output *format);
gr_output_setup gr_edition_output_setup(const edition_work *work, gr_str scratch);

/* life.c: with which life and for which day an edition is evaluated */
/** Sets work->frozen. VERSION_FILES when what was released is not shown any more. */
GR_MUST_USE gr_status gr_edition_life(edition_work *work, gr_life *out);
/** That of its order; of a released edition the one that it was released with. */
gr_value gr_edition_day(const edition_work *work);

/* promises.c: what promises of its data mean for an edition */
const gr_kept_promises *gr_edition_promises(const edition_work *work);
/** Tells those that are broken; whether it is not made at all, or a draft (row->degraded). */
GR_MUST_USE gr_status gr_edition_judge(edition_work *work, gr_plan_row *row, bool *out_refused);

/* waived.c: failures that are held back */
/** Those of its data, each waiver once. */
size_t gr_edition_waived(const edition_work *work, const gr_doc_waived **out);
/** In row->waived: which waivers of its own controls it needed. */
void gr_edition_tell_waived(const edition_work *work, gr_plan_row *row, gr_arena *arena);

/* facts.c: what a version says of itself (provenance/version.h) */
/** In the memory of the edition; of what is arranged. */
const gr_figure_cell *gr_edition_cells(const edition_work *work);
gr_str gr_edition_document_id(const edition_work *work);
GR_MUST_USE gr_status gr_edition_key(const edition_work *work, gr_str *out_used, gr_str *out_key);
/* These two are long: they leave piece by piece. */
void gr_edition_published(const edition_work *work, void (*take)(void *user, gr_str piece),
                          void *user);
void gr_edition_places(const edition_work *work, void (*take)(void *user, gr_str piece),
                       void *user);
gr_str gr_edition_published_text(const edition_work *work); /* whole, to be compared */
gr_str gr_edition_origins(const edition_work *work);        /* what goes with a document */
gr_str gr_edition_manifest(const edition_work *work, const gr_version_file *files, size_t n);
gr_str gr_edition_public_manifest(const edition_work *work, const gr_version_file *files, size_t n);

/* hold.c */
/** What stands there was released and what would be made now has another key: it stays, and the row
 *  says whether the data are others. */
GR_MUST_USE gr_status gr_edition_hold(edition_work *work, const gr_place *place, gr_plan_row *row);

/* stage.c */
/** Writes and reads back `<key>.part`; on failure nothing of it is left. */
GR_MUST_USE gr_status gr_edition_stage(const edition_work *work, gr_str key);

/* changes.c: the change sheet of a version: PDF, workbook and JSON of what differs from the version
 * that stood there. It is not part of the version, whose bytes do not depend on the one before: it
 * stands as one of `<report>/<edition>.changes`, and readers see that of the version that they see.
 */
/** Holds work->doc against the version that stands there and writes what differs as `<key>.part`;
 *  nothing when nothing stands there, or nothing differs. Only a disk that refuses makes it fail;
 *  else no sheet is a warning. */
GR_MUST_USE gr_status gr_edition_stage_changes(const edition_work *work, gr_str key);

/* verify.c */
/** Reads a written file back; a document is held against what was arranged (`format` NULL: no
 *  document). */
GR_MUST_USE gr_status gr_edition_verify(const edition_work *work, const gr_output *format,
                                        const gr_output_setup *setup, gr_str path,
                                        edition_file *out);

/* read_back.c */
/** Each figure of the document stands in the file as it was worked out: FIGURE_MISPRINTED when it
 *  does not. `bytes`: of a format that does not stream. */
GR_MUST_USE gr_status gr_edition_read_back(const edition_work *work, const gr_output *format,
                                           gr_str path, gr_str bytes);

/* embed.c */
/** What another format makes of the document goes into this one. */
bool gr_edition_embeds_any(const edition_work *work, const gr_output *format);
/** Gives `setup` the files that go into a document of `format`; `files` are those that were made
 *  before. */
void gr_edition_embed(const edition_work *work, const gr_output *format, const edition_file *files,
                      size_t n, gr_output_setup *setup);

/* confidential.c */
GR_MUST_USE gr_status gr_edition_tell(const edition_work *work, const gr_totals_seen *totals);

#endif
