#ifndef GR_BATCH_CHANNEL_H
#define GR_BATCH_CHANNEL_H
/* What the processes of a run tell each other: words with a body, over a stream. */
#include "base/str.h"

typedef enum batch_word {
    WORD_ROW,    /* loader: a row of the plan                                      */
    WORD_LOADED, /* loader: a status, and what was said while reading; the plan is complete */
    WORD_TAKEN,  /* loader: a worker began with a row                              */
    WORD_MADE,   /* worker: a row, what became of it, what was said                */
    WORD__COUNT
} batch_word;

/** All of it, or false: the other side is gone. */
GR_MUST_USE bool batch_send(int fd, batch_word word, gr_str body);

typedef struct batch_inbox { /* words that arrive on one stream */
    int fd;
    char *bytes; /* malloc: it shrinks and grows with what arrives */
    size_t len, cap, taken;
    bool broken; /* the system refused to read */
} batch_inbox;
/** Reads what is there, waiting when nothing is. False at the end of the stream. */
GR_MUST_USE bool batch_inbox_fill(batch_inbox *inbox);
/** The next whole word; its body is valid until the next fill. False: not yet, or no word at all.
 */
GR_MUST_USE bool batch_inbox_next(batch_inbox *inbox, batch_word *out_word, gr_str *out_body);
void batch_inbox_close(batch_inbox *inbox);

#endif
