#include "options.h"

/* Owns what --help says: of all commands, examples first, as those are what people look for; or of
 * one. */
#include "cli_priv.h"

typedef struct example {
    const char *typed, *about;
} example;
static const example examples[] = {
#define CLI_EXAMPLE(command, about) {command, about},
#include "examples.def"
#undef CLI_EXAMPLE
};
static const struct {
    const char *status, *about;
} exits[] = {
#define CLI_EXIT(ID, status, about) {#status, about},
#include "exits.def"
#undef CLI_EXIT
};
#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static bool is_shown(const cli_command_row *command)
{
    return command->about[0] != '\0';
}

/** "griffie render --format pdf" is one of render. */
static bool is_of(const example *e, const cli_command_row *command)
{
    gr_str rest = gr_str_of(e->typed), word = GR_LIT("");
    (void)gr_str_split(&rest, ' ', &word);
    (void)gr_str_split(&rest, ' ', &word);
    return gr_str_is(word, command->name);
}

static void add_item(gr_buf *out, const char *name, const char *value, const char *about)
{
    gr_buf_addf(out, "  %s%s%s\n        %s\n", name, value[0] == '\0' ? "" : " ", value, about);
}

/** The first `most` of a command's. */
static void add_examples(gr_buf *out, const cli_command_row *command, size_t most)
{
    size_t n = 0;
    for (size_t i = 0; i < COUNT_OF(examples); i++) {
        if (is_of(&examples[i], command) && n++ < most) {
            add_item(out, examples[i].typed, "", examples[i].about);
        }
    }
}

/** "--quiet, -q" */
static void add_option(gr_buf *out, cli_option_id id)
{
    const cli_option_row *row = &cli_option_rows[id];
    gr_buf_addf(out, "  %s", row->name);
    for (size_t i = 0; i < cli_n_aliases; i++) {
        if (cli_aliases[i].of == id) {
            gr_buf_addf(out, ", %s", cli_aliases[i].name);
        }
    }
    gr_buf_addf(out, "%s%s\n        %s\n", row->value[0] == '\0' ? "" : " ", row->value,
                row->about);
}

/** Of all commands: NULL. */
static void add_options(gr_buf *out, const cli_command_row *command)
{
    gr_buf_add(out, GR_LIT("\nOptions\n"));
    for (size_t i = 0; i < CLI_OPTION__COUNT; i++) {
        if (command == NULL || cli_goes_with(&cli_option_rows[i], command)) {
            add_option(out, (cli_option_id)i);
        }
    }
}

static void add_whole(gr_buf *out)
{
    gr_buf_add(out, GR_LIT("griffie makes documents for councils: XML exports and descriptors in, "
                           "PDF and XLSX out.\n\n"
                           "usage: griffie COMMAND [options]\n"
                           "       griffie help COMMAND    its options, and more examples\n"
                           "\nExamples\n"));
    for (size_t i = 0; i < GR_COMMAND__COUNT; i++) {
        add_examples(out, &cli_command_rows[i], 1);
    }
    gr_buf_add(out, GR_LIT("\nCommands\n"));
    for (size_t i = 0; i < GR_COMMAND__COUNT; i++) {
        if (is_shown(&cli_command_rows[i])) {
            add_item(out, cli_command_rows[i].name, cli_command_rows[i].words,
                     cli_command_rows[i].about);
        }
    }
    add_options(out, NULL);
    gr_buf_add(out, GR_LIT("\nExit status\n"));
    for (size_t i = 0; i < COUNT_OF(exits); i++) {
        gr_buf_addf(out, "  %-4s%s\n", exits[i].status, exits[i].about);
    }
}

static void add_one(gr_buf *out, const cli_command_row *command)
{
    gr_buf_addf(out, "griffie %s: %s\n\nusage: griffie %s%s%s [options]\n\nExamples\n",
                command->name, command->about, command->name, command->words[0] == '\0' ? "" : " ",
                command->words);
    add_examples(out, command, SIZE_MAX);
    add_options(out, command);
    gr_buf_add(out, GR_LIT("\nOptions may stand before the command; behind -- there are none. "
                           "'griffie help' lists all commands,\nand what exit statuses mean.\n"));
}

void cli_help_add(gr_command command, gr_buf *out)
{
    if (command == GR_COMMAND__COUNT || !is_shown(&cli_command_rows[command])) {
        add_whole(out);
    } else {
        add_one(out, &cli_command_rows[command]);
    }
}

/* The numbers in the text are those of the enum. */
#define CLI_EXIT(ID, status, about) _Static_assert(GR_EXIT_##ID == (status), about);
#include "exits.def"
#undef CLI_EXIT
