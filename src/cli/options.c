#include "options.h"

/* Owns which word of a command line is the command, an option, a value. Must not know where values
 * go (values.c), nor what a run does with them. */
#include "cli_priv.h"

/** As it is spelled in full or for short; CLI_OPTION__COUNT: there is none. */
static gr_cli_option_id option_named(gr_str name)
{
    for (size_t i = 0; i < gr_cli_n_aliases; i++) {
        if (gr_str_is(name, gr_cli_aliases[i].name)) {
            return gr_cli_aliases[i].of;
        }
    }
    size_t at = 0;
    while (at < CLI_OPTION__COUNT && !gr_str_is(name, gr_cli_option_rows[at].name)) {
        at++;
    }
    return (gr_cli_option_id)at;
}

/** A letter is like any other: none of them is offered. */
static bool refuse_unknown_option(gr_cli_parsing *p, gr_str name)
{
    gr_str *names = GR_NEW_N(p->arena, gr_str, CLI_OPTION__COUNT + gr_cli_n_aliases);
    size_t n = 0;
    for (size_t i = 0; i < CLI_OPTION__COUNT; i++) {
        names[n++] = gr_str_of(gr_cli_option_rows[i].name);
    }
    for (size_t i = 0; i < gr_cli_n_aliases; i++) {
        gr_str alias = gr_str_of(gr_cli_aliases[i].name);
        if (gr_str_starts(alias, GR_LIT("--"))) {
            names[n++] = alias;
        }
    }
    return gr_cli_refuse_unknown(p, "option", name, names, n);
}

/** "griffie render --report ID": the first command that takes it. */
static bool refuse_without_command(gr_cli_parsing *p, const gr_cli_option_row *option)
{
    size_t at = 0;
    while (at + 1 < GR_COMMAND__COUNT && !gr_cli_goes_with(option, &gr_cli_command_rows[at])) {
        at++;
    }
    return gr_cli_refuse(p, "a command is missing: griffie %s %s%s%s", gr_cli_command_rows[at].name,
                         option->name, option->value[0] == '\0' ? "" : " ", option->value);
}

/** "render and check" */
static gr_str takers(gr_cli_parsing *p, const gr_cli_option_row *option)
{
    gr_str names[GR_COMMAND__COUNT];
    size_t n = 0;
    for (size_t i = 0; i < GR_COMMAND__COUNT; i++) {
        if (!gr_cli_command_rows[i].hidden && gr_cli_goes_with(option, &gr_cli_command_rows[i])) {
            names[n++] = gr_str_of(gr_cli_command_rows[i].name);
        }
    }
    return gr_cli_listed(p->arena, names, n);
}

static bool find_option(gr_cli_parsing *p, gr_str name, gr_cli_option_id *out)
{
    gr_cli_option_id id = option_named(name);
    if (id == CLI_OPTION__COUNT) {
        return refuse_unknown_option(p, name);
    }
    const gr_cli_option_row *row = &gr_cli_option_rows[id];
    bool of_all = row->commands[0] == '*';
    if (p->command == NULL && !of_all) {
        return p->out->wish == CLI_HELP
                   ? gr_cli_refuse(p, "'%s' does not go with 'help'", row->name)
                   : refuse_without_command(p, row);
    }
    if (!of_all && !gr_cli_goes_with(row, p->command)) {
        return gr_cli_refuse(p, "'%s' does not go with '%s', but with " GR_FMT, row->name,
                             p->command->name, GR_ARG(takers(p, row)));
    }
    *out = id;
    return true;
}

static bool refuse_value(gr_cli_parsing *p, const gr_cli_option_row *row)
{
    return gr_cli_refuse(p, "'%s' needs a value: %s %s", row->name, row->name, row->value);
}

/** Files are named in messages, manifests and archives: none of them is read from elsewhere. */
static bool is_standard_input(const gr_cli_option_row *row, gr_str value)
{
    return gr_str_is(value, "-") &&
           (strcmp(row->value, "FILE") == 0 || strcmp(row->value, "DIR") == 0);
}

/** One option; its value stands behind `=` or in the next word. False ends the reading. */
static bool read_option_word(gr_cli_parsing *p, gr_str word, int argc, char *const *argv, int *at)
{
    gr_cli_option_id id = CLI_OPTION__COUNT;
    size_t equals = gr_str_find(word, GR_LIT("="));
    gr_str value = GR_LIT("");
    if (!find_option(p, gr_str_sub(word, 0, equals), &id)) {
        return false;
    }
    const gr_cli_option_row *row = &gr_cli_option_rows[id];
    bool takes_value = row->value[0] != '\0';
    if (equals != SIZE_MAX) {
        value = gr_str_sub(word, equals + 1, SIZE_MAX);
    } else if (takes_value && *at + 1 < argc) {
        value = gr_str_of(argv[++*at]);
    }
    if (takes_value && equals == SIZE_MAX && gr_str_starts(value, GR_LIT("--"))) {
        return gr_cli_refuse(p,
                             "'%s' needs a value, and '" GR_FMT
                             "' follows; a value that begins so is "
                             "written %s=" GR_FMT,
                             row->name, GR_ARG(value), row->name, GR_ARG(value));
    }
    if (takes_value && value.len == 0) {
        return refuse_value(p, row);
    }
    if (!takes_value && equals != SIZE_MAX) {
        return gr_cli_refuse(p, "'%s' takes no value", row->name);
    }
    if (is_standard_input(row, value)) {
        return gr_cli_refuse(
            p,
            "'%s -': standard input and output are neither read nor written here, as "
            "messages and manifests name files; name one",
            row->name);
    }
    return gr_cli_read_option(p, id, value);
}

static size_t visible_commands(gr_str *names)
{
    size_t n = 0;
    for (size_t i = 0; i < GR_COMMAND__COUNT; i++) {
        if (!gr_cli_command_rows[i].hidden) {
            names[n++] = gr_str_of(gr_cli_command_rows[i].name);
        }
    }
    return n;
}

/** NULL: refused. */
static const gr_cli_command_row *find_command(gr_cli_parsing *p, gr_str word)
{
    gr_str names[GR_COMMAND__COUNT + 1];
    for (size_t i = 0; i < GR_COMMAND__COUNT; i++) {
        if (gr_str_is(word, gr_cli_command_rows[i].name)) {
            p->out->request.command = (gr_command)i;
            return &gr_cli_command_rows[i];
        }
    }
    size_t n = visible_commands(names);
    names[n++] = GR_LIT("help");
    (void)gr_cli_refuse_unknown(p, "command", word, names, n);
    return NULL;
}

/** `griffie help render` */
static bool read_topic(gr_cli_parsing *p, gr_str word)
{
    if (p->words.n > 0) {
        return gr_cli_refuse(p, "'" GR_FMT "' is one word too many: griffie help COMMAND",
                             GR_ARG(word));
    }
    gr_cli_add(p, &p->words, word);
    return gr_str_is(word, "help") || find_command(p, word) != NULL;
}

static bool read_plain_word(gr_cli_parsing *p, gr_str word)
{
    const gr_cli_command_row *command = p->command;
    if (p->out->wish == CLI_HELP || command == NULL) {
        return read_topic(p, word);
    }
    if (command->most == 0) {
        bool names = gr_cli_goes_with(&gr_cli_option_rows[CLI_OPTION_REPORT], command);
        return gr_cli_refuse(p, "'" GR_FMT "' is no option%s", GR_ARG(word),
                             names ? "; reports are named with --report" : "");
    }
    if (p->words.n == command->most) {
        return gr_cli_refuse(p, "'" GR_FMT "' is one word too many: griffie %s %s", GR_ARG(word),
                             command->name, command->words);
    }
    gr_cli_add(p, &p->words, word);
    return true;
}

static bool looks_like_option(gr_str word)
{
    return word.len > 1 && word.ptr[0] == '-';
}

static bool read_word(gr_cli_parsing *p, gr_str word, int argc, char *const *argv, int *at)
{
    if (p->no_more_options || !looks_like_option(word)) {
        return read_plain_word(p, word);
    }
    if (gr_str_is(word, "--")) {
        p->no_more_options = true;
        return true;
    }
    return read_option_word(p, word, argc, argv, at);
}

/** Options may stand before the command: where that is; argc when there is none. */
static int command_at(int argc, char *const *argv)
{
    for (int at = 1; at < argc; at++) {
        gr_str word = gr_str_of(argv[at]);
        if (gr_str_is(word, "--")) {
            return at + 1;
        }
        if (!looks_like_option(word)) {
            return at;
        }
        gr_cli_option_id id = option_named(word);
        if (id != CLI_OPTION__COUNT && gr_cli_option_rows[id].value[0] != '\0') {
            at++;
        }
    }
    return argc;
}

static bool read_command(gr_cli_parsing *p, gr_str word)
{
    if (gr_str_is(word, "help")) {
        p->out->wish = CLI_HELP;
        return true;
    }
    p->command = find_command(p, word);
    if (p->command == NULL) {
        return false;
    }
    gr_cli_begin_request(p->out->request.command, &p->out->request);
    return true;
}

static void finish(gr_cli_parsing *p)
{
    if (p->out->wish == CLI_RUN && p->command == NULL) {
        (void)gr_cli_refuse(p, "a command is missing: griffie render, or griffie check");
        return;
    }
    if (p->out->wish == CLI_RUN && p->words.n < p->command->least) {
        (void)gr_cli_refuse(p, "something is missing: griffie %s %s", p->command->name,
                            p->command->words);
    }
    if (p->out->wish == CLI_RUN) {
        gr_cli_end_request(p, &p->out->request);
    }
}

gr_cli_options gr_cli_options_parse(int argc, char *const *argv, gr_arena *arena)
{
    gr_cli_options out = {.wish = CLI_RUN, .message = GR_LIT("")};
    gr_cli_parsing p = {.arena = arena, .out = &out};
    out.request.command = GR_COMMAND__COUNT;
    int command = command_at(argc, argv);
    bool going = command >= argc || read_command(&p, gr_str_of(argv[command]));
    for (int at = 1; going && at < argc; at++) {
        going = at == command || read_word(&p, gr_str_of(argv[at]), argc, argv, &at);
    }
    finish(&p);
    return out;
}
