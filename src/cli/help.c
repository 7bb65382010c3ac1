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
#define ABOUT_AT        8
#define COLUMNS         80 /* of the narrowest terminal that people have */
#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/** "griffie render --format pdf" is one of render. */
static bool is_of(const example *e, const gr_cli_command_row *command)
{
    gr_str rest = gr_str_of(e->typed), word = GR_LIT("");
    (void)gr_str_split(&rest, ' ', &word);
    (void)gr_str_split(&rest, ' ', &word);
    return gr_str_is(word, command->name);
}

/** Lines of at most COLUMNS, unless a word is longer; the first begins in column `at`, where `out`
 *  stands, the others too. */
static void add_lines(gr_buf *out, const char *text, size_t at)
{
    gr_str rest = gr_str_of(text), word = GR_LIT("");
    size_t used = at;
    while (gr_str_split(&rest, ' ', &word)) {
        if (used > at && used + 1 + word.len > COLUMNS) {
            gr_buf_addf(out, "\n%*s", (int)at, "");
            used = at;
        }
        gr_buf_addf(out, "%s" GR_FMT, used > at ? " " : "", GR_ARG(word));
        used += word.len + (used > at ? 1 : 0);
    }
    gr_buf_add_char(out, '\n');
}

/** Below what it is about. */
static void add_about(gr_buf *out, const char *about)
{
    gr_buf_addf(out, "\n%*s", ABOUT_AT, "");
    add_lines(out, about, ABOUT_AT);
}

static void add_item(gr_buf *out, const char *name, const char *value, const char *about)
{
    gr_buf_addf(out, "  %s%s%s", name, value[0] == '\0' ? "" : " ", value);
    add_about(out, about);
}

/** The first `most` of a command's. */
static void add_examples(gr_buf *out, const gr_cli_command_row *command, size_t most)
{
    size_t n = 0;
    for (size_t i = 0; i < COUNT_OF(examples); i++) {
        if (is_of(&examples[i], command) && n++ < most) {
            add_item(out, examples[i].typed, "", examples[i].about);
        }
    }
}

/** "--quiet, -q" */
static void add_option(gr_buf *out, gr_cli_option_id id)
{
    const gr_cli_option_row *row = &gr_cli_option_rows[id];
    gr_buf_addf(out, "  %s", row->name);
    for (size_t i = 0; i < gr_cli_n_aliases; i++) {
        if (gr_cli_aliases[i].of == id) {
            gr_buf_addf(out, ", %s", gr_cli_aliases[i].name);
        }
    }
    gr_buf_addf(out, "%s%s", row->value[0] == '\0' ? "" : " ", row->value);
    add_about(out, row->about);
}

/** Of all commands: NULL. */
static void add_options(gr_buf *out, const gr_cli_command_row *command)
{
    gr_buf_add(out, GR_LIT("\nOptions\n"));
    for (size_t i = 0; i < CLI_OPTION__COUNT; i++) {
        if (command == NULL || gr_cli_goes_with(&gr_cli_option_rows[i], command)) {
            add_option(out, (gr_cli_option_id)i);
        }
    }
}

static void add_whole(gr_buf *out)
{
    gr_buf_add(out, GR_LIT("griffie makes documents for councils: XML exports and descriptors in,\n"
                           "PDF and XLSX out.\n\n"
                           "usage: griffie COMMAND [options]\n"
                           "       griffie help COMMAND    its options, and more examples\n"
                           "\nExamples\n"));
    for (size_t i = 0; i < GR_COMMAND__COUNT; i++) {
        add_examples(out, &gr_cli_command_rows[i], 1);
    }
    gr_buf_add(out, GR_LIT("\nCommands\n"));
    for (size_t i = 0; i < GR_COMMAND__COUNT; i++) {
        if (!gr_cli_command_rows[i].hidden) {
            add_item(out, gr_cli_command_rows[i].name, gr_cli_command_rows[i].words,
                     gr_cli_command_rows[i].about);
        }
    }
    add_options(out, NULL);
    gr_buf_add(out, GR_LIT("\nExit status\n"));
    for (size_t i = 0; i < COUNT_OF(exits); i++) {
        gr_buf_addf(out, "  %-4s", exits[i].status);
        add_lines(out, exits[i].about, 6);
    }
}

static void add_one(gr_buf *out, const gr_cli_command_row *command)
{
    gr_str head = gr_str_fmt(out->arena, "griffie %s: %s", command->name, command->about);
    add_lines(out, head.ptr, 0);
    gr_buf_addf(out, "\nusage: griffie %s%s%s [options]\n%s", command->name,
                command->words[0] == '\0' ? "" : " ", command->words,
                command->hidden ? "" : "\nExamples\n");
    add_examples(out, command, SIZE_MAX);
    add_options(out, command);
    gr_buf_add_char(out, '\n');
    add_lines(out,
              "Options may stand before the command; behind -- there are none. 'griffie help' "
              "lists all commands, and what exit statuses mean.",
              0);
}

void gr_cli_help_add(gr_command command, gr_buf *out)
{
    if (command == GR_COMMAND__COUNT) {
        add_whole(out);
    } else {
        add_one(out, &gr_cli_command_rows[command]);
    }
}

/* The numbers in the text are those of the enum. */
#define CLI_EXIT(ID, status, about) _Static_assert(GR_EXIT_##ID == (status), about);
#include "exits.def"
#undef CLI_EXIT
