#include "cli_priv.h"

/* Owns what the value of each option may be, and where it goes in the request. */
#include "base/date.h"
#include "base/num.h"

#define KEEP_MOST    1000
#define WORKERS_MOST 64
#define SHARDS_MOST  10000
#define WAIT_MOST    86400
#define MEMORY_LEAST 64 /* as <limits> of a batch descriptor has it */
#define MEMORY_MOST  65536
#define SECONDS_MOST 86400
#define MOST_MOST    1000000

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

/** A whole number from `least` to `most`. */
static bool read_number(cli_parsing *p, const char *option, gr_str value, int64_t least,
                        int64_t most, unsigned *out)
{
    int64_t n = 0;
    if (!gr_int_parse(value, &n) || n < least || n > most) {
        return cli_refuse(p, "'%s " GR_FMT "': a whole number from %d to %d is expected", option,
                          GR_ARG(value), (int)least, (int)most);
    }
    *out = (unsigned)n;
    return true;
}

/** "3/12": the third of twelve. */
static bool read_shard(cli_parsing *p, gr_str value)
{
    gr_str part = GR_LIT("");
    gr_str rest = value;
    int64_t shard = 0;
    int64_t shards = 0;
    if (!gr_str_split(&rest, '/', &part) || !gr_int_parse(part, &shard) ||
        !gr_int_parse(rest, &shards) || shard < 1 || shards < shard || shards > SHARDS_MOST) {
        return cli_refuse(p, "'--shard " GR_FMT "': 1/4 to 4/4 name the four shards of a run",
                          GR_ARG(value));
    }
    p->out->request.shard = (unsigned)shard;
    p->out->request.shards = (unsigned)shards;
    return true;
}

static bool read_dump(cli_parsing *p, gr_str value)
{
    gr_str names[COUNT_OF(dumps)];
    for (size_t i = 0; i < COUNT_OF(dumps); i++) {
        names[i] = gr_str_of(dumps[i].name);
        if (gr_str_eq(names[i], value)) {
            p->out->request.dump = dumps[i].dump;
            return true;
        }
    }
    return cli_refuse_unknown(p, "dump", value, names, COUNT_OF(dumps));
}

static bool refuse_life(cli_parsing *p, gr_str value)
{
    return cli_refuse(p,
                      "'--as " GR_FMT
                      "': concept:1, or adopted:1:2023-03-14 is expected, and behind "
                      "another colon by whom, and why",
                      GR_ARG(value));
}

/** "corrected:2:2023-05-09:griffie:tabel 3": all but the status may be left out of a concept, and
 *  what comes behind the date of the others. */
static bool read_life(cli_parsing *p, gr_str value)
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
        return cli_refuse_unknown(p, "status", part, words, GR_LIFE__COUNT - 1);
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

static bool read_formats(cli_parsing *p, gr_str value)
{
    gr_str part = GR_LIT("");
    while (gr_str_split(&value, ',', &part)) {
        bool known = false;
        for (size_t i = 0; i < COUNT_OF(formats); i++) {
            known = known || gr_str_eq(part, formats[i]);
        }
        if (!known) {
            return cli_refuse_unknown(p, "format", part, formats, COUNT_OF(formats));
        }
        cli_add(p, &p->formats, part);
    }
    return true;
}

static bool read_report(cli_parsing *p, gr_str value)
{
    cli_add(p, &p->reports, value);
    return true;
}

static bool read_edition(cli_parsing *p, gr_str value)
{
    cli_add(p, &p->editions, value);
    return true;
}

static bool read_job(cli_parsing *p, gr_str value)
{
    cli_add(p, &p->jobs, value);
    return true;
}

static bool read_date(cli_parsing *p, gr_str value)
{
    gr_request *request = &p->out->request;
    gr_day day = 0;
    if (!gr_date_parse(value, &day)) {
        return cli_refuse(p, "'--on " GR_FMT "': a date is expected: 2023-03-14", GR_ARG(value));
    }
    if (p->command->letter == 'E') { /* it is decided on that day; what it is for stays */
        request->life.date = day;
    } else {
        request->on = (gr_value){.type = GR_T_DATE, .as.day = day};
    }
    return true;
}

static bool read_output(cli_parsing *p, gr_str value)
{
    p->out->request.output = value;
    p->out->request.output_named = true;
    return true;
}

static bool read_colour(cli_parsing *p, gr_str value)
{
    (void)value;
    p->out->no_colour = true;
    return true;
}

static bool read_help(cli_parsing *p, gr_str value)
{
    (void)value;
    p->out->wish = CLI_HELP;
    return false;
}

static bool read_version(cli_parsing *p, gr_str value)
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
    bool (*read)(cli_parsing *p, gr_str value);
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
static const meaning meanings[CLI_OPTION__COUNT] = {
    [CLI_OPTION_REPORT] = {.read = read_report},
    [CLI_OPTION_EDITION] = {.read = read_edition},
    [CLI_OPTION_JOB] = {.read = read_job},
    [CLI_OPTION_FORMAT] = {.read = read_formats},
    [CLI_OPTION_SHARD] = {.read = read_shard},
    [CLI_OPTION_AS] = {.read = read_life},
    [CLI_OPTION_ON] = {.read = read_date},
    [CLI_OPTION_DUMP] = {.read = read_dump},
    [CLI_OPTION_COLOUR] = {.read = read_colour},
    [CLI_OPTION_HELP] = {.read = read_help},
    [CLI_OPTION_VERSION] = {.read = read_version},
    [CLI_OPTION_BATCH] = TEXT(jobs_file),
    [CLI_OPTION_STYLE] = TEXT(style),
    [CLI_OPTION_INPUT] = TEXT(input),
    [CLI_OPTION_TEMPLATES] = TEXT(templates),
    [CLI_OPTION_OUTPUT] = {.read = read_output},
    [CLI_OPTION_STATE] = TEXT(state),
    [CLI_OPTION_FONTS] = TEXT(fonts),
    [CLI_OPTION_RUN_ID] = TEXT(run_id),
    [CLI_OPTION_SYSTEMD] = TEXT(units),
    [CLI_OPTION_TO] = TEXT(migrate_to),
    [CLI_OPTION_TOTALS] = FLAG(totals),
    [CLI_OPTION_USER] = TEXT(user),
    [CLI_OPTION_BY] = TEXT(life.by),
    [CLI_OPTION_BECAUSE] = TEXT(life.because),
    [CLI_OPTION_FIGURE] = TEXT(figure),
    [CLI_OPTION_KEY] = TEXT(key),
    [CLI_OPTION_SOURCE] = TEXT(source_file),
    [CLI_OPTION_NOW] = FLAG(at_once),
    [CLI_OPTION_FORCE] = FLAG(force),
    [CLI_OPTION_JSON] = FLAG(json),
    [CLI_OPTION_VERIFY] = FLAG(verify),
    [CLI_OPTION_STRICT] = FLAG(strict),
    [CLI_OPTION_CONFIDENTIALITY] = FLAG(confidentiality),
    [CLI_OPTION_TYPES] = TEXT(types),
    [CLI_OPTION_QUIET] = FLAG(quiet),
    [CLI_OPTION_KEEP] = NUMBER(keep, 0, KEEP_MOST),
    [CLI_OPTION_WORKERS] = NUMBER(workers, 1, WORKERS_MOST),
    [CLI_OPTION_SHARDS] = NUMBER(shards, 1, SHARDS_MOST),
    [CLI_OPTION_WAIT] = NUMBER(wait, 0, WAIT_MOST),
    [CLI_OPTION_MEMORY] = NUMBER(memory_mib, MEMORY_LEAST, MEMORY_MOST),
    [CLI_OPTION_SECONDS] = NUMBER(seconds, 1, SECONDS_MOST),
    [CLI_OPTION_MOST] = NUMBER(most, 1, MOST_MOST),
};
#undef NUMBER
#undef FLAG
#undef TEXT

bool cli_read_option(cli_parsing *p, cli_option_id id, gr_str value)
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
        return read_number(p, cli_option_rows[id].name, value, m->least, m->most, member);
    case BY_READER:
        break;
    }
    return m->read(p, value);
}
