#ifndef GR_PROVENANCE_PRIV_H
#define GR_PROVENANCE_PRIV_H
#include "provenance/version.h"

/** Name below the input folder (or the templates folder): no file says where these stood. */
gr_str gr_version_input(const gr_version_facts *facts, gr_str path);

typedef struct gr_told_export { /* an export, or others of one source and date together */
    gr_str file, source, as_of; /* file of several: "others of budget" */
    uint32_t files, records;
    uint32_t not_taken, not_decided; /* records that a condition leaves out */
    gr_str sha256;                   /* of several: of a line for each, "<sha256>  <file>" */
    gr_str names; /* of several: what identifies them without their content; else empty */
} gr_told_export;
/** Exports of the run: first those that figures of the edition come from. */
size_t gr_exports_told(const gr_version_facts *facts, gr_arena *arena, gr_told_export **out);

#endif
