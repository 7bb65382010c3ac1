#include "options.h"

/* Owns what --help says: examples first, as those are what people look for. */
#define CLI_COMMAND(ID, name, letter, words, least, most, about) \
    "  " name " " words "\n        " about "\n"
#define CLI_OPTION(ID, name, value, commands, about) "  " name " " value "\n        " about "\n"
const char *const cli_help =
    "griffie makes documents for councils: XML exports and descriptors in, PDF and XLSX out.\n"
    "\n"
    "Examples\n"
    "  griffie render                                       all reports, all editions\n"
    "  griffie render --report handover-dossier --edition renkum\n"
    "  griffie render --format pdf --output /srv/documents\n"
    "  griffie check                                        read and lay out everything, write "
    "nothing\n"
    "  griffie check --source input/budgets-2022.xml        what one export yields\n"
    "  griffie check --dump=document --report handover-dossier --edition renkum\n"
    "\n"
    "  griffie run                                          tonight's jobs: templates/batch.xml\n"
    "  griffie why handover-dossier renkum                  what changed since the version before\n"
    "\n"
    "Commands\n"
#include "commands.def"
    "\n"
    "Options\n"
#include "options.def"
    "\n"
    "Exit status\n"
    "  0 all published, or nothing to do   1 some editions failed   3 warnings, with --strict   4 "
    "a control blocked "
    "some\n"
    "  64 wrong invocation   65 bad data or descriptor   70 defect of griffie   71 out of memory\n"
    "  73 cannot create output   74 input or output error   75 another run is busy\n";
#undef CLI_OPTION
#undef CLI_COMMAND
