#include "options.h"

/* Owns what --help says: examples first, as those are what people look for. */
#define CLI_EXAMPLE(command, about) "  " command "\n        " about "\n"
#define CLI_COMMAND(ID, name, letter, words, least, most, about) \
    "  " name " " words "\n        " about "\n"
#define CLI_OPTION(ID, name, value, commands, about) "  " name " " value "\n        " about "\n"
#define CLI_EXIT(ID, status, about)                  "  " #status "\t" about "\n"
const char *const cli_help =
    "griffie makes documents for councils: XML exports and descriptors in, PDF and XLSX out.\n"
    "\n"
    "Examples\n"
#include "examples.def"
    "\n"
    "Commands\n"
#include "commands.def"
    "\n"
    "Options\n"
#include "options.def"
    "\n"
    "Exit status\n"
#include "exits.def"
    ;
#undef CLI_EXIT
#undef CLI_OPTION
#undef CLI_COMMAND
#undef CLI_EXAMPLE

/* The numbers in the text are those of the enum. */
#define CLI_EXIT(ID, status, about) _Static_assert(GR_EXIT_##ID == (status), about);
#include "exits.def"
#undef CLI_EXIT
