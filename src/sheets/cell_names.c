#include "sheets_priv.h"

/* Owns names of cells, which people write in formulas of their own: they stay when a row is added
 * above. A spreadsheet takes fewer names than people think of. */
#include "base/utf8.h"

#define LONGEST_NAME 255 /* characters */

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/** "A1", "wsp2022", "XFD7": up to three letters and a number are a cell. */
static bool reads_as_cell(gr_str name)
{
    size_t letters = 0;
    while (letters < name.len && is_letter(name.ptr[letters])) {
        letters++;
    }
    size_t at = letters;
    while (at < name.len && is_digit(name.ptr[at])) {
        at++;
    }
    return letters >= 1 && letters <= 3 && at > letters && at == name.len;
}

/** "R", "c", "R1C1", "r2": a cell in the other notation. */
static bool reads_as_row_and_column(gr_str name)
{
    size_t at = 0;
    for (const char *part = "RC"; *part != '\0'; part++) {
        bool there = at < name.len && (name.ptr[at] == *part || name.ptr[at] == *part + 32);
        at += there ? 1 : 0;
        while (there && at < name.len && is_digit(name.ptr[at])) {
            at++;
        }
    }
    return name.len > 0 && at == name.len;
}

static const char *wrong_with(gr_str name)
{
    bool starts = is_letter(name.ptr[0]) || name.ptr[0] == '_';
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        if (!is_letter(c) && !is_digit(c) && c != '_' && c != '.') {
            return "letters from a to z, digits, '_' and '.' are all that it may have";
        }
    }
    if (!starts) {
        return "it begins with a letter or '_'";
    }
    if (name.len > LONGEST_NAME) {
        return "it may have 255 characters";
    }
    if (reads_as_cell(name) || reads_as_row_and_column(name)) {
        return "it would be read as that of a cell; put a '_' in it";
    }
    return gr_names_alike(name, GR_LIT("true")) || gr_names_alike(name, GR_LIT("false"))
               ? "it would be read as a truth value"
               : NULL;
}

static gr_status refuse(gr_sheet_draft *draft, gr_loc at, gr_str name, const char *why)
{
    gr_diag_report(draft->diag, at, GR_CODE_CELL_NAME,
                   "'" GR_FMT "': %s; give another sheet-name=", GR_ARG(name), why);
    return GR_BAD_INPUT;
}

/** The place of the table that a cell stands in. */
static gr_loc place_of(const gr_sheet_draft *draft, uint32_t sheet, size_t cell)
{
    for (size_t i = 0; i < draft->n_tables; i++) {
        const gr_placed *table = &draft->tables[i];
        if (table->sheet == sheet && table->first_cell <= cell && cell < table->end_cell) {
            return table->node->at;
        }
    }
    return draft->sheets[sheet].at;
}

typedef struct naming {
    gr_sheet_name *list;
    size_t n, cap;
} naming;

static gr_status add_name(gr_sheet_draft *draft, naming *names, uint32_t sheet, size_t nr)
{
    const gr_sheet_cell *cell = &draft->sheets[sheet].sheet.cells[nr];
    gr_loc at = place_of(draft, sheet, nr);
    const char *wrong = wrong_with(cell->named);
    if (wrong != NULL) {
        return refuse(draft, at, cell->named, wrong);
    }
    for (size_t i = 0; i < names->n; i++) {
        if (gr_names_alike(names->list[i].name, cell->named)) {
            return refuse(draft, at, cell->named,
                          "another cell has it, whatever its capitals; in a loop put what tells "
                          "one turn from another into it");
        }
    }
    for (size_t i = 0; i < draft->n_sheets; i++) {
        const gr_sheet_list *list = draft->sheets[i].list;
        if (list != NULL && gr_names_alike(list->name, cell->named)) {
            return refuse(draft, at, cell->named, "a flat sheet has it");
        }
    }
    *GR_PUSH(draft->arena, names->list, names->n, names->cap, gr_sheet_name) =
        (gr_sheet_name){cell->named, sheet, cell->row, cell->col};
    return GR_OK;
}

gr_status gr_draft_cell_names(gr_sheet_draft *draft, gr_sheet_plan *plan)
{
    naming names = {0};
    for (uint32_t i = 0; i < draft->n_sheets; i++) {
        for (size_t k = 0; k < draft->sheets[i].sheet.n_cells; k++) {
            if (draft->sheets[i].sheet.cells[k].named.len > 0) {
                GR_TRY(add_name(draft, &names, i, k));
            }
        }
    }
    plan->names = names.list;
    plan->n_names = names.n;
    return GR_OK;
}
