#ifndef GR_CLI_PRIV_H
#define GR_CLI_PRIV_H
/* A command line while it is read: its lists as tables, what was found so far. */
#include "base/intern.h"
#include "options.h"

typedef enum gr_cli_option_id {
#define CLI_OPTION(ID, name, value, commands, about) CLI_OPTION_##ID,
#include "options.def"
#undef CLI_OPTION
    CLI_OPTION__COUNT
} gr_cli_option_id;
typedef struct gr_cli_option_row {
    const char *name, *value, *commands, *about;
} gr_cli_option_row;
extern const gr_cli_option_row gr_cli_option_rows[CLI_OPTION__COUNT];

typedef struct gr_cli_alias { /* another spelling of an option */
    const char *name;
    gr_cli_option_id of;
} gr_cli_alias;
extern const gr_cli_alias gr_cli_aliases[];
extern const size_t gr_cli_n_aliases;

typedef struct gr_cli_command_row {
    const char *name;
    char letter; /* in options.def */
    const char *words;
    size_t least, most;
    const char *about;
    bool hidden; /* for programs: in no list */
} gr_cli_command_row;
extern const gr_cli_command_row gr_cli_command_rows[GR_COMMAND__COUNT];

bool gr_cli_goes_with(const gr_cli_option_row *option, const gr_cli_command_row *command);

typedef struct gr_cli_list { /* of values given so far */
    gr_str *items;
    size_t n, cap;
} gr_cli_list;

typedef struct gr_cli_parsing {
    gr_arena *arena;
    gr_cli_options *out;
    const gr_cli_command_row *command; /* NULL: not yet known */
    gr_cli_list reports, editions, formats, jobs, words;
    bool no_more_options; /* `--` was read */
} gr_cli_parsing;

/** "offered, adopted and corrected" */
gr_str gr_cli_listed(gr_arena *arena, const gr_str *names, size_t n);
void gr_cli_add(gr_cli_parsing *p, gr_cli_list *values, gr_str value);
/** Always false, for returning at once. The first fault is the one that is told. */
GR_PRINTF(2, 3) bool gr_cli_refuse(gr_cli_parsing *p, const char *fmt, ...);
/** "unknown option '--reprot'; did you mean '--report'?" False, as above. */
bool gr_cli_refuse_unknown(gr_cli_parsing *p, const char *what, gr_str word, const gr_str *known,
                           size_t n);
/** What the option does to the request, values.c. False: the reading ends. */
bool gr_cli_read_option(gr_cli_parsing *p, gr_cli_option_id id, gr_str value);
/** The request of this command has a member that the option fills. */
bool gr_cli_has_place(gr_cli_option_id id, gr_command command);

/* requests.c */
/** What a command asks when no option says otherwise. */
void gr_cli_begin_request(gr_command command, gr_request *out);
/** Fills in the lists of what was read. */
void gr_cli_end_request(const gr_cli_parsing *p, gr_request *out);

#endif
