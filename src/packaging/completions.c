#include "texts.h"

/* Owns what zsh and fish offer while a command line of griffie is typed; bash.c has bash. Names of
 * reports, editions, jobs and styles are asked from griffie. */

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
    static const char *const actions[] = {[TEXTS_WORD] = ": ",
                                          [TEXTS_FILE] = ":_files",
                                          [TEXTS_FOLDER] = ":_files -/",
                                          [TEXTS_REPORT] = ": _griffie_names reports",
                                          [TEXTS_EDITION] = ": _griffie_names editions",
                                          [TEXTS_JOB] = ": _griffie_names jobs",
                                          [TEXTS_STYLE] = ": _griffie_names styles"};
    texts_value value = texts_value_of(option);
    gr_buf_addf(out, "      '*%s%s[", option->name, value == TEXTS_NOTHING ? "" : "=");
    add_quoted(out, option->about, "'\\''", "[]:\\");
    gr_buf_add_char(out, ']');
    if (value != TEXTS_NOTHING) {
        gr_buf_addf(out, ":%s%s", option->value, actions[value]);
    }
    gr_buf_add(out, GR_LIT("' \\\n"));
}

/** What stands behind a command: `1` is the first of its words. */
static void add_zsh_words(gr_buf *out, const texts_command *command)
{
    for (size_t n = 0; texts_word_of(command, n) != TEXTS_NOTHING; n++) {
        const char *names = texts_names_of(texts_word_of(command, n));
        if (names != NULL) {
            gr_buf_addf(out, "      '%zu:%s: _griffie_names %s%s' \\\n", n + 1, names, names,
                        n == 0 ? "" : " behind");
        }
    }
    gr_buf_add(out, GR_LIT("      '*: :'\n    ;;\n"));
}

/** `behind`: of the report that the first word names. Folders on the line go along. */
static void add_zsh_names(gr_buf *out)
{
    gr_buf_add(out,
               GR_LIT("#compdef griffie\n_griffie_names() {\n  local -a names asked\n  local at\n"
                      "  for (( at = 2; at < CURRENT; at++ )); do\n"
                      "    case $words[at] in\n"
                      "    (--templates|--batch|--input|--output|--state)\n"
                      "      asked+=($words[at] ${~words[at+1]}) ;;\n"
                      "    (--templates=*|--batch=*|--input=*|--output=*|--state=*)\n"
                      "      asked+=($words[at]) ;;\n"
                      "    esac\n  done\n"
                      "  [[ $2 = behind ]] && asked+=(-- $1 $line[1]) || asked+=(-- $1)\n"
                      "  names=(${(f)\"$(_call_program names $griffie names ${(q)asked} "
                      "2>/dev/null)\"})\n"
                      "  compadd -a names\n}\n"));
}

void texts_zsh(gr_buf *out)
{
    add_zsh_names(out);
    gr_buf_add(out, GR_LIT("_griffie() {\n  local -a commands line\n  commands=(\n"));
    for (size_t i = 0; i < texts_n_commands; i++) {
        gr_buf_addf(out, "    '%s:", texts_commands[i].name);
        add_quoted(out, texts_commands[i].about, "'\\''", ":\\");
        gr_buf_add(out, GR_LIT("'\n"));
    }
    gr_buf_add(out,
               GR_LIT("    'help:shows what a command does, its options, and examples'\n  )\n  if "
                      "(( CURRENT == 2 )); then\n    _describe command commands\n    return\n  fi\n"
                      "  local griffie=$words[1] command=$words[2]\n  shift words\n  (( CURRENT-- "
                      "))\n  case $command in\n"));
    for (size_t i = 0; i < texts_n_commands; i++) {
        gr_buf_addf(out, "  %s)\n    _arguments \\\n", texts_commands[i].name);
        for (size_t k = 0; k < texts_n_options; k++) {
            if (texts_goes_with(&texts_options[k], &texts_commands[i])) {
                add_zsh_option(out, &texts_options[k]);
            }
        }
        add_zsh_words(out, &texts_commands[i]);
    }
    gr_buf_add(
        out,
        GR_LIT("  help)\n    _describe command commands\n    ;;\n  esac\n}\n_griffie \"$@\"\n"));
}

static void add_fish_option(gr_buf *out, const texts_option *option)
{
    static const char *const takes[] = {[TEXTS_NOTHING] = "",
                                        [TEXTS_WORD] = " -x",
                                        [TEXTS_FILE] = " -r -F",
                                        [TEXTS_FOLDER] = " -x -a '(__fish_complete_directories)'",
                                        [TEXTS_REPORT] = " -x -a '(__griffie_names reports)'",
                                        [TEXTS_EDITION] = " -x -a '(__griffie_names editions)'",
                                        [TEXTS_JOB] = " -x -a '(__griffie_names jobs)'",
                                        [TEXTS_STYLE] = " -x -a '(__griffie_names styles)'"};
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

/** Report and edition behind a command that has such words. */
static void add_fish_words(gr_buf *out, const texts_command *command)
{
    for (size_t n = 0; texts_word_of(command, n) != TEXTS_NOTHING; n++) {
        const char *names = texts_names_of(texts_word_of(command, n));
        if (names != NULL) {
            gr_buf_addf(out,
                        "complete -c griffie -n '__griffie_has %s %zu' -a "
                        "'(__griffie_names %s (__griffie_plain)[2..])'\n",
                        command->name, n + 1, names);
        }
    }
}

/** The plain words so far, the command first: values of options are none of them. */
static void add_fish_reading(gr_buf *out)
{
    gr_buf_add(out, GR_LIT("# griffie's commands, options and names for fish\n"
                           "complete -c griffie -f\n"
                           "function __griffie_plain\n    set -l skip 0\n"
                           "    for word in (commandline -opc)[2..]\n"
                           "        if test $skip = 1\n            set skip 0\n"
                           "        else if contains -- $word"));
    for (size_t i = 0; i < texts_n_options; i++) {
        if (texts_is_used(&texts_options[i]) &&
            texts_value_of(&texts_options[i]) != TEXTS_NOTHING) {
            gr_buf_addf(out, " %s", texts_options[i].name);
        }
    }
    gr_buf_add(
        out,
        GR_LIT("\n            set skip 1\n"
               "        else if not string match -q -- '-*' $word\n            echo -- $word\n"
               "        end\n    end\nend\n"
               "function __griffie_has\n    set -l plain (__griffie_plain)\n"
               "    test (count $plain) = $argv[2]; and test $plain[1] = $argv[1]\nend\n"
               "function __griffie_names\n    set -l asked\n    set -l words (commandline -opc)\n"
               "    for at in (seq (count $words))\n"
               "        if contains -- $words[$at] --templates --batch --input --output --state\n"
               "            set -a asked $words[$at] $words[(math $at + 1)]\n"
               "        else if string match -qr -- '^--(templates|batch|input|output|state)=' "
               "$words[$at]\n            set -a asked $words[$at]\n        end\n    end\n"
               "    command $words[1] names $asked -- $argv 2>/dev/null\nend\n"));
}

void texts_fish(gr_buf *out)
{
    add_fish_reading(out);
    for (size_t i = 0; i < texts_n_commands; i++) {
        gr_buf_addf(out, "complete -c griffie -n __fish_use_subcommand -a %s -d '",
                    texts_commands[i].name);
        add_quoted(out, texts_commands[i].about, "\\'", "\\");
        gr_buf_add(out, GR_LIT("'\n"));
        add_fish_words(out, &texts_commands[i]);
    }
    gr_buf_add(out, GR_LIT("complete -c griffie -n __fish_use_subcommand -a help -d 'shows what a "
                           "command does'\ncomplete -c griffie -n '__griffie_has help 1' -a '"));
    for (size_t i = 0; i < texts_n_commands; i++) {
        gr_buf_addf(out, "%s ", texts_commands[i].name);
    }
    gr_buf_add(out, GR_LIT("'\n"));
    for (size_t i = 0; i < texts_n_options; i++) {
        if (texts_is_used(&texts_options[i])) {
            add_fish_option(out, &texts_options[i]);
        }
    }
}
