/* Rows that add up those above them: as records they would count twice. */
#include "files_priv.h"
#include "grid_row.h"

/** Several texts of a row may be anything; a total in one of them is this word alone. */
static const char first_words[] =
    "totaal* | subtotaal* | eindtotaal* | total | total *| totals | som";
static const char later_words[] =
    "totaal | totaal: | subtotaal | subtotaal: | eindtotaal | total | totals | grand total";

static gr_status refuse(gr_grid_rows *rows, gr_grid_state *state, gr_str remedy, gr_str shown,
                        const char *how)
{
    rows->records.failed = state->ended = true;
    gr_diag_report(rows->records.diag, rows->at, GR_CODE_GRID_TOTAL,
                   "row %lu of sheet '" GR_FMT "' %s '" GR_FMT "'; " GR_FMT,
                   (unsigned long)rows->row, GR_ARG(rows->sheet), how, GR_ARG(shown),
                   GR_ARG(remedy));
    return GR_BAD_INPUT;
}

/** The field that reads a total's word, when the descriptor leaves no record out: with where= it
 *  says itself which rows are records. SIZE_MAX: none. */
static size_t field_with_total(const gr_grid_rows *rows, const gr_grid_state *state)
{
    for (size_t i = 0; i < state->n; i++) {
        const gr_grid_cell *cell = gr_grid_cell_at(rows, state->columns[i]);
        if (cell != NULL && gr_file_fits(gr_str_of(later_words), cell->text)) {
            const gr_computing *computing = state->plan->computing;
            return computing != NULL && computing->where != NULL ? SIZE_MAX : i;
        }
    }
    return SIZE_MAX;
}

bool gr_grid_refuse_total(gr_grid_rows *rows, gr_grid_state *state)
{
    gr_arena *scratch = rows->records.scratch;
    gr_str first = gr_grid_first_text(rows);
    gr_str shown = gr_quoted(first, scratch);
    if (gr_file_fits(gr_str_of(first_words), first)) {
        gr_str remedy =
            gr_str_fmt(scratch, "if the table ends there, say until=\"" GR_FMT "\"", GR_ARG(shown));
        return refuse(rows, state, remedy, shown, "begins with") != GR_OK;
    }
    size_t field = field_with_total(rows, state);
    if (field == SIZE_MAX) {
        return false;
    }
    shown = gr_quoted(gr_grid_cell_at(rows, state->columns[field])->text, scratch);
    gr_str remedy = gr_str_fmt(
        scratch, "if it is no record, leave such rows out: where=\"" GR_FMT " != '" GR_FMT "'\"",
        GR_ARG(state->plan->schema->columns[field].name), GR_ARG(shown));
    return refuse(rows, state, remedy, shown, "has") != GR_OK;
}
