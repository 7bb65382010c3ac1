/* Owns who is told what by mail: one mail for each address, of what its lines in the batch
 * descriptor ask. A line with an edition brings nothing of another edition: neither its documents
 * nor its messages, and no message of the run as a whole. Of messages it brings what is open to
 * everybody; the figures behind them go to the lines that are of owners of the run. */
#include "base/arena.h"
#include "base/file.h"
#include "base/report_line.h"
#include "mail/message.h"
#include "mail/outbox.h"
#include "notify/notify.h"

#define FILES_BYTES                                                              \
    ((size_t)12 * 1024 * 1024) /* together: 16 MiB when encoded; more is refused \
                                  by many */
#define MESSAGES_MOST 10       /* of one edition, or of the run */

typedef struct letter { /* what is written for one address */
    const gr_run_summary *run;
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
           (line->edition.len == 0 || gr_str_eq(line->edition, row->id));
}

static bool is_fault(const gr_run_edition *row)
{
    return row->outcome == GR_EDITION_FAILED || row->outcome == GR_EDITION_BLOCKED;
}

static facts facts_of(const letter *l, const gr_recipient *line, const gr_run_job *due)
{
    facts f = {.fault = l->run->all_failed || due->left_out, .late = due->late};
    for (size_t i = 0; i < l->run->n_editions; i++) {
        const gr_run_edition *row = &l->run->editions[i];
        bool about = is_about(line, due->job, row);
        f.fault = f.fault || (about && is_fault(row));
        f.news = f.news || (about && row->outcome == GR_EDITION_PUBLISHED);
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

static void add_messages(letter *l, const char *indent, const gr_diag *diag, gr_reader reader,
                         gr_level least)
{
    gr_diag_row report = {0};
    size_t shown = 0;
    for (size_t i = 0; gr_diag_at(diag, i, l->arena, &report); i++) {
        if (report.level < least) {
            continue;
        }
        if (shown++ == MESSAGES_MOST) {
            add_line(l, indent, GR_LIT("..."));
            return;
        }
        add_line(l, indent, gr_report_line(&report, reader, l->arena));
    }
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

static void add_documents(letter *l, const gr_recipient *line, const gr_run_edition *row)
{
    gr_str rest = row->documents;
    gr_str name = GR_LIT("");
    while (line->with != GR_TELL_TEXT && gr_str_split(&rest, '\n', &name)) {
        gr_str path = gr_path_join(l->arena, folder_of(l, row), name);
        add_link(l, path);
        if (line->with == GR_TELL_DOCUMENTS) {
            attach(l, name, path);
        }
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

static void add_row(letter *l, const gr_recipient *line, const gr_run_edition *row)
{
    static const char *const labels[GR_EDITION__COUNT] = {[GR_EDITION_PUBLISHED] =
                                                              "index-published",
                                                          [GR_EDITION_DIFFERS] = "index-differs",
                                                          [GR_EDITION_BLOCKED] = "index-blocked",
                                                          [GR_EDITION_FAILED] = "index-failed"};
    if (labels[row->outcome] == NULL) {
        return;
    }
    gr_buf_addf(&l->text, "  " GR_FMT ": " GR_FMT "\n",
                GR_ARG(gr_run_label(l->run, labels[row->outcome])), GR_ARG(row->name));
    if (is_fault(row)) {
        add_line(l, "    ",
                 gr_run_label(l->run, row->stands ? "index-stands" : "index-nothing-stands"));
    } else if (row->outcome == GR_EDITION_PUBLISHED) {
        add_documents(l, line, row);
        if (line->with != GR_TELL_TEXT) {
            l->way->leaves(l->way->whose, row, line);
        }
    }
    if (row->diag != NULL) {
        add_messages(l, "    ", row->diag, reader_of(line), GR_WARNING);
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
            unchanged += row->outcome == GR_EDITION_UNCHANGED ? 1 : 0;
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
            if (gr_str_eq(line->address, l->address) && is_told(line, &f)) {
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

static void write_to(const gr_run_summary *run, const gr_mail_way *way, gr_str address)
{
    gr_arena *arena = gr_arena_new((size_t)64 * 1024);
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
