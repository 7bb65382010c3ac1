/* Rows of sheets: which is the head, which are records, and which is the end of the table. A total
 * below a table is refused unless the descriptor names it: as a record it would count twice. */
#include "grid_row.h"

#include "files_priv.h"
#include "notation_priv.h"

/* ---- words ---- */

/** "Blad1!D7" */
static gr_str cell_name(const gr_grid_rows *rows, uint32_t column)
{
    char letters[8];
    size_t n = sizeof(letters);
    for (uint32_t left = column; left > 0; left = (left - 1) / 26) {
        letters[--n] = (char)('A' + (left - 1) % 26);
    }
    return gr_str_fmt(rows->records.scratch, GR_FMT "!%.*s%lu", GR_ARG(rows->sheet),
                      (int)(sizeof(letters) - n), letters + n, (unsigned long)rows->row);
}

gr_str gr_grid_first_text(const gr_grid_rows *rows)
{
    for (size_t i = 0; i < rows->n_cells; i++) {
        if (rows->cells[i].text.len > 0) {
            return rows->cells[i].text;
        }
    }
    return GR_LIT("");
}

const gr_grid_cell *gr_grid_cell_at(const gr_grid_rows *rows, uint32_t column)
{
    for (size_t i = 0; i < rows->n_cells; i++) {
        if (rows->cells[i].column == column) {
            return &rows->cells[i];
        }
    }
    return NULL;
}

static void refuse_cell(gr_grid_rows *rows, const gr_grid_cell *cell, const char *why)
{
    gr_str name = cell_name(rows, cell->column);
    rows->records.failed = true;
    gr_diag_report(rows->records.diag, cell->at, GR_CODE_GRID_CELL, GR_FMT " %s", GR_ARG(name),
                   why);
}

/* ---- the head ---- */

/** A cell of the row with just this text. */
static const gr_grid_cell *find_text(const gr_grid_rows *rows, gr_str text,
                                     const gr_grid_cell *after)
{
    for (const gr_grid_cell *cell = after == NULL ? rows->cells : after + 1;
         cell < rows->cells + rows->n_cells; cell++) {
        if (gr_str_eq(cell->text, text)) {
            return cell;
        }
    }
    return NULL;
}

static bool is_head(const gr_grid_rows *rows, const gr_grid *grid)
{
    for (size_t i = 0; i < grid->n_head; i++) {
        if (find_text(rows, grid->head[i], NULL) == NULL) {
            return false;
        }
    }
    return true;
}

static void refuse_column(gr_grid_rows *rows, gr_str column)
{
    gr_str *names = GR_NEW_N(rows->records.scratch, gr_str, rows->n_cells + 1);
    for (size_t i = 0; i < rows->n_cells; i++) {
        names[i] = rows->cells[i].text;
    }
    gr_str hint = gr_did_you_mean(column, names, rows->n_cells, rows->records.scratch);
    rows->records.failed = true;
    gr_diag_report(rows->records.diag, rows->at, GR_CODE_GRID_HEAD,
                   "no column '" GR_FMT "' in the head, row %lu of sheet '" GR_FMT "'" GR_FMT,
                   GR_ARG(column), (unsigned long)rows->row, GR_ARG(rows->sheet), GR_ARG(hint));
}

static void take_column(gr_grid_rows *rows, gr_grid_state *state, size_t i)
{
    gr_str column = state->plan->grid->columns[i];
    if (state->plan->fields[i].made != GR_FIELD_READ) {
        state->columns[i] = UINT32_MAX; /* no cell is there */
        return;
    }
    const gr_grid_cell *cell = find_text(rows, column, NULL);
    const gr_grid_cell *twin = cell == NULL ? NULL : find_text(rows, column, cell);
    if (cell == NULL) {
        refuse_column(rows, column);
    } else if (twin != NULL) {
        refuse_cell(rows, twin, "is a second column of that name; give them names of their own");
    } else if (cell->merged) {
        refuse_cell(rows, cell, "is merged with others, so which column does it head? split it");
    } else {
        state->columns[i] = cell->column;
    }
}

static bool is_read(const gr_grid_state *state, uint32_t column)
{
    for (size_t i = 0; i < state->n; i++) {
        if (state->columns[i] == column) {
            return true;
        }
    }
    return false;
}

/** For `check --source`, which shows what nothing reads. */
static void note_unread_columns(gr_grid_rows *rows, const gr_grid_state *state)
{
    gr_records *records = &rows->records;
    gr_buf names = gr_buf_make(records->kept, SIZE_MAX);
    gr_buf_add(&names, records->unread);
    for (size_t i = 0; i < rows->n_cells; i++) {
        const gr_grid_cell *cell = &rows->cells[i];
        if (cell->text.len > 0 && !is_read(state, cell->column)) {
            gr_buf_addf(&names, "%s'" GR_FMT "'", gr_buf_view(&names).len > 0 ? ", " : "",
                        GR_ARG(gr_quoted(cell->text, records->scratch)));
        }
    }
    records->unread = gr_buf_view(&names);
}

static void take_head(gr_grid_rows *rows, gr_grid_state *state)
{
    bool before = rows->records.failed;
    rows->records.failed = false;
    state->headed = true;
    for (size_t i = 0; i < state->n; i++) {
        take_column(rows, state, i);
    }
    note_unread_columns(rows, state);
    state->ended = rows->records.failed; /* its records would be wrong */
    rows->records.failed |= before;
}

/* ---- records ---- */

static bool is_number(gr_type type)
{
    return type == GR_T_INT || type == GR_T_DECIMAL || type == GR_T_MONEY || type == GR_T_RATIO;
}

/** The text as the field expects it: typed cells are written in one way whatever the source says.
 */
static gr_str typed_text(const gr_grid_rows *rows, const gr_plan *plan, size_t field,
                         const gr_grid_cell *cell)
{
    const gr_number_form *numbers = plan->fields[field].writing.numbers;
    char mark = numbers != NULL ? numbers->decimal : rows->records.source->mark;
    gr_str text = gr_str_dup(rows->records.scratch, cell->text);
    if (gr_str_is(cell->type, "DateTime")) { /* a day is midnight */
        size_t time = gr_str_find(text, GR_LIT("T00:00:00"));
        gr_str rest = gr_str_sub(text, time == SIZE_MAX ? 0 : time + 9, SIZE_MAX);
        bool midnight = time != SIZE_MAX && (rest.len == 0 || gr_str_is(rest, ".000"));
        return midnight ? gr_str_sub(text, 0, time) : text;
    }
    if (gr_str_is(cell->type, "Number") && mark != '.' &&
        is_number(plan->schema->columns[field].type)) {
        char *bytes = gr_arena_alloc(rows->records.scratch, text.len + 1, 1, 1);
        for (size_t i = 0; i < text.len; i++) {
            bytes[i] = text.ptr[i] == '.' ? mark : text.ptr[i];
        }
        text.ptr = bytes;
    }
    return text;
}

/** False after a report: what it shows is not what it holds. */
static bool check_cell(gr_grid_rows *rows, const gr_grid_cell *cell)
{
    if (cell->merged) {
        refuse_cell(rows, cell, "is merged with others, of which only one has a value; split it");
    } else if (gr_str_is(cell->type, "Error")) {
        gr_str shown = gr_quoted(cell->text, rows->records.scratch);
        gr_str why =
            gr_str_fmt(rows->records.scratch,
                       "holds the error " GR_FMT "; mend it in the spreadsheet", GR_ARG(shown));
        refuse_cell(rows, cell, gr_str_dup(rows->records.scratch, why).ptr);
    } else if (cell->formula && cell->text.len == 0) {
        refuse_cell(rows, cell,
                    "holds a formula that was never worked out; open the workbook in the "
                    "spreadsheet program and save it");
    } else {
        return true;
    }
    return false;
}

/** A cell stands once in its row. */
static void offer(gr_grid_rows *rows, const gr_source_slot *slot, gr_str text, gr_loc at)
{
    if (!gr_records_offer(&rows->records, slot, text, at)) {
        gr_records_refuse_twice(&rows->records, slot, at);
    }
}

static void offer_cells(gr_grid_rows *rows, const gr_grid_state *state)
{
    for (size_t i = 0; i < state->n; i++) {
        const gr_source_slot *slot = &state->slots[i];
        const gr_grid_cell *cell = gr_grid_cell_at(rows, state->columns[i]);
        if (cell == NULL) {
            continue; /* left out: it is empty */
        }
        if (check_cell(rows, cell)) {
            offer(rows, slot, typed_text(rows, state->plan, slot->field, cell), cell->at);
        } else { /* and said so */
            offer(rows, slot, GR_LIT(""), cell->at);
            rows->records.fillings[state->plan->nr].texts[slot->field].refused = true;
        }
        if (cell->too_long) {
            gr_records_refuse_length(&rows->records, slot, cell->at);
        }
    }
}

static gr_status take_record(gr_grid_rows *rows, const gr_grid_state *state)
{
    gr_records *records = &rows->records;
    unsigned before = gr_diag_count(records->diag, GR_ERROR);
    gr_records_open(records, state->plan, rows->at, 0);
    offer_cells(rows, state);
    gr_status status = gr_records_close(records, &records->fillings[state->plan->nr]);
    if (gr_diag_count(records->diag, GR_ERROR) > before) {
        gr_diag_note(records->diag, rows->at, "row %lu of sheet '" GR_FMT "'",
                     (unsigned long)rows->row, GR_ARG(rows->sheet));
    }
    return status;
}

/* ---- the end of the table ---- */

static bool ends_table(const gr_grid_rows *rows, const gr_grid *grid)
{
    gr_str first = gr_grid_first_text(rows);
    if (first.len == 0) {
        return grid->until_blank;
    }
    for (size_t i = 0; i < grid->n_until; i++) {
        if (gr_file_fits(grid->until[i], first)) {
            return true;
        }
    }
    return false;
}

/** Behind a blank row there may be notes; what fills several columns of the table is more of it. */
static void note_unread(gr_grid_rows *rows, gr_grid_state *state)
{
    size_t filled = 0;
    for (size_t i = 0; i < state->n; i++) {
        const gr_grid_cell *cell = gr_grid_cell_at(rows, state->columns[i]);
        filled += cell != NULL && cell->text.len > 0 ? 1 : 0;
    }
    if (filled < 2 || ends_table(rows, state->plan->grid)) {
        return;
    }
    if (state->unread++ == 0) {
        state->unread_row = rows->row;
        state->unread_at = rows->at;
    }
}

static gr_status take_row(gr_grid_rows *rows, gr_grid_state *state)
{
    if (!state->headed) {
        if (rows->row <= state->plan->grid->within && is_head(rows, state->plan->grid)) {
            take_head(rows, state);
        }
        return GR_OK;
    }
    if (state->ended) {
        note_unread(rows, state);
        return GR_OK;
    }
    if (ends_table(rows, state->plan->grid)) {
        state->ended = true;
        return GR_OK;
    }
    if (gr_grid_first_text(rows).len == 0 || gr_grid_refuse_total(rows, state)) {
        return GR_OK;
    }
    if (rows->hidden && state->n_hidden++ == 0) {
        state->hidden_row = rows->row;
        state->hidden_at = rows->at;
    }
    return take_record(rows, state);
}

gr_status gr_grid_end_row(gr_grid_rows *rows)
{
    for (size_t i = 0; i < rows->n_states; i++) {
        if (rows->states[i].here) {
            GR_TRY(take_row(rows, &rows->states[i]));
        }
    }
    return GR_OK;
}

/* ---- sheets ---- */

void gr_grid_begin(gr_grid_rows *rows)
{
    gr_records *records = &rows->records;
    rows->sheet = GR_LIT("");
    rows->states = GR_NEW_N(records->kept, gr_grid_state, records->source->n_plans);
    for (size_t i = 0; i < records->source->n_plans; i++) {
        const gr_plan *plan = records->source->plans[i];
        gr_grid_state *state = &rows->states[rows->n_states++];
        size_t n = plan->schema->n_columns;
        state->plan = plan;
        state->n = n;
        state->slots = GR_NEW_N(records->kept, gr_source_slot, n);
        state->columns = GR_NEW_N(records->kept, uint32_t, n);
        for (size_t k = 0; k < n; k++) {
            state->slots[k] = (gr_source_slot){.plan = plan, .field = k};
        }
    }
}

void gr_grid_begin_sheet(gr_grid_rows *rows, gr_str name, gr_loc at)
{
    gr_records *records = &rows->records;
    rows->sheet = gr_str_dup(records->kept, name);
    rows->row = 0;
    *GR_PUSH(records->kept, rows->sheets, rows->n_sheets, rows->cap_sheets, gr_str) = rows->sheet;
    for (size_t i = 0; i < rows->n_states; i++) {
        gr_grid_state *state = &rows->states[i];
        gr_str wanted = state->plan->grid->sheet;
        state->here = wanted.len == 0 || gr_str_eq(wanted, name);
        if (state->here && state->found) {
            records->failed = true;
            gr_diag_report(records->diag, at, GR_CODE_GRID_SHEET,
                           "a second sheet for '" GR_FMT "'; say which with sheet=",
                           GR_ARG(state->plan->schema->name));
            state->here = false;
        }
        state->found |= state->here;
        state->sheet_at = state->here ? at : state->sheet_at;
    }
}

static void refuse_headless(gr_grid_rows *rows, const gr_grid_state *state)
{
    gr_buf words = gr_buf_make(rows->records.scratch, 1000);
    for (size_t i = 0; i < state->plan->grid->n_head; i++) {
        gr_buf_addf(&words, "%s'" GR_FMT "'", i > 0 ? ", " : "",
                    GR_ARG(state->plan->grid->head[i]));
    }
    rows->records.failed = true;
    gr_diag_report(rows->records.diag, state->sheet_at, GR_CODE_GRID_HEAD,
                   "none of the first %lu rows of sheet '" GR_FMT "' has the cells " GR_FMT,
                   (unsigned long)state->plan->grid->within, GR_ARG(rows->sheet),
                   GR_ARG(gr_buf_view(&words)));
}

void gr_grid_end_sheet(gr_grid_rows *rows)
{
    for (size_t i = 0; i < rows->n_states; i++) {
        gr_grid_state *state = &rows->states[i];
        if (state->here && !state->headed) {
            refuse_headless(rows, state);
        }
        if (state->here && state->unread > 0) {
            gr_diag_report(rows->records.diag, state->unread_at, GR_CODE_GRID_UNREAD,
                           "%lu of sheet '" GR_FMT "', from row %lu on: the table of '" GR_FMT
                           "' ends before them; mend until= of its <grid>, or the sheet",
                           (unsigned long)state->unread, GR_ARG(rows->sheet),
                           (unsigned long)state->unread_row, GR_ARG(state->plan->schema->name));
        }
        if (state->here && state->n_hidden > 0) {
            gr_diag_report(rows->records.diag, state->hidden_at, GR_CODE_GRID_HIDDEN,
                           "%lu of sheet '" GR_FMT
                           "', from row %lu on: they were read into '" GR_FMT
                           "' like the others; show them in the spreadsheet, or delete them there",
                           (unsigned long)state->n_hidden, GR_ARG(rows->sheet),
                           (unsigned long)state->hidden_row, GR_ARG(state->plan->schema->name));
            state->n_hidden = 0;
        }
        state->here = false;
    }
}

void gr_grid_end(gr_grid_rows *rows)
{
    gr_records *records = &rows->records;
    for (size_t i = 0; i < rows->n_states; i++) {
        const gr_grid_state *state = &rows->states[i];
        if (!state->found) {
            gr_str sheet = state->plan->grid->sheet;
            gr_str hint = gr_did_you_mean(sheet, rows->sheets, rows->n_sheets, records->scratch);
            records->failed = true;
            gr_diag_report(records->diag, (gr_loc){.file = records->import->file},
                           GR_CODE_GRID_SHEET,
                           "no sheet '" GR_FMT "' among the %zu there are" GR_FMT, GR_ARG(sheet),
                           rows->n_sheets, GR_ARG(hint));
        }
    }
}
