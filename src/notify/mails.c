/* Owns who is told what by mail: one mail for each address, of what its lines in the batch
 * descriptor ask. A line with an edition brings nothing of another edition: neither its documents
 * nor its messages, and no message of the run as a whole. Of messages it brings what is open to
 * everybody; the figures behind them go to the lines that are of owners of the run. */
#include "base/arena.h"
#include "base/file.h"
#include "mail/message.h"
#include "mail/outbox.h"
#include "notify/notify.h"
#include "notify/reasons.h"

#define FILES_BYTES                                                              \
    ((size_t)12 * 1024 * 1024) /* together: 16 MiB when encoded; more is refused \
                                  by many */
#define MESSAGES_MOST 10       /* of one edition, or of the run */

typedef struct letter {        /* what is written for one address */
    const gr_run_summary *run; /* with the words of its reader */
    const gr_mail_way *way;
    gr_arena *arena;
    gr_str address;
    gr_buf text;
    bool fault, late, news; /* of all that is told here */
    bool whole;             /* one of the lines is of a whole job */
    bool left_out;          /* such a job could not be made */
    bool figures;           /* one of them is of an owner of the run */
    gr_message_file *files;
    size_t n_files, cap_files, bytes;
    bool too_large;
} letter;

typedef struct facts { /* of what one line of the descriptor is about */
    bool fault, late, news;
} facts;

/* --- what a line is about --- */

static bool is_about(const gr_recipient *line, const gr_job *job, const gr_run_edition *row)
{
    return gr_str_eq(row->job, job->id) &&
           (line->edition.len == 0 || gr_str_eq(line->edition, row->id) ||
            gr_str_eq(line->edition, row->key));
}

static bool is_fault(const gr_run_edition *row)
{
    return gr_outcome_is_missed(row->outcome);
}

/** A line of the defaults for an edition that the job does not name: it may be of others. */
static bool is_of_others(const letter *l, const gr_recipient *line, const gr_run_job *due)
{
    bool others = line->inherited;
    for (size_t i = 0; i < l->run->n_editions; i++) {
        others = others && !is_about(line, due->job, &l->run->editions[i]);
    }
    return others;
}

static facts facts_of(const letter *l, const gr_recipient *line, const gr_run_job *due)
{
    facts f = {.fault = l->run->all_failed || due->left_out, .late = due->late};
    for (size_t i = 0; i < l->run->n_editions; i++) {
        const gr_run_edition *row = &l->run->editions[i];
        bool about = is_about(line, due->job, row);
        bool draft = row->status == GR_STATUS_DEGRADED;
        f.fault = f.fault || (about && (is_fault(row) || draft));
        f.news = f.news || (about && row->news);
    }
    return f;
}

static bool is_told(const gr_recipient *line, const facts *f)
{
    switch (line->when) {
    case GR_TELL_FAILURE:
        return f->fault || f->late;
    case GR_TELL_CHANGE:
        return f->fault || f->late || f->news;
    case GR_TELL_ALWAYS:
        break;
    }
    return true;
}

/* --- what is said of it --- */

static void add_line(letter *l, const char *indent, gr_str text)
{
    gr_buf_addf(&l->text, "%s" GR_FMT "\n", indent, GR_ARG(text));
}

/** What each of them asks to be done, once. */
static void add_todo(letter *l, const char *indent, const gr_told_message *told, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        bool said = told[i].todo.len == 0;
        for (size_t k = 0; k < i && !said; k++) {
            said = gr_str_eq(told[k].todo, told[i].todo);
        }
        if (!said) {
            gr_buf_addf(&l->text, "%s" GR_FMT " " GR_FMT "\n", indent,
                        GR_ARG(gr_run_label(l->run, "mail-todo")), GR_ARG(told[i].todo));
        }
    }
}

static bool is_told_before(const gr_told_message *told, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (gr_same_message(&told[i], &told[n])) {
            return true;
        }
    }
    return false;
}

static void add_messages(letter *l, const char *indent, const gr_diag *diag, gr_reader reader,
                         gr_level least)
{
    gr_told_message told[MESSAGES_MOST + 1];
    gr_diag_row report = {0};
    size_t n = 0;
    for (size_t i = 0; n <= MESSAGES_MOST && gr_diag_at(diag, i, l->arena, &report); i++) {
        if (report.level >= least) {
            told[n] = gr_tell_message(l->run, &report, reader, l->arena);
            n += is_told_before(told, n) ? 0 : 1;
        }
    }
    size_t shown = n > MESSAGES_MOST ? MESSAGES_MOST : n;
    for (size_t i = 0; i < shown; i++) {
        gr_buf_addf(&l->text, "%s" GR_FMT "\n%s  " GR_FMT "\n", indent, GR_ARG(told[i].said),
                    indent, GR_ARG(told[i].detail));
    }
    if (n > shown) {
        add_line(l, indent, GR_LIT("..."));
    }
    add_todo(l, indent, told, shown);
}

static gr_str folder_of(const letter *l, const gr_run_edition *row)
{
    gr_str below = gr_path_join(l->arena, row->report, row->id);
    return gr_path_join(l->arena, row->destination, below);
}

/** Blanks and signs that end a link in a mail are written as in addresses of the web. */
static void add_link(letter *l, gr_str path)
{
    gr_buf_addf(&l->text, "    " GR_FMT "%s", GR_ARG(l->run->jobs->link_base),
                l->run->jobs->link_base.len > 0 ? "/" : "");
    for (size_t i = 0; i < path.len; i++) {
        unsigned char c = (unsigned char)path.ptr[i];
        bool plain = c > ' ' && c < 0x7f && strchr("%<>\"?#()", c) == NULL;
        gr_buf_addf(&l->text, plain || l->run->jobs->link_base.len == 0 ? "%c" : "%%%02X", c);
    }
    gr_buf_add(&l->text, GR_LIT("\n"));
}

static void attach(letter *l, gr_str name, gr_str path)
{
    gr_str bytes = GR_LIT("");
    gr_diag *discarded = gr_diag_new(l->arena, 1);
    for (size_t i = 0; i < l->n_files; i++) {
        if (gr_str_eq(l->files[i].path, path)) {
            return; /* asked for by two lines */
        }
    }
    if (gr_file_read(gr_path_join(l->arena, l->run->output, path), FILES_BYTES - l->bytes, l->arena,
                     discarded, (gr_loc){0}, &bytes) != GR_OK) {
        l->too_large = true;
        return;
    }
    l->bytes += bytes.len;
    *GR_PUSH(l->arena, l->files, l->n_files, l->cap_files, gr_message_file) =
        (gr_message_file){.path = path, .name = name, .bytes = bytes};
}

/** Links to files of one folder; attached as well where the line asks for that. */
static void add_files(letter *l, const gr_recipient *line, gr_str folder, gr_str names)
{
    gr_str name = GR_LIT("");
    while (line->with != GR_TELL_TEXT && gr_str_split(&names, '\n', &name)) {
        gr_str path = gr_path_join(l->arena, folder, name);
        add_link(l, path);
        if (line->with == GR_TELL_DOCUMENTS) {
            attach(l, name, path);
        }
    }
}

static void add_count(letter *l, size_t n, const char *one, const char *more)
{
    if (n > 0) {
        gr_buf_addf(&l->text, "      %zu " GR_FMT "\n", n,
                    GR_ARG(gr_run_label(l->run, n == 1 ? one : more)));
    }
}

/** How much changed, for all; which figures, and the sheet, for those who have the documents. */
static void add_changes(letter *l, const gr_recipient *line, const gr_run_edition *row)
{
    const gr_run_changes *changes = row->changes;
    if (changes == NULL) {
        return;
    }
    add_line(l, "    ", gr_run_label(l->run, "mail-changes"));
    add_count(l, changes->figures, "changes-one-figure", "changes-more-figures");
    add_count(l, changes->added, "changes-one-added", "changes-more-added");
    add_count(l, changes->gone, "changes-one-gone", "changes-more-gone");
    add_count(l, changes->texts, "changes-one-text", "changes-more-texts");
    for (size_t i = 0; line->with != GR_TELL_TEXT && i < changes->n_lines; i++) {
        add_line(l, "      - ", changes->lines[i]);
    }
    for (size_t i = 0; i < changes->n_names; i++) {
        add_files(l, line, gr_path_join(l->arena, row->destination, changes->folder),
                  gr_str_fmt(l->arena, GR_FMT "\n", GR_ARG(changes->names[i])));
    }
}

/** What was not published: what stands instead, for those who read documents; the page for those
 *  who are told of all. */
static void add_ways(letter *l, const gr_recipient *line, const gr_run_edition *row)
{
    gr_recipient links = *line;
    links.with = line->with == GR_TELL_TEXT ? GR_TELL_TEXT : GR_TELL_LINKS;
    if (row->stands && row->standing.len > 0 && links.with != GR_TELL_TEXT) {
        add_line(l, "    ", gr_run_label(l->run, "mail-standing"));
        add_files(l, &links, folder_of(l, row), row->standing);
    }
    if (line->edition.len == 0 && l->run->jobs->link_base.len > 0) {
        gr_buf_addf(&l->text, "    " GR_FMT " " GR_FMT "/index.html#" GR_FMT "\n",
                    GR_ARG(gr_run_label(l->run, "mail-page")), GR_ARG(l->run->jobs->link_base),
                    GR_ARG(folder_of(l, row)));
    }
}

/** Of this line: another of the same address may be of more. */
static gr_reader reader_of(const gr_recipient *line)
{
    if (line->edition.len > 0) {
        return GR_READS_EDITION;
    }
    return line->figures ? GR_READS_ALL : GR_READS_JOB;
}

/** Of what somebody published besides the nights as well. */
static const char *label_of(const gr_run_edition *row)
{
    static const char *const labels[GR_EDITION__COUNT] = {[GR_EDITION_PUBLISHED] =
                                                              "index-published",
                                                          [GR_EDITION_DIFFERS] = "index-differs",
                                                          [GR_EDITION_BLOCKED] = "index-blocked",
                                                          [GR_EDITION_REFUSED] = "index-refused",
                                                          [GR_EDITION_FAILED] = "index-failed"};
    if (row->status == GR_STATUS_DEGRADED) {
        return "index-degraded";
    }
    return row->news ? "index-published" : labels[row->outcome];
}

static void add_row(letter *l, const gr_recipient *line, const gr_run_edition *row)
{
    if (label_of(row) == NULL) {
        return;
    }
    gr_buf_addf(&l->text, "  " GR_FMT ": " GR_FMT "\n", GR_ARG(gr_run_label(l->run, label_of(row))),
                GR_ARG(row->name));
    if (is_fault(row)) {
        add_line(l, "    ",
                 gr_run_label(l->run, row->stands ? "index-stands" : "index-nothing-stands"));
    } else if (row->news) {
        add_files(l, line, folder_of(l, row), row->documents);
        add_changes(l, line, row);
        if (line->with != GR_TELL_TEXT) {
            l->way->leaves(l->way->whose, row, line);
        }
    }
    if (row->diag != NULL) {
        add_messages(l, "    ", row->diag, reader_of(line), GR_WARNING);
    }
    if (is_fault(row)) {
        add_ways(l, line, row);
    }
}

static void add_unchanged(letter *l, size_t n)
{
    if (n > 0) {
        gr_buf_addf(&l->text, "  " GR_FMT ": %zu " GR_FMT "\n",
                    GR_ARG(gr_run_label(l->run, "index-unchanged")), n,
                    GR_ARG(gr_run_label(l->run, n == 1 ? "index-one-edition" : "index-editions")));
    }
}

static void add_section(letter *l, const gr_recipient *line, const gr_run_job *due, const facts *f)
{
    size_t unchanged = 0;
    gr_buf_addf(&l->text, "\n" GR_FMT "\n", GR_ARG(due->title));
    if (f->late) {
        gr_buf_addf(&l->text, "  " GR_FMT " " GR_FMT "\n", GR_ARG(gr_run_label(l->run, "run-late")),
                    GR_ARG(gr_run_moment_text(l->run, due->deadline, l->arena)));
    }
    if (l->run->all_failed || due->left_out) {
        add_line(l, "  ", gr_run_label(l->run, "run-nothing"));
    }
    for (size_t i = 0; i < l->run->n_editions; i++) {
        const gr_run_edition *row = &l->run->editions[i];
        if (is_about(line, due->job, row)) {
            add_row(l, line, row);
            unchanged += label_of(row) == NULL ? 1 : 0;
        }
    }
    add_unchanged(l, unchanged);
    l->fault = l->fault || f->fault;
    l->late = l->late || f->late;
    l->news = l->news || f->news;
    l->whole = l->whole || line->edition.len == 0;
    l->left_out = l->left_out || (due->left_out && line->edition.len == 0);
    l->figures = l->figures || reader_of(line) == GR_READS_ALL;
}

static bool add_sections(letter *l)
{
    bool any = false;
    for (size_t i = 0; i < l->run->n_due; i++) {
        const gr_run_job *due = &l->run->due[i];
        for (size_t k = 0; k < due->job->n_recipients; k++) {
            const gr_recipient *line = &due->job->recipients[k];
            const facts f = facts_of(l, line, due);
            if (gr_str_eq(line->address, l->address) && is_told(line, &f) &&
                !is_of_others(l, line, due)) {
                add_section(l, line, due, &f);
                any = true;
            }
        }
    }
    return any;
}

/* --- the mail around it --- */

static const char *subject_label(const letter *l)
{
    if (l->fault) {
        return "mail-fault";
    }
    if (l->late) {
        return "mail-late";
    }
    return l->news ? "mail-news" : "mail-same";
}

static void add_foot(letter *l)
{
    if (l->too_large) {
        gr_buf_addf(&l->text, "\n" GR_FMT "\n", GR_ARG(gr_run_label(l->run, "mail-large")));
    }
    if (l->left_out || (l->whole && l->run->all_failed)) {
        gr_buf_add(&l->text, GR_LIT("\n"));
        add_messages(l, "", l->run->diag, l->figures ? GR_READS_ALL : GR_READS_JOB, GR_ERROR);
    }
    if (l->whole && l->run->number > 0) {
        gr_buf_addf(&l->text, "\n" GR_FMT ": griffie log %lld\n",
                    GR_ARG(gr_run_label(l->run, "mail-log")), (long long)l->run->number);
    }
    gr_buf_addf(&l->text, "\n-- \n" GR_FMT "\n", GR_ARG(gr_run_label(l->run, "mail-automatic")));
}

static gr_str message_id(const letter *l)
{
    const gr_jobs *jobs = l->run->jobs;
    gr_str run = gr_str_fmt(l->arena, GR_FMT ".%lld.%lld", GR_ARG(jobs->id),
                            (long long)l->run->began, (long long)l->run->number);
    return gr_message_id(run, jobs->sender, l->address, l->arena);
}

static void send(const letter *l)
{
    const gr_jobs *jobs = l->run->jobs;
    gr_str text = gr_str_fmt(
        l->arena, GR_FMT " " GR_FMT "\n" GR_FMT, GR_ARG(gr_run_label(l->run, "index-run")),
        GR_ARG(gr_run_moment_text(l->run, l->run->began, l->arena)), GR_ARG(gr_buf_view(&l->text)));
    const gr_message message = {
        .from = jobs->sender,
        .to = l->address,
        .reply_to = jobs->reply_to,
        .subject = gr_str_fmt(l->arena, GR_FMT ": " GR_FMT, GR_ARG(jobs->title),
                              GR_ARG(gr_run_label(l->run, subject_label(l)))),
        .text = text,
        .id = message_id(l),
        .at = l->run->ended,
        .zone = jobs->zone,
        .files = l->files,
        .n_files = l->n_files,
    };
    gr_outbox_send(l->way->outbox, message.id, gr_message_bytes(&message, l->arena));
}

/** What the first line of the address that says a language has, else its job, else the report that
 *  this one is about; empty: none of them. */
static gr_str language_for(const gr_run_summary *run, gr_str address)
{
    gr_str of_line = GR_LIT(""), of_job = GR_LIT("");
    for (size_t i = 0; i < run->n_due; i++) {
        const gr_run_job *due = &run->due[i];
        for (size_t k = 0; k < due->job->n_recipients; k++) {
            const gr_recipient *line = &due->job->recipients[k];
            if (gr_str_eq(line->address, address)) {
                of_line = of_line.len > 0 ? of_line : line->lang;
                of_job = of_job.len > 0           ? of_job
                         : due->job->lang.len > 0 ? due->job->lang
                                                  : due->lang;
            }
        }
    }
    return of_line.len > 0 ? of_line : of_job;
}

/** English is what words are without a house style. */
static const gr_house_style *house_for(const gr_run_summary *run, gr_str address)
{
    gr_str lang = language_for(run, address);
    const gr_house_style *house = lang.len == 0 ? run->house : gr_run_house(run, lang);
    return house != NULL || gr_run_is_english(lang) ? house : run->house;
}

static void write_to(const gr_run_summary *all, const gr_mail_way *way, gr_str address)
{
    gr_arena *arena = gr_arena_new((size_t)64 * 1024);
    gr_run_summary words = *all;
    const gr_run_summary *run = &words;
    words.house = house_for(all, address);
    letter l = {.run = run,
                .way = way,
                .arena = arena,
                .address = address,
                .text = gr_buf_make(arena, SIZE_MAX)};
    if (add_sections(&l)) {
        add_foot(&l);
        send(&l);
    }
    gr_arena_free(arena);
}

/** False when the address is on the list already. */
static bool is_new(gr_str address, const gr_str *written, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (gr_str_eq(written[i], address)) {
            return false;
        }
    }
    return true;
}

void gr_run_mails(const gr_run_summary *run, const gr_mail_way *way)
{
    gr_str *written = NULL;
    size_t n = 0, cap = 0;
    gr_arena *arena = gr_arena_new(4096);
    for (size_t i = 0; run->jobs->sender.len > 0 && i < run->n_due; i++) {
        const gr_job *job = run->due[i].job;
        for (size_t k = 0; k < job->n_recipients; k++) {
            gr_str address = job->recipients[k].address;
            if (is_new(address, written, n)) {
                *GR_PUSH(arena, written, n, cap, gr_str) = address;
                write_to(run, way, address);
            }
        }
    }
    gr_arena_free(arena);
}
