#include "options.h"

/* Owns the meaning of words on the command line. Must not know what a run does with them. */
#include "base/date.h"
#include "base/intern.h"
#include "base/num.h"

#define KEEP_DEFAULT 3
#define KEEP_MOST    1000
#define WORKERS_MOST 64
#define SHARDS_MOST  10000
#define WAIT_MOST    86400
#define MOST_DEFAULT 20
#define MOST_MOST    1000000
#define CHOICES_MOST 8 /* names in a message */

typedef enum option_id {
#define CLI_OPTION(ID, name, value, commands, about) OPTION_##ID,
#include "options.def"
#undef CLI_OPTION
    OPTION__COUNT
} option_id;
typedef struct option_info {
    const char *name, *value, *commands;
} option_info;
static const option_info options[OPTION__COUNT] = {
#define CLI_OPTION(ID, name, value, commands, about) [OPTION_##ID] = {name, value, commands},
#include "options.def"
#undef CLI_OPTION
};

typedef struct command_info {
    const char *name;
    char letter;
    const char *words;
    size_t least, most;
} command_info;
static const command_info commands[GR_COMMAND__COUNT] = {
#define CLI_COMMAND(ID, name, letter, words, least, most, about) \
    [GR_COMMAND_##ID] = {name, letter, words, least, most},
#include "commands.def"
#undef CLI_COMMAND
};
#define GR_OUTPUT(name, mime, label) {#name, sizeof #name - 1},
static const gr_str formats[] = {
#include "base/outputs.def"
};
#undef GR_OUTPUT
static const struct {
    const char *name;
    gr_dump dump;
} dumps[] = {
    {"dataset", GR_DUMP_DATASET}, {"template", GR_DUMP_TEMPLATE}, {"document", GR_DUMP_DOCUMENT},
    {"pages", GR_DUMP_PAGES},     {"tags", GR_DUMP_TAGS},         {"sheets", GR_DUMP_SHEETS},
};
#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

typedef struct list { /* of values given so far */
    gr_str *items;
    size_t n, cap;
} list;

typedef struct parsing {
    gr_arena *arena;
    cli_options *out;
    const command_info *command; /* NULL: not yet known */
    list reports, editions, formats, jobs, words;
} parsing;

/** Always false, for returning at once. The first fault is the one that is told. */
GR_PRINTF(2, 3) static bool refuse(parsing *p, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    p->out->message = gr_str_vfmt(p->arena, fmt, args);
    p->out->wish = CLI_WRONG;
    va_end(args);
    return false;
}

/** "; there is offered, adopted and corrected"; nothing of a long list, which --help has. */
static gr_str choices(gr_arena *arena, const gr_str *known, size_t n)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    for (size_t i = 0; i < n && n <= CHOICES_MOST; i++) {
        gr_buf_addf(&out, "%s" GR_FMT,
                    i == 0       ? "; there is "
                    : i + 1 == n ? " and "
                                 : ", ",
                    GR_ARG(known[i]));
    }
    return gr_buf_view(&out);
}

/** "unknown option '--reprot'; did you mean '--report'?" */
static bool refuse_unknown(parsing *p, const char *what, gr_str word, const gr_str *known, size_t n)
{
    gr_str meant = gr_suggest(word, known, n);
    if (meant.len > 0) {
        return refuse(p, "unknown %s '" GR_FMT "'; did you mean '" GR_FMT "'?", what, GR_ARG(word),
                      GR_ARG(meant));
    }
    return refuse(p, "unknown %s '" GR_FMT "'" GR_FMT, what, GR_ARG(word),
                  GR_ARG(choices(p->arena, known, n)));
}

/** A whole number from `least` to `most`. */
static bool read_number(parsing *p, const char *option, gr_str value, int64_t least, int64_t most,
                        unsigned *out)
{
    int64_t n = 0;
    if (!gr_int_parse(value, &n) || n < least || n > most) {
        return refuse(p, "'%s " GR_FMT "': a whole number from %d to %d is expected", option,
                      GR_ARG(value), (int)least, (int)most);
    }
    *out = (unsigned)n;
    return true;
}

/** "3/12": the third of twelve. */
static bool read_shard(parsing *p, gr_str value)
{
    gr_str part = GR_LIT("");
    gr_str rest = value;
    int64_t shard = 0;
    int64_t shards = 0;
    if (!gr_str_split(&rest, '/', &part) || !gr_int_parse(part, &shard) ||
        !gr_int_parse(rest, &shards) || shard < 1 || shards < shard || shards > SHARDS_MOST) {
        return refuse(p, "'--shard " GR_FMT "': 1/4 to 4/4 name the four shards of a run",
                      GR_ARG(value));
    }
    p->out->request.shard = (unsigned)shard;
    p->out->request.shards = (unsigned)shards;
    return true;
}

static bool read_dump(parsing *p, gr_str value)
{
    gr_str names[COUNT_OF(dumps)];
    for (size_t i = 0; i < COUNT_OF(dumps); i++) {
        names[i] = gr_str_of(dumps[i].name);
        if (gr_str_eq(names[i], value)) {
            p->out->request.dump = dumps[i].dump;
            return true;
        }
    }
    return refuse_unknown(p, "dump", value, names, COUNT_OF(dumps));
}

static bool refuse_life(parsing *p, gr_str value)
{
    return refuse(p,
                  "'--as " GR_FMT "': concept:1, or adopted:1:2023-03-14 is expected, and behind "
                  "another colon by whom, and why",
                  GR_ARG(value));
}

/** "corrected:2:2023-05-09:griffie:tabel 3": all but the status may be left out of a concept, and
 *  what comes behind the date of the others. */
static bool read_life(parsing *p, gr_str value)
{
    gr_str words[GR_LIFE__COUNT - 1], rest = value, part = GR_LIT("");
    for (size_t i = 0; i + 1 < GR_LIFE__COUNT; i++) {
        words[i] = gr_str_of(gr_life_words[i + 1]);
    }
    gr_life life = {.version = 1, .by = GR_LIT(""), .because = GR_LIT("")};
    int64_t version = 1;
    (void)gr_str_split(&rest, ':', &part);
    if (p->command->letter == 'E') { /* the rest stands in options of its own */
        life = p->out->request.life;
        rest = GR_LIT("");
        part = value;
    }
    if (!gr_life_parse(part, &life.status)) {
        return refuse_unknown(p, "status", part, words, GR_LIFE__COUNT - 1);
    }
    if (p->command->letter == 'E') {
        p->out->request.life = life;
        return true;
    }
    if (gr_str_split(&rest, ':', &part) &&
        (!gr_int_parse(part, &version) || version < 1 || version > UINT16_MAX)) {
        return refuse_life(p, value);
    }
    life.version = (uint32_t)version;
    bool dated = gr_str_split(&rest, ':', &part);
    if (dated != gr_life_is_released(&life) || (dated && !gr_date_parse(part, &life.date))) {
        return refuse_life(p, value);
    }
    (void)gr_str_split(&rest, ':', &life.by);
    life.because = rest;
    p->out->request.life = life;
    return true;
}

static void add_to(parsing *p, list *values, gr_str value)
{
    *GR_PUSH(p->arena, values->items, values->n, values->cap, gr_str) = value;
}

static bool read_formats(parsing *p, gr_str value)
{
    gr_str part = GR_LIT("");
    while (gr_str_split(&value, ',', &part)) {
        bool known = false;
        for (size_t i = 0; i < COUNT_OF(formats); i++) {
            known = known || gr_str_eq(part, formats[i]);
        }
        if (!known) {
            return refuse_unknown(p, "format", part, formats, COUNT_OF(formats));
        }
        add_to(p, &p->formats, part);
    }
    return true;
}

static bool read_report(parsing *p, gr_str value)
{
    add_to(p, &p->reports, value);
    return true;
}

static bool read_edition(parsing *p, gr_str value)
{
    add_to(p, &p->editions, value);
    return true;
}

static bool read_job(parsing *p, gr_str value)
{
    add_to(p, &p->jobs, value);
    return true;
}

static bool read_date(parsing *p, gr_str value)
{
    gr_request *request = &p->out->request;
    gr_day day = 0;
    if (!gr_date_parse(value, &day)) {
        return refuse(p, "'--on " GR_FMT "': a date is expected: 2023-03-14", GR_ARG(value));
    }
    if (p->command->letter == 'E') { /* it is decided on that day; what it is for stays */
        request->life.date = day;
    } else {
        request->on = (gr_value){.type = GR_T_DATE, .as.day = day};
    }
    return true;
}

static bool read_output(parsing *p, gr_str value)
{
    p->out->request.output = value;
    p->out->request.output_named = true;
    return true;
}

static bool read_colour(parsing *p, gr_str value)
{
    (void)value;
    p->out->no_colour = true;
    return true;
}

static bool read_help(parsing *p, gr_str value)
{
    (void)value;
    p->out->wish = CLI_HELP;
    return false;
}

static bool read_version(parsing *p, gr_str value)
{
    (void)value;
    p->out->wish = CLI_VERSION;
    return false;
}

/* What an option does: most of them fill one member of the request, the others have a reader. */
typedef struct meaning {
    enum { BY_READER, IS_TEXT, IS_FLAG, IS_NUMBER } kind;
    size_t at; /* of the member */
    int64_t least, most;
    bool (*read)(parsing *p, gr_str value);
} meaning;
#define TEXT(member)                                        \
    {                                                       \
        .kind = IS_TEXT, .at = offsetof(gr_request, member) \
    }
#define FLAG(member)                                        \
    {                                                       \
        .kind = IS_FLAG, .at = offsetof(gr_request, member) \
    }
#define NUMBER(member, lowest, top)                                                             \
    {                                                                                           \
        .kind = IS_NUMBER, .at = offsetof(gr_request, member), .least = (lowest), .most = (top) \
    }
static const meaning meanings[OPTION__COUNT] = {
    [OPTION_REPORT] = {.read = read_report},
    [OPTION_EDITION] = {.read = read_edition},
    [OPTION_JOB] = {.read = read_job},
    [OPTION_FORMAT] = {.read = read_formats},
    [OPTION_SHARD] = {.read = read_shard},
    [OPTION_AS] = {.read = read_life},
    [OPTION_ON] = {.read = read_date},
    [OPTION_DUMP] = {.read = read_dump},
    [OPTION_COLOUR] = {.read = read_colour},
    [OPTION_HELP] = {.read = read_help},
    [OPTION_VERSION] = {.read = read_version},
    [OPTION_BATCH] = TEXT(jobs_file),
    [OPTION_STYLE] = TEXT(style),
    [OPTION_INPUT] = TEXT(input),
    [OPTION_TEMPLATES] = TEXT(templates),
    [OPTION_OUTPUT] = {.read = read_output},
    [OPTION_STATE] = TEXT(state),
    [OPTION_FONTS] = TEXT(fonts),
    [OPTION_RUN_ID] = TEXT(run_id),
    [OPTION_SYSTEMD] = TEXT(units),
    [OPTION_TO] = TEXT(migrate_to),
    [OPTION_TOTALS] = FLAG(totals),
    [OPTION_USER] = TEXT(user),
    [OPTION_BY] = TEXT(life.by),
    [OPTION_BECAUSE] = TEXT(life.because),
    [OPTION_FIGURE] = TEXT(figure),
    [OPTION_KEY] = TEXT(key),
    [OPTION_SOURCE] = TEXT(source_file),
    [OPTION_NOW] = FLAG(at_once),
    [OPTION_FORCE] = FLAG(force),
    [OPTION_JSON] = FLAG(json),
    [OPTION_VERIFY] = FLAG(verify),
    [OPTION_STRICT] = FLAG(strict),
    [OPTION_CONFIDENTIALITY] = FLAG(confidentiality),
    [OPTION_TYPES] = TEXT(types),
    [OPTION_QUIET] = FLAG(quiet),
    [OPTION_KEEP] = NUMBER(keep, 0, KEEP_MOST),
    [OPTION_WORKERS] = NUMBER(workers, 1, WORKERS_MOST),
    [OPTION_SHARDS] = NUMBER(shards, 1, SHARDS_MOST),
    [OPTION_WAIT] = NUMBER(wait, 0, WAIT_MOST),
    [OPTION_MOST] = NUMBER(most, 1, MOST_MOST),
};
#undef NUMBER
#undef FLAG
#undef TEXT

static bool read_option(parsing *p, option_id id, gr_str value)
{
    const meaning *m = &meanings[id];
    void *member = (char *)&p->out->request + m->at;
    switch (m->kind) {
    case IS_TEXT:
        *(gr_str *)member = value;
        return true;
    case IS_FLAG:
        *(bool *)member = true;
        return true;
    case IS_NUMBER:
        return read_number(p, options[id].name, value, m->least, m->most, member);
    case BY_READER:
        break;
    }
    return m->read(p, value);
}

static bool find_option(parsing *p, gr_str name, option_id *out)
{
    gr_str names[OPTION__COUNT];
    for (size_t i = 0; i < OPTION__COUNT; i++) {
        names[i] = gr_str_of(options[i].name);
        if (!gr_str_eq(names[i], name)) {
            continue;
        }
        if (strchr(options[i].commands, p->command->letter) == NULL &&
            options[i].commands[0] != '*') {
            return refuse(p, "'%s' does not go with '%s'", options[i].name, p->command->name);
        }
        *out = (option_id)i;
        return true;
    }
    return refuse_unknown(p, "option", name, names, OPTION__COUNT);
}

static bool read_plain_word(parsing *p, gr_str word)
{
    if (p->command->most == 0) {
        return refuse(p, "'" GR_FMT "' is no option; reports are named with --report",
                      GR_ARG(word));
    }
    if (p->words.n == p->command->most) {
        return refuse(p, "'" GR_FMT "' is one word too many: griffie %s %s", GR_ARG(word),
                      p->command->name, p->command->words);
    }
    add_to(p, &p->words, word);
    return true;
}

/** One option; its value stands behind `=` or in the next word. False ends the reading. */
static bool read_word(parsing *p, gr_str word, int argc, char *const *argv, int *at)
{
    option_id id = OPTION__COUNT;
    size_t equals = gr_str_find(word, GR_LIT("="));
    gr_str value = GR_LIT("");
    if (!gr_str_starts(word, GR_LIT("--"))) {
        return read_plain_word(p, word);
    }
    if (!find_option(p, gr_str_sub(word, 0, equals), &id)) {
        return false;
    }
    bool takes_value = options[id].value[0] != '\0';
    if (equals != SIZE_MAX) {
        value = gr_str_sub(word, equals + 1, SIZE_MAX);
    } else if (takes_value && *at + 1 < argc) {
        value = gr_str_of(argv[++*at]);
    }
    if (takes_value && value.len == 0) {
        return refuse(p, "'%s' needs a value: %s %s", options[id].name, options[id].name,
                      options[id].value);
    }
    if (!takes_value && equals != SIZE_MAX) {
        return refuse(p, "'%s' takes no value", options[id].name);
    }
    return read_option(p, id, value);
}

static bool read_command(parsing *p, gr_str word)
{
    gr_str names[COUNT_OF(commands)];
    for (size_t i = 0; i < COUNT_OF(commands); i++) {
        names[i] = gr_str_of(commands[i].name);
        if (gr_str_eq(word, names[i])) {
            p->command = &commands[i];
            p->out->request.command = (gr_command)i;
            return true;
        }
    }
    if (gr_str_is(word, "--help") || gr_str_is(word, "help") || gr_str_is(word, "-h")) {
        p->out->wish = CLI_HELP;
        return false;
    }
    if (gr_str_is(word, "--version")) {
        p->out->wish = CLI_VERSION;
        return false;
    }
    if (gr_str_starts(word, GR_LIT("-"))) {
        return refuse(p, "a command comes first: griffie render " GR_FMT, GR_ARG(word));
    }
    return refuse_unknown(p, "command", word, names, COUNT_OF(commands));
}

static void finish(parsing *p)
{
    if (p->out->wish == CLI_RUN && p->words.n < p->command->least) {
        (void)refuse(p, "something is missing: griffie %s %s", p->command->name, p->command->words);
    }
    gr_request *request = &p->out->request;
    request->reports = p->reports.items;
    request->n_reports = p->reports.n;
    request->editions = p->editions.items;
    request->n_editions = p->editions.n;
    request->formats = p->formats.items;
    request->n_formats = p->formats.n;
    request->jobs = p->jobs.items;
    request->n_jobs = p->jobs.n;
    request->words = p->words.items;
    request->n_words = p->words.n;
}

cli_options cli_options_parse(int argc, char *const *argv, gr_arena *arena)
{
    cli_options out = {.wish = CLI_RUN, .message = GR_LIT("")};
    parsing p = {.arena = arena, .out = &out};
    out.request = (gr_request){.command = GR_COMMAND__COUNT,
                               .input = GR_LIT("input"),
                               .templates = GR_LIT("templates"),
                               .output = GR_LIT("output"),
                               .state = GR_LIT(""),
                               .fonts = GR_LIT("/usr/share/fonts"),
                               .source_file = GR_LIT(""),
                               .style = GR_LIT(""),
                               .jobs_file = GR_LIT(""),
                               .run_id = GR_LIT(""),
                               .units = GR_LIT(""),
                               .migrate_to = GR_LIT(""),
                               .user = GR_LIT("griffie"),
                               .figure = GR_LIT(""),
                               .key = GR_LIT(""),
                               .program = GR_LIT(""),
                               .life = {.by = GR_LIT(""), .because = GR_LIT("")},
                               .most = MOST_DEFAULT,
                               .keep = KEEP_DEFAULT};
    if (argc < 2) {
        (void)refuse(&p, "a command is missing: griffie render, or griffie check");
        return out;
    }
    bool going = read_command(&p, gr_str_of(argv[1]));
    for (int at = 2; going && at < argc; at++) {
        going = read_word(&p, gr_str_of(argv[at]), argc, argv, &at);
    }
    finish(&p);
    return out;
}
