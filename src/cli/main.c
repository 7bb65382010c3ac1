/* Owns the process: words in, exit status out. The environment is read here and nowhere else. */
#include <signal.h>
#include <unistd.h>

#include "base/fault.h"
#include "options.h"

static gr_exit refuse(gr_str message)
{
    (void)fprintf(stderr, "griffie: " GR_FMT "\n'griffie --help' shows examples and all options\n",
                  GR_ARG(message));
    return GR_EXIT_USAGE;
}

static gr_exit say(const char *text)
{
    return fputs(text, stdout) >= 0 && fflush(stdout) == 0 ? GR_EXIT_OK : GR_EXIT_IO;
}

static gr_exit run(cli_options *options)
{
    const char *no_colour = getenv("NO_COLOR"); /* no-color.org: any text but the empty one */
    gr_job *job = &options->job;
    job->terminal = isatty(STDERR_FILENO) == 1;
    job->colour = job->terminal && !options->no_colour && (no_colour == NULL || *no_colour == '\0');
    return gr_batch_run(job);
}

int main(int argc, char **argv)
{
    const char *fault = getenv("GR_FAIL");
    if (fault != NULL && !gr_fault_arm(gr_str_of(fault))) {
        return (int)refuse(GR_LIT("GR_FAIL is not understood; write:3 lets the third write fail"));
    }
    (void)signal(SIGPIPE,
                 SIG_IGN); /* a reader of our list that goes away must not stop a publication */
    gr_arena *arena = gr_arena_new(4096);
    cli_options options = cli_options_parse(argc, argv, arena);
    gr_exit result = GR_EXIT_OK;
    switch (options.wish) {
    case CLI_RUN:
        result = run(&options);
        break;
    case CLI_HELP:
        result = say(cli_help);
        break;
    case CLI_VERSION:
        result = say("griffie " GR_VERSION "\n");
        break;
    case CLI_WRONG:
        result = refuse(options.message);
        break;
    }
    gr_arena_free(arena);
    return (int)result;
}
