#include "sheets_priv.h"

/* Owns the flat form of a table: a record a row, one row of heads, groups as columns, no cell that
 * takes the place of others; and what a spreadsheet calls it. So it can be filtered and sorted, and
 * a total names the column that it adds up. */
#include "base/utf8.h"

#define BETWEEN   " – " /* heads above each other */
#define HEAD_MOST 255   /* characters; a spreadsheet takes no longer head of a list */

typedef struct flattening {
    gr_sheet_draft *draft;
    const gr_node *from;
    gr_node *to;
    const gr_node **groups; /* of each level, the cell that heads the group at hand */
    const gr_node **above;  /* of each column, the cell that reaches down into it, or NULL */
    uint16_t *reach;        /* and how many rows it still does */
    gr_str *heads;          /* of each column of the list */
} flattening;

static gr_status refuse(const flattening *f, gr_loc at, const char *what)
{
    gr_diag_report_open(f->draft->diag, at, GR_CODE_SHEET_FLAT, "%s", what);
    return GR_BAD_INPUT;
}

static size_t n_levels(const flattening *f)
{
    return f->from->as.table.n_levels;
}

/* --- nodes --- */

GR_NEVER_NULL static gr_node *copy_into(flattening *f, gr_node *parent, const gr_node *node)
{
    gr_node *copy = GR_NEW(f->draft->arena, gr_node);
    *copy = *node;
    copy->next = NULL;
    if (parent->last == NULL) {
        parent->first = copy;
    } else {
        parent->last->next = copy;
    }
    parent->last = copy;
    return copy;
}

GR_NEVER_NULL static gr_node *add_row(flattening *f, const gr_node *row)
{
    gr_node *copy = copy_into(f, f->to, row);
    copy->first = copy->last = NULL;
    return copy;
}

static gr_node *add_cell(flattening *f, gr_node *row, const gr_node *cell)
{
    gr_node *copy = copy_into(f, row, cell);
    copy->as.cell.colspan = copy->as.cell.rowspan = 1;
    return copy;
}

/* --- heads --- */

static void join_head(flattening *f, gr_str *head, gr_str part)
{
    part = gr_str_trim(gr_str_spaced(f->draft->arena, part));
    bool first = head->len == 0;
    if (part.len > 0) {
        *head = gr_str_fmt(f->draft->arena, GR_FMT "%s" GR_FMT, GR_ARG(*head), first ? "" : BETWEEN,
                           GR_ARG(part));
    }
}

/** Heads above each other become one text: "Lasten – Begroting". */
static void learn_heads(flattening *f)
{
    size_t n = f->from->as.table.n_cols;
    uint32_t *busy = GR_NEW_N(f->draft->arena, uint32_t, n);
    for (const gr_node *row = f->from->first; row != NULL; row = row->next) {
        const gr_node *cell = row->kind == GR_K_ROW ? row->first : NULL;
        bool head = cell != NULL && row->as.row.role == GR_ROW_HEAD;
        for (size_t c = 0; head && c < n; c++) {
            if (busy[c] > 0) {
                busy[c]--;
                continue;
            }
            gr_str text = cell == NULL ? GR_LIT("") : gr_node_text(cell, f->draft->arena);
            size_t span = cell == NULL ? 1 : cell->as.cell.colspan;
            for (size_t k = c; k < c + span && k < n; k++) {
                join_head(f, &f->heads[n_levels(f) + k], text);
                busy[k] = cell == NULL ? 0 : cell->as.cell.rowspan - 1U;
            }
            c += span - 1;
            cell = cell == NULL ? NULL : cell->next;
        }
    }
}

/** The lowest row of heads, with a cell for each column. */
static void add_heads(flattening *f, const gr_node *first_row)
{
    const gr_node *last = first_row;
    for (const gr_node *row = first_row; row != NULL; row = row->next) {
        last = row->kind == GR_K_ROW && row->as.row.role == GR_ROW_HEAD ? row : last;
    }
    gr_node *row = add_row(f, last);
    for (size_t i = 0; i < f->to->as.table.n_cols; i++) {
        gr_node *cell = gr_node_new(f->draft->arena, row, GR_K_CELL, last->at);
        cell->as.cell.colspan = cell->as.cell.rowspan = 1;
        cell->as.cell.header = true;
        cell->as.cell.align = f->to->as.table.cols[i].align;
        gr_node_new(f->draft->arena, cell, GR_K_TEXT, last->at)->as.text.chars = f->heads[i];
    }
}

/* --- rows --- */

static gr_status take_group(flattening *f, const gr_node *row)
{
    size_t level = row->as.row.level;
    if (level >= n_levels(f) || row->first == NULL) {
        return refuse(f, row->at,
                      "a row that heads others has no place in a list; let <group by=\"...\"> make "
                      "the groups, or give what it says a column of its own");
    }
    f->groups[level] = row->first;
    return GR_OK;
}

/** Cells of a body row, those from above written out again. */
static gr_status add_cells(flattening *f, gr_node *to, const gr_node *row)
{
    const gr_node *cell = row->first;
    for (size_t c = 0; c < f->from->as.table.n_cols; c++) {
        if (f->reach[c] > 0) {
            f->reach[c]--;
            add_cell(f, to, f->above[c]);
            continue;
        }
        if (cell == NULL || cell->as.cell.colspan > 1) {
            return refuse(f, row->at,
                          "a cell over several columns has no place in a list; give each column "
                          "its own cell");
        }
        f->above[c] = cell;
        f->reach[c] = (uint16_t)(cell->as.cell.rowspan > 1 ? cell->as.cell.rowspan - 1 : 0);
        add_cell(f, to, cell);
        cell = cell->next;
    }
    return GR_OK;
}

static gr_status add_body(flattening *f, const gr_node *row)
{
    gr_node *to = add_row(f, row);
    for (size_t i = 0; i < n_levels(f); i++) {
        add_cell(f, to, f->groups[i])->as.cell.header = true;
    }
    return add_cells(f, to, row);
}

/** Below the list; its words stand in front, its sums under their columns. */
static void add_total(flattening *f, const gr_node *row)
{
    gr_node *to = add_row(f, row);
    for (const gr_node *cell = row->first; cell != NULL; cell = cell->next) {
        gr_node *copy = copy_into(f, to, cell);
        copy->as.cell.colspan =
            (uint16_t)(cell->as.cell.colspan + (cell == row->first ? n_levels(f) : 0));
    }
}

static gr_status add_part(flattening *f, const gr_node *part)
{
    if (part->kind != GR_K_ROW) {
        copy_into(f, f->to, part);
        return GR_OK;
    }
    switch (part->as.row.role) {
    case GR_ROW_HEAD:
        break;
    case GR_ROW_GROUP:
        return take_group(f, part);
    case GR_ROW_BODY:
        return add_body(f, part);
    case GR_ROW_TOTAL:
        add_total(f, part);
        break;
    case GR_ROW_SUBTOTAL: /* who filters the list gets it */
        break;
    }
    return GR_OK;
}

static void widen(flattening *f)
{
    const gr_node *from = f->from;
    size_t n = n_levels(f);
    gr_col *cols = GR_NEW_N(f->draft->arena, gr_col, n + from->as.table.n_cols);
    for (size_t i = 0; i < n + from->as.table.n_cols; i++) {
        f->heads[i] = GR_LIT("");
    }
    for (size_t i = 0; i < n; i++) {
        cols[i] = (gr_col){.align = GR_ALIGN_LEFT, .header = true};
        join_head(f, &f->heads[i], from->as.table.levels[i]);
    }
    memcpy(cols + n, from->as.table.cols, from->as.table.n_cols * sizeof *cols);
    f->to->as.table.cols = cols;
    f->to->as.table.n_cols = n + from->as.table.n_cols;
    f->to->as.table.n_head_rows = 1;
}

gr_status gr_flat_table(gr_sheet_draft *draft, const gr_node *table, const gr_node **out)
{
    size_t n = table->as.table.n_cols;
    flattening f = {.draft = draft, .from = table, .to = GR_NEW(draft->arena, gr_node)};
    *f.to = *table;
    f.to->first = f.to->last = NULL;
    f.groups = GR_NEW_N(draft->arena, const gr_node *, n_levels(&f) + 1);
    f.above = GR_NEW_N(draft->arena, const gr_node *, n);
    f.reach = GR_NEW_N(draft->arena, uint16_t, n);
    f.heads = GR_NEW_N(draft->arena, gr_str, n_levels(&f) + n);
    widen(&f);
    learn_heads(&f);
    if (table->as.table.n_head_rows == 0) {
        return refuse(&f, table->at,
                      "a list knows its columns by their heads, and here none has "
                      "one; give each a title=");
    }
    bool headed = false;
    for (const gr_node *part = table->first; part != NULL; part = part->next) {
        if (!headed && part->kind == GR_K_ROW) {
            add_heads(&f, part);
            headed = true;
        }
        GR_TRY(add_part(&f, part));
    }
    *out = f.to;
    return GR_OK;
}

/* --- the list --- */

static gr_status check_head(gr_sheet_draft *draft, gr_loc at, const gr_str *heads, size_t nr)
{
    gr_str head = heads[nr];
    const char *wrong = NULL;
    for (size_t i = 0; i < nr; i++) {
        wrong = gr_names_alike(heads[i], head) ? "is there twice" : wrong;
    }
    wrong = gr_utf8_count(head) > HEAD_MOST ? "has more than 255 characters" : wrong;
    wrong = head.len == 0 ? "is blank" : wrong;
    if (wrong == NULL) {
        return GR_OK;
    }
    gr_diag_report_open(draft->diag, at, GR_CODE_SHEET_FLAT,
                        "the head of column %zu, '" GR_FMT
                        "', %s, and a list knows its columns by their heads; give it another "
                        "title=",
                        nr + 1, GR_ARG(head), wrong);
    return GR_BAD_INPUT;
}

gr_status gr_flat_note(gr_sheet_draft *draft, gr_draft_sheet *sheet, const gr_node *flat,
                       uint32_t first_row, uint32_t last_row)
{
    gr_str *heads = NULL;
    size_t n = 0, cap = 0;
    for (size_t i = 0; i < sheet->sheet.n_cells; i++) {
        if (sheet->sheet.cells[i].row == first_row) {
            *GR_PUSH(draft->arena, heads, n, cap, gr_str) = sheet->sheet.cells[i].text;
            GR_TRY(check_head(draft, flat->at, heads, n - 1));
        }
    }
    sheet->sheet.list = sheet->list = GR_NEW(draft->arena, gr_sheet_list);
    *sheet->list = (gr_sheet_list){.name = GR_LIT(""),
                                   .heads = heads,
                                   .first_row = first_row,
                                   .last_row = last_row,
                                   .n_cols = (uint16_t)n};
    return GR_OK;
}

/** Letters, digits and "_" are what all spreadsheets take; "t_" before them keeps it from being
 * read as a cell. Sheets have different names, but these may not be when other signs are left out.
 */
void gr_flat_name(gr_sheet_draft *draft, gr_draft_sheet *sheet)
{
    gr_buf name = gr_buf_make(draft->arena, SIZE_MAX);
    gr_str of = sheet->sheet.name;
    bool apart = false;
    gr_buf_add(&name, GR_LIT("t_"));
    for (size_t i = 0; i < of.len; i++) {
        char c = of.ptr[i];
        bool kept = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (kept && apart && name.len > 2) {
            gr_buf_add_char(&name, '_');
        }
        if (kept) {
            gr_buf_add_char(&name, c);
        }
        apart = !kept;
    }
    sheet->list->name = gr_buf_view(&name);
    unsigned nr = 2;
    for (size_t i = 0; i < draft->n_sheets && &draft->sheets[i] < sheet; i++) {
        const gr_sheet_list *other = draft->sheets[i].list;
        if (other != NULL && gr_names_alike(other->name, sheet->list->name)) {
            sheet->list->name =
                gr_str_fmt(draft->arena, GR_FMT "_%u", GR_ARG(gr_buf_view(&name)), nr++);
            i = SIZE_MAX; /* from the first one again */
        }
    }
}

/** Within brackets these signs mean something. */
static void add_head(gr_buf *out, gr_str head)
{
    for (size_t i = 0; i < head.len; i++) {
        if (strchr("'#[]@", head.ptr[i]) != NULL) {
            gr_buf_add_char(out, '\'');
        }
        gr_buf_add(out, gr_str_sub(head, i, 1));
    }
}

bool gr_flat_add_column(const gr_sheet_draft *draft, const gr_area *area, gr_buf *out)
{
    const gr_draft_sheet *sheet = &draft->sheets[area->sheet];
    const gr_sheet_list *list = sheet->list;
    if (list == NULL || sheet->sheet.n_long > 0 || area->first_col != area->last_col ||
        area->first_col >= list->n_cols || area->first_row != list->first_row + 1 ||
        area->last_row < list->last_row || area->last_row > list->last_row + 1) {
        return false;
    }
    gr_buf_addf(out, GR_FMT "[", GR_ARG(list->name));
    add_head(out, list->heads[area->first_col]);
    gr_buf_add_char(out, ']');
    return true;
}
