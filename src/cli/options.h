#ifndef GR_CLI_OPTIONS_H
#define GR_CLI_OPTIONS_H
/* The command line as a request. Reads no file and no environment. */
#include "base/arena.h"
#include "batch/batch.h"

typedef enum gr_cli_wish { CLI_RUN, CLI_HELP, CLI_VERSION, CLI_WRONG } gr_cli_wish;
typedef struct gr_cli_options {
    gr_cli_wish wish;
    gr_request request; /* CLI_RUN */
    gr_str message;     /* CLI_WRONG: what and what would do */
    bool no_colour;
} gr_cli_options;
gr_cli_options gr_cli_options_parse(int argc, char *const *argv, gr_arena *arena);
/** "render"; empty when it is __COUNT. */
const char *gr_cli_command_name(gr_command command);
/** What help says: of one command, or of all (__COUNT). */
void gr_cli_help_add(gr_command command, gr_buf *out);

#endif
