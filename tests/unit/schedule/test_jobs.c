/* What a batch descriptor may say, what it leaves out, and everything that can be wrong in one. */
#include "reading.h"
#include "schedule_priv.h"

#define HEAD "<batch xmlns='urn:griffie:batch:1' id='n' zone='Europe/Amsterdam'>\n"
#define MAIL "<mail sender='griffie@mgr.example'/>\n"
#define TAIL "</batch>"

typedef struct faulty {
    const char *name, *descriptor, *want;
} faulty;

static const faulty refused[] = {
    {"another kind", "<report xmlns='urn:griffie:report:1'/>",
     "unknown kind or version of descriptor"},
    {"another version", "<batch xmlns='urn:griffie:batch:2' id='n' zone='UTC'/>",
     "griffie migrate"},
    {"a typo", HEAD "<jobb/>" TAIL, "did you mean 'job'?"},
    {"an attribute with a typo", HEAD "<job id='a' report='r' dedline='07:00'/>" TAIL,
     "did you mean 'deadline'?"},
    {"no zone", "<batch xmlns='urn:griffie:batch:1' id='n'><job id='a' report='r'/></batch>",
     "missing attribute: 'zone' on 'batch'"},
    {"no job", HEAD TAIL, "b.xml:1:1: error: missing element: batch 'n' needs a <job> [X205]"},
    {"an unknown zone",
     "<batch xmlns='urn:griffie:batch:1' id='n'\n zone='Europe/Arnhem'><job id='a' "
     "report='r'/></batch>",
     "b.xml:2:8: error: unknown time zone: 'Europe/Arnhem'; zones are written Europe/Amsterdam"},
    {"a zone outside its folder",
     "<batch xmlns='urn:griffie:batch:1' id='n' zone='../../../etc/passwd'>"
     "<job id='a' report='r'/></batch>",
     "[B102]"},
    {"two jobs of a name", HEAD "<job id='a' report='r'/>\n<job id='a' report='s'/>" TAIL,
     "b.xml:3:1: error: name given twice: job 'a' [T210]\nb.xml:2:1: note: the first one"},
    {"a second <defaults>", HEAD "<defaults/>\n<defaults/><job id='a' report='r'/>" TAIL,
     "b.xml:3:1: error: name given twice: a second <defaults>"},
    {"a long id",
     HEAD "<job report='r' "
          "id='a1234567890123456789012345678901234567890123456789012345678901234'/>" TAIL,
     "at most 64 letters"},
    /* schedules and times */
    {"a rhythm with a typo", HEAD "<job id='a' report='r' schedule='dialy 04:15'/>" TAIL,
     "b.xml:2:34: error: schedule not understood: 'dialy': did you mean 'daily'? [B101]"},
    {"an unknown rhythm", HEAD "<job id='a' report='r' schedule='04:15'/>" TAIL,
     "'04:15': it begins with daily, weekly, monthly, yearly or none"},
    {"an empty schedule", HEAD "<job id='a' report='r' schedule=''/>" TAIL,
     "it ends too early; it begins with"},
    {"no time", HEAD "<job id='a' report='r' schedule='daily'/>" TAIL,
     "it ends too early; a time is written 04:15"},
    {"24:00", HEAD "<job id='a' report='r' schedule='daily 24:00'/>" TAIL,
     "b.xml:2:40: error: schedule not understood: '24:00': a time is written 04:15, from 00:00 to "
     "23:59"},
    {"a short hour", HEAD "<job id='a' report='r' schedule='daily 4:15'/>" TAIL, "'4:15': a time"},
    {"minute 60", HEAD "<job id='a' report='r' schedule='daily 04:60'/>" TAIL, "'04:60': a time"},
    {"more than a time", HEAD "<job id='a' report='r' schedule='daily 04:15 05:15'/>" TAIL,
     "'05:15': nothing may stand behind the time"},
    {"a Dutch day", HEAD "<job id='a' report='r' schedule='weekly mon,don 04:15'/>" TAIL,
     "b.xml:2:45: error: schedule not understood: 'don': did you mean 'mon'?"},
    {"no day of the week", HEAD "<job id='a' report='r' schedule='weekly 04:15'/>" TAIL,
     "'04:15': days of the week are"},
    {"days with spaces", HEAD "<job id='a' report='r' schedule='weekly mon, thu 04:15'/>" TAIL,
     "write them as mon,thu or 1,15 with no spaces"},
    {"a comma too many", HEAD "<job id='a' report='r' schedule='monthly 1,,2 04:15'/>" TAIL,
     "a comma too many"},
    {"day 0", HEAD "<job id='a' report='r' schedule='monthly 0 04:15'/>" TAIL,
     "'0': days of the month are 1 to 31 and 'last'"},
    {"day 32", HEAD "<job id='a' report='r' schedule='monthly 1,32 04:15'/>" TAIL, "'32': days"},
    {"30 February", HEAD "<job id='a' report='r' schedule='yearly 02-30 04:15'/>" TAIL,
     "'02-30': that month has no such day"},
    {"month 13", HEAD "<job id='a' report='r' schedule='yearly 13-01 04:15'/>" TAIL,
     "'13-01': a day of the year is written month-day"},
    {"a day and a month", HEAD "<job id='a' report='r' schedule='yearly 2-1 04:15'/>" TAIL,
     "'2-1': a day of the year"},
    {"a deadline that is no time",
     HEAD "<job id='a' report='r' schedule='daily 04:15' deadline='7 uur'/>" TAIL,
     "b.xml:2:57: error: attribute value not accepted: deadline=\"7 uur\"; a time is written "
     "07:00"},
    {"a deadline of nothing", HEAD "<job id='a' report='r' deadline='07:00'/>" TAIL,
     "a job without a schedule has no deadline"},
    {"a deadline of a schedule taken away",
     HEAD "<defaults schedule='daily 04:15'/>"
          "<job id='a' report='r' schedule='none' deadline='07:00'/>" TAIL,
     "a job without a schedule has no deadline"},
    {"defaults that no job keeps",
     HEAD "<defaults schedule='nightly 04:15'/><job id='a' report='r' schedule='none'/>" TAIL,
     "'nightly': it begins with"},
    /* other settings */
    {"a period in words", HEAD "<job id='a' report='r' period='vorig jaar'/>" TAIL,
     "b.xml:2:32: error: attribute value not accepted: period=\"vorig jaar\"; a year such as 2022"},
    {"a period of a month", HEAD "<job id='a' report='r' period='2022-03'/>" TAIL,
     "a year such as"},
    {"a destination outside", HEAD "<job id='a' report='r' destination='../x'/>" TAIL,
     "without '..'"},
    {"a destination of ours", HEAD "<job id='a' report='r' destination='.gen'/>" TAIL,
     "folders have names of letters"},
    {"a great many versions", HEAD "<job id='a' report='r' keep='1001'/>" TAIL, "at most 1000"},
    {"an unknown outcome", HEAD "<job id='a' report='r' on-control='stop'/>" TAIL,
     "attribute value not accepted"},
    {"an edition twice", HEAD "<job id='a' report='r' editions='region renkum region'/>" TAIL,
     "b.xml:2:48: error: name given twice: 'region' in editions= [T210]"},
    {"no editions", HEAD "<job id='a' report='r' editions=' '/>" TAIL,
     "name some, or leave it out for all"},
    {"a format that is no name", HEAD "<job id='a' report='r' formats='pdf;xlsx'/>" TAIL,
     "'pdf;xlsx' in formats=; names begin with a letter"},
    {"no memory", HEAD "<limits memory-mib='1'/><job id='a' report='r'/>" TAIL,
     "memory-mib=\"1\"; a number from 64 to 65536 is needed"},
    {"no time for an edition", HEAD "<limits edition-seconds='0'/><job id='a' report='r'/>" TAIL,
     "a number from 1 to 86400"},
    {"metrics that nobody reads", HEAD "<metrics file='griffie.txt'/><job id='a' report='r'/>" TAIL,
     "a file name that ends in .prom"},
    {"metrics outside", HEAD "<metrics file='/a/../griffie.prom'/><job id='a' report='r'/>" TAIL,
     "a whole path is needed"},
    {"metrics among documents", HEAD "<metrics file='griffie.prom'/><job id='a' report='r'/>" TAIL,
     "a whole path is needed"},
    {"links to a folder",
     HEAD "<mail sender='a@b.example' links='/srv/www'/><job id='a' report='r'/>" TAIL,
     "a web address such as https://"},
    /* recipients */
    {"no sender", HEAD "<job id='a' report='r'><recipient address='a@b.example'/></job>" TAIL,
     "nobody sends this mail; add <mail sender=\"...\"/>"},
    {"a sender without a domain", HEAD "<mail sender='griffie'/><job id='a' report='r'/>" TAIL,
     "b.xml:2:15: error: not an address of mail: 'griffie'; an address is written"},
    {"a recipient with a name",
     HEAD MAIL "<job id='a' report='r'><recipient address='Griffie &lt;a@b.example>'/></job>" TAIL,
     "write the address only"},
    {"a recipient twice",
     HEAD MAIL "<job id='a' report='r'><recipient address='a@b.example'/>\n"
               "<recipient address='a@b.example' when='always'/></job>" TAIL,
     "b.xml:4:1: error: name given twice: recipient 'a@b.example'"},
};

/* Faults of one job, against the grammar too: it is faulty, with what can be read of it. */
static const faulty lone[] = {
    {"an unknown attribute", "<job id='b' report='r' colour='red' keep='7'/>", "b r 7"},
    {"a destination outside", "<job id='b' report='r' destination='x/../y'/>", "b r 3"},
    {"an unknown child", "<job id='b' report='r'><recipent address='a@b.example'/></job>", "b r 3"},
    {"a child of another place", "<job id='b' report='r'><job id='c' report='r'/></job>", "b r 3"},
    {"a recipient without address", "<job id='b' report='r'><recipient/></job>", "b r 3"},
    {"stray text", "<job id='b' report='r'>text</job>", "b r 3"},
    {"a number in words", "<job id='b' report='r' keep='three' keep-days='x'/>", "b r 3"},
    {"no report", "<job id='b'/>", "b  3"},
    {"no id", "<job report='r'/>", "at-line-3 r 3"},
    {"an id that is no name", "<job id='b c' report='r'/>", "at-line-3 r 3"},
    {"an id that was taken", "<job id='a' report='r'/>", "a r 3"},
};

static void keeps_to_the_job(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof lone / sizeof *lone; i++) {
        gr_arena *scratch = gr_arena_new(4096);
        gr_str text = gr_str_fmt(scratch,
                                 HEAD "<defaults keep-days='9'/><job id='a' report='s'/>\n%s"
                                      "<job id='d' report='s' destination='x'/>" TAIL,
                                 lone[i].descriptor);
        reading r = reading_of(text.ptr);
        assert_true(r.refused && r.jobs != NULL && r.jobs->n == 3);
        const gr_job *job = &r.jobs->jobs[1];
        assert_true(job->faulty && !r.jobs->jobs[0].faulty && !r.jobs->jobs[2].faulty);
        assert_int_equal(job->keep_days, 0); /* it removes nothing by its age */
        assert_int_equal(r.jobs->jobs[0].keep_days, 9);
        check_text(lone[i].name,
                   gr_str_fmt(scratch, GR_FMT " " GR_FMT " %u", GR_ARG(job->id),
                              GR_ARG(job->report.name), job->keep),
                   lone[i].want);
        gr_arena_free(r.arena);
        gr_arena_free(scratch);
    }
}

/* What jobs have in common is of all of them. */
static void stops_all(void **state)
{
    static const char *const whole[] = {
        HEAD "<defaults colour='red'/><job id='a' report='r'/>" TAIL,
        HEAD "<defaults><recipient/></defaults><job id='a' report='r'/>" TAIL,
        HEAD "<job id='a' report='r' colour='red'/><jobb id='b' report='r'/>" TAIL,
        HEAD "text<job id='a' report='r'/>" TAIL,
        HEAD "<limits memory-mib='much'/><job id='a' report='r'/>" TAIL,
        HEAD "<job id='a' report='r'/>",
    };
    (void)state;
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
        reading r = reading_of(whole[i]);
        assert_true(r.refused && r.jobs == NULL);
        gr_arena_free(r.arena);
    }
}

static void refuses(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        reading r = reading_of(refused[i].descriptor);
        gr_str said = reading_said(&r);
        if (!r.refused || gr_str_find(said, gr_str_of(refused[i].want)) == SIZE_MAX) {
            print_error("case %zu %s\n  said " GR_FMT "  want %s\n", i, refused[i].name,
                        GR_ARG(said), refused[i].want);
            fail();
        }
        gr_arena_free(r.arena);
    }
}

typedef struct accepted {
    const char *name, *descriptor, *dump;
} accepted;

static const accepted understood[] = {
    {"as little as may be", HEAD "<job id='a' report='r'/>" TAIL,
     "batch n zone=Europe/Amsterdam archive=no\n"
     "  limits memory-mib=1024 edition-seconds=300\n"
     "  job a report=r editions=(all) formats=(all)\n"
     "    schedule none on-control=as-said keep=3\n"},
    {"all of it",
     "<batch xmlns='urn:griffie:batch:1' id='n' zone='UTC' archive='yes'>"
     "<limits memory-mib='64' edition-seconds='86400'/>"
     "<mail sender='a.b+c@mgr.example' reply-to='d@mgr.example' links='https://x.example/d//'/>"
     "<metrics file='/var/lib/x/griffie.prom'/>"
     "<job id='a' report='r' editions='region, renkum' formats='pdf,xlsx' period='last-year'"
     " destination='raad/2022' schedule='weekly mon,sun 23:59' deadline='00:00' on-control='warn'"
     " keep='1000'><recipient address='e@mgr.example' edition='renkum' when='always'"
     " with='documents'/></job></batch>",
     "batch n zone=UTC archive=yes\n"
     "  limits memory-mib=64 edition-seconds=86400\n"
     "  mail sender=a.b+c@mgr.example reply-to=d@mgr.example links=https://x.example/d\n"
     "  metrics file=/var/lib/x/griffie.prom\n"
     "  job a report=r editions=region,renkum formats=pdf,xlsx period=last-year "
     "destination=raad/2022\n"
     "    schedule weekly mon,sun 23:59 deadline=00:00 on-control=warn keep=1000\n"
     "    recipient e@mgr.example edition=renkum when=always with=documents\n"},
    {"defaults, kept and replaced",
     HEAD MAIL "<job id='a' report='r'/>"
               "<job id='b' report='s' schedule='monthly last,15,1 05:00' deadline='none'"
               " formats='xlsx' on-control='block' keep='0' period='2022' editions='region'>"
               "<recipient address='x@b.example' when='always'/></job>"
               "<job id='c' report='r' schedule='none'/>"
               "<job id='d' report='r' schedule='yearly 02-29 05:00'/>"
               "<defaults schedule='daily 04:15' deadline='07:00' formats='pdf' on-control='warn'"
               " keep='9' period='this-year' destination='x'><recipient address='x@b.example'/>"
               "<recipient address='y@b.example' edition='renkum' when='change' with='links'/>"
               "</defaults>" TAIL,
     "batch n zone=Europe/Amsterdam archive=no\n"
     "  limits memory-mib=1024 edition-seconds=300\n"
     "  mail sender=griffie@mgr.example\n"
     "  job a report=r editions=(all) formats=pdf period=this-year destination=x\n"
     "    schedule daily 04:15 deadline=07:00 on-control=warn keep=9\n"
     "    recipient x@b.example when=failure with=text\n"
     "    recipient y@b.example edition=renkum when=change with=links\n"
     "  job b report=s editions=region formats=xlsx period=2022 destination=x\n"
     "    schedule monthly 1,15,last 05:00 on-control=block keep=0\n"
     "    recipient x@b.example when=always with=text\n"
     "  job c report=r editions=(all) formats=pdf period=this-year destination=x\n"
     "    schedule none on-control=warn keep=9\n"
     "    recipient x@b.example when=failure with=text\n"
     "    recipient y@b.example edition=renkum when=change with=links\n"
     "  job d report=r editions=(all) formats=pdf period=this-year destination=x\n"
     "    schedule yearly 02-29 05:00 deadline=07:00 on-control=warn keep=9\n"
     "    recipient x@b.example when=failure with=text\n"
     "    recipient y@b.example edition=renkum when=change with=links\n"},
};

static void reads(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof understood / sizeof *understood; i++) {
        reading r = reading_of(understood[i].descriptor);
        check_text(understood[i].name, reading_said(&r), "");
        assert_non_null(r.jobs);
        gr_buf dump = gr_buf_make(r.arena, 100000);
        gr_jobs_dump(r.jobs, &dump);
        check_text(understood[i].name, gr_buf_view(&dump), understood[i].dump);
        gr_arena_free(r.arena);
    }
}

typedef struct hour {
    const char *zone, *time;
    bool warns;
} hour;

static const hour hours[] = {
    {"Europe/Amsterdam", "01:59", false},    {"Europe/Amsterdam", "02:00", true},
    {"Europe/Amsterdam", "02:59", true},     {"Europe/Amsterdam", "03:00", false},
    {"Europe/London", "01:30", true},        {"Europe/London", "02:30", false},
    {"America/New_York", "01:30", true},     {"America/New_York", "02:30", true},
    {"Australia/Lord_Howe", "01:45", true},  {"Australia/Lord_Howe", "02:15", true},
    {"Australia/Lord_Howe", "02:45", false}, {"UTC", "02:30", false},
    {"Asia/Tokyo", "02:30", false},
};

static void warns_of_hours(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof hours / sizeof *hours; i++) {
        gr_arena *scratch = gr_arena_new(4096);
        gr_str text = gr_str_fmt(scratch,
                                 "<batch xmlns='urn:griffie:batch:1' id='n' zone='%s'>"
                                 "<job id='a' report='r' schedule='daily %s'/></batch>",
                                 hours[i].zone, hours[i].time);
        reading r = reading_of(text.ptr);
        assert_non_null(r.jobs);
        if (gr_diag_has(r.diag, GR_CODE_SCHEDULE_HOUR) != hours[i].warns) {
            print_error("case %zu %s %s\n", i, hours[i].zone, hours[i].time);
            fail();
        }
        gr_arena_free(r.arena);
        gr_arena_free(scratch);
    }
}

typedef struct address {
    const char *text;
    bool fits;
} address;

static const address addresses[] = {
    {"a@b.nl", true},
    {"griffie.raad+nacht@mgr-gelderland.example", true},
    {"o'x_{1}@a-b.c1.example", true},
    {"a@b", false},
    {"@b.nl", false},
    {"a@", false},
    {"a", false},
    {"", false},
    {"a@b@c.nl", false},
    {".a@b.nl", false},
    {"a.@b.nl", false},
    {"a..b@c.nl", false},
    {"-oQ/tmp@b.nl", false},
    {"a b@c.nl", false},
    {"a@b.nl,c@d.nl", false},
    {"a@b..nl", false},
    {"a@b.nl.", false},
    {"a@-b.nl", false},
    {"a@b-.nl", false},
    {"a@b_c.nl", false},
    {"\xc3\xa9@b.nl", false},
    {"a@caf\xc3\xa9.nl", false},
    {"a\r\nBcc:x@b.nl", false},
    {"a234567890123456789012345678901234567890123456789012345678901234@b.nl", true},
    {"a2345678901234567890123456789012345678901234567890123456789012345@b.nl", false},
};

static void knows_addresses(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
        const char *why = NULL;
        if (gr_address_parse(gr_str_of(addresses[i].text), &why) != addresses[i].fits ||
            (why == NULL) != addresses[i].fits) {
            print_error("case %zu %s\n", i, addresses[i].text);
            fail();
        }
    }
}

/** The descriptor that is shipped. */
static void reads_the_sample(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(65536);
    gr_diag *diag = gr_diag_new(arena, 50);
    const gr_jobs *jobs = NULL;
    gr_status status = gr_jobs_read(GR_LIT(GR_SOURCE_DIR "/templates/batch.xml"),
                                    &gr_default_limits, arena, diag, &jobs);
    gr_buf said = gr_buf_make(arena, 100000);
    gr_diag_print(diag, &said);
    check_text("sample", gr_buf_view(&said), "");
    assert_int_equal(status, GR_OK);
    assert_int_equal(jobs->n, 6);
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses),         cmocka_unit_test(keeps_to_the_job),
        cmocka_unit_test(stops_all),       cmocka_unit_test(reads),
        cmocka_unit_test(warns_of_hours),  cmocka_unit_test(knows_addresses),
        cmocka_unit_test(reads_the_sample)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
