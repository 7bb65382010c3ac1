#include "holder.h"

/* Owns the line in a lock file: "griffie-lock 1 <id> <host> <kernel> <process> <start> <taken>".
 * Must not know what a lock is for. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/num.h"

#define PROC_BYTES  ((size_t)4096) /* a line of /proc is much shorter */
#define START_FIELD 19             /* behind the program's name in brackets; from 0, the state */
#define DEAD        (-1)
#define FIRST_WORDS "griffie-lock 1 "

/** A file of /proc, which has no size before it is read. Empty when it cannot be read. */
static gr_str read_proc(gr_str path, gr_arena *arena)
{
    char *bytes = GR_NEW_N(arena, char, PROC_BYTES);
    int fd = open(path.ptr, O_RDONLY | O_CLOEXEC);
    ssize_t got = fd < 0 ? -1 : read(fd, bytes, PROC_BYTES);
    if (fd >= 0) {
        (void)close(fd);
    }
    return got <= 0 ? GR_LIT("") : gr_str_trim((gr_str){bytes, (size_t)got});
}

/** When a process began; 0: not to be found out; DEAD: it has ended, and its
 * parent did not wait for it yet. */
static int64_t start_of(int64_t process, gr_arena *arena)
{
    gr_str rest = read_proc(gr_str_fmt(arena, "/proc/%lld/stat", (long long)process), arena);
    gr_str field = GR_LIT("");
    int64_t start = 0;
    while (gr_str_find(rest, GR_LIT(")")) != SIZE_MAX) { /* the name may hold brackets itself */
        rest = gr_str_sub(rest, gr_str_find(rest, GR_LIT(")")) + 1, SIZE_MAX);
    }
    rest = gr_str_trim(rest);
    for (int i = 0; gr_str_split(&rest, ' ', &field); i++) {
        if (i == 0 && (gr_str_is(field, "Z") || gr_str_is(field, "X"))) {
            return DEAD;
        }
        if (i == START_FIELD) {
            return gr_int_parse(field, &start) ? start : 0;
        }
    }
    return 0;
}

/** One word: the parts of a line stand apart by blanks. */
static gr_str word_of(gr_str text, gr_arena *arena)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    for (size_t i = 0; i < text.len; i++) {
        gr_buf_add_char(&out, (unsigned char)text.ptr[i] > ' ' ? text.ptr[i] : '-');
    }
    return out.len == 0 ? GR_LIT("-") : gr_buf_view(&out);
}

static gr_str host_here(gr_arena *arena)
{
    struct utsname names;
    return uname(&names) == 0 ? word_of(gr_str_of(names.nodename), arena) : GR_LIT("-");
}

static gr_str kernel_here(gr_arena *arena)
{
    char numbers[64];
    ssize_t len = readlink("/proc/self/ns/pid", numbers, sizeof(numbers));
    gr_str boot = word_of(read_proc(GR_LIT("/proc/sys/kernel/random/boot_id"), arena), arena);
    return gr_str_fmt(arena, GR_FMT "/" GR_FMT, GR_ARG(boot),
                      GR_ARG(word_of((gr_str){numbers, len < 0 ? 0 : (size_t)len}, arena)));
}

gr_str gr_holder_line(gr_str id, int64_t taken, gr_arena *arena)
{
    return gr_str_fmt(arena, FIRST_WORDS GR_FMT " " GR_FMT " " GR_FMT " %lld %lld %lld\n",
                      GR_ARG(id), GR_ARG(host_here(arena)), GR_ARG(kernel_here(arena)),
                      (long long)getpid(), (long long)start_of(getpid(), arena), (long long)taken);
}

bool gr_holder_parse(gr_str line, gr_holder *out)
{
    gr_str rest = gr_str_trim(line);
    gr_str id = GR_LIT("");
    gr_str numbers[3] = {GR_LIT(""), GR_LIT(""), GR_LIT("")};
    gr_holder holder = {.host = GR_LIT(""), .kernel = GR_LIT("")};
    if (!gr_str_starts(rest, GR_LIT(FIRST_WORDS))) {
        return false;
    }
    rest = gr_str_sub(rest, sizeof(FIRST_WORDS) - 1, SIZE_MAX);
    bool whole = gr_str_split(&rest, ' ', &id) && gr_str_split(&rest, ' ', &holder.host) &&
                 gr_str_split(&rest, ' ', &holder.kernel) &&
                 gr_str_split(&rest, ' ', &numbers[0]) && gr_str_split(&rest, ' ', &numbers[1]) &&
                 gr_str_split(&rest, ' ', &numbers[2]) && rest.len == 0 &&
                 gr_int_parse(numbers[0], &holder.process) && holder.process > 0 &&
                 holder.process <= INT32_MAX && gr_int_parse(numbers[1], &holder.start) &&
                 gr_int_parse(numbers[2], &holder.taken);
    if (whole) {
        *out = holder;
    }
    return whole;
}

gr_pulse gr_holder_pulse(const gr_holder *holder)
{
    gr_arena *arena = gr_arena_new(PROC_BYTES);
    gr_pulse pulse = GR_PULSE_NOT_SEEN;
    if (gr_str_eq(holder->host, host_here(arena)) &&
        gr_str_eq(holder->kernel, kernel_here(arena)) &&
        !gr_str_starts(holder->kernel, GR_LIT("-"))) {
        int64_t start = start_of(holder->process, arena); /* before: it may go meanwhile */
        bool there = kill((pid_t)holder->process, 0) == 0 || errno == EPERM;
        if (!there || start == DEAD || (start > 0 && holder->start > 0)) {
            pulse = there && start == holder->start ? GR_PULSE_LIVES : GR_PULSE_GONE;
        }
    }
    gr_arena_free(arena);
    return pulse;
}

gr_str gr_holder_name(const gr_holder *holder, gr_arena *arena)
{
    const int64_t day_seconds = 86400;
    int64_t second = holder->taken % day_seconds;
    gr_civil day = gr_civil_of((gr_day)((holder->taken - second) / day_seconds));
    return gr_str_fmt(arena, "process %lld on '" GR_FMT "', since %04d-%02d-%02d %02d:%02d UTC",
                      (long long)holder->process, GR_ARG(holder->host), day.year, day.month,
                      day.day, (int)(second / 3600), (int)(second / 60 % 60));
}
