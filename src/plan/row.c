#include "plan/row.h"

/* Owns rows of a plan as bytes. Whoever reads one does not trust who wrote it: another process may
 * have been made to say what it would not. */
#include "base/arena.h"
#include "base/packed.h"

gr_edition_status gr_row_status(const gr_plan_row *row)
{
    bool warned = row->diag != NULL && gr_diag_count(row->diag, GR_WARNING) > 0;
    if (row->degraded &&
        (row->outcome == GR_EDITION_PUBLISHED || row->outcome == GR_EDITION_UNCHANGED)) {
        return GR_STATUS_DEGRADED;
    }
    return gr_status_of_outcome(row->outcome, warned);
}

size_t gr_rows_count(const gr_plan_row *rows, size_t n, gr_str report, gr_edition_outcome outcome)
{
    size_t found = 0;
    for (size_t i = 0; i < n; i++) {
        bool counted = report.len == 0 || gr_str_eq(rows[i].report, report);
        found += counted && rows[i].outcome == outcome ? 1 : 0;
    }
    return found;
}

/* The texts of a row, in the order in which they are packed. */
#define N_TEXTS 11

void gr_row_pack(const gr_plan_row *row, gr_buf *out)
{
    const gr_str texts[N_TEXTS] = {
        row->order->job,  row->order->destination, row->report,       row->title,
        row->edition.key, row->edition.id,         row->edition.name, gr_edition_word(row->outcome),
        row->key,         row->documents,          row->waived};
    for (size_t i = 0; i < N_TEXTS; i++) {
        gr_pack_text(out, texts[i]);
    }
    gr_pack_number(out, row->duration_ms);
    gr_pack_number(out, row->degraded);
    gr_pack_number(out, row->diag != NULL);
    if (row->diag != NULL) {
        gr_diag_pack(row->diag, out);
    }
}

/** One name in a path, and no more. */
static bool is_folder_name(gr_str text)
{
    return text.len > 0 && text.ptr[0] != '.' && gr_str_find(text, GR_LIT("/")) == SIZE_MAX;
}

static bool unpack_texts(gr_str *rest, gr_arena *arena, gr_plan_row *row, gr_order *order)
{
    gr_str word = GR_LIT("");
    gr_str *const texts[N_TEXTS] = {
        &order->job,       &order->destination, &row->report,       &row->title,
        &row->edition.key, &row->edition.id,    &row->edition.name, &word,
        &row->key,         &row->documents,     &row->waived};
    for (size_t i = 0; i < N_TEXTS; i++) {
        if (!gr_unpack_text(rest, texts[i])) {
            return false;
        }
        *texts[i] = gr_str_dup(arena, *texts[i]);
    }
    row->order = order;
    return gr_edition_find(word, &row->outcome) && is_folder_name(row->report) &&
           is_folder_name(row->edition.id) && (row->key.len == 0 || is_folder_name(row->key));
}

bool gr_row_unpack(gr_str *rest, unsigned errors, gr_arena *arena, gr_plan_row *out)
{
    gr_plan_row row = {.outcome = GR_EDITION_PLANNED};
    uint64_t duration = 0;
    uint64_t degraded = 0;
    uint64_t said = 0;
    if (!unpack_texts(rest, arena, &row, GR_NEW(arena, gr_order)) ||
        !gr_unpack_number(rest, &duration) || duration > UINT32_MAX ||
        !gr_unpack_number(rest, &degraded) || degraded > 1 || !gr_unpack_number(rest, &said) ||
        said > 1) {
        return false;
    }
    row.duration_ms = (uint32_t)duration;
    row.degraded = degraded == 1;
    if (said == 1) {
        row.diag = gr_diag_new(arena, errors);
        if (!gr_diag_unpack(rest, row.diag)) {
            return false;
        }
    }
    *out = row;
    return true;
}
