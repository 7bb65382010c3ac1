#ifndef GR_MAIL_MESSAGE_H
#define GR_MAIL_MESSAGE_H
/* A mail as bytes (RFC 5322, 2045, 2047, 2231), for a mail program's standard input. */
#include "base/str.h"

typedef struct gr_message_file { /* that is attached */
    gr_str path;                 /* where it stands; not told */
    gr_str name, bytes;
} gr_message_file;
typedef struct gr_message {
    gr_str from, to, reply_to; /* addresses that were checked; reply_to may be empty */
    gr_str subject, text;      /* UTF-8; lines of the text end in a newline */
    gr_str id;                 /* what stands between '<' and '>' */
    int64_t at;                /* seconds since 1970 UTC */
    gr_str zone;               /* "Europe/Amsterdam": the date is written in it */
    const gr_message_file *files;
    size_t n_files;
} gr_message;
/** In `arena`. The same message has the same bytes. */
gr_str gr_message_bytes(const gr_message *message, gr_arena *arena);
/** The same run and address: the same id, so that what is sent twice is seen to be one mail. `run`
 *  has the signs of an id only. */
gr_str gr_message_id(gr_str run, gr_str from, gr_str to, gr_arena *arena);

#endif
