#include "roff.h"

/* Owns griffie(1). */

static void add_synopsis(gr_buf *out)
{
    roff_section(out, "SYNOPSIS");
    for (size_t i = 0; i < texts_n_commands; i++) {
        const texts_command *command = &texts_commands[i];
        gr_buf_addf(out, "%s.B griffie %s\n", i == 0 ? "" : ".br\n", command->name);
        if (command->words[0] != '\0') {
            gr_buf_addf(out, ".I %s\n", command->words);
        }
        gr_buf_add(out, GR_LIT("[options]\n"));
    }
    gr_buf_add(out, GR_LIT(".br\n.B griffie help\n.I [COMMAND]\n"));
}

static void add_description(gr_buf *out)
{
    roff_section(out, "DESCRIPTION");
    roff_text(
        out,
        "Makes documents for councils: exports in XML and descriptors go in; tagged PDF that can "
        "be "
        "archived, and workbooks with live totals, come out: one edition for the region and one "
        "for "
        "each municipality. An edition is made beside the one that stands there, read back, and "
        "then takes its place at once; when anything fails, the last one stays.");
    roff_section(out, "EXAMPLES");
#define CLI_EXAMPLE(command, about) roff_item(out, command, "", about);
#include "examples.def"
#undef CLI_EXAMPLE
}

static void add_commands(gr_buf *out)
{
    roff_section(out, "COMMANDS");
    for (size_t i = 0; i < texts_n_commands; i++) {
        const texts_command *command = &texts_commands[i];
        roff_item(out, command->name, command->words, command->about);
    }
}

/** "render, check"; nothing for an option of all commands. */
static void add_takers(const texts_option *option, gr_buf *out)
{
    const char *between = "With ";
    if (option->commands[0] == '*') {
        return;
    }
    for (size_t i = 0; i < texts_n_commands; i++) {
        if (texts_goes_with(option, &texts_commands[i])) {
            gr_buf_addf(out, "%s%s", between, texts_commands[i].name);
            between = ", ";
        }
    }
    gr_buf_add(out, GR_LIT(".\n"));
}

/** "--help, -h" */
static void add_option(const texts_option *option, gr_buf *out)
{
    gr_buf head = gr_buf_make(out->arena, SIZE_MAX);
    gr_buf_addf(&head, "%s", option->name);
    for (size_t n = 0; texts_alias(option, n) != NULL; n++) {
        gr_buf_addf(&head, ", %s", texts_alias(option, n));
    }
    gr_buf_add_char(&head, '\0');
    roff_item(out, head.ptr, option->value, option->about);
}

static void add_options(gr_buf *out)
{
    roff_section(out, "OPTIONS");
    roff_text(out,
              "They may stand before the command. Behind the word -- there are none: report and "
              "edition may then begin with a hyphen. Nothing is read from standard input.");
    for (size_t i = 0; i < texts_n_options; i++) {
        if (texts_is_used(&texts_options[i])) {
            add_option(&texts_options[i], out);
            gr_buf_add(out, GR_LIT(".br\n"));
            add_takers(&texts_options[i], out);
        }
    }
}

static void add_statuses(gr_buf *out)
{
    roff_section(out, "EXIT STATUS");
#define CLI_EXIT(ID, status, about) roff_item(out, #status, "", about);
#include "exits.def"
#undef CLI_EXIT
}

static void add_surroundings(gr_buf *out)
{
    roff_section(out, "ENVIRONMENT");
    roff_item(out, "NO_COLOR", "", "when not empty: no colours on a terminal");
    roff_item(out, "SOURCE_DATE_EPOCH", "", "seconds since 1970 that stand in for the clock");
    roff_section(out, "FILES");
    roff_text(
        out,
        "Without options, griffie works in the folders input, templates and output where it is "
        "started. The service of the package works in these:");
    roff_item(out, TEXTS_TEMPLATES, "", "descriptors; batch.xml says what is made when");
    roff_item(out, TEXTS_INPUT, "", "exports and texts");
    roff_item(out, TEXTS_OUTPUT, "", "what is published, and the history of runs");
    roff_item(out, "/usr/share/griffie/sample", "", "descriptors and exports to begin with");
    roff_item(out, "griffie.timer", "", "starts griffie.service each night, once it is enabled");
    roff_section(out, "SEE ALSO");
    gr_buf_add(out, GR_LIT(".BR griffie\\-batch (5)\n.br\n"));
    roff_text(out, "/usr/share/doc/griffie: operations.md for who keeps griffie running, "
                   "descriptors.md for who "
                   "writes the documents.");
}

void texts_manual(gr_buf *out)
{
    gr_buf_addf(out, ".TH GRIFFIE 1 \"\" \"griffie %s\" \"griffie\"\n", GR_VERSION);
    roff_section(out, "NAME");
    gr_buf_add(out, GR_LIT("griffie \\- documents for councils from XML exports\n"));
    add_synopsis(out);
    add_description(out);
    add_commands(out);
    add_options(out);
    add_statuses(out);
    add_surroundings(out);
}
