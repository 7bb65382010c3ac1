#include "lookback/mailed.h"

/* Owns what the journal knows of who was sent an edition. */
#include "base/arena.h"
#include "base/file.h"
#include "plan/order.h"

typedef struct mailed {
    gr_str edition; /* "handover-dossier/renkum" */
    gr_arena *arena;
    gr_str *texts;
    size_t n, cap;
} mailed;

static void add(mailed *m, const gr_journal_message *message)
{
    if (gr_str_is(message->code, GR_MAILED_TAG) && gr_str_eq(message->edition, m->edition) &&
        (m->n == 0 || !gr_is_one_of(message->text, m->texts, m->n))) {
        *GR_PUSH(m->arena, m->texts, m->n, m->cap, gr_str) = message->text;
    }
}

size_t gr_edition_mailed(gr_journal *journal, gr_str report, gr_str edition, gr_arena *arena,
                         gr_str **out)
{
    mailed m = {.edition = gr_path_join(arena, report, edition), .arena = arena};
    gr_diag *discarded = gr_diag_new(arena, 1);
    gr_journal_edition *rows = NULL;
    size_t n = 0;
    const gr_history_query query = {.report = report, .edition = edition, .figure = GR_LIT("")};
    if (journal != NULL &&
        gr_journal_editions(journal, &query, arena, discarded, &rows, &n) != GR_OK) {
        n = 0;
    }
    for (size_t i = 0; i < n; i++) {
        gr_journal_message *messages = NULL;
        size_t k = 0;
        if (gr_journal_messages(journal, rows[i].run, arena, discarded, &messages, &k) != GR_OK) {
            continue;
        }
        for (size_t j = 0; j < k; j++) {
            add(&m, &messages[j]);
        }
    }
    *out = m.texts;
    return m.n;
}
