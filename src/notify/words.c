#include "notify/notify.h"

/* Owns the words that all that is told of a run has in common. */
#include "format/value_text.h"

gr_str gr_run_label(const gr_run_summary *run, const char *name)
{
    static const gr_house_style none = {.id = {"", 0}};
    return gr_label_text(run->house == NULL ? &none : run->house, name);
}

/** "nl" of "nl-NL": words are of a language, whatever the country. */
static gr_str language_of(gr_str tag)
{
    return gr_str_sub(tag, 0, gr_str_find(tag, GR_LIT("-")));
}

const gr_house_style *gr_run_house(const gr_run_summary *run, gr_str lang)
{
    gr_str wanted = language_of(lang);
    if (run->house != NULL && gr_str_eq(language_of(run->house->lang), wanted)) {
        return run->house;
    }
    for (size_t i = 0; i < run->n_houses; i++) {
        if (gr_str_eq(language_of(run->houses[i]->lang), wanted)) {
            return run->houses[i];
        }
    }
    return NULL;
}

bool gr_run_is_english(gr_str lang)
{
    return gr_str_eq(language_of(lang), GR_LIT("en"));
}

typedef struct checking {
    const gr_run_summary *run;
    gr_diag *diag;
    gr_loc last; /* what many jobs have from the defaults is said once */
} checking;

static void check_language(checking *c, gr_str lang, gr_loc at)
{
    bool said = c->last.line == at.line && c->last.col == at.col;
    if (lang.len == 0 || said || gr_run_is_english(lang) || gr_run_house(c->run, lang) != NULL) {
        return;
    }
    const gr_house_style *house = c->run->house;
    c->last = at;
    gr_diag_report(c->diag, at, GR_CODE_MAIL_LANGUAGE,
                   "'" GR_FMT "'; they are in that of '" GR_FMT
                   "'. Add a house style with lang=\"" GR_FMT "\" and its labels, or name a "
                   "language that there is one of",
                   GR_ARG(lang), GR_ARG(house == NULL ? GR_LIT("en") : house->id), GR_ARG(lang));
}

void gr_run_check_languages(const gr_run_summary *run, gr_diag *diag)
{
    const gr_jobs *jobs = run->jobs;
    checking of_jobs = {.run = run, .diag = diag};
    for (size_t i = 0; jobs->sender.len > 0 && i < jobs->n; i++) {
        const gr_job *job = &jobs->jobs[i];
        checking of_lines = {.run = run, .diag = diag};
        check_language(&of_jobs, job->lang, job->lang_at);
        for (size_t k = 0; k < job->n_recipients; k++) {
            const gr_recipient *line = &job->recipients[k];
            bool before = i > 0 && k < jobs->jobs[0].n_recipients &&
                          jobs->jobs[0].recipients[k].at.line == line->at.line &&
                          jobs->jobs[0].recipients[k].at.col == line->at.col;
            if (!before) { /* of the defaults: said of the first job */
                check_language(&of_lines, line->lang, line->at);
            }
        }
    }
}

gr_str gr_run_moment_text(const gr_run_summary *run, gr_moment at, gr_arena *arena)
{
    gr_day day = 0;
    uint16_t minute = 0;
    gr_zone_civil(run->jobs->zone, at, &day, &minute, NULL);
    const gr_value date = {.type = GR_T_DATE, .as.day = day};
    gr_str text = gr_value_text(arena, &date, (gr_format){.kind = GR_FORMAT_DATE},
                                run->house == NULL ? NULL : &run->house->notation);
    return gr_str_fmt(arena, GR_FMT ", %02u:%02u", GR_ARG(text), (unsigned)minute / 60,
                      (unsigned)minute % 60);
}
