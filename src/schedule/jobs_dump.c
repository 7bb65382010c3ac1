/* A batch descriptor as stable text. What is left out there is said here. */
#include "schedule_priv.h"

static const char *const control_words[] = {[GR_CONTROL_BLOCKS] = "as-said",
                                            [GR_CONTROL_WARNS] = "warn",
                                            [GR_CONTROL_BLOCKS_ALL] = "block",
                                            [GR_CONTROL_PASSES] = "pass"};
static const char *const when_words[] = {
    [GR_TELL_FAILURE] = "failure", [GR_TELL_CHANGE] = "change", [GR_TELL_ALWAYS] = "always"};
static const char *const with_words[] = {
    [GR_TELL_TEXT] = "text", [GR_TELL_LINKS] = "links", [GR_TELL_DOCUMENTS] = "documents"};

static void add_text(const char *name, gr_str value, gr_buf *out)
{
    if (value.len > 0) {
        gr_buf_addf(out, " %s=" GR_FMT, name, GR_ARG(value));
    }
}

static void add_names(const char *name, const gr_named *list, size_t n, gr_buf *out)
{
    gr_buf_addf(out, " %s=", name);
    for (size_t i = 0; i < n; i++) {
        gr_buf_addf(out, "%s" GR_FMT, i == 0 ? "" : ",", GR_ARG(list[i].name));
    }
    if (n == 0) {
        gr_buf_add(out, GR_LIT("(all)"));
    }
}

static void add_recipient(const gr_recipient *one, gr_buf *out)
{
    gr_buf_addf(out, "    recipient " GR_FMT, GR_ARG(one->address));
    add_text("edition", one->edition, out);
    add_text("lang", one->lang, out);
    gr_buf_addf(out, " when=%s with=%s%s\n", when_words[one->when], with_words[one->with],
                one->figures ? " figures=yes" : "");
}

static void add_job(const gr_job *job, gr_buf *out)
{
    gr_buf_addf(out, "  job " GR_FMT " report=" GR_FMT, GR_ARG(job->id), GR_ARG(job->report.name));
    add_names("editions", job->editions, job->n_editions, out);
    add_names("formats", job->formats, job->n_formats, out);
    add_text("period", job->period, out);
    add_text("destination", job->destination, out);
    add_text("lang", job->lang, out);
    gr_buf_add(out, GR_LIT("\n    schedule "));
    gr_schedule_add(&job->schedule, out);
    if (job->has_deadline) {
        gr_buf_add(out, GR_LIT(" deadline="));
        gr_clock_add(job->deadline, out);
    }
    gr_buf_addf(out, " on-control=%s keep=%u", control_words[job->on_control], job->keep);
    if (job->keep_days > 0) {
        gr_buf_addf(out, " keep-days=%u", job->keep_days);
    }
    gr_buf_add_char(out, '\n');
    for (size_t i = 0; i < job->n_recipients; i++) {
        if (!job->recipients[i].inherited) {
            add_recipient(&job->recipients[i], out);
        }
    }
}

void gr_jobs_dump(const gr_jobs *jobs, gr_buf *out)
{
    gr_buf_addf(out, "batch " GR_FMT " zone=" GR_FMT " archive=%s", GR_ARG(jobs->id),
                GR_ARG(jobs->zone), jobs->archive ? "yes" : "no");
    add_text("style", jobs->style, out);
    add_text("title", gr_str_eq(jobs->title, jobs->id) ? GR_LIT("") : jobs->title, out);
    gr_buf_add_char(out, '\n');
    gr_buf_addf(out, "  limits memory-mib=%u edition-seconds=%u\n", jobs->memory_mib,
                jobs->edition_seconds);
    if (jobs->sender.len > 0) {
        gr_buf_addf(out, "  mail sender=" GR_FMT, GR_ARG(jobs->sender));
        add_text("reply-to", jobs->reply_to, out);
        add_text("links", jobs->link_base, out);
        bool usual = gr_str_is(jobs->mailer, GR_BATCH_MAILER);
        add_text("program", usual ? GR_LIT("") : jobs->mailer, out);
        gr_buf_add_char(out, '\n');
    }
    if (jobs->metrics.len > 0) {
        gr_buf_addf(out, "  metrics file=" GR_FMT "\n", GR_ARG(jobs->metrics));
    }
    for (size_t i = 0; i < jobs->n; i++) {
        add_job(&jobs->jobs[i], out);
    }
}
