#include "check.h"

#include "cli_priv.h"

typedef struct word_case {
    const char *name, *words; /* separated by spaces */
    gr_cli_wish wish;
    const char *message;
} word_case;

#define UNLIKE_ALL                                                                                 \
    "unknown command 'xyzzy'; there is render, check, run, schedule, why, history, log, release, " \
    "rebuild, collect, migrate, accept, withdraw, trace, where-used, verify and help"

static const word_case cases[] = {
    {"nothing", "", CLI_WRONG, "a command is missing: griffie render, or griffie check"},
    {"a line of options only", "--no-colour", CLI_WRONG,
     "a command is missing: griffie render, or griffie check"},
    {"help", "--help", CLI_HELP, ""},
    {"help for short", "-h", CLI_HELP, ""},
    {"help of a command for short", "render --strict -h", CLI_HELP, ""},
    {"help as a command", "help", CLI_HELP, ""},
    {"help on a command", "help render", CLI_HELP, ""},
    {"help on help", "help help", CLI_HELP, ""},
    {"help on nothing that is", "help rendr", CLI_WRONG,
     "unknown command 'rendr'; did you mean 'render'?"},
    {"help on too much", "help render check", CLI_WRONG,
     "'check' is one word too many: griffie help COMMAND"},
    {"help with an option of others", "help --strict", CLI_WRONG,
     "'--strict' does not go with 'help'"},
    {"help on none", "--help xyzzy", CLI_WRONG, UNLIKE_ALL},
    {"version for short", "-V", CLI_VERSION, ""},
    {"version of a command", "run -V", CLI_VERSION, ""},
    {"options first", "--no-color --templates t render", CLI_RUN, ""},
    {"options first that do not go", "--shards 2 render", CLI_WRONG,
     "'--shards' does not go with 'render', but with collect"},
    {"no more options", "release -- a --b --as", CLI_WRONG,
     "'--as' is one word too many: griffie release REPORT EDITION"},
    {"no more options, and none taken", "render -- --strict", CLI_WRONG,
     "'--strict' is no option; reports are named with --report"},
    {"no report to name", "schedule mgr", CLI_WRONG, "'mgr' is no option"},
    {"quiet for short", "check -q", CLI_RUN, ""},
    {"short and unknown", "check -x", CLI_WRONG, "unknown option '-x'"},
    {"standard input", "check --source -", CLI_WRONG,
     "'--source -': standard input and output are neither read nor written here, as messages and "
     "manifests name files; name one"},
    {"standard output", "render --output=-", CLI_WRONG,
     "'--output -': standard input and output are neither read nor written here, as messages and "
     "manifests name files; name one"},
    {"value forgotten", "render --output --force", CLI_WRONG,
     "'--output' needs a value, and '--force' follows; a value that begins so is written "
     "--output=--force"},
    {"value that begins so", "render --output=--force", CLI_RUN, ""},
    {"help of a command", "render --help", CLI_HELP, ""},
    {"version", "--version", CLI_VERSION, ""},
    {"command with a slip", "rendr", CLI_WRONG, "unknown command 'rendr'; did you mean 'render'?"},
    {"no command at all", "xyzzy", CLI_WRONG, UNLIKE_ALL},
    {"option without command", "--report", CLI_WRONG,
     "a command is missing: griffie render --report REPORT"},
    {"option of another command without one", "--shard 1/2", CLI_WRONG,
     "a command is missing: griffie run --shard K/N"},
    {"a shard", "run --shard 1/4", CLI_RUN, ""},
    {"the last shard", "run --shard 4/4", CLI_RUN, ""},
    {"a shard of none", "run --shard 3", CLI_WRONG,
     "'--shard 3': 1/4 to 4/4 name the four shards of a run"},
    {"a shard without its number", "run --shard x/3", CLI_WRONG,
     "'--shard x/3': 1/4 to 4/4 name the four shards of a run"},
    {"a shard of no number", "run --shard 1/x", CLI_WRONG,
     "'--shard 1/x': 1/4 to 4/4 name the four shards of a run"},
    {"a shard too many", "run --shard 4/3", CLI_WRONG,
     "'--shard 4/3': 1/4 to 4/4 name the four shards of a run"},
    {"help before what is wrong", "render --help --reprot x", CLI_HELP, ""},
    {"option with a slip", "render --reprot x", CLI_WRONG,
     "unknown option '--reprot'; did you mean '--report'?"},
    {"option of the other command", "render --source f", CLI_WRONG,
     "'--source' does not go with 'render', but with check"},
    {"value missing", "render --report", CLI_WRONG, "'--report' needs a value: --report REPORT"},
    {"value missing after =", "render --report=", CLI_WRONG,
     "'--report' needs a value: --report REPORT"},
    {"value not taken", "render --strict=no", CLI_WRONG, "'--strict' takes no value"},
    {"stray word", "render renkum", CLI_WRONG,
     "'renkum' is no option; reports are named with --report"},
    {"unknown format", "render --format pdf,xls", CLI_WRONG,
     "unknown format 'xls'; did you mean 'xlsx'?"},
    {"format like none", "render --format docx", CLI_WRONG,
     "unknown format 'docx'; there is pdf and xlsx"},
    {"status like none", "check --as final", CLI_WRONG,
     "unknown status 'final'; there is concept, offered, adopted and corrected"},
    {"day of a release", "release a b --as adopted --on 2023-2-3", CLI_WRONG,
     "'--on 2023-2-3': a date is expected: 2023-03-14"},
    {"day of a run", "run --on monday", CLI_WRONG, "'--on monday': a date is expected: 2023-03-14"},
    {"day of a version", "rebuild a b --on 2023-02-03", CLI_WRONG,
     "'--on' does not go with 'rebuild', but with render, check, run and release"},
    {"unknown dump", "check --dump=page", CLI_WRONG, "unknown dump 'page'; did you mean 'pages'?"},
    {"keep not a number", "render --keep many", CLI_WRONG,
     "'--keep many': a whole number from 0 to 1000 is expected"},
    {"keep below zero", "render --keep -1", CLI_WRONG,
     "'--keep -1': a whole number from 0 to 1000 is expected"},
    {"status with a slip", "check --as adoptd:1:2023-03-14", CLI_WRONG,
     "unknown status 'adoptd'; did you mean 'adopted'?"},
    {"status of render", "render --as concept", CLI_WRONG,
     "'--as' does not go with 'render', but with check and release"},
    {"release without a date", "check --as adopted:2", CLI_WRONG,
     "'--as adopted:2': concept:1, or adopted:1:2023-03-14 is expected, and behind another colon "
     "by "
     "whom, and why"},
    {"version zero", "check --as concept:0", CLI_WRONG,
     "'--as concept:0': concept:1, or adopted:1:2023-03-14 is expected, and behind another colon "
     "by "
     "whom, and why"},
    {"day that is none", "check --as offered:1:2023-02-30", CLI_WRONG,
     "'--as offered:1:2023-02-30': concept:1, or adopted:1:2023-03-14 is expected, and behind "
     "another colon by whom, and why"},
    {"all is well", "check --strict --quiet", CLI_RUN, ""},
};

#define WORDS_MAX 16

static gr_cli_options parse(gr_arena *arena, const char *words)
{
    char *argv[WORDS_MAX] = {0};
    int argc = 1;
    gr_str rest = gr_str_of(words);
    gr_str word = GR_LIT("");
    while (rest.len > 0 && gr_str_split(&rest, ' ', &word)) {
        char *copy = GR_NEW_N(arena, char, word.len + 1);
        memcpy(copy, word.ptr, word.len);
        argv[argc++] = copy;
    }
    return gr_cli_options_parse(argc, argv, arena);
}

static void test_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        gr_arena *arena = gr_arena_new(1024);
        gr_cli_options got = parse(arena, cases[i].words);
        if (got.wish != cases[i].wish) {
            print_error("case %s: wish %d\n", cases[i].name, (int)got.wish);
            fail();
        }
        check_text(cases[i].name, got.message, cases[i].message);
        gr_arena_free(arena);
    }
}

static void test_job(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1024);
    gr_cli_options got =
        parse(arena, "render --report a --report=b --edition renkum --format xlsx,pdf "
                     "--output o --keep 0 --no-colour");
    assert_int_equal(got.wish, CLI_RUN);
    const gr_render_request *render = &got.request.of.render;
    assert_int_equal(render->choice.reports.n, 2);
    check_text("second report", render->choice.reports.items[1], "b");
    assert_int_equal(render->choice.editions.n, 1);
    assert_int_equal(render->choice.formats.n, 2);
    check_text("first format", render->choice.formats.items[0], "xlsx");
    check_text("output", got.request.call.output, "o");
    check_text("input", render->folders.input, "input");
    assert_int_equal(render->keep, 0);
    assert_true(got.no_colour);
    assert_int_equal(got.request.command, GR_COMMAND_RENDER);
    gr_arena_free(arena);
}

static void test_life(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1024);
    gr_life got =
        parse(arena, "check --as corrected:12:1970-02-01:raad:een:totaal").request.of.check.life;
    assert_int_equal(got.status, GR_LIFE_CORRECTED);
    assert_int_equal(got.version, 12);
    assert_int_equal(got.date, 31);
    check_text("by", got.by, "raad");
    check_text("because", got.because, "een:totaal");
    got = parse(arena, "check --as concept").request.of.check.life;
    assert_int_equal(got.status, GR_LIFE_CONCEPT);
    assert_int_equal(got.version, 1);
    got = parse(arena, "release r e --because all --as corrected --on 1970-02-01 --by raad")
              .request.of.release.life;
    assert_int_equal(got.status, GR_LIFE_CORRECTED);
    assert_int_equal(got.version, 0);
    assert_int_equal(got.date, 31);
    check_text("by", got.by, "raad");
    check_text("because", got.because, "all");
    gr_arena_free(arena);
}

/** Each option of the list fills something in the request of each command that takes it; a value
 *  that none of them can take is at least refused. */
static void each_option_has_a_meaning(void **state)
{
    (void)state;
    for (size_t i = 0; i < CLI_OPTION__COUNT; i++) {
        const gr_cli_option_row *row = &gr_cli_option_rows[i];
        for (size_t c = 0; c < GR_COMMAND__COUNT; c++) {
            if (!gr_cli_goes_with(row, &gr_cli_command_rows[c])) {
                continue;
            }
            gr_arena *arena = gr_arena_new(1024);
            gr_str words = gr_str_fmt(arena, "%s %s%s", gr_cli_command_rows[c].name, row->name,
                                      row->value[0] == '\0' ? "" : "=?");
            print_message(GR_FMT "\n", GR_ARG(words));
            assert_true(gr_cli_has_place((gr_cli_option_id)i, (gr_command)c));
            gr_cli_options got = parse(arena, gr_str_dup(arena, words).ptr);
            assert_true(got.wish != CLI_WRONG || got.message.len > 0);
            gr_arena_free(arena);
        }
    }
}

/** What a value does stands in the request of its command, and what was not said is as the help
 *  says. */
static void values_arrive(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1024);
    gr_request got =
        parse(arena, "run --shard 2/3 --wait 5 --job a --job b --json --jobs 4").request;
    assert_int_equal(got.of.run.shard, 2);
    assert_int_equal(got.of.run.shards, 3);
    assert_int_equal(got.of.run.wait, 5);
    assert_int_equal(got.of.run.jobs.n, 2);
    assert_int_equal(got.of.run.workers, 4);
    assert_true(got.of.run.json && !got.of.run.at_once && !got.of.run.force);
    check_text("run id", got.of.run.run_id, "");
    got = parse(arena, "render --memory 100 --seconds 9 --force --on 1970-01-03 --quiet").request;
    assert_int_equal(got.of.render.limits.memory_mib, 100);
    assert_int_equal(got.of.render.limits.seconds, 9);
    assert_int_equal(got.of.render.keep, 3);
    assert_int_equal(got.of.render.choice.on.type, GR_T_DATE);
    assert_int_equal(got.of.render.choice.on.as.day, 2);
    assert_true(got.of.render.force && got.call.quiet && !got.of.render.strict);
    got = parse(arena, "check --source e.xml --dump=tags --strict").request;
    check_text("export", got.of.check.export, "e.xml");
    assert_int_equal(got.of.check.dump, GR_DUMP_TAGS);
    assert_true(got.of.check.strict && !got.of.check.confidentiality);
    got = parse(arena, "migrate --output o").request;
    assert_true(got.of.migrate.output_named);
    assert_false(parse(arena, "migrate --to o").request.of.migrate.output_named);
    got = parse(arena, "log --most 7 12").request;
    assert_int_equal(got.of.log.form.most, 7);
    check_text("run", got.of.log.words.items[0], "12");
    assert_int_equal(parse(arena, "history").request.of.history.form.most, 20);
    got = parse(arena, "withdraw r e --because x --wait 3").request;
    check_text("because", got.of.withdraw.because, "x");
    assert_int_equal(got.of.withdraw.wait, 3);
    got = parse(arena, "collect --shards 4 --batch b.xml").request;
    assert_int_equal(got.of.collect.shards, 4);
    check_text("batch", got.of.collect.folders.batch, "b.xml");
    check_text("fonts", got.of.collect.folders.fonts, "/usr/share/fonts");
    gr_arena_free(arena);
}

/** Every format of base/outputs.def can be asked for, and the help names it. */
static void each_format_can_be_asked_for(void **state)
{
    (void)state;
    static const char *const names[] = {
#define GR_OUTPUT(name, mime, label) #name,
#include "base/outputs.def"
#undef GR_OUTPUT
    };
    static const struct {
        const char *option, *about;
    } abouts[] = {
#define CLI_OPTION(ID, name, value, commands, about) {name, about},
#include "options.def"
#undef CLI_OPTION
    };
    gr_arena *arena = gr_arena_new(1024);
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        gr_str words = gr_str_fmt(arena, "render --format %s", names[i]);
        gr_cli_options got = parse(arena, gr_str_dup(arena, words).ptr);
        assert_int_equal(got.request.of.render.choice.formats.n, 1);
        check_text("format", got.request.of.render.choice.formats.items[0], names[i]);
        bool told = false;
        for (size_t k = 0; k < sizeof(abouts) / sizeof(abouts[0]); k++) {
            told = told || (strcmp(abouts[k].option, "--format") == 0 &&
                            strstr(abouts[k].about, names[i]) != NULL);
        }
        assert_true(told);
    }
    gr_arena_free(arena);
}

static void test_order_of_words(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1024);
    gr_cli_options got = parse(arena, "--no-color --output o why --most 5 -- -a -b");
    assert_int_equal(got.wish, CLI_RUN);
    assert_int_equal(got.request.command, GR_COMMAND_WHY);
    assert_true(got.no_colour);
    check_text("output", got.request.call.output, "o");
    assert_int_equal(got.request.of.why.form.most, 5);
    check_text("report", got.request.of.why.of.report, "-a");
    check_text("edition", got.request.of.why.of.edition, "-b");
    got = parse(arena, "--state x help log");
    assert_int_equal(got.wish, CLI_WRONG);
    assert_int_equal(parse(arena, "help log").request.command, GR_COMMAND_LOG);
    assert_int_equal(parse(arena, "log -h").request.command, GR_COMMAND_LOG);
    assert_int_equal(parse(arena, "help").request.command, GR_COMMAND__COUNT);
    gr_arena_free(arena);
}

static void check_width(gr_str text)
{
    gr_str line = GR_LIT("");
    while (gr_str_split(&text, '\n', &line)) {
        if (line.len > 80) {
            print_error("longer than 80: " GR_FMT "\n", GR_ARG(line));
            fail();
        }
    }
}

/** The help of each command has its usage line, an example, its options and no others. */
static void test_help(void **state)
{
    (void)state;
    for (int i = 0; i < GR_COMMAND__COUNT; i++) {
        gr_arena *arena = gr_arena_new(1024);
        gr_buf out = gr_buf_make(arena, SIZE_MAX);
        const char *name = gr_cli_command_name((gr_command)i);
        if (i != GR_COMMAND_NAMES) {
            gr_cli_help_add((gr_command)i, &out);
            gr_str text = gr_buf_view(&out);
            print_message("%s\n", name);
            check_width(text);
            assert_true(gr_str_find(text, gr_str_fmt(arena, "\nusage: griffie %s", name)) !=
                        SIZE_MAX);
            assert_true(gr_str_find(text, gr_str_fmt(arena, "\n\nExamples\n  griffie %s", name)) !=
                        SIZE_MAX);
            assert_true(gr_str_find(text, GR_LIT("\n  --help, -h\n")) != SIZE_MAX);
            assert_true((gr_str_find(text, GR_LIT("\n  --shard K/N\n")) != SIZE_MAX) ==
                        (i == GR_COMMAND_RUN));
        }
        gr_arena_free(arena);
    }
    gr_arena *arena = gr_arena_new(1024);
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_cli_help_add(GR_COMMAND__COUNT, &out);
    assert_true(gr_str_find(gr_buf_view(&out), GR_LIT("griffie names")) == SIZE_MAX);
    gr_cli_help_add(GR_COMMAND_NAMES, &out);
    assert_true(gr_str_find(gr_buf_view(&out), GR_LIT("\nusage: griffie names reports|")) !=
                SIZE_MAX);
    check_width(gr_buf_view(&out));
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),    cmocka_unit_test(test_order_of_words),
        cmocka_unit_test(test_help),     cmocka_unit_test(each_option_has_a_meaning),
        cmocka_unit_test(values_arrive), cmocka_unit_test(test_job),
        cmocka_unit_test(test_life),     cmocka_unit_test(each_format_can_be_asked_for)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
