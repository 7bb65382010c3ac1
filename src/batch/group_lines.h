#ifndef GR_BATCH_GROUP_LINES_H
#define GR_BATCH_GROUP_LINES_H
/* Records behind groups, for room `trace`: exports are read again by the sources at hand. */
#include "session.h"
#include "trace/trace.h"

typedef struct gr_group_lines {
    const gr_session *session;
    const gr_folders *folders;
    bool *guarded; /* this process reads what others wrote, and has given up its rights */
} gr_group_lines;
/** For gr_group_reader. */
bool gr_group_lines_read(void *lines, const gr_group_reading *what);

#endif
