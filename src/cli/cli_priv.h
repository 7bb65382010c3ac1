#ifndef GR_CLI_PRIV_H
#define GR_CLI_PRIV_H
/* A command line while it is read: its lists as tables, what was found so far. */
#include "base/intern.h"
#include "options.h"

typedef enum cli_option_id {
#define CLI_OPTION(ID, name, value, commands, about) CLI_OPTION_##ID,
#include "options.def"
#undef CLI_OPTION
    CLI_OPTION__COUNT
} cli_option_id;
typedef struct cli_option_row {
    const char *name, *value, *commands, *about;
} cli_option_row;
extern const cli_option_row cli_option_rows[CLI_OPTION__COUNT];

typedef struct cli_alias { /* another spelling of an option */
    const char *name;
    cli_option_id of;
} cli_alias;
extern const cli_alias cli_aliases[];
extern const size_t cli_n_aliases;

typedef struct cli_command_row {
    const char *name;
    char letter; /* in options.def */
    const char *words;
    size_t least, most;
    const char *about;
    bool hidden; /* for programs: in no list */
} cli_command_row;
extern const cli_command_row cli_command_rows[GR_COMMAND__COUNT];

bool cli_goes_with(const cli_option_row *option, const cli_command_row *command);

typedef struct cli_list { /* of values given so far */
    gr_str *items;
    size_t n, cap;
} cli_list;

typedef struct cli_parsing {
    gr_arena *arena;
    cli_options *out;
    const cli_command_row *command; /* NULL: not yet known */
    cli_list reports, editions, formats, jobs, words;
    bool no_more_options; /* `--` was read */
} cli_parsing;

/** "offered, adopted and corrected" */
gr_str cli_listed(gr_arena *arena, const gr_str *names, size_t n);
void cli_add(cli_parsing *p, cli_list *values, gr_str value);
/** Always false, for returning at once. The first fault is the one that is told. */
GR_PRINTF(2, 3) bool cli_refuse(cli_parsing *p, const char *fmt, ...);
/** "unknown option '--reprot'; did you mean '--report'?" False, as above. */
bool cli_refuse_unknown(cli_parsing *p, const char *what, gr_str word, const gr_str *known,
                        size_t n);
/** What the option does to the request, values.c. False: the reading ends. */
bool cli_read_option(cli_parsing *p, cli_option_id id, gr_str value);
/** The request of this command has a member that the option fills. */
bool cli_has_place(cli_option_id id, gr_command command);

/* requests.c */
/** What a command asks when no option says otherwise. */
void cli_begin_request(gr_command command, gr_request *out);
/** Fills in the lists of what was read. */
void cli_end_request(const cli_parsing *p, gr_request *out);

#endif
