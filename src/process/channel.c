#include "process/channel.h"

/* Owns the form of words on a stream: length, word, body. Must not know what they mean. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fault.h"

#define READ_BYTES ((size_t)64 * 1024)
#define BODY_MOST                                                                  \
    ((uint64_t)1024 * 1024 * 1024) /* no row and no list of messages comes near it \
                                    */

typedef struct head {
    uint64_t len;
    uint64_t word;
} head;

static bool send_all(int fd, const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t sent = write(fd, bytes, len);
        if (sent < 0 && errno == EINTR) {
            continue;
        }
        if (sent <= 0) {
            return false;
        }
        bytes += sent;
        len -= (size_t)sent;
    }
    return true;
}

bool gr_channel_send(int fd, uint32_t word, gr_str body)
{
    head first = {.len = body.len, .word = gr_fault_strikes(GR_FAULT_WORD) ? UINT32_MAX : word};
    char bytes[sizeof(first)];
    memcpy(bytes, &first, sizeof(first));
    return send_all(fd, bytes, sizeof(bytes)) && send_all(fd, body.ptr, body.len);
}

static void make_room(gr_inbox *inbox)
{
    inbox->len -= inbox->taken;
    if (inbox->taken > 0) {
        memmove(inbox->bytes, inbox->bytes + inbox->taken, inbox->len);
    }
    inbox->taken = 0;
    if (inbox->cap - inbox->len < READ_BYTES) {
        size_t cap = inbox->cap * 2 + READ_BYTES;
        char *more = realloc(inbox->bytes, cap);
        if (more == NULL) {
            gr_die_oom(cap);
        }
        inbox->bytes = more;
        inbox->cap = cap;
    }
}

bool gr_inbox_fill(gr_inbox *inbox)
{
    if (inbox->broken) {
        return false;
    }
    make_room(inbox);
    ssize_t got = 0;
    do {
        got = read(inbox->fd, inbox->bytes + inbox->len, inbox->cap - inbox->len);
    } while (got < 0 && errno == EINTR);
    inbox->broken = got < 0;
    inbox->len += got > 0 ? (size_t)got : 0;
    return got > 0;
}

bool gr_inbox_next(gr_inbox *inbox, uint32_t *out_word, gr_str *out_body)
{
    head first = {0};
    size_t left = inbox->len - inbox->taken;
    if (left < sizeof(first)) {
        return false;
    }
    memcpy(&first, inbox->bytes + inbox->taken, sizeof(first));
    inbox->broken = inbox->broken || first.word > UINT32_MAX || first.len > BODY_MOST;
    if (inbox->broken || first.len > left - sizeof(first)) {
        return false;
    }
    *out_word = (uint32_t)first.word;
    *out_body = (gr_str){inbox->bytes + inbox->taken + sizeof(first), (size_t)first.len};
    inbox->taken += sizeof(first) + (size_t)first.len;
    return true;
}

void gr_inbox_close(gr_inbox *inbox)
{
    free(inbox->bytes);
    *inbox = (gr_inbox){.fd = -1};
}
