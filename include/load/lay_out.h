#ifndef GR_LOAD_LAY_OUT_H
#define GR_LOAD_LAY_OUT_H
/* What a version was made from (load/inputs.h), laid out again: each file of its manifest's list,
 * from the archive, so that it can be loaded as it was. */
#include "base/diag.h"

typedef struct gr_lay_out_setup {
    gr_str state;    /* folder that has the archive */
    gr_str into;     /* folder with input, templates, fonts, patterns and files in it */
    gr_str manifest; /* of the version */
    gr_str manifest_path;
    gr_arena *arena;
    gr_diag *diag;
} gr_lay_out_setup;

/** ARCHIVE_MISSING for each file that is not there or damaged, or once when the manifest does not
 *  say; nothing is ever written outside `into`. */
GR_MUST_USE gr_status gr_lay_out(const gr_lay_out_setup *setup);

#endif
