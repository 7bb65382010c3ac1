#include "notify/page.h"

/* Owns what the index page says: the state of each edition, and one sentence on the run. */
#include "base/arena.h"
#include "format/value_text.h"
#include "html/index_page.h"
#include "notify/reasons.h"

typedef struct paging {
    const gr_run_summary *run;
    gr_arena *arena;
} paging;

/* --- an edition --- */

static gr_edition_state state_of(const gr_shown_edition *one)
{
    static const struct {
        const char *word;
        gr_edition_state state;
    } words[] = {{"failed", GR_STATE_FAILED},   {"blocked", GR_STATE_BLOCKED},
                 {"refused", GR_STATE_REFUSED}, {"degraded", GR_STATE_DEGRADED},
                 {"differs", GR_STATE_DIFFERS}, {"warned", GR_STATE_WARNED}};
    if (one->withdrawn) {
        return GR_STATE_WITHDRAWN;
    }
    if (one->row != NULL && one->row->outcome == GR_EDITION_DIFFERS) {
        return GR_STATE_DIFFERS;
    }
    if (one->row != NULL && gr_row_status(one->row) == GR_STATUS_PUBLISHED) {
        return GR_STATE_PUBLISHED;
    }
    gr_str status = one->row != NULL ? gr_edition_status_word(gr_row_status(one->row)) : one->last;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (gr_str_is(status, words[i].word)) {
            return words[i].state;
        }
    }
    return GR_STATE_UNCHANGED;
}

static gr_str date_text(const paging *p, gr_str iso)
{
    gr_value date = {.type = GR_T_DATE};
    return gr_date_parse(iso, &date.as.day)
               ? gr_value_text(p->arena, &date, (gr_format){.kind = GR_FORMAT_DATE},
                               &p->run->house->notation)
               : GR_LIT("");
}

static bool is_told(const gr_told_message *told, size_t n, const gr_told_message *one)
{
    for (size_t i = 0; i < n; i++) {
        if (gr_same_message(&told[i], one)) {
            return true;
        }
    }
    return false;
}

/** Notes are for who runs griffie, but for what readers of the edition are told as well. */
static bool is_shown(const gr_diag_row *report)
{
    return report->level != GR_NOTE || strcmp(report->tag, gr_codes[GR_CODE_CHECK_WAIVED].tag) == 0;
}

static void add_messages(const paging *p, const gr_diag *diag, gr_index_edition *out)
{
    gr_told_message *told = NULL;
    size_t n = 0, cap = 0;
    gr_diag_row report = {0};
    for (size_t i = 0; gr_diag_at(diag, i, p->arena, &report); i++) {
        const gr_told_message one = gr_tell_message(p->run, &report, GR_READS_EDITION, p->arena);
        if (is_shown(&report) && !is_told(told, n, &one)) {
            *GR_PUSH(p->arena, told, n, cap, gr_told_message) = one;
        }
    }
    gr_index_message *messages = GR_NEW_N(p->arena, gr_index_message, n);
    for (size_t i = 0; i < n; i++) {
        messages[i] = (gr_index_message){told[i].said, told[i].todo, told[i].detail};
    }
    out->messages = messages;
    out->n_messages = n;
}

static const gr_index_link *links_of(const paging *p, const gr_shown_file *files, size_t n,
                                     gr_str name)
{
    gr_index_link *links = GR_NEW_N(p->arena, gr_index_link, n);
    for (size_t i = 0; i < n; i++) {
        links[i] = (gr_index_link){.name = name, .href = files[i].href, .bytes = files[i].bytes};
    }
    return links;
}

static gr_index_edition edition_of(const paging *p, const gr_shown_edition *one)
{
    gr_index_edition out = {
        .id = one->id,
        .name = one->name,
        .state = state_of(one),
        .life = gr_status_text(p->run->house, one->life),
        .version = one->version,
        .as_of = date_text(p, one->as_of),
        .published =
            one->published == 0 ? GR_LIT("") : gr_run_moment_text(p->run, one->published, p->arena),
        .documents = links_of(p, one->documents, one->n_documents, GR_LIT("")),
        .n_documents = one->n_documents,
        .changes = links_of(p, one->changes, one->n_changes, gr_run_label(p->run, "changes-title")),
        .n_changes = one->n_changes,
        .changed_figures = one->changed_figures};
    if (one->row != NULL && one->row->diag != NULL) {
        add_messages(p, one->row->diag, &out);
    }
    return out;
}

static gr_index_report report_of(const paging *p, const gr_shown_report *report)
{
    gr_index_edition *editions = GR_NEW_N(p->arena, gr_index_edition, report->n);
    for (size_t i = 0; i < report->n; i++) {
        editions[i] = edition_of(p, &report->editions[i]);
    }
    return (gr_index_report){
        .id = report->id, .title = report->title, .editions = editions, .n = report->n};
}

/* --- the run --- */

static bool any(const gr_run_summary *run, gr_edition_outcome outcome)
{
    for (size_t i = 0; i < run->n_editions; i++) {
        if (run->editions[i].outcome == outcome) {
            return true;
        }
    }
    return false;
}

static bool any_left_out(const gr_run_summary *run)
{
    for (size_t i = 0; i < run->n_due; i++) {
        if (run->due[i].left_out) {
            return true;
        }
    }
    return false;
}

static bool any_of(const gr_run_summary *run, gr_edition_status status)
{
    for (size_t i = 0; i < run->n_editions; i++) {
        if (run->editions[i].status == status) {
            return true;
        }
    }
    return false;
}

/** One sentence on the run as a whole, and the worst of it; not of editions that it did not make.
 */
static const char *outcome_of(const gr_run_summary *run, gr_edition_state *worst)
{
    if (run->all_failed) {
        *worst = GR_STATE_FAILED;
        return "run-nothing";
    }
    if (run->by_hand != NULL) {
        *worst = GR_STATE_PUBLISHED;
        return run->by_hand;
    }
    if (any(run, GR_EDITION_FAILED) || any(run, GR_EDITION_BLOCKED) ||
        any(run, GR_EDITION_REFUSED) || any_left_out(run)) {
        *worst = GR_STATE_FAILED;
        return "run-some";
    }
    if (any_of(run, GR_STATUS_DEGRADED)) {
        *worst = GR_STATE_DEGRADED;
        return "run-degraded";
    }
    if (any_of(run, GR_STATUS_WARNED)) {
        *worst = GR_STATE_WARNED;
        return "run-warned";
    }
    bool well = any(run, GR_EDITION_PUBLISHED) || run->n_editions == 0;
    *worst = well ? GR_STATE_PUBLISHED : GR_STATE_UNCHANGED;
    return well ? "run-well" : "run-same";
}

void gr_run_page(const gr_run_summary *run, const gr_shown_report *reports, size_t n, gr_buf *out)
{
    const paging p = {.run = run, .arena = gr_arena_new((size_t)64 * 1024)};
    gr_index_report *list = GR_NEW_N(p.arena, gr_index_report, n);
    for (size_t i = 0; i < n; i++) {
        list[i] = report_of(&p, &reports[i]);
    }
    gr_index_page page = {.style = run->house,
                          .lang = run->house->lang,
                          .title = run->jobs->title,
                          .when = gr_run_moment_text(run, run->ended, p.arena),
                          .reports = list,
                          .n = n};
    page.outcome = gr_run_label(run, outcome_of(run, &page.worst));
    gr_index_page_write(&page, out);
    gr_arena_free(p.arena);
}
