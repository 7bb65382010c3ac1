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
static bool read_number(gr_cli_parsing *p, const char *option, gr_str value, int64_t least,
                        int64_t most, unsigned *out)
{
    int64_t n = 0;
    if (!gr_int_parse(value, &n) || n < least || n > most) {
        return gr_cli_refuse(p, "'%s " GR_FMT "': a whole number from %d to %d is expected", option,
                             GR_ARG(value), (int)least, (int)most);
    }
    *out = (unsigned)n;
    return true;
}

/** "3/12": the third of twelve. */
static bool read_shard(gr_cli_parsing *p, gr_str value)
{
    gr_str part = GR_LIT("");
    gr_str rest = value;
    int64_t shard = 0;
    int64_t shards = 0;
    if (!gr_str_split(&rest, '/', &part) || !gr_int_parse(part, &shard) ||
        !gr_int_parse(rest, &shards) || shard < 1 || shards < shard || shards > SHARDS_MOST) {
        return gr_cli_refuse(p, "'--shard " GR_FMT "': 1/4 to 4/4 name the four shards of a run",
                             GR_ARG(value));
    }
    p->out->request.of.run.shard = (unsigned)shard;
    p->out->request.of.run.shards = (unsigned)shards;
    return true;
}

static bool read_dump(gr_cli_parsing *p, gr_dump *out, gr_str value)
{
    gr_str names[COUNT_OF(dumps)];
    for (size_t i = 0; i < COUNT_OF(dumps); i++) {
        names[i] = gr_str_of(dumps[i].name);
        if (gr_str_eq(names[i], value)) {
            *out = dumps[i].dump;
            return true;
        }
    }
    return gr_cli_refuse_unknown(p, "dump", value, names, COUNT_OF(dumps));
}

static bool refuse_life(gr_cli_parsing *p, gr_str value)
{
    return gr_cli_refuse(p,
                         "'--as " GR_FMT
                         "': concept:1, or adopted:1:2023-03-14 is expected, and behind "
                         "another colon by whom, and why",
                         GR_ARG(value));
}

/** Of `release`; the rest stands in options of its own. */
static bool read_status(gr_cli_parsing *p, gr_str word, gr_life_status *out)
{
    gr_str words[GR_LIFE__COUNT - 1];
    for (size_t i = 0; i + 1 < GR_LIFE__COUNT; i++) {
        words[i] = gr_str_of(gr_life_words[i + 1]);
    }
    return gr_life_parse(word, out) ||
           gr_cli_refuse_unknown(p, "status", word, words, GR_LIFE__COUNT - 1);
}

/** Of `check`. "corrected:2:2023-05-09:griffie:tabel 3": all but the status may be left out of a
 *  concept, and what comes behind the date of the others. */
static bool read_life(gr_cli_parsing *p, gr_str value, gr_life *out)
{
    gr_str rest = value, part = GR_LIT("");
    gr_life life = {.version = 1, .by = GR_LIT(""), .because = GR_LIT("")};
    int64_t version = 1;
    (void)gr_str_split(&rest, ':', &part);
    if (!read_status(p, part, &life.status)) {
        return false;
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
    *out = life;
    return true;
}

static bool read_as(gr_cli_parsing *p, gr_str value)
{
    return p->out->request.command == GR_COMMAND_RELEASE
               ? read_status(p, value, &p->out->request.of.release.life.status)
               : read_life(p, value, &p->out->request.of.check.life);
}

static bool read_formats(gr_cli_parsing *p, gr_str value)
{
    gr_str part = GR_LIT("");
    while (gr_str_split(&value, ',', &part)) {
        bool known = false;
        for (size_t i = 0; i < COUNT_OF(formats); i++) {
            known = known || gr_str_eq(part, formats[i]);
        }
        if (!known) {
            return gr_cli_refuse_unknown(p, "format", part, formats, COUNT_OF(formats));
        }
        gr_cli_add(p, &p->formats, part);
    }
    return true;
}

static bool read_report(gr_cli_parsing *p, gr_str value)
{
    gr_cli_add(p, &p->reports, value);
    return true;
}

static bool read_edition(gr_cli_parsing *p, gr_str value)
{
    gr_cli_add(p, &p->editions, value);
    return true;
}

static bool read_job(gr_cli_parsing *p, gr_str value)
{
    gr_cli_add(p, &p->jobs, value);
    return true;
}

static bool read_date(gr_cli_parsing *p, gr_str value, gr_day *out)
{
    return gr_date_parse(value, out) ||
           gr_cli_refuse(p, "'--on " GR_FMT "': a date is expected: 2023-03-14", GR_ARG(value));
}

static bool read_output(gr_cli_parsing *p, gr_str value)
{
    p->out->request.call.output = value;
    if (p->out->request.command == GR_COMMAND_MIGRATE) {
        p->out->request.of.migrate.output_named = true;
    }
    return true;
}

static bool read_colour(gr_cli_parsing *p, gr_str value)
{
    (void)value;
    p->out->no_colour = true;
    return true;
}

static bool read_help(gr_cli_parsing *p, gr_str value)
{
    (void)value;
    p->out->wish = CLI_HELP;
    return false;
}

static bool read_version(gr_cli_parsing *p, gr_str value)
{
    (void)value;
    p->out->wish = CLI_VERSION;
    return false;
}

/* ---- where values go ---- */

/* A part of the request: what all commands have, what some have, or the own members of one. */
typedef enum part_id {
    PART_CALL,
    PART_FOLDERS,
    PART_CHOICE,
    PART_LIMITS,
    PART_FORM,
    PART_WORKERS,
    PART_WAIT,
    PART_FORCE,
    PART_STRICT,
    PART_DUMP,
    PART_ON,
    PART_RUN_ID,
    PART_JSON,
    PART_BECAUSE,
    PART_BY,
    PART_KEY,
    PART_OWN,
    PART__COUNT
} part_id;

/* Where the part begins in the request of a command; 0 (where the command itself stands): it has
 * none. */
#define AT(COMMAND, member) [GR_COMMAND_##COMMAND] = offsetof(gr_request, of.member)
static const size_t parts[PART__COUNT][GR_COMMAND__COUNT] = {
    [PART_FOLDERS] = {AT(RENDER, render.folders), AT(CHECK, check.folders), AT(RUN, run.folders),
                      AT(SCHEDULE, schedule.folders), AT(RELEASE, release.folders),
                      AT(REBUILD, rebuild.folders), AT(COLLECT, collect.folders),
                      AT(MIGRATE, migrate.folders), AT(WITHDRAW, withdraw.folders),
                      AT(NAMES, names.folders), AT(TRACE, trace.folders),
                      AT(WHERE_USED, where_used.folders)},
    [PART_CHOICE] = {AT(RENDER, render.choice), AT(CHECK, check.choice)},
    [PART_LIMITS] = {AT(RENDER, render.limits), AT(RELEASE, release.limits),
                     AT(REBUILD, rebuild.limits)},
    [PART_FORM] = {AT(WHY, why.form), AT(HISTORY, history.form), AT(LOG, log.form),
                   AT(TRACE, trace.form), AT(WHERE_USED, where_used.form)},
    [PART_WORKERS] = {AT(RENDER, render.workers), AT(RUN, run.workers)},
    [PART_WAIT] = {AT(RENDER, render.wait), AT(RUN, run.wait), AT(RELEASE, release.wait),
                   AT(COLLECT, collect.wait), AT(MIGRATE, migrate.wait), AT(ACCEPT, accept.wait),
                   AT(WITHDRAW, withdraw.wait)},
    [PART_FORCE] = {AT(RENDER, render.force), AT(RUN, run.force)},
    [PART_STRICT] = {AT(RENDER, render.strict), AT(CHECK, check.strict), AT(RUN, run.strict)},
    [PART_DUMP] = {AT(RENDER, render.dump), AT(CHECK, check.dump)},
    [PART_ON] = {AT(RENDER, render.choice.on), AT(CHECK, check.choice.on), AT(RUN, run.on)},
    [PART_RUN_ID] = {AT(RUN, run.run_id), AT(COLLECT, collect.run_id)},
    [PART_JSON] = {AT(RUN, run.json), AT(WHY, why.form.json), AT(HISTORY, history.form.json),
                   AT(LOG, log.form.json), AT(TRACE, trace.form.json),
                   AT(WHERE_USED, where_used.form.json)},
    [PART_BECAUSE] = {AT(RELEASE, release.life.because), AT(ACCEPT, accept.because),
                      AT(WITHDRAW, withdraw.because)},
    [PART_BY] = {AT(RELEASE, release.life.by), AT(ACCEPT, accept.by), AT(WITHDRAW, withdraw.by)},
    [PART_KEY] = {AT(REBUILD, rebuild.key), AT(WHY, why.key)},
    [PART_OWN] = {AT(RENDER, render), AT(CHECK, check), AT(RUN, run), AT(SCHEDULE, schedule),
                  AT(WHY, why), AT(HISTORY, history), AT(RELEASE, release), AT(REBUILD, rebuild),
                  AT(COLLECT, collect), AT(MIGRATE, migrate), AT(ACCEPT, accept),
                  AT(WITHDRAW, withdraw), AT(TRACE, trace)},
};
#undef AT

/** Of a command that has it: which options go with it, that is looked at before. */
static void *part_of(gr_request *request, part_id part)
{
    size_t at = part == PART_CALL ? offsetof(gr_request, call) : parts[part][request->command];
    return (char *)request + at;
}

static bool read_on(gr_cli_parsing *p, gr_str value)
{
    gr_request *request = &p->out->request;
    if (request->command == GR_COMMAND_RELEASE) { /* it is decided on that day */
        return read_date(p, value, &request->of.release.life.date);
    }
    gr_value *on = part_of(request, PART_ON);
    on->type = GR_T_DATE;
    return read_date(p, value, &on->as.day);
}

static bool read_kind_of_dump(gr_cli_parsing *p, gr_str value)
{
    return read_dump(p, part_of(&p->out->request, PART_DUMP), value);
}

/* What an option does: most of them fill one member of a part, the others have a reader. */
typedef struct meaning {
    enum { BY_READER, IS_TEXT, IS_FLAG, IS_NUMBER } kind;
    part_id part;
    size_t at; /* of the member, in its part */
    int64_t least, most;
    bool (*read)(gr_cli_parsing *p, gr_str value);
} meaning;
#define IN_CALL(member)     .part = PART_CALL, .at = offsetof(gr_invocation, member)
#define IN_FOLDERS(member)  .part = PART_FOLDERS, .at = offsetof(gr_folders, member)
#define IN_CHOICE(member)   .part = PART_CHOICE, .at = offsetof(gr_choice, member)
#define IN_LIMITS(member)   .part = PART_LIMITS, .at = offsetof(gr_worker_limits, member)
#define IN_FORM(member)     .part = PART_FORM, .at = offsetof(gr_table_form, member)
#define IN(command, member) .part = PART_OWN, .at = offsetof(gr_##command##_request, member)
#define READER(function)                      \
    {                                         \
        .kind = BY_READER, .read = (function) \
    }
#define TEXT(...)                    \
    {                                \
        .kind = IS_TEXT, __VA_ARGS__ \
    }
#define FLAG(...)                    \
    {                                \
        .kind = IS_FLAG, __VA_ARGS__ \
    }
#define NUMBER(lowest, top, ...)                                         \
    {                                                                    \
        .kind = IS_NUMBER, .least = (lowest), .most = (top), __VA_ARGS__ \
    }
static const meaning meanings[CLI_OPTION__COUNT] = {
    [CLI_OPTION_REPORT] = READER(read_report),
    [CLI_OPTION_EDITION] = READER(read_edition),
    [CLI_OPTION_JOB] = READER(read_job),
    [CLI_OPTION_FORMAT] = READER(read_formats),
    [CLI_OPTION_SHARD] = READER(read_shard),
    [CLI_OPTION_AS] = READER(read_as),
    [CLI_OPTION_ON] = READER(read_on),
    [CLI_OPTION_DUMP] = READER(read_kind_of_dump),
    [CLI_OPTION_OUTPUT] = READER(read_output),
    [CLI_OPTION_COLOUR] = READER(read_colour),
    [CLI_OPTION_HELP] = READER(read_help),
    [CLI_OPTION_VERSION] = READER(read_version),
    [CLI_OPTION_STATE] = TEXT(IN_CALL(state)),
    [CLI_OPTION_QUIET] = FLAG(IN_CALL(quiet)),
    [CLI_OPTION_BATCH] = TEXT(IN_FOLDERS(batch)),
    [CLI_OPTION_INPUT] = TEXT(IN_FOLDERS(input)),
    [CLI_OPTION_TEMPLATES] = TEXT(IN_FOLDERS(templates)),
    [CLI_OPTION_FONTS] = TEXT(IN_FOLDERS(fonts)),
    [CLI_OPTION_STYLE] = TEXT(IN_CHOICE(style)),
    [CLI_OPTION_MEMORY] = NUMBER(MEMORY_LEAST, MEMORY_MOST, IN_LIMITS(memory_mib)),
    [CLI_OPTION_SECONDS] = NUMBER(1, SECONDS_MOST, IN_LIMITS(seconds)),
    [CLI_OPTION_MOST] = NUMBER(1, MOST_MOST, IN_FORM(most)),
    [CLI_OPTION_WORKERS] = NUMBER(1, WORKERS_MOST, .part = PART_WORKERS),
    [CLI_OPTION_WAIT] = NUMBER(0, WAIT_MOST, .part = PART_WAIT),
    [CLI_OPTION_FORCE] = FLAG(.part = PART_FORCE),
    [CLI_OPTION_STRICT] = FLAG(.part = PART_STRICT),
    [CLI_OPTION_RUN_ID] = TEXT(.part = PART_RUN_ID),
    [CLI_OPTION_BECAUSE] = TEXT(.part = PART_BECAUSE),
    [CLI_OPTION_JSON] = FLAG(.part = PART_JSON),
    [CLI_OPTION_KEEP] = NUMBER(0, KEEP_MOST, IN(render, keep)),
    [CLI_OPTION_NOW] = FLAG(IN(run, at_once)),
    [CLI_OPTION_SYSTEMD] = TEXT(IN(schedule, units)),
    [CLI_OPTION_USER] = TEXT(IN(schedule, user)),
    [CLI_OPTION_TO] = TEXT(IN(migrate, to)),
    [CLI_OPTION_TOTALS] = FLAG(IN(migrate, totals)),
    [CLI_OPTION_BY] = TEXT(.part = PART_BY),
    [CLI_OPTION_FIGURE] = TEXT(IN(history, figure)),
    [CLI_OPTION_NR] = NUMBER(1, MOST_MOST, IN(trace, nr)),
    [CLI_OPTION_ALL] = FLAG(IN(trace, all)),
    [CLI_OPTION_OTHERS] = FLAG(IN(trace, others)),
    [CLI_OPTION_KEY] = TEXT(.part = PART_KEY),
    [CLI_OPTION_FROM] = TEXT(IN(why, from)),
    [CLI_OPTION_VERIFY] = FLAG(IN(rebuild, verify)),
    [CLI_OPTION_SOURCE] = TEXT(IN(check, export)),
    [CLI_OPTION_CONFIDENTIALITY] = FLAG(IN(check, confidentiality)),
    [CLI_OPTION_TYPES] = TEXT(IN(check, types)),
    [CLI_OPTION_SHARDS] = NUMBER(1, SHARDS_MOST, IN(collect, shards)),
};

bool gr_cli_has_place(gr_cli_option_id id, gr_command command)
{
    const meaning *m = &meanings[id];
    return m->kind == BY_READER || m->part == PART_CALL || parts[m->part][command] != 0;
}

bool gr_cli_read_option(gr_cli_parsing *p, gr_cli_option_id id, gr_str value)
{
    const meaning *m = &meanings[id];
    if (m->kind == BY_READER) {
        return m->read(p, value);
    }
    void *member = (char *)part_of(&p->out->request, m->part) + m->at;
    switch (m->kind) {
    case IS_TEXT:
        *(gr_str *)member = value;
        return true;
    case IS_FLAG:
        *(bool *)member = true;
        return true;
    case IS_NUMBER:
        return read_number(p, gr_cli_option_rows[id].name, value, m->least, m->most, member);
    case BY_READER:
        break;
    }
    return false;
}
