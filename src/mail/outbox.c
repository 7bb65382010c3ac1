#include "mail/outbox.h"

/* Owns the way out of a mail: the mail program of the system, or a folder where it waits for the
 * next run. Must not know what mails say. */
#include <errno.h>
#include <fcntl.h>
#include <linux/memfd.h>
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/report_line.h"
#include "store/folder.h"

#define MAIL GR_LIT(".eml")
#define SECONDS                                                                       \
    30 /* a mail program that takes longer will not come back: Postfix waits for ever \
          where it may not write */
#define PAUSE_MS   20
#define SAID_BYTES 300

extern char **environ;

/** True in a systemd sandbox: mail programs that become somebody else cannot, and Postfix's then
 * tries for ever. A service beside this one sends what is in the outbox. */
static bool cannot_send(void)
{
    return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1;
}

/** A file in memory, without a name: the disk may be full. */
static int memory_file(const char *name)
{
    return (int)syscall(SYS_memfd_create, name, MFD_CLOEXEC);
}

static void pause_a_moment(void)
{
    const struct timespec moment = {.tv_nsec = PAUSE_MS * 1000000L};
    (void)nanosleep(&moment, NULL);
}

/** The wait status; -1: it had to be killed. */
static int wait_for(pid_t pid)
{
    int status = 0;
    for (unsigned i = 0; i < SECONDS * 1000 / PAUSE_MS; i++) {
        pid_t ended = waitpid(pid, &status, WNOHANG);
        if (ended == pid) {
            return status;
        }
        if (ended < 0 && errno != EINTR) {
            return -1;
        }
        pause_a_moment();
    }
    (void)kill(pid, SIGKILL);
    (void)waitpid(pid, &status, 0);
    return -1;
}

/** First line of what the program said. */
static gr_str said_in(int fd, gr_arena *arena)
{
    char *bytes = GR_NEW_N(arena, char, SAID_BYTES);
    ssize_t n = pread(fd, bytes, SAID_BYTES, 0);
    gr_str text = {bytes, n < 0 ? 0 : (size_t)n};
    gr_str line = GR_LIT("");
    (void)gr_str_split(&text, '\n', &line);
    return line;
}

static int start(gr_str program, int mail, int said, pid_t *out_pid)
{
    static char name[] = "sendmail", from_headers[] = "-t", dots[] = "-i";
    char *words[] = {name, from_headers, dots, NULL};
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    sigset_t usual;
    (void)sigemptyset(&usual);
    (void)sigaddset(&usual, SIGPIPE);
    (void)posix_spawn_file_actions_init(&files);
    (void)posix_spawnattr_init(&how);
    (void)posix_spawn_file_actions_adddup2(&files, mail, STDIN_FILENO);
    (void)posix_spawn_file_actions_adddup2(&files, said, STDOUT_FILENO);
    (void)posix_spawn_file_actions_adddup2(&files, said, STDERR_FILENO);
    (void)posix_spawnattr_setsigdefault(&how, &usual);
    (void)posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGDEF);
    int failed = posix_spawn(out_pid, program.ptr, &files, &how, words, environ);
    (void)posix_spawnattr_destroy(&how);
    (void)posix_spawn_file_actions_destroy(&files);
    return failed;
}

/** Empty, or why it was not taken. `mail` is read from its start. */
static gr_str hand_over(gr_str program, int mail, gr_arena *arena)
{
    pid_t pid = 0;
    int said = memory_file("said");
    int failed = start(gr_str_dup(arena, program), mail, said, &pid);
    int status = failed == 0 ? wait_for(pid) : 0;
    gr_str line = said_in(said, arena);
    (void)close(said);
    if (failed != 0) {
        return gr_str_fmt(arena, "'" GR_FMT "': %s", GR_ARG(program), strerror(failed));
    }
    if (status == -1) {
        return gr_str_fmt(arena, "'" GR_FMT "' took more than %d seconds", GR_ARG(program),
                          SECONDS);
    }
    if (status == 0) {
        return GR_LIT("");
    }
    return gr_str_fmt(arena, "'" GR_FMT "' ended with %s %d%s" GR_FMT, GR_ARG(program),
                      WIFSIGNALED(status) ? "signal" : "status",
                      WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status),
                      line.len > 0 ? ": " : "", GR_ARG(line));
}

static gr_str hand_over_bytes(gr_str program, gr_str bytes, gr_arena *arena)
{
    int mail = memory_file("mail");
    for (size_t at = 0; at < bytes.len;) {
        ssize_t n = write(mail, bytes.ptr + at, bytes.len - at);
        if (n <= 0) {
            gr_str why = gr_str_dup(arena, gr_str_of(strerror(errno)));
            (void)close(mail);
            return why;
        }
        at += (size_t)n;
    }
    (void)lseek(mail, 0, SEEK_SET);
    gr_str why = hand_over(program, mail, arena);
    (void)close(mail);
    return why;
}

/** Empty, or why not even that. */
static gr_str keep(const gr_outbox *outbox, gr_str name, gr_str bytes, gr_arena *arena)
{
    gr_diag *said = gr_diag_new(arena, 1);
    gr_diag_row why = {.text = GR_LIT("")};
    if (gr_folder_make(outbox->folder, said) != GR_OK) {
        (void)gr_diag_at(said, 0, arena, &why);
        return gr_report_line(&why, GR_READS_ALL, arena);
    }
    gr_str file = gr_str_fmt(arena, GR_FMT GR_FMT, GR_ARG(name), GR_ARG(MAIL));
    return gr_file_replace(gr_path_join(arena, outbox->folder, file), bytes, false, arena);
}

void gr_outbox_send(gr_outbox *outbox, gr_str name, gr_str bytes)
{
    gr_arena *arena = gr_arena_new(4096);
    bool told = outbox->refused; /* by the first failure */
    gr_str why = GR_LIT("");
    if (!cannot_send() && !outbox->refused) {
        why = hand_over_bytes(outbox->program, bytes, arena);
        outbox->refused = why.len > 0;
    }
    gr_str lost = GR_LIT("");
    if (cannot_send() || outbox->refused) {
        lost = keep(outbox, name, bytes, arena);
    }
    if (lost.len > 0) {
        gr_diag_report(outbox->diag, (gr_loc){0}, GR_CODE_MAIL_SEND, GR_FMT "; nor kept: " GR_FMT,
                       GR_ARG(why), GR_ARG(lost));
    } else if (why.len > 0 && !told) {
        gr_diag_report(outbox->diag, (gr_loc){0}, GR_CODE_MAIL_SEND,
                       GR_FMT "; it waits in '" GR_FMT "' for the next run", GR_ARG(why),
                       GR_ARG(outbox->folder));
    }
    gr_arena_free(arena);
}

static size_t list_waiting(const gr_outbox *outbox, gr_arena *arena, gr_str **out)
{
    size_t n = 0;
    gr_diag *discarded = gr_diag_new(arena, 1);
    return gr_folder_list(outbox->folder, MAIL, arena, discarded, out, &n) == GR_OK ? n : 0;
}

size_t gr_outbox_count(const gr_outbox *outbox, gr_arena *arena)
{
    gr_str *names = NULL;
    return list_waiting(outbox, arena, &names);
}

static gr_str send_file(const gr_outbox *outbox, gr_str path, gr_arena *arena)
{
    int mail = open(path.ptr, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (mail < 0) {
        return gr_str_dup(arena, gr_str_of(strerror(errno)));
    }
    gr_str why = hand_over(outbox->program, mail, arena);
    (void)close(mail);
    if (why.len == 0) {
        (void)unlink(path.ptr);
    }
    return why;
}

void gr_outbox_flush(const gr_outbox *outbox)
{
    gr_arena *arena = gr_arena_new(4096);
    gr_str *names = NULL;
    gr_str why = GR_LIT("");
    size_t n = list_waiting(outbox, arena, &names);
    size_t sent = 0;
    if (n > 0 && cannot_send()) {
        why = GR_LIT("this service may not send it, and no other one did");
    }
    while (sent < n && why.len == 0) {
        gr_str path = gr_path_join(arena, outbox->folder, names[sent]);
        why = send_file(outbox, path, arena);
        sent += why.len == 0 ? 1 : 0;
    }
    if (sent < n) {
        gr_diag_report(outbox->diag, (gr_loc){0}, GR_CODE_MAIL_SEND,
                       "%zu of earlier runs still wait in '" GR_FMT "': " GR_FMT, n - sent,
                       GR_ARG(outbox->folder), GR_ARG(why));
    }
    gr_arena_free(arena);
}
