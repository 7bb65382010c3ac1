#include "sheets_priv.h"

/* Owns names of sheets: short enough, without the signs a spreadsheet refuses, each one once. */
#include "base/utf8.h"

#define RESERVED "history" /* one spreadsheet keeps it to itself */

/** Cuts at a whole code point. */
static gr_str at_most(gr_str name, size_t max_units)
{
    size_t at = 0, units = 0;
    while (at < name.len) {
        size_t next = at;
        units += gr_utf8_step(name, &next) > 0xFFFF ? 2 : 1;
        if (units > max_units) {
            break;
        }
        at = next;
    }
    return gr_str_sub(name, 0, at);
}

/** Spreadsheets compare names without case; the letters of European names are enough here, as the
 *  library refuses what else it takes for equal. */
static uint32_t lower(uint32_t c)
{
    bool ascii = c >= 'A' && c <= 'Z';
    bool latin = c >= 0xC0 && c <= 0xDE && c != 0xD7;
    return ascii || latin ? c + 0x20 : c;
}

bool gr_names_alike(gr_str a, gr_str b)
{
    size_t i = 0, j = 0;
    while (i < a.len && j < b.len) {
        if (lower(gr_utf8_step(a, &i)) != lower(gr_utf8_step(b, &j))) {
            return false;
        }
    }
    return i == a.len && j == b.len;
}

static bool is_refused(uint32_t c)
{
    return c < 0x20 || (c < 0x80 && strchr("[]:*?/\\", (int)c) != NULL);
}

static bool is_edge(char c)
{
    return c == '\'' || c == ' ';
}

static gr_str without_edges(gr_str name)
{
    while (name.len > 0 && is_edge(name.ptr[0])) {
        name = gr_str_sub(name, 1, SIZE_MAX);
    }
    while (name.len > 0 && is_edge(name.ptr[name.len - 1])) {
        name = gr_str_sub(name, 0, name.len - 1);
    }
    return name;
}

static gr_str allowed(gr_str wanted, gr_arena *arena)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    wanted = gr_utf8_searchable(arena, gr_str_spaced(arena, wanted));
    for (size_t at = 0; at < wanted.len;) {
        uint32_t c = gr_utf8_step(wanted, &at);
        gr_utf8_add(&out, is_refused(c) ? '-' : c);
    }
    gr_str name = without_edges(at_most(without_edges(gr_buf_view(&out)), GR_SHEET_NAME));
    bool usable = name.len > 0 && !gr_names_alike(name, GR_LIT(RESERVED));
    return usable ? name : gr_str_fmt(arena, GR_FMT "-", GR_ARG(name));
}

static bool is_taken(const gr_sheet_draft *draft, size_t n, gr_str name)
{
    for (size_t i = 0; i < n; i++) {
        if (gr_names_alike(draft->sheets[i].sheet.name, name)) {
            return true;
        }
    }
    return false;
}

/** Another name than the descriptor gives: who looks for that one is told. */
static void tell(gr_sheet_draft *draft, const gr_draft_sheet *sheet, gr_str name)
{
    gr_str given = gr_str_trim(sheet->wanted);
    if (gr_str_eq(given, name) || sheet->at.line == 0) { /* our own sheet of sources has no place */
        return;
    }
    gr_diag_report_halves(
        draft->diag, sheet->at, GR_CODE_SHEET_RENAMED,
        GR_LIT("a name has at most 31 characters and none of []:*?/\\, is not '" RESERVED
               "', and is there once, whatever its capitals; give another one"),
        "'" GR_FMT "' is called '" GR_FMT "' in the workbook", GR_ARG(given), GR_ARG(name));
}

void gr_draft_names(gr_sheet_draft *draft)
{
    for (size_t i = 0; i < draft->n_sheets; i++) {
        gr_str wanted = allowed(draft->sheets[i].wanted, draft->arena);
        gr_str name = wanted;
        for (unsigned nr = 2; is_taken(draft, i, name); nr++) {
            gr_str suffix = gr_str_fmt(draft->arena, " (%u)", nr);
            name = gr_str_fmt(draft->arena, GR_FMT GR_FMT,
                              GR_ARG(at_most(wanted, GR_SHEET_NAME - suffix.len)), GR_ARG(suffix));
        }
        draft->sheets[i].sheet.name = gr_str_dup(draft->arena, name);
        tell(draft, &draft->sheets[i], draft->sheets[i].sheet.name);
        if (draft->sheets[i].list != NULL) {
            gr_flat_name(draft, &draft->sheets[i]);
        }
    }
}
