/* Owns the lists of commands and options as tables, and how a wrong word is refused with the
 * nearest of a list. */
#include "cli_priv.h"

#define CHOICES_MOST 17 /* names in a message */

const gr_cli_option_row gr_cli_option_rows[CLI_OPTION__COUNT] = {
#define CLI_OPTION(ID, name, value, commands, about) \
    [CLI_OPTION_##ID] = {name, value, commands, about},
#include "options.def"
#undef CLI_OPTION
};

const gr_cli_alias gr_cli_aliases[] = {
#define CLI_ALIAS(name, ID) {name, CLI_OPTION_##ID},
#include "aliases.def"
#undef CLI_ALIAS
};
const size_t gr_cli_n_aliases = sizeof(gr_cli_aliases) / sizeof(gr_cli_aliases[0]);

const gr_cli_command_row gr_cli_command_rows[GR_COMMAND__COUNT] = {
#define CLI_COMMAND(ID, name, letter, words, least, most, about) \
    [GR_COMMAND_##ID] = {name, letter, words, least, most, about, false},
#include "commands.def"
#undef CLI_COMMAND
#define CLI_COMMAND(ID, name, letter, words, least, most, about) \
    [GR_COMMAND_##ID] = {name, letter, words, least, most, about, true},
#include "hidden_commands.def"
#undef CLI_COMMAND
};

const char *gr_cli_command_name(gr_command command)
{
    return command == GR_COMMAND__COUNT ? "" : gr_cli_command_rows[command].name;
}

bool gr_cli_goes_with(const gr_cli_option_row *option, const gr_cli_command_row *command)
{
    return option->commands[0] == '*' || strchr(option->commands, command->letter) != NULL;
}

void gr_cli_add(gr_cli_parsing *p, gr_cli_list *values, gr_str value)
{
    *GR_PUSH(p->arena, values->items, values->n, values->cap, gr_str) = value;
}

bool gr_cli_refuse(gr_cli_parsing *p, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    p->out->message = gr_str_vfmt(p->arena, fmt, args);
    p->out->wish = CLI_WRONG;
    va_end(args);
    return false;
}

gr_str gr_cli_listed(gr_arena *arena, const gr_str *names, size_t n)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    for (size_t i = 0; i < n; i++) {
        gr_buf_addf(&out, "%s" GR_FMT, i == 0 ? "" : i + 1 == n ? " and " : ", ", GR_ARG(names[i]));
    }
    return gr_buf_view(&out);
}

/** "; there is offered, adopted and corrected"; nothing of a long list, which help has. */
static gr_str choices(gr_arena *arena, const gr_str *known, size_t n)
{
    return n > CHOICES_MOST
               ? GR_LIT("")
               : gr_str_fmt(arena, "; there is " GR_FMT, GR_ARG(gr_cli_listed(arena, known, n)));
}

bool gr_cli_refuse_unknown(gr_cli_parsing *p, const char *what, gr_str word, const gr_str *known,
                           size_t n)
{
    gr_str meant = gr_suggest(word, known, n);
    if (meant.len > 0) {
        return gr_cli_refuse(p, "unknown %s '" GR_FMT "'; did you mean '" GR_FMT "'?", what,
                             GR_ARG(word), GR_ARG(meant));
    }
    return gr_cli_refuse(p, "unknown %s '" GR_FMT "'" GR_FMT, what, GR_ARG(word),
                         GR_ARG(choices(p->arena, known, n)));
}
