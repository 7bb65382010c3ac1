#ifndef GR_PROVENANCE_VERSION_H
#define GR_PROVENANCE_VERSION_H
/* What a version says of itself: what it was made from (used.tsv), the figures and texts that it
 * shows (published.json), where each figure comes from (origins.json), which files it has and what
 * asked for them (manifest.json). All of it is text, and the same whenever the same is made. */
#include "dataset/table.h"
#include "document/document.h"
#include "store/place.h"

typedef struct gr_version_export { /* what a run read, with its hash */
    const gr_export *facts;
    gr_str sha256;
    uint16_t file; /* its number in places */
} gr_version_export;

struct gr_kept_file; /* store/archive.h */

typedef struct gr_version_facts { /* of one edition; lent for the time of a call */
    const gr_doc *doc;
    const gr_catalogue *catalogue; /* what was read; NULL: not known */
    gr_str report, edition, edition_name;
    gr_str input, templates; /* folders: no file says where these stood */
    gr_str engine;           /* the program */
    gr_str report_sha256;    /* of the compiled descriptor */
    gr_str style_sha256;
    const gr_str *font_sha256; /* by row of doc->house->fonts */
    const gr_str *formats;     /* that are made, by name */
    size_t n_formats;
    gr_str document_id;          /* that its documents bear; empty: not known */
    gr_str period, asked_style;  /* as they were asked for; empty: as the report says */
    size_t pages;                /* 0: none were set */
    const gr_figure_cell *cells; /* the same in the workbook */
    const gr_figure_spot *spots; /* of the document's figures in print; NULL: not known */
    const gr_version_export *exports;
    size_t n_exports;
    bool keeps_inputs; /* what was read is kept: `inputs` of all editions, `own_inputs` of this one
                        */
    const struct gr_kept_file *inputs, *own_inputs;
    size_t n_inputs, n_own_inputs;
} gr_version_facts;

typedef struct gr_version_file {
    gr_str name, sha256;
    size_t bytes;
} gr_version_file;

/** used.tsv: values used, descriptors, texts, fonts, engine, a line each; the key is the start of
 * its hash. Reports at files that cannot be read. */
GR_MUST_USE gr_status gr_version_used(const gr_version_facts *facts, gr_arena *arena, gr_diag *diag,
                                      gr_str *out_used, gr_str *out_key);
/** True when all long tables of the document have the rows of which used.tsv tells. */
bool gr_version_has_rows(gr_str used, const gr_doc *doc, gr_arena *arena);
/** "uuid:...": the name that documents of a version bear in themselves. It follows from report,
 *  edition and what they show. */
gr_str gr_version_document_id(const gr_version_facts *facts, gr_str used, gr_arena *arena);
/** published.json, for comparing versions (journal/compare.h). It may be longer than the document:
 *  `take` is given it piece by piece. */
void gr_version_published(const gr_version_facts *facts, void (*take)(void *user, gr_str piece),
                          void *user);
/** The origin index that goes with a document, as text. */
gr_str gr_version_origins(const gr_version_facts *facts, gr_arena *arena);
/** origins.json, piece by piece: it also says in which file and line a record stands. That is for
 *  the run's owner, and changes with each export. `diag` knows the files by their numbers. */
void gr_version_places(const gr_version_facts *facts, const gr_diag *diag,
                       void (*take)(void *user, gr_str piece), void *user);
gr_str gr_version_manifest(const gr_version_facts *facts, const gr_version_file *files, size_t n,
                           gr_arena *arena);
typedef struct gr_public_facts {
    gr_str report, edition;
    gr_str as_of; /* of the data; empty: none */
    gr_str on;    /* the day it was made for; empty: it would be the same for any */
    gr_str life;  /* life.json; empty: it was not released */
} gr_public_facts;
gr_str gr_public_manifest_text(const gr_public_facts *facts, const gr_version_file *files, size_t n,
                               gr_arena *arena);
/** What readers may know of the files that they have: names, sizes, hashes, state, date. */
gr_str gr_version_public_manifest(const gr_version_facts *facts, const gr_version_file *files,
                                  size_t n, gr_arena *arena);
/** Name of the folder that has these files, the public manifest among them, in their order. */
gr_str gr_version_public_name(const gr_version_file *files, size_t n, gr_arena *arena);
/** True when the version stands in the state folder whole: each file that its manifest names, in
 *  its size, and that of its readers. */
bool gr_version_stands(const gr_place *place, gr_str key, gr_arena *arena);
/** The day that a version was made for; not a DATE: it would be the same for any. */
gr_value gr_manifest_day(gr_str manifest, gr_arena *arena);
gr_value gr_version_day_made_for(const gr_place *place, gr_str key, gr_arena *arena);
gr_str gr_day_text(gr_value on, gr_arena *arena); /* "2023-03-14"; empty: none */
/** True when the version says what it was made from, so that it can be made again. */
bool gr_version_has_inputs(const gr_place *place, gr_str key, gr_arena *arena);

#endif
