#include "texts.h"

/* Owns what shells offer while a command line of griffie is typed. */

/** The names of options that take such a value, joined by '|'. False when there is none. */
static bool add_alternatives(gr_buf *out, texts_value value)
{
    bool any = false;
    for (size_t i = 0; i < texts_n_options; i++) {
        if (texts_is_used(&texts_options[i]) && texts_value_of(&texts_options[i]) == value) {
            gr_buf_addf(out, "%s%s", any ? "|" : "    ", texts_options[i].name);
            any = true;
        }
    }
    return any;
}

static void add_bash_values(gr_buf *out)
{
    static const struct {
        texts_value value;
        const char *action;
    } rows[] = {{TEXTS_FOLDER,
                 "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$cur\"); return"},
                {TEXTS_FILE,
                 "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$cur\"); return"},
                {TEXTS_WORD, "return"}};
    gr_buf_add(out, GR_LIT("    case $prev in\n"));
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        if (add_alternatives(out, rows[i].value)) {
            gr_buf_addf(out, ") %s ;;\n", rows[i].action);
        }
    }
    gr_buf_add(out, GR_LIT("    esac\n"));
}

void texts_bash(gr_buf *out)
{
    gr_buf_add(
        out,
        GR_LIT("# griffie's commands and options for bash\n_griffie()\n{\n"
               "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words=\n"
               "    COMPREPLY=()\n"));
    add_bash_values(out);
    gr_buf_add(out, GR_LIT("    case $COMP_CWORD:${COMP_WORDS[1]} in\n    1:*) words='"));
    for (size_t i = 0; i < texts_n_commands; i++) {
        gr_buf_addf(out, "%s ", texts_commands[i].name);
    }
    gr_buf_add(out, GR_LIT("--help --version' ;;\n"));
    for (size_t i = 0; i < texts_n_commands; i++) {
        gr_buf_addf(out, "    *:%s) words='", texts_commands[i].name);
        for (size_t k = 0; k < texts_n_options; k++) {
            if (texts_goes_with(&texts_options[k], &texts_commands[i])) {
                gr_buf_addf(out, "%s ", texts_options[k].name);
            }
        }
        gr_buf_add(out, GR_LIT("' ;;\n"));
    }
    gr_buf_add(
        out, GR_LIT("    esac\n    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$cur\")\n}\n"
                    "complete -F _griffie griffie\n"));
}

/** Within single quotes of a shell; the characters of `special` get a backslash. */
static void add_quoted(gr_buf *out, const char *text, const char *quote, const char *special)
{
    for (; *text != '\0'; text++) {
        if (*text == '\'') {
            gr_buf_add(out, gr_str_of(quote));
            continue;
        }
        if (strchr(special, *text) != NULL) {
            gr_buf_add_char(out, '\\');
        }
        gr_buf_add_char(out, *text);
    }
}

static void add_zsh_option(gr_buf *out, const texts_option *option)
{
    static const char *const actions[] = {
        [TEXTS_WORD] = ": ", [TEXTS_FILE] = ":_files", [TEXTS_FOLDER] = ":_files -/"};
    texts_value value = texts_value_of(option);
    gr_buf_addf(out, "      '*%s%s[", option->name, value == TEXTS_NOTHING ? "" : "=");
    add_quoted(out, option->about, "'\\''", "[]:\\");
    gr_buf_add_char(out, ']');
    if (value != TEXTS_NOTHING) {
        gr_buf_addf(out, ":%s%s", option->value, actions[value]);
    }
    gr_buf_add(out, GR_LIT("' \\\n"));
}

void texts_zsh(gr_buf *out)
{
    gr_buf_add(out, GR_LIT("#compdef griffie\n_griffie() {\n  local -a commands\n  commands=(\n"));
    for (size_t i = 0; i < texts_n_commands; i++) {
        gr_buf_addf(out, "    '%s:", texts_commands[i].name);
        add_quoted(out, texts_commands[i].about, "'\\''", ":\\");
        gr_buf_add(out, GR_LIT("'\n"));
    }
    gr_buf_add(
        out,
        GR_LIT(
            "  )\n  if (( CURRENT == 2 )); then\n    _describe command commands\n    return\n  fi\n"
            "  local command=$words[2]\n  shift words\n  (( CURRENT-- ))\n  case $command in\n"));
    for (size_t i = 0; i < texts_n_commands; i++) {
        gr_buf_addf(out, "  %s)\n    _arguments \\\n", texts_commands[i].name);
        for (size_t k = 0; k < texts_n_options; k++) {
            if (texts_goes_with(&texts_options[k], &texts_commands[i])) {
                add_zsh_option(out, &texts_options[k]);
            }
        }
        gr_buf_add(out, GR_LIT("      '*: :'\n    ;;\n"));
    }
    gr_buf_add(out, GR_LIT("  esac\n}\n_griffie \"$@\"\n"));
}

static void add_fish_option(gr_buf *out, const texts_option *option)
{
    static const char *const takes[] = {[TEXTS_NOTHING] = "",
                                        [TEXTS_WORD] = " -x",
                                        [TEXTS_FILE] = " -r -F",
                                        [TEXTS_FOLDER] = " -x -a '(__fish_complete_directories)'"};
    gr_buf_add(out, GR_LIT("complete -c griffie -n '__fish_seen_subcommand_from"));
    for (size_t i = 0; i < texts_n_commands; i++) {
        if (texts_goes_with(option, &texts_commands[i])) {
            gr_buf_addf(out, " %s", texts_commands[i].name);
        }
    }
    gr_buf_addf(out, "' -l %s%s -d '", option->name + strlen("--"), takes[texts_value_of(option)]);
    add_quoted(out, option->about, "\\'", "\\");
    gr_buf_add(out, GR_LIT("'\n"));
}

void texts_fish(gr_buf *out)
{
    gr_buf_add(out, GR_LIT("# griffie's commands and options for fish\ncomplete -c griffie -f\n"));
    for (size_t i = 0; i < texts_n_commands; i++) {
        gr_buf_addf(out, "complete -c griffie -n __fish_use_subcommand -a %s -d '",
                    texts_commands[i].name);
        add_quoted(out, texts_commands[i].about, "\\'", "\\");
        gr_buf_add(out, GR_LIT("'\n"));
    }
    for (size_t i = 0; i < texts_n_options; i++) {
        if (texts_is_used(&texts_options[i])) {
            add_fish_option(out, &texts_options[i]);
        }
    }
}
