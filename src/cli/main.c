/* Owns the process: words in, exit status out. The environment is read here and nowhere else. */
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/num.h"
#include "base/utf8.h"
#include "options.h"

/** `command`: whose help has the remedy; __COUNT: none was named. */
static gr_exit refuse(gr_str message, gr_command command)
{
    const char *name = gr_cli_command_name(command);
    (void)fprintf(stderr,
                  "griffie: " GR_FMT "\n'griffie help%s%s' shows examples and all options\n",
                  GR_ARG(message), name[0] == '\0' ? "" : " ", name);
    return GR_EXIT_USAGE;
}

static gr_exit say(const char *text)
{
    if (fputs(text, stdout) >= 0 && fflush(stdout) == 0) {
        return GR_EXIT_OK;
    }
    return errno == EPIPE ? GR_EXIT_OK : GR_EXIT_IO; /* `| head`: who read it has seen enough */
}

/** Read here and nowhere else; SOURCE_DATE_EPOCH stands in for the clock where builds must repeat.
 */
static int64_t clock_now(void)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    int64_t now = 0;
    return epoch != NULL && gr_int_parse(gr_str_of(epoch), &now) ? now : gr_clock_now();
}

static unsigned cores(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : (unsigned)n;
}

static gr_str program_name(gr_arena *arena)
{
    char name[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", name, sizeof(name));
    return gr_str_dup(arena, (gr_str){name, len < 0 ? 0 : (size_t)len});
}

static gr_exit run(gr_cli_options *options, gr_arena *arena)
{
    const char *no_colour = getenv("NO_COLOR"); /* no-color.org: any text but the empty one */
    gr_invocation *call = &options->request.call;
    call->terminal = isatty(STDERR_FILENO) == 1;
    call->colour =
        call->terminal && !options->no_colour && (no_colour == NULL || *no_colour == '\0');
    call->in_journal = !call->terminal && getenv("JOURNAL_STREAM") != NULL;
    call->now = clock_now();
    call->cores = cores();
    call->program = program_name(arena);
    return gr_batch_run(&options->request);
}

static gr_exit say_versions(gr_arena *arena)
{
    gr_buf text = gr_buf_make(arena, SIZE_MAX);
    gr_batch_versions(&text);
    gr_buf_add_char(&text, '\0');
    return say(text.ptr);
}

static gr_exit say_help(gr_command command, gr_arena *arena)
{
    gr_buf text = gr_buf_make(arena, SIZE_MAX);
    gr_cli_help_add(command, &text);
    gr_buf_add_char(&text, '\0');
    return say(text.ptr);
}

/** Words go into units, lines for cron, mails and messages: none of them has a line end. */
static gr_str steering_word(int argc, char **argv, gr_arena *arena)
{
    for (int i = 1; i < argc; i++) {
        if (gr_utf8_steers(gr_str_of(argv[i]))) {
            return gr_str_fmt(arena,
                              "word %d of the command has a line end, or another sign that steers "
                              "a terminal; write it without",
                              i);
        }
    }
    return GR_LIT("");
}

int main(int argc, char **argv)
{
    const char *fault = getenv("GR_FAIL");
    if (fault != NULL && !gr_fault_arm(gr_str_of(fault))) {
        return (int)refuse(GR_LIT("GR_FAIL is not understood; write:3 lets the third write fail"),
                           GR_COMMAND__COUNT);
    }
    (void)signal(SIGPIPE,
                 SIG_IGN); /* a reader of our list that goes away must not stop a publication */
    (void)signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is told as a disk that is full */
    gr_arena *arena = gr_arena_new(4096);
    gr_str steering = steering_word(argc, argv, arena);
    if (steering.len > 0) {
        gr_exit wrong = refuse(steering, GR_COMMAND__COUNT);
        gr_arena_free(arena);
        return (int)wrong;
    }
    gr_cli_options options = gr_cli_options_parse(argc, argv, arena);
    gr_exit result = GR_EXIT_OK;
    switch (options.wish) {
    case CLI_RUN:
        result = run(&options, arena);
        break;
    case CLI_HELP:
        result = say_help(options.request.command, arena);
        break;
    case CLI_VERSION:
        result = say_versions(arena);
        break;
    case CLI_WRONG:
        result = refuse(options.message, options.request.command);
        break;
    }
    gr_arena_free(arena);
    return (int)result;
}
