#ifndef GR_BATCH_BATCH_H
#define GR_BATCH_BATCH_H
/* The composition root: one run from input to published editions. The only room that sees
 * everybody, and the only one that prints, knows the environment and writes under output/. */
#include "base/diag.h"
#include "base/exit.h"
#include "batch/request.h"

/** Any command. */
gr_exit gr_batch_run(const gr_request *request);
/** The version of griffie and of each library it was built with, a line each, into `out`. */
void gr_batch_versions(gr_buf *out);

#endif
