#ifndef GR_PROCESS_CHANNEL_H
#define GR_PROCESS_CHANNEL_H
/* What processes tell each other over a stream: words (numbers, whose meaning is the callers'),
 * each with a body. */
#include "base/str.h"

/** All of it, or false: the other side is gone. */
GR_MUST_USE bool gr_channel_send(int fd, uint32_t word, gr_str body);

typedef struct gr_inbox { /* words that arrive on one stream */
    int fd;
    char *bytes; /* malloc: it shrinks and grows with what arrives */
    size_t len, cap, taken;
    bool broken; /* the system refused to read, or what came is longer than any word */
} gr_inbox;
/** Reads what is there, waiting when nothing is. False at the end of the stream, or broken. */
GR_MUST_USE bool gr_inbox_fill(gr_inbox *inbox);
/** The next whole word; its body is valid until the next fill. False: not yet, or broken. */
GR_MUST_USE bool gr_inbox_next(gr_inbox *inbox, uint32_t *out_word, gr_str *out_body);
/** Gives its memory back; the stream is the caller's. */
void gr_inbox_close(gr_inbox *inbox);

#endif
