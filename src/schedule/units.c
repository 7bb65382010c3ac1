/* Systemd units. One service and one timer for each job, so that a job can be looked at, started
 * and stopped by itself. Jobs wait for each other (After=), because one output folder takes one run
 * at a time. */
#include "schedule/units.h"

#include "schedule_priv.h"

#define UNIT_BYTES 100000
#define STATE      "/var/lib/"
/* A run has no limit of its own: each edition has. This one is for a griffie that hangs. */
#define EDITIONS_OF_A_RUN 100u
#define RUN_LEAST         3600u
#define RUN_MOST          72000u /* 20 hours: before the next night */
/* Of the package: after most schedules, before people come to work. */
#define NIGHTLY "OnCalendar=*-*-* 05:30:00\n"
#define MANUAL  "Documentation=man:griffie(1)\n"

typedef struct writing {
    const gr_jobs *jobs;
    const gr_unit_setup *setup;
    gr_arena *arena;
    gr_str stem; /* what names of units begin with */
    gr_buf *out;
} writing;

/* ---- words ---- */

typedef enum word_use { WORD_OF_COMMAND, WORD_OF_SETTING } word_use;

static bool is_plain(gr_str word)
{
    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        bool is_alnum = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!is_alnum && strchr("/._+=,:@-", c) == NULL) {
            return false;
        }
    }
    return word.len > 0;
}

/* systemd.syntax(7): quotes, backslashes; '%' is a specifier everywhere, '$' a variable in
 * commands. */
static void add_word(gr_str word, word_use use, gr_buf *out)
{
    if (is_plain(word)) {
        gr_buf_add(out, word);
        return;
    }
    gr_buf_add_char(out, '"');
    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        if (c == '"' || c == '\\') {
            gr_buf_add_char(out, '\\');
        } else if (c == '%' || (c == '$' && use == WORD_OF_COMMAND)) {
            gr_buf_add_char(out, c);
        }
        gr_buf_add_char(out, c);
    }
    gr_buf_add_char(out, '"');
}

static void add_option(const char *name, gr_str value, gr_buf *out)
{
    if (value.len > 0) {
        gr_buf_addf(out, " %s ", name);
        add_word(value, WORD_OF_COMMAND, out);
    }
}

static void add_name(const writing *w, const gr_job *job)
{
    gr_buf_addf(w->out, GR_FMT "-" GR_FMT, GR_ARG(w->stem), GR_ARG(job->id));
}

static void add_head(const writing *w)
{
    if (w->jobs->file.len == 0) {
        gr_buf_add(w->out, GR_LIT("# Part of the package griffie: what you want otherwise goes "
                                  "into a drop-in (systemctl edit).\n[Unit]\n"));
        return;
    }
    gr_buf_addf(w->out,
                "# Written by 'griffie schedule' from " GR_FMT
                ".\n# Change the descriptor and write the units again, or add a drop-in.\n[Unit]\n",
                GR_ARG(w->jobs->file));
}

/* ---- the service ---- */

static void add_earlier_jobs(const writing *w, const gr_job *job)
{
    bool first = true;
    for (const gr_job *earlier = w->jobs->jobs; earlier != job; earlier++) {
        if (earlier->schedule.rhythm != GR_RHYTHM_NONE) {
            gr_buf_add(w->out, first ? GR_LIT("After=") : GR_LIT(" "));
            add_name(w, earlier);
            gr_buf_add(w->out, GR_LIT(".service"));
            first = false;
        }
    }
    if (!first) {
        gr_buf_add_char(w->out, '\n');
    }
}

static void add_description(const writing *w, const gr_job *job)
{
    if (job == NULL) {
        gr_buf_add(w->out, GR_LIT("Description=griffie: documents that are due\n"
                                  "Documentation=man:griffie(1) man:griffie-batch(5)\n"
                                  "ConditionPathExists="));
        add_word(gr_str_fmt(w->arena, GR_FMT "/batch.xml", GR_ARG(w->setup->templates)),
                 WORD_OF_SETTING, w->out);
        gr_buf_add_char(w->out, '\n');
        return;
    }
    gr_buf_addf(w->out, "Description=griffie: job " GR_FMT " of " GR_FMT " (report " GR_FMT ")\n",
                GR_ARG(job->id), GR_ARG(w->jobs->id), GR_ARG(job->report.name));
    add_earlier_jobs(w, job);
}

/* Of the package no descriptor is known: whoever uses it with mail adds the service. */
static bool sends_mail(const writing *w)
{
    return w->jobs->sender.len > 0 && w->jobs->file.len > 0;
}

/* Without a job: all that is due. */
static void add_service_unit(const writing *w, const gr_job *job)
{
    const gr_str folders[] = {w->setup->input, w->setup->templates, w->setup->output,
                              w->setup->state};
    add_head(w);
    add_description(w, job);
    gr_buf_add(w->out, GR_LIT("RequiresMountsFor="));
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        gr_buf_add(w->out, i == 0 ? GR_LIT("") : GR_LIT(" "));
        add_word(folders[i], WORD_OF_SETTING, w->out);
    }
    gr_buf_addf(w->out, "\nOnFailure=" GR_FMT "-failed@%%N.service", GR_ARG(w->stem));
    if (sends_mail(w)) {
        gr_buf_addf(w->out, " " GR_FMT "-mail.service\nOnSuccess=" GR_FMT "-mail.service",
                    GR_ARG(w->stem), GR_ARG(w->stem));
    }
    gr_buf_add(w->out, GR_LIT("\n# Another run is busy (75): try again each five minutes, for an "
                              "hour.\nStartLimitIntervalSec=2h\nStartLimitBurst=12\n\n"));
}

static void add_command(const writing *w, const gr_job *job)
{
    gr_buf_add(w->out, GR_LIT("[Service]\nType=oneshot\n"));
    if (w->setup->user.len > 0) {
        gr_buf_addf(w->out, "User=" GR_FMT "\n", GR_ARG(w->setup->user));
    }
    gr_buf_add(w->out, GR_LIT("ExecStart="));
    add_word(w->setup->program, WORD_OF_COMMAND, w->out);
    gr_buf_add(w->out, GR_LIT(" run"));
    if (job != NULL) {
        gr_buf_addf(w->out, " --job " GR_FMT, GR_ARG(job->id));
    }
    gr_buf_add(w->out, GR_LIT(" --quiet"));
    add_option("--input", w->setup->input, w->out);
    add_option("--templates", w->setup->templates, w->out);
    add_option("--output", w->setup->output, w->out);
    add_option("--state", w->setup->state, w->out);
    add_option("--fonts", w->setup->fonts, w->out);
    gr_buf_add(
        w->out,
        GR_LIT("\n# 3 is published, with warnings. 1 (some editions failed), 4 (a control "
               "blocked some, or a promise refused them)\n# and 5 (some are drafts) are failures: "
               "somebody must look. Only 75 is tried again: "
               "nothing else mends itself in five minutes.\n"
               "SuccessExitStatus=3\nRestart=on-failure\nRestartSec=5min\n"
               "RestartPreventExitStatus=1 4 5 64 65 70 71 73 74 SIGABRT SIGBUS SIGFPE SIGILL "
               "SIGKILL SIGSEGV SIGSYS SIGTERM SIGXCPU\n"));
}

static unsigned run_seconds(const gr_jobs *jobs)
{
    unsigned seconds = jobs->edition_seconds * EDITIONS_OF_A_RUN;
    return seconds < RUN_LEAST ? RUN_LEAST : seconds > RUN_MOST ? RUN_MOST : seconds;
}

/* A worker that is killed for its memory is one failed edition: the run goes on. */
static void add_limits(const writing *w, const gr_job *job)
{
    gr_buf_add(w->out, GR_LIT("# Each edition has limits of its own ("));
    if (job == NULL) {
        gr_buf_add(w->out, GR_LIT("in the batch descriptor"));
    } else {
        gr_buf_addf(w->out, "%u s, %u MiB", w->jobs->edition_seconds, w->jobs->memory_mib);
    }
    gr_buf_addf(w->out,
                "); these are for the run.\n"
                "TimeoutStartSec=%u\nMemoryMax=80%%\nOOMPolicy=continue\nTasksMax=256\nNice=10\n"
                "UMask=0027\n",
                job == NULL ? RUN_MOST : run_seconds(w->jobs));
}

/* ---- the sandbox ---- */

static bool lies_in(gr_str path, const char *folder)
{
    size_t n = strlen(folder);
    return gr_str_starts(path, gr_str_of(folder)) && (path.len == n || path.ptr[n] == '/');
}

static bool uses(const gr_unit_setup *setup, const char *folder)
{
    return lies_in(setup->program, folder) || lies_in(setup->input, folder) ||
           lies_in(setup->templates, folder) || lies_in(setup->output, folder) ||
           lies_in(setup->state, folder) || lies_in(setup->fonts, folder);
}

/* A folder below /var/lib is made by systemd, with the right owner; others must be there. */
static void add_output(const writing *w)
{
    gr_str output = w->setup->output;
    gr_str state = gr_str_sub(output, sizeof STATE - 1, output.len);
    if (gr_str_starts(output, GR_LIT(STATE)) && is_plain(state) &&
        gr_str_find(state, GR_LIT(":")) == SIZE_MAX) {
        gr_buf_addf(w->out, "StateDirectory=" GR_FMT "\nStateDirectoryMode=0750\n", GR_ARG(state));
    } else {
        gr_buf_add(w->out, GR_LIT("ReadWritePaths="));
        add_word(output, WORD_OF_SETTING, w->out);
        gr_buf_add_char(w->out, '\n');
    }
    /* no StateDirectory=: all of these have one mode, and this folder is for its owner alone */
    gr_buf_add(w->out, GR_LIT("ReadWritePaths="));
    add_word(w->setup->state, WORD_OF_SETTING, w->out);
    gr_buf_add_char(w->out, '\n');
    if (gr_str_starts(w->jobs->metrics, GR_LIT("/"))) {
        size_t end = w->jobs->metrics.len;
        while (w->jobs->metrics.ptr[end - 1] != '/') {
            end--;
        }
        /* the hyphen: figures that cannot be left behind must not stop a run */
        gr_buf_add(w->out, GR_LIT("ReadWritePaths="));
        gr_str folder = gr_str_sub(w->jobs->metrics, 0, end > 1 ? end - 1 : end);
        add_word(gr_str_fmt(w->arena, "-" GR_FMT, GR_ARG(folder)), WORD_OF_SETTING, w->out);
        gr_buf_add_char(w->out, '\n');
    }
}

static void add_homes(const writing *w)
{
    bool at_home = uses(w->setup, "/home") || uses(w->setup, "/root");
    bool in_tmp = uses(w->setup, "/tmp") || uses(w->setup, "/var/tmp");
    gr_buf_addf(w->out, "ProtectHome=%s\n%s", at_home ? "read-only" : "yes",
                in_tmp ? "" : "PrivateTmp=yes\n");
}

/* Mail is handed to the server on this machine; nothing else of griffie needs a network. */
static void add_network(const writing *w)
{
    if (w->jobs->sender.len == 0) {
        gr_buf_add(w->out, GR_LIT("PrivateNetwork=yes\nIPAddressDeny=any\n"
                                  "RestrictAddressFamilies=none\n"));
        return;
    }
    gr_buf_add(w->out, GR_LIT("# Mail goes to the mail server of this machine, and nowhere else.\n"
                              "IPAddressDeny=any\nIPAddressAllow=localhost\n"
                              "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6\n"
                              "# Should it ask for a password:\n"
                              "#LoadCredential=mail:/etc/griffie/mail-password\n"));
}

/* What every service of ours goes without. */
static void add_sandbox(gr_buf *out)
{
    gr_buf_add(out, GR_LIT("ProtectSystem=strict\n"
                           "PrivateDevices=yes\n"
                           "PrivateUsers=yes\n"
                           "PrivateMounts=yes\n"
                           "ProtectProc=invisible\n"
                           "ProcSubset=pid\n"
                           "ProtectClock=yes\n"
                           "ProtectControlGroups=yes\n"
                           "ProtectHostname=yes\n"
                           "ProtectKernelLogs=yes\n"
                           "ProtectKernelModules=yes\n"
                           "ProtectKernelTunables=yes\n"
                           "NoNewPrivileges=yes\n"
                           "CapabilityBoundingSet=\n"
                           "AmbientCapabilities=\n"
                           "KeyringMode=private\n"
                           "LockPersonality=yes\n"
                           "MemoryDenyWriteExecute=yes\n"
                           "RemoveIPC=yes\n"
                           "RestrictNamespaces=yes\n"
                           "RestrictRealtime=yes\n"
                           "RestrictSUIDSGID=yes\n"
                           "SystemCallArchitectures=native\n"
                           "SystemCallErrorNumber=EPERM\n"
                           "SystemCallFilter=@system-service\n"
                           "SystemCallFilter=~@privileged @resources\n"));
}

static void add_service(const writing *w, const gr_job *job)
{
    add_service_unit(w, job);
    add_command(w, job);
    add_limits(w, job);
    gr_buf_add(w->out, GR_LIT("\n# Reads everything it is pointed at, writes the folder of "
                              "documents and that of its state.\n"));
    add_output(w);
    add_homes(w);
    add_network(w);
    add_sandbox(w->out);
    gr_buf_add(w->out,
               GR_LIT("# Workers may shut themselves in further.\nSystemCallFilter=seccomp "
                      "landlock_create_ruleset landlock_add_rule landlock_restrict_self\n"));
}

/* ---- the timer, and the service that tells ---- */

static void add_timer(const writing *w, const gr_job *job)
{
    add_head(w);
    if (job == NULL) {
        gr_buf_add(w->out,
                   GR_LIT("Description=griffie: each night\n" MANUAL "\n[Timer]\n" NIGHTLY));
    } else {
        gr_buf_addf(w->out,
                    "Description=griffie: when job " GR_FMT " of " GR_FMT " is due\n\n[Timer]\n",
                    GR_ARG(job->id), GR_ARG(w->jobs->id));
        gr_on_calendar_add(&job->schedule, w->jobs->zone, w->out);
    }
    gr_buf_add(w->out, GR_LIT("# A night that was missed is made up for, once, when the machine is "
                              "up again.\nPersistent=true\nRandomizedDelaySec=60\nAccuracySec=10s\n"
                              "\n[Install]\nWantedBy=timers.target\n"));
}

static void add_teller(const writing *w)
{
    add_head(w);
    gr_buf_addf(w->out,
                "Description=griffie: tells that %%i failed\n%s\n"
                "[Service]\nType=oneshot\n"
                "# A run tells its recipients itself. This is for what it cannot tell: it was "
                "killed, hung, or could not begin.\n"
                "# To be told in another way too: systemctl edit " GR_FMT "-failed@.service,"
                " and add an ExecStart=.\n"
                "ExecStart=/bin/echo \"%%i did not go well; look at: journalctl -u %%i\"\n"
                "SyslogIdentifier=griffie\nSyslogLevel=alert\nTimeoutStartSec=60\nUMask=0077\n\n"
                "DynamicUser=yes\nProtectHome=yes\nPrivateTmp=yes\nPrivateNetwork=yes\n"
                "IPAddressDeny=any\nRestrictAddressFamilies=none\n",
                w->jobs->file.len == 0 ? MANUAL : "", GR_ARG(w->stem));
    add_sandbox(w->out);
}

/* Mail programs become another user to hand a mail over, which the sandbox forbids. So a run leaves
 * its mails in the outbox, and this service, which reads nothing else, hands them over. Nothing in
 * it may imply NoNewPrivileges= (systemd.exec(5)). */
static void add_mailer(const writing *w)
{
    gr_str outbox = gr_str_fmt(w->arena, GR_FMT "/outbox", GR_ARG(w->setup->state));
    add_head(w);
    gr_buf_add(w->out, GR_LIT("Description=griffie: sends mails that wait\n"
                              "ConditionDirectoryNotEmpty="));
    add_word(outbox, WORD_OF_SETTING, w->out);
    gr_buf_add(w->out, GR_LIT("\n\n[Service]\nType=oneshot\n"));
    if (w->setup->user.len > 0) {
        gr_buf_addf(w->out, "User=" GR_FMT "\n", GR_ARG(w->setup->user));
    }
    gr_buf_add(w->out,
               GR_LIT("ExecStart=/bin/sh -c 'for mail in \"$$2\"/*.eml; do [ ! -e \"$$mail\" ] || "
                      "{ \"$$1\" -t -i <\"$$mail\" && rm -f \"$$mail\"; }; done' griffie-mail "));
    add_word(w->jobs->mailer, WORD_OF_COMMAND, w->out);
    gr_buf_add_char(w->out, ' ');
    add_word(outbox, WORD_OF_COMMAND, w->out);
    gr_buf_add(w->out, GR_LIT("\nTimeoutStartSec=600\nUMask=0077\nNice=10\nProtectSystem=full\n"
                              "ProtectControlGroups=yes\n"));
}

/** What is written from here on is one file. */
static void begin_file(writing *w)
{
    w->out = GR_NEW(w->arena, gr_buf);
    *w->out = gr_buf_make(w->arena, UNIT_BYTES);
}

static gr_unit_file end_file(const writing *w, const char *tail)
{
    return (gr_unit_file){gr_str_fmt(w->arena, GR_FMT "%s", GR_ARG(w->stem), tail),
                          gr_buf_view(w->out)};
}

static gr_unit_file make_teller(writing *w)
{
    begin_file(w);
    add_teller(w);
    return end_file(w, "-failed@.service");
}

static gr_unit_file make_mailer(writing *w)
{
    begin_file(w);
    add_mailer(w);
    return end_file(w, "-mail.service");
}

static void make_pair(writing *w, const gr_job *job, gr_unit_file *service, gr_unit_file *timer)
{
    gr_str name = job == NULL ? GR_LIT("") : gr_str_fmt(w->arena, "-" GR_FMT, GR_ARG(job->id));
    begin_file(w);
    add_service(w, job);
    *service = end_file(w, gr_str_fmt(w->arena, GR_FMT ".service", GR_ARG(name)).ptr);
    begin_file(w);
    add_timer(w, job);
    *timer = end_file(w, gr_str_fmt(w->arena, GR_FMT ".timer", GR_ARG(name)).ptr);
}

void gr_units_systemd(const gr_jobs *jobs, const gr_unit_setup *setup, gr_arena *arena,
                      gr_unit_file **out, size_t *out_n)
{
    gr_str stem = gr_str_fmt(arena, "griffie-" GR_FMT, GR_ARG(jobs->id));
    writing w = {.jobs = jobs, .setup = setup, .arena = arena, .stem = stem};
    gr_unit_file *files = GR_NEW_N(arena, gr_unit_file, 2 * jobs->n + 2);
    size_t n = 0;
    for (size_t i = 0; i < jobs->n; i++) {
        if (jobs->jobs[i].schedule.rhythm != GR_RHYTHM_NONE) {
            make_pair(&w, &jobs->jobs[i], &files[n], &files[n + 1]);
            n += 2;
        }
    }
    files[n++] = make_teller(&w);
    if (sends_mail(&w)) {
        files[n++] = make_mailer(&w);
    }
    *out = files;
    *out_n = n;
}

void gr_units_package(const gr_unit_setup *setup, gr_arena *arena, gr_unit_file out[3])
{
    /* No descriptor is known. Whether it asks for mail is not either, so that mail must be able to
     * leave. */
    const gr_jobs unknown = {.file = GR_LIT(""), .sender = GR_LIT("?"), .metrics = GR_LIT("")};
    writing w = {.jobs = &unknown, .setup = setup, .arena = arena, .stem = GR_LIT("griffie")};
    make_pair(&w, NULL, &out[0], &out[1]);
    out[2] = make_teller(&w);
}
