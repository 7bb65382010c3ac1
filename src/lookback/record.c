/* Owns what a run writes into the journal. Nothing here is needed to publish: the journal may be
 * lost. */
#include "lookback/record.h"

#include "base/arena.h"
#include "journal/compare.h"
#include "provenance/life.h"
#include "provenance/version.h"
#include "store/version.h"
#include "json/read.h"

static void add_messages(const gr_record *record, const gr_diag *diag, gr_str edition,
                         gr_arena *arena)
{
    static const char *const levels[] = {
        [GR_NOTE] = "note", [GR_WARNING] = "warning", [GR_ERROR] = "error"};
    gr_diag_row row = {0};
    for (size_t i = 0; gr_diag_at(diag, i, arena, &row); i++) {
        const gr_journal_message message = {.run = record->run,
                                            .edition = edition,
                                            .level = gr_str_of(levels[row.level]),
                                            .code = gr_str_of(row.tag),
                                            .place = row.place,
                                            .text = row.text};
        gr_journal_add_message(record->journal, &message, record->diag);
    }
}

void gr_record_messages(const gr_record *record)
{
    gr_arena *arena = gr_arena_new(4096);
    gr_diag *said = gr_diag_new(arena, UINT32_MAX);
    gr_diag_merge(said, record->diag, GR_LIT("")); /* the list grows when the journal refuses */
    add_messages(record, said, GR_LIT(""), arena);
    gr_arena_free(arena);
}

/** A version that the journal does not know was published by this run, by one that died before it
 *  could write it down, or by `render` or `release`. */
static bool is_news(const gr_record *record, const gr_plan_row *row, gr_str key, gr_arena *arena,
                    gr_str *in_out_before)
{
    gr_str known = gr_journal_last_key(record->journal, row->order->destination, row->report,
                                       row->edition.id, arena);
    if (gr_str_eq(*in_out_before, key)) {
        *in_out_before = known; /* not this run moved the link */
    }
    return key.len > 0 && !gr_str_eq(known, key);
}

/** Who decided what became of a version that was released, as it says itself. */
static void add_decision(const gr_place *place, gr_str key, gr_arena *arena,
                         gr_journal_edition *entry)
{
    gr_life life = {0};
    gr_diag *discarded = gr_diag_new(arena, 1);
    if (gr_version_life(place, key, arena, discarded, &life) == GR_OK &&
        gr_life_is_released(&life)) {
        entry->by = life.by;
        entry->on = gr_day_text((gr_value){.type = GR_T_DATE, .as.day = life.date}, arena);
        entry->because = life.because;
    }
}

/** What the journal keeps of a row whose version `key` stands there; `news`: not known to it. */
static gr_journal_edition entry_of(const gr_record *record, const gr_plan_row *row,
                                   const gr_place *place, gr_str key, bool news, gr_arena *arena)
{
    gr_journal_edition entry = {
        .run = record->run,
        .job = row->order->job,
        .report = row->report,
        .edition = row->edition.id,
        .destination = row->order->destination,
        .status = gr_edition_status_word(gr_row_status(row)),
        .key = key,
        .files = GR_LIT("[]"),
        .duration_ms = row->duration_ms,
    };
    if (key.len > 0) {
        gr_str folder = gr_version_folder(place, key, arena);
        gr_str published = GR_LIT("");
        gr_str manifest = GR_LIT("");
        (void)gr_version_find(folder, GR_VERSION_PUBLISHED, arena, &published);
        (void)gr_version_find(folder, GR_VERSION_MANIFEST, arena, &manifest);
        entry.life = gr_published_life(published, "status", arena);
        entry.figures = news ? published : GR_LIT("");
        (void)gr_json_find(manifest, "$.files", arena, &entry.files);
        if (news) {
            add_decision(place, key, arena, &entry);
        }
    }
    return entry;
}

void gr_record_release(const gr_record *record, const gr_plan_row *row, int64_t at)
{
    gr_arena *arena = gr_arena_new(4096);
    const gr_place place =
        gr_place_at(&record->store, row->order->destination, row->report, row->edition.id, arena);
    gr_str key = gr_place_current(&place, arena);
    gr_journal_edition entry = entry_of(record, row, &place, key, true, arena);
    entry.status = GR_LIT(GR_RELEASED_WORD);
    entry.before = gr_place_before(&place, key, arena);
    entry.at = at;
    gr_journal_add_edition(record->journal, &entry, record->diag);
    gr_arena_free(arena);
}

/** Readers have what no run told of: it made that, or somebody did by hand since the last one. */
static bool is_untold(const gr_record *record, const gr_plan_row *row, gr_str key, gr_arena *arena)
{
    if (row->outcome == GR_EDITION_PUBLISHED) {
        return true;
    }
    return record->journal != NULL && key.len > 0 && gr_row_status(row) != GR_STATUS_FAILED &&
           !gr_outcome_is_missed(row->outcome) &&
           !gr_str_eq(key, gr_journal_last_told(record->journal, row->order->destination,
                                                row->report, row->edition.id, arena));
}

void gr_record_row(const gr_record *record, gr_plan_row *row, gr_str before, int64_t at)
{
    gr_arena *arena = gr_arena_new(4096);
    const gr_place place =
        gr_place_at(&record->store, row->order->destination, row->report, row->edition.id, arena);
    gr_str key = gr_place_current(&place, arena);
    row->news = is_untold(record, row, key, arena);
    bool news = is_news(record, row, key, arena, &before);
    gr_journal_edition entry = entry_of(record, row, &place, key, news, arena);
    entry.before = news ? before : GR_LIT("");
    entry.at = at;
    gr_journal_add_edition(record->journal, &entry, record->diag);
    if (row->diag != NULL) {
        add_messages(
            record, row->diag,
            gr_str_fmt(arena, GR_FMT "/" GR_FMT, GR_ARG(row->report), GR_ARG(row->edition.id)),
            arena);
    }
    gr_arena_free(arena);
}
