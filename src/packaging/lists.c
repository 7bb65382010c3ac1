#include "texts.h"

/* Owns the lists of commands and options as tables. */

const texts_command texts_commands[] = {
#define CLI_COMMAND(ID, name, letter, words, least, most, about) {name, letter, words, about},
#include "commands.def"
#undef CLI_COMMAND
};
const size_t texts_n_commands = sizeof(texts_commands) / sizeof(texts_commands[0]);

const texts_option texts_options[] = {
#define CLI_OPTION(ID, name, value, commands, about) {#ID, name, value, commands, about},
#include "options.def"
#undef CLI_OPTION
};
const size_t texts_n_options = sizeof(texts_options) / sizeof(texts_options[0]);

static const struct {
    const char *name, *id;
} aliases[] = {
#define CLI_ALIAS(name, ID) {name, #ID},
#include "aliases.def"
#undef CLI_ALIAS
};

const char *texts_alias(const texts_option *option, size_t n)
{
    for (size_t i = 0; i < sizeof(aliases) / sizeof(aliases[0]); i++) {
        if (strcmp(aliases[i].id, option->id) == 0 && n-- == 0) {
            return aliases[i].name;
        }
    }
    return NULL;
}

bool texts_goes_with(const texts_option *option, const texts_command *command)
{
    return option->commands[0] == '*' || strchr(option->commands, command->letter) != NULL;
}

bool texts_is_used(const texts_option *option)
{
    for (size_t i = 0; i < texts_n_commands; i++) {
        if (texts_goes_with(option, &texts_commands[i])) {
            return true;
        }
    }
    return false;
}

texts_value texts_value_of(const texts_option *option)
{
    gr_str value = gr_str_of(option->value);
    return value.len == 0             ? TEXTS_NOTHING
           : gr_str_is(value, "DIR")  ? TEXTS_FOLDER
           : gr_str_is(value, "FILE") ? TEXTS_FILE
                                      : TEXTS_WORD;
}
