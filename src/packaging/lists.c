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

static const struct {
    const char *word; /* in the lists */
    texts_value value;
    const char *names; /* as griffie is asked for them */
} kinds[] = {
    {"DIR", TEXTS_FOLDER, NULL},         {"FILE", TEXTS_FILE, NULL},
    {"REPORT", TEXTS_REPORT, "reports"}, {"EDITION", TEXTS_EDITION, "editions"},
    {"JOB", TEXTS_JOB, "jobs"},          {"STYLE", TEXTS_STYLE, "styles"},
};

static texts_value kind_of(gr_str word)
{
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (gr_str_is(word, kinds[i].word)) {
            return kinds[i].value;
        }
    }
    return word.len == 0 ? TEXTS_NOTHING : TEXTS_WORD;
}

texts_value texts_value_of(const texts_option *option)
{
    return kind_of(gr_str_of(option->value));
}

const char *texts_names_of(texts_value value)
{
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (kinds[i].value == value) {
            return kinds[i].names;
        }
    }
    return NULL;
}

/** "[EDITION]]": what may be left out stands in brackets. */
static gr_str without_brackets(gr_str word)
{
    while (gr_str_starts(word, GR_LIT("["))) {
        word = gr_str_sub(word, 1, SIZE_MAX);
    }
    while (gr_str_ends(word, GR_LIT("]"))) {
        word.len--;
    }
    return word;
}

texts_value texts_word_of(const texts_command *command, size_t n)
{
    gr_str rest = gr_str_of(command->words), word = GR_LIT("");
    for (size_t i = 0; i <= n; i++) {
        if (!gr_str_split(&rest, ' ', &word)) {
            return TEXTS_NOTHING;
        }
    }
    return kind_of(without_brackets(word));
}
