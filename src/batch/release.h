#ifndef GR_BATCH_RELEASE_H
#define GR_BATCH_RELEASE_H
/* Versions that were released: what they say of themselves, that they are left alone, and that they
 * can be made again. */
#include "batch_priv.h"
#include "provenance/life.h"

/* release.c */
/** What `griffie release` asks: report and edition as they stand, formats and period of the version
 *  that stands there. */
void batch_release_order(batch *run, gr_order *order);
/** The run's request has this house style; empty: as it is. */
void batch_ask_style(batch *run, gr_str style);
/** In the loader, when the plan is made: holds the request against what stands there and fills the
 *  row's life. Nothing to do for other commands. */
GR_MUST_USE gr_status batch_release_plan(batch *run);
/* rebuild.c */
gr_exit batch_rebuild(batch *run);

#endif
