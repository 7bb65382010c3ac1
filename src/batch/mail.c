/* Owns who is told what by mail: one mail for each address, of what its lines in the batch
 * descriptor ask. A line with an edition brings nothing of another edition: neither its documents
 * nor its messages, and no message of the run as a whole. Of messages it brings what is open to
 * everybody; the figures behind them go to the lines that are of owners of the run. */
#include "base/arena.h"
#include "base/file.h"
#include "journal/compare.h"
#include "mail/message.h"
#include "pack/pack.h"
#include "tell.h"

#define FILES_BYTES                                                              \
    ((size_t)12 * 1024 * 1024) /* together: 16 MiB when encoded; more is refused \
                                  by many */
#define MESSAGES_MOST 10       /* of one edition, or of the run */

typedef struct letter { /* what is written for one address */
    batch *run;
    const batch_tale *tale;
    gr_arena *arena;
    const batch_standing *standing;
    size_t n_standing;
    gr_str address;
    gr_buf text;
    bool fault, late, news; /* of all that is told here */
    bool whole;             /* one of the lines is of a whole job */
    bool figures;           /* one of them is of an owner of the run */
    gr_message_file *files;
    size_t n_files, cap_files, bytes;
    bool too_large;
} letter;

typedef struct mailing { /* what all letters know */
    batch_standing *standing;
    size_t n;
} mailing;

typedef struct facts { /* of what one line of the descriptor is about */
    bool fault, late, news;
    gr_moment deadline;
} facts;

/* --- what a line is about --- */

static bool is_about(const gr_recipient *line, const gr_night_job *job, const batch_row *row)
{
    return gr_str_eq(row->order->job, job->id) &&
           (line->edition.len == 0 || gr_str_eq(line->edition, row->edition.id));
}

static bool is_fault(const batch_row *row)
{
    return row->outcome == GR_EDITION_FAILED || row->outcome == GR_EDITION_BLOCKED;
}

static facts facts_of(const letter *l, const gr_recipient *line, const batch_due *due)
{
    facts f = {.fault = batch_all_failed(l->tale)};
    f.late = batch_is_late(l->run, due, &f.deadline);
    for (size_t i = 0; i < l->run->n_plan; i++) {
        const batch_row *row = &l->run->plan[i];
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

static gr_str folder_of(const letter *l, const batch_row *row)
{
    gr_str below = gr_path_join(l->arena, row->report, row->edition.id);
    return gr_path_join(l->arena, row->order->destination, below);
}

/** Blanks and signs that end a link in a mail are written as in addresses of the web. */
static void add_link(letter *l, gr_str path)
{
    gr_buf_addf(&l->text, "    " GR_FMT "%s", GR_ARG(l->tale->jobs->link_base),
                l->tale->jobs->link_base.len > 0 ? "/" : "");
    for (size_t i = 0; i < path.len; i++) {
        unsigned char c = (unsigned char)path.ptr[i];
        bool plain = c > ' ' && c < 0x7f && strchr("%<>\"?#()", c) == NULL;
        gr_buf_addf(&l->text, plain || l->tale->jobs->link_base.len == 0 ? "%c" : "%%%02X", c);
    }
    gr_buf_add(&l->text, GR_LIT("\n"));
}

static void attach(letter *l, gr_str name, gr_str path)
{
    gr_str bytes = GR_LIT("");
    gr_diag *unheard = gr_diag_new(l->arena, 1);
    for (size_t i = 0; i < l->n_files; i++) {
        if (gr_str_eq(l->files[i].path, path)) {
            return; /* asked for by two lines */
        }
    }
    if (gr_file_read(gr_path_join(l->arena, l->run->output, path), FILES_BYTES - l->bytes, l->arena,
                     unheard, (gr_loc){0}, &bytes) != GR_OK) {
        l->too_large = true;
        return;
    }
    l->bytes += bytes.len;
    *GR_PUSH(l->arena, l->files, l->n_files, l->cap_files, gr_message_file) =
        (gr_message_file){.path = path, .name = name, .bytes = bytes};
}

static void add_documents(letter *l, const gr_recipient *line, const batch_row *row)
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

/** Should it be withdrawn, `griffie withdraw` says who has it. */
static void write_down(const letter *l, const gr_recipient *line, const batch_row *row)
{
    const batch_night *night = l->run->night;
    const gr_journal_message message = {
        .run = night->entry.id,
        .edition = gr_path_join(l->arena, row->report, row->edition.id),
        .level = GR_LIT("note"),
        .code = GR_LIT("O151"),
        .place = GR_LIT(""),
        .text = gr_str_fmt(l->arena, "a mail to " GR_FMT ", %s: it left, or waits in the outbox",
                           GR_ARG(line->address),
                           line->with == GR_TELL_DOCUMENTS ? "with its documents" : "with links")};
    if (line->with != GR_TELL_TEXT && night->journal != NULL) {
        gr_journal_add_message(night->journal, &message, l->run->diag);
    }
}

static gr_str name_of(const letter *l, const batch_row *row)
{
    gr_str manifest = GR_LIT("");
    for (size_t i = 0; i < l->n_standing; i++) {
        manifest = l->standing[i].row == row ? l->standing[i].manifest : manifest;
    }
    return batch_edition_name(l->tale, row, manifest, row->edition.id, l->arena);
}

/** Of this line: another of the same address may be of more. */
static gr_reader reader_of(const gr_recipient *line)
{
    if (line->edition.len > 0) {
        return GR_READS_EDITION;
    }
    return line->figures ? GR_READS_ALL : GR_READS_JOB;
}

static void add_row(letter *l, const gr_recipient *line, const batch_row *row)
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
                GR_ARG(batch_label(l->tale, labels[row->outcome])), GR_ARG(name_of(l, row)));
    if (is_fault(row)) {
        const gr_place place = batch_place_of(l->run, row, l->arena);
        bool stands = gr_place_current(&place, l->arena).len > 0;
        add_line(l, "    ", batch_label(l->tale, stands ? "index-stands" : "index-nothing-stands"));
    } else if (row->outcome == GR_EDITION_PUBLISHED) {
        add_documents(l, line, row);
        write_down(l, line, row);
    }
    if (row->diag != NULL) {
        add_messages(l, "    ", row->diag, reader_of(line), GR_WARNING);
    }
}

static void add_unchanged(letter *l, size_t n)
{
    if (n > 0) {
        gr_buf_addf(&l->text, "  " GR_FMT ": %zu " GR_FMT "\n",
                    GR_ARG(batch_label(l->tale, "index-unchanged")), n,
                    GR_ARG(batch_label(l->tale, n == 1 ? "index-one-edition" : "index-editions")));
    }
}

/** Of documents that stand there, this job's or another's of the same report. */
static gr_str title_of(const letter *l, const gr_night_job *job)
{
    for (size_t i = 0; i < l->n_standing; i++) {
        if (gr_str_eq(l->standing[i].report, job->report.name)) {
            return batch_standing_title(&l->standing[i], 1, l->arena);
        }
    }
    return job->report.name;
}

static void add_section(letter *l, const gr_recipient *line, const batch_due *due, const facts *f)
{
    size_t unchanged = 0;
    gr_buf_addf(&l->text, "\n" GR_FMT "\n", GR_ARG(title_of(l, due->job)));
    if (f->late) {
        gr_buf_addf(&l->text, "  " GR_FMT " " GR_FMT "\n", GR_ARG(batch_label(l->tale, "run-late")),
                    GR_ARG(batch_moment_text(l->tale, f->deadline, l->arena)));
    }
    if (batch_all_failed(l->tale)) {
        add_line(l, "  ", batch_label(l->tale, "run-nothing"));
    }
    for (size_t i = 0; i < l->run->n_plan; i++) {
        const batch_row *row = &l->run->plan[i];
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
    l->figures = l->figures || reader_of(line) == GR_READS_ALL;
}

static bool add_sections(letter *l)
{
    bool any = false;
    for (size_t i = 0; i < l->run->night->n_due; i++) {
        const batch_due *due = &l->run->night->due[i];
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
        gr_buf_addf(&l->text, "\n" GR_FMT "\n", GR_ARG(batch_label(l->tale, "mail-large")));
    }
    if (l->whole && batch_all_failed(l->tale)) {
        gr_buf_add(&l->text, GR_LIT("\n"));
        add_messages(l, "", l->run->diag, l->figures ? GR_READS_ALL : GR_READS_JOB, GR_ERROR);
    }
    if (l->whole && l->run->night->entry.id > 0) {
        gr_buf_addf(&l->text, "\n" GR_FMT ": griffie log %lld\n",
                    GR_ARG(batch_label(l->tale, "mail-log")), (long long)l->run->night->entry.id);
    }
    gr_buf_addf(&l->text, "\n-- \n" GR_FMT "\n", GR_ARG(batch_label(l->tale, "mail-automatic")));
}

/** The same run and address: the same id, so that what is sent twice is seen to be one mail. */
static gr_str message_id(const letter *l)
{
    const gr_jobs *jobs = l->tale->jobs;
    size_t at = gr_str_find(jobs->sender, GR_LIT("@"));
    gr_str whose = gr_sha256_hex(l->arena, gr_sha256_of(l->address));
    return gr_str_fmt(l->arena, GR_FMT ".%lld.%lld." GR_FMT "@" GR_FMT, GR_ARG(jobs->id),
                      (long long)l->run->request->now, (long long)l->run->night->entry.id,
                      GR_ARG(gr_str_sub(whose, 0, 12)),
                      GR_ARG(gr_str_sub(jobs->sender, at + 1, SIZE_MAX)));
}

static void send(letter *l, gr_outbox *outbox)
{
    const gr_jobs *jobs = l->tale->jobs;
    gr_str text = gr_str_fmt(l->arena, GR_FMT " " GR_FMT "\n" GR_FMT,
                             GR_ARG(batch_label(l->tale, "index-run")),
                             GR_ARG(batch_moment_text(l->tale, l->run->request->now, l->arena)),
                             GR_ARG(gr_buf_view(&l->text)));
    const gr_message message = {
        .from = jobs->sender,
        .to = l->address,
        .reply_to = jobs->reply_to,
        .subject = gr_str_fmt(l->arena, GR_FMT ": " GR_FMT, GR_ARG(jobs->title),
                              GR_ARG(batch_label(l->tale, subject_label(l)))),
        .text = text,
        .id = message_id(l),
        .at = l->tale->at,
        .zone = jobs->zone,
        .files = l->files,
        .n_files = l->n_files,
    };
    gr_outbox_send(outbox, message.id, gr_message_bytes(&message, l->arena));
}

static void write_to(batch *run, const batch_tale *tale, const mailing *all, gr_str address,
                     gr_outbox *outbox)
{
    gr_arena *arena = gr_arena_new((size_t)64 * 1024);
    letter l = {.run = run,
                .tale = tale,
                .standing = all->standing,
                .n_standing = all->n,
                .arena = arena,
                .address = address,
                .text = gr_buf_make(arena, SIZE_MAX)};
    if (add_sections(&l)) {
        add_foot(&l);
        send(&l, outbox);
    }
    gr_arena_free(arena);
}

void batch_mails(batch *run, const batch_tale *tale)
{
    const batch_night *night = run->night;
    gr_str *written = NULL;
    size_t n = 0, cap = 0;
    gr_arena *arena = gr_arena_new((size_t)64 * 1024);
    mailing all = {0};
    gr_outbox outbox = batch_outbox(run, tale->jobs);
    if (tale->jobs->sender.len > 0) {
        all.n = batch_standings(run, tale->jobs, arena, &all.standing);
    }
    for (size_t i = 0; tale->jobs->sender.len > 0 && i < night->n_due; i++) {
        const gr_night_job *job = night->due[i].job;
        for (size_t k = 0; k < job->n_recipients; k++) {
            gr_str address = job->recipients[k].address;
            if (n == 0 || !batch_is_one_of(address, written, n)) {
                *GR_PUSH(run->src, written, n, cap, gr_str) = address;
                write_to(run, tale, &all, address, &outbox);
            }
        }
    }
    gr_arena_free(arena);
}
