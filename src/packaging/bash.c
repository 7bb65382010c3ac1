#include "texts.h"

/* Owns what bash offers while a command line of griffie is typed. Names of reports, editions, jobs
 * and styles are asked from griffie; whatever they are, they are only compared, never expanded. */

/** Names of options that take such a value (ANY: any), joined by '|'. False when there is none. */
static bool add_alternatives(gr_buf *out, const char *before, texts_value value)
{
    bool any = false;
    for (size_t i = 0; i < texts_n_options; i++) {
        if (texts_is_used(&texts_options[i]) && texts_value_of(&texts_options[i]) == value) {
            gr_buf_addf(out, "%s%s", any ? "|" : before, texts_options[i].name);
            any = true;
        }
    }
    return any;
}

/** Finds the word that is completed, the option in front of it, and the plain words before. */
static void add_reading(gr_buf *out)
{
    gr_buf_add(out, GR_LIT("_griffie_read()\n{\n"
                           "    local at word\n"
                           "    cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
                           "    if [ \"$cur\" = = ]; then # --edition=\n"
                           "        cur=\n"
                           "    elif [ \"$prev\" = = ]; then\n"
                           "        prev=${COMP_WORDS[COMP_CWORD-2]}\n"
                           "    fi\n"
                           "    for ((at = 1; at < COMP_CWORD; at++)); do\n"
                           "        word=${COMP_WORDS[at]}\n"
                           "        case $word in\n"));
    for (int value = TEXTS_WORD; value <= TEXTS_STYLE; value++) {
        if (add_alternatives(out, "        ", (texts_value)value)) {
            gr_buf_add(out, GR_LIT(")\n            ((at++))\n"
                                   "            [ \"${COMP_WORDS[at]}\" = = ] && ((at++))\n"));
            if (value == TEXTS_FOLDER || value == TEXTS_FILE) {
                gr_buf_add(out, GR_LIT("            [ $at -lt $COMP_CWORD ] && "
                                       "folders+=(\"$word\" \"${COMP_WORDS[at]/#\\~/$HOME}\")\n"));
            }
            gr_buf_add(out, GR_LIT("            ;;\n"));
        }
    }
    gr_buf_add(out, GR_LIT("        -*) ;;\n"
                           "        *) plain+=(\"$word\") ;;\n"
                           "        esac\n"
                           "    done\n"
                           "}\n"));
}

/** The folders on the line go along, as far as griffie's names depend on them. */
static void add_asking(gr_buf *out)
{
    gr_buf_add(out, GR_LIT("_griffie_names()\n{\n"
                           "    local name at asked=()\n"
                           "    for ((at = 0; at < ${#folders[@]}; at += 2)); do\n"
                           "        case ${folders[at]} in\n"
                           "        --templates|--batch|--input|--output|--state)\n"
                           "            asked+=(\"${folders[at]}\" \"${folders[at+1]}\") ;;\n"
                           "        esac\n"
                           "    done\n"
                           "    while IFS= read -r name; do\n"
                           "        [ \"${name#\"$cur\"}\" = \"$name\" ] && [ -n \"$cur\" ] ||\n"
                           "            COMPREPLY+=(\"$(printf %q \"$name\")\")\n"
                           "    done < <(\"${COMP_WORDS[0]/#\\~/$HOME}\" names \"${asked[@]}\" -- "
                           "\"$@\" 2>/dev/null)\n"
                           "}\n"));
}

static void add_values(gr_buf *out)
{
    static const struct {
        texts_value value;
        const char *action;
    } rows[] = {{TEXTS_FOLDER,
                 "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$cur\"); return"},
                {TEXTS_FILE,
                 "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$cur\"); return"},
                {TEXTS_REPORT, "_griffie_names reports; return"},
                {TEXTS_EDITION, "_griffie_names editions; return"},
                {TEXTS_JOB, "_griffie_names jobs; return"},
                {TEXTS_STYLE, "_griffie_names styles; return"},
                {TEXTS_WORD, "return"}};
    gr_buf_add(out, GR_LIT("    case $prev in\n"));
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        if (add_alternatives(out, "    ", rows[i].value)) {
            gr_buf_addf(out, ") %s ;;\n", rows[i].action);
        }
    }
    gr_buf_add(out, GR_LIT("    esac\n"));
}

/** Report and edition behind commands that have such words. */
static void add_words(gr_buf *out)
{
    gr_buf_add(out, GR_LIT("    case $command:${#plain[@]}:$cur in\n    *:-*) ;;\n"));
    for (size_t i = 0; i < texts_n_commands; i++) {
        for (size_t n = 0; texts_word_of(&texts_commands[i], n) != TEXTS_NOTHING; n++) {
            const char *names = texts_names_of(texts_word_of(&texts_commands[i], n));
            if (names != NULL) {
                gr_buf_addf(out, "    %s:%zu:*) _griffie_names %s \"${plain[@]:1}\"; return ;;\n",
                            texts_commands[i].name, n + 1, names);
            }
        }
    }
    gr_buf_add(out, GR_LIT("    esac\n"));
}

static void add_options(gr_buf *out, const texts_command *command)
{
    for (size_t k = 0; k < texts_n_options; k++) {
        bool goes = command == NULL ? texts_options[k].commands[0] == '*'
                                    : texts_goes_with(&texts_options[k], command);
        for (size_t n = 0; goes && texts_alias(&texts_options[k], n) != NULL; n++) {
            gr_buf_addf(out, "%s ", texts_alias(&texts_options[k], n));
        }
        if (goes) {
            gr_buf_addf(out, "%s ", texts_options[k].name);
        }
    }
}

void texts_bash(gr_buf *out)
{
    gr_buf_add(out, GR_LIT("# griffie's commands, options and names for bash\n"));
    add_reading(out);
    add_asking(out);
    gr_buf_add(out, GR_LIT("_griffie()\n{\n"
                           "    local cur prev words= plain=() folders=()\n"
                           "    COMPREPLY=()\n"
                           "    _griffie_read\n"
                           "    local command=${plain[0]-}\n"));
    add_values(out);
    add_words(out);
    gr_buf_add(out, GR_LIT("    case $command:${#plain[@]} in\n    :*|help:1) words='"));
    for (size_t i = 0; i < texts_n_commands; i++) {
        gr_buf_addf(out, "%s ", texts_commands[i].name);
    }
    gr_buf_add(out, GR_LIT("help "));
    add_options(out, NULL);
    gr_buf_add(out, GR_LIT("' ;;\n"));
    for (size_t i = 0; i < texts_n_commands; i++) {
        gr_buf_addf(out, "    %s:*) words='", texts_commands[i].name);
        add_options(out, &texts_commands[i]);
        gr_buf_add(out, GR_LIT("' ;;\n"));
    }
    gr_buf_add(
        out, GR_LIT("    esac\n    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$cur\")\n}\n"
                    "complete -F _griffie griffie\n"));
}
