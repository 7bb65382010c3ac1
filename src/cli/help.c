#include "options.h"

/* Owns what --help says: examples first, as those are what people look for. */
typedef struct row { /* of one of the lists */
    const char *name, *value, *about;
    const char *commands; /* options: in which */
} row;
static const row examples[] = {
#define CLI_EXAMPLE(command, about) {command, "", about, NULL},
#include "examples.def"
#undef CLI_EXAMPLE
};
static const row commands[GR_COMMAND__COUNT] = {
#define CLI_COMMAND(ID, name, letter, words, least, most, about) {name, words, about, #letter},
#include "commands.def"
#undef CLI_COMMAND
};
static const row options[] = {
#define CLI_OPTION(ID, name, value, commands, about) {name, value, about, commands},
#include "options.def"
#undef CLI_OPTION
};
static const row exits[] = {
#define CLI_EXIT(ID, status, about) {#status, "", about, NULL},
#include "exits.def"
#undef CLI_EXIT
};
#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/** The letter of a command stands in quotes in its row. */
static bool goes_with(const row *option, const row *command)
{
    return command == NULL || option->commands[0] == '*' ||
           strchr(option->commands, command->commands[1]) != NULL;
}

static void add_row(gr_buf *out, const row *r)
{
    gr_buf_addf(out, "  %s%s%s\n        %s\n", r->name, r->value[0] == '\0' ? "" : " ", r->value,
                r->about);
}

static void add_rows(gr_buf *out, const char *title, const row *rows, size_t n)
{
    gr_buf_addf(out, "\n%s\n", title);
    for (size_t i = 0; i < n; i++) {
        add_row(out, &rows[i]);
    }
}

void cli_help_add(gr_command command, gr_buf *out)
{
    const row *of = command == GR_COMMAND__COUNT ? NULL : &commands[command];
    if (of == NULL) {
        gr_buf_add(out, GR_LIT("griffie makes documents for councils: XML exports and descriptors "
                               "in, PDF and XLSX out.\n"));
        add_rows(out, "Examples", examples, COUNT_OF(examples));
        add_rows(out, "Commands", commands, COUNT_OF(commands));
    } else {
        gr_buf_add(out, GR_LIT("griffie"));
        add_row(out, of);
    }
    gr_buf_add(out, GR_LIT("\nOptions\n"));
    for (size_t i = 0; i < COUNT_OF(options); i++) {
        if (goes_with(&options[i], of)) {
            add_row(out, &options[i]);
        }
    }
    gr_buf_add(out, GR_LIT("\nExit status\n"));
    for (size_t i = 0; i < COUNT_OF(exits); i++) {
        gr_buf_addf(out, "  %-4s%s\n", exits[i].name, exits[i].about);
    }
}

/* The numbers in the text are those of the enum. */
#define CLI_EXIT(ID, status, about) _Static_assert(GR_EXIT_##ID == (status), about);
#include "exits.def"
#undef CLI_EXIT
