/* Owns the way to rows of long tables, of which a version keeps a hash only: the edition is
 * evaluated again, each figure of such a row passes with its origin, and at the end the hash must
 * be the same. */
#include "long_rows.h"

#include "base/arena.h"
#include "base/file.h"
#include "edition/guards.h"
#include "lookback/version.h"
#include "reading.h"

typedef struct seeing {
    const gr_row_reading *what;
    const gr_reading_setup *reading;
    const gr_load *load;
    gr_arena *scratch; /* of one figure */
    bool same;         /* the rows are those of the version */
} seeing;

static void add_piece(void *user, gr_str piece)
{
    gr_buf_add(user, piece);
}

/** As a document that has this one figure. */
static void see(void *user, const gr_eval_context *context, const gr_figure *figure, gr_loc at)
{
    const seeing *s = user;
    const gr_row_figure asked = {figure->id, figure->text, figure->value.origin, context->diag};
    if (!s->what->wants(s->what->user, &asked)) {
        return;
    }
    gr_mark mark = gr_arena_mark(s->scratch);
    gr_figure one = *figure;
    const gr_figure *figures[] = {&one};
    gr_doc_rule rule = {.at = at, .source = GR_LIT("")};
    gr_doc doc = {.owner = context->edition,
                  .owner_dataset = context->owner == NULL ? GR_LIT("") : context->owner->name,
                  .figures = figures,
                  .n_figures = 1,
                  .rules = &rule,
                  .n_rules = 1};
    const gr_inputs_setup inputs = gr_inputs_of(s->reading);
    const gr_version_facts facts = {.doc = &doc,
                                    .catalogue = gr_load_catalogue(s->load),
                                    .input = inputs.input,
                                    .templates = inputs.templates};
    gr_buf out = gr_buf_make(s->scratch, SIZE_MAX);
    one.nr = 1;
    one.rule = 1;
    gr_version_places(&facts, context->diag, add_piece, &out);
    s->what->found(s->what->user, gr_buf_view(&out));
    gr_arena_rewind(s->scratch, mark);
}

static gr_status judge(void *user, const gr_doc *doc, const gr_arranged *arranged, gr_arena *arena,
                       gr_diag *diag)
{
    seeing *s = user;
    (void)arranged;
    (void)diag;
    s->same = gr_version_has_rows(s->what->used, doc, arena);
    return GR_OK;
}

static void evaluate(const gr_session *session, seeing *s, gr_work *work)
{
    const gr_row_watch watch = {.user = s, .figure = see};
    gr_edition_setup setup = gr_editions_of(s->reading, session, s->load);
    setup.only_document = true;
    setup.user = s;
    setup.show = judge;
    setup.rows_seen = &watch;
    for (size_t i = 0; i < work->n_rows; i++) {
        gr_diag *said = gr_diag_new(s->what->arena, 1);
        for (uint16_t k = 1; gr_diag_file(s->reading->files.diag, k).len > 0; k++) {
            (void)gr_diag_add_file(said, gr_diag_file(s->reading->files.diag, k));
        }
        gr_edition_make(&setup, &work->rows[i], s->what->arena, said);
    }
}

bool gr_rows_again_read(void *user, const gr_row_reading *what)
{
    const gr_rows_again *rows = user;
    const gr_session *session = rows->session;
    const gr_folders folders = gr_folders_of(rows->folders, what->arena);
    gr_str report = what->destination.len == 0
                        ? what->report
                        : gr_path_join(what->arena, what->destination, what->report);
    gr_reading_setup reading = gr_reading_of(session, &folders);
    gr_order order = {.job = GR_LIT(""),
                      .period = {.name = GR_LIT("")},
                      .destination = GR_LIT(""),
                      .on_control = GR_CONTROL_PASSES}; /* it was published */
    gr_work work = {.orders = &order, .n_orders = 1};
    gr_load *load = NULL;
    bool done = false;
    reading.files.style = GR_LIT("");
    gr_order_of_version(&session->store, report, what->edition, what->key, what->arena, &order,
                        &reading.files.style);
    reading.files.arena = what->arena;
    reading.files.diag = gr_diag_new(what->arena, 1); /* what is wrong makes the rows others */
    reading.files.untold = true;
    if (!*rows->guarded) {
        gr_guard_reader(GR_LIT(""), gr_diag_new(what->arena, 1));
        *rows->guarded = true;
    }
    bool read = gr_reading_plan(&reading, &work, &load, &done) == GR_OK && !done;
    seeing s = {
        .what = what, .reading = &reading, .load = load, .scratch = gr_arena_new(64 * 1024)};
    if (read) {
        evaluate(session, &s, &work);
    }
    gr_arena_free(s.scratch);
    gr_load_close(load);
    return read && s.same && work.n_rows == 1;
}
