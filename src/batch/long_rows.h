#ifndef GR_BATCH_LONG_ROWS_H
#define GR_BATCH_LONG_ROWS_H
/* Rows of long tables, for room `trace`: their edition is evaluated again by the exports and
 * descriptors at hand. */
#include "session.h"
#include "trace/trace.h"

typedef struct gr_rows_again {
    const gr_session *session;
    const gr_folders *folders;
    bool *guarded; /* as of groups: rights are given up once, not for each edition */
} gr_rows_again;
/** For gr_row_reader. */
bool gr_rows_again_read(void *rows, const gr_row_reading *what);

#endif
