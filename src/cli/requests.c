/* Owns what a command asks when no option says otherwise, and which of the words behind it is what.
 */
#include "cli_priv.h"

#define KEEP_DEFAULT 3
#define MOST_DEFAULT 20

static const gr_str none = {"", 0};
static const gr_folders folders = {.input = {"input", 5},
                                   .templates = {"templates", 9},
                                   .fonts = {"/usr/share/fonts", 16},
                                   .batch = {"", 0}};
static const gr_table_form form = {.most = MOST_DEFAULT};

void gr_cli_begin_request(gr_command command, gr_request *out)
{
    const gr_life no_life = {.by = none, .because = none};
    *out = (gr_request){.command = command,
                        .call = {.output = GR_LIT("output"), .state = none, .program = none}};
    switch (command) {
    case GR_COMMAND_RENDER:
        out->of.render = (gr_render_request){
            .folders = folders, .choice = {.style = none}, .keep = KEEP_DEFAULT};
        break;
    case GR_COMMAND_CHECK:
        out->of.check = (gr_check_request){.folders = folders,
                                           .choice = {.style = none},
                                           .life = no_life,
                                           .export = none,
                                           .types = none};
        break;
    case GR_COMMAND_RUN:
        out->of.run = (gr_run_request){.folders = folders, .run_id = none};
        break;
    case GR_COMMAND_SCHEDULE:
        out->of.schedule =
            (gr_schedule_request){.folders = folders, .units = none, .user = GR_LIT("griffie")};
        break;
    case GR_COMMAND_WHY:
        out->of.why = (gr_why_request){.key = none, .from = none, .form = form};
        break;
    case GR_COMMAND_HISTORY:
        out->of.history = (gr_history_request){.form = form, .figure = none};
        break;
    case GR_COMMAND_LOG:
        out->of.log = (gr_log_request){.form = form};
        break;
    case GR_COMMAND_RELEASE:
        out->of.release = (gr_release_request){.folders = folders, .life = no_life};
        break;
    case GR_COMMAND_REBUILD:
        out->of.rebuild = (gr_rebuild_request){.folders = folders, .key = none};
        break;
    case GR_COMMAND_COLLECT:
        out->of.collect = (gr_collect_request){.folders = folders, .run_id = none};
        break;
    case GR_COMMAND_MIGRATE:
        out->of.migrate = (gr_migrate_request){.folders = folders, .to = none};
        break;
    case GR_COMMAND_ACCEPT:
        out->of.accept = (gr_accept_request){.by = none, .because = none};
        break;
    case GR_COMMAND_WITHDRAW:
        out->of.withdraw = (gr_withdraw_request){.folders = folders, .by = none, .because = none};
        break;
    case GR_COMMAND_TRACE:
        out->of.trace = (gr_trace_request){.folders = folders, .form = form};
        break;
    case GR_COMMAND_WHERE_USED:
        out->of.where_used = (gr_where_request){.folders = folders, .form = form};
        break;
    case GR_COMMAND_VERIFY:
        out->of.verify = (gr_verify_request){.words = {NULL, 0}};
        break;
    case GR_COMMAND_NAMES:
        out->of.names = (gr_names_request){.folders = folders};
        break;
    case GR_COMMAND__COUNT:
        break;
    }
}

static gr_words list_of(const gr_cli_list *list)
{
    return (gr_words){.items = list->items, .n = list->n};
}

/** Commands that take one edition have been given both words. */
static gr_edition_words edition_of(const gr_cli_list *words)
{
    return (gr_edition_words){.report = words->items[0], .edition = words->items[1]};
}

static void fill_choice(const gr_cli_parsing *p, gr_choice *out)
{
    out->reports = list_of(&p->reports);
    out->editions = list_of(&p->editions);
    out->formats = list_of(&p->formats);
}

void gr_cli_end_request(const gr_cli_parsing *p, gr_request *out)
{
    switch (out->command) {
    case GR_COMMAND_RENDER:
        fill_choice(p, &out->of.render.choice);
        break;
    case GR_COMMAND_CHECK:
        fill_choice(p, &out->of.check.choice);
        break;
    case GR_COMMAND_RUN:
        out->of.run.jobs = list_of(&p->jobs);
        break;
    case GR_COMMAND_WHY:
        out->of.why.of = edition_of(&p->words);
        break;
    case GR_COMMAND_HISTORY:
        out->of.history.words = list_of(&p->words);
        break;
    case GR_COMMAND_LOG:
        out->of.log.words = list_of(&p->words);
        break;
    case GR_COMMAND_RELEASE:
        out->of.release.of = edition_of(&p->words);
        break;
    case GR_COMMAND_REBUILD:
        out->of.rebuild.of = edition_of(&p->words);
        break;
    case GR_COMMAND_WITHDRAW:
        out->of.withdraw.of = edition_of(&p->words);
        break;
    case GR_COMMAND_TRACE:
        out->of.trace.words = list_of(&p->words);
        break;
    case GR_COMMAND_WHERE_USED:
        out->of.where_used.words = list_of(&p->words);
        break;
    case GR_COMMAND_VERIFY:
        out->of.verify.words = list_of(&p->words);
        break;
    case GR_COMMAND_NAMES:
        out->of.names.words = list_of(&p->words);
        break;
    case GR_COMMAND_SCHEDULE:
    case GR_COMMAND_COLLECT:
    case GR_COMMAND_MIGRATE:
    case GR_COMMAND_ACCEPT:
    case GR_COMMAND__COUNT:
        break;
    }
}
