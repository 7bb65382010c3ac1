/* Units and crontab lines, held against files: GR_BLESS=1 rewrites them. With a folder and a
 * program as arguments it writes the units of templates/batch.xml and of a batch with every rhythm
 * there, for tests/tools/units.sh; with "calendar", due moments of random schedules. */
#include "base/date.h"
#include "base/file.h"
#include "reading.h"
#include "schedule/units.h"
#include "schedule_priv.h"

#define GOLDEN GR_SOURCE_DIR "/tests/unit/schedule/golden/"

/** Every rhythm, and names that need care. */
static const char rhythms[] = "<batch xmlns='urn:griffie:batch:1' id='all' zone='Europe/Amsterdam'>"
                              "<metrics file='/var/lib/prometheus/node exporter/griffie.prom'/>"
                              "<job id='daily' report='r' schedule='daily 04:15' />"
                              "<job id='weekly' report='r' schedule='weekly mon,thu 23:59'/>"
                              "<job id='days' report='r' schedule='monthly 1,15 04:15'/>"
                              "<job id='last' report='r' schedule='monthly last 04:15'/>"
                              "<job id='first-and-last' report='r' schedule='monthly 1,31 04:15'/>"
                              "<job id='ends' report='r' schedule='monthly 5,29,30 04:15'/>"
                              "<job id='yearly' report='r' schedule='yearly 01-02 00:00'/>"
                              "<job id='leap' report='r' schedule='yearly 02-29 05:00'/>"
                              "<job id='by-hand' report='r' schedule='none'/></batch>";

static gr_unit_setup plain_setup(void)
{
    return (gr_unit_setup){.program = GR_LIT("/usr/bin/griffie"),
                           .input = GR_LIT("/srv/griffie/input"),
                           .templates = GR_LIT("/etc/griffie/templates"),
                           .output = GR_LIT("/var/lib/griffie/output"),
                           .state = GR_LIT("/var/lib/griffie/state"),
                           .fonts = GR_LIT(""),
                           .user = GR_LIT("griffie")};
}
static gr_unit_setup odd_setup(void)
{
    return (gr_unit_setup){.program = GR_LIT("/opt/a b/griffie"),
                           .input = GR_LIT("/srv/100% in"),
                           .templates = GR_LIT("/home/x/$HOME \"q\""),
                           .output = GR_LIT("/srv/it's out"),
                           .state = GR_LIT("/srv/it's known"),
                           .fonts = GR_LIT("/usr/share/fonts"),
                           .user = GR_LIT("")};
}

static void write_file(const char *path, gr_str text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text.ptr, 1, text.len, file), text.len);
    assert_int_equal(fclose(file), 0);
}

static void held_against(const char *name, gr_str got, gr_arena *arena)
{
    gr_str path = gr_str_fmt(arena, GOLDEN "%s", name);
    gr_diag *diag = gr_diag_new(arena, 5);
    gr_str want = GR_LIT("");
    if (getenv("GR_BLESS") != NULL) {
        write_file(path.ptr, got);
    }
    assert_int_equal(gr_file_read(path, 1000000, arena, diag, (gr_loc){0}, &want), GR_OK);
    check_text(name, got, want.ptr);
}

static const gr_jobs *sample(gr_arena *arena)
{
    const gr_jobs *jobs = NULL;
    gr_diag *diag = gr_diag_new(arena, 5);
    assert_int_equal(gr_jobs_read(GR_LIT(GR_SOURCE_DIR "/templates/batch.xml"), &gr_default_limits,
                                  arena, diag, &jobs),
                     GR_OK);
    gr_jobs *renamed = GR_NEW(arena, gr_jobs);
    *renamed = *jobs;
    renamed->file = GR_LIT("/etc/griffie/templates/batch.xml");
    return renamed;
}

static gr_str all_units(const gr_jobs *jobs, const gr_unit_setup *setup, gr_arena *arena)
{
    gr_unit_file *files = NULL;
    size_t n = 0;
    gr_buf out = gr_buf_make(arena, 1000000);
    gr_units_systemd(jobs, setup, arena, &files, &n);
    for (size_t i = 0; i < n; i++) {
        gr_buf_addf(&out, "==== " GR_FMT "\n" GR_FMT, GR_ARG(files[i].name), GR_ARG(files[i].text));
    }
    return gr_buf_view(&out);
}

static void systemd_units(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(65536);
    gr_unit_setup plain = plain_setup();
    held_against("sample.units", all_units(sample(arena), &plain, arena), arena);
    gr_arena_free(arena);
}

/** Of the package, which knows no descriptor. */
static void package_units(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(65536);
    gr_unit_setup plain = plain_setup();
    gr_unit_file files[3];
    gr_buf out = gr_buf_make(arena, 1000000);
    gr_units_package(&plain, arena, files);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        gr_buf_addf(&out, "==== " GR_FMT "\n" GR_FMT, GR_ARG(files[i].name), GR_ARG(files[i].text));
    }
    held_against("package.units", gr_buf_view(&out), arena);
    gr_arena_free(arena);
}

/** Of the other batch: its calendar lines, and the lines with names. */
static void systemd_names(void **state)
{
    (void)state;
    reading r = reading_of(rhythms);
    gr_unit_setup odd = odd_setup();
    gr_str rest = all_units(r.jobs, &odd, r.arena);
    gr_buf out = gr_buf_make(r.arena, 1000000);
    gr_str line;
    static const char *const kept[] = {
        "====",           "OnCalendar=",    "ExecStart=",  "After=", "ReadWritePaths",
        "StateDirectory", "RequiresMounts", "ProtectHome", "User=",  "RestrictA"};
    while (gr_str_split(&rest, '\n', &line)) {
        for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
            if (gr_str_starts(line, gr_str_of(kept[i]))) {
                gr_buf_addf(&out, GR_FMT "\n", GR_ARG(line));
            }
        }
    }
    held_against("rhythms.units", gr_buf_view(&out), r.arena);
    gr_arena_free(r.arena);
}

static void crontabs(void **state)
{
    (void)state;
    reading r = reading_of(rhythms);
    gr_unit_setup plain = plain_setup(), odd = odd_setup();
    gr_buf out = gr_buf_make(r.arena, 1000000);
    gr_units_crontab(r.jobs, &odd, &out);
    held_against("rhythms.crontab", gr_buf_view(&out), r.arena);
    gr_buf second = gr_buf_make(r.arena, 1000000);
    gr_units_crontab(sample(r.arena), &plain, &second);
    held_against("sample.crontab", gr_buf_view(&second), r.arena);
    gr_arena_free(r.arena);
}

/** A time-out that follows from the descriptor, between an hour and twenty. */
static void time_outs(void **state)
{
    (void)state;
    static const struct {
        const char *seconds, *want;
    } cases[] = {{"1", "\nTimeoutStartSec=3600\n"},
                 {"100", "\nTimeoutStartSec=10000\n"},
                 {"86400", "\nTimeoutStartSec=72000\n"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        gr_arena *scratch = gr_arena_new(4096);
        reading r = reading_of(gr_str_fmt(scratch,
                                          "<batch xmlns='urn:griffie:batch:1' id='n' zone='UTC'>"
                                          "<limits edition-seconds='%s'/>"
                                          "<job id='a' report='r' schedule='daily 04:15'/></batch>",
                                          cases[i].seconds)
                                   .ptr);
        gr_unit_setup plain = plain_setup();
        gr_str units = all_units(r.jobs, &plain, r.arena);
        assert_true(gr_str_find(units, gr_str_of(cases[i].want)) != SIZE_MAX);
        gr_arena_free(r.arena);
        gr_arena_free(scratch);
    }
}

/* ---- for other programs ---- */

static void write_units(const gr_jobs *jobs, const gr_unit_setup *setup, const char *folder,
                        gr_arena *arena)
{
    gr_unit_file *files = NULL;
    size_t n = 0;
    gr_units_systemd(jobs, setup, arena, &files, &n);
    for (size_t i = 0; i < n; i++) {
        write_file(gr_path_join(arena, gr_str_of(folder), files[i].name).ptr, files[i].text);
    }
    gr_buf lines = gr_buf_make(arena, 1000000);
    gr_units_crontab(jobs, setup, &lines);
    write_file(gr_str_fmt(arena, "%s/" GR_FMT ".crontab", folder, GR_ARG(jobs->id)).ptr,
               gr_buf_view(&lines));
}

static int write_all(const char *folder, const char *program)
{
    gr_arena *arena = gr_arena_new(65536);
    reading r = reading_of(rhythms);
    gr_unit_setup usual = plain_setup(), other = odd_setup();
    usual.program = gr_str_of(program);
    other.program = gr_str_of(program);
    other.templates = GR_LIT("/etc/a $HOME \"q\"");
    write_units(sample(arena), &usual, folder, arena);
    write_units(r.jobs, &other, folder, arena);
    gr_unit_file package[3];
    gr_units_package(&usual, arena, package);
    for (size_t i = 0; i < sizeof package / sizeof *package; i++) {
        write_file(gr_str_fmt(arena, "%s/" GR_FMT, folder, GR_ARG(package[i].name)).ptr,
                   package[i].text);
    }
    gr_arena_free(r.arena);
    gr_arena_free(arena);
    return 0;
}

static const char *const schedules[] = {
    "daily 04:15",          "weekly mon,thu 23:59",  "weekly sun 00:00",   "monthly 1,15 04:15",
    "monthly 29 04:15",     "monthly 5,29,30 04:15", "monthly 31 05:00",   "monthly last 00:00",
    "monthly 1,last 23:59", "yearly 01-02 04:15",    "yearly 02-29 05:00", "yearly 12-31 23:59"};
static const char *const zones[] = {"Europe/Amsterdam", "UTC", "America/New_York",
                                    "Australia/Lord_Howe"};

/** Seconds since 1970 of the next three, after the moment and the calendar lines:
 * "AT|LINE;LINE|NEXT NEXT NEXT|SCHEDULE ZONE". */
static void print_due(const char *text, const char *zone, gr_moment at, gr_arena *arena)
{
    gr_schedule schedule = {0};
    size_t bad = 0;
    gr_str why = GR_LIT("");
    gr_buf lines = gr_buf_make(arena, 10000);
    assert_true(gr_schedule_parse(gr_str_of(text), arena, &schedule, &bad, &why));
    gr_on_calendar_add(&schedule, gr_str_of(zone), &lines);
    gr_str rest = gr_buf_view(&lines), line;
    printf("%lld|", (long long)at);
    while (gr_str_split(&rest, '\n', &line)) {
        gr_str spec = gr_str_sub(line, strlen("OnCalendar="), line.len);
        printf(GR_FMT "%s", GR_ARG(spec), rest.len > 0 ? ";" : "|");
    }
    for (int i = 0; i < 3; i++) {
        assert_true(gr_schedule_next(&schedule, gr_str_of(zone), at, &at));
        printf("%lld%s", (long long)at, i < 2 ? " " : "|");
    }
    printf("%s %s\n", text, zone);
}

static void words_that_no_unit_can_say(void **state)
{
    (void)state;
    static const struct {
        const char *user, *output;
        bool good;
    } cases[] = {
        {"griffie", "/srv/output", true},
        {"", "/srv/output", true}, /* whoever starts it */
        {"1001", "/srv/output", true},
        {"a.b-c_d", "/srv/output", true},
        {"-a", "/srv/output", false},
        {"a b", "/srv/output", false},
        {"a\nb", "/srv/output", false},
        {"abcdefghijklmnopqrstuvwxyzabcdef", "/srv/output", true},
        {"abcdefghijklmnopqrstuvwxyzabcdefg", "/srv/output", false},
        {"griffie", "/srv/out\nput", false},
        {"griffie", "/srv/out\033put", false},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        gr_arena *arena = gr_arena_new(4096);
        gr_diag *diag = gr_diag_new(arena, 5);
        gr_unit_setup setup = plain_setup();
        setup.user = gr_str_of(cases[i].user);
        setup.output = gr_str_of(cases[i].output);
        print_message("case %zu\n", i);
        assert_int_equal(gr_units_check(&setup, diag), cases[i].good ? GR_OK : GR_BAD_INPUT);
        assert_int_equal(gr_diag_has(diag, GR_CODE_USAGE), !cases[i].good);
        gr_arena_free(arena);
    }
}

static int print_calendar(void)
{
    gr_arena *arena = gr_arena_new(65536);
    gr_moment at = (gr_moment)gr_day_of((gr_civil){2024, 2, 28}) * 86400 + 4321;
    for (size_t i = 0; i < sizeof schedules / sizeof *schedules; i++) {
        for (size_t k = 0; k < sizeof zones / sizeof *zones; k++) {
            print_due(schedules[i], zones[k], at, arena);
            at += 77 * 86400 + 12345; /* some twelve years in all */
        }
    }
    gr_arena_free(arena);
    return 0;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(systemd_units), cmocka_unit_test(package_units),
        cmocka_unit_test(systemd_names), cmocka_unit_test(crontabs),
        cmocka_unit_test(time_outs),     cmocka_unit_test(words_that_no_unit_can_say)};
    if (argc == 3) {
        return write_all(argv[1], argv[2]);
    }
    if (argc == 2) {
        return print_calendar();
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
