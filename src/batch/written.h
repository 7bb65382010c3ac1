#ifndef GR_BATCH_WRITTEN_H
#define GR_BATCH_WRITTEN_H
#include "base/diag.h"

/** A new file with these bytes, on the disk when this returns GR_OK. */
GR_MUST_USE gr_status batch_file_write(gr_str path, gr_str bytes, gr_diag *diag);

#endif
